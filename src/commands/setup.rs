//! The set-up of this start: folders, settings and sound theme, and their problems.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::Failure;
use super::writer::HistoryWriter;
use crate::app::Keymap;
use crate::audio::{Theme, ThemeSounds};
use crate::diagnostic::{Diagnostic, Look, in_a_line, render};
use crate::files;
use crate::library::Library;
use crate::library::themes::{Origin, Themes};
use crate::record::At;
use crate::routine::{Id, SourceFile};
use crate::settings::{self, Settings, SoundSettings};
use crate::shell::LoadTheme;
use crate::store::Paths;
use crate::symptoms::emergency::Number;
use crate::words::Words;
use crate::words::entry::EntryWords;

/// The name of the config file in its folder.
const CONFIG: &str = "config.toml";

/// What holds for this start.
#[derive(Debug)]
pub(super) struct Setup {
    /// The runner's folders.
    pub(super) paths: Paths,
    /// The moment.
    pub(super) at: At,
    /// The zone of the runner's calendar.
    zone: TimeZone,
    /// The emergency number of this place, if none is set.
    local_number: Option<Number>,
    /// The language.
    pub(super) words: &'static dyn Words,
    /// What the config says, the rest at its default.
    pub(super) settings: Settings,
    /// All sound themes.
    pub(super) themes: Themes,
    /// The config as it was read, if there is one.
    pub(super) config: Option<SourceFile>,
    /// Where the config is, or would be.
    pub(super) config_path: PathBuf,
    /// What is wrong with the config.
    pub(super) problems: Vec<Diagnostic>,
}

impl Setup {
    /// Reads the config: the one that was named, or the runner's own if there is one.
    pub(super) fn load(
        config: Option<&Path>,
        paths: Paths,
        (at, zone): (At, TimeZone),
        emergency: &dyn Fn() -> Option<Number>,
        words: &'static dyn Words,
    ) -> Result<Self, Failure> {
        let path = config.map_or_else(|| paths.config.join(CONFIG), Path::to_owned);
        let themes = Themes::new(files::own_themes(&paths.data));
        let mut setup = Self {
            paths,
            at,
            zone,
            local_number: emergency(),
            words,
            settings: Settings::default(),
            themes,
            config: None,
            config_path: path,
            problems: Vec::new(),
        };
        match files::read_config(&setup.config_path) {
            Ok(Some(file)) => {
                let mut loaded = settings::read(&file);
                loaded.check_theme(&setup.themes.names());
                loaded.check_keys(Keymap::clash);
                (setup.settings, setup.problems) = (loaded.settings, loaded.problems);
                setup.config = Some(file);
            }
            Ok(None) if config.is_some() => {
                let path = setup.config_path.display();
                return Err(Failure::Said(format!("can't find the config {path}")));
            }
            Ok(None) => {}
            Err(problem) => setup.problems.push(problem),
        }
        Ok(setup)
    }

    /// Returns the form of entries in the output.
    pub(super) fn entry_words(&self) -> EntryWords {
        EntryWords { words: self.words, units: self.settings.units }
    }

    /// Returns the emergency number: the one that is set, else that of the locale's region.
    pub(super) fn emergency(&self) -> Option<Number> {
        self.settings.emergency.clone().or_else(|| self.local_number.clone())
    }

    /// Opens the history, to write something down.
    pub(super) fn writer(&self, library: &Rc<Library>) -> Result<HistoryWriter, Failure> {
        HistoryWriter::open_at(&self.paths, library, self.at.moment, self.zone.clone())
    }

    /// Opens the history only to be read.
    pub(super) fn history(&self, library: &Rc<Library>) -> HistoryWriter {
        HistoryWriter::read_at(&self.paths, library, self.at.moment, self.zone.clone())
    }

    /// Takes another theme than the config's, for this once.
    pub(super) fn use_theme(&mut self, name: &str) -> Result<(), Failure> {
        self.themes.find(name).map_err(|unknown| Failure::Said(unknown.to_string()))?;
        // What was found is an id.
        self.settings.sound.theme = Id::new(name).unwrap_or(SoundSettings::default().theme);
        Ok(())
    }

    /// Makes the sounds of the theme ready; says what is wrong with it, one per line.
    pub(super) fn theme(&self) -> (Theme, Vec<String>) {
        self.theme_named(&self.settings.sound.theme)
    }

    /// Makes the sounds of any theme ready; says what is wrong with it, one per line.
    pub(super) fn theme_named(&self, name: &Id) -> (Theme, Vec<String>) {
        load_theme(&self.themes, &self.paths.data, name)
    }

    /// Returns what makes the sounds of any theme ready, to be cached for later.
    pub(super) fn theme_loader(&self) -> LoadTheme {
        let (themes, data) = (self.themes.clone(), self.paths.data.clone());
        Box::new(move |name| load_theme(&themes, &data, name))
    }

    /// Puts the config, and what is wrong with own sound themes, into what `check` looks at.
    pub(super) fn into_library(self, library: Library) -> Library {
        let mut unread = Vec::new();
        for name in self.themes.own() {
            let folder = self.paths.data.join("sounds").join(name.as_str()).display().to_string();
            let (_, problems) = self.theme_named(name);
            unread.extend(problems.into_iter().map(|problem| Diagnostic::error(folder.clone(), problem)));
        }
        // What is wrong with the config beside its text: that it cannot be read, or its theme.
        match self.config {
            Some(file) => {
                let found = settings::read(&file).problems;
                unread.extend(self.problems.into_iter().filter(|problem| !found.contains(problem)));
                library.with_own([file]).with_unread(unread)
            }
            None => library.with_unread(unread).with_unread(self.problems),
        }
    }

    /// Returns the problems of the config, one per line: file, line, column, what.
    pub(super) fn lines(&self) -> Vec<String> {
        self.problems.iter().map(|problem| in_a_line(problem, self.text())).collect()
    }

    /// Returns the problems of the config with their lines and carets.
    pub(super) fn shown(&self) -> Vec<String> {
        self.problems.iter().map(|problem| render(problem, self.text(), Look::Plain)).collect()
    }

    fn text(&self) -> &str {
        let bytes = self.config.as_ref().map(|file| file.bytes.as_ref());
        bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

fn load_theme(themes: &Themes, data: &Path, name: &Id) -> (Theme, Vec<String>) {
    let files = match themes.find(name.as_str()) {
        Ok(Origin::BuiltIn) if name.as_str() == SoundSettings::CLICK => {
            return (Theme::Click, Vec::new());
        }
        Ok(Origin::BuiltIn) => return (Theme::Tones, Vec::new()),
        Ok(Origin::Shipped(files)) => files,
        Ok(Origin::Own) => match files::read_theme(data, name) {
            Ok(files) => files,
            Err(error) => {
                let why = format!("can't read the sound theme `{name}`: {error}; using plain tones");
                return (Theme::Tones, vec![why]);
            }
        },
        Err(unknown) => return (Theme::Tones, vec![unknown.to_string()]),
    };
    let (sounds, problems) = ThemeSounds::decode(name.as_str(), &files);
    (Theme::Files(Arc::new(sounds)), problems)
}
