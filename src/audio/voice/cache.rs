//! The cache: clips that an engine made, kept as small WAV files.
//!
//! A folder for the runner's eyes only. Files are written whole or not at all, and the ones not
//! used for longest go when the folder grows too big. Any of them may be deleted at any time.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::audio::voice::clip::Clip;
use crate::audio::voice::wav;
use crate::hash::fnv128;

/// Most bytes that all clips together take.
const LARGEST: u64 = 50_000_000;
/// Most bytes that are read of a clip: ten seconds at 48 kHz and a header.
const LARGEST_CLIP: u64 = 1_000_000;
/// A working folder that is older was left by a program that was killed.
const ABANDONED: Duration = Duration::from_secs(3_600);
/// How names of working folders begin.
const WORK: &str = "work-";

/// The folder of clips.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    largest: u64,
}

/// A folder for the work on one clip; it goes when this is dropped.
#[derive(Debug)]
pub(super) struct Workplace {
    pub(super) folder: PathBuf,
}

impl Drop for Workplace {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            tracing::debug!(%error, "a working folder stays");
        }
    }
}

impl Cache {
    /// Opens the folder, which need not be there yet, and takes away what is left over in it.
    pub(super) fn open(folder: PathBuf) -> io::Result<Self> {
        let cache = Self { folder, largest: LARGEST };
        make_folder(&cache.folder, true)?;
        cache.tidy();
        Ok(cache)
    }

    /// Returns a clip that was kept.
    pub(super) fn get(&self, key: &str) -> Option<Clip> {
        let path = self.path(key);
        let mut bytes = Vec::new();
        let file = File::open(&path).ok()?;
        (&file).take(LARGEST_CLIP).read_to_end(&mut bytes).ok()?;
        // When it was last of use decides what goes first; a folder that cannot tell goes by age.
        let _ = OpenOptions::new().write(true).open(&path).and_then(|f| f.set_modified(SystemTime::now()));
        wav::read(&bytes).ok()
    }

    /// Keeps a clip.
    pub(super) fn put(&self, key: &str, clip: &Clip) -> io::Result<()> {
        let work = self.workplace()?;
        let new = work.folder.join("clip.wav");
        let mut file = private().open(&new)?;
        file.write_all(&wav::write(clip))?;
        // A clip that a power cut empties is no clip, and is made again.
        fs::rename(&new, self.path(key))?;
        self.tidy();
        Ok(())
    }

    /// Makes a private folder for the work on one clip.
    pub(super) fn workplace(&self) -> io::Result<Workplace> {
        let folder = self.folder.join(format!("{WORK}{}", uuid::Uuid::new_v4().simple()));
        make_folder(&folder, false)?;
        Ok(Workplace { folder })
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{key}.wav"))
    }

    /// Takes away what is abandoned, and the oldest clips while there is too much.
    fn tidy(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let mut clips = Vec::new();
        for entry in entries.flatten() {
            let (path, Ok(meta)) = (entry.path(), entry.metadata()) else { continue };
            let used = meta.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            let work = entry.file_name().to_string_lossy().starts_with(WORK);
            if work && meta.is_dir() && used.elapsed().is_ok_and(|age| age > ABANDONED) {
                let _ = fs::remove_dir_all(&path);
            } else if meta.is_file() && path.extension().is_some_and(|e| e == "wav") {
                clips.push((used, meta.len(), path));
            }
        }
        let mut total: u64 = clips.iter().map(|(_, length, _)| length).sum();
        clips.sort_unstable();
        for (_, length, path) in clips {
            if total <= self.largest {
                return;
            }
            if fs::remove_file(&path).is_ok() {
                total -= length;
            }
        }
    }
}

/// Returns a name for a text that an engine says: the same for the same, on every machine.
pub(super) fn key(engine: &[String], text: &str) -> String {
    let parts = engine.iter().map(String::as_str).chain([text]);
    // No part holds a zero byte, so that no two lists look the same.
    format!("{:032x}", fnv128(parts.flat_map(|part| part.bytes().chain([0]))))
}

fn make_folder(path: &Path, with_parents: bool) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(with_parents);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clip(samples: usize) -> Clip {
        Clip { rate: 16_000, samples: vec![0.25; samples] }
    }

    fn open() -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path().join("voice")).unwrap();
        (folder, cache)
    }

    fn names(cache: &Cache) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&cache.folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_was_kept_comes_back() {
        let (_folder, cache) = open();
        assert_eq!(cache.get("a"), None);
        cache.put("a", &clip(100)).unwrap();
        let back = cache.get("a").unwrap();
        assert_eq!((back.rate, back.samples.len()), (16_000, 100));
        assert_eq!(names(&cache), ["a.wav"], "no working folder stays");
    }

    #[cfg(unix)]
    #[test]
    fn it_is_for_the_runners_eyes_only() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, cache) = open();
        cache.put("a", &clip(100)).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&cache.folder), mode(&cache.path("a"))), (0o700, 0o600));
        assert_eq!(mode(&cache.workplace().unwrap().folder), 0o700);
    }

    #[test]
    fn the_clips_not_used_for_longest_go_first() {
        let (_folder, mut cache) = open();
        for (age, key) in [(30, "b"), (20, "a"), (10, "c")] {
            cache.put(key, &clip(1_000)).unwrap();
            let file = OpenOptions::new().write(true).open(cache.path(key)).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
        }
        assert!(cache.get("b").is_some(), "and so b was used just now");
        cache.largest = 3 * 2_044;
        cache.put("d", &clip(1_000)).unwrap();
        assert_eq!(names(&cache), ["b.wav", "c.wav", "d.wav"]);
    }

    #[test]
    fn a_broken_clip_is_none() {
        let (_folder, cache) = open();
        fs::write(cache.path("a"), "rubbish").unwrap();
        assert_eq!(cache.get("a"), None);
    }

    #[test]
    fn keys_differ_where_engine_voice_or_text_do() {
        let engine = |parts: &[&str]| parts.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>();
        let keys = [
            key(&engine(&["say", "{text}"]), "left"),
            key(&engine(&["say", "{text}"]), "right"),
            key(&engine(&["say", "-v", "{text}"]), "left"),
            key(&engine(&["say", "{text}left"]), ""),
        ];
        for (i, one) in keys.iter().enumerate() {
            assert!(keys[i + 1..].iter().all(|other| one != other));
        }
        assert_eq!(keys[0].len(), 32);
    }
}
