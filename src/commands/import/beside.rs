//! What an archive of everything has beside the history and the routines: settings and sounds.
//!
//! Nothing is written over, and no link is followed. Settings that name programs to run are kept beside the file that is
//! read, so that no archive makes a computer run anything before its owner has looked.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::history::tell;
use super::routines::numbered;
use super::{Output, shown};
use crate::document::{Origin, SourceFile};
use crate::id::Id;
use crate::library::themes::{ENDINGS, MAX_BYTES};
use crate::record::archive::Sound;
use crate::routine::{Kind, MAX_FILE_BYTES};
use crate::settings::{self, EngineChoice, HookSettings};
use crate::store::own;

/// Most names that settings are tried with.
const TRIES: u32 = 100;

/// Takes settings over: as the settings if there are none yet and they run nothing, else beside them.
pub(super) fn settings(folder: &Path, text: &str, dry: bool, done: &mut Output) {
    if text.len() > MAX_FILE_BYTES {
        return done.tell("the settings are larger than 1 MiB, so they were skipped");
    }
    if folder.is_symlink() {
        return done.tell(&format!("{} is a link, and imports don't follow links", shown(folder)));
    }
    let runs = runs_programs(text);
    let there = folder.join("config.toml");
    let taken = fs::symlink_metadata(&there).is_ok();
    if taken && is_same(&there, text.as_bytes()) {
        return say(done, "settings: already here");
    }
    let beside = Id::from_words("config-imported");
    let names = (!taken && !runs).then(|| Id::from_words("config"));
    for id in names.into_iter().chain((1..=TRIES).map(|number| numbered(&beside, number))) {
        let path = folder.join(format!("{id}.toml"));
        if fs::symlink_metadata(&path).is_ok() {
            if is_same(&path, text.as_bytes()) {
                return say(done, &format!("settings: already here, in {}", shown(&path)));
            }
            continue;
        }
        if !dry {
            match own::write_new(folder, &id, text) {
                Ok(Some(_)) => {}
                Ok(None) => continue,
                Err(error) => return tell(&error, done),
            }
        }
        let new = if dry { "would be new" } else { "new" };
        return match (id.as_str() == "config", runs) {
            (true, _) => say(done, &format!("settings: {new}")),
            (false, true) => say(
                done,
                &format!(
                    "settings: {new}, in {}, because they run programs; read them, then rename the file to \
                     config.toml",
                    shown(&path)
                ),
            ),
            (false, false) => say(done, &format!("settings: {new}, in {}; your own were kept", shown(&path))),
        };
    }
    done.tell("the settings: you already have different ones, which were kept");
}

/// True if settings name programs, or do not read, so that nobody knows.
fn runs_programs(text: &str) -> bool {
    let source = SourceFile {
        path: "config.toml".to_owned(),
        kind: Kind::Config,
        id: Id::from_words("config"),
        origin: Origin::Own,
        bytes: text.as_bytes().to_vec().into(),
    };
    let loaded = settings::read(&source);
    let settings = &loaded.settings;
    !loaded.problems.is_empty()
        || settings.hooks != HookSettings::default()
        || matches!(settings.sound.engine, EngineChoice::Command(_))
}

/// Takes sounds over, each to its theme.
pub(super) fn sounds(data: &Path, sounds: &[Sound], dry: bool, done: &mut Output) {
    let (mut new, mut known) = (0, 0);
    for sound in sounds {
        let name = format!("{}/{}.{}", sound.theme, sound.name, sound.ending);
        let bytes = sound.bytes().filter(|bytes| bytes.len() <= MAX_BYTES);
        let Some(bytes) = bytes.filter(|_| ENDINGS.contains(&sound.ending.as_str())) else {
            done.tell(&format!(
                "the sound {}: not a sound that Runup plays",
                crate::diagnostic::printable(&name)
            ));
            continue;
        };
        let (all, folder) = (data.join("sounds"), data.join("sounds").join(sound.theme.as_str()));
        if [&all, &folder].iter().any(|folder| folder.is_symlink()) {
            done.tell(&format!("the sound {name}: its folder is a link, and imports don't follow links"));
            continue;
        }
        let path = all.join(&name);
        if fs::symlink_metadata(&path).is_ok() {
            if is_same(&path, &bytes) {
                known += 1;
            } else {
                done.tell(&format!("the sound {name}: you already have a different one, which was kept"));
            }
            continue;
        }
        match if dry { Ok(()) } else { own::create_bytes(&path, &bytes) } {
            Ok(()) => new += 1,
            Err(error) => tell(&error, done),
        }
    }
    if new + known > 0 {
        let would = if dry { "would be " } else { "" };
        say(done, &format!("sounds: {new} {would}new, {known} already here"));
    }
}

/// True if a file holds just this; nothing is read through a link.
fn is_same(path: &Path, bytes: &[u8]) -> bool {
    !path.is_symlink() && fs::read(path).is_ok_and(|there| there == bytes)
}

fn say(done: &mut Output, line: &str) {
    let _ = writeln!(done.text, "  {line}");
}
