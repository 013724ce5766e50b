//! The rows: weeks with a cell for each run, or stages with a row for each level.

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
use crate::plans::{Day, Interval, Pace, Workout};
use crate::time::started_minutes;
use crate::ui::bar::Place as Bar;
use crate::ui::frame::Place;
use crate::ui::page::{Page, Size};
use crate::ui::theme::Theme;
use crate::ui::{profile, text};

/// Most columns of a run's picture: in a cell, and in a row of its own.
const PICTURE: u16 = 32;
const WIDE: u16 = 40;
/// Minutes of running to a column of a bar, where there is no picture.
const BAR: u64 = 3;
/// Columns of a label beside a bar.
const LABEL: u16 = 10;
/// Columns before a level's label.
const PLACE: u16 = 9;
/// Where what a stage asks for begins, beside the rows.
const BESIDE: u16 = 68;

/// Draws the rows, so that the chosen one is seen.
pub(super) fn draw(page: &mut Page, view: &PlanView, tab: &PlanTab, place: Place, today: Date) {
    let chosen = tab.chosen.unwrap_or_else(|| view.chart.here());
    let grid = Grid { chart: &view.chart, chosen, fill: tab.chosen.is_some(), today };
    if view.chart.rows.iter().any(|row| row.stage.is_some()) {
        grid.stages(page, place);
        if page.size() == Size::Large {
            asks(page, view, place);
        }
    } else {
        grid.weeks(page, place);
    }
}

/// What the stage asks for, beside its rows.
fn asks(page: &mut Page, view: &PlanView, place: Place) {
    let theme = page.theme;
    let x = place.x + BESIDE;
    let mut flow = page.flow(x, place.top, (place.x + place.width).saturating_sub(x), place.bottom);
    if view.chart.criteria.is_empty() {
        return;
    }
    flow.wrap("How to reach the next stage", theme.strong, 1);
    for met in &view.chart.criteria {
        let (sign, style) = if met.met { ("✓", theme.good) } else { ("·", theme.muted) };
        let lines =
            text::wrap(&phrase::capital(&flow.page.words.criterion(view, met)), flow.width.saturating_sub(2));
        for (i, line) in lines.into_iter().enumerate() {
            if flow.left() == 0 {
                return;
            }
            let (x, y, room) = (flow.x, flow.y, flow.width.saturating_sub(2));
            if i == 0 {
                flow.page.put(x, y, 1, Span::styled(sign, style));
            }
            flow.page.put(x + 2, y, room, Span::styled(line, theme.text));
            flow.gap(1);
        }
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
        let theme = page.theme;
        let columns = (self.chart.columns.max(1)) as u16;
        let sign = place.x + if size == Size::Middle { 6 } else { 5 };
        let pitch = ((place.x + place.width).saturating_sub(sign) / columns).min(35);
        let mut top = place.top;
        if size == Size::Large {
            for (i, day) in self.chart.days.iter().enumerate() {
                let here = *day == Day::from(self.today.weekday());
                let style = if here { theme.text } else { theme.muted };
                page.put(sign + 2 + i as u16 * pitch, top, pitch - 3, Span::styled(day.name(), style));
            }
            top += 2 * u16::from(!self.chart.days.is_empty());
        }
        let room = place.bottom.saturating_sub(top);
        let rows = self.chart.rows.len() as u16;
        let (high, gap) = match size {
            Size::Large => (3, 1),
            Size::Middle if rows * 2 <= room + 1 => (2, 1),
            Size::Middle | Size::Small => (1, 0),
        };
        let fits = ((room + gap) / high).max(1);
        let at =
            self.chart.rows.iter().position(|row| row.sessions.contains(&self.chosen)).unwrap_or(0) as u16;
        let skip = if rows <= fits { 0 } else { at.saturating_sub(fits / 2).min(rows - fits) };
        let scale = self.scale(pitch.saturating_sub(3), size);
        for (i, row) in self.chart.rows.iter().skip(skip.into()).take(fits.into()).enumerate() {
            let y = top + i as u16 * high;
            let style = if row.now { theme.strong } else { theme.muted };
            page.put(place.x, y, sign - place.x - 1, Span::styled(row.name.clone(), style));
            for at in &row.sessions {
                let session = &self.chart.sessions[*at];
                let x = sign + session.column as u16 * pitch;
                self.cell(page, (x, y), pitch, *at, scale);
            }
        }
        more(page, place, skip > 0, skip + fits < rows);
    }

    /// Returns how many minutes a column stands for, so that the longest run finds room.
    fn scale(&self, room: u16, size: Size) -> u64 {
        let workouts = || self.chart.sessions.iter().filter_map(|session| session.workout.as_ref());
        let most = if self.chart.days.is_empty() && self.chart.columns == 1 { WIDE } else { PICTURE };
        let (longest, room, least) = if size == Size::Large {
            let longest = workouts().map(|workout| started_minutes(drawn(workout))).max();
            (longest, room.min(most), 1)
        } else {
            let longest = workouts().map(|workout| started_minutes(workout.run())).max();
            (longest, room.saturating_sub(LABEL), BAR)
        };
        longest.unwrap_or(1).div_ceil(u64::from(room.max(1))).max(least)
    }

    /// One session: sign, label, and its picture below or a bar beside it.
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
        let room = if size == Size::Middle { LABEL - 1 } else { pitch.saturating_sub(3) };
        // What is too long for its room is closed up rather than cut.
        let words = if text::width(&words) > room { words.replace(' ', "") } else { words };
        let end = page.put(x + 2, y, room, Span::styled(words, style));
        let rows = if size == Size::Large { 2 } else { 1 };
        page.mark(Rect::new(x, y, pitch.saturating_sub(1), rows), Target::Row(at as u16));
        let left = (x + pitch).saturating_sub(end + 3);
        if size == Size::Large {
            if let Some(word) = self.beside(session) {
                page.put(end + 2, y, left, Span::styled(word, looks.word));
            }
            if let Some(workout) = &session.workout {
                picture(
                    page,
                    (x + 2, y + 1),
                    workout,
                    &Strokes { tall: '█', run: looks.run, walk: theme.faint, scale },
                );
            }
        } else if let Some(workout) = session.workout.as_ref().filter(|_| size == Size::Middle) {
            bar(page, (x + 2 + LABEL, y), workout, looks.run, scale);
        }
    }

    /// The word beside a label: today, or the day where it is none of the column's.
    fn beside(&self, session: &Session) -> Option<String> {
        let date = session.date?;
        if session.mark == Mark::Today {
            return Some("today".into());
        }
        let day = Day::from(date.weekday());
        let column = self.chart.days.get(session.column);
        (column != Some(&day)).then(|| phrase::capital(day.id()))
    }

    fn stages(&self, page: &mut Page, place: Place) {
        let size = page.size();
        let width = if size == Size::Large { BESIDE - 3 } else { place.width };
        let lines: Vec<Line> = self.chart.rows.iter().flat_map(lines_of).collect();
        let room = place.bottom.saturating_sub(place.top);
        let is_chosen =
            |line: &Line| !matches!(line, Line::Heading(_)) && line.row().sessions.contains(&self.chosen);
        let at = lines.iter().position(is_chosen).unwrap_or(0) as u16;
        let all = lines.len() as u16;
        let skip = if all <= room { 0 } else { at.saturating_sub(room / 2).min(all - room) };
        let scale = self.scale(width.saturating_sub(PLACE + LABEL), size);
        for (i, line) in lines.iter().skip(skip.into()).take(room.into()).enumerate() {
            self.line(page, (place.x, place.top + i as u16), width, line, scale);
        }
        more(page, place, skip > 0, skip + room < all);
    }
}

impl Grid<'_> {
    /// A line of a plan of stages: sign, name, and for a level its run.
    fn line(&self, page: &mut Page, (x, y): (u16, u16), width: u16, line: &Line<'_>, scale: u64) {
        let (size, theme) = (page.size(), page.theme);
        let row = line.row();
        let Some((at, session)) = row.sessions.first().map(|at| (*at, &self.chart.sessions[*at])) else {
            return;
        };
        let looks = Looks::of(theme, session.mark);
        let today = session.mark == Mark::Today;
        let filled = if self.fill && at == self.chosen { theme.filled(theme.calm) } else { looks.label };
        if let (Line::Heading(_) | Line::Alone(_), Some((id, name))) = (line, &row.stage) {
            let alone = matches!(line, Line::Alone(_));
            let style = if alone { filled } else { theme.muted };
            let end = page.put(x + 2, y, width - 2, Span::styled(format!("{id}  {name}"), style));
            if alone {
                page.sign(x, y, looks.sign, looks.sign_style);
                page.mark(Rect::new(x, y, width, 1), Target::Row(at as u16));
                page.put(end + 2, y, 5 * u16::from(today), Span::styled("today", looks.word));
            }
            return;
        }
        page.mark(Rect::new(x, y, width, 1), Target::Row(at as u16));
        page.sign(x + 2, y, looks.sign, looks.sign_style);
        page.put(x + 4, y, 4, Span::styled(row.name.clone(), filled));
        let Some(workout) = &session.workout else { return };
        let end = page.put(
            x + 9,
            y,
            width.saturating_sub(9),
            Span::styled(page.words.run_label(workout), looks.label),
        );
        let drawn = (x + PLACE + LABEL, y);
        match size {
            Size::Large => {
                // A little less than a row is tall, so that runs one below the other stay apart.
                picture(
                    page,
                    drawn,
                    workout,
                    &Strokes { tall: '▆', run: looks.run, walk: theme.faint, scale },
                );
            }
            Size::Middle => bar(page, drawn, workout, looks.run, scale),
            Size::Small => {
                page.put(end + 2, y, 5 * u16::from(today), Span::styled("today", looks.word));
            }
        }
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

/// How a run is drawn.
struct Strokes {
    /// What stands for running.
    tall: char,
    run: Style,
    walk: Style,
    /// Minutes to a column.
    scale: u64,
}

/// A run as a row of columns, each as many minutes: running tall, walking low.
fn picture(page: &mut Page, (x, y): (u16, u16), workout: &Workout, strokes: &Strokes) {
    let pieces = pieces(workout);
    let column = Duration::from_secs(60 * strokes.scale);
    let columns = drawn(workout).div_duration_f64(column).ceil() as u16;
    // Where a piece is shorter than a column, each piece gets one rather than its time.
    if pieces.iter().any(|piece| piece.length < column) {
        let bar = Bar { x, y, width: columns };
        return profile::draw_in(page, bar, &pieces, (strokes.run, strokes.walk));
    }
    for i in 0..columns {
        let middle = column * u32::from(i) + column / 2;
        let mut end = Duration::ZERO;
        let here = pieces.iter().find(|piece| {
            end += piece.length;
            middle < end
        });
        let (sign, style) = match here.or(pieces.last()).map(|piece| piece.pace) {
            Some(Pace::Run | Pace::Stride) => (strokes.tall, strokes.run),
            Some(Pace::Brisk) => ('▂', strokes.run),
            Some(Pace::Walk) | None => ('▁', strokes.walk),
        };
        page.sign(x + i, y, sign, style);
    }
}

/// A bar as long as the running; a walk is a low one.
fn bar(page: &mut Page, (x, y): (u16, u16), workout: &Workout, style: Style, scale: u64) {
    let (length, sign) = if workout.is_walk() { (workout.total(), '▂') } else { (workout.run(), '▆') };
    let columns = length.as_secs().div_ceil(60 * scale) as u16;
    for column in x..x + columns {
        page.sign(column, y, sign, style);
    }
}

/// Says that there is more above or below.
fn more(page: &mut Page, place: Place, above: bool, below: bool) {
    let muted = page.theme.muted;
    let words = match (above, below) {
        (true, true) => "↑↓ more",
        (true, false) => "↑ more",
        (false, true) => "↓ more",
        (false, false) => return,
    };
    if page.size() == Size::Small {
        return;
    }
    page.put_right(place.x + place.width, place.bottom, 10, Span::styled(words, muted));
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
