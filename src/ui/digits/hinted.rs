//! Capital letters and digits of three to five rows, drawn with a square pen on half cells and half rows.
//!
//! Strokes of such a size that miss the grid by a little get soft edges or holes; these lie on it. A glyph is a set of
//! bars in a box; the pen is one cell wide and half a row high, at five rows half as large again. Round letters are
//! square with a quarter of a cell cut off at their corners.

use ratatui::style::Style;

use super::BLOCKS;
use crate::ui::page::Page;

/// The heights that are drawn, in rows.
pub(super) const ROWS: std::ops::RangeInclusive<u16> = 3..=5;

/// The parts of a glyph: bars along its box, the pen wide.
mod part {
    pub(super) const LEFT: u16 = 1;
    pub(super) const RIGHT: u16 = 1 << 1;
    pub(super) const TOP: u16 = 1 << 2;
    pub(super) const MIDDLE: u16 = 1 << 3;
    pub(super) const BOTTOM: u16 = 1 << 4;
    pub(super) const CENTRE: u16 = 1 << 5;
    pub(super) const LEFT_UPPER: u16 = 1 << 6;
    pub(super) const LEFT_LOWER: u16 = 1 << 7;
    pub(super) const RIGHT_UPPER: u16 = 1 << 8;
    pub(super) const RIGHT_LOWER: u16 = 1 << 9;
    /// The right half of the middle bar.
    pub(super) const SPUR: u16 = 1 << 10;
}

/// The corners that are cut off.
mod cut {
    pub(super) const TOP_LEFT: u8 = 1;
    pub(super) const TOP_RIGHT: u8 = 2;
    pub(super) const BOTTOM_LEFT: u8 = 4;
    pub(super) const BOTTOM_RIGHT: u8 = 8;
    pub(super) const ALL: u8 = 15;
}

/// A slanted stroke between two points, in shares of the box.
type Slant = [f32; 4];

/// A glyph: how much wider than others it is, its bars, its slanted strokes, its corners.
struct Glyph {
    width: f32,
    parts: u16,
    slants: &'static [Slant],
    cut: u8,
}

const fn bars(parts: u16, cut: u8) -> Glyph {
    Glyph { width: 1.0, parts, slants: &[], cut }
}

const fn slanted(width: f32, parts: u16, slants: &'static [Slant]) -> Glyph {
    Glyph { width, parts, slants, cut: 0 }
}

/// Returns the bars of a glyph; `None` for what cannot be drawn.
const fn glyph(c: char) -> Option<Glyph> {
    use cut::{BOTTOM_LEFT, BOTTOM_RIGHT, TOP_LEFT, TOP_RIGHT};
    use part::{
        BOTTOM, CENTRE, LEFT, LEFT_LOWER, LEFT_UPPER, MIDDLE, RIGHT, RIGHT_LOWER, RIGHT_UPPER, SPUR, TOP,
    };
    Some(match c {
        'A' => bars(LEFT | RIGHT | TOP | MIDDLE, TOP_LEFT | TOP_RIGHT),
        'B' => bars(LEFT | RIGHT | TOP | MIDDLE | BOTTOM, TOP_RIGHT | BOTTOM_RIGHT),
        'C' => bars(LEFT | TOP | BOTTOM, TOP_LEFT | BOTTOM_LEFT),
        'D' => bars(LEFT | RIGHT | TOP | BOTTOM, TOP_RIGHT | BOTTOM_RIGHT),
        'E' => bars(LEFT | TOP | MIDDLE | BOTTOM, 0),
        'F' => bars(LEFT | TOP | MIDDLE, 0),
        'G' => bars(LEFT | TOP | BOTTOM | RIGHT_LOWER | SPUR, TOP_LEFT | BOTTOM_LEFT | BOTTOM_RIGHT),
        'H' => bars(LEFT | RIGHT | MIDDLE, 0),
        'I' => Glyph { width: 0.0, ..bars(LEFT, 0) },
        'J' => bars(RIGHT | BOTTOM, BOTTOM_RIGHT),
        'K' => slanted(1.5, LEFT, &[[0.25, 0.5, 1.0, 0.0], [0.25, 0.5, 1.0, 1.0]]),
        'L' => bars(LEFT | BOTTOM, 0),
        'M' => slanted(1.75, LEFT | RIGHT, &[[0.0, 0.0, 0.5, 0.6], [1.0, 0.0, 0.5, 0.6]]),
        'N' => slanted(1.5, LEFT | RIGHT, &[[0.0, 0.0, 1.0, 1.0]]),
        'O' | '0' => bars(LEFT | RIGHT | TOP | BOTTOM, cut::ALL),
        'P' => bars(LEFT | RIGHT_UPPER | TOP | MIDDLE, TOP_RIGHT),
        'Q' => Glyph {
            slants: &[[0.6, 0.6, 1.0, 1.0]],
            ..bars(LEFT | RIGHT | TOP | BOTTOM, TOP_LEFT | TOP_RIGHT | BOTTOM_LEFT)
        },
        'R' => Glyph {
            width: 1.25,
            slants: &[[0.35, 0.5, 1.0, 1.0]],
            ..bars(LEFT | RIGHT_UPPER | TOP | MIDDLE, TOP_RIGHT)
        },
        'S' => bars(TOP | LEFT_UPPER | MIDDLE | RIGHT_LOWER | BOTTOM, TOP_LEFT | BOTTOM_RIGHT),
        'T' => bars(TOP | CENTRE, 0),
        'U' => bars(LEFT | RIGHT | BOTTOM, BOTTOM_LEFT | BOTTOM_RIGHT),
        'V' => slanted(1.25, 0, &[[0.0, 0.0, 0.5, 1.0], [1.0, 0.0, 0.5, 1.0]]),
        'W' => slanted(1.75, LEFT | RIGHT, &[[0.0, 1.0, 0.5, 0.4], [1.0, 1.0, 0.5, 0.4]]),
        'X' => slanted(1.5, 0, &[[0.0, 0.0, 1.0, 1.0], [1.0, 0.0, 0.0, 1.0]]),
        'Y' => slanted(1.25, 0, &[[0.0, 0.0, 0.5, 0.5], [1.0, 0.0, 0.5, 0.5], [0.5, 0.5, 0.5, 1.0]]),
        'Z' => Glyph { slants: &[[1.0, 0.0, 0.0, 1.0]], ..bars(TOP | BOTTOM, 0) },
        '1' => Glyph { slants: &[[0.0, 0.2, 0.5, 0.0]], ..bars(CENTRE | BOTTOM, 0) },
        '2' => bars(TOP | RIGHT_UPPER | MIDDLE | LEFT_LOWER | BOTTOM, 0),
        '3' => bars(TOP | RIGHT | SPUR | BOTTOM, 0),
        '4' => bars(LEFT_UPPER | MIDDLE | RIGHT, 0),
        '5' => bars(TOP | LEFT_UPPER | MIDDLE | RIGHT_LOWER | BOTTOM, 0),
        '6' => bars(LEFT | TOP | MIDDLE | BOTTOM | RIGHT_LOWER, TOP_LEFT),
        '7' => bars(TOP | RIGHT, 0),
        '8' => bars(LEFT | RIGHT | TOP | MIDDLE | BOTTOM, cut::ALL),
        '9' => bars(LEFT_UPPER | RIGHT | TOP | MIDDLE | BOTTOM, BOTTOM_RIGHT),
        '/' => slanted(0.75, 0, &[[1.0, 0.0, 0.0, 1.0]]),
        '-' => bars(MIDDLE, 0),
        ' ' | '.' | ',' | ':' | '\'' => Glyph { width: 0.0, ..bars(0, 0) },
        _ => return None,
    })
}

/// The measures of a height, in half cells and half rows.
#[derive(Clone, Copy)]
struct Measure {
    width: u16,
    height: u16,
    /// The pen.
    pen: (u16, u16),
    /// Where the middle bar begins.
    middle: u16,
    gap: u16,
}

impl Measure {
    const fn of(rows: u16) -> Self {
        match rows {
            5.. => Self { width: 12, height: 10, pen: (3, 2), middle: 4, gap: 3 },
            4 => Self { width: 8, height: 8, pen: (2, 1), middle: 3, gap: 2 },
            _ => Self { width: 6, height: 6, pen: (2, 1), middle: 2, gap: 2 },
        }
    }

    /// Half cells that a glyph takes.
    fn wide(self, c: char) -> u16 {
        match (c, glyph(c)) {
            (' ', _) => self.width / 2,
            (_, Some(Glyph { width, .. })) if width > 0.0 => (f32::from(self.width) * width).round() as u16,
            _ => self.pen.0,
        }
    }
}

/// True if all of a text can be drawn.
pub(super) fn can_draw(text: &str) -> bool {
    text.chars().all(|c| glyph(c).is_some())
}

/// Returns how many columns a text takes at a height in rows.
pub(super) fn width(text: &str, rows: u16) -> u16 {
    let measure = Measure::of(rows);
    let halves: u16 = text.chars().map(|c| measure.wide(c) + measure.gap).sum();
    halves.saturating_sub(measure.gap).div_ceil(2)
}

/// Draws a text with its upper left corner at a cell, and returns the column after it.
pub(super) fn draw(page: &mut Page, at: (u16, u16), rows: u16, text: &str, style: Style) -> u16 {
    let measure = Measure::of(rows);
    let columns = width(text, rows);
    // A comma hangs half a row below the line.
    let mut ink = Ink::new(columns * 2, measure.height + 2);
    let mut x = 0;
    for c in text.chars() {
        ink.glyph(measure, c, x);
        x += measure.wide(c) + measure.gap;
    }
    for row in 0..=rows {
        for column in 0..columns {
            let quarters = ink.quarters(column, row);
            if quarters > 0 {
                page.sign(at.0 + column, at.1 + row, BLOCKS[quarters], style);
            }
        }
    }
    at.0 + columns
}

/// Where there is ink, by half cells and half rows.
struct Ink {
    width: u16,
    dots: Vec<bool>,
}

impl Ink {
    fn new(width: u16, height: u16) -> Self {
        Self { width, dots: vec![false; usize::from(width) * usize::from(height)] }
    }

    fn set(&mut self, x: u16, y: u16, ink: bool) {
        let at = usize::from(y) * usize::from(self.width) + usize::from(x);
        if let Some(dot) = self.dots.get_mut(at).filter(|_| x < self.width) {
            *dot = ink;
        }
    }

    fn fill(&mut self, (x, y): (u16, u16), (width, height): (u16, u16)) {
        for y in y..y + height {
            for x in x..x + width {
                self.set(x, y, true);
            }
        }
    }

    /// Returns the quarters of a cell that have ink.
    fn quarters(&self, column: u16, row: u16) -> usize {
        let dot = |dx: u16, dy: u16| {
            let at = usize::from(row * 2 + dy) * usize::from(self.width) + usize::from(column * 2 + dx);
            usize::from(self.dots.get(at).copied().unwrap_or(false))
        };
        dot(0, 0) | dot(1, 0) << 1 | dot(0, 1) << 2 | dot(1, 1) << 3
    }

    fn glyph(&mut self, measure: Measure, c: char, x: u16) {
        let Measure { height, pen: (pen_x, pen_y), middle, .. } = measure;
        let wide = measure.wide(c);
        let dot = (pen_x, pen_y * 2);
        match c {
            '.' => return self.fill((x, height - pen_y * 2), dot),
            ',' => return self.fill((x, height - pen_y * 2), (pen_x, pen_y * 3)),
            '\'' => return self.fill((x, 0), dot),
            ':' => {
                self.fill((x, pen_y), dot);
                return self.fill((x, height - pen_y * 3), dot);
            }
            _ => {}
        }
        let Some(Glyph { parts, slants, cut, .. }) = glyph(c) else { return };
        let (right, bottom, centre) = (x + wide - pen_x, height - pen_y, x + (wide - pen_x) / 2);
        let upper = (pen_x, middle + pen_y);
        let lower = (pen_x, height - middle);
        let half = (wide - pen_x) / 2 + pen_x;
        for (part, at, size) in [
            (part::LEFT, (x, 0), (pen_x, height)),
            (part::RIGHT, (right, 0), (pen_x, height)),
            (part::TOP, (x, 0), (wide, pen_y)),
            (part::MIDDLE, (x, middle), (wide, pen_y)),
            (part::BOTTOM, (x, bottom), (wide, pen_y)),
            (part::CENTRE, (centre, 0), (pen_x, height)),
            (part::LEFT_UPPER, (x, 0), upper),
            (part::LEFT_LOWER, (x, middle), lower),
            (part::RIGHT_UPPER, (right, 0), upper),
            (part::RIGHT_LOWER, (right, middle), lower),
            (part::SPUR, (x + wide - half, middle), (half, pen_y)),
        ] {
            if parts & part != 0 {
                self.fill(at, size);
            }
        }
        for slant in slants {
            self.slant(measure, (x, wide), *slant);
        }
        for (corner, at) in [
            (cut::TOP_LEFT, (x, 0)),
            (cut::TOP_RIGHT, (x + wide - 1, 0)),
            (cut::BOTTOM_LEFT, (x, height - 1)),
            (cut::BOTTOM_RIGHT, (x + wide - 1, height - 1)),
        ] {
            if cut & corner != 0 {
                self.set(at.0, at.1, false);
            }
        }
    }

    /// Draws a slanted stroke: in each row of it the pen, as wide as an upright one.
    fn slant(&mut self, measure: Measure, (x, wide): (u16, u16), [x0, y0, x1, y1]: Slant) {
        let Measure { height, pen: (pen_x, _), .. } = measure;
        let [x0, x1] = [x0, x1].map(|share| share * f32::from(wide - pen_x));
        let [y0, y1] = [y0, y1].map(|share| share * f32::from(height - 1));
        let (from, to) = (y0.min(y1).round() as u16, y0.max(y1).round() as u16);
        for y in from..=to {
            let share = if (y1 - y0).abs() < 0.5 { 0.0 } else { (f32::from(y) - y0) / (y1 - y0) };
            let at = (x1 - x0).mul_add(share.clamp(0.0, 1.0), x0).round() as u16;
            self.fill((x + at, y), (pen_x, 1));
        }
    }
}
