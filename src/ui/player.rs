//! The player: the countdown first, then what to do, then what comes next.
//!
//! During rest, set-up and a change of sides everything already shows the work that follows, so that the runner can
//! get in position. Only the phase word shows that it is a pause.

pub(super) mod face;
mod far;
mod panel;
mod run;
mod stage;
mod why;

use std::time::Duration;

use ratatui::text::{Line, Span};

use super::bar::{self, Place};
use super::page::{Page, Size};
use super::{digits, hints, text};
use crate::app::keymap::{Action, Context};
use crate::app::{App, Sound};
use crate::session::{Now, Session};
use crate::symptoms::Side;
use crate::time::Clock;
use crate::words::evidence::Why;
use crate::words::routine as words;
use face::Face;

/// The columns and rows of a layout.
struct Layout {
    margin: u16,
    top: u16,
    /// The row of the routine's bar.
    bar: u16,
    /// The row of passing lines, before which all else ends.
    message: u16,
}

impl Layout {
    const fn of(page: &Page) -> Self {
        let height = page.height();
        match page.size() {
            Size::Large => Self { margin: 4, top: 1, bar: height - 5, message: height - 7 },
            Size::Middle => Self { margin: 3, top: 0, bar: height - 4, message: height - 5 },
            Size::Small => Self { margin: 1, top: 0, bar: height - 3, message: height - 4 },
        }
    }
}

/// What is drawn, and where.
struct Shown<'a> {
    session: &'a Session,
    /// What stands in the place of the instruction, if it was asked for.
    why: Option<&'a Why>,
    now: Now,
    face: &'a Face,
    layout: &'a Layout,
}

/// Draws the player.
pub(super) fn draw(page: &mut Page, app: &App, now: Now) {
    let Some(session) = app.stage.session() else { return };
    if let Some(noting) = app.stage.noting() {
        return super::test_entry::draw(page, app, session, noting);
    }
    let face = Face::of(session, now.mono);
    if app.view().is_far(now.mono) {
        // That there is no sound was read before: it does not take the name's place for good.
        let line = app.stage.notice().map(ToOwned::to_owned);
        return far::draw(page, app, now, &face, line);
    }
    let mut layout = Layout::of(page);
    let room = page.width() - 2 * layout.margin;
    if let Some((line, strong)) = message(app, session) {
        let style = if strong { page.theme.strong } else { page.theme.muted };
        let lines = text::wrap_to(&line, room, 2);
        layout.message = (layout.message + 1).saturating_sub(lines.len() as u16);
        for (y, line) in (layout.message..).zip(lines) {
            page.put(layout.margin, y, room, Span::styled(line, style));
        }
    } else if page.size() == Size::Small {
        layout.message += 1;
    }
    let shown = Shown { session, why: app.stage.why(), now, face: &face, layout: &layout };
    match (page.size(), app.stage.figure()) {
        (Size::Small, Some(_)) if stage::fits_small(page, &shown) => stage::small(page, app, &shown),
        (Size::Small, _) => small(page, &shown),
        (Size::Middle | Size::Large, Some(_)) => stage::wide(page, app, &shown),
        (Size::Middle | Size::Large, None) => wide(page, &shown),
    }
    progress(page, session, &face, now, &layout);
    if session.prescription().is_some() && app.view().context() == Context::Run {
        run::end_key(page, session, &layout);
    }
    keys(page, app, session, layout.margin);
}

/// Large and middle: the clock at the left, words at the right.
fn wide(page: &mut Page, shown: &Shown<'_>) {
    let Shown { session, why, face, layout, .. } = *shown;
    let theme = page.theme;
    let Layout { margin, top, message, .. } = *layout;
    let large = page.size() == Size::Large;
    title(page, shown);
    let (column, words) = words_column(page, layout);
    let clock = column - margin - if large { 8 } else { 4 };
    let first = top + if large { 4 } else { 3 };
    let rows = message - first;

    // Below it the bar, its labels and the side.
    let side_rows = if large { 5 } else { 4 };
    let below = if face.side.is_some() { side_rows + 6 } else { 4 };
    let most = rows.saturating_sub(below).min(14);
    let high = panel::countdown(page, face, (margin, first), (clock, most));
    let bar = first + high + 1;
    panel::step_bar(page, face, Place { x: margin, y: bar, width: clock });
    let y = bar + 3;
    if let Some(side) = face.side {
        let word = match side {
            Side::Left => "LEFT",
            Side::Right => "RIGHT",
        };
        let high = digits::fit(word, clock, side_rows.min(message.saturating_sub(y)));
        if high > 0 {
            digits::draw(page, (margin, y), high, word, face.style(&theme));
        }
    }
    let mut flow = page.flow(column, top + if large { 3 } else { 2 }, words, message - 1);
    match why {
        Some(why) => {
            // A reason needs every row there is.
            flow.bottom = message;
            panel::heading(&mut flow, session, face);
            why::show(&mut flow, why);
        }
        None => panel::what_to_do(&mut flow, session, face),
    }
}

/// The routine's name and the time left, on the first row.
fn title(page: &mut Page, shown: &Shown<'_>) {
    let Layout { margin, top, .. } = *shown.layout;
    let (width, theme) = (page.width(), page.theme);
    let left = Clock(shown.session.left(shown.now.mono)).to_string();
    let name = shown.session.routine().name.clone();
    let out = out_words(shown).map(|out| format!(", {out}")).unwrap_or_default();
    let left = format!("{left} left{out}");
    let begin = page.put_right(width - margin, top, 30, Span::styled(left, theme.muted));
    page.put(margin, top, begin.saturating_sub(margin + 2), Span::styled(name, theme.muted));
}

/// The first column of the words and how many there are; what is left of it grows with the screen.
fn words_column(page: &Page, layout: &Layout) -> (u16, u16) {
    let width = page.width();
    let words = match page.size() {
        Size::Large => 36 + width.saturating_sub(120).min(24) / 2,
        _ => 33 + width.saturating_sub(80).min(12) / 2,
    };
    let words = words.min(width / 2 - 4);
    (width - layout.margin - words, words)
}

/// The exercise's name, the time left and the particulars, on the first two rows.
fn small_title(page: &mut Page, shown: &Shown<'_>) {
    let Shown { session, now, face, layout, .. } = *shown;
    let (margin, theme) = (layout.margin, page.theme);
    let width = page.width() - 2 * margin;
    let left = Clock(session.left(now.mono)).to_string();
    let begin = page.put_right(page.width() - margin, 0, 9, Span::styled(left, theme.muted));
    page.put(margin, 0, begin - margin - 2, Span::styled(face.name.clone(), theme.strong));
    let room = match out_words(shown) {
        Some(out) => {
            page.put_right(page.width() - margin, 1, 14, Span::styled(out, theme.muted)) - margin - 2
        }
        None => width,
    };
    page.line(margin, 1, room, panel::particulars(face, &theme));
}

/// Says when the runner is out, if a time to leave was named.
fn out_words(shown: &Shown<'_>) -> Option<String> {
    shown.session.out_at(shown.now.mono).map(|out| format!("out at {}", out.clock()))
}

/// Small: name, clock, words and the bar, each on its rows.
fn small(page: &mut Page, shown: &Shown<'_>) {
    let Shown { session, why, face, layout, .. } = *shown;
    let Layout { margin, message, .. } = *layout;
    let width = page.width() - 2 * margin;
    small_title(page, shown);

    let first = 2;
    let rows = Layout::of(page).message + 1 - first;
    let high = panel::countdown(page, face, (margin, first), (width, rows.saturating_sub(5).clamp(4, 9)));
    let mut y = first + high;
    // Getting ready needs the rows for questions and changes.
    let labels = u16::from(face.has_beats());
    if rows > high + 3 + labels && !face.ready {
        panel::step_bar(page, face, Place { x: margin, y, width });
        y += 1 + labels;
        y += u16::from(rows > y - first + 4);
    }
    let mut flow = page.flow(margin, y, width, message);
    match why {
        Some(why) => {
            panel::ask(&mut flow, session);
            why::show(&mut flow, why);
        }
        None => panel::in_short(&mut flow, session, face),
    }
}

/// The bar of the routine, and below it the place and what comes next.
fn progress(page: &mut Page, session: &Session, face: &Face, now: Now, layout: &Layout) {
    let Layout { margin, bar: row, .. } = *layout;
    let theme = page.theme;
    let width = page.width() - 2 * margin;
    let timeline = session.player().timeline();
    let (lengths, over) = face::shares(session.player(), now.mono);
    whole(page, session, Place { x: margin, y: row, width }, &lengths, (face.step, over));

    let next = session.next_unit().map_or_else(|| "done".to_owned(), |(unit, step)| words::unit(unit, step));
    let place = format!("{} of {}", face.step + 1, timeline.steps.len());
    if page.size() == Size::Small {
        let line = Line::from(vec![
            Span::styled(format!("{place}  "), theme.muted),
            Span::styled("next ", theme.muted),
            Span::styled(next, theme.text),
        ]);
        page.line(margin, row + 1, width, line);
        return;
    }
    let end = page.put(margin, row + 1, width, Span::styled(place, theme.muted));
    let room = width.saturating_sub(end + 10);
    let begin = page.put_right(
        page.width() - margin,
        row + 1,
        room,
        Span::styled(text::clip(&next, room), theme.text),
    );
    page.put_right(begin.saturating_sub(2), row + 1, 4, Span::styled("next", theme.muted));
}

/// The bar of all there is: of a run its profile, else one piece for each step.
fn whole(page: &mut Page, session: &Session, place: Place, lengths: &[Duration], here: (usize, f64)) {
    let pieces = &session.player().timeline().pieces;
    if pieces.is_empty() {
        return bar::steps(page, place, lengths, here.0, here.1);
    }
    let tall: Vec<bool> = pieces.iter().map(|piece| piece.pace.runs()).collect();
    bar::run(page, place, lengths, &tall, here);
}

/// The line that passes: a question, a notice, or that there is no sound.
fn message(app: &App, session: &Session) -> Option<(String, bool)> {
    if app.view().context() == Context::Leaving {
        return Some(("Stop now? What you did is saved.".to_owned(), true));
    }
    if let Some(notice) = app.stage.notice() {
        return Some((notice.to_owned(), false));
    }
    let line = match app.stage.sound() {
        Sound::On => return None,
        Sound::Lost(why) => {
            let lost = if why.starts_with("no sound") { why.clone() } else { format!("no sound: {why}") };
            if app.core.settings.flash { format!("{lost}; the screen flashes instead") } else { lost }
        }
        Sound::Muted => match app.stage.keymap().key_for(Context::Player, Action::Mute) {
            Some(key) => format!("sound is off; {key} turns it on"),
            None => "sound is off".to_owned(),
        },
        Sound::Off if (session.request().speed - 1.0).abs() > f64::EPSILON => {
            "no sound at this speed".to_owned()
        }
        Sound::Off => "without sound".to_owned(),
    };
    Some((line, false))
}

fn keys(page: &mut Page, app: &App, session: &Session, x: u16) {
    let context = app.view().context();
    if context == Context::Leaving {
        let answers = [hints::of(context, Action::Accept), hints::of(context, Action::Close)];
        return hints::draw_from(page, x, context, answers);
    }
    if context == Context::Run {
        return run::keys(page, app, session, x);
    }
    let player = session.player();
    let paused = matches!(player.state(), crate::player::State::Paused { .. });
    let counts = face::counts_taps(player);
    let sound = match app.stage.sound() {
        Sound::On => hints::called(context, Action::Mute, "mute"),
        Sound::Muted => hints::called(context, Action::Mute, "sound on"),
        Sound::Off | Sound::Lost(_) => None,
    };
    hints::draw_from(
        page,
        x,
        context,
        [
            hints::called(context, Action::Pause, if paused { "go on" } else { "pause" }),
            if counts { hints::of(context, Action::Tap) } else { None },
            hints::called(context, Action::Next, if player.is_open() { "done" } else { "next" }),
            hints::of(context, Action::Back),
            hints::of(context, Action::Weights).filter(|_| app.stage.offers_weight()),
            hints::of(context, Action::MoreTime),
            sound,
            hints::called(context, Action::Say, "say it"),
            hints::of(context, Action::Why),
        ],
    );
}

/// Draws what fits on a screen that is too small for all else.
pub(super) fn tiny(page: &mut Page, app: &App, now: Now, line: &str) {
    let Some(session) = app.stage.session() else { return };
    let face = Face::of(session, now.mono);
    let theme = page.theme;
    let (width, height) = (page.width(), page.height());
    let mut flow = page.flow(0, 0, width, height);
    if height > 3 {
        flow.put(Span::styled(face.name.clone(), theme.strong));
    }
    let mut clock = vec![Span::styled(face.digits.clone(), theme.strong), Span::raw(" ")];
    clock.push(Span::styled(face.phase.clone(), theme.calm));
    if let Some(side) = &face.side_words {
        clock.push(Span::raw(format!(" {side}")));
    }
    flow.put(Line::from(clock));
    if height > 2 {
        let rows = height - 2;
        flow.wrap(line, theme.muted, rows);
    }
}
