//! The routine laid out in time: segments, each with its cues.
//!
//! [`Timeline::build`] is the way in. What the screen shows, what is heard and what is logged
//! are all read from one timeline. Fitting comes before: [`gate`] changes a routine for what is
//! sore, [`fit`] for how many minutes there are.
//!
//! Order: get-ready, then for each step set-up, work (side one, switch, side two), rest between
//! sets, and at the end done. Each side gets its full time; no rest follows a step's last set
//! unless the step says so. Behind each set of a test its result is asked for. A run ([`Timeline::of_run`]) is get-ready, one piece after another, and done.

pub mod adaptation;
mod cue;
mod cues;
pub mod fit;
pub mod gate;
mod layout;
pub mod needs;
mod run;

use std::time::Duration;

pub use crate::speech::spoken;
pub use cue::{AFTER_MARK, Cue, CueKind, Lane};
pub use run::{piece_words, routine as run_routine};

use crate::plans::{Part, Piece, Sheet, Ticks};
use crate::routine::{Dose, Id, Routine, Step};
use crate::settings::{CountFrom, CountOut, CueSettings};
use crate::symptoms::{Side, limits};

/// How a routine is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The least time before the first work, which is its set-up; zero gives it one like all others.
    pub get_ready: Duration,
    /// One set-up for all steps, whatever is said in it, in place of their own.
    pub set_up: Option<Duration>,
    /// The side that begins if a step leaves it open.
    pub first: Side,
    /// The sore side, if just one is.
    pub sore: Option<Side>,
    /// The first piece of work that is played; what comes before is left out.
    pub from: usize,
    /// The words at the end, after `done`.
    pub door: Option<String>,
    /// Exercises that are only named: their sentence was heard often enough.
    pub known: Vec<Id>,
    /// Whether the same holds for steps that the routine has written in place.
    pub own_known: bool,
    /// Pain up to which a run continues, out of ten.
    pub pain_limit: u8,
    /// The kinds of cue that are heard.
    pub cues: CueSettings,
    /// Where counts into and out of work begin.
    pub count_from: CountFrom,
    /// Ticks for quicker steps, in a run.
    pub ticks: Option<Ticks>,
    /// Whether the last seconds of work are words.
    pub count_out: CountOut,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            get_ready: crate::routine::GET_READY,
            set_up: None,
            first: Side::Left,
            sore: None,
            from: 0,
            door: None,
            known: Vec::new(),
            own_known: false,
            pain_limit: limits::PAIN_WALK_HOME,
            cues: CueSettings::default(),
            count_from: CountFrom::default(),
            ticks: None,
            count_out: CountOut::Words,
        }
    }
}

impl Options {
    /// Returns the same for a routine whose exercises are only named, whatever was heard of them.
    #[must_use]
    pub fn only_named(&self, routine: &Routine) -> Self {
        let known = routine.steps().filter_map(|step| step.exercise.id.clone()).collect();
        Self { known, own_known: true, ..self.clone() }
    }
}

/// One set of a step on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit {
    /// Counts the work of the whole routine from 0, whatever part of it is played.
    pub ordinal: usize,
    /// The step, as an index into [`Timeline::steps`].
    pub step: usize,
    /// The set, from 1.
    pub set: u32,
    /// Of how many on this side.
    pub sets: u32,
    /// The side, if there is one.
    pub side: Option<Side>,
}

/// A place in a routine, which may have been laid out in another way since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The step.
    pub step: Id,
    /// The round of its circuit, from 0.
    pub round: u32,
    /// The set, from 1.
    pub set: u32,
    /// The side, if it is one.
    pub side: Option<Side>,
    /// That set is done: begin with the one after it.
    pub done: bool,
}

impl Place {
    /// Returns the start of a step.
    pub const fn start_of(step: Id) -> Self {
        Self { step, round: 0, set: 1, side: None, done: false }
    }
}

/// What a segment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SegmentKind {
    /// The first set-up; names the equipment too.
    GetReady,
    /// Getting in position.
    SetUp,
    /// The exercise.
    Work,
    /// Changing sides.
    Switch,
    /// After a set of a test: its result is entered; an answer ends it.
    Ask,
    /// Between sets, rounds or steps.
    Rest,
    /// The end.
    Done,
}

impl SegmentKind {
    /// Returns the name used in output.
    pub const fn id(self) -> &'static str {
        match self {
            Self::GetReady => "get-ready",
            Self::SetUp => "set-up",
            Self::Work => "work",
            Self::Switch => "switch",
            Self::Ask => "ask",
            Self::Rest => "rest",
            Self::Done => "done",
        }
    }

    /// Returns the word that a runner reads.
    pub const fn word(self) -> &'static str {
        match self {
            Self::GetReady => "get ready",
            Self::SetUp => "set up",
            Self::Work => "work",
            Self::Switch => "switch",
            Self::Ask => "note it",
            Self::Rest => "rest",
            Self::Done => "done",
        }
    }
}

/// A stretch of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// The kind of segment.
    pub kind: SegmentKind,
    /// When it starts, open steps counted at their typical length.
    pub at: Duration,
    /// How long it is; the longest it can be when it ends by a key.
    pub length: Duration,
    /// How long it is in totals.
    pub typical: Duration,
    /// The work it is, or leads to.
    pub unit: Unit,
    /// What is heard, in order of time.
    pub cues: Vec<Cue>,
}

impl Segment {
    /// True if a key ends it.
    pub fn is_open(&self, timeline: &Timeline) -> bool {
        match self.kind {
            SegmentKind::Work => matches!(timeline.steps[self.unit.step].dose, Dose::Open(_)),
            SegmentKind::Ask => true,
            _ => false,
        }
    }
}

/// A routine laid out in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The routine.
    pub routine: Id,
    /// Its name.
    pub name: String,
    /// Its steps in the order played, those of a circuit once a round.
    pub steps: Vec<Step>,
    /// What each step is, if it is a run; empty for a routine.
    pub pieces: Vec<Piece>,
    /// The segments, in order; the last is [`SegmentKind::Done`].
    pub segments: Vec<Segment>,
    /// How it was laid out.
    pub options: Options,
}

impl Timeline {
    /// Lays out a routine.
    pub fn build(routine: &Routine, options: &Options) -> Self {
        layout::build(routine, options)
    }

    /// Lays out a run.
    pub fn of_run(sheet: &Sheet, options: &Options) -> Self {
        run::build(sheet, options)
    }

    /// True if it is a run.
    pub const fn is_run(&self) -> bool {
        !self.pieces.is_empty()
    }

    /// Returns the segment that a run which ends early goes to: the easy walk, else the end.
    pub fn way_home(&self) -> Option<usize> {
        let home = |s: &Segment| {
            let walk = self.pieces.get(s.unit.step).is_some_and(|piece| piece.part == Part::WalkOut);
            walk || s.kind == SegmentKind::Done
        };
        self.segments.iter().position(home).filter(|_| self.is_run())
    }

    /// Returns how long it takes to get ready for the first work.
    pub fn getting_ready(&self) -> Duration {
        self.segments.iter().filter(|s| s.kind == SegmentKind::GetReady).map(|s| s.typical).sum()
    }

    /// True if the runner has heard of a step so often that it is only named.
    pub fn knows(&self, step: &Step) -> bool {
        step.exercise.id.as_ref().map_or(self.options.own_known, |id| self.options.known.contains(id))
    }

    /// Returns the length from the first work to the end, open steps at their typical length.
    pub fn length(&self) -> Duration {
        self.segments.iter().filter(|s| s.kind != SegmentKind::GetReady).map(|s| s.typical).sum()
    }

    /// Returns how long all of it takes, from the key that starts it to the door: get-ready and the last words counted.
    ///
    /// This is the length that is shown, and that fitting aims at. A run is as long as the plan has it: it begins at
    /// the door.
    pub fn whole(&self) -> Duration {
        if self.is_run() { self.length() } else { self.left(0, Duration::ZERO) + self.closing() }
    }

    /// Returns what is left from a moment of a segment on.
    pub fn left(&self, segment: usize, elapsed: Duration) -> Duration {
        let here = self.segments.get(segment).map_or(Duration::ZERO, |s| s.typical.saturating_sub(elapsed));
        self.left_behind(segment) + here
    }

    /// Returns what is left behind a segment.
    pub fn left_behind(&self, segment: usize) -> Duration {
        self.segments.iter().skip(segment + 1).map(|s| s.typical).sum()
    }

    /// Returns how long the last words take, after the end.
    pub fn closing(&self) -> Duration {
        let done = self.segments.last().filter(|segment| segment.kind == SegmentKind::Done);
        done.and_then(|segment| segment.cues.iter().map(Cue::end).max()).unwrap_or_default()
    }

    /// Returns the step that a segment is about.
    pub fn step_of(&self, segment: &Segment) -> &Step {
        &self.steps[segment.unit.step]
    }

    /// Returns which round of its circuit a unit belongs to, from 0.
    pub fn round(&self, unit: &Unit) -> u32 {
        let id = &self.steps[unit.step].id;
        self.steps[..unit.step].iter().filter(|step| step.id == *id).count() as u32
    }

    /// Finds the work at a place; the start of its step, there or at all, when the set is gone.
    pub fn find_unit(&self, place: &Place) -> Option<usize> {
        let works = || {
            self.segments.iter().filter(|s| s.kind == SegmentKind::Work && self.step_of(s).id == place.step)
        };
        let mut round = works().filter(|s| self.round(&s.unit) == place.round);
        round
            .clone()
            .find(|s| s.unit.set == place.set && s.unit.side == place.side)
            .or_else(|| round.next())
            .or_else(|| works().next())
            .map(|s| s.unit.ordinal)
    }

    /// Puts a step's sentence, before its work how to get into position too, into the cues of a segment, as early from a moment on as it fits.
    ///
    /// Says whether it did: not if the step has none, or the segment is too short.
    pub(crate) fn say_in(&self, segment: &mut Segment, from: Duration) -> bool {
        let exercise = &self.step_of(segment).exercise;
        let before = matches!(segment.kind, SegmentKind::GetReady | SegmentKind::SetUp);
        let ready = exercise.ready.as_deref().filter(|_| before);
        let Some(say) = exercise.say.as_deref().or(ready) else { return false };
        let both = ready.map(|ready| format!("{ready} {say}"));
        both.is_some_and(|both| cues::insert_say(segment, from, &both))
            || cues::insert_say(segment, from, say)
    }

    /// Lays out the cues of a segment again, for a length that was changed.
    pub(crate) fn cues_for(&self, segment: &Segment, length: Duration) -> Vec<Cue> {
        let mut longer = segment.clone();
        longer.length = length;
        cues::of(&longer, self, self.segments.iter().position(|s| s == segment).unwrap_or(0))
    }
}
