//! The actor of a build without sound: it says so once and plays nothing.

use std::sync::Once;

use crate::audio::{AudioConfig, DeviceReport, Notice};
use crate::score::Score;

/// Says that there is no device to be asked.
///
/// # Errors
///
/// Always.
pub fn probe(_limit: std::time::Duration) -> Result<DeviceReport, String> {
    Err("built without sound".to_owned())
}

/// The handle to no audio thread.
pub struct Audio {
    notify: Box<dyn Fn(Notice) + Send + Sync>,
    told: Once,
}

impl Audio {
    /// Starts nothing.
    pub fn start(_config: AudioConfig, notify: Box<dyn Fn(Notice) + Send + Sync>) -> Self {
        Self { notify, told: Once::new() }
    }

    /// Does nothing.
    pub fn configure(&self, _config: AudioConfig) {}

    /// Says once that there is no sound.
    #[expect(clippy::needless_pass_by_value, reason = "the same call as in a build with sound")]
    pub fn play(&self, score: Score) {
        if !score.notes.is_empty() {
            self.told.call_once(|| (self.notify)(Notice::Lost("built without sound".to_owned())));
        }
    }

    /// Does nothing.
    pub const fn silence(&self) {}

    /// Does nothing.
    pub const fn close(&self) {}
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn a_build_without_sound_says_so_once() {
        let (sender, notices) = channel();
        let audio = Audio::start(AudioConfig::default(), Box::new(move |n| sender.send(n).unwrap()));
        let note = crate::score::Note {
            at: crate::time::MonoTime::ZERO,
            kind: crate::timeline::CueKind::Go,
            slot: std::time::Duration::from_secs(1),
            room: std::time::Duration::from_secs(1),
            text: None,
            side: None,
        };
        audio.play(Score { notes: vec![note.clone()] });
        audio.play(Score { notes: vec![note] });
        assert_eq!(notices.try_iter().collect::<Vec<_>>(), [Notice::Lost("built without sound".to_owned())]);
    }
}
