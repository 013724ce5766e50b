//! A file that a command writes where the runner said: whole or not at all, and over another only when asked.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::Failure;
use crate::store::draft::Draft;

/// Says why a file cannot be written there; one that is there needs `force`.
pub(super) fn free_to_write(path: &Path, force: bool) -> Result<(), Failure> {
    let shown = path.display();
    match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => Err(Failure::Said(format!("{shown} is a folder; name a file"))),
        Ok(_) if !force => {
            Err(Failure::Said(format!("{shown} is there already\nhint: --force writes over it")))
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
    let failed = |source: io::Error| Failure::Io { what: format!("cannot write {}", path.display()), source };
    path.file_name().ok_or_else(|| failed(io::ErrorKind::InvalidInput.into()))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let draft = Draft::open_to_others(folder, "part").map_err(failed)?;
    draft.file.try_clone().and_then(fill).map_err(failed)?;
    free_to_write(path, force)?;
    draft.replace(path).map_err(failed)
}
