//! Cues: what is heard, when, and how long it owns its lane.

use std::fmt;
use std::time::Duration;

use crate::routine::Beat;

/// A sound event at one instant of its segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Time from the start of the segment.
    pub at: Duration,
    /// What it says.
    pub kind: CueKind,
    /// How long it owns its lane; a sound is no longer than this.
    pub slot: Duration,
    /// The words, where it is spoken; else its tone is played.
    pub text: Option<String>,
}

impl Cue {
    /// Returns the lane it sounds in.
    pub const fn lane(&self) -> Lane {
        match self.kind {
            CueKind::Tempo(_) | CueKind::Step => Lane::Tempo,
            _ => Lane::Cue,
        }
    }

    /// Returns when its slot ends, from the start of the segment.
    pub fn end(&self) -> Duration {
        self.at + self.slot
    }
}

/// What a cue says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CueKind {
    /// The exercise and the side, or the equipment before the start.
    Name,
    /// So many seconds until work begins.
    CountIn(u8),
    /// So many seconds until work ends.
    CountOut(u8),
    /// This repetition begins.
    Rep(u8),
    /// Work begins.
    Go,
    /// How to do it.
    Say,
    /// Half of the work is done.
    Halfway,
    /// The last set is next.
    LastSet,
    /// Change sides.
    Switch,
    /// Rest begins.
    Rest,
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
            Self::CountIn(_) | Self::CountOut(_) | Self::Rep(_) => "count",
            Self::Go => "go",
            Self::Say => "say",
            Self::Halfway => "halfway",
            Self::LastSet => "last-set",
            Self::Switch => "switch",
            Self::Rest => "rest",
            Self::Tempo(_) | Self::Step => "tempo",
            Self::Done => "done",
        }
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
