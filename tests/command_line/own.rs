//! The runner's own files, what is written for the runner's eyes only, and what is typed.

use std::fs;
use std::path::Path;

use crate::home::{Home, SHORT, has_all};
use serde_json::Value;

#[test]
fn ones_own_routine_wins_by_its_name() {
    let home = Home::new();
    home.write("data/routines/pre-run-5.toml", SHORT);
    has_all(&home.runup("list").done(), &["On a rest day", "My own, the usual one  (yours)"]);
    let list = home.runup("list --json").json();
    let found: Vec<&Value> = list.iter().filter(|one| one["id"] == "pre-run-5").collect();
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0]["origin"], &found[0]["seconds"]), (&Value::from("own"), &Value::from(14)));
    has_all(&home.runup("show pre-run-5").done(), &["My own", "Stand: 3 s"]);
    has_all(&home.runup("go --plain --speed 100 pre-run-5").done(), &["My own, 0:14", "Done: 1 set."]);
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
    has_all(&home.runup("list").done(), &["mine", "has problems: see `runup check`  (yours)", "pre-run-5"]);
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
    for line in ["No sound:", "x.jsonl: this isn't a Runup history"] {
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
    assert!(text.contains("Step c.") && text.contains("Done: 1 set"), "{text}");
    let said = home.runup("go --plain --speed 500 pre-run-5 --sore tendon-mid=1 --from pogo");
    assert_eq!(said.code, Some(1), "{said:?}");
    has_all(
        &said.out,
        &["Five minutes before a run has no steps left from there.", "Without low pogo hops: sore at the"],
    );
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
