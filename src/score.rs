//! The score: the cues that are due, each at its instant, as the audio gets them.
//!
//! A score reaches from one moment to the end, a step that waits for a key counted at its
//! longest. The audio gets it once, and again when the runner pauses, skips, jumps or ends such
//! a step; a new score replaces the old one whole.

use std::time::Duration;

use crate::symptoms::Side;
use crate::time::MonoTime;
use crate::timeline::{CueKind, Timeline};

/// The cues that are due, in order of time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Score {
    /// The notes, earliest first.
    pub notes: Vec<Note>,
}

impl Score {
    /// Writes the score of a whole timeline that begins at `start` and is played without a key.
    ///
    /// A step that waits for a key has its typical length, and no cue that would outlast it.
    pub fn of(timeline: &Timeline, start: MonoTime) -> Self {
        let mut notes = Vec::new();
        for segment in &timeline.segments {
            let open = segment.is_open(timeline);
            for cue in segment.cues.iter().filter(|cue| !open || cue.end() <= segment.typical) {
                let (at, side) = (start + segment.at + cue.at, segment.unit.side);
                notes.push(Note { at, kind: cue.kind, slot: cue.slot, text: cue.text.clone(), side });
            }
        }
        Self { notes }
    }
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
