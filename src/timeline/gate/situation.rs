//! What is known about the runner when a routine is fitted, and where routines and exercises come from.

use std::collections::BTreeMap;

use crate::library::Library;
use crate::record::RungTaken;
use crate::routine::{Exercise, Id, NeedKind, Routine};
use crate::symptoms::{Episode, Side, Soreness};

/// Where other routines and exercises are looked up.
pub trait Shelf {
    /// Returns a routine, when there is a valid one of that name.
    fn routine(&self, id: &Id) -> Option<Routine>;
    /// Returns an exercise, when there is a valid one of that name.
    fn exercise(&self, id: &Id) -> Option<Exercise>;
}

impl Shelf for Library {
    fn routine(&self, id: &Id) -> Option<Routine> {
        self.routine(id).ok()
    }

    fn exercise(&self, id: &Id) -> Option<Exercise> {
        self.exercise(id).ok()
    }
}

/// What is known about the runner today.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Situation {
    /// The soreness.
    pub soreness: Soreness,
    /// When regions were last sore, those that no longer are too.
    pub episodes: Vec<Episode>,
    /// No hops or jogging on the spot, whatever is sore: thin floors, sleeping children.
    pub quiet_feet: bool,
    /// The level of the plan that was reached, such as `R10`.
    pub level: Option<String>,
    /// Green weeks since then.
    pub green_weeks: u32,
    /// Results that entry criteria ask for; what is not here is not known.
    pub results: BTreeMap<NeedKind, u32>,
    /// Whose turn it is among exercises that take turns: 0 is the step's own.
    pub turn: u32,
    /// The rungs that were taken, by routine; if there is none, it is played as written.
    pub rungs: BTreeMap<Id, RungTaken>,
}

impl Situation {
    /// Returns the sore side, if all sore sites are on the same.
    pub fn sore_side(&self) -> Option<Side> {
        let mut sides = self.soreness.sites().iter().map(|s| s.site.side);
        let first = sides.next()??;
        sides.all(|side| side == Some(first)).then_some(first)
    }
}
