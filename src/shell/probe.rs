//! Questions that only the terminal can answer, each with a time limit.

/// Returns columns and rows, if there is a terminal that tells them.
pub fn size() -> Option<(u16, u16)> {
    super::tty::real_size()
}

/// Asks the terminal how many columns it gives to each of these texts.
///
/// `None` if there is no terminal in the foreground, or it does not answer. What was drawn
/// for it is wiped out again.
pub fn widths(texts: &[&str]) -> Option<Vec<u16>> {
    system::widths(texts)
}

#[cfg(unix)]
mod system {
    use std::os::fd::{AsFd, OwnedFd};
    use std::time::{Duration, Instant};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::stdio::{stdin, stdout};
    use rustix::termios::{isatty, tcgetpgrp};

    use super::super::tty::{Raw, input, write};
    /// How long the terminal may take to say where its cursor is.
    const ANSWER: Duration = Duration::from_millis(300);

    pub(super) fn widths(texts: &[&str]) -> Option<Vec<u16>> {
        // In the background the terminal would stop us for touching it.
        let ours = tcgetpgrp(stdout()).is_ok_and(|group| group == rustix::process::getpgrp());
        if !ours || !isatty(stdin()) || !isatty(stdout()) {
            return None;
        }
        let tty = input().ok()?;
        let raw = Raw::enter().ok()?;
        let answers = texts.iter().map(|text| width(&tty, text)).collect();
        // A terminal that takes no bytes has nothing to be wiped out.
        let _ = write(b"\r\x1b[K", Some(ANSWER));
        raw.leave();
        answers
    }

    fn width(tty: &OwnedFd, text: &str) -> Option<u16> {
        write(format!("\r{text}\x1b[6n").as_bytes(), Some(ANSWER)).ok()?;
        let start = Instant::now();
        let mut answer = Vec::new();
        while !answer.ends_with(b"R") && answer.len() < 64 {
            answer.push(byte(tty, ANSWER.saturating_sub(start.elapsed()))?);
        }
        // ESC [ row ; column R, after whatever was typed meanwhile.
        let answer = String::from_utf8(answer).ok()?;
        let column: u16 = answer.rsplit(';').next()?.trim_end_matches('R').parse().ok()?;
        column.checked_sub(1)
    }

    fn byte(tty: &OwnedFd, limit: Duration) -> Option<u8> {
        let mut fds = [PollFd::from_borrowed_fd(tty.as_fd(), PollFlags::IN)];
        let limit = Timespec::try_from(limit).ok()?;
        if poll(&mut fds, Some(&limit)).ok()? == 0 {
            return None;
        }
        let mut byte = [0];
        (rustix::io::read(tty, &mut byte).ok()? == 1).then_some(byte[0])
    }
}

#[cfg(not(unix))]
mod system {
    pub(super) fn widths(_texts: &[&str]) -> Option<Vec<u16>> {
        None
    }
}
