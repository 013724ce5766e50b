//! Shipped text promises nothing and names no condition as the reader's.
//!
//! Read are all files in `routines`, every text in the program's code, the README and the book: whatever a
//! runner can get to see.
//!
//! Runup offers general exercise. It may say where it is sore, what to do and what is known; it
//! may not say what somebody has, nor that anything will make it go away.

#[path = "support/docs.rs"]
mod docs;

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
    ("sources.toml", "retrocalcaneal bursitis", "the title of a source"),
    ("sources.toml", "Journal of Sports Medicine", "the name of a journal"),
    ("sources.toml", "Journal of Medicine and Science in Sports", "the name of a journal"),
    ("sources.toml", "Journal of Sports Science and Medicine", "the name of a journal"),
    ("sources.toml", "Annals of Rehabilitation Medicine", "the name of a journal"),
    ("sources.toml", "Physikalische Medizin, Rehabilitationsmedizin", "the name of a journal"),
    ("sources.toml", "Brazilian Journal of Physical Therapy", "the name of a journal"),
    ("sources.toml", "Sports Medicine - Open", "the name of a journal"),
    ("sources.toml", "Yorkville Sports Medicine Clinic", "the name of a clinic"),
    ("src/ui/welcome.rs", "does not diagnose or treat anything", "what it is not"),
    ("src/handout/line/aside.rs", "rehab", "a word that sheets use"),
    ("src/ui/welcome.rs", "no diagnosis, no treatment", "what it is not"),
    ("README.md", "It is not medical advice", "what it is not"),
    ("src/words/sign/table.rs", "steroid injection", "what the runner was given"),
    ("README.md", "does not examine, diagnose or", "what it is not"),
    ("README.md", "  treat. If you have a health condition", "the end of that sentence"),
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

/// Returns the files below a folder that end like this.
fn below(folder: &str, ending: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, ending: &str, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                walk(&path, ending, files);
            } else if path.extension().is_some_and(|e| e == ending) {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut files);
    files.sort();
    files
}

/// Returns what ships, and what files of one's own begin with.
fn shipped() -> Vec<PathBuf> {
    [below("routines", "toml"), below("src", "toml")].concat()
}

/// Returns the texts in a file of code, each line with its number, without comments and tests.
///
/// It knows plain strings only, which is all that this code has outside of its tests.
fn texts_of(code: &str) -> Vec<(usize, String)> {
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let (mut texts, mut inside) = (Vec::new(), false);
    for (i, line) in code.lines().enumerate() {
        if !inside && line.trim_start().starts_with("//") {
            continue;
        }
        let (mut text, mut chars) = (String::new(), line.chars().peekable());
        while let Some(c) = chars.next() {
            match c {
                // A quotation mark as a character opens nothing.
                '\'' if !inside && chars.peek() == Some(&'"') => {
                    chars.next();
                }
                '\\' if inside => {
                    chars.next();
                    text.push(' ');
                }
                '"' => {
                    inside = !inside;
                    text.push(' ');
                }
                '/' if !inside && chars.peek() == Some(&'/') => break,
                c if inside => text.push(c),
                _ => {}
            }
        }
        texts.push((i + 1, text));
    }
    texts
}

fn of_code(path: &Path) -> Vec<String> {
    let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("it is ours").display().to_string();
    let mut code = fs::read_to_string(path).expect("the file can be read");
    // Of the command line the comments are read by people too, as its help.
    let helps = ["args.rs", "import.rs", "log.rs", "report.rs"].map(|file| format!("src/commands/{file}"));
    if helps.contains(&name) {
        code = code
            .lines()
            .map(|l| l.replace("///", "\"") + if l.contains("///") { "\"\n" } else { "\n" })
            .collect();
    }
    let stays = |text: &str| {
        STAYS.iter().filter(|(file, ..)| name == *file).fold(text.to_owned(), |t, s| t.replace(s.1, ""))
    };
    texts_of(&code)
        .into_iter()
        .flat_map(|(line, text)| unwanted(&stays(&text)).into_iter().map(move |word| (line, word)))
        .map(|(line, word)| format!("{name}:{line}: {word}"))
        .collect()
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
fn the_program_promises_nothing_and_names_no_condition() {
    let files = below("src", "rs");
    let files = files.iter().filter(|path| !path.components().any(|part| part.as_os_str() == "tests"));
    let all: Vec<String> = files.flat_map(|path| of_code(path)).collect();
    assert!(all.is_empty(), "say it otherwise, or give a reason in STAYS:\n{}", all.join("\n"));
}

#[test]
fn the_readme_and_the_book_promise_nothing_and_name_no_condition() {
    // The table of sources names the same titles and journals as its file.
    let name = |path: &str| if path == "docs/src/evidence.md" { "sources.toml" } else { path }.to_owned();
    let all: Vec<String> =
        docs::pages().iter().flat_map(|page| found(&name(&page.path), &page.text)).collect();
    assert!(all.is_empty(), "say it otherwise, or give a reason in STAYS:\n{}", all.join("\n"));
}

#[test]
fn texts_are_told_from_comments_and_code() {
    let code = "// heals\nlet cure = f(\"it heals\"); // cures\nlet q = '\"'; // \"treat\n";
    let words: Vec<String> = texts_of(code).iter().flat_map(|(_, text)| unwanted(text)).collect();
    assert_eq!(words, ["heals"]);
}

#[test]
fn what_stays_is_still_there() {
    let mut files = shipped();
    files.extend(below("src", "rs"));
    let mut all: String =
        files.iter().map(|p| fs::read_to_string(p).expect("the file can be read")).collect();
    all.push_str(&docs::all());
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
