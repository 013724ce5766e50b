//! Files that the runner would write: put down whole beside the others, and never over one that is there.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::{StoreError, file};
use crate::routine::Id;

/// Writes a new file `ID.toml` into a folder, which is made where there is none; `None` where that name is taken.
///
/// It is for the runner's eyes only (0600), and there is never half of it.
pub fn write_new(folder: &Path, id: &Id, text: &str) -> Result<Option<PathBuf>, StoreError> {
    file::make_folder(folder)?;
    let path = folder.join(format!("{id}.toml"));
    // Files that begin with a point are read by nobody.
    let draft = folder.join(format!(".new-{}", Uuid::new_v4()));
    let written = write(&draft, &path, text);
    let _ = fs::remove_file(&draft);
    match written {
        Ok(()) => {
            file::sync_folder(folder);
            Ok(Some(path))
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(None),
        Err(error) => Err(StoreError::write(&path)(error)),
    }
}

/// Writes a draft and gives it its name, which fails where there is a file of that name.
fn write(draft: &Path, path: &Path, text: &str) -> io::Result<()> {
    let mut file = file::private().write(true).create_new(true).open(draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    match fs::hard_link(draft, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            // A file system without links: the new file itself is opened only where there is none.
            let mut file = file::private().write(true).create_new(true).open(path)?;
            let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
            if written.is_err() {
                let _ = fs::remove_file(path);
            }
            written
        }
        linked => linked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
