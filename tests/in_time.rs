//! The minutes there are, with the real program: named on Today, kept in the player, and in lines of text.

#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;
#[path = "support/seasoned.rs"]
mod seasoned;

use std::fs;
use std::process::Command;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use pty::Launch;

fn clock(minutes: i64) -> String {
    let at = Timestamp::now() + SignedDuration::from_mins(minutes);
    at.to_zoned(TimeZone::UTC).strftime("%H:%M").to_string()
}

#[test]
fn minutes_named_on_today_are_those_of_the_player() {
    let home = tempfile::tempdir().unwrap();
    seasoned::season(home.path());
    let history = home.path().join("data/history/before.jsonl");
    let read = r#"{"v":1,"id":"read","rev":1,"at":"2020-01-01T08:00:00Z","device":"before","kind":"profile","notice-read":true}"#;
    fs::write(&history, fs::read_to_string(&history).unwrap() + read + "\n").unwrap();
    let launch = Launch::new(env!("CARGO_BIN_EXE_runup")).env("RUNUP_HOME", home.path());
    let mut pty = launch.env("ALSA_CONFIG_PATH", "/nonexistent").env("TZ", "UTC").size(120, 36).spawn();
    pty.wait_for_text("t minutes");
    pty.send("t");
    pty.wait_for_text("How long do you have?");
    pty.send("1");
    pty.wait_for_text("It takes at least ");
    pty.send("2");
    pty.wait_for_text("out at ");
    pty.send("\r");
    pty.wait_for_text("left, out at ");
    pty.send("t");
    pty.wait_for_text("No hurry: nothing more is skipped.");
    pty.send("qq");
    pty.wait_for_text("t minutes");
    pty.send("q");
    assert_eq!(pty.wait_exit().code, 0);
}

#[test]
fn lines_of_text_say_when_one_is_out_and_too_soon_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let go = |leave: &str| {
        let out = Command::new(env!("CARGO_BIN_EXE_runup"))
            .args([
                "go",
                "pre-run-2",
                "--plain",
                "--guest",
                "--sore",
                "none",
                "--speed",
                "100",
                "--leave-at",
                leave,
            ])
            .env("RUNUP_HOME", home.path())
            .env("ALSA_CONFIG_PATH", "/nonexistent")
            .env("TZ", "UTC")
            .output()
            .unwrap();
        (out.status.code(), String::from_utf8(out.stdout).unwrap())
    };
    let (code, said) = go(&clock(30));
    assert_eq!(code, Some(0));
    assert!(said.contains("\nOut at "), "{said}");
    let (code, said) = go(&clock(1));
    assert_eq!(code, Some(1));
    assert!(said.contains(" takes at least ") && said.contains(", so you can't leave before "), "{said}");
}
