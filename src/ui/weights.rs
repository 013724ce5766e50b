//! The weights of a routine: a row a step, the chosen one large.

use ratatui::text::{Line, Span};

use super::frame::{self, Place};
use super::page::{Page, Size};
use super::{digits, hints};
use crate::app::keymap::{Action, Context};
use crate::app::pointer::Target;
use crate::app::{App, Weights};
use crate::session::Now;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, weights: &Weights, now: Now) {
    let size = page.size();
    let context = Context::Weights;
    let Place { x, width, top, bottom } = frame::begin(page, app, context, now);
    let theme = page.theme;
    let roomy = u16::from(size > Size::Small);
    let mut flow = page.flow(x, top, width.min(72), bottom);
    flow.put(Span::styled(weights.name.clone(), theme.strong));
    flow.wrap("What you lift. It is shown the next time, and kept with each set.", theme.muted, 2);
    flow.gap(1);
    let Some(row) = weights.rows.get(weights.chosen) else { return };
    let words = row.words();
    let (number, unit) = words.split_once(' ').unwrap_or((&words, ""));
    let high = digits::fit(number, width.saturating_sub(14), if roomy > 0 { 5 } else { 3 });
    if high >= 3 && digits::can_draw(number) && flow.left() > high + 2 {
        let (at, y) = ((flow.x, flow.y), flow.y);
        let end = digits::draw(flow.page, at, high, number, theme.text);
        flow.page.put(end + 2, y + high - 1, 10, Span::styled(unit.to_owned(), theme.muted));
        flow.gap(high);
    } else {
        flow.put(Span::styled(words.clone(), theme.strong));
    }
    flow.gap(roomy);
    // Where there are more steps than rows, those around the chosen one are shown.
    let room = usize::from(flow.left()).saturating_sub(1).max(1);
    let first = (weights.chosen + 1).saturating_sub(room).min(weights.rows.len().saturating_sub(room));
    for (i, row) in weights.rows.iter().enumerate().skip(first).take(room) {
        let here = i == weights.chosen;
        let (sign, sign_style, style) = if here {
            ("› ", theme.calm.patch(theme.strong), theme.strong)
        } else {
            ("  ", theme.muted, theme.text)
        };
        flow.mark(Target::Row(i as u16));
        let name = Line::from(vec![Span::styled(sign, sign_style), Span::styled(row.name.clone(), style)]);
        let style = if row.typed.is_some() { theme.strong } else { theme.muted };
        flow.put_both(name, Span::styled(row.words(), style));
    }
    if let Some(last) = &row.last {
        flow.gap(roomy);
        flow.put(Span::styled(format!("  {last}"), theme.muted));
    }
    let typed = weights.rows.iter().any(|row| row.typed.is_some());
    hints::draw(
        page,
        context,
        [
            hints::of(context, Action::Accept).filter(|_| typed),
            Some(hints::digits("0-9", "weight")),
            hints::of(context, Action::Close),
            hints::pair(context, [Action::Less, Action::More], "half"),
            hints::pair(context, [Action::Up, Action::Down], "step").filter(|_| weights.rows.len() > 1),
            hints::of(context, Action::Delete).filter(|_| typed),
        ],
    );
}
