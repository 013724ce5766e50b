//! When a stage of a plan is left: criteria on mornings, walks, tests and greens, looked at each day.

use jiff::civil::Date;

use super::course::{Course, greens};
use super::diary::{Diary, Facts, TestFact};
use super::place::{Position, Positions};
use super::results::{Grade, is_even, result};
use super::state::State;
use super::verdict::Decision;
use crate::plans::{Criterion, Plan, Shape, Stage, TestKind, Work};
use crate::record::Profile;
use crate::routine::Id;
use crate::symptoms::{Region, Side, limits};
use crate::time::{days_after, days_between};

/// Looks at the criteria of the stage on a day, and goes on when all are met.
pub fn step(state: &mut State, plan: &Plan, diary: &Diary, facts: &Facts, date: Date) {
    state.raises.note(&facts.tests);
    strengthen(state, plan, diary, facts, date);
    let Some(course) = &state.course else { return };
    let (place, entered) = (course.place, course.entered);
    let places = Positions(plan);
    let Some(stage) = places.stage(place) else { return };
    if let Work::Tests(kinds) = &stage.work {
        let apart = stage.advance.iter().find_map(|criterion| match criterion {
            Criterion::Passes { days_apart, .. } => Some(i32::from(*days_apart)),
            _ => None,
        });
        tests(state, kinds, apart.unwrap_or(limits::PASSES_APART_DAYS), facts, &diary.profile, date);
    }
    if state.resting.is_some() || state.stop.is_some() {
        return;
    }
    let Some(course) = &state.course else { return };
    let met = |criterion: &Criterion| is_met(state, course, stage, criterion, entered, date);
    let last = matches!((&plan.shape, place), (Shape::Stages(stages), Position::Stage { stage, .. }) if stage + 1 == stages.len());
    let back =
        course.returns.filter(|(_, days)| is_over(course, *days, date) && !uneven(state, places, place));
    let all = !last && !stage.advance.is_empty() && stage.advance.iter().all(met);
    let Some(next) = back.map(|(to, _)| to).or_else(|| all.then(|| places.next_stage(place))) else { return };
    state.passes.clear();
    state.new_stage = matches!(stage.work, Work::Routines | Work::Tests(_));
    if let Some(course) = &mut state.course {
        course.go_to(next, date);
    }
}

/// Notes strength work, and whether raises that were only enough to begin still keep the runs short: until they are
/// enough, or six weeks of strength lie behind.
fn strengthen(state: &mut State, plan: &Plan, diary: &Diary, facts: &Facts, date: Date) {
    if facts.sessions.iter().any(|id| is_strength(plan, id)) {
        state.strength.push(date);
        state.strength.retain(|day| days_between(*day, date) < limits::AMBER_WEEKS * 7);
    }
    let Some(since) = state.amber else { return };
    let green = result(TestKind::HeelRaises, &facts.tests, age(&diary.profile, date)) == Some(Grade::Green);
    let in_week = |week: i32| {
        state.strength.iter().filter(|day| days_between(**day, date).div_euclid(7) == week).count()
    };
    let strong = days_between(since, date) >= limits::AMBER_WEEKS * 7
        && (0..limits::AMBER_WEEKS).all(|week| in_week(week) >= limits::AMBER_SESSIONS);
    if green || strong {
        state.amber = None;
    }
}

/// Tells whether a routine is one that a plan pairs with its stages for strength.
pub fn is_strength(plan: &Plan, id: &Id) -> bool {
    let paired = plan.days.values().flat_map(|work| &work.routines).chain(plan.with.values().flatten());
    let staged = match &plan.shape {
        Shape::Stages(stages) => stages.as_slice(),
        _ => &[],
    };
    paired.chain(staged.iter().flat_map(|stage| stage.with.values().flatten())).any(|own| own == id)
}

fn age(profile: &Profile, date: Date) -> Option<i16> {
    profile.born.map(|born| date.year().saturating_sub(born))
}

/// Tells whether a place asks for more than raises that are only enough to begin allow.
fn is_long(plan: &Plan, place: Position) -> bool {
    Positions(plan).workout(place).is_some_and(|run| run.run() > limits::AMBER_RUN)
}

/// Tells whether raises that are only enough to begin keep the runs where they are.
pub fn is_kept_short(state: &State, plan: &Plan) -> bool {
    let course = state.course.as_ref().filter(|_| state.amber.is_some());
    course.is_some_and(|course| is_long(plan, Positions(plan).next(course.place)))
}

/// Goes no further than raises that are only enough to begin allow.
pub fn keep_short(state: &mut State, plan: &Plan, date: Date) {
    let places = Positions(plan);
    let Some(course) = state.course.as_mut().filter(|_| state.amber.is_some()) else { return };
    let mut place = course.place;
    while is_long(plan, place)
        && let Some(before) = places.before(place)
    {
        place = before;
    }
    course.go_to(place, date);
}

/// Returns the criteria of the stage where one is, and whether each is met on a day.
pub fn criteria(state: &State, plan: &Plan, date: Date) -> Vec<(Criterion, bool)> {
    let Some(course) = &state.course else { return Vec::new() };
    let Some(stage) = Positions(plan).stage(course.place) else { return Vec::new() };
    let met = |criterion: &Criterion| is_met(state, course, stage, criterion, course.entered, date);
    stage.advance.iter().map(|criterion| (*criterion, met(criterion))).collect()
}

fn is_met(
    state: &State,
    course: &Course,
    stage: &Stage,
    criterion: &Criterion,
    entered: Date,
    date: Date,
) -> bool {
    match *criterion {
        Criterion::Days(days) => i64::from(days_between(entered, date)) >= i64::from(days),
        Criterion::MorningMax(max) => calm_week(state, max, date),
        Criterion::Walks { count, length } => {
            let long = |j: &&super::course::Judged| j.decision == Decision::Advance && j.total >= length;
            course.judged.iter().filter(long).count() >= usize::from(count)
        }
        Criterion::Passes { count, .. } => state.passes.len() >= usize::from(count),
        Criterion::RaisesSide(share) => state.raises.even(share),
        // Levels are left by the last one's greens; the course goes on by itself.
        Criterion::Levels => !matches!(stage.work, Work::Levels(_)),
        Criterion::Greens(needed) => {
            course.judged.len() >= usize::from(needed.of) && greens(&course.judged, needed)
        }
        Criterion::GreenWeeks(weeks) => {
            let long = i64::from(days_between(entered, date)) >= i64::from(weeks) * 7;
            let recent = |j: &&super::course::Judged| days_between(j.date, date) < i32::from(weeks) * 7;
            let judged: Vec<_> = course.judged.iter().filter(recent).collect();
            let ran = |week: i32| judged.iter().any(|j| days_between(j.date, date) / 7 == week);
            long && (0..i32::from(weeks)).all(ran) && judged.iter().all(|j| j.decision == Decision::Advance)
        }
    }
}

/// Tells whether a step back that lasts so many days is over: they have passed with a run in them, and all of it
/// was green.
fn is_over(course: &Course, days: u32, date: Date) -> bool {
    let green = |j: &super::course::Judged| j.decision == Decision::Advance;
    let long = i64::from(days_between(course.entered, date)) >= i64::from(days);
    let recent = course.judged.iter().filter(|j| i64::from(days_between(j.date, date)) <= i64::from(days));
    long && !course.judged.is_empty() && recent.clone().count() > 0 && recent.clone().all(green)
}

/// Tells whether the raises noted last keep strides and hills away: those of a stage that asks for even sides, and of
/// all behind it.
pub fn uneven(state: &State, places: Positions<'_>, place: Position) -> bool {
    let (Shape::Stages(stages), Position::Stage { stage, .. }) = (&places.0.shape, place) else {
        return false;
    };
    let asked = stages.iter().take(stage + 1).flat_map(|stage| &stage.advance);
    asked.into_iter().any(|c| matches!(c, Criterion::RaisesSide(share) if !state.raises.even(*share)))
}

/// The heel raises of each side that were noted last.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Raises {
    left: Option<f64>,
    right: Option<f64>,
}

impl Raises {
    /// Takes in the tests of a day.
    fn note(&mut self, tests: &[TestFact]) {
        for test in tests.iter().filter(|test| test.kind == TestKind::HeelRaises) {
            match test.side {
                Some(Side::Left) => self.left = Some(test.value),
                Some(Side::Right) => self.right = Some(test.value),
                None => {}
            }
        }
    }

    /// Tells whether the weaker side does at least a share of the stronger one; a side that was never noted says
    /// nothing against it.
    pub fn even(&self, share: f64) -> bool {
        let (Some(left), Some(right)) = (self.left, self.right) else { return true };
        is_even(left.min(right), left.max(right), share)
    }
}

/// Tells whether the last seven mornings at each site are calm, by a number or by what is usual there, and do not rise,
/// and daily life was.
fn calm_week(state: &State, max: u8, date: Date) -> bool {
    let mut sites = state.sites.active(date).peekable();
    if sites.peek().is_none() {
        let quiet = |day: Date| state.sites.quiet_morning(day).is_some();
        return quiet(date) || date.yesterday().is_ok_and(quiet);
    }
    sites.all(|site| {
        let mornings: Vec<(Date, u8)> = site.mornings_to(date).take(limits::CALM_MORNINGS).collect();
        let sole = site.site.region == Region::UnderHeel;
        let most = if sole { limits::CALM_DAILY_SOLE } else { limits::CALM_DAILY };
        let recent = mornings.first().is_some_and(|(day, _)| days_between(*day, date) <= 1)
            && mornings.iter().all(|(day, _)| days_between(*day, date) < limits::CALM_WITHIN_DAYS);
        let usual = site.usual(date);
        let rising = usual.drift().is_some_and(|rise| rise >= limits::DRIFT_HOLD);
        let daily = site.worst_since(date, limits::CALM_MORNINGS).is_none_or(|score| score <= most);
        let calm = usual.settled_morning().max(max);
        mornings.len() == limits::CALM_MORNINGS
            && recent
            && mornings.iter().all(|(_, score)| *score <= calm)
            && !rising
            && daily
    })
}

/// Notes the tests of a day: passed, or to be waited with.
///
/// A day counts when every test was done on both sides and passed. One that was failed begins the count
/// again; a day with tests left out counts for nothing.
fn tests(state: &mut State, kinds: &[TestKind], apart: i32, facts: &Facts, profile: &Profile, date: Date) {
    if facts.tests.is_empty() || state.tests_wait.is_some_and(|wait| date < wait) {
        return;
    }
    state.last_walk = Some(date);
    let results: Vec<_> = kinds.iter().map(|kind| result(*kind, &facts.tests, age(profile, date))).collect();
    let raises = kinds
        .iter()
        .zip(&results)
        .find(|(kind, _)| **kind == TestKind::HeelRaises)
        .and_then(|(_, result)| *result);
    match raises {
        Some(Grade::Red) => state.red = state.red.or(Some(date)),
        Some(_) => state.red = None,
        None => {}
    }
    if !results.contains(&Some(Grade::Red)) {
        let all = results.iter().all(Option::is_some);
        if all {
            state.amber = results.contains(&Some(Grade::Amber)).then_some(date);
        }
        if all && state.passes.last().is_none_or(|last| days_between(*last, date) >= apart) {
            state.passes.push(date);
        }
        return;
    }
    state.passes.clear();
    if raises == Some(Grade::Red) {
        state.tests_wait = Some(days_after(date, limits::RAISES_AGAIN_DAYS));
    }
    let hurts = |test: &TestFact| {
        test.kind == TestKind::Hops && test.pain.is_some_and(|pain| pain > limits::HOPS_PAIN)
    };
    if facts.tests.iter().any(hurts) {
        let wait = days_after(date, limits::STRENGTH_AFTER_HOPS_DAYS);
        state.tests_wait = state.tests_wait.max(Some(wait));
    }
}
