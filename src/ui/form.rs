//! Parts that forms and typed questions share: rows with a chosen one, a typed number, a line with a mark at its end.

use std::ops::Range;

use ratatui::text::{self as styled, Span};

use super::page::{Flow, Page, Size};
use super::{digits, hints, text};
use crate::app::keymap::{Action, Context};
use crate::app::pointer::Target;
use crate::dialog::Line;

/// Columns beside a large number, for its unit.
const UNIT: u16 = 14;

/// Returns which of so many rows are shown in so many lines: the first ones, or those up to the chosen one.
pub(super) fn shown(chosen: usize, rows: usize, room: usize) -> Range<usize> {
    let first = (chosen + 1).saturating_sub(room).min(rows.saturating_sub(room));
    first..(first + room).min(rows)
}

/// Marks a row for the pointer; returns the sign before it.
pub(super) fn sign(flow: &mut Flow, row: usize, chosen: bool) -> Span<'static> {
    let theme = flow.page.theme;
    flow.mark(Target::Row(u16::try_from(row).unwrap_or(u16::MAX)));
    Span::styled(if chosen { "› " } else { "  " }, theme.calm.patch(theme.strong))
}

/// Draws a number and its unit: large if there is room for it and so many lines below, else as text.
pub(super) fn number(flow: &mut Flow, number: &str, unit: &str, below: u16) {
    let theme = flow.page.theme;
    let most = if flow.page.size() > Size::Small { 5 } else { 3 };
    let width = flow.page.width().saturating_sub(2 * flow.x + UNIT);
    let high = digits::fit(number, width, most.min(flow.left().saturating_sub(below)));
    if high < 3 || !digits::can_draw(number) {
        return flow.put(Span::styled(format!("{number} {unit}"), theme.strong));
    }
    let (at, y) = ((flow.x, flow.y), flow.y);
    let end = digits::draw(flow.page, at, high, number, theme.text);
    flow.page.put(end + 2, y + high - 1, UNIT, Span::styled(unit.to_owned(), theme.muted));
    flow.gap(high);
}

/// Draws the line, its end in sight, and below it why it is not taken.
pub(super) fn line(flow: &mut Flow, line: &Line) {
    let theme = flow.page.theme;
    let room = flow.width.saturating_sub(3);
    let mut shown = line.text.as_str();
    // Of a long line its end is shown, where it is typed.
    while text::width(shown) > room {
        let mut chars = shown.chars();
        chars.next();
        shown = chars.as_str();
    }
    flow.put(styled::Line::from(vec![
        Span::styled("› ", theme.calm.patch(theme.strong)),
        Span::styled(shown.to_owned(), theme.strong),
        Span::styled("▏", theme.calm),
    ]));
    if let Some(why) = &line.why {
        flow.wrap(why, theme.text, 3);
    }
}

/// Draws the keys of a line.
pub(super) fn line_keys(page: &mut Page, keep: &str) {
    let of = |action| hints::of(Context::Typing, action);
    hints::draw_bare(
        page,
        [hints::called(Context::Typing, Action::Accept, keep), of(Action::Close), of(Action::Delete)],
    );
}
