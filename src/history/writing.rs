//! New entries of the log, each with its name and its revision.
//!
//! The log takes them at once; records to be saved wait in [`History::take_unsaved`].

use super::History;
use crate::record::{At, Body, Record, VERSION, new_id};

/// Something to write down.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// A new entry.
    New(Body),
    /// What the entry of this name says from now on.
    Change(String, Body),
}

/// The writing device, and the records not on the disk yet.
#[derive(Debug, Clone, Default)]
pub(super) struct Writing {
    device: String,
    zone: Option<String>,
    count: u32,
    unsaved: Vec<Record>,
}

impl History {
    /// Says which device writes, and the name of its time zone.
    pub fn write_as(&mut self, device: String, zone: Option<String>) {
        (self.writing.device, self.writing.zone) = (device, zone);
    }

    /// Returns the device that writes.
    pub fn device(&self) -> &str {
        &self.writing.device
    }

    /// Counts the names of new entries from here on: another program of this device counts from elsewhere.
    pub const fn count_from(&mut self, count: u32) {
        self.writing.count = count;
    }

    /// Makes a new name that no other entry of this or any other device has.
    pub fn new_id(&mut self, at: At) -> String {
        loop {
            self.writing.count += 1;
            let id = new_id(at, &self.writing.device, self.writing.count);
            if !self.log.knows(&id) {
                return id;
            }
        }
    }

    /// Keeps a new entry; returns its name.
    pub fn keep(&mut self, at: At, body: Body) -> String {
        let id = self.new_id(at);
        self.revise(at, &id, body);
        id
    }

    /// Keeps the next revision of an entry; nothing is ever rewritten.
    pub fn revise(&mut self, at: At, id: &str, body: Body) {
        let record = Record {
            v: VERSION,
            id: id.to_owned(),
            rev: self.log.next_rev(id),
            at,
            zone: self.writing.zone.clone(),
            device: self.writing.device.clone(),
            body,
        };
        self.take_in(record.clone());
        self.writing.unsaved.push(record);
    }

    /// Takes entries back: each says again what it said before, and one that was new is removed.
    pub fn take_back(&mut self, at: At, entries: impl IntoIterator<Item = (String, Option<Body>)>) {
        for (id, before) in entries {
            self.revise(at, &id, before.unwrap_or(Body::Removed));
        }
    }

    /// Returns the records that are not on the disk yet, in order.
    pub fn unsaved(&self) -> &[Record] {
        &self.writing.unsaved
    }

    /// Takes the records to be saved, in order.
    pub fn take_unsaved(&mut self) -> Vec<Record> {
        std::mem::take(&mut self.writing.unsaved)
    }
}
