//! Plans written by hand, as EVIDENCE.md 10 has them.

use std::collections::BTreeMap;
use std::time::Duration;

use runup::plans::*;
use runup::routine::Id;

pub(crate) fn minutes(minutes: f64) -> Duration {
    Duration::from_secs_f64(minutes * 60.0)
}

fn workout(text: &str) -> Workout {
    text.parse().unwrap()
}

fn plan(id: &str, shape: Shape, greens: Greens) -> Plan {
    Plan {
        id: Id::from_words(id),
        name: id.into(),
        summary: String::new(),
        on_request: false,
        shape,
        greens,
        gap_days: 2,
        gap_days_after_pain: 3,
        walk_in: minutes(4.0),
        walk_out: minutes(5.0),
        before: Id::from_words("pre-run-5"),
        days: [Day::Mon, Day::Wed, Day::Fri]
            .into_iter()
            .map(|day| (day, DayWork { run: true, ..DayWork::default() }))
            .collect(),
        with: std::collections::BTreeMap::new(),
        days_off: None,
        start: vec![],
        needs_readiness: false,
        then: vec![],
        evidence: None,
        sources: vec![],
    }
}

const ONE: Greens = Greens { count: 1, of: 1 };

fn weeks(id: &str, weeks: &[([&str; 3], bool)]) -> Plan {
    let weeks = weeks
        .iter()
        .map(|(runs, exempt)| Week {
            runs: runs.iter().map(|text| workout(text)).collect(),
            strides: None,
            guard_exempt: exempt.then(|| "A big step.".to_owned()),
        })
        .collect();
    Plan { then: vec![AfterPlan::Keep { weeks: 2 }], ..plan(id, Shape::Weeks(weeks), ONE) }
}

/// EVIDENCE.md 10.2.
pub(crate) fn new_runner() -> Plan {
    let same = |first: &'static str, last: &'static str| ([first, first, last], false);
    weeks(
        "new-runner",
        &[
            same("8x(1m run, 2m walk)", "9x(1m run, 1m30s walk)"),
            same("6x(1m30s run, 2m walk)", "7x(1m30s run, 2m walk)"),
            same("5x(2m run, 2m walk)", "6x(2m run, 2m walk)"),
            same("4x(3m run, 2m walk)", "4x(3m run, 2m walk), 1m30s run"),
            (["3x(4m run, 2m walk)", "3x(4m30s run, 2m walk)", "3x(5m run, 2m30s walk)"], false),
            (["2x(7m run, 3m walk)", "2x(7m30s run, 3m walk)", "2x(8m run, 3m walk)"], false),
            (["2x(8m30s run, 2m30s walk)", "2x(9m run, 2m walk)", "10m run, 2m walk, 9m run"], false),
            (["2x(10m run, 2m walk)", "15m run, 1m30s walk, 6m run", "20m run"], false),
            (["22m run", "23m run", "25m run"], false),
            (["26m run", "28m run", "30m run"], false),
        ],
    )
}

/// EVIDENCE.md 7.3.
pub(crate) fn nine_weeks() -> Plan {
    let same = |run: &'static str, exempt| ([run, run, run], exempt);
    weeks(
        "nine-week-run-walk",
        &[
            same("8x(1m run, 1m30s walk)", false),
            same("6x(1m30s run, 2m walk)", false),
            same("1m30s run, 1m30s walk, 3m run, 3m walk, 1m30s run, 1m30s walk, 3m run, 3m walk", false),
            same("3m run, 1m30s walk, 5m run, 2m30s walk, 3m run, 1m30s walk, 5m run", true),
            (["2x(5m run, 3m walk), 5m run", "8m run, 5m walk, 8m run", "20m run"], true),
            (["5m run, 3m walk, 8m run, 3m walk, 5m run", "10m run, 3m walk, 10m run", "25m run"], true),
            same("25m run", false),
            same("28m run", true),
            same("30m run", false),
        ],
    )
}

/// EVIDENCE.md 10.4; the start by days off on one line through the three tables.
pub(crate) fn shares(id: &str, days_off: (u32, u32), list: &[(f64, Option<(f64, f64)>)]) -> Plan {
    let weeks = list
        .iter()
        .map(|(share, blocks)| ShareWeek {
            share: *share,
            runs: 3,
            blocks: blocks.map(|(run, walk)| Blocks { run: minutes(run), walk: minutes(walk) }),
            strides: None,
        })
        .collect();
    let point = |(days_off, share)| StartPoint { days_off, share };
    let start = [(7, 0.8), (14, 0.65), (20, 0.55), (42, 0.35), (90, 0.25)].map(point).to_vec();
    Plan {
        days_off: Some(days_off),
        start,
        then: vec![AfterPlan::Grow { growing: Growing::Gentle, to_longest: true }],
        ..plan(id, Shape::Shares(weeks), ONE)
    }
}

pub(crate) fn back_1_2() -> Plan {
    shares("back-1-2-weeks", (7, 14), &[(0.65, None), (0.8, None), (1.0, None)])
}

pub(crate) fn back_3_6() -> Plan {
    let list = [
        (0.35, Some((2.0, 1.0))),
        (0.45, Some((4.0, 1.0))),
        (0.55, Some((9.0, 1.0))),
        (0.7, None),
        (0.85, None),
        (1.0, None),
    ];
    shares("back-3-6-weeks", (15, 42), &list)
}

pub(crate) fn back_7_12() -> Plan {
    let list = [
        (0.25, Some((1.0, 1.0))),
        (0.3, Some((1.0, 1.0))),
        (0.36, Some((2.0, 1.0))),
        (0.44, Some((3.0, 1.0))),
        (0.53, Some((4.0, 1.0))),
        (0.63, Some((9.0, 1.0))),
        (0.75, None),
        (0.85, None),
        (0.95, None),
        (1.0, None),
    ];
    shares("back-7-12-weeks", (43, 90), &list)
}

pub(crate) const LEVELS: [(&str, &str); 14] = [
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

/// EVIDENCE.md 10.5.
pub(crate) fn comeback() -> Plan {
    let levels = |list: &[(&str, &str)]| {
        list.iter().map(|(id, text)| Level { id: (*id).into(), workout: workout(text) }).collect::<Vec<_>>()
    };
    let stage = |id: &str, work, advance, back, refer| Stage {
        id: id.into(),
        name: id.into(),
        work,
        advance,
        back,
        refer,
        with: BTreeMap::new(),
    };
    let back = || Back { regress: 1, rest: 2, rest_to: None, regress_to: None, regress_days: None };
    let runs = |strides, hills, grow| {
        Work::Runs(SteadyRuns { workout: workout("30m run"), per_week: 3, strides, hills, grow })
    };
    let walks = levels(&[("W1", "20m brisk"), ("W2", "30m brisk"), ("W3", "40m brisk")]);
    let strides = Strides { times: 4, time: Duration::from_secs(15) };
    let slow = Refer::Level { level: "R6".into(), weeks: 12 };
    let to = |rest: Option<&str>, back: Option<&str>| Back {
        regress: 1,
        rest: 2,
        rest_to: rest.map(Into::into),
        regress_to: back.map(Into::into),
        regress_days: (back == Some("C4")).then_some(7),
    };
    let two_walks = Criterion::Walks { count: 2, length: minutes(30.0) };
    let stages = vec![
        stage(
            "C0",
            Work::Routines,
            vec![Criterion::Days(7), Criterion::MorningMax(2)],
            back(),
            Some(Refer::Days(14)),
        ),
        stage("C1", Work::Walks(walks), vec![two_walks], back(), None),
        stage(
            "C2",
            Work::Tests(vec![TestKind::HeelRaises, TestKind::Hops]),
            vec![Criterion::Passes { count: 1, days_apart: 2 }],
            back(),
            None,
        ),
        stage("C3", Work::Levels(levels(&LEVELS)), vec![Criterion::Levels], back(), Some(slow)),
        stage(
            "C4",
            runs(None, 0.0, None),
            vec![Criterion::Greens(Greens { count: 6, of: 7 }), Criterion::RaisesSide(0.75)],
            to(Some("R11"), None),
            None,
        ),
        stage(
            "C5",
            runs(Some((strides, vec![1, 2])), 0.0, None),
            vec![Criterion::GreenWeeks(3)],
            to(None, Some("C4")),
            None,
        ),
        stage("C6", runs(None, 0.1, Some(Growing::Slow)), vec![], to(None, Some("C5")), None),
    ];
    plan("back-from-heel-pain", Shape::Stages(stages), Greens { count: 2, of: 3 })
}
