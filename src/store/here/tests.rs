//! Two computers under one name, files that were put back, clocks that disagree.

use std::fs;
use std::path::Path;

use super::*;
use crate::record::{Body, Flag, Log, VERSION};

fn at(time: &str) -> At {
    At::try_from(format!("2026-11-28T{time}:00+01:00")).unwrap()
}

fn record(id: &str, device: &str, time: &str) -> Record {
    let body = Body::Flag(Flag::of("RF08"));
    Record { v: VERSION, id: id.into(), rev: 1, at: at(time), zone: None, device: device.into(), body }
}

fn line(record: &Record) -> String {
    String::from_utf8(record.to_line().unwrap()).unwrap()
}

fn paths(home: &Path) -> Paths {
    let [config, data, state, cache] = ["config", "data", "state", "cache"].map(|name| home.join(name));
    Paths { config, data, state, cache }
}

/// A home in which this device wrote `a`.
fn begun() -> (tempfile::TempDir, Paths, String) {
    let home = tempfile::tempdir().unwrap();
    let paths = paths(home.path());
    let (id, mut opened) = open_screen(&paths, at("09:00")).unwrap();
    assert!(opened.troubles.is_empty(), "{:?}", opened.troubles);
    opened.history.append(record("a", &id, "09:00")).unwrap();
    (home, paths, id)
}

/// Opens it again; returns the name and what is reported.
fn again(paths: &Paths) -> (String, Vec<String>) {
    let (id, opened) = open_screen(paths, at("10:00")).unwrap();
    (id, opened.troubles.iter().map(ToString::to_string).collect())
}

#[test]
fn who_writes_alone_keeps_its_name_and_is_told_nothing() {
    let (_home, paths, id) = begun();
    for n in 0..3 {
        let (here, mut opened) = open_screen(&paths, at("10:00")).unwrap();
        assert_eq!((&here, opened.troubles.len()), (&id, 0), "{:?}", opened.troubles);
        opened.history.append(record(&format!("b{n}"), &id, "09:30")).unwrap();
        opened.history.append_all([record(&format!("c{n}"), &id, "09:31")]).unwrap();
    }
    assert_eq!(again(&paths), (id, vec![]));
}

#[test]
fn a_conflict_copy_with_entries_of_its_own_gives_this_computer_a_new_name_once() {
    let (_home, paths, id) = begun();
    let copy = paths.history().join(format!("{id}.sync-conflict-20261128-090000-ABCDEFG.jsonl"));
    // The same entries in a copy mean nothing.
    fs::copy(paths.history().join(format!("{id}.jsonl")), &copy).unwrap();
    assert_eq!(again(&paths), (id.clone(), vec![]));
    fs::write(&copy, line(&record("x", &id, "09:01"))).unwrap();
    let (new, told) = again(&paths);
    assert!(new != id && told.len() == 1 && told[0].contains("Nothing is lost"), "{told:?}");
    let (here, mut opened) = open_screen(&paths, at("10:00")).unwrap();
    assert_eq!((&here, opened.troubles.len()), (&new, 0), "told once");
    opened.history.append(record("b", &new, "09:59")).unwrap();
    assert!(opened.history.file().ends_with(format!("{new}.jsonl")));
    let log = Log::of(open_screen(&paths, at("10:00")).unwrap().1.records);
    assert!(["a", "x", "b"].iter().all(|id| log.knows(id)), "what was written stays");
}

#[test]
fn lines_of_somebody_else_in_the_own_file_give_a_new_name() {
    type Change = fn(&Path, &str);
    let changes: [(&str, Change); 3] = [
        ("a line behind", |file, id| {
            let more = line(&record("x", id, "09:05"));
            fs::write(file, fs::read_to_string(file).unwrap() + &more).unwrap();
        }),
        ("another end", |file, id| fs::write(file, line(&record("z", id, "09:00"))).unwrap()),
        ("a shorter file", |file, id| {
            fs::write(file, line(&record("z", id, "09:00")).replace("RF08", "RF8")).unwrap();
        }),
    ];
    for (what, change) in changes {
        let (_home, paths, id) = begun();
        let file = paths.history().join(format!("{id}.jsonl"));
        // So that the file is long enough to be shortened.
        let (_, mut opened) = open_screen(&paths, at("09:00")).unwrap();
        opened.history.append(record("b", &id, "09:01")).unwrap();
        change(&file, &id);
        let (new, told) = again(&paths);
        let counts =
            |told: &[String]| told.iter().filter(|told| told.contains("Every line still counts")).count();
        assert!(new != id && counts(&told) == 1, "{what}: {told:?}");
        let (same, told) = again(&paths);
        assert_eq!((same, counts(&told)), (new, 0), "{what}: told once: {told:?}");
    }
}

#[test]
fn an_append_that_was_cut_short_anywhere_is_ones_own() {
    let (_home, paths, id) = begun();
    let file = paths.history().join(format!("{id}.jsonl"));
    let before = fs::read(&file).unwrap();
    let (_, mut opened) = open_screen(&paths, at("09:00")).unwrap();
    opened.history.append(record("b", &id, "09:01")).unwrap();
    let after = fs::read(&file).unwrap();
    // What is noted while it writes; that it is done, it notes behind that, and so was never noted here.
    let note = paths.state.join(format!("written-{id}.json"));
    let text = fs::read_to_string(&note).unwrap();
    let (writing, _) = text.split_once(",\"whole\"").unwrap();
    for cut in before.len()..=after.len() {
        fs::write(&file, &after[..cut]).unwrap();
        fs::write(&note, format!("{writing}}}")).unwrap();
        let (here, told) = again(&paths);
        assert_eq!(here, id, "cut at {cut}: {told:?}");
        assert!(told.iter().all(|told| told.contains("the entry is incomplete")), "{told:?}");
    }
    // And after a torn line the device's next entry is its own too.
    fs::write(&file, &after[..after.len() - 9]).unwrap();
    fs::write(&note, format!("{writing}}}")).unwrap();
    let (_, mut opened) = open_screen(&paths, at("09:00")).unwrap();
    opened.history.append(record("c", &id, "09:02")).unwrap();
    assert_eq!(again(&paths).0, id);
}

#[test]
fn a_file_that_is_gone_and_a_note_that_is_damaged_are_no_other_computer() {
    let (_home, paths, id) = begun();
    fs::remove_file(paths.history().join(format!("{id}.jsonl"))).unwrap();
    let (_, told) = again(&paths);
    assert!(told.iter().any(|told| told.contains("saved on this computer are missing")), "{told:?}");
    for note in ["", "{}", "{\"v\":9}", "\u{0}"] {
        let (_home, paths, id) = begun();
        fs::write(paths.state.join(format!("written-{id}.json")), note).unwrap();
        assert_eq!(again(&paths), (id, vec![]));
    }
}

#[test]
fn clocks_that_disagree_are_told_and_a_later_edit_stands_all_the_same() {
    let (_home, paths, id) = begun();
    fs::write(paths.history().join("there.jsonl"), line(&record("t", "there", "13:30"))).unwrap();
    let (_, told) = again(&paths);
    assert_eq!(
        told,
        [
            "Another computer has an entry from 28 November 2026, 13:30, but here it is 28 November 2026, 10:00. One of the two clocks is wrong: set it."
        ]
    );
    // An edit that is made here, at an earlier hour by this clock, stands over it.
    let (_, mut opened) = open_screen(&paths, at("10:00")).unwrap();
    let log = Log::of(opened.records.clone());
    let edit = Record { rev: log.next_rev("t"), body: Body::Removed, ..record("t", &id, "10:00") };
    opened.history.append(edit).unwrap();
    assert!(Log::of(open_screen(&paths, at("10:00")).unwrap().1.records).get("t").is_none());
    // A few minutes do not count as disagreement.
    let (_, opened) = open_screen(&paths, at("13:20")).unwrap();
    assert!(opened.troubles.is_empty(), "{:?}", opened.troubles);
    // This computer's own clock went back.
    let (_, opened) = open_screen(&paths, at("08:00")).unwrap();
    assert!(
        opened.troubles.iter().any(|told| matches!(told, Trouble::SetBack { .. })),
        "{:?}",
        opened.troubles
    );
}

#[test]
fn two_commands_never_have_their_turn_at_once() {
    let (_home, paths, _) = begun();
    let first = open_for_device(&paths, at("10:00")).unwrap();
    assert!(matches!(Turn::take(&paths, 2), Err(StoreError::Busy { .. })));
    drop(first);
    Turn::take(&paths, 2).unwrap();
}
