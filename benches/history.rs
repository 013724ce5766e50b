//! How long it takes to open ten years of three devices' history: `cargo bench --bench history`.
//!
//! It has to be below 100 ms with everything else that is read then, because it stands between the command and the
//! first screen. No benchmark crate: the median of some runs tells whether that still holds.

#[path = "../tests/support/decade.rs"]
mod decade;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use runup::record::Log;
use runup::store::History;

const RUNS: usize = 31;

fn main() {
    let records = decade::records();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let bytes = write(folder.path(), &records);
    let entries = Log::from_records(records.iter().cloned()).entries().len();
    println!("{} records of {entries} entries up to {}, {bytes} bytes", records.len(), decade::LAST);
    let mut open = Vec::new();
    let mut fold = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let opened = History::open(folder.path(), "here");
        open.push(start.elapsed());
        assert!(opened.troubles.is_empty(), "{:?}", opened.troubles);
        assert_eq!(opened.records.len(), records.len());
        let start = Instant::now();
        let log = Log::from_records(opened.records);
        fold.push(start.elapsed());
        assert_eq!(log.entries().len(), entries);
    }
    println!("open: {}; make the log of it: {}", spread(open), spread(fold));
}

/// Writes each device's records into a file of its own; returns how many bytes they are.
fn write(folder: &Path, records: &[runup::record::Record]) -> usize {
    let mut files: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    for record in records {
        files.entry(&record.device).or_default().extend(record.to_line().expect("a line"));
    }
    for (device, lines) in &files {
        fs::write(folder.join(format!("{device}.jsonl")), lines).expect("a history");
    }
    files.values().map(Vec::len).sum()
}

/// The median, and between what nine in ten lay.
fn spread(mut times: Vec<Duration>) -> String {
    times.sort();
    let at = |share: usize| times[times.len() * share / 100];
    format!("{:.1?} (from {:.1?} to {:.1?})", at(50), at(5), at(95))
}
