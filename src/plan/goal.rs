//! How far the long run is to grow, and how many weeks that takes: a range, and no date.
//!
//! Who names a distance runs it in the time that the pace takes, which is a range until a distance is known. The weeks
//! are counted by [`Growth`] itself, from where the long run is, or from where the plan ends.

use std::time::Duration;

use jiff::civil::Date;

use super::course::Course;
use super::diary::Diary;
use super::growth::{Circumstances, Growth};
use super::keep::Keep;
use super::place::{Position, Positions};
use super::state::State;
use crate::plans::{AfterPlan, Growing, Plan, ROUND, Shape, floor};
use crate::record::Goal;
use crate::symptoms::limits;
use crate::time::from_minutes;
use crate::word::words;

words! {
    /// The goals there are to choose from.
    pub Far("goal") {
        /// 45 minutes of running.
        Minutes45 = "45m",
        /// An hour of running.
        Minutes60 = "60m",
        /// 5 kilometres.
        Km5 = "5km",
        /// 10 kilometres.
        Km10 = "10km",
    }
}

impl Far {
    /// Returns it as a record carries it.
    pub const fn goal(self) -> Goal {
        match self {
            Self::Minutes45 => Goal::Minutes(45.0),
            Self::Minutes60 => Goal::Minutes(60.0),
            Self::Km5 => Goal::Km(5.0),
            Self::Km10 => Goal::Km(10.0),
        }
    }
}

/// When the long run is as long as a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// It is already.
    Reached,
    /// In so many weeks: if all goes well, and if it does not always.
    Weeks(i32, i32),
    /// Never with so few runs a week: then it grows no further than this.
    StopsAt(Duration),
}

/// A goal, and how far off it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// The goal.
    pub goal: Goal,
    /// The running that it takes, at least and at most.
    pub minutes: (Duration, Duration),
    /// How far off it is.
    pub when: When,
    /// The weeks count from the end of the plan, which lies ahead.
    pub after_plan: bool,
}

/// Returns the goal that was chosen, and how far off it is on a day; `None` if there is none.
pub fn chosen(plan: &Plan, diary: &Diary, date: Date) -> Option<Outlook> {
    let state = State::at(plan, diary, date);
    let course = state.course.as_ref()?;
    Some(outlook(&state, plan, course, course.goal?, date))
}

/// Returns how far off a goal would be on a day; `None` while the plan was not begun, or was ended.
pub fn looked_at(plan: &Plan, diary: &Diary, goal: Goal, date: Date) -> Option<Outlook> {
    let state = State::at(plan, diary, date);
    let course = state.course.as_ref()?;
    Some(outlook(&state, plan, course, goal, date))
}

fn outlook(state: &State, plan: &Plan, course: &Course, goal: Goal, date: Date) -> Outlook {
    let minutes = minutes(goal, state.past.pace(date));
    let places = Positions(plan);
    let growth = course.growth.clone().unwrap_or_else(|| Growth::new(date, last_run(plan, course)));
    let days = if course.days.is_empty() { places.runs_a_week() } else { course.days.len() };
    let now = Circumstances {
        this_week: 0,
        last_week: None,
        days,
        growing: Some(pace_of_growth(state, plan, course)),
        older: state.runner.is_older(),
        goal: None,
    };
    let weeks = |goal| growth.weeks_to(goal, date, &now);
    let when = match (weeks(minutes.0), weeks(minutes.1)) {
        (Some(0), Some(0)) => When::Reached,
        (Some(soon), Some(late)) => When::Weeks(soon, later(late)),
        _ => When::StopsAt(limits::LONG_OF_TWO.max(growth.base())),
    };
    Outlook { goal, minutes, when, after_plan: course.growth.is_none() }
}

/// Returns the running that a goal takes: as long as it says, else its distance at the pace that is known, else at an
/// easy one.
fn minutes(goal: Goal, pace: Option<Duration>) -> (Duration, Duration) {
    match goal {
        Goal::Minutes(minutes) => {
            let run = Duration::try_from_secs_f64(minutes * 60.0).unwrap_or(from_minutes(60));
            (run, run)
        }
        Goal::Km(km) => {
            let run = |pace: Duration| floor(pace.mul_f64(km), ROUND);
            let quick = pace.unwrap_or(limits::GOAL_PACE_QUICK);
            (run(quick), run(pace.unwrap_or(limits::GOAL_PACE)))
        }
    }
}

/// Returns how fast the long run grows, or would.
fn pace_of_growth(state: &State, plan: &Plan, course: &Course) -> Growing {
    if state.runner.is_slow() {
        return Growing::Slow;
    }
    let own = plan.then.iter().find_map(|then| match then {
        AfterPlan::Grow { growing, .. } => Some(*growing),
        AfterPlan::Keep { .. } => None,
    });
    course.growing(Positions(plan)).or(own).unwrap_or(Growing::Gentle)
}

/// Returns what the plan's last run is.
fn last_run(plan: &Plan, course: &Course) -> Duration {
    let places = Positions(plan);
    let end = match &plan.shape {
        Shape::Stages(stages) => Position::Stage { stage: stages.len().saturating_sub(1), level: 0 },
        Shape::Weeks(_) | Shape::Shares(_) | Shape::Rungs(_) => places.after(),
    };
    let kept = course.keep.as_ref().map(Keep::whole);
    let share = || places.share(end, course.start.usual.unwrap_or(limits::USUAL_RUN));
    let last = kept.or_else(|| places.workout(end).map(|run| run.run())).or_else(share);
    last.unwrap_or(limits::USUAL_RUN)
}

#[expect(clippy::cast_possible_truncation, reason = "weeks are few")]
fn later(weeks: i32) -> i32 {
    (f64::from(weeks) * limits::GOAL_WEEKS_LATE).ceil() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weeks(growing: Growing, from: u64, goal: u64, days: usize) -> Option<i32> {
        let date = jiff::civil::date(2026, 11, 2);
        let now = Circumstances {
            this_week: 0,
            last_week: None,
            days,
            growing: Some(growing),
            older: false,
            goal: None,
        };
        Growth::new(date, from_minutes(from)).weeks_to(from_minutes(goal), date, &now)
    }

    #[test]
    fn the_weeks_are_those_of_the_evidence() {
        let gentle = |goal| weeks(Growing::Gentle, 30, goal, 3);
        assert_eq!((gentle(40), gentle(60), gentle(75)), (Some(6), Some(18), Some(25)));
        let slow = |goal| weeks(Growing::Slow, 30, goal, 3);
        // The sheet says 13, 37 and 50: there the first step comes two weeks later.
        assert_eq!((slow(40), slow(60), slow(75)), (Some(11), Some(35), Some(49)));
        assert_eq!(weeks(Growing::Gentle, 60, 45, 3), Some(0), "already here");
    }

    #[test]
    fn two_runs_a_week_stop_before_an_hour() {
        assert_eq!(weeks(Growing::Gentle, 30, 60, 2), None);
        assert!(weeks(Growing::Gentle, 30, 45, 2).is_some());
    }

    #[test]
    fn a_distance_takes_a_range_of_minutes_until_the_pace_is_known() {
        let whole = |(least, most): (Duration, Duration)| (least.as_secs() / 60, most.as_secs() / 60);
        assert_eq!(whole(minutes(Goal::Km(5.0), None)), (32, 42));
        assert_eq!(whole(minutes(Goal::Km(10.0), None)), (65, 85));
        assert_eq!(whole(minutes(Goal::Km(10.0), Some(from_minutes(7)))), (70, 70));
    }
}
