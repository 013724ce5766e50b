//! The log as days: what was said, done and decided on each.
//!
//! A [`Diary`] is what the engine reads. Dates are those that the runner's own calendar showed
//! when it was written down: a change of zone or a night that is an hour short moves nothing, and a
//! day that was lived in two zones is one day. What lies after the day that is asked about is not read.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::civil::Date;

use crate::id::Id;
use crate::plans::{TestKind, Workout};
use crate::record::log::{self, Entry};
use crate::record::shoes::ShoeTally;
use crate::record::sides::Sides;
use crate::record::{
    Body, CheckIn, ClearedBy, CutShort, Effort, Flag, Log, Moment, PlanAction, PlanEvent, Profile, Run, Test,
};
use crate::symptoms::limits;
use crate::symptoms::{PainScore, Region, Side, Site, signs};
use crate::word::Word as _;

/// No run is longer.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// Everything that the engine reads, by day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Diary {
    days: BTreeMap<Date, Facts>,
    signs: Vec<SignSpell>,
    clearances: Vec<Ended>,
    /// Pairs of shoes that may be new to the runner: since when they are there, and when they were first run in.
    pairs: Vec<Worn>,
    /// What was said about the runner.
    pub profile: Profile,
}

/// The end of signs, as it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ended {
    date: Date,
    /// The sign's rows; empty for all.
    signs: Vec<String>,
    by: ClearedBy,
}

impl Ended {
    fn names(&self, sign: &str) -> bool {
        self.signs.is_empty() || self.signs.iter().any(|named| named == sign)
    }
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
    /// Sites that were named as sore and given no score.
    pub unscored: Vec<Site>,
    /// Regions that were named as sore in any way and not ended since; a 0 of a morning, a day or a run names none.
    pub named: BTreeSet<Region>,
    /// Regions that are over: the sign that soreness there brings by itself was ended that day, and nothing was
    /// said of them since.
    pub over: Vec<Region>,
    /// Right now, before a routine or run.
    pub now: BTreeMap<Site, u8>,
    /// After the first ten minutes on the feet.
    pub on_feet: BTreeMap<Site, u8>,
    /// The worst later that day.
    pub later: BTreeMap<Site, u8>,
    /// Routines that were done, by id.
    pub sessions: Vec<Id>,
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
    /// The worst pain, at no site that was named, of a run that is dated a day ahead.
    pub ahead: Option<u8>,
}

/// What a day says that protects on the day before too.
#[derive(Debug, Clone, PartialEq, Default)]
struct Ahead {
    sore: BTreeMap<Site, u8>,
    elsewhere: Option<u8>,
    limp: bool,
    sharp: bool,
}

impl Ahead {
    fn of(facts: &Facts) -> Self {
        let mut ahead = Self {
            limp: facts.limp || facts.runs.iter().any(|run| run.limp),
            sharp: facts.sharp || facts.runs.iter().any(|run| run.sharp),
            ..Self::default()
        };
        let said = [&facts.mornings, &facts.now, &facts.on_feet, &facts.later];
        for (site, score) in said.into_iter().flatten() {
            ahead.sore_at(Some(*site), *score);
        }
        for run in &facts.runs {
            if let Some(worst) = run.before.max(run.during).max(run.after) {
                ahead.sore_at(run.site, worst);
            }
        }
        ahead
    }

    /// Takes a score that holds something back; any other would lead on.
    fn sore_at(&mut self, site: Option<Site>, score: u8) {
        let brings = site.is_some_and(|site| signs::brought_by(site.region).is_some());
        if score >= limits::PAIN_NOTICEABLE || (brings && score > 0) {
            match site {
                Some(site) => raise(&mut self.sore, site, score),
                None => self.elsewhere = self.elsewhere.max(Some(score)),
            }
        }
    }
}

/// Notes a score of a site where none or a lower one is known.
fn raise(scores: &mut BTreeMap<Site, u8>, site: Site, score: u8) {
    let known = scores.entry(site).or_insert(score);
    *known = score.max(*known);
}

/// A run or walk.
#[derive(Debug, Clone, Default, PartialEq)]
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
    /// How far it was, in kilometres, if that is known.
    pub km: Option<f64>,
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
    /// Steps a minute that a watch recorded.
    pub steps: Option<u16>,
    /// A watch told of it, and nobody said yet how it felt.
    pub of_watch: bool,
}

impl RunFact {
    /// Returns what a record says.
    pub fn of(run: &Run) -> Self {
        run_fact(run)
    }

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

/// What an entry is read beside.
struct Context<'l> {
    rack: ShoeTally,
    sides: Sides,
    flags: Vec<Entry<'l, Flag>>,
}

impl Diary {
    /// Reads a log.
    pub fn new(log: &Log) -> Self {
        let mut diary = Self { profile: log.profile(), ..Self::default() };
        let (mut entries, sides) = (log.entries(), Sides::of(log));
        // What ends a sign in the moment in which that was said comes behind it, whatever their names are.
        entries.sort_by_key(|entry| (entry.made, matches!(entry.body, Body::Clearance(_))));
        let shod = entries.iter().any(|entry| matches!(entry.body, Body::Shoe(_)));
        let rack = if shod { ShoeTally::of(log, Date::MAX) } else { ShoeTally::default() };
        let context = Context { rack, sides, flags: log.flags() };
        for entry in entries {
            diary.take(&entry, &context);
        }
        let new =
            context.rack.pairs.iter().filter(|pair| pair.shoe.before_km.is_none() && !pair.is_retired());
        diary.pairs = new.map(|pair| Worn { since: pair.shoe.since, first: pair.first }).collect();
        diary.signs = sign_spells(log);
        diary
    }

    /// Reads a log as of a day of the runner's calendar, which may lie behind what was written: a run of the 5th in
    /// Auckland is over before the 5th begins in Los Angeles, and a clock may have been set back.
    ///
    /// What protects counts at once, what leads on counts on its own day:
    /// 1. A warning sign is open from the day on which it was said or this one, whichever comes first, as
    ///    [`Log::lock`] has it; and so with its end.
    /// 2. Of the day after this one, soreness, a limp and a stab are there on this one too.
    pub fn as_of(log: &Log, today: Date) -> Self {
        #[cfg(test)]
        folds::count();
        let mut diary = Self::new(log);
        for spell in &mut diary.signs {
            spell.from = spell.from.min(today);
            spell.until = spell.until.map(|(until, by)| (until.min(today.max(spell.from)), by));
        }
        for ended in &mut diary.clearances {
            ended.date = ended.date.min(today);
        }
        let ahead = today.tomorrow().ok().and_then(|next| diary.on(next)).map(Ahead::of);
        if let Some(ahead) = ahead.filter(|ahead| *ahead != Ahead::default()) {
            diary.day(today).take_ahead(ahead);
        }
        diary
    }

    fn take(&mut self, entry: &Entry<'_, Body>, context: &Context<'_>) {
        let Context { rack, sides, flags } = context;
        let date = entry.date();
        match entry.body {
            Body::Run(run) => {
                let mut fact = run_fact(run);
                fact.site = run.site.map(|site| sides.place(site, run.date, entry.made));
                let worst = run.before.max(run.during).max(run.after);
                if let Some(site) = fact.site.filter(|_| worst != Some(PainScore::NONE)) {
                    let day = self.day(run.date);
                    day.sore_again(site.region);
                    day.unscored.extend(worst.is_none().then_some(site));
                }
                if let Some(pair) = rack.of_run(run) {
                    // A name that was written down before its pair is the same shoe.
                    fact.shoe = pair.shoe.before_km.is_none().then(|| pair.id.clone());
                }
                self.day(run.date).runs.push(fact);
            }
            Body::CheckIn(said) => {
                let place = |site| sides.place(site, said.date, entry.made);
                self.day(said.date).check_in(said, place);
            }
            Body::Plan(event) => {
                let mut event = event.clone();
                let date = event.action.date().unwrap_or(date);
                if let PlanAction::Start { site: Some(site), .. } = &mut event.action {
                    *site = sides.place(*site, date, entry.made);
                    self.day(date).sore_again(site.region);
                }
                self.day(date).events.push(event);
            }
            Body::Test(test) => self.day(date).tests.extend(test_fact(test)),
            Body::Clearance(clearance) => {
                let said = Entry { made: entry.made, record: entry.record, body: clearance };
                // A clock that was behind ends nothing before the day on which it was said.
                let flagged = flags.iter().filter(|flag| log::ends(&said, flag)).map(Entry::date);
                let date = flagged.chain([date]).max().unwrap_or(date);
                let ended = Ended { date, signs: clearance.signs.clone(), by: clearance.by };
                if ended.by != ClearedBy::Quiet {
                    let over =
                        |region: &Region| signs::brought_by(*region).is_some_and(|sign| ended.names(sign));
                    let over: Vec<Region> = Region::ALL.into_iter().filter(over).collect();
                    if !over.is_empty() {
                        let day = self.day(date);
                        day.named.retain(|region| !over.contains(region));
                        day.over = over;
                    }
                }
                self.clearances.push(ended);
            }
            Body::Session(session) => {
                self.day(session.started.date()).sessions.push(session.routine.clone());
            }
            // Another sport is no run: it counts neither for the guard nor for growth, and ends no gap.
            Body::CrossTraining(_)
            | Body::Flag(_)
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

    /// Returns the first day that says anything to the engine: the first that holds something, or on which a sign was said.
    pub fn begins(&self) -> Option<Date> {
        self.first().into_iter().chain(self.signs.iter().map(|spell| spell.from)).min()
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
        let cleared = |end: &Ended| end.by != ClearedBy::Mistake && end.names(sign);
        self.clearances.iter().any(|end| end.date >= after && end.date <= to && cleared(end))
    }

    /// Returns the signs that were cleared by their rows on a day.
    pub fn cleared_on(&self, date: Date) -> impl Iterator<Item = &str> {
        let cleared = move |end: &&Ended| end.by != ClearedBy::Mistake && end.date == date;
        self.clearances.iter().filter(cleared).flat_map(|end| end.signs.iter().map(String::as_str))
    }

    /// Tells whether what the log shows from a day on was over by another: it was cleared, or the sign that was
    /// said for it has ended.
    pub fn ended_between(&self, sign: &str, after: Date, to: Date) -> bool {
        let spell = |spell: &SignSpell| {
            spell.sign == sign && spell.from >= after && spell.until.is_some_and(|(until, _)| until <= to)
        };
        self.cleared_between(sign, after, to) || self.signs.iter().any(spell)
    }

    /// Tells whether what ended a sign after a day was that it had been a mistake.
    pub fn was_mistaken(&self, sign: &str, after: Date) -> bool {
        let end = self.clearances.iter().find(|end| end.date >= after && end.names(sign));
        end.is_some_and(|end| end.by == ClearedBy::Mistake)
    }
}

impl Facts {
    /// Makes one run of those of the day: lengths add up, the worst of everything else counts.
    pub fn run(&self) -> Option<RunFact> {
        let mut runs = self.runs.iter();
        let mut all = runs.next()?.clone();
        for run in runs {
            all.run += run.run;
            all.total += run.total;
            all.answers = all.answers.or_else(|| run.answers.clone());
            all.site = all.site.or(run.site);
            all.before = all.before.max(run.before);
            all.during = all.during.max(run.during);
            all.after = all.after.max(run.after);
            all.effort = all.effort.max(run.effort);
            all.cut = all.cut.or(run.cut);
            all.limp |= run.limp;
            all.sharp |= run.sharp;
            all.hills |= run.hills;
            all.completed = None;
            all.km = all.km.zip(run.km).map(|(one, other)| one + other);
            all.shoe = run.shoe.clone().or(all.shoe);
        }
        Some(all)
    }

    /// Takes in what the day after says that protects.
    fn take_ahead(&mut self, ahead: Ahead) {
        for (site, score) in ahead.sore {
            self.sore_again(site.region);
            raise(&mut self.now, site, score);
        }
        self.ahead = self.ahead.max(ahead.elsewhere);
        self.limp |= ahead.limp;
        self.sharp |= ahead.sharp;
    }

    /// Notes that a region is sore: what ended it before is behind.
    fn sore_again(&mut self, region: Region) {
        self.named.insert(region);
        self.over.retain(|over| *over != region);
    }

    /// Takes in a check-in, each of whose sites means the one that `place` returns.
    fn check_in(&mut self, check_in: &CheckIn, place: impl Fn(Site) -> Site) {
        // Who names what is sore means it whatever the score; a 0 of a morning or a day says that it is not sore.
        let names = matches!(check_in.moment, Moment::Sites | Moment::Now);
        for sore in check_in.sore.iter().filter(|sore| names || sore.score != Some(PainScore::NONE)) {
            self.sore_again(sore.site.region);
        }
        let unscored = check_in.sore.iter().filter(|sore| sore.score.is_none());
        self.unscored.extend(unscored.map(|sore| place(sore.site)));
        let scores = check_in.sore.iter().filter_map(|sore| Some((place(sore.site), sore.score?.value())));
        match check_in.moment {
            Moment::Sites => {
                self.sites = Some(check_in.sore.iter().map(|sore| place(sore.site)).collect());
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
            Moment::OnFeet => self.on_feet.extend(scores),
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
    let value = |score: Option<PainScore>| score.map(PainScore::value);
    RunFact {
        run: run.run_minutes.map_or(total, minutes),
        total,
        answers,
        site: run.site,
        before: value(run.before),
        during: value(run.during),
        after: value(run.after),
        effort: run.effort.map(Effort::value),
        km: run.distance_km,
        completed: run.completed,
        cut: run.cut_short,
        limp: run.limp,
        sharp: run.sharp,
        hills: run.hills,
        shoe: run.shoe.clone(),
        steps: run.recorded.and_then(|recorded| recorded.cadence),
        of_watch: run.is_of_watch(),
    }
}

/// Reads the prescription of a record: the place and the workout, as `R5: 4x(3m run, 2m walk)`.
fn answers(text: &str) -> Option<(String, Workout)> {
    let (place, workout) = text.split_once(": ")?;
    Some((place.to_owned(), workout.parse().ok()?))
}

fn test_fact(test: &Test) -> Option<TestFact> {
    let kind = TestKind::of_word(&test.test)?;
    let pain = test.pain.map(PainScore::value);
    Some(TestFact { kind, side: test.side, value: test.value, pain })
}

/// Pairs flags with what ends them; a flag that was a mistake was never said.
fn sign_spells(log: &Log) -> Vec<SignSpell> {
    let clearances = log.clearances();
    let mut spells = Vec::new();
    for flag in log.flags() {
        let (said, from) = (flag.body, flag.date());
        let end = clearances.iter().find(|clearance| log::ends(clearance, &flag));
        // A clock that was behind ends nothing before it began.
        let written = end.map(|clearance| (clearance.date().max(from), clearance.body.by));
        let until = written.or_else(|| log.ended_by_itself(&said.sign, from));
        if until.is_none_or(|(_, by)| by != ClearedBy::Mistake) {
            spells.push(SignSpell { sign: said.sign.clone(), from, until });
        }
    }
    spells
}

/// How often a log was folded, for tests that hold that it is done once.
#[cfg(test)]
pub mod folds {
    use std::cell::Cell;

    thread_local!(static COUNT: Cell<usize> = const { Cell::new(0) });

    pub(super) fn count() {
        COUNT.set(COUNT.get() + 1);
    }

    /// Returns how often a log was folded while something was done.
    pub fn during<T>(doing: impl FnOnce() -> T) -> (T, usize) {
        let before = COUNT.get();
        let done = doing();
        (done, COUNT.get() - before)
    }
}
