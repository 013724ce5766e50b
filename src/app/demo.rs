//! The demo: a routine of forty seconds, and the past of a runner who never was.
//!
//! The past is the same on every day it is looked at from, so that the screens have something
//! to show. It names no exercise as done: the demo's own is to be heard in full.

use jiff::{Span, Zoned};

use crate::library::{Kind, Library, Origin, SourceFile};
use crate::record::log::Log;
use crate::record::{
    At, Body, CheckIn, Effort, Moment, Outcome, Profile, Recall, Record, Run, Session, SetDone,
};
use crate::record::{Sore, VERSION};
use crate::routine::Id;
use crate::symptoms::{Region, Score, Side, Site};
use crate::timeline::{Options, SegmentKind, Timeline};

/// The demo's routine: ten times four seconds.
const ROUTINE: &str = r#"
name = "Forty seconds to try it"
summary = "Ten heel raises, as a warm-up has them."
when = ["rest-day"]

[[steps]]
exercise = "heel-raise-double"
reps = 10
tempo = "up 1, hold 1, down 2"
dose = "convention"
"#;

/// What the invented runner did: days ago, and the routine.
const SESSIONS: &[(i64, &str)] = &[
    (38, "pre-run-5"),
    (36, "pre-run-5"),
    (33, "pre-run-5"),
    (31, "pre-run-5"),
    (31, "post-run-calf"),
    (29, "calf-base"),
    (26, "pre-run-5"),
    (24, "pre-run-5"),
    (22, "calf-base"),
    (19, "pre-run-5"),
    (17, "pre-run-5"),
    (15, "calf-base"),
    (12, "pre-run-5"),
    (10, "pre-run-5"),
    (8, "calf-base"),
    (5, "pre-run-5"),
    (3, "post-run-calf"),
    (1, "pre-run-5"),
];

/// What the invented runner ran: days ago, minutes in all, minutes of running in them.
const RUNS: &[(i64, f64, f64)] = &[
    (38, 24.0, 8.0),
    (36, 24.0, 8.0),
    (33, 25.0, 10.0),
    (31, 25.0, 10.0),
    (26, 26.0, 12.0),
    (24, 26.0, 13.0),
    (19, 28.0, 15.0),
    (17, 28.0, 16.0),
    (12, 29.0, 18.0),
    (10, 30.0, 20.0),
    (5, 30.0, 21.0),
    (3, 31.0, 22.0),
    (1, 31.0, 24.0),
];

/// The mornings on which something was felt: days ago, and how much.
const MORNINGS: &[(i64, u8)] = &[
    (34, 1),
    (33, 2),
    (32, 2),
    (31, 1),
    (30, 2),
    (29, 1),
    (27, 1),
    (25, 0),
    (20, 1),
    (18, 0),
    (11, 0),
    (4, 0),
    (2, 0),
];

/// Returns the demo's routine as a file of its own.
pub fn routine() -> SourceFile {
    SourceFile {
        path: "the demo".into(),
        kind: Kind::Routine,
        id: Id::from_words("demo"),
        origin: Origin::Own,
        bytes: ROUTINE.as_bytes().into(),
    }
}

/// Returns what a runner leaves behind who has seen the first screen and nothing else.
pub fn seen(now: &Zoned) -> Record {
    record(0, at(now), Body::Profile(Profile { notice_read: true, ..Profile::default() }))
}

/// Returns the invented past, as it would look at a moment.
pub fn past(library: &Library, now: &Zoned) -> Log {
    let mut records = vec![seen(now)];
    let mut add = |days: i64, clock: (i8, i8), body: &dyn Fn(At) -> Option<Body>| {
        let day = now.checked_sub(Span::new().days(days)).unwrap_or_else(|_| now.clone());
        let moment = day.with().hour(clock.0).minute(clock.1).second(0).build().unwrap_or(day);
        if let Some(body) = body(at(&moment)) {
            records.push(record(records.len(), at(&moment), body));
        }
    };
    for (days, score) in MORNINGS {
        add(*days, (7, 5), &|at| Some(morning(at, *score)));
    }
    for (days, id) in SESSIONS {
        add(*days, (7, 20), &|at| session(library, id, at).map(Body::Session));
    }
    for (days, minutes, run_minutes) in RUNS {
        add(*days, (8, 5), &|at| Some(Body::Run(run(at, *minutes, *run_minutes))));
    }
    // Today's answer, so that nothing is asked.
    let answer = CheckIn {
        moment: Moment::Sites,
        date: now.date(),
        sore: Vec::new(),
        stiff_minutes: None,
        limp: false,
        sharp: false,
        recall: Recall::Now,
    };
    records.push(record(records.len(), at(now), Body::CheckIn(answer)));
    Log::from_records(records)
}

fn at(now: &Zoned) -> At {
    At::new(now.timestamp(), now.time_zone())
}

fn record(number: usize, at: At, body: Body) -> Record {
    let id = format!("demo-{number}");
    Record { v: VERSION, id, rev: 1, at, zone: None, device: "demo".into(), body }
}

fn morning(at: At, score: u8) -> Body {
    let site = Site { region: Region::TendonMid, side: Some(Side::Left) };
    Body::CheckIn(CheckIn {
        moment: Moment::Morning,
        date: at.date(),
        sore: vec![Sore { site, score: Score::new(score) }],
        stiff_minutes: None,
        limp: false,
        sharp: false,
        recall: Recall::Now,
    })
}

/// A session in which everything was done.
fn session(library: &Library, id: &str, at: At) -> Option<Session> {
    let routine = library.routine(&Id::new(id)?).ok()?;
    let timeline = Timeline::build(&routine, &Options::default());
    let set = |segment: &crate::timeline::Segment| {
        let long = segment.typical.as_millis() as u64;
        SetDone {
            step: timeline.step_of(segment).id.clone(),
            exercise: None,
            round: 0,
            side: segment.unit.side,
            set: segment.unit.set,
            planned_ms: long,
            worked_ms: long,
            complete: true,
            reps: None,
            load: None,
        }
    };
    let sets = timeline.segments.iter().filter(|s| s.kind == SegmentKind::Work).map(set).collect();
    let mut ended = at;
    ended.moment += timeline.length();
    Some(Session {
        routine: routine.id.clone(),
        name: routine.name.clone(),
        hash: String::new(),
        started: at,
        ended,
        outcome: Outcome::Done,
        speed: 1.0,
        sore: Vec::new(),
        changes: Vec::new(),
        sets,
        worst: None,
        clinician: None,
    })
}

fn run(at: At, minutes: f64, run_minutes: f64) -> Run {
    Run {
        run_minutes: Some(run_minutes),
        during: Score::new(0),
        effort: Effort::new(3),
        completed: Some(1.0),
        ..Run::new(at.date(), minutes)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn now() -> Zoned {
        "2026-11-22T06:10[Europe/Berlin]".parse().unwrap()
    }

    #[test]
    fn the_demos_work_takes_forty_seconds() {
        let library = Library::shipped().with_own([routine()]);
        let routine = library.routine(&routine().id).unwrap();
        let timeline = Timeline::build(&routine, &Options::default());
        let work: Duration = timeline
            .segments
            .iter()
            .filter(|s| s.kind == SegmentKind::Work)
            .map(|segment| segment.typical)
            .sum();
        assert_eq!(work, Duration::from_secs(40));
        assert_eq!(library.check_all(), vec![]);
    }

    #[test]
    fn the_past_is_whole_and_nothing_of_it_lies_ahead() {
        let log = past(&Library::shipped(), &now());
        assert_eq!(log.sessions().len(), SESSIONS.len());
        assert_eq!(log.runs().len(), RUNS.len());
        assert!(log.sessions().iter().all(|s| !s.body.sets.is_empty()));
        assert!(log.entries().iter().all(|entry| entry.made <= now().timestamp()));
        assert!(log.locks().is_empty());
        assert_eq!(log.sore_sites(now().date()), crate::symptoms::Soreness::NOTHING);
        // Long enough that hops would be offered.
        assert!(log.weeks_at_it(now().date()) >= 5);
    }
}
