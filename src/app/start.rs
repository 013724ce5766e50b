//! Beginning a session: from "start this", or "go on", to a running session.

use jiff::SignedDuration;

use super::{CutOff, Effect, JournalEffect, Screen, Update};
use crate::day::fitted::Unplayable;
use crate::player::Command;
use crate::record::journal::{self, Header, Interrupted};
use crate::record::{Body, Clinician, Lock, lifted};
use crate::routine::{Id, Routine};
use crate::session::{Refusal, Request, Session, Within};
use crate::timeline::gate::Situation;
use crate::timeline::{self};
use crate::words::notice::{CutOff as CutOffTold, Leave, Notice};

/// How long an interrupted session can be taken up again.
const RESUME_FOR: SignedDuration = SignedDuration::from_hours(6);

/// What to start.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// Which; `None` for the warm-up that today asks for.
    pub routine: Option<Id>,
    /// A routine from a file that is not in the library, with its text.
    pub file: Option<(Box<Routine>, String)>,
    /// Where it begins.
    pub from: Option<timeline::Place>,
    /// The time there is.
    pub budget: Option<Within>,
    /// Today's run in place of a routine.
    pub run: bool,
    /// The program ends with it.
    pub one_shot: bool,
    /// What becomes of a session that was cut off.
    pub cut_off: CutOff,
}

/// A session about to begin.
struct Plan {
    routine: Routine,
    /// The text of a routine that is not in the library.
    text: Option<String>,
    situation: Situation,
    from: Option<timeline::Place>,
    budget: Option<Within>,
    /// What was done before an interruption.
    earlier: Option<Interrupted>,
}

impl Update<'_> {
    /// Settles sessions whose program ended first: the newest can be taken up for some hours,
    /// the others become records as they stand.
    pub(super) fn settle(&mut self) {
        self.end_quiet();
        // What another version or another device left unsaid is said, or the plan would wait without a way out.
        self.say_shown_signs();
        self.stage.checking.forget_due();
        let mut found = std::mem::take(&mut self.core.interrupted);
        // One that was only just begun does not take the place of one in which something was done.
        found.sort_by_key(|i| std::cmp::Reverse((!i.sets.is_empty(), i.last.moment)));
        for interrupted in found {
            let fresh = self.now.at.moment.duration_since(interrupted.last.moment) <= RESUME_FOR;
            let routine = interrupted.header.prescription.is_none();
            if self.core.interrupted.is_empty() && interrupted.ended.is_none() && fresh && routine {
                self.core.interrupted.push(interrupted);
            } else {
                self.record_interrupted(interrupted);
            }
        }
        // What was begun comes before the question of the first start, which waits for the next time.
        if !self.core.interrupted.is_empty() && *self.view().screen() == Screen::Welcome {
            self.show(Screen::Today);
        }
        self.look_for_asks();
        let shown = self.view().shown_question();
        self.stage.guard.expect(shown);
    }

    /// Starts a routine, fitted to the soreness.
    pub(super) fn begin(&mut self, start: Start) {
        self.stage.refused = (self.core.lock() == Lock::Unread).then(|| start.clone());
        self.stage.one_shot |= start.one_shot;
        if self.settles_cut_off(&start) {
            return;
        }
        let Start { routine, file, from, budget, run, one_shot: _, cut_off: _ } = start;
        if run {
            return self.begin_run();
        }
        let (routine, text) = if let Some((routine, text)) = file {
            (*routine, Some(text))
        } else {
            let id = routine.unwrap_or_else(|| self.core.usual_warm_up());
            match self.core.history.library().routine(&id) {
                Ok(routine) => (routine, None),
                Err(error) => return self.show(Screen::Stopped { reason: error.to_string() }),
            }
        };
        let situation =
            self.core.history.situation(self.core.history.soreness(self.now.at.date()), self.now.at.date());
        self.prepare(Plan { routine, text, situation, from, budget, earlier: None });
    }

    fn prepare(&mut self, plan: Plan) {
        let Plan { routine, text, situation, from, budget, earlier } = plan;
        let asked = routine.id.clone();
        // What was begun at another speed does not count when its rest is played at this one.
        let begun = earlier.as_ref().map(|interrupted| interrupted.header.speed);
        let speed = begun.filter(|speed| (speed - 1.0).abs() > f64::EPSILON).unwrap_or(self.core.speed);
        let request = Request { situation, speed, from, ..self.core.request(routine, budget, self.now) };
        let id = match &earlier {
            Some(interrupted) => interrupted.header.session.clone(),
            None => self.core.new_id(self.now),
        };
        let mut prepared = self.core.prepared(id.clone(), request.clone(), self.now);
        let late =
            matches!(prepared, Err(Unplayable::Refused(Refusal::TooShort { .. } | Refusal::TooLate { .. })));
        if earlier.is_some() && late {
            // What was begun goes on; only the time that was named cannot be kept.
            self.notify(&Notice::Leave(Leave::Over));
            prepared = self.core.prepared(id, Request { budget: None, ..request }, self.now);
        }
        let mut session = match prepared {
            Ok(session) => session,
            Err(Unplayable::Locked) => {
                // It can still be taken up once it is cleared.
                self.core.interrupted.extend(earlier);
                return self.open(Screen::Locked);
            }
            Err(refusal) => {
                if let Some(interrupted) = earlier {
                    self.record_interrupted(interrupted);
                }
                return self.show(Screen::Stopped { reason: self.stage.words().unplayable(&refusal) });
            }
        };
        // A routine that a gate put in place of the file's has a text of its own.
        let text = text.filter(|_| session.routine().id == asked);
        if self.core.said_sore {
            session.ask_nothing();
            self.core.said_sore = false;
        }
        let (hash, source) = self.core.source_of(session.routine(), text);
        session.hash = hash;
        session.last_times = session
            .routine()
            .steps()
            .filter_map(|step| {
                Some((step.id.clone(), lifted::last_time(self.core.history.log(), session.routine(), step)?))
            })
            .collect();
        let journal = match earlier {
            Some(interrupted) => {
                session.continue_from(interrupted.header.started, interrupted.sets);
                JournalEffect::Continue(session.id.clone())
            }
            None => JournalEffect::Begin(Box::new(Header {
                v: journal::VERSION,
                session: session.id.clone(),
                routine: session.routine().id.clone(),
                name: session.routine().name.clone(),
                hash: session.hash.clone(),
                source,
                started: session.started(),
                speed,
                sore: session.sore(),
                changes: self.stage.words().adaptations(session.changes()),
                prescription: None,
                clinician: Clinician::of(session.routine()),
                leave_at: session.leave_at(),
                budget_ms: match budget {
                    Some(Within::Length(length) | Within::Whole(length)) => Some(length.as_millis() as u64),
                    Some(Within::Leave(_)) | None => None,
                },
                device: self.core.history.device().to_owned(),
            })),
        };
        self.play(session, journal);
    }

    /// Begins to play a session.
    pub(super) fn play(&mut self, session: Session, journal: JournalEffect) {
        self.push(Effect::Journal(journal));
        self.stage.leaving = false;
        self.stage.touch(self.now.mono);
        // The session before may have left the device to be closed soon.
        self.stage.close_sound = None;
        self.stage.session = Some(session);
        self.show(Screen::Player);
        self.out.push(Effect::KeepAwake(true));
        self.say_begun();
        self.command(Command::Start);
    }

    /// Keeps what was done of an interrupted session; a second time changes nothing.
    fn record_interrupted(&mut self, interrupted: Interrupted) {
        let id = interrupted.header.session.clone();
        if let Some(run) = interrupted.to_run() {
            // At another speed it never counts.
            let counts = (interrupted.header.speed - 1.0).abs() < f64::EPSILON;
            if counts && !self.core.history.log().knows(&id) {
                self.record_cut_off(&id, run);
            }
        } else if !interrupted.sets.is_empty() && !self.core.history.log().knows(&id) {
            let ended = interrupted.last;
            self.revise(&id, Body::Session(interrupted.into_session(ended)));
        }
        self.push(Effect::Journal(JournalEffect::Forget(id)));
    }

    /// Lets the interrupted session go.
    pub(super) fn discard(&mut self) {
        for interrupted in std::mem::take(&mut self.core.interrupted) {
            self.record_interrupted(interrupted);
        }
    }

    /// Goes on with the interrupted session, at its step and side if its routine is unchanged, else at the start of that
    /// step.
    pub(super) fn resume(&mut self) {
        if self.core.interrupted.is_empty() {
            return;
        }
        self.stage.put_off = None;
        let (routine, text) = self.core.routine_of(&self.core.interrupted[0].header);
        if routine.as_ref().is_some_and(|routine| self.core.history.is_locked(routine)) {
            // It waits until that is cleared.
            return self.open(Screen::Locked);
        }
        let interrupted = self.core.interrupted.remove(0);
        let header = &interrupted.header;
        let Some(routine) = routine else {
            self.record_interrupted(interrupted);
            let reason = self.stage.words().notice(&Notice::CutOff(CutOffTold::NoRoutine));
            return self.show(Screen::Stopped { reason });
        };
        let unchanged = self.core.source_of(&routine, text.clone()).0 == header.hash;
        let place = &interrupted.resume;
        let from = place.step.clone().map(|step| {
            if unchanged {
                let journal::Place { segment: _, step: _, round, side, set } = *place;
                timeline::Place { step, round, set, side, done: interrupted.over }
            } else {
                timeline::Place { round: place.round, ..timeline::Place::start_of(step) }
            }
        });
        let situation = self.core.situation_of(header, self.now);
        let within = Self::time_of(header, self.now);
        let plan = Plan { routine, text, situation, from, budget: within, earlier: Some(interrupted) };
        self.prepare(plan);
    }
}
