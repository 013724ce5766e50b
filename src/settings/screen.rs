//! How the screen looks, as far as a runner sets it: colours, background, motion, markers.
//!
//! Only the wishes stand here. What the terminal can do is not known; `ui` makes a look of both.

use super::ScreenSettings;
use crate::word::words;

/// Four small words, handed about by value.
impl Copy for ScreenSettings {}

words! {
    /// How many colours are used.
    #[derive(Default)]
    pub ColourChoice("choice of colours") {
        /// What the terminal can show.
        #[default]
        Auto = "auto",
        /// The palette of the design, in 24 bits.
        Full = "full",
        /// The palette of the design, by the nearest of 256.
        Indexed = "256",
        /// The terminal's own sixteen.
        Sixteen = "16",
        /// None: weight and signs alone.
        None = "none",
    }
}

words! {
    /// What the colours are made for.
    #[derive(Default)]
    pub BackgroundChoice("background") {
        /// What the terminal says of its own.
        #[default]
        Auto = "auto",
        /// A dark one.
        Dark = "dark",
        /// A light one.
        Light = "light",
    }
}

words! {
    /// What figures are drawn with.
    #[derive(Default)]
    pub MarkerChoice("kind of marker") {
        /// What the terminal is known to show.
        #[default]
        Auto = "auto",
        /// Quarters and halves of a cell.
        Block = "block",
        /// Eighths of a cell: fine, and in few fonts.
        Octant = "octant",
        /// Halves of a cell.
        Half = "half",
        /// Dots.
        Braille = "braille",
        /// Letters and signs that every terminal has.
        Ascii = "ascii",
    }
}
