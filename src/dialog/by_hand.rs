//! A run that was done without the program: how long it was, and which run it was, if that is not clear.
//!
//! Where the plan has a run on the day, nothing but an agreement is needed. What is asked about how it felt comes after it,
//! as after any run ([`super::review`]).

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
use crate::plan::logged::{self, Written};
use crate::plan::recommend::Prescription;
use crate::record::lock::Lock;
use crate::record::values::of_minutes;
use crate::record::{Body, Run};
use crate::session::Now;
use crate::time::minutes_to_hundredth;

/// From this share on it was all of it: nobody stops the clock to the second.
const WHOLE: f64 = 0.98;

/// A run that is being said.
#[derive(Debug, Clone, PartialEq)]
pub struct ByHand {
    /// The run or walk that the plan has for today.
    pub asked: Option<Prescription>,
    /// The pair of shoes, by its id.
    pub shoe: Option<String>,
    /// What is to be told of the run that was kept.
    pub told: Told,
}

/// What is to be told of a run that was kept.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Told {
    /// That it does not count for the plan, and how it would; `None` if it counts.
    pub beside: Option<Again>,
    /// That it is one entry with what a watch recorded.
    pub joined: Option<Differences>,
    /// How long it was said to be.
    pub total: Duration,
    /// It was a walk.
    pub walk: bool,
    /// It was said while walks come before running, after a warning sign.
    pub walks_first: bool,
}

/// What the answers say.
struct Said {
    total: Duration,
    date: Date,
    walk: bool,
    /// It was all that was asked.
    whole: bool,
    /// The run of the plan that it answers.
    asked: Option<Prescription>,
}

impl ByHand {
    /// Begins with what the plan has for today.
    pub fn new(core: &Core, now: Now) -> Self {
        let shoe = core.usual_pair(now.at.date(), now);
        Self { asked: core.run_due(now), shoe, told: Told::default() }
    }

    /// Tells whether a walk is said.
    pub fn is_walk(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.workout.is_walk())
    }

    /// Returns how long it was with what is typed; `None` while that is not said.
    pub fn length(&self, typed: Option<Duration>) -> Option<Duration> {
        typed.or_else(|| self.asked.as_ref().map(Prescription::length))
    }

    fn said(&self, steps: &[Step], core: &Core, now: Now) -> Option<Said> {
        let today = now.at.date();
        let said =
            |ask: &dyn Fn(&Ask) -> bool| steps.iter().find(|step| ask(&step.ask)).map(|step| step.answer);
        let typed = match said(&|ask| matches!(ask, Ask::Length(_)))? {
            Answer::Length(length) => Some(length),
            _ => None,
        };
        let night = said(&|ask| matches!(ask, Ask::LastNight { .. })) == Some(Answer::Choice('1'));
        let date = today.yesterday().ok().filter(|_| night).unwrap_or(today);
        let walk = self.is_walk();
        let (plan, diary) = (core.history.plan(), core.history.diary(today));
        let asked = match said(&|ask| matches!(ask, Ask::ThePlans(_))) {
            Some(Answer::Choice('1')) => plan.and_then(|plan| offered(&plan, &diary, date, walk).ok()),
            _ if date == today => self.asked.clone(),
            _ => plan.and_then(|plan| logged::asked(&plan, &diary, date)),
        };
        Some(Said { total: self.length(typed)?, date, walk, whole: typed.is_none(), asked })
    }

    /// Returns the run that the answers say.
    fn run(&self, said: &Said, core: &Core, now: Now) -> Run {
        let &Said { total, date, walk, whole, ref asked } = said;
        let whole = whole.then_some(1.0).filter(|_| asked.is_some());
        let written = Written { total, run: None, completed: whole.filter(|_| !walk), walk };
        let answered = logged::answered(&written, asked.as_ref());
        let share = asked.as_ref().map(|asked| {
            let did = if walk { total } else { answered.run.unwrap_or(total) };
            let of = if walk { asked.workout.total() } else { asked.workout.run() };
            let share = did.as_secs_f64() / of.as_secs_f64().max(1.0);
            if share >= WHOLE { 1.0 } else { (share * 100.0).round() / 100.0 }
        });
        let diary = core.history.diary(now.at.date());
        Run {
            run_minutes: answered.run.map(minutes_to_hundredth),
            assumed: !walk && answered.run.is_some(),
            prescription: answered.record,
            site: logged::sore_sites(&diary, date).first().copied(),
            completed: whole.or(share),
            shoe: self.shoe.clone(),
            ..Run::new(date, minutes_to_hundredth(total))
        }
    }

    /// Returns why the run answers nothing of the plan; what a watch told of it is this run, so it is left out.
    fn beside(said: &Said, run: &Run, core: &Core, now: Now) -> Option<Beside> {
        let plan = core.history.plan()?;
        let of_watch = arrival::of_watch(core.history.log(), run);
        let without = of_watch.map(|(id, _)| arrival::diary_without(core.history.log(), &id));
        let diary = core.history.diary(now.at.date());
        beside(&plan, without.as_ref().unwrap_or(&diary), said.date, said.walk)
    }

    /// Returns the last entry of the same day and kind that this run may be.
    fn known(run: &Run, core: &Core, now: Now) -> Option<KnownRun> {
        let walk = |run: &Run| run.run_minutes == Some(0.0);
        let runs = core.history.log().runs();
        let known = runs.iter().rfind(|e| e.body.date == run.date && walk(e.body) == walk(run))?;
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
        let night = (now.at.hour() < NIGHT).then_some(Ask::LastNight { walk: said.walk }).filter(is_new);
        if let Some(night) = night {
            return vec![night];
        }
        let plans = Self::beside(&said, &run, core, now).and_then(|why| {
            let Beside::OtherDay { next, missed } = why else { return None };
            let due = if missed { said.date.yesterday().ok() } else { next };
            let due = due.filter(|due| missed || said.date.tomorrow().is_ok_and(|next| next == *due))?;
            Some(Ask::ThePlans(ThePlans { walk: said.walk, due, today: now.at.date() }))
        });
        if let Some(plans) = plans.filter(is_new) {
            return vec![plans];
        }
        let of_watch = arrival::of_watch(core.history.log(), &run).is_some();
        let known = Self::known(&run, core, now).filter(|_| !of_watch).map(Ask::Another);
        known.filter(is_new).into_iter().collect()
    }

    fn take(&self, _ask: &Ask, _answer: Answer, _steps: &[Step], _core: &Core, _now: Now) -> Taken {
        Taken::default()
    }

    fn end(&mut self, steps: &[Step], core: &Core, now: Now) -> Vec<Write> {
        let Some(said) = self.said(steps, core, now) else { return Vec::new() };
        let run = self.run(&said, core, now);
        let Said { total, date, walk, .. } = said;
        let today = now.at.date();
        let counts = run.prescription.is_some();
        let why = Self::beside(&said, &run, core, now)
            .filter(|why| !counts || !matches!(why, Beside::OtherDay { .. }));
        let night = date == today && now.at.hour() < NIGHT;
        let again = |why| Again { run: Uncounted { why, walk, date, today }, total, night, of_watch: false };
        let walks_first = walks_first(&core.history.diary(today), date).is_some();
        self.told = Told { beside: why.map(again), joined: None, total, walk, walks_first };
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
        let Some((id, measured)) = arrival::of_watch(core.history.log(), &run) else {
            return vec![Write::New(Body::Run(run))];
        };
        let one = arrival::joined(&measured, &run);
        self.told.joined = Some(arrival::differences(&run, measured.run_minutes, &one));
        vec![Write::Change(id, Body::Run(one))]
    }

    fn is_locked(&self, core: &Core) -> bool {
        !matches!(core.lock(), Lock::Open | Lock::Unread)
    }
}
