//! What is written down: entries of the history, each with its name and its revision.
//!
//! The log takes them at once; what is to be kept on the disk waits in [`Core::take_unsaved`].

use super::Core;
use crate::history::History;
use crate::record::{self, Body, Record};
use crate::session::Now;

/// Something to write down.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// A new entry.
    New(Body),
    /// What the entry of this name says from now on.
    Change(String, Body),
}

/// What was written down together, with what stood there before.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Batch {
    wrote: Vec<(String, Option<Body>)>,
}

impl Batch {
    /// Takes new entries together.
    pub(crate) fn of_new(ids: impl IntoIterator<Item = String>) -> Self {
        Self { wrote: ids.into_iter().map(|id| (id, None)).collect() }
    }

    /// Returns the entries, each with what it said before; `None` if it is new.
    pub fn entries(&self) -> &[(String, Option<Body>)] {
        &self.wrote
    }

    /// Takes in that it took the place of what was written before it: that is not to come back.
    pub(crate) fn comes_after(&mut self, earlier: Self) {
        for (id, before) in earlier.wrote {
            match self.wrote.iter_mut().find(|(is, _)| *is == id) {
                Some((_, stood)) => *stood = before,
                None => self.wrote.push((id, before)),
            }
        }
    }

    /// Takes in what was written after it.
    pub(crate) fn extend(&mut self, later: Self) {
        self.wrote.extend(later.wrote);
    }
}

impl Core {
    /// Writes things down together; `None` if there is nothing to write.
    pub fn keep(&mut self, writes: Vec<Write>, now: Now) -> Option<Batch> {
        let mut wrote = Vec::new();
        for write in writes {
            match write {
                Write::New(body) => wrote.push((self.save(body, now), None)),
                Write::Change(id, body) => {
                    let before = self.history.log().get(&id).map(|record| record.body.clone());
                    self.revise(&id, body, now);
                    wrote.push((id, before));
                }
            }
        }
        (!wrote.is_empty()).then_some(Batch { wrote })
    }

    /// Returns the history as it would be if this were written down now.
    pub fn supposing(&self, writes: &[Write], now: Now) -> History {
        let mut history = self.history().clone();
        for (n, write) in writes.iter().enumerate() {
            let (id, body) = match write {
                Write::New(body) => (format!("tried-{n}"), body.clone()),
                Write::Change(id, body) => (id.clone(), body.clone()),
            };
            let (rev, device) = (history.log().next_rev(&id), String::new());
            history.take_in(Record { v: record::VERSION, id, rev, at: now.at, zone: None, device, body });
        }
        history
    }

    /// Takes back what was written together: each entry says again what it said before, the last one first.
    pub fn take_back(&mut self, batch: Batch, now: Now) {
        for (id, before) in batch.wrote.into_iter().rev() {
            self.revise(&id, before.unwrap_or(Body::Removed), now);
        }
    }

    /// Returns what was written down and is not on the disk yet, in order.
    pub fn unsaved(&self) -> &[Record] {
        &self.unsaved
    }

    /// Takes what is to be kept on the disk, in order.
    pub fn take_unsaved(&mut self) -> Vec<Record> {
        std::mem::take(&mut self.unsaved)
    }

    /// Makes a new name that no other entry of this or any other device has.
    pub(crate) fn new_id(&mut self, now: Now) -> String {
        loop {
            self.counter += 1;
            let id = record::new_id(now.at, &self.device, self.counter);
            if !self.history.log().knows(&id) {
                return id;
            }
        }
    }

    pub(crate) fn save(&mut self, body: Body, now: Now) -> String {
        let id = self.new_id(now);
        self.revise(&id, body, now);
        id
    }

    pub(crate) fn revise(&mut self, id: &str, body: Body, now: Now) {
        let record = Record {
            v: record::VERSION,
            id: id.to_owned(),
            rev: self.history.log().next_rev(id),
            at: now.at,
            zone: self.zone.clone(),
            device: self.device.clone(),
            body,
        };
        self.take_in(record.clone());
        self.unsaved.push(record);
    }

    /// Takes a record into the history.
    pub(crate) fn take_in(&mut self, record: Record) {
        self.history.change().take_in(record);
    }

    /// Counts the names of new entries from here on: another program of this device counts from elsewhere.
    pub const fn count_from(&mut self, count: u32) {
        self.counter = count;
    }
}
