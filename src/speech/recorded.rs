//! How long what ships takes to be said: the lengths of the recordings, so that a cue owns the time that its words really
//! take.
//!
//! `sounds/make-voice` measures them, and for each phrase the slower speaker counts: a routine is as long whoever speaks.
//! The recordings themselves are the matter of `audio`.

use std::collections::HashMap;
use std::sync::OnceLock;
use std::time::Duration;

use super::phrase;

/// For each speaker the list of what is recorded: name, with what it was made, length in milliseconds, text.
static LISTS: [&str; 2] =
    [include_str!("../../sounds/voice/woman.tsv"), include_str!("../../sounds/voice/man.tsv")];
/// Lengths are rounded up to this, so that a new recording of the same words seldom moves a cue.
const GRAIN: u64 = 50;

/// Returns how long the recordings take to say a text, with the quiet between them; `None` where they cannot.
pub(super) fn length(text: &str) -> Option<Duration> {
    let lengths = lengths();
    let pieces = phrase::compose(text, |name| lengths.contains_key(name))?;
    let (last, first) = pieces.split_last()?;
    let of = |name: &str| lengths.get(name).copied().unwrap_or_default();
    let all: Duration = first.iter().map(|piece| of(&piece.name) + piece.pause).sum();
    let millis = (all + of(&last.name)).as_millis() as u64;
    Some(Duration::from_millis(millis.next_multiple_of(GRAIN)))
}

/// Returns the longest of each phrase by its name; what one speaker has not recorded is not there.
fn lengths() -> &'static HashMap<&'static str, Duration> {
    static OF: OnceLock<HashMap<&'static str, Duration>> = OnceLock::new();
    OF.get_or_init(|| {
        let [mut all, others] = LISTS.map(|list| list.lines().filter_map(row).collect::<HashMap<_, _>>());
        all.retain(|name, length| {
            others.get(name).is_some_and(|other| {
                *length = (*length).max(*other);
                true
            })
        });
        all
    })
}

/// Reads a line of a list: the name of a phrase, and its length.
fn row(line: &'static str) -> Option<(&'static str, Duration)> {
    let mut cells = line.split('\t');
    let (name, millis) = (cells.next()?, cells.nth(1)?.parse().ok()?);
    Some((name, Duration::from_millis(millis)))
}
