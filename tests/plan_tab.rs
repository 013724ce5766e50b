//! The Plan tab with the real program: keys in a terminal, records in the history, and the command that says the same.

#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;

use std::fs;
use std::process::Command;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use pty::{Launch, Pty};
use runup::record::{Body, PlanAction, Record};
use tempfile::TempDir;

const RUNUP: &str = env!("CARGO_BIN_EXE_runup");

/// A home whose runner began a plan two days ago, on no weekdays.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        let plan = "plan = { name = \"By hand\", shape = \"weeks\", summary = \"Two weeks.\", greens = 1, walk-in = \"4m\", \
                    walk-out = \"5m\", before = \"pre-run-5\" }\n\
                    weeks = [{ runs = [\"3x(2m run, 1m walk)\", \"3x(2m run, 1m walk)\"] }, { runs = [\"7m run\"] }]\n";
        let plans = home.0.path().join("data/routines/plans");
        fs::create_dir_all(&plans).unwrap();
        fs::write(plans.join("by-hand.toml"), plan).unwrap();
        let begun = Timestamp::now() - jiff::SignedDuration::from_hours(48);
        let date = begun.to_zoned(TimeZone::UTC).date();
        let record = |id: &str, rest: &str| {
            format!("{{\"v\":1,\"id\":\"{id}\",\"rev\":1,\"at\":\"{begun}\",\"device\":\"before\",{rest}}}\n")
        };
        let lines = [
            record("read", "\"kind\":\"profile\",\"notice-read\":true"),
            record(
                "begun",
                &format!("\"kind\":\"plan\",\"plan\":\"by-hand\",\"action\":\"start\",\"date\":\"{date}\""),
            ),
        ];
        let history = home.0.path().join("data/history");
        fs::create_dir_all(&history).unwrap();
        fs::write(history.join("before.jsonl"), lines.concat()).unwrap();
        home
    }

    fn start(&self) -> Pty {
        let launch = Launch::new(RUNUP).env("RUNUP_HOME", self.0.path());
        launch.env("ALSA_CONFIG_PATH", "/nonexistent").env("TZ", "UTC").spawn()
    }

    fn says(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(RUNUP);
        let output =
            command.args(arguments).env("RUNUP_HOME", self.0.path()).env("TZ", "UTC").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// What this device wrote, in order.
    fn written(&self) -> Vec<Body> {
        let files = fs::read_dir(self.0.path().join("data/history")).unwrap();
        let text: String = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
        let records = text.lines().map(|line| Record::from_line(line.as_bytes()).unwrap());
        records.filter(|record| record.device != "before").map(|record| record.body).collect()
    }
}

fn day(ahead: i64) -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date().checked_add(Span::new().days(ahead)).unwrap()
}

#[test]
fn a_run_is_moved_on_the_tab_and_the_command_says_so() {
    let home = Home::new();
    let mut pty = home.start();
    pty.wait_for_text("enter start");
    pty.send("p");
    pty.wait_for_text("2 runs a week, 2 weeks");
    pty.wait_for_text("run 1 of 3");
    pty.send("m");
    pty.wait_for_text("Run today moves to");
    pty.send("l\r");
    pty.wait_for_text("Run moved to tomorrow.");
    pty.send("q");
    assert_eq!(pty.wait_exit().code, 0);
    pty.assert_restored();
    let written = home.written();
    let [Body::Plan(event)] = &written[..] else { panic!("one entry: {written:?}") };
    assert_eq!(event.action, PlanAction::Move { from: day(0), to: day(1) });
    assert!(home.says(&["next"]).starts_with(&day(1).to_string()), "{}", home.says(&["next"]));
}

#[test]
fn the_explanation_of_today_is_that_of_the_command() {
    let home = Home::new();
    let mut pty = home.start();
    pty.wait_for_text("enter start");
    pty.send("2");
    pty.wait_for_text("run 1 of 3");
    pty.send("e");
    pty.wait_for_text("The plan begins");
    pty.send("q");
    assert_eq!(pty.wait_exit().code, 0);
    let said = home.says(&["plan", "explain"]);
    assert!(said.contains("Rule      the plan begins\n"), "{said}");
    assert_eq!(home.written(), [], "looking writes nothing");
}
