//! Whether there is sound, as far as the app knows.

use super::App;

/// Whether there is sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sound {
    /// It plays.
    On,
    /// The runner turned it off.
    Muted,
    /// It was not wanted from the start, or a session is too fast for it.
    Off,
    /// There is no device, or it went away.
    Lost(String),
}

impl App {
    /// Takes note that the sound device is gone, or was never there.
    pub fn sound_lost(&mut self, why: String) {
        if self.stage.sound == Sound::On {
            self.stage.sound = Sound::Lost(why.clone());
        }
        self.stage.lost = Some(why);
    }

    /// Takes note that the sound is back.
    pub fn sound_back(&mut self) {
        self.stage.lost = None;
        if let Sound::Lost(_) = self.stage.sound {
            self.stage.sound = Sound::On;
        }
    }
}
