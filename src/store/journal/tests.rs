//! What a session's journal survives.

use super::*;
use crate::record::journal::{Boundary, Event, Place, Source, VERSION};
use crate::record::{At, SetDone};
use crate::routine::Id;

fn at(second: i64) -> At {
    At::new(jiff::Timestamp::from_second(1_795_000_000 + second).unwrap(), &jiff::tz::TimeZone::UTC)
}

fn header(session: &str, second: i64) -> Header {
    Header {
        v: VERSION,
        session: session.into(),
        routine: Id::new("pre-run-5").unwrap(),
        name: "Five minutes".into(),
        hash: "abc".into(),
        source: Source::Shipped,
        started: at(second),
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

fn boundary(segment: usize, event: Event) -> Line {
    let place = Place { segment, step: Id::new("raise"), round: 0, side: None, set: 1 };
    Line::Boundary(Boundary { at: at(60), place, worked_ms: 0, event })
}

/// The end of a set, by its number.
fn set(set: u32) -> Event {
    Event::SetDone(SetDone {
        step: Id::new("raise").unwrap(),
        exercise: None,
        round: 0,
        side: None,
        set,
        planned_ms: 30_000,
        worked_ms: 30_000,
        complete: true,
        reps: None,
        load: None,
    })
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Leaves a journal behind, as a kill does, and returns its path.
fn left_behind(folder: &Path, session: &str, lines: &[Line]) -> PathBuf {
    let mut journal = Journal::begin(folder, &header(session, 0)).unwrap();
    for line in lines {
        journal.append(line).unwrap();
    }
    journal.path().to_owned()
}

fn one(folder: &Path) -> (Found, Vec<Trouble>) {
    let (mut found, troubles) = find(folder);
    assert_eq!(found.len(), 1, "{troubles:?}");
    (found.remove(0), troubles)
}

#[test]
fn a_session_left_behind_is_found_with_what_was_done() {
    let folder = folder();
    let path = folder.path().join("state/session");
    left_behind(
        &path,
        "s1",
        &[boundary(1, Event::Entered), boundary(1, set(1)), boundary(2, Event::Entered)],
    );
    let (found, troubles) = one(&path);
    assert!(troubles.is_empty());
    assert_eq!(found.interrupted.sets.len(), 1);
    assert_eq!((found.interrupted.resume.segment, found.interrupted.last), (2, at(60)));
    found.journal.finish().unwrap();
    assert!(find(&path).0.is_empty());
    assert_eq!(fs::read_dir(&path).unwrap().count(), 0);
}

#[test]
fn a_running_session_is_left_alone() {
    let folder = folder();
    let mut running = Journal::begin(folder.path(), &header("s1", 0)).unwrap();
    running.append(&boundary(1, Event::Entered)).unwrap();
    assert!(find(folder.path()).0.is_empty());
    let (taken, _) = {
        drop(running);
        one(folder.path())
    };
    assert!(find(folder.path()).0.is_empty(), "taken over, it is running again");
    drop(taken);
    assert_eq!(find(folder.path()).0.len(), 1);
}

#[test]
fn a_session_goes_on_in_the_same_journal() {
    let folder = folder();
    left_behind(folder.path(), "s1", &[boundary(1, set(1))]);
    let (mut found, _) = one(folder.path());
    found.journal.append(&boundary(2, set(2))).unwrap();
    drop(found);
    assert_eq!(one(folder.path()).0.interrupted.sets.len(), 2);
}

#[test]
fn sessions_left_behind_come_oldest_first() {
    let folder = folder();
    for (session, second) in [("a", 9), ("b", 3), ("c", 6)] {
        drop(Journal::begin(folder.path(), &header(session, second)).unwrap());
    }
    let (found, _) = find(folder.path());
    let order: Vec<_> = found.iter().map(|f| f.interrupted.header.session.as_str()).collect();
    assert_eq!(order, ["b", "c", "a"]);
}

#[test]
fn torn_and_damaged_lines_are_told_and_the_rest_counts() {
    let folder = folder();
    let path = left_behind(folder.path(), "s1", &[boundary(1, set(1))]);
    let mut bytes = fs::read(&path).unwrap();
    bytes.extend(b"\xff\x00 damaged\n");
    bytes.extend(line_text(&path, &boundary(2, set(2))).unwrap());
    bytes.extend(b"{\"line\":\"bound");
    fs::write(&path, bytes).unwrap();
    let (mut found, troubles) = one(folder.path());
    assert_eq!(found.interrupted.sets.len(), 2);
    assert!(
        matches!(&troubles[..], [Trouble::Damaged { line: 3, .. }, Trouble::Torn { line: 5, .. }]),
        "{troubles:?}"
    );
    found.journal.append(&boundary(3, set(3))).unwrap();
    drop(found);
    assert_eq!(one(folder.path()).0.interrupted.sets.len(), 3, "nothing is lost with the torn line");
}

#[test]
fn a_journal_without_its_first_line_is_told_and_stays() {
    let folder = folder();
    let path = folder.path().join("s1.jsonl");
    fs::write(&path, "garbage\n").unwrap();
    let (found, troubles) = find(folder.path());
    assert!(found.is_empty() && troubles.len() == 1, "{troubles:?}");
    assert!(path.exists());
}

#[test]
fn a_journal_of_a_newer_program_is_told_and_left_alone() {
    let folder = folder();
    let path = folder.path().join("s1.jsonl");
    fs::write(&path, "{\"line\":\"header\",\"v\":2}\n{\"line\":\"dream\"}\n").unwrap();
    let (found, troubles) = find(folder.path());
    assert!(found.is_empty() && matches!(troubles[0], Trouble::Newer { line: 1, .. }), "{troubles:?}");
    assert!(path.exists());
}

#[test]
fn a_first_line_that_would_not_read_back_is_refused() {
    let folder = folder();
    let wrong = Header { speed: f64::NAN, ..header("s1", 0) };
    assert!(matches!(Journal::begin(folder.path(), &wrong), Err(StoreError::Entry { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_journal_is_never_written_over() {
    let folder = folder();
    let path = left_behind(folder.path(), "s1", &[]);
    let before = fs::read(&path).unwrap();
    assert!(Journal::begin(folder.path(), &header("s1", 5)).is_err());
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");
}

#[test]
fn an_id_that_is_no_file_name_is_refused() {
    let folder = folder();
    for id in ["", "../s1", "a/b", "a.b", "a\0b"] {
        assert!(Journal::begin(folder.path(), &header(id, 0)).is_err(), "{id:?}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let folder = folder();
    fs::write(folder.path().join("session"), "").unwrap();
    let path = folder.path().join("session/deep");
    let error = Journal::begin(&path, &header("s1", 0)).unwrap_err();
    assert!(error.to_string().contains("session") && error.hint().is_some(), "{error}");
    assert_eq!(find(&path).1.len(), 1);
}

#[test]
fn finishing_twice_does_no_harm() {
    let folder = folder();
    let journal = Journal::begin(folder.path(), &header("s1", 0)).unwrap();
    fs::remove_file(journal.path()).unwrap();
    journal.finish().unwrap();
}

#[test]
#[cfg(target_os = "linux")]
fn a_write_error_is_told_once_and_the_lines_are_kept() {
    let folder = folder();
    let mut journal = Journal::begin(folder.path(), &header("s1", 0)).unwrap();
    let full = file::open_for_append(Path::new("/dev/full")).unwrap();
    let disk = std::mem::replace(&mut journal.file, full);
    let error = journal.append(&boundary(1, set(1))).unwrap_err();
    assert!(error.hint().unwrap().contains("disk is full"), "{error}");
    for segment in 2..4 {
        journal.append(&boundary(segment, set(segment as u32))).expect("it is quiet");
    }
    journal.file = disk;
    journal.append(&boundary(4, set(4))).unwrap();
    drop(journal);
    assert_eq!(one(folder.path()).0.interrupted.sets.len(), 4);
}

#[test]
#[cfg(unix)]
fn a_journal_is_for_the_runners_eyes_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let path = left_behind(&folder.path().join("session"), "s1", &[]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
}

#[test]
fn a_journal_that_was_let_go_is_found_though_a_starting_program_still_has_its_file() {
    let folder = folder();
    let journal = Journal::begin(folder.path(), &header("s1", 0)).unwrap();
    // What a fork has of it until the program runs.
    let copy = journal.file.try_clone().unwrap();
    assert!(find(folder.path()).0.is_empty(), "it is held");
    drop(journal);
    assert_eq!(find(folder.path()).0.len(), 1);
    drop(copy);
}

#[cfg(unix)]
#[test]
fn a_journal_that_is_finished_between_opening_and_locking_is_none() {
    let folder = folder();
    let path = left_behind(folder.path(), "a", &[boundary(0, set(1))]);
    let open = || file::private().append(true).open(&path).unwrap();
    let (there, gone) = (open(), open());
    let mut troubles = Vec::new();
    assert!(take_over_open(path.clone(), there, &mut troubles).unwrap().is_some());
    fs::remove_file(&path).unwrap();
    assert!(
        take_over_open(path.clone(), gone, &mut troubles).unwrap().is_none(),
        "its record is in the history"
    );
    assert!(troubles.is_empty());
}
