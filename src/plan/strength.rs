//! The strength and the warm-up that a plan pairs with a day: by weekday, and by stage and sore region.
//!
//! Only which routines. Whether one is due is said by how often its own file wants it, and what of it is played by
//! what is sore.

use jiff::civil::Date;

use super::course::Course;
use super::place::Positions;
use super::state::State;
use crate::plans::{Day, DayWork, Plan};
use crate::routine::Id;
use crate::symptoms::Region;

/// Returns the routines that a plan has for a day, in its order.
///
/// 1. Those of the weekday. Those of the plan's first run day go with the runner's own first run day, and so on.
/// 2. Those of the stage, for each region that is sore; where none is any more, for the one that the plan was begun with.
pub fn paired(state: &State, plan: &Plan, today: Date) -> Vec<Id> {
    let Some(course) = &state.course else { return Vec::new() };
    let mut found: Vec<Id> = Vec::new();
    let of_day = weekday(plan, course, Day::from(today.weekday()));
    let mut regions: Vec<Region> = state.sites.active(today).map(|site| site.site.region).collect();
    if regions.is_empty() {
        regions.extend(course.start.region);
    }
    let with = Positions(plan).stage(course.place).map_or(&plan.with, |stage| &stage.with);
    let of_stage = regions.iter().filter_map(|region| with.get(region)).flatten();
    for id in of_day.into_iter().chain(of_stage) {
        if !found.contains(id) {
            found.push(id.clone());
        }
    }
    found
}

/// Returns the warm-up before a run of a day: that of the weekday if it has its own, else the plan's.
pub fn before<'p>(plan: &'p Plan, days: &[Day], date: Date) -> &'p Id {
    run_day(plan, days, Day::from(date.weekday()))
        .and_then(|work| work.before.as_ref())
        .unwrap_or(&plan.before)
}

/// Returns the routines of a weekday.
fn weekday<'p>(plan: &'p Plan, course: &Course, day: Day) -> Vec<&'p Id> {
    let beside = plan.days.get(&day).filter(|work| !work.run);
    run_day(plan, &course.days, day).into_iter().chain(beside).flat_map(|work| &work.routines).collect()
}

/// Returns the plan's run day that goes with one of the runner's own.
fn run_day<'p>(plan: &'p Plan, days: &[Day], day: Day) -> Option<&'p DayWork> {
    let nth = days.contains(&day).then(|| days.iter().filter(|own| **own < day).count())?;
    plan.days.values().filter(|work| work.run).nth(nth)
}
