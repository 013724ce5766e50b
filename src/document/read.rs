//! How each type of value is read from a file's tree.
//!
//! A reader says what is wrong with the form of one value (its type, its words, its
//! characters); whether the value makes sense beside the others is for `check`. The shape of
//! every type is known as data too, so that a schema can be written from it.

use std::marker::PhantomData;
use std::ops::Range;
use std::time::Duration;

use toml::de::{DeTable, DeValue};

use super::{Node, Problems, Spanned, quoted};
use crate::diagnostic::{is_hidden, nearest};
use crate::id::Id;
use crate::symptoms::PainScore;
use crate::time::{DurationError, parse_duration};
use crate::word::Word;

/// A value that can be read from a file.
pub(crate) trait Read: Sized {
    /// Reads the value, or adds what is wrong with it.
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self>;

    /// Returns what the value looks like in a file.
    fn shape() -> Shape;
}

/// What a value looks like in a file.
#[derive(Debug, Clone)]
pub enum Shape {
    /// A text in one line.
    Line,
    /// A text of several lines.
    Prose,
    /// A small-letter name.
    Id,
    /// A duration such as `1m30s`.
    Duration,
    /// The parts of a repetition, in seconds.
    Tempo,
    /// A whole number.
    Number,
    /// A number, with a point or without.
    Real,
    /// A pain score, 0 to 10.
    Score,
    /// A share in percent, such as `35%`.
    Percent,
    /// The intervals of a run, such as `8x(1m run, 2m walk)`.
    Workout,
    /// True or false.
    Switch,
    /// One word out of these.
    Words(Vec<&'static str>),
    /// A list.
    List(Box<Shape>),
    /// One value or a list of them.
    OneOrMany(Box<Shape>),
    /// One of these.
    Either(Vec<Shape>),
    /// A table whose keys are names: out of these, if there are any.
    Entries(Vec<&'static str>, Box<Shape>),
    /// A table of these keys.
    Table(TableShape),
}

/// What a table looks like in a file.
#[derive(Debug, Clone, Copy)]
pub struct TableShape {
    /// Its name, as in "no key of a step".
    pub title: &'static str,
    /// Its keys; a function, since a circuit's steps are steps again.
    pub keys: fn() -> Vec<KeyShape>,
}

/// A key of a table.
#[derive(Debug, Clone)]
pub struct KeyShape {
    /// As it is written.
    pub name: &'static str,
    /// What it means.
    pub doc: String,
    /// What its value looks like.
    pub shape: Shape,
}

/// A table with a fixed set of keys.
pub(crate) trait Table: Sized {
    /// Its name, with its article.
    const TITLE: &'static str;
    /// Its keys.
    const KEYS: &'static [&'static str];

    /// Reads the table; a key that cannot be read is left out and listed in `failed`.
    fn read_table(table: &DeTable<'_>, at: &Node<'_, '_>, problems: &mut Problems<'_>) -> Self;

    /// Reads a file's top table.
    fn read_root(table: &DeTable<'_>, text: &str, problems: &mut Problems<'_>) -> Self {
        let whole = toml::Spanned::new(0..0, DeValue::Boolean(true));
        let at = Node { value: &whole, name: "", key: 0..0, text, listed: false };
        Self::read_table(table, &at, problems)
    }

    /// Returns the keys that were read, with their places.
    fn given(&self) -> Vec<(&'static str, Range<usize>)>;

    /// True if one of these keys is there but could not be read.
    fn lost(&self, keys: &[&str]) -> bool;

    /// Returns its keys with their shapes.
    fn key_shapes() -> Vec<KeyShape>;

    /// Returns what it looks like.
    fn table_shape() -> TableShape {
        TableShape { title: Self::TITLE, keys: Self::key_shapes }
    }
}

/// Adds the error that a table has no such key; returns the key that was meant, if plain.
pub(crate) fn unknown_key<T: Table>(
    key: &str,
    span: &Range<usize>,
    problems: &mut Problems<'_>,
) -> Option<&'static str> {
    let meant = if problems.is_full() { None } else { nearest(key, T::KEYS.iter().copied()) };
    let error = problems.misplaced(span, format!("{} isn't a key of {}", quoted(key), T::TITLE));
    match meant {
        Some(meant) => error.help(format!("did you mean `{meant}`?")),
        None => error.help(format!("its keys are {}", T::KEYS.join(", "))),
    };
    T::KEYS.iter().copied().find(|key| Some(*key) == meant)
}

impl<T: Table> Read for T {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        if let DeValue::Table(table) = node.get() {
            Some(Self::read_table(table, node, problems))
        } else {
            let error = node.mistyped("a table", problems);
            // A step's keys are too many to list here.
            if T::KEYS.len() < 20 {
                error.help(format!("write it in braces, with keys from {}", T::KEYS.join(", ")));
            }
            None
        }
    }

    fn shape() -> Shape {
        Shape::Table(T::table_shape())
    }
}

/// A text in one line, without hidden characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line(pub(crate) String);

/// A text that may have several lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Prose(pub(crate) String);

impl Read for Line {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        clean_text(node, false, problems).map(Self)
    }

    fn shape() -> Shape {
        Shape::Line
    }
}

impl Read for Prose {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        clean_text(node, true, problems).map(Self)
    }

    fn shape() -> Shape {
        Shape::Prose
    }
}

/// Reads a text and refuses characters that are not seen.
fn clean_text(node: &Node<'_, '_>, lines: bool, problems: &mut Problems<'_>) -> Option<String> {
    let DeValue::String(text) = node.get() else {
        node.mistyped("text in quotes", problems);
        return None;
    };
    // A file with CRLF means the same text.
    let text = text.replace("\r\n", "\n");
    let Some(bad) = text.chars().find(|c| is_hidden(*c) && !(lines && *c == '\n')) else {
        let text = text.trim();
        if text.is_empty() {
            problems
                .error(&node.span(), format!("`{}` is empty", node.name))
                .help("leave the key out if it has no value");
            return None;
        }
        return Some(text.to_owned());
    };
    let place = character_place(node.text, &node.span(), bad).unwrap_or_else(|| node.span());
    let what = match bad {
        '\n' => "a line break".to_owned(),
        '\t' => "a tab".to_owned(),
        '\u{1b}' => "an escape character".to_owned(),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            format!("a character that reverses the writing direction (U+{:04X})", u32::from(bad))
        }
        '\u{fe0e}' | '\u{fe0f}' | '\u{200d}' => {
            format!("an emoji with an invisible part (U+{:04X})", u32::from(bad))
        }
        c if c.is_control() => format!("a control character (U+{:04X})", u32::from(c)),
        c => format!("an invisible character (U+{:04X})", u32::from(c)),
    };
    let error = problems.misplaced(&place, format!("`{}` contains {what}", node.name));
    error.help(match bad {
        '\n' => "only `how` can have more than one line",
        '\u{fe0e}' | '\u{fe0f}' | '\u{200d}' => "write it without the emoji",
        _ => "delete it and type the text again",
    });
    None
}

/// Finds where a character of a decoded string is written: as itself, or as an escape.
fn character_place(text: &str, span: &Range<usize>, wanted: char) -> Option<Range<usize>> {
    let literal = text.get(span.clone())?;
    let escapes = literal.starts_with('"');
    let mut at = 0;
    while let Some(c) = literal[at..].chars().next() {
        let (decoded, length) =
            if c == '\\' && escapes { escape(&literal[at..]) } else { (Some(c), c.len_utf8()) };
        if decoded == Some(wanted) {
            return Some(span.start + at..span.start + at + length);
        }
        at += length;
    }
    None
}

/// Decodes the escape at the start of a text; returns the length of its writing too.
fn escape(text: &str) -> (Option<char>, usize) {
    let Some(letter) = text[1..].chars().next() else { return (None, 1) };
    let digits = match letter {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => {
            let c = match letter {
                'b' => Some('\u{8}'),
                'e' => Some('\u{1b}'),
                'f' => Some('\u{c}'),
                'n' => Some('\n'),
                'r' => Some('\r'),
                't' => Some('\t'),
                _ => None,
            };
            return (c, 1 + letter.len_utf8());
        }
    };
    match text.get(2..2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok()) {
        Some(code) => (char::from_u32(code), 2 + digits),
        None => (None, 2),
    }
}

impl Read for bool {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        if let DeValue::Boolean(value) = node.get() {
            return Some(*value);
        }
        node.mistyped("`true` or `false`", problems);
        None
    }

    fn shape() -> Shape {
        Shape::Switch
    }
}

impl Read for i64 {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let DeValue::Integer(number) = node.get() else {
            let error = node.mistyped("a whole number", problems);
            if let DeValue::String(text) = node.get()
                && text.len() < 10
                && text.trim().parse::<Self>().is_ok()
            {
                error.help(format!("write {} without the quotes", text.trim()));
            }
            return None;
        };
        let value = Self::from_str_radix(number.as_str(), number.radix());
        if value.is_err() {
            problems.error(&node.span(), format!("`{}` is too large a number", node.name));
        }
        value.ok()
    }

    fn shape() -> Shape {
        Shape::Number
    }
}

impl Read for PainScore {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let number = i64::read(node, problems)?;
        let score = u8::try_from(number).ok().and_then(Self::new);
        if score.is_none() {
            let message = format!("`{}` is a pain score from 0 to 10, not {number}", node.name);
            problems.error(&node.span(), message);
        }
        score
    }

    fn shape() -> Shape {
        Shape::Score
    }
}

impl Read for Duration {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let text = match node.get() {
            DeValue::String(text) => text,
            DeValue::Integer(number) => {
                let written = quoted(number.as_str()).replace('`', "");
                node.mistyped("a duration with its unit", problems)
                    .help(format!("write \"{written}s\" for seconds or \"{written}m\" for minutes"));
                return None;
            }
            _ => {
                node.mistyped("a duration such as \"1m30s\"", problems);
                return None;
            }
        };
        match parse_duration(text) {
            Ok(length) => Some(length),
            Err(error) => {
                let diagnostic = problems.error(&node.span(), format!("`{}`: {error}", node.name));
                if let DurationError::NoUnit(number) = &error
                    && number.len() < 10
                {
                    diagnostic.help(format!("write \"{number}s\" for seconds or \"{number}m\" for minutes"));
                } else {
                    diagnostic.help("write durations as \"45s\", \"1m30s\", \"0.5s\", \"48h\" or \"6w\"");
                }
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::Duration
    }
}

impl Read for Id {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let DeValue::String(text) = node.get() else {
            node.mistyped("a name in quotes", problems);
            return None;
        };
        let id = Self::new(text);
        if id.is_none() {
            let noun = match node.name {
                "exercise" | "or" | "easier" | "harder" => "an exercise",
                "use" | "before" | "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun" => "a routine",
                "figure" => "a figure",
                _ => "this",
            };
            if text.trim().is_empty() {
                problems.error(&node.span(), format!("`{}` is empty", node.name));
            } else if text.contains(['/', '\\']) || text.ends_with(".toml") {
                let stem = text.rsplit(['/', '\\']).next().unwrap_or_default().trim_end_matches(".toml");
                let error = problems.error(&node.span(), format!("give the name of {noun}, not a path"));
                if let Some(stem) = Self::new(stem) {
                    error.help(format!("write `{} = \"{stem}\"`", node.name));
                }
            } else {
                problems.error(&node.span(), format!("{} can't be used as a name", quoted(text))).help(
                    format!(
                        "use up to {} lower-case letters, digits and single hyphens: `{}`",
                        Self::MAX,
                        Self::from_words(text)
                    ),
                );
            }
        }
        id
    }

    fn shape() -> Shape {
        Shape::Id
    }
}

/// One word out of a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OneOf<W>(pub(crate) W);

impl<W: Word> Read for OneOf<W> {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        if let DeValue::String(text) = node.get() {
            word(text, &node.span(), problems).map(Self)
        } else {
            let words: Vec<_> = W::WORDS.iter().map(|w| w.word()).collect();
            node.mistyped("one word in quotes", problems).help(format!("choose from {}", words.join(", ")));
            None
        }
    }

    fn shape() -> Shape {
        Shape::Words(<Self as Keys>::words())
    }
}

/// Finds a word in its list, or adds the error that it is not there.
pub(crate) fn word<W: Word>(text: &str, span: &Range<usize>, problems: &mut Problems<'_>) -> Option<W> {
    let found = W::of_word(text);
    if found.is_none() {
        let words: Vec<_> = W::WORDS.iter().map(|w| w.word()).collect();
        let meant = nearest(text, words.iter().copied());
        let error = problems.error(span, format!("{} isn't a valid {}", quoted(text), W::NOUN));
        if let Some(meant) = meant {
            error.help(format!("did you mean `{meant}`?"));
        }
        error.help(format!("allowed: {}", words.join(", ")));
    }
    found
}

/// A list.
pub(crate) type List<T> = Vec<Spanned<T>>;

impl<T: Read> Read for Vec<Spanned<T>> {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let DeValue::Array(array) = node.get() else {
            let error = node.mistyped("a list", problems);
            match node.get() {
                DeValue::Table(_) => {
                    error.help(format!("write `[[{}]]` above each of its tables", node.name))
                }
                _ => error.help(format!("write `{} = [ .. ]`", node.name)),
            };
            return None;
        };
        let mut list = Self::new();
        for value in array {
            let entry = node.entry(value);
            list.extend(T::read(&entry, problems).map(|value| entry.here(value)));
        }
        Some(list)
    }

    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}

/// One value, or a list of them.
#[derive(Debug, Clone)]
pub(crate) struct OneOrMany<T>(pub(crate) List<T>);

impl<T: Read> Read for OneOrMany<T> {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        if matches!(node.get(), DeValue::Array(_)) {
            Vec::read(node, problems).map(Self)
        } else {
            T::read(node, problems).map(|value| Self(vec![node.here(value)]))
        }
    }

    fn shape() -> Shape {
        Shape::OneOrMany(Box::new(T::shape()))
    }
}

/// What the keys of a table are.
pub(crate) trait Keys {
    /// The words that there are; none if any name will do.
    fn words() -> Vec<&'static str>;
}

/// Any name, such as that of a step.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AnyName;

impl Keys for AnyName {
    fn words() -> Vec<&'static str> {
        Vec::new()
    }
}

impl<W: Word> Keys for OneOf<W> {
    fn words() -> Vec<&'static str> {
        W::WORDS.iter().map(|w| w.word()).collect()
    }
}

/// A table whose keys are names of something: of steps, of regions.
///
/// Whether a name is one of those is for `check`, which knows what else was meant.
#[derive(Debug, Clone)]
pub(crate) struct Entries<T, K = AnyName>(pub(crate) Vec<(String, Spanned<T>)>, pub(crate) PhantomData<K>);

impl<T: Read, K: Keys> Read for Entries<T, K> {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let DeValue::Table(table) = node.get() else {
            node.mistyped("a table", problems);
            return None;
        };
        let mut entries = Vec::new();
        for (key, value) in table {
            let entry = Node { value, name: key.get_ref(), key: key.span(), text: node.text, listed: false };
            if let Some(value) = T::read(&entry, problems) {
                entries.push((key.get_ref().to_string(), entry.here(value)));
            }
        }
        Some(Self(entries, PhantomData))
    }

    fn shape() -> Shape {
        Shape::Entries(K::words(), Box::new(T::shape()))
    }
}
