//! The mornings of one site: what was answered, the mean of five days that is told, and the one that is drawn.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Window;
use crate::plan::diary::Diary;
use crate::symptoms::Site;
use crate::time::{days_after, days_before, days_between};

/// Days of which the mean is taken, the day itself counted.
const MEAN_OF: i64 = 5;
/// Days before and after one whose answers are its mean in the line.
const NEAR: i64 = 2;
/// Fewer answers than this in a window are told in a sentence.
pub const FEWEST: usize = 5;
/// An answer of so many days ago is still how it is now.
const NOW: i32 = 3;

/// The mornings of one site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mornings {
    /// The answers; 0 for a morning on which nothing was sore.
    answers: BTreeMap<Date, u8>,
    /// The days on which the site itself was given a score or named, mornings or not.
    named: Vec<Date>,
}

/// Reads the mornings of every site, from the day on which it is first named.
pub(super) fn read(diary: &Diary, first: Date, today: Date) -> BTreeMap<Site, Mornings> {
    let mut sites: BTreeMap<Site, Mornings> = BTreeMap::new();
    for (date, facts) in diary.between(first, today) {
        let scored = facts.mornings.keys().chain(facts.now.keys()).chain(facts.later.keys());
        let named = facts.sites.iter().flatten().chain(facts.runs.iter().filter_map(|run| run.site.as_ref()));
        for site in scored.chain(named) {
            let mornings = sites.entry(*site).or_default();
            if mornings.named.last() != Some(&date) {
                mornings.named.push(date);
            }
        }
        for (site, mornings) in &mut sites {
            let answer = facts.mornings.get(site).copied().or_else(|| facts.nothing.then_some(0));
            mornings.answers.extend(answer.map(|answer| (date, answer)));
        }
    }
    sites
}

/// What the line of a window says at its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ends {
    /// The first mean, and its day.
    pub first: (Date, f64),
    /// The last mean, and its day.
    pub last: (Date, f64),
}

impl Ends {
    /// Tells whether the last mean is still how it is on a day.
    pub fn is_now(&self, today: Date) -> bool {
        days_between(self.last.0, today) <= NOW
    }
}

impl Mornings {
    /// Returns the answer of a morning.
    pub fn answer(&self, date: Date) -> Option<u8> {
        self.answers.get(&date).copied()
    }

    /// Returns how many mornings of a window have an answer.
    pub fn count(&self, window: &Window) -> usize {
        self.answers.range(window.first()..=window.end()).count()
    }

    /// Returns the last day from one to another on which the site was named.
    pub(super) fn last_named(&self, from: Date, to: Date) -> Option<Date> {
        let end = self.named.partition_point(|date| *date <= to);
        self.named[..end].last().copied().filter(|date| *date >= from)
    }

    /// Returns the mean of the answers of the five days up to a day; `None` for a day without an answer.
    pub fn mean(&self, date: Date) -> Option<f64> {
        self.answer(date)?;
        mean(self.answers.range(days_before(date, MEAN_OF - 1)..=date).map(|(_, score)| *score))
    }

    /// Returns the mean of a week from its Monday; `None` where nobody answered.
    pub fn mean_of_week(&self, monday: Date) -> Option<f64> {
        mean(self.answers.range(monday..=days_after(monday, 6)).map(|(_, score)| *score))
    }

    /// Returns the mean of the answers within two days of each day of a window, in order; `None` for a day without an
    /// answer.
    pub fn smoothed(&self, window: &Window) -> Vec<Option<f64>> {
        let near = |date: Date| {
            self.answer(date)?;
            let (from, to) = (days_before(date, NEAR), days_after(date, NEAR).min(window.end()));
            mean(self.answers.range(from..=to).map(|(_, score)| *score))
        };
        window.days().map(near).collect()
    }

    /// Returns the answer of each day of a window, in order.
    pub fn answers(&self, window: &Window) -> Vec<Option<u8>> {
        window.days().map(|date| self.answer(date)).collect()
    }

    /// Returns the first and the last mean of a window.
    pub fn ends(&self, window: &Window) -> Option<Ends> {
        let mut answered = self.answers.range(window.first()..=window.end()).map(|(date, _)| *date);
        let first = answered.next()?;
        let last = answered.next_back().unwrap_or(first);
        Some(Ends { first: (first, self.mean(first)?), last: (last, self.mean(last)?) })
    }
}

fn mean(scores: impl Iterator<Item = u8>) -> Option<f64> {
    let (sum, count) = scores.fold((0_u32, 0_u32), |(sum, count), score| (sum + u32::from(score), count + 1));
    (count > 0).then(|| f64::from(sum) / f64::from(count))
}
