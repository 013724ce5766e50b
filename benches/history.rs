//! How long it takes to open a history of 1,000 entries: `cargo bench --bench history`.
//!
//! It has to be a few milliseconds, because it stands between the command and the first
//! screen. No benchmark crate: the median of some runs tells whether that still holds.

use std::fs;
use std::time::{Duration, Instant};

use runup::record::{Body, Log, Record};
use runup::store::History;

const ENTRIES: usize = 1_000;
const RUNS: usize = 31;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("here.jsonl"), history()).expect("a history");
    let mut open = Vec::new();
    let mut fold = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let records = History::open(folder.path(), "here").records;
        open.push(start.elapsed());
        assert_eq!(records.len(), ENTRIES);
        let start = Instant::now();
        let log = Log::from_records(records);
        fold.push(start.elapsed());
        assert_eq!(log.entries().len(), ENTRIES);
    }
    println!(
        "open {ENTRIES} entries: {:?}; make the log of them: {:?} (medians)",
        median(open),
        median(fold)
    );
}

/// Writes one session of ten sets for each five other entries, as a year of use gives.
fn history() -> Vec<u8> {
    let samples: Vec<Record> = include_str!("../tests/history/v1.jsonl")
        .lines()
        .map(|line| Record::from_line(line.as_bytes()).expect("a record"))
        .filter(|record| matches!(record.body, Body::Session(_) | Body::Run(_) | Body::CheckIn(_)))
        .collect();
    let mut lines = Vec::new();
    for (n, sample) in samples.iter().cycle().take(ENTRIES).enumerate() {
        let mut record = Record { id: format!("{n:036}"), ..sample.clone() };
        if let Body::Session(session) = &mut record.body {
            session.sets = session.sets.iter().cycle().take(10).cloned().collect();
        }
        lines.extend(record.to_line().expect("a line"));
    }
    lines
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
