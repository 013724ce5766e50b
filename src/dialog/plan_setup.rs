//! The start of a plan: the questions for placement, the plan that fits, and the records when it begins.
//!
//! `plan::beginning` has the answers that the log already knows, and the records to write; `plan::placement` decides
//! which plan fits. All of it is worked out again from the answers, so going back one question drops one answer.
//! Nothing is written before [`PlanSetupQuestion::Begin`] is answered with yes.

mod outcome;
mod question;

pub use outcome::{Outcome, PlanChoice, own_days};
pub use question::{PlanSetupQuestion, WhySore};

use jiff::civil::Date;

use super::kind::RunDays;
use super::{Answer, Ask, Dialog, Rules, Step, Taken};
use crate::day::Core;
use crate::history::Write;
use crate::plan::beginning::{Known, leads, new_site};
use crate::plan::changes;
use crate::plan::keep::is_run_on;
use crate::plan::placement::{Answers, Question, Running};
use crate::routine::Id;
use crate::session::Now;
use crate::symptoms::signs::Occasion;
use crate::symptoms::{Side, Site, limits};
use crate::time::{days_before, days_between};
use question::BREAKS;

/// The questions before a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanSetupRules {
    /// What need not be asked.
    pub known: Known,
    /// The first day.
    pub date: Date,
    /// The week, stage or level at which a plan begins that is chosen by its name.
    pub place: Option<String>,
}

impl PlanSetupRules {
    /// Begins with what the log says, for a plan that begins on a day.
    pub fn new(core: &Core, date: Date, place: Option<String>) -> Self {
        Self { known: Known::of(core.log(), date), date, place }
    }

    /// Puts together the known facts and the answers.
    pub fn answers(&self, steps: &[Step]) -> Answers {
        let Known { last_run, sites, sport, walks, .. } = &self.known;
        let mut answers = Answers {
            still_running: Running::default(),
            last_run: *last_run,
            sore: sites.first().copied(),
            usual: None,
            sport: *sport,
            walks: *walks,
            brisk: None,
        };
        for (question, answer) in said(steps) {
            self.note(&mut answers, question, answer);
        }
        answers
    }

    /// Takes an answer in.
    fn note(&self, answers: &mut Answers, question: &PlanSetupQuestion, answer: Answer) {
        use PlanSetupQuestion as Q;
        match (question, answer) {
            (Q::LastRun(_), Answer::Day(day)) => answers.last_run = Some(day),
            (Q::LastRun(_), Answer::Choice(c)) => {
                let days = BREAKS.iter().find(|(key, _)| *key == c).map(|(_, days)| *days);
                answers.last_run = days.map(|days| days_before(self.date, days));
            }
            (Q::Sore(..), Answer::Site(site)) => answers.sore = site.map(|site| self.with_its_side(site)),
            (Q::Side(site), Answer::Choice(c)) => {
                let side = match c {
                    '1' => Some(Side::Left),
                    '2' => Some(Side::Right),
                    _ => None,
                };
                answers.sore = Some(Site { side, ..*site });
            }
            (Q::Placement(Question::Usual), Answer::Length(length)) => answers.usual = Some(length),
            (Q::Placement(Question::Brisk), Answer::Length(length)) => answers.brisk = Some(length),
            (Q::Placement(Question::Walks), Answer::Yes | Answer::No) => {
                answers.walks = Some(answer == Answer::Yes);
            }
            (Q::Placement(Question::Sport), Answer::Yes | Answer::No) => {
                answers.sport = Some(answer == Answer::Yes);
            }
            (Q::Placement(running), _) => {
                let n = match answer {
                    Answer::Score(score) => score.value(),
                    Answer::Number(n) => u8::try_from(n).unwrap_or(u8::MAX),
                    Answer::Yes => 1,
                    _ => 0,
                };
                answers.still_running.take(*running, n);
            }
            _ => {}
        }
    }

    /// Returns a place that was named without a side with the one on which it is known to be sore.
    fn with_its_side(&self, site: Site) -> Site {
        let known: Vec<&Site> = self.known.sites.iter().filter(|known| known.region == site.region).collect();
        match known[..] {
            [only] if site.side.is_none() => *only,
            _ => site,
        }
    }

    /// Returns what comes before any choice of a plan and is not known yet: the last run, then what is sore.
    fn first(&self, steps: &[Step]) -> Option<PlanSetupQuestion> {
        let Self { known, date, .. } = self;
        let has = |is: &dyn Fn(&PlanSetupQuestion) -> bool| said(steps).any(|(question, _)| is(question));
        let answers = self.answers(steps);
        // Whoever still runs with a sore tendon or sole may keep running. Other soreness that is known decides by
        // itself, whatever the break, and a plan that is chosen needs no break. Of several places one is named first.
        let named = said(steps).find_map(|(question, answer)| match (question, answer) {
            (PlanSetupQuestion::Sore(..), Answer::Site(site)) => site,
            _ => None,
        });
        let waits = known.sites.len() > 1 && !has(&|asked| matches!(asked, PlanSetupQuestion::Sore(..)));
        let sore = named.or_else(|| known.sites.first().copied()).filter(|site| leads(*site));
        let decided = picked(steps).is_some() || waits || sore.is_some_and(|site| !is_run_on(site.region));
        if known.last_run.is_none()
            && !has(&|asked| matches!(asked, PlanSetupQuestion::LastRun(_)))
            && !decided
        {
            return Some(PlanSetupQuestion::LastRun(*date));
        }
        if !has(&|asked| matches!(asked, PlanSetupQuestion::Sore(..))) {
            let why = self.which_sore(answers.last_run)?;
            return Some(PlanSetupQuestion::sore(why, &known.sites));
        }
        let side = has(&|asked| matches!(asked, PlanSetupQuestion::Side(_)));
        let open = answers.sore.filter(|site| !side && site.side.is_none() && leads(*site));
        open.filter(|site| !known.sites.contains(site)).map(PlanSetupQuestion::Side)
    }

    /// Returns why it is asked what is sore; `None` if it is known well enough.
    fn which_sore(&self, last_run: Option<Date>) -> Option<WhySore> {
        let Known { sites, said_sore, .. } = &self.known;
        let broke = last_run.is_some_and(|last| days_between(last, self.date) > limits::BREAK_NO_PLAN_DAYS);
        match (&sites[..], said_sore, broke) {
            ([], true, true) => Some(WhySore::Reason),
            ([], true, false) | ([_], ..) => None,
            ([], false, true) => Some(WhySore::Break),
            ([], false, false) => Some(WhySore::Unknown),
            _ => Some(WhySore::Which),
        }
    }

    /// Returns the plans that are offered, of which one is chosen first.
    pub fn which(&self, steps: &[Step], shown: Option<&Id>, core: &Core, now: Now) -> Ask {
        let plans = outcome::offered(core);
        let fits = self.fitting(steps, core, now);
        let first = shown.or(fits.as_ref()).and_then(|shown| plans.iter().position(|id| id == shown));
        Ask::PlanSetup(PlanSetupQuestion::Which { plans, first: first.unwrap_or(0) })
    }
}

/// Returns the answers.
pub(super) fn said(steps: &[Step]) -> impl Iterator<Item = (&PlanSetupQuestion, Answer)> {
    steps.iter().filter_map(|step| match &step.ask {
        Ask::PlanSetup(question) => Some((question, step.answer)),
        _ => None,
    })
}

/// Returns the plan that was chosen by its name or its row.
pub fn picked(steps: &[Step]) -> Option<&Id> {
    said(steps).filter_map(|(question, answer)| picked_by(question, answer)).last()
}

fn picked_by(question: &PlanSetupQuestion, answer: Answer) -> Option<&Id> {
    match (question, answer) {
        (PlanSetupQuestion::Which { plans, .. }, Answer::Row(at)) => plans.get(at),
        _ => None,
    }
}

/// Returns the run days that were chosen.
fn days(steps: &[Step]) -> Option<RunDays> {
    said(steps)
        .filter_map(|(_, answer)| if let Answer::Days(days) = answer { Some(days) } else { None })
        .last()
}

/// True if the plan was begun.
fn is_begun(steps: &[Step]) -> bool {
    said(steps).any(|(question, answer)| (question, answer) == (&PlanSetupQuestion::Begin, Answer::Yes))
}

impl Rules for PlanSetupRules {
    fn due(&self, steps: &[Step], core: &Core, now: Now) -> Vec<Ask> {
        if is_begun(steps) {
            return Vec::new();
        }
        match self.outcome(steps, core, now) {
            Outcome::Open(question) => vec![Ask::PlanSetup(question)],
            Outcome::Without(_) | Outcome::Plan(_) => Vec::new(),
        }
    }

    /// Whatever may be asked can be said in advance: a plan that is chosen by its name asks less than it notes.
    fn extra(&self, steps: &[Step]) -> Vec<Ask> {
        let asked = |question: &PlanSetupQuestion| {
            let flag = question.flag();
            steps.iter().all(|step| step.ask.flag() != flag)
        };
        question::all(self.date, &self.known.sites).into_iter().filter(asked).map(Ask::PlanSetup).collect()
    }

    fn take(&self, ask: &Ask, answer: Answer, steps: &[Step], core: &Core, now: Now) -> Taken {
        let Ask::PlanSetup(question) = ask else { return Taken::default() };
        let mut answers = self.answers(steps);
        self.note(&mut answers, question, answer);
        match (question, answer) {
            (PlanSetupQuestion::Begin, Answer::Yes) => {
                let Outcome::Plan(choice) = self.outcome(steps, core, now) else { return Taken::default() };
                let records = choice.beginning.records(core.log(), now.at.date());
                Taken { writes: records.into_iter().map(Write::New).collect(), ..Taken::default() }
            }
            (PlanSetupQuestion::Sore(..) | PlanSetupQuestion::Side(_), _) => {
                // A place whose side is asked next is named when that is said.
                let names_side = matches!(question, PlanSetupQuestion::Side(_));
                let whole = |site: &Site| names_side || site.side.is_some() || !leads(*site);
                let named = new_site(answers.sore, &self.known).filter(whole);
                let occasion = |site: Site| (Occasion::Site { region: site.region, new: true }, Some(site));
                Taken { occasions: named.map(occasion).into_iter().collect(), ..Taken::default() }
            }
            _ => Taken::default(),
        }
    }
}

impl Dialog<PlanSetupRules> {
    /// Chooses a plan by its name.
    pub fn choose(&mut self, plan: &Id, core: &mut Core, now: Now) {
        let which = PlanSetupQuestion::Which { plans: vec![plan.clone()], first: 0 };
        self.answer_to(Ask::PlanSetup(which), Answer::Row(0), core, now);
    }

    /// Returns the outcome of the answers.
    pub fn outcome(&self, core: &Core, now: Now) -> Outcome {
        self.rules.outcome(self.steps(), core, now)
    }

    /// Returns the question whether it takes the place of the running plan; `None` if none does.
    pub fn replaces(&self, core: &Core, now: Now) -> Option<Ask> {
        let today = now.at.date();
        let running = changes::running(&core.history().diary(today), today)?;
        let name = core
            .library()
            .plan(&running.plan)
            .map_or_else(|_| running.plan.to_string(), |plan| plan.name.clone());
        Some(Ask::PlanSetup(PlanSetupQuestion::Replace { running: name, since: running.since }))
    }

    /// Records the answers, and the plan.
    pub fn begin(&mut self, core: &mut Core, now: Now) {
        self.answer_to(Ask::PlanSetup(PlanSetupQuestion::Begin), Answer::Yes, core, now);
    }
}
