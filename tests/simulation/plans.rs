//! The plans that runners are walked through.

use std::collections::BTreeMap;
use std::time::Duration;

use runup::plan::model::*;
use runup::routine::Id;

pub(crate) fn all() -> Vec<Plan> {
    vec![comeback()]
}

pub(crate) fn comeback() -> Plan {
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
