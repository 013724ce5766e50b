//! How far an import is, on standard error: a bar on a terminal, now and then a line elsewhere; and Ctrl-C.
//!
//! A short import says nothing. [`Metered`] is the reader through which each file goes: it counts what was read, and ends
//! the reading once the runner wants that.

use std::cell::{Cell, RefCell};
use std::io::{self, IsTerminal as _, Read, Write as _};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::clock;
use crate::time::MonoTime;

/// What takes less time than this needs no bar; a line waits twice as long.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often a bar is drawn, and a line written, at most.
const OFTEN: Duration = Duration::from_millis(100);
const SELDOM: Duration = Duration::from_secs(2);
/// Hundredths between two lines.
const STEP: u64 = 10;
/// Characters of the bar.
const BAR: usize = 10;

/// What has been read, and of how much.
#[derive(Debug)]
pub(super) struct Progress {
    on_terminal: bool,
    began: MonoTime,
    /// When something was shown last, and how far it was.
    shown: Option<(MonoTime, u64)>,
    bytes: (u64, u64),
    files: (usize, usize),
}

impl Progress {
    fn new(now: MonoTime, on_terminal: bool) -> Self {
        Self { on_terminal, began: now, shown: None, bytes: (0, 0), files: (0, 0) }
    }

    /// Returns the hundredths that are done; they never become fewer.
    fn hundredths(&self) -> u64 {
        let now = (self.bytes.0.saturating_mul(100)).checked_div(self.bytes.1).unwrap_or(0).min(100);
        self.shown.map_or(now, |(_, before)| before.max(now))
    }

    /// Returns what is to be shown now; `None` if it is too early for that.
    fn due(&mut self, now: MonoTime) -> Option<String> {
        let done = self.hundredths();
        let (wait, often) = if self.on_terminal { (PATIENCE, OFTEN) } else { (2 * PATIENCE, SELDOM) };
        let early = now.since(self.began) < wait;
        let again = self
            .shown
            .is_some_and(|(at, before)| now.since(at) < often || !self.on_terminal && done < before + STEP);
        if early || again {
            return None;
        }
        self.shown = Some((now, done));
        let (read, all) = self.files;
        Some(if self.on_terminal {
            let full = BAR * done as usize / 100;
            format!(
                "\r\x1b[K{done:3} % [{}{}] {read} of {all} files",
                "#".repeat(full),
                ".".repeat(BAR - full)
            )
        } else {
            format!("runup: {read} of {all} files read ({done} %)\n")
        })
    }

    fn show(&mut self) {
        if let Some(text) = self.due(clock::now()) {
            // Where standard error is closed, nobody misses it.
            let _ = io::stderr().lock().write_all(text.as_bytes());
        }
    }

    fn wipe(&mut self) {
        if self.on_terminal && self.shown.is_some() {
            let _ = io::stderr().lock().write_all(b"\r\x1b[K");
        }
    }
}

/// The progress of an import and its end before its time.
#[derive(Debug, Clone)]
pub(super) struct Watch {
    progress: Rc<RefCell<Progress>>,
    stop: Arc<AtomicBool>,
    /// Ctrl-C is ours.
    listens: Rc<Cell<bool>>,
}

impl Watch {
    pub(super) fn new() -> Self {
        let progress = Progress::new(clock::now(), io::stderr().is_terminal());
        Self { progress: Rc::new(RefCell::new(progress)), stop: Arc::default(), listens: Rc::default() }
    }

    /// From now on the first Ctrl-C ends the reading, and the second the program.
    ///
    /// A question in another file's import is ended by the first, as ever, so this waits for the first recording.
    pub(super) fn listen(&self) {
        if self.listens.replace(true) {
            return;
        }
        #[cfg(unix)]
        {
            use signal_hook::consts::{SIGINT, SIGTERM};
            use signal_hook::flag::{register, register_conditional_shutdown};
            for signal in [SIGINT, SIGTERM] {
                // Without it the signal ends the program, as ever.
                let _ = register_conditional_shutdown(signal, 128 + signal, Arc::clone(&self.stop));
                let _ = register(signal, Arc::clone(&self.stop));
            }
        }
    }

    /// True if the runner wants it to end.
    pub(super) fn is_over(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// So many files more are to be read, of so many bytes.
    pub(super) fn expect(&self, files: usize, bytes: u64) {
        let mut progress = self.progress.borrow_mut();
        progress.files.1 += files;
        progress.bytes.1 = progress.bytes.1.saturating_add(bytes);
    }

    /// A file is done; of its bytes those that were not read count as read.
    pub(super) fn done(&self, unread: u64) {
        let mut progress = self.progress.borrow_mut();
        progress.files.0 += 1;
        progress.bytes.0 = progress.bytes.0.saturating_add(unread);
        progress.show();
    }

    /// Returns how many files were read, and of how many.
    pub(super) fn files(&self) -> (usize, usize) {
        self.progress.borrow().files
    }

    /// Takes the bar away, so that something else can be printed.
    pub(super) fn wipe(&self) {
        self.progress.borrow_mut().wipe();
    }
}

/// A reader whose bytes count.
pub(super) struct Metered<'a> {
    inner: &'a mut dyn Read,
    watch: Watch,
    /// How many were read.
    pub(super) bytes: u64,
}

impl<'a> Metered<'a> {
    pub(super) fn new(inner: &'a mut dyn Read, watch: &Watch) -> Self {
        Self { inner, watch: watch.clone(), bytes: 0 }
    }
}

impl Read for Metered<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.watch.is_over() {
            return Err(io::Error::other("stopped"));
        }
        let read = self.inner.read(into)?;
        self.bytes += read as u64;
        let mut progress = self.watch.progress.borrow_mut();
        progress.bytes.0 = progress.bytes.0.saturating_add(read as u64);
        progress.show();
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> MonoTime {
        MonoTime::ZERO + Duration::from_millis(millis)
    }

    #[test]
    fn a_bar_comes_late_and_moves_often_and_lines_come_seldom() {
        let begun = |on_terminal| {
            let mut progress = Progress::new(at(0), on_terminal);
            (progress.bytes, progress.files) = ((450, 1_000), (9, 20));
            progress
        };
        let mut bar = begun(true);
        assert_eq!(bar.due(at(400)), None);
        assert_eq!(bar.due(at(500)).unwrap(), "\r\x1b[K 45 % [####......] 9 of 20 files");
        assert_eq!(bar.due(at(550)), None);
        bar.bytes = (1_000, 1_000);
        assert_eq!(bar.due(at(600)).unwrap(), "\r\x1b[K100 % [##########] 9 of 20 files");
        let mut lines = begun(false);
        assert_eq!(lines.due(at(900)), None);
        assert_eq!(lines.due(at(1_000)).unwrap(), "runup: 9 of 20 files read (45 %)\n");
        lines.bytes.0 = 540;
        assert_eq!(lines.due(at(9_000)), None, "nine hundredths are no news");
        lines.bytes.0 = 550;
        assert_eq!((lines.due(at(2_900)), lines.due(at(3_000)).is_some()), (None, true));
    }

    #[test]
    fn what_is_found_later_never_moves_a_bar_back() {
        let mut bar = Progress::new(at(0), true);
        bar.bytes = (800, 1_000);
        assert!(bar.due(at(1_000)).unwrap().contains(" 80 %"));
        bar.bytes.1 = 2_000;
        assert!(bar.due(at(2_000)).unwrap().contains(" 80 %"));
    }
}
