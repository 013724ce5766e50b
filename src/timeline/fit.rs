//! Fitting a routine to the minutes there are.
//!
//! Optional steps go first, the smallest priority before the others; then steps shrink to the
//! least that their author still counts, in the same order. What cannot be made shorter says
//! how long it is.

use std::time::Duration;

use crate::routine::{Block, Dose, Routine, Sides, Step, StepChange};
use crate::time::duration_text;

/// A routine that fits, and what that took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fitting {
    /// The routine as it is played.
    pub routine: Routine,
    /// What was left out or made shorter, in words; empty when nothing was.
    pub changes: Vec<String>,
}

/// The routine cannot be made this short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it takes {} at least", duration_text(*.least))]
pub struct TooShort {
    /// The shortest that it can be.
    pub least: Duration,
}

/// Makes a routine fit a length, get-ready not counted.
///
/// `length` lays a routine out and says how long it takes, as it is going to be played.
pub fn to_length(
    routine: &Routine,
    budget: Duration,
    length: impl Fn(&Routine) -> Duration,
) -> Result<Fitting, TooShort> {
    let mut routine = routine.clone();
    let mut out = Vec::new();
    let mut shorter = Vec::new();
    let mut takes = length(&routine);
    while takes > budget {
        // 1. What is optional goes, the smallest priority first, of equals the last.
        // 2. What may be less becomes so.
        let (changed, name) = if let Some(gone) = drop_optional(&mut routine.blocks) {
            (&mut out, gone)
        } else if let Some(less) = shrink_one(&mut routine.blocks) {
            (&mut shorter, less)
        } else {
            return Err(TooShort { least: takes });
        };
        let before = std::mem::replace(&mut takes, length(&routine));
        // What is not played anyway is not missed.
        if takes < before {
            changed.push(name);
        }
    }
    let line = |what: &str, names: &[String]| {
        (!names.is_empty()).then(|| format!("{what} for time: {}.", names.join(", ")))
    };
    let changes = [line("Left out", &out), line("Shorter", &shorter)].into_iter().flatten().collect();
    Ok(Fitting { routine, changes })
}

/// Applies a change to a step; another kind of dose takes the place of its own.
pub(super) fn apply(step: &mut Step, change: &StepChange) {
    let StepChange { exercise, hold, time, reps, tempo, sets, rest, load, sides } = change;
    if let Some(exercise) = exercise {
        step.exercise = (**exercise).clone();
    }
    let tempo = tempo.as_ref();
    let dose = match (&step.dose, *hold, *time, *reps) {
        (_, Some(hold), ..) => Some(Dose::Hold(hold)),
        (_, _, Some(time), _) => Some(Dose::Time(time)),
        (Dose::Reps { reps: own, tempo: pace }, _, _, reps) => {
            Some(Dose::Reps { reps: reps.unwrap_or(*own), tempo: tempo.unwrap_or(pace).clone() })
        }
        (_, _, _, Some(reps)) => tempo.map(|tempo| Dose::Reps { reps, tempo: tempo.clone() }),
        _ => None,
    };
    if let Some(dose) = dose {
        step.dose = dose;
    }
    if let Some(sides) = *sides {
        // Where the sides had different numbers of sets, both at once do the larger.
        if sides != Sides::Each {
            let sets = step.sets_left.max(step.sets_right);
            (step.sets_left, step.sets_right) = (sets, sets);
        }
        step.sides = sides;
    }
    if let Some(sets) = *sets {
        (step.sets_left, step.sets_right) = (sets, sets);
    }
    step.rest = rest.unwrap_or(step.rest);
    if load.is_some() {
        step.load.clone_from(load);
    }
}

/// Removes the steps that a rule names, and circuits that are empty then.
pub(super) fn remove(blocks: &mut Vec<Block>, gone: &mut impl FnMut(&Step) -> bool) {
    blocks.retain_mut(|block| match block {
        Block::Step(step) => !gone(step),
        Block::Circuit(circuit) => {
            remove(&mut circuit.blocks, gone);
            !circuit.blocks.is_empty()
        }
    });
}

/// Visits every step to change it.
pub(super) fn each_step(blocks: &mut [Block], visit: &mut impl FnMut(&mut Step)) {
    for block in blocks {
        match block {
            Block::Step(step) => visit(step),
            Block::Circuit(circuit) => each_step(&mut circuit.blocks, visit),
        }
    }
}

fn steps(blocks: &[Block]) -> Vec<&Step> {
    let mut all = Vec::new();
    for block in blocks {
        match block {
            Block::Step(step) => all.push(&**step),
            Block::Circuit(circuit) => all.extend(steps(&circuit.blocks)),
        }
    }
    all
}

fn drop_optional(blocks: &mut Vec<Block>) -> Option<String> {
    let all = steps(blocks);
    let step = all.iter().rev().filter(|s| s.optional).min_by_key(|s| s.priority)?;
    // The last step stays: a routine without steps is none.
    if all.len() == 1 {
        return None;
    }
    let (id, name) = (step.id.clone(), step.exercise.name.clone());
    remove(blocks, &mut |step| step.id == id);
    Some(name)
}

fn shrink_one(blocks: &mut [Block]) -> Option<String> {
    let all = steps(blocks);
    let step = all.iter().rev().filter(|s| s.least.is_some()).min_by_key(|s| s.priority)?;
    let (id, name) = (step.id.clone(), step.exercise.name.clone());
    each_step(blocks, &mut |step| {
        if step.id == id
            && let Some(least) = step.least.take()
        {
            apply(step, &least);
        }
    });
    Some(name)
}
