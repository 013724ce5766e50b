//! Rests and steps back of the last weeks, which some rules count.

use crate::symptoms::limits;
use crate::time::days_between;
use jiff::civil::Date;

/// Days that are kept.
const KEPT: usize = 8;

/// What happened lately, whatever the plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Setbacks {
    /// Days of rests.
    pub rests: Vec<Date>,
    /// Days of steps back.
    pub backs: Vec<Date>,
}

impl Setbacks {
    /// Tells whether two rests lie within three weeks.
    pub fn two_rests(&self, date: Date) -> bool {
        let rests = self.rests.iter().filter(|day| is_within(limits::TWO_RESTS_DAYS, **day, date));
        rests.count() >= limits::TWO_RESTS
    }

    /// Tells whether the rests between runs are longer because of two steps back.
    pub fn slow(&self, date: Date) -> bool {
        self.backs.windows(2).any(|pair| {
            is_within(limits::TWO_BACKS_DAYS, pair[0], pair[1])
                && (0..limits::SLOW_DAYS).contains(&days_between(pair[1], date))
        })
    }

    /// Returns how many rests and steps back lie within so many days.
    pub fn within(&self, days: i32, date: Date) -> usize {
        let all = self.rests.iter().chain(&self.backs);
        all.filter(|day| is_within(days, **day, date)).count()
    }

    /// Returns those from a day on.
    #[must_use]
    pub fn since(&self, first: Date) -> Self {
        let from = |days: &[Date]| days.iter().copied().filter(|day| *day >= first).collect();
        Self { rests: from(&self.rests), backs: from(&self.backs) }
    }

    /// Tells whether something stepped back in the last ten days.
    pub fn drift_muted(&self, date: Date) -> bool {
        self.backs.iter().chain(&self.rests).any(|day| is_within(limits::DRIFT_MUTED_DAYS, *day, date))
    }

    fn keep(list: &mut Vec<Date>, date: Date) {
        if list.last() != Some(&date) {
            list.push(date);
        }
        if list.len() > KEPT {
            list.remove(0);
        }
    }

    /// Notes a rest.
    pub fn rest(&mut self, date: Date) {
        Self::keep(&mut self.rests, date);
    }

    /// Notes a step back.
    pub fn back(&mut self, date: Date) {
        Self::keep(&mut self.backs, date);
    }
}

/// Tells whether a day lies within so many days of a later one, the first of them that many days before it: the one reading
/// of "two in 21 days" for all rules here, and the careful one.
fn is_within(days: i32, day: Date, date: Date) -> bool {
    (0..=days).contains(&days_between(day, date))
}
