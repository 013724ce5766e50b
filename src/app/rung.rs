//! Rungs on the screens: what is proposed, and the key that takes it.

use super::App;
use crate::plan::rungs;
use crate::routine::Id;

impl App {
    /// Returns the routine that the rung taken of another leads on to.
    pub(super) fn leads_on(&self, id: &Id) -> Option<Id> {
        let taken = rungs::taken(&self.log);
        let rung = taken.get(id)?;
        let routine = self.library.routine(id).ok()?;
        routine.rungs.into_iter().find(|own| own.id == *rung)?.instead
    }
}
