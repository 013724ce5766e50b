//! What was written down: a row an entry, newest first, and the chosen one in full. Only what is seen is put in words.

use jiff::civil::Date;
use ratatui::text::{Line, Span};

use super::frame::{self, Place};
use super::page::{Flow, Page, Size};
use super::{entry, hints, text};
use crate::app::keymap::{Action, Context};
use crate::app::pointer::Target;
use crate::app::{App, Entries};
use crate::diagnostic::printable;
use crate::history::{EntryRef, Filter};
use crate::record::edit::stays;
use crate::session::Now;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, entries: &Entries, now: Now) {
    if let Some(editing) = &entries.editing {
        return entry::draw(page, app, editing, now);
    }
    let size = page.size();
    let context = Context::Entries;
    let Place { x, width, top, bottom } = frame::begin(page, app, context, now);
    let theme = page.theme;
    let all = app.core.history().entries(entries.filter);
    let chosen = entries.chosen.min(all.len().saturating_sub(1));
    let key = page.keys.key_for(context, Action::Filter).map(|key| key.to_string()).unwrap_or_default();
    let mut flow = page.flow(x, top, width, bottom);
    let heading = vec![
        Span::styled(entries.filter.words(), theme.strong),
        Span::styled(format!("  {key} shows others"), theme.muted),
    ];
    let count = if all.is_empty() { String::new() } else { format!("{} of {}", chosen + 1, all.len()) };
    flow.put_both(Line::from(heading), Span::styled(count, theme.muted));
    flow.gap(u16::from(size > Size::Small));
    if all.is_empty() {
        let words = match entries.filter {
            Filter::All => "No entries yet.",
            _ => "No entries of this kind.",
        };
        flow.wrap(words, theme.text, 2);
    } else if size == Size::Large {
        let (left, gap) = (width * 56 / 100, 5);
        let top = flow.y;
        list(&mut page.flow(x, top, left, bottom), app, &all, chosen, now);
        full(&mut page.flow(x + left + gap, top, width - left - gap, bottom), app, &all[chosen], now);
    } else {
        let rows = if size == Size::Middle { 5 } else { 4 };
        let (top, end) = (flow.y, bottom.saturating_sub(rows + 1));
        list(&mut page.flow(x, top, width, end), app, &all, chosen, now);
        full(&mut page.flow(x, end + 1, width, bottom), app, &all[chosen], now);
    }
    let removable = all
        .get(chosen)
        .and_then(|entry| app.log().get(&entry.id))
        .is_some_and(|record| stays(&record.body).is_none());
    let of = |action| hints::of(context, action);
    hints::draw(
        page,
        context,
        [
            hints::pair(context, [Action::Up, Action::Down], "choose").filter(|_| all.len() > 1),
            of(Action::Accept).filter(|_| !all.is_empty()),
            of(Action::Remove).filter(|_| removable),
            of(Action::Close),
            of(Action::Undo).filter(|_| app.stage.checking().can_undo()),
            of(Action::Filter),
            hints::pair(context, [Action::Less, Action::More], "by ten").filter(|_| all.len() > 10),
        ],
    );
}

/// The rows around the chosen one.
fn list(flow: &mut Flow, app: &App, all: &[EntryRef], chosen: usize, now: Now) {
    let theme = flow.page.theme;
    let small = flow.page.size() == Size::Small;
    let high = usize::from(flow.left());
    let first = chosen.saturating_sub(high / 2).min(all.len().saturating_sub(high));
    let rack = app.core.rack(now);
    let mut before: Option<Date> = first.checked_sub(1).map(|i| all[i].date);
    for (i, entry) in all.iter().enumerate().skip(first).take(high) {
        let Some(record) = app.log().get(&entry.id) else { continue };
        let (sign, style) = if i == chosen { ("› ", theme.strong) } else { ("  ", theme.text) };
        // A day stands at its first entry, and at the top.
        let new = before != Some(entry.date) || i == first;
        before = Some(entry.date);
        let date = if new {
            entry.date.strftime(if small { "%-d %b" } else { "%a %-d %b %y" }).to_string()
        } else {
            String::new()
        };
        let wide = if small { 7 } else { 15 };
        let date = format!("{date:<wide$}");
        if let Ok(row) = u16::try_from(i) {
            flow.mark(Target::Row(row));
        }
        let words = app.core.entry_words(app.stage.words(), &record.body, &rack);
        flow.put(Line::from(vec![
            Span::styled(sign, theme.calm.patch(theme.strong)),
            Span::styled(date, theme.muted),
            Span::styled(text::clip(&words, flow.width.saturating_sub(2 + wide as u16)), style),
        ]));
    }
}

/// The chosen one in full.
fn full(flow: &mut Flow, app: &App, entry: &EntryRef, now: Now) {
    let theme = flow.page.theme;
    let Some(record) = app.log().get(&entry.id) else { return };
    let rows = flow.left().saturating_sub(u16::from(flow.page.size() > Size::Small));
    flow.wrap(
        &app.core.entry_words(app.stage.words(), &record.body, &app.core.rack(now)),
        theme.strong,
        rows.min(8),
    );
    if flow.page.size() == Size::Large {
        flow.gap(1);
    }
    let date = entry.date.strftime("%A %-d %B %Y").to_string();
    let times = if record.rev > 1 { format!(", {} versions", record.rev) } else { String::new() };
    flow.wrap(&format!("{date}{times}"), theme.muted, 1);
    if flow.page.size() == Size::Large {
        let at = record.at;
        flow.wrap(&format!("last on {} at {}", at.date(), at.clock()), theme.muted, 1);
        flow.wrap(&format!("runup edit {}", printable(&record.id)), theme.muted, 2);
        flow.gap(1);
        if let Some(why) = app.view().fixed_words(record) {
            flow.wrap(&why, theme.muted, 5);
        }
    }
}
