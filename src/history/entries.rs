//! The entries as they are listed: newest first, all or one kind.

use std::cmp::Reverse;

use jiff::civil::Date;

use crate::record::entry::{day, is_notice};
use crate::record::log::Log;
use crate::record::{Body, Record};

/// Which entries are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Runs, walks and other sport.
    Runs,
    /// What was sore.
    CheckIns,
    /// Routines.
    Sessions,
    /// Tests and rungs.
    Tests,
    /// What was done to plans.
    Plans,
    /// Shoes.
    Shoes,
    /// Warning signs, and what was said about the runner.
    Others,
}

impl Filter {
    /// All, in the order they come round.
    pub const ALL: [Self; 8] = [
        Self::All,
        Self::Runs,
        Self::CheckIns,
        Self::Sessions,
        Self::Tests,
        Self::Plans,
        Self::Shoes,
        Self::Others,
    ];

    const fn takes(self, body: &Body) -> bool {
        let kind = match body {
            Body::Run(_) | Body::CrossTraining(_) => Self::Runs,
            Body::CheckIn(_) => Self::CheckIns,
            Body::Session(_) => Self::Sessions,
            Body::Test(_) | Body::Rung(_) => Self::Tests,
            Body::Plan(_) => Self::Plans,
            Body::Shoe(_) => Self::Shoes,
            Body::Flag(_) | Body::Clearance(_) | Body::SignCheck(_) | Body::Profile(_) => Self::Others,
            Body::Removed => return false,
        };
        matches!(self, Self::All) || self as u8 == kind as u8
    }

    /// Returns the one after it, around.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|filter| *filter == self).unwrap_or_default();
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

/// An entry in the list: the day that it is about, and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRef {
    /// The day.
    pub date: Date,
    /// The entry.
    pub id: String,
}

/// Lists the entries of a log, newest first by the day they are about.
pub(super) fn list(log: &Log, filter: Filter) -> Vec<EntryRef> {
    let mut all: Vec<(Date, jiff::Timestamp, &Record)> = log
        .entries()
        .into_iter()
        .filter(|entry| filter.takes(entry.body) && !is_notice(entry.body))
        .map(|entry| (day(&entry), entry.made, entry.record))
        .collect();
    all.sort_by_key(|(date, made, _)| Reverse((*date, *made)));
    all.into_iter().map(|(date, _, record)| EntryRef { date, id: record.id.clone() }).collect()
}
