//! The history: JSON Lines, one file for each device, appended to and never rewritten.
//!
//! [`HistoryFiles::open`] reads every file of the folder ([`reading`] says which those are), so that any tool which
//! copies files between computers also merges them. Each device writes only its own file. A line that does
//! not read stays where it is and is reported; a record that cannot be written waits in memory and
//! goes with the next one. What a program writes with is opened by [`here`](super::here::open_for_device).

pub mod follow;
pub mod reading;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::written::Written;
use super::{StoreError, Trouble, file};
use crate::record::{At, Record, Records, Unread};
use follow::Follow;

/// What was found when the history was opened.
#[derive(Debug)]
pub struct Opened {
    /// The history, ready to be appended to.
    pub history: HistoryFiles,
    /// All records that read, of all devices, each file in its order; and what is missing of them.
    pub records: Records,
    /// What did not read. It stays as it is on the disk.
    pub troubles: Vec<Trouble>,
    /// Files that are not histories and are left alone.
    pub alone: Vec<PathBuf>,
    /// Finds what other programs write from now on.
    pub follow: Follow,
    /// Which of the records stand in the file of this device.
    pub(super) own: Range<usize>,
}

impl Opened {
    /// Returns the records of a device in the order in which it wrote them.
    ///
    /// That is the order of its own file; what stands of it in other files only was written before that.
    pub fn written_by<'o>(&'o self, device: &'o str) -> impl Iterator<Item = &'o Record> {
        let (own, all) = (self.own.clone(), &self.records);
        let elsewhere = all.iter().enumerate().filter(move |(i, _)| !self.own.contains(i));
        let own = all[own].iter();
        elsewhere.map(|(_, record)| record).chain(own).filter(move |record| record.device == device)
    }

    /// Returns the places of a device's records among all of them, in the order in which it wrote them.
    pub fn places_of(&self, device: &str) -> Vec<usize> {
        let of = |place: &usize| self.records[*place].device == device;
        (0..self.records.len())
            .filter(|place| !self.own.contains(place))
            .chain(self.own.clone())
            .filter(of)
            .collect()
    }

    /// Returns a moment for what a device writes next: now, or the first microsecond after it at which it wrote nothing.
    ///
    /// What has one moment belongs together, and ids are named after it.
    pub fn free_moment(&self, device: &str, now: At) -> At {
        let taken: BTreeSet<i64> =
            self.written_by(device).map(|record| record.at.moment.as_microsecond()).collect();
        let mut at = now;
        while taken.contains(&at.moment.as_microsecond()) {
            let next = at.plus(jiff::SignedDuration::from_micros(1));
            if next == at {
                break;
            }
            at = next;
        }
        at
    }

    /// Records a file or folder that could not be read.
    fn miss(&mut self, path: &Path, trouble: Trouble) {
        self.records.gaps_mut().add(reading::gap_of(path, &trouble));
        self.troubles.push(trouble);
    }
}

/// The history's file of this device.
#[derive(Debug)]
pub struct HistoryFiles {
    file: PathBuf,
    pending: Vec<Record>,
    /// The pending records as they will be written.
    lines: Vec<u8>,
    /// The note of this device's writes, if one is needed.
    written: Option<Written>,
}

impl HistoryFiles {
    /// Opens the history in a folder, which need not exist, for a device.
    ///
    /// It makes nothing and never fails: what cannot be read is reported, and appending says
    /// whether it can be written.
    pub fn open(folder: &Path, device: &str) -> Opened {
        let file = folder.join(format!("{device}.jsonl"));
        let mut opened = Opened {
            history: Self { file, pending: Vec::new(), lines: Vec::new(), written: None },
            records: Records::default(),
            troubles: Vec::new(),
            alone: Vec::new(),
            follow: Follow::new(folder),
            own: 0..0,
        };
        let files = match reading::files(folder) {
            Ok(files) => files,
            Err(error) => {
                opened.follow.lose();
                opened.miss(folder, Trouble::Unreadable(error));
                return opened;
            }
        };
        opened.alone = files.alone;
        if let Some(folder) = files.more {
            opened.miss(&folder.clone(), Trouble::TooMany { folder });
        }
        for path in files.histories {
            let from = opened.records.len();
            match opened.follow.read(&path) {
                Ok((found, wrong)) => {
                    opened.records.extend(found);
                    opened.troubles.extend(wrong);
                }
                Err(error) => opened.miss(&path, Trouble::Unreadable(error)),
            }
            if path == opened.history.file {
                opened.own = from..opened.records.len();
            }
        }
        opened
    }

    /// Writes into the file of another name from now on.
    pub(super) fn rename(&mut self, folder: &Path, device: &str) {
        self.file = folder.join(format!("{device}.jsonl"));
    }

    /// Keeps what is written from now on in mind, so that a line of another computer is noticed.
    pub(super) fn keep_in_mind(&mut self, written: Written) {
        self.written = Some(written);
    }

    /// Returns the folder in which all files lie.
    pub(super) fn folder(&self) -> &Path {
        self.file.parent().unwrap_or(Path::new("."))
    }

    /// Returns the file that this device writes.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Returns the records that are not on the disk yet, oldest first.
    pub fn pending(&self) -> &[Record] {
        &self.pending
    }

    /// Writes a record to the disk, after those that are still pending.
    ///
    /// When that fails the record is pending, and tried again with the next one; only a
    /// record that would not read back ([`StoreError::Entry`]) is not saved.
    pub fn append(&mut self, record: Record) -> Result<(), StoreError> {
        self.append_all([record])
    }

    /// Writes records to the disk as [`Self::append`] does, waiting for the disk once.
    pub fn append_all(&mut self, records: impl IntoIterator<Item = Record>) -> Result<(), StoreError> {
        let mut refused = None;
        for record in records {
            match record.to_line() {
                Ok(line) => {
                    self.pending.push(record);
                    self.lines.extend(line);
                }
                Err(unread) => refused = Some(self.entry_error(&unread)),
            }
        }
        self.retry()?;
        refused.map_or(Ok(()), Err)
    }

    /// Writes what is pending; does nothing when nothing is.
    pub fn retry(&mut self) -> Result<(), StoreError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let folder = self.file.parent().unwrap_or(Path::new("."));
        file::make_folder(folder)?;
        let mut file = file::open_for_append(&self.file)?;
        let lock = file::lock(&file, &self.file)?;
        let new = file.metadata().is_ok_and(|meta| meta.len() == 0);
        if let Some(written) = &self.written {
            written.before(&mut file, lock, &self.lines);
        }
        file::append(&mut file, lock, &self.lines).map_err(StoreError::write(&self.file))?;
        if let Some(written) = &self.written {
            written.after(&file);
        }
        if new {
            file::sync_folder(folder);
        }
        self.pending.clear();
        self.lines.clear();
        Ok(())
    }

    fn entry_error(&self, unread: &Unread) -> StoreError {
        StoreError::Entry { path: self.file.clone(), reason: unread.to_string() }
    }
}
