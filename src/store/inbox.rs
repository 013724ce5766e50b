//! `inbox.txt` in the history folder: lines that a phone wrote and a syncing tool brought here, to be logged.
//!
//! It is no part of the history until the runner says so. Lines that were logged are taken out of it, each once, and
//! whatever was added meanwhile stays.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use jiff::Timestamp;

use super::{StoreError, config, file};

/// The file's name.
pub const NAME: &str = "inbox.txt";
/// Most bytes of it that are read.
const LARGEST: u64 = 64 * 1024;
/// Begins a line that says nothing.
const COMMENT: char = '#';

/// The lines that wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbox {
    /// The lines with their numbers in the file, from 1; none of them is empty or a comment.
    pub lines: Vec<(usize, String)>,
    /// When the file was last written, if the system says so.
    pub written: Option<Timestamp>,
}

/// Reads the lines that wait in the folder of a history; `None` if there are none.
pub fn read(history: &Path) -> Result<Option<Inbox>, StoreError> {
    let path = history.join(NAME);
    let Some(text) = text(&path)? else { return Ok(None) };
    let lines: Vec<(usize, String)> = text
        .lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line.trim().to_owned()))
        .filter(|(_, line)| says_something(line))
        .collect();
    let written = fs::metadata(&path).and_then(|meta| meta.modified()).ok();
    let written = written.and_then(|at| Timestamp::try_from(at).ok());
    Ok((!lines.is_empty()).then_some(Inbox { lines, written }))
}

/// Takes lines out of the file, each where it stands first.
pub fn take_out(history: &Path, taken: &[String]) -> Result<(), StoreError> {
    let path = history.join(NAME);
    let Some(text) = text(&path)? else { return Ok(()) };
    let mut taken: Vec<&str> = taken.iter().map(String::as_str).collect();
    let mut left = String::new();
    for line in text.lines() {
        match taken.iter().position(|gone| *gone == line.trim()) {
            Some(at) => drop(taken.swap_remove(at)),
            None => left = left + line + "\n",
        }
    }
    config::save(&path, &left)
}

fn says_something(line: &str) -> bool {
    !line.is_empty() && !line.starts_with(COMMENT)
}

fn text(path: &Path) -> Result<Option<String>, StoreError> {
    if fs::metadata(path).is_err() {
        return Ok(None);
    }
    file::check_is_file(path)?;
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(StoreError::read(path))?;
    if bytes.len() as u64 > LARGEST {
        let reason = format!("it is larger than {} KiB", LARGEST / 1024);
        return Err(StoreError::Entry { path: path.to_owned(), reason });
    }
    Ok(Some(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_numbers_and_what_was_added_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        assert_eq!(read(folder.path()).unwrap(), None);
        fs::write(&path, "\u{feff}# from my phone\r\n\r\nmorning 1\r\n  28m 2 easy\nmorning 1\n").unwrap();
        let inbox = read(folder.path()).unwrap().unwrap();
        let lines: Vec<(usize, &str)> = inbox.lines.iter().map(|(n, line)| (*n, &**line)).collect();
        assert_eq!(lines, [(3, "morning 1"), (4, "28m 2 easy"), (5, "morning 1")]);
        assert!(inbox.written.is_some());
        fs::write(&path, fs::read_to_string(&path).unwrap() + "walk 20m\n").unwrap();
        take_out(folder.path(), &["morning 1".into(), "28m 2 easy".into()]).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "# from my phone\n\nmorning 1\nwalk 20m\n");
    }

    #[test]
    fn a_folder_and_a_file_that_is_too_large_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(NAME)).unwrap();
        assert!(read(folder.path()).is_err());
        fs::remove_dir(folder.path().join(NAME)).unwrap();
        fs::write(folder.path().join(NAME), "morning 1\n".repeat(7_000)).unwrap();
        assert!(read(folder.path()).is_err());
    }
}
