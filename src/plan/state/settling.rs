//! A run is judged: when its mornings are over, by what was asked for and how every site was, and what comes of it.

use jiff::civil::Date;

use super::{Lately, OpenRun, State};
use crate::plan::course::Settled;
use crate::plan::verdict::{Cause, Decision, Performance, Symptoms, Verdict, judge};
use crate::plan::{signs, stages};
use crate::plans::Plan;
use crate::symptoms::limits;
use crate::time::days_between;

impl State {
    /// Judges the open run once both mornings are over, or the next run is there.
    pub(super) fn settle_open(&mut self, plan: &Plan, date: Date, runs: bool) {
        let over = |open: &OpenRun| {
            days_between(open.date, date) >= limits::JUDGED_DAYS || (runs && open.date < date)
        };
        let Some(open) = self.open.take_if(|open| over(open)) else { return };
        self.settle(plan, open, date);
    }

    fn settle(&mut self, plan: &Plan, open: OpenRun, date: Date) {
        let mut verdict = self.verdict(&open);
        if verdict.decision == Decision::Advance && !is_full(&open) {
            verdict = Verdict { decision: Decision::Hold, cause: Cause::Lighter, ..verdict };
        }
        let long = open.run.answers.is_some() && open.dose.as_ref().is_some_and(|dose| dose.long);
        let settled =
            Settled { date: open.date, settled: date, run: open.run.run, total: open.run.total, long };
        self.past.judge(open.date, verdict);
        self.long_gap = verdict.sore.is_some() || verdict.decision == Decision::Regress;
        let ran = open.date;
        if verdict.decision <= Decision::Regress {
            self.lately.clear();
        } else {
            self.lately.push(Lately { sore: verdict.sore, raised: verdict.raised });
            if self.lately.len() >= limits::RAISED_OF {
                self.lately.remove(0);
            }
        }
        self.judged = Some((open, verdict));
        match verdict.decision {
            // A rest that began with that run's own soreness is the same one.
            Decision::Rest if self.resting.is_some_and(|resting| resting.since >= ran) => return,
            Decision::Rest => return self.rest(plan, verdict.cause, ran, Some(&settled)),
            Decision::StopLock => signs::deep(self, Decision::StopLock, ran),
            Decision::Regress => self.setbacks.back(date),
            _ => {}
        }
        let sore = self.sites.active(date).next().is_some();
        let level = self.sites.active(date).all(|site| site.usual(ran).is_level());
        if let Some(course) = &mut self.course {
            // What stops all running leads on by itself; what only holds growth lets nothing rise.
            if self.still && self.stop.is_none() && verdict.decision >= Decision::Steady {
                course.may_rise = false;
            } else {
                course.settle(plan, verdict, &settled, (sore, level));
            }
        }
        stages::keep_short(self, plan, date);
        if let Some(course) = &mut self.course {
            course.grow(plan, date);
        }
    }

    /// Returns this state as it would be if the open run were judged by what is known today.
    #[must_use]
    pub fn settled_for(&self, plan: &Plan, date: Date) -> Self {
        let mut state = self.clone();
        if let Some(open) = state.open.take() {
            state.settle(plan, open, date);
        }
        state
    }

    /// Judges a run at every site that counts; the strictest verdict stands.
    pub fn verdict(&self, open: &OpenRun) -> Verdict {
        let (Ok(next), Ok(second)) = (open.date.tomorrow(), open.date.tomorrow().and_then(Date::tomorrow))
        else {
            return Verdict::neutral();
        };
        let run = &open.run;
        let planned = run.answers.as_ref().map(|(_, w)| if w.is_walk() { w.total() } else { w.run() });
        let done = Performance {
            limp: run.limp,
            sharp: run.sharp,
            effort: run.effort.unwrap_or(limits::EFFORT_UNSAID),
            share: run.share(),
            cut: run.cut,
            planned,
            run: if run.is_walk() { run.total } else { run.run },
            sore_before: self.lately.last().and_then(|last| last.sore),
            raised_before: self.lately.iter().any(|run| run.raised),
            drift_muted: self.setbacks.drift_muted(open.date),
            new_stressor: open.new_stressor,
        };
        let felt = Symptoms { before: run.before, ..Symptoms::default() };
        let mut verdicts = self.sites.active(open.date.max(next)).map(|site| {
            let felt = Symptoms {
                region: Some(site.site.region),
                before: run.before.or_else(|| site.morning(open.date)),
                during: run.during,
                after: run.after.max(site.later(open.date)),
                morning: site.morning(next),
                second_morning: site.morning(second),
                usual: site.usual(open.date),
            };
            judge(&felt, &done)
        });
        let strictest = verdicts.next().map(|first| verdicts.fold(first, Verdict::stricter));
        let verdict = strictest.unwrap_or_else(|| {
            // After a walk of a plan of walks nobody is asked how the morning is, where nothing is sore.
            let walked = self.course.as_ref().is_some_and(|course| course.walks).then_some(0);
            let morning = self.sites.quiet_morning(next).or(walked);
            let felt =
                Symptoms { during: run.during.or(Some(0)), after: run.after.or(Some(0)), morning, ..felt };
            judge(&felt, &done)
        });
        if run.is_walk() { verdict.of_walk(run.during.is_some()) } else { verdict }
    }
}

/// Tells whether what was asked for is what the place asks for: a run for a run, nine tenths of it, and no half.
fn is_full(open: &OpenRun) -> bool {
    let (Some(dose), Some((_, answered))) = (&open.dose, &open.run.answers) else { return true };
    let length = if answered.is_walk() { answered.total() } else { answered.run() };
    answered.is_walk() == dose.workout.is_walk()
        && !dose.halved
        && !dose.chosen
        && length.as_secs_f64() >= dose.length().as_secs_f64() * limits::SHARE_DONE
}
