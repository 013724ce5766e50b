//! How much of an exercise is done: a hold, a time, repetitions at a tempo, or until a key; and where that comes from.

use std::fmt;
use std::time::Duration;

use crate::word::words;

words! {
    /// A part of one repetition.
    pub Beat("part of a repetition") {
        /// Moving up, or out.
        Up = "up",
        /// Staying there.
        Hold = "hold",
        /// Moving down, or back.
        Down = "down",
        /// Resting before the next.
        Pause = "pause",
        /// Moving forward.
        Forward = "forward",
        /// Coming back.
        Back = "back",
        /// Moving outwards.
        Out = "out",
        /// Moving inwards.
        In = "in",
        /// Moving across the body.
        Across = "across",
        /// Lifting.
        Lift = "lift",
        /// Lowering.
        Lower = "lower",
        /// Opening or fanning out.
        Open = "open",
        /// Closing or curling.
        Close = "close",
        /// Changing to the other way round.
        Swap = "swap",
    }
}

impl Beat {
    /// Returns the part that it moves and sounds like: up, hold, down or pause.
    #[must_use]
    pub const fn basic(self) -> Self {
        match self {
            Self::Up | Self::Forward | Self::Out | Self::Lift | Self::Open => Self::Up,
            Self::Down | Self::Back | Self::In | Self::Across | Self::Lower | Self::Close | Self::Swap => {
                Self::Down
            }
            Self::Hold => Self::Hold,
            Self::Pause => Self::Pause,
        }
    }
}

/// The pace of one repetition: its beats in the order written, none twice, none empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tempo(pub Vec<(Beat, Duration)>);

impl Tempo {
    /// Returns the length of one repetition.
    pub fn length(&self) -> Duration {
        self.0.iter().map(|(_, length)| *length).sum()
    }
}

impl fmt::Display for Tempo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (beat, length)) in self.0.iter().enumerate() {
            let comma = if i > 0 { ", " } else { "" };
            write!(f, "{comma}{beat} {}", length.as_secs_f64())?;
        }
        Ok(())
    }
}

/// How much of an exercise is done in one set, on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dose {
    /// Still, for a time.
    Hold(Duration),
    /// Moving, for a time.
    Time(Duration),
    /// Counted repetitions at a tempo.
    Reps {
        /// How many, 1 to 200.
        reps: u32,
        /// The tempo.
        tempo: Tempo,
    },
    /// Until the runner presses a key.
    Open(Open),
}

/// A step that ends when the runner says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// What it takes as a rule; stands for its length in totals.
    pub typical: Duration,
    /// When it ends by itself.
    pub at_most: Duration,
    /// Whether a key press counts a repetition.
    pub count: bool,
    /// Repetitions a minute, heard as a beat.
    pub pace: Option<u32>,
}

impl Dose {
    /// Returns the length of one set on one side; typical when open.
    pub fn length(&self) -> Duration {
        match self {
            Self::Hold(length) | Self::Time(length) => *length,
            Self::Reps { reps, tempo } => tempo.length() * *reps,
            Self::Open(open) => open.typical,
        }
    }
}

/// Where the size of a dose comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// Custom among coaches and clinicians; no trial behind the number.
    Convention,
    /// Keys of `routines/sources.toml`.
    Sources(Vec<String>),
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Convention => f.write_str("convention"),
            Self::Sources(keys) => f.write_str(&keys.join(", ")),
        }
    }
}
