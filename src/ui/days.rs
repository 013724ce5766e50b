//! The last fourteen days in a row each: days on which something was done, and the morning's pain.

use ratatui::text::{Line, Span};

use super::page::{Page, Size};
use super::theme::Theme;
use crate::day::things::{Day, Mornings, Streak};
use crate::symptoms::PainScore;

/// Blocks from the lowest to the tallest.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Returns how many rows they take.
pub(super) fn rows(day: &Day, size: Size) -> u16 {
    let many = u16::from(day.streak.is_some()) + u16::from(day.mornings.is_some());
    match size {
        Size::Large => 2 * many,
        Size::Middle | Size::Small => many,
    }
}

/// Draws them from a row on: label, value, and the days.
pub(super) fn draw(page: &mut Page, (x, y): (u16, u16), width: u16, day: &Day) {
    let size = page.size();
    let theme = page.theme;
    let (value_at, pitch) = match size {
        Size::Large | Size::Middle => (x + 16, 2),
        Size::Small => (x + 13, 1),
    };
    let days_at = (x + width).saturating_sub(if pitch == 2 { 27 } else { 14 });
    let mut row = y;
    let lines = [
        day.streak.as_ref().map(|streak| ("active weeks", kept(streak, &theme), cells(streak))),
        day.mornings.as_ref().map(|mornings| ("morning pain", scores(mornings, &theme), blocks(mornings))),
    ];
    let site = day.mornings.as_ref().and_then(|mornings| mornings.site).map(|site| site.to_string());
    for (n, (label, value, signs)) in lines.into_iter().enumerate().filter_map(|(n, line)| Some((n, line?))) {
        page.put(x, row, value_at - x - 1, Span::styled(label, theme.muted));
        let end = page.line(value_at, row, days_at.saturating_sub(value_at + 1), value);
        if let Some(site) = site.as_ref().filter(|_| n == 1 && size == Size::Middle) {
            let room = days_at.saturating_sub(end + 3);
            page.put(end + 2, row, room, Span::styled(site.clone(), theme.muted));
        }
        for (i, sign) in signs.into_iter().enumerate() {
            let style = match sign {
                Sign::Done => theme.calm,
                Sign::Free => theme.faint,
                Sign::Pain(score) => theme.pain(score.value()),
            };
            page.sign(days_at + i as u16 * pitch, row, sign.letter(), style);
        }
        row += if size == Size::Large { 2 } else { 1 };
    }
    if size == Size::Large && row > y {
        // Right below the last of them.
        let row = row - 1;
        if let Some(site) = site {
            page.put(x, row, days_at.saturating_sub(x + 2), Span::styled(site, theme.muted));
        }
        page.put(days_at, row, 20, Span::styled("14 days ago", theme.muted));
        page.put_right(x + width, row, 8, Span::styled("today", theme.muted));
    }
}

/// What stands for a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Something was done.
    Done,
    /// Nothing was done, or it is not known.
    Free,
    /// It was this sore.
    Pain(PainScore),
}

impl Sign {
    fn letter(self) -> char {
        match self {
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
    mornings.days.iter().map(|score| score.map_or(Sign::Free, Sign::Pain)).collect()
}

fn kept(streak: &Streak, theme: &Theme) -> Line<'static> {
    Line::from(Span::styled(streak.weeks.to_string(), theme.text))
}

/// "3, was 4": the latest score in the colour of its zone, and the first of the two weeks.
fn scores(mornings: &Mornings, theme: &Theme) -> Line<'static> {
    let Some((now, before)) = mornings.now_and_before() else { return Line::default() };
    let before = before.map(|before| format!(", was {}", before.value())).unwrap_or_default();
    let style = theme.pain(now.value()).patch(theme.strong);
    Line::from(vec![Span::styled(now.value().to_string(), style), Span::styled(before, theme.text)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_as_tall_as_the_pain() {
        let letters: String = (0..=10).map(|n| Sign::Pain(PainScore::new(n).unwrap()).letter()).collect();
        assert_eq!(letters, "▁▁▂▃▄▄▅▆▇██");
    }
}
