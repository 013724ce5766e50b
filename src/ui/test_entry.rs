//! The result of a test, while the player waits for it: a number to correct, then how much it hurt.

use ratatui::text::{Line, Span};

use super::frame::{self, margins};
use super::page::{Page, Size};
use super::{digits, hints, scale};
use crate::app::keymap::{Action, Context};
use crate::app::{App, TestEntry};
use crate::plans::TestKind;
use crate::session::Session;

/// Widest running text.
const MEASURE: u16 = 66;

/// Draws the question.
pub(super) fn draw(page: &mut Page, app: &App, session: &Session, noting: &TestEntry) {
    let size = page.size();
    let (x, y) = margins(size);
    let theme = page.theme;
    let width = page.width() - 2 * x;
    let bottom = frame::notice(page, app);
    let name = Line::from(vec![
        Span::styled(page.words.test(noting.dialog.rules.kind), theme.strong),
        Span::styled(format!(", {}", noting.dialog.rules.side), theme.strong),
    ]);
    let end = page.line(x, y, width, name);
    let routine = session.routine().name.clone();
    page.put(end + 2, y, width.saturating_sub(end + 2 - x), Span::styled(routine, theme.muted));
    let top = y + if size == Size::Large { 4 } else { 2 };
    let top = value(page, noting, (x, top), width);
    let mut flow = page.flow(x, top, width.min(MEASURE), bottom);
    if app.view().context() == Context::Leaving {
        flow.wrap("Stop now? What you did is saved.", theme.strong, 2);
        let context = Context::Leaving;
        return hints::draw(
            page,
            context,
            [hints::of(context, Action::Accept), hints::of(context, Action::Close)],
        );
    }
    let roomy = u16::from(size > Size::Small);
    let Some(ask) = noting.dialog.asked() else { return };
    let words = flow.page.words;
    let more = words.more(ask);
    if noting.asks_pain() {
        flow.wrap(&words.ask(ask), theme.strong, 1);
        flow.gap(roomy);
        let at = (flow.x, flow.y);
        scale::draw(flow.page, at, width.min(MEASURE), noting.pain());
        flow.gap(scale::ROWS + roomy);
    } else {
        flow.wrap(&words.ask(ask), theme.text, 3);
        flow.gap(roomy);
    }
    flow.wrap(more.unwrap_or_default(), theme.muted, if noting.asks_pain() { 2 } else { 3 });
    keys(page, noting);
}

/// Draws the number as large as fits, and returns the row below it.
fn value(page: &mut Page, noting: &TestEntry, (x, y): (u16, u16), width: u16) -> u16 {
    let theme = page.theme;
    let number = noting.value().map_or_else(|| "–".to_owned(), |value| value.to_string());
    let unit = match noting.dialog.rules.kind {
        TestKind::KneeToWall => "cm",
        TestKind::HeelRaises => "raises",
        TestKind::Hops => "hops",
    };
    let most = match page.size() {
        Size::Large => 7,
        Size::Middle => 5,
        Size::Small => 3,
    };
    // A dot has no large digit of its own: a half is written small.
    let plain = number.chars().all(|c| c.is_ascii_digit());
    let rows = if plain { digits::fit(&number, width.saturating_sub(12), most) } else { 0 };
    if rows < 3 {
        page.put(x, y, width, Span::styled(format!("{number} {unit}"), theme.strong));
        return y + 2;
    }
    let end = digits::draw(page, (x, y), rows, &number, theme.text);
    page.put(end + 2, y + rows - 1, 10, Span::styled(unit, theme.muted));
    y + rows + 1
}

fn keys(page: &mut Page, noting: &TestEntry) {
    let context = Context::TestEntry;
    let pain = noting.asks_pain();
    let by = if !pain && noting.dialog.rules.kind == TestKind::KneeToWall { "by a half" } else { "by one" };
    let ready = pain || noting.value().is_some();
    let keep = if pain && noting.pain().is_none() { "skip" } else { "keep" };
    hints::draw(
        page,
        context,
        [
            Some(hints::digits("0-9", if pain { "pain" } else { "number" })),
            hints::called(context, Action::Accept, keep).filter(|_| ready),
            hints::of(context, Action::Close).filter(|_| !pain),
            hints::pair(context, [Action::More, Action::Less], by),
        ],
    );
}
