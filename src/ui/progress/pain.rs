//! The mornings as a line of braille dots, thick enough to be seen across a room.
//!
//! The line is the mean of the answers within two days, in the colour of its zone, and joins answers up to four days
//! apart; a longer silence is a gap, never a zero. The answers themselves are two fine dots each. Fewer than five are no
//! line: each is then a square of four dots in its own colour.

use ratatui::style::Style;
use ratatui::text::Span;

use super::SCALE;
use crate::plan::progress::mornings::{FEWEST, Mornings};
use crate::plan::progress::{Window, score};
use crate::symptoms::limits;
use crate::ui::page::Page;

/// Where the zones meet.
const THRESHOLDS: [u8; 2] = [limits::PAIN_NOTICEABLE - 1, limits::PAIN_TOO_MUCH - 1];
/// Numbers at the left, those first that are never left out.
const NUMBERS: [u8; 5] = [0, 2, 5, 10, 8];
/// The dots of a threshold, and how many columns lie between them.
const FINE: char = '·';
const APART: usize = 2;
/// The zones at the left.
const ZONE: char = '▌';
/// The greatest number while nothing is above it; with more it is 10.
const TOP: f64 = 8.0;
/// Days from one answer to the next that the line joins at most.
const JOINED: usize = 4;
/// Weeks that the chart has at least, so that a line grows into it.
const WEEKS: usize = 8;

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

/// Draws the line with its numbers, zones and thresholds.
pub(super) fn line(page: &mut Page, mornings: &Mornings, window: &Window, place: Place) {
    let theme = page.theme;
    let answers = mornings.answers(window);
    let top = if answers.iter().flatten().any(|answer| f64::from(*answer) > TOP) { 10.0 } else { TOP };
    scale(page, top, place);
    let mut dots = Dots::new(place, top, days(window));
    if answers.iter().flatten().count() < FEWEST {
        for (day, answer) in answers.iter().enumerate().filter_map(|(day, answer)| Some((day, (*answer)?))) {
            dots.square(day, f64::from(answer));
        }
    } else {
        dots.line(&mornings.smoothed(window));
    }
    for (at, (bits, value)) in dots.cells() {
        let sign = char::from_u32(0x2800 + u32::from(bits)).unwrap_or(' ');
        page.sign(at.0, at.1, sign, theme.pain(value));
    }
    for (day, answer) in answers.iter().enumerate().filter_map(|(day, answer)| Some((day, (*answer)?))) {
        // What lies under the line is the line.
        if let Some(((x, y), bits)) = dots.beside(day, f64::from(answer)) {
            page.sign(x, y, char::from_u32(0x2800 + u32::from(bits)).unwrap_or(' '), theme.muted);
        }
    }
}

/// Returns how many days the chart has: those of its window, and while there are few weeks those to come.
pub(super) fn days(window: &Window) -> usize {
    let weeks = window.mondays().count();
    if weeks < WEEKS { WEEKS * 7 } else { window.days().count() }
}

/// The numbers, the zones beside them, and the thresholds.
fn scale(page: &mut Page, top: f64, place: Place) {
    let theme = page.theme;
    let row = |value: f64| height(value, top, place.rows) as u16;
    let mut taken = Vec::new();
    for number in NUMBERS.into_iter().filter(|number| f64::from(*number) <= top) {
        let at = row(f64::from(number));
        if !taken.contains(&at) {
            taken.push(at);
            let number = Span::styled(number.to_string(), theme.muted);
            page.put_right(place.x + SCALE - 3, place.y + at, SCALE, number);
        }
    }
    for at in 0..place.rows {
        // The score that lies in the middle of the row.
        let part = f64::from(at) / f64::from(place.rows.saturating_sub(1).max(1));
        page.sign(place.x + SCALE - 2, place.y + at, ZONE, zone(page, top * (1.0 - part)));
    }
    let x = place.x + SCALE;
    for threshold in THRESHOLDS {
        for column in (0..place.columns).step_by(APART) {
            page.sign(x + column, place.y + row(f64::from(threshold)), FINE, theme.faint);
        }
    }
}

/// The colour of the zone that a value of the scale lies in: on a threshold still the lower one.
fn zone(page: &Page, value: f64) -> Style {
    page.theme.pain((value - 0.01).ceil().clamp(0.0, 10.0) as u8)
}

/// Returns how far down a value stands, in rows.
fn height(value: f64, top: f64, rows: u16) -> f64 {
    f64::from(rows.saturating_sub(1)) * (1.0 - (value / top).clamp(0.0, 1.0)) + 0.5
}

/// The dots of a chart, two across and four down in each cell.
struct Dots {
    place: Place,
    top: f64,
    days: usize,
    /// The dots of each cell, and the score whose colour they have.
    cells: Vec<Option<(u8, u8)>>,
}

impl Dots {
    fn new(place: Place, top: f64, days: usize) -> Self {
        let cells = vec![None; usize::from(place.columns) * usize::from(place.rows)];
        Self { place, top, days, cells }
    }

    /// Returns the dot of a day and a value, from the upper left.
    fn at(&self, day: f64, value: f64) -> (usize, usize) {
        let (columns, rows) = (usize::from(self.place.columns) * 2, usize::from(self.place.rows) * 4);
        let x = ((day + 0.5) * columns as f64 / self.days as f64) as usize;
        let y = (height(value, self.top, self.place.rows) * 4.0) as usize;
        (x.min(columns.saturating_sub(1)), y.min(rows.saturating_sub(1)))
    }

    fn set(&mut self, (x, y): (usize, usize), value: f64) {
        let at = y / 4 * usize::from(self.place.columns) + x / 2;
        if let Some(cell) = self.cells.get_mut(at).filter(|_| x / 2 < usize::from(self.place.columns)) {
            let (bits, worst) = cell.unwrap_or((0, 0));
            *cell = Some((bits | bit(x % 2, y % 4), worst.max(score(value))));
        }
    }

    /// Two dots above one another, so that a line of them is seen from afar.
    fn thick(&mut self, day: f64, value: f64) {
        let (x, y) = self.at(day, value);
        self.set((x, y), value);
        self.set((x, y.saturating_sub(1)), value);
    }

    /// Four dots for one answer.
    fn square(&mut self, day: usize, value: f64) {
        let (x, y) = self.at(day as f64, value);
        for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            self.set((x + dx, y.saturating_sub(dy)), value);
        }
    }

    /// The line through the means, joined where they are near.
    fn line(&mut self, means: &[Option<f64>]) {
        let known: Vec<(usize, f64)> =
            means.iter().enumerate().filter_map(|(day, mean)| Some((day, (*mean)?))).collect();
        for (day, mean) in &known {
            self.thick(*day as f64, *mean);
        }
        for pair in known.windows(2) {
            let [(from, low), (to, high)] = pair else { continue };
            if to - from > JOINED {
                continue;
            }
            // As many steps as the way has dots, so that a steep piece stays whole.
            let ((x0, y0), (x1, y1)) = (self.at(*from as f64, *low), self.at(*to as f64, *high));
            let steps = (x1 - x0).max(y1.abs_diff(y0)).max(1);
            for step in 0..=steps {
                let part = step as f64 / steps as f64;
                self.thick(*from as f64 + (to - from) as f64 * part, low + (high - low) * part);
            }
        }
    }

    /// Returns the cells with dots: where, the dots, and the score of their colour.
    fn cells(&self) -> impl Iterator<Item = ((u16, u16), (u8, u8))> {
        let columns = usize::from(self.place.columns).max(1);
        let (x, y) = (self.place.x + SCALE, self.place.y);
        self.cells.iter().enumerate().filter_map(move |(at, cell)| {
            Some(((x + (at % columns) as u16, y + (at / columns) as u16), (*cell)?))
        })
    }

    /// Returns the cell and the two dots of an answer beside the line.
    fn beside(&self, day: usize, value: f64) -> Option<((u16, u16), u8)> {
        let (x, y) = self.at(day as f64, value);
        let columns = usize::from(self.place.columns);
        let free = self.cells.get(y / 4 * columns + x / 2)?.is_none();
        let cell = (self.place.x + SCALE + (x / 2) as u16, self.place.y + (y / 4) as u16);
        free.then(|| (cell, bit(0, y % 4) | bit(1, y % 4)))
    }
}

/// Returns the bit of a dot in a braille cell.
const fn bit(x: usize, y: usize) -> u8 {
    [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]][y][x]
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place = Place { x: 0, y: 0, columns: 10, rows: 11 };

    fn drawn(means: &[Option<f64>]) -> Vec<Option<(u8, u8)>> {
        let mut dots = Dots::new(PLACE, TOP, means.len().max(1));
        dots.line(means);
        dots.cells
    }

    #[test]
    fn numbers_stand_where_the_design_has_them() {
        let row = |value| height(value, TOP, 11) as u16;
        assert_eq!([8.0, 5.0, 2.0, 0.0].map(row), [0, 4, 8, 10]);
        assert_eq!(height(10.0, 10.0, 11) as u16, 0, "ten still stands on the page");
    }

    #[test]
    fn answers_up_to_four_days_apart_are_joined_and_further_ones_are_not() {
        for (gap, joined) in [(4, true), (5, false)] {
            let mut means = vec![None; 10];
            (means[0], means[gap]) = (Some(4.0), Some(4.0));
            let cells = drawn(&means);
            let row = height(4.0, TOP, 11) as usize;
            let there = (0..=gap).filter(|day| cells[row * 10 + day].is_some()).count();
            assert_eq!(there == gap + 1, joined, "{gap}");
            let elsewhere = cells.iter().enumerate().filter(|(at, _)| at / 10 != row && at / 10 + 1 != row);
            assert_eq!(elsewhere.filter(|(_, cell)| cell.is_some()).count(), 0, "nothing falls to the floor");
        }
    }

    #[test]
    fn a_steep_line_is_whole_and_each_piece_has_the_colour_of_its_zone() {
        let cells = drawn(&[Some(0.0), Some(8.0)]);
        for row in 0..11 {
            assert!((0..10).any(|x| cells[row * 10 + x].is_some()), "row {row}");
        }
        let zone = |row: usize| (0..10).find_map(|x| cells[row * 10 + x]).unwrap().1;
        assert!(zone(0) == 8 && zone(10) <= 1, "{} {}", zone(0), zone(10));
        assert_eq!(drawn(&[]).into_iter().flatten().count(), 0);
    }

    #[test]
    fn a_line_is_two_dots_thick() {
        let cells = drawn(&[Some(4.0); 10]);
        let dots: u32 = cells.iter().flatten().map(|(bits, _)| bits.count_ones()).sum();
        assert_eq!(dots, 2 * 19, "from the middle of the first day to the middle of the last");
    }
}
