//! The runner's own files as the program begins them: new ones, and schemas beside them. What is there is never
//! written over.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::{StoreError, config, file};

/// Writes a file that is not there yet; one that is, even as a link to nowhere, stays and is an error.
pub fn create(path: &Path, text: &str) -> Result<(), StoreError> {
    if let Some(folder) = path.parent() {
        file::make_folder(folder)?;
    }
    let mut new = file::private().write(true).create_new(true).open(path).map_err(StoreError::write(path))?;
    let written = new.write_all(text.as_bytes()).and_then(|()| new.sync_all());
    if written.is_err() {
        // Half a file would stand in the way of the next try.
        let _ = fs::remove_file(path);
    }
    written.map_err(StoreError::write(path))
}

/// Writes a file that the program keeps, such as a schema, where it is not there or is another.
pub fn refresh(path: &Path, text: &str) -> Result<(), StoreError> {
    match fs::read(path) {
        Ok(there) if there == text.as_bytes() => Ok(()),
        _ => config::save(path, text),
    }
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
}
