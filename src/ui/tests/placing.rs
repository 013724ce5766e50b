//! The start of a plan on screen: what is asked, what is saved, and how it looks.

use super::stage::Stage;
use crate::app::Input;
use crate::app::Screen;
use crate::app::keymap::Action;
use crate::app::plan_setup::PlanSetupStep;
use crate::dialog::plan_setup::{PlanSetupQuestion, WhySore};
use crate::plan::outline::Caution;
use crate::plan::placement::{NoPlan, Question};
use crate::record::{Body, PlanAction, Profile, Record};
use crate::symptoms::Region;
use crate::words::{English, Words};

const READ: &str = r#"{"v":1,"id":"read","rev":1,"at":"2026-06-01T06:00:00Z","device":"a","kind":"profile","notice-read":true}"#;
const WELL: &str = r#"{"v":1,"id":"well","rev":1,"at":"2026-06-01T06:00:00Z","device":"a","kind":"check-in","moment":"sites","date":"2026-06-01","sore":[],"recall":"now"}"#;
const WARMED: &str = r#"{"v":1,"id":"s","rev":1,"at":"2026-06-10T16:05:00Z","device":"a","kind":"session","routine":"pre-run-5","name":"Five","hash":"0","started":"2026-06-10T16:00:00+00:00","ended":"2026-06-10T16:05:00+00:00","outcome":"done","sets":[]}"#;

/// A runner who has read the notice and answered nothing else, on Today.
fn fresh() -> Stage {
    settled(&[READ])
}

fn settled(lines: &[&str]) -> Stage {
    let mut stage = Stage::after(&lines.join("\n"));
    stage.app.update(Input::Opened, stage.now);
    stage.app.advance(stage.now);
    stage
}

fn sore(sites: &str) -> Stage {
    let said = format!(
        r#"{{"v":1,"id":"sore","rev":1,"at":"2026-06-10T06:00:00Z","device":"a","kind":"check-in","moment":"sites","date":"2026-06-10","sore":[{sites}],"recall":"now"}}"#
    );
    settled(&[READ, &said])
}

fn step(stage: &Stage) -> PlanSetupStep {
    let Screen::PlanSetup(placing) = stage.app.view().screen() else {
        panic!("{:?}", stage.app.view().screen())
    };
    placing.step.clone()
}

fn question(stage: &Stage) -> PlanSetupQuestion {
    let PlanSetupStep::Ask(question) = step(stage) else { panic!("{:?}", step(stage)) };
    question
}

/// What is asked, by the words of its kind.
fn name(question: &PlanSetupQuestion) -> &'static str {
    match question {
        PlanSetupQuestion::LastRun(_) => "last run",
        PlanSetupQuestion::Sore(WhySore::Unknown, _) => "sore",
        PlanSetupQuestion::Sore(WhySore::Break, _) => "sore in a break",
        PlanSetupQuestion::Sore(WhySore::Which, _) => "which is sore",
        PlanSetupQuestion::Longest => "longest",
        PlanSetupQuestion::Placement(Question::Usual) => "usual",
        PlanSetupQuestion::Placement(Question::Walks) => "walks",
        PlanSetupQuestion::Placement(Question::Sport) => "sport",
        other => panic!("{other:?}"),
    }
}

fn asked(stage: &Stage) -> &'static str {
    name(&question(stage))
}

fn found(stage: &Stage) -> (String, Vec<String>) {
    let PlanSetupStep::Found(found) = step(stage) else { panic!("{:?}", step(stage)) };
    let why = found.choice.why.into_iter().map(|why| English.placement_reason(why)).collect();
    (found.choice.plan.id.to_string(), why)
}

/// What this device wrote.
fn written(stage: &Stage) -> Vec<Body> {
    let entries = stage.app.log().entries();
    entries.iter().filter(|e| e.record.device == "test").map(|e| e.body.clone()).collect()
}

fn start(stage: &Stage) -> (String, PlanAction) {
    let Some(Body::Plan(event)) = written(stage).pop() else { panic!("no plan: {:?}", written(stage)) };
    (event.plan.to_string(), event.action)
}

#[test]
fn a_new_runner_answers_four_questions_and_begins() {
    let mut stage = fresh();
    let mut questions = Vec::new();
    for key in ["b", "n", "n", "y"] {
        stage.press(key);
        questions.push(asked(&stage));
    }
    assert_eq!(questions, ["last run", "sore", "walks", "sport"]);
    stage.press("n");
    let (plan, why) = found(&stage);
    assert_eq!(plan, "new-runner");
    assert!(why.iter().any(|why| why.contains("first week twice")), "{why:?}");
    assert!(written(&stage).is_empty(), "nothing is kept before the last key");
    stage.press("\n");
    assert!(matches!(stage.app.view().screen(), Screen::Asked(_)), "the health page comes before a plan");
    stage.press("n");
    assert_eq!(*stage.app.view().screen(), Screen::Today);
    let (plan, action) = start(&stage);
    assert_eq!(plan, "new-runner");
    assert!(matches!(action, PlanAction::Start { days: None, place: None, site: None, .. }), "{action:?}");
    assert!(stage.text(80, 24).contains(". u undoes it."), "{}", stage.text(80, 24));
    stage.press("u");
    let stays = |body: &Body| matches!(body, Body::Profile(Profile { health: Some(_), .. }));
    assert!(written(&stage).iter().all(stays), "all of it goes together, the health page apart");
}

#[test]
fn a_break_asks_for_the_usual_run_and_the_longest_may_stay_open() {
    let mut stage = fresh();
    stage.press("b3n");
    assert_eq!(asked(&stage), "usual");
    stage.press("\n");
    assert_eq!(asked(&stage), "usual", "no minutes, no answer");
    stage.press("305\x08\n");
    assert_eq!(asked(&stage), "longest");
    stage.press("\n");
    let (plan, why) = found(&stage);
    assert_eq!(plan, "back-3-6-weeks");
    assert!(why[1].contains("up to 42 days"), "{why:?}");
    stage.press("\nn");
    let (_, action) = start(&stage);
    let PlanAction::Start { usual_minutes, longest_minutes, last_run, .. } = action else { panic!() };
    assert_eq!((usual_minutes, longest_minutes), (Some(30.0), None));
    assert_eq!(last_run.unwrap().to_string(), "2026-04-30");
}

#[test]
fn each_way_back_leads_one_question_back_and_leaving_keeps_nothing() {
    let mut stage = fresh();
    stage.press("b3n30\n45\n");
    assert_eq!(found(&stage).0, "back-3-6-weeks");
    for (key, before) in [("\x08", "longest"), ("\x1b", "usual"), ("h", "sore in a break")] {
        stage.press(key);
        assert_eq!(asked(&stage), before);
    }
    stage.press("\x1b");
    assert_eq!(asked(&stage), "last run");
    stage.press("h");
    assert_eq!(asked(&stage), "last run", "only Esc leaves");
    stage.press("\x1b");
    assert_eq!(*stage.app.view().screen(), Screen::Today);
    stage.press("b3n30\nq");
    assert_eq!(*stage.app.view().screen(), Screen::Today);
    assert!(written(&stage).is_empty());
}

#[test]
fn soreness_decides_and_a_new_place_asks_for_its_side_and_its_signs() {
    let mut stage = fresh();
    stage.press("b32");
    assert!(matches!(question(&stage), PlanSetupQuestion::Side(site) if site.region == Region::TendonMid));
    stage.press("1");
    assert!(matches!(stage.app.view().screen(), Screen::Asked(_)), "what goes with a new site");
    stage.press("n");
    assert_eq!(found(&stage).0, "back-from-heel-pain");
    stage.press("\nn");
    let written = written(&stage);
    assert!(matches!(&written[1], Body::CheckIn(said) if said.sore[0].site.side.is_some()), "{written:?}");
    let (_, PlanAction::Start { site: Some(site), .. }) = start(&stage) else { panic!() };
    assert_eq!(site.to_string(), "left Achilles");
}

#[test]
fn what_is_sore_already_is_not_asked_and_of_two_one_is() {
    let mut stage = sore(r#"{"region":"under-heel","side":"left","score":2}"#);
    stage.press("b");
    assert_eq!(asked(&stage), "last run", "who still runs may keep running");
    stage.press("n");
    assert_eq!(found(&stage).0, "back-from-heel-pain");
    stage.press("\nn");
    assert_eq!(written(&stage).len(), 2, "it is no new place: the health page, and the plan");
    let mut stage =
        sore(r#"{"region":"under-heel","side":"left","score":2},{"region":"calf-muscle","score":2}"#);
    stage.press("b");
    assert_eq!(asked(&stage), "which is sore");
    stage.press("2");
    let PlanSetupStep::Found(found) = step(&stage) else { panic!() };
    assert_eq!(found.choice.plan.id.as_str(), "back-from-heel-pain");
}

#[test]
fn no_plan_is_no_end_another_can_be_chosen() {
    let mut stage = settled(&[READ, WELL]);
    stage.press("b1");
    assert!(matches!(step(&stage), PlanSetupStep::Without(NoPlan::ShortBreak)));
    stage.press("o");
    let PlanSetupStep::Others(plans, _) = step(&stage) else { panic!() };
    assert!(plans.iter().all(|offered| offered.id.as_str() != "nine-week-run-walk"), "only on request");
    assert_eq!(plans.len(), 6);
    stage.press("\x1b");
    assert!(matches!(step(&stage), PlanSetupStep::Without(_)));
    stage.press("o\n");
    assert_eq!(asked(&stage), "usual", "shares need the usual minutes");
    stage.press("30\n\n");
    let PlanSetupStep::Found(found) = step(&stage) else { panic!() };
    assert!(
        English.caution(&found.choice.cautions[0]).contains("made for 7 to 14 days"),
        "{:?}",
        found.choice.cautions
    );
    stage.press("\x1b\x1b\x1b");
    assert!(matches!(step(&stage), PlanSetupStep::Without(_)), "back over its questions to the answers");
}

#[test]
fn a_plan_that_does_not_fit_says_so() {
    let mut stage = fresh();
    stage.press("bnnyyo");
    let at = |stage: &Stage| if let PlanSetupStep::Others(_, at) = step(stage) { at } else { panic!() };
    assert_eq!(at(&stage), 4, "the one that fits is chosen");
    stage.press("k\n");
    let PlanSetupStep::Found(found) = step(&stage) else { panic!() };
    assert_eq!(found.choice.plan.id.as_str(), "back-from-heel-pain");
    assert!(matches!(&found.choice.cautions[0], Caution::Better(plan) if plan.starts_with("New runner")));
    stage.press("oj\n");
    let PlanSetupStep::Found(found) = step(&stage) else { panic!() };
    assert!(found.choice.cautions.is_empty() && !found.choice.why.is_empty());
}

#[test]
fn run_days_are_chosen_and_those_too_close_say_why() {
    let mut stage = fresh();
    stage.press("bnnyyd");
    let days = |stage: &Stage| if let PlanSetupStep::Days(_, days) = step(stage) { days } else { panic!() };
    assert_eq!(days(&stage).len(), 3, "those of the plan");
    stage.press("2");
    assert!(stage.text(80, 24).contains("Monday and Tuesday are too close"), "{}", stage.text(80, 24));
    stage.press("\n");
    assert_eq!(days(&stage).len(), 4, "they are not taken");
    stage.press("13456\n");
    let PlanSetupStep::Found(found) = step(&stage) else { panic!("{}", stage.text(80, 24)) };
    assert_eq!(found.days.len(), 3);
    stage.press("\nn");
    let (_, PlanAction::Start { days: Some(days), .. }) = start(&stage) else { panic!() };
    assert_eq!(days.iter().map(|day| day.id()).collect::<Vec<_>>(), ["tue", "thu", "sat"]);
    let mut stage = fresh();
    stage.press("bnnyyd135");
    assert!(stage.text(80, 24).contains("at least one day"), "{}", stage.text(80, 24));
    stage.press("\x1b");
    assert_eq!(found_days(&stage), 3, "as before");
}

fn found_days(stage: &Stage) -> usize {
    let PlanSetupStep::Found(found) = step(stage) else { panic!() };
    found.days.len()
}

#[test]
fn a_key_that_brought_a_question_or_a_plan_does_not_answer_it() {
    let mut stage = fresh();
    stage.press("b3n3");
    let at_once = |stage: &mut Stage, action| drop(stage.app.update(action, stage.now));
    at_once(&mut stage, Action::Digit(0));
    at_once(&mut stage, Action::Accept);
    assert_eq!(asked(&stage), "longest", "minutes are typed as fast as they come");
    at_once(&mut stage, Action::Accept);
    assert_eq!(asked(&stage), "longest", "the Enter that brought it leaves it not open");
    stage.press("\n");
    let plan = found(&stage).0;
    at_once(&mut stage, Action::Accept);
    assert_eq!(found(&stage).0, plan, "nor does it begin the plan");
    stage.press("\n");
    assert!(matches!(stage.app.view().screen(), Screen::Asked(_)), "once it was read it does");
}

#[test]
fn a_plan_that_runs_is_asked_about_once_more() {
    let mut stage = fresh();
    stage.press("bnnyy\nn");
    assert_eq!(written(&stage).len(), 3, "the health page, what was said of the runner, and the plan");
    // Another plan does not ask the page again.
    stage.now.at.moment += jiff::SignedDuration::from_mins(5);
    stage.press("b");
    assert_eq!(asked(&stage), "last run", "walks and sport are known");
    stage.press("nn\n");
    assert!(matches!(step(&stage), PlanSetupStep::Replace(..)));
    stage.press("n");
    assert_eq!(found(&stage).0, "new-runner");
    stage.press("\n\n");
    assert_eq!(written(&stage).len(), 4);
}

#[test]
fn a_sign_before_the_plan_stops_it_and_an_open_one_says_why() {
    let mut stage = fresh();
    stage.press("bnnyy\n12y");
    assert_eq!(*stage.app.view().screen(), Screen::Locked);
    assert!(matches!(&written(&stage)[..], [Body::Flag(_)]), "{:?}", written(&stage));
    stage.press("\x1bb");
    assert!(matches!(step(&stage), PlanSetupStep::Locked(_)));
    stage.press("\n");
    assert_eq!(*stage.app.view().screen(), Screen::Locked);
}

#[test]
fn a_plan_is_offered_once_after_the_first_warm_up() {
    assert!(!settled(&[READ, WELL]).app.view().offers_plan());
    let mut stage = settled(&[READ, WELL, WARMED]);
    assert!(stage.text(80, 24).contains("b a plan for running   n not now"), "{}", stage.text(80, 24));
    stage.press("n");
    assert!(!stage.app.view().offers_plan());
    let records: Vec<Record> = stage.app.log().entries().into_iter().map(|e| e.record.clone()).collect();
    assert_eq!(records.len(), 4);
    stage.press("u");
    assert!(stage.app.view().offers_plan());
    stage.press("\n");
    assert_eq!(*stage.app.view().screen(), Screen::Player, "never in the way of Enter");
    let mut stage = settled(&[READ, WELL, WARMED]);
    stage.press("bn");
    assert_eq!(asked(&stage), "walks");
    stage.press("yy\nn");
    assert!(!stage.app.view().offers_plan());
}

#[test]
fn each_question_of_a_plan_at_every_size() {
    let mut shown = Vec::new();
    let mut stage = fresh();
    stage.app.stage.show_figures();
    for keys in ["b", "3", "2"] {
        shown.push(stage.press(keys).body());
    }
    let mut stage = fresh();
    for keys in ["b3n", "30", "\n"] {
        shown.push(stage.press(keys).body());
    }
    let mut stage = fresh();
    for keys in ["bnn", "y"] {
        shown.push(stage.press(keys).body());
    }
    shown.push(fresh().press("bnnn").body());
    shown.push(settled(&[READ, WELL]).press("b3").body());
    let two = r#"{"region":"under-heel","side":"left","score":2},{"region":"calf-muscle","score":2}"#;
    shown.push(sore(two).press("b").body());
    insta::assert_snapshot!("placing_questions", shown.join("\n"));
}

#[test]
fn the_plan_that_fits_at_every_size() {
    let mut shown = vec![fresh().press("bnnyn").all_sizes()];
    shown.push(fresh().press("b3n30\n45\n").body());
    shown.push(fresh().press("b421n").body());
    insta::assert_snapshot!("placing_found", shown.join("\n"));
}

#[test]
fn what_can_be_chosen_instead_at_every_size() {
    let mut stage = fresh();
    let mut shown = vec![stage.press("bnnyyo").all_sizes()];
    shown.push(stage.press("kkk\n30\n\n").body());
    shown.push(fresh().press("bnnyyd").body());
    shown.push(fresh().press("bnnyyd2").body());
    let mut stage = fresh();
    stage.press("bnnyy\nnbnn\n");
    shown.push(stage.body());
    shown.push(stage.press("nok\n\n").body());
    let mut stage = fresh();
    stage.press("bnnyy\n12y\x1bb");
    shown.push(stage.body());
    let mut stage = fresh();
    stage.press("!64yn\x1bb");
    shown.push(stage.body());
    insta::assert_snapshot!("placing_choices", shown.join("\n"));
}

#[test]
fn the_offer_on_today_at_every_size() {
    insta::assert_snapshot!("placing_offer", settled(&[READ, WELL, WARMED]).body());
}
