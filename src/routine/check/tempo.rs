//! How a tempo is read: `"up 3, hold 2, down 3"`.
//!
//! Parts are named, since gyms write bare digits the other way round (lowering first): a bare
//! "3-0-1" is refused with that hint, never guessed at.

use std::time::Duration;

use toml::de::DeValue;

use crate::diagnostic::nearest;
use crate::document::read::{Read, Shape};
use crate::document::{Node, Problems, quoted};
use crate::routine::{Beat, Tempo};
use crate::word::Word as _;

/// Shortest and longest repetition.
const REPETITION: (Duration, Duration) = (Duration::from_millis(300), Duration::from_secs(120));
const HOW: &str = "write for example \"up 3, hold 2, down 3\", with the seconds for each part";

impl Read for Tempo {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let DeValue::String(text) = node.get() else {
            node.mistyped("text with named parts", problems).help(HOW);
            return None;
        };
        match parse(text) {
            Ok(tempo) => Some(tempo),
            Err(Wrong { message, help }) => {
                let error = problems.error(&node.span(), message);
                for line in help {
                    error.help(line);
                }
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::Tempo
    }
}

struct Wrong {
    message: String,
    help: Vec<String>,
}

impl Wrong {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: Vec::new() }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

fn parse(text: &str) -> Result<Tempo, Wrong> {
    if let Some(digits) = bare_digits(text) {
        let mut wrong = Wrong::new(format!("the parts of the tempo {} need names", quoted(text)))
            .help("name each part, because some write the lowering first and others the rising");
        if let [first, middle, last] = digits[..] {
            wrong = wrong.help(format!(
                "write \"down {first}, hold {middle}, up {last}\" or \"up {first}, hold {middle}, down {last}\""
            ));
        } else {
            wrong = wrong.help(HOW);
        }
        return Err(wrong);
    }
    let mut parts: Vec<(Beat, Duration)> = Vec::new();
    for part in text.split(',') {
        let (beat, length) = parse_part(part.trim())?;
        if parts.iter().any(|(other, _)| *other == beat) {
            return Err(Wrong::new(format!("`{beat}` is in this tempo twice")));
        }
        parts.push((beat, length));
    }
    parts.retain(|(_, length)| !length.is_zero());
    if parts.is_empty() {
        return Err(Wrong::new("at least one part of this tempo must be more than zero").help(HOW));
    }
    let tempo = Tempo(parts);
    let (least, most) = REPETITION;
    if tempo.length() < least || tempo.length() > most {
        return Err(Wrong::new(format!(
            "one rep must take from {} s to {} s, not {} s",
            least.as_secs_f64(),
            most.as_secs_f64(),
            tempo.length().as_secs_f64()
        )));
    }
    Ok(tempo)
}

fn parse_part(part: &str) -> Result<(Beat, Duration), Wrong> {
    let split = part.find(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.')).unwrap_or(part.len());
    let (name, number) = (part[..split].trim(), part[split..].trim());
    let names = || Beat::ALL.iter().map(|beat| beat.id());
    let Some(beat) = Beat::of_word(name) else {
        let wrong = if part.is_empty() {
            Wrong::new("this tempo has an empty part")
        } else if name.is_empty() {
            Wrong::new(format!("{} has no name", quoted(part)))
        } else {
            Wrong::new(format!("{} isn't part of a rep", quoted(name)))
        };
        let wrong = match nearest(name, names()) {
            Some(meant) => wrong.help(format!("did you mean `{meant}`?")),
            None => wrong,
        };
        return Err(wrong.help(format!("choose from {}", Beat::choice())).help(HOW));
    };
    if number.is_empty() {
        return Err(Wrong::new(format!("`{beat}` needs seconds")).help(HOW));
    }
    let digits = number.strip_suffix('s').unwrap_or(number).trim();
    let seconds = digits.parse::<f64>().ok().filter(|s| digits.len() < 12 && (0.0..=60.0).contains(s));
    let Some(seconds) = seconds else {
        return Err(
            Wrong::new(format!("`{beat}` must take from 0 to 60 seconds, not {}", quoted(number))).help(HOW)
        );
    };
    Ok((beat, Duration::from_millis((seconds * 1000.0).round() as u64)))
}

/// Returns the numbers of a tempo that is only numbers.
fn bare_digits(text: &str) -> Option<Vec<&str>> {
    let digits: Vec<_> = text.split(['-', '/', ':', ',', ' ', 'x']).filter(|s| !s.is_empty()).collect();
    let number = |s: &&str| s.bytes().all(|b| b.is_ascii_digit() || b == b'.') && s.len() < 6;
    (!digits.is_empty() && digits.iter().all(number)).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok(text: &str) -> String {
        match parse(text) {
            Ok(tempo) => tempo.to_string(),
            Err(wrong) => wrong.message,
        }
    }

    #[test]
    fn parts_are_read_in_the_order_written() {
        assert_eq!(ok("up 3, hold 2, down 3"), "up 3, hold 2, down 3");
        assert_eq!(ok("down 1.5s,up 1"), "down 1.5, up 1");
        assert_eq!(ok("up 1, hold 0, down 1"), "up 1, down 1");
    }

    #[test]
    fn bare_digits_are_refused_with_how_to_write_them() {
        for text in ["3-0-3", "3 0 3", "3/0/3", "303", "3:0:1:0"] {
            let wrong = parse(text).unwrap_err();
            assert!(wrong.message.contains("need names"), "{text}: {}", wrong.message);
            assert!(wrong.help[0].contains("some write the lowering first and others the rising"));
        }
        let help = parse("3-0-1").unwrap_err().help;
        assert!(help[1].contains("down 3, hold 0, up 1"), "{help:?}");
    }

    #[test]
    fn a_wrong_part_is_named() {
        assert_eq!(ok("slow and easy"), "`slow and easy` isn't part of a rep");
        assert_eq!(ok("up 3, up 2"), "`up` is in this tempo twice");
        assert_eq!(ok("up 0, down 0"), "at least one part of this tempo must be more than zero");
        assert_eq!(ok("up -3"), "`up` must take from 0 to 60 seconds, not `-3`");
        assert_eq!(ok("up NaN"), "`up NaN` isn't part of a rep");
        assert_eq!(ok("up"), "`up` needs seconds");
        assert_eq!(ok("up 3,"), "this tempo has an empty part");
        assert_eq!(ok(""), "this tempo has an empty part");
        assert_eq!(ok("up 0.1"), "one rep must take from 0.3 s to 120 s, not 0.1 s");
    }
}
