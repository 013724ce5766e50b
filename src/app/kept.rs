//! New entries of the history, each with its name and its revision.
//!
//! The log of this program takes them at once; the shell is asked to save them.

use super::update::Flow;
use super::{Action, Screen, Update};
use crate::record::{self, Records};
use crate::symptoms::SoreSite;
use crate::words::notice::Notice;

impl Update<'_> {
    /// Keeps what was said on the command line to be sore; no site means that nothing is.
    pub(super) fn say_sore(&mut self, sites: &[SoreSite]) {
        self.core.say_sore(sites, self.now);
        self.say_shown_signs();
    }

    /// Takes in the records of another program.
    ///
    /// A lock that comes of it is shown at once, over what was being said.
    pub(super) fn take_news(&mut self, news: Records) {
        let before = self.core.lock();
        self.core.history.change().take_news(news);
        if let Some(session) = &self.stage.session {
            // What is played continues, unless it is locked now.
            if self.core.history.is_locked(session.routine()) {
                self.flow(Flow::Lock);
            }
        } else if self.core.lock() > before {
            // What is below waits, and begins nothing while it is locked.
            self.open(Screen::Locked);
        } else {
            self.notify(&Notice::HistoryChanged);
        }
    }

    /// Keeps what was said to be sore, and says the warning signs that it brings.
    pub(super) fn check_in(&mut self, moment: record::Moment, sore: Vec<record::Sore>) {
        self.core.check_in(moment, sore, self.now);
        self.say_shown_signs();
    }
}

impl Action {
    /// True if it is left undone when another program has changed the history: what it was pressed for may be
    /// something else now.
    pub const fn waits_for_news(self) -> bool {
        !matches!(self, Self::Quit | Self::Abort | Self::Suspend | Self::Help | Self::Signs)
    }
}
