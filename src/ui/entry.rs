//! An entry being edited: one row per value, the changed ones bold, and why it is not saved.

use ratatui::text::{Line, Span};

use super::frame::{self, Place};
use super::page::{Page, Size};
use super::{form, hints};
use crate::app::App;
use crate::app::keymap::{Action, Context};
use crate::dialog::entry::{self, Editing};
use crate::dialog::form::Form;
use crate::record::edit::Hand;
use crate::session::Now;

/// Columns of the names of the values.
const LABEL: usize = 18;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, editing: &Form<Editing>, now: Now) {
    let Form { rows: Editing { before: entry, after, .. }, chosen, line, why } = editing;
    let size = page.size();
    let context = Context::Entry;
    let Place { x, width, top, bottom } = frame::begin(page, app, context, now);
    let theme = page.theme;
    let roomy = u16::from(size > Size::Small);
    let basis = entry::basis(&app.core, now);
    let (fields, before) = (basis.fields(after), basis.fields(entry));
    let row = (*chosen).min(fields.len().saturating_sub(1));
    let changed = fields != before;
    let mut flow = page.flow(x, top, width.min(84), bottom);
    let words = app.core.entry_words(app.stage.words(), entry, &app.core.rack(now));
    flow.wrap(&words, theme.muted, 1 + roomy);
    flow.gap(roomy);
    let why_rows = u16::from(why.is_some()) * 2;
    let typed = if line.is_some() { 3 + 2 * roomy } else { 0 };
    let high = usize::from(flow.left().saturating_sub(why_rows.max(typed)).max(1));
    for i in form::shown(row, fields.len(), high) {
        let (field, here) = (&fields[i], i == row);
        let style = if here { theme.strong } else { theme.muted };
        let was = before.get(i).map(|field| &field.value);
        let new = was.is_some_and(|was| *was != field.value);
        let (value, shown) = match (field.value.as_str(), new) {
            ("", _) => ("–".to_owned(), theme.muted),
            (value, true) => (value.to_owned(), theme.strong),
            (value, false) => (value.to_owned(), theme.text),
        };
        let mut parts = vec![
            form::sign(&mut flow, i, here),
            Span::styled(format!("{:<LABEL$}", short(&flow.page.words.field(field))), style),
            Span::styled(value, shown),
        ];
        if let Some(was) = was.filter(|_| new) {
            let was = if was.is_empty() { "–" } else { was };
            parts.push(Span::styled(format!("   was {was}"), theme.muted));
        }
        flow.put(Line::from(parts));
    }
    if let Some(line) = line {
        flow.gap(1);
        form::line(&mut flow, line);
        return form::line_keys(page, "set it");
    }
    if let Some(why) = why {
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
