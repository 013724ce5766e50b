//! Every command line that the README, the book, the help and the manual page name is run as it stands there.
//!
//! They are taken out of the texts, so that a new one is run too. Each gets a home of its own with a plan, runs, a session,
//! shoes and a sign; what stands for something of the runner's (ID, FILE, NAME) is filled in from that home. A line that
//! fails by what it says, or that asks on a terminal, stands in a table with its reason.

#![cfg(unix)]

#[path = "support/docs.rs"]
mod docs;
#[path = "support/pty.rs"]
mod pty;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::thread;

use jiff::civil::Date;
use jiff::{ToSpan, Zoned};
use pty::{Launch, Signal};
use tempfile::TempDir;

const RUNUP: &str = env!("CARGO_BIN_EXE_runup");
const AT_ONCE: usize = 4;
/// The home's pair of shoes.
const PAIR: &str = "Blue ones";
const SHEET: &str = "3x15 heel drops, each leg, slow\n";

/// How a line is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// Without a terminal; it ends with one of these codes.
    Ends(&'static [i32]),
    /// In a terminal, until a text stands there; then it is told to end.
    Shows(&'static str),
    /// In a home without a plan, in a terminal, until a text stands there.
    Without(&'static str),
    /// After another command, in a terminal, until a text stands there.
    After(&'static [&'static str], &'static str),
    /// Not at all.
    Left,
}

/// Lines that do not simply end with 0, by how they begin, and why.
const OTHERS: &[(&str, How, &str)] = &[
    ("", How::Shows("Today"), "opens Today"),
    ("go today", How::Shows("left"), "plays on the screen"),
    ("go --plain", How::Ends(&[0]), "lines of text, made fast"),
    ("go --resume", How::Ends(&[1]), "a terminal is needed; tests/cut_off.rs goes on with one"),
    ("go", How::Shows("left"), "plays on the screen"),
    ("demo", How::Shows("Demo"), "opens Today"),
    ("preview my-raise.toml", How::Shows("heels up"), "shows a figure on the screen"),
    ("preview FILE", How::Shows("heels up"), "shows a figure on the screen"),
    ("preview", How::Ends(&[2]), "named without its file"),
    ("show ID --figure", How::Ends(&[0]), "an exercise has a figure"),
    ("show", How::Ends(&[0, 2]), "named without an id"),
    ("new", How::Ends(&[0, 2]), "named without a name"),
    ("import -", How::Ends(&[1]), "nothing comes in; tests/cases.rs feeds it"),
    ("import", How::Ends(&[0, 2]), "named without a file"),
    ("log", How::Ends(&[0, 2]), "named without what is logged"),
    ("log run", How::Ends(&[0, 2]), "named without its minutes"),
    ("log morning 1", How::Ends(&[0]), "a sore place is known"),
    ("log flag cleared --by mistake", How::Ends(&[0]), "the sign of the home"),
    ("log flag cleared", How::After(&["log flag RF08"], "Who cleared it?"), "asks who cleared it"),
    (
        "plan start",
        How::Without("?"),
        "asks how running is, since there was a run this week and something is sore",
    ),
    ("plan start keep-running", How::Without("Your new plan"), "says all that is asked"),
    (
        "log same",
        How::After(&["log run 20m --another", "log run 21m --another"], "Merged into one run"),
        "two runs of a day",
    ),
    ("profile steps 160", How::Ends(&[1]), "the home has no two good weeks of running on"),
    ("plan agree 4", How::Ends(&[1]), "the plan of the home asks for no agreement"),
    ("plan move", How::Ends(&[0, 2]), "named without its day"),
    ("plan export", How::Ends(&[0, 2]), "named without its kind"),
    ("next --due", How::Ends(&[0, 1]), "1 where nothing is due"),
    ("doctor", How::Ends(&[0, 1]), "1 where there is no sound"),
    ("COMMAND --help", How::Left, "each command's help is read for the lines themselves"),
    ("plan back ill", How::Ends(&[0]), ""),
    ("cues --json", How::Left, "named for its words, without the id"),
];

/// What is done first, by the beginning of the line.
const FIRST: &[(&str, &str)] = &[("import runup.jsonl", "export runup.jsonl")];

/// What stands for something of the runner's, by the beginning of the line.
const FILLED: &[(&str, &str, &str)] = &[
    ("show ID --figure", "ID", "heel-raise-single"),
    ("show", "ID", "pre-run-5"),
    ("cues", "ID", "pre-run-5"),
    ("render", "ID", "pre-run-5"),
    ("render", "FILE.wav", "routine.wav"),
    ("plan start", "ID", "new-runner"),
    ("plan explain", "DAY", "today"),
    ("go", "ID", "pre-run-5"),
    ("go --events", "FILE", "events.jsonl"),
    ("go", "FILE", "my-routine.toml"),
    ("check", "FILE", "my-routine.toml"),
    ("preview", "FILE", "my-raise.toml"),
    ("import", "FILE", "watch.fit"),
    ("import run.fit", "run.fit", "watch.fit"),
    ("import export.zip", "export.zip", "watch.fit"),
    ("import garmin.zip", "garmin.zip", "watch.fit"),
    ("import takeout.zip", "takeout.zip", "watch.fit"),
    ("import", "FOLDER", "Garmin/Activities"),
    ("export", "FILE", "all.jsonl"),
    ("schema", "KIND", "routine"),
    ("completions", "SHELL", "bash"),
    ("new", "NAME", "own-one"),
    ("shoes add", "NAME", "Trail"),
    ("shoes wear", "NAME", PAIR),
    ("log run", "NAME", PAIR),
    ("edit", "FIELD=VALUE", "note=easy"),
];

fn run(home: &Path, arguments: &[String], stdin: &str) -> (Option<i32>, String) {
    let mut child = Command::new(RUNUP)
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home)
        .env("RUNUP_HOME", home)
        .env("EDITOR", "true")
        .env("TZ", "UTC")
        .env("ALSA_CONFIG_PATH", "/nonexistent")
        .current_dir(home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read may be gone.
    let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), stdin.as_bytes());
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    (status.code(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned())
}

fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (n, part) in line.split('"').enumerate() {
        if n % 2 == 1 {
            // Quotes belong to the word before, as in shoe="Blue ones".
            let joins = line.split('"').nth(n - 1).is_some_and(|before| before.ends_with('='));
            match words.last_mut() {
                Some(last) if joins => *last = format!("{last}{part}"),
                _ => words.push(part.to_owned()),
            }
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[track_caller]
fn well(home: &Path, line: &str) {
    let (code, said) = run(home, &words(line), SHEET);
    assert_eq!(code, Some(0), "runup {line}\n{said}");
}

/// A home with runs, a session, shoes, a sore place and a sign; with a plan whose run is due today, or without.
fn lived(with_plan: bool) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let path = home.path();
    let ago =
        |days: i64| -> Date { Zoned::now().with_time_zone(jiff::tz::TimeZone::UTC).date() - days.days() };
    well(path, &format!("shoes add \"{PAIR}\""));
    well(path, &format!("log run 20m --date {}", ago(9)));
    well(path, &format!("log run 22m --date {} --shoe \"{PAIR}\"", ago(5)));
    well(path, "log sore tendon-mid:left=2");
    well(path, "go pre-run-5 --plain --speed 1000 --fresh");
    well(path, "log flag RF13");
    well(path, "new my-routine --no-edit");
    fs::copy(path.join("data/routines/my-routine.toml"), path.join("my-routine.toml")).unwrap();
    well(path, "new my-raise --kind figure --no-edit");
    fs::copy(path.join("data/routines/figures/my-raise.toml"), path.join("my-raise.toml")).unwrap();
    fs::remove_file(path.join("data/routines/my-routine.toml")).unwrap();
    well(path, "new morning-calf --no-edit");
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/activities");
    fs::create_dir_all(path.join("Garmin/Activities")).unwrap();
    fs::copy(files.join("lake-walk.gpx"), path.join("Garmin/Activities/walk.gpx")).unwrap();
    fs::copy(files.join("fenix2-run.fit"), path.join("watch.fit")).unwrap();
    if with_plan {
        well(path, "plan start new-runner --no-signs");
        // Today is one of the run days, whatever day it is.
        let day = |days: i64| (ago(0) + days.days()).strftime("%a").to_string().to_lowercase();
        well(path, &format!("plan days {},{},{}", day(0), day(2), day(4)));
    }
    home
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let (entry, to) = (entry.unwrap(), to.to_owned());
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Returns the id of the home's last run.
fn entry(home: &Path) -> String {
    let (_, json) = run(home, &words("history --json --kind run"), "");
    let all: serde_json::Value = serde_json::from_str(&json).unwrap();
    all.as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned()
}

/// Takes the command lines out of a text: in fenced blocks, between backticks, and in indented examples.
fn lines_of(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (mut fenced, mut prose) = (false, String::new());
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced || line.starts_with("  runup ") {
            // An example is told what it does after two spaces or a hash; more of them stand behind a semicolon.
            let line = line.trim().trim_start_matches("$ ");
            let line = line.split(" #").next().unwrap_or_default();
            let (first, told) = line.split_once("  ").unwrap_or((line, ""));
            let also = told.split("; ").filter_map(|part| part.split(',').next());
            found.extend(first.split("; ").chain(also).map(str::to_owned));
        } else {
            prose += line;
            prose += "\n";
        }
    }
    found.extend(prose.split('`').skip(1).step_by(2).map(str::to_owned));
    let runup = |line: String| {
        let line = line.replace("\\|", "|").split_whitespace().collect::<Vec<_>>().join(" ");
        let rest = line.strip_prefix("runup")?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim().to_owned())
    };
    found.into_iter().filter_map(runup).collect()
}

/// Returns a line with and without what stands in brackets, and with each of what stands beside a bar or an "or".
fn variants(line: &str) -> Vec<String> {
    if let Some((before, rest)) = line.split_once('[')
        && let Some((inside, after)) = rest.split_once(']')
    {
        let without = format!("{}{after}", before.trim_end());
        return [without, format!("{before}{inside}{after}")]
            .iter()
            .flat_map(|line| variants(line))
            .collect();
    }
    let words: Vec<&str> = line.split(' ').collect();
    if let Some(at) = words.iter().position(|word| *word == "or") {
        let one = |keep: usize| {
            let kept = words.iter().enumerate().filter(|(n, _)| *n != at && *n != keep);
            kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
        };
        return vec![one(at + 1), one(at - 1)];
    }
    if let Some(at) = words.iter().position(|word| word.contains('|')) {
        let with = |choice: &str| {
            let mut words = words.clone();
            words[at] = choice;
            words.join(" ")
        };
        return words[at].split('|').map(|choice| with(choice).replace("..", "")).collect();
    }
    vec![line.replace("..", "").trim().to_owned()]
}

/// Returns all texts that name command lines.
fn texts() -> Vec<String> {
    let nowhere = tempfile::tempdir().unwrap();
    let said = |line: &str| run(nowhere.path(), &words(line), "").1;
    let man = said("man").replace("\\-", "-").replace("\\*(Aq", "'");
    let mut texts: Vec<String> = docs::pages().into_iter().map(|page| page.text).collect();
    texts.push(man);
    let mut commands = vec![String::new()];
    while let Some(command) = commands.pop() {
        let help = said(&format!("{command} --help"));
        let listed = help.split("Commands:\n").nth(1).unwrap_or_default();
        let listed = listed.lines().take_while(|line| line.starts_with("  "));
        for line in listed.filter(|line| line.as_bytes().get(2).is_some_and(u8::is_ascii_lowercase)) {
            let name = line.split_whitespace().next().unwrap();
            if name != "help" {
                commands.push(format!("{command} {name}"));
            }
        }
        texts.push(help);
    }
    texts
}

fn filled(line: &str, id: &str) -> String {
    // The id of somebody else's run stands in an example.
    let is_id = |word: &str| word.len() == 8 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let fill = |word: &str| {
        let ours = FILLED.iter().find(|(begins, what, _)| line.starts_with(begins) && *what == word);
        match (ours, word) {
            (Some((.., with)), _) if with.contains(' ') => format!("\"{with}\""),
            (Some((.., with)), _) => (*with).to_owned(),
            (None, "ID" | "RUN") => id.to_owned(),
            (None, word) if is_id(word) => id.to_owned(),
            (None, word) => word.replace("~/", ""),
        }
    };
    let plain = line.split(" > ").next().unwrap_or_default();
    plain.split(' ').map(fill).collect::<Vec<_>>().join(" ")
}

/// Runs a line; returns what is wrong.
fn check(line: &str, with_plan: &Path, without: &Path) -> Option<String> {
    let exact = OTHERS.iter().find(|(begins, ..)| *begins == line);
    let begun =
        |begins: &&(&str, How, &str)| !begins.0.is_empty() && line.starts_with(&format!("{} ", begins.0));
    let how = exact.or_else(|| OTHERS.iter().filter(begun).max_by_key(|other| other.0.len()));
    let how = how.map_or(How::Ends(&[0]), |other| other.1);
    // Only the bare name may be refused; with its arguments it must work.
    let how = if exact.is_none() && how == How::Ends(&[0, 2]) { How::Ends(&[0]) } else { how };
    let launch =
        Launch::new(RUNUP).env("ALSA_CONFIG_PATH", "/nonexistent").env("TZ", "UTC").env("EDITOR", "true");
    let home = launch.home().to_owned();
    copy(if matches!(how, How::Without(_)) { without } else { with_plan }, &home);
    for (begins, before) in FIRST.iter().filter(|(begins, _)| line.starts_with(begins)) {
        well(&home, before);
        assert!(!begins.is_empty());
    }
    let mut arguments = words(&filled(line, &entry(&home)));
    match how {
        How::Left => None,
        How::Ends(codes) => {
            if line.starts_with("go --plain") {
                arguments.extend(["--speed".to_owned(), "1000".to_owned()]);
            }
            if line.starts_with("new --from-text") || line.starts_with("new heels") {
                arguments.push("--yes".to_owned());
            }
            let (code, said) = run(&home, &arguments, SHEET);
            let wrong = code.is_none_or(|code| !codes.contains(&code));
            wrong.then(|| format!("runup {}: {code:?}, not one of {codes:?}\n{said}", arguments.join(" ")))
        }
        How::Shows(text) | How::Without(text) | How::After(_, text) => {
            if let How::After(before, _) = how {
                for line in before {
                    well(&home, line);
                }
            }
            let mut pty = launch.args(&arguments).spawn();
            pty.wait_for_text(text);
            pty.signal(Signal::TERM);
            pty.wait_exit();
            None
        }
    }
}

#[test]
fn every_command_line_that_is_named_works() {
    let mut lines: BTreeSet<String> = BTreeSet::new();
    for text in texts() {
        lines.extend(lines_of(&text).iter().flat_map(|line| variants(line)));
    }
    assert!(lines.len() > 90, "only {} lines: {lines:#?}", lines.len());
    for known in
        ["edit ID", "go --plain", "log morning 1", "rung calf-base up", "plan start", "import FOLDER"]
    {
        assert!(lines.contains(known), "{known} is not found any more: {lines:#?}");
    }
    let (with_plan, without) = (lived(true), lived(false));
    let wrong = Mutex::new(Vec::new());
    let next = Mutex::new(lines.iter());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let Some(line) = next.lock().unwrap().next() else { return };
                    let found = std::panic::catch_unwind(|| check(line, with_plan.path(), without.path()));
                    let found = found
                        .unwrap_or_else(|_| Some(format!("runup {line}: it does not show what it should")));
                    wrong.lock().unwrap().extend(found);
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {} lines:\n\n{}", wrong.len(), lines.len(), wrong.join("\n"));
}

#[test]
fn an_entry_is_shown_by_its_id_with_all_that_was_written_about_it() {
    let home = lived(true);
    let id = entry(home.path());
    well(home.path(), &format!("edit {id} note=slow"));
    let short: PathBuf = id[..12].into();
    for line in [format!("edit {id}"), format!("history {id}"), format!("history {}", short.display())] {
        let (code, said) = run(home.path(), &words(&line), "");
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("note=slow") && said.contains("›  2"), "{said}");
    }
}
