//! What this device wrote into its file of the history last, saved in the state folder.
//!
//! Before lines are appended, a note records the length of the file, its end, and the lines to come. A file that ends
//! differently when it is next opened was changed elsewhere: another computer with a copy of this one's name wrote to
//! it, or an older file was put back. If the note cannot be written, the check is skipped.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::file;
use super::file::Lock;
use super::history::reading;
use super::{Opened, Trouble};
use crate::hash::fnv64;
use crate::record::Record;
use crate::record::gaps::{Cause, Gap};

/// The version of the note.
const VERSION: u32 = 1;
/// So much of the end of a file is compared.
const TAIL: u64 = 512;
/// Most that is read of what follows.
const MOST: u64 = 16 * 1024 * 1024;

/// The note of one device.
#[derive(Debug)]
pub(super) struct Written {
    path: PathBuf,
    device: String,
}

/// The note.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Note {
    v: u32,
    /// How long the file was.
    length: u64,
    /// The hash of how it ended.
    tail: u64,
    /// The hashes of the lines that were to follow.
    lines: Vec<u64>,
    /// The length of the file after they were written; `None` if writing failed.
    #[serde(default)]
    whole: Option<u64>,
}

impl Written {
    /// Names the note of a device.
    pub(super) fn of(state: &Path, device: &str) -> Self {
        Self { path: state.join(format!("written-{device}.json")), device: device.to_owned() }
    }

    /// Notes what is about to be appended to a file that is held.
    pub(super) fn before(&self, file: &mut File, lock: Lock, lines: &[u8]) {
        let noted = match lock {
            Lock::Held => self.note(file, lines),
            // Another program may append at the same time: nothing is certain.
            Lock::Unknown => Err(io::ErrorKind::Unsupported.into()),
        };
        if noted.is_err() {
            self.forget();
        }
    }

    /// Takes the note away.
    pub(super) fn forget(&self) {
        let _ = fs::remove_file(&self.path);
    }

    /// True if a file is shorter than this device left it, or gone.
    pub(super) fn lost(&self, history: &Path) -> bool {
        let Some(note) = read(&self.path) else { return false };
        let there = match fs::metadata(history) {
            Ok(meta) => meta.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
            Err(_) => return false,
        };
        there < note.whole.unwrap_or(note.length).max(note.length)
    }

    /// True if a file is as this device left it, or left off in the middle of it; even if nothing is
    /// noted, or the file is gone.
    pub(super) fn holds(&self, history: &Path) -> bool {
        let Ok(mut file) = File::open(history) else { return true };
        // The writer holds the lock, notes and then writes: both are read when both are done.
        if file::lock(&file, history).is_err() {
            return true;
        }
        let Some(note) = read(&self.path) else { return true };
        ends_as(&mut file, &note, &self.device).unwrap_or(true)
    }

    fn note(&self, file: &mut File, lines: &[u8]) -> io::Result<()> {
        let length = file.metadata()?.len();
        let tail = fnv64(&end(file, length)?);
        let lines = reading::lines(lines).map(|(_, line)| fnv64(line.trim_ascii())).collect();
        self.put(&Note { v: VERSION, length, tail, lines, whole: None })
    }

    /// Notes how long a file is that is held, now that what was noted before is written.
    ///
    /// Until then a file that ends before those lines may be one to which they were never written.
    pub(super) fn after(&self, file: &File) {
        let (Some(note), Ok(meta)) = (read(&self.path), file.metadata()) else { return };
        if self.put(&Note { whole: Some(meta.len()), ..note }).is_err() {
            self.forget();
        }
    }

    fn put(&self, note: &Note) -> io::Result<()> {
        let text = serde_json::to_vec(note)?;
        if let Some(folder) = self.path.parent() {
            file::make_folder(folder).map_err(io::Error::other)?;
        }
        let mut file = file::private().write(true).create(true).truncate(true).open(&self.path)?;
        file.write_all(&text)?;
        // It must not be older than what follows after a power cut.
        file.sync_data()
    }
}

/// Adds what is missing of the files that this computer wrote: lines are only ever added, so one that is shorter than it
/// was left has lost some.
pub(super) fn miss_lost(state: &Path, opened: &mut Opened) {
    let notes = fs::read_dir(state).into_iter().flatten().flatten().filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let device = name.strip_prefix("written-")?.strip_suffix(".json")?.to_owned();
        // The note first: what is written meanwhile makes the file longer.
        Some((device, read(&entry.path())?))
    });
    let mut notes: Vec<(String, Note)> = notes.collect();
    notes.sort_by(|a, b| a.0.cmp(&b.0));
    for (device, note) in notes {
        let wrote = note.whole.unwrap_or(note.length).max(note.length);
        let file = opened.history.folder().join(format!("{device}.jsonl"));
        // A file that was moved into a folder below is read there.
        let is_it = |path: &&PathBuf| path.file_name() == file.file_name();
        let lengths = opened.follow.paths().filter(is_it).chain([&file]).map(fs::metadata);
        // A file that cannot be read has been reported already.
        let unknown = |error: &io::Error| error.kind() != io::ErrorKind::NotFound;
        let mut there = 0;
        let mut known = true;
        for length in lengths {
            match length {
                Ok(meta) if meta.is_file() => there = there.max(meta.len()),
                Err(error) if !unknown(&error) => {}
                _ => known = false,
            }
        }
        if known && there < wrote {
            let trouble = Trouble::Lost { file: file.clone(), bytes: wrote - there };
            let key = fnv64([device.as_bytes(), &wrote.to_le_bytes(), &there.to_le_bytes()].concat());
            opened.records.gaps_mut().add(Gap { cause: Cause::Short, key, words: trouble.to_string() });
            opened.troubles.push(trouble);
        }
    }
}

/// Reads a note; `None` if another program wrote it or it cannot be read.
fn read(path: &Path) -> Option<Note> {
    let note = fs::read(path).ok().and_then(|text| serde_json::from_slice::<Note>(&text).ok());
    note.filter(|note| note.v == VERSION)
}

/// Tells whether nothing was changed in a file, and no entry of the device stands behind but what it noted.
///
/// A line that does not read says nothing of who wrote it.
fn ends_as(file: &mut File, note: &Note, device: &str) -> io::Result<bool> {
    if file.metadata()?.len() < note.length || fnv64(&end(file, note.length)?) != note.tail {
        return Ok(false);
    }
    let mut rest = Vec::new();
    file.seek(SeekFrom::Start(note.length))?;
    file.take(MOST).read_to_end(&mut rest)?;
    let ours = |line: &[u8]| note.lines.contains(&fnv64(line.trim_ascii()));
    let of_device = |line: &[u8]| Record::from_line(line).is_ok_and(|record| record.device == device);
    Ok(reading::lines(&rest).all(|(_, line)| ours(line) || !of_device(line)))
}

/// Returns the end of the first so many bytes.
fn end(file: &mut File, length: u64) -> io::Result<Vec<u8>> {
    let from = length.saturating_sub(TAIL);
    let mut bytes = vec![0; (length - from) as usize];
    file.seek(SeekFrom::Start(from))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}
