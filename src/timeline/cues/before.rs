//! What is said before the clock of the work starts: in get-ready, set-up, switch and rest.
//!
//! A runner who is new to an exercise hears before it begins what it is, how to stand and how much of it there
//! is. The set-up lasts as long as that takes; from the fourth hearing on, as long as the body needs. Words lead up to
//! three soft tones, which are never mistaken for the spoken count out of work.

use std::time::Duration;

use super::{AHEAD, OPENING, PAUSE, Placed};
use crate::routine::{Dose, Equipment, SET_UP, SET_UP_CHANGE, Step};
use crate::speech::{self, spoken};
use crate::timeline::{Cue, CueKind, Segment, SegmentKind, Timeline};

/// What the tones into work take.
const TONES: Duration = Duration::from_secs(3);
/// Quiet between the last word and the first tone.
const BREATH: Duration = Duration::from_millis(150);
/// What words alone may make of a set-up.
const LONGEST: Duration = Duration::from_secs(14);
/// What words make of a set-up is rounded up to this.
const GRAIN: Duration = Duration::from_millis(100);
/// What the body needs from the fourth hearing on, if posture or equipment changes and if not.
const KNOWN_CHANGE: Duration = Duration::from_secs(7);
const KNOWN: Duration = Duration::from_secs(4);
/// Words that posture and instruction of a counted step share before the clock starts.
const SHARED: usize = 20;
/// The longest that a rest is mute: at first, and from the fourth hearing on.
const MUTE: Duration = Duration::from_secs(25);
const MUTE_KNOWN: Duration = Duration::from_secs(60);

/// Returns the exercise that was done before a segment's own step.
fn step_before<'t>(timeline: &'t Timeline, segment: &Segment) -> Option<&'t Step> {
    // Of what is not played, nothing is near yet.
    let first = timeline.segments.first().map_or(0, |first| first.unit.step);
    segment.unit.step.checked_sub(1).filter(|step| *step >= first).map(|step| &timeline.steps[step])
}

/// Returns two or three words on where to go for the step of a segment.
pub(super) fn place(timeline: &Timeline, segment: &Segment) -> Option<&'static str> {
    let before = step_before(timeline, segment).map(|step| &step.exercise);
    speech::place(before, &timeline.step_of(segment).exercise)
}

/// Says what comes next, for a segment that begins another step.
pub(super) fn next(timeline: &Timeline, segment: &Segment) -> String {
    let step = timeline.step_of(segment);
    speech::next(&speech::title(&step.exercise, segment.unit.side), place(timeline, segment))
}

/// The cues in a set-up, in order, each with its words.
fn briefing(timeline: &Timeline, index: usize) -> Vec<(CueKind, String)> {
    let segment = &timeline.segments[index];
    let step = timeline.step_of(segment);
    let knows = timeline.knows(step);
    let mut lines = Vec::new();
    if segment.kind == SegmentKind::GetReady {
        lines.extend(equipment(timeline, segment.unit.step).map(|words| (CueKind::Name, words)));
    }
    let amount = speech::amount(step, segment.unit.sets);
    let named = index.checked_sub(1).is_some_and(|before| {
        timeline.segments[before].cues.iter().any(|cue| matches!(cue.kind, CueKind::Next))
    });
    let title = speech::title(&step.exercise, segment.unit.side);
    lines.push(match place(timeline, segment).filter(|_| knows && segment.kind == SegmentKind::SetUp) {
        _ if named => (CueKind::Name, amount),
        place => {
            let whole = (CueKind::Name, format!("{}. {amount}", speech::placed(&title, place)));
            // Where to go is left to the name where there is no time for both.
            let fits = !knows || needs(segment.kind, std::slice::from_ref(&whole)) <= KNOWN_CHANGE;
            if fits { whole } else { (CueKind::Name, format!("{title}. {amount}")) }
        }
    });
    if !knows {
        let (ready, say) = (&step.exercise.ready, &step.exercise.say);
        lines.extend(ready.clone().map(|ready| (CueKind::Ready, ready)));
        // A timed step gets its instruction once it has begun; counted steps have no time for that.
        let shared = [ready, say].into_iter().flatten().map(|text| speech::words(text)).sum::<usize>();
        if matches!(step.dose, Dose::Reps { .. }) && shared <= SHARED {
            lines.extend(say.clone().map(|say| (CueKind::Say, say)));
        }
    }
    lines.retain(|(kind, _)| timeline.options.cues.allows(kind.setting()));
    // What is needed is named beside all that.
    let beside = lines.len().saturating_sub(own(&lines).len());
    while lines.len() > beside + 1 && needs(SegmentKind::SetUp, own(&lines)) > LONGEST {
        lines.pop();
    }
    lines
}

/// Returns the lines that are about the step itself, without what is named before.
fn own(lines: &[(CueKind, String)]) -> &[(CueKind, String)] {
    let names = lines.iter().take_while(|(kind, _)| *kind == CueKind::Name).count();
    &lines[names.saturating_sub(1)..]
}

/// Names what the steps that are new to the runner need, at the start.
fn equipment(timeline: &Timeline, from: usize) -> Option<String> {
    let new = timeline.steps[from..].iter().filter(|step| !timeline.knows(step));
    let mut things: Vec<Equipment> = Vec::new();
    for thing in new.flat_map(|step| &step.exercise.equipment) {
        if !things.contains(thing) {
            things.push(*thing);
        }
    }
    let words: Vec<&str> = things.iter().map(|thing| thing.words()).collect();
    (!words.is_empty()).then(|| speech::needed(&words))
}

/// When the first words of a segment come.
fn opening(kind: SegmentKind) -> Duration {
    if kind == SegmentKind::GetReady { OPENING } else { Duration::ZERO }
}

/// How long lines take with the quiet between them, up to the first tone and through it.
fn needs(kind: SegmentKind, lines: &[(CueKind, String)]) -> Duration {
    let words: Duration = lines.iter().map(|(_, text)| spoken(text)).sum();
    opening(kind) + words + PAUSE * lines.len().saturating_sub(1) as u32 + BREATH + TONES
}

/// Returns how long a set-up lasts: as its words and the body need.
///
/// The body needs, in this order: what the author wrote; more if posture or equipment changes; less from the fourth
/// hearing on.
pub(in crate::timeline) fn set_up_length(timeline: &Timeline, index: usize) -> Duration {
    let segment = &timeline.segments[index];
    let step = timeline.step_of(segment);
    let body = if segment.kind == SegmentKind::GetReady {
        timeline.options.get_ready
    } else {
        step.set_up.unwrap_or(match (place(timeline, segment).is_some(), timeline.knows(step)) {
            (true, false) => SET_UP_CHANGE,
            (false, false) => SET_UP,
            (true, true) => KNOWN_CHANGE,
            (false, true) => KNOWN,
        })
    };
    let words = needs(segment.kind, &briefing(timeline, index));
    let grains = words.as_nanos().div_ceil(GRAIN.as_nanos()) as u32;
    body.max(GRAIN * grains)
}

pub(super) fn set_up(segment: &Segment, timeline: &Timeline, index: usize, lane: &mut Placed<'_>) {
    let mut at = opening(segment.kind).min(segment.length / 4);
    for (n, (kind, text)) in briefing(timeline, index).into_iter().enumerate() {
        if n == 0 {
            lane.words(at, kind, std::slice::from_ref(&text));
        } else {
            lane.try_words(at, kind, &text);
        }
        at = lane.cues.last().map_or(at, Cue::end) + PAUSE;
    }
    lane.count(CueKind::CountIn);
    lane.count_from_five(CueKind::CountIn);
}

pub(super) fn switch(segment: &Segment, lane: &mut Placed<'_>) {
    let side = segment.unit.side.map_or("other side", crate::symptoms::Side::id);
    lane.words(Duration::ZERO, CueKind::Switch, &[format!("Switch, {side}."), "Switch.".into()]);
    lane.count(CueKind::CountIn);
    lane.count_from_five(CueKind::CountIn);
}

/// A rest says how long it is, what comes, and meanwhile how much of it is left.
pub(super) fn rest(segment: &Segment, timeline: &Timeline, index: usize, lane: &mut Placed<'_>) {
    let follows = timeline.segments.get(index + 1).map(|s| s.kind);
    let to_work = follows == Some(SegmentKind::Work);
    let step = timeline.step_of(segment);
    let before = timeline.segments[..index].iter().rev().find(|s| s.kind == SegmentKind::Work);
    let other = before.is_some_and(|work| work.unit.step != segment.unit.step);
    let unit = segment.unit;
    let coming = match follows {
        Some(SegmentKind::Work) if !other && unit.sets > 1 => {
            let kind = if unit.set == unit.sets { CueKind::LastSet } else { CueKind::Set };
            Some((kind, speech::set(unit.set, unit.sets, unit.side)))
        }
        Some(SegmentKind::Work | SegmentKind::SetUp) => Some((CueKind::Next, next(timeline, segment))),
        _ => None,
    };
    let tail = lane.end.saturating_sub(AHEAD);
    // In a short rest what comes is said as soon as it can be; if even that is too long, the rest says less.
    for rest in [speech::rest(segment.length), "Rest.".to_owned()] {
        lane.cues.clear();
        lane.words(Duration::ZERO, CueKind::Rest, &[rest, "Rest.".to_owned()]);
        let Some((kind, text)) = &coming else { break };
        let at = tail.max(lane.free_from(Duration::ZERO));
        if lane.try_words(at, *kind, text) || lane.try_from(Duration::ZERO, *kind, text) {
            break;
        }
    }
    if to_work {
        lane.count(CueKind::CountIn);
        lane.count_from_five(CueKind::CountIn);
    }
    // Timed work gets its instruction at its beginning; repetitions leave no time for that.
    let counted = matches!(step.dose, Dose::Reps { .. }) && to_work && !other && !timeline.knows(step);
    if counted && let Some(reminder) = speech::reminder(&step.exercise) {
        let at = tail.saturating_sub(spoken(&reminder) + PAUSE);
        lane.try_words(at.max(lane.free_from(Duration::ZERO)), CueKind::Say, &reminder);
    }
    what_is_left(timeline.knows(step), lane);
}

/// Says how much of a rest is left, so that it is never mute for long.
fn what_is_left(knows: bool, lane: &mut Placed<'_>) {
    let mute = if knows { MUTE_KNOWN } else { MUTE };
    let step = if knows { 30 } else { 10 };
    let mut quiet = lane.free_from(Duration::ZERO);
    loop {
        let next = lane.cues.iter().map(|cue| cue.at).filter(|at| *at >= quiet).min();
        if next.unwrap_or(lane.end) <= quiet + mute {
            let Some(at) = next else { return };
            quiet = lane.free_from(at);
            continue;
        }
        // The last round number of seconds that is left before it has been mute for too long.
        let left = lane.end.saturating_sub(quiet + mute).as_secs().div_ceil(step) * step;
        let said = [left, left + step].into_iter().map(Duration::from_secs).find_map(|left| {
            let at = lane.end.checked_sub(left).filter(|at| *at > quiet)?;
            lane.try_words(at, CueKind::Left, &speech::left(left)).then_some(at)
        });
        // What is turned off is not there either.
        let Some(at) = said.filter(|at| lane.cues.iter().any(|cue| cue.at == *at)) else { return };
        quiet = lane.free_from(at);
    }
}
