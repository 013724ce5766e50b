//! The time there is: a length, or a moment to leave by, which is kept while the routine plays.
//!
//! If a pause or added time makes it late, the rest is fitted again: first the optional
//! steps go, then steps shrink to their least. The current step is never touched, nor are those before it.

use std::time::Duration;

use jiff::SignedDuration;

use super::{Now, Session};
use crate::player::{Event, State};
use crate::record::At;
use crate::routine::Id;
use crate::time::MonoTime;
use crate::timeline::adaptation::Adaptation;
use crate::timeline::{Timeline, fit};

/// Time kept free before the moment to leave, for a late key or a slow second.
pub(super) const SPARE: Duration = Duration::from_secs(1);
/// What the two clocks may drift apart before the wall clock's word is taken again.
const DRIFT: Duration = Duration::from_secs(1);
/// Being later by less than this is not said again.
const LATER: Duration = Duration::from_secs(5);

/// How much time there is for a routine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// So much from the key to the door: get-ready and the last words counted.
    Length(Duration),
    /// So much for the whole of a routine that goes on in its middle: what is left is as it was fitted.
    Whole(Duration),
    /// All the time up to this moment, get-ready and the last words counted.
    Leave(At),
}

/// The moment to leave by, on both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Leave {
    pub(super) at: At,
    /// The same on the clock that the timeline runs on.
    pub(super) due: MonoTime,
    /// Whether steps may still go for it.
    kept: bool,
    /// The least that was left when the clock stopped.
    least: Duration,
    /// How late it was when that was said last.
    told: Duration,
}

impl Leave {
    pub(super) fn of(within: Option<Within>, now: Now) -> Option<Self> {
        let Some(Within::Leave(at)) = within else { return None };
        let due = due(at, now);
        Some(Self { at, due, kept: true, least: Duration::ZERO, told: Duration::ZERO })
    }
}

/// Returns the moment on the clock that the timeline runs on.
fn due(at: At, now: Now) -> MonoTime {
    let left = at.moment.duration_since(now.at.moment);
    match Duration::try_from(left) {
        Ok(left) => now.mono + left,
        Err(_) => now.mono - left.unsigned_abs(),
    }
}

/// What keeping the time to leave took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What happened by it.
    pub events: Vec<Event>,
    /// What was left out or made shorter for it.
    pub changes: Vec<Adaptation>,
    /// That it was not enough.
    pub late: Option<Late>,
}

/// How late it is if nothing more can go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Late {
    /// The moment to leave is over.
    Past(At),
    /// By so much for the moment to leave.
    By(Duration, At),
}

impl Session {
    /// Returns the moment to leave by; `None` if none was named.
    pub fn leave_at(&self) -> Option<At> {
        self.leave.map(|leave| leave.at)
    }

    /// Returns when the last word is over as it stands; `None` if no moment to leave was named.
    ///
    /// While the clock stands it is the moment to leave, as long as that can still be kept.
    pub fn out_at(&self, now: MonoTime) -> Option<At> {
        let leave = self.leave?;
        let closing = self.player.timeline().closing();
        let end = now + self.left(now);
        let paused = matches!(self.player.state(), State::Paused { .. });
        let end = if paused && leave.kept && end > leave.due && now < leave.due {
            leave.due.max(now + leave.least + closing)
        } else {
            end
        };
        let later = SignedDuration::try_from(end.since(leave.due)).unwrap_or(SignedDuration::MAX);
        let earlier = SignedDuration::try_from(leave.due.since(end)).unwrap_or(SignedDuration::MAX);
        Some(leave.at.plus(later.saturating_sub(earlier)))
    }

    /// Returns the next moment at which [`Self::out_at`] reads otherwise while the clock stands.
    pub fn out_changes(&self, now: MonoTime) -> Option<MonoTime> {
        let leave = self.leave.filter(|_| matches!(self.player.state(), State::Paused { .. }))?;
        let out = self.out_at(now)?;
        let end = now + leave.least + self.player.timeline().closing();
        if leave.kept && out.moment == leave.at.moment && end < leave.due {
            return Some(now + leave.due.since(end));
        }
        let over = out.moment.as_nanosecond().rem_euclid(60_000_000_000) as u64;
        Some(now + Duration::from_nanos(60_000_000_000 - over + 1))
    }

    /// Returns whether steps go for the time to leave; `None` if none was named.
    pub fn keeps_time(&self) -> Option<bool> {
        self.leave.map(|leave| leave.kept)
    }

    /// Lets the time to leave be, or keeps it again.
    pub fn set_keeps_time(&mut self, kept: bool) {
        if let Some(leave) = &mut self.leave {
            (leave.kept, leave.told) = (kept, Duration::ZERO);
        }
    }

    /// Takes the wall clock's word for when to leave, if the clocks have come apart: the machine slept.
    ///
    /// At another speed the clocks do so all the time; there it stays as it began.
    pub fn set_due(&mut self, now: Now) {
        let is_true = self.is_true();
        if let Some(leave) = self.leave.as_mut().filter(|_| is_true) {
            let due = due(leave.at, now);
            if due.since(leave.due) > DRIFT || leave.due.since(due) > DRIFT {
                leave.due = due;
            }
        }
    }

    /// Fits what is to come again if it is late for the moment to leave; `None` if nothing is to be done or said.
    pub fn keep_time(&mut self, now: Now) -> Option<Kept> {
        self.set_due(now);
        let mut leave = self.leave.filter(|leave| leave.kept)?;
        let now = now.mono;
        match self.player.state() {
            State::Running { .. } => {}
            State::Paused { .. } => {
                leave.least = self.fitted_anew(Duration::ZERO, now).takes;
                self.leave = Some(leave);
                return None;
            }
            State::Waiting | State::Finished { .. } | State::Left => return None,
        }
        let closing = self.player.timeline().closing();
        let late = |left: Duration| (now + left + closing).since(leave.due);
        let before = late(self.player.left(now));
        if before.is_zero() {
            leave.told = Duration::ZERO;
            self.leave = Some(leave);
            return None;
        }
        if !leave.told.is_zero() && before <= leave.told.saturating_add(LATER) {
            return None;
        }
        if now >= leave.due {
            // Once the moment to leave has passed, the runner is not hurried any more.
            leave.told = Duration::MAX;
            self.leave = Some(leave);
            return Some(Kept { events: Vec::new(), changes: Vec::new(), late: Some(Late::Past(leave.at)) });
        }
        let room = leave.due.since(now).saturating_sub(closing + SPARE);
        let fitting = self.fitted_anew(room, now);
        let after = late(fitting.takes);
        leave.told = after;
        self.leave = Some(leave);
        let changes = fitting.changes.clone();
        let mut events = Vec::new();
        if !fitting.changes.is_empty() {
            let timeline = Timeline::build(&fitting.routine, &self.player.timeline().options.clone());
            self.routine = fitting.routine;
            self.changes.extend(fitting.changes);
            events = self.player.take_rest(timeline, now);
        }
        let late = (!after.is_zero()).then_some(Late::By(after, leave.at));
        Some(Kept { events, changes, late })
    }

    /// Fits the steps that have not begun so that what is left takes as long as there is room.
    fn fitted_anew(&self, room: Duration, now: MonoTime) -> fit::Fitting {
        let timeline = self.player.timeline();
        // A circuit that has begun stays as it is: its steps are those of the rounds before.
        let begun: Vec<&Id> =
            timeline.steps.iter().take(self.player.segment().unit.step + 1).map(|step| &step.id).collect();
        let left = |routine: &_| self.player.left_of(&Timeline::build(routine, &timeline.options), now);
        fit::as_near(&self.routine, room, |id| !begun.contains(&id), left)
    }
}
