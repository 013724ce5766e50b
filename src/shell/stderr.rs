//! Standard error, sent to a log file while something else owns the screen.
//!
//! C libraries write there without asking (ALSA: eight lines when no device opens), and a line
//! in the middle of a drawn screen stays until the next full redraw. The diversion is of the
//! descriptor itself, so it holds for them and for child processes too.
//! [`terminal::Screen`](super::terminal::Screen) does this by itself; `--plain` holds a
//! [`Diverted`] for as long as sound is open.

use std::io;
use std::path::Path;

/// Holds standard error in the log; dropping it brings it back.
#[derive(Debug)]
pub struct Diverted(());

impl Diverted {
    /// Sends standard error to the end of `log`, which is made if need be (mode 0600), or
    /// nowhere when it cannot be written.
    ///
    /// A log of more than one megabyte starts again. On Windows nothing is diverted.
    pub fn to(log: &Path) -> io::Result<Self> {
        divert(log)?;
        Ok(Self(()))
    }
}

impl Drop for Diverted {
    fn drop(&mut self) {
        restore();
    }
}

#[cfg(unix)]
pub(super) use system::divert;

#[cfg(unix)]
mod system {
    use std::fs::File;
    use std::os::fd::OwnedFd;
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
    use std::path::Path;
    use std::sync::{Mutex, PoisonError};
    use std::{fs, io};

    use rustix::stdio::{dup2_stderr, stderr};

    const LOG_LIMIT: u64 = 1 << 20;

    /// Where standard error went before. It belongs to the process, as descriptor 2 does: the
    /// panic hook and the signal thread must reach it without a handle.
    static BEFORE: Mutex<Option<OwnedFd>> = Mutex::new(None);

    pub(in crate::shell) fn divert(log: &Path) -> io::Result<()> {
        let mut before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        if before.is_some() {
            return Ok(());
        }
        // A log that cannot be written must not spoil the screen either.
        let file = open(log).or_else(|_| File::options().write(true).open("/dev/null"))?;
        let saved = stderr().try_clone_to_owned()?;
        dup2_stderr(&file)?;
        *before = Some(saved);
        Ok(())
    }

    fn open(log: &Path) -> io::Result<File> {
        if let Some(folder) = log.parent() {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        if fs::metadata(log).is_ok_and(|meta| meta.len() > LOG_LIMIT) {
            fs::remove_file(log)?;
        }
        File::options().append(true).create(true).mode(0o600).open(log)
    }

    /// Brings standard error back; does nothing when it was not diverted.
    pub(in crate::shell) fn restore() {
        let taken = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(saved) = taken {
            // It cannot fail for a descriptor that was valid when it was saved; and if it does,
            // there is nowhere left to say so.
            let _ = dup2_stderr(&saved);
        }
    }
}

#[cfg(unix)]
pub(super) use system::restore;

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it fails on the other systems")]
pub(super) fn divert(_log: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn restore() {}
