//! Errors with a file: the failure, its place, and what to do next.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A file of the runner's that could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A folder could not be made.
    #[error("can't create the folder {}: {}", path.display(), plain(source))]
    Folder {
        /// The folder.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// A file or folder could not be read.
    #[error("can't read {}: {}", path.display(), plain(source))]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// A file could not be written.
    #[error("can't write {}: {}", path.display(), plain(source))]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// Another program holds the file.
    #[error("can't write {}: another program is using it", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// What was to be written would not read back.
    #[error("can't write to {}: {reason}", path.display())]
    Entry {
        /// The file.
        path: PathBuf,
        /// The reason.
        reason: String,
    },
}

impl StoreError {
    /// Makes `map_err`'s function for reading a path.
    pub(super) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        |source| Self::Read { path, source }
    }

    /// Makes `map_err`'s function for writing a path.
    pub(super) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        |source| Self::Write { path, source }
    }

    /// Returns the file or folder that it is about.
    pub fn path(&self) -> &Path {
        match self {
            Self::Folder { path, .. }
            | Self::Read { path, .. }
            | Self::Write { path, .. }
            | Self::Busy { path }
            | Self::Entry { path, .. } => path,
        }
    }

    /// Returns what to do next, if known.
    pub fn hint(&self) -> Option<&'static str> {
        let source = match self {
            Self::Folder { source, .. } | Self::Read { source, .. } | Self::Write { source, .. } => source,
            Self::Busy { .. } => return Some("close the other Runup, or try again in a moment"),
            Self::Entry { .. } => return None,
        };
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Some(
                "the disk is full: free some space and leave Runup open, which keeps the entry until then",
            ),
            ErrorKind::FileTooLarge => Some("the file has reached its size limit: check `ulimit -f`"),
            ErrorKind::ReadOnlyFilesystem => {
                Some("the disk is read-only: set RUNUP_HOME to a folder you can write to")
            }
            ErrorKind::PermissionDenied => {
                Some("check who owns it, or set RUNUP_HOME to a folder you can write to")
            }
            ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
                Some("a file is where a folder should be: move it away")
            }
            ErrorKind::IsADirectory => Some("a folder is where a file should be: move it away"),
            _ => None,
        }
    }
}

/// Returns the system's words without the number behind them.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}
