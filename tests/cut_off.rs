//! A routine that was cut off: `runup go` offers it, as Today does, and plays what was asked for only when told to.

#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;
#[path = "support/seasoned.rs"]
mod seasoned;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use pty::{Exit, Launch, Pty, Signal};
use runup::record::{Body, Outcome, Record, Session};
use runup::store::journal;
use tempfile::TempDir;

const RUNUP: &str = env!("CARGO_BIN_EXE_runup");

/// Two holds on each side.
const TWO: &str = "name = \"Two stands\"\nwhen = [\"rest-day\"]\n\n[[steps]]\nid = \"first\"\nname = \"First\"\nhold = \"2m\"\nset-up = \"1s\"\ndose = \"convention\"\n\n[[steps]]\nid = \"second\"\nname = \"Second\"\nhold = \"2m\"\nset-up = \"1s\"\nsides = \"each\"\ndose = \"convention\"\n";

struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        seasoned::season(home.0.path());
        fs::write(home.file(), TWO).unwrap();
        home
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("two.toml")
    }

    fn start(&self, arguments: &[&str]) -> Pty {
        Launch::new(RUNUP)
            .args(arguments)
            .env("RUNUP_HOME", self.0.path())
            .env("ALSA_CONFIG_PATH", "/nonexistent")
            .env("TZ", "UTC")
            .spawn()
    }

    /// Runs it without a terminal.
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let Output { status, stdout, stderr } = Command::new(RUNUP)
            .args(arguments)
            .env("RUNUP_HOME", self.0.path())
            .env("ALSA_CONFIG_PATH", "/nonexistent")
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        (status.code(), String::from_utf8([stdout, stderr].concat()).unwrap())
    }

    /// Plays into the second step's second side, and is killed there.
    fn cut_off(&self) {
        let mut pty = self.start(&["go", self.file().to_str().unwrap(), "--sore", "none"]);
        pty.wait_for_text("get ready");
        // Past get-ready, the first hold, the set-up and the first side.
        let start = std::time::Instant::now();
        while !self.last_line().contains("\"side\":\"right\"") {
            assert!(start.elapsed() < pty::PATIENCE, "{}", self.last_line());
            pty.send("\r");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        pty.signal(Signal::KILL);
        pty.wait_exit();
        assert_eq!(self.waiting(), [Some("second".to_owned())]);
    }

    /// Returns the last line of the journal.
    fn last_line(&self) -> String {
        let journal =
            fs::read_dir(self.0.path().join("state/session")).unwrap().next().unwrap().unwrap().path();
        fs::read_to_string(journal).unwrap().lines().last().unwrap_or_default().to_owned()
    }

    /// Returns where each routine that was cut off goes on.
    fn waiting(&self) -> Vec<Option<String>> {
        let (found, troubles) = journal::find(&self.0.path().join("state/session"));
        assert!(troubles.is_empty(), "{troubles:?}");
        found.iter().map(|found| found.interrupted.resume.step.as_ref().map(ToString::to_string)).collect()
    }

    fn outcomes(&self) -> Vec<(String, Outcome)> {
        self.sessions().into_iter().map(|session| (session.name, session.outcome)).collect()
    }

    /// Returns the side of each set of the second step, and whether all of it was done.
    fn sides(&self) -> Vec<(String, bool)> {
        let sets = self.sessions().into_iter().flat_map(|session| session.sets);
        sets.filter_map(|set| Some((set.side?.to_string(), set.complete))).collect()
    }

    fn sessions(&self) -> Vec<Session> {
        let Ok(entries) = fs::read_dir(self.0.path().join("data/history")) else { return Vec::new() };
        let bytes: Vec<u8> = entries.flat_map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect();
        let records = bytes.split(|byte| *byte == b'\n').filter_map(|line| Record::from_line(line).ok());
        records
            .filter_map(|record| if let Body::Session(session) = record.body { Some(session) } else { None })
            .collect()
    }
}

fn leave(mut pty: Pty) {
    pty.signal(Signal::TERM);
    pty.wait_exit();
}

fn path(home: &Home) -> String {
    home.file().to_str().unwrap().to_owned()
}

#[test]
fn go_asks_once_and_enter_goes_on_at_the_step_and_side() {
    let home = Home::new();
    home.cut_off();
    let mut pty = home.start(&["go"]);
    pty.wait_for_text("You stopped at Second,");
    pty.wait_for_text("x starts");
    pty.send("\r");
    pty.wait_for_text("Two stands");
    pty.wait_for_text("right side");
    leave(pty);
    assert_eq!(home.waiting(), [Some("second".to_owned())], "the same journal goes on");
}

#[test]
fn go_starts_what_was_asked_for_when_the_other_is_let_go() {
    let home = Home::new();
    home.cut_off();
    let mut pty = home.start(&["go", &path(&home)]);
    pty.wait_for_text("x starts it from the beginning");
    pty.send("x");
    pty.wait_for_text("get ready");
    leave(pty);
    assert_eq!(home.outcomes(), [("Two stands".to_owned(), Outcome::Interrupted)], "what was done is kept");
}

#[test]
fn go_with_fresh_asks_nothing() {
    let home = Home::new();
    home.cut_off();
    let pty = home.start(&["go", "pre-run-5", "--fresh"]);
    pty.wait_for_text("get ready");
    leave(pty);
    assert_eq!(home.outcomes(), [("Two stands".to_owned(), Outcome::Interrupted)]);
}

#[test]
fn go_with_resume_goes_on_without_a_question() {
    let home = Home::new();
    home.cut_off();
    let pty = home.start(&["go", "--resume"]);
    pty.wait_for_text("right side");
    pty.wait_for_text("Two stands");
    leave(pty);
}

#[test]
fn go_with_resume_says_when_there_is_nothing_to_go_on_with() {
    let home = Home::new();
    let (code, said) = home.run(&["go", "--resume", "--plain"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("Nothing to resume: you left no routine unfinished in the last 6 hours."),
        "{said}"
    );
}

#[test]
fn lines_of_text_ask_the_same_where_somebody_can_answer() {
    let home = Home::new();
    home.cut_off();
    let mut pty = home.start(&["go", "--plain"]);
    pty.wait_for_text("You stopped Two stands. Enter picks up at Second, right; x and Enter starts");
    pty.send("\n");
    pty.wait_for_text("Two stands, ");
    pty.wait_for_text("0:00");
    leave(pty);
    let mut pty = home.start(&["go", "--plain", "pre-run-5"]);
    pty.wait_for_text("You stopped Two stands.");
    // Other keys of Today are none here.
    pty.send("r\n");
    pty.send("x\n");
    pty.wait_for_text("Five minutes before a run, ");
    leave(pty);
    let mut pty = home.start(&["go", "--plain"]);
    pty.wait_for_text("Enter");
    pty.send("q\n");
    pty.wait_for_text("Nothing started.");
    assert_eq!(pty.wait_exit(), Exit { code: 0, killed: false });
}

#[test]
fn without_a_terminal_go_says_how_to_go_on_and_keeps_it() {
    let home = Home::new();
    home.cut_off();
    let (code, said) = home.run(&["go", "--plain", "--speed", "1000"]);
    assert_eq!(code, Some(0), "{said}");
    let first = said.lines().next().unwrap();
    assert_eq!(first, "You stopped Two stands at Second, right. To pick up there: runup go --resume --plain");
    assert_eq!(home.waiting(), [Some("second".to_owned())]);
    let (code, said) = home.run(&["go", "--resume", "--plain", "--speed", "1000"]);
    assert_eq!(said.lines().next().unwrap().split(',').next(), Some("Two stands"), "{code:?} {said}");
}

#[test]
fn a_start_that_was_killed_at_once_does_not_hide_the_one_before() {
    let home = Home::new();
    home.cut_off();
    let pty = home.start(&["go", "--plain", "pre-run-5"]);
    pty.wait_for_text("You stopped");
    leave(pty);
    let mut child = Command::new(RUNUP)
        .args(["go", "--plain", "pre-run-5"])
        .env("RUNUP_HOME", home.0.path())
        .env("ALSA_CONFIG_PATH", "/nonexistent")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    wait_for_journals(home.0.path(), 2);
    child.kill().unwrap();
    child.wait().unwrap();
    let pty = home.start(&["go"]);
    pty.wait_for_text("You stopped at Second,");
    pty.wait_for_text("x starts");
    leave(pty);
}

fn wait_for_journals(home: &Path, count: usize) {
    let start = std::time::Instant::now();
    let journals = || fs::read_dir(home.join("state/session")).map_or(0, Iterator::count);
    while journals() < count {
        assert!(start.elapsed() < pty::PATIENCE);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

#[test]
fn a_routine_that_has_changed_goes_on_at_the_start_of_its_step() {
    let home = Home::new();
    home.cut_off();
    let folder = home.0.path().join("state/session");
    let journal = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(&journal).unwrap();
    let at = text.find("\"hash\":\"").unwrap() + 8;
    let changed = format!("{}0000000000000000{}", &text[..at], &text[at + 16..]);
    fs::write(&journal, changed).unwrap();
    let (_, said) = home.run(&["go", "--resume", "--plain", "--speed", "1000"]);
    assert_eq!(home.sides(), [("left".into(), true), ("right".into(), true)], "{said}");
}

#[test]
fn a_routine_that_has_not_changed_goes_on_at_its_side() {
    let home = Home::new();
    home.cut_off();
    let (_, said) = home.run(&["go", "--resume", "--plain", "--speed", "1000"]);
    assert_eq!(home.sides(), [("left".into(), false), ("right".into(), true)], "{said}");
}

#[test]
fn what_was_cut_off_is_offered_before_the_question_of_the_first_start() {
    let home = Home(tempfile::tempdir().unwrap());
    let mut pty = home.start(&["go", "pre-run-5"]);
    pty.wait_for_text("get ready");
    pty.signal(Signal::KILL);
    pty.wait_exit();
    let waiting = home.waiting();
    assert_eq!(waiting.len(), 1);
    let pty = home.start(&[]);
    pty.wait_for_text("You stopped");
    leave(pty);
    assert_eq!(home.waiting(), waiting, "nothing else began");
}
