//! What leaves a command: JSON, remarks, and a file where the runner asked for it, whole or not at all, replacing
//! another only when asked. Nothing that came from a file, an argument or a path steers the terminal.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use serde::Serialize;

use super::Failure;
use crate::diagnostic::{escaped_json, printable_lines};
use crate::store::draft::Draft;

/// What a command tells.
#[derive(Debug)]
pub(super) struct Output {
    /// The text to print.
    pub(super) text: String,
    /// Whether all of it went well; the exit code says so.
    pub(super) well: bool,
}

impl Output {
    /// Makes one of a command that did all that it was asked for.
    pub(super) const fn well(text: String) -> Self {
        Self { text, well: true }
    }
}

/// Returns a value as JSON over several lines, with a line break at the end; no character in it steers a terminal.
pub(super) fn json(value: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::Said(error.to_string()))?;
    Ok(escaped_json(&text).into_owned() + "\n")
}

/// Says something on standard error, one line or more; what could steer the terminal is made harmless.
pub(super) fn remark(text: impl std::fmt::Display) {
    // If standard error is closed, that cannot be reported either.
    let _ = writeln!(io::stderr().lock(), "{}", printable_lines(&format!("runup: {text}")));
}

/// Says why a file cannot be written there; one that is there needs `force`.
pub(super) fn free_to_write(path: &Path, force: bool) -> Result<(), Failure> {
    let shown = path.display();
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => Err(Failure::Said(format!("{shown} is a folder; name a file"))),
        Ok(_) if !force => {
            Err(Failure::Said(format!("{shown} already exists\nhint: overwrite it with --force")))
        }
        _ => Ok(()),
    }
}

/// Writes beside the file first, so that it is never there in part; `fill` writes, and syncs, what stands in it.
pub(super) fn put(
    path: &Path,
    force: bool,
    fill: impl FnOnce(File) -> io::Result<()>,
) -> Result<(), Failure> {
    let failed = |source: io::Error| Failure::Io { what: format!("can't write {}", path.display()), source };
    path.file_name().ok_or_else(|| failed(io::ErrorKind::InvalidInput.into()))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let draft = Draft::open_to_others(folder, "part").map_err(failed)?;
    draft.file.try_clone().and_then(fill).map_err(failed)?;
    free_to_write(path, force)?;
    draft.replace(path).map_err(failed)
}
