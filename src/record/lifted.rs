//! What was done of a step the last time: the weight and the repetitions of each set.

use super::{Log, SetDone};
use crate::routine::{Id, Routine, Step};

/// Says what was done of a step in the last session of its routine that counts: "last time 20 kg, 12, 12, 10".
///
/// `None` where nothing was counted and nothing lifted, or it was another exercise then.
pub fn last_time(log: &Log, routine: &Routine, step: &Step) -> Option<String> {
    let same = |set: &&SetDone| set.step == step.id && set.exercise == step.exercise.id;
    let sessions = log.sessions();
    let of = |id: &Id| {
        let mut counting = sessions.iter().filter(|e| e.body.routine == *id && e.body.counts());
        counting.find(|e| e.body.sets.iter().any(|set| same(&set)))
    };
    let sets: Vec<&SetDone> = of(&routine.id)?.body.sets.iter().filter(same).collect();
    let load = sets.iter().rev().find_map(|set| set.load.clone());
    let reps: Vec<String> = sets.iter().filter_map(|set| set.reps).map(|reps| reps.to_string()).collect();
    if load.is_none() && reps.is_empty() {
        return None;
    }
    let parts: Vec<String> = load.into_iter().chain((!reps.is_empty()).then(|| reps.join("/"))).collect();
    Some(format!("last time {}", parts.join(", ")))
}
