//! What a note sounds like: the lookup from a note to its samples.
//!
//! Sounds are made once for a device's rate and shared with the callback. Words are made
//! here on first use; where there are none, recordings of a theme brought to the rate, or
//! tones. The mixer does not care where samples come from.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use crate::audio::voice::clip::{self, Clip, PEAK};
use crate::audio::voice::{Speaker, Voice, Words};
use crate::audio::{Theme, synth};
use crate::score::{Note, Score};
use crate::time::MonoTime;
use crate::timeline::{AFTER_MARK, CueKind};

/// Slots are told apart up to this: no tone is longer, but for those of the tempo, and no
/// recording.
const LONGEST: Duration = Duration::from_secs(3);
/// Length of the fade that ends a recording at the end of its slot, in seconds.
const FADE: f32 = 0.030;
/// What the slowest voice takes longer than half as long again.
const SLOW: Duration = Duration::from_millis(500);
/// How long that tone is: it fades beneath the first word.
const MARK: Duration = Duration::from_millis(220);
/// How much of its level it has.
const MARK_GAIN: f32 = 0.6;

/// The samples of one note, one channel.
#[derive(Debug, Clone)]
pub struct Sound {
    /// The samples, at the rate of the [`Sounds`] they come from.
    pub samples: Arc<[f32]>,
    /// Whether it carries words, so that the tempo is lowered beneath it and it has the volume
    /// of words.
    pub worded: bool,
}

/// What the words of a note depend on: text, the longest they may take in milliseconds, and the tone that goes before.
type Spoken = (String, u64, Option<CueKind>);

/// What became of the words of a note.
#[derive(Debug)]
enum Made {
    Words(Arc<[f32]>),
    /// An engine was asked; until it answers, the tone.
    Awaited,
    /// They do not fit, or nobody can say them.
    Tone(WhyTone),
}

/// Why a tone stands in for words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyTone {
    /// They take longer than there is time.
    TooLong {
        /// What they take.
        takes: Duration,
        /// What there is.
        room: Duration,
    },
    /// No recording has them, and no engine said them.
    NoVoice,
}

/// Words that became a tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaid {
    /// When they are due.
    pub at: MonoTime,
    /// The words.
    pub text: String,
    /// Why nobody hears them.
    pub why: WhyTone,
}

/// All sounds at one rate.
#[derive(Debug)]
pub struct Sounds {
    theme: Theme,
    rate: u32,
    /// By kind and longest length in milliseconds. They live as long as the device's rate
    /// stays, so that the callback never frees one; the same holds for `words`.
    tones: HashMap<(CueKind, u64), Arc<[f32]>>,
    /// The recordings of the theme at the rate, whole.
    recordings: HashMap<CueKind, Option<Vec<f32>>>,
    words: HashMap<Spoken, Made>,
    speaker: Option<Speaker>,
}

impl Sounds {
    /// Makes the sounds of a theme for a device's rate, without words.
    pub fn new(theme: Theme, rate: u32) -> Self {
        Self {
            theme,
            rate,
            tones: HashMap::new(),
            recordings: HashMap::new(),
            words: HashMap::new(),
            speaker: None,
        }
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

    /// Returns the words of a score that became tones, and why; none where tones are wanted.
    pub fn unsaid(&mut self, score: &Score) -> Vec<Unsaid> {
        if !self.has_words() {
            return Vec::new();
        }
        let mut unsaid = Vec::new();
        for note in &score.notes {
            self.make(note);
            let made = spoken(note).and_then(|key| self.words.get(&key));
            if let (Some(Made::Tone(why)), Some(text)) = (made, &note.text) {
                unsaid.push(Unsaid { at: note.at, text: text.clone(), why: *why });
            }
        }
        unsaid
    }

    /// Returns how many bytes the words take.
    pub fn size_of_words(&self) -> usize {
        let length = |made: &Made| if let Made::Words(samples) = made { samples.len() * 4 } else { 0 };
        self.words.values().map(length).sum()
    }

    fn has_words(&self) -> bool {
        self.speaker.as_ref().is_some_and(Speaker::is_on) && !matches!(self.theme, Theme::Click)
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
        let (Some(text), Some(speaker)) = (&note.text, &mut self.speaker) else {
            return Made::Tone(WhyTone::NoVoice);
        };
        let room = room(note);
        if let Some(kind) = mark
            && let Words::Said(words) = speaker.say(text, room.saturating_sub(AFTER_MARK))
        {
            let mark = Note { kind, slot: MARK.min(note.slot), text: None, ..note.clone() };
            let tone = self.tone(&mark).iter().map(|sample| sample * MARK_GAIN).collect();
            return Made::Words(join(tone, &words.at_rate(self.rate), room));
        }
        match speaker.say(text, room) {
            Words::Said(words) => Made::Words(join(Vec::new(), &words.at_rate(self.rate), room)),
            Words::Awaited => Made::Awaited,
            Words::TooLong(takes) => Made::Tone(WhyTone::TooLong { takes, room }),
            Words::Unsaid => Made::Tone(WhyTone::NoVoice),
        }
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

/// What only a device needs.
#[cfg(feature = "audio")]
impl Sounds {
    /// Returns sounds for another rate; what an engine has said stays.
    #[must_use]
    pub(super) fn at_rate(self, rate: u32) -> Self {
        if rate == self.rate {
            self
        } else {
            Self { speaker: self.speaker, ..Self::new(self.theme.clone(), rate) }
        }
    }

    /// Forgets the words that were made.
    pub(super) fn forget_words(&mut self) {
        self.words.clear();
    }
}

/// Returns what the words of a note depend on; `None` when it has none.
fn spoken(note: &Note) -> Option<Spoken> {
    let text = note.text.clone()?;
    Some((text, room(note).as_millis() as u64, Some(note.kind).filter(|kind| kind.is_marked())))
}

/// Returns how long the words of a note may take: what is free behind it, as far as the slowest voice may need it.
fn room(note: &Note) -> Duration {
    note.room.min(note.slot + note.slot / 2 + SLOW).max(note.slot)
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

/// Brings a recording to the level of its lane and fades it out at the end of its slot.
fn cut(whole: &[f32], kind: CueKind, slot: Duration, rate: u32) -> Vec<f32> {
    let peak =
        if matches!(kind, CueKind::Tempo(_) | CueKind::Step) { synth::TEMPO_PEAK } else { synth::CUE_PEAK };
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

    fn note(kind: CueKind, slot_ms: u64) -> Note {
        Note {
            at: MonoTime::ZERO,
            kind,
            slot: Duration::from_millis(slot_ms),
            room: Duration::from_millis(slot_ms),
            text: None,
            side: None,
        }
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
    fn said(kind: CueKind, text: &str, millis: u64) -> Note {
        Note { text: Some(text.to_owned()), ..note(kind, millis) }
    }

    fn speaking(theme: Theme) -> Sounds {
        Sounds::new(theme, 48_000).with_voice(Voice::default())
    }

    fn onset(samples: &[f32]) -> usize {
        samples.iter().position(|s| s.abs() > 0.02 * clip::peak(samples)).unwrap()
    }

    #[test]
    fn words_are_said_within_their_slot_and_begin_within_20_ms() {
        let mut sounds = speaking(Theme::Tones);
        for (kind, text) in [
            (CueKind::CountIn(3), "3"),
            (CueKind::CountOut(1), "1"),
            (CueKind::Go, "Go."),
            (CueKind::Halfway, "Halfway."),
            (CueKind::Rest, "Rest."),
            (CueKind::Switch, "Switch. Left."),
            (CueKind::LastSet, "Last set."),
        ] {
            let slot = kind.takes(text).as_millis() as u64;
            let sound = sounds.of(&said(kind, text, slot));
            assert!(sound.worded, "{text}");
            let length = sound.samples.len() as u64 / 48;
            assert!(length <= slot && length + 400 > slot, "{text}: {length} of {slot} ms");
            // An aspirate, as in three, swells.
            assert!(onset(&sound.samples) < 20 * 48, "{text} {}", onset(&sound.samples));
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
            let theme = sounds.theme.clone();
            let plain = Sounds::new(theme, 48_000).of(&note(CueKind::Go, 600));
            let sound = sounds.of(&Note { text: Some("Go.".into()), ..note(CueKind::Go, 600) });
            assert!(!sound.worded);
            assert_eq!(sound.samples, plain.samples);
        }
    }

    #[test]
    fn the_instant_is_heard_before_the_word() {
        let mut sounds = speaking(Theme::Tones);
        let slot = CueKind::Go.takes("Go.").as_millis() as u64;
        let go = sounds.of(&said(CueKind::Go, "Go.", slot));
        let tone = synth::render(CueKind::Go, MARK, 48_000);
        let same = go.samples.iter().zip(&tone).take(clip::frames(AFTER_MARK, 48_000));
        assert!(same.clone().all(|(a, b)| (a - b * MARK_GAIN).abs() < 0.05));
        assert!(same.map(|(a, _)| a.abs()).fold(0.0, f32::max) > 0.2);
    }

    #[test]
    fn what_is_at_hand_is_not_made() {
        let mut sounds = speaking(Theme::Tones);
        let note = said(CueKind::Halfway, "Halfway.", 1_000);
        assert!(!sounds.at_hand(&note).worded && !sounds.is_made(&note));
        assert!(sounds.of(&note).worded);
        assert!(sounds.at_hand(&note).worded && sounds.is_made(&note));
    }
}
