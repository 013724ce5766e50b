//! The cues of a segment: what could be said, and what of it fits.
//!
//! A cue owns a slot, 0.25 s and 0.35 s a word where it is spoken. Within a lane nothing
//! overlaps and nothing runs over the end of its segment, so that each segment stands for
//! itself. What does not fit goes by rank (go, the count out, halfway, say, repetitions); what
//! gives the runner the shape of the routine (name, go, switch, rest) stays as its bare tone.

use std::time::Duration;

use super::{Cue, CueKind, Lane, Segment, SegmentKind, Timeline, run};
use crate::phrase;
use crate::routine::{Beat, Dose, Step, Tempo};
use crate::settings::{CountFrom, CueSettings};
use crate::symptoms::Side;

/// Work this long is told how to do it, one second in.
const SAY_FROM: Duration = Duration::from_secs(12);
/// Work this long is told its half.
const HALFWAY_FROM: Duration = Duration::from_secs(20);
/// Work this long is counted out.
pub(super) const COUNT_OUT_FROM: Duration = Duration::from_secs(10);
/// When the instruction comes.
const SAY_AT: Duration = Duration::from_secs(1);
/// When the first words come: a sound device takes a moment to open.
pub(super) const OPENING: Duration = Duration::from_millis(500);
/// The slot of a cue without words.
pub(super) const TONE: Duration = Duration::from_millis(200);
/// Quiet at the end of a beat, so that the next is heard as new.
const BEAT_GAP: Duration = Duration::from_millis(200);

/// Returns the slot of spoken words; one with hyphens takes as long as its parts, and a number
/// from 13 on is said like two.
pub fn spoken(text: &str) -> Duration {
    let parts = text.split(|c: char| c.is_whitespace() || c == '-').filter(|part| !part.is_empty());
    let long = |part: &str| part.trim_end_matches('.').parse::<u32>().is_ok_and(|number| number > 12);
    let words: u32 = parts.map(|part| if long(part) { 2 } else { 1 }).sum();
    Duration::from_millis(250) + Duration::from_millis(350) * words
}

/// Lays out the cues of one segment.
pub(super) fn of(segment: &Segment, timeline: &Timeline, index: usize) -> Vec<Cue> {
    if timeline.is_run() {
        return run::cues(segment, timeline);
    }
    let step = &timeline.steps[segment.unit.step];
    let options = &timeline.options;
    let mut lane = Placed {
        end: segment.length,
        cues: Vec::new(),
        heard: &options.cues,
        five: options.count_from == CountFrom::Five,
    };
    match segment.kind {
        SegmentKind::GetReady => {
            lane.words(OPENING.min(segment.length / 4), CueKind::Name, &opening(segment, timeline));
        }
        SegmentKind::SetUp => {
            lane.words(Duration::ZERO, CueKind::Name, &[title(step, segment.unit.side)]);
            lane.count(CueKind::CountIn);
            lane.count_from_five(CueKind::CountIn);
        }
        SegmentKind::Switch => {
            let side = segment.unit.side.map_or("other side", Side::id);
            lane.words(
                Duration::ZERO,
                CueKind::Switch,
                &[format!("Switch. {}.", phrase::capital(side)), "Switch.".into()],
            );
            lane.count(CueKind::CountIn);
            lane.count_from_five(CueKind::CountIn);
        }
        SegmentKind::Ask => lane.words(Duration::ZERO, CueKind::Rest, &["Note it on the screen.".to_owned()]),
        SegmentKind::Rest => rest(segment, timeline, index, &mut lane),
        SegmentKind::Work => work(segment, timeline, index, step, &mut lane),
        SegmentKind::Done if !options.cues.allows(CueKind::Done.id()) => {}
        SegmentKind::Done => {
            let mut text = "Done.".to_owned();
            if let Some(door) = &options.door {
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
    // Who asks for it hears it, whatever is turned off.
    let heard = CueSettings::default();
    let cues = std::mem::take(&mut segment.cues);
    let mut lane = Placed { end: segment.length, cues, heard: &heard, five: false };
    // Between two cues, or after the last: wherever one ends, the sentence may begin.
    let ends = lane.cues.iter().filter(|cue| cue.lane() == Lane::Cue).map(Cue::end);
    let mut starts: Vec<Duration> = ends.filter(|end| *end > from).chain([from]).collect();
    starts.sort_unstable();
    let said = starts.into_iter().any(|at| lane.try_words(at, CueKind::Say, say));
    segment.cues = lane.cues;
    segment.cues.sort_by_key(|cue| (cue.at, cue.lane()));
    said
}

fn rest(segment: &Segment, timeline: &Timeline, index: usize, lane: &mut Placed<'_>) {
    let next = timeline.segments.get(index + 1).map(|s| s.kind);
    let to_work = next == Some(SegmentKind::Work);
    let mut texts = vec!["Rest.".to_owned()];
    // Where no set-up follows, nothing else would say that another step is next.
    let before = timeline.segments[..index].iter().rev().find(|s| s.kind == SegmentKind::Work);
    let other = before.is_some_and(|work| work.unit.step != segment.unit.step);
    if to_work && other {
        let next = title(timeline.step_of(segment), segment.unit.side);
        texts.insert(0, format!("Rest, then {}", phrase::low(&next)));
    } else if to_work && let Some(side) = segment.unit.side {
        texts.insert(0, format!("Rest, then {side}."));
    }
    lane.words(Duration::ZERO, CueKind::Rest, &texts);
    if to_work {
        lane.count(CueKind::CountIn);
        if segment.unit.set == segment.unit.sets && segment.unit.sets > 1 {
            lane.try_words(lane.free_from(Duration::ZERO), CueKind::LastSet, "Last set.");
        }
        lane.count_from_five(CueKind::CountIn);
    }
}

fn work(segment: &Segment, timeline: &Timeline, index: usize, step: &Step, lane: &mut Placed<'_>) {
    lane.words(Duration::ZERO, CueKind::Go, &["Go.".to_owned()]);
    let open = matches!(step.dose, Dose::Open(_));
    // Where repetitions are counted, seconds would be heard as more of them.
    let counts_out = matches!(step.dose, Dose::Hold(_) | Dose::Time(_)) && segment.length >= COUNT_OUT_FROM;
    if counts_out {
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
    if counts_out {
        lane.count_from_five(CueKind::CountOut);
    }
    match &step.dose {
        Dose::Reps { tempo, .. } => {
            repetitions(tempo, lane);
            beats(tempo, lane);
        }
        Dose::Open(open) => {
            if let Some(pace) = open.pace {
                let half = Duration::from_secs(30) / pace.max(1);
                let tempo = Tempo(vec![(Beat::Up, half), (Beat::Down, half)]);
                if open.count {
                    by_fives(&tempo, lane);
                }
                beats(&tempo, lane);
            }
        }
        Dose::Hold(_) | Dose::Time(_) => {}
    }
}

const fn leads(kind: SegmentKind) -> bool {
    matches!(kind, SegmentKind::SetUp | SegmentKind::Switch | SegmentKind::Rest)
}

fn beats(tempo: &Tempo, lane: &mut Placed<'_>) {
    let mut at = Duration::ZERO;
    if tempo.length().is_zero() {
        return;
    }
    while at + tempo.length() <= lane.end {
        for (beat, beat_length) in &tempo.0 {
            let slot = beat_length.saturating_sub(BEAT_GAP).max(*beat_length / 2);
            let kind = CueKind::Tempo(*beat);
            if lane.heard.allows(kind.id()) {
                lane.cues.push(Cue { at, kind, slot, text: None });
            }
            at += *beat_length;
        }
    }
}

/// Counts the repetitions at their beginnings, where nothing else is said.
///
/// 1. Every one where a number leaves some quiet before the next; else every fifth and the
///    last two. 2. The last is "last one", where that fits.
fn repetitions(tempo: &Tempo, lane: &mut Placed<'_>) {
    let one = tempo.length();
    if one.is_zero() {
        return;
    }
    let every = one >= spoken("1") + BEAT_GAP;
    let total = lane.end.as_nanos() / one.as_nanos();
    // The longest set has 200; what is added to it in the player may go uncounted.
    for n in (1..=u8::MAX).take_while(|n| u128::from(*n) <= total) {
        let last = u128::from(n) == total;
        if every || n % 5 == 0 || u128::from(n) + 1 >= total {
            let at = one * u32::from(n - 1);
            let kind = CueKind::Rep(n);
            if !(last && n > 1 && lane.try_words(at, kind, "Last one.")) {
                let number = n.to_string();
                // Where there is no time to say it, its tone still counts.
                lane.try_within(at, kind, &number, spoken(&number).min(one).max(spoken("1")));
            }
        }
    }
}

/// Counts aloud each fifth repetition at its beginning, where nobody knows which will be the last.
fn by_fives(tempo: &Tempo, lane: &mut Placed<'_>) {
    let one = tempo.length();
    for n in (5..=u8::MAX).step_by(5) {
        let at = one * u32::from(n - 1);
        if one.is_zero() || at + one > lane.end {
            return;
        }
        lane.try_words(at, CueKind::Rep(n), &n.to_string());
    }
}

/// The words before the start: equipment and first exercise, shorter when time is short.
fn opening(segment: &Segment, timeline: &Timeline) -> Vec<String> {
    let first = title(&timeline.steps[segment.unit.step], segment.unit.side);
    let first = format!("First, {}.", phrase::low(first.trim_end_matches('.')));
    let needed = phrase::needed(timeline.steps[segment.unit.step..].iter().map(|step| &step.exercise));
    match needed {
        Some(needed) => vec![format!("You need {needed}. {first}"), first],
        None => vec![first],
    }
}

/// The exercise and the side, as they are heard.
fn title(step: &Step, side: Option<Side>) -> String {
    let name = step.exercise.name.trim_end_matches('.');
    match side {
        Some(side) => format!("{name}, {side}."),
        None => format!("{name}."),
    }
}

/// The cues of one segment that have found their place.
pub(super) struct Placed<'o> {
    pub(super) end: Duration,
    pub(super) cues: Vec<Cue>,
    /// What is heard at all.
    pub(super) heard: &'o CueSettings,
    /// Whether counts begin with five, where there is time for it.
    pub(super) five: bool,
}

impl Placed<'_> {
    pub(super) fn fits(&self, at: Duration, slot: Duration) -> bool {
        at + slot <= self.end
            && self
                .cues
                .iter()
                .filter(|cue| cue.lane() == Lane::Cue)
                .all(|cue| at + slot <= cue.at || cue.end() <= at)
    }

    /// The first moment from `at` on at which no cue sounds.
    pub(super) fn free_from(&self, at: Duration) -> Duration {
        let busy = |at: Duration| self.cues.iter().find(|cue| cue.at <= at && at < cue.end()).map(Cue::end);
        let mut at = at;
        while let Some(end) = busy(at) {
            at = end;
        }
        at
    }

    /// Says something where it fits; what is turned off counts as said.
    pub(super) fn try_words(&mut self, at: Duration, kind: CueKind, text: &str) -> bool {
        self.try_within(at, kind, text, spoken(text))
    }

    fn try_within(&mut self, at: Duration, kind: CueKind, text: &str, slot: Duration) -> bool {
        if !self.heard.allows(kind.id()) {
            return true;
        }
        let fits = self.fits(at, slot);
        if fits {
            self.cues.push(Cue { at, kind, slot, text: Some(text.to_owned()) });
        }
        fits
    }

    /// Says the first of the texts that fits, else sounds the bare tone.
    pub(super) fn words(&mut self, at: Duration, kind: CueKind, texts: &[String]) {
        if !texts.iter().any(|text| self.try_words(at, kind, text)) {
            let slot = TONE.min(self.end);
            if self.fits(at, slot) {
                self.cues.push(Cue { at, kind, slot, text: None });
            }
        }
    }

    /// Counts to the end of the segment, the last number first so that none stands alone.
    pub(super) fn count(&mut self, kind: fn(u8) -> CueKind) {
        for n in 1..=3_u8 {
            let Some(at) = self.end.checked_sub(Duration::from_secs(n.into())) else { return };
            if !self.try_words(at, kind(n), &n.to_string()) {
                return;
            }
        }
    }
    /// Begins the count with five and four, where that is wanted and both fit.
    pub(super) fn count_from_five(&mut self, kind: fn(u8) -> CueKind) {
        let at = |n: u8| self.end.checked_sub(Duration::from_secs(n.into()));
        if !self.five || !self.cues.iter().any(|cue| cue.kind == kind(3)) {
            return;
        }
        let (Some(five), Some(four)) = (at(5), at(4)) else { return };
        if [five, four].iter().all(|at| self.fits(*at, spoken("5"))) {
            self.try_words(five, kind(5), "5");
            self.try_words(four, kind(4), "4");
        }
    }
}
