//! Files people write: what is said of broken ones, of giants, of what lies on a disk.

mod disk;
mod giants;
mod known;
mod random;
mod table;

use std::path::Path;
use std::time::{Duration, Instant};

use runup::diagnostic::{Look, render};
use runup::files::read_tree;
use runup::library::{Kind, Library, Origin, SourceFile};
use runup::routine::{Id, Routine};

/// The routines and exercises of `tests/files`.
fn fixtures() -> Library {
    let (files, problems) = read_tree(Path::new("tests/files/routines"));
    assert_eq!(problems, []);
    Library::default().with_own(files)
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn made(kind: Kind, bytes: impl Into<Vec<u8>>) -> SourceFile {
    SourceFile {
        path: "made.toml".into(),
        kind,
        id: id("made"),
        origin: Origin::Own,
        bytes: bytes.into().into(),
    }
}

/// A routine with one step that has these keys too.
fn step(keys: &str) -> String {
    format!("name = \"made\"\n[[steps]]\nexercise = \"march\"\n{keys}\n")
}

/// Checks a routine and shows its problems; fails when that takes too long.
fn check_text(bytes: impl Into<Vec<u8>>) -> (Option<Routine>, String) {
    let file = made(Kind::Routine, bytes);
    let library = fixtures();
    let start = Instant::now();
    let checked = library.parse_file(&file);
    let source = std::str::from_utf8(&file.bytes).unwrap_or_default();
    let shown: String = checked.diagnostics.iter().map(|p| render(p, source, Look::Plain)).collect();
    assert!(start.elapsed() < LIMIT, "took {:?}", start.elapsed());
    assert_eq!(checked.value.is_some(), checked.diagnostics.is_empty());
    (checked.value, shown)
}

/// What takes longer hangs; how fast it is, a benchmark says.
const LIMIT: Duration = Duration::from_secs(60);
