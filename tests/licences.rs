//! Every crate that is built into Runup, or tests it, has a licence of the list in `deny.toml`.
//!
//! cargo-deny says the same and more, but takes minutes to install; this needs only cargo, and
//! reads the crates of this machine's platform, which are there because the tests were built.

use std::process::Command;

/// Tells whether a licence expression can be met from the allowed licences.
fn met(expression: &str, allowed: &[&str]) -> bool {
    // `A/B` is how older crates write `A OR B`.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut place = 0;
    either(&words, &mut place, allowed) && place == words.len()
}

fn either(words: &[&str], place: &mut usize, allowed: &[&str]) -> bool {
    let mut any = all(words, place, allowed);
    while words.get(*place) == Some(&"OR") {
        *place += 1;
        any |= all(words, place, allowed);
    }
    any
}

fn all(words: &[&str], place: &mut usize, allowed: &[&str]) -> bool {
    let mut every = one(words, place, allowed);
    while words.get(*place) == Some(&"AND") {
        *place += 1;
        every &= one(words, place, allowed);
    }
    every
}

fn one(words: &[&str], place: &mut usize, allowed: &[&str]) -> bool {
    let Some(word) = words.get(*place) else { return false };
    *place += 1;
    if *word == "(" {
        let inside = either(words, place, allowed);
        *place += 1;
        return inside;
    }
    if words.get(*place) == Some(&"WITH") {
        let whole = words.get(*place - 1..*place + 2).map(|w| w.join(" "));
        *place += 2;
        return whole.is_some_and(|w| allowed.contains(&w.as_str()));
    }
    allowed.contains(word)
}

#[test]
fn licences_of_all_crates_are_allowed() {
    let deny: toml::Table = include_str!("../deny.toml").parse().expect("deny.toml is TOML");
    let allowed: Vec<&str> = deny["licenses"]["allow"]
        .as_array()
        .expect("`allow` is a list")
        .iter()
        .map(|l| l.as_str().expect("a licence is text"))
        .collect();

    // A build without sound has not fetched the crates of sound.
    let features = if cfg!(feature = "audio") { "--all-features" } else { "--no-default-features" };
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--prefix=none", "--edges=all", features])
        .args(["--format", "{p}\t{l}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo starts");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));

    let text = String::from_utf8(tree.stdout).expect("cargo writes UTF-8");
    let crates: Vec<(&str, &str)> =
        text.lines().filter_map(|l| l.trim_end_matches(" (*)").split_once('\t')).collect();
    assert!(crates.len() > 50, "cargo tree named only {} crates", crates.len());
    let mut refused: Vec<_> = crates.iter().filter(|(_, l)| !met(l, &allowed)).collect();
    refused.sort_unstable();
    refused.dedup();
    assert!(refused.is_empty(), "no licence of deny.toml covers {refused:#?}");
}

#[test]
fn expressions_are_met_as_they_read() {
    let allowed = ["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"];
    for yes in [
        "MIT",
        "GPL-3.0 OR MIT",
        "MIT/Apache-2.0",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception",
        "GPL-3.0 OR Apache-2.0 WITH LLVM-exception",
    ] {
        assert!(met(yes, &allowed), "{yes}");
    }
    for no in ["", "GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0", "(GPL-3.0 OR Apache-2.0) AND MIT", "MIT MIT"] {
        assert!(!met(no, &allowed), "{no}");
    }
}
