//! The state of the history, whatever order its records came in.
//!
//! A [`Log`] is made from any heap of records: of the revisions of an id the one with the
//! highest (rev, at, device) counts, and a removal hides it. The same records in another
//! order, split over more files or read twice give the same log. Everything that the app and
//! the plan know about the past is asked here; nothing here reads a file or a clock.

mod soreness;
#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::mem;

use jiff::Timestamp;
use jiff::civil::Date;

use super::kind::Kind;
use super::{
    Body, CheckIn, Clearance, ClearedBy, CrossTraining, Flag, Gaps, PlanAction, PlanEvent, Profile, Record,
    Records, Run, RungTaken, Session, SignCheck,
};
use crate::routine::Id;
use crate::symptoms::{Episode, Region, Soreness, signs};
use crate::time::days_between;

/// The state that a heap of records gives.
#[derive(Debug, Clone, Default)]
pub struct Log {
    entries: Vec<Revisions>,
    /// Where an id is among them.
    places: HashMap<String, usize>,
    /// The order of what stands, once it was asked for; the next record ends it.
    order: OnceCell<Order>,
    /// What of the history is missing here.
    gaps: Gaps,
}

/// The entries that stand, by their places, in the order in which they were first made.
#[derive(Debug, Clone)]
struct Order {
    all: Vec<usize>,
    /// The same for each kind: a screen asks for one or the other many times.
    kinds: [Vec<usize>; Kind::ALL.len()],
}

impl PartialEq for Log {
    /// Compares what stands, whatever order it came in.
    fn eq(&self, other: &Self) -> bool {
        let same = |known: &Revisions| other.known(&known.standing.id).is_some_and(|there| there == known);
        self.entries.len() == other.entries.len() && self.entries.iter().all(same)
    }
}

/// What counts of the revisions of one id.
#[derive(Debug, Clone)]
struct Revisions {
    /// When the first revision was written: an edit does not move an entry in time.
    first: (u32, Timestamp),
    /// The revision that stands.
    standing: Record,
    /// Others of the same number: what another device wrote before it knew of that one.
    beside: Vec<Record>,
}

impl PartialEq for Revisions {
    /// Compares what is told of them, whatever order they came in.
    fn eq(&self, other: &Self) -> bool {
        self.first == other.first && self.standing == other.standing && self.lost() == other.lost()
    }
}

impl Revisions {
    const fn new(first: (u32, Timestamp), standing: Record) -> Self {
        Self { first, standing, beside: Vec::new() }
    }

    /// Takes in a revision; says whether it stands now.
    fn take(&mut self, record: Record) -> bool {
        let stands = stands_over(&record, &self.standing);
        let other = if stands { mem::replace(&mut self.standing, record) } else { record };
        let rev = self.standing.rev;
        self.beside.retain(|record| record.rev == rev);
        if other.rev == rev && other != self.standing && !self.beside.contains(&other) {
            self.beside.push(other);
        }
        stands
    }

    /// Returns the change of another device that was made at the same time as the one that stands, and does not count.
    fn lost(&self) -> Option<&Record> {
        let lost = self.beside.iter().filter(|record| record.lost_to(&self.standing));
        lost.reduce(|most, record| if stands_over(record, most) { record } else { most })
    }
}

/// The end of what was sore in a region, since the sign that it brings was ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegionEnd {
    /// The sore region.
    pub region: Region,
    /// The day.
    pub date: Date,
    /// When it was saved: a later score means that it is sore again.
    pub made: Timestamp,
}

/// An entry that stands in the log: its record, and what the record says.
#[derive(Debug, PartialEq)]
pub struct Entry<'a, T> {
    /// When the entry was first made, in its first revision that is known.
    pub made: Timestamp,
    /// The revision that stands.
    pub record: &'a Record,
    /// The contents.
    pub body: &'a T,
}

impl<T> Clone for Entry<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Entry<'_, T> {}

impl<T> Entry<'_, T> {
    /// Returns the day on which it was first made, by the calendar of the place where it was written.
    pub fn date(&self) -> Date {
        self.record.at.date_of(self.made)
    }
}

impl Log {
    /// Makes the log of some records, in any order.
    pub fn from_records(records: impl IntoIterator<Item = Record>) -> Self {
        let mut log = Self::default();
        for record in records {
            log.insert(record);
        }
        log
    }

    /// Makes the log of a history as far as it was read; what is missing stays known.
    pub fn of(records: Records) -> Self {
        let (list, gaps) = records.into_parts();
        Self { gaps, ..Self::from_records(list) }
    }

    /// Returns what of the history is missing here.
    pub const fn gaps(&self) -> &Gaps {
        &self.gaps
    }

    /// Goes on without what is missing, as the runner said.
    pub fn accept_gaps(&mut self) {
        self.gaps = Gaps::default();
    }

    /// Learns of more that is missing.
    pub fn add_gaps(&mut self, gaps: Gaps) {
        self.gaps.extend(gaps);
    }

    /// Takes in one more record; says whether it says anything new.
    pub fn insert(&mut self, record: Record) -> bool {
        self.order.take();
        let first = (record.rev, record.at.moment);
        let place = self.places.get(&record.id).copied();
        let Some(known) = place.and_then(|place| self.entries.get_mut(place)) else {
            self.places.insert(record.id.clone(), self.entries.len());
            self.entries.push(Revisions::new(first, record));
            return true;
        };
        let is_first = first < known.first;
        known.first = known.first.min(first);
        known.take(record) || is_first
    }

    /// True if a record says anything new.
    pub fn is_news(&self, record: &Record) -> bool {
        self.known(&record.id).is_none_or(|known| {
            (record.rev, record.at.moment) < known.first || stands_over(record, &known.standing)
        })
    }

    /// Returns the number that the next revision of an id takes; 1 for a new id.
    pub fn next_rev(&self, id: &str) -> u32 {
        self.known(id).map_or(1, |known| known.standing.rev.saturating_add(1))
    }

    /// True if any revision of an id is known, a removal too.
    pub fn knows(&self, id: &str) -> bool {
        self.places.contains_key(id)
    }

    /// Returns the revision of an id that stands; `None` when it was removed.
    pub fn get(&self, id: &str) -> Option<&Record> {
        let standing = &self.known(id)?.standing;
        (standing.body != Body::Removed).then_some(standing)
    }

    /// Returns what another device made of an entry at the same time, where that does not count.
    pub fn lost(&self, id: &str) -> Option<&Record> {
        self.get(id).and(self.known(id)?.lost())
    }

    /// Returns the entries that two devices changed at the same time, so that one change does not count.
    pub fn changed_at_once(&self) -> Vec<&Record> {
        self.entries()
            .into_iter()
            .map(|entry| entry.record)
            .filter(|record| self.lost(&record.id).is_some())
            .collect()
    }

    /// Returns all entries that stand, in the order in which they were first made.
    pub fn entries(&self) -> Vec<Entry<'_, Body>> {
        let entry = |place: &usize| {
            let Revisions { first, standing, .. } = &self.entries[*place];
            Entry { made: first.1, record: standing, body: &standing.body }
        };
        self.order().all.iter().map(entry).collect()
    }

    /// Returns the sessions, newest first.
    pub fn sessions(&self) -> Vec<Entry<'_, Session>> {
        let mut sessions = self
            .pick(Kind::Session, |body| if let Body::Session(session) = body { Some(session) } else { None });
        sessions.sort_by_key(|e| Reverse((e.body.started.moment, e.made)));
        sessions
    }

    /// Returns the newest session of a routine, without those that do not count.
    pub fn last_session_of(&self, routine: &Id) -> Option<Entry<'_, Session>> {
        self.pick(Kind::Session, |body| match body {
            Body::Session(session) if session.routine == *routine && session.counts() => Some(session),
            _ => None,
        })
        .into_iter()
        .max_by_key(|e| (e.body.started.moment, e.made))
    }

    /// Returns the runs, oldest first; those of one day in the order in which they were logged.
    pub fn runs(&self) -> Vec<Entry<'_, Run>> {
        let mut runs = self.pick(Kind::Run, |body| if let Body::Run(run) = body { Some(run) } else { None });
        runs.sort_by_key(|e| e.body.date);
        runs
    }

    /// Returns the whole weeks from the first session that counts, or the first run, to a day.
    ///
    /// 0 if there was none; what lies after that day does not count.
    pub fn weeks_at_it(&self, today: Date) -> u32 {
        let sessions = self.sessions().into_iter().filter(|e| e.body.counts()).map(|e| e.body.started.date());
        let runs = self.runs().into_iter().map(|e| e.body.date);
        let first = sessions.chain(runs).min().filter(|first| *first < today);
        let days = first.map_or(0, |first| days_between(first, today));
        u32::try_from(days / 7).unwrap_or(0)
    }

    /// Returns the check-ins, oldest first; those of one day in the order in which they were given.
    pub fn check_ins(&self) -> Vec<Entry<'_, CheckIn>> {
        let mut check_ins =
            self.pick(Kind::CheckIn, |body| if let Body::CheckIn(c) = body { Some(c) } else { None });
        check_ins.sort_by_key(|e| e.body.date);
        check_ins
    }

    /// Returns what was done to plans, oldest first.
    pub fn plan_events(&self) -> Vec<Entry<'_, PlanEvent>> {
        self.pick(Kind::Plan, |body| if let Body::Plan(event) = body { Some(event) } else { None })
    }

    /// Returns the rungs that were taken, oldest first.
    pub fn rungs(&self) -> Vec<Entry<'_, RungTaken>> {
        self.pick(Kind::Rung, |body| if let Body::Rung(rung) = body { Some(rung) } else { None })
    }

    /// Returns the plan of the runner: the one begun last that was not ended since.
    pub fn plan(&self) -> Option<&Id> {
        self.plan_events().into_iter().fold(None, |running, entry| match entry.body.action {
            PlanAction::Start { .. } => Some(&entry.body.plan),
            PlanAction::Stop { .. } => running.filter(|plan| **plan != entry.body.plan),
            _ => running,
        })
    }

    /// Returns what is sore, as far as the check-ins up to a day tell.
    ///
    /// 1. The latest answer about a site counts, in check-ins of sites, now and morning.
    /// 2. A check-in of sites without any site means that nothing is sore. Nothing else
    ///    clears a site: a score of 0 is a good day of a sore site.
    /// 3. A score from an earlier day leaves the site known and its score open.
    /// 4. A region without a side is the side that is known of it, as [`Sides::place`] finds it.
    /// 5. What brings a sign by itself is over when that sign is ended, by a clinician or as a mistake.
    /// 6. Without any such check-in it is unknown.
    ///
    /// [`Sides::place`]: super::sides::Sides::place
    pub fn sore_sites(&self, today: Date) -> Soreness {
        soreness::fold(self, today)
    }

    /// Returns the last time that each region was sore, as far as the check-ins up to a day tell.
    ///
    /// 1. It begins with the first answer about a region, with the first after nothing was sore,
    ///    and with one above 1 that comes more than two weeks after it had eased.
    /// 2. It has eased since the first answer of 1 or less after the last that was above or had
    ///    no score, or since nothing was sore.
    /// 3. It stays on record when nothing is sore any more, or the sign that it brings was ended.
    /// 4. A sign that says so of a region counts as a day of it: hops wait as long after a calf that grabbed.
    pub fn episodes(&self, today: Date) -> Vec<Episode> {
        soreness::episodes(self, today)
    }

    /// Returns when the signs were ended that soreness in a region brings by itself, oldest first.
    ///
    /// A clinician ends them, or that it was a mistake; quiet mornings do not.
    pub fn region_ends(&self) -> Vec<RegionEnd> {
        let brings = |region: &Region| Some((*region, signs::brought_by(*region)?));
        let regions: Vec<(Region, &str)> = Region::ALL.iter().filter_map(brings).collect();
        let ended = |entry: Entry<'_, Clearance>| {
            let (date, made, clearance) = (entry.date(), entry.made, entry.body);
            let counts = matches!(clearance.by, ClearedBy::Clinician | ClearedBy::Mistake);
            let ends = regions.iter().filter(move |(_, sign)| counts && clearance.names(sign));
            ends.map(move |(region, _)| RegionEnd { region: *region, date, made }).collect::<Vec<_>>()
        };
        self.clearances().into_iter().flat_map(ended).collect()
    }

    /// Returns the flags that no clearance ended, oldest first; [`ends`] says which does.
    ///
    /// Which flags lock what is not decided here.
    pub fn locks(&self) -> Vec<Entry<'_, Flag>> {
        let clearances = self.clearances();
        let mut flags = self.flags();
        flags.retain(|flag| !clearances.iter().any(|clearance| ends(clearance, flag)));
        flags
    }

    /// Returns the clearances, oldest first.
    pub fn clearances(&self) -> Vec<Entry<'_, Clearance>> {
        self.pick(Kind::Clearance, |body| if let Body::Clearance(c) = body { Some(c) } else { None })
    }

    /// Makes the clearance of some signs, or of all if none is named: it ends the flags that are open now.
    ///
    /// It names them, so that it ends them whatever the clock says, and no sign that is said later.
    pub fn clear(&self, signs: Vec<String>, by: ClearedBy) -> Clearance {
        let named = |sign: &String| signs.is_empty() || signs.contains(sign);
        let open = self.locks().into_iter().filter(|flag| named(&flag.body.sign));
        let ends = open.map(|flag| flag.record.id.clone()).collect();
        Clearance { signs, by, ends }
    }

    /// Returns every flag, ended or not, oldest first.
    pub fn flags(&self) -> Vec<Entry<'_, Flag>> {
        self.pick(Kind::Flag, |body| if let Body::Flag(flag) = body { Some(flag) } else { None })
    }

    /// Returns the answers to whether a sign is still there, oldest day first; of one day in the
    /// order in which they were given.
    pub fn sign_checks(&self) -> Vec<Entry<'_, SignCheck>> {
        let mut checks = self
            .pick(Kind::SignCheck, |body| if let Body::SignCheck(check) = body { Some(check) } else { None });
        checks.sort_by_key(|e| e.body.date);
        checks
    }

    /// Returns what was said about the runner.
    ///
    /// Where two devices each asked, a later answer stands over an earlier one, and an answer
    /// that only one of them has is kept.
    pub fn profile(&self) -> Profile {
        let mut said = self
            .pick(Kind::Profile, |body| if let Body::Profile(profile) = body { Some(profile) } else { None });
        said.sort_by_key(|e| e.record.at.moment);
        said.into_iter().fold(Profile::default(), |known, later| {
            let Profile {
                notice_read,
                born,
                born_unsaid,
                born_cleared,
                sport_this_year,
                walks_30_minutes,
                no_plan,
                health,
                looked_back,
                steps,
            } = *later.body;
            Profile {
                notice_read: notice_read || known.notice_read,
                born: born.or(known.born.filter(|_| !born_cleared)),
                born_unsaid: born_unsaid || known.born_unsaid,
                born_cleared: born.is_none() && (born_cleared || known.born_cleared),
                sport_this_year: sport_this_year.or(known.sport_this_year),
                walks_30_minutes: walks_30_minutes.or(known.walks_30_minutes),
                no_plan: no_plan || known.no_plan,
                health: health.max(known.health),
                looked_back: looked_back.or(known.looked_back),
                steps: steps.or(known.steps),
            }
        })
    }

    /// Returns the entries of other sports, in the order in which they were made.
    pub fn cross_training(&self) -> Vec<Entry<'_, CrossTraining>> {
        self.pick(
            Kind::CrossTraining,
            |body| if let Body::CrossTraining(done) = body { Some(done) } else { None },
        )
    }

    fn known(&self, id: &str) -> Option<&Revisions> {
        self.entries.get(*self.places.get(id)?)
    }

    /// Picks the entries of a kind, in the order in which they were first made.
    fn pick<'a, T>(&'a self, kind: Kind, of: impl Fn(&'a Body) -> Option<&'a T>) -> Vec<Entry<'a, T>> {
        let entry = |place: &usize| {
            let Revisions { first, standing, .. } = self.entries.get(*place)?;
            of(&standing.body).map(|body| Entry { made: first.1, record: standing, body })
        };
        self.order().kinds[kind as usize].iter().filter_map(entry).collect()
    }

    fn order(&self) -> &Order {
        self.order.get_or_init(|| {
            let mut all: Vec<usize> = (0..self.entries.len()).collect();
            all.retain(|place| self.entries[*place].standing.body != Body::Removed);
            // Entries of the same moment stand in the order of their ids, whatever order they came in.
            all.sort_by_key(|place| (self.entries[*place].first.1, &self.entries[*place].standing.id));
            let mut kinds: [Vec<usize>; Kind::ALL.len()] = Default::default();
            for place in &all {
                if let Some(kind) = Kind::of(&self.entries[*place].standing.body) {
                    kinds[kind as usize].push(*place);
                }
            }
            Order { all, kinds }
        })
    }
}

/// True if a clearance ends a flag.
///
/// 1. One that names flags ends those and no other: clocks may be wrong, and what it refers to cannot be.
/// 2. One of an older program, which names none, ends the flags of its signs that were said before it, or all of them
///    when it names no sign.
pub fn ends(clearance: &Entry<'_, Clearance>, flag: &Entry<'_, Flag>) -> bool {
    let ends = &clearance.body.ends;
    if ends.is_empty() {
        clearance.made > flag.made && clearance.body.names(&flag.body.sign)
    } else {
        ends.contains(&flag.record.id)
    }
}

/// Says which of two revisions stands.
///
/// Two that are equal in rank and differ in content cannot come from this program; so that
/// even they give one state in any order, their text decides.
fn stands_over(new: &Record, old: &Record) -> bool {
    if new.outranks(old) {
        return true;
    }
    if old.outranks(new) || new == old {
        return false;
    }
    let text = |record: &Record| serde_json::to_string(record).unwrap_or_default();
    text(new) > text(old)
}
