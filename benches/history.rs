//! How long it takes to open ten years of three devices' history: `cargo bench --bench history`.
//!
//! Together with all other reading it must take less than 100 ms, because it delays the first screen. So the whole
//! program is timed too, from its start to its end, with fifteen of the runner's own routines. No benchmark crate: the
//! median of some runs shows whether that still holds.

#[path = "../tests/support/decade.rs"]
mod decade;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use runup::record::Log;
use runup::store::HistoryFiles;

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
        let opened = HistoryFiles::open(folder.path(), "here");
        open.push(start.elapsed());
        assert!(opened.troubles.is_empty(), "{:?}", opened.troubles);
        assert_eq!(opened.records.len(), records.len());
        let start = Instant::now();
        let log = Log::of(opened.records);
        fold.push(start.elapsed());
        assert_eq!(log.entries().len(), entries);
    }
    println!("open: {}; make the log of it: {}", spread(open), spread(fold));
    let home = tempfile::tempdir().expect("a temporary folder");
    write(&home.path().join("data/history"), &records);
    own_routines(&home.path().join("data/routines"));
    for arguments in [&["next"][..], &["list"], &["history", "--since", "4w"]] {
        let times = (0..RUNS).map(|_| run(home.path(), arguments)).collect();
        println!("runup {}: {}", arguments.join(" "), spread(times));
    }
}

/// Times the program from its start to its end; 1 as an exit code may only say that nothing is due.
fn run(home: &Path, arguments: &[&str]) -> Duration {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_runup")).args(arguments).env("RUNUP_HOME", home).output();
    let took = start.elapsed();
    assert!(output.expect("the program runs").status.code().is_some_and(|code| code < 2));
    took
}

/// Puts fifteen routines down, as the runner's own.
fn own_routines(folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("routines/calf-base.toml");
    let text = fs::read_to_string(shipped).expect("a routine");
    for n in 1..=15 {
        fs::write(folder.join(format!("mine-{n}.toml")), &text).expect("a routine");
    }
}

/// Writes each device's records into a file of its own; returns how many bytes they are.
fn write(folder: &Path, records: &[runup::record::Record]) -> usize {
    fs::create_dir_all(folder).expect("a folder");
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
