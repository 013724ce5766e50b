//! The load guard: how long the next run may be, from the runs of the last thirty days.
//!
//! Only a run of the plan that was done as it was asked for, and was green with its morning known, lets a later run be
//! longer. Any other run of the plan lets itself come again, unless it was followed by a step back or a rest. A run
//! beside the plan, one that a watch recorded beside it, and one that was told at the start raise nothing. The weekly
//! sum is not guarded: in the study that the 10 % come from it told nothing about injuries (Frandsen25).

use std::time::Duration;

use jiff::civil::Date;

use super::verdict::{Cause, Decision, Verdict};
use crate::plans::guard::limit;
use crate::plans::{ROUND, floor};
use crate::symptoms::limits::{AFTER_BREAK_DIVISOR, GROWTH_DIVISOR, LONGEST_RUN_DAYS, USUAL_SHARE};
use crate::time::days_between;

/// Runs that are kept: more than a run a day for sixty days.
const KEPT: usize = 64;

/// Where a run comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It answered the plan.
    Planned,
    /// It was beside the plan.
    Unplanned,
    /// It was told when the plan was begun, and is in no log.
    Told,
}

/// A run as the guard sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PastRun {
    /// The day.
    pub date: Date,
    /// The time that was run.
    pub run: Duration,
    /// How far, in kilometres, if that is known.
    pub km: Option<f64>,
    /// Where it comes from.
    pub origin: Origin,
    /// What was allowed then; `None` where nothing was known.
    pub limit: Option<Duration>,
    /// What came of it, once it is known.
    pub verdict: Option<Verdict>,
}

impl PastRun {
    /// Tells whether it was a run of the plan, done and green, with its morning known.
    fn is_green(&self) -> bool {
        let green =
            |verdict: Verdict| verdict.decision == Decision::Advance || verdict.cause == Cause::Lighter;
        self.origin == Origin::Planned && self.verdict.is_some_and(green)
    }

    /// Returns how long it lets a later run be: longer than itself where it was green, and else no longer than
    /// itself and what was allowed; `None` where it says nothing.
    fn allows(&self) -> Option<Duration> {
        if self.is_green() { Some(limit(self.run)) } else { self.itself().filter(|_| !self.went_back()) }
    }

    /// Tells whether it led to a step back or a rest.
    fn went_back(&self) -> bool {
        self.verdict.is_some_and(|verdict| verdict.decision <= Decision::Regress)
    }

    /// Returns how long it was, in half minutes, as far as that was allowed; `None` where it was no run of the plan.
    ///
    /// A started half minute counts: a run in equal blocks comes out a little below what it was cut from.
    fn itself(&self) -> Option<Duration> {
        let run = floor(self.run + ROUND.saturating_sub(Duration::from_nanos(1)), ROUND);
        let within = self.limit.map_or(run, |limit| run.min(limit));
        (self.origin == Origin::Planned).then_some(within)
    }
}

/// Returns the time for a kilometre.
fn pace(run: &PastRun) -> Option<Duration> {
    let km = run.km.filter(|km| *km > 0.0)?;
    Some(run.run.div_f64(km))
}

/// What a run usually was before the plan began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsualRun {
    /// The day of the last run before the plan.
    pub last: Date,
    /// Its usual time of running.
    pub run: Duration,
}

/// The runs that matter for the guard.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PastRuns {
    /// Oldest first.
    runs: Vec<PastRun>,
    /// What was usual before the plan.
    usual: Option<UsualRun>,
}

impl PastRuns {
    /// Adds a run; runs of one day become one.
    pub fn add(&mut self, run: PastRun) {
        match self.runs.last_mut().filter(|last| last.date == run.date) {
            Some(last) => {
                last.run += run.run;
                last.km = last.km.zip(run.km).map(|(one, other)| one + other);
            }
            None => self.runs.push(run),
        }
        if self.runs.len() > KEPT {
            self.runs.remove(0);
        }
    }

    /// Notes what came of the run of a day.
    pub fn judge(&mut self, date: Date, verdict: Verdict) {
        if let Some(run) = self.runs.iter_mut().rev().find(|run| run.date == date) {
            run.verdict = Some(verdict);
        }
    }

    /// Returns the runs that were judged, oldest first, and what came of each.
    pub fn verdicts(&self) -> impl Iterator<Item = (Date, Verdict)> {
        self.runs.iter().filter_map(|run| Some((run.date, run.verdict?)))
    }

    /// Tells whether there was a run on a day.
    pub fn on(&self, date: Date) -> bool {
        self.runs.iter().rev().take_while(|run| run.date >= date).any(|run| run.date == date)
    }

    /// Returns the day of the last run before a day.
    pub fn last(&self, before: Date) -> Option<Date> {
        self.runs.iter().rev().map(|run| run.date).find(|date| *date < before)
    }

    /// Returns the last run before a day.
    pub fn last_run(&self, before: Date) -> Option<&PastRun> {
        self.runs.iter().rev().find(|run| run.date < before)
    }

    /// Returns how many run days lie in the days before one.
    pub fn count(&self, days: i32, before: Date) -> usize {
        let past = self.runs.iter().rev().skip_while(|run| run.date >= before);
        past.take_while(|run| days_between(run.date, before) <= days).count()
    }

    /// Returns the last run of a plan before a day.
    pub fn last_planned(&self, before: Date) -> Option<&PastRun> {
        self.runs.iter().rev().find(|run| run.date < before && run.origin == Origin::Planned)
    }

    /// Notes what was usual before a plan that begins: the way back to it may use it.
    ///
    /// Where nobody said it, it is the middle of the runs of the thirty days before the last one.
    pub fn begin(&mut self, date: Date, told: Option<Duration>) {
        self.usual = self.last(date).and_then(|last| {
            let ran = self.runs.iter().filter(|run| {
                run.origin != Origin::Told
                    && run.date <= last
                    && days_between(run.date, last) <= LONGEST_RUN_DAYS
            });
            let mut before: Vec<Duration> = ran.map(|run| run.run).collect();
            before.sort_unstable();
            let middle = before.get(before.len().saturating_sub(1) / 2).copied();
            Some(UsualRun { last, run: told.or(middle)? })
        });
    }

    /// The runs of so many days before one, the last first.
    fn within(&self, days: i32, date: Date) -> impl Iterator<Item = &PastRun> {
        let before = self.runs.iter().rev().skip_while(move |run| run.date >= date);
        before.take_while(move |run| days_between(run.date, date) <= days)
    }

    /// Returns the longest green run of the plan in the thirty days before a day.
    pub fn longest(&self, date: Date) -> Option<Duration> {
        self.within(LONGEST_RUN_DAYS, date).filter(|run| run.is_green()).map(|run| run.run).max()
    }

    /// Returns how long a tenth more than the longest distance of a green run of the plan would take, at the pace of the
    /// last one whose distance is known; `None` if there is none in the thirty days before a day.
    pub fn limit_by_distance(&self, date: Date) -> Option<Duration> {
        let known = |run: &&PastRun| run.origin == Origin::Planned && run.km.is_some_and(|km| km > 0.0);
        let longest =
            self.within(LONGEST_RUN_DAYS, date).filter(|run| run.is_green()).filter_map(|run| run.km);
        let longest = longest.fold(0.0, f64::max);
        let pace = self.within(LONGEST_RUN_DAYS, date).find(known).and_then(pace)?;
        (longest > 0.0).then(|| pace.mul_f64(longest * (1.0 + 1.0 / f64::from(GROWTH_DIVISOR))))
    }

    /// Returns the time for a kilometre in the last run of the plan whose distance is known.
    pub fn pace(&self, date: Date) -> Option<Duration> {
        let past = self.runs.iter().rev().skip_while(|run| run.date >= date);
        past.filter(|run| run.origin == Origin::Planned).find_map(pace)
    }

    /// Returns how many runs of the plan lie from one day on, before another.
    pub fn planned(&self, from: Date, before: Date) -> usize {
        let run = |run: &&PastRun| run.origin == Origin::Planned && run.date >= from && run.date < before;
        self.runs.iter().filter(run).count()
    }

    /// Returns how long a run may be on a day, where it may be `dose` without any past.
    ///
    /// 1. After runs of the plan in the last thirty days: a tenth or 120 s beyond the longest green one, and as long as
    ///    any that led to no step back and no rest. What was usual before the plan, as long as the last run of then, or one
    ///    as long as it, lies no further back. Never less than `start`.
    /// 2. After runs of the plan in these days that all led back: no more than the longest of them; the plan itself says
    ///    how far down it goes from there. After none of the plan: `start`.
    /// 3. After older runs only: `dose`, and no more than half of the longest in the thirty days before the break,
    ///    though never less than `start`.
    /// 4. Without any run: `dose`.
    pub fn limit(&self, date: Date, start: Duration, dose: Duration) -> Duration {
        let allowed = self.within(LONGEST_RUN_DAYS, date).filter_map(PastRun::allows).max();
        if let Some(allowed) = allowed.max(self.usual(date)) {
            return allowed.max(start);
        }
        self.limit_without(date, start, dose)
    }

    /// Returns what was usual before the plan, while the way back may use it: as long as the last run of then, or one of
    /// the plan as long as it, lies no further back than thirty days.
    pub fn usual(&self, date: Date) -> Option<Duration> {
        let again = |usual: &UsualRun| {
            let as_long = |run: &PastRun| {
                let least = usual.run.as_secs_f64() * USUAL_SHARE;
                run.itself().is_some_and(|run| run.as_secs_f64() >= least)
            };
            self.within(LONGEST_RUN_DAYS, date).any(as_long)
        };
        let recent = |usual: &UsualRun| {
            (0..=LONGEST_RUN_DAYS).contains(&days_between(usual.last, date)) || again(usual)
        };
        self.usual.filter(recent).map(|usual| usual.run)
    }

    /// Returns how long a run may be if none of the last thirty days allows one.
    fn limit_without(&self, date: Date, start: Duration, dose: Duration) -> Duration {
        let Some(last) = self.last(date) else { return dose };
        if days_between(last, date) <= LONGEST_RUN_DAYS {
            let went_back = self.within(LONGEST_RUN_DAYS, date).filter_map(PastRun::itself).max();
            return went_back.unwrap_or_default().max(start).min(dose.max(start));
        }
        // What was run beside the plan tells how long ago it was only where nothing else does.
        let counts = |run: &&PastRun| run.origin != Origin::Unplanned && run.date < date;
        let last = self.runs.iter().rev().find(counts).map(|run| run.date);
        let all = last.is_none();
        let last = last.or_else(|| self.last(date)).unwrap_or(date);
        let before =
            self.runs.iter().filter(|run| (0..=LONGEST_RUN_DAYS).contains(&days_between(run.date, last)));
        let before = before.filter(|run| all || counts(run));
        let longest = before.map(|run| run.run).max().unwrap_or_default();
        dose.min((longest / AFTER_BREAK_DIVISOR).max(start))
    }
}
