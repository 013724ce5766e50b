//! A track: a whole score as one recording, as fast as it can be mixed.
//!
//! The same part and the same mixer as on a device, on a clock that is exact. Frames are
//! pulled block by block, so that three hours need no more memory than a second.

use std::time::Duration;

use crate::audio::AudioConfig;
use crate::audio::device_clock::DeviceClock;
use crate::audio::mixer::Mixer;
use crate::audio::part::Part;
use crate::audio::sounds::{Sounds, Unsaid};
use crate::score::Score;
use crate::time::MonoTime;

/// Silence behind the last sound, so that no player cuts it.
const TAIL: Duration = Duration::from_millis(300);

/// A recording that is still to be mixed.
#[derive(Debug)]
pub struct Track {
    mixer: Mixer,
    clock: DeviceClock,
    frames: u64,
    done: u64,
    panned: bool,
    stereo: Vec<f32>,
    unsaid: Vec<Unsaid>,
}

impl Track {
    /// Makes the track of a score that begins at zero, and is `length` long at least.
    ///
    /// It waits for a speech engine to say what the recordings cannot.
    pub fn new(score: &Score, length: Duration, config: &AudioConfig, rate: u32) -> Self {
        let clock = DeviceClock::exact(rate, MonoTime::ZERO);
        let mut sounds = Sounds::new(config.theme.clone(), rate).with_voice(config.voice.clone());
        sounds.wait_for_words(score);
        let unsaid = sounds.unsaid(score);
        let part = Part::new(score, &mut sounds, config.balance, MonoTime::ZERO);
        let frame = |at: Duration| clock.frame_at(MonoTime::ZERO + at).max(0) as u64;
        let sounds_end = part
            .notes
            .iter()
            .map(|note| clock.frame_at(note.at).max(0) as u64 + note.sound.samples.len() as u64)
            .max();
        let frames = sounds_end.unwrap_or(0).max(frame(length)) + frame(TAIL);
        let panned = part.notes.iter().any(|note| note.left.to_bits() != note.right.to_bits());
        let mut mixer = Mixer::new(rate, clock.clone());
        mixer.replace(Box::new(part));
        Self { mixer, clock, frames, done: 0, panned, stereo: Vec::new(), unsaid }
    }

    /// Returns the words that became tones, and why.
    pub fn unsaid(&self) -> &[Unsaid] {
        &self.unsaid
    }

    /// Returns how many frames it has.
    pub const fn frames(&self) -> u64 {
        self.frames
    }

    /// Tells whether something comes from a side; else both channels are alike.
    pub const fn is_panned(&self) -> bool {
        self.panned
    }

    /// Returns how many frames are left.
    pub const fn left(&self) -> u64 {
        self.frames - self.done
    }

    /// Returns the next frames, interleaved stereo of 16 bits, `most` at most; none at the end.
    pub fn next_frames(&mut self, most: usize) -> impl Iterator<Item = i16> + '_ {
        let count = self.left().min(most as u64);
        self.stereo.resize(count as usize * 2, 0.0);
        self.mixer.fill(self.clock.heard_at(self.done), &mut self.stereo);
        self.done += count;
        self.stereo.iter().map(|sample| (sample * f32::from(i16::MAX)).round() as i16)
    }
}
