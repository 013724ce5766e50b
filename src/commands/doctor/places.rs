//! Folders, history, config, routines and sound themes.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use super::{Finding, limited};
use crate::commands::setup::Setup;
use crate::commands::{Failure, check};
use crate::diagnostic::{Severity, printable};
use crate::library::Library;
use crate::record::At;
use crate::record::log::Log;
use crate::store::{here, journal};

pub(super) fn look(setup: &Setup) -> Result<Vec<Finding>, Failure> {
    let paths = &setup.paths;
    let mut findings = vec![
        folder("config", &paths.config, false),
        folder("data", &paths.data, true),
        folder("state", &paths.state, true),
        folder("cache", &paths.cache, false),
    ];
    findings.extend(history(setup));
    findings.push(config(setup));
    findings.push(shipped());
    findings.push(own()?);
    findings.extend(themes(setup));
    Ok(findings)
}

/// Tells whether a folder can be written, without making it.
fn folder(name: &str, path: &Path, needed: bool) -> Finding {
    let shown = path.display();
    let tried = path.to_owned();
    let answer = limited(move || writable(&tried));
    let why = match answer {
        Some(Ok(true)) => return Finding::fine("paths", format!("{name}: {shown}")),
        Some(Ok(false)) => {
            return Finding::fine("paths", format!("{name}: {shown} (will be created when needed)"));
        }
        Some(Err(error)) => format!("cannot be written: {error}"),
        None => "doesn't answer".to_owned(),
    };
    let what = format!("{name}: {shown} {why}");
    let finding = if needed { Finding::wrong("paths", what) } else { Finding::remark("paths", what) };
    finding.hint("make it writable, or set RUNUP_HOME to a folder you can write to")
}

/// Tells whether the folder is there; fails if it, or what it would be made in, cannot be
/// written.
fn writable(path: &Path) -> io::Result<bool> {
    match fs::metadata(path) {
        Ok(meta) if !meta.is_dir() => Err(io::Error::other("not a folder")),
        Ok(_) => {
            let probe = path.join(format!(".doctor-{}", std::process::id()));
            OpenOptions::new().write(true).create_new(true).open(&probe).map(drop::<File>)?;
            fs::remove_file(probe).map(|()| true)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // The nearest folder that is there has to let one be made.
            let above = path.ancestors().skip(1).find(|above| above.exists()).unwrap_or(Path::new("/"));
            may_write(above).map(|()| false)
        }
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn may_write(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::access(folder, rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK)?)
}

#[cfg(not(unix))]
fn may_write(folder: &Path) -> io::Result<()> {
    if fs::metadata(folder)?.permissions().readonly() {
        Err(io::ErrorKind::PermissionDenied.into())
    } else {
        Ok(())
    }
}

fn history(setup: &Setup) -> Vec<Finding> {
    let paths = setup.paths.clone();
    let read = limited(move || {
        let now = At::new(jiff::Timestamp::now(), &crate::shell::zone::system());
        let opened = here::read(&paths, now);
        // Journals of sessions that run or were cut off.
        let (found, unread) = journal::find(&paths.sessions());
        let troubles: Vec<String> = opened
            .troubles
            .iter()
            .map(ToString::to_string)
            .chain(unread.iter().map(ToString::to_string))
            .collect();
        let (count, whole) = (opened.records.len(), opened.records.gaps().is_whole());
        let log = Log::of(opened.records);
        let at_once: Vec<String> =
            log.changed_at_once().into_iter().map(|record| record.id.clone()).collect();
        (count, found.len(), troubles, whole, at_once)
    });
    let Some((records, open, troubles, whole, at_once)) = read else {
        return vec![
            Finding::wrong("history", "its folder doesn't answer")
                .hint("check that its disk or cloud folder is connected"),
        ];
    };
    let lines = lines_of_history(records, open, &troubles, whole);
    [lines].into_iter().chain(changed_at_once(&at_once)).collect()
}

/// Tells which entries two computers changed at the same time, so that one of the changes does not count.
fn changed_at_once(ids: &[String]) -> Option<Finding> {
    let first = printable(ids.first()?);
    let entries = if ids.len() == 1 { "1 entry".to_owned() } else { format!("{} entries", ids.len()) };
    let what = format!("{entries} changed on two computers at the same time, and only one change counts");
    Some(Finding::remark("history", what).hint(format!("runup history {first} shows both and keeps either")))
}

fn lines_of_history(records: usize, open: usize, troubles: &[String], whole: bool) -> Finding {
    let records = if records == 1 { "1 entry".to_owned() } else { format!("{records} entries") };
    let open = if open > 0 { format!(", {open} unfinished") } else { String::new() };
    if troubles.is_empty() {
        return Finding::fine("history", format!("{records}{open}, all lines readable"));
    }
    let what = format!("{records}{open}; {} can't be read:\n{}", troubles.len(), troubles.join("\n"));
    if !whole {
        return Finding::wrong("history", what).hint(
            "it may hold a warning sign, so anything that loads your legs is locked; repair or move the \
             file, or add --incomplete-history to go on without it",
        );
    }
    Finding::remark("history", what).hint("nothing is lost: unreadable lines stay in their file")
}

fn config(setup: &Setup) -> Finding {
    let path = setup.config_path.display();
    if !setup.problems.is_empty() {
        return Finding::remark("config", setup.shown().join("\n"))
            .hint("wrong settings use their default; the rest apply");
    }
    match setup.config {
        Some(_) => Finding::fine("config", format!("{path}")),
        None => Finding::fine("config", format!("none at {path}: using the defaults")),
    }
}

fn shipped() -> Finding {
    let library = Library::shipped();
    let broken = library.check_all().iter().filter(|p| p.severity == Severity::Error).count();
    if broken == 0 {
        return Finding::fine("routines", format!("{} shipped", library.routines().count()));
    }
    Finding::wrong("routines", format!("{broken} problems in shipped files"))
        .hint("reinstall Runup; `runup check` shows what is wrong")
}

fn own() -> Result<Finding, Failure> {
    let library = crate::commands::read_library()?;
    let report = check::check(&[], &library, false);
    let own = library.files().filter(|file| file.origin == crate::library::Origin::Own).count();
    if report.exit == 0 {
        return Ok(Finding::fine("routines", format!("{own} files of yours, no problems")));
    }
    let last = report.text.lines().last().unwrap_or_default().to_owned();
    Ok(Finding::remark("routines", last).hint("run `runup check` to see each with its line"))
}

fn themes(setup: &Setup) -> Vec<Finding> {
    let chosen = &setup.settings.sound.theme;
    let mut findings =
        vec![Finding::fine("themes", format!("{chosen}; available: {}", setup.themes.names().join(", ")))];
    for name in setup.themes.own() {
        let (_, problems) = setup.theme_named(name);
        if problems.is_empty() {
            findings.push(Finding::fine("themes", format!("{name}: all files readable")));
        } else {
            findings.push(Finding::remark("themes", problems.join("\n")));
        }
    }
    findings
}
