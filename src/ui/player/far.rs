//! The player as it is read from 3 m: the number, the phase, the side and the name, all large.
//!
//! It comes when nobody has pressed a key for a while, and any key brings the rest back.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use super::face::{self, Face};
use super::{panel, run, stage};
use crate::app::App;
use crate::app::pointer::Target;
use crate::session::Now;
use crate::symptoms::Side;
use crate::ui::bar::Place;
use crate::ui::page::{Page, Size};
use crate::ui::{digits, hints, text};

/// Most rows of a letter of the name: the number stays the largest.
const NAME_ROWS: u16 = 6;
/// Between the number and the words beside it.
const GAP: u16 = 4;

/// Draws the player large; a line that passes stands in the place of the hint.
///
/// A large screen keeps the figure at the left: it reads from afar as well.
pub(super) fn draw(page: &mut Page, app: &App, now: Now, face: &Face, line: Option<String>) {
    let Some(session) = app.stage.session() else { return };
    let theme = page.theme;
    let margin = match page.size() {
        Size::Large => 4,
        Size::Middle => 2,
        Size::Small => 1,
    };
    let width = page.width() - 2 * margin;
    let top = u16::from(page.size() == Size::Large);
    let last = hints::row(page);
    let hint = line.unwrap_or_else(|| "any key shows the rest".to_owned());
    let mut end = margin;
    if let Some(word) = run::word(session) {
        end = run::pressed(page, (margin, last), word) + 3;
    }
    let mut room = (margin + width).saturating_sub(end);
    if let Some(out) = app.stage.out_at(now.mono) {
        let out = Span::styled(format!("out at {out}"), theme.text);
        room = page.put_right(margin + width, last, 12, out).saturating_sub(end + 2);
    }
    page.put(end, last, room, Span::styled(text::clip(&hint, room), theme.muted));
    let bar = last.saturating_sub(if page.size() == Size::Small { 1 } else { 2 });
    let (lengths, over) = face::shares(session.player(), now.mono);
    super::whole(page, session, Place { x: margin, y: bar, width }, &lengths, (face.step, over));

    let bottom = bar.saturating_sub(1);
    page.mark(Rect::new(0, top, page.width(), bottom.saturating_sub(top)), Target::Figure);
    let (mut x, mut width) = (margin, width);
    if page.size() == Size::Large
        && let Some(figure) = app.stage.figure()
    {
        let columns = width * 2 / 5;
        let place = Rect::new(x, top + 1, columns, bottom.saturating_sub(top + 1));
        stage::draw(page, app, face, now, figure.view, place);
        (x, width) = (x + columns + GAP, width - columns - GAP);
    }
    let first = name(page, face, (x, top), (width, bottom));
    let rows = first.saturating_sub(top + 1);
    let mut words = vec![(capitals(&face.phase), theme.calm.patch(theme.strong))];
    if let Some(side) = face.side {
        let word = match side {
            Side::Left => "LEFT",
            Side::Right => "RIGHT",
        };
        words.push((word.to_owned(), theme.text));
    }
    let area = Area { x, y: top, width, rows };
    if !large(page, face, &area, &words) {
        small(page, face, &area, &words);
    }
}

/// Where the number and the words beside it stand.
struct Area {
    x: u16,
    y: u16,
    width: u16,
    rows: u16,
}

fn capitals(words: &str) -> String {
    words.chars().flat_map(char::to_uppercase).collect()
}

/// Draws the name before a row, and returns the row where it begins.
///
/// It has as many rows as two lines of it find room for; what cannot be drawn large is written.
fn name(page: &mut Page, face: &Face, at: (u16, u16), room: (u16, u16)) -> u16 {
    let (x, top) = at;
    let (width, bottom) = room;
    let strong = page.theme.strong;
    let words = capitals(&face.name);
    let most = bottom.saturating_sub(top) * 2 / 5;
    let fits = |rows: &u16| {
        let lines = digits::wrap(&words, width, *rows)?;
        let high = lines.len() as u16 * (rows + 1) - 1;
        (high <= most).then_some((*rows, lines, high))
    };
    let drawn = (3..=NAME_ROWS).rev().find_map(|rows| fits(&rows)).filter(|_| digits::can_draw(&words));
    let Some((rows, lines, high)) = drawn else {
        let y = bottom.saturating_sub(1);
        page.put(x, y, width, Span::styled(face.name.clone(), strong));
        return y;
    };
    let first = bottom - high;
    for (y, line) in (first..).step_by(usize::from(rows) + 1).zip(lines) {
        digits::draw(page, (x, y), rows, &line, page.theme.text);
    }
    first
}

/// The least rows of a number that has words of three rows under it.
const LEAST_OVER: u16 = 5;

/// Draws the number with the words stacked at its right, or under it where it gets larger so;
/// tells whether there was room.
///
/// Beside them the number is the highest that leaves them a third of its height.
fn large(page: &mut Page, face: &Face, area: &Area, words: &[(String, Style)]) -> bool {
    let widest = panel::widest(face);
    let count = words.len() as u16;
    let fit = |high: u16| {
        let left = digits::width(widest, high) + GAP;
        let room = area.width.checked_sub(left)?;
        let rows = ((area.rows + 1) / count).saturating_sub(1);
        let rows = words.iter().map(|(word, _)| digits::fit(word, room, rows)).min().unwrap_or(0);
        (rows >= 3 && rows * 3 >= high).then_some((high, left, rows))
    };
    let beside = (3..=area.rows).rev().find_map(fit);
    let over = digits::fit(widest, area.width, area.rows.saturating_sub(4 * count));
    let fits = words.iter().all(|(word, _)| digits::width(word, 3) <= area.width);
    let over = Some(over).filter(|over| *over >= LEAST_OVER && fits);
    let (high, x, first, rows) = match (beside, over) {
        (beside, Some(over)) if beside.is_none_or(|(high, ..)| high < over) => {
            (over, area.x, area.y + over + 1, 3)
        }
        // They end where the number ends, or below it where they are higher together.
        (Some((high, left, rows)), _) => {
            let all = count * (rows + 1) - 1;
            (high, area.x + left, area.y + high.saturating_sub(all), rows)
        }
        _ => return false,
    };
    digits::draw(page, (area.x, area.y), high, &face.digits, face.style(&page.theme));
    for (y, (word, style)) in (first..).step_by(usize::from(rows) + 1).zip(words) {
        digits::draw(page, (x, y), rows, word, *style);
    }
    true
}

/// Writes what finds no room otherwise: the number as high as it gets, the words beside it.
fn small(page: &mut Page, face: &Face, area: &Area, words: &[(String, Style)]) {
    let theme = page.theme;
    let high = digits::fit(panel::widest(face), area.width.saturating_sub(12), area.rows);
    let (mut x, y) = if high < 3 {
        let end = page.put(area.x, area.y, area.width, Span::styled(face.digits.clone(), theme.strong));
        (end + 1, area.y)
    } else {
        let end = digits::draw(page, (area.x, area.y), high, &face.digits, face.style(&theme));
        (end + 2, area.y + high - 1)
    };
    for (word, style) in words {
        let room = (area.x + area.width).saturating_sub(x);
        x = page.put(x, y, room, Span::styled(word.to_lowercase(), *style)) + 1;
    }
}
