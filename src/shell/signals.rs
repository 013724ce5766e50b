//! Signals, taken by a thread of their own and turned into [`Wake`]s.
//!
//! A flag would not do: a terminal that has gone away can leave the loop stuck in a write, and
//! then the flag would go unseen. So the thread tells the loop, gives it half a second to
//! leave, and then restores the terminal itself and exits; the journal is on disk already.
//! SIGTSTP keeps its default action, because only the kernel knows whether a shell could
//! continue us: the key Ctrl-Z calls [`Screen::suspend`](super::terminal::Screen::suspend).

use std::io;
use std::time::Duration;

#[cfg(doc)]
use super::wait::Wake;
use super::wait::Waker;

/// How long the loop has to leave after a signal that ends the program.
pub const GRACE: Duration = Duration::from_millis(500);

/// A signal that ends the program, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ending(i32);

impl Ending {
    /// The terminal has gone away.
    pub const HANG_UP: Self = Self(1);
    /// Ctrl-C if the terminal is not raw, or `kill -INT`.
    pub const INTERRUPT: Self = Self(2);
    /// `kill -QUIT`.
    pub const QUIT: Self = Self(3);
    /// The output has no reader any more.
    pub const PIPE: Self = Self(13);
    /// `kill`, or the system going down.
    pub const TERMINATE: Self = Self(15);

    /// Returns the exit code that tells a shell which signal it was: 128 and its number.
    pub fn exit_code(self) -> u8 {
        128_u8.saturating_add(u8::try_from(self.0).unwrap_or(0))
    }
}

#[cfg(unix)]
pub use system::Signals;

#[cfg(unix)]
mod system {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc;
    use std::thread;

    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
    use signal_hook::iterator::{Handle, Signals as Incoming};

    use super::{Duration, Ending, GRACE, Waker, io};
    use crate::shell::terminal::restore_all;
    use crate::shell::wait::Wake;

    /// How long restoring a frozen terminal may take before the program exits without.
    const RESTORE_LIMIT: Duration = Duration::from_millis(300);

    /// Listens to signals until it is dropped, which should be the last thing before the end.
    #[derive(Debug)]
    pub struct Signals {
        handle: Handle,
        left: Arc<AtomicBool>,
    }

    impl Signals {
        /// Starts the thread that turns signals into wake-ups.
        ///
        /// SIGHUP and SIGINT stay ignored if they were ignored from the start (`nohup`, a
        /// script's background job).
        pub fn listen(waker: Waker) -> io::Result<Self> {
            let left = Arc::new(AtomicBool::new(false));
            let mut taken = vec![SIGWINCH, SIGCONT];
            let ignored = ignored();
            for ending in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
                if ignored >> (ending - 1) & 1 == 1 {
                    continue;
                }
                // Once we no longer listen, a signal does again what it does by default.
                signal_hook::flag::register_conditional_default(ending, Arc::clone(&left))?;
                taken.push(ending);
            }
            let mut incoming = Incoming::new(taken)?;
            let handle = incoming.handle();
            let gone = Arc::clone(&left);
            thread::Builder::new().name("signals".into()).spawn(move || {
                let mut ending = None;
                for signal in &mut incoming {
                    match signal {
                        SIGWINCH => waker.wake(Wake::Resized),
                        SIGCONT => waker.wake(Wake::Continued),
                        // A second Ctrl-C means now. A second hang-up is only a shell passing
                        // on what the terminal has sent already.
                        SIGINT if ending.is_some() => exit(Ending(signal)),
                        _ if ending.is_none() => {
                            ending = Some(Ending(signal));
                            waker.wake(Wake::End(Ending(signal)));
                            exit_after_grace(Ending(signal), Arc::clone(&gone));
                        }
                        _ => {}
                    }
                }
            })?;
            Ok(Self { handle, left })
        }
    }

    impl Drop for Signals {
        fn drop(&mut self) {
            self.left.store(true, Ordering::SeqCst);
            self.handle.close();
        }
    }

    fn exit_after_grace(ending: Ending, left: Arc<AtomicBool>) {
        let watch = move || {
            thread::sleep(GRACE);
            if !left.load(Ordering::SeqCst) {
                exit(ending);
            }
        };
        // Without the thread there would be no way out of a stuck loop.
        if thread::Builder::new().name("grace".into()).spawn(watch).is_err() {
            exit(ending);
        }
    }

    /// Restores the terminal and ends the process, whatever the other threads are doing.
    fn exit(ending: Ending) -> ! {
        let (done, restored) = mpsc::channel();
        let restore = move || {
            restore_all();
            let _ = done.send(());
        };
        if thread::Builder::new().spawn(restore).is_ok() {
            let _ = restored.recv_timeout(RESTORE_LIMIT);
        }
        // Not `std::process::exit`: what C libraries do at exit could hang again.
        signal_hook::low_level::exit(i32::from(ending.exit_code()))
    }

    /// Returns the signals that the program was started with ignored: the lowest bit is signal 1.
    #[cfg(target_os = "linux")]
    fn ignored() -> u64 {
        let Ok(status) = std::fs::read_to_string("/proc/self/status") else { return 0 };
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
    }

    /// Tells nothing: other systems have no safe call for it.
    #[cfg(not(target_os = "linux"))]
    const fn ignored() -> u64 {
        0
    }
}

/// Listens to nothing: Ctrl-C arrives as a key, and a closed console ends the program.
#[cfg(not(unix))]
#[derive(Debug)]
pub struct Signals(());

#[cfg(not(unix))]
impl Signals {
    /// Does nothing here.
    #[expect(clippy::unnecessary_wraps, clippy::needless_pass_by_value, reason = "as on the other systems")]
    pub fn listen(_waker: Waker) -> io::Result<Self> {
        Ok(Self(()))
    }
}
