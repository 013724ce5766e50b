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
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Returns the files of `src`, each with its module at the top; whole files of tests are left out.
fn sources() -> Vec<(PathBuf, String)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let inner = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && !inner.contains("tests") {
                let module = inner.trim_start_matches("src/").trim_end_matches(".rs");
                found.push((path, module.split('/').next().unwrap().to_owned()));
            }
        }
    }
    found
}

#[test]
fn a_module_imports_only_from_the_floors_below() {
    let mut wrong = BTreeSet::new();
    for (path, module) in sources().into_iter().filter(|(_, module)| module != "lib" && module != "main") {
        let here = floor(&module).unwrap_or_else(|| panic!("`{module}` stands on no floor"));
        let code = code(&path);
        assert!(!code.contains("crate::{"), "{}: one import a line of `crate::`", path.display());
        for used in code.split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            if used != module && floor(&used).is_some_and(|there| there >= here) {
                wrong.insert(format!("{} uses {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
