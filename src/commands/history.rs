//! `runup history`: how it has been going, then what was done, newest first; the same as JSON and CSV.
//!
//! At the top stand the weeks as the Progress screen draws them, in plain characters. `--json` and `--csv` have the
//! entries alone, each as it is in the history.

mod csv;
mod weeks;
mod words;

use std::cmp::Reverse;
use std::fmt::Write;

use clap::Args as ClapArgs;
use jiff::civil::Date;

use super::args::word::word;
use super::output::{json, remark};
use super::setup::Setup;
use super::writer::HistoryWriter;
use super::{Failure, edit};
use crate::diagnostic::printable;
use crate::library::Library;
use crate::record::Body;
use crate::record::entry::{day, is_notice};
use crate::record::kind::Kind;
use crate::record::log::{Entry, Log};
use crate::record::shoes::ShoeTally;
use crate::time::{DayError, days_before, past_day};
use crate::words::entry::EntryWords;

/// The most days back that `--since` goes when it is counted.
const MOST_DAYS: i64 = 36_600;

/// Most entries that are named of those that two computers changed at the same time.
const LOST_TOLD: usize = 3;

/// What is asked for.
#[derive(Debug, ClapArgs)]
#[command(after_help = crate::words::progress::kept())]
pub(super) struct HistoryArgs {
    /// Show only this entry, by its id or the first characters of it, with all its versions
    #[arg(value_name = "ID", conflicts_with_all = ["json", "csv", "since", "kind", "ids"])]
    id: Option<String>,
    /// Print JSON: an array of the current entries
    #[arg(long)]
    json: bool,
    /// Print CSV: one row per entry, oldest first
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Start on this day: yesterday, a weekday (the last one), a date such as 2026-09-01, or 10d or 4w ago
    #[arg(long, value_name = "DAY")]
    since: Option<String>,
    /// Show only entries of this kind, without the weeks; repeat for more kinds
    #[arg(long, value_name = "KIND", value_parser = word::<Kind>())]
    kind: Vec<Kind>,
    /// Print each entry's id in front of it
    #[arg(long)]
    ids: bool,
}

/// An entry and the day that it is about.
type Dated<'l> = (Date, Entry<'l, Body>);

/// Prints the requested history.
pub(super) fn history(
    writer: &HistoryWriter,
    library: &Library,
    asked: &HistoryArgs,
    setup: &Setup,
) -> Result<String, Failure> {
    let told = setup.entry_words();
    if let Some(id) = &asked.id {
        return edit::show(writer, id, told);
    }
    let (log, today) = (writer.log(), writer.today());
    let since = asked.since.as_deref().map(|text| since(text, today)).transpose();
    let since = since.map_err(|error| Failure::Usage(error.to_string()))?;
    let entries = entries(log, asked, since);
    let rack = writer.rack();
    if asked.json {
        let records: Vec<_> = entries.iter().map(|(_, entry)| entry.record).collect();
        return json(&records);
    }
    if asked.csv {
        return Ok(csv::table(&entries, &rack, told));
    }
    let mut out = String::new();
    let list = lines(entries, &rack, library, asked, told);
    if asked.kind.is_empty() && !list.is_empty() {
        let tally = writer.history().tally(today);
        out = weeks::told(setup.words, &tally, since);
        out.push('\n');
    }
    out.push_str(&list);
    say_lost(writer);
    if out.is_empty() {
        let narrow = since.is_some() || !asked.kind.is_empty();
        out.push_str(match (narrow, log.gaps().is_whole()) {
            (true, true) => "Can't find that entry.\n",
            (false, true) => "Nothing yet. To start, run runup and press Enter.\n",
            (true, false) => "Can't find that entry in the part of your history that Runup could read.\n",
            (false, false) => "Runup couldn't read any entries.\n",
        });
    }
    Ok(out)
}

/// Says on standard error which entries two computers changed at the same time, so that one change was lost.
fn say_lost(writer: &HistoryWriter) {
    for record in writer.log().changed_at_once().into_iter().take(LOST_TOLD) {
        let id = printable(&record.id);
        remark(format_args!(
            "two computers changed the entry {id} at the same time, and one change doesn't count\nhint: runup \
             history {id} shows both"
        ));
    }
}

/// Reads a day, or how long ago it was: `10d`, `4w`.
fn since(text: &str, today: Date) -> Result<Date, DayError> {
    let ago = |sign: char, days: i64| {
        let count: i64 = text.trim().strip_suffix(sign)?.parse().ok()?;
        (0..=MOST_DAYS / days).contains(&count).then(|| days_before(today, count * days))
    };
    ago('d', 1).or_else(|| ago('w', 7)).map_or_else(|| past_day(text, today), Ok)
}

/// Returns the entries that are asked for, in the order in which they were made.
fn entries<'l>(log: &'l Log, asked: &HistoryArgs, since: Option<Date>) -> Vec<Dated<'l>> {
    let dated = log.entries().into_iter().map(|entry| (day(&entry), entry));
    let wanted = |(date, entry): &Dated<'_>| {
        let kind =
            asked.kind.is_empty() || Kind::of(entry.body).is_some_and(|kind| asked.kind.contains(&kind));
        kind && since.is_none_or(|since| *date >= since)
    };
    dated.filter(wanted).collect()
}

/// Every entry in a line, newest day first.
fn lines(
    mut entries: Vec<Dated<'_>>,
    rack: &ShoeTally,
    library: &Library,
    asked: &HistoryArgs,
    told: EntryWords,
) -> String {
    entries.sort_by_key(|(date, entry)| Reverse((*date, entry.made)));
    let mut out = String::new();
    for (date, entry) in entries.iter().filter(|(_, entry)| !is_notice(entry.body)) {
        let _ = write!(out, "{date}  ");
        if asked.ids {
            let _ = write!(out, "{}  ", crate::diagnostic::printable(&entry.record.id));
        }
        let _ = writeln!(out, "{}", words::whole(entry.body, rack, library, told));
    }
    out
}
