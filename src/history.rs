//! The history and what follows from it: the diary, the running plan, its recommendation for a day, the soreness.
//!
//! Screens and commands ask here. Each value is worked out when first asked for and cached until the log changes. The
//! log changes only through [`History::keep`], [`History::revise`], [`History::take_in`], [`History::take_news`] and
//! [`History::accept_gaps`], each of which forgets all that followed from it. Nothing is written to the disk here: new
//! records wait in [`History::take_unsaved`].

mod derived;
mod entries;
#[cfg(test)]
mod tests;
mod writing;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

pub use derived::{By, Derived};
pub use entries::{EntryRef, Filter};
pub use writing::Write;
use writing::Writing;

use crate::library::Library;
use crate::plan::asks::{self, Ask};
use crate::plan::changes;
use crate::plan::chart::{self, Chart};
use crate::plan::diary::TestFact;
use crate::plan::goal::{self, Outlook};
use crate::plan::place::Positions;
use crate::plan::progress::Tally;
use crate::plan::results::weaker_side;
use crate::plan::signs;
use crate::plan::weeks::Weeks;
use crate::plan::{Diary, Recommendation, recommend, rungs};
use crate::plans::{Plan, TestKind};
use crate::record::log::Log;
use crate::record::shoes::ShoeTally;
use crate::record::{At, Gaps, Outcome, Record, Records, Session, VERSION};
use crate::routine::{Id, NeedKind, Routine};
use crate::symptoms::Soreness;
use crate::time::days_between;
use crate::timeline::gate::Situation;

/// How often an exercise's sentence is said before its name is enough.
pub const HEARINGS: usize = 3;

/// The log, the files that it refers to, and what follows from both.
#[derive(Debug, Clone)]
pub struct History {
    log: Derived<Log, Memo>,
    library: Rc<Library>,
    writing: Writing,
}

/// What was worked out from the log so far.
#[derive(Debug, Clone, Default)]
struct Memo {
    diary: By<Date, Rc<Diary>>,
    recommendations: By<Date, Option<Rc<Recommendation>>>,
    tallies: By<Date, Rc<Tally>>,
    racks: By<Date, Rc<ShoeTally>>,
    soreness: By<Date, Soreness>,
    /// Situations without what is sore.
    situations: By<Date, Rc<Situation>>,
    /// Whether a rung of a routine is proposed, and that it is the one above.
    rungs: By<(Date, Id), Option<bool>>,
    done_times: By<(), Rc<DoneTimes>>,
    entries: By<Filter, Rc<Vec<EntryRef>>>,
    plan_views: By<Date, Option<Rc<PlanView>>>,
    questions: By<Date, Rc<[Ask]>>,
    known_exercises: By<(), Rc<[Id]>>,
}

/// The plan that runs, as it stands on a day.
#[derive(Debug)]
pub struct PlanView {
    /// The plan.
    pub plan: Arc<Plan>,
    /// The recommendation for the day.
    pub said: Rc<Recommendation>,
    /// Its picture.
    pub chart: Chart,
    /// The goal of the long run, if one was chosen.
    pub goal: Option<Outlook>,
}

/// When routines were done to their end, newest first.
pub type DoneTimes = BTreeMap<Id, Vec<SessionTime>>;

/// When a routine was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionTime {
    /// The day on which it began.
    pub date: Date,
    /// When it began.
    pub started: Timestamp,
    /// When it ended.
    pub ended: Timestamp,
}

impl SessionTime {
    fn of(session: &Session) -> Self {
        let (started, ended) = (session.started, session.ended.moment);
        Self { date: started.date(), started: started.moment, ended }
    }
}

impl History {
    /// Takes a log and the library that its plans and routines are in.
    pub fn new(log: Log, library: Rc<Library>) -> Self {
        Self { log: Derived::new(log), library, writing: Writing::default() }
    }

    /// Returns the log.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Returns the routines, exercises and plans.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Takes in a record.
    pub fn take_in(&mut self, record: Record) {
        self.log.change().insert(record);
    }

    /// True if records that were read say anything that the log does not.
    pub fn is_news(&self, read: &Records) -> bool {
        !read.gaps().is_whole() || read.iter().any(|record| self.log.is_news(record))
    }

    /// Takes in what another program has written, and what of that could not be read.
    pub fn take_news(&mut self, news: Records) {
        let (records, gaps) = news.into_parts();
        let log = self.log.change();
        for record in records {
            log.insert(record);
        }
        log.add_gaps(gaps);
    }

    /// Goes on without what is missing, as the runner said; returns what that is.
    pub fn accept_gaps(&mut self) -> Gaps {
        let gaps = self.log.gaps().clone();
        self.log.change().accept_gaps();
        gaps
    }

    /// Returns the history as it would be if this were recorded now.
    #[must_use]
    pub fn supposing(&self, writes: impl IntoIterator<Item = Write>, at: At) -> Self {
        let mut log = (*self.log).clone();
        for (n, write) in writes.into_iter().enumerate() {
            let (id, body) = match write {
                Write::New(body) => (format!("tried-{n}"), body),
                Write::Change(id, body) => (id, body),
            };
            let (rev, device) = (log.next_rev(&id), String::new());
            log.insert(Record { v: VERSION, id, rev, at, zone: None, device, body });
        }
        Self::new(log, self.library.clone())
    }
    /// Returns the log day by day, as of a day.
    pub fn diary(&self, day: Date) -> Rc<Diary> {
        self.log.memo().diary.get(day, || Rc::new(Diary::as_of(&self.log, day)))
    }

    /// Returns the running plan; `None` if none does, or if its file is gone.
    pub fn plan(&self) -> Option<Arc<Plan>> {
        self.library.plan(self.log.plan()?).ok()
    }

    /// Returns what the plan says of a day; `None` if no plan runs.
    pub fn recommend(&self, day: Date) -> Option<Rc<Recommendation>> {
        let make = || recommend(&*self.plan()?, &self.diary(day), day).map(Rc::new);
        self.log.memo().recommendations.get(day, make)
    }

    /// Returns the running plan, as it stands on a day; `None` if none does, or its file is gone.
    pub fn plan_view(&self, day: Date) -> Option<Rc<PlanView>> {
        let make = || {
            let (plan, said) = (self.plan()?, self.recommend(day)?);
            let chart = chart::chart(&plan, &self.diary(day), day)?;
            let goal = goal::chosen(&plan, &self.diary(day), day);
            Some(Rc::new(PlanView { plan, said, chart, goal }))
        };
        self.log.memo().plan_views.get(day, make)
    }

    /// Returns the plan as it stands on the last day for which it was asked.
    pub fn plan_view_seen(&self) -> Option<Rc<PlanView>> {
        self.log.memo().plan_views.last()?
    }

    /// Returns the questions that are due on a day.
    pub fn questions(&self, day: Date) -> Rc<[Ask]> {
        let make = || match self.recommend(day) {
            Some(said) => said.asks.clone().into(),
            None => asks::without_plan(&self.diary(day), day).into(),
        };
        self.log.memo().questions.get(day, make)
    }

    /// Returns the entries of a filter, newest first.
    pub fn entries(&self, filter: Filter) -> Rc<Vec<EntryRef>> {
        self.log.memo().entries.get(filter, || Rc::new(entries::list(&self.log, filter)))
    }

    /// Returns the warning signs that the log shows but the runner has not reported, as of a day, under the running
    /// plan.
    pub fn unsaid_signs(&self, day: Date) -> Vec<signs::Derived> {
        changes::unsaid_signs(self.plan().as_deref(), &self.diary(day), &self.log, day)
    }

    /// Returns the soreness on a day, as far as it is known.
    pub fn soreness(&self, day: Date) -> Soreness {
        self.log.memo().soreness.get(day, || self.log.sore_sites(day))
    }

    /// Returns how it has been going up to a day.
    pub fn tally(&self, day: Date) -> Rc<Tally> {
        self.log.memo().tallies.get(day, || Rc::new(Tally::new(&self.log, &self.diary(day), day)))
    }

    /// Returns the pairs of shoes on a day.
    pub fn rack(&self, day: Date) -> Rc<ShoeTally> {
        self.log.memo().racks.get(day, || Rc::new(ShoeTally::of(&self.log, day)))
    }

    /// True if an open warning sign keeps a routine from being played.
    pub fn is_locked(&self, routine: &Routine) -> bool {
        !self.log.lock_said().allows(routine.stress)
    }

    /// Returns whether a rung of a routine is proposed on a day, and that it is the one above; nothing of what is locked.
    pub fn rung_ripe(&self, id: &Id, day: Date) -> Option<bool> {
        let make = || {
            let routine = self.library.routine(id).ok().filter(|routine| !self.is_locked(routine))?;
            let proposed = rungs::proposal(&routine, &self.log, &self.diary(day), day)?;
            Some(matches!(proposed, rungs::Proposal::Up(_)))
        };
        self.log.memo().rungs.get((day, id.clone()), make)
    }

    /// Returns when each routine was done to its end, newest first.
    pub fn done_times(&self) -> Rc<DoneTimes> {
        let make = || {
            let mut done = DoneTimes::new();
            for session in self.log.sessions().into_iter().map(|entry| entry.body) {
                if session.counts() && session.outcome == Outcome::Done {
                    done.entry(session.routine.clone()).or_default().push(SessionTime::of(session));
                }
            }
            Rc::new(done)
        };
        self.log.memo().done_times.get((), make)
    }

    /// Returns the exercises whose sentence was heard in three sessions: from the fourth on they are only named.
    pub fn known_exercises(&self) -> Rc<[Id]> {
        let make = || {
            let mut heard: BTreeMap<&Id, usize> = BTreeMap::new();
            let sessions = self.log.sessions();
            for entry in sessions.iter().filter(|e| e.body.counts() && !e.body.by_hand) {
                let done =
                    entry.body.sets.iter().filter(|set| set.complete).filter_map(|set| set.exercise.as_ref());
                for exercise in done.collect::<BTreeSet<_>>() {
                    *heard.entry(exercise).or_default() += 1;
                }
            }
            heard.into_iter().filter(|(_, times)| *times >= HEARINGS).map(|(id, _)| id.clone()).collect()
        };
        self.log.memo().known_exercises.get((), make)
    }

    /// True if a routine was done so often that the steps that it has written in place are only named.
    pub fn knows_routine(&self, id: &Id) -> bool {
        let sessions = self.log.sessions();
        let heard = |set: &crate::record::SetDone| set.complete && set.exercise.is_none();
        let done = sessions
            .iter()
            .filter(|e| e.body.counts() && !e.body.by_hand)
            .filter(|e| e.body.routine == *id && e.body.sets.iter().any(heard));
        done.count() >= HEARINGS
    }

    /// Returns what is known about the runner on a day, with this soreness.
    ///
    /// The level is the place that the plan has now, after rests and gaps, so a step back takes hops away again. Raises and
    /// hops count by the weaker side of the last result; a side without a result, or that hurt too much, counts as
    /// zero.
    pub fn situation(&self, soreness: Soreness, day: Date) -> Situation {
        let situation = self.log.memo().situations.get(day, || Rc::new(self.situation_on(day)));
        Situation { soreness, ..(*situation).clone() }
    }

    fn situation_on(&self, day: Date) -> Situation {
        let mut results = BTreeMap::from([(NeedKind::PlanWeeks, self.log.weeks_at_it(day))]);
        let diary = self.diary(day);
        let tests: Vec<TestFact> = diary
            .first()
            .into_iter()
            .flat_map(|first| diary.between(first, day))
            .flat_map(|(_, facts)| facts.tests.clone())
            .collect();
        for (need, kind) in [(NeedKind::HeelRaises, TestKind::HeelRaises), (NeedKind::Hops, TestKind::Hops)] {
            results.extend(weaker_side(kind, &tests).map(|count| (need, count)));
        }
        if let Some(Weeks { running, coming_back, green }) = self.recommend(day).map(|said| said.weeks) {
            results.extend([(NeedKind::PlanWeeks, running), (NeedKind::GreenWeeks, green)]);
            results.extend(coming_back.map(|weeks| (NeedKind::ComebackWeeks, weeks)));
        }
        Situation {
            episodes: self.log.episodes(day),
            level: self.level_reached(day),
            green_weeks: results.get(&NeedKind::GreenWeeks).copied().unwrap_or(0),
            turn: turn(day),
            rungs: rungs::taken(&self.log),
            results,
            ..Situation::default()
        }
    }

    /// Returns the level of running that the plan has on a day.
    fn level_reached(&self, day: Date) -> Option<String> {
        let (plan, said) = (self.plan()?, self.recommend(day)?);
        let places = Positions(&plan);
        places.level_reached(places.find(&said.place.to_string())?)
    }
}

/// Returns whose turn a day is, among exercises that take turns: each day the next.
pub fn turn(date: Date) -> u32 {
    u32::try_from(days_between(Date::ZERO, date)).unwrap_or_default()
}
