//! The tests of readiness with the real program: keys in a terminal, lines of text, records in the history.

#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use pty::{Launch, Pty};
use runup::record::{Body, Record, Test};
use tempfile::TempDir;

const RUNUP: &str = env!("CARGO_BIN_EXE_runup");

fn start(home: &Path, more: &[&str]) -> Pty {
    let arguments = ["go", "readiness", "--no-sound", "--sore", "none"].iter().chain(more).copied();
    let launch = Launch::new(RUNUP).args(arguments).env("RUNUP_HOME", home);
    launch.env("ALSA_CONFIG_PATH", "/nonexistent").env("TZ", "UTC").spawn()
}

/// Waits for a question, and until it takes an answer: no key answers what could not be read yet, and what brought the
/// question answers it only when it cannot be held any more, after 700 ms.
fn asked(pty: &mut Pty, text: &str) {
    pty.wait_for_text(text);
    thread::sleep(Duration::from_millis(900));
}

/// The tests that stand in the history, each in its last revision.
fn tests(home: &Path) -> Vec<Test> {
    let Ok(files) = fs::read_dir(home.join("data/history")) else { return Vec::new() };
    let text: String = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    let mut tests: Vec<(String, Test)> = Vec::new();
    for record in text.lines().map(|line| Record::from_line(line.as_bytes()).unwrap()) {
        if let Body::Test(test) = record.body {
            tests.retain(|(id, _)| *id != record.id);
            tests.push((record.id, test));
        }
    }
    tests.into_iter().map(|(_, test)| test).collect()
}

fn said(home: &Path) -> Vec<String> {
    let words = |test: &Test| {
        let side = test.side.map(|side| side.to_string()).unwrap_or_default();
        let pain = test.pain.map(|pain| format!(", pain {pain}")).unwrap_or_default();
        format!("{} {side} {}{pain}", test.test, test.value)
    };
    tests(home).iter().map(words).collect()
}

#[test]
fn raises_and_hops_are_noted_a_side_at_a_time_and_looked_back_on() {
    let home = TempDir::new().unwrap();
    let mut pty = start(home.path(), &["--from", "raises"]);
    pty.wait_for_text("Raises to your limit");
    // Get-ready, set-up, and the set itself.
    pty.type_keys("nnn");
    for (heading, answer) in [("Heel raises, left", "24\r"), ("Heel raises, right", "23\r")] {
        asked(&mut pty, heading);
        pty.type_keys(answer);
        asked(&mut pty, "Worst pain");
        // The pain, then on through what leads to the next set, and the set.
        pty.send("2");
        pty.type_keys(if heading.ends_with("left") { "nn" } else { "nnn" });
    }
    for heading in ["Hops, left", "Hops, right"] {
        asked(&mut pty, heading);
        pty.type_keys("10\r");
        asked(&mut pty, "Worst pain");
        pty.type_keys(if heading.ends_with("left") { "1nn" } else { "0" });
    }
    asked(&mut pty, "In which year were you born?");
    pty.type_keys("1970\r");
    pty.wait_for_text("Saved in your history.");
    assert!(pty.contents().contains("15 on each side are enough at"), "{}", pty.contents());
    pty.send("q");
    assert_eq!(pty.wait_exit().code, 0);
    assert_eq!(
        said(home.path()),
        [
            "heel-raises left 24, pain 2",
            "heel-raises right 23, pain 2",
            "hops left 10, pain 1",
            "hops right 10, pain 0"
        ]
    );
}

#[test]
fn at_speed_it_plays_through_and_keeps_nothing() {
    let home = TempDir::new().unwrap();
    let mut pty = start(home.path(), &["--speed", "50"]);
    asked(&mut pty, "Knee to the wall, left  Readiness");
    pty.type_keys("11\r");
    asked(&mut pty, "Knee to the wall, right  Readiness");
    pty.send("x");
    // The longest that raises can last ends them by itself.
    asked(&mut pty, "Heel raises, left");
    pty.type_keys("\r");
    thread::sleep(Duration::from_millis(600));
    pty.type_keys("7");
    asked(&mut pty, "Heel raises, right");
    pty.type_keys("\r");
    thread::sleep(Duration::from_millis(600));
    pty.type_keys("7");
    pty.wait_for_text("Played at another speed");
    assert!(pty.contents().contains("Without ten hops on one leg"), "{}", pty.contents());
    pty.send("q");
    assert_eq!(pty.wait_exit().code, 0);
    assert_eq!(tests(home.path()), []);
}

#[test]
fn in_lines_of_text_a_number_and_enter_is_an_answer() {
    let home = TempDir::new().unwrap();
    let mut pty = start(home.path(), &["--plain", "--from", "raises"]);
    pty.wait_for_text("Raises to your limit");
    for _ in 0..2 {
        pty.send("n\r");
    }
    asked(&mut pty, "Press Enter to save it");
    pty.send("21\r");
    asked(&mut pty, "worst pain during it?");
    // What is no answer is not taken apart into letters that are.
    pty.send("11\r");
    pty.send("10\r");
    pty.wait_for_text("Switch");
    pty.send("q\r");
    pty.wait_for_text("Stop now?");
    pty.send("q\r");
    // Pain as high as that asks about warning signs first.
    asked(&mut pty, "Do you have any of these right now?");
    pty.send("n\r");
    asked(&mut pty, "Which year were you born?");
    pty.send("\r");
    pty.wait_for_text("right not logged");
    assert_eq!(pty.wait_exit().code, 0);
    assert_eq!(said(home.path()), ["heel-raises left 21, pain 10"]);
}

#[test]
fn where_nobody_answers_it_says_how_the_tests_are_noted() {
    let home = TempDir::new().unwrap();
    let mut program = Command::new(RUNUP);
    program.args(["go", "readiness", "--plain", "--speed", "500", "--sore", "none"]).stdin(Stdio::null());
    let out =
        program.env("RUNUP_HOME", home.path()).env("ALSA_CONFIG_PATH", "/nonexistent").output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.success(), "{text}");
    for side in ["left", "right"] {
        let hint = format!("runup log test heel-raises N --side {side} --pain N");
        assert!(text.contains(&hint), "{text}");
    }
    assert_eq!(tests(home.path()), []);
}
