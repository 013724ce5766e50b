//! `runup show`: a routine or an exercise in full.

use std::fmt::Write;

use super::{Failure, library_failure};
use crate::diagnostic::{nearest, printable};
use crate::library::{Kind, Library};
use crate::routine::{Dose, Exercise, Id, Routine, Sides, Step};
use crate::time::{Clock, duration_text};
use crate::timeline::{Options, Timeline};

/// Columns of running text.
const WIDTH: usize = 78;

pub(super) fn show(library: &Library, name: &str) -> Result<String, Failure> {
    let id = Id::new(name).unwrap_or_else(|| Id::from_words(name));
    if library.source(Kind::Routine, &id).is_some() {
        library.routine(&id).map(|r| show_routine(library, &r)).map_err(|e| library_failure(library, &e))
    } else if library.source(Kind::Exercise, &id).is_some() {
        library.exercise(&id).map(|e| show_exercise(&e)).map_err(|e| library_failure(library, &e))
    } else {
        let known = [Kind::Routine, Kind::Exercise].into_iter().flat_map(|kind| library.ids(kind));
        let near = nearest(id.as_str(), known.map(|(id, _)| id.as_str()));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        Err(Failure::Said(format!("there is no routine or exercise `{}`{near}", printable(name))))
    }
}

fn show_routine(library: &Library, routine: &Routine) -> String {
    let mut out = String::new();
    let timeline = Timeline::build(routine, &Options::default());
    let when: Vec<&str> = routine.when.iter().map(|w| w.id()).collect();
    let _ = writeln!(out, "{}  ({})", routine.name, routine.id);
    let _ = writeln!(out, "{}, {}, {}", Clock(timeline.length()), routine.level, when.join(", "));
    if let Some(summary) = &routine.summary {
        out.push('\n');
        paragraph(&mut out, "", summary);
    }
    out.push_str("\nSteps\n");
    for (i, step) in routine.steps().enumerate() {
        show_step(&mut out, i + 1, step);
    }
    if !routine.gate.is_empty() {
        out.push_str("\nWhen something is sore\n");
        for (region, gate) in &routine.gate {
            let what = match &gate.action {
                crate::routine::GateAction::Use(id) => format!("takes {id} instead"),
                crate::routine::GateAction::Skip(ids) => {
                    let ids: Vec<&str> = ids.iter().map(Id::as_str).collect();
                    format!("leaves out {}", ids.join(", "))
                }
                crate::routine::GateAction::Stop => "is not played".to_owned(),
            };
            let why = gate.why.as_deref().unwrap_or_default();
            paragraph(&mut out, "  ", &format!("{region}: {what}. {why}"));
        }
    }
    if !routine.caution.is_empty() {
        out.push_str("\nTake care\n");
        for caution in &routine.caution {
            paragraph(&mut out, "  ", caution);
        }
    }
    if let Some(evidence) = &routine.evidence {
        out.push_str("\nWhat it rests on\n");
        paragraph(&mut out, "  ", evidence);
    }
    show_sources(&mut out, library, routine);
    out
}

fn show_step(out: &mut String, number: usize, step: &Step) {
    let sides = match step.sides {
        Sides::Both => String::new(),
        Sides::Each => ", each side".to_owned(),
        other => format!(", {other}"),
    };
    let sets = match (step.sets_left, step.sets_right) {
        (1, 1) => String::new(),
        (left, right) if left == right => format!(", {left} sets, {} rest", duration_text(step.rest)),
        (left, right) => format!(", {left} sets left and {right} right, {} rest", duration_text(step.rest)),
    };
    let optional = if step.optional { ", may be left out" } else { "" };
    let _ = writeln!(out, "{number:>3}  {}: {}{sides}{sets}{optional}", step.exercise.name, dose(&step.dose));
    if let Some(brief) = &step.exercise.brief {
        paragraph(out, "     ", brief);
    }
    let _ = writeln!(out, "     dose: {}", step.evidence);
}

fn dose(dose: &Dose) -> String {
    match dose {
        Dose::Hold(length) => format!("hold {}", duration_text(*length)),
        Dose::Time(length) => duration_text(*length),
        Dose::Reps { reps, tempo } => format!("{reps} times ({tempo})"),
        Dose::Open(open) => format!("until a key, about {}", duration_text(open.typical)),
    }
}

fn show_sources(out: &mut String, library: &Library, routine: &Routine) {
    let mut keys: Vec<&str> = routine.sources.iter().map(String::as_str).collect();
    for step in routine.steps() {
        if let crate::routine::Evidence::Sources(more) = &step.evidence {
            keys.extend(more.iter().map(String::as_str));
        }
    }
    let mut cited: Vec<_> = library.sources().iter().filter(|s| keys.contains(&s.key.as_str())).collect();
    cited.dedup_by(|a, b| a.key == b.key);
    if !cited.is_empty() {
        out.push_str("\nSources (A several trials, B one or two, C small or indirect, D opinion)\n");
    }
    for source in cited {
        let year = source.year.map(|year| format!(" {year}")).unwrap_or_default();
        paragraph(
            out,
            "  ",
            &format!(
                "{} ({}){year}. {} {}",
                source.key,
                source.grade.as_deref().unwrap_or("no grade"),
                source.authors.as_deref().unwrap_or_default(),
                source.finding
            ),
        );
    }
}

fn show_exercise(exercise: &Exercise) -> String {
    let mut out = format!("{}\n", exercise.name);
    let lines = [
        ("heard", &exercise.say),
        ("brief", &exercise.brief),
        ("how", &exercise.how),
        ("avoid", &exercise.mistake),
    ];
    for (label, text) in lines {
        if let Some(text) = text {
            let _ = writeln!(out, "\n{label}");
            paragraph(&mut out, "  ", text);
        }
    }
    let words = |words: Vec<&str>| words.join(", ");
    out.push('\n');
    let _ = writeln!(out, "works    {}", words(exercise.targets.iter().map(|t| t.id()).collect()));
    let _ = writeln!(out, "loads    {}", words(exercise.loads.iter().map(|r| r.id()).collect()));
    let _ = writeln!(out, "needs    {}", words(exercise.equipment.iter().map(|e| e.words()).collect()));
    if let Some(easier) = &exercise.easier {
        let _ = writeln!(out, "easier   {easier}");
    }
    if let Some(harder) = &exercise.harder {
        let _ = writeln!(out, "harder   {harder}");
    }
    if !exercise.sources.is_empty() {
        let _ = writeln!(out, "sources  {}", exercise.sources.join(", "));
    }
    out
}

/// Writes a text in lines of at most 78 columns, each behind an indent.
fn paragraph(out: &mut String, indent: &str, text: &str) {
    let mut column = 0;
    for word in text.split_whitespace() {
        let width = unicode_width::UnicodeWidthStr::width(word);
        if column == 0 || column + 1 + width > WIDTH {
            if column > 0 {
                out.push('\n');
            }
            out.push_str(indent);
            column = indent.len();
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
    out.push('\n');
}
