//! What is due today, for callers that open no screen: a prompt, a status bar, a timer.
//!
//! The same as on Today: the plan's run, the first steps of a sore morning, the tests that a plan waits for, the routines
//! whose time it is, and a question that is open. What a warning sign locks is not due.

use super::Core;
use super::readiness::READINESS;
use super::things as day;
use super::today::{FIRST_STEPS, first_steps_due};
use crate::plan::asks::{self, Ask};
use crate::plan::recommend::Due as When;
use crate::plans::Workout;
use crate::routine::Id;
use crate::session::Now;
use crate::timeline::run_routine;

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Its kind.
    pub kind: Kind,
    /// The kind of thing that is due.
    pub what: What,
    /// The routine's id, if it is a routine.
    pub id: Option<Id>,
}

/// What is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The run, or the walk.
    Run(Workout),
    /// A routine, by its name.
    Routine(String),
    /// A question.
    Ask(Ask),
    /// Whether a warning sign is still there.
    StillThere,
}

/// The kind of a thing that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The run, or the walk, of the plan.
    Run,
    /// The first steps, before getting up.
    FirstSteps,
    /// The tests that the plan waits for.
    Tests,
    /// A routine.
    Routine,
    /// A question about what is sore, or whether something is still wrong.
    Question,
}

impl Kind {
    /// Returns the word that names it to other programs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::FirstSteps => "first-steps",
            Self::Tests => "tests",
            Self::Routine => "routine",
            Self::Question => "question",
        }
    }
}

impl Core {
    /// Returns the things due today, the run first.
    pub fn due(&self, now: Now) -> Vec<Due> {
        let today = now.at.date();
        let said = self.history.recommend(today);
        let mut found = Vec::new();
        let run = said.as_ref().filter(|said| said.due == When::Today).and_then(|s| s.prescription.as_ref());
        if let Some(run) = run.filter(|run| !self.history.is_locked(&run_routine(&run.sheet()))) {
            found.push(Due { kind: Kind::Run, what: What::Run(run.workout.clone()), id: None });
        }
        let routine = |id: &str| {
            self.history.library().routine(&Id::from_words(id)).ok().filter(|r| !self.history.is_locked(r))
        };
        if let Some(steps) = routine(FIRST_STEPS).filter(|_| first_steps_due(self, now)) {
            found.push(Due {
                kind: Kind::FirstSteps,
                what: What::Routine(steps.name.clone()),
                id: Some(steps.id),
            });
        }
        if let Some(tests) = routine(READINESS).filter(|_| self.tests_due(now).is_some()) {
            found.push(Due {
                kind: Kind::Tests,
                what: What::Routine(tests.name.clone()),
                id: Some(tests.id),
            });
        }
        for (id, what) in day::asked_for(self, now, said.as_deref()) {
            if found.iter().all(|due| due.id.as_ref() != Some(&id)) {
                found.push(Due { kind: Kind::Routine, what: What::Routine(what), id: Some(id) });
            }
        }
        let asks = said
            .map_or_else(|| asks::without_plan(&self.history.diary(today), today), |said| said.asks.clone());
        let asked = asks.into_iter().map(What::Ask);
        let signs = self.history.log().signs_to_ask(today);
        let still = signs.into_iter().map(|_| What::StillThere);
        found.extend(asked.chain(still).map(|what| Due { kind: Kind::Question, what, id: None }));
        found
    }
}
