//! Each clinical number stands once, in `symptoms::limits`, with its source.
//!
//! In the modules that decide, a number with a name is either there or in [`NOT_CLINICAL`]. A number without a name is
//! not found by this test.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the rules are: files and folders of `src`.
const RULES: [&str; 11] = [
    "plan",
    "plans",
    "plans.rs",
    "record",
    "symptoms",
    "timeline/gate.rs",
    "app",
    "day",
    "dialog",
    "words",
    "history",
];

/// Where the clinical numbers are.
const LIMITS: &str = "src/symptoms/limits.rs";

/// Why a number elsewhere is no clinical one, and the files and names of those.
const NOT_CLINICAL: [(&str, &str); 6] = [
    (
        "how much is shown, and for how long",
        "app/demo DAYS, app/entries PAGE, day/things DONE, day/things/past DAYS, day/week DAYS, \
         app/picture LEAVES PACE RUNS STRIDE, app/progress WEEKS, \
         plan/chart AFTER, plan/progress/mornings FEWEST MEAN_OF NEAR, plan/progress/mornings NOW, \
         plan/review LINES MORNINGS PAUSE SHOWN SPAN WEEKS, words/gap NAMED, record/shoes ROTATION_DAYS",
    ),
    (
        "keys, sounds and marks in time",
        "app/guard BURST HELD READING, app/play FAR_AFTER KEEP_DEVICE, app/preferences TRIAL TRIAL_AFTER, \
         app/preview/play BEFORE, app/run MARK, symptoms/signs/health HEALTH, symptoms/signs/table LINES",
    ),
    (
        "how far is looked ahead or back, and how much is kept",
        "app/plan_tab MOVES SKIPS, plan/calendar AHEAD, plan/chart AHEAD IDLE, plan/course KEPT, plan/load KEPT, \
         plan/planned_runs DAYS, plan/progress/kept LONGEST, plan/setbacks KEPT, plan/sites KEPT",
    ),
    (
        "which entries belong together, and when one is whole",
        "app/start RESUME_FOR, day/run WARM, day/signs JUST_NOW, day/today LOGGED RUN_FROM RUN_TO, \
         plan/arrival NEAR_MINUTES NEAR_SHARE FAR_SHARE TOLD_MINUTES, plan/beside NIGHT, plan/logged NEAR, record/ran WHOLE",
    ),
    (
        "what may be typed, read or written, and how it is rounded",
        "app/minutes MOST, app/shoes NUMBER, day/choice AFTER_PLAN AFTER_WALKS STEPS_OF_WATCH STEP_RATES WARM_UPS, dialog/form VALUE, dialog/kind FIRST_RESULT LONGEST MOST MOST_RESULT, \
         dialog/line LONGEST, dialog/plan_setup/question MOST_RUNS SIDES, plan/diary LONGEST, \
         plan/progress LONGEST MOST, plans MAX_PLACES MAX_RUNS, \
         plans/workout BLOCK_ROUND MAX_INTERVALS MAX_WORKOUT ROUND, record/archive LONGEST VERSION, record/dates AHEAD, \
         record/edit MOST, record/edit/slot MILE NOTE REMIND STIFF, record/journal VERSION, record/lifted MOST, \
         record/shoes NAME, record/values DAY FAR MILE OLDEST STEPS_LEAST STEPS_MOST WORN YOUNGEST, symptoms/emergency LONGEST",
    ),
    (
        "when something is asked or offered, whatever is sore",
        "day/things MINUTES TAKEN_UP THINGS, day/today NOON, plan/asks AWAY REMEMBERED",
    ),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the files of a folder, or the file itself; whole files of tests are left out.
fn sources(path: PathBuf) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path];
    }
    let within = fs::read_dir(path).unwrap().flat_map(|entry| sources(entry.unwrap().path()));
    within.filter(|path| !path.to_str().unwrap().contains("tests")).collect()
}

/// Tells whether a value is a number written out, of whatever type: `3`, `0.9`, `from_secs(2 * 60)`, `[3, 6]`.
fn is_number(kind: &str, value: &str) -> bool {
    let words = ["u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "f32", "f64", "Score"];
    let kind = kind.trim_start_matches('[').split(';').next().unwrap_or_default();
    let kind = kind.rsplit("::").next().unwrap_or_default();
    (words.contains(&kind) || kind.ends_with("Duration")) && value.contains(|c: char| c.is_ascii_digit())
}

/// Returns the names of the constants of a file that are numbers written out, its tests left out.
fn numbers(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let consts = code.split("const ").skip(1).filter_map(|rest| {
        let (head, value) = rest.split_once(" = ")?;
        let (name, kind) = head.split_once(": ")?;
        let value = value.split(";\n").next()?;
        let is_name = name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        (is_name && is_number(kind, value)).then(|| name.to_owned())
    });
    consts.collect()
}

#[test]
fn a_clinical_number_stands_only_in_limits() {
    let mut found = BTreeSet::new();
    for path in RULES.iter().flat_map(|rules| sources(root().join("src").join(rules))) {
        let file = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        if file != LIMITS {
            let file = file.trim_start_matches("src/").trim_end_matches(".rs");
            found.extend(numbers(&path).into_iter().map(|name| format!("{file} {name}")));
        }
    }
    let mut known = BTreeSet::new();
    for (_, listed) in NOT_CLINICAL {
        for mut words in listed.split(", ").map(str::split_whitespace) {
            let file = words.next().unwrap();
            known.extend(words.map(|name| format!("{file} {name}")));
        }
    }
    let new: Vec<_> = found.difference(&known).collect();
    assert!(new.is_empty(), "move to {LIMITS}, with a source, or say why it is not clinical: {new:#?}");
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(gone.is_empty(), "no longer there: {gone:#?}");
}

#[test]
fn each_clinical_number_names_its_source() {
    let text = fs::read_to_string(root().join(LIMITS)).unwrap();
    let mut count = 0;
    for (at, _) in text.match_indices("\npub const ") {
        let doc: Vec<&str> = text[..at].lines().rev().take_while(|line| line.starts_with("///")).collect();
        let doc: String = doc.into_iter().rev().map(|line| line.trim_start_matches('/')).collect();
        let name = text[at..].split([' ', ':']).nth(2).unwrap();
        let source = doc.rsplit_once("Source: ").unwrap_or_else(|| panic!("{name} names no source")).1;
        assert!(source.len() > 3 && source.ends_with('.'), "{name}: {source}");
        count += 1;
    }
    assert_eq!(count, text.matches("const ").count(), "each is public");
}
