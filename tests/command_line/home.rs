//! A home of its own for each test, and the program in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use crate::seasoned;
use assert_cmd::Command;
use runup::record::{Body, Record, Session};
use serde_json::Value;
use tempfile::TempDir;

/// A routine of one step: 6 s to set up and 3 s of work, after its get-ready.
pub(crate) const SHORT: &str = "name = \"My own\"\nwhen = [\"rest-day\"]\n\n[[steps]]\nname = \"Stand\"\nsay = \"Stand tall.\"\ntime = \"3s\"\ndose = \"convention\"\n";

/// A home that nobody else uses, and the program in it.
pub(crate) struct Home(TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Makes a home of somebody who has run for years.
    pub(crate) fn seasoned() -> Self {
        let home = Self::new();
        seasoned::season(home.0.path());
        home
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, below: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn std_command(&self) -> std::process::Command {
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

    pub(crate) fn runup(&self, arguments: &str) -> Said {
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
    pub(crate) fn history(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let Ok(entries) = fs::read_dir(self.path("data/history")) else { return BTreeMap::new() };
        entries
            .map(|entry| entry.unwrap().path())
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect()
    }

    /// Returns the sessions of the history, lines that do not read left out.
    pub(crate) fn sessions(&self) -> Vec<Session> {
        let bytes: Vec<u8> = self.history().into_values().flatten().collect();
        let records = bytes.split(|byte| *byte == b'\n').filter_map(|line| Record::from_line(line).ok());
        records
            .filter_map(|r| if let Body::Session(session) = r.body { Some(session) } else { None })
            .collect()
    }

    /// Returns how many sessions have a journal.
    pub(crate) fn journals(&self) -> usize {
        fs::read_dir(self.path("state/session")).map_or(0, Iterator::count)
    }
}

/// What a run of the program said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!((self.code, &*self.err), (Some(0), ""), "{}", self.out);
        self.out
    }

    #[track_caller]
    pub(crate) fn failed(self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:?}");
        for part in parts {
            assert!(self.err.contains(part), "no {part:?} in {}", self.err);
        }
    }

    pub(crate) fn json(self) -> Vec<Value> {
        serde_json::from_str(&self.done()).unwrap()
    }

    /// The same where what was changed for the runner is told on standard error.
    pub(crate) fn json_beside(self) -> Vec<Value> {
        assert!(self.err.lines().all(|line| line.starts_with("runup: ")), "{}", self.err);
        Self { err: String::new(), ..self }.json()
    }
}

#[track_caller]
pub(crate) fn has_all(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

#[track_caller]
pub(crate) fn keys_are(value: &Value, keys: &[&str]) {
    let mut found: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    found.sort_unstable();
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    assert_eq!(found, keys);
}
