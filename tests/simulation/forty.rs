//! Forty weeks of runners who run on while sore, and of healthy ones beyond half an hour.
//!
//! Each has a site with a usual morning and a usual pain in a run, or none, and a capacity in minutes: a run beyond it
//! leaves the site worse. Scores are rounded, with a deviation of 0.8. Whoever is sent to the stages goes there.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::{Date, date};
use runup::plan::diary::{Diary, RunFact, TestFact};
use runup::plan::place::Position;
use runup::plan::recommend::{Due, Prescription, Why};
use runup::plan::strength::paired;
use runup::plan::verdict::Decision;
use runup::plan::{State, decide};
use runup::plans::{Plan, TestKind};
use runup::record::{Afterwards, Goal, PlanAction, PlanEvent, StillRunning};
use runup::routine::{Every, Id};
use runup::symptoms::{Region, Side, Site};
use runup::time::{days_after, days_before, days_between};

use super::invariants::{Asked, Last};
use super::runner::Dice;

/// Weeks that a runner is watched.
pub(crate) const WEEKS: usize = 40;
const NOISE: f64 = 0.8;

/// An invented runner of forty weeks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// The site; `None` for a healthy runner.
    pub(crate) region: Option<Region>,
    /// The mean of a morning without a run the day before.
    pub(crate) base: f64,
    /// The mean of the worst pain in a run.
    pub(crate) run: f64,
    /// How much more it is on the morning after a run.
    pub(crate) after_run: f64,
    /// Usual minutes.
    pub(crate) usual: f64,
    /// Minutes beyond which a run leaves it worse; `None` for no end.
    pub(crate) capacity: Option<f64>,
    /// How much worse each run beyond the capacity leaves it.
    pub(crate) worse: f64,
}

impl Kind {
    /// A tendon or a sole that says the same in every run.
    pub(crate) const fn steady(name: &'static str, region: Region, base: f64, run: f64) -> Self {
        Self {
            name,
            region: Some(region),
            base,
            run,
            after_run: 0.0,
            usual: 30.0,
            capacity: None,
            worse: 0.0,
        }
    }

    /// A tendon that takes a tenth less than what is usual.
    pub(crate) const fn failing(name: &'static str, worse: f64) -> Self {
        Self { capacity: Some(27.0), worse, ..Self::steady(name, Region::TendonMid, 1.5, 1.5) }
    }

    /// Nobody sore, who wants to run an hour.
    pub(crate) const HEALTHY: Self = Self {
        name: "healthy, to 60 minutes",
        region: None,
        base: 0.0,
        run: 0.0,
        after_run: 0.0,
        usual: 30.0,
        capacity: Some(14.0),
        worse: 0.8,
    };
}

/// How forty weeks went.
#[derive(Debug, Default, Clone)]
pub(crate) struct Fate {
    /// Runs of the plan in each week.
    pub(crate) runs: Vec<usize>,
    /// The week, from 1, in which the usual minutes were first run.
    pub(crate) usual: Option<usize>,
    /// The week in which 60 minutes were first run.
    pub(crate) hour: Option<usize>,
    /// The week in which half an hour was first run.
    pub(crate) half: Option<usize>,
    /// The week in which the stages came.
    pub(crate) stages: Option<usize>,
    /// The longest stretch of days without a run.
    pub(crate) longest_gap: i32,
    /// Runs beyond the capacity until something held, stepped back or rested.
    pub(crate) caught: Option<u32>,
    /// Runs beyond the capacity until something stepped back or rested.
    pub(crate) backed: Option<u32>,
    /// Runs beyond the capacity, at all.
    pub(crate) beyond: u32,
    /// Soreness came to a healthy runner.
    pub(crate) turned_sore: bool,
    pub(crate) backs: u32,
    pub(crate) rests: u32,
    /// Days on which strength was due, for who does it whenever it is.
    pub(crate) strength: u32,
    /// How often a run was judged to be what, by the names of `Cause`.
    pub(crate) causes: BTreeMap<String, u32>,
}

struct Runner<'k> {
    kind: &'k Kind,
    dice: Dice,
    irritation: f64,
    capacity: f64,
    /// How much the capacity grows in a week with runs, as a share.
    growth: f64,
    runs_this_week: usize,
}

impl Runner<'_> {
    fn site(&self) -> Option<Site> {
        Some(Site { region: self.kind.region?, side: Some(Side::Left) })
    }

    fn score(&mut self, mean: f64) -> u8 {
        (mean + NOISE * self.dice.normal()).round().clamp(0.0, 10.0) as u8
    }

    fn morning(&mut self, diary: &mut Diary, day: Date, ran: bool) {
        self.irritation *= 0.93;
        match self.site() {
            Some(site) => {
                let score = self
                    .score(self.kind.base + self.irritation + if ran { self.kind.after_run } else { 0.0 });
                diary.day(day).mornings.insert(site, score);
                if site.region == Region::UnderHeel && score >= 4 {
                    let on_feet = self.score(1.0 + self.irritation);
                    diary.day(day).on_feet.insert(site, on_feet);
                }
            }
            None if self.irritation > 1.2 => {
                let site = Site { region: Region::TendonMid, side: Some(Side::Left) };
                let score = self.score(self.irritation);
                diary.day(day).mornings.insert(site, score);
            }
            None => diary.day(day).nothing = true,
        }
    }

    fn run(&mut self, diary: &mut Diary, day: Date, asked: &Prescription) -> (f64, bool) {
        let minutes = asked.workout.run().as_secs_f64() / 60.0;
        let beyond = minutes > self.capacity;
        if beyond {
            self.irritation += self.kind.worse * (0.5 + (minutes / self.capacity - 1.0) * 5.0);
        }
        if !asked.workout.is_walk() {
            self.runs_this_week += 1;
        }
        let walk = asked.workout.is_walk();
        let (during, after) = match self.site() {
            Some(_) => {
                let level = if walk { self.kind.run * 0.4 } else { self.kind.run };
                // What a run feels like and the evening after it go together.
                let noise = NOISE * self.dice.normal();
                let said = |mean: f64| (mean + self.irritation + noise).round().clamp(0.0, 10.0) as u8;
                (said(level), said(level - 0.4))
            }
            None if self.irritation > 0.9 => (self.score(self.irritation), self.score(self.irritation)),
            None => (0, 0),
        };
        let site = self
            .site()
            .or((during > 0).then_some(Site { region: Region::TendonMid, side: Some(Side::Left) }));
        diary.day(day).runs.push(RunFact {
            run: asked.workout.run(),
            total: asked.workout.total(),
            answers: Some((asked.place.clone(), asked.workout.clone())),
            site,
            during: Some(during),
            after: Some(after),
            effort: Some(4),
            ..RunFact::default()
        });
        (minutes, beyond)
    }

    fn tests(&mut self, diary: &mut Diary, day: Date) {
        let pain = Some(self.score(0.6 + self.irritation));
        for side in [Side::Left, Side::Right] {
            let test = |kind, value, pain| TestFact { kind, side: Some(side), value, pain };
            let tests = [test(TestKind::HeelRaises, 24.0, Some(1)), test(TestKind::Hops, 15.0, pain)];
            diary.day(day).tests.extend(tests);
        }
    }
}

/// The plans of the forty weeks: the one that is begun, and the stages.
pub(crate) struct Plans {
    pub(crate) keep: Plan,
    pub(crate) stages: Plan,
    pub(crate) new_runner: Plan,
    /// How often each routine that a plan pairs with a day is to be done.
    pub(crate) every: BTreeMap<Id, Every>,
}

/// Strength that is done on each day on which it is due.
#[derive(Default)]
struct Strength(BTreeMap<Id, Vec<Date>>);

impl Strength {
    /// Does what is due on a day; tells whether anything was.
    fn done(&mut self, plans: &Plans, plan: &Plan, state: &State, day: Date) -> bool {
        let mut any = false;
        for id in paired(state, plan, day) {
            let Some(every) = plans.every.get(&id) else { continue };
            let done = self.0.entry(id).or_default();
            let last = done.last().map(|last| days_between(*last, day));
            let monday = days_before(day, i64::from(day.weekday().to_monday_zero_offset()));
            let due = match every {
                Every::PerDay(_) => true,
                Every::Days(days) => last.is_none_or(|last| last >= i32::try_from(*days).unwrap()),
                Every::PerWeek { times, gap } => {
                    let apart = if gap.is_some() { 2 } else { 1 };
                    let this_week = done.iter().filter(|date| **date >= monday).count();
                    last.is_none_or(|last| last >= apart) && this_week < *times as usize
                }
            };
            if due {
                done.push(day);
                any = true;
            }
        }
        any
    }
}

/// Walks a runner through forty weeks; stops with a message at the first rule that is broken.
pub(crate) fn walk(plans: &Plans, kind: &Kind, seed: u64) -> Fate {
    let first = date(2026, 1, 5);
    let mut dice = Dice::new(seed);
    let growth = 0.055 + 0.01 * dice.normal();
    let capacity = kind.capacity.map_or(f64::MAX, |capacity| {
        if kind.region.is_none() { capacity * dice.between(1.0, 1.5) } else { capacity }
    });
    let mut runner = Runner { kind, dice, irritation: 0.0, capacity, growth, runs_this_week: 0 };
    let mut diary = Diary::default();
    let mut plan = begin(plans, &mut runner, &mut diary, first);
    let (mut state, mut fate) = (State::default(), Fate::default());
    let (mut last_run, mut ran, mut last): (Date, bool, Option<Last>) = (first, false, None);
    let (mut strength, mut judged) = (Strength::default(), None);
    // Folded from before the start, with the runs that lie there.
    let mut day = days_before(first, 14);
    while day < first {
        state.step(plan, &diary, day);
        day = day.tomorrow().unwrap();
    }
    for number in 0..WEEKS * 7 {
        if number % 7 == 0 {
            if runner.kind.region.is_none() && runner.runs_this_week >= 2 {
                let below = runner.capacity < 33.0;
                runner.capacity *= 1.0 + if below { 0.16 } else { runner.growth };
            }
            runner.runs_this_week = 0;
            fate.runs.push(0);
        }
        runner.morning(&mut diary, day, ran);
        ran = false;
        let mut now = state.clone();
        now.step(plan, &diary, day);
        if let Some(action) = choice(&now, day) {
            diary.day(day).events.push(PlanEvent { plan: plan.id.clone(), action });
            now = state.clone();
            now.step(plan, &diary, day);
        }
        let mut said = decide(plan, &diary, &now, day).expect("a plan runs");
        if matches!(said.why, Why::ToStages(_)) {
            fate.stages.get_or_insert(number / 7 + 1);
            plan = &plans.stages;
            let action = start(plan, runner.site(), Some("C1"), kind.usual, day, None);
            diary.day(day).events.push(PlanEvent { plan: plan.id.clone(), action });
            state = State::at(plan, &diary, days_before(day, 1));
            now = State::at(plan, &diary, day);
            said = decide(plan, &diary, &now, day).expect("the stages run");
            last = None;
        }
        fate.backs += u32::from(ran_back(said.decision, &said.why, day));
        fate.rests += u32::from(now.resting.is_some() && state.resting.is_none());
        fate.strength +=
            u32::from(!matches!(said.why, Why::Resting(..)) && strength.done(plans, plan, &now, day));
        if said.decision <= Decision::Hold && fate.beyond > 0 {
            fate.caught.get_or_insert(fate.beyond);
        }
        if said.decision <= Decision::Regress && fate.beyond > 0 {
            fate.backed.get_or_insert(fate.beyond);
        }
        if matches!(said.why, Why::Tests { .. }) {
            runner.tests(&mut diary, day);
        }
        if let Some(run) = said.prescription.as_ref().filter(|_| said.due == Due::Today) {
            check(plans, plan, kind, &diary, day, run, last, seed);
            let (minutes, beyond) = runner.run(&mut diary, day, run);
            if !run.workout.is_walk() {
                *fate.runs.last_mut().unwrap() += 1;
                fate.longest_gap = fate.longest_gap.max(days_between(last_run, day));
                (last_run, ran) = (day, true);
                last = Some(Last { date: day, asked: run.workout.run() });
                fate.beyond += u32::from(beyond && (fate.caught.is_none() || fate.backed.is_none()));
                let week = number / 7 + 1;
                for (mark, least) in
                    [(&mut fate.usual, kind.usual), (&mut fate.half, 30.0), (&mut fate.hour, 60.0)]
                {
                    if minutes >= least {
                        mark.get_or_insert(week);
                    }
                }
            }
        }
        state.step(plan, &diary, day);
        if let Some((open, verdict)) = state.judged.as_ref().filter(|(open, _)| judged != Some(open.date)) {
            judged = Some(open.date);
            let cause = format!("{:?}", verdict.cause);
            let name = cause.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            *fate.causes.entry(name.to_owned()).or_default() += 1;
        }
        fate.turned_sore |= kind.region.is_none() && state.sites.active(day).next().is_some();
        day = day.tomorrow().unwrap();
    }
    fate.longest_gap = fate.longest_gap.max(days_between(last_run, day));
    fate
}

fn ran_back(decision: Decision, why: &Why, day: Date) -> bool {
    decision == Decision::Regress && matches!(why, Why::Verdict { date, .. } if days_between(*date, day) == 2)
}

/// Begins the plan, with what lies before it.
fn begin<'p>(plans: &'p Plans, runner: &mut Runner<'_>, diary: &mut Diary, first: Date) -> &'p Plan {
    let kind = runner.kind;
    let Some(site) = runner.site() else {
        let action = start(&plans.new_runner, None, None, kind.usual, first, None);
        diary.day(first).events.push(PlanEvent { plan: plans.new_runner.id.clone(), action });
        return &plans.new_runner;
    };
    for ago in [2, 4, 7, 9, 11, 14] {
        let day = days_before(first, ago);
        let during = runner.score(kind.run);
        let run = Duration::from_secs_f64(kind.usual * 60.0);
        diary.day(day).runs.push(RunFact {
            run,
            total: run,
            site: Some(site),
            during: Some(during),
            after: Some(during),
            effort: Some(4),
            ..RunFact::default()
        });
    }
    let base = kind.base.round() as u8;
    let said = StillRunning {
        runs: 6,
        worst: kind.run.round() as u8,
        base,
        morning: base,
        walking: 1,
        ..StillRunning::default()
    };
    let action = start(&plans.keep, Some(site), None, kind.usual, first, Some(said));
    diary.day(first).sites = Some(vec![site]);
    diary.day(first).events.push(PlanEvent { plan: plans.keep.id.clone(), action });
    &plans.keep
}

fn start(
    plan: &Plan,
    site: Option<Site>,
    place: Option<&str>,
    usual: f64,
    date: Date,
    still_running: Option<StillRunning>,
) -> PlanAction {
    let last_run = still_running.map(|_| days_before(date, 2));
    let usual_minutes = (still_running.is_some() || !plan.start.is_empty()).then_some(usual);
    PlanAction::Start {
        date,
        place: place.map(Into::into),
        site,
        usual_minutes,
        longest_minutes: None,
        last_run,
        days: None,
        tested: false,
        still_running,
    }
}

/// What is chosen once the plan of a healthy runner is done: an hour.
fn choice(state: &State, date: Date) -> Option<PlanAction> {
    let course = state.course.as_ref()?;
    let done = matches!(course.place, Position::After { .. })
        && course.afterwards.is_none()
        && course.keep.is_none();
    done.then_some(PlanAction::Then { date, choice: Afterwards::Longer, goal: Some(Goal::Minutes(60.0)) })
}

#[expect(clippy::too_many_arguments, reason = "what a message of a broken rule tells")]
fn check(
    plans: &Plans,
    plan: &Plan,
    kind: &Kind,
    diary: &Diary,
    day: Date,
    run: &Prescription,
    last: Option<Last>,
    seed: u64,
) {
    let start = if plan.id == plans.stages.id {
        5.0
    } else if plan.id == plans.keep.id {
        kind.usual / 2.0
    } else {
        8.0
    };
    let start = Duration::from_secs_f64(start * 60.0);
    let usual = Some(Duration::from_secs_f64(kind.usual * 60.0)).filter(|_| plan.id == plans.keep.id);
    let told = usual.map(|usual| (days_before(date(2026, 1, 5), 2), usual));
    let asked = Asked { plan, diary, day, run, last, start, usual, told };
    if let Err(broken) = asked.check() {
        let days: Vec<String> = diary
            .between(days_after(day, -12), day)
            .map(|(date, facts)| format!("{date} {facts:?}"))
            .collect();
        panic!("{}, {}, seed {seed}, {day}: {broken}\n{run:?}\n{}", plan.id, kind.name, days.join("\n"));
    }
}
