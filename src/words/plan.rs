//! What the command line and the screens say of a plan in the same words.
//!
//! A run with its walks, why a run stays where it is, which run days lie too close, and the explanation of a
//! day, row by row. How a command is called, or which key does it, is added by the caller.

use std::time::Duration;

use jiff::civil::Date;

use super::date::day_words;
use super::{Words, number};
use crate::library::Library;
use crate::phrase;
use crate::plan::calendar::TooClose;
use crate::plan::changes::MoveError;
use crate::plan::goal::{Outlook, When};
use crate::plan::place::NamedPosition;
use crate::plan::recommend::{Prescription, Recommendation};
use crate::plan::verdict::Decision;
use crate::plans::{Day, Interval, Pace, Plan, Shape, Workout};
use crate::record::Goal;
use crate::symptoms::limits::LONG_OF_TWO_RUNS;

/// Returns a run with the walks around it: `4 minutes of brisk walking, 8x(1m run, 2m walk), 5 minutes of easy walking`.
pub fn whole(run: &Prescription) -> String {
    let mut parts = Vec::new();
    let walks = !run.workout.is_walk();
    if walks && !run.walk_in.is_zero() {
        parts.push(format!("{} of brisk walking", phrase::minutes(run.walk_in)));
    }
    if walks {
        parts.push(run.workout.to_string());
    } else {
        parts.extend(walked(&run.workout));
    }
    if let Some(strides) = run.strides {
        parts.push(format!("{} strides of {}", strides.times, phrase::minutes(strides.time)));
    }
    if let Some(ticks) = run.ticks {
        parts.push(format!(
            "with ticks at {} steps a minute, {} at a time",
            ticks.rate,
            phrase::minutes(ticks.bout)
        ));
    }
    if walks && !run.walk_out.is_zero() {
        parts.push(format!("{} of easy walking", phrase::minutes(run.walk_out)));
    }
    match &parts[..] {
        [only] if !walks => only.clone(),
        _ => format!("{} ({} in all)", parts.join(", "), phrase::minutes(run.length())),
    }
}

/// Returns the pieces of a walk: `30 minutes of brisk walking`.
fn walked(walk: &Workout) -> Vec<String> {
    let piece = |piece: Interval| {
        let brisk = if piece.pace == Pace::Brisk { "brisk" } else { "easy" };
        format!("{} of {brisk} walking", phrase::minutes(piece.length))
    };
    walk.intervals().map(piece).collect()
}

/// Returns where a plan is; a rung of the usual minutes as a share of them.
pub fn place(place: &NamedPosition) -> String {
    match place {
        NamedPosition::Level(id) if place.is_share() => {
            format!("{}% of your usual run", id.trim_end_matches('%'))
        }
        NamedPosition::Walk { week, walk } => format!("week {week}, walk {walk}"),
        _ => place.to_string(),
    }
}

/// Says why a run stays where it is.
pub fn refused(error: MoveError, today: Date) -> String {
    match error {
        MoveError::NoRun => "no run has a date yet, so there is nothing to move".into(),
        MoveError::Same(date) => format!("your next run is already on {date}"),
        MoveError::Close { first, last, gap } => {
            let between = format!("{} ({})", number::of(gap - 1, "full day"), number::hours(gap));
            let last = last.map(|last| format!(", and the last run was on {last}")).unwrap_or_default();
            let first = first.map(|first| format!("; the first possible day is {}", day_words(first, today)));
            format!("runs need at least {between} between them{last}{}", first.unwrap_or_default())
        }
    }
}

/// Says where what is to come ends, since a week waits for a yes. Nothing follows it but how the yes is said.
pub fn ends_before(week: usize) -> String {
    format!(
        "Your runs are set up to week {}. Week {week} takes a bigger step and waits for your yes",
        week - 1
    )
}

/// Returns a goal within a sentence: `60 minutes`, `5 km`.
pub fn goal_words(goal: Goal) -> String {
    match goal {
        Goal::Minutes(minutes) => format!("{minutes} minutes"),
        Goal::Km(km) => format!("{km} km"),
    }
}

/// Says how far the long run is to grow, and how many weeks that may take.
pub fn goal(outlook: &Outlook) -> String {
    let Outlook { goal, minutes: (least, most), when, after_plan } = outlook;
    let minutes = |run: &Duration| run.as_secs() / 60;
    let what = goal_words(*goal);
    let takes = match goal {
        Goal::Minutes(_) => String::new(),
        Goal::Km(_) if least == most => format!(", about {} minutes at your pace", minutes(least)),
        Goal::Km(_) => format!(", {} to {} minutes at an easy pace", minutes(least), minutes(most)),
    };
    let when = match when {
        When::Reached => "You already run that far, so your long run stays as it is.".to_owned(),
        When::Weeks(soon, late) => {
            let from = if *after_plan { " after this plan" } else { "" };
            let weeks = if soon == late {
                phrase::counted(usize::try_from(*soon).unwrap_or_default(), "week")
            } else {
                format!("{soon} to {late} weeks")
            };
            format!("That takes about {weeks}{from}; your legs decide.")
        }
        When::StopsAt(most) => {
            format!(
                "With {} a week your long run stops at {} minutes; you'd need one more.",
                number::of(LONG_OF_TWO_RUNS, "run"),
                minutes(most)
            )
        }
    };
    format!("Your goal: {what}{takes}. {when}")
}

/// Says which run days lie too close, without its full stop.
pub fn too_close(close: TooClose) -> String {
    let between = number::of(close.gap - 1, "whole day");
    format!(
        "{} and {} are too close: runs need at least {between} between them",
        close.first.name(),
        close.second.name()
    )
}

/// Returns what was decided, in a few words, to be read later.
pub const fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::StopLock => "everything locked",
        Decision::PauseAndRefer => "no running until a doctor or physio has checked it",
        Decision::Rest => "rest",
        Decision::Regress => "a step back",
        Decision::Hold | Decision::Steady => "the same again",
        Decision::RepeatGreen => "it went well, so the same again",
        Decision::Advance => "on to the next one",
    }
}

/// Returns weekdays as they are listed in a sentence.
pub fn day_names(days: &[Day]) -> String {
    phrase::list(&days.iter().map(|day| day.name()).collect::<Vec<_>>())
}

/// Returns the warning of a week, from 1, that goes beyond the guard.
pub fn warning(plan: &Plan, week: usize) -> Option<&str> {
    let Shape::Weeks(weeks) = &plan.shape else { return None };
    weeks.get(week.checked_sub(1)?)?.guard_exempt.as_deref()
}

/// Returns a paper in one line; `None` if it is not listed.
pub fn paper(library: &Library, key: &str) -> Option<String> {
    let source = library.sources().iter().find(|source| source.key == key)?;
    let parts = [source.authors.clone(), source.year.map(|year| year.to_string()), source.place.clone()];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// What a row of an explanation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The rule that decides.
    Rule,
    /// Something that went into it.
    Input(&'static str),
    /// The outcome.
    Result,
    /// What the rule rests on.
    Source,
}

/// Returns what stands before the first row about something.
pub const fn head(about: About) -> &'static str {
    match about {
        About::Rule => "Rule",
        About::Input(_) => "Inputs",
        About::Result => "Result",
        About::Source => "Source",
    }
}

/// What is said of a rule that no paper is behind.
pub const NO_SOURCE: &str = "usual practice: no study is behind this rule";

/// Explains a day, row by row, rows about one thing together; `paper` returns a source in a line.
pub fn explained(
    words: &dyn Words,
    now: &Recommendation,
    paper: impl Fn(&str) -> Option<String>,
) -> Vec<(About, String)> {
    let mut rows = vec![(About::Rule, words.rule(&now.reason.why))];
    let inputs = now.inputs.iter().map(|input| words.input(input));
    rows.extend(inputs.map(|input| (About::Input(input.name), input.value)));
    rows.push((About::Result, format!("{}: {}", now.decision.word(), words.place(&now.place))));
    rows.extend(now.prescription.iter().map(|run| (About::Result, words.whole_run(run))));
    rows.push((About::Result, words.reason(&now.reason)));
    if now.sources.is_empty() {
        rows.push((About::Source, words.no_source().into()));
    }
    for key in &now.sources {
        let paper = paper(key).map(|paper| format!(": {paper}")).unwrap_or_default();
        rows.push((About::Source, format!("{key}{paper}")));
    }
    rows
}
