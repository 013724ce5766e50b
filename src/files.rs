//! The user's files on disk: read with care, since anything may lie in a folder.
//!
//! Only plain files of up to 1 MiB are opened, no link is followed out of a
//! folder that is read as a whole, and skipped files are always reported.

mod foreign;
pub mod packed;
mod sounds;

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub use foreign::{Found, activity_files, open_foreign};
pub use sounds::{own_themes, read_theme};

use crate::diagnostic::Diagnostic;
use crate::routine::{Id, Kind, MAX_FILE_BYTES, Origin, SourceFile};

/// How many folders deep a tree is read: `routines/exercises` and one to spare.
const MAX_FOLDERS: usize = 4;
/// Most entries of a tree.
const MAX_ENTRIES: usize = 10_000;

/// Reads all files of a folder and the folders in it.
///
/// Files that do not end in `.toml`, and those whose name begins with a point, are left
/// alone. A folder that is not there is an empty one.
pub fn read_tree(root: &Path) -> (Vec<SourceFile>, Vec<Diagnostic>) {
    let real = match root.canonicalize() {
        Ok(real) => real,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (Vec::new(), Vec::new()),
        Err(error) => return (Vec::new(), vec![problem(root, &io_message(&error))]),
    };
    let mut tree = Tree { root: real, entries: 0, files: Vec::new(), problems: Vec::new() };
    tree.folder(root, 1);
    tree.refuse_doubles();
    (tree.files, tree.problems)
}

/// Reads one file, wherever it is.
pub fn read_file(path: &Path) -> Result<SourceFile, Diagnostic> {
    let metadata = fs::metadata(path).map_err(|error| problem(path, &io_message(&error)))?;
    read_plain(path, &metadata)
}

/// Reads a file of another program, whatever its name; its size is checked before it is opened.
pub fn read_foreign(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let metadata = fs::metadata(path).map_err(|error| problem(path, &io_message(&error)))?;
    if metadata.is_dir() {
        return Err(problem(path, "this is a folder, not a file"));
    }
    if !metadata.is_file() {
        return Err(problem(path, "this isn't a regular file"));
    }
    if metadata.len() > MAX_FILE_BYTES as u64 {
        let length = metadata.len();
        return Err(problem(
            path,
            &format!("the file has {length} bytes; the limit is {MAX_FILE_BYTES} (1 MiB)"),
        ));
    }
    read_bytes(path).map_err(|error| problem(path, &io_message(&error)))
}

/// Reads the config file, whatever it is called; `None` if there is none.
pub fn read_config(path: &Path) -> Result<Option<SourceFile>, Diagnostic> {
    let read = fs::metadata(path).and_then(|metadata| {
        if metadata.is_file() { read_bytes(path) } else { Err(io::ErrorKind::InvalidInput.into()) }
    });
    match read {
        Ok(bytes) => Ok(Some(SourceFile {
            path: shown(path),
            kind: Kind::Config,
            id: Id::from_words("config"),
            origin: Origin::Own,
            bytes: bytes.into(),
        })),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(problem(path, &io_message(&error))),
    }
}

/// Lists a folder by name, without what begins with a point; `seen` counts what a whole tree holds, up to a limit.
fn listed(folder: &Path, root: &Path, seen: &mut usize, problems: &mut Vec<Diagnostic>) -> Vec<fs::DirEntry> {
    let entries: io::Result<Vec<_>> =
        fs::read_dir(folder).and_then(|entries| entries.take(MAX_ENTRIES + 1).collect());
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            problems.push(problem(folder, &io_message(&error)));
            return Vec::new();
        }
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    let room = MAX_ENTRIES.saturating_sub(*seen);
    // It is reported once, by the first entry beyond the limit.
    if *seen <= MAX_ENTRIES && entries.len() > room {
        problems.push(problem(
            root,
            &format!("this folder has more than {MAX_ENTRIES} files; the rest were skipped"),
        ));
    }
    *seen += entries.len();
    entries.truncate(room);
    entries.retain(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
    entries
}

/// A folder being read.
struct Tree {
    /// The folder itself, without links in its path.
    root: PathBuf,
    entries: usize,
    files: Vec<SourceFile>,
    problems: Vec<Diagnostic>,
}

impl Tree {
    fn folder(&mut self, folder: &Path, depth: usize) {
        for entry in listed(folder, &self.root, &mut self.entries, &mut self.problems) {
            self.entry(&entry.path(), depth);
        }
    }

    fn entry(&mut self, path: &Path, depth: usize) {
        let toml = is_toml(path);
        let own = match fs::symlink_metadata(path) {
            Ok(own) => own,
            Err(error) => return self.problems.push(problem(path, &io_message(&error))),
        };
        if own.is_symlink() {
            return self.link(path, toml);
        }
        if own.is_dir() {
            if toml {
                self.problems.push(problem(path, "this is a folder, not a file"));
            } else if depth >= MAX_FOLDERS {
                let message = format!("this folder is more than {MAX_FOLDERS} levels deep and was skipped");
                self.problems.push(problem(path, &message));
            } else {
                self.folder(path, depth + 1);
            }
            return;
        }
        if toml {
            self.take(path, &own);
        }
    }

    /// Follows a link to a file in the same tree, and nothing else.
    fn link(&mut self, path: &Path, toml: bool) {
        let target = match path.canonicalize() {
            Ok(target) => target,
            // Some editors keep their locks as links to nowhere.
            Err(_) if !toml && path.extension().is_some() => return,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return self.problems.push(problem(path, "this link points to nothing"));
            }
            Err(error) => return self.problems.push(problem(path, &io_message(&error))),
        };
        if !target.starts_with(&self.root) {
            let mut outside = problem(path, "this link points outside the folder and was skipped");
            outside.help("put the file itself here");
            return self.problems.push(outside);
        }
        match fs::metadata(&target) {
            Ok(target) if target.is_dir() => {
                self.problems.push(problem(path, "this is a link to a folder and was skipped"));
            }
            Ok(target) if toml => self.take(path, &target),
            Ok(_) => {}
            Err(error) => self.problems.push(problem(path, &io_message(&error))),
        }
    }

    fn take(&mut self, path: &Path, metadata: &Metadata) {
        match read_plain(path, metadata) {
            Ok(file) => self.files.push(file),
            Err(problem) => self.problems.push(problem),
        }
    }

    /// Keeps the first of several files that have the same kind and name.
    fn refuse_doubles(&mut self) {
        let mut first: BTreeMap<(Kind, Id), String> = BTreeMap::new();
        let problems = &mut self.problems;
        self.files.retain(|file| {
            let known = first.entry((file.kind, file.id.clone())).or_insert_with(|| file.path.clone());
            if *known == file.path {
                return true;
            }
            let message = format!("there is already a {} `{}` in {known}", file.kind, file.id);
            let mut double = Diagnostic::error(file.path.clone(), message);
            double.help("give one of them another name");
            problems.push(double);
            false
        });
    }
}

/// Reads a file after all that can be known of it without opening it.
fn read_plain(path: &Path, metadata: &Metadata) -> Result<SourceFile, Diagnostic> {
    if metadata.is_dir() {
        return Err(problem(path, "this is a folder, not a file"));
    }
    if !metadata.is_file() {
        return Err(problem(path, "this isn't a regular file"));
    }
    let id = file_id(path)?;
    if metadata.len() > MAX_FILE_BYTES as u64 {
        let length = metadata.len();
        return Err(problem(
            path,
            &format!("the file has {length} bytes; the limit is {MAX_FILE_BYTES} (1 MiB)"),
        ));
    }
    let bytes = read_bytes(path).map_err(|error| problem(path, &io_message(&error)))?;
    let kind = Kind::of_path(path).unwrap_or_else(|| crate::routine::kind_of(&bytes));
    Ok(SourceFile { path: shown(path), kind, id, origin: Origin::Own, bytes: bytes.into() })
}

/// Makes an id of a file's name, or says why that cannot be.
fn file_id(path: &Path) -> Result<Id, Diagnostic> {
    if !is_toml(path) {
        let mut wrong = problem(path, "this file name must end in `.toml`");
        wrong.help("rename it to end in `.toml`");
        return Err(wrong);
    }
    let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else {
        return Err(problem(path, "this name must be UTF-8"));
    };
    Id::new(stem).ok_or_else(|| {
        let mut wrong = problem(path, "a routine can't have this name");
        wrong.help(format!(
            "use up to {} lower-case letters, digits and single hyphens: `{}.toml`",
            Id::MAX,
            Id::from_words(stem)
        ));
        wrong
    })
}

fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    // It may have become something else, or longer, since it was looked at.
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "this isn't a regular file"));
    }
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens without waiting: a pipe put in a file's place must not stop the program.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = rustix::fs::OFlags::NONBLOCK.bits();
    OpenOptions::new().read(true).custom_flags(flags.cast_signed()).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "toml")
}

fn problem(path: &Path, message: &str) -> Diagnostic {
    Diagnostic::error(shown(path), message)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Says what went wrong, if the system's own words would puzzle.
fn io_message(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "can't find this file".to_owned(),
        io::ErrorKind::PermissionDenied => "you have no permission to read this file".to_owned(),
        io::ErrorKind::InvalidInput => "this isn't a regular file".to_owned(),
        _ if is_loop(error) => "this link points back to itself".to_owned(),
        _ => format!("can't read this: {error}"),
    }
}

#[cfg(unix)]
fn is_loop(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
fn is_loop(_error: &io::Error) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_very_many_files_the_rest_is_told_and_not_read() {
        let folder = tempfile::tempdir().unwrap();
        for n in 0..MAX_ENTRIES {
            fs::write(folder.path().join(format!("{n:05}.txt")), "").unwrap();
        }
        assert!(read_tree(folder.path()).1.is_empty());
        fs::write(folder.path().join("last.toml"), "").unwrap();
        let (files, problems) = read_tree(folder.path());
        assert!(files.is_empty());
        let [problem] = &problems[..] else { panic!("{problems:?}") };
        assert!(problem.message.contains("more than 10000 files"), "{problem:?}");
    }

    #[test]
    fn what_lies_too_deep_is_told_and_not_read() {
        let root = tempfile::tempdir().unwrap();
        let deep = root.path().join("2/3/4/5");
        fs::create_dir_all(&deep).unwrap();
        fs::write(deep.parent().unwrap().join("read.toml"), "").unwrap();
        fs::write(deep.join("not-read.toml"), "").unwrap();
        let (files, problems) = read_tree(root.path());
        assert_eq!(files.iter().map(|file| file.id.as_str()).collect::<Vec<_>>(), ["read"]);
        let [problem] = &problems[..] else { panic!("{problems:?}") };
        assert!(problem.message.contains("this folder is more than 4 levels deep"), "{problem:?}");
    }
}
