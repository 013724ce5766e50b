//! Big digits and capital letters, drawn as strokes into quadrant blocks.
//!
//! From six rows on, the lines of a glyph lie in a box 1 wide and 1.7 high, drawn by a round pen, whatever the height.
//! A cell, and so each of its quarters, is assumed to be twice as high as wide. Below that a round pen misses the
//! grid, so letters of three to five rows are [`hinted`].

mod glyphs;
mod hinted;

use ratatui::style::Style;

use super::page::Page;
use glyphs::{Stroke, glyph};

/// Height of a glyph with its strokes.
const HEIGHT: f32 = 1.7 + 2.0 * HALF;
/// Half the thickness of a stroke.
const HALF: f32 = 0.15;
/// Space between two glyphs.
const GAP: f32 = 0.3;

/// The blocks, by their quarters: 1 upper left, 2 upper right, 4 lower left, 8 lower right.
const BLOCKS: [char; 16] = [' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█'];

/// Cells to a unit of the glyph, at a height in rows.
fn scale(rows: u16) -> f32 {
    f32::from(rows) * 2.0 / HEIGHT
}

/// Returns how many columns a text takes at a height in rows.
pub(super) fn width(text: &str, rows: u16) -> u16 {
    if is_hinted(text, rows) {
        return hinted::width(text, rows);
    }
    let mut glyphs = text.chars();
    let first = glyphs.next().map_or(0, |c| wide(c, rows));
    first + glyphs.map(|c| cells(GAP, rows) + wide(c, rows)).sum::<u16>()
}

/// True if a text is drawn by the square pen.
fn is_hinted(text: &str, rows: u16) -> bool {
    hinted::ROWS.contains(&rows) && hinted::can_draw(text)
}

/// Returns the greatest height in rows at which a text fits; 0 if none does.
pub(super) fn fit(text: &str, columns: u16, rows: u16) -> u16 {
    (3..=rows).rev().find(|rows| width(text, *rows) <= columns).unwrap_or(0)
}

/// True if all of a text can be drawn.
pub(super) fn can_draw(text: &str) -> bool {
    text.chars().all(|c| c == ' ' || !glyph(c).1.is_empty())
}

/// Wraps a text on words at a height in rows; `None` if a word is too wide.
pub(super) fn wrap(text: &str, columns: u16, rows: u16) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if width(word, rows) > columns {
            return None;
        }
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), rows) <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    Some(lines)
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
    if is_hinted(text, rows) {
        return hinted::draw(page, at, rows, text, style);
    }
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

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::ui::theme::{Colours, Theme};

    fn drawn(rows: u16, lines: &[&str]) -> String {
        let height = lines.len() as u16 * (rows + 1);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 100, height));
        let mut page = Page::new(&mut buffer, Theme::of(Colours::None));
        for (y, line) in (0..).step_by(usize::from(rows) + 1).zip(lines) {
            assert!(can_draw(line) && width(line, rows) <= 100, "{line}");
            draw(&mut page, (0, y), rows, line, Style::new());
        }
        let row =
            |y| (0..100).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned() + "\n";
        (0..height).map(row).collect()
    }

    #[test]
    fn every_capital_letter_reads_at_every_height() {
        let lines = ["ABCDEFGH", "IJKLMNOP", "QRSTUVW", "XYZ,'-/", "01234567", "89:."];
        for rows in 3..=6 {
            insta::assert_snapshot!(format!("letters-{rows}"), drawn(rows, &lines));
        }
    }

    #[test]
    fn a_text_wraps_on_words_or_not_at_all() {
        assert_eq!(wrap("LEFT RIGHT", 200, 3).unwrap(), ["LEFT RIGHT"]);
        let columns = width("RIGHT", 3);
        assert_eq!(wrap("LEFT RIGHT", columns, 3).unwrap(), ["LEFT", "RIGHT"]);
        assert_eq!(wrap("LEFT RIGHT", columns - 1, 3), None);
    }
}
