//! The minutes of each week as bars: runs below, routines on top, this week in the colour of now.
//!
//! With all colours the part on top is paler; with sixteen or none it is made of dots.

use jiff::civil::Date;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::plan::progress::{Moved, Tally, Window};
use crate::time::{days_before, monday, rounded_minutes};
use crate::ui::page::Page;
use crate::ui::text;
use crate::ui::theme::Theme;

/// Blocks from an eighth of a cell to a whole one.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Dots from a quarter of a cell to a whole one.
const DOTS: [char; 4] = ['⣀', '⣤', '⣶', '⣿'];
/// Fewer minutes than this never fill a bar.
const LEAST: u64 = 20;
/// From so many minutes on a bar is named in hours.
const HOURS: u64 = 1000;

/// Where bars stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bars {
    /// The column of the first.
    pub x: u16,
    /// The row of the tallest one's number.
    pub y: u16,
    /// Rows, that of the number counted; the row after them has the days.
    pub rows: u16,
    /// Columns of a bar.
    pub bar: u16,
    /// Columns from one to the next.
    pub pitch: u16,
    /// Whether months stand below the days.
    pub months: bool,
    /// How many weeks there are; those before the first entry are empty.
    pub weeks: u32,
}

impl Bars {
    /// Returns the Mondays of the bars, the last that of the window's last week.
    fn mondays(&self, window: &Window) -> Vec<Date> {
        let last = window.mondays().last().unwrap_or_else(|| monday(window.end()));
        (0..i64::from(self.weeks)).rev().map(|week| days_before(last, week * 7)).collect()
    }
}

/// How both parts of a bar look.
struct Look {
    runs: Style,
    routines: Style,
    /// Two colours tell the parts apart, so that one cell can have both.
    blended: bool,
}

impl Look {
    fn of(theme: &Theme, now: bool) -> Self {
        let blended = theme.colours.has_shades();
        let runs = if now { theme.calm } else { theme.muted };
        let pale = if now { theme.heat[1] } else { theme.faint };
        Self { runs, routines: if blended { pale } else { runs }, blended }
    }

    /// Both parts as they are named, runs first.
    const fn signs(&self) -> [(char, Style); 2] {
        let signs = if self.blended { [BLOCKS[5]; 2] } else { [BLOCKS[7], DOTS[3]] };
        [(signs[0], self.runs), (signs[1], self.routines)]
    }
}

/// Draws the bars, their numbers and their days.
pub(super) fn draw(page: &mut Page, tally: &Tally, window: &Window, bars: &Bars) {
    let theme = page.theme;
    let rows = bars.rows.saturating_sub(1);
    let most = most(tally, window);
    let mondays = bars.mondays(window);
    // From the newest back, so that if two numbers have no room the newer one stands.
    let mut next: Option<(u16, u16)> = None;
    for (i, monday) in mondays.iter().enumerate().rev() {
        let x = bars.x + i as u16 * bars.pitch;
        let now = window.is_now() && i + 1 == mondays.len();
        let (style, moved) = (if now { theme.strong } else { theme.muted }, tally.week(*monday));
        let high = bar(page, moved, most, &Bars { x, y: bars.y + 1, rows, ..*bars }, now);
        if high == 0 {
            // A week without anything is there all the same.
            for column in 0..bars.bar {
                page.sign(x + column, bars.y + rows, BLOCKS[0], theme.faint);
            }
        }
        let number = number(moved);
        let (wide, y) = (text::width(&number), bars.y + rows - high.div_ceil(8));
        let at = x + bars.bar.saturating_sub(wide) / 2;
        if high > 0 && next.is_none_or(|(row, begin)| row != y || at + wide < begin) {
            page.put(at, y, wide, Span::styled(number, style));
            next = Some((y, at));
        }
        let day = monday.day().to_string();
        let at = x + (bars.bar.saturating_sub(text::width(&day))).div_ceil(2);
        page.put(at, bars.y + bars.rows, 2, Span::styled(day, style));
        let month = |at: usize| mondays.get(at).map(|monday: &Date| monday.month());
        if bars.months && (i == 0 || month(i - 1) != Some(monday.month())) {
            let name = monday.strftime("%b").to_string();
            page.put(x, bars.y + bars.rows + 1, bars.pitch, Span::styled(name, theme.muted));
        }
    }
}

/// Draws the bars alone, over all their rows.
pub(super) fn small(page: &mut Page, tally: &Tally, window: &Window, bars: &Bars) {
    let (most, mondays) = (most(tally, window), bars.mondays(window));
    let count = mondays.len();
    for (i, monday) in mondays.into_iter().enumerate() {
        let x = bars.x + i as u16 * bars.pitch;
        bar(page, tally.week(monday), most, &Bars { x, ..*bars }, window.is_now() && i + 1 == count);
    }
}

/// Returns the minutes that fill a bar.
fn most(tally: &Tally, window: &Window) -> u64 {
    window.mondays().map(|monday| rounded_minutes(tally.week(monday).all())).max().unwrap_or(0).max(LEAST)
}

/// Draws one bar from its top row on, and returns its height in eighths of a row.
fn bar(page: &mut Page, moved: Moved, most: u64, at: &Bars, now: bool) -> u16 {
    let look = Look::of(&page.theme, now);
    let (runs, routines) = moved.minutes();
    let high = |minutes: u64| (minutes as f64 / most as f64 * f64::from(at.rows) * 8.0).round() as u16;
    let all = if runs + routines > 0 { high(runs + routines).max(1) } else { 0 };
    let mut part = high(runs).min(all);
    if !look.blended && routines > 0 {
        // A cell is one part or the other: the border goes to the nearest row, and both stay to be seen.
        let least = if runs > 0 && all > 8 { 8 } else { 0 };
        part = ((part + 4) / 8 * 8).max(least).min(all.saturating_sub(1) / 8 * 8);
    }
    for row in 0..at.rows {
        let low = row * 8;
        let (runs, all) = (part.saturating_sub(low).min(8), all.saturating_sub(low).min(8));
        let Some(top) = usize::from(all).checked_sub(1) else { break };
        let (sign, style) = match runs {
            0 if look.blended => (BLOCKS[top], look.routines),
            0 => (DOTS[top / 2], look.routines),
            _ if runs == all => (BLOCKS[top], look.runs),
            // Both in one cell: the pale part is what the other leaves of it.
            _ if all == 8 => (BLOCKS[usize::from(runs) - 1], over(look.runs, look.routines)),
            _ if 2 * runs >= all => (BLOCKS[top], look.runs),
            _ => (BLOCKS[top], look.routines),
        };
        for column in 0..at.bar {
            page.sign(at.x + column, at.y + at.rows - 1 - row, sign, style);
        }
    }
    all
}

/// One colour over another.
fn over(style: Style, below: Style) -> Style {
    below.fg.map_or(style, |colour| style.bg(colour))
}

/// Returns the number on a bar: minutes, or hours if they are many.
fn number(moved: Moved) -> String {
    match rounded_minutes(moved.all()) {
        minutes @ HOURS.. => format!("{}h", minutes / 60),
        minutes => minutes.to_string(),
    }
}

/// Names the parts that the bars of some weeks have.
pub(super) fn legend(page: &mut Page, tally: &Tally, window: &Window, (x, y): (u16, u16), room: u16) {
    let all = window.mondays().fold((0, 0), |(a, b), monday| {
        let (runs, routines) = tally.week(monday).minutes();
        (a + runs, b + routines)
    });
    let [runs, routines] = Look::of(&page.theme, false).signs();
    let muted = page.theme.muted;
    let parts = [(runs, "runs", all.0), (routines, "routines", all.1)];
    let mut at = x;
    for ((sign, style), name, _) in parts.into_iter().filter(|(.., minutes)| *minutes > 0) {
        if at + 2 + text::width(name) <= x + room {
            page.sign(at, y, sign, style);
            at = page.put(at + 2, y, room, Span::styled(name, muted)) + 2;
        }
    }
}

/// Says before a column what a week has, in its parts if there are two.
pub(super) fn told(page: &mut Page, moved: Moved, (end, y): (u16, u16), now: bool) {
    let theme = page.theme;
    let [below, above] = Look::of(&theme, now).signs();
    match moved.minutes() {
        (runs, routines) if runs > 0 && routines > 0 => {
            let at = page.put_right(end, y, 24, Span::styled(format!("{routines} routines"), theme.text));
            page.sign(at - 2, y, above.0, above.1);
            let at = page.put_right(at - 4, y, 24, Span::styled(format!("{runs} runs"), theme.text));
            page.sign(at - 2, y, below.0, below.1);
        }
        (runs, routines) => {
            page.put_right(end, y, 24, Span::styled(format!("{} min", runs + routines), theme.text));
        }
    }
}
