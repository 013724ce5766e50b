//! Whether there is sound, as far as the app knows.

use super::Stage;

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

impl Stage {
    /// Records that the sound device is gone, or was never there.
    pub(super) fn sound_lost(&mut self, why: String) {
        if self.sound == Sound::On {
            self.sound = Sound::Lost(why.clone());
        }
        self.lost = Some(why);
    }

    /// Records that the sound is back.
    pub(super) fn sound_back(&mut self) {
        self.lost = None;
        if let Sound::Lost(_) = self.sound {
            self.sound = Sound::On;
        }
    }
}
