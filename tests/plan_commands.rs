//! Runs, mornings and plans through the real program: that its commands reach the history, and its exit codes.
//!
//! What the commands decide is tested on a clock of its own, beside them. Here today is today, so days are those before it.

use std::path::Path;

use jiff::Zoned;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;

#[path = "support/command.rs"]
mod command;

use command::{done, runup};

/// So many days before today.
fn day(before: i32) -> Date {
    Zoned::now().with_time_zone(TimeZone::UTC).date().checked_sub(jiff::Span::new().days(before)).unwrap()
}

fn records(home: &Path) -> Vec<Value> {
    serde_json::from_str(&done(home, "history --json")).unwrap()
}

#[test]
fn runs_and_mornings_of_a_plan_reach_the_history_and_come_back_as_a_reason() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let first = day(6);
    // The first day and each second one after it, so that neither weekday nor week's end is in the way.
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let at = |before: i32| names[day(before).weekday().to_monday_zero_offset() as usize];
    let days = format!("{},{},{}", at(6), at(4), at(2));
    let start = format!("plan start new-runner --region none --no-signs --date {first} --days {days}");
    assert!(done(home, &start).contains("Your new plan: "));
    for before in [6, 4, 2] {
        let run = done(home, &format!("log run 33m --effort easy --date {}", day(before)));
        assert!(run.contains("minutes of running (week 1, run"), "{run}");
        done(home, &format!("log morning none --date {}", day(before - 1)));
    }
    let runs: Vec<Value> = records(home).into_iter().filter(|record| record["kind"] == "run").collect();
    let places: Vec<&str> = runs.iter().map(|run| run["prescription"].as_str().unwrap()).collect();
    assert!(
        places[0].starts_with("week 1, run 1: ") && places[2].starts_with("week 1, run 3: "),
        "{places:?}"
    );
    assert!(runs.iter().all(|run| run["run-minutes"].as_f64().is_some_and(|minutes| minutes >= 8.0)));

    let explained: Value = serde_json::from_str(&done(home, "plan explain --json")).unwrap();
    let mut keys: Vec<&str> = explained.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    let expected = ["date", "decision", "inputs", "place", "prescription", "reason", "rule", "sources"];
    assert_eq!(keys, expected);
    assert_eq!((&explained["decision"], &explained["place"]), (&"advance".into(), &"week 2, run 1".into()));
    assert!(done(home, "plan").contains("week 2, run 1"));
    assert!(done(home, "next").contains(": week 2, run 1, "));

    let moved = done(home, "plan move +1d");
    let before = records(home).len();
    assert!(done(home, "undo").contains("moved to"), "{moved}");
    assert_eq!(records(home).len(), before - 1);
    done(home, "undo");
    assert_eq!(records(home).len(), before);
}

#[test]
fn exit_codes_tell_what_failed_from_what_was_not_understood() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    for (line, code, part) in [
        ("log run 28x", 2, "28x"),
        ("log run 28m --during 12", 2, "0 to 10"),
        ("log run 28m --date tomorrow", 2, "`tomorrow` isn't a day"),
        ("log morning 3", 2, "--region"),
        ("plan start", 2, "--last-run never"),
        ("plan move +1d", 1, "no plan is running"),
        ("plan explain", 1, "no plan was running"),
        ("undo", 1, "nothing was logged"),
    ] {
        let said = runup(home, line);
        assert_eq!((said.code, said.out.as_str()), (Some(code), ""), "{line}: {}", said.err);
        assert!(said.err.contains(part), "{line}: {}", said.err);
    }
}

#[test]
fn asking_what_comes_next_makes_no_file() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    assert_eq!(done(home, "next"), "No plan is running: runup plan start\n");
    assert!(done(home, "plan").starts_with("No plan is running."));
    assert_eq!(std::fs::read_dir(home).unwrap().count(), 0);
}

#[test]
fn a_lock_refuses_runs_and_plans_until_it_is_cleared() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    done(home, "log flag RF08");
    for line in
        ["log run 28m", "log test hops 12 --side left", "plan start new-runner --region none --no-signs"]
    {
        let said = runup(home, line);
        assert_eq!((said.code, said.out.as_str()), (Some(1), ""), "{line}");
        assert!(said.err.contains("Locked") && said.err.contains("numb, tingling"), "{line}: {}", said.err);
    }
    done(home, "log flag cleared --by mistake");
    done(home, "log run 28m");
}

#[test]
fn the_manual_page_tells_each_command_of_a_command() {
    let home = tempfile::tempdir().unwrap();
    let page = done(home.path(), "man");
    for part in ["RUNUP LOG RUN", "\\-\\-walked\\-home", "RUNUP PLAN MOVE", "RUNUP PLAN START", "RUNUP UNDO"]
    {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn runs_are_taken_along_and_what_is_due_is_told_by_the_exit_code() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let none = runup(home, "next --due");
    assert_eq!((none.code, none.out.as_str(), none.err.as_str()), (Some(1), "", ""));
    assert_eq!(runup(home, "plan export ics").code, Some(1));
    let at =
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][day(0).weekday().to_monday_zero_offset() as usize];
    done(home, &format!("plan start new-runner --region none --no-signs --days {at}"));
    assert!(done(home, "next --due").starts_with("Run 8x(1m run, 2m walk)"));
    let due: Value = serde_json::from_str(&done(home, "next --json")).unwrap();
    assert_eq!(due["due"][0]["kind"], "run");

    let calendar = done(home, "plan export ics --at 18:15");
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert!(calendar.contains(&format!("DTSTART:{}T181500\r\n", day(0).strftime("%Y%m%d"))));
    let fit = home.join("run.fit");
    let line = format!("plan export fit -o {}", fit.display());
    assert!(done(home, &line).contains("run.fit: Run 1 minute"));
    assert_eq!(std::fs::read(&fit).unwrap()[8..12], *b".FIT");
    let again = runup(home, &line);
    assert_eq!((again.code, again.err.contains("--force")), (Some(1), true), "{}", again.err);
    assert_eq!(runup(home, "plan export text nowhere").code, Some(2));
    assert!(done(home, "plan export card").contains("or a limp? Walk"));
}
