//! What today's run is, and why: [`recommend`].
//!
//! A pure function of a plan, the log and the day; the fold of [`State`] does the work, and here it becomes an
//! answer, in causes and numbers: the sentences stand in `words`.

use std::time::Duration;

use jiff::civil::Date;

use super::asks::{Ask, asks};
use super::before_run::{self, Today};
use super::calendar;
use super::diary::{Diary, Facts};
use super::dose::{self, Dose};
use super::keep::ToStages;
use super::notes::{Note, notes};
use super::place::{NamedPosition, Positions};
use super::readiness::{Standing, standing};
use super::reason::{self, Basis, Input, Reason};
use super::signs::Stop;
use super::silence::silent_days;
use super::state::{Comeback, Resting, State};
use super::steps;
use super::strength::{before, paired};
use super::verdict::{Cause, Decision, Verdict};
use super::walks_first::WalksFirst;
use super::weeks::{Weeks, weeks};
use crate::plans::{Criterion, Plan, Sheet, Strides, Ticks, Work, Workout};
use crate::routine::Id;
use crate::symptoms::limits;
use crate::time::days_between;

/// When the prescription is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Today.
    Today,
    /// Today's run is logged; the next one is on this day, as far as is known.
    Done(Option<Date>),
    /// On another day.
    On(Date),
    /// Nobody can say yet.
    Open,
}

/// A run, as it is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Prescription {
    /// What the place is called.
    pub place: String,
    /// The run or walk.
    pub workout: Workout,
    /// The brisk walk before it.
    pub walk_in: Duration,
    /// The easy walk after it.
    pub walk_out: Duration,
    /// Strides at the end.
    pub strides: Option<Strides>,
    /// The share of the time that may be hilly.
    pub hills: f64,
    /// The warm-up before it.
    pub before: Id,
    /// What the guard allows.
    pub limit: Duration,
    /// Ticks for shorter, quicker steps.
    pub ticks: Option<Ticks>,
}

impl Prescription {
    /// Returns it as a run's record carries it: `R5: 4x(3m run, 2m walk)`.
    pub fn record(&self) -> String {
        format!("{}: {}", self.place, self.workout)
    }

    /// Returns it as it is played.
    pub fn sheet(&self) -> Sheet {
        Sheet {
            place: self.place.clone(),
            workout: self.workout.clone(),
            walk_in: self.walk_in,
            walk_out: self.walk_out,
            strides: self.strides,
        }
    }

    /// Returns how long all of it takes, walks before and after included.
    pub fn length(&self) -> Duration {
        if self.workout.is_walk() {
            return self.workout.total();
        }
        let strides = self
            .strides
            .map_or(Duration::ZERO, |s| s.time * u32::from(s.times) * (1 + limits::EASY_FOR_EACH_STRIDE));
        self.walk_in + self.workout.total() + strides + self.walk_out
    }
}

/// What decides.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// A warning sign is open.
    Stopped(Stop),
    /// A rest goes on, at least until a day.
    Resting(Resting, Date),
    /// Sore before today's run: what that leaves of it.
    SoreToday(Today),
    /// Running on while sore has not settled: it is time for the stages.
    ToStages(ToStages),
    /// A run beside the plan: the next one waits until the morning after it is known.
    Beside {
        /// The day of that run.
        date: Date,
    },
    /// Ill, or not long enough without fever.
    Ill(Option<Date>),
    /// Half, in the first week after an illness.
    AfterIllness,
    /// So many days without a run.
    Gap {
        /// Days.
        days: i32,
        /// It leads to an earlier place.
        back: bool,
    },
    /// The longest run of the last thirty days allows no more.
    Guard,
    /// The plan begins where it was asked to, and too little is known to run as long as there.
    Chosen,
    /// The first run after a rest, or after a warning sign was cleared.
    Comeback(Comeback),
    /// Walks come before running, after a warning sign.
    WalksFirst(WalksFirst),
    /// The first run or walk of a stage that follows one without any.
    NewStage,
    /// What came of the last run.
    Verdict {
        /// The day of the run.
        date: Date,
        /// What.
        verdict: Verdict,
        /// Green runs at this place, and how many are needed, of how many.
        greens: (usize, u8, u8),
        /// The morning after it has not come yet.
        early: bool,
    },
    /// The beginning.
    Start,
    /// A stage without running.
    Calm {
        /// Calm mornings so far, of those needed.
        days: i32,
        /// Days needed.
        needed: u32,
    },
    /// A stage of tests.
    Tests {
        /// Passed so often.
        passed: usize,
        /// Of so many.
        needed: u8,
        /// They wait until then.
        wait: Option<Date>,
    },
    /// The plan is done and only the warm-ups were wanted.
    Finished,
}

impl Why {
    /// Tells whether pain, an illness or a warning sign decides the day: then nothing more is offered.
    const fn is_about_health(&self) -> bool {
        matches!(
            self,
            Self::Stopped(_)
                | Self::Resting(..)
                | Self::SoreToday(_)
                | Self::ToStages(_)
                | Self::Ill(_)
                | Self::WalksFirst(_)
        )
    }
}

impl Why {
    /// Tells whether it asks for less for a while: then nothing more is offered either.
    const fn is_lower(&self) -> bool {
        matches!(self, Self::Gap { .. } | Self::Comeback(_) | Self::AfterIllness)
    }
}

/// What today's run is, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    /// The day.
    pub date: Date,
    /// What was decided.
    pub decision: Decision,
    /// Where the plan is.
    pub place: NamedPosition,
    /// When the prescription is for.
    pub due: Due,
    /// The run; `None` where nothing is run.
    pub prescription: Option<Prescription>,
    /// Why.
    pub reason: Reason,
    /// What went into it.
    pub inputs: Vec<Input>,
    /// The papers behind the rule.
    pub sources: Vec<&'static str>,
    /// The strength that the plan pairs with the day; what of it is due is for its own file to say.
    pub strength: Vec<Id>,
    /// Runs of the plan that lie behind, of all; `None` in a plan of stages.
    pub behind: Option<(usize, usize)>,
    /// How long the plan has been run, and how long all was green.
    pub weeks: Weeks,
    /// The tests that the plan waits for, where it does.
    pub tests: Option<Standing>,
    /// What else should be said, the gravest first.
    pub notes: Vec<Note>,
    /// What should be asked.
    pub asks: Vec<Ask>,
}

/// What was decided for a day, without the words.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// What.
    pub decision: Decision,
    /// Why.
    pub why: Why,
    /// When the prescription is for.
    pub due: Due,
    /// The run; `None` where nothing is run.
    pub prescription: Option<Prescription>,
    dose: Option<Dose>,
    /// Days behind on which a run was due and nobody said whether it was run.
    silent: Vec<Date>,
    /// The state, with the last run judged by what is known.
    state: State,
}

/// Returns what a day's run is; `None` while the plan was not begun, or was ended.
pub fn recommend(plan: &Plan, diary: &Diary, today: Date) -> Option<Recommendation> {
    let folded = State::at(plan, diary, today);
    let decided = decide(plan, diary, &folded, today)?;
    let course = decided.state.course.as_ref()?;
    let Decided { decision, why, due, prescription, dose, silent, state } = &decided;
    let place = Positions(plan).position(dose.as_ref().map_or(course.place, |dose| dose.place));
    let basis = Basis { plan, state, dose: dose.as_ref(), why, due: *due, today };
    Some(Recommendation {
        date: today,
        decision: *decision,
        place,
        due: *due,
        reason: reason::reason(&basis),
        inputs: reason::inputs(&basis),
        sources: reason::sources(why),
        strength: paired(state, plan, today),
        weeks: weeks(plan, &folded, today)?,
        behind: Positions(plan).counted(course.place),
        tests: standing(plan, diary, &folded, today),
        notes: notes(state, plan, diary, today)
            .into_iter()
            .filter(|note| !(note.asks_for_more() && (why.is_about_health() || why.is_lower())))
            .collect(),
        asks: asks(state, diary, why, silent, today),
        prescription: prescription.clone(),
    })
}

/// Decides from a state that was folded up to the day.
pub fn decide(plan: &Plan, diary: &Diary, folded: &State, today: Date) -> Option<Decided> {
    folded.course.as_ref()?;
    let early = folded.open.as_ref().is_some_and(|open| days_between(open.date, today) < 1);
    let state = folded.settled_for(plan, today);
    let ran = state.past.on(today) || [folded.last_walk, folded.stood_in].contains(&Some(today));
    // What was run today lies behind: the next run is the one of another day.
    let from = if ran { today.tomorrow().unwrap_or(today) } else { today };
    let dose = dose::dose(&state, plan, from);
    let (mut why, mut decision) = first_rule(&state, plan, dose.as_ref(), today, early);
    let free = matches!(
        why,
        Why::Stopped(_)
            | Why::Resting(..)
            | Why::Calm { .. }
            | Why::Tests { .. }
            | Why::ToStages(_)
            | Why::Finished
    );
    let next = dose.as_ref().filter(|_| !free).and_then(|dose| calendar::next_due(&state, plan, dose, from));
    let due = match next {
        _ if ran => Due::Done(next),
        Some(date) if date == today => Due::Today,
        Some(date) => Due::On(date),
        None => Due::Open,
    };
    let silent = dose.as_ref().filter(|_| !free);
    let silent = silent.map(|dose| silent_days(&state, plan, diary, dose, today)).unwrap_or_default();
    // Until somebody says that nothing was run on such a day, the next run keeps its distance from it.
    let close = silent.last().is_some_and(|last| days_between(*last, today) < state.gap_days(plan, today));
    let mut due = match (due, &dose) {
        (Due::Today, Some(dose)) if close => {
            let tomorrow = today.tomorrow().unwrap_or(today);
            calendar::next_due(&state, plan, dose, tomorrow).map_or(Due::Open, Due::On)
        }
        (due, _) => due,
    };
    let mut prescription =
        dose.as_ref().filter(|_| !free).map(|dose| prescribe(plan, diary, &state, dose, due, today));
    let walks = prescription.as_ref().is_some_and(|run| run.workout.is_walk());
    let today_is = before_run(&state, diary, walks, today);
    // Who walked in place of the run reads why, and not what came of the run before.
    let walked_instead = folded.stood_in == Some(today) && !free && !plan.is_walks();
    if walked_instead && matches!(today_is, Today::Sore { .. } | Today::TooSore { .. }) {
        (why, decision) = (Why::SoreToday(today_is), Decision::Hold);
    }
    if due == Due::Today && today_is > Today::Run {
        (why, decision) = (Why::SoreToday(today_is), Decision::Hold);
        match (&mut prescription, today_is) {
            (_, Today::OnFeetFirst) => {}
            (prescription, Today::OffFeet { .. } | Today::Rest { .. }) => {
                (*prescription, due) = (None, Due::On(today.tomorrow().unwrap_or(today)));
            }
            // Too sore for the walk of a plan of walks: a bike, or another day.
            (prescription, _) if plan.is_walks() => {
                (*prescription, due) = (None, Due::On(today.tomorrow().unwrap_or(today)));
            }
            (Some(prescription), _) => {
                prescription.workout = Workout::whole(crate::plans::Pace::Walk, limits::WALK_INSTEAD);
                (prescription.strides, prescription.ticks) = (None, None);
            }
            (None, _) => {}
        }
    }
    Some(Decided { decision, why, due, prescription, dose, silent, state })
}

fn prescribe(plan: &Plan, diary: &Diary, state: &State, dose: &Dose, due: Due, today: Date) -> Prescription {
    let date = match due {
        Due::Today => Some(today),
        Due::On(date) => Some(date),
        Due::Done(date) => date,
        Due::Open => None,
    };
    let days = state.course.as_ref().map_or(&[][..], |course| &course.days);
    let before = date.map_or(&plan.before, |date| before(plan, days, date));
    Prescription {
        place: Positions(plan).name(dose.place),
        workout: dose.workout.clone(),
        walk_in: plan.walk_in,
        walk_out: plan.walk_out,
        strides: dose.strides,
        hills: dose.hills,
        before: before.clone(),
        limit: dose.limit,
        ticks: date
            .filter(|_| !dose.workout.is_walk())
            .and_then(|date| steps::ticks(state, plan, diary, date)),
    }
}

/// The first rule that fits: 1. a stop; 2. a rest; 3. an illness; 4. a stage without runs; 5. a gap;
/// 6. the walks after a warning sign, and what is just over; 7. what came of the last run, or the guard in its place; 8. the beginning.
fn first_rule(state: &State, plan: &Plan, dose: Option<&Dose>, today: Date, early: bool) -> (Why, Decision) {
    if let Some(stop) = &state.stop {
        return (Why::Stopped(stop.clone()), stop.decision);
    }
    if let Some(resting) = state.resting {
        return (Why::Resting(resting, state.rest_ends(resting, today)), Decision::Rest);
    }
    if let Some(ill) = state.ill.filter(|ill| ill.from.is_none_or(|from| today < from)) {
        return (Why::Ill(ill.from), Decision::Rest);
    }
    if let Some(to) = state.to_stages {
        return (Why::ToStages(to), Decision::Regress);
    }
    let Some(dose) = dose else { return (no_run(state, plan, today), Decision::Hold) };
    if let Some(first) = state.walks_first.filter(|_| dose.walk_first) {
        return (Why::WalksFirst(first), Decision::Hold);
    }
    if state.ill.is_some() {
        return (Why::AfterIllness, Decision::Hold);
    }
    let place = state.course.as_ref().map_or(dose.place, |course| course.place);
    if let Some(days) = dose.gap {
        let back = dose.place < place;
        return (Why::Gap { days, back }, if back { Decision::Regress } else { Decision::Hold });
    }
    if let Some(date) = state.beside.filter(|_| calendar::waits_for_morning(state, today)) {
        return (Why::Beside { date }, Decision::Hold);
    }
    if let Some(comeback) = state.comeback {
        return (Why::Comeback(comeback), Decision::Regress);
    }
    if state.new_stage {
        return (Why::NewStage, Decision::Advance);
    }
    let verdict = last_verdict(state, plan, early);
    match verdict {
        Some((Why::Verdict { verdict, .. }, _)) if dose.chosen && verdict.cause == Cause::Lighter => {
            (Why::Chosen, Decision::Hold)
        }
        Some((why, Decision::Advance)) if dose.guarded => {
            let _ = why;
            (if dose.chosen { Why::Chosen } else { Why::Guard }, Decision::Hold)
        }
        Some(said) => said,
        None if dose.chosen => (Why::Chosen, Decision::Hold),
        None if dose.guarded => (Why::Guard, Decision::Hold),
        None => (Why::Start, Decision::Advance),
    }
}

/// What came of the last run since the plan was begun.
fn last_verdict(state: &State, plan: &Plan, early: bool) -> Option<(Why, Decision)> {
    let course = state.course.as_ref()?;
    let (open, verdict) = state.judged.as_ref().filter(|(open, _)| open.date >= course.start.date)?;
    let needed = Positions(plan).greens(course.place);
    let have = course.judged.iter().filter(|j| j.decision == Decision::Advance).count();
    let stage = Positions(plan).stage(course.place);
    let steady = matches!(stage.map(|s| &s.work), Some(Work::Runs(_)));
    // Where the same run goes on for weeks, so many good runs lead nowhere, and none are counted out.
    let whole = course.keep.as_ref().is_some_and(|keep| keep.minutes >= keep.whole());
    let counted = !whole && !steady
        || stage.is_some_and(|s| s.advance.iter().any(|c| matches!(c, Criterion::Greens(_))));
    let waits = !course.judged.is_empty() && (steady || needed.count > 1);
    let decision =
        if verdict.decision == Decision::Advance && waits { Decision::RepeatGreen } else { verdict.decision };
    let greens = if counted { (have, needed.count, needed.of) } else { (have, 0, 0) };
    Some((Why::Verdict { date: open.date, verdict: *verdict, greens, early }, decision))
}

fn no_run(state: &State, plan: &Plan, today: Date) -> Why {
    let Some(course) = &state.course else { return Why::Finished };
    let Some(stage) = Positions(plan).stage(course.place) else { return Why::Finished };
    if let Work::Tests(_) = &stage.work {
        let needed = stage.advance.iter().find_map(|c| match c {
            Criterion::Passes { count, .. } => Some(*count),
            _ => None,
        });
        let wait = state.tests_wait.filter(|wait| today < *wait);
        return Why::Tests { passed: state.passes.len(), needed: needed.unwrap_or(1), wait };
    }
    let needed = stage.advance.iter().find_map(|c| match c {
        Criterion::Days(days) => Some(*days),
        _ => None,
    });
    Why::Calm { days: days_between(course.entered, today), needed: needed.unwrap_or(0) }
}

/// Returns what today's soreness leaves of the run; too much of it, or a limp, begins a rest in the fold.
///
/// A brisk walk is open up to 3, and under the heel up to 3 on the feet.
fn before_run(state: &State, diary: &Diary, walks: bool, today: Date) -> Today {
    let none = Facts::default();
    let facts = diary.on(today).unwrap_or(&none);
    let found = before_run::today(&state.sites, facts, true, today);
    match found {
        Today::Sore { score } | Today::TooSore { score, .. } if walks && score <= limits::WALK_PAIN_OPEN => {
            Today::Run
        }
        Today::OnFeetFirst if walks => Today::Run,
        other => other,
    }
}
