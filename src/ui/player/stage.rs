//! The player with its figure: the picture first, then the countdown, then what to do.
//!
//! A large screen shows the author's view and the close-up side by side on one floor line, a middle one either, a
//! small one a picture instead of the instruction. If an exercise has no figure, the player draws its digits large
//! instead.

use std::rc::Rc;

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::face::Face;
use super::{Layout, Shown, panel, small_title, title, why, words_column};
use crate::app::App;
use crate::app::pointer::Target;
use crate::body::{Camera, Figure, View};
use crate::figure::album::Lens;
use crate::figure::{Beside, Moment, Picture, Size as Cells};
use crate::session::{Now, Session};
use crate::symptoms::Side;
use crate::timeline::SegmentKind;
use crate::ui::bar::Place;
use crate::ui::figure;
use crate::ui::page::{Page, Size};
use crate::ui::text;
use crate::words::routine as words;

/// Columns and rows of the close-up beside a whole figure.
const CLOSE_UP: (u16, u16) = (24, 16);
/// Columns between the two pictures, and before the words.
const BETWEEN: u16 = 3;
const BEFORE_WORDS: u16 = 5;
/// Columns and rows of the picture on a small screen.
const SMALL: (u16, u16) = (23, 10);

/// Large and middle: pictures at the left, clock and words at the right.
pub(super) fn wide(page: &mut Page, app: &App, shown: &Shown<'_>) {
    let Shown { session, why, face, layout, .. } = *shown;
    let Layout { margin, top, message, .. } = *layout;
    let large = page.size() == Size::Large;
    title(page, shown);
    let (column, words) = words_column(page, layout);

    // The floor is the last row but one before the passing line; its caption is below it.
    let first = top + 2;
    let rows = (message - 1).saturating_sub(first);
    let room = column.saturating_sub(margin + if large { BEFORE_WORDS } else { 1 });
    let place = |x, columns, rows_of_it: u16| Rect::new(x, first + rows - rows_of_it, columns, rows_of_it);
    let author = app.stage.figure().map_or(View::Body, |figure| figure.view);
    if large {
        let beside = app.stage.figure().map_or(Beside::Nothing, |figure| Beside::of(&figure.figure));
        let left = if beside == Beside::Nothing { room } else { room.saturating_sub(CLOSE_UP.0 + BETWEEN) };
        draw(page, app, shown.face, shown.now, author, place(margin, left, rows));
        let second = place(margin + left + BETWEEN, CLOSE_UP.0, CLOSE_UP.1.min(rows));
        draw_beside(page, app, shown, beside, second);
    } else {
        let view = match (app.stage.close_up(), author) {
            (false, author) => author,
            (true, View::Ankle) => View::Body,
            (true, _) => View::Ankle,
        };
        draw(page, app, shown.face, shown.now, view, place(margin, room, rows));
    }
    if let Some(caption) = app.stage.figure().and_then(|figure| caption(&figure.figure, session)) {
        let muted = page.theme.muted;
        page.put(margin, first + rows, room, Span::styled(caption, muted));
    }

    let mut flow = page.flow(column, top + if large { 3 } else { 2 }, words, message);
    panel::heading(&mut flow, session, face);
    // The digits stand where they are, with and without a side or a set above them.
    let y = if large { flow.y.max(top + 7) } else { flow.y };
    if let Some(why) = why {
        return why::show(&mut flow, why);
    }
    let digits = if large { 7 } else { 5 };
    let high = panel::countdown(page, face, (column, y), (words, digits.min(message.saturating_sub(y + 4))));
    let bar = y + high + 1;
    panel::step_bar(page, face, Place { x: column, y: bar, width: words });
    let below = bar + 2 + u16::from(face.has_beats()) + u16::from(large);
    let mut flow = page.flow(column, below, words, message);
    panel::instructions(&mut flow, session, face);
}

/// True if a small screen has the rows for a picture, and nothing else needs them.
pub(super) fn fits_small(page: &Page, shown: &Shown<'_>) -> bool {
    let rows = shown.layout.message.saturating_sub(2);
    // The seconds of getting ready are for the words.
    rows + 1 >= SMALL.1 && page.width() >= SMALL.0 + 15 && !shown.face.ready && shown.why.is_none()
}

/// Small: the picture at the left, the clock at the right, no instruction.
pub(super) fn small(page: &mut Page, app: &App, shown: &Shown<'_>) {
    let Shown { session, face, layout, .. } = *shown;
    let Layout { margin, message, .. } = *layout;
    let theme = page.theme;
    small_title(page, shown);
    let author = app.stage.figure().map_or(View::Body, |figure| figure.view);
    // So small, a whole body shows an ankle's work no more.
    let view = if app.stage.close_up() { View::Ankle } else { author };
    let rows = message - 2;
    draw(page, app, shown.face, shown.now, view, Rect::new(margin, 2, SMALL.0, rows));
    let x = margin + SMALL.0 + 2;
    let room = page.width().saturating_sub(x + margin);
    let muted = if face.paused { theme.muted } else { theme.text };
    let high = crate::ui::digits::fit("00", room, 4);
    if high > 0 && crate::ui::digits::width(&face.digits, high) <= room {
        crate::ui::digits::draw(page, (x, 3), high, &face.digits, muted);
    } else {
        page.put(x, 4, room, Span::styled(face.digits.clone(), theme.strong));
    }
    let phase = theme.calm.patch(theme.strong);
    page.put(x, 8, room, Span::styled(face.phase.clone(), phase));
    page.put(x, 9, room, Span::styled(face.measure.clone(), theme.muted));
    let tissue = session.step().exercise.targets.first().map(|tissue| words::tissues(&[*tissue]));
    if let Some(tissue) = tissue.filter(|tissue| text::width(tissue) + 2 <= room && rows > SMALL.1 - 1) {
        let end = page.put(x, 11, 2, Span::styled("● ", theme.accent));
        page.put(end.max(x + 2), 11, room - 2, Span::styled(tissue, theme.text));
    }
}

/// Draws the figure at its moment.
pub(super) fn draw(page: &mut Page, app: &App, face: &Face, now: Now, view: View, place: Rect) {
    let (Some(figure), Some(session)) = (app.stage.figure(), app.stage.session()) else { return };
    if place.width < 16 || place.height < 8 {
        return;
    }
    page.mark(place, Target::Figure);
    let side = face.side.unwrap_or(Side::Right);
    let moment = figure.moment(session, now.mono, app.core.moves());
    let pen = figure::pen(page.marker, page.theme.colours);
    let picture = figure.picture((Lens::View(view), cells(place), side), &moment, pen);
    figure::draw(page, place, &picture);
}

/// Draws the second picture.
fn draw_beside(page: &mut Page, app: &App, shown: &Shown<'_>, beside: Beside, place: Rect) {
    let (Some(figure), Some(session)) = (app.stage.figure(), app.stage.session()) else { return };
    let side = shown.face.side.unwrap_or(Side::Right);
    let pen = figure::pen(page.marker, page.theme.colours);
    let picture = match beside {
        Beside::Nothing => return,
        Beside::View(view) => return draw(page, app, shown.face, shown.now, view, place),
        Beside::OtherEnd => {
            let seen = (Lens::View(View::Body), cells(place), side);
            let end = Moment::Still(figure.figure.motion.last());
            Rc::new(Picture::clone(&figure.picture(seen, &end, pen)).faint())
        }
        Beside::Foot(camera) => {
            let moment = figure.moment(session, shown.now.mono, app.core.moves());
            figure.picture((Lens::Foot(camera), cells(place), side), &moment, pen)
        }
    };
    page.mark(place, Target::Figure);
    figure::draw(page, place, &picture);
}

const fn cells(place: Rect) -> Cells {
    Cells { columns: place.width, rows: place.height }
}

/// Returns what stands below a figure: before work, how one from the front is to be read.
fn caption(figure: &Figure, session: &Session) -> Option<String> {
    if figure.camera == Camera::Front && session.player().segment().kind != SegmentKind::Work {
        return Some(words::MIRROR.to_owned());
    }
    figure.caption.clone()
}
