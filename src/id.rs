//! The names that files have and that files call one another by.
//!
//! Below all that is read from files, so that what a plan is can name routines without knowing
//! how either is read. `routine` hands it on.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The name of a routine, exercise, step, figure or plan: `a-z`, `0-9` and single hyphens, at most 64.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

impl Id {
    /// Longest id, in bytes.
    pub const MAX: usize = 64;

    /// Makes an id; `None` if the text is not a lower-case kebab-case word.
    pub fn new(text: &str) -> Option<Self> {
        let word = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        (text.len() <= Self::MAX && text.split('-').all(word)).then(|| Self(text.to_owned()))
    }

    /// Makes the nearest id from free text, `step` when nothing of it can stay.
    pub fn from_words(text: &str) -> Self {
        let mut id = String::new();
        for c in text.chars().flat_map(char::to_lowercase) {
            if c.is_ascii_alphanumeric() {
                id.push(c);
            } else if !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
            if id.len() == Self::MAX {
                break;
            }
        }
        let id = id.trim_end_matches('-');
        Self(if id.is_empty() { "step".to_owned() } else { id.to_owned() })
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

impl TryFrom<String> for Id {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::new(&text).ok_or_else(|| format!("`{text}` is no id: small letters, digits and single hyphens"))
    }
}
