//! The mornings as a line of braille dots: the mean of five days, in the colour of its zone.
//!
//! A day without an answer is a gap, never a zero. Fine lines stand at 2 and 5, where the zones meet.

use ratatui::text::Span;

use super::SCALE;
use crate::plan::progress::mornings::Mornings;
use crate::plan::progress::{Window, score};
use crate::symptoms::limits;
use crate::ui::page::Page;

/// Where the zones meet.
const THRESHOLDS: [u8; 2] = [limits::PAIN_NOTICEABLE - 1, limits::PAIN_TOO_MUCH - 1];
/// Numbers at the left, those first that are never left out.
const NUMBERS: [u8; 5] = [0, 2, 5, 10, 8];
/// The line of a threshold.
const FINE: char = '┈';
/// The greatest number while nothing is above it; with more it is 10.
const TOP: f64 = 8.0;

/// Where the line stands, with the numbers at its left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The column of the numbers.
    pub x: u16,
    /// The first row.
    pub y: u16,
    /// Columns of the line.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

/// Draws the line with its numbers and thresholds.
pub(super) fn line(page: &mut Page, mornings: &Mornings, window: &Window, place: Place) {
    let theme = page.theme;
    let means = mornings.line(window);
    let top = if means.iter().flatten().any(|mean| *mean > TOP) { 10.0 } else { TOP };
    let row = |value: f64| height(value, top, place.rows) as u16;
    let mut taken = Vec::new();
    for number in NUMBERS.into_iter().filter(|number| f64::from(*number) <= top) {
        let at = row(f64::from(number));
        if !taken.contains(&at) {
            taken.push(at);
            page.put_right(
                place.x + SCALE - 1,
                place.y + at,
                SCALE,
                Span::styled(number.to_string(), theme.muted),
            );
        }
    }
    let x = place.x + SCALE;
    for threshold in THRESHOLDS {
        for column in 0..place.columns {
            page.sign(x + column, place.y + row(f64::from(threshold)), FINE, theme.faint);
        }
    }
    for (at, dots) in dots(&means, top, place).into_iter().enumerate() {
        if let Some((bits, score)) = dots {
            let (column, row) = (at as u16 % place.columns, at as u16 / place.columns);
            let sign = char::from_u32(0x2800 + u32::from(bits)).unwrap_or(' ');
            page.sign(x + column, place.y + row, sign, theme.pain(score));
        }
    }
}

/// Returns how far down a value stands, in rows.
fn height(value: f64, top: f64, rows: u16) -> f64 {
    f64::from(rows.saturating_sub(1)) * (1.0 - (value / top).clamp(0.0, 1.0)) + 0.5
}

/// Returns the dots of each cell, and the score whose colour they have.
fn dots(means: &[Option<f64>], top: f64, place: Place) -> Vec<Option<(u8, u8)>> {
    let (columns, rows) = (usize::from(place.columns), usize::from(place.rows));
    let mut cells = vec![None; columns * rows];
    let mut before: Option<usize> = None;
    for x in 0..2 * columns {
        let Some(value) = at(means, (x as f64 + 0.5) * means.len() as f64 / (2 * columns) as f64 - 0.5)
        else {
            before = None;
            continue;
        };
        let y = ((height(value, top, place.rows) * 4.0) as usize).min(4 * rows - 1);
        // Steep pieces stay whole: what lies between two columns is filled, half from each side.
        let from = before.map_or(y, |before| if before < y { before + 1 } else { before.saturating_sub(1) });
        for y in if before == Some(y) { y..=y } else { from.min(y)..=from.max(y) } {
            let cell = &mut cells[y / 4 * columns + x / 2];
            let (bits, _) = cell.unwrap_or((0, 0));
            *cell = Some((bits | bit(x % 2, y % 4), score(value)));
        }
        before = Some(y);
    }
    cells
}

/// Returns the value at a time in days: between two days with an answer what lies between, else that of its day.
fn at(means: &[Option<f64>], time: f64) -> Option<f64> {
    let mean = |day: f64| if day < 0.0 { None } else { means.get(day as usize).copied().flatten() };
    match (mean(time.floor()), mean(time.floor() + 1.0)) {
        (Some(one), Some(next)) => Some(one + (next - one) * (time - time.floor())),
        _ => mean(time.round()),
    }
}

/// Returns the bit of a dot in a braille cell.
const fn bit(x: usize, y: usize) -> u8 {
    [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]][y][x]
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place = Place { x: 0, y: 0, columns: 10, rows: 10 };

    #[test]
    fn numbers_stand_where_the_design_has_them() {
        let row = |value| height(value, TOP, 10) as u16;
        assert_eq!([8.0, 5.0, 2.0, 0.0].map(row), [0, 3, 7, 9]);
        assert_eq!(height(10.0, 10.0, 10) as u16, 0, "ten still stands on the page");
    }

    #[test]
    fn a_day_without_an_answer_is_a_gap_and_no_zero() {
        let means = [Some(4.0), Some(4.0), None, Some(4.0), Some(4.0)];
        let cells = dots(&means, TOP, PLACE);
        let row = height(4.0, TOP, 10) as usize;
        let there: Vec<bool> = (0..10).map(|x| cells[row * 10 + x].is_some()).collect();
        assert_eq!(there, [true, true, true, true, false, false, true, true, true, true]);
        let elsewhere = cells.iter().enumerate().filter(|(at, _)| at / 10 != row);
        assert_eq!(elsewhere.filter(|(_, cell)| cell.is_some()).count(), 0, "nothing falls to the floor");
    }

    #[test]
    fn a_steep_line_is_whole_and_each_piece_has_the_colour_of_its_zone() {
        let cells = dots(&[Some(0.0), Some(8.0)], TOP, PLACE);
        for row in 0..10 {
            assert!((0..10).any(|x| cells[row * 10 + x].is_some()), "row {row}");
        }
        assert_eq!((cells[9 * 10].unwrap().1, cells[9].unwrap().1), (0, 8));
        assert_eq!(dots(&[], TOP, PLACE).into_iter().flatten().count(), 0);
    }
}
