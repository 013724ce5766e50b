//! A picture of a figure on the page, or as text with colours for any terminal.
//!
//! What `figure` calls near, shirt, far, tissue, prop and towel gets its colour here: the two
//! palettes of the design in 24 bits, the terminal's own sixteen, or none. Near limbs are the
//! terminal's own foreground if its background is not known.

use std::fmt::Write as _;

use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::page::Page;
use super::theme::Colours;
use crate::figure::{Cell, Inks, Marker, Pen, Picture, Role};

/// Draws a picture with its upper left corner in a place, cut where the place ends.
///
/// Cells in which nothing is are left as they are.
pub(super) fn draw(page: &mut Page, place: Rect, picture: &Picture) {
    let colours = page.theme.colours;
    for (y, row) in (place.y..place.bottom()).zip(picture.rows()) {
        for (x, cell) in (place.x..place.right()).zip(row) {
            if let Some((sign, style)) = shown(*cell, colours) {
                page.sign(x, y, sign, style);
            }
        }
    }
}

/// Returns the pen that draws for so many colours.
pub const fn pen(marker: Marker, colours: Colours) -> Pen {
    let inks = match colours {
        Colours::None => Inks::One,
        Colours::Sixteen => Inks::Few,
        Colours::Dark256 | Colours::Light256 | Colours::Dark | Colours::Light => Inks::Many,
    };
    Pen { marker, inks }
}

/// Returns the colour of a role on light paper and on dark, as `#rrggbb`.
pub fn hex(role: Role) -> [String; 2] {
    [Colours::Light, Colours::Dark].map(|colours| match color(role, colours) {
        Some(Color::Rgb(r, g, b)) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => "none".to_owned(),
    })
}

/// Returns a picture as lines of text, with escape sequences for its colours.
///
/// Without colours ([`None`]) it is characters alone, for a file or another program.
pub fn text(picture: &Picture, colours: Option<Colours>) -> String {
    let mut out = String::new();
    for row in picture.rows() {
        let mut line = String::new();
        let mut before = Style::new();
        for cell in row {
            let (sign, style) = shown(*cell, colours.unwrap_or(Colours::None)).unwrap_or((' ', Style::new()));
            if colours.is_some() && style != before {
                line.push_str("\x1b[0");
                sequence(&mut line, style);
                line.push('m');
                before = style;
            }
            line.push(sign);
        }
        if before == Style::new() {
            line.truncate(line.trim_end().len());
        } else {
            line.push_str("\x1b[0m");
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// Returns the sign and the style of a cell; `None` if nothing is.
fn shown(cell: Cell, colours: Colours) -> Option<(char, Style)> {
    let Cell { mut sign, mut fore, mut back } = cell;
    if fore == Role::None && back == Role::None {
        return None;
    }
    // Only a colour can be a background; the terminal's own foreground and no colour are drawn.
    if sign == ' ' && color(back, colours).is_none() {
        (sign, fore, back) = ('█', back, Role::None);
        if colours == Colours::Sixteen && fore == Role::Near {
            // In reverse, a space shows no seam, and is right on any background.
            return Some((' ', Style::new().add_modifier(Modifier::REVERSED)));
        }
    }
    if colours == Colours::None && !sign.is_ascii() {
        sign = match fore {
            Role::Tissue(_) => '▒',
            // A quarter is a dot of a way.
            Role::Towel if !matches!(sign, '▘' | '▝' | '▖' | '▗') => '░',
            _ => sign,
        };
    }
    let mut style = Style::new();
    style.fg = color(fore, colours);
    style.bg = color(back, colours);
    if colours == Colours::None && matches!(fore, Role::Far | Role::Hair | Role::Prop | Role::Floor) {
        style = style.add_modifier(Modifier::DIM);
    }
    Some((sign, style))
}

/// Returns the colour of a role; `None` is the terminal's own.
#[expect(clippy::unreadable_literal, reason = "colours are read as six digits")]
const fn color(role: Role, colours: Colours) -> Option<Color> {
    // On dark, on light, of sixteen; then the nearest of 256 to the first two.
    let (dark, light, sixteen, dark_256, light_256) = match role {
        Role::None => return None,
        Role::Near if matches!(colours, Colours::Sixteen) => return None,
        Role::Near => (0xe4dfd6, 0x4a4e58, Color::Reset, 254, 239),
        Role::Shirt => (0xa9adb8, 0x7c818c, Color::Gray, 248, 244),
        Role::Far => (0x6f7480, 0xb4b6bb, Color::DarkGray, 243, 249),
        Role::Hair => (0x6f7480, 0x7c818c, Color::DarkGray, 243, 244),
        Role::Tissue(0) => (0xc8a493, 0x8f6a5a, Color::Yellow, 180, 95),
        Role::Tissue(1) => (0xda9679, 0xaa6345, Color::Yellow, 173, 131),
        Role::Tissue(2) => (0xed885f, 0xc55a31, Color::Yellow, 209, 166),
        Role::Tissue(_) => (0xff7a45, 0xe0521c, Color::Yellow, 209, 166),
        Role::Prop | Role::Floor => (0x4a505c, 0xc9c8c3, Color::DarkGray, 240, 251),
        Role::Towel => (0x5fa8a3, 0x3e8f8a, Color::Cyan, 73, 30),
    };
    match colours {
        Colours::None => None,
        Colours::Sixteen => Some(sixteen),
        Colours::Dark256 => Some(Color::Indexed(dark_256)),
        Colours::Light256 => Some(Color::Indexed(light_256)),
        Colours::Dark => Some(Color::from_u32(dark)),
        Colours::Light => Some(Color::from_u32(light)),
    }
}

/// Writes the parameters that a style takes, each with its semicolon.
fn sequence(out: &mut String, style: Style) {
    if style.add_modifier.contains(Modifier::DIM) {
        out.push_str(";2");
    }
    if style.add_modifier.contains(Modifier::REVERSED) {
        out.push_str(";7");
    }
    for (color, base) in [(style.fg, 30), (style.bg, 40)] {
        let number = match color {
            Some(Color::Rgb(r, g, b)) => {
                let _ = write!(out, ";{};2;{r};{g};{b}", base + 8);
                continue;
            }
            Some(Color::Indexed(index)) => {
                let _ = write!(out, ";{};5;{index}", base + 8);
                continue;
            }
            Some(Color::Gray) => base + 7,
            Some(Color::DarkGray) => base + 60,
            Some(Color::Yellow) => base + 3,
            Some(Color::Cyan) => base + 6,
            _ => continue,
        };
        let _ = write!(out, ";{number}");
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::figure::{Moment, Scene, Size};
    use crate::library::Library;
    use crate::routine::Id;
    use crate::symptoms::Side;
    use crate::ui::theme::Theme;

    fn picture(inks: Inks) -> Picture {
        let figure = Library::shipped().figure(&Id::new("calf-wall-straight").unwrap()).unwrap();
        let scene = Scene::new(&figure, figure.view, Size { columns: 24, rows: 12 }, Side::Right);
        scene.picture(&Moment::Still(scene.still("stretch")), Pen { marker: Marker::Block, inks })
    }

    #[test]
    fn a_picture_stays_in_its_place() {
        for colours in [Colours::None, Colours::Sixteen, Colours::Dark, Colours::Light] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 14));
            let mut page = Page::new(&mut buffer, Theme::of(colours));
            draw(&mut page, Rect::new(5, 1, 20, 8), &picture(pen(Marker::Block, colours).inks));
            let inside = |x: u16, y: u16| (5..25).contains(&x) && (1..9).contains(&y);
            for y in 0..14 {
                for x in 0..40 {
                    let empty = *buffer.cell((x, y)).unwrap() == ratatui::buffer::Cell::EMPTY;
                    assert!(empty || inside(x, y), "{x}, {y}");
                }
            }
            assert!(
                (5..25).any(|x| buffer.cell((x, 4)).unwrap().symbol() != " "
                    || buffer.cell((x, 4)).unwrap().bg != Color::Reset),
                "{colours:?}"
            );
        }
    }

    #[test]
    fn without_colours_no_cell_is_coloured_and_the_tissue_is_a_shade() {
        for cell in picture(Inks::One).cells {
            if let Some((sign, style)) = shown(cell, Colours::None) {
                assert_eq!((style.fg, style.bg), (None, None));
                assert_eq!(sign == '▒', matches!(cell.fore.max(cell.back), Role::Tissue(_)), "{cell:?}");
            }
        }
        assert!(text(&picture(Inks::One), None).contains('▒'));
        assert!(!text(&picture(Inks::One), None).contains('\x1b'));
    }

    #[test]
    fn near_is_the_terminals_own_where_its_background_is_not_known() {
        for cell in picture(Inks::Few).cells {
            let Some((_, style)) = shown(cell, Colours::Sixteen) else { continue };
            assert!(cell.fore != Role::Near || style.fg.is_none(), "{style:?}");
            let reversed = style.add_modifier.contains(Modifier::REVERSED);
            assert_eq!(reversed, cell.back == Role::Near, "{cell:?}");
        }
    }
}
