//! Snapshots of the tests of readiness: the number to correct, the pain, and the outcome.

use super::stage::Stage;
use crate::timeline::SegmentKind;

/// A program that stands behind a test, its set so long.
fn behind(step: &str, millis: u64) -> Stage {
    let mut stage = Stage::well();
    stage.app.stage.show_figures();
    stage.play("readiness");
    while !works(&stage, step) {
        stage.press(if stage.app.stage.noting().is_some() { "x" } else { "n" });
    }
    stage.wait(millis).press("n");
    stage
}

fn works(stage: &Stage, step: &str) -> bool {
    let session = stage.app.stage.session().unwrap();
    session.player().segment().kind == SegmentKind::Work && session.step().id.as_str() == step
}

/// Does the test with a result on both sides; `keys` are its answers on each.
fn both(stage: &mut Stage, keys: [&str; 2]) {
    stage.press(keys[0]);
    while stage.app.stage.noting().is_none() {
        if stage.app.stage.session().is_some_and(|s| s.player().segment().kind == SegmentKind::Work) {
            stage.wait(1_000);
        }
        stage.press("n");
    }
    stage.press(keys[1]);
}

#[test]
fn what_the_beat_counted_stands_there_to_be_put_right() {
    let mut stage = behind("raises", 47_000);
    insta::assert_snapshot!("noting_raises", stage.body());
    stage.press("\n");
    insta::assert_snapshot!("noting_pain", stage.body());
}

#[test]
fn centimetres_are_typed() {
    let mut stage = behind("knee-to-wall", 10_000);
    let empty = stage.all_sizes();
    stage.press("9k");
    insta::assert_snapshot!("noting_centimetres", format!("{empty}\n{}", stage.body()));
}

#[test]
fn leaving_is_asked_there_too() {
    let mut stage = behind("raises", 30_000);
    stage.press("q");
    insta::assert_snapshot!("noting_leave", stage.text(80, 24));
}

#[test]
fn the_page_of_results_has_both_sides_and_what_they_mean() {
    let mut stage = behind("knee-to-wall", 10_000);
    both(&mut stage, ["11\n", "10k\n"]);
    for keys in [["24\n1", "21\n2"], ["10\n0", "10\n1"]] {
        while stage.app.stage.noting().is_none() {
            stage.wait(1_000).press("n");
        }
        both(&mut stage, keys);
    }
    stage.press("19");
    insta::assert_snapshot!("tested_year", stage.body());
    stage.press("70\n");
    insta::assert_snapshot!("tested", stage.body());
    stage.press("u");
    insta::assert_snapshot!("tested_taken_back", stage.text(80, 24));
}

#[test]
fn what_was_left_out_is_said() {
    let mut stage = behind("raises", 30_000);
    both(&mut stage, ["12\n7", "14\n2"]);
    // Pain as high as that asks about warning signs, though no place is known to be sore.
    stage.press("n\n");
    insta::assert_snapshot!("tested_without", stage.body());
}
