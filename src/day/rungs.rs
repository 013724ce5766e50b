//! The rungs of a routine: what was taken, what is offered, what its page says.

use super::Core;
use super::fitted::Unplayable;
use crate::plan::rungs::{self, Proposal, START};
use crate::routine::{Id, Routine};
use crate::session::Now;
use crate::words::page::{self, Ladder, rung_words};

/// A rung that is offered at the end of a routine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RungOffer {
    /// The routine.
    pub routine: Id,
    /// The rung; [`START`] for the routine as written.
    pub rung: Id,
    /// What it is, in a sentence.
    pub words: String,
    /// What its file says of it.
    pub says: Option<String>,
}

impl Core {
    /// Returns the routine that the rung taken of another leads on to.
    pub(crate) fn leads_on(&self, id: &Id) -> Option<Id> {
        let taken = rungs::taken(self.history.log());
        let rung = taken.get(id)?;
        let routine = self.history.library().routine(id).ok()?;
        routine.rungs.into_iter().find(|own| own.id == rung.rung)?.instead
    }

    /// Returns all there is to say about a routine.
    pub(crate) fn about(&self, routine: &Routine, now: Now) -> Vec<page::Paragraph> {
        page::routine_known(routine, self.history.library(), &self.known_of(routine, now))
    }

    /// Returns what is known of a routine today.
    pub fn known_of<'r>(&self, routine: &'r Routine, now: Now) -> page::Known<'r> {
        let at = rungs::standing(routine, self.history.log());
        let proposed =
            rungs::proposal(routine, self.history.log(), &self.history.diary(now.at.date()), now.at.date());
        let (played, changes) = match self.fitted(routine.clone(), None, now) {
            Ok(session) => {
                let length = session.player().timeline().whole();
                (Some((session.routine().clone(), length)), session.changes().to_vec())
            }
            Err(Unplayable::Locked) => (None, Vec::new()),
            Err(why) => (None, vec![why.to_string()]),
        };
        page::Known { lock: self.lock(), ladder: Ladder { at, proposed }, played, changes }
    }

    /// Returns what the log proposes at the end of a routine; nothing of what is locked.
    pub fn rung_offer(&self, id: &Id, now: Now) -> Option<RungOffer> {
        let routine =
            self.history.library().routine(id).ok().filter(|routine| !self.history.is_locked(routine))?;
        let proposed =
            rungs::proposal(&routine, self.history.log(), &self.history.diary(now.at.date()), now.at.date())?;
        let rung = proposed.rung();
        let words = rung.map_or_else(
            || "as it is written".to_owned(),
            |r| rung_words(r, &routine, self.history.library()),
        );
        let words = match proposed {
            Proposal::Up(_) => format!("Next rung: {words}. Take it?"),
            Proposal::Down(_) => format!("That was much. One rung easier: {words}. Take it?"),
        };
        let says = rung.and_then(|rung| rung.says.clone());
        let rung = rung.map_or_else(|| Id::from_words(START), |rung| rung.id.clone());
        Some(RungOffer { routine: id.clone(), rung, words, says })
    }
}
