//! Walks the timeline: a pure state machine on whatever time it is given.
//!
//! [`Player::advance`] returns what happened up to `now`; how often it is called does not change
//! what it returns in all. It never pauses by itself: the caller reports that the machine slept
//! with [`Command::Slept`]. The next moment at which something happens is
//! [`Player::deadline`].

mod refit;

use std::time::Duration;

use crate::routine::Dose;
use crate::score::{Note, Score};
use crate::time::MonoTime;
use crate::timeline::{Cue, CueKind, Lane, Segment, SegmentKind, Timeline, Unit};

/// What [`Command::MoreTime`] adds to work.
pub const MORE_TIME: Duration = Duration::from_secs(15);
/// What [`Command::NotReady`] adds before work.
pub const NOT_READY: Duration = Duration::from_secs(5);
/// Two [`Command::Back`] within this go to the step before.
pub const BACK_AGAIN: Duration = Duration::from_secs(3);
/// Most time that can be added to one segment.
const MOST_ADDED: Duration = Duration::from_secs(10 * 60);

/// What the runner, or the machine, asks of the player.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Begins.
    Start,
    /// Stops the clock.
    Pause,
    /// Lets the clock run on.
    Resume,
    /// Ends the segment.
    Next,
    /// Begins the step again; twice within 3 s, the one before.
    Back,
    /// Begins a step, which may be the one that runs; its index in the timeline.
    Jump(usize),
    /// Adds 15 s of work, as whole repetitions if they are counted.
    MoreTime,
    /// Adds 5 s before work.
    NotReady,
    /// Counts a repetition of an open step.
    Tap,
    /// Says how the step is done, as soon as it fits.
    Say,
    /// Ends a run early: on to the easy walk, and from there to the end.
    Home,
    /// Ends the segment and continues with a later one, by its index; what lies between is left out.
    Pass(usize),
    /// Leaves before the end.
    Leave,
    /// The machine slept since then: pauses there.
    Slept {
        /// The last moment that was seen.
        since: MonoTime,
    },
}

/// Something that happened, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When it was due, which may be before it was asked for.
    pub at: MonoTime,
    /// What it was.
    pub kind: EventKind,
}

/// The kind of event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind {
    /// A segment began.
    Entered {
        /// Its index.
        segment: usize,
    },
    /// A cue came due.
    Cue {
        /// The segment's index.
        segment: usize,
        /// The cue.
        cue: Cue,
    },
    /// A set ended.
    SetEnded(SetEnded),
    /// The clock was stopped.
    Paused,
    /// The clock runs on.
    Resumed,
    /// A repetition was counted.
    Counted(u32),
    /// The last segment is over.
    Finished,
    /// The runner left before the end.
    Left,
    /// What is due was changed; the audio needs a new score.
    Replanned,
}

/// A set that ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetEnded {
    /// The unit of work.
    pub unit: Unit,
    /// The planned time.
    pub planned: Duration,
    /// The time worked.
    pub worked: Duration,
    /// Whether it was played to its end.
    pub complete: bool,
    /// Repetitions: those of the tempo or the pace that were begun and ended, or those tapped.
    pub reps: Option<u32>,
}

/// Where the player stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not begun.
    Waiting,
    /// In a segment that began then, pauses taken away.
    Running {
        /// When the segment would have begun without pauses.
        since: MonoTime,
    },
    /// In a segment, with the clock stopped.
    Paused {
        /// What of the segment is over.
        elapsed: Duration,
    },
    /// At the end.
    Finished {
        /// The moment it began.
        since: MonoTime,
    },
    /// Left before the end.
    Left,
}

/// Plays a timeline.
#[derive(Debug, Clone)]
pub struct Player {
    timeline: Timeline,
    state: State,
    segment: usize,
    /// The running segment with what was added to it.
    current: Segment,
    /// How many cues of the running segment were returned.
    told: usize,
    taps: u32,
    back_at: Option<MonoTime>,
}

impl Player {
    /// Makes a player that stands before the first segment.
    ///
    /// # Panics
    ///
    /// Where the timeline has no segment, which [`Timeline::build`] never makes.
    pub fn new(timeline: Timeline) -> Self {
        let current = timeline.segments.first().expect("a timeline ends with a segment").clone();
        Self { timeline, state: State::Waiting, segment: 0, current, told: 0, taps: 0, back_at: None }
    }

    /// Returns the timeline.
    pub const fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// Returns the index of the segment.
    pub const fn index(&self) -> usize {
        self.segment
    }

    /// Returns the segment, with what was added to it.
    pub const fn segment(&self) -> &Segment {
        &self.current
    }

    /// Returns where the player stands.
    pub const fn state(&self) -> State {
        self.state
    }

    /// True if the session is over.
    pub const fn is_over(&self) -> bool {
        matches!(self.state, State::Finished { .. } | State::Left)
    }

    /// Returns the repetitions of an open step: those that its pace has led through, else those tapped.
    pub fn counted(&self, now: MonoTime) -> u32 {
        match self.paced() {
            Some(one) => {
                let done = self.elapsed(now).as_nanos() / one.as_nanos().max(1);
                u32::try_from(done).unwrap_or(u32::MAX)
            }
            None => self.taps,
        }
    }

    /// Returns how long a repetition takes, in an open step whose pace counts them.
    fn paced(&self) -> Option<Duration> {
        match &self.timeline.step_of(&self.current).dose {
            Dose::Open(open) if open.count => open.pace.map(|pace| Duration::from_secs(60) / pace.max(1)),
            _ => None,
        }
    }

    /// True if a key ends the segment.
    pub fn is_open(&self) -> bool {
        self.current.is_open(&self.timeline)
    }

    /// Returns what of the segment is over.
    pub fn elapsed(&self, now: MonoTime) -> Duration {
        match self.state {
            State::Running { since } => now.since(since).min(self.current.length),
            State::Paused { elapsed } => elapsed,
            State::Waiting => Duration::ZERO,
            State::Finished { .. } | State::Left => self.current.length,
        }
    }

    /// Returns what is left of the routine.
    pub fn left(&self, now: MonoTime) -> Duration {
        self.left_of(&self.timeline, now)
    }

    /// Returns what would be left of a timeline that differs from this one behind the segment at most.
    pub fn left_of(&self, timeline: &Timeline, now: MonoTime) -> Duration {
        let own = &self.timeline.segments[self.segment];
        let added = self.current.length.saturating_sub(own.length);
        let elapsed = self.elapsed(now);
        // What has begun stays as long as it is, whatever another timeline says before it.
        let here = own.typical.saturating_sub(elapsed.saturating_sub(added));
        timeline.left_behind(self.segment) + here + added.saturating_sub(elapsed)
    }

    /// Returns the next moment at which something happens; `None` while nothing will.
    pub fn deadline(&self) -> Option<MonoTime> {
        let State::Running { since } = self.state else { return None };
        let next = self.current.cues.get(self.told).map_or(self.current.length, |cue| cue.at);
        Some(since + next.min(self.current.length))
    }

    /// Returns what happened up to `now`.
    pub fn advance(&mut self, now: MonoTime) -> Vec<Event> {
        let mut events = Vec::new();
        self.run_to(now, &mut events);
        events
    }

    /// Does what is asked, at `now`, and returns what happened up to then and by it.
    pub fn handle(&mut self, command: Command, now: MonoTime) -> Vec<Event> {
        let mut events = Vec::new();
        let now = if let Command::Slept { since } = command { since.min(now) } else { now };
        self.run_to(now, &mut events);
        if self.is_over() {
            return events;
        }
        match command {
            Command::Start => self.start(now, &mut events),
            Command::Pause | Command::Slept { .. } => self.pause(now, &mut events),
            Command::Resume => self.resume(now, &mut events),
            Command::Next => self.next(now, &mut events),
            Command::Back => self.back(now, &mut events),
            Command::Jump(step) => self.jump(step, now, &mut events),
            Command::MoreTime => self.add(MORE_TIME, true, now, &mut events),
            Command::NotReady => self.add(NOT_READY, false, now, &mut events),
            Command::Tap => self.tap(now, &mut events),
            Command::Say => self.say(now, &mut events),
            Command::Home => self.home(now, &mut events),
            Command::Pass(segment) => self.pass(segment, now, &mut events),
            Command::Leave => self.leave(now, &mut events),
        }
        events
    }

    /// Returns the cues that are due from `now` on, if no key is pressed.
    pub fn score(&self, now: MonoTime) -> Score {
        // What is said at the end is heard out.
        let (State::Running { mut since } | State::Finished { mut since }) = self.state else {
            return Score::default();
        };
        let mut notes = Vec::new();
        let mut index = self.segment;
        let mut segment = &self.current;
        loop {
            for cue in &segment.cues {
                let at = since + cue.at;
                if at >= now {
                    notes.push(Note::of(cue, segment, since));
                }
            }
            since = since + segment.length;
            index += 1;
            let Some(next) = self.timeline.segments.get(index) else { break };
            segment = next;
        }
        Score::of_notes(notes)
    }

    fn run_to(&mut self, now: MonoTime, events: &mut Vec<Event>) {
        while let State::Running { since } = self.state {
            if let Some(cue) = self.current.cues.get(self.told)
                && cue.at <= self.current.length
            {
                let at = since + cue.at;
                // A cue at the very end belongs to the segment; one after it is never returned.
                if cue.at < self.current.length || self.current.length.is_zero() {
                    if at > now {
                        return;
                    }
                    let kind = EventKind::Cue { segment: self.segment, cue: cue.clone() };
                    events.push(Event { at, kind });
                    self.told += 1;
                    continue;
                }
            }
            let end = since + self.current.length;
            if end > now {
                return;
            }
            self.end_segment(end, true, events);
        }
    }

    /// Ends the segment and enters the next, or finishes.
    fn end_segment(&mut self, at: MonoTime, complete: bool, events: &mut Vec<Event>) {
        self.close_set(at, complete, events);
        if self.segment + 1 < self.timeline.segments.len() {
            self.enter(self.segment + 1, at, events);
        } else {
            self.state = State::Finished { since: at };
            events.push(Event { at, kind: EventKind::Finished });
        }
    }

    fn close_set(&mut self, at: MonoTime, complete: bool, events: &mut Vec<Event>) {
        if self.current.kind != SegmentKind::Work {
            return;
        }
        let worked = self.elapsed(at);
        let step = self.timeline.step_of(&self.current);
        let (planned, complete, reps) = match &step.dose {
            Dose::Open(open) => (open.typical, true, open.count.then_some(self.counted(at))),
            Dose::Reps { tempo, .. } => {
                let done = worked.as_nanos() / tempo.length().as_nanos().max(1);
                (self.current.length, complete, Some(done as u32))
            }
            Dose::Hold(_) | Dose::Time(_) => (self.current.length, complete, None),
        };
        let ended = SetEnded { unit: self.current.unit, planned, worked, complete, reps };
        events.push(Event { at, kind: EventKind::SetEnded(ended) });
    }

    fn enter(&mut self, segment: usize, at: MonoTime, events: &mut Vec<Event>) {
        self.segment = segment;
        self.current = self.timeline.segments[segment].clone();
        self.told = 0;
        self.taps = 0;
        self.state = match self.state {
            State::Paused { .. } => State::Paused { elapsed: Duration::ZERO },
            _ => State::Running { since: at },
        };
        events.push(Event { at, kind: EventKind::Entered { segment } });
    }

    fn start(&mut self, now: MonoTime, events: &mut Vec<Event>) {
        if self.state == State::Waiting {
            self.enter(0, now, events);
            events.push(Event { at: now, kind: EventKind::Replanned });
            self.run_to(now, events);
        }
    }

    fn pause(&mut self, now: MonoTime, events: &mut Vec<Event>) {
        if let State::Running { .. } = self.state {
            self.state = State::Paused { elapsed: self.elapsed(now) };
            events.push(Event { at: now, kind: EventKind::Paused });
            events.push(Event { at: now, kind: EventKind::Replanned });
        }
    }

    fn resume(&mut self, now: MonoTime, events: &mut Vec<Event>) {
        if let State::Paused { elapsed } = self.state {
            self.state = State::Running { since: now - elapsed };
            events.push(Event { at: now, kind: EventKind::Resumed });
            events.push(Event { at: now, kind: EventKind::Replanned });
            self.run_to(now, events);
        }
    }

    fn next(&mut self, now: MonoTime, events: &mut Vec<Event>) {
        if self.state != State::Waiting {
            self.end_segment(now, false, events);
            events.push(Event { at: now, kind: EventKind::Replanned });
            self.run_to(now, events);
        }
    }

    /// A stopped clock runs on: a runner who skips something is there.
    fn pass(&mut self, segment: usize, now: MonoTime, events: &mut Vec<Event>) {
        if self.state == State::Waiting || segment <= self.segment || segment >= self.timeline.segments.len()
        {
            return;
        }
        self.resume(now, events);
        self.close_set(now, false, events);
        self.enter(segment, now, events);
        events.push(Event { at: now, kind: EventKind::Replanned });
        self.run_to(now, events);
    }

    /// A stopped clock runs on, so no second key is needed.
    fn home(&mut self, now: MonoTime, events: &mut Vec<Event>) {
        self.resume(now, events);
        match self.timeline.way_home() {
            // While getting ready there is no run to end yet: the key begins it.
            Some(home) if self.current.kind == SegmentKind::Work && home > self.segment => {
                self.close_set(now, false, events);
                self.enter(home, now, events);
                events.push(Event { at: now, kind: EventKind::Replanned });
                self.run_to(now, events);
            }
            _ => self.next(now, events),
        }
    }

    fn back(&mut self, now: MonoTime, events: &mut Vec<Event>) {
        if self.state == State::Waiting {
            return;
        }
        let again = self.back_at.is_some_and(|at| now.since(at) < BACK_AGAIN);
        self.back_at = Some(now);
        // A rest leads to the next step; what is begun again is the one before it.
        let resting = self.current.kind == SegmentKind::Rest;
        let before = self.segment.checked_sub(1).map(|i| self.timeline.segments[i].unit.step);
        let here = before.filter(|_| resting).unwrap_or(self.current.unit.step);
        let step = if again { here.saturating_sub(1) } else { here };
        let ready = self.current.kind == SegmentKind::GetReady;
        let segment = if ready { 0 } else { self.begin_of(step).unwrap_or(0) };
        self.enter(segment, now, events);
        events.push(Event { at: now, kind: EventKind::Replanned });
        self.run_to(now, events);
    }

    /// Returns the segment that a step begins with: its set-up, which is get-ready for the first, and no rest.
    fn begin_of(&self, step: usize) -> Option<usize> {
        self.timeline.segments.iter().position(|s| s.unit.step == step && s.kind != SegmentKind::Rest)
    }

    /// Begins a step. Work done on another one still counts; a paused player stays paused.
    fn jump(&mut self, step: usize, now: MonoTime, events: &mut Vec<Event>) {
        let Some(segment) = self.begin_of(step).filter(|_| self.state != State::Waiting) else { return };
        if step != self.current.unit.step {
            self.close_set(now, false, events);
        }
        self.back_at = None;
        self.enter(segment, now, events);
        events.push(Event { at: now, kind: EventKind::Replanned });
        self.run_to(now, events);
    }

    /// Adds time to work, or before work; elsewhere it does nothing.
    fn add(&mut self, time: Duration, to_work: bool, now: MonoTime, events: &mut Vec<Event>) {
        let is_work = self.current.kind == SegmentKind::Work;
        if is_work != to_work
            || matches!(self.current.kind, SegmentKind::Done)
            || self.state == State::Waiting
        {
            return;
        }
        let time = match &self.timeline.step_of(&self.current).dose {
            Dose::Reps { tempo, .. } if to_work => {
                let rep = tempo.length();
                rep * time.as_nanos().div_ceil(rep.as_nanos().max(1)) as u32
            }
            _ => time,
        };
        let length = self.current.length + time;
        if length > self.timeline.segments[self.segment].length + MOST_ADDED {
            return;
        }
        self.lay_out_again(length, now);
        events.push(Event { at: now, kind: EventKind::Replanned });
    }

    /// Lays out again what has not been heard of the segment.
    fn lay_out_again(&mut self, length: Duration, now: MonoTime) {
        let elapsed = self.elapsed(now);
        let told: Vec<Cue> = self.current.cues.drain(..self.told).collect();
        let said = |cue: &Cue| told.iter().any(|told| told.kind == cue.kind && told.text == cue.text);
        let once = |kind: CueKind| {
            use CueKind::{Halfway, LastSet, Name, Next, Ready, Say, Set};
            matches!(kind, Halfway | Say | Name | Ready | Next | Set | LastSet)
        };
        let base = &self.timeline.segments[self.segment];
        let mut cues: Vec<Cue> = self.timeline.cues_for(base, length);
        cues.retain(|cue| cue.at >= elapsed && !told.contains(cue) && !(once(cue.kind) && said(cue)));
        // What still sounds keeps its slot.
        let busy = told.iter().filter(|cue| cue.kind.id() != "tempo").map(Cue::end).max().unwrap_or_default();
        cues.retain(|cue| cue.lane() == Lane::Tempo || cue.at >= busy);
        self.told = told.len();
        self.current.cues = told;
        self.current.cues.extend(cues);
        self.current.length = length;
    }

    fn tap(&mut self, now: MonoTime, events: &mut Vec<Event>) {
        let counts = matches!(&self.timeline.step_of(&self.current).dose, Dose::Open(open) if open.count);
        // The pace counts by itself; a key would count twice.
        let counts = counts && self.paced().is_none();
        if counts && self.current.kind == SegmentKind::Work && matches!(self.state, State::Running { .. }) {
            self.taps += 1;
            events.push(Event { at: now, kind: EventKind::Counted(self.taps) });
        }
    }

    fn say(&mut self, now: MonoTime, events: &mut Vec<Event>) {
        let waits = self.current.cues[self.told..].iter().any(|cue| cue.kind == CueKind::Say);
        let elapsed = self.elapsed(now);
        if !waits && self.timeline.say_in(&mut self.current, elapsed) {
            events.push(Event { at: now, kind: EventKind::Replanned });
            self.run_to(now, events);
        }
    }

    fn leave(&mut self, now: MonoTime, events: &mut Vec<Event>) {
        self.close_set(now, false, events);
        self.state = State::Left;
        events.push(Event { at: now, kind: EventKind::Left });
        events.push(Event { at: now, kind: EventKind::Replanned });
    }
}
