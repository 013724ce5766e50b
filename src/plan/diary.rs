//! The log as days: what was said, done and decided on each.
//!
//! A [`Diary`] is what the engine reads. Dates are those that the runner's own calendar showed
//! when it was written down: a change of zone or a night that is an hour short moves nothing, and a
//! day that was lived in two zones is one day. What lies after the day that is asked about is not read.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;

use super::model::{TestKind, Workout};
use crate::record::lock::PAUSE_DAYS;
use crate::record::log::Entry;
use crate::record::shoes::Rack;
use crate::record::{Body, CheckIn, ClearedBy, CutShort, Log, Moment, PlanEvent, Profile, Run, Test};
use crate::symptoms::{Score, Side, Site};

/// No run is longer.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// Everything that the engine reads, by day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Diary {
    days: BTreeMap<Date, Facts>,
    signs: Vec<SignSpell>,
    clearances: Vec<(Date, Vec<String>)>,
    /// Pairs of shoes that may be new to the runner: since when they are there, and when they were first run in.
    pairs: Vec<Worn>,
    /// What was said about the runner.
    pub profile: Profile,
}

/// A pair of shoes that may be new to the runner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worn {
    /// Since when it is there.
    pub since: Date,
    /// The day of the first run in it.
    pub first: Option<Date>,
}

/// What one day holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// Runs and walks, in the order in which they were logged.
    pub runs: Vec<RunFact>,
    /// First steps, by site.
    pub mornings: BTreeMap<Site, u8>,
    /// The runner said that nothing is sore.
    pub nothing: bool,
    /// What is sore, where that was asked; empty when nothing is.
    pub sites: Option<Vec<Site>>,
    /// Right now, before a routine or run.
    pub now: BTreeMap<Site, u8>,
    /// The worst later that day.
    pub later: BTreeMap<Site, u8>,
    /// A limp was said, beside those of runs.
    pub limp: bool,
    /// A sharp stab was said, beside those of runs.
    pub sharp: bool,
    /// Minutes until stiffness was gone, and where.
    pub stiff_minutes: Option<u32>,
    /// What was done to plans, in order.
    pub events: Vec<PlanEvent>,
    /// Tests of strength and range.
    pub tests: Vec<TestFact>,
}

/// A run or walk.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own, as in the record")]
pub struct RunFact {
    /// The time that was run; zero for a walk.
    pub run: Duration,
    /// The time in all.
    pub total: Duration,
    /// The place and the workout that it answers; `None` when it was not planned.
    pub answers: Option<(String, Workout)>,
    /// Where it was sore.
    pub site: Option<Site>,
    /// Pain before.
    pub before: Option<u8>,
    /// Worst pain during.
    pub during: Option<u8>,
    /// Worst pain after.
    pub after: Option<u8>,
    /// Effort, 0 to 10.
    pub effort: Option<u8>,
    /// The share that was done, where it was said.
    pub completed: Option<f64>,
    /// Why it was cut short.
    pub cut: Option<CutShort>,
    /// The gait changed.
    pub limp: bool,
    /// It stabbed.
    pub sharp: bool,
    /// It went over hills.
    pub hills: bool,
    /// The pair of shoes, by its id or an old name; one that was run in before the log says nothing here.
    pub shoe: Option<String>,
    /// A watch told of it, and nobody said yet how it felt.
    pub of_watch: bool,
}

impl RunFact {
    /// Tells whether none of it was run.
    pub fn is_walk(&self) -> bool {
        self.run.is_zero()
    }

    /// Returns the share done of what was planned: as said, else as measured, else all of it.
    pub fn share(&self) -> f64 {
        let measured = || {
            let (_, workout) = self.answers.as_ref()?;
            let (did, planned) =
                if workout.is_walk() { (self.total, workout.total()) } else { (self.run, workout.run()) };
            Some(did.as_secs_f64() / planned.as_secs_f64().max(1.0))
        };
        self.completed.or_else(measured).unwrap_or(1.0)
    }
}

/// A test of strength or range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TestFact {
    /// Which.
    pub kind: TestKind,
    /// The side.
    pub side: Option<Side>,
    /// The result: repetitions, or centimetres.
    pub value: f64,
    /// Pain while doing it.
    pub pain: Option<u8>,
}

/// A warning sign, from the day it was said to the day it was cleared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignSpell {
    /// Its row, such as `RF08`.
    pub sign: String,
    /// The day it was said.
    pub from: Date,
    /// The day it was cleared, and by what.
    pub until: Option<(Date, ClearedBy)>,
}

impl Diary {
    /// Reads a log.
    pub fn new(log: &Log) -> Self {
        let mut diary = Self { profile: log.profile(), ..Self::default() };
        let entries = log.entries();
        let shod = entries.iter().any(|entry| matches!(entry.body, Body::Shoe(_)));
        let rack = if shod { Rack::of(log, Date::MAX) } else { Rack::default() };
        for entry in entries {
            diary.take(&entry, &rack);
        }
        let new = rack.pairs.iter().filter(|pair| pair.shoe.before_km.is_none() && !pair.is_retired());
        diary.pairs = new.map(|pair| Worn { since: pair.shoe.since, first: pair.first }).collect();
        diary.signs = sign_spells(log);
        diary
    }

    fn take(&mut self, entry: &Entry<'_, Body>, rack: &Rack) {
        let date = entry.date();
        match entry.body {
            Body::Run(run) => {
                let mut fact = run_fact(run);
                if let Some(pair) = rack.of_run(run) {
                    // A name that was written down before its pair is the same shoe.
                    fact.shoe = pair.shoe.before_km.is_none().then(|| pair.id.clone());
                }
                self.day(run.date).runs.push(fact);
            }
            Body::CheckIn(check_in) => self.day(check_in.date).check_in(check_in),
            Body::Plan(event) => self.day(event.action.date().unwrap_or(date)).events.push(event.clone()),
            Body::Test(test) => self.day(date).tests.extend(test_fact(test)),
            Body::Clearance(clearance) if clearance.by != ClearedBy::Mistake => {
                self.clearances.push((date, clearance.signs.clone()));
            }
            // A routine says nothing to the engine, but somebody was there.
            Body::Session(session) => drop(self.day(session.started.date())),
            Body::Flag(_)
            | Body::Clearance(_)
            | Body::Profile(_)
            | Body::Rung(_)
            | Body::SignCheck(_)
            | Body::Shoe(_)
            | Body::Removed => {}
        }
    }

    /// Returns what a day holds, to add to it.
    pub fn day(&mut self, date: Date) -> &mut Facts {
        self.days.entry(date).or_default()
    }

    /// Returns what a day holds.
    pub fn on(&self, date: Date) -> Option<&Facts> {
        self.days.get(&date)
    }

    /// Returns the days from one to another, both included, that hold anything.
    pub fn between(&self, from: Date, to: Date) -> impl DoubleEndedIterator<Item = (Date, &Facts)> {
        self.days.range(from.min(to)..=to).map(|(date, facts)| (*date, facts))
    }

    /// Returns the first day that holds anything.
    pub fn first(&self) -> Option<Date> {
        self.days.keys().next().copied()
    }

    /// Returns the pairs of shoes in use that may be new to the runner.
    pub fn pairs(&self) -> impl Iterator<Item = Worn> {
        self.pairs.iter().copied()
    }

    /// Adds a warning sign.
    pub fn add_sign(&mut self, spell: SignSpell) {
        self.signs.push(spell);
    }

    /// Returns the warning signs, in the order in which they were said.
    pub fn signs(&self) -> &[SignSpell] {
        &self.signs
    }

    /// Tells whether a sign was cleared after a day, up to another.
    pub fn cleared_between(&self, sign: &str, after: Date, to: Date) -> bool {
        let names = |signs: &[String]| signs.is_empty() || signs.iter().any(|s| s == sign);
        self.clearances.iter().any(|(date, signs)| *date >= after && *date <= to && names(signs))
    }
}

impl Facts {
    fn check_in(&mut self, check_in: &CheckIn) {
        let scores = check_in.sore.iter().filter_map(|sore| Some((sore.site, sore.score?.value())));
        match check_in.moment {
            Moment::Sites => {
                self.sites = Some(check_in.sore.iter().map(|sore| sore.site).collect());
                self.now.extend(scores);
            }
            Moment::Now => self.now.extend(scores),
            Moment::Morning => {
                // The last answer about a morning stands: nothing takes back what was sore, and the other way round.
                self.nothing = check_in.sore.is_empty();
                if self.nothing {
                    self.mornings.clear();
                }
                self.mornings.extend(scores);
            }
            Moment::Later => self.later.extend(scores),
        }
        self.limp |= check_in.limp;
        self.sharp |= check_in.sharp;
        self.stiff_minutes = self.stiff_minutes.max(check_in.stiff_minutes);
    }
}

fn run_fact(run: &Run) -> RunFact {
    // More than a day of running is a slip of the keys; what it adds up to must still be a length.
    let minutes =
        |minutes: f64| Duration::try_from_secs_f64((minutes * 60.0).round()).unwrap_or_default().min(LONGEST);
    let answers = run.prescription.as_ref().and_then(|text| answers(text));
    let total = minutes(run.minutes);
    let value = |score: Option<Score>| score.map(Score::value);
    RunFact {
        run: run.run_minutes.map_or(total, minutes),
        total,
        answers,
        site: run.site,
        before: value(run.before),
        during: value(run.during),
        after: value(run.after),
        effort: value(run.effort),
        completed: run.completed,
        cut: run.cut_short,
        limp: run.limp,
        sharp: run.sharp,
        hills: run.hills,
        shoe: run.shoe.clone(),
        of_watch: run.is_of_watch(),
    }
}

/// Reads the prescription of a record: the place and the workout, as `R5: 4x(3m run, 2m walk)`.
fn answers(text: &str) -> Option<(String, Workout)> {
    let (place, workout) = text.split_once(": ")?;
    Some((place.to_owned(), workout.parse().ok()?))
}

fn test_fact(test: &Test) -> Option<TestFact> {
    let kind = TestKind::ALL.into_iter().find(|kind| kind.word() == test.test)?;
    let pain = test.pain.map(Score::value);
    Some(TestFact { kind, side: test.side, value: test.value, pain })
}

/// Pairs flags with what ends them; a flag that was a mistake was never said.
fn sign_spells(log: &Log) -> Vec<SignSpell> {
    let entries = log.entries();
    let mut spells = Vec::new();
    for flag in &entries {
        let Body::Flag(said) = flag.body else { continue };
        let end = entries
            .iter()
            .filter_map(|entry| match entry.body {
                Body::Clearance(c) if entry.made > flag.made => Some((entry, c)),
                _ => None,
            })
            .find(|(_, c)| c.signs.is_empty() || c.signs.contains(&said.sign));
        let written = end.map(|(entry, clearance)| (entry.date(), clearance.by));
        let from = flag.date();
        let until =
            written.or_else(|| Some((quiet_since(log, &entries, &said.sign, from)?, ClearedBy::Quiet)));
        if until.is_none_or(|(_, by)| by != ClearedBy::Mistake) {
            spells.push(SignSpell { sign: said.sign.clone(), from, until });
        }
    }
    spells
}

/// Returns the first day on which a pausing sign had ended by itself, from the answers about it.
fn quiet_since(log: &Log, entries: &[Entry<'_, Body>], sign: &str, from: Date) -> Option<Date> {
    let answered = entries.iter().filter_map(|entry| match entry.body {
        Body::SignCheck(check) if check.sign == sign && check.date > from => Some(check.date),
        _ => None,
    });
    let week = from.checked_add(jiff::Span::new().days(PAUSE_DAYS)).ok()?;
    let mut days: Vec<Date> = answered.map(|date| date.max(week)).collect();
    days.sort_unstable();
    days.into_iter().find(|day| log.quiet(*day).contains(&sign))
}
