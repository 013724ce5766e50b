//! What is sore, day by day: which sites count, what is usual there, and when to ask.
//!
//! Scores are kept for each site on its own, region and side. A site counts from the day it is first
//! named until the runner says that nothing is sore any more, or until it has been quiet for six weeks.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::diary::{Diary, Facts};
use super::verdict::Usual;
use crate::symptoms::limits;
use crate::symptoms::{Region, Side, Site};
use crate::time::{days_before, days_between};

/// Mornings that are kept; five weeks of them are read.
const KEPT: usize = 48;

/// How often a site is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// Each morning.
    Daily,
    /// The morning after a run.
    AfterRuns,
    /// Only when the runner says so.
    Never,
}

/// A morning's score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Morning {
    date: Date,
    score: u8,
    after_run: bool,
}

/// The first mornings of a plan, at one site.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct First {
    sum: u32,
    count: usize,
}

impl First {
    fn add(&mut self, score: u8) {
        if self.count < limits::FIRST_MORNINGS {
            self.sum += u32::from(score);
            self.count += 1;
        }
    }

    /// Their mean, once all are there.
    fn mean(self) -> Option<f64> {
        (self.count == limits::FIRST_MORNINGS).then(|| f64::from(self.sum) / self.count as f64)
    }
}

/// Returns the highest usual morning of a region on which a plan still counts.
pub fn most_usual(region: Region) -> u8 {
    if region == Region::UnderHeel { limits::BASE_MOST_SOLE } else { limits::BASE_MOST }
}

/// What is known about one site.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteHistory {
    /// Where.
    pub site: Site,
    /// The day it was first named, since it last was gone.
    pub since: Date,
    /// The last day with a score above 1, or the day it was named.
    uneasy: Date,
    /// The worst of a day, beside its morning, for the last days on which that was said.
    later: Vec<(Date, u8)>,
    /// Oldest first, one a day.
    mornings: Vec<Morning>,
    /// The last score of all.
    last: Option<u8>,
    /// The usual morning as it was told when the plan was begun.
    told: Option<u8>,
    /// The same, else the first that the mornings showed: the base never rises above it.
    entry: Option<u8>,
    /// The first mornings of the plan.
    first: First,
}

impl SiteHistory {
    fn new(site: Site, date: Date) -> Self {
        let (later, mornings) = (Vec::new(), Vec::new());
        Self {
            site,
            since: date,
            uneasy: date,
            later,
            mornings,
            last: None,
            told: None,
            entry: None,
            first: First::default(),
        }
    }

    /// Returns the score of a morning.
    pub fn morning(&self, date: Date) -> Option<u8> {
        self.mornings.iter().rev().find(|m| m.date == date).map(|m| m.score)
    }

    /// Returns the worst that was said for later on a day.
    pub fn later(&self, date: Date) -> Option<u8> {
        self.later.iter().rev().find(|(day, _)| *day == date).map(|(_, score)| *score)
    }

    /// Returns the worst of the last days, mornings aside.
    pub fn worst_since(&self, date: Date, days: usize) -> Option<u8> {
        let within = |day: Date| usize::try_from(days_between(day, date)).is_ok_and(|ago| ago < days);
        self.later.iter().filter(|(day, _)| within(*day)).map(|(_, score)| *score).max()
    }

    /// Returns the logged mornings up to a day, newest first.
    pub fn mornings_to(&self, date: Date) -> impl Iterator<Item = (Date, u8)> {
        self.mornings.iter().rev().filter(move |m| m.date <= date).map(|m| (m.date, m.score))
    }

    /// Returns the median of the mornings without a run the day before, in the 14 days up to a day; `None` if there are
    /// fewer than `least`. Of an even number the lower middle counts.
    fn median(&self, date: Date, least: usize) -> Option<u8> {
        let recent = |m: &&Morning| (0..limits::BASE_WITHIN_DAYS).contains(&days_between(m.date, date));
        let free = self.mornings.iter().filter(recent).filter(|m| !m.after_run);
        let mut scores: Vec<u8> = free.map(|m| m.score).collect();
        scores.sort_unstable();
        (scores.len() >= least).then(|| scores[(scores.len() - 1) / 2])
    }

    /// Returns the mean of the mornings of the seven days up to a day; `None` if there are fewer than four.
    pub fn mean(&self, date: Date) -> Option<f64> {
        let week = self.mornings_to(date).take_while(|(day, _)| days_between(*day, date) < 7);
        let (sum, count) = week.fold((0, 0), |(sum, count), (_, score)| (sum + u32::from(score), count + 1));
        (count >= limits::MEAN_MORNINGS).then(|| f64::from(sum) / count as f64)
    }

    /// Returns what is usual on the morning of a day (EVIDENCE2.md 1.2).
    ///
    /// The base is the median of the mornings without a run the day before, of 14 days, at least 1; while there are
    /// fewer than four it is what was told at the beginning. It never rises above that.
    pub fn usual(&self, date: Date) -> Usual {
        let raw = self.median(date, limits::BASE_FROM);
        let most = self.entry.unwrap_or_else(|| most_usual(self.site.region));
        let base = raw.or(self.told).unwrap_or(limits::BASE_LEAST).min(most).max(limits::BASE_LEAST);
        let week_ago = days_before(date, 7);
        Usual { base, raw, mean: self.mean(date), mean_before: self.mean(week_ago), first: self.first.mean() }
    }

    /// Tells whether the usual morning is known: it was told, or enough mornings show it.
    pub fn has_usual(&self, date: Date) -> bool {
        self.told.is_some() || self.median(date, limits::BASE_FROM).is_some()
    }

    /// Returns the new usual morning after two weeks without a run, as long as it is within the limit and the weeks do
    /// not get worse; `None` while the base holds.
    pub fn rebased(&self, date: Date) -> Option<u8> {
        let raw = self.median(date, limits::REBASE_MORNINGS)?;
        let usual = self.usual(date);
        let level = usual.mean? <= usual.mean_before? + limits::MEAN_STEADY;
        (raw > usual.base && raw <= most_usual(self.site.region) && level).then_some(raw)
    }

    /// Tells whether the usual morning has lain above what a plan can count on for 14 days.
    pub fn is_too_high(&self, date: Date) -> bool {
        let above =
            |day: Date| self.median(day, limits::BASE_FROM).map(|raw| raw > most_usual(self.site.region));
        let long = days_between(self.since, date) >= limits::BASE_WITHIN_DAYS;
        let all = || (1..limits::BASE_WITHIN_DAYS).all(|ago| above(days_before(date, ago)).unwrap_or(true));
        long && above(date) == Some(true) && all()
    }

    /// Begins to count anew, from a usual morning that was told or worked out.
    fn begin(&mut self, told: Option<u8>) {
        let told = told.map(|told| told.clamp(limits::BASE_LEAST, most_usual(self.site.region)));
        (self.told, self.entry) = (told.or(self.told), told.or(self.entry));
        self.first = First::default();
    }

    /// Returns how often it is asked about on a day.
    ///
    /// Six weeks are quiet when the last word in them was a quiet one: silence alone ends nothing.
    pub fn asking(&self, date: Date) -> Asking {
        if !self.is_active(date) {
            return Asking::Never;
        }
        let mut last = self.mornings_to(date).take(limits::QUIET_MORNINGS);
        let calm =
            last.by_ref().filter(|(_, score)| *score <= limits::QUIET).count() == limits::QUIET_MORNINGS;
        if calm { Asking::AfterRuns } else { Asking::Daily }
    }

    /// Tells whether it is sore enough to be asked about.
    pub fn is_active(&self, date: Date) -> bool {
        let quiet = self.last.is_some_and(|score| score <= limits::QUIET);
        !quiet || days_between(self.uneasy, date) < limits::QUIET_DAYS
    }

    fn note(&mut self, date: Date, score: u8) {
        if score > limits::QUIET && date > self.uneasy {
            self.uneasy = date;
        }
        self.last = Some(score);
    }

    /// Keeps a morning; a later answer about the same one takes the place of the earlier.
    fn wake(&mut self, morning: Morning) {
        let again = self.mornings.iter().any(|known| known.date == morning.date);
        self.mornings.retain(|known| known.date != morning.date);
        self.mornings.push(morning);
        if self.mornings.len() > KEPT {
            self.mornings.remove(0);
        }
        if !again {
            self.first.add(morning.score);
        }
        if self.entry.is_none() {
            let most = most_usual(self.site.region);
            self.entry =
                self.median(morning.date, limits::BASE_FROM).map(|raw| raw.clamp(limits::BASE_LEAST, most));
        }
    }
}

/// All sites that count.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sites {
    known: Vec<SiteHistory>,
    /// Mornings on which the runner said that nothing is sore, oldest first.
    nothing: Vec<Date>,
    /// Mornings whose scores are all of places that do not count: the worst of each, oldest first.
    quiet: Vec<(Date, u8)>,
}

impl Sites {
    /// Folds a diary up to and with a day.
    pub fn at(diary: &Diary, date: Date) -> Self {
        let mut sites = Self::default();
        let ran = |day: Date| diary.on(day).is_some_and(|facts| facts.runs.iter().any(|run| !run.is_walk()));
        if let Some(first) = diary.first() {
            for (day, facts) in diary.between(first, date).filter(|(day, _)| *day <= date) {
                sites.step(day, facts, day.yesterday().is_ok_and(ran));
            }
        }
        sites
    }

    /// Takes in what was said on a day.
    ///
    /// That nothing is sore anywhere, said at any time of a day, counts as its morning, unless a site was
    /// given a score above 0 that morning.
    pub fn step(&mut self, date: Date, facts: &Facts, ran_yesterday: bool) {
        if let Some(sites) = &facts.sites {
            if sites.is_empty() {
                self.known.clear();
            }
            for site in sites {
                self.name(*site, date);
            }
        }
        for site in &facts.unscored {
            self.name(*site, date);
        }
        for (site, score) in &facts.now {
            self.score(*site, date, *score);
        }
        for (site, score) in muscles(&facts.later) {
            if let Some(known) = self.score(site, date, score) {
                known.later.push((date, score));
                if known.later.len() > KEPT {
                    known.later.remove(0);
                }
            }
        }
        for run in &facts.runs {
            let worst = run.before.max(run.during).max(run.after);
            if let (Some(site), Some(score)) = (run.site, worst) {
                self.score(site, date, score);
            }
        }
        let nothing = facts.nothing || facts.sites.as_ref().is_some_and(Vec::is_empty);
        if nothing && facts.mornings.values().all(|score| *score == 0) {
            self.nothing.push(date);
            if self.nothing.len() > KEPT {
                self.nothing.remove(0);
            }
            for site in &mut self.known {
                site.note(date, 0);
                site.wake(Morning { date, score: 0, after_run: ran_yesterday });
            }
        }
        let mut quiet = None;
        for (site, score) in muscles(&facts.mornings) {
            let morning = Morning { date, score, after_run: ran_yesterday };
            if let Some(known) = self.score(site, date, score) {
                known.wake(morning);
            } else {
                // A quiet site is asked about no more, but what is said of it is its morning all the same.
                quiet = quiet.max(Some(score));
                if let Some(at) = self.place(site) {
                    self.known[at].wake(morning);
                }
            }
        }
        self.quiet.extend(quiet.map(|score| (date, score)));
        if self.quiet.len() > KEPT {
            self.quiet.remove(0);
        }
        self.known.retain(|known| !facts.over.contains(&known.site.region));
    }

    /// Begins a plan: mornings are held against those from now on, and against the usual one that was told of the
    /// site that the plan is about.
    pub fn begin(&mut self, told: Option<(Site, u8)>) {
        for known in &mut self.known {
            let told = told.filter(|(site, _)| site.region == known.site.region).map(|(_, base)| base);
            known.begin(told);
        }
    }

    /// Takes a new usual morning in place of the one a plan was begun with, at a site.
    pub fn rebase(&mut self, site: Site, base: u8) {
        self.known.iter_mut().filter(|known| known.site == site).for_each(|known| known.begin(Some(base)));
    }

    /// Takes in that a site is sore, as the runner names it.
    pub fn name(&mut self, site: Site, date: Date) {
        let Some(at) = self.place(site) else {
            self.known.push(SiteHistory::new(site, date));
            return;
        };
        let known = &mut self.known[at];
        // A side that is said takes the place of the same region without one.
        known.site.side = known.site.side.or(site.side);
        if known.asking(date) == Asking::Never {
            let mornings = std::mem::take(&mut known.mornings);
            *known = SiteHistory { mornings, ..SiteHistory::new(known.site, date) };
        }
    }

    /// Notes a score, and returns the site where it counts.
    ///
    /// A site that nobody has named yet begins with its first score above 0, and one that was quiet for
    /// six weeks begins again with its first above 1.
    fn score(&mut self, site: Site, date: Date, score: u8) -> Option<&mut SiteHistory> {
        let counts = match self.place(site) {
            Some(at) => self.known[at].is_active(date) || score > limits::QUIET,
            None => score > 0,
        };
        if !counts {
            return None;
        }
        self.name(site, date);
        let at = self.place(site)?;
        let known = &mut self.known[at];
        known.note(date, score);
        Some(known)
    }

    /// Finds a site: itself, else the same region where either side was not said.
    fn place(&self, site: Site) -> Option<usize> {
        let same = |known: &SiteHistory| known.site == site;
        let alike = |known: &SiteHistory| {
            known.site.region == site.region && (site.side.is_none() || known.site.side.is_none())
        };
        self.known.iter().position(same).or_else(|| self.known.iter().position(alike))
    }

    /// Returns the sites that count on a day.
    pub fn active(&self, date: Date) -> impl Iterator<Item = &SiteHistory> {
        self.known.iter().filter(move |known| known.is_active(date))
    }

    /// Returns how a morning was where no site counts: 0 when nothing was sore, else the worst that was said of a
    /// quiet one.
    pub fn quiet_morning(&self, date: Date) -> Option<u8> {
        let said = || self.quiet.iter().rev().find(|(day, _)| *day == date).map(|(_, score)| *score);
        if self.nothing_on(date) { Some(0) } else { said() }
    }

    /// Returns the sites that were sore and have been quiet for six weeks, on a day.
    pub fn gone_quiet(&self, date: Date) -> impl Iterator<Item = &SiteHistory> {
        self.known.iter().filter(move |known| !known.is_active(date))
    }

    /// Tells whether the runner said on a morning that nothing is sore.
    pub fn nothing_on(&self, date: Date) -> bool {
        self.nothing.contains(&date)
    }
}

/// Counts both calves less where they are equally sore, up to 4, and nothing else is.
///
/// Muscles after a hard day are sore on both sides alike; a tendon is not.
pub fn muscles(scores: &BTreeMap<Site, u8>) -> Vec<(Site, u8)> {
    let calf = |side| scores.get(&Site { region: Region::CalfMuscle, side: Some(side) }).copied();
    let equal =
        calf(Side::Left).filter(|score| calf(Side::Right) == Some(*score) && *score <= limits::CALVES_EQUAL);
    let alone = scores.iter().all(|(site, score)| site.region == Region::CalfMuscle || *score == 0);
    let less = if equal.is_some() && alone { limits::CALVES_LESS } else { 0 };
    scores.iter().map(|(site, score)| (*site, score.saturating_sub(less))).collect()
}
