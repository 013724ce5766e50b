//! Fitting a routine to what is sore.
//!
//! The routine's own data (`for.REGION`, `skip-from-pain`, `impact`, `needs`) says what changes;
//! three rules are code, because no file may lift them: soreness deep in the heel bone stops all
//! loading, soreness of 6 and more stops whatever loads, and if soreness is not known there is neither impact nor
//! deep ankle bend. A clinician's limit (`set-by`, `pain-up-to`) outranks the latter two and what the file says of
//! soreness: up to it nothing is changed, which is recorded. Every change is recorded with its cause.

mod situation;

use std::collections::BTreeMap;
use std::time::Duration;

pub use situation::{Shelf, Situation};

use super::adaptation::{Adaptation, Cause, Omission, Softening, StepAdaptation, Unfit};
use super::fit::{apply, each_step, lift, remove};
use super::needs::{self, Need};
use crate::plans::TestKind;
use crate::routine::{
    Exercise, GateAction, Id, MAX_SETS, NeedKind, Routine, Rung, Sides, Step, StepChange, Stress, Until,
};
use crate::symptoms::limits;
use crate::symptoms::{PainScore, Region, Side, SoreSite};

/// The result of fitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It can be played.
    Play {
        /// The routine as it is played; another than asked for if a gate swapped it.
        routine: Box<Routine>,
        /// What was changed and why.
        changes: Vec<Adaptation>,
    },
    /// It must not be played, and why.
    Stop(Unfit),
}

/// Fits a routine to what is sore.
pub fn for_soreness(routine: &Routine, situation: &Situation, shelf: &dyn Shelf) -> Outcome {
    let mut fitting = Fitting { routine: routine.clone(), changes: Vec::new(), situation, shelf };
    match fitting.run() {
        Ok(()) => Outcome::Play { routine: Box::new(fitting.routine), changes: fitting.changes },
        Err(unfit) => Outcome::Stop(unfit),
    }
}

/// Returns the entry criterion that a test measures.
pub const fn measured_by(test: TestKind) -> Option<NeedKind> {
    match test {
        TestKind::KneeToWall => None,
        TestKind::HeelRaises => Some(NeedKind::HeelRaises),
        TestKind::Hops => Some(NeedKind::Hops),
    }
}

/// Returns what a step asks for that is not there by what is known now, once it is its turn; `None` if nothing is missing.
pub fn waits(step: &Step, results: &BTreeMap<NeedKind, u32>) -> Option<Need> {
    needs::unmet(&step.needs, results)
}

/// Returns a routine as it is on a rung; `None` is below the first, as it is written.
///
/// A rung says all that it changes of the routine as written: those below it are not added up.
pub fn on_rung(routine: &Routine, rung: Option<&Rung>) -> Routine {
    let mut routine = routine.clone();
    if let Some(rung) = rung {
        each_step(&mut routine.blocks, &mut |step| {
            if let Some(change) = rung.set.get(&step.id) {
                apply(step, change);
                // What takes turns was chosen for the exercise as written.
                if change.exercise.is_some() {
                    step.or.clear();
                }
            }
        });
    }
    routine
}

struct Fitting<'a> {
    routine: Routine,
    changes: Vec<Adaptation>,
    situation: &'a Situation,
    shelf: &'a dyn Shelf,
}

impl Fitting<'_> {
    /// Rules, in order, on the rung that was taken: 1. what stops; 2. another routine; 3. whose turn it is; 4. steps that the
    /// routine leaves out; 5. steps that change themselves; 6. steps too much for the score;
    /// 7. steps that ask for something first; 8. impact; 9. the set more of a side that is mildly sore.
    fn run(&mut self) -> Result<(), Unfit> {
        self.climb();
        self.stop()?;
        self.swap()?;
        self.remark();
        self.take_turns();
        self.skip_named();
        self.change_steps();
        self.skip_from_pain();
        self.wait_for_needs();
        self.soften();
        self.add_sets();
        if self.routine.steps().next().is_none() {
            let changes = std::mem::take(&mut self.changes);
            return Err(Unfit::NothingLeft { name: self.routine.name.clone(), changes });
        }
        Ok(())
    }

    fn sites(&self) -> &[SoreSite] {
        self.situation.soreness.sites()
    }

    fn stop(&mut self) -> Result<(), Unfit> {
        for sore in self.sites().to_vec() {
            let region = sore.site.region;
            if region.stops_loading() {
                return Err(Unfit::HeelBone(sore.site));
            }
            // A clinician's limit outranks the program's own, which then only remarks.
            if let (Some(limit), Some(score)) = (self.limit(), sore.score) {
                if score > limit {
                    return Err(Unfit::BeyondLimit { score, region, limit });
                }
                continue;
            }
            let too_much = sore.score.filter(|score| score.value() >= limits::PAIN_TOO_MUCH);
            let Some(score) = too_much else { continue };
            if self.routine.stress != Stress::None {
                return Err(Unfit::TooSore { score, region });
            }
            self.changes.push(Adaptation::Gently { score, region });
        }
        Ok(())
    }

    /// Returns the pain up to which a clinician's word stands over the program's.
    fn limit(&self) -> Option<PainScore> {
        self.routine.pain_up_to.filter(|_| self.routine.set_by_clinician)
    }

    /// True if a clinician's limit covers a site: its score is known, and no higher.
    fn is_within(&self, sore: SoreSite) -> bool {
        self.limit().zip(sore.score).is_some_and(|(limit, score)| score <= limit)
    }

    /// Notes what a clinician's limit leaves as it is.
    fn remark(&mut self) {
        let Some(limit) = self.limit() else { return };
        if self.situation.soreness.is_unknown() {
            self.changes.push(Adaptation::Limit(limit));
        }
        for sore in self.sites().to_vec() {
            if let Some(score) = sore.score.filter(|score| score.value() > 0 && *score <= limit) {
                self.changes.push(Adaptation::WithinLimit { score, region: sore.site.region, limit });
            }
        }
    }

    fn swap(&mut self) -> Result<(), Unfit> {
        let mut seen = vec![self.routine.id.clone()];
        loop {
            let mut to = None;
            for concern in self.concerns() {
                let Some(gate) = self.routine.gate.get(&concern.region) else { continue };
                if self.is_over(&gate.until, &concern) {
                    continue;
                }
                let cause = concern.cause(gate.why.as_deref());
                match &gate.action {
                    GateAction::Stop => {
                        let (name, until) = (self.routine.name.clone(), gate.until.clone());
                        return Err(Unfit::Gate { name, until, cause: Box::new(cause) });
                    }
                    GateAction::Use(id) if to.is_none() => to = Some((id.clone(), cause)),
                    GateAction::Use(_) | GateAction::Skip(_) => {}
                }
            }
            let Some((id, cause)) = to else { return Ok(()) };
            let Some(other) = self.shelf.routine(&id).filter(|_| !seen.contains(&id)) else {
                return Err(Unfit::Missing { name: self.routine.name.clone(), id });
            };
            self.play_instead(&other, Some(cause));
            seen.push(id);
            self.routine = other;
            self.climb();
            self.stop()?;
        }
    }

    /// Plays the routine on the rung that the runner took, which may lead on to another routine.
    fn climb(&mut self) {
        let mut seen = vec![self.routine.id.clone()];
        while let Some(taken) = self.situation.rungs.get(&self.routine.id) {
            let rung = self.routine.rungs.iter().find(|rung| rung.id == taken.rung);
            let other = rung.and_then(|rung| rung.instead.as_ref()).filter(|id| !seen.contains(id));
            let other = other.and_then(|id| self.shelf.routine(id));
            let Some(other) = other else {
                self.routine = on_rung(&self.routine, rung);
                lift(&mut self.routine, &taken.loads);
                return;
            };
            self.play_instead(&other, None);
            seen.push(other.id.clone());
            self.routine = other;
        }
    }

    /// Notes that another routine is played.
    fn play_instead(&mut self, other: &Routine, cause: Option<Cause>) {
        let (plays, asked) = (other.name.clone(), self.routine.name.clone());
        self.changes.push(Adaptation::Routine { plays, asked, cause });
    }

    /// Exercises of equal load take turns; that needs no notice.
    fn take_turns(&mut self) {
        let turn = self.situation.turn as usize;
        each_step(&mut self.routine.blocks, &mut |step| {
            if let Some(i) = (turn % (step.or.len() + 1)).checked_sub(1) {
                step.exercise = step.or[i].clone();
            }
        });
    }

    fn skip_named(&mut self) {
        for concern in self.concerns() {
            let Some(gate) = self.routine.gate.get(&concern.region) else { continue };
            let GateAction::Skip(ids) = gate.action.clone() else { continue };
            if self.is_over(&gate.until, &concern) {
                continue;
            }
            let cause = concern.cause(gate.why.as_deref());
            self.leave_out(cause, |step| ids.contains(&step.id));
        }
    }

    fn change_steps(&mut self) {
        for concern in self.concerns() {
            let active = |step: &Step| {
                step.gate.get(&concern.region).filter(|gate| !self.is_over(&gate.until, &concern)).cloned()
            };
            let gates: Vec<_> =
                self.routine.steps().filter_map(|step| Some((step.id.clone(), active(step)?))).collect();
            for (id, gate) in gates {
                let cause = concern.cause(gate.why.as_deref());
                match gate.change {
                    None => self.leave_out(cause, |step| step.id == id),
                    Some(change) => {
                        let mut made = None;
                        each_step(&mut self.routine.blocks, &mut |step| {
                            if step.id == id {
                                let asked = step.exercise.name.clone();
                                apply(step, &change);
                                made = Some(adapted(step, asked, &change));
                            }
                        });
                        self.changes.extend(made.map(|change| Adaptation::Step { change, cause }));
                    }
                }
            }
        }
    }

    fn skip_from_pain(&mut self) {
        for sore in self.sites().to_vec() {
            let within = self.is_within(sore);
            self.leave_out(Concern::of(sore).cause(None), |step| {
                // What was read in part is not what the clinician set.
                if within && step.not_read.is_none() {
                    return false;
                }
                // A site without a score counts as too sore.
                step.exercise.loads.contains(&sore.site.region)
                    && step.skip_from_pain.is_some_and(|limit| sore.score.is_none_or(|score| score >= limit))
            });
        }
    }

    /// Swaps impact and deep ankle bends for the easier exercise, or leaves them out.
    fn soften(&mut self) {
        let unknown = self.situation.soreness.is_unknown() && self.limit().is_none();
        let need = needs::unmet(&self.routine.needs, &self.situation.results);
        let reason = if unknown {
            Softening::Unasked
        } else if self.situation.quiet_feet {
            Softening::QuietFeet
        } else if let Some(need) = need {
            Softening::Need(need)
        } else {
            return;
        };
        let too_much = |exercise: &Exercise| exercise.impact || (unknown && exercise.deep_bend);
        let shelf = self.shelf;
        let mut softened = Vec::new();
        each_step(&mut self.routine.blocks, &mut |step| {
            let easier = step.exercise.easier.as_ref().filter(|_| too_much(&step.exercise));
            if let Some(easier) = easier.and_then(|id| shelf.exercise(id)).filter(|e| !too_much(e)) {
                softened.push((easier.name.clone(), step.exercise.name.clone()));
                step.exercise = easier;
            }
        });
        let without = self.remove_named(|step| too_much(&step.exercise));
        if !softened.is_empty() || !without.is_empty() {
            self.changes.push(Adaptation::Softer { reason, easier: softened, without });
        }
    }

    /// Leaves out the steps whose own entry criteria are not met, those with the same one in one line.
    ///
    /// What a test before the step measures is left open: it is decided when that is known.
    fn wait_for_needs(&mut self) {
        let mut measured = Vec::new();
        let mut unmet = BTreeMap::new();
        let mut waits = Vec::new();
        for step in self.routine.steps() {
            let mut needs = step.needs.clone();
            needs.retain(|kind, _| !measured.contains(kind));
            measured.extend(step.test.and_then(measured_by));
            if let Some(need) = needs::unmet(&needs, &self.situation.results) {
                unmet.insert(step.id.clone(), need);
                if !waits.contains(&need) {
                    waits.push(need);
                }
            }
        }
        for need in waits {
            let names = self.remove_named(|step| unmet.get(&step.id) == Some(&need));
            self.changes.push(Adaptation::Without { names, reason: Omission::Need(need) });
        }
    }

    /// Gives the sore side a set more of the steps that say so.
    ///
    /// Rules: 1. one side alone is sore; 2. every score is known, and at most 2; 3. the exercise
    /// loads a sore region; 4. a gate that sets the number of sets has the last word.
    fn add_sets(&mut self) {
        let situation = self.situation;
        let Some(side) = situation.sore_side() else { return };
        let sites = situation.soreness.sites();
        if !sites.iter().all(|sore| sore.score.is_some_and(|score| score.value() <= limits::EXTRA_SET_PAIN)) {
            return;
        }
        let mut names: Vec<String> = Vec::new();
        let set_by_gate: Vec<Id> = {
            let sets = |step: &Step, sore: &SoreSite| {
                step.gate.get(&sore.site.region).is_some_and(|gate| {
                    gate.change.as_ref().is_some_and(|change| change.sets.is_some())
                        && !self.is_over(&gate.until, &Concern::of(*sore))
                })
            };
            let steps = self.routine.steps().filter(|step| sites.iter().any(|sore| sets(step, sore)));
            steps.map(|step| step.id.clone()).collect()
        };
        each_step(&mut self.routine.blocks, &mut |step| {
            let loaded = sites.iter().any(|sore| step.exercise.loads.contains(&sore.site.region));
            let wanted = step.extra_set && step.sides == Sides::Each && loaded;
            let sets = if side == Side::Left { &mut step.sets_left } else { &mut step.sets_right };
            if wanted && *sets < MAX_SETS && !set_by_gate.contains(&step.id) {
                *sets += 1;
                if !names.contains(&step.exercise.name) {
                    names.push(step.exercise.name.clone());
                }
            }
        });
        if !names.is_empty() {
            self.changes.push(Adaptation::ExtraSet { names, side });
        }
    }

    fn leave_out(&mut self, cause: Cause, gone: impl Fn(&Step) -> bool) {
        let names = self.remove_named(gone);
        if !names.is_empty() {
            self.changes.push(Adaptation::Without { names, reason: Omission::Sore(cause) });
        }
    }

    /// Removes steps and returns their names, each once.
    fn remove_named(&mut self, gone: impl Fn(&Step) -> bool) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        remove(&mut self.routine.blocks, &mut |step| {
            let goes = gone(step);
            if goes && !names.contains(&step.exercise.name) {
                names.push(step.exercise.name.clone());
            }
            goes
        });
        names
    }

    /// What gates may be about: the sore sites, then the regions that were sore; not what a clinician's limit covers.
    fn concerns(&self) -> Vec<Concern> {
        let sites = self.sites().iter().filter(|sore| !self.is_within(**sore));
        let mut concerns: Vec<Concern> = sites.copied().map(Concern::of).collect();
        if self.limit().is_some() {
            return concerns;
        }
        for episode in &self.situation.episodes {
            if !concerns.iter().any(|concern| concern.region == episode.region) {
                let gone = Some(episode.eased.unwrap_or_default());
                concerns.push(Concern { region: episode.region, score: None, gone });
            }
        }
        concerns
    }

    /// True if a gate does not hold: all that it waits for has come, or it waits for nothing
    /// and the region is no longer sore.
    fn is_over(&self, until: &Until, concern: &Concern) -> bool {
        let Until { level, green_weeks, after, clear_for } = until;
        let waits = after.is_some() || clear_for.is_some();
        if concern.gone.is_some() && !waits {
            return true;
        }
        let episode = self.situation.episodes.iter().find(|episode| episode.region == concern.region);
        let given = level.is_some() || green_weeks.is_some() || waits;
        let level = level.as_ref().is_none_or(|level| {
            self.situation.level.as_ref().is_some_and(|reached| rank(reached) >= rank(level))
        });
        let weeks = green_weeks.is_none_or(|weeks| self.situation.green_weeks >= weeks);
        let after = after.is_none_or(|wait| episode.is_some_and(|episode| episode.began >= wait));
        let clear = clear_for
            .is_none_or(|wait| episode.and_then(|episode| episode.eased).is_some_and(|eased| eased >= wait));
        given && level && weeks && after && clear
    }
}

/// A region that a gate may be about.
struct Concern {
    region: Region,
    score: Option<PainScore>,
    /// How long ago it was sore last, if it no longer is.
    gone: Option<Duration>,
}

impl Concern {
    const fn of(sore: SoreSite) -> Self {
        Self { region: sore.site.region, score: sore.score, gone: None }
    }

    /// Returns it with its author's reason.
    fn cause(&self, why: Option<&str>) -> Cause {
        let Self { region, score, gone } = *self;
        Cause { region, score, gone, why: why.map(str::to_owned) }
    }
}

/// Levels rank by their number: `R10` is above `R9`.
fn rank(level: &str) -> (u32, &str) {
    let digits = level.trim_start_matches(|c: char| !c.is_ascii_digit());
    (digits.parse().unwrap_or(0), level)
}

/// Returns what a gate made of a step: another exercise, other sides, or less of it.
fn adapted(step: &Step, asked: String, change: &StepChange) -> StepAdaptation {
    if step.exercise.name != asked {
        return StepAdaptation::Exercise { does: step.exercise.name.clone(), asked };
    }
    match change.sides {
        Some(sides) => StepAdaptation::Sides { name: asked, sides },
        None => StepAdaptation::Less(asked),
    }
}
