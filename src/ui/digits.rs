//! Big digits and a few letters, drawn as strokes into quadrant blocks.
//!
//! The lines of a digit lie in a box 1 wide and 1.7 high; its strokes are 0.3 thick with round
//! ends. It can be drawn at any height; from three rows on it reads. A cell is taken to be twice as high as
//! wide, so that each of its quarters is too.

use ratatui::style::Style;

use super::page::Page;

/// Height of a glyph with its strokes.
const HEIGHT: f32 = 1.7 + 2.0 * HALF;
/// Half the thickness of a stroke.
const HALF: f32 = 0.15;
/// Space between two glyphs.
const GAP: f32 = 0.3;

/// The blocks, by their quarters: 1 upper left, 2 upper right, 4 lower left, 8 lower right.
const BLOCKS: [char; 16] = [' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█'];

/// A part of a glyph; x goes right, y down, angles clockwise in degrees from the right.
#[derive(Debug, Clone, Copy)]
enum Stroke {
    Line([f32; 2], [f32; 2]),
    Arc { centre: [f32; 2], radius: f32, from: f32, to: f32 },
}

use Stroke::Line;

const fn arc(centre: [f32; 2], radius: f32, from: f32, to: f32) -> Stroke {
    Stroke::Arc { centre, radius, from, to }
}

const fn circle(centre: [f32; 2], radius: f32) -> Stroke {
    arc(centre, radius, 0.0, 360.0)
}

/// Returns the width of a glyph's lines, and its strokes; nothing for what cannot be drawn.
const fn glyph(c: char) -> (f32, &'static [Stroke]) {
    match c {
        '0' => (
            1.0,
            const {
                &[
                    arc([0.5, 0.5], 0.5, 180.0, 360.0),
                    Line([1.0, 0.5], [1.0, 1.2]),
                    arc([0.5, 1.2], 0.5, 0.0, 180.0),
                    Line([0.0, 1.2], [0.0, 0.5]),
                ]
            },
        ),
        '1' => (1.0, const { &[Line([0.2, 0.38], [0.65, 0.0]), Line([0.65, 0.0], [0.65, 1.7])] }),
        '2' => (
            1.0,
            const {
                &[
                    arc([0.5, 0.5], 0.5, 180.0, 390.0),
                    Line([0.93, 0.75], [0.0, 1.7]),
                    Line([0.0, 1.7], [1.0, 1.7]),
                ]
            },
        ),
        '3' => (1.0, const { &[arc([0.5, 0.42], 0.42, 190.0, 450.0), arc([0.5, 1.26], 0.44, 270.0, 530.0)] }),
        '4' => (
            1.0,
            const {
                &[
                    Line([0.7, 0.0], [0.0, 1.22]),
                    Line([0.0, 1.22], [1.05, 1.22]),
                    Line([0.75, 0.0], [0.75, 1.7]),
                ]
            },
        ),
        '5' => (
            1.0,
            const {
                &[
                    Line([0.9, 0.0], [0.1, 0.0]),
                    Line([0.1, 0.0], [0.06, 0.82]),
                    arc([0.47, 1.18], 0.53, 222.0, 505.0),
                ]
            },
        ),
        '6' => (1.0, const { &[circle([0.5, 1.2], 0.5), Line([0.72, 0.0], [0.06, 0.98])] }),
        '7' => (1.0, const { &[Line([0.0, 0.0], [1.0, 0.0]), Line([1.0, 0.0], [0.38, 1.7])] }),
        '8' => (1.0, const { &[circle([0.5, 0.4], 0.4), circle([0.5, 1.24], 0.46)] }),
        '9' => (1.0, const { &[circle([0.5, 0.5], 0.5), Line([0.94, 0.72], [0.28, 1.7])] }),
        ':' => (0.1, const { &[Line([0.05, 0.45], [0.05, 0.45]), Line([0.05, 1.25], [0.05, 1.25])] }),
        'L' => (0.8, const { &[Line([0.0, 0.0], [0.0, 1.7]), Line([0.0, 1.7], [0.8, 1.7])] }),
        'E' => (
            0.8,
            const {
                &[
                    Line([0.0, 0.0], [0.0, 1.7]),
                    Line([0.0, 0.0], [0.8, 0.0]),
                    Line([0.0, 0.84], [0.7, 0.84]),
                    Line([0.0, 1.7], [0.8, 1.7]),
                ]
            },
        ),
        'F' => (
            0.8,
            const { &[Line([0.0, 0.0], [0.0, 1.7]), Line([0.0, 0.0], [0.8, 0.0]), Line([0.0, 0.84], [0.7, 0.84])] },
        ),
        'T' => (1.0, const { &[Line([0.0, 0.0], [1.0, 0.0]), Line([0.5, 0.0], [0.5, 1.7])] }),
        'R' => (
            0.9,
            const {
                &[
                    Line([0.0, 0.0], [0.0, 1.7]),
                    Line([0.0, 0.0], [0.45, 0.0]),
                    arc([0.45, 0.45], 0.45, 270.0, 450.0),
                    Line([0.45, 0.9], [0.0, 0.9]),
                    Line([0.4, 0.9], [0.9, 1.7]),
                ]
            },
        ),
        'I' => (0.0, const { &[Line([0.0, 0.0], [0.0, 1.7])] }),
        'G' => (
            1.0,
            const {
                &[
                    arc([0.5, 0.5], 0.5, 180.0, 335.0),
                    Line([0.0, 0.5], [0.0, 1.2]),
                    arc([0.5, 1.2], 0.5, 0.0, 180.0),
                    Line([1.0, 1.2], [1.0, 0.95]),
                    Line([1.0, 0.95], [0.58, 0.95]),
                ]
            },
        ),
        'H' => (
            0.95,
            const {
                &[
                    Line([0.0, 0.0], [0.0, 1.7]),
                    Line([0.95, 0.0], [0.95, 1.7]),
                    Line([0.0, 0.84], [0.95, 0.84]),
                ]
            },
        ),
        _ => (0.5, &[]),
    }
}

/// Cells to a unit of the glyph, at a height in rows.
fn scale(rows: u16) -> f32 {
    f32::from(rows) * 2.0 / HEIGHT
}

/// Returns how many columns a text takes at a height in rows.
pub(super) fn width(text: &str, rows: u16) -> u16 {
    let mut glyphs = text.chars();
    let first = glyphs.next().map_or(0, |c| wide(c, rows));
    first + glyphs.map(|c| cells(GAP, rows) + wide(c, rows)).sum::<u16>()
}

/// Returns the greatest height in rows at which a text fits; 0 where none does.
pub(super) fn fit(text: &str, columns: u16, rows: u16) -> u16 {
    (3..=rows).rev().find(|rows| width(text, *rows) <= columns).unwrap_or(0)
}

/// Whole cells that a glyph takes with its strokes.
fn wide(c: char, rows: u16) -> u16 {
    cells(glyph(c).0 + 2.0 * HALF, rows)
}

/// Whole cells that a width takes.
fn cells(units: f32, rows: u16) -> u16 {
    (units * scale(rows)).round().max(1.0) as u16
}

/// Draws a text with its upper left corner at a cell, and returns the column after it.
pub(super) fn draw(page: &mut Page, at: (u16, u16), rows: u16, text: &str, style: Style) -> u16 {
    let (mut x, y) = at;
    for (i, c) in text.chars().enumerate() {
        if i > 0 {
            x += cells(GAP, rows);
        }
        let (units, strokes) = glyph(c);
        let wide = wide(c, rows);
        // A glyph is centred in its cells; this is how far its lines stand from their edge.
        let shift = (f32::from(wide) / scale(rows) - units) / 2.0;
        for row in 0..rows {
            for column in 0..wide {
                let quarters = quarters(strokes, (column, row), shift, scale(rows));
                if quarters > 0 {
                    page.sign(x + column, y + row, BLOCKS[quarters], style);
                }
            }
        }
        x += wide;
    }
    x
}

fn quarters(strokes: &[Stroke], cell: (u16, u16), shift: f32, scale: f32) -> usize {
    let mut bits = 0;
    for (bit, (dx, dy)) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)].into_iter().enumerate() {
        let x = (f32::from(cell.0) + dx) / scale - shift;
        let y = (f32::from(cell.1) + dy) * 2.0 / scale - HALF;
        if strokes.iter().any(|stroke| stroke.covers(x, y)) {
            bits |= 1 << bit;
        }
    }
    bits
}

impl Stroke {
    fn covers(&self, x: f32, y: f32) -> bool {
        match *self {
            Self::Line([x0, y0], [x1, y1]) => {
                let (dx, dy) = (x1 - x0, y1 - y0);
                let length = dx * dx + dy * dy;
                let t = if length > 0.0 { ((x - x0) * dx + (y - y0) * dy) / length } else { 0.0 };
                let t = t.clamp(0.0, 1.0);
                near(x - x0 - t * dx, y - y0 - t * dy)
            }
            Self::Arc { centre, radius, from, to } => {
                let (dx, dy) = (x - centre[0], y - centre[1]);
                if ((dx * dx + dy * dy).sqrt() - radius).abs() > HALF {
                    return false;
                }
                let angle = (dy.atan2(dx).to_degrees() - from).rem_euclid(360.0);
                let end = |degrees: f32| {
                    let (sin, cos) = degrees.to_radians().sin_cos();
                    near(dx - radius * cos, dy - radius * sin)
                };
                angle <= to - from || end(from) || end(to)
            }
        }
    }
}

fn near(dx: f32, dy: f32) -> bool {
    dx * dx + dy * dy <= HALF * HALF
}
