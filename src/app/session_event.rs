//! The events of a session, for other programs: the lines of `--events` beside its cues, and the runner's own
//! commands. The shell passes it on; nothing here knows its listeners.

use std::time::Duration;

use super::{Effect, Stage, Update};
use crate::player::{Event, EventKind};
use crate::record::Outcome;
use crate::routine::Id;
use crate::symptoms::Side;
use crate::timeline::SegmentKind;

/// Something that happened to a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionEvent {
    /// It began, or went on after it was interrupted.
    Begun {
        /// The routine's id.
        routine: Id,
        /// The routine's name.
        name: String,
        /// How long it is in all.
        length: Duration,
        /// How many segments it has.
        segments: usize,
    },
    /// A segment began.
    Entered {
        /// Its index.
        segment: usize,
        /// The kind of segment.
        kind: SegmentKind,
        /// The step that it is, or leads to.
        step: Id,
        /// What is done there.
        name: String,
        /// The side, if there is one.
        side: Option<Side>,
        /// How long it is; none if a key ends it.
        length: Option<Duration>,
    },
    /// The clock was stopped.
    Paused,
    /// The clock runs on.
    Resumed,
    /// It is over.
    Over(Outcome),
}

impl Stage {
    fn entered(&self, index: usize) -> Option<SessionEvent> {
        let timeline = self.session.as_ref()?.player().timeline();
        let segment = timeline.segments.get(index)?;
        let step = timeline.step_of(segment);
        Some(SessionEvent::Entered {
            segment: index,
            kind: segment.kind,
            step: step.id.clone(),
            name: step.exercise.name.clone(),
            side: segment.unit.side,
            length: (!segment.is_open(timeline)).then_some(segment.length),
        })
    }
}

impl Update<'_> {
    /// Says that the session begins.
    pub(super) fn say_begun(&mut self) {
        let Some(session) = &self.stage.session else { return };
        let timeline = session.player().timeline();
        let routine = session.routine();
        let what = SessionEvent::Begun {
            routine: routine.id.clone(),
            name: routine.name.clone(),
            length: timeline.whole(),
            segments: timeline.segments.len(),
        };
        self.out.push(Effect::SessionEvent { at: self.now.mono, what });
    }

    /// Says what an event of the player means to others; cues are reported separately.
    pub(super) fn say_happened(&mut self, event: &Event) {
        let what = match event.kind {
            EventKind::Entered { segment } => self.stage.entered(segment),
            EventKind::Paused => Some(SessionEvent::Paused),
            EventKind::Resumed => Some(SessionEvent::Resumed),
            EventKind::Finished => Some(SessionEvent::Over(Outcome::Done)),
            EventKind::Left => Some(SessionEvent::Over(Outcome::Left)),
            EventKind::Cue { .. } | EventKind::SetEnded(_) | EventKind::Counted(_) | EventKind::Replanned => {
                None
            }
        };
        self.out.extend(what.map(|what| Effect::SessionEvent { at: event.at, what }));
    }
}
