//! The runner's own files as the program begins them: new ones, put down whole, and schemas beside them. What is there
//! is never written over.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::draft::Draft;
use super::{StoreError, config, file};
use crate::routine::Id;

/// Writes a file that is not there yet; one that is, even as a link to nowhere, stays and is an error.
///
/// It is for the runner's eyes only (0600), and there is never half of it.
pub fn create(path: &Path, text: &str) -> Result<(), StoreError> {
    create_bytes(path, text.as_bytes())
}

/// Writes a file that is no text, as [`create`] does.
pub fn create_bytes(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    file::make_folder(folder_of(path))?;
    put(path, bytes).map_err(StoreError::write(path))
}

/// Writes a new file `ID.toml` into a folder, as [`create`] does; `None` if that name is taken.
pub fn write_new(folder: &Path, id: &Id, text: &str) -> Result<Option<PathBuf>, StoreError> {
    file::make_folder(folder)?;
    let path = folder.join(format!("{id}.toml"));
    match put(&path, text.as_bytes()) {
        Ok(()) => Ok(Some(path)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(None),
        Err(error) => Err(StoreError::write(&path)(error)),
    }
}

/// Writes a file that the program maintains, such as a schema, if it is missing or differs.
pub fn refresh(path: &Path, text: &str) -> Result<(), StoreError> {
    match fs::read(path) {
        Ok(there) if there == text.as_bytes() => Ok(()),
        _ => config::save(path, text),
    }
}

/// Writes a draft beside a file and gives it the file's name, which fails if that is taken.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    // Files that begin with a point are never read.
    let written = Draft::new(folder, "new").and_then(|mut draft| {
        draft.file.write_all(bytes)?;
        draft.file.sync_all()?;
        match fs::hard_link(draft.path(), path) {
            // A file system without links: the new file itself is opened only if there is none.
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fill(path, bytes),
            linked => linked,
        }
    });
    if written.is_ok() {
        file::sync_folder(folder);
    }
    written
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Writes a file if there is none; a file that cannot be filled is removed, so the next try can succeed.
fn fill(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut new = file::private().write(true).create_new(true).open(path)?;
    let written = new.write_all(bytes).and_then(|()| new.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_private_and_one_that_is_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("routines/mine.toml");
        create(&path, "one").unwrap();
        let error = create(&path, "two").unwrap_err();
        assert!(error.to_string().contains("mine.toml"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        #[cfg(unix)]
        {
            use std::os::unix::fs::{PermissionsExt, symlink};
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            let (link, outside) = (folder.path().join("link.toml"), folder.path().join("outside"));
            symlink(&outside, &link).unwrap();
            assert!(create(&link, "three").is_err() && !outside.exists(), "no link is followed");
        }
    }

    #[test]
    fn a_schema_is_written_when_it_is_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("schemas/routine.json");
        refresh(&path, "{}").unwrap();
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        refresh(&path, "{}").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
        refresh(&path, "{ }").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "{ }");
    }

    #[test]
    fn a_new_file_is_private_whole_and_never_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("data/routines");
        let id = Id::new("mine").unwrap();
        let path = write_new(&below, &id, "name = \"A\"\n").unwrap().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "name = \"A\"\n");
        assert_eq!(write_new(&below, &id, "other").unwrap(), None);
        assert_eq!(fs::read_to_string(&path).unwrap(), "name = \"A\"\n");
        assert_eq!(fs::read_dir(&below).unwrap().count(), 1, "no draft is left");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nowhere_is_a_name_that_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let outside = folder.path().join("outside.toml");
        std::os::unix::fs::symlink(&outside, folder.path().join("mine.toml")).unwrap();
        assert_eq!(write_new(folder.path(), &Id::new("mine").unwrap(), "x").unwrap(), None);
        assert!(!outside.exists());
    }
}
