//! The pairs of shoes of a day.

use std::rc::Rc;

use jiff::civil::Date;

use super::Core;
use crate::plan::notes::Note;
use crate::plan::shoes::new_and_more;
use crate::record::Run;
use crate::record::shoes::ShoeTally;
use crate::session::Now;

/// What a run is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worn {
    /// A pair, by its name.
    Pair(String),
    /// None of the pairs.
    NoPair,
}

impl Core {
    /// Returns the pair that a run of a day is taken to be in, by its id.
    pub(crate) fn usual_pair(&self, date: Date, now: Now) -> Option<String> {
        self.history.rack(now.at.date()).usual(date).map(|pair| pair.id.clone())
    }

    /// Returns the next pair for a run of a day, round and round with none at all.
    pub(crate) fn pair_after(&self, worn: Option<&str>, date: Date, now: Now) -> Option<String> {
        self.history.rack(now.at.date()).after(worn, date).map(|pair| pair.id.clone())
    }

    /// Returns the pairs of shoes.
    pub fn rack(&self, now: Now) -> Rc<ShoeTally> {
        self.history.rack(now.at.date())
    }

    /// Returns what should be said of shoes and running together; `None` if nothing is.
    pub fn shoe_note(&self, now: Now) -> Option<Note> {
        new_and_more(&self.history.diary(now.at.date()), now.at.date()).then_some(Note::NewShoes)
    }

    /// Returns in which pair a run is; `None` if no pair is known that it could be in.
    pub fn worn(&self, worn: Option<&str>, date: Date, now: Now) -> Option<Worn> {
        let rack = self.history.rack(now.at.date());
        match worn.map(|id| rack.of_run(&Run { shoe: Some(id.to_owned()), ..Run::new(date, 0.0) })) {
            Some(Some(pair)) => Some(Worn::Pair(pair.shoe.name.clone())),
            Some(None) => None,
            None => rack.in_use(date).next().map(|_| Worn::NoPair),
        }
    }
}
