//! Taking back what was said or done in this opening: the last answer, or the run that was logged.
//!
//! Nothing is rewritten: an entry that goes is a revision, and one that said more says what it said before.
//! A question that followed is asked again.

use super::Checking;
use crate::app::{Screen, Update};
use crate::record::Body;

/// What can be taken back.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// What it was, in words.
    words: String,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    /// The last answer of the check-in.
    Answer,
    /// Entries, and what stood there before; what is asked stays as it is.
    Entries(Vec<(String, Option<Body>)>),
}

impl Checking {
    /// Tells whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.said.is_empty()
    }

    /// Notes that the last answer can be taken back.
    pub(super) fn note_answer(&mut self, words: String) {
        self.said.push(Said { words, what: What::Answer });
    }

    /// Notes a run, or what was done to the plan, that can be taken back.
    pub(in crate::app) fn note_run(&mut self, words: String, id: String) {
        self.note_all(words, vec![id]);
    }

    /// Notes an entry that was changed or made, and what it said before.
    pub(in crate::app) fn note_change(&mut self, words: String, id: String, before: Option<Body>) {
        self.said.push(Said { words, what: What::Entries(vec![(id, before)]) });
    }

    /// Notes several entries that can be taken back together.
    pub(in crate::app) fn note_all(&mut self, words: String, ids: Vec<String>) {
        let entries = ids.into_iter().map(|id| (id, None)).collect();
        self.said.push(Said { words, what: What::Entries(entries) });
    }
}

impl Update<'_> {
    /// Takes back the last answer of this opening, or the run that was logged in it, and says what.
    pub(in crate::app) fn take_back(&mut self) {
        let Some(Said { words, what }) = self.stage.checking.said.pop() else {
            return self.tell_for_a_while("Nothing to undo since you opened Runup.");
        };
        match what {
            What::Answer => {
                // An answer that wrote nothing goes with the one before it.
                let dialog = &mut self.stage.checking.dialog;
                let mut wrote = false;
                while !wrote {
                    wrote = !dialog.wrote().is_empty();
                    if !dialog.back(self.core, self.now) {
                        break;
                    }
                }
            }
            What::Entries(entries) => self.core.take_back(entries, self.now),
        }
        // On Today nobody asked where it is sore.
        if *self.view().screen() != Screen::CheckIn {
            self.stage.checking.leave_where(self.core, self.now);
        }
        self.stage.checking.dialog.look(self.core, self.now);
        self.look_for_asks();
        self.tell_for_a_while(format!("Undone: {words}."));
    }
}
