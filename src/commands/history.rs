//! `runup history`: what was done, newest first.

use std::fmt::Write;

use super::Failure;
use crate::diagnostic::printable;
use crate::record::log::Log;
use crate::record::{Outcome, Session};
use crate::store::{History, Paths};
use crate::time::Clock;

pub(super) fn history(paths: &Paths, as_json: bool) -> Result<String, Failure> {
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
    let mut out = String::new();
    for entry in log.sessions() {
        let _ = writeln!(out, "{}", line(entry.body));
    }
    if out.is_empty() {
        out.push_str("Nothing yet: runup, then Enter.\n");
    }
    Ok(out)
}

fn line(session: &Session) -> String {
    let worked = Clock(session.worked());
    let end = match session.outcome {
        Outcome::Done => "done",
        Outcome::Left => "left early",
        Outcome::Interrupted => "cut off",
    };
    let speed = if session.counts() {
        String::new()
    } else {
        format!(", at speed {}, does not count", session.speed)
    };
    let worst = session.worst.map(|worst| format!(", worst pain {worst}")).unwrap_or_default();
    format!("{}  {}: {end}, {worked} of work{worst}{speed}", session.started.date(), printable(&session.name))
}
