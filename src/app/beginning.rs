//! What the program gives the app to begin with.

use crate::library::Library;
use crate::record::journal::Interrupted;
use crate::record::log::Log;
use crate::settings::Settings;

/// What the app begins with.
#[derive(Debug)]
pub struct Beginning {
    /// Routines and exercises.
    pub library: Library,
    /// The past.
    pub log: Log,
    /// Look, sound and keys.
    pub settings: Settings,
    /// Sessions whose program ended first.
    pub interrupted: Vec<Interrupted>,
    /// The device's name.
    pub device: String,
    /// The time zone's name.
    pub zone: Option<String>,
    /// Whether sound is wanted.
    pub sound: bool,
    /// How fast routines are played.
    pub speed: f64,
    /// What could not be read, in words.
    pub troubles: Vec<String>,
}
