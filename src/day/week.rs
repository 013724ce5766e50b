//! The week around a day: what was done on each of its days, and what the plan has for the others.
//!
//! Only with a running plan: without one no day is a rest, and none is behind.

use std::time::Duration;

use jiff::civil::Date;

use super::Core;
use crate::plan::Recommendation;
use crate::plan::changes::days_ahead;
use crate::plan::reason::Activity;
use crate::plan::recommend::Due;
use crate::time::{days_after, monday};

/// Days of a week.
pub const DAYS: usize = 7;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekDay {
    /// Its date.
    pub date: Date,
    /// It is today.
    pub today: bool,
    /// What it is.
    pub is: DayIs,
}

/// What a day of the week is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayIs {
    /// So long was run, its walks counted.
    Ran(Duration),
    /// So long was walked, and nothing run.
    Walked(Duration),
    /// A routine was played for so long, and nothing run.
    Played(Duration),
    /// Another sport was done for so long, and nothing else.
    Other(Duration),
    /// A run or a walk is due, if all goes well.
    Due(Activity),
    /// Nothing is due.
    Rest,
}

/// Returns the week of a day, from its Monday; `None` if no plan runs.
pub(crate) fn week(core: &Core, today: Date, said: &Recommendation) -> Option<[WeekDay; DAYS]> {
    let plan = core.history.plan()?;
    let tally = core.history.tally(today);
    let diary = core.history.diary(today);
    // Today's run is not always what would come next by the days alone.
    let todays = said.prescription.as_ref().filter(|_| said.due == Due::Today);
    let todays = todays.map(|run| (today, Activity::of(&run.workout)));
    let ahead = days_ahead(&plan, &diary, today, DAYS as i32).into_iter().filter(|(date, _)| *date > today);
    let due: Vec<(Date, Activity)> = todays.into_iter().chain(ahead).collect();
    let first = monday(today);
    Some(std::array::from_fn(|day| {
        let date = days_after(first, day as i64);
        let (moved, other) = (tally.day(date), tally.other(date));
        let ran = diary.on(date).is_some_and(|facts| facts.runs.iter().any(|run| !run.is_walk()));
        let due = due.iter().find(|(day, _)| *day == date).map(|(_, what)| *what);
        let is = match due {
            _ if !moved.runs.is_zero() && ran => DayIs::Ran(moved.runs),
            _ if !moved.runs.is_zero() => DayIs::Walked(moved.runs),
            Some(what) => DayIs::Due(what),
            None if tally.is_active(date) => DayIs::Played(moved.routines),
            None if !other.is_zero() => DayIs::Other(other),
            None => DayIs::Rest,
        };
        WeekDay { date, today: date == today, is }
    }))
}
