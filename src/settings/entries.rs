//! The settings one by one: what the screen of settings lists and [`write`](super::write) writes.

use std::sync::LazyLock;

use super::table::{Group, SettingTable as _, Value};
use super::{CueSettings, ScreenSettings, Settings, SoundSettings};

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What it is about.
    pub group: Group,
    /// Its key in `config.toml`, with its table.
    pub key: &'static str,
    /// What it does, in a line.
    pub help: &'static str,
}

/// Returns every setting, in the order of the screen.
pub fn entries() -> &'static [Entry] {
    static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
        let tables =
            [ScreenSettings::ENTRIES, Settings::ENTRIES, SoundSettings::ENTRIES, CueSettings::ENTRIES];
        let mut entries = tables.concat();
        entries.sort_by_key(|entry| entry.group);
        entries
    });
    &ENTRIES
}

impl Entry {
    /// Returns its name on the screen: `far view`.
    pub fn name(&self) -> String {
        let key = self.key.rsplit('.').next().unwrap_or(self.key);
        key.replace('-', " ")
    }

    /// Returns what it is set to.
    ///
    /// # Panics
    ///
    /// Never for an entry of [`entries`].
    pub fn value(&self, settings: &Settings) -> Value {
        settings.value_of(self.key).expect("every entry is a row of the settings")
    }

    /// Sets it; a value that it cannot have changes nothing.
    pub fn set(&self, settings: &mut Settings, value: &Value) {
        settings.set_value(self.key, value);
    }

    /// Returns what it may be set to, in order, its present value among them.
    ///
    /// `themes` are the sound themes that are there, by name. An engine that is a program of
    /// the runner's own stays one: it is set in the file.
    pub fn choices(&self, settings: &Settings, themes: &[String]) -> Vec<Value> {
        settings.choices_of(self.key, themes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::markdown;

    #[test]
    fn every_key_of_the_config_is_an_entry() {
        let table = markdown();
        let mut keys: Vec<&str> = table.lines().skip(2).filter_map(|line| line.split('`').nth(1)).collect();
        let mut listed: Vec<&str> = entries().iter().map(|entry| entry.key).collect();
        keys.sort_unstable();
        listed.sort_unstable();
        assert_eq!(keys, listed);
    }

    #[test]
    fn every_choice_can_be_set_and_is_what_is_set_then() {
        let themes = ["tones", "wood"].map(str::to_owned);
        for entry in entries() {
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
        let volume = entries().iter().find(|entry| entry.key == "sound.volume").unwrap();
        volume.set(&mut settings, &Value::Number(33));
        let choices = volume.choices(&settings, &[]);
        let at = choices.iter().position(|choice| *choice == Value::Number(33)).unwrap();
        assert_eq!((&choices[at - 1], &choices[at + 1]), (&Value::Number(30), &Value::Number(35)));
    }
}
