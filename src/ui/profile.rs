//! A run as one row: running as tall blocks, walking as a low line, each as long as its time.

use std::time::Duration;

use ratatui::style::Style;

use super::bar::{Place, share};
use super::page::Page;
use crate::plans::{Interval, Pace};

/// Draws a run's bouts; neighbours of one pace become one block.
///
/// A brisk walk stands a little higher than a walk. Strides are run, so short that they only
/// show as blocks of one column. Every bout gets a column while there is room, and bouts of one
/// length the same number of them; the few columns that are over stay free at the end.
pub(super) fn draw(page: &mut Page, place: Place, bouts: &[Interval]) {
    let (run, walk) = (page.theme.calm, page.theme.faint);
    draw_in(page, place, bouts, (run, walk));
}

/// Draws them with the styles of running and of walking.
pub(super) fn draw_in(page: &mut Page, place: Place, bouts: &[Interval], (run, walk): (Style, Style)) {
    let mut joined: Vec<Interval> = Vec::new();
    for bout in bouts.iter().filter(|bout| !bout.length.is_zero()) {
        match joined.last_mut().filter(|last| last.pace == bout.pace) {
            Some(last) => last.length += bout.length,
            None => joined.push(*bout),
        }
    }
    let lengths: Vec<Duration> = joined.iter().map(|bout| bout.length).collect();
    let mut x = place.x;
    for (bout, columns) in joined.iter().zip(columns(place.width, &lengths)) {
        let (sign, style) = match bout.pace {
            Pace::Run | Pace::Stride => ('█', run),
            Pace::Brisk => ('▂', walk),
            Pace::Walk => ('▁', walk),
        };
        for column in x..x + columns {
            page.sign(column, place.y, sign, style);
        }
        x += columns;
    }
}

/// Returns the columns of each length: the largest scale at which all find room.
fn columns(width: u16, lengths: &[Duration]) -> Vec<u16> {
    let total: Duration = lengths.iter().sum();
    let at = |scale: f64| -> Vec<u16> {
        let columns = |length: &Duration| (length.div_duration_f64(total) * scale).round().max(1.0) as u16;
        lengths.iter().map(columns).collect()
    };
    let scales = (1..=u32::from(width) * 8).rev().map(|eighths| f64::from(eighths) / 8.0);
    let fits =
        scales.map(at).find(|columns| columns.iter().map(|n| u32::from(*n)).sum::<u32>() <= width.into());
    fits.unwrap_or_else(|| share(width, lengths, 1, 0))
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::*;
    use crate::ui::theme::{Colours, Theme};

    fn row(width: u16, bouts: &[(Pace, u64)]) -> String {
        let bouts: Vec<Interval> = bouts
            .iter()
            .map(|(pace, seconds)| Interval { pace: *pace, length: Duration::from_secs(*seconds) })
            .collect();
        let mut buffer = Buffer::empty(Rect::new(0, 0, width + 2, 1));
        let mut page = Page::new(&mut buffer, Theme::of(Colours::Dark));
        draw(&mut page, Place { x: 1, y: 0, width }, &bouts);
        buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn a_block_is_as_long_as_its_time() {
        let bouts = [(Pace::Run, 180), (Pace::Walk, 120), (Pace::Run, 180)];
        assert_eq!(row(24, &bouts), " █████████▁▁▁▁▁▁█████████ ");
    }

    #[test]
    fn bouts_of_one_length_are_equally_wide_and_all_find_room() {
        let bouts: Vec<(Pace, u64)> =
            (0..16).map(|i| if i % 2 == 0 { (Pace::Run, 61) } else { (Pace::Walk, 90) }).collect();
        for width in [16, 31, 38, 60, 97] {
            let row = row(width, &bouts);
            assert!(row.starts_with(' ') && row.ends_with(' '), "{row}");
            let runs: Vec<&str> = row.trim().split('▁').filter(|block| !block.is_empty()).collect();
            let walks: Vec<&str> = row.trim().split('█').filter(|line| !line.is_empty()).collect();
            assert!(runs.len() == 8 && runs.iter().all(|block| *block == runs[0]), "{row}");
            assert!(walks.len() == 8 && walks.iter().all(|line| *line == walks[0]), "{row}");
            assert!(usize::from(width) - row.trim().chars().count() < 16, "{row}");
        }
    }

    #[test]
    fn more_bouts_than_columns_stay_in_the_row() {
        let bouts: Vec<(Pace, u64)> =
            (0..40).map(|i| if i % 2 == 0 { (Pace::Run, 10) } else { (Pace::Walk, 10) }).collect();
        assert_eq!(row(12, &bouts).trim().chars().count(), 12);
    }

    #[test]
    fn neighbours_of_one_pace_are_one_and_no_time_is_nothing() {
        assert_eq!(
            row(6, &[(Pace::Walk, 60), (Pace::Walk, 60), (Pace::Brisk, 0), (Pace::Run, 60)]),
            " ▁▁▁▁██ "
        );
        assert_eq!(row(4, &[]), "      ");
        assert_eq!(row(4, &[(Pace::Brisk, 60), (Pace::Stride, 1)]), " ▂▂▂█ ");
    }
}
