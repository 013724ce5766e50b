//! The entries: one row each, newest first, and the chosen one in full. Only visible rows are put in words.

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
use crate::words::notice::Notice;

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
    let mut flow = page.flow(x, top - if size == Size::Large { 2 } else { 0 }, width, bottom);
    let kind = format!("{}, newest first", flow.page.words.entry_filter(entries.filter));
    let others = format!("  {key} shows others");
    let count = if all.is_empty() { String::new() } else { format!("{} of {}", chosen + 1, all.len()) };
    let room = width.saturating_sub(text::width(&kind) + text::width(&count) + 2);
    let mut heading = vec![Span::styled(kind, theme.text)];
    if text::width(&others) <= room {
        heading.push(Span::styled(others, theme.muted));
    }
    flow.put_both(Line::from(heading), Span::styled(count, theme.muted));
    flow.gap(u16::from(size > Size::Small));
    if all.is_empty() {
        let words = match entries.filter {
            Filter::All => "No entries yet.",
            _ => "No entries of this kind.",
        };
        flow.wrap(words, theme.text, 2);
    } else {
        let rows = match size {
            Size::Large => 3,
            Size::Middle => 5,
            Size::Small => 4,
        };
        let (top, end) = (flow.y, bottom.saturating_sub(rows + u16::from(size < Size::Large)));
        let mut flow = page.flow(x, top, width, end);
        if size == Size::Small {
            list(&mut flow, app, &all, chosen, now);
        } else {
            table(&mut flow, app, &all, chosen);
        }
        let first = end + 1;
        full(&mut page.flow(x, first, width, bottom), app, &all[chosen], now);
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

/// Where the columns of the table begin, or end, beside its left edge.
struct Columns {
    what: u16,
    long: u16,
    running: Option<u16>,
    effort: Option<u16>,
    pain: u16,
    note: u16,
}

const LARGE: Columns =
    Columns { what: 15, long: 50, running: Some(60), effort: Some(63), pain: 73, note: 79 };
const MIDDLE: Columns = Columns { what: 14, long: 47, running: None, effort: None, pain: 49, note: 54 };

/// The rows around the chosen one as a table: runs bright, the rest muted.
fn table(flow: &mut Flow, app: &App, all: &[EntryRef], chosen: usize) {
    let theme = flow.page.theme;
    let at = if flow.page.size() == Size::Large { LARGE } else { MIDDLE };
    let (x, width) = (flow.x, flow.width);
    let heads = [(2, "day"), (at.what, "what"), (at.pain, "pain"), (at.note, "note")];
    for (column, head) in heads.into_iter().chain(at.effort.map(|column| (column, "effort"))) {
        flow.page.put(x + column, flow.y, 8, Span::styled(head, theme.muted));
    }
    for (end, head) in [(at.long, "long")].into_iter().chain(at.running.map(|end| (end, "running"))) {
        flow.page.put_right(x + end, flow.y, 8, Span::styled(head, theme.muted));
    }
    flow.gap(1 + u16::from(flow.page.size() == Size::Large));
    let high = usize::from(flow.left());
    let first = chosen.saturating_sub(high / 2).min(all.len().saturating_sub(high));
    let mut before: Option<Date> = None;
    for (i, entry) in all.iter().enumerate().skip(first).take(high) {
        let Some(record) = app.log().get(&entry.id) else { continue };
        let row = app.core.entry_row(flow.page.words, &record.body);
        let y = flow.y;
        if let Ok(at) = u16::try_from(i) {
            flow.mark(Target::Row(at));
        }
        let here = i == chosen;
        let style = match (here, row.outing) {
            (true, _) => theme.strong,
            (false, true) => theme.text,
            (false, false) => theme.muted,
        };
        flow.page.put(x, y, 2, Span::styled(if here { "›" } else { "" }, theme.calm.patch(theme.strong)));
        // A day stands at its first entry, and at the top.
        if before != Some(entry.date) {
            let date = entry.date.strftime("%a %-d %b").to_string();
            flow.page.put(x + 2, y, at.what - 3, Span::styled(date, theme.muted));
        }
        before = Some(entry.date);
        // What has no columns of its own takes their room.
        let bare = row.long.is_empty() && row.pain.is_none() && row.note.is_empty();
        let room = if bare { width - at.what } else { at.long - at.what - 7 };
        let end = flow.page.put(x + at.what, y, room, Span::styled(row.what, style));
        let left = (x + at.what + room).saturating_sub(end + 2);
        flow.page.put(end + 2, y, left, Span::styled(row.more, style));
        flow.page.put_right(x + at.long, y, 8, Span::styled(row.long, style));
        if let Some(end) = at.running {
            flow.page.put_right(x + end, y, 8, Span::styled(row.running, theme.muted));
        }
        if let Some(column) = at.effort {
            flow.page.put(x + column, y, 8, Span::styled(row.effort, theme.muted));
        }
        if let Some(pain) = row.pain {
            let style = theme.pain(pain.value()).patch(theme.strong);
            flow.page.put(x + at.pain, y, 3, Span::styled(pain.to_string(), style));
        }
        let note = app.log().lost(&record.id).map(|_| flow.page.words.notice(&Notice::ChangedAtOnce));
        let note = note.unwrap_or(row.note);
        flow.page.put(x + at.note, y, width - at.note, Span::styled(note, theme.muted));
        flow.gap(1);
    }
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
    let large = flow.page.size() == Size::Large;
    let words = app.core.entry_words(app.stage.words(), &record.body, &app.core.rack(now));
    let rows = flow.left().saturating_sub(u16::from(flow.page.size() > Size::Small));
    flow.wrap(&words, theme.strong, rows.min(8));
    let date = entry.date.strftime("%A %-d %B %Y").to_string();
    let at = record.at;
    let (times, id) = match record.rev {
        rev if rev > 1 && large => {
            (format!(", saved {rev} times, last on {} at {}", at.date(), at.clock()), true)
        }
        rev if rev > 1 => (format!(", saved {rev} times"), false),
        _ => (String::new(), large),
    };
    flow.put(Span::styled(format!("{date}{times}"), theme.muted));
    let lost = app.log().lost(&record.id).map(|lost| {
        let other = app.core.entry_words(app.stage.words(), &lost.body, &app.core.rack(now));
        let id = printable(&record.id).into_owned();
        app.stage.words().notice(&Notice::OtherChange { other, id })
    });
    let why = lost.or_else(|| app.view().fixed_words(record).filter(|_| large));
    let id = id.then(|| format!("runup edit {}", printable(&record.id)));
    if let Some(words) = why.or(id) {
        flow.wrap(&words, theme.muted, 2);
    }
}
