//! What else can happen: readers that are gone, programs at once, and files that cannot be written or read.

use std::fs;
use std::process::Stdio;

use crate::home::{Home, has_all};

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
    has_all(&said.out, &["Done: 8 sets. Not saved yet. Runup tries again when you next start it."]);
    has_all(&said.out, &["can't create the folder", "; a file is where a folder should be: move it away"]);
    said.failed(1, &["runup: can't create the folder", "\nhint: a file is where a folder should be"]);
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
    has_all(&said.out, &["can't create the folder", "Done: 8 sets. Saved in your history."]);
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
    has_all(&text, &["Done: 8 sets. Saved in your history."]);
    let after = fs::read(&file).unwrap();
    assert!(after.starts_with(&bytes), "what was there is as it was");
    assert_eq!((home.history().len(), home.sessions().len()), (1, 2));
}

#[test]
fn a_torn_last_line_is_told_and_kept() {
    history_survives(r#"{"v":1,"id":"x","rev":"#, &["line 2: the entry is incomplete"]);
}

#[test]
fn a_damaged_line_is_told_and_kept() {
    history_survives("not even json\n", &["line 2: "]);
}

#[test]
fn a_line_of_a_newer_program_is_told_and_kept() {
    history_survives("{\"v\":99,\"id\":\"x\",\"spell\":3}\n", &["line 2: an entry from a newer Runup"]);
}

#[test]
fn several_troubles_are_counted() {
    history_survives("junk\n{\"v\":99}\n{\"v\":1", &["line 2: ", "And 2 more."]);
}
