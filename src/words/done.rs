//! What the runner did with a key: what is said of it, and what is named when it is undone.

use std::time::Duration;

use jiff::civil::Date;

use super::Words;
use super::date::day_words;
use super::entry::sport_words;
use crate::phrase;
use crate::plan::goal::Outlook;
use crate::plans::Day;
use crate::record::Sport;
use crate::units::Units;

/// What was done with a key, and can be undone.
#[derive(Debug, Clone, PartialEq)]
pub enum Done {
    /// A question of the check-in has this answer.
    Answered(String),
    /// This much was run or walked without the program.
    Outing {
        /// All of it was walked.
        walk: bool,
        /// How long it was, the walks around it counted.
        total: Duration,
    },
    /// Another sport was logged.
    OtherSport(Sport),
    /// A routine that was done without the player, by its name.
    Routine(String),
    /// A plan begins.
    PlanBegun(String),
    /// No plan is wanted; the key begins one all the same.
    NoPlan {
        /// The key.
        key: String,
    },
    /// A plan is stopped.
    PlanStopped(String),
    /// This week of the plan comes again.
    WeekRepeated,
    /// A week that asks first may come.
    WeekAgreed(usize),
    /// A run is skipped.
    RunSkipped(Date),
    /// A run is moved to a day.
    RunMoved(Date),
    /// The days on which runs come.
    RunDays(Vec<Day>),
    /// What comes after the plan, and how far off it is if it is a goal.
    AfterPlan(Option<Outlook>),
    /// Ticks for quicker steps from these steps a minute on; `None` is without.
    StepRate(Option<u16>),
    /// Which warm-up comes before a run from now on.
    WarmUp,
    /// Another version of a routine comes from the next time on.
    Version,
    /// Weights for a routine's steps.
    Weights,
    /// An entry says something else.
    EntryEdited,
    /// An entry is deleted.
    EntryDeleted,
    /// A pair of shoes is added.
    PairAdded(String),
    /// A pair has another name.
    PairRenamed {
        /// What it was called.
        from: String,
        /// What it is called.
        to: String,
    },
    /// At which distance to tell of a pair.
    Reminder {
        /// The pair.
        name: String,
        /// The distance in kilometres; `None` for never.
        km: Option<f64>,
        /// In what the distance is shown.
        units: Units,
    },
    /// A pair is out of use.
    PairRetired(String),
    /// A pair is in use again.
    PairBack(String),
}

/// Returns what is said of it.
pub fn done(done: &Done, words: &dyn Words, today: Date) -> String {
    match done {
        Done::Answered(_) | Done::Outing { .. } => "Noted.".to_owned(),
        Done::OtherSport(sport) => words.cross_training(*sport, None),
        Done::Routine(name) => format!("Logged: {name}, done."),
        Done::PlanBegun(plan) => words.plan_begins(plan),
        Done::NoPlan { key } => {
            format!("Runup won't ask again; {key} starts a plan whenever you like.")
        }
        Done::PlanStopped(plan) => format!("{plan} stopped. Your entries stay."),
        Done::WeekRepeated => "You repeat this week.".to_owned(),
        Done::WeekAgreed(week) => format!("Week {week} comes as planned."),
        Done::RunSkipped(date) => format!("Run {} skipped. That's fine.", day_words(*date, today)),
        Done::RunMoved(to) => format!("Run moved to {}.", day_words(*to, today)),
        Done::RunDays(days) => format!("Run days: {}.", words.days(days)),
        Done::AfterPlan(Some(outlook)) => words.goal(outlook),
        Done::StepRate(own) => words.ticks_begin(*own),
        Done::AfterPlan(None) | Done::WarmUp | Done::Weights => "Saved.".to_owned(),
        Done::Version => "From next time.".to_owned(),
        Done::EntryEdited => "Entry saved.".to_owned(),
        Done::EntryDeleted => "Entry deleted.".to_owned(),
        Done::PairAdded(name) => format!("{name} added."),
        Done::PairRenamed { from, to } => format!("{from} is now called {to}."),
        Done::Reminder { name, km: None, .. } => format!("{name}: no reminder."),
        Done::Reminder { name, km: Some(km), units } => {
            format!("Reminder for {name} at {}.", units.words(*km))
        }
        Done::PairRetired(name) => format!("{name} retired. Its runs stay."),
        Done::PairBack(name) => format!("{name} is back in use."),
    }
}

/// Says that it is undone.
pub fn undone(done: &Done, today: Date) -> String {
    let what = match done {
        Done::Answered(said) => said.clone(),
        Done::Outing { walk, total } => {
            format!("the {} of {}", if *walk { "walk" } else { "run" }, phrase::minutes(*total))
        }
        Done::OtherSport(sport) => sport_words(*sport).to_lowercase(),
        Done::Routine(name) => name.clone(),
        Done::PlanBegun(plan) => format!("the start of {plan}"),
        Done::NoPlan { .. } => "no plan for now".to_owned(),
        Done::PlanStopped(_) => "the stopped plan".to_owned(),
        Done::WeekRepeated => "week repeated".to_owned(),
        Done::WeekAgreed(week) => format!("the yes to week {week}"),
        Done::RunSkipped(date) => format!("the skipped run {}", day_words(*date, today)),
        Done::RunMoved(_) => "the moved run".to_owned(),
        Done::RunDays(_) => "the run days".to_owned(),
        Done::AfterPlan(_) => "what comes after the plan".to_owned(),
        Done::StepRate(_) => "what you said about quicker steps".to_owned(),
        Done::WarmUp => "the warm-up you chose".to_owned(),
        Done::Version => "the version".to_owned(),
        Done::Weights => "the weight".to_owned(),
        Done::EntryEdited => "the edited entry".to_owned(),
        Done::EntryDeleted => "the deleted entry".to_owned(),
        Done::PairAdded(name) => format!("the pair {name}"),
        Done::PairRenamed { .. } => "the name".to_owned(),
        Done::Reminder { .. } => "the distance".to_owned(),
        Done::PairRetired(_) => "the retired pair".to_owned(),
        Done::PairBack(_) => "the pair back in use".to_owned(),
    };
    format!("Undone: {what}.")
}

/// Says after a line with which key it is undone.
pub fn undo_key(told: &str, key: &str) -> String {
    format!("{told} {key} undoes it.")
}
