//! The part below the rows: the chosen run in words, the reason for today, the demands of the stage, notes; or the
//! days to choose from.

use jiff::civil::Date;
use ratatui::text::{Line, Span};

use crate::app::{App, PlanMode, PlanTab};
use crate::day::choice::Choice;
use crate::dialog::Ask;
use crate::history::PlanView;
use crate::phrase;
use crate::plan::changes::{MoveDays, MoveError};
use crate::plan::notes::Note;
use crate::plans::Day;
use crate::session::Now;
use crate::ui::page::{Page, Size};
use crate::ui::text;
use crate::ui::theme::Theme;
use crate::words::Words;
use crate::words::date::day_words;
use crate::words::plan_view::SessionWords;
use crate::words::routine as words;

/// A line, and what stands at its right end.
pub(super) struct Below {
    left: Line<'static>,
    right: Option<Span<'static>>,
}

impl Below {
    fn plain(left: impl Into<Line<'static>>) -> Self {
        Self { left: left.into(), right: None }
    }
}

/// Returns the lines, the one that matters most first.
pub(super) fn lines(
    page: &Page,
    app: &App,
    view: &PlanView,
    tab: &PlanTab,
    width: u16,
    now: Now,
) -> Vec<Below> {
    let theme = page.theme;
    let today = now.at.date();
    match &tab.doing {
        PlanMode::Move { days, at } => moving(app.stage.words(), theme, days, *at, width, today),
        PlanMode::Days { days, at, why } => weekdays(theme, days, *at, why.as_deref(), width),
        PlanMode::Goal { at, outlook } => {
            let said = outlook.map(|outlook| page.words.goal(&outlook));
            goals(page, *at, said.as_deref(), width)
        }
        PlanMode::Look => looking(page, app, view, width, now),
    }
}

/// Draws them from a row on.
pub(super) fn draw(page: &mut Page, (x, y): (u16, u16), width: u16, lines: Vec<Below>, bottom: u16) {
    let mut flow = page.flow(x, y, width, bottom);
    for line in lines {
        match line.right {
            Some(right) => flow.put_both(line.left, right),
            None => flow.put(line.left),
        }
    }
}

fn looking(page: &Page, app: &App, view: &PlanView, width: u16, now: Now) -> Vec<Below> {
    let (theme, size) = (page.theme, page.size());
    let today = now.at.date();
    let mut lines = Vec::new();
    let wrapped = |lines: &mut Vec<Below>, words: &str, style, most| {
        let rows = text::wrap_to(words, width, most);
        lines.extend(rows.into_iter().map(|row| Below::plain(Span::styled(row, style))));
    };
    if let Some(words) = page.words.lock(app.core.lock()) {
        wrapped(&mut lines, words, theme.strong, 3);
    }
    let session = app.view().chosen_session().and_then(|at| view.chart.sessions.get(at));
    if let Some(session) = session {
        lines.extend(chosen(theme, size, &page.words.session(view, session, app.library(), today), width));
    }
    let met: Vec<_> = view.chart.criteria.iter().collect();
    // Beside the rows there is room for what the stage asks for; elsewhere it stands here.
    if size != Size::Large && !met.is_empty() {
        let open = met.iter().filter(|met| !met.met);
        let shown: Vec<_> = if size == Size::Small { open.take(1).collect() } else { met.iter().collect() };
        for met in shown {
            let (sign, style) = if met.met { ("✓ ", theme.good) } else { ("· ", theme.muted) };
            let words =
                text::clip(&phrase::capital(&page.words.criterion(view, met)), width.saturating_sub(2));
            lines.push(Below::plain(Line::from(vec![
                Span::styled(sign, style),
                Span::styled(words, theme.muted),
            ])));
        }
    }
    // Where there is little room, what is chosen has it.
    let here = app.view().chosen_session().is_none_or(|at| at == view.chart.here());
    if here || size > Size::Small {
        wrapped(&mut lines, &app.stage.words().reason(&view.said.reason), theme.muted, 2);
    }
    if let Some(goal) = view.goal.filter(|_| size > Size::Small) {
        wrapped(&mut lines, &page.words.goal(&goal), theme.muted, 2);
    }
    let notes = if size == Size::Small { 1 } else { 3 };
    for note in view.said.notes.iter().take(notes) {
        wrapped(&mut lines, &app.stage.words().note(*note), theme.text, 3);
        let choices = match note {
            Note::PlanDone => Some("1 stay  2 longer  3 hills  4 warm-ups"),
            Note::WalksDone => Some("1 start running  2 keep walking"),
            _ => None,
        };
        if let Some(choices) = choices {
            lines.push(Below::plain(Span::styled(choices, theme.calm.patch(theme.strong))));
        }
    }
    lines
}

/// The chosen session: its day, what is run, how long it takes and what comes before it.
fn chosen(theme: Theme, size: Size, told: &SessionWords, width: u16) -> Vec<Below> {
    let when = Span::styled(told.when.clone(), theme.calm.patch(theme.strong));
    let so = if told.so.is_empty() { String::new() } else { format!(", {}", told.so) };
    let length = told.length.map(words::length).unwrap_or_default();
    let before = told.before.as_ref().map(|name| format!("{length}, warm-up: {name}"));
    let mut left = vec![when, Span::styled(so.clone(), theme.muted)];
    let used = text::width(&told.when) + text::width(&so) + text::width(&told.what) + 4;
    let fits = |right: &String| used + text::width(right) <= width && text::width(right) <= width / 2;
    // All of it in a line, else without the warm-up, else below each other.
    let before = before.filter(|right| size == Size::Large && fits(right));
    if before.is_some() || fits(&length) {
        left.push(Span::styled(format!("  {}", told.what), theme.text));
        let right = Span::styled(before.unwrap_or(length), theme.muted);
        return vec![Below { left: Line::from(left), right: Some(right) }];
    }
    let right = Some(Span::styled(length, theme.muted));
    let mut lines = vec![Below { left: Line::from(left), right }];
    let rows = text::wrap_to(&told.what, width, 2);
    lines.extend(rows.into_iter().map(|row| Below::plain(Span::styled(row, theme.text))));
    lines
}

/// The days that the next run may move to.
fn moving(
    words: &dyn Words,
    theme: Theme,
    days: &MoveDays,
    at: usize,
    width: u16,
    today: Date,
) -> Vec<Below> {
    let Some((to, may)) = days.to.get(at) else { return Vec::new() };
    let what = match day_words(days.from, today) {
        day if days.from == today => format!("Run {day}"),
        day => format!("Run {day}"),
    };
    let mut strip = Vec::new();
    // As many days as there is room for, the chosen one among them.
    let fits = usize::from(width / 5).max(1);
    let skip = at.saturating_sub(fits.saturating_sub(2)).min(days.to.len().saturating_sub(fits));
    for (i, (day, may)) in days.to.iter().enumerate().skip(skip).take(fits) {
        let style = match (i == at, may) {
            (true, _) => theme.filled(theme.calm),
            (false, Ok(())) => theme.text,
            (false, Err(_)) => theme.muted,
        };
        let sign = match may {
            Ok(()) => ' ',
            Err(MoveError::Same(_)) => '›',
            Err(_) => '–',
        };
        strip.push(Span::styled(format!("{sign}{:>2} ", day.day()), style));
        strip.push(Span::raw(" "));
    }
    let when = phrase::capital(&to.strftime("%A %-d %B").to_string());
    let mut lines = vec![
        Below::plain(Span::styled(format!("{what} moves to"), theme.text)),
        Below::plain(Line::from(strip)),
    ];
    let (said, style) = match may {
        Ok(()) => (format!("{when}."), theme.strong),
        Err(MoveError::Same(_)) => (format!("{when}: it's already there."), theme.muted),
        Err(why) => (format!("{when}: {}.", words.not_moved(*why, today)), theme.muted),
    };
    lines
        .extend(text::wrap_to(&said, width, 4).into_iter().map(|row| Below::plain(Span::styled(row, style))));
    lines
}

/// The weekdays, those that are in with a tick.
fn weekdays(theme: Theme, days: &[Day], at: usize, why: Option<&str>, width: u16) -> Vec<Below> {
    let mut strip = Vec::new();
    for (i, day) in Day::ALL.into_iter().enumerate() {
        let is_in = days.contains(&day);
        let style = match (i == at, is_in) {
            (true, _) => theme.filled(theme.calm),
            (false, true) => theme.strong,
            (false, false) => theme.muted,
        };
        let sign = if is_in { '✓' } else { ' ' };
        strip.push(Span::styled(format!("{sign}{}", phrase::capital(day.id())), style));
        strip.push(Span::raw(" "));
    }
    let mut lines =
        vec![Below::plain(Span::styled("Your run days", theme.text)), Below::plain(Line::from(strip))];
    let words = why.unwrap_or("From today. Runs you moved or skipped stay as they are.");
    let style = if why.is_some() { theme.text } else { theme.muted };
    lines
        .extend(text::wrap_to(words, width, 4).into_iter().map(|row| Below::plain(Span::styled(row, style))));
    lines
}

/// How far the long run may grow, the chosen answer and when it is there.
fn goals(page: &Page, at: usize, said: Option<&str>, width: u16) -> Vec<Below> {
    let theme = page.theme;
    let mut strip = Vec::new();
    let ask = Ask::TodaysChoice(Choice::HowFar);
    for (i, key) in ask.digits().into_iter().enumerate() {
        let words = page.words.choice(&ask, key);
        let style = if i == at { theme.filled(theme.calm) } else { theme.text };
        strip.push(Span::styled(format!(" {words} "), style));
    }
    let heading = Span::styled("How far your long run grows", theme.text);
    let mut lines = vec![Below::plain(heading), Below::plain(Line::from(strip))];
    let words = said.unwrap_or("It grows while it feels fine, two to three minutes at a time.");
    let rows = text::wrap_to(words, width, 4);
    lines.extend(rows.into_iter().map(|row| Below::plain(Span::styled(row, theme.muted))));
    lines
}
