//! The score: the cues that are due, each at its instant, as the audio gets them.
//!
//! A score reaches from one moment to the end, a step that waits for a key counted at its
//! longest. The audio gets it once, and again when the runner pauses, skips, jumps or ends such
//! a step; a new score replaces the old one whole.

use std::time::Duration;

use crate::symptoms::Side;
use crate::time::MonoTime;
use crate::timeline::{Cue, CueKind, Lane, Segment, Timeline};

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
            let heard = segment.cues.iter().filter(|cue| !open || cue.end() <= segment.typical);
            notes.extend(heard.map(|cue| Note::of(cue, segment, start + segment.at)));
        }
        Self::of_notes(notes)
    }

    /// Makes a score of notes in order of time; each may use the time that is free behind it.
    pub fn of_notes(mut notes: Vec<Note>) -> Self {
        let mut next: Option<MonoTime> = None;
        for note in notes.iter_mut().rev().filter(|note| note.lane() == Lane::Cue) {
            note.room = next.map_or(Duration::MAX, |next| next.since(note.at)).max(note.slot);
            next = Some(note.at);
        }
        Self { notes }
    }
}

/// A cue at its instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// When it must be heard.
    pub at: MonoTime,
    /// The kind of cue.
    pub kind: CueKind,
    /// How long it owns its lane.
    pub slot: Duration,
    /// How long it is until the next in its lane: words that take longer than their slot may use it.
    pub room: Duration,
    /// The words, if it is spoken.
    pub text: Option<String>,
    /// The side it is about, if it is one: left pans left.
    pub side: Option<Side>,
}

impl Note {
    /// Makes the note of a cue in a segment that begins at `start`; its room is its slot until others are known.
    pub fn of(cue: &Cue, segment: &Segment, start: MonoTime) -> Self {
        let Cue { at, kind, slot, ref text } = *cue;
        let side = segment.unit.side.filter(|_| kind.has_side());
        Self { at: start + at, kind, slot, room: slot, text: text.clone(), side }
    }

    /// Returns the lane it sounds in.
    pub const fn lane(&self) -> Lane {
        Lane::of(self.kind, self.text.is_some())
    }
}
