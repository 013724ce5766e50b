//! Thousands of invented runners through every plan: what must hold for every log, and how they fare.
//!
//! `make simulate` does the same with a million; `RUNNERS` sets how many a plan.

mod simulation {
    pub mod runner;
}

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::{Date, date};
use runup::plan::model::*;
use runup::plan::place::Place;
use runup::plan::recommend::{Due, Prescription, Why};
use runup::plan::verdict::Decision;
use runup::plan::{Diary, State, decide};
use runup::record::{PlanAction, PlanEvent};
use runup::routine::Id;
use simulation::runner::{Habit, Runner, SITE, Tendon};

fn plan_c() -> Plan {
    let w = |t: &str| t.parse::<Workout>().unwrap();
    let lv = |list: &[(&str, &str)]| {
        list.iter().map(|(id, t)| Level { id: (*id).into(), workout: w(t) }).collect::<Vec<_>>()
    };
    let stage = |id: &str, work, advance, back| Stage {
        id: id.into(),
        name: id.into(),
        work,
        advance,
        back,
        refer: None,
        with: BTreeMap::new(),
    };
    let back = || Back { regress: 1, rest: 2, rest_to: None, regress_to: None };
    let levels = [
        ("R1", "5x(1m run, 2m walk)"),
        ("R2", "7x(1m run, 2m walk)"),
        ("R3", "6x(1m30s run, 1m30s walk)"),
        ("R4", "5x(2m run, 1m30s walk)"),
        ("R5", "4x(3m run, 2m walk)"),
        ("R6", "4x(3m30s run, 1m30s walk)"),
        ("R7", "4x(4m run, 1m walk)"),
        ("R8", "3x(6m run, 1m walk)"),
        ("R9", "2x(10m run, 1m walk)"),
        ("R10", "12m run, 1m walk, 10m run"),
        ("R11", "24m run"),
        ("R12", "26m run"),
        ("R13", "28m run"),
        ("R14", "30m run"),
    ];
    let runs = |strides, hills, grow| {
        Work::Runs(SteadyRuns { workout: w("30m run"), per_week: 3, strides, hills, grow })
    };
    Plan {
        id: Id::from_words("back-from-heel-pain"),
        name: "c".into(),
        summary: String::new(),
        on_request: false,
        shape: Shape::Stages(vec![
            stage("C0", Work::Routines, vec![Criterion::Days(7), Criterion::MorningMax(2)], back()),
            stage(
                "C1",
                Work::Walks(lv(&[("W1", "20m brisk"), ("W2", "30m brisk"), ("W3", "40m brisk")])),
                vec![Criterion::Walks { count: 2, length: Duration::from_secs(1800) }],
                back(),
            ),
            stage(
                "C2",
                Work::Tests(vec![TestKind::HeelRaises, TestKind::Hops]),
                vec![Criterion::Passes { count: 2, days_apart: 2 }],
                back(),
            ),
            stage("C3", Work::Levels(lv(&levels)), vec![Criterion::Levels], back()),
            stage(
                "C4",
                runs(None, 0.0, 0.0),
                vec![Criterion::Greens(Greens { count: 6, of: 7 })],
                Back { regress: 1, rest: 2, rest_to: Some("R11".into()), regress_to: None },
            ),
            stage(
                "C5",
                runs(Some((Strides { times: 4, time: Duration::from_secs(15) }, vec![1, 2])), 0.0, 0.0),
                vec![Criterion::GreenWeeks(3)],
                Back { regress: 1, rest: 2, rest_to: None, regress_to: Some("C4".into()) },
            ),
            stage("C6", runs(None, 0.1, 0.1), vec![], back()),
        ]),
        greens: Greens { count: 2, of: 3 },
        gap_days: 2,
        gap_days_after_pain: 3,
        walk_in: Duration::from_secs(240),
        walk_out: Duration::from_secs(300),
        before: Id::from_words("pre-run-5"),
        days: [Day::Mon, Day::Wed, Day::Fri]
            .into_iter()
            .map(|d| (d, DayWork { run: true, routines: vec![] }))
            .collect(),
        days_off: None,
        start: vec![],
        needs_readiness: false,
        then: vec![],
        sources: vec![],
    }
}

const WEEKS: i64 = 60;

#[derive(Debug, Default, Clone)]
struct Fate {
    arrived: Option<i64>,
    holds: u32,
    backs: u32,
    rests: u32,
    worst: u8,
    runs: u32,
    /// Runs beyond the tolerance before the first step back or rest, for a failing tendon.
    caught_after: Option<u32>,
    crossed: bool,
}

fn simulate(plan: &Plan, runner: &mut Runner) -> Fate {
    let start = date(2026, 1, 5);
    let mut diary = Diary::default();
    let mut state = State::default();
    let mut fate = Fate::default();
    diary.day(start).events.push(PlanEvent {
        plan: plan.id.clone(),
        action: PlanAction::Start {
            date: start,
            place: None,
            site: (runner.tendon != Tendon::Healthy).then_some(SITE),
            usual_minutes: Some(30.0),
            longest_minutes: Some(45.0),
            last_run: None,
            days: None,
            tested: false,
        },
    });
    if runner.tendon != Tendon::Healthy {
        diary.day(start).sites = Some(vec![SITE]);
    }
    let mut day = start;
    let mut last: Option<(Date, Duration)> = None;
    let mut backs = 0;
    for n in 0..WEEKS * 7 {
        let here = runner.morning(&mut diary, day);
        let mut morning = state.clone();
        morning.step(plan, &diary, day);
        let said = decide(plan, &diary, &morning, day).expect("the plan was begun");
        let due = said.due == Due::Today;
        if let (true, Some(asked)) = (due, &said.prescription) {
            check(&said.why, asked, &diary, day, last, plan);
        }
        let now = said.decision;
        if matches!(now, Decision::Regress | Decision::Rest)
            && runner.beyond > 0
            && fate.caught_after.is_none()
        {
            fate.caught_after = Some(runner.beyond);
        }
        fate.crossed |= runner.beyond > 0;
        if here {
            if matches!(said.why, Why::Tests { .. }) {
                runner.test(&mut diary, day);
            }
            runner.run(&mut diary, day, said.prescription.as_ref().filter(|_| due));
        }
        if let Some(run) = diary.on(day).and_then(|f| f.runs.first()) {
            fate.runs += 1;
            fate.worst = fate.worst.max(run.during.unwrap_or(0));
            match now {
                Decision::Hold => fate.holds += 1,
                Decision::Regress => fate.backs += 1,
                Decision::Rest => fate.rests += 1,
                _ => {}
            }
            if let (Some(asked), true) = (&said.prescription, run.answers.is_some() && !run.is_walk()) {
                last = Some((day, asked.workout.run()));
            }
        }
        state.step(plan, &diary, day);
        backs = backs.max(state.setbacks.rests.len());
        let arrived = state.course.as_ref().is_some_and(|c| match c.place {
            Place::Stage { stage, level } => stage > 3 || (stage == 3 && level >= 13),
            Place::After { .. } => true,
            Place::Run { .. } => false,
        });
        if arrived && fate.arrived.is_none() {
            fate.arrived = Some(n / 7);
            if runner.tendon != Tendon::Failing {
                break;
            }
        }
        day = day.tomorrow().unwrap();
    }
    fate
}

fn check(
    why: &Why,
    asked: &Prescription,
    diary: &Diary,
    day: Date,
    last: Option<(Date, Duration)>,
    plan: &Plan,
) {
    let run = asked.workout.run();
    let yesterday = diary.on(day.yesterday().unwrap());
    assert!(yesterday.is_none_or(|f| f.runs.iter().all(|r| r.is_walk())), "a run the day after one: {day}");
    let from = day.checked_sub(jiff::Span::new().days(30)).unwrap();
    let longest = diary
        .between(from, day.yesterday().unwrap())
        .flat_map(|(_, f)| &f.runs)
        .map(|r| r.run)
        .max()
        .filter(|run| !run.is_zero());
    let start = Duration::from_secs(300);
    // Without a run in thirty days, half of the longest of the thirty days before the break.
    let last_day = diary.between(date(2025, 1, 1), day.yesterday().unwrap()).rev();
    let last_day = last_day.filter(|(_, f)| f.runs.iter().any(|r| !r.is_walk())).map(|(d, _)| d).next();
    let before = last_day.and_then(|last| {
        let from = last.checked_sub(jiff::Span::new().days(30)).unwrap();
        diary.between(from, last).flat_map(|(_, f)| &f.runs).map(|r| r.run).max()
    });
    let half = before.unwrap_or_default() / 2;
    let most = longest.map_or(half, |l| l.mul_f64(1.1).max(l + Duration::from_secs(120))).max(start);
    assert!(run <= most, "{run:?} is beyond the guard, {most:?}, {day} {why:?}");
    let _ = (last, plan);
}

#[test]
fn noisy_tendons() {
    let plan = plan_c();
    let count: u64 = std::env::var("RUNNERS").ok().and_then(|n| n.parse().ok()).unwrap_or(200);
    for (tendon, habit) in [
        (Tendon::Noisy, Habit::Steady),
        (Tendon::Failing, Habit::Steady),
        (Tendon::Noisy, Habit::Eager),
        (Tendon::Noisy, Habit::Absent),
        (Tendon::Noisy, Habit::Ill),
        (Tendon::Noisy, Habit::Careless),
        (Tendon::Noisy, Habit::Random),
    ] {
        let fates: Vec<Fate> =
            (0..count).map(|seed| simulate(&plan, &mut Runner::new(seed, tendon, habit))).collect();
        let mut weeks: Vec<i64> = fates.iter().filter_map(|f| f.arrived).collect();
        weeks.sort_unstable();
        let sum = |f: fn(&Fate) -> u32| fates.iter().map(f).sum::<u32>() as f64 / count as f64;
        let crossed = fates.iter().filter(|f| f.crossed).count();
        let caught = fates.iter().filter(|f| f.caught_after.is_some_and(|n| n <= 3)).count();
        println!(
            "{tendon:?} {habit:?}: arrived {:.3}, median {:?}, p90 {:?}, runs {:.0}, held {:.1}, back {:.1}, rest {:.1}, worst {}, crossed {crossed}, caught within 3 {caught}",
            weeks.len() as f64 / count as f64,
            weeks.get(weeks.len() / 2),
            weeks.get(weeks.len() * 9 / 10),
            sum(|f| f.runs),
            sum(|f| f.holds),
            sum(|f| f.backs),
            sum(|f| f.rests),
            fates.iter().map(|f| f.worst).max().unwrap_or(0),
        );
    }
}
