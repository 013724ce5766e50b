//! Rungs on the screens: what the log proposes, and the keys that take one.
//!
//! Only a key takes a rung. A rung taken is an entry of the history, and can be undone like any other.

use super::{Context, Summary, Update};
use crate::plan::rungs::{self, START};
use crate::record::{Body, RungTaken};
use crate::routine::Id;
use crate::words::done::Done;
use crate::words::notice::Notice;
use crate::words::page::{self, Paragraph};

impl Update<'_> {
    /// Takes the rung that is offered at the end of a routine.
    pub(super) fn take_offer(&mut self, summary: &Summary) {
        let Some(offer) = self.core.rung_offer(&summary.session().routine, self.now) else { return };
        self.take_rung(&offer.routine.id, offer.rung_id(), Context::Summary);
    }

    fn take_rung(&mut self, routine: &Id, rung: Id, context: Context) {
        let taken =
            RungTaken { routine: routine.clone(), rung, loads: std::collections::BTreeMap::default() };
        let id = self.save(Body::Rung(taken));
        self.stage.checking.note_run(Done::Version, id);
        self.tell_done(&Done::Version, context);
    }

    /// Goes one rung up or down on a routine's page, whatever the log says.
    pub(super) fn climb(&mut self, id: &Id, up: bool) {
        let Ok(routine) = self.core.history.library().routine(id) else { return };
        let at = rungs::standing(&routine, self.core.history.log());
        // 0 is the routine as written.
        let from = at.map_or(0, |at| at + 1);
        let to = if up { from + 1 } else { from.wrapping_sub(1) };
        if to > routine.rungs.len() {
            let end = match (routine.rungs.is_empty(), up) {
                (true, _) => Notice::NoVersions,
                (false, true) => Notice::Hardest,
                (false, false) => Notice::Easiest,
            };
            return self.notify(&end);
        }
        let rung = to.checked_sub(1).map_or_else(|| Id::from_words(START), |i| routine.rungs[i].id.clone());
        self.take_rung(id, rung, Context::About);
    }

    /// Writes the page of a routine again: the rung may be another one.
    pub(super) fn read_again(&self, id: &Id, paragraphs: &mut Vec<Paragraph>) {
        if let Ok(routine) = self.core.history.library().routine(id) {
            *paragraphs = page::about(self.stage.words(), self.core, &routine, self.now);
        }
    }
}
