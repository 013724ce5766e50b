//! One update: an input at a moment, what it changes, and what the shell is asked for.

use super::{App, Effect, NOTICE, Screen, Stage};
use crate::day::Core;
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

impl App {
    /// Updates the app at a moment, and returns what the shell is asked for.
    pub(super) fn at(&mut self, now: Now, update: impl FnOnce(&mut Update<'_>)) -> Vec<Effect> {
        let mut out = Vec::new();
        let Self { core, stage, stack } = self;
        let mut update_ = Update { core, stage, stack, now, out: &mut out };
        update(&mut update_);
        update_.keep();
        out
    }
}
