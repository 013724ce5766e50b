//! A recommendation in words: the sentence a friend would say, and the rule behind it.
//!
//! The sentence names no rule and no code; `explain` prints those. Nothing here blames, promises or
//! names a condition.

use jiff::civil::Date;

use super::calendar;
use super::diary::days_between;
use super::dose::Dose;
use super::model::{Day, Plan};
use super::recommend::{Due, Input, Why};
use super::state::State;
use super::verdict::{Cause, Decision, Stressor, Verdict};
use crate::phrase::{capital, minutes};
use crate::record::CutShort;
use crate::symptoms::signs;

/// What a reason is made from.
pub struct Said<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The state, with the last run judged.
    pub state: &'a State,
    /// What is due next.
    pub dose: Option<&'a Dose>,
    /// What decided.
    pub why: &'a Why,
    /// When it is for.
    pub due: Due,
    /// The day.
    pub today: Date,
}

/// Returns the reason as a friend would say it.
pub fn reason(said: &Said<'_>) -> String {
    let today = said.today;
    let main = match said.why {
        Why::Stopped(stop) => {
            let text = signs::sign(&stop.sign).map_or("", |sign| sign.text);
            let wait = if stop.decision == Decision::StopLock {
                "Everything here waits until somebody has looked at it."
            } else {
                "No running until somebody has looked at it; walking is fine where it does not hurt."
            };
            format!("{text} {wait}").trim().to_owned()
        }
        Why::Resting(resting, earliest) => format!(
            "A rest: {}. Runs come back after two calm mornings in a row, {} at the earliest.",
            cause(&resting.cause, "the last run"),
            day_words(*earliest, today)
        ),
        Why::SoreToday { score } if *score >= super::verdict::TOO_MUCH => {
            format!("It is at {score} now: a day off. The run waits for you.")
        }
        Why::SoreToday { score } => format!("It is at {score} before the run: an easy walk today. The run waits for you."),
        Why::LimpToday => "You are limping: no run today. It waits for you.".into(),
        Why::Ill(Some(from)) => format!("First two days without fever. {} is the earliest.", capital(&day_words(*from, today))),
        Why::Ill(None) => "First get well. Two days without fever, then half a run.".into(),
        Why::AfterIllness => "Half the usual for the first week after being ill.".into(),
        Why::Gap { days, back: true } => {
            format!("{days} days without a run: a little lower to begin with, so that the leg can follow.")
        }
        Why::Gap { days, back: false } => format!("{days} days without a run: the same place again."),
        Why::Guard => "A little shorter than the plan has it: not far beyond your longest run of the last 30 days.".into(),
        Why::Verdict { date, verdict, greens, early } => verdict_words(*date, verdict, *greens, *early, today),
        Why::Start => "The first run of your plan. Slow enough to talk.".into(),
        Why::Calm { .. } => "No running yet: the strength routine and daily life. Running comes back once a week of mornings is at 2 or less.".into(),
        Why::Tests { wait: Some(wait), .. } => {
            format!("The hops hurt more than a little: two weeks of strength first, then the tests again {}.", on(*wait, today))
        }
        Why::Tests { passed, needed, .. } => format!(
            "Before running: the raises and hops, passed {} on two days. {passed} of {needed} so far.",
            if *needed == 2 { "twice".to_owned() } else { format!("{needed} times") }
        ),
        Why::Finished => "The plan is done. The warm-ups are here whenever you run.".into(),
    };
    match when(said) {
        Some(when) => format!("{main} {when}"),
        None => main,
    }
}

/// Says when, where it is not today, and why not today.
fn when(said: &Said<'_>) -> Option<String> {
    let quiet = matches!(
        said.why,
        Why::Stopped(_)
            | Why::Resting(..)
            | Why::LimpToday
            | Why::Ill(_)
            | Why::Calm { .. }
            | Why::Tests { .. }
            | Why::Finished
    );
    let (Due::On(date) | Due::Done(Some(date))) = said.due else { return None };
    if quiet {
        return None;
    }
    let last = said.state.past.last(said.today.tomorrow().unwrap_or(said.today));
    let days = said.state.gap_days(said.plan, said.today);
    let close = last.is_some_and(|last| days_between(last, said.today) < days && last < said.today);
    let first = said.dose.and_then(|dose| calendar::first_free(said.state, said.plan, dose, said.today));
    let why = match (close, first) {
        (true, _) if days > 2 => "Two days of rest between runs now. ",
        (true, _) => "A day of rest between runs. ",
        (false, Some(first)) if first < date => "",
        _ => "",
    };
    Some(format!("{why}Next run {}.", day_words(date, said.today)))
}

fn verdict_words(date: Date, verdict: &Verdict, greens: (usize, u8, u8), early: bool, today: Date) -> String {
    let run = run_words(date, today);
    let why = cause(&verdict.cause, &run);
    if early && verdict.is_unsaid() {
        return "Logged. Tomorrow's first steps decide what comes next.".into();
    }
    match verdict.decision {
        Decision::StopLock | Decision::PauseAndRefer | Decision::Rest => format!("A rest: {why}."),
        Decision::Regress => format!("One step easier: {why}."),
        Decision::Hold => match verdict.cause {
            Cause::Longer { .. } if early => {
                "Longer than planned. Next run as planned, and tell me tomorrow morning.".into()
            }
            Cause::Unplanned => format!(
                "{} was not one of the plan's: it counts as running, and the plan waits where it was.",
                capital(&run)
            ),
            _ => format!("Same again: {why}."),
        },
        Decision::RepeatGreen | Decision::Advance => {
            let (have, needed, _) = greens;
            if have > 0 && needed > 1 {
                format!("Good. Same again: {have} of {needed} good runs here.")
            } else {
                format!("Next step: {run} was fine, and so was the morning after.")
            }
        }
    }
}

/// Says what was seen, as part of a sentence.
pub fn cause(cause: &Cause, run: &str) -> String {
    match cause {
        Cause::DeepHeel { score } => format!("deep in the heel bone it was at {score} with {run}"),
        Cause::Limp => format!("you limped with {run}"),
        Cause::Sharp => format!("it stabbed with {run}"),
        Cause::TooMuchDuring { score } => format!("it reached {score} during {run}"),
        Cause::TooMuchAfter { score } => format!("it reached {score} after {run}"),
        Cause::HighMorning { score, usual } => format!("a morning of {score}, where {usual} is usual"),
        Cause::StillHigh { first, second, usual } => {
            format!("the mornings after {run} were {first} and {second}, where {usual} is usual")
        }
        Cause::MorningUp { first, second: Some(second), usual } => {
            format!("the mornings after {run} were {first} and {second}, where {usual} is usual")
        }
        Cause::MorningUp { first, second: None, usual } => {
            format!("the morning after {run} was {first}, where {usual} is usual")
        }
        Cause::Rose { from, to } => format!("it rose from {from} to {to} during {run}"),
        Cause::Twice { before, now } => format!("it was at {before} and {now} in the last two runs"),
        Cause::TrendBack { .. } => "the mornings of this week are clearly higher than last week's".into(),
        Cause::TrendHold { .. } => "the mornings of this week are a little higher than last week's".into(),
        Cause::During { score } => format!("it was at {score} during {run}"),
        Cause::After { score } => format!("it was at {score} after {run}"),
        Cause::Morning { score, usual } => {
            format!("the morning after {run} was {score}, where {usual} is usual")
        }
        Cause::Effort { effort } => format!("{run} felt like {effort} of 10, and it should feel easy"),
        Cause::CutShort { .. } => format!("the body said enough on {run}, and you listened"),
        Cause::Longer { planned, run: did } => {
            format!("{run} was {} of running, planned were {}", minutes(*did), minutes(*planned))
        }
        Cause::NoMorning => format!("how the morning after {run} was is not known yet"),
        Cause::NoScore { .. } => format!("how sore it was with {run} is not known yet"),
        Cause::Elsewhere => "the sore place is one that this plan knows nothing about".into(),
        Cause::NewStressor { what: Stressor::Hills } => {
            "hills were new this week, and one new thing is enough".into()
        }
        Cause::NewStressor { what: Stressor::Shoes } => {
            "the shoes are new this week, and one new thing is enough".into()
        }
        Cause::OtherReason { .. } => {
            format!("{run} was cut short for another reason, which says nothing about you")
        }
        Cause::Unplanned => format!("{run} was not one of the plan's"),
        Cause::Green => format!("{run} was fine"),
    }
}

/// Returns the rule, as `explain` prints it.
pub fn rule(why: &Why) -> String {
    match why {
        Why::Stopped(stop) => format!("warning sign {}", stop.sign),
        Why::Resting(..) => "rest until two mornings in a row are at max(2, usual) or less, 72 h at least".into(),
        Why::SoreToday { .. } => "sore before the run: 3 to 5 walk, 6 or more rest".into(),
        Why::LimpToday => "a limp before the run: rest".into(),
        Why::Ill(_) => "48 h without fever".into(),
        Why::AfterIllness => "the first week after an illness at half".into(),
        Why::Gap { .. } => "missed runs: 7 to 13, 14 to 27, 28 to 55, 56 days and more".into(),
        Why::Guard => "load guard: max(110 %, +120 s) of the longest tolerated run of 30 days; without one, half of the longest before the break".into(),
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
        Cause::Limp => "a limp rests",
        Cause::Sharp => "stabbing rests",
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

/// Returns the keys of the papers behind a rule; what is convention has none.
pub fn sources(why: &Why) -> Vec<&'static str> {
    match why {
        Why::Guard => vec!["Frandsen25"],
        Why::Verdict { verdict, .. } => match verdict.cause {
            Cause::TooMuchDuring { .. }
            | Cause::TooMuchAfter { .. }
            | Cause::During { .. }
            | Cause::After { .. } => vec!["PMM"],
            Cause::HighMorning { .. }
            | Cause::StillHigh { .. }
            | Cause::MorningUp { .. }
            | Cause::Morning { .. } => vec!["PMM"],
            Cause::Longer { .. } => vec!["Frandsen25"],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Returns what went into the decision.
pub fn inputs(said: &Said<'_>) -> Vec<Input> {
    let mut inputs = Vec::new();
    let mut add = |name: &'static str, value: String| inputs.push(Input { name, value });
    if let Some((open, _)) = &said.state.judged {
        add("last run", open.date.to_string());
        add("run minutes", minutes(open.run.run));
        if let Some((_, workout)) = &open.run.answers {
            add("planned", workout.to_string());
        }
        let score = |score: Option<u8>| score.map_or("not said".to_owned(), |score| score.to_string());
        add("before", score(open.run.before));
        add("during", score(open.run.during));
        add("after", score(open.run.after));
        add("effort", score(open.run.effort));
        add("share done", format!("{:.0} %", open.run.share() * 100.0));
        if let Some(cut) = open.run.cut {
            add("cut short for", if cut == CutShort::Body { "the body" } else { "another reason" }.into());
        }
        let (next, second) = (open.date.tomorrow(), open.date.tomorrow().and_then(Date::tomorrow));
        for site in said.state.sites.active(said.today) {
            let usual = site.usual(open.date);
            let morning = |day: Result<Date, jiff::Error>| score(day.ok().and_then(|day| site.morning(day)));
            add("site", site.site.to_string());
            add("usual morning", usual.base.to_string());
            add("morning after", morning(next.clone()));
            add("second morning", morning(second.clone()));
            add("week's mean", format!("{:.1}, {:+.1} on the week before", usual.mean, usual.trend));
        }
    }
    if let Some(longest) = said.state.past.longest(said.today) {
        add("longest tolerated in 30 days", minutes(longest));
    }
    if let Some(dose) = said.dose.filter(|dose| !dose.workout.is_walk()) {
        add("guard allows", minutes(dose.limit));
    }
    if let Some(last) = said.state.past.last(said.today) {
        add("days since the last run", days_between(last, said.today).to_string());
    }
    add("days between runs", said.state.gap_days(said.plan, said.today).to_string());
    inputs
}

/// Returns a day in words: `today`, `tomorrow`, `on Friday`, `on 3 December`.
pub fn day_words(date: Date, today: Date) -> String {
    match days_between(today, date) {
        0 => "today".into(),
        1 => "tomorrow".into(),
        _ => on(date, today),
    }
}

/// Returns a day that has been in words: `today`, `yesterday`, `on Friday`, `on 3 November`, `on 3 November 2024`.
pub fn past_day_words(date: Date, today: Date) -> String {
    match days_between(date, today) {
        0 => "today".into(),
        1 => "yesterday".into(),
        2..7 => format!("on {}", Day::from(date.weekday()).name()),
        _ if date.year() == today.year() => format!("on {}", date.strftime("%-d %B")),
        _ => format!("on {}", date.strftime("%-d %B %Y")),
    }
}

fn on(date: Date, today: Date) -> String {
    if (1..7).contains(&days_between(today, date)) {
        format!("on {}", Day::from(date.weekday()).name())
    } else {
        format!("on {}", date.strftime("%-d %B"))
    }
}

/// Returns a past run in words: `today's run`, `Monday's run`, `the run on 3 November`.
fn run_words(date: Date, today: Date) -> String {
    match days_between(date, today) {
        0 => "today's run".into(),
        1 => "yesterday's run".into(),
        2..7 => format!("{}'s run", Day::from(date.weekday()).name()),
        _ => format!("the run on {}", date.strftime("%-d %B")),
    }
}
