//! What is said while the clock of the work runs.

use std::time::Duration;

use super::{AHEAD, COUNT_OUT_FROM, Placed, TONE, before};
use crate::routine::{Beat, Dose, Step, Tempo};
use crate::speech::{self, spoken};
use crate::timeline::{Cue, CueKind, Segment, SegmentKind, Timeline};

/// Work of this length gets its instruction, one second in.
const SAY_FROM: Duration = Duration::from_secs(12);
/// Work of this length announces its half.
const HALFWAY_FROM: Duration = Duration::from_secs(20);
/// When the instruction comes.
const SAY_AT: Duration = Duration::from_secs(1);
/// Quiet at the end of a beat, so that the next is heard as new.
const BEAT_GAP: Duration = Duration::from_millis(200);
/// So many repetitions are led by the voice at the first hearings.
const LED: u32 = 2;
/// The least that a beat takes for its word to be said in it.
const SAYABLE: Duration = Duration::from_millis(700);
/// A hold this long inside a repetition ends with a word.
const LONG_HOLD: Duration = Duration::from_secs(4);
/// Sets of so many repetitions announce their half.
const HALVED: u128 = 6;

pub(super) fn work(segment: &Segment, timeline: &Timeline, index: usize, lane: &mut Placed<'_>) {
    let step = timeline.step_of(segment);
    match &step.dose {
        Dose::Hold(_) | Dose::Time(_) => timed(segment, timeline, index, lane),
        Dose::Reps { tempo, .. } => counted(tempo, segment, timeline, index, lane),
        Dose::Open(open) => {
            lane.words(Duration::ZERO, CueKind::Go, &["Go.".to_owned()]);
            name_it(segment, timeline, index, lane);
            instruct(segment, timeline, lane);
            if let Some(pace) = open.pace {
                let half = Duration::from_secs(30) / pace.max(1);
                let tempo = Tempo(vec![(Beat::Up, half), (Beat::Down, half)]);
                if open.count {
                    by_fives(&tempo, lane);
                }
                beats(&tempo, 0, lane);
            }
        }
    }
}

/// Work that is held or moved for a time.
fn timed(segment: &Segment, timeline: &Timeline, index: usize, lane: &mut Placed<'_>) {
    lane.words(Duration::ZERO, CueKind::Go, &["Go.".to_owned()]);
    let counts_out = segment.length >= COUNT_OUT_FROM;
    if counts_out {
        lane.count(CueKind::CountOut);
    }
    name_it(segment, timeline, index, lane);
    if segment.length >= HALFWAY_FROM {
        lane.try_words(segment.length / 2, CueKind::Halfway, "Halfway.");
    }
    instruct(segment, timeline, lane);
    look_ahead(segment, timeline, index, lane);
    if counts_out {
        lane.count_from_five(CueKind::CountOut);
    }
}

/// Work that is counted: seconds would be heard as more repetitions.
fn counted(tempo: &Tempo, segment: &Segment, timeline: &Timeline, index: usize, lane: &mut Placed<'_>) {
    let step = timeline.step_of(segment);
    let led = if leads(tempo, segment, timeline, step) { LED } else { 0 };
    if led > 0 {
        lead(tempo, lane);
    } else {
        lane.words(Duration::ZERO, CueKind::Go, &["Go.".to_owned()]);
    }
    name_it(segment, timeline, index, lane);
    let said = index
        .checked_sub(1)
        .is_some_and(|before| timeline.segments[before].cues.iter().any(|cue| cue.kind == CueKind::Say));
    let alone =
        index.checked_sub(1).is_none_or(|before| timeline.segments[before].kind != SegmentKind::Switch);
    if segment.unit.set == 1
        && alone
        && !said
        && segment.length >= SAY_FROM
        && !timeline.knows(step)
        && let Some(say) = &step.exercise.say
    {
        let after = (tempo.length() * led).max(SAY_AT);
        lane.try_words(lane.free_from(after), CueKind::Say, say);
    }
    let total = (segment.length.as_nanos()).checked_div(tempo.length().as_nanos()).unwrap_or(0);
    milestones(tempo, total, lane);
    look_ahead(segment, timeline, index, lane);
    repetitions(tempo, total, lane);
    beats(tempo, led, lane);
}

/// Work that begins without anything that leads to it still says what it is.
fn name_it(segment: &Segment, timeline: &Timeline, index: usize, lane: &mut Placed<'_>) {
    let leads = |kind| {
        matches!(kind, SegmentKind::GetReady | SegmentKind::SetUp | SegmentKind::Switch | SegmentKind::Rest)
    };
    if index.checked_sub(1).is_none_or(|before| !leads(timeline.segments[before].kind)) {
        let title = speech::title(&timeline.step_of(segment).exercise, segment.unit.side);
        lane.try_words(lane.free_from(Duration::ZERO), CueKind::Name, &format!("{title}."));
    }
}

/// Says how it is done, on later sets what to mind.
fn instruct(segment: &Segment, timeline: &Timeline, lane: &mut Placed<'_>) {
    let step = timeline.step_of(segment);
    if segment.length < SAY_FROM || timeline.knows(step) {
        return;
    }
    let exercise = &step.exercise;
    let text = if segment.unit.set > 1 { speech::reminder(exercise) } else { None };
    if let Some(text) = text.or_else(|| exercise.say.clone()) {
        lane.try_words(lane.free_from(SAY_AT), CueKind::Say, &text);
    }
}

/// Names the next step in the last seconds of a step that the runner has heard of often enough.
fn look_ahead(segment: &Segment, timeline: &Timeline, index: usize, lane: &mut Placed<'_>) {
    let Some(next) = timeline.segments.get(index + 1).filter(|next| next.kind == SegmentKind::SetUp) else {
        return;
    };
    // A set-up that is another's first words belongs to the next step, not to this one again.
    if next.unit.step != segment.unit.step && timeline.knows(timeline.step_of(next)) {
        let text = before::next(timeline, next);
        lane.try_from(lane.end.saturating_sub(AHEAD), CueKind::Next, &text);
    }
}

/// True if the voice leads the first repetitions: at the first hearings, in the first set, if its words fit.
fn leads(tempo: &Tempo, segment: &Segment, timeline: &Timeline, step: &Step) -> bool {
    // Where the tone before them leaves them too little time they are said alone.
    let first = tempo.0.first().is_some_and(|(beat, length)| *length >= spoken(&go(*beat)));
    segment.unit.set == 1
        && !timeline.knows(step)
        && first
        && tempo.0.iter().all(|(_, length)| *length >= SAYABLE)
        && timeline.options.cues.allows(CueKind::Tempo(Beat::Up).setting())
        && timeline.options.cues.allows(CueKind::Go.setting())
}

/// The first direction, with the word that starts it.
fn go(beat: Beat) -> String {
    format!("Go, {beat}.")
}

/// Leads two repetitions in the step's own words.
fn lead(tempo: &Tempo, lane: &mut Placed<'_>) {
    let Some((first, first_length)) = tempo.0.first() else { return };
    let slot = CueKind::Go.takes(&go(*first)).min(*first_length);
    lane.try_within(Duration::ZERO, CueKind::Go, &go(*first), slot);
    let mut at = Duration::ZERO;
    let mut held = Duration::ZERO;
    for repetition in 0..LED {
        for (n, (beat, length)) in tempo.0.iter().enumerate() {
            if (repetition, n) != (0, 0) && at + *length <= lane.end {
                let text = if n > 0 && held >= LONG_HOLD {
                    EASE_OFF.to_owned()
                } else {
                    speech::sentence(beat.id())
                };
                let slot = spoken(&text).min(*length);
                lane.try_within(at, CueKind::Tempo(*beat), &text, slot);
            }
            held = if *beat == Beat::Hold { *length } else { Duration::ZERO };
            at += *length;
        }
    }
}

/// What ends a hold inside a repetition.
const EASE_OFF: &str = "Ease off.";

/// Sounds the beats from a repetition on; a long hold ends with a word.
fn beats(tempo: &Tempo, from: u32, lane: &mut Placed<'_>) {
    let one = tempo.length();
    if one.is_zero() {
        return;
    }
    let mut at = one * from;
    while at + one <= lane.end {
        let mut held = Duration::ZERO;
        for (beat, beat_length) in &tempo.0 {
            let kind = CueKind::Tempo(*beat);
            let eased = held >= LONG_HOLD && lane.try_words(at, kind, EASE_OFF);
            if !eased && lane.allows(kind) {
                let slot = beat_length.saturating_sub(BEAT_GAP).max(*beat_length / 2);
                lane.cues.push(Cue { at, kind, slot, text: None });
            }
            held = if *beat == Beat::Hold { *beat_length } else { Duration::ZERO };
            at += *beat_length;
        }
    }
}

/// Says when one repetition is left, and when half of them are done.
fn milestones(tempo: &Tempo, total: u128, lane: &mut Placed<'_>) {
    let one = tempo.length();
    let at = |done: u128| one * u32::try_from(done).unwrap_or(u32::MAX);
    let number = |done: u128| u8::try_from(done).map(CueKind::Rep);
    if total > 1
        && let Ok(kind) = number(total - 1)
    {
        lane.try_words(at(total - 1), kind, "Last one.");
    }
    if total >= HALVED && spoken("Halfway.") <= one {
        lane.try_words(at(total.div_ceil(2)), CueKind::Halfway, "Halfway.");
    }
}

/// Counts the repetitions that are complete, if nothing else is said.
///
/// Every one if a number leaves some quiet before the next; else every fifth and the last but one.
fn repetitions(tempo: &Tempo, total: u128, lane: &mut Placed<'_>) {
    let one = tempo.length();
    if one.is_zero() {
        return;
    }
    let longest = (1..=u8::MAX).take_while(|n| u128::from(*n) < total).map(|n| spoken(&n.to_string())).max();
    let every = one >= longest.unwrap_or_default() + BEAT_GAP;
    // The longest set has 200; what is added to it in the player may go uncounted.
    for n in (1..=u8::MAX).take_while(|n| u128::from(*n) < total) {
        if every || n % 5 == 0 || u128::from(n) + 1 == total {
            let number = n.to_string();
            // Where there is no time to say it, its tone still counts.
            let slot = spoken(&number).min(one).max(TONE);
            lane.try_within(one * u32::from(n), CueKind::Rep(n), &number, slot);
        }
    }
}

/// Counts aloud each fifth repetition when it is done, if the last one is not known.
fn by_fives(tempo: &Tempo, lane: &mut Placed<'_>) {
    let one = tempo.length();
    for n in (5..=u8::MAX).step_by(5) {
        let at = one * u32::from(n);
        if one.is_zero() || at >= lane.end {
            return;
        }
        lane.try_words(at, CueKind::Rep(n), &n.to_string());
    }
}
