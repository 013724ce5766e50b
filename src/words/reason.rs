//! Why today's run is what it is: the sentence a friend would say, and the rule behind it.
//!
//! The sentence names no rule and no code; `explain` prints those. Nothing here blames, promises or
//! names a condition.

use jiff::civil::Date;

use super::Named;
use super::date::day_words;
use crate::phrase::{capital, minutes};
use crate::plan::reason::{Activity, Input, NextDay, Reason};
use crate::plan::recommend::Why;
use crate::plan::signs::Stop;
use crate::plan::state::Comeback;
use crate::plan::verdict::{Cause, Decision, Stressor, Verdict};
use crate::plan::walks_first::WalksFirst;
use crate::plans::Day;
use crate::record::CutShort;
use crate::symptoms::{Region, signs};
use crate::time::days_between;

/// Returns the reason as a friend would say it.
pub fn reason(reason: &Reason) -> String {
    let today = reason.today;
    let last = format!("the last {}", kind(reason.last));
    let walks = reason.coming == Activity::Walk;
    let main = match &reason.why {
        Why::Stopped(stop) => stopped(stop),
        Why::Resting(resting, earliest) => {
            let why = cause(&resting.cause, &last);
            let earliest = day_words(*earliest, today);
            format!("A rest: {why}. Running comes back after two calm mornings in a row, {earliest} at the earliest.")
        }
        Why::SoreToday { score } => format!("It is at {score} today: an easy walk. The run waits for you."),
        Why::Ill(Some(from)) => {
            format!("First two days without fever: the next run is {} at the earliest.", day_words(*from, today))
        }
        Why::Ill(None) => "First get well. After two days without fever it goes on, with half a run.".into(),
        Why::AfterIllness => "Half of the usual for the first week after being ill.".into(),
        Why::Gap { days, back } => {
            let of = if reason.ran_beside { " of the plan" } else { "" };
            let then = if *back {
                "a little lower to begin with, so that the leg can follow"
            } else {
                "the same place again"
            };
            format!("{days} days without a run{of}: {then}.")
        }
        Why::Guard => {
            "A little shorter than the plan has it: not far beyond your longest run of the last 30 days.".into()
        }
        Why::Comeback(Comeback::Rest(resting)) => {
            format!("Back from the rest, lower to begin with: {}.", cause(&resting.cause, &last))
        }
        Why::Comeback(Comeback::Stop) if walks => {
            "The warning sign is cleared. Brisk walks come before your next run.".into()
        }
        Why::Comeback(Comeback::Stop) => {
            "Your walks after the warning sign went well, so you can run again, for less time at first.".into()
        }
        Why::WalksFirst(first) => walks_first(*first),
        Why::NewStage if walks => "A calm week. Now brisk walks, slow enough to talk.".into(),
        Why::NewStage => "The tests are passed, and running begins: slow enough to talk.".into(),
        Why::Verdict { date, verdict, greens, early } => {
            let run = run_words(*date, reason.last, today);
            verdict_words(&run, days_between(*date, today), verdict, *greens, *early)
        }
        Why::Start if walks => "The first walk of your plan: brisk, and slow enough to talk.".into(),
        Why::Start => "The first run of your plan: slow enough to talk.".into(),
        Why::Calm { .. } => {
            "No running yet: the strength routine and daily life. Walks come next, after a week of mornings at 2 or less.".into()
        }
        Why::Tests { wait: Some(wait), .. } => {
            format!("The hops hurt more than a little: two weeks of strength, and the tests again {}.", day_words(*wait, today))
        }
        Why::Tests { passed, needed, .. } => {
            format!("Before running come the heel raises and the hops, passed on {} different days: {passed} so far.", number(*needed))
        }
        Why::Finished => "The plan is done. The warm-ups are here whenever you run.".into(),
    };
    match reason.next {
        Some(next) => format!("{main} {}", next_day(next, reason)),
        None => main,
    }
}

/// Returns what an activity is called.
pub const fn kind(activity: Activity) -> &'static str {
    match activity {
        Activity::Run => "run",
        Activity::Walk => "walk",
    }
}

fn stopped(stop: &Stop) -> String {
    let text = signs::sign(&stop.sign).map_or("", |sign| sign.text);
    let wait = if stop.decision == Decision::StopLock {
        "Everything here waits until somebody has looked at it."
    } else {
        "No running until somebody has looked at it; walking is fine where it does not hurt."
    };
    format!("{text} {wait}").trim().to_owned()
}

/// Says which walks come first after a warning sign.
pub fn walks_first(first: WalksFirst) -> String {
    let walks = match first.left() {
        1 => "Take one more brisk walk of 30 minutes before you run again, on another day.",
        _ => "Take two brisk walks of 30 minutes before you run again, on different days.",
    };
    let pain = match first.most {
        0 => "only if your pain is 0.".to_owned(),
        most => format!("only if your pain stays at {most} out of 10 or less."),
    };
    let pain = if first.left() == 1 { format!("It counts {pain}") } else { format!("They count {pain}") };
    format!("{walks} {pain}")
}

fn number(count: u8) -> String {
    match count {
        1 => "one".to_owned(),
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        more => more.to_string(),
    }
}

/// Says when it goes on, and why not today.
fn next_day(next: NextDay, reason: &Reason) -> String {
    let NextDay { date, rest } = next;
    let next = format!("Next {} {}.", kind(reason.coming), day_words(date, reason.today));
    match rest {
        Some(2..) => format!("Two days of rest between runs for now. {next}"),
        Some(_) => format!("A day of rest between runs. {next}"),
        None => next,
    }
}

/// Says what came of a run; `ago` are the days since.
fn verdict_words(run: &str, ago: i32, verdict: &Verdict, greens: (usize, u8, u8), early: bool) -> String {
    let why = cause(&verdict.cause, run);
    if early && verdict.is_unsaid() {
        return "Logged. Tomorrow's first steps decide what comes next.".into();
    }
    match (verdict.decision, verdict.cause) {
        (Decision::StopLock | Decision::PauseAndRefer | Decision::Rest, _) => format!("A rest: {why}."),
        (Decision::Regress, Cause::MorningUp { first, second: None, usual }) if ago == 1 => format!(
            "This morning was {first}, where {usual} is usual: one step easier, unless tomorrow is at {usual} or less."
        ),
        (Decision::Regress, _) => format!("One step easier: {why}."),
        (Decision::Hold, Cause::Longer { .. }) if early => {
            "Longer than planned. Next run as planned, and tell me tomorrow morning.".into()
        }
        (Decision::Hold, Cause::Unplanned) => format!(
            "{} was not one of the plan's: it counts as running, and the plan waits where it was.",
            capital(run)
        ),
        (Decision::Hold, _) => format!("Same again: {why}."),
        (Decision::RepeatGreen | Decision::Advance, _) => {
            let (have, needed, _) = greens;
            if have == 0 || needed == 1 {
                format!("Next step: {run} was fine, and so was the morning after.")
            } else if have < usize::from(needed) {
                format!("Good. Same again: {have} of {needed} good runs here.")
            } else {
                "Good. Same again.".into()
            }
        }
    }
}

/// Says what was seen, as part of a sentence.
pub fn cause(cause: &Cause, run: &str) -> String {
    match cause {
        Cause::DeepHeel { score } => format!("deep in the heel bone it was at {score} on {run}"),
        Cause::Limp => format!("{run} ended with a limp"),
        Cause::LimpThatDay => "you were limping".into(),
        Cause::SharpThatDay => "it was sharp that day".into(),
        Cause::TooMuchThatDay { score } => format!("it was at {score} that day"),
        Cause::Sharp => format!("it was sharp on {run}"),
        Cause::TooMuchDuring { score } => format!("it reached {score} during {run}"),
        Cause::TooMuchAfter { score } => format!("it reached {score} after {run}"),
        Cause::HighMorning { score, usual } => format!("a morning of {score}, where {usual} is usual"),
        Cause::StillHigh { first, second, usual }
        | Cause::MorningUp { first, second: Some(second), usual } => {
            format!("the mornings after {run} were {first} and {second}, where {usual} is usual")
        }
        Cause::MorningUp { first: score, second: None, usual } | Cause::Morning { score, usual } => {
            format!("the morning after {run} was {score}, where {usual} is usual")
        }
        Cause::Rose { from, to } => format!("it rose from {from} to {to} during {run}"),
        Cause::Twice { before, now } => format!("it was at {before} and {now} the last two times"),
        Cause::TrendBack { .. } => "the mornings of this week are clearly higher than last week's".into(),
        Cause::TrendHold { .. } => "the mornings of this week are a little higher than last week's".into(),
        Cause::During { score } => format!("it was at {score} during {run}"),
        Cause::After { score } => format!("it was at {score} after {run}"),
        Cause::Effort { effort } => {
            format!("{run} felt like {effort} of 10, and easy is what counts for now")
        }
        Cause::CutShort { .. } => format!("{run} ended a little early, so it comes once more"),
        Cause::Longer { planned, run: did } => {
            format!("{run} was {} of running, with {} planned", minutes(*did), minutes(*planned))
        }
        Cause::NoMorning => format!("how the morning after {run} felt is not known yet"),
        Cause::NoScore { region: Region::Elsewhere } => format!("{run} has no score yet for the sore place"),
        Cause::NoScore { region } => format!("{run} has no score yet for {}", region.words()),
        Cause::Elsewhere => "the sore place is one that this plan knows nothing about".into(),
        Cause::NewStressor { what: Stressor::Hills } => {
            "hills were new this week, and one new thing is enough".into()
        }
        Cause::NewStressor { what: Stressor::Shoes } => {
            "the shoes are new this week, and one new thing is enough".into()
        }
        Cause::OtherReason { .. } => format!("{run} was cut short for another reason, and that is fine"),
        Cause::Unplanned => format!("{run} was not one of the plan's"),
        Cause::Lighter => format!("{run} was a lighter one, and the whole one is still to come"),
        Cause::Green => format!("{run} was fine"),
    }
}

/// Returns the rule, as `explain` prints it.
pub fn rule(why: &Why) -> String {
    match why {
        Why::Stopped(stop) => format!("warning sign {}", stop.sign),
        Why::Resting(..) => "rest until two mornings in a row are at max(2, usual) or less, 72 h at least".into(),
        Why::SoreToday { .. } => "sore before the run: 3 to 5 walk; 6 or more, or a limp, rest".into(),
        Why::Ill(_) => "48 h without fever".into(),
        Why::AfterIllness => "the first week after an illness at half".into(),
        Why::Gap { .. } => "missed runs: 7 to 13, 14 to 27, 28 to 55, 56 days and more".into(),
        Why::Guard => "load guard: max(110 %, +120 s) of the longest green run of the plan in 30 days; without one, half of the longest before the break".into(),
        Why::Comeback(Comeback::Rest(_)) => "after a rest: two levels lower and 70 % of the last run at most; by weeks, the week before".into(),
        Why::Comeback(Comeback::Stop) => "after a warning sign that was cleared: half of the last run at most; by stages, the walks".into(),
        Why::WalksFirst(first) => format!("after a warning sign: two brisk walks of 30 minutes on two days, at {} or less", first.most),
        Why::NewStage => "all criteria of the stage before are met".into(),
        Why::Verdict { verdict, .. } => verdict_rule(verdict).into(),
        Why::Start => "the plan begins".into(),
        Why::Calm { .. } => "no running until the stage's criteria are met".into(),
        Why::Tests { .. } => "raises and hops passed twice, 48 h apart".into(),
        Why::Finished => "the plan is done".into(),
    }
}

fn verdict_rule(verdict: &Verdict) -> &'static str {
    match verdict.cause {
        Cause::DeepHeel { .. } => "deep heel-bone pain in or after a run stops everything",
        Cause::Limp | Cause::LimpThatDay => "a limp rests",
        Cause::TooMuchThatDay { .. } => "6 or more on any day rests",
        Cause::Lighter => "a walk in place of a run, and the half of an illness's week, never lead on",
        Cause::Sharp | Cause::SharpThatDay => "stabbing rests",
        Cause::TooMuchDuring { .. } => "6 or more during a run rests",
        Cause::TooMuchAfter { .. } => "6 or more after a run rests",
        Cause::HighMorning { .. } => "a morning of max(5, usual + 3) rests",
        Cause::StillHigh { .. } => "usual + 2 on both mornings rests",
        Cause::MorningUp { .. } => "usual + 2 that is not settled at 48 h steps back",
        Cause::Rose { .. } => "a rise of 4 within a run steps back",
        Cause::Twice { .. } => "4 or 5 in two runs in a row steps back",
        Cause::TrendBack { .. } => "a week's mean up by 1 steps back",
        Cause::During { .. } => "3 to 5 during a run holds; walks step back from 4",
        Cause::After { .. } => "3 to 5 after a run holds",
        Cause::Morning { .. } => "a morning above max(usual, 2) holds",
        Cause::TrendHold { .. } => "a week's mean up by 0.5 holds",
        Cause::Effort { .. } => "effort of 7 or more on an easy run holds",
        Cause::CutShort { .. } => "less than 90 % done, for the body, holds",
        Cause::Longer { .. } => "more than 110 % of the planned minutes holds",
        Cause::NoMorning => "a morning that is not known never leads on",
        Cause::NoScore { .. } => "a sore site that is not scored holds",
        Cause::Elsewhere => "soreness elsewhere never leads on",
        Cause::NewStressor { .. } => "one new thing in seven days",
        Cause::OtherReason { .. } => "cut short for another reason: the same run, neither for nor against",
        Cause::Unplanned => "a run beside the plan never leads on",
        Cause::Green => {
            "2 or less during and after, the morning at max(usual, 2) or less, 90 % done, effort 6 or less"
        }
    }
}

/// Returns what went into a decision, by its name.
pub fn input(input: &Input) -> Named {
    let score = |score: &Option<u8>| score.map_or("not said".to_owned(), |score| score.to_string());
    let (name, value) = match input {
        Input::LastRun(date) => ("last run", date.to_string()),
        Input::RunMinutes(time) => ("run minutes", minutes(*time)),
        Input::Planned(workout) => ("planned", workout.to_string()),
        Input::Before(pain) => ("before", score(pain)),
        Input::During(pain) => ("during", score(pain)),
        Input::After(pain) => ("after", score(pain)),
        Input::Effort(effort) => ("effort", score(effort)),
        Input::ShareDone(share) if *share > 100.0 => {
            ("share done", "100 %, and more than planned".to_owned())
        }
        Input::ShareDone(share) => ("share done", format!("{share:.0} %")),
        Input::CutShort(CutShort::Body) => ("cut short for", "the body".to_owned()),
        Input::CutShort(_) => ("cut short for", "another reason".to_owned()),
        Input::Site(site) => ("site", site.to_string()),
        Input::UsualMorning(usual) => ("usual morning", usual.to_string()),
        Input::MorningAfter(morning) => ("morning after", score(morning)),
        Input::SecondMorning(morning) => ("second morning", score(morning)),
        Input::WeeksMean { mean, trend } => {
            ("week's mean", format!("{mean:.1}, {trend:+.1} on the week before"))
        }
        Input::LongestGreen(time) => ("longest green run in 30 days", minutes(*time)),
        Input::GuardAllows(time) => ("guard allows", minutes(*time)),
        Input::DaysSinceLastRun(days) => ("days since the last run", days.to_string()),
        Input::DaysBetweenRuns(days) => ("days between runs", days.to_string()),
    };
    Named { name, value }
}

/// Returns a past run in words: `today's run`, `Monday's walk`, `the run on 3 November`.
fn run_words(date: Date, activity: Activity, today: Date) -> String {
    let kind = kind(activity);
    match days_between(date, today) {
        0 => format!("today's {kind}"),
        1 => format!("yesterday's {kind}"),
        2..7 => format!("{}'s {kind}", Day::from(date.weekday()).name()),
        _ => format!("the {kind} on {}", date.strftime("%-d %B")),
    }
}
