//! The random name of this device, which keeps two computers out of each other's files.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use uuid::Uuid;

use super::{StoreError, file};

/// Returns this device's id from the state folder; makes one when there is none.
///
/// Two programs that start at once get the same id. An id that cannot be read is replaced:
/// a new one costs nothing but a new file in the history.
pub fn id(state: &Path) -> Result<String, StoreError> {
    let path = state.join("device");
    if let Some(id) = read(&path)? {
        return Ok(id);
    }
    file::make_folder(state)?;
    let new = random();
    let draft = state.join(format!(".device-{new}"));
    let made = write(&draft, &new).and_then(|()| publish(&draft, &path));
    // Gone already when it was renamed.
    let _ = fs::remove_file(&draft);
    made.map_err(StoreError::write(&path))?;
    Ok(read(&path)?.unwrap_or(new))
}

/// Returns the id that the state folder has, without making one.
pub fn known(state: &Path) -> Option<String> {
    read(&state.join("device")).ok().flatten()
}

/// Returns an id for a device that can keep none.
pub fn random() -> String {
    Uuid::new_v4().to_string()
}

fn read(path: &Path) -> Result<Option<String>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(std::str::from_utf8(&bytes).ok().and_then(parse)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::read(path)(error)),
    }
}

/// Takes nothing but a uuid: the id names a file.
fn parse(text: &str) -> Option<String> {
    Uuid::try_parse(text.trim()).ok().map(|id| id.to_string())
}

fn write(path: &Path, id: &str) -> io::Result<()> {
    let mut file = file::private().write(true).create_new(true).open(path)?;
    file.write_all(format!("{id}\n").as_bytes())?;
    file.sync_all()
}

/// Gives the draft its name, unless another program was first with a good one.
fn publish(draft: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(draft, path) {
        Ok(()) => Ok(()),
        Err(_) if matches!(read(path), Ok(Some(_))) => Ok(()),
        // No hard links on this file system, or what stands there is damaged.
        Err(_) => fs::rename(draft, path),
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn an_id_is_made_once_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("deep/state");
        let first = id(&state).unwrap();
        assert_eq!(id(&state).unwrap(), first);
        assert_eq!(fs::read_dir(&state).unwrap().count(), 1, "no draft is left");
    }

    #[test]
    fn programs_that_start_at_once_agree() {
        let folder = tempfile::tempdir().unwrap();
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let state = folder.path().to_owned();
                thread::spawn(move || id(&state).unwrap())
            })
            .collect();
        let ids: Vec<_> = threads.into_iter().map(|t| t.join().unwrap()).collect();
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    }

    #[test]
    fn a_damaged_id_is_replaced() {
        for damaged in [&b""[..], b"../../etc/passwd", b"\xff\xfe"] {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("device"), damaged).unwrap();
            let new = id(folder.path()).unwrap();
            assert!(parse(&new).is_some());
            assert_eq!(id(folder.path()).unwrap(), new);
        }
    }

    #[test]
    fn a_state_folder_that_is_a_file_is_told_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        fs::write(&state, "").unwrap();
        let error = id(&state).unwrap_err();
        assert!(error.to_string().contains(&*state.to_string_lossy()), "{error}");
        assert!(error.hint().is_some(), "{error:?}");
    }
}
