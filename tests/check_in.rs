//! The check-in and a run logged from Today, with the real program: keys in a terminal, records in the history.

#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;

use std::fmt::Write as _;
use std::fs;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use pty::{Launch, Pty};
use runup::record::{Body, Moment, Record, Run};
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
    pty.wait_for_text("u undoes it");
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
    pty.wait_for_text("How many minutes did it take?");
    for key in ["3", "0", "\r"] {
        pty.answer(key);
    }
    pty.wait_for("the question, also at night", |screen| {
        let contents = screen.contents();
        contents.contains("How hard was the run?") || contents.contains("Was it last night's run?")
    });
    if pty.contents().contains("Was it last night's run?") {
        pty.answer("2");
        pty.wait_for_text("How hard was the run?");
    }
    pty.answer("1");
    pty.send("\r");
    pty.wait_for_text("After your run");
    pty.send("u");
    pty.wait_for_text("Undone: the run of 30 minutes.");
    pty.send("q");
    assert_eq!(pty.wait_exit().code, 0);
    let written = home.written();
    let ran = |run: &Run| (run.minutes - 30.0).abs() < 1e-9;
    let kinds =
        matches!(&written[..], [Body::Run(run), Body::Run(felt), Body::Removed] if ran(run) && ran(felt));
    assert!(kinds, "the run, how it felt, and neither: {written:?}");
}

/// A run of twenty minutes this morning, as a watch records it.
fn of_a_watch() -> String {
    let mut text = "<gpx><trk><type>running</type><trkseg>".to_owned();
    let begun = today().to_zoned(TimeZone::UTC).unwrap().timestamp();
    for second in 0..=1_200_i32 {
        let (time, lat) = (
            begun + jiff::SignedDuration::from_secs(second.into()),
            45.0 + f64::from(second) * 2.6 / 111_194.93,
        );
        let _ = write!(text, "<trkpt lat='{lat:.7}' lon='14'><time>{time}</time></trkpt>");
    }
    text + "</trkseg></trk></gpx>"
}

#[test]
fn a_run_from_the_watch_is_asked_how_it_felt_on_today_and_is_the_one_that_is_logged() {
    let home = Home::new();
    let file = home.0.path().join("run.gpx");
    fs::write(&file, of_a_watch()).unwrap();
    let runup = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_runup"));
        let output =
            command.env("RUNUP_HOME", home.0.path()).env("TZ", "UTC").args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    runup(&["import", file.to_str().unwrap()]);
    runup(&["log", "morning", "none"]);
    let mut pty = home.start();
    pty.wait_for_text("How was today's run, from your watch?");
    pty.answer("1");
    pty.wait_for_text("u undoes it");
    pty.send("q");
    assert_eq!(pty.wait_exit().code, 0);
    let run = |body: &Body| if let Body::Run(run) = body { Some(run.clone()) } else { None };
    let runs: Vec<_> = home.written().iter().filter_map(run).collect();
    let efforts: Vec<_> = runs.iter().map(|run| run.effort.map(u8::from)).collect();
    assert_eq!(efforts, [None, Some(3)], "as it was recorded, and what was said of it");
    // It has been told about, so what is logged now is another run, and that is said.
    let told = runup(&["log", "run", "21m"]);
    assert!(told.contains("If this is the same run: runup log same"), "{told}");
    assert!(runup(&["log", "same"]).starts_with("Merged into one run: Run: 21 minutes"), "one run");
    assert_eq!(runup(&["history"]).matches("Run: 21 minutes").count(), 1);
}
