//! One word for each value of a closed list, in files, on the command line and in output.
//!
//! [`words!`] declares such an enum; whatever reads or writes one asks [`Word`], so that a value
//! that is added is read, written, listed in messages and completed in the shells at once.

/// A value that is written as one word out of a closed list.
pub trait Word: Copy + Send + Sync + 'static {
    /// What one such value is called in messages, as in "`x` is no region".
    const NOUN: &'static str;
    /// All values, in order.
    const WORDS: &'static [Self];

    /// Returns the word used in files.
    fn word(self) -> &'static str;
}

/// Declares an enum whose variants have one kebab-case word each.
macro_rules! words {
    ($(#[$about:meta])* $vis:vis $name:ident($noun:literal) { $($(#[$doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// All values, in order.
            $vis const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the word used in files.
            $vis const fn id(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl $crate::word::Word for $name {
            const NOUN: &'static str = $noun;
            const WORDS: &'static [Self] = Self::ALL;

            fn word(self) -> &'static str {
                self.id()
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
