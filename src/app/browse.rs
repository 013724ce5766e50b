//! Choosing what to play: Today, the list of routines, and a routine in full.

use super::{App, Effect, Exit, Screen, Start};
use crate::app::keymap::Action;
use crate::day::Offer;
use crate::routine::Id;
use crate::session::Now;
use crate::words::page as about;

impl App {
    pub(super) fn on_today(&mut self, action: Action, now: Now, effects: &mut Vec<Effect>) {
        match action {
            Action::Up => self.stage.thing = self.stage.thing.saturating_sub(1),
            Action::Down => {
                self.stage.thing =
                    (self.stage.thing + 1).min(self.today(now).day.choices().saturating_sub(1));
            }
            Action::Choose(row) => {
                self.stage.thing = usize::from(row).min(self.today(now).day.choices().saturating_sub(1));
            }
            Action::Accept if self.stage.thing > 0 => {
                let routine = self.today(now).day.chosen().cloned();
                self.begin(Start { routine, ..Start::default() }, now, effects);
            }
            Action::Accept => match self.today(now).offer {
                Offer::Locked => self.open(Screen::Locked),
                Offer::Resume { .. } => self.resume(now, effects),
                Offer::Run => self.begin_run(now, effects),
                Offer::Routine { id } => {
                    self.begin(Start { routine: Some(id), ..Start::default() }, now, effects);
                }
            },
            Action::Plan => self.show_plan(now),
            Action::Progress => self.show_progress(),
            Action::Routines => self.show_routines(now),
            Action::Shoes => self.open_shoes(),
            Action::Settings => self.show(Screen::Settings { chosen: 0 }),
            Action::Why => {
                if let Some(id) = self.offered(now) {
                    self.open_about(&id, now);
                }
            }
            Action::Discard => {
                self.discard(now, effects);
                self.begin_put_off(now, effects);
            }
            Action::CheckIn => self.open_check_in(),
            Action::Minutes => self.open_minutes(now),
            Action::LogRun => self.open_outing(now),
            Action::Undo => self.take_back(now, effects),
            Action::BeginPlan => self.open_placing(now),
            Action::No if self.offers_plan() => self.decline_plan(now, effects),
            Action::Digit(n) if self.choice().is_some() => self.choose(n, now, effects),
            Action::No | Action::Fever | Action::Digit(_) => self.answer_check_in(action, now, effects),
            Action::Quit => effects.push(Effect::Quit(Exit::Done)),
            _ => {}
        }
    }

    pub(super) fn on_routines(&mut self, chosen: usize, action: Action, now: Now, effects: &mut Vec<Effect>) {
        let ids = self.core.routine_ids();
        match action {
            Action::Up => self.show(Screen::Routines { chosen: chosen.saturating_sub(1) }),
            Action::Down => {
                self.show(Screen::Routines { chosen: (chosen + 1).min(ids.len().saturating_sub(1)) });
            }
            Action::Choose(row) if usize::from(row) < ids.len() => {
                self.show(Screen::Routines { chosen: row.into() });
            }
            Action::Choose(_) => {}
            Action::Accept => {
                if let Some(id) = ids.get(chosen) {
                    self.begin(Start { routine: Some(id.clone()), ..Start::default() }, now, effects);
                }
            }
            Action::Why => {
                if let Some(id) = ids.get(chosen) {
                    self.open_about(id, now);
                }
            }
            Action::Plan => self.show_plan(now),
            Action::Progress => self.show_progress(),
            Action::Settings => self.show(Screen::Settings { chosen: 0 }),
            Action::Quit => effects.push(Effect::Quit(Exit::Done)),
            _ => self.show(Screen::Today),
        }
    }

    /// Shows the routines, that which Enter starts on Today being chosen.
    pub(super) fn show_routines(&mut self, now: Now) {
        let chosen = self.offered(now).and_then(|id| self.core.routine_ids().iter().position(|i| *i == id));
        self.show(Screen::Routines { chosen: chosen.unwrap_or(0) });
    }

    /// The routine that Enter starts on Today.
    fn offered(&self, now: Now) -> Option<Id> {
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

    fn open_about(&mut self, id: &Id, now: Now) {
        if let Ok(routine) = self.core.history.library().routine(id) {
            let paragraphs = self.core.about(&routine, now);
            self.open(Screen::About { id: id.clone(), paragraphs, top: 0 });
        }
    }

    /// The paragraph at which the next part of a text in full begins; after the last, the first.
    fn next_heading(&self, top: usize) -> usize {
        let (Screen::About { paragraphs, .. } | Screen::Explained { paragraphs, .. }) = self.screen() else {
            return top;
        };
        let rest = paragraphs.iter().enumerate().skip(top + 1);
        rest.filter(|(_, p)| p.weight == about::Weight::Heading).map(|(i, _)| i).next().unwrap_or(0)
    }

    /// Reads on or back in a text in full; `false` where that is not asked for.
    pub(super) fn read(&mut self, top: usize, action: Action) -> bool {
        let to = match action {
            Action::Down => top + 1,
            Action::Next => self.next_heading(top),
            Action::Up => top.saturating_sub(1),
            _ => return false,
        };
        if let Some(Screen::About { paragraphs, top, .. } | Screen::Explained { paragraphs, top }) =
            self.stack.last_mut()
        {
            *top = to.min(paragraphs.len().saturating_sub(1));
        }
        true
    }

    pub(super) fn on_about(
        &mut self,
        id: &Id,
        top: usize,
        action: Action,
        now: Now,
        effects: &mut Vec<Effect>,
    ) {
        match action {
            _ if self.read(top, action) => {}
            Action::Accept => {
                self.begin(Start { routine: Some(id.clone()), ..Start::default() }, now, effects);
            }
            Action::Weights => self.open_weights(id, now),
            Action::More | Action::Less => self.climb(id, action == Action::More, now, effects),
            Action::Undo => {
                self.take_back(now, effects);
                self.read_again(now);
            }
            Action::Quit => effects.push(Effect::Quit(Exit::Done)),
            _ => self.close(),
        }
    }
}
