//! The data of a run from a watch or a phone, beside its minutes and its distance.
//!
//! When it began and ended says that two files hold the same run. A run has one of these once it was imported, or once
//! an activity was found to be the one that was recorded by hand.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::At;

/// What a watch recorded of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Recording {
    /// When it began.
    pub started: At,
    /// When it ended, pauses included.
    pub ended: At,
    /// Steps a minute on average, of both feet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<u16>,
    /// Beats a minute on average.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heart_rate: Option<u16>,
}

impl Recording {
    /// Returns the name of the entry that it makes, the same on every device that imports it.
    pub fn id(started: Timestamp) -> String {
        format!("{:x}-watch", started.as_second())
    }

    /// True if another recording is of the same time: a runner cannot be on two runs at once.
    ///
    /// They are the same if they share more than half of the shorter one; formats and devices differ by seconds.
    pub fn is_same(&self, other: &Self) -> bool {
        let of = |recording: &Self| {
            let (from, to) =
                (recording.started.moment.as_millisecond(), recording.ended.moment.as_millisecond());
            (from, to.max(from + 1))
        };
        let ((a, b), (c, d)) = (of(self), of(other));
        2 * (b.min(d) - a.max(c)) > (b - a).min(d - c)
    }
}
