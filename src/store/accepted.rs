//! Gaps of the history that the runner has accepted, saved in the state folder.
//!
//! A line that is damaged stays so, and is accepted for good. A file that could not be read is accepted for the day:
//! what it holds may be another thing tomorrow.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{StoreError, config};
use crate::record::Gaps;
use crate::record::gaps::{Cause, Gap};

/// The file in the state folder.
const FILE: &str = "accepted-gaps";

/// What the runner has accepted up to a day.
#[derive(Debug)]
pub struct Accepted {
    path: PathBuf,
    today: Date,
    /// Each as it stands in the file, one per line.
    lines: BTreeSet<String>,
}

impl Accepted {
    /// Reads the accepted gaps; none if the file is missing or cannot be read.
    pub fn read(state: &Path, today: Date) -> Self {
        let path = state.join(FILE);
        let text = fs::read_to_string(&path).unwrap_or_default();
        Self { path, today, lines: text.lines().map(ToOwned::to_owned).collect() }
    }

    /// Returns the day.
    pub const fn today(&self) -> Date {
        self.today
    }

    /// Leaves what was accepted out of what is missing.
    pub fn apply(&self, gaps: &mut Gaps) {
        gaps.leave_out(|gap| self.lines.contains(&self.line(gap)));
    }

    /// Accepts what is missing.
    pub fn add(&mut self, gaps: &Gaps) -> Result<(), StoreError> {
        let today = format!(" {}", self.today);
        // A file's day is over.
        self.lines.retain(|line| !line.starts_with("file ") || line.ends_with(&today));
        let new: Vec<String> = gaps.iter().map(|gap| self.line(gap)).collect();
        self.lines.extend(new);
        let text = self.lines.iter().fold(String::new(), |text, line| text + line + "\n");
        config::save(&self.path, &text)
    }

    fn line(&self, gap: &Gap) -> String {
        match gap.cause {
            Cause::File => format!("file {:016x} {}", gap.key, self.today),
            Cause::Short | Cause::Line | Cause::Newer => format!("line {:016x}", gap.key),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_line_is_accepted_for_good_and_a_file_for_the_day() {
        let state = tempfile::tempdir().unwrap();
        let (today, tomorrow) = (date(2026, 11, 22), date(2026, 11, 23));
        let gaps = || {
            let mut gaps = Gaps::default();
            gaps.add(Gap { cause: Cause::Line, key: 1, words: String::new() });
            gaps.add(Gap { cause: Cause::File, key: 2, words: String::new() });
            gaps
        };
        let left = |day: Date| {
            let mut gaps = gaps();
            Accepted::read(state.path(), day).apply(&mut gaps);
            gaps.iter().map(|gap| gap.key).collect::<Vec<_>>()
        };
        assert_eq!(left(today), [2, 1]);
        Accepted::read(state.path(), today).add(&gaps()).unwrap();
        assert_eq!((left(today), left(tomorrow)), (vec![], vec![2]));
    }
}
