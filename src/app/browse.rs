//! Choosing what to play: Today, the list of routines, and a routine in full.

use super::{AppView, Effect, Exit, Screen, Start, Update};
use crate::app::keymap::{Action, Context};
use crate::day::Offer;
use crate::day::by_hand::DoneByHand;
use crate::record::Body;
use crate::routine::Id;
use crate::session::Now;
use crate::words::done::Done;
use crate::words::page::{self as about, Paragraph};

/// The paragraph at which the next part of a text in full begins; after the last, the first.
fn next_heading(paragraphs: &[Paragraph], top: usize) -> usize {
    let rest = paragraphs.iter().enumerate().skip(top + 1);
    rest.filter(|(_, p)| p.weight == about::Weight::Heading).map(|(i, _)| i).next().unwrap_or(0)
}

/// Reads on or back in a text in full; `false` if that is not asked for.
pub(super) fn read(paragraphs: &[Paragraph], top: &mut usize, action: Action) -> bool {
    let to = match action {
        Action::Down => *top + 1,
        Action::Next => next_heading(paragraphs, *top),
        Action::Up => top.saturating_sub(1),
        _ => return false,
    };
    *top = to.min(paragraphs.len().saturating_sub(1));
    true
}

impl AppView<'_> {
    /// The routine that Enter starts on Today.
    fn offered(self, now: Now) -> Option<Id> {
        let today = self.today(now);
        if let Some(chosen) = today.day.chosen() {
            return Some(chosen.clone());
        }
        match today.offer {
            Offer::Routine { id } => Some(id),
            Offer::Resume { interrupted } => Some(interrupted.header.routine.clone()),
            Offer::Locked | Offer::Run => None,
        }
    }
}

impl Update<'_> {
    pub(super) fn on_today(&mut self, action: Action) {
        match action {
            Action::Up => self.stage.thing = self.stage.thing.saturating_sub(1),
            Action::Down => {
                self.stage.thing =
                    (self.stage.thing + 1).min(self.view().today(self.now).day.choices().saturating_sub(1));
            }
            Action::Choose(row) => {
                self.stage.thing =
                    usize::from(row).min(self.view().today(self.now).day.choices().saturating_sub(1));
            }
            Action::Accept if self.stage.thing > 0 => {
                let routine = self.view().today(self.now).day.chosen().cloned();
                self.begin(Start { routine, ..Start::default() });
            }
            Action::Accept => match self.view().today(self.now).offer {
                Offer::Locked => self.open(Screen::Locked),
                Offer::Resume { .. } => self.resume(),
                Offer::Run => self.begin_run(),
                Offer::Routine { id } => {
                    self.begin(Start { routine: Some(id), ..Start::default() });
                }
            },
            Action::Plan => self.show_plan(),
            Action::Progress => self.show_progress(),
            Action::Routines => self.show_routines(),
            Action::Shoes => self.open_shoes(),
            Action::Settings => self.show(Screen::Settings { chosen: 0 }),
            Action::Why => {
                if let Some(id) = self.view().offered(self.now) {
                    self.open_about(&id);
                }
            }
            Action::Discard => {
                self.discard();
                self.begin_put_off();
            }
            Action::CheckIn => self.open_check_in(),
            Action::Minutes => self.open_minutes(),
            Action::LogRun => self.open_manual_run(),
            Action::LogDone => self.log_done(),
            Action::Undo => self.take_back(),
            Action::BeginPlan => self.open_plan_setup(),
            Action::No if self.view().offers_plan() => self.decline_plan(),
            Action::Digit(n) if self.view().choice().is_some() => self.choose(n),
            Action::Yes | Action::No | Action::Fever | Action::Digit(_) => self.answer_check_in(action),
            Action::Quit => self.out.push(Effect::Quit(Exit::Done)),
            _ => {}
        }
    }

    /// Logs what Enter would start as done without the player; a run has its own questions.
    fn log_done(&mut self) {
        let today = self.view().today(self.now);
        let chosen = today.day.chosen().cloned().or(match today.offer {
            Offer::Routine { id } => Some(id),
            Offer::Run => return self.open_manual_run(),
            Offer::Locked => return self.open(Screen::Locked),
            Offer::Resume { .. } => None,
        });
        let Some(routine) = chosen.and_then(|id| self.core.library().routine(&id).ok()) else { return };
        let said = DoneByHand::on(self.now.at.date());
        let session = self.core.session_by_hand(&routine, &said, self.now);
        let id = self.save(Body::Session(session));
        self.stage.thing = 0;
        let done = Done::Routine(routine.name);
        self.tell_done(&done, Context::Today);
        self.stage.checking.note_run(done, id);
    }

    pub(super) fn on_routines(&mut self, chosen: &mut usize, action: Action) {
        let ids = self.core.routine_ids();
        match action {
            Action::Up => *chosen = chosen.saturating_sub(1),
            Action::Down => *chosen = (*chosen + 1).min(ids.len().saturating_sub(1)),
            Action::Choose(row) if usize::from(row) < ids.len() => *chosen = row.into(),
            Action::Choose(_) => {}
            Action::Accept => {
                if let Some(id) = ids.get(*chosen) {
                    self.begin(Start { routine: Some(id.clone()), ..Start::default() });
                }
            }
            Action::Why => {
                if let Some(id) = ids.get(*chosen) {
                    self.open_about(id);
                }
            }
            Action::Plan => self.show_plan(),
            Action::Progress => self.show_progress(),
            Action::Settings => self.show(Screen::Settings { chosen: 0 }),
            Action::Quit => self.out.push(Effect::Quit(Exit::Done)),
            _ => self.show(Screen::Today),
        }
    }

    /// Shows the routines, that which Enter starts on Today being chosen.
    pub(super) fn show_routines(&mut self) {
        let chosen = self
            .view()
            .offered(self.now)
            .and_then(|id| self.core.routine_ids().iter().position(|i| *i == id));
        self.show(Screen::Routines { chosen: chosen.unwrap_or(0) });
    }

    fn open_about(&mut self, id: &Id) {
        if let Ok(routine) = self.core.history.library().routine(id) {
            let paragraphs = about::about(self.stage.words(), self.core, &routine, self.now);
            self.open(Screen::About { id: id.clone(), paragraphs, top: 0 });
        }
    }

    pub(super) fn on_about(
        &mut self,
        id: &Id,
        paragraphs: &mut Vec<Paragraph>,
        top: &mut usize,
        action: Action,
    ) {
        match action {
            _ if read(paragraphs, top, action) => {}
            Action::Accept => {
                self.begin(Start { routine: Some(id.clone()), ..Start::default() });
            }
            Action::Weights => self.open_weights(id),
            Action::More | Action::Less => {
                self.climb(id, action == Action::More);
                self.read_again(id, paragraphs);
            }
            Action::Undo => {
                self.take_back();
                self.read_again(id, paragraphs);
            }
            Action::Quit => self.out.push(Effect::Quit(Exit::Done)),
            _ => self.close(),
        }
    }
}
