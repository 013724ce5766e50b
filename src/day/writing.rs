//! The records of a day: soreness that the runner reported, and warning signs that the log itself shows.

use super::Core;
use crate::history::Write;
use crate::record::{self, Body, ClearedBy, Flag, Record};
use crate::session::Now;
use crate::symptoms::SoreSite;
use crate::symptoms::signs::{self, Sign};

/// Records made together, with the earlier state of each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Batch {
    wrote: Vec<(String, Option<Body>)>,
}

impl Batch {
    /// Takes new entries together.
    pub(crate) fn of_new(ids: impl IntoIterator<Item = String>) -> Self {
        Self { wrote: ids.into_iter().map(|id| (id, None)).collect() }
    }

    /// Returns the entries, each with what it said before; `None` if it is new.
    pub fn entries(&self) -> &[(String, Option<Body>)] {
        &self.wrote
    }

    /// Takes in that it took the place of what was written before it: that is not to come back.
    pub(crate) fn comes_after(&mut self, earlier: Self) {
        for (id, before) in earlier.wrote {
            match self.wrote.iter_mut().find(|(is, _)| *is == id) {
                Some((_, stood)) => *stood = before,
                None => self.wrote.push((id, before)),
            }
        }
    }

    /// Takes in what was written after it.
    pub(crate) fn extend(&mut self, later: Self) {
        self.wrote.extend(later.wrote);
    }
}

impl Core {
    /// Writes things down together; `None` if there is nothing to write.
    pub fn keep(&mut self, writes: Vec<Write>, now: Now) -> Option<Batch> {
        let mut wrote = Vec::new();
        for write in writes {
            match write {
                Write::New(body) => wrote.push((self.save(body, now), None)),
                Write::Change(id, body) => {
                    let before = self.history.log().get(&id).map(|record| record.body.clone());
                    self.revise(&id, body, now);
                    wrote.push((id, before));
                }
            }
        }
        (!wrote.is_empty()).then_some(Batch { wrote })
    }

    /// Takes back what was written together, the last first: each entry says again what it said before.
    pub fn undo(&mut self, batch: Batch, now: Now) {
        self.take_back(batch.wrote.into_iter().rev().collect(), now);
    }

    /// Returns the records that are not on the disk yet, in order.
    pub fn unsaved(&self) -> &[Record] {
        self.history.unsaved()
    }

    /// Takes the records to be saved, in order.
    pub fn take_unsaved(&mut self) -> Vec<Record> {
        if self.unsaved().is_empty() { Vec::new() } else { self.history.change().take_unsaved() }
    }

    /// Makes a new name that no other entry of this or any other device has.
    pub(crate) fn new_id(&mut self, now: Now) -> String {
        self.history.change().new_id(now.at)
    }

    pub(crate) fn save(&mut self, body: Body, now: Now) -> String {
        self.history.change().keep(now.at, body)
    }

    pub(crate) fn revise(&mut self, id: &str, body: Body, now: Now) {
        self.history.change().revise(now.at, id, body);
    }

    /// Takes entries back, as [`crate::history::History::take_back`] does.
    pub(crate) fn take_back(&mut self, entries: Vec<(String, Option<Body>)>, now: Now) {
        self.history.change().take_back(now.at, entries);
    }

    /// Keeps what was said now to be sore.
    pub(crate) fn check_in(&mut self, moment: record::Moment, sore: Vec<record::Sore>, now: Now) {
        self.save(Body::CheckIn(record::CheckIn::of_day(moment, now.at.date(), sore)), now);
    }

    /// Keeps what was said on the command line to be sore; no site means that nothing is.
    pub fn say_sore(&mut self, sites: &[SoreSite], now: Now) {
        self.said_sore = sites.iter().all(|s| s.score.is_some());
        let sore = sites.iter().map(|s| record::Sore { site: s.site, score: s.score }).collect();
        let moment = if sites.is_empty() { record::Moment::Sites } else { record::Moment::Now };
        self.check_in(moment, sore, now);
    }

    /// Reports the warning signs that the history shows but the runner has not; returns them.
    pub fn say_shown_signs(&mut self, now: Now) -> Vec<&'static Sign> {
        let shown = self.history.unsaid_signs(now.at.date());
        let shown: Vec<&Sign> = shown.into_iter().filter_map(|shown| signs::sign(shown.sign)).collect();
        for sign in &shown {
            self.save(Body::Flag(Flag::of(sign.id)), now);
        }
        shown
    }

    /// Records the end of signs that have ended by themselves; says whether there were any.
    pub(crate) fn end_quiet(&mut self, now: Now) -> bool {
        let over = self.history.log().over(now.at.date());
        let over: Vec<(String, ClearedBy)> =
            over.into_iter().map(|(sign, by)| (sign.to_owned(), by)).collect();
        for (sign, by) in &over {
            let cleared = self.history.log().clear(vec![sign.clone()], *by);
            self.save(Body::Clearance(cleared), now);
        }
        !over.is_empty()
    }

    /// Brings warning signs up to date, as at each start: those that have ended by themselves, and those that another
    /// version or another device left unsaid.
    pub fn settle_signs(&mut self, now: Now) {
        self.end_quiet(now);
        self.say_shown_signs(now);
    }
}
