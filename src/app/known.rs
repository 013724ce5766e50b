//! What follows from the history and is asked for again and again: the diary, the plan, what it says of a day.
//!
//! Each is worked out when it is first asked for. What is written down makes it be worked out anew.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::civil::Date;

use super::App;
use super::start::turn;
use crate::plan::diary::TestFact;
use crate::plan::model::{Plan, TestKind};
use crate::plan::place::Places;
use crate::plan::results::weaker_side;
use crate::plan::weeks::Weeks;
use crate::plan::{Diary, Recommendation, recommend, rungs};
use crate::routine::{Id, NeedKind};
use crate::session::Now;
use crate::symptoms::Soreness;
use crate::timeline::gate::Situation;

/// What was worked out so far.
#[derive(Debug, Default)]
pub(super) struct Known {
    diary: RefCell<Option<Rc<Diary>>>,
    /// The runner's plan; `None` in it where its file is gone.
    plan: RefCell<Option<(Id, Option<Rc<Plan>>)>>,
    /// What is said of a day.
    said: RefCell<Option<(Date, Option<Recommendation>)>>,
    /// Whether the log proposes a rung of a routine on a day: up, down, or none.
    rungs: RefCell<BTreeMap<(Date, Id), Option<bool>>>,
}

impl Known {
    /// Forgets what the history said: it is another one now.
    pub(super) fn forget(&mut self) {
        self.diary = RefCell::default();
        self.said = RefCell::default();
        self.rungs = RefCell::default();
    }
}

impl App {
    /// Returns the history by days.
    pub(super) fn diary(&self) -> Rc<Diary> {
        self.known.diary.borrow_mut().get_or_insert_with(|| Rc::new(Diary::new(&self.log))).clone()
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
            *said = Some((today, plan.and_then(|plan| recommend(&plan, &self.diary(), today))));
        }
        said.as_ref()?.1.clone()
    }

    /// Returns whether a rung of a routine is offered, and that it is the one above.
    pub(super) fn rung_ripe(&self, id: &Id, now: Now) -> Option<bool> {
        let today = now.at.date();
        let find = || {
            let routine = self.library.routine(id).ok().filter(|routine| !self.is_locked(routine))?;
            let proposed = rungs::proposal(&routine, &self.log, &self.diary(), today)?;
            Some(matches!(proposed, rungs::Proposal::Up(_)))
        };
        *self.known.rungs.borrow_mut().entry((today, id.clone())).or_insert_with(find)
    }

    /// What is known about the runner, with this soreness.
    ///
    /// The level is the place that the plan has now, after rests and gaps, so a step back takes hops away again. Raises and
    /// hops count by the weaker side of what was noted last; a side that was not noted, or hurt too much, counts for nothing.
    pub(super) fn situation(&self, soreness: Soreness, now: Now) -> Situation {
        let today = now.at.date();
        let mut results = BTreeMap::from([(NeedKind::PlanWeeks, self.log.weeks_at_it(today))]);
        let diary = self.diary();
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
        let known = Situation { soreness, episodes, level, results, ..Situation::default() };
        let rungs = rungs::taken(&self.log);
        Situation { green_weeks, turn: turn(today), rungs, ..known }
    }

    /// Returns the level of running that the plan has now.
    fn level_reached(&self, now: Now) -> Option<String> {
        let (plan, place) = (self.current_plan()?, self.recommendation(now)?.place);
        let places = Places(&plan);
        places.level_reached(places.find(&place)?)
    }
}
