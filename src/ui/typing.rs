//! A line that is typed: the text with a mark at its end, and why it is not taken.

use ratatui::text::{Line, Span};

use super::hints;
use super::page::{Flow, Page};
use super::text;
use crate::app::Typing;
use crate::app::keymap::{Action, Context};

/// Draws the line, its end in sight, and below it why it is not taken.
pub(super) fn draw(flow: &mut Flow, line: &Typing) {
    let theme = flow.page.theme;
    let room = flow.width.saturating_sub(3);
    let mut shown = line.text.as_str();
    // Of a long line its end is shown, where it is typed.
    while text::width(shown) > room {
        let mut chars = shown.chars();
        chars.next();
        shown = chars.as_str();
    }
    flow.put(Line::from(vec![
        Span::styled("› ", theme.calm.patch(theme.strong)),
        Span::styled(shown.to_owned(), theme.strong),
        Span::styled("▏", theme.calm),
    ]));
    if let Some(why) = &line.why {
        flow.wrap(why, theme.text, 3);
    }
}

/// Draws the keys of a line.
pub(super) fn keys(page: &mut Page, keep: &str) {
    let of = |action| hints::of(Context::Typing, action);
    hints::draw_bare(
        page,
        [hints::called(Context::Typing, Action::Accept, keep), of(Action::Close), of(Action::Delete)],
    );
}
