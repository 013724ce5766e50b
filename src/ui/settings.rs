//! The settings: a list in groups with their values, and what the chosen one does.

use ratatui::text::{Line, Span};

use super::page::{Flow, Page, Size};
use super::theme::Theme;
use super::{frame, hints, text};
use crate::app::keymap::{Action, Context, bindings};
use crate::app::pointer::Target;
use crate::app::{App, Row};
use crate::session::Now;
use crate::settings::{Entry, Value, keys};
use crate::time::duration_text;

/// What the last row does.
const FIRST_START: &str = "show the first screen again: what Runup is, and what's sore";

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, chosen: usize, now: Now) {
    let size = page.size();
    let context = Context::Settings;
    let frame::Place { x, width, top, bottom } = frame::begin(page, app, context, now);
    if size == Size::Small {
        let below = 4.min((bottom - top) / 2);
        let gap = u16::from(bottom - top > 10);
        list(&mut page.flow(x, top, width, bottom - below - gap), app, chosen);
        details(&mut page.flow(x, bottom - below, width, bottom), app, chosen);
    } else {
        let left = (width * 42 / 100).min(44);
        let gap = if size == Size::Large { 8 } else { 5 };
        list(&mut page.flow(x, top, left, bottom), app, chosen);
        let width = (width - left - gap).min(60);
        details(&mut page.flow(x + left + gap, top, width, bottom), app, chosen);
    }
    hints::draw(
        page,
        context,
        [
            hints::pair(context, [Action::Up, Action::Down], "choose"),
            hints::pair(context, [Action::Less, Action::More], "change"),
            hints::of(context, Action::Today),
            hints::of(context, Action::Routines),
        ],
    );
}

enum Entrance {
    Blank,
    Heading(&'static str),
    Row(usize, Row),
}

/// Draws the list so that the chosen one is seen.
fn list(flow: &mut Flow, app: &App, chosen: usize) {
    let theme = flow.page.theme;
    let mut rows = Vec::new();
    let mut before = None;
    for (i, row) in Row::all().enumerate() {
        if before != Some(row.group()) {
            if before.is_some() {
                rows.push(Entrance::Blank);
            }
            rows.push(Entrance::Heading(row.group().title()));
            before = Some(row.group());
        }
        rows.push(Entrance::Row(i, row));
    }
    // The last row says how many more there are.
    let high = usize::from(flow.left());
    let high = if rows.len() > high { high.saturating_sub(1) } else { high };
    let at = rows.iter().position(|row| matches!(row, Entrance::Row(i, _) if *i == chosen)).unwrap_or(0);
    let skip = if rows.len() <= high { 0 } else { at.saturating_sub(high / 2).min(rows.len() - high) };
    let below = rows.iter().skip(skip + high).filter(|row| matches!(row, Entrance::Row(..))).count();
    for row in rows.into_iter().skip(skip).take(high) {
        match row {
            Entrance::Blank => flow.gap(1),
            Entrance::Heading(words) => flow.put(Span::styled(words, theme.muted)),
            Entrance::Row(i, row) => {
                flow.mark(Target::Row(i as u16));
                entry(flow, app, row, i == chosen);
            }
        }
    }
    if let Some(more) = text::more(skip > 0, below as u16) {
        flow.put_both(Span::raw(""), Span::styled(more, theme.muted));
    }
}

fn entry(flow: &mut Flow, app: &App, row: Row, chosen: bool) {
    let theme = flow.page.theme;
    let (mark, style) = if chosen { ("› ", theme.strong) } else { ("  ", theme.text) };
    let (name, value) = match row {
        Row::Entry(entry) => (entry.name(), shown(&entry.value(&app.core.settings))),
        Row::FirstStart => ("first screen".to_owned(), String::new()),
        Row::Key(name) => (name.to_owned(), keys_of(app, name)),
    };
    let value_style = if chosen { here_style(&theme) } else { theme.muted };
    let name = Line::from(vec![Span::styled(mark, here_style(&theme)), Span::styled(name, style)]);
    flow.put_both(name, Span::styled(value, value_style));
}

/// The style of what is chosen.
fn here_style(theme: &Theme) -> ratatui::style::Style {
    theme.calm.patch(theme.strong)
}

/// What the chosen setting does, its values, and where it is saved.
fn details(flow: &mut Flow, app: &App, chosen: usize) {
    let theme = flow.page.theme;
    let roomy = flow.page.size() > Size::Small;
    let keep = if roomy { 3 } else { 1 };
    match Row::all().nth(chosen) {
        Some(Row::Entry(entry)) => {
            if roomy {
                flow.put(Span::styled(entry.name(), theme.strong));
                flow.gap(1);
            }
            let rows = flow.left().saturating_sub(keep).min(3);
            flow.wrap(entry.help, theme.text, rows);
            flow.gap(u16::from(roomy));
            if flow.left() > keep {
                choices(flow, app, entry);
            }
        }
        Some(Row::Key(name)) => key(flow, app, name, keep),
        _ => flow.wrap(FIRST_START, theme.text, 3),
    }
    let place = match app.stage.config_file() {
        Some(file) => format!("saved in {file}"),
        None => "nothing is saved".to_owned(),
    };
    let lines = if roomy { text::wrap(&place, flow.width) } else { vec![clip_front(&place, flow.width)] };
    flow.y = flow.y.max(flow.bottom.saturating_sub(lines.len() as u16));
    for line in lines {
        flow.put(Span::styled(line, theme.muted));
    }
}

/// What keys do and how others are given: this screen only lists them.
fn key(flow: &mut Flow, app: &App, name: &'static str, keep: u16) {
    let theme = flow.page.theme;
    let roomy = flow.page.size() > Size::Small;
    if roomy {
        flow.put(Line::from(vec![
            Span::styled(name, theme.strong),
            Span::styled(format!("  {}", keys_of(app, name)), here_style(&theme)),
        ]));
        flow.gap(1);
    }
    let what = keys::names().find(|(other, _)| *other == name).map(|(_, what)| what).unwrap_or_default();
    let rows = flow.left().saturating_sub(keep).min(2);
    flow.wrap(&what, theme.text, rows);
    flow.gap(u16::from(roomy));
    let rows = flow.left().saturating_sub(keep).min(3);
    flow.wrap(&format!("Set other keys in the file: [keys], then {name} = \"x\"."), theme.muted, rows);
}

/// The keys of an action: in the player, or else where it stands first.
fn keys_of(app: &App, name: &str) -> String {
    let mine = || bindings().filter(|row| row.action.name() == Some(name));
    let row = mine().find(|row| row.context == Context::Player).or_else(|| mine().next());
    let keys = row.map(|row| app.stage.keymap().keys(row)).unwrap_or_default();
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Cuts a text at its front: of a path the end tells most.
fn clip_front(words: &str, most: u16) -> String {
    if text::width(words) <= most {
        return words.to_owned();
    }
    let mut rest = words.chars();
    while text::width(rest.as_str()) + 1 > most && rest.next().is_some() {}
    format!("…{}", rest.as_str())
}

/// The choices on one row if they fit, the present one marked; else nothing: the list has it.
fn choices(flow: &mut Flow, app: &App, entry: Entry) {
    let theme = flow.page.theme;
    let here = entry.value(&app.core.settings);
    let mut line = Line::default();
    let mut used = 0;
    for choice in app.view().choices(entry) {
        let words = shown(&choice);
        used += text::width(&words) + 2;
        let style = if choice == here { here_style(&theme) } else { theme.muted };
        line.push_span(Span::styled(words, style));
        line.push_span(Span::raw("  "));
    }
    if used <= flow.width + 2 {
        flow.put(line);
    }
}

/// A value as it is read.
fn shown(value: &Value) -> String {
    match value {
        Value::Flag(on) => if *on { "on" } else { "off" }.to_owned(),
        Value::Number(n) => n.to_string(),
        Value::Word(word) => word.clone(),
        Value::Length(length) if length.is_zero() => "none".to_owned(),
        Value::Length(length) => duration_text(*length),
        Value::Words(_) => "your program".to_owned(),
    }
}
