//! The runner of this history, for commands that hand something out: what they print, render or export is fitted as
//! `runup go` would play it now.

use std::fmt::Write as _;
use std::mem::ManuallyDrop;
use std::rc::Rc;
use std::time::Duration;

use super::args::Sore;
use super::setup::Setup;
use super::{Failure, go, unread};
use crate::day::fitted::Unplayable;
use crate::day::{Core, warm_up_before};
use crate::history::History;
use crate::library::Library;
use crate::record::At;
use crate::record::lock::Lock;
use crate::routine::{Id, Routine};
use crate::session::{Now, Session, Within};
use crate::settings::Settings;
use crate::symptoms::emergency::Number;
use crate::symptoms::signs;
use crate::time::MonoTime;
use crate::words::Words;
use crate::words::page::Known;

/// A runner at a moment.
pub(super) struct Runner {
    /// The program ends with the answer: what was read of ten years need not be cleared away first.
    core: ManuallyDrop<Core>,
    now: Now,
    emergency: Option<Number>,
    words: &'static dyn Words,
}

impl Runner {
    /// Reads the history, with what was said to be sore just now; nothing of that is recorded.
    pub(super) fn read(library: &Rc<Library>, setup: &Setup, sore: &[Sore]) -> Self {
        let writer = setup.history(library);
        let at = writer.at();
        let mut runner = Self::of(writer.into_history(), at, &setup.settings, setup.words);
        runner.emergency = setup.emergency();
        if let Some(soreness) = go::soreness(sore) {
            runner.core.say_sore(soreness.sites(), runner.now);
            runner.core.say_shown_signs(runner.now);
        }
        runner
    }

    /// Makes one of a history at a moment; what would be recorded is dropped.
    pub(super) fn of(history: History, at: At, settings: &Settings, words: &'static dyn Words) -> Self {
        let mut core = Core::new(history, settings.clone(), 1.0);
        let now = Now { mono: MonoTime::ZERO, at };
        // As at each start: a sign that has ended by itself locks nothing any more.
        core.settle_signs(now);
        Self { core: ManuallyDrop::new(core), now, emergency: None, words }
    }

    /// Plays all as it is heard for the nth time; as the history says if none is given.
    pub(super) fn hear(&mut self, hearing: Option<u32>) {
        self.core.hearing = hearing;
    }

    /// Returns the warm-up that a plan names before a run, or why it is not played now; `None` if it cannot be read.
    pub(super) fn warm_up(&self, before: &Id) -> Option<Result<Session, Unplayable>> {
        let (log, library) = (self.core.log(), self.core.library());
        let routine = library.routine(&warm_up_before(before, log, library)).ok()?;
        Some(self.fitted(routine, None))
    }

    /// Fits a routine, by its id or in a file, or today's run.
    pub(super) fn session(
        &self,
        library: &Library,
        name: &str,
        within: Option<Duration>,
    ) -> Result<Session, Failure> {
        let fitted = if name == go::RUN {
            if within.is_some() {
                return Err(Failure::Said("a planned run can't be changed: leave out --in".into()));
            }
            // Whether a plan runs at all may stand in the part that could not be read.
            if let Some(unread) = unread(self.words, self.core.log().gaps()) {
                return Err(Failure::Said(unread));
            }
            self.core.run_today(String::new(), self.now)
        } else {
            let (routine, _) = go::find(library, name)?;
            self.fitted(routine, within)
        };
        fitted.map_err(|why| self.failure(&why))
    }

    /// Returns what is known of a routine today.
    pub(super) fn known_of<'r>(&self, routine: &'r Routine) -> Known<'r> {
        Known::of(self.words, &self.core, routine, self.now)
    }

    /// Returns how long a routine takes today, from the key to the door; `None` if it is not played today.
    pub(super) fn takes(&self, id: &Id) -> Option<Duration> {
        self.core.takes(id, self.now)
    }

    /// Returns the language.
    pub(super) const fn words(&self) -> &'static dyn Words {
        self.words
    }

    /// Returns what warning signs lock.
    pub(super) fn lock(&self) -> Lock {
        self.core.lock()
    }

    /// Fits a routine.
    pub(super) fn fitted(&self, routine: Routine, within: Option<Duration>) -> Result<Session, Unplayable> {
        self.core.fitted(routine, within.map(Within::Length), self.now)
    }

    /// Says why something is not played; of a lock, what was said and what to do about it.
    fn failure(&self, why: &Unplayable) -> Failure {
        if *why != Unplayable::Locked {
            return Failure::Said(self.words.unplayable(why));
        }
        let (log, today) = (self.core.log(), self.now.at.date());
        if let Some(unread) = unread(self.words, log.gaps()) {
            return Failure::Said(unread);
        }
        let mut said = self.words.lock(self.core.lock()).unwrap_or_default().to_owned();
        for (id, _) in log.open_signs(today) {
            let told = signs::sign(id)
                .map(|sign| self.words.advice(sign, self.emergency.as_ref()))
                .unwrap_or_default();
            let _ = write!(said, "\nYou logged: {}. {told}", self.words.said_sign(id));
        }
        Failure::Said(said + "\nhint: once it has been cleared, run runup log flag cleared")
    }
}
