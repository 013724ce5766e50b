//! The player's extra part for a run: the one key that ends it, large.
//!
//! A runner cannot find a small key: Enter is the largest there is, and it is named where it is read
//! from a treadmill.

use ratatui::style::Modifier;
use ratatui::text::Span;

use super::Layout;
use crate::app::keymap::{Action, Context};
use crate::app::{App, Sound};
use crate::plans::Part;
use crate::player::State;
use crate::session::Session;
use crate::timeline::SegmentKind;
use crate::ui::page::{Page, Size};
use crate::ui::{digits, hints, text};

/// Rows of the key's letters.
const ROWS: u16 = 3;

/// Returns what the large key does now; `None` if it does nothing.
pub(super) fn word(session: &Session) -> Option<&'static str> {
    let player = session.player();
    let part = player.timeline().pieces.get(player.segment().unit.step)?.part;
    match player.segment().kind {
        SegmentKind::GetReady => Some("start now"),
        SegmentKind::Work if part == Part::WalkOut || player.timeline().pieces.len() == 1 => Some("end here"),
        SegmentKind::Work => Some("end the run, walk easy"),
        _ => None,
    }
}

/// Draws the key reversed with what it does beside it, and returns the column after it.
pub(super) fn pressed(page: &mut Page, at: (u16, u16), word: &'static str) -> u16 {
    let theme = page.theme;
    let short = word.split(',').next().unwrap_or(word);
    let word = if page.size() == Size::Small { short } else { word };
    let key = theme.strong.add_modifier(Modifier::REVERSED);
    let end = page.put(at.0, at.1, u16::MAX, Span::styled(" ENTER ", key));
    page.put(end + 1, at.1, u16::MAX, Span::styled(word, theme.strong))
}

/// Draws the key as large letters in the lower right, above the passing line; on a small screen there is
/// room for it among the hints only.
pub(super) fn end_key(page: &mut Page, session: &Session, layout: &Layout) {
    let Some(word) = word(session).filter(|_| page.size() > Size::Small) else { return };
    let (column, room) = super::words_column(page, layout);
    let top = layout.message.saturating_sub(ROWS + 1);
    let (calm, strong) = (page.theme.calm, page.theme.strong);
    if digits::width("ENTER", ROWS) <= room {
        digits::draw(page, (column, top), ROWS, "ENTER", calm);
        page.put(column, top + ROWS, room, Span::styled(text::clip(word, room), strong));
    } else {
        pressed(page, (column, top + ROWS), word);
    }
}

/// Draws the hints.
pub(super) fn keys(page: &mut Page, app: &App, session: &Session, x: u16) {
    let context = Context::Run;
    let paused = matches!(session.player().state(), State::Paused { .. });
    let sound = match app.stage.sound() {
        Sound::On => hints::called(context, Action::Mute, "mute"),
        Sound::Muted => hints::called(context, Action::Mute, "sound on"),
        Sound::Off | Sound::Lost(_) => None,
    };
    let mut from = x;
    if page.size() == Size::Small
        && let Some(word) = word(session)
    {
        from = pressed(page, (x, hints::row(page)), word) + 2;
    }
    hints::draw_from(
        page,
        from,
        context,
        [
            hints::called(context, Action::Pause, if paused { "go on" } else { "pause" }),
            hints::of(context, Action::Next),
            sound,
        ],
    );
}
