//! The load guard: how long the next run may be, from the runs of the last thirty days.
//!
//! The guard asks for the longest *tolerated* run: one that was within its own limit when it was run, or
//! that was followed by a morning that was no step back and no rest. The weekly sum is not
//! guarded: in the study that the 10 % come from it told nothing about injuries (Frandsen25).

use std::time::Duration;

use jiff::civil::Date;

use super::model::guard::limit;
use super::verdict::{Decision, Verdict};
use crate::time::days_between;

/// Days that the longest run is looked for in.
pub const DAYS: i32 = 30;
/// Runs that are kept: more than a run a day for sixty days.
const KEPT: usize = 64;

/// A run as the guard sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PastRun {
    /// The day.
    pub date: Date,
    /// The time that was run.
    pub run: Duration,
    /// What was allowed then; `None` where nothing was known.
    pub limit: Option<Duration>,
    /// What came of it, once it is known.
    pub verdict: Option<Verdict>,
}

impl PastRun {
    /// Tells whether it counts as tolerated.
    fn tolerated(&self) -> bool {
        let within = self.limit.is_some_and(|limit| self.run <= limit);
        let well = self.verdict.is_some_and(|v| v.decision > Decision::Regress && !v.is_unsaid());
        within || well
    }
}

/// The runs that matter for the guard, oldest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PastRuns(Vec<PastRun>);

impl PastRuns {
    /// Adds a run; runs of one day become one.
    pub fn add(&mut self, run: PastRun) {
        match self.0.last_mut().filter(|last| last.date == run.date) {
            Some(last) => last.run += run.run,
            None => self.0.push(run),
        }
        if self.0.len() > KEPT {
            self.0.remove(0);
        }
    }

    /// Notes what came of the run of a day.
    pub fn judge(&mut self, date: Date, verdict: Verdict) {
        if let Some(run) = self.0.iter_mut().rev().find(|run| run.date == date) {
            run.verdict = Some(verdict);
        }
    }

    /// Returns the runs that were judged, oldest first, and what came of each.
    pub fn verdicts(&self) -> impl Iterator<Item = (Date, Verdict)> {
        self.0.iter().filter_map(|run| Some((run.date, run.verdict?)))
    }

    /// Tells whether there was a run on a day.
    pub fn on(&self, date: Date) -> bool {
        self.0.iter().rev().take_while(|run| run.date >= date).any(|run| run.date == date)
    }

    /// Returns the day of the last run before a day.
    pub fn last(&self, before: Date) -> Option<Date> {
        self.0.iter().rev().map(|run| run.date).find(|date| *date < before)
    }

    /// Returns the last run before a day.
    pub fn last_run(&self, before: Date) -> Option<&PastRun> {
        self.0.iter().rev().find(|run| run.date < before)
    }

    /// Returns how many run days lie in the days before one.
    pub fn count(&self, days: i32, before: Date) -> usize {
        let past = self.0.iter().rev().skip_while(|run| run.date >= before);
        past.take_while(|run| days_between(run.date, before) <= days).count()
    }

    /// Returns the longest tolerated run of the thirty days before a day.
    pub fn longest(&self, date: Date) -> Option<Duration> {
        let before = self.0.iter().rev().skip_while(|run| run.date >= date);
        let within = before.take_while(|run| days_between(run.date, date) <= DAYS);
        within.filter(|run| run.tolerated()).map(|run| run.run).max()
    }

    /// Returns how long a run may be on a day, where it may be `dose` without any past.
    ///
    /// 1. After a tolerated run of the last thirty days: a tenth or 120 s beyond it.
    /// 2. After runs of which none was tolerated: `start`.
    /// 3. After older runs only: `dose`, and no more than half of the longest tolerated one in the thirty days before
    ///    the break, though never less than `start`.
    /// 4. Without any run: `dose`.
    pub fn limit(&self, date: Date, start: Duration, dose: Duration) -> Duration {
        if let Some(longest) = self.longest(date) {
            return limit(longest).max(start);
        }
        let Some(last) = self.last(date) else { return dose };
        let recent = days_between(last, date) <= DAYS;
        let before = |run: &&PastRun| (0..=DAYS).contains(&days_between(run.date, last)) && run.date <= last;
        let before = self.0.iter().filter(before).filter(|run| run.tolerated());
        let longest = before.map(|run| run.run).max().unwrap_or_default();
        if recent { start.min(dose) } else { dose.min((longest / 2).max(start)) }
    }
}
