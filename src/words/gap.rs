//! What could not be read of a history.

use crate::phrase::list;
use crate::record::{Cause, Gaps};

/// How many gaps are named one by one.
const NAMED: usize = 3;

/// Counts what is missing: "1 file and 2 damaged lines".
pub fn count(gaps: &Gaps) -> String {
    let part = |n: usize, one: &str, many: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let parts = [
        part(gaps.count(Cause::File), "file", "files"),
        part(gaps.count(Cause::Short), "file that became shorter", "files that became shorter"),
        part(gaps.count(Cause::Line), "damaged line", "damaged lines"),
        part(gaps.count(Cause::Newer), "entry from a newer Runup", "entries from a newer Runup"),
    ];
    list(&parts.into_iter().flatten().collect::<Vec<_>>())
}

/// Names the first of what is missing, one per line, and says how much more there is.
pub fn lines(gaps: &Gaps) -> Vec<String> {
    let named = gaps.iter().map(|gap| gap.words.clone()).filter(|words| !words.is_empty());
    let mut lines: Vec<String> = named.take(NAMED).collect();
    match gaps.iter().count().saturating_sub(lines.len()) {
        0 => {}
        _ if lines.is_empty() => lines.push(count(gaps)),
        more => lines.push(format!("and {more} more")),
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Gap;

    fn gap(cause: Cause, key: u64, words: &str) -> Gap {
        Gap { cause, key, words: words.into() }
    }

    #[test]
    fn gaps_are_counted_by_cause_and_the_first_are_named() {
        let mut gaps = Gaps::default();
        assert!(gaps.is_whole() && lines(&gaps).is_empty());
        for key in 0..5 {
            gaps.add(gap(Cause::Line, key % 4, &format!("line {key}")));
        }
        gaps.add(gap(Cause::Newer, 9, ""));
        gaps.add(gap(Cause::File, 9, "the file"));
        assert_eq!(count(&gaps), "1 file, 4 damaged lines and 1 entry from a newer Runup");
        assert_eq!(lines(&gaps), ["the file", "line 0", "line 1", "and 3 more"]);
        gaps.leave_out(|gap| gap.cause != Cause::Newer);
        assert_eq!(lines(&gaps), ["1 entry from a newer Runup"]);
    }
}
