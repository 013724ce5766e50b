//! A run as a picture of itself: running as blocks that stand on the ground, which is as long as the whole run.
//!
//! Thirty seconds are half a column, always, so that two runs compare. A run that is longer than its room goes on
//! in a second picture below; one that needs more than two, or has only one row, is a bar as wide as the room.

use std::time::Duration;

use ratatui::style::Style;
use ratatui::text::Span;

use super::bar::{Place, share};
use super::page::Page;
use crate::plans::{Interval, Pace};
use crate::time::Clock;

/// Half a column.
pub(super) const HALF: Duration = Duration::from_secs(30);
/// Rows of a picture: the blocks, and the ground below them.
const ROWS: u16 = 2;
/// The ground.
const GROUND: char = '▔';
/// Blocks by their halves: neither, the left one, the right one, both.
const TALL: [char; 4] = [' ', '▌', '▐', '█'];
/// The same for what is walked, half as high.
const LOW: [char; 4] = [' ', '▖', '▗', '▄'];

/// How running and the ground look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// What is run, and in a walk what is walked.
    pub run: Style,
    /// The ground.
    pub ground: Style,
}

impl Look {
    /// Today's run.
    pub(super) const fn now(page: &Page) -> Self {
        Self { run: page.theme.calm, ground: page.theme.faint }
    }

    /// A run of another day.
    pub(super) const fn other(page: &Page) -> Self {
        Self { run: page.theme.muted, ground: page.theme.faint }
    }
}

/// Draws a run's bouts on `most` rows at most, and returns the rows that it took.
///
/// A walk between runs is free ground; a walk without any run stands half as high as one.
pub(super) fn draw(page: &mut Page, place: Place, bouts: &[Interval], most: u16, look: Look) -> u16 {
    let halves = halves(bouts, HALF);
    let fits = usize::from(place.width) * 2;
    let pictures = halves.len().div_ceil(fits.max(1)) as u16;
    if pictures == 0 || most == 0 {
        return 0;
    }
    if pictures > 2 || pictures * ROWS > most {
        bar(page, place, bouts, look);
        return 1;
    }
    let signs = signs(bouts);
    for (i, part) in halves.chunks(fits).enumerate() {
        on_ground(page, (place.x, place.y + i as u16 * ROWS), part, signs, look);
    }
    pictures * ROWS
}

/// Draws minutes below the ground: none, every tenth, and the whole.
pub(super) fn axis(page: &mut Page, place: Place, bouts: &[Interval]) {
    let muted = page.theme.muted;
    let columns = halves(bouts, HALF).len().div_ceil(2) as u16;
    if columns == 0 || columns > place.width {
        return;
    }
    let whole = Clock(bouts.iter().map(|bout| bout.length).sum()).to_string();
    for tenth in (0..columns).step_by(10).filter(|tenth| tenth + 3 < columns) {
        page.put(place.x + tenth, place.y, 3, Span::styled(tenth.to_string(), muted));
    }
    page.put(place.x + columns, place.y, 6, Span::styled(whole, muted));
}

/// Draws halves on one row of half height, so that runs one below the other stay apart.
pub(super) fn flat(page: &mut Page, (x, y): (u16, u16), halves: &[bool], style: Style) {
    for (column, pair) in (0..).zip(halves.chunks(2)) {
        page.sign(x + column, y, LOW[bits(pair)], style);
    }
}

/// The blocks on a row, and the ground on the next.
pub(super) fn on_ground(page: &mut Page, (x, y): (u16, u16), halves: &[bool], signs: [char; 4], look: Look) {
    for (column, pair) in (0..).zip(halves.chunks(2)) {
        page.sign(x + column, y, signs[bits(pair)], look.run);
        page.sign(x + column, y + 1, GROUND, look.ground);
    }
}

/// A bar as wide as the room: what is run heavy, what is walked light.
fn bar(page: &mut Page, place: Place, bouts: &[Interval], look: Look) {
    let lengths: Vec<Duration> = bouts.iter().map(|bout| bout.length).collect();
    let mut x = place.x;
    for (bout, columns) in bouts.iter().zip(share(place.width, &lengths, 1, 0)) {
        let (sign, style) = if bout.pace.runs() { ('━', look.run) } else { ('─', look.ground) };
        for column in x..x + columns {
            page.sign(column, place.y, sign, style);
        }
        x += columns;
    }
}

/// Returns the blocks that a run is made of: high ones, where anything is run.
pub(super) fn signs(bouts: &[Interval]) -> [char; 4] {
    if bouts.iter().any(|bout| bout.pace.runs()) { TALL } else { LOW }
}

/// Returns for each half column whether it is run; in a walk, whether it is walked briskly.
///
/// Each bout has its own whole number of them, and at least one, so that bouts of one length are equally wide.
pub(super) fn halves(bouts: &[Interval], half: Duration) -> Vec<bool> {
    let runs = bouts.iter().any(|bout| bout.pace.runs());
    let stands = |pace: Pace| pace.runs() || !runs && pace == Pace::Brisk;
    let brisk = runs || bouts.iter().any(|bout| bout.pace == Pace::Brisk);
    let mut halves = Vec::new();
    for bout in bouts.iter().filter(|bout| !bout.length.is_zero()) {
        let many = bout.length.div_duration_f64(half).round().max(1.0) as usize;
        halves.extend(std::iter::repeat_n(stands(bout.pace) || !brisk, many));
    }
    halves
}

/// Returns the place of a cell's sign by its halves.
fn bits(pair: &[bool]) -> usize {
    pair.iter().zip([1, 2]).filter(|(stands, _)| **stands).map(|(_, bit)| bit).sum()
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::ui::theme::{Colours, Theme};

    fn rows(width: u16, most: u16, bouts: &[(Pace, u64)]) -> Vec<String> {
        let bouts: Vec<Interval> = bouts
            .iter()
            .map(|(pace, seconds)| Interval { pace: *pace, length: Duration::from_secs(*seconds) })
            .collect();
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 4));
        let mut page = Page::new(&mut buffer, Theme::of(Colours::Dark));
        let look = Look::now(&page);
        let taken = draw(&mut page, Place { x: 0, y: 0, width }, &bouts, most, look);
        let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        (0..taken).map(row).collect()
    }

    #[test]
    fn thirty_seconds_are_half_a_column_whatever_the_room() {
        let bouts =
            [(Pace::Walk, 240), (Pace::Run, 270), (Pace::Walk, 120), (Pace::Run, 270), (Pace::Walk, 60)];
        for width in [16, 17, 40, 60] {
            assert_eq!(rows(width, 4, &bouts), ["    ████▌ ▐████", "▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔"], "{width}");
        }
    }

    #[test]
    fn bouts_of_one_length_are_equally_wide() {
        let bouts: Vec<(Pace, u64)> =
            (0..9).map(|i| if i % 2 == 0 { (Pace::Run, 80) } else { (Pace::Walk, 90) }).collect();
        // 80 s are three halves, 90 s as well.
        assert_eq!(rows(40, 2, &bouts)[0], "█▌ █▌ █▌ █▌ █▌");
    }

    #[test]
    fn what_is_longer_than_the_room_goes_on_below_or_is_a_bar() {
        let long = [(Pace::Run, 15 * 60)];
        assert_eq!(rows(10, 4, &long), ["██████████", "▔▔▔▔▔▔▔▔▔▔", "█████", "▔▔▔▔▔"]);
        assert_eq!(rows(10, 2, &long), ["━━━━━━━━━━"]);
        assert_eq!(rows(10, 4, &[(Pace::Run, 1200), (Pace::Walk, 1200)]), ["━━━━━─────"]);
    }

    #[test]
    fn a_walk_without_a_run_stands_half_as_high() {
        assert_eq!(rows(6, 2, &[(Pace::Walk, 60), (Pace::Brisk, 90), (Pace::Walk, 60)]), [" ▄▖", "▔▔▔▔"]);
        assert_eq!(rows(6, 2, &[(Pace::Walk, 60)]), ["▄", "▔"]);
        assert_eq!(rows(6, 2, &[]), Vec::<String>::new());
    }
}
