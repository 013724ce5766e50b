//! Several programs at one history, and clocks that run back: nothing is lost, and what came last is last.

#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tempfile::TempDir;

#[path = "support/pty.rs"]
mod pty;
#[path = "support/seasoned.rs"]
mod seasoned;

/// How many entries each of two programs writes at once.
const EACH: usize = 20;

struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn runup(&self, arguments: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_runup"))
            .env("RUNUP_HOME", self.0.path())
            .env("TZ", "UTC")
            .current_dir(self.0.path())
            .args(arguments.split_whitespace())
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    #[track_caller]
    fn does(&self, arguments: &str) -> String {
        let output = self.runup(arguments);
        assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The files of the history.
    fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.0.path().join("data/history")).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    fn lines(&self) -> Vec<Value> {
        let text: String = self.files().iter().map(|path| fs::read_to_string(path).unwrap()).collect();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Makes it look as if all so far had been written by a clock that was ahead, and was set back since.
    fn set_clock_back(&self, by: SignedDuration) {
        for path in self.files() {
            let mut text = String::new();
            for line in fs::read_to_string(&path).unwrap().lines() {
                let mut line: Value = serde_json::from_str(line).unwrap();
                let at: Timestamp = line["at"].as_str().unwrap().parse().unwrap();
                line["at"] = (at + by).to_string().into();
                text += &(line.to_string() + "\n");
            }
            fs::write(&path, text).unwrap();
        }
        // What was noted of the file would tell that it was changed.
        for entry in fs::read_dir(self.0.path().join("state")).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().unwrap().to_string_lossy().starts_with("written-") {
                fs::remove_file(path).unwrap();
            }
        }
    }
}

#[test]
fn two_programs_at_once_write_one_file_and_lose_nothing() {
    let home = Home::new();
    home.does("log walk 10m");
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..EACH {
                    let output = home.runup("log walk 20m");
                    let told = String::from_utf8_lossy(&output.stderr);
                    assert!(output.status.success() && !told.contains("Something else changed"), "{told}");
                }
            });
        }
    });
    assert_eq!(home.files().len(), 1, "{:?}", home.files());
    let ids: BTreeSet<String> = home.lines().iter().map(|line| line["id"].as_str().unwrap().into()).collect();
    assert_eq!(ids.len(), 2 * EACH + 1);
}

#[test]
fn undo_takes_back_what_was_written_last_though_the_clock_was_set_back() {
    let home = Home::new();
    home.does("log walk 31m");
    home.set_clock_back(SignedDuration::from_hours(1));
    home.does("log walk 47m");
    let told = home.does("undo");
    assert!(told.contains("47"), "{told}");
    let told = home.does("undo");
    assert!(told.contains("47") && told.starts_with("Back"), "{told}");
}

#[test]
fn a_clearance_clears_though_the_clock_was_set_back() {
    let home = Home::new();
    home.does("log flag RF12b");
    home.set_clock_back(SignedDuration::from_hours(26));
    let told = home.does("log flag cleared --by clinician");
    assert!(told.contains("Nothing is locked."), "{told}");
    assert_eq!(home.does("log flag cleared"), "You have no open warning signs, so nothing is locked.\n");
    assert!(!home.does("list").contains("(locked)"));
}

#[test]
fn a_sign_that_is_said_after_a_clearance_locks_though_the_clock_was_set_back() {
    let home = Home::new();
    home.does("log flag RF12b");
    home.does("log flag cleared --by clinician");
    home.set_clock_back(SignedDuration::from_hours(26));
    home.does("log flag RF12b");
    assert!(home.does("list").contains("(locked)"), "the new one is open");
}

/// Starts the program on a terminal, in a home with a history.
fn seasoned_program(arguments: &[&str]) -> pty::Pty {
    let launch =
        pty::Launch::new(env!("CARGO_BIN_EXE_runup")).env("ALSA_CONFIG_PATH", "/nonexistent").args(arguments);
    seasoned::season(launch.home());
    launch.spawn()
}

/// Lets another program log something in the home of one that is open.
#[track_caller]
fn log_elsewhere(pty: &pty::Pty, what: &[&str]) {
    let other = Command::new(env!("CARGO_BIN_EXE_runup"))
        .env("RUNUP_HOME", pty.home())
        .arg("log")
        .args(what)
        .output()
        .unwrap();
    assert!(other.status.success(), "{other:?}");
}

#[test]
fn an_open_today_sees_a_sign_that_another_program_wrote_and_does_not_play() {
    let mut pty = seasoned_program(&["--sore", "none"]);
    pty.wait_for_text("Sore anywhere?");
    log_elsewhere(&pty, &["flag", "RF02"]);
    pty.send("\r");
    pty.wait_for_text("a doctor or physio has cleared me");
    let journals = fs::read_dir(pty.home().join("state/session")).into_iter().flatten().count();
    assert_eq!(journals, 0, "no session began");
}

#[test]
fn a_pause_that_ends_sees_a_sign_that_another_program_wrote() {
    let mut pty = seasoned_program(&["go", "pre-run-2", "--sore", "none"]);
    pty.wait_for_text("get ready");
    pty.answer(" ");
    // The key is done with before the other program says anything.
    pty.wait_for_text("paused");
    log_elsewhere(&pty, &["flag", "RF04"]);
    pty.answer(" ");
    pty.wait_for_text("a doctor or physio has cleared me");
}

#[test]
fn a_key_while_it_plays_sees_a_sign_that_another_program_wrote() {
    let mut pty = seasoned_program(&["go", "pre-run-2", "--sore", "none"]);
    pty.wait_for_text("get ready");
    log_elsewhere(&pty, &["flag", "RF04"]);
    pty.answer("\r");
    pty.wait_for_text("a doctor or physio has cleared me");
}

#[test]
fn an_open_today_takes_in_what_another_program_logged_before_it_starts_anything() {
    let mut pty = seasoned_program(&["--sore", "none"]);
    pty.wait_for_text("Sore anywhere?");
    log_elsewhere(&pty, &["walk", "20m"]);
    pty.send("\r");
    pty.wait_for_text("Another program changed your history");
    // What this program writes itself is no news.
    pty.answer("\r");
    pty.wait_for_text("the screen flashes instead");
}

/// Starts a plan in a home, and writes what another computer wrote whose clock is a day ahead.
fn home_with_a_clock_ahead(line: &str) -> Home {
    let home = Home::new();
    seasoned::season(home.0.path());
    home.does("plan start new-runner --region none --no-signs");
    let ahead = jiff::Timestamp::now() + SignedDuration::from_hours(24);
    let date = ahead.to_zoned(jiff::tz::TimeZone::UTC).date();
    let line = format!(r#"{{"v":1,"id":"ahead","rev":1,"at":"{ahead}","device":"other",{line}}}"#);
    let line = line.replace("DATE", &date.to_string());
    fs::write(home.0.path().join("data/history/other.jsonl"), line + "\n").unwrap();
    home
}

#[test]
fn a_sign_that_is_dated_tomorrow_stops_the_plan_as_it_locks_what_is_played() {
    let home = home_with_a_clock_ahead(r#""kind":"flag","sign":"RF12b""#);
    assert!(home.does("list").contains("(locked)"));
    let next: Value = serde_json::from_str(&home.does("next --json")).unwrap();
    assert!(next["run"].is_null(), "{next}");
    let plan = home.does("plan explain --json");
    let plan: Value = serde_json::from_str(&plan).unwrap();
    assert_eq!(plan["prescription"], Value::Null, "{plan}");
    home.does("log flag cleared --by clinician");
    let plan: Value = serde_json::from_str(&home.does("plan explain --json")).unwrap();
    assert_ne!(plan["prescription"], Value::Null, "it ends today too: {plan}");
}

#[test]
fn pain_that_is_dated_tomorrow_stops_the_run_today_and_a_good_run_leads_nowhere() {
    let run = r#""kind":"run","date":"DATE","minutes":20.0"#;
    let said = |more: &str| {
        let home = home_with_a_clock_ahead(&format!("{run}{more}"));
        let plan: Value = serde_json::from_str(&home.does("plan explain --json")).unwrap();
        (plan["decision"].as_str().unwrap().to_owned(), plan["prescription"].is_null())
    };
    let good = said(r#","during":0"#);
    assert!(!good.1, "{good:?}");
    for more in [r#","during":7"#, r#","limp":true"#, r#","sharp":true"#] {
        let bad = said(more);
        assert!(bad.1 && bad != good, "{more}: {bad:?}");
    }
}

#[test]
fn what_undo_brings_back_is_told_with_its_shoes() {
    let home = Home::new();
    home.does("shoes add Pegasus");
    home.does("log run 33m --unplanned --shoe Pegasus");
    let id = home.lines().last().unwrap()["id"].as_str().unwrap().to_owned();
    home.does(&format!("remove {id}"));
    let told = home.does("undo");
    assert!(told.starts_with("Back") && told.contains("Pegasus"), "{told}");
}
