//! What is to be said about a history that was opened: what did not read, which computer wrote under whose name,
//! and clocks that disagree. A line each, and what to do next.

use std::fmt;
use std::path::PathBuf;

use jiff::civil::Date;

use super::StoreError;
use crate::record::At;

/// Something about the history that the runner should know.
#[derive(Debug)]
pub enum Trouble {
    /// The last line was not written to its end; what came before it is whole.
    Torn {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// A line that is damaged.
    Damaged {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// Its problem.
        reason: String,
    },
    /// More damaged lines in a file than are reported one by one.
    More {
        /// The file.
        file: PathBuf,
        /// How many more.
        count: usize,
    },
    /// A file in which no line is an entry.
    Foreign {
        /// The file.
        file: PathBuf,
    },
    /// More files than are read.
    TooMany {
        /// The folder in which the rest lies.
        folder: PathBuf,
    },
    /// Lines that only a newer program reads; reported once for each file.
    Newer {
        /// The file.
        file: PathBuf,
        /// The first such line, from 1.
        line: usize,
        /// How many there are.
        count: usize,
    },
    /// A file is shorter than this computer left it, or gone.
    Lost {
        /// The file.
        file: PathBuf,
        /// So many bytes are missing.
        bytes: u64,
    },
    /// An entry with a date that cannot be.
    Impossible {
        /// The entry.
        id: String,
        /// The date.
        date: Date,
    },
    /// A file or the folder that could not be read.
    Unreadable(StoreError),
    /// This device has a new name from now on.
    Renamed(Renamed),
    /// Another device wrote an entry at a moment that is still to come here.
    Early {
        /// The latest such moment.
        at: At,
        /// What the clock says here.
        now: At,
    },
    /// This device wrote an entry at a moment that is still to come.
    SetBack {
        /// The latest such moment.
        at: At,
        /// What the clock says here.
        now: At,
    },
}

/// Why a device has a new name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renamed {
    /// The state folder came from another computer.
    Copied,
    /// Entries under this device's name stand in other files only.
    Shared,
    /// Its file is not as this device left it.
    Changed,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Torn { file, line } => {
                write!(f, "{}, line {line}: the entry is incomplete", file.display())
            }
            Self::Damaged { file, line, reason } => write!(f, "{}, line {line}: {reason}", file.display()),
            Self::More { file, count } => {
                write!(f, "{}: {count} more lines can't be read", file.display())
            }
            Self::Foreign { file } => write!(f, "{}: this isn't a Runup history", file.display()),
            Self::Lost { file, bytes: 1 } => {
                write!(f, "{}: 1 byte saved on this computer is missing", file.display())
            }
            Self::Lost { file, bytes } => {
                write!(f, "{}: {bytes} bytes saved on this computer are missing", file.display())
            }
            Self::TooMany { folder } => {
                write!(f, "{}: too many files, so some were skipped", folder.display())
            }
            Self::Newer { file, line, count } => {
                let entries = if *count == 1 { "an entry" } else { "entries" };
                write!(f, "{}, line {line}: {entries} from a newer Runup", file.display())?;
                if *count > 1 { write!(f, ", {count} in all") } else { Ok(()) }
            }
            Self::Impossible { id, date } => {
                write!(f, "entry {id} was skipped because of its impossible date, {date}")
            }
            Self::Unreadable(error) => error.fmt(f),
            Self::Renamed(why) => f.write_str(match why {
                Renamed::Copied => {
                    "These files came from another computer. You can use both: this one now has its own \
                     history file."
                }
                Renamed::Shared => {
                    "Another computer saves entries under this one's name. Nothing is lost: this one now \
                     has its own history file."
                }
                Renamed::Changed => {
                    "Something else changed this computer's history file. Every line still counts, and new \
                     entries go into a new file."
                }
            }),
            Self::Early { at, now } => write!(
                f,
                "Another computer has an entry from {}, but here it is {}. One of the two clocks is wrong: \
                 set it.",
                moment(*at),
                moment(*now)
            ),
            Self::SetBack { at, now } => write!(
                f,
                "This computer's last entry is from {}, but its clock says {}. Check the clock.",
                moment(*at),
                moment(*now)
            ),
        }
    }
}

/// A moment as a runner reads it.
fn moment(at: At) -> String {
    let date = at.date();
    format!("{} {} {}, {}", date.day(), date.strftime("%B"), date.year(), at.clock())
}

impl Trouble {
    /// Returns what to do next, if known.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Torn { .. } => Some("this entry is lost; all the others are fine"),
            Self::Damaged { .. } | Self::More { .. } | Self::Impossible { .. } => {
                Some("the line stays as it is; all other entries were read")
            }
            Self::Foreign { .. } => Some("move it out of the history folder"),
            Self::TooMany { .. } => Some("move files that aren't history out of the folder"),
            Self::Newer { .. } => Some("update Runup to read them; they stay in the file"),
            Self::Lost { .. } => {
                Some("restore the file from a backup, or `runup import` an archive that has it")
            }
            Self::Unreadable(error) => error.hint(),
            Self::Renamed(_) => None,
            Self::Early { .. } | Self::SetBack { .. } => Some("set the clock; nothing is lost"),
        }
    }

    /// True if it is about a line or a file that did not read.
    pub const fn is_unread(&self) -> bool {
        !matches!(self, Self::Renamed(_) | Self::Early { .. } | Self::SetBack { .. })
    }
}
