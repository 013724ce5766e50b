//! One file for everything: written beside its place first, and merged into the history line by line.
//!
//! [`crate::record::archive`] knows its contents. Importing one appends the missing entries, each to the file of the
//! device that wrote it, and never changes a line. So it can be done twice, or again after it was cut short.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::draft::Draft;
use super::history::reading;
use super::written::Written;
use super::{Paths, StoreError, file};
use crate::diagnostic::escaped_json;
use crate::record::archive::{Config, Head, LONGEST, Line, Part, Sound};

/// The file for entries of which no device is said.
const NOBODY: &str = "imported";
/// The longest and shortest name of a device that names a file; shorter ones may mean something to a system.
const NAME: std::ops::RangeInclusive<usize> = 5..=64;

/// All lines of the history, each once, by the device that wrote it.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The lines, with their line breaks.
    pub lines: Vec<Vec<u8>>,
    /// How many devices wrote them.
    pub devices: usize,
    /// How many lines do not read and are not among them.
    pub damaged: usize,
    /// Files that could not be read.
    pub unread: Vec<StoreError>,
}

impl Gathered {
    /// True if nothing of the history is missing here.
    pub const fn is_whole(&self) -> bool {
        self.unread.is_empty() && self.damaged == 0
    }

    /// Counts the entries of an archive, or of a history, that are not among these.
    ///
    /// 0 if there is no such file, or it is another kind of file.
    pub fn lacks(&self, path: &Path) -> usize {
        let Some(content) = is_ours(path).then(|| read(path).ok()).flatten() else { return 0 };
        let lines: HashSet<&[u8]> = self.lines.iter().map(|line| line.trim_ascii()).collect();
        content.entries.iter().filter(|(_, line)| !lines.contains(line.as_slice())).count()
    }
}

/// Gathers the lines of all files of a history.
pub fn gather(history: &Path) -> Gathered {
    let mut gathered = Gathered::default();
    let mut by_device: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
    let mut seen = HashSet::new();
    for bytes in contents(history, &mut gathered.unread) {
        for (_, line) in reading::lines(&bytes) {
            match Line::read(line) {
                Line::Entry { device } => {
                    let line = plain(line);
                    if seen.insert(line.clone()) {
                        let lines = by_device.entry(device.unwrap_or_default()).or_default();
                        lines.push([&line[..], b"\n"].concat());
                    }
                }
                Line::Damaged(_) => gathered.damaged += 1,
                Line::Head(_) | Line::Part(_) | Line::Config(_) | Line::Sound(_) | Line::Newer => {}
            }
        }
    }
    gathered.devices = by_device.len();
    gathered.lines = by_device.into_values().flatten().collect();
    gathered
}

/// Returns a line as it is compared and handed on: without its line break, and with no character that steers a terminal.
///
/// Lines that an earlier version wrote may hold such characters as they are.
fn plain(line: &[u8]) -> Vec<u8> {
    let line = line.trim_ascii();
    std::str::from_utf8(line)
        .map_or_else(|_| line.to_vec(), |text| escaped_json(text).into_owned().into_bytes())
}

fn contents(history: &Path, unread: &mut Vec<StoreError>) -> Vec<Vec<u8>> {
    let files = reading::files(history).unwrap_or_else(|error| {
        unread.push(error);
        reading::Files::default()
    });
    if let Some(folder) = files.more {
        let reason = io::Error::other("it has more files than Runup can read");
        unread.push(StoreError::read(&folder)(reason));
    }
    let mut all = Vec::new();
    for path in files.histories {
        match reading::bytes(&path) {
            Ok(bytes) => all.push(bytes),
            Err(error) => unread.push(error),
        }
    }
    all
}

/// Writes an archive; one that is there is written over only when that is wanted.
///
/// It is for the runner's eyes only (0600), and there is never half of it.
pub fn save(path: &Path, over: bool, archive: &[u8]) -> Result<(), StoreError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = Draft::new(folder, "export").and_then(|mut draft| {
        draft.file.write_all(archive)?;
        draft.file.sync_all()?;
        if over { draft.replace(path) } else { publish(draft.path(), path) }
    });
    file::sync_folder(folder);
    written.map_err(StoreError::write(path))
}

/// Gives a draft its name, unless that is taken.
fn publish(draft: &Path, path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    match fs::hard_link(draft, path) {
        // A file system without links.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::rename(draft, path),
        linked => linked,
    }
}

/// What stands in an archive or a history.
#[derive(Debug, Default)]
pub struct Content {
    /// The first line, if it is an archive.
    pub head: Option<Head>,
    /// The entries and the devices that wrote them.
    pub entries: Vec<(Option<String>, Vec<u8>)>,
    /// Files of the runner's.
    pub parts: Vec<Part>,
    /// The settings.
    pub config: Option<Config>,
    /// Sounds of the runner's own themes.
    pub sounds: Vec<Sound>,
    /// How many parts only a newer program knows.
    pub newer: usize,
    /// Lines that do not read, from 1.
    pub damaged: Vec<usize>,
}

impl Content {
    /// Says how many lines are missing that the first one says there are.
    pub fn missing(&self) -> usize {
        let said = self.head.as_ref().map_or(0, |head| head.entries + head.files);
        let more = usize::from(self.config.is_some()) + self.sounds.len();
        said.saturating_sub(self.entries.len() + self.parts.len() + more + self.newer)
    }
}

/// True if a file is an archive or a history, by one of its first lines.
pub fn is_ours(path: &Path) -> bool {
    use io::Read as _;
    let mut start = Vec::new();
    let read = fs::metadata(path).and_then(|meta| {
        if meta.is_file() { fs::File::open(path)?.take(64 * 1024).read_to_end(&mut start) } else { Ok(0) }
    });
    // A first entry may be longer than what was read, and then it is not whole.
    let begins = |line: &[u8]| line.starts_with(b"{\"v\":") && line.len() >= 64 * 1024 - 4;
    read.is_ok()
        && reading::lines(&start)
            .take(5)
            .any(|(_, line)| begins(line) || matches!(Line::read(line), Line::Head(_) | Line::Entry { .. }))
}

/// Reads an archive or the file of a history.
pub fn read(path: &Path) -> Result<Content, StoreError> {
    let bytes = reading::bytes(path)?;
    let mut content = Content::default();
    for (number, line) in reading::lines(&bytes) {
        if line.len() > LONGEST {
            content.damaged.push(number);
            continue;
        }
        match Line::read(line) {
            Line::Head(head) => content.head = content.head.or(Some(head)),
            Line::Part(part) => content.parts.push(part),
            Line::Config(config) => content.config = content.config.or(Some(config)),
            Line::Sound(sound) => content.sounds.push(sound),
            Line::Entry { device } => content.entries.push((device, plain(line))),
            Line::Newer => content.newer += 1,
            Line::Damaged(_) => content.damaged.push(number),
        }
    }
    Ok(content)
}

/// Returns the files of a history's folder, or of the data folder that has one.
pub fn of_folder(folder: &Path) -> Vec<PathBuf> {
    let below = folder.join("history");
    let folder = if below.is_dir() { below } else { folder.to_owned() };
    reading::files(&folder).map(|files| files.histories).unwrap_or_default()
}

/// What became of entries.
#[derive(Debug, Default)]
pub struct Merged {
    /// How many are new.
    pub new: usize,
    /// How many were there already.
    pub known: usize,
    /// Files that could not be written; what should have gone there is not counted.
    pub failed: Vec<StoreError>,
}

/// Appends the entries that are not in the history yet, each to the file of its device.
///
/// `here` is this device. Unless `write` is set, it is only counted.
pub fn merge(paths: &Paths, here: &str, entries: &[(Option<String>, Vec<u8>)], write: bool) -> Merged {
    let mut merged = Merged::default();
    let history = paths.history();
    let mut known: HashSet<Vec<u8>> = HashSet::new();
    for bytes in contents(&history, &mut merged.failed) {
        known.extend(reading::lines(&bytes).map(|(_, line)| plain(line)));
    }
    let mut new: BTreeMap<String, (usize, Vec<u8>)> = BTreeMap::new();
    for (device, line) in entries {
        if known.contains(line) {
            merged.known += 1;
            continue;
        }
        known.insert(line.clone());
        let (count, lines) = new.entry(file_of(device.as_deref()).to_owned()).or_default();
        *count += 1;
        lines.extend(line);
        lines.push(b'\n');
    }
    for (name, (count, lines)) in new {
        let written = (name == here).then(|| Written::of(&paths.state, here));
        let done = if write { append(&history, &name, &lines, written.as_ref()) } else { Ok(()) };
        match done {
            Ok(()) => merged.new += count,
            Err(error) => merged.failed.push(error),
        }
    }
    merged
}

/// Returns the name of the file that a device's entries go to.
fn file_of(device: Option<&str>) -> &str {
    let plain = |name: &&str| {
        NAME.contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    device.filter(plain).unwrap_or(NOBODY)
}

fn append(history: &Path, name: &str, lines: &[u8], written: Option<&Written>) -> Result<(), StoreError> {
    file::make_folder(history)?;
    let path = history.join(format!("{name}.jsonl"));
    if fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_symlink()) {
        let reason = "it is a link, and imports don't follow links".to_owned();
        return Err(StoreError::Entry { path, reason });
    }
    let mut file = file::open_for_append(&path)?;
    let lock = file::lock(&file, &path)?;
    if let Some(written) = written {
        written.before(&mut file, lock, lines);
    }
    file::append(&mut file, lock, lines).map_err(StoreError::write(&path))?;
    file::sync_folder(history);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &[u8]) -> Content {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("all.jsonl");
        fs::write(&path, text).unwrap();
        read(&path).unwrap()
    }

    fn head(entries: usize) -> Vec<u8> {
        format!("{{\"runup\":\"archive\",\"v\":1,\"made\":\"2026-11-12T07:00:00Z\",\"entries\":{entries},\"files\":0}}\n")
            .into_bytes()
    }

    #[test]
    fn a_line_that_is_too_long_is_damaged_whatever_stands_in_it() {
        let part = |length: usize| {
            let text = "a".repeat(length);
            format!("{{\"runup\":\"file\",\"kind\":\"routine\",\"id\":\"mine\",\"text\":\"{text}\"}}\n")
                .into_bytes()
        };
        let content = read_text(&[part(10), part(LONGEST), part(20)].concat());
        assert_eq!((content.parts.len(), content.damaged), (2, vec![2]));
    }

    #[test]
    fn of_several_first_lines_the_first_says_how_much_there_should_be() {
        let content = read_text(&[head(3), head(0)].concat());
        assert_eq!(content.missing(), 3);
    }
}
