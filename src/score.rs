//! The score: the cues that are due, each at its instant, as the audio gets them.
//!
//! A score reaches from one moment to the end, a step that waits for a key counted at its
//! longest. The audio gets it once, and again when the runner pauses, skips, jumps or ends such
//! a step; a new score replaces the old one whole.

use std::time::Duration;

use crate::symptoms::Side;
use crate::time::MonoTime;
use crate::timeline::CueKind;

/// The cues that are due, in order of time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Score {
    /// The notes, earliest first.
    pub notes: Vec<Note>,
}

/// A cue at its instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// When it must be heard.
    pub at: MonoTime,
    /// What it says.
    pub kind: CueKind,
    /// How long it owns its lane.
    pub slot: Duration,
    /// The words, where it is spoken.
    pub text: Option<String>,
    /// The side it is about, where it is one: left pans left.
    pub side: Option<Side>,
}
