//! The fold over the diary: a state, and how one day changes it.
//!
//! Nothing is stored beside the log. [`State::step`] takes the days one after another; what it knows at the end is
//! all that a recommendation needs. A run is judged when both mornings after it are over, or when the next
//! run comes, whichever is first; until then [`State::settled_for`] tells what would come of it.

use jiff::civil::Date;

use super::course::{Course, Settled};
use super::diary::{Diary, Facts, RunFact};
use super::dose::{self, Dose};
use super::load::{Origin, PastRun, PastRuns};
use super::place::{Place, Places};
use super::setbacks::Setbacks;
use super::signs::{self, Derived, Stop};
use super::sites::Sites;
use super::stages::{self, Raises};
use super::verdict::{Cause, Decision, Done, Felt, Stressor, Usual, Verdict, judge};
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
    /// Worst pain during the run before.
    pub during_before: Option<u8>,
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
    /// Worst pain during the last run.
    pub last_during: Option<u8>,
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
    /// Shoes that were run in, and since when.
    pub shoes: Vec<(String, Date)>,
    /// Days with a limp, or with stiffness beyond half an hour.
    pub limps: Vec<Date>,
    /// Days with stiffness beyond half an hour.
    pub stiff: Vec<Date>,
    /// The last day that holds anything.
    pub heard: Option<Date>,
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
        self.sites.step(date, facts, ran_yesterday);
        let half =
            |ill: &mut Ill| ill.first_run.is_some_and(|first| days_between(first, date) >= limits::ILL_DAYS);
        self.ill.take_if(half);
        if known.is_some() {
            self.heard = Some(date);
        }
        let run = facts.run();
        self.settle_open(plan, date, run.is_some());
        for event in &facts.events {
            self.event(plan, diary, event.plan == plan.id, &event.action, date);
        }
        signs::step(self, plan, diary, facts, date);
        self.sore_day(plan, facts, date);
        self.end_rest(plan, date);
        stages::step(self, plan, diary, facts, date);
        if let Some(run) = run {
            self.register(plan, run, date);
        }
        facts.runs.iter().for_each(|run| self.count_walk(run, date));
    }

    fn event(&mut self, plan: &Plan, diary: &Diary, ours: bool, action: &PlanAction, date: Date) {
        if let PlanAction::Back { why: Away::Ill, well_since, .. } = action {
            let from = well_since.map(|day| days_after(day, limits::FEVER_FREE_DAYS));
            self.ill = Some(Ill { from, first_run: None });
        }
        if !ours {
            // Another plan takes the place of this one.
            if matches!(action, PlanAction::Start { .. }) {
                self.end_course();
            }
            return;
        }
        match action {
            PlanAction::Start { site, .. } => {
                let over =
                    |site: &Site| diary.on(date).is_some_and(|facts| facts.over.contains(&site.region));
                if let Some(site) = site.filter(|site| !over(site)) {
                    self.sites.name(site, date);
                }
                self.end_course();
                self.course = Course::begin(plan, action, diary.profile.sport_this_year);
                self.remember_break();
            }
            PlanAction::Stop { .. } => self.end_course(),
            PlanAction::Move { from, to } => self.moves.push((*from, *to)),
            PlanAction::Skip { date } => self.skips.push(*date),
            PlanAction::Repeat { .. } => {
                if let Some(course) = &mut self.course {
                    match course.place {
                        Place::Run { week, run: 0 } if week > 0 => course.again(week - 1, date),
                        Place::Run { week, .. } => course.again(week, date),
                        Place::Stage { .. } | Place::After { .. } => course.judged.clear(),
                    }
                }
            }
            PlanAction::Days { days, .. } => {
                if let Some(course) = &mut self.course {
                    course.days.clone_from(days);
                }
            }
            PlanAction::Warned { week, .. } => {
                if let (Some(course), Some(week)) = (&mut self.course, week.checked_sub(1)) {
                    course.warned.push(week as usize);
                }
            }
            PlanAction::Then { choice, .. } => {
                if let Some(course) = &mut self.course {
                    course.afterwards = Some(*choice);
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
    }

    /// Puts the runs before a break, as they were told at the start, among the past ones.
    fn remember_break(&mut self) {
        let Some(start) = self.course.as_ref().map(|course| course.start.clone()) else { return };
        let longest = start.longest.max(start.usual);
        if let (Some(run), Some(date)) = (longest, start.last_run.filter(|last| *last < start.date))
            && self.past.last(start.date).is_none_or(|known| known < date)
        {
            self.past.add(PastRun { date, run, origin: Origin::Told, limit: None, verdict: None });
        }
        self.past.begin(start.date, start.usual);
    }

    /// Rests, run or no run: after a limp, a stab, 6 or more at any time, or a morning that is high by itself.
    fn sore_day(&mut self, plan: &Plan, facts: &Facts, date: Date) {
        if self.resting.is_some() {
            return;
        }
        let much = facts
            .now
            .values()
            .copied()
            .chain(facts.ahead)
            .max()
            .filter(|score| *score >= limits::PAIN_TOO_MUCH);
        let cause = match (facts.limp, facts.sharp) {
            (true, _) => Some(Cause::LimpThatDay),
            (false, true) => Some(Cause::SharpThatDay),
            (false, false) => much.map(|score| Cause::TooMuchThatDay { score }),
        };
        if let Some(cause) = cause.filter(|_| self.course.is_some()) {
            return self.rest(plan, cause, date, None);
        }
        let yesterday = self.open.as_ref().is_some_and(|open| days_between(open.date, date) == 1);
        if yesterday {
            return;
        }
        let high = self.sites.active(date).find_map(|site| {
            // Nothing below rests at any usual morning, and what is usual takes a while to find.
            let score = site.morning(date).filter(|score| *score >= Usual::default().rest_morning())?;
            let usual = site.usual(date.yesterday().unwrap_or(date));
            let score = Some(score).filter(|score| *score >= usual.rest_morning())?;
            Some(Cause::HighMorning { score, usual: usual.base })
        });
        if let Some(cause) = high {
            self.rest(plan, cause, date, None);
        }
    }

    /// Begins a rest.
    fn rest(&mut self, plan: &Plan, cause: Cause, date: Date, run: Option<&Settled>) {
        let last_run = run.map(|run| run.run).or_else(|| self.past.last_run(date).map(|run| run.run));
        // A longer run beside the plan makes the way back no shorter.
        let planned = self.past.last_planned(date).map(|run| run.run);
        let last_run = last_run.map(|run| planned.map_or(run, |planned| run.min(planned)));
        self.setbacks.rest(date);
        self.resting = Some(Resting { since: date, cause });
        self.passes.clear();
        if let Some(course) = &mut self.course {
            let places = Places(plan);
            let place = places.rest(course.place, last_run);
            let calm = places.calm().filter(|_| self.setbacks.two_rests(date));
            course.go_to(calm.unwrap_or(place), date);
            course.judged.clear();
            course.clean = false;
            course.may_rise = false;
            course.growth.begin_anew(date);
        }
    }

    fn end_rest(&mut self, plan: &Plan, date: Date) {
        let Some(resting) = self.resting else { return };
        let days = days_between(resting.since, date);
        if days > limits::REST_LONG_DAYS
            && let (Some(course), Some(calm)) = (&mut self.course, Places(plan).calm())
        {
            course.go_to(calm, date);
        }
        if days >= limits::REST_DAYS
            && self.is_calm(date)
            && date.yesterday().is_ok_and(|day| self.is_calm(day))
        {
            self.resting = None;
            self.comeback = Some(Comeback::Rest(resting));
        }
    }

    /// Returns the first day on which a rest may be over, from what is known today.
    pub fn rest_ends(&self, resting: Resting, today: Date) -> Date {
        let mut sites = self.sites.active(today);
        let said = self.sites.nothing_on(today) || sites.all(|site| site.morning(today).is_some());
        let calm = |day: Date| self.is_calm(day);
        let second = match (said, calm(today), today.yesterday().is_ok_and(calm)) {
            (false, _, true) | (true, true, true) => today,
            (false, _, false) | (true, true, false) => days_after(today, 1),
            (true, false, _) => days_after(today, 2),
        };
        days_after(resting.since, limits::REST_DAYS).max(second)
    }

    /// Tells whether a morning is known and calm at every site.
    ///
    /// During a rest the usual morning is the one from before it: what the flare itself adds is not usual.
    fn is_calm(&self, date: Date) -> bool {
        if self.sites.nothing_on(date) {
            return true;
        }
        // Without a site that counts, a quiet one's morning is one.
        let mut some = self.sites.quiet_morning(date).is_some();
        let calm = self.sites.active(date).all(|site| {
            some = true;
            let base = self.resting.map_or(date, |resting| resting.since);
            site.morning(date).is_some_and(|score| score <= site.usual(base).green_morning())
        });
        some && calm
    }

    /// Judges the open run once both mornings are over, or the next run is there.
    fn settle_open(&mut self, plan: &Plan, date: Date, runs: bool) {
        let over = |open: &OpenRun| days_between(open.date, date) >= 2 || (runs && open.date < date);
        let Some(open) = self.open.take_if(|open| over(open)) else { return };
        self.settle(plan, open, date);
    }

    fn settle(&mut self, plan: &Plan, open: OpenRun, date: Date) {
        let mut verdict = self.verdict(&open);
        if verdict.decision == Decision::Advance && !is_full(&open) {
            verdict = Verdict { decision: Decision::Hold, cause: Cause::Lighter, ..verdict };
        }
        let long = open.run.answers.is_some() && open.dose.as_ref().is_some_and(|dose| dose.long);
        let settled =
            Settled { date: open.date, settled: date, run: open.run.run, total: open.run.total, long };
        self.past.judge(open.date, verdict);
        self.long_gap = verdict.much || verdict.decision == Decision::Regress;
        let ran = open.date;
        self.judged = Some((open, verdict));
        match verdict.decision {
            // A rest that began with that run's own soreness is the same one.
            Decision::Rest if self.resting.is_some_and(|resting| resting.since >= ran) => return,
            Decision::Rest => return self.rest(plan, verdict.cause, ran, Some(&settled)),
            Decision::StopLock => signs::deep(self, Decision::StopLock, ran),
            Decision::Regress => self.setbacks.back(date),
            _ => {}
        }
        if let Some(course) = &mut self.course {
            course.settle(plan, verdict, &settled);
        }
    }

    /// Returns this state as it would be if the open run were judged by what is known today.
    #[must_use]
    pub fn settled_for(&self, plan: &Plan, date: Date) -> Self {
        let mut state = self.clone();
        if let Some(open) = state.open.take() {
            state.settle(plan, open, date);
        }
        state
    }

    /// Judges a run at every site that counts; the strictest verdict stands.
    pub fn verdict(&self, open: &OpenRun) -> Verdict {
        let (Ok(next), Ok(second)) = (open.date.tomorrow(), open.date.tomorrow().and_then(Date::tomorrow))
        else {
            return Verdict::neutral();
        };
        let run = &open.run;
        let planned = run.answers.as_ref().map(|(_, w)| if w.is_walk() { w.total() } else { w.run() });
        let done = Done {
            limp: run.limp,
            sharp: run.sharp,
            effort: run.effort.unwrap_or(limits::EFFORT_UNSAID),
            share: run.share(),
            cut: run.cut,
            planned,
            run: if run.is_walk() { run.total } else { run.run },
            trend_muted: self.setbacks.trend_muted(open.date),
            new_stressor: open.new_stressor,
        };
        let felt = Felt { before: run.before, during_before: open.during_before, ..Felt::default() };
        let mut verdicts = self.sites.active(open.date.max(next)).map(|site| {
            let felt = Felt {
                region: Some(site.site.region),
                before: run.before.or_else(|| site.morning(open.date)),
                during: run.during,
                after: run.after.max(site.later(open.date)),
                morning: site.morning(next),
                second_morning: site.morning(second),
                usual: site.usual(open.date),
                ..felt
            };
            judge(&felt, &done)
        });
        let strictest = verdicts.next().map(|first| verdicts.fold(first, Verdict::stricter));
        let verdict = strictest.unwrap_or_else(|| {
            let morning = self.sites.quiet_morning(next);
            let felt = Felt { during: run.during.or(Some(0)), after: run.after.or(Some(0)), morning, ..felt };
            judge(&felt, &done)
        });
        if run.is_walk() { verdict.of_walk(run.during.is_some()) } else { verdict }
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
            self.past.add(PastRun { date, run: run.run, origin, limit, verdict: None });
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
        if let (Some(course), None) = (&mut self.course, &run.answers) {
            course.growth.shut();
        }
        if let (Some(course), Some(dose), Some(_)) = (&mut self.course, &dose, &run.answers) {
            if dose.gap.is_some() {
                course.growth.begin_anew(date);
            }
            course.go_to(dose.place, date);
            if !run.is_walk() {
                course.ran(date, run.run, dose.length());
            }
        }
        (self.comeback, self.new_stage) = (None, false);
        if run.is_walk() {
            self.last_walk = Some(date);
        }
        let during_before = std::mem::replace(&mut self.last_during, run.during);
        self.open = Some(OpenRun { date, run, dose, new_stressor, during_before });
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

    fn new_stressor(&self, date: Date) -> Option<Stressor> {
        let fresh = |day: Date| (1..=limits::NEW_DAYS).contains(&days_between(day, date));
        if self.hills.is_some_and(fresh) {
            return Some(Stressor::Hills);
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

    /// Returns how many days lie between the last run and the next at least.
    pub fn gap_days(&self, plan: &Plan, date: Date) -> i32 {
        let open = self.open.as_ref().is_some_and(|open| {
            [open.run.during, open.run.after]
                .into_iter()
                .flatten()
                .any(|score| score >= limits::PAIN_LONGER_REST)
        });
        let long = self.long_gap || open || self.setbacks.slow(date);
        i32::from(if long { plan.gap_days_after_pain } else { plan.gap_days })
    }
}

/// Tells whether what was asked for is what the place asks for: a run for a run, nine tenths of it, and no half.
fn is_full(open: &OpenRun) -> bool {
    let (Some(dose), Some((_, answered))) = (&open.dose, &open.run.answers) else { return true };
    let length = if answered.is_walk() { answered.total() } else { answered.run() };
    answered.is_walk() == dose.workout.is_walk()
        && !dose.halved
        && length.as_secs_f64() >= dose.length().as_secs_f64() * limits::SHARE_DONE
}
