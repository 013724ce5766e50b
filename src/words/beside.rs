//! A run in the history and the plan: why it answers nothing, with which command it would, and what a watch adds to it.

use jiff::civil::Date;

use super::date::{day_words, past_day_words};
use super::reason::kind;
use crate::phrase::minutes;
use crate::plan::arrival::{Added, Differences};
use crate::plan::beside::{Again, Beside, Counted, Uncounted};
use crate::plan::reason::Activity;
use crate::plan::walks_first::Refusal;
use crate::record::values::of_minutes;
use crate::symptoms::limits;
use crate::time::duration_text;

const fn what(walk: bool) -> &'static str {
    kind(if walk { Activity::Walk } else { Activity::Run })
}

/// Says that it does not count, and why.
pub fn uncounted(run: &Uncounted) -> String {
    let Uncounted { why, walk, date, today } = *run;
    let what = what(walk);
    format!("This {what} doesn't count for your plan: {}.", self::why(why, what, date, today))
}

fn why(why: Beside, what: &str, date: Date, today: Date) -> String {
    match why {
        Beside::NoRuns => "it has no runs at the moment".to_owned(),
        Beside::Done if date == today => format!("its {what} today is already done"),
        Beside::Done => format!("its {what} that day is already done"),
        Beside::Before { start } => {
            let began = if start > today { "begins" } else { "began" };
            format!("the plan {began} {}", past_day_words(start, today))
        }
        Beside::Walk => "it has a walk here, not a run".to_owned(),
        Beside::Close { first } => {
            let first = first.filter(|first| *first > today).map(|first| day_words(first, today));
            let first = first.map(|first| format!("; the next one can be {first}")).unwrap_or_default();
            format!("it was too soon after the last one{first}")
        }
        Beside::OtherDay { missed: true, .. } if date == today => format!("its {what} was due yesterday"),
        Beside::OtherDay { missed: true, .. } => format!("its {what} was due the day before"),
        Beside::OtherDay { next: Some(next), .. } if next > today => {
            format!("its next {what} is {}", day_words(next, today))
        }
        Beside::OtherDay { .. } => format!("it had no {what} that day"),
    }
}

/// Says that it does not count, why, and with which command it would if any makes it count.
pub fn again(again: &Again) -> String {
    let words = uncounted(&again.run);
    let Some(how) = again.how() else { return words };
    let flags = match how {
        Counted::OfDay(day) => format!("--date {day}"),
        Counted::Planned(None) => "--planned".to_owned(),
        Counted::Planned(Some(day)) => format!("--planned --date {day}"),
    };
    let (what, total) = (what(again.run.walk), duration_text(again.total));
    let undo = if again.of_watch { "" } else { "runup undo, then " };
    format!("{words} If it was that {what}: {undo}runup log {what} {total} {flags}")
}

/// Says where the one entry differs from what was typed or from what was measured, each a sentence behind a space.
pub fn differences(differences: &Differences) -> String {
    let words = |length: f64| minutes(of_minutes(length));
    let longer = differences.longer.map(|(typed, one)| {
        let (typed, one) = (words(typed), words(one));
        format!(" The running alone took longer than the {typed} you gave, so the entry now has the measured length, {one}.")
    });
    let kept = differences.kept.map(|(kept, run)| {
        format!(
            " Your entry keeps its {} of running, although your watch measured {}.",
            words(kept),
            words(run)
        )
    });
    longer.into_iter().chain(kept).collect()
}

/// Returns what a watch adds to an entry, within a list.
pub const fn added(added: Added) -> &'static str {
    match added {
        Added::Length => "length",
        Added::RunTime => "running time",
        Added::Distance => "distance",
        Added::Cadence => "cadence",
        Added::HeartRate => "heart rate",
        Added::TimeOfDay => "time of day",
    }
}

/// Says that a run is one that a watch recorded, and where the one entry differs.
pub fn joined(of: &Differences) -> String {
    format!("This is the run that your watch recorded, so it is one entry.{}", differences(of))
}

/// Says why a walk after a warning sign does not count.
pub fn walk_refused(refusal: Refusal) -> String {
    let why = match refusal {
        Refusal::Short => {
            format!("it was too short; you need {}", crate::phrase::minutes(limits::GATE_WALK))
        }
        Refusal::Sore { score, most: none @ 0 } => format!("your pain was {score}, and it must be {none}"),
        Refusal::Sore { score, most } => format!("your pain was {score}, and it must be {most} or less"),
        Refusal::Unsaid { most: none @ 0 } => {
            format!("you haven't said how much it hurt; pain must be {none}")
        }
        Refusal::Unsaid { most } => {
            format!("you haven't said how much it hurt; pain must be {most} or less")
        }
        Refusal::Limp => "you were limping".to_owned(),
        Refusal::Sharp => "the pain was sharp".to_owned(),
        Refusal::SameDay => "the two must be on different days".to_owned(),
    };
    format!("This walk does not count towards the two before you run again: {why}.")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::civil::date;

    use super::*;

    fn again(night: bool, missed: bool) -> String {
        let today = date(2026, 11, 12);
        let total = Duration::from_secs(33 * 60);
        let why = Beside::OtherDay { next: Some(date(2026, 11, 13)), missed };
        let run = Uncounted { why, walk: false, date: today, today };
        super::again(&Again { run, total, night, of_watch: false })
    }

    #[test]
    fn a_run_past_midnight_is_that_of_the_day_before() {
        let told = "This run doesn't count for your plan: its run was due yesterday. \
                    If it was that run: runup undo, then runup log run 33m --date 2026-11-11";
        assert_eq!(again(true, true), told);
    }

    #[test]
    fn by_day_and_where_none_was_missed_it_is_the_next_one() {
        let next = "This run doesn't count for your plan: its next run is tomorrow. \
                    If it was that run: runup undo, then runup log run 33m --planned";
        assert_eq!(again(true, false), next);
        assert!(again(false, true).ends_with("runup log run 33m --planned"));
    }
}
