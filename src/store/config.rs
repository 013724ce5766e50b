//! The config file, written whole: a reader finds the old text or the new one.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::draft::Draft;
use super::{StoreError, file};

/// Most links to a config that are followed one after another.
const LINKS: usize = 8;

/// Writes a config.
///
/// A new file is for the runner's eyes only (0600); one that is there keeps its mode, and a link
/// to it stays a link.
pub fn save(path: &Path, text: &str) -> Result<(), StoreError> {
    // A link is followed, or it would be replaced by a file.
    let target = fs::canonicalize(path).unwrap_or_else(|_| followed(path));
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.map_or_else(|| PathBuf::from("."), Path::to_owned);
    file::make_folder(&folder)?;
    let written = Draft::new(&folder, "config").and_then(|draft| write(draft, &target, text));
    file::sync_folder(&folder);
    written.map_err(StoreError::write(path))
}

/// Returns where a link leads, though nothing is there yet.
fn followed(path: &Path) -> PathBuf {
    let mut at = path.to_owned();
    for _ in 0..LINKS {
        let Ok(to) = fs::read_link(&at) else { break };
        at = at.parent().map_or_else(|| to.clone(), |folder| folder.join(&to));
    }
    at
}

fn write(mut draft: Draft, target: &Path, text: &str) -> io::Result<()> {
    if let Ok(there) = fs::metadata(target) {
        draft.file.set_permissions(there.permissions())?;
    }
    draft.file.write_all(text.as_bytes())?;
    draft.replace(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_is_private_and_its_folder_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/config.toml");
        save(&path, "flash = true\n").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "flash = true\n");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no draft is left");
        #[cfg(unix)]
        assert_eq!(mode(&path), 0o600);
    }

    #[cfg(unix)]
    fn mode(path: &Path) -> u32 {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_its_file_keeps_its_mode() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.toml"), folder.path().join("config.toml"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o644)).unwrap();
        symlink(&real, &link).unwrap();
        save(&link, "new").unwrap();
        assert_eq!((fs::read_to_string(&real).unwrap().as_str(), mode(&real)), ("new", 0o644));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_that_is_not_there_yet_stays_one() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("dots/real.toml"), folder.path().join("config.toml"));
        symlink("dots/real.toml", &link).unwrap();
        save(&link, "new").unwrap();
        assert_eq!(fs::read_to_string(&real).unwrap(), "new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        // Links that lead nowhere, or to themselves, end.
        let round = folder.path().join("round.toml");
        symlink("round.toml", &round).unwrap();
        let _ = save(&round, "new");
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_told_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        let error = save(&folder.path().join("file/config.toml"), "x").unwrap_err();
        assert!(error.to_string().contains("file"), "{error}");
    }
}
