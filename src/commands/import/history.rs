//! `runup import`: archives of Runup, and the histories of other devices.
//!
//! Missing entries go to the file of the device that wrote them. If one of the runner's own files differs from the one
//! here, it is saved beside it under a name of its own. Nothing is overwritten, so importing twice changes nothing.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::beside;
use super::routines::numbered;
use super::{Output, shown};
use crate::commands::{Failure, writer};
use crate::diagnostic::printable;
use crate::record::archive::{Part, VERSION};
use crate::record::{At, Record};
use crate::routine::{Id, Kind, MAX_FILE_BYTES};
use crate::store::archive::{self, Content};
use crate::store::{Paths, StoreError, here, own};

/// Most names that a file is tried with.
const TRIES: u32 = 100;
/// Most damaged lines that are named.
const TOLD: usize = 5;

/// True if a file, or a folder, is an archive or a history.
pub(super) fn is_ours(path: &Path) -> bool {
    if path.is_dir() {
        return archive::of_folder(path).iter().any(|file| archive::is_ours(file));
    }
    archive::is_ours(path)
}

/// Takes an archive, a history or a folder of histories over.
pub(super) fn take(paths: &Paths, path: &Path, dry: bool, now: At, done: &mut Output) -> Result<(), Failure> {
    let files: Vec<PathBuf> = if path.is_dir() { archive::of_folder(path) } else { vec![path.to_owned()] };
    // Only what is written needs a name of this device.
    let (device, _turn) = if dry {
        (String::new(), None)
    } else {
        let (device, opened, turn) =
            here::open_for_device(paths, now).map_err(|error| writer::failure(&error))?;
        for trouble in opened.troubles.iter().filter(|trouble| !trouble.is_unread()) {
            eprintln!("runup: {}", printable(&trouble.to_string()));
        }
        (device, Some(turn))
    };
    for file in files {
        match archive::read(&file) {
            Ok(content) => {
                head(&file, &content, done);
                entries(paths, &device, &content, (dry, now), done);
                for part in &content.parts {
                    keep(&paths.data, part, dry, done);
                }
                if let Some(config) = &content.config {
                    beside::settings(&paths.config, &config.text, dry, done);
                }
                beside::sounds(&paths.data, &content.sounds, dry, done);
                whole(&file, &content, done);
            }
            Err(error) => tell(&error, done),
        }
    }
    Ok(())
}

/// Says what it is.
fn head(file: &Path, content: &Content, done: &mut Output) {
    let what = content.head.as_ref().map_or_else(
        || "a history of Runup".to_owned(),
        |head| {
            let (date, newer) = (head.made.date(), if head.v > VERSION { " of a newer Runup" } else { "" });
            format!("an archive{newer} of {} {} {}", date.day(), date.strftime("%B"), date.year())
        },
    );
    let _ = writeln!(done.text, "{}: {what}", shown(file));
}

fn entries(paths: &Paths, device: &str, content: &Content, (dry, now): (bool, At), done: &mut Output) {
    if content.entries.is_empty() {
        return;
    }
    let impossible = |line: &[u8]| Record::from_line(line).ok().and_then(|r| r.impossible(now.date()));
    let (wrong, good): (Vec<_>, Vec<_>) =
        content.entries.iter().cloned().partition(|(_, line)| impossible(line).is_some());
    for date in wrong.iter().filter_map(|(_, line)| impossible(line)).take(TOLD) {
        done.tell(&format!("skipped an entry with an impossible date, {date}"));
    }
    if wrong.len() > TOLD {
        done.tell(&format!("and {} more entries with impossible dates", wrong.len() - TOLD));
    }
    let merged = archive::merge(paths, device, &good, !dry);
    let would = if dry { "would be " } else { "" };
    let _ = writeln!(done.text, "  history: {} {would}new, {} already here", merged.new, merged.known);
    for error in &merged.failed {
        tell(error, done);
    }
}

/// Says what is not whole; what there is was imported all the same.
fn whole(file: &Path, content: &Content, done: &mut Output) {
    let file = shown(file);
    for line in content.damaged.iter().take(TOLD) {
        done.tell(&format!("{file}, line {line}: can't be read, so it was skipped"));
    }
    if content.damaged.len() > TOLD {
        done.tell(&format!("{file}: and {} more lines like that", content.damaged.len() - TOLD));
    }
    if content.newer > 0 {
        let parts = if content.newer == 1 { "a part".into() } else { format!("{} parts", content.newer) };
        done.tell(&format!("{file}: skipped {parts} from a newer Runup\nhint: update Runup to read them"));
    }
    if content.missing() > content.damaged.len() {
        done.tell(&format!(
            "{file}: the file is cut off and {} lines are missing; the rest was read",
            content.missing() - content.damaged.len()
        ));
    }
}

/// Keeps a file of the runner's, beside what is there already.
fn keep(data: &Path, part: &Part, dry: bool, done: &mut Output) {
    let Some(kind) = part.kind() else {
        let kind = printable(&part.kind).into_owned();
        return done.tell(&format!("{}: this Runup doesn't know files of kind `{kind}`", part.id));
    };
    if part.text.len() > MAX_FILE_BYTES {
        return done.tell(&format!("the {kind} {}: larger than 1 MiB, so it was skipped", part.id));
    }
    let routines = data.join("routines");
    let folder = match kind {
        Kind::Exercise => routines.join("exercises"),
        Kind::Figure => routines.join("figures"),
        Kind::Plan => routines.join("plans"),
        Kind::Routine | Kind::Sources | Kind::Config => routines.clone(),
    };
    if [&routines, &folder].iter().any(|folder| folder.is_symlink()) {
        let folder = shown(&folder);
        return done.tell(&format!("{}: {folder} is a link, and imports don't follow links", part.id));
    }
    // There is one file of sources, whatever it is called in an archive.
    let base = if kind == Kind::Sources { Id::from_words("sources") } else { part.id.clone() };
    let reserved = base.as_str() != "today" && crate::interop::is_reserved(&base);
    if kind != Kind::Sources && reserved {
        return done
            .tell(&format!("the {kind} {base}: that name has another meaning here, so it was skipped"));
    }
    let tries = if kind == Kind::Sources { 1 } else { TRIES };
    for number in 1..=tries {
        let id = numbered(&base, number);
        let path = folder.join(format!("{id}.toml"));
        if std::fs::symlink_metadata(&path).is_ok() {
            // Nothing is read through a link.
            let same =
                !path.is_symlink() && std::fs::read(&path).is_ok_and(|there| there == part.text.as_bytes());
            if same {
                return say(done, kind, &base, &id, "already here");
            }
            continue;
        }
        if dry {
            return say(done, kind, &base, &id, "would be new");
        }
        match own::write_new(&folder, &id, &part.text) {
            Ok(Some(_)) => return say(done, kind, &base, &id, "new"),
            Ok(None) => {}
            Err(error) => return tell(&error, done),
        }
    }
    done.tell(&format!("the {kind} {base}: you already have a different one, which was kept"));
}

fn say(done: &mut Output, kind: Kind, base: &Id, id: &Id, what: &str) {
    let beside = if base == id { String::new() } else { format!("; your own {base} was kept") };
    let _ = writeln!(done.text, "  {kind} {id}: {what}{beside}");
}

pub(super) fn tell(error: &StoreError, done: &mut Output) {
    let hint = error.hint().map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
    done.tell(&format!("{}{hint}", printable(&error.to_string())));
}
