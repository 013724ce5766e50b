//! Sentences that said what is not so, by the words that are typed.

use super::Bench;

#[test]
fn what_was_run_beyond_the_plan_is_no_share_above_all_of_it() {
    let mut bench = Bench::begun("new-runner");
    bench.does("log run 40m --run 37m --effort easy");
    bench.days(1).does("log morning none");
    let said = bench.does("plan explain");
    let share = said.lines().find(|line| line.contains("share done")).unwrap();
    assert!(share.ends_with("100%, and more than planned"), "{share}");
}

#[test]
fn weeks_without_anything_are_named_as_one_would() {
    let mut bench = Bench::new();
    bench.does("log morning none");
    let said = bench.does("history");
    assert!(said.starts_with("No runs or routines "), "{said}");
    assert!(!said.contains("no weeks") && !said.contains("one week"), "{said}");
    let said = bench.does("history --since today");
    assert!(said.starts_with("No runs or routines this week.\n"), "{said}");
    bench.days(8).does("log morning none");
    let said = bench.does("history --since 1w");
    assert!(said.starts_with("No runs or routines in the last two weeks.\n"), "{said}");
}

#[test]
fn a_score_without_a_place_says_how_it_is_written_with_one() {
    let mut bench = Bench::new();
    for moment in ["morning", "later"] {
        let command = format!("log {moment} 1 --region tendon-mid --side left");
        bench.refuses(&format!("log {moment} 1"), &["where is it sore?", &command, "under-heel"]);
        bench.does(&command);
        bench.does(&format!("log {moment} 2"));
        bench.does("undo");
        bench = Bench::new();
    }
}

#[test]
fn a_plan_is_at_a_run_and_one_that_comes_again_is_not_counted_as_none() {
    assert_eq!(crate::words::plan_view::run_of(0, 30, false), "run 1 of 30");
    assert_eq!(crate::words::plan_view::run_of(30, 30, false), "after its 30 runs");
    assert_eq!(crate::words::plan_view::run_of(1, 1, false), "after its 1 run");
    assert_eq!(crate::words::plan_view::run_of(6, 36, true), "walk 7 of 36");
}
