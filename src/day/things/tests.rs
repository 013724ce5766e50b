//! The things of a day, from histories of a few lines.

use super::*;
use crate::app::App;
use crate::day::Heading;
use crate::day::Offer;
use crate::library::{Kind, Library, SourceFile};
use crate::record::{At, Log, Record};
use crate::routine::NeedKind;
use crate::support::app;
use crate::symptoms::limits;
use crate::time::MonoTime;
use crate::words::English;
use crate::words::Words;

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
    app.view().today(now).day
}

fn app_on_thursday(lines: &[String], files: Vec<SourceFile>) -> (App, Now) {
    let records: Vec<Record> =
        lines.iter().map(|line| Record::from_line(line.as_bytes()).expect("a record")).collect();
    let app = app(|launch| {
        launch.library = Library::shipped().with_own(files);
        launch.log = Log::from_records(records);
    });
    let at = At::try_from("2026-06-11T12:00:00+00:00".to_owned()).unwrap();
    (app, Now { mono: MonoTime::ZERO, at })
}

/// The new runner's plan as a file of the runner's own, `mine`, with strength on a Thursday and what else is replaced.
fn mine(from: &str, to: &str) -> SourceFile {
    let shipped =
        Library::shipped().source(Kind::Plan, &Id::new("new-runner").unwrap()).unwrap().bytes.to_vec();
    let days = ("wed = [\"run\"],", "wed = [\"run\"], thu = [\"foot-core\"],");
    let text = String::from_utf8(shipped).unwrap();
    assert!(text.contains(days.0) && text.contains(from));
    SourceFile {
        path: "mine.toml".into(),
        kind: Kind::Plan,
        id: Id::new("mine").unwrap(),
        origin: Origin::Own,
        bytes: text.replace(days.0, days.1).replace(from, to).into_bytes().into(),
    }
}

fn names(items: &[Item], mark: Mark) -> Vec<String> {
    items.iter().filter(|item| item.mark == mark).map(|item| English.thing(&item.thing)).collect()
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
        let amount = item.amount.map(|amount| English.amount(amount)).unwrap_or_default();
        let notes = English.item_notes(&item.notes).unwrap_or_default();
        format!("{}|{notes}|{amount}", English.thing(&item.thing))
    };
    let rows: Vec<String> = done.into_iter().map(row).collect();
    assert_eq!(rows, ["Morning check-in||3 out of 10", "foot-core|in part|1 min", "desk-reset||3 min"]);
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
    assert_eq!(English.item_notes(&day.items[1].notes).as_deref(), Some("set by a clinician, 20 kg"));
    assert_eq!(names(&day.spare, Mark::Due), ["a-one", "b-two"], "which it has spent");
    assert_eq!(English.item_notes(&day.spare[0].notes), None);
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
    let said: Vec<Option<u8>> = mornings.days.iter().map(|score| score.map(PainScore::value)).collect();
    let mut expected = [None; DAYS];
    (expected[0], expected[11], expected[13]) = (Some(4), Some(2), Some(3));
    assert_eq!(said, expected);
    let (now, before) = mornings.now_and_before().unwrap();
    assert_eq!((now.value(), before.map(PainScore::value)), (3, Some(4)));
}

/// The app of a runner with a sore Achilles who began the plan at a level five weeks ago, after tests, and has run for so
/// many minutes every fifth day since; without their mornings these runs of the plan move nothing.
fn app_at(level: &str, minutes: u8, more: &[&str]) -> (App, Now) {
    let mut lines = vec![
        check_in("sites", "2026-06-11", &[1]),
        format!(
            r#"{{"v":1,"id":"plan","rev":1,"at":"2026-05-07T06:00:00Z","device":"a","kind":"plan","plan":"back-from-heel-pain","action":"start","date":"2026-05-07","place":"{level}","tested":true}}"#
        ),
    ];
    for day in ["05-07", "05-12", "05-17", "05-22", "05-27", "06-01", "06-06", "06-10"] {
        let answers = format!(r#","prescription":"{level}: {minutes}m run""#);
        lines.push(format!(
            r#"{{"v":1,"id":"ran {day}","rev":1,"at":"2026-{day}T08:00:00Z","device":"a","kind":"run","date":"2026-{day}","minutes":{minutes}.0{answers}}}"#
        ));
    }
    lines.extend(more.iter().map(|line| (*line).to_owned()));
    app_on_thursday(&lines, Vec::new())
}

fn has_hops(app: &App, now: Now) -> bool {
    let warm_up = app.core.history.library().routine(&Id::from_words("pre-run-5")).unwrap();
    let session = app.core.fitted(warm_up, None, now).unwrap();
    session.routine().steps().any(|step| step.exercise.name.to_lowercase().contains("pogo"))
}

#[test]
fn the_level_of_the_plan_decides_about_hops_in_the_warm_up() {
    for (level, minutes, hops) in [
        ("C0", 20, false),
        ("C1", 20, false),
        ("C2", 20, false),
        ("R1", 5, false),
        ("R9", 20, false),
        ("R10", 22, true),
        ("R14", 30, true),
        ("C4", 30, true),
        ("C6", 30, true),
    ] {
        let (app, now) = app_at(level, minutes, &[]);
        assert_eq!(has_hops(&app, now), hops, "{level}");
    }
}

#[test]
fn the_first_weeks_of_a_plan_are_without_hops_whatever_was_run_before() {
    let begun_today = r#"{"v":1,"id":"again","rev":1,"at":"2026-06-11T05:00:00Z","device":"a","kind":"plan","plan":"back-from-heel-pain","action":"start","date":"2026-06-11","place":"R10","tested":true}"#;
    let (app, now) = app_at("R10", 22, &[begun_today]);
    assert!(!has_hops(&app, now));
    let known = app.core.history.situation(app.core.history.soreness(now.at.date()), now.at.date());
    assert_eq!(known.results.get(&NeedKind::PlanWeeks), Some(&0));
    assert_eq!(known.results.get(&NeedKind::ComebackWeeks), Some(&0));
}

#[test]
fn tests_count_by_the_weaker_side_and_not_where_they_hurt() {
    let test = |id: &str, side: &str, value: u8, pain: u8| {
        format!(
            r#"{{"v":1,"id":"{id}","rev":1,"at":"2026-06-10T0{pain}:00:00Z","device":"a","kind":"test","test":"hops","side":"{side}","value":{value}.0,"pain":{pain}}}"#
        )
    };
    let results = |lines: &[&str]| {
        let (app, now) = app_at("R1", 5, lines);
        format!(
            "{:?}",
            app.core.history.situation(app.core.history.soreness(now.at.date()), now.at.date()).results
        )
    };
    let (left, right, sore) =
        (test("l", "left", 12, 1), test("r", "right", 25, 1), test("s", "right", 25, 3));
    assert!(!results(&[&left]).contains("Hops"));
    assert!(results(&[&left, &right]).contains("Hops: 12"), "{}", results(&[&left, &right]));
    assert!(results(&[&left, &sore]).contains("Hops: 0"));
}

// What the plan pairs with a day. The Thursday is 2026-06-11.

/// The record that begins a plan on a day, with more keys after it.
fn begin_plan(plan: &str, date: &str, more: &str) -> String {
    format!(
        r#"{{"v":1,"id":"plan","rev":1,"at":"{date}T05:00:00Z","device":"a","kind":"plan","plan":"{plan}","action":"start","date":"{date}"{more}}}"#
    )
}

/// The things to do, warm-ups and what stands in for nothing aside: the id, and its note.
fn wanted(day: &Day) -> Vec<(String, Option<String>)> {
    let beside = |id: &Id| {
        id.as_str().starts_with("pre-run") || ["desk-reset", "post-run-calf"].contains(&id.as_str())
    };
    let open = day.items.iter().chain(&day.spare).filter(|item| item.mark != Mark::Done);
    let open = open.filter(|item| item.id.as_ref().is_some_and(|id| !beside(id)));
    open.filter_map(|item| Some((item.id.as_ref()?.to_string(), English.item_notes(&item.notes)))).collect()
}

fn ids(day: &Day) -> Vec<String> {
    wanted(day).into_iter().map(|(id, _)| id).collect()
}

#[test]
fn the_strength_of_the_weekday_is_due_without_having_been_taken_up() {
    let begun = begin_plan("mine", "2026-06-08", "");
    assert_eq!(ids(&thursday(std::slice::from_ref(&begun), vec![mine("", "")])), ["foot-core"]);
    assert!(ids(&thursday(&[], vec![mine("", "")])).is_empty(), "without a plan nothing is asked for");
    let done = session("foot-core", "2026-06-11T07:00:00", 7, "done");
    assert!(ids(&thursday(&[begun.clone(), done], vec![mine("", "")])).is_empty(), "not again on its day");
    // It says three times a week itself, and the week begins on Monday.
    let week: Vec<String> = ["08", "09", "10"]
        .iter()
        .map(|day| session("foot-core", &format!("2026-06-{day}T07:00:00"), 7, "done"))
        .collect();
    assert!(ids(&thursday(&[vec![begun], week].concat(), vec![mine("", "")])).is_empty());
}

#[test]
fn the_strength_of_a_run_day_goes_with_the_runners_own_run_day() {
    let own = |days: &str| begin_plan("mine", "2026-06-08", &format!(r#","days":[{days}]"#));
    let first = thursday(&[own(r#""thu","sat","tue""#)], vec![mine("", "")]);
    // Tuesday is the first run day, with calf-base; Thursday the second, without; its own foot-core is not a run's.
    assert_eq!(wanted(&first), [("foot-core".to_owned(), None)]);
    let day = thursday(&[own(r#""thu","sun""#)], vec![mine("", "")]);
    let after = Some("after the run".to_owned());
    let asked =
        [("hip-core".to_owned(), None), ("calf-base".to_owned(), after), ("foot-core".to_owned(), None)];
    assert_eq!(wanted(&day), asked);
}

#[test]
fn the_strength_of_a_stage_goes_by_where_it_is_sore() {
    let at = |place: &str, sore: &[u8]| {
        let more = format!(r#","place":"{place}","tested":true"#);
        let lines =
            [check_in("sites", "2026-06-11", sore), begin_plan("back-from-heel-pain", "2026-06-11", &more)];
        ids(&thursday(&lines, vec![]))
    };
    assert_eq!(at("C0", &[2]), ["calf-base"]);
    // Of two sites: what Enter starts, then what fits into the day, then what does not if there is time.
    assert_eq!(at("C0", &[0, 2]), ["calf-base", "first-steps", "foot-core"], "a site that was named counts");
    assert_eq!(at("R5", &[2]), ["calf-slow-heavy"]);
    let gone = r#","place":"R5","tested":true,"site":{"region":"tendon-mid"}"#;
    let lines = [begin_plan("back-from-heel-pain", "2026-06-11", gone), check_in("sites", "2026-06-11", &[])];
    assert_eq!(ids(&thursday(&lines, vec![])), ["calf-slow-heavy"], "what the plan was begun for");
}

#[test]
fn what_loads_takes_turns_and_keeps_a_day_between() {
    let more = r#","place":"C4","tested":true"#;
    let begun =
        [check_in("sites", "2026-06-11", &[1]), begin_plan("back-from-heel-pain", "2026-06-11", more)];
    let after = |sessions: &[(&str, &str)]| {
        let done = sessions.iter().map(|(id, date)| session(id, &format!("{date}T07:00:00"), 20, "done"));
        let lines: Vec<String> = begun.iter().cloned().chain(done).collect();
        ids(&thursday(&lines, vec![]))
    };
    assert_eq!(after(&[]), ["calf-slow-heavy"], "one of them a day");
    assert!(after(&[("spring-builder", "2026-06-10")]).is_empty(), "48 h after the other");
    assert_eq!(after(&[("spring-builder", "2026-06-09")]), ["calf-slow-heavy"]);
}

#[test]
fn what_loads_goes_with_the_run_and_the_day_before_one_is_no_bar() {
    let more = r#","place":"R5","tested":true"#;
    let ran = |date: &str| {
        let run = format!(
            r#"{{"v":1,"id":"ran","rev":1,"at":"{date}T08:00:00Z","device":"a","kind":"run","date":"{date}","minutes":20.0,"run-minutes":12.0,"prescription":"R5: 4x(3m run, 2m walk)","during":1,"after":1}}"#
        );
        let begun = begin_plan("back-from-heel-pain", date, more);
        thursday(
            &[check_in("sites", date, &[1]), check_in("morning", "2026-06-11", &[1]), begun, run],
            vec![],
        )
    };
    let (yesterday, before) = (ran("2026-06-10"), ran("2026-06-09"));
    assert_eq!(
        yesterday.run.as_ref().unwrap().fine,
        Some(Fine {
            half_of: None,
            cross: Some(Cross { least: limits::CROSS_TRAINING_FIRST, sore: true, back_heel: false })
        })
    );
    assert_eq!(ids(&yesterday), ["calf-slow-heavy"], "the next run is tomorrow");
    assert_eq!(before.run.as_ref().unwrap().fine, None);
    assert_eq!(wanted(&before), [("calf-slow-heavy".to_owned(), Some("after the run".to_owned()))]);
    assert_eq!(wanted(&ran("2026-06-11")), [("calf-slow-heavy".to_owned(), None)], "the run is done");
}

#[test]
fn a_rest_names_what_is_fine_and_asks_for_nothing_that_loads() {
    let more = r#","place":"R5","tested":true"#;
    let lines = [
        check_in("sites", "2026-06-09", &[2]),
        begin_plan("back-from-heel-pain", "2026-06-09", more),
        check_in("now", "2026-06-10", &[6]),
        check_in("morning", "2026-06-11", &[2]),
        // It was taken up; the rest stands over that.
        session("calf-base", "2026-06-01T07:00:00", 10, "done"),
    ];
    let day = thursday(&lines, vec![]);
    let run = day.run.as_ref().unwrap();
    let fine = English.fine(run.fine.as_ref().unwrap());
    assert_eq!(fine, "Fine today: walking, and half the sets of Slow heavy calf.");
    let reason = English.reason(&run.reason);
    assert!(reason.ends_with("on Saturday or later."), "{reason}");
    assert!(ids(&day).is_empty());
}

#[test]
fn the_gravest_note_stands_with_the_run() {
    let back = r#"{"v":1,"id":"back","rev":1,"at":"2026-06-11T05:30:00Z","device":"a","kind":"plan","plan":"new-runner","action":"back","date":"2026-06-11","why":"sore"}"#;
    let lines = [begin_plan("new-runner", "2026-06-01", ""), back.to_owned()];
    assert_eq!(thursday(&lines, vec![]).run.unwrap().note, Some(Note::ProposeComeback));
}

#[test]
fn enter_starts_the_warm_up_that_the_plan_names() {
    for (days, id) in [(r#""thu""#, "hip-core"), (r#""tue","thu""#, "pre-run-2"), (r#""fri""#, "foot-core")] {
        let begun = begin_plan("mine", "2026-06-08", &format!(r#","days":[{days}]"#));
        let own = mine("before = \"pre-run-5\"", "before = \"pre-run-2\"");
        let (app, now) = app_on_thursday(&[begun], vec![own]);
        assert_eq!(app.view().today(now).offer, Offer::Routine { id: Id::new(id).unwrap() }, "{days}");
    }
}

#[test]
fn a_day_without_a_run_starts_what_is_due_or_a_break() {
    let offered = |lines: &[String], hour: &str| {
        let (app, now) = app_on_thursday(lines, vec![mine("", "")]);
        let at = At::try_from(format!("2026-06-11T{hour}:00:00+00:00")).unwrap();
        let today = app.view().today(Now { at, ..now });
        let Offer::Routine { id } = &today.offer else { panic!("{:?}", today.offer) };
        (id.to_string(), English.heading(&today.heading), today.by_plan)
    };
    let after = |id: &str, heading: &str| (id.to_owned(), heading.to_owned(), true);
    // Runs are on Monday, Wednesday and Friday.
    let begun = begin_plan("mine", "2026-06-10", "");
    let core = session("foot-core", "2026-06-11T06:00:00", 7, "done");
    assert_eq!(offered(std::slice::from_ref(&begun), "12"), after("foot-core", "Rest day"));
    assert_eq!(offered(&[begun.clone(), core.clone()], "12"), after("desk-reset", "Rest day"));
    let sore = check_in("morning", "2026-06-11", &[0, 2]);
    let steps = session("first-steps", "2026-06-11T06:00:00", 3, "done");
    assert_eq!(offered(&[begun.clone(), sore.clone()], "07"), after("first-steps", "Before you stand up"));
    assert_eq!(offered(&[begun.clone(), sore.clone(), core, steps], "07"), after("desk-reset", "Rest day"));
    assert_ne!(offered(&[begun, sore], "13").0, "first-steps");
    assert_eq!(offered(&[], "12").0, "pre-run-5", "without a plan every day may be one with a run");
}

#[test]
fn only_a_run_of_just_now_is_followed_by_the_routine_for_after_a_run() {
    // Written down at 11:30, and it is noon on 11 June.
    let ran = |more: &str| {
        format!(
            r#"{{"v":1,"id":"ran","rev":1,"at":"2026-06-11T11:30:00Z","device":"a","kind":"run","minutes":30.0,{more}}}"#
        )
    };
    let watch = |day: &str, from: &str, to: &str| {
        let at = |time: &str| format!("2026-06-{day}T{time}:00+00:00");
        let recorded = format!(r#""recorded":{{"started":"{}","ended":"{}"}}"#, at(from), at(to));
        ran(&format!(r#""date":"2026-06-{day}",{recorded}"#))
    };
    for (what, line, after) in [
        ("by a watch, just over", watch("11", "10:50", "11:20"), true),
        ("by a watch, this morning", watch("11", "06:00", "06:30"), false),
        ("by a watch, yesterday", watch("10", "11:00", "11:30"), false),
        ("today's", ran(r#""date":"2026-06-11""#), true),
        ("yesterday's", ran(r#""date":"2026-06-10""#), false),
        ("two days old", ran(r#""date":"2026-06-09""#), false),
        ("a walk", ran(r#""date":"2026-06-11","run-minutes":0.0"#), false),
    ] {
        let (app, now) = app_on_thursday(&[line], Vec::new());
        assert_eq!(app.view().today(now).heading == Heading::AfterRun, after, "{what}");
    }
}

#[test]
fn what_is_done_is_called_a_run_or_a_walk() {
    for (plan, answers, minutes, heading) in [
        ("new-runner", "8x(1m run, 2m walk)", 8.0, Activity::Run),
        ("walk-to-30", "5m walk, 5m brisk, 5m walk", 0.0, Activity::Walk),
    ] {
        let begun = format!(
            r#"{{"v":1,"id":"plan","rev":1,"at":"2026-06-11T06:00:00Z","device":"a","kind":"plan","plan":"{plan}","action":"start","date":"2026-06-11"}}"#
        );
        let ran = format!(
            r#"{{"v":1,"id":"ran","rev":1,"at":"2026-06-11T08:00:00Z","device":"a","kind":"run","date":"2026-06-11","minutes":15.0,"run-minutes":{minutes:.1},"prescription":"week 1, run 1: {answers}"}}"#
        );
        let day = thursday(&[begun, ran], vec![]);
        assert_eq!(day.run.unwrap().heading, RunHeading::Logged(heading), "{plan}");
    }
}
