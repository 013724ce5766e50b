//! What was changed of a routine before it is played, and why it is not played, as data: `words` makes sentences of it.

use std::time::Duration;

use super::needs::Need;
use crate::routine::{Id, Sides, Until};
use crate::symptoms::{PainScore, Region, Side, Site};

/// A change that was made of a routine, and why. Exercises are named as their files name them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Adaptation {
    /// It does not load, but what is sore is sore enough to take care.
    Gently {
        /// How sore it is.
        score: PainScore,
        /// The sore region.
        region: Region,
    },
    /// A clinician set a limit, and soreness is not known.
    Limit(PainScore),
    /// The soreness is within a clinician's limit, so nothing is changed for it.
    WithinLimit {
        /// How sore it is.
        score: PainScore,
        /// The sore region.
        region: Region,
        /// The limit that the clinician set.
        limit: PainScore,
    },
    /// Another routine is played; `None` if a rung that was taken leads to it.
    Routine {
        /// The name of what is played.
        plays: String,
        /// The name of what was asked for.
        asked: String,
        /// The cause.
        cause: Option<Cause>,
    },
    /// A step is done otherwise.
    Step {
        /// The change.
        change: StepAdaptation,
        /// The cause.
        cause: Cause,
    },
    /// Steps are left out.
    Without {
        /// Their exercises.
        names: Vec<String>,
        /// The reason.
        reason: Omission,
    },
    /// What jolts or bends deeply became easier, or is left out.
    Softer {
        /// The reason.
        reason: Softening,
        /// Exercises by the easier one that is done: easier, asked for.
        easier: Vec<(String, String)>,
        /// The exercises that are left out.
        without: Vec<String>,
    },
    /// The sore side has a set more.
    ExtraSet {
        /// Of which exercises.
        names: Vec<String>,
        /// The side.
        side: Side,
    },
    /// Exercises are only named for the minutes there are, although they are not known yet.
    OnlyNamed,
    /// Left out for the minutes there are.
    NoTime(Vec<String>),
    /// Made shorter for the minutes there are.
    Shorter(Vec<Shortened>),
}

/// How a step is done otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepAdaptation {
    /// As another exercise.
    Exercise {
        /// The exercise that is done instead.
        does: String,
        /// The exercise that was asked for.
        asked: String,
    },
    /// With the sides in another way.
    Sides {
        /// The exercise.
        name: String,
        /// The order or choice of sides.
        sides: Sides,
    },
    /// Less of it.
    Less(String),
}

/// A region that asks for a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Where it is or was sore.
    pub region: Region,
    /// How sore it is, if that was said.
    pub score: Option<PainScore>,
    /// How long ago it was sore last, if it no longer is.
    pub gone: Option<Duration>,
    /// What the routine's author says of it.
    pub why: Option<String>,
}

/// Why steps are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Omission {
    /// For what is sore.
    Sore(Cause),
    /// They ask for something that is not there yet.
    Need(Need),
    /// The heel raises before them hurt too much.
    RaisesHurt,
}

/// Why what jolts is made easier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Softening {
    /// Soreness is not known.
    Unasked,
    /// The runner wants quiet feet.
    QuietFeet,
    /// The routine asks for something that is not there yet.
    Need(Need),
}

/// A step that became shorter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortened {
    /// The exercise.
    pub name: String,
    /// How much of its dose is left, if that differs.
    pub dose: Option<ShortDose>,
    /// How many of its sets are left of how many, if that differs.
    pub sets: Option<(u32, u32)>,
}

/// How much is left of a dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShortDose {
    /// So long of so long.
    Time(Duration, Duration),
    /// So many repetitions of so many.
    Reps(u32, u32),
}

/// Why a routine must not be played for what is sore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// Deep in the heel bone: no file lifts that.
    HeelBone(Site),
    /// Too sore for anything that loads.
    TooSore {
        /// How sore it is.
        score: PainScore,
        /// The sore region.
        region: Region,
    },
    /// More than a clinician's limit.
    BeyondLimit {
        /// How sore it is.
        score: PainScore,
        /// The sore region.
        region: Region,
        /// The limit that the clinician set.
        limit: PainScore,
    },
    /// The routine itself says no.
    Gate {
        /// Its name.
        name: String,
        /// When it says yes again.
        until: Until,
        /// The cause.
        cause: Box<Cause>,
    },
    /// The routine that is to be played instead is not there.
    Missing {
        /// The name of what was asked for.
        name: String,
        /// The routine that is missing.
        id: Id,
    },
    /// Every step was left out.
    NothingLeft {
        /// The routine's name.
        name: String,
        /// What was left out, and why.
        changes: Vec<Adaptation>,
    },
}
