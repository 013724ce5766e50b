//! Which day the next run is on: whole calendar days between, the runner's weekdays, moves.
//!
//! 48 h is one whole day between two run days, 72 h two; the clock never refuses a run. The rest of
//! 72 h knows no weekdays: then each third day is a run day.

use jiff::civil::Date;

use super::dose::Dose;
use super::place::Positions;
use super::sites::SiteHistory;
use super::state::State;
use crate::plans::{Day, Plan, Work};
use crate::symptoms::limits;
use crate::time::{days_after, days_between};

/// How far ahead a run day is looked for.
const AHEAD: usize = 28;

/// Tells whether enough days lie behind the last run, and no illness forbids it.
pub fn is_free(state: &State, plan: &Plan, dose: &Dose, date: Date) -> bool {
    let Some(course) = &state.course else { return false };
    let gap = state.gap_days(plan, date);
    let enough = |last: Option<Date>, gap: i32| last.is_none_or(|last| days_between(last, date) >= gap);
    let walk = dose.workout.is_walk();
    let walked = state.last_walk.filter(|_| walk);
    let ill = state.ill.is_some_and(|ill| ill.from.is_none_or(|from| date < from));
    date >= course.start.date
        && enough(state.past.last(date), gap)
        && (dose.walk_first || enough(walked, i32::from(plan.gap_days)))
        && !waits_for_morning(state, date)
        && !ill
        && (dose.walk_first || !is_full(state, plan, dose, date))
}

/// Tells whether the next run still waits after one beside the plan: until the morning after it, or a later calm one,
/// is known, or four days have gone.
pub fn waits_for_morning(state: &State, date: Date) -> bool {
    let Some(ran) = state.beside else { return false };
    let days = days_between(ran, date);
    if days >= limits::UNSAID_DAYS {
        return false;
    }
    let told = |day: Date| {
        let calm = |site: &SiteHistory| {
            let usual = site.usual(ran);
            site.morning(day)
                .is_some_and(|score| days_between(ran, day) == 1 || score <= usual.settled_morning())
        };
        let mut sites = state.sites.active(day).peekable();
        let some = sites.peek().is_some();
        state.sites.nothing_on(day)
            || some && sites.all(calm)
            || !some && state.sites.quiet_morning(day).is_some()
    };
    let grows = state.course.as_ref().is_some_and(|course| course.growth.is_some() || course.keep.is_some());
    grows && !(1..=days).any(|ago| told(days_after(ran, ago)))
}

/// Tells whether the week has all the runs that the stage asks for.
fn is_full(state: &State, plan: &Plan, dose: &Dose, date: Date) -> bool {
    match Positions(plan).stage(dose.place).map(|stage| &stage.work) {
        Some(Work::Runs(runs)) => state.past.count(6, date) >= usize::from(runs.per_week),
        _ => false,
    }
}

/// Tells whether a run is due on a day.
pub fn is_due(state: &State, plan: &Plan, dose: &Dose, date: Date) -> bool {
    let Some(course) = &state.course else { return false };
    if !is_free(state, plan, dose, date) || state.skips.contains(&date) {
        return false;
    }
    if dose.walk_first {
        // A walk needs no run day, only a day that has none yet.
        return state.walks_first.is_none_or(|first| first.may_walk(date));
    }
    let moved = state.moves.iter().rev().find(|(from, to)| *from == date || *to == date);
    if let Some((_, to)) = moved {
        return *to == date;
    }
    let weekdays = state.gap_days(plan, date) <= i32::from(plan.gap_days) && !course.days.is_empty();
    !weekdays || course.days.contains(&Day::from(date.weekday()))
}

/// Returns the first day from one on, on which a run would be due.
pub fn next_due(state: &State, plan: &Plan, dose: &Dose, from: Date) -> Option<Date> {
    let mut date = from;
    for _ in 0..AHEAD {
        if is_due(state, plan, dose, date) {
            return Some(date);
        }
        date = date.tomorrow().ok()?;
    }
    None
}

/// Returns the first day from one on, on which a run could be, whatever the weekday.
pub fn first_free(state: &State, plan: &Plan, dose: &Dose, from: Date) -> Option<Date> {
    let mut date = from;
    for _ in 0..AHEAD {
        if is_free(state, plan, dose, date) {
            return Some(date);
        }
        date = date.tomorrow().ok()?;
    }
    None
}

/// Two run days that lie too close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooClose {
    /// The one.
    pub first: Day,
    /// The other.
    pub second: Day,
    /// Days from one run to the next, at least.
    pub gap: u8,
}

/// Finds two run days that lie too close; `None` if there are none.
pub fn too_close(plan: &Plan, days: &[Day]) -> Option<TooClose> {
    if far_apart(days, plan.gap_days) {
        return None;
    }
    let gap = usize::from(plan.gap_days);
    let mut pairs = days.iter().flat_map(|a| days.iter().map(move |b| (*a, *b)));
    let (first, second) = pairs.find(|(a, b)| a != b && (*b as usize + 7 - *a as usize) % 7 < gap)?;
    Some(TooClose { first, second, gap: plan.gap_days })
}

/// Tells whether weekdays lie far enough apart, the week's end and its beginning too.
pub fn far_apart(days: &[Day], gap: u8) -> bool {
    let mut at: Vec<usize> = days.iter().map(|day| *day as usize).collect();
    at.sort_unstable();
    at.dedup();
    let ends = at.first().zip(at.last()).map(|(first, last)| first + 7 - last);
    let between = at.windows(2).map(|pair| pair[1] - pair[0]).chain(ends.filter(|_| at.len() > 1));
    at.len() == days.len() && between.into_iter().all(|days| days >= usize::from(gap))
}
