//! Why today's run is what it is, in causes and numbers: what a sentence is made from.
//!
//! [`Reason`] is for the runner, [`Input`] and [`sources`] for who asks how the plan came to it. The sentences stand in
//! `words`.

use std::cmp::Ordering;
use std::time::Duration;

use jiff::civil::Date;

use super::dose::Dose;
use super::recommend::{Due, Why};
use super::results::raises_needed;
use super::stages;
use super::state::State;
use super::verdict::Cause;
use crate::plans::{Plan, Workout};
use crate::record::CutShort;
use crate::symptoms::Site;
use crate::time::days_between;

/// The study behind the load guard.
const GUARD: &str = "Frandsen25";
/// What is behind the borders of pain.
const PAIN: &str = "PMM";
/// The papers that a recommendation may name.
pub const SOURCES: [&str; 2] = [GUARD, PAIN];

/// A run, or a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    /// A run.
    Run,
    /// A walk.
    Walk,
}

impl Activity {
    /// Returns which of both a workout is.
    pub fn of(workout: &Workout) -> Self {
        if workout.is_walk() { Self::Walk } else { Self::Run }
    }
}

/// Why today's run is what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The day that it is for.
    pub today: Date,
    /// What decided.
    pub why: Why,
    /// What was judged last.
    pub last: Activity,
    /// What is due next.
    pub coming: Activity,
    /// How long it is beside the last one; `None` if there is nothing to compare.
    pub length: Option<Ordering>,
    /// As long as the last one, and cut into other pieces.
    pub recut: bool,
    /// How many heel raises on each side open longer runs, if too few keep the run where it is.
    pub raises: Option<f64>,
    /// It is the long run of a week, or the week has none.
    pub week: Option<LongRun>,
    /// Somebody without a run of the plan for days ran beside it.
    pub ran_beside: bool,
    /// What was due today is done, or something in its place.
    pub done: bool,
    /// When it goes on, if that is another day and `why` does not say it.
    pub next: Option<NextDay>,
}

impl Reason {
    /// Returns it without the day of the next run, for a place that has it elsewhere.
    #[must_use]
    pub fn without_day(&self) -> Self {
        Self { next: self.next.map(|next| NextDay { date: None, ..next }), ..self.clone() }
    }
}

/// What a day has to do with the long run of its week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LongRun {
    /// It is the long run.
    Today,
    /// The week has none, so that the legs catch up.
    Ease,
}

/// The day of the next run, or walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextDay {
    /// The day; `None` if it is said elsewhere.
    pub date: Option<Date>,
    /// The whole days of rest that are in the way of today; `None` if it is something else.
    pub rest: Option<i32>,
}

/// One thing that went into a decision.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// The day of the last run.
    LastRun(Date),
    /// How long was run.
    RunMinutes(Duration),
    /// What was planned.
    Planned(Workout),
    /// The pain before it.
    Before(Option<u8>),
    /// The worst pain during it.
    During(Option<u8>),
    /// The pain after it.
    After(Option<u8>),
    /// The effort.
    Effort(Option<u8>),
    /// The share of it that was done, in percent.
    ShareDone(f64),
    /// Why it was cut short.
    CutShort(CutShort),
    /// A sore site, which the following are about.
    Site(Site),
    /// The score of a usual morning.
    UsualMorning(u8),
    /// The score of the morning after the run.
    MorningAfter(Option<u8>),
    /// That of the second morning after it.
    SecondMorning(Option<u8>),
    /// The mean of a week's mornings.
    WeeksMean {
        /// It.
        mean: f64,
        /// How much more than the first mornings of the plan, if these are known.
        drift: Option<f64>,
    },
    /// The longest green run in 30 days.
    LongestGreen(Duration),
    /// What the load guard allows.
    GuardAllows(Duration),
    /// Days since the last run.
    DaysSinceLastRun(i32),
    /// Days from one run to the next.
    DaysBetweenRuns(i32),
}

/// What a reason is made from.
pub(super) struct Basis<'a> {
    pub(super) plan: &'a Plan,
    /// The state, with the last run judged.
    pub(super) state: &'a State,
    /// What is due next.
    pub(super) dose: Option<&'a Dose>,
    pub(super) why: &'a Why,
    pub(super) due: Due,
    pub(super) today: Date,
}

/// Returns why today's run is what it is.
pub(super) fn reason(basis: &Basis<'_>) -> Reason {
    let Basis { state, dose, why, today, .. } = *basis;
    let last = match &state.judged {
        Some((open, _)) if open.run.is_walk() => Activity::Walk,
        _ => Activity::Run,
    };
    let done = matches!(basis.due, Due::Done(_));
    // A run beside the plan is a run all the same. What is done today leaves the days up to tomorrow.
    let next_day = if done { today.tomorrow().unwrap_or(today) } else { today };
    let ran = |days: i32| state.past.last(next_day).is_some_and(|last| days_between(last, next_day) < days);
    Reason {
        today,
        why: why.clone(),
        last,
        coming: dose.map_or(Activity::Run, |dose| Activity::of(&dose.workout)),
        length: dose.and_then(|dose| length(state, dose)),
        recut: dose.is_some_and(|dose| recut(state, dose)),
        raises: stages::is_kept_short(state, basis.plan).then(|| raises_needed(state.runner.age).0),
        week: dose.and_then(|dose| match dose {
            Dose { long: true, .. } => Some(LongRun::Today),
            Dose { lighter: true, .. } => Some(LongRun::Ease),
            _ => None,
        }),
        ran_beside: matches!(why, Why::Gap { days, .. } if ran(*days)),
        done,
        next: next(basis),
    }
}

/// Compares what is due with the last run or walk, whichever it is.
fn length(state: &State, dose: &Dose) -> Option<Ordering> {
    let (open, _) = state.judged.as_ref()?;
    let last = if dose.workout.is_walk() { open.run.total } else { open.run.run };
    let asked = open.dose.as_ref().map_or(last, Dose::length);
    (open.run.is_walk() == dose.workout.is_walk()).then(|| dose.length().cmp(&asked))
}

/// Tells whether what is due is cut into other pieces than what was asked for last.
fn recut(state: &State, dose: &Dose) -> bool {
    let asked = state.judged.as_ref().and_then(|(open, _)| open.run.answers.as_ref());
    asked.is_some_and(|(_, asked)| {
        *asked != dose.workout && !(asked.walk().is_zero() && dose.workout.walk().is_zero())
    })
}

/// Returns the day on which it goes on, if it is not today and nothing else tells when.
fn next(basis: &Basis<'_>) -> Option<NextDay> {
    let Basis { plan, state, why, due, today, .. } = *basis;
    let quiet = matches!(
        why,
        Why::Stopped(_)
            | Why::Resting(..)
            | Why::Ill(_)
            | Why::ToStages(_)
            | Why::Calm { .. }
            | Why::Tests { .. }
            | Why::Finished
    );
    let (Due::On(date) | Due::Done(Some(date))) = due else { return None };
    if quiet {
        return None;
    }
    let last = state.past.last(today.tomorrow().unwrap_or(today));
    let days = state.gap_days(plan, today);
    let close = last.is_some_and(|last| days_between(last, today) < days && last < today);
    Some(NextDay { date: Some(date), rest: close.then_some(days - 1) })
}

/// Returns the keys of the papers behind a rule; what is convention has none.
pub fn sources(why: &Why) -> Vec<&'static str> {
    match why {
        Why::Guard => vec![GUARD],
        Why::Verdict { verdict, .. } => match verdict.cause {
            Cause::TooMuchDuring { .. }
            | Cause::TooMuchAfter { .. }
            | Cause::During { .. }
            | Cause::After { .. }
            | Cause::HighMorning { .. }
            | Cause::StillHigh { .. }
            | Cause::MorningUp { .. }
            | Cause::MorningUpAgain { .. }
            | Cause::Morning { .. } => vec![PAIN],
            Cause::Longer { .. } => vec![GUARD],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Returns what went into the decision.
pub(super) fn inputs(basis: &Basis<'_>) -> Vec<Input> {
    let Basis { plan, state, dose, today, .. } = *basis;
    let mut inputs = Vec::new();
    if let Some((open, _)) = &state.judged {
        inputs.extend([Input::LastRun(open.date), Input::RunMinutes(open.run.run)]);
        inputs.extend(open.run.answers.as_ref().map(|(_, workout)| Input::Planned(workout.clone())));
        inputs.extend([
            Input::Before(open.run.before),
            Input::During(open.run.during),
            Input::After(open.run.after),
            Input::Effort(open.run.effort),
            Input::ShareDone((open.run.share() * 100.0).round()),
        ]);
        inputs.extend(open.run.cut.map(Input::CutShort));
        let (next, second) = (open.date.tomorrow(), open.date.tomorrow().and_then(Date::tomorrow));
        for site in state.sites.active(today) {
            let usual = site.usual(open.date);
            let morning = |day: &Result<Date, jiff::Error>| site.morning(*day.as_ref().ok()?);
            inputs.extend([
                Input::Site(site.site),
                Input::UsualMorning(usual.base),
                Input::MorningAfter(morning(&next)),
                Input::SecondMorning(morning(&second)),
            ]);
            inputs.extend(usual.mean.map(|mean| Input::WeeksMean { mean, drift: usual.drift() }));
        }
    }
    inputs.extend(state.past.longest(today).map(Input::LongestGreen));
    inputs.extend(dose.filter(|dose| !dose.workout.is_walk()).map(|dose| Input::GuardAllows(dose.limit)));
    inputs.extend(state.past.last(today).map(|last| Input::DaysSinceLastRun(days_between(last, today))));
    inputs.push(Input::DaysBetweenRuns(state.gap_days(plan, today)));
    inputs
}
