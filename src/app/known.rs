//! What follows from the history and is asked for again and again: the diary, the plan, what it says of a day.
//!
//! Each is worked out when it is first asked for. What is written down makes it be worked out anew.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use jiff::civil::Date;

use super::App;
use super::day::Time;
use super::entries::{self, Filter, Written};
use super::plan_tab::words::place_of;
use super::start::turn;
use crate::plan::diary::TestFact;
use crate::plan::place::Places;
use crate::plan::progress::Tally;
use crate::plan::results::weaker_side;
use crate::plan::weeks::Weeks;
use crate::plan::{Diary, Recommendation, recommend, rungs};
use crate::plans::{Plan, TestKind};
use crate::record::Outcome;
use crate::record::log::Log;
use crate::record::shoes::Rack;
use crate::routine::{Id, NeedKind};
use crate::session::Now;
use crate::symptoms::Soreness;
use crate::timeline::gate::Situation;

/// What was worked out so far.
#[derive(Debug, Default)]
pub(super) struct Known {
    diary: RefCell<Option<(Date, Rc<Diary>)>>,
    /// The runner's plan; `None` in it where its file is gone.
    plan: RefCell<Option<(Id, Option<Rc<Plan>>)>>,
    /// What is said of a day.
    said: RefCell<Option<(Date, Option<Recommendation>)>>,
    /// The pairs of shoes on a day.
    rack: RefCell<Option<(Date, Rc<Rack>)>>,
    /// The entries as they are listed.
    written: RefCell<Option<(Filter, Rc<Vec<Written>>)>>,
    /// How it has been going up to a day.
    tally: RefCell<Option<(Date, Rc<Tally>)>>,
    /// Whether the log proposes a rung of a routine on a day: up, down, or none.
    rungs: RefCell<BTreeMap<(Date, Id), Option<bool>>>,
    /// What is sore on a day.
    soreness: RefCell<Option<(Date, Soreness)>>,
    /// What is known about the runner on a day, what is sore apart.
    situation: RefCell<Option<(Date, Situation)>>,
    /// When each routine was done to its end.
    done: RefCell<Option<Rc<DoneTimes>>>,
    /// Exercises that are only named by now.
    pub(super) heard: RefCell<Option<Rc<[Id]>>>,
    /// How long each routine takes on a day, as it would be played; `None` in it where it is not.
    pub(super) takes: RefCell<BTreeMap<(Date, Id), Option<Duration>>>,
}

/// When routines were done to their end, newest first.
type DoneTimes = BTreeMap<Id, Vec<Time>>;

impl Known {
    /// Forgets what the history said: it is another one now.
    pub(super) fn forget(&mut self) {
        self.diary = RefCell::default();
        self.said = RefCell::default();
        self.tally = RefCell::default();
        self.rungs = RefCell::default();
        self.rack = RefCell::default();
        self.written = RefCell::default();
        self.soreness = RefCell::default();
        self.situation = RefCell::default();
        self.done = RefCell::default();
        self.heard = RefCell::default();
        self.takes = RefCell::default();
    }

    /// Returns the pairs of shoes on a day.
    pub(super) fn rack(&self, log: &Log, today: Date) -> Rc<Rack> {
        let mut known = self.rack.borrow_mut();
        match &*known {
            Some((day, rack)) if *day == today => rack.clone(),
            _ => known.insert((today, Rc::new(Rack::of(log, today)))).1.clone(),
        }
    }

    /// Returns the entries of a filter as they are listed.
    pub(super) fn written(&self, log: &Log, filter: Filter) -> Rc<Vec<Written>> {
        let mut known = self.written.borrow_mut();
        match &*known {
            Some((of, list)) if *of == filter => list.clone(),
            _ => known.insert((filter, Rc::new(entries::list(log, filter)))).1.clone(),
        }
    }
}

impl App {
    /// Returns the history by days, as of one.
    pub(super) fn diary(&self, today: Date) -> Rc<Diary> {
        let mut known = self.known.diary.borrow_mut();
        match &*known {
            Some((day, diary)) if *day == today => diary.clone(),
            _ => known.insert((today, Rc::new(Diary::as_of(&self.log, today)))).1.clone(),
        }
    }

    /// Returns what is sore today, as far as it is known.
    pub fn soreness(&self, now: Now) -> Soreness {
        let today = now.at.date();
        let mut known = self.known.soreness.borrow_mut();
        match &*known {
            Some((day, soreness)) if *day == today => soreness.clone(),
            _ => known.insert((today, self.log.sore_sites(today))).1.clone(),
        }
    }

    /// Returns when each routine was done to its end, newest first.
    pub(super) fn done_times(&self) -> Rc<DoneTimes> {
        let read = || {
            let mut done = DoneTimes::new();
            for session in self.log.sessions().into_iter().map(|entry| entry.body) {
                if session.counts() && session.outcome == Outcome::Done {
                    done.entry(session.routine.clone()).or_default().push(Time::of(session));
                }
            }
            Rc::new(done)
        };
        self.known.done.borrow_mut().get_or_insert_with(read).clone()
    }

    /// Returns how it has been going up to a day.
    pub fn tally(&self, today: Date) -> Rc<Tally> {
        let mut tally = self.known.tally.borrow_mut();
        if tally.as_ref().is_none_or(|(date, _)| *date != today) {
            *tally = None;
        }
        let (_, tally) =
            tally.get_or_insert_with(|| (today, Rc::new(Tally::new(&self.log, &self.diary(today), today))));
        tally.clone()
    }

    /// Returns the plan that runs.
    pub(super) fn current_plan(&self) -> Option<Rc<Plan>> {
        let id = self.log.plan()?;
        let mut read = self.known.plan.borrow_mut();
        if read.as_ref().is_none_or(|(known, _)| known != id) {
            *read = Some((id.clone(), self.library.plan(id).ok().map(Rc::new)));
        }
        read.as_ref()?.1.clone()
    }

    /// Returns what the plan says of today.
    pub fn recommendation(&self, now: Now) -> Option<Recommendation> {
        let today = now.at.date();
        let mut said = self.known.said.borrow_mut();
        if said.as_ref().is_none_or(|(date, _)| *date != today) {
            let plan = self.current_plan();
            *said = Some((today, plan.and_then(|plan| recommend(&plan, &self.diary(today), today))));
        }
        said.as_ref()?.1.clone()
    }

    /// Returns whether a rung of a routine is offered, and that it is the one above.
    pub(super) fn rung_ripe(&self, id: &Id, now: Now) -> Option<bool> {
        let today = now.at.date();
        let find = || {
            let routine = self.library.routine(id).ok().filter(|routine| !self.is_locked(routine))?;
            let proposed = rungs::proposal(&routine, &self.log, &self.diary(today), today)?;
            Some(matches!(proposed, rungs::Proposal::Up(_)))
        };
        *self.known.rungs.borrow_mut().entry((today, id.clone())).or_insert_with(find)
    }

    /// Returns how far the plan is, without drawing it up: "run 7 of 24"; in a plan of stages, where one is.
    pub fn plan_behind(&self, now: Now) -> Option<String> {
        let said = self.recommendation(now)?;
        Some(said.behind.map_or(said.place, |(behind, all)| place_of(behind, all)))
    }

    /// What is known about the runner, with this soreness.
    ///
    /// The level is the place that the plan has now, after rests and gaps, so a step back takes hops away again. Raises and
    /// hops count by the weaker side of what was noted last; a side that was not noted, or hurt too much, counts for nothing.
    pub(super) fn situation(&self, soreness: Soreness, now: Now) -> Situation {
        let today = now.at.date();
        let mut known = self.known.situation.borrow_mut();
        let situation = match &*known {
            Some((day, situation)) if *day == today => situation.clone(),
            _ => known.insert((today, self.situation_on(now))).1.clone(),
        };
        Situation { soreness, ..situation }
    }

    fn situation_on(&self, now: Now) -> Situation {
        let today = now.at.date();
        let mut results = BTreeMap::from([(NeedKind::PlanWeeks, self.log.weeks_at_it(today))]);
        let diary = self.diary(today);
        let tests: Vec<TestFact> = diary
            .first()
            .into_iter()
            .flat_map(|first| diary.between(first, today))
            .flat_map(|(_, f)| f.tests.clone())
            .collect();
        for (need, kind) in [(NeedKind::HeelRaises, TestKind::HeelRaises), (NeedKind::Hops, TestKind::Hops)] {
            results.extend(weaker_side(kind, &tests).map(|count| (need, count)));
        }
        let episodes = self.log.episodes(today);
        let level = self.level_reached(now);
        if let Some(Weeks { running, coming_back, green }) = self.recommendation(now).map(|said| said.weeks) {
            results.extend([(NeedKind::PlanWeeks, running), (NeedKind::GreenWeeks, green)]);
            results.extend(coming_back.map(|weeks| (NeedKind::ComebackWeeks, weeks)));
        }
        let green_weeks = results.get(&NeedKind::GreenWeeks).copied().unwrap_or(0);
        let rungs = rungs::taken(&self.log);
        let known = Situation { episodes, level, results, ..Situation::default() };
        Situation { green_weeks, turn: turn(today), rungs, ..known }
    }

    /// Returns the level of running that the plan has now.
    fn level_reached(&self, now: Now) -> Option<String> {
        let (plan, place) = (self.current_plan()?, self.recommendation(now)?.place);
        let places = Places(&plan);
        places.level_reached(places.find(&place)?)
    }
}
