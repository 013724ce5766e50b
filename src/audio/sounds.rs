//! What a note sounds like: the lookup from a note to its samples.
//!
//! Sounds are made once for a device's rate and shared with the callback. Words are made
//! here on first use, and where there are none, tones; the mixer does not care where samples
//! come from.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use crate::audio::Theme;
use crate::audio::synth;
use crate::audio::voice::clip::{self, Clip, PEAK};
use crate::audio::voice::{Speaker, Voice, Words};
use crate::score::{Note, Score};
use crate::timeline::CueKind;

/// When the words come after the tone that marks an instant.
const AFTER_MARK: Duration = Duration::from_millis(120);
/// How long that tone is: it fades beneath the first word.
const MARK: Duration = Duration::from_millis(220);
/// How much of its level it has.
const MARK_GAIN: f32 = 0.6;

/// The samples of one note, one channel.
#[derive(Debug, Clone)]
pub struct Sound {
    /// The samples, at the rate of the [`Sounds`] they come from.
    pub samples: Arc<[f32]>,
    /// Whether it carries words, so that the tempo is lowered beneath it.
    pub worded: bool,
}

/// What the words of a note depend on: text, slot in milliseconds, and the tone that goes before.
type Spoken = (String, u64, Option<CueKind>);

/// What became of the words of a note.
#[derive(Debug)]
enum Made {
    Words(Arc<[f32]>),
    /// An engine was asked; until it answers, the tone.
    Awaited,
    /// They do not fit, or nobody can say them.
    Tone,
}

/// All sounds at one rate.
#[derive(Debug)]
pub struct Sounds {
    theme: Theme,
    rate: u32,
    /// By kind and longest length in frames. They live as long as the device's rate stays,
    /// so that the callback never frees one; the same holds for `words`.
    tones: HashMap<(CueKind, u64), Arc<[f32]>>,
    words: HashMap<Spoken, Made>,
    speaker: Option<Speaker>,
}

impl Sounds {
    /// Makes the sounds of a theme for a device's rate, without words.
    pub fn new(theme: Theme, rate: u32) -> Self {
        Self { theme, rate, tones: HashMap::new(), words: HashMap::new(), speaker: None }
    }

    /// Lets a voice say the words, for a rendering: [`Self::wait_for_words`] goes with it.
    #[must_use]
    pub fn with_voice(self, voice: Voice) -> Self {
        self.with_speaker(Speaker::new(voice, || {}))
    }

    /// Lets a speaker say the words.
    #[must_use]
    pub(super) fn with_speaker(self, speaker: Speaker) -> Self {
        Self { speaker: Some(speaker), ..self }
    }

    /// Returns the rate, in frames a second.
    pub const fn rate(&self) -> u32 {
        self.rate
    }

    /// Returns what a note sounds like: its words as far as they can be had now, else its tone.
    pub fn of(&mut self, note: &Note) -> Sound {
        self.make(note);
        self.at_hand(note)
    }

    /// Returns what a note sounds like with what was made already, in next to no time.
    pub(super) fn at_hand(&mut self, note: &Note) -> Sound {
        match spoken(note).and_then(|key| self.words.get(&key)) {
            Some(Made::Words(samples)) => Sound { samples: Arc::clone(samples), worded: true },
            _ => Sound { samples: self.tone(note), worded: false },
        }
    }

    /// Tells whether [`Self::of`] has nothing more to make for this note.
    pub(super) fn is_made(&self, note: &Note) -> bool {
        !self.has_words() || spoken(note).is_none_or(|key| self.words.contains_key(&key))
    }

    /// Asks the engine for the words of a score that have no recording, first things first.
    pub(super) fn ask_for_words(&mut self, score: &Score) {
        if self.has_words()
            && let Some(speaker) = &mut self.speaker
        {
            score.notes.iter().filter_map(|note| note.text.as_deref()).for_each(|text| speaker.prepare(text));
        }
    }

    /// Takes in what an engine has said meanwhile; those notes are to be made anew.
    pub(super) fn take_answers(&mut self) {
        if let Some(speaker) = &mut self.speaker {
            speaker.take_answers();
            self.words.retain(|_, made| !matches!(made, Made::Awaited));
        }
    }

    /// Waits until the engine has said all words of a score that it can say.
    pub fn wait_for_words(&mut self, score: &Score) {
        self.ask_for_words(score);
        if let Some(speaker) = &mut self.speaker {
            speaker.wait();
        }
        self.take_answers();
    }

    /// Returns how many bytes the words take.
    pub fn size_of_words(&self) -> usize {
        let length = |made: &Made| if let Made::Words(samples) = made { samples.len() * 4 } else { 0 };
        self.words.values().map(length).sum()
    }

    fn has_words(&self) -> bool {
        self.speaker.is_some() && self.theme != Theme::Click
    }

    fn make(&mut self, note: &Note) {
        if self.is_made(note) {
            return;
        }
        if let Some(key) = spoken(note) {
            let made = self.say(note, key.2);
            self.words.insert(key, made);
        }
    }

    /// Makes the words of a note: after a short tone where the instant counts and both fit, else
    /// alone.
    fn say(&mut self, note: &Note, mark: Option<CueKind>) -> Made {
        let (Some(text), Some(speaker)) = (&note.text, &mut self.speaker) else { return Made::Tone };
        if let Some(kind) = mark
            && let Words::Said(words) = speaker.say(text, note.slot.saturating_sub(AFTER_MARK))
        {
            let mut tone = synth::render(kind, MARK.min(note.slot), self.rate);
            for sample in &mut tone {
                *sample *= MARK_GAIN;
            }
            return Made::Words(join(tone, &words.at_rate(self.rate), note.slot));
        }
        match speaker.say(text, note.slot) {
            Words::Said(words) => Made::Words(join(Vec::new(), &words.at_rate(self.rate), note.slot)),
            Words::Awaited => Made::Awaited,
            Words::Unsaid => Made::Tone,
        }
    }

    fn tone(&mut self, note: &Note) -> Arc<[f32]> {
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
            Theme::Tones => synth::render(key.0, Duration::from_millis(key.1), rate).into(),
        });
        Arc::clone(samples)
    }
}

/// What only a device needs.
#[cfg(feature = "audio")]
impl Sounds {
    /// Returns sounds for another rate; what an engine has said stays.
    #[must_use]
    pub(super) fn at_rate(self, rate: u32) -> Self {
        if rate == self.rate { self } else { Self { speaker: self.speaker, ..Self::new(self.theme, rate) } }
    }

    /// Forgets the words that were made.
    pub(super) fn forget_words(&mut self) {
        self.words.clear();
    }
}

/// Returns what the words of a note depend on; `None` when it has none.
fn spoken(note: &Note) -> Option<Spoken> {
    let text = note.text.clone()?;
    // Whoever moves with eyes shut hears the instant first, then what it is. A count is its own
    // instant, and all others are no instants.
    let mark = matches!(note.kind, CueKind::Go | CueKind::Switch | CueKind::Rest | CueKind::Done);
    Some((text, note.slot.as_millis() as u64, mark.then_some(note.kind)))
}

/// Lays words over a tone, after its beginning; no longer than the slot, and not too loud.
fn join(tone: Vec<f32>, words: &Clip, slot: Duration) -> Arc<[f32]> {
    let first = if tone.is_empty() { 0 } else { clip::frames(AFTER_MARK, words.rate) };
    let mut samples = tone;
    samples.resize(samples.len().max(first + words.samples.len()), 0.0);
    for (sample, word) in samples[first..].iter_mut().zip(&words.samples) {
        *sample += word;
    }
    samples.truncate(clip::frames(slot, words.rate));
    let peak = clip::peak(&samples);
    if peak > PEAK {
        for sample in &mut samples {
            *sample *= PEAK / peak;
        }
    }
    samples.into()
}

#[cfg(test)]
mod tests {
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

    fn said(kind: CueKind, text: &str, millis: u64) -> Note {
        Note { text: Some(text.to_owned()), slot: Duration::from_millis(millis), ..note(kind) }
    }

    fn speaking(theme: Theme) -> Sounds {
        Sounds::new(theme, 48_000).with_voice(Voice::default())
    }

    fn onset(samples: &[f32]) -> usize {
        samples.iter().position(|s| s.abs() > 0.02 * clip::peak(samples)).unwrap()
    }

    #[test]
    fn words_are_said_within_their_slot_and_begin_within_15_ms() {
        let mut sounds = speaking(Theme::Tones);
        for (kind, text, slot) in [
            (CueKind::CountIn(3), "3", 600),
            (CueKind::CountOut(1), "1", 600),
            (CueKind::Go, "Go.", 600),
            (CueKind::Halfway, "Halfway.", 600),
            (CueKind::Rest, "Rest.", 600),
            (CueKind::Switch, "Switch. Left.", 950),
            (CueKind::LastSet, "Last set.", 950),
        ] {
            let sound = sounds.of(&said(kind, text, slot));
            assert!(sound.worded, "{text}");
            assert!(sound.samples.len() <= slot as usize * 48, "{text}");
            assert!(onset(&sound.samples) < 15 * 48, "{text} {}", onset(&sound.samples));
            assert!(clip::peak(&sound.samples) <= PEAK + 1e-3);
        }
    }

    #[test]
    fn words_that_do_not_fit_or_are_unknown_leave_the_tone() {
        let mut sounds = speaking(Theme::Tones);
        let bare = sounds.of(&said(CueKind::Say, "Halfway zyzzyva.", 2_000));
        assert!(!bare.worded, "without a cache no engine is asked");
        let short = sounds.of(&said(CueKind::Halfway, "Halfway.", 250));
        assert!(!short.worded);
        assert!(sounds.is_made(&said(CueKind::Halfway, "Halfway.", 250)), "it is not tried again");
    }

    #[test]
    fn a_voice_that_is_off_and_the_click_say_nothing() {
        let off = Voice { on: false, ..Voice::default() };
        for mut sounds in [speaking(Theme::Click), Sounds::new(Theme::Tones, 48_000).with_voice(off)] {
            let theme = sounds.theme;
            let plain = Sounds::new(theme, 48_000).of(&note(CueKind::Go));
            let sound = sounds.of(&Note { text: Some("Go.".into()), ..note(CueKind::Go) });
            assert!(!sound.worded);
            assert_eq!(sound.samples, plain.samples);
        }
    }

    #[test]
    fn the_instant_is_heard_before_the_word() {
        let mut sounds = speaking(Theme::Tones);
        let go = sounds.of(&said(CueKind::Go, "Go.", 600));
        let tone = synth::render(CueKind::Go, MARK, 48_000);
        let same = go.samples.iter().zip(&tone).take(clip::frames(AFTER_MARK, 48_000));
        assert!(same.clone().all(|(a, b)| (a - b * MARK_GAIN).abs() < 0.05));
        assert!(same.map(|(a, _)| a.abs()).fold(0.0, f32::max) > 0.2);
    }

    #[test]
    fn what_is_at_hand_is_not_made() {
        let mut sounds = speaking(Theme::Tones);
        let note = said(CueKind::Halfway, "Halfway.", 600);
        assert!(!sounds.at_hand(&note).worded && !sounds.is_made(&note));
        assert!(sounds.of(&note).worded);
        assert!(sounds.at_hand(&note).worded && sounds.is_made(&note));
    }

    #[test]
    fn the_volume_of_the_voice_is_its_own() {
        let peak = |volume| {
            let voice = Voice { volume, ..Voice::default() };
            let mut sounds = Sounds::new(Theme::Tones, 48_000).with_voice(voice);
            clip::peak(&sounds.of(&said(CueKind::Halfway, "Halfway.", 600)).samples)
        };
        assert!((peak(0.5) / peak(1.0) - 0.5).abs() < 0.01);
    }
}
