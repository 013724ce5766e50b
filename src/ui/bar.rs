//! Bars: how much of a step, a repetition or a routine is over.
//!
//! The past is a heavy line, the rest a light one, and a dot marks the current step, so a bar reads without colour.

use std::cmp::Ordering;
use std::time::Duration;

use ratatui::layout::Rect;
use ratatui::text::Span;

use super::page::Page;
use super::text;
use crate::app::pointer::Target;

const OVER: char = '━';
const HALF: char = '╸';
const AHEAD: char = '─';
const HERE: char = '●';
const TALL: char = '▆';
const LOW: char = '▂';

/// Where a bar stands, and how long it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// The first column.
    pub x: u16,
    /// The row.
    pub y: u16,
    /// How many columns.
    pub width: u16,
}

/// Draws how much of a whole is over, from 0 to 1, to half a cell.
pub(super) fn whole(page: &mut Page, place: Place, over: f64) {
    let halves = (over.clamp(0.0, 1.0) * f64::from(place.width) * 2.0).round() as u16;
    for i in 0..place.width {
        let (sign, style) = match halves {
            n if n >= 2 * (i + 1) => (OVER, page.theme.calm),
            n if n > 2 * i => (HALF, page.theme.calm),
            _ => (AHEAD, page.theme.faint),
        };
        page.sign(place.x + i, place.y, sign, style);
    }
}

/// A beat of a repetition.
#[derive(Debug, Clone)]
pub(super) struct Beat {
    /// Its name and seconds.
    pub label: String,
    /// Its length.
    pub length: Duration,
}

/// Draws one piece for each beat of a repetition with its label below; `over` is how much of
/// the repetition is over.
pub(super) fn beats(page: &mut Page, place: Place, beats: &[Beat], over: Duration) {
    let lengths: Vec<Duration> = beats.iter().map(|beat| beat.length).collect();
    let least = beats.iter().map(|beat| text::width(&beat.label) + 1).max().unwrap_or(0);
    let widths = share(place.width, &lengths, least, 1);
    let (mut x, mut start) = (place.x, Duration::ZERO);
    for (beat, width) in beats.iter().zip(widths) {
        let end = start + beat.length;
        let running = over >= start && over < end;
        let part = over.saturating_sub(start).div_duration_f64(beat.length.max(Duration::from_nanos(1)));
        whole(page, Place { x, width, ..place }, part);
        let style = if running { page.theme.calm.patch(page.theme.strong) } else { page.theme.muted };
        page.put(x, place.y + 1, width, Span::styled(beat.label.clone(), style));
        x += width + 1;
        start = end;
    }
}

/// Draws the routine: one piece for each step, as long as its time, where a click plays it.
///
/// `over` is how much of the step `current` is over, from 0 to 1.
pub(super) fn steps(page: &mut Page, place: Place, lengths: &[Duration], current: usize, over: f64) {
    let count = lengths.iter().filter(|length| !length.is_zero()).count() as u16;
    if count == 0 {
        return;
    }
    if count * 2 > place.width {
        // More steps than there is room for: one line for all of them.
        let total: Duration = lengths.iter().sum();
        let done: Duration = lengths.iter().take(current).sum();
        let here = lengths.get(current).copied().unwrap_or_default().mul_f64(over.clamp(0.0, 1.0));
        let ends = lengths.iter().scan(Duration::ZERO, |end, length| {
            *end += *length;
            Some(*end)
        });
        let ends: Vec<Duration> = ends.collect();
        for column in 0..place.width {
            let at = total.mul_f64((f64::from(column) + 0.5) / f64::from(place.width));
            let step = ends.partition_point(|end| *end <= at) as u16;
            page.mark(Rect::new(place.x + column, place.y, 1, 1), Target::Step(step));
        }
        return whole(page, place, (done + here).div_duration_f64(total));
    }
    let widths = share(place.width, lengths, 1, 1);
    let mut x = place.x;
    for (i, width) in widths.into_iter().enumerate() {
        if width == 0 {
            continue;
        }
        // The gap behind a piece belongs to it.
        page.mark(Rect::new(x, place.y, width + 1, 1), Target::Step(i as u16));
        let dot = (over.clamp(0.0, 1.0) * f64::from(width - 1)).round() as u16;
        for column in 0..width {
            let here = i == current;
            let (sign, style) = match column.cmp(&dot) {
                _ if i < current => (OVER, page.theme.calm),
                Ordering::Less if here => (OVER, page.theme.text),
                Ordering::Equal if here => (HERE, page.theme.strong),
                _ => (AHEAD, page.theme.faint),
            };
            page.sign(x + column, place.y, sign, style);
        }
        x += width + 1;
    }
}

/// What was worked of what was planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Share {
    /// The planned time.
    pub planned: Duration,
    /// The time worked.
    pub worked: Duration,
}

/// Draws what was done: one piece for each step, as long as it was planned.
pub(super) fn done(page: &mut Page, place: Place, steps: &[Share]) {
    let lengths: Vec<Duration> = steps.iter().map(|step| step.planned).collect();
    let gap = u16::from(lengths.len() * 2 <= usize::from(place.width));
    let mut x = place.x;
    for (step, width) in steps.iter().zip(share(place.width, &lengths, 1, gap)) {
        if width > 0 {
            whole(page, Place { x, width, ..place }, step.worked.div_duration_f64(step.planned));
            x += width + gap;
        }
    }
}

/// Draws a run as its profile: running as tall blocks, walking as low ones.
///
/// What is over is teal, a dot marks the place, and what is to come is faint.
pub(super) fn run(page: &mut Page, place: Place, lengths: &[Duration], tall: &[bool], here: (usize, f64)) {
    let (current, over) = here;
    let mut x = place.x;
    for (i, width) in share(place.width, lengths, 1, 0).into_iter().enumerate() {
        let high = if tall.get(i).copied().unwrap_or_default() { TALL } else { LOW };
        let done = (over.clamp(0.0, 1.0) * f64::from(width)).floor() as u16;
        for column in 0..width {
            let style = match i.cmp(&current) {
                Ordering::Less => page.theme.calm,
                Ordering::Equal if column < done => page.theme.calm,
                Ordering::Equal => page.theme.strong,
                Ordering::Greater => page.theme.faint,
            };
            let here = i == current && column == done.min(width - 1);
            page.sign(x + column, place.y, if here { HERE } else { high }, style);
        }
        x += width;
    }
}

/// Draws what a routine is made of: one piece for each step, as long as its time.
pub(super) fn profile(page: &mut Page, place: Place, lengths: &[Duration]) {
    let gap = u16::from(lengths.len() * 2 <= usize::from(place.width));
    let mut x = place.x;
    for width in share(place.width, lengths, gap, gap) {
        for column in 0..width {
            page.sign(x + column, place.y, OVER, page.theme.calm);
        }
        x += width + if width > 0 { gap } else { 0 };
    }
}

/// Shares columns out by time, each piece `least` wide if there is room, a gap between them.
///
/// A piece without time gets nothing. All columns are given out.
pub(super) fn share(columns: u16, lengths: &[Duration], least: u16, gap: u16) -> Vec<u16> {
    let count = lengths.iter().filter(|length| !length.is_zero()).count() as u16;
    let mut widths = vec![0; lengths.len()];
    if count == 0 {
        return widths;
    }
    let free = columns.saturating_sub(gap * (count - 1));
    let least = least.min(free / count);
    let spare = f64::from(free - least * count);
    let total: Duration = lengths.iter().sum();
    let (mut before, mut given) = (Duration::ZERO, 0);
    for (width, length) in widths.iter_mut().zip(lengths) {
        if length.is_zero() {
            continue;
        }
        before += *length;
        let upto = (spare * before.div_duration_f64(total)).round() as u16;
        *width = least + upto - given;
        given = upto;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_columns_are_shared_out() {
        let lengths: Vec<Duration> = [60, 48, 0, 20, 7].into_iter().map(Duration::from_secs).collect();
        for columns in 8..130 {
            let widths = share(columns, &lengths, 1, 1);
            assert_eq!(widths.iter().sum::<u16>() + 3, columns, "{widths:?}");
            assert_eq!(widths[2], 0);
        }
    }
}
