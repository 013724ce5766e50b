//! The README and the book, as they are read.

// Not `expect`: which part is used depends on the test program that includes it.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::fs;
use std::path::Path;

/// A text, and its path below the project.
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Returns the README and the pages of the book, in the order of its summary.
pub(crate) fn pages() -> Vec<Page> {
    let summary = read("docs/src/SUMMARY.md");
    let linked = summary.split("](").skip(1).map(|rest| rest.split(')').next().unwrap());
    let paths = linked.map(|file| format!("docs/src/{file}"));
    ["README.md".to_owned()].into_iter().chain(paths).map(|path| Page { text: read(&path), path }).collect()
}

/// Returns all of them as one text.
pub(crate) fn all() -> String {
    pages().into_iter().map(|page| page.text).collect::<Vec<_>>().join("\n")
}

/// Returns a file of the project.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}
