//! Choices that Today offers now and then, in one line: what follows a finished plan, and after 4, 8 and
//! 12 weeks which warm-up to use from then on.
//!
//! A digit answers, once; the answer is an entry of the history and can be undone. Due questions come first: a choice
//! waits while a question about the body is open.

use super::{AppView, Context, Update};
use crate::day::choice::{Choice, FARS, STEP_RATES};
use crate::plan::goal::{self, Far};
use crate::record::lock::Lock;
use crate::record::{Afterwards, Body, LookedBack, PlanAction, Profile, StepRate, WarmUp};
use crate::words::done::Done;

impl<'a> AppView<'a> {
    /// Returns the choice that Today offers, if any.
    pub fn choice(self) -> Option<&'a Choice> {
        let free = || {
            self.stage.checking.question().is_none() && self.core.lock() == Lock::Open && !self.offers_plan()
        };
        self.stage.choice.as_ref().filter(|_| free())
    }
}

impl Update<'_> {
    /// Looks for a choice if the day or the history has changed.
    pub(super) fn look_for_choice(&mut self) {
        self.stage.choice = self.core.choice(self.now.at.date());
    }

    /// Takes the answer on Today; any other digit changes nothing.
    pub(super) fn choose(&mut self, n: u8) {
        let Some(choice) = self.view().choice().cloned() else { return };
        if !choice.is_answer(n) {
            return;
        }
        match choice {
            Choice::AfterWalks => self.after_walks(n),
            Choice::Afterwards if n == 2 => self.stage.choice = Some(Choice::HowFar),
            Choice::Afterwards => self.follow_with(n),
            Choice::Steps { own } => self.take_steps(own, usize::from(n) - 1),
            Choice::HowFar => self.go_far(usize::from(n) - 1),
            Choice::Review(review) => {
                let warm_up = [WarmUp::Usual, WarmUp::Short, WarmUp::Long][usize::from(n) - 1];
                let looked_back = Some(LookedBack { date: self.now.at.date(), week: review.week, warm_up });
                let said = Profile { looked_back, ..Profile::default() };
                let id = self.save(Body::Profile(said));
                self.stage.checking.note_run(Done::WarmUp, id);
                self.tell_done(&Done::WarmUp, Context::Today);
            }
        }
    }

    /// Begins ticks for quicker steps, or records that none are wanted, which is the last answer.
    fn take_steps(&mut self, watch: Option<u16>, at: usize) {
        let own =
            watch.filter(|_| at == 0).or_else(|| STEP_RATES.get(at).copied().filter(|_| watch.is_none()));
        let said = StepRate { date: self.now.at.date(), own };
        let id = self.save(Body::Profile(Profile { steps: Some(said), ..Profile::default() }));
        self.stage.checking.note_run(Done::StepRate(own), id);
        self.tell_what_was_done(&Done::StepRate(own));
    }

    /// Begins to run after a plan of walks, or keeps walking.
    pub(super) fn after_walks(&mut self, n: u8) {
        if n == 1 {
            // Half an hour is easy now: it is not asked again.
            self.save(Body::Profile(Profile { walks_30_minutes: Some(true), ..Profile::default() }));
            return self.open_plan_setup();
        }
        self.follow_with(1);
    }

    /// Notes what follows the plan.
    pub(super) fn follow_with(&mut self, n: u8) {
        let all = [Afterwards::Keep, Afterwards::Longer, Afterwards::Hills, Afterwards::WarmUps];
        let Some(choice) = usize::from(n).checked_sub(1).and_then(|i| all.get(i)) else { return };
        let action = PlanAction::Then { date: self.now.at.date(), choice: *choice, goal: None };
        self.act(Done::AfterPlan(None), action);
    }

    /// Lets the long run grow: without an end for 0, else as far as a goal, counted from 1.
    pub(super) fn go_far(&mut self, at: usize) {
        let today = self.now.at.date();
        let goal = FARS.get(at).copied().flatten().map(Far::goal);
        let action = PlanAction::Then { date: today, choice: Afterwards::Longer, goal };
        let view = self.core.history.plan_view(today);
        let diary = self.core.history.diary(today);
        let looked_at =
            goal.zip(view).and_then(|(goal, view)| goal::looked_at(&view.plan, &diary, goal, today));
        self.act(Done::AfterPlan(looked_at), action);
    }
}
