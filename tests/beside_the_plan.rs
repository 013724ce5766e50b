//! What is done to a plan, and beside it, through the real program: what counts is told, and what ends with a plan ends.

use std::fs;
use std::path::Path;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Zoned};
use serde_json::Value;

#[path = "support/command.rs"]
mod command;

use command::{done, runup};

/// So many days from today.
fn day(ahead: i64) -> Date {
    let today = Zoned::now().with_time_zone(TimeZone::UTC).date();
    today.checked_add(Span::new().days(ahead)).unwrap()
}

fn weekday(ahead: i64) -> String {
    day(ahead).strftime("%a").to_string().to_lowercase()
}

/// Begins a plan so many days ago, with these run days, counted from today.
fn begin(home: &Path, ago: i64, days: [i64; 3]) {
    let days = days.map(weekday).join(",");
    let date = day(-ago);
    done(home, &format!("plan start new-runner --region none --no-signs --date {date} --days {days}"));
}

fn due(home: &Path) -> String {
    let explained: Value = serde_json::from_str(&done(home, "plan explain --json")).unwrap();
    explained["prescription"]["due"].as_str().unwrap().to_owned()
}

fn last_prescription(home: &Path) -> Option<String> {
    let records: Value = serde_json::from_str(&done(home, "history --json")).unwrap();
    let mut runs = records.as_array().unwrap().iter().filter(|record| record["kind"] == "run");
    runs.next_back().unwrap()["prescription"].as_str().map(str::to_owned)
}

#[test]
fn a_run_on_another_day_is_told_not_to_count_and_how_it_would() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    begin(home, 0, [1, 3, 5]);
    let told = done(home, "log run 33m");
    let expected = "This run doesn't count for your plan: its next run is tomorrow. \
                    If it was that run: runup undo, then runup log run 33m --planned\n";
    assert!(told.contains(expected), "{told}");
    assert_eq!(last_prescription(home), None);
    done(home, "undo");
    let told = done(home, "log run 33m --planned");
    assert!(told.contains("(week 1, run 1)") && !told.contains("does not count"), "{told}");
    assert_eq!(last_prescription(home).unwrap(), "week 1, run 1: 8x(1m run, 2m walk)");
    done(home, "log morning none");
    let now = done(home, "plan");
    assert!(now.contains("week 1, run 2") || now.contains("Wait") || due(home) > day(1).to_string(), "{now}");
}

#[test]
fn a_run_a_day_late_is_told_not_to_count_and_how_it_would() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    begin(home, 2, [-2, 0, 2]);
    let yesterday = day(-1);
    let told = done(home, &format!("log run 33m --date {yesterday}"));
    let expected = format!(
        "This run doesn't count for your plan: its run was due the day before. \
         If it was that run: runup undo, then runup log run 33m --planned --date {yesterday}\n"
    );
    assert!(told.contains(&expected), "{told}");
    done(home, "undo");
    done(home, &format!("log run 33m --planned --date {yesterday}"));
    assert!(last_prescription(home).unwrap().starts_with("week 1, run 1: "));
}

#[test]
fn a_run_the_day_after_the_last_does_not_count_and_cannot() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    begin(home, 1, [-1, 1, 3]);
    done(home, &format!("log run 33m --date {}", day(-1)));
    let told = done(home, "log run 20m");
    let expected = "This run doesn't count for your plan: it was too soon after the last one; the next one can be tomorrow.\n";
    assert!(told.contains(expected), "{told}");
    done(home, "undo");
    let said = runup(home, "log run 20m --planned");
    assert_eq!(said.code, Some(1), "{}", said.out);
    assert!(said.err.contains("too soon after the last one"), "{}", said.err);
    let told = done(home, "log run 20m --unplanned");
    assert!(!told.contains("does not count"), "it was said: {told}");
}

#[test]
fn a_run_on_its_day_and_a_walk_beside_it_are_told_nothing() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    begin(home, 0, [0, 2, 4]);
    assert!(!done(home, "log walk 30m").contains("does not count"));
    assert!(!done(home, "log run 33m").contains("does not count"));
}

#[test]
fn a_run_that_was_moved_or_left_out_stays_with_the_plan_that_ended() {
    for end in ["plan stop", ""] {
        for change in ["plan move +1d", "plan skip"] {
            let home = tempfile::tempdir().unwrap();
            let home = home.path();
            begin(home, 0, [0, 2, 4]);
            assert_eq!(due(home), day(0).to_string());
            done(home, change);
            assert_ne!(due(home), day(0).to_string(), "{change}");
            if !end.is_empty() {
                done(home, end);
            }
            let days = [0, 2, 4].map(weekday).join(",");
            let instead = if end.is_empty() { " --instead" } else { "" };
            let start = format!("plan start new-runner --region none --no-signs --days {days}{instead}");
            done(home, &start);
            assert_eq!(due(home), day(0).to_string(), "{change}, {end}");
        }
    }
}

#[test]
fn a_calendar_ends_where_a_yes_is_needed_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    done(home, "plan start nine-week-run-walk --region none --no-signs --sport yes");
    let events = |text: &str| text.matches("BEGIN:VEVENT").count();
    let calendar = done(home, "plan export ics");
    assert_eq!(events(&calendar), 9, "three weeks");
    let whole = calendar.replace("\r\n ", "");
    let says = "Week 4 takes a bigger step and waits for your yes: runup plan agree 4.";
    assert_eq!(whole.matches(says).count(), 1, "{whole}");
    assert_eq!(whole.matches("week 3\\, run 3").count() / 2, 1, "{whole}");

    let file = home.join("runs.ics");
    let export = format!("plan export ics -o {}", file.display());
    let told = done(home, &export);
    let ends = "Your runs are set up to week 3. Week 4 takes a bigger step and waits for your yes: runup plan agree 4\n";
    assert!(told.contains("9 upcoming") && told.contains(ends), "{told}");
    let said = runup(home, &format!("plan export text --date {}", day(300)));
    assert!(said.code == Some(1) && said.err.contains("runup plan agree 4"), "{}", said.err);

    // A yes leads on to the next week that asks.
    done(home, "plan agree 4 --yes");
    let told = done(home, &export);
    assert!(told.contains("14 upcoming") && told.contains("runup plan agree 5\n"), "{told}");
    for week in [5, 6, 8] {
        done(home, &format!("plan agree {week} --yes"));
    }
    let told = done(home, &export);
    assert!(told.contains("27 upcoming") && !told.contains("agree"), "{told}");
    let all = fs::read_to_string(&file).unwrap();
    assert_eq!(all.matches("SUMMARY:").count(), 27);
}
