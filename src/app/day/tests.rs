//! What a day holds, from histories of a few lines.

use super::*;
use crate::app::Beginning;
use crate::library::{Kind, Library, SourceFile};
use crate::record::{At, Log, Record};
use crate::settings::Settings;
use crate::time::MonoTime;

/// A session of a routine that began at a moment and took so many minutes.
fn session(routine: &str, at: &str, minutes: u32, outcome: &str) -> String {
    let hour = &at[..13];
    format!(
        r#"{{"v":1,"id":"{routine} {at}","rev":1,"at":"{hour}:{minutes:02}:00Z","device":"a","kind":"session","routine":"{routine}","name":"{routine}","hash":"0","started":"{at}Z","ended":"{hour}:{minutes:02}:00Z","outcome":"{outcome}","sets":[]}}"#
    )
}

fn check_in(moment: &str, date: &str, scores: &[u8]) -> String {
    let sore: Vec<String> = ["tendon-mid", "under-heel"]
        .iter()
        .zip(scores)
        .map(|(region, score)| format!(r#"{{"region":"{region}","score":{score}}}"#))
        .collect();
    format!(
        r#"{{"v":1,"id":"{moment} {date}","rev":1,"at":"{date}T06:00:00Z","device":"a","kind":"check-in","moment":"{moment}","date":"{date}","sore":[{}],"recall":"now"}}"#,
        sore.join(",")
    )
}

/// An own routine of so many seconds that is done as often as said.
fn own(id: &str, seconds: u32, every: &str) -> SourceFile {
    let text = format!(
        r#"
name = "{id}"
every = {every}
steps = [ {{ name = "Stand", time = "{seconds}s", dose = "convention" }} ]
"#
    );
    SourceFile {
        path: format!("{id}.toml"),
        kind: Kind::Routine,
        id: Id::new(id).unwrap(),
        origin: Origin::Own,
        bytes: text.into_bytes().into(),
    }
}

/// The day on a Thursday at noon.
fn thursday(lines: &[String], files: Vec<SourceFile>) -> Day {
    let (app, now) = app_on_thursday(lines, files);
    app.today(now).day
}

fn app_on_thursday(lines: &[String], files: Vec<SourceFile>) -> (App, Now) {
    let records: Vec<Record> =
        lines.iter().map(|line| Record::from_line(line.as_bytes()).expect("a record")).collect();
    let app = App::new(Beginning {
        library: Library::shipped().with_own(files),
        log: Log::from_records(records),
        settings: Settings::default(),
        interrupted: Vec::new(),
        device: "a".into(),
        zone: None,
        sound: true,
        speed: 1.0,
        troubles: Vec::new(),
    });
    let at = At::try_from("2026-06-11T12:00:00+00:00".to_owned()).unwrap();
    (app, Now { mono: MonoTime::ZERO, at })
}

fn names(items: &[Item], mark: Mark) -> Vec<&str> {
    items.iter().filter(|item| item.mark == mark).map(|item| item.name.as_str()).collect()
}

#[test]
fn a_new_runner_has_one_thing_to_do_and_no_rows_of_the_past() {
    let day = thursday(&[], Vec::new());
    assert_eq!(names(&day.items, Mark::Next).len(), 1);
    assert_eq!(day.items.len(), 1);
    assert_eq!((day.streak, day.mornings, day.spare), (None, None, Vec::new()));
}

#[test]
fn what_was_done_today_stands_first_and_in_order() {
    let lines = [
        session("desk-reset", "2026-06-11T09:00:00", 3, "done"),
        check_in("morning", "2026-06-11", &[3, 1]),
        session("desk-reset", "2026-06-10T09:00:00", 3, "done"),
        session("foot-core", "2026-06-11T07:00:00", 1, "left"),
    ];
    let day = thursday(&lines, Vec::new());
    let done: Vec<_> = day.items.iter().take_while(|item| item.mark == Mark::Done).collect();
    let row = |item: &Item| {
        let amount = item.amount.clone().unwrap_or_default();
        format!("{}|{}|{amount}", item.name, item.note.clone().unwrap_or_default())
    };
    let rows: Vec<String> = done.into_iter().map(row).collect();
    assert_eq!(rows, ["Morning check-in||3 of 10", "foot-core|in part|1 min", "desk-reset||3 min"]);
    assert_eq!(day.items[3].mark, Mark::Next);
}

#[test]
fn a_shipped_routine_is_due_once_it_was_taken_up() {
    let due = |lines: &[String]| names(&thursday(lines, Vec::new()).items, Mark::Due).join(",");
    assert_eq!(due(&[]), "");
    let at = |date: &str| [session("foot-core", &format!("{date}T07:00:00"), 7, "done")];
    assert_eq!(due(&at("2026-06-09")), "Foot core");
    assert_eq!(due(&at("2026-06-11")), "", "done today");
    assert_eq!(due(&at("2026-04-09")), "", "let go long ago");
}

#[test]
fn so_many_times_a_week_and_no_sooner_than_the_gap() {
    let file = || vec![own("mine", 60, r#"{ per-week = 2, gap = "48h" }"#)];
    let due = |days: &[&str]| {
        let lines: Vec<String> = days.iter().map(|at| session("mine", at, 1, "done")).collect();
        !names(&thursday(&lines, file()).items, Mark::Due).is_empty()
    };
    assert!(due(&[]), "one's own is due at once");
    assert!(due(&["2026-06-08T07:00:00"]));
    assert!(!due(&["2026-06-10T07:00:00"]), "29 hours ago");
    assert!(!due(&["2026-06-08T07:00:00", "2026-06-09T09:00:00"]), "twice this week");
    assert!(due(&["2026-06-05T07:00:00", "2026-06-07T09:00:00"]), "twice last week");
}

#[test]
fn days_apart_and_times_a_day() {
    let due = |every: &str, days: &[&str]| {
        let lines: Vec<String> = days.iter().map(|at| session("mine", at, 1, "done")).collect();
        !names(&thursday(&lines, vec![own("mine", 60, every)]).items, Mark::Due).is_empty()
    };
    assert!(!due("{ days = 2 }", &["2026-06-10T07:00:00"]));
    assert!(due("{ days = 2 }", &["2026-06-09T23:00:00"]));
    assert!(due("{ per-day = 2 }", &["2026-06-11T07:00:00"]));
    assert!(!due("{ per-day = 2 }", &["2026-06-11T07:00:00", "2026-06-11T09:00:00"]));
}

#[test]
fn three_things_and_fifteen_minutes_and_the_rest_if_there_is_time() {
    let every = "{ days = 1 }";
    let files = |seconds: [u32; 4]| -> Vec<SourceFile> {
        ["a-one", "b-two", "c-three", "d-four"]
            .iter()
            .zip(seconds)
            .map(|(id, seconds)| own(id, seconds, every))
            .collect()
    };
    let day = thursday(&[], files([60; 4]));
    assert_eq!(names(&day.items, Mark::Due), ["a-one", "b-two"], "with what Enter starts, three");
    assert_eq!(names(&day.spare, Mark::Due), ["c-three", "d-four"]);
    let day = thursday(&[], files([60, 1200, 60, 60]));
    assert_eq!(names(&day.items, Mark::Due), ["a-one", "c-three"], "twenty minutes are too much");
}

/// An own routine that a clinician set, each day.
fn set_by_clinician(id: &str) -> SourceFile {
    let text = r#"
name = "From the clinic"
set-by = "clinician"
pain-up-to = 4
stress = "strength"
every = { days = 1 }
steps = [ { name = "Raises", reps = 150, tempo = "up 3, down 3", load = "20 kg" } ]
"#;
    SourceFile { bytes: text.as_bytes().into(), ..own(id, 60, "{ days = 1 }") }
}

#[test]
fn what_a_clinician_set_stands_first_says_so_and_is_not_put_off() {
    let files =
        vec![own("a-one", 60, "{ days = 1 }"), own("b-two", 60, "{ days = 1 }"), set_by_clinician("z")];
    let day = thursday(&[], files);
    assert_eq!(names(&day.items, Mark::Due), ["From the clinic"], "beyond the fifteen minutes too");
    assert_eq!(day.items[1].note.as_deref(), Some("set by a clinician, 20 kg"));
    assert_eq!(names(&day.spare, Mark::Due), ["a-one", "b-two"], "which it has spent");
    assert_eq!(day.spare[0].note, None);
}

#[test]
fn within_the_limit_it_stays_beyond_it_and_with_a_warning_sign_it_goes() {
    let due = |lines: &[String]| names(&thursday(lines, vec![set_by_clinician("z")]).items, Mark::Due).len();
    assert_eq!(due(&[check_in("now", "2026-06-11", &[4, 0])]), 1);
    assert_eq!(due(&[check_in("now", "2026-06-11", &[5, 0])]), 0);
    let flag = |sign: &str| {
        format!(
            r#"{{"v":1,"id":"f","rev":1,"at":"2026-06-11T06:00:00Z","device":"a","kind":"flag","sign":"{sign}"}}"#
        )
    };
    assert_eq!(due(&[flag("RF03")]), 0, "a warning sign locks it all the same");
    assert_eq!(due(&[flag("RF05")]), 0);
}

#[test]
fn another_thing_can_be_chosen_and_what_is_done_cannot() {
    let lines = [session("desk-reset", "2026-06-11T09:00:00", 3, "done")];
    let mut day = thursday(&lines, vec![own("mine", 60, "{ days = 1 }"), own("long", 1200, "{ days = 1 }")]);
    assert_eq!((day.choices(), day.chosen()), (3, None));
    day.choose(1);
    assert_eq!(day.chosen().map(Id::as_str), Some("mine"));
    assert_eq!(
        day.items.iter().map(|item| item.mark).collect::<Vec<_>>(),
        [Mark::Done, Mark::Due, Mark::Next]
    );
    day.choose(2);
    assert_eq!(day.chosen().map(Id::as_str), Some("long"), "also what there may be time for");
    day.choose(3);
    assert_eq!(day.chosen().map(Id::as_str), Some("long"), "there is no fourth");
    day.choose(0);
    assert_eq!(day.chosen(), None);
}

#[test]
fn weeks_are_counted_and_a_pause_takes_none_away() {
    let at = |days: &[&str]| {
        let lines: Vec<String> =
            days.iter().map(|day| session("desk-reset", &format!("{day}T07:00:00"), 3, "done")).collect();
        thursday(&lines, Vec::new()).streak
    };
    let streak = at(&["2026-06-11", "2026-06-09", "2026-06-07", "2026-03-02"]).unwrap();
    assert_eq!(streak.weeks, 3, "this week, the one before, and one in March");
    assert!(streak.days[13] && streak.days[11] && streak.days[9]);
    assert_eq!(streak.days.iter().filter(|done| **done).count(), 3);
    assert_eq!(at(&["2026-03-02"]), None, "a pause is no row of nothing");
    assert_eq!(at(&["2026-06-12"]), None, "tomorrow has not been");
}

#[test]
fn the_worst_site_of_a_morning_counts_and_a_day_without_is_a_gap() {
    let lines = [
        check_in("morning", "2026-06-11", &[1, 3]),
        check_in("now", "2026-06-11", &[6, 0]),
        check_in("now", "2026-06-09", &[2, 1]),
        check_in("later", "2026-06-08", &[7, 7]),
        check_in("morning", "2026-05-29", &[4, 0]),
        check_in("morning", "2026-05-28", &[9, 9]),
    ];
    let mornings = thursday(&lines, Vec::new()).mornings.unwrap();
    let said: Vec<Option<u8>> = mornings.days.iter().map(|score| score.map(Score::value)).collect();
    let mut expected = [None; DAYS];
    (expected[0], expected[11], expected[13]) = (Some(4), Some(2), Some(3));
    assert_eq!(said, expected);
    let (now, before) = mornings.now_and_before().unwrap();
    assert_eq!((now.value(), before.map(Score::value)), (3, Some(4)));
}

/// What changes in the warm-up of a runner with a sore cord who began the plan at a level, after tests.
fn warm_up_at(level: &str, more: &[&str]) -> (Vec<String>, String) {
    let mut lines = vec![
        r#"{"v":1,"id":"old","rev":1,"at":"2025-06-01T08:00:00Z","device":"a","kind":"run","date":"2025-06-01","minutes":20.0}"#.to_owned(),
        check_in("sites", "2026-06-11", &[1]),
        format!(
            r#"{{"v":1,"id":"plan","rev":1,"at":"2026-06-11T06:00:00Z","device":"a","kind":"plan","plan":"back-from-heel-pain","action":"start","date":"2026-06-11","place":"{level}","tested":true}}"#
        ),
    ];
    lines.extend(more.iter().map(|line| (*line).to_owned()));
    let (app, now) = app_on_thursday(&lines, Vec::new());
    let steps: Vec<String> = app.today(now).steps.into_iter().map(|step| step.name).collect();
    (steps, format!("{:?}", app.situation(app.soreness(now), now).results))
}

#[test]
fn the_level_of_the_plan_decides_about_hops_in_the_warm_up() {
    let has_hops = |level| warm_up_at(level, &[]).0.iter().any(|name| name.to_lowercase().contains("pogo"));
    for (level, hops) in [
        ("C0", false),
        ("C1", false),
        ("C2", false),
        ("R1", false),
        ("R9", false),
        ("R10", true),
        ("R14", true),
        ("C4", true),
        ("C6", true),
    ] {
        assert_eq!(has_hops(level), hops, "{level}");
    }
}

#[test]
fn tests_count_by_the_weaker_side_and_not_where_they_hurt() {
    let test = |id: &str, side: &str, value: u8, pain: u8| {
        format!(
            r#"{{"v":1,"id":"{id}","rev":1,"at":"2026-06-10T0{pain}:00:00Z","device":"a","kind":"test","test":"hops","side":"{side}","value":{value}.0,"pain":{pain}}}"#
        )
    };
    let results = |lines: &[&str]| warm_up_at("R1", lines).1;
    let (left, right, sore) =
        (test("l", "left", 12, 1), test("r", "right", 25, 1), test("s", "right", 25, 3));
    assert!(!results(&[&left]).contains("Hops"));
    assert!(results(&[&left, &right]).contains("Hops: 12"), "{}", results(&[&left, &right]));
    assert!(results(&[&left, &sore]).contains("Hops: 0"));
}
