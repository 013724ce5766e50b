//! What an import says of recordings beside what became of them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::date::past_day_words;
use crate::diagnostic::printable;
use crate::phrase;
use crate::plan::arrival::Guess;
use crate::time::{from_minutes, rounded_minutes};

/// How a guess is put right.
#[derive(Debug, Clone, Copy)]
pub enum Correction<'a> {
    /// By editing the entry with this id.
    Edit(&'a str),
    /// By another import: nothing is written yet.
    Again,
}

/// Says why something was taken for what the file does not name, and how that is changed, behind a space.
pub fn guess(guess: &Guess, walk: bool, correction: Correction<'_>) -> String {
    let Guess { named, running } = guess;
    let named = named.as_ref().map_or_else(
        || "the file doesn't say what it was".to_owned(),
        |named| format!("the file only calls it `{named}`"),
    );
    let (kind, other) = if walk { ("walk", "run") } else { ("run", "walk") };
    let because = if walk {
        "hardly any of it looks like running".to_owned()
    } else {
        let minutes = rounded_minutes(*running);
        let verb = if minutes <= 1 { "looks" } else { "look" };
        format!("{} of it {verb} like running", phrase::minutes(from_minutes(minutes)))
    };
    let way = match correction {
        Correction::Edit(id) => format!(": runup edit {id} kind={other}"),
        Correction::Again => format!(", add --as {other}"),
    };
    format!(" Taken for a {kind}, since {named} and {because}. If it was a {other}{way}")
}

/// Says that a clock may be 1,024 weeks behind, and how the day of the entry is changed, behind a space.
pub fn rolled_over(date: Date, likely: Date, today: Date, id: Option<&String>) -> String {
    let way = id.map(|id| format!(" If so: runup edit {id} date={likely}")).unwrap_or_default();
    format!(
        " An old GPS clock can be 1,024 weeks behind: then it was not {}, but {}.{way}",
        past_day_words(date, today),
        past_day_words(likely, today)
    )
}

/// Says what else was in a folder or an archive, by its kind; empty for nothing.
pub fn passed_over(kinds: &BTreeMap<String, usize>) -> String {
    let of = |(kind, count): (&String, &usize)| {
        let many = if *count == 1 { String::new() } else { plural(kind) };
        format!("{count} {}", if many.is_empty() { kind } else { &many })
    };
    let names: Vec<String> = kinds.iter().map(of).collect();
    if names.is_empty() {
        return String::new();
    }
    let mut told = format!("Passed over: {}.", names.join(", "));
    if kinds.contains_key("KML file") {
        told += " KML is made for maps; export those recordings as GPX, FIT or TCX.";
    }
    if kinds.contains_key("database") {
        told += " Runup can't read a database, such as that of Health Connect; export FIT, GPX or TCX from the app \
            that recorded the runs.";
    }
    told
}

/// Says that a folder or an archive holds no recording.
pub fn nothing_found() -> &'static str {
    "no runs or walks found"
}

/// Returns a kind of file in the plural: `FIT files without a recorded run`.
fn plural(kind: &str) -> String {
    match kind.split_once(" without") {
        Some((file, rest)) => format!("{file}s without{rest}"),
        None => format!("{kind}s"),
    }
}

/// Says which activities were skipped, by their sport or the reason, with how many of each.
pub fn skipped(reasons: &BTreeMap<String, usize>) -> String {
    let mut reasons: Vec<(&String, &usize)> = reasons.iter().collect();
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let reasons: Vec<String> =
        reasons.into_iter().map(|(why, count)| format!("{} ({count})", printable(why))).collect();
    format!("Skipped: {}.", reasons.join(", "))
}

/// Says that there are more lines like those above.
pub fn and_more(rest: usize) -> String {
    format!("and {rest} more like these; runup history lists all runs")
}

/// Says that an import was stopped, how far it had come, and how it goes on.
pub fn stopped((read, all): (usize, usize), dry_run: bool) -> String {
    let kept = if dry_run { "" } else { " What was read before that is logged." };
    format!(
        "stopped after {read} of {all} files.{kept}\nhint: the same import again goes on; nothing is logged twice"
    )
}
