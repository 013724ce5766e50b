//! What was done of a routine: its sets, and how it ended.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{At, Sore, values};
use crate::routine::{Id, Routine};
use crate::symptoms::{PainScore, Side};

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// To the last step.
    Done,
    /// The runner left before the end.
    Left,
    /// The program ended first, and the session was not taken up again.
    Interrupted,
}

/// What was done of a routine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Session {
    /// The routine's id; for a file that was played by path, its stem.
    pub routine: Id,
    /// The routine's name then.
    pub name: String,
    /// The hash of the routine's text.
    pub hash: String,
    /// When it began.
    pub started: At,
    /// When it ended.
    pub ended: At,
    /// How it ended.
    pub outcome: Outcome,
    /// How fast it was played; only 1 counts as done.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub speed: f64,
    /// What was sore, as far as it was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sore: Vec<Sore>,
    /// What was changed for that, in the words that were shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<String>,
    /// The sets, in the order done.
    pub sets: Vec<SetDone>,
    /// Worst pain while doing it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worst: Option<PainScore>,
    /// Set if a clinician set the routine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clinician: Option<Clinician>,
    /// It was logged by hand: done without the player, and no set is known but those that were said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_hand: bool,
    /// How many minutes it took, if the runner said so; it stands over what the sets add up to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<f64>,
}

/// That a clinician set a routine, and up to which pain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Clinician {
    /// The limit, which outranked the program's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain_up_to: Option<PainScore>,
}

impl Clinician {
    /// Returns what a routine says of it; `None` if no clinician set it.
    pub fn of(routine: &Routine) -> Option<Self> {
        routine.set_by_clinician.then_some(Self { pain_up_to: routine.pain_up_to })
    }
}

const fn one() -> f64 {
    1.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_one(speed: &f64) -> bool {
    (*speed - 1.0).abs() < f64::EPSILON
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Session {
    /// True if it counts: played at true speed.
    pub fn counts(&self) -> bool {
        is_one(&self.speed)
    }

    /// Returns how long it took by what the runner said, else what was worked in all sets together.
    pub fn worked(&self) -> Duration {
        self.minutes.map_or_else(|| self.measured(), values::of_minutes)
    }

    /// Returns what was worked in all sets together.
    pub fn measured(&self) -> Duration {
        Duration::from_millis(self.sets.iter().fold(0, |sum: u64, set| sum.saturating_add(set.worked_ms)))
    }

    /// True if something is known of its length.
    pub fn is_timed(&self) -> bool {
        self.minutes.is_some() || !self.sets.is_empty()
    }

    /// Returns the sets in words: `3 sets, 1 cut short`.
    pub fn tally(&self) -> String {
        let whole = self.sets.iter().filter(|set| set.complete).count();
        let cut = self.sets.len() - whole;
        let noun = if whole == 1 { "set" } else { "sets" };
        if cut > 0 { format!("{whole} {noun}, {cut} cut short") } else { format!("{whole} {noun}") }
    }
}

/// One set of a step on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SetDone {
    /// The step's id in its routine.
    pub step: Id,
    /// The exercise, if the step names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exercise: Option<Id>,
    /// The round of its circuit, from 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub round: u32,
    /// The side, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The set, from 1.
    pub set: u32,
    /// What was planned, in milliseconds.
    pub planned_ms: u64,
    /// What was worked, pauses taken away, in milliseconds.
    pub worked_ms: u64,
    /// Whether it was played to its end.
    pub complete: bool,
    /// Repetitions, if they were counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reps: Option<u32>,
    /// The load, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load: Option<String>,
}

impl SetDone {
    /// Puts a set among those done: one that was done again stands over what was before.
    pub fn keep_in(self, sets: &mut Vec<Self>) {
        let place = |set: &Self| (set.step.clone(), set.round, set.side, set.set);
        match sets.iter_mut().find(|set| place(set) == place(&self)) {
            Some(set) => *set = self,
            None => sets.push(self),
        }
    }
}
