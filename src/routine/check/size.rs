//! How long a routine is once its circuits are unfolded, without unfolding them.
//!
//! All sums saturate: fifty rounds of fifty rounds of fifty rounds are counted in no time.

use std::time::Duration;

use crate::routine::{Block, Circuit, Dose, Open, SET_UP, Sides, Step, StepChange};

/// Segments and length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Size {
    pub(super) segments: usize,
    pub(super) length: Duration,
}

impl Size {
    fn plus(self, other: Self) -> Self {
        Self {
            segments: self.segments.saturating_add(other.segments),
            length: self.length.saturating_add(other.length),
        }
    }

    fn times(self, n: u32) -> Self {
        Self { segments: self.segments.saturating_mul(n as usize), length: self.length.saturating_mul(n) }
    }

    fn of(length: Duration) -> Self {
        Self { segments: usize::from(!length.is_zero()), length }
    }

    /// Returns the size of blocks, each step with what may change in it.
    pub(super) fn blocks<'b>(blocks: &'b [Block], changes: &dyn Fn(&'b Step) -> Vec<&'b StepChange>) -> Self {
        blocks.iter().fold(Self::default(), |size, block| size.plus(Self::block(block, changes)))
    }

    /// Returns the size of one block.
    fn block<'b>(block: &'b Block, changes: &dyn Fn(&'b Step) -> Vec<&'b StepChange>) -> Self {
        match block {
            Block::Step(step) => Self::step(step, &changes(step)),
            Block::Circuit(Circuit { rounds, rest, blocks }) => {
                let round = Self::blocks(blocks, changes);
                round.times(*rounds).plus(Self::of(*rest).times(rounds.saturating_sub(1)))
            }
        }
    }

    /// Returns the size of a step, taking the largest of each value and its changes.
    fn step(step: &Step, changes: &[&StepChange]) -> Self {
        let most = |base: u32| changes.iter().filter_map(|c| c.sets).fold(base, u32::max);
        let rest = changes.iter().filter_map(|c| c.rest).fold(step.rest, Duration::max);
        let work = changes.iter().map(|c| work(&step.dose, c)).fold(longest(&step.dose), Duration::max);
        // The set more that a sore side gets; of two sides at most one.
        let extra = u32::from(step.extra_set);
        let (left, right) = (most(step.sets_left), most(step.sets_right));
        let each = changes.iter().any(|change| change.sides == Some(Sides::Each));
        let (worked, switched, sets) = match if each { Sides::Each } else { step.sides } {
            Sides::Each => (left.saturating_add(right) + extra, left.min(right), left.max(right) + extra),
            Sides::Right => (right, 0, right),
            Sides::Both | Sides::Left | Sides::Alternate => (left, 0, left),
        };
        Self::of(step.set_up.unwrap_or(SET_UP))
            .plus(Self { segments: 1, length: work }.times(worked))
            .plus(Self::of(step.switch).times(switched))
            .plus(Self::of(rest).times(sets.saturating_sub(1)))
            .plus(Self::of(step.rest_after))
    }
}

/// The longest that one set on one side can take.
fn longest(dose: &Dose) -> Duration {
    match dose {
        Dose::Hold(length) | Dose::Time(length) => *length,
        Dose::Reps { reps, tempo } => tempo.length().saturating_mul(*reps),
        Dose::Open(Open { typical, .. }) => *typical,
    }
}

/// The same with a change.
fn work(dose: &Dose, change: &StepChange) -> Duration {
    if let Some(length) = change.hold.or(change.time) {
        return length;
    }
    let (reps, tempo) = match dose {
        Dose::Reps { reps, tempo } => (Some(*reps), Some(tempo)),
        _ => (None, None),
    };
    match (change.reps.or(reps), change.tempo.as_ref().or(tempo)) {
        (Some(reps), Some(tempo)) => tempo.length().saturating_mul(reps),
        _ => longest(dose),
    }
}
