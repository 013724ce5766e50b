//! Look and sound: what a runner can set. Everything has a default.
//!
//! Each setting is one row of `settings!`, from which all the rest follows. [`read`] takes them
//! from a `config.toml`: problems in it are reported with their place, and the rest still counts.
//! [`write::change`] changes one key of it. Nothing here opens a file or knows which sound themes exist.

mod engine;
mod entries;
pub mod hooks;
pub mod keys;
mod read;
mod screen;
mod shape;
mod speaker;
mod table;
pub mod write;

use std::ops::Range;
use std::time::Duration;

use toml::de::DeTable;

pub use engine::EngineChoice;
pub use entries::{Entry, entries};
pub use hooks::HookSettings;
pub use keys::KeySettings;
pub use read::{Loaded, read};
pub use screen::{BackgroundChoice, ColourChoice, MarkerChoice};
pub use shape::{config_shape, markdown};
pub use speaker::SpeakerChoice;
pub use table::{Group, Value};

use hooks::RawHooks;
use keys::RawKeys;
use table::{Setting, SettingTable, Settle, Written, settings};

use crate::document::read::{KeyShape, Read, Table, unknown_key};
use crate::document::tables;
use crate::document::{Node, Problems, Spanned};
use crate::id::Id;
use crate::symptoms::Side;
use crate::symptoms::emergency::Number;
use crate::units::Units;
use crate::word::words;

settings! {
    /// The config file.
    Settings, RawConfig("the config"), "" {
        /// The first side, unless a step names one; default `left`.
        Routine "first-side" first_side: Side = Side::Left, "the first side, unless a step names one";
        /// Flash the screen at changes; default `true`.
        Screen "flash" flash: bool = true, "flash the screen at changes";
        /// After 10 s without a key, enlarge the player so that you can read it from 3 m; default `true`.
        Screen "far-view" far_view: bool = true, "grow the player to be read from 3 m after 10 s without a \
            key";
        /// The number to call in an emergency: `auto` (your region's), or digits, spaces and `+`; default `auto`.
        Routine "emergency" emergency: Option<Number> = None, "the number to call for help; auto: your \
            region's number";
        /// Show distances in `km` or `mi`; default `km`.
        Routine "units" units: Units = Units::Km, "kilometres or miles";
        /// Use clicks and the wheel; default `true`.
        Screen "mouse" mouse: bool = true, "use clicks and the wheel; hold Shift to select text";
        /// Show the step in the terminal's title and the progress in the taskbar; default `true`.
        Screen "title" title: bool = true, "show the step in the window title and progress in the taskbar";
        /// Control the player with media keys and earbud buttons; default `true`.
        Screen "media-keys" media_keys: bool = true, "use play, next and back on keyboards and earbuds";
    }
    tables {
        /// How it looks.
        "screen" screen: ScreenSettings, RawScreen;
        /// How it sounds.
        "sound" sound: SoundSettings, RawSound;
        /// What is heard at all.
        "cues" cues: CueSettings, RawCues;
        /// Keys of one's own.
        "keys" keys: KeySettings, RawKeys;
        /// Commands of one's own.
        "hooks" hooks: HookSettings, RawHooks;
    }
}

settings! {
    /// How it looks.
    ScreenSettings, RawScreen("`screen`"), "screen." {
        /// Colours: `auto`, `full` (24 bits), `256`, `16` (the terminal's own) or `none`; default `auto`, which follows `NO_COLOR`.
        Screen "colours" colours: ColourChoice = ColourChoice::Auto, "auto: as many as the terminal shows; \
            none if NO_COLOR is set";
        /// The background: `auto` (Runup asks the terminal), `dark` or `light`; default `auto`.
        Screen "background" background: BackgroundChoice = BackgroundChoice::Auto, "auto: Runup asks the \
            terminal once, at the start";
        /// Move the figures; default `true`.
        Screen "motion" motion: bool = true, "move the figures";
        /// Characters to draw figures with: `auto`, `block`, `octant`, `half`, `braille` or `ascii`; default `auto`.
        Screen "markers" markers: MarkerChoice = MarkerChoice::Auto, "characters to draw figures with";
    }
    tables {}
}

settings! {
    /// How it sounds.
    SoundSettings, RawSound("`sound`"), "sound." {
        /// The sounds: `tones`, `click`, `wood`, `glass` or your own folder; default `tones`.
        Sound "theme" theme: Id = Id::from_words(SoundSettings::TONES), "how tones sound; click is for \
            measuring delays";
        /// Volume of everything, 0 to 100; default 100.
        Sound "volume" volume: Volume = Volume::FULL, "volume of everything";
        /// Volume of the voice, 0 to 100; default 100.
        Sound "voice-volume" voice_volume: Volume = Volume::FULL, "volume of the voice";
        /// Volume of tones, 0 to 100; default 100.
        Sound "tone-volume" tone_volume: Volume = Volume::FULL, "volume of tones";
        /// Speak the words; default `true`.
        Sound "voice" voice: bool = true, "speak the words";
        /// The voice: `woman` or `man`; default `woman`.
        Sound "speaker" speaker: SpeakerChoice = SpeakerChoice::Woman, "a woman's or a man's voice";
        /// The voice for other words: `auto`, `off`, or `["program", "argument", "{text}", "{file}"]`; default `auto`.
        Sound "engine" engine: EngineChoice = EngineChoice::Auto, "voice for other words; set your own \
            program in the file";
        /// Play cues for a side from that side; default `true`.
        Sound "pan" pan: bool = true, "play cues for a side from that side";
        /// Quiet noise before a cue that follows 3 s of silence, for headsets that cut off the start; default `500ms`, up to `5s`.
        Sound "lead" lead: Duration = SoundSettings::LEAD, "quiet noise before a cue, for headsets that cut \
            off the first word";
        /// Start each count-in and count-out at 3 or 5; default 3.
        Sound "count-from" count_from: CountFrom = CountFrom::Three, "start each count-in and count-out at \
            3 or 5";
        /// Count the last seconds in `words` or `tones`; default `words`.
        Sound "count-out" count_out: CountOut = CountOut::Words, "count the last seconds in words or tones";
    }
    tables {}
}

settings! {
    /// Which kinds of cue are heard.
    CueSettings, RawCues("`cues`"), "cues." {
        /// The exercise, its side and amount, and what's next.
        Cues "name" name: bool = true, "the exercise, side and amount, and what's next";
        /// Count-ins, count-outs and reps.
        Cues "count" count: bool = true, "count-ins, count-outs and reps";
        /// The start of each exercise.
        Cues "go" go: bool = true, "the start of each exercise";
        /// How to get into position and do the exercise.
        Cues "say" say: bool = true, "how to get into position and do the exercise";
        /// Halfway through.
        Cues "halfway" halfway: bool = true, "halfway through";
        /// The next set.
        Cues "last-set" last_set: bool = true, "the next set";
        /// Change sides.
        Cues "switch" switch: bool = true, "change sides";
        /// The start of a rest, and how long is left.
        Cues "rest" rest: bool = true, "the start of a rest, and how long is left";
        /// Up, hold and down of each rep, and ticks for quicker steps.
        Cues "tempo" tempo: bool = true, "up, hold and down of each rep, and ticks for quicker steps";
        /// When to turn round, halfway through a run; default `false`.
        Cues "turn-round" turn_round: bool = false, "when to turn round, halfway through a run";
        /// The end, and what to do next.
        Cues "done" done: bool = true, "the end, and what to do next";
    }
    tables {}
}

impl SoundSettings {
    /// The theme that is always there.
    pub const TONES: &'static str = "tones";
    /// The theme for measuring.
    pub const CLICK: &'static str = "click";
    /// The lead of most headsets.
    pub const LEAD: Duration = Duration::from_millis(500);
    /// The longest lead: a longer one would only be a wait.
    pub const LONGEST_LEAD: Duration = Duration::from_secs(5);
}

impl CueSettings {
    /// Returns the kinds of cue that can be turned off, by the names used in output.
    pub fn kinds() -> impl Iterator<Item = &'static str> {
        Self::ENTRIES.iter().map(|entry| entry.key.trim_start_matches("cues."))
    }

    /// Turns a kind of cue on or off; a kind that is not there does nothing.
    pub fn set(&mut self, kind: &str, on: bool) {
        self.set_value(kind, &Value::Flag(on));
    }

    /// True if a kind of cue is heard.
    pub fn allows(&self, kind: &str) -> bool {
        self.value_of(kind) != Some(Value::Flag(false))
    }
}

/// How loud, from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Volume(u8);

impl Volume {
    /// As loud as it gets.
    pub const FULL: Self = Self(100);

    /// Makes a volume; `None` above 100.
    pub fn new(percent: u8) -> Option<Self> {
        (percent <= 100).then_some(Self(percent))
    }

    /// Returns the number, 0 to 100.
    pub const fn percent(self) -> u8 {
        self.0
    }

    /// Returns the factor for samples, 0 to 1.
    ///
    /// Loudness is heard in steps of ratio, not of difference, so half of 100 is a quarter
    /// (12 dB less) and not a half.
    pub fn gain(self) -> f32 {
        (f32::from(self.0) / 100.0).powi(2)
    }
}

words! {
    /// How the last seconds of work are counted.
    pub CountOut("way to count") {
        /// Three, two, one.
        Words = "words",
        /// As into work.
        Tones = "tones",
    }
}

/// Where counts into and out of work begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CountFrom {
    /// 3, 2, 1.
    #[default]
    Three,
    /// 5, 4, 3, 2, 1, if there is time for it.
    Five,
}

impl CountFrom {
    /// Makes it of its number; `None` unless that is 3 or 5.
    pub const fn new(number: u8) -> Option<Self> {
        match number {
            3 => Some(Self::Three),
            5 => Some(Self::Five),
            _ => None,
        }
    }

    /// Returns the number that is counted first.
    pub const fn number(self) -> u8 {
        match self {
            Self::Three => 3,
            Self::Five => 5,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_the_volume_is_12_db_less() {
        let gain = Volume::new(50).unwrap().gain();
        assert!((20.0 * gain.log10() + 12.04).abs() < 0.01, "{gain}");
        assert!((Volume::FULL.gain() - 1.0).abs() < f32::EPSILON);
        assert!(Volume::new(101).is_none());
    }

    #[test]
    fn a_kind_is_on_until_it_is_turned_off() {
        let mut cues = CueSettings::default();
        assert!(cues.allows("halfway"));
        cues.set("halfway", false);
        assert!(!cues.allows("halfway") && cues.allows("go"));
        cues.set("halfway", true);
        assert_eq!(cues, CueSettings::default());
    }
}
