//! The cues of a segment: what could be said, and what of it fits.
//!
//! A cue owns a slot, 0.25 s and 0.35 s a word where it is spoken. Within a lane nothing
//! overlaps and nothing runs over the end of its segment, so that each segment stands for
//! itself. What does not fit goes by rank; what gives the runner the shape of the routine
//! (name, go, switch, rest) stays as its bare tone.

use std::time::Duration;

use super::{Cue, CueKind, Lane, Segment, SegmentKind, Timeline};
use crate::routine::{Beat, Dose, Step, Tempo};
use crate::symptoms::Side;

/// Work this long is told how to do it, one second in.
const SAY_FROM: Duration = Duration::from_secs(12);
/// Work this long is told its half.
const HALFWAY_FROM: Duration = Duration::from_secs(20);
/// Work this long is counted out.
const COUNT_OUT_FROM: Duration = Duration::from_secs(10);
/// When the instruction comes.
const SAY_AT: Duration = Duration::from_secs(1);
/// When the first words come: a sound device takes a moment to open.
const OPENING: Duration = Duration::from_millis(500);
/// The slot of a cue without words.
const TONE: Duration = Duration::from_millis(200);
/// Quiet at the end of a beat, so that the next is heard as new.
const BEAT_GAP: Duration = Duration::from_millis(200);

/// Returns the slot of spoken words; one with hyphens takes as long as its parts.
pub(super) fn spoken(text: &str) -> Duration {
    let parts = text.split(|c: char| c.is_whitespace() || c == '-');
    let words = parts.filter(|part| !part.is_empty()).count() as u32;
    Duration::from_millis(250) + Duration::from_millis(350) * words
}

/// Lays out the cues of one segment.
pub(super) fn of(segment: &Segment, timeline: &Timeline, index: usize) -> Vec<Cue> {
    let step = &timeline.steps[segment.unit.step];
    let mut lane = Placed { end: segment.length, cues: Vec::new() };
    match segment.kind {
        SegmentKind::GetReady => {
            lane.words(OPENING.min(segment.length / 4), CueKind::Name, &opening(segment, timeline));
        }
        SegmentKind::SetUp => {
            lane.words(Duration::ZERO, CueKind::Name, &[title(step, segment.unit.side)]);
            lane.count_in();
        }
        SegmentKind::Switch => {
            let side = segment.unit.side.map_or("other side", Side::id);
            lane.words(
                Duration::ZERO,
                CueKind::Switch,
                &[format!("Switch. {}.", capital(side)), "Switch.".into()],
            );
            lane.count_in();
        }
        SegmentKind::Rest => rest(segment, timeline, index, &mut lane),
        SegmentKind::Work => work(segment, timeline, index, step, &mut lane),
        SegmentKind::Done => {
            let mut text = "Done.".to_owned();
            if let Some(door) = &timeline.options.door {
                text = format!("{text} {door}");
            }
            // Nothing follows, so nothing limits it.
            let slot = spoken(&text);
            lane.cues.push(Cue { at: Duration::ZERO, kind: CueKind::Done, slot, text: Some(text) });
        }
    }
    lane.cues.sort_by_key(|cue| (cue.at, cue.lane()));
    lane.cues
}

/// Puts a sentence in as early from a moment on as it fits, and says whether it did.
pub(super) fn insert_say(segment: &mut Segment, from: Duration, say: &str) -> bool {
    let mut lane = Placed { end: segment.length, cues: std::mem::take(&mut segment.cues) };
    // Between two cues, or after the last: wherever one ends, the sentence may begin.
    let ends = lane.cues.iter().filter(|cue| cue.lane() == Lane::Cue).map(Cue::end);
    let mut starts: Vec<Duration> = ends.filter(|end| *end > from).chain([from]).collect();
    starts.sort_unstable();
    let said = starts.into_iter().any(|at| lane.try_words(at, CueKind::Say, say));
    segment.cues = lane.cues;
    segment.cues.sort_by_key(|cue| (cue.at, cue.lane()));
    said
}

fn rest(segment: &Segment, timeline: &Timeline, index: usize, lane: &mut Placed) {
    let next = timeline.segments.get(index + 1).map(|s| s.kind);
    let to_work = next == Some(SegmentKind::Work);
    let mut texts = vec!["Rest.".to_owned()];
    if to_work && let Some(side) = segment.unit.side {
        texts.insert(0, format!("Rest, then {side}."));
    }
    lane.words(Duration::ZERO, CueKind::Rest, &texts);
    if to_work {
        lane.count_in();
        if segment.unit.set == segment.unit.sets && segment.unit.sets > 1 {
            lane.try_words(lane.free_from(Duration::ZERO), CueKind::LastSet, "Last set.");
        }
    }
}

fn work(segment: &Segment, timeline: &Timeline, index: usize, step: &Step, lane: &mut Placed) {
    lane.words(Duration::ZERO, CueKind::Go, &["Go.".to_owned()]);
    let open = matches!(step.dose, Dose::Open(_));
    if !open && segment.length >= COUNT_OUT_FROM {
        lane.count(CueKind::CountOut);
    }
    let alone = index.checked_sub(1).is_none_or(|i| !leads(timeline.segments[i].kind));
    if alone {
        // Work that begins without a set-up still says what it is.
        lane.try_words(lane.free_from(Duration::ZERO), CueKind::Name, &title(step, segment.unit.side));
    }
    if !open && segment.length >= HALFWAY_FROM {
        lane.try_words(segment.length / 2, CueKind::Halfway, "Halfway.");
    }
    let known = step.exercise.id.as_ref().is_some_and(|id| timeline.options.known.contains(id));
    if segment.length >= SAY_FROM
        && !known
        && let Some(say) = &step.exercise.say
    {
        lane.try_words(lane.free_from(SAY_AT), CueKind::Say, say);
    }
    match &step.dose {
        Dose::Reps { tempo, .. } => beats(tempo, segment.length, &mut lane.cues),
        Dose::Open(open) => {
            if let Some(pace) = open.pace {
                let half = Duration::from_secs(30) / pace.max(1);
                beats(&Tempo(vec![(Beat::Up, half), (Beat::Down, half)]), segment.length, &mut lane.cues);
            }
        }
        Dose::Hold(_) | Dose::Time(_) => {}
    }
}

const fn leads(kind: SegmentKind) -> bool {
    matches!(kind, SegmentKind::SetUp | SegmentKind::Switch | SegmentKind::Rest)
}

fn beats(tempo: &Tempo, length: Duration, cues: &mut Vec<Cue>) {
    let mut at = Duration::ZERO;
    if tempo.length().is_zero() {
        return;
    }
    while at + tempo.length() <= length {
        for (beat, beat_length) in &tempo.0 {
            let slot = beat_length.saturating_sub(BEAT_GAP).max(*beat_length / 2);
            cues.push(Cue { at, kind: CueKind::Tempo(*beat), slot, text: None });
            at += *beat_length;
        }
    }
}

/// The words before the start: equipment and first exercise, shorter when time is short.
fn opening(segment: &Segment, timeline: &Timeline) -> Vec<String> {
    let first = format!(
        "First, {}.",
        title(&timeline.steps[segment.unit.step], segment.unit.side).trim_end_matches('.')
    );
    let needed = equipment(timeline, segment.unit.step);
    match needed {
        Some(needed) => vec![format!("You need {needed}. {first}"), first],
        None => vec![first],
    }
}

/// What the steps from one on need, in words: "a wall and a chair".
fn equipment(timeline: &Timeline, from: usize) -> Option<String> {
    let mut things: Vec<&str> = Vec::new();
    for thing in timeline.steps[from..].iter().flat_map(|s| &s.exercise.equipment) {
        if !things.contains(&thing.words()) {
            things.push(thing.words());
        }
    }
    let last = things.pop()?;
    Some(if things.is_empty() { last.to_owned() } else { format!("{} and {last}", things.join(", ")) })
}

/// The exercise and the side, as they are heard.
fn title(step: &Step, side: Option<Side>) -> String {
    let name = step.exercise.name.trim_end_matches('.');
    match side {
        Some(side) => format!("{name}, {side}."),
        None => format!("{name}."),
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// The cues of one segment that have found their place.
struct Placed {
    end: Duration,
    cues: Vec<Cue>,
}

impl Placed {
    fn fits(&self, at: Duration, slot: Duration) -> bool {
        at + slot <= self.end
            && self
                .cues
                .iter()
                .filter(|cue| !matches!(cue.kind, CueKind::Tempo(_)))
                .all(|cue| at + slot <= cue.at || cue.end() <= at)
    }

    /// The first moment from `at` on at which no cue sounds.
    fn free_from(&self, at: Duration) -> Duration {
        let busy = |at: Duration| self.cues.iter().find(|cue| cue.at <= at && at < cue.end()).map(Cue::end);
        let mut at = at;
        while let Some(end) = busy(at) {
            at = end;
        }
        at
    }

    fn try_words(&mut self, at: Duration, kind: CueKind, text: &str) -> bool {
        let slot = spoken(text);
        let fits = self.fits(at, slot);
        if fits {
            self.cues.push(Cue { at, kind, slot, text: Some(text.to_owned()) });
        }
        fits
    }

    /// Says the first of the texts that fits, else sounds the bare tone.
    fn words(&mut self, at: Duration, kind: CueKind, texts: &[String]) {
        if !texts.iter().any(|text| self.try_words(at, kind, text)) {
            let slot = TONE.min(self.end);
            if self.fits(at, slot) {
                self.cues.push(Cue { at, kind, slot, text: None });
            }
        }
    }

    fn count_in(&mut self) {
        self.count(CueKind::CountIn);
    }

    /// Counts to the end of the segment, the last number first so that none stands alone.
    fn count(&mut self, kind: fn(u8) -> CueKind) {
        for n in 1..=3_u8 {
            let Some(at) = self.end.checked_sub(Duration::from_secs(n.into())) else { return };
            if !self.try_words(at, kind(n), &n.to_string()) {
                return;
            }
        }
    }
}
