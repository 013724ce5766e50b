//! The last fourteen days in a row each: days on which something was done, and the morning's pain.

use ratatui::text::Span;

use super::page::{Page, Size};
use crate::day::things::{Day, Mornings, Streak};
use crate::symptoms::Score;

/// Blocks from the lowest to the tallest.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Returns how many rows they take.
pub(super) fn rows(day: &Day, size: Size) -> u16 {
    let many = u16::from(day.streak.is_some()) + u16::from(day.mornings.is_some());
    match size {
        Size::Large if many > 0 => 2 * many + 1,
        Size::Large | Size::Small => many,
        Size::Middle => (2 * many).saturating_sub(1),
    }
}

/// Draws them from a row on: label, value, and the days.
pub(super) fn draw(page: &mut Page, (x, y): (u16, u16), width: u16, day: &Day) {
    let size = page.size();
    let theme = page.theme;
    let (value_at, pitch) = match size {
        Size::Large => (x + 16, 2),
        Size::Middle => (x + 14, 2),
        Size::Small => (x, 1),
    };
    let days_at = match size {
        Size::Large => x + width - 27,
        Size::Middle => x + 27,
        Size::Small => x + width - 14,
    };
    let mut row = y;
    let lines = [
        day.streak.as_ref().map(|streak| ("streak", weeks(streak), cells(streak))),
        day.mornings.as_ref().map(|mornings| ("morning pain", scores(mornings), blocks(mornings))),
    ];
    for (label, value, signs) in lines.into_iter().flatten() {
        if size == Size::Small {
            let end = page.put(x, row, days_at - x - 1, Span::styled(label, theme.muted));
            page.put(end + 1, row, days_at.saturating_sub(end + 2), Span::styled(value, theme.muted));
        } else {
            page.put(x, row, value_at - x - 1, Span::styled(label, theme.muted));
            page.put(value_at, row, days_at - value_at - 1, Span::styled(value, theme.text));
        }
        for (i, sign) in signs.into_iter().enumerate() {
            let style = match sign {
                Sign::Nothing => continue,
                Sign::Done => theme.calm,
                Sign::Free => theme.faint,
                Sign::Pain(score) => theme.pain(score.value()),
            };
            page.sign(days_at + i as u16 * pitch, row, sign.letter(), style);
        }
        row += if size == Size::Small { 1 } else { 2 };
    }
    if size == Size::Large && row > y {
        page.put(days_at, row, 20, Span::styled("two weeks", theme.muted));
        page.put_right(x + width, row, 8, Span::styled("today", theme.muted));
    }
}

/// What stands for a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Not known.
    Nothing,
    /// Something was done.
    Done,
    /// Nothing was done.
    Free,
    /// It was this sore.
    Pain(Score),
}

impl Sign {
    fn letter(self) -> char {
        match self {
            Self::Nothing => ' ',
            Self::Done => '●',
            Self::Free => '·',
            Self::Pain(score) => HEIGHTS[usize::from((score.value() * 4).div_ceil(5).max(1) - 1).min(7)],
        }
    }
}

fn cells(streak: &Streak) -> Vec<Sign> {
    streak.days.iter().map(|done| if *done { Sign::Done } else { Sign::Free }).collect()
}

fn blocks(mornings: &Mornings) -> Vec<Sign> {
    mornings.days.iter().map(|score| score.map_or(Sign::Nothing, Sign::Pain)).collect()
}

fn weeks(streak: &Streak) -> String {
    format!("{} {}", streak.weeks, if streak.weeks == 1 { "week" } else { "weeks" })
}

/// "3, was 4": the latest score, and the first of the two weeks.
fn scores(mornings: &Mornings) -> String {
    match mornings.now_and_before() {
        Some((now, Some(before))) => format!("{}, was {}", now.value(), before.value()),
        Some((now, None)) => now.value().to_string(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_as_tall_as_the_pain() {
        let letters: String = (0..=10).map(|n| Sign::Pain(Score::new(n).unwrap()).letter()).collect();
        assert_eq!(letters, "▁▁▂▃▄▄▅▆▇██");
    }
}
