//! `runup import`: a line for each activity, in the order of time; of many only those that say something.

use jiff::Timestamp;

use crate::words::import as import_words;

/// Lines that are shown one by one: of more activities only those that say something.
pub(super) const MANY: usize = 40;

/// A line about an activity.
pub(super) struct Line {
    pub(super) at: Timestamp,
    pub(super) text: String,
    /// It says more than that the activity was taken, or why it was not.
    pub(super) notable: bool,
}

/// Returns the lines in the order of time; of many only those that say something, and of those the first.
///
/// Where two begin at the same time they stay in the order in which they were matched.
pub(super) fn in_lines_of(mut lines: Vec<Line>, many: bool) -> String {
    lines.sort_by_key(|line| line.at);
    lines.retain(|line| !many || line.notable);
    let rest = lines.len().saturating_sub(MANY);
    let mut text: String = lines.into_iter().take(MANY).map(|line| line.text + "\n").collect();
    if rest > 0 {
        text += &import_words::and_more(rest);
        text.push('\n');
    }
    text
}
