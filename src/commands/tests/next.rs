//! `runup next --due`: what is due today, and that it answers with its exit code.

use serde_json::Value;

use super::Bench;

#[test]
fn a_run_is_due_until_it_is_done_and_the_question_behind_it_is_due_until_it_is_answered() {
    let mut bench = Bench::begun("new-runner");
    bench.does("log sore none");
    assert_eq!(bench.does("next --due"), "Run 8x(1m run, 2m walk); Calf and foot base\n");
    bench.does("log run 33m --effort easy");
    assert_eq!(bench.does("next --due"), "Calf and foot base\n", "the strength of the day stays");
    bench.days(1);
    assert_eq!(bench.does("next --due"), "Anything sore since yesterday's run?\n");
    bench.does("log morning none");
    assert_eq!(bench.does("next --due"), "", "nothing is printed");
    assert!(!bench.well, "nothing is due");
    bench.days(1);
    assert!(bench.does("next").starts_with("2026-11-04 (today): week 1, run 2, "));
}

#[test]
fn first_steps_are_due_in_the_morning_where_it_is_sore_under_the_heel() {
    let mut bench = Bench::new();
    bench.does("log sore under-heel:left=2");
    let due = bench.does("next --due");
    assert!(due.starts_with("First steps"), "{due}");
    bench.moment += jiff::SignedDuration::from_hours(6);
    let due = bench.does("next --due");
    assert!(
        due.starts_with(
            "How sore or stiff was the underside of your left heel on your first steps this morning?"
        ),
        "the question, and no longer the routine: {due}"
    );
}

#[test]
fn what_a_warning_sign_locks_is_not_due() {
    let mut bench = Bench::begun("new-runner");
    bench.does("log sore none");
    bench.does("log flag RF01");
    let told: Value = serde_json::from_str(&bench.does("next --json")).unwrap();
    assert_eq!(told["due"], Value::Array(Vec::new()), "{told}");
    assert!(told["locked"].as_str().unwrap().starts_with("Locked, "), "{told}");
    assert_eq!((bench.does("next --due").as_str(), bench.well), ("", false));
}

#[test]
fn as_json_it_says_the_day_the_next_run_and_what_is_due() {
    let mut bench = Bench::begun("new-runner");
    bench.does("log sore none");
    let told: Value = serde_json::from_str(&bench.does("next --json")).unwrap();
    let expected = serde_json::json!({
        "date": "2026-11-02",
        "run": {
            "date": "2026-11-02", "place": "week 1, run 1", "workout": "8x(1m run, 2m walk)",
            "run-seconds": 480, "seconds": 1980
        },
        "due": [
            { "kind": "run", "what": "Run 8x(1m run, 2m walk)", "id": null },
            { "kind": "routine", "what": "Calf and foot base", "id": "calf-base" }
        ],
        "locked": null
    });
    assert_eq!(told, expected);
    let mut bench = Bench::new();
    let told: Value = serde_json::from_str(&bench.does("next --json")).unwrap();
    assert_eq!(told["run"], Value::Null);
}
