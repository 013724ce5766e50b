//! `runup import`: workouts of other timers as routines of the runner's own.
//!
//! A file's content decides its kind ([`crate::interop`]). A workout becomes a routine in the data folder, under a
//! name that no other routine has; a problem with one of them keeps only that one out.

use std::fmt::Write as _;
use std::path::Path;

use super::{ImportArgs, Output, shown};
use crate::commands::asker::{Asker, Nobody};
use crate::commands::new::sheet;
use crate::commands::{Failure, problems, writer};
use crate::diagnostic::{printable, printable_lines};
use crate::files;
use crate::interop::{self, Import, Workout, Written};
use crate::library::{Kind, Library, Origin, SourceFile};
use crate::phrase;
use crate::routine::{Id, Routine};
use crate::store::own;
use crate::time::Clock;

/// Most numbers that a name is tried with.
const TRIES: u32 = 1_000;
/// The folder of routines in the data folder.
const FOLDER: &str = "routines";

/// The routines that one import makes.
pub(super) struct Routines<'a> {
    data: &'a Path,
    library: &'a Library,
    args: &'a ImportArgs,
    written: Vec<Id>,
}

impl<'a> Routines<'a> {
    pub(super) const fn new(data: &'a Path, library: &'a Library, args: &'a ImportArgs) -> Self {
        Self { data, library, args, written: Vec::new() }
    }

    /// Imports a file and reports its problems.
    pub(super) fn take(
        &mut self,
        path: &Path,
        asker: &mut dyn Asker,
        done: &mut Output,
    ) -> Result<(), Failure> {
        match one(path, self.args.name.as_deref()) {
            Ok(Import { workouts, text: Some(text), .. })
                if matches!(workouts[..], [Err(_)]) && sheet::counts(&text, self.library) =>
            {
                self.take_sheet(path, &text, asker, done)
            }
            Ok(import) => take(self.data, self.library, self.args, path, &import, (done, &mut self.written)),
            Err(told) => {
                done.tell(&told);
                Ok(())
            }
        }
    }

    /// Makes a routine of a sheet in words; what it leaves open is asked, and without a terminal it must be clear.
    fn take_sheet(
        &mut self,
        path: &Path,
        text: &str,
        asker: &mut dyn Asker,
        done: &mut Output,
    ) -> Result<(), Failure> {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = Id::from_words(self.args.name.as_deref().unwrap_or(&stem));
        let yes = !self.args.dry_run && !asker.is_there();
        let wanted = sheet::Wanted { name: Some(name.as_str()), yes, by_clinician: false };
        let asker = if self.args.dry_run { &mut Nobody } else { asker };
        let said = sheet::routine_of(text, &wanted, self.data, self.library, asker)?;
        done.text.push_str(&said.text);
        if !said.error.is_empty() {
            done.well &= self.args.dry_run;
            eprint!("{}", printable_lines(&format!("{}:\n{}", shown(path), said.error)));
        }
        self.written.extend(said.written.map(|place| place.id));
        Ok(())
    }

    /// Says how to play the new files.
    pub(super) fn finish(self, done: &mut Output) {
        if let [first, ..] = &self.written[..]
            && !self.args.dry_run
        {
            let _ = writeln!(
                done.text,
                "\nPlay it with runup go {first}; read about it with runup show {first}."
            );
        }
    }
}

/// Reads a file and returns its kind.
fn one(path: &Path, name: Option<&str>) -> Result<Import, String> {
    let bytes = files::read_foreign(path).map_err(|problem| problem.to_string())?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().replace(['-', '_'], " ");
    interop::read(&bytes, name.unwrap_or(&phrase::capital(&stem)))
        .map_err(|refusal| format!("{}: {refusal}", shown(path)))
}

/// Makes routines of what a file holds.
fn take(
    data: &Path,
    library: &Library,
    args: &ImportArgs,
    path: &Path,
    import: &Import,
    (done, names): (&mut Output, &mut Vec<Id>),
) -> Result<(), Failure> {
    let encoding = if import.encoding == interop::Encoding::Utf8 { "" } else { import.encoding.name() };
    let comma = if encoding.is_empty() { "" } else { ", " };
    let mut head = format!("{}: {}{comma}{encoding}\n", shown(path), import.origin.words());
    for note in &import.notes {
        let _ = writeln!(head, "  {}", printable(note));
    }
    let mut told = String::new();
    let single = import.workouts.len() == 1;
    for workout in &import.workouts {
        let workout = match workout {
            Ok(workout) => workout,
            Err(wrong) => {
                for line in wrong.to_string().lines() {
                    done.tell(&format!("{}: {line}", shown(path)));
                }
                continue;
            }
        };
        let mut workout = workout.clone();
        if let Some(name) = args.name.as_ref().filter(|_| single) {
            workout.title.clone_from(name);
        }
        let written = workout.to_routine(import.origin, library);
        let place = place(data, library, &workout, &written, args.dry_run)?;
        if args.dry_run {
            let _ = write!(done.text, "# {FOLDER}/{}.toml\n{}\n", place.id, written.text);
        }
        about(&mut told, &place, &workout, &written);
        names.push(place.id);
    }
    if told.is_empty() {
        return Ok(());
    }
    if args.dry_run {
        // The files alone go to standard output.
        eprint!("{}", printable_lines(&format!("{head}{told}")));
    } else {
        done.text.push_str(&head);
        done.text.push_str(&told);
    }
    Ok(())
}

/// Where a routine is.
struct Place {
    id: Id,
    /// What it is, read as any file is.
    routine: Routine,
    /// It was there already, with the same text.
    known: bool,
}

/// Finds a name for a routine that no other has, and writes it there.
fn place(
    data: &Path,
    library: &Library,
    workout: &Workout,
    written: &Written,
    dry_run: bool,
) -> Result<Place, Failure> {
    let base = interop::file_id(&workout.title);
    for number in 1..=TRIES {
        let id = numbered(&base, number);
        if interop::is_reserved(&id) {
            continue;
        }
        if let Some(there) = library.source(Kind::Routine, &id) {
            // A shipped one keeps its name: a file of that name would take its place.
            if there.origin == Origin::Own && *there.bytes == *written.text.as_bytes() {
                let routine = check(library, &id, written)?;
                return Ok(Place { id, routine, known: true });
            }
            continue;
        }
        let routine = check(library, &id, written)?;
        if dry_run {
            return Ok(Place { id, routine, known: false });
        }
        let kept = own::write_new(&data.join(FOLDER), &id, &written.text);
        if kept.map_err(|error| writer::failure(&error))?.is_some() {
            return Ok(Place { id, routine, known: false });
        }
        // Another program was quicker, or the file there is not a routine.
    }
    Err(Failure::Said(format!("there are already {TRIES} routines called `{base}`")))
}

/// Holds that what is written passes `runup check`.
fn check(library: &Library, id: &Id, written: &Written) -> Result<Routine, Failure> {
    let file = SourceFile {
        path: format!("{FOLDER}/{id}.toml"),
        kind: Kind::Routine,
        id: id.clone(),
        origin: Origin::Own,
        bytes: written.text.clone().into_bytes().into(),
    };
    let checked = library.parse_file(&file);
    checked.value.ok_or_else(|| problems(&written.text, &checked.diagnostics))
}

pub(super) fn numbered(base: &Id, number: u32) -> Id {
    if number == 1 {
        return base.clone();
    }
    let tail = format!("-{number}");
    let kept = base.as_str().len().min(Id::MAX - tail.len());
    Id::from_words(&format!("{}{tail}", base.as_str()[..kept].trim_end_matches('-')))
}

/// Says what became of a workout.
fn about(out: &mut String, place: &Place, workout: &Workout, written: &Written) {
    let Place { id, routine, known } = place;
    let steps = if written.steps == 1 { "1 step".to_owned() } else { format!("{} steps", written.steps) };
    let known = if *known { "; you already have it" } else { "" };
    let _ = writeln!(out, "  {id}  {}, {steps}{known}", Clock(workout.length()));
    let matched: Vec<String> =
        written.matched.iter().map(|(name, id)| format!("{} (`{id}`)", printable(name))).collect();
    if !matched.is_empty() {
        let _ = writeln!(out, "    matched exercises: {}", matched.join(", "));
    }
    let mut unsure: Vec<&str> = Vec::new();
    for step in routine.steps().filter(|step| step.exercise.impact || step.exercise.deep_bend) {
        if !unsure.contains(&step.exercise.name.as_str()) {
            unsure.push(&step.exercise.name);
        }
    }
    if !unsure.is_empty() {
        let names = phrase::list(&unsure);
        let _ = writeln!(out, "    left out until you say whether anything is sore: {names}");
    }
    for note in &workout.notes {
        let _ = writeln!(out, "    {}", printable(note));
    }
}
