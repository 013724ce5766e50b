//! Today: what Enter starts, how long it takes and why; and what was done last.

use ratatui::text::{Line, Span};

use super::bar::{self, Place};
use super::page::{Flow, Page, Size};
use super::theme::Theme;
use super::{hints, margins};
use crate::app::keymap::{Action, Context};
use crate::app::{App, Offer, Today, words};
use crate::record::Outcome;
use crate::session::Now;
use crate::time::Clock;

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, now: Now) {
    let today = app.today(now);
    let size = page.size();
    let (x, y) = margins(size);
    let width = page.width() - 2 * x;
    super::tabs(
        page,
        "today",
        now.at
            .date()
            .strftime(match size {
                Size::Large => "%A %-d %B",
                Size::Middle => "%a %-d %B",
                Size::Small => "%a %-d %b",
            })
            .to_string(),
    );

    let bottom = super::notice(page, app).saturating_sub(u16::from(size == Size::Small));
    let past = past(app, now, &page.theme, if size == Size::Small { 1 } else { 3 });
    let split = size > Size::Small && !today.steps.is_empty();
    let left = if split { width * 55 / 100 } else { width.min(76) };
    let from = y + match size {
        Size::Large => 4,
        Size::Middle => 3,
        Size::Small => 2,
    };
    let mut flow = page.flow(x, from, left, bottom);
    offer(&mut flow, &today, size);
    let end = flow.y;

    if split {
        let gap = if size == Size::Large { 8 } else { 5 };
        let mut flow = page.flow(x + left + gap, from, width - left - gap, bottom);
        steps(&mut flow, &today, size);
    }
    let rows = past.len() as u16 + u16::from(size > Size::Small);
    let first = bottom.saturating_sub(rows + u16::from(size == Size::Large));
    if !past.is_empty() && first > end {
        let mut flow = page.flow(x, first, width, bottom);
        if size > Size::Small {
            flow.put(Span::styled("last", flow.page.theme.muted));
        }
        for line in past {
            flow.put(line);
        }
    }
    keys(page, &today);
}

fn offer(flow: &mut Flow, today: &Today, size: Size) {
    let theme = flow.page.theme;
    let roomy = u16::from(size > Size::Small);
    let length = today.length.clone().unwrap_or_default();
    flow.put_both(Span::styled(today.name.clone(), theme.strong), Span::styled(length, theme.text));
    if !today.steps.is_empty() && flow.left() > 4 {
        flow.gap(roomy);
        let times: Vec<_> = today.steps.iter().map(|step| step.time).collect();
        let place = Place { x: flow.x, y: flow.y, width: flow.width };
        bar::profile(flow.page, place, &times);
        flow.gap(1);
    }
    flow.gap(roomy);
    // The action keeps its row whatever the words take.
    let keep = 2;
    let rows = flow.left().saturating_sub(keep);
    flow.wrap(&today.why, theme.text, rows.min(4));
    for change in &today.changes {
        let rows = flow.left().saturating_sub(keep);
        flow.wrap(change, theme.muted, rows.min(3));
    }
    flow.gap(1);
    let word = action_word(&today.offer);
    if let Some(hint) = hints::called(Context::Today, Action::Accept, "")
        && flow.left() > 0
    {
        let style = theme.calm.patch(theme.strong);
        let end = hints::pressed(flow.page, (flow.x, flow.y), hint, style);
        let room = (flow.x + flow.width).saturating_sub(end);
        flow.page.put(end, flow.y, room, Span::styled(word, theme.text));
        flow.gap(1);
    }
}

const fn action_word(offer: &Offer) -> &'static str {
    match offer {
        Offer::Locked => "see why, and what to do",
        Offer::Resume { .. } => "go on where it was cut off",
        Offer::Run | Offer::Routine { .. } => "start",
    }
}

fn steps(flow: &mut Flow, today: &Today, size: Size) {
    let theme = flow.page.theme;
    let rows = flow.left();
    let many = today.steps.len() as u16;
    let pitch = if size == Size::Large && many * 2 < rows { 2 } else { 1 };
    for (i, step) in today.steps.iter().enumerate() {
        if flow.left() <= 1 && i as u16 + 1 < many {
            flow.put(Span::styled(format!("and {} more", many - i as u16), theme.muted));
            return;
        }
        let name =
            Line::from(vec![Span::styled("· ", theme.muted), Span::styled(step.name.clone(), theme.text)]);
        flow.put_both(name, Span::styled(Clock(step.time).to_string(), theme.muted));
        flow.gap(pitch - 1);
    }
}

/// The last sessions, a line each: when, what, and how far.
fn past(app: &App, now: Now, theme: &Theme, most: usize) -> Vec<Line<'static>> {
    let line = |entry: &crate::record::log::Entry<'_, crate::record::Session>| {
        let session = entry.body;
        let mut spans = vec![
            Span::styled(format!("{:<11}", words::day(session.started.date(), now.at.date())), theme.muted),
            Span::styled(session.name.clone(), theme.muted),
        ];
        if session.outcome != Outcome::Done {
            spans.push(Span::styled(", in part", theme.muted));
        }
        Line::from(spans)
    };
    app.log().sessions().iter().filter(|e| e.body.counts()).take(most).map(line).collect()
}

fn keys(page: &mut Page, today: &Today) {
    let context = Context::Today;
    let start = match today.offer {
        Offer::Locked => "why",
        Offer::Resume { .. } => "go on",
        Offer::Run | Offer::Routine { .. } => "start",
    };
    let discard = matches!(today.offer, Offer::Resume { .. });
    hints::draw(
        page,
        context,
        [
            hints::called(context, Action::Accept, start),
            if discard { hints::of(context, Action::Discard) } else { None },
            hints::of(context, Action::Routines),
            hints::of(context, Action::Quit),
            hints::called(context, Action::Signs, "something is wrong"),
            hints::of(context, Action::Settings),
        ],
    );
}
