//! The settings one by one: their names, what each may be, and how one is changed.
//!
//! [`ENTRIES`] is what the screen of settings lists and what [`write`](super::write) writes.
//! A test holds it to the keys of `config.toml`.

use std::time::Duration;

use super::{
    BackgroundChoice, ColourChoice, CountFrom, EngineChoice, MarkerChoice, Settings, SoundSettings, Units,
    Volume,
};
use crate::routine::{Id, Word};
use crate::symptoms::Side;
use crate::symptoms::emergency::Number;

/// Steps between volumes that are offered.
const VOLUME_STEP: u8 = 5;
/// Leads that are offered, in milliseconds.
const LEADS: [u64; 11] = [0, 200, 400, 600, 800, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000];

/// The word for what is found out.
const AUTO: &str = "auto";

/// What settings are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// How it looks.
    Screen,
    /// How it sounds.
    Sound,
    /// What is heard at all.
    Cues,
    /// How routines are laid out.
    Routine,
    /// What keys do.
    Keys,
}

impl Group {
    /// Returns its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::Sound => "sound",
            Self::Cues => "cues",
            Self::Routine => "routine",
            Self::Keys => "keys",
        }
    }
}

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What it is about.
    pub group: Group,
    /// Its key in `config.toml`, with its table.
    pub key: &'static str,
    /// What it is called on the screen.
    pub name: &'static str,
    /// What it does, in a line.
    pub help: &'static str,
}

/// What a setting is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// On or off.
    Flag(bool),
    /// A number.
    Number(u8),
    /// A word.
    Word(String),
    /// A length of time.
    Length(Duration),
    /// Several words.
    Words(Vec<String>),
}

impl Value {
    fn word(word: impl Word) -> Self {
        Self::Word(word.word().to_owned())
    }
}

const fn entry(group: Group, key: &'static str, name: &'static str, help: &'static str) -> Entry {
    Entry { group, key, name, help }
}

use Group::{Cues, Routine, Screen, Sound};

/// Every setting, in the order of the screen.
pub const ENTRIES: [Entry; 31] = [
    entry(Screen, "screen.colours", "colours", "auto: what the terminal can show; NO_COLOR wins"),
    entry(Screen, "screen.background", "background", "auto: the terminal is asked, once, at the start"),
    entry(Screen, "screen.motion", "motion", "whether figures move"),
    entry(Screen, "screen.markers", "markers", "what figures are drawn with"),
    entry(Screen, "flash", "flash", "the screen lights up at changes"),
    entry(Screen, "far-view", "far view", "large, to be read from 3 m, after 10 s without a key"),
    entry(Screen, "mouse", "mouse", "clicks and the wheel; while on, select text with shift held"),
    entry(Screen, "title", "title", "the step in the terminal's title, and how far in its taskbar"),
    entry(Screen, "media-keys", "media keys", "play, next and back on keyboards and earbuds"),
    entry(Sound, "sound.theme", "theme", "how tones sound; the click is for measuring"),
    entry(Sound, "sound.volume", "volume", "of everything"),
    entry(Sound, "sound.voice-volume", "voice volume", "of what is spoken"),
    entry(Sound, "sound.tone-volume", "tone volume", "of tones"),
    entry(Sound, "sound.voice", "voice", "whether words are spoken"),
    entry(
        Sound,
        "sound.engine",
        "engine",
        "what speaks other words; a program of your own is set in the file",
    ),
    entry(Sound, "sound.pan", "pan", "cues about a side come from that side"),
    entry(Sound, "sound.lead", "lead", "a very quiet start, for headsets that swallow the first word"),
    entry(Sound, "sound.count-from", "count from", "where counts into and out of work begin"),
    entry(Cues, "cues.name", "name", "the exercise and the side"),
    entry(Cues, "cues.count", "count", "seconds into and out of work, repetitions"),
    entry(Cues, "cues.go", "go", "work begins"),
    entry(Cues, "cues.say", "say", "how it is done"),
    entry(Cues, "cues.halfway", "halfway", "half of the work is over"),
    entry(Cues, "cues.last-set", "last set", "the last set is next"),
    entry(Cues, "cues.switch", "switch", "change sides"),
    entry(Cues, "cues.rest", "rest", "rest begins"),
    entry(Cues, "cues.tempo", "tempo", "up, hold and down of counted repetitions"),
    entry(Cues, "cues.done", "done", "the end, and what to do next"),
    entry(Routine, "first-side", "first side", "the side that begins where a step leaves it open"),
    entry(Routine, "units", "units", "kilometres or miles"),
    entry(
        Routine,
        "emergency",
        "emergency",
        "the number that is shown where it is needed; auto: that of your region",
    ),
];

impl Entry {
    /// Returns what it is set to.
    pub fn value(&self, settings: &Settings) -> Value {
        let Settings {
            first_side,
            flash,
            far_view,
            units,
            emergency,
            mouse,
            title,
            media_keys,
            screen,
            sound,
            cues,
            keys: _,
            hooks: _,
        } = settings;
        match self.key {
            "first-side" => Value::word(*first_side),
            "flash" => Value::Flag(*flash),
            "far-view" => Value::Flag(*far_view),
            "units" => Value::word(*units),
            "emergency" => Value::Word(emergency.as_ref().map_or(AUTO, Number::as_str).to_owned()),
            "mouse" => Value::Flag(*mouse),
            "title" => Value::Flag(*title),
            "media-keys" => Value::Flag(*media_keys),
            "screen.colours" => Value::word(screen.colours),
            "screen.background" => Value::word(screen.background),
            "screen.motion" => Value::Flag(screen.motion),
            "screen.markers" => Value::word(screen.markers),
            "sound.theme" => Value::Word(sound.theme.to_string()),
            "sound.volume" => Value::Number(sound.volume.percent()),
            "sound.voice-volume" => Value::Number(sound.voice_volume.percent()),
            "sound.tone-volume" => Value::Number(sound.tone_volume.percent()),
            "sound.voice" => Value::Flag(sound.voice),
            "sound.engine" => match &sound.engine {
                EngineChoice::Auto => Value::Word("auto".into()),
                EngineChoice::Off => Value::Word("off".into()),
                EngineChoice::Command(words) => Value::Words(words.clone()),
            },
            "sound.pan" => Value::Flag(sound.pan),
            "sound.lead" => Value::Length(sound.lead),
            "sound.count-from" => Value::Number(match sound.count_from {
                CountFrom::Three => 3,
                CountFrom::Five => 5,
            }),
            key => Value::Flag(cues.allows(key.trim_start_matches("cues."))),
        }
    }

    /// Sets it; a value that it cannot have changes nothing.
    pub fn set(&self, settings: &mut Settings, value: &Value) {
        let Settings {
            first_side,
            flash,
            far_view,
            units,
            emergency,
            mouse,
            title,
            media_keys,
            screen,
            sound,
            cues,
            keys: _,
            hooks: _,
        } = settings;
        match (self.key, value) {
            ("first-side", value) => set_word(first_side, value),
            ("flash", Value::Flag(on)) => *flash = *on,
            ("far-view", Value::Flag(on)) => *far_view = *on,
            ("units", value) => set_word(units, value),
            ("emergency", Value::Word(word)) if word == AUTO => *emergency = None,
            ("emergency", Value::Word(word)) => {
                if let Some(number) = Number::new(word) {
                    *emergency = Some(number);
                }
            }
            ("mouse", Value::Flag(on)) => *mouse = *on,
            ("title", Value::Flag(on)) => *title = *on,
            ("media-keys", Value::Flag(on)) => *media_keys = *on,
            ("screen.colours", value) => set_word(&mut screen.colours, value),
            ("screen.background", value) => set_word(&mut screen.background, value),
            ("screen.motion", Value::Flag(on)) => screen.motion = *on,
            ("screen.markers", value) => set_word(&mut screen.markers, value),
            ("sound.theme", Value::Word(name)) => {
                if let Some(theme) = Id::new(name) {
                    sound.theme = theme;
                }
            }
            ("sound.volume", Value::Number(n)) => set_volume(&mut sound.volume, *n),
            ("sound.voice-volume", Value::Number(n)) => set_volume(&mut sound.voice_volume, *n),
            ("sound.tone-volume", Value::Number(n)) => set_volume(&mut sound.tone_volume, *n),
            ("sound.voice", Value::Flag(on)) => sound.voice = *on,
            ("sound.engine", Value::Word(word)) if word == "auto" => sound.engine = EngineChoice::Auto,
            ("sound.engine", Value::Word(word)) if word == "off" => sound.engine = EngineChoice::Off,
            ("sound.pan", Value::Flag(on)) => sound.pan = *on,
            ("sound.lead", Value::Length(lead)) if *lead <= SoundSettings::LONGEST_LEAD => sound.lead = *lead,
            ("sound.count-from", Value::Number(3)) => sound.count_from = CountFrom::Three,
            ("sound.count-from", Value::Number(5)) => sound.count_from = CountFrom::Five,
            (key, Value::Flag(on)) => cues.set(key.trim_start_matches("cues."), *on),
            _ => {}
        }
    }

    /// Returns what it may be set to, in order, its present value among them.
    ///
    /// An engine that is a program of one's own stays one: it is set in the file.
    pub fn choices(&self, settings: &Settings, themes: &[String]) -> Vec<Value> {
        let here = self.value(settings);
        match (self.key, &here) {
            ("first-side", _) => words::<Side>(),
            ("units", _) => words::<Units>(),
            ("screen.colours", _) => words::<ColourChoice>(),
            ("screen.background", _) => words::<BackgroundChoice>(),
            ("screen.markers", _) => words::<MarkerChoice>(),
            ("sound.theme", _) => {
                let mut themes: Vec<Value> = themes.iter().cloned().map(Value::Word).collect();
                if !themes.contains(&here) {
                    themes.insert(0, here);
                }
                themes
            }
            ("emergency", _) => {
                let known = [AUTO].into_iter().chain(Number::known());
                let mut all: Vec<Value> = known.map(|word| Value::Word(word.to_owned())).collect();
                // One that was set in the file stays a choice.
                all.extend(Some(here).filter(|here| !all.contains(here)));
                all
            }
            ("sound.engine", Value::Word(_)) => ["auto", "off"].map(|word| Value::Word(word.into())).into(),
            ("sound.count-from", _) => vec![Value::Number(3), Value::Number(5)],
            (_, Value::Number(n)) => {
                let mut all: Vec<u8> = (0..=100).step_by(VOLUME_STEP.into()).collect();
                all.extend(Some(*n).filter(|n| !n.is_multiple_of(VOLUME_STEP)));
                all.sort_unstable();
                all.into_iter().map(Value::Number).collect()
            }
            (_, Value::Length(lead)) => {
                let mut all = LEADS.map(Duration::from_millis).to_vec();
                all.extend(Some(*lead).filter(|lead| !all.contains(lead)));
                all.sort_unstable();
                all.into_iter().map(Value::Length).collect()
            }
            (_, Value::Flag(_)) => vec![Value::Flag(true), Value::Flag(false)],
            _ => vec![here],
        }
    }
}

fn words<W: Word>() -> Vec<Value> {
    W::WORDS.iter().map(|word| Value::word(*word)).collect()
}

fn set_word<W: Word>(place: &mut W, value: &Value) {
    let Value::Word(word) = value else { return };
    if let Some(known) = W::WORDS.iter().find(|known| known.word() == word) {
        *place = *known;
    }
}

fn set_volume(place: &mut Volume, percent: u8) {
    if let Some(volume) = Volume::new(percent) {
        *place = volume;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{CUES, markdown};

    #[test]
    fn every_key_of_the_config_is_an_entry() {
        let table = markdown();
        let mut keys: Vec<&str> = table.lines().skip(2).filter_map(|line| line.split('`').nth(1)).collect();
        let mut entries: Vec<&str> = ENTRIES.iter().map(|entry| entry.key).collect();
        keys.sort_unstable();
        entries.sort_unstable();
        assert_eq!(keys, entries);
        assert_eq!(ENTRIES.iter().filter(|entry| entry.group == Cues).count(), CUES.len());
    }

    #[test]
    fn every_choice_can_be_set_and_is_what_is_set_then() {
        let themes = ["tones", "wood"].map(str::to_owned);
        for entry in ENTRIES {
            let choices = entry.choices(&Settings::default(), &themes);
            assert!(choices.len() > 1, "{}", entry.key);
            assert!(choices.contains(&entry.value(&Settings::default())), "{}", entry.key);
            for choice in choices {
                let mut settings = Settings::default();
                entry.set(&mut settings, &choice);
                assert_eq!(entry.value(&settings), choice, "{}", entry.key);
                // Nothing else is changed by it.
                entry.set(&mut settings, &entry.value(&Settings::default()));
                assert_eq!(settings, Settings::default(), "{}", entry.key);
            }
        }
    }

    #[test]
    fn a_value_between_the_steps_is_a_choice_of_its_own() {
        let mut settings = Settings::default();
        let volume = ENTRIES.iter().find(|entry| entry.key == "sound.volume").unwrap();
        volume.set(&mut settings, &Value::Number(33));
        let choices = volume.choices(&settings, &[]);
        let at = choices.iter().position(|choice| *choice == Value::Number(33)).unwrap();
        assert_eq!((&choices[at - 1], &choices[at + 1]), (&Value::Number(30), &Value::Number(35)));
    }
}
