//! How many sets of a step a session had, put right: a field for each step that is done in sets.
//!
//! A set that comes in is like the last one before it, on the same sides. A step of which nothing was done keeps its first
//! set, as not done, so that it can be put right again.

use super::{Field, Hand};
use crate::id::Id;
use crate::record::{Session, SetDone};

/// Most sets of a step, as they may be logged.
const MOST: usize = 20;
/// How the name of such a field begins; the step follows.
const NAME: &str = "sets:";

/// Where a set belongs in its step: its round and its number.
type Place = (u32, u32);

const fn place(set: &SetDone) -> Place {
    (set.round, set.set)
}

/// Returns the fields of a session's sets, in the order of the steps.
pub(super) fn fields(session: &Session) -> Vec<Field> {
    let field = |step: &Id| Field {
        name: format!("{NAME}{step}"),
        site: None,
        value: done(session, step).to_string(),
        hand: Hand::Arrows,
    };
    steps(session).into_iter().map(field).collect()
}

/// Sets a field to a number as it is typed; `None` if it is no field of sets.
pub(super) fn set(session: &mut Session, name: &str, text: &str) -> Option<Result<(), String>> {
    let step = named(session, name)?;
    let count = text.parse().ok().filter(|count| *count <= MOST);
    Some(
        count
            .map(|count| put(session, &step, count))
            .ok_or_else(|| format!("must be a number from 0 to {MOST}")),
    )
}

/// Changes a field by one; says whether it is a field of sets.
pub(super) fn step(session: &mut Session, name: &str, up: bool) -> bool {
    let Some(step) = named(session, name) else { return false };
    let now = done(session, &step);
    put(session, &step, if up { (now + 1).min(MOST) } else { now.saturating_sub(1) });
    true
}

fn named(session: &Session, name: &str) -> Option<Id> {
    let step = name.strip_prefix(NAME)?;
    steps(session).into_iter().find(|own| own.as_str() == step).cloned()
}

/// Returns the steps that are done in sets: those with several, with a weight, cut short, or logged by hand.
fn steps(session: &Session) -> Vec<&Id> {
    let counted = |set: &&SetDone| {
        session.by_hand || set.set > 1 || set.round > 0 || set.load.is_some() || !set.complete
    };
    let mut steps: Vec<&Id> = Vec::new();
    for set in session.sets.iter().filter(counted) {
        if !steps.contains(&&set.step) {
            steps.push(&set.step);
        }
    }
    steps
}

/// Returns the places of a step's sets, in order.
fn places(session: &Session, step: &Id) -> Vec<Place> {
    let mut places: Vec<Place> = session.sets.iter().filter(|set| set.step == *step).map(place).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// Counts the sets of a step that were done in full, on each side that they have.
fn done(session: &Session, step: &Id) -> usize {
    let cut =
        |at: &Place| session.sets.iter().any(|set| set.step == *step && place(set) == *at && !set.complete);
    places(session, step).iter().filter(|at| !cut(at)).count()
}

/// Makes it so many sets, all in full.
fn put(session: &mut Session, step: &Id, count: usize) {
    let mut places = places(session, step);
    let circuit = places.iter().any(|(round, _)| *round > 0);
    while let Some(&(round, set)) = places.last().filter(|_| places.len() < count) {
        let next = if circuit { (round + 1, set) } else { (round, set + 1) };
        let is_last = |own: &SetDone| own.step == *step && place(own) == (round, set);
        let more: Vec<SetDone> = session.sets.iter().filter(|own| is_last(own)).cloned().collect();
        let at = session.sets.iter().rposition(is_last).map_or(session.sets.len(), |at| at + 1);
        session
            .sets
            .splice(at..at, more.into_iter().map(|own| SetDone { round: next.0, set: next.1, ..own }));
        places.push(next);
    }
    let stays = |set: &SetDone| places.iter().take(count.max(1)).any(|at| *at == place(set));
    session.sets.retain(|set| set.step != *step || stays(set));
    for set in session.sets.iter_mut().filter(|set| set.step == *step) {
        if count == 0 {
            (set.complete, set.worked_ms) = (false, 0);
        } else if !set.complete {
            (set.complete, set.worked_ms) = (true, set.planned_ms);
        }
    }
}
