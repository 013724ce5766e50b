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
        self.rests_within(limits::TWO_RESTS_DAYS + 1, date) >= 2
    }

    /// Tells whether the rests between runs are longer because of two steps back.
    pub fn slow(&self, date: Date) -> bool {
        self.backs.windows(2).any(|pair| {
            days_between(pair[0], pair[1]) <= limits::TWO_BACKS_DAYS
                && (0..limits::SLOW_DAYS).contains(&days_between(pair[1], date))
        })
    }

    /// Returns how many rests lie in the days up to one.
    pub fn rests_within(&self, days: i32, date: Date) -> usize {
        self.rests.iter().filter(|day| (0..days).contains(&days_between(**day, date))).count()
    }

    /// Returns how many rests and steps back lie in the days up to one.
    pub fn within(&self, days: i32, date: Date) -> usize {
        let all = self.rests.iter().chain(&self.backs);
        all.filter(|day| (0..days).contains(&days_between(**day, date))).count()
    }

    /// Tells whether something stepped back in the last ten days.
    pub fn drift_muted(&self, date: Date) -> bool {
        self.backs
            .iter()
            .chain(&self.rests)
            .any(|day| (0..=limits::DRIFT_MUTED_DAYS).contains(&days_between(*day, date)))
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
