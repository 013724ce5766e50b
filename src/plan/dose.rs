//! What a place of a plan comes to on a day: gaps, guard, illness and share applied.

use std::time::Duration;

use jiff::civil::Date;

use super::course::Course;
use super::place::{Place, Places};
use super::stages::uneven;
use super::state::{Comeback, State};
use crate::plans::guard::limit;
use crate::plans::workout::{ROUND, floor};
use crate::plans::{Plan, Shape, Strides, Then, Work, Workout};
use crate::record::Afterwards;
use crate::symptoms::limits;
use crate::time::days_between;

/// What is due next at a place.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each holds for itself: none follows from another")]
pub struct Dose {
    /// The place after gaps and guard.
    pub place: Place,
    /// The run or walk.
    pub workout: Workout,
    /// What the guard allows that day.
    pub limit: Duration,
    /// Days without a run, where they count as a gap.
    pub gap: Option<i32>,
    /// The guard asks for less than the plan has.
    pub guarded: bool,
    /// It is the week's long run, in a week that may grow.
    pub long: bool,
    /// Half, after an illness or a warning sign.
    pub halved: bool,
    /// A lighter week.
    pub lighter: bool,
    /// It is a walk that comes before running again, whatever the plan has.
    pub walk_first: bool,
    /// Strides at the end.
    pub strides: Option<Strides>,
    /// Hills are fine, up to this share of the time.
    pub hills: f64,
}

impl Dose {
    /// Returns what it is measured by: the time run, or walked where nothing is run.
    pub fn length(&self) -> Duration {
        if self.workout.is_walk() { self.workout.total() } else { self.workout.run() }
    }

    /// Shortens the running to a cap; a share is cut anew.
    fn shorten(&mut self, plan: &Plan, cap: Duration) {
        if self.workout.run() <= cap {
            return;
        }
        self.workout = match (&plan.shape, self.place) {
            (Shape::Shares(_), Place::Run { .. }) => {
                cut(plan, self.place, floor(cap, ROUND).max(limits::RUN_LEAST))
            }
            _ => self.workout.within(cap),
        };
    }
}

/// Returns what is due next, if it were run on a day; `None` where nothing is run.
///
/// A lower place never asks for more than the one that was left for it: the same share comes out some seconds longer
/// where it is cut into other blocks, or where the cap of a week happens to be no half minute.
pub fn dose(state: &State, plan: &Plan, date: Date) -> Option<Dose> {
    let course = state.course.as_ref()?;
    let fallen = course.fallen.iter().filter(|_| matches!(plan.shape, Shape::Shares(_)));
    let doses = fallen.chain([&course.place]).filter_map(|place| dose_at(state, plan, course, *place, date));
    doses.reduce(|before, mut dose| {
        dose.shorten(plan, before.workout.run());
        dose
    })
}

/// Returns what a place comes to on a day, whatever was left for it.
fn dose_at(state: &State, plan: &Plan, course: &Course, from: Place, date: Date) -> Option<Dose> {
    let places = Places(plan);
    let idle = idle_days(state, course, date);
    let place = places.gap(from, idle);
    let gap = (idle >= limits::GAP_DAYS && is_running(places, place, from)).then_some(idle);
    let hilly = course.afterwards == Some(Afterwards::Hills);
    let mut dose = Dose {
        place,
        workout: Workout::whole(crate::plans::Pace::Walk, limits::RUN_LEAST),
        limit: Duration::MAX,
        gap,
        guarded: false,
        long: false,
        halved: false,
        lighter: false,
        walk_first: state.walks_first.is_some() && place >= places.first_outing(),
        strides: strides(state, plan, course, place, date),
        hills: if hilly { limits::HILLS_SHARE } else { steady_hills(places, place) },
    };
    if dose.walk_first {
        let (workout, gap) = (Workout::whole(crate::plans::Pace::Brisk, limits::GATE_WALK), None);
        return Some(Dose { place: from, workout, gap, strides: None, hills: 0.0, ..dose });
    }
    if uneven(state, places, place) {
        (dose.strides, dose.hills) = (None, 0.0);
    }
    match (&plan.shape, place) {
        (_, Place::After { .. }) => after(state, plan, course, date, &mut dose)?,
        (Shape::Shares(_), _) => share(state, plan, course, date, &mut dose)?,
        _ => guarded(state, plan, course, date, &mut dose)?,
    }
    if dose.workout.is_walk() {
        return Some(dose);
    }
    if state.ill.is_some() {
        dose.shorten(plan, floor(dose.workout.run() / limits::ILL_DIVISOR, ROUND));
        dose.halved = true;
    }
    if let (Some(Comeback::Stop), Some(last)) = (state.comeback, state.past.last_run(date)) {
        let whole = dose.workout.run();
        dose.shorten(plan, floor(last.run / limits::AFTER_STOP_DIVISOR, ROUND).max(limits::RUN_LEAST));
        dose.halved |= dose.workout.run() < whole;
    }
    // Only what is known to be green asks for more; pain, a morning that nobody told, and a gap never do.
    if let Some(asked) = course.asked.filter(|_| !course.may_rise || dose.gap.is_some()) {
        dose.shorten(plan, asked);
    }
    Some(dose)
}

/// Returns the week, from 1, that goes beyond the guard and waits for a yes, where it is what keeps a day's run lower.
pub fn waits(state: &State, plan: &Plan, date: Date) -> Option<usize> {
    let course = state.course.as_ref()?;
    let Place::Run { week, .. } = course.place else { return None };
    Places(plan).week(course.place)?.guard_exempt.as_ref()?;
    let guarded = || dose(state, plan, date).is_some_and(|dose| dose.guarded);
    (!course.warned.contains(&week) && guarded()).then_some(week + 1)
}

fn is_running(places: Places<'_>, place: Place, before: Place) -> bool {
    before >= places.first_run() || place != before
}

/// Returns the days without a run of the plan: since the last one, the last walk of the plan, or its beginning.
fn idle_days(state: &State, course: &Course, date: Date) -> i32 {
    let run = state.past.last_planned(date).map(|run| run.date);
    let last = [run, state.last_walk.filter(|walk| *walk < date)].into_iter().flatten().max();
    let since = last.map_or(course.start.date, |last| last.max(course.start.date));
    days_between(since, date)
}

fn steady_hills(places: Places<'_>, place: Place) -> f64 {
    match places.stage(place).map(|stage| &stage.work) {
        Some(Work::Runs(runs)) => runs.hills,
        _ => 0.0,
    }
}

fn strides(state: &State, plan: &Plan, course: &Course, place: Place, date: Date) -> Option<Strides> {
    let (week, runs) = this_week(state, course, date);
    Places(plan).strides(place, week, runs)
}

/// Returns the week of a stage, counted from the day it was come to, and the runs in it so far.
fn this_week(state: &State, course: &Course, date: Date) -> (usize, usize) {
    let days = days_between(course.entered, date).max(0);
    (usize::try_from(days / 7).unwrap_or(0), state.past.count(days % 7, date))
}

/// Returns what the first run may be, whatever the past; a test that was passed speaks for the first run only.
fn start_dose(plan: &Plan, course: &Course) -> Duration {
    let places = Places(plan);
    let tested = course.start.tested && course.last.is_none();
    let place = if tested { course.start.place } else { places.first_run() };
    places.workout(place).map_or(Duration::ZERO, |workout| workout.run())
}

/// The plan's own run, at a place low enough for the guard.
fn guarded(state: &State, plan: &Plan, course: &Course, date: Date, dose: &mut Dose) -> Option<()> {
    let places = Places(plan);
    let mut workout = places.workout(dose.place)?;
    if workout.is_walk() {
        dose.workout = workout;
        return Some(());
    }
    let start = start_dose(plan, course);
    let most = if state.past.last(date).is_some() { workout.run() } else { start };
    dose.limit = state.past.limit(date, start, most);
    let agreed = |week: usize| course.warned.contains(&week) && course.clean_week;
    let exempt = match dose.place {
        Place::Run { week, .. } => {
            places.week(dose.place).is_some_and(|w| w.guard_exempt.is_some()) && agreed(week)
        }
        Place::Stage { .. } | Place::After { .. } => false,
    };
    if exempt {
        dose.limit = dose.limit.max(workout.run());
    }
    while workout.run() > dose.limit {
        dose.guarded = true;
        let Some(before) = places.before(dose.place) else {
            workout = workout.within(dose.limit);
            break;
        };
        dose.place = before;
        workout = places.workout(before)?;
    }
    if let Some(Work::Runs(runs)) = places.stage(dose.place).map(|stage| &stage.work) {
        let last_of_week = this_week(state, course, date).1 + 1 >= usize::from(runs.per_week);
        if runs.grow > 0.0 && last_of_week && course.growth.is_open() {
            dose.long = true;
            let grown = grown(state, course, date, workout.run(), runs.grow).min(dose.limit);
            if grown > workout.run() {
                workout = Workout::whole(crate::plans::Pace::Run, grown);
            }
        }
    }
    dose.workout = workout;
    Some(())
}

/// A share of the usual minutes: capped by the week, the start, the green run at the place before, and the guard.
fn share(state: &State, plan: &Plan, course: &Course, date: Date, dose: &mut Dose) -> Option<()> {
    let places = Places(plan);
    let usual = course.start.usual.unwrap_or(limits::USUAL_RUN);
    let week = places.share(dose.place, usual)?;
    let in_first = matches!((dose.place, course.start.place), (Place::Run { week: a, .. }, Place::Run { week: b, .. }) if a == b);
    let begin = course.start.share.map(|share| floor(usual.mul_f64(share), ROUND)).filter(|_| in_first);
    let least = places.share(places.first(), usual).unwrap_or(limits::RUN_LEAST);
    dose.limit = state.past.limit(date, least, week);
    let step = course.rises_from(dose.place).map_or(Duration::MAX, limit);
    let cap = week.min(begin.unwrap_or(week)).min(step.max(least));
    dose.guarded = cap > dose.limit;
    let run = floor(cap.min(dose.limit), ROUND).max(limits::RUN_LEAST);
    dose.workout = cut(plan, dose.place, run);
    Some(())
}

fn cut(plan: &Plan, place: Place, run: Duration) -> Workout {
    let Shape::Shares(weeks) = &plan.shape else { return Workout::whole(crate::plans::Pace::Run, run) };
    let week = match place {
        Place::Run { week, .. } => weeks.get(week),
        Place::Stage { .. } | Place::After { .. } => weeks.last(),
    };
    match week.and_then(|week| week.blocks) {
        Some(blocks) => Workout::blocks(run, Some(blocks.run), blocks.walk),
        None => Workout::whole(crate::plans::Pace::Run, run),
    }
}

/// After the plan: the last run stays, then the longest of the week grows, if that is wanted.
fn after(state: &State, plan: &Plan, course: &Course, date: Date, dose: &mut Dose) -> Option<()> {
    let Place::After { runs } = dose.place else { return None };
    if course.afterwards == Some(Afterwards::WarmUps) {
        return None;
    }
    let places = Places(plan);
    let usual = course.start.usual.unwrap_or(limits::USUAL_RUN);
    let base = places.workout(dose.place).map(|w| w.run()).or_else(|| places.share(dose.place, usual))?;
    let (week, run) = (runs / places.runs_a_week(), runs % places.runs_a_week());
    let mut length = base;
    dose.limit = state.past.limit(date, start_dose(plan, course).max(limits::RUN_LEAST), base);
    if grows(plan, course, week) && run + 1 == places.runs_a_week() && course.growth.is_open() {
        dose.long = true;
        let cap = course.start.longest.filter(|_| to_longest(plan)).unwrap_or(Duration::MAX);
        length = grown(state, course, date, base, grow_share(plan)).min(cap).max(base);
    }
    if places.weeks() >= limits::LONG_PLAN_WEEKS
        && week % limits::EASE_EACH_WEEKS == limits::EASE_EACH_WEEKS - 1
    {
        length = floor(length.mul_f64(limits::EASE_SHARE), ROUND);
        dose.lighter = true;
    }
    dose.guarded = length > dose.limit;
    dose.workout =
        Workout::whole(crate::plans::Pace::Run, floor(length.min(dose.limit), ROUND).max(limits::RUN_LEAST));
    Some(())
}

/// Returns how long the week's long run is: a share beyond the longest green one of the plan since it last had to begin
/// anew; as long as that one after a long run that was not green.
fn grown(state: &State, course: &Course, date: Date, base: Duration, share: f64) -> Duration {
    let longest = state.past.longest_since(course.growth.since, date).unwrap_or(base);
    if course.growth.missed { longest } else { floor(longest.mul_f64(1.0 + share), ROUND) }
}

fn grows(plan: &Plan, course: &Course, week: usize) -> bool {
    match course.afterwards {
        Some(Afterwards::Longer) => true,
        Some(_) => false,
        None => {
            let kept: u32 = plan
                .then
                .iter()
                .map(|t| if let Then::Keep { weeks } = t { u32::from(*weeks) } else { 0 })
                .sum();
            plan.then.iter().any(|t| matches!(t, Then::Grow { .. })) && week >= kept as usize
        }
    }
}

fn grow_share(plan: &Plan) -> f64 {
    plan.then
        .iter()
        .find_map(|t| if let Then::Grow { share, .. } = t { Some(*share) } else { None })
        .unwrap_or(limits::GROWTH_SHARE)
}

fn to_longest(plan: &Plan) -> bool {
    plan.then.iter().any(|t| matches!(t, Then::Grow { to_longest: true, .. }))
}
