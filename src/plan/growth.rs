//! What the long run of a week may grow from, and when there is none.
//!
//! Only green long runs of the plan lead to longer ones. After any other the next runs are the plain ones of the week, and
//! the next long run is one that was done well before; a step back, a rest, a stop and a gap begin anew from there.
//! That it is two runs, and the length after them, are convention (E).

use jiff::civil::Date;

use super::course::Settled;
use super::verdict::{Cause, Decision, Verdict};
use crate::symptoms::limits;

/// What the long run of a week may grow from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Growth {
    /// Runs before this day lead to no longer one.
    pub since: Date,
    /// The last long run was not green: the next is no longer than the longest that was.
    pub missed: bool,
    /// Green runs that are still to come before the next long one.
    plain: u8,
}

impl Growth {
    /// Begins with a plan.
    pub const fn new(since: Date) -> Self {
        Self { since, missed: false, plain: 0 }
    }

    /// Tells whether a long run may be asked for.
    pub const fn is_open(&self) -> bool {
        self.plain == 0
    }

    /// Puts off the next long run, as after a run beside the plan.
    pub const fn shut(&mut self) {
        self.plain = limits::PLAIN_RUNS;
    }

    /// Forgets the long runs so far, as after a rest or a gap.
    pub const fn begin_anew(&mut self, date: Date) {
        *self = Self { since: date, missed: true, plain: limits::PLAIN_RUNS };
    }

    /// Takes in what came of a run of the plan.
    pub fn judge(&mut self, verdict: Verdict, run: &Settled) {
        match (verdict.decision, verdict.cause) {
            (_, Cause::Unplanned) => {}
            (Decision::Advance, _) => {
                self.missed &= !run.long;
                self.plain = self.plain.saturating_sub(1);
            }
            (Decision::StopLock | Decision::PauseAndRefer | Decision::Rest | Decision::Regress, _) => {
                self.begin_anew(run.settled);
            }
            (_, Cause::Longer { .. }) => self.shut(),
            // What was cut short for another reason is not held against the runner.
            _ if run.long && !verdict.is_neutral() => {
                self.missed = true;
                self.shut();
            }
            _ if run.long => self.shut(),
            _ => {}
        }
    }
}
