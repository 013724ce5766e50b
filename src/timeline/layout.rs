//! From steps to segments: which work, in which order, with which pauses between.

use std::time::Duration;

use super::{Options, Segment, SegmentKind, Timeline, Unit, cues};
use crate::routine::{Block, Circuit, Dose, First, Routine, SET_UP, Sides, Step};
use crate::symptoms::Side;

/// How long it takes as a rule to note the result of a test.
const ASK: Duration = Duration::from_secs(15);
/// After this it goes on without a result.
const ASK_AT_MOST: Duration = Duration::from_secs(10 * 60);

/// One set on one side, with the pause that leads to it.
struct Work {
    unit: Unit,
    /// Rest since the work before.
    rest: Duration,
    /// Time to change sides since the work before.
    switch: Duration,
    /// Time to get in position, when a step begins.
    set_up: Option<Duration>,
}

pub(super) fn build(routine: &Routine, options: &Options) -> Timeline {
    let mut plan = Planner { options, steps: Vec::new(), work: Vec::new(), owed: Duration::ZERO };
    plan.blocks(&routine.blocks);
    let (mut work, steps, owed) = (plan.work, plan.steps, plan.owed);
    let last = work.len().saturating_sub(1);
    work.drain(..options.from.min(last));
    if let Some(first) = work.first_mut() {
        if options.from > 0 {
            first.set_up.get_or_insert(options.set_up.unwrap_or(SET_UP));
            (first.rest, first.switch) = (Duration::ZERO, Duration::ZERO);
        }
        // Getting ready is the set-up of the first work.
        if !options.get_ready.is_zero() {
            first.set_up = None;
        }
    }
    let mut timeline = Timeline {
        routine: routine.id.clone(),
        name: routine.name.clone(),
        steps,
        pieces: Vec::new(),
        segments: Vec::with_capacity(work.len() * 2 + 2),
        options: options.clone(),
    };
    let mut at = Duration::ZERO;
    let mut push = |kind, length: Duration, typical: Duration, unit| {
        let needed = matches!(kind, SegmentKind::Work | SegmentKind::Done);
        if needed || length > Duration::ZERO {
            timeline.segments.push(Segment { kind, at, length, typical, unit, cues: Vec::new() });
            at += typical;
        }
    };
    let steps = &timeline.steps;
    if let Some(first) = work.first() {
        push(SegmentKind::GetReady, options.get_ready, options.get_ready, first.unit);
    }
    for work in &work {
        push(SegmentKind::Rest, work.rest, work.rest, work.unit);
        push(SegmentKind::Switch, work.switch, work.switch, work.unit);
        if let Some(set_up) = work.set_up {
            push(SegmentKind::SetUp, set_up, set_up, work.unit);
        }
        let dose = &steps[work.unit.step].dose;
        let length = if let Dose::Open(open) = dose { open.at_most } else { dose.length() };
        push(SegmentKind::Work, length, dose.length(), work.unit);
        if steps[work.unit.step].test.is_some() {
            push(SegmentKind::Ask, ASK_AT_MOST, ASK, work.unit);
        }
    }
    if let Some(end) = work.last() {
        push(SegmentKind::Rest, owed, owed, end.unit);
        push(SegmentKind::Done, Duration::ZERO, Duration::ZERO, end.unit);
    }
    fill(&mut timeline);
    timeline
}

/// Fills the segments with their cues, in order: a set-up lasts as long as its words, which depend on what was said before.
fn fill(timeline: &mut Timeline) {
    let mut at = Duration::ZERO;
    for index in 0..timeline.segments.len() {
        let sets_up = matches!(timeline.segments[index].kind, SegmentKind::GetReady | SegmentKind::SetUp);
        if sets_up && timeline.options.set_up.is_none() {
            let length = cues::set_up_length(timeline, index);
            (timeline.segments[index].length, timeline.segments[index].typical) = (length, length);
        }
        timeline.segments[index].at = at;
        at += timeline.segments[index].typical;
        timeline.segments[index].cues = cues::of(&timeline.segments[index], timeline, index);
    }
}

struct Planner<'a> {
    options: &'a Options,
    steps: Vec<Step>,
    work: Vec<Work>,
    /// Rest that the work before asked for, due before the next.
    owed: Duration,
}

impl Planner<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Step(step) => self.step(step),
                Block::Circuit(circuit) => self.circuit(circuit),
            }
        }
    }

    fn circuit(&mut self, circuit: &Circuit) {
        for round in 0..circuit.rounds {
            if round > 0 {
                self.owed += circuit.rest;
            }
            self.blocks(&circuit.blocks);
        }
    }

    fn step(&mut self, step: &Step) {
        let index = self.steps.len();
        // None if the author wants none; else its length follows from what is said in it.
        let set_up = self.options.set_up.or(step.set_up).unwrap_or(SET_UP);
        let sides = sides(step, self.options);
        let most = sides.iter().map(|side| step.sets(*side)).max().unwrap_or(0);
        let mut first = true;
        for set in 1..=most {
            let mut began = false;
            for side in sides.iter().copied().filter(|side| set <= step.sets(*side)) {
                let unit = Unit { ordinal: self.work.len(), step: index, set, sets: step.sets(side), side };
                let (rest, switch) = match (first, began) {
                    (true, _) => (std::mem::take(&mut self.owed), Duration::ZERO),
                    (false, true) => (Duration::ZERO, step.switch),
                    (false, false) => (step.rest, Duration::ZERO),
                };
                self.work.push(Work { unit, rest, switch, set_up: first.then_some(set_up) });
                (first, began) = (false, true);
            }
        }
        self.owed += step.rest_after;
        self.steps.push(step.clone());
    }
}

/// The sides of a step, in the order done; `None` is both at once.
fn sides(step: &Step, options: &Options) -> Vec<Option<Side>> {
    let first = match step.first {
        Some(First::Left) => Side::Left,
        Some(First::Right) => Side::Right,
        Some(First::Sore) => options.sore.unwrap_or(options.first),
        None => options.first,
    };
    match step.sides {
        Sides::Both | Sides::Alternate => vec![None],
        Sides::Left => vec![Some(Side::Left)],
        Sides::Right => vec![Some(Side::Right)],
        Sides::Each => vec![Some(first), Some(first.other())],
    }
}
