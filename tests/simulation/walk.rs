//! One runner through one plan, day by day.

use std::time::Duration;

use jiff::civil::{Date, date};
use runup::plan::place::{Position, Positions};
use runup::plan::recommend::{Due, Why};
use runup::plan::verdict::Decision;
use runup::plan::{Diary, State, decide};
use runup::plans::{Plan, Shape};
use runup::record::{Afterwards, PlanAction, PlanEvent};
use runup::time::days_between;

use super::invariants::{Asked, Last};
use super::runner::{Habit, Runner, SITE, Tendon};

/// Longest that a runner is watched.
const DAYS: i64 = 60 * 7;
/// Minutes of running that count as arrived.
const ARRIVED: Duration = Duration::from_secs(30 * 60);
/// Every so many runners the fold is done anew from the first day, and must agree.
const AGAIN: u64 = 100;

/// How a runner fared.
#[derive(Debug, Default, Clone)]
pub(crate) struct Fate {
    /// The day of the first run.
    first_run: Option<i64>,
    /// The day on which 30 minutes were asked for.
    pub(crate) arrived: Option<i64>,
    /// Run days on which the same came again, or one step back; and rests.
    pub(crate) holds: u32,
    pub(crate) backs: u32,
    pub(crate) rests: u32,
    /// Worst pain during a run.
    pub(crate) worst: u8,
    /// Runs beyond the tolerance until something stepped back or rested.
    pub(crate) caught_after: Option<u32>,
    /// Ran beyond the tolerance at all.
    pub(crate) crossed: bool,
}

impl Fate {
    /// Weeks from the first run to 30 minutes.
    pub(crate) fn weeks(&self) -> Option<i64> {
        Some((self.arrived? - self.first_run?) / 7)
    }
}

/// The usual run, and the longest, before a break.
const USUAL: f64 = 30.0;
const LONGEST: f64 = 45.0;

fn start(plan: &Plan, runner: &mut Runner, day: Date) -> PlanAction {
    let off =
        plan.days_off.map(|(from, to)| runner.dice.between(f64::from(from), f64::from(to) + 0.99) as i64);
    PlanAction::Start {
        date: day,
        place: None,
        site: (runner.tendon != Tendon::Healthy).then_some(SITE),
        usual_minutes: Some(USUAL),
        longest_minutes: Some(LONGEST),
        last_run: off.and_then(|off| day.checked_sub(jiff::Span::new().days(off)).ok()),
        days: None,
        tested: false,
        still_running: None,
    }
}

/// What the plan may begin with, whatever the past.
fn first_dose(plan: &Plan) -> Duration {
    let places = Positions(plan);
    match &plan.shape {
        Shape::Shares(weeks) => Duration::from_secs_f64(USUAL * 60.0 * weeks[0].share),
        Shape::Rungs(rungs) => Duration::from_secs_f64(USUAL * 60.0 * rungs[0]),
        Shape::Weeks(_) | Shape::Stages(_) => {
            places.workout(places.first_run()).map_or(Duration::ZERO, |w| w.run())
        }
    }
}

/// How far a runner is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Until {
    /// To half an hour of running.
    Arrived,
    /// Through the plan and beyond, going longer.
    After,
}

/// Walks a runner through a plan, and stops with a message at the first rule that is broken.
pub(crate) fn walk(plan: &Plan, seed: u64, tendon: Tendon, habit: Habit, until: Until) -> Fate {
    let mut runner = Runner::new(seed, tendon, habit);
    let first = date(2026, 1, 5);
    let (mut diary, mut state, mut fate) = (Diary::default(), State::default(), Fate::default());
    let action = start(plan, &mut runner, first);
    let told = match &action {
        PlanAction::Start { last_run, longest_minutes: Some(minutes), .. } => {
            last_run.map(|date| (date, Duration::from_secs_f64(minutes * 60.0)))
        }
        _ => None,
    };
    diary.day(first).events.push(PlanEvent { plan: plan.id.clone(), action });
    if tendon != Tendon::Healthy {
        diary.day(first).sites = Some(vec![SITE]);
    }
    let (mut day, mut last): (Date, Option<Last>) = (first, None);
    let mut yesterday = State::default();
    for number in 0..DAYS {
        let here = runner.morning(&mut diary, day);
        if let Err(broken) = raises_nothing(plan, &diary, (&yesterday, &state), day) {
            panic!("{}, {tendon:?}, {habit:?}, seed {seed}, {day}: {broken}", plan.id);
        }
        let mut morning = state.clone();
        morning.step(plan, &diary, day);
        fate.rests += u32::from(morning.resting.is_some() && state.resting.is_none());
        if let Some(week) = beyond(plan, &morning) {
            // The warning is read and answered with yes; from tomorrow on it holds.
            let action = PlanAction::Warned { date: day, week };
            diary.day(day).events.push(PlanEvent { plan: plan.id.clone(), action });
            morning = state.clone();
            morning.step(plan, &diary, day);
        }
        let is_done = morning.course.as_ref().is_some_and(|course| {
            matches!(course.place, Position::After { .. }) && course.afterwards.is_none()
        });
        if until == Until::After && is_done {
            let action = PlanAction::Then { date: day, choice: Afterwards::Longer, goal: None };
            diary.day(day).events.push(PlanEvent { plan: plan.id.clone(), action });
            morning = state.clone();
            morning.step(plan, &diary, day);
        }
        let said = decide(plan, &diary, &morning, day).expect("the plan was begun");
        let run = said.prescription.as_ref().filter(|_| said.due == Due::Today);
        if let Some(run) = run {
            let start = first_dose(plan);
            let usual = Some(Duration::from_secs_f64(USUAL * 60.0));
            let asked = Asked { plan, diary: &diary, day, run, last, start, usual, told };
            if let Err(broken) = asked.check() {
                let from = day.checked_sub(jiff::Span::new().days(12)).unwrap();
                let days: Vec<String> = diary.between(from, day).map(|(d, f)| format!("{d} {f:?}")).collect();
                panic!(
                    "{}, {tendon:?}, {habit:?}, seed {seed}, {day}: {broken}\n{run:?}\n{:?}\n{}",
                    plan.id,
                    said.why,
                    days.join("\n")
                );
            }
        }
        if matches!(said.decision, Decision::Regress | Decision::Rest) && runner.beyond > 0 {
            fate.caught_after.get_or_insert(runner.beyond);
        }
        if run.is_some_and(|run| run.workout.run() >= ARRIVED) {
            fate.arrived.get_or_insert(number);
            if tendon != Tendon::Failing && until == Until::Arrived {
                break;
            }
        }
        if here {
            if matches!(said.why, Why::Tests { .. }) {
                runner.test(&mut diary, day);
            }
            runner.run(&mut diary, day, run);
        }
        fate.count(&diary, day, said.decision, number);
        let ran = diary.on(day).is_some_and(|f| f.runs.iter().any(|r| r.answers.is_some() && !r.is_walk()));
        if let (Some(run), true) = (run, ran) {
            last = Some(Last { date: day, asked: run.workout.run() });
        }
        yesterday = state.clone();
        state.step(plan, &diary, day);
        day = day.tomorrow().unwrap();
    }
    fate.crossed = runner.beyond > 0;
    if seed.is_multiple_of(AGAIN) {
        let yesterday = day.yesterday().unwrap();
        let again = State::at(plan, &diary, yesterday);
        assert!(
            day == first || again == state_at(plan, &diary, first, yesterday),
            "the fold differs, seed {seed}"
        );
    }
    fate
}

/// A run beside the plan asks for no more, the day after it, than the same log without it.
fn raises_nothing(
    plan: &Plan,
    diary: &Diary,
    (before, after): (&State, &State),
    day: Date,
) -> Result<(), String> {
    let yesterday = day.yesterday().unwrap();
    let beside = diary.on(yesterday).filter(|facts| {
        !facts.runs.is_empty() && facts.runs.iter().all(|run| run.answers.is_none() && !run.is_walk())
    });
    // The run of the plan a day earlier is judged before its second morning then, which may lead elsewhere.
    let early = before.open.as_ref().is_some_and(|open| days_between(open.date, yesterday) < 2);
    if beside.is_none() || early {
        return Ok(());
    }
    let mut without = diary.clone();
    without.day(yesterday).runs.clear();
    let asked = |mut state: State, diary: &Diary, from: Date| {
        let mut date = from;
        while date <= day {
            state.step(plan, diary, date);
            date = date.tomorrow().unwrap();
        }
        let run = decide(plan, diary, &state, day).and_then(|said| said.prescription);
        let place = run.as_ref().and_then(|run| Positions(plan).find(&run.place));
        // Where it is sore a walk stands in for the run of that day, and says nothing of what is due.
        run.map(|run| run.workout.run()).filter(|run| !run.is_zero()).map(|run| (run, place))
    };
    let (with, without) = (asked(after.clone(), diary, day), asked(before.clone(), &without, yesterday));
    let (Some((with, with_at)), Some((without, without_at))) = (with, without) else { return Ok(()) };
    // An earlier week may have a run that is longer in all, in shorter pieces: a step back to it raises nothing.
    let lower = with_at.zip(without_at).is_some_and(|(with, without)| with < without);
    if with <= without || lower {
        return Ok(());
    }
    Err(format!(
        "{with:?} after a run beside the plan, {without:?} without it: {:?}",
        beside.map(|f| &f.runs)
    ))
}

/// The week that waits for a yes because it goes beyond the guard, from 1.
fn beyond(plan: &Plan, state: &State) -> Option<u32> {
    let course = state.course.as_ref()?;
    let Position::Run { week, run: 0 } = course.place else { return None };
    Positions(plan).week(course.place)?.guard_exempt.as_ref()?;
    (course.clean_week && !course.warned.contains(&week)).then(|| u32::try_from(week).unwrap_or(0) + 1)
}

/// The fold by hand, a day after another.
fn state_at(plan: &Plan, diary: &Diary, first: Date, last: Date) -> State {
    let mut state = State::default();
    let mut day = first;
    while day <= last {
        state.step(plan, diary, day);
        day = day.tomorrow().unwrap();
    }
    state
}

impl Fate {
    fn count(&mut self, diary: &Diary, day: Date, decision: Decision, number: i64) {
        let Some(run) = diary.on(day).and_then(|facts| facts.runs.first()).filter(|run| !run.is_walk())
        else {
            return;
        };
        self.first_run.get_or_insert(number);
        self.worst = self.worst.max(run.during.unwrap_or(0));
        match decision {
            Decision::Hold => self.holds += 1,
            Decision::Regress => self.backs += 1,
            _ => {}
        }
    }
}
