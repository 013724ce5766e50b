//! One record as one line of JSON, and back.
//!
//! Reading takes one pass over a line that this program wrote: the head comes first, then the
//! kind, then what the kind needs. Any other order of keys (a file that went through another
//! tool) is read too, more slowly. A line that cannot be read says which of three things it
//! is, because each asks for something else: newer, of an unknown kind, or damaged.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{At, Body, Record, VERSION};
use crate::diagnostic::escaped_json;

/// Why a line gave no record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// A newer program wrote it.
    #[error("its format is {v}, and this Runup reads up to {VERSION}")]
    Newer {
        /// The format's version.
        v: u32,
    },
    /// It is of a kind that this program does not know.
    #[error("this Runup doesn't know entries of kind `{kind}`")]
    UnknownKind {
        /// The kind, as written.
        kind: String,
    },
    /// It is damaged, or a value in it is out of range.
    #[error("{reason}")]
    Damaged {
        /// Its problem.
        reason: String,
    },
}

impl Record {
    /// Reads a record from one line of JSON, without its line break.
    pub fn from_line(line: &[u8]) -> Result<Self, Unread> {
        match serde_json::from_slice::<InOrder>(line) {
            Ok(InOrder(record)) if record.v <= VERSION => Ok(record),
            _ => from_any_order(line),
        }
    }

    /// Returns the id in a line that does not read otherwise, such as one of a newer program.
    pub fn id_of(line: &[u8]) -> Option<String> {
        #[derive(Deserialize)]
        struct Named {
            id: String,
        }
        serde_json::from_slice(line).ok().map(|Named { id }| id)
    }

    /// Writes the record as one line of JSON, with its line break.
    ///
    /// A record that would not read back, because a number in it is not finite, is refused.
    pub fn to_line(&self) -> Result<Vec<u8>, Unread> {
        let line = serde_json::to_string(self).map_err(damaged)?;
        let mut line = escaped_json(&line).into_owned().into_bytes();
        let back = Self::from_line(&line)?;
        if back != *self {
            return Err(Unread::Damaged { reason: "one of its numbers can't be saved".to_owned() });
        }
        line.push(b'\n');
        Ok(line)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "map_err passes a value")]
fn damaged(error: serde_json::Error) -> Unread {
    Unread::Damaged { reason: error.to_string() }
}

/// What every record has, whatever its version.
#[derive(Deserialize)]
struct Head {
    v: u32,
    /// Missing only in a damaged line, or in a format to come.
    kind: Option<String>,
}

/// Reads a line with its keys in any order, and finds out what is wrong with it.
fn from_any_order(line: &[u8]) -> Result<Record, Unread> {
    let Head { v, kind } = serde_json::from_slice(line).map_err(damaged)?;
    if v > VERSION {
        return Err(Unread::Newer { v });
    }
    if let Some(kind) = kind.filter(|kind| !KINDS.contains(&kind.as_str())) {
        return Err(Unread::UnknownKind { kind });
    }
    serde_json::from_slice(line).map_err(damaged)
}

/// Names every kind once: the list, and which type reads it.
macro_rules! kinds {
    ($($name:literal => $variant:ident),+ $(,)?) => {
        /// The kinds of record, as written; `removed` has no body.
        pub(super) const KINDS: &[&str] = &[$($name,)+ "removed"];

        /// Reads the rest of a map as the body of a kind.
        fn body<'de, M: MapAccess<'de>>(kind: &str, mut map: M) -> Result<Body, M::Error> {
            match kind {
                $($name => Deserialize::deserialize(MapAccessDeserializer::new(map)).map(Body::$variant),)+
                "removed" => {
                    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                    Ok(Body::Removed)
                }
                _ => Err(M::Error::custom("an unknown kind")),
            }
        }
    };
}

kinds! {
    "session" => Session,
    "run" => Run,
    "cross-training" => CrossTraining,
    "check-in" => CheckIn,
    "flag" => Flag,
    "clearance" => Clearance,
    "sign-check" => SignCheck,
    "profile" => Profile,
    "plan" => Plan,
    "test" => Test,
    "rung" => Rung,
    "shoe" => Shoe,
}

/// A record whose head and kind come before its body.
///
/// Serde's own way (`flatten` on a tagged enum) copies the whole line into a tree of values
/// first, which makes opening a long history twice as slow.
struct InOrder(Record);

impl<'de> Deserialize<'de> for InOrder {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrderVisitor).map(Self)
    }
}

struct InOrderVisitor;

impl<'de> Visitor<'de> for InOrderVisitor {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Record, M::Error> {
        let (mut v, mut id, mut rev, mut at, mut zone, mut device) =
            (None::<u32>, None::<String>, None::<u32>, None::<At>, None::<Option<String>>, None::<String>);
        while let Some(key) = map.next_key::<Key>()? {
            match key {
                Key::V => v = Some(map.next_value()?),
                Key::Id => id = Some(map.next_value()?),
                Key::Rev => rev = Some(map.next_value()?),
                Key::At => at = Some(map.next_value()?),
                Key::Zone => zone = Some(map.next_value()?),
                Key::Device => device = Some(map.next_value()?),
                Key::Kind => {
                    let kind: String = map.next_value()?;
                    let missing = || M::Error::custom("the head is not complete");
                    // The body reads to the end and skips what it does not know. A part of
                    // the head that stood behind it would be lost: hence these come first.
                    return Ok(Record {
                        v: v.ok_or_else(missing)?,
                        id: id.ok_or_else(missing)?,
                        rev: rev.ok_or_else(missing)?,
                        at: at.ok_or_else(missing)?,
                        zone: zone.flatten(),
                        device: device.ok_or_else(missing)?,
                        body: body(&kind, map)?,
                    });
                }
                Key::Other => return Err(M::Error::custom("a body before its kind")),
            }
        }
        Err(M::Error::custom("no kind"))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Key {
    V,
    Id,
    Rev,
    At,
    Zone,
    Device,
    Kind,
    #[serde(other)]
    Other,
}
