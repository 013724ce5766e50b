//! Text from arguments, paths, files and the history: whatever it holds, nothing in what is printed steers the terminal.

#![cfg(unix)]

#[path = "support/seasoned.rs"]
mod seasoned;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use runup::diagnostic::is_hidden;
use serde_json::Value;
use tempfile::TempDir;

/// An escape sequence that names the window, C1 controls in one and two bytes' worth, bidi, and what nobody sees.
const NASTY: &str = "x\u{1b}]0;owned\u{7}\u{9b}31m\u{90}q\u{202e}\u{2066}\u{200b}\u{e0041}y";

struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        seasoned::season(home.0.path());
        home
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, Vec<u8>, Vec<u8>) {
        let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_runup"))
            .args(arguments)
            .env("RUNUP_HOME", self.0.path())
            .env("ALSA_CONFIG_PATH", "/nonexistent")
            .env("TZ", "UTC")
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        (status.code(), stdout, stderr)
    }

    /// Runs a command and returns what it printed, in which nothing steers the terminal.
    #[track_caller]
    fn clean(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let (code, out, err) = self.run(arguments);
        let said = String::from_utf8([out, err].concat()).unwrap();
        // CSV and calendars end their lines with both.
        let hidden: BTreeSet<char> = said
            .replace("\r\n", "\n")
            .chars()
            .filter(|c| is_hidden(*c) && !matches!(c, '\n' | '\t'))
            .collect();
        assert!(hidden.is_empty(), "runup {arguments:?} prints {hidden:?}:\n{}", said.escape_debug());
        (code, said)
    }

    /// The one file of the history that this device writes.
    fn history(&self) -> PathBuf {
        let files = fs::read_dir(self.path("data/history")).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|path| !path.ends_with("before.jsonl")).find(|path| path.extension().is_some()).unwrap()
    }
}

#[test]
fn an_argument_and_a_path_steer_nothing() {
    let home = Home::new();
    // A program's arguments have no NUL, and a file's name no slash.
    let path = format!("{NASTY}.toml");
    let wav = format!("{NASTY}.wav");
    fs::write(home.path(&format!("broken{path}")), format!("name = 3 # {NASTY}\n[[steps\n")).unwrap();
    fs::write(home.path(&format!("odd{path}")), "name = \"Odd\"\nnmae = 1\n").unwrap();
    let (broken, odd) = (format!("broken{path}"), format!("odd{path}"));
    let below = format!("{NASTY}/below");
    let option = format!("--{NASTY}");
    let each = format!("raise={NASTY}");
    let commands: &[&[&str]] = &[
        &[NASTY],
        &[&option],
        &["show", NASTY],
        &["show", NASTY, "--figure"],
        &["go", NASTY, "--plain"],
        &["go", &path, "--plain"],
        &["go", &broken, "--plain"],
        &["go", &odd, "--plain"],
        &["go", "pre-run-5", "--plain", "--from", NASTY],
        &["go", "pre-run-5", "--plain", "--theme", NASTY],
        &["go", "pre-run-5", "--plain", "--sore", NASTY],
        &["go", "pre-run-5", "--plain", "--speed", "1000", "--events", &below],
        &["go", "--plain", "--config", &path],
        &["cues", NASTY],
        &["cues", &broken],
        &["check", &path],
        &["check", &broken, &odd],
        &["render", NASTY, "-o", &wav],
        &["render", "pre-run-5", "-o", &below],
        &["new", NASTY, "--no-edit"],
        &["new", "--from-text", NASTY],
        &["new", "--from-text", NASTY, "--yes"],
        &["log", "run", NASTY],
        &["log", "run", "20m", "--date", NASTY],
        &["log", "run", "20m", "--shoe", NASTY],
        &["log", "morning", NASTY],
        &["log", "sore", NASTY],
        &["log", "flag", NASTY],
        &["log", NASTY],
        &["plan", "start", NASTY],
        &["plan", "start", "--at", NASTY, "--no-signs"],
        &["plan", "explain", NASTY],
        &["plan", "move", NASTY],
        &["plan", "days", NASTY],
        &["plan", "export", "ics", "-o", &below],
        &["rung", NASTY],
        &["rung", "calf-base", NASTY],
        &["rung", "calf-base", "--load", &each],
        &["shoes", "wear", NASTY],
        &["shoes", "retire", NASTY],
        &["edit", NASTY],
        &["edit", "first", NASTY],
        &["remove", NASTY],
        &["history", NASTY],
        &["history", "--since", NASTY],
        &["report", "--site", NASTY],
        &["import", NASTY],
        &["import", &broken],
        &["import", &below],
        &["export", &below],
        &["export", &path],
        &["export", &path],
        &["schema", NASTY],
        &["completions", NASTY],
    ];
    for arguments in commands {
        home.clean(arguments);
    }
}

/// Puts the nasty text into every value of this key, in all lines.
fn spoiled(lines: &[Value], key: &str) -> String {
    fn spoil(value: &mut Value, key: &str) {
        match value {
            Value::Object(map) => {
                for (name, value) in map {
                    match value {
                        Value::String(text) if name == key => text.push_str(NASTY),
                        other => spoil(other, key),
                    }
                }
            }
            Value::Array(all) => all.iter_mut().for_each(|value| spoil(value, key)),
            _ => {}
        }
    }
    let mut out = String::new();
    for line in lines {
        let mut line = line.clone();
        spoil(&mut line, key);
        // As an earlier version wrote it: what JSON lets stand is not escaped.
        out += &line.to_string();
        out.push('\n');
    }
    out
}

fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                if value.is_string() {
                    found.insert(name.clone());
                }
                keys(value, found);
            }
        }
        Value::Array(all) => all.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

#[test]
fn whatever_a_history_holds_steers_nothing() {
    let home = Home::new();
    for line in [
        "shoes add Pegasus",
        "log run 20m --date 10d --note easy",
        "log run 22m --note slow",
        "log sore tendon-mid:left=2",
        "log morning 1",
        "log flag RF13",
        "rung calf-base up",
        "go pre-run-5 --plain --speed 1000",
        "plan start new-runner --at 2 --no-signs",
        "log run 25m --shoe Pegasus --region tendon-mid --side left --during 1",
    ] {
        home.clean(&line.split(' ').collect::<Vec<_>>());
    }
    let (file, text) = (home.history(), fs::read_to_string(home.history()).unwrap());
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut all = BTreeSet::new();
    for line in &lines {
        keys(line, &mut all);
    }
    assert!(all.len() > 12, "{all:?}");
    for key in &all {
        fs::write(&file, spoiled(&lines, key)).unwrap();
        let ids: Vec<&str> = lines.iter().filter_map(|line| line["id"].as_str()).collect();
        for arguments in [
            "plan explain",
            "plan explain --json",
            "plan",
            "next",
            "history --ids",
            "history --json",
            "history --csv",
            "report",
            "shoes",
            "shoes --json",
            "doctor --json",
            "export -",
        ] {
            home.clean(&arguments.split(' ').collect::<Vec<_>>());
        }
        home.clean(&["edit", ids[1]]);
        home.clean(&["edit", ids.last().unwrap()]);
    }
}

#[test]
fn json_and_archives_mean_the_same_escaped() {
    let home = Home::new();
    let note = format!("note {NASTY}");
    home.clean(&["log", "run", "20m"]);
    let file = home.history();
    let line = fs::read_to_string(&file).unwrap();
    let mut record: Value = serde_json::from_str(&line).unwrap();
    record["note"] = note.clone().into();
    fs::write(&file, format!("{record}\n")).unwrap();
    let (_, json) = home.clean(&["history", "--json"]);
    assert!(
        json.contains("\\u009b") && json.contains("\\u202e") && json.contains("\\udb40\\udc41"),
        "{json}"
    );
    let read: Value = serde_json::from_str(&json).unwrap();
    assert!(read.as_array().unwrap().iter().any(|record| record["note"] == note.as_str()));
    // An archive of a line that an earlier version wrote: once there, it is known, however often it comes.
    home.clean(&["export", "one.jsonl"]);
    let archive = fs::read_to_string(home.path("one.jsonl")).unwrap();
    assert!(!archive.chars().any(|c| is_hidden(c) && c != '\n'), "{}", archive.escape_debug());
    let (_, said) = home.clean(&["import", "one.jsonl"]);
    assert!(said.contains("0 new") || said.contains("othing new") || said.contains("nothing"), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), format!("{record}\n"), "nothing is doubled");
    let other = Home::new();
    other.run(&["import", home.path("one.jsonl").to_str().unwrap()]);
    let (_, json) = other.clean(&["history", "--json"]);
    let read: Value = serde_json::from_str(&json).unwrap();
    assert!(read.as_array().unwrap().iter().any(|record| record["note"] == note.as_str()), "{json}");
}

fn play(home: &Home, events: &Path) -> (Option<i32>, String) {
    home.clean(&["go", "pre-run-5", "--plain", "--speed", "1000", "--events", events.to_str().unwrap()])
}

#[test]
fn events_replace_only_events() {
    let home = Home::new();
    let precious = home.path("precious.txt");
    fs::write(&precious, "Dear diary\n").unwrap();
    let (code, said) = play(&home, &precious);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("precious.txt: the file isn't empty and has no events; name another file"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&precious).unwrap(), "Dear diary\n");
    // Its own kind is begun again, and so is an empty file.
    let own = home.path("events.jsonl");
    fs::write(&own, "").unwrap();
    for _ in 0..2 {
        assert_eq!(play(&home, &own).0, Some(0));
        let text = fs::read_to_string(&own).unwrap();
        assert_eq!(text.matches("\"event\":\"begin\"").count(), 1, "{text}");
    }
    // JSON that is no event is not ours: a history least of all.
    let history = home.history();
    let before = fs::read(&history).unwrap();
    assert_eq!(play(&home, &history).0, Some(1));
    assert!(fs::read(&history).unwrap().starts_with(&before));
}

#[test]
fn events_follow_no_link_to_a_file() {
    let home = Home::new();
    let (target, link) = (home.path("target.jsonl"), home.path("link.jsonl"));
    fs::write(&target, "{\"event\":\"begin\"}\n").unwrap();
    symlink(&target, &link).unwrap();
    let (code, said) = play(&home, &link);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("link.jsonl: it is a link to another file; name that file"), "{said}");
    assert_eq!(fs::read_to_string(&target).unwrap(), "{\"event\":\"begin\"}\n");
    // Nor to one that is not there yet.
    let nowhere = home.path("nowhere.jsonl");
    symlink(home.path("not-there"), &nowhere).unwrap();
    assert_eq!(play(&home, &nowhere).0, Some(1));
    assert!(!home.path("not-there").exists());
    // A device has nothing to lose.
    assert_eq!(play(&home, Path::new("/dev/null")).0, Some(0));
}

#[test]
fn a_time_zone_that_is_a_device_is_refused_and_not_read_for_ever() {
    let home = Home::new();
    let out = Command::new(env!("CARGO_BIN_EXE_runup"))
        .args(["next"])
        .env("RUNUP_HOME", home.path(""))
        .env("TZ", ":/dev/zero")
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("TZ=:/dev/zero is no time zone"));
}
