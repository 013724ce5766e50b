//! A week of a plan that goes beyond the guard: it waits for a yes, given once its warning was read.

use jiff::civil::Date;

use super::{Answer, Ask, Rules, Step, Taken};
use crate::day::Core;
use crate::history::Write;
use crate::record::{Body, PlanAction, PlanEvent};
use crate::routine::Id;
use crate::session::Now;

/// Whether a week comes as its plan has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreeRules {
    /// The plan.
    pub plan: Id,
    /// The week, from 1.
    pub week: u32,
    /// What the plan warns of.
    pub warning: String,
}

impl AgreeRules {
    /// Returns what a yes writes.
    pub const fn action(date: Date, week: u32) -> PlanAction {
        PlanAction::Warned { date, week }
    }
}

impl Rules for AgreeRules {
    fn due(&self, steps: &[Step], _core: &Core, _now: Now) -> Vec<Ask> {
        let asks = steps.is_empty().then(|| Ask::Agree { warning: self.warning.clone() });
        asks.into_iter().collect()
    }

    fn take(&self, _ask: &Ask, answer: Answer, _steps: &[Step], _core: &Core, now: Now) -> Taken {
        let action = Self::action(now.at.date(), self.week);
        let agreed = Write::New(Body::Plan(PlanEvent { plan: self.plan.clone(), action }));
        Taken { writes: (answer == Answer::Yes).then_some(agreed).into_iter().collect(), ..Taken::default() }
    }
}
