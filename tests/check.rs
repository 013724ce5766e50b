//! What `runup check` says: about a table of broken files, about giants, about the disk.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use runup::commands::check::{CheckReport, check};
use runup::files::read_tree;
use runup::library::{Kind, Library, Origin, SourceFile};
use runup::routine::{self, Id, Routine};

fn fixtures() -> Library {
    let (files, problems) = read_tree(Path::new("tests/files/routines"));
    assert_eq!(problems, []);
    Library::default().with_own(files)
}

fn report(path: &Path) -> CheckReport {
    check(&[path.to_owned()], &fixtures(), false)
}

/// Checks a text as a routine file; fails when that takes longer than a second.
fn check_text(bytes: impl Into<Vec<u8>>) -> (Option<Routine>, String) {
    let file = SourceFile {
        path: "made.toml".into(),
        kind: Kind::Routine,
        id: Id::new("made").unwrap(),
        origin: Origin::Own,
        bytes: bytes.into().into(),
    };
    let library = fixtures();
    let start = Instant::now();
    let checked = library.parse_file(&file);
    let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
    let mut out = String::new();
    for problem in &checked.diagnostics {
        out.push_str(&runup::diagnostic::render(problem, text, runup::diagnostic::Look::Plain));
    }
    assert!(start.elapsed() < limit(), "took {:?}", start.elapsed());
    assert_eq!(checked.value.is_some(), checked.diagnostics.is_empty());
    (checked.value, out)
}

/// A second, and some more where nothing is optimised.
fn limit() -> Duration {
    Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 })
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
    let demo = library.routine(&Id::new("calf-demo").unwrap()).unwrap();
    insta::assert_debug_snapshot!(demo);
    assert_eq!(library.check_all(), []);
}
