//! What is written down: entries of the history, each with its name and its revision.
//!
//! The log of this program takes them at once; the shell is asked to keep them.

use super::{Action, App, Core, Effect, Screen};
use crate::record::{self, Body, Record, Records};
use crate::session::Now;
use crate::symptoms::SoreSite;

impl App {
    /// Keeps what was said to be sore, and says the warning signs that it brings.
    pub(super) fn check_in(
        &mut self,
        moment: record::Moment,
        sore: Vec<record::Sore>,
        now: Now,
        effects: &mut Vec<Effect>,
    ) {
        let body = record::CheckIn {
            moment,
            date: now.at.date(),
            sore,
            stiff_minutes: None,
            limp: false,
            sharp: false,
            recall: record::Recall::Now,
        };
        self.core.save(Body::CheckIn(body), now, effects);
        self.say_shown_signs(now, effects);
    }

    /// Keeps what was said on the command line to be sore; no site means that nothing is.
    pub fn say_sore(&mut self, sites: &[SoreSite], now: Now) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.core.said_sore = sites.iter().all(|s| s.score.is_some());
        let sore = sites.iter().map(|s| record::Sore { site: s.site, score: s.score }).collect();
        let moment = if sites.is_empty() { record::Moment::Sites } else { record::Moment::Now };
        self.check_in(moment, sore, now, &mut effects);
        effects
    }

    /// Takes in what another program has written; tells whether it says anything new.
    ///
    /// A lock that comes of it is shown at once, over what was being said.
    pub fn take_news(&mut self, news: Records, now: Now) -> bool {
        if !self.core.history.is_news(&news) {
            return false;
        }
        let before = self.core.lock();
        self.core.history.change().take_news(news);
        if self.core.lock() > before {
            // What is below waits, and begins nothing while it is locked.
            self.open(Screen::Locked);
        } else {
            self.tell_for_a_while("Another program changed your history. Press the key again.", now.mono);
        }
        true
    }
}

impl Core {
    /// Makes a new name that no other entry of this or any other device has.
    pub(super) fn new_id(&mut self, now: Now) -> String {
        loop {
            self.counter += 1;
            let id = record::new_id(now.at, &self.device, self.counter);
            if !self.history.log().knows(&id) {
                return id;
            }
        }
    }

    pub(super) fn save(&mut self, body: Body, now: Now, effects: &mut Vec<Effect>) -> String {
        let id = self.new_id(now);
        self.revise(&id, body, now, effects);
        id
    }

    pub(super) fn revise(&mut self, id: &str, body: Body, now: Now, effects: &mut Vec<Effect>) {
        let record = Record {
            v: record::VERSION,
            id: id.to_owned(),
            rev: self.history.log().next_rev(id),
            at: now.at,
            zone: self.zone.clone(),
            device: self.device.clone(),
            body,
        };
        self.take_in(record.clone());
        effects.push(Effect::Save(Box::new(record)));
    }

    /// Takes a record into the history.
    pub(crate) fn take_in(&mut self, record: Record) {
        self.history.change().take_in(record);
    }
}

impl Core {
    /// Counts the names of new entries from here on: another program of this device counts from elsewhere.
    pub const fn count_from(&mut self, count: u32) {
        self.counter = count;
    }
}

impl Action {
    /// Tells whether it is left undone when another program has changed the history: what it was pressed for may be
    /// something else now.
    pub const fn waits_for_news(self) -> bool {
        !matches!(self, Self::Quit | Self::Abort | Self::Suspend | Self::Help | Self::Signs)
    }
}
