//! The rungs of a routine: on which one the runner stands, and which the log proposes next.
//!
//! A rung holds from the moment at which the runner took it, and nothing here takes one. What it changes is applied
//! where a routine is fitted ([`crate::timeline::gate`]).

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::diary::Diary;
use super::sites::Sites;
use super::verdict::Usual;
use crate::record::log::Entry;
use crate::record::{Log, Outcome, RungTaken, Session, SetDone};
use crate::routine::{Id, Routine, Rung, Sides, Step};
use crate::symptoms::{PainScore, limits};
use crate::timeline::gate::on_rung;

/// The name of the routine as it is written, below its first rung.
pub const START: &str = "start";

/// What the log proposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposal<'r> {
    /// The next rung: what it asks for is met.
    Up(&'r Rung),
    /// The rung below, or the routine as written: the last time was too much.
    Down(Option<&'r Rung>),
}

impl<'r> Proposal<'r> {
    /// Returns the rung that is proposed; `None` for the routine as written.
    pub const fn rung(&self) -> Option<&'r Rung> {
        match self {
            Self::Up(rung) => Some(rung),
            Self::Down(rung) => *rung,
        }
    }
}

/// What one session says about the next rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// It counts towards it.
    Counts,
    /// Not all is known, such as the morning after: it neither counts nor breaks the row.
    Open,
    /// It was not done in full, or hurt.
    Breaks,
}

/// Returns the rung that was taken last, by routine.
pub fn taken(log: &Log) -> BTreeMap<Id, RungTaken> {
    let of = |entry: Entry<'_, RungTaken>| (entry.body.routine.clone(), entry.body.clone());
    log.rungs().into_iter().map(of).collect()
}

/// Returns the rung on which the runner stands on a routine, with other weights for some of its steps.
pub fn with_loads(log: &Log, routine: &Id, loads: impl IntoIterator<Item = (Id, String)>) -> RungTaken {
    let start =
        || RungTaken { routine: routine.clone(), rung: Id::from_words(START), loads: BTreeMap::new() };
    let mut taken = taken(log).remove(routine).unwrap_or_else(start);
    taken.loads.extend(loads);
    taken
}

/// Returns the moment since which the runner stands on a rung; another load on the same rung begins nothing anew.
fn since(routine: &Routine, log: &Log) -> Option<Timestamp> {
    let rungs = log.rungs();
    let mut own = rungs.iter().rev().filter(|entry| entry.body.routine == routine.id);
    let last = own.next()?;
    own.take_while(|entry| entry.body.rung == last.body.rung).last().or(Some(last)).map(|entry| entry.made)
}

/// Returns the place of the rung on which the runner stands; `None` on the routine as written.
///
/// A rung that its file no longer has is the routine as written.
pub fn standing(routine: &Routine, log: &Log) -> Option<usize> {
    let taken = log.rungs().into_iter().rfind(|entry| entry.body.routine == routine.id)?;
    routine.rungs.iter().position(|rung| rung.id == taken.body.rung)
}

/// Returns what the log proposes for a routine on a day.
///
/// 1. Only what was done since the standing rung was taken counts, at true speed.
/// 2. Down, where the last session hurt more than 3, or the morning after it was 2 or more above the usual one.
/// 3. Up, where so many sessions in a row as the next rung asks for were done in full, within its pain, each with a
///    morning after it within the usual. With a sore site a morning that nobody gave never counts.
pub fn proposal<'r>(routine: &'r Routine, log: &Log, diary: &Diary, today: Date) -> Option<Proposal<'r>> {
    let at = standing(routine, log);
    let since = since(routine, log);
    let sessions: Vec<&Session> = log
        .sessions()
        .into_iter()
        .filter(|e| e.body.routine == routine.id && e.body.counts() && e.body.started.date() <= today)
        .filter(|e| since.is_none_or(|since| e.body.started.moment > since))
        .map(|e| e.body)
        .collect();
    let last = sessions.first()?;
    if let Some(at) = at
        && was_too_much(routine, last, diary, today)
    {
        return Some(Proposal::Down(at.checked_sub(1).map(|below| &routine.rungs[below])));
    }
    let next = routine.rungs.get(at.map_or(0, |at| at + 1))?;
    let now = on_rung(routine, at.map(|at| &routine.rungs[at]));
    let wanted = next.when.sessions.unwrap_or(1);
    let mut met = 0;
    for session in sessions {
        match word(session, next, &now, diary, today) {
            Word::Counts => met += 1,
            Word::Open => {}
            Word::Breaks => break,
        }
        if met >= wanted {
            return Some(Proposal::Up(next));
        }
    }
    None
}

/// Tells whether a session was more than the body took well.
fn was_too_much(routine: &Routine, session: &Session, diary: &Diary, today: Date) -> bool {
    let limit = routine
        .pain_up_to
        .filter(|_| routine.set_by_clinician)
        .map_or(limits::EXERCISE_PAIN, PainScore::value);
    let date = session.started.date();
    let after = mornings_after(diary, date, today);
    session.worst.is_some_and(|worst| worst.value() > limit)
        || after
            .iter()
            .any(|(score, usual)| score.is_some_and(|score| score >= usual.base + limits::MORNING_RISE_BACK))
}

fn word(session: &Session, next: &Rung, now: &Routine, diary: &Diary, today: Date) -> Word {
    let date = session.started.date();
    // Nobody said how much of it was done.
    if session.by_hand && session.sets.is_empty() {
        return Word::Open;
    }
    if !in_full(session, next, now) {
        return Word::Breaks;
    }
    let mut open = false;
    if let Some(most) = next.when.pain_max {
        let before = session.sore.iter().filter_map(|sore| sore.score).map(PainScore::value).max();
        let day =
            diary.on(date).and_then(|facts| facts.now.values().chain(facts.later.values()).copied().max());
        let said = session.worst.map(PainScore::value);
        if before.max(day).max(said).is_some_and(|pain| pain > most.value()) {
            return Word::Breaks;
        }
        // Who is sore is asked for the worst; without an answer nothing is known.
        open |= !session.sore.is_empty() && said.is_none();
    }
    if next.when.morning_base {
        for (score, usual) in mornings_after(diary, date, today) {
            match score {
                Some(score) if score > usual.settled_morning() => return Word::Breaks,
                Some(_) => {}
                None => open = true,
            }
        }
    }
    if open { Word::Open } else { Word::Counts }
}

/// Returns the score of the morning after a day, and what was usual until then, for each site that counts.
fn mornings_after(diary: &Diary, date: Date, today: Date) -> Vec<(Option<u8>, Usual)> {
    let Ok(next) = date.tomorrow() else { return Vec::new() };
    let sites = Sites::at(diary, next.min(today));
    sites.active(next).map(|site| (site.morning(next).filter(|_| next <= today), site.usual(date))).collect()
}

/// Tells whether all of a session was done, and of the steps that the next rung changes as much as they ask for now.
fn in_full(session: &Session, next: &Rung, now: &Routine) -> bool {
    let done = |step: &Step| {
        // A set that was made shorter for time is whole, and not all that is asked for.
        let asked = step.dose.length().as_millis() as u64;
        let full = |set: &&SetDone| set.step == step.id && set.complete && set.planned_ms >= asked;
        let sets = session.sets.iter().filter(full).count();
        let same = session.sets.iter().filter(|set| set.step == step.id).all(|set| {
            let own = set.exercise == step.exercise.id;
            own || step.or.iter().any(|other| other.id == set.exercise)
        });
        let both = if step.sides == Sides::Each { step.sets_right } else { 0 };
        same && sets >= (step.sets_left + both) as usize
    };
    session.outcome == Outcome::Done
        && session.sets.iter().all(|set| set.complete)
        && now.steps().filter(|step| next.set.contains_key(&step.id)).all(done)
}

#[cfg(test)]
mod tests;
