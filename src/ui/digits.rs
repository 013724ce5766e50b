//! Big digits and a few letters, drawn as strokes into quadrant blocks.
//!
//! A glyph is 1.7 high and up to 1 wide; its strokes are 0.3 thick with round ends. It can be
//! drawn at any height; from three rows on it reads. A cell is taken to be twice as high as
//! wide, so that each of its quarters is too.

use ratatui::style::Style;

use super::page::Page;

/// Height of a glyph, without what hangs below the line.
const HEIGHT: f32 = 1.7;
/// Half the thickness of a stroke.
const HALF: f32 = 0.15;
/// Space between two glyphs.
const GAP: f32 = 0.26;
/// How far below the line a `g` hangs.
const BELOW: f32 = 0.5;

/// The blocks, by their quarters: 1 upper left, 2 upper right, 4 lower left, 8 lower right.
const BLOCKS: [char; 16] =
    [' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█'];

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

/// Returns the width and the strokes of a glyph; nothing for what cannot be drawn.
const fn glyph(c: char) -> (f32, &'static [Stroke]) {
    match c {
        '0' => (
            1.0,
            const {
                &[
                    arc([0.5, 0.5], 0.35, 180.0, 360.0),
                    Line([0.85, 0.5], [0.85, 1.2]),
                    arc([0.5, 1.2], 0.35, 0.0, 180.0),
                    Line([0.15, 1.2], [0.15, 0.5]),
                ]
            },
        ),
        '1' => (1.0, const { &[Line([0.25, 0.45], [0.6, 0.15]), Line([0.6, 0.15], [0.6, 1.55])] }),
        '2' => (
            1.0,
            const {
                &[
                    arc([0.5, 0.5], 0.35, 180.0, 385.0),
                    Line([0.82, 0.65], [0.15, 1.55]),
                    Line([0.15, 1.55], [0.85, 1.55]),
                ]
            },
        ),
        '3' => (
            1.0,
            const { &[arc([0.5, 0.49], 0.34, 190.0, 450.0), arc([0.5, 1.19], 0.36, 270.0, 530.0)] },
        ),
        '4' => (
            1.0,
            const {
                &[Line([0.62, 0.15], [0.15, 1.12]), Line([0.15, 1.12], [0.88, 1.12]), Line([0.66, 0.15], [0.66, 1.55])]
            },
        ),
        '5' => (
            1.0,
            const {
                &[
                    Line([0.8, 0.15], [0.22, 0.15]),
                    Line([0.22, 0.15], [0.18, 0.85]),
                    arc([0.47, 1.17], 0.38, 228.0, 510.0),
                ]
            },
        ),
        '6' => (1.0, const { &[circle([0.5, 1.2], 0.35), Line([0.66, 0.15], [0.19, 1.04])] }),
        '7' => (1.0, const { &[Line([0.15, 0.15], [0.85, 0.15]), Line([0.85, 0.15], [0.42, 1.55])] }),
        '8' => (1.0, const { &[circle([0.5, 0.48], 0.33), circle([0.5, 1.19], 0.36)] }),
        '9' => (1.0, const { &[circle([0.5, 0.5], 0.35), Line([0.81, 0.66], [0.34, 1.55])] }),
        ':' => (0.34, const { &[Line([0.17, 0.62], [0.17, 0.62]), Line([0.17, 1.3], [0.17, 1.3])] }),
        'l' => (0.3, const { &[Line([0.15, 0.15], [0.15, 1.55])] }),
        'e' => (
            1.0,
            const { &[Line([0.15, 1.12], [0.85, 1.12]), arc([0.5, 1.16], 0.37, 40.0, 358.0)] },
        ),
        'f' => (
            0.75,
            const {
                &[arc([0.6, 0.42], 0.27, 180.0, 285.0), Line([0.33, 0.42], [0.33, 1.55]), Line([0.1, 0.8], [0.62, 0.8])]
            },
        ),
        't' => (
            0.75,
            const {
                &[Line([0.33, 0.35], [0.33, 1.3]), arc([0.57, 1.31], 0.24, 75.0, 180.0), Line([0.1, 0.8], [0.64, 0.8])]
            },
        ),
        'r' => (0.72, const { &[Line([0.15, 0.8], [0.15, 1.55]), arc([0.5, 1.13], 0.35, 180.0, 295.0)] }),
        'i' => (0.3, const { &[Line([0.15, 0.8], [0.15, 1.55]), Line([0.15, 0.35], [0.15, 0.35])] }),
        'g' => (
            1.0,
            const {
                &[
                    circle([0.5, 1.16], 0.36),
                    Line([0.86, 0.8], [0.86, 1.7]),
                    arc([0.5, 1.68], 0.36, 0.0, 140.0),
                ]
            },
        ),
        'h' => (
            1.0,
            const {
                &[
                    Line([0.15, 0.15], [0.15, 1.55]),
                    arc([0.5, 1.15], 0.35, 180.0, 360.0),
                    Line([0.85, 1.15], [0.85, 1.55]),
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
    let first = glyphs.next().map_or(0, |c| cells(glyph(c).0, rows));
    first + glyphs.map(|c| cells(GAP, rows) + cells(glyph(c).0, rows)).sum::<u16>()
}

/// Returns the greatest height in rows at which a text fits; 0 where none does.
pub(super) fn fit(text: &str, columns: u16, rows: u16) -> u16 {
    (3..=rows).rev().find(|rows| width(text, *rows) <= columns).unwrap_or(0)
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
        let wide = cells(units, rows);
        // A glyph is centred in its cells.
        let shift = (f32::from(wide) / scale(rows) - units) / 2.0;
        let high = if c == 'g' { rows + (BELOW * scale(rows) / 2.0).ceil() as u16 } else { rows };
        for row in 0..high {
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
        let y = (f32::from(cell.1) + dy) * 2.0 / scale;
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
