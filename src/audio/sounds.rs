//! What a note sounds like: the lookup from a note to its samples.
//!
//! Sounds are made once for a device's rate and shared with the callback. Tones are
//! rendered here on first use; the mixer does not care where samples come from.

use std::collections::HashMap;
use std::sync::Arc;

use crate::audio::Theme;
use crate::audio::synth;
use crate::score::Note;
use crate::timeline::CueKind;

/// The samples of one note, one channel.
#[derive(Debug, Clone)]
pub struct Sound {
    /// The samples, at the rate of the [`Sounds`] they come from.
    pub samples: Arc<[f32]>,
    /// Whether it carries words, so that the tempo is lowered beneath it.
    pub worded: bool,
}

/// All sounds at one rate.
#[derive(Debug)]
pub struct Sounds {
    theme: Theme,
    rate: u32,
    /// By kind and longest length in frames. They live as long as the device's rate stays,
    /// so that the callback never frees one.
    tones: HashMap<(CueKind, u64), Arc<[f32]>>,
}

impl Sounds {
    /// Makes the sounds of a theme for a device's rate.
    pub fn new(theme: Theme, rate: u32) -> Self {
        Self { theme, rate, tones: HashMap::new() }
    }

    /// Returns the rate, in frames a second.
    pub const fn rate(&self) -> u32 {
        self.rate
    }

    /// Returns what a note sounds like.
    pub fn of(&mut self, note: &Note) -> Sound {
        let key = match self.theme {
            Theme::Click => (CueKind::Go, 0),
            Theme::Tones => {
                let kind = match note.kind {
                    CueKind::CountIn(_) => CueKind::CountIn(0),
                    CueKind::CountOut(_) => CueKind::CountOut(0),
                    kind => kind,
                };
                // No tone is longer than two seconds, so longer slots share one rendering.
                (kind, note.slot.as_millis().min(2_000) as u64)
            }
        };
        let (theme, rate) = (self.theme, self.rate);
        let samples = self.tones.entry(key).or_insert_with(|| match theme {
            Theme::Click => synth::click(rate).into(),
            Theme::Tones => synth::render(key.0, std::time::Duration::from_millis(key.1), rate).into(),
        });
        Sound { samples: Arc::clone(samples), worded: note.text.is_some() }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::time::MonoTime;

    fn note(kind: CueKind) -> Note {
        Note { at: MonoTime::ZERO, kind, slot: Duration::from_secs(1), text: None, side: None }
    }

    #[test]
    fn a_sound_is_made_once() {
        let mut sounds = Sounds::new(Theme::Tones, 48_000);
        let first = sounds.of(&note(CueKind::CountIn(3)));
        let second = sounds.of(&note(CueKind::CountIn(2)));
        assert!(Arc::ptr_eq(&first.samples, &second.samples));
    }

    #[test]
    fn clicks_are_all_the_same() {
        let mut sounds = Sounds::new(Theme::Click, 48_000);
        let first = sounds.of(&note(CueKind::Done));
        let second = sounds.of(&note(CueKind::CountIn(2)));
        assert!(Arc::ptr_eq(&first.samples, &second.samples));
        assert_eq!(first.samples.len(), 240);
    }
}
