//! What must hold for every log, checked from the log alone: nothing here asks the engine how it decided.

use std::time::Duration;

use jiff::civil::Date;
use runup::plan::Diary;
use runup::plan::diary::Facts;
use runup::plan::recommend::Prescription;
use runup::plans::guard::limit;
use runup::plans::{Plan, Shape};
use runup::symptoms::{Region, Site};
use runup::time::days_between;

/// What was asked for last, and when it was run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Last {
    pub(crate) date: Date,
    pub(crate) asked: Duration,
}

/// A day on which a run is asked for.
pub(crate) struct Asked<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) diary: &'a Diary,
    pub(crate) day: Date,
    pub(crate) run: &'a Prescription,
    pub(crate) last: Option<Last>,
    /// What the plan may begin with, whatever the past.
    pub(crate) start: Duration,
    /// What a run usually was before the plan, as it was told at the start.
    pub(crate) usual: Option<Duration>,
    /// The longest run before the plan, and the day of the last, as they were told at the start.
    pub(crate) told: Option<(Date, Duration)>,
}

/// A morning that is raised whatever is usual at a site: two above the highest usual one.
fn raised(site: Site) -> u8 {
    if site.region == Region::UnderHeel { 7 } else { 5 }
}

/// In half minutes, a started one counted: a run in equal blocks comes out a little below what it was cut from.
fn whole(run: Duration) -> Duration {
    Duration::from_secs(run.as_secs().div_ceil(30) * 30)
}

impl Asked<'_> {
    /// Checks all; the error says which rule was broken.
    pub(crate) fn check(&self) -> Result<(), String> {
        self.guard()?;
        self.apart()?;
        self.lower_after_weeks()?;
        self.no_rise()
    }

    /// Four weeks without a run never go on where they stopped, unless that was the beginning.
    fn lower_after_weeks(&self) -> Result<(), String> {
        let Some(last) = self.last.filter(|last| last.asked > self.start * 2) else { return Ok(()) };
        if self.runs(1, 27).next().is_some() || self.run.workout.run() < last.asked {
            return Ok(());
        }
        Err(format!("as long as before, after four weeks without a run: {:?}", last.asked))
    }

    fn runs(&self, from: i32, to: i32) -> impl Iterator<Item = (Date, Duration)> {
        let runs = self.diary.between(Date::MIN, self.day).filter_map(|(date, facts)| {
            let day: Duration = facts.runs.iter().map(|run| run.run).sum();
            (!day.is_zero()).then_some((date, day))
        });
        runs.chain(self.told).filter(move |(date, _)| (from..=to).contains(&days_between(*date, self.day)))
    }

    /// What each day's run of the plan allows, as the log has it: a tenth more where it was done as asked, was easy and
    /// its morning is known; else no more than itself, and no more than a tenth over what was asked.
    fn allowed(&self, from: i32, to: i32) -> Option<Duration> {
        let none = Facts::default();
        let days = self.diary.between(Date::MIN, self.day);
        let days = days.filter(|(date, _)| (from..=to).contains(&days_between(*date, self.day)));
        let allowed = days.filter_map(|(date, facts)| {
            let (_, asked) = facts.runs.iter().find_map(|run| run.answers.as_ref())?;
            let run: Duration = facts.runs.iter().map(|run| run.run).sum();
            if run.is_zero() {
                return None;
            }
            let most = asked.run().mul_f64(1.1);
            let next = self.diary.on(date.tomorrow().unwrap()).unwrap_or(&none);
            let told = next.nothing || !next.mornings.is_empty();
            let worst = facts.runs.iter().flat_map(|run| [run.during, run.after]).flatten().max();
            let easy =
                worst.unwrap_or(0) <= 2 && next.mornings.iter().all(|(site, score)| *score < raised(*site));
            Some(if told && easy && run <= most { limit(run) } else { whole(run).min(most) })
        });
        allowed.max()
    }

    /// What each day's run of the plan was, no longer than a tenth over what was asked.
    fn itself(&self, from: i32, to: i32) -> impl Iterator<Item = Duration> {
        let days = self.diary.between(Date::MIN, self.day);
        let days = days.filter(move |(date, _)| (from..=to).contains(&days_between(*date, self.day)));
        days.filter_map(|(_, facts)| {
            let (_, asked) = facts.runs.iter().find_map(|run| run.answers.as_ref())?;
            let run: Duration = facts.runs.iter().map(|run| run.run).sum();
            Some(whole(run).min(asked.run().mul_f64(1.1)))
        })
    }

    /// No run is longer than the guard allows, weeks apart that say so: runs beside the plan and remembered ones raise nothing.
    fn guard(&self) -> Result<(), String> {
        if matches!(&self.plan.shape, Shape::Weeks(weeks) if weeks.iter().any(|w| w.guard_exempt.is_some())) {
            return Ok(());
        }
        let last = self.told.map(|(last, _)| last);
        // The way back to what was usual may use it, as long as a run of it is no older.
        let recent = |usual: &Duration| {
            let before = || last.is_some_and(|last| days_between(last, self.day) <= 30);
            let again = || self.itself(1, 30).any(|run| run.as_secs_f64() >= usual.as_secs_f64() * 0.95);
            before() || again()
        };
        let usual = self.usual.filter(recent);
        let most = match self.allowed(1, 30).max(usual) {
            Some(most) => most,
            None => match self.runs(1, i32::MAX).max_by_key(|(date, _)| *date) {
                Some((last, _)) => {
                    let days = days_between(last, self.day);
                    self.runs(days, days + 60).map(|(_, run)| run / 2).max().unwrap_or_default()
                }
                None => self.start,
            },
        };
        let run = self.run.workout.run();
        if run <= most.max(self.start) {
            return Ok(());
        }
        Err(format!("{run:?} is more than the guard allows, {most:?}, start {:?}", self.start))
    }

    /// Run days are 48 h apart.
    fn apart(&self) -> Result<(), String> {
        match self.runs(0, 1).next() {
            Some((date, _)) if !self.run.workout.is_walk() => Err(format!("a run on {date}, the day before")),
            _ => Ok(()),
        }
    }

    /// Pain, a morning that nobody told, and a gap never ask for more.
    fn no_rise(&self) -> Result<(), String> {
        let Some(last) = self.last else { return Ok(()) };
        // After a week or more, with the walks and tests that lead there, the plan's first run may come again, though it
        // was halved by an illness when it came last.
        let anew = self.run.workout.run() <= self.start && days_between(last.date, self.day) >= 7;
        if self.run.workout.run() <= last.asked || anew {
            return Ok(());
        }
        let none = Facts::default();
        let on = |date: Date| self.diary.on(date).unwrap_or(&none);
        let next = on(last.date.tomorrow().unwrap());
        let worst = |facts: &Facts| {
            let said = facts.runs.iter().flat_map(|run| [run.during, run.after]).flatten();
            said.chain(facts.later.values().copied()).max().unwrap_or(0)
        };
        // Four steady runs in a row are the one case in which a pain of 3 lets more be asked: two minutes at most.
        let steady = || {
            let runs = self
                .diary
                .between(Date::MIN, last.date)
                .filter(|(_, facts)| facts.runs.iter().any(|run| run.answers.is_some() && !run.is_walk()));
            let four: Vec<u8> = runs.rev().take(4).map(|(_, facts)| worst(facts)).collect();
            let little = self.run.workout.run() <= whole(last.asked) + Duration::from_secs(120);
            little && four.len() == 4 && four.iter().all(|worst| *worst <= 3)
        };
        if worst(on(last.date)) >= 3
            && (matches!(self.plan.shape, Shape::Weeks(_) | Shape::Shares(_)) || !steady())
        {
            return Err(format!("more after pain of {}", worst(on(last.date))));
        }
        if let Some((site, score)) = next.mornings.iter().find(|(site, score)| **score >= raised(**site)) {
            return Err(format!("more after a morning of {score} at {site}"));
        }
        if next.mornings.is_empty() && !next.nothing {
            return Err("more after a morning that nobody told".to_owned());
        }
        if days_between(last.date, self.day) >= 7 && self.runs(1, 6).next().is_none() {
            return Err("more after a gap".to_owned());
        }
        Ok(())
    }
}
