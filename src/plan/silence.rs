//! Days that passed in silence: a run was due, and nobody said whether it was run (EVIDENCE2.md 6).
//!
//! Such a day is no run for growth, and a run for the distance to the next. Who says so later writes the run down, or
//! that it was left out.

use jiff::civil::Date;

use super::before_run::{self, Today};
use super::calendar;
use super::diary::{Diary, Facts};
use super::dose::Dose;
use super::place::Position;
use super::signs;
use super::state::State;
use crate::plans::Plan;
use crate::record::PlanAction;
use crate::symptoms::limits;
use crate::time::{days_before, days_between};

/// Returns the days of the last week on which a run was due and nothing is known of it, oldest first.
///
/// A day is none on which it was too sore to run or a warning sign forbade it, or which a rest or an answer to "why was it quiet" explains; nor is one
/// whose run came a day late.
pub fn silent_days(state: &State, plan: &Plan, diary: &Diary, dose: &Dose, today: Date) -> Vec<Date> {
    let mut silent: Vec<Date> = Vec::new();
    let Some(course) = &state.course else { return silent };
    // A plan in which nothing was run yet was not begun.
    if course.first_run.is_none() || dose.workout.is_walk() || state.ill.is_some() {
        return silent;
    }
    let none = Facts::default();
    let on = |day: Date| diary.on(day).unwrap_or(&none);
    let rested = |day: Date| {
        state
            .setbacks
            .rests
            .iter()
            .any(|rest| *rest <= day && days_between(*rest, today) <= limits::TWO_RESTS_DAYS)
    };
    // Before a stage of runs was come to, none was due.
    let since =
        if matches!(course.place, Position::Stage { .. }) { course.entered } else { course.start.date };
    let mut day = days_before(today, limits::SILENT_DAYS).max(since);
    while day < today {
        let facts = on(day);
        let Ok(next) = day.tomorrow() else { return silent };
        let apart = silent.last().is_none_or(|last| days_between(*last, day) >= state.gap_days(plan, day));
        let ran = !facts.runs.is_empty() || !on(next).runs.is_empty();
        let well = before_run::today(&state.sites, facts, true, day) == Today::Run;
        let free = !signs::held_back(diary, day);
        if apart && !ran && well && free && !rested(day) && calendar::is_due(state, plan, dose, day) {
            silent.push(day);
        }
        if explains(on(next)) {
            silent.clear();
        }
        day = next;
    }
    silent
}

/// Tells whether somebody said on a day why it was quiet before, or begins a plan.
fn explains(facts: &Facts) -> bool {
    let said = |action: &PlanAction| matches!(action, PlanAction::Back { .. } | PlanAction::Start { .. });
    facts.events.iter().any(|event| said(&event.action))
}
