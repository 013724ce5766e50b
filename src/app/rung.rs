//! Rungs on the screens: what the log proposes, and the keys that take one.
//!
//! Nothing is taken but by a key. What was taken is an entry of the history, and can be taken back like any other.

use super::about::{self, Ladder, rung_words};
use super::fitted::Unplayable;
use super::{App, Context, Core, Effect, Screen, Summary};
use crate::app::keymap::Action;
use crate::plan::rungs::{self, Proposal, START};
use crate::record::{Body, RungTaken};
use crate::routine::{Id, Routine};
use crate::session::Now;

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

impl App {
    /// Takes the rung that is offered at the end of a routine.
    pub(super) fn take_offer(&mut self, summary: &Summary, now: Now, effects: &mut Vec<Effect>) {
        let Some(offer) = self.core.rung_offer(summary, now) else { return };
        self.take_rung(&offer.routine, offer.rung, Context::Summary, now, effects);
    }

    fn take_rung(&mut self, routine: &Id, rung: Id, context: Context, now: Now, effects: &mut Vec<Effect>) {
        let taken =
            RungTaken { routine: routine.clone(), rung, loads: std::collections::BTreeMap::default() };
        let id = self.core.save(Body::Rung(taken), now, effects);
        self.stage.checking.note_run("the rung".to_owned(), id);
        let key = self.stage.keymap.key_for(context, Action::Undo);
        let key = key.map(|key| format!(" {key} takes it back.")).unwrap_or_default();
        self.tell_for_a_while(format!("From the next time on.{key}"), now.mono);
    }

    /// Goes one rung up or down on a routine's page, whatever the log says.
    pub(super) fn climb(&mut self, id: &Id, up: bool, now: Now, effects: &mut Vec<Effect>) {
        let Ok(routine) = self.core.history.library().routine(id) else { return };
        let at = rungs::standing(&routine, self.core.history.log());
        // 0 is the routine as written.
        let from = at.map_or(0, |at| at + 1);
        let to = if up { from + 1 } else { from.wrapping_sub(1) };
        if to > routine.rungs.len() {
            let end = if routine.rungs.is_empty() {
                "This one has no rungs."
            } else if up {
                "That is the highest rung."
            } else {
                "Below there is nothing: it is as written."
            };
            return self.tell_for_a_while(end, now.mono);
        }
        let rung = to.checked_sub(1).map_or_else(|| Id::from_words(START), |i| routine.rungs[i].id.clone());
        self.take_rung(id, rung, Context::About, now, effects);
        self.read_again(now);
    }

    /// Writes the page of a routine anew: the rung may be another one.
    pub(super) fn read_again(&mut self, now: Now) {
        let Screen::About { id, .. } = self.screen().clone() else { return };
        let Ok(routine) = self.core.history.library().routine(&id) else { return };
        let written = self.core.about(&routine, now);
        if let Some(Screen::About { paragraphs, .. }) = self.stack.last_mut() {
            *paragraphs = written;
        }
    }
}

impl Core {
    /// Returns the routine that the rung taken of another leads on to.
    pub(super) fn leads_on(&self, id: &Id) -> Option<Id> {
        let taken = rungs::taken(self.history.log());
        let rung = taken.get(id)?;
        let routine = self.history.library().routine(id).ok()?;
        routine.rungs.into_iter().find(|own| own.id == rung.rung)?.instead
    }

    /// Returns all there is to say about a routine.
    pub(super) fn about(&self, routine: &Routine, now: Now) -> Vec<about::Paragraph> {
        about::routine_known(routine, self.history.library(), &self.known_of(routine, now))
    }

    /// Returns what is known of a routine today.
    pub fn known_of<'r>(&self, routine: &'r Routine, now: Now) -> about::Known<'r> {
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
        about::Known { lock: self.lock(), ladder: Ladder { at, proposed }, played, changes }
    }
}

impl Core {
    /// Returns what the log proposes at the end of a routine; nothing of what is locked.
    pub fn rung_offer(&self, summary: &Summary, now: Now) -> Option<RungOffer> {
        let id = &summary.session.routine;
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
