//! How long a plan has been run, and how long it has gone well: what routines ask for before they bring hops.
//!
//! Weeks are counted back from a day in sevens, as the criterion `green-weeks` of a stage counts them.

use jiff::civil::Date;

use super::state::State;
use super::verdict::Decision;
use crate::plans::{Plan, Shape};
use crate::time::days_between;

/// The whole weeks of a plan that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weeks {
    /// Since its first run; 0 before it.
    pub running: u32,
    /// The same, where the plan leads back after a break or soreness.
    pub coming_back: Option<u32>,
    /// In a row up to now, all green.
    pub green: u32,
}

/// Returns the weeks of the plan; `None` while none runs.
pub fn weeks(plan: &Plan, state: &State, date: Date) -> Option<Weeks> {
    let course = state.course.as_ref()?;
    let days = course.first_run.map_or(0, |first| days_between(first, date));
    let running = u32::try_from(days / 7).unwrap_or(0);
    let back = matches!(plan.shape, Shape::Shares(_) | Shape::Stages(_));
    Some(Weeks { running, coming_back: back.then_some(running), green: green_weeks(state, date) })
}

/// Returns how many weeks in a row, up to a day, were green.
///
/// 1. At least one run of the week was judged green.
/// 2. Every judged run of it was green, those beside the plan that hurt included. What is neither for nor against
///    (cut short for another reason, a lighter one) does not count, and a run whose mornings are not over does not
///    either.
/// 3. No rest began in it.
pub fn green_weeks(state: &State, date: Date) -> u32 {
    let mut weeks = 0;
    loop {
        let within = |day: Date| days_between(day, date).div_euclid(7) == weeks;
        let mut judged = state.past.verdicts().filter(|(day, v)| within(*day) && !v.is_neutral()).peekable();
        let ran = judged.peek().is_some();
        let rested = state.setbacks.rests.iter().any(|day| within(*day));
        if !ran || rested || judged.any(|(_, verdict)| verdict.decision != Decision::Advance) {
            return weeks.unsigned_abs();
        }
        weeks += 1;
    }
}
