//! `runup doctor`: what works here, and what to do about the rest.
//!
//! Each part checks one thing and reports its finding; none may take long, since a faulty part
//! often hangs. It exits with 1 only if routines cannot be played or saved: a machine
//! without sound is reported and counts as well.

mod places;
mod sound;
mod terminal;

use std::fmt::Write;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::Failure;
use super::output::Output;
use super::setup::Setup;
use crate::diagnostic::{escaped_json, printable};
use crate::shell::media::{self, Reach};

/// How long anything outside may take to answer.
const LIMIT: Duration = Duration::from_secs(2);

/// How well something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// As it should be.
    Fine,
    /// Worth knowing; the program works without it.
    Remark,
    /// The program cannot do its work.
    Wrong,
}

impl State {
    const fn word(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::Remark => "remark",
            Self::Wrong => "wrong",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Finding {
    /// What it belongs to, as `sound`.
    about: &'static str,
    state: State,
    /// What was found; may have several lines.
    what: String,
    /// What to do about it.
    hint: Option<String>,
}

impl Finding {
    fn fine(about: &'static str, what: impl Into<String>) -> Self {
        Self { about, state: State::Fine, what: what.into(), hint: None }
    }

    fn remark(about: &'static str, what: impl Into<String>) -> Self {
        Self { state: State::Remark, ..Self::fine(about, what) }
    }

    fn wrong(about: &'static str, what: impl Into<String>) -> Self {
        Self { state: State::Wrong, ..Self::fine(about, what) }
    }

    fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// The options of the command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DoctorOptions {
    /// Whether a line is spoken and a tone played.
    pub(super) speak: bool,
    /// Whether the answer is JSON.
    pub(super) json: bool,
}

/// Looks at everything; returns the text to print and whether the program can do its work.
pub(super) fn doctor(setup: &Setup, options: DoctorOptions) -> Result<Output, Failure> {
    let mut findings = vec![Finding::fine(
        "program",
        format!(
            "runup {} on {}, {}",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            if cfg!(feature = "audio") { "built with sound" } else { "built without sound" }
        ),
    )];
    findings.extend(places::look(setup)?);
    findings.extend(sound::look(setup, options.speak));
    findings.push(media(setup));
    // The terminal is drawn on, so it comes when nothing else is being printed; not if the
    // answer is for a program.
    findings.extend(terminal::look(!options.json));
    let well = findings.iter().all(|finding| finding.state < State::Wrong);
    Ok(Output { text: if options.json { array(&findings) } else { table(&findings) }, well })
}

/// Tells whether media keys reach the player.
fn media(setup: &Setup) -> Finding {
    const ABOUT: &str = "media";
    if !setup.settings.media_keys {
        return Finding::fine(ABOUT, "media keys are off in the config");
    }
    match limited(media::look) {
        Some(Reach::There) => Finding::fine(ABOUT, "session bus found: media keys and earbud buttons work"),
        Some(Reach::NotBuilt) => Finding::remark(ABOUT, "this build has no media keys"),
        Some(Reach::Missing(why)) => {
            Finding::remark(ABOUT, format!("no session bus, so no media keys: {why}"))
                .hint("nothing else needs it; start one with a desktop or dbus-run-session")
        }
        None => Finding::remark(ABOUT, "the session bus doesn't answer, so media keys won't work"),
    }
}

/// Does something that may hang, and gives up after the limit.
fn limited<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (sender, answer) = channel();
    // A call that hangs keeps its thread; the process ends all the same.
    thread::Builder::new().name("doctor".to_owned()).spawn(move || sender.send(work())).ok()?;
    answer.recv_timeout(LIMIT).ok()
}

fn table(findings: &[Finding]) -> String {
    let mut out = String::new();
    let mut about = "";
    for finding in findings {
        let first = if finding.about == about { "" } else { finding.about };
        about = finding.about;
        for (n, line) in finding.what.lines().enumerate() {
            let (first, word) = if n == 0 { (first, finding.state.word()) } else { ("", "") };
            let row = format!("{first:<9} {word:<7} {}", printable(line));
            let _ = writeln!(out, "{}", row.trim_end());
        }
        for line in finding.hint.iter().flat_map(|hint| hint.lines()) {
            let _ = writeln!(out, "{:18}hint: {}", "", printable(line));
        }
    }
    out
}

fn array(findings: &[Finding]) -> String {
    let findings = findings.iter().map(|Finding { about, state, what, hint }| {
        json!({ "about": about, "state": state.word(), "what": what, "hint": hint })
    });
    escaped_json(&format!("{:#}\n", serde_json::Value::Array(findings.collect()))).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hangs_is_given_up() {
        let start = std::time::Instant::now();
        assert_eq!(limited(|| thread::sleep(Duration::from_secs(60))), None);
        assert!(start.elapsed() < LIMIT + Duration::from_secs(1));
        assert_eq!(limited(|| 7), Some(7));
    }

    #[test]
    fn findings_are_a_table_with_hints() {
        let findings = [
            Finding::fine("paths", "one"),
            Finding::remark("paths", "two\nlines").hint("do this"),
            Finding::wrong("sound", "\u{1b}[31m"),
        ];
        assert_eq!(
            table(&findings),
            "paths     ok      one\n          remark  two\n                  lines\n                  hint: do this\n\
             sound     wrong   \u{fffd}[31m\n"
        );
    }
}
