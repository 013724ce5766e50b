//! How it has been going: what stands beside the pictures of the weeks, on the screen and in the terminal.

use jiff::civil::Date;

use super::{number, readiness};
use crate::plan::progress::mornings::{Ends, FEWEST};
use crate::plan::progress::{Caption, Tested, score, tenth};
use crate::plans::TestKind;
use crate::symptoms::Side;
use crate::symptoms::limits::PAIN_NOTICEABLE;
use crate::time::days_between;

/// Says what stands beside a picture, or in its place.
pub fn caption(caption: Caption) -> String {
    match caption {
        Caption::Nothing => {
            "Your first run or routine starts this page: a bar for each week and a square for each day. If \
             something is sore, your mornings become a line that shows where it's heading."
                .to_owned()
        }
        Caption::NoMinutes => {
            "No runs and no routines in these weeks. Each week becomes a bar, as tall as its minutes."
                .to_owned()
        }
        Caption::FewMornings { count, now } => few_mornings(count, now),
        Caption::Mornings(ends, today) => mornings(&ends, today),
        Caption::Week { this, before, now } => match (now, before) {
            (true, Some(before)) => format!("{this} so far, {before} last week"),
            (true, None) => format!("{this} so far"),
            (false, Some(before)) => format!("{this} that week, {before} the week before"),
            (false, None) => format!("{this} that week"),
        },
    }
}

/// Says when a week is kept.
pub fn kept() -> String {
    format!(
        "A week is active when you ran, walked, did another sport, a routine or a test in it, or did less for a \
         reason: a run left out, a morning or a run at {PAIN_NOTICEABLE} or more, being ill or sore, a warning sign. \
         A rest day takes nothing away, and a week without an entry is a pause: the count goes on after it."
    )
}

/// Says how the mornings went: "5 eight weeks ago, 2 now".
fn mornings(ends: &Ends, today: Date) -> String {
    let ((first, before), (last, after)) = (ends.first, ends.last);
    let now = ends.is_now(today);
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

/// Says why the mornings of a window are no line.
fn few_mornings(count: usize, now: bool) -> String {
    let there = match count {
        0 => "there is none".to_owned(),
        1 => "there is one".to_owned(),
        n => format!("there are {}", number::few(n)),
    };
    if now {
        format!("Your mornings become a line after {FEWEST} answers. So far {there}.")
    } else {
        format!("These weeks have too few mornings for a line: {there}.")
    }
}

/// Returns some weeks in words: "one week", "26 weeks".
pub fn weeks(n: u32) -> String {
    number::few_of(n, "week")
}

fn days_words(days: u32) -> String {
    number::few_of(days, "day")
}

/// Returns a day as an axis names it: "5 Oct".
pub fn short(date: Date) -> String {
    date.strftime("%-d %b").to_string()
}

/// Returns the results of a test in words, a side after the other: "left 18, 12 at first; right 15".
pub fn tested(kind: TestKind, sides: &[(Side, Tested)]) -> String {
    let side = |(side, Tested { first, last }): &(Side, Tested)| {
        let now = readiness::result(kind, tenth(last.1));
        let before =
            (first.0 != last.0).then(|| format!(", {} at first", readiness::result(kind, tenth(first.1))));
        format!("{side} {now}{}", before.unwrap_or_default())
    };
    sides.iter().map(side).collect::<Vec<_>>().join("; ")
}

/// Returns a test's name, as used in a row.
pub const fn test_in_row(kind: TestKind) -> &'static str {
    match kind {
        TestKind::HeelRaises => "heel raises",
        TestKind::KneeToWall => "knee to wall",
        TestKind::Hops => "hops",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_rule_of_kept_weeks_does_not_scold() {
        for word in ["missed", "failed", "should", "lost", "broke"] {
            assert!(!super::kept().contains(word), "it scolds: {word}");
        }
    }
}
