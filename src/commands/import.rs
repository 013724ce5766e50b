//! `runup import FILE..`: what other programs and watches wrote, taken over.
//!
//! A file's content decides its kind; each kind has a module of its own that imports it. A new kind is one more arm of
//! [`import`]: the context before a file is read is in [`Asked`], the result in [`Output`]. A problem with one file
//! keeps only that one out.

mod activities;
mod beside;
mod count;
mod history;
mod lines;
mod progress;
mod reading;
mod routines;

use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::Args as ClapArgs;

use super::Failure;
use super::output::Output;
use super::setup::Setup;
use super::writer::HistoryWriter;
use crate::commands::args::word::word;
use crate::commands::asker::Asker;
use crate::diagnostic::printable;
use crate::interop::activity::Kind;
use crate::library::Library;
use crate::symptoms::emergency::Number;
use crate::units::Units;
use crate::words::Words;

/// What is to be taken over.
#[derive(Debug, ClapArgs)]
pub(super) struct ImportArgs {
    /// Files, archives or folders of FIT, GPX and TCX files, an export of Strava, Garmin or Apple Health, the folder of a history, or - for standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Show what would be imported, and save nothing
    #[arg(long)]
    dry_run: bool,
    /// Import runs again that you deleted
    #[arg(long)]
    again: bool,
    /// Import each run as a new one, even if you logged one of about the same length that day
    #[arg(long)]
    another: bool,
    /// Take each file for a run or a walk, whatever it says
    #[arg(long = "as", value_name = "KIND", value_parser = word::<Kind>())]
    kind: Option<Kind>,
    /// A name for the routine in a single file
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

impl Output {
    /// Says what failed, and continues.
    fn tell(&mut self, told: &str) {
        self.well = false;
        super::output::remark(told);
    }
}

/// What all kinds need.
pub(super) struct ImportContext<'a> {
    /// The import.
    pub(super) args: &'a ImportArgs,
    /// The data folder.
    pub(super) data: &'a Path,
    /// What is known.
    pub(super) library: &'a Library,
    /// The unit of distances.
    pub(super) units: Units,
    /// The language.
    pub(super) words: &'static dyn Words,
    /// The number to call.
    pub(super) emergency: Option<Number>,
    /// Who is asked what a sheet leaves open.
    pub(super) asker: &'a mut dyn Asker,
    /// Opens the history; read-only for a dry run.
    pub(super) open: &'a mut dyn FnMut(bool) -> Result<HistoryWriter, Failure>,
}

/// Takes files over.
pub(super) fn import(
    setup: &Setup,
    library: &Rc<Library>,
    args: &ImportArgs,
    asker: &mut dyn Asker,
) -> Result<Output, Failure> {
    for line in setup.lines() {
        eprintln!("runup: {}", printable(&line));
    }
    let paths = &setup.paths;
    let (ours, files): (Vec<PathBuf>, Vec<PathBuf>) =
        args.files.iter().cloned().partition(|path| history::is_ours(path));
    let mut done = Output::well(String::new());
    for path in ours {
        history::take(paths, &path, args.dry_run, setup.at, &mut done)?;
    }
    if files.is_empty() {
        return Ok(done);
    }
    let rest = take(&mut ImportContext {
        args: &ImportArgs { files, name: args.name.clone(), ..*args },
        data: &paths.data,
        library,
        units: setup.settings.units,
        words: setup.words,
        emergency: setup.emergency(),
        asker,
        open: &mut |dry| {
            if dry { Ok(setup.history(library)) } else { setup.writer(library) }
        },
    })?;
    Ok(Output { text: done.text + &rest.text, well: done.well && rest.well })
}

/// The same with everything from outside at hand; failures go to standard error, and the rest is done.
pub(super) fn take(shelf: &mut ImportContext<'_>) -> Result<Output, Failure> {
    let ImportContext { args, data, library, .. } = *shelf;
    if args.name.is_some() && args.files.len() > 1 {
        return Err(Failure::Usage("--name works with a single file only".into()));
    }
    let mut done = Output::well(String::new());
    let mut routines = routines::Routines::new(data, library, args);
    let mut activities = activities::Activities::new(args.kind);
    let watch = progress::Watch::new();
    for path in &args.files {
        if watch.is_over() {
            break;
        }
        let mut reading =
            reading::Reading { activities: &mut activities, done: &mut done, watch: watch.clone() };
        if !reading.path(path) {
            routines.take(path, shelf.asker, &mut done)?;
        }
    }
    watch.wipe();
    routines.finish(&mut done);
    activities.finish(shelf, &watch, &mut done)?;
    Ok(done)
}

/// Returns a path as shown.
fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy()).into_owned()
}
