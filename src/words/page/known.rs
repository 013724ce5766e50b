//! What is known of a routine for a runner and a day, gathered for its page.

use std::time::Duration;

use super::{Ladder, Paragraph, routine_known};
use crate::day::Core;
use crate::day::fitted::Unplayable;
use crate::plan::rungs;
use crate::routine::Routine;
use crate::session::Now;
use crate::words::Words;

/// What is known of a routine for a runner and a day.
#[derive(Debug, Clone, Default)]
pub struct Known<'r> {
    /// The words about its lock, if warning signs lock it.
    pub locked: Option<&'static str>,
    /// On which rung the runner stands.
    pub ladder: Ladder<'r>,
    /// The routine as it would be played today, and how long that takes; `None` if it is not played.
    pub played: Option<(Routine, Duration)>,
    /// What is changed for that, or why it is not played, one per line.
    pub changes: Vec<String>,
}

impl<'r> Known<'r> {
    /// Gathers what is known today.
    pub fn of(words: &dyn Words, core: &Core, routine: &'r Routine, now: Now) -> Self {
        let (history, today) = (&core.history, now.at.date());
        let at = rungs::standing(routine, history.log());
        let proposed = rungs::proposal(routine, history.log(), &history.diary(today), today);
        let (played, changes) = match core.fitted(routine.clone(), None, now) {
            Ok(session) => {
                let length = session.player().timeline().whole();
                (Some((session.routine().clone(), length)), words.adaptations(session.changes()))
            }
            Err(Unplayable::Locked) => (None, Vec::new()),
            Err(why) => (None, vec![words.unplayable(&why)]),
        };
        let lock = core.lock();
        let locked = words.lock(lock).filter(|_| !lock.allows(routine.stress));
        Self { locked, ladder: Ladder { at, proposed }, played, changes }
    }
}

/// Returns all there is to say about a routine today.
pub fn about(words: &dyn Words, core: &Core, routine: &Routine, now: Now) -> Vec<Paragraph> {
    routine_known(routine, core.library(), &Known::of(words, core, routine, now))
}
