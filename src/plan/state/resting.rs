//! A rest: how it begins, and which mornings end it.

use jiff::civil::Date;

use super::{Comeback, Resting, State};
use crate::plan::course::Settled;
use crate::plan::place::Positions;
use crate::plan::verdict::Cause;
use crate::plan::walks_first::WalksFirst;
use crate::plans::Plan;
use crate::symptoms::{Region, limits};
use crate::time::{days_after, days_before, days_between};

impl State {
    /// Begins a rest.
    pub(super) fn rest(&mut self, plan: &Plan, cause: Cause, date: Date, run: Option<&Settled>) {
        let last_run = run.map(|run| run.run).or_else(|| self.past.last_run(date).map(|run| run.run));
        // A longer run beside the plan makes the way back no shorter.
        let planned = self.past.last_planned(date).map(|run| run.run);
        let last_run = last_run.map(|run| planned.map_or(run, |planned| run.min(planned)));
        self.setbacks.rest(date);
        self.resting = Some(Resting { since: date, cause });
        self.passes.clear();
        self.lately.clear();
        let calm = self.setbacks.two_rests(date);
        if let Some(course) = &mut self.course {
            course.rest(plan, last_run, calm, date);
        }
    }

    /// Ends a rest that was long enough and is calm: a walk comes before the next run.
    pub(super) fn end_rest(&mut self, plan: &Plan, date: Date) {
        let Some(resting) = self.resting else { return };
        let days = days_between(resting.since, date);
        if days > limits::REST_LONG_DAYS
            && let (Some(course), Some(calm)) = (&mut self.course, Positions(plan).calm())
        {
            course.go_to(calm, date);
        }
        if days < limits::REST_DAYS || self.calm_mornings(resting, date) < limits::REST_MORNINGS {
            return;
        }
        self.resting = None;
        self.comeback = Some(Comeback::Rest(resting));
        if self.course.is_some() {
            let sole = self.sites.active(date).all(|site| site.site.region == Region::UnderHeel);
            let some = self.sites.active(date).next().is_some();
            let walk = WalksFirst::after_rest(sole && some);
            self.walks_first = Some(self.walks_first.map_or(walk, |first| first.again(Some(walk))));
        }
    }

    /// Returns the first day on which a rest may be over, from what is known today.
    pub fn rest_ends(&self, resting: Resting, today: Date) -> Date {
        let missing = limits::REST_MORNINGS - self.calm_mornings(resting, today);
        let said = self.said_this_morning(today);
        let second = days_after(today, if missing > 0 && !said { missing - 1 } else { missing });
        days_after(resting.since, limits::REST_DAYS).max(second)
    }

    fn said_this_morning(&self, today: Date) -> bool {
        self.sites.nothing_on(today) || self.sites.active(today).all(|site| site.morning(today).is_some())
    }

    /// Returns how many mornings of a rest in a row are calm at every site, up to those it needs; those that nobody told do not count.
    ///
    /// The usual morning is the one from before the rest: what the flare itself adds is not usual.
    fn calm_mornings(&self, resting: Resting, date: Date) -> i64 {
        let days = (0..limits::REST_MORNINGS_DAYS).map(|ago| days_before(date, ago));
        let mut calm = 0;
        for day in days.take_while(|day| *day > resting.since) {
            match self.calm_on(resting, day) {
                Some(true) => calm += 1,
                Some(false) => break,
                None => {}
            }
        }
        calm.min(limits::REST_MORNINGS)
    }

    /// Tells whether a morning was calm at every site; `None` if nobody said.
    fn calm_on(&self, resting: Resting, day: Date) -> Option<bool> {
        if self.sites.nothing_on(day) {
            return Some(true);
        }
        let mut said = self.sites.quiet_morning(day).map(|_| true);
        for site in self.sites.active(day) {
            let score = site.morning(day)?;
            said = Some(said.unwrap_or(true) && score <= site.usual(resting.since).settled_morning());
        }
        said
    }
}
