//! Imports point down only, and the core never waits, prints, reads a file or looks at a clock.
//!
//! The layers are those of ARCHITECTURE.md. A module may use modules of lower layers; those of
//! the lowest and of the highest layer may also use one another, as long as no circle comes of
//! it. What is read is the text of `src`, without comments, strings and inline test modules.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of each layer, lowest first. `plan` is two: its model is data, its engine a decision.
const LAYERS: &[&[&str]] = &[
    &[
        "routine",
        "body",
        "plan::model",
        "record",
        "symptoms",
        "library",
        "settings",
        "diagnostic",
        "phrase",
        "handout",
        "time",
        "id",
        "word",
    ],
    &["timeline", "figure"],
    &["player", "score"],
    &["session", "plan::engine"],
    &["app"],
    &["ui", "audio", "store", "interop", "files", "clock"],
    &["shell", "commands", "main"],
];

/// Layers whose modules may use one another.
const OPEN: &[usize] = &[0, 6];

/// Neighbours that may be used all the same, by whom, and why.
const BESIDE: &[(&str, &str, &str)] = &[
    ("audio", "clock", "the device's callback measures with the clock that the shell measures with"),
    ("player", "score", "the player knows where it is, and so writes the score from there"),
];

/// The highest layer that is sans-IO.
const CORE: usize = 4;

/// Paths that a sans-IO module must not use, as they end in a full path.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "io::stdout",
    "io::stderr",
    "io::stdin",
    "thread::sleep",
    "Instant::now",
    "SystemTime::now",
    "Timestamp::now",
    "Zoned::now",
    "clock_gettime",
    "TimeZone::system",
];

/// Macros that print.
const PRINTING: &[&str] = &["print", "println", "eprint", "eprintln", "dbg"];

/// Most lines of a file.
const LONGEST: usize = 550;

/// Files that are longer, their own limit, and why.
const LONG: &[(&str, usize, &str)] =
    &[("src/routine/model.rs", 750, "a vocabulary: one short type after another, nothing to split by")];

/// One file of `src`: where it is, and its text.
struct Source {
    /// From the root of the repository, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// Returns the module path, `["routine", "model"]`; `["main"]` for the binary, none for the root.
    fn module(&self) -> Vec<String> {
        let inner = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let mut parts: Vec<String> = inner.split('/').map(str::to_owned).collect();
        if parts.last().is_some_and(|p| p == "mod") {
            parts.pop();
        }
        if parts == ["lib"] { Vec::new() } else { parts }
    }

    /// Tells whether the whole file is a test module.
    fn is_test(&self) -> bool {
        self.module().iter().any(|part| part == "tests" || part.ends_with("_tests"))
    }
}

/// Returns the name under which a path of modules stands in `LAYERS`.
fn unit(path: &[String]) -> Option<String> {
    let first = path.first()?;
    if first != "plan" {
        return Some(first.clone());
    }
    let model = path.get(1).is_some_and(|second| second == "model");
    Some(if model { "plan::model" } else { "plan::engine" }.to_owned())
}

fn layer(unit: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&unit))
}

/// Removes comments, strings and characters, so that only code is left.
fn code(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let before = if i == 0 { ' ' } else { at(i - 1) };
        let word_before = before.is_alphanumeric() || before == '_';
        match at(i) {
            '/' if at(i + 1) == '/' => {
                while i < chars.len() && at(i) != '\n' {
                    i += 1;
                }
            }
            '/' if at(i + 1) == '*' => {
                let mut depth = 0;
                loop {
                    match (at(i), at(i + 1)) {
                        ('/', '*') => (depth, i) = (depth + 1, i + 2),
                        ('*', '/') => (depth, i) = (depth - 1, i + 2),
                        _ => i += 1,
                    }
                    if depth == 0 || i >= chars.len() {
                        break;
                    }
                }
            }
            'r' if !word_before
                && (at(i + 1) == '"' || at(i + 1) == '#')
                && raw_hashes(&chars, i).is_some() =>
            {
                let hashes = raw_hashes(&chars, i).unwrap_or(0);
                i += hashes + 2;
                while i < chars.len() && !(at(i) == '"' && (1..=hashes).all(|h| at(i + h) == '#')) {
                    i += 1;
                }
                i += hashes + 1;
                out.push_str("\"\"");
            }
            '"' => {
                i += 1;
                while i < chars.len() && at(i) != '"' {
                    i += if at(i) == '\\' { 2 } else { 1 };
                }
                i += 1;
                out.push_str("\"\"");
            }
            '\'' if at(i + 1) == '\\' => {
                i += 3;
                while i < chars.len() && at(i) != '\'' {
                    i += 1;
                }
                i += 1;
            }
            '\'' if at(i + 2) == '\'' => i += 3,
            c => {
                out.push(c);
                i += 1;
            }
        }
    }
    out
}

/// Returns the number of `#` when a raw string begins at `start`.
fn raw_hashes(chars: &[char], start: usize) -> Option<usize> {
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    (chars.get(start + 1 + hashes) == Some(&'"')).then_some(hashes)
}

/// Splits code into words and marks; `::` is one mark.
fn tokens(code: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
        if c == ':' && chars.next_if_eq(&':').is_some() {
            out.push("::".to_owned());
        } else if !c.is_whitespace() {
            out.push(c.to_string());
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

/// Removes `#[cfg(test)] mod name { .. }`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const MARK: [&str; 8] = ["#", "[", "cfg", "(", "test", ")", "]", "mod"];
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let marked = tokens[i..].iter().map(String::as_str).take(MARK.len()).eq(MARK);
        if marked && tokens.get(i + 9).is_some_and(|t| t == "{") {
            let mut depth = 0;
            i += 9;
            loop {
                match tokens.get(i).map(String::as_str) {
                    Some("{") => depth += 1,
                    Some("}") => depth -= 1,
                    None => break,
                    Some(_) => {}
                }
                i += 1;
                if depth == 0 {
                    break;
                }
            }
        } else {
            out.push(tokens[i].clone());
            i += 1;
        }
    }
    out
}

/// Returns every path of the code, groups of a `use` written out: `a::{b, c::d}` is `a::b`, `a::c::d`.
fn paths(tokens: &[String]) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if is_word(&tokens[i]) && tokens.get(i + 1).is_some_and(|t| t == "::") {
            i = path(tokens, i, &[], &mut out);
        } else {
            i += 1;
        }
    }
    out
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Reads the path at `i`, adds what it names to `out`, and returns where it ends.
fn path(tokens: &[String], mut i: usize, before: &[String], out: &mut Vec<Vec<String>>) -> usize {
    let mut here = before.to_vec();
    while let Some(token) = tokens.get(i) {
        if token == "{" {
            i += 1;
            while let Some(token) = tokens.get(i) {
                match token.as_str() {
                    "}" => return i + 1,
                    t if is_word(t) => i = path(tokens, i, &here, out),
                    _ => i += 1,
                }
            }
            return i;
        }
        if !is_word(token) {
            break;
        }
        here.push(token.clone());
        i += 1;
        match tokens.get(i).map(String::as_str) {
            Some("::") => i += 1,
            Some("!") => {
                here.push("!".to_owned());
                break;
            }
            _ => break,
        }
    }
    // `use a::{b as c}`: the new name is no path.
    if tokens.get(i).is_some_and(|t| t == "as") {
        i += 2;
    }
    out.push(here);
    i
}

/// Returns a path from the root of the crate when it is one of ours.
fn ours(path: &[String], module: &[String]) -> Option<Vec<String>> {
    match path.first()?.as_str() {
        "crate" | "runup" => Some(path[1..].to_vec()),
        "super" => {
            let up = path.iter().take_while(|p| *p == "super").count();
            let base = module.get(..module.len().checked_sub(up)?)?;
            Some(base.iter().chain(&path[up..]).cloned().collect())
        }
        _ => None,
    }
}

/// Returns everything that breaks a rule.
fn faults(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let known: BTreeSet<String> = sources.iter().filter_map(|s| s.module().first().cloned()).collect();

    for source in sources {
        let lines = source.text.lines().count();
        let limit = LONG.iter().find(|(path, ..)| *path == source.path).map_or(LONGEST, |(_, most, _)| *most);
        if lines > limit {
            faults.push(format!("{}: {lines} lines; {limit} are the most", source.path));
        }
        let module = source.module();
        let Some(from) = unit(&module).filter(|_| !source.is_test()) else { continue };
        let Some(level) = layer(&from) else {
            faults.push(format!("{}: `{from}` has no layer in tests/layers.rs", source.path));
            continue;
        };
        let tokens = without_tests(&tokens(&code(&source.text)));
        let paths = paths(&tokens);
        for to in paths.iter().filter_map(|path| ours(path, &module)) {
            // A macro or a type that the root exports belongs to no layer.
            let Some(to) = unit(&to).filter(|_| to.first().is_some_and(|m| known.contains(m))) else {
                continue;
            };
            if to != from {
                uses.entry(from.clone()).or_default().insert(to.clone());
            }
            let down = layer(&to).is_some_and(|l| l < level || l == level && OPEN.contains(&l));
            let beside = BESIDE.iter().any(|(a, b, _)| *a == from && *b == to);
            if to != from && !down && !beside {
                faults.push(format!("{}: `{from}` (layer {level}) uses `{to}`", source.path));
            }
        }
        if level <= CORE {
            faults.extend(impure(&tokens, &paths).map(|what| format!("{}: uses {what}", source.path)));
        }
    }
    faults.extend(circle(&uses).map(|names| format!("a circle: {}", names.join(" -> "))));
    faults.sort();
    faults.dedup();
    faults
}

/// Returns what of the outside world is used.
fn impure(tokens: &[String], paths: &[Vec<String>]) -> impl Iterator<Item = String> {
    let by_path = paths.iter().filter_map(|path| {
        let path = path.join("::");
        let hit = |name: &&&str| format!("::{path}::").contains(&format!("::{name}::"));
        IMPURE.iter().find(hit).map(|name| (*name).to_owned())
    });
    let printing = tokens
        .windows(2)
        .filter(|pair| pair[1] == "!" && PRINTING.contains(&pair[0].as_str()))
        .map(|pair| format!("{}!", pair[0]));
    by_path.chain(printing).collect::<Vec<_>>().into_iter()
}

/// Returns the modules of a circle, if there is one.
fn circle(uses: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    fn walk<'a>(
        at: &'a str,
        uses: &'a BTreeMap<String, BTreeSet<String>>,
        way: &mut Vec<&'a str>,
        done: &mut BTreeSet<&'a str>,
    ) -> bool {
        if way.contains(&at) {
            way.push(at);
            return true;
        }
        if !done.insert(at) {
            return false;
        }
        way.push(at);
        for next in uses.get(at).into_iter().flatten() {
            if walk(next, uses, way, done) {
                return true;
            }
        }
        way.pop();
        false
    }
    let mut done = BTreeSet::new();
    uses.keys().find_map(|start| {
        let mut way = Vec::new();
        let found = walk(start, uses, &mut way, &mut done);
        found.then(|| way.into_iter().map(str::to_owned).collect())
    })
}

fn read(folder: &Path, root: &Path, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path: PathBuf = entry.expect("the folder can be read").path();
        if path.is_dir() {
            read(&path, root, sources);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let inner = path.strip_prefix(root).expect("it lies below the root");
            let parts: Vec<_> = inner.iter().map(|part| part.to_str().expect("names are plain")).collect();
            let text = fs::read_to_string(&path).expect("the file can be read");
            sources.push(Source { path: parts.join("/"), text });
        }
    }
}

fn our_sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    read(&root.join("src"), root, &mut sources);
    assert!(sources.len() > 5, "only {} files were found", sources.len());
    sources
}

#[test]
fn imports_point_down_and_the_core_is_pure() {
    let faults = faults(&our_sources());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_is_described_in_its_layer() {
    let table = include_str!("../ARCHITECTURE.md");
    for unit in our_sources().iter().filter_map(|s| unit(&s.module())).collect::<BTreeSet<_>>() {
        let level = layer(&unit).unwrap_or_else(|| panic!("`{unit}` has no layer"));
        let row = format!("| {level} | `{unit}` |");
        assert!(table.contains(&row), "ARCHITECTURE.md has no row that begins `{row}`");
    }
}

mod checker {
    use super::{Source, faults};

    fn of(files: &[(&str, &str)]) -> Vec<String> {
        let source =
            |(path, text): &(&str, &str)| Source { path: format!("src/{path}"), text: (*text).into() };
        faults(&files.iter().map(source).collect::<Vec<_>>())
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn down_is_allowed() {
        let files =
            [("lib.rs", "pub mod time;"), ("time.rs", ""), ("player.rs", "use crate::time::MonoTime;")];
        assert_eq!(of(&files), NONE);
    }

    #[test]
    fn up_is_found_in_every_way_of_writing_it() {
        for text in [
            "use crate::app::State;",
            "use crate::{time::T, app::{State, Action as A}};",
            "use super::app;",
            "fn f() { crate::app::go() }",
            "pub(crate) use runup::app::State;",
            "fn f(x: &'a str) -> char { let y = crate::app::X; 'a' }",
        ] {
            let found = of(&[("time.rs", ""), ("app.rs", ""), ("player.rs", text)]);
            assert_eq!(found, ["src/player.rs: `player` (layer 2) uses `app`"], "{text}");
        }
    }

    #[test]
    fn super_of_a_deeper_file_stays_inside() {
        let files = [("routine.rs", ""), ("app.rs", ""), ("routine/check.rs", "use super::model::X;")];
        assert_eq!(of(&files), NONE);
        let files = [("routine.rs", ""), ("app.rs", ""), ("routine/check.rs", "use super::super::app::X;")];
        assert_eq!(of(&files).len(), 1);
    }

    #[test]
    fn neighbours_are_found_except_at_both_ends() {
        assert_eq!(of(&[("ui.rs", ""), ("audio.rs", "use crate::ui::X;")]).len(), 1);
        assert_eq!(of(&[("clock.rs", ""), ("audio.rs", "use crate::clock::now;")]), NONE);
        assert_eq!(of(&[("clock.rs", ""), ("ui.rs", "use crate::clock::now;")]).len(), 1);
        assert_eq!(of(&[("time.rs", ""), ("record.rs", "use crate::time::X;")]), NONE);
        assert_eq!(of(&[("shell.rs", ""), ("main.rs", "use runup::shell::X;")]), NONE);
    }

    #[test]
    fn the_model_of_a_plan_lies_below_its_engine() {
        let engine = ("plan/engine.rs", "use super::model::Plan; use crate::record::R;");
        let files = [("plan/model.rs", ""), engine, ("record.rs", "use crate::plan::model::Plan;")];
        assert_eq!(of(&files), NONE);
        let files = [("plan/model.rs", "use super::engine::X;"), ("plan/engine.rs", "")];
        assert_eq!(of(&files).len(), 1);
    }

    #[test]
    fn circles_are_found() {
        let files = [("time.rs", "use crate::record::X;"), ("record.rs", "use crate::time::Y;")];
        assert_eq!(of(&files), ["a circle: record -> time -> record"]);
    }

    #[test]
    fn modules_without_a_layer_and_long_files_are_found() {
        assert_eq!(of(&[("helper.rs", "")]), ["src/helper.rs: `helper` has no layer in tests/layers.rs"]);
        assert_eq!(of(&[("time.rs", &"\n".repeat(551))]), ["src/time.rs: 551 lines; 550 are the most"]);
    }

    #[test]
    fn io_and_clocks_are_found_in_the_core_only() {
        for text in [
            "use std::fs;",
            "use std::{collections::BTreeMap, fs::File};",
            "fn f() { std::env::var(\"X\"); }",
            "use std::io::{self, stdout};",
            "use std::io; fn f() { io::stdin(); }",
            "use std::process::Command;",
            "fn f() { let t = std::time::Instant::now(); }",
            "fn f() { let t = Timestamp::now(); }",
            "fn f() { jiff::Zoned::now(); }",
            "fn f() { println!(\"x\"); }",
        ] {
            assert_eq!(of(&[("app.rs", text)]).len(), 1, "{text}");
            assert_eq!(of(&[("store.rs", text)]), NONE, "{text}");
        }
        assert_eq!(of(&[("app.rs", "use std::time::Instant; env!(\"X\"); fn now() {}")]), NONE);
    }

    #[test]
    fn comments_strings_and_tests_do_not_count() {
        let text = r##"
            //! See [`crate::app`].
            /* crate::app /* std::fs */ Instant::now() */
            const A: &str = "crate::app"; const B: &str = r#"std::fs " "#; const C: char = '"';
            #[cfg(test)]
            mod tests { use crate::app::X; fn f() { std::fs::read("x"); } }
        "##;
        assert_eq!(of(&[("app.rs", ""), ("player.rs", text)]), NONE);
        let after = format!("{text} use crate::app::X;");
        assert_eq!(of(&[("app.rs", ""), ("player.rs", &after)]).len(), 1);
    }
}
