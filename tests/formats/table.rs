//! A table of broken files, each with what the check says of it beside.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use runup::commands::check::{CheckReport, check};

use super::*;

pub(crate) fn report(path: &Path) -> CheckReport {
    check(&[path.to_owned()], &fixtures(), false)
}

/// Every `tests/check/**/NAME.toml` has what the check says of it in `NAME.expected`.
///
/// With `RUNUP_BLESS=1` the expected texts are written instead.
#[test]
fn broken_files_are_told_all_that_is_wrong() {
    let mut paths: Vec<PathBuf> = ["tests/check", "tests/check/sources-file"]
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    paths.sort();
    assert!(paths.len() > 20);
    let mut differ = String::new();
    for path in paths {
        let report = report(&path);
        let text = format!("{}exit {}\n", report.text, report.exit);
        assert!(!text.contains('\x1b'), "{}", path.display());
        let expected = path.with_extension("expected");
        if std::env::var_os("RUNUP_BLESS").is_some() {
            fs::write(&expected, &text).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != text {
            writeln!(differ, "{}:\n{text}", path.display()).unwrap();
        }
    }
    assert!(differ.is_empty(), "these differ from what is expected:\n{differ}");
}

#[test]
fn the_demo_keeps_every_key() {
    let library = fixtures();
    let demo = library.routine(&id("calf-demo")).unwrap();
    insta::assert_debug_snapshot!(demo);
    assert_eq!(library.check_all(), []);
}

#[test]
fn colour_changes_nothing_but_colour() {
    let path = [PathBuf::from("tests/check/doses.toml")];
    let (plain, coloured) = (check(&path, &fixtures(), false), check(&path, &fixtures(), true));
    assert!(coloured.text.contains("\x1b[") && !plain.text.contains('\x1b'));
    let mut bare = String::new();
    for (i, part) in coloured.text.split('\x1b').enumerate() {
        bare.push_str(if i == 0 { part } else { part.split_once('m').unwrap().1 });
    }
    assert_eq!(bare, plain.text);
}

#[test]
fn shipped_files_have_no_problems() {
    let report = check(&[], &Library::shipped(), false);
    assert_eq!(report.exit, 0, "{}", report.text);
}

#[test]
fn several_files_are_reported_in_order_and_know_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let exercises = folder.path().join("exercises");
    fs::create_dir(&exercises).unwrap();
    let paths = [folder.path().join("b.toml"), exercises.join("skip.toml"), folder.path().join("a.toml")];
    fs::write(&paths[0], "name = \"B\"\n[[steps]]\nexercise = \"skip\"\ntime = \"5s\"\n").unwrap();
    fs::write(&paths[1], "name = \"Skips\"\nimpact = true\n").unwrap();
    fs::write(&paths[2], "x = 1\n").unwrap();
    let all = check(&paths, &fixtures(), false);
    assert!(all.text.ends_with("\n3 problems in 1 file; 3 files checked\n"), "{}", all.text);
    // The same through the folder, and each file once when it is named twice.
    let again = check(&[folder.path().to_owned(), paths[2].clone()], &fixtures(), false);
    assert_eq!(all.text, again.text);

    let gone = check(&[folder.path().join("gone.toml")], &fixtures(), false);
    assert!(gone.text.contains("can't find this file"), "{}", gone.text);
    assert!(gone.text.ends_with("\n1 problem in 1 file; 1 file checked\n"), "{}", gone.text);
    assert_eq!(gone.exit, 1);
}
