//! What the pictures of the weeks say in words, on the screen and in the terminal.

use jiff::civil::Date;

use super::mornings::{Ends, FEWEST};
use super::{Moved, Tally, Tested, Window};
use crate::plans::TestKind;
use crate::symptoms::Side;
use crate::time::{days_between, rounded_minutes};

/// An answer of so many days ago is still how it is now.
const NOW: i32 = 3;

/// Returns a number as it is said in a sentence: "five", "26".
pub fn number(n: u32) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    WORDS.get(n as usize).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// Returns some weeks in words: "one week", "26 weeks".
pub fn weeks(n: u32) -> String {
    format!("{} {}", number(n), if n == 1 { "week" } else { "weeks" })
}

/// Returns a day as an axis names it: "5 Oct".
pub fn short(date: Date) -> String {
    date.strftime("%-d %b").to_string()
}

/// Returns a score or mean as it is read: the nearest whole number.
pub fn score(mean: f64) -> u8 {
    mean.round().clamp(0.0, 10.0) as u8
}

/// Says how the mornings went: "5 eight weeks ago, 2 now".
pub fn mornings(ends: &Ends, today: Date) -> String {
    let ((first, before), (last, after)) = (ends.first, ends.last);
    let now = days_between(last, today) <= NOW;
    let after =
        format!("{} {}", score(after), if now { "now".into() } else { format!("on {}", short(last)) });
    if first == last {
        return after;
    }
    let days = u32::try_from(days_between(first, today)).unwrap_or(0);
    let before = score(before);
    match (now, (days + 3) / 7) {
        (false, _) => format!("{before} on {}, {after}", short(first)),
        (true, 0 | 1) => format!("{before} {} ago, {after}", days_words(days)),
        (true, n) => format!("{before} {} ago, {after}", weeks(n)),
    }
}

fn days_words(days: u32) -> String {
    format!("{} {}", number(days), if days == 1 { "day" } else { "days" })
}

/// Says why the mornings of a window are no line.
pub fn few_mornings(count: usize, window: &Window) -> String {
    let there = match count {
        0 => "there is none".to_owned(),
        1 => "there is one".to_owned(),
        n => format!("there are {}", number(n as u32)),
    };
    if window.is_now() {
        format!("The mornings stand here as a line from the {FEWEST}th answer on; so far {there}.")
    } else {
        format!("Too few mornings for a line: {there} in these weeks.")
    }
}

/// Says how the last week of a window compares: "104 so far, 96 last week".
pub fn minutes(tally: &Tally, window: &Window) -> String {
    let mut mondays: Vec<Date> = window.mondays().collect();
    let all = |monday: Option<Date>| monday.map(|monday| rounded_minutes(tally.week(monday).all()));
    let (this, last) = (all(mondays.pop()).unwrap_or(0), all(mondays.pop()));
    match (window.is_now(), last) {
        (true, Some(last)) => format!("{this} so far, {last} last week"),
        (true, None) => format!("{this} so far"),
        (false, Some(last)) => format!("{this} in the last, {last} in the one before"),
        (false, None) => format!("{this} in this one"),
    }
}

/// Returns the minutes of a week in words: "40 of runs, 12 of routines".
pub fn parts(moved: Moved) -> String {
    match moved.minutes() {
        (runs, 0) => format!("{runs} of runs"),
        (0, routines) => format!("{routines} of routines"),
        (runs, routines) => format!("{runs} of runs, {routines} of routines"),
    }
}

/// What stands where no week of a window has a minute.
pub const NO_MINUTES: &str =
    "No run and no routine in these weeks. Each week is a bar here, as tall as its minutes.";

/// What stands where nothing was ever written.
pub const NOTHING: &str = "The first run or routine begins this page: a bar for each week, a cell for each day. If something \
     is sore, the mornings become a line, so that you see where it is going.";

/// Returns the results of a test in words: "left 18, 12 at first; right 15"; `None` where there are none.
pub fn tested(tally: &Tally, kind: TestKind) -> Option<String> {
    let side = |side: Side| {
        let Tested { first, last } = tally.tested(kind, side)?;
        let now = kind.value_words(tenth(last.1));
        let before = (first.0 != last.0).then(|| format!(", {} at first", kind.value_words(tenth(first.1))));
        Some(format!("{side} {now}{}", before.unwrap_or_default()))
    };
    let sides: Vec<String> = [Side::Left, Side::Right].into_iter().filter_map(side).collect();
    (!sides.is_empty()).then(|| sides.join("; "))
}

/// Returns a result to the tenth.
pub fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// The tests that are told, in order.
pub const TESTS: [TestKind; 2] = [TestKind::HeelRaises, TestKind::KneeToWall];

/// Returns what a test is called where it stands in a row.
pub const fn test_name(kind: TestKind) -> &'static str {
    match kind {
        TestKind::HeelRaises => "heel raises",
        TestKind::KneeToWall => "knee to wall",
        TestKind::Hops => "hops",
    }
}
