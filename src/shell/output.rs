//! Standard output while something plays, written by a thread of its own that nothing waits for.
//!
//! A terminal that was stopped with Ctrl-S, an unread pipe or a slow line would hold up its writer,
//! and with it the journal, the sound and the events. [`send`] only puts bytes down; [`is_free`] says whether all of them
//! are out, so that the screen draws its next frame only then; [`say`] takes lines, of which a bounded number waits.
//! Descriptors stay blocking: whether they are is shared with the shell that started the program. A terminal that was
//! opened anew is not shared, so what it takes at once is written without the thread, which then need not wake.
//!
//! There is one for the process, as there is one standard output: the panic hook and the signal thread reach it too.

use std::collections::VecDeque;
use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::tty;
use super::wait::{Wake, Waker};

/// As much as one write takes, which is what the kernel takes of a terminal's bytes at once: what is given up at the
/// end is never more than this.
const CHUNK: usize = 4096;
/// Most bytes of lines that wait; a routine of an hour has about 60 kB.
const MOST: usize = 256 * 1024;

static OUTPUT: Output = Output { state: Mutex::new(State::NEW), news: Condvar::new() };

struct Output {
    state: Mutex<State>,
    news: Condvar,
}

struct State {
    waiting: VecDeque<u8>,
    /// The thread is in a write.
    writing: bool,
    /// How many writes came back.
    written: u64,
    /// Why nothing can be written any more.
    failed: Option<io::Error>,
    running: bool,
    /// A caller asked whether it is free, and it was not.
    wanted: bool,
    waker: Option<Waker>,
    /// The terminal as a file of our own, which never blocks.
    own: Option<tty::Own>,
    /// Lines that did not fit since the last that did.
    left_out: usize,
}

impl State {
    const NEW: Self = Self {
        waiting: VecDeque::new(),
        writing: false,
        written: 0,
        failed: None,
        running: false,
        wanted: false,
        waker: None,
        own: None,
        left_out: 0,
    };

    fn is_free(&self) -> bool {
        self.waiting.is_empty() && !self.writing
    }

    /// Returns why nothing can be written any more, as often as it is asked.
    fn check(&self) -> io::Result<()> {
        match &self.failed {
            None => Ok(()),
            Some(error) => {
                Err(error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error))
            }
        }
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.check()?;
        if !self.running {
            thread::Builder::new().name("output".into()).spawn(write_on)?;
            self.running = true;
        }
        self.waiting.extend(bytes);
        OUTPUT.news.notify_all();
        Ok(())
    }
}

fn state() -> MutexGuard<'static, State> {
    OUTPUT.state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sets the waker for when the output is free again, or gone.
pub(super) fn wake_by(waker: Waker) {
    state().waker = Some(waker);
}

/// Opens the terminal anew for a screen, whose frames it mostly takes at once.
pub(super) fn open() {
    state().own = tty::Own::open();
}

/// Puts bytes down to be written in their order. An error means that an earlier write failed: the reader is gone.
pub(super) fn send(bytes: &[u8]) -> io::Result<()> {
    let mut state = state();
    let at_once = state.own.as_ref().filter(|_| state.is_free()).map_or(0, |own| own.write(bytes));
    let rest = &bytes[at_once..];
    if rest.is_empty() { state.check() } else { state.put(rest) }
}

/// Tells whether all is written. If not, the loop is woken once it is.
pub(super) fn is_free() -> io::Result<bool> {
    let mut state = state();
    state.check()?;
    let free = state.is_free();
    state.wanted |= !free;
    Ok(free)
}

/// Puts a text of whole lines down. If too many wait already it is left out, and how many were is said in their place.
pub(super) fn say(text: &str) -> io::Result<()> {
    let mut state = state();
    if state.waiting.len() + text.len() > MOST {
        state.left_out += 1;
        return state.check();
    }
    let gap = match std::mem::take(&mut state.left_out) {
        0 => String::new(),
        1 => "(1 line was skipped because nothing read it in time.)\n".to_owned(),
        count => format!("({count} lines were skipped because nothing read them in time.)\n"),
    };
    state.put(gap.as_bytes())?;
    state.put(text.as_bytes())
}

/// Waits until all is written, as long as there is progress: `patience` is for each piece. What is not taken then is
/// dropped.
pub(super) fn settle(patience: Duration) -> io::Result<()> {
    let mut state = state();
    let (mut seen, mut since) = (state.written, Instant::now());
    while !state.is_free() {
        let left = patience.saturating_sub(since.elapsed());
        if left.is_zero() {
            state.waiting.clear();
            break;
        }
        state = OUTPUT.news.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        if state.written != seen {
            (seen, since) = (state.written, Instant::now());
        }
    }
    state.check()
}

/// The thread that writes.
fn write_on() {
    let mut chunk = Vec::with_capacity(CHUNK);
    loop {
        let mut state = state();
        while state.waiting.is_empty() {
            state = OUTPUT.news.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let count = CHUNK.min(state.waiting.len());
        chunk.clear();
        chunk.extend(state.waiting.drain(..count));
        state.writing = true;
        drop(state);
        let result = tty::write(&chunk, None);
        let mut state = self::state();
        state.writing = false;
        state.written += 1;
        if let Err(error) = result {
            state.failed = Some(error);
            state.waiting.clear();
            state.wanted = true;
        }
        if state.is_free()
            && std::mem::take(&mut state.wanted)
            && let Some(waker) = &state.waker
        {
            waker.wake(Wake::Poke);
        }
        OUTPUT.news.notify_all();
    }
}
