//! Snapshots of a run: while it is played, from 3 m, and after it.

use super::stage::Stage;
use crate::app::Screen;
use crate::plans::Day;
use crate::record::{Body, PlanAction, PlanEvent, Record, VERSION};
use crate::routine::Id;
use crate::symptoms::Region;
use crate::words::toy::Toy;
use crate::words::{English, Words};

fn running(millis: u64) -> Stage {
    let mut stage = Stage::with_plan("4x(3m run, 2m walk)", None);
    stage.app.stage.show_figures();
    stage.run().wait(millis);
    stage
}

#[test]
fn a_run_shows_its_countdown_its_profile_and_the_key_that_ends_it() {
    insta::assert_snapshot!("run", running(10_000 + 240_000 + 300_000 + 45_000).all_sizes());
}

#[test]
fn a_run_gets_ready_with_the_walk() {
    insta::assert_snapshot!("run_ready", running(4_000).body());
}

#[test]
fn a_run_is_read_from_afar_with_the_key_that_ends_it() {
    let mut stage = running(10_000 + 240_000 + 45_000);
    stage.app.core.settings.far_view = true;
    insta::assert_snapshot!("run_far", stage.body());
}

#[test]
fn after_a_run_one_question_at_a_time_is_asked() {
    let mut stage = Stage::with_plan("4x(3m run, 2m walk)", Some(Region::TendonMid));
    stage.run().wait(10_000 + 240_000 + 300_000 + 45_000).press("\n\n");
    let mut shown = vec![stage.all_sizes()];
    for key in ["2", "3", "2"] {
        shown.push(stage.press(key).body());
    }
    insta::assert_snapshot!("ran", shown.join("\n"));
}

#[test]
fn today_offers_the_run_after_its_warm_up() {
    let mut stage = Stage::with_plan("4x(3m run, 2m walk)", None);
    stage.play("pre-run-2").wait(200_000);
    insta::assert_snapshot!("summary_before_a_run", stage.body());
    stage.press("p");
    insta::assert_snapshot!("phone", stage.body());
    stage.press("q\n");
    insta::assert_snapshot!("today_run", stage.all_sizes());
}

#[test]
fn a_run_on_another_day_is_told_not_to_count_where_it_is_logged() {
    let mut stage = Stage::with_plan("4x(3m run, 2m walk)", None);
    let date = stage.now.at.date();
    let days = vec![Day::from(date.tomorrow().unwrap().weekday())];
    let body =
        Body::Plan(PlanEvent { plan: Id::from_words("by-hand"), action: PlanAction::Days { date, days } });
    let (at, device) = (stage.now.at, "test".to_owned());
    stage.app.core.history.change().take_in(Record {
        v: VERSION,
        id: "told-days".into(),
        rev: 1,
        at,
        zone: None,
        device,
        body,
    });
    stage.press("l").press("33\n");
    assert!(stage.text(80, 24).contains("Your plan's next run is tomorrow. Is this the one?"));
    stage.press("2");
    let Screen::RunSummary(ran) = stage.app.view().screen() else {
        panic!("{:?}", stage.app.view().screen())
    };
    let told = "This run doesn't count for your plan: its next run is tomorrow. \
                If it was that run: runup undo, then runup log run 33m --planned";
    let beside = ran.beside.as_ref().map(|beside| English.again(beside));
    assert_eq!((beside.as_deref(), ran.run().prescription.as_ref()), (Some(told), None));
    for (width, height) in [(80, 24), (120, 40)] {
        let shown = stage.text(width, height);
        assert!(shown.contains("This run doesn't count for your plan"), "{shown}");
    }
    stage.app.stage.words = &Toy;
    let shown = stage.text(80, 24);
    assert!(shown.contains("ΒΒΒ") && !shown.contains("This run does not count"), "{shown}");
}
