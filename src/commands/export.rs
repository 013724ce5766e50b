//! `runup export FILE`: the history of all devices and the runner's own files as one archive.
//!
//! [`crate::record::archive`] has its contents; `runup import` imports it elsewhere. Anything left out is reported on
//! standard error, and the rest is written.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args as ClapArgs;

use super::output::Output;
use super::writer::failure;
use super::{Failure, library_in};
use crate::diagnostic::printable;
use crate::files::{own_themes, read_theme};
use crate::id::Id;
use crate::library::Origin;
use crate::record::At;
use crate::record::archive::{Config, Head, Part, Sound, VERSION};
use crate::record::gaps::{Cause, Gap};
use crate::routine::MAX_FILE_BYTES;
use crate::store::{Paths, archive, here};

/// What is written where.
#[derive(Debug, ClapArgs)]
pub(super) struct ExportArgs {
    /// The file to write, such as runup.jsonl, or `-` for standard output
    file: PathBuf,
    /// Overwrite an existing file
    #[arg(long)]
    force: bool,
    /// Export your settings and your own sounds too
    #[arg(long)]
    all: bool,
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
    let (config, sounds) = if args.all { (config(paths), sounds(paths)) } else { (None, Vec::new()) };
    let files = parts.len() + usize::from(config.is_some()) + sounds.len();
    let head = Head { v: VERSION, made: now, entries: gathered.lines.len(), files };
    let mut bytes = head.to_line();
    bytes.extend(gathered.lines.iter().flatten());
    for part in &parts {
        bytes.extend(part.to_line());
    }
    bytes.extend(config.iter().flat_map(Config::to_line));
    bytes.extend(sounds.iter().flat_map(Sound::to_line));
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
        "{shown}: {} of {} and {} of yours{}\nOn another computer, run runup import {shown}, as often as you \
         like.\n",
        count(gathered.lines.len(), "line of history", "lines of history"),
        count(gathered.devices, "device", "devices"),
        count(parts.len(), "file", "files"),
        match (args.all, config.is_some()) {
            (false, _) => ". Settings and sounds are not included; add --all for them.".to_owned(),
            (true, true) => format!(", your settings and {}.", count(sounds.len(), "sound", "sounds")),
            (true, false) =>
                format!(" and {}; you have no settings file.", count(sounds.len(), "sound", "sounds")),
        },
    );
    Ok(Output { text: told, well: is_whole })
}

/// Returns the settings, if there are any.
fn config(paths: &Paths) -> Option<Config> {
    let path = paths.config.join("config.toml");
    match fs::read_to_string(&path) {
        Ok(text) if text.len() <= MAX_FILE_BYTES => Some(Config { text }),
        Ok(_) => {
            super::output::remark(format_args!("{}: larger than 1 MiB, so it was skipped", path.display()));
            None
        }
        Err(error) => {
            if error.kind() != io::ErrorKind::NotFound {
                super::output::remark(format_args!("{}: {error}", path.display()));
            }
            None
        }
    }
}

/// Returns the sounds of the runner's own themes; those left out are reported.
fn sounds(paths: &Paths) -> Vec<Sound> {
    let mut sounds = Vec::new();
    for theme in own_themes(&paths.data) {
        let files = read_theme(&paths.data, &theme).unwrap_or_else(|error| {
            super::output::remark(format_args!("{theme}: {error}"));
            Vec::new()
        });
        for file in files {
            match (Id::new(&file.stem), &file.bytes) {
                (Some(name), Ok(bytes)) => sounds.push(Sound::new(theme.clone(), name, file.ending, bytes)),
                (None, _) => super::output::remark(format_args!(
                    "{}: no cue has that name, so it was skipped",
                    file.path
                )),
                (_, Err(why)) => {
                    super::output::remark(format_args!("{}: {why}, so it was skipped", file.path));
                }
            }
        }
    }
    sounds
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
