//! The questions to the terminal at the start, and its answers: its background, and whether it has all colours.
//!
//! The question is written and not waited for here: the answer comes in between the keys, is
//! picked out by `input`, and takes no key with it. A terminal that gives none
//! costs one short wait before the first picture; an answer that is late still counts.

use std::ffi::OsStr;
use std::io;
use std::time::{Duration, Instant};

use super::output;
use super::wait::{Waiter, Woken};
use crate::settings::ScreenSettings;
use crate::ui::{Abilities, Background, Look};

/// Asks for the background (OSC 11), then for what every terminal answers (DA1): one that sends
/// that without the first has no answer to the first.
const QUESTION: &[u8] = b"\x1b]11;?\x1b\\\x1b[c";
/// Asks before it whether colours may have 24 bits: XTGETTCAP with `RGB` in hexadecimal.
const RGB: &[u8] = b"\x1bP+q524742\x1b\\";
/// How long the first picture waits for an answer.
const PATIENCE: Duration = Duration::from_millis(100);

/// Something that the terminal said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Its background.
    Background(Background),
    /// Colours may have 24 bits.
    Full,
    /// What it is: nothing more is to come.
    Attributes,
}

/// Returns what the environment tells about the terminal.
///
/// The Linux console and GNU screen get the sixteen colours, whatever `COLORTERM` was handed down.
pub(super) fn abilities(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Abilities {
    let set = |name| variable(name).filter(|value| !value.is_empty());
    let is = |name, value: &str| set(name).as_deref() == Some(OsStr::new(value));
    let full = is("COLORTERM", "truecolor") || is("COLORTERM", "24bit");
    let console = is("TERM", "linux");
    let full = full && !console && set("STY").is_none();
    let many = set("TERM").is_some_and(|term| term.to_str().is_some_and(|term| term.ends_with("256color")));
    // GNU screen tells of 256 colours in its own name, and then it has them.
    let indexed = many && !console;
    Abilities { no_colour: set("NO_COLOR").is_some(), full, indexed, console, background: None }
}

/// True if the terminal can be asked where keys lie: the Linux console and GNU screen would print the question.
pub(super) fn tells_places(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> bool {
    variable("STY").is_none() && variable("TERM").is_none_or(|term| term != "linux")
}

/// True if the terminal may be asked for its colours: those that would print the question are left out, and tmux,
/// which answers for itself.
pub(super) fn tells_colours(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> bool {
    let apple = variable("TERM_PROGRAM").is_some_and(|name| name == "Apple_Terminal");
    let known =
        variable("TERM").is_some_and(|term| term.to_str().is_some_and(|term| term.starts_with("xterm")));
    known && !apple && variable("STY").is_none() && variable("TMUX").is_none()
}

/// Asks the terminal for its background, and if `for_colours` also whether it has all colours, if the look depends on
/// it. Returns whether it asked.
///
/// It must be in raw mode, or the answer would be echoed.
pub(super) fn ask(settings: ScreenSettings, abilities: Abilities, for_colours: bool) -> io::Result<bool> {
    if !cfg!(unix) {
        return Ok(false);
    }
    // More colours are useless without a known background.
    let full = for_colours && !abilities.full && Look::asks(settings, Abilities { full: true, ..abilities });
    let asks = full || Look::asks(settings, abilities);
    if asks {
        output::send(&[if full { RGB } else { b"" }, QUESTION].concat())?;
    }
    Ok(asks)
}

/// Waits for the answer to a question asked at a moment; other input stays in its order.
pub(super) fn hear(waiter: &mut Waiter, asked: Instant) -> io::Result<Woken> {
    let mut all = Woken::default();
    while !all.answers.contains(&Answer::Attributes) && !all.hung_up && all.wakes.is_empty() {
        let left = PATIENCE.saturating_sub(asked.elapsed());
        let Woken { events, wakes, answers, hung_up } = waiter.wait(Some(left))?;
        all.events.extend(events);
        all.wakes.extend(wakes);
        all.answers.extend(answers);
        all.hung_up |= hung_up;
        if left.is_zero() {
            break;
        }
    }
    Ok(all)
}

/// Reads the text of an operating system command; `None` if it answers no question of ours.
pub(super) fn of_command(text: &[u8]) -> Option<Answer> {
    let text = std::str::from_utf8(text).ok()?.strip_prefix("11;")?;
    let colour = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?;
    let mut parts = colour.split('/').map(part);
    let (r, g, b) = (parts.next()??, parts.next()??, parts.next()??);
    // How light it looks (Rec. 709 weights on the values as they are sent).
    let light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    Some(Answer::Background(if light < 0.5 { Background::Dark } else { Background::Light }))
}

/// Reads the text of a device control string; `None` when it answers nothing that was asked.
pub(super) fn of_control(text: &[u8]) -> Option<Answer> {
    let text = std::str::from_utf8(text).ok()?.strip_prefix("1+r")?;
    text.to_ascii_uppercase().starts_with("524742").then_some(Answer::Full)
}

/// Reads one of the colour's parts, one to four hexadecimal digits, as 0 to 1.
fn part(digits: &str) -> Option<f64> {
    let most = match digits.len() {
        1 => 0xf,
        2 => 0xff,
        3 => 0xfff,
        4 => 0xffff,
        _ => return None,
    };
    let value = u32::from_str_radix(digits, 16).ok()?;
    Some(f64::from(value) / f64::from(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_background_is_dark_or_light() {
        for (text, expected) in [
            ("11;rgb:1616/1818/1d1d", Some(Background::Dark)),
            ("11;rgb:fafa/f9f9/f6f6", Some(Background::Light)),
            ("11;rgba:ffff/ffff/ffff/8000", Some(Background::Light)),
            ("11;rgb:0/0/0", Some(Background::Dark)),
            ("11;rgb:00/2b/36", Some(Background::Dark)),
            ("11;rgb:fd/f6/e3", Some(Background::Light)),
            ("10;rgb:0/0/0", None),
            ("11;rgb:0/0", None),
            ("11;rgb:xx/00/00", None),
            ("11;#ffffff", None),
        ] {
            let answer = of_command(text.as_bytes());
            assert_eq!(answer, expected.map(Answer::Background), "{text}");
        }
    }

    #[test]
    fn all_colours_are_told_by_name_and_never_asked_of_who_would_print_it() {
        assert_eq!(of_control(b"1+r524742=38"), Some(Answer::Full));
        assert_eq!(of_control(b"1+r524742"), Some(Answer::Full));
        assert_eq!(of_control(b"0+r524742"), None);
        assert_eq!(of_control(b"1+r544e=78"), None);
        let may = |variables: &'static [(&str, &str)]| {
            tells_colours(|name| variables.iter().find(|(n, _)| *n == name).map(|(_, v)| v.into()))
        };
        assert!(may(&[("TERM", "xterm")]) && may(&[("TERM", "xterm-kitty")]));
        assert!(!may(&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")]));
        assert!(!may(&[("TERM", "xterm-256color"), ("TMUX", "/tmp/x")]) && !may(&[("TERM", "linux")]));
    }

    #[test]
    fn the_environment_tells_how_many_colours() {
        let with = |variables: &'static [(&str, &str)]| {
            abilities(|name| variables.iter().find(|(n, _)| *n == name).map(|(_, v)| v.into()))
        };
        assert!(with(&[("COLORTERM", "truecolor"), ("TERM", "xterm-256color")]).full);
        assert!(with(&[("COLORTERM", "24bit")]).full);
        assert!(with(&[("TERM", "xterm-256color")]).indexed && !with(&[("TERM", "xterm")]).indexed);
        assert!(!with(&[("COLORTERM", "truecolor"), ("TERM", "linux")]).full);
        assert!(!with(&[("COLORTERM", "truecolor"), ("STY", "1.pts")]).full);
        assert!(!with(&[("TERM", "xterm-256color")]).full);
        assert!(with(&[("NO_COLOR", "1")]).no_colour && !with(&[("NO_COLOR", "")]).no_colour);
    }
}
