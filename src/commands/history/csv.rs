//! The history as CSV (RFC 4180): a row an entry, oldest day first, under a row of names.
//!
//! The columns are documented in the book and stay as they are; new ones come at the end. A text that a
//! spreadsheet would take for a formula has an apostrophe before it.

use crate::commands::history::Dated;
use crate::diagnostic::printable;
use crate::record::kind::Kind;
use crate::record::shoes::ShoeTally;
use crate::record::{Body, CheckIn, Outcome, Run, Session, Surface, Test};
use crate::symptoms::{Side, Site};
use crate::words::entry::EntryWords;
use std::borrow::Cow;

/// The columns, in order.
const COLUMNS: [&str; 30] = [
    "date",
    "kind",
    "name",
    "minutes",
    "run_minutes",
    "distance_km",
    "before",
    "during",
    "after",
    "effort",
    "worst",
    "completed",
    "outcome",
    "sore",
    "side",
    "value",
    "load",
    "asked_for",
    "shoe",
    "note",
    "words",
    "id",
    "rev",
    "at",
    "started",
    "heart_rate",
    "cadence",
    "surface",
    "device",
    "imported",
];

/// What begins a formula in a spreadsheet.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Returns an entry with the name of its shoes in the place of their id.
fn named<'b>(body: &'b Body, rack: &ShoeTally) -> Cow<'b, Body> {
    let Body::Run(run) = body else { return Cow::Borrowed(body) };
    match rack.of_run(run) {
        Some(pair) => Cow::Owned(Body::Run(Run { shoe: Some(pair.shoe.name.clone()), ..run.clone() })),
        None => Cow::Borrowed(body),
    }
}

/// Writes the entries as a table.
pub(super) fn table(entries: &[Dated<'_>], rack: &ShoeTally, told: EntryWords) -> String {
    let mut entries = entries.to_vec();
    entries.sort_by_key(|(date, entry)| (*date, entry.made));
    let mut out = COLUMNS.join(",") + "\r\n";
    for (date, entry) in entries {
        let mut row = Row::default();
        row.text("date", &date.to_string());
        row.text("kind", Kind::of(entry.body).map(Kind::id).unwrap_or_default());
        row.text("words", &told.entry(entry.body, rack));
        row.text("id", &entry.record.id);
        row.text("rev", &entry.record.rev.to_string());
        row.text("at", &entry.record.at.to_string());
        row.text("device", &entry.record.device);
        row.body(&named(entry.body, rack));
        out.push_str(&row.0.join(","));
        out.push_str("\r\n");
    }
    out
}

/// The cells of a row, as they are written.
struct Row(Vec<String>);

impl Default for Row {
    fn default() -> Self {
        Self(vec![String::new(); COLUMNS.len()])
    }
}

impl Row {
    fn set(&mut self, column: &str, cell: String) {
        if let Some(at) = COLUMNS.iter().position(|name| *name == column) {
            self.0[at] = cell;
        }
    }

    fn text(&mut self, column: &str, text: &str) {
        self.set(column, cell(text));
    }

    /// A number is written as it is: a minus before it makes no formula.
    fn number(&mut self, column: &str, number: f64) {
        let plain = number.abs() < 1e9;
        self.set(column, if plain { number.to_string() } else { format!("{number:e}") });
    }

    fn score(&mut self, column: &str, score: Option<impl ToString>) {
        if let Some(score) = score {
            self.set(column, score.to_string());
        }
    }

    fn body(&mut self, body: &Body) {
        match body {
            Body::Session(session) => self.session(session),
            Body::Run(run) => self.run(run),
            Body::CrossTraining(done) => {
                self.text("name", done.sport.id());
                self.number("minutes", done.minutes);
                self.score("effort", done.effort);
                self.score("worst", done.worst);
                self.text("note", done.note.as_deref().unwrap_or_default());
            }
            Body::CheckIn(check_in) => self.check_in(check_in),
            Body::Test(Test { test, side, value, pain }) => {
                self.text("name", test);
                self.number("value", *value);
                self.text("side", side.map(Side::id).unwrap_or_default());
                self.score("worst", *pain);
            }
            Body::Flag(flag) => {
                self.text("name", &flag.sign);
                self.text("sore", &flag.site.map(site).unwrap_or_default());
            }
            Body::Clearance(clearance) => self.text("name", &clearance.signs.join("; ")),
            Body::SignCheck(check) => {
                self.text("name", &check.sign);
                self.number("value", f64::from(u8::from(check.there)));
            }
            Body::Plan(event) => self.text("name", event.plan.as_str()),
            Body::Rung(rung) => {
                self.text("name", rung.routine.as_str());
                self.text("value", rung.rung.as_str());
                let loads: Vec<String> =
                    rung.loads.iter().map(|(step, load)| format!("{step}={load}")).collect();
                self.text("load", &loads.join("; "));
            }
            Body::Shoe(shoe) => self.text("name", &shoe.name),
            Body::Profile(_) | Body::Removed => {}
        }
    }

    fn session(&mut self, session: &Session) {
        self.text("name", session.routine.as_str());
        self.text("started", &session.started.to_string());
        if session.is_timed() || !session.by_hand {
            self.number("minutes", (session.worked().as_millis() as f64 / 600.0).round() / 100.0);
        }
        self.score("worst", session.worst);
        let outcome = match session.outcome {
            Outcome::Done => "done",
            Outcome::Left => "left",
            Outcome::Interrupted => "interrupted",
        };
        self.text("outcome", outcome);
        let mut loads: Vec<String> = Vec::new();
        for set in &session.sets {
            if let Some(load) = &set.load {
                let load = format!("{}={load}", set.step);
                if !loads.contains(&load) {
                    loads.push(load);
                }
            }
        }
        self.text("load", &loads.join("; "));
    }

    fn run(&mut self, run: &Run) {
        self.number("minutes", run.minutes);
        let numbers = [
            ("run_minutes", run.run_minutes),
            ("distance_km", run.distance_km),
            ("completed", run.completed),
        ];
        for (column, number) in numbers {
            if let Some(number) = number {
                self.number(column, number);
            }
        }
        let scores = [("before", run.before), ("during", run.during), ("after", run.after)];
        for (column, score) in scores {
            self.score(column, score);
        }
        if let Some(recorded) = &run.recorded {
            self.text("started", &recorded.started.to_string());
            self.score("heart_rate", recorded.heart_rate);
            self.score("cadence", recorded.cadence);
        }
        self.text("surface", run.surface.map(Surface::id).unwrap_or_default());
        self.text("imported", run.imported.as_deref().unwrap_or_default());
        self.score("effort", run.effort);
        self.text("sore", &run.site.map(site).unwrap_or_default());
        let texts = [("asked_for", &run.prescription), ("shoe", &run.shoe), ("note", &run.note)];
        for (column, text) in texts {
            self.text(column, text.as_deref().unwrap_or_default());
        }
    }

    fn check_in(&mut self, check_in: &CheckIn) {
        let moment = serde_json::to_value(check_in.moment).unwrap_or_default();
        self.text("name", moment.as_str().unwrap_or_default());
        let sites = check_in.sore.iter().map(|sore| {
            let score = sore.score.map(|score| format!("={score}")).unwrap_or_default();
            site(sore.site) + &score
        });
        self.text("sore", &sites.collect::<Vec<_>>().join("; "));
        self.score("worst", check_in.sore.iter().filter_map(|sore| sore.score).max());
    }
}

/// Returns a site as the command line takes it: `tendon-mid:left`.
fn site(site: Site) -> String {
    let side = site.side.map(|side| format!(":{side}")).unwrap_or_default();
    format!("{}{side}", site.region)
}

/// Returns a text as a cell: harmless to a terminal and to a spreadsheet, in quotes if it needs them.
fn cell(text: &str) -> String {
    let text = printable(text);
    let guard = if text.trim_start().starts_with(FORMULA) { "'" } else { "" };
    if text.contains([',', '"', '\r', '\n']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_where_it_must_be_and_begins_no_formula() {
        for (text, written) in [
            ("plain", "plain"),
            ("a, b", "\"a, b\""),
            ("say \"go\"", "\"say \"\"go\"\"\""),
            ("two\nlines", "two lines"),
            ("=1+1", "'=1+1"),
            ("-2, and", "\"'-2, and\""),
            ("@x", "'@x"),
            ("  +x", "\"'  +x\""),
            ("a\u{1b}[31m", "a\u{fffd}[31m"),
        ] {
            assert_eq!(cell(text), written, "{text}");
        }
    }

    #[test]
    fn a_number_is_no_formula_and_never_long() {
        let mut row = Row::default();
        row.number("value", -1.5);
        row.number("minutes", 1e300);
        assert_eq!((row.0[15].as_str(), row.0[3].as_str()), ("-1.5", "1e300"));
    }
}
