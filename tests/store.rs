//! The store between processes: several at once, killed in the middle, out of room.
//!
//! The other process is this test program itself: it runs the one test `child` with a task
//! in its environment, and answers on its standard output.

#![cfg(unix)]

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use runup::record::journal::{Boundary, Event, Header, Line, Place, Source};
use runup::record::{At, Body, Flag, Record};
use runup::routine::Id;
use runup::store::{HistoryFiles, Journal, StoreError, Trouble, journal};

const TASK: &str = "RUNUP_TEST_TASK";
const FOLDER: &str = "RUNUP_TEST_FOLDER";
const NAME: &str = "RUNUP_TEST_NAME";

fn at() -> At {
    At::try_from("2026-11-22T07:31:05+01:00".to_owned()).unwrap()
}

fn record(id: &str) -> Record {
    // Longer than one page, so that a write can be cut short.
    let sign = "RF08".repeat(2_000);
    let body = Body::Flag(Flag { sign, site: None, until: None });
    Record { v: 1, id: id.into(), rev: 1, at: at(), zone: None, device: "here".into(), body }
}

fn header(session: &str) -> Header {
    Header {
        v: 1,
        session: session.into(),
        routine: Id::new("calf").unwrap(),
        name: "Calf".into(),
        hash: "abc".into(),
        source: Source::Shipped,
        started: at(),
        speed: 1.0,
        sore: vec![],
        changes: vec![],
        prescription: None,
        clinician: None,
        leave_at: None,
        budget_ms: None,
        device: "here".into(),
    }
}

fn boundary(segment: usize) -> Line {
    let place = Place { segment, step: None, round: 0, side: None, set: 0 };
    Line::Boundary(Boundary { at: at(), place, worked_ms: 0, event: Event::Entered })
}

/// Starts this program again as another process with a task.
fn start(shell: Option<&str>, task: &str, folder: &Path, name: &str) -> Child {
    let program = env::current_exe().unwrap();
    let arguments = ["--exact", "child", "--nocapture", "--test-threads=1"];
    let mut command = match shell {
        None => Command::new(&program),
        Some(before) => {
            let mut command = Command::new("sh");
            command.args(["-c", &format!("{before}; exec \"$0\" \"$@\"")]).arg(&program);
            command
        }
    };
    command
        .args(arguments)
        .env(TASK, task)
        .env(FOLDER, folder)
        .env(NAME, name)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Returns what the other process says, line by line, without what the test harness says.
fn said(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    lines.filter_map(|line| line.split_once("said ").map(|(_, what)| what.to_owned()))
}

fn say(what: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("said {what}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// What the other process does; nothing when no task is given.
#[test]
fn child() {
    let Ok(task) = env::var(TASK) else { return };
    let folder = env::var_os(FOLDER).map(std::path::PathBuf::from).unwrap();
    let name = env::var(NAME).unwrap();
    match task.as_str() {
        "append 20" => {
            let mut history = HistoryFiles::open(&folder, "here").history;
            for n in 0..20 {
                let _ = history.append(record(&format!("{name}-{n}")));
            }
            history.retry().unwrap();
        }
        "append until killed" => {
            let mut history = HistoryFiles::open(&folder, "here").history;
            for n in 0.. {
                let id = format!("{name}-{n}");
                history.append(record(&id)).unwrap();
                say(&id);
            }
        }
        "append until full" => {
            let mut history = HistoryFiles::open(&folder, "here").history;
            for n in 0..1_000 {
                if let Err(error) = history.append(record(&format!("{name}-{n}"))) {
                    assert!(matches!(error, StoreError::Write { .. }));
                    say(&format!(
                        "{n} whole, {} pending: {}",
                        history.pending().len(),
                        error.hint().unwrap()
                    ));
                    return;
                }
            }
        }
        "play until killed" => {
            let mut journal = Journal::begin(&folder, &header(&name)).unwrap();
            for segment in 0.. {
                journal.append(&boundary(segment)).unwrap();
                say(&segment.to_string());
            }
        }
        other => panic!("no task `{other}`"),
    }
}

#[test]
fn processes_that_append_at_once_write_whole_lines() {
    let folder = tempfile::tempdir().unwrap();
    let children: Vec<_> =
        (0..4).map(|n| start(None, "append 20", folder.path(), &format!("p{n}"))).collect();
    for child in children {
        assert!(child.wait_with_output().unwrap().status.success());
    }
    let opened = HistoryFiles::open(folder.path(), "here");
    assert!(opened.troubles.is_empty(), "{:?}", opened.troubles);
    let mut ids: Vec<_> = opened.records.iter().map(|r| r.id.clone()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 80);
}

#[test]
fn a_kill_loses_nothing_that_was_said_to_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut written = Vec::new();
    for round in 0..10_usize {
        let mut child = start(None, "append until killed", folder.path(), &format!("r{round}"));
        let mut said = said(&mut child);
        written.extend(said.by_ref().take(1 + round));
        child.kill().unwrap();
        written.extend(said);
        child.wait().unwrap();
    }
    let opened = HistoryFiles::open(folder.path(), "here");
    assert!(opened.troubles.len() <= 10, "{:?}", opened.troubles);
    for id in &written {
        assert!(opened.records.iter().any(|r| r.id == *id), "{id} is lost");
    }
    assert!(written.len() >= 55);
}

#[test]
fn a_write_cut_short_leaves_the_file_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = start(Some("trap '' XFSZ; ulimit -f 100"), "append until full", folder.path(), "f");
    let answer: Vec<_> = said(&mut child).collect();
    assert!(child.wait().unwrap().success(), "{answer:?}");
    let mut opened = HistoryFiles::open(folder.path(), "here");
    assert!(opened.troubles.is_empty(), "{:?}", opened.troubles);
    let (count, rest) = answer[0].split_once(" whole, 1 pending: ").unwrap();
    assert_eq!(opened.records.len(), count.parse::<usize>().unwrap());
    assert!(opened.records.len() > 2 && rest.contains("size limit"), "{answer:?}");
    assert!(fs::read(opened.history.file()).unwrap().ends_with(b"}\n"));
    opened.history.append(record("after")).unwrap();
    assert_eq!(HistoryFiles::open(folder.path(), "here").records.len(), opened.records.len() + 1);
}

#[test]
fn a_killed_session_is_found_where_it_stood_and_a_running_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = start(None, "play until killed", folder.path(), "s1");
    let mut said = said(&mut child);
    let before: Vec<_> = said.by_ref().take(5).collect();
    assert_eq!(before.len(), 5);
    assert!(journal::find(folder.path()).0.is_empty(), "it is running");
    child.kill().unwrap();
    let last: usize = said.last().map_or(4, |segment| segment.parse().unwrap());
    child.wait().unwrap();
    let (found, troubles) = journal::find(folder.path());
    assert!(troubles.iter().all(|t| matches!(t, Trouble::Torn { .. })), "{troubles:?}");
    assert_eq!(found.len(), 1);
    assert!(found[0].interrupted.resume.segment >= last);
    assert_eq!(found[0].interrupted.header, header("s1"));
}
