//! The runner's own sound themes on disk: `sounds/NAME/` in the data folder.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::{io_message, open, shown};
use crate::library::themes::{ENDINGS, MAX_BYTES, MAX_FILES, ThemeFile};
use crate::routine::Id;

/// Returns the names of the folders that may hold a theme; none if there is no such folder.
///
/// A folder whose name is not in small letters with hyphens cannot be asked for and is left
/// alone.
pub fn own_themes(data: &Path) -> Vec<Id> {
    let Ok(entries) = fs::read_dir(data.join("sounds")) else { return Vec::new() };
    let mut names: Vec<Id> = entries
        .flatten()
        .take(1_000)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter_map(|entry| entry.file_name().to_str().and_then(Id::new))
        .collect();
    names.sort();
    names
}

/// Reads the sound files of a theme's folder; others in it are left alone.
pub fn read_theme(data: &Path, name: &Id) -> io::Result<Vec<ThemeFile>> {
    let folder = data.join("sounds").join(name.as_str());
    let mut paths: Vec<_> = fs::read_dir(&folder)?.flatten().take(1_000).map(|entry| entry.path()).collect();
    paths.sort();
    let files = paths.iter().filter_map(|path| {
        let part = |part: Option<&OsStr>| part.and_then(OsStr::to_str).map(str::to_owned);
        let (stem, ending) = (part(path.file_stem())?, part(path.extension())?);
        let ending = ending.to_ascii_lowercase();
        ENDINGS.contains(&ending.as_str()).then(|| ThemeFile {
            path: shown(path),
            stem,
            ending,
            bytes: bytes(path).map(Into::into),
        })
    });
    Ok(files.take(MAX_FILES).collect())
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let told = |error: io::Error| io_message(&error);
    let file = open(path).map_err(told)?;
    let metadata = file.metadata().map_err(told)?;
    if !metadata.is_file() {
        return Err("this isn't a regular file".to_owned());
    }
    let mut bytes = Vec::new();
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(told)?;
    if bytes.len() > MAX_BYTES {
        return Err(format!("it is larger than {} MB", MAX_BYTES >> 20));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_read_with_its_limits_and_nothing_else_is() {
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().join("sounds/birds");
        fs::create_dir_all(folder.join("inner.wav")).unwrap();
        fs::create_dir_all(data.path().join("sounds/Not A Name")).unwrap();
        fs::write(folder.join("go.wav"), b"RIFF").unwrap();
        fs::write(folder.join("rest.OGG"), vec![0; MAX_BYTES + 1]).unwrap();
        fs::write(folder.join("readme.txt"), b"mine").unwrap();
        assert_eq!(own_themes(data.path()), [Id::from_words("birds")]);

        let files = read_theme(data.path(), &Id::from_words("birds")).unwrap();
        let found: Vec<_> =
            files.iter().map(|f| (f.stem.as_str(), f.ending.as_str(), f.bytes.is_ok())).collect();
        assert_eq!(found, [("go", "wav", true), ("inner", "wav", false), ("rest", "ogg", false)]);
        assert!(files[2].bytes.as_ref().is_err_and(|why| why.contains("2 MB")));
    }

    #[test]
    fn without_a_folder_there_are_none() {
        let data = tempfile::tempdir().unwrap();
        assert!(own_themes(data.path()).is_empty());
        assert!(read_theme(data.path(), &Id::from_words("birds")).is_err());
    }
}
