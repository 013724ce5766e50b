//! Another timeline for the rest of a session.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Event, EventKind, Player};
use crate::routine::Id;
use crate::time::MonoTime;
use crate::timeline::{CueKind, Segment, SegmentKind, Timeline};

impl Player {
    /// Takes other weights for steps, by their ids; the weight of a set that is over stays what it was.
    pub fn lift(&mut self, loads: &BTreeMap<Id, String>) {
        for step in &mut self.timeline.steps {
            if let Some(load) = loads.get(&step.id) {
                step.load = Some(load.clone());
            }
        }
    }

    /// Takes another timeline while the first segment, get-ready, still runs.
    ///
    /// Where another step comes first, getting ready begins again, so that it is named. Returns the events of the
    /// change; nothing changes later than that.
    pub fn refit(&mut self, timeline: Timeline, now: MonoTime) -> Vec<Event> {
        let mut events = self.advance(now);
        if self.segment == 0 && self.current.kind == SegmentKind::GetReady {
            let named = |segment: &Segment| {
                segment.cues.iter().rfind(|cue| cue.kind == CueKind::Name).and_then(|cue| cue.text.clone())
            };
            let other = named(&self.current) != named(&timeline.segments[0]);
            let length = self.current.length;
            self.timeline = timeline;
            if other {
                self.enter(0, now, &mut events);
                events.push(Event { at: now, kind: EventKind::Replanned });
                self.run_to(now, &mut events);
                return events;
            }
            self.current = self.timeline.segments[0].clone();
            self.current.length = length;
            let elapsed = self.elapsed(now);
            self.told = self.current.cues.iter().filter(|cue| cue.at <= elapsed).count();
            events.push(Event { at: now, kind: EventKind::Replanned });
        }
        events
    }

    /// Takes another timeline for what follows the segment; nothing changes if it differs before that.
    ///
    /// What has begun keeps its length: the equipment that get-ready names depends on all that follows.
    pub fn take_rest(&mut self, mut timeline: Timeline, now: MonoTime) -> Vec<Event> {
        let mut events = self.advance(now);
        let same = |(own, other): (&Segment, &Segment)| own.kind == other.kind && own.unit == other.unit;
        let begun = self.timeline.segments.iter().zip(&timeline.segments).take(self.segment + 1);
        if self.is_over() || timeline.segments.len() <= self.segment || !begun.into_iter().all(same) {
            return events;
        }
        let mut at = Duration::ZERO;
        for (n, segment) in timeline.segments.iter_mut().enumerate() {
            if n <= self.segment {
                *segment = self.timeline.segments[n].clone();
            }
            segment.at = at;
            at += segment.typical;
        }
        self.timeline = timeline;
        // A step that was left out is not named as the next.
        if self.current.cues[self.told..].iter().any(|cue| cue.kind == CueKind::Next) {
            self.lay_out_again(self.current.length, now);
        }
        events.push(Event { at: now, kind: EventKind::Replanned });
        events
    }
}
