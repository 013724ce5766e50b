//! How the screen looks, as far as a runner sets it: colours, background, motion, markers.
//!
//! Only the wishes stand here. What the terminal can do is not known; `ui` makes a look of both.

use super::ScreenSettings;
use crate::routine::Word;

/// Four small words, handed about by value.
impl Copy for ScreenSettings {}

/// How many colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColourChoice {
    /// What the terminal can show.
    #[default]
    Auto,
    /// The palette of the design, in 24 bits.
    Full,
    /// The terminal's own sixteen.
    Sixteen,
    /// None: weight and signs alone.
    None,
}

/// What the colours are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BackgroundChoice {
    /// What the terminal says of its own.
    #[default]
    Auto,
    /// A dark one.
    Dark,
    /// A light one.
    Light,
}

/// What figures are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MarkerChoice {
    /// What the terminal is known to show.
    #[default]
    Auto,
    /// Quarters and halves of a cell.
    Block,
    /// Eighths of a cell: fine, and in few fonts.
    Octant,
    /// Halves of a cell.
    Half,
    /// Dots.
    Braille,
    /// Letters and signs that every terminal has.
    Ascii,
}

impl Word for ColourChoice {
    const NOUN: &'static str = "choice of colours";
    const WORDS: &'static [Self] = &[Self::Auto, Self::Full, Self::Sixteen, Self::None];

    fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Full => "full",
            Self::Sixteen => "16",
            Self::None => "none",
        }
    }
}

impl Word for BackgroundChoice {
    const NOUN: &'static str = "background";
    const WORDS: &'static [Self] = &[Self::Auto, Self::Dark, Self::Light];

    fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}

impl Word for MarkerChoice {
    const NOUN: &'static str = "kind of marker";
    const WORDS: &'static [Self] =
        &[Self::Auto, Self::Block, Self::Octant, Self::Half, Self::Braille, Self::Ascii];

    fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Block => "block",
            Self::Octant => "octant",
            Self::Half => "half",
            Self::Braille => "braille",
            Self::Ascii => "ascii",
        }
    }
}
