//! The scale of pain, 0 to 10: eleven cells, the chosen one filled, zones named below.

use ratatui::text::Span;

use super::page::Page;
use crate::symptoms::Score;

/// The zones, by the score at which they begin.
const ZONES: [(u8, &str); 3] = [(0, "calm"), (3, "watch it"), (6, "back off")];

/// Returns how many rows it takes.
pub(super) const ROWS: u16 = 3;

/// Draws the scale in at most so many columns.
pub(super) fn draw(page: &mut Page, at: (u16, u16), room: u16, chosen: Option<Score>) {
    let (x, y) = at;
    let theme = page.theme;
    // A cell with its gap: 5 where there is room, else as wide as fits.
    let pitch = (room / 11).clamp(3, 6);
    let cell = pitch - 1;
    for score in 0..=10_u8 {
        let left = x + u16::from(score) * pitch;
        let style = theme.pain(score);
        let is_chosen = chosen.is_some_and(|chosen| chosen.value() == score);
        let number = format!("{score:^width$}", width = usize::from(cell));
        let number_style = if is_chosen { theme.filled(style) } else { style };
        page.put(left, y, cell, Span::styled(number, number_style));
        let line = if is_chosen { '▀' } else { '─' };
        for i in 0..cell {
            page.sign(left + i, y + 1, line, style);
        }
    }
    for (from, word) in ZONES {
        page.put(x + u16::from(from) * pitch, y + 2, pitch * 3, Span::styled(word, theme.pain(from)));
    }
}
