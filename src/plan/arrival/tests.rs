use jiff::tz::TimeZone;

use super::*;
use crate::record::{At, VERSION};

fn at(text: &str) -> At {
    At::new(text.parse().unwrap(), &TimeZone::UTC)
}

/// A run of so many minutes from a time on.
fn arrival(started: &str, minutes: i64) -> Arrival {
    let started = at(started);
    Arrival {
        recording: Recording {
            started,
            ended: started.plus(jiff::SignedDuration::from_mins(minutes)),
            cadence: Some(160),
            heart_rate: None,
        },
        walk: false,
        guessed: None,
        total: Duration::from_secs(60 * minutes.unsigned_abs()),
        run: None,
        distance_km: Some(4.0),
        surface: None,
        note: None,
        gear: None,
        file: "run.fit".into(),
    }
}

fn record(id: &str, rev: u32, body: Body) -> Record {
    Record {
        v: VERSION,
        id: id.into(),
        rev,
        at: at("2026-11-02T20:00:00Z"),
        zone: None,
        device: "a".into(),
        body,
    }
}

fn fates(records: &[Record], arrival: &Arrival) -> Fate {
    fate(&Log::from_records(records.iter().cloned()), records, arrival, false)
}

fn recorded(arrival: &Arrival) -> Run {
    arrival.to_run(&Answered { record: None, run: arrival.run, assumed: false })
}

fn by_hand(minutes: f64) -> Run {
    Run::new("2026-11-02".parse().unwrap(), minutes)
}

#[test]
fn the_same_time_is_the_same_run_whatever_the_file() {
    let fit = arrival("2026-11-02T07:00:00Z", 30);
    let known = [record("x", 1, Body::Run(recorded(&fit)))];
    assert_eq!(fates(&known, &fit), Fate::Known);
    // Another device began and ended a little apart.
    assert_eq!(fates(&known, &arrival("2026-11-02T07:00:40Z", 28)), Fate::Known);
    // The second part of a file that was split at a pause.
    assert_eq!(fates(&known, &arrival("2026-11-02T07:20:00Z", 10)), Fate::Known);
    assert_eq!(fates(&known, &arrival("2026-11-02T07:30:00Z", 10)), Fate::New, "right behind it");
    assert_eq!(fates(&known, &arrival("2026-11-02T18:00:00Z", 30)), Fate::New, "the evening");
    assert_eq!(fates(&known, &arrival("2026-11-03T07:00:00Z", 30)), Fate::New);
}

#[test]
fn a_run_that_was_written_down_by_hand_gets_what_the_watch_knows() {
    let said = Run { note: Some("rain".into()), run_minutes: Some(12.0), ..by_hand(28.0) };
    let known = [record("x", 1, Body::Run(said.clone()))];
    let Fate::Adds { id, run, what } = fates(&known, &arrival("2026-11-02T07:00:00Z", 26)) else { panic!() };
    assert_eq!((id.as_str(), what), ("x", vec![Added::Distance, Added::Cadence, Added::TimeOfDay]));
    assert_eq!(
        (run.minutes, run.run_minutes, &run.note),
        (28.0, Some(12.0), &said.note),
        "what was said stays"
    );
    assert_eq!((run.distance_km, run.imported.as_deref()), (Some(4.0), Some("run.fit")));
    let more = *run;
    // It is that one now: another run of the day is a second one, and the same one once more is known.
    let known = [record("x", 1, Body::Run(said)), record("x", 2, Body::Run(more))];
    assert_eq!(fates(&known, &arrival("2026-11-02T07:00:00Z", 26)), Fate::Known);
    assert_eq!(fates(&known, &arrival("2026-11-02T18:00:00Z", 28)), Fate::New);
}

#[test]
fn what_differs_much_from_what_was_written_down_is_another_run() {
    let known = [record("x", 1, Body::Run(by_hand(30.0)))];
    let is_new = |minutes| fates(&known, &arrival("2026-11-02T07:00:00Z", minutes)) == Fate::New;
    assert_eq!([8, 24, 25, 37, 38, 60].map(is_new), [true, true, false, false, true, true]);
    // People type the running alone, too, or the whole with its pauses.
    let part = Arrival { run: Some(Duration::from_secs(1_800)), ..arrival("2026-11-02T07:00:00Z", 45) };
    assert!(matches!(fates(&known, &part), Fate::Adds { .. }));
    let paused = Arrival { total: Duration::from_secs(1_200), ..arrival("2026-11-02T07:00:00Z", 30) };
    assert!(matches!(fates(&known, &paused), Fate::Adds { .. }));
    let few = [record("x", 1, Body::Run(by_hand(4.0)))];
    assert_eq!(fates(&few, &arrival("2026-11-02T07:00:00Z", 2)), Fate::New, "twice as long");
    let walk = Arrival { walk: true, ..arrival("2026-11-02T07:00:00Z", 30) };
    assert_eq!(fates(&known, &walk), Fate::New, "a walk is no run");
    assert!(
        matches!(
            fates(&known, &Arrival { guessed: Some(Guess { named: None, running: Duration::ZERO }), ..walk }),
            Fate::Adds { .. }
        ),
        "unless that is a guess"
    );
}

#[test]
fn of_several_runs_of_a_day_each_finds_its_own() {
    let known = [record("x", 1, Body::Run(by_hand(12.0))), record("y", 1, Body::Run(by_hand(30.0)))];
    let log = Log::from_records(known.iter().cloned());
    let mut day = [arrival("2026-11-02T07:00:00Z", 20), arrival("2026-11-02T18:00:00Z", 30)];
    sort_day(&mut day, &log, None);
    assert_eq!(day[0].total, Duration::from_secs(1_800), "the one that fits best looks first");
    let Fate::Adds { id, .. } = fates(&known, &day[0]) else { panic!() };
    assert_eq!(id, "y");
    let mut day = [arrival("2026-11-03T07:00:00Z", 8), arrival("2026-11-03T18:00:00Z", 30)];
    sort_day(&mut day, &log, Some(Duration::from_secs(1_700)));
    assert_eq!(day[0].total, Duration::from_secs(1_800), "then the one that is most like the plan's");
}

#[test]
fn what_was_taken_out_stays_out() {
    let fit = arrival("2026-11-02T07:00:00Z", 30);
    let gone = [record("x", 1, Body::Run(recorded(&fit))), record("x", 2, Body::Removed)];
    assert_eq!(fates(&gone, &fit), Fate::TakenOut { id: "x".into() });
}

#[test]
fn a_run_is_compared_with_what_it_answers() {
    let ran = |minutes| Run {
        prescription: Some("R5: 4x(3m run, 2m walk)".into()),
        run_minutes: Some(minutes),
        ..by_hand(28.0)
    };
    let length = |minutes: u64| Duration::from_secs(60 * minutes);
    assert_eq!(compared(&ran(12.5)), Some(Compared::Done));
    assert_eq!(compared(&ran(9.0)), Some(Compared::Under(length(9), length(12))));
    assert_eq!(compared(&ran(15.0)), Some(Compared::Over(length(15), length(12))));
    assert_eq!(compared(&by_hand(28.0)), None);
}

#[test]
fn a_jump_is_what_the_guard_would_not_have_asked_for() {
    let diary = |runs: &[(&str, f64)]| {
        let records = runs.iter().enumerate().map(|(i, (date, minutes))| {
            record(&i.to_string(), 1, Body::Run(Run::new(date.parse().unwrap(), *minutes)))
        });
        Diary::new(&Log::from_records(records))
    };
    let day = "2026-11-02".parse().unwrap();
    let leap = jump(None, &diary(&[("2026-10-20", 20.0), ("2026-11-02", 30.0)]), day).unwrap();
    let minutes = |length: Duration| length.as_secs() / 60;
    assert_eq!((minutes(leap.run), minutes(leap.longest), minutes(leap.limit)), (30, 20, 22));
    assert_eq!(jump(None, &diary(&[("2026-10-20", 20.0), ("2026-11-02", 22.0)]), day), None);
    let twice = diary(&[("2026-10-20", 20.0), ("2026-11-02", 15.0), ("2026-11-02", 15.0)]);
    assert!(jump(None, &twice, day).is_some(), "the day counts");
    assert_eq!(
        jump(None, &diary(&[("2026-09-20", 20.0), ("2026-11-02", 30.0)]), day),
        None,
        "nothing to compare with"
    );
}

#[test]
fn a_clock_that_lost_1024_weeks_is_found_by_the_day_it_would_be() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let today = day("2026-11-30");
    assert_eq!(rolled_over(day("2007-04-13"), today), Some(day("2026-11-27")));
    assert_eq!(rolled_over(day("2007-04-16"), today), Some(today));
    for date in ["2007-04-17", "2007-01-01", "2026-11-27", "2015-08-15"] {
        assert_eq!(rolled_over(day(date), today), None, "{date}");
    }
}

#[test]
fn the_file_that_measured_more_wins_whichever_came_first() {
    let rich = Arrival { run: Some(Duration::from_secs(25 * 60)), ..arrival("2026-11-02T07:00:00Z", 30) };
    let poor = Arrival {
        recording: Recording { cadence: None, ..rich.recording },
        total: Duration::from_secs(36 * 60),
        run: Some(Duration::from_secs(36 * 60)),
        distance_km: Some(4.4),
        surface: Some(Surface::Trail),
        file: "run.gpx".into(),
        ..rich.clone()
    };
    let after = |first: &Arrival, second: &Arrival| {
        let known = [record("x", 1, Body::Run(recorded(first)))];
        match fates(&known, second) {
            Fate::Adds { run, .. } => *run,
            Fate::Known => recorded(first),
            other => panic!("{other:?}"),
        }
    };
    for run in [after(&rich, &poor), after(&poor, &rich)] {
        assert_eq!((run.minutes, run.run_minutes, run.distance_km), (30.0, Some(25.0), Some(4.0)));
        assert_eq!(run.recorded.unwrap().cadence, Some(160));
        assert_eq!(run.imported.as_deref(), Some("run.fit"));
    }
    // What the runner touched stays.
    let edited = [record("x", 2, Body::Run(recorded(&poor)))];
    let Fate::Adds { run, .. } = fates(&edited, &rich) else { panic!() };
    assert_eq!((run.minutes, run.recorded.unwrap().cadence), (36.0, Some(160)));
}
