//! The load guard: how much longer than the longest run so far a run may be.
//!
//! The check of a plan's file and the choice of today's run both ask [`limit`], so a plan
//! that checks is a plan that can be run. The caller decides which runs count as the longest: the
//! file's check takes all runs of the plan, the engine only those that were green.

use std::time::Duration;

use crate::symptoms::limits::{GROWTH_DIVISOR, GROWTH_LEAST};

/// Returns the most that the next run may have after a longest one, in time of running.
///
/// A tenth more, or two minutes more, whichever is longer: 10 % is where a cohort of runners saw
/// no more trouble than without growth, counted by single runs (Frandsen 2025).
pub fn limit(longest: Duration) -> Duration {
    longest + (longest / GROWTH_DIVISOR).max(GROWTH_LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::from_minutes as minutes;

    #[test]
    fn short_runs_grow_by_two_minutes_and_long_ones_by_a_tenth() {
        assert_eq!(limit(minutes(8)), minutes(10));
        assert_eq!(limit(minutes(30)), minutes(33));
        assert_eq!(limit(minutes(60)), minutes(66));
    }

    #[test]
    fn at_twenty_minutes_both_are_the_same() {
        assert_eq!(limit(minutes(20)), minutes(22));
        let before = Duration::from_secs(20 * 60 - 10);
        assert_eq!(limit(before), before + GROWTH_LEAST);
        let after = Duration::from_secs(20 * 60 + 10);
        assert_eq!(limit(after), after + Duration::from_secs(121));
    }

    #[test]
    fn without_a_run_there_are_two_minutes() {
        assert_eq!(limit(Duration::ZERO), GROWTH_LEAST);
    }
}
