//! The terminal's title, and the bar that some show in a tab or a taskbar.
//!
//! The environment says which of them a terminal knows; if it says nothing, it
//! gets nothing: an unknown OSC 9 is a notification to some. What is written comes back as bytes;
//! [`terminal`](super::terminal) writes them, and undoes them whatever ends the program.

use std::ffi::OsString;

use crate::app::{Headline, Progress};
use crate::diagnostic::is_hidden;

/// Keeps the title from before on the terminal's own stack (xterm, XTWINOPS).
const BEGIN: &[u8] = b"\x1b[22;2t";
/// An empty title, for terminals without such a stack, then the one from before.
const END: &[u8] = b"\x1b]2;\x1b\\\x1b[23;2t";
/// The same, with the bar taken away first.
const END_WITH_BAR: &[u8] = b"\x1b]9;4;0;0\x1b\\\x1b]2;\x1b\\\x1b[23;2t";
/// No window shows more of a title.
const LONGEST: usize = 120;

/// How a terminal that takes OSC 9;4 is known.
enum Known {
    /// This variable is set.
    Set,
    /// It has this value.
    Is(&'static str),
    /// It is a number of this or more.
    From(u32),
    /// It is a list of features (iterm2.com/feature-reporting) with this one in it.
    Feature(&'static str),
}

/// The terminals that take OSC 9;4, each with where that is written.
const BARS: &[(&str, Known, &str)] = &[
    (
        "WT_SESSION",
        Known::Set,
        "Windows Terminal 1.6; learn.microsoft.com/windows/terminal/tutorials/progress-bar-sequences",
    ),
    ("ConEmuANSI", Known::Is("ON"), "ConEmu; conemu.github.io/en/AnsiEscapeCodes.html"),
    ("TERM_PROGRAM", Known::Is("WezTerm"), "WezTerm; github.com/wezterm/wezterm/issues/6581"),
    ("TERM_PROGRAM", Known::Is("ghostty"), "Ghostty 1.2; ghostty.org/docs/install/release-notes/1-2-0"),
    ("TERM_FEATURES", Known::Feature("P"), "iTerm2 3.6.6; iterm2.com/feature-reporting"),
    ("PTYXIS_VERSION", Known::From(48), "Ptyxis 48; gitlab.gnome.org/chergert/ptyxis/-/issues/305"),
];

/// What a terminal knows of titles and bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Titles {
    /// Nothing: the Linux console, and what is older than titles.
    #[default]
    None,
    /// A title.
    Title,
    /// A title and a bar.
    TitleAndBar,
}

impl Titles {
    /// Returns what the environment tells about the terminal.
    ///
    /// Inside tmux and screen only the title: they pass it on, and the terminal around them may
    /// be another one tomorrow.
    pub fn of(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name: &str| {
            let value = variable(name).and_then(|value| value.into_string().ok());
            value.filter(|value| !value.is_empty())
        };
        let term = set("TERM").unwrap_or_default();
        let old = ["linux", "dumb", "vt", "ansi", "cons", "sun", "unknown"];
        let no_title = (cfg!(unix) && term.is_empty()) || old.iter().any(|old| term.starts_with(old));
        if no_title {
            return Self::None;
        }
        let inside = set("TMUX").is_some() || set("STY").is_some();
        if inside || term.starts_with("tmux") || term.starts_with("screen") {
            return Self::Title;
        }
        let knows = |(name, known, _): &(&str, Known, &str)| {
            set(name).is_some_and(|value| match known {
                Known::Set => true,
                Known::Is(wanted) => value == *wanted,
                Known::From(least) => {
                    value.split('.').next().and_then(|n| n.parse().ok()).is_some_and(|n: u32| n >= *least)
                }
                Known::Feature(wanted) => features(&value).any(|feature| feature == *wanted),
            })
        };
        if BARS.iter().any(knows) { Self::TitleAndBar } else { Self::Title }
    }

    /// Returns what keeps the title from before.
    pub(super) const fn begin(self) -> &'static [u8] {
        match self {
            Self::None => b"",
            Self::Title | Self::TitleAndBar => BEGIN,
        }
    }

    /// Returns what takes the bar away and brings the title from before back.
    pub(super) const fn end(self) -> &'static [u8] {
        match self {
            Self::None => b"",
            Self::Title => END,
            Self::TitleAndBar => END_WITH_BAR,
        }
    }

    /// Returns what makes the terminal say this, if it says something else.
    pub(super) fn show(self, headline: &Headline, before: Option<&Headline>) -> Vec<u8> {
        let mut bytes = Vec::new();
        if self != Self::None && before.is_none_or(|before| before.title != headline.title) {
            bytes.extend_from_slice(format!("\x1b]2;{}\x1b\\", clean(&headline.title)).as_bytes());
        }
        let fresh = before.is_none() && headline.progress == Progress::None;
        if self == Self::TitleAndBar
            && !fresh
            && before.is_none_or(|before| before.progress != headline.progress)
        {
            let (state, percent) = match headline.progress {
                Progress::None => (0, 0),
                Progress::Running(percent) => (1, percent),
                Progress::Paused(percent) => (4, percent),
            };
            bytes.extend_from_slice(format!("\x1b]9;4;{state};{percent}\x1b\\").as_bytes());
        }
        bytes
    }
}

/// Takes from a title whatever a terminal could act on.
fn clean(title: &str) -> String {
    title.chars().filter(|c| !c.is_control() && !is_hidden(*c)).take(LONGEST).collect()
}

/// Takes a list of features apart: each is a capital with what follows it up to the next.
fn features(list: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> = list.match_indices(|c: char| c.is_ascii_uppercase()).map(|(at, _)| at).collect();
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([list.len()]).collect();
    starts
        .into_iter()
        .zip(ends)
        .map(move |(from, to)| list[from..to].trim_end_matches(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Titles {
        Titles::of(|name| variables.iter().find(|(n, _)| *n == name).map(|(_, value)| value.into()))
    }

    fn headline(title: &str, progress: Progress) -> Headline {
        Headline { title: title.to_owned(), progress }
    }

    #[test]
    fn only_terminals_that_are_known_to_take_it_get_a_bar() {
        let xterm = ("TERM", "xterm-256color");
        for (variables, expected) in [
            (&[xterm][..], Titles::Title),
            (&[("TERM", "linux")], Titles::None),
            (&[("TERM", "dumb")], Titles::None),
            (&[("TERM", "vt100")], Titles::None),
            (&[xterm, ("WT_SESSION", "c0ffee")], Titles::TitleAndBar),
            (&[xterm, ("ConEmuANSI", "ON")], Titles::TitleAndBar),
            (&[xterm, ("ConEmuANSI", "OFF")], Titles::Title),
            (&[xterm, ("TERM_PROGRAM", "WezTerm")], Titles::TitleAndBar),
            (&[("TERM", "xterm-ghostty"), ("TERM_PROGRAM", "ghostty")], Titles::TitleAndBar),
            (&[xterm, ("TERM_PROGRAM", "iTerm.app")], Titles::Title),
            (&[xterm, ("TERM_FEATURES", "T3LrMSc7UUw9Ts3BFGsSyHNoSxFP")], Titles::TitleAndBar),
            (&[xterm, ("TERM_FEATURES", "T3LrMSc7UUw9Ts3BFGsSyHNoSxFPaste")], Titles::Title),
            (&[xterm, ("PTYXIS_VERSION", "48.1")], Titles::TitleAndBar),
            (&[xterm, ("PTYXIS_VERSION", "47.9")], Titles::Title),
            (&[("TERM", "tmux-256color"), ("TMUX", "/t"), ("WT_SESSION", "x")], Titles::Title),
            (&[("TERM", "screen"), ("STY", "1.pts"), ("TERM_PROGRAM", "WezTerm")], Titles::Title),
        ] {
            assert_eq!(of(variables), expected, "{variables:?}");
        }
        for (name, _, source) in BARS {
            assert!(source.contains('/'), "{name} says where that is written");
        }
    }

    #[test]
    fn a_title_from_a_file_holds_nothing_that_a_terminal_acts_on() {
        let wild = headline("a\x1b]2;b\x07c\u{9b}d\u{202e}e\n\u{9c}é", Progress::None);
        assert_eq!(Titles::Title.show(&wild, None), "\x1b]2;a]2;bcdeé\x1b\\".as_bytes());
        let long = headline(&"x".repeat(9_999), Progress::None);
        assert!(Titles::Title.show(&long, None).len() < 150);
    }

    #[test]
    fn only_what_changed_is_written() {
        let first = headline("a", Progress::Running(3));
        let bar = Titles::TitleAndBar;
        assert_eq!(bar.show(&first, None), b"\x1b]2;a\x1b\\\x1b]9;4;1;3\x1b\\");
        assert_eq!(bar.show(&headline("a", Progress::Paused(3)), Some(&first)), b"\x1b]9;4;4;3\x1b\\");
        assert_eq!(bar.show(&headline("b", Progress::Running(3)), Some(&first)), b"\x1b]2;b\x1b\\");
        assert_eq!(bar.show(&headline("a", Progress::None), Some(&first)), b"\x1b]9;4;0;0\x1b\\");
        assert_eq!(Titles::Title.show(&headline("a", Progress::None), Some(&first)), b"");
        assert_eq!(Titles::None.show(&first, None), b"");
        let calm = headline("runup", Progress::None);
        assert_eq!(bar.show(&calm, None), b"\x1b]2;runup\x1b\\", "there is no bar to take away yet");
    }
}
