//! A routine in full: paragraphs that the keys scroll through, one at a time.

use ratatui::text::Span;

use super::page::{Page, Size};
use super::{frame, hints, text};
use crate::app::keymap::{Action, Context};
use crate::app::{App, Screen};
use crate::session::Now;
use crate::words::page::{Paragraph, Weight};

/// Widest running text: longer lines are hard to come back from.
const MEASURE: u16 = 84;

/// Draws the screen from the paragraph `top` on.
pub(super) fn draw(page: &mut Page, app: &App, shown: (&[Paragraph], usize), now: Now) {
    draw_in(page, app, Context::About, shown, now);
}

/// Draws a text of another screen in the same way.
pub(super) fn draw_in(
    page: &mut Page,
    app: &App,
    context: Context,
    (paragraphs, top): (&[Paragraph], usize),
    now: Now,
) {
    let theme = page.theme;
    let size = page.size();
    let place = frame::begin(page, app, context, now);
    let frame::Place { x, width, bottom, .. } = place;
    let shown = paragraphs.get(top..).unwrap_or_default();
    let mut more = false;
    let mut flow = page.flow(x, place.top, width.min(MEASURE), bottom - u16::from(size > Size::Small));
    for (i, paragraph) in shown.iter().enumerate() {
        let Paragraph { weight, indent, text: words } = paragraph;
        // Headings and what stands at the very top begin after a free row, if there are many.
        let apart = *weight == Weight::Heading || (*indent == 0 && size > Size::Small);
        if i > 0 && apart {
            flow.gap(1);
        }
        let style = match weight {
            Weight::Title | Weight::Heading => theme.strong,
            Weight::Text => theme.text,
            Weight::Note => theme.muted,
        };
        let indent = (*indent).min(width / 8);
        for line in text::wrap(words, flow.width - indent) {
            more |= flow.left() == 0;
            flow.put(Span::styled(format!("{}{line}", " ".repeat(indent.into())), style));
        }
        if more {
            break;
        }
    }
    if more && size > Size::Small {
        page.put(x, bottom - 1, width, Span::styled("↓ more", theme.muted));
    }
    let rungs = match app.view().screen() {
        Screen::About { id, .. } => app.library().routine(id).is_ok_and(|routine| !routine.rungs.is_empty()),
        _ => false,
    };
    let lifts = matches!(app.view().screen(), Screen::About { id, .. } if app.core.has_weights(id));
    hints::draw(
        page,
        context,
        [
            hints::pair(context, [Action::Up, Action::Down], "read"),
            hints::of(context, Action::Next),
            hints::of(context, Action::Accept).filter(|_| context == Context::About),
            hints::pair(context, [Action::More, Action::Less], "rung").filter(|_| rungs),
            hints::of(context, Action::Weights).filter(|_| lifts),
            hints::of(context, Action::Close),
        ],
    );
}
