//! What stops the plan: warning signs that were said, and those that the log itself shows.

use jiff::civil::Date;

use super::diary::{Diary, Facts};
use super::state::State;
use super::verdict::Decision;
use crate::record::lock::Lock;
use crate::symptoms::Region;
use crate::symptoms::signs;
use crate::time::days_between;

/// Deep heel-bone pain.
const DEEP: &str = "RF05";
/// Stiffness beyond half an hour, on three days.
const STIFF: &str = "RF07";
/// A limp that is still there two days later.
const LIMP: &str = "RF12b";
/// Minutes of stiffness beyond which a day counts.
const STIFF_MINUTES: u32 = 30;
/// Days with stiffness that make it a sign, and within how many.
const STIFF_DAYS: usize = 3;
const STIFF_WITHIN: i32 = 14;
/// Days after which a limp is one that stayed: 48 h; and after which it is another one.
const LIMP_AFTER: i32 = 2;
const LIMP_WITHIN: i32 = 7;

/// A sign that the log shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Derived {
    /// Its row.
    pub sign: &'static str,
    /// Since when.
    pub since: Date,
    /// What it does.
    pub decision: Decision,
}

/// What stops the plan today.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// The sign's row.
    pub sign: String,
    /// Since when.
    pub since: Date,
    /// [`Decision::StopLock`] or [`Decision::PauseAndRefer`].
    pub decision: Decision,
}

/// Notes a sore heel bone.
pub fn deep(state: &mut State, decision: Decision, since: Date) {
    state.derived.retain(|known| known.sign != DEEP || known.decision < decision);
    if state.derived.iter().all(|known| known.sign != DEEP) {
        state.derived.push(Derived { sign: DEEP, since, decision });
    }
}

/// Finds what the log shows on a day, and drops what was cleared.
pub fn derive(state: &mut State, diary: &Diary, facts: &Facts, date: Date) {
    state.derived.retain(|known| !diary.cleared_between(known.sign, known.since, date));
    let scores = facts.now.iter().chain(&facts.mornings).chain(&facts.later);
    let sore = scores.into_iter().any(|(site, score)| site.region == Region::HeelBoneDeep && *score > 0);
    let named = facts.sites.as_ref().is_some_and(|s| s.iter().any(|s| s.region == Region::HeelBoneDeep));
    if sore || named {
        deep(state, Decision::PauseAndRefer, date);
    }
    let known = |state: &State, sign| state.derived.iter().any(|known| known.sign == sign);
    if facts.stiff_minutes.is_some_and(|minutes| minutes > STIFF_MINUTES) {
        state.stiff.push(date);
        state.stiff.retain(|day| days_between(*day, date) < STIFF_WITHIN);
        let fresh = |day: &&Date| !diary.cleared_between(STIFF, **day, date);
        if state.stiff.iter().filter(fresh).count() >= STIFF_DAYS && !known(state, STIFF) {
            state.derived.push(Derived { sign: STIFF, since: date, decision: Decision::PauseAndRefer });
        }
    }
    let limps = facts.limp || facts.runs.iter().any(|run| run.limp);
    if limps {
        state.limps.push(date);
        state.limps.retain(|day| days_between(*day, date) <= LIMP_WITHIN);
        let old =
            |day: &Date| days_between(*day, date) >= LIMP_AFTER && !diary.cleared_between(LIMP, *day, date);
        if state.limps.iter().any(old) && !known(state, LIMP) {
            state.derived.push(Derived { sign: LIMP, since: date, decision: Decision::PauseAndRefer });
        }
    }
}

/// Returns what stops the plan on a day; the strictest, then the oldest.
pub fn stop(state: &State, diary: &Diary, date: Date) -> Option<Stop> {
    let said = diary.signs().iter().filter_map(|spell| {
        let open = spell.from <= date && spell.until.is_none_or(|(until, _)| until > date);
        let decision = decision(&spell.sign).filter(|_| open)?;
        Some(Stop { sign: spell.sign.clone(), since: spell.from, decision })
    });
    let shown = state.derived.iter().map(|known| Stop {
        sign: known.sign.to_owned(),
        since: known.since,
        decision: known.decision,
    });
    said.chain(shown).min_by_key(|stop| (stop.decision, stop.since))
}

/// Returns what a sign does to the plan; `None` when it only advises.
fn decision(sign: &str) -> Option<Decision> {
    match Lock::of_tier(signs::tier(sign)) {
        Lock::Everything => Some(Decision::StopLock),
        Lock::Loading => Some(Decision::PauseAndRefer),
        Lock::Open | Lock::Unread => None,
    }
}
