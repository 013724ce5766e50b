//! Keeps the machine awake and its screen lit while a routine plays.
//!
//! The runner touches no key for minutes. Each system has a program that holds sleep off for as long as another one
//! runs. That other one is a `cat` on a pipe from us, so it ends when the hold is dropped and also when we are killed.
//! If the program is missing or refused, the machine may sleep: then [`SleepWatch`](super::clock::SleepWatch) pauses.
//!
//! Linux: `systemd-inhibit` (logind, KDE) and on GNOME, which does not ask logind about the
//! screen, also `gnome-session-inhibit`. The D-Bus screen saver interface is left out: its
//! hold ends with the connection, which `dbus-send` and `gdbus` close at once. macOS:
//! `caffeinate`. Windows: the one call through PowerShell, since it would be unsafe code here;
//! that one is untested.

use std::ffi::OsString;
use std::io::{self, PipeReader, PipeWriter};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

/// How long to wait for a helper to start.
const START_LIMIT: Duration = Duration::from_millis(200);

/// Keeps the machine awake until it is dropped.
///
/// Dropping it waits until its helpers have started, which they nearly always have. A Ctrl-Z between a helper's fork
/// and its exec would stop it there, and with it, for ever, our thread in the fork. A process with such a thread never
/// counts as stopped, and the shell would not come back.
#[derive(Debug)]
pub struct Awake {
    helpers: Vec<Helper>,
}

/// A helper that starts, runs or has failed.
#[derive(Debug)]
struct Helper {
    /// The far end is the helper's standard input; closing this ends it.
    _pipe: PipeWriter,
    /// Nothing is ever sent: it is closed once the helper has started, or cannot.
    started: Receiver<()>,
}

impl Awake {
    /// Starts holding sleep and screen blanking off, without waiting for it.
    pub fn hold() -> Self {
        let gnome = std::env::var("XDG_CURRENT_DESKTOP").is_ok_and(|names| names.contains("GNOME"));
        Self::with(helpers(gnome))
    }

    fn with(helpers: impl IntoIterator<Item = Vec<OsString>>) -> Self {
        // What cannot be started costs nothing but the hold itself.
        Self { helpers: helpers.into_iter().filter_map(|helper| start(helper).ok()).collect() }
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        for helper in &self.helpers {
            let _ = helper.started.recv_timeout(START_LIMIT);
        }
    }
}

/// Starts one helper on a thread of its own, which then waits for it: no zombie is left.
fn start(helper: Vec<OsString>) -> io::Result<Helper> {
    let (reader, writer) = io::pipe()?;
    let (starting, started) = channel();
    thread::Builder::new().name("awake".into()).spawn(move || run(&helper, reader, starting))?;
    Ok(Helper { _pipe: writer, started })
}

fn run(helper: &[OsString], stdin: PipeReader, starting: Sender<()>) {
    let Some((program, arguments)) = helper.split_first() else { return };
    let mut command = Command::new(program);
    command.args(arguments).stdin(stdin).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    {
        // Ctrl-C in the terminal is for us; the helper ends when we do.
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
    }
    let child = command.spawn();
    drop(starting);
    // The command keeps our copy of the pipe's far end.
    drop(command);
    if let Ok(mut child) = child {
        let _ = child.wait();
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn helpers(gnome: bool) -> Vec<Vec<OsString>> {
    let logind = [
        "systemd-inhibit",
        "--what=idle:sleep",
        "--who=runup",
        "--why=A warm-up is running",
        "--mode=block",
        "cat",
    ];
    let session = [
        "gnome-session-inhibit",
        "--inhibit",
        "idle:suspend",
        "--app-id",
        "runup",
        "--reason",
        "A warm-up is running",
        "cat",
    ];
    let mut all = vec![owned(&logind)];
    if gnome {
        all.push(owned(&session));
    }
    all
}

#[cfg(target_os = "macos")]
fn helpers(_gnome: bool) -> Vec<Vec<OsString>> {
    vec![owned(&["/usr/bin/caffeinate", "-d", "-i", "/bin/cat"])]
}

#[cfg(windows)]
fn helpers(_gnome: bool) -> Vec<Vec<OsString>> {
    // 2147483651 is continuous + system + display. The state belongs to the thread that sets
    // it, which then waits for the end of our pipe.
    let script = "$p = Add-Type -Name P -Namespace Runup -PassThru -MemberDefinition \
        '[DllImport(\"kernel32.dll\")] public static extern uint SetThreadExecutionState(uint f);'; \
        [void]$p::SetThreadExecutionState([uint32]2147483651); [void][Console]::In.ReadToEnd()";
    vec![owned(&["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", script])]
}

fn owned(words: &[&str]) -> Vec<OsString> {
    words.iter().map(OsString::from).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;
    use std::time::{Duration, Instant};
    use std::{fs, thread};

    use super::*;

    fn wait_until(what: &str, mut done: impl FnMut() -> bool) {
        let start = Instant::now();
        while !done() {
            assert!(start.elapsed() < Duration::from_secs(20), "{what}");
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// A stand-in for `systemd-inhibit`: notes its start, runs its last argument, notes the end.
    fn stand_in(folder: &Path) -> Vec<OsString> {
        let program = folder.join("inhibit");
        let text = "#!/bin/sh\necho \"$1\" > \"$0.started\"\necho noise >&2\ncat\necho > \"$0.ended\"\n";
        fs::write(&program, text).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
        vec![program.into(), "--why=A warm-up is running; $(id)".into(), "cat".into()]
    }

    #[test]
    fn the_helper_runs_while_held_and_ends_when_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let awake = Awake::with([stand_in(folder.path())]);
        let started = folder.path().join("inhibit.started");
        wait_until("the helper starts", || {
            fs::read_to_string(&started).is_ok_and(|text| text.ends_with('\n'))
        });
        let first = fs::read_to_string(&started).unwrap();
        assert_eq!(first, "--why=A warm-up is running; $(id)\n", "no shell reads the arguments");
        assert!(!folder.path().join("inhibit.ended").exists());
        drop(awake);
        wait_until("the helper ends", || folder.path().join("inhibit.ended").exists());
    }

    #[test]
    fn a_program_that_is_missing_breaks_nothing() {
        drop(Awake::with([owned(&["/nonexistent/inhibit"]), Vec::new()]));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn gnome_is_asked_in_its_own_way() {
        assert_eq!(helpers(false).len(), 1);
        assert_eq!(helpers(true)[1][0], "gnome-session-inhibit");
    }
}
