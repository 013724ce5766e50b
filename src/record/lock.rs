//! The lock of open warning signs, and when they end by themselves.
//!
//! [`Lock`] is asked wherever something could be played, run or tested. It is drawn from the
//! log alone, so that the same records lock the same things on every machine. The signs
//! themselves are in [`crate::symptoms::signs`].

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::log::Entry;
use super::{Clearance, ClearedBy, Flag, Log};
use crate::routine::Stress;
use crate::symptoms::signs::{self, Locks, Release, Sign, Tier, Without};
use crate::symptoms::{Region, limits};
use crate::time::{days_after, days_between};

/// What is locked; the strictest is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Lock {
    /// Nothing is locked.
    #[default]
    Open,
    /// Runs and hops.
    Runs,
    /// Whatever loads: a part of the history could not be read, and a warning sign may be in it.
    Unread,
    /// Whatever loads: only walking and routines without stress are left.
    Loading,
    /// Every routine, run and test; walks are fine.
    AllButWalking,
    /// Every routine, run and test, and walks too.
    Everything,
}

impl Lock {
    /// Returns what a sign of this row locks. What holds back nothing but a plan's growth locks nothing.
    pub fn of_sign(id: &str) -> Self {
        match signs::locks(id) {
            Locks::Nothing | Locks::Growth => Self::Open,
            Locks::Runs => Self::Runs,
            Locks::Loading => Self::Loading,
            Locks::AllButWalking => Self::AllButWalking,
            Locks::All => Self::Everything,
        }
    }

    /// Returns what open signs lock together.
    pub fn of<'a>(signs: impl IntoIterator<Item = &'a str>) -> Self {
        signs.into_iter().map(Self::of_sign).max().unwrap_or_default()
    }

    /// True if a routine of this stress may be played.
    pub fn allows(self, stress: Stress) -> bool {
        match self {
            Self::Open => true,
            Self::Runs => stress < Stress::Hops,
            Self::Unread | Self::Loading => stress == Stress::None,
            Self::AllButWalking | Self::Everything => false,
        }
    }

    /// True if a walk may be done.
    pub const fn allows_walking(self) -> bool {
        !matches!(self, Self::Everything)
    }

    /// True if the runner may end what locks so much, if its row leaves that to the runner.
    pub const fn asks_whether_over(self) -> bool {
        matches!(self, Self::Runs | Self::Loading)
    }

    /// True if a run, or a test of strength, may be done.
    pub const fn allows_running(self) -> bool {
        matches!(self, Self::Open)
    }
}

impl Log {
    /// Returns the signs that lock something until an end is recorded, the gravest first, each once.
    pub fn said_signs(&self) -> Vec<(&str, Tier)> {
        let said = self.locks().into_iter().map(|e| (e.body.sign.as_str(), signs::tier(&e.body.sign)));
        let mut said: Vec<_> = said.filter(|(sign, _)| Lock::of_sign(sign) > Lock::Open).collect();
        // Of two that are as urgent the one that locks more.
        said.sort_by_key(|(sign, tier)| (Reverse(Lock::of_sign(sign)), Reverse(*tier), *sign));
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

    /// Returns every sign that is open on a day and can be ended, the gravest first, each once. These are the signs
    /// that lock something, and those that hold back a plan's growth, alone or together.
    pub fn holding_signs(&self, today: Date) -> Vec<&str> {
        let quiet = self.quiet(today);
        let mut open: Vec<&str> = self.locks().into_iter().map(|e| e.body.sign.as_str()).collect();
        open.retain(|sign| {
            (signs::locks(sign) > Locks::Nothing || signs::counts(sign)) && !quiet.contains(sign)
        });
        open.sort_by_key(|sign| (Reverse(signs::locks(sign)), Reverse(signs::tier(sign)), *sign));
        open.dedup();
        open
    }

    /// Returns what is locked on a day, by open signs or by what of the history is missing.
    pub fn lock(&self, today: Date) -> Lock {
        Lock::of(self.open_signs(today).into_iter().map(|(sign, _)| sign)).max(self.lock_of_gaps())
    }

    /// Returns what is locked until an end is recorded, or until the history was read.
    pub fn lock_said(&self) -> Lock {
        Lock::of(self.said_signs().into_iter().map(|(sign, _)| sign)).max(self.lock_of_gaps())
    }

    const fn lock_of_gaps(&self) -> Lock {
        if self.gaps().is_whole() { Lock::Open } else { Lock::Unread }
    }

    /// Returns the signs that have ended by themselves by a day, and whose end is not written down.
    pub fn quiet(&self, today: Date) -> Vec<&str> {
        self.over(today).into_iter().map(|(sign, _)| sign).collect()
    }

    /// Returns those signs, each with what ended it.
    ///
    /// 1. A day was given for the sign, or its row has one, and it has come. If the row asks for more, it was answered
    ///    to be gone on that day or later.
    /// 2. Its row leaves its end to the runner: it was last there long enough ago, and answered to be gone on as many
    ///    days since as the row wants. One that came back after the runner had ended it is for a clinician.
    pub fn over(&self, today: Date) -> Vec<(&str, ClearedBy)> {
        let mut said: BTreeMap<&str, Vec<Entry<'_, Flag>>> = BTreeMap::new();
        for flag in self.locks() {
            said.entry(&flag.body.sign).or_default().push(flag);
        }
        said.into_iter().filter_map(|(sign, flags)| Some((sign, self.ended(sign, &flags, today)?))).collect()
    }

    /// Returns what has ended a sign by a day, of which these flags are open.
    fn ended(&self, sign: &str, flags: &[Entry<'_, Flag>], today: Date) -> Option<ClearedBy> {
        let answers = self.answers(sign, flags, today);
        if let Some((day, asked)) = ending_day(sign, flags) {
            let gone = !asked || answers.iter().any(|(date, there)| !there && *date >= day);
            return (today >= day && gone).then_some(ClearedBy::Day);
        }
        let Release::Runner(without) = signs::release(sign) else { return None };
        let gone = answers.values().rev().take_while(|there| !**there).count();
        let over =
            days_between(last_there(flags, &answers)?, today) >= without.days && gone >= without.answers;
        (over && !self.came_back(sign)).then_some(ClearedBy::Quiet)
    }

    /// Returns the answers to whether a sign is there since it was said, by their days; of one day the last counts.
    fn answers(&self, sign: &str, flags: &[Entry<'_, Flag>], today: Date) -> BTreeMap<Date, bool> {
        let said = flags.iter().map(Entry::date).max();
        let checks = self.sign_checks().into_iter().map(|check| check.body);
        checks
            .filter(|check| check.sign == sign && check.date <= today && Some(check.date) > said)
            .map(|check| (check.date, check.there))
            .collect()
    }

    /// Returns the first day on which a sign that was said on a day had ended by itself, and what ended it.
    pub fn ended_by_itself(&self, sign: &str, from: Date) -> Option<(Date, ClearedBy)> {
        let flags = self.open_flags(sign);
        let checks = self.sign_checks().into_iter().filter(|check| check.body.sign == sign);
        let dates: Vec<Date> =
            checks.map(|check| check.body.date).chain(flags.iter().map(Entry::date)).collect();
        let days = if let Release::Runner(without) = signs::release(sign) { without.days } else { 0 };
        let mut may: Vec<Date> = dates.iter().flat_map(|date| [*date, days_after(*date, days)]).collect();
        may.extend(ending_day(sign, &flags).map(|(day, _)| day));
        may.sort_unstable();
        may.dedup();
        let ended = |day: Date| Some((day, self.ended(sign, &flags, day)?));
        may.into_iter().filter(|day| *day >= from).find_map(ended)
    }

    fn open_flags(&self, sign: &str) -> Vec<Entry<'_, Flag>> {
        let mut flags = self.locks();
        flags.retain(|flag| flag.body.sign == sign);
        flags
    }

    /// True if an open sign came back soon after the runner had ended it: then it needs a clinician.
    pub fn came_back(&self, sign: &str) -> bool {
        let ended = self.clearances();
        let runners = |end: &Clearance| matches!(end.by, ClearedBy::Me | ClearedBy::Quiet) && end.names(sign);
        self.open_flags(sign).iter().any(|flag| {
            ended.iter().any(|end| {
                runners(end.body)
                    && end.made < flag.made
                    && days_between(end.date(), flag.date()) <= limits::BACK_AGAIN_DAYS
            })
        })
    }

    /// Says whether a sign may be ended on a day by the person named, or why not.
    ///
    /// # Errors
    /// Says that the row leaves it to a clinician, or from which day on the runner may.
    pub fn may_end(&self, sign: &str, by: ClearedBy, today: Date) -> Result<(), Refusal> {
        if by != ClearedBy::Me {
            return Ok(());
        }
        let flags = self.open_flags(sign);
        let first = match signs::release(sign) {
            Release::Clinician | Release::Seen => return Err(Refusal::Clinician),
            Release::Runner(_) if self.came_back(sign) => return Err(Refusal::CameBack),
            Release::Runner(without) => {
                let last = last_there(&flags, &self.answers(sign, &flags, today));
                last.map(|last| days_after(last, without.days))
            }
            Release::Day(_) => ending_day(sign, &flags).map(|(day, _)| day),
        };
        first.filter(|day| *day > today).map_or(Ok(()), |day| Err(Refusal::NotBefore(day)))
    }

    /// Returns the answer of a day to whether a sign is still there.
    pub fn sign_answer(&self, sign: &str, date: Date) -> Option<bool> {
        let checks = self.sign_checks();
        checks.iter().rfind(|e| e.body.sign == sign && e.body.date == date).map(|e| e.body.there)
    }

    /// Returns the signs whose presence is asked about on a day: those whose end depends on the answer, were reported
    /// before that day and have no answer for it.
    pub fn signs_to_ask(&self, today: Date) -> Vec<&str> {
        let open = self.open_signs(today).into_iter().map(|(sign, _)| sign);
        open.filter(|sign| self.sign_answer(sign, today).is_none() && self.depends_on_answer(sign, today))
            .collect()
    }

    fn depends_on_answer(&self, sign: &str, today: Date) -> bool {
        let flags = self.open_flags(sign);
        if flags.iter().any(|flag| flag.date() >= today) {
            return false;
        }
        match signs::release(sign) {
            // One answer that is enough is asked for on the day on which it is enough.
            Release::Runner(Without { days, answers: 1 }) => {
                let last = last_there(&flags, &self.answers(sign, &flags, today));
                !self.came_back(sign) && last.is_some_and(|last| days_between(last, today) >= days)
            }
            Release::Runner(_) => !self.came_back(sign),
            Release::Day(_) => ending_day(sign, &flags).is_some_and(|(day, asked)| asked && today >= day),
            Release::Clinician | Release::Seen => false,
        }
    }

    /// True if the health page is open on a day: it was not answered lately.
    pub fn asks_health(&self, today: Date) -> bool {
        self.profile().health.is_none_or(|day| days_between(day, today) >= limits::HEALTH_DAYS)
    }

    /// True if a sign may be asked about on a day: mere advice not within four weeks of the last time.
    pub fn may_ask(&self, sign: &Sign, today: Date) -> bool {
        !sign.is_mere_advice() || self.may_advise(sign.id, today)
    }

    /// True if a piece of advice may be shown on a day: not within four weeks of the last time.
    pub fn may_advise(&self, sign: &str, today: Date) -> bool {
        let last = self.flags().iter().filter(|e| e.body.sign == sign).map(Entry::date).max();
        last.is_none_or(|last| days_between(last, today) >= limits::ADVICE_DAYS)
    }
}

/// Why a person may not end a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Its row leaves that to a clinician.
    Clinician,
    /// It came back soon after the runner had ended it.
    CameBack,
    /// Not before this day.
    NotBefore(Date),
}

/// Returns the day on which a sign ends, and whether it must also be answered to be gone; `None` if no day ends it.
fn ending_day(sign: &str, flags: &[Entry<'_, Flag>]) -> Option<(Date, bool)> {
    let last = flags.iter().max_by_key(|flag| (flag.date(), flag.made))?;
    if let Some(day) = last.body.until {
        return Some((day, false));
    }
    let Release::Day(day) = signs::release(sign) else { return None };
    let under_heel = last.body.site.is_some_and(|site| site.region == Region::UnderHeel);
    let days = if under_heel { day.under_heel } else { day.days };
    Some((days_after(last.date(), days), day.asked))
}

/// Returns the last day on which a sign was there.
fn last_there(flags: &[Entry<'_, Flag>], answers: &BTreeMap<Date, bool>) -> Option<Date> {
    let there = answers.iter().filter(|(_, there)| **there).map(|(date, _)| *date);
    flags.iter().map(Entry::date).chain(there).max()
}

#[cfg(test)]
mod tests;
