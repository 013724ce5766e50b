//! From steps to segments: which work, in which order, with which pauses between.

use std::time::Duration;

use super::{Options, Segment, SegmentKind, Timeline, Unit, cues};
use crate::routine::{
    Block, Circuit, Dose, Equipment, First, Posture, Routine, SET_UP, SET_UP_CHANGE, Sides, Step,
};
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
    /// Time to get in position, where a step begins.
    set_up: Option<Duration>,
}

pub(super) fn build(routine: &Routine, options: &Options) -> Timeline {
    let mut plan =
        Planner { options, steps: Vec::new(), work: Vec::new(), owed: Duration::ZERO, before: None };
    plan.blocks(&routine.blocks);
    let (mut work, steps, owed) = (plan.work, plan.steps, plan.owed);
    let last = work.len().saturating_sub(1);
    work.drain(..options.from.min(last));
    if options.from > 0
        && let Some(first) = work.first_mut()
    {
        first.set_up.get_or_insert(options.set_up.unwrap_or(SET_UP));
        (first.rest, first.switch) = (Duration::ZERO, Duration::ZERO);
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
    for index in 0..timeline.segments.len() {
        timeline.segments[index].cues = cues::of(&timeline.segments[index], &timeline, index);
    }
    timeline
}

struct Planner<'a> {
    options: &'a Options,
    steps: Vec<Step>,
    work: Vec<Work>,
    /// Rest that the work before asked for, due before the next.
    owed: Duration,
    /// Posture and equipment of the step before.
    before: Option<(Posture, Vec<Equipment>)>,
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
        let set_up = self.set_up(step);
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

    /// Rules: 1. the option; 2. the step's own; 3. 12 s where posture or equipment changes; 4. 6 s.
    fn set_up(&mut self, step: &Step) -> Duration {
        let now = (step.exercise.posture, step.exercise.equipment.clone());
        // Leaving a wall needs no time; walking to one does.
        let change = self.before.as_ref().is_some_and(|(posture, equipment)| {
            *posture != now.0 || now.1.iter().any(|thing| !equipment.contains(thing))
        });
        self.before = Some(now);
        self.options.set_up.or(step.set_up).unwrap_or(if change { SET_UP_CHANGE } else { SET_UP })
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
