//! The end of a routine: the work done, the run that follows, and one question.

use std::time::Duration;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::bar::{self, Place, Share};
use super::frame::{self, margins};
use super::page::{Flow, Page, Size};
use super::profile::{self, Look};
use super::theme::Colours;
use super::{digits, figure, hints, scale};
use crate::app::keymap::{Action, Context};
use crate::app::{App, Summary};
use crate::day::things::DayRun;
use crate::figure::{Moment, Pen, Scene, Size as Cells};
use crate::record::{Outcome, Session};
use crate::routine::Id;
use crate::session::Now;
use crate::time::Clock;
use crate::words::routine::length;

/// Columns and rows of who walks beside the words.
const BESIDE: (u16, u16) = (44, 25);
/// Widest words.
const WORDS: u16 = 72;
/// Fewest columns and rows in which a walking figure can be read.
const LEAST: (u16, u16) = (14, 8);

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, now: Now, summary: &Summary) {
    let size = page.size();
    let (x, y) = margins(size);
    let theme = page.theme;
    let width = page.width() - 2 * x;
    let session = summary.session();
    let bottom = frame::notice(page, app);
    let (word, done) = match session.outcome {
        Outcome::Done => ("✓ done", theme.good.patch(theme.strong)),
        Outcome::Left | Outcome::Interrupted => ("stopped early", theme.strong),
    };
    let end = page.put(x, y, width, Span::styled(word, done));
    let right = if size > Size::Small { frame::date(page, now) - 2 } else { x + width };
    page.put(end + 2, y, right.saturating_sub(end + 2), Span::styled(session.name.clone(), theme.muted));

    let time = Clock(Duration::from_secs(session.worked().as_secs())).to_string();
    let sets = session.tally();
    let (gap, rows) = match size {
        Size::Large => (2, 7),
        Size::Middle => (2, 6),
        Size::Small => (1, if page.height() > 14 { 4 } else { 0 }),
    };
    let mut top = y + 1 + gap;
    let rows = digits::fit(&time, width.saturating_sub(12), rows);
    if rows >= 3 {
        let after = digits::draw(page, (x, top), rows, &time, theme.text) + 3;
        page.put(after, top + rows - 2, width, Span::styled("of exercise", theme.calm.patch(theme.strong)));
        page.put(after, top + rows - 1, width, Span::styled(sets, theme.muted));
        top += rows + gap.min(2);
    } else {
        let line = Line::from(vec![
            Span::styled(time, theme.strong),
            Span::styled(format!(" of exercise, {sets}"), theme.text),
        ]);
        page.line(x, top - 1, width, line);
        top += 1;
    }
    // A run begins with a walk: before one, a figure walks beside the words.
    let walks = size == Size::Large && summary.door.is_some();
    let wide = if walks { width - BESIDE.0 - 4 } else { width };
    // What was done, a piece for each step, as they stood in the player.
    if size > Size::Small {
        bar::done(page, Place { x, y: top, width: wide }, &steps(session));
        top += 2 + u16::from(size == Size::Large);
    }
    let below = top;
    let mut flow = page.flow(x, top, wide.min(WORDS), bottom);
    if let Some(door) = &summary.door {
        // What the run is has its picture; the rest is the one thing to remember.
        let run = app.view().today(now).day.run.filter(|run| run.home.is_some() || !run.bouts.is_empty());
        let said = run.filter(|_| size > Size::Small).and_then(|run| now_the_run(&mut flow, &run));
        let rest = said.and_then(|said| door.strip_prefix(said.as_str())).unwrap_or(door).trim();
        flow.wrap(rest, theme.strong, 3);
        flow.gap(u16::from(size > Size::Small || flow.left() > 5) + u16::from(size == Size::Large));
    }
    let offer = app.core.rung_offer(&session.routine, now);
    if let Some(offer) = &offer {
        flow.wrap(&app.stage.words().rung_offer(offer, app.library()), theme.calm, 3);
        if let Some(says) = offer.says().filter(|_| size > Size::Small) {
            flow.wrap(says, theme.muted, 2);
        }
        flow.gap(u16::from(size > Size::Small));
    }
    let mut end = flow.y;
    if summary.asks() && flow.left() > scale::ROWS {
        flow.put(Span::styled("Worst pain during the routine", theme.strong));
        flow.gap(u16::from(size > Size::Small));
        let at = (flow.x, flow.y);
        end = at.1 + scale::ROWS;
        scale::draw(page, at, wide.min(66), summary.worst());
        if let Some(words) = summary.beyond().map(|told| page.words.notice(&told))
            && end < bottom
        {
            page.flow(x, end, width.min(WORDS), bottom).wrap(&words, theme.text, 2);
            end += 2;
        }
    } else if size > Size::Small && !session.changes.is_empty() {
        for change in &session.changes {
            flow.wrap(change, theme.muted, 2);
        }
        end = flow.y;
    }
    // Beside the words or below them, and clear of the bar.
    let beside = size == Size::Large;
    let (left, top) = if beside { (x + WORDS + 2, below) } else { (x, end) };
    if walks {
        walk_on(page, app, now);
    } else {
        walk_away(page, app, now, (left, top), bottom);
    }
    let context = Context::Summary;
    let asks = summary.asks();
    hints::draw(
        page,
        context,
        [
            offer.as_ref().and_then(|_| hints::of(context, Action::Yes)),
            asks.then(|| hints::digits("0-9", "pain")),
            hints::of(context, Action::Accept),
            summary.door.as_ref().and_then(|_| hints::of(context, Action::Phone)),
            if asks { hints::pair(context, [Action::Less, Action::More], "by one") } else { None },
        ],
    );
}

/// The run that comes next, with its picture and its words, which are returned.
fn now_the_run(flow: &mut Flow, run: &DayRun) -> Option<String> {
    let sheet = run.sheet.as_ref()?;
    let theme = flow.page.theme;
    let size = flow.page.size();
    let place = format!("  {}", flow.page.words.place(&run.place));
    let heading =
        Line::from(vec![Span::styled("Now the run", theme.strong), Span::styled(place, theme.muted)]);
    let whole: Duration = run.bouts.iter().map(|bout| bout.length).sum();
    flow.put_both(heading, Span::styled(length(whole), theme.text));
    flow.gap(u16::from(size == Size::Large));
    let place = Place { x: flow.x, y: flow.y, width: flow.width };
    let look = Look::now(flow.page);
    let rows = profile::draw(flow.page, place, &run.bouts, 2, look);
    flow.gap(rows);
    let words = flow.page.words.sheet(sheet);
    flow.wrap(&words, theme.text, 2);
    flow.gap(1 + u16::from(size == Size::Large));
    Some(words)
}

/// Draws who walks, at the right, in one place.
fn walk_on(page: &mut Page, app: &App, now: Now) {
    let Some((walker, into)) = app.view().walking(now.mono) else { return };
    let (x, _) = margins(page.size());
    let place = Rect::new(page.width() - x - BESIDE.0, 5, BESIDE.0, BESIDE.1);
    let size = Cells { columns: place.width, rows: place.height };
    let scene = Scene::new(&walker.figure, walker.figure.view, size, walker.side);
    let plain = page.theme.colours == Colours::None;
    let pen = if plain { Pen::plain(page.marker) } else { Pen::new(page.marker) };
    figure::draw(page, place, &scene.picture(&Moment::Cycle(into), pen));
}

/// Draws the figure that walks out of its frame, at the right below a row.
fn walk_away(page: &mut Page, app: &App, now: Now, (left, top): (u16, u16), bottom: u16) {
    let Some((leaving, into)) = app.view().leaving(now.mono) else { return };
    let (x, _) = margins(page.size());
    let rows = bottom.saturating_sub(top + 1);
    let room = page.width().saturating_sub(left + x);
    // As wide as it is gone in time.
    let columns = room.min(rows * 7 / 4).min(44);
    let rows = rows.min(columns * 4 / 7);
    if columns < LEAST.0.min(room) || rows < LEAST.1 {
        return;
    }
    let place = Rect::new(left + room - columns, bottom - 1 - rows, columns, rows);
    let scene = Scene::new(&leaving.figure, leaving.figure.view, Cells { columns, rows }, leaving.side);
    let plain = page.theme.colours == Colours::None;
    let pen = if plain { Pen::plain(page.marker) } else { Pen::new(page.marker) };
    figure::draw(page, place, &scene.leaving(into, pen));
}

/// What was worked of each step, in order; the rounds of a circuit are put together.
fn steps(session: &Session) -> Vec<Share> {
    let mut steps: Vec<(&Id, Share)> = Vec::new();
    for set in &session.sets {
        if steps.iter().all(|(step, _)| **step != set.step) {
            steps.push((&set.step, Share::default()));
        }
        for (_, share) in steps.iter_mut().filter(|(step, _)| **step == set.step) {
            share.planned += Duration::from_millis(set.planned_ms);
            share.worked += Duration::from_millis(set.worked_ms.min(set.planned_ms));
        }
    }
    steps.into_iter().map(|(_, share)| share).collect()
}
