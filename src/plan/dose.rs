//! What a place of a plan comes to on a day: gaps, guard, illness and share applied.

use std::time::Duration;

use jiff::civil::Date;

use super::course::Course;
use super::growth::{Circumstances, Growth, GrowthInputs, gap_share};
use super::keep::Keep;
use super::place::{Position, Positions};
use super::stages::uneven;
use super::state::{Comeback, State};
use crate::plans::guard::limit;
use crate::plans::workout::{MAX_WORKOUT, ROUND, floor};
use crate::plans::{AfterPlan, Growing, Plan, Shape, Strides, Work, Workout};
use crate::record::{Afterwards, Goal};
use crate::symptoms::{Region, limits};
use crate::time::{days_after, days_before, days_between};

/// What is due next at a place.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each holds for itself: none follows from another")]
pub struct Dose {
    /// The place after gaps and guard.
    pub place: Position,
    /// The run or walk.
    pub workout: Workout,
    /// What the guard allows that day.
    pub limit: Duration,
    /// Days without a run, where they count as a gap.
    pub gap: Option<i32>,
    /// The guard asks for less than the plan has.
    pub guarded: bool,
    /// The place is the one that was chosen at the start, and the guard alone makes the run shorter.
    pub chosen: bool,
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
            (Shape::Shares(_), Position::Run { .. }) => cut(plan, self.place, self::cap(cap)),
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
fn dose_at(state: &State, plan: &Plan, course: &Course, from: Position, date: Date) -> Option<Dose> {
    let places = Positions(plan);
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
        chosen: false,
        long: false,
        halved: false,
        lighter: false,
        walk_first: state.walks_first.is_some() && place >= places.first_outing() && !course.walks,
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
    // A hill bends the ankle deeply, which presses on the back of the heel.
    if state.sites.active(date).any(|site| site.site.region == Region::BackHeelBone) {
        dose.hills = 0.0;
    }
    match (&plan.shape, place) {
        (_, Position::After { .. }) => after(state, plan, course, date, &mut dose)?,
        (Shape::Shares(_), _) => share(state, plan, course, date, &mut dose)?,
        (Shape::Rungs(_), _) => rung(state, course, date, &mut dose)?,
        _ => guarded(state, plan, course, date, &mut dose)?,
    }
    if dose.workout.is_walk() {
        return Some(dose);
    }
    if let Some(ill) = &state.ill {
        let week = ill.first_run.map_or(0, |first| days_between(first, date) / limits::ILL_DAYS);
        let share = usize::try_from(week).ok().and_then(|week| limits::ILL_SHARES.get(week));
        dose.shorten(plan, floor(dose.workout.run().mul_f64(share.copied().unwrap_or(1.0)), ROUND));
        dose.halved = true;
    }
    if let (Some(Comeback::Stop), Some(last)) = (state.comeback, state.past.last_run(date)) {
        let whole = dose.workout.run();
        dose.shorten(plan, floor(last.run / limits::AFTER_STOP_DIVISOR, ROUND).max(limits::RUN_LEAST));
        dose.halved |= dose.workout.run() < whole;
    }
    // Only what is known to be green asks for more; pain, a morning that nobody told, and a gap never do.
    if let Some(asked) = course.asked.filter(|_| !course.may_rise || dose.gap.is_some()) {
        dose.shorten(plan, course.permitted.filter(|_| dose.gap.is_none()).unwrap_or(asked));
        // The weeks behind a long gap may ask for no less than the last run, if that was kept short by something else.
        if dose.gap.is_some_and(|days| days >= limits::GAP_HALF_DAYS) && dose.workout.run() >= asked {
            let least = first_dose(plan, course);
            dose.shorten(plan, floor(asked.mul_f64(limits::GAP_SHARE_LONG.0), ROUND).max(least));
        }
    }
    Some(dose)
}

/// Returns what the plan begins with.
fn first_dose(plan: &Plan, course: &Course) -> Duration {
    let usual = course.start.usual.unwrap_or(limits::USUAL_RUN);
    let share = || Positions(plan).share(Positions(plan).first(), usual);
    let first = course.keep.as_ref().map(Keep::half).or_else(share);
    first.unwrap_or_else(|| start_dose(plan, course)).max(limits::RUN_LEAST)
}

/// Returns the week, from 1, that goes beyond the guard and waits for a yes, where it is what keeps a day's run lower.
pub fn waits(state: &State, plan: &Plan, date: Date) -> Option<usize> {
    let course = state.course.as_ref()?;
    let Position::Run { week, .. } = course.place else { return None };
    Positions(plan).week(course.place)?.guard_exempt.as_ref()?;
    let guarded = || dose(state, plan, date).is_some_and(|dose| dose.guarded);
    (!course.warned.contains(&week) && guarded()).then_some(week + 1)
}

/// Returns a length as the time of a run in whole half minutes, no shorter than the shortest.
fn cap(run: Duration) -> Duration {
    floor(run, ROUND).max(limits::RUN_LEAST)
}

fn is_running(places: Positions<'_>, place: Position, before: Position) -> bool {
    before >= places.first_run() || place != before
}

/// Returns the days without a run of the plan: since the last one, the last walk of the plan, or its beginning.
fn idle_days(state: &State, course: &Course, date: Date) -> i32 {
    let run = state.past.last_planned(date).map(|run| run.date);
    let last = [run, state.last_walk.filter(|walk| *walk < date)].into_iter().flatten().max();
    let since = last.map_or(course.start.date, |last| last.max(course.start.date));
    days_between(since, date)
}

fn steady_hills(places: Positions<'_>, place: Position) -> f64 {
    match places.stage(place).map(|stage| &stage.work) {
        Some(Work::Runs(runs)) => runs.hills,
        _ => 0.0,
    }
}

fn strides(state: &State, plan: &Plan, course: &Course, place: Position, date: Date) -> Option<Strides> {
    let (week, runs) = this_week(state, course, date);
    Positions(plan).strides(place, week, runs)
}

/// Returns the week of a stage, counted from the day it was come to, and the runs in it so far.
fn this_week(state: &State, course: &Course, date: Date) -> (usize, usize) {
    let days = days_between(course.entered, date).max(0);
    (usize::try_from(days / 7).unwrap_or(0), state.past.count(days % 7, date))
}

/// Returns what the first run may be, whatever the past; a test that was passed speaks for the first run only.
fn start_dose(plan: &Plan, course: &Course) -> Duration {
    let places = Positions(plan);
    let tested = course.start.tested && course.last.is_none();
    let run =
        |place: Position| places.workout(place).map(|workout| workout.run()).filter(|run| !run.is_zero());
    let own = Some(course.start.place).filter(|_| tested).and_then(run);
    own.or_else(|| run(places.first_run())).unwrap_or_default()
}

/// The plan's own run, at a place low enough for the guard.
fn guarded(state: &State, plan: &Plan, course: &Course, date: Date, dose: &mut Dose) -> Option<()> {
    let places = Positions(plan);
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
        Position::Run { week, .. } => {
            places.week(dose.place).is_some_and(|w| w.guard_exempt.is_some()) && agreed(week)
        }
        Position::Stage { .. } | Position::Rung { .. } | Position::After { .. } => false,
    };
    if exempt {
        dose.limit = dose.limit.max(workout.run());
    }
    // Who said where to begin begins there, and runs no longer than the guard allows; nothing says more of it yet.
    let chosen = dose.place == course.start.place && course.place == dose.place && !course.start.tested;
    if chosen
        && workout.run() > dose.limit
        && matches!(dose.place, Position::Stage { .. } | Position::Run { .. })
    {
        (dose.guarded, dose.chosen) = (true, true);
        workout = workout.within(dose.limit);
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
    dose.workout = workout;
    if course.growth.is_some() && dose.place == course.place {
        grown(state, plan, course, date, dose);
    }
    Some(())
}

/// So many minutes of the usual ones, as far as the guard and a break allow.
fn rung(state: &State, course: &Course, date: Date, dose: &mut Dose) -> Option<()> {
    let keep = course.keep.as_ref()?;
    let minutes = keep.after_gap(dose.gap.unwrap_or(0));
    dose.limit = state.past.limit(date, keep.half(), minutes);
    dose.guarded = minutes > dose.limit;
    dose.workout = keep.workout(cap(minutes.min(dose.limit)));
    Some(())
}

/// A share of the usual minutes: capped by the week, the start, the green run at the place before, and the guard.
fn share(state: &State, plan: &Plan, course: &Course, date: Date, dose: &mut Dose) -> Option<()> {
    let places = Positions(plan);
    let usual = course.start.usual.unwrap_or(limits::USUAL_RUN);
    let week = places.share(dose.place, usual)?;
    let in_first = matches!((dose.place, course.start.place), (Position::Run { week: a, .. }, Position::Run { week: b, .. }) if a == b);
    let begin = course.start.share.map(|share| floor(usual.mul_f64(share), ROUND)).filter(|_| in_first);
    let least = places.share(places.first(), usual).unwrap_or(limits::RUN_LEAST);
    dose.limit = state.past.limit(date, least, week);
    // The way back to what was usual needs no steps, as long as that lies no further back than thirty days.
    let usual_again = state.past.usual(date).unwrap_or(Duration::ZERO);
    let step = course.rises_from(dose.place).map_or(Duration::MAX, limit).max(usual_again);
    let cap = week.min(begin.unwrap_or(week)).min(step.max(least));
    dose.guarded = cap > dose.limit;
    let run = floor(cap.min(dose.limit), ROUND).max(limits::RUN_LEAST);
    dose.workout = cut(plan, dose.place, run);
    Some(())
}

fn cut(plan: &Plan, place: Position, run: Duration) -> Workout {
    let Shape::Shares(weeks) = &plan.shape else { return Workout::whole(crate::plans::Pace::Run, run) };
    let week = match place {
        Position::Run { week, .. } => weeks.get(week),
        Position::Stage { .. } | Position::Rung { .. } | Position::After { .. } => weeks.last(),
    };
    match week.and_then(|week| week.blocks) {
        Some(blocks) => Workout::blocks(run, Some(blocks.run), blocks.walk),
        None => Workout::whole(crate::plans::Pace::Run, run),
    }
}

/// After the plan: the long run of the week grows, if that is wanted, and the others follow.
fn after(state: &State, plan: &Plan, course: &Course, date: Date, dose: &mut Dose) -> Option<()> {
    if course.afterwards == Some(Afterwards::WarmUps) {
        return None;
    }
    if course.walks {
        // Half an hour of walking is where it ends: no minute of it is ever run.
        dose.workout = Positions(plan).workout(dose.place)?;
        return Some(());
    }
    let start = course.keep.as_ref().map(Keep::half);
    let start = start.unwrap_or_else(|| start_dose(plan, course)).max(limits::RUN_LEAST);
    let base = course.growth.as_ref().map_or(start, Growth::base);
    dose.limit = state.past.limit(date, start, base);
    grown(state, plan, course, date, dose);
    Some(())
}

/// Puts what growth asks for in place of a run, as far as the guard allows, by minutes and by distance.
fn grown(state: &State, plan: &Plan, course: &Course, date: Date, dose: &mut Dose) {
    let Some(growth) = &course.growth else { return };
    let places = Positions(plan);
    let week = days_after(growth.since, 7 * growth.week(date));
    let before = days_before(week, 7);
    let now = Circumstances {
        this_week: state.past.planned(week, date),
        last_week: (before >= growth.since).then(|| state.past.planned(before, week)),
        days: if course.days.is_empty() { places.runs_a_week() } else { course.days.len() },
        growing: course
            .growing(places)
            .filter(|_| !state.still)
            .map(|own| if state.runner.is_slow() { Growing::Slow } else { own }),
        older: state.runner.is_older(),
        goal: goal(state, plan, course, date),
    };
    let mut asked = growth.asks(date, &now);
    if let Some(days) = dose.gap {
        // A gap counts once it is run; until then it only lowers.
        let most = cap(growth.base().mul_f64(gap_share(days).0));
        asked = GrowthInputs { workout: asked.workout.within(most), long: false, ..asked };
    }
    let mut limit = dose.limit;
    if asked.long
        && let Some(by_distance) = state.past.limit_by_distance(date)
    {
        limit = limit.min(by_distance.max(growth.base()));
    }
    dose.guarded = asked.workout.run() > limit;
    dose.long = asked.long;
    dose.lighter = asked.ease;
    if asked.ease {
        dose.strides = None;
    }
    // Blocks that fit are left as they are: to shorten them to half minutes would take some off twice.
    dose.workout = if dose.guarded { asked.workout.within(cap(limit)) } else { asked.workout };
}

/// Returns the most that the long run grows to: the goal in minutes, else its kilometres at the pace that is known, else
/// the longest run before the break if the plan stops there.
fn goal(state: &State, plan: &Plan, course: &Course, date: Date) -> Option<Duration> {
    let to_longest = plan.then.iter().any(|then| matches!(then, AfterPlan::Grow { to_longest: true, .. }));
    match course.goal {
        Some(Goal::Minutes(minutes)) => {
            Some(Duration::try_from_secs_f64(minutes * 60.0).unwrap_or(MAX_WORKOUT))
        }
        Some(Goal::Km(km)) => {
            let pace = state.past.pace(date).unwrap_or(limits::GOAL_PACE);
            Some(floor(pace.mul_f64(km), ROUND).min(MAX_WORKOUT))
        }
        None => course.start.longest.filter(|_| to_longest && course.afterwards.is_none()),
    }
}
