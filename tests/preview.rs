//! `runup preview` in a real terminal: it follows its file, whatever the editor does with it.

#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use pty::{Exit, Launch, Pty};

const RUNUP: &str = env!("CARGO_BIN_EXE_runup");

const FIGURE: &str = "view = \"legs\"\ncycle = [\"up\", \"down\"]\ntempo = [1, 1]\ncaption = \"first words\"\n\n[pose.down]\nlean = 1\n\n[pose.up]\nbase = \"down\"\nnear = { foot = -48 }\n";

fn launch(home: &Path, arguments: &[&str]) -> Launch {
    Launch::new(RUNUP).args(arguments).env("RUNUP_HOME", home.join("none"))
}

fn leave(pty: &mut Pty) {
    pty.send("q");
    assert_eq!(pty.wait_exit(), Exit { code: 0, killed: false });
    pty.assert_restored();
}

#[test]
fn it_follows_a_file_that_is_written_over_replaced_and_gone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    fs::write(&path, FIGURE).unwrap();
    let mut pty = launch(folder.path(), &["preview", path.to_str().unwrap()]).spawn();
    pty.wait_for_text("first words");
    pty.wait_for_text("moving");
    // Still: from here on nothing but the file wakes it.
    pty.send(" ");
    pty.wait_for_text("still");
    fs::write(&path, FIGURE.replace("foot", "fot")).unwrap();
    pty.wait_for_text("did you mean `foot`?");
    pty.wait_for_text("^^^");
    pty.wait_for_text("the last version");
    let draft = folder.path().join("draft");
    fs::write(&draft, FIGURE.replace("first", "second")).unwrap();
    fs::rename(&draft, &path).unwrap();
    pty.wait_for_text("second words");
    fs::remove_file(&path).unwrap();
    pty.wait_for_text("can't find this file");
    fs::write(&path, FIGURE.replace("first", "third")).unwrap();
    pty.wait_for_text("third words");
    pty.send("\x1b[C");
    pty.wait_for_text("now     down");
    leave(&mut pty);
    assert!(!folder.path().join("none").exists(), "it writes nothing");
}

#[test]
fn it_shows_a_routine_small_without_colours_and_in_plain_characters() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    let step = |name| format!("[[steps]]\nexercise = \"{name}\"\nhold = \"30s\"\ndose = \"convention\"\n");
    let steps = step("calf-stretch-straight") + &step("calf-stretch-bent");
    fs::write(&path, format!("name = \"Mine\"\nwhen = [\"rest-day\"]\n{steps}")).unwrap();
    let arguments = ["preview", "--marker", "ascii", path.to_str().unwrap()];
    let mut pty = launch(folder.path(), &arguments).size(40, 15).env("NO_COLOR", "1").spawn();
    pty.wait_for_text("1 of 2");
    pty.wait_for_text("##");
    assert!(!pty.contents().contains('█'));
    pty.send("j");
    pty.wait_for_text("2 of 2");
    leave(&mut pty);
}

#[test]
fn a_file_that_is_not_there_and_an_output_that_is_no_screen_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut pty = launch(folder.path(), &["preview", "none.toml"]).spawn();
    pty.wait_for_text("can't find this file");
    assert_eq!(pty.wait_exit(), Exit { code: 1, killed: false });
    let output = Command::new(RUNUP).args(["preview", "none.toml"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("`runup show ID --figure`"));
}

#[test]
fn a_routine_that_a_sign_locks_is_shown_and_not_played() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    let step = "[[steps]]\nexercise = \"calf-stretch-straight\"\nhold = \"30s\"\ndose = \"convention\"\n";
    fs::write(&path, format!("name = \"Mine\"\nwhen = [\"rest-day\"]\n{step}")).unwrap();
    let mut pty = launch(folder.path(), &["preview", path.to_str().unwrap()]).spawn();
    pty.wait_for_text("moving");
    // It is said while the preview is open.
    let said = Command::new(RUNUP)
        .env("RUNUP_HOME", folder.path().join("none"))
        .args(["log", "flag", "RF02"])
        .output()
        .unwrap();
    assert!(said.status.success(), "{said:?}");
    pty.send("\r");
    pty.wait_for_text("Locked, because you said that something is wrong");
    pty.wait_for_text("moving");
    leave(&mut pty);
}
