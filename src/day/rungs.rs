//! The rungs of a routine: those taken, and the one offered.

use super::Core;
use crate::plan::rungs::{self, Proposal, START};
use crate::routine::{Id, Routine, Rung};
use crate::session::Now;

/// A rung that is offered at the end of a routine.
#[derive(Debug, Clone, PartialEq)]
pub struct RungOffer {
    /// The routine.
    pub routine: Box<Routine>,
    /// The rung; `None` for the routine as written.
    pub rung: Option<Rung>,
    /// It is the next one; else the last time was too much.
    pub up: bool,
}

impl RungOffer {
    /// Returns the id of the rung; [`START`] for the routine as written.
    pub fn rung_id(&self) -> Id {
        self.rung.as_ref().map_or_else(|| Id::from_words(START), |rung| rung.id.clone())
    }

    /// Returns what its file says of it.
    pub fn says(&self) -> Option<&str> {
        self.rung.as_ref()?.says.as_deref()
    }
}

impl Core {
    /// Returns the routine that the rung taken of another leads on to.
    pub(crate) fn leads_on(&self, id: &Id) -> Option<Id> {
        let taken = rungs::taken(self.history.log());
        let rung = taken.get(id)?;
        let routine = self.history.library().routine(id).ok()?;
        routine.rungs.into_iter().find(|own| own.id == rung.rung)?.instead
    }

    /// Returns what the log proposes at the end of a routine; nothing of what is locked.
    pub fn rung_offer(&self, id: &Id, now: Now) -> Option<RungOffer> {
        let routine =
            self.history.library().routine(id).ok().filter(|routine| !self.history.is_locked(routine))?;
        let proposed =
            rungs::proposal(&routine, self.history.log(), &self.history.diary(now.at.date()), now.at.date())?;
        let (rung, up) = (proposed.rung().cloned(), matches!(proposed, Proposal::Up(_)));
        Some(RungOffer { routine: Box::new(routine), rung, up })
    }
}
