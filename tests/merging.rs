//! Histories of several devices read as one, whatever way they came together.

#[path = "support/decade.rs"]
mod decade;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use runup::history::History;
use runup::library::Library;
use runup::record::{Body, Log, Record};
use runup::store::{HistoryFiles, Paths, archive};

static DECADE: LazyLock<Vec<Record>> = LazyLock::new(decade::records);
static LIBRARY: LazyLock<Library> = LazyLock::new(Library::shipped);

/// Lines that only a newer program reads.
const NEWER: [&str; 3] = [
    r#"{"v":2,"id":"n1","rev":1,"device":"3e9c73f2-74d7-4e20-9c77-2daf4f8c0003","kind":"run","of":"tomorrow"}"#,
    r#"{"v":1,"id":"n2","rev":1,"device":"3e9c73f2-74d7-4e20-9c77-2daf4f8c0003","kind":"omen","what": [1, 2.50]}"#,
    r#"{"v":9,"whatever":"without a device"}"#,
];

fn paths(home: &Path) -> Paths {
    let [config, data, state, cache] = ["config", "data", "state", "cache"].map(|name| home.join(name));
    Paths { config, data, state, cache }
}

fn line(record: &Record) -> String {
    String::from_utf8(record.to_line().unwrap()).unwrap()
}

/// The last months, and revisions of the same entries by several devices at once.
fn some() -> Vec<Record> {
    let plan = |record: &&Record| matches!(record.body, Body::Plan(_)) && record.at.date().year() >= 2024;
    let mut records: Vec<Record> = DECADE.iter().filter(plan).cloned().collect();
    records.extend_from_slice(&DECADE[DECADE.len() - 250..]);
    let twice: Vec<Record> =
        records.iter().filter(|record| matches!(record.body, Body::Run(_))).cloned().collect();
    for (i, record) in twice.into_iter().enumerate() {
        let mut other = Record { rev: record.rev + (i % 2) as u32, device: "elsewhere".into(), ..record };
        if i % 3 == 0 {
            other.body = Body::Removed;
        } else if let Body::Run(run) = &mut other.body {
            run.note = Some(format!("another word {i}"));
        }
        records.push(other);
    }
    records
}

/// What the plan says to a log.
fn said(log: &Log) -> String {
    format!(
        "{:?}",
        History::new(log.clone(), Rc::new(LIBRARY.clone())).recommend(decade::LAST).expect("a plan runs")
    )
}

fn opened(history: &Path) -> Log {
    let opened = HistoryFiles::open(history, "nobody");
    assert!(
        opened.troubles.iter().all(|told| told.to_string().contains("newer Runup")),
        "{:?}",
        opened.troubles
    );
    Log::of(opened.records)
}

/// Every line of a history's folder.
fn all_lines(history: &Path) -> BTreeSet<String> {
    archive::gather(history).lines.into_iter().map(|line| String::from_utf8(line).unwrap()).collect()
}

/// Takes one history over into another, as an archive does.
fn carry(from: &Path, to: &Path, here: &str) -> archive::Merged {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), archive::gather(&paths(from).history()).lines.concat()).unwrap();
    let content = archive::read(file.path()).unwrap();
    assert!(content.damaged.is_empty(), "{:?}", content.damaged);
    archive::merge(&paths(to), here, &content.entries, true)
}

#[test]
fn the_invented_decade_holds_every_kind_and_is_as_long_as_it_says() {
    let records = decade::records();
    let log = Log::from_records(records.iter().cloned());
    assert!((5_200..5_800).contains(&log.entries().len()), "{}", log.entries().len());
    assert!((6_800..8_200).contains(&records.len()), "{}", records.len());
    let kind = |record: &Record| serde_json::to_value(record).unwrap()["kind"].as_str().unwrap().to_owned();
    let kinds: BTreeSet<_> = records.iter().map(kind).collect();
    assert_eq!(kinds.len(), 12, "{kinds:?}");
    assert!(log.runs().last().unwrap().body.date <= decade::LAST);
    assert_eq!(records, *DECADE);
}

#[test]
fn a_decade_goes_through_an_archive_byte_for_byte() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let history = paths(from.path()).history();
    fs::create_dir_all(&history).unwrap();
    let lines: Vec<String> = DECADE.iter().map(line).chain(NEWER.map(|line| format!("{line}\n"))).collect();
    let (laptop, phone) = lines.split_at(4_000);
    fs::write(history.join("laptop.jsonl"), laptop.concat()).unwrap();
    fs::write(history.join("phone.jsonl"), phone.concat()).unwrap();
    fs::write(history.join("phone (conflicted copy).jsonl"), phone.concat()).unwrap();
    let merged = carry(from.path(), to.path(), "nobody");
    assert_eq!((merged.new, merged.known, merged.failed.len()), (lines.len(), 0, 0));
    let taken = paths(to.path()).history();
    assert_eq!(all_lines(&taken), lines.iter().cloned().collect());
    assert_eq!(opened(&taken), opened(&history));
    assert_eq!(said(&opened(&taken)), said(&Log::from_records(DECADE.iter().cloned())));
    // One file for each device, and one for what names none; nothing new the second time.
    assert_eq!(fs::read_dir(&taken).unwrap().count(), 4);
    let files = || -> Vec<Vec<u8>> {
        let mut paths: Vec<_> = fs::read_dir(&taken).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.iter().map(|path| fs::read(path).unwrap()).collect()
    };
    let before = files();
    let merged = carry(from.path(), to.path(), "nobody");
    assert_eq!((merged.new, merged.known), (0, lines.len()));
    assert_eq!(files(), before);
}

#[test]
fn an_import_that_was_cut_short_anywhere_is_completed_by_the_next() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let history = paths(from.path()).history();
    fs::create_dir_all(&history).unwrap();
    let lines: Vec<String> = DECADE[..6].iter().map(line).collect();
    fs::write(history.join("x.jsonl"), lines.concat()).unwrap();
    carry(from.path(), to.path(), "nobody");
    let taken = paths(to.path()).history();
    let file = fs::read_dir(&taken).unwrap().next().unwrap().unwrap().path();
    let whole = fs::read(&file).unwrap();
    for cut in (0..whole.len()).step_by(23) {
        fs::write(&file, &whole[..cut]).unwrap();
        carry(from.path(), to.path(), "nobody");
        let log = Log::of(HistoryFiles::open(&taken, "nobody").records);
        assert_eq!(log, opened(&history), "cut at {cut}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_order_split_or_repetition_gives_the_same_state(
        order in Just((0..some().len()).collect::<Vec<_>>()).prop_shuffle(),
        again in vec(0..250_usize, 0..60),
        files in vec(0..4_usize, 1..12),
    ) {
        let records = some();
        let folder = tempfile::tempdir().unwrap();
        let names = ["a.jsonl", "b (conflicted copy).jsonl", "c.sync-conflict-1.jsonl", "d/e.jsonl"];
        let mut texts = [const { String::new() }; 4];
        for (i, at) in order.iter().chain(&again).enumerate() {
            texts[files[i % files.len()]] += &line(&records[*at]);
        }
        fs::create_dir_all(folder.path().join("d")).unwrap();
        for (name, text) in names.iter().zip(&texts) {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let log = opened(folder.path());
        let expected = Log::from_records(records);
        prop_assert_eq!(&log, &expected);
        prop_assert_eq!(said(&log), said(&expected));
    }

    #[test]
    fn devices_that_take_each_other_over_agree(
        whose in vec(0..3_usize, some().len()),
        turns in vec((0..3_usize, 0..3_usize), 0..6),
    ) {
        let homes = [(); 3].map(|()| tempfile::tempdir().unwrap());
        let names = ["laptop", "phone", "desktop"];
        let records = some();
        for (i, home) in homes.iter().enumerate() {
            let history = paths(home.path()).history();
            fs::create_dir_all(&history).unwrap();
            let own: String = records.iter().zip(&whose).filter(|(_, of)| **of == i).map(|(r, _)| line(r)).collect();
            fs::write(history.join(format!("{}.jsonl", names[i])), own).unwrap();
        }
        // Some come early and twice; then each has heard of each.
        let all = [(0, 1), (1, 2), (2, 0), (0, 1), (1, 2)];
        for (from, to) in turns.into_iter().chain(all).filter(|(from, to)| from != to) {
            carry(homes[from].path(), homes[to].path(), names[to]);
        }
        let expected = Log::from_records(records);
        for home in &homes {
            prop_assert_eq!(&opened(&paths(home.path()).history()), &expected);
        }
    }
}
