//! What stands beside the map of the days: weeks kept, how far the plan is, and what the tests came to.

use ratatui::text::Span;

use crate::app::App;
use crate::plan::progress::{TESTS, Tally, tenth};
use crate::session::Now;
use crate::symptoms::Side;
use crate::ui::page::Page;

/// Columns of the figures.
pub(super) const WIDTH: u16 = 23;
/// Columns of the results of the left side, and of the right.
const LEFT: u16 = 5;
const RIGHT: u16 = 6;

/// Draws them before a column, from a row on.
pub(super) fn draw(page: &mut Page, app: &App, tally: &Tally, (end, y): (u16, u16), now: Now) {
    let theme = page.theme;
    let x = end.saturating_sub(WIDTH);
    let mut row = y;
    let mut figure = |page: &mut Page, label: &str, value: String| {
        let begin = page.put_right(end, row, WIDTH - 5, Span::styled(value, theme.text));
        page.put(x, row, begin.saturating_sub(x + 1), Span::styled(label.to_owned(), theme.muted));
        row += 1;
    };
    figure(page, "active weeks", tally.weeks_kept().to_string());
    if let Some(behind) = app.core.plan_behind(page.words, now) {
        figure(page, "plan", behind);
    }
    tests(page, tally, (x, y + 3));
}

/// The results of each side, the last and the first.
fn tests(page: &mut Page, tally: &Tally, (x, y): (u16, u16)) {
    let theme = page.theme;
    let columns = [(Side::Left, x + WIDTH - RIGHT), (Side::Right, x + WIDTH)];
    let there = |kind| columns.iter().any(|(side, _)| tally.tested(kind, *side).is_some());
    let kinds: Vec<_> = TESTS.into_iter().filter(|kind| there(*kind)).collect();
    if kinds.is_empty() {
        return;
    }
    for (side, end) in columns {
        page.put_right(end, y, LEFT, Span::styled(side.id(), theme.muted));
    }
    let mut row = y + 1;
    for kind in kinds {
        page.put(x, row, WIDTH - LEFT - RIGHT, Span::styled(page.words.test_in_row(kind), theme.muted));
        let mut before = false;
        for (side, end) in columns {
            let Some(tested) = tally.tested(kind, side) else { continue };
            let value = |value: f64| tenth(value).to_string();
            page.put_right(end, row, LEFT, Span::styled(value(tested.last.1), theme.text));
            if tested.first.0 != tested.last.0 {
                before = true;
                page.put_right(end, row + 1, LEFT, Span::styled(value(tested.first.1), theme.muted));
            }
        }
        if before {
            page.put(x, row + 1, WIDTH - LEFT - RIGHT, Span::styled("  at first", theme.muted));
        }
        row += 1 + u16::from(before);
    }
}
