//! A session: one routine being played, and the work really done.
//!
//! It joins the player to the routine, to what is sore and to the calendar. It decides nothing
//! about time (the player does) and writes nothing (the store does): commands go in, events
//! come out, and at the end there is a record.

mod leave;

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::SignedDuration;

use crate::plans::Sheet;
use crate::player::{Command, Event, EventKind, Player, SetEnded};
use crate::record::{self, At, Clinician, Outcome, RungTaken, SetDone, Sore};
use crate::routine::{Id, NeedKind, Routine, Step};
use crate::score::Score;
use crate::symptoms::{PainScore, SoreSite, Soreness};
use crate::time::{MonoTime, ceil_seconds};
use crate::timeline::adaptation::{Adaptation, Omission, Unfit};
use crate::timeline::gate::{self, Shelf, Situation};
use crate::timeline::{self, Options, Place, SegmentKind, Timeline, Unit, fit};

pub use leave::{Kept, Late, Within};
use leave::{Leave, SPARE};

/// The moment, on both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// On the clock that the timeline runs on.
    pub mono: MonoTime,
    /// On the wall, with the offset that holds.
    pub at: At,
}

/// What to play, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The routine as its file has it.
    pub routine: Routine,
    /// What is known about the runner.
    pub situation: Situation,
    /// How it is laid out.
    pub options: Options,
    /// The time there is.
    pub budget: Option<Within>,
    /// How fast it is played; only 1 counts.
    pub speed: f64,
    /// Where it begins, by step, set and side; else at its start.
    pub from: Option<Place>,
}

/// A run to play, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct RunRequest {
    /// The run.
    pub sheet: Sheet,
    /// What it answers, as its record carries it.
    pub prescription: String,
    /// The soreness.
    pub soreness: Soreness,
    /// How it is laid out.
    pub options: Options,
    /// How fast it is played; only 1 counts.
    pub speed: f64,
}

/// Why a session does not begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Soreness says no.
    Sore(Unfit),
    /// From where it was to begin on, every step was left out.
    NothingLeft {
        /// The routine's name.
        name: String,
        /// What was left out and why.
        changes: Vec<Adaptation>,
    },
    /// The minutes are too few.
    TooShort {
        /// The routine's name.
        name: String,
        /// How long it takes at least.
        least: Duration,
    },
    /// The time to leave is too soon.
    TooLate {
        /// The routine's name.
        name: String,
        /// How long it takes at least.
        least: Duration,
        /// What comes on top.
        extra: Duration,
        /// When one could be out.
        out: String,
    },
}

/// One routine being played.
#[derive(Debug, Clone)]
pub struct Session {
    /// Names the session in the history.
    pub id: String,
    /// The hash of the routine's text; set by the caller that knows the text.
    pub hash: String,
    request: Request,
    /// The routine as it is played.
    routine: Routine,
    /// What was changed for soreness or time.
    changes: Vec<Adaptation>,
    player: Player,
    started: At,
    /// The sets done, those before an interruption too.
    sets: Vec<SetDone>,
    /// How many sites were answered for while getting ready.
    answered: usize,
    /// What a run answers; `None` for a routine.
    prescription: Option<String>,
    /// The moment to leave by, if one was named.
    leave: Option<Leave>,
    /// What was done of its steps the last time, by step; set by the caller that knows the past.
    pub last_times: BTreeMap<Id, String>,
}

impl Session {
    /// Fits a routine and lays it out; nothing runs before [`Command::Start`].
    pub fn prepare(id: String, request: Request, shelf: &dyn Shelf, now: Now) -> Result<Self, Refusal> {
        let leave = Leave::of(request.budget, now);
        let until = leave.map(|leave| leave.due.since(now.mono));
        let (routine, changes, timeline) = lay_out(&request, shelf, until, Some(now.at))?;
        Ok(Self {
            id,
            hash: String::new(),
            request,
            routine,
            changes,
            player: Player::new(timeline),
            started: now.at,
            sets: Vec::new(),
            answered: 0,
            prescription: None,
            leave,
            last_times: BTreeMap::new(),
        })
    }

    /// Makes a session of a run; nothing is asked in it, and nothing runs before [`Command::Start`].
    pub fn of_run(id: String, run: RunRequest, now: Now) -> Self {
        let RunRequest { sheet, prescription, soreness, options, speed } = run;
        let routine = timeline::run_routine(&sheet);
        let timeline = Timeline::of_run(&sheet, &options);
        let situation = Situation { soreness, ..Situation::default() };
        let request =
            Request { routine: routine.clone(), situation, options, budget: None, speed, from: None };
        Self {
            id,
            hash: String::new(),
            request,
            routine,
            changes: Vec::new(),
            player: Player::new(timeline),
            started: now.at,
            sets: Vec::new(),
            answered: usize::MAX,
            prescription: Some(prescription),
            leave: None,
            last_times: BTreeMap::new(),
        }
    }

    /// Returns what the run answers; `None` if it is a routine.
    pub fn prescription(&self) -> Option<&str> {
        self.prescription.as_deref()
    }

    /// Returns the record of a run as it stands; `None` if it is a routine.
    pub fn run_record(&self) -> Option<record::Run> {
        let run = record::Run::of_pieces(self.started.date(), self.prescription()?, &self.sets);
        Some(record::Run { site: self.sore().first().map(|sore| sore.site), ..run })
    }

    /// Returns the work under way as it stands, for a caller that must not lose it.
    pub fn under_way(&self, now: MonoTime) -> Option<SetDone> {
        let segment = self.player.segment();
        let ended = SetEnded {
            unit: segment.unit,
            planned: segment.length,
            worked: self.player.elapsed(now),
            complete: false,
            reps: None,
        };
        (segment.kind == SegmentKind::Work && !self.player.is_over()).then(|| self.set_done(&ended))
    }

    /// Takes over what was done before an interruption.
    pub fn continue_from(&mut self, started: At, sets: Vec<SetDone>) {
        self.started = started;
        self.sets = sets;
    }

    /// Returns the player.
    pub const fn player(&self) -> &Player {
        &self.player
    }

    /// Returns the routine as it is played.
    pub const fn routine(&self) -> &Routine {
        &self.routine
    }

    /// Returns how long it takes from now on; of a routine to the door, the last words counted.
    pub fn left(&self, now: MonoTime) -> Duration {
        let closing =
            if self.prescription.is_some() { Duration::ZERO } else { self.player.timeline().closing() };
        self.player.left(now) + closing
    }

    /// Returns what was asked for.
    pub const fn request(&self) -> &Request {
        &self.request
    }

    /// Returns what was changed for soreness or time.
    pub fn changes(&self) -> &[Adaptation] {
        &self.changes
    }

    /// Returns when it began.
    pub const fn started(&self) -> At {
        self.started
    }

    /// Returns the step that is played or comes next.
    pub fn step(&self) -> &Step {
        self.player.timeline().step_of(self.player.segment())
    }

    /// Returns what was done of the step the last time, while it is got ready for.
    pub fn last_time(&self) -> Option<&str> {
        let before = matches!(self.player.segment().kind, SegmentKind::GetReady | SegmentKind::SetUp);
        self.last_times.get(&self.step().id).map(String::as_str).filter(|_| before)
    }

    /// Returns the work after the one that is played or led to.
    pub fn next_unit(&self) -> Option<(Unit, &Step)> {
        let timeline = self.player.timeline();
        let here = self.player.segment().unit.ordinal;
        let next = timeline
            .segments
            .iter()
            .skip(self.player.index())
            .find(|s| s.kind == SegmentKind::Work && s.unit.ordinal > here)?;
        Some((next.unit, timeline.step_of(next)))
    }

    /// Returns the site to ask about while getting ready; `None` if nothing is left to ask.
    pub fn asks_about(&self) -> Option<SoreSite> {
        let ready = self.player.segment().kind == SegmentKind::GetReady && !self.player.is_over();
        self.request.situation.soreness.sites().get(self.answered).copied().filter(|_| ready)
    }

    /// Asks nothing while getting ready: it was said just now.
    pub const fn ask_nothing(&mut self) {
        self.answered = usize::MAX;
    }

    /// Takes the answer to "sore now?" and fits the rest of the routine to it.
    ///
    /// An answer that stops the routine leaves the session as it was and says why.
    pub fn answer(
        &mut self,
        pain: PainScore,
        shelf: &dyn Shelf,
        now: MonoTime,
    ) -> Result<Vec<Event>, Refusal> {
        let Some(asked) = self.asks_about() else { return Ok(Vec::new()) };
        self.answered += 1;
        let Soreness::Known(sites) = &mut self.request.situation.soreness else { return Ok(Vec::new()) };
        if let Some(site) = sites.iter_mut().find(|s| s.site == asked.site) {
            site.score = Some(pain);
        }
        let ready = self.player.segment().length.saturating_sub(self.player.elapsed(now));
        let opening = self.player.timeline().getting_ready();
        let until = self.leave.map(|leave| leave.due.since(now + ready) + opening);
        let (routine, changes, timeline) = lay_out(&self.request, shelf, until, None)?;
        (self.routine, self.changes) = (routine, changes);
        Ok(self.player.refit(timeline, now))
    }

    /// Does what is asked and keeps what was done.
    pub fn handle(&mut self, command: Command, now: MonoTime) -> Vec<Event> {
        let events = self.player.handle(command, now);
        self.keep(&events);
        events
    }

    /// Lets time pass up to `now` and keeps what was done.
    pub fn advance(&mut self, now: MonoTime) -> Vec<Event> {
        let events = self.player.advance(now);
        self.keep(&events);
        events
    }

    /// Returns the cues that are due from `now` on.
    pub fn score(&self, now: MonoTime) -> Score {
        self.player.score(now)
    }

    /// Returns a set as the history keeps it.
    pub fn set_done(&self, ended: &SetEnded) -> SetDone {
        let timeline = self.player.timeline();
        let step = &timeline.steps[ended.unit.step];
        SetDone {
            step: step.id.clone(),
            exercise: step.exercise.id.clone(),
            round: timeline.round(&ended.unit),
            side: ended.unit.side,
            set: ended.unit.set,
            planned_ms: ended.planned.as_millis() as u64,
            worked_ms: ended.worked.as_millis() as u64,
            complete: ended.complete,
            reps: ended.reps,
            load: step.load.clone(),
        }
    }

    /// Returns what was sore, as the history keeps it.
    pub fn sore(&self) -> Vec<Sore> {
        let sites = self.request.situation.soreness.sites();
        sites.iter().map(|s| Sore { site: s.site, score: s.score }).collect()
    }

    /// Returns the record of the session as it stands; `changes` is what was changed, in the runner's language.
    pub fn record(&self, now: At, worst: Option<PainScore>, changes: Vec<String>) -> record::Session {
        let outcome = if matches!(self.player.state(), crate::player::State::Finished { .. }) {
            Outcome::Done
        } else {
            Outcome::Left
        };
        record::Session {
            routine: self.routine.id.clone(),
            name: self.routine.name.clone(),
            hash: self.hash.clone(),
            started: self.started,
            ended: now,
            outcome,
            speed: self.request.speed,
            sore: self.sore(),
            changes,
            sets: self.sets.clone(),
            worst,
            clinician: Clinician::of(&self.routine),
            by_hand: false,
            minutes: None,
        }
    }

    /// True if it is played at true speed: only then it counts.
    pub fn is_true(&self) -> bool {
        (self.request.speed - 1.0).abs() < f64::EPSILON
    }

    /// Takes the weights of a rung for the sets to come, even if the rest is fitted again.
    pub fn lift(&mut self, taken: &RungTaken) {
        fit::lift(&mut self.routine, &taken.loads);
        self.player.lift(&taken.loads);
        self.request.situation.rungs.insert(taken.routine.clone(), taken.clone());
    }

    /// Puts what was done of a set right.
    pub fn recount(&mut self, ended: &SetEnded) {
        self.set_done(ended).keep_in(&mut self.sets);
    }

    /// Returns the segment that comes next by what is known now, and what is left out before it.
    ///
    /// What is left out asks for more than `results` hold, or the raises hurt; it is among the session's changes from then on.
    pub fn pass_over(
        &mut self,
        results: &BTreeMap<NeedKind, u32>,
        raises_hurt: bool,
    ) -> (usize, Option<Adaptation>) {
        let timeline = self.player.timeline();
        let (here, step) = (self.player.index(), self.player.segment().unit.step);
        let mut without = None;
        let next = timeline.segments.iter().enumerate().skip(here + 1).find(|(_, segment)| {
            let comes = segment.kind == SegmentKind::Done || segment.unit.step == step;
            let step = timeline.step_of(segment);
            let waits = if comes { None } else { gate::waits(step, results) };
            let waits = waits.map(|need| Adaptation::Without {
                names: vec![step.exercise.name.clone()],
                reason: if raises_hurt { Omission::RaisesHurt } else { Omission::Need(need) },
            });
            let stays = waits.is_none();
            without = without.take().or(waits);
            stays
        });
        let next = next.map_or(here + 1, |(index, _)| index);
        self.changes.extend(without.clone());
        (next, without)
    }

    fn keep(&mut self, events: &[Event]) {
        for event in events {
            if let EventKind::SetEnded(ended) = &event.kind {
                self.set_done(ended).keep_in(&mut self.sets);
            }
        }
    }
}

/// Fits a routine and lays it out; `until` is the time from its start to the moment to leave.
///
/// With a moment `asked`, it fails if that cannot be kept; a session under way continues, at its least.
fn lay_out(
    request: &Request,
    shelf: &dyn Shelf,
    until: Option<Duration>,
    asked: Option<At>,
) -> Result<(Routine, Vec<Adaptation>, Timeline), Refusal> {
    let (mut routine, mut changes) = match gate::for_soreness(&request.routine, &request.situation, shelf) {
        gate::Outcome::Play { routine, changes } => (*routine, changes),
        gate::Outcome::Stop(unfit) => return Err(Refusal::Sore(unfit)),
    };
    let mut options = request.options.clone();
    options.sore = request.situation.sore_side();
    if let Some(within) = request.budget {
        let mut fitted = Fitted::of(request, &routine, &options, (within, until));
        if !fitted.fits() {
            // How to stand gives way before the routine is refused.
            let briefly = options.only_named(&routine);
            let named = Fitted::of(request, &routine, &briefly, (within, until));
            if named.fitting.takes + named.around < fitted.fitting.takes + fitted.around {
                fitted = named;
                options = briefly;
                changes.push(Adaptation::OnlyNamed);
            }
        }
        if !fitted.fits() {
            let (name, takes) = (routine.name.clone(), fitted.fitting.takes);
            match (within, asked) {
                (Within::Leave(_), Some(now)) => {
                    let extra = Duration::from_secs(ceil_seconds(fitted.around + SPARE));
                    let all = SignedDuration::try_from(takes + extra).unwrap_or_default();
                    let (least, out) = (Duration::from_secs(ceil_seconds(takes)), now.plus(all).clock());
                    return Err(Refusal::TooLate { name, least, extra, out });
                }
                (Within::Leave(_), None) => {}
                _ => {
                    let least = Duration::from_secs(ceil_seconds(takes + fitted.around));
                    return Err(Refusal::TooShort { name, least });
                }
            }
        }
        routine = fitted.fitting.routine;
        changes.extend(fitted.fitting.changes);
    }
    options.from = first_work(request, &routine, &options)
        .ok_or_else(|| Refusal::NothingLeft { name: routine.name.clone(), changes: changes.clone() })?;
    let timeline = Timeline::build(&routine, &options);
    Ok((routine, changes, timeline))
}

/// A routine fitted to the time there is.
struct Fitted {
    fitting: fit::Fitting,
    /// What there is for it.
    room: Duration,
    /// What getting ready and the last words take besides.
    around: Duration,
}

impl Fitted {
    /// Fits a routine as it is laid out with some options; with the time there is goes how long it is until the moment to
    /// leave, where that is one.
    fn of(
        request: &Request,
        routine: &Routine,
        options: &Options,
        (within, until): (Within, Option<Duration>),
    ) -> Self {
        // Only what is played from there on has to fit.
        let whole = Timeline::build(routine, options);
        let opening = whole.getting_ready();
        // What is said while getting ready depends on what follows, so that may take longer or shorter too.
        let length = |routine: &Routine| {
            let whole = matches!(within, Within::Whole(_));
            let from = if whole { 0 } else { first_work(request, routine, options).unwrap_or(0) };
            let laid = Timeline::build(routine, &Options { from, ..options.clone() });
            (laid.length() + laid.getting_ready()).saturating_sub(opening)
        };
        let around = opening + whole.closing();
        let room = match within {
            Within::Length(room) | Within::Whole(room) => room.saturating_sub(around),
            Within::Leave(_) => until.unwrap_or_default().saturating_sub(around + SPARE),
        };
        Self { fitting: fit::as_near(routine, room, |_| true, length), room, around }
    }

    /// Tells whether it is no longer than there is time.
    fn fits(&self) -> bool {
        self.fitting.takes <= self.room
    }
}

/// Finds the first work that is played; `None` when all from there on was left out.
fn first_work(request: &Request, routine: &Routine, options: &Options) -> Option<usize> {
    let Some(place) = &request.from else { return Some(0) };
    let whole = Timeline::build(routine, &Options { from: 0, ..options.clone() });
    match whole.find_unit(place) {
        Some(found) => Some(found + usize::from(place.done)),
        // Another routine in its place has steps of its own.
        None if routine.id != request.routine.id => Some(0),
        None => behind(&request.routine, place, &whole),
    }
}

/// Finds the work of the first step behind one that was left out.
fn behind(asked: &Routine, place: &Place, timeline: &Timeline) -> Option<usize> {
    let steps = asked.steps().map(|step| &step.id).skip_while(|id| **id != place.step);
    steps
        .skip(1)
        .find_map(|step| timeline.find_unit(&Place { round: place.round, ..Place::start_of(step.clone()) }))
}
