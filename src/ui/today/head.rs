//! The head of Today: what the day is, what it is made of and why, what is changed for what is sore; the next run.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::day::Today;
use crate::day::things::{DayRun, NextRun, RunHeading};
use crate::day::today::TodayWhy;
use crate::symptoms::{SoreSite, Soreness, limits};
use crate::ui::bar::{self, Place};
use crate::ui::page::{Flow, Size};
use crate::ui::profile::{self, Look};
use crate::ui::text;
use crate::words::routine::about;

/// What Enter starts by itself, its pieces, and why it does; so many rows below belong to the list.
pub(super) fn alone(flow: &mut Flow, today: &Today, list: u16) {
    let theme = flow.page.theme;
    let roomy = u16::from(flow.page.size() > Size::Small);
    flow.put(Span::styled(flow.page.words.heading(&today.heading), theme.strong));
    if !today.steps.is_empty() && flow.left() > list + 2 {
        flow.gap(roomy);
        let times: Vec<_> = today.steps.iter().map(|step| step.time).collect();
        let place = Place { x: flow.x, y: flow.y, width: flow.width };
        bar::profile(flow.page, place, &times);
        flow.gap(1 + u16::from(flow.page.size() == Size::Large));
    } else if flow.left() > list + 4 {
        flow.gap(roomy);
    }
    if let Some(note) = today.day.note.map(|note| flow.page.words.note(note)) {
        let high = text::wrap(&note, flow.width).len() as u16;
        if high + list + 1 < flow.left() {
            flow.wrap(&note, theme.text, high);
        }
    }
    // Where there is little room, what is changed says as much; and the line that names what is sore always does.
    let named = named(today).is_some()
        && matches!(&today.why, TodayWhy::BeforeRun(Soreness::Known(sites)) if sites.len() == 1);
    if !named && (roomy > 0 || today.changes.is_empty()) {
        let rows = flow.left().saturating_sub(list + 1);
        flow.wrap(&flow.page.words.today_why(&today.why), theme.muted, rows.min(3));
    }
}

/// The run of the day: its name, its picture and its words; so many rows below belong to the list.
pub(super) fn planned(flow: &mut Flow, run: &DayRun, list: u16) {
    let (theme, size) = (flow.page.theme, flow.page.size());
    let roomy = u16::from(size > Size::Small);
    title(flow, run);
    flow.gap(u16::from(roomy > 0 || flow.left() > list + 6));
    if !run.bouts.is_empty() && flow.left() > 0 {
        let place = Place { x: flow.x, y: flow.y, width: flow.width };
        let most = match flow.left().saturating_sub(list) {
            0..4 => 1,
            4..9 => 2,
            _ => 4,
        };
        let look = Look::now(flow.page);
        let rows = profile::draw(flow.page, place, &run.bouts, most, look);
        flow.gap(rows);
        if size == Size::Large && rows == 2 {
            profile::axis(flow.page, Place { y: flow.y, ..place }, &run.bouts);
            flow.gap(1);
        }
        flow.gap(u16::from(size == Size::Large));
        // The picture says it where there is little room.
        if roomy > 0 || flow.left() > list + 3 {
            let words = run.sheet.as_ref().map(|sheet| flow.page.words.sheet(sheet));
            flow.wrap(&words.unwrap_or_default(), theme.text, 2);
        }
    }
    // On a day without a run there is room for all of the reason, the day of the next run at its end.
    let rests = run.bouts.is_empty();
    let style = if rests { theme.text } else { theme.muted };
    let rows = (2 + roomy + 2 * u16::from(rests)).min(flow.left().saturating_sub(list).max(1));
    let reason = if shows_next(size, run) { run.reason.without_day() } else { run.reason.clone() };
    flow.wrap(&flow.page.words.reason(&reason), style, rows);
    // What is fine comes after what is not; the list below keeps its rows.
    let words = flow.page.words;
    let fine = run.fine.as_ref().map(|fine| words.fine(fine));
    let note = run.note.map(|note| words.note(note));
    for (said, style) in [(fine, theme.muted), (note, theme.text)] {
        let Some(said) = said else { continue };
        let high = text::wrap(&said, flow.width).len() as u16;
        if high + list <= flow.left() {
            flow.gap(u16::from(size == Size::Large && high + list < flow.left()));
            flow.wrap(&said, style, high);
        }
    }
    flow.gap(u16::from(size == Size::Middle && rests));
}

/// True if the next run has a heading of its own below, with its day.
fn shows_next(size: Size, run: &DayRun) -> bool {
    size == Size::Large && run.next.is_some()
}

/// What the day is called and where it stands; at the right how long the run is, and when one is home.
fn title(flow: &mut Flow, run: &DayRun) {
    let theme = flow.page.theme;
    // Without a run there is nothing that it would be a share of.
    let bare = run.heading == RunHeading::None && run.place.is_share();
    let stage = run.stage.as_ref().map(|at| flow.page.words.stage_at(at));
    let place = stage.unwrap_or_else(|| flow.page.words.place(&run.place));
    let place = if bare { String::new() } else { format!("  {place}") };
    let name = flow.page.words.run_heading(run.heading);
    let whole: std::time::Duration = run.bouts.iter().map(|bout| bout.length).sum();
    let long = if whole.is_zero() { String::new() } else { about(whole) };
    let home = run.home.map(|at| format!(", {}", flow.page.words.home(at))).unwrap_or_default();
    let used = text::width(name) + text::width(&place) + text::width(&long) + 2;
    let home = if used + text::width(&home) <= flow.width { home } else { String::new() };
    let heading = Line::from(vec![Span::styled(name, theme.strong), Span::styled(place, theme.muted)]);
    flow.put_both(heading, Span::styled(format!("{long}{home}"), theme.text));
}

/// What is sore most, where the day's changes are told in one line that names it.
fn named(today: &Today) -> Option<&SoreSite> {
    // On a day of rest nothing becomes gentler.
    let runs = today.day.run.as_ref().is_none_or(|run| !run.bouts.is_empty());
    let noticed = |sore: &SoreSite| sore.score.is_some_and(|score| score.value() >= limits::PAIN_NOTICEABLE);
    let worst = today.day.sore.iter().max_by_key(|sore| sore.score)?;
    ((noticed(worst) || !today.changes.is_empty()) && today.by_plan && runs).then_some(worst)
}

/// What is changed. For what is sore in one line that names it; where that is too long, and for anything else, in full
/// or by the first sentence of each.
///
/// While getting ready all of it is read again.
pub(super) fn changes(flow: &mut Flow, today: &Today, rows: u16) {
    let theme = flow.page.theme;
    let words = flow.page.words;
    let size = flow.page.size();
    let all = words.adaptations(&today.changes);
    if let Some(sore) = named(today)
        && rows > 0
    {
        let place = words.sore_place(sore);
        // A name and its score in two rows read as two things; the list has the score.
        let fits = text::width(&place) + 2 <= flow.width;
        let place = if fits { place } else { sore.site.to_string() };
        let short = words.changed(&today.changes);
        flow.gap(u16::from(size == Size::Large && rows > 1));
        let room = flow.width.saturating_sub(2 + text::width(&place) + 2);
        // In one row how many there are, if not what they are.
        let few = in_places(today.changes.len());
        let short =
            if rows == 1 && text::width(&short) > room && text::width(&few) <= room { few } else { short };
        let (x, width) = (flow.x, flow.width);
        flow.page.sign(x, flow.y, '●', theme.accent);
        (flow.x, flow.width) = (x + 2, width - 2);
        if text::width(&short) <= room {
            let line = [Span::styled(place, theme.strong), Span::styled(format!("  {short}"), theme.muted)];
            flow.put(Line::from(line.to_vec()));
        } else {
            flow.wrap(&place, theme.strong, rows.min(2));
            flow.wrap(&short, theme.muted, rows.saturating_sub(2).clamp(1, 2));
        }
        (flow.x, flow.width) = (x, width);
        return;
    }
    in_full(flow, &all, rows, theme.text);
}

/// Tells changes in so many rows: all of each, or the first sentence of each, or how many there are.
pub(in crate::ui) fn in_full(flow: &mut Flow, changes: &[String], rows: u16, style: Style) {
    let needed = |words: &str| text::wrap(words, flow.width).len() as u16;
    if changes.iter().map(|change| needed(change)).sum::<u16>() <= rows {
        return changes.iter().for_each(|change| flow.wrap(change, style, rows));
    }
    let short: Vec<&str> = changes.iter().map(|change| first_sentence(change)).collect();
    let mut left = rows;
    for (i, words) in short.iter().enumerate() {
        let (high, last) = (text::wrap(words, flow.width).len() as u16, i + 1 == short.len());
        // A row is kept for what comes after.
        if high + u16::from(!last) > left {
            if left > 0 {
                let more = short.len() - i;
                let words = if i == 0 { in_places(more) } else { format!("and {more} more") };
                flow.wrap(&words, style, left);
            }
            return;
        }
        flow.wrap(words, style, high);
        left -= high;
    }
}

/// Says how many changes there are.
fn in_places(count: usize) -> String {
    match count {
        1 => "changed in one place".to_owned(),
        _ => format!("changed in {count} places"),
    }
}

/// Returns a text up to its first full stop.
fn first_sentence(words: &str) -> &str {
    words.split_once(". ").map_or(words, |(first, _)| &words[..=first.len()])
}

/// The next run, on a day of rest: its day, its length, and its picture in quiet colours.
pub(super) fn next_run(flow: &mut Flow, next: &NextRun, today: jiff::civil::Date) {
    if flow.left() < 4 && flow.page.size() < Size::Large {
        return;
    }
    let theme = flow.page.theme;
    flow.gap(1);
    let words = flow.page.words.next_run(next, today);
    let heading = Line::from(vec![
        Span::styled("Next run", theme.strong),
        Span::styled(format!("  {words}"), theme.muted),
    ]);
    flow.put_both(heading, Span::styled(about(next.length()), theme.muted));
    let place = Place { x: flow.x, y: flow.y, width: flow.width };
    let look = Look::other(flow.page);
    let rows = profile::draw(flow.page, place, &next.bouts, flow.left().min(2), look);
    flow.gap(rows);
}
