//! The check-in and a run that is logged from Today: how few keys they take, what is written, how they look.

use super::stage::Stage;
use crate::app::{Input, Screen};
use crate::dialog::check_in::CheckQuestion;
use crate::record::{Body, CheckIn, CutShort, Effort, Moment, PlanAction, Recall, Record, Run};
use crate::symptoms::{PainScore, Region};

const READ: &str = r#"{"v":1,"id":"read","rev":1,"at":"2026-06-01T06:00:00Z","device":"a","kind":"profile","notice-read":true}"#;
const LONG_AGO: &str = r#"{"v":1,"id":"first-run","rev":1,"at":"2020-01-01T08:00:00Z","device":"a","kind":"run","date":"2020-01-01","minutes":20.0}"#;

fn check_in(moment: &str, date: &str, sore: &str) -> String {
    format!(
        r#"{{"v":1,"id":"{moment} {date}","rev":1,"at":"{date}T05:00:00Z","device":"a","kind":"check-in","moment":"{moment}","date":"{date}","sore":[{sore}],"recall":"now"}}"#
    )
}

fn run_on(date: &str) -> String {
    format!(
        r#"{{"v":1,"id":"run {date}","rev":1,"at":"{date}T16:00:00Z","device":"a","kind":"run","date":"{date}","minutes":20.0}}"#
    )
}

/// Thursday morning, after a run on Wednesday; the tendon of one side is sore if that is said.
fn after_a_run(sore: bool) -> Stage {
    let tendon = r#"{"region":"tendon-mid","side":"right","score":2}"#;
    let sites = check_in("sites", "2026-06-08", if sore { tendon } else { "" });
    let mut lines = vec![READ.to_owned(), LONG_AGO.to_owned(), sites, run_on("2026-06-10")];
    if sore {
        lines.push(check_in("morning", "2026-06-09", tendon));
        lines.push(check_in("morning", "2026-06-10", tendon));
    }
    let mut stage = Stage::after(&lines.join("\n"));
    stage.app.stage.show_figures();
    stage.app.update(Input::Opened, stage.now);
    stage.app.advance(stage.now);
    stage
}

fn check_ins(stage: &Stage) -> Vec<CheckIn> {
    let written = stage.app.log().check_ins().into_iter().filter(|e| e.record.device == "test");
    written.map(|e| e.body.clone()).collect()
}

fn runs(stage: &Stage) -> Vec<Run> {
    let written = stage.app.log().runs().into_iter().filter(|e| e.record.device == "test");
    written.map(|e| e.body.clone()).collect()
}

#[test]
fn who_has_nothing_sore_answers_with_one_key_on_today() {
    let mut stage = after_a_run(false);
    assert!(stage.text(80, 24).contains("Anything sore since yesterday's run?  n nothing  c yes"));
    stage.press("n");
    assert_eq!(*stage.app.view().screen(), Screen::Today);
    let [said] = &check_ins(&stage)[..] else { panic!("one record") };
    assert_eq!((said.moment, said.date.to_string().as_str()), (Moment::Morning, "2026-06-11"));
    assert!(said.sore.is_empty() && said.recall == Recall::Now);
    assert_eq!(stage.app.stage.checking().question(), None);
}

#[test]
fn one_site_after_a_run_takes_at_most_four_keys() {
    for (keys, asked_more) in [("12", false), ("131", true), ("22", false)] {
        let mut stage = after_a_run(true);
        stage.press(keys);
        assert!(keys.len() <= 4);
        assert_eq!(stage.app.stage.checking().question(), None, "{keys}");
        let said = check_ins(&stage);
        let about: Vec<_> = said.iter().map(|c| (c.moment, c.date.to_string(), c.recall)).collect();
        assert_eq!(
            about,
            [
                (Moment::Later, "2026-06-10".to_owned(), Recall::Memory),
                (Moment::Morning, "2026-06-11".to_owned(), Recall::Now)
            ]
        );
        assert_eq!(said[1].stiff_minutes.is_some(), asked_more);
    }
}

#[test]
fn a_digit_answers_on_today_and_enter_still_starts() {
    let mut stage = after_a_run(true);
    stage.press("2");
    assert_eq!(*stage.app.view().screen(), Screen::Today, "2 is no tab while it is an answer");
    stage.press("\n");
    assert_eq!(*stage.app.view().screen(), Screen::Player);
}

#[test]
fn a_place_that_is_sore_asks_about_signs_and_then_how_much() {
    let mut stage = after_a_run(false);
    stage.press("c4");
    assert!(matches!(stage.app.view().screen(), Screen::Asked(_)), "what goes with a new site");
    stage.press("n2");
    let question = stage.app.stage.checking().question().unwrap();
    assert_eq!(question.scale().map(|site| site.region), Some(Region::UnderHeel));
    stage.press("2");
    let said = check_ins(&stage);
    assert_eq!((said[0].moment, said[1].moment), (Moment::Sites, Moment::Morning));
    assert_eq!(said[1].sore[0].score, PainScore::new(2));
    assert_eq!(stage.app.stage.checking().question(), None);
}

#[test]
fn from_four_up_signs_limp_and_stab_are_asked_and_nine_becomes_ten() {
    let mut stage = after_a_run(true);
    stage.press("c09");
    assert!(matches!(stage.app.view().screen(), Screen::Asked(_)));
    stage.press("n");
    assert_eq!(stage.app.stage.checking().question(), Some(CheckQuestion::Gait));
    stage.press(">");
    assert_eq!(check_ins(&stage)[1].sore[0].score, PainScore::new(10));
    stage.press("2");
    let said = check_ins(&stage)[1].clone();
    assert_eq!((said.limp, said.sharp), (true, false));
}

#[test]
fn a_sharp_stab_is_kept_and_rests() {
    let mut stage = after_a_run(true);
    stage.press("c04n3");
    let said = check_ins(&stage)[1].clone();
    assert_eq!((said.limp, said.sharp), (false, true));
    let line = r#"{"v":1,"id":"old","rev":1,"at":"2026-06-11T05:00:00Z","device":"a","kind":"check-in","moment":"now","date":"2026-06-11","sore":[],"recall":"now"}"#;
    let old = Record::from_line(line.as_bytes()).unwrap();
    assert!(
        matches!(&old.body, Body::CheckIn(check_in) if !check_in.sharp),
        "what was written before says nothing of it"
    );
    assert!(!String::from_utf8(old.to_line().unwrap()).unwrap().contains("sharp"));
}

#[test]
fn the_arrows_go_between_questions_and_none_is_lost() {
    let mut stage = after_a_run(true);
    stage.press("c");
    let first = stage.app.stage.checking().question();
    stage.press("j");
    let second = stage.app.stage.checking().question();
    assert_ne!(first, second);
    stage.press("j");
    assert_eq!(stage.app.stage.checking().question(), second, "it is the last one");
    stage.press("2");
    assert_eq!(check_ins(&stage)[0].moment, Moment::Morning, "the second was answered first");
    assert_eq!(stage.app.stage.checking().question(), first, "and the first is asked again");
    stage.press("k1");
    assert_eq!(stage.app.stage.checking().question(), None);
    assert_eq!(check_ins(&stage).len(), 2);
}

/// Nothing was sore, and now the Achilles is; what goes with a new site is answered with no.
fn newly_sore() -> Stage {
    let mut stage = after_a_run(false);
    stage.press("c2n");
    assert_eq!(stage.app.stage.checking().question(), Some(CheckQuestion::Side));
    stage
}

#[test]
fn a_new_place_asks_its_side_and_each_side_is_scored() {
    use crate::symptoms::Side::{Left, Right};
    for (key, sides) in [("1", vec![Left]), ("2", vec![Right]), ("3", vec![Left, Right])] {
        let mut stage = newly_sore();
        stage.press(key);
        let said: Vec<_> = check_ins(&stage)[0].sore.iter().map(|sore| sore.site.side).collect();
        assert_eq!(said, sides.iter().map(|side| Some(*side)).collect::<Vec<_>>());
        for side in sides {
            let asked = stage.app.stage.checking().question().and_then(CheckQuestion::scale).unwrap();
            assert_eq!((asked.region, asked.side), (Region::TendonMid, Some(side)));
            stage.press("2");
        }
        assert_eq!(stage.app.stage.checking().question(), None, "{key}");
    }
}

#[test]
fn the_side_of_a_new_place_is_taken_back_and_asked_again() {
    let mut stage = newly_sore();
    stage.press("1u");
    assert_eq!(check_ins(&stage)[0].sore[0].site.side, None);
    assert_eq!(stage.app.stage.checking().question(), Some(CheckQuestion::Side));
}

#[test]
fn a_place_that_is_known_and_one_elsewhere_have_no_side_to_ask() {
    let mut stage = after_a_run(false);
    stage.press("c5");
    let no = |stage: &Stage| matches!(stage.app.view().screen(), Screen::Asked(_));
    while no(&stage) {
        stage.press("n");
    }
    assert!(
        stage.app.stage.checking().question().and_then(CheckQuestion::scale).is_some(),
        "elsewhere has no side"
    );
}

#[test]
fn what_was_said_is_taken_back_and_asked_again() {
    let mut stage = after_a_run(true);
    stage.press("1");
    let asked = stage.app.stage.checking().question();
    stage.press("31u");
    assert!(stage.text(80, 24).contains("Undone: stiff, 10 min."));
    assert_eq!(
        stage.app.stage.checking().question(),
        Some(CheckQuestion::Stiff),
        "only the last is asked again"
    );
    assert_eq!(check_ins(&stage)[1].stiff_minutes, None);
    stage.press("u");
    assert_eq!(stage.app.stage.checking().question(), asked);
    assert_eq!(check_ins(&stage).len(), 1);
    assert!(stage.text(80, 24).contains("Undone: First steps this morning, 3."));
    stage.press("u");
    assert!(check_ins(&stage).is_empty());
    stage.press("u");
    assert!(stage.text(80, 24).contains("Nothing to undo since you opened Runup."));
}

#[test]
fn later_loses_nothing() {
    let mut stage = after_a_run(true);
    stage.press("c1").press("q");
    assert_eq!(*stage.app.view().screen(), Screen::Today);
    assert_eq!(check_ins(&stage).len(), 1);
    assert!(matches!(stage.app.stage.checking().question(), Some(question) if question.scale().is_some()));
}

#[test]
fn an_illness_asks_for_the_end_of_the_fever() {
    let mut stage = away();
    stage.press("2");
    stage.press("1");
    let events = stage.app.log().plan_events();
    let PlanAction::Back { well_since, .. } = &events.last().unwrap().body.action else {
        panic!("no return")
    };
    assert_eq!(well_since.unwrap().to_string(), "2026-06-10");
    let mut stage = away();
    stage.press("2f");
    assert_eq!(stage.app.stage.checking().question(), None, "not asked twice in one opening");
}

/// A plan that began two weeks ago, and no word since.
fn away() -> Stage {
    let plan = r#"{"v":1,"id":"plan","rev":1,"at":"2026-05-28T06:00:00Z","device":"a","kind":"plan","plan":"new-runner","action":"start","date":"2026-05-28"}"#;
    let sites = check_in("sites", "2026-05-28", "");
    let mut stage = Stage::after(&[READ, LONG_AGO, &sites, plan].join("\n"));
    stage.app.update(Input::Opened, stage.now);
    stage
}

#[test]
fn the_run_of_the_plan_is_logged_with_two_keys_and_a_shorter_one_asks_why() {
    let mut stage = Stage::with_plan("4x(3m run, 2m walk)", None);
    stage.press("l\n");
    let [run] = &runs(&stage)[..] else { panic!("one run") };
    assert_eq!((run.minutes, run.run_minutes, run.completed), (29.0, Some(12.0), Some(1.0)));
    assert!(run.prescription.as_deref().is_some_and(|text| text.ends_with("4x(3m run, 2m walk)")));
    stage.press("2");
    assert_eq!(runs(&stage)[0].effort, Effort::new(5));

    let mut stage = Stage::with_plan("4x(3m run, 2m walk)", None);
    stage.press("l14\n3");
    let run = &runs(&stage)[0];
    assert!(run.walked_home && run.cut_short == Some(CutShort::Other));
    assert!((run.minutes - 14.0).abs() < 1e-9);
    stage.press("1\nu");
    assert!(runs(&stage).is_empty());
}

#[test]
fn a_run_without_a_plan_needs_its_minutes() {
    let mut stage = after_a_run(true);
    stage.press("l\n");
    assert!(runs(&stage).is_empty());
    stage.press("35\n");
    assert_eq!((runs(&stage)[0].minutes, runs(&stage)[0].prescription.as_ref()), (35.0, None));
    assert!(
        matches!(stage.app.view().screen(), Screen::RunSummary(ran) if ran.dialog.rules.region == Some(Region::TendonMid))
    );
}

#[test]
fn nothing_that_was_written_is_a_warning_sign_by_itself() {
    let mut stage = after_a_run(true);
    stage.press("12");
    let flags = stage.app.log().entries().into_iter().filter(|e| matches!(e.body, Body::Flag(_)));
    assert_eq!(flags.count(), 0);
}

#[test]
fn each_question_at_every_size() {
    let mut shown = vec![after_a_run(true).all_sizes()];
    let mut stage = after_a_run(true);
    for keys in ["c", "1", ">>>", "5"] {
        shown.push(stage.press(keys).body());
    }
    stage.press("n");
    for keys in ["", "1", "2"] {
        shown.push(stage.press(keys).body());
    }
    insta::assert_snapshot!("checkin", shown.join("\n"));
    let mut shown = vec![after_a_run(false).all_sizes()];
    shown.push(after_a_run(false).press("c").body());
    shown.push(away().body());
    shown.push(away().press("2").body());
    shown.push(away().press("3").body());
    insta::assert_snapshot!("checkin_one_key", shown.join("\n"));
}

#[test]
fn a_run_that_is_logged_at_every_size() {
    let mut stage = Stage::with_plan("4x(3m run, 2m walk)", Some(Region::TendonMid));
    let mut shown = vec![stage.press("l").all_sizes()];
    shown.push(stage.press("14").body());
    shown.push(after_a_run(false).press("l").body());
    insta::assert_snapshot!("outing", shown.join("\n"));
}
