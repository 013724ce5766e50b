//! A question: its words, and a scale or the answers to choose from, each behind its digit.

use ratatui::text::{Line, Span};

use super::page::{Flow, Size};
use super::scale;
use crate::dialog::{Ask, Kind};
use crate::symptoms::PainScore;

/// Draws a question; `chosen` is what stands on its scale.
pub(super) fn draw(flow: &mut Flow, ask: &Ask, chosen: Option<PainScore>) {
    let (theme, size) = (flow.page.theme, flow.page.size());
    flow.wrap(&flow.page.words.ask(ask), theme.strong, 2);
    flow.gap(u16::from(size > Size::Small));
    if ask.kind() == Kind::Scale {
        let (at, width) = ((flow.x, flow.y), flow.width.min(66));
        scale::draw(flow.page, at, width, chosen);
        flow.gap(scale::ROWS);
    }
    for key in ask.digits() {
        let number = Span::styled(format!("{key}  "), theme.calm.patch(theme.strong));
        let words = flow.page.words.choice(ask, key);
        flow.put(Line::from(vec![number, Span::styled(words, theme.text)]));
        flow.gap(u16::from(size == Size::Large));
    }
}
