//! The thing that Enter starts on Today, and why: the first rule that fits.

use std::time::Duration;

use jiff::SignedDuration;

use super::Core;
use super::fitted::Unplayable;
use super::interrupted::ResumePlace;
use super::readiness::READINESS;
use super::run::run_layout;
use super::things::{self as day, Day, Next};
use super::warm_up::warm_up_before;
use crate::plan::Recommendation;
use crate::plan::readiness::TestsDue;
use crate::plan::recommend::{Due, Prescription};
use crate::record::Outcome;
use crate::record::journal::Interrupted;
use crate::record::lock::Lock;
use crate::routine::{Id, Step, When};
use crate::session::Now;
use crate::settings::Settings;
use crate::symptoms::{Region, Soreness};
use crate::timeline::adaptation::Adaptation;
use crate::timeline::{SegmentKind, Timeline};

/// The routine for after a run.
const AFTER: &str = "post-run-calf";
/// For the first steps of a day.
pub(crate) const FIRST_STEPS: &str = "first-steps";
/// For a day on which nothing is due.
const DESK: &str = "desk-reset";
/// The hour at which the morning is over.
const NOON: i8 = 12;
/// A run takes at least this long after its warm-up.
const RUN_FROM: SignedDuration = SignedDuration::from_mins(15);
/// After this the warm-up's run is long over.
const RUN_TO: SignedDuration = SignedDuration::from_hours(3);
/// A run that was logged this long ago still asks for its after-run routine.
const LOGGED: SignedDuration = SignedDuration::from_hours(2);

/// What Today shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Today {
    /// What Enter starts.
    pub offer: Offer,
    /// The heading.
    pub heading: Heading,
    /// Its name.
    pub name: String,
    /// How long it takes, if it is known.
    pub length: Option<Duration>,
    /// The reason for it.
    pub why: TodayWhy,
    /// What will be changed for what is sore.
    pub changes: Vec<Adaptation>,
    /// The steps as they would be played; empty if it is not known.
    pub steps: Vec<TodayStep>,
    /// Whether it goes with the run of the day, or with there being none, so that the plan has the word.
    pub by_plan: bool,
    /// The day around it.
    pub day: Day,
}

/// A step of what Enter starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TodayStep {
    /// The exercise.
    pub name: String,
    /// How long it takes, with its set-up and rests.
    pub time: Duration,
}

/// What Enter starts.
#[derive(Debug, Clone, PartialEq)]
pub enum Offer {
    /// Nothing: a warning sign is open.
    Locked,
    /// A session whose program ended first.
    Resume {
        /// The session that was cut off.
        interrupted: Box<Interrupted>,
    },
    /// The run that is due, while the legs are warm.
    Run,
    /// A routine.
    Routine {
        /// Its id.
        id: Id,
    },
}

/// What Enter starts is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// All is locked.
    Nothing,
    /// What loads is locked.
    NoWarmUp,
    /// The thing itself, by its name.
    Named(String),
    /// A session that was cut off continues.
    GoOn,
    /// The run.
    Run,
    /// After a run.
    AfterRun,
    /// Tests, before running comes back.
    Tests,
    /// The first steps.
    FirstSteps,
    /// A day without a run.
    NoRun,
    /// Before a run.
    BeforeRun,
}

/// Why Today proposes what Enter starts.
#[derive(Debug, Clone, PartialEq)]
pub enum TodayWhy {
    /// A grave warning sign locks all.
    Locked,
    /// A warning sign locks loading exercise.
    Paused {
        /// Whether something is locked is not known: the history could not be read whole.
        unread: bool,
        /// Enter asks whether the sign is still there.
        asks: bool,
    },
    /// A session was cut off.
    CutOff {
        /// Where it continues.
        at: ResumePlace,
        /// What else could be played, in a sentence.
        other: Option<String>,
    },
    /// What the program was started to show, in the caller's words.
    Offered(String),
    /// It cannot be read; why it would be started.
    Unreadable(Box<TodayWhy>),
    /// It is not played.
    Refused(Unplayable),
    /// The run is due, and the legs are warm.
    Warm,
    /// A run was logged.
    AfterLogged,
    /// A warm-up ended so many minutes ago.
    AfterWarmUp(i64),
    /// The plan waits for tests.
    Tests(TestsDue),
    /// It is sore under the heel, and the first steps were not done.
    FirstSteps,
    /// It is due, and no run is in its way.
    Due,
    /// Nothing else is due.
    Desk,
    /// Before a run, by what is sore.
    BeforeRun(Soreness),
}

impl Today {
    /// An offer without a length, changes or steps to show.
    fn bare(offer: Offer, name: impl Into<String>, why: TodayWhy) -> Self {
        let name = name.into();
        let heading = Heading::Named(name.clone());
        let (changes, steps) = (Vec::new(), Vec::new());
        Self { offer, heading, name, length: None, why, changes, steps, by_plan: false, day: Day::default() }
    }

    /// What it is, as a thing of the day; nothing is next while all is locked.
    fn next(&self, run_due: bool) -> Option<Next<'_>> {
        let id = match &self.offer {
            Offer::Locked => return None,
            Offer::Resume { interrupted } => Some(&interrupted.header.routine),
            Offer::Routine { id } => Some(id),
            Offer::Run => None,
        };
        let with_run = self.offer == Offer::Run || self.by_plan && run_due;
        Some(Next { id, name: &self.name, length: self.length, with_run })
    }
}

/// Returns what Today shows; `other` is what else could be played than a session that was cut off, if that is asked.
pub(crate) fn today(core: &Core, other: Option<&str>, now: Now) -> Today {
    let said = core.history.recommend(now.at.date());
    let mut today = offer(core, other, now, said.as_deref());
    let due = said.as_ref().is_some_and(|said| said.due == Due::Today);
    today.day = day::day(core, now, today.next(due).as_ref(), said.as_deref());
    today
}

fn offer(core: &Core, other: Option<&str>, now: Now, said: Option<&Recommendation>) -> Today {
    // 1. A grave warning sign locks all there is.
    if core.lock() >= Lock::AllButWalking {
        let bare = Today::bare(Offer::Locked, "", TodayWhy::Locked);
        return Today { heading: Heading::Nothing, ..bare };
    }
    // 2. A session that the program's end cut off.
    if let Some(interrupted) = core.interrupted.first() {
        let why =
            TodayWhy::CutOff { at: core.resume_place(interrupted, now), other: other.map(str::to_owned) };
        let offer = Offer::Resume { interrupted: Box::new(interrupted.clone()) };
        let bare = Today::bare(offer, interrupted.header.name.clone(), why);
        return Today { heading: Heading::GoOn, ..bare };
    }
    // 3. What the program was started to show, in the place of the day's warm-up or strength.
    if let Some((id, why)) = core.offered.as_ref().filter(|(id, _)| !day::is_done(core, id, now.at.date())) {
        let today = fitted(core, id, TodayWhy::Offered(why.clone()), now);
        let runs = said.is_some_and(|said| said.due == Due::Today);
        let heading = if runs { Heading::BeforeRun } else { Heading::NoRun };
        return if today.length.is_some() { Today { heading, by_plan: true, ..today } } else { today };
    }
    // 4. The run that is due, after its warm-up.
    if let Some(run) = core.run_when_warm(now) {
        return due(&run, &core.settings);
    }
    // 5. A run that was just done; 6. tests that the plan waits for; 7. on a day without a run what else is due; 8. else
    // the warm-up for a run.
    let mut by_plan = false;
    let (id, heading, why) = if let Some(why) = after_run(core, now) {
        (Id::from_words(AFTER), Heading::AfterRun, why)
    } else if let Some(why) = core.tests_due(now) {
        (Id::from_words(READINESS), Heading::Tests, TodayWhy::Tests(why))
    } else if let Some(said) = said.filter(|said| said.due != Due::Today) {
        by_plan = true;
        without_run(core, now, said)
    } else {
        by_plan = true;
        (warm_up(core, said), Heading::BeforeRun, TodayWhy::BeforeRun(core.history.soreness(now.at.date())))
    };
    let mut today = fitted(core, &id, why, now);
    if let TodayWhy::Paused { asks, .. } = &mut today.why {
        *asks = core.still_there(now.at.date()).is_some();
    }
    // What cannot be played says so in its heading.
    if today.length.is_some() { Today { heading, by_plan, ..today } } else { today }
}

/// What a day of the plan without a run is good for: first steps in the morning if it is sore under the heel, else
/// what is due, else a break from sitting.
fn without_run(core: &Core, now: Now, said: &Recommendation) -> (Id, Heading, TodayWhy) {
    let steps = Id::from_words(FIRST_STEPS);
    if first_steps_due(core, now) {
        return (steps, Heading::FirstSteps, TodayWhy::FirstSteps);
    }
    if let Some(id) = day::first_due(core, now, said) {
        return (id, Heading::NoRun, TodayWhy::Due);
    }
    (Id::from_words(DESK), Heading::NoRun, TodayWhy::Desk)
}

/// True if it is morning, the runner is sore under the heel, and the first steps were not done yet.
pub(crate) fn first_steps_due(core: &Core, now: Now) -> bool {
    let sore = match core.history.soreness(now.at.date()) {
        Soreness::Unknown => false,
        Soreness::Known(sites) => sites.iter().any(|known| known.site.region == Region::UnderHeel),
    };
    now.at.hour() < NOON && sore && !day::is_done(core, &Id::from_words(FIRST_STEPS), now.at.date())
}

/// The warm-up of the run that is due, else the usual one; in the place of the usual one, the one that was chosen.
fn warm_up(core: &Core, said: Option<&Recommendation>) -> Id {
    let due = said.filter(|said| said.due == Due::Today).and_then(|said| said.prescription.as_ref());
    due.map_or_else(
        || core.usual_warm_up(),
        |run| warm_up_before(&run.before, core.history.log(), core.history.library()),
    )
}

fn fitted(core: &Core, id: &Id, why: TodayWhy, now: Now) -> Today {
    let offer = Offer::Routine { id: id.clone() };
    let Ok(routine) = core.history.library().routine(id) else {
        return Today::bare(offer, id.to_string(), TodayWhy::Unreadable(Box::new(why)));
    };
    let name = routine.name.clone();
    match core.fitted(routine, None, now) {
        Ok(session) => {
            let timeline = session.player().timeline();
            let bare = Today::bare(offer, session.routine().name.clone(), why);
            let changes = session.changes().to_vec();
            Today { length: Some(timeline.whole()), changes, steps: steps(timeline), ..bare }
        }
        Err(Unplayable::Locked) => {
            let why = TodayWhy::Paused { unread: core.lock() == Lock::Unread, asks: false };
            Today { heading: Heading::NoWarmUp, ..Today::bare(Offer::Locked, "", why) }
        }
        Err(refusal) => Today::bare(offer, name, TodayWhy::Refused(refusal)),
    }
}

/// Today's run, for a treadmill: outside the sound of it comes along as a file.
fn due(run: &Prescription, settings: &Settings) -> Today {
    let sheet = run.sheet();
    let timeline = Timeline::of_run(&sheet, &run_layout(settings));
    let bare = Today::bare(Offer::Run, sheet.words(), TodayWhy::Warm);
    Today { heading: Heading::Run, length: Some(timeline.whole()), steps: steps(&timeline), ..bare }
}

fn steps(timeline: &Timeline) -> Vec<TodayStep> {
    let begin = |step: &Step| TodayStep { name: step.exercise.name.clone(), time: Duration::ZERO };
    let mut steps: Vec<TodayStep> = timeline.steps.iter().map(begin).collect();
    for segment in timeline.segments.iter().filter(|s| s.kind != SegmentKind::GetReady) {
        steps[segment.unit.step].time += segment.typical;
    }
    steps
}

/// Returns why a routine for after a run is due; `None` when it is not.
///
/// Due: 1. a run ended in the last 2 hours by a watch, or was logged in them on its own day, or a warm-up ended 15 minutes
/// to 3 hours ago; a run of another day is over for long, whenever it is recorded, and a walk is not a run;
/// 2. no routine for after a run was done since.
fn after_run(core: &Core, now: Now) -> Option<TodayWhy> {
    let ago = |at: jiff::Timestamp| now.at.moment.duration_since(at);
    let sessions = core.history.log().sessions();
    let kind = |id: &Id, when| core.history.library().routine(id).is_ok_and(|r| r.when.contains(&when));
    let done = |when| {
        sessions
            .iter()
            .find(move |e| e.body.counts() && e.body.outcome == Outcome::Done && kind(&e.body.routine, when))
            .map(|e| e.body.ended.moment)
    };
    let runs = core.history.log().runs().into_iter().filter(|run| run.body.run_minutes != Some(0.0));
    let ended = runs.filter_map(|run| match &run.body.recorded {
        Some(recording) => Some(recording.ended.moment),
        None => (run.body.date == run.date()).then_some(run.made),
    });
    let logged = ended.max().filter(|at| ago(*at) <= LOGGED);
    // Only what lies within hours is looked at: the library is not read for the whole past.
    let recent = sessions.first().is_some_and(|e| ago(e.body.ended.moment) <= RUN_TO);
    let warm = if recent { done(When::BeforeRun) } else { None };
    let warm = warm.filter(|at| (RUN_FROM..=RUN_TO).contains(&ago(*at)));
    let since = logged.or(warm)?;
    if recent && done(When::AfterRun).is_some_and(|at| at > since) {
        return None;
    }
    Some(match logged {
        Some(_) => TodayWhy::AfterLogged,
        None => TodayWhy::AfterWarmUp(ago(since).as_mins()),
    })
}
