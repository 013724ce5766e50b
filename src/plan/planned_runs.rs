//! The runs of a plan one after another, each with its number and its day: those that were done, and those to come.
//!
//! A number stays with a run that moves to another day, so that whoever keeps a list outside, such as a calendar, finds it
//! again. What is to come is what [`chart`] shows; where a plan goes by how it feels, only the next run is known, and of
//! the two weeks behind it the days.

use jiff::civil::Date;

use super::changes::{self, Running};
use super::chart::{Mark, chart};
use super::diary::Diary;
use super::recommend::recommend;
use crate::plans::{Plan, Shape, Sheet, Strides, Workout};
use crate::record::PlanAction;

/// Days ahead whose run days are told, where only these are known.
const DAYS: i32 = 14;

/// A run or walk of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedRun {
    /// Which run of the plan it is, from 1: first those that were done, in order.
    pub number: usize,
    /// Its day.
    pub date: Date,
    /// What its place is called; empty where that is not known yet.
    pub place: String,
    /// What is run or walked; `None` where that is not known yet.
    pub workout: Option<Workout>,
    /// Strides at its end.
    pub strides: Option<Strides>,
    /// It was done.
    pub done: bool,
}

impl PlannedRun {
    /// Returns it as it is played.
    pub fn sheet(&self, plan: &Plan) -> Option<Sheet> {
        Some(Sheet {
            place: self.place.clone(),
            workout: self.workout.clone()?,
            walk_in: plan.walk_in,
            walk_out: plan.walk_out,
            strides: self.strides,
        })
    }
}

/// Returns the runs of a plan that runs, those that were done first; `None` where it does not run.
pub fn planned_runs(plan: &Plan, diary: &Diary, today: Date) -> Option<Vec<PlannedRun>> {
    let Running { plan: id, since } = changes::running(diary, today)?;
    if id != plan.id {
        return None;
    }
    let mut found = done(diary, since, today);
    let coming = coming(plan, diary, today)?;
    for outing in coming {
        found.push(PlannedRun { number: found.len() + 1, ..outing });
    }
    Some(found)
}

/// The runs that answered the plan since it began.
fn done(diary: &Diary, since: Date, today: Date) -> Vec<PlannedRun> {
    let days = diary.between(since, today).filter(|(date, _)| *date >= since);
    let answered = days.filter_map(|(date, facts)| {
        let (place, workout) = facts.runs.iter().find_map(|run| run.answers.clone())?;
        Some((date, place, workout))
    });
    answered
        .enumerate()
        .map(|(at, (date, place, workout))| PlannedRun {
            number: at + 1,
            date,
            place,
            workout: Some(workout),
            strides: None,
            done: true,
        })
        .collect()
}

/// The runs to come whose day is known, without their numbers.
fn coming(plan: &Plan, diary: &Diary, today: Date) -> Option<Vec<PlannedRun>> {
    let sessions = chart(plan, diary, today)?.sessions;
    let to_come = sessions.into_iter().filter(|s| matches!(s.mark, Mark::Today | Mark::Next | Mark::Coming));
    let mut found: Vec<PlannedRun> = to_come
        .filter_map(|session| {
            let (date, workout) = (session.date?, Some(session.workout?));
            Some(PlannedRun {
                number: 0,
                date,
                place: session.place,
                workout,
                strides: session.strides,
                done: false,
            })
        })
        .collect();
    if let (Shape::Stages(_), Some(first)) = (&plan.shape, found.first_mut()) {
        // The chart shows it at the place where one is; the guard, or a gap, may ask for an earlier one.
        if let Some(run) = recommend(plan, diary, today).and_then(|now| now.prescription) {
            first.place = run.place;
        }
        let next = first.date;
        let days = changes::run_days(plan, diary, today, DAYS).into_iter().filter(|date| *date > next);
        found.extend(days.map(|date| PlannedRun {
            number: 0,
            date,
            place: String::new(),
            workout: None,
            strides: None,
            done: false,
        }));
    }
    Some(found)
}

/// Returns the diary as if a plan had not been ended, where it was ended last; and the day of its end.
pub fn before_its_end(diary: &Diary, today: Date) -> Option<(Diary, Running, Date)> {
    if changes::running(diary, today).is_some() {
        return None;
    }
    let days = diary.between(diary.first()?, today).filter(|(date, _)| *date <= today);
    let ended = |(date, facts): (Date, &super::diary::Facts)| {
        let stop = |action: &PlanAction| matches!(action, PlanAction::Stop { .. });
        facts.events.iter().any(|event| stop(&event.action)).then_some(date)
    };
    let end = days.filter_map(ended).next_back()?;
    let mut before = diary.clone();
    let events = &mut before.day(end).events;
    let last = events.iter().rposition(|event| matches!(event.action, PlanAction::Stop { .. }))?;
    events.remove(last);
    let running = changes::running(&before, end)?;
    Some((before, running, end))
}
