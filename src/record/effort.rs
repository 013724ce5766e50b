//! How hard something felt: the rating of perceived exertion, 0 to 10.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Perceived exertion from 0 (rest) to 10 (as hard as can be). Source: the CR10 scale, as session RPE uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Effort(u8);

impl Effort {
    /// Makes an effort; `None` above 10.
    pub const fn new(value: u8) -> Option<Self> {
        if value <= 10 { Some(Self(value)) } else { None }
    }

    /// Returns the number, 0 to 10.
    pub const fn value(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Effort {
    type Error = String;

    fn try_from(value: u8) -> Result<Self, String> {
        Self::new(value).ok_or_else(|| format!("effort must be from 0 to 10, not {value}"))
    }
}

impl From<Effort> for u8 {
    fn from(effort: Effort) -> Self {
        effort.0
    }
}

impl fmt::Display for Effort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
