//! The runner's own commands at the start and the end of a session, and at its pauses.
//!
//! They stand in the runner's config and nowhere else; no shell reads them. A thread of its own runs one after the
//! other, so that nothing waits for them; each has ten seconds and no standard input or output. A failure is reported
//! in a line. When the program ends, those that are still to come are started and left to themselves.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::events::word;
use super::wait::{Wake, Waker};
use crate::app::SessionEvent;
use crate::diagnostic::printable;
use crate::settings::HookSettings;

/// How long a command may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// How long the end waits until the last one was started.
const TO_START: Duration = Duration::from_millis(500);
/// The same before the program is stopped.
const TO_STOP: Duration = Duration::from_millis(200);

/// One command to be run.
struct Job {
    command: Vec<String>,
    event: &'static str,
    routine: String,
    outcome: Option<&'static str>,
}

/// The runner's commands, while the program runs.
pub(super) struct Hooks {
    wanted: HookSettings,
    routine: String,
    jobs: Option<Sender<Job>>,
    told: Receiver<String>,
    tell: Sender<String>,
    waker: Waker,
    ending: Arc<AtomicBool>,
    /// How many commands are not started yet.
    waiting: Arc<AtomicUsize>,
    /// Closed by the thread when it is done; none before the first command.
    done: Option<Receiver<()>>,
}

impl Hooks {
    /// Takes the commands; no thread is started before one is needed.
    pub(super) fn new(wanted: HookSettings, waker: Waker) -> Self {
        let (tell, told) = channel();
        let (ending, waiting) = (Arc::default(), Arc::default());
        Self { wanted, routine: String::new(), jobs: None, told, tell, waker, ending, waiting, done: None }
    }

    /// Runs what the runner set for what happened.
    pub(super) fn happened(&mut self, what: &SessionEvent) {
        let HookSettings { start, done, pause, resume } = &self.wanted;
        let (event, command, outcome) = match what {
            SessionEvent::Begun { routine, .. } => {
                self.routine = routine.to_string();
                ("start", start, None)
            }
            SessionEvent::Paused => ("pause", pause, None),
            SessionEvent::Resumed => ("resume", resume, None),
            SessionEvent::Over(outcome) => ("done", done, Some(word(*outcome))),
            SessionEvent::Entered { .. } => return,
        };
        if command.is_empty() {
            return;
        }
        let job = Job { command: command.clone(), event, routine: self.routine.clone(), outcome };
        if self.jobs.is_none() {
            self.begin();
        }
        if let Some(jobs) = &self.jobs {
            self.waiting.fetch_add(1, Ordering::Relaxed);
            // A thread that could not be started has been reported.
            let _ = jobs.send(job);
        }
    }

    /// Returns what failed, one per line.
    pub(super) fn told(&self) -> Vec<String> {
        self.told.try_iter().collect()
    }

    /// Waits a moment until the commands are started, before the program is stopped. A Ctrl-Z between a command's fork
    /// and its exec would stop it there, and our thread with it.
    pub(super) fn settle(&self) {
        let start = Instant::now();
        while self.waiting.load(Ordering::Relaxed) > 0 && start.elapsed() < TO_STOP {
            thread::sleep(Duration::from_millis(1));
        }
    }

    fn begin(&mut self) {
        let (jobs, to_run) = channel::<Job>();
        let (closing, done) = channel::<()>();
        let (tell, waker, ending) = (self.tell.clone(), self.waker.clone(), Arc::clone(&self.ending));
        let waiting = Arc::clone(&self.waiting);
        let run = move || {
            for job in to_run {
                if let Err(why) = job.run(&ending, &waiting) {
                    let _ = tell.send(format!("The command for {} {why}.", job.event));
                    waker.wake(Wake::Poke);
                }
            }
            drop(closing);
        };
        match thread::Builder::new().name("hooks".into()).spawn(run) {
            Ok(_) => (self.jobs, self.done) = (Some(jobs), Some(done)),
            Err(error) => {
                let _ = self.tell.send(format!("Runup can't run your commands: {error}."));
            }
        }
    }
}

impl Drop for Hooks {
    /// Sees to it that the last one is started, and waits for none to end.
    fn drop(&mut self) {
        self.ending.store(true, Ordering::Relaxed);
        self.jobs = None;
        if let Some(done) = &self.done {
            let _ = done.recv_timeout(TO_START);
        }
    }
}

impl Job {
    /// Runs the command to its end, or for ten seconds; when the program ends it is left to itself.
    fn run(&self, ending: &AtomicBool, waiting: &AtomicUsize) -> Result<(), String> {
        let Some((program, arguments)) = self.command.split_first() else { return Ok(()) };
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.env("RUNUP_EVENT", self.event).env("RUNUP_ROUTINE", &self.routine);
        match self.outcome {
            Some(outcome) => command.env("RUNUP_OUTCOME", outcome),
            None => command.env_remove("RUNUP_OUTCOME"),
        };
        #[cfg(unix)]
        {
            // Ctrl-C in the terminal is for us.
            std::os::unix::process::CommandExt::process_group(&mut command, 0);
        }
        let shown = printable(program);
        let started = command.spawn();
        waiting.fetch_sub(1, Ordering::Relaxed);
        let mut child = started.map_err(|error| format!("didn't start: {shown}: {error}"))?;
        let start = Instant::now();
        loop {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => return Ok(()),
                Ok(Some(status)) => return Err(format!("failed: {shown}: {status}")),
                Ok(None) => {}
                Err(error) => return Err(format!("can't wait for it: {shown}: {error}")),
            }
            if ending.load(Ordering::Relaxed) {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                end(&mut child);
                return Err(format!("took more than {} s and was stopped: {shown}", PATIENCE.as_secs()));
            }
            thread::sleep(LOOK);
        }
    }
}

/// Ends a command and what it started.
fn end(child: &mut std::process::Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        // It was not waited for yet, so the number is its own.
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}
