//! Look, sound and keys: what a runner can set. Everything has a default.

use crate::symptoms::Side;

/// What can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The side that begins where a step leaves it open.
    pub first_side: Side,
    /// Whether the screen lights up at changes.
    pub flash: bool,
    /// The sound theme.
    pub theme: Theme,
    /// Whether words are said, or tones stand for them.
    pub voice: bool,
    /// What says the texts that have no recording.
    pub engine: EngineChoice,
}

/// The speech engine: another program that says what has no recording.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum EngineChoice {
    /// The best one that is found on the machine.
    #[default]
    Auto,
    /// None: a tone stands in.
    Off,
    /// A program and its arguments, with `{text}` for the text and `{file}` for the WAV file to
    /// be written.
    Command(Vec<String>),
}

/// A set of sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// A tone of its own for each event.
    #[default]
    Tones,
    /// One click of 5 ms for every cue, for measuring.
    Click,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            first_side: Side::Left,
            flash: true,
            theme: Theme::Tones,
            voice: true,
            engine: EngineChoice::Auto,
        }
    }
}
