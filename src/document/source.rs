//! A file as it came: its name, what it is meant to be, and its bytes.
//!
//! Files are read elsewhere (`files`, or embedded by `library`); nothing here touches a disk.

use std::borrow::Cow;
use std::path::Path;

use crate::id::Id;
use crate::word::words;

words! {
    /// What a file holds.
    pub Kind("kind of file") {
        /// An ordered list of steps.
        Routine = "routine",
        /// A named movement.
        Exercise = "exercise",
        /// The poses that a picture is drawn from.
        Figure = "figure",
        /// A programme of runs.
        Plan = "plan",
        /// The papers that doses come from.
        Sources = "sources",
        /// What the runner set.
        Config = "config",
    }
}

impl Kind {
    /// Tells the kind by the folder that a file is in, or by a reserved name.
    pub fn of_path(path: &Path) -> Option<Self> {
        match path.file_name().and_then(|name| name.to_str()) {
            Some("sources.toml") => return Some(Self::Sources),
            Some("config.toml") => return Some(Self::Config),
            _ => {}
        }
        // The innermost folder with a meaning decides: `routines/exercises` holds exercises.
        path.parent()?.components().rev().find_map(|folder| match folder.as_os_str().to_str()? {
            "routines" => Some(Self::Routine),
            "exercises" => Some(Self::Exercise),
            "figures" => Some(Self::Figure),
            "plans" => Some(Self::Plan),
            _ => None,
        })
    }
}

/// Whose a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// It came with the program.
    Shipped,
    /// The user wrote it, or put it there.
    Own,
}

/// A file, not looked into yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The name under which problems are reported.
    pub path: String,
    /// What it is meant to be.
    pub kind: Kind,
    /// The file's stem.
    pub id: Id,
    /// Whose it is.
    pub origin: Origin,
    /// What is in it; any bytes at all.
    pub bytes: Cow<'static, [u8]>,
}
