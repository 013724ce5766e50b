//! The strength that the plan pairs with a day: which of it is due.
//!
//! A session not done is not missed: each day decides again, from those done.

use super::{ItemNote, Wanted, is_due, played, times};
use crate::day::Core;
use crate::history::SessionTime;
use crate::plan::logged;
use crate::plan::recommend::{Due, Recommendation, Why};
use crate::routine::{Id, Routine, Stress};
use crate::session::Now;
use crate::symptoms::limits;
use crate::time::days_between;

/// True if a routine loads tendon and bone.
pub(crate) fn loads(routine: &Routine) -> bool {
    matches!(routine.stress, Stress::Strength | Stress::Hops)
}

/// Returns what of the plan's strength is due.
///
/// 1. It is its time, as its own file says how often; without that, once on its day.
/// 2. What is sore, and warning signs, allow it.
/// 3. What loads waits while the plan rests. On the day of a run it comes after the run; the day before one does
///    not matter.
/// 4. What loads two ways takes turns: one of them a day, the one that was longest ago, and 48 h from one to the other.
pub(crate) fn due(core: &Core, now: Now, said: &Recommendation) -> Vec<Wanted> {
    let today = now.at.date();
    let runs = said.prescription.as_ref().is_some_and(|run| !run.workout.is_walk());
    let waits = matches!(said.reason.why, Why::Resting(..));
    let treats = !logged::sore_sites(&core.history.diary(today), today).is_empty();
    let after = (said.due == Due::Today && runs).then_some(ItemNote::AfterRun);
    let done: Vec<(&Id, Vec<SessionTime>)> = said.strength.iter().map(|id| (id, times(core, id))).collect();
    let (mut found, mut loading) = (Vec::new(), None);
    for (id, times) in &done {
        let Ok(routine) = core.history.library().routine(id) else { continue };
        let time = match &routine.every {
            Some(every) => is_due(every, times, now),
            None => times.first().is_none_or(|last| last.date < today),
        };
        if !time || core.history.is_locked(&routine) {
            continue;
        }
        let Some((name, length)) = played(core, &routine, now) else { continue };
        let mut wanted =
            Wanted { id: (*id).clone(), name, length, note: None, kept: routine.set_by_clinician };
        if !loads(&routine) {
            found.push(wanted);
            continue;
        }
        let close = |(other, times): &(&Id, Vec<SessionTime>)| {
            let near = times
                .first()
                .is_some_and(|last| days_between(last.date, today) < limits::STRENGTH_APART_DAYS);
            other != id && near && core.history.library().routine(other).is_ok_and(|other| loads(&other))
        };
        if waits || done.iter().any(close) {
            continue;
        }
        wanted.note.clone_from(&after);
        wanted.kept |= treats;
        let last = times.first().map(|last| last.date);
        if loading.as_ref().is_none_or(|(_, before)| last < *before) {
            loading = Some((wanted, last));
        }
    }
    loading.into_iter().map(|(wanted, _)| wanted).chain(found).collect()
}

/// Returns the name of the strength of which half is fine in a rest, on the days on which it would be due.
pub(crate) fn half(core: &Core, now: Now, said: &Recommendation) -> Option<String> {
    said.strength.iter().find_map(|id| {
        let routine = core.history.library().routine(id).ok().filter(loads)?;
        let time = routine.every.as_ref().is_none_or(|every| is_due(every, &times(core, id), now));
        (time && !core.history.is_locked(&routine))
            .then(|| played(core, &routine, now))?
            .map(|(name, _)| name)
    })
}
