//! A run that was done without the program: how long it was, and which run it was, if that is not clear.
//!
//! If the plan has a run on the day, a yes is enough. The questions about how it felt come after it, as after any run
//! ([`super::review`]).

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;

use super::ask::{KnownRun, Length, ThePlans};
use super::{Answer, Ask, Rules, Step, Taken};
use crate::day::Core;
use crate::history::Write;
use crate::plan::arrival;
use crate::plan::arrival::Differences;
use crate::plan::beside::{Again, Beside, NIGHT, Uncounted, beside, offered};
use crate::plan::changes::walks_first;
use crate::plan::diary::Diary;
use crate::plan::logged::{self, Answered, Written};
use crate::plan::recommend::Prescription;
use crate::plans::Plan;
use crate::record::lock::Lock;
use crate::record::values::of_minutes;
use crate::record::{Body, Run};
use crate::session::Now;
use crate::time::minutes_to_hundredth;

/// A run that is being said.
#[derive(Debug, Clone, PartialEq)]
pub struct ByHand {
    /// The run or walk that the plan has for today.
    pub asked: Option<Prescription>,
    /// What is known of it without a question.
    pub known: RunFacts,
    /// The pair of shoes, by its id.
    pub shoe: Option<String>,
    /// What to report about the saved run.
    pub told: RunOutcome,
}

/// What is known of a run without a question: a command may say all of it at once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RunFacts {
    /// How much of it was running.
    pub run: Option<Duration>,
    /// The share of what was planned that was done.
    pub completed: Option<f64>,
    /// Its day; by default today.
    pub date: Option<Date>,
    /// Whether it was a walk; by default as the plan has it today.
    pub walk: Option<bool>,
    /// Which run it was.
    pub which: Option<Which>,
    /// It is another one than what a watch recorded, or than one that is in the history.
    pub another: bool,
    /// What else there is to say of it: all but its day, its minutes, and what the plan has to do with it.
    pub more: Option<Box<Run>>,
}

/// Which run one is to the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The next one, on whichever day that is due.
    Planned,
    /// None of it.
    Unplanned,
}

/// What to report about a saved run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RunOutcome {
    /// That it does not count for the plan, and how it would; `None` if it counts.
    pub beside: Option<Again>,
    /// That it is one entry with what a watch recorded.
    pub joined: Option<Differences>,
    /// How much of it was running is a guess.
    pub guessed: bool,
    /// How long it was said to be.
    pub total: Duration,
    /// It was a walk.
    pub walk: bool,
    /// It was said while walks come before running, after a warning sign.
    pub walks_first: bool,
}

/// What the answers say.
struct RunAnswers {
    total: Duration,
    date: Date,
    walk: bool,
    /// It was all that was asked.
    whole: bool,
    /// It is last night's, or the day was not said and it may be.
    night: bool,
    /// The plan that it may belong to.
    plan: Option<Arc<Plan>>,
    /// The days without the watch's record of it.
    diary: Rc<Diary>,
    /// The watch's record of it.
    of_watch: Option<(String, Run)>,
    /// The run of the plan that it answers.
    asked: Option<Prescription>,
}

impl ByHand {
    /// Begins with what the plan has for today.
    pub fn new(core: &Core, now: Now) -> Self {
        Self::of(RunFacts::default(), core.usual_pair(now.at.date(), now), core, now)
    }

    /// Begins with what is known, and in a pair of shoes.
    pub fn of(known: RunFacts, shoe: Option<String>, core: &Core, now: Now) -> Self {
        Self { asked: core.run_due(now), known, shoe, told: RunOutcome::default() }
    }

    /// Checks that the plan has a run that one so long may be, if it is said to be the plan's.
    ///
    /// # Errors
    ///
    /// Says why it has none.
    pub fn offered(&self, total: Duration, core: &Core, now: Now) -> Result<(), Uncounted> {
        let (today, walk) = (now.at.date(), self.is_walk());
        let date = self.known.date.unwrap_or(today);
        let Some(plan) = core.history.plan() else { return Ok(()) };
        let diary = self.without_watch(total, date, walk, core, today).1;
        offered(&plan, &diary, date, walk).map(|_| ()).map_err(|why| Uncounted { why, walk, date, today })
    }

    /// True if a walk is said.
    pub fn is_walk(&self) -> bool {
        let planned = || self.asked.as_ref().is_some_and(|asked| asked.workout.is_walk());
        self.known.walk.unwrap_or_else(planned)
    }

    /// Returns how long it was with what is typed; `None` while that is not said.
    pub fn length(&self, typed: Option<Duration>) -> Option<Duration> {
        typed.or_else(|| self.asked.as_ref().map(Prescription::length))
    }

    fn said(&self, steps: &[Step], core: &Core, now: Now) -> Option<RunAnswers> {
        let today = now.at.date();
        let answered =
            |ask: &dyn Fn(&Ask) -> bool| steps.iter().find(|step| ask(&step.ask)).map(|step| step.answer);
        let typed = match answered(&|ask| matches!(ask, Ask::Length(_)))? {
            Answer::Length(length) => Some(length),
            _ => None,
        };
        let (total, whole) = (self.length(typed)?, typed.is_none());
        let last_night = answered(&|ask| matches!(ask, Ask::LastNight { .. })) == Some(Answer::Choice('1'));
        let night = self.known.date.is_none() && now.at.hour() < NIGHT;
        let date = today.yesterday().ok().filter(|_| last_night).or(self.known.date).unwrap_or(today);
        let walk = self.is_walk();
        let plan = core.history.plan().filter(|_| self.known.which != Some(Which::Unplanned));
        let (of_watch, diary) = self.without_watch(total, date, walk, core, today);
        let planned = self.known.which == Some(Which::Planned)
            || answered(&|ask| matches!(ask, Ask::ThePlans(_))) == Some(Answer::Choice('1'));
        let asked = plan.as_ref().and_then(|plan| {
            if planned { offered(plan, &diary, date, walk).ok() } else { logged::asked(plan, &diary, date) }
        });
        Some(RunAnswers { total, date, walk, whole, night, plan, diary, of_watch, asked })
    }

    /// Returns the watch's record of a run that the runner enters, and the days without it.
    fn without_watch(
        &self,
        total: Duration,
        date: Date,
        walk: bool,
        core: &Core,
        today: Date,
    ) -> (Option<(String, Run)>, Rc<Diary>) {
        let run_minutes = if walk { Some(0.0) } else { self.known.run.map(minutes_to_hundredth) };
        let typed = Run { run_minutes, ..Run::new(date, minutes_to_hundredth(total)) };
        let of_watch = arrival::of_watch(core.history.log(), &typed).filter(|_| !self.known.another);
        let diary = of_watch.as_ref().map_or_else(
            || core.history.diary(today),
            |(id, _)| Rc::new(arrival::diary_without(core.history.log(), id)),
        );
        (of_watch, diary)
    }

    /// Returns which run of the plan the answers are, and how much of it was running.
    fn answered(&self, said: &RunAnswers) -> Answered {
        let &RunAnswers { total, walk, ref asked, .. } = said;
        let completed = self.completed(said).filter(|_| !walk);
        logged::answered(&Written { total, run: self.known.run, completed, walk }, asked.as_ref())
    }

    /// Returns the share that was done, as far as it was said.
    fn completed(&self, said: &RunAnswers) -> Option<f64> {
        self.known.completed.or_else(|| said.whole.then_some(1.0).filter(|_| said.asked.is_some()))
    }

    /// Returns the run that the answers say.
    fn run(&self, said: &RunAnswers, core: &Core, now: Now) -> Run {
        let (answered, completed) = (self.answered(said), self.completed(said));
        let &RunAnswers { total, date, walk, .. } = said;
        let run = self.known.run;
        let more = self.known.more.as_deref().cloned().unwrap_or_else(|| Run {
            site: logged::sore_sites(&core.history.diary(now.at.date()), date).first().copied(),
            ..Run::new(date, 0.0)
        });
        let mut said = Run {
            date,
            minutes: minutes_to_hundredth(total),
            run_minutes: answered.run.map(minutes_to_hundredth),
            assumed: !walk && run.is_none() && answered.run.is_some(),
            prescription: answered.record,
            shoe: self.shoe.clone(),
            ..more
        };
        said.measure();
        // Minutes say how much more than planned it was; a share says that it was cut.
        said.completed = completed.or(said.completed.filter(|share| *share < 1.0));
        said
    }

    /// Returns why the run answers nothing of the plan; what a watch told of it is this run, so it is left out.
    fn beside(said: &RunAnswers) -> Option<Beside> {
        beside(said.plan.as_ref()?, &said.diary, said.date, said.walk)
    }

    /// Returns the last entry of the same day and kind that this run may be.
    fn known(&self, run: &Run, core: &Core, now: Now) -> Option<KnownRun> {
        let walk = |run: &Run| run.run_minutes == Some(0.0);
        let runs = core.history.log().runs();
        let same = |other: &Run| other.date == run.date && walk(other) == walk(run);
        let known = runs.iter().rfind(|e| same(e.body)).filter(|_| !self.known.another)?;
        Some(KnownRun {
            id: known.record.id.clone(),
            walk: walk(run),
            total: of_minutes(known.body.minutes),
            date: run.date,
            today: now.at.date(),
        })
    }
}

impl Rules for ByHand {
    fn due(&self, steps: &[Step], core: &Core, now: Now) -> Vec<Ask> {
        let Some(said) = self.said(steps, core, now) else {
            return vec![Ask::Length(Length { planned: self.asked.as_ref().map(Prescription::length) })];
        };
        let is_new = |ask: &Ask| {
            let kind = std::mem::discriminant(ask);
            steps.iter().all(|step| std::mem::discriminant(&step.ask) != kind)
        };
        let run = self.run(&said, core, now);
        let night = said.night.then_some(Ask::LastNight { walk: said.walk }).filter(is_new);
        if let Some(night) = night {
            return vec![night];
        }
        let plans = Self::beside(&said).filter(|_| self.known.which.is_none()).and_then(|why| {
            let Beside::OtherDay { next, missed } = why else { return None };
            let due = if missed { said.date.yesterday().ok() } else { next };
            let due = due.filter(|due| missed || said.date.tomorrow().is_ok_and(|next| next == *due))?;
            Some(Ask::ThePlans(ThePlans { walk: said.walk, due, today: now.at.date() }))
        });
        if let Some(plans) = plans.filter(is_new) {
            return vec![plans];
        }
        let known = self.known(&run, core, now).filter(|_| said.of_watch.is_none()).map(Ask::Another);
        known.filter(is_new).into_iter().collect()
    }

    fn take(&self, _ask: &Ask, _answer: Answer, _steps: &[Step], _core: &Core, _now: Now) -> Taken {
        Taken::default()
    }

    fn end(&mut self, steps: &[Step], core: &Core, now: Now) -> Vec<Write> {
        let Some(said) = self.said(steps, core, now) else { return Vec::new() };
        let run = self.run(&said, core, now);
        let counts = run.prescription.is_some();
        let why = Self::beside(&said)
            .filter(|why| !counts || !matches!(why, Beside::OtherDay { .. }))
            .filter(|_| self.known.which != Some(Which::Planned));
        let guessed = self.answered(&said).assumed;
        let RunAnswers { total, date, walk, of_watch, .. } = said;
        let today = now.at.date();
        let night = date == today && said.night;
        let again = |why| Again { run: Uncounted { why, walk, date, today }, total, night, of_watch: false };
        let walks_first = walks_first(&core.history.diary(today), date).is_some();
        let beside = why.map(again);
        self.told = RunOutcome { beside, joined: None, guessed, total, walk, walks_first };
        let same = steps.iter().find_map(|step| match (&step.ask, step.answer) {
            (Ask::Another(known), Answer::Choice('2')) => Some(&known.id),
            _ => None,
        });
        let same = same.and_then(|id| match &core.history.log().get(id)?.body {
            Body::Run(known) => Some((id.clone(), known.clone())),
            _ => None,
        });
        if let Some((id, known)) = same {
            let one = arrival::joined(&known, &run);
            return vec![Write::Change(id, Body::Run(one))];
        }
        let Some((id, measured)) = of_watch else { return vec![Write::New(Body::Run(run))] };
        let mut one = arrival::joined(&measured, &run);
        self.told.joined = Some(arrival::differences(&run, measured.run_minutes, &one));
        self.told.guessed = false;
        if self.known.which == Some(Which::Unplanned) {
            one.prescription = None;
        }
        vec![Write::Change(id, Body::Run(one))]
    }

    fn is_locked(&self, core: &Core) -> bool {
        // Walking is fine while a sign only pauses.
        let lock = core.lock();
        let walks = self.is_walk() && lock.allows_walking();
        !walks && !matches!(lock, Lock::Open | Lock::Unread)
    }
}
