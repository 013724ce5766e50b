//! Starting a plan on screen: the questions for placement, one at a time, then the plan and its reasons.
//!
//! `dialog::plan_setup` decides what is asked and saved, as for `runup plan start`; here is what a key does and what
//! is shown. Nothing is saved before the last key, and every question has a way back. A warning sign that is
//! reported on the way is the one exception: it is saved at once, as everywhere.

use jiff::civil::Date;

use super::{AppView, Screen, Update};
use crate::app::keymap::Action;
use crate::day::Core;
use crate::dialog::plan_setup::{Outcome, PlanChoice, PlanSetupQuestion, PlanSetupRules, own_days};
use crate::dialog::{Answer, Ask, Dialog, Reply, RunDays};
use crate::history::Write;
use crate::plan::course::Course;
use crate::plan::outline::{self, Progression, Whom};
use crate::plan::placement::NoPlan;
use crate::plan::recommend::Recommendation;
use crate::plan::{calendar, recommend};
use crate::plans::{Day, Plan};
use crate::record::lock::Lock;
use crate::record::{Body, Outcome as SessionOutcome, Profile};
use crate::routine::{Id, When};
use crate::session::Now;
use crate::words::Words;
use crate::words::done::Done;
use crate::words::notice::Notice;

/// How far the start of a plan has come.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanSetup {
    /// What is asked and was said.
    pub dialog: Dialog<PlanSetupRules>,
    /// What is shown.
    pub step: PlanSetupStep,
}

/// What is shown of it.
#[derive(Debug, Clone, PartialEq)]
pub enum PlanSetupStep {
    /// A warning sign is open: no plan begins.
    Locked(Lock),
    /// A question.
    Ask(PlanSetupQuestion),
    /// No plan fits now, and why.
    Without(NoPlan),
    /// The plan, and why.
    Found(Box<Found>),
    /// Its run days are chosen.
    Days(Box<Found>, Vec<Day>),
    /// Another plan is chosen.
    Others(Vec<Offered>, usize),
    /// Another plan runs: whether this one takes its place.
    Replace(Box<Found>, String, Date),
}

/// A plan that can be begun, as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The plan, and why.
    pub choice: PlanChoice,
    /// What its first day says.
    pub first: Option<Recommendation>,
    /// How it continues.
    pub goes_on: Option<Progression>,
    /// The run days; none if the plan has no weekdays.
    pub days: Vec<Day>,
}

/// A plan in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Offered {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Whom it is for.
    pub whom: Whom,
    /// Whether it is the one that fits the answers.
    pub fits: bool,
}

impl PlanSetup {
    /// True if a place answers what is asked, all of them being there to choose from.
    pub const fn asks_where(&self) -> bool {
        matches!(&self.step, PlanSetupStep::Ask(question) if question.asks_where())
    }

    /// Returns what is asked, if that is a question with answers of its own.
    pub fn asked(&self) -> Option<&Ask> {
        self.dialog.asked().filter(|_| matches!(self.step, PlanSetupStep::Ask(_)))
    }

    /// Returns the plan that is chosen in the list, by its place.
    pub const fn row(&self) -> Option<usize> {
        if let PlanSetupStep::Others(_, chosen) = self.step { Some(chosen) } else { None }
    }

    /// True if there is a question, or a plan, to go back to.
    pub fn can_go_back(&self) -> bool {
        self.dialog.asked().is_some_and(is_beside) || !self.dialog.steps().is_empty()
    }

    /// Says why chosen run days are not fine for a plan; `None` if they are.
    pub fn refused(words: &dyn Words, plan: &Plan, days: &[Day]) -> Option<String> {
        let none = days.is_empty() && !plan.days.is_empty();
        let none = none.then(|| words.notice(&Notice::ChooseADay));
        none.or_else(|| calendar::too_close(plan, days).map(|close| words.too_close(close) + "."))
    }

    /// True if chosen run days are fine for a plan.
    pub fn is_fine(plan: &Plan, days: &[Day]) -> bool {
        (!days.is_empty() || plan.days.is_empty()) && calendar::too_close(plan, days).is_none()
    }

    /// Goes back: from a choice to the plan, from a plan or a question to the question before; `false` at the first.
    fn back(&mut self, core: &mut Core, now: Now) -> bool {
        let dialog = &mut self.dialog;
        if dialog.asked().is_some_and(is_beside) {
            dialog.let_go(is_beside, core, now);
            return true;
        }
        let last = |dialog: &Dialog<PlanSetupRules>| dialog.steps().last().map(|step| step.ask.clone());
        // Run days go with the plan for which they were chosen.
        while matches!(last(dialog), Some(Ask::PlanSetup(PlanSetupQuestion::Days(_)))) {
            dialog.back(core, now);
            dialog.let_go(is_beside, core, now);
        }
        let chosen = last(dialog).is_some_and(|ask| is_beside(&ask));
        let went = dialog.back(core, now);
        if chosen {
            dialog.let_go(is_beside, core, now);
        }
        went
    }

    /// Takes a plan from the list; the one that fits the answers does not count as chosen by hand.
    fn pick(&mut self, offered: &[Offered], at: usize, core: &mut Core, now: Now) {
        let dialog = &mut self.dialog;
        let Some(ask) = dialog.asked().cloned() else { return };
        dialog.let_go(is_beside, core, now);
        while dialog.steps().iter().any(|step| is_beside(&step.ask)) {
            dialog.back(core, now);
            dialog.let_go(is_beside, core, now);
        }
        if offered.get(at).is_some_and(|offered| !offered.fits) {
            dialog.answer_to(ask, Answer::Row(at), core, now);
        }
    }
}

/// True if a question is not a step towards a plan but one that a key asks beside it.
const fn is_beside(ask: &Ask) -> bool {
    use PlanSetupQuestion as Q;
    matches!(ask, Ask::PlanSetup(Q::Which { .. } | Q::Days(_) | Q::Replace { .. }))
}

impl AppView<'_> {
    /// True if Today offers a plan: after the first warm-up, until one is begun or not wanted.
    pub fn offers_plan(self) -> bool {
        let warmed = |id: &Id| {
            let listed = self.core.catalogue().iter().find(|listed| listed.id == *id);
            listed.and_then(|listed| listed.routine()).is_some_and(|r| r.when.contains(&When::BeforeRun))
        };
        self.stage.checking.question().is_none()
            && self.core.lock() == Lock::Open
            && self.core.history.log().plan_events().is_empty()
            && !self.core.history.log().profile().no_plan
            && self.core.history.log().sessions().iter().any(|session| {
                let session = session.body;
                session.counts() && session.outcome == SessionOutcome::Done && warmed(&session.routine)
            })
    }
}

impl Update<'_> {
    /// Opens the start of a plan; if a warning sign is open it says why none begins.
    pub(super) fn open_plan_setup(&mut self) {
        let rules = PlanSetupRules::new(self.core, self.now.at.date(), None);
        let dialog = Dialog::new(rules, self.core, self.now);
        let mut setup = PlanSetup { dialog, step: PlanSetupStep::Locked(self.core.lock()) };
        if self.core.lock() == Lock::Open {
            setup.step = self.core.setup_step(&setup, self.now);
        }
        self.open(Screen::PlanSetup(Box::new(setup)));
    }

    /// Saves that no plan is wanted, so that none is offered again.
    pub(super) fn decline_plan(&mut self) {
        let id = self.save(Body::Profile(Profile { no_plan: true, ..Profile::default() }));
        let key = self.stage.keymap.key_for(super::Context::Today, Action::BeginPlan);
        let done = Done::NoPlan { key: key.map(|key| key.to_string()).unwrap_or_default() };
        self.tell_done(&done, super::Context::Today);
        self.stage.checking.note_run(done, id);
    }

    /// What keys do while a plan is started.
    pub(super) fn on_plan_setup(&mut self, setup: &mut PlanSetup, action: Action) {
        match (&setup.step, action) {
            (_, Action::Quit) | (PlanSetupStep::Locked(_), Action::Close) => return self.close(),
            (PlanSetupStep::Locked(_), Action::Accept) => {
                self.close();
                return self.open(Screen::Locked);
            }
            (PlanSetupStep::Locked(_), _) => return,
            (PlanSetupStep::Found(_), Action::Accept) => match setup.dialog.replaces(self.core, self.now) {
                Some(replaces) => setup.dialog.raise(replaces, self.core, self.now),
                None => return self.ask_and_begin(setup),
            },
            (PlanSetupStep::Replace(..), Action::Accept | Action::Yes) => return self.ask_and_begin(setup),
            (PlanSetupStep::Found(found), Action::RunDays) => {
                let days = PlanSetupQuestion::Days(RunDays::of(&found.days));
                setup.dialog.raise(Ask::PlanSetup(days), self.core, self.now);
            }
            (PlanSetupStep::Found(_) | PlanSetupStep::Without(_), Action::Others) => {
                let shown = if let PlanSetupStep::Found(found) = &setup.step {
                    Some(&found.choice.plan.id)
                } else {
                    None
                };
                let dialog = &setup.dialog;
                let which = dialog.rules.which(dialog.steps(), shown, self.core, self.now);
                setup.dialog.raise(which, self.core, self.now);
            }
            (PlanSetupStep::Days(found, days), Action::Accept | Action::RunDays) => {
                if !PlanSetup::is_fine(&found.choice.plan, days) {
                    return;
                }
                self.say_to(&mut setup.dialog, Action::Accept);
            }
            (PlanSetupStep::Others(offered, at), Action::Accept) => {
                let (offered, at) = (offered.clone(), *at);
                setup.pick(&offered, at, self.core, self.now);
            }
            (PlanSetupStep::Replace(..), Action::No) => {
                setup.back(self.core, self.now);
            }
            (_, Action::Less) if setup.dialog.draft().is_none() => {
                setup.back(self.core, self.now);
            }
            _ => match self.say_to(&mut setup.dialog, action) {
                Reply::Answered(occasions) => {
                    setup.step = self.core.setup_step(setup, self.now);
                    return self.ask_of(occasions);
                }
                Reply::Ignored if action == Action::Close => {
                    if !setup.back(self.core, self.now) {
                        return self.close();
                    }
                }
                Reply::Drafted | Reply::Ignored => {}
            },
        }
        setup.step = self.core.setup_step(setup, self.now);
    }

    /// Asks about the signs that come before a plan, then begins it.
    fn ask_and_begin(&mut self, setup: &mut PlanSetup) {
        if !self.ask_health() {
            self.begin_plan(setup);
        }
    }

    /// Saves the answers and the plan; back to where it was asked for.
    pub(super) fn begin_plan(&mut self, setup: &mut PlanSetup) {
        if self.core.lock() != Lock::Open {
            return self.open(Screen::Locked);
        }
        let (PlanSetupStep::Found(found) | PlanSetupStep::Replace(found, ..)) = &setup.step else { return };
        let chosen = &found.choice.plan.id;
        let outcome = setup.dialog.outcome(self.core, self.now);
        if !matches!(outcome, Outcome::Plan(choice) if choice.plan.id == *chosen) {
            // What was said of the runner's health leaves another plan, or none.
            setup.dialog.let_go(is_beside, self.core, self.now);
            setup.step = self.core.setup_step(setup, self.now);
            return;
        }
        let name = found.choice.plan.name.clone();
        setup.dialog.begin(self.core, self.now);
        let ids = setup.dialog.wrote().iter().map(|(id, _)| id.clone()).collect();
        let done = Done::PlanBegun(name);
        self.close();
        self.tell_done(&done, super::Context::Today);
        self.stage.checking.note_all(done, ids);
        self.say_shown_signs();
    }
}

impl Core {
    /// Returns what is to be shown: what is asked, or what the answers come to.
    fn setup_step(&self, setup: &PlanSetup, now: Now) -> PlanSetupStep {
        let dialog = &setup.dialog;
        let Some(Ask::PlanSetup(question)) = dialog.asked() else {
            return match dialog.outcome(self, now) {
                Outcome::Open(question) => PlanSetupStep::Ask(question),
                Outcome::Without(why) => PlanSetupStep::Without(why),
                Outcome::Plan(choice) => PlanSetupStep::Found(Box::new(self.found(*choice, now))),
            };
        };
        // What is chosen beside a plan leaves what is shown of it as it is.
        let found = match &setup.step {
            PlanSetupStep::Found(found)
            | PlanSetupStep::Days(found, _)
            | PlanSetupStep::Replace(found, ..) => Some(found.clone()),
            _ => None,
        };
        match (question, found) {
            (PlanSetupQuestion::Days(first), Some(found)) => {
                let days = dialog.draft().map_or(*first, RunDays::of_draft);
                PlanSetupStep::Days(found, days.days())
            }
            (PlanSetupQuestion::Replace { running, since }, Some(found)) => {
                PlanSetupStep::Replace(found, running.clone(), *since)
            }
            (PlanSetupQuestion::Which { plans, first }, _) => {
                let at = dialog.draft().map_or(*first, |row| row as usize);
                PlanSetupStep::Others(self.offered(plans, dialog, now), at)
            }
            _ => PlanSetupStep::Ask(question.clone()),
        }
    }

    fn found(&self, choice: PlanChoice, now: Now) -> Found {
        let date = now.at.date();
        let PlanChoice { plan, beginning, .. } = &choice;
        // As if it had begun: what the engine would say then.
        let bodies = beginning.records(self.history.log(), date);
        let event = bodies
            .iter()
            .rev()
            .find_map(|body| if let Body::Plan(event) = body { Some(event) } else { None });
        let from = event
            .and_then(|event| Course::begin(plan, &event.action, beginning.answers.sport))
            .map(|course| course.place);
        let first = recommend(
            plan,
            &self.history.supposing(bodies.into_iter().map(Write::New), now.at).diary(date),
            date,
        );
        let days = beginning.days.clone().unwrap_or_else(|| own_days(plan));
        let goes_on = from.map(|from| outline::goes_on(plan, from, beginning.answers.usual));
        Found { choice, first, goes_on, days }
    }

    /// Lists plans, and which of them fits the answers.
    fn offered(&self, plans: &[Id], dialog: &Dialog<PlanSetupRules>, now: Now) -> Vec<Offered> {
        let fits = dialog.rules.fitting(dialog.steps(), self, now);
        let plans = plans.iter().filter_map(|id| self.history.library().plan(id).ok());
        let offered = plans.map(|plan| Offered {
            fits: fits.as_ref() == Some(&plan.id),
            whom: outline::for_whom(&plan),
            name: plan.name.clone(),
            id: plan.id.clone(),
        });
        offered.collect()
    }
}
