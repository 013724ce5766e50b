//! `runup plan explain`: rule, inputs, result and sources, from what is known now about the days up to one.

use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Serialize;

use super::said;
use crate::commands::Failure;
use crate::commands::log::LogContext;
use crate::plan::Recommendation;
use crate::plan::recommend::{Due, Prescription};
use crate::words::Named;
use crate::words::plan::{self as told, About};

/// The stable shape of `--json`.
#[derive(Serialize)]
struct Explained<'a> {
    date: Date,
    decision: &'static str,
    place: String,
    prescription: Option<ExplainedRun<'a>>,
    reason: String,
    rule: String,
    inputs: Vec<Named>,
    sources: &'a [&'static str],
}

/// A run.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct ExplainedRun<'a> {
    /// The day it is due; null if that is not known.
    due: Option<Date>,
    workout: String,
    run_seconds: u64,
    /// All of it, with the walks before and after.
    seconds: u64,
    /// The warm-up before it.
    before: &'a str,
}

impl<'a> ExplainedRun<'a> {
    fn new(run: &'a Prescription, due: Due, date: Date) -> Self {
        Self {
            due: match due {
                Due::Today => Some(date),
                Due::On(date) => Some(date),
                Due::Done(date) => date,
                Due::Open => None,
            },
            workout: run.workout.to_string(),
            run_seconds: run.workout.run().as_secs(),
            seconds: run.length().as_secs(),
            before: run.before.as_str(),
        }
    }
}

pub(super) fn explain(context: &LogContext<'_>, date: Date, json: bool) -> Result<String, Failure> {
    let (plan, now) = said(context, date)?;
    if !json {
        return Ok(text(context, &plan.name, &now));
    }
    let explained = Explained {
        date: now.date,
        decision: now.decision.word(),
        place: now.place.to_string(),
        prescription: now.prescription.as_ref().map(|run| ExplainedRun::new(run, now.due, now.date)),
        reason: context.words.reason(&now.reason),
        rule: context.words.rule(&now.reason.why),
        inputs: now.inputs.iter().map(|input| context.words.input(input)).collect(),
        sources: &now.sources,
    };
    crate::commands::output::json(&explained)
}

fn text(context: &LogContext<'_>, plan: &str, now: &Recommendation) -> String {
    let mut out = format!("{}, {plan}\n\n", now.date);
    let width = now.inputs.iter().map(|input| context.words.input(input).name.len()).max().unwrap_or(0);
    let mut before = "";
    for (about, text) in told::explained(context.words, now, |key| told::paper(context.library(), key)) {
        let head = context.words.head(about);
        let shown = if head == before { "" } else { head };
        before = head;
        let _ = match about {
            About::Input(name) => writeln!(out, "{shown:<8}  {name:width$}  {text}"),
            About::Rule | About::Result | About::Source => writeln!(out, "{shown:<8}  {text}"),
        };
    }
    out
}
