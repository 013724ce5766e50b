//! A run laid out in time: the walk there, the intervals, the strides, the walk home.
//!
//! Nothing is asked and nothing waits for a key: a runner on a treadmill only listens. Each
//! piece is named with its length as it begins and counted out. When to stop is said up to three times
//! as the main set begins, at its first walk, and at its half.

use std::time::Duration;

use super::cues::{COUNT_OUT_FROM, OPENING, Placed, TONE};
use super::{Cue, CueKind, Options, Segment, SegmentKind, Timeline, Unit, cues};
use crate::plans::{Pace, Part, Piece, Sheet, Ticks};
use crate::routine::{
    Block, Dose, Evidence, Exercise, FigureRef, Id, Level, Posture, Routine, Sides, Step, Stress,
};
use crate::speech;

/// What stands in the place of a routine's id.
const ID: &str = "today";
/// How steps at the pace of the ticks are taken.
const QUICKER: &str = "Shorter, quicker steps.";
/// Running of this length in one piece announces its half.
const LONG: Duration = Duration::from_secs(5 * 60);
/// What was said is not said again so soon, nor the half of an interval so near to that of the whole.
const CLOSE: Duration = Duration::from_secs(60);

/// Returns a run as a routine, one step for each piece, so that all that plays routines plays it.
pub fn routine(sheet: &Sheet) -> Routine {
    let steps = sheet.pieces().into_iter().map(|piece| Block::Step(Box::new(step(&piece))));
    Routine {
        id: Id::from_words(ID),
        name: sheet.words().trim_end_matches('.').to_owned(),
        summary: None,
        when: Vec::new(),
        level: Level::All,
        stress: if sheet.workout.is_walk() { Stress::None } else { Stress::Hops },
        targets: Vec::new(),
        every: None,
        needs: std::collections::BTreeMap::new(),
        caution: Vec::new(),
        card: Vec::new(),
        evidence: None,
        sources: Vec::new(),
        gate: std::collections::BTreeMap::new(),
        blocks: steps.collect(),
        rungs: Vec::new(),
        set_by_clinician: false,
        pain_up_to: None,
    }
}

/// Lays out a run.
pub(super) fn build(sheet: &Sheet, options: &Options) -> Timeline {
    let pieces = sheet.pieces();
    let unit = |step: usize| Unit { ordinal: step, step, set: 1, sets: 1, side: None };
    let mut segments = Vec::with_capacity(pieces.len() + 2);
    let mut at = Duration::ZERO;
    let mut push = |kind, length: Duration, step| {
        segments.push(Segment { kind, at, length, typical: length, unit: unit(step), cues: Vec::new() });
        at += length;
    };
    if !options.get_ready.is_zero() {
        push(SegmentKind::GetReady, options.get_ready, 0);
    }
    for (step, piece) in pieces.iter().enumerate() {
        push(SegmentKind::Work, piece.length, step);
    }
    push(SegmentKind::Done, Duration::ZERO, pieces.len().saturating_sub(1));
    let mut timeline = Timeline {
        routine: Id::from_words(ID),
        name: sheet.words().trim_end_matches('.').to_owned(),
        steps: pieces.iter().map(step).collect(),
        pieces,
        segments,
        options: options.clone(),
    };
    for index in 0..timeline.segments.len() {
        timeline.segments[index].cues = cues::of(&timeline.segments[index], &timeline, index);
    }
    timeline
}

/// Returns the name of a piece of a run, and how it is done, in a line.
pub const fn piece_words(piece: &Piece) -> (&'static str, &'static str) {
    match (piece.part, piece.pace) {
        (Part::WalkIn, _) | (_, Pace::Brisk) => {
            ("Brisk walk", "Walk as if you were a little late. You can still talk.")
        }
        (Part::WalkOut, _) => ("Easy walk", "Walk slowly, and let your breath come down."),
        (Part::Easy, _) => ("Easy", "Walk or jog, as easy as you like, until the next stride."),
        (_, Pace::Run) => ("Run", "Slow enough to talk in whole sentences. A shuffle is fine."),
        (_, Pace::Walk) => ("Walk", "Walk at your own pace; shake out your arms."),
        (_, Pace::Stride) => ("Stride", "Quick and relaxed, never a sprint. Slow down gently."),
    }
}

fn step(piece: &Piece) -> Step {
    let (name, brief) = piece_words(piece);
    let figure = if piece.pace.runs() { "run" } else { "walk" };
    Step {
        id: Id::from_words(piece.word()),
        exercise: Exercise {
            id: None,
            name: name.to_owned(),
            also: Vec::new(),
            ready: None,
            say: None,
            also_say: None,
            brief: Some(brief.to_owned()),
            far: None,
            how: None,
            mistake: None,
            targets: Vec::new(),
            loads: Vec::new(),
            figure: Some(FigureRef { id: Id::from_words(figure), view: None, still: None }),
            impact: piece.pace.runs(),
            deep_bend: false,
            equipment: Vec::new(),
            posture: Posture::Standing,
            easier: None,
            harder: None,
            sources: Vec::new(),
        },
        dose: Dose::Time(piece.length),
        test: None,
        evidence: Evidence::Convention,
        sides: Sides::Both,
        first: None,
        sets_left: 1,
        sets_right: 1,
        extra_set: false,
        rest: Duration::ZERO,
        switch: Duration::ZERO,
        set_up: None,
        rest_after: Duration::ZERO,
        load: None,
        not_read: None,
        optional: false,
        priority: 0,
        least: None,
        block: None,
        skip_from_pain: None,
        gate: std::collections::BTreeMap::new(),
        needs: std::collections::BTreeMap::new(),
        or: Vec::new(),
    }
}

/// The words for the main set, worked out once for each segment of it.
struct Main {
    /// When it begins, and when it is half over, from the start of the timeline.
    half: Duration,
    /// The steps that begin it and walk first in it.
    first: usize,
    first_walk: Option<usize>,
}

impl Main {
    fn of(timeline: &Timeline) -> Option<Self> {
        let is = |step: usize| timeline.pieces[step].part == Part::Main;
        let main = || timeline.segments.iter().filter(|s| s.kind == SegmentKind::Work && is(s.unit.step));
        let first = main().next()?;
        let length: Duration = main().map(|s| s.length).sum();
        let walks = |step: &usize| !timeline.pieces[*step].pace.runs();
        Some(Self {
            half: first.at + length / 2,
            first: first.unit.step,
            first_walk: main().map(|s| s.unit.step).find(walks),
        })
    }
}

/// Lays out the cues of one segment.
pub(super) fn cues(segment: &Segment, timeline: &Timeline) -> Vec<Cue> {
    let options = &timeline.options;
    let mut lane = Placed::new(segment.length, timeline);
    match segment.kind {
        SegmentKind::GetReady => {
            let first = named(timeline, 0);
            let texts = [format!("Get ready. {first}"), "Get ready.".to_owned()];
            lane.words(OPENING.min(segment.length / 4), CueKind::Name, &texts);
            lane.count(CueKind::CountIn);
            lane.count_from_five(CueKind::CountIn);
        }
        SegmentKind::Work => work(segment, timeline, &mut lane),
        _ if options.cues.allows(CueKind::Done.id()) => {
            let text = "Done. Well done.";
            let slot = CueKind::Done.takes(text);
            lane.cues.push(Cue { at: Duration::ZERO, kind: CueKind::Done, slot, text: Some(text.into()) });
        }
        _ => {}
    }
    lane.cues.sort_by_key(|cue| (cue.at, cue.lane()));
    lane.cues
}

/// The name of a piece and its length, and which of how many runs or strides it is: "Run, one minute, three of eight."
fn named(timeline: &Timeline, step: usize) -> String {
    let Some(piece) = timeline.pieces.get(step) else { return String::new() };
    let length = speech::length(piece.length);
    let like = |other: &&Piece| (other.part, other.pace) == (piece.part, piece.pace);
    let counts = matches!(piece.part, Part::Main | Part::Stride) && piece.pace.runs();
    let all = timeline.pieces.iter().filter(like).count();
    let this = timeline.pieces[..=step].iter().filter(like).count();
    match (counts && all > 1, this == all) {
        (true, true) => format!("{}, {length}, the last one.", name(piece)),
        (true, false) => {
            let number = |n: usize| speech::number(u32::try_from(n).unwrap_or(u32::MAX));
            format!("{}, {length}, {} of {}.", name(piece), number(this), number(all))
        }
        (false, _) => format!("{}, {length}.", name(piece)),
    }
}

const fn name(piece: &Piece) -> &'static str {
    match (piece.part, piece.pace) {
        (Part::WalkIn, _) | (_, Pace::Brisk) => "Brisk walk",
        (Part::WalkOut, _) => "Easy walk",
        (Part::Easy, _) => "Easy",
        (_, Pace::Run) => "Run",
        (_, Pace::Walk) => "Walk",
        (_, Pace::Stride) => "Stride",
    }
}

fn work(segment: &Segment, timeline: &Timeline, lane: &mut Placed<'_>) {
    let step = segment.unit.step;
    let piece = &timeline.pieces[step];
    let main = Main::of(timeline);
    begin(timeline, step, lane);
    if segment.length >= COUNT_OUT_FROM {
        lane.count(CueKind::CountOut);
    }
    if let Some(main) = main.filter(|_| piece.is_main()) {
        let walk = !timeline.pieces.iter().any(|piece| piece.pace.runs());
        let stop = &speech::stop(timeline.options.pain_limit, walk);
        let half = main.half.checked_sub(segment.at).filter(|at| *at < segment.length);
        if step == main.first || Some(step) == main.first_walk {
            let begun = lane.free_from(Duration::ZERO);
            lane.try_words(begun, CueKind::Say, stop);
        }
        if let Some(half) = half {
            let half = lane.free_from(half);
            let turn =
                lane.heard.turn_round && lane.try_words(half, CueKind::Halfway, "Halfway. Turn round.");
            if turn || lane.try_words(half, CueKind::Halfway, "Halfway.") {
                let after = lane.free_from(half);
                // Not when it was heard a moment ago.
                let said = lane
                    .cues
                    .iter()
                    .any(|cue| cue.text.as_deref() == Some(stop.as_str()) && cue.at + CLOSE > half);
                if !said {
                    lane.try_words(after, CueKind::Say, stop);
                }
            }
        }
        let near = half.is_some_and(|half| half.abs_diff(segment.length / 2) < CLOSE);
        if piece.pace.runs() && segment.length >= LONG && !near {
            lane.try_words(segment.length / 2, CueKind::Halfway, "Halfway through this one.");
        }
        if piece.pace == Pace::Run
            && let Some(ticks) = timeline.options.ticks
        {
            steps(ticks, segment.length, lane);
        }
    }
    let first_stride =
        piece.part == Part::Stride && timeline.pieces[..step].iter().all(|piece| piece.part != Part::Stride);
    if first_stride {
        lane.try_words(lane.free_from(Duration::ZERO), CueKind::Say, "Quick and relaxed, never a sprint.");
    }
    if segment.length >= COUNT_OUT_FROM {
        lane.count_from_five(CueKind::CountOut);
    }
}

/// Ticks the steps of each of their minutes, and says first how they are taken.
fn steps(ticks: Ticks, length: Duration, lane: &mut Placed<'_>) {
    if !lane.heard.allows(CueKind::Step.id()) {
        return;
    }
    for begin in ticks.begin(length) {
        let said = lane.free_from(begin);
        lane.try_words(said, CueKind::Say, QUICKER);
        let slot = |at: Duration| cues::TONE.min(length.saturating_sub(at));
        lane.cues.extend(ticks.beats().map(|beat| {
            let at = begin + beat;
            Cue { at, kind: CueKind::Step, slot: slot(at), text: None }
        }));
    }
}

/// Says what begins. It is what the run is made of: no setting turns it off.
fn begin(timeline: &Timeline, step: usize, lane: &mut Placed<'_>) {
    let piece = &timeline.pieces[step];
    let kind = if piece.pace.runs() { CueKind::Go } else { CueKind::Rest };
    let short = format!("{}, {}.", name(piece), speech::length(piece.length));
    let texts = [named(timeline, step), short, format!("{}.", name(piece))];
    let fits = |text: &&String| lane.fits(Duration::ZERO, kind.takes(text));
    let text = texts.iter().find(fits).cloned();
    let slot = text.as_deref().map_or(TONE.min(lane.end), |text| kind.takes(text));
    lane.cues.push(Cue { at: Duration::ZERO, kind, slot, text });
}
