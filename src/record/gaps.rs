//! How much of a history was read: all of it, or with gaps.
//!
//! A history that could not be read whole is not an empty one: the missing part may hold a warning sign. So records
//! come out of the store only as [`Records`], which know their gaps, and a [`Log`](super::Log) made from them keeps
//! the gaps. The log's lock takes them into account, and so does everything that plays, plans or lists what is due.

use std::collections::BTreeSet;
use std::ops::Deref;

use super::Record;

/// Why a part of the history is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// A file or folder could not be read.
    File,
    /// A line is damaged, was cut off, or has an impossible date.
    Line,
    /// A file is shorter than this computer left it.
    Short,
    /// A line of a format or kind that only a newer program reads.
    Newer,
}

/// One part that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The cause.
    pub cause: Cause,
    /// Identifies it: a hash of the line, or of the file's path.
    pub key: u64,
    /// Where it is and what is wrong; empty if there are too many to name.
    pub words: String,
}

/// All that is missing of a history; none if it was read whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gaps {
    list: Vec<Gap>,
    known: BTreeSet<(Cause, u64)>,
}

impl Gaps {
    /// Adds one; the same line in two files counts once.
    pub fn add(&mut self, gap: Gap) {
        if self.known.insert((gap.cause, gap.key)) {
            self.list.push(gap);
        }
    }

    /// Adds those of another part of the history.
    pub fn extend(&mut self, others: Self) {
        others.list.into_iter().for_each(|gap| self.add(gap));
    }

    /// True if nothing is missing.
    pub const fn is_whole(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns them, files first, then in the order read.
    pub fn iter(&self) -> impl Iterator<Item = &Gap> {
        let of = |cause: Cause| self.list.iter().filter(move |gap| gap.cause == cause);
        of(Cause::File).chain(of(Cause::Short)).chain(of(Cause::Line)).chain(of(Cause::Newer))
    }

    /// Leaves out those that the runner has accepted.
    pub fn leave_out(&mut self, accepted: impl Fn(&Gap) -> bool) {
        self.list.retain(|gap| !accepted(gap));
        self.known = self.list.iter().map(|gap| (gap.cause, gap.key)).collect();
    }

    /// Returns how many there are of a cause.
    pub fn count(&self, cause: Cause) -> usize {
        self.list.iter().filter(|gap| gap.cause == cause).count()
    }
}

/// Records as they were read, in the order of their files, and what is missing of them.
///
/// There is no way from here to a log but [`Log::of`](super::Log::of), which keeps the gaps.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Records {
    list: Vec<Record>,
    gaps: Gaps,
}

impl Records {
    /// Puts records and gaps together.
    pub const fn new(list: Vec<Record>, gaps: Gaps) -> Self {
        Self { list, gaps }
    }

    /// Adds those of another file.
    pub fn extend(&mut self, others: Self) {
        self.list.extend(others.list);
        self.gaps.extend(others.gaps);
    }

    /// Skips the entries that this finds fault with; each leaves a gap. Returns the places they had.
    pub fn pass_over(&mut self, mut fault: impl FnMut(&Record) -> Option<Gap>) -> Vec<usize> {
        let mut passed = Vec::new();
        let list = std::mem::take(&mut self.list);
        for (place, record) in list.into_iter().enumerate() {
            match fault(&record) {
                Some(gap) => {
                    passed.push(place);
                    self.gaps.add(gap);
                }
                None => self.list.push(record),
            }
        }
        passed
    }

    /// Returns what is missing.
    pub const fn gaps(&self) -> &Gaps {
        &self.gaps
    }

    /// Returns what is missing, to be changed.
    pub const fn gaps_mut(&mut self) -> &mut Gaps {
        &mut self.gaps
    }

    /// Takes them apart.
    pub fn into_parts(self) -> (Vec<Record>, Gaps) {
        (self.list, self.gaps)
    }
}

impl Deref for Records {
    type Target = [Record];

    fn deref(&self) -> &[Record] {
        &self.list
    }
}
