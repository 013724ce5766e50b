//! A history that cannot be read whole is not an empty one: what every command and the screen make of it.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

#[path = "support/pty.rs"]
mod pty;
#[path = "support/seasoned.rs"]
mod seasoned;

/// A grave sign, said in 2026 and never cleared.
const SIGN: &str =
    r#"{"v":1,"id":"sign","rev":1,"at":"2026-11-20T08:00:00Z","device":"here","kind":"flag","sign":"RF02"}"#;
/// The same as a program to come might write it.
const NEWER: &str =
    r#"{"v":2,"id":"sign","rev":1,"at":"2026-11-20T08:00:00Z","device":"here","kind":"warning","of":"RF02"}"#;
const PLAYED: &str = "name = \"Short\"\nwhen = [\"desk\"]\nstress = \"light\"\nsteps = [{ name = \"Raise\", time = \"1s\", set-up = \"1s\", dose = \"convention\" }]\n";

/// How a history may be out of reach: what it is called, and how it comes to be.
type Damage = (&'static str, fn(&Home));

const DAMAGES: &[Damage] = &[
    ("a folder in the place of the file", |home| fs::create_dir(home.file()).unwrap()),
    ("a damaged line", |home| {
        fs::write(home.file(), SIGN.replace("2026-11-20T08:00:00Z", "") + "\n").unwrap();
    }),
    ("a line that was cut off", |home| fs::write(home.file(), &SIGN[..60]).unwrap()),
    ("a line of a newer format", |home| fs::write(home.file(), format!("{NEWER}\n")).unwrap()),
    ("a line of an unknown kind", |home| {
        fs::write(home.file(), format!("{}\n", NEWER.replace("\"v\":2", "\"v\":1"))).unwrap();
    }),
    ("a file that is something else", |home| fs::write(home.file(), b"\x00\x01rubbish\n").unwrap()),
    ("a link to nowhere", |home| symlink("/nonexistent/sign.jsonl", home.file()).unwrap()),
    ("a link to itself", |home| symlink(home.file(), home.file()).unwrap()),
    ("a file in the place of the folder", |home| {
        fs::remove_dir_all(home.folder()).unwrap();
        fs::write(home.folder(), "").unwrap();
    }),
    ("a folder behind a link to nowhere", |home| {
        fs::remove_dir_all(home.folder()).unwrap();
        symlink("/nonexistent/history", home.folder()).unwrap();
    }),
    #[cfg(target_os = "linux")]
    ("a file that fails while it is read", |home| symlink("/proc/self/mem", home.file()).unwrap()),
];

/// Every command that reads the history, its exit code then, and whether it is one where all of it is read and nothing is
/// locked. What is written at the end of a line is what it says on standard output or error.
const COMMANDS: &[(&str, i32, &str)] = &[
    ("go short.toml --plain --no-sound --speed 100", 1, "could not read all of your history"),
    ("render short.toml -o short.wav", 1, "could not read all of your history"),
    ("render today -o run.wav", 1, "could not read all of your history"),
    ("cues today", 1, "could not read all of your history"),
    ("history", 1, ""),
    ("history --json", 1, ""),
    ("history --csv", 1, ""),
    ("report", 1, "This report is incomplete"),
    ("plan", 1, "could not read all of your history"),
    ("plan start new-runner", 1, "could not read all of your history"),
    ("plan stop", 1, "could not read all of your history"),
    ("plan repeat", 1, "could not read all of your history"),
    ("plan export ics", 1, ""),
    ("next", 1, "could not read all of your history"),
    ("next --json", 1, "could not read all of your history"),
    ("next --due", 2, "could not read all of your history"),
    ("undo", 1, "could not read all of your history"),
    ("rung", 1, "can't tell which versions you do"),
    ("shoes", 1, "can't tell which shoes you have"),
    ("plan explain", 1, "can't tell whether a plan was running"),
    ("log same", 1, "some of your runs"),
    ("log flag cleared --by mistake", 1, "can't tell whether you have an open warning sign"),
    ("export all.jsonl", 1, ""),
    ("doctor --json", 1, "wrong"),
    // These do not stand on the history, but say what is locked.
    ("list", 0, "could not read all of your history"),
    ("show pre-run-5", 0, ""),
    ("cues pre-run-5", 1, "could not read all of your history"),
    // What happened can be logged.
    ("log run 20m --unplanned", 0, ""),
    ("log morning none", 0, ""),
];

struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        seasoned::season(home.0.path());
        fs::write(home.0.path().join("short.toml"), PLAYED).unwrap();
        home
    }

    fn folder(&self) -> PathBuf {
        self.0.path().join("data/history")
    }

    fn file(&self) -> PathBuf {
        self.folder().join("sign.jsonl")
    }

    fn runup(&self, arguments: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_runup"))
            .env("RUNUP_HOME", self.0.path())
            .env("ALSA_CONFIG_PATH", "/nonexistent")
            .env("TZ", "UTC")
            .current_dir(self.0.path())
            .args(arguments.split_whitespace())
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }
}

fn said(output: &Output) -> String {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn no_command_takes_a_history_it_cannot_read_for_an_empty_one() {
    let mut wrong = Vec::new();
    for (damage, make) in DAMAGES {
        for (command, code, part) in COMMANDS {
            // Where nothing can be written, nothing can be logged either.
            if command.starts_with("log") && damage.contains("folder") && !damage.starts_with("a folder in") {
                continue;
            }
            let home = Home::new();
            make(&home);
            let output = home.runup(command);
            let all = said(&output);
            // What a newer program wrote goes into an archive as it is.
            let whole = command.starts_with("export")
                && ["newer", "unknown"].iter().any(|word| damage.contains(word));
            let code = if whole { &0 } else { code };
            if output.status.code() != Some(*code) || !all.contains(part) {
                let all: String = all.chars().take(300).collect();
                wrong.push(format!("{damage}: {command}: {:?} {all}", output.status.code()));
            }
            if all.contains("Nothing yet") || all.contains("No plan is running") {
                wrong.push(format!("{damage}: {command}: {all}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_home_in_which_all_is_read_is_not_locked() {
    let home = Home::new();
    for command in
        ["go short.toml --plain --no-sound --speed 100", "render short.toml -o short.wav", "history"]
    {
        let output = home.runup(command);
        assert_eq!(output.status.code(), Some(0), "{command}: {}", said(&output));
    }
}

#[test]
fn a_gap_that_was_accepted_locks_no_more_but_another_does() {
    let home = Home::new();
    fs::write(home.file(), format!("{NEWER}\n")).unwrap();
    let play = "go short.toml --plain --no-sound --speed 100";
    assert_eq!(home.runup(play).status.code(), Some(1));
    let accepted = home.runup(&format!("{play} --incomplete-history"));
    assert_eq!(accepted.status.code(), Some(0), "{}", said(&accepted));
    assert!(said(&accepted).contains("going on without 1 entry from a newer Runup"), "{}", said(&accepted));
    assert_eq!(home.runup(play).status.code(), Some(0), "the same line, accepted for good");
    fs::write(home.file(), format!("{NEWER}\n{}\n", NEWER.replace("sign", "another"))).unwrap();
    assert_eq!(home.runup(play).status.code(), Some(1), "another line");
}

#[test]
fn an_archive_is_not_written_over_by_one_that_has_less() {
    let home = Home::new();
    fs::write(home.file(), format!("{SIGN}\n")).unwrap();
    assert_eq!(home.runup("export all.jsonl").status.code(), Some(0));
    let good = fs::read(home.0.path().join("all.jsonl")).unwrap();
    for (damage, make) in DAMAGES {
        let home = Home::new();
        make(&home);
        let archive = home.0.path().join("all.jsonl");
        fs::write(&archive, &good).unwrap();
        let output = home.runup("export all.jsonl --force");
        // An entry of a newer program goes into the archive as it is, and so is not lost; this one was never there.
        let kept =
            fs::read(&archive).unwrap() == good || fs::read_to_string(&archive).unwrap().contains("RF02");
        assert!(kept, "{damage}: {}", said(&output));
        if !damage.contains("of a newer") && !damage.contains("unknown kind") {
            assert_eq!(output.status.code(), Some(1), "{damage}: {}", said(&output));
            assert_eq!(fs::read(&archive).unwrap(), good, "{damage}");
        }
    }
}

#[test]
fn the_screen_shows_what_is_missing_and_plays_only_when_that_is_accepted() {
    let launch = pty::Launch::new(env!("CARGO_BIN_EXE_runup"))
        .args(["go", "short.toml", "--no-sound"])
        .env("ALSA_CONFIG_PATH", "/nonexistent");
    seasoned::season(launch.home());
    fs::write(launch.home().join("short.toml"), PLAYED.replace("1s", "40s")).unwrap();
    fs::write(launch.home().join("data/history/sign.jsonl"), format!("{}\n", &SIGN[..60])).unwrap();
    let mut pty = launch.spawn();
    pty.wait_for_text("Runup could not read all");
    pty.wait_for_text("this isn't a Runup history");
    pty.answer("a");
    pty.wait_for_text("Press a again");
    pty.answer("a");
    pty.wait_for_text("Raise");
}

#[test]
fn an_entry_of_another_millennium_is_passed_over_and_told() {
    for (date, at) in [
        ("-009999-01-01", "2026-11-20T08:00:00Z"),
        ("1899-12-31", "2026-11-20T08:00:00Z"),
        ("9999-12-31", "2026-11-20T08:00:00Z"),
        ("2026-11-20", "-009999-02-01T08:00:00Z"),
    ] {
        let home = Home::new();
        let run = format!(
            r#"{{"v":1,"id":"odd","rev":1,"at":"{at}","device":"here","kind":"plan","plan":"new-runner","action":"start","date":"{date}"}}"#
        );
        fs::write(home.file(), run + "\n").unwrap();
        let start = std::time::Instant::now();
        let output = home.runup("report --weeks 520");
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{date}: {said}");
        assert!(said.contains("entry odd was skipped because of its impossible date"), "{date}: {said}");
        assert!(start.elapsed() < std::time::Duration::from_secs(5), "{date}: {:?}", start.elapsed());
        // The same out of an archive is not taken into a history.
        let other = Home::new();
        fs::copy(home.file(), other.0.path().join("other.jsonl")).unwrap();
        let output = other.runup("import other.jsonl");
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(other.runup("report").status.code(), Some(0), "{date}");
    }
}

#[test]
fn a_draft_that_a_killed_program_left_is_gone_after_the_next_export() {
    let home = Home::new();
    let left = home.0.path().join(".export-5f0c3f3e-8f1e-4f0a-9d0f-5d3f1f0d2c11");
    fs::write(&left, "a whole history").unwrap();
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(3_600);
    fs::File::options().append(true).open(&left).unwrap().set_modified(old).unwrap();
    assert_eq!(home.runup("export all.jsonl").status.code(), Some(0));
    assert!(!left.exists());
}

type Shorten = fn(&std::path::Path);

/// Ways in which a file of this computer becomes shorter.
const SHORTER: [(&str, Shorten); 3] = [
    ("empty", |file| fs::write(file, "").unwrap()),
    ("gone", |file| fs::remove_file(file).unwrap()),
    ("without its last line", |file| {
        let text = fs::read_to_string(file).unwrap();
        let end = text.trim_end().rfind('\n').unwrap() + 1;
        fs::write(file, &text[..end]).unwrap();
    }),
];

#[test]
fn a_file_that_became_shorter_than_this_computer_left_it_is_no_smaller_history() {
    for (how, shorten) in SHORTER {
        let home = Home::new();
        assert_eq!(home.runup("log walk 20m").status.code(), Some(0));
        assert_eq!(home.runup("log flag RF02").status.code(), Some(0));
        assert_eq!(home.runup("export all.jsonl").status.code(), Some(0));
        let archive = home.0.path().join("all.jsonl");
        let good = fs::read(&archive).unwrap();
        let mut files = fs::read_dir(home.folder()).unwrap().map(|entry| entry.unwrap().path());
        let own = files.find(|path| !path.ends_with("before.jsonl")).unwrap();
        shorten(&own);
        for (command, code) in [
            ("go short.toml --plain --no-sound --speed 100", 1),
            ("history", 1),
            ("next --due", 2),
            ("log flag cleared --by clinician", 1),
            ("export all.jsonl --force", 1),
        ] {
            let output = home.runup(command);
            let said = said(&output);
            assert_eq!(output.status.code(), Some(code), "{how}: {command}: {said}");
            assert!(said.contains("bytes saved on this computer are missing"), "{how}: {command}: {said}");
        }
        assert_eq!(fs::read(&archive).unwrap(), good, "{how}");
        // What is written next makes it no whole one.
        assert_eq!(home.runup("log walk 10m").status.code(), Some(0), "{how}");
        let play = "go short.toml --plain --no-sound --speed 100";
        assert_eq!(home.runup(play).status.code(), Some(1), "{how}");
        assert_eq!(home.runup(&format!("{play} --incomplete-history")).status.code(), Some(0), "{how}");
        assert_eq!(home.runup(play).status.code(), Some(0), "{how}: accepted for good");
    }
}

#[test]
fn what_undo_and_imports_write_makes_no_file_shorter() {
    let home = Home::new();
    for command in ["log walk 20m", "undo", "undo", "export all.jsonl", "import all.jsonl", "history"] {
        let output = home.runup(command);
        assert_eq!(output.status.code(), Some(0), "{command}: {}", said(&output));
    }
}
