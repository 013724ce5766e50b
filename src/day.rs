//! What is known: the history with its library, and the settings.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::{Listed, Shelf, memo, signs};
use crate::history::{Derived, History};
use crate::library::Library;
use crate::record::journal::Interrupted;
use crate::record::log::Log;
use crate::routine::Id;
use crate::settings::Settings;
use crate::symptoms::emergency::Number;

/// What is known: the history with its library, and the settings.
#[derive(Debug)]
pub struct Core {
    /// The log, the library, and what follows from both.
    pub(super) history: Derived<History, memo::Memo>,
    /// The routines, once they were asked for.
    pub(super) catalogue: OnceCell<Vec<Listed>>,
    pub(crate) settings: Settings,
    /// How fast routines are played.
    pub(super) speed: f64,
    pub(super) interrupted: Vec<Interrupted>,
    /// What Today offers in place of its own choice, and why.
    pub(super) offered: Option<(Id, String)>,
    pub(super) device: String,
    pub(super) zone: Option<String>,
    /// The time zone itself, where the shell has given it.
    pub(super) wall: Option<jiff::tz::TimeZone>,
    pub(super) counter: u32,
    /// Entries of which a newer program wrote something.
    pub(super) newer: BTreeSet<String>,
    /// What is sore was said with its score when the program was started: it is not asked again.
    pub(super) said_sore: bool,
    /// What settings can be chosen from.
    pub(super) shelf: Shelf,
    /// The emergency number of the place where the program runs.
    pub(super) local_number: Option<Number>,
    /// The warning signs that were last said not to be there.
    pub(super) denied: Option<signs::Denied>,
}

impl Core {
    /// Returns the routines, exercises and plans.
    pub fn library(&self) -> &Library {
        self.history.library()
    }

    /// Returns the history and what follows from it.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Returns the past.
    pub fn log(&self) -> &Log {
        self.history.log()
    }
}
