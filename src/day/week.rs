//! The week around a day: what was done on each of its days, and what the plan has for the others.
//!
//! Only with a running plan: without one no day is a rest, and none is behind.

use std::time::Duration;

use jiff::civil::Date;

use super::Core;
use crate::plan::Recommendation;
use crate::plan::changes::run_days;
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
    /// So long was run or walked.
    Ran(Duration),
    /// A routine was played for so long, and nothing run.
    Played(Duration),
    /// Another sport was done for so long, and nothing else.
    Other(Duration),
    /// A run is due, if all goes well.
    Due,
    /// No run is due.
    Rest,
}

/// Returns the week of a day, from its Monday; `None` if no plan runs.
pub(crate) fn week(core: &Core, today: Date, said: &Recommendation) -> Option<[WeekDay; DAYS]> {
    let plan = core.history.plan()?;
    let tally = core.history.tally(today);
    let mut due = run_days(&plan, &core.history.diary(today), today, DAYS as i32);
    // Today's run is not always what would come next by the days alone.
    due.retain(|date| *date > today);
    let first = monday(today);
    Some(std::array::from_fn(|day| {
        let date = days_after(first, day as i64);
        let (moved, other) = (tally.day(date), tally.other(date));
        let is_due = if date == today { said.due == Due::Today } else { due.contains(&date) };
        let is = match () {
            () if !moved.runs.is_zero() => DayIs::Ran(moved.runs),
            () if is_due => DayIs::Due,
            () if tally.is_active(date) => DayIs::Played(moved.routines),
            () if !other.is_zero() => DayIs::Other(other),
            () => DayIs::Rest,
        };
        WeekDay { date, today: date == today, is }
    }))
}
