//! The history as this device opens it to write: under its own name, and with what is odd about names and clocks.
//!
//! Two computers that write under one name, because a state folder or a whole disk was copied, would tear each
//! other's file when it is synced. Three things show it, and each gives this device a new name, said in one line; what
//! was written before stays where it is and counts as ever. Clocks that disagree are only reported: revisions are
//! counted, so whatever the clocks say, a later edit stands over an earlier one.
//!
//! A command that reads in order to write takes a [`Turn`] first and keeps it until all is written, so two commands at
//! once never work from the same past. An open screen takes none: it writes when a key is pressed, and looks for news
//! before.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs::File;

use jiff::SignedDuration;
use jiff::civil::Date;

use super::trouble::Renamed;
use super::written::{self, Written};
use super::{Accepted, HistoryFiles, Opened, Paths, StoreError, Trouble, device, file};
use crate::hash::fnv64;
use crate::record::gaps::{Cause, Gap};
use crate::record::{At, Record, Records};

/// The difference between two clocks above which it is reported.
const APART: SignedDuration = SignedDuration::from_mins(15);

/// Opens the history only to be read, as no device; what the runner has accepted to be missing is left out.
pub fn read(paths: &Paths, now: At) -> Opened {
    let mut opened = HistoryFiles::open(&paths.history(), "");
    opened.pass_over_dates(now);
    written::miss_lost(&paths.state, &mut opened);
    Accepted::read(&paths.state, now.date()).apply(opened.records.gaps_mut());
    opened
}

/// How often a command tries to have its turn, 20 ms apart: ten seconds.
const COMMAND_TRIES: u32 = 500;
/// How often a screen that opens does: a second.
const SCREEN_TRIES: u32 = 50;

/// A turn at the history of this device: until it is dropped, no other command reads it to write.
#[derive(Debug)]
pub struct Turn {
    /// Its lock ends with it.
    _file: File,
}

impl Turn {
    fn take(paths: &Paths, tries: u32) -> Result<Self, StoreError> {
        file::make_folder(&paths.state)?;
        let path = paths.state.join("turn");
        let file = file::open_for_append(&path)?;
        // Where a file system knows no locks, each is on its own.
        file::lock_in(&file, &path, tries)?;
        Ok(Self { _file: file })
    }
}

/// Opens the history to be written by a command of this device; returns the device's name and the turn too.
///
/// It fails if the device cannot have a name, or another command has had its turn for ten seconds. What is odd is
/// among the troubles.
pub fn open_for_device(paths: &Paths, now: At) -> Result<(String, Opened, Turn), StoreError> {
    let turn = Turn::take(paths, COMMAND_TRIES)?;
    let (id, opened) = open_now(paths, now)?;
    Ok((id, opened, turn))
}

/// Opens the history for a screen, which stays open for long and so keeps no turn.
pub fn open_screen(paths: &Paths, now: At) -> Result<(String, Opened), StoreError> {
    // A command that asks something must not keep the screen away.
    let _turn = Turn::take(paths, SCREEN_TRIES);
    open_now(paths, now)
}

fn open_now(paths: &Paths, now: At) -> Result<(String, Opened), StoreError> {
    let device::Device { mut id, copied } = device::here(&paths.state)?;
    let mut opened = HistoryFiles::open(&paths.history(), &id);
    opened.pass_over_dates(now);
    written::miss_lost(&paths.state, &mut opened);
    Accepted::read(&paths.state, now.date()).apply(opened.records.gaps_mut());
    let mut written = Written::of(&paths.state, &id);
    // Its note stays, so that what is missing is not forgotten with the next line.
    let lost = written.lost(opened.history.file());
    let why = if copied {
        Some(Renamed::Copied)
    } else if is_shared(&opened, &id) {
        Some(Renamed::Shared)
    } else if lost || !opened.own.is_empty() && !written.holds(opened.history.file()) {
        Some(Renamed::Changed)
    } else {
        None
    };
    if let Some(why) = why {
        if why != Renamed::Copied {
            let old = std::mem::replace(&mut id, device::renew(&paths.state)?);
            if !lost {
                written.forget();
            }
            written = Written::of(&paths.state, &id);
            opened.history.rename(&paths.history(), &id);
            tracing::info!("device {old} is {id} from now on: {why:?}");
        }
        opened.troubles.push(Trouble::Renamed(why));
    }
    opened.history.keep_in_mind(written);
    opened.troubles.extend(clocks(&opened.records, &id, now));
    Ok((id, opened))
}

/// Skips entries with impossible dates; returns what to report, and the places they had.
pub fn pass_over_dates(records: &mut Records, today: Date) -> (Vec<Trouble>, Vec<usize>) {
    let mut troubles = Vec::new();
    let places = records.pass_over(|record| {
        let trouble = Trouble::Impossible { id: record.id.clone(), date: record.impossible(today)? };
        let line = record.to_line().unwrap_or_default();
        let gap = Gap { cause: Cause::Line, key: fnv64(line.trim_ascii()), words: trouble.to_string() };
        troubles.push(trouble);
        Some(gap)
    });
    (troubles, places)
}

impl Opened {
    pub(super) fn pass_over_dates(&mut self, now: At) {
        let (troubles, places) = pass_over_dates(&mut self.records, now.date());
        let before = |end: usize| places.iter().filter(|place| **place < end).count();
        self.own = self.own.start - before(self.own.start)..self.own.end - before(self.own.end);
        self.troubles.extend(troubles);
    }
}

/// True if entries of this device stand in other files and not in its own, which has some.
fn is_shared(opened: &Opened, id: &str) -> bool {
    let key = |record: &Record| (record.id.clone(), record.rev, record.at.moment);
    if opened.own.is_empty() {
        return false;
    }
    let (own, elsewhere): (Vec<_>, Vec<_>) =
        opened.records.iter().enumerate().partition(|(i, _)| opened.own.contains(i));
    let mut elsewhere = elsewhere.into_iter().filter(|(_, record)| record.device == id).peekable();
    if elsewhere.peek().is_none() {
        return false;
    }
    let own: BTreeSet<_> = own.into_iter().map(|(_, record)| key(record)).collect();
    elsewhere.any(|(_, record)| !own.contains(&key(record)))
}

/// Returns what is odd about the clocks: entries of a moment that is still to come.
fn clocks(records: &[Record], id: &str, now: At) -> Vec<Trouble> {
    let limit = now.plus(APART).moment;
    let last = |here: bool| {
        let of = records.iter().filter(|record| (record.device == id) == here && record.at.moment > limit);
        of.map(|record| record.at).max_by_key(|at| at.moment)
    };
    let early = last(false).map(|at| Trouble::Early { at, now });
    let set_back = last(true).map(|at| Trouble::SetBack { at, now });
    early.into_iter().chain(set_back).collect()
}
