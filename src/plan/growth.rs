//! Growth past the end of a plan: one long run a week grows, and the others follow (rule G of EVIDENCE2.md 2).
//!
//! [`Growth`] holds two lengths. `L`, the long run, is the longest run of the plan that was asked for, done and green
//! with its morning known; nothing else sets or raises it. `B`, the base, is what all other runs are: three quarters of
//! `L`, and never less than where growth began. Events lower both; only green runs lead back. The load guard has the
//! last word and stands elsewhere.
//!
//! Three runs a week is where days end: a week has no room for four with a whole day after each, and that day comes
//! before the fourth run of EVIDENCE2.md 2. Whoever wants more goes by bike, swims or walks.

use std::time::Duration;

use jiff::civil::Date;

use super::course::Settled;
use super::verdict::{Cause, Decision, Verdict};
use crate::plans::{Growing, Pace, ROUND, Workout, floor, guard};
use crate::symptoms::limits;
use crate::time::{days_after, days_between};

/// Something that asks for less than the base for a while.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Less {
    /// A share of the base until so many of the last three runs are green.
    UntilGreen { share: f64, greens: usize, of: usize },
    /// A share of the base until a day.
    Until { share: f64, date: Date },
    /// A step of the way back after a rest, from 0.
    WayBack { step: usize },
}

/// What a growing plan asks for on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthInputs {
    /// The run.
    pub workout: Workout,
    /// It is the week's long run.
    pub long: bool,
    /// The week has no long run, so that the legs catch up.
    pub ease: bool,
}

/// What else decides on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Circumstances {
    /// Runs of the plan in this week of growth so far.
    pub this_week: usize,
    /// Runs of the plan in the week before; `None` in the first week.
    pub last_week: Option<usize>,
    /// Run days a week.
    pub days: usize,
    /// How fast it may grow.
    pub growing: Option<Growing>,
    /// The runner is 65 or older.
    pub older: bool,
    /// No run is longer than this.
    pub goal: Option<Duration>,
}

/// The long run and the others, after a plan.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a bar of its own before the next long run")]
pub struct Growth {
    /// The day from which its weeks are counted.
    pub since: Date,
    /// It grows at the moment.
    grows: bool,
    /// What every run but the long one is: `B`.
    base: Duration,
    /// The long run, `L`, and the day of the run or event that set it: after 30 days it says nothing any more.
    long: (Date, Duration),
    /// The next long run is as long as the last green one, and no longer.
    repeat: bool,
    /// No long run before this day.
    shut_until: Option<Date>,
    /// A long run was held: the next waits for two green runs of the last three.
    plain: bool,
    /// Green runs that the next long one waits for, after a rest.
    after_rest: u8,
    /// A long run's morning was never told: the next waits for a green run.
    silent: bool,
    /// A base run was held: the next long run waits for one that is green or steady.
    held: bool,
    /// The long run stands still until then, since there is a run day more.
    still_until: Option<Date>,
    less: Option<Less>,
    /// Whether the last runs were green, the newest last, since something was last lowered.
    recent: Vec<bool>,
}

impl Growth {
    /// Begins to grow on a day, from the last green run of the plan.
    pub const fn new(since: Date, base: Duration) -> Self {
        Self {
            since,
            grows: false,
            base,
            long: (since, base),
            repeat: false,
            shut_until: None,
            plain: false,
            after_rest: 0,
            silent: false,
            held: false,
            still_until: None,
            less: None,
            recent: Vec::new(),
        }
    }

    /// Returns what every run but the long one is, if nothing lowers it.
    pub const fn base(&self) -> Duration {
        self.base
    }

    /// Returns the long run on a day: the last that was green, for 30 days, and else the base.
    pub fn long(&self, date: Date) -> Duration {
        let (set, long) = self.long;
        if days_between(set, date) <= limits::LONGEST_RUN_DAYS { long.max(self.base) } else { self.base }
    }

    /// Takes in whether it grows on a day: its weeks are counted from the day on which it begins to.
    pub fn note(&mut self, grows: bool, date: Date) {
        if grows && !self.grows {
            self.since = date;
        }
        self.grows = grows;
    }

    /// Returns the week of growth, from 0.
    pub fn week(&self, date: Date) -> i32 {
        days_between(self.since, date).div_euclid(7)
    }

    /// Returns what a run is on a day, before the guard.
    pub fn asks(&self, date: Date, now: &Circumstances) -> GrowthInputs {
        let each = if now.older { limits::EASE_EACH_WEEKS_OLDER } else { limits::EASE_EACH_WEEKS };
        let week = self.week(date);
        let ease = now.growing.is_some() && week.rem_euclid(each) == each - 1;
        if let Some(less) = self.less.filter(|less| !less.is_over(date)) {
            let (share, walks) = less.share();
            let run = floor(self.base.mul_f64(share), ROUND).max(limits::RUN_LEAST);
            let (block, walk) = limits::HALF_BLOCKS;
            let workout = Workout::blocks(run, walks.then_some(block), walk);
            return GrowthInputs { workout, long: false, ease };
        }
        let base = GrowthInputs { workout: Workout::whole(Pace::Run, self.base), long: false, ease };
        let Some(growing) = now.growing.filter(|_| !ease && self.is_open(date) && self.is_slot(date, now))
        else {
            return base;
        };
        let long = self.long(date);
        // Of the weeks with a long run, slow growth uses each second, the first among them.
        let nth = week - week.div_euclid(each);
        let grows = !self.repeat
            && (growing == Growing::Gentle || nth.rem_euclid(limits::SLOW_EACH_WEEKS) == 0)
            && self.still_until.is_none_or(|until| date >= until);
        let next = if grows { step(long) } else { long };
        let most = if now.days <= limits::LONG_OF_TWO_RUNS {
            limits::LONG_OF_TWO.max(self.base)
        } else {
            Duration::MAX
        };
        let next = next.min(most).min(now.goal.unwrap_or(Duration::MAX).max(self.base));
        GrowthInputs { workout: Workout::whole(Pace::Run, next), long: true, ease }
    }

    /// Returns the weeks until the long run is as long as a goal, if none is left out and all are green; `None` if it
    /// stops before.
    pub fn weeks_to(&self, goal: Duration, date: Date, now: &Circumstances) -> Option<i32> {
        let days = now.days.max(1);
        let now = Circumstances { this_week: days - 1, last_week: Some(days), days, goal: None, ..*now };
        let mut on = Self { grows: true, long: (date, self.long(date)), ..Self::new(date, self.base) };
        (0..=limits::GOAL_WEEKS_MOST).find(|week| {
            if on.long.1 >= goal {
                return true;
            }
            let last_day = days_after(date, 7 * week + 6);
            let asked = on.asks(last_day, &now);
            if asked.long {
                on.ran_long(last_day, asked.workout.run());
            }
            false
        })
    }

    /// Takes in a long run that was green, or is supposed to be.
    fn ran_long(&mut self, date: Date, run: Duration) {
        self.long = (date, run);
        self.base = self.base.max(floor(run.mul_f64(limits::BASE_OF_LONG), ROUND));
    }

    /// Tells whether nothing keeps a long run away.
    fn is_open(&self, date: Date) -> bool {
        let shut = self.plain || self.after_rest > 0 || self.silent || self.held;
        !shut && self.shut_until.is_none_or(|until| date >= until)
    }

    /// Tells whether the week's long run is due: with the last run of the week, or the first from its fifth day on, once
    /// the week before had two runs at least.
    fn is_slot(&self, date: Date, now: &Circumstances) -> bool {
        let day = days_between(self.since, date).rem_euclid(7);
        let last =
            now.this_week + 1 == now.days || (now.this_week < now.days && day >= limits::LONG_FROM_DAY);
        last && now.last_week.is_none_or(|runs| runs >= limits::GROWTH_RUNS)
    }

    /// Takes in what came of a run of the plan; `sore` if a site is open.
    pub fn judge(&mut self, verdict: Verdict, run: &Settled, sore: bool) {
        match (verdict.decision, verdict.cause) {
            (_, Cause::Unplanned | Cause::OtherReason { .. } | Cause::Lighter) => {}
            (Decision::StopLock | Decision::PauseAndRefer | Decision::Rest, _) => self.rest(run.settled),
            (Decision::Regress, _) => self.back(run.settled, sore),
            (_, Cause::Longer { .. }) => self.beside(run.date),
            (Decision::Hold, _) => {
                self.went(false);
                match (run.long, verdict.is_unsaid()) {
                    (true, true) => self.silent = true,
                    (true, false) => {
                        (self.repeat, self.plain) = (true, true);
                        self.recent.clear();
                    }
                    (false, _) => self.held = true,
                }
            }
            (Decision::Steady, _) => {
                self.went(false);
                self.held = false;
                self.repeat |= run.long;
            }
            (Decision::RepeatGreen | Decision::Advance, _) => self.green(run),
        }
    }

    /// Takes in whether a run was green.
    fn went(&mut self, green: bool) {
        self.recent.push(green);
        if self.recent.len() > limits::PLAIN_OF {
            self.recent.remove(0);
        }
    }

    fn green(&mut self, run: &Settled) {
        self.went(true);
        (self.silent, self.held) = (false, false);
        if run.long {
            self.ran_long(run.date, run.run);
            self.repeat = false;
        }
        let greens = |of: usize| self.recent.iter().rev().take(of).filter(|green| **green).count();
        let two = greens(limits::PLAIN_OF) >= limits::PLAIN_RUNS;
        self.plain &= !two;
        self.after_rest = self.after_rest.saturating_sub(1);
        match self.less {
            Some(Less::UntilGreen { greens: needed, of, .. }) if greens(of) >= needed => self.full(),
            Some(Less::WayBack { step }) if two => {
                self.full();
                // The last step is all of the base, where more green runs are needed.
                if step + 1 < limits::WAY_BACK.len() - 1 {
                    self.less = Some(Less::WayBack { step: step + 1 });
                } else {
                    self.after_rest = limits::WAY_BACK_GREENS;
                }
            }
            _ => {}
        }
    }

    fn full(&mut self) {
        self.less = None;
        self.recent.clear();
    }

    /// One step back: less of everything, and no long run for a week.
    fn back(&mut self, date: Date, sore: bool) {
        let before = match self.less {
            Some(Less::UntilGreen { share, .. } | Less::Until { share, .. }) => share,
            Some(Less::WayBack { step }) => {
                let step = step.saturating_sub(1);
                self.less = Some(Less::WayBack { step });
                return self.recent.clear();
            }
            None => 1.0,
        };
        let (share, greens, of) = if sore {
            (limits::BACK_SHARE_SORE, limits::PLAIN_RUNS, limits::PLAIN_OF)
        } else {
            (limits::BACK_SHARE, 1, 1)
        };
        let share = (before * share).max(limits::WAY_BACK[0]);
        self.less = Some(Less::UntilGreen { share, greens, of });
        let long = floor(self.long(date).mul_f64(limits::BACK_SHARE_LONG), ROUND).max(self.base);
        self.long = (date, long);
        self.shut_until = Some(days_after(date, limits::NO_LONG_DAYS));
        self.recent.clear();
    }

    /// After a rest, or a warning sign: half of the base, and up again step by step.
    pub fn rest(&mut self, date: Date) {
        self.less = Some(Less::WayBack { step: 0 });
        self.long = (date, self.base);
        (self.plain, self.after_rest) = (false, 0);
        self.recent.clear();
    }

    /// After a run beside the plan, or one that was much longer than it was asked for.
    pub fn beside(&mut self, date: Date) {
        let until = days_after(date, limits::NO_LONG_DAYS);
        self.shut_until = self.shut_until.max(Some(until));
    }

    /// After so many days without a run, once the first one after them was run.
    pub fn gap(&mut self, days: i32, date: Date) {
        if days >= limits::GAP_HALF_DAYS {
            return self.rest(date);
        }
        let (share, until) = gap_share(days);
        let long = self.long(date);
        let less = Less::Until { share, date: days_after(date, until) };
        self.less = Some(self.less.map_or(less, |known| known.lower(less)));
        let long =
            if days < limits::GAP_TWO_BACK_DAYS { long.mul_f64(limits::BACK_SHARE_LONG) } else { self.base };
        self.long = (date, floor(long, ROUND).max(self.base));
        self.recent.clear();
    }

    /// After a fever the long run begins again from the others.
    pub fn fever(&mut self, date: Date) {
        self.long = (date, self.base);
        self.repeat = false;
        self.recent.clear();
    }

    /// There is a run day more from a day on.
    pub fn more_days(&mut self, date: Date) {
        self.still_until = Some(days_after(date, limits::DAY_MORE_STILL_DAYS));
    }
}

impl Less {
    /// Returns the share of the base, and whether the run is cut into pieces.
    fn share(self) -> (f64, bool) {
        match self {
            Self::UntilGreen { share, .. } | Self::Until { share, .. } => (share, false),
            Self::WayBack { step } => (limits::WAY_BACK.get(step).copied().unwrap_or(1.0), step == 0),
        }
    }

    fn is_over(self, date: Date) -> bool {
        matches!(self, Self::Until { date: until, .. } if date >= until)
    }

    /// Returns the one that asks for less.
    fn lower(self, other: Self) -> Self {
        if other.share().0 < self.share().0 { other } else { self }
    }
}

/// Returns what a gap leaves of the base, and for how many days.
pub const fn gap_share(days: i32) -> (f64, i32) {
    if days < limits::GAP_TWO_BACK_DAYS {
        limits::GAP_SHARE
    } else if days < limits::GAP_HALF_DAYS {
        limits::GAP_SHARE_LONG
    } else {
        // As after a rest, from where it goes on by green runs and not by days.
        (limits::WAY_BACK[0], 0)
    }
}

/// Returns the next long run after one: 5 % more, 2 to 3 minutes, and no more than the guard's tenth.
fn step(long: Duration) -> Duration {
    let [least, most] = limits::LONG_STEP_RANGE;
    let step = long.mul_f64(limits::LONG_STEP).clamp(least, most);
    floor((long + step).min(guard::limit(long)), ROUND)
}

#[cfg(test)]
mod tests;
