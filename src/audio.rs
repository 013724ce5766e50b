//! Sound: plays a score on the machine's default device, each note at its instant.
//!
//! Start with [`Audio::start`], then [`Audio::play`] a score; a new score replaces the old
//! one whole. A thread of its own owns the device: no method waits for it, and a slow caller
//! delays no sound. Trouble comes back as a [`Notice`]; while the device is gone the thread
//! looks for one again, and the score goes on at its proper times.
//!
//! [`Mixer`] is the part without a device, for tests and for rendering to a file.

#[cfg(feature = "audio")]
mod actor;
#[cfg(not(feature = "audio"))]
#[path = "audio/silent.rs"]
mod actor;
mod decode;
#[cfg(feature = "audio")]
mod device;
mod device_clock;
mod mixer;
mod part;
#[cfg(feature = "audio")]
mod probe;
mod sounds;
pub mod synth;
mod theme;
mod track;
pub mod voice;

pub use actor::Audio;
#[cfg(not(feature = "audio"))]
pub use actor::probe;
pub use device_clock::DeviceClock;
pub use mixer::Mixer;
pub use part::{Balance, Part};
#[cfg(feature = "audio")]
pub use probe::probe;
pub use sounds::{Sound, Sounds, Unsaid, WhyTone};
pub use theme::{EVENTS, Theme, ThemeSounds};
pub use track::Track;
pub use voice::{EngineChoice, SpeakerChoice, Voice};

use std::path::PathBuf;
use std::time::Duration;

use crate::settings::SoundSettings;

/// How the sound is set up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AudioConfig {
    /// The set of sounds.
    pub theme: Theme,
    /// Volume and panning.
    pub balance: Balance,
    /// How words are said.
    pub voice: Voice,
}

impl AudioConfig {
    /// Takes what the runner has set, with the sounds of the theme.
    ///
    /// `cache` is where an engine puts what it says; without it none is asked.
    pub fn new(settings: &SoundSettings, theme: Theme, cache: Option<PathBuf>) -> Self {
        let balance = Balance {
            volume: settings.volume.gain(),
            tones: settings.tone_volume.gain(),
            words: settings.voice_volume.gain(),
            pan: settings.pan,
            lead: settings.lead,
        };
        let voice =
            Voice { on: settings.voice, speaker: settings.speaker, engine: settings.engine.clone(), cache };
        Self { theme, balance, voice }
    }
}

/// What a device is, and how soon it plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceReport {
    /// Its name.
    pub name: String,
    /// Frames a second.
    pub rate: u32,
    /// Channels.
    pub channels: u16,
    /// Frames that it asks for at once.
    pub block: u32,
    /// How long it took to open.
    pub opening: Duration,
    /// How long a frame takes from the program to the ear, by the device's own word.
    pub delay: Duration,
}

/// What the audio thread has to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A device plays; for the log.
    Opened {
        /// Frames a second.
        rate: u32,
        /// Channels.
        channels: u16,
        /// Frames the device asks for at once.
        block: u32,
    },
    /// There is no sound, and why, in a few words for the screen; said once until [`Notice::Back`].
    Lost(String),
    /// Sound works again.
    Back,
}
