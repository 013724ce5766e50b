//! Questions that are asked only if something is not clear: which run was recorded, on which side it is sore.

use super::stage::Stage;
use crate::app::Screen;
use crate::record::{Run, Sport};

fn runs(stage: &Stage) -> Vec<Run> {
    stage.app.log().runs().into_iter().map(|entry| entry.body.clone()).collect()
}

#[test]
fn a_second_run_of_a_day_is_asked_about_and_the_same_one_is_one_entry() {
    for (answer, count) in [("1", 2), ("2", 1)] {
        let mut stage = Stage::with_plan("4x(3m run, 2m walk)", None);
        stage.press("l\n2\n").press("l31\n");
        let shown = stage.text(80, 24);
        assert!(
            shown.contains("You already logged a run of 29 minutes today. Is this another one, or"),
            "{shown}"
        );
        insta::assert_snapshot!("outing_another", stage.body());
        stage.press(answer);
        assert!(matches!(stage.app.view().screen(), Screen::RunSummary(_)));
        let today = stage.now.at.date();
        assert_eq!(runs(&stage).iter().filter(|run| run.date == today).count(), count);
        // What was written is undone in one step, whichever it was.
        while !matches!(stage.app.view().screen(), Screen::Today) {
            stage.press("\n");
        }
        stage.press("u");
        let left: Vec<Run> = runs(&stage).into_iter().filter(|run| run.date == today).collect();
        assert_eq!((left.len(), left[0].minutes), (1, 29.0));
    }
}

#[test]
fn before_four_a_run_may_be_last_nights() {
    for (answer, days_ago) in [("1", 1), ("2", 0)] {
        let mut stage = Stage::well();
        stage.now.at.moment -= jiff::SignedDuration::from_hours(5);
        stage.press("l30\n");
        assert!(stage.text(80, 24).contains("Was it last night's run?"));
        stage.press(answer);
        let day = stage.now.at.date().checked_sub(jiff::Span::new().days(days_ago)).unwrap();
        assert_eq!(runs(&stage).last().map(|run| run.date), Some(day));
    }
}

#[test]
fn back_leads_from_the_question_to_the_minutes_and_a_held_key_answers_nothing() {
    let mut stage = Stage::well();
    stage.now.at.moment -= jiff::SignedDuration::from_hours(5);
    stage.press("l30\n");
    let before = stage.text(80, 24);
    // In the instant in which it came no key answers.
    let action = crate::app::Action::Digit(1);
    stage.app.update(action, stage.now);
    assert_eq!(stage.text(80, 24), before);
    stage.press("\x1b");
    assert!(stage.text(80, 24).contains("How many minutes did it take?"));
    stage.press("\x1b");
    assert!(matches!(stage.app.view().screen(), Screen::Today) && runs(&stage).len() == 1);
}

#[test]
fn the_first_start_asks_on_which_side_and_back_leads_to_the_place() {
    let mut stage = Stage::new();
    stage.press("2");
    insta::assert_snapshot!("first_side", stage.body());
    stage.press("q");
    assert_eq!(*stage.app.view().screen(), Screen::Welcome);
    stage.press("21");
    let sore = |stage: &Stage| stage.app.history().soreness(stage.now.at.date()).sites().to_vec();
    assert!(sore(&stage).is_empty(), "the signs of the place come first");
    stage.press("n");
    assert_eq!(sore(&stage)[0].site.side, Some(crate::symptoms::Side::Left));
    assert_eq!(*stage.app.view().screen(), Screen::Player);
}

#[test]
fn tab_makes_another_sport_of_it_and_its_minutes_are_kept() {
    let mut stage = Stage::well();
    stage.press("l\t45");
    insta::assert_snapshot!("outing_sport", stage.all_sizes());
    let before = runs(&stage).len();
    stage.press("\n");
    let log = stage.app.log();
    let [done] = &log.cross_training()[..] else { panic!("one entry") };
    assert_eq!((done.body.sport, done.body.minutes), (Sport::Bike, 45.0));
    assert_eq!((done.body.date, runs(&stage).len()), (stage.now.at.date(), before), "and no run");
    assert!(matches!(stage.app.view().screen(), Screen::Today));
    stage.press("u");
    assert!(stage.app.log().cross_training().is_empty(), "taken back");
}

#[test]
fn tab_goes_through_the_sports_and_back_to_the_run() {
    let sports = [Some(Sport::Bike), Some(Sport::Swim), Some(Sport::Pool), Some(Sport::Other), None];
    let mut stage = Stage::well();
    stage.press("l");
    for sport in sports {
        stage.press("\t");
        let Screen::ManualRun(outing) = stage.app.view().screen() else { panic!("left") };
        assert_eq!(outing.sport, sport);
    }
    stage.press("20\n");
    assert!(stage.app.log().cross_training().is_empty() && !runs(&stage).is_empty());
}
