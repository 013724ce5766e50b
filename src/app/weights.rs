//! The weights of the steps of a routine, typed on its page or while it plays.
//!
//! A change saves an entry, the rung taken with its weights, which can be undone. In a session it takes effect at
//! once, for the current set and those to come.

use super::keymap::{Action, Context};
use super::{Screen, Stage, Update};
use crate::day::Core;
use crate::dialog::form::{Filled, Form};
use crate::dialog::weights::Weights;
use crate::plan::rungs;
use crate::player::{Command, State};
use crate::record::Body;
use crate::routine::{Dose, Id, Routine, Step, Stress};
use crate::timeline::SegmentKind;
use crate::timeline::gate::on_rung;
use crate::words::done::Done;
use crate::words::notice::Notice;

/// The weights of a routine, being typed, and what was played meanwhile.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightsForm {
    /// The rows.
    pub form: Form<Weights>,
    from: Opened,
}

/// The screen from which the weights were opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opened {
    /// A routine's page.
    Page,
    /// The player, whose clock stood.
    Standing,
    /// The player, whose clock ran.
    Running,
}

/// True if a weight can go with a step of a routine.
fn takes_weight(routine: &Routine, step: &Step) -> bool {
    let counted = matches!(step.dose, Dose::Hold(_) | Dose::Reps { .. });
    step.load.is_some() || routine.stress == Stress::Strength && counted
}

impl Stage {
    /// True if a weight can go with what is played.
    pub fn takes_weight(&self) -> bool {
        let session = self.session.as_ref().filter(|session| session.prescription().is_none());
        session.is_some_and(|session| takes_weight(session.routine(), session.step()))
    }

    /// True if a segment shows the weight's key: a weight can still be put on.
    pub fn offers_weight(&self) -> bool {
        let before = |kind| matches!(kind, SegmentKind::SetUp | SegmentKind::Rest | SegmentKind::Work);
        self.takes_weight() && self.session.as_ref().is_some_and(|s| before(s.player().segment().kind))
    }
}

impl Update<'_> {
    /// Opens the weights of a routine from its page.
    pub(super) fn open_weights(&mut self, id: &Id) {
        let Some((routine, steps)) = self.core.weights_of(id) else { return };
        self.show_weights(&routine, &steps, Opened::Page);
    }

    /// Opens the weight of the step that is played; the clock stands meanwhile.
    pub(super) fn open_weight(&mut self) {
        let Some(session) = self.stage.session.as_ref().filter(|_| self.stage.takes_weight()) else {
            return self.notify(&Notice::NoWeight);
        };
        let (routine, step) = (session.routine().clone(), session.step().id.clone());
        let runs = matches!(session.player().state(), State::Running { .. });
        self.pause();
        self.show_weights(&routine, &[step], if runs { Opened::Running } else { Opened::Standing });
    }

    fn show_weights(&mut self, routine: &Routine, steps: &[Id], from: Opened) {
        let weights = Weights::new(routine, steps, self.core);
        if weights.steps.is_empty() {
            return self.notify(&Notice::NoWeight);
        }
        self.open(Screen::Weights(WeightsForm { form: Form::new(weights), from }));
    }

    pub(super) fn on_weights(&mut self, weights: &mut WeightsForm, action: Action) {
        let WeightsForm { form, from } = weights;
        let Some(press) = action.press() else { return };
        let filled = form.press(press, self.core, self.now);
        if filled == Filled::Goes {
            return;
        }
        self.close();
        if filled == Filled::Ends {
            self.keep_weights(&form.rows, *from);
        }
        if *from == Opened::Running {
            self.command(Command::Resume);
        }
    }

    fn keep_weights(&mut self, weights: &Weights, from: Opened) {
        let loads = weights.typed();
        if loads.is_empty() {
            return;
        }
        let taken = rungs::with_loads(self.core.history.log(), &weights.routine, loads);
        if let Some(session) =
            self.stage.session.as_mut().filter(|session| session.routine().id == weights.routine)
        {
            session.lift(&taken);
        }
        // Weights of a file outside the library are not saved for the next time.
        if self.core.history.library().routine(&weights.routine).is_ok() {
            let id = self.save(Body::Rung(taken));
            self.stage.checking.note_run(Done::Weights, id);
            // Only the page has the key that undoes it.
            if from == Opened::Page {
                self.tell_done(&Done::Weights, Context::About);
            } else {
                self.tell_what_was_done(&Done::Weights);
            }
        }
    }
}

impl Core {
    /// Returns the steps of a routine of the library that can have a weight, on the rung that was taken.
    fn weights_of(&self, id: &Id) -> Option<(Routine, Vec<Id>)> {
        let routine = self.history.library().routine(id).ok()?;
        let rung = rungs::standing(&routine, self.history.log()).map(|at| &routine.rungs[at]);
        let mut shown = on_rung(&routine, rung);
        if let Some(taken) = rungs::taken(self.history.log()).get(id) {
            crate::timeline::fit::lift(&mut shown, &taken.loads);
        }
        let steps =
            shown.steps().filter(|step| takes_weight(&shown, step)).map(|step| step.id.clone()).collect();
        Some((shown, steps))
    }

    /// True if a weight can go with some step of a routine.
    pub fn has_weights(&self, id: &Id) -> bool {
        self.weights_of(id).is_some_and(|(_, steps)| !steps.is_empty())
    }
}
