//! Today: what is next, the day's list, and how it has been going; beside it the runner.

use std::ops::RangeFrom;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::bar::{self, Place};
use super::page::{Flow, Page, Size};
use super::{checkin, days, frame, hints, plan_setup, profile, text};
use crate::app::App;
use crate::app::keymap::{Action, Context};
use crate::app::pointer::Target;
use crate::day::Offer;
use crate::day::Today;
use crate::day::choice::Choice;
use crate::day::things::{DayRun, Item, ItemNote, Mark, RunHeading};
use crate::session::Now;

/// Columns and rows of the runner, and the columns that are free before him.
const LARGE: (u16, u16) = (44, 25);
const MIDDLE: (u16, u16) = (26, 13);
const BEFORE_LARGE: u16 = 4;
const BEFORE_MIDDLE: u16 = 2;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, now: Now) {
    let today = app.view().today(now);
    let size = page.size();
    let frame::Place { x, width, top, bottom } = frame::begin(page, app, Context::Today, now);
    let left = runner(page, app, now);
    let top = asked(page, app, now, frame::Place { x, width, top, bottom });

    // The last weeks stand above the hints, as far as what is next leaves them the rows.
    let rows = days::rows(&today.day, size);
    let keys = hints::row(page);
    let wanted = keys.saturating_sub(match size {
        Size::Large => 8,
        // What may be done if there is time needs its rows more than the foot does.
        Size::Middle if !today.day.spare.is_empty() => rows + 1,
        Size::Middle => 5,
        Size::Small => 4,
    });
    // Where there is little room, what is said of the day, and what can be chosen, come before what has been.
    let told = today.day.run.as_ref().is_some_and(|run| run.fine.is_some() || run.note.is_some());
    let bare = today.changes.is_empty() && !told && app.view().choice().is_none();
    let free = size > Size::Small || page.height() > 13 && bare;
    let first = (rows > 0 && free).then(|| wanted.min(bottom.saturating_sub(rows)));
    let end = first.unwrap_or(bottom).saturating_sub(u16::from(page.height() > 12));
    next(&mut page.flow(x, top, left, end), &today);
    if let Some(first) = first {
        let width = if size == Size::Small { width } else { left };
        days::draw(page, (x, first), width, &today.day);
    }
    keys_of(page, &today, app, now);
}

/// Draws what is asked in a line above the rest, and returns where the rest begins.
fn asked(page: &mut Page, app: &App, now: Now, place: frame::Place) -> u16 {
    let top = match page.size() {
        Size::Large => place.top - 2,
        Size::Middle => place.top - 1,
        Size::Small => 1,
    };
    let place_of_line = frame::Place { top, ..place };
    let mut rows = checkin::line(page, app, now, place_of_line);
    if rows == 0 && app.view().offers_plan() {
        rows = plan_setup::offer(page, place_of_line);
    }
    if let Some(choice) = app.view().choice().filter(|_| rows == 0) {
        rows = chosen(page, choice, place_of_line);
    }
    let gap = u16::from(page.height() > 14);
    if rows > 0 { place.top.max(top + rows + gap) } else { place.top }
}

/// Draws what can be chosen, and returns its rows; where there is little room, without what the log says of it.
fn chosen(page: &mut Page, choice: &Choice, place: frame::Place) -> u16 {
    let theme = page.theme;
    let small = page.height() < 15;
    let mut flow = page.flow(place.x, place.top, place.width, place.bottom);
    let from = flow.y;
    let heading = flow.page.words.today_choice(choice);
    flow.wrap(&heading, theme.calm, 3);
    for line in choice.lines().iter().filter(|_| !small) {
        flow.wrap(&flow.page.words.change(line), theme.text, 2);
    }
    let (mut row, mut wide) = (Vec::new(), 0);
    for (n, words) in (1..).zip(flow.page.words.today_answers(choice)) {
        let width = text::width(&words) + 4;
        if wide + width > place.width + 2 {
            flow.put(Line::from(std::mem::take(&mut row)));
            wide = 0;
        }
        wide += width;
        row.push(Span::styled(format!("{n}"), theme.strong));
        row.push(Span::styled(format!(" {words}  "), theme.muted));
    }
    flow.put(Line::from(row));
    flow.y - from
}

/// Draws the runner and returns the columns left of him.
fn runner(page: &mut Page, app: &App, now: Now) -> u16 {
    let size = page.size();
    let (margin, _) = frame::margins(size);
    let width = page.width() - 2 * margin;
    let (columns, rows, gap, top) = match size {
        Size::Large => {
            // Columns and rows to spare go to the picture, in its own proportions.
            let high = page.height() - 11;
            let wide = LARGE.0 + page.width().saturating_sub(120) / 2;
            let rows = high.min(wide * LARGE.1 / LARGE.0);
            (wide, rows, BEFORE_LARGE, 4)
        }
        Size::Middle => (MIDDLE.0, MIDDLE.1, BEFORE_MIDDLE, 2),
        Size::Small => return width,
    };
    frame::picture(page, app, now, None, Rect::new(margin + width - columns, top, columns, rows));
    width - columns - gap
}

/// What is next: heading, what it is made of, why; the list; the one action.
pub(super) fn next(flow: &mut Flow, today: &Today) {
    let size = flow.page.size();
    let theme = flow.page.theme;
    let roomy = u16::from(size > Size::Small);
    let items = &today.day.items;
    let action = 2 * roomy;
    let spare = roomy * (u16::from(!today.day.spare.is_empty()) * 3);
    let list = items.len() as u16 + action;
    // What was cut off, and what comes after a run, stand above the plan.
    let plan = today.day.run.as_ref().filter(|_| today.by_plan);
    if let Some(run) = plan {
        planned(flow, run, list + 1);
    } else {
        flow.put(Span::styled(flow.page.words.heading(&today.heading), theme.strong));
        if !today.steps.is_empty() && flow.left() > list + 2 {
            flow.gap(roomy);
            let times: Vec<_> = today.steps.iter().map(|step| step.time).collect();
            let place = Place { x: flow.x, y: flow.y, width: flow.width };
            bar::profile(flow.page, place, &times);
            flow.gap(1);
        } else if flow.left() > list + 4 {
            flow.gap(roomy);
        }
        if let Some(note) = today.day.note.map(|note| flow.page.words.note(note)) {
            let high = text::wrap(&note, flow.width).len() as u16;
            if high + list + 1 < flow.left() {
                flow.wrap(&note, theme.text, high);
            }
        }
        // Where there is little room, what is changed says as much.
        if roomy > 0 || today.changes.is_empty() {
            let rows = flow.left().saturating_sub(list + 1);
            flow.wrap(&flow.page.words.today_why(&today.why), theme.muted, rows.min(3));
        }
    }
    // What may be done if there is time stands over the whole of what is changed.
    let free = u16::from(!today.day.spare.is_empty()) * (1 + 3 * roomy);
    let rows = flow.left().saturating_sub(list + 1 + free);
    changes(flow, &flow.page.words.adaptations(&today.changes), rows);
    let pitch = if size == Size::Large && flow.left() >= 2 * list + 3 { 2 } else { 1 };
    let from = match size {
        Size::Large => 12,
        Size::Middle => 9,
        Size::Small => 5,
    };
    let needed = pitch * items.len() as u16 + action;
    if flow.left() > needed {
        flow.gap(1);
        flow.y = flow.y.max(from.min(flow.bottom.saturating_sub(needed + spare)));
    }
    let mut open = 0..;
    for one in items {
        item(flow, one, &mut open);
        flow.gap(pitch - 1);
    }
    flow.gap(u16::from(pitch == 1) * roomy);
    if size > Size::Small || flow.left() > 1 && today.day.streak.is_none() {
        flow.gap(1 - roomy);
        enter(flow, today);
    }
    if !today.day.spare.is_empty() && size > Size::Small && flow.left() > 2 {
        flow.gap(1);
        flow.put(Span::styled("if you have time", theme.muted));
        for one in &today.day.spare {
            item(flow, one, &mut open);
        }
    } else if size == Size::Small {
        for one in today.day.spare.iter().take(usize::from(flow.left())) {
            item(flow, &Item { notes: vec![ItemNote::IfTime], ..one.clone() }, &mut open);
        }
    }
}

/// What is changed: in full, else the first sentence of each, and how many more there are.
///
/// While getting ready all of it is read again.
fn changes(flow: &mut Flow, changes: &[String], rows: u16) {
    let theme = flow.page.theme;
    let needed = |words: &str| text::wrap(words, flow.width).len() as u16;
    if changes.iter().map(|change| needed(change)).sum::<u16>() <= rows {
        return changes.iter().for_each(|change| flow.wrap(change, theme.text, rows));
    }
    let short: Vec<&str> = changes.iter().map(|change| first_sentence(change)).collect();
    let mut left = rows;
    for (i, words) in short.iter().enumerate() {
        let (high, last) = (text::wrap(words, flow.width).len() as u16, i + 1 == short.len());
        // A row is kept for what comes after.
        if high + u16::from(!last) > left {
            if left > 0 {
                let more = short.len() - i;
                let words = match (i, more) {
                    (0, 1) => "changed in one place".to_owned(),
                    (0, _) => format!("changed in {more} places"),
                    _ => format!("and {more} more"),
                };
                flow.wrap(&words, theme.text, left);
            }
            return;
        }
        flow.wrap(words, theme.text, high);
        left -= high;
    }
}

/// Returns a text up to its first full stop.
fn first_sentence(words: &str) -> &str {
    words.split_once(". ").map_or(words, |(first, _)| &words[..=first.len()])
}

/// The run of the day: its name, its profile and its words; so many rows below belong to the list.
fn planned(flow: &mut Flow, run: &DayRun, list: u16) {
    let theme = flow.page.theme;
    let roomy = u16::from(flow.page.size() > Size::Small);
    let heading = Line::from(vec![
        Span::styled(flow.page.words.run_heading(run.heading), theme.strong),
        // Without a run there is nothing that it would be a share of.
        Span::styled(
            if run.heading == RunHeading::None && run.place.is_share() {
                String::new()
            } else {
                format!("  {}", flow.page.words.place(&run.place))
            },
            theme.muted,
        ),
    ]);
    let total: std::time::Duration = run.bouts.iter().map(|bout| bout.length).sum();
    let length = if total.is_zero() { String::new() } else { crate::words::routine::length(total) };
    flow.put_both(heading, Span::styled(length, theme.muted));
    flow.gap(roomy);
    if !run.bouts.is_empty() && flow.left() > 0 {
        let place = Place { x: flow.x, y: flow.y, width: flow.width };
        profile::draw(flow.page, place, &run.bouts);
        flow.gap(1);
        if roomy > 0 {
            let words = run.sheet.as_ref().map(|sheet| flow.page.words.sheet(sheet));
            flow.wrap(&words.unwrap_or_default(), theme.calm, 2);
        }
    }
    // Where nothing is run, there is room for all of the reason, the day of the next run at its end.
    flow.wrap(
        &flow.page.words.reason(&run.reason),
        theme.muted,
        2 + roomy + 2 * u16::from(run.bouts.is_empty()),
    );
    // What is fine comes after what is not; the list below keeps its rows.
    let words = flow.page.words;
    let fine = run.fine.as_ref().map(|fine| words.fine(fine));
    for said in [fine, run.note.map(|note| words.note(note))].into_iter().flatten() {
        let high = text::wrap(&said, flow.width).len() as u16;
        if high + list <= flow.left() {
            flow.wrap(&said, theme.text, high);
        }
    }
    flow.gap(roomy);
}

/// A thing of the day: its sign, its name, its minutes. What is not done yet is counted, and can
/// be chosen by a click.
fn item(flow: &mut Flow, item: &Item, open: &mut RangeFrom<u16>) {
    let theme = flow.page.theme;
    if item.mark != Mark::Done
        && let Some(row) = open.next()
    {
        flow.mark(Target::Row(row));
    }
    let (sign, sign_style, style) = match item.mark {
        Mark::Done => ("✓ ", theme.good, theme.muted),
        Mark::Next => ("› ", theme.calm.patch(theme.strong), theme.strong),
        Mark::Due => ("· ", theme.muted, theme.text),
    };
    let words = flow.page.words;
    let mut line = vec![Span::styled(sign, sign_style), Span::styled(words.thing(&item.thing), style)];
    line.extend(words.item_notes(&item.notes).map(|note| Span::styled(format!("  {note}"), theme.muted)));
    let amount = item.amount.map(|amount| words.amount(amount)).unwrap_or_default();
    let amount_style = if item.mark == Mark::Next { theme.text } else { theme.muted };
    flow.put_both(Line::from(line), Span::styled(amount, amount_style));
}

/// The one action.
fn enter(flow: &mut Flow, today: &Today) {
    let theme = flow.page.theme;
    let word = match today.offer {
        Offer::Locked => "see why, and what to do",
        Offer::Resume { .. } if today.day.chosen().is_none() => "pick up where you stopped",
        Offer::Resume { .. } | Offer::Run | Offer::Routine { .. } => "start",
    };
    if let Some(hint) = hints::called(Context::Today, Action::Accept, "")
        && flow.left() > 0
    {
        let style = theme.calm.patch(theme.strong);
        let end = hints::pressed(flow.page, (flow.x, flow.y), hint, style);
        let room = (flow.x + flow.width).saturating_sub(end);
        let end = flow.page.put(end, flow.y, room, Span::styled(word, theme.text));
        flow.page.mark(Rect::new(flow.x, flow.y, end - flow.x, 1), Target::Named(Action::Accept));
        flow.gap(1);
    }
}

/// The key that lets a session go, or starts what `runup go` was asked for in its place.
fn discard_hint(app: &App) -> Option<hints::Hint> {
    if app.view().asks_which() {
        return hints::called(Context::Today, Action::Discard, "start the other");
    }
    hints::of(Context::Today, Action::Discard)
}

fn keys_of(page: &mut Page, today: &Today, app: &App, now: Now) {
    let context = Context::Today;
    let start = match today.offer {
        Offer::Locked => "why",
        Offer::Resume { .. } if today.day.chosen().is_none() => "go on",
        Offer::Resume { .. } | Offer::Run | Offer::Routine { .. } => "start",
    };
    let discard = matches!(today.offer, Offer::Resume { .. });
    let size = page.size();
    let choose = hints::pair(context, [Action::Up, Action::Down], "choose");
    hints::draw(
        page,
        context,
        [
            hints::called(context, Action::Accept, start),
            if discard { discard_hint(app) } else { None },
            choose.filter(|_| today.day.choices() > 1 && size > Size::Small),
            hints::of(context, Action::CheckIn),
            hints::of(context, Action::Undo).filter(|_| app.stage.checking().can_undo()),
            hints::of(context, Action::LogRun),
            hints::of(context, Action::Minutes).filter(|_| matches!(today.offer, Offer::Routine { .. })),
            hints::of(context, Action::Shoes).filter(|_| !app.core.rack(now).pairs.is_empty()),
            hints::of(context, Action::Settings),
        ],
    );
}
