//! Rungs on the screens: what the log proposes, and the keys that take one.
//!
//! Nothing is taken but by a key. What was taken is an entry of the history, and can be taken back like any other.

use super::{Context, Summary, Update};
use crate::app::keymap::Action;
use crate::plan::rungs::{self, START};
use crate::record::{Body, RungTaken};
use crate::routine::Id;
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
        self.stage.checking.note_run("the version".to_owned(), id);
        let key = self.stage.keymap.key_for(context, Action::Undo);
        let key = key.map(|key| format!(" {key} undoes it.")).unwrap_or_default();
        self.tell_for_a_while(format!("From next time.{key}"));
    }

    /// Goes one rung up or down on a routine's page, whatever the log says.
    pub(super) fn climb(&mut self, id: &Id, up: bool) {
        let Ok(routine) = self.core.history.library().routine(id) else { return };
        let at = rungs::standing(&routine, self.core.history.log());
        // 0 is the routine as written.
        let from = at.map_or(0, |at| at + 1);
        let to = if up { from + 1 } else { from.wrapping_sub(1) };
        if to > routine.rungs.len() {
            let end = if routine.rungs.is_empty() {
                "This routine has no other versions."
            } else if up {
                "This is already the hardest version."
            } else {
                "This is already the easiest version."
            };
            return self.tell_for_a_while(end);
        }
        let rung = to.checked_sub(1).map_or_else(|| Id::from_words(START), |i| routine.rungs[i].id.clone());
        self.take_rung(id, rung, Context::About);
    }

    /// Writes the page of a routine anew: the rung may be another one.
    pub(super) fn read_again(&self, id: &Id, paragraphs: &mut Vec<Paragraph>) {
        if let Ok(routine) = self.core.history.library().routine(id) {
            *paragraphs = page::about(self.stage.words(), self.core, &routine, self.now);
        }
    }
}
