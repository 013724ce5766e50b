//! The player as it is read from three metres: the figure stays, and words become letters.
//!
//! It appears when no key was pressed for a while, and any key brings the rest back. From top to bottom: the phase,
//! the side, the number with its unit, the set, the name. While one gets in position the posture takes the number's
//! place; at a change of sides the side is the message; in a rest the next exercise is.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use super::face::{self, Counts, Face};
use super::{panel, run, stage};
use crate::app::App;
use crate::app::pointer::Target;
use crate::routine::Dose;
use crate::session::{Now, Session};
use crate::symptoms::Side;
use crate::time::Clock;
use crate::timeline::SegmentKind;
use crate::ui::bar::{self, Place};
use crate::ui::page::{Page, Size};
use crate::ui::{digits, text};
use crate::words::routine as words;

/// Rows of the letters of a posture and of the next name, with the free row below.
const LINE: u16 = 4;

/// Where a word of letters stands: its row, and the most rows it may have.
#[derive(Clone, Copy)]
struct Slot {
    y: u16,
    rows: u16,
}

const fn slot(y: u16, rows: u16) -> Slot {
    Slot { y, rows }
}

/// The rows and columns of a size.
struct Grid {
    figure: Rect,
    /// The right part: its first column, and the one after it.
    x: u16,
    end: u16,
    phase: Slot,
    side: Slot,
    number: Slot,
    /// Rows of the unit, of the number of repetitions, and of their word.
    unit: (u16, u16, u16),
    /// The bar of the step.
    step: Option<u16>,
    set: Slot,
    name: u16,
    bar: u16,
    /// A change of sides: the side, and the seconds.
    switch: (Slot, Slot),
    /// Getting in position: the side, and the first row of the posture with the most lines of it.
    posture: (Slot, u16, u16),
    /// A rest: the number, the bar, the next name.
    rest: (Slot, Option<u16>, u16),
}

impl Grid {
    /// Returns the grid of a page; a figure is narrower while one gets in position.
    fn of(page: &Page, figure: bool, sets_up: bool) -> Self {
        let (w, h) = (page.width(), page.height());
        let more = |least: u16| h.saturating_sub(least);
        let left = |columns: u16, margin: u16| if figure { margin + columns + 2 } else { margin.max(1) };
        match page.size() {
            Size::Large => {
                let columns = if sets_up { 46 } else { 58 } + w.saturating_sub(120) / 2;
                let tall = 13_u16.saturating_add(h).saturating_sub(36);
                Self {
                    figure: Rect::new(2, 1, columns, h - 5),
                    x: left(columns, 2),
                    end: w - 2,
                    phase: slot(1, 5),
                    side: slot(7, 4),
                    number: slot(13, tall),
                    unit: (8, 8, 3),
                    step: Some(h - 9),
                    set: slot(h - 7, 3),
                    name: h - 3,
                    bar: h - 2,
                    switch: (slot(8, 7), slot(17, 9 + more(36))),
                    posture: (slot(8, 4), 14, 4),
                    rest: (slot(8, tall), Some(h - 14), h - 12),
                }
            }
            Size::Middle => {
                let columns = if sets_up { 32 } else { 37 } + w.saturating_sub(80) / 2;
                let tall = 8_u16.saturating_add(h).saturating_sub(24);
                Self {
                    figure: Rect::new(2, 0, columns, h - 4),
                    x: left(columns, 1),
                    end: w - 1,
                    phase: slot(1, 4),
                    side: slot(6, 3),
                    number: slot(10, tall),
                    unit: (6, 4, 3),
                    step: Some(h - 5),
                    set: slot(h - 4, 1),
                    name: h - 3,
                    bar: h - 2,
                    switch: (slot(6, 5), slot(12, 6 + more(24))),
                    posture: (slot(6, 3), 10, 2),
                    rest: (slot(6, tall.saturating_sub(1)), Some(h - 10), h - 8),
                }
            }
            Size::Small => {
                let columns = 16 + w.saturating_sub(40) / 2;
                Self {
                    figure: Rect::new(0, 0, columns, h.saturating_sub(3)),
                    x: if figure { columns + 1 } else { 1 },
                    end: w,
                    phase: slot(0, 3),
                    side: slot(4, 3),
                    number: slot(8, 5_u16.saturating_add(h).saturating_sub(15)),
                    unit: (5, 3, 0),
                    step: None,
                    set: slot(h, 0),
                    name: h.saturating_sub(2),
                    bar: h.saturating_sub(1),
                    switch: (slot(4, 4), slot(9, 4)),
                    posture: (slot(4, 3), 8, 0),
                    rest: (slot(4, 4), None, 9),
                }
            }
        }
    }

    const fn room(&self) -> u16 {
        self.end.saturating_sub(self.x)
    }
}

/// Draws the player large; a line that passes stands in the place of the name.
pub(super) fn draw(page: &mut Page, app: &App, now: Now, face: &Face, line: Option<String>) {
    let Some(session) = app.stage.session() else { return };
    let kind = session.player().segment().kind;
    let sets_up = matches!(kind, SegmentKind::GetReady | SegmentKind::SetUp);
    let figure = app.stage.figure();
    let grid = Grid::of(page, figure.is_some(), sets_up);
    page.mark(Rect::new(0, 0, page.width(), grid.name), Target::Figure);
    if let Some(figure) = figure {
        stage::draw(page, app, face, now, figure.view, grid.figure);
    }
    match kind {
        SegmentKind::GetReady | SegmentKind::SetUp => posture(page, session, face, &grid),
        SegmentKind::Switch => switch(page, face, &grid),
        SegmentKind::Rest => rest(page, face, &grid),
        SegmentKind::Work | SegmentKind::Ask | SegmentKind::Done => work(page, session, face, &grid),
    }
    foot(page, app, now, (session, face), &grid, line);
}

/// The phase, the side, the number, the bar, the set.
fn work(page: &mut Page, session: &Session, face: &Face, grid: &Grid) {
    let theme = page.theme;
    let small = page.size() == Size::Small;
    let is_run = session.player().timeline().is_run();
    // A run is named by what is done, and its place among the others is what a set is elsewhere.
    let (phase, second) = if is_run {
        (capitals(&face.name), Some(capitals(&face.phase)))
    } else {
        (capitals(&face.phase), side(face, session, small))
    };
    letters(page, grid, grid.phase, &phase, theme.calm.patch(theme.strong));
    if let Some(second) = second {
        letters(page, grid, grid.side, &second, theme.text);
    }
    number(page, face, grid, grid.number);
    if let Some(y) = grid.step {
        step_bar(page, face, grid, y);
    }
    if let Some(set) = words::set_of(face.unit).filter(|_| grid.set.rows > 0) {
        if grid.set.rows == 1 {
            page.put(grid.x, grid.set.y, grid.room(), Span::styled(set, theme.strong));
        } else {
            letters(page, grid, grid.set, &capitals(&set), theme.muted);
        }
    }
}

/// Getting in position: the seconds at the right end of the phase, then the posture.
fn posture(page: &mut Page, session: &Session, face: &Face, grid: &Grid) {
    let theme = page.theme;
    let rows = grid.phase.rows;
    let seconds = digits::width(&face.digits, rows) + 1 + unit_width(face, rows);
    let small = page.size() == Size::Small;
    let (phase, room) = (capitals(&face.phase), grid.room());
    // A small screen has room for one of the two: the word says what the seconds are for.
    let beside = !small && digits::width(&phase, 3) + 2 + seconds <= room;
    let room = if beside { room.saturating_sub(seconds + 2) } else { room };
    letters_in(page, (grid.x, grid.phase.y, room), rows, &phase, theme.calm.patch(theme.strong));
    if beside {
        let x = grid.end.saturating_sub(seconds);
        let x = digits::draw(page, (x, grid.phase.y), rows, &face.digits, theme.text) + 1;
        unit(page, face, (x, grid.phase.y), rows);
    }
    let (place, first, most) = grid.posture;
    let mut first = first;
    if let Some(side) = side(face, session, small) {
        letters(page, grid, place, &side, theme.text);
    } else {
        first = place.y;
    }
    let exercise = &session.step().exercise;
    let Some(said) = exercise.far.as_deref().or(exercise.brief.as_deref()).or(exercise.say.as_deref()) else {
        return;
    };
    let bottom = grid.step.unwrap_or(grid.name);
    let drawn = capitals(said);
    let lines = digits::wrap(&drawn, grid.room(), 3)
        .filter(|lines| lines.len() <= usize::from(most) && digits::can_draw(&drawn));
    if let Some(lines) = lines {
        for (y, line) in (first..).step_by(usize::from(LINE)).zip(lines) {
            digits::draw(page, (grid.x, y), 3, &line, theme.text);
        }
    } else {
        let rows = bottom.saturating_sub(first);
        for (y, line) in (first..).zip(text::wrap_to(said, grid.room(), rows)) {
            page.put(grid.x, y, grid.room(), Span::styled(line, theme.strong));
        }
    }
    if let Some(y) = grid.step {
        step_bar(page, face, grid, y);
    }
}

/// A change of sides: the side is the message.
fn switch(page: &mut Page, face: &Face, grid: &Grid) {
    let theme = page.theme;
    letters(page, grid, grid.phase, "SWITCH", theme.calm.patch(theme.strong));
    let (place, seconds) = grid.switch;
    if let Some(side) = face.side {
        let (short, long) = sided(side);
        let word = if digits::width(long, place.rows) <= grid.room() { long } else { short };
        letters(page, grid, place, word, theme.text);
    }
    number(page, face, grid, seconds);
    if let Some(y) = grid.step {
        step_bar(page, face, grid, y);
    }
}

/// A rest: the number, then what comes next.
fn rest(page: &mut Page, face: &Face, grid: &Grid) {
    let theme = page.theme;
    letters(page, grid, grid.phase, &capitals(&face.phase), theme.calm.patch(theme.strong));
    let (place, bar, first) = grid.rest;
    number(page, face, grid, place);
    let (name, variant) = match face.name.split_once(", ") {
        Some((name, variant)) => (name.to_owned(), Some(variant.to_owned())),
        None => (face.name.clone(), face.side.map(|side| sided(side).1.to_lowercase())),
    };
    let Some(bar) = bar else {
        page.put(grid.x, first, grid.room(), Span::styled("next", theme.muted));
        page.put(grid.x, first + 1, grid.room(), Span::styled(name, theme.strong));
        return;
    };
    step_bar(page, face, grid, bar);
    let lines = digits::wrap(&capitals(&name), grid.room(), 3).filter(|_| digits::can_draw(&capitals(&name)));
    let mut y = first;
    for line in lines.unwrap_or_default().into_iter().take(2) {
        digits::draw(page, (grid.x, y), 3, &line, theme.text);
        y += LINE;
    }
    if y == first {
        page.put(grid.x, y, grid.room(), Span::styled(name, theme.strong));
        y += 2;
    }
    let Some(variant) = variant else { return };
    let drawn = capitals(&variant);
    if y + 3 < grid.name && digits::can_draw(&drawn) && digits::width(&drawn, 3) <= grid.room() {
        digits::draw(page, (grid.x, y), 3, &drawn, theme.muted);
    } else if y < grid.name {
        page.put(grid.x, y, grid.room(), Span::styled(variant, theme.strong));
    }
}

/// The name, the place in the routine and the time left, and below them the routine's bar.
fn foot(
    page: &mut Page,
    app: &App,
    now: Now,
    (session, face): (&Session, &Face),
    grid: &Grid,
    line: Option<String>,
) {
    let theme = page.theme;
    let margin = match page.size() {
        Size::Large | Size::Middle => 2,
        Size::Small => 1,
    };
    let width = page.width() - 2 * margin;
    let mut room = width;
    let out = app.stage.out_at(now.mono).map(|out| format!("out at {out}"));
    let right = if page.size() == Size::Small {
        out
    } else {
        let place = format!("{} of {}", face.step + 1, session.player().timeline().steps.len());
        let left = format!("{} left", Clock(session.left(now.mono)));
        Some([out, Some(place), Some(left)].into_iter().flatten().collect::<Vec<_>>().join("   "))
    };
    if let Some(right) = right {
        let begin =
            page.put_right(margin + width, grid.name, width / 2 + 4, Span::styled(right, theme.muted));
        room = begin.saturating_sub(margin + 2);
    }
    match (line, run::word(session)) {
        (None, Some(word)) => {
            run::pressed(page, (margin, grid.name), word);
        }
        (Some(line), _) => {
            page.put(margin, grid.name, room, Span::styled(line, theme.muted));
        }
        (None, None) => {
            let next = session.player().segment().kind == SegmentKind::Rest;
            let x = if next {
                page.put(margin, grid.name, room, Span::styled("next  ", theme.strong))
            } else {
                margin
            };
            let room = (margin + room).saturating_sub(x);
            page.put(x, grid.name, room, Span::styled(face.name.clone(), theme.strong));
        }
    }
    let (lengths, over) = face::shares(session.player(), now.mono);
    super::whole(page, session, Place { x: margin, y: grid.bar, width }, &lengths, (face.step, over));
}

/// The bar of the segment; of counted repetitions how much of all of them is done.
fn step_bar(page: &mut Page, face: &Face, grid: &Grid, y: u16) {
    if let Some(over) = face.over {
        bar::whole(page, Place { x: grid.x, y, width: grid.room() }, over);
    }
}

/// Draws the number with its unit at its foot, or of how many it is at its head.
fn number(page: &mut Page, face: &Face, grid: &Grid, place: Slot) {
    let theme = page.theme;
    let style = face.style(&theme);
    let (seconds, reps, word) = grid.unit;
    let share = |rows: u16, of: u16| (of * rows).div_ceil(place.rows.max(1)).max(3);
    let total = |all: u128, rows: u16| 1 + digits::width(&format!("/{all}"), rows);
    let beside = |rows: u16| match face.counts {
        Counts::Seconds => 1 + unit_width(face, share(rows, seconds)),
        // How many it is of gives way before the number does.
        Counts::Of(all) => total(all, (share(rows, reps) / 2).max(3)),
        Counts::Minutes | Counts::Taps => 0,
    };
    let widest = match face.counts {
        Counts::Of(..10) if face.digits.len() == 1 => "0",
        _ => panel::widest(face),
    };
    let high =
        (3..=place.rows).rev().find(|rows| digits::width(widest, *rows) + beside(*rows) <= grid.room());
    let Some(high) = high else {
        let words = format!("{} {}", face.digits, face.measure);
        page.put(grid.x, place.y, grid.room(), Span::styled(words, theme.strong));
        return;
    };
    let x = digits::draw(page, (grid.x, place.y), high, &face.digits, style) + 1;
    match face.counts {
        Counts::Seconds => {
            let rows = share(high, seconds);
            unit(page, face, (x, place.y + high - rows), rows);
        }
        Counts::Of(all) => {
            let room = grid.room().saturating_sub(digits::width(widest, high));
            let rows = (3..=share(high, reps)).rev().find(|rows| total(all, *rows) <= room).unwrap_or(3);
            digits::draw(page, (x, place.y), rows, &format!("/{all}"), style);
            let name = if all == 1 { "rep" } else { "reps" };
            if word > 0 && rows + word < high {
                let y = place.y + high - word;
                digits::draw(page, (x + 1, y), word, &capitals(name), theme.muted);
            } else if high > rows {
                page.put(x + 1, place.y + high - 1, 5, Span::styled(name, theme.muted));
            }
        }
        Counts::Minutes | Counts::Taps => {}
    }
}

/// Columns of the unit of seconds.
fn unit_width(face: &Face, rows: u16) -> u16 {
    if face.counts == Counts::Seconds { digits::width("s", rows) } else { 0 }
}

/// Draws the unit of seconds.
fn unit(page: &mut Page, face: &Face, at: (u16, u16), rows: u16) {
    if face.counts == Counts::Seconds {
        let style = face.style(&page.theme);
        digits::draw(page, at, rows, "s", style);
    }
}

/// Draws a word as high as its slot and its room allow, else writes it.
fn letters(page: &mut Page, grid: &Grid, place: Slot, word: &str, style: Style) {
    letters_in(page, (grid.x, place.y, grid.room()), place.rows, word, style);
}

fn letters_in(page: &mut Page, (x, y, room): (u16, u16, u16), most: u16, word: &str, style: Style) {
    match digits::fit(word, room, most) {
        rows if rows > 0 && digits::can_draw(word) => {
            digits::draw(page, (x, y), rows, word, style);
        }
        _ => {
            page.put(x, y, room, Span::styled(word.to_lowercase(), style.patch(page.theme.strong)));
        }
    }
}

/// Returns the side in letters; of a step that has no sides nothing.
fn side(face: &Face, session: &Session, small: bool) -> Option<String> {
    let (short, long) = match (face.side, &face.side_words) {
        (Some(side), _) => sided(side),
        (None, Some(_)) => ("IN TURN", "LEFT, RIGHT"),
        // Marching and jogging need no word.
        (None, None) if matches!(session.step().dose, Dose::Hold(_) | Dose::Reps { .. }) => {
            ("BOTH", "BOTH LEGS")
        }
        (None, None) => return None,
    };
    Some(if small { short } else { long }.to_owned())
}

const fn sided(side: Side) -> (&'static str, &'static str) {
    match side {
        Side::Left => ("LEFT", "LEFT LEG"),
        Side::Right => ("RIGHT", "RIGHT LEG"),
    }
}

fn capitals(words: &str) -> String {
    words.chars().flat_map(char::to_uppercase).collect()
}
