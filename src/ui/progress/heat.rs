//! A map of the days: a column for each week, a row for each weekday, a cell as strong as the day had minutes.

use jiff::civil::Date;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::plan::progress::{Tally, Window};
use crate::time::{days_after, rounded_minutes};
use crate::ui::page::Page;
use crate::ui::theme::Theme;

/// Columns from one week to the next, a cell being two.
const PITCH: u16 = 3;
/// Columns of the weekdays.
const LABELS: u16 = 5;
/// From so many minutes on a day is a step stronger.
const STEPS: [u64; 3] = [1, 15, 30];
/// Signs of the steps where there is one colour for them, or none.
const SIGNS: [char; 4] = ['·', '░', '▒', '█'];
/// The sign where each step has its own colour.
const CELL: char = '▅';

/// The sign of a day with another sport alone.
const OTHER: char = '○';

/// Where the map stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Map {
    /// The column of its heading and of the weekdays.
    pub x: u16,
    /// The row of its heading.
    pub y: u16,
    /// The row before which it ends.
    pub bottom: u16,
    /// Whether the legend has a row.
    pub legend: bool,
}

/// Returns how many weeks have room in some columns.
pub(super) fn weeks(columns: u16) -> u32 {
    u32::from((columns + 1).saturating_sub(LABELS) / PITCH)
}

/// Draws the map of some weeks.
pub(super) fn draw(page: &mut Page, tally: &Tally, window: &Window, map: Map) {
    let theme = page.theme;
    let room = page.width().saturating_sub(map.x);
    let mondays: Vec<Date> = window.mondays().collect();
    let about = format!("  {}, a square for each day", page.words.weeks(mondays.len() as u32));
    let heading = vec![Span::styled("Days", theme.strong), Span::styled(about, theme.muted)];
    page.line(map.x, map.y, room, Line::from(heading));
    if !window.days().any(|date| tally.is_active(date) || !tally.other(date).is_zero()) {
        return page.flow(map.x, map.y + 2, room.min(60), map.bottom).wrap(
            "No runs and no routines on these days. Each square is a day; the brighter, the more minutes.",
            theme.text,
            2,
        );
    }
    months(page, &mondays, (map.x + LABELS, map.y + 1));
    for weekday in 0..7_u16 {
        let y = map.y + 2 + weekday;
        if y >= map.bottom {
            break;
        }
        label(page, window, weekday, (map.x, y));
        for (week, monday) in mondays.iter().enumerate() {
            let date = days_after(*monday, weekday);
            if date <= window.end() {
                let (mut sign, mut style) = cell(&theme, step(tally, date));
                // Another sport has a sign of its own where nothing else was done: it is no run, and no day off.
                if !tally.is_active(date) && !tally.other(date).is_zero() {
                    (sign, style) = (OTHER, theme.calm);
                }
                let x = map.x + LABELS + week as u16 * PITCH;
                page.sign(x, y, sign, style);
                page.sign(x + 1, y, sign, style);
            }
        }
    }
    let y = map.y + 10;
    if map.legend && y < map.bottom {
        legend(page, (map.x + LABELS, y));
    }
}

/// Names the month in which a column begins, where that is another one than before.
fn months(page: &mut Page, mondays: &[Date], (x, y): (u16, u16)) {
    let muted = page.theme.muted;
    for (i, monday) in mondays.iter().enumerate() {
        let new = i == 0 || mondays[i - 1].month() != monday.month();
        // A name is as wide as a column: the one before another has no room.
        let room = mondays.get(i + 1).is_none_or(|next| next.month() == monday.month());
        if new && room {
            let name = monday.strftime("%b").to_string();
            page.put(x + i as u16 * PITCH, y, PITCH, Span::styled(name, muted));
        }
    }
}

/// Names every second weekday, and that of today.
fn label(page: &mut Page, window: &Window, weekday: u16, (x, y): (u16, u16)) {
    const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let theme = page.theme;
    let today = window.is_now() && window.end().weekday().to_monday_zero_offset() as u16 == weekday;
    if today || weekday.is_multiple_of(2) {
        let style = if today { theme.strong } else { theme.muted };
        page.put(x, y, LABELS, Span::styled(NAMES[usize::from(weekday)], style));
    }
}

/// Returns the step of a day, 0 to 3.
fn step(tally: &Tally, date: Date) -> usize {
    if !tally.is_active(date) {
        return 0;
    }
    let minutes = rounded_minutes(tally.day(date).all()).max(1);
    STEPS.iter().filter(|least| minutes >= **least).count()
}

/// Returns how a step looks.
fn cell(theme: &Theme, step: usize) -> (char, Style) {
    let sign = if theme.colours.has_shades() { CELL } else { SIGNS[step] };
    (sign, theme.heat[step])
}

fn legend(page: &mut Page, (x, y): (u16, u16)) {
    let theme = page.theme;
    let mut at = page.put(x, y, 10, Span::styled("less", theme.muted)) + 1;
    for step in 0..4 {
        let (sign, style) = cell(&theme, step);
        page.sign(at, y, sign, style);
        page.sign(at + 1, y, sign, style);
        at += PITCH;
    }
    page.put(at, y, 50, Span::styled("brighter: every 15 minutes; ○ other sport", theme.muted));
}
