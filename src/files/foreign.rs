//! Files of other programs and watches that are read as a stream, and folders of them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::{io_message, listed, open, problem};
use crate::diagnostic::Diagnostic;

/// How the names of files of a watch end.
const ENDINGS: [&str; 3] = ["fit", "gpx", "tcx"];
/// How the names of archives end; a watch's files often come in one.
const ARCHIVES: [&str; 2] = ["gz", "zip"];
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

/// Finds the files of a watch in a folder and the folders in it, in the order of their names.
///
/// Links are not followed, and names that begin with a point are skipped. Archives are reported.
pub fn activity_files(root: &Path) -> (Vec<PathBuf>, Vec<Diagnostic>) {
    let mut walk =
        Walk { root: root.to_owned(), entries: 0, archives: 0, found: Vec::new(), problems: Vec::new() };
    walk.folder(root, 1);
    if walk.archives > 0 {
        let count = walk.archives;
        let what = if count == 1 { "an archive".to_owned() } else { format!("{count} archives") };
        walk.problems.push(problem(root, &format!("unpack {what} in this folder first")));
    }
    (walk.found, walk.problems)
}

struct Walk {
    root: PathBuf,
    entries: usize,
    archives: usize,
    found: Vec<PathBuf>,
    problems: Vec<Diagnostic>,
}

impl Walk {
    fn folder(&mut self, folder: &Path, depth: usize) {
        for entry in listed(folder, &self.root, &mut self.entries, &mut self.problems) {
            self.entry(&entry, depth);
        }
    }

    fn entry(&mut self, entry: &fs::DirEntry, depth: usize) {
        let path = entry.path();
        let ends = |endings: &[&str]| {
            path.extension().is_some_and(|own| endings.iter().any(|ending| own.eq_ignore_ascii_case(ending)))
        };
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth < MAX_FOLDERS => self.folder(&path, depth + 1),
            Ok(kind) if kind.is_dir() => {
                let message = format!("this folder is more than {MAX_FOLDERS} levels deep and was skipped");
                self.problems.push(problem(&path, &message));
            }
            Ok(_) if ends(&ARCHIVES) => self.archives += 1,
            Ok(kind) if kind.is_symlink() && ends(&ENDINGS) => {
                self.problems.push(problem(&path, "this is a link; name the file itself"));
            }
            Ok(_) if ends(&ENDINGS) => self.found.push(path),
            Ok(_) => {}
            Err(error) => self.problems.push(problem(&path, &io_message(&error))),
        }
    }
}
