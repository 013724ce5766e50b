//! A new name is on the disk once its folder is synced: what the store begins, it syncs.

use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::journal::Journal;
use super::paths::Given;
use super::{HistoryFiles, Paths, archive, config, own};
use crate::record::journal::Header;
use crate::record::{At, Body, Flag, Record, VERSION};
use crate::routine::Id;

thread_local! {
    static SYNCED: RefCell<Vec<PathBuf>> = const { RefCell::new(Vec::new()) };
}

/// Records a folder that was synced, on this thread.
pub(super) fn note(path: &Path, synced: &io::Result<()>) {
    if synced.is_ok() {
        SYNCED.with_borrow_mut(|all| all.push(path.to_owned()));
    }
}

/// Returns the folders that were synced since it was last asked.
fn synced() -> Vec<PathBuf> {
    SYNCED.with_borrow_mut(std::mem::take)
}

fn at() -> At {
    At::new(jiff::Timestamp::from_second(1_795_000_000).unwrap(), &jiff::tz::TimeZone::UTC)
}

fn record() -> Record {
    let body = Body::Flag(Flag::of("RF08"));
    Record { v: VERSION, id: "a".into(), rev: 1, at: at(), zone: None, device: "laptop".into(), body }
}

#[test]
fn a_journal_is_there_before_the_first_set() {
    let folder = tempfile::tempdir().unwrap();
    let header = r#"{"v":1,"session":"a","routine":"pre-run-5","name":"Five","hash":"0","source":"shipped","started":"2026-11-12T07:00:00Z","speed":1.0,"device":"here"}"#;
    let header: Header = serde_json::from_str(header).unwrap();
    let _journal = Journal::begin(folder.path(), &header).unwrap();
    assert_eq!(synced(), [folder.path()]);
}

#[test]
fn a_history_is_there_after_its_first_entry_and_a_longer_one_has_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut history = HistoryFiles::open(folder.path(), "here").history;
    history.append(record()).unwrap();
    assert_eq!(synced(), [folder.path()]);
    history.append(record()).unwrap();
    assert!(synced().is_empty());
}

#[test]
fn an_archive_and_what_is_taken_from_one_are_there() {
    let home = tempfile::tempdir().unwrap();
    archive::save(&home.path().join("all.jsonl"), false, b"text").unwrap();
    assert_eq!(synced(), [home.path()]);
    let paths = Paths::of(&Given { runup_home: Some(home.path().to_owned()), shared: None }).unwrap();
    let line = record().to_line().unwrap().trim_ascii().to_vec();
    let merged = archive::merge(&paths, "here", &[(Some("laptop".into()), line)], true);
    assert_eq!((merged.new, merged.failed.len()), (1, 0));
    assert!(synced().contains(&paths.history()));
}

#[test]
fn a_file_of_the_runners_and_a_config_are_there() {
    let folder = tempfile::tempdir().unwrap();
    own::create(&folder.path().join("mine.toml"), "one").unwrap();
    assert_eq!(synced(), [folder.path()]);
    own::write_new(folder.path(), &Id::from_words("other"), "one").unwrap().unwrap();
    assert_eq!(synced(), [folder.path()]);
    config::save(&folder.path().join("config.toml"), "flash = true").unwrap();
    assert_eq!(synced(), [fs::canonicalize(folder.path()).unwrap()]);
}
