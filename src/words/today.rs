//! The day and what Enter starts: what is due, why, and why something is not played.

use jiff::civil::Date;

use super::date::day_words;
use super::plan_view::label;
use super::reason::kind;
use super::{adaptation, question, reason, sign};
use crate::day::due::{Due, What};
use crate::day::fitted::Unplayable;
use crate::day::things::{Amount, Fine, NextRun, RunHeading, Thing};
use crate::day::week::DayIs;
use crate::day::{Heading, NoRun, ResumePlace, TodayWhy};
use crate::plan::readiness::TestsDue;
use crate::plan::reason::Activity;
use crate::record::lock::Lock;
use crate::record::{At, Sport};
use crate::session::Refusal;
use crate::symptoms::{PainScore, SoreSite, Soreness, limits};
use crate::time::{duration_text, rounded_minutes};

/// The words for a warning sign that locks loading exercise.
const PAUSED: &str = "You said that something is wrong. Until it is cleared, only walk, or play routines that do not load your legs.";

/// Says why no run is due today.
pub fn no_run(why: &NoRun) -> String {
    match why {
        NoRun::NoPlan => "You have no plan, so no run is due today.".into(),
        NoRun::Done(next) => format!("Today's run is done. {}", reason::reason(next)),
        NoRun::None(why) => format!("No run today. {}", reason::reason(why)),
    }
}

/// Says why something is not played now.
pub fn unplayable(why: &Unplayable) -> String {
    match why {
        Unplayable::Locked => "It is locked.".into(),
        Unplayable::NoRun(why) => no_run(why),
        Unplayable::Refused(refusal) => refused(refusal),
    }
}

/// Says why a session does not begin.
pub fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Sore(why) => adaptation::unfit(why),
        Refusal::NothingLeft { name, changes } => {
            let changes: Vec<String> = changes.iter().map(adaptation::adaptation).collect();
            let changes = changes.join(" ");
            format!("{name} has no steps left from there. {changes}")
        }
        Refusal::TooShort { name, least } => format!("{name} takes at least {}", duration_text(*least)),
        Refusal::TooLate { name, least, extra, out } => format!(
            "{name} takes at least {}, plus {} to get ready and for the last words, so you can't leave before {out}",
            duration_text(*least),
            duration_text(*extra)
        ),
    }
}

/// Returns something that is due, in a few words.
pub fn due(due: &Due, today: Date) -> String {
    match &due.what {
        What::Run(workout) => match Activity::of(workout) {
            Activity::Run => format!("Run {workout}"),
            Activity::Walk => format!("Walk {workout}"),
        },
        What::Routine(name) => name.clone(),
        What::Ask(ask) => question::question(*ask, today),
        What::StillThere => "Is your warning sign still there?".into(),
    }
}

/// Returns the name of the run of a day.
pub const fn run_heading(heading: RunHeading) -> &'static str {
    match heading {
        RunHeading::Today(Activity::Run) => "Run today",
        RunHeading::Today(Activity::Walk) => "Walk today",
        RunHeading::Logged(Activity::Run) => "Run logged",
        RunHeading::Logged(Activity::Walk) => "Walk logged",
        RunHeading::None => "Rest day",
    }
}

/// Says what is fine on a day without a run: walking, and in a rest half of the strength.
pub fn fine(fine: &Fine) -> String {
    let half = fine.half_of.as_ref().map(|name| format!(", and half the sets of {name}")).unwrap_or_default();
    let Some(cross) = fine.cross else { return format!("Fine today: walking{half}.") };
    let minutes = cross.least.as_secs() / 60;
    let most = limits::CROSS_TRAINING_PAIN;
    let sore = if cross.sore { format!(" with pain up to {most} out of 10") } else { String::new() };
    let heel = if cross.back_heel { " On the bike, put the middle of your foot on the pedal." } else { "" };
    format!("Fine today: walking, or {minutes} easy minutes on a bike or in the water{sore}{half}.{heel}")
}

/// Returns when one is home: the minutes ahead are not known to the second.
pub fn home(at: At) -> String {
    format!("home about {}", at.clock())
}

/// Returns what is sore and how much.
pub fn sore_place(sore: &SoreSite) -> String {
    match sore.score {
        Some(score) => format!("{}: pain {score} out of 10", sore.site),
        None => sore.site.to_string(),
    }
}

/// Returns what a day of the week is, and its minutes.
pub fn week_day(is: DayIs) -> (&'static str, String) {
    let took = |length| format!("{} min", rounded_minutes(length).max(1));
    match is {
        DayIs::Ran(length) => (kind(Activity::Run), took(length)),
        DayIs::Walked(length) => (kind(Activity::Walk), took(length)),
        // Minutes of work are few seconds where a routine was left at once.
        DayIs::Played(length) => ("moves", took(length)),
        DayIs::Other(length) => ("sport", took(length)),
        DayIs::Due(what) => (kind(what), String::new()),
        DayIs::Rest => ("rest", String::new()),
    }
}

/// Returns when the next run is, and what it is.
pub fn next_run(next: &NextRun, today: Date) -> String {
    let day = day_words(next.date, today);
    format!("{}: {}", day.trim_start_matches("on "), label(&next.workout))
}

/// Says what another sport counts for, after it was logged.
pub fn cross_training(sport: Sport, worst: Option<PainScore>) -> String {
    let how = match sport {
        Sport::Bike | Sport::Other => "It's not a run, so your plan stays as it is.",
        Sport::Swim => {
            "It's not a run, so your plan stays as it is. Don't push off the wall with a sore foot."
        }
        Sport::Pool => {
            "It doesn't count as a run, so your plan stays as it is. Keep your feet off the floor of the pool."
        }
    };
    let most = limits::CROSS_TRAINING_PAIN;
    if worst.is_none_or(|worst| worst.value() <= most) {
        return how.to_owned();
    }
    format!("{how} Pain was above {most} out of 10, so make the next one shorter or easier.")
}

/// Returns what Enter starts is for, as the heading of the screen.
pub fn heading(heading: &Heading) -> String {
    match heading {
        Heading::Nothing => "Nothing today",
        Heading::NoWarmUp => "No warm-up today",
        Heading::Named(name) => name,
        Heading::GoOn => "Unfinished",
        Heading::Run => "Your run",
        Heading::AfterRun => "After your run",
        Heading::Tests => "Before you run again",
        Heading::FirstSteps => "Before you stand up",
        Heading::NoRun => "Rest day",
        Heading::BeforeRun => "Before your run",
    }
    .to_owned()
}

/// Says why Enter starts what it starts.
pub fn why(why: &TodayWhy) -> String {
    match why {
        TodayWhy::Locked => {
            "You said that something is wrong. Until it is cleared, everything here is locked.".into()
        }
        TodayWhy::Paused { unread, asks } => {
            let paused = if *unread { sign::lock(Lock::Unread).unwrap_or_default() } else { PAUSED };
            let asks = if *asks { " Enter asks whether it is still there." } else { "" };
            format!("{paused}{asks}")
        }
        TodayWhy::CutOff { at, other } => {
            let other = other.as_ref().map(|other| format!(" {other}.")).unwrap_or_default();
            format!("You stopped {}. Enter picks up there.{other}", resume_place(at))
        }
        TodayWhy::Offered(why) => why.clone(),
        TodayWhy::Unreadable(before) => {
            format!("Runup can't read that routine; `runup check` says why. {}", self::why(before))
        }
        TodayWhy::Refused(refused) => unplayable(refused),
        TodayWhy::Warm => "You're warm. Enter plays the run with every interval spoken.".into(),
        TodayWhy::AfterLogged => "For after the run you logged, best while you're still warm.".into(),
        TodayWhy::AfterWarmUp(minutes) => {
            format!("You warmed up {minutes} minutes ago, so this one is for after your run.")
        }
        TodayWhy::Tests(TestsDue { passed: 0, .. }) => {
            "Your plan needs these tests before you run. They show what each leg can do.".into()
        }
        TodayWhy::Tests(TestsDue { passed, needed }) => {
            format!("Your plan needs these tests before you run. You've passed {passed} of {needed}.")
        }
        TodayWhy::FirstSteps => "For your first steps of the day while you're sore under the heel.".into(),
        TodayWhy::Due => "It's due, and you have no run today.".into(),
        TodayWhy::Desk => "Nothing else today. A short break from sitting?".into(),
        TodayWhy::BeforeRun(soreness) => before_run(soreness),
    }
}

fn before_run(soreness: &Soreness) -> String {
    match soreness {
        // The change that this brings says so itself.
        Soreness::Unknown => "A warm-up before your run.".into(),
        Soreness::Known(sites) if sites.is_empty() => "A warm-up before your run; nothing is sore.".into(),
        Soreness::Known(sites) => {
            let mut places: Vec<String> = sites.iter().map(|s| s.site.region.at_words()).collect();
            places.dedup();
            format!("A warm-up before your run, adapted to pain: {}.", places.join(", "))
        }
    }
}

/// Says where an interrupted session continues: "at Ankle rocks, knee to wall, right".
pub fn resume_place(place: &ResumePlace) -> String {
    match place {
        ResumePlace::Start => "at the start".into(),
        ResumePlace::Step { exercise, side } => {
            format!("at {exercise}{}", side.map(|side| format!(", {side}")).unwrap_or_default())
        }
    }
}

/// Returns the name of a thing of the day.
pub fn thing(thing: &Thing) -> String {
    match thing {
        Thing::Named(name) => name.clone(),
        Thing::CheckIn => "Morning check-in".into(),
        Thing::Activity(Activity::Run) => "Run".into(),
        Thing::Activity(Activity::Walk) => "Walk".into(),
    }
}

/// Returns how much a thing of the day is.
pub fn amount(amount: Amount) -> String {
    match amount {
        Amount::Minutes(minutes) => format!("{minutes} min"),
        Amount::Score(score) => format!("{} out of 10", score.value()),
    }
}
