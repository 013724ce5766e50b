//! How it has been going: minutes by day and week, the mornings of each sore site, weeks kept, tests.
//!
//! A [`Tally`] is made once from the history and a day. A screen or a command then asks it for a [`Window`] of
//! weeks, which looks a few days up and folds nothing. What lies after the day is not read; a record that says
//! something absurd counts for what it can be, and nothing here ends on it.

pub mod kept;
pub mod mornings;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::civil::Date;

use super::diary::{Diary, TestFact};
use crate::plans::TestKind;
use crate::record::{Log, Session};
use crate::symptoms::{Side, Site};
use crate::time::{days_after, days_before, days_between, monday, rounded_minutes};
use mornings::{Ends, Mornings};

/// No session is longer.
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// No test reaches more; what does is a slip of the keys.
const MOST: f64 = 1000.0;

/// What was done in a day or a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    /// Runs and walks, from door to door.
    pub runs: Duration,
    /// Work in routines, pauses and rests taken away.
    pub routines: Duration,
}

impl Moved {
    /// Returns both together.
    pub fn all(self) -> Duration {
        self.runs.saturating_add(self.routines)
    }

    /// Returns whole minutes of both parts; their sum is that of the whole.
    pub fn minutes(self) -> (u64, u64) {
        let runs = rounded_minutes(self.runs);
        (runs, rounded_minutes(self.all()).saturating_sub(runs))
    }

    fn add(&mut self, other: Self) {
        self.runs = self.runs.saturating_add(other.runs);
        self.routines = self.routines.saturating_add(other.routines);
    }
}

/// The first and the last result of a test on a side, and their days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tested {
    /// The first.
    pub first: (Date, f64),
    /// The last; the same where there is only one.
    pub last: (Date, f64),
}

/// What stands beside the pictures of the weeks, or in their place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Caption {
    /// Nothing was ever written down.
    Nothing,
    /// No week of a window has a minute.
    NoMinutes,
    /// There are too few mornings for a line.
    FewMornings {
        /// So many.
        count: usize,
        /// The window ends today.
        now: bool,
    },
    /// How the mornings went, said on a day.
    Mornings(Ends, Date),
    /// The minutes of the last week of a window.
    Week {
        /// Its minutes.
        this: u64,
        /// Those of the week before it.
        before: Option<u64>,
        /// It is the week that goes on.
        now: bool,
    },
}

impl Caption {
    /// Returns how the last week of a window compares.
    pub fn of_week(tally: &Tally, window: &Window) -> Self {
        let mut mondays: Vec<Date> = window.mondays().collect();
        let all = |monday: Option<Date>| monday.map(|monday| rounded_minutes(tally.week(monday).all()));
        let (this, before) = (all(mondays.pop()).unwrap_or(0), all(mondays.pop()));
        Self::Week { this, before, now: window.is_now() }
    }
}

/// The tests that are told, in order.
pub const TESTS: [TestKind; 2] = [TestKind::HeelRaises, TestKind::KneeToWall];

/// Returns a score or mean as it is read: the nearest whole number.
pub fn score(mean: f64) -> u8 {
    mean.round().clamp(0.0, 10.0) as u8
}

/// Returns a result to the tenth.
pub fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// What the history comes to on a day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tally {
    today: Date,
    first: Option<Date>,
    days: BTreeMap<Date, Moved>,
    weeks: BTreeMap<Date, Moved>,
    sites: BTreeMap<Site, Mornings>,
    kept: BTreeSet<Date>,
    others: BTreeMap<Date, Duration>,
    tests: BTreeMap<(u8, Side), Tested>,
}

impl Tally {
    /// Reads a history up to a day; the diary is that of the log.
    pub fn new(log: &Log, diary: &Diary, today: Date) -> Self {
        let mut tally =
            Self { today, first: first(log, diary).filter(|first| *first <= today), ..Self::default() };
        let Some(first) = tally.first else { return tally };
        for (date, facts) in diary.between(first, today) {
            for run in &facts.runs {
                tally.take(date, Moved { runs: run.total, ..Moved::default() });
            }
            for test in &facts.tests {
                tally.test(date, test);
            }
        }
        for session in log.sessions().into_iter().map(|entry| entry.body).filter(|session| session.counts()) {
            let date = session.started.date();
            if date <= today {
                tally.take(date, Moved { routines: worked(session), ..Moved::default() });
            }
        }
        for done in log.cross_training().into_iter().map(|entry| entry.body) {
            if done.date <= today {
                let length =
                    Duration::try_from_secs_f64(done.minutes * 60.0).unwrap_or_default().min(LONGEST);
                let known = tally.others.entry(done.date).or_default();
                *known = known.saturating_add(length);
            }
        }
        tally.sites = mornings::read(diary, first, today);
        tally.kept = kept::weeks(diary, tally.days.keys().chain(tally.others.keys()).copied(), today);
        tally
    }

    fn take(&mut self, date: Date, moved: Moved) {
        self.days.entry(date).or_default().add(moved);
        self.weeks.entry(monday(date)).or_default().add(moved);
    }

    fn test(&mut self, date: Date, test: &TestFact) {
        let Some(side) = test.side.filter(|_| (0.0..=MOST).contains(&test.value)) else { return };
        let result = (date, test.value);
        let known =
            self.tests.entry((test.kind as u8, side)).or_insert(Tested { first: result, last: result });
        known.last = result;
    }

    /// Returns the day up to which it was read.
    pub const fn today(&self) -> Date {
        self.today
    }

    /// Returns the first day of which anything is written; `None` for an empty history.
    pub const fn first(&self) -> Option<Date> {
        self.first
    }

    /// Tells whether anything was done on a day.
    pub fn is_active(&self, date: Date) -> bool {
        self.days.contains_key(&date)
    }

    /// Returns what was done on a day.
    pub fn day(&self, date: Date) -> Moved {
        self.days.get(&date).copied().unwrap_or_default()
    }

    /// Returns how long other sports were done on a day; they are no part of what was run.
    pub fn other(&self, date: Date) -> Duration {
        self.others.get(&date).copied().unwrap_or_default()
    }

    /// Returns how long other sports were done in the week of a Monday.
    pub fn others_of_week(&self, monday: Date) -> Duration {
        let days = self.others.range(monday..days_after(monday, 7));
        days.map(|(_, length)| *length).fold(Duration::ZERO, Duration::saturating_add)
    }

    /// Returns what was done in the week of a Monday.
    pub fn week(&self, monday: Date) -> Moved {
        self.weeks.get(&monday).copied().unwrap_or_default()
    }

    /// Returns how many weeks were kept; the rule stands at [`kept`].
    pub fn weeks_kept(&self) -> usize {
        self.kept.len()
    }

    /// Tells whether the week of a Monday was kept.
    pub fn is_kept(&self, monday: Date) -> bool {
        self.kept.contains(&monday)
    }

    /// Returns the results of a test on a side.
    pub fn tested(&self, kind: TestKind, side: Side) -> Option<Tested> {
        self.tests.get(&(kind as u8, side)).copied()
    }

    /// Returns the results of a test on the sides that there are results of.
    pub fn tested_sides(&self, kind: TestKind) -> Vec<(Side, Tested)> {
        let side = |side| Some((side, self.tested(kind, side)?));
        [Side::Left, Side::Right].into_iter().filter_map(side).collect()
    }

    /// Returns the weeks that there are, that of today counted.
    pub fn weeks(&self) -> u32 {
        let weeks = |first| days_between(monday(first), monday(self.today)) / 7 + 1;
        self.first.map_or(0, |first| u32::try_from(weeks(first)).unwrap_or(0))
    }

    /// Returns how many weeks a window of some weeks can lie back: as far as the first entry.
    pub fn most_back(&self, weeks: u32) -> u32 {
        self.weeks().saturating_sub(weeks)
    }

    /// Returns the window of some weeks that ends so many weeks ago; it holds no week before the first entry.
    pub fn window(&self, back: u32, weeks: u32) -> Window {
        let (there, this) = (self.weeks(), monday(self.today));
        let back = back.min(there.saturating_sub(1));
        let weeks = weeks.min(there - back);
        Window { last: days_before(this, i64::from(back) * 7), weeks, today: self.today }
    }

    /// Returns the sites to show in a window, that of the latest answer first.
    ///
    /// A site is there when a score of it was given in the window. One that only has mornings on which nothing
    /// was sore is over, and is not brought up.
    pub fn sites(&self, window: &Window) -> Vec<Site> {
        let (from, to) = (window.first(), window.end());
        let latest =
            self.sites.iter().filter_map(|(site, mornings)| Some((mornings.last_named(from, to)?, *site)));
        let mut latest: Vec<(Date, Site)> = latest.collect();
        latest.sort_by_key(|(date, site)| (std::cmp::Reverse(*date), *site));
        latest.into_iter().map(|(_, site)| site).collect()
    }

    /// Returns the mornings of a site.
    pub fn mornings(&self, site: Site) -> Option<&Mornings> {
        self.sites.get(&site)
    }
}

/// Returns the first day of which anything is written, another sport too.
fn first(log: &Log, diary: &Diary) -> Option<Date> {
    let others = log.cross_training().into_iter().map(|entry| entry.body.date);
    others.chain(diary.first()).min()
}

/// What was worked in a session.
fn worked(session: &Session) -> Duration {
    session.worked().min(LONGEST)
}

/// Some weeks, the last of them the newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    last: Date,
    weeks: u32,
    today: Date,
}

impl Window {
    /// Returns the Monday of its first week.
    pub fn first(&self) -> Date {
        days_before(self.last, i64::from(self.weeks.saturating_sub(1)) * 7)
    }

    /// Returns its last day that has been.
    pub fn end(&self) -> Date {
        days_after(self.last, 6).min(self.today)
    }

    /// Tells whether it ends with this week.
    pub fn is_now(&self) -> bool {
        self.end() == self.today
    }

    /// Returns the Mondays of its weeks, in order.
    pub fn mondays(&self) -> impl Iterator<Item = Date> + use<> {
        let first = self.first();
        (0..i64::from(self.weeks)).map(move |week| days_after(first, week * 7))
    }

    /// Returns its days that have been, in order.
    pub fn days(&self) -> impl Iterator<Item = Date> + use<> {
        let (first, end) = (self.first(), self.end());
        let count = if self.weeks == 0 { 0 } else { i64::from(days_between(first, end)) + 1 };
        (0..count).map(move |day| days_after(first, day))
    }
}
