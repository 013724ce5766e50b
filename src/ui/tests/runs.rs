//! Snapshots of a run: while it is played, from 3 m, and after it.

use super::stage::Stage;
use crate::symptoms::Region;

fn running(millis: u64) -> Stage {
    let mut stage = Stage::with_plan("4x(3m run, 2m walk)", None);
    stage.app.show_figures();
    stage.run().wait(millis);
    stage
}

#[test]
fn a_run_shows_its_countdown_its_profile_and_the_key_that_ends_it() {
    insta::assert_snapshot!("run", running(10_000 + 240_000 + 300_000 + 45_000).all_sizes());
}

#[test]
fn a_run_gets_ready_with_the_walk() {
    insta::assert_snapshot!("run_ready", running(4_000).all_sizes());
}

#[test]
fn a_run_is_read_from_afar_with_the_key_that_ends_it() {
    let mut stage = running(10_000 + 240_000 + 45_000);
    stage.app.settings.far_view = true;
    insta::assert_snapshot!("run_far", stage.all_sizes());
}

#[test]
fn after_a_run_one_question_at_a_time_is_asked() {
    let mut stage = Stage::with_plan("4x(3m run, 2m walk)", Some(Region::TendonMid));
    stage.run().wait(10_000 + 240_000 + 300_000 + 45_000).press("\n\n");
    let mut shown = vec![stage.all_sizes()];
    for key in ["2", "3", "2"] {
        shown.push(stage.press(key).all_sizes());
    }
    insta::assert_snapshot!("ran", shown.join("\n"));
}

#[test]
fn today_offers_the_run_after_its_warm_up() {
    let mut stage = Stage::with_plan("4x(3m run, 2m walk)", None);
    stage.play("pre-run-2").wait(200_000);
    insta::assert_snapshot!("summary_before_a_run", stage.all_sizes());
    stage.press("p");
    insta::assert_snapshot!("phone", stage.all_sizes());
    stage.press("q\n");
    insta::assert_snapshot!("today_run", stage.all_sizes());
}
