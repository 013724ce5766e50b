//! What other programs write into a history that is open: found again by a look at its files.
//!
//! A look asks the file system for each file's size and time, and reads only what has grown. Nothing is watched:
//! code that is about to act on the history looks first.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::reading;
use crate::record::Records;
use crate::store::{StoreError, Trouble, file};

/// The files of a history as they were read last.
#[derive(Debug, Default)]
pub struct Follow {
    folder: PathBuf,
    /// By path; `None` for one that could not be read.
    files: BTreeMap<PathBuf, Option<Seen>>,
    /// The folder itself could not be read.
    is_lost: bool,
}

/// How a file was.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    stamp: Stamp,
    /// So many bytes of it are read: up to its last line break.
    read: u64,
    /// So many lines stand in them.
    lines: usize,
}

/// What changes when a file does.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stamp {
    file: u64,
    size: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(meta: &Metadata) -> Self {
        #[cfg(unix)]
        let file = std::os::unix::fs::MetadataExt::ino(meta);
        #[cfg(not(unix))]
        let file = 0;
        Self { file, size: meta.len(), modified: meta.modified().ok() }
    }
}

impl Follow {
    /// Follows a folder of which nothing was read.
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), ..Self::default() }
    }

    /// Records that the folder could not be read.
    pub(super) const fn lose(&mut self) {
        self.is_lost = true;
    }

    /// Reads a file for the first time.
    pub(super) fn read(&mut self, path: &Path) -> Result<(Records, Vec<Trouble>), StoreError> {
        // The stamp comes first: what is written while it is read is found by the next look.
        let stamp = fs::metadata(path).map(|meta| Stamp::of(&meta));
        // Until it is read it counts as one that could not be.
        self.files.insert(path.to_owned(), None);
        let bytes = reading::bytes(path)?;
        let seen = stamp.ok().map(|stamp| Seen { stamp, read: whole(&bytes), lines: breaks(&bytes) });
        self.files.insert(path.to_owned(), seen);
        Ok(reading::parse(path, &bytes))
    }

    /// Returns the files that were found.
    pub(in crate::store) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.files.keys()
    }

    /// Returns what is new since the last look; `None` if nothing is.
    pub fn look(&mut self) -> Option<Records> {
        let mut news = None;
        let found = match reading::files(&self.folder) {
            Ok(found) => found.histories,
            Err(error) if !self.is_lost => {
                self.is_lost = true;
                let trouble = Trouble::Unreadable(error);
                news.get_or_insert_with(Records::default)
                    .gaps_mut()
                    .add(reading::gap_of(&self.folder, &trouble));
                Vec::new()
            }
            Err(_) => Vec::new(),
        };
        for path in found {
            if let Some(new) = self.look_at(&path) {
                news.get_or_insert_with(Records::default).extend(new);
            }
        }
        news
    }

    fn look_at(&mut self, path: &Path) -> Option<Records> {
        let stamp = fs::metadata(path).ok().map(|meta| Stamp::of(&meta));
        let before = self.files.get(path).cloned();
        match (&stamp, &before) {
            (Some(stamp), Some(Some(seen))) if *stamp == seen.stamp => return None,
            (None, Some(None)) => return None,
            _ => {}
        }
        let grown = match (&stamp, before) {
            (Some(stamp), Some(Some(seen)))
                if stamp.file == seen.stamp.file && stamp.size > seen.stamp.size =>
            {
                Some(seen)
            }
            _ => None,
        };
        let (from, above) = grown.as_ref().map_or((0, 0), |seen| (seen.read, seen.lines));
        match rest(path, from) {
            Ok(bytes) => {
                let seen = stamp.map(|stamp| Seen {
                    stamp,
                    read: from + whole(&bytes),
                    lines: above + breaks(&bytes),
                });
                self.files.insert(path.to_owned(), seen);
                Some(reading::parse_from(path, &bytes, above).0)
            }
            Err(error) => {
                let was_read = !matches!(self.files.insert(path.to_owned(), None), Some(None));
                let mut news = Records::default();
                news.gaps_mut().add(reading::gap_of(path, &Trouble::Unreadable(error)));
                was_read.then_some(news)
            }
        }
    }
}

/// Reads a file from some byte on; a line that is being written is waited for.
fn rest(path: &Path, from: u64) -> Result<Vec<u8>, StoreError> {
    if from == 0 {
        return reading::bytes(path);
    }
    let read = || -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(reading::LARGEST).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let mut bytes = read().map_err(StoreError::read(path))?;
    if bytes.last().is_some_and(|last| *last != b'\n') {
        let held = File::open(path).map_err(StoreError::read(path))?;
        if file::lock(&held, path).is_ok() {
            bytes = read().map_err(StoreError::read(path))?;
        }
    }
    Ok(bytes)
}

/// Counts the bytes up to the last line break.
fn whole(bytes: &[u8]) -> u64 {
    bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at as u64 + 1)
}

fn breaks(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::store::HistoryFiles;

    fn line(id: &str) -> String {
        format!(
            "{{\"v\":1,\"id\":\"{id}\",\"rev\":1,\"at\":\"2026-11-20T08:00:00Z\",\"device\":\"d\",\"kind\":\"flag\",\
             \"sign\":\"RF02\"}}\n"
        )
    }

    fn ids(news: Option<Records>) -> Vec<String> {
        news.unwrap_or_default().iter().map(|record| record.id.clone()).collect()
    }

    fn append(path: &Path, text: &str) {
        File::options().append(true).create(true).open(path).unwrap().write_all(text.as_bytes()).unwrap();
    }

    #[test]
    fn only_what_is_new_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        append(&path, &line("one"));
        let mut follow = HistoryFiles::open(folder.path(), "d").follow;
        assert!(follow.look().is_none());
        append(&path, &line("two"));
        assert_eq!(ids(follow.look()), ["two"]);
        append(&path, "rubbish\n");
        let news = follow.look().unwrap();
        assert!(news.gaps().iter().any(|gap| gap.words.contains("line 3")), "{:?}", news.gaps());
        append(&folder.path().join("b.jsonl"), &line("three"));
        assert_eq!(ids(follow.look()), ["three"]);
        // Another file in its place, as a tool that syncs puts it there.
        fs::write(folder.path().join("new"), line("four") + &line("one")).unwrap();
        fs::rename(folder.path().join("new"), &path).unwrap();
        assert_eq!(ids(follow.look()), ["four", "one"]);
        assert!(follow.look().is_none());
    }

    #[test]
    fn a_line_that_was_cut_off_is_read_again_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let (path, text) = (folder.path().join("a.jsonl"), line("one"));
        append(&path, &text[..40]);
        let mut follow = HistoryFiles::open(folder.path(), "d").follow;
        append(&path, &text[40..]);
        assert_eq!(ids(follow.look()), ["one"]);
    }

    #[test]
    fn a_file_that_can_no_longer_be_read_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        append(&path, &line("one"));
        let mut follow = HistoryFiles::open(folder.path(), "d").follow;
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        assert!(!follow.look().unwrap().gaps().is_whole());
        assert!(follow.look().is_none());
    }
}
