//! A plan that is begun on screen writes what `runup plan start` writes for the same answers.

use std::time::Duration;

use super::Bench;
use crate::app::keymap::Key;
use crate::app::{Effect, Input, Screen};
use crate::record::{At, Body, Profile, Record, VERSION};
use crate::session::Now;
use crate::support::app;
use crate::time::MonoTime;

/// Returns what is written when keys are pressed on Today, after what a bench did.
fn pressed(bench: &Bench, keys: &str) -> Vec<Body> {
    let at = At::new(bench.moment, &jiff::tz::TimeZone::UTC);
    let mut now = Now { mono: MonoTime::from_nanos(1), at };
    let mut log = bench.writer().log().clone();
    let body = Body::Profile(Profile { notice_read: true, ..Profile::default() });
    log.insert(Record {
        v: VERSION,
        id: "read".into(),
        rev: 1,
        at,
        zone: None,
        device: "other".into(),
        body,
    });
    let mut app = app(|launch| launch.log = log);
    app.update(Input::Opened, now);
    let mut written = Vec::new();
    for c in keys.chars() {
        now.mono = now.mono + Duration::from_secs(1);
        let key = if c == '\n' { Key::Enter } else { Key::Char(c) };
        let action = app.stage.keymap().action(app.view().context(), key);
        let action =
            action.unwrap_or_else(|| panic!("{c} of {keys:?} does nothing on {:?}", app.view().screen()));
        let saved = app.update(action, now).into_iter().filter_map(|effect| match effect {
            Effect::Save(record) => Some(record.body),
            _ => None,
        });
        written.extend(saved);
    }
    assert_eq!(*app.view().screen(), Screen::Today, "{keys:?}");
    written
}

#[track_caller]
fn same(past: &[&str], keys: &str, line: &str, answers: &[&'static str]) {
    let mut bench = Bench::new();
    for command in past {
        bench.does(command);
    }
    let on_screen = pressed(&bench, keys);
    let before = bench.bodies().len();
    bench.asked(line, answers).0.unwrap_or_else(|failure| panic!("{line}: {failure}"));
    let typed = bench.bodies().split_off(before);
    assert!(matches!(typed.last(), Some(Body::Plan(_))), "{line}: {typed:?}");
    assert_eq!(on_screen, typed, "{keys:?} and {line}");
}

#[test]
fn a_new_runner() {
    same(&[], "bnnyn\nn", "plan start", &["never", "n", "y", "n", "n"]);
    let known = ["log sore none", "plan start new-runner --walks yes --sport yes --no-signs", "plan stop"];
    same(&known, "bn\nn", "plan start", &["never", "n"]);
}

#[test]
fn somebody_who_comes_back() {
    let line = "plan start --region none --last-run 2026-09-21 --usual 30m --longest 45m";
    same(&[], "b3n30\n45\n\nn", line, &["n"]);
    let ran = ["log run 30m --date 2026-10-20"];
    same(&ran, "bn30\n\n\nn", "plan start --usual 30m", &["n", "", "n"]);
}

#[test]
fn somebody_who_is_sore() {
    let line = "plan start --region tendon-mid --side left --last-run never";
    same(&[], "bn21n\nn", line, &["n", "n"]);
    same(&["log sore under-heel:left=2"], "bn\nn", "plan start", &["never", "n"]);
    same(&["log sore calf-muscle:left=2"], "b\nn", "plan start", &["n"]);
}

#[test]
fn another_plan_on_other_days_in_place_of_one_that_runs() {
    let line = "plan start back-7-12-weeks --region none --last-run never --usual 30m --days tue,thu,sat \
                --walks yes --sport yes";
    same(&[], "bnnyyokk\n30\n\nd135246\n\nn", line, &["", "n"]);
    let runs = ["plan start new-runner --region none --no-signs"];
    let line = "plan start --region none --last-run never --walks yes --sport yes --instead";
    same(&runs, "bnnyy\n\nn", line, &["n"]);
}

#[test]
fn who_cannot_walk_half_an_hour_walks_first_and_is_never_asked_to_run() {
    let mut bench = Bench::new();
    let start = "plan start --region none --last-run never --walks no --no-signs";
    let (said, asked) = bench.asked(start, &["10"]);
    let said = said.unwrap();
    assert!(said.contains("Walk first") && said.contains("Your new plan: Walk to 30."), "{said}");
    assert!(asked.len() == 1 && asked[0].starts_with("How many minutes can you walk briskly"), "{asked:?}");
    let place = |bench: &mut Bench| {
        let said = bench.does("plan explain --json");
        let said: serde_json::Value = serde_json::from_str(&said).unwrap();
        let run = &said["prescription"];
        assert_eq!(run["run-seconds"].as_u64(), Some(0), "no minute of it is run: {said}");
        (said["place"].as_str().unwrap().to_owned(), run["workout"].as_str().unwrap().to_owned())
    };
    let walk = |brisk: u32| format!("5m walk, {brisk}m brisk, 5m walk");
    assert_eq!(place(&mut bench), ("week 3, run 1".to_owned(), walk(9)), "ten minutes are managed");
    let mut seen = Vec::new();
    // Ten weeks lie ahead, and three more at the end.
    for day in 0..13 * 7_i64 {
        if [0, 2, 4].contains(&(day % 7)) {
            let (at, workout) = place(&mut bench);
            seen.push((at, workout.clone()));
            let minutes: u32 =
                workout.split(", ").filter_map(|p| p.split_once('m')?.0.parse::<u32>().ok()).sum();
            bench.does(&format!("log walk {minutes}m"));
        }
        bench.days(1);
    }
    let brisk: Vec<&str> = seen.iter().map(|(_, workout)| workout.as_str()).collect();
    assert_eq!(brisk[3], walk(11), "a week of three walks, then more: {seen:?}");
    assert_eq!(brisk[29], walk(30));
    assert!(brisk[30..].iter().all(|workout| *workout == walk(30)), "half an hour stays: {seen:?}");
    let said = bench.does("plan");
    assert!(
        said.contains("start running") && said.contains("runup plan start new-runner --instead"),
        "{said}"
    );
    bench.refuses("plan then longer", &["has only walks", "new-runner"]);
    let said = bench.does("plan start new-runner --instead --region none --no-signs");
    assert!(said.contains("Your new plan: New runner, gentle steps."), "{said}");
    assert!(bench.does("plan").contains("week 1, run 1"));
}

#[test]
fn five_days_of_walking_make_a_week_and_three_of_ten_leave_a_walk_open() {
    let mut bench = Bench::new();
    bench.does("plan start walk-to-30 --region none --no-signs --days mon,tue,wed,thu,fri");
    for day in 0..5 {
        let said = bench.does("plan");
        assert!(
            said.contains("Today: 5 minutes of easy walking, 5 minutes of brisk walking"),
            "day {day}: {said}"
        );
        bench.does("log walk 15m");
        bench.days(1);
    }
    bench.days(2);
    assert!(bench.does("plan").contains("Today: 5 minutes of easy walking, 7 minutes of brisk walking"));
    bench.does("log sore tendon-mid:left=3");
    assert!(
        bench.does("plan").contains("Today: 5 minutes of easy walking, 7 minutes of brisk walking"),
        "open up to 3"
    );
    bench.does("log sore tendon-mid:left=5");
    let said = bench.does("plan");
    assert!(!said.contains("Today: 5m walk"), "and no further: {said}");
}

#[test]
fn whoever_is_no_adult_is_not_led_to_keep_running_whenever_that_is_said() {
    let answers = "--region tendon-mid --side left --last-run yesterday --usual 30m --runs 6 --worst 2 --limp no \
        --base 2 --morning 2 --walking 1 --worse no --flared no";
    // Nothing of the new place; the fifth line of the health page, and no more.
    let young = ["n", "5", "y", "n", "n"];
    let said = Bench::new().asked(&format!("plan start {answers}"), &young).0.unwrap();
    assert!(said.contains("it's for adults") && said.contains("Back after heel pain"), "{said}");
    let mut bench = Bench::new();
    let said = bench.asked(&format!("plan start keep-running {answers}"), &young).0.unwrap();
    assert!(said.contains("it's for adults") && said.ends_with("No plan was started.\n"), "{said}");
    assert!(!bench.bodies().iter().any(|body| matches!(body, Body::Plan(_))));
    let mut known = Bench::new();
    known.asked("log flag AGE", &["y", "n"]).0.unwrap();
    known.refuses(&format!("plan start keep-running {answers} --no-signs"), &["it's for adults"]);
}

#[test]
fn a_sore_heel_under_sixteen_and_a_sore_tendon_under_steroids_start_no_plan() {
    for (line, detail) in [("5", "AGEc"), ("7", "RF10e")] {
        let mut bench = Bench::new();
        let answers: &[&'static str] =
            if detail == "AGEc" { &["5", "y", "1", "y", "1", "y"] } else { &["7", "3", "y", "1", "y"] };
        let said = bench
            .asked("plan start new-runner --region none --last-run never --walks yes --sport yes", answers);
        let said = said.0.unwrap();
        assert!(said.ends_with("No plan was started.\n"), "{line}: {said}");
        assert!(bench.does("plan").starts_with("No plan is running."), "{detail}");
    }
}
