//! The facts beside the map of the days: the results of the tests on each side, weeks kept, and the place in the plan.

use ratatui::text::{Line, Span};

use crate::app::App;
use crate::plan::progress::{Tally, tenth};
use crate::plans::TestKind;
use crate::session::Now;
use crate::symptoms::Side;
use crate::ui::page::{Page, Size};
use crate::ui::text;

/// The tests, in order.
const TESTS: [TestKind; 3] = [TestKind::KneeToWall, TestKind::HeelRaises, TestKind::Hops];
/// Columns of the results of the left side, and of the right.
const LEFT: u16 = 5;
const RIGHT: u16 = 6;

/// Returns how many columns the figures take.
pub(super) const fn width(size: Size) -> u16 {
    match size {
        Size::Large => 23,
        Size::Middle | Size::Small => 19,
    }
}

/// Draws them before a column, from a row on.
pub(super) fn draw(page: &mut Page, app: &App, tally: &Tally, (end, y): (u16, u16), now: Now) {
    let size = page.size();
    let x = end.saturating_sub(width(size));
    let below = tests(page, tally, (x, y));
    let mut row = below + 1;
    let theme = page.theme;
    let mut figure = |page: &mut Page, label: &str, value: String| {
        let begin = page.put_right(end, row, width(size) - 5, Span::styled(value, theme.strong));
        page.put(x, row, begin.saturating_sub(x + 1), Span::styled(label.to_owned(), theme.muted));
        row += 1;
    };
    let label = "active weeks";
    let kept = tally.weeks_kept().to_string();
    let share = format!("{kept} of {}", tally.weeks());
    // A name that is cut short says less than how many weeks there were.
    let fits = text::width(label) + 1 + text::width(&share) <= end - x;
    figure(page, label, if fits { share } else { kept });
    if let Some(behind) = app.core.plan_behind(page.words, now).filter(|_| size == Size::Large) {
        page.flow(x, row, end - x, row + 2).wrap(&behind, theme.muted, 2);
    }
}

/// The results of each side, the last and the first; returns the row after them.
fn tests(page: &mut Page, tally: &Tally, (x, y): (u16, u16)) -> u16 {
    let theme = page.theme;
    let end = x + width(page.size());
    let columns = [(Side::Left, end - RIGHT), (Side::Right, end)];
    let tested = |kind| columns.iter().filter_map(move |(side, _)| tally.tested(kind, *side));
    let kinds: Vec<_> = TESTS.into_iter().filter(|kind| tested(*kind).next().is_some()).collect();
    let last = kinds.iter().flat_map(|kind| tested(*kind)).map(|tested| tested.last.0).max();
    let date = last.map(|date| format!("  {}", page.words.short_day(date))).unwrap_or_default();
    let heading = vec![Span::styled("Tests", theme.strong), Span::styled(date, theme.muted)];
    page.line(x, y, end - x, Line::from(heading));
    if kinds.is_empty() {
        let words = page.words.no_tests();
        let mut flow = page.flow(x, y + 1, end - x, y + 5);
        flow.wrap(words, theme.muted, 4);
        return flow.y;
    }
    for (side, end) in columns {
        page.put_right(end, y + 1, LEFT, Span::styled(side.id(), theme.muted));
    }
    let mut row = y + 2;
    let words = page.words;
    let large = page.size() == Size::Large;
    let name = |kind| if large { words.test_in_row(kind) } else { words.test_short(kind) };
    for kind in kinds {
        page.put(x, row, end - x - LEFT - RIGHT, Span::styled(name(kind), theme.muted));
        let mut before = false;
        for (side, end) in columns {
            let Some(tested) = tally.tested(kind, side) else { continue };
            let value = |value: f64| tenth(value).to_string();
            page.put_right(end, row, LEFT, Span::styled(value(tested.last.1), theme.text));
            if tested.first.0 != tested.last.0 && large {
                before = true;
                page.put_right(end, row + 1, LEFT, Span::styled(value(tested.first.1), theme.muted));
            }
        }
        if before {
            page.put(x, row + 1, end - x - LEFT - RIGHT, Span::styled("  at first", theme.muted));
        }
        row += 1 + u16::from(before);
    }
    row
}
