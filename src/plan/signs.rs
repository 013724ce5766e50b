//! What stops the plan: warning signs that were said, and those that the log itself shows.

use jiff::civil::Date;

use super::diary::{Diary, Facts, SignSpell};
use super::state::{Comeback, Runner, State};
use super::verdict::Decision;
use super::walks_first::WalksFirst;
use crate::plans::Plan;
use crate::record::lock::Lock;
use crate::symptoms::signs::Locks;
use crate::symptoms::{limits, signs};
use crate::time::{days_after, days_between};

/// Deep heel-bone pain; [`signs::brought_by`] names it too.
pub const DEEP: &str = "RF05";
/// Stiffness beyond half an hour, on three days.
pub const STIFF: &str = "RF07a";
/// What versions before this one made of such stiffness.
const FORMER_STIFF: &str = "RF07";
/// A limp that is still there two days later.
const LIMP: &str = "RF12b";

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
fn derive(state: &mut State, diary: &Diary, facts: &Facts, date: Date) {
    state.derived.retain(|known| {
        !diary.ended_between(known.sign, known.since, date) && !diary.was_mistaken(known.sign, known.since)
    });
    // Of the day of its end only what was said before it is over.
    let mistaken = date.tomorrow().is_ok_and(|next| diary.was_mistaken(DEEP, next));
    if facts.named.iter().any(|region| signs::brought_by(*region) == Some(DEEP)) && !mistaken {
        deep(state, Decision::PauseAndRefer, date);
    }
    let known = |state: &State, sign| state.derived.iter().any(|known| known.sign == sign);
    if facts.stiff_minutes.is_some_and(|minutes| minutes > limits::STIFF_MINUTES) {
        state.stiff.push(date);
        state.stiff.retain(|day| days_between(*day, date) < limits::STIFF_WITHIN_DAYS);
        let fresh =
            |day: &&Date| [STIFF, FORMER_STIFF].iter().all(|sign| !diary.cleared_between(sign, **day, date));
        let former =
            diary.signs().iter().any(|spell| spell.sign == FORMER_STIFF && state.stiff.contains(&spell.from));
        let shown =
            state.stiff.iter().filter(fresh).count() >= limits::STIFF_MORNINGS && !known(state, STIFF);
        if shown && !former && !diary.was_mistaken(STIFF, date) {
            state.derived.push(Derived { sign: STIFF, since: date, decision: Decision::PauseAndRefer });
        }
    }
    let limps = facts.limp || facts.runs.iter().any(|run| run.limp);
    if limps {
        state.limps.push(date);
        state.limps.retain(|day| days_between(*day, date) <= limits::LIMP_WITHIN_DAYS);
        let old = |day: &Date| {
            days_between(*day, date) >= limits::LIMP_DAYS && !diary.cleared_between(LIMP, *day, date)
        };
        if state.limps.iter().any(old) && !known(state, LIMP) && !diary.was_mistaken(LIMP, date) {
            state.derived.push(Derived { sign: LIMP, since: date, decision: Decision::PauseAndRefer });
        }
    }
}

/// Returns what a plan asks about the runner, on a day: the age, and whether a bone has ever been a matter of health.
pub fn runner(diary: &Diary, date: Date) -> Runner {
    let age = diary.profile.born.map(|born| date.year().saturating_sub(born));
    let bone = diary.signs().iter().any(|spell| spell.from <= date && signs::slows_growth(&spell.sign));
    Runner { age, bone }
}

/// Tells whether it was said that the runner is no adult.
pub fn is_minor(diary: &Diary, date: Date) -> bool {
    let open = |spell: &&SignSpell| spell.from <= date && spell.until.is_none_or(|(until, _)| until > date);
    diary.signs().iter().filter(open).any(|spell| signs::is_of_age(&spell.sign))
}

/// Tells whether a warning sign that is open on a day lets no run get longer.
pub fn stands_still(diary: &Diary, date: Date) -> bool {
    let open = |spell: &&SignSpell| spell.from <= date && spell.until.is_none_or(|(until, _)| until > date);
    signs::stops_growth(diary.signs().iter().filter(open).map(|spell| spell.sign.as_str()))
}

/// Returns the sign that lets no run get longer on a day, alone or the first of several.
pub fn that_hold(diary: &Diary, date: Date) -> Option<&'static str> {
    let open = |spell: &&SignSpell| spell.from <= date && spell.until.is_none_or(|(until, _)| until > date);
    let ids = diary.signs().iter().filter(open).filter_map(|spell| Some(signs::sign(&spell.sign)?.id));
    ids.into_iter().find(|id| signs::locks(id) == Locks::Growth || signs::counts(id))
}

/// Tells whether a warning sign forbade running on a day, or the walks behind one came first.
pub fn held_back(diary: &Diary, date: Date) -> bool {
    let walks = i64::from(limits::GATE_WALKS);
    let until = |spell: &SignSpell| spell.until.map(|(until, _)| days_after(until, walks));
    diary.signs().iter().any(|spell| {
        decision(&spell.sign).is_some() && spell.from <= date && until(spell).is_none_or(|until| until > date)
    })
}

/// Takes in the signs of a day: locks and pauses, those that were said and those that the log shows, and their ends.
///
/// After the last of them two walks come first, and running begins again with walks or lower.
pub fn step(state: &mut State, plan: &Plan, diary: &Diary, facts: &Facts, date: Date) {
    if !watch(state, diary, facts, date) {
        return;
    }
    if let Some(course) = &mut state.course {
        let last = state.past.last_planned(date).or_else(|| state.past.last_run(date));
        course.after_stop(plan, last.map(|run| run.run), date);
    }
}

/// Takes in the signs of a day, whatever the plan; tells whether nothing stops any more since that day.
pub fn watch(state: &mut State, diary: &Diary, facts: &Facts, date: Date) -> bool {
    derive(state, diary, facts, date);
    let before = state.stop.take();
    let open = open(state, diary, date);
    let ended: Vec<&str> = ended(diary, date).collect();
    let signs = open.iter().map(|stop| stop.sign.as_str()).chain(ended.iter().copied());
    let signs = signs.chain(before.iter().map(|stop| stop.sign.as_str()));
    // What is only advised holds back runs for a few days and leaves nothing to be regained.
    if let Some(first) = WalksFirst::after(signs.filter(|sign| signs::walks_come_first(sign))) {
        state.walks_first = Some(first.again(state.walks_first));
    }
    state.stop = open.into_iter().min_by_key(|stop| (stop.decision, stop.since));
    let mut were = before.iter().map(|stop| stop.sign.as_str()).chain(ended);
    let over = state.stop.is_none() && were.any(signs::walks_come_first);
    if over {
        state.comeback = Some(Comeback::Stop);
    }
    over
}

/// Returns what stops the plan on a day.
fn open(state: &State, diary: &Diary, date: Date) -> Vec<Stop> {
    let said = diary.signs().iter().filter_map(|spell| {
        let open = spell.from <= date && spell.until.is_none_or(|(until, _)| until > date);
        let decision = decision(&spell.sign).filter(|_| open)?;
        Some(Stop { sign: spell.sign.clone(), since: spell.from, decision })
    });
    // What counts only together with another stops nothing.
    let shown = state.derived.iter().filter(|known| decision(known.sign).is_some()).map(|known| Stop {
        sign: known.sign.to_owned(),
        since: known.since,
        decision: known.decision,
    });
    said.chain(shown).collect()
}

/// Returns the rows of the signs that stopped the plan and ended on a day, those that were said that day too, and those
/// that the log only showed.
fn ended(diary: &Diary, date: Date) -> impl Iterator<Item = &str> {
    let ended =
        move |spell: &&SignSpell| spell.until.is_some_and(|(until, _)| until == date) && spell.from <= date;
    let said = diary.signs().iter().filter(ended).map(|spell| spell.sign.as_str());
    said.chain(diary.cleared_on(date)).filter(|sign| decision(sign).is_some())
}

/// Returns what a sign does to the plan; `None` when it only advises.
fn decision(sign: &str) -> Option<Decision> {
    match Lock::of_sign(sign) {
        Lock::Everything | Lock::AllButWalking => Some(Decision::StopLock),
        Lock::Loading | Lock::Runs => Some(Decision::PauseAndRefer),
        Lock::Open | Lock::Unread => None,
    }
}
