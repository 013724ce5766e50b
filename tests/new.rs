//! `runup new` in a real terminal: the editor, the check after it, and a sheet that is confirmed.

#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use pty::{Exit, Launch};

const RUNUP: &str = env!("CARGO_BIN_EXE_runup");

/// Writes an editor that appends a line to the file that it is given last.
fn editor(folder: &Path, line: &str) -> PathBuf {
    let path = folder.join("my editor");
    fs::write(&path, format!("#!/bin/sh\n[ \"$1\" = --wait ] && shift\nprintf '%s\\n' '{line}' >> \"$1\"\n"))
        .unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

fn runup(home: &Path, arguments: &[&str], input: &str) -> Output {
    use std::io::Write;
    let mut command = Command::new(RUNUP);
    command.args(arguments).env("RUNUP_HOME", home).env("EDITOR", "false").env_remove("VISUAL");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_editor_opens_the_file_and_what_is_wrong_afterwards_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let editor = editor(folder.path(), "tempoo = 1");
    let mut pty = Launch::new(RUNUP)
        .args(["new", "my-calves"])
        .env("VISUAL", format!("'{}' --wait", editor.display()))
        .env("EDITOR", "false")
        .size(120, 36)
        .spawn();
    assert_eq!(pty.wait_exit(), Exit { code: 1, killed: false });
    for part in ["Written:", "did you mean `tempo`?", "runup check", "runup go my-calves"] {
        assert!(pty.contents().contains(part), "no {part} in {}", pty.contents());
    }
}

#[test]
fn without_an_editor_the_path_is_printed_and_nothing_is_written_over() {
    let home = tempfile::tempdir().unwrap();
    let first = runup(home.path(), &["new", "mine"], "");
    let out = text(&first.stdout);
    assert!(
        first.status.success() && out.contains("routines/mine.toml") && out.contains("runup go mine"),
        "{out}"
    );
    let path = home.path().join("data/routines/mine.toml");
    fs::write(&path, "name = \"Changed\"\n").unwrap();
    let again = runup(home.path(), &["new", "mine"], "");
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("you have a routine `mine` already"));
    assert_eq!(fs::read_to_string(&path).unwrap(), "name = \"Changed\"\n");
    assert_eq!(runup(home.path(), &["new", "../mine"], "").status.code(), Some(2));
    assert_eq!(runup(home.path(), &["new"], "").status.code(), Some(2));
    let exercise = runup(home.path(), &["new", "hover", "--kind", "exercise"], "");
    assert!(text(&exercise.stdout).contains("routines/exercises/hover.toml"));
    assert!(home.path().join("data/routines/schemas/exercise.json").exists());
}

#[test]
fn a_sheet_is_confirmed_with_a_key_and_plays() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = Launch::new(RUNUP)
        .args(["new", "heels", "--from-text", "3x15 heel drops, bent knee, each leg, slow", "--no-edit"])
        .env("RUNUP_HOME", folder.path())
        .size(120, 36)
        .spawn();
    pty.wait_for_text("Did a doctor or physio set this?");
    pty.send("y\r");
    pty.wait_for_text("Heel drops, knee bent: 3 × 15 reps, up 3, down 3, each side");
    pty.send("y\r");
    pty.wait_for_text("runup go heels");
    assert_eq!(pty.wait_exit(), Exit { code: 0, killed: false });
    let out = text(&runup(folder.path(), &["show", "heels"], "").stdout);
    assert!(out.contains("Set by a clinician") && out.contains("Dose: set by a clinician"), "{out}");
    let played = runup(
        folder.path(),
        &["go", "heels", "--sore", "none", "--plain", "--no-sound", "--speed", "1000"],
        "",
    );
    assert!(played.status.success(), "{}", text(&played.stderr));
    let history = text(&runup(folder.path(), &["history", "--json"], "").stdout);
    assert!(history.contains("\"clinician\": {}"), "{history}");
}

#[test]
fn a_sheet_from_a_pipe_is_shown_and_yes_writes_it() {
    let home = tempfile::tempdir().unwrap();
    let sheet = "daily, pain up to 4/10\n3x15 heel drops, 10 kg\ntowel scrunches 1 min each foot\n";
    let arguments = ["new", "clinic", "--set-by", "clinician", "--from-text", "-"];
    let shown = runup(home.path(), &arguments, sheet);
    assert_eq!(shown.status.code(), Some(1));
    assert!(
        text(&shown.stdout).contains("pain-up-to = 4")
            && text(&shown.stderr).contains("save it with `--yes`")
    );
    assert!(!home.path().join("data").exists(), "nothing is written");
    let written = runup(home.path(), &[&arguments[..], &["--yes"]].concat(), sheet);
    assert!(written.status.success(), "{}", text(&written.stderr));
    let file = fs::read_to_string(home.path().join("data/routines/clinic.toml")).unwrap();
    assert!(
        file.starts_with("#:schema ./schemas/routine.json\n") && file.contains("load = \"10 kg\""),
        "{file}"
    );
    let odd = runup(home.path(), &["new", "--yes", "--from-text", "3x15 heel raises with gusto"], "");
    assert_eq!(odd.status.code(), Some(1));
    assert!(
        text(&odd.stderr).contains("Runup doesn't understand `gusto`") && text(&odd.stderr).contains("^^^^^")
    );
}

#[test]
fn a_sheet_in_a_file_is_read_and_a_range_of_sets_begins_low() {
    let home = tempfile::tempdir().unwrap();
    let sheet = home.path().join("sheet.txt");
    fs::write(&sheet, "calf stretch 2-3 x 30 s each side\n").unwrap();
    let shown = runup(home.path(), &["new", "heels", "--yes", "--from-text", sheet.to_str().unwrap()], "");
    assert!(shown.status.success(), "{}", text(&shown.stderr));
    assert!(text(&shown.stdout).contains("this is a range, so you start with 2"), "{}", text(&shown.stdout));
    let file = fs::read_to_string(home.path().join("data/routines/heels.toml")).unwrap();
    assert!(file.contains("sets = 2") && file.contains("hold = \"30s\""), "{file}");
    let unclear = runup(home.path(), &["new", "--yes", "--from-text", "heel raises 8-12 x 3"], "");
    assert!(text(&unclear.stderr).contains("give one number"), "{}", text(&unclear.stderr));
    let none = runup(home.path(), &["new", "none", "--yes", "--from-text", "sheet.txt"], "");
    assert_eq!(none.status.code(), Some(1), "a text that names no file is a sheet");
}

/// Runs a command in a terminal in which somebody answers each question.
fn answered(home: &Path, arguments: &[&str], answers: &[(&str, &str)]) -> String {
    let mut pty = Launch::new(RUNUP).args(arguments).env("RUNUP_HOME", home).size(120, 60).spawn();
    for (question, answer) in answers {
        pty.wait_for_text(question);
        pty.send(format!("{answer}\r"));
    }
    pty.wait_exit();
    pty.contents()
}

#[test]
fn a_step_that_was_read_in_part_says_so_wherever_it_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    let sheet = "3x15 heel drops each leg with 1.000 kg; calf stretch 3 x 30 s (R), 2,5 kg";
    let told = answered(
        home,
        &["new", "clinic", "--set-by", "clinician", "--no-edit", "--from-text", sheet],
        &[("Save it without the parts that were not understood?", "y")],
    );
    assert!(told.contains("only partly read; not read: 1.000 kg"), "{told}");
    assert!(told.contains("set by a clinician, except the parts not read"), "{told}");
    let file = fs::read_to_string(home.join("data/routines/clinic.toml")).unwrap();
    assert!(file.contains("not-read = \"1.000 kg\"") && !file.contains("load = \"000"), "{file}");
    assert!(file.contains("load = \"2.5 kg\"") && file.contains("sides = \"right\""), "{file}");
    assert!(text(&runup(home, &["check"], "").stdout).contains("no problems"));
    let shown = text(&runup(home, &["show", "clinic"], "").stdout);
    assert!(shown.contains("Partly read. Not read: 1.000 kg"), "{shown}");
    assert!(shown.contains("Check the sets and reps against your sheet."), "{shown}");
    assert_eq!(shown.matches("Dose: set by a clinician.").count(), 1, "only the other step is: {shown}");
    let paper = text(&runup(home, &["show", "clinic", "--markdown"], "").stdout);
    assert!(paper.contains("Read in part. Not read: 1"), "{paper}");
    let played =
        runup(home, &["go", "clinic", "--sore", "none", "--plain", "--no-sound", "--speed", "1000"], "");
    assert!(text(&played.stdout).contains("Partly read. Not read: 1.000 kg"), "{}", text(&played.stdout));
}

#[test]
fn a_sheet_in_words_is_imported_by_the_same_grammar() {
    let home = tempfile::tempdir().unwrap();
    let (sheet, open) = (home.path().join("physio.txt"), home.path().join("open.txt"));
    fs::write(&sheet, "heel drops 3x15 each leg, slow\ncalf stretch 3 x 30 s each\n").unwrap();
    fs::write(&open, "heel drops 3x15 each leg\ntoe raises 3x15\n").unwrap();
    let dry = runup(home.path(), &["import", "--dry-run", sheet.to_str().unwrap()], "");
    assert!(text(&dry.stdout).contains("reps = 15"), "{}", text(&dry.stdout));
    assert!(!home.path().join("data/routines").exists(), "a dry run saves nothing");
    let written = runup(home.path(), &["import", sheet.to_str().unwrap()], "");
    assert!(written.status.success(), "{}", text(&written.stderr));
    assert!(text(&written.stdout).contains("Play it with runup go physio"), "{}", text(&written.stdout));
    let file = fs::read_to_string(home.path().join("data/routines/physio.toml")).unwrap();
    assert!(file.contains("heel-drop") && file.contains("sets = 3"), "{file}");
    // Which toe raises are meant is asked, so without a terminal nothing is saved.
    let refused = runup(home.path(), &["import", open.to_str().unwrap()], "");
    assert!(!refused.status.success() && !home.path().join("data/routines/open.toml").exists());
    assert!(text(&refused.stderr).contains("open.txt") && text(&refused.stderr).contains("toe raises"));
}
