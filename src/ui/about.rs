//! A routine in full: paragraphs that the keys scroll through, one at a time.

use ratatui::text::Span;

use super::page::{Page, Size};
use super::{hints, margins, text};
use crate::app::about::{Paragraph, Weight};
use crate::app::keymap::{Action, Context};

/// Widest running text: longer lines are hard to come back from.
const MEASURE: u16 = 84;

/// Draws the screen from the paragraph `top` on.
pub(super) fn draw(page: &mut Page, paragraphs: &[Paragraph], top: usize) {
    let theme = page.theme;
    let size = page.size();
    let (x, y) = margins(size);
    let width = page.width() - 2 * x;
    let bottom = hints::row(page).saturating_sub(u16::from(size > Size::Small));
    let shown = paragraphs.get(top..).unwrap_or_default();
    let mut flow = page.flow(x, y, width.min(MEASURE), bottom);
    for (i, paragraph) in shown.iter().enumerate() {
        let Paragraph { weight, indent, text: words } = paragraph;
        // Headings and what stands at the very top begin after a free row, where there are many.
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
            flow.put(Span::styled(format!("{}{line}", " ".repeat(indent.into())), style));
        }
        if flow.left() == 0 {
            break;
        }
    }
    let context = Context::About;
    hints::draw(
        page,
        context,
        [
            hints::pair(context, [Action::Up, Action::Down], "read"),
            hints::of(context, Action::Next),
            hints::of(context, Action::Accept),
            hints::of(context, Action::Close),
            hints::of(context, Action::Quit),
        ],
    );
}
