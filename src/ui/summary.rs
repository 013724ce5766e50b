//! The end of a routine: what was done, what the run should be, and one question.

use std::time::Duration;

use ratatui::text::{Line, Span};

use super::page::{Page, Size};
use super::{digits, hints, margins, scale};
use crate::app::keymap::{Action, Context};
use crate::app::{App, Summary};
use crate::record::Outcome;
use crate::time::Clock;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, summary: &Summary) {
    let size = page.size();
    let (x, y) = margins(size);
    let theme = page.theme;
    let width = page.width() - 2 * x;
    let session = &summary.session;
    let bottom = super::notice(page, app);
    let (word, done) = match session.outcome {
        Outcome::Done => ("✓ done", theme.good.patch(theme.strong)),
        Outcome::Left | Outcome::Interrupted => ("left early", theme.strong),
    };
    let end = page.put(x, y, width, Span::styled(word, done));
    page.put(end + 2, y, width.saturating_sub(end + 2 - x), Span::styled(session.name.clone(), theme.muted));

    let time = Clock(Duration::from_secs(session.worked().as_secs())).to_string();
    let sets = session.tally();
    let (gap, rows) = match size {
        Size::Large => (4, 9),
        Size::Middle => (2, 6),
        Size::Small => (1, if page.height() > 14 { 4 } else { 0 }),
    };
    let mut top = y + 1 + gap;
    let rows = digits::fit(&time, width.saturating_sub(12), rows);
    if rows >= 3 {
        let after = digits::draw(page, (x, top), rows, &time, theme.text) + 3;
        page.put(after, top + rows - 2, width, Span::styled("of work", theme.calm.patch(theme.strong)));
        page.put(after, top + rows - 1, width, Span::styled(sets, theme.muted));
        top += rows + gap.min(2);
    } else {
        let line = Line::from(vec![
            Span::styled(time, theme.strong),
            Span::styled(format!(" of work, {sets}"), theme.text),
        ]);
        page.line(x, top - 1, width, line);
        top += 1;
    }
    let mut flow = page.flow(x, top, width.min(72), bottom);
    if let Some(door) = &summary.door {
        flow.wrap(door, theme.strong, 3);
        flow.gap(u16::from(size > Size::Small || flow.left() > 5) + u16::from(size == Size::Large));
    }
    if summary.asks() && flow.left() > scale::ROWS {
        flow.put(Span::styled("Worst pain while doing it", theme.strong));
        flow.gap(u16::from(size > Size::Small));
        let at = (flow.x, flow.y);
        scale::draw(page, at, width.min(66), summary.worst);
    } else if size > Size::Small && !session.changes.is_empty() {
        for change in &session.changes {
            flow.wrap(change, theme.muted, 2);
        }
    }
    let context = Context::Summary;
    let asks = summary.asks();
    hints::draw(
        page,
        context,
        [
            asks.then(|| hints::digits("0-9", "pain")),
            hints::of(context, Action::Accept),
            summary.door.as_ref().and_then(|_| hints::of(context, Action::Phone)),
            if asks { hints::pair(context, [Action::Less, Action::More], "by one") } else { None },
            hints::of(context, Action::Quit),
        ],
    );
}
