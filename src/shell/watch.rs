//! A file that is checked again and again while it is being edited.
//!
//! It is checked by name at each turn of the loop, and at least once a second. That costs a microsecond, works on
//! every file system, and allows an editor to replace the file by a new one. A watch by the system would need a
//! library and watch the folder to see as much.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::diagnostic::Diagnostic;
use crate::files;
use crate::routine::SourceFile;

/// How often it is looked at while nothing else happens.
pub(super) const EVERY: Duration = Duration::from_secs(1);
/// A file changed this lately may change again without its time showing it.
const FRESH: Duration = Duration::from_secs(2);

/// A file that is looked at.
#[derive(Debug)]
pub(super) struct Watch {
    path: PathBuf,
    /// How the file was when it was read; `None` when it must be read again.
    seen: Option<Stamp>,
    read: Option<Result<SourceFile, Diagnostic>>,
}

/// What shows that a file has changed.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    modified: SystemTime,
    length: u64,
}

impl Watch {
    pub(super) const fn new(path: PathBuf) -> Self {
        Self { path, seen: None, read: None }
    }

    /// Returns what is in the file, or why it cannot be read, when that is news.
    pub(super) fn look(&mut self) -> Option<Result<SourceFile, Diagnostic>> {
        let stamp = std::fs::metadata(&self.path).ok().and_then(|metadata| Stamp::of(&metadata));
        if stamp.is_some() && stamp == self.seen {
            return None;
        }
        let read = read(&self.path);
        self.seen = stamp.filter(Stamp::is_settled);
        if self.read.as_ref() == Some(&read) {
            return None;
        }
        self.read = Some(read.clone());
        Some(read)
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Option<Self> {
        Some(Self { modified: metadata.modified().ok()?, length: metadata.len() })
    }

    /// True if a later change would have another time.
    fn is_settled(&self) -> bool {
        SystemTime::now().duration_since(self.modified).is_ok_and(|age| age > FRESH)
    }
}

/// Reads the file; its problems name it without its folders, which the writer knows.
fn read(path: &Path) -> Result<SourceFile, Diagnostic> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    match files::read_file(path) {
        Ok(file) => Ok(SourceFile { path: name, ..file }),
        Err(problem) => Err(Diagnostic { path: name, ..problem }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(look: Option<Result<SourceFile, Diagnostic>>) -> Vec<u8> {
        look.unwrap().unwrap().bytes.into_owned()
    }

    #[test]
    fn only_news_are_told_and_a_file_in_the_old_ones_place_is_news() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("figure.toml");
        std::fs::write(&path, "a = 1").unwrap();
        let mut watch = Watch::new(path.clone());
        assert_eq!(bytes(watch.look()), b"a = 1");
        assert_eq!(watch.look(), None);
        // As long as before, and within the same tick of the file system's clock.
        std::fs::write(&path, "a = 2").unwrap();
        assert_eq!(bytes(watch.look()), b"a = 2");
        let draft = folder.path().join("draft");
        std::fs::write(&draft, "a = 3").unwrap();
        std::fs::rename(&draft, &path).unwrap();
        assert_eq!(bytes(watch.look()), b"a = 3");
        std::fs::remove_file(&path).unwrap();
        let gone = watch.look().unwrap().unwrap_err();
        assert_eq!((gone.path.as_str(), gone.message.as_str()), ("figure.toml", "can't find this file"));
        assert_eq!(watch.look(), None);
    }

    #[test]
    fn a_file_that_is_at_rest_is_not_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("figure.toml");
        std::fs::write(&path, "a = 1").unwrap();
        let old = SystemTime::now() - Duration::from_secs(60);
        std::fs::File::options().append(true).open(&path).unwrap().set_modified(old).unwrap();
        let mut watch = Watch::new(path);
        assert!(watch.look().is_some());
        assert!(watch.seen.is_some());
        assert_eq!(watch.look(), None);
    }
}
