//! Fitting a routine to the minutes there are.
//!
//! Optional steps go first, the smallest priority before the others; then steps shrink to the
//! least that their author still counts, in the same order. What went too far comes back, the
//! last first, as long as there is room: in whole seconds, repetitions and sets. So the end is
//! as near to the budget as the steps allow, and never behind it. What cannot be made shorter
//! says how long it is.

mod sizes;

use std::collections::BTreeMap;
use std::time::Duration;

use super::adaptation::Adaptation;
use crate::routine::{Block, Dose, Id, Routine, Sides, Step, StepChange};
use crate::time::duration_text;

/// A routine that fits, and what that took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fitting {
    /// The routine as it is played.
    pub routine: Routine,
    /// What was left out or made shorter; empty when nothing was.
    pub changes: Vec<Adaptation>,
    /// How long it takes.
    pub takes: Duration,
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
    let fitting = as_near(routine, budget, |_| true, length);
    if fitting.takes > budget { Err(TooShort { least: fitting.takes }) } else { Ok(fitting) }
}

/// Makes a routine as long as a budget, or as short as it can be if that is not enough.
///
/// Only steps that are `free` are touched, so that what is played already stays as it was.
pub fn as_near(
    routine: &Routine,
    budget: Duration,
    free: impl Fn(&Id) -> bool,
    length: impl Fn(&Routine) -> Duration,
) -> Fitting {
    let mut draft = Draft::of(routine, free);
    let mut takes = length(routine);
    // 1. What is optional goes, the smallest priority first, of equals the last.
    // 2. What may be less becomes so.
    let mut went = Vec::new();
    for shrinks in [false, true] {
        for index in 0..draft.pieces.len() {
            if takes <= budget {
                break;
            }
            let before = draft.pieces[index].size;
            if !draft.lessen(index, shrinks) {
                continue;
            }
            let less = length(&draft.routine());
            if less < takes {
                takes = less;
                went.push(index);
            } else {
                // What is not played anyway is not missed.
                draft.pieces[index].size = before;
            }
        }
    }
    // 3. What went too far comes back, the last first; that may make room for what went before it.
    while takes <= budget {
        let mut grew = false;
        for index in went.iter().rev() {
            if let Some(longer) = draft.grow(*index, budget, &length) {
                (takes, grew) = (longer, true);
            }
        }
        if !grew {
            break;
        }
    }
    Fitting { routine: draft.routine(), changes: draft.changes(), takes }
}

/// A step as it is being fitted.
struct Piece {
    id: Id,
    /// The step at each size, from its least to all of it.
    sizes: Vec<Step>,
    /// Which size it has; `None` while it is left out.
    size: Option<usize>,
}

impl Piece {
    fn full(&self) -> &Step {
        self.sizes.last().expect("a step has its own size at least")
    }
}

/// A routine that is being fitted.
struct Draft<'r> {
    whole: &'r Routine,
    /// The steps, in the order in which they go.
    pieces: Vec<Piece>,
}

impl<'r> Draft<'r> {
    fn of(whole: &'r Routine, free: impl Fn(&Id) -> bool) -> Self {
        let mut all: Vec<&Step> = steps(&whole.blocks).into_iter().rev().filter(|s| free(&s.id)).collect();
        all.sort_by_key(|step| step.priority);
        let piece = |step: &Step| {
            let sizes = sizes::of(step);
            Piece { id: step.id.clone(), size: Some(sizes.len() - 1), sizes }
        };
        Self { whole, pieces: all.into_iter().map(piece).collect() }
    }

    /// Leaves a step out or makes it its least; says whether that could be.
    fn lessen(&mut self, index: usize, shrinks: bool) -> bool {
        // The last step stays: a routine needs a step.
        let alone =
            steps(&self.whole.blocks).len() - self.pieces.iter().filter(|p| p.size.is_none()).count() == 1;
        let piece = &mut self.pieces[index];
        let can =
            if shrinks { piece.size.is_some_and(|size| size > 0) } else { piece.full().optional && !alone };
        if can {
            piece.size = shrinks.then_some(0);
        }
        can
    }

    /// Makes a step as large as there is room for; returns how long the routine is then.
    fn grow(
        &mut self,
        index: usize,
        budget: Duration,
        length: impl Fn(&Routine) -> Duration,
    ) -> Option<Duration> {
        let before = self.pieces[index].size;
        let most = self.pieces[index].sizes.len();
        let mut at = |size: usize| {
            self.pieces[index].size = Some(size);
            length(&self.routine())
        };
        // Sizes below `fits` fit, those from `over` on do not.
        let (mut fits, mut over) = (before.map_or(0, |size| size + 1), most);
        let mut best = None;
        while fits < over {
            // All of it first: mostly there is room for that.
            let try_at = if over == most && best.is_none() { most - 1 } else { usize::midpoint(fits, over) };
            let takes = at(try_at);
            if takes <= budget {
                best = Some((try_at, takes));
                fits = try_at + 1;
            } else {
                over = try_at;
            }
        }
        self.pieces[index].size = best.map_or(before, |(size, _)| Some(size));
        best.map(|(_, takes)| takes)
    }

    fn routine(&self) -> Routine {
        let mut routine = self.whole.clone();
        let piece = |id: &Id| self.pieces.iter().find(|piece| piece.id == *id);
        remove(&mut routine.blocks, &mut |step| piece(&step.id).is_some_and(|piece| piece.size.is_none()));
        each_step(&mut routine.blocks, &mut |step| {
            if let Some(piece) = piece(&step.id)
                && let Some(size) = piece.size
                && size + 1 < piece.sizes.len()
            {
                step.clone_from(&piece.sizes[size]);
            }
        });
        routine
    }

    /// Returns what was left out and what is shorter, and by how much.
    fn changes(&self) -> Vec<Adaptation> {
        let mut out = Vec::new();
        let mut shorter = Vec::new();
        for piece in &self.pieces {
            match piece.size {
                None => out.push(piece.full().exercise.name.clone()),
                Some(size) if size + 1 < piece.sizes.len() => {
                    shorter.push(sizes::shortened(piece.full(), &piece.sizes[size]));
                }
                Some(_) => {}
            }
        }
        let out = (!out.is_empty()).then_some(Adaptation::NoTime(out));
        let shorter = (!shorter.is_empty()).then_some(Adaptation::Shorter(shorter));
        out.into_iter().chain(shorter).collect()
    }
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
        // If the sides had different numbers of sets, both at once do the larger.
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

/// Gives steps other weights, by their ids.
pub fn lift(routine: &mut Routine, loads: &BTreeMap<Id, String>) {
    each_step(&mut routine.blocks, &mut |step| {
        if let Some(load) = loads.get(&step.id) {
            step.load = Some(load.clone());
        }
    });
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
