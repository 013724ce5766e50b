//! Choices that Today offers now and then, in one line, and the Plan tab too as far as they follow a plan.
//!
//! `dialog::todays_choice` decides what is asked and written. A digit answers, once, and can be undone. Due questions come
//! first: a choice waits while a question about the body is open.

use super::{AppView, Context, Update};
use crate::day::choice::Choice;
use crate::dialog::todays_choice::TodaysChoice;
use crate::dialog::{Answer, Ask, Dialog};
use crate::plan::goal::{self, Outlook};
use crate::record::lock::Lock;
use crate::record::{Body, Goal, PlanAction, PlanEvent, Profile};
use crate::words::done::Done;

impl<'a> AppView<'a> {
    /// Returns the question about what Today offers, if any.
    pub fn choice(self) -> Option<&'a Ask> {
        let free = || {
            self.stage.checking.question().is_none() && self.core.lock() == Lock::Open && !self.offers_plan()
        };
        self.stage.choice.asked().filter(|_| free())
    }
}

impl Update<'_> {
    /// Looks for a choice if the day or the history has changed.
    pub(super) fn look_for_choice(&mut self) {
        self.stage.choice = Dialog::new(TodaysChoice, self.core, self.now);
    }

    /// Takes the answer on Today; any other digit changes nothing.
    pub(super) fn choose(&mut self, n: u8) {
        if let Some(Ask::TodaysChoice(choice)) = self.view().choice().cloned() {
            self.choose_of(choice, n);
        }
    }

    /// Takes the answer to a choice, whether Today offers it or not.
    pub(super) fn choose_of(&mut self, choice: Choice, n: u8) {
        let ask = Ask::TodaysChoice(choice);
        let Some(key) = char::from_digit(n.into(), 10).filter(|key| ask.digits().contains(key)) else {
            return;
        };
        // What is chosen says nothing about the body: no warning sign goes with it.
        self.stage.choice.answer_to(ask, Answer::Choice(key), self.core, self.now);
        let wrote = self.stage.choice.wrote().first();
        let said = wrote.and_then(|(id, _)| self.core.history.log().get(id));
        if let Some((id, body)) = said.map(|record| (record.id.clone(), record.body.clone())) {
            self.follow_choice(id, &body);
        }
    }

    /// What follows a choice: its plan, or a line that says what was chosen. It can be undone.
    fn follow_choice(&mut self, id: String, said: &Body) {
        let done = match said {
            Body::Profile(Profile { walks_30_minutes: Some(true), .. }) => return self.open_plan_setup(),
            Body::Profile(Profile { steps: Some(said), .. }) => Done::StepRate(said.own),
            Body::Plan(PlanEvent { action: PlanAction::Then { goal, .. }, .. }) => {
                Done::AfterPlan(goal.and_then(|goal| self.outlook(goal)))
            }
            _ => Done::WarmUp,
        };
        match done {
            // Its own line says how it is ended.
            Done::StepRate(_) => self.tell_what_was_done(&done),
            Done::AfterPlan(_) => self.tell_done(&done, Context::Plan),
            _ => self.tell_done(&done, Context::Today),
        }
        self.stage.checking.note_run(done, id);
    }

    /// Returns when the long run would reach a goal.
    pub(super) fn outlook(&self, goal: Goal) -> Option<Outlook> {
        let today = self.now.at.date();
        let view = self.core.history.plan_view(today)?;
        goal::looked_at(&view.plan, &self.core.history.diary(today), goal, today)
    }
}
