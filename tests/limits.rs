//! Each clinical number stands once, in `symptoms::limits`, with its source.
//!
//! In the modules that decide, a number with a name is either there or in [`NOT_CLINICAL`]. In those that decide about a
//! day's run a number without a name is refused too, if it is no unit and not in [`UNNAMED`]; and so is one in the
//! sentences of [`SENTENCES`], in digits or in words, if it is not in [`SAID`].

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
        "app/demo DAYS MORNINGS SHOES TESTS, app/entries PAGE, day/things DONE, day/things/past DAYS, day/week DAYS, \
         app/picture LEAVES PACE RUNS STRIDE, app/progress WEEKS, \
         plan/chart AFTER, plan/progress/mornings FEWEST MEAN_OF NEAR, plan/progress/mornings NOW, \
         plan/review LINES MORNINGS PAUSE SHOWN SPAN WEEKS, words/gap NAMED, record/shoes ROTATION_DAYS",
    ),
    (
        "keys, sounds and marks in time",
        "words/number WEEK, words/page/plan EXAMPLE, app/guard BURST HELD READING, app/play FAR_AFTER KEEP_DEVICE, app/preferences TRIAL TRIAL_AFTER, \
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
         plan/arrival GPS_WEEKS NEAR_MINUTES NEAR_SHARE ROLLED_DAYS FAR_SHARE TOLD_MINUTES, plan/beside NIGHT, plan/logged NEAR, record/ran WHOLE",
    ),
    (
        "what may be typed, read or written, and how it is rounded",
        "app/minutes MOST, app/shoes NUMBER, day/choice AFTER_PLAN AFTER_WALKS STEPS_OF_WATCH STEP_RATES WARM_UPS, dialog/form VALUE, dialog/kind FIRST_RESULT LONGEST MOST MOST_RESULT, \
         dialog/line LONGEST, dialog/plan_setup/question BREAKS MOST_RUNS SIDES, plan/diary LONGEST, \
         plan/progress LONGEST MOST, plans MAX_PLACES MAX_RUNS, \
         plans/workout BLOCK_ROUND MAX_INTERVALS MAX_WORKOUT ROUND, record/archive LONGEST VERSION, record/dates AHEAD, \
         record/edit MOST, record/edit/slot MILE NOTE REMIND STIFF, record/journal VERSION, record/lifted MOST, \
         record/shoes NAME, record/values DAY FAR MAX_LOAD MILE OLDEST STEPS_LEAST STEPS_MOST WORN YOUNGEST, symptoms/emergency LONGEST",
    ),
    (
        "when something is asked or offered, whatever is sore",
        "day/things MINUTES TAKEN_UP THINGS, day/today NOON, plan/asks AWAY REMEMBERED",
    ),
];

/// Where a number without a name is refused.
const DECIDE: [&str; 6] =
    ["plan", "symptoms", "dialog/plan_setup.rs", "dialog/plan_setup", "plans/guard.rs", "timeline/gate.rs"];

/// Numbers of a calendar, a clock, a scale and rounding, which say nothing by themselves.
const UNITS: [&str; 12] = ["0", "1", "0.0", "1.0", "7", "7.0", "10", "10.0", "60", "60.0", "100.0", "1e-9"];

/// Why a number without a name is no clinical one, and the files and numbers of those.
const UNNAMED: [(&str, &str); 3] = [
    ("digits of the number of an ambulance", "symptoms/emergency 2"),
    (
        "pairs, halves of lists and twice a sum",
        "plan/course 2, plan/calendar 2, plan/load 2, plan/setbacks 2, plan/sites 2, plan/steps 2, plan/verdict 2",
    ),
    (
        "the last day of a week that begins with the first",
        "plan/calendar 6, plan/growth 6, plan/progress 6, plan/progress/mornings 6",
    ),
];

/// Where sentences take each number from the limits.
const SENTENCES: [&str; 4] = ["words/reason.rs", "words/note.rs", "words/sign.rs", "words/page/plan.rs"];

/// What may be said of numbers: the scale, a name of the rules, what is counted by itself.
const SAID: [&str; 10] = [
    "out of 10",
    "two mornings at least",
    "if the two add up",
    "the last two runs",
    "in two runs in a row",
    "Two steps back",
    "between two",
    "two levels lower",
    "100%, and more than planned",
    "longest good run in 30 days",
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
    let mut kinds = kind.split(|c: char| !c.is_ascii_alphanumeric());
    kinds.any(|kind| words.contains(&kind) || kind.ends_with("Duration"))
        && value.contains(|c: char| c.is_ascii_digit())
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

/// Returns what is listed with a reason, each with its file.
fn listed(reasons: &[(&str, &str)]) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for (_, listed) in reasons {
        for mut words in listed.split(", ").map(str::split_whitespace) {
            let file = words.next().unwrap();
            known.extend(words.map(|name| format!("{file} {name}")));
        }
    }
    known
}

/// Returns what is found in each file of some rules but the limits, each with its file.
fn found_in(rules: &[&str], find: impl Fn(&Path) -> Vec<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in rules.iter().flat_map(|rules| sources(root().join("src").join(rules))) {
        let file = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        if file != LIMITS {
            let file = file.trim_start_matches("src/").trim_end_matches(".rs");
            found.extend(find(&path).into_iter().map(|name| format!("{file} {name}")));
        }
    }
    found
}

#[test]
fn a_clinical_number_stands_only_in_limits() {
    let found = found_in(&RULES, numbers);
    let known = listed(&NOT_CLINICAL);
    let new: Vec<_> = found.difference(&known).collect();
    assert!(new.is_empty(), "move to {LIMITS}, with a source, or say why it is not clinical: {new:#?}");
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(gone.is_empty(), "no longer there: {gone:#?}");
}

/// A file's code without its tests and comments, and the texts in it.
fn code_and_texts(path: &Path) -> (String, Vec<String>) {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
    let (mut code, mut texts, mut chars) = (String::new(), Vec::new(), text.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '/' if chars.peek() == Some(&'/') => while chars.next_if(|c| *c != '\n').is_some() {},
            '"' => {
                let mut said = String::new();
                while let Some(c) = chars.next().filter(|c| *c != '"') {
                    said.push(c);
                    said.extend(if c == '\\' { chars.next() } else { None });
                }
                texts.push(said);
                code.push_str("\"\"");
            }
            // A letter such as `'7'`, and no lifetime.
            '\'' => {
                let letter: String = chars.clone().take(2).collect();
                if letter.ends_with('\'') {
                    chars.nth(1);
                }
                code.push(' ');
            }
            c => code.push(c),
        }
    }
    (code, texts)
}

/// Returns the numbers of code that have no name.
fn unnamed(code: &str) -> Vec<String> {
    let is_order = |line: &str| line.contains("Self::") && line.contains(" => ") || line.contains("place: ");
    let lines = code.lines().filter(|line| !line.contains("const ") && !is_order(line));
    let code: Vec<char> = lines.collect::<Vec<_>>().join("\n").chars().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(c) = code.get(at) {
        let before = at.checked_sub(1).and_then(|before| code.get(before)).copied().unwrap_or(' ');
        // A field such as `pair.1` is no number; the end of a range is one.
        let field = before == '.' && at.checked_sub(2).and_then(|two| code.get(two)) != Some(&'.');
        if !c.is_ascii_digit() || before.is_alphanumeric() || before == '_' || field {
            at += 1;
            continue;
        }
        let mut end = at;
        while let Some(c) = code.get(end) {
            let dot = *c == '.' && code.get(end + 1).is_some_and(char::is_ascii_digit);
            let minus = *c == '-' && code[end - 1] == 'e';
            if !(c.is_ascii_alphanumeric() || *c == '_' || dot || minus) {
                break;
            }
            end += 1;
        }
        let number: String = code[at..end].iter().collect();
        found.push(number.split(['_', 'u', 'i', 'f']).next().unwrap_or_default().to_owned());
        at = end;
    }
    found
}

#[test]
fn a_rule_names_its_numbers() {
    let found = found_in(&DECIDE, |path| {
        let mut numbers = unnamed(&code_and_texts(path).0);
        numbers.retain(|number| !UNITS.contains(&number.as_str()));
        numbers
    });
    let known = listed(&UNNAMED);
    let new: Vec<_> = found.difference(&known).collect();
    assert!(new.is_empty(), "give it a name in {LIMITS}, with a source, or say what it is: {new:#?}");
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(gone.is_empty(), "no longer there: {gone:#?}");
}

#[test]
fn a_sentence_takes_its_numbers_from_the_limits() {
    let words = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fourteen",
        "thirty", "tenth", "fifth", "quarter",
    ];
    let mut found = Vec::new();
    for path in SENTENCES.iter().map(|file| root().join("src").join(file)) {
        for mut said in code_and_texts(&path).1 {
            // What is put in, and how it is written, is no number.
            while let Some((before, after)) =
                said.split_once('{').and_then(|(b, a)| Some((b, a.split_once('}')?.1)))
            {
                said = format!("{before}{after}");
            }
            for known in SAID {
                said = said.replace(known, "");
            }
            let mut parts = said.split(|c: char| !c.is_ascii_alphanumeric());
            let number = |part: &str| {
                part.chars().next().is_some_and(|c| c.is_ascii_digit())
                    || words.contains(&part.to_ascii_lowercase().as_str())
            };
            if parts.any(number) {
                found.push(format!("{}: {said}", path.file_name().unwrap().display()));
            }
        }
    }
    assert!(found.is_empty(), "take the number from {LIMITS}: {found:#?}");
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
