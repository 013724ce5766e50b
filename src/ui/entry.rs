//! An entry being edited: a row a value, the changed ones strong, and why it is not kept.

use ratatui::text::{Line, Span};

use super::frame::{self, Place};
use super::page::{Page, Size};
use super::{hints, typing};
use crate::app::keymap::{Action, Context};
use crate::app::pointer::Target;
use crate::app::{App, Editing};
use crate::record::edit::Hand;
use crate::session::Now;

/// Columns of the names of the values.
const LABEL: usize = 18;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, editing: &Editing, now: Now) {
    let size = page.size();
    let context = Context::Entry;
    let Place { x, width, top, bottom } = frame::begin(page, app, context, now);
    let theme = page.theme;
    let roomy = u16::from(size > Size::Small);
    let (fields, before) = (app.core.fields(&editing.after, now), app.core.fields(&editing.before, now));
    let row = editing.row.min(fields.len().saturating_sub(1));
    let changed = fields != before;
    let mut flow = page.flow(x, top, width.min(84), bottom);
    flow.wrap(
        &app.core.entry_words(app.stage.words(), &editing.before, &app.core.rack(now)),
        theme.muted,
        1 + roomy,
    );
    flow.gap(roomy);
    let why = u16::from(editing.why.is_some()) * 2;
    let typed = if editing.typing.is_some() { 3 + 2 * roomy } else { 0 };
    let high = usize::from(flow.left().saturating_sub(why.max(typed)).max(1));
    let first = (row + 1).saturating_sub(high).min(fields.len().saturating_sub(high));
    for (i, field) in fields.iter().enumerate().skip(first).take(high) {
        let here = i == row;
        let (sign, style) = if here { ("› ", theme.strong) } else { ("  ", theme.text) };
        let was = before.get(i).map(|field| &field.value);
        let new = was.is_some_and(|was| *was != field.value);
        flow.mark(Target::Row(u16::try_from(i).unwrap_or(u16::MAX)));
        let (value, shown) = match (field.value.as_str(), new) {
            ("", _) => ("–".to_owned(), theme.muted),
            (value, true) => (value.to_owned(), theme.strong),
            (value, false) => (value.to_owned(), theme.text),
        };
        let mut line = vec![
            Span::styled(sign, theme.calm.patch(theme.strong)),
            Span::styled(format!("{:<LABEL$}", short(&field.label)), if here { style } else { theme.muted }),
            Span::styled(value, shown),
        ];
        if let Some(was) = was.filter(|_| new) {
            let was = if was.is_empty() { "–" } else { was };
            line.push(Span::styled(format!("   was {was}"), theme.muted));
        }
        flow.put(Line::from(line));
    }
    if let Some(line) = &editing.typing {
        flow.gap(1);
        typing::draw(&mut flow, line);
        return typing::keys(page, "take it");
    }
    if let Some(why) = &editing.why {
        flow.gap(1);
        flow.wrap(why, theme.text, 2);
    }
    let hand = fields.get(row).map(|field| field.hand);
    let of = |action| hints::of(context, action);
    hints::draw(
        page,
        context,
        [
            hints::called(context, Action::Accept, if changed { "keep" } else { "back" }),
            hints::pair(context, [Action::Up, Action::Down], "choose"),
            hints::pair(context, [Action::Less, Action::More], "change")
                .filter(|_| hand != Some(Hand::Typed)),
            Some(hints::digits("0-9", "score")).filter(|_| hand == Some(Hand::Digit)),
            of(Action::Write).filter(|_| hand != Some(Hand::Digit)),
            of(Action::Close).filter(|_| changed),
            of(Action::Delete),
        ],
    );
}

/// A label as far as its column goes.
fn short(label: &str) -> String {
    if label.chars().count() < LABEL {
        label.to_owned()
    } else {
        label.chars().take(LABEL - 2).chain(['…']).collect()
    }
}
