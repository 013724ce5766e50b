//! The built program, asked on its command line in a home of a test.

// Not `expect`: which part is used depends on the test program that includes it.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::path::Path;
use std::process::{Command, Stdio};

/// What a command answered.
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs a command line of the built program in a home.
pub(crate) fn runup(home: &Path, line: &str) -> Said {
    said(in_home(home).env("TZ", "UTC").args(line.split(' ')))
}

/// Prepares the built program in a home, without a keyboard and with none of the runner's own folders.
pub(crate) fn in_home(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_runup"));
    for name in ["XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
        command.env_remove(name);
    }
    command.env("RUNUP_HOME", home).stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub(crate) fn said(command: &mut Command) -> Said {
    let output = command.output().unwrap();
    Said {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs one that must end well and say nothing on standard error; returns what it says.
#[track_caller]
pub(crate) fn done(home: &Path, line: &str) -> String {
    let said = runup(home, line);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{line}: {}", said.out);
    said.out
}
