//! A runner who keeps a diary day by day, and asks each day what is due.

use std::time::Duration;

use jiff::civil::{Date, date};
use runup::plan::diary::{Diary, Facts, RunFact, TestFact};
use runup::plan::recommend::{Due, Recommendation};
use runup::plan::{State, recommend};
use runup::plans::{Plan, TestKind, Workout};
use runup::record::{PlanAction, PlanEvent};
use runup::symptoms::{Region, Side, Site};

/// A Monday.
pub(crate) const START: Date = date(2026, 1, 5);
pub(crate) const CORD: Site = Site { region: Region::TendonMid, side: Some(Side::Left) };
pub(crate) const SOLE: Site = Site { region: Region::UnderHeel, side: Some(Side::Right) };

pub(crate) fn plus(day: Date, days: i64) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap()
}

/// What is felt; changed as a story goes on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Felt {
    /// Each morning; `None` is not said.
    pub(crate) morning: Option<u8>,
    /// In each run.
    pub(crate) during: Option<u8>,
    /// After each run.
    pub(crate) after: Option<u8>,
    pub(crate) effort: u8,
}

pub(crate) const WELL: Felt = Felt { morning: Some(1), during: Some(1), after: Some(1), effort: 4 };

/// A runner, on a day.
#[derive(Debug, Clone)]
pub(crate) struct Walker {
    pub(crate) plan: Plan,
    pub(crate) diary: Diary,
    pub(crate) today: Date,
    pub(crate) site: Option<Site>,
    pub(crate) felt: Felt,
}

pub(crate) fn start_action() -> PlanAction {
    PlanAction::Start {
        date: START,
        place: None,
        site: None,
        usual_minutes: None,
        longest_minutes: None,
        last_run: None,
        days: None,
        tested: false,
        still_running: None,
    }
}

impl Walker {
    /// Begins a plan with nothing sore.
    pub(crate) fn healthy(plan: Plan) -> Self {
        Self::begin(plan, None, start_action())
    }

    /// Begins a plan at a place, with a sore cord.
    pub(crate) fn sore_at(plan: Plan, name: &str) -> Self {
        let mut action = start_action();
        if let PlanAction::Start { place, tested, .. } = &mut action {
            *place = Some(name.into());
            *tested = true;
        }
        Self::begin(plan, Some(CORD), action)
    }

    pub(crate) fn begin(plan: Plan, site: Option<Site>, action: PlanAction) -> Self {
        let mut walker = Self { plan, diary: Diary::default(), today: START, site, felt: WELL };
        if let Some(site) = site {
            walker.facts().sites = Some(vec![site]);
        }
        walker.event(action);
        walker
    }

    pub(crate) fn facts(&mut self) -> &mut Facts {
        self.diary.day(self.today)
    }

    pub(crate) fn event(&mut self, action: PlanAction) {
        let plan = self.plan.id.clone();
        self.facts().events.push(PlanEvent { plan, action });
    }

    /// Says how this morning is.
    pub(crate) fn wake(&mut self) {
        let (site, morning) = (self.site, self.felt.morning);
        let Some(score) = morning else { return };
        match site {
            Some(site) => drop(self.facts().mornings.insert(site, score)),
            None => self.facts().nothing = true,
        }
    }

    pub(crate) fn ask(&self) -> Recommendation {
        recommend(&self.plan, &self.diary, self.today).expect("the plan was begun")
    }

    pub(crate) fn state(&self) -> State {
        State::at(&self.plan, &self.diary, self.today)
    }

    /// Lets days go by, with their mornings; ends on the morning of the last one.
    pub(crate) fn sleep(&mut self, days: i64) {
        for _ in 0..days {
            self.today = plus(self.today, 1);
            self.wake();
        }
    }

    /// Lets days go by without a word.
    pub(crate) fn silence(&mut self, days: i64) {
        self.today = plus(self.today, days);
    }

    /// Goes on to the next day on which a run or walk is due, at most eight weeks.
    pub(crate) fn until_due(&mut self) -> Recommendation {
        for _ in 0..56 {
            let said = self.ask();
            if said.due == Due::Today {
                return said;
            }
            self.sleep(1);
        }
        panic!("nothing is due in eight weeks: {:?}", self.ask());
    }

    /// Logs what was asked for today.
    pub(crate) fn run(&mut self, said: &Recommendation) {
        let workout = said.prescription.as_ref().expect("a run").workout.clone();
        self.log(Some((said.place.to_string(), workout.clone())), workout.run(), workout.total());
    }

    /// Logs a run of some minutes beside the plan.
    pub(crate) fn unplanned(&mut self, minutes: f64) {
        let run = Duration::from_secs_f64(minutes * 60.0);
        self.log(None, run, run);
    }

    fn log(&mut self, answers: Option<(String, Workout)>, run: Duration, total: Duration) {
        let (site, felt) = (self.site, self.felt);
        self.facts().runs.push(RunFact {
            run,
            total,
            answers,
            site,
            during: felt.during,
            after: felt.after,
            effort: Some(felt.effort),
            ..RunFact::default()
        });
    }

    /// Runs on the next due day, and lets the two mornings after it go by.
    pub(crate) fn run_next(&mut self) -> Recommendation {
        let said = self.until_due();
        self.run(&said);
        self.sleep(2);
        said
    }

    /// Does the tests of readiness.
    pub(crate) fn test(&mut self, raises: (f64, f64), hops: (f64, u8)) {
        for (side, value) in [(Side::Left, raises.0), (Side::Right, raises.1)] {
            let side = Some(side);
            let tests = [
                TestFact { kind: TestKind::HeelRaises, side, value, pain: Some(1) },
                TestFact { kind: TestKind::Hops, side, value: hops.0, pain: Some(hops.1) },
            ];
            self.facts().tests.extend(tests);
        }
    }

    /// The place, as the plan calls it.
    pub(crate) fn place(&self) -> String {
        self.ask().place.to_string()
    }
}
