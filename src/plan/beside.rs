//! A run that was written down and answers nothing of the plan: why, and whether it could be the plan's all the same.
//!
//! A run past midnight, a day early or a day late is beside the plan unless the runner says that it was the plan's. Who
//! writes a run down asks [`beside`] first, and tells it at once, with the command that makes it count: [`Again`].

use std::time::Duration;

use jiff::civil::Date;

use super::calendar;
use super::diary::Diary;
use super::dose::dose;
use super::logged::asked;
use super::recommend::{Due, Prescription, decide};
use super::state::State;
use super::words::{day_words, past_day_words};
use crate::plans::Plan;
use crate::record::{PlanAction, PlanEvent};
use crate::time::duration_text;

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

impl Beside {
    /// Says it, with the day from which it is said.
    pub fn words(self, walk: bool, date: Date, today: Date) -> String {
        let what = if walk { "walk" } else { "run" };
        let why = match self {
            Self::NoRuns => "it has no runs just now".to_owned(),
            Self::Done if date == today => format!("its {what} today is already done"),
            Self::Done => format!("its {what} that day is already done"),
            Self::Before { start } => {
                let began = if start > today { "begins" } else { "began" };
                format!("the plan {began} {}", past_day_words(start, today))
            }
            Self::Walk => "it has a walk here, not a run".to_owned(),
            Self::Close { first } => {
                let first = first.filter(|first| *first > today).map(|first| day_words(first, today));
                let first = first.map(|first| format!("; the next one can be {first}")).unwrap_or_default();
                format!("it was too soon after the last one{first}")
            }
            Self::OtherDay { missed: true, .. } if date == today => {
                format!("its {what} was due yesterday")
            }
            Self::OtherDay { missed: true, .. } => format!("its {what} was due the day before"),
            Self::OtherDay { next: Some(next), .. } if next > today => {
                format!("its next {what} is {}", day_words(next, today))
            }
            Self::OtherDay { .. } => format!("it had no {what} that day"),
        };
        format!("This {what} does not count for the plan: {why}.")
    }
}

/// A run that could be written down again so that it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Again {
    /// It was a walk.
    pub walk: bool,
    /// How long it was in all.
    pub total: Duration,
    /// Its day.
    pub date: Date,
    /// The day on which it is said.
    pub today: Date,
    /// It is said in the first hours of its day, so that it may have been the day before's.
    pub night: bool,
    /// A watch told of it, so that writing it down says more of the same run, and nothing has to be taken back.
    pub of_watch: bool,
}

impl Again {
    /// Says that it does not count, why, and how it is made to count where it can be.
    pub fn words(&self, why: Beside) -> String {
        let words = why.words(self.walk, self.date, self.today);
        let Beside::OtherDay { missed, .. } = why else { return words };
        let what = if self.walk { "walk" } else { "run" };
        let before = self.date.yesterday().ok().filter(|_| missed && self.night);
        let how = match before {
            Some(day) => format!("--date {day}"),
            None if self.date == self.today => "--planned".to_owned(),
            None => format!("--planned --date {}", self.date),
        };
        let total = duration_text(self.total);
        let undo = if self.of_watch { "" } else { "runup undo, then " };
        format!("{words} If it was that {what}: {undo}runup log {what} {total} {how}")
    }
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn again(night: bool, missed: bool) -> String {
        let today = date(2026, 11, 12);
        let total = Duration::from_secs(33 * 60);
        let again = Again { walk: false, total, date: today, today, night, of_watch: false };
        again.words(Beside::OtherDay { next: Some(date(2026, 11, 13)), missed })
    }

    #[test]
    fn a_run_past_midnight_is_that_of_the_day_before() {
        let told = "This run does not count for the plan: its run was due yesterday. \
                    If it was that run: runup undo, then runup log run 33m --date 2026-11-11";
        assert_eq!(again(true, true), told);
    }

    #[test]
    fn by_day_and_where_none_was_missed_it_is_the_next_one() {
        let next = "This run does not count for the plan: its next run is tomorrow. \
                    If it was that run: runup undo, then runup log run 33m --planned";
        assert_eq!(again(true, false), next);
        assert!(again(false, true).ends_with("runup log run 33m --planned"));
    }
}
