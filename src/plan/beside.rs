//! A run that was written down and answers nothing of the plan: why, and whether it could be the plan's all the same.
//!
//! A run past midnight, a day early or a day late is beside the plan unless the runner says that it was the plan's. Who
//! writes a run down asks [`beside`] first, and tells it at once, with what makes it count: [`Again`].

use std::time::Duration;

use jiff::civil::Date;

use super::calendar;
use super::diary::Diary;
use super::dose::dose;
use super::logged::asked;
use super::recommend::{Due, Prescription, decide};
use super::state::State;
use crate::plans::Plan;
use crate::record::{PlanAction, PlanEvent};

/// Hours after midnight in which a run may well be that of the day before.
pub const NIGHT: i8 = 4;

/// Why a run or walk of a day answers nothing of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// The plan has no runs for now.
    NoRuns,
    /// The plan's run of that day is done.
    Done,
    /// The plan began later.
    Before {
        /// Its first day.
        start: Date,
    },
    /// The plan has a walk, and this was a run.
    Walk,
    /// Too few whole days lie behind the last run, or something else forbids one; the first day that is fine.
    Close {
        /// The first day.
        first: Option<Date>,
    },
    /// The plan's run is on another day, and this may have been it.
    OtherDay {
        /// The day of the next one.
        next: Option<Date>,
        /// It was due the day before, and was not done.
        missed: bool,
    },
}

/// A run or walk that answers nothing of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uncounted {
    /// Why.
    pub why: Beside,
    /// It was a walk.
    pub walk: bool,
    /// Its day.
    pub date: Date,
    /// The day on which it is said.
    pub today: Date,
}

/// A run that does not count, and could be written down again so that it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Again {
    /// The run.
    pub run: Uncounted,
    /// How long it was in all.
    pub total: Duration,
    /// It is said in the first hours of its day, so that it may have been the day before's.
    pub night: bool,
    /// A watch told of it, so that writing it down says more of the same run, and nothing has to be taken back.
    pub of_watch: bool,
}

impl Again {
    /// Returns how it is written down so that it counts; `None` if nothing makes it count.
    pub fn how(&self) -> Option<Counted> {
        let Beside::OtherDay { missed, .. } = self.run.why else { return None };
        let before = self.run.date.yesterday().ok().filter(|_| missed && self.night);
        Some(match before {
            Some(day) => Counted::OfDay(day),
            None if self.run.date == self.run.today => Counted::Planned(None),
            None => Counted::Planned(Some(self.run.date)),
        })
    }
}

/// How a run is written down so that it counts for the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// As that of a day.
    OfDay(Date),
    /// As the one that the plan has, of this day if it is not today's.
    Planned(Option<Date>),
}

/// Tells why a run, or a walk, of a day answers nothing of the plan, before it is written down; `None` where it does, where the
/// day's run is done already, and for a walk beside the runs, which is daily life.
pub fn beside(plan: &Plan, diary: &Diary, date: Date, walk: bool) -> Option<Beside> {
    let folded = State::at(plan, diary, date);
    let Some(decided) = decide(plan, diary, &folded, date) else {
        let start = begins_after(plan, diary, date).filter(|_| !walk)?;
        return Some(Beside::Before { start });
    };
    let Some(run) = decided.prescription else { return (!walk).then_some(Beside::NoRuns) };
    if run.workout.is_walk() != walk {
        return (!walk).then_some(Beside::Walk);
    }
    let next = match decided.due {
        Due::Today | Due::Done(_) => return None,
        Due::On(next) => Some(next),
        Due::Open => None,
    };
    let state = folded.settled_for(plan, date);
    let dose = dose(&state, plan, date)?;
    if !calendar::is_free(&state, plan, &dose, date) {
        let first = calendar::first_free(&state, plan, &dose, date);
        return (!walk).then_some(Beside::Close { first });
    }
    let due = date.yesterday().ok().and_then(|day| asked(plan, diary, day));
    Some(Beside::OtherDay { next, missed: due.is_some_and(|due| due.workout.is_walk() == walk) })
}

/// Returns the run or walk of the plan that one of a day may answer when the runner says so: that of the day, or the next.
///
/// # Errors
///
/// Says why there is none.
pub fn offered(plan: &Plan, diary: &Diary, date: Date, walk: bool) -> Result<Prescription, Beside> {
    match beside(plan, diary, date, walk) {
        None | Some(Beside::OtherDay { .. }) => {}
        Some(why) => return Err(why),
    }
    let folded = State::at(plan, diary, date);
    let decided = decide(plan, diary, &folded, date).ok_or(Beside::NoRuns)?;
    if matches!(decided.due, Due::Done(_)) {
        return Err(Beside::Done);
    }
    decided.prescription.ok_or(Beside::NoRuns)
}

/// Returns the day on which a plan was begun after another, where it was.
fn begins_after(plan: &Plan, diary: &Diary, date: Date) -> Option<Date> {
    let begun = |event: &PlanEvent| event.plan == plan.id && matches!(event.action, PlanAction::Start { .. });
    let mut days = diary.between(date, Date::MAX).filter(|(day, _)| *day > date);
    days.find(|(_, facts)| facts.events.iter().any(begun)).map(|(day, _)| day)
}
