//! A plan begun on screen, with the real program: from a home where nobody was before to what `runup plan` says.

#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;

use std::process::{Command, Stdio};

use pty::Launch;

/// Runs a command in the home and returns what it prints.
fn said(home: &std::path::Path, line: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_runup"));
    command.args(line.split(' ')).env("RUNUP_HOME", home).env("TZ", "UTC").stdin(Stdio::null());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_plan_is_begun_by_keys_and_the_command_line_knows_it() {
    let home = tempfile::tempdir().unwrap();
    let launch = Launch::new(env!("CARGO_BIN_EXE_runup")).env("RUNUP_HOME", home.path());
    let mut pty = launch.env("ALSA_CONFIG_PATH", "/nonexistent").env("TZ", "UTC").spawn();
    // Nothing is sore, and the warm-up is left at once.
    for (text, keys) in [
        ("Sore anywhere?", "n"),
        ("get ready", "q"),
        ("Stop now?", "q"),
        ("enter start", "b"),
        ("When was your last run?", "n"),
        ("walk briskly for 30 minutes?", "y"),
        ("Any sport this year?", "y"),
        ("New runner, gentle steps", "d"),
        ("On which days do you run?", "\x1b"),
        ("start today", "\r"),
        ("none of these", "n"),
        (". u undoes it.", "q"),
    ] {
        pty.wait_for_text(text);
        pty.answer(keys);
    }
    assert_eq!(pty.wait_exit().code, 0);
    let plan = said(home.path(), "plan");
    assert!(plan.starts_with("New runner, gentle steps, since ") && plan.contains("week 1, run 1"), "{plan}");
    // All of it was written at one moment, so one word takes it back.
    said(home.path(), "undo");
    assert!(said(home.path(), "plan").starts_with("No plan is running."));
}
