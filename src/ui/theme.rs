//! The palette: what each role of text, line and block looks like with the colours there are.
//!
//! Roles and their meaning are those of the design: calm is time and "now", accent is the
//! tissue being worked, good, warn and bad belong to pain alone. What a colour says is said
//! again by a word, a sign or a place, so that no colour at all loses nothing.

use ratatui::style::{Color, Modifier, Style};

/// How many colours the terminal is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colours {
    /// None: weight and signs alone (`NO_COLOR`).
    None,
    /// The terminal's own sixteen, right on any background.
    #[default]
    Sixteen,
    /// The design's own in 24 bits, for a dark background.
    Dark,
    /// The design's own in 24 bits, for a light background.
    Light,
}

/// The style of each role.
#[derive(Debug, Clone, Copy)]
pub(super) struct Theme {
    /// How many colours there are.
    pub colours: Colours,
    /// What is read.
    pub text: Style,
    /// The one thing that a region is about.
    pub strong: Style,
    /// What may be ignored.
    pub muted: Style,
    /// The empty part of bars; never text.
    pub faint: Style,
    /// The tissue being worked.
    pub accent: Style,
    /// Time, and now.
    pub calm: Style,
    /// Pain of 0 to 2, and done.
    pub good: Style,
    /// Pain of 3 to 5.
    pub warn: Style,
    /// Pain of 6 to 10.
    pub bad: Style,
}

impl Theme {
    /// Returns the styles for so many colours.
    ///
    /// Bright black is invisible in some schemes, so muted text is dimmed instead of grey.
    pub(super) const fn of(colours: Colours) -> Self {
        let text = Style::new();
        let strong = text.add_modifier(Modifier::BOLD);
        let muted = text.add_modifier(Modifier::DIM);
        match colours {
            Colours::None => Self {
                colours,
                text,
                strong,
                muted,
                faint: muted,
                accent: text,
                calm: strong,
                good: text,
                warn: text,
                bad: text,
            },
            Colours::Sixteen => Self {
                colours,
                text,
                strong,
                muted,
                faint: text.fg(Color::DarkGray),
                accent: text.fg(Color::Yellow),
                calm: text.fg(Color::Cyan),
                good: text.fg(Color::Green),
                warn: text.fg(Color::Yellow),
                bad: text.fg(Color::Red),
            },
            Colours::Dark => Self {
                colours,
                text,
                strong,
                muted: text.fg(Color::Rgb(0x90, 0x97, 0xa3)),
                faint: text.fg(Color::Rgb(0x4a, 0x50, 0x5c)),
                accent: text.fg(Color::Rgb(0xff, 0x7a, 0x45)),
                calm: text.fg(Color::Rgb(0x6c, 0xc3, 0xba)),
                good: text.fg(Color::Rgb(0x7f, 0xc0, 0x7a)),
                warn: text.fg(Color::Rgb(0xe8, 0xb8, 0x4f)),
                bad: text.fg(Color::Rgb(0xea, 0x6a, 0x5a)),
            },
            Colours::Light => Self {
                colours,
                text,
                strong,
                muted: text.fg(Color::Rgb(0x6a, 0x70, 0x79)),
                faint: text.fg(Color::Rgb(0xc9, 0xc8, 0xc3)),
                accent: text.fg(Color::Rgb(0xd9, 0x48, 0x0f)),
                calm: text.fg(Color::Rgb(0x1b, 0x7a, 0x74)),
                good: text.fg(Color::Rgb(0x35, 0x80, 0x3b)),
                warn: text.fg(Color::Rgb(0xa8, 0x6f, 0x00)),
                bad: text.fg(Color::Rgb(0xc2, 0x3b, 0x2b)),
            },
        }
    }

    /// Returns the style of a pain score.
    pub(super) const fn pain(&self, score: u8) -> Style {
        match score {
            0..=2 => self.good,
            3..=5 => self.warn,
            _ => self.bad,
        }
    }
}
