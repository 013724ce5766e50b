//! The weeks at the top of the history: the Progress screen in plain characters on 40 columns.

use std::fmt::Write;

use jiff::civil::Date;

use crate::phrase::capital;
use crate::plan::progress::mornings::FEWEST;
use crate::plan::progress::{Caption, TESTS, Tally, Window};
use crate::time::{days_between, monday, rounded_minutes};
use crate::words::{Words, number};

/// The default number of weeks.
const WEEKS: u32 = 8;
/// Characters of the longest bar.
const BAR: u64 = 22;
/// Fewer minutes than this never fill a bar.
const LEAST: u64 = 20;

/// Says how the weeks have been, from the week of a day on.
pub(super) fn told(words: &dyn Words, tally: &Tally, since: Option<Date>) -> String {
    let today = tally.today();
    let weeks = since.map_or(WEEKS, |since| {
        u32::try_from(days_between(monday(since), monday(today)) / 7 + 1).unwrap_or(1)
    });
    let window = tally.window(0, weeks);
    let mut out = String::new();
    minutes(&mut out, words, tally, &window);
    for site in tally.sites(&window) {
        let Some(mornings) = tally.mornings(site) else { continue };
        let count = mornings.count(&window);
        let ends = mornings.ends(&window).filter(|_| count >= FEWEST);
        let Some(ends) = ends else {
            let noun = if count == 1 { "morning" } else { "mornings" };
            let _ = writeln!(out, "\nMorning pain, {site}: {} {noun} in these weeks", number::few(count));
            continue;
        };
        let _ = writeln!(out, "\nMorning pain, {site}: {}", words.caption(Caption::Mornings(ends, today)));
        for monday in window.mondays() {
            let bar = mornings.mean_of_week(monday).map_or_else(
                || "   -".to_owned(),
                |mean| format!("{mean:>4.1}  {}", "#".repeat((mean * 2.0).round() as usize)),
            );
            let _ = writeln!(out, "{:>7}  {bar}", words.short_day(monday));
        }
    }
    others(&mut out, words, tally, &window);
    let _ = writeln!(out, "\nActive weeks: {}", tally.weeks_kept());
    for kind in TESTS {
        let sides = tally.tested_sides(kind);
        if !sides.is_empty() {
            let test = capital(words.test_in_row(kind));
            let _ = writeln!(out, "{test}: {}", words.tested(kind, &sides));
        }
    }
    out
}

/// The minutes of other sports, a bar a week with a sign of its own: they are not part of the running.
fn others(out: &mut String, words: &dyn Words, tally: &Tally, window: &Window) {
    let minutes = |monday| rounded_minutes(tally.others_of_week(monday));
    let most = window.mondays().map(minutes).max().unwrap_or(0);
    if most == 0 {
        return;
    }
    let _ = writeln!(out, "\nOther sport, minutes per week: o");
    for monday in window.mondays() {
        let bar = (minutes(monday) as f64 / most.max(LEAST) as f64 * BAR as f64).round() as usize;
        let _ = writeln!(out, "{:>7}  {:>5}  {}", words.short_day(monday), minutes(monday), "o".repeat(bar));
    }
}

/// The minutes of each week as a bar: `#` for runs and walks, `+` for routines.
fn minutes(out: &mut String, words: &dyn Words, tally: &Tally, window: &Window) {
    let most = window.mondays().map(|monday| rounded_minutes(tally.week(monday).all())).max().unwrap_or(0);
    if most == 0 {
        // The week that goes on is one of them.
        let when = match window.mondays().count() as u32 {
            0 => "yet".to_owned(),
            1 => "this week".to_owned(),
            n => format!("in the last {}", words.weeks(n)),
        };
        let _ = writeln!(out, "No runs or routines {when}.");
        return;
    }
    let wide = |minutes: u64| {
        let share = minutes as f64 / most.max(LEAST) as f64;
        if minutes == 0 { 0 } else { ((share * BAR as f64).round() as usize).max(1) }
    };
    let _ = writeln!(out, "Minutes per week: # runs, + routines");
    for monday in window.mondays() {
        let (runs, routines) = tally.week(monday).minutes();
        let all = wide(runs + routines);
        let part = if routines > 0 { wide(runs).min(all.saturating_sub(1)) } else { all };
        let bar = "#".repeat(part) + &"+".repeat(all - part);
        let now = if later_than_a_week(monday, tally.today()) { "" } else { " so far" };
        let _ = writeln!(out, "{:>7}  {:>5}  {bar}{now}", words.short_day(monday), runs + routines);
    }
}

fn later_than_a_week(monday: Date, today: Date) -> bool {
    days_between(monday, today) >= 7
}
