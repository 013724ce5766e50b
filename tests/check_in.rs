//! The check-in and a run logged from Today, with the real program: keys in a terminal, records in the history.

#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;

use std::fs;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use pty::{Launch, Pty};
use runup::record::{Body, Moment, Record};
use tempfile::TempDir;

/// A home whose runner ran yesterday.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        let (at, date) = (yesterday_at(), today().checked_sub(Span::new().days(1)).unwrap());
        let record = |id: &str, rest: &str| {
            format!("{{\"v\":1,\"id\":\"{id}\",\"rev\":1,\"at\":\"{at}\",\"device\":\"before\",{rest}}}\n")
        };
        let lines = [
            record("read", "\"kind\":\"profile\",\"notice-read\":true"),
            record("run", &format!("\"kind\":\"run\",\"date\":\"{date}\",\"minutes\":25.0")),
        ];
        let history = home.0.path().join("data/history");
        fs::create_dir_all(&history).unwrap();
        fs::write(history.join("before.jsonl"), lines.concat()).unwrap();
        home
    }

    fn start(&self) -> Pty {
        let launch = Launch::new(env!("CARGO_BIN_EXE_runup")).env("RUNUP_HOME", self.0.path());
        launch.env("ALSA_CONFIG_PATH", "/nonexistent").env("TZ", "UTC").spawn()
    }

    /// What this device wrote, in order.
    fn written(&self) -> Vec<Body> {
        let files = fs::read_dir(self.0.path().join("data/history")).unwrap();
        let text: String = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
        let records = text.lines().map(|line| Record::from_line(line.as_bytes()).unwrap());
        records.filter(|record| record.device != "before").map(|record| record.body).collect()
    }
}

fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

fn yesterday_at() -> Timestamp {
    Timestamp::now() - jiff::SignedDuration::from_hours(24)
}

#[test]
fn nothing_sore_is_one_key_on_today_and_one_record() {
    let home = Home::new();
    let mut pty = home.start();
    pty.wait_for_text("Anything sore since yesterday's run?");
    pty.answer("n");
    pty.wait_for_text("u takes it back");
    pty.send("q");
    assert_eq!(pty.wait_exit().code, 0);
    let written = home.written();
    let [Body::CheckIn(said)] = &written[..] else { panic!("one check-in: {written:?}") };
    assert!(said.sore.is_empty() && said.moment == Moment::Morning);
}

#[test]
fn a_run_is_logged_from_today_and_taken_back() {
    let home = Home::new();
    let mut pty = home.start();
    pty.wait_for_text("Anything sore since yesterday's run?");
    pty.send("l");
    pty.wait_for_text("How many minutes was it?");
    for key in ["3", "0", "\r"] {
        pty.answer(key);
    }
    pty.wait_for_text("How was it?");
    pty.send("1\r");
    pty.wait_for_text("After your run");
    pty.send("u");
    pty.wait_for_text("Taken back: the run of 30 minutes.");
    pty.send("q");
    assert_eq!(pty.wait_exit().code, 0);
    let written = home.written();
    assert!(matches!(&written[0], Body::Run(run) if (run.minutes - 30.0).abs() < 1e-9), "{written:?}");
    assert_eq!(written.last(), Some(&Body::Removed));
}
