//! The week in a strip: a column for each day, what was done or is due, and its minutes.

use ratatui::text::Span;

use crate::day::things::Day;
use crate::day::week::{DAYS, DayIs};
use crate::ui::page::{Page, Size};

/// Most columns from one day to the next: more would tear the week apart.
const PITCH: u16 = 11;

/// Returns how many rows the strip takes.
pub(super) fn rows(day: &Day, size: Size) -> u16 {
    match size {
        Size::Large if day.week.is_some() => 3,
        Size::Middle if day.week.is_some() => 2,
        _ => 0,
    }
}

/// Draws the strip from a row on.
pub(super) fn draw(page: &mut Page, (x, y): (u16, u16), width: u16, day: &Day) {
    let (size, theme) = (page.size(), page.theme);
    let pitch = (width / DAYS as u16).min(PITCH);
    for (n, one) in (0..).zip(day.week.iter().flatten()) {
        let at = x + n * pitch;
        let (name, what) = if one.today {
            (theme.calm.patch(theme.strong), theme.strong)
        } else {
            (theme.muted, theme.muted)
        };
        let (word, took) = page.words.week_day(one.is);
        let (sign, style) = match one.is {
            DayIs::Ran(_) | DayIs::Walked(_) | DayIs::Played(_) | DayIs::Other(_) => ('✓', theme.good),
            _ if one.today => ('›', theme.calm.patch(theme.strong)),
            DayIs::Due(_) | DayIs::Rest => ('·', theme.muted),
        };
        page.put(at, y, pitch, Span::styled(one.date.strftime("%a").to_string(), name));
        page.sign(at, y + 1, sign, style);
        page.put(at + 2, y + 1, pitch - 2, Span::styled(word, what));
        if size == Size::Large {
            page.put(at, y + 2, pitch, Span::styled(took, theme.muted));
        }
    }
}
