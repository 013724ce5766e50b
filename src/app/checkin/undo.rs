//! Taking back what was said in this opening: the last answer, or the run that was logged.
//!
//! Nothing is rewritten: an entry that goes is a revision, and one that said more says what it said before.
//! A question that followed is asked again.

use super::{Answered, CheckQuestion, Checking};
use crate::app::{Screen, Update};
use crate::plan::asks::Ask;
use crate::record::{Body, CheckIn};

/// What an answer changes beside the history, as it stood before.
#[derive(Debug, Clone, Default)]
pub(super) struct Standing {
    follow: Vec<CheckQuestion>,
    open: Vec<Ask>,
    answered: Vec<Answered>,
    last: Option<(String, CheckIn)>,
}

/// What one answer wrote.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// What it was, in words.
    words: String,
    /// The entries, and what stood there before.
    entries: Vec<(String, Option<Body>)>,
    before: Standing,
}

impl Checking {
    /// Tells whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.said.is_empty()
    }

    /// Notes what can be taken back: its words, the entries, and what stood there before.
    pub(super) fn note(&mut self, words: String, entries: Vec<(String, Option<Body>)>) {
        self.said.push(Said { words, entries, before: self.before.clone() });
    }

    /// Notes a run, or what was done to the plan, that can be taken back; what is asked stays as it is.
    pub(in crate::app) fn note_run(&mut self, words: String, id: String) {
        self.note_all(words, vec![id]);
    }

    /// Notes an entry that was changed or made, and what it said before; what is asked stays as it is.
    pub(in crate::app) fn note_change(&mut self, words: String, id: String, before: Option<Body>) {
        self.remember();
        self.note(words, vec![(id, before)]);
    }

    /// Notes several entries that can be taken back together; what is asked stays as it is.
    pub(in crate::app) fn note_all(&mut self, words: String, ids: Vec<String>) {
        self.remember();
        self.note(words, ids.into_iter().map(|id| (id, None)).collect());
    }

    /// Remembers how it stands, before an answer.
    pub(super) fn remember(&mut self) {
        let Self { follow, open, answered, last, .. } = self;
        let (follow, open) = (follow.clone(), open.clone());
        self.before = Standing { follow, open, answered: answered.clone(), last: last.clone() };
    }
}

impl Update<'_> {
    /// Takes back the last answer of this opening, or the run that was logged in it, and says what.
    pub(in crate::app) fn take_back(&mut self) {
        let Some(Said { words, entries, before }) = self.stage.checking.said.pop() else {
            return self.tell_for_a_while("Nothing was said since the program was opened.");
        };
        self.core.take_back(entries, self.now);
        let Standing { mut follow, open, answered, last } = before;
        // On Today nobody asked where it is sore.
        follow
            .retain(|question| *question != CheckQuestion::Where || *self.view().screen() == Screen::CheckIn);
        (self.stage.checking.follow, self.stage.checking.open) = (follow, open);
        (self.stage.checking.answered, self.stage.checking.last) = (answered, last);
        self.stage.checking.chosen = None;
        self.look_for_asks();
        self.tell_for_a_while(format!("Taken back: {words}."));
    }
}
