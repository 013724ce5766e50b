//! The preview: the figure that is being written, large, with what its file says of it.
//!
//! Where there is room it stands there a second time, as small as the smallest screen shows it.
//! While the file is wrong, what is wrong takes the place of the large one.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::bar::{self, Place};
use super::frame::{self, margins};
use super::page::{Flow, Page, Size};
use super::{figure, hints, text};
use crate::app::App;
use crate::app::keymap::{Action, Context};
use crate::app::preview::{Part, Preview, Sheet};
use crate::body::Figure;
use crate::figure::{Scene, Size as Cells};
use crate::library::Kind;
use crate::session::Now;
use crate::time::Clock;
use crate::words::routine as words;

/// Columns and rows of the small picture.
const SMALL: (u16, u16) = (24, 12);
/// Most columns and rows of the large one: a figure gains nothing beyond.
const LARGE: (u16, u16) = (72, 30);

/// Draws the screen.
pub(super) fn draw(page: &mut Page, app: &App, now: Now) {
    let Some(preview) = app.stage.previewed() else { return };
    let size = page.size();
    let (x, y) = margins(size);
    let width = page.width() - 2 * x;
    title(page, preview, (x, y), width);
    let bottom = frame::notice(page, app).saturating_sub(u16::from(size > Size::Small));
    let top = y + if size == Size::Small { 1 } else { 2 };
    let area = Rect::new(x, top, width, bottom.saturating_sub(top));
    if size == Size::Small {
        narrow(page, preview, now, area);
    } else {
        wide(page, preview, now, area);
    }
    keys(page, preview);
}

fn title(page: &mut Page, preview: &Preview, (x, y): (u16, u16), width: u16) {
    let theme = page.theme;
    let Some(sheet) = &preview.sheet else { return };
    let kind = match sheet.length {
        Some((length, least)) if least < length => format!("{}, {} at least", Clock(length), Clock(least)),
        Some((length, _)) => Clock(length).to_string(),
        None => sheet.kind.to_string(),
    };
    let begin = page.put_right(x + width, y, width / 2, Span::styled(kind, theme.muted));
    page.put(x, y, begin.saturating_sub(x + 2), Span::styled(sheet.title.clone(), theme.strong));
}

/// The picture, and beside it the facts and the small picture; for a routine the steps as well.
fn wide(page: &mut Page, preview: &Preview, now: Now, area: Rect) {
    let gap = if page.size() == Size::Large { 4 } else { 2 };
    let right = if page.size() == Size::Large { 30 } else { SMALL.0 + 2 };
    let right = Rect { x: area.right() - right, width: right, ..area };
    let left = Rect { width: area.width - right.width - gap, ..area };
    let small = Rect::new(right.x, area.bottom().saturating_sub(SMALL.1), SMALL.0, SMALL.1);
    if preview.problems.is_empty() {
        let place = Rect { width: left.width.min(LARGE.0), ..left };
        let high = place.height.saturating_sub(1).min(LARGE.1);
        let place = Rect { y: place.bottom() - 1 - high, height: high, ..place };
        picture(page, preview, now, place);
        caption(page, preview, (place.x, place.bottom()), left.width);
    } else {
        problems(&mut page.flow(left.x, left.y, left.width, left.bottom()), preview);
    }
    let Some(sheet) = &preview.sheet else { return };
    // Where rows are few, the steps of a routine need them more than a second picture.
    let routine = sheet.kind == Kind::Routine;
    let twice = !preview.problems.is_empty() || !routine || page.size() == Size::Large;
    let end = if twice { small.y.saturating_sub(1) } else { area.bottom() };
    let mut flow = page.flow(right.x, right.y, right.width, end);
    if routine {
        let rows = flow.left().saturating_sub(7);
        steps(&mut flow, preview, sheet, rows.max(2));
        flow.gap(1);
    }
    facts(&mut flow, preview, now);
    if twice && small.y > right.y + 2 {
        picture(page, preview, now, small);
        if !preview.problems.is_empty() {
            let muted = page.theme.muted;
            page.put(
                small.x,
                small.y - 1,
                right.width,
                Span::styled("the last version without mistakes", muted),
            );
        }
    }
}

/// The picture, and a line about it.
fn narrow(page: &mut Page, preview: &Preview, now: Now, area: Rect) {
    if !preview.problems.is_empty() {
        return problems(&mut page.flow(area.x, area.y, area.width, area.bottom()), preview);
    }
    let theme = page.theme;
    let mut place = area;
    if let (Some(sheet), Some(part)) = (&preview.sheet, preview.part())
        && sheet.kind == Kind::Routine
    {
        let place_of = format!("{} of {}", preview.chosen + 1, sheet.parts.len());
        let mut flow = page.flow(area.x, area.y, area.width, area.bottom());
        let name = Span::styled(part.name.clone(), theme.text);
        flow.put_both(name, Span::styled(place_of, theme.muted));
        place = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    }
    let place = Rect { height: place.height.saturating_sub(1), ..place };
    picture(page, preview, now, place);
    let state = format!("{}, {}", preview.view().id(), state(preview, now));
    let begin = page.put_right(area.right(), place.bottom(), area.width, Span::styled(state, theme.muted));
    caption(page, preview, (area.x, place.bottom()), begin.saturating_sub(area.x + 1));
}

/// What is wrong, each problem with its line and caret.
fn problems(flow: &mut Flow, preview: &Preview) {
    let theme = flow.page.theme;
    let count = preview.problems.len();
    let heading = if count == 1 { "1 problem".to_owned() } else { format!("{count} problems") };
    flow.put(Span::styled(heading, theme.strong));
    for problem in &preview.problems {
        flow.gap(u16::from(flow.page.size() > Size::Small));
        for line in problem.lines() {
            // What stands under a line of the file must stay there.
            let drawing = line.contains(" |") || line.trim_start().starts_with("-->");
            if drawing {
                flow.put(Span::styled(line.to_owned(), theme.text));
            } else {
                flow.wrap(line, theme.text, 3);
            }
        }
    }
}

/// The steps, the chosen one among them.
fn steps(flow: &mut Flow, preview: &Preview, sheet: &Sheet, rows: u16) {
    let theme = flow.page.theme;
    let rows = usize::from(rows).min(sheet.parts.len());
    let skip = preview.chosen.saturating_sub(rows / 2).min(sheet.parts.len() - rows);
    for (i, part) in sheet.parts.iter().enumerate().skip(skip).take(rows) {
        let now = theme.calm.patch(theme.strong);
        let (mark, style) = if i == preview.chosen { ("› ", theme.strong) } else { ("  ", theme.text) };
        let name = Line::from(vec![Span::styled(mark, now), Span::styled(part.name.clone(), style)]);
        flow.put_both(name, Span::styled(Clock(part.time()).to_string(), theme.muted));
    }
}

/// What the file says of the figure, or of the step.
fn facts(flow: &mut Flow, preview: &Preview, now: Now) {
    let theme = flow.page.theme;
    let Some(part) = preview.part() else { return };
    if !part.dose.is_empty() {
        flow.wrap(&part.dose, theme.text, 2);
        pieces(flow, part);
    } else if preview.sheet.as_ref().is_some_and(|sheet| sheet.title != part.name) {
        flow.wrap(&part.name, theme.text, 2);
        flow.gap(1);
    }
    let Some(drawn) = &part.drawn else {
        return flow.put(Span::styled("no figure", theme.muted));
    };
    flow.labelled("now", &state(preview, now), 1);
    flow.labelled("view", preview.view().id(), 1);
    if part.dose.is_empty() {
        flow.labelled("cycle", &cycle(&drawn.figure), 4);
        let poses: Vec<&str> = drawn.figure.motion.names().collect();
        flow.labelled("poses", &poses.join(", "), 3);
    }
}

/// The pieces of a step's time, as a bar and in words.
fn pieces(flow: &mut Flow, part: &Part) {
    if flow.left() < 2 {
        return;
    }
    let theme = flow.page.theme;
    let times: Vec<_> = part.pieces.iter().map(|(_, _, length)| *length).collect();
    let place = Place { x: flow.x, y: flow.y, width: flow.width };
    bar::profile(flow.page, place, &times);
    flow.gap(1);
    let piece = |(kind, side, length): &(crate::timeline::SegmentKind, Option<_>, _)| {
        let side = side.map(|side: crate::symptoms::Side| format!(" {side}")).unwrap_or_default();
        format!("{}{side} {}", kind.word(), words::length(*length))
    };
    let words: Vec<String> = part.pieces.iter().map(piece).collect();
    flow.wrap(&words.join(" · "), theme.muted, 3);
}

/// The cycle of a figure: the pose that each beat ends in, and its seconds.
fn cycle(figure: &Figure) -> String {
    let beats = figure.motion.beats().map(|(name, length)| format!("{name} {}", words::seconds(length)));
    beats.collect::<Vec<_>>().join(", ")
}

/// What is played of a routine; else whether it moves, or the pose in which it stands.
fn state(preview: &Preview, now: Now) -> String {
    if let Some(words) = preview.playing_words(now.mono) {
        return words;
    }
    match preview.pose() {
        Some(pose) => pose.to_owned(),
        None if preview.moves() => "moving".to_owned(),
        None => "still".to_owned(),
    }
}

fn caption(page: &mut Page, preview: &Preview, (x, y): (u16, u16), room: u16) {
    let caption = preview.part().and_then(|part| part.drawn.as_ref()?.figure.caption.clone());
    let words = preview.remark.clone().or(caption).unwrap_or_default();
    let muted = page.theme.muted;
    page.put(x, y, room, Span::styled(text::clip(&words, room), muted));
}

fn picture(page: &mut Page, preview: &Preview, now: Now, place: Rect) {
    let drawn = preview.part().and_then(|part| part.drawn.as_ref());
    let (Some(drawn), Some(moment)) = (drawn, preview.moment(now.mono)) else { return };
    if place.width < 12 || place.height < 4 {
        return;
    }
    let size = Cells { columns: place.width, rows: place.height };
    let scene = Scene::new(&drawn.figure, preview.view(), size, preview.side());
    let marker = page.marker;
    let pen = figure::pen(marker, page.theme.colours);
    figure::draw(page, place, &scene.picture(&moment, pen));
}

fn keys(page: &mut Page, preview: &Preview) {
    let context = Context::Preview;
    let many = preview.sheet.as_ref().is_some_and(|sheet| sheet.parts.len() > 1);
    let steps = hints::pair(context, [Action::Up, Action::Down], "steps");
    let routine = preview.sheet.as_ref().is_some_and(|sheet| sheet.kind == Kind::Routine);
    let play = hints::called(context, Action::Accept, if preview.plays() { "stop" } else { "play" });
    let space = if preview.plays() {
        "pause"
    } else if preview.moves() {
        "still"
    } else {
        "move"
    };
    hints::draw(
        page,
        context,
        [
            play.filter(|_| routine),
            hints::called(context, Action::Pause, space),
            hints::of(context, Action::View),
            hints::pair(context, [Action::Less, Action::More], "poses"),
            if many { steps } else { None },
        ],
    );
}
