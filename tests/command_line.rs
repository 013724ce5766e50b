//! The command line of the real program: what it prints, what it writes, and its exit codes.
//!
//! Every test has a home of its own. There is no sound device, and `--speed` makes minutes of
//! a routine pass in a second or less.

#[path = "support/seasoned.rs"]
mod seasoned;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use assert_cmd::Command;
use runup::record::{Body, Record, Session};
use serde_json::Value;
use tempfile::TempDir;

/// A routine of one step: 6 s to set up and 3 s of work, after its get-ready.
const SHORT: &str = "name = \"My own\"\nwhen = [\"rest-day\"]\n\n[[steps]]\nname = \"Stand\"\nsay = \"Stand tall.\"\ntime = \"3s\"\ndose = \"convention\"\n";

/// A home that nobody else uses, and the program in it.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Makes a home of somebody who has run for years.
    fn seasoned() -> Self {
        let home = Self::new();
        seasoned::season(home.0.path());
        home
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    /// Writes a file, and the folders above it.
    fn write(&self, below: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn std_command(&self) -> std::process::Command {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_runup"));
        for name in ["NO_COLOR", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
            command.env_remove(name);
        }
        command
            .env("RUNUP_HOME", self.0.path())
            .env("ALSA_CONFIG_PATH", "/nonexistent")
            .env("TZ", "UTC")
            .current_dir(self.0.path())
            .stdin(Stdio::null());
        command
    }

    fn runup(&self, arguments: &str) -> Said {
        let mut command = Command::from_std(self.std_command());
        command.args(arguments.split_whitespace()).timeout(Duration::from_secs(30));
        let output = command.output().unwrap();
        Said {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Returns the files of the history, with their bytes.
    fn history(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let Ok(entries) = fs::read_dir(self.path("data/history")) else { return BTreeMap::new() };
        entries
            .map(|entry| entry.unwrap().path())
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect()
    }

    /// Returns the sessions of the history, lines that do not read left out.
    fn sessions(&self) -> Vec<Session> {
        let bytes: Vec<u8> = self.history().into_values().flatten().collect();
        let records = bytes.split(|byte| *byte == b'\n').filter_map(|line| Record::from_line(line).ok());
        records
            .filter_map(|r| if let Body::Session(session) = r.body { Some(session) } else { None })
            .collect()
    }

    /// Returns how many sessions have a journal.
    fn journals(&self) -> usize {
        fs::read_dir(self.path("state/session")).map_or(0, Iterator::count)
    }
}

/// What a run of the program said.
#[derive(Debug)]
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Said {
    #[track_caller]
    fn done(self) -> String {
        assert_eq!((self.code, &*self.err), (Some(0), ""), "{}", self.out);
        self.out
    }

    #[track_caller]
    fn failed(self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:?}");
        for part in parts {
            assert!(self.err.contains(part), "no {part:?} in {}", self.err);
        }
    }

    fn json(self) -> Vec<Value> {
        serde_json::from_str(&self.done()).unwrap()
    }

    /// The same where what was changed for the runner is told on standard error.
    fn json_beside(self) -> Vec<Value> {
        assert!(self.err.lines().all(|line| line.starts_with("runup: ")), "{}", self.err);
        Self { err: String::new(), ..self }.json()
    }
}

#[track_caller]
fn has_all(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

#[track_caller]
fn keys_are(value: &Value, keys: &[&str]) {
    let mut found: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    found.sort_unstable();
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    assert_eq!(found, keys);
}

// --- help and usage ---

#[test]
fn help_shows_examples() {
    let home = Home::new();
    for arguments in ["--help", "-h", "help"] {
        has_all(
            &home.runup(arguments).done(),
            &["Examples:", "runup go pre-run-5 --in 4m", "Commands:", "--help"],
        );
    }
    has_all(&home.runup("help go").done(), &["--leave-at", "--events", "--plain"]);
}

#[test]
fn version_is_that_of_the_package() {
    assert_eq!(Home::new().runup("--version").done(), concat!("runup ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn what_is_not_understood_exits_2_and_writes_nothing() {
    let home = Home::new();
    for arguments in [
        "--bogus",
        "bogus",
        "show",
        "list extra",
        "go --speed 0",
        "go --speed fast",
        "go --in soon",
        "go --in 4m --leave-at 07:30",
        "go --leave-at 25:00",
        "--sore elbow",
        "go --sore calf-muscle=11",
    ] {
        let said = home.runup(arguments);
        assert_eq!((said.code, &*said.out), (Some(2), ""), "{arguments}: {said:?}");
        assert!(said.err.contains("--help") || said.err.contains("Usage"), "{arguments}: {said:?}");
    }
    assert_eq!(fs::read_dir(home.path("")).unwrap().count(), 0);
}

#[test]
fn an_almost_right_command_is_named() {
    Home::new().runup("lits").failed(2, &["'list'"]);
}

// --- list, show, cues ---

#[test]
fn list_names_what_there_is() {
    let home = Home::new();
    let text = home.runup("list").done();
    has_all(
        &text,
        &["pre-run-5", "pre-run-gentle-heel", "post-run-calf", "4:43", "Before a run", "the usual one"],
    );
    has_all(&text, &["Plans", "back-from-heel-pain", "Run and walk in bigger steps, on request"]);
    assert!(!text.contains("(yours)") && !text.contains("heel-raise-double"), "{text}");
    has_all(&home.runup("list --exercises").done(), &["heel-raise-double", "Double heel raises"]);
}

#[test]
fn list_json_has_exactly_its_keys() {
    let all = Home::new().runup("list --json").json();
    for one in &all {
        keys_are(one, &["id", "kind", "name", "when", "seconds", "targets", "origin"]);
        assert_eq!(one["origin"], "shipped");
        match one["kind"].as_str().unwrap() {
            "routine" => {
                assert!(one["seconds"].as_u64().unwrap() > 60);
                assert!(!one["when"].as_array().unwrap().is_empty());
            }
            "exercise" | "plan" => assert!(one["seconds"].is_null()),
            kind => panic!("{kind}"),
        }
    }
    let has = |kind: &str, id: &str| all.iter().any(|one| one["kind"] == kind && one["id"] == id);
    assert!(has("routine", "pre-run-5") && has("exercise", "heel-walks"));
    assert!(has("plan", "new-runner"));
}

#[test]
fn show_tells_a_plan_in_full() {
    let home = Home::new();
    let text = home.runup("show new-runner").done();
    has_all(
        &text,
        &["run 1 min, walk 2 min, 8 times (8 min)", "What follows", "The runs are convention", "Frandsen25:"],
    );
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let text = home.runup("show back-from-heel-pain").done();
    has_all(&text, &["R9: run 10 min, walk 1 min, 2 times", "6 green runs of 7", "A rest leads to R11."]);
    has_all(&home.runup("show back-3-6-weeks").done(), &["at most 35 %: 10:30 min", "42 days off: 35 %"]);
}

#[test]
fn show_tells_a_routine_in_full() {
    let text = Home::new().runup("show pre-run-5").done();
    has_all(
        &text,
        &[
            "Five minutes before a run",
            "4:43",
            "Heel walks",
            "each side",
            "Dose: convention.",
            "Fair evidence: daily hopping helps",
            "Seen in people who hopped on both legs",
            "When something is sore",
        ],
    );
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn show_prints_a_figure_and_its_caption() {
    let home = Home::new();
    let show = |args: &[&str]| {
        let said = home.runup(&format!("show {}", args.join(" ")));
        (said.code, said.out, said.err)
    };
    let (code, text, _) = show(&["calf-stretch-straight", "--figure"]);
    assert_eq!((code, text.lines().count()), (Some(0), 21), "{text}");
    // What is no terminal gets characters alone.
    assert!(text.ends_with("hips forward, back heel down\n") && !text.contains('\x1b'), "{text}");
    let (_, ascii, _) = show(&["run", "--figure", "--marker", "ascii", "--size", "24x12", "--at", "0.5"]);
    assert!(ascii.is_ascii() && ascii.lines().count() == 13, "{ascii}");
    let (_, other, _) = show(&["run", "--figure", "--marker", "ascii", "--size", "24x12", "--at", "0.7"]);
    assert_ne!(ascii, other);
    let (code, _, error) = show(&["heel-raise", "--figure", "--pose", "upp"]);
    assert!(code == Some(1) && error.contains("it has down, up"), "{error}");
    let (code, _, error) = show(&["heel-rais", "--figure"]);
    assert!(code == Some(1) && error.contains("did you mean `heel-raise`?"), "{error}");
    for wrong in [&["--size", "3x3"][..], &["--view", "top"], &["--at", "2"], &["--marker", "ink"]] {
        let (code, ..) = show(&[&["run", "--figure"], wrong].concat());
        assert_eq!(code, Some(2), "{wrong:?}");
    }
    assert_eq!(show(&["run", "--size", "40x20"]).0, Some(2), "a size is the picture's");
}

#[test]
fn show_tells_an_exercise() {
    has_all(
        &Home::new().runup("show heel-raise-double").done(),
        &["Double heel raises", "Works: calf", "Avoid", "Easier: Seated heel raises"],
    );
}

#[test]
fn cues_are_in_order_and_end_with_the_routine() {
    let home = Home::new();
    let list = home.runup("list --json").json();
    for routine in list.iter().filter(|one| one["kind"] == "routine") {
        let id = routine["id"].as_str().unwrap();
        let cues = home.runup(&format!("cues {id} --json")).json_beside();
        for cue in &cues {
            keys_are(cue, &["at", "kind", "segment", "step", "side", "text"]);
        }
        let at = |cue: &Value| cue["at"].as_f64().unwrap();
        assert!(cues.is_sorted_by(|a, b| at(a) <= at(b)), "{id}");
        assert!(cues[0]["kind"] == "name" && at(&cues[0]) < 1.0, "{id}");
        let end = cues.last().unwrap();
        assert_eq!(end["kind"], "done", "{id}");
        // The last words are part of it.
        let closing = routine["seconds"].as_f64().unwrap() - at(end);
        assert!((0.0..10.0).contains(&closing), "{id}: {closing}");
        let text = home.runup(&format!("cues {id}")).done();
        assert_eq!(text.lines().filter(|line| !line.starts_with('#')).count(), cues.len(), "{id}");
    }
}

#[test]
fn cues_say_what_soreness_changes() {
    let text = Home::new().runup("cues pre-run-5 --sore calf-muscle").done();
    assert!(text.starts_with("# Without low pogo hops: sore at the calf."), "{text}");
    assert_eq!(text.matches("pogo").count(), 1, "{text}");
}

#[test]
fn a_mistyped_name_is_answered_with_the_nearest() {
    let home = Home::new();
    for command in ["go", "go --plain", "show", "cues"] {
        home.runup(&format!("{command} pre-rum-5")).failed(1, &["`pre-rum-5`", "did you mean `pre-run-5`?"]);
    }
    home.runup("show heel-raise-doubl").failed(1, &["did you mean `heel-raise-double`?"]);
    home.runup("go --plain --from heel-wlks").failed(1, &["did you mean `heel-walks`?", "its steps: "]);
    home.runup("go --plain heel-walks").failed(1, &["is an exercise", "runup show heel-walks"]);
    assert_eq!(home.journals() + home.history().len(), 0);
}

// --- check ---

#[test]
fn what_is_shipped_has_no_problems() {
    has_all(&Home::new().runup("check").done(), &["files checked, no problems"]);
}

#[test]
fn a_broken_file_is_shown_with_its_place() {
    let home = Home::new();
    home.write("bad.toml", SHORT.replace("time =", "tyme ="));
    let said = home.runup("check bad.toml");
    assert_eq!((said.code, &*said.err), (Some(1), ""));
    has_all(&said.out, &["bad.toml:7:1", "tyme = \"3s\"", "^^^^", "`time`", "1 file checked"]);
    assert!(!said.out.contains('\x1b'), "no colours in a pipe");
    home.runup("go --plain bad.toml").failed(1, &["bad.toml:7:1", "^^^^"]);
}

#[test]
fn a_file_that_is_not_there_is_a_problem() {
    let said = Home::new().runup("check nowhere.toml");
    assert_eq!(said.code, Some(1));
    has_all(&said.out, &["nowhere.toml"]);
}

// --- config, themes ---

#[test]
fn a_config_with_a_mistake_is_told_and_the_rest_holds() {
    let home = Home::new();
    home.write("config/config.toml", "[sound]\nvolme = 3\n[cues]\nhalfway = false\n");
    let said = home.runup("cues pre-run-5");
    assert_eq!(said.code, Some(0));
    assert!(!said.out.contains("halfway") && said.out.contains("switch"), "{}", said.out);
    let played = home.runup("go --plain --speed 500 --sore none pre-run-5");
    assert_eq!(played.code, Some(0));
    assert!(played.err.contains("config.toml:2:1: `volme` is no key of `sound`; did you mean `volume`?"));
    assert!(!played.out.contains("Halfway"));
    let checked = home.runup("check");
    assert_eq!(checked.code, Some(1));
    has_all(&checked.out, &["config.toml:2:1", "volme = 3", "^^^^^", "1 problem in 1 file"]);
}

#[test]
fn another_config_can_be_named() {
    let home = Home::new();
    home.write("config/config.toml", "[cues]\nsay = false\n");
    home.write("My Config", "[sound]\ncount-from = 5\n");
    assert!(!home.runup("cues pre-run-5").done().contains("say"));
    let mut command = home.std_command();
    let output = command.args(["cues", "pre-run-5", "--config", "My Config"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("say ") && text.contains("  5\n"), "{text}");
    home.runup("--config nowhere.toml cues pre-run-5").failed(1, &["there is no config nowhere.toml"]);
}

#[test]
fn a_theme_that_is_not_there_is_answered_with_the_nearest() {
    let home = Home::new();
    home.runup("go --theme wod").failed(1, &["no sound theme `wod`", "did you mean `wood`?", "tones, click"]);
    home.write("config/config.toml", "[sound]\ntheme = \"glas\"\n");
    let checked = home.runup("check");
    assert_eq!(checked.code, Some(1));
    has_all(&checked.out, &["config.toml:2:9", "no sound theme `glas`", "did you mean `glass`?"]);
}

#[test]
fn a_broken_sound_of_ones_own_is_told_once_and_a_tone_stands_in() {
    let home = Home::new();
    home.write("data/sounds/birds/go.wav", "no sound");
    let said = home.runup("go --plain --speed 500 --sore none --theme birds pre-run-5");
    assert_eq!(said.code, Some(0));
    assert_eq!(said.err.matches("go.wav: it is no WAV file, or a broken one; a tone stands in").count(), 1);
    assert_eq!(said.err.matches("has no file for name, count").count(), 1, "{}", said.err);
    let checked = home.runup("check");
    assert_eq!(checked.code, Some(1));
    has_all(&checked.out, &["go.wav", "has no file for"]);
}

// --- go --plain ---

#[test]
fn a_file_is_played() {
    let home = Home::new();
    home.write("mine.toml", SHORT);
    has_all(
        &home.runup("go --plain --speed 100 mine.toml").done(),
        &["My own, 0:20", "Stand.", "Done: 1 set. It is in your history."],
    );
    let session = &home.sessions()[0];
    assert_eq!((session.routine.as_str(), session.sets.len()), ("mine", 1));
}

#[test]
fn plain_prints_every_cue() {
    let home = Home::seasoned();
    let cues = home.runup("cues pre-run-5 --json --sore none").json_beside();
    let text = home.runup("go pre-run-5 --plain --speed 200 --sore none").done();
    let is_cue = |line: &&str| line.trim_start().split_once("  ").is_some_and(|(at, _)| is_time(at));
    let lines: Vec<&str> = text.lines().filter(is_cue).collect();
    assert_eq!(lines.len(), cues.len(), "{text}");
    for (line, cue) in lines.iter().zip(&cues) {
        let words = cue["text"].as_str().or(cue["kind"].as_str()).unwrap();
        assert!(line.ends_with(words), "{line} is not {words}");
        let at = cue["at"].as_f64().unwrap().floor() as u64;
        assert_eq!(line.trim_start().split("  ").next().unwrap(), format!("{}:{:02}", at / 60, at % 60));
    }
    assert!(text.ends_with("Done: 10 sets. It is in your history.\n"), "{text}");
}

/// Tells whether this is minutes and seconds.
fn is_time(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(m, s)| m.parse::<u32>().is_ok() && s.len() == 2 && s.parse::<u32>().is_ok())
}

#[test]
fn events_has_a_line_for_each_cue_in_order() {
    let home = Home::seasoned();
    let cues = home.runup("cues pre-run-5 --json --sore none").json_beside();
    home.runup("go pre-run-5 --plain --speed 200 --sore none --events events.jsonl").done();
    let text = fs::read_to_string(home.path("events.jsonl")).unwrap();
    let all: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let events: Vec<Value> = all.into_iter().filter(|event| event["event"] == "cue").collect();
    assert_eq!(events.len(), cues.len());
    for (event, cue) in events.iter().zip(&cues) {
        keys_are(event, &["event", "sched", "issued", "kind", "segment", "text"]);
        assert_eq!((&event["kind"], &event["segment"]), (&cue["kind"], &cue["segment"]));
        assert!(event["issued"].as_u64().unwrap() > 0);
    }
    let sched = |event: &Value| event["sched"].as_u64().unwrap();
    assert!(events.is_sorted_by_key(sched));
    let took = sched(events.last().unwrap()) - sched(&events[0]);
    let at = |cue: &Value| cue["at"].as_f64().unwrap();
    let planned = (at(cues.last().unwrap()) - at(&cues[0])) * 1e9 / 200.0;
    assert!((took as f64 - planned).abs() < 1e6, "{took} is not {planned}");
}

#[test]
fn an_events_file_that_cannot_be_written_is_told_before_anything_starts() {
    let home = Home::new();
    home.runup("go --plain --speed 200 --events no/where.jsonl").failed(1, &["cannot write no/where.jsonl"]);
    assert_eq!(home.history().len(), 0);
}

#[test]
fn a_routine_is_fitted_to_the_time_there_is() {
    let home = Home::new();
    let text = home.runup("go pre-run-5 --plain --speed 200 --sore none --in 3m").done();
    has_all(
        &text,
        &["Five minutes before a run, 3:00", "Left out for time: ", "Shorter for time: ", "Done: "],
    );
    let short = home.runup("go pre-run-5 --plain --speed 200 --sore none --in 30s");
    assert_eq!(short.code, Some(1), "what was not played was not done");
    has_all(&short.out, &["it takes 2m", "at least"]);
    assert_eq!(home.sessions().len(), 1);
}

#[test]
fn ones_own_papers_stand_beside_the_shipped_ones() {
    let home = Home::new();
    let paper =
        "[Physio26]\nauthors = \"My physio\"\nyear = 2026\nwhere = \"Sheet\"\nfinding = \"Ten is plenty.\"\n";
    home.write("data/routines/sources.toml", paper);
    let routine =
        "name = \"Sheet\"\nsteps = [{ exercise = \"march\", time = \"30s\", dose = \"Physio26\" }]\n";
    home.write("data/routines/sheet.toml", routine);
    home.runup("check").done();
    has_all(&home.runup("show sheet").done(), &["Dose: Physio26.", "Ten is plenty."]);
    has_all(&home.runup("list").done(), &["Sheet  (yours)", "Five minutes before a run, the usual one"]);
}

#[test]
fn a_time_to_leave_is_a_time_of_day() {
    Home::new().runup("go --plain --leave-at 25:00").failed(2, &["25:00"]);
}

#[test]
fn play_begins_at_a_step() {
    let home = Home::seasoned();
    for from in ["heel-raise-double", "6"] {
        let text = home.runup(&format!("go pre-run-5 --plain --speed 500 --sore none --from {from}")).done();
        has_all(&text, &["Double heel raises.", "Done: 3 sets"]);
        assert!(!text.contains("Toe walks"), "{text}");
    }
}

#[test]
fn a_session_at_another_speed_is_kept_and_does_not_count() {
    let home = Home::new();
    home.runup("go --plain --speed 250").done();
    let sessions = home.sessions();
    assert_eq!(sessions.len(), 1);
    assert!((sessions[0].speed - 250.0).abs() < f64::EPSILON && !sessions[0].counts());
}

#[test]
fn what_is_sore_changes_the_routine_and_is_remembered() {
    let home = Home::new();
    let text = home.runup("go --plain --speed 500 --sore back-heel-bone:left=3").done();
    has_all(&text, &["Gentle heel warm-up"]);
    has_all(&home.runup("go --plain --speed 500").done(), &["Gentle heel warm-up"]);
    let deep = home.runup("go --plain --speed 500 --sore heel-bone-deep");
    assert_eq!(deep.code, Some(1), "{deep:?}");
    assert!(!deep.out.contains("Done"), "{deep:?}");
}

#[test]
fn no_terminal_is_told_with_the_way_out() {
    let home = Home::new();
    for arguments in ["", "go", "go pre-run-5"] {
        let said = home.runup(arguments);
        assert_eq!((said.code, &*said.out), (Some(1), ""));
        assert_eq!(said.err, "runup: the output is not a terminal; try runup go --plain\n");
    }
}

// --- what else can happen ---

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    use std::io::{BufRead, BufReader};
    let home = Home::new();
    for arguments in ["cues post-run-calf", "list --json", "go --plain --speed 100"] {
        let mut command = home.std_command();
        command.args(arguments.split_whitespace()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((line.is_empty(), &*output.stderr), (false, &b""[..]), "{arguments}");
        // Listing is done; a routine that nobody reads ends as by SIGPIPE.
        let code = if arguments.starts_with("go") { 141 } else { 0 };
        assert_eq!(output.status.code(), Some(code), "{arguments}");
    }
}

#[test]
fn two_programs_at_once_both_keep_their_sessions() {
    let home = Home::new();
    let start = || {
        let mut command = home.std_command();
        command.args(["go", "--plain", "--speed", "300"]).stdout(Stdio::null()).spawn().unwrap()
    };
    let programs = [start(), start(), start()];
    for mut program in programs {
        assert!(program.wait().unwrap().success());
    }
    let sessions = home.sessions();
    assert_eq!(sessions.len(), 3);
    assert!(sessions.iter().all(|session| session.sets.len() == 8));
    assert_eq!(home.journals(), 0);
}

#[test]
fn a_history_that_cannot_be_written_does_not_stop_a_routine() {
    let home = Home::new();
    let stands = home.write("data/history", "somebody's notes");
    // It cannot be read either, which is accepted first.
    home.runup("list --incomplete-history");
    let said = home.runup("go --plain --speed 300");
    has_all(&said.out, &["Done: 8 sets. It is not in your history yet; the next start tries again."]);
    has_all(&said.out, &["cannot make the folder", "; a file stands where a folder should be: move it away"]);
    said.failed(1, &["runup: cannot make the folder", "\nhint: a file stands"]);
    assert_eq!(fs::read_to_string(&stands).unwrap(), "somebody's notes");
    // Once it can be written, nothing was lost.
    fs::remove_file(stands).unwrap();
    home.runup("go --plain --speed 300").done();
    assert_eq!((home.sessions().len(), home.journals()), (2, 0));
}

#[test]
fn a_state_folder_that_cannot_be_written_does_not_stop_a_routine() {
    let home = Home::new();
    let stands = home.write("state", "somebody's notes");
    let said = home.runup("go --plain --speed 300");
    assert_eq!((said.code, &*said.err), (Some(0), ""));
    has_all(&said.out, &["cannot make the folder", "Done: 8 sets. It is in your history."]);
    assert_eq!(fs::read_to_string(stands).unwrap(), "somebody's notes");
    assert_eq!(home.sessions().len(), 1);
}

/// Plays once, spoils the history's end with `more`, and plays again: once that is accepted.
#[track_caller]
fn history_survives(more: &str, told: &[&str]) {
    let home = Home::new();
    home.runup("go --plain --speed 500").done();
    let (file, mut bytes) = home.history().pop_first().unwrap();
    bytes.extend(more.as_bytes());
    fs::write(&file, &bytes).unwrap();
    let refused = home.runup("go --plain --speed 500");
    assert_eq!((refused.code, home.sessions().len()), (Some(1), 1), "{}", refused.out);
    has_all(&refused.out, told);
    home.runup("list --incomplete-history");
    let text = home.runup("go --plain --speed 500").done();
    has_all(&text, told);
    has_all(&text, &["Done: 8 sets. It is in your history."]);
    let after = fs::read(&file).unwrap();
    assert!(after.starts_with(&bytes), "what was there is as it was");
    assert_eq!((home.history().len(), home.sessions().len()), (1, 2));
}

#[test]
fn a_torn_last_line_is_told_and_kept() {
    history_survives(r#"{"v":1,"id":"x","rev":"#, &["line 2: the entry was not written to its end"]);
}

#[test]
fn a_damaged_line_is_told_and_kept() {
    history_survives("not even json\n", &["line 2: "]);
}

#[test]
fn a_line_of_a_newer_program_is_told_and_kept() {
    history_survives("{\"v\":99,\"id\":\"x\",\"spell\":3}\n", &["line 2: an entry of a newer runup"]);
}

#[test]
fn several_troubles_are_counted() {
    history_survives("junk\n{\"v\":99}\n{\"v\":1", &["line 2: ", "And 2 more."]);
}

// --- one's own files ---

#[test]
fn ones_own_routine_wins_by_its_name() {
    let home = Home::new();
    home.write("data/routines/pre-run-5.toml", SHORT);
    has_all(&home.runup("list").done(), &["On a day without a run", "My own, the usual one  (yours)"]);
    let list = home.runup("list --json").json();
    let found: Vec<&Value> = list.iter().filter(|one| one["id"] == "pre-run-5").collect();
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0]["origin"], &found[0]["seconds"]), (&Value::from("own"), &Value::from(20)));
    has_all(&home.runup("show pre-run-5").done(), &["My own", "Stand: 3 s"]);
    has_all(&home.runup("go --plain --speed 100 pre-run-5").done(), &["My own, 0:20", "Done: 1 set."]);
}

#[test]
fn ones_own_exercise_can_be_used() {
    let home = Home::new();
    home.write(
        "data/routines/exercises/sway.toml",
        "name = \"Sway\"\nsay = \"Sway.\"\nhow = \"Sway a little.\"\n",
    );
    home.write(
        "data/routines/calm.toml",
        SHORT.replace("name = \"Stand\"\nsay = \"Stand tall.\"", "exercise = \"sway\""),
    );
    home.runup("check").done();
    has_all(&home.runup("list").done(), &["calm"]);
    has_all(&home.runup("go --plain --speed 100 calm").done(), &["Sway.", "Done: 1 set"]);
}

#[test]
fn a_broken_routine_of_ones_own_stops_nothing_else() {
    let home = Home::new();
    home.write("data/routines/mine.toml", "name = \"Mine\"\nsteps = 7\n");
    home.write("data/routines/bytes.toml", [0xff, 0xfe, 0x00]);
    has_all(
        &home.runup("list").done(),
        &["mine", "has problems: `runup check` tells which  (yours)", "pre-run-5"],
    );
    home.runup("list --json").done();
    home.runup("go --plain --speed 500").done();
    home.runup("go --plain --speed 500 mine").failed(1, &["mine.toml:2"]);
    let check = home.runup("check");
    assert_eq!(check.code, Some(1));
    has_all(&check.out, &["mine.toml:2", "bytes.toml"]);
}

#[test]
fn a_broken_file_in_place_of_a_shipped_one_is_told() {
    let home = Home::new();
    home.write("data/routines/pre-run-5.toml", "name = 5\n");
    home.runup("go --plain").failed(1, &["pre-run-5.toml:1", "^"]);
}

#[cfg(unix)]
#[test]
fn what_is_written_is_for_the_runners_eyes_only() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.runup("go --plain --speed 500").done();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home.path("data/history")), 0o700);
    let state = fs::read_dir(home.path("state")).unwrap().map(|entry| entry.unwrap().path());
    let state: Vec<_> = state.filter(|path| path.is_file()).collect();
    let is = |name: &str| state.iter().any(|path| path.to_string_lossy().contains(name));
    assert!(is("device") && is("written-") && is("runup.log"), "{state:?}");
    for path in home.history().keys().chain(&state) {
        assert_eq!(mode(path), 0o600, "{}", path.display());
    }
}

#[test]
fn what_is_wrong_is_said_once_beside_a_lost_device() {
    let home = Home::new();
    home.write("data/history/x.jsonl", "garbage\n");
    home.runup("list --incomplete-history");
    let mine = "name = \"Mine\"\nwhen = [\"desk\"]\nsteps = [{ name = \"Stand\", time = \"1s\", set-up = \"1s\" }]\n";
    home.write("mine.toml", mine);
    // Faster than this it would be silent from the start.
    let text = home.runup("go --plain --speed 4 --sore none mine.toml").done();
    for line in ["No sound:", "x.jsonl: no line of it"] {
        assert_eq!(text.matches(line).count(), 1, "{line} in {text}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_from_another_device_steers_the_terminal() {
    let home = Home::new();
    home.write("mine.toml", SHORT);
    home.runup("go --plain --speed 500 --sore none mine.toml").done();
    let (file, bytes) = home.history().pop_first().unwrap();
    let bytes = String::from_utf8(bytes).unwrap().replace("My own", "My \\u001b[2Jown");
    fs::write(&file, bytes).unwrap();
    home.write("data/history/evil\u{1b}[2J.jsonl", "garbage\n");
    for arguments in ["history", "go --plain --speed 500 --no-sound --sore none mine.toml"] {
        let said = home.runup(arguments);
        assert!(!said.out.contains('\u{1b}') && !said.err.contains('\u{1b}'), "{said:?}");
        assert!(said.out.contains('\u{fffd}') || said.err.contains('\u{fffd}'), "{said:?}");
    }
}

#[test]
fn play_from_a_step_that_is_left_out_begins_at_the_next() {
    let home = Home::new();
    let step = |id: &str| {
        format!("[[steps]]\nid = \"{id}\"\nname = \"Step {id}\"\ntime = \"3s\"\nset-up = \"1s\"\n")
    };
    let head = "name = \"Three\"\nwhen = [\"desk\"]\nfor.calf-muscle = { skip = [\"b\"] }\n";
    home.write("three.toml", format!("{head}{}{}{}", step("a"), step("b"), step("c")));
    let text = home.runup("go --plain --speed 500 three.toml --sore calf-muscle=1 --from b").done();
    assert!(text.contains("First, step c.") && text.contains("Done: 1 set"), "{text}");
    let said = home.runup("go --plain --speed 500 pre-run-5 --sore tendon-mid=1 --from pogo");
    assert_eq!(said.code, Some(1), "{said:?}");
    has_all(&said.out, &["From there on nothing of", "Without low pogo hops: sore at the"]);
    assert_eq!(home.sessions().len(), 1);
}

/// Numbers as people type them, where a length and where a distance is asked for: minutes, or kilometres with `km` behind.
const TYPED: &[(&str, Option<f64>, Option<f64>)] = &[
    ("28", Some(28.0), Some(28.0)),
    ("2,5", Some(2.5), Some(2.5)),
    ("1.5", Some(1.5), Some(1.5)),
    ("1h05", Some(65.0), None),
    ("28:30", Some(28.5), None),
    ("7:36", Some(7.6), None),
    ("2,5 kg", None, None),
    ("1,5 min", Some(1.5), None),
    ("1 1/2", Some(1.5), Some(1.5)),
    ("1½", Some(1.5), Some(1.5)),
    ("1.000", None, None),
    ("1,000", None, None),
    ("10-12", None, None),
    ("1.2.3", None, None),
];

#[test]
fn a_number_that_is_typed_is_taken_whole_or_refused_with_its_place() {
    for (text, minutes, km) in TYPED {
        let home = tempfile::tempdir().unwrap();
        let run = |arguments: &[&str]| {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_runup"));
            command.env("RUNUP_HOME", home.path()).env("TZ", "UTC").args(arguments).output().unwrap()
        };
        let written = |key: &str| {
            let out = run(&["history", "--json"]);
            let entries: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
            let value = entries.as_array().unwrap().iter().find_map(|entry| entry[key].as_f64());
            value.map(|value| (value * 1e6).round() / 1e6)
        };
        let out = run(&["log", "run", text]);
        let told = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.success(), minutes.is_some(), "{text}: {told}");
        assert!(minutes.is_some() || told.contains(&format!("'{text}'")), "{text}: {told}");
        assert_eq!(written("minutes"), *minutes, "{text}");
        let out = run(&["log", "run", "30m", "--another", "--distance", &format!("{text}km")]);
        let told = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.success(), km.is_some(), "{text}km: {told}");
        assert!(km.is_some() || told.contains("--distance"), "{text}km: {told}");
        assert_eq!(written("distance-km"), *km, "{text}km");
    }
}
