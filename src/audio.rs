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
#[cfg(feature = "audio")]
mod device;
mod device_clock;
mod mixer;
mod part;
mod sounds;
pub mod synth;
pub mod voice;

pub use actor::Audio;
pub use device_clock::DeviceClock;
pub use mixer::Mixer;
pub use part::{Balance, Part};
pub use sounds::{Sound, Sounds};
pub use voice::{EngineChoice, Voice};

pub use crate::settings::Theme;

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
