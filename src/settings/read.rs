//! `config.toml`: from bytes to [`Settings`], with all that is wrong in it.
//!
//! Unlike a routine, a config with a mistake is not refused: each value that cannot be read
//! keeps its default, and the problem is reported with its place.

use std::ops::Range;

use super::keys::{self, Given};
use super::table::Settle as _;
use super::{KeySettings, RawConfig, Settings, SoundSettings};
use crate::diagnostic::{Diagnostic, nearest};
use crate::document::SourceFile;
use crate::document::read::Table as _;
use crate::document::{Document, Problems, text};

/// The settings of a file, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// What could be read; the rest at its default.
    pub settings: Settings,
    /// What could not, in the order of their places.
    pub problems: Vec<Diagnostic>,
    /// The place that names the theme.
    theme_at: Option<(String, Range<usize>)>,
    /// The keys that were given to actions, and the file they stand in.
    keys_at: (String, Vec<Given>),
}

impl Loaded {
    /// Adds the problem that there is no such theme, and takes the default one instead.
    pub fn check_theme(&mut self, themes: &[String]) {
        let Some((path, span)) = self.theme_at.clone() else { return };
        let theme = self.settings.sound.theme.as_str();
        if themes.iter().any(|known| known == theme) {
            return;
        }
        let mut problem = Diagnostic::error(path, format!("can't find the sound theme `{theme}`")).at(span);
        if let Some(meant) = nearest(theme, themes.iter().map(String::as_str)) {
            problem.help(format!("did you mean `{meant}`?"));
        }
        problem.help(format!("choose from {}", themes.join(", ")));
        self.settings.sound.theme = SoundSettings::default().theme;
        self.problems.push(problem);
        self.problems.sort_by(|a, b| a.order().cmp(&b.order()));
    }

    /// Takes away keys that another action has already, as `clash` tells, and adds the problems.
    ///
    /// `clash` gets all keys, an action and its key, and returns the action that has the key too.
    /// The last of two that are written loses it; then the rest is looked at again, since an
    /// action without a key of its own has that of the program again.
    pub fn check_keys(&mut self, clash: impl Fn(&KeySettings, &str, char) -> Option<String>) {
        let (path, mut given) = (self.keys_at.0.clone(), std::mem::take(&mut self.keys_at.1));
        let keys = &mut self.settings.keys;
        while let Some((at, other)) = given
            .iter()
            .enumerate()
            .rev()
            .find_map(|(i, given)| clash(keys, given.action, given.key).map(|other| (i, other)))
        {
            let Given { action, key, span } = given.remove(at);
            let key_words = if key == ' ' { "space".to_owned() } else { key.to_string() };
            let message = format!("`{action}` can't use `{key_words}`, which is {other}");
            self.problems.push(Diagnostic::error(path.clone(), message).at(span));
            keys.unbind(action, key);
        }
        self.problems.sort_by(|a, b| a.order().cmp(&b.order()));
    }
}

/// Reads a `config.toml`.
pub fn read(source: &SourceFile) -> Loaded {
    let mut problems = Problems::new(source);
    let mut settings = Settings::default();
    let mut theme_at = None;
    let mut given = Vec::new();
    // A file with nothing in it sets nothing.
    let empty = source.bytes.iter().all(u8::is_ascii_whitespace);
    if !empty
        && let Some(text) = text(source, &mut problems)
        && let Some(document) = Document::parse(text, &mut problems)
    {
        let mut raw = RawConfig::read_root(&document.root, text, &mut problems);
        let theme = raw.sound.as_ref().and_then(|sound| sound.value.theme.as_ref());
        theme_at = theme.map(|theme| (source.path.clone(), theme.span.clone()));
        // Which keys of the runner's own count is known only beside those of the program: `check_keys`.
        given = raw.keys.take().map(|keys| keys::given(keys.value)).unwrap_or_default();
        settings = raw.settle();
        for Given { action, key, .. } in &given {
            settings.keys.bind(action, *key);
        }
    }
    let keys_at = (source.path.clone(), given);
    Loaded { settings, problems: problems.finish::<()>(None).diagnostics, theme_at, keys_at }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::diagnostic::{Look, render};
    use crate::document::{Kind, Origin};
    use crate::id::Id;
    use crate::settings::{
        BackgroundChoice, ColourChoice, CountFrom, CountOut, EngineChoice, MarkerChoice, ScreenSettings,
        SpeakerChoice, Units, Volume, entries, markdown,
    };
    use crate::symptoms::Side;
    use crate::symptoms::emergency::Number;

    fn file(text: &str) -> SourceFile {
        SourceFile {
            path: "config.toml".into(),
            kind: Kind::Config,
            id: Id::from_words("config"),
            origin: Origin::Own,
            bytes: text.as_bytes().to_vec().into(),
        }
    }

    fn problems(text: &str) -> String {
        let loaded = read(&file(text));
        loaded.problems.iter().map(|problem| render(problem, text, Look::Plain)).collect()
    }

    #[test]
    fn nothing_is_the_default() {
        for text in ["", "  \n", "# nothing yet\n", "[sound]\n[cues]\n"] {
            let loaded = read(&file(text));
            assert_eq!((loaded.settings, loaded.problems), (Settings::default(), vec![]), "{text:?}");
        }
    }

    #[test]
    fn every_key_is_read() {
        let text = r#"
first-side = "right"
flash = false
far-view = false
emergency = "+44 999"
units = "mi"
mouse = false
title = false
media-keys = false
[screen]
colours = "16"
background = "light"
motion = false
markers = "half"
[sound]
theme = "wood"
volume = 80
voice-volume = 0
tone-volume = 50
voice = false
speaker = "man"
engine = ["say", "-o", "{file}", "{text}"]
pan = false
lead = "0.5s"
count-from = 5
[cues]
halfway = false
count = true
[keys]
pause = "x"
next = ["space", "ü"]
[hooks]
start = ["playerctl", "pause"]
"#;
        let loaded = read(&file(text));
        assert_eq!(loaded.problems, vec![]);
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
            keys,
            hooks,
        } = loaded.settings;
        assert_eq!(hooks.start, ["playerctl", "pause"]);
        assert_eq!((mouse, title, media_keys), (false, false, false));
        assert_eq!(keys.of("pause"), Some(&['x'][..]));
        assert_eq!(keys.of("next"), Some(&[' ', 'ü'][..]));
        assert_eq!(keys.of("quit"), None);
        assert_eq!((first_side, flash, far_view), (Side::Right, false, false));
        assert_eq!(emergency, Number::new("+44 999"));
        assert_eq!(units, Units::Mi);
        let expected = ScreenSettings {
            colours: ColourChoice::Sixteen,
            background: BackgroundChoice::Light,
            motion: false,
            markers: MarkerChoice::Half,
        };
        assert_eq!(screen, expected);
        assert!(!cues.allows("halfway") && cues.allows("count"));
        let words = ["say", "-o", "{file}", "{text}"].map(str::to_owned);
        let expected = SoundSettings {
            theme: Id::from_words("wood"),
            volume: Volume::new(80).unwrap(),
            voice_volume: Volume::new(0).unwrap(),
            tone_volume: Volume::new(50).unwrap(),
            voice: false,
            speaker: SpeakerChoice::Man,
            engine: EngineChoice::Command(words.to_vec()),
            pan: false,
            lead: Duration::from_millis(500),
            count_from: CountFrom::Five,
            count_out: CountOut::Words,
        };
        assert_eq!(sound, expected);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_the_rest_counts() {
        let text = "flsh = false\n[sound]\nvolume = 130\ncount-from = 4\nlead = 2\nengine = \"rm -rf\"\npan = \
                    false\n[cues]\nhalf-way = false\n";
        let told = problems(text);
        for part in [
            "config.toml:1:1",
            "did you mean `flash`?",
            "config.toml:3:10",
            "`volume` must be from 0 to 100, not 130",
            "`count-from` must be 3 or 5, not 4",
            "write \"2s\" for seconds",
            "an engine must be `auto`, `off`, or a list",
            "config.toml:9:1",
            "did you mean `halfway`?",
        ] {
            assert!(told.contains(part), "no {part:?} in\n{told}");
        }
        let settings = read(&file(text)).settings;
        let sound = SoundSettings { pan: false, ..SoundSettings::default() };
        assert_eq!(settings, Settings { sound, ..Settings::default() });
    }

    #[test]
    fn an_emergency_number_is_a_number_or_auto() {
        assert_eq!(problems("emergency = \"auto\"\n"), "");
        let told = problems("emergency = \"call ma\"\n");
        assert!(told.contains("config.toml:1:13") && told.contains("digits, spaces and `+`"), "{told}");
        assert!(problems("emergency = 112\n").contains("config.toml:1:13"), "it is a text");
    }

    #[test]
    fn an_engine_without_a_place_for_words_and_file_is_refused() {
        let told = problems("[sound]\nengine = [\"say\", \"{text}\"]\n");
        assert!(told.contains("this engine needs the argument `{file}`"), "{told}");
        assert!(problems("[sound]\nengine = []\n").contains("`{text}`"));
    }

    #[test]
    fn a_theme_that_is_not_there_is_told_with_the_nearest_and_the_tones_play() {
        let mut loaded = read(&file("[sound]\ntheme = \"wod\"\n"));
        loaded.check_theme(&["tones".to_owned(), "wood".to_owned()]);
        assert_eq!(loaded.settings, Settings::default());
        let shown = render(&loaded.problems[0], "[sound]\ntheme = \"wod\"\n", Look::Plain);
        assert!(shown.contains("config.toml:2:9") && shown.contains("did you mean `wood`?"), "{shown}");
    }

    #[test]
    fn a_key_that_something_else_has_is_told_and_taken_away() {
        let text = "[keys]\npause = [\"x\", \"q\"]\n";
        let mut loaded = read(&file(text));
        loaded.check_keys(|keys, action, key| {
            let both = keys.of(action).is_some_and(|keys| keys.contains(&key));
            (both && key == 'q').then(|| "the way out".to_owned())
        });
        assert_eq!(loaded.settings.keys.of("pause"), Some(&['x'][..]));
        let [problem] = &loaded.problems[..] else { panic!("{:?}", loaded.problems) };
        let shown = render(problem, text, Look::Plain);
        assert!(shown.contains("`pause` can't use `q`, which is the way out"), "{shown}");
        assert!(shown.contains("config.toml:2:15"), "{shown}");
    }

    #[test]
    fn the_table_names_every_key() {
        let table = markdown();
        for entry in entries() {
            assert!(table.contains(&format!("| `{}` |", entry.key)), "{}", entry.key);
        }
    }
}
