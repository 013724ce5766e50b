//! The outcome of the answers before a plan: another question, a plan and why, or why no plan fits.

use std::sync::Arc;

use super::question::BREAKS;
use super::{PlanSetupQuestion, PlanSetupRules, picked, said};
use crate::day::Core;
use crate::dialog::{Answer, Step};
use crate::library::Kind;
use crate::plan::beginning::Beginning;
use crate::plan::keep::Refusal;
use crate::plan::outline::{self, Caution};
use crate::plan::placement::{self, Answers, KEEP, NoPlan, Placement, PlacementReason, Question};
use crate::plans::{Plan, Shape};
use crate::routine::Id;
use crate::session::Now;
use crate::symptoms::limits;
use crate::time::days_between;

/// What the answers come to.
#[derive(Debug)]
pub enum Outcome {
    /// This is asked first.
    Open(PlanSetupQuestion),
    /// No plan, and why.
    Without(NoPlan),
    /// A plan.
    Plan(Box<PlanChoice>),
}

/// A plan that can be begun.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanChoice {
    /// The plan.
    pub plan: Arc<Plan>,
    /// The reasons for it.
    pub why: Vec<PlacementReason>,
    /// What to know before.
    pub cautions: Vec<Caution>,
    /// The records to save.
    pub beginning: Beginning,
}

impl PlanSetupRules {
    /// Returns the outcome of the answers.
    pub fn outcome(&self, steps: &[Step], core: &Core, now: Now) -> Outcome {
        if let Some(question) = self.first(steps) {
            return Outcome::Open(question);
        }
        let answers = self.answers(steps);
        let (plan, at, tested, why) = match self.placed(&answers, steps, core, now) {
            Ok(Placement::Ask(question)) => return Outcome::Open(PlanSetupQuestion::Placement(question)),
            Ok(Placement::None(why)) => return Outcome::Without(why),
            Ok(Placement::Plan { plan, at, tested, why }) => (plan, at.map(str::to_owned), tested, why),
            Err(open) => return open,
        };
        match core.library().plan(&plan) {
            Ok(plan) => self.chosen(plan, (at, tested, why), answers, steps, core, now),
            Err(problem) => Outcome::Without(NoPlan::Unreadable(problem.to_string())),
        }
    }

    /// Returns which plan it is: the one that was chosen, or the one that fits. A runner who runs on while sore is
    /// asked how that is, however that plan was chosen.
    fn placed(&self, answers: &Answers, steps: &[Step], core: &Core, now: Now) -> Result<Placement, Outcome> {
        let diary = core.history().diary(now.at.date());
        let Some(id) = picked(steps) else { return Ok(placement::place(answers, &diary, self.date)) };
        if id.as_str() != KEEP {
            return Ok(Placement::Plan { plan: id.clone(), at: None, tested: false, why: Vec::new() });
        }
        if answers.sore.is_none() {
            return Err(Outcome::Without(NoPlan::NotSore));
        }
        let asked = said(steps).any(|(question, _)| matches!(question, PlanSetupQuestion::LastRun(_)));
        if answers.last_run.is_none() && !asked {
            return Err(Outcome::Open(PlanSetupQuestion::LastRun(self.date)));
        }
        Ok(match placement::place(answers, &diary, self.date) {
            Placement::Plan { plan, mut why, .. } if plan != *id => {
                // Whoever has not run for longer is placed before any question about running on is asked.
                let said = why.iter().any(|why| matches!(why, PlacementReason::NotRunning(_)));
                let days = answers.last_run.map(|last| days_between(last, self.date)).filter(|_| !said);
                why.extend(days.map(|days| PlacementReason::NotRunning(Refusal::LastRun(days))));
                Placement::None(NoPlan::Another { plan, why })
            }
            placed => placed,
        })
    }

    fn chosen(
        &self,
        plan: Arc<Plan>,
        (at, tested, mut why): (Option<String>, bool, Vec<PlacementReason>),
        answers: Answers,
        steps: &[Step],
        core: &Core,
        now: Now,
    ) -> Outcome {
        let shares = matches!(plan.shape, Shape::Shares(_));
        if shares && answers.usual.is_none() {
            return Outcome::Open(PlanSetupQuestion::Placement(Question::Usual));
        }
        let longest = said(steps).find(|(question, _)| **question == PlanSetupQuestion::Longest);
        if shares && longest.is_none() {
            return Outcome::Open(PlanSetupQuestion::Longest);
        }
        let longest = match longest {
            Some((_, Answer::Length(longest))) => Some(longest),
            _ => None,
        };
        if let Some(days) = taken_for(steps).filter(|_| shares) {
            why.push(PlacementReason::TakenFor { days });
        }
        let mut cautions = outline::cautions(&plan, &answers, self.date);
        let fits = picked(steps).and_then(|_| self.fitting(steps, core, now)).filter(|id| *id != plan.id);
        if let Some(better) = fits.and_then(|fits| core.library().plan(&fits).ok()) {
            cautions.insert(0, Caution::Better(better.name.clone()));
        }
        let place = self.place.clone().filter(|_| picked(steps).is_some()).or(at);
        // A runner who already walks begins at the week of those minutes, even if the plan was chosen by its name.
        let managed = answers.brisk.filter(|_| plan.is_walks()).and_then(placement::walk_week);
        let place = place.or_else(|| managed.map(str::to_owned));
        let own = super::RunDays::of(&own_days(&plan));
        let days = super::days(steps).filter(|days| *days != own).map(super::RunDays::days);
        let beginning =
            Beginning { plan: plan.id.clone(), date: self.date, place, tested, answers, longest, days };
        Outcome::Plan(Box::new(PlanChoice { plan, why, cautions, beginning }))
    }

    /// Returns the plan that fits the answers; how long a usual run was does not change which.
    pub fn fitting(&self, steps: &[Step], core: &Core, now: Now) -> Option<Id> {
        let answers = self.answers(steps);
        let usual = answers.usual.or(Some(limits::USUAL_RUN));
        let diary = core.history().diary(now.at.date());
        match placement::place(&Answers { usual, ..answers }, &diary, self.date) {
            Placement::Plan { plan, .. } => Some(plan),
            Placement::Ask(_) | Placement::None(_) => None,
        }
    }
}

/// Returns how many days the answer about the last run is taken for, if it may mean fewer.
fn taken_for(steps: &[Step]) -> Option<i64> {
    said(steps).find_map(|(question, answer)| match (question, answer) {
        (PlanSetupQuestion::LastRun(_), Answer::Choice(c)) => {
            let several = &BREAKS[1..BREAKS.len() - 1];
            several.iter().find(|(key, _)| *key == c).map(|(_, days)| i64::from(*days))
        }
        _ => None,
    })
}

/// Returns the plans that are offered to choose from.
pub(super) fn offered(core: &Core) -> Vec<Id> {
    let library = core.library();
    let plans = library.ids(Kind::Plan).filter_map(|(id, _)| library.plan(id).ok());
    plans.filter(|plan| !plan.on_request).map(|plan| plan.id.clone()).collect()
}

/// Returns the run days that a plan has of its own.
pub fn own_days(plan: &Plan) -> Vec<crate::plans::Day> {
    plan.days.iter().filter(|(_, work)| work.run).map(|(day, _)| *day).collect()
}
