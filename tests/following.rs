//! Other programs that follow a session: `--events`, and commands of the runner's own.

#![cfg(unix)]

#[path = "support/seasoned.rs"]
mod seasoned;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

const SHORT: &str = "name = \"Short\"\nwhen = [\"desk\"]\nsteps = [\n\
    { id = \"reach\", name = \"Reach up\", time = \"4s\", sides = \"each\", set-up = \"2s\", dose = \"convention\" } ]\n";

struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        seasoned::season(home.0.path());
        home.write("short.toml", SHORT);
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    /// A program that writes down how it was called.
    fn script(&self, name: &str, rest: &str) -> PathBuf {
        let log = self.path("called.txt");
        let env = "$RUNUP_EVENT $RUNUP_ROUTINE ${RUNUP_OUTCOME-none}";
        let text = format!(
            "#!/bin/sh\necho \"{env} [$*]\" >> '{}'\necho noise\necho noise >&2\n{rest}\n",
            log.display()
        );
        self.write(name, &text);
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o700)).unwrap();
        self.path(name)
    }

    fn called(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("called.txt")).unwrap_or_default();
        text.lines().map(ToOwned::to_owned).collect()
    }

    /// Holds that the script was called so; the last call may outlive the program that made it.
    #[track_caller]
    fn is_called(&self, expected: &[&str]) {
        let start = Instant::now();
        while self.called().len() < expected.len() && start.elapsed() < Duration::from_secs(30) {
            std::thread::yield_now();
        }
        assert_eq!(self.called(), expected);
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_runup"));
        command
            .env("RUNUP_HOME", self.0.path())
            .env("ALSA_CONFIG_PATH", "/nonexistent")
            .current_dir(self.0.path())
            .args(arguments.split_whitespace())
            .stdin(Stdio::null());
        command
    }

    fn runup(&self, arguments: &str) -> Output {
        self.command(arguments).output().unwrap()
    }
}

fn events(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

fn kinds(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["event"].as_str().unwrap()).filter(|kind| *kind != "cue").collect()
}

/// Waits for the end of a program; one that hangs is killed, and the test fails.
fn ends(mut child: Child) -> std::process::ExitStatus {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if start.elapsed() > Duration::from_secs(30) {
            child.kill().unwrap();
            panic!("it does not end");
        }
        std::thread::yield_now();
    }
}

#[test]
fn the_stream_tells_of_begin_segments_cues_and_end_in_order() {
    let home = Home::new();
    let output = home.runup("go short.toml --plain --speed 50 --no-sound --sore none --events events.jsonl");
    assert!(output.status.success());
    let events = events(&fs::read_to_string(home.path("events.jsonl")).unwrap());
    let segments = kinds(&events).iter().filter(|kind| **kind == "segment").count();
    assert_eq!((kinds(&events)[0], *kinds(&events).last().unwrap()), ("begin", "end"));
    let (begin, end) = (&events[0], events.last().unwrap());
    assert_eq!(
        (&begin["v"], &begin["routine"], &begin["name"]),
        (&1.into(), &"short".into(), &"Short".into())
    );
    assert_eq!(begin["segments"], segments);
    assert_eq!(end["outcome"], "done");
    let work: Vec<&Value> =
        events.iter().filter(|e| e["event"] == "segment" && e["kind"] == "work").collect();
    let about: Vec<_> =
        work.iter().map(|e| (e["step"].as_str(), e["side"].as_str(), e["seconds"].as_f64())).collect();
    assert_eq!(about, [(Some("reach"), Some("left"), Some(4.0)), (Some("reach"), Some("right"), Some(4.0))]);
    let at = |event: &Value| event["at"].as_u64().or(event["sched"].as_u64()).unwrap();
    assert!(events.is_sorted_by_key(at), "{events:#?}");
}

#[test]
fn standard_output_has_the_stream_alone() {
    let home = Home::new();
    let output = home.runup("go short.toml --plain --speed 50 --no-sound --sore none --events -");
    assert!(output.status.success());
    let events = events(&String::from_utf8(output.stdout).unwrap());
    assert!(kinds(&events).starts_with(&["begin", "segment"]) && kinds(&events).ends_with(&["end"]));
    let output = home.runup("go short.toml --events -");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--events - needs --plain"));
}

fn fifo(home: &Home) -> PathBuf {
    let path = home.path("events");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

#[test]
fn a_reader_may_come_late_and_go_early_and_another_goes_on() {
    let home = Home::new();
    let pipe = fifo(&home);
    let go = "go short.toml --plain --speed 4 --no-sound --sore none --events events";
    let child = home.command(go).stdout(Stdio::piped()).spawn().unwrap();
    let first_lines = |count: usize| -> Vec<String> {
        BufReader::new(File::open(&pipe).unwrap()).lines().take(count).map(Result::unwrap).collect()
    };
    let first = first_lines(2);
    assert_eq!(kinds(&events(&first.join("\n")))[0], "begin");
    let mut rest = String::new();
    File::open(&pipe).unwrap().read_to_string(&mut rest).unwrap();
    let rest = events(&rest);
    // It begins where the one before left, and says each thing once.
    let kinds = kinds(&rest);
    assert_eq!(kinds.iter().filter(|kind| ["begin", "end"].contains(kind)).collect::<Vec<_>>(), [&"end"]);
    assert_eq!(kinds.last(), Some(&"end"), "{rest:?}");
    assert!(child.wait_with_output().unwrap().status.success());
}

#[test]
fn a_reader_that_goes_away_is_told_once_and_ends_nothing() {
    let home = Home::new();
    let pipe = fifo(&home);
    let go = "go short.toml --plain --speed 4 --no-sound --sore none --events events";
    let child = home.command(go).stdout(Stdio::piped()).spawn().unwrap();
    let first = BufReader::new(File::open(&pipe).unwrap()).lines().next().unwrap().unwrap();
    assert!(first.contains("begin"), "{first}");
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.matches("No program is reading the events. They").count(), 1, "{said}");
    assert!(said.contains("Done: 2 sets."), "{said}");
}

#[test]
fn a_pipe_that_nobody_reads_delays_nothing() {
    let home = Home::new();
    fifo(&home);
    let go = "go short.toml --plain --speed 50 --no-sound --sore none --events events";
    let child = home.command(go).stdout(Stdio::null()).spawn().unwrap();
    assert!(ends(child).success());
    // One that is opened and never read fills up.
    let child = home.command(go).stdout(Stdio::null()).spawn().unwrap();
    let reader = File::open(home.path("events")).unwrap();
    assert!(ends(child).success());
    drop(reader);
}

#[test]
fn commands_are_run_at_start_and_done_without_a_shell() {
    let home = Home::new();
    let script = home.script("hook", "");
    let script = script.display();
    home.write(
        "config/config.toml",
        &format!("[hooks]\nstart = [\"{script}\", \"a b\", \"$(id)\"]\ndone = [\"{script}\", \"; ls\"]\n"),
    );
    let output = home.runup("go short.toml --plain --speed 50 --no-sound --sore none");
    assert!(output.status.success());
    assert!(!String::from_utf8(output.stdout).unwrap().contains("noise"));
    home.is_called(&["start short none [a b $(id)]", "done short done [; ls]"]);
}

#[test]
fn a_command_that_hangs_or_fails_delays_nothing_and_is_told() {
    let home = Home::new();
    let (script, failing) = (home.script("hook", "exec sleep 600"), home.script("failing", "exit 3"));
    let config = |start: &Path| {
        format!("[hooks]\nstart = [\"{}\"]\ndone = [\"{}\"]\n", start.display(), failing.display())
    };
    home.write("config/config.toml", &config(&script));
    let begun = Instant::now();
    assert!(home.runup("go short.toml --plain --speed 50 --no-sound --sore none").status.success());
    assert!(begun.elapsed() < Duration::from_secs(9), "{:?}", begun.elapsed());
    // The one that came after it was run all the same.
    home.is_called(&["start short none []", "done short done []"]);
    for (start, why) in
        [(failing.as_path(), "exit status: 3"), (Path::new("/nonexistent/hook"), "didn't start")]
    {
        home.write("config/config.toml", &config(start));
        let output = home.runup("go short.toml --plain --speed 4 --no-sound --sore none");
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains("The command for start ") && said.contains(why), "{said}");
    }
}

#[test]
fn no_command_is_run_for_a_guest_or_from_a_routine() {
    let home = Home::new();
    let script = home.script("hook", "");
    home.write("config/config.toml", &format!("[hooks]\nstart = [\"{}\"]\n", script.display()));
    assert!(home.runup("go short.toml --plain --speed 50 --no-sound --guest").status.success());
    assert!(home.runup("render short.toml -o short.wav").status.success());
    assert_eq!(home.called(), [""; 0]);
    let hooked = format!("{SHORT}\n[hooks]\nstart = [\"{}\"]\n", script.display());
    home.write("hooked.toml", &hooked);
    let output = home.runup("check hooked.toml");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("hooks"));
}

#[test]
fn a_session_that_a_signal_ends_is_over_for_those_who_follow() {
    let home = Home::new();
    let script = home.script("hook", "");
    home.write("config/config.toml", &format!("[hooks]\ndone = [\"{}\"]\n", script.display()));
    let pipe = fifo(&home);
    let go = "go short.toml --plain --no-sound --sore none --events events";
    let child = home.command(go).stdout(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(File::open(&pipe).unwrap()).lines().map(Result::unwrap);
    let begin: Value = serde_json::from_str(&lines.next().unwrap()).unwrap();
    assert_eq!(begin["event"], "begin");
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    let last: Value = serde_json::from_str(&lines.last().unwrap()).unwrap();
    assert_eq!((&last["event"], &last["outcome"]), (&"end".into(), &"interrupted".into()));
    assert_eq!(ends(child).code(), Some(143));
    home.is_called(&["done short interrupted []"]);
}
