//! The time to leave while a routine plays: kept, ignored, and shown.

use std::time::Duration;

use super::{AppView, Screen, Stage, Update};
use crate::record::journal::Header;
use crate::session::{Now, Within};
use crate::time::MonoTime;
use crate::words::notice::{Leave, Notice};

impl Update<'_> {
    /// Returns the time that a session which was cut off had; one to leave by that is over counts no more.
    pub(super) fn time_of(header: &Header, now: Now) -> Option<Within> {
        match header.leave_at {
            Some(at) => (at.moment > now.at.moment).then_some(Within::Leave(at)),
            None => header.budget_ms.map(|millis| Within::Whole(Duration::from_millis(millis))),
        }
    }
}

impl Stage {
    /// Returns when the runner is out as it stands, as a clock shows it; `None` if no time to leave was named.
    pub fn out_at(&self, now: MonoTime) -> Option<String> {
        Some(self.session()?.out_at(now)?.clock())
    }
}

impl AppView<'_> {
    /// When the time to leave reads otherwise while the clock stands.
    pub(super) fn out_wake(self, now: MonoTime) -> Option<MonoTime> {
        self.stage.session.as_ref().filter(|_| *self.screen() == Screen::Player)?.out_changes(now)
    }
}

impl Update<'_> {
    /// Keeps the time to leave: what is late is made up from what is still to come.
    pub(super) fn in_time(&mut self) {
        let Some(kept) = self.stage.session.as_mut().and_then(|session| session.keep_time(self.now)) else {
            return;
        };
        self.tell_for_a_while(self.stage.words().kept_time(&kept));
        self.take(kept.events);
    }

    /// Ignores the time to leave, so that no step is dropped for it, or keeps it again.
    pub(super) fn toggle_hurry(&mut self) {
        let Some(session) = &mut self.stage.session else { return };
        let (Some(kept), Some(at)) = (session.keeps_time(), session.leave_at()) else {
            return self.notify(&Notice::Leave(Leave::NotSet));
        };
        session.set_keeps_time(!kept);
        if kept {
            self.notify(&Notice::Leave(Leave::NoHurry));
        } else {
            self.notify(&Notice::Leave(Leave::Back(at)));
            self.in_time();
        }
    }
}
