//! Each clinical number stands once, in `symptoms::limits`, with its source.
//!
//! In the modules that decide, a number with a name is either there or in [`NOT_CLINICAL`]. In those that decide about a
//! day's run a number without a name is refused too, if it is no unit and not in [`UNNAMED`]; and so is one in the
//! sentences of [`SENTENCES`], in digits or in words, if it is not in [`SAID`].

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use runup::symptoms::limits;

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
        "words/number FEW WEEK, words/page/plan EXAMPLE, app/guard BURST HELD READING, app/play FAR_AFTER KEEP_DEVICE, app/preferences TRIAL TRIAL_AFTER, \
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
         plan/arrival GPS_WEEKS NEAR_MINUTES NEAR_SHARE ROLLED_DAYS FAR_SHARE TOLD_MINUTES, plan/beside NIGHT, plan/logged NEAR, record/run_record WHOLE",
    ),
    (
        "what may be typed, read or written, and how it is rounded",
        "app/minutes MOST, app/shoes NUMBER, day/choice AFTER_PLAN AFTER_WALKS STEPS_OF_WATCH STEP_RATES WARM_UPS, dialog/form VALUE, dialog/kind FIRST_RESULT LONGEST MOST MOST_RESULT, \
         dialog/line LONGEST, dialog/plan_setup/question BREAKS MOST_RUNS SIDES, plan/diary LONGEST, \
         plan/progress LONGEST MOST, plans MAX_PLACES MAX_RUNS, \
         plans/workout BLOCK_ROUND MAX_INTERVALS MAX_WORKOUT ROUND, record/archive LONGEST VERSION, record/dates AHEAD, \
         record/edit MOST, record/edit/sets MOST, record/edit/slot MILE NOTE REMIND STIFF, record/journal VERSION, record/lifted MOST, \
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

/// Numbers in sentences that are no limits, and why.
const SAID: [(&str, &[&str]); 6] = [
    (
        "the scale, and keys that stand for its end",
        &[
            "out of 10",
            "0 to 10",
            "0 to 9",
            "0 none",
            "Type 0 to ,",
            "N, from 0 to 10",
            "N, from 0 to",
            "9 means 9",
            "Was it 10",
            "10 instead of 9",
            "or 10.",
        ],
    ),
    (
        "what is counted by itself, and the name of a rule",
        &[
            "two mornings at least",
            "if the two add up",
            "the last two runs",
            "in two runs in a row",
            "Two steps back",
            "between two",
            "two levels lower",
            "100%, and more than planned",
            "longest good run in 30 days",
            "1 set",
            "1 session in full",
            "0. As written",
            "its weeks are 1 to",
            "the two must be on different days",
            "start at week 3",
        ],
    ),
    (
        "how something is typed, and an example of it",
        &[
            "such as 1h05",
            "such as 25m",
            "30m",
            "such as 1980",
            "birth-year 1980",
            "four digits",
            "such as 0730",
            "between 0000 and 2359",
        ],
    ),
    (
        "how far a list, a line or a question reaches",
        &["4 days apart", "in the next four weeks", "in the last 6 hours"],
    ),
    (
        "a goal, how long shoes last, and what a GPS clock does",
        &["45 min", "60 min", "5 km", "10 km", "500 to 800 km", "1,024 weeks"],
    ),
    (
        // The row of the table in `symptoms::signs` names its source.
        "what a sign is, in the words of its source",
        &[
            "I cannot take four steps",
            "within 12 weeks an operation",
            "ten minutes' rest",
            "over 3 days",
            "before age 45",
            "no better after 2 weeks",
            "in the last two years",
            "I had two or more, or lost six months",
            "walk of 20 minutes a day",
            "three or more periods",
            "I missed twelve or more",
            "within six months",
            "over three weeks in the last three months",
        ],
    ),
];

/// Numbers that sentences say in words of their own, and the limits that they are.
fn says() -> Vec<(&'static str, Vec<i64>)> {
    let weeks = |days: i32| i64::from(days / 7);
    let minutes = |time: Duration| i64::try_from(time.as_secs() / 60).unwrap();
    let walk = i64::from(*limits::WALK_MINUTES.last().unwrap());
    let [least, most] = limits::LONG_STEP_RANGE.map(minutes);
    let [_, ten, twenty, ..] = limits::STIFF_ANSWERS.map(i64::from);
    let ticks = weeks(limits::STEPS_DAYS);
    vec![
        ("walk briskly for 30 minutes", vec![walk]),
        ("can walk 30 minutes", vec![walk]),
        ("the two before you run again", vec![limits::GATE_WALKS.into()]),
        ("Start with two brisk walks", vec![limits::GATE_WALKS.into()]),
        ("two clear mornings", vec![limits::GONE_DAYS as i64]),
        ("1 or 2 weeks ago", vec![1, weeks(limits::BREAK_SHORT_DAYS)]),
        ("3 to 6 weeks ago", vec![weeks(limits::BREAK_SHORT_DAYS) + 1, weeks(limits::BREAK_MIDDLE_DAYS)]),
        ("7 to 12 weeks ago", vec![weeks(limits::BREAK_MIDDLE_DAYS) + 1, weeks(limits::BREAK_LONG_DAYS)]),
        ("for more than three months", vec![(limits::BREAK_LONG_DAYS / 30).into()]),
        ("two days or more", vec![limits::FEVER_FREE_DAYS.into()]),
        ("10 min", vec![ten]),
        ("20 min", vec![twenty]),
        ("by two or three minutes a week", vec![least, most]),
        ("ticks for four weeks", vec![ticks]),
        ("For the next four weeks you'll hear", vec![ticks]),
        ("for two good weeks", vec![weeks(limits::STEPS_GREEN_DAYS)]),
        ("wait for two weeks in which", vec![weeks(limits::STEPS_GREEN_DAYS)]),
        ("wait until two weeks have passed", vec![weeks(limits::STEPS_GREEN_DAYS)]),
        ("ten minutes on your feet", vec![minutes(limits::ON_FEET)]),
        ("About 12 cm is the full range", vec![limits::KNEE_TO_WALL_FULL_CM.into()]),
        ("in the last two weeks", vec![weeks(limits::KEEP_DAYS)]),
        ("uns in two weeks", vec![weeks(limits::KEEP_DAYS)]),
        ("worse than two weeks ago", vec![weeks(limits::KEEP_DAYS)]),
        ("did it rise by 4", vec![limits::PAIN_RISE.into()]),
        ("flare up to 4 or more", vec![limits::PAIN_LONGER_REST.into()]),
        ("unless it was 6 or more", vec![limits::PAIN_TOO_MUCH.into()]),
        ("settled two mornings after", vec![limits::JUDGED_DAYS.into()]),
        ("don't run for three days", vec![limits::REST_DAYS.into()]),
        ("With two, see a doctor", vec![limits::COUNTED as i64]),
        ("limp after 48 hours", vec![i64::from(limits::LIMP_DAYS) * 24]),
        ("for 72 hours", vec![i64::from(limits::GRABBED_DAYS) * 24]),
        ("when both hurt 2", vec![limits::GRABBED_PAIN.into()]),
        ("stiff for over 30 minutes", vec![limits::STIFF_MINUTES.into()]),
        ("within the last twelve weeks", vec![weeks(limits::BIRTH_DAYS)]),
        ("for 12 weeks after the birth", vec![weeks(limits::BIRTH_DAYS)]),
        ("this heel or tendon within twelve weeks", vec![weeks(limits::INJECTED_DAYS)]),
        (
            "wait 12 weeks for a tendon, 2 under the heel",
            vec![weeks(limits::INJECTED_DAYS), weeks(limits::INJECTED_UNDER_HEEL_DAYS)],
        ),
        ("For four weeks, start nothing new", vec![weeks(limits::FLOXACIN_DAYS)]),
    ]
}

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
    let words = ["u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "f32", "f64", "PainScore"];
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

/// Returns the number that a word is, in digits or in letters.
fn number(word: &str) -> Option<i64> {
    let words = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let more = [("fourteen", 14), ("twenty", 20), ("thirty", 30)];
    let word = word.to_ascii_lowercase();
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let at = words.iter().position(|known| *known == word).and_then(|at| i64::try_from(at + 2).ok());
    let more = more.into_iter().find(|(known, _)| *known == word).map(|(_, number)| number);
    at.or(more).or_else(|| digits.parse().ok())
}

fn numbers_in(said: &str) -> Vec<i64> {
    said.split(|c: char| !c.is_ascii_alphanumeric()).filter_map(number).collect()
}

#[test]
fn a_sentence_takes_its_numbers_from_the_limits() {
    let fractions = ["tenth", "fifth", "quarter"];
    let says = says();
    for (said, limits) in &says {
        assert_eq!(numbers_in(said), *limits, "`{said}` is another limit now");
    }
    let mut known: Vec<&str> = SAID
        .iter()
        .flat_map(|(_, said)| said.iter().copied())
        .chain(says.iter().map(|(said, _)| *said))
        .collect();
    // The longest first: a short one may be a part of it.
    known.sort_by_key(|said| std::cmp::Reverse(said.len()));
    let (mut found, mut used) = (Vec::new(), BTreeSet::new());
    for path in sources(root().join("src/words")) {
        let file = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        // The other language of the tests, and the names of the numbers themselves.
        if ["src/words/toy.rs", "src/words/number.rs"].contains(&file.as_str()) {
            continue;
        }
        for mut said in code_and_texts(&path).1 {
            // What is put in, and how it is written, is no number; nor is the name of one by itself.
            while let Some((before, after)) =
                said.split_once('{').and_then(|(b, a)| Some((b, a.split_once('}')?.1)))
            {
                said = format!("{before}{after}");
            }
            said = said.replace("\\\n", "").split_whitespace().collect::<Vec<_>>().join(" ");
            if !said.contains(' ') && number(&said).is_some() {
                continue;
            }
            for known in &known {
                if said.contains(known) {
                    used.insert(*known);
                    said = said.replace(known, "");
                }
            }
            let fraction = said.split(' ').any(|word| fractions.contains(&word));
            if fraction || !numbers_in(&said).is_empty() {
                found.push(format!("{file}: {said}"));
            }
        }
    }
    assert!(found.is_empty(), "take the number from {LIMITS}: {found:#?}");
    let gone: Vec<_> = known.iter().filter(|known| !used.contains(*known)).collect();
    assert!(gone.is_empty(), "no longer said: {gone:#?}");
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
