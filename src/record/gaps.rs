//! How much of a history was read: all of it, or with gaps.
//!
//! A history that could not be read whole is not an empty one: a warning sign may stand in the part that is missing.
//! So records come out of the store only as [`Records`], which know their gaps, and a [`Log`](super::Log) made of them
//! keeps the gaps: its lock, and so all that is played, planned or said to be due, takes them into account.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;

use super::Record;

/// How many gaps are named one by one.
const NAMED: usize = 3;

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
    /// Why.
    pub cause: Cause,
    /// Tells it from all others: a hash of the line, or of the file's path.
    pub key: u64,
    /// Where it is and what is wrong; empty where there are too many to name.
    pub words: String,
}

/// All that is missing of a history; none where it was read whole.
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

    /// Tells whether nothing is missing.
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

    /// Names the first of them, a line each, and says how many more there are.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> =
            self.iter().map(|gap| gap.words.clone()).filter(|words| !words.is_empty()).take(NAMED).collect();
        let more = self.list.len().saturating_sub(lines.len());
        match more {
            0 => {}
            _ if lines.is_empty() => lines.push(self.to_string()),
            more => lines.push(format!("and {more} more")),
        }
        lines
    }
}

impl fmt::Display for Gaps {
    /// Counts them: "1 file and 2 lines".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |cause: Cause| self.list.iter().filter(|gap| gap.cause == cause).count();
        let part = |n: usize, one: &str, many: &str| match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        };
        let parts: Vec<String> = [
            part(count(Cause::File), "file", "files"),
            part(count(Cause::Short), "file that became shorter", "files that became shorter"),
            part(count(Cause::Line), "damaged line", "damaged lines"),
            part(count(Cause::Newer), "entry from a newer Runup", "entries from a newer Runup"),
        ]
        .into_iter()
        .flatten()
        .collect();
        f.write_str(&crate::phrase::list(&parts))
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

    /// Passes over the entries that this finds fault with; each leaves a gap. Returns the places they had.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn gap(cause: Cause, key: u64, words: &str) -> Gap {
        Gap { cause, key, words: words.into() }
    }

    #[test]
    fn gaps_are_counted_by_cause_and_the_first_are_named() {
        let mut gaps = Gaps::default();
        assert!(gaps.is_whole() && gaps.lines().is_empty());
        for key in 0..5 {
            gaps.add(gap(Cause::Line, key % 4, &format!("line {key}")));
        }
        gaps.add(gap(Cause::Newer, 9, ""));
        gaps.add(gap(Cause::File, 9, "the file"));
        assert_eq!(gaps.to_string(), "1 file, 4 damaged lines and 1 entry from a newer Runup");
        assert_eq!(gaps.lines(), ["the file", "line 0", "line 1", "and 3 more"]);
        gaps.leave_out(|gap| gap.cause != Cause::Newer);
        assert_eq!(gaps.lines(), ["1 entry from a newer Runup"]);
    }
}
