//! One row for each setting: its key, its type, its default, and what it does.
//!
//! From the rows of [`settings!`] come the structs that the program reads, their defaults, the
//! reader of `config.toml`, the schema, the book's table and the screen of settings. A type
//! that can be set implements [`Setting`] once; a closed list of words needs only `Word`.

use std::time::Duration;

use super::{CountFrom, EngineChoice, SoundSettings, Volume};
use crate::document::read::{Line, OneOf, Read, Shape};
use crate::document::{Node, Problems};
use crate::id::Id;
use crate::symptoms::emergency::Number;
use crate::time::duration_text;
use crate::word::Word;

/// Steps between the volumes that the screen offers.
const VOLUME_STEP: u8 = 5;
/// The leads that the screen offers, in milliseconds.
const LEADS: [u64; 11] = [0, 200, 400, 600, 800, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000];
/// The word for a value that the program finds out by itself.
const AUTO: &str = "auto";

/// What settings are about: the groups of the screen, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Colours, motion, mouse.
    Screen,
    /// Theme, voice, volumes.
    Sound,
    /// The kinds of cue that are heard.
    Cues,
    /// How routines are laid out, and units.
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

/// The value of a setting, whatever its type.
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

/// A type of value that can be set.
pub(crate) trait Setting: Sized {
    /// Reads the value from a file, or adds what is wrong with it.
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self>;

    /// Returns what the value looks like in a file.
    fn shape() -> Shape;

    /// Returns the value as the screen shows it and the file has it.
    fn value(&self) -> Value;

    /// Makes it of a value; `None` if this setting cannot have it, or only in the file.
    fn from_value(value: &Value) -> Option<Self>;

    /// Returns the values that the screen offers, in order, the present one among them.
    ///
    /// `themes` are the sound themes that are there, by name.
    fn choices(&self, themes: &[String]) -> Vec<Value>;
}

/// A group of settings: a table of the file.
pub(super) trait SettingTable {
    /// Returns the value of a key, with its tables before it: `sound.volume`.
    fn value_of(&self, _key: &str) -> Option<Value> {
        None
    }

    /// Sets a key; a value that it cannot have changes nothing.
    fn set_value(&mut self, _key: &str, _value: &Value) {}

    /// Returns what a key may be set to, its present value among them.
    fn choices_of(&self, _key: &str, _themes: &[String]) -> Vec<Value> {
        Vec::new()
    }
}

/// A table as it was read, which becomes settings: what is left out keeps its default.
pub(super) trait Settle {
    /// What it becomes.
    type Settings;

    /// Takes the table apart.
    fn settle(self) -> Self::Settings;
}

/// A setting as a file has it.
#[derive(Debug, Clone)]
pub(crate) struct Written<T>(pub(super) T);

impl<T: Setting> Read for Written<T> {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        T::read(node, problems).map(Self)
    }

    fn shape() -> Shape {
        T::shape()
    }
}

/// Declares settings, a table of the file at a time.
///
/// A row has its documentation (for the book and the schema), its group on the screen, its
/// key, field, type and default, and what the screen says of it in a line. `tables` are the
/// tables inside, each with the type that reads it.
macro_rules! settings {
    (
        $(#[doc = $about:literal])*
        $name:ident, $raw:ident($title:literal), $prefix:literal {
            $( $(#[doc = $doc:literal])* $group:ident $key:literal $field:ident: $type:ty = $default:expr, $help:literal; )*
        }
        tables {
            $( $(#[doc = $table_doc:literal])* $table_key:literal $table:ident: $table_type:ty, $table_raw:ty; )*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[expect(clippy::allow_attributes, reason = "not every table has so many switches")]
        #[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
        pub struct $name {
            $( $(#[doc = $doc])* pub $field: $type, )*
            $( $(#[doc = $table_doc])* pub $table: $table_type, )*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $( $field: $default, )* $( $table: <$table_type>::default(), )* }
            }
        }

        impl $name {
            /// Its rows.
            const ENTRIES: &'static [Entry] =
                &[$( Entry { group: Group::$group, key: concat!($prefix, $key), help: $help } ),*];
        }

        impl SettingTable for $name {
            fn value_of(&self, key: &str) -> Option<Value> {
                match key {
                    $( $key => Some(Setting::value(&self.$field)), )*
                    _ => {
                        let (_table, _key) = key.split_once('.')?;
                        $( if _table == $table_key { return self.$table.value_of(_key); } )*
                        None
                    }
                }
            }

            fn set_value(&mut self, key: &str, value: &Value) {
                match key {
                    $( $key => self.$field = Setting::from_value(value).unwrap_or_else(|| self.$field.clone()), )*
                    _ => {
                        let Some((_table, _key)) = key.split_once('.') else { return };
                        $( if _table == $table_key { self.$table.set_value(_key, value); } )*
                    }
                }
            }

            fn choices_of(&self, key: &str, themes: &[String]) -> Vec<Value> {
                match key {
                    $( $key => Setting::choices(&self.$field, themes), )*
                    _ => {
                        let Some((_table, _key)) = key.split_once('.') else { return Vec::new() };
                        $( if _table == $table_key { return self.$table.choices_of(_key, themes); } )*
                        Vec::new()
                    }
                }
            }
        }

        tables! {
            $(#[doc = $about])*
            $raw($title) {
                $( $(#[doc = $doc])* $key $field: Written<$type>, )*
                $( $(#[doc = $table_doc])* $table_key $table: $table_raw, )*
            }
        }

        impl Settle for $raw {
            type Settings = $name;

            fn settle(self) -> $name {
                let Self { failed: _, $( $field, )* $( $table, )* } = self;
                let mut settings = $name::default();
                $( if let Some(given) = $field { settings.$field = given.value.0; } )*
                $( if let Some(given) = $table { settings.$table = given.value.settle(); } )*
                settings
            }
        }
    };
}
pub(super) use settings;

impl Setting for bool {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        Read::read(node, problems)
    }

    fn shape() -> Shape {
        Shape::Switch
    }

    fn value(&self) -> Value {
        Value::Flag(*self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Flag(on) = value { Some(*on) } else { None }
    }

    fn choices(&self, _: &[String]) -> Vec<Value> {
        vec![Value::Flag(true), Value::Flag(false)]
    }
}

impl<W: Word> Setting for W {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        OneOf::read(node, problems).map(|word| word.0)
    }

    fn shape() -> Shape {
        OneOf::<W>::shape()
    }

    fn value(&self) -> Value {
        Value::Word(self.word().to_owned())
    }

    fn from_value(value: &Value) -> Option<Self> {
        let Value::Word(word) = value else { return None };
        W::of_word(word)
    }

    fn choices(&self, _: &[String]) -> Vec<Value> {
        W::WORDS.iter().map(Setting::value).collect()
    }
}

impl Setting for Volume {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let number = i64::read(node, problems)?;
        let volume = u8::try_from(number).ok().and_then(Self::new);
        if volume.is_none() {
            problems.error(&node.span(), format!("`{}` must be from 0 to 100, not {number}", node.name));
        }
        volume
    }

    fn shape() -> Shape {
        Shape::Number
    }

    fn value(&self) -> Value {
        Value::Number(self.percent())
    }

    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Number(percent) = value { Self::new(*percent) } else { None }
    }

    fn choices(&self, _: &[String]) -> Vec<Value> {
        let mut all: Vec<u8> = (0..=100).step_by(VOLUME_STEP.into()).collect();
        all.extend(Some(self.percent()).filter(|here| !here.is_multiple_of(VOLUME_STEP)));
        all.sort_unstable();
        all.into_iter().map(Value::Number).collect()
    }
}

impl Setting for CountFrom {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let number = i64::read(node, problems)?;
        let known = u8::try_from(number).ok().and_then(Self::new);
        if known.is_none() {
            problems.error(&node.span(), format!("`{}` must be 3 or 5, not {number}", node.name));
        }
        known
    }

    fn shape() -> Shape {
        Shape::Number
    }

    fn value(&self) -> Value {
        Value::Number(self.number())
    }

    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Number(number) = value { Self::new(*number) } else { None }
    }

    fn choices(&self, _: &[String]) -> Vec<Value> {
        [Self::Three, Self::Five].iter().map(Setting::value).collect()
    }
}

/// The length of the quiet lead.
impl Setting for Duration {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let lead = <Self as Read>::read(node, problems)?;
        if lead > SoundSettings::LONGEST_LEAD {
            let longest = duration_text(SoundSettings::LONGEST_LEAD);
            problems.error(&node.span(), format!("`{}` must be no longer than {longest}", node.name));
            return None;
        }
        Some(lead)
    }

    fn shape() -> Shape {
        Shape::Duration
    }

    fn value(&self) -> Value {
        Value::Length(*self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        let Value::Length(lead) = value else { return None };
        Some(*lead).filter(|lead| *lead <= SoundSettings::LONGEST_LEAD)
    }

    fn choices(&self, _: &[String]) -> Vec<Value> {
        let mut all = LEADS.map(Self::from_millis).to_vec();
        all.extend(Some(*self).filter(|lead| !all.contains(lead)));
        all.sort_unstable();
        all.into_iter().map(Value::Length).collect()
    }
}

/// A sound theme, by its name.
impl Setting for Id {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        Read::read(node, problems)
    }

    fn shape() -> Shape {
        Shape::Id
    }

    fn value(&self) -> Value {
        Value::Word(self.to_string())
    }

    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Word(name) = value { Self::new(name) } else { None }
    }

    fn choices(&self, themes: &[String]) -> Vec<Value> {
        let here = Some(Setting::value(self)).filter(|_| !themes.iter().any(|theme| theme == self.as_str()));
        here.into_iter().chain(themes.iter().cloned().map(Value::Word)).collect()
    }
}

/// An emergency number; `None` for that of the locale's region.
impl Setting for Option<Number> {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let Line(text) = Line::read(node, problems)?;
        if text == AUTO {
            return Some(None);
        }
        let number = Number::new(&text);
        if number.is_none() {
            problems
                .error(&node.span(), "an emergency number must be digits, spaces and `+`, or `auto`")
                .help("write it as `\"112\"`");
        }
        number.map(Some)
    }

    fn shape() -> Shape {
        Shape::Line
    }

    fn value(&self) -> Value {
        Value::Word(self.as_ref().map_or(AUTO, Number::as_str).to_owned())
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Word(word) if word == AUTO => Some(None),
            Value::Word(word) => Number::new(word).map(Some),
            _ => None,
        }
    }

    fn choices(&self, _: &[String]) -> Vec<Value> {
        let known = [AUTO].into_iter().chain(Number::known());
        let mut all: Vec<Value> = known.map(|word| Value::Word(word.to_owned())).collect();
        // A number that was set in the file stays a choice.
        all.extend(Some(Setting::value(self)).filter(|here| !all.contains(here)));
        all
    }
}

impl Setting for EngineChoice {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        super::engine::read(node, problems)
    }

    fn shape() -> Shape {
        Shape::OneOrMany(Box::new(Shape::Line))
    }

    fn value(&self) -> Value {
        match self {
            Self::Auto => Value::Word(AUTO.into()),
            Self::Off => Value::Word("off".into()),
            Self::Command(words) => Value::Words(words.clone()),
        }
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Word(word) if word == AUTO => Some(Self::Auto),
            Value::Word(word) if word == "off" => Some(Self::Off),
            // A program is set in the file, where its arguments are checked.
            _ => None,
        }
    }

    fn choices(&self, _: &[String]) -> Vec<Value> {
        match self {
            Self::Command(_) => vec![Setting::value(self)],
            Self::Auto | Self::Off => [Self::Auto, Self::Off].iter().map(Setting::value).collect(),
        }
    }
}
