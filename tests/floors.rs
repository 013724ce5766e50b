//! Imports point down: a module uses only modules of the floors below its own.
//!
//! The floors are those of ARCHITECTURE.md. That the lower ones wait for nothing, print nothing and
//! read no file and no clock is held by clippy (`clippy.toml`).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of each floor, the lowest first; those of one floor do not know one another.
const FLOORS: &[&[&str]] = &[
    &["word", "id", "hash"],
    &["time", "units", "diagnostic", "symptoms"],
    &["document", "plans", "body", "clock"],
    &["routine", "settings"],
    &["phrase", "figure", "library"],
    &["speech"],
    &["record", "handout"],
    &["timeline"],
    &["plan", "score"],
    &["history"],
    &["player"],
    &["session"],
    &["day"],
    &["dialog"],
    &["words"],
    &["app"],
    &["ui", "audio", "store", "interop", "files"],
    &["shell"],
    &["commands"],
];

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|modules| modules.contains(&module))
}

/// Returns the code of a file: no comments, no test module at its end.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    // An address in a text is no comment.
    let line = |line: &str| line.replace("://", ":  ").split("//").next().unwrap_or_default().to_owned();
    code.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Returns the files of `src`, each with its path of modules; whole files of tests are left out.
fn sources() -> Vec<(PathBuf, Vec<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut found) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let inner = path.strip_prefix(&root).unwrap().with_extension("");
            let modules: Vec<String> = inner.iter().map(|name| name.to_str().unwrap().to_owned()).collect();
            if modules.iter().any(|module| module == "tests") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs")
                && !["lib", "main"].contains(&&*modules[0])
            {
                found.push((path, modules));
            }
        }
    }
    found
}

/// Returns how far up each path of `super` goes.
fn supers(code: &str) -> impl Iterator<Item = usize> + '_ {
    let starts = code.match_indices("super").filter(|(at, _)| {
        let before = code[..*at].chars().next_back().unwrap_or(' ');
        !before.is_alphanumeric() && before != '_' && !code[..*at].ends_with("super::")
    });
    starts.map(|(at, _)| code[at..].split("::").take_while(|part| *part == "super").count())
}

#[test]
fn a_module_imports_only_from_the_floors_below() {
    let mut wrong = BTreeSet::new();
    for (path, modules) in sources() {
        let module = &modules[0];
        let here = floor(module).unwrap_or_else(|| panic!("`{module}` stands on no floor"));
        let (code, file) = (code(&path), path.display());
        assert!(!code.contains("crate::{"), "{file}: one import a line of `crate::`");
        for used in code.split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            if used != *module && floor(&used).is_some_and(|there| there >= here) {
                wrong.insert(format!("{file} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Returns the lines of code, each with how many modules within the file it stands in.
fn lines_within(code: &str) -> Vec<(&str, usize)> {
    let mut within: Vec<usize> = Vec::new();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let opens =
        |line: &str| line.trim_end().ends_with('{') && line.split_whitespace().any(|word| word == "mod");
    let mut lines = Vec::new();
    for line in code.lines() {
        if line.trim() == "}" && within.last() == Some(&indent(line)) {
            within.pop();
        }
        lines.push((line, within.len()));
        if opens(line) {
            within.push(indent(line));
        }
    }
    lines
}

#[test]
fn no_import_goes_around_the_floors() {
    let around =
        ["crate as ", "use crate;", "use runup", "runup::", "extern crate", "#[path = \"..", "include!("];
    let mut wrong = BTreeSet::new();
    for (path, modules) in sources() {
        let (code, file) = (code(&path), path.display());
        // From `a/b.rs`, `super::super` is the crate, where every module could be had without its name.
        for (line, within) in lines_within(&code) {
            if supers(line).any(|up| up >= modules.len() + within) {
                wrong.insert(format!("{file} reaches the crate by `super`"));
            }
        }
        wrong.extend(
            around.iter().filter(|form| code.contains(**form)).map(|form| format!("{file}: `{form}`")),
        );
        // What is left out as tests is compiled for them only.
        let lines: Vec<&str> = code.lines().map(str::trim).collect();
        for at in (0..lines.len()).filter(|at| lines[*at] == "mod tests;") {
            if !lines[at.saturating_sub(2)..at].contains(&"#[cfg(test)]") {
                wrong.insert(format!("{file}: tests that ship"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_path_of_super_is_counted() {
    let code =
        "use super::{a, b};\nuse super::super::c;\npub(super) fn d() {}\nlet e = super::super::super::f;";
    assert_eq!(supers(code).collect::<Vec<_>>(), [1, 2, 0, 3]);
    let code = "mod a {\n    use super::b;\n}\nuse super::c;";
    assert_eq!(
        lines_within(code),
        [("mod a {", 0), ("    use super::b;", 1), ("}", 0), ("use super::c;", 0)]
    );
}
