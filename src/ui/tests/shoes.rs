//! Snapshots of the screens of shoes and of what was recorded, and what their keys write.

use std::fmt::Write as _;

use super::stage::Stage;
use crate::app::Screen;
use crate::app::keymap::Action;
use crate::record::{Body, Run};
use crate::symptoms::PainScore;
use crate::ui::Colours;

/// A runner with three pairs, some runs, mornings and a warning sign that was cleared.
fn lines() -> String {
    let mut lines = String::new();
    let mut line = |id: &str, at: &str, rest: &str| {
        let _ = writeln!(lines, r#"{{"v":1,"id":"{id}","rev":1,"at":"{at}T18:00:00Z","device":"d",{rest}}}"#);
    };
    line(
        "well",
        "2026-05-01",
        r#""kind":"check-in","moment":"sites","date":"2026-05-01","sore":[],"recall":"now""#,
    );
    line(
        "a",
        "2026-02-01",
        r#""kind":"shoe","name":"Pegasus 41","since":"2026-02-01","remind-km":600.0,"before-km":480.0"#,
    );
    line("b", "2026-06-01", r#""kind":"shoe","name":"Läufer, blau","since":"2026-06-01""#);
    line(
        "c",
        "2025-02-01",
        r#""kind":"shoe","name":"Old trainers","since":"2025-02-01","retired":"2026-03-01""#,
    );
    for (i, (day, km, shoe)) in [
        ("2026-02-20", 8.0, "c"),
        ("2026-05-20", 61.3, "a"),
        ("2026-05-27", 60.2, "a"),
        ("2026-06-05", 0.0, "b"),
        ("2026-06-06", 5.1, "b"),
        ("2026-06-08", 4.2, "clogs"),
    ]
    .into_iter()
    .enumerate()
    {
        let distance = if km > 0.0 { format!(r#""distance-km":{km},"#) } else { String::new() };
        line(
            &format!("r{i}"),
            day,
            &format!(
                r#""kind":"run","date":"{day}","minutes":{}.0,{distance}"during":1,"shoe":"{shoe}""#,
                30 + i
            ),
        );
    }
    line(
        "m",
        "2026-06-09",
        r#""kind":"check-in","moment":"morning","date":"2026-06-09","sore":[{"region":"tendon-mid","side":"left","score":2}],"stiff-minutes":10,"recall":"now""#,
    );
    line("f", "2026-06-09", r#""kind":"flag","sign":"RF12b""#);
    line("e", "2026-06-10", r#""kind":"clearance","signs":[],"by":"clinician""#);
    line("p", "2026-01-01", r#""kind":"profile","notice-read":true,"born":1980"#);
    lines
}

fn stage() -> Stage {
    Stage::after(&lines())
}

fn do_(stage: &mut Stage, actions: &[Action]) {
    for action in actions {
        stage.app.update(*action, stage.now);
    }
}

fn run(stage: &Stage, id: &str) -> Run {
    match &stage.app.log().get(id).unwrap().body {
        Body::Run(run) => run.clone(),
        body => panic!("{body:?}"),
    }
}

#[test]
fn shoes_show_how_far_each_pair_went_and_the_chosen_one_in_full() {
    let mut stage = stage();
    stage.press("s");
    insta::assert_snapshot!("shoes", stage.body());
    stage.press("j");
    insta::assert_snapshot!("shoes_worn", stage.body());
}

#[test]
fn a_pair_is_named_letter_by_letter_and_no_letter_is_a_key() {
    let mut stage = stage();
    stage.press("saBlue? q!\x08");
    insta::assert_snapshot!("shoes_named", stage.body());
    stage.press("\n120\n");
    let rack = stage.app.core.rack(stage.now);
    let pair = rack.find("Blue? q").unwrap();
    assert_eq!(pair.shoe.before_km, Some(120.0));
    stage.press("u");
    assert!(stage.app.core.rack(stage.now).find("Blue? q").is_err(), "u takes it back");
    stage.press("apegasus 41\n");
    assert!(stage.text(80, 24).contains("You already have a pair called `Pegasus 41`."));
    stage.press("\x1b\x1b");
    assert_eq!(*stage.app.view().screen(), Screen::Today);
}

#[test]
fn without_a_pair_the_screen_says_what_it_is_for() {
    let mut stage = Stage::well();
    stage.press("s");
    insta::assert_snapshot!("shoes_none", stage.body());
}

#[test]
fn digits_set_the_distance_x_takes_out_of_use_and_n_gives_a_name() {
    let mut stage = stage();
    stage.press("s700\n");
    let first = |stage: &Stage| stage.app.core.rack(stage.now).pairs[0].shoe.clone();
    assert_eq!(first(&stage).remind_km, Some(700.0));
    stage.press("u");
    assert_eq!(first(&stage).remind_km, None);
    stage.press("n\x08\x08\x08\x08\x08\x08x\n");
    assert_eq!(first(&stage).name, "Läuferx");
    stage.press("x");
    let rack = stage.app.core.rack(stage.now);
    assert!(rack.find("Läuferx").unwrap().is_retired());
    stage.press("x");
    let rack = stage.app.core.rack(stage.now);
    assert!(!rack.find("Läuferx").unwrap().is_retired(), "x again brings it back");
}

#[test]
fn a_run_is_in_the_pair_worn_last_and_one_key_says_another() {
    let mut stage = stage();
    stage.press("l28");
    insta::assert_snapshot!("outing_shoes", stage.body());
    stage.press("ss\n");
    let Screen::RunSummary(ran) = stage.app.view().screen() else { panic!() };
    let id = ran.dialog.rules.record.clone();
    assert_eq!(run(&stage, &id).shoe.as_deref(), Some("a"));
    insta::assert_snapshot!("ran_shoes", stage.body());
    stage.press("s");
    assert_eq!(run(&stage, &id).shoe.as_deref(), Some("b"));
    stage.press("s");
    assert_eq!(run(&stage, &id).shoe, None, "round and round, no pair among them");
    assert_eq!(stage.app.log().get(&id).unwrap().rev, 3);
}

#[test]
fn who_has_no_pair_is_asked_nothing() {
    let mut stage = Stage::well();
    stage.press("l28");
    assert!(!stage.text(80, 24).contains("shoes"));
    stage.press("s\n");
    let Screen::RunSummary(ran) = stage.app.view().screen() else { panic!() };
    assert_eq!(ran.run().shoe, None);
    assert!(!stage.text(80, 24).contains("shoes"));
}

#[test]
fn entries_are_listed_newest_first_with_the_chosen_one_in_full() {
    let mut stage = stage();
    do_(&mut stage, &[Action::Progress, Action::Accept, Action::Down, Action::Down, Action::Down]);
    insta::assert_snapshot!("entries", stage.body());
    stage.press("f");
    insta::assert_snapshot!("entries_runs", stage.body());
}

#[test]
fn an_entry_is_edited_by_arrows_digits_and_letters() {
    let mut stage = stage();
    do_(&mut stage, &[Action::Progress, Action::Accept, Action::Filter, Action::Accept]);
    stage.press("jllhljj5.5km\nj");
    stage.press("jj3");
    insta::assert_snapshot!("entry", stage.body());
    stage.press("jjjjjjjjjjjtwindy\n");
    insta::assert_snapshot!("entry_typed", stage.text(80, 24));
    stage.press("\n");
    let now = run(&stage, "r5");
    assert_eq!((now.minutes, now.distance_km, now.during.map(PainScore::value)), (37.0, Some(5.5), Some(3)));
    assert_eq!(stage.app.log().get("r5").unwrap().rev, 2);
    stage.press("u");
    assert_eq!(run(&stage, "r5").minutes as u32, 35);
    assert_eq!(stage.app.log().get("r5").unwrap().rev, 3, "nothing is rewritten");
}

#[test]
fn what_does_not_fit_together_is_told_and_nothing_is_kept() {
    let mut stage = stage();
    do_(&mut stage, &[Action::Progress, Action::Accept, Action::Filter, Action::Accept]);
    stage.press("jj50m\n\n");
    assert!(
        stage.text(80, 24).contains("The running time must be no longer than the whole run."),
        "{}",
        stage.text(80, 24)
    );
    stage.press("\x1b");
    assert_eq!(stage.app.log().get("r5").unwrap().rev, 1);
}

#[test]
fn an_entry_is_taken_out_after_two_keys_and_comes_back() {
    let mut stage = stage();
    do_(&mut stage, &[Action::Progress, Action::Accept, Action::Filter]);
    stage.press("x");
    assert!(stage.app.log().get("r5").is_some());
    assert_eq!(stage.app.stage.notice(), Some("Press x again to delete this entry."));
    stage.press("x");
    assert!(stage.app.log().get("r5").is_none());
    stage.press("u");
    assert!(stage.app.log().get("r5").is_some());
    stage.press("xjx");
    assert!(stage.app.log().get("r4").is_some(), "another key between is no second one");
}

#[test]
fn a_warning_sign_is_neither_edited_nor_taken_out() {
    let mut stage = stage();
    do_(&mut stage, &[Action::Progress, Action::Accept, Action::Down, Action::Accept]);
    assert!(
        stage.app.stage.notice().is_some_and(|words| words.contains("can't edit or delete a warning sign"))
    );
    stage.press("xx");
    assert!(stage.app.log().get("f").is_some());
}

#[test]
fn an_entry_of_a_newer_program_is_told_and_left() {
    let mut stage = stage();
    stage.app.core.newer.insert("r5".to_owned());
    do_(&mut stage, &[Action::Progress, Action::Accept, Action::Filter, Action::Accept]);
    assert!(stage.app.stage.notice().is_some_and(|words| words.contains("A newer Runup")));
    stage.press("xx");
    assert!(stage.app.log().get("r5").is_some());
}

#[test]
fn thousands_of_entries_scroll_and_each_stays_in_sight() {
    let mut many = lines();
    for i in 0..5_000 {
        let _ = writeln!(
            many,
            r#"{{"v":1,"id":"n{i}","rev":1,"at":"2020-01-01T08:00:00Z","device":"d","kind":"run","date":"20{:02}-0{}-0{}","minutes":{}.0}}"#,
            10 + i % 10,
            1 + i % 9,
            1 + i % 8,
            10 + i % 50
        );
    }
    let mut stage = Stage::after(&many);
    do_(&mut stage, &[Action::Progress, Action::Accept]);
    for _ in 0..900 {
        stage.press("l");
    }
    let shown = stage.text(80, 24);
    assert!(shown.contains("5014 of 5014"), "{shown}");
    assert!(shown.lines().filter(|line| line.contains('›')).count() == 1, "{shown}");
    stage.draw(40, 12, Colours::Dark);
}

#[test]
fn two_new_things_in_a_week_are_said_on_today_without_a_plan() {
    let note = "New shoes and more running in one week.";
    assert!(stage().text(120, 36).contains(note), "{}", stage().text(120, 36));
    let old = lines().replace(r#""name":"Läufer, blau","#, r#""name":"Läufer, blau","before-km":90.0,"#);
    assert!(!Stage::after(&old).text(120, 36).contains(note));
}
