//! The scale of pain, 0 to 10: eleven cells, the chosen one filled, zones named below.

use ratatui::text::Span;

use super::page::Page;
use crate::symptoms::{PainScore, limits};

/// The zones' words, and the scores at which the second and the third begin where nothing else is known.
const WORDS: [&str; 3] = ["calm", "take care", "back off"];
/// What a narrow zone says.
const SHORT: [&str; 3] = ["calm", "careful", "back"];
const FROM: [u8; 2] = [limits::PAIN_NOTICEABLE, limits::PAIN_TOO_MUCH];
/// A score of each zone's colour.
const COLOURS: [u8; 3] = [0, 3, 6];

/// Returns how many rows it takes.
pub(super) const ROWS: u16 = 3;

/// Draws the scale in at most so many columns.
pub(super) fn draw(page: &mut Page, at: (u16, u16), room: u16, chosen: Option<PainScore>) {
    draw_zoned(page, at, room, chosen, FROM);
}

/// Draws it with zones of the runner's own: from where on to watch it, and to back off.
pub(super) fn draw_zoned(
    page: &mut Page,
    at: (u16, u16),
    room: u16,
    chosen: Option<PainScore>,
    zones: [u8; 2],
) {
    let (x, y) = at;
    let theme = page.theme;
    // A cell with its gap: 5 if there is room, else as wide as fits.
    let pitch = (room / 11).clamp(3, 6);
    let cell = pitch - 1;
    for score in 0..=10_u8 {
        let left = x + u16::from(score) * pitch;
        let zone = zones.iter().filter(|from| score >= **from).count();
        let style = theme.pain(COLOURS[zone]);
        let is_chosen = chosen.is_some_and(|chosen| chosen.value() == score);
        let number = format!("{score:^width$}", width = usize::from(cell));
        let number_style = if is_chosen { theme.filled(style) } else { style };
        page.put(left, y, cell, Span::styled(number, number_style));
        let line = if is_chosen { '▀' } else { '─' };
        for i in 0..cell {
            page.sign(left + i, y + 1, line, style);
        }
    }
    let starts = [0, zones[0], zones[1], 11];
    for (i, word) in WORDS.into_iter().enumerate() {
        let room = u16::from(starts[i + 1] - starts[i]) * pitch;
        let word = if word.len() < usize::from(room) { word } else { SHORT[i] };
        page.put(x + u16::from(starts[i]) * pitch, y + 2, room, Span::styled(word, theme.pain(COLOURS[i])));
    }
}
