//! The Progress tab: how it has been going.

use super::keymap::Action;
use super::{App, Effect, Exit, Screen};
use crate::session::Now;

/// The Progress tab.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProgressTab {}

impl App {
    /// Shows the tab.
    pub(super) fn show_progress(&mut self) {
        self.show(Screen::Progress(ProgressTab::default()));
    }

    pub(super) fn on_progress(
        &mut self,
        _tab: &ProgressTab,
        action: Action,
        now: Now,
        effects: &mut Vec<Effect>,
    ) {
        match action {
            Action::Accept => self.open_entries(),
            Action::Shoes => self.open_shoes(),
            Action::Today => self.show(Screen::Today),
            Action::Plan => self.show_plan(now),
            Action::Routines => self.show_routines(now),
            Action::Settings => self.show(Screen::Settings { chosen: 0 }),
            Action::Quit => effects.push(Effect::Quit(Exit::Done)),
            _ => {}
        }
    }
}
