//! Cues: what is heard, when, and how long it owns its lane.

use std::fmt;
use std::time::Duration;

use crate::routine::Beat;
use crate::speech::spoken;

/// When the words come after the tone that marks an instant.
pub const AFTER_MARK: Duration = Duration::from_millis(120);

/// A sound event at one instant of its segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Time from the start of the segment.
    pub at: Duration,
    /// The kind of cue.
    pub kind: CueKind,
    /// How long it owns its lane; a sound is no longer than this.
    pub slot: Duration,
    /// The words, if it is spoken; else its tone is played.
    pub text: Option<String>,
}

impl Cue {
    /// Returns the lane it sounds in.
    pub const fn lane(&self) -> Lane {
        Lane::of(self.kind, self.text.is_some())
    }

    /// Returns when its slot ends, from the start of the segment.
    pub fn end(&self) -> Duration {
        self.at + self.slot
    }
}

/// What a cue says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CueKind {
    /// The exercise, the side and how much of it, or the equipment before the start.
    Name,
    /// How to get into position.
    Ready,
    /// The step that comes next, while another still continues.
    Next,
    /// So many seconds until work begins.
    CountIn(u8),
    /// So many seconds until work ends.
    CountOut(u8),
    /// So many repetitions are complete.
    Rep(u8),
    /// Work begins.
    Go,
    /// How to do it.
    Say,
    /// Half of the work is done.
    Halfway,
    /// A set that is not the last is next.
    Set,
    /// The last set is next.
    LastSet,
    /// Change sides.
    Switch,
    /// Rest begins.
    Rest,
    /// How much of the rest is left.
    Left,
    /// A beat of the tempo.
    Tempo(Beat),
    /// A step, in a run with ticks.
    Step,
    /// The routine is over.
    Done,
}

impl CueKind {
    /// Returns the name used in output.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Ready => "ready",
            Self::Next => "next",
            Self::CountIn(_) | Self::CountOut(_) | Self::Rep(_) => "count",
            Self::Go => "go",
            Self::Say => "say",
            Self::Halfway => "halfway",
            Self::Set => "set",
            Self::LastSet => "last-set",
            Self::Switch => "switch",
            Self::Rest | Self::Left => "rest",
            Self::Tempo(_) | Self::Step => "tempo",
            Self::Done => "done",
        }
    }

    /// Returns the kind that it is turned off with.
    pub const fn setting(self) -> &'static str {
        match self {
            Self::Ready => "say",
            Self::Next => "name",
            Self::Set => "last-set",
            other => other.id(),
        }
    }

    /// Tells whether a tone goes before its words, for whoever moves with eyes shut: the instant first, then what it is.
    ///
    /// A count is its own instant, and all others are no instants.
    pub const fn is_marked(self) -> bool {
        matches!(self, Self::Go | Self::Switch | Self::Rest | Self::Done)
    }

    /// Returns how long its words take, with the tone that goes before.
    pub fn takes(self, text: &str) -> Duration {
        spoken(text) + if self.is_marked() { AFTER_MARK } else { Duration::ZERO }
    }

    /// Tells whether it is about the side of its segment, so that it may come from there.
    pub const fn has_side(self) -> bool {
        !matches!(self, Self::Next | Self::Done)
    }
}

impl fmt::Display for CueKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// What can sound at once: within a lane nothing overlaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// All that is said; a voice here lowers the other lane.
    Cue,
    /// The beat of counted repetitions, and of steps.
    Tempo,
}

impl Lane {
    /// Returns the lane of a kind of cue: a beat that is spoken is heard like all words.
    pub const fn of(kind: CueKind, spoken: bool) -> Self {
        match kind {
            CueKind::Tempo(_) | CueKind::Step if !spoken => Self::Tempo,
            _ => Self::Cue,
        }
    }
}
