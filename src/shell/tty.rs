//! The terminal as a device: raw mode, size, and writing without std's locks.
//!
//! Only [`terminal`](super::terminal), [`output`](super::output) and [`wait`](super::wait) use it. Standard output's own
//! lock is avoided on purpose: a frame that hangs in a frozen terminal holds that lock, and the
//! signal thread must still be able to restore the terminal and leave.

use std::io;
use std::time::{Duration, Instant};

/// The columns and rows that are assumed if the terminal tells none (some serial lines).
const FALLBACK_SIZE: (u16, u16) = (80, 24);

#[cfg(unix)]
mod system {
    use std::fs::File;
    use std::os::fd::{AsFd, OwnedFd};
    use std::os::unix::ffi::OsStrExt;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::{Mode, OFlags};
    use rustix::stdio::{stdin, stdout};
    use rustix::termios::{OptionalActions, Termios, isatty, tcgetattr, tcgetwinsize, tcsetattr, ttyname};

    use super::{Duration, Instant, io};

    /// Returns the terminal that keys are read from.
    ///
    /// That is standard input, or, if a file is piped in, the terminal behind standard
    /// output. `/dev/tty` comes last: on macOS it cannot be polled.
    pub(crate) fn input() -> io::Result<OwnedFd> {
        if isatty(stdin()) {
            return stdin().try_clone_to_owned();
        }
        if let Ok(name) = ttyname(stdout(), Vec::new()) {
            let path = std::path::Path::new(std::ffi::OsStr::from_bytes(name.to_bytes()));
            if let Ok(file) = File::options().read(true).write(true).open(path) {
                return Ok(file.into());
            }
        }
        Ok(File::options().read(true).write(true).open("/dev/tty")?.into())
    }

    /// The terminal behind standard output, opened anew so that only we find it non-blocking.
    #[derive(Debug)]
    pub(crate) struct Own(OwnedFd);

    impl Own {
        /// Opens it; `None` if it has no name, as in some containers.
        pub(crate) fn open() -> Option<Self> {
            let name = ttyname(stdout(), Vec::new()).ok()?;
            let flags = OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
            rustix::fs::open(name.as_c_str(), flags, Mode::empty()).ok().map(Self)
        }

        /// Writes what the terminal takes at once, and returns how many bytes that were.
        pub(crate) fn write(&self, bytes: &[u8]) -> usize {
            let mut written = 0;
            while written < bytes.len() {
                match rustix::io::write(&self.0, &bytes[written..]) {
                    Ok(count @ 1..) => written += count,
                    Err(rustix::io::Errno::INTR) => {}
                    // Whatever is wrong is wrong for the one who waits, too.
                    Ok(0) | Err(_) => break,
                }
            }
            written
        }
    }

    /// A terminal in raw mode, and the modes that it had before.
    #[derive(Debug)]
    pub(crate) struct Raw {
        tty: OwnedFd,
        before: Termios,
    }

    impl Raw {
        /// Switches the terminal to raw mode.
        pub(crate) fn enter() -> io::Result<Self> {
            let tty = input()?;
            let raw = Self { before: tcgetattr(&tty)?, tty };
            raw.again()?;
            Ok(raw)
        }

        /// Sets raw mode again, after a shell has had the terminal in between.
        pub(crate) fn again(&self) -> io::Result<()> {
            let mut modes = self.before.clone();
            modes.make_raw();
            Ok(tcsetattr(&self.tty, OptionalActions::Now, &modes)?)
        }

        /// Sets the modes from before; a terminal that is gone needs none.
        pub(crate) fn leave(self) {
            let _ = tcsetattr(&self.tty, OptionalActions::Now, &self.before);
        }
    }

    /// Returns columns and rows.
    pub(crate) fn size() -> Option<(u16, u16)> {
        tcgetwinsize(stdout()).ok().map(|size| (size.ws_col, size.ws_row))
    }

    /// Writes what the terminal takes until `limit` has passed.
    pub(crate) fn write(mut bytes: &[u8], limit: Option<Duration>) -> io::Result<()> {
        let start = Instant::now();
        while !bytes.is_empty() {
            if let Some(limit) = limit {
                wait_writable(Some(limit.saturating_sub(start.elapsed())))?;
            }
            match rustix::io::write(stdout(), bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => bytes = &bytes[count..],
                Err(rustix::io::Errno::INTR) => {}
                // Another program has set the shared terminal to non-blocking.
                Err(rustix::io::Errno::AGAIN) => wait_writable(limit)?,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn wait_writable(limit: Option<Duration>) -> io::Result<()> {
        let stdout = stdout();
        let mut fds = [PollFd::from_borrowed_fd(stdout.as_fd(), PollFlags::OUT)];
        let limit = limit.map(|limit| Timespec::try_from(limit).expect("limits are short"));
        match poll(&mut fds, limit.as_ref()) {
            Ok(0) => Err(io::ErrorKind::TimedOut.into()),
            Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Stops the program and what runs in its job, as Ctrl-Z does, until someone continues it.
    ///
    /// The whole group is stopped, or a script around the program would go on waiting in the
    /// foreground. The signal keeps its default action, so the kernel decides: it does nothing
    /// to a group that no shell could ever continue (a window that runs only this program).
    pub(crate) fn stop() -> io::Result<()> {
        /// How long a stop may take to reach this thread. Linux needs none of it.
        const STOP_SETTLES: Duration = Duration::from_millis(10);
        rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
        std::thread::sleep(STOP_SETTLES);
        Ok(())
    }
}

#[cfg(not(unix))]
mod system {
    use std::io::Write;

    use ratatui::crossterm::{event, execute, terminal};

    use super::{Duration, Instant, io};

    /// Nothing: a console is always written by the one who waits.
    #[derive(Debug)]
    pub(crate) struct Own(());

    impl Own {
        pub(crate) const fn open() -> Option<Self> {
            None
        }

        #[expect(clippy::unused_self, reason = "as on the other systems")]
        pub(crate) const fn write(&self, _bytes: &[u8]) -> usize {
            0
        }
    }

    /// A terminal in raw mode.
    #[derive(Debug)]
    pub(crate) struct Raw(());

    impl Raw {
        /// Switches the terminal to raw mode.
        pub(crate) fn enter() -> io::Result<Self> {
            let raw = Self(());
            raw.again()?;
            Ok(raw)
        }

        /// Sets raw mode again.
        pub(crate) fn again(&self) -> io::Result<()> {
            terminal::enable_raw_mode()?;
            // This is also what turns on escape sequences in an old console.
            execute!(io::stdout(), event::EnableMouseCapture)
        }

        /// Sets the modes from before.
        pub(crate) fn leave(self) {
            let _ = execute!(io::stdout(), event::DisableMouseCapture);
            let _ = terminal::disable_raw_mode();
        }
    }

    /// Returns columns and rows.
    pub(crate) fn size() -> Option<(u16, u16)> {
        terminal::size().ok()
    }

    /// Writes to the console; it has no limit here.
    pub(crate) fn write(bytes: &[u8], _limit: Option<Duration>) -> io::Result<()> {
        let mut stdout = io::stdout();
        stdout.write_all(bytes)?;
        stdout.flush()
    }

    /// Does nothing: there is no job control.
    pub(crate) fn stop() -> io::Result<()> {
        let _ = Instant::now();
        Ok(())
    }
}

pub(super) use system::{Own, Raw, stop, write};

#[cfg(unix)]
pub(super) use system::input;

/// Returns the columns and rows of the terminal, never zero.
pub(super) fn size() -> (u16, u16) {
    real_size().unwrap_or(FALLBACK_SIZE)
}

/// Returns the columns and rows that the terminal tells, never zero.
pub(super) fn real_size() -> Option<(u16, u16)> {
    system::size().filter(|(columns, rows)| *columns > 0 && *rows > 0)
}
