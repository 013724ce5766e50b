//! Which files of a folder are a history, and what stands in them.
//!
//! 1. Read is what ends in `.jsonl`, whatever else it is called: so also the copies that a syncing tool leaves when
//!    two computers wrote at once. What stands in two files counts once.
//! 2. Read is what lies in folders below, three deep: a history that was copied as a folder. Links to folders are not
//!    followed.
//! 3. Not read are hidden files and folders, those of copying tools, which are not meant to be read, and the inbox, which
//!    waits for a yes.
//! 4. Any other file is left alone: a backup of an editor may hold what its owner took out. `runup doctor` tells.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::hash::fnv64;
use crate::record::gaps::{Cause, Gap};
use crate::record::{Gaps, Record, Records, Unread, archive};
use crate::store::{StoreError, Trouble, file, inbox};

/// How deep folders below the history are looked into.
const DEPTH: usize = 3;
/// Most files that are read.
const FILES: usize = 1_000;
/// Most bytes of a file that are read: a line a minute for more than a year.
pub(super) const LARGEST: u64 = 256 * 1024 * 1024;
/// Most damaged lines of a file that are reported one by one.
const TOLD: usize = 20;

/// The files of a folder.
#[derive(Debug, Default)]
pub(in crate::store) struct Files {
    /// Histories, by name.
    pub(in crate::store) histories: Vec<PathBuf>,
    /// Files that are not histories.
    pub(in crate::store) alone: Vec<PathBuf>,
    /// A folder with more than are read.
    pub(in crate::store) more: Option<PathBuf>,
}

/// Finds the files of a history; none when there is no folder.
pub(in crate::store) fn files(folder: &Path) -> Result<Files, StoreError> {
    let mut files = Files::default();
    leads_somewhere(folder)?;
    look(folder, DEPTH, &mut files)?;
    files.histories.sort();
    files.alone.sort();
    Ok(files)
}

/// Refuses a folder that lies behind a link to nowhere: there may be a history, on a disk that is away.
fn leads_somewhere(folder: &Path) -> Result<(), StoreError> {
    for path in folder.ancestors() {
        let is_link = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
        if is_link && let Err(error) = fs::metadata(path) {
            return Err(StoreError::read(path)(error));
        }
    }
    Ok(())
}

fn look(folder: &Path, depth: usize, files: &mut Files) -> Result<(), StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(StoreError::read(folder)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(StoreError::read(folder))?;
        let path = entry.path();
        if is_passing(&entry.file_name()) || entry.file_name() == inbox::NAME {
            continue;
        }
        // A link does not count as a folder here, so there are no circles.
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let is_history = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("jsonl"));
        if files.histories.len() + files.alone.len() >= FILES {
            files.more.get_or_insert_with(|| folder.to_owned());
            return Ok(());
        }
        if is_folder && !is_history {
            if depth > 0 {
                look(&path, depth - 1, files)?;
            }
        } else if is_history {
            files.histories.push(path);
        } else {
            files.alone.push(path);
        }
    }
    Ok(())
}

/// True if a name is that of a hidden file, or of one that a tool is about to write.
fn is_passing(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || name.starts_with('~') || name.starts_with('@')
}

/// Reads the bytes of a file of a history; one that is being written is waited for.
pub(in crate::store) fn bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    file::check_is_file(path)?;
    let mut bytes = take(path)?;
    if bytes.last().is_some_and(|last| *last != b'\n') {
        // Torn, or in the middle of being written: the writer holds the lock.
        let file = fs::File::open(path).map_err(StoreError::read(path))?;
        if file::lock(&file, path).is_ok() {
            bytes = take(path)?;
        }
    }
    Ok(bytes)
}

fn take(path: &Path) -> Result<Vec<u8>, StoreError> {
    let file = fs::File::open(path).map_err(StoreError::read(path))?;
    let length = file.metadata().map_err(StoreError::read(path))?.len();
    if length > LARGEST {
        let reason = format!("it is larger than {} MiB, the limit", LARGEST / 1024 / 1024);
        return Err(StoreError::read(path)(io::Error::new(io::ErrorKind::InvalidData, reason)));
    }
    let mut bytes = Vec::with_capacity(length as usize);
    file.take(LARGEST).read_to_end(&mut bytes).map_err(StoreError::read(path))?;
    Ok(bytes)
}

/// Returns the lines of a file, with their numbers from 1; those with nothing in them are left out.
pub(in crate::store) fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    // Some editors put a byte order mark at the start.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').enumerate();
    lines.map(|(i, line)| (i + 1, line)).filter(|(_, line)| !line.trim_ascii().is_empty())
}

/// Reads the lines of a file.
pub(super) fn parse(path: &Path, bytes: &[u8]) -> (Records, Vec<Trouble>) {
    parse_from(path, bytes, 0)
}

/// Reads the lines of the end of a file, with so many lines above.
pub(super) fn parse_from(path: &Path, bytes: &[u8], above: usize) -> (Records, Vec<Trouble>) {
    let mut records = Vec::new();
    let mut gaps = Gaps::default();
    let mut troubles = Vec::new();
    let mut newer: Option<(usize, usize)> = None;
    let (mut known, mut damaged) = (false, 0);
    for (line, text) in lines(bytes) {
        let line = line + above;
        let reason = match Record::from_line(text) {
            Ok(record) => {
                records.push(record);
                continue;
            }
            Err(Unread::Newer { .. } | Unread::UnknownKind { .. }) => {
                let (first, count) = newer.get_or_insert((line, 0));
                *count += 1;
                let words = if *count > 1 { String::new() } else { newer_words(path, *first) };
                gaps.add(Gap { cause: Cause::Newer, key: fnv64(text.trim_ascii()), words });
                continue;
            }
            // An archive that was put here is read as what it holds.
            Err(_) if text.starts_with(archive::BEGINNING.as_bytes()) => {
                known = true;
                continue;
            }
            Err(Unread::Damaged { reason }) => reason,
        };
        let file = path.to_owned();
        let trouble = if text.ends_with(b"\n") {
            damaged += 1;
            (damaged <= TOLD).then_some(Trouble::Damaged { file, line, reason })
        } else {
            known = true;
            Some(Trouble::Torn { file, line })
        };
        let words = trouble.as_ref().map(ToString::to_string).unwrap_or_default();
        gaps.add(Gap { cause: Cause::Line, key: fnv64(text.trim_ascii()), words });
        troubles.extend(trouble);
    }
    if above == 0 && damaged > 0 && records.is_empty() && newer.is_none() && !known {
        let trouble = Trouble::Foreign { file: path.to_owned() };
        let mut gaps = Gaps::default();
        gaps.add(Gap { cause: Cause::File, key: fnv64(bytes), words: trouble.to_string() });
        return (Records::new(records, gaps), vec![trouble]);
    }
    if damaged > TOLD {
        troubles.push(Trouble::More { file: path.to_owned(), count: damaged - TOLD });
    }
    if let Some((line, count)) = newer {
        troubles.push(Trouble::Newer { file: path.to_owned(), line, count });
    }
    (Records::new(records, gaps), troubles)
}

fn newer_words(path: &Path, line: usize) -> String {
    Trouble::Newer { file: path.to_owned(), line, count: 1 }.to_string()
}

/// Returns the gap that a file or folder leaves which could not be read.
pub(super) fn gap_of(path: &Path, trouble: &Trouble) -> Gap {
    let key = fnv64(path.as_os_str().as_encoded_bytes());
    Gap { cause: Cause::File, key, words: trouble.to_string() }
}

/// Returns the ids of entries in a file with a revision that only a newer program reads; none for an unreadable file.
pub fn newer_ids(path: &Path) -> Vec<String> {
    let bytes = bytes(path).unwrap_or_default();
    let newer = lines(&bytes).filter(|(_, line)| {
        matches!(Record::from_line(line), Err(Unread::Newer { .. } | Unread::UnknownKind { .. }))
    });
    newer.filter_map(|(_, line)| Record::id_of(line)).collect()
}
