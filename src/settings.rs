//! Look and sound: what a runner can set. Everything has a default.
//!
//! [`read`] takes them from a `config.toml`: what is wrong in it is told with its place, and
//! the rest counts all the same. [`write::change`] changes one key of it. Nothing here opens a file or knows which sound themes exist.

mod entries;
pub mod hooks;
pub mod keys;
mod read;
mod screen;
mod shape;
mod units;
pub mod write;

use std::collections::BTreeSet;
use std::time::Duration;

pub use entries::{ENTRIES, Entry, Group, Value};
pub use hooks::HookSettings;
pub use keys::KeySettings;
pub use read::{Loaded, read};
pub use screen::{BackgroundChoice, ColourChoice, MarkerChoice, ScreenSettings};
pub use shape::{config_shape, markdown};
pub use units::Units;

use crate::routine::Id;
use crate::symptoms::Side;
use crate::symptoms::emergency::Number;

/// The kinds of cue that can be turned off, by the names used in output.
pub const CUES: [&str; 10] =
    ["name", "count", "go", "say", "halfway", "last-set", "switch", "rest", "tempo", "done"];

/// What can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    /// The side that begins where a step leaves it open.
    pub first_side: Side,
    /// Whether the screen lights up at changes.
    pub flash: bool,
    /// Whether the player turns large when no key was pressed for a while.
    pub far_view: bool,
    /// What distances are told in.
    pub units: Units,
    /// The number to call in an emergency; `None` for that of the locale's region.
    pub emergency: Option<Number>,
    /// Whether clicks and the wheel count.
    pub mouse: bool,
    /// Whether the terminal's title says what is played, and the taskbar how far it is.
    pub title: bool,
    /// Whether media keys and the buttons of earbuds reach the player.
    pub media_keys: bool,
    /// How it looks.
    pub screen: ScreenSettings,
    /// How it sounds.
    pub sound: SoundSettings,
    /// What is heard at all.
    pub cues: CueSettings,
    /// The keys that were given to actions.
    pub keys: KeySettings,
    /// Commands that are run at the start and the end.
    pub hooks: HookSettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            first_side: Side::Left,
            flash: true,
            far_view: true,
            units: Units::Km,
            emergency: None,
            mouse: true,
            title: true,
            media_keys: true,
            screen: ScreenSettings::default(),
            sound: SoundSettings::default(),
            cues: CueSettings::default(),
            keys: KeySettings::default(),
            hooks: HookSettings::default(),
        }
    }
}

/// How it sounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoundSettings {
    /// The sound theme, by its name.
    pub theme: Id,
    /// Volume of everything.
    pub volume: Volume,
    /// Volume of what is spoken.
    pub voice_volume: Volume,
    /// Volume of what is not.
    pub tone_volume: Volume,
    /// Whether words are spoken.
    pub voice: bool,
    /// What speaks words that are not bundled.
    pub engine: EngineChoice,
    /// Whether cues about a side come from that side.
    pub pan: bool,
    /// Length of the very quiet noise that wakes a sleeping headset before a cue; zero for none.
    pub lead: Duration,
    /// Where counts begin.
    pub count_from: CountFrom,
}

impl SoundSettings {
    /// The theme that is always there.
    pub const TONES: &'static str = "tones";
    /// The theme for measuring.
    pub const CLICK: &'static str = "click";
    /// The longest lead: a longer one would be heard out by nobody.
    pub const LONGEST_LEAD: Duration = Duration::from_secs(5);
}

impl Default for SoundSettings {
    fn default() -> Self {
        Self {
            theme: Id::from_words(Self::TONES),
            volume: Volume::FULL,
            voice_volume: Volume::FULL,
            tone_volume: Volume::FULL,
            voice: true,
            engine: EngineChoice::Auto,
            pan: true,
            lead: Duration::ZERO,
            count_from: CountFrom::Three,
        }
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

/// What speaks words that are not bundled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EngineChoice {
    /// The best that is found on the machine.
    Auto,
    /// Nothing: bundled words only.
    Off,
    /// This program with these arguments; `{text}` and `{file}` are filled in.
    Command(Vec<String>),
}

/// Where counts into and out of work begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CountFrom {
    /// 3, 2, 1.
    #[default]
    Three,
    /// 5, 4, 3, 2, 1, where there is time for it.
    Five,
}

/// Which kinds of cue are heard.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CueSettings {
    off: BTreeSet<&'static str>,
}

impl CueSettings {
    /// Turns a kind of cue on or off; a name that is not in [`CUES`] does nothing.
    pub fn set(&mut self, kind: &str, on: bool) {
        let Some(kind) = CUES.iter().copied().find(|known| *known == kind) else { return };
        if on {
            self.off.remove(kind);
        } else {
            self.off.insert(kind);
        }
    }

    /// Tells whether a kind of cue is heard.
    pub fn allows(&self, kind: &str) -> bool {
        !self.off.contains(kind)
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
