//! What Today offers now and then: what follows a finished plan and how far it goes, ticks for quicker steps, and after
//! some weeks the warm-up from then on.
//!
//! Each answer is an entry of the history, which makes the choice due no longer.

use jiff::civil::Date;

use super::{Answer, Ask, Rules, Step, Taken};
use crate::day::Core;
use crate::day::choice::{Choice, FARS, STEP_RATES};
use crate::history::Write;
use crate::plan::goal::Far;
use crate::record::{Afterwards, Body, LookedBack, PlanAction, PlanEvent, Profile, StepRate, WarmUp};
use crate::routine::Id;
use crate::session::Now;

/// What follows a plan, in the order of its digits; the second asks how far.
const AFTER_PLAN: [Afterwards; 4] =
    [Afterwards::Keep, Afterwards::Longer, Afterwards::Hills, Afterwards::WarmUps];
/// The warm-ups, in the order of their digits.
const WARM_UPS: [WarmUp; 3] = [WarmUp::Usual, WarmUp::Short, WarmUp::Long];

/// The questions of what a day offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TodaysChoice;

impl TodaysChoice {
    /// Returns what an answer records; `None` if another question follows, or the digit is none of its answers.
    pub fn said(choice: &Choice, key: char, plan: Option<&Id>, today: Date) -> Option<Body> {
        let at = (key.to_digit(10)? as usize).checked_sub(1)?;
        let then = |choice, goal| {
            let action = PlanAction::Then { date: today, choice, goal };
            Some(Body::Plan(PlanEvent { plan: plan?.clone(), action }))
        };
        let profile = match choice {
            Choice::Afterwards if AFTER_PLAN.get(at) == Some(&Afterwards::Longer) => return None,
            Choice::Afterwards => return then(*AFTER_PLAN.get(at)?, None),
            Choice::HowFar => return then(Afterwards::Longer, FARS.get(at)?.map(Far::goal)),
            Choice::AfterWalks if at > 0 => return then(Afterwards::Keep, None),
            // Half an hour is easy now: it is not asked again.
            Choice::AfterWalks => Profile { walks_30_minutes: Some(true), ..Profile::default() },
            Choice::Steps { own } => {
                let rates = own.as_ref().map_or(&STEP_RATES[..], std::slice::from_ref);
                let steps = StepRate { date: today, own: rates.get(at).copied() };
                Profile { steps: Some(steps), ..Profile::default() }
            }
            Choice::Review(review) => {
                let looked_back = LookedBack { date: today, week: review.week, warm_up: *WARM_UPS.get(at)? };
                Profile { looked_back: Some(looked_back), ..Profile::default() }
            }
        };
        Some(Body::Profile(profile))
    }
}

impl Rules for TodaysChoice {
    fn due(&self, steps: &[Step], core: &Core, now: Now) -> Vec<Ask> {
        let offered = core.choice(now.at.date()).map(Ask::TodaysChoice);
        offered.into_iter().filter(|ask| steps.iter().all(|step| step.ask != *ask)).collect()
    }

    fn take(&self, ask: &Ask, answer: Answer, _steps: &[Step], core: &Core, now: Now) -> Taken {
        let (Ask::TodaysChoice(choice), Answer::Choice(key)) = (ask, answer) else { return Taken::default() };
        let said = Self::said(choice, key, core.history.log().plan(), now.at.date());
        let how_far = *choice == Choice::Afterwards && said.is_none();
        Taken {
            writes: said.map(Write::New).into_iter().collect(),
            then: how_far.then_some(Ask::TodaysChoice(Choice::HowFar)).into_iter().collect(),
            ..Taken::default()
        }
    }
}
