//! What the plan says of today: the run, or why there is none, and what is fine instead.

use std::time::Duration;

use jiff::SignedDuration;
use jiff::civil::Date;

use super::Next;
use crate::plan::Recommendation;
use crate::plan::diary::{Diary, RunFact};
use crate::plan::notes::Note;
use crate::plan::place::{NamedPosition, StageAt};
use crate::plan::reason::{Activity, Reason};
use crate::plan::recommend::{Due, Prescription, Why};
use crate::plans::sheet::{Piece, Sheet};
use crate::plans::{Interval, Workout};
use crate::record::At;
use crate::session::Now;
use crate::symptoms::{Region, limits};

/// What the plan says of today: a run, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct DayRun {
    /// The heading.
    pub heading: RunHeading,
    /// Where it stands in its plan: "week 3, run 2".
    pub place: NamedPosition,
    /// Where it stands among the stages, if the plan has some.
    pub stage: Option<StageAt>,
    /// What it is made of, in order; none if nothing is run.
    pub bouts: Vec<Interval>,
    /// What is run; `None` if nothing is.
    pub sheet: Option<Sheet>,
    /// The reason for it.
    pub reason: Reason,
    /// What is fine on a day without a run; `None` if the reason says all there is.
    pub fine: Option<Fine>,
    /// The one thing that should be said beside it.
    pub note: Option<Note>,
    /// When one is home, if what Enter starts begins now; `None` if nothing is run.
    pub home: Option<At>,
    /// The next run, on a day without one.
    pub next: Option<NextRun>,
}

/// The next run, on a day without one.
#[derive(Debug, Clone, PartialEq)]
pub struct NextRun {
    /// Its day.
    pub date: Date,
    /// What is run.
    pub workout: Workout,
    /// What it is made of, in order.
    pub bouts: Vec<Interval>,
}

impl NextRun {
    /// Returns how long it takes, with the walks before and after.
    pub fn length(&self) -> Duration {
        self.bouts.iter().map(|bout| bout.length).sum()
    }
}

/// What the run of a day is called by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunHeading {
    /// It is due today.
    Today(Activity),
    /// It is done: a run, or a walk.
    Logged(Activity),
    /// There is no run today.
    None,
}

/// What is fine on a day without a run: walking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fine {
    /// And half the sets of this routine.
    pub half_of: Option<String>,
    /// And another sport, if it is open.
    pub cross: Option<Cross>,
}

/// Another sport that is fine on a day without a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cross {
    /// How long, to begin with.
    pub least: Duration,
    /// Something is sore.
    pub sore: bool,
    /// The back of the heel is.
    pub back_heel: bool,
}

impl DayRun {
    /// Calls what is done today a walk if nothing of it was run.
    pub(super) fn look_at_done(&mut self, diary: &Diary, today: Date) {
        let runs = diary.on(today).map_or(&[][..], |facts| &facts.runs);
        if matches!(self.heading, RunHeading::Logged(_)) && runs.iter().all(RunFact::is_walk) {
            self.heading = RunHeading::Logged(Activity::Walk);
        }
    }

    /// Takes of a recommendation what a day shows of it.
    pub(super) fn of(said: &Recommendation) -> Self {
        let bout = |piece: &Piece| Interval { pace: piece.pace, length: piece.length };
        let sheet = said.prescription.as_ref().map(Prescription::sheet);
        let activity = said.prescription.as_ref().map_or(Activity::Run, |run| Activity::of(&run.workout));
        let heading = match said.due {
            Due::Today => RunHeading::Today(activity),
            Due::Done(_) => RunHeading::Logged(Activity::Run),
            Due::On(_) | Due::Open => RunHeading::None,
        };
        let bouts = |sheet: &Sheet| sheet.pieces().iter().map(bout).collect::<Vec<_>>();
        let next = match (said.due, &sheet) {
            (Due::On(date), Some(sheet)) => {
                Some(NextRun { date, workout: sheet.workout.clone(), bouts: bouts(sheet) })
            }
            _ => None,
        };
        let shown = sheet.filter(|_| said.due == Due::Today);
        Self {
            heading,
            place: said.place.clone(),
            stage: None,
            bouts: shown.iter().flat_map(bouts).collect(),
            sheet: shown,
            reason: said.reason.clone(),
            fine: None,
            note: said.notes.iter().copied().find(|note| !note.is_choice()),
            home: None,
            next,
        }
    }

    /// Works out when one is home: after what Enter starts, and after the run if that is only its warm-up.
    pub(super) fn goes_home(&mut self, now: Now, next: &Next<'_>) {
        let run: Duration = self.bouts.iter().map(|bout| bout.length).sum();
        let before = next.length.unwrap_or_default();
        let all = if next.id.is_none() { before.max(run) } else { before + run };
        let length = SignedDuration::try_from(all).unwrap_or_default();
        self.home = (!run.is_zero() && next.with_run).then(|| now.at.plus(length));
    }

    /// Says what is fine on a day without a run: walking, and in a rest half of the strength.
    pub(super) fn say_fine(&mut self, said: &Recommendation, half: Option<String>, sore: &[Region]) {
        let rests = matches!(said.reason.why, Why::Resting(..));
        let between = matches!(said.due, Due::On(_)) && !matches!(said.reason.why, Why::Ill(_));
        if rests || between {
            let cross = Cross {
                least: limits::CROSS_TRAINING_FIRST,
                sore: !sore.is_empty(),
                back_heel: sore.contains(&Region::BackHeelBone),
            };
            self.fine = Some(Fine { half_of: half.filter(|_| rests), cross: between.then_some(cross) });
        }
    }
}
