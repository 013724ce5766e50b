//! Weights: typed on the page of a routine and while it plays.

use insta::assert_snapshot;

use super::stage::Stage;
use crate::app::{Action, Effect, Screen};
use crate::plan::rungs::taken;
use crate::record::Body;
use crate::routine::Id;

fn on_page() -> Stage {
    let mut stage = Stage::well();
    stage.press("r");
    let at = stage.app.core.routine_ids().iter().position(|id| id.as_str() == "calf-base").unwrap();
    stage.app.update(Action::Choose(at as u16), stage.now);
    stage.press("w");
    stage
}

fn load(stage: &Stage, step: &str) -> Option<String> {
    taken(stage.app.log()).get(&Id::from_words("calf-base"))?.loads.get(&Id::from_words(step)).cloned()
}

#[test]
fn the_page_of_a_routine_takes_weights_for_its_steps() {
    let mut stage = on_page();
    stage.press("gj12>");
    assert_snapshot!("weights", stage.all_sizes());
    stage.press("\n");
    assert_eq!(load(&stage, "seated").as_deref(), Some("12.5 kg"));
    assert_eq!(load(&stage, "raise"), None, "what was not typed stays as it is");
    assert!(matches!(stage.app.view().screen(), Screen::About { .. }));
    stage.press("u");
    assert_eq!(load(&stage, "seated"), None, "taken back");
}

#[test]
fn esc_keeps_nothing_and_zero_is_the_bodys_own() {
    let mut stage = on_page();
    stage.press("g20\x1b");
    assert_eq!(load(&stage, "raise"), None);
    stage.press("g20\ng0\n");
    assert_eq!(load(&stage, "raise").as_deref(), Some("body weight"));
}

#[test]
fn digits_make_a_number_and_it_stays_below_a_thousand() {
    let mut stage = on_page();
    stage.press("g1234");
    let Screen::Weights(weights) = stage.app.view().screen() else { panic!() };
    assert_eq!(weights.form.rows.steps[0].weight().as_deref(), Some("123 kg"));
    stage.press("\x08\x08");
    let Screen::Weights(weights) = stage.app.view().screen() else { panic!() };
    assert_eq!(weights.form.rows.steps[0].weight().as_deref(), Some("1 kg"));
}

#[test]
fn in_the_player_the_clock_stands_and_the_set_has_the_weight() {
    let mut stage = Stage::well();
    // Past get-ready and set-up: the first set runs.
    stage.play("calf-base").press(">").wait(1_000);
    let left = |stage: &Stage| stage.app.stage.session().unwrap().player().left(stage.now.mono);
    let before = left(&stage);
    stage.press("g").wait(30_000).press("15\n");
    assert_eq!(left(&stage), before, "typing takes no time away");
    assert_eq!(load(&stage, "raise").as_deref(), Some("15 kg"));
    assert!(stage.text(120, 36).contains("15 kg"), "{}", stage.text(120, 36));
    stage.press(">qq");
    let sessions = stage.app.log().sessions();
    let sets = &sessions[0].body.sets;
    assert_eq!(sets[0].load.as_deref(), Some("15 kg"), "{sets:?}");
}

#[test]
fn a_step_of_a_warm_up_takes_none() {
    let mut stage = Stage::well();
    stage.play("pre-run-5").press(">").press("g");
    assert!(matches!(stage.app.view().screen(), Screen::Player));
    let kept = stage.app.update(Action::Weights, stage.now);
    assert!(!kept.iter().any(|e| matches!(e, Effect::Save(r) if matches!(r.body, Body::Rung(_)))));
}
