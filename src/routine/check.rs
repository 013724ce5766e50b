//! Raw tables to checked values: which keys go together, and which values are sensible.
//!
//! Each function destructures its raw table, so that no key can be forgotten. Problems are
//! collected, never thrown: what is wrong with one step does not hide the next one.

mod change;
mod figure;
mod plan;
mod routine;
mod size;
mod sources;
mod step;
mod tempo;
mod values;

use std::collections::HashMap;
use std::ops::Range;

pub use figure::figure;
pub use plan::plan;
pub use sources::{Source, sources};

use self::values::{Heard, RawHeard};
use super::model::{Exercise, FigureRef, Id, Posture, Routine};
use super::raw::{RawExercise, RawFigure, RawRoutine};
use crate::diagnostic::nearest;
use crate::document::read::{Line, Table};
use crate::document::source::SourceFile;
use crate::document::{Checked, Document, Problems, Spanned, WHOLE_FILE, quoted, text};

/// What a file may refer to.
///
/// Where a list of names is not known (`None`), references to it are not checked.
pub trait Exercises {
    /// Returns an exercise; `None` when there is none of this name, or it has problems.
    fn exercise(&self, id: &Id) -> Option<Exercise>;

    /// Returns the names of all exercises, those with problems too.
    fn names(&self) -> Vec<String>;

    /// Returns the names of all routines.
    fn routine_names(&self) -> Option<Vec<String>> {
        None
    }

    /// Returns a routine; `None` when there is none of this name, or it has problems.
    fn routine(&self, _id: &Id) -> Option<Routine> {
        None
    }

    /// Returns the names of all figures.
    fn figure_names(&self) -> Option<Vec<String>> {
        None
    }

    /// Returns the keys of `sources.toml`.
    fn source_keys(&self) -> Option<Vec<String>> {
        None
    }
}

/// Nothing to refer to: for a file that stands alone.
struct Nothing;

impl Exercises for Nothing {
    fn exercise(&self, _id: &Id) -> Option<Exercise> {
        None
    }

    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Reads and checks a routine file.
pub fn routine(source: &SourceFile, exercises: &dyn Exercises) -> Checked<Routine> {
    let mut check = Check::new(source, exercises);
    let value = check.root::<RawRoutine>().map(|raw| check.routine(raw));
    check.problems.finish(value)
}

/// Reads and checks an exercise file on its own; the names in it are taken as they are.
pub fn exercise(source: &SourceFile) -> Checked<Exercise> {
    exercise_among(source, &Nothing, false)
}

/// Reads and checks an exercise file, and that what it refers to is there.
pub fn exercise_with(source: &SourceFile, exercises: &dyn Exercises) -> Checked<Exercise> {
    exercise_among(source, exercises, true)
}

fn exercise_among(source: &SourceFile, exercises: &dyn Exercises, names: bool) -> Checked<Exercise> {
    let mut check = Check::new(source, exercises);
    let value = check.root::<RawExercise>().map(|raw| check.exercise_file(raw, names));
    check.problems.finish(value)
}

/// One file's check: its problems, and what it may refer to.
struct Check<'c, 's> {
    problems: Problems<'s>,
    exercises: &'c dyn Exercises,
    /// Exercises that were looked up, so that each file is read once.
    found: HashMap<Id, Option<Exercise>>,
    /// All names of exercises, asked for at the first unknown one.
    names: Option<Vec<String>>,
}

impl<'c, 's> Check<'c, 's> {
    fn new(source: &'s SourceFile, exercises: &'c dyn Exercises) -> Self {
        Self { problems: Problems::new(source), exercises, found: HashMap::new(), names: None }
    }

    /// Reads the file's top table.
    fn root<T: Table>(&mut self) -> Option<T> {
        let text = text(self.problems.source(), &mut self.problems)?;
        let document = Document::parse(text, &mut self.problems)?;
        Some(T::read_root(&document.root, document.text, &mut self.problems))
    }

    /// Finds an exercise by its name.
    fn exercise(&mut self, id: &Spanned<Id>) -> Option<Exercise> {
        if !self.found.contains_key(&id.value) {
            let found = self.exercises.exercise(&id.value);
            self.found.insert(id.value.clone(), found);
        }
        if let Some(Some(exercise)) = self.found.get(&id.value) {
            return Some(exercise.clone());
        }
        let names = self.names.get_or_insert_with(|| self.exercises.names());
        if names.iter().any(|name| name == id.value.as_str()) {
            let message = format!("the file of the exercise `{}` has errors", id.value);
            self.problems.error(&id.span, message).help("run `runup check` to see them");
        } else {
            unknown_name(&mut self.problems, "exercise", id, names);
        }
        None
    }

    /// Checks that a name is one of `names`, if these are known.
    fn named(&mut self, noun: &str, id: &Spanned<Id>, names: Option<Vec<String>>) {
        if let Some(names) = names
            && !names.iter().any(|name| name == id.value.as_str())
        {
            unknown_name(&mut self.problems, noun, id, &names);
        }
    }

    /// Checks keys of `sources.toml`.
    fn source_keys(&mut self, keys: Vec<Spanned<Line>>) -> Vec<String> {
        let known = if keys.is_empty() { None } else { self.exercises.source_keys() };
        let mut out: Vec<String> = Vec::new();
        for Spanned { value: Line(key), span, .. } in keys {
            if out.contains(&key) {
                self.problems.error(&span, format!("the source {} is listed twice", quoted(&key)));
                continue;
            }
            if let Some(known) = &known
                && !known.contains(&key)
            {
                let meant = nearest(&key, known.iter().map(String::as_str));
                let message = format!("can't find the source {} in routines/sources.toml", quoted(&key));
                let error = self.problems.error(&span, message);
                if let Some(meant) = meant {
                    error.help(format!("did you mean `{meant}`?"));
                }
            }
            out.push(key);
        }
        out
    }

    fn exercise_file(&mut self, raw: RawExercise, names: bool) -> Exercise {
        let lost = raw.lost(&["name"]);
        let RawExercise {
            failed: _,
            format,
            name,
            also,
            ready,
            say,
            also_say,
            brief,
            far,
            how,
            mistake,
            targets,
            loads,
            figure,
            impact,
            deep_bend,
            equipment,
            posture,
            easier,
            harder,
            sources,
        } = raw;
        self.format(format, "exercise-1");
        if name.is_none() && !lost {
            self.problems.missing(&WHOLE_FILE, "an exercise needs a `name`");
        }
        if names {
            for other in [&easier, &harder].into_iter().flatten() {
                let known = self.exercises.names();
                self.named("exercise", other, Some(known));
            }
        }
        for other in [&easier, &harder].into_iter().flatten() {
            if other.value == self.problems.source().id {
                self.problems.error(&other.span, "an exercise can't replace itself");
            }
        }
        let Heard { ready, say, also_say } = self.heard(RawHeard { ready, say, also_say });
        Exercise {
            id: Some(self.problems.source().id.clone()),
            name: name.and_then(|name| self.name(name)).unwrap_or_default(),
            also: also.map_or_else(Vec::new, |also| {
                also.value.into_iter().filter_map(|name| self.name(name)).collect()
            }),
            ready,
            say,
            also_say,
            brief: brief.and_then(|brief| self.brief(brief)),
            far: far.and_then(|far| self.far(far)),
            how: how.and_then(|how| self.how(how)),
            mistake: mistake.and_then(|text| self.text(text, "mistake", values::MAX_TEXT)),
            targets: targets.map_or_else(Vec::new, |list| self.words(list)),
            loads: loads.map_or_else(Vec::new, |list| self.words(list)),
            figure: figure.and_then(|figure| self.figure(figure)),
            impact: impact.is_some_and(|impact| impact.value),
            deep_bend: deep_bend.is_some_and(|bend| bend.value),
            equipment: equipment.map_or_else(Vec::new, |list| self.words(list)),
            posture: posture.map_or(Posture::Standing, |posture| posture.value.0),
            easier: easier.map(|id| id.value),
            harder: harder.map(|id| id.value),
            sources: sources.map_or_else(Vec::new, |keys| self.source_keys(keys.value)),
        }
    }

    fn figure(&mut self, raw: Spanned<RawFigure>) -> Option<FigureRef> {
        let (lost, place) = (raw.value.lost(&["id"]), raw.span);
        let RawFigure { failed: _, id, view, still } = raw.value;
        let view = view.and_then(|view| {
            let known = ["body", "legs", "ankle"];
            if known.contains(&view.value.0.as_str()) {
                return Some(view.value.0);
            }
            let message = format!("{} isn't a view of a figure", quoted(&view.value.0));
            self.problems.error(&view.span, message).help("allowed: body, legs, ankle");
            None
        });
        let still = still.and_then(|still| self.text(still, "still", values::MAX_LABEL));
        let Some(id) = id else {
            if !lost {
                self.problems.missing(&place, "a figure needs its `id`");
            }
            return None;
        };
        self.named("figure", &id, self.exercises.figure_names());
        Some(FigureRef { id: id.value, view, still })
    }

    /// Checks the format that a file says it has.
    fn format(&mut self, format: Option<Spanned<Line>>, known: &str) {
        if let Some(format) = format
            && format.value.0 != known
        {
            let message = format!("this version of Runup reads the format `{known}`");
            self.problems.error(&format.span, message).help("leave the key out, or update Runup");
        }
    }
}

/// Adds the error that nothing has this name, with the nearest that has.
fn unknown_name(problems: &mut Problems<'_>, noun: &str, id: &Spanned<Id>, names: &[String]) {
    unknown_text(problems, noun, id.value.as_str(), &id.span, names.iter().map(String::as_str));
}

fn unknown_text<'n>(
    problems: &mut Problems<'_>,
    noun: &str,
    name: &str,
    span: &Range<usize>,
    names: impl Iterator<Item = &'n str>,
) {
    let meant = if problems.is_full() { None } else { nearest(name, names).map(str::to_owned) };
    let error = problems.error(span, format!("can't find the {noun} {}", quoted(name)));
    match meant {
        Some(meant) => error.help(format!("did you mean `{meant}`?")),
        None if noun == "exercise" => error
            .help("give your own step a `name` instead of `exercise`, or add a file to routines/exercises"),
        None => error,
    };
}
