//! A session that the program's end cut off, when a routine is asked for by name: which of the two is played.
//!
//! `runup` alone offers it on Today. `runup go` asks once, on the same screen, and plays what it was asked for if the
//! runner lets the other go. Which session can be taken up, and where, stands in `start`.

use super::keymap::Context;
use super::{Action, AppView, Screen, Start, Update};
use crate::day::Offer;
use crate::session::Now;

/// What becomes of a session that was cut off when another start is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CutOff {
    /// It waits: Today offers it again.
    #[default]
    Waits,
    /// The runner is asked which of the two it is to be.
    Asks,
    /// It goes on, and nothing else is started.
    Resumes,
    /// It is let go, with what was done of it kept.
    Ends,
}

impl AppView<'_> {
    fn can_resume(self, now: Now) -> bool {
        matches!(self.today(now).offer, Offer::Resume { .. })
    }

    /// Tells whether the runner is asked which of two routines to play.
    pub fn asks_which(self) -> bool {
        self.stage.put_off.is_some() && matches!(self.screen(), Screen::Today)
    }

    /// Returns the question which of the two to play, for lines of text.
    pub fn which_words(self, now: Now) -> Option<String> {
        let interrupted = self.core.interrupted.first().filter(|_| self.asks_which())?;
        let (name, place) = (
            &interrupted.header.name,
            self.stage.words().resume_place(&self.core.resume_place(interrupted, now)),
        );
        let other = self.other_words();
        let key = self.stage.keymap().key_for(Context::Today, Action::Discard)?;
        Some(format!("You stopped {name}. Enter picks up {place}; {key} and Enter {other}."))
    }

    /// Says what can be taken up, and how, where nobody can be asked.
    pub fn cut_off_words(self, now: Now) -> Option<String> {
        let interrupted = self.core.interrupted.first().filter(|_| self.can_resume(now))?;
        let (name, place) = (
            &interrupted.header.name,
            self.stage.words().resume_place(&self.core.resume_place(interrupted, now)),
        );
        Some(format!("You stopped {name} {place}. To pick up there: runup go --resume --plain"))
    }

    /// Says what else is played than the session that was cut off: "starts Five minutes before a run".
    pub(super) fn other_words(self) -> String {
        let Some(start) = &self.stage.put_off else { return "drops it".into() };
        let cut_off = self.core.interrupted.first().map(|interrupted| &interrupted.header.routine);
        let (id, name) = match &start.file {
            Some((routine, _)) => (Some(routine.id.clone()), Some(routine.name.clone())),
            None if start.run => (None, Some("today's run".to_owned())),
            None => {
                let id = start.routine.clone().unwrap_or_else(|| self.core.usual_warm_up());
                let name = self.core.history.library().routine(&id).map(|routine| routine.name).ok();
                (Some(id), name)
            }
        };
        if id.as_ref() == cut_off {
            return "starts it from the beginning".into();
        }
        format!("starts {}", name.unwrap_or_else(|| "the other".into()))
    }
}

impl Update<'_> {
    /// Settles what was cut off before a start; tells whether that was all there is to do.
    pub(super) fn settles_cut_off(&mut self, start: &Start) -> bool {
        self.stage.put_off = None;
        match start.cut_off {
            CutOff::Asks if self.view().can_resume(self.now) => {
                self.stage.put_off = Some(Box::new(Start { cut_off: CutOff::Waits, ..start.clone() }));
                self.show(Screen::Today);
                true
            }
            CutOff::Resumes if self.core.interrupted.is_empty() => {
                let reason = "Nothing to resume: you left no routine unfinished in the last 6 hours.";
                self.show(Screen::Stopped { reason: reason.into() });
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

    /// Starts what was put off for the question, once the session that was cut off is let go.
    pub(super) fn begin_put_off(&mut self) {
        if let Some(start) = self.stage.put_off.take() {
            self.begin(*start);
        }
    }
}
