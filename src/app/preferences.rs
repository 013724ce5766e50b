//! The screen of settings: one is chosen, changed, and takes effect at once.
//!
//! [`crate::settings`] has the settings and their values; this module only has the chosen one and what a key does to
//! it. The shell writes the file.

use super::{AppView, Effect, Exit, Screen, Sound, Stage, Update};
use crate::app::keymap::Action;
use crate::score::{Note, Score};
use crate::settings::{Entry, Group, Value, entries, keys};
use crate::timeline::CueKind;

/// A row of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A setting.
    Entry(Entry),
    /// Shows the first start again.
    FirstStart,
    /// The keys of an action, by its name in the config; they are given there.
    Key(&'static str),
}

impl Row {
    /// Returns all rows, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        let entries = entries().iter().copied().map(Self::Entry);
        entries.chain([Self::FirstStart]).chain(keys::names().map(|(name, _)| Self::Key(name)))
    }

    /// Returns the heading under which it stands.
    pub const fn group(&self) -> Group {
        match self {
            Self::Entry(entry) => entry.group,
            Self::FirstStart => Group::Routine,
            Self::Key(_) => Group::Keys,
        }
    }
}

/// The choices for settings beside fixed words, and where settings are saved.
#[derive(Debug, Clone, Default)]
pub struct SettingChoices {
    /// The sound themes, by name.
    pub themes: Vec<String>,
    /// The config file; `None` if nothing is saved.
    pub file: Option<String>,
}

impl Update<'_> {
    pub(super) fn on_settings(&mut self, chosen: &mut usize, action: Action) {
        let last = Row::all().count() - 1;
        let first_start = *chosen == entries().len();
        let entry = entries().get(*chosen).copied();
        match (action, entry) {
            (Action::Up, _) => *chosen = chosen.saturating_sub(1),
            (Action::Down, _) => *chosen = (*chosen + 1).min(last),
            (Action::Choose(row), _) => *chosen = last.min(row.into()),
            (Action::Less, Some(entry)) => self.turn(entry, Turn::Back),
            (Action::More, Some(entry)) => self.turn(entry, Turn::On),
            (Action::Accept, Some(entry)) => self.turn(entry, Turn::Round),
            (Action::Accept | Action::More, None) if first_start => self.open(Screen::Welcome),
            (Action::Accept | Action::More | Action::Less, None) => {}
            (Action::Plan, _) => self.show_plan(),
            (Action::Progress, _) => self.show_progress(),
            (Action::Routines, _) => self.show_routines(),
            (Action::Quit, _) => self.out.push(Effect::Quit(Exit::Done)),
            _ => self.show(Screen::Today),
        }
    }

    /// Sets a setting to the choice beside its present one.
    fn turn(&mut self, entry: Entry, turn: Turn) {
        let choices = self.view().choices(entry);
        let here = entry.value(&self.core.settings);
        let Some(at) = choices.iter().position(|choice| *choice == here) else { return };
        let to = match turn {
            Turn::Back => at.saturating_sub(1),
            Turn::On => (at + 1).min(choices.len() - 1),
            Turn::Round => (at + 1) % choices.len(),
        };
        if to == at {
            return;
        }
        let value = choices[to].clone();
        entry.set(&mut self.core.settings, &value);
        // What was said of the change before is over.
        self.stage.notice = None;
        if entry.group == Group::Sound {
            self.out.push(Effect::TuneSound(Box::new(self.core.settings.sound.clone())));
            self.try_sound(entry.key);
        }
        self.out.push(Effect::KeepSetting { entry, value });
    }

    /// Plays one note, so that a change of the sound is heard; one that is spoken where it is the
    /// voice that changed.
    fn try_sound(&mut self, key: &str) {
        if self.stage.sound == Sound::On {
            let note = Note {
                at: self.now.mono + TRIAL_AFTER,
                kind: CueKind::Go,
                slot: TRIAL,
                room: TRIAL,
                text: SPOKEN.contains(&key).then(|| TRIAL_WORDS.to_owned()),
                side: None,
            };
            self.out.push(Effect::Play(Score { notes: vec![note] }));
            self.stage.close_sound = Some(self.now.mono + super::play::KEEP_DEVICE);
        }
    }
}

impl Stage {
    /// Returns where settings are saved; `None` if they are not.
    pub fn config_file(&self) -> Option<&str> {
        self.shelf.file.as_deref()
    }
}

impl AppView<'_> {
    /// Returns what a setting may be set to, its present value among them.
    pub fn choices(self, entry: Entry) -> Vec<Value> {
        entry.choices(&self.core.settings, &self.stage.shelf.themes)
    }
}

/// The step from the present choice to another.
#[derive(Debug, Clone, Copy)]
enum Turn {
    /// Before it.
    Back,
    /// Behind it.
    On,
    /// Behind it, and behind the last the first.
    Round,
}

/// How soon a note is played that tries the sound: a device needs time to open.
const TRIAL_AFTER: std::time::Duration = std::time::Duration::from_millis(250);
/// The settings that are tried with words.
const SPOKEN: [&str; 3] = ["sound.voice", "sound.voice-volume", "sound.speaker"];
/// The words that try the voice, which every speaker has recorded.
const TRIAL_WORDS: &str = "Get ready.";
/// How long it is.
const TRIAL: std::time::Duration = std::time::Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::App;
    use crate::record::At;
    use crate::session::Now;
    use crate::settings::CountFrom;
    use crate::support::app;
    use crate::time::MonoTime;

    fn now() -> Now {
        Now { mono: MonoTime::ZERO, at: At::new(jiff::Timestamp::UNIX_EPOCH, &jiff::tz::TimeZone::UTC) }
    }

    fn on(app: &mut App, key: &str, action: Action) -> Vec<Effect> {
        let chosen = entries().iter().position(|entry| entry.key == key).unwrap();
        app.stack = vec![Screen::Settings { chosen }];
        app.update(action, now())
    }

    #[test]
    fn a_change_holds_at_once_and_is_kept() {
        let mut app = app(|launch| launch.sound = true);
        let effects = on(&mut app, "cues.go", Action::Accept);
        assert!(!app.core.settings.cues.allows("go"));
        let [Effect::KeepSetting { entry, value }] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!((entry.key, value), ("cues.go", &Value::Flag(false)));
    }

    #[test]
    fn a_change_of_the_sound_is_tuned_heard_and_kept() {
        let mut app = app(|launch| launch.sound = true);
        let effects = on(&mut app, "sound.volume", Action::Less);
        assert_eq!(app.core.settings.sound.volume.percent(), 95);
        let [Effect::TuneSound(_), Effect::Play(_), Effect::KeepSetting { .. }] = &effects[..] else {
            panic!("{effects:?}")
        };
        app.stage.sound = Sound::Off;
        assert_eq!(on(&mut app, "sound.volume", Action::Less).len(), 2);
    }

    #[test]
    fn arrows_end_at_both_ends_and_enter_goes_round() {
        let mut app = app(|launch| launch.sound = true);
        assert_eq!(on(&mut app, "sound.count-from", Action::Less), vec![]);
        on(&mut app, "sound.count-from", Action::More);
        assert_eq!(app.core.settings.sound.count_from, CountFrom::Five);
        assert_eq!(on(&mut app, "sound.count-from", Action::More), vec![]);
        on(&mut app, "sound.count-from", Action::Accept);
        assert_eq!(app.core.settings.sound.count_from, CountFrom::Three);
    }

    #[test]
    fn the_first_start_is_shown_again_and_left_to_the_settings() {
        let mut app = app(|launch| launch.sound = true);
        app.stack = vec![Screen::Settings { chosen: entries().len() }];
        app.update(Action::Accept, now());
        assert_eq!(*app.view().screen(), Screen::Welcome);
        assert_eq!(app.update(Action::Quit, now()), vec![]);
        assert_eq!(*app.view().screen(), Screen::Settings { chosen: entries().len() });
    }
}
