//! One update: an input at a moment, what it changes, and what the shell is asked for.

use super::{App, Effect, Screen, Stage};
use crate::day::Core;
use crate::record::Body;
use crate::session::Now;

/// One update of the app: everything that an input may change, the moment, and what the shell is asked for.
#[derive(Debug)]
pub struct Update<'a> {
    pub(super) core: &'a mut Core,
    pub(super) stage: &'a mut Stage,
    pub(super) stack: &'a mut Vec<Screen>,
    pub(super) now: Now,
    pub(super) out: &'a mut Vec<Effect>,
}

/// The app as it is read: what is known, what is going on, and the screens that are open.
#[derive(Debug, Clone, Copy)]
pub struct AppView<'a> {
    pub(super) core: &'a Core,
    pub(super) stage: &'a Stage,
    pub(super) stack: &'a [Screen],
}

impl App {
    /// Returns the app as it is read.
    pub fn view(&self) -> AppView<'_> {
        let Self { core, stage, stack } = self;
        AppView { core, stage, stack }
    }
}

impl Update<'_> {
    pub(super) fn view(&self) -> AppView<'_> {
        AppView { core: self.core, stage: self.stage, stack: self.stack }
    }

    /// Writes an entry down, and returns its name.
    pub(super) fn save(&mut self, body: Body) -> String {
        self.core.save(body, self.now)
    }

    /// Writes down what an entry says from now on.
    pub(super) fn revise(&mut self, id: &str, body: Body) {
        self.core.revise(id, body, self.now);
    }
}
