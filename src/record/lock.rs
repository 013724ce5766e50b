//! What open warning signs lock, and when they end by themselves.
//!
//! [`Lock`] is asked wherever something could be played, run or tested. It is drawn from the
//! log alone, so that the same records lock the same things on every machine. The signs
//! themselves are in [`crate::symptoms::signs`].

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Log;
use super::log::Entry;
use crate::routine::Stress;
use crate::symptoms::limits;
use crate::symptoms::signs::{self, Tier};
use crate::time::days_between;

/// What is locked; the strictest is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Lock {
    /// Nothing.
    #[default]
    Open,
    /// Whatever loads: a part of the history could not be read, and a warning sign may be in it.
    Unread,
    /// Whatever loads: only walking and routines without stress are left.
    Loading,
    /// Every routine, run and test.
    Everything,
}

impl Lock {
    /// Returns what a sign of this tier locks.
    pub const fn of_tier(tier: Tier) -> Self {
        if tier.locks_all() {
            Self::Everything
        } else if tier.pauses() {
            Self::Loading
        } else {
            Self::Open
        }
    }

    /// Returns what open signs lock together.
    pub fn of<'a>(signs: impl IntoIterator<Item = &'a str>) -> Self {
        signs.into_iter().map(|id| Self::of_tier(signs::tier(id))).max().unwrap_or_default()
    }

    /// Tells whether a routine of this stress may be played.
    pub fn allows(self, stress: Stress) -> bool {
        match self {
            Self::Open => true,
            Self::Unread | Self::Loading => stress == Stress::None,
            Self::Everything => false,
        }
    }

    /// Tells whether a run, or a test of strength, may be done.
    pub const fn allows_running(self) -> bool {
        matches!(self, Self::Open)
    }
}

impl Log {
    /// Returns the signs that lock something until an end is written down, the gravest first, each once.
    pub fn said_signs(&self) -> Vec<(&str, Tier)> {
        let said = self.locks().into_iter().map(|e| (e.body.sign.as_str(), signs::tier(&e.body.sign)));
        let mut said: Vec<_> = said.filter(|(_, tier)| Lock::of_tier(*tier) > Lock::Open).collect();
        said.sort_by_key(|(sign, tier)| (std::cmp::Reverse(*tier), *sign));
        said.dedup();
        said
    }

    /// Returns the signs that lock something on a day, the gravest first, each once.
    pub fn open_signs(&self, today: Date) -> Vec<(&str, Tier)> {
        let quiet = self.quiet(today);
        let mut open = self.said_signs();
        open.retain(|(sign, _)| !quiet.contains(sign));
        open
    }

    /// Returns what is locked on a day, by open signs or by what of the history is missing.
    pub fn lock(&self, today: Date) -> Lock {
        Lock::of(self.open_signs(today).into_iter().map(|(sign, _)| sign)).max(self.lock_of_gaps())
    }

    /// Returns what is locked until an end is written down, or until the history was read.
    pub fn lock_said(&self) -> Lock {
        Lock::of(self.said_signs().into_iter().map(|(sign, _)| sign)).max(self.lock_of_gaps())
    }

    const fn lock_of_gaps(&self) -> Lock {
        if self.gaps().is_whole() { Lock::Open } else { Lock::Unread }
    }

    /// Returns the pausing signs that have ended by themselves by a day, and whose end is not written down.
    ///
    /// 1. The sign pauses, its row leaves its end to the runner, and it was said at least 7 days ago, for the
    ///    last time.
    /// 2. On two days after that it was answered to be gone, and not to be there since the first
    ///    of them.
    pub fn quiet(&self, today: Date) -> Vec<&str> {
        let mut said: BTreeMap<&str, Date> = BTreeMap::new();
        for flag in self.locks() {
            let last = said.entry(&flag.body.sign).or_insert(flag.date());
            *last = (*last).max(flag.date());
        }
        said.retain(|sign, last| {
            may_end_by_itself(sign)
                && days_between(*last, today) >= limits::PAUSE_DAYS
                && self.mornings_gone(sign, *last, today) >= limits::GONE_DAYS
        });
        said.into_keys().collect()
    }

    /// Returns the answer of a day to whether a sign is still there.
    pub fn sign_answer(&self, sign: &str, date: Date) -> Option<bool> {
        let checks = self.sign_checks();
        checks.iter().rfind(|e| e.body.sign == sign && e.body.date == date).map(|e| e.body.there)
    }

    /// Returns the pausing signs to ask about on a day whether they are still there: those that the runner
    /// may end, that were said before that day and have no answer for it.
    pub fn signs_to_ask(&self, today: Date) -> Vec<&str> {
        let said_today = |sign: &str| self.locks().iter().any(|e| e.body.sign == sign && e.date() >= today);
        let open = self.open_signs(today).into_iter().filter(|(sign, _)| may_end_by_itself(sign));
        open.map(|(sign, _)| sign)
            .filter(|sign| !said_today(sign) && self.sign_answer(sign, today).is_none())
            .collect()
    }

    /// Tells whether a piece of advice may be shown on a day: not within four weeks of the last time.
    pub fn may_advise(&self, sign: &str, today: Date) -> bool {
        let last = self.flags().iter().filter(|e| e.body.sign == sign).map(Entry::date).max();
        last.is_none_or(|last| days_between(last, today) >= limits::ADVICE_DAYS)
    }

    /// Counts the days on which a sign was gone, since it was last there.
    fn mornings_gone(&self, sign: &str, said: Date, today: Date) -> usize {
        let mut answers: BTreeMap<Date, bool> = BTreeMap::new();
        for check in self.sign_checks() {
            let date = check.body.date;
            if check.body.sign == sign && date > said && date <= today {
                // Of one day the last answer counts.
                answers.insert(date, check.body.there);
            }
        }
        answers.into_values().rev().take_while(|there| !there).count()
    }
}

/// Tells whether quiet mornings end a sign: it pauses, and no clinician is needed.
fn may_end_by_itself(sign: &str) -> bool {
    signs::tier(sign).pauses() && signs::may_release(sign)
}

#[cfg(test)]
mod tests;
