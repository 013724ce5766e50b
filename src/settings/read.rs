//! `config.toml`: from bytes to [`Settings`], with all that is wrong in it.
//!
//! Unlike a routine, a config with a mistake is not refused: each value that cannot be read
//! keeps its default, and the problem is told with its place.

use std::ops::Range;
use std::time::Duration;

use toml::de::{DeTable, DeValue};

use super::hooks::{self, RawHooks};
use super::keys::{self, Given, RawKeys};
use super::{
    BackgroundChoice, CUES, ColourChoice, CountFrom, EngineChoice, KeySettings, MarkerChoice, ScreenSettings,
    Settings, SoundSettings, Units, Volume,
};
use crate::diagnostic::{Diagnostic, nearest};
use crate::routine::document::{Document, Node, Problems, Spanned, text};
use crate::routine::raw::tables;
use crate::routine::read::{KeyShape, Line, List, OneOf, Read, Shape, Table, unknown_key};
use crate::routine::{Id, SourceFile, Word};
use crate::symptoms::Side;
use crate::symptoms::emergency::Number;
use crate::time::duration_text;

/// The settings of a file, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// What could be read; the rest at its default.
    pub settings: Settings,
    /// What could not, in the order of their places.
    pub problems: Vec<Diagnostic>,
    /// Where the theme is named.
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
        let mut problem = Diagnostic::error(path, format!("there is no sound theme `{theme}`")).at(span);
        if let Some(meant) = nearest(theme, themes.iter().map(String::as_str)) {
            problem.help(format!("did you mean `{meant}`?"));
        }
        problem.help(format!("there are {}", themes.join(", ")));
        self.settings.sound.theme = SoundSettings::default().theme;
        self.problems.push(problem);
        self.problems.sort_by(|a, b| a.order().cmp(&b.order()));
    }

    /// Takes away keys that another action has already, as `clash` tells, and adds the problems.
    ///
    /// `clash` gets all keys, an action and its key, and returns the action that has the key too.
    /// The last of two that are written loses it; then the rest is looked at anew, since an
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
            let message = format!("`{action}` cannot have `{key_words}`: it is {other}");
            self.problems.push(Diagnostic::error(path.clone(), message).at(span));
            keys.unbind(action, key);
        }
        self.problems.sort_by(|a, b| a.order().cmp(&b.order()));
    }
}

tables! {
    /// The config file.
    RawConfig("the config") {
        /// The side that begins where a step leaves it open; `left` when left out.
        "first-side" first_side: OneOf<Side>,
        /// Whether the screen lights up at changes; `true` when left out.
        "flash" flash: bool,
        /// Whether the player turns large, to be read from 3 m, after 10 s without a key; `true` when left out.
        "far-view" far_view: bool,
        /// The number to call in an emergency: `auto` (that of your region), or digits, spaces and `+`; `auto` when left out.
        "emergency" emergency: RawNumber,
        /// What distances are told in: `km` or `mi`; `km` when left out.
        "units" units: OneOf<Units>,
        /// Whether clicks and the wheel count; `true` when left out.
        "mouse" mouse: bool,
        /// Whether the terminal's title says what is played, and its taskbar how far; `true` when left out.
        "title" title: bool,
        /// Whether media keys and the buttons of earbuds reach the player; `true` when left out.
        "media-keys" media_keys: bool,
        /// How it looks.
        "screen" screen: RawScreen,
        /// How it sounds.
        "sound" sound: RawSound,
        /// What is heard at all.
        "cues" cues: RawCues,
        /// Keys of one's own.
        "keys" keys: RawKeys,
        /// Commands of one's own.
        "hooks" hooks: RawHooks,
    }

    /// How it looks.
    RawScreen("`screen`") {
        /// `auto`, `full` (24 bits), `16` (the terminal's own) or `none`; `auto` when left out. `NO_COLOR` wins.
        "colours" colours: OneOf<ColourChoice>,
        /// What the colours are made for: `auto` (the terminal is asked), `dark` or `light`; `auto` when left out.
        "background" background: OneOf<BackgroundChoice>,
        /// Whether figures move; `true` when left out.
        "motion" motion: bool,
        /// What figures are drawn with: `auto`, `block`, `octant`, `half`, `braille` or `ascii`; `auto` when left out.
        "markers" markers: OneOf<MarkerChoice>,
    }

    /// How it sounds.
    RawSound("`sound`") {
        /// The sounds: `tones`, `click`, `wood`, `glass`, or a folder of yours; `tones` when left out.
        "theme" theme: Id,
        /// Volume of everything, 0 to 100; 100 when left out.
        "volume" volume: i64,
        /// Volume of what is spoken, 0 to 100; 100 when left out.
        "voice-volume" voice_volume: i64,
        /// Volume of tones, 0 to 100; 100 when left out.
        "tone-volume" tone_volume: i64,
        /// Whether words are spoken; `true` when left out.
        "voice" voice: bool,
        /// What speaks other words: `auto`, `off`, or `["program", "argument", "{text}", "{file}"]`; `auto` when left out.
        "engine" engine: RawEngine,
        /// Whether cues about a side come from that side; `true` when left out.
        "pan" pan: bool,
        /// So much very quiet noise before a cue that follows 3 s of silence, for headsets that swallow the start; `0s` when left out, `5s` at most.
        "lead" lead: Duration,
        /// Where counts into and out of work begin, 3 or 5; 3 when left out.
        "count-from" count_from: i64,
    }

    /// Which kinds of cue are heard.
    RawCues("`cues`") {
        /// The exercise and the side.
        "name" name: bool,
        /// Numbers: seconds into and out of work, repetitions.
        "count" count: bool,
        /// Work begins.
        "go" go: bool,
        /// How it is done.
        "say" say: bool,
        /// Half of the work is over.
        "halfway" halfway: bool,
        /// The last set is next.
        "last-set" last_set: bool,
        /// Change sides.
        "switch" switch: bool,
        /// Rest begins.
        "rest" rest: bool,
        /// Up, hold and down of counted repetitions.
        "tempo" tempo: bool,
        /// The end, and what to do next.
        "done" done: bool,
    }
}

/// An engine as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawEngine(EngineChoice);

impl Read for RawEngine {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        if let DeValue::Array(_) = node.get() {
            let words: List<Line> = Read::read(node, problems)?;
            let words: Vec<String> = words.into_iter().map(|word| word.value.0).collect();
            let has = |what: &str| words.iter().skip(1).any(|word| word.contains(what));
            for what in ["{text}", "{file}"] {
                if !has(what) {
                    problems
                        .error(&node.span(), format!("no argument of this engine is `{what}`"))
                        .help("as in `[\"my-voice\", \"--out\", \"{file}\", \"{text}\"]`");
                    return None;
                }
            }
            return Some(Self(EngineChoice::Command(words)));
        }
        match node.get() {
            DeValue::String(text) if text == "auto" => Some(Self(EngineChoice::Auto)),
            DeValue::String(text) if text == "off" => Some(Self(EngineChoice::Off)),
            DeValue::String(_) => {
                problems
                    .error(&node.span(), "an engine is `auto`, `off`, or a list: a program and its arguments")
                    .help("as in `[\"my-voice\", \"--out\", \"{file}\", \"{text}\"]`; no shell is asked");
                None
            }
            _ => {
                node.mistyped("`auto`, `off` or a list", problems);
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::OneOrMany(Box::new(Shape::Line))
    }
}

/// An emergency number as it is written; `None` for that of the region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RawNumber(Option<Number>);

impl Read for RawNumber {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let Line(text) = Line::read(node, problems)?;
        if text == "auto" {
            return Some(Self(None));
        }
        let number = Number::new(&text);
        if number.is_none() {
            problems
                .error(&node.span(), "an emergency number is digits, spaces and `+`, or `auto`")
                .help("as in `\"112\"`");
        }
        number.map(|number| Self(Some(number)))
    }

    fn shape() -> Shape {
        Shape::Line
    }
}

impl Word for Side {
    const NOUN: &'static str = "side";
    const WORDS: &'static [Self] = &[Self::Left, Self::Right];

    fn word(self) -> &'static str {
        self.id()
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
        let RawConfig {
            failed: _,
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
        } = RawConfig::read_root(&document.root, text, &mut problems);
        take(&mut settings.first_side, first_side.map(|side| side.value.0));
        take(&mut settings.flash, flash.map(|flash| flash.value));
        take(&mut settings.units, units.map(|units| units.value.0));
        take(&mut settings.far_view, far_view.map(|far_view| far_view.value));
        take(&mut settings.emergency, emergency.map(|number| number.value.0));
        take(&mut settings.mouse, mouse.map(|mouse| mouse.value));
        take(&mut settings.title, title.map(|title| title.value));
        take(&mut settings.media_keys, media_keys.map(|media_keys| media_keys.value));
        if let Some(screen) = screen {
            settings.screen = look(screen.value);
        }
        if let Some(sound) = sound {
            let theme = sound.value.theme.as_ref();
            theme_at = theme.map(|theme| (source.path.clone(), theme.span.clone()));
            settings.sound = sounds(sound.value, &mut problems);
        }
        if let Some(cues) = cues {
            for (kind, on) in switches(cues.value) {
                settings.cues.set(kind, on);
            }
        }
        take(&mut settings.hooks, hooks.map(|hooks| hooks::hooks(hooks.value)));
        given = keys.map(|keys| keys::given(keys.value)).unwrap_or_default();
        for Given { action, key, .. } in &given {
            settings.keys.bind(action, *key);
        }
    }
    let keys_at = (source.path.clone(), given);
    Loaded { settings, problems: problems.finish::<()>(None).diagnostics, theme_at, keys_at }
}

fn look(raw: RawScreen) -> ScreenSettings {
    let RawScreen { failed: _, colours, background, motion, markers } = raw;
    let mut screen = ScreenSettings::default();
    take(&mut screen.colours, colours.map(|colours| colours.value.0));
    take(&mut screen.background, background.map(|background| background.value.0));
    take(&mut screen.motion, motion.map(|motion| motion.value));
    take(&mut screen.markers, markers.map(|markers| markers.value.0));
    screen
}

fn sounds(raw: RawSound, problems: &mut Problems<'_>) -> SoundSettings {
    let RawSound {
        failed: _,
        theme,
        volume,
        voice_volume,
        tone_volume,
        voice,
        engine,
        pan,
        lead,
        count_from,
    } = raw;
    let mut sound = SoundSettings::default();
    take(&mut sound.theme, theme.map(|theme| theme.value));
    take(&mut sound.volume, self::volume("volume", volume, problems));
    take(&mut sound.voice_volume, self::volume("voice-volume", voice_volume, problems));
    take(&mut sound.tone_volume, self::volume("tone-volume", tone_volume, problems));
    take(&mut sound.voice, voice.map(|voice| voice.value));
    take(&mut sound.engine, engine.map(|engine| engine.value.0));
    take(&mut sound.pan, pan.map(|pan| pan.value));
    if let Some(lead) = lead {
        if lead.value > SoundSettings::LONGEST_LEAD {
            let longest = duration_text(SoundSettings::LONGEST_LEAD);
            problems.error(&lead.span, format!("`lead` is {longest} at most"));
        } else {
            sound.lead = lead.value;
        }
    }
    match count_from {
        None => {}
        Some(Spanned { value: 3, .. }) => sound.count_from = CountFrom::Three,
        Some(Spanned { value: 5, .. }) => sound.count_from = CountFrom::Five,
        Some(other) => {
            problems.error(&other.span, format!("`count-from` is 3 or 5, not {}", other.value));
        }
    }
    sound
}

fn switches(raw: RawCues) -> impl Iterator<Item = (&'static str, bool)> {
    let RawCues { failed: _, name, count, go, say, halfway, last_set, switch, rest, tempo, done } = raw;
    let given = [name, count, go, say, halfway, last_set, switch, rest, tempo, done];
    CUES.into_iter().zip(given).filter_map(|(kind, on)| Some((kind, on?.value)))
}

fn volume(name: &str, given: Option<Spanned<i64>>, problems: &mut Problems<'_>) -> Option<Volume> {
    let Spanned { value, span, .. } = given?;
    let volume = u8::try_from(value).ok().and_then(Volume::new);
    if volume.is_none() {
        problems.error(&span, format!("`{name}` goes from 0 to 100, not {value}"));
    }
    volume
}

fn take<T>(place: &mut T, given: Option<T>) {
    if let Some(value) = given {
        *place = value;
    }
}

#[cfg(test)]
mod tests {
    use super::super::markdown;
    use super::*;
    use crate::diagnostic::{Look, render};
    use crate::routine::{Kind, Origin};

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
            engine: EngineChoice::Command(words.to_vec()),
            pan: false,
            lead: Duration::from_millis(500),
            count_from: CountFrom::Five,
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
            "`volume` goes from 0 to 100, not 130",
            "`count-from` is 3 or 5, not 4",
            "write \"2s\" for seconds",
            "an engine is `auto`, `off`, or a list",
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
        assert!(told.contains("no argument of this engine is `{file}`"), "{told}");
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
    fn the_table_names_every_cue_and_key() {
        let table = markdown();
        for key in CUES.map(|kind| format!("cues.{kind}")).iter().chain([&"sound.lead".to_owned()]) {
            assert!(table.contains(&format!("| `{key}` |")), "{key}");
        }
    }
}
