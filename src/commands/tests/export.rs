//! `runup plan export`: which run is taken along, and a calendar that is brought up to date.

use std::collections::BTreeMap;
use std::fs;

use rustyfit::Decoder;
use rustyfit::profile::mesgdef::Workout;
use rustyfit::profile::typedef::MesgNum;

use super::Bench;
use crate::interop::ics::{Event, own_events};

impl Bench {
    fn place_of(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// Brings a calendar up to date, and reads it: the events by their names.
    #[track_caller]
    fn calendar(&mut self) -> BTreeMap<String, Event> {
        let path = self.place_of("plan.ics");
        self.does(&format!("plan export ics -o {path}"));
        let text = fs::read(path).unwrap();
        let events = own_events(&text).unwrap();
        let count = events.len();
        let events: BTreeMap<_, _> = events.into_iter().map(|event| (event.uid.clone(), event)).collect();
        assert_eq!(events.len(), count, "each has a name of its own");
        events
    }
}

/// The days of events that take place, and their summaries.
fn days(events: &BTreeMap<String, Event>) -> Vec<String> {
    let mut there: Vec<&Event> = events.values().filter(|event| !event.cancelled).collect();
    there.sort_by_key(|event| event.start);
    there.iter().map(|e| format!("{} {}", e.start.strftime("%m-%d %H:%M"), e.summary)).collect()
}

#[test]
fn exporting_again_after_a_move_moves_events_and_adds_none() {
    let mut bench = Bench::begun("new-runner");
    bench.does("log run 33m --effort easy");
    let first = bench.calendar();
    let expected = [
        "11-02 07:00 Ran 33 min: week 1, run 1",
        "11-04 07:00 Run 33 min: week 1, run 2",
        "11-06 07:00 Run 32 min: week 1, run 3",
    ];
    assert_eq!(days(&first)[..3], expected);
    bench.does("plan move +1d");
    let second = bench.calendar();
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>(), "the same names");
    assert!(days(&second)[1].starts_with("11-05 07:00 Run 33 min: week 1, run 2"), "{:?}", days(&second));
    assert_eq!(days(&first).len(), days(&second).len());
    // A run that is left out comes on the next run day: the same event again.
    bench.does("plan skip");
    let third = bench.calendar();
    assert_eq!(first.keys().collect::<Vec<_>>(), third.keys().collect::<Vec<_>>());
    assert!(days(&third)[1] > days(&second)[1], "{:?}", days(&third));
    assert!(third.values().all(|event| !event.cancelled));
}

#[test]
fn a_run_beside_the_plan_is_no_event_and_takes_no_number() {
    let mut bench = Bench::begun("new-runner");
    let first = bench.calendar();
    bench.does("log run 5m --unplanned --effort easy");
    let second = bench.calendar();
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    assert!(days(&second)[0].ends_with("Run 33 min: week 1, run 1"), "{:?}", days(&second));
}

#[cfg(unix)]
#[test]
fn an_earlier_file_behind_a_link_is_brought_up_to_date_where_it_lies() {
    let mut bench = Bench::begun("new-runner");
    let (file, link) = (bench.place_of("there.ics"), bench.place_of("plan.ics"));
    bench.does(&format!("plan export ics -o {file}"));
    std::os::unix::fs::symlink(&file, &link).unwrap();
    bench.does("plan move +1d");
    let events = bench.calendar();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(own_events(&fs::read(&file).unwrap()).unwrap().len(), events.len());
    assert!(days(&events)[0].starts_with("11-03 "), "{:?}", days(&events));
}

#[test]
fn an_event_has_the_warm_up_in_it_and_says_the_run_and_when_to_walk_home() {
    let mut bench = Bench::begun("new-runner");
    let events = bench.calendar();
    let today = events.values().min_by_key(|event| event.start).unwrap();
    let lines: Vec<&str> = today.description.lines().collect();
    assert!(
        lines[0].starts_with("Warm up first: ") && lines[0].ends_with("(runup go hip-core)."),
        "{lines:?}"
    );
    assert!(
        lines[1].starts_with("As of 2 November: You haven't said if anything is sore, so no hops"),
        "as `go` would play it: {lines:?}"
    );
    assert_eq!(lines[2], "Run 1 minute, walk 2 minutes, eight times. 33 minutes in all.");
    assert!(lines[3].starts_with("Why: "), "{lines:?}");
    assert_eq!(lines[4], "Sharp pain, pain above five out of ten, or a limp? Walk home.");
    assert_eq!(lines[5], "New runner, gentle steps: week 1, run 1.");
    assert!(today.length.as_secs() > 42 * 60 && today.length.as_secs() < 47 * 60, "{today:?}");
}

#[test]
fn a_plan_that_ends_is_cancelled_in_the_calendar_and_what_was_done_stays() {
    let mut bench = Bench::begun("new-runner");
    bench.does("log run 33m --effort easy");
    let first = bench.calendar();
    bench.days(1).does("plan stop");
    let second = bench.calendar();
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    assert_eq!(days(&second), ["11-02 07:00 Ran 33 min: week 1, run 1"]);
    let cancelled = second.values().filter(|event| event.cancelled).count();
    assert_eq!(cancelled, first.len() - 1);
    assert!(second.values().filter(|e| e.cancelled).all(|e| e.summary.starts_with("Cancelled: Run ")));
    // Without the earlier file it is known all the same.
    fs::remove_file(bench.place_of("plan.ics")).unwrap();
    assert_eq!(bench.calendar(), second);
}

#[test]
fn what_an_earlier_file_had_and_another_plan_does_not_is_cancelled_in_it() {
    let mut bench = Bench::begun("new-runner");
    let first = bench.calendar();
    bench.days(1);
    bench.does(
        "plan start back-1-2-weeks --region none --no-signs --usual 30m --last-run 2026-10-25 --instead",
    );
    let second = bench.calendar();
    let old = |uid: &&String| uid.starts_with("new-runner-20261102-");
    assert_eq!(second.keys().filter(old).count(), first.len() - 1, "the first day is over");
    assert!(second.iter().filter(|(uid, _)| old(uid)).all(|(_, event)| event.cancelled));
    assert!(second.values().any(|event| !event.cancelled));
}

#[test]
fn a_file_that_is_not_ours_needs_force() {
    let mut bench = Bench::begun("new-runner");
    let path = bench.place_of("mine.ics");
    fs::write(&path, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n").unwrap();
    bench.refuses(&format!("plan export ics -o {path}"), &["already exists", "--force"]);
    bench.does(&format!("plan export ics -o {path} --force"));
    bench.does(&format!("plan export ics -o {path}"));
    let fit = bench.place_of("run.fit");
    bench.does(&format!("plan export fit -o {fit}"));
    bench.refuses(&format!("plan export fit -o {fit}"), &["already exists", "--force"]);
}

#[test]
fn the_time_of_day_alarms_and_weeks_ahead_are_as_asked_for() {
    let mut bench = Bench::begun("new-runner");
    let text = bench.does("plan export ics --at 18:30 --alarm 1h --alarm 10m --weeks 1");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 3, "{text}");
    assert_eq!(text.matches("TRIGGER:-PT1H\r\n").count(), 3);
    assert_eq!(text.matches("TRIGGER:-PT10M\r\n").count(), 3);
    assert!(text.contains("DTSTART:20261102T183000\r\n"), "without a zone: {text}");
    let text = bench.does("plan export ics --no-alarm");
    assert!(text.matches("BEGIN:VEVENT").count() > 20 && !text.contains("VALARM"), "{text}");
    assert!(bench.does("plan export ics").contains("TRIGGER:-PT30M\r\n"));
}

#[test]
fn of_a_plan_by_how_it_feels_the_next_run_is_known_and_then_only_the_days() {
    let mut bench = Bench::new();
    bench.does(
        "plan start back-from-heel-pain --region tendon-mid --side left --last-run never --no-signs --at R3",
    );
    let events = days(&bench.calendar());
    assert!(events[0].starts_with("11-02 07:00 Run ") && events[0].ends_with(": R3"), "{events:?}");
    assert!(events.len() > 3 && events[1..].iter().all(|line| line.ends_with(" Run day")), "{events:?}");
}

#[test]
fn a_level_that_was_chosen_keeps_its_name_and_is_as_short_as_the_guard_asks() {
    let mut bench = Bench::new();
    bench.does(
        "plan start back-from-heel-pain --region tendon-mid --side left --last-run never --no-signs --at R14",
    );
    let place = bench.does("next");
    assert!(place.contains(": stage 4 of 7, level 14, 5m run"), "{place}");
    assert!(days(&bench.calendar())[0].ends_with("Run 14 min: R14"), "{:?}", days(&bench.calendar()));
    let card = bench.does("plan export card R14");
    assert!(card.starts_with("Monday, 2 November: R14\n"), "{card}");
    // What lies ahead is as the plan has it.
    assert!(bench.does("plan export text R12").contains("- Run "));
}

#[test]
fn a_run_is_found_by_today_next_its_day_or_its_place() {
    let mut bench = Bench::begun("new-runner");
    let text = bench.does("plan export text");
    assert!(text.starts_with("Warmup\n- Brisk walk 4m intensity=warmup\n\nMain set 8x\n- Run 1m "), "{text}");
    for run in ["today", "next", "week_1,_run_1", "1", "--date today", "--date 2026-11-02"] {
        assert_eq!(bench.does(&format!("plan export text {run}")), text, "{run}");
    }
    let card = bench.does("plan export card week_3,_run_2");
    assert!(card.starts_with("Wednesday, 18 November: Week 3, run 2\nNew runner, gentle steps\n"), "{card}");
    assert!(bench.does("plan export card --date 2026-11-18").eq(&card));
    bench.does("log run 33m --effort easy");
    bench.refuses("plan export text", &["Today's run is done.", "hint: name a run with `next`"]);
    assert!(bench.does("plan export card next").contains("Wednesday, 4 November: Week 1, run 2\n"));
    bench.refuses("plan export text --date 2026-11-03", &["no run on 2026-11-03", "2026-11-04"]);
    bench.refuses("plan export text week_99", &["`week 99` isn't a run in New runner", "week 1, run 1"]);
    bench.refuses("plan export text --date yesterday", &["isn't a day"]);
    assert_eq!(bench.does("plan export text wed"), bench.does("plan export text --date 2026-11-04"));
}

#[test]
fn a_run_from_before_the_beginning_is_not_known_where_runs_are_shares_of_ones_own() {
    let mut bench = Bench::new();
    bench.does("plan start back-1-2-weeks --region none --no-signs --usual 30m --last-run 2026-10-23 --at 2");
    bench.refuses("plan export text 1", &["week 1, run 1 comes before the point where you started"]);
    let strides = bench.does("plan export text week_2,_run_3");
    assert!(
        strides.contains("\n\nStrides 4x\n- Easy 45s intensity=rest\n- Stride 15s intensity=active\n"),
        "{strides}"
    );
}

#[test]
fn a_workout_file_is_named_by_its_place_in_the_plan() {
    let mut bench = Bench::begun("new-runner");
    let path = bench.place_of("run.fit");
    let said = bench.does(&format!("plan export fit week_10,_run_3 -o {path}"));
    assert!(said.contains("run.fit: Run "), "{said}");
    let bytes = fs::read(path).unwrap();
    let fit = Decoder::new(&mut bytes.as_slice()).decode().unwrap().unwrap();
    let workout = fit.messages.iter().find(|message| message.num == MesgNum::WORKOUT).map(Workout::from);
    assert_eq!(workout.unwrap().wkt_name, "Week 10, run 3");
}

#[test]
fn what_a_warning_sign_locks_is_not_taken_along_and_what_was_is_cancelled() {
    let mut bench = Bench::begun("new-runner");
    let first = bench.calendar();
    bench.does("log flag RF01");
    let fit = bench.place_of("run.fit");
    for line in [
        format!("plan export fit -o {fit}"),
        "plan export text next".into(),
        "plan export card week_2".into(),
        "plan export ics".into(),
    ] {
        bench.refuses(&line, &["Locked, because you said that something is wrong", "runup log cleared"]);
    }
    assert!(!std::path::Path::new(&fit).exists());
    let second = bench.calendar();
    assert_eq!(second.len(), first.len());
    assert!(second.values().all(|event| event.cancelled));
    bench.does("log flag cleared --by mistake");
    let third = bench.calendar();
    assert_eq!(third.keys().collect::<Vec<_>>(), first.keys().collect::<Vec<_>>());
    assert!(third.values().all(|event| !event.cancelled));
}
