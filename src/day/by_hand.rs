//! The session of a routine that was done without the player, from what the runner says of it.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use jiff::civil::Date;

use super::Core;
use crate::plan::rungs::standing;
use crate::record::{Clinician, Outcome, Session, SetDone, Sore, values};
use crate::routine::{Id, Routine, Sides, Step};
use crate::session::Now;
use crate::symptoms::{PainScore, Side};
use crate::time::days_between;
use crate::timeline::gate::on_rung;

/// What a runner says of a routine that was done without the player.
#[derive(Debug, Clone, PartialEq)]
pub struct DoneByHand {
    /// The day.
    pub date: Date,
    /// How many sets of each step were done as the routine has them, on each side that it has.
    pub sets: Option<u32>,
    /// Weights by step, as written.
    pub loads: BTreeMap<Id, String>,
    /// How many minutes it took.
    pub minutes: Option<f64>,
    /// The worst pain.
    pub worst: Option<PainScore>,
}

impl DoneByHand {
    /// Nothing is said but the day.
    pub const fn on(date: Date) -> Self {
        Self { date, sets: None, loads: BTreeMap::new(), minutes: None, worst: None }
    }

    /// Returns the sets of a step that were said.
    fn sets_of(&self, step: &Step) -> Vec<SetDone> {
        let millis = step.dose.length().as_millis() as u64;
        let sides = match step.sides {
            Sides::Each => vec![Some(Side::Left), Some(Side::Right)],
            Sides::Left => vec![Some(Side::Left)],
            Sides::Right => vec![Some(Side::Right)],
            Sides::Both | Sides::Alternate => vec![None],
        };
        let set = |set: u32, side: Option<Side>| SetDone {
            step: step.id.clone(),
            exercise: step.exercise.id.clone(),
            round: 0,
            side,
            set,
            planned_ms: millis,
            worked_ms: millis,
            complete: true,
            reps: None,
            load: self.loads.get(&step.id).or(step.load.as_ref()).cloned(),
        };
        (1..=self.sets.unwrap_or(0)).flat_map(|n| sides.iter().map(move |side| set(n, *side))).collect()
    }
}

impl Core {
    /// Makes the session of a routine that was done without the player, on the rung on which the runner stands.
    ///
    /// Nothing is made up: without a word about sets it has none. What is known to be sore is, so that a session of which
    /// nobody said how it felt leads to no harder version.
    pub fn session_by_hand(&self, routine: &Routine, said: &DoneByHand, now: Now) -> Session {
        let at = standing(routine, self.log());
        let done = on_rung(routine, at.and_then(|at| routine.rungs.get(at)));
        let sore = self.history.soreness(said.date);
        let sore = sore.sites().iter().map(|known| Sore { site: known.site, score: known.score });
        let ended = now.at.plus_days(days_between(now.at.date(), said.date));
        let length = SignedDuration::try_from(values::of_minutes(said.minutes.unwrap_or(0.0)));
        let started = ended.plus(-length.unwrap_or_default());
        Session {
            routine: routine.id.clone(),
            name: routine.name.clone(),
            hash: self.source_of(routine, None).0,
            // A session belongs to the day on which it began.
            started: if started.date() == said.date { started } else { ended },
            ended,
            outcome: Outcome::Done,
            speed: 1.0,
            sore: sore.collect(),
            changes: Vec::new(),
            sets: done.steps().flat_map(|step| said.sets_of(step)).collect(),
            worst: said.worst,
            clinician: Clinician::of(routine),
            by_hand: true,
            minutes: said.minutes,
        }
    }
}
