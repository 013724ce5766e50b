//! Shorter, quicker steps: to whom ticks for them are offered, and in which runs they sound (EVIDENCE2.md 4).
//!
//! Who runs half an hour again after the stages, or has run on while sore for two weeks of green runs, may try 5 % more
//! steps a minute, as a week's one new thing. After a rest or a step back the ticks are silent.

use jiff::civil::Date;

use super::calendar;
use super::course::Course;
use super::diary::Diary;
use super::dose;
use super::place::{Position, Positions};
use super::shoes::new_and_more;
use super::signs;
use super::state::State;
use super::verdict::{Decision, Verdict};
use crate::plans::{Plan, Shape, Ticks, Work};
use crate::symptoms::limits;
use crate::time::{days_after, days_before, days_between};

/// Why no ticks may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTicks {
    /// No plan runs.
    NoPlan,
    /// The plan is not one for who is or was sore, or not yet far enough.
    Early,
    /// Too little of the last two weeks was green.
    NotGreen,
    /// A rest, a step back or a warning sign is too near.
    Setback,
    /// Something else is new this week.
    New,
}

/// Tells whether ticks may begin on a day.
///
/// # Errors
///
/// Says why not.
pub fn may_begin(state: &State, plan: &Plan, diary: &Diary, today: Date) -> Result<(), NoTicks> {
    let course = state.course.as_ref().ok_or(NoTicks::NoPlan)?;
    if !is_far_enough(plan, course) {
        return Err(NoTicks::Early);
    }
    // Behind a warning sign, or a gap, the runs themselves are enough that is new.
    let from = days_before(today, i64::from(limits::STEPS_GREEN_DAYS));
    let signs = || {
        (0..=i64::from(limits::STEPS_GREEN_DAYS)).any(|day| signs::held_back(diary, days_after(from, day)))
    };
    let away =
        state.past.last_planned(today).is_some_and(|last| days_between(last.date, today) >= limits::GAP_DAYS);
    if is_set_back(state, today) || away || signs() {
        return Err(NoTicks::Setback);
    }
    if course.keep.is_some() && !was_green(state, course, today) {
        return Err(NoTicks::NotGreen);
    }
    if new_and_more(diary, today) || state.new_stressor(today).is_some() {
        return Err(NoTicks::New);
    }
    Ok(())
}

/// Tells whether ticks may begin on a day, from the log.
///
/// # Errors
///
/// Says why not.
pub fn may_begin_on(plan: Option<&Plan>, diary: &Diary, today: Date) -> Result<(), NoTicks> {
    let plan = plan.ok_or(NoTicks::NoPlan)?;
    may_begin(&State::at(plan, diary, today).settled_for(plan, today), plan, diary, today)
}

/// Tells whether ticks are offered on a day: they may begin, and nothing was said of them. Unanswered, the offer comes
/// and goes by weeks, and in each of its weeks it comes once, with the first run.
pub fn is_offered(state: &State, plan: &Plan, diary: &Diary, today: Date) -> bool {
    let said = diary.profile.steps.is_some_and(|said| said.date <= today);
    let since = state.course.as_ref().map(|course| match course.keep {
        Some(_) => days_after(course.start.date, i64::from(limits::STEPS_GREEN_DAYS)),
        None => course.entered,
    });
    let (weeks, of) = limits::STEPS_OFFER_WEEKS;
    let now = since.is_some_and(|since| {
        let week = days_between(since, today).div_euclid(7);
        let begins = days_after(since, 7 * i64::from(week));
        week.rem_euclid(of) < weeks && state.past.planned(begins, today) == 0
    });
    !said && now && runs_on(state, plan, today) && may_begin(state, plan, diary, today).is_ok()
}

/// Tells whether a run is due on a day.
fn runs_on(state: &State, plan: &Plan, date: Date) -> bool {
    let run = dose::dose(state, plan, date).filter(|dose| !dose.workout.is_walk());
    run.is_some_and(|dose| calendar::is_due(state, plan, &dose, date))
}

/// Returns the ticks of a run of a day.
pub fn ticks(state: &State, plan: &Plan, diary: &Diary, date: Date) -> Option<Ticks> {
    let said = diary.profile.steps?;
    let course = state.course.as_ref().filter(|course| is_far_enough(plan, course))?;
    let again = course.start.date > said.date;
    let ticks = Ticks::after(said.own?, days_between(said.date, date));
    ticks.filter(|_| !again && !is_set_back(state, date))
}

/// Returns the steps a minute that a watch recorded lately: the median.
pub fn of_watch(diary: &Diary, today: Date) -> Option<u16> {
    let from = days_before(today, i64::from(limits::STEPS_KNOWN_DAYS));
    let runs = diary.between(from, today).flat_map(|(_, facts)| &facts.runs);
    let mut rates: Vec<u16> = runs.filter(|run| !run.is_walk()).filter_map(|run| run.steps).collect();
    rates.sort_unstable();
    rates.get(rates.len() / 2).copied()
}

/// Tells whether half an hour is run again after the stages, or somebody runs on while sore.
fn is_far_enough(plan: &Plan, course: &Course) -> bool {
    let steady = |place| matches!(Positions(plan).stage(place).map(|stage| &stage.work), Some(Work::Runs(_)));
    match &plan.shape {
        Shape::Stages(_) => matches!(course.place, Position::After { .. }) || steady(course.place),
        Shape::Rungs(_) => true,
        Shape::Weeks(_) | Shape::Shares(_) => false,
    }
}

/// Tells whether all runs of the last two weeks in the plan were green, which has been run as long.
fn was_green(state: &State, course: &Course, today: Date) -> bool {
    let recent = |day: Date| days_between(day, today) <= limits::STEPS_GREEN_DAYS && day >= course.start.date;
    // This morning may not be told yet.
    let open = |day: Date, verdict: Verdict| days_between(day, today) <= 1 && verdict.is_unsaid();
    let judged = state.past.verdicts().filter(|(day, verdict)| recent(*day) && !open(*day, *verdict));
    let mut judged = judged.peekable();
    let long = days_between(course.start.date, today) >= limits::STEPS_GREEN_DAYS;
    long && judged.peek().is_some() && judged.all(|(_, verdict)| verdict.decision == Decision::Advance)
}

/// Tells whether a rest, a step back or a warning sign keeps ticks away.
fn is_set_back(state: &State, date: Date) -> bool {
    let lately = state.setbacks.within(limits::STEPS_GREEN_DAYS, date) > 0;
    state.resting.is_some() || state.stop.is_some() || state.still || state.to_stages.is_some() || lately
}
