//! Nobody reads what the program writes: the routine goes on, and the journal has all of it.

#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;
#[path = "support/seasoned.rs"]
mod seasoned;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use pty::{Launch, PATIENCE, Signal};
use runup::record::{Body, Outcome, Record};
use runup::store::journal;

const RUNUP: &str = env!("CARGO_BIN_EXE_runup");
const FORTY: usize = 40;

/// Forty steps of five seconds, of which some hundred boundaries come.
fn routine(home: &Path) -> String {
    let step = |n| {
        format!("[[steps]]\nname = \"Stand {n}\"\ntime = \"5s\"\nset-up = \"1s\"\ndose = \"convention\"\n")
    };
    let steps: String = (0..FORTY).map(step).collect();
    let file = home.join("forty.toml");
    fs::write(&file, format!("name = \"Forty\"\nwhen = [\"rest-day\"]\n\n{steps}")).unwrap();
    file.to_str().unwrap().to_owned()
}

/// Returns how many lines the journal of the running session has; no lock is taken.
fn lines(home: &Path) -> usize {
    let Ok(entries) = fs::read_dir(home.join("state/session")) else { return 0 };
    let journals = entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some());
    journals.map(|path| fs::read_to_string(path).unwrap_or_default().lines().count()).sum()
}

/// Waits until the journal has so many lines.
#[track_caller]
fn wait_for_lines(home: &Path, wanted: usize) {
    let start = Instant::now();
    while lines(home) < wanted {
        assert!(start.elapsed() < PATIENCE, "the journal has {} lines, not {wanted}", lines(home));
        thread::sleep(Duration::from_millis(5));
    }
}

/// Returns how many sets the session that was killed has.
#[track_caller]
fn sets_of_the_killed(home: &Path) -> usize {
    let (found, troubles) = journal::find(&home.join("state/session"));
    assert!(troubles.len() <= 1, "{troubles:?}");
    let [found] = &found[..] else { panic!("{} journals", found.len()) };
    found.interrupted.sets.len()
}

fn outcomes(home: &Path) -> Vec<Outcome> {
    let Ok(entries) = fs::read_dir(home.join("data/history")) else { return Vec::new() };
    let bytes: Vec<u8> = entries.flat_map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect();
    let records = bytes.split(|byte| *byte == b'\n').filter_map(|line| Record::from_line(line).ok());
    records
        .filter_map(
            |record| if let Body::Session(session) = record.body { Some(session.outcome) } else { None },
        )
        .collect()
}

/// Starts it with a standard output that is full and that nobody reads.
fn into_a_full_pipe(home: &Path, arguments: &[&str]) -> (Child, std::io::PipeReader) {
    seasoned::season(home);
    let (reader, mut writer) = std::io::pipe().unwrap();
    let output = writer.try_clone().unwrap();
    let fills = thread::spawn(move || writer.write_all(&vec![b'~'; 4 << 20]));
    // The pipe is full from the moment at which the other thread is held.
    thread::sleep(Duration::from_millis(50));
    assert!(!fills.is_finished());
    let file = routine(home);
    let child = Command::new(RUNUP)
        .args(["go", &file, "--sore", "none", "--plain"])
        .args(arguments)
        .env("RUNUP_HOME", home)
        .env("ALSA_CONFIG_PATH", "/nonexistent")
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    (child, reader)
}

#[track_caller]
fn wait_exit(child: &mut Child) -> Option<i32> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        assert!(start.elapsed() < PATIENCE, "it does not end");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_terminal_that_nobody_reads_keeps_no_boundary_from_the_journal() {
    let launch = Launch::new(RUNUP).env("ALSA_CONFIG_PATH", "/nonexistent").env("TZ", "UTC");
    seasoned::season(launch.home());
    let file = routine(launch.home());
    let mut pty = launch.args(["go", &file, "--sore", "none", "--speed", "40"]).spawn();
    pty.wait_for_text("Stand 0");
    pty.fill();
    wait_for_lines(pty.home(), 40);
    pty.signal(Signal::KILL);
    pty.wait_exit();
    let sets = sets_of_the_killed(pty.home());
    assert!(sets >= 12, "{sets} sets");
}

#[test]
fn a_terminal_that_takes_again_shows_where_the_routine_is() {
    let launch = Launch::new(RUNUP).env("ALSA_CONFIG_PATH", "/nonexistent").env("TZ", "UTC");
    seasoned::season(launch.home());
    let file = routine(launch.home());
    let mut pty = launch.args(["go", &file, "--sore", "none", "--speed", "40"]).spawn();
    pty.wait_for_text("Stand 0");
    pty.fill();
    wait_for_lines(pty.home(), 30);
    pty.freeze(false);
    pty.wait_for_text("Stand 2");
    pty.wait_for_text("Stand 3");
    pty.send("qq\r");
    pty.signal(Signal::TERM);
    pty.wait_exit();
    pty.assert_restored();
}

#[test]
fn a_terminal_that_nobody_reads_does_not_hold_the_end() {
    let launch = Launch::new(RUNUP).env("ALSA_CONFIG_PATH", "/nonexistent").env("TZ", "UTC");
    seasoned::season(launch.home());
    let file = routine(launch.home());
    let mut pty = launch.args(["go", &file, "--sore", "none", "--speed", "20"]).spawn();
    pty.wait_for_text("Stand 0");
    pty.fill();
    wait_for_lines(pty.home(), 10);
    // Ctrl-C in raw mode is a key: the loop must take it.
    pty.send("\x03");
    assert_eq!(pty.wait_exit().code, 130);
}

#[test]
fn lines_of_text_into_a_full_pipe_keep_no_boundary_from_the_journal() {
    let home = tempfile::tempdir().unwrap();
    let (mut child, reader) = into_a_full_pipe(home.path(), &["--speed", "40"]);
    wait_for_lines(home.path(), 40);
    child.kill().unwrap();
    child.wait().unwrap();
    drop(reader);
    let sets = sets_of_the_killed(home.path());
    assert!(sets >= 12, "{sets} sets");
}

#[test]
fn a_routine_ends_by_itself_though_nobody_reads_its_lines() {
    let home = tempfile::tempdir().unwrap();
    let (mut child, reader) = into_a_full_pipe(home.path(), &["--speed", "200"]);
    assert_eq!(wait_exit(&mut child), Some(0));
    drop(reader);
    assert_eq!(outcomes(home.path()), [Outcome::Done]);
    assert_eq!(lines(home.path()), 0, "the journal is done with");
}

#[test]
fn events_that_nobody_takes_keep_no_boundary_from_the_journal() {
    let home = tempfile::tempdir().unwrap();
    let (mut child, reader) = into_a_full_pipe(home.path(), &["--speed", "200", "--events", "-"]);
    assert_eq!(wait_exit(&mut child), Some(0));
    drop(reader);
    assert_eq!(outcomes(home.path()), [Outcome::Done]);
}

#[test]
fn who_reads_slowly_has_every_line() {
    let home = tempfile::tempdir().unwrap();
    seasoned::season(home.path());
    let file = routine(home.path());
    let mut child = Command::new(RUNUP)
        .args(["go", &file, "--sore", "none", "--plain", "--speed", "300"])
        .env("RUNUP_HOME", home.path())
        .env("ALSA_CONFIG_PATH", "/nonexistent")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    wait_for_lines(home.path(), 100);
    let mut text = String::new();
    std::io::Read::read_to_string(&mut child.stdout.take().unwrap(), &mut text).unwrap();
    assert_eq!(wait_exit(&mut child), Some(0));
    assert_eq!(text.matches("Go.").count(), FORTY, "{text}");
    assert!(text.ends_with("Done: 40 sets. Saved in your history.\n"), "{text}");
}
