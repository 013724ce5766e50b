//! One word for each value of a closed list, in files, on the command line and in output.
//!
//! `words!` declares such an enum. All code that reads or writes one uses [`Word`], so a new value is read, written,
//! listed in messages and completed in the shells at once.

/// A value that is written as one word out of a closed list.
pub trait Word: Copy + Send + Sync + 'static {
    /// The name of one such value in messages, as in "`x` is no region".
    const NOUN: &'static str;
    /// All values, in order.
    const WORDS: &'static [Self];

    /// Returns the word used in files.
    fn word(self) -> &'static str;

    /// Returns what the value means, as the shells and the help tell it.
    fn about(self) -> &'static str {
        ""
    }

    /// Returns other names that people type for it; files have the word alone.
    fn also(self) -> &'static [&'static str] {
        &[]
    }

    /// Finds the value of a word.
    fn of_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().copied().find(|value| value.word() == word)
    }

    /// Finds the value of what was typed: its word or another of its names.
    fn of_typed(text: &str) -> Option<Self> {
        Self::of_word(text).or_else(|| Self::WORDS.iter().copied().find(|value| value.also().contains(&text)))
    }

    /// Returns the words as a choice: `road, trail or sand`.
    fn choice() -> String {
        match Self::WORDS {
            [] => String::new(),
            [only] => only.word().to_owned(),
            [several @ .., last] => {
                let several: Vec<&str> = several.iter().map(|value| value.word()).collect();
                format!("{} or {}", several.join(", "), last.word())
            }
        }
    }
}

/// Declares an enum whose variants have one kebab-case word each.
///
/// `in records` before the braces makes serde write the same words. Names that are typed for a
/// value too follow its word: `TendonMid = "tendon-mid" | "achilles"`.
macro_rules! words {
    ($(#[$on:meta])* $vis:vis $name:ident($noun:literal) in records {
        $($(#[doc = $about:literal])* $(#[default $($default:tt)?])? $variant:ident = $text:literal $(| $also:literal)*),+ $(,)?
    }) => {
        $(#[$on])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        $vis enum $name {
            $($(#[doc = $about])* $(#[default $($default)?])? #[serde(rename = $text)] $variant),+
        }

        $crate::word::words! { @tie $vis $name($noun) { $(($($about)*) $variant = $text $(| $also)*),+ } }
    };
    ($(#[$on:meta])* $vis:vis $name:ident($noun:literal) {
        $($(#[doc = $about:literal])* $(#[default $($default:tt)?])? $variant:ident = $text:literal $(| $also:literal)*),+ $(,)?
    }) => {
        $(#[$on])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[doc = $about])* $(#[default $($default)?])? $variant),+ }

        $crate::word::words! { @tie $vis $name($noun) { $(($($about)*) $variant = $text $(| $also)*),+ } }
    };
    (@tie $vis:vis $name:ident($noun:literal) {
        $(($($about:literal)*) $variant:ident = $text:literal $(| $also:literal)*),+
    }) => {
        impl $name {
            /// All values, in order.
            $vis const ALL: [Self; [$(Self::$variant),+].len()] = [$(Self::$variant),+];

            /// Returns the word used in files.
            $vis const fn id(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl $crate::word::Word for $name {
            const NOUN: &'static str = $noun;
            const WORDS: &'static [Self] = &Self::ALL;

            fn word(self) -> &'static str {
                self.id()
            }

            fn about(self) -> &'static str {
                let about = match self { $(Self::$variant => concat!($($about),*)),+ };
                about.trim().trim_end_matches('.')
            }

            fn also(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($also),*]),+ }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.id())
            }
        }
    };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;

    words! {
        /// A toy.
        Toy("toy") in records {
            /// One with another name.
            RedBall = "red-ball" | "ball" | "red",
            /// One without.
            Top = "top",
        }
    }

    #[test]
    fn a_word_is_read_from_files_and_another_name_only_where_it_is_typed() {
        assert_eq!(
            (Toy::of_word("red-ball"), Toy::of_typed("red-ball")),
            (Some(Toy::RedBall), Some(Toy::RedBall))
        );
        assert_eq!((Toy::of_word("ball"), Toy::of_typed("ball")), (None, Some(Toy::RedBall)));
        assert_eq!((Toy::of_word("kite"), Toy::of_typed("kite")), (None, None));
        assert_eq!((Toy::choice(), Toy::Top.about()), ("red-ball or top".to_owned(), "One without"));
    }

    #[test]
    fn records_have_the_word_and_no_other_name() {
        assert_eq!(serde_json::to_string(&Toy::ALL).unwrap(), r#"["red-ball","top"]"#);
        assert_eq!(serde_json::from_str::<Toy>(r#""top""#).unwrap(), Toy::Top);
        assert!(serde_json::from_str::<Toy>(r#""ball""#).is_err());
    }
}
