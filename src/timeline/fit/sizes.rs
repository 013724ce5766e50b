//! The sizes between all of a step and the least that its author still counts.

use std::time::Duration;

use crate::routine::{Dose, Sides, Step, StepChange};
use crate::timeline::adaptation::{ShortDose, Shortened};

/// Returns a step at each of its sizes, the least first and all of it last.
///
/// Holds and times go by whole seconds, repetitions and sets by one. A least that is another
/// exercise, tempo, load or side has nothing between, nor has a step that waits for a key.
pub(super) fn of(full: &Step) -> Vec<Step> {
    let Some(change) = &full.least else { return vec![full.clone()] };
    let mut least = full.clone();
    super::apply(&mut least, change);
    // What was made less than its least already, as for a sore spot, stays so.
    if length(&least) >= length(full) || is_below(full, &least) {
        return vec![full.clone()];
    }
    let mut sizes = if is_graded(change) { between(full, &least) } else { Vec::new() };
    sizes.sort_by_key(|step| (length(step), step.sets_left));
    sizes.retain(|step| length(step) > length(&least) && length(step) < length(full));
    sizes.dedup_by_key(|step| length(step));
    sizes.insert(0, least);
    sizes.push(full.clone());
    sizes
}

/// True if a least differs only in what can be counted.
fn is_graded(change: &StepChange) -> bool {
    let StepChange { exercise, hold: _, time: _, reps: _, tempo, sets: _, rest: _, load, sides } = change;
    exercise.is_none() && tempo.is_none() && load.is_none() && sides.is_none()
}

/// True if some part of a step is less than that of its least.
fn is_below(full: &Step, least: &Step) -> bool {
    let fewer = full.sets_left < least.sets_left || full.sets_right < least.sets_right;
    fewer
        || match (&full.dose, &least.dose) {
            (Dose::Hold(a), Dose::Hold(b)) | (Dose::Time(a), Dose::Time(b)) => a < b,
            (Dose::Reps { reps: a, .. }, Dose::Reps { reps: b, .. }) => a < b,
            _ => false,
        }
}

fn between(full: &Step, least: &Step) -> Vec<Step> {
    let seconds = |from: Duration, to: Duration| (from.as_secs()..=to.as_secs()).map(Duration::from_secs);
    let doses: Vec<Dose> = match (&least.dose, &full.dose) {
        (Dose::Hold(from), Dose::Hold(to)) => seconds(*from, *to)
            .filter(|some| some >= from)
            .map(Dose::Hold)
            .chain([full.dose.clone()])
            .collect(),
        (Dose::Time(from), Dose::Time(to)) => seconds(*from, *to)
            .filter(|some| some >= from)
            .map(Dose::Time)
            .chain([full.dose.clone()])
            .collect(),
        (Dose::Reps { reps: from, .. }, Dose::Reps { reps: to, tempo }) => {
            (*from..=*to).map(|reps| Dose::Reps { reps, tempo: tempo.clone() }).collect()
        }
        _ => return Vec::new(),
    };
    let most = full.sets_left.max(full.sets_right);
    let fewest = least.sets_left.max(least.sets_right).min(most);
    let sets = |sets: u32| (full.sets_left.min(sets), full.sets_right.min(sets));
    (fewest..=most)
        .flat_map(|count| doses.iter().map(move |dose| (count, dose)))
        .map(|(count, dose)| {
            let (sets_left, sets_right) = sets(count);
            Step { dose: dose.clone(), sets_left, sets_right, ..full.clone() }
        })
        .collect()
}

/// Returns how long a step takes, without its set-up.
fn length(step: &Step) -> Duration {
    let (left, right) = (step.sets_left, step.sets_right);
    let (works, sets, switches) = match step.sides {
        Sides::Each => (left + right, left.max(right), left.min(right)),
        Sides::Right => (right, right, 0),
        Sides::Both | Sides::Alternate | Sides::Left => (left, left, 0),
    };
    step.dose.length() * works + step.switch * switches + step.rest * sets.saturating_sub(1)
}

/// Returns how much of a step is left.
pub(super) fn shortened(full: &Step, now: &Step) -> Shortened {
    let sets = |step: &Step| step.sets_left.max(step.sets_right);
    let dose = match (&now.dose, &full.dose) {
        (Dose::Hold(some), Dose::Hold(all)) | (Dose::Time(some), Dose::Time(all)) if some != all => {
            Some(ShortDose::Time(*some, *all))
        }
        (Dose::Reps { reps: some, .. }, Dose::Reps { reps: all, .. }) if some != all => {
            Some(ShortDose::Reps(*some, *all))
        }
        _ => None,
    };
    let (some, all) = (sets(now), sets(full));
    Shortened { name: full.exercise.name.clone(), dose, sets: (some != all).then_some((some, all)) }
}
