//! The one place where the loop sleeps: until a key, a wake-up or the next deadline.
//!
//! On Unix this is one poll(2) on the terminal and a pipe, precise to well below a millisecond; other threads wake it
//! through a [`Waker`]. Keys are read here and not by crossterm's own reader. That does not wake for more than 1,024
//! bytes at a time, blocks the loop on half an escape sequence, and spins for ever on a terminal that has gone away.
//! The results are of crossterm's event types. On Windows crossterm reads, and a wake-up may take 100 ms.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use super::answer::Answer;
pub use super::input::{Input, esc_patience};
use super::signals::Ending;

/// Why another thread woke the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// The terminal has a new size: call
    /// [`Screen::resized`](super::terminal::Screen::resized).
    Resized,
    /// The program was stopped and continues: call
    /// [`Screen::resume`](super::terminal::Screen::resume).
    Continued,
    /// Leave now, with this exit code.
    End(Ending),
    /// There is something to look at in a queue that the loop knows.
    Poke,
}

/// What ended a wait. All of it empty means that the time was up.
#[derive(Debug, Default)]
pub struct Woken {
    /// Keys, mouse and paste, in the order in which they came.
    pub events: Vec<Input>,
    /// Wake-ups from other threads, in the order in which they came.
    pub wakes: Vec<Wake>,
    /// What the terminal has answered.
    pub answers: Vec<Answer>,
    /// The terminal has gone away: leave with [`Ending::HANG_UP`]. It stays true.
    pub hung_up: bool,
}

impl Woken {
    /// True if nothing but the time ended the wait.
    pub fn timed_out(&self) -> bool {
        self.events.is_empty() && self.wakes.is_empty() && self.answers.is_empty() && !self.hung_up
    }
}

/// Wakes the loop from any thread; it never blocks.
#[derive(Debug, Clone)]
pub struct Waker {
    wakes: Sender<Wake>,
    #[cfg(unix)]
    pipe: std::sync::Arc<std::os::unix::net::UnixStream>,
}

impl Waker {
    /// Wakes the loop. When the loop is gone this does nothing.
    pub fn wake(&self, wake: Wake) {
        // The message goes first, so that the reader of the byte finds the message.
        if self.wakes.send(wake).is_ok() {
            #[cfg(unix)]
            {
                use std::io::Write;
                // A full pipe means that the loop has yet to wake up anyway.
                let _ = (&*self.pipe).write(&[0]);
            }
        }
    }
}

#[cfg(unix)]
pub use unix::Waiter;

#[cfg(unix)]
mod unix {
    use std::io::Read;
    use std::os::fd::{AsFd, OwnedFd};
    use std::os::unix::net::UnixStream;
    use std::sync::Arc;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::Errno;

    use super::{Duration, Instant, Receiver, Wake, Waker, Woken, io, mpsc};
    use crate::shell::input::Decoder;
    use crate::shell::tty;

    /// As much as one read takes. A terminal hands out at most 4 KiB.
    const READ_SIZE: usize = 4096;
    /// The most reads in one wait: a pasted book must not keep the clock waiting.
    const READS: usize = 64;
    /// What comes so soon after other bytes came with them: a terminal hands on what it answers, and what is
    /// pasted, in several pieces. No finger is so quick, and none notices so little.
    const TOGETHER: Duration = Duration::from_millis(8);
    /// The longest time for joining such pieces: a wheel that keeps turning is not waited out.
    const GATHERING: Duration = Duration::from_millis(24);
    /// The longest single poll, for systems that count milliseconds in 32 bits.
    const LONGEST_POLL: Duration = Duration::from_secs(24 * 3600);

    /// Waits for keys, wake-ups and deadlines.
    #[derive(Debug)]
    pub struct Waiter {
        input: Option<Source>,
        pipe: UnixStream,
        wakes: Receiver<Wake>,
        hung_up: bool,
    }

    #[derive(Debug)]
    struct Source {
        tty: OwnedFd,
        mode: Mode,
        decoder: Decoder,
        /// When the terminal last sent something.
        last: Instant,
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Mode {
        /// Each key at once; an end of input is a hang-up.
        Raw,
        /// Lines as the terminal edits them; an end of input is Ctrl-D.
        Lines,
    }

    impl Waiter {
        /// Makes a waiter that knows only wake-ups, and the handle that wakes it.
        ///
        /// It comes before the signals, and they before the screen, so that whatever ends the
        /// program still restores the terminal. Keys come last.
        pub fn new() -> io::Result<(Self, Waker)> {
            let (pipe, far_end) = UnixStream::pair()?;
            pipe.set_nonblocking(true)?;
            far_end.set_nonblocking(true)?;
            let (sender, wakes) = mpsc::channel();
            let waiter = Self { input: None, pipe, wakes, hung_up: false };
            Ok((waiter, Waker { wakes: sender, pipe: Arc::new(far_end) }))
        }

        /// Reads keys from now on, from a terminal that is in raw mode.
        ///
        /// An Esc is waited for so long to turn out as the start of something; see [`esc_patience`](super::esc_patience).
        pub fn read_keys(&mut self, esc: Duration) -> io::Result<()> {
            self.input = Some(Source::new(tty::input()?, Mode::Raw, esc));
            Ok(())
        }

        /// Reads keys line by line from now on, for `--plain`; if standard input is not a
        /// terminal it reads none.
        ///
        /// In the background nothing is read, since that would stop the program.
        pub fn read_lines(&mut self) -> io::Result<()> {
            let stdin = rustix::stdio::stdin();
            if rustix::termios::isatty(stdin) {
                self.input = Some(Source::new(stdin.try_clone_to_owned()?, Mode::Lines, Duration::ZERO));
            }
            Ok(())
        }

        /// Waits for keys, wake-ups or the end of `timeout`, whichever comes first.
        ///
        /// Without a timeout it sleeps without end. A terminal that has gone away is reported at
        /// once, and is no longer waited on afterwards, so a loop that goes on cannot spin.
        pub fn wait(&mut self, timeout: Option<Duration>) -> io::Result<Woken> {
            let start = Instant::now();
            let knew = self.hung_up;
            let mut woken = Woken::default();
            loop {
                let left = timeout.map(|timeout| timeout.saturating_sub(start.elapsed()));
                self.turn(left, &mut woken)?;
                let news = !woken.timed_out() || self.hung_up != knew;
                if news || timeout.is_some_and(|timeout| start.elapsed() >= timeout) {
                    woken.hung_up = self.hung_up;
                    return Ok(woken);
                }
            }
        }

        /// Polls once, and takes what is there.
        fn turn(&mut self, left: Option<Duration>, woken: &mut Woken) -> io::Result<()> {
            let patience = self.input.as_ref().and_then(Source::patience);
            let limit = left.into_iter().chain(patience).fold(LONGEST_POLL, Duration::min);
            let limit = Timespec::try_from(limit).expect("a day is not too long");
            let mut fds = vec![PollFd::from_borrowed_fd(self.pipe.as_fd(), PollFlags::IN)];
            if let Some(input) = &self.input {
                fds.push(PollFd::from_borrowed_fd(input.tty.as_fd(), input.wanted()));
            }
            match poll(&mut fds, Some(&limit)) {
                Ok(_) => {}
                // A signal; the thread that takes it will write to the pipe.
                Err(Errno::INTR) => return Ok(()),
                Err(error) => return Err(error.into()),
            }
            let pipe = fds[0].revents();
            let tty = fds.get(1).map_or(PollFlags::empty(), PollFd::revents);
            if !pipe.is_empty() {
                drain(&mut self.pipe);
                woken.wakes.extend(self.wakes.try_iter());
            }
            let Some(input) = &mut self.input else { return Ok(()) };
            if tty.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                self.hung_up = true;
                self.input = None;
                return Ok(());
            }
            if tty.contains(PollFlags::IN) {
                let reading = input.read(&mut woken.events)?;
                woken.answers.extend(input.decoder.answers());
                match reading {
                    Reading::Open => {}
                    Reading::Ended => self.input = None,
                    Reading::HungUp => {
                        self.hung_up = true;
                        self.input = None;
                    }
                }
            } else if input.patience() == Some(Duration::ZERO) {
                input.decoder.give_up(&mut woken.events);
            }
            Ok(())
        }
    }

    /// How reading the terminal ended.
    enum Reading {
        Open,
        Ended,
        HungUp,
    }

    impl Source {
        fn new(tty: OwnedFd, mode: Mode, esc: Duration) -> Self {
            Self { tty, mode, decoder: Decoder::new(esc), last: Instant::now() }
        }

        /// Returns what to wait for: in the background only that the terminal goes away.
        fn wanted(&self) -> PollFlags {
            let reads = self.mode == Mode::Raw
                || rustix::termios::tcgetpgrp(&self.tty)
                    .is_ok_and(|group| group == rustix::process::getpgrp());
            if reads { PollFlags::IN } else { PollFlags::empty() }
        }

        /// Returns how much longer the rest of a started sequence is waited for.
        fn patience(&self) -> Option<Duration> {
            self.decoder.patience().map(|patience| patience.saturating_sub(self.last.elapsed()))
        }

        /// Reads until the terminal has no more to say, and takes that as one piece.
        fn read(&mut self, events: &mut Vec<super::Input>) -> io::Result<Reading> {
            let mut piece = Vec::new();
            let reading = self.gather(&mut piece);
            self.decoder.feed(&piece, events);
            reading
        }

        fn gather(&mut self, piece: &mut Vec<u8>) -> io::Result<Reading> {
            let mut bytes = [0; READ_SIZE];
            let begun = Instant::now();
            for _ in 0..READS {
                match rustix::io::read(&self.tty, &mut bytes) {
                    Ok(0) if self.mode == Mode::Lines => return Ok(Reading::Ended),
                    Ok(0) | Err(Errno::IO | Errno::NXIO | Errno::BADF) => return Ok(Reading::HungUp),
                    Ok(count) => {
                        self.last = Instant::now();
                        piece.extend_from_slice(&bytes[..count]);
                    }
                    Err(Errno::INTR) => {}
                    Err(Errno::AGAIN) => return Ok(Reading::Open),
                    Err(error) => return Err(error.into()),
                }
                let waits = self.mode == Mode::Raw && begun.elapsed() < GATHERING && may_go_on(piece);
                let together = if waits { TOGETHER } else { Duration::ZERO };
                let mut fds = [PollFd::from_borrowed_fd(self.tty.as_fd(), PollFlags::IN)];
                let limit = Timespec::try_from(together).expect("a few milliseconds are not too long");
                let ready = poll(&mut fds, Some(&limit));
                if !matches!(ready, Ok(1..)) || !fds[0].revents().contains(PollFlags::IN) {
                    break;
                }
            }
            Ok(Reading::Open)
        }
    }

    /// True if a piece may be the beginning of a text: a letter may, a space, an arrow or the terminal's own answer is
    /// there at once.
    fn may_go_on(piece: &[u8]) -> bool {
        let types = |byte: &u8| byte.is_ascii_graphic() || *byte == b'\r' || *byte >= 0x80;
        piece.first() != Some(&crate::shell::input::ESC) && piece.iter().any(types)
    }

    fn drain(pipe: &mut UnixStream) {
        let mut bytes = [0; 256];
        while matches!(pipe.read(&mut bytes), Ok(1..)) {}
    }

    #[cfg(test)]
    mod tests {
        use std::thread;

        use super::*;

        #[test]
        fn a_wait_ends_on_time_and_not_before() {
            let (mut waiter, _waker) = Waiter::new().unwrap();
            let timeout = Duration::from_micros(20_300);
            let start = Instant::now();
            let woken = waiter.wait(Some(timeout)).unwrap();
            assert!(woken.timed_out());
            assert!(start.elapsed() >= timeout);
        }

        #[test]
        fn a_waker_ends_a_wait_without_end_and_its_messages_keep_their_order() {
            let (mut waiter, waker) = Waiter::new().unwrap();
            let sender = thread::spawn(move || {
                waker.wake(Wake::Resized);
                waker.wake(Wake::Poke);
            });
            let mut seen = Vec::new();
            while seen.len() < 2 {
                seen.extend(waiter.wait(None).unwrap().wakes);
            }
            sender.join().unwrap();
            assert_eq!(seen, [Wake::Resized, Wake::Poke]);
        }

        #[test]
        fn a_flood_of_wakes_neither_blocks_nor_gets_lost() {
            let (mut waiter, waker) = Waiter::new().unwrap();
            for _ in 0..1_000_000 {
                waker.wake(Wake::Poke);
            }
            assert_eq!(waiter.wait(None).unwrap().wakes.len(), 1_000_000);
            assert!(waiter.wait(Some(Duration::ZERO)).unwrap().timed_out());
        }

        #[test]
        fn waking_a_loop_that_is_gone_does_nothing() {
            let (waiter, waker) = Waiter::new().unwrap();
            drop(waiter);
            waker.wake(Wake::Poke);
        }
    }
}

#[cfg(not(unix))]
pub use other::Waiter;

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "they can fail on the other systems")]
mod other {
    use ratatui::crossterm::event::{self, Event, KeyCode, KeyEventKind};

    use super::{Duration, Input, Instant, Receiver, Wake, Waker, Woken, io, mpsc};

    /// The longest sleep: wake-ups are only seen in between.
    const CAP: Duration = Duration::from_millis(100);
    /// What comes so soon after other keys came with them, as pasted text does.
    const TOGETHER: Duration = Duration::from_millis(8);

    /// True if text is typed by it.
    fn types(event: &Event) -> bool {
        let Event::Key(key) = event else { return false };
        key.kind == KeyEventKind::Press
            && matches!(key.code, KeyCode::Enter | KeyCode::Tab | KeyCode::Char(_))
    }

    /// Waits for keys, wake-ups and deadlines.
    #[derive(Debug)]
    pub struct Waiter {
        reads: bool,
        wakes: Receiver<Wake>,
    }

    impl Waiter {
        /// Makes a waiter that knows only wake-ups, and the handle that wakes it.
        pub fn new() -> io::Result<(Self, Waker)> {
            let (sender, wakes) = mpsc::channel();
            Ok((Self { reads: false, wakes }, Waker { wakes: sender }))
        }

        /// Reads keys from now on; here an Esc is never the start of anything.
        pub fn read_keys(&mut self, _esc: Duration) -> io::Result<()> {
            self.reads = true;
            Ok(())
        }

        /// Reads nothing: a console hands out lines only to a read that blocks.
        pub fn read_lines(&mut self) -> io::Result<()> {
            Ok(())
        }

        /// Waits for keys, wake-ups or the end of `timeout`, whichever comes first.
        pub fn wait(&mut self, timeout: Option<Duration>) -> io::Result<Woken> {
            let start = Instant::now();
            let mut woken = Woken::default();
            loop {
                let left = timeout.map_or(CAP, |timeout| timeout.saturating_sub(start.elapsed()).min(CAP));
                if !self.reads {
                    woken.wakes.extend(self.wakes.recv_timeout(left));
                } else if event::poll(left)? {
                    let mut events = vec![event::read()?];
                    while event::poll(TOGETHER)? {
                        events.push(event::read()?);
                    }
                    let letter = |event: &&Event| matches!(event, Event::Key(key) if types(event) && matches!(key.code, KeyCode::Char(_)));
                    let in_a_burst = events.iter().filter(letter).count() > 1;
                    woken.events.extend(events.into_iter().map(|event| {
                        let in_a_burst = in_a_burst && types(&event);
                        Input { in_a_burst, ..event.into() }
                    }));
                }
                woken.wakes.extend(self.wakes.try_iter());
                if !woken.timed_out() || timeout.is_some_and(|timeout| start.elapsed() >= timeout) {
                    return Ok(woken);
                }
            }
        }
    }
}
