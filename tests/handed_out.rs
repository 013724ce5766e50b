//! With the real program: what is printed, rendered and exported is what `runup go` plays, and says what was changed.

#[path = "support/docs.rs"]
mod docs;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn runup(home: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_runup"));
    command.env("RUNUP_HOME", home).env("ALSA_CONFIG_PATH", "/nonexistent").env("TZ", "UTC");
    command.current_dir(home).args(arguments).stdin(std::process::Stdio::null()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[track_caller]
fn does(home: &Path, arguments: &[&str]) -> String {
    let output = runup(home, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// The words of what is heard, but for tones, as `go` plays it at a speed.
fn played(home: &Path, arguments: &[&str]) -> Vec<String> {
    let mut all = vec!["go"];
    all.extend(arguments);
    all.extend(["--plain", "--no-sound", "--speed", "1000", "--events", "events.jsonl"]);
    does(home, &all);
    let lines = fs::read_to_string(home.join("events.jsonl")).unwrap();
    fs::remove_file(home.join("events.jsonl")).unwrap();
    let events = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let cues = events.filter(|event| event["event"] == "cue" && event["kind"] != "tempo");
    cues.map(|cue| format!("{} {} {}", cue["segment"], cue["kind"], cue["text"])).collect()
}

fn printed(home: &Path, arguments: &[&str]) -> Vec<String> {
    let mut all = vec!["cues", "--json"];
    all.extend(arguments);
    let cues: Vec<Value> = serde_json::from_str(&does(home, &all)).unwrap();
    let cues = cues.iter().filter(|cue| cue["kind"] != "tempo");
    cues.map(|cue| format!("{} {} {}", cue["segment"], cue["kind"], cue["text"])).collect()
}

#[test]
fn cues_are_those_that_go_plays() {
    let fresh: &[&[&str]] = &[];
    let sore: &[&[&str]] = &[&["log", "sore", "back-heel-bone:left=4"]];
    let none: &[&[&str]] = &[&["log", "sore", "none"]];
    let runner: &[&[&str]] = &[
        &["log", "sore", "none"],
        &["plan", "start", "new-runner", "--region", "none", "--no-signs"],
        &["log", "run", "20m", "--date", "2026-01-01"],
    ];
    for history in [fresh, sore, none, runner] {
        let home = tempfile::tempdir().unwrap();
        let home = home.path();
        for line in history {
            // A date that is too far back for this day's history is refused; the others are what it is about.
            let _ = runup(home, line);
        }
        for arguments in [
            &["pre-run-5"][..],
            &["pre-run-5", "--in", "4m"],
            &["post-run-calf"],
            &["pre-run-5", "--sore", "tendon-mid:left=3"],
            &["pre-run-5", "--sore", "none"],
        ] {
            let cues = printed(home, arguments);
            assert_eq!(played(home, arguments), cues, "{history:?} {arguments:?}");
        }
    }
}

#[test]
fn a_sore_heel_hops_in_no_track_and_what_was_changed_is_said() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    does(home, &["log", "sore", "back-heel-bone:left=4"]);
    let cues = does(home, &["cues", "pre-run-5"]);
    assert!(cues.starts_with("# Gentle heel warm-up instead of"), "{cues}");
    assert!(!cues.contains("pogo"), "{cues}");
    // The array has no place for it, so that is told beside it.
    let json = runup(home, &["cues", "pre-run-5", "--json"]);
    assert!(text(&json.stderr).contains("Gentle heel warm-up instead of"), "{}", text(&json.stderr));
    let said = does(home, &["render", "pre-run-5", "-o", "a.flac", "--theme", "click", "--voice", "off"]);
    let changes = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.starts_with('#')).map(str::to_owned).collect()
    };
    assert_eq!(changes(&said), changes(&cues));
    for arguments in [&["show", "pre-run-5"][..], &["show", "pre-run-5", "--markdown"]] {
        let said = does(home, arguments).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("Gentle heel warm-up instead of"), "{arguments:?}: {said}");
    }
    // Who says that nothing is sore is believed; the first weeks stay the first weeks.
    let well = does(home, &["cues", "pre-run-5", "--sore", "none"]);
    assert!(!well.contains("Gentle heel warm-up") && well.contains("first two weeks"), "{well}");
    let after = does(home, &["cues", "pre-run-5"]);
    assert_eq!(after, cues, "nothing was written down");
}

#[test]
fn the_calendar_and_the_card_have_the_warm_up_that_is_played() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    does(home, &["plan", "start", "new-runner", "--region", "none", "--no-signs"]);
    does(home, &["log", "sore", "none"]);
    let lines = |text: &str| text.replace("\r\n ", "").replace("\\,", ",").replace("\\n", "\n");
    let ics = lines(&does(home, &["plan", "export", "ics"]));
    assert!(ics.contains("In the first two weeks"), "{ics}");
    // Two of the three have hip and core before them; which those are goes by the weekday of today.
    let run = |n| does(home, &["plan", "export", "card", &format!("week 1, run {n}")]);
    let cards: Vec<String> = (1..=3).map(run).collect();
    assert_eq!(cards.iter().filter(|card| card.contains("In the first two weeks")).count(), 1, "{cards:?}");
}

#[test]
fn a_lock_holds_for_cues_too_whatever_is_said_to_be_sore() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    does(home, &["log", "flag", "rf08"]);
    for arguments in [
        &["go", "pre-run-5", "--plain", "--speed", "1000", "--sore", "none"][..],
        &["cues", "pre-run-5", "--sore", "none"],
        &["render", "pre-run-5", "-o", "a.wav", "--sore", "none"],
    ] {
        assert_eq!(runup(home, arguments).status.code(), Some(1), "{arguments:?}");
    }
    assert!(!home.join("a.wav").exists());
}

#[test]
fn what_the_book_and_the_help_say_of_a_morning_works_in_a_fresh_home() {
    let home = tempfile::tempdir().unwrap();
    let said = docs::all() + &does(home.path(), &["--help"]);
    let stop = |c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == ' ' || c == '-');
    let commands: Vec<&str> = said
        .match_indices("runup log morning")
        // Behind two spaces the help says what it does.
        .map(|(at, _)| said[at..].split(stop).next().unwrap().split("  ").next().unwrap().trim())
        .collect();
    assert!(commands.len() >= 4, "{commands:?}");
    // One after another, as they are read.
    for command in commands {
        let arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
        does(home.path(), &arguments);
    }
}

#[test]
fn with_minutes_named_the_last_word_is_over_in_them() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let said = does(home, &["render", "pre-run-10", "--in", "8m", "-o", "a.flac", "--voice", "off"]);
    let length = said.lines().last().unwrap().split(", ").find(|part| part.contains(':') && part.len() < 6);
    let (minutes, seconds) = length.unwrap().split_once(':').unwrap();
    let seconds = minutes.parse::<u32>().unwrap() * 60 + seconds.parse::<u32>().unwrap();
    assert!((440..=480).contains(&seconds), "{said}");
    let list = does(home, &["list"]);
    let show = does(home, &["show", "pre-run-10"]);
    let of_list = list.lines().find(|line| line.contains(" pre-run-10 ")).unwrap();
    let of_list = of_list.split_whitespace().nth(1).unwrap();
    assert!(show.lines().nth(1).unwrap().starts_with(of_list), "{of_list}: {show}");
}

#[test]
fn a_track_is_told_to_be_as_long_as_go_tells_it() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    for arguments in [&["pre-run-2"][..], &["first-steps"], &["pre-run-5", "--in", "4m15s"]] {
        let go = [&["go"], arguments, &["--plain", "--no-sound", "--speed", "1000"]].concat();
        let played = does(home, &go);
        let length = played.lines().next().unwrap().rsplit_once(", ").unwrap().1;
        let render = [&["render"], arguments, &["-o", "a.wav", "--force"]].concat();
        let told = does(home, &render);
        assert!(told.contains(&format!(", {length}, ")), "{arguments:?}: {length}, {told}");
    }
}
