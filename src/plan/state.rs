//! The fold over the diary: a state, and how one day changes it.
//!
//! Nothing is stored beside the log. [`State::step`] takes the days one after another; what it knows at the end is
//! all that a recommendation needs. A run is judged when both mornings after it are over, or when the next
//! run comes, whichever is first; until then [`State::settled_for`] tells what would come of it.

mod resting;
mod settling;

use jiff::civil::Date;

use super::before_run::{self, Today};
use super::course::Course;
use super::diary::{Diary, Facts, RunFact};
use super::dose::{self, Dose};
use super::keep::{self, ToStages};
use super::load::{Origin, PastRun, PastRuns};
use super::notes;
use super::place::{Position, Positions};
use super::setbacks::Setbacks;
use super::signs::{self, Derived, Stop};
use super::sites::Sites;
use super::stages::{self, Raises};
use super::verdict::{Cause, Decision, Stressor, Verdict};
use super::walks_first::WalksFirst;
use crate::plans::{Plan, guard};
use crate::record::{Away, PlanAction};
use crate::symptoms::Site;
use crate::symptoms::limits;
use crate::time::{days_after, days_between};

/// A run whose mornings are not over yet.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenRun {
    /// The day.
    pub date: Date,
    /// The runs of that day as one.
    pub run: RunFact,
    /// Where the plan was that day, and what it asked for.
    pub dose: Option<Dose>,
    /// What was new in the week before.
    pub new_stressor: Option<Stressor>,
}

/// What of a run that was judged is held against the next ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lately {
    /// Pain of 4 or 5 in it or the day after.
    pub sore: Option<u8>,
    /// The morning after it was raised.
    pub raised: bool,
}

/// A rest, until two calm mornings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Resting {
    /// The day it began.
    pub since: Date,
    /// Why.
    pub cause: Cause,
}

/// What the first run after it is lower for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Comeback {
    /// A rest that is over.
    Rest(Resting),
    /// A warning sign that was cleared.
    Stop,
}

/// What the log says up to a day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// The plan, where it was begun.
    pub course: Option<Course>,
    /// What is sore.
    pub sites: Sites,
    /// The runs behind.
    pub past: PastRuns,
    /// The run whose mornings are not over.
    pub open: Option<OpenRun>,
    /// The last two runs that were judged, since something stepped back or rested; the newest last.
    pub lately: Vec<Lately>,
    /// The last day that was too sore for a run, with no run in the two days before it.
    pub sore_day: Option<Date>,
    /// The last run beside the plan, until the next of the plan.
    pub beside: Option<Date>,
    /// Why it is time for the stages in place of running on.
    pub to_stages: Option<ToStages>,
    /// What is known about the runner.
    pub runner: Runner,
    /// A warning sign is open that lets no run get longer.
    pub still: bool,
    /// The last run that was judged, and its verdict.
    pub judged: Option<(OpenRun, Verdict)>,
    /// A rest that goes on.
    pub resting: Option<Resting>,
    /// The walks that come before the next run.
    pub walks_first: Option<WalksFirst>,
    /// What is just over, until the next run.
    pub comeback: Option<Comeback>,
    /// The stage follows one without runs and walks, and nothing was done in it yet.
    pub new_stage: bool,
    /// What went back lately.
    pub setbacks: Setbacks,
    /// The next run waits longer, after pain of 4 or 5 or a step back.
    pub long_gap: bool,
    /// What stops everything, as of today.
    pub stop: Option<Stop>,
    /// Signs that the log itself shows, and since when.
    pub derived: Vec<Derived>,
    /// The last day on which the plan had a walk and it was walked, or a test was done.
    pub last_walk: Option<Date>,
    /// The last day on which a walk took the place of a run.
    pub stood_in: Option<Date>,
    /// Days of tests that were all passed, in this stage.
    pub passes: Vec<Date>,
    /// Since when the heel raises are only enough to begin.
    pub amber: Option<Date>,
    /// Since when the heel raises are too few to begin with.
    pub red: Option<Date>,
    /// Days of strength work of the plan, in the last six weeks.
    pub strength: Vec<Date>,
    /// Tests wait until this day.
    pub tests_wait: Option<Date>,
    /// An illness: the first day on which a run is fine again.
    pub ill: Option<Ill>,
    /// Runs moved to another day.
    pub moves: Vec<(Date, Date)>,
    /// Runs left out.
    pub skips: Vec<Date>,
    /// The heel raises noted last.
    pub raises: Raises,
    /// The last day with hills, and the last new shoe.
    pub hills: Option<Date>,
    /// The day on which ticks for quicker steps began.
    pub ticks: Option<Date>,
    /// Shoes that were run in, and since when.
    pub shoes: Vec<(String, Date)>,
    /// Since when a site that has long been sore gets no better.
    pub no_better: Option<Date>,
    /// Days with a limp, or with stiffness beyond half an hour.
    pub limps: Vec<Date>,
    /// Days with stiffness beyond half an hour.
    pub stiff: Vec<Date>,
    /// The last day that holds anything.
    pub heard: Option<Date>,
}

/// What is known about the runner, as far as a plan asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Runner {
    /// Age in years.
    pub age: Option<i16>,
    /// A stress fracture, or thin bones, that a clinician has cleared for running.
    pub bone: bool,
}

impl Runner {
    /// Tells whether the long run grows each second week only.
    pub fn is_slow(self) -> bool {
        self.bone || self.is_older()
    }

    /// Tells whether the runner is old enough for slower growth, and for an easier week in three.
    pub fn is_older(self) -> bool {
        self.age.is_some_and(|age| age >= limits::AGE_SLOW)
    }
}

/// An illness.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ill {
    /// The first day on which a run is fine again; `None` while the fever has not ended.
    pub from: Option<Date>,
    /// The first run after it, once there was one.
    pub first_run: Option<Date>,
}

impl State {
    /// Folds the diary up to and with a day.
    pub fn at(plan: &Plan, diary: &Diary, today: Date) -> Self {
        let mut state = Self::default();
        let Some(first) = diary.begins().filter(|first| *first <= today) else { return state };
        let mut date = first;
        loop {
            state.step(plan, diary, date);
            if date >= today {
                return state;
            }
            let Ok(next) = date.tomorrow() else { return state };
            date = next;
        }
    }

    /// Takes in a day; days come in order, each of them once.
    pub fn step(&mut self, plan: &Plan, diary: &Diary, date: Date) {
        let (known, none) = (diary.on(date), Facts::default());
        let facts = known.unwrap_or(&none);
        let ran_yesterday = self.past.last(date).is_some_and(|last| days_between(last, date) == 1);
        self.runner = signs::runner(diary, date);
        let begun = diary.profile.steps.filter(|said| said.own.is_some() && said.date <= date);
        self.ticks = begun.map(|said| said.date);
        self.sites.step(date, facts, ran_yesterday);
        let weeks = i32::try_from(limits::ILL_SHARES.len()).unwrap_or(i32::MAX);
        let lower = |ill: &mut Ill| {
            ill.first_run.is_some_and(|first| days_between(first, date) >= limits::ILL_DAYS * weeks)
        };
        self.ill.take_if(lower);
        if known.is_some() {
            self.heard = Some(date);
        }
        let run = facts.run();
        self.settle_open(plan, date, run.is_some());
        for event in &facts.events {
            self.event(plan, diary, event.plan == plan.id, &event.action, date);
        }
        signs::step(self, plan, diary, facts, date);
        self.still = signs::stands_still(diary, date);
        self.sore_day(plan, facts, date);
        self.end_rest(plan, date);
        self.keep_step(plan, date);
        stages::step(self, plan, diary, facts, date);
        if let Some(course) = &mut self.course {
            course.grow(plan, date);
        }
        if let Some(run) = run {
            self.register(plan, run, date);
        }
        facts.runs.iter().for_each(|run| self.count_walk(run, date));
        let since = self.no_better.unwrap_or(date);
        self.no_better = notes::is_no_better_anywhere(self, plan, date).then_some(since);
    }

    fn event(&mut self, plan: &Plan, diary: &Diary, ours: bool, action: &PlanAction, date: Date) {
        if let PlanAction::Back { why: Away::Ill, well_since, .. } = action {
            let from = well_since.map(|day| days_after(day, limits::FEVER_FREE_DAYS));
            self.ill = Some(Ill { from, first_run: None });
            self.course.iter_mut().for_each(|course| course.fever(date));
        }
        if !ours {
            // Another plan takes the place of this one.
            if matches!(action, PlanAction::Start { .. }) {
                self.end_course();
            }
            return;
        }
        match action {
            PlanAction::Start { site, still_running, .. } => {
                let over =
                    |site: &Site| diary.on(date).is_some_and(|facts| facts.over.contains(&site.region));
                if let Some(site) = site.filter(|site| !over(site)) {
                    self.sites.name(site, date);
                }
                self.end_course();
                self.course = Course::begin(plan, action, diary.profile.sport_this_year);
                self.sites.begin(site.zip(still_running.map(|said| said.base)));
                self.remember_break();
            }
            PlanAction::Stop { .. } => self.end_course(),
            PlanAction::Move { from, to } => self.moves.push((*from, *to)),
            PlanAction::Skip { date } => self.skips.push(*date),
            PlanAction::Repeat { .. } => {
                if let Some(course) = &mut self.course {
                    match course.place {
                        Position::Run { week, run: 0 } if week > 0 => course.again(week - 1, date),
                        Position::Run { week, .. } => course.again(week, date),
                        Position::Stage { .. } | Position::Rung { .. } | Position::After { .. } => {
                            course.judged.clear();
                        }
                    }
                }
            }
            PlanAction::Days { days, .. } => {
                if let Some(course) = &mut self.course {
                    let more = days.len() > course.days.len();
                    course.growth.iter_mut().filter(|_| more).for_each(|growth| growth.more_days(date));
                    course.days.clone_from(days);
                }
            }
            PlanAction::Warned { week, .. } => {
                if let (Some(course), Some(week)) = (&mut self.course, week.checked_sub(1)) {
                    course.warned.push(week as usize);
                }
            }
            PlanAction::Then { choice, goal, .. } => {
                if let Some(course) = &mut self.course {
                    (course.afterwards, course.goal) = (Some(*choice), *goal);
                }
            }
            PlanAction::Back { why, .. } => self.course.iter_mut().for_each(|course| course.back(*why, date)),
        }
    }

    /// Ends the plan, and with it what was asked for in it: its runs moved and left out, and the tests passed.
    fn end_course(&mut self) {
        self.course = None;
        self.moves.clear();
        self.skips.clear();
        self.passes.clear();
        self.new_stage = false;
        self.to_stages = None;
    }

    /// Puts the runs before a break, as they were told at the start, among the past ones.
    fn remember_break(&mut self) {
        let Some(start) = self.course.as_ref().map(|course| course.start.clone()) else { return };
        let longest = start.longest.max(start.usual);
        if let (Some(run), Some(date)) = (longest, start.last_run.filter(|last| *last < start.date))
            && self.past.last(start.date).is_none_or(|known| known < date)
        {
            self.past.add(PastRun { date, run, km: None, origin: Origin::Told, limit: None, verdict: None });
        }
        self.past.begin(start.date, start.usual);
    }

    /// Rests, run or no run: after a limp, sharp pain, or too much of it at any time; one step down after two days in a
    /// row that are too sore for a run, with no run behind them.
    fn sore_day(&mut self, plan: &Plan, facts: &Facts, date: Date) {
        if self.resting.is_some() {
            return;
        }
        // The two mornings after a run are judged with it.
        let after_run =
            self.past.last(date).is_some_and(|last| days_between(last, date) <= limits::JUDGED_DAYS);
        let today = before_run::today(&self.sites, facts, !after_run, date);
        let cause = match (facts.limp, facts.sharp, today) {
            (true, ..) => Some(Cause::LimpThatDay),
            (false, true, _) => Some(Cause::SharpThatDay),
            (false, false, Today::Rest { score, usual: Some(usual) }) => {
                Some(Cause::HighMorning { score, usual })
            }
            (false, false, Today::Rest { score, usual: None }) => Some(Cause::TooMuchThatDay { score }),
            (false, false, _) => None,
        };
        if let Some(cause) = cause.filter(|_| self.course.is_some()) {
            return self.rest(plan, cause, date, None);
        }
        if after_run || !matches!(today, Today::TooSore { .. }) {
            return;
        }
        let again = self.sore_day.is_some_and(|day| days_between(day, date) == 1);
        self.sore_day = (!again).then_some(date);
        if let (true, Some(course)) = (again, &mut self.course) {
            course.step_down(plan, date);
            self.lately.clear();
        }
    }

    /// Whether running on while sore still holds, and when the usual minutes may grow.
    fn keep_step(&mut self, plan: &Plan, date: Date) {
        let Some(course) = &mut self.course else { return };
        let Some(keep) = &course.keep else { return };
        if self.to_stages.is_none() {
            let last = self.past.last(date).unwrap_or(course.start.date);
            let idle = days_between(last, date) >= limits::BASE_WITHIN_DAYS;
            let rebased = || self.sites.active(date).find_map(|site| Some((site.site, site.rebased(date)?)));
            let rebased = if idle { rebased() } else { None };
            let why = keep::to_stages(&self.setbacks, course.start.date, date)
                .or_else(|| {
                    self.sites.active(date).any(|site| site.is_too_high(date)).then_some(ToStages::Mornings)
                })
                .or_else(|| rebased.map(|_| ToStages::Rebased));
            if let (Some(ToStages::Rebased), Some((site, base))) = (why, rebased) {
                self.sites.rebase(site, base);
            }
            self.to_stages = why;
        }
        let calm = self.judged.as_ref().is_some_and(|(_, verdict)| verdict.decision >= Decision::Steady);
        if keep.may_grow(date)
            && calm
            && self.resting.is_none()
            && self.stop.is_none()
            && matches!(course.place, Position::Rung { .. })
        {
            course.go_to(Positions(plan).after(), date);
        }
    }

    /// Takes in the run of a day.
    fn register(&mut self, plan: &Plan, run: RunFact, date: Date) {
        let dose = dose::dose(self, plan, date);
        let new_stressor = self.new_stressor(date);
        self.note_stressors(&run, date);
        if !run.is_walk() {
            // Where the plan has no run that day, the guard alone says what would have been within it. A run that
            // was asked for counts as long as it was asked, and a tenth more: running on makes no run the next one's.
            let asked = dose.as_ref().filter(|dose| !dose.workout.is_walk()).map(|dose| dose.limit);
            let guarded = asked.or_else(|| self.past.longest(date).map(guard::limit));
            let answered = run.answers.as_ref().map(|(_, asked)| asked.run().mul_f64(limits::SHARE_LONGER));
            let answered = answered.filter(|asked| !asked.is_zero());
            let limit = guarded.into_iter().chain(answered).min();
            let origin = if run.answers.is_some() { Origin::Planned } else { Origin::Unplanned };
            self.past.add(PastRun { date, run: run.run, km: run.km, origin, limit, verdict: None });
            if let Some(ill) = &mut self.ill {
                ill.first_run.get_or_insert(date);
            }
        }
        let asked_walk = dose.as_ref().is_some_and(|dose| dose.workout.is_walk() && !dose.walk_first);
        if run.is_walk() && !(asked_walk && run.answers.is_some()) {
            // A walk beside the plan, or in place of a run, is daily life: it leads nowhere, and only what is
            // too much counts.
            self.stood_in = run.answers.is_some().then_some(date).or(self.stood_in);
            return self.walk_beside(plan, &run, date);
        }
        self.beside = run.answers.is_none().then_some(date);
        if let (Some(course), None) = (&mut self.course, &run.answers) {
            course.growth.iter_mut().for_each(|growth| growth.beside(date));
        }
        if let (Some(course), Some(dose), Some(_)) = (&mut self.course, &dose, &run.answers) {
            course.go_to(dose.place, date);
            if let Some(days) = dose.gap {
                course.gap(plan, days, date);
            }
            if !run.is_walk() {
                course.ran(date, run.run, dose.length());
            }
        }
        (self.comeback, self.new_stage) = (None, false);
        if run.is_walk() {
            self.last_walk = Some(date);
        }
        self.open = Some(OpenRun { date, run, dose, new_stressor });
    }

    /// Counts a walk that comes before running again; while a sign is open none does.
    pub(super) fn count_walk(&mut self, walk: &RunFact, date: Date) {
        if walk.is_walk() && self.stop.is_none() {
            self.walks_first.take_if(|first| first.walked(walk, date));
        }
    }

    fn walk_beside(&mut self, plan: &Plan, run: &RunFact, date: Date) {
        let worst = run.during.max(run.after).unwrap_or(0);
        let cause = match worst {
            _ if run.limp => Cause::Limp,
            _ if run.sharp => Cause::Sharp,
            limits::PAIN_TOO_MUCH.. => Cause::TooMuchDuring { score: worst },
            _ => return,
        };
        if self.resting.is_none() {
            self.rest(plan, cause, date, None);
        }
    }

    /// Returns what is new this week: hills, or shoes.
    pub fn new_stressor(&self, date: Date) -> Option<Stressor> {
        let fresh = |day: Date| (1..=limits::NEW_DAYS).contains(&days_between(day, date));
        if self.hills.is_some_and(fresh) {
            return Some(Stressor::Hills);
        }
        if self.ticks.is_some_and(|day| (0..limits::NEW_DAYS).contains(&days_between(day, date))) {
            return Some(Stressor::Steps);
        }
        (self.shoes.len() > 1 && self.shoes.last().is_some_and(|(_, day)| fresh(*day)))
            .then_some(Stressor::Shoes)
    }

    fn note_stressors(&mut self, run: &RunFact, date: Date) {
        if run.hills {
            self.hills = Some(date);
        }
        if let Some(shoe) =
            run.shoe.as_ref().filter(|shoe| self.shoes.iter().all(|(known, _)| known != *shoe))
        {
            self.shoes.push((shoe.clone(), date));
        }
    }

    /// Tells whether one of the first levels of running comes next.
    fn is_early(&self, plan: &Plan) -> bool {
        let place = self.course.as_ref().map(|course| course.place);
        let first = Positions(plan).first_run();
        matches!((place, first), (Some(Position::Stage { stage, level }), Position::Stage { stage: runs, .. })
            if stage == runs && level < limits::AMBER_SLOW_LEVELS)
    }

    /// Tells whether the last run was the long one of a week.
    fn last_was_long(&self) -> bool {
        let last = self.open.as_ref().or(self.judged.as_ref().map(|(open, _)| open));
        last.and_then(|open| open.dose.as_ref()).is_some_and(|dose| dose.long)
    }

    /// Returns how many days lie between the last run and the next at least.
    pub fn gap_days(&self, plan: &Plan, date: Date) -> i32 {
        let open = self.open.as_ref().is_some_and(|open| {
            [open.run.during, open.run.after]
                .into_iter()
                .flatten()
                .any(|score| score >= limits::PAIN_LONGER_REST)
        });
        let keep = self.course.as_ref().and_then(|course| course.keep.as_ref());
        let slow = keep.is_some_and(|keep| keep.slow);
        let long_run = self.runner.is_older() && self.last_was_long();
        let long = self.long_gap
            || open
            || self.setbacks.slow(date)
            || slow
            || long_run
            || self.amber.is_some() && self.is_early(plan);
        i32::from(if long { plan.gap_days_after_pain } else { plan.gap_days })
    }
}
