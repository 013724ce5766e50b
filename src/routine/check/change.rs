//! Changes to a step: its least, what a rung sets, what a sore region makes of it.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Check, values};
use crate::document::Spanned;
use crate::document::read::{Entries, Line, OneOf, Table, word};
use crate::routine::raw::{RawChange, RawStepGate};
use crate::routine::{Dose, MAX_REPS, MAX_SETS, Sides, Step, StepChange, StepGate, Until};
use crate::symptoms::Region;

/// What a change belongs to, and what it may do.
struct About<'a> {
    /// The step's own dose, if it could be read.
    dose: Option<&'a Dose>,
    /// Another kind of dose may take the place of the step's.
    kinds: bool,
    /// The step says how long the rest is.
    rests: bool,
}

impl Check<'_, '_> {
    /// Checks the least that still counts: the same kind of dose, and no more of it.
    pub(super) fn least(&mut self, raw: Spanned<RawChange>, dose: &Dose, sets: u32) -> Option<StepChange> {
        for (key, at) in raw.value.given() {
            if matches!(key, "exercise" | "load" | "tempo" | "sides") {
                self.problems
                    .error(&at, format!("`{key}` can't be in `least`"))
                    .help("give less time, fewer reps, fewer sets or a shorter rest");
            }
        }
        let at = raw.key.clone();
        let change = self.change(raw, &About { dose: Some(dose), kinds: false, rests: true })?;
        let more = match dose {
            Dose::Hold(full) => change.hold.is_some_and(|least| least > *full),
            Dose::Time(full) => change.time.is_some_and(|least| least > *full),
            Dose::Reps { reps, .. } => change.reps.is_some_and(|least| least > *reps),
            Dose::Open(_) => false,
        };
        if more || change.sets.is_some_and(|least| least > sets) {
            self.problems.error(&at, "the `least` of this step must be less than its full dose");
        }
        Some(change)
    }

    /// Checks what a rung sets.
    pub(super) fn rung_change(&mut self, raw: Spanned<RawChange>, step: &Step) -> Option<StepChange> {
        let rests = !step.rest.is_zero();
        self.change(raw, &About { dose: Some(&step.dose), kinds: true, rests })
    }

    /// Checks what a step does about sore regions.
    pub(super) fn step_gates(
        &mut self,
        raw: Entries<RawStepGate, OneOf<Region>>,
        dose: Option<&Dose>,
        rests: bool,
    ) -> BTreeMap<Region, StepGate> {
        let mut gates = BTreeMap::new();
        for (region, gate) in raw.0 {
            let region = word::<Region>(&region, &gate.key, &mut self.problems);
            let gate = self.step_gate(gate, &About { dose, kinds: true, rests });
            gates.extend(region.zip(gate));
        }
        gates
    }

    fn step_gate(&mut self, raw: Spanned<RawStepGate>, about: &About<'_>) -> Option<StepGate> {
        let (key, span) = (raw.key, raw.span);
        let RawStepGate {
            failed,
            skip,
            exercise,
            hold,
            time,
            reps,
            tempo,
            sets,
            rest,
            load,
            sides,
            until_level,
            green_weeks,
            after,
            clear_for,
            why,
        } = raw.value;
        let lost = !failed.is_empty();
        let change = RawChange { failed, exercise, hold, time, reps, tempo, sets, rest, load, sides };
        let changes = !change.given().is_empty();
        let until = self.until(until_level, green_weeks, after, clear_for);
        let why = why.and_then(|why| self.text(why, "why", values::MAX_TEXT));
        if let Some(skip) = &skip {
            self.only_true(skip, "skip");
            if changes {
                self.problems
                    .error(&key, "a step can be skipped or changed, not both")
                    .help("keep `skip = true` or the changes");
                return None;
            }
        } else if !changes && !lost && until == Until::default() {
            self.problems
                .missing(&key, "this gate needs a change or an end")
                .help("write `skip = true`, or a change such as `exercise`, `hold`, `reps` or `sets`");
            return None;
        }
        let change =
            if changes { Some(self.change(Spanned { value: change, span, key }, about)?) } else { None };
        Some(StepGate { change, until, why })
    }

    fn change(&mut self, raw: Spanned<RawChange>, about: &About<'_>) -> Option<StepChange> {
        let key = raw.key;
        let lost = !raw.value.failed.is_empty();
        let ways: Vec<_> =
            raw.value.given().into_iter().filter(|(k, _)| matches!(*k, "hold" | "time" | "reps")).collect();
        if raw.value.given().is_empty() && !lost {
            self.problems.missing(&key, "this changes nothing");
        }
        if let [(one, _), .., (other, at)] = &ways[..] {
            self.problems.error(at, format!("`{one}` and `{other}` can't be used together"));
            return None;
        }
        if let (Some((way, at)), Some(dose), false) = (ways.first(), about.dose, about.kinds) {
            let own = kind(dose);
            if *way != own {
                let message = if own == "until" {
                    format!("this step is open, so `{way}` can't change it")
                } else {
                    format!("this step has `{own}`, not `{way}`")
                };
                self.problems.error(at, message);
                return None;
            }
        }
        let RawChange { failed: _, exercise, hold, time, reps, tempo, sets, rest, load, sides } = raw.value;
        let counted = match about.dose {
            Some(Dose::Reps { tempo, .. }) => Some(tempo),
            _ => None,
        };
        if let Some(tempo) = &tempo
            && (hold.is_some() || time.is_some() || (reps.is_none() && counted.is_none()))
            && about.dose.is_some()
        {
            self.problems.missing(&tempo.key, "`tempo` needs `reps`");
        }
        let count = reps.as_ref().and_then(|reps| self.number(reps, "reps", 1..=MAX_REPS));
        if let (Some(reps), Some(count)) = (&reps, count) {
            match tempo.as_ref().map(|tempo| &tempo.value).or(counted) {
                Some(tempo) => {
                    self.set_length(count, tempo, reps);
                }
                None if about.dose.is_some() && !lost => {
                    self.problems.missing(&reps.key, "`reps` needs a `tempo` here: the step has none");
                }
                None => {}
            }
        }
        let rested = rest.is_some() || about.rests || lost;
        if let Some(sets) = &sets
            && sets.value > 1
            && !rested
        {
            self.problems.missing(&sets.key, "more than one set needs a `rest`, and this step has none");
        }
        Some(StepChange {
            exercise: exercise.and_then(|exercise| self.exercise(&exercise)).map(Box::new),
            hold: hold.and_then(|hold| self.length(&hold, "hold", &values::WORK)),
            time: time.and_then(|time| self.length(&time, "time", &values::WORK)),
            reps: count,
            tempo: tempo.map(|tempo| tempo.value),
            sets: sets.and_then(|sets| self.number(&sets, "sets", 1..=MAX_SETS)),
            rest: rest.and_then(|rest| self.length(&rest, "rest", &values::REST)),
            load: load.and_then(|load| self.text(load, "load", values::MAX_LABEL)),
            sides: sides.and_then(|sides| self.changed_sides(&sides)),
        })
    }

    /// Checks the sides of a change: one side alone would never train the other.
    fn changed_sides(&mut self, sides: &Spanned<OneOf<Sides>>) -> Option<Sides> {
        if matches!(sides.value.0, Sides::Left | Sides::Right) {
            self.problems
                .error(&sides.span, format!("a change can't leave only the {}", sides.value.0))
                .help("allowed: both, each, alternate");
            return None;
        }
        Some(sides.value.0)
    }

    /// Checks until when a gate applies.
    pub(super) fn until(
        &mut self,
        level: Option<Spanned<Line>>,
        green_weeks: Option<Spanned<i64>>,
        after: Option<Spanned<Duration>>,
        clear_for: Option<Spanned<Duration>>,
    ) -> Until {
        Until {
            level: level.and_then(|level| self.text(level, "until-level", values::MAX_LABEL)),
            green_weeks: green_weeks.and_then(|weeks| self.number(&weeks, "green-weeks", 1..=52)),
            after: after.and_then(|time| self.length(&time, "after", &values::CLEAR_FOR)),
            clear_for: clear_for.and_then(|time| self.length(&time, "clear-for", &values::CLEAR_FOR)),
        }
    }

    /// Refuses `skip = false` and `stop = false`, which would mean nothing.
    pub(super) fn only_true(&mut self, value: &Spanned<bool>, key: &str) {
        if !value.value {
            self.problems
                .error(&value.span, format!("`{key} = false` has no effect"))
                .help("write `true`, or leave the key out");
        }
    }
}

const fn kind(dose: &Dose) -> &'static str {
    match dose {
        Dose::Hold(_) => "hold",
        Dose::Time(_) => "time",
        Dose::Reps { .. } => "reps",
        Dose::Open(_) => "until",
    }
}
