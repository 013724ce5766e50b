//! Shipped text promises nothing and names no condition as the reader's.
//!
//! Runup offers general exercise. It may say where it is sore, what to do and what is known; it
//! may not say what somebody has, nor that anything will make it go away.

use std::fs;
use std::path::{Path, PathBuf};

/// A word that shipped text must not use: how it begins, and beginnings that are something else.
struct Word {
    begins: &'static str,
    but_not: &'static [&'static str],
}

const fn word(begins: &'static str) -> Word {
    Word { begins, but_not: &[] }
}

const WORDS: &[Word] = &[
    // Promises.
    word("prevent"),
    word("protect"),
    word("cure"),
    word("curing"),
    Word { begins: "heal", but_not: &["health"] },
    word("guarantee"),
    word("proven"),
    word("injury-free"),
    word("pain-free"),
    word("painless"),
    word("reliev"),
    word("relief"),
    word("remed"),
    // What clinicians do.
    word("treat"),
    word("therap"),
    word("rehab"),
    word("diagnos"),
    word("prescri"),
    word("medic"),
    word("drug"),
    word("painkiller"),
    word("ibuprofen"),
    word("inject"),
    word("orthos"),
    word("orthotic"),
    // Names of conditions.
    word("tendinopath"),
    word("tendinit"),
    word("tendonit"),
    word("tendinos"),
    word("fasciit"),
    word("fasciopath"),
    word("fasciosis"),
    word("bursit"),
    word("haglund"),
    word("syndrome"),
    word("disease"),
    word("patholog"),
    word("rupture"),
    word("thrombos"),
    word("arthrit"),
];

/// Where such a word stays: the file, the words around it, and why.
const STAYS: &[(&str, &str, &str)] = &[
    ("sources.toml", "Achilles Tendinopathy Toolkit", "the title of a source"),
    ("sources.toml", "Retrocalcaneal bursitis", "the title of a source"),
    ("sources.toml", "Journal of Sports Medicine", "the name of a journal"),
    ("sources.toml", "Journal of Medicine and Science in Sports", "the name of a journal"),
];

/// Returns the unwanted words of a line, lower-cased.
fn unwanted(line: &str) -> Vec<String> {
    line.to_lowercase()
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .map(|w| w.trim_matches('-'))
        .filter(|w| {
            WORDS.iter().any(|n| w.starts_with(n.begins) && !n.but_not.iter().any(|b| w.starts_with(b)))
        })
        .map(str::to_owned)
        .collect()
}

/// Returns what a text says that it must not, as `file:line: word`.
fn found(name: &str, text: &str) -> Vec<String> {
    let stays = |line: &str| {
        STAYS.iter().filter(|(file, _, _)| *file == name).fold(line.to_owned(), |l, s| l.replace(s.1, ""))
    };
    text.lines()
        .enumerate()
        .flat_map(|(i, line)| {
            unwanted(&stays(line)).into_iter().map(move |w| format!("{name}:{}: {w}", i + 1))
        })
        .collect()
}

fn shipped() -> Vec<PathBuf> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|e| e == "toml") {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("routines"), &mut files);
    files.sort();
    files
}

#[test]
fn shipped_text_promises_nothing_and_names_no_condition() {
    let files = shipped();
    assert!(files.len() > 10, "only {} files were found", files.len());
    let all: Vec<String> = files
        .iter()
        .flat_map(|path| {
            let name = path.file_name().and_then(|n| n.to_str()).expect("shipped names are plain");
            found(name, &fs::read_to_string(path).expect("the file can be read"))
        })
        .collect();
    assert!(all.is_empty(), "say it otherwise, or give a reason in STAYS:\n{}", all.join("\n"));
}

#[test]
fn what_stays_is_still_there() {
    let all: String =
        shipped().iter().map(|p| fs::read_to_string(p).expect("the file can be read")).collect();
    for (file, words, why) in STAYS {
        assert!(all.contains(words), "{file} no longer says `{words}` ({why})");
    }
}

#[test]
fn promises_and_conditions_are_found() {
    for (text, words) in [
        ("Prevents injury", 1),
        ("This heals a tendon.", 1),
        ("A routine for plantar fasciitis", 1),
        ("We diagnose and treat", 2),
        ("guaranteed", 1),
        ("Better health, softer heels, secure feet", 0),
        ("a retreat at the heel", 0),
    ] {
        assert_eq!(unwanted(text).len(), words, "{text}: {:?}", unwanted(text));
    }
}

#[test]
fn an_exception_holds_in_its_own_file_only() {
    assert!(found("sources.toml", "where = \"Achilles Tendinopathy Toolkit\"").is_empty());
    assert_eq!(found("pre-run-5.toml", "Achilles Tendinopathy Toolkit").len(), 1);
    assert_eq!(found("sources.toml", "finding = \"helps tendinopathy\"").len(), 1);
}
