//! `runup export FILE`: the history of all devices and the runner's own files as one archive.
//!
//! [`crate::record::archive`] has its contents; `runup import` imports it elsewhere. Anything left out is reported on
//! standard error, and the rest is written.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;

use super::output::Output;
use super::writer::failure;
use super::{Failure, library_in};
use crate::diagnostic::printable;
use crate::library::Origin;
use crate::record::At;
use crate::record::archive::{Head, Part, VERSION};
use crate::record::gaps::{Cause, Gap};
use crate::store::{Paths, archive, here};

/// What is written where.
#[derive(Debug, ClapArgs)]
pub(super) struct ExportArgs {
    /// The file to write, such as runup.jsonl, or `-` for standard output
    file: PathBuf,
    /// Overwrite an existing file
    #[arg(long)]
    force: bool,
}

/// Writes the archive; says whether all of the history is in it.
pub(super) fn export(
    paths: &Paths,
    now: At,
    out: &mut dyn io::Write,
    args: &ExportArgs,
) -> Result<Output, Failure> {
    let gathered = archive::gather(&paths.history());
    for error in &gathered.unread {
        eprintln!("runup: {}", printable(&error.to_string()));
    }
    if gathered.damaged > 0 {
        let lines = if gathered.damaged == 1 { "one line" } else { "some lines" };
        eprintln!("runup: {lines} can't be read, so the export leaves them out; see runup doctor");
    }
    let records = here::read(paths, now).records;
    let lost: Vec<&Gap> = records.gaps().iter().filter(|gap| gap.cause == Cause::Short).collect();
    for gap in &lost {
        eprintln!("runup: {}", printable(&gap.words));
    }
    let is_whole = gathered.is_whole() && lost.is_empty();
    let parts = own(paths);
    let head = Head { v: VERSION, made: now, entries: gathered.lines.len(), files: parts.len() };
    let mut bytes = head.to_line();
    bytes.extend(gathered.lines.iter().flatten());
    for part in &parts {
        bytes.extend(part.to_line());
    }
    if args.file == Path::new("-") {
        return match out.write_all(&bytes).and_then(|()| out.flush()) {
            Err(source) if source.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::Io { what: "cannot write".into(), source })
            }
            _ => Ok(Output { text: String::new(), well: is_whole }),
        };
    }
    let shown = printable(&args.file.to_string_lossy()).into_owned();
    if args.file.is_dir() {
        return Err(Failure::Said(format!("{shown} is a folder; name a file")));
    }
    if args.file.symlink_metadata().is_ok() && !args.force {
        return Err(Failure::Said(format!("{shown} already exists\nhint: overwrite it with --force")));
    }
    let lost = if is_whole { 0 } else { gathered.lacks(&args.file) };
    if lost > 0 {
        let entries = if lost == 1 { "1 entry".to_owned() } else { format!("{lost} entries") };
        return Err(Failure::Said(format!(
            "{shown} has {entries} that your history here lacks, so Runup won't overwrite it\nhint: runup \
             import {shown}, or export to another file"
        )));
    }
    archive::save(&args.file, args.force, &bytes).map_err(|error| failure(&error))?;
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let told = format!(
        "{shown}: {} of {} and {} of yours. Settings and sounds are not included.\nOn another computer, run \
         runup import {shown}, as often as you like.\n",
        count(gathered.lines.len(), "line of history", "lines of history"),
        count(gathered.devices, "device", "devices"),
        count(parts.len(), "file", "files"),
    );
    Ok(Output { text: told, well: is_whole })
}

/// Returns the runner's own files; those left out are reported.
fn own(paths: &Paths) -> Vec<Part> {
    let library = library_in(paths);
    for problem in library.unread() {
        super::output::remark(problem);
    }
    let mut parts = Vec::new();
    for file in library.files().filter(|file| file.origin == Origin::Own) {
        match std::str::from_utf8(&file.bytes) {
            Ok(text) => parts.extend(Part::new(file.kind, file.id.clone(), text.to_owned())),
            Err(_) => eprintln!("runup: {}: not text, so it was skipped", printable(&file.path)),
        }
    }
    parts
}
