//! The walks that come before running after a warning sign, or after a rest.
//!
//! Whatever the plan, two brisk walks of half an hour on two days come first after a sign (EVIDENCE2.md 3), and one
//! after a rest (1.5). The fold of [`State`](super::State) begins the count when the sign or the rest ends and counts
//! each walk that is logged, the plan's or not.

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
    /// How many are needed.
    pub needed: u8,
    /// Pain up to which a walk counts: 2, 0 after a sign of the bone, 3 after a rest for a sore sole.
    pub most: u8,
}

impl WalksFirst {
    /// Begins the count: behind signs that are open, or ended today; `None` where there are none.
    pub fn after<'a>(ended: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let bone =
            |sign| if signs::is_bone(sign) { limits::GATE_WALK_PAIN_BONE } else { limits::GATE_WALK_PAIN };
        let most = ended.into_iter().map(bone).min()?;
        Some(Self { done: 0, last: None, needed: limits::GATE_WALKS, most })
    }

    /// Begins the count behind a rest; `sole` if nothing but the sole is sore.
    pub const fn after_rest(sole: bool) -> Self {
        let most = if sole { limits::CALM_DAILY_SOLE } else { limits::GATE_WALK_PAIN };
        Self { done: 0, last: None, needed: limits::REST_WALKS, most }
    }

    /// Tells whether a warning sign is behind it, and no rest.
    pub const fn is_of_sign(&self) -> bool {
        self.needed > limits::REST_WALKS
    }

    /// Begins the count again, as strictly as the stricter of two.
    #[must_use]
    pub fn again(self, before: Option<Self>) -> Self {
        let Some(before) = before else { return self };
        Self { most: before.most.min(self.most), needed: before.needed.max(self.needed), ..self }
    }

    /// Returns how many are still to come.
    pub const fn left(&self) -> u8 {
        self.needed.saturating_sub(self.done)
    }

    /// Tells whether a walk of a day would count, so that it is asked for.
    pub fn may_walk(&self, date: Date) -> bool {
        self.last.is_none_or(|last| days_between(last, date) >= limits::GATE_WALKS_APART_DAYS)
    }

    /// Tells why a walk does not count; `None` when it does.
    ///
    /// Nobody knows whether a walk was painless until that was said: without a score it does not count yet.
    pub fn refuses(&self, walk: &RunFact, date: Date) -> Option<Refusal> {
        let worst = walk.during.max(walk.after);
        let long = walk.total.as_secs_f64() >= limits::GATE_WALK.as_secs_f64() * limits::SHARE_DONE;
        match worst {
            _ if walk.limp => Some(Refusal::Limp),
            _ if walk.sharp => Some(Refusal::Sharp),
            Some(score) if score > self.most => Some(Refusal::Sore { score, most: self.most }),
            _ if !long => Some(Refusal::Short),
            _ if !self.may_walk(date) => Some(Refusal::SameDay),
            None => Some(Refusal::Unsaid { most: self.most }),
            Some(_) => None,
        }
    }

    /// Takes in a walk; tells whether it was the last that was needed.
    ///
    /// Pain above the limit, a limp or a stab begins the count again; what else does not count changes nothing.
    pub fn walked(&mut self, walk: &RunFact, date: Date) -> bool {
        match self.refuses(walk, date) {
            Some(refusal) if refusal.begins_anew() => (self.done, self.last) = (0, None),
            Some(_) => {}
            None => (self.done, self.last) = (self.done + 1, Some(date)),
        }
        self.left() == 0
    }
}

/// Why a walk after a warning sign does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It was shorter than half an hour.
    Short,
    /// It hurt.
    Sore {
        /// So much.
        score: u8,
        /// Pain up to which it would have counted.
        most: u8,
    },
    /// Nobody said how much it hurt.
    Unsaid {
        /// Pain up to which it counts.
        most: u8,
    },
    /// It ended with a limp.
    Limp,
    /// It stabbed.
    Sharp,
    /// Another one of that day counts.
    SameDay,
}

impl Refusal {
    /// Tells whether the walks before it do not count any more either.
    const fn begins_anew(self) -> bool {
        matches!(self, Self::Sore { .. } | Self::Limp | Self::Sharp)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::civil::date;

    use super::*;

    const FIRST: Date = date(2026, 11, 2);
    const SECOND: Date = date(2026, 11, 3);

    fn walk(minutes: u64, during: Option<u8>) -> RunFact {
        RunFact { total: Duration::from_secs(minutes * 60), during, ..RunFact::default() }
    }

    /// A sign that is not of the bone, and one that is.
    fn after(sign: &str) -> WalksFirst {
        WalksFirst::after([sign]).unwrap()
    }

    #[test]
    fn two_walks_on_two_days_lead_back_to_running() {
        let mut first = after("RF08");
        assert!(!first.walked(&walk(30, Some(2)), FIRST));
        assert!(!first.may_walk(FIRST) && first.may_walk(SECOND));
        assert!(!first.walked(&walk(30, Some(2)), FIRST), "two of a day are one");
        assert!(first.walked(&walk(30, Some(0)), SECOND));
    }

    #[test]
    fn a_walk_counts_when_it_was_long_enough_and_known_to_be_calm() {
        let first = after("RF08");
        for (walk, refused) in [
            (walk(30, Some(2)), None),
            (walk(27, Some(0)), None),
            (walk(26, Some(0)), Some(Refusal::Short)),
            (walk(30, None), Some(Refusal::Unsaid { most: 2 })),
            (walk(30, Some(3)), Some(Refusal::Sore { score: 3, most: 2 })),
            (RunFact { after: Some(3), ..walk(30, Some(0)) }, Some(Refusal::Sore { score: 3, most: 2 })),
            (RunFact { limp: true, ..walk(30, Some(0)) }, Some(Refusal::Limp)),
            (RunFact { sharp: true, ..walk(30, Some(0)) }, Some(Refusal::Sharp)),
        ] {
            assert_eq!(first.refuses(&walk, FIRST), refused, "{walk:?}");
        }
    }

    #[test]
    fn after_a_sign_of_the_bone_a_walk_must_not_hurt_at_all() {
        let bone = signs::SIGNS.iter().find(|sign| signs::is_bone(sign.id)).unwrap();
        let first = after(bone.id);
        assert_eq!(first.refuses(&walk(30, Some(0)), FIRST), None);
        assert_eq!(first.refuses(&walk(30, Some(1)), FIRST), Some(Refusal::Sore { score: 1, most: 0 }));
        assert_eq!(after("RF08").again(Some(first)).most, 0, "the stricter of two holds");
    }

    #[test]
    fn pain_a_limp_or_a_stab_begins_the_count_again_and_nothing_else_does() {
        for (second, left) in [
            (walk(30, Some(3)), 2),
            (RunFact { limp: true, ..walk(30, Some(0)) }, 2),
            (RunFact { sharp: true, ..walk(30, Some(0)) }, 2),
            (walk(10, Some(0)), 1),
            (walk(30, None), 1),
        ] {
            let mut first = after("RF08");
            first.walked(&walk(30, Some(1)), FIRST);
            assert!(!first.walked(&second, SECOND));
            assert_eq!(first.left(), left, "{second:?}");
        }
    }
}
