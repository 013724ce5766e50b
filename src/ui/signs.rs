//! Something is wrong: the lines and questions of warning signs, the advice for one, the lock, and a routine not
//! begun.

mod lock;

use ratatui::text::{Line, Span};

use super::frame::margins;
use super::page::{Flow, Page, Size};
use super::{hints, text};
use crate::app::keymap::{Action, Context};
use crate::app::{App, Question};
use crate::dialog::Ask;
use crate::record::lock::Lock;
use crate::session::Now;
use crate::symptoms::signs::{self, Locks, Sign};

/// Widest running text.
const MEASURE: u16 = 72;
/// Columns between a number and its words.
const INDENT: u16 = 3;

/// Draws the lines of `!` to choose from.
fn choose(page: &mut Page, app: &App) {
    let context = Context::Signs;
    let asks: Vec<&str> =
        Ask::Wrong.digits().into_iter().map(|key| page.words.choice(&Ask::Wrong, key)).collect();
    let hint = [Some(hints::digits("1-9", "this")), hints::of(context, Action::Close)];
    hints::draw(page, context, hint);
    let size = page.size();
    let mut flow = column(page, 84);
    let needed: u16 = asks.iter().map(|ask| rows(ask, flow.width)).sum();
    if flow.left() > needed {
        flow.put(Span::styled("Something's wrong", flow.page.theme.strong));
    }
    if size > Size::Small {
        flow.gap(1);
        let ends = if app.stage.session().is_some() { "Your routine waits. " } else { "" };
        let theme = flow.page.theme;
        flow.wrap(&format!("{ends}Choose what fits: it says what to do."), theme.muted, 2);
        flow.gap(1);
    }
    list(&mut flow, &asks);
}

/// Draws a question about warning signs: only an answer continues.
pub(super) fn asked(page: &mut Page, app: &App, question: &Question) {
    match question.dialog.asked() {
        Some(Ask::Wrong) => choose(page, app),
        Some(Ask::Sure(sign)) => sure(page, sign),
        Some(ask) => which(page, ask),
        None => {}
    }
}

/// Draws the signs to choose from.
fn which(page: &mut Page, ask: &Ask) {
    let context = Context::Asked;
    let asks: Vec<&str> = ask.digits().into_iter().map(|key| page.words.choice(ask, key)).collect();
    let keys = if asks.len() == 1 { "1".to_owned() } else { format!("1-{}", asks.len()) };
    let later = if *ask == Ask::Health { hints::of(context, Action::Skip) } else { None };
    let hint = [hints::of(context, Action::No), later, Some(hints::digits(&keys, "this"))];
    hints::draw(page, context, hint);
    let size = page.size();
    let mut flow = column(page, 84);
    let needed: u16 = asks.iter().map(|ask| rows(ask, flow.width)).sum();
    // In a small window the signs come before the words above them.
    if flow.left() > needed {
        flow.put(Span::styled(flow.page.words.ask(ask), flow.page.theme.strong));
        flow.gap(u16::from(size > Size::Small));
    }
    list(&mut flow, &asks);
    if size > Size::Small && flow.left() > 1 {
        flow.gap(1);
        let theme = flow.page.theme;
        let key = key(flow.page, context, Action::No);
        let words = Span::styled("none of these", theme.text);
        flow.put(Line::from(vec![Span::styled(format!("{key:<3}"), theme.strong), words]));
        if *ask == Ask::Health {
            let key = self::key(flow.page, context, Action::Skip);
            let words = Span::styled("not now", theme.text);
            flow.put(Line::from(vec![Span::styled(format!("{key:<3}"), theme.strong), words]));
        }
    }
}

/// Draws the sign that was named, and asks whether that is so.
fn sure(page: &mut Page, sign: &Sign) {
    let context = Context::Sure;
    hints::draw(page, context, [hints::of(context, Action::Yes), hints::of(context, Action::Close)]);
    let roomy = u16::from(page.size() > Size::Small);
    let mut flow = column(page, MEASURE);
    let theme = flow.page.theme;
    flow.put(Span::styled("Are you sure?", theme.strong));
    flow.gap(roomy);
    flow.wrap(flow.page.words.sign(sign).ask, theme.text, 5);
    flow.gap(1);
    for (action, words) in [(Action::Yes, "yes"), (Action::Close, "no, back")] {
        let key = key(flow.page, context, action);
        numbered(&mut flow, &key, words, theme.text);
    }
}

/// Draws what to do about a sign that locks nothing.
pub(super) fn told(page: &mut Page, sign: &Sign) {
    let context = Context::Told;
    hints::draw(page, context, [hints::of(context, Action::Close)]);
    let roomy = u16::from(page.size() > Size::Small);
    let mut flow = column(page, MEASURE);
    let theme = flow.page.theme;
    let words = flow.page.words.sign(sign);
    flow.wrap(words.first(), theme.strong, 4);
    flow.gap(roomy);
    flow.wrap(words.rest(), theme.text, 4);
    flow.gap(1);
    flow.wrap(&format!("You said: {}.", words.ask), theme.muted, 5);
    flow.gap(roomy);
    let held = if signs::locks(sign.id) == Locks::Growth {
        "You can run, but no run of your plan gets longer until a doctor or physio has cleared this."
    } else {
        "Nothing is locked, but do get it checked."
    };
    flow.wrap(held, theme.muted, 3);
}

/// Draws what is locked, what to do, and how it is cleared.
pub(super) fn locked(page: &mut Page, app: &App, now: Now) {
    let size = page.size();
    let context = Context::Locked;
    let roomy = u16::from(size > Size::Small);
    let locks = app.core.locks();
    let still = app.core.still_there(now.at.date());
    let ways = [hints::of(context, Action::Close), hints::of(context, Action::Quit)];
    hints::draw(page, context, ways);
    // What clears it keeps its rows, whatever the words take.
    let mut ends = Vec::new();
    clearing(&mut ends, page, app, still);
    let mut flow = lock::column(page);
    let theme = flow.page.theme;
    let keep = ends.iter().map(|(key, words)| rows_of(key, words, flow.width)).sum::<u16>() + roomy;
    let bottom = flow.bottom;
    flow.bottom = bottom.saturating_sub(keep);
    lock::draw(&mut flow, app);
    for (id, _) in locks.iter().skip(1) {
        let ask = flow.page.words.said_sign(id);
        flow.wrap(&format!("Also: {ask}."), theme.muted, 2);
    }
    flow.gap(roomy);
    flow.bottom = bottom;
    for (key, words) in ends {
        // Only the question whether it is meant has no key before it.
        let style = if key.is_empty() { theme.strong } else { theme.muted };
        numbered(&mut flow, &key, &words, style);
    }
    if roomy > 0 && app.stage.asked_twice().is_none() && !locks.is_empty() && flow.left() > 1 {
        let words = Span::styled("each asks you to press twice", theme.muted);
        flow.page.put(flow.x + INDENT, flow.y, flow.width - INDENT, words);
    }
}

/// Draws on Today what is locked and what to do: the same as on the page of the lock, which clears it.
pub(super) fn on_today(page: &mut Page, app: &App) {
    lock::draw(&mut lock::column(page), app);
}

/// The keys that end a lock, and what each says; without a key the question whether it is meant.
fn clearing(ends: &mut Vec<(String, String)>, page: &Page, app: &App, still: Option<&Sign>) {
    let context = Context::Locked;
    if let Some(action) = app.stage.asked_twice() {
        let what = match action {
            Action::Anyway => "you want to continue without these entries",
            Action::Cleared => "a doctor or physio has cleared you",
            _ => "it was a mistake",
        };
        ends.push((String::new(), format!("Press {} again if {what}.", key(page, context, action))));
        return;
    }
    if app.core.lock() == Lock::Unread {
        ends.push((key(page, context, Action::Anyway), "continue without these entries".to_owned()));
        return;
    }
    if let Some(sign) = still {
        let keys = format!("{} {}", key(page, context, Action::Yes), key(page, context, Action::No));
        // What is shown is the gravest, and it may be another that is asked about.
        let shown = app.core.locks().first().is_some_and(|(id, _)| id == sign.id);
        let what = if shown { "it".to_owned() } else { format!("this ({})", page.words.sign(sign).ask) };
        ends.push((keys, format!("is {what} still there today? yes, no")));
    }
    ends.push((key(page, context, Action::Cleared), "a doctor or physio has cleared me".to_owned()));
    ends.push((key(page, context, Action::Mistake), "it was a mistake".to_owned()));
}

fn key(page: &Page, context: Context, action: Action) -> String {
    page.keys.key_for(context, action).map(|key| key.to_string()).unwrap_or_default()
}

/// The column in which all of these are written, above the hints.
fn column<'p, 'b>(page: &'p mut Page<'b>, measure: u16) -> Flow<'p, 'b> {
    let size = page.size();
    let (x, y) = margins(size);
    let width = (page.width() - 2 * x).min(measure);
    let bottom = hints::row(page);
    let top = y + if size == Size::Large { 3 } else { u16::from(size == Size::Middle) };
    page.flow(x, top, width, bottom)
}

/// The rows that a numbered text takes.
fn rows(words: &str, width: u16) -> u16 {
    text::wrap(words, width.saturating_sub(INDENT)).len() as u16
}

fn rows_of(key: &str, words: &str, width: u16) -> u16 {
    let indent = if key.is_empty() { 0 } else { INDENT.max(text::width(key) + 2) };
    text::wrap(words, width.saturating_sub(indent)).len() as u16
}

/// Numbered texts, a free row between them if all find room.
fn list(flow: &mut Flow, asks: &[&str]) {
    let style = flow.page.theme.text;
    let needed: u16 = asks.iter().map(|ask| rows(ask, flow.width)).sum();
    let airy = flow.left() >= needed + asks.len() as u16 + 2;
    for (i, ask) in asks.iter().enumerate() {
        flow.gap(u16::from(airy && i > 0));
        numbered(flow, &(i + 1).to_string(), ask, style);
    }
}

/// A key and its words, which wrap under themselves.
fn numbered(flow: &mut Flow, key: &str, words: &str, style: ratatui::style::Style) {
    let theme = flow.page.theme;
    let indent = if key.is_empty() { 0 } else { INDENT.max(text::width(key) + 2) };
    let (x, width) = (flow.x, flow.width);
    if flow.left() > 0 {
        flow.page.put(x, flow.y, indent, Span::styled(key.to_owned(), theme.strong));
    }
    (flow.x, flow.width) = (x + indent, width.saturating_sub(indent));
    let most = flow.left();
    flow.wrap(words, style, most);
    (flow.x, flow.width) = (x, width);
}

/// Draws why a routine did not begin.
pub(super) fn stopped(page: &mut Page, app: &App, reason: &str) {
    let size = page.size();
    let (x, y) = margins(size);
    let theme = page.theme;
    let width = (page.width() - 2 * x).min(72);
    let bottom = hints::row(page);
    let top = y + if size == Size::Large { 5 } else { 2 * u16::from(size == Size::Middle) };
    let mut flow = page.flow(x, top, width, bottom);
    flow.put(Span::styled("Not today", theme.strong));
    flow.gap(1);
    let rows = flow.left();
    flow.wrap(reason, theme.text, rows);
    let context = app.view().context();
    hints::draw(page, context, [hints::of(context, Action::Close)]);
}
