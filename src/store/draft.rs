//! A file that is being written beside its place, and gets that place when it is whole.
//!
//! A draft is locked while it is written. An unlocked one was left by a program that was killed: it may be a whole
//! history, so the next draft of its kind in that folder clears it away.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use uuid::Uuid;

use super::file::{self, Lock};

/// A draft this young may not be locked yet.
const YOUNG: Duration = Duration::from_secs(60);
/// On a system without locks, a draft this old has no owner.
const OLD: Duration = Duration::from_secs(24 * 3600);

/// A file that is written; it goes when it is dropped, unless it got its place.
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
    /// The open file.
    pub file: File,
}

impl Draft {
    /// Makes one in a folder that others may read as any file of the runner's; else as [`Self::new`].
    pub fn open_to_others(folder: &Path, kind: &str) -> io::Result<Self> {
        Self::make(folder, kind, fs::OpenOptions::new().read(true))
    }

    /// Makes one in a folder, for the runner's eyes only (0600), and clears away what is left of others of its kind.
    pub fn new(folder: &Path, kind: &str) -> io::Result<Self> {
        Self::make(folder, kind, &mut file::private())
    }

    fn make(folder: &Path, kind: &str, options: &mut fs::OpenOptions) -> io::Result<Self> {
        let prefix = format!(".{kind}-");
        clear(folder, &prefix);
        let path = folder.join(format!("{prefix}{}", Uuid::new_v4()));
        let file = options.write(true).create_new(true).open(&path)?;
        // No other program knows its name yet.
        let _ = file::try_lock(&file);
        Ok(Self { path, file })
    }

    /// Returns where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its place, over whatever is there.
    pub fn replace(self, path: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, path)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Once it has its place there is nothing by this name.
        let _ = fs::remove_file(&self.path);
    }
}

/// Clears away the drafts of programs that were killed.
fn clear(folder: &Path, prefix: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_draft = name.strip_prefix(prefix).is_some_and(|rest| Uuid::try_parse(rest).is_ok());
        if is_draft && entry.file_type().is_ok_and(|kind| kind.is_file()) && is_left(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_left(path: &Path) -> bool {
    let age = fs::metadata(path).and_then(|meta| meta.modified());
    let age = age.ok().and_then(|at| SystemTime::now().duration_since(at).ok()).unwrap_or_default();
    let Ok(file) = File::open(path) else { return false };
    match file::try_lock(&file) {
        Some(Lock::Held) => age >= YOUNG,
        Some(Lock::Unknown) => age >= OLD,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_program_left_is_cleared_away_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let aged = |name: &str, age: u64| {
            let path = folder.path().join(name);
            let file = File::create(&path).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
            (path, file)
        };
        let left = aged(&format!(".export-{}", Uuid::new_v4()), 120).0;
        let young = aged(&format!(".export-{}", Uuid::new_v4()), 0).0;
        let other = aged(".export-of-mine", 120).0;
        let (held, file) = aged(&format!(".export-{}", Uuid::new_v4()), 120);
        file.try_lock().unwrap();
        let draft = Draft::new(folder.path(), "export").unwrap();
        let there = [&left, &young, &other, &held].map(|path| path.exists());
        assert_eq!(there, [false, true, true, true]);
        let path = draft.path().to_owned();
        assert!(path.exists());
        drop(draft);
        assert!(!path.exists());
    }
}
