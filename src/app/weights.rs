//! Weights: what is lifted on the steps of a routine, typed on its page or while it plays.
//!
//! What is kept is an entry of the history, the rung that was taken with its weights, and can be taken back. In a
//! session it holds at once, for the set that is on and those to come.

use super::keymap::{Action, Context};
use super::{Screen, Stage, Update};
use crate::day::Core;
use crate::plan::rungs;
use crate::player::{Command, State};
use crate::record::Body;
use crate::record::lifted::{self, Weight, WeightUnit};
use crate::routine::{Dose, Id, Routine, Step, Stress};
use crate::timeline::SegmentKind;
use crate::timeline::gate::on_rung;
use crate::units::Units;

/// The weights of a routine, being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    /// The routine.
    pub routine: Id,
    /// Its name.
    pub name: String,
    /// The steps that can have one, in order; at least one.
    pub rows: Vec<WeightRow>,
    /// The chosen one.
    pub chosen: usize,
    /// What was played meanwhile.
    from: Opened,
}

/// A step, and what is lifted on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightRow {
    /// The step.
    pub step: Id,
    /// Its exercise.
    pub name: String,
    /// What holds now, as written; `None` for nothing.
    pub now: Option<String>,
    /// What was done the last time.
    pub last: Option<String>,
    /// What was typed; `None` while nothing was.
    pub typed: Option<Weight>,
    /// What it is typed in.
    unit: WeightUnit,
}

/// From where the weights were opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opened {
    /// A routine's page.
    Page,
    /// The player, whose clock stood.
    Standing,
    /// The player, whose clock ran.
    Running,
}

impl WeightRow {
    /// Returns the weight as it would be kept: as typed, else as it is.
    pub fn words(&self) -> String {
        let typed = self.typed.map(|typed| typed.to_string());
        typed.or_else(|| self.now.clone()).unwrap_or_else(|| "no weight".to_owned())
    }

    /// Goes on from what was typed, or from what holds.
    fn halves(&self) -> u32 {
        let now = || self.now.as_deref().and_then(|now| now.parse::<Weight>().ok());
        self.typed.or_else(now).map_or(0, |weight| weight.halves)
    }

    fn set(&mut self, halves: u32) {
        if halves <= Weight::MOST {
            self.typed = Some(Weight { halves, unit: self.unit });
        }
    }

    fn press(&mut self, action: Action) {
        match action {
            Action::Digit(n) => {
                // The first digit begins a number, the others go on with it.
                let before = self.typed.map_or(0, |typed| typed.halves / 2);
                self.set((before * 10 + u32::from(n)) * 2);
            }
            Action::Delete => {
                self.typed = self.typed.map(|typed| Weight { halves: typed.halves / 20 * 2, ..typed });
            }
            Action::More => self.set(self.halves() + 1),
            Action::Less => self.set(self.halves().saturating_sub(1)),
            _ => {}
        }
    }
}

/// Tells whether a weight can go with a step of a routine.
fn takes_weight(routine: &Routine, step: &Step) -> bool {
    let counted = matches!(step.dose, Dose::Hold(_) | Dose::Reps { .. });
    step.load.is_some() || routine.stress == Stress::Strength && counted
}

impl Stage {
    /// Tells whether a weight can go with what is played.
    pub fn takes_weight(&self) -> bool {
        let session = self.session.as_ref().filter(|session| session.prescription().is_none());
        session.is_some_and(|session| takes_weight(session.routine(), session.step()))
    }

    /// Tells whether a segment shows the weight's key: where one can still be put on.
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
            return self.tell_for_a_while("No weight goes with this step.");
        };
        let (routine, step) = (session.routine().clone(), session.step().id.clone());
        let runs = matches!(session.player().state(), State::Running { .. });
        self.pause();
        self.show_weights(&routine, &[step], if runs { Opened::Running } else { Opened::Standing });
    }

    fn show_weights(&mut self, routine: &Routine, steps: &[Id], from: Opened) {
        let default =
            if self.core.settings.units == Units::Mi { WeightUnit::Pounds } else { WeightUnit::Kilograms };
        let row = |step: &Step| {
            let weight = step.load.as_deref().and_then(|load| load.parse::<Weight>().ok());
            WeightRow {
                step: step.id.clone(),
                name: step.exercise.name.clone(),
                now: step.load.clone(),
                last: lifted::last_time(self.core.history.log(), routine, step),
                typed: None,
                unit: weight.filter(|weight| weight.halves > 0).map_or(default, |weight| weight.unit),
            }
        };
        let rows: Vec<WeightRow> = routine.steps().filter(|step| steps.contains(&step.id)).map(row).collect();
        if rows.is_empty() {
            return self.tell_for_a_while("No weight goes with this one.");
        }
        let (routine, name) = (routine.id.clone(), routine.name.clone());
        self.open(Screen::Weights(Weights { routine, name, rows, chosen: 0, from }));
    }

    pub(super) fn on_weights(&mut self, weights: &mut Weights, action: Action) {
        match action {
            Action::Up => weights.chosen = weights.chosen.saturating_sub(1),
            Action::Down => weights.chosen = (weights.chosen + 1).min(weights.rows.len() - 1),
            Action::Choose(row) if usize::from(row) < weights.rows.len() => weights.chosen = row.into(),
            Action::Accept | Action::Close => {
                self.close();
                if action == Action::Accept {
                    self.keep_weights(weights);
                }
                if weights.from == Opened::Running {
                    self.command(Command::Resume);
                }
            }
            _ => {
                if let Some(row) = weights.rows.get_mut(weights.chosen) {
                    row.press(action);
                }
            }
        }
    }

    fn keep_weights(&mut self, weights: &Weights) {
        let typed = weights.rows.iter().filter_map(|row| Some((row.step.clone(), row.typed?.to_string())));
        let loads: Vec<(Id, String)> = typed.collect();
        if loads.is_empty() {
            return;
        }
        let taken = rungs::with_loads(self.core.history.log(), &weights.routine, loads);
        if let Some(session) =
            self.stage.session.as_mut().filter(|session| session.routine().id == weights.routine)
        {
            session.lift(&taken);
        }
        // What is played from a file that is none of the library's is not kept for the next time.
        if self.core.history.library().routine(&weights.routine).is_ok() {
            let id = self.save(Body::Rung(taken));
            self.stage.checking.note_run("the weight".to_owned(), id);
            // Only the page has the key.
            let page = weights.from == Opened::Page;
            let key = self.stage.keymap.key_for(Context::About, Action::Undo).filter(|_| page);
            let key = key.map(|key| format!(" {key} takes it back.")).unwrap_or_default();
            self.tell_for_a_while(format!("It is kept.{key}"));
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

    /// Tells whether a weight can go with some step of a routine.
    pub fn has_weights(&self, id: &Id) -> bool {
        self.weights_of(id).is_some_and(|(_, steps)| !steps.is_empty())
    }
}
