//! The palette: what each role of text, line and block looks like with the colours there are.
//!
//! Roles and their meaning are those of the design: calm is time and "now", accent is the
//! tissue being worked, good, warn and bad belong to pain alone (good also to what is done).
//! What a colour says is said again by a word, a sign or a place, so that no colour at all
//! loses nothing. Text keeps the terminal's own colour, and the background is never painted.

use ratatui::style::{Color, Modifier, Style};

/// How many colours the terminal is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colours {
    /// None: weight and signs alone (`NO_COLOR`).
    None,
    /// The terminal's own sixteen, right on any background.
    #[default]
    Sixteen,
    /// The palette of the design by the nearest of 256, for a dark background.
    Dark256,
    /// The palette of the design by the nearest of 256, for a light background.
    Light256,
    /// The palette of the design in 24 bits, for a dark background.
    Dark,
    /// The palette of the design in 24 bits, for a light background.
    Light,
}

impl Colours {
    /// True if there are enough colours for shades.
    pub const fn has_shades(self) -> bool {
        !matches!(self, Self::None | Self::Sixteen)
    }
}

/// What the terminal's background is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// Light text on dark.
    Dark,
    /// Dark text on light.
    Light,
}

impl Background {
    /// Returns the colours that are made for it.
    pub const fn colours(self) -> Colours {
        match self {
            Self::Dark => Colours::Dark,
            Self::Light => Colours::Light,
        }
    }

    /// Returns the colours of 256 that are made for it.
    pub const fn colours_256(self) -> Colours {
        match self {
            Self::Dark => Colours::Dark256,
            Self::Light => Colours::Light256,
        }
    }
}

/// The style of each role.
#[derive(Debug, Clone, Copy)]
pub(super) struct Theme {
    /// How many colours there are.
    pub colours: Colours,
    /// Body text.
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
    /// Minutes of a day in four steps, from none on; with sixteen colours and with none the signs tell them apart.
    pub heat: [Style; 4],
    /// What is read on a cell that is filled with a colour; `None` if such a cell is reversed.
    on_colour: Option<Color>,
}

/// The colours of a background, in the order of the design's table.
struct Palette {
    muted: Color,
    faint: Color,
    accent: Color,
    calm: Color,
    good: Color,
    warn: Color,
    bad: Color,
    heat: [Color; 4],
    on_colour: Color,
}

const DARK: Palette = Palette {
    muted: Color::Rgb(0x90, 0x97, 0xA3),
    faint: Color::Rgb(0x4A, 0x50, 0x5C),
    accent: Color::Rgb(0xFF, 0x7A, 0x45),
    calm: Color::Rgb(0x6C, 0xC3, 0xBA),
    good: Color::Rgb(0x7F, 0xC0, 0x7A),
    warn: Color::Rgb(0xE8, 0xB8, 0x4F),
    bad: Color::Rgb(0xEA, 0x6A, 0x5A),
    heat: [
        Color::Rgb(0x2A, 0x2E, 0x36),
        Color::Rgb(0x2C, 0x5E, 0x5A),
        Color::Rgb(0x47, 0x98, 0x91),
        Color::Rgb(0x6C, 0xC3, 0xBA),
    ],
    on_colour: Color::Rgb(0x16, 0x18, 0x1D),
};

const LIGHT: Palette = Palette {
    muted: Color::Rgb(0x6A, 0x70, 0x79),
    faint: Color::Rgb(0xC9, 0xC8, 0xC3),
    accent: Color::Rgb(0xBF, 0x3F, 0x0C),
    calm: Color::Rgb(0x1B, 0x7A, 0x74),
    good: Color::Rgb(0x2F, 0x7A, 0x3A),
    warn: Color::Rgb(0x8F, 0x5E, 0x00),
    bad: Color::Rgb(0xC2, 0x3B, 0x2B),
    heat: [
        Color::Rgb(0xE7, 0xE6, 0xE1),
        Color::Rgb(0xB5, 0xD8, 0xD4),
        Color::Rgb(0x5F, 0xAA, 0xA4),
        Color::Rgb(0x1B, 0x7A, 0x74),
    ],
    on_colour: Color::Rgb(0xFA, 0xF9, 0xF6),
};

const DARK_256: Palette = Palette {
    muted: Color::Indexed(246),
    faint: Color::Indexed(240),
    accent: Color::Indexed(209),
    calm: Color::Indexed(80),
    good: Color::Indexed(114),
    warn: Color::Indexed(179),
    bad: Color::Indexed(203),
    heat: [Color::Indexed(236), Color::Indexed(23), Color::Indexed(30), Color::Indexed(80)],
    on_colour: Color::Indexed(234),
};

const LIGHT_256: Palette = Palette {
    muted: Color::Indexed(242),
    faint: Color::Indexed(251),
    accent: Color::Indexed(166),
    calm: Color::Indexed(23),
    good: Color::Indexed(22),
    warn: Color::Indexed(94),
    bad: Color::Indexed(160),
    heat: [Color::Indexed(254), Color::Indexed(152), Color::Indexed(73), Color::Indexed(23)],
    on_colour: Color::Indexed(255),
};

impl Theme {
    /// Returns the styles for so many colours.
    pub(super) const fn of(colours: Colours) -> Self {
        match colours {
            Colours::None => Self::without_colour(),
            Colours::Sixteen => Self::sixteen(),
            Colours::Dark256 => Self::full(colours, &DARK_256),
            Colours::Light256 => Self::full(colours, &LIGHT_256),
            Colours::Dark => Self::full(colours, &DARK),
            Colours::Light => Self::full(colours, &LIGHT),
        }
    }

    const fn without_colour() -> Self {
        let text = Style::new();
        let strong = text.add_modifier(Modifier::BOLD);
        let muted = text.add_modifier(Modifier::DIM);
        Self {
            colours: Colours::None,
            text,
            strong,
            muted,
            faint: muted,
            accent: text,
            calm: strong,
            good: text,
            warn: text,
            bad: text,
            heat: [muted, text, text, text],
            on_colour: None,
        }
    }

    /// Bright black is invisible in some schemes, so muted text is dimmed instead of grey.
    const fn sixteen() -> Self {
        let plain = Self::without_colour();
        let text = plain.text;
        Self {
            colours: Colours::Sixteen,
            faint: text.fg(Color::DarkGray),
            accent: text.fg(Color::Yellow),
            calm: text.fg(Color::Cyan),
            good: text.fg(Color::Green),
            warn: text.fg(Color::Yellow),
            bad: text.fg(Color::Red),
            heat: [plain.muted, text.fg(Color::Cyan), text.fg(Color::Cyan), text.fg(Color::Cyan)],
            ..plain
        }
    }

    const fn full(colours: Colours, palette: &Palette) -> Self {
        let plain = Self::without_colour();
        let text = plain.text;
        Self {
            colours,
            muted: text.fg(palette.muted),
            faint: text.fg(palette.faint),
            accent: text.fg(palette.accent),
            calm: text.fg(palette.calm),
            good: text.fg(palette.good),
            warn: text.fg(palette.warn),
            bad: text.fg(palette.bad),
            heat: [
                text.fg(palette.heat[0]),
                text.fg(palette.heat[1]),
                text.fg(palette.heat[2]),
                text.fg(palette.heat[3]),
            ],
            on_colour: Some(palette.on_colour),
            ..plain
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

    /// Returns the style of a cell that is filled with a style's colour: the chosen one.
    pub(super) fn filled(&self, style: Style) -> Style {
        let strong = style.add_modifier(Modifier::BOLD);
        match (self.on_colour, style.fg) {
            (Some(on), Some(colour)) => strong.fg(on).bg(colour),
            _ => strong.add_modifier(Modifier::REVERSED),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The backgrounds that the design was tried on.
    const ON_DARK: [u8; 3] = [0x16, 0x18, 0x1D];
    const ON_LIGHT: [u8; 3] = [0xFA, 0xF9, 0xF6];

    fn rgb(style: Style) -> [u8; 3] {
        match style.fg {
            Some(Color::Rgb(r, g, b)) => [r, g, b],
            Some(Color::Indexed(n @ 16..=231)) => {
                let part = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
                [(n - 16) / 36, (n - 16) / 6 % 6, (n - 16) % 6].map(part)
            }
            Some(Color::Indexed(n @ 232..)) => [8 + 10 * (n - 232); 3],
            _ => panic!("{style:?}"),
        }
    }

    /// The palettes, each with the background that it was tried on.
    const TRIED: [(Colours, [u8; 3]); 4] = [
        (Colours::Dark, ON_DARK),
        (Colours::Dark256, ON_DARK),
        (Colours::Light, ON_LIGHT),
        (Colours::Light256, ON_LIGHT),
    ];

    #[test]
    fn every_colour_of_text_is_read_on_both_backgrounds() {
        for (colours, background) in TRIED {
            let theme = Theme::of(colours);
            let text = [theme.muted, theme.calm, theme.good, theme.warn, theme.bad];
            for style in text {
                let measured = contrast(rgb(style), background);
                assert!(measured >= 4.5, "{colours:?} {style:?}: {measured:.2}");
            }
            // Of the 256 no orange is dark enough for text on light: there it is blocks and dots only.
            let least = if colours == Colours::Light256 { 3.5 } else { 4.5 };
            assert!(contrast(rgb(theme.accent), background) >= least, "{colours:?}");
            for score in 0..=10 {
                let chosen = theme.filled(theme.pain(score));
                let back = Style::new().fg(chosen.bg.unwrap());
                assert!(contrast(rgb(chosen), rgb(back)) >= 4.5, "{colours:?} {score}");
            }
        }
    }

    /// Linear light of a colour (sRGB, IEC 61966-2-1).
    fn linear(colour: [u8; 3]) -> [f64; 3] {
        colour.map(|value| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn times(matrix: [[f64; 3]; 3], [a, b, c]: [f64; 3]) -> [f64; 3] {
        matrix.map(|[x, y, z]| x * a + y * b + z * c)
    }

    fn luminance([r, g, b]: [f64; 3]) -> f64 {
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Contrast as WCAG 2 has it.
    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let [one, other] = [one, other].map(|colour| luminance(linear(colour)) + 0.05);
        one.max(other) / one.min(other)
    }

    /// CIE L*a*b* (D65) of linear light.
    fn lab(light: [f64; 3]) -> [f64; 3] {
        const XYZ: [[f64; 3]; 3] =
            [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]];
        let [x, y, z] = times(XYZ, light);
        let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let (x, y, z) = (f(x / 0.9505), f(y), f(z / 1.089));
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// What is seen without red and without green cones: Machado, Oliveira and Fernandes 2009, full severity.
    const BLIND: [(&str, [[f64; 3]; 3]); 2] = [
        (
            "protanopia",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
    ];

    #[test]
    fn each_role_has_the_contrast_of_the_design() {
        let (dark, light) = (Theme::of(Colours::Dark), Theme::of(Colours::Light));
        for (name, on_dark, dark, on_light, light) in [
            ("muted", 6.0, dark.muted, 4.7, light.muted),
            ("faint", 2.2, dark.faint, 1.6, light.faint),
            ("accent", 6.9, dark.accent, 5.1, light.accent),
            ("calm", 8.6, dark.calm, 4.9, light.calm),
            ("good", 8.2, dark.good, 5.0, light.good),
            ("warn", 9.6, dark.warn, 5.3, light.warn),
            ("bad", 5.7, dark.bad, 5.0, light.bad),
        ] {
            for (wanted, style, background) in [(on_dark, dark, ON_DARK), (on_light, light, ON_LIGHT)] {
                let measured = contrast(rgb(style), background);
                assert!((measured - wanted).abs() < 0.11, "{name}: {measured:.2}, not {wanted}");
            }
        }
    }

    /// A difference of 2.3 is just seen. Amber dark enough for text on light comes near to red, so words and places tell the
    /// zones apart as well.
    #[test]
    fn pain_zones_differ_without_red_or_green() {
        for (background, _) in TRIED {
            let theme = Theme::of(background);
            let zones = [("good", theme.good), ("warn", theme.warn), ("bad", theme.bad)];
            for (kind, matrix) in BLIND {
                let seen = zones.map(|(_, style)| lab(times(matrix, linear(rgb(style)))));
                for (a, b) in [(0, 1), (1, 2), (0, 2)] {
                    let far: f64 = (0..3).map(|i| (seen[a][i] - seen[b][i]).powi(2)).sum::<f64>().sqrt();
                    assert!(far > 6.0, "{background:?} {kind}: {} and {}: {far:.1}", zones[a].0, zones[b].0);
                }
            }
        }
    }

    #[test]
    fn each_step_of_the_map_stands_out_more_and_its_strongest_is_now() {
        for (colours, background) in TRIED {
            let theme = Theme::of(colours);
            let mut before = 1.15;
            for step in theme.heat {
                let measured = contrast(rgb(step), background);
                assert!(measured > before, "{colours:?}: {measured:.2} after {before:.2}");
                before = measured * 1.2;
            }
            assert_eq!(theme.heat[3], theme.calm);
        }
    }

    #[test]
    fn text_keeps_the_terminals_own_colour_and_nothing_is_painted() {
        let tried = TRIED.map(|(colours, _)| colours);
        for colours in [Colours::None, Colours::Sixteen].into_iter().chain(tried) {
            let Theme {
                colours: _,
                text,
                strong,
                muted,
                faint,
                accent,
                calm,
                good,
                warn,
                bad,
                heat,
                on_colour: _,
            } = Theme::of(colours);
            assert_eq!((text.fg, strong.fg), (None, None));
            for style in [text, strong, muted, faint, accent, calm, good, warn, bad].into_iter().chain(heat) {
                assert_eq!(style.bg, None, "{colours:?}");
            }
        }
    }

    #[test]
    fn the_chosen_cell_is_read_on_its_colour() {
        for (background, on) in [(Colours::Dark, ON_DARK), (Colours::Light, ON_LIGHT)] {
            let theme = Theme::of(background);
            for score in 0..=10 {
                let style = theme.filled(theme.pain(score));
                assert_eq!(rgb(style), on);
                assert_eq!(style.bg, theme.pain(score).fg);
            }
        }
        let plain = Theme::of(Colours::None);
        assert!(plain.filled(plain.bad).add_modifier.contains(Modifier::REVERSED));
    }
}
