//! Values of the command line that are words of a closed list: read, named in errors, completed in the shells.
//!
//! [`word`] is for a value that is such a word and nothing else; [`offering`] for one that may be something else too,
//! such as a score, and completes the words that are known.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command, Error};

use crate::word::Word;

/// Reads a word of its closed list.
pub(in crate::commands) fn word<W: Word>() -> impl TypedValueParser<Value = W> {
    word_of(W::WORDS)
}

/// Reads one of some words of a closed list.
pub(in crate::commands) fn word_of<W: Word>(words: &'static [W]) -> impl TypedValueParser<Value = W> {
    let words = words.iter().map(|word| offer(*word).aliases(word.also()));
    PossibleValuesParser::new(words)
        .try_map(|text| W::of_typed(&text).ok_or_else(|| format!("must be {}", W::choice())))
}

/// Returns the words of a closed list as the shells complete them.
pub(in crate::commands) fn offers<W: Word>() -> impl Iterator<Item = PossibleValue> {
    W::WORDS.iter().map(|word| offer(*word))
}

fn offer<W: Word>(word: W) -> PossibleValue {
    let about = word.about();
    let value = PossibleValue::new(word.word());
    if about.is_empty() { value } else { value.help(about) }
}

/// A parser, and words that it reads among other things.
#[derive(Clone)]
pub(in crate::commands) struct Offering<P> {
    words: Vec<PossibleValue>,
    parser: P,
}

/// Reads with a parser, and completes words that it reads among other things.
pub(in crate::commands) fn offering<P: TypedValueParser>(
    words: impl IntoIterator<Item = impl Into<PossibleValue>>,
    parser: P,
) -> Offering<P> {
    Offering { words: words.into_iter().map(Into::into).collect(), parser }
}

impl<P: TypedValueParser> TypedValueParser for Offering<P> {
    type Value = P::Value;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<P::Value, Error> {
        self.parser.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.words.iter().cloned()))
    }
}
