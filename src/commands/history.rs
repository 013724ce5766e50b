//! `runup history`: what was done, newest first.

use std::cmp::Reverse;
use std::fmt::Write;

use jiff::civil::Date;

use super::Failure;
use crate::diagnostic::printable;
use crate::record::Body;
use crate::record::log::{Entry, Log};
use crate::record::words::{day, is_notice, words};
use crate::settings::Units;
use crate::store::{History, Paths};

pub(super) fn history(paths: &Paths, as_json: bool, units: Units) -> Result<String, Failure> {
    let opened = History::open(&paths.history(), "");
    for trouble in &opened.troubles {
        // The rest of the history still reads.
        eprintln!("runup: {}", printable(&trouble.to_string()));
    }
    let log = Log::from_records(opened.records);
    if as_json {
        let records: Vec<_> = log.entries().into_iter().map(|entry| entry.record).collect();
        let text = serde_json::to_string_pretty(&records);
        return text.map(|text| text + "\n").map_err(|error| Failure::Said(error.to_string()));
    }
    Ok(lines(&log, units))
}

/// Every entry in a line, newest day first.
fn lines(log: &Log, units: Units) -> String {
    let mut entries: Vec<(Date, Entry<'_, Body>)> =
        log.entries().into_iter().map(|entry| (day(&entry), entry)).collect();
    entries.sort_by_key(|(date, entry)| Reverse((*date, entry.made)));
    let mut out = String::new();
    for (date, entry) in entries.iter().filter(|(_, entry)| !is_notice(entry.body)) {
        let _ = writeln!(out, "{date}  {}", words(entry.body, units));
    }
    if out.is_empty() {
        out.push_str("Nothing yet: runup, then Enter.\n");
    }
    out
}
