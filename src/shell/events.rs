//! The stream of `--events`: the session, as lines of JSON that other programs follow.
//!
//! A thread of its own writes them, so that a pipe which is full, a reader that went away or a slow disk delays no
//! cue. Into a named pipe it begins with the first reader, and continues with the next one when a reader leaves. Lines
//! without a reader wait, up to a thousand; the rest is dropped. Each of these is reported once.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::wait::{Wake, Waker};
use crate::app::SessionEvent;
use crate::diagnostic::escaped_json;
use crate::record::{At, Outcome};
use crate::time::MonoTime;

/// The version of the lines; it stands in the first of a session.
const VERSION: u32 = 1;
/// Most lines that wait to be written.
const WAITING: usize = 1_000;
/// How long the end waits for the disk, and for a reader.
const FOR_THE_DISK: Duration = Duration::from_secs(2);
const FOR_A_READER: Duration = Duration::from_millis(300);

/// Where the lines go.
#[derive(Debug)]
pub enum Target {
    /// Into a file, which is emptied first if it is one of events.
    File(File),
    /// Into a named pipe, as soon as it has a reader.
    Fifo(PathBuf),
    /// To where standard output went.
    Output(File),
}

impl Target {
    /// Opens a file; a named pipe is opened later, since that waits for its reader. `-` is standard output.
    pub fn open(path: &Path) -> io::Result<Self> {
        if path == Path::new("-") {
            return output().map(Self::Output);
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::FileTypeExt;
            if std::fs::metadata(path).is_ok_and(|meta| meta.file_type().is_fifo()) {
                return Ok(Self::Fifo(path.to_owned()));
            }
        }
        // A device, such as /dev/null, has nothing that could be lost.
        if std::fs::metadata(path).is_ok_and(|meta| !meta.is_file() && !meta.is_dir()) {
            return File::options().write(true).open(path).map(Self::File);
        }
        own_file(path).map(Self::File)
    }
}

/// As much of a file as tells whose it is.
const FIRST: u64 = 4_096;

/// Opens a file that is new, empty or of earlier events, and empties it; any other is refused, and so is a link.
fn own_file(path: &Path) -> io::Result<File> {
    let refused = |why: &str| io::Error::new(ErrorKind::AlreadyExists, why.to_owned());
    if std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink()) {
        return Err(refused("it is a link to another file; name that file"));
    }
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    // Nor is a link followed that was put there since.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        rustix::fs::OFlags::NOFOLLOW.bits().cast_signed(),
    );
    let mut file = options.open(path)?;
    let mut first = Vec::new();
    (&file).take(FIRST).read_to_end(&mut first)?;
    if !is_of_events(&first) {
        return Err(refused("the file isn't empty and has no events; name another file, or delete this one"));
    }
    file.set_len(0)?;
    file.rewind()?;
    Ok(file)
}

/// True if a file begins as events do, or has nothing in it.
fn is_of_events(first: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Event {
        #[serde(rename = "event")]
        kind: String,
    }
    let line = first.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let known = ["begin", "segment", "cue", "pause", "resume", "end"];
    first.is_empty()
        || serde_json::from_slice(line).is_ok_and(|event: Event| known.contains(&event.kind.as_str()))
}

/// Takes standard output for the events alone: whatever else is printed to it goes nowhere from now on.
#[cfg(unix)]
fn output() -> io::Result<File> {
    let kept = rustix::io::dup(rustix::stdio::stdout())?;
    let nowhere = File::options().write(true).open(super::NOWHERE)?;
    rustix::stdio::dup2_stdout(&nowhere)?;
    Ok(File::from(kept))
}

#[cfg(not(unix))]
fn output() -> io::Result<File> {
    Err(io::Error::new(ErrorKind::Unsupported, "on this system, events must go to a file"))
}

/// The stream, while the program runs.
#[derive(Debug)]
pub(super) struct Events {
    /// None once it cannot be written any more.
    lines: Option<SyncSender<Vec<u8>>>,
    told: Receiver<String>,
    /// Closed by the thread when it is done.
    done: Receiver<()>,
    patience: Duration,
    /// It was said that some are left out.
    lossy: bool,
}

impl Events {
    /// Starts to write; what is to be said wakes the loop.
    pub(super) fn start(target: Target, waker: Waker) -> io::Result<Self> {
        let (lines, to_write) = sync_channel(WAITING);
        let (tell, told) = channel();
        let (closing, done) = channel::<()>();
        let patience = if matches!(target, Target::File(_)) { FOR_THE_DISK } else { FOR_A_READER };
        let writer = Writer { target, out: None, tell, waker, left: false };
        thread::Builder::new().name("events".into()).spawn(move || {
            writer.run(&to_write);
            drop(closing);
        })?;
        Ok(Self { lines: Some(lines), told, done, patience, lossy: false })
    }

    /// Passes a line on; returns what the runner should know.
    pub(super) fn line(&mut self, line: &Value) -> Option<String> {
        let sender = self.lines.as_ref()?;
        match sender.try_send(format!("{}\n", escaped_json(&line.to_string())).into_bytes()) {
            Ok(()) => None,
            Err(TrySendError::Full(_)) if self.lossy => None,
            Err(TrySendError::Full(_)) => {
                self.lossy = true;
                Some("No program is reading the events, so some were skipped.".to_owned())
            }
            Err(TrySendError::Disconnected(_)) => {
                self.lines = None;
                None
            }
        }
    }

    /// Passes on what happened to a session; `at` is on the monotonic clock, `now` on the wall.
    pub(super) fn happened(&mut self, at: MonoTime, now: At, what: &SessionEvent) -> Option<String> {
        self.line(&line(at, now, what))
    }

    /// Returns what the writing thread has to say.
    pub(super) fn told(&self) -> Vec<String> {
        self.told.try_iter().collect()
    }
}

impl Drop for Events {
    /// Waits a moment for what is not written yet.
    fn drop(&mut self) {
        self.lines = None;
        let _ = self.done.recv_timeout(self.patience);
    }
}

/// The thread that writes.
struct Writer {
    target: Target,
    out: Option<File>,
    tell: Sender<String>,
    waker: Waker,
    /// It was said that the reader left.
    left: bool,
}

impl Writer {
    fn run(mut self, lines: &Receiver<Vec<u8>>) {
        for line in lines {
            if let Err(error) = self.write(&line) {
                return self.say(format!("Runup can't write events any more: {error}."));
            }
        }
    }

    fn write(&mut self, line: &[u8]) -> io::Result<()> {
        loop {
            let written = match (&mut self.target, &mut self.out) {
                (Target::File(file) | Target::Output(file), _) | (Target::Fifo(_), Some(file)) => {
                    file.write_all(line)
                }
                // This waits for a reader.
                (Target::Fifo(path), out @ None) => {
                    *out = Some(File::options().write(true).open(path)?);
                    continue;
                }
            };
            match written {
                Err(error) if error.kind() == ErrorKind::BrokenPipe && self.out.take().is_some() => {
                    if !std::mem::replace(&mut self.left, true) {
                        self.say("No program is reading the events. They continue when one does.".to_owned());
                    }
                }
                written => return written,
            }
        }
    }

    fn say(&self, what: String) {
        // The loop may be gone already; then there is nothing to report.
        let _ = self.tell.send(what);
        self.waker.wake(Wake::Poke);
    }
}

/// Returns the line of what happened to a session.
fn line(at: MonoTime, now: At, what: &SessionEvent) -> Value {
    let at = at.as_nanos();
    match what {
        SessionEvent::Begun { routine, name, length, segments } => json!({
            "v": VERSION, "event": "begin", "at": at, "time": now.to_string(), "routine": routine.as_str(),
            "name": name, "seconds": length.as_secs_f64(), "segments": segments,
        }),
        SessionEvent::Entered { segment, kind, step, name, side, length } => json!({
            "event": "segment", "at": at, "segment": segment, "kind": kind.id(), "step": step.as_str(), "name": name,
            "side": side.map(crate::symptoms::Side::id), "seconds": length.map(|length| length.as_secs_f64()),
        }),
        SessionEvent::Paused => json!({ "event": "pause", "at": at }),
        SessionEvent::Resumed => json!({ "event": "resume", "at": at }),
        SessionEvent::Over(outcome) => json!({
            "event": "end", "at": at, "time": now.to_string(), "outcome": word(*outcome),
        }),
    }
}

/// Returns how an outcome is written.
pub(super) const fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "done",
        Outcome::Left => "left",
        Outcome::Interrupted => "interrupted",
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::shell::wait::Waiter;

    #[test]
    fn what_nobody_takes_waits_and_then_is_left_out_which_is_said_once() {
        let folder = tempfile::tempdir().unwrap();
        let (_waiter, waker) = Waiter::new().unwrap();
        let pipe = folder.path().join("events");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let mut events = Events::start(Target::open(&pipe).unwrap(), waker).unwrap();
        let told: Vec<String> = (0..WAITING + 50).filter_map(|n| events.line(&json!({ "at": n }))).collect();
        assert_eq!(told, ["No program is reading the events, so some were skipped."]);
        // A late reader gets the waiting lines, from the first on.
        let reader = thread::spawn(move || std::fs::read_to_string(pipe).unwrap());
        drop(events);
        let text = reader.join().unwrap();
        assert!(text.starts_with("{\"at\":0}\n{\"at\":1}\n"), "{text}");
        assert!((WAITING..WAITING + 2).contains(&text.lines().count()), "{}", text.lines().count());
    }

    #[test]
    fn a_file_that_cannot_be_written_is_told_and_stops_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events");
        File::create(&path).unwrap();
        let (_waiter, waker) = Waiter::new().unwrap();
        let only_read = Target::File(File::open(&path).unwrap());
        let mut events = Events::start(only_read, waker).unwrap();
        events.line(&json!({ "at": 1 }));
        let told = events.told.recv_timeout(Duration::from_secs(20)).unwrap();
        assert!(told.starts_with("Runup can't write events any more: "), "{told}");
        assert!(events.line(&json!({ "at": 2 })).is_none());
    }
}
