//! The parts of the player: the countdown, the step's bar, and the words.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::face::Face;
use crate::app::pointer::Target;
use crate::dialog::Ask;
use crate::phrase;
use crate::session::Session;
use crate::timeline::SegmentKind;
use crate::ui::bar::{self, Place};
use crate::ui::page::{Flow, Page, Size};
use crate::ui::theme::Theme;
use crate::ui::{digits, text, today};
use crate::words::routine as words;

/// Draws the big digits with the phase on their line and its measure below; returns the rows.
pub(super) fn countdown(page: &mut Page, face: &Face, at: (u16, u16), room: (u16, u16)) -> u16 {
    let theme = page.theme;
    let words = text::width(&face.phase).max(text::width(&face.measure)).max(9);
    let rows = digits::fit(widest(face), room.0.saturating_sub(words + 3), room.1);
    let phase = theme.calm.patch(theme.strong);
    if rows < 3 {
        let line = Line::from(vec![
            Span::styled(face.digits.clone(), theme.strong),
            Span::raw("  "),
            Span::styled(face.phase.clone(), phase),
            Span::raw("  "),
            Span::styled(face.measure.clone(), theme.muted),
        ]);
        page.line(at.0, at.1, room.0, line);
        page.mark(Rect::new(at.0, at.1, room.0, 1), Target::Figure);
        return 1;
    }
    let style = if face.ready && !face.paused { theme.calm } else { face.style(&theme) };
    let x = digits::draw(page, at, rows, &face.digits, style) + 3;
    let left = (at.0 + room.0).saturating_sub(x);
    page.mark(Rect::new(at.0, at.1, room.0, rows), Target::Figure);
    page.put(x, at.1 + rows - 2, left, Span::styled(face.phase.clone(), phase));
    page.put(x, at.1 + rows - 1, left, Span::styled(face.measure.clone(), theme.muted));
    rows
}

/// Returns the widest number of the kind that is shown: it sets the height, which then stands still.
pub(super) fn widest(face: &Face) -> &str {
    let widest = if face.digits.contains(':') { "0:00" } else { "00" };
    if face.digits.len() > widest.len() { &face.digits } else { widest }
}

/// Draws the bar of the segment; of counted repetitions one piece for each beat.
pub(super) fn step_bar(page: &mut Page, face: &Face, place: Place) {
    match (&face.beats, face.over) {
        (Some((beats, over)), _) if face.has_beats() => bar::beats(page, place, beats, *over),
        (_, Some(over)) => bar::whole(page, place, over),
        (_, None) => {}
    }
}

/// Returns side, set and load on one line.
pub(super) fn particulars(face: &Face, theme: &Theme) -> Line<'static> {
    let mut parts = Vec::new();
    if let Some(side) = &face.side_words {
        parts.push(Span::styled(side.clone(), theme.strong));
    }
    for part in [words::set_of(face.unit), face.load.clone()].into_iter().flatten() {
        parts.push(Span::styled(part, theme.muted));
    }
    let mut spans = Vec::new();
    for part in parts {
        if !spans.is_empty() {
            spans.push(Span::styled(" · ", theme.muted));
        }
        spans.push(part);
    }
    Line::from(spans)
}

/// Begins the column of words: name, side, question.
pub(super) fn heading(flow: &mut Flow, session: &Session, face: &Face) {
    let theme = flow.page.theme;
    flow.wrap(&face.name, theme.strong, 2);
    let particulars = particulars(face, &theme);
    if !particulars.spans.is_empty() {
        flow.put(particulars);
    }
    if let Some(last) = session.last_time() {
        flow.put(Span::styled(last.to_owned(), theme.muted));
    }
    flow.gap(1);
    if ask(flow, session) {
        flow.gap(1);
    }
}

/// Fills the column of words: name, side, question, instruction, tissue, mistake, changes.
pub(super) fn what_to_do(flow: &mut Flow, session: &Session, face: &Face) {
    heading(flow, session, face);
    instructions(flow, session, face);
}

/// Goes on with how it is done: instruction, tissue, mistake, changes.
pub(super) fn instructions(flow: &mut Flow, session: &Session, face: &Face) {
    let theme = flow.page.theme;
    let exercise = &session.step().exercise;
    let roomy = flow.page.size() == Size::Large || flow.left() > 10;
    let changes = changes(flow, session);
    let mistake =
        exercise.mistake.as_deref().filter(|_| (roomy || !face.works) && changes.is_empty()).map(low);
    let avoid = mistake.as_ref().map_or(0, |mistake| text::wrap(mistake, flow.width - 8).len().min(3) as u16);
    if let Some(words) = words::not_read(session.step()) {
        flow.wrap(&words, theme.strong, 2);
    }
    let changed = changes.iter().map(|change| text::wrap(change, flow.width).len() as u16).sum::<u16>();
    if let Some(brief) = exercise.brief.as_deref().or(exercise.say.as_deref()) {
        flow.wrap(brief, theme.text, 4);
        // The free row goes before the end of a sentence does.
        let below = if changed > 0 { changed + 2 } else { avoid + 1 };
        flow.gap(u16::from(flow.left() > below));
    }
    // What is changed is read whole before what is felt.
    if !exercise.targets.is_empty() && flow.left() > changed {
        let dot = Span::styled("● ", theme.accent);
        let tissues = words::tissues(&exercise.targets);
        let label = if roomy { Span::styled("feel    ", theme.muted) } else { Span::raw("") };
        flow.put(Line::from(vec![label, dot, Span::styled(tissues, theme.text)]));
    }
    // Read whole or not at all.
    if let Some(mistake) = mistake.filter(|_| avoid <= flow.left()) {
        flow.labelled("avoid", &mistake, 3);
    }
    if !changes.is_empty() {
        flow.gap(u16::from(flow.left() > changed));
        let rows = flow.left();
        today::head::in_full(flow, &changes, rows, theme.muted);
    }
}

/// Fills the few rows of a small screen with what matters most at the moment.
pub(super) fn in_short(flow: &mut Flow, session: &Session, face: &Face) {
    let theme = flow.page.theme;
    let exercise = &session.step().exercise;
    ask(flow, session);
    if let Some(words) = words::not_read(session.step()) {
        flow.wrap(&words, theme.strong, 1);
    }
    // What is done comes before what was done.
    if let Some(last) = session.last_time().filter(|_| flow.left() > 3) {
        flow.put(Span::styled(last.to_owned(), theme.muted));
    }
    let rows = flow.left();
    today::head::in_full(flow, &changes(flow, session), rows, theme.muted);
    if let Some(brief) = exercise.brief.as_deref().or(exercise.say.as_deref())
        // One row of several says too little.
        && (flow.left() > 1 || text::wrap(brief, flow.width).len() <= usize::from(flow.left()))
    {
        let rows = flow.left();
        flow.wrap(brief, theme.text, rows);
    }
    if let Some(mistake) = &exercise.mistake
        && flow.left() > 1
        && !face.works
    {
        flow.wrap(&format!("avoid {}", low(mistake)), theme.muted, 2);
    }
}

/// Asks how sore it is now, if get-ready asks; says whether it does.
pub(super) fn ask(flow: &mut Flow, session: &Session) -> bool {
    let theme = flow.page.theme;
    let Some(asked) = session.asks_about() else { return false };
    let (x, y, width) = (flow.x, flow.y, flow.width);
    let end = flow.page.put(x, y, width, Span::styled("0-9", theme.calm.patch(theme.strong)));
    (flow.x, flow.width) = (end + 1, (x + width).saturating_sub(end + 1));
    flow.wrap(&flow.page.words.ask(&Ask::SoreNow(asked.site)), theme.strong, 2);
    (flow.x, flow.width) = (x, width);
    true
}

/// What was changed for soreness or time, while getting ready.
fn changes(flow: &Flow, session: &Session) -> Vec<String> {
    let ready = session.player().segment().kind == SegmentKind::GetReady;
    if ready { flow.page.words.adaptations(session.changes()) } else { Vec::new() }
}

/// A sentence that goes on after a label: its first letter small, no full stop.
fn low(sentence: &str) -> String {
    phrase::low(sentence.trim().trim_end_matches('.'))
}
