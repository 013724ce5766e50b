//! The look of the program: the runner's settings, as far as the terminal can show them.

use super::theme::{Background, Colours};
use crate::figure::Marker;
use crate::settings::{BackgroundChoice, ColourChoice, MarkerChoice, ScreenSettings};

/// How the program looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// How many colours there are.
    pub colours: Colours,
    /// The characters that figures are drawn with.
    pub marker: Marker,
}

/// What is known about the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is told by the terminal for itself")]
pub struct Abilities {
    /// No colours are wanted from any program (`NO_COLOR`).
    pub no_colour: bool,
    /// It shows colours of 24 bits.
    pub full: bool,
    /// It shows 256 colours.
    pub indexed: bool,
    /// It is the Linux console, whose font has few blocks.
    pub console: bool,
    /// What its background is; `None` if it was not asked or does not say.
    pub background: Option<Background>,
}

impl Look {
    /// Returns the look for what is set and what the terminal can show.
    ///
    /// What is set wins, then `NO_COLOR`. Left to the terminal, 24 bits and 256 colours need a background that is
    /// known: the sixteen are right on any. Asked for, they are made for a dark one if nothing is known.
    pub fn of(settings: ScreenSettings, abilities: Abilities) -> Self {
        let background = match settings.background {
            BackgroundChoice::Auto => abilities.background,
            BackgroundChoice::Dark => Some(Background::Dark),
            BackgroundChoice::Light => Some(Background::Light),
        };
        let colours = match (settings.colours, background) {
            (ColourChoice::None, _) => Colours::None,
            (ColourChoice::Full, background) => background.unwrap_or(Background::Dark).colours(),
            (ColourChoice::Indexed, background) => background.unwrap_or(Background::Dark).colours_256(),
            (ColourChoice::Auto, _) if abilities.no_colour => Colours::None,
            (ColourChoice::Auto, Some(background)) if abilities.full => background.colours(),
            (ColourChoice::Auto, Some(background)) if abilities.indexed => background.colours_256(),
            (ColourChoice::Auto | ColourChoice::Sixteen, _) => Colours::Sixteen,
        };
        let marker = match settings.markers {
            MarkerChoice::Auto if abilities.console => Marker::Half,
            MarkerChoice::Auto | MarkerChoice::Block => Marker::Block,
            MarkerChoice::Octant => Marker::Octant,
            MarkerChoice::Half => Marker::Half,
            MarkerChoice::Braille => Marker::Braille,
            MarkerChoice::Ascii => Marker::Ascii,
        };
        Self { colours, marker }
    }

    /// True if the look depends on the background, so that the terminal has to be asked.
    pub fn asks(settings: ScreenSettings, abilities: Abilities) -> bool {
        let look = |background| Self::of(settings, Abilities { background: Some(background), ..abilities });
        look(Background::Dark) != look(Background::Light)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use {BackgroundChoice as B, ColourChoice as C};

    const RICH: Abilities = Abilities {
        no_colour: false,
        full: true,
        indexed: true,
        console: false,
        background: Some(Background::Light),
    };

    fn colours(colours: ColourChoice, background: BackgroundChoice, abilities: Abilities) -> Colours {
        let settings = ScreenSettings { colours, background, ..ScreenSettings::default() };
        Look::of(settings, abilities).colours
    }

    #[test]
    fn left_to_the_terminal_it_takes_what_is_known() {
        let auto = |abilities| colours(ColourChoice::Auto, BackgroundChoice::Auto, abilities);
        assert_eq!(auto(RICH), Colours::Light);
        assert_eq!(auto(Abilities { background: None, ..RICH }), Colours::Sixteen);
        assert_eq!(auto(Abilities { full: false, ..RICH }), Colours::Light256);
        assert_eq!(auto(Abilities { full: false, indexed: false, ..RICH }), Colours::Sixteen);
        assert_eq!(auto(Abilities { no_colour: true, ..RICH }), Colours::None);
    }

    #[test]
    fn what_is_set_holds_also_against_no_color() {
        let poor = Abilities::default();
        assert_eq!(colours(ColourChoice::Full, B::Auto, poor), Colours::Dark);
        assert_eq!(colours(ColourChoice::Full, B::Light, poor), Colours::Light);
        assert_eq!(colours(ColourChoice::Auto, B::Dark, RICH), Colours::Dark);
        assert_eq!(colours(ColourChoice::Auto, B::Dark, poor), Colours::Sixteen);
        assert_eq!(colours(ColourChoice::Sixteen, B::Auto, RICH), Colours::Sixteen);
        assert_eq!(colours(ColourChoice::Indexed, B::Auto, RICH), Colours::Light256);
        assert_eq!(colours(ColourChoice::Indexed, B::Auto, poor), Colours::Dark256);
        assert_eq!(colours(ColourChoice::None, B::Auto, RICH), Colours::None);
        let no_colour = Abilities { no_colour: true, ..RICH };
        assert_eq!(colours(ColourChoice::Full, B::Dark, no_colour), Colours::Dark);
        assert_eq!(colours(ColourChoice::Auto, B::Dark, no_colour), Colours::None);
    }

    #[test]
    fn the_terminal_is_asked_only_where_it_matters() {
        let asks = |colours, background, abilities: Abilities| {
            Look::asks(ScreenSettings { colours, background, ..ScreenSettings::default() }, abilities)
        };
        assert!(asks(C::Auto, B::Auto, Abilities { background: None, ..RICH }));
        assert!(asks(C::Full, B::Auto, Abilities::default()));
        assert!(!asks(C::Auto, B::Auto, Abilities::default()));
        assert!(!asks(C::Auto, B::Light, RICH));
        assert!(!asks(C::None, B::Auto, RICH));
        assert!(!asks(C::Auto, B::Auto, Abilities { no_colour: true, ..RICH }));
    }
}
