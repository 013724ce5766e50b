//! Today's run with the real program: in a terminal, as lines, as a file, after a kill, and where it is refused.

#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use pty::{Exit, Launch, Pty, Signal};
use runup::record::{Body, CutShort, Record, Run};
use tempfile::TempDir;

const RUNUP: &str = env!("CARGO_BIN_EXE_runup");

/// A home whose runner began a plan of one run two days ago.
struct Home(TempDir);

impl Home {
    fn with_plan(workout: &str) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        let plan = format!(
            "plan = {{ name = \"By hand\", shape = \"weeks\", summary = \"One run.\", greens = 1, walk-in = \"20s\", \
             walk-out = \"20s\", before = \"pre-run-5\" }}\nweeks = [{{ runs = [\"{workout}\"] }}]\n"
        );
        let plans = home.path().join("data/routines/plans");
        fs::create_dir_all(&plans).unwrap();
        fs::write(plans.join("by-hand.toml"), plan).unwrap();
        let begun = Timestamp::now() - jiff::SignedDuration::from_hours(48);
        let date = begun.to_zoned(TimeZone::UTC).date();
        let record = |id: &str, rest: &str| {
            format!("{{\"v\":1,\"id\":\"{id}\",\"rev\":1,\"at\":\"{begun}\",\"device\":\"before\",{rest}}}\n")
        };
        let lines = [
            record("read", &format!("\"kind\":\"profile\",\"notice-read\":true,\"health\":\"{date}\"")),
            record(
                "begun",
                &format!("\"kind\":\"plan\",\"plan\":\"by-hand\",\"action\":\"start\",\"date\":\"{date}\""),
            ),
        ];
        home.write("before", &lines.concat());
        home
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, device: &str, lines: &str) {
        let history = self.path().join("data/history");
        fs::create_dir_all(&history).unwrap();
        fs::write(history.join(format!("{device}.jsonl")), lines).unwrap();
    }

    fn start(&self, arguments: &[&str]) -> Pty {
        Launch::new(RUNUP)
            .args(arguments)
            .env("RUNUP_HOME", self.path())
            .env("ALSA_CONFIG_PATH", "/nonexistent")
            .env("TZ", "UTC")
            .spawn()
    }

    fn runup(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(RUNUP);
        command.env("RUNUP_HOME", self.path()).env("TZ", "UTC").env("ALSA_CONFIG_PATH", "/nonexistent");
        command.current_dir(self.path()).args(arguments).output().unwrap()
    }

    /// The run that stands in the history, and how many revisions of runs there are.
    fn run(&self) -> (Run, usize) {
        let files = fs::read_dir(self.path().join("data/history")).unwrap();
        let text: String = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
        let records = text.lines().map(|line| Record::from_line(line.as_bytes()).unwrap());
        let runs: Vec<Record> = records.filter(|record| matches!(record.body, Body::Run(_))).collect();
        let last = runs.iter().max_by_key(|record| record.rev).expect("a run is in the history");
        let Body::Run(run) = &last.body else { unreachable!() };
        (run.clone(), runs.len())
    }
}

/// Gets ready with Enter, leaves the brisk walk and runs until two seconds of the run have passed.
fn run_for_a_moment(pty: &mut Pty) {
    pty.wait_for_text("start now");
    pty.send("\r");
    pty.wait_for_text("to start");
    pty.send("n");
    pty.wait_for_text("1 of 3");
    pty.wait_for_text("9:17 left");
}

#[test]
fn a_run_is_ended_by_one_key_and_answered_by_one_key_each() {
    let home = Home::with_plan("3x(2m run, 1m walk)");
    let mut pty = home.start(&["go", "today", "--no-sound"]);
    pty.wait_for_text("Run 2 minutes, walk 1 minute, three times");
    run_for_a_moment(&mut pty);
    pty.send("\r");
    pty.wait_for_text("to end");
    pty.send("e");
    pty.wait_for_text("Why did you stop early?");
    pty.answer("2");
    pty.wait_for_text("How hard was the run?");
    pty.answer("1");
    pty.wait_for_text("Saved in your history.");
    pty.send("\r");
    assert_eq!(pty.wait_exit(), Exit { code: 0, killed: false });
    pty.assert_restored();
    let (run, revisions) = home.run();
    assert_eq!((run.cut_short, run.effort.map(u8::from)), (Some(CutShort::Other), Some(3)));
    assert_eq!(run.prescription.as_deref(), Some("week 1, run 1: 3x(2m run, 1m walk)"));
    assert!(run.run_minutes.is_some_and(|minutes| minutes > 0.0 && minutes <= run.minutes), "{run:?}");
    assert_eq!(revisions, 3);
}

#[test]
fn a_killed_run_is_kept_at_the_next_start() {
    let home = Home::with_plan("3x(2m run, 1m walk)");
    let mut pty = home.start(&["go", "today", "--no-sound"]);
    run_for_a_moment(&mut pty);
    // A pause keeps what was run so far, as each minute does.
    pty.send(" ");
    pty.wait_for_text("paused");
    // What a key asks for is on the disk before the picture of the next key.
    pty.send("?");
    pty.wait_for_text("end the run and start the easy walk");
    pty.signal(Signal::KILL);
    assert!(pty.wait_exit().killed);
    let mut pty = home.start(&[]);
    pty.wait_for_text("Your run was interrupted.");
    pty.send("q");
    assert_eq!(pty.wait_exit(), Exit { code: 0, killed: false });
    let (run, revisions) = home.run();
    assert!(run.run_minutes.is_some_and(|minutes| minutes >= 0.03), "{run:?}");
    assert_eq!(revisions, 1);
}

#[test]
fn as_lines_every_part_is_told_and_another_speed_keeps_nothing() {
    let home = Home::with_plan("3x(2m run, 1m walk)");
    let output = home.runup(&["go", "today", "--plain", "--no-sound", "--speed", "1000"]);
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    for line in [
        " 0:10  Brisk walk, twenty seconds.",
        " 0:30  Run, two minutes, one of three.",
        " 2:30  Walk, one minute.",
        " 6:30  Run, two minutes, the last one.",
        " 9:30  Easy walk, twenty seconds.",
        " 9:50  Done. Well done.",
        "isn't saved",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(!text.contains('?'), "nothing is asked: {text}");
    let history = fs::read_dir(home.path().join("data/history")).unwrap().count();
    assert_eq!(history, 1, "only what was there before");
}

#[test]
fn a_run_is_rendered_in_its_length() {
    let home = Home::with_plan("1m run");
    let output = home.runup(&["render", "today", "-o", "today.wav"]);
    assert!(output.status.success(), "{output:?}");
    let reader = hound::WavReader::open(home.path().join("today.wav")).unwrap();
    let seconds = f64::from(reader.duration()) / f64::from(reader.spec().sample_rate);
    // Get ready, walk in, run, walk out; then the last words.
    assert!((110.0..115.0).contains(&seconds), "{seconds}");
}

#[test]
fn what_is_locked_or_not_there_is_refused() {
    let refused = |home: &Home, arguments: &[&str], why: &str| {
        let output = home.runup(arguments);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let said = text + &String::from_utf8_lossy(&output.stdout);
        assert!(output.status.code() == Some(1) && said.contains(why), "{arguments:?}: {said}");
    };
    let render = ["render", "today", "-o", "today.wav"];
    let play = ["go", "today", "--plain", "--no-sound"];
    let nobody = Home(tempfile::tempdir().unwrap());
    for arguments in [&render[..], &play, &["cues", "today"]] {
        refused(&nobody, arguments, "You have no plan");
    }
    refused(&nobody, &["go", "today", "--in", "8m"], "leave out --in");
    let home = Home::with_plan("20m run");
    assert!(home.runup(&["log", "flag", "RF08"]).status.success());
    for arguments in [&render[..], &play] {
        let output = home.runup(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {output:?}");
    }
    assert!(!home.path().join("today.wav").exists());
}
