//! `runup list`: what there is, for people and as JSON.

use std::fmt::Write;

use serde_json::json;

use crate::library::{Kind, Library, Origin};
use crate::routine::{Id, Routine};
use crate::time::{Clock, ceil_seconds};
use crate::timeline::{Options, Timeline};

pub(super) fn list(library: &Library, as_json: bool) -> String {
    if as_json { as_json_array(library) } else { as_text(library) }
}

fn as_text(library: &Library) -> String {
    let mut out = String::from("Routines\n");
    let width = library.routines().map(|(id, _)| id.as_str().len()).max().unwrap_or(0);
    for (id, origin) in library.routines() {
        let own = if origin == Origin::Own { "  (yours)" } else { "" };
        match library.routine(id) {
            Ok(routine) => {
                let length = Clock(length(&routine));
                let when: Vec<&str> = routine.when.iter().map(|w| w.id()).collect();
                let when = if when.is_empty() { String::new() } else { format!("  ({})", when.join(", ")) };
                let _ = writeln!(
                    out,
                    "  {:width$}  {length:>7}  {}{when}{own}",
                    id.as_str(),
                    routine.name,
                    length = length.to_string(),
                );
            }
            Err(_) => {
                let _ =
                    writeln!(out, "  {:width$}  has problems: `runup check` tells which{own}", id.as_str());
            }
        }
    }
    out.push_str("\nExercises\n");
    let width = library.ids(Kind::Exercise).map(|(id, _)| id.as_str().len()).max().unwrap_or(0);
    for (id, origin) in library.ids(Kind::Exercise) {
        let own = if origin == Origin::Own { "  (yours)" } else { "" };
        let name = library
            .exercise(id)
            .map_or_else(|_| "has problems: `runup check` tells which".into(), |e| e.name);
        let _ = writeln!(out, "  {:width$}  {name}{own}", id.as_str());
    }
    out.push_str("\nrunup show ID tells more; runup go ID plays a routine.\n");
    out
}

fn as_json_array(library: &Library) -> String {
    let origin = |origin| if origin == Origin::Own { "own" } else { "shipped" };
    let words = |words: Vec<&'static str>| words;
    let routines = library.routines().filter_map(|(id, from)| {
        let routine = library.routine(id).ok()?;
        Some(json!({
            "id": id.as_str(),
            "kind": "routine",
            "name": routine.name,
            "when": words(routine.when.iter().map(|w| w.id()).collect()),
            "seconds": ceil_seconds(length(&routine)),
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
    let all: Vec<_> = routines.chain(exercises).collect();
    format!("{:#}\n", serde_json::Value::Array(all))
}

/// The length as it is played when nothing is sore.
fn length(routine: &Routine) -> std::time::Duration {
    Timeline::build(routine, &Options::default()).length()
}
