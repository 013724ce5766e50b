//! The history: JSON Lines, one file for each device, appended to and never rewritten.
//!
//! [`History::open`] reads every file of the folder, so that any tool which copies files
//! between computers also merges them. Each device writes only its own file. A line that does
//! not read stays where it is and is told; a record that cannot be written waits in memory and
//! goes with the next one.

#[cfg(test)]
mod tests;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use super::{StoreError, file};
use crate::record::{Record, Unread};

/// What was found when the history was opened.
#[derive(Debug)]
pub struct Opened {
    /// The history, ready to be appended to.
    pub history: History,
    /// All records that read, of all devices, in no order that means anything.
    pub records: Vec<Record>,
    /// What did not read. It stays as it is on the disk.
    pub troubles: Vec<Trouble>,
}

/// Something in the history that did not read.
#[derive(Debug)]
pub enum Trouble {
    /// The last line was not written to its end; what came before it is whole.
    Torn {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// A line that is damaged.
    Damaged {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// Lines that only a newer program reads; told once for each file.
    Newer {
        /// The file.
        file: PathBuf,
        /// The first such line, from 1.
        line: usize,
        /// How many there are.
        count: usize,
    },
    /// A file or the folder that could not be read.
    Unreadable(StoreError),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Torn { file, line } => {
                write!(f, "{}, line {line}: the entry was not written to its end", file.display())
            }
            Self::Damaged { file, line, reason } => write!(f, "{}, line {line}: {reason}", file.display()),
            Self::Newer { file, line, count } => {
                let entries = if *count == 1 { "an entry" } else { "entries" };
                write!(f, "{}, line {line}: {entries} of a newer runup", file.display())?;
                if *count > 1 { write!(f, ", {count} in all") } else { Ok(()) }
            }
            Self::Unreadable(error) => error.fmt(f),
        }
    }
}

impl Trouble {
    /// Returns what to do next, where that is known.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Torn { .. } => Some("what was in it is lost; every other entry is whole"),
            Self::Damaged { .. } => Some("the line is left as it is; every other entry was read"),
            Self::Newer { .. } => Some("they are kept; a newer runup reads them"),
            Self::Unreadable(error) => error.hint(),
        }
    }
}

/// The history's file of this device.
#[derive(Debug)]
pub struct History {
    file: PathBuf,
    pending: Vec<Record>,
    /// The pending records as they will be written.
    lines: Vec<u8>,
}

impl History {
    /// Opens the history in a folder, which need not exist, for a device.
    ///
    /// It makes nothing and never fails: what cannot be read is told, and appending says
    /// whether it can be written.
    pub fn open(folder: &Path, device: &str) -> Opened {
        let mut records = Vec::new();
        let mut troubles = Vec::new();
        match file::line_files(folder) {
            Ok(files) => {
                for path in files {
                    match read(&path) {
                        Ok((found, wrong)) => {
                            records.extend(found);
                            troubles.extend(wrong);
                        }
                        Err(error) => troubles.push(Trouble::Unreadable(error)),
                    }
                }
            }
            Err(error) => troubles.push(Trouble::Unreadable(error)),
        }
        let history =
            Self { file: folder.join(format!("{device}.jsonl")), pending: Vec::new(), lines: Vec::new() };
        Opened { history, records, troubles }
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
    /// record that would not read back ([`StoreError::Entry`]) is not kept.
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
        file::append(&mut file, lock, &self.lines).map_err(StoreError::write(&self.file))?;
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

/// Reads one file of a history, such as another device's export.
pub fn read(path: &Path) -> Result<(Vec<Record>, Vec<Trouble>), StoreError> {
    file::check_is_file(path)?;
    let mut bytes = fs::read(path).map_err(StoreError::read(path))?;
    if bytes.last().is_some_and(|last| *last != b'\n') {
        // Torn, or in the middle of being written: whoever writes holds the lock.
        let file = fs::File::open(path).map_err(StoreError::read(path))?;
        if file::lock(&file, path).is_ok() {
            bytes.clear();
            std::io::Read::read_to_end(&mut &file, &mut bytes).map_err(StoreError::read(path))?;
        }
    }
    Ok(parse(path, &bytes))
}

/// Reads the lines of a file.
fn parse(path: &Path, bytes: &[u8]) -> (Vec<Record>, Vec<Trouble>) {
    let mut records = Vec::new();
    let mut troubles = Vec::new();
    let mut newer: Option<(usize, usize)> = None;
    // Some editors put a byte order mark at the start.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    for (i, text) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        if text.trim_ascii().is_empty() {
            continue;
        }
        let reason = match Record::from_line(text) {
            Ok(record) => {
                records.push(record);
                continue;
            }
            Err(Unread::Newer { .. } | Unread::UnknownKind { .. }) => {
                newer.get_or_insert((i + 1, 0)).1 += 1;
                continue;
            }
            Err(Unread::Damaged { reason }) => reason,
        };
        let (file, line) = (path.to_owned(), i + 1);
        let torn = !text.ends_with(b"\n");
        troubles.push(if torn {
            Trouble::Torn { file, line }
        } else {
            Trouble::Damaged { file, line, reason }
        });
    }
    if let Some((line, count)) = newer {
        troubles.push(Trouble::Newer { file: path.to_owned(), line, count });
    }
    (records, troubles)
}

/// Returns the ids of entries in a file of which only a newer program reads a revision; none where it does not read.
pub fn newer_ids(path: &Path) -> Vec<String> {
    let bytes = fs::read(path).unwrap_or_default();
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let newer = lines.filter(|line| {
        matches!(Record::from_line(line), Err(Unread::Newer { .. } | Unread::UnknownKind { .. }))
    });
    newer.filter_map(Record::id_of).collect()
}
