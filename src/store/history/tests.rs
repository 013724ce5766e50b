//! What the history survives: torn lines, other devices, newer programs, full disks.

use std::fs;
use std::thread;

use super::reading::parse;
use super::*;
use crate::record::{At, Body, Flag, VERSION};

const V1: &str = include_str!("../../../tests/history/v1.jsonl");

fn record(id: &str) -> Record {
    let at = At::try_from("2026-11-22T07:31:05+01:00".to_owned()).unwrap();
    let body = Body::Flag(Flag::of("RF08"));
    Record { v: VERSION, id: id.into(), rev: 1, at, zone: None, device: "here".into(), body }
}

fn text(id: &str) -> String {
    String::from_utf8(record(id).to_line().unwrap()).unwrap()
}

fn ids(records: &[Record]) -> Vec<&str> {
    records.iter().map(|r| r.id.as_str()).collect()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Opens a history that is expected to be whole.
fn whole(folder: &Path) -> Vec<Record> {
    let opened = HistoryFiles::open(folder, "here");
    assert!(opened.troubles.is_empty(), "{:?}", opened.troubles);
    opened.records.to_vec()
}

fn told(folder: &Path) -> Vec<String> {
    HistoryFiles::open(folder, "here").troubles.iter().map(ToString::to_string).collect()
}

#[test]
fn opening_makes_nothing() {
    let folder = folder();
    let path = folder.path().join("history");
    assert!(whole(&path).is_empty());
    assert!(!path.exists());
}

#[test]
fn what_is_appended_is_read_again() {
    let folder = folder();
    let path = folder.path().join("data/history");
    let mut history = HistoryFiles::open(&path, "here").history;
    history.append(record("a")).unwrap();
    history.append_all([record("b"), record("c")]).unwrap();
    assert!(history.pending().is_empty());
    assert_eq!(fs::read_to_string(path.join("here.jsonl")).unwrap(), text("a") + &text("b") + &text("c"));
    assert_eq!(whole(&path), [record("a"), record("b"), record("c")]);
}

#[test]
fn all_devices_are_read_and_only_ones_own_file_is_written() {
    let folder = folder();
    fs::write(folder.path().join("there.jsonl"), V1).unwrap();
    fs::write(folder.path().join("there (conflict).jsonl"), V1).unwrap();
    fs::write(folder.path().join("._there.jsonl"), b"\x00\x05\x16\x07").unwrap();
    fs::write(folder.path().join("notes.txt"), "not ours").unwrap();
    let mut opened = HistoryFiles::open(folder.path(), "here");
    assert!(opened.troubles.is_empty(), "{:?}", opened.troubles);
    assert_eq!(opened.records.len(), 2 * V1.lines().count());
    opened.history.append(record("a")).unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("there.jsonl")).unwrap(), V1);
    assert_eq!(fs::read_to_string(folder.path().join("here.jsonl")).unwrap(), text("a"));
}

#[test]
fn copies_of_syncing_tools_and_folders_of_other_devices_are_read_and_count_once() {
    let folder = folder();
    let names = [
        "there.jsonl",
        "there (Phone's conflicted copy 2026-11-28).jsonl",
        "there.sync-conflict-20261128-070000-ABCDEFG.jsonl",
        "there 2.JSONL",
        "laptop/history/there.jsonl",
    ];
    for (name, id) in names.iter().zip(["a", "b", "c", "d", "e"]) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text("a") + &text(id)).unwrap();
    }
    let log = crate::record::Log::from_records(whole(folder.path()));
    assert_eq!(log.entries().len(), 5);
}

#[test]
fn files_of_other_programs_are_told_in_a_line_and_backups_are_left_alone() {
    let folder = folder();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("here.jsonl", &text("a"));
    write("chat.jsonl", &"{\"role\":\"user\"}\n".repeat(1_000));
    for backup in ["here.jsonl~", "here.jsonl.bak", "notes.txt"] {
        write(backup, &text("backup"));
    }
    for passing in [
        ".there.jsonl.swp",
        "._there.jsonl",
        "~syncthing~there.jsonl",
        ".stversions/there.jsonl",
        "@eaDir/x.jsonl",
    ] {
        write(passing, &text("passing"));
    }
    write("a/b/c/d/deep.jsonl", &text("deep"));
    let opened = HistoryFiles::open(folder.path(), "here");
    assert_eq!(ids(&opened.records), ["a"]);
    let told: Vec<_> = opened.troubles.iter().map(ToString::to_string).collect();
    assert!(told.len() == 1 && told[0].ends_with("chat.jsonl: this isn't a Runup history"), "{told:?}");
    let alone: Vec<_> = opened.alone.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(alone, ["here.jsonl.bak", "here.jsonl~", "notes.txt"]);
}

#[test]
fn a_file_of_damage_is_told_in_a_few_lines() {
    let folder = folder();
    fs::write(folder.path().join("x.jsonl"), text("a") + &"rubbish\n".repeat(5_000)).unwrap();
    let told = told(folder.path());
    assert!(told.len() == 21 && told[20].ends_with("4980 more lines can't be read"), "{}", told.len());
}

#[test]
fn an_archive_that_was_put_into_the_folder_is_read_as_what_it_holds() {
    let folder = folder();
    let head = "{\"runup\":\"archive\",\"v\":1}\n";
    fs::write(folder.path().join("backup.jsonl"), head.to_owned() + &text("a")).unwrap();
    assert_eq!(ids(&whole(folder.path())), ["a"]);
}

#[test]
fn a_torn_last_line_is_told_and_costs_nothing_else() {
    let folder = folder();
    let path = folder.path().join("here.jsonl");
    let torn = text("a") + &text("b")[..40];
    fs::write(&path, &torn).unwrap();
    let mut opened = HistoryFiles::open(folder.path(), "here");
    assert_eq!(ids(&opened.records), ["a"]);
    assert!(matches!(&opened.troubles[..], [Trouble::Torn { line: 2, .. }]), "{:?}", opened.troubles);
    opened.history.append(record("c")).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), torn + "\n" + &text("c"));
    let again = HistoryFiles::open(folder.path(), "here");
    assert_eq!(ids(&again.records), ["a", "c"]);
    assert!(matches!(&again.troubles[..], [Trouble::Damaged { line: 2, .. }]), "{:?}", again.troubles);
}

#[test]
fn a_last_line_that_only_lacks_its_end_is_whole() {
    let folder = folder();
    fs::write(folder.path().join("here.jsonl"), text("a").trim_end()).unwrap();
    let mut opened = HistoryFiles::open(folder.path(), "here");
    assert!(opened.troubles.is_empty());
    opened.history.append(record("b")).unwrap();
    assert_eq!(ids(&whole(folder.path())), ["a", "b"]);
}

#[test]
fn a_damaged_line_is_told_with_its_number() {
    let folder = folder();
    let mut bytes = text("a").into_bytes();
    bytes.extend(b"\xff\xfe\x00garbage\n\n{\"v\":1}\n");
    bytes.extend([0; 64]);
    bytes.push(b'\n');
    bytes.extend(text("b").replace("RF08\"", "RF08\",\"site\":{\"region\":\"knee\"}").into_bytes());
    bytes.extend(text("c").replace('\n', "\r\n").into_bytes());
    fs::write(folder.path().join("x.jsonl"), bytes).unwrap();
    assert_eq!(ids(&HistoryFiles::open(folder.path(), "here").records), ["a", "c"]);
    let told = told(folder.path());
    let lines: Vec<_> =
        told.iter().map(|t| t.split("line ").nth(1).unwrap().split(':').next().unwrap()).collect();
    assert_eq!(lines, ["2", "4", "5", "6"]);
    assert!(told.iter().all(|t| t.contains("x.jsonl")) && told[3].contains("knee"), "{told:?}");
}

#[test]
fn what_a_newer_program_wrote_is_kept_and_told_once() {
    let folder = folder();
    let path = folder.path().join("here.jsonl");
    let newer = "{\"v\":2,\"dream\":true,\"kind\":\"run\"}\n{\"v\":1,\"kind\":\"omen\"}\n";
    fs::write(&path, text("a") + newer).unwrap();
    let mut opened = HistoryFiles::open(folder.path(), "here");
    assert_eq!(ids(&opened.records), ["a"]);
    assert!(
        matches!(&opened.troubles[..], [Trouble::Newer { line: 2, count: 2, .. }]),
        "{:?}",
        opened.troubles
    );
    opened.history.append(record("b")).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), text("a") + newer + &text("b"));
}

#[test]
fn a_byte_order_mark_and_line_ends_of_windows_do_no_harm() {
    let folder = folder();
    fs::write(folder.path().join("x.jsonl"), format!("\u{feff}{}\r\n", text("a").trim_end())).unwrap();
    assert_eq!(ids(&whole(folder.path())), ["a"]);
}

#[test]
fn a_record_that_would_not_read_back_is_refused_and_does_not_stand_in_the_way() {
    let folder = folder();
    let mut history = HistoryFiles::open(folder.path(), "here").history;
    let newer = Record { v: VERSION + 1, ..record("a") };
    assert!(matches!(history.append_all([newer, record("b")]), Err(StoreError::Entry { .. })));
    assert!(history.pending().is_empty());
    assert_eq!(ids(&whole(folder.path())), ["b"]);
}

#[test]
fn a_history_that_is_a_file_is_told_and_records_wait() {
    let folder = folder();
    let path = folder.path().join("history");
    fs::write(&path, "keep me").unwrap();
    let mut opened = HistoryFiles::open(&path, "here");
    assert!(matches!(&opened.troubles[..], [Trouble::Unreadable(_)]));
    for id in ["a", "b"] {
        let error = opened.history.append(record(id)).unwrap_err();
        assert!(error.to_string().contains(&*path.to_string_lossy()), "{error}");
        assert_eq!(error.hint(), Some("a file is where a folder should be: move it away"));
    }
    assert_eq!(ids(opened.history.pending()), ["a", "b"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), "keep me");
    fs::remove_file(&path).unwrap();
    opened.history.append(record("c")).unwrap();
    assert!(opened.history.pending().is_empty());
    assert_eq!(ids(&whole(&path)), ["a", "b", "c"]);
}

#[test]
fn a_folder_in_the_place_of_a_file_is_told_and_the_rest_is_read() {
    let folder = folder();
    fs::create_dir(folder.path().join("here.jsonl")).unwrap();
    fs::write(folder.path().join("there.jsonl"), text("a")).unwrap();
    let mut opened = HistoryFiles::open(folder.path(), "here");
    assert_eq!(ids(&opened.records), ["a"]);
    assert!(
        matches!(&opened.troubles[..], [Trouble::Unreadable(e)] if e.hint().is_some()),
        "{:?}",
        opened.troubles
    );
    assert!(opened.history.append(record("b")).is_err());
    assert_eq!(ids(opened.history.pending()), ["b"]);
}

#[test]
fn a_lock_that_another_program_holds_is_waited_for_but_not_forever() {
    let folder = folder();
    let mut history = HistoryFiles::open(folder.path(), "here").history;
    history.append(record("a")).unwrap();
    let other = fs::File::open(history.file()).unwrap();
    other.lock().unwrap();
    assert!(matches!(history.append(record("b")), Err(StoreError::Busy { .. })));
    other.unlock().unwrap();
    history.retry().unwrap();
    assert_eq!(ids(&whole(folder.path())), ["a", "b"]);
}

#[test]
fn threads_that_append_at_once_write_whole_lines() {
    let folder = folder();
    let threads: Vec<_> = (0..4)
        .map(|t| {
            let path = folder.path().to_owned();
            thread::spawn(move || {
                let mut history = HistoryFiles::open(&path, "here").history;
                for n in 0..25 {
                    // A wait that is too long on a busy machine leaves it pending.
                    let _ = history.append(record(&format!("{t}-{n}")));
                }
                history.retry().unwrap();
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let mut found: Vec<_> = whole(folder.path()).into_iter().map(|r| r.id).collect();
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 100);
}

#[test]
fn a_file_cut_anywhere_keeps_every_whole_line_and_takes_new_ones() {
    let folder = folder();
    let path = folder.path().join("here.jsonl");
    let text = text("a") + &text("b");
    for cut in 0..=text.len() {
        fs::write(&path, &text[..cut]).unwrap();
        let mut opened = HistoryFiles::open(folder.path(), "here");
        // A line that only lacks its end is whole.
        let whole = (0..cut).filter(|i| text[*i..=*i] == *"}" && text[i + 1..].starts_with('\n')).count();
        assert_eq!(opened.records.len(), whole, "cut at {cut}");
        opened.history.append(record("c")).unwrap();
        let again = HistoryFiles::open(folder.path(), "here");
        assert_eq!(
            (again.records.len(), again.records.last()),
            (whole + 1, Some(&record("c"))),
            "cut at {cut}"
        );
    }
}

proptest::proptest! {
    #[test]
    fn garbage_between_lines_costs_no_line(
        garbage in proptest::collection::vec(proptest::collection::vec(0..=255_u8, 0..40), 3),
    ) {
        let mut bytes = Vec::new();
        for (garbage, id) in garbage.iter().zip(["a", "b", "c"]) {
            bytes.extend(garbage);
            bytes.push(b'\n');
            bytes.extend(text(id).into_bytes());
        }
        let (records, _) = parse(Path::new("x.jsonl"), &bytes);
        proptest::prop_assert_eq!(ids(&records), ["a", "b", "c"]);
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn files_are_for_the_runners_eyes_only() {
        let folder = folder();
        let path = folder.path().join("data/history");
        let mut history = HistoryFiles::open(&path, "here").history;
        history.append(record("a")).unwrap();
        assert_eq!(mode(history.file()), 0o600);
        assert_eq!((mode(&path), mode(&folder.path().join("data"))), (0o700, 0o700));
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_told_and_records_wait() {
        let folder = folder();
        let path = folder.path().join("history");
        fs::create_dir(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o500)).unwrap();
        if fs::write(path.join("probe"), "").is_ok() {
            eprintln!("not tested: this user may write everywhere");
            return;
        }
        let mut history = HistoryFiles::open(&path, "here").history;
        let error = history.append(record("a")).unwrap_err();
        assert!(error.hint().unwrap().contains("RUNUP_HOME"), "{error}");
        assert_eq!(ids(history.pending()), ["a"]);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
        history.retry().unwrap();
        assert_eq!(ids(&whole(&path)), ["a"]);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_disk_is_told_and_the_record_waits() {
        let folder = folder();
        let path = folder.path().join("here.jsonl");
        symlink("/dev/full", &path).unwrap();
        // Reading the device would never end.
        let mut opened = HistoryFiles::open(folder.path(), "here");
        assert!(matches!(&opened.troubles[..], [Trouble::Unreadable(_)]));
        let error = opened.history.append(record("a")).unwrap_err();
        assert!(error.hint().unwrap().contains("disk is full"), "{error}");
        fs::remove_file(&path).unwrap();
        opened.history.append(record("b")).unwrap();
        assert_eq!(ids(&whole(folder.path())), ["a", "b"]);
    }

    #[test]
    fn a_link_that_leads_nowhere_is_told() {
        let folder = folder();
        symlink(folder.path().join("gone"), folder.path().join("x.jsonl")).unwrap();
        assert!(told(folder.path())[0].contains("x.jsonl"));
    }
}

#[test]
fn a_file_that_is_too_large_is_told_and_not_read() {
    let folder = folder();
    let path = folder.path().join("there.jsonl");
    fs::write(&path, text("a")).unwrap();
    let most = 256 * 1024 * 1024;
    // The rest of it takes no room on the disk.
    fs::File::options().write(true).open(&path).unwrap().set_len(most + 1).unwrap();
    let opened = HistoryFiles::open(folder.path(), "here");
    assert!(opened.records.is_empty() && !opened.records.gaps().is_whole());
    let [trouble] = &opened.troubles[..] else { panic!("{:?}", opened.troubles) };
    assert!(trouble.to_string().to_lowercase().contains("larger than 256 mib"), "{trouble}");
}

#[test]
fn of_very_many_files_the_rest_is_told_and_counts_as_missing() {
    let folder = folder();
    for n in 0..1_000 {
        fs::write(folder.path().join(format!("{n:04}.jsonl")), "").unwrap();
    }
    assert!(whole(folder.path()).is_empty());
    fs::write(folder.path().join("a.jsonl"), text("a")).unwrap();
    let opened = HistoryFiles::open(folder.path(), "here");
    assert!(!opened.records.gaps().is_whole());
    assert!(matches!(&opened.troubles[..], [Trouble::TooMany { .. }]), "{:?}", opened.troubles);
}
