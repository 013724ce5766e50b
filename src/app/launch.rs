//! What the app starts with: the request, the facts about the runner, and those about the machine.
//!
//! The caller fills in the request; the shell adds the rest from files and the environment. After that the app learns
//! about the world only through inputs.

use jiff::tz::TimeZone;

use super::SettingChoices;
use crate::library::Library;
use crate::record::journal::Interrupted;
use crate::record::log::Log;
use crate::routine::Id;
use crate::settings::Settings;
use crate::symptoms::emergency::Number;
use crate::words::{English, Words};

/// What the app is started with.
#[derive(Debug)]
pub struct Launch {
    /// Routines and exercises.
    pub library: Library,
    /// Look, sound and keys.
    pub settings: Settings,
    /// The choices for each setting, and where settings are saved.
    pub choices: SettingChoices,
    /// The language.
    pub words: &'static dyn Words,
    /// Whether sound is wanted.
    pub sound: bool,
    /// How fast routines are played.
    pub speed: f64,
    /// What Today offers in place of its own choice, and why.
    pub offer: Option<(Id, String)>,
    /// What is said whenever nothing else is.
    pub standing: Option<String>,
    /// What could not be read, in words.
    pub troubles: Vec<String>,
    /// The past.
    pub log: Log,
    /// Entries that a newer program wrote to: they stay, and are not changed here.
    pub newer: Vec<String>,
    /// Sessions whose program ended first.
    pub interrupted: Vec<Interrupted>,
    /// The device's name.
    pub device: String,
    /// From where the names of new entries are counted: another program of this device counts from elsewhere.
    pub count: u32,
    /// The time zone in which a time of day is meant; `None` if only the moment tells it.
    pub zone: Option<TimeZone>,
    /// The emergency number of the place.
    pub emergency: Option<Number>,
}

impl Launch {
    /// Starts with these routines and settings, without a past, in a place of which nothing is known.
    pub fn new(library: Library, settings: Settings) -> Self {
        Self {
            library,
            settings,
            choices: SettingChoices::default(),
            words: &English,
            sound: true,
            speed: 1.0,
            offer: None,
            standing: None,
            troubles: Vec::new(),
            log: Log::default(),
            newer: Vec::new(),
            interrupted: Vec::new(),
            device: String::new(),
            count: 0,
            zone: None,
            emergency: None,
        }
    }
}
