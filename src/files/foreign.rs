//! Files of other programs and watches that are read as a stream, and folders of them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::{io_message, listed, open, problem};
use crate::diagnostic::Diagnostic;

/// How the names of files of a watch end, and of the archives in which they often come.
const ENDINGS: [&str; 5] = ["fit", "gpx", "tcx", "gz", "zip"];
/// The tables that exports have beside them: Strava's, and how that of Apple Health begins in several languages.
const TABLE: &str = "activities.csv";
const EXPORT: &str = "export";
/// How many folders deep a tree is read.
const MAX_FOLDERS: usize = 5;

/// Opens a file to be read from its beginning; one that is larger than `most` bytes, or no plain file, is refused.
pub fn open_foreign(path: &Path, most: u64) -> Result<File, Diagnostic> {
    let wrong = |message: &str| problem(path, message);
    let metadata = fs::metadata(path).map_err(|error| wrong(&io_message(&error)))?;
    if metadata.is_dir() {
        return Err(wrong("this is a folder, not a file"));
    }
    if !metadata.is_file() {
        return Err(wrong("this isn't a regular file"));
    }
    if metadata.len() > most {
        let (length, mib) = (metadata.len(), most >> 20);
        return Err(wrong(&format!("the file has {length} bytes; the limit is {most} ({mib} MiB)")));
    }
    let file = open(path).map_err(|error| wrong(&io_message(&error)))?;
    match file.metadata() {
        // It may have become something else since it was looked at.
        Ok(metadata) if !metadata.is_file() => Err(wrong("this isn't a regular file")),
        Ok(_) => Ok(file),
        Err(error) => Err(wrong(&io_message(&error))),
    }
}

/// The files of a folder.
#[derive(Debug, Default)]
pub struct Found {
    /// Files of a watch, archives, and the tables beside them.
    pub files: Vec<PathBuf>,
    /// All others.
    pub others: Vec<PathBuf>,
    /// What is wrong.
    pub problems: Vec<Diagnostic>,
}

/// Finds the files of a watch in a folder and the folders in it, in the order of their names.
///
/// Links are not followed, and names that begin with a point are skipped.
pub fn activity_files(root: &Path) -> Found {
    let mut walk = Walk { root: root.to_owned(), entries: 0, found: Found::default() };
    walk.folder(root, 1);
    walk.found
}

struct Walk {
    root: PathBuf,
    entries: usize,
    found: Found,
}

impl Walk {
    fn folder(&mut self, folder: &Path, depth: usize) {
        for entry in listed(folder, &self.root, &mut self.entries, &mut self.found.problems) {
            self.entry(&entry, depth);
        }
    }

    fn entry(&mut self, entry: &fs::DirEntry, depth: usize) {
        let path = entry.path();
        let ends =
            path.extension().is_some_and(|own| ENDINGS.iter().any(|ending| own.eq_ignore_ascii_case(ending)));
        let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
        let is_xml = path.extension().is_some_and(|own| own.eq_ignore_ascii_case("xml"));
        let ours = ends || name == TABLE || is_xml && name.starts_with(EXPORT);
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth < MAX_FOLDERS => self.folder(&path, depth + 1),
            Ok(kind) if kind.is_dir() => {
                let message = format!("this folder is more than {MAX_FOLDERS} levels deep and was skipped");
                self.found.problems.push(problem(&path, &message));
            }
            Ok(kind) if kind.is_symlink() && ours => {
                self.found.problems.push(problem(&path, "this is a link; name the file itself"));
            }
            Ok(_) if ours => self.found.files.push(path),
            Ok(_) => self.found.others.push(path),
            Err(error) => self.found.problems.push(problem(&path, &io_message(&error))),
        }
    }
}
