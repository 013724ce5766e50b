//! The journal of a running session: one file in the state folder, synced at every boundary.
//!
//! A running program holds its journal's lock, so that another one leaves it alone. After a crash, a kill or a power
//! cut [`find`] reads the journal and takes over the lock: the same journal continues when the session does.
//! [`Journal::finish`] comes after the session's record is in the history, never before. A record that is already
//! there (`Log::knows` its id) only needs the `finish`.

#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::file::Lock;
use super::{StoreError, Trouble, file};
use crate::record::Unread;
use crate::record::journal::{Header, Interrupted, Line, fold};

/// A session that another run of the program left behind.
#[derive(Debug)]
pub struct Found {
    /// What was done of it and where it continues.
    pub interrupted: Interrupted,
    /// Its journal, held: to go on in, or to finish.
    pub journal: Journal,
}

/// The journal of a session, held by this program.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    lock: Lock,
    /// Lines that are not on the disk yet.
    pending: Vec<u8>,
    /// Whether the runner knows that it cannot be written.
    told: bool,
}

impl Journal {
    /// Begins the journal of a session, with its first line.
    pub fn begin(folder: &Path, header: &Header) -> Result<Self, StoreError> {
        let name = &header.session;
        let path = folder.join(format!("{name}.jsonl"));
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            let reason = "the session's id cannot name a file".to_owned();
            return Err(StoreError::Entry { path: folder.to_owned(), reason });
        }
        file::make_folder(folder)?;
        // It gets its name when it is locked and whole: no other program sees it before.
        let draft = folder.join(format!(".{name}.new"));
        let mut file =
            file::private().append(true).create_new(true).open(&draft).map_err(StoreError::write(&draft))?;
        let begun = file::lock(&file, &draft).and_then(|lock| {
            let line = line_text(&path, &Line::Header(header.clone()))?;
            file::append(&mut file, lock, &line).map_err(StoreError::write(&path))?;
            publish(&draft, &path).map_err(StoreError::write(&path))?;
            Ok(lock)
        });
        match begun {
            Ok(lock) => {
                file::sync_folder(folder);
                Ok(Self { path, file, lock, pending: Vec::new(), told: false })
            }
            Err(error) => {
                let _ = fs::remove_file(&draft);
                Err(error)
            }
        }
    }

    /// Returns the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a line to the disk.
    ///
    /// The first failure is reported; after that it stays quiet, keeps the lines and tries them
    /// again with each new one. The routine goes on in every case.
    pub fn append(&mut self, line: &Line) -> Result<(), StoreError> {
        let written = line_text(&self.path, line).and_then(|text| {
            self.pending.extend(text);
            file::append(&mut self.file, self.lock, &self.pending).map_err(StoreError::write(&self.path))
        });
        match written {
            Ok(()) => {
                self.pending.clear();
                Ok(())
            }
            Err(_) if self.told => Ok(()),
            Err(error) => {
                self.told = true;
                Err(error)
            }
        }
    }

    /// Ends the journal and takes its file away; call it once the record is in the history.
    pub fn finish(self) -> Result<(), StoreError> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(StoreError::write(&self.path)(error))
            }
            _ => Ok(()),
        }
    }
}

impl Drop for Journal {
    /// Gives the lock back at once.
    ///
    /// Closing the file is not enough: a program that another thread starts at this moment has a
    /// copy of it until it runs, and the lock would be held as long.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

/// Finds the sessions that were left behind, oldest first, and what did not read.
///
/// A journal whose lock is held belongs to a running program and is left alone.
pub fn find(folder: &Path) -> (Vec<Found>, Vec<Trouble>) {
    let mut found = Vec::new();
    let mut troubles = Vec::new();
    let files = file::line_files(folder).unwrap_or_else(|error| {
        troubles.push(Trouble::Unreadable(error));
        Vec::new()
    });
    for path in files {
        match take_over(path, &mut troubles) {
            Ok(session) => found.extend(session),
            Err(error) => troubles.push(Trouble::Unreadable(error)),
        }
    }
    found.sort_by_key(|f| f.interrupted.header.started);
    (found, troubles)
}

/// Takes a journal over; `None` when a running program has it, or when it tells nothing.
fn take_over(path: PathBuf, troubles: &mut Vec<Trouble>) -> Result<Option<Found>, StoreError> {
    file::check_is_file(&path)?;
    let file = file::private().append(true).open(&path).map_err(StoreError::read(&path))?;
    take_over_open(path, file, troubles)
}

/// Takes over a journal that was opened.
fn take_over_open(
    path: PathBuf,
    mut file: File,
    troubles: &mut Vec<Trouble>,
) -> Result<Option<Found>, StoreError> {
    let Some(lock) = file::try_lock(&file) else { return Ok(None) };
    // The other program may have finished between the opening and the locking.
    if !path.exists() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(StoreError::read(&path))?;
    let Some(interrupted) = fold(parse(&path, &bytes, troubles)) else { return Ok(None) };
    Ok(Some(Found { interrupted, journal: Journal { path, file, lock, pending: Vec::new(), told: false } }))
}

/// Reads the lines of a journal, leaving out those that are damaged.
fn parse(path: &Path, bytes: &[u8], troubles: &mut Vec<Trouble>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (i, text) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let (line, file) = (i + 1, path.to_owned());
        if text.trim_ascii().is_empty() {
            continue;
        }
        match Line::from_text(text) {
            Ok(read) => lines.push(read),
            Err(Unread::Newer { .. }) => troubles.push(Trouble::Newer { file, line, count: 1 }),
            Err(_) if !text.ends_with(b"\n") => troubles.push(Trouble::Torn { file, line }),
            Err(error) => troubles.push(Trouble::Damaged { file, line, reason: error.to_string() }),
        }
    }
    lines
}

fn line_text(path: &Path, line: &Line) -> Result<Vec<u8>, StoreError> {
    let refused = |reason: String| StoreError::Entry { path: path.to_owned(), reason };
    let mut text = serde_json::to_vec(line).map_err(|error| refused(error.to_string()))?;
    text.push(b'\n');
    // A speed that is not finite, say, would make the first line unreadable.
    Line::from_text(&text).map_err(|unread| refused(unread.to_string()))?;
    Ok(text)
}

/// Gives the draft its name, unless that is taken.
fn publish(draft: &Path, path: &Path) -> io::Result<()> {
    if path.exists() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(draft, path)
}
