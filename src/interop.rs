//! Imports from other programs, and texts of our own data for people to read.
//!
//! Conversion only: bytes and values in, values and text out. Nothing here opens a file, prints or
//! asks the time. Start with [`read`], which tells by its content what a file is, and with
//! [`Workout::to_routine`], which makes a routine file of a timer's workout; [`markdown`] goes the
//! other way. What comes in is untrusted: any bytes at all end in a value or in a [`Refusal`].

pub mod activity;
pub mod card;
mod encoding;
pub mod fit_workout;
mod foreign;
pub mod html;
pub mod ics;
pub mod intervals;
mod list;
pub mod markdown;
mod names;
mod timer;
mod workout;

pub use encoding::{Encoding, decode};
pub use names::{file_id, is_reserved};
pub use workout::{Item, Part, Set, Sides, Workout, Written};

use std::fmt;

use crate::diagnostic::printable;

/// Most bytes of a file that is read.
pub const MAX_BYTES: usize = crate::routine::MAX_FILE_BYTES;
/// Most problems of one file that are reported.
const MAX_PROBLEMS: usize = 20;

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Whose file it is.
    pub origin: Origin,
    /// How its text was written.
    pub encoding: Encoding,
    /// What else should be known about the file.
    pub notes: Vec<String>,
    /// Its workouts; what is wrong with those that cannot be imported.
    pub workouts: Vec<Result<Workout, Problems>>,
    /// The text of a list in words.
    pub text: Option<String>,
}

/// Whose file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// One workout of Just Another Workout Timer.
    TimerWorkout,
    /// An export or a backup of Just Another Workout Timer.
    TimerBackup,
    /// Text with a step per line.
    List,
}

impl Origin {
    /// Returns its kind, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::TimerWorkout => "a workout from Just Another Workout Timer",
            Self::TimerBackup => "an export from Just Another Workout Timer",
            Self::List => "a list with one step per line",
        }
    }
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, in the terms of the file.
    pub place: String,
    /// The message.
    pub message: String,
}

/// Everything that keeps one workout from being taken over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems(Vec<Problem>, usize);

impl Problems {
    fn add(&mut self, place: impl Into<String>, message: impl Into<String>) {
        if self.0.len() < MAX_PROBLEMS {
            self.0.push(Problem { place: place.into(), message: message.into() });
        } else {
            self.1 += 1;
        }
    }

    /// True if there are no problems.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Problems {
    /// Writes a line each, safe for a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            let line = if i > 0 { "\n" } else { "" };
            write!(f, "{line}{}: {}", printable(&problem.place), printable(&problem.message))?;
        }
        if self.1 > 0 { write!(f, "\nand {} more like these", self.1) } else { Ok(()) }
    }
}

/// Why nothing of a file is imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is longer than [`MAX_BYTES`].
    #[error("the file is larger than {} MiB, the limit", MAX_BYTES / 1024 / 1024)]
    Large,
    /// Nothing is in it.
    #[error("the file is empty")]
    Empty,
    /// It is something that is known, and not read.
    #[error("this is {what}\nhint: {hint}")]
    Other {
        /// The kind of file.
        what: &'static str,
        /// What to do with it.
        hint: &'static str,
    },
    /// It is JSON with a mistake.
    #[error("line {line}, column {column}: {message}")]
    Json {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong there.
        message: String,
    },
}

/// What the formats are that are read, for hints.
const READ: &str = "give a FIT, GPX or TCX file, an export from Just Another Workout Timer, or text with \
    one step per line, such as `30s calf stretch left`";

/// Reads a file of another program; `title` names a workout without a title.
pub fn read(bytes: &[u8], title: &str) -> Result<Import, Refusal> {
    if bytes.len() > MAX_BYTES {
        return Err(Refusal::Large);
    }
    if let Some(what) = by_signature(bytes) {
        return Err(Refusal::Other { what, hint: READ });
    }
    let decoded = decode(bytes);
    let text = decoded.text.trim();
    if text.is_empty() {
        return Err(Refusal::Empty);
    }
    if let Some((what, hint)) = foreign::named(text).or_else(|| by_beginning(text)) {
        return Err(Refusal::Other { what, hint });
    }
    let mut notes = decoded.notes();
    let (origin, workouts) = if text.starts_with(['{', '[']) {
        timer::read(text, title, &mut notes)?
    } else if is_binary(text) {
        return Err(Refusal::Other { what: "no text", hint: READ });
    } else {
        (Origin::List, vec![list::read(text, title)])
    };
    let text = (origin == Origin::List).then(|| text.to_owned());
    Ok(Import { origin, encoding: decoded.encoding, notes, workouts, text })
}

/// Returns the kind of a file by its first bytes.
fn by_signature(bytes: &[u8]) -> Option<&'static str> {
    if bytes.get(8..12) == Some(b".FIT") {
        return Some("a FIT file from a watch");
    }
    let begins: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"%PDF", "a PDF"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
    ];
    begins.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, what)| *what)
}

/// Says what a text is that is neither JSON of a timer nor a list.
fn by_beginning(text: &str) -> Option<(&'static str, &'static str)> {
    // No format needs more than this to be recognised.
    let head: String = text.chars().take(2_000).collect();
    if text.starts_with('<') {
        let what = if head.contains("<gpx") {
            "a GPX track"
        } else if head.contains("TrainingCenterDatabase") {
            "a TCX activity"
        } else if head.to_lowercase().contains("<html") {
            "a web page"
        } else {
            "some other XML"
        };
        return Some((what, READ));
    }
    if head.starts_with("BEGIN:VCALENDAR") {
        return Some(("a calendar", READ));
    }
    let first = head.lines().next().unwrap_or_default();
    if first.starts_with('{') && first.contains("\"v\":") && first.contains("\"kind\":") {
        let hint = "to import a history, put its file in the folder `history` in the data folder";
        return Some(("a Runup history", hint));
    }
    let routine = |line: &str| {
        let line: String = line.chars().filter(|c| !c.is_whitespace()).take(9).collect();
        line == "[[steps]]" || line.starts_with("steps=[")
    };
    if text.lines().any(|line| routine(line.trim_start())) {
        let hint = "put it in the folder `routines` in the data folder, then run `runup check FILE`";
        return Some(("already a Runup routine", hint));
    }
    None
}

/// True if there is more in a text than people write.
fn is_binary(text: &str) -> bool {
    let odd = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}') || *c == '\u{fffd}';
    let head = || text.chars().take(4_000);
    head().filter(odd).count() * 20 > head().count()
}

#[cfg(test)]
mod tests;
