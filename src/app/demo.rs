//! The demo: a routine of forty seconds, and the past of a runner who never was.
//!
//! She has been on a plan for six weeks. Her Achilles got sore in the second one and has calmed since. Her runs are
//! those that the plan's own engine asked for, so the screens fit together, whatever the day.

use jiff::civil::Date;
use jiff::{Span, Zoned};

use crate::library::{Kind, Library, Origin, SourceFile};
use crate::plan::diary::Diary;
use crate::plan::recommend;
use crate::plan::recommend::{Due, Prescription};
use crate::plans::Day;
use crate::record::log::Log;
use crate::record::{
    At, Body, CheckIn, Effort, Moment, Outcome, PlanAction, PlanEvent, Profile, Record, Run, Session,
    SetDone, Shoe, Sore, Test, VERSION,
};
use crate::routine::Id;
use crate::symptoms::{PainScore, Region, Side, Site};
use crate::timeline::{Options, SegmentKind, Timeline};

/// The demo's routine: ten times four seconds.
const ROUTINE: &str = r#"
name = "Forty seconds to try it"
summary = "Ten heel raises, as a warm-up has them."
when = ["before-run"]

[[steps]]
exercise = "heel-raise-double"
reps = 10
tempo = "up 1, hold 1, down 2"
dose = "convention"
"#;

/// The plan, and the strength of its days without a run.
const PLAN: &str = "new-runner";
const STRENGTH: &str = "calf-base";
/// How many days ago the plan began.
const DAYS: i64 = 42;
/// First steps of the Achilles by day of the plan, from the day on which it began to hurt; 9 is a day without an answer.
const MORNINGS: (usize, &[u8]) = (
    9,
    &[2, 3, 3, 2, 9, 2, 2, 2, 1, 2, 9, 1, 1, 2, 1, 1, 1, 9, 1, 0, 1, 1, 0, 1, 0, 9, 0, 1, 0, 0, 0, 0, 0, 0],
);
/// Tests: day of the plan, name, and the results on the left and the right.
const TESTS: &[(i64, &str, f64, f64)] = &[
    (2, "heel-raises", 14.0, 19.0),
    (2, "knee-to-wall", 8.5, 10.5),
    (37, "heel-raises", 20.0, 22.0),
    (37, "knee-to-wall", 10.0, 11.0),
];
/// The pairs: name, kilometres before, and the distance of the reminder.
const SHOES: &[(&str, f64, Option<f64>)] = &[("Pegasus 41", 560.0, Some(600.0)), ("Blue ones", 0.0, None)];

/// Which day of the plan the demo shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Today {
    /// One with a run.
    RunDay,
    /// A day without a run.
    RestDay,
}

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
pub fn past(library: &Library, now: &Zoned, today: Today) -> Log {
    let mut story = Story { library, now, records: vec![seen(now)] };
    story.begin(today);
    for back in (0..=DAYS).rev() {
        story.morning(back);
        story.tests(back);
        if back > 0 {
            story.day(back);
        }
    }
    Log::from_records(story.records)
}

/// The past as far as it is written.
struct Story<'a> {
    library: &'a Library,
    now: &'a Zoned,
    records: Vec<Record>,
}

impl Story<'_> {
    /// Adds an entry of a day so long ago.
    fn add(&mut self, back: i64, clock: (i8, i8), body: impl FnOnce(At) -> Option<Body>) {
        let day = self.now.checked_sub(Span::new().days(back)).unwrap_or_else(|_| self.now.clone());
        let moment = day.with().hour(clock.0).minute(clock.1).second(0).build().unwrap_or(day);
        // Nothing lies ahead, however early it is.
        let at = at(if moment > *self.now { self.now } else { &moment });
        if let Some(body) = body(at) {
            self.records.push(record(self.records.len(), at, body));
        }
    }

    fn date(&self, back: i64) -> Date {
        self.now.checked_sub(Span::new().days(back)).unwrap_or_else(|_| self.now.clone()).date()
    }

    /// Adds the pairs of shoes and the beginning of the plan, with run days that fit the day to be shown.
    fn begin(&mut self, today: Today) {
        let since = self.date(DAYS);
        for (name, before, remind) in SHOES {
            let before_km = Some(*before).filter(|km| *km > 0.0);
            let shoe = Shoe { name: (*name).to_owned(), since, retired: None, remind_km: *remind, before_km };
            self.add(DAYS, (6, 50), |_| Some(Body::Shoe(shoe)));
        }
        let first = i64::from(today == Today::RestDay);
        let days = [first, first + 2, first + 4].map(|ahead| Day::from(self.date(-ahead).weekday()));
        self.add(DAYS, (6, 55), |at| {
            let action = PlanAction::Start {
                date: at.date(),
                place: None,
                site: None,
                usual_minutes: None,
                longest_minutes: None,
                last_run: None,
                days: Some(days.to_vec()),
                tested: false,
                still_running: None,
            };
            Some(Body::Plan(PlanEvent { plan: Id::from_words(PLAN), action }))
        });
    }

    fn morning(&mut self, back: i64) {
        match Self::first_steps_of(back) {
            Some(9) => {}
            Some(score) => self.add(back, (7, 5), |at| Some(first_steps(at, *score))),
            None => self.add(back, (7, 5), |at| Some(nothing_sore(at))),
        }
    }

    /// Returns the first steps of a day by [`MORNINGS`], from the day on which it began to hurt.
    fn first_steps_of(back: i64) -> Option<&'static u8> {
        let (first, scores) = MORNINGS;
        usize::try_from(DAYS - back).ok().and_then(|day| scores.get(day.checked_sub(first)?))
    }

    fn is_sore(back: i64) -> bool {
        Self::first_steps_of(back).is_some()
    }

    fn tests(&mut self, back: i64) {
        for (day, name, left, right) in TESTS.iter().filter(|(day, ..)| DAYS - day == back) {
            for (side, value) in [(Side::Left, *left), (Side::Right, *right)] {
                let test =
                    Test { test: (*name).to_owned(), side: Some(side), value, pain: PainScore::new(1) };
                self.add(DAYS - day, (18, 30), |_| Some(Body::Test(test)));
            }
        }
    }

    /// Does what the plan asks for on a day: the warm-up and the run, or strength twice a week.
    fn day(&mut self, back: i64) {
        let date = self.date(back);
        let Ok(plan) = self.library.plan(&Id::from_words(PLAN)) else { return };
        let diary = Diary::as_of(&Log::from_records(self.records.clone()), date);
        let asked = recommend(&plan, &diary, date).filter(|asked| asked.due == Due::Today);
        let library = self.library;
        match asked.and_then(|asked| asked.prescription) {
            Some(asked) => {
                self.add(back, (7, 20), |at| session(library, asked.before.as_str(), at).map(Body::Session));
                let pair =
                    self.records.iter().filter(|record| matches!(record.body, Body::Run(_))).count() % 2;
                let shoe = self.shoe(pair);
                self.add(back, (8, 5), |at| Some(Body::Run(Run { shoe, ..ran(at, &asked) })));
                if Self::is_sore(back) {
                    self.add(back, (21, 30), |at| Some(later(at)));
                }
            }
            None if back % 3 == 0 => {
                self.add(back, (18, 0), |at| session(library, STRENGTH, at).map(Body::Session));
            }
            None => {}
        }
    }

    fn shoe(&self, number: usize) -> Option<String> {
        let shoes = self.records.iter().filter(|record| matches!(record.body, Body::Shoe(_)));
        shoes.map(|record| record.id.clone()).nth(number)
    }
}

fn at(now: &Zoned) -> At {
    At::new(now.timestamp(), now.time_zone())
}

fn record(number: usize, at: At, body: Body) -> Record {
    let id = format!("demo-{number}");
    Record { v: VERSION, id, rev: 1, at, zone: None, device: "demo".into(), body }
}

fn achilles() -> Site {
    Site { region: Region::TendonMid, side: Some(Side::Left) }
}

fn first_steps(at: At, score: u8) -> Body {
    check_in(at, Moment::Morning, vec![Sore { site: achilles(), score: PainScore::new(score) }])
}

fn later(at: At) -> Body {
    check_in(at, Moment::Later, vec![Sore { site: achilles(), score: PainScore::new(1) }])
}

fn nothing_sore(at: At) -> Body {
    check_in(at, Moment::Sites, Vec::new())
}

fn check_in(at: At, moment: Moment, sore: Vec<Sore>) -> Body {
    Body::CheckIn(CheckIn::of_day(moment, at.date(), sore))
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
        by_hand: false,
        minutes: None,
    })
}

/// A run as the plan asked for it, at an easy pace.
fn ran(at: At, asked: &Prescription) -> Run {
    let minutes = |length: std::time::Duration| length.as_secs_f64() / 60.0;
    let (all, running) = (minutes(asked.length()), minutes(asked.workout.run()));
    // 7 minutes a kilometre running, 10 walking.
    let km = running / 7.0 + (all - running) / 10.0;
    Run {
        run_minutes: Some(running),
        distance_km: Some((km * 10.0).round() / 10.0),
        prescription: Some(asked.record()),
        site: Some(achilles()),
        during: PainScore::new(1),
        after: PainScore::new(1),
        effort: Effort::new(3),
        completed: Some(1.0),
        ..Run::new(at.date(), all)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::symptoms::Soreness;

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
        let library = Library::shipped();
        for today in [Today::RunDay, Today::RestDay] {
            let log = past(&library, &now(), today);
            let date = now().date();
            assert!(log.runs().len() >= 16, "{} runs", log.runs().len());
            assert!(log.runs().iter().all(|run| run.body.shoe.is_some() && run.body.prescription.is_some()));
            assert!(log.sessions().iter().all(|s| !s.body.sets.is_empty()));
            assert!(log.entries().iter().all(|entry| entry.made <= now().timestamp()));
            assert!(log.locks().is_empty());
            assert!(log.check_ins().iter().filter(|e| e.body.moment == Moment::Later).count() > 8);
            assert!(
                matches!(log.sore_sites(date), Soreness::Known(sites) if sites.iter().all(|s| s.score == PainScore::new(0)))
            );
            // Long enough that hops would be offered.
            assert!(log.weeks_at_it(date) >= 5);
        }
    }

    #[test]
    fn it_shows_a_run_day_or_a_rest_day_of_a_plan_that_runs() {
        let library = Library::shipped();
        let plan = library.plan(&Id::from_words(PLAN)).unwrap();
        for (today, due) in [(Today::RunDay, true), (Today::RestDay, false)] {
            let log = past(&library, &now(), today);
            let date = now().date();
            let asked = recommend(&plan, &Diary::as_of(&log, date), date).unwrap();
            assert_eq!(asked.due == Due::Today, due, "{:?}", asked.reason);
            assert!(asked.behind.is_some_and(|(done, all)| done >= 8 && done < all), "{:?}", asked.behind);
        }
    }
}
