//! What a note sounds like: the lookup from a note to its samples.
//!
//! Sounds are made once for a device's rate and shared with the callback. Tones are
//! rendered here on first use, recordings of a theme brought to the rate; the mixer does not
//! care where samples come from.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use crate::audio::{Theme, synth};
use crate::score::Note;
use crate::timeline::CueKind;

/// Slots are told apart up to this: no tone is longer, but for those of the tempo, and no
/// recording.
const LONGEST: Duration = Duration::from_secs(3);
/// Length of the fade that ends a recording at the end of its slot, in seconds.
const FADE: f32 = 0.030;

/// The samples of one note, one channel.
#[derive(Debug, Clone)]
pub struct Sound {
    /// The samples, at the rate of the [`Sounds`] they come from.
    pub samples: Arc<[f32]>,
    /// Whether it carries words, so that the tempo is lowered beneath it and it has the volume
    /// of words.
    pub worded: bool,
}

/// All sounds at one rate.
#[derive(Debug)]
pub struct Sounds {
    theme: Theme,
    rate: u32,
    /// By kind and longest length in milliseconds. They live as long as the device's rate
    /// stays, so that the callback never frees one.
    tones: HashMap<(CueKind, u64), Arc<[f32]>>,
    /// The recordings of the theme at the rate, whole.
    recordings: HashMap<CueKind, Option<Vec<f32>>>,
}

impl Sounds {
    /// Makes the sounds of a theme for a device's rate.
    pub fn new(theme: Theme, rate: u32) -> Self {
        Self { theme, rate, tones: HashMap::new(), recordings: HashMap::new() }
    }

    /// Returns the rate, in frames a second.
    pub const fn rate(&self) -> u32 {
        self.rate
    }

    /// Returns what a note sounds like.
    pub fn of(&mut self, note: &Note) -> Sound {
        Sound { samples: self.tone(note), worded: false }
    }

    /// Returns the sound of a note without words, or that stands in for them.
    fn tone(&mut self, note: &Note) -> Arc<[f32]> {
        let kind = match note.kind {
            _ if matches!(self.theme, Theme::Click) => CueKind::Go,
            CueKind::CountIn(_) => CueKind::CountIn(0),
            CueKind::CountOut(_) => CueKind::CountOut(0),
            CueKind::Rep(_) => CueKind::Rep(0),
            kind => kind,
        };
        let slot = match kind {
            _ if matches!(self.theme, Theme::Click) => Duration::ZERO,
            // A beat's tone fills its slot.
            CueKind::Tempo(_) => note.slot.min(synth::LONGEST_BEAT),
            _ => note.slot.min(LONGEST),
        };
        let key = (kind, slot.as_millis() as u64);
        if let Some(samples) = self.tones.get(&key) {
            return Arc::clone(samples);
        }
        let samples: Arc<[f32]> = match &self.theme {
            Theme::Click => synth::click(self.rate).into(),
            Theme::Tones => synth::render(kind, slot, self.rate).into(),
            Theme::Files(theme) => {
                let rate = self.rate;
                let whole = self.recordings.entry(kind).or_insert_with(|| theme.samples(kind, rate));
                match whole {
                    Some(whole) => cut(whole, kind, slot, rate).into(),
                    None => synth::render(kind, slot, rate).into(),
                }
            }
        };
        self.tones.insert(key, Arc::clone(&samples));
        samples
    }
}

/// Brings a recording to the level of its lane and fades it out at the end of its slot.
fn cut(whole: &[f32], kind: CueKind, slot: Duration, rate: u32) -> Vec<f32> {
    let peak = if matches!(kind, CueKind::Tempo(_)) { synth::TEMPO_PEAK } else { synth::CUE_PEAK };
    let frames = (slot.as_secs_f64() * f64::from(rate)) as usize;
    let mut samples: Vec<f32> = whole.iter().take(frames).map(|sample| sample * peak).collect();
    if frames < whole.len() {
        let fade = ((rate as f32 * FADE) as usize).min(samples.len());
        for (n, sample) in samples.iter_mut().rev().take(fade).enumerate() {
            *sample *= n as f32 / fade as f32;
        }
    }
    samples
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::ThemeSounds;
    use crate::library::themes::ThemeFile;
    use crate::routine::Beat;
    use crate::time::MonoTime;

    fn note(kind: CueKind, slot_ms: u64) -> Note {
        Note { at: MonoTime::ZERO, kind, slot: Duration::from_millis(slot_ms), text: None, side: None }
    }

    /// A theme whose only sound is a whole second of full scale, for `go`.
    fn second_of_go() -> Theme {
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: 48_000,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut bytes = std::io::Cursor::new(Vec::new());
        let mut writer = hound::WavWriter::new(&mut bytes, spec).unwrap();
        for _ in 0..48_000 {
            writer.write_sample(i16::MAX).unwrap();
        }
        writer.finalize().unwrap();
        let file = ThemeFile {
            path: "go.wav".into(),
            stem: "go".into(),
            ending: "wav".into(),
            bytes: Ok(bytes.into_inner().into()),
        };
        Theme::Files(Arc::new(ThemeSounds::decode("mine", &[file]).0))
    }

    #[test]
    fn a_sound_is_made_once() {
        let mut sounds = Sounds::new(Theme::Tones, 48_000);
        let first = sounds.of(&note(CueKind::CountIn(3), 1_000));
        let second = sounds.of(&note(CueKind::CountIn(2), 1_000));
        assert!(Arc::ptr_eq(&first.samples, &second.samples));
    }

    #[test]
    fn clicks_are_all_the_same() {
        let mut sounds = Sounds::new(Theme::Click, 48_000);
        let first = sounds.of(&note(CueKind::Done, 1_000));
        let second = sounds.of(&note(CueKind::Tempo(Beat::Up), 2_800));
        assert!(Arc::ptr_eq(&first.samples, &second.samples));
        assert_eq!(first.samples.len(), 240);
    }

    #[test]
    fn a_beat_of_three_seconds_sounds_for_2_8() {
        let mut sounds = Sounds::new(Theme::Tones, 48_000);
        assert_eq!(sounds.of(&note(CueKind::Tempo(Beat::Up), 2_800)).samples.len(), 134_400);
    }

    #[test]
    fn a_recording_that_is_longer_than_its_slot_fades_out_at_its_end() {
        let mut sounds = Sounds::new(second_of_go(), 48_000);
        let whole = sounds.of(&note(CueKind::Go, 1_500)).samples;
        assert_eq!(whole.len(), 48_000);
        let cut = sounds.of(&note(CueKind::Go, 300)).samples;
        assert_eq!(cut.len(), 14_400);
        assert!(cut[14_399].abs() < 1e-6 && (cut[12_900] - synth::CUE_PEAK).abs() < 1e-3);
        assert!(cut.windows(2).all(|w| (w[0] - w[1]).abs() < 0.001), "the fade has no step");
    }

    #[test]
    fn what_a_theme_lacks_is_a_tone() {
        let mut theme = Sounds::new(second_of_go(), 48_000);
        let mut tones = Sounds::new(Theme::Tones, 48_000);
        for kind in [CueKind::Rest, CueKind::Tempo(Beat::Down), CueKind::Rep(4)] {
            assert_eq!(theme.of(&note(kind, 900)).samples, tones.of(&note(kind, 900)).samples);
        }
    }
}
