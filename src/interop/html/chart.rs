//! Charts of a report, as SVG in the page's own colours.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::time::days_between;

/// The size of a chart, and the room at its left and below for what its axes say.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 150.0;
const LEFT: f64 = 34.0;
const BELOW: f64 = 20.0;
/// Most words below a chart; with more weeks some go without.
const LABELS: usize = 9;
/// Days without a score over which a line still leads.
const GAP: i32 = 7;

/// The minutes of a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// What is written below it.
    pub label: String,
    /// Minutes of running.
    pub run: u64,
    /// Minutes of walking, with those around a run.
    pub walk: u64,
}

/// Returns the minutes by week: a bar each, running below and walking above.
pub fn weeks(weeks: &[Week]) -> String {
    let most = weeks.iter().map(|week| week.run + week.walk).max().unwrap_or_default().max(10);
    let top = most.next_multiple_of(if most > 120 { 60 } else { 10 });
    let mut out = begin();
    axis(&mut out, top as f64);
    let room = (WIDTH - LEFT) / weeks.len().max(1) as f64;
    let every = weeks.len().div_ceil(LABELS).max(1);
    let wide = (room * 0.7).min(42.0);
    for (n, week) in weeks.iter().enumerate() {
        let x = LEFT + room * n as f64 + (room - wide) / 2.0;
        let high = |minutes: u64| HEIGHT * minutes as f64 / top as f64;
        let (run, walk) = (high(week.run), high(week.walk));
        rectangle(&mut out, "run", [x, HEIGHT - run, wide, run]);
        rectangle(&mut out, "other", [x, HEIGHT - run - walk, wide, walk]);
        if n % every == 0 {
            below(&mut out, x + wide / 2.0, &week.label);
        }
    }
    rectangle(&mut out, "run", [LEFT, -16.0, 9.0, 9.0]);
    title(&mut out, LEFT + 13.0, "running");
    rectangle(&mut out, "other", [LEFT + 70.0, -16.0, 9.0, 9.0]);
    title(&mut out, LEFT + 83.0, "walking");
    title(&mut out, LEFT + 138.0, "minutes a week");
    out.push_str("</svg>\n");
    out
}

/// Returns scores from 0 to 10 by their days: a dot each, and a line between days that follow closely.
pub fn scores(days: &[(Date, u8)], (from, to): (Date, Date)) -> String {
    let mut out = begin();
    axis(&mut out, 10.0);
    let all = f64::from(days_between(from, to).max(1));
    let x = |date: Date| LEFT + 4.0 + (WIDTH - LEFT - 8.0) * f64::from(days_between(from, date)) / all;
    let y = |score: u8| HEIGHT * (1.0 - f64::from(score) / 10.0);
    let mut way = String::new();
    let mut before: Option<Date> = None;
    for (date, score) in days {
        let joins = before.is_some_and(|before| days_between(before, *date) <= GAP);
        let _ = write!(way, "{}{:.1} {:.1}", if joins { 'L' } else { 'M' }, x(*date), y(*score));
        before = Some(*date);
    }
    let _ = writeln!(out, "<path class=\"way\" d=\"{way}\"/>");
    for (date, score) in days {
        let _ = writeln!(
            out,
            "<circle class=\"pain\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"2.5\"/>",
            x(*date),
            y(*score)
        );
    }
    for (date, inwards) in [(from, 14.0), (to, -14.0)] {
        below(&mut out, x(date) + inwards, &date.strftime("%-d %b").to_string());
    }
    title(&mut out, LEFT, "morning pain, 0 to 10");
    out.push_str("</svg>\n");
    out
}

fn begin() -> String {
    let (width, height) = (WIDTH + 4.0, HEIGHT + BELOW + 24.0);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 -22 {width} {height}\" aria-hidden=\"true\">\n"
    )
}

/// Three lines with their values: none, half and all of it.
fn axis(out: &mut String, top: f64) {
    for part in [0.0, 0.5, 1.0] {
        let y = HEIGHT * (1.0 - part);
        let _ = writeln!(out, "<line class=\"axis\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{y}\" y2=\"{y}\"/>");
        let (x, y, value) = (LEFT - 6.0, y + 4.0, top * part);
        let _ = writeln!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"end\">{value}</text>");
    }
}

fn rectangle(out: &mut String, class: &str, [x, y, wide, high]: [f64; 4]) {
    if high > 0.0 {
        let _ = writeln!(
            out,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\"/>"
        );
    }
}

fn title(out: &mut String, x: f64, words: &str) {
    let _ = writeln!(out, "<text x=\"{x}\" y=\"-8\">{words}</text>");
}

fn below(out: &mut String, x: f64, label: &str) {
    let y = HEIGHT + 15.0;
    let _ = writeln!(out, "<text x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\">{label}</text>");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_bar_is_as_high_as_its_minutes() {
        let week = |run, walk| Week { label: "Mon".into(), run, walk };
        let svg = weeks(&[week(30, 10), week(0, 0), week(60, 0)]);
        // The axis ends at 60, and 150 units are its height.
        assert!(svg.contains("class=\"run\"") && svg.contains("height=\"75.0\""), "{svg}");
        assert!(svg.contains("class=\"other\"") && svg.contains("height=\"25.0\""), "{svg}");
        assert!(svg.contains("height=\"150.0\""), "{svg}");
    }

    #[test]
    fn a_line_leads_over_a_week_without_a_score_and_no_longer() {
        let (from, to) = (date(2026, 9, 1), date(2026, 10, 1));
        let days = [(from, 4), (date(2026, 9, 8), 2), (date(2026, 9, 16), 0)];
        let svg = scores(&days, (from, to));
        let way = svg.split("d=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(way.matches('M').count(), 2, "{way}");
        assert_eq!(way.matches('L').count(), 1, "{way}");
        assert_eq!(svg.matches("<circle").count(), 3);
    }
}
