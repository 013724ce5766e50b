//! `runup import FILE..`: what other programs and watches wrote, taken over.
//!
//! What a file is, its content says; each kind has a module of its own that takes it over. A new kind is one more
//! arm of [`import`]: what is known before anything of a file is read is in [`Asked`], what came of it in [`Done`].
//! Whatever is wrong with one file keeps only that one out.

mod routines;

use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;

use super::Failure;
use crate::diagnostic::printable;
use crate::library::Library;

/// What is to be taken over.
#[derive(Debug, ClapArgs)]
pub(super) struct Imported {
    /// Files; what they are is told by their content
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print the routines instead of writing them
    #[arg(long)]
    dry_run: bool,
    /// A name of your own for what a single file holds
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

/// What came of it.
pub(super) struct Done {
    /// What is printed.
    pub(super) text: String,
    /// Whether everything was taken over.
    pub(super) well: bool,
}

impl Done {
    /// Says what failed.
    fn tell(&mut self, told: &str) {
        self.well = false;
        eprintln!("runup: {told}");
    }
}

/// Takes files over; what fails is told on standard error, and the rest is done.
pub(super) fn import(data: &Path, library: &Library, asked: &Imported) -> Result<Done, Failure> {
    if asked.name.is_some() && asked.files.len() > 1 {
        return Err(Failure::Usage("--name goes with a single file".into()));
    }
    let mut done = Done { text: String::new(), well: true };
    let mut routines = routines::Routines::new(data, library, asked);
    for path in &asked.files {
        routines.take(path, &mut done)?;
    }
    routines.finish(&mut done);
    Ok(done)
}

/// Returns a path as it is told.
fn shown(path: &Path) -> String {
    printable(&path.to_string_lossy()).into_owned()
}
