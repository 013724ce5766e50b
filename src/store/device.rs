//! The random name of this device, which keeps two computers out of each other's files.
//!
//! It is in the state folder, in a file named after the machine. So a state folder that was copied to another
//! computer, or is shared by two, gives each of them a name of its own. The machine's number itself is not stored,
//! only a hash of it. On a system without such a number (macOS) the file is just `device`, and a copy is recognised by
//! the other computer's lines: see [`here`](super::here).

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::{StoreError, file};
use crate::hash::fnv64;

/// The file on a machine without a number, and what the names of all others begin with.
const FILE: &str = "device";

/// The name of this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The name, a uuid.
    pub id: String,
    /// It was made just now, in a state folder that belongs to another machine.
    pub copied: bool,
}

/// Returns this device's name from the state folder; makes one when there is none.
///
/// Two programs that start at once get the same name. One that cannot be read is replaced:
/// a new one costs nothing but a new file in the history.
pub fn here(state: &Path) -> Result<Device, StoreError> {
    of(state, machine().as_deref())
}

/// Returns this device's name if the state folder has one; makes none.
pub fn known(state: &Path) -> Option<String> {
    let path = path(state, machine().as_deref());
    let plain =
        || if others(state, &path).is_empty() { read(&state.join(FILE)).ok().flatten() } else { None };
    read(&path).ok().flatten().or_else(plain)
}

/// Gives this device a new name, in place of one under which another one writes too.
pub(super) fn renew(state: &Path) -> Result<String, StoreError> {
    let path = path(state, machine().as_deref());
    file::make_folder(state)?;
    let new = random();
    let draft = state.join(format!(".device-{new}"));
    write(&draft, &new).and_then(|()| fs::rename(&draft, &path)).map_err(StoreError::write(&path))?;
    Ok(new)
}

/// Returns a name for a device that can keep none.
pub fn random() -> String {
    Uuid::new_v4().to_string()
}

/// Returns where a program begins to count the entries it names, so that two at once give no name twice.
pub fn random_count() -> u32 {
    // Far above what a command counts to, and far from the end.
    Uuid::new_v4().as_fields().0 & 0x3fff_ffff | 0x1000_0000
}

/// Returns the name on a machine, which has a number or has none.
fn of(state: &Path, machine: Option<&str>) -> Result<Device, StoreError> {
    let path = path(state, machine);
    if let Some(id) = read(&path)? {
        return Ok(Device { id, copied: false });
    }
    file::make_folder(state)?;
    let others = others(state, &path);
    // A program that knew nothing of machines left the plain file behind.
    let plain = state.join(FILE);
    let known = if machine.is_some() && others.is_empty() { read(&plain)? } else { None };
    let copied = known.is_none() && !others.is_empty();
    let adopted = known.is_some();
    let new = known.unwrap_or_else(random);
    let draft = state.join(format!(".device-{}", Uuid::new_v4()));
    let made = write(&draft, &new).and_then(|()| publish(&draft, &path));
    // Gone already when it was renamed.
    let _ = fs::remove_file(&draft);
    made.map_err(StoreError::write(&path))?;
    if adopted {
        let _ = fs::remove_file(&plain);
    }
    Ok(Device { id: read(&path)?.unwrap_or(new), copied })
}

fn path(state: &Path, machine: Option<&str>) -> PathBuf {
    match machine {
        Some(number) => {
            state.join(format!("{FILE}-{:016x}", fnv64(b"runup".iter().chain(number.as_bytes()))))
        }
        None => state.join(FILE),
    }
}

/// Returns the files in which other machines have their names.
fn others(state: &Path, own: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(state).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            path != own && name.strip_prefix(FILE).is_some_and(|rest| rest.starts_with('-'))
        })
        .filter(|path| matches!(read(path), Ok(Some(_))))
        .collect()
}

/// Returns what tells this machine from others, if that can be had without asking another program.
fn machine() -> Option<String> {
    if cfg!(windows) {
        return std::env::var("COMPUTERNAME").ok().filter(|name| !name.is_empty());
    }
    ["/etc/machine-id", "/var/lib/dbus/machine-id", "/etc/hostid"].into_iter().find_map(|path| {
        let number = fs::read_to_string(path).ok()?.trim().to_owned();
        // An image that was never started has none yet.
        (number.len() >= 16 && number.bytes().any(|byte| byte != b'0')).then_some(number)
    })
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

    const MINE: Option<&str> = Some("4c0d7e5c0f2b4d3a9a55");
    const THEIRS: Option<&str> = Some("9999999999999999ffff");

    fn id(state: &Path) -> Result<String, StoreError> {
        here(state).map(|device| device.id)
    }

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
    fn a_copied_folder_gives_the_other_machine_a_name_of_its_own_once() {
        let folder = tempfile::tempdir().unwrap();
        let mine = of(folder.path(), MINE).unwrap();
        assert!(!mine.copied);
        let theirs = of(folder.path(), THEIRS).unwrap();
        assert!(theirs.copied && theirs.id != mine.id);
        // Shared by both, it goes on as it was, and is not reported twice.
        assert_eq!(of(folder.path(), MINE).unwrap(), mine);
        assert_eq!(of(folder.path(), THEIRS).unwrap(), Device { copied: false, ..theirs });
        // A machine that cannot be told from others does not count as any of them.
        assert!(of(folder.path(), None).unwrap().copied);
    }

    #[test]
    fn the_file_of_an_older_program_is_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        let old = of(folder.path(), None).unwrap();
        let now = of(folder.path(), MINE).unwrap();
        assert_eq!((&now.id, now.copied), (&old.id, false));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "the older file is gone");
        assert!(of(folder.path(), THEIRS).unwrap().copied);
    }

    #[test]
    fn no_number_of_a_machine_is_written_down() {
        let folder = tempfile::tempdir().unwrap();
        let id = of(folder.path(), MINE).unwrap().id;
        let file = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap();
        assert_eq!(fs::read_to_string(file.path()).unwrap(), format!("{id}\n"));
        assert!(!file.file_name().to_string_lossy().contains("4c0d7e5c"), "{file:?}");
    }

    #[test]
    fn a_damaged_id_is_replaced() {
        for damaged in [&b""[..], b"../../etc/passwd", b"\xff\xfe"] {
            let folder = tempfile::tempdir().unwrap();
            fs::write(path(folder.path(), MINE), damaged).unwrap();
            let new = of(folder.path(), MINE).unwrap();
            assert!(Uuid::try_parse(&new.id).is_ok(), "{}", new.id);
            assert_eq!(of(folder.path(), MINE).unwrap(), new);
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
