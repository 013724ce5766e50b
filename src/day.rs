//! A day: the things next, due and done, for screens and commands.
//!
//! Start with [`Core`]: the history with its library, and the settings. [`today`] puts the day together;
//! [`Core::fitted`] is a routine as it would be played now. Nothing here shows, plays or writes anything.

pub mod by_hand;
mod catalogue;
pub mod choice;
pub mod due;
pub mod fitted;
mod interrupted;
mod memo;
pub mod occasions;
mod readiness;
mod run;
mod rungs;
pub mod shoes;
mod signs;
pub mod things;
pub mod today;
mod warm_up;
pub mod week;
pub mod writing;

use std::cell::OnceCell;
use std::collections::BTreeSet;

pub use catalogue::Listed;
pub use fitted::layout;
pub use interrupted::ResumePlace;
pub use run::{NoRun, door, pain_limit, run_layout, run_of};
pub use rungs::RungOffer;
pub use today::{Heading, Offer, Today, TodayStep, TodayWhy};
pub use warm_up::{DEFAULT, warm_up_before};

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
    pub(crate) history: Derived<History, memo::Memo>,
    /// The routines, once they were asked for.
    pub(crate) catalogue: OnceCell<Vec<Listed>>,
    pub(crate) settings: Settings,
    /// How fast routines are played.
    pub(crate) speed: f64,
    /// For how many times what is played is heard, if that is not to follow from the history.
    pub(crate) hearing: Option<u32>,
    pub(crate) interrupted: Vec<Interrupted>,
    /// What Today offers in place of its own choice, and why.
    pub(crate) offered: Option<(Id, String)>,
    /// The time zone itself, if the shell has given it.
    pub(crate) wall: Option<jiff::tz::TimeZone>,
    /// Entries of which a newer program wrote something.
    pub(crate) newer: BTreeSet<String>,
    /// What is sore was said with its score when the program was started: it is not asked again.
    pub(crate) said_sore: bool,
    /// The emergency number of the place where the program runs.
    pub(crate) local_number: Option<Number>,
    /// The warning signs that were last said not to be there.
    pub(crate) denied: Option<signs::Denied>,
}

impl Core {
    /// Takes what is known; `speed` is how fast routines are played.
    pub fn new(history: History, settings: Settings, speed: f64) -> Self {
        Self {
            history: Derived::new(history),
            catalogue: OnceCell::new(),
            settings,
            speed,
            hearing: None,
            interrupted: Vec::new(),
            offered: None,
            wall: None,
            newer: BTreeSet::new(),
            said_sore: false,
            local_number: None,
            denied: None,
        }
    }

    /// Returns the routines, exercises and plans.
    pub fn library(&self) -> &Library {
        self.history.library()
    }

    /// Returns the history and what follows from it.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Gives the history away.
    pub fn into_history(self) -> History {
        self.history.into_source()
    }

    /// Returns the past.
    pub fn log(&self) -> &Log {
        self.history.log()
    }
}
