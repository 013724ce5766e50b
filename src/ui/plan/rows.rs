//! The rows: weeks with their dates and a cell for each run, or stages with a row for each level.
//!
//! A run is drawn without the walks before and after it, by the same minutes to a column in the whole plan.

mod beside;

use std::time::Duration;

use jiff::civil::Date;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::PlanTab;
use crate::app::pointer::Target;
use crate::history::PlanView;
use crate::phrase;
use crate::plan::chart::{Chart, Mark, Row, Session};
use crate::plan::place::Positions;
use crate::plans::{Day, Interval, Pace, Stage, Workout};
use crate::time::{days_after, days_between, started_minutes};
use crate::ui::frame::Place;
use crate::ui::page::{Page, Size};
use crate::ui::profile::{self, HALF, Look};
use crate::ui::text;
use crate::ui::theme::Theme;

/// Columns from one run of a week to the next, where there is room.
const PITCH: u16 = 32;
/// Columns of the number and the date of a week.
const WEEK: u16 = 11;
/// Columns of what was run beside the plan.
const ALSO: u16 = 8;
/// Minutes of running to a column of a bar, if there is no picture.
const BAR: u64 = 2;
/// Columns before a stage's name, and before what is done in it.
const NAME: u16 = 5;
const WORK: u16 = 26;
/// Where what a stage asks for begins, beside the rows.
const BESIDE: u16 = 72;

/// Draws the rows, so that the chosen one is seen.
pub(super) fn draw(page: &mut Page, view: &PlanView, tab: &PlanTab, place: Place, today: Date) {
    let chosen = tab.chosen.unwrap_or_else(|| view.chart.here());
    let grid = Grid { chart: &view.chart, chosen, fill: tab.chosen.is_some(), today };
    if view.chart.rows.iter().any(|row| row.stage.is_some()) {
        grid.stages(page, view, place);
        if page.size() == Size::Large {
            beside::asks(page, view, place);
        }
    } else {
        grid.weeks(page, place);
    }
}

/// What is drawn, and what of it is chosen.
struct Grid<'s> {
    chart: &'s Chart,
    chosen: usize,
    /// The choice is the runner's own, and so is filled.
    fill: bool,
    today: Date,
}

impl Grid<'_> {
    fn weeks(&self, page: &mut Page, place: Place) {
        let size = page.size();
        // What was run beside the plan has no column.
        let asked = self.chart.sessions.iter().filter(|session| !is_beside(session));
        let most = asked.map(|session| session.column + 1).max().unwrap_or(1);
        let columns = most.max(self.chart.days.len()) as u16;
        let dates = size > Size::Small;
        let sign = place.x + if dates { WEEK } else { 5 };
        let also = if dates && self.also_ran() { ALSO + 1 } else { 0 };
        let pitch = ((place.x + place.width).saturating_sub(sign + also) / columns).min(PITCH);
        let mut top = place.top;
        if dates {
            self.days(page, (sign + 2, top), pitch, place.x + place.width);
            top += u16::from(!self.chart.days.is_empty()) * if size == Size::Large { 2 } else { 1 };
        }
        let room = place.bottom.saturating_sub(top);
        let rows = self.chart.rows.len() as u16;
        let (high, gap) = match size {
            Size::Large => (3, 0),
            Size::Middle => (2, 0),
            Size::Small => (1, 0),
        };
        let fits = ((room + gap) / high).max(1);
        let at =
            self.chart.rows.iter().position(|row| row.sessions.contains(&self.chosen)).unwrap_or(0) as u16;
        let skip = if rows <= fits { 0 } else { at.saturating_sub(fits / 2).min(rows - fits) };
        let scale = self.scale(pitch.saturating_sub(2), size);
        for (i, row) in self.chart.rows.iter().skip(skip.into()).take(fits.into()).enumerate() {
            let y = top + i as u16 * high;
            self.week(page, row, (place.x, y), sign - place.x - 1);
            let mut beside = y;
            for at in &row.sessions {
                let session = &self.chart.sessions[*at];
                if also > 0 && is_beside(session) {
                    if beside < y + high {
                        self.beside_plan(page, session, *at, (place.x + place.width, beside));
                    }
                    beside += high;
                } else {
                    let x = sign + session.column as u16 * pitch;
                    self.cell(page, (x, y), pitch, *at, scale);
                }
            }
        }
        more(page, place, skip > 0, rows.saturating_sub(skip + fits));
    }

    /// Tells whether anything was run that the plan did not ask for.
    fn also_ran(&self) -> bool {
        self.chart.sessions.iter().any(is_beside)
    }

    /// The weekdays over their columns, that of today brighter.
    fn days(&self, page: &mut Page, (x, y): (u16, u16), pitch: u16, end: u16) {
        let theme = page.theme;
        for (i, day) in self.chart.days.iter().enumerate() {
            let here = *day == Day::from(self.today.weekday());
            let style = if here { theme.text } else { theme.muted };
            page.put(x + i as u16 * pitch, y, pitch - 3, Span::styled(day.name(), style));
        }
        if self.also_ran() && !self.chart.days.is_empty() {
            page.put_right(end, y, ALSO, Span::styled("also ran", theme.muted));
        }
    }

    /// The number of a week, and the day on which it begins.
    fn week(&self, page: &mut Page, row: &Row, (x, y): (u16, u16), room: u16) {
        let theme = page.theme;
        let style = if row.now { theme.strong } else { theme.muted };
        let end = page.put(x, y, room, Span::styled(row.name.clone(), style));
        let first = self.chart.sessions.iter().find_map(|session| session.date);
        let here = row.sessions.iter().find_map(|at| self.chart.sessions[*at].date);
        if let (Some(first), Some(here)) = (first, here)
            && page.size() > Size::Small
        {
            let begins = days_after(first, i64::from(days_between(first, here).div_euclid(7) * 7));
            let date = page.words.short_day(begins);
            let at = (end + 1).max(x + 3);
            page.put(at, y, (x + room).saturating_sub(at), Span::styled(date, theme.muted));
        }
    }

    /// A run that the plan did not ask for: its weekday, and its minutes.
    fn beside_plan(&self, page: &mut Page, session: &Session, at: usize, (end, y): (u16, u16)) {
        let theme = page.theme;
        let style = if self.fill && at == self.chosen { theme.filled(theme.calm) } else { theme.muted };
        let long =
            session.workout.as_ref().map(|workout| format!("{} min", started_minutes(workout.total())));
        let (x, long) = (end.saturating_sub(ALSO), long.unwrap_or_default());
        let day = session.date.map(|date| Day::from(date.weekday()));
        page.mark(Rect::new(x, y, ALSO, 2), Target::Row(at as u16));
        if page.size() == Size::Large {
            page.put(x, y, ALSO, Span::styled(day.map(Day::name).unwrap_or_default(), style));
            page.put(x, y + 1, ALSO, Span::styled(long, style));
        } else {
            page.put_right(end, y, ALSO, Span::styled(format!("+{}", long.trim_end_matches(" min")), style));
        }
    }

    /// Returns how many minutes a column stands for, so that the longest run finds room.
    fn scale(&self, room: u16, size: Size) -> u64 {
        let workouts = || self.chart.sessions.iter().filter(|session| !is_beside(session));
        let workouts = || workouts().filter_map(|session| session.workout.as_ref());
        let (longest, least) = if size == Size::Large {
            (workouts().map(|workout| started_minutes(drawn(workout))).max(), 1)
        } else {
            (workouts().map(|workout| started_minutes(workout.run())).max(), BAR)
        };
        longest.unwrap_or(1).div_ceil(u64::from(room.max(1))).max(least)
    }

    /// One session: sign, label, and its picture below.
    fn cell(&self, page: &mut Page, (x, y): (u16, u16), pitch: u16, at: usize, scale: u64) {
        let size = page.size();
        let theme = page.theme;
        let session = &self.chart.sessions[at];
        let looks = Looks::of(theme, session.mark);
        page.sign(x, y, looks.sign, looks.sign_style);
        let style = if self.fill && at == self.chosen { theme.filled(theme.calm) } else { looks.label };
        let words = session
            .workout
            .as_ref()
            .map_or_else(|| "no run".to_owned(), |workout| page.words.run_label(workout));
        let room = pitch.saturating_sub(3);
        // What is too long for its room is closed up rather than cut.
        let words = if text::width(&words) > room { words.replace(' ', "") } else { words };
        let end = page.put(x + 2, y, room, Span::styled(words, style));
        let rows = if size == Size::Small { 1 } else { 2 };
        page.mark(Rect::new(x, y, pitch.saturating_sub(1), rows), Target::Row(at as u16));
        let left = (x + pitch).saturating_sub(end + 3);
        let Some(workout) = &session.workout else { return };
        if size > Size::Small
            && let Some(word) = self.beside(session)
        {
            page.put(end + 2, y, left, Span::styled(word, looks.word));
        }
        match size {
            Size::Large => {
                let look = Look { run: looks.run, ground: theme.faint };
                let pieces = pieces(workout);
                let mut halves = profile::halves(&pieces, HALF * scale as u32);
                halves.truncate(usize::from(pitch.saturating_sub(2)) * 2);
                profile::on_ground(page, (x + 2, y + 1), &halves, profile::signs(&pieces), look);
            }
            Size::Middle => bar(page, (x + 2, y + 1), workout, looks.run, scale),
            Size::Small => {}
        }
    }

    /// The word beside a label: today, that it was left out, or the day if it is not one of the column's.
    fn beside(&self, session: &Session) -> Option<String> {
        let date = session.date?;
        if session.mark == Mark::Today {
            return Some("today".into());
        }
        let day = Day::from(date.weekday());
        let column = self.chart.days.get(session.column);
        let other = (column != Some(&day)).then(|| phrase::capital(day.id()));
        other.or_else(|| (session.mark == Mark::Left).then(|| "skipped".into()))
    }

    fn stages(&self, page: &mut Page, view: &PlanView, place: Place) {
        let size = page.size();
        let width = if size == Size::Large { BESIDE - 2 } else { place.width };
        let mut number = 0;
        let mut lines: Vec<(usize, Line)> = Vec::new();
        for line in self.chart.rows.iter().flat_map(lines_of) {
            number += usize::from(!matches!(line, Line::Level(_)));
            lines.push((number, line));
        }
        let room = place.bottom.saturating_sub(place.top);
        let is_chosen =
            |line: &Line| !matches!(line, Line::Heading(_)) && line.row().sessions.contains(&self.chosen);
        let at = lines.iter().position(|(_, line)| is_chosen(line)).unwrap_or(0) as u16;
        let all = lines.len() as u16;
        let skip = if all <= room { 0 } else { at.saturating_sub(room / 2).min(all - room) };
        let scale = self.stage_scale(width.saturating_sub(WORK));
        for (i, (number, line)) in lines.iter().skip(skip.into()).take(room.into()).enumerate() {
            self.line(page, view, (place.x, place.top + i as u16), width, (*number, line), scale);
        }
        more(page, place, skip > 0, all.saturating_sub(skip + room));
    }

    /// Returns the id of the stage where one is.
    fn stage_here<'v>(&self, view: &'v PlanView) -> &'v str {
        let here = self.chart.sessions.get(self.chart.here());
        here.and_then(|session| stage_of(view, session)).map_or("", |stage| stage.id.as_str())
    }

    /// Returns how many minutes a column stands for in the rows of the levels.
    fn stage_scale(&self, room: u16) -> u64 {
        let workouts = self.chart.sessions.iter().filter_map(|session| session.workout.as_ref());
        let longest = workouts.map(|workout| started_minutes(drawn(workout))).max().unwrap_or(1);
        longest.div_ceil(u64::from(room.max(1))).max(1)
    }

    /// A line of a plan of stages: its number, name and what is done in it; for a level its run.
    fn line(
        &self,
        page: &mut Page,
        view: &PlanView,
        (x, y): (u16, u16),
        width: u16,
        (number, line): (usize, &Line<'_>),
        scale: u64,
    ) {
        let (size, theme) = (page.size(), page.theme);
        let row = line.row();
        let Some((at, session)) = row.sessions.first().map(|at| (*at, &self.chart.sessions[*at])) else {
            return;
        };
        let looks = Looks::of(theme, session.mark);
        let filled = if self.fill && at == self.chosen { theme.filled(theme.calm) } else { looks.label };
        let work = if size == Size::Small { 0 } else { WORK };
        if let (Line::Heading(_) | Line::Alone(_), Some((id, name))) = (line, &row.stage) {
            let alone = matches!(line, Line::Alone(_));
            let here = *id == self.stage_here(view);
            let style = if alone {
                filled
            } else if here {
                theme.strong
            } else {
                theme.muted
            };
            let (sign, of_sign) =
                if alone || !here { (looks.sign, looks.sign_style) } else { ('›', theme.calm) };
            page.sign(x, y, sign, of_sign);
            page.put(x + 2, y, 2, Span::styled(number.to_string(), style));
            let room = if work > 0 { work } else { width }.saturating_sub(NAME + 1);
            page.put(x + NAME, y, room, Span::styled(name.clone(), style));
            if alone {
                page.mark(Rect::new(x, y, width, 1), Target::Row(at as u16));
            }
            if work > 0 {
                let words = stage_of(view, session).map(|stage| page.words.stage(stage)).unwrap_or_default();
                let style = if here { theme.text } else { theme.muted };
                page.put(x + work, y, width - work, Span::styled(words, style));
            }
            return;
        }
        page.mark(Rect::new(x, y, width, 1), Target::Row(at as u16));
        let Some(workout) = &session.workout else { return };
        page.sign(x + 3, y, looks.sign, looks.sign_style);
        let label = page.words.run_label(workout);
        let label = label.strip_prefix("walk ").map_or(label.clone(), |minutes| format!("{minutes} min"));
        let end = page.put(x + NAME, y, WORK - NAME - 1, Span::styled(label, filled));
        if session.mark == Mark::Today {
            page.put(end + 2, y, 5, Span::styled("today", looks.word));
        }
        if work > 0 {
            let pieces = pieces(workout);
            let mut halves = profile::halves(&pieces, HALF * scale as u32);
            halves.truncate(usize::from(width - work) * 2);
            if workout.is_walk() {
                walk(page, (x + work, y), halves.len().div_ceil(2) as u16, looks.run);
            } else {
                profile::flat(page, (x + work, y), &halves, looks.run);
            }
        }
    }
}

/// Returns the stage to which a session belongs.
fn stage_of<'v>(view: &'v PlanView, session: &Session) -> Option<&'v Stage> {
    let places = Positions(&view.plan);
    places.stage(places.find(&session.place)?)
}

/// Tells whether a session was run without the plan having asked for it.
fn is_beside(session: &Session) -> bool {
    session.mark == Mark::Done && session.place.is_empty()
}

/// A walk as a low line, so that it is none of the runs.
fn walk(page: &mut Page, (x, y): (u16, u16), columns: u16, style: Style) {
    for column in x..x + columns {
        page.sign(column, y, '▂', style);
    }
}

/// A line of a plan of stages.
enum Line<'c> {
    /// A stage that has levels.
    Heading(&'c Row),
    /// A stage without.
    Alone(&'c Row),
    /// A level.
    Level(&'c Row),
}

impl<'c> Line<'c> {
    const fn row(&self) -> &'c Row {
        match self {
            Self::Heading(row) | Self::Alone(row) | Self::Level(row) => row,
        }
    }
}

fn lines_of(row: &Row) -> Vec<Line<'_>> {
    match (&row.stage, row.name.is_empty()) {
        (Some(_), true) => vec![Line::Alone(row)],
        (Some(_), false) => vec![Line::Heading(row), Line::Level(row)],
        (None, _) => vec![Line::Level(row)],
    }
}

/// How long what is drawn of a run is.
fn drawn(workout: &Workout) -> Duration {
    pieces(workout).iter().map(|piece| piece.length).sum()
}

/// A bar as long as the running, in the upper half of its row; a walk is a low one.
fn bar(page: &mut Page, (x, y): (u16, u16), workout: &Workout, style: Style, scale: u64) {
    if workout.is_walk() {
        let columns = workout.total().as_secs().div_ceil(60 * scale) as u16;
        return walk(page, (x, y), columns, style);
    }
    let halves = workout.run().as_secs().div_ceil(30 * scale) as u16;
    for column in 0..halves.div_ceil(2) {
        let sign = if 2 * column + 1 < halves { '▀' } else { '▘' };
        page.sign(x + column, y, sign, style);
    }
}

/// Says that there is more above, or how many rows more below.
fn more(page: &mut Page, place: Place, above: bool, below: u16) {
    let muted = page.theme.muted;
    let Some(words) = text::more(above, below).filter(|_| page.size() > Size::Small) else { return };
    page.put_right(place.x + place.width, place.bottom, 12, Span::styled(words, muted));
}

/// What a session looks like by where it stands.
struct Looks {
    sign: char,
    sign_style: Style,
    label: Style,
    word: Style,
    run: Style,
}

impl Looks {
    fn of(theme: Theme, mark: Mark) -> Self {
        let bold = theme.calm.patch(theme.strong);
        let (sign, sign_style, label, run) = match mark {
            Mark::Before => (' ', theme.muted, theme.muted, theme.faint),
            Mark::Done => ('✓', theme.good, theme.muted, theme.muted),
            Mark::Left => ('–', theme.muted, theme.muted, theme.faint),
            Mark::Today => ('›', bold, theme.strong, theme.calm),
            Mark::Next => ('›', theme.calm, theme.strong, theme.calm),
            Mark::Coming => ('·', theme.muted, theme.muted, theme.faint),
        };
        let word = if matches!(mark, Mark::Today) { theme.calm } else { theme.muted };
        Self { sign, sign_style, label, word, run }
    }
}

/// Returns a run as pieces to be drawn: its intervals without the walk at the end.
fn pieces(workout: &Workout) -> Vec<Interval> {
    let mut all: Vec<_> = workout.intervals().collect();
    if !workout.is_walk() {
        while all.last().is_some_and(|part| matches!(part.pace, Pace::Walk | Pace::Brisk)) {
            all.pop();
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_ends_with_the_last_run_and_a_walk_stays() {
        let last = |text: &str| pieces(&text.parse().unwrap()).last().unwrap().pace;
        assert_eq!(last("8x(1m run, 2m walk)"), Pace::Run);
        assert_eq!(last("30m brisk"), Pace::Brisk);
    }
}
