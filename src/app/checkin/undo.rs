//! Undo since the program was opened: the last answer, or the logged run.
//!
//! Nothing is rewritten: a removed entry is a revision, and a changed one gets its earlier contents back. A question
//! that followed is asked again.

use super::Checking;
use crate::app::{Screen, Update};
use crate::record::Body;
use crate::words::done::Done;
use crate::words::notice::Notice;

/// Actions that can be undone.
#[derive(Debug, Clone)]
pub(super) struct UndoStep {
    /// What it was.
    done: Done,
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
    /// True if there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.said.is_empty()
    }

    /// Notes that the last answer can be undone.
    pub(super) fn note_answer(&mut self, words: String) {
        self.said.push(UndoStep { done: Done::Answered(words), what: What::Answer });
    }

    /// Notes a run, or what was done to the plan, that can be undone.
    pub(in crate::app) fn note_run(&mut self, done: Done, id: String) {
        self.note_all(done, vec![id]);
    }

    /// Notes an entry that was changed or made, and what it said before.
    pub(in crate::app) fn note_change(&mut self, done: Done, id: String, before: Option<Body>) {
        self.said.push(UndoStep { done, what: What::Entries(vec![(id, before)]) });
    }

    /// Notes several entries that can be undone together.
    pub(in crate::app) fn note_all(&mut self, done: Done, ids: Vec<String>) {
        let entries = ids.into_iter().map(|id| (id, None)).collect();
        self.said.push(UndoStep { done, what: What::Entries(entries) });
    }
}

impl Update<'_> {
    /// Takes back the last answer of this opening, or the run that was logged in it, and says what.
    pub(in crate::app) fn take_back(&mut self) {
        let Some(UndoStep { done, what }) = self.stage.checking.said.pop() else {
            return self.notify(&Notice::NothingToUndo);
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
        // Today did not ask where it is sore.
        if *self.view().screen() != Screen::CheckIn {
            self.stage.checking.leave_where(self.core, self.now);
        }
        self.stage.checking.dialog.look(self.core, self.now);
        self.look_for_asks();
        let told = self.stage.words().undone(&done, self.now.at.date());
        self.tell_for_a_while(told);
    }
}
