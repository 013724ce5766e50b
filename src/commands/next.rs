//! `runup next`: the next run in a line, or what is due today, for prompts, status bars and timers.
//!
//! Nothing is written and nothing is asked. With `--due` it answers as `grep -q` does: exit 0 for yes, 1 for no, 2 if
//! the history could not be read whole.

use std::fmt::Write as _;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use jiff::civil::Date;
use serde::Serialize;

use super::log::LogContext;
use super::output::{self, Output};
use super::setup::Setup;
use super::writer::HistoryWriter;
use super::{Failure, unread};
use crate::day::Core;
use crate::day::due::Kind;
use crate::diagnostic::printable;
use crate::library::Library;
use crate::plan::recommend::Due;
use crate::plan::{Recommendation, changes, recommend};
use crate::session::Now;
use crate::settings::Settings;
use crate::time::MonoTime;
use crate::words::Words;
use crate::words::date::day_words;

/// How it is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct NextOptions {
    /// What is due today, in the place of the next run.
    pub(super) due: bool,
    /// As JSON.
    pub(super) json: bool,
}

/// The stable shape of `--json`.
#[derive(Serialize)]
struct Answer {
    date: Date,
    run: Option<NextRun>,
    due: Vec<DueThing>,
    locked: Option<&'static str>,
}

/// The next run.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct NextRun {
    date: Date,
    place: String,
    workout: String,
    run_seconds: u64,
    /// All of it, with the walks before and after.
    seconds: u64,
}

/// Something that is due.
#[derive(Serialize)]
struct DueThing {
    kind: &'static str,
    what: String,
    id: Option<String>,
}

/// Prints the next thing that is due.
pub(super) fn next(setup: &Setup, library: &Rc<Library>, options: NextOptions) -> Result<Output, Failure> {
    // The program ends with the answer: what was read of ten years need not be cleared away first.
    let mut writer = ManuallyDrop::new(setup.history(library));
    if let Some(unread) = unread(setup.words, writer.log().gaps()).filter(|_| !options.json) {
        // As `grep` has it: 2 is neither yes nor no.
        return Err(if options.due { Failure::Usage(unread) } else { Failure::Said(unread) });
    }
    if options.due || options.json {
        return answer(ManuallyDrop::into_inner(writer), setup.settings.clone(), setup.words, options);
    }
    line(&LogContext::of(&mut writer, setup)).map(Output::well)
}

/// The next run in a line: the date, the place, the run.
pub(super) fn line(context: &LogContext<'_>) -> Result<String, Failure> {
    let today = context.today();
    let diary = context.diary();
    // What a sign locks comes before that no run is due.
    let none = |words: &str| format!("{}\n", context.words.lock(context.log().lock(today)).unwrap_or(words));
    let Some(running) = changes::running(&diary, today) else {
        return Ok(none("No plan is running: runup plan start"));
    };
    let plan = context.plan_named(&running.plan)?;
    let Some(now) = recommend(&plan, &diary, today) else { return Ok(none("No run is due")) };
    // The day is read from what was recommended: the log is gone through once.
    Ok(match (day(now.due, today), &now.prescription) {
        (Some(date), Some(run)) => {
            let when = if date == today { "today".to_owned() } else { day_words(date, today) };
            let when = when.trim_start_matches("on ");
            format!("{date} ({when}): {}, {}\n", context.place(&plan, &run.place), run.workout)
        }
        _ => format!("{}\n", context.words.reason(&now.reason)),
    })
}

/// What is due today, in a line or as JSON.
pub(super) fn answer(
    writer: HistoryWriter,
    settings: Settings,
    words: &dyn Words,
    options: NextOptions,
) -> Result<Output, Failure> {
    let now = Now { mono: MonoTime::ZERO, at: writer.at() };
    let today = now.at.date();
    let core = ManuallyDrop::new(Core::new(writer.into_history(), settings, 1.0));
    let whole = core.log().gaps().is_whole();
    let due = core.due(now);
    let well = whole && (!options.due || !due.is_empty());
    if options.json {
        let locked = words.lock(core.log().lock(today));
        let things = due.into_iter().map(|due| DueThing {
            kind: due.kind.word(),
            what: words.due(&due, today),
            id: due.id.map(|id| id.to_string()),
        });
        let run = core.history().recommend(today).filter(|_| whole).and_then(|said| next_run(&said, today));
        let answer = Answer { date: today, run, due: things.collect(), locked };
        return Ok(Output { text: output::json(&answer)?, well });
    }
    let mut told: Vec<String> =
        due.iter().filter(|due| due.kind != Kind::Question).map(|due| words.due(due, today)).collect();
    match due.iter().filter(|due| due.kind == Kind::Question).count() {
        0 => {}
        1 => told.extend(due.iter().find(|due| due.kind == Kind::Question).map(|due| words.due(due, today))),
        n => told.push(format!("{n} questions")),
    }
    let mut text = String::new();
    if !told.is_empty() {
        let _ = writeln!(text, "{}", printable(&told.join("; ")));
    }
    Ok(Output { text, well })
}

/// The next run, as far as it is known.
fn next_run(now: &Recommendation, today: Date) -> Option<NextRun> {
    let (date, run) = (day(now.due, today)?, now.prescription.as_ref()?);
    Some(NextRun {
        date,
        workout: run.workout.to_string(),
        run_seconds: run.workout.run().as_secs(),
        seconds: run.length().as_secs(),
        place: run.place.clone(),
    })
}

/// The day of the next run, as far as it is known.
const fn day(due: Due, today: Date) -> Option<Date> {
    match due {
        Due::Today => Some(today),
        Due::On(date) | Due::Done(Some(date)) => Some(date),
        Due::Done(None) | Due::Open => None,
    }
}
