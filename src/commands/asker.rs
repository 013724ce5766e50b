//! The questions of the command line.

use std::io::{self, IsTerminal, Write as _};

use super::Failure;
use crate::diagnostic::printable_lines;

/// The source of answers.
pub(super) trait Asker {
    /// Asks, and returns the answer; `None` if the runner cannot be asked.
    fn ask(&mut self, question: &str) -> Result<Option<String>, Failure>;

    /// True if the runner can be asked.
    fn is_there(&self) -> bool;
}

/// No one to ask: whatever the command line leaves out stays open.
pub(super) struct Nobody;

impl Asker for Nobody {
    fn ask(&mut self, _question: &str) -> Result<Option<String>, Failure> {
        Ok(None)
    }

    fn is_there(&self) -> bool {
        false
    }
}

/// The terminal, if there is one.
pub(super) struct Terminal;

impl Asker for Terminal {
    fn ask(&mut self, question: &str) -> Result<Option<String>, Failure> {
        let failed = |source| Failure::Io { what: "cannot ask".into(), source };
        if !self.is_there() {
            return Ok(None);
        }
        let mut out = io::stdout().lock();
        write!(out, "{} ", printable_lines(question)).and_then(|()| out.flush()).map_err(failed)?;
        let mut answer = String::new();
        if io::stdin().read_line(&mut answer).map_err(failed)? == 0 {
            // Ctrl-D: the runner went away.
            return Err(Failure::Said("nothing was changed".into()));
        }
        Ok(Some(answer.trim().to_lowercase()))
    }

    fn is_there(&self) -> bool {
        io::stdin().is_terminal() && io::stdout().is_terminal()
    }
}
