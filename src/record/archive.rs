//! The archive: the history of all devices and the runner's own files as one file of lines.
//!
//! The first line says what it is; then come the entries, each exactly as it stands in the history, and each of the
//! runner's files as a line of its own. So any text editor opens it, and what reads a history reads its entries. A file
//! is named by its kind and id: no path stands in an archive, so none leads anywhere. Settings and sounds
//! are in it only where all was asked for: they belong to a computer, its screen, its sound and its programs. A line of a newer program is reported, and the rest
//! read.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{At, Record, Unread};
use crate::diagnostic::escaped_json;
use crate::routine::{Id, Kind};
use crate::word::Word as _;

/// The version of the archive that this program writes.
pub const VERSION: u32 = 1;
/// Most bytes of a line that is read: a file of 1 MiB whose every byte is escaped.
pub const LONGEST: usize = 8 * 1024 * 1024;
/// How lines begin that are not entries.
pub const BEGINNING: &str = "{\"runup\":";

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Head {
    /// The version of the format.
    pub v: u32,
    /// When it was made.
    pub made: At,
    /// How many lines of the history follow.
    pub entries: usize,
    /// How many of the runner's files.
    pub files: usize,
}

/// A file of the runner's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Part {
    /// What it is: `routine`, `exercise`, `figure`, `plan` or `sources`.
    pub kind: String,
    /// Its name.
    pub id: Id,
    /// Its text.
    pub text: String,
}

impl Part {
    /// Makes one of a file; settings are not part of an archive.
    pub fn new(kind: Kind, id: Id, text: String) -> Option<Self> {
        (kind != Kind::Config).then(|| Self { kind: kind.id().to_owned(), id, text })
    }

    /// Returns what it is; `None` for a kind of a newer program.
    pub fn kind(&self) -> Option<Kind> {
        Kind::of_word(&self.kind).filter(|kind| *kind != Kind::Config)
    }
}

/// The settings, as `config.toml` has them; only where all was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Config {
    /// Its text.
    pub text: String,
}

/// A sound of one of the runner's own themes; only where all was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sound {
    /// The theme.
    pub theme: Id,
    /// The file's name without its ending: what it is for.
    pub name: Id,
    /// The ending, without its point.
    pub ending: String,
    /// What is in it, two digits of base 16 a byte.
    pub bytes: String,
}

impl Sound {
    /// Makes one of a file.
    pub fn new(theme: Id, name: Id, ending: String, bytes: &[u8]) -> Self {
        let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
        let bytes = bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
        Self { theme, name, ending, bytes }
    }

    /// Returns what is in it; `None` if that is not what was written.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        let digit = |byte: &u8| char::from(*byte).to_digit(16);
        let pairs = self.bytes.as_bytes().chunks(2);
        let byte = |pair: &[u8]| match pair {
            [high, low] => u8::try_from(digit(high)? << 4 | digit(low)?).ok(),
            _ => None,
        };
        pairs.map(byte).collect()
    }
}

/// A line that is not an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "runup", rename_all = "kebab-case")]
enum Own {
    Archive(Head),
    File(Part),
    Config(Config),
    Sound(Sound),
}

/// What a line of an archive, or of a history, is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The first line.
    Head(Head),
    /// A file of the runner's.
    Part(Part),
    /// The settings.
    Config(Config),
    /// A sound.
    Sound(Sound),
    /// An entry, even of a newer program, and the device that wrote it, if given.
    Entry {
        /// The device.
        device: Option<String>,
    },
    /// A line of a newer program that is not an entry.
    Newer,
    /// It does not read.
    Damaged(String),
}

impl Line {
    /// Reads a line, with or without its line break.
    pub fn read(text: &[u8]) -> Self {
        if text.starts_with(BEGINNING.as_bytes()) {
            return match serde_json::from_slice(text) {
                Ok(Own::Archive(head)) => Self::Head(head),
                Ok(Own::File(part)) => Self::Part(part),
                Ok(Own::Config(config)) => Self::Config(config),
                Ok(Own::Sound(sound)) => Self::Sound(sound),
                Err(_) if serde_json::from_slice::<Value>(text).is_ok() => Self::Newer,
                Err(error) => Self::Damaged(error.to_string()),
            };
        }
        match Record::from_line(text) {
            Ok(record) => Self::Entry { device: Some(record.device) },
            Err(Unread::Newer { .. } | Unread::UnknownKind { .. }) => {
                let value: Option<Value> = serde_json::from_slice(text).ok();
                let device = value.as_ref().and_then(|value| value.get("device")).and_then(Value::as_str);
                Self::Entry { device: device.map(ToOwned::to_owned) }
            }
            Err(Unread::Damaged { reason }) => Self::Damaged(reason),
        }
    }
}

impl Head {
    /// Writes the line, with its line break.
    pub fn to_line(&self) -> Vec<u8> {
        line(&Own::Archive(self.clone()))
    }
}

impl Part {
    /// Writes the line, with its line break.
    pub fn to_line(&self) -> Vec<u8> {
        line(&Own::File(self.clone()))
    }
}

impl Config {
    /// Writes the line, with its line break.
    pub fn to_line(&self) -> Vec<u8> {
        line(&Own::Config(self.clone()))
    }
}

impl Sound {
    /// Writes the line, with its line break.
    pub fn to_line(&self) -> Vec<u8> {
        line(&Own::Sound(self.clone()))
    }
}

fn line(own: &Own) -> Vec<u8> {
    // Text and numbers always have a line.
    let line = serde_json::to_string(own).unwrap_or_default();
    let mut line = escaped_json(&line).into_owned().into_bytes();
    line.push(b'\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    const V1: &str = include_str!("../../tests/versions/archive-1.jsonl");

    #[test]
    fn the_first_version_reads_and_writes_unchanged() {
        let mut lines = V1.lines();
        let Line::Head(head) = Line::read(lines.next().unwrap().as_bytes()) else { panic!("no head") };
        assert_eq!((head.v, head.entries, head.files), (1, 3, 5));
        assert_eq!(head.to_line(), format!("{}\n", V1.lines().next().unwrap()).into_bytes());
        let mut kinds = Vec::new();
        let mut entries = 0;
        for line in lines {
            match Line::read(line.as_bytes()) {
                Line::Part(part) => {
                    assert_eq!(part.to_line(), format!("{line}\n").into_bytes());
                    kinds.push(part.kind().unwrap());
                }
                Line::Entry { device } => {
                    assert_eq!(device.as_deref(), Some("5f0c3f3e-8f1e-4f0a-9d0f-5d3f1f0d2c11"));
                    entries += 1;
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(entries, head.entries);
        assert_eq!(kinds, [Kind::Routine, Kind::Exercise, Kind::Figure, Kind::Plan, Kind::Sources]);
    }

    #[test]
    fn what_is_newer_is_told_from_what_is_damaged() {
        let read = |text: &str| Line::read(text.as_bytes());
        assert_eq!(read(r#"{"runup":"sounds","v":2}"#), Line::Newer);
        let sound =
            Sound::new(Id::from_words("birds"), Id::from_words("go"), "wav".into(), &[0, 15, 16, 255]);
        assert_eq!((sound.bytes.as_str(), sound.bytes()), ("000f10ff", Some(vec![0, 15, 16, 255])));
        assert_eq!(Line::read(&sound.to_line()), Line::Sound(sound.clone()));
        for wrong in ["0", "0g", "é0"] {
            assert_eq!(Sound { bytes: wrong.into(), ..sound.clone() }.bytes(), None, "{wrong}");
        }
        let outside = r#"{"runup":"sound","theme":"../x","name":"go","ending":"wav","bytes":""}"#;
        assert_eq!(read(outside), Line::Newer);
        assert!(matches!(read(r#"{"runup":"file","kind":"routine""#), Line::Damaged(_)));
        assert_eq!(read(r#"{"v":2,"kind":"dream","device":"d"}"#), Line::Entry { device: Some("d".into()) });
        assert_eq!(read(r#"{"v":2,"kind":"dream"}"#), Line::Entry { device: None });
        assert!(matches!(read("rubbish"), Line::Damaged(_)));
        let part = |kind: &str| Part { kind: kind.into(), id: Id::from_words("a"), text: String::new() };
        assert_eq!((part("config").kind(), part("dance").kind()), (None, None));
        // A name that is not an id is not a part at all.
        let outside = r#"{"runup":"file","kind":"routine","id":"../../x","text":""}"#;
        assert_eq!(read(outside), Line::Newer);
    }
}
