//! `runup list`: what there is, for people and as JSON.

use std::fmt::Write;

use serde_json::json;

use super::runner::Runner;
use crate::day::DEFAULT;
use crate::diagnostic::escaped_json;
use crate::library::{Kind, Library, Origin};
use crate::phrase;
use crate::routine::{Id, Routine, When};
use crate::time::{Clock, ceil_seconds};
use crate::timeline::{Options, Timeline};
use crate::words::routine as words;

/// What stands in the place of a length if a routine is not played today.
const NOT_TODAY: &str = "not today";

/// The routines under when they are done; what is locked stays among them.
pub(super) fn routines(library: &Library, runner: &Runner) -> String {
    let lock = runner.lock();
    let mut all: Vec<(Option<When>, &Id, Origin, Option<Routine>)> = library
        .routines()
        .map(|(id, origin)| {
            let routine = library.routine(id).ok();
            (routine.as_ref().and_then(|routine| routine.when.first().copied()), id, origin, routine)
        })
        .collect();
    // What has no time stands behind what has one, and what can't be read at the end.
    all.sort_by_key(|(when, .., routine)| (routine.is_none(), when.is_none(), *when));
    let width = all.iter().map(|(_, id, ..)| id.as_str().len()).max().unwrap_or(0);
    let mut out = String::new();
    let mut heading = None;
    for (when, id, origin, routine) in &all {
        let title = if routine.is_some() { words::when(*when) } else { "can't be read" };
        if heading.replace(title) != Some(title) {
            let gap = if out.is_empty() { "" } else { "\n" };
            let _ = writeln!(out, "{gap}{}", phrase::capital(title));
        }
        let own = if *origin == Origin::Own { "  (yours)" } else { "" };
        let _ = match routine {
            Some(routine) => {
                let takes = runner.takes(id);
                let length = takes.map_or_else(|| NOT_TODAY.to_owned(), |length| Clock(length).to_string());
                let usual = if id.as_str() == DEFAULT { ", the usual one" } else { "" };
                let locked = if lock.allows(routine.stress) { "" } else { "  (locked)" };
                writeln!(out, "  {:width$}  {length:>9}  {}{usual}{own}{locked}", id.as_str(), routine.name)
            }
            None => {
                writeln!(out, "  {:width$}  has problems: see `runup check`{own}", id.as_str())
            }
        };
    }
    if let Some(words) = runner.words().lock(lock) {
        let _ = writeln!(out, "\n{words}");
    }
    plans(&mut out, library);
    let count = library.ids(Kind::Exercise).count();
    let _ = writeln!(
        out,
        "\nPlay one with runup go ID; read about it with runup show ID.\nrunup list --exercises lists the \
         {count} exercises."
    );
    out
}

/// The plans, those that are offered only on request at the end.
fn plans(out: &mut String, library: &Library) {
    let mut all: Vec<_> =
        library.ids(Kind::Plan).map(|(id, origin)| (id, origin, library.plan(id).ok())).collect();
    if all.is_empty() {
        return;
    }
    all.sort_by_key(|(_, _, plan)| plan.as_ref().is_none_or(|plan| plan.on_request));
    let width = all.iter().map(|(id, ..)| id.as_str().len()).max().unwrap_or(0);
    out.push_str("\nPlans\n");
    for (id, origin, plan) in all {
        let own = if origin == Origin::Own { "  (yours)" } else { "" };
        let _ = match plan {
            Some(plan) => {
                let asked = if plan.on_request { ", on request" } else { "" };
                writeln!(out, "  {:width$}  {}{asked}{own}", id.as_str(), plan.name)
            }
            None => {
                writeln!(out, "  {:width$}  has problems: see `runup check`{own}", id.as_str())
            }
        };
    }
}

/// The exercises by name.
pub(super) fn exercises(library: &Library) -> String {
    let mut out = String::new();
    let width = library.ids(Kind::Exercise).map(|(id, _)| id.as_str().len()).max().unwrap_or(0);
    for (id, origin) in library.ids(Kind::Exercise) {
        let own = if origin == Origin::Own { "  (yours)" } else { "" };
        let name = library.exercise(id).map_or_else(|_| "has problems: see `runup check`".into(), |e| e.name);
        let _ = writeln!(out, "{:width$}  {name}{own}", id.as_str());
    }
    out.push_str("\nSee how to do one with runup show ID.\n");
    out
}

/// Routines, exercises and plans as a JSON array.
pub(super) fn json(library: &Library, runner: &Runner) -> String {
    let origin = |origin| if origin == Origin::Own { "own" } else { "shipped" };
    let words = |words: Vec<&'static str>| words;
    let routines = library.routines().filter_map(|(id, from)| {
        let routine = library.routine(id).ok()?;
        Some(json!({
            "id": id.as_str(),
            "kind": "routine",
            "name": routine.name,
            "when": words(routine.when.iter().map(|w| w.id()).collect()),
            "seconds": ceil_seconds(runner.takes(id).unwrap_or_else(|| as_written(&routine))),
            "targets": words(routine.targets.iter().map(|t| t.id()).collect()),
            "origin": origin(from),
        }))
    });
    let exercises = library.ids(Kind::Exercise).filter_map(|(id, from): (&Id, Origin)| {
        let exercise = library.exercise(id).ok()?;
        Some(json!({
            "id": id.as_str(),
            "kind": "exercise",
            "name": exercise.name,
            "when": [],
            "seconds": null,
            "targets": words(exercise.targets.iter().map(|t| t.id()).collect()),
            "origin": origin(from),
        }))
    });
    let plans = library.ids(Kind::Plan).filter_map(|(id, from): (&Id, Origin)| {
        let plan = library.plan(id).ok()?;
        Some(json!({
            "id": id.as_str(),
            "kind": "plan",
            "name": plan.name,
            "when": [],
            "seconds": null,
            "targets": [],
            "origin": origin(from),
        }))
    });
    let all: Vec<_> = routines.chain(exercises).chain(plans).collect();
    escaped_json(&format!("{:#}\n", serde_json::Value::Array(all))).into_owned()
}

/// How long a routine takes as its file has it, for what is not played today.
fn as_written(routine: &Routine) -> std::time::Duration {
    Timeline::build(routine, &Options::default()).whole()
}
