//! Starting a plan on screen: what placement needs, one question at a time, then the plan and why.
//!
//! What is asked and what is kept is that of `runup plan start`; both take it from `plan::beginning`. Nothing is
//! kept before the last key, and every question can be gone back from. A warning sign that is said on the way is
//! the one exception: it is kept at once, as everywhere.

mod ask;
mod keys;

use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;

pub use ask::{PlanSetupQuestion, WhySore};

use super::{AppView, Screen, Then, Update};
use crate::app::keymap::Action;
use crate::day::Core;
use crate::history::Write;
use crate::library::Kind;
use crate::plan::beginning::{Beginning, Known};
use crate::plan::changes::{self, Running};
use crate::plan::course::Course;
use crate::plan::outline::{Caution, Progression, Whom};
use crate::plan::placement::{self, Answers, NoPlan, Placement, PlacementReason, Question};
use crate::plan::recommend::Recommendation;
use crate::plan::{Diary, calendar, outline, recommend};
use crate::plans::{Day, Plan, Shape};
use crate::record::lock::Lock;
use crate::record::{Body, Outcome, Profile};
use crate::routine::{Id, When};
use crate::session::Now;
use crate::symptoms::signs::Occasion;
use crate::words::Words;
use crate::words::date::past_day_words;
use ask::Said;
use keys::Turn;

/// How far the start of a plan has come.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanSetup {
    known: Known,
    said: Vec<Said>,
    /// The minutes typed so far; 0 while there are none.
    pub typed: u32,
    /// The plan that was chosen by hand, and how much was said before it.
    picked: Option<(Id, usize)>,
    /// The run days that were chosen; `None` for those of the plan.
    days: Option<Vec<Day>>,
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

/// A plan that can be begun.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The plan.
    pub plan: Plan,
    /// Why this.
    pub why: Vec<PlacementReason>,
    /// What its first day says.
    pub first: Option<Recommendation>,
    /// How it goes on.
    pub goes_on: Option<Progression>,
    /// What to know before.
    pub warnings: Vec<Caution>,
    /// The run days; none where the plan has no weekdays.
    pub days: Vec<Day>,
    beginning: Beginning,
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
    /// Returns what is known and what was said, as a label and a value; what the log knows first.
    pub fn rows(&self, today: Date) -> Vec<(&'static str, String, bool)> {
        let Known { last_run, sites, said_sore, sport, walks } = &self.known;
        let date = |date: Date| past_day_words(date, today).trim_start_matches("on ").to_owned();
        let sore = match &sites[..] {
            [] if *said_sore => Some("nothing".to_owned()),
            [only] => Some(only.to_string()),
            // Of several it is asked which.
            _ => None,
        };
        let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
        let known = [
            last_run.map(|last| ("Last run", date(last))),
            sore.map(|sore| ("Sore", sore)),
            walks.map(|walks| ("Walks half an hour", yes(walks))),
            sport.map(|sport| ("Sport this year", yes(sport))),
        ];
        let said = self.said.iter().map(|said| said.words());
        let known = known.into_iter().flatten().map(|(label, value)| (label, value, true));
        known.chain(said.map(|(label, value)| (label, value, false))).collect()
    }

    /// Tells whether a place answers what is asked, all of them being there to choose from.
    pub const fn asks_where(&self) -> bool {
        matches!(self.step, PlanSetupStep::Ask(PlanSetupQuestion::Sore(why)) if !matches!(why, WhySore::Which))
    }

    /// Returns the choices of what is asked, by their keys.
    pub fn choices(&self) -> Vec<(char, String)> {
        match &self.step {
            PlanSetupStep::Ask(question) => ask::choices(*question, &self.known),
            _ => Vec::new(),
        }
    }

    /// Returns the plan that is chosen in the list, by its place.
    pub const fn row(&self) -> Option<usize> {
        if let PlanSetupStep::Others(_, chosen) = self.step { Some(chosen) } else { None }
    }

    /// Tells whether there is a question, or a plan, to go back to.
    pub const fn can_go_back(&self) -> bool {
        match self.step {
            PlanSetupStep::Days(..) | PlanSetupStep::Others(..) | PlanSetupStep::Replace(..) => true,
            _ => !self.said.is_empty() || self.picked.is_some(),
        }
    }

    /// Says why chosen run days are not fine for a plan; `None` where they are.
    pub fn refused(words: &dyn Words, plan: &Plan, days: &[Day]) -> Option<String> {
        let none = days.is_empty() && !plan.days.is_empty();
        let none = none.then(|| "Choose one day at least.".to_owned());
        none.or_else(|| calendar::too_close(plan, days).map(|close| words.too_close(close) + "."))
    }

    /// Tells whether chosen run days are fine for a plan.
    pub fn is_fine(plan: &Plan, days: &[Day]) -> bool {
        (!days.is_empty() || plan.days.is_empty()) && calendar::too_close(plan, days).is_none()
    }
}

impl AppView<'_> {
    /// Tells whether Today offers a plan: after the first warm-up, until one is begun or not wanted.
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
                session.counts() && session.outcome == Outcome::Done && warmed(&session.routine)
            })
    }
}

impl Update<'_> {
    /// Opens the start of a plan; where a warning sign is open it says why none begins.
    pub(super) fn open_plan_setup(&mut self) {
        let mut setup = PlanSetup {
            known: Known::of(self.core.history.log(), self.now.at.date()),
            said: Vec::new(),
            typed: 0,
            picked: None,
            days: None,
            step: PlanSetupStep::Locked(self.core.lock()),
        };
        if self.core.lock() == Lock::Open {
            setup.step = self.core.setup_step(&setup, self.now);
        }
        self.open(Screen::PlanSetup(Box::new(setup)));
    }

    /// Keeps that no plan is wanted, so that it is not offered again.
    pub(super) fn decline_plan(&mut self) {
        let id = self.save(Body::Profile(Profile { no_plan: true, ..Profile::default() }));
        self.stage.checking.note_all("no plan for now".to_owned(), vec![id]);
        let key =
            |action| self.stage.keymap.key_for(super::Context::Today, action).map(|key| key.to_string());
        let begin = key(Action::BeginPlan).unwrap_or_default();
        let undo = key(Action::Undo).map(|key| format!(" {key} takes it back.")).unwrap_or_default();
        let told = format!("Not offered again; {begin} starts a plan whenever you like.{undo}");
        self.tell_for_a_while(told);
    }

    /// What keys do while a plan is started.
    pub(super) fn on_plan_setup(&mut self, setup: &mut PlanSetup, action: Action) {
        match (&setup.step, action) {
            (PlanSetupStep::Locked(_), Action::Accept) => {
                self.close();
                self.open(Screen::Locked);
            }
            (PlanSetupStep::Found(found), Action::Accept) => match self.core.running_plan(self.now) {
                Some(Running { plan, since }) => {
                    let name = self
                        .core
                        .history
                        .library()
                        .plan(&plan)
                        .map_or_else(|_| plan.to_string(), |plan| plan.name.clone());
                    setup.step = PlanSetupStep::Replace(found.clone(), name, since);
                }
                None => self.ask_and_begin(setup),
            },
            (PlanSetupStep::Replace(..), Action::Accept | Action::Yes) => self.ask_and_begin(setup),
            (PlanSetupStep::Found(_) | PlanSetupStep::Without(_), Action::Others) => {
                setup.step = self.core.others(setup, self.now);
            }
            _ => match setup.press(action) {
                Turn::Nothing => (),
                Turn::Leave => self.close(),
                Turn::Shown => {}
                Turn::Said => {
                    let site = setup.named(self.now.at.date());
                    setup.step = self.core.setup_step(setup, self.now);
                    if let Some(site) = site {
                        let named = Occasion::Site { region: site.region, new: true };
                        self.ask_signs(named, Some(site), Then::Below);
                    }
                }
                Turn::Back => setup.step = self.core.setup_step(setup, self.now),
            },
        }
    }

    /// Asks about the signs that come before a plan, then begins it.
    fn ask_and_begin(&mut self, setup: &PlanSetup) {
        if !self.ask_health() {
            self.begin_plan(setup);
        }
    }

    /// Keeps what was said, and the plan; back to where it was asked for.
    pub(super) fn begin_plan(&mut self, setup: &PlanSetup) {
        if self.core.lock() != Lock::Open {
            return self.open(Screen::Locked);
        }
        let (PlanSetupStep::Found(found) | PlanSetupStep::Replace(found, ..)) = &setup.step else { return };
        let bodies = found.beginning.records(self.core.history.log(), self.now.at.date());
        let ids = bodies.into_iter().map(|body| self.save(body)).collect();
        self.stage.checking.note_all(format!("the beginning of {}", found.plan.name), ids);
        self.close();
        let undo = self.stage.keymap.key_for(super::Context::Today, Action::Undo);
        let undo = undo.map(|key| format!(" {key} takes it back.")).unwrap_or_default();
        self.tell_for_a_while(format!("{} begins.{undo}", found.plan.name));
        self.say_shown_signs();
    }
}

impl Core {
    fn running_plan(&self, now: Now) -> Option<Running> {
        changes::running(&self.history.diary(now.at.date()), now.at.date())
    }

    /// Returns what is to be shown: the open question, or the plan.
    fn setup_step(&self, setup: &PlanSetup, now: Now) -> PlanSetupStep {
        let date = now.at.date();
        if let Some(question) = ask::first(&setup.known, &setup.said, date) {
            return PlanSetupStep::Ask(question);
        }
        let (answers, longest) = ask::answers(&setup.known, &setup.said, date);
        let mut placed = placement::place(&answers, &self.history.diary(date), date);
        if let Some((id, _)) = &setup.picked {
            placed = Placement::Plan { plan: id.clone(), at: None, tested: false, why: Vec::new() };
        }
        let (plan, at, tested, mut why) = match placed {
            Placement::Ask(question) => return PlanSetupStep::Ask(question.into()),
            Placement::None(why) => return PlanSetupStep::Without(why),
            Placement::Plan { plan, at, tested, why } => (plan, at, tested, why),
        };
        let plan = match self.history.library().plan(&plan) {
            Ok(plan) => plan,
            Err(problem) => return PlanSetupStep::Without(NoPlan::Unreadable(problem.to_string())),
        };
        let shares = matches!(plan.shape, Shape::Shares(_));
        if shares && answers.usual.is_none() {
            return PlanSetupStep::Ask(PlanSetupQuestion::Usual);
        }
        if shares && !setup.said.iter().any(|said| matches!(said, Said::Longest(_))) {
            return PlanSetupStep::Ask(PlanSetupQuestion::Longest);
        }
        if let Some(days) = ask::taken_for(&setup.said).filter(|_| shares) {
            why.push(PlacementReason::TakenFor { days });
        }
        let mut warnings = outline::cautions(&plan, &answers, date);
        if let Some(better) = self.better(setup, &plan, &answers, date) {
            warnings.insert(0, Caution::Better(better));
        }
        let days = setup.days.clone();
        let place = at.map(str::to_owned);
        let beginning = Beginning { plan: plan.id.clone(), date, place, tested, answers, longest, days };
        PlanSetupStep::Found(Box::new(self.found(Arc::unwrap_or_clone(plan), why, warnings, beginning, now)))
    }

    fn found(
        &self,
        plan: Plan,
        why: Vec<PlacementReason>,
        warnings: Vec<Caution>,
        beginning: Beginning,
        now: Now,
    ) -> Found {
        let date = now.at.date();
        // As if it had begun: what the engine would say then.
        let bodies = beginning.records(self.history.log(), date);
        let event = bodies
            .iter()
            .rev()
            .find_map(|body| if let Body::Plan(event) = body { Some(event) } else { None });
        let from = event
            .and_then(|event| Course::begin(&plan, &event.action, beginning.answers.sport))
            .map(|course| course.place);
        let first = recommend(
            &plan,
            &self.history.supposing(bodies.into_iter().map(Write::New), now.at).diary(date),
            date,
        );
        let days = beginning.days.clone().unwrap_or_else(|| own_days(&plan));
        let goes_on = from.map(|from| outline::goes_on(&plan, from, beginning.answers.usual));
        Found { plan, why, first, goes_on, warnings, days, beginning }
    }

    /// Returns the name of the plan that fits, where another was chosen by hand.
    fn better(&self, setup: &PlanSetup, plan: &Plan, answers: &Answers, date: Date) -> Option<String> {
        setup.picked.as_ref()?;
        let fits = fitting(answers, &self.history.diary(date), date).filter(|id| *id != plan.id)?;
        Some(self.history.library().plan(&fits).ok()?.name.clone())
    }

    /// Lists the plans that are offered, the one that is shown being chosen.
    fn others(&self, setup: &PlanSetup, now: Now) -> PlanSetupStep {
        let date = now.at.date();
        let (answers, _) = ask::answers(&setup.known, &setup.said, date);
        let fits = fitting(&answers, &self.history.diary(date), date);
        let plans =
            self.history.library().ids(Kind::Plan).filter_map(|(id, _)| self.history.library().plan(id).ok());
        let offered = plans.filter(|plan| !plan.on_request).map(|plan| Offered {
            fits: fits.as_ref() == Some(&plan.id),
            whom: outline::for_whom(&plan),
            name: plan.name.clone(),
            id: plan.id.clone(),
        });
        let offered: Vec<Offered> = offered.collect();
        let shown = if let PlanSetupStep::Found(found) = &setup.step { Some(&found.plan.id) } else { None };
        let chosen = offered.iter().position(|offered| Some(&offered.id) == shown);
        PlanSetupStep::Others(offered, chosen.unwrap_or(0))
    }
}

impl From<Question> for PlanSetupQuestion {
    fn from(question: Question) -> Self {
        match question {
            Question::Walks => Self::Walks,
            Question::Sport => Self::Sport,
            Question::Usual => Self::Usual,
            running => Self::Running(running),
        }
    }
}

/// Returns the plan that fits answers; how long a usual run was does not change which.
fn fitting(answers: &Answers, diary: &Diary, date: Date) -> Option<Id> {
    let usual = answers.usual.or(Some(Duration::from_secs(30 * 60)));
    match placement::place(&Answers { usual, ..*answers }, diary, date) {
        Placement::Plan { plan, .. } => Some(plan),
        Placement::Ask(_) | Placement::None(_) => None,
    }
}

/// Returns the run days that a plan has of its own.
fn own_days(plan: &Plan) -> Vec<Day> {
    plan.days.iter().filter(|(_, work)| work.run).map(|(day, _)| *day).collect()
}
