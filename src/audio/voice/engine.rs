//! A speech engine: another program that says a text into a WAV file.
//!
//! It is called with an argument list, never through a shell, and trusted with nothing: it may
//! hang, crash, write rubbish or without end, or leave children behind. It has three seconds and
//! a folder of its own, and whatever it started goes with it.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::audio::voice::clip::Clip;
use crate::audio::voice::tame::Tamed;
use crate::audio::voice::wav::{self, WavError};
use crate::settings::EngineChoice;

/// How long a phrase may take.
const PATIENCE: Duration = Duration::from_secs(3);
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
    // The voice of the recordings, at their pace.
    &["flite", "-voice", "rms", "--setf", "duration_stretch=0.86", "-t", TEXT_MARK, "-o", FILE_MARK],
    &["pico2wave", "-l", "en-GB", "-w", FILE_MARK, TEXT_MARK],
    &["espeak-ng", "-v", "en-gb", "-s", "190", "-w", FILE_MARK, "--", TEXT_MARK],
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
    /// Returns the engine that was chosen, or the best one that is there.
    pub(super) fn find(choice: &EngineChoice) -> Option<Self> {
        let command = match choice {
            EngineChoice::Off => return None,
            EngineChoice::Command(command) => command.clone(),
            EngineChoice::Auto => on_this_machine().next()?,
        };
        (!command.is_empty()).then_some(Self { command })
    }

    /// Says a text into a folder that is its own.
    ///
    /// Waits for the engine, three seconds at most, or until `ending` is set.
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
    there.map(|command| command.iter().map(|part| (*part).to_owned()).collect())
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
        assert_eq!(Engine::find(&EngineChoice::Off), None);
        assert_eq!(Engine::find(&EngineChoice::Command(Vec::new())), None);
        let chosen = EngineChoice::Command(vec!["say".into(), "{text}".into()]);
        assert_eq!(Engine::find(&chosen).map(|e| e.command.len()), Some(2));
    }
}
