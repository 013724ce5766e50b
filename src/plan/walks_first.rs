//! The walks that come before running after a warning sign.
//!
//! Whatever the plan, two brisk walks of half an hour on two days come first (EVIDENCE2.md 3). The fold of
//! [`State`](super::State) begins the count when a sign ends and counts each walk that is logged, the plan's or not.

use jiff::civil::Date;

use super::diary::RunFact;
use crate::symptoms::{limits, signs};
use crate::time::days_between;

/// The walks that are still to come before running, and those that were done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WalksFirst {
    /// Walks that count so far.
    pub done: u8,
    /// The last of them.
    last: Option<Date>,
    /// Pain up to which a walk counts: 2, and 0 after a sign of the bone.
    pub most: u8,
}

impl WalksFirst {
    /// Begins the count: behind signs that are open, or ended today; `None` where there are none.
    pub fn after<'a>(ended: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let bone =
            |sign| if signs::is_bone(sign) { limits::GATE_WALK_PAIN_BONE } else { limits::GATE_WALK_PAIN };
        let most = ended.into_iter().map(bone).min()?;
        Some(Self { done: 0, last: None, most })
    }

    /// Begins the count again, as strictly as the stricter of two.
    #[must_use]
    pub fn again(self, before: Option<Self>) -> Self {
        Self { most: before.map_or(self.most, |before| before.most.min(self.most)), ..self }
    }

    /// Returns how many are still to come.
    pub const fn left(&self) -> u8 {
        limits::GATE_WALKS.saturating_sub(self.done)
    }

    /// Tells whether a walk of a day would count, so that it is asked for.
    pub fn may_walk(&self, date: Date) -> bool {
        self.last.is_none_or(|last| days_between(last, date) >= limits::GATE_WALKS_APART_DAYS)
    }

    /// Takes in a walk; tells whether it was the last that was needed.
    ///
    /// A shorter walk says nothing. With something sore a walk without a score says nothing either; pain above the
    /// limit, a limp or a stab begins the count again.
    pub fn walked(&mut self, walk: &RunFact, sore: bool, date: Date) -> bool {
        let worst = walk.during.max(walk.after);
        if walk.limp || walk.sharp || worst.is_some_and(|worst| worst > self.most) {
            (self.done, self.last) = (0, None);
            return false;
        }
        let long = walk.total.as_secs_f64() >= limits::GATE_WALK.as_secs_f64() * limits::SHARE_DONE;
        if long && (worst.is_some() || !sore) && self.may_walk(date) {
            self.done += 1;
            self.last = Some(date);
        }
        self.left() == 0
    }
}
