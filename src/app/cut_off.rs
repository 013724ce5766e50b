//! A session that the program's end cut off, when a routine is asked for by name: which of the two is played.
//!
//! `runup` alone offers it on Today. `runup go` asks once, on the same screen, and plays what it was asked for if the
//! runner drops the other. `start` says which session can be resumed, and where.

use super::keymap::Context;
use super::{Action, AppView, Screen, Start, Update};
use crate::day::Offer;
use crate::session::Now;
use crate::words::notice::{CutOff as Told, Notice, Other};

/// What becomes of a session that was cut off when another start is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CutOff {
    /// It waits: Today offers it again.
    #[default]
    Waits,
    /// The runner is asked which of the two it is to be.
    Asks,
    /// It continues, and nothing else is started.
    Resumes,
    /// It is dropped; what was done is saved.
    Ends,
}

impl AppView<'_> {
    fn can_resume(self, now: Now) -> bool {
        !self.core.interrupted.is_empty() && matches!(self.today(now).offer, Offer::Resume { .. })
    }

    /// True if the runner is asked which of two routines to play.
    pub fn asks_which(self) -> bool {
        self.stage.put_off.is_some() && matches!(self.screen(), Screen::Today)
    }

    /// Returns the question which of the two to play, for lines of text.
    pub fn which(self, now: Now) -> Option<Notice> {
        let (name, place) = self.interrupted(now).filter(|_| self.asks_which())?;
        let key = self.stage.keymap().key_for(Context::Today, Action::Discard)?.to_string();
        Some(Notice::CutOff(Told::Which { name, place, key, other: self.other() }))
    }

    /// Says what can be resumed, and how, if the runner cannot be asked.
    pub fn cut_off_words(self, now: Now) -> Option<String> {
        let (name, place) = self.interrupted(now).filter(|_| self.can_resume(now))?;
        Some(self.stage.words().notice(&Notice::CutOff(Told::Waits { name, place })))
    }

    /// Returns the name of what was cut off, and where it continues.
    fn interrupted(self, now: Now) -> Option<(String, String)> {
        let interrupted = self.core.interrupted.first()?;
        let place = self.stage.words().resume_place(&self.core.resume_place(interrupted, now));
        Some((interrupted.header.name.clone(), place))
    }

    /// Returns what else is played than the session that was cut off.
    pub(super) fn other(self) -> Other {
        let Some(start) = &self.stage.put_off else { return Other::Nothing };
        let cut_off = self.core.interrupted.first().map(|interrupted| &interrupted.header.routine);
        let (id, other) = match &start.file {
            Some((routine, _)) => (routine.id.clone(), Other::Routine(Some(routine.name.clone()))),
            None if start.run => return Other::Run,
            None => {
                let id = start.routine.clone().unwrap_or_else(|| self.core.usual_warm_up());
                let name = self.core.history.library().routine(&id).map(|routine| routine.name).ok();
                (id, Other::Routine(name))
            }
        };
        if cut_off == Some(&id) { Other::Again } else { other }
    }
}

impl Update<'_> {
    /// Settles what was cut off before a start; says whether that was all there is to do.
    pub(super) fn settles_cut_off(&mut self, start: &Start) -> bool {
        self.stage.put_off = None;
        match start.cut_off {
            CutOff::Asks if self.view().can_resume(self.now) => {
                self.stage.put_off = Some(Box::new(Start { cut_off: CutOff::Waits, ..start.clone() }));
                self.show(Screen::Today);
                true
            }
            CutOff::Resumes if self.core.interrupted.is_empty() => {
                let reason = self.stage.words().notice(&Notice::CutOff(Told::Nothing));
                self.show(Screen::Stopped { reason });
                true
            }
            CutOff::Resumes => {
                self.resume();
                true
            }
            CutOff::Ends => {
                self.discard();
                false
            }
            CutOff::Asks | CutOff::Waits => false,
        }
    }

    /// Starts what was put off for the question, once the session that was cut off is dropped.
    pub(super) fn begin_put_off(&mut self) {
        if let Some(start) = self.stage.put_off.take() {
            self.begin(*start);
        }
    }
}
