//! Today: what is next, the day's list, and how it has been going; beside it the runner, who sits on a day of rest.
//!
//! Where a warning sign locks everything, what to do about it stands in the place of all that.

pub(super) mod head;
mod week;

use std::ops::RangeFrom;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::page::{Flow, Page, Size};
use super::{checkin, days, frame, hints, plan_setup, signs, text};
use crate::app::keymap::{Action, Context};
use crate::app::pointer::Target;
use crate::app::{App, Shown};
use crate::day::things::{Day, Item, ItemNote, Mark};
use crate::day::{Offer, Today};
use crate::dialog::Ask;
use crate::record::lock::Lock;
use crate::session::Now;

/// Columns and rows of the runner, and the columns that are free before him.
const LARGE: (u16, u16) = (44, 25);
const MIDDLE: (u16, u16) = (26, 13);
const BEFORE_LARGE: u16 = 4;
const BEFORE_MIDDLE: u16 = 2;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, now: Now) {
    let today = app.view().today(now);
    // Where nothing may be played, what to do stands here as well, and nothing else beside it.
    if app.core.lock() >= Lock::AllButWalking {
        signs::on_today(page, app);
        return keys_of(page, &today, app, now);
    }
    let size = page.size();
    let place = if size == Size::Small {
        // The heading says where one is.
        let (x, _) = frame::margins(size);
        let bottom = frame::notice(page, app);
        frame::Place { x, width: page.width() - 2 * x, top: 0, bottom }
    } else {
        let place = frame::begin(page, app, Context::Today, now);
        frame::Place { top: place.top - 1, ..place }
    };
    let left = runner(page, app, &today, now);
    let top = asked(page, app, now, place);
    let foot = Foot::of(page, app, &today, top > place.top);
    let end = place.bottom.saturating_sub(foot.rows + u16::from(foot.rows > 0 && page.height() > 12));
    let mut flow = page.flow(place.x, top, left, end);
    next(&mut flow, &today);
    let below = flow.y;
    foot.draw(page, &today.day, (place, left), below);
    keys_of(page, &today, app, now);
}

/// What stands below the list: the week, and the last two of them.
struct Foot {
    week: u16,
    /// Rows between both.
    gap: u16,
    days: u16,
    /// All of them.
    rows: u16,
}

impl Foot {
    /// What there is, as far as what is next, and what is asked, leave it room.
    fn of(page: &Page, app: &App, today: &Today, asks: bool) -> Self {
        let size = page.size();
        let day = &today.day;
        let (mut week, mut days) = (week::rows(day, size), days::rows(day, size));
        if size == Size::Middle && (asks || !day.spare.is_empty()) {
            // What may be done if there is time needs its rows more.
            week = 0;
        }
        let told = day.run.as_ref().is_some_and(|run| run.fine.is_some() || run.note.is_some());
        let bare = today.changes.is_empty() && !told && app.view().choice().is_none();
        if size == Size::Small && !(page.height() > 13 && bare) {
            days = 0;
        }
        let gap = u16::from(week > 0 && days > 0);
        Self { week, gap, days, rows: week + gap + days }
    }

    /// Draws both as low as they belong, and no higher than what stands above ends.
    fn draw(&self, page: &mut Page, day: &Day, (place, left): (frame::Place, u16), below: u16) {
        let size = page.size();
        let (at_week, at_days) = match size {
            Size::Large => (23, 28),
            Size::Middle => (16, 19),
            Size::Small => (0, 11),
        };
        let last = place.bottom.saturating_sub(self.rows);
        let y = if self.week > 0 { at_week } else { at_days }.max(below + 1).min(last);
        let wide = if size == Size::Large { left } else { place.width };
        if self.week > 0 {
            week::draw(page, (place.x, y), wide, day);
        }
        if self.days > 0 {
            let least = y + self.week + self.gap;
            let y = at_days.max(least).min(place.bottom.saturating_sub(self.days)).max(least);
            days::draw(page, (place.x, y), wide, day);
        }
    }
}

/// Draws what is asked in a line above the rest, and returns where the rest begins.
fn asked(page: &mut Page, app: &App, now: Now, place: frame::Place) -> u16 {
    let top = place.top - u16::from(page.size() == Size::Large);
    let place_of_line = frame::Place { top, ..place };
    let mut rows = checkin::line(page, app, now, place_of_line);
    if rows == 0 && app.view().offers_plan() {
        rows = plan_setup::offer(page, place_of_line);
    }
    if let Some(ask) = app.view().choice().filter(|_| rows == 0) {
        rows = choice(page, ask, place_of_line);
    }
    let gap = u16::from(page.height() > 14);
    if rows > 0 { place.top.max(top + rows + gap) } else { place.top }
}

/// Draws what can be chosen, and returns its rows; if there is little room, without what the log says of it.
fn choice(page: &mut Page, ask: &Ask, place: frame::Place) -> u16 {
    let theme = page.theme;
    let small = page.height() < 15;
    let mut flow = page.flow(place.x, place.top, place.width, place.bottom);
    let from = flow.y;
    let heading = flow.page.words.ask(ask);
    flow.wrap(&heading, theme.calm, 3);
    let lines = if let Ask::TodaysChoice(choice) = ask { choice.lines() } else { &[] };
    for line in lines.iter().filter(|_| !small) {
        flow.wrap(&flow.page.words.change(line), theme.text, 2);
    }
    let (mut row, mut wide) = (Vec::new(), 0);
    for key in ask.digits() {
        let words = flow.page.words.choice(ask, key);
        let width = text::width(words) + 4;
        if wide + width > place.width + 2 {
            flow.put(Line::from(std::mem::take(&mut row)));
            wide = 0;
        }
        wide += width;
        row.push(Span::styled(key.to_string(), theme.strong));
        row.push(Span::styled(format!(" {words}  "), theme.muted));
    }
    flow.put(Line::from(row));
    flow.y - from
}

/// Draws the runner, or on a day of rest who sits, and returns the columns left of them.
///
/// What is sore is tinted, on the side that it is on, and named below.
fn runner(page: &mut Page, app: &App, today: &Today, now: Now) -> u16 {
    let size = page.size();
    let (margin, _) = frame::margins(size);
    let width = page.width() - 2 * margin;
    let (columns, rows, gap, top) = match size {
        Size::Large => {
            // Columns and rows to spare go to the picture, in its own proportions.
            let high = page.height() - 11;
            let wide = LARGE.0 + page.width().saturating_sub(120) / 2;
            let rows = high.min(wide * LARGE.1 / LARGE.0);
            (wide, rows, BEFORE_LARGE, 5)
        }
        Size::Middle => (MIDDLE.0, MIDDLE.1, BEFORE_MIDDLE, 2),
        Size::Small => return width,
    };
    let x = margin + width - columns;
    frame::picture(page, app, now, None, Rect::new(x, top, columns, rows));
    if let Some(sore) = app.stage.figure().and_then(Shown::lit_site)
        && today.day.sore.iter().any(|known| known.site == sore)
        && size == Size::Large
    {
        // How sore it is stands in the list and beside the mornings.
        let words = Span::styled(sore.to_string(), page.theme.text);
        let begin = page.put_right(x + columns, top + rows + 1, columns - 2, words);
        page.sign(begin - 2, top + rows + 1, '●', page.theme.accent);
    }
    width - columns - gap
}

/// What is next: heading, what it is made of, why; the list; the one action; on a day of rest the next run.
pub(super) fn next(flow: &mut Flow, today: &Today) {
    let size = flow.page.size();
    let roomy = u16::from(size > Size::Small);
    let items = &today.day.items;
    let action = 2 * roomy;
    let spare = roomy * (u16::from(!today.day.spare.is_empty()) * 3);
    let coming = today.day.run.as_ref().filter(|_| today.by_plan).and_then(|run| run.next.as_ref());
    let after = spare + coming.map_or(0, |_| 4 * roomy);
    let list = items.len() as u16 + action;
    // What was cut off, and what comes after a run, stand above the plan.
    let plan = today.day.run.as_ref().filter(|_| today.by_plan);
    if let Some(run) = plan {
        head::planned(flow, run, list + 1);
    } else {
        head::alone(flow, today, list);
    }
    // What may be done if there is time stands over the whole of what is changed.
    let free = u16::from(!today.day.spare.is_empty()) * (1 + 3 * roomy);
    let rows = flow.left().saturating_sub(list + 1 + free);
    head::changes(flow, today, rows);
    let pitch = if size == Size::Large && flow.left() >= 2 * list + 1 + after { 2 } else { 1 };
    let from = match size {
        Size::Large => 13,
        Size::Middle => 9,
        Size::Small => 5,
    };
    let needed = pitch * items.len() as u16 + action;
    if flow.left() > needed {
        flow.gap(1);
        flow.y = flow.y.max(from.min(flow.bottom.saturating_sub(needed + after)));
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
        let style = flow.page.theme.muted;
        flow.put(Span::styled("if you have time", style));
        for one in &today.day.spare {
            item(flow, one, &mut open);
        }
    } else if size == Size::Small {
        for one in today.day.spare.iter().take(usize::from(flow.left())) {
            item(flow, &Item { notes: vec![ItemNote::IfTime], ..one.clone() }, &mut open);
        }
    }
    if let (Some(coming), Some(run)) = (coming, plan)
        && size > Size::Small
    {
        head::next_run(flow, coming, run.reason.today);
    }
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
    let amount = item.amount.map(|amount| words.amount(amount)).unwrap_or_default();
    let mut line = vec![Span::styled(sign, sign_style), Span::styled(words.thing(&item.thing), style)];
    let used = line.iter().map(|span| text::width(&span.content)).sum::<u16>();
    let room = flow.width.saturating_sub(used + text::width(&amount) + 1);
    // A note that would be cut short is left out.
    if let Some(note) = words.item_notes(&item.notes).filter(|note| text::width(note) + 2 <= room) {
        line.push(Span::styled(format!("  {note}"), theme.muted));
    }
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
        let is_routine = matches!(today.offer, Offer::Routine { .. });
        if let Some(done) = hints::of(Context::Today, Action::LogDone).filter(|_| is_routine) {
            hints::pressed(flow.page, (end + 3, flow.y), done, theme.text);
        }
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
            hints::of(context, Action::BeginPlan)
                .filter(|_| app.core.history().plan().is_none() && !app.view().offers_plan()),
        ],
    );
}
