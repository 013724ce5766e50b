//! What a runner does to a plan that runs: which plan that is, the days ahead, and whether a run may move.

use jiff::civil::Date;

use super::calendar;
use super::diary::{Diary, Facts};
use super::dose::dose;
use super::load::{Origin, PastRun};
use super::reason::Activity;
use super::recommend::{Due, decide};
use super::signs::{self, Derived};
use super::state::State;
use super::walks_first::WalksFirst;
use crate::plans::Plan;
use crate::record::{Log, PlanAction};
use crate::routine::Id;
use crate::symptoms::Region;
use crate::symptoms::signs as table;
use crate::time::{days_after, days_between};

/// A plan that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// Which.
    pub plan: Id,
    /// Its first day.
    pub since: Date,
}

/// Why a run cannot be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveError {
    /// There is no run whose day is known.
    NoRun,
    /// It is on that day already.
    Same(Date),
    /// Too few whole days lie behind the last run, or something else forbids it; the first day that is fine.
    Close {
        /// The first day.
        first: Option<Date>,
        /// The last run.
        last: Option<Date>,
        /// How many days from one run to the next.
        gap: i32,
    },
}

/// Returns the plan that runs on a day.
pub fn running(diary: &Diary, date: Date) -> Option<Running> {
    let mut running = None;
    for (day, facts) in diary.between(diary.first()?, date).filter(|(day, _)| *day <= date) {
        for event in &facts.events {
            match event.action {
                PlanAction::Start { .. } => running = Some(Running { plan: event.plan.clone(), since: day }),
                PlanAction::Stop { .. } => running = running.filter(|now: &Running| now.plan != event.plan),
                _ => {}
            }
        }
    }
    running
}

/// Returns the day that the next run is due on, as far as that is known.
pub fn next_run(plan: &Plan, diary: &Diary, today: Date) -> Option<Date> {
    next_run_of(plan, diary, &State::at(plan, diary, today), today)
}

/// The same from a state that was folded up to the day.
fn next_run_of(plan: &Plan, diary: &Diary, folded: &State, today: Date) -> Option<Date> {
    match decide(plan, diary, folded, today)?.due {
        Due::Today => Some(today),
        Due::On(date) | Due::Done(Some(date)) => Some(date),
        Due::Done(None) | Due::Open => None,
    }
}

/// Returns the days of the next so many days on which something is due, runs and walks alike, if each is done and
/// nothing comes between.
pub fn run_days(plan: &Plan, diary: &Diary, today: Date, days: i32) -> Vec<Date> {
    days_ahead(plan, diary, today, days).into_iter().map(|(date, _)| date).collect()
}

/// Returns the same days, each with what is due on it.
pub fn days_ahead(plan: &Plan, diary: &Diary, today: Date, days: i32) -> Vec<(Date, Activity)> {
    let Some(mut next) = next_run(plan, diary, today) else { return Vec::new() };
    let mut state = State::at(plan, diary, today).settled_for(plan, today);
    let mut found = Vec::new();
    while days_between(today, next) < days {
        let then = dose(&state, plan, next);
        found.push((next, then.as_ref().map_or(Activity::Run, |then| Activity::of(&then.workout))));
        let Some(then) = then else { break };
        if let Some(first) = state.walks_first.as_mut().filter(|_| then.walk_first) {
            first.done += 1;
            state.walks_first.take_if(|first| first.left() == 0);
        } else if then.workout.is_walk() {
            state.last_walk = Some(next);
        } else {
            let (run, origin) = (then.workout.run(), Origin::Planned);
            state.past.add(PastRun { date: next, run, km: None, origin, limit: None, verdict: None });
        }
        let Ok(from) = next.tomorrow() else { break };
        // Behind the last walk that comes first is another place.
        let coming = if then.walk_first { dose(&state, plan, from) } else { Some(then) };
        let Some(then) = coming else { break };
        let Some(after) = calendar::next_due(&state, plan, &then, from) else { break };
        next = after;
    }
    found
}

/// Checks whether the next run may move to a day, and returns the day it is on now.
pub fn check_move(plan: &Plan, diary: &Diary, today: Date, to: Date) -> Result<Date, MoveError> {
    let folded = State::at(plan, diary, today);
    let from = next_run_of(plan, diary, &folded, today).ok_or(MoveError::NoRun)?;
    may_move(plan, &folded.settled_for(plan, today), today, from, to)?;
    Ok(from)
}

/// Returns the day that the next run is on now, and for each day from today on whether it may move there.
pub fn move_days(plan: &Plan, diary: &Diary, today: Date, days: i32) -> Result<MoveDays, MoveError> {
    let folded = State::at(plan, diary, today);
    let from = next_run_of(plan, diary, &folded, today).ok_or(MoveError::NoRun)?;
    let state = folded.settled_for(plan, today);
    let may = |to| (to, may_move(plan, &state, today, from, to));
    Ok(MoveDays { from, to: (0..days).map(|days| may(days_after(today, days))).collect() })
}

/// The days that the next run may move to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveDays {
    /// The day that it is on.
    pub from: Date,
    /// Days from today on, and why it may not move there.
    pub to: Vec<(Date, Result<(), MoveError>)>,
}

fn may_move(plan: &Plan, state: &State, today: Date, from: Date, to: Date) -> Result<(), MoveError> {
    if from == to {
        return Err(MoveError::Same(to));
    }
    let dose = dose(state, plan, to).ok_or(MoveError::NoRun)?;
    if calendar::is_free(state, plan, &dose, to) {
        return Ok(());
    }
    Err(MoveError::Close {
        first: calendar::first_free(state, plan, &dose, today),
        last: state.past.last(to),
        gap: state.gap_days(plan, to),
    })
}

/// Returns the walks that come before running, without a plan, on a day; `None` where none do.
pub fn walks_first(diary: &Diary, today: Date) -> Option<WalksFirst> {
    without_plan(diary, today).walks_first
}

/// Folds what counts without a plan: what is sore, warning signs, and the walks after them.
fn without_plan(diary: &Diary, today: Date) -> State {
    let (mut state, none) = (State::default(), Facts::default());
    let Some(mut date) = diary.begins() else { return state };
    let mut ran = false;
    while date <= today {
        let facts = diary.on(date).unwrap_or(&none);
        state.sites.step(date, facts, ran);
        signs::watch(&mut state, diary, facts, date);
        facts.runs.iter().for_each(|run| state.count_walk(run, date));
        ran = facts.runs.iter().any(|run| !run.is_walk());
        let Ok(next) = date.tomorrow() else { break };
        date = next;
    }
    state
}

/// Returns the warning signs that the log shows and that nobody has said since.
pub fn unsaid_signs(plan: Option<&Plan>, diary: &Diary, log: &Log, today: Date) -> Vec<Derived> {
    let mut shown = if let Some(plan) = plan {
        State::at(plan, diary, today).settled_for(plan, today).derived
    } else {
        without_plan(diary, today).derived
    };
    // What was said of a region after the end of its sign, on the same day, is a new sign.
    let sore_again = |region| diary.on(today).is_some_and(|facts| facts.named.contains(&region));
    let brought = |sign, region: &Region| table::brought_by(*region) == Some(sign);
    let again = |sign| Region::ALL.into_iter().any(|region| brought(sign, &region) && sore_again(region));
    // One that was said ends in its own time; what showed it is not said twice.
    shown.retain(|shown| {
        let open = log.said_signs().iter().any(|(sign, _)| *sign == shown.sign);
        let said = log.flags().iter().any(|flag| flag.body.sign == shown.sign && flag.date() >= shown.since);
        !open && (!said || shown.since == today && again(shown.sign))
    });
    shown
}
