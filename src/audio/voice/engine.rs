//! A speech engine: another program that says a text into a WAV file.
//!
//! It is called with an argument list, never through a shell, and trusted with nothing: it may
//! hang, crash, write rubbish or without end, or leave children behind. It has eight seconds and
//! a folder of its own, and whatever it started goes with it.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::audio::voice::clip::Clip;
use crate::audio::voice::tame::Tamed;
use crate::audio::voice::wav::{self, WavError};
use crate::settings::EngineChoice;

/// How long a phrase may take: piper loads its model for each, which takes four seconds on a busy machine.
pub(super) const PATIENCE: Duration = Duration::from_secs(8);
/// Most bytes that an engine may write.
const LARGEST: u64 = 4_000_000;
/// How often an engine is looked at.
const LOOK: Duration = Duration::from_millis(10);
/// The longest text that is said.
const LONGEST: usize = 300;
/// The file that an engine writes; some go by the ending.
const FILE: &str = "speech.wav";

/// What stands for the text in an argument, and what for the file.
const TEXT_MARK: &str = "{text}";
const FILE_MARK: &str = "{file}";

/// The engines that are looked for, best first. A voice is named where the engine has several.
const KNOWN: &[&[&str]] = &[
    &["pico2wave", "-l", "en-GB", "-w", FILE_MARK, TEXT_MARK],
    &["espeak-ng", "-v", "en-gb", "-s", "190", "-w", FILE_MARK, "--", TEXT_MARK],
    // At its own pace it is heard no better, and fits less often.
    &["flite", "-voice", "rms", "--setf", "duration_stretch=0.86", "-t", TEXT_MARK, "-o", FILE_MARK],
    #[cfg(target_os = "macos")]
    &["say", "-o", FILE_MARK, "--file-format=WAVE", "--data-format=LEI16@22050", TEXT_MARK],
    // The text comes in the environment, where it cannot be taken for a command.
    #[cfg(windows)]
    &["powershell", "-NoProfile", "-NonInteractive", "-Command", WINDOWS],
];

#[cfg(windows)]
const WINDOWS: &str = "Add-Type -AssemblyName System.Speech; \
    $s = New-Object System.Speech.Synthesis.SpeechSynthesizer; \
    $s.SetOutputToWaveFile($env:RUNUP_FILE); $s.Speak($env:RUNUP_TEXT); $s.Dispose()";

/// Why a text was not said.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("it doesn't start: {0}")]
    NoStart(io::Error),
    #[error("it took more than {} s", PATIENCE.as_secs())]
    TooSlow,
    #[error("it wrote more than {} MB", LARGEST / 1_000_000)]
    TooMuch,
    #[error("it failed: {0}")]
    Failed(ExitStatus),
    #[error("it wrote no file: {0}")]
    NoFile(io::Error),
    #[error("Runup can't use the file it wrote: {0}")]
    Rubbish(#[from] WavError),
    #[error("the file it wrote is silent")]
    Silent,
    #[error("the program ends")]
    Ending,
}

/// A program and its arguments, with marks for text and file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Engine {
    pub(super) command: Vec<String>,
}

impl Engine {
    /// Returns the engine that was chosen, or all that are there, best first.
    pub(super) fn find(choice: &EngineChoice) -> Vec<Self> {
        let commands = match choice {
            EngineChoice::Off => Vec::new(),
            EngineChoice::Command(command) => vec![command.clone()],
            EngineChoice::Auto => on_this_machine().collect(),
        };
        commands.into_iter().filter(|command| !command.is_empty()).map(|command| Self { command }).collect()
    }

    /// Says a text into a folder that is its own.
    ///
    /// Waits for the engine, eight seconds at most, or until `ending` is set.
    pub(super) fn say(&self, text: &str, folder: &Path, ending: &AtomicBool) -> Result<Clip, Fault> {
        let file = folder.join(FILE);
        let mut command = Command::new(&self.command[0]);
        command
            .args(self.command[1..].iter().map(|part| fill_in(part, text, &file)))
            .env("RUNUP_TEXT", text)
            .env("RUNUP_FILE", &file)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let start = Instant::now();
        let mut engine = Tamed::start(command).map_err(Fault::NoStart)?;
        let status = loop {
            if let Some(status) = engine.ended() {
                break status;
            }
            if ending.load(Ordering::Relaxed) {
                return Err(Fault::Ending);
            }
            if start.elapsed() > PATIENCE {
                return Err(Fault::TooSlow);
            }
            if written(folder) > LARGEST {
                return Err(Fault::TooMuch);
            }
            thread::sleep(LOOK);
        };
        if !status.success() {
            return Err(Fault::Failed(status));
        }
        let bytes = read(&file).map_err(Fault::NoFile)?;
        if bytes.len() as u64 > LARGEST {
            return Err(Fault::TooMuch);
        }
        wav::read(&bytes)?.trimmed_and_levelled().map(Clip::with_short_pauses).ok_or(Fault::Silent)
    }
}

/// Returns the commands of the engines that are there, best first.
pub(super) fn on_this_machine() -> impl Iterator<Item = Vec<String>> {
    let there = KNOWN.iter().filter(|command| is_there(command[0]));
    piper().into_iter().chain(there.map(|command| command.iter().map(|part| (*part).to_owned()).collect()))
}

/// Returns how piper is called, where it is installed with an English voice.
///
/// It has none of its own; packages and people put theirs into these folders. The text is an argument from version 1.3 on:
/// an older piper says nothing, and the next engine does.
fn piper() -> Option<Vec<String>> {
    let own = env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".local/share")))
        .filter(|_| is_there("piper"))?;
    let folders = [own.join("piper-voices"), own.join("piper"), "/usr/share/piper-voices".into()];
    let voice = folders.iter().find_map(|folder| {
        let mut voices = voices(folder, 4);
        voices.sort();
        let of = |country: &str| voices.iter().find(|(name, _)| name.starts_with(country)).cloned();
        of("en_GB").or_else(|| of("en_"))
    })?;
    let path = voice.1.to_str()?;
    Some(["piper", "-m", path, "-f", FILE_MARK, "--", TEXT_MARK].map(ToOwned::to_owned).into())
}

/// Returns the voices of piper in a folder and those in it, so many deep, each with its name.
fn voices(folder: &Path, depth: u32) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && depth > 0 {
            found.extend(voices(&path, depth - 1));
        } else if path.extension().is_some_and(|ending| ending == "onnx")
            && let Some(name) = path.file_stem().and_then(|name| name.to_str())
        {
            found.push((name.to_owned(), path));
        }
    }
    found
}

/// Returns a text as it can be handed to an engine; `None` when nothing can be said.
///
/// Control characters become blanks, and no text begins like an option. A text that is too
/// long is not said at all, because half a sentence may be wrong.
pub(super) fn speakable(text: &str) -> Option<String> {
    let text = text.replace(|c: char| c.is_control(), " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_start_matches(|c: char| c == '-' || c.is_whitespace());
    let says = text.contains(char::is_alphanumeric);
    (says && text.chars().count() <= LONGEST).then(|| text.to_owned())
}

/// Puts text and file where an argument has their marks; marks within the text mean nothing.
fn fill_in(part: &str, text: &str, file: &Path) -> OsString {
    let mut out = OsString::new();
    let mut rest = part;
    while let Some(at) = rest.find(TEXT_MARK).into_iter().chain(rest.find(FILE_MARK)).min() {
        out.push(&rest[..at]);
        rest = if let Some(after) = rest[at..].strip_prefix(TEXT_MARK) {
            out.push(text);
            after
        } else {
            out.push(file);
            &rest[at + FILE_MARK.len()..]
        };
    }
    out.push(rest);
    out
}

/// Tells whether a program of this name is on the search path.
fn is_there(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(program).with_extension(env::consts::EXE_EXTENSION))
        .any(|file| is_program(&file))
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

/// Returns the bytes of all files in a folder.
fn written(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| file.metadata().ok()).map(|meta| meta.len()).sum()
}

/// Reads a plain file, and a little more than may be in it.
fn read(file: &Path) -> io::Result<Vec<u8>> {
    // A pipe would block, and a link may lead to anything.
    if !fs::symlink_metadata(file)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it isn't a file"));
    }
    let mut bytes = Vec::new();
    File::open(file)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_filled_in_once() {
        let fill = |part| fill_in(part, "say {file} twice", Path::new("/t/{text}.wav"));
        assert_eq!(fill("{text}"), "say {file} twice");
        assert_eq!(fill("--out={file}"), "--out=/t/{text}.wav");
        assert_eq!(fill("{file}:{text}"), "/t/{text}.wav:say {file} twice");
        assert_eq!(fill("{other}"), "{other}");
    }

    #[test]
    fn a_text_is_made_harmless() {
        assert_eq!(speakable("Left.").as_deref(), Some("Left."));
        assert_eq!(speakable("--help").as_deref(), Some("help"));
        assert_eq!(speakable(" - -v de left").as_deref(), Some("v de left"));
        assert_eq!(speakable("left\u{1b}[31m\nright\0").as_deref(), Some("left [31m right"));
        for nothing in ["", "  ", "--", "...", "\u{7}"] {
            assert_eq!(speakable(nothing), None, "{nothing:?}");
        }
        assert!(speakable(&"a".repeat(300)).is_some());
        assert_eq!(speakable(&"a".repeat(301)), None);
    }

    #[test]
    fn no_engine_is_found_where_none_is_wanted() {
        assert!(Engine::find(&EngineChoice::Off).is_empty());
        assert!(Engine::find(&EngineChoice::Command(Vec::new())).is_empty());
        let chosen = EngineChoice::Command(vec!["say".into(), "{text}".into()]);
        let found: Vec<usize> = Engine::find(&chosen).iter().map(|engine| engine.command.len()).collect();
        assert_eq!(found, [2]);
    }

    #[test]
    fn a_voice_of_piper_is_found_below_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("en/en_GB/alba");
        fs::create_dir_all(&deep).unwrap();
        for file in ["en_GB-alba-medium.onnx", "en_GB-alba-medium.onnx.json"] {
            fs::write(deep.join(file), "").unwrap();
        }
        let found = voices(folder.path(), 4);
        assert_eq!(found, [("en_GB-alba-medium".to_owned(), deep.join("en_GB-alba-medium.onnx"))]);
        assert!(voices(folder.path(), 1).is_empty());
    }
}
