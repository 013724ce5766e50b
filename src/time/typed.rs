//! Numbers and lengths as people type them: `2,5`, `1½`, `28`, `28:30`, `1h05`.
//!
//! One grammar wherever one is typed. A number is taken whole or not at all: what can be read in more than
//! one way, such as `1.000` or `10-12`, is none. Files are stricter, see [`super::parse_duration`].

use std::time::Duration;

use super::{DurationError, parse_duration};

/// Fractions that are one character.
const FRACTIONS: [(char, &str); 5] = [('½', ".5"), ('¼', ".25"), ('¾', ".75"), ('⅓', ".333"), ('⅔', ".667")];
/// Fractions that are written out.
pub(crate) const WRITTEN: [(&str, &str); 5] =
    [("1/2", ".5"), ("1/4", ".25"), ("3/4", ".75"), ("1/3", ".333"), ("2/3", ".667")];
/// Units of a length, the largest first, in seconds.
const UNITS: [(&[&str], u64); 3] = [
    (&["h", "hr", "hrs", "hour", "hours"], 3_600),
    (&["m", "min", "mins", "minute", "minutes"], 60),
    (&["s", "sec", "secs", "second", "seconds"], 1),
];

/// A number as it stands at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Literal {
    /// How many bytes it takes.
    pub(crate) length: usize,
    /// Its value, with a decimal point; `None` if it can be read in more than one way, or in none.
    pub(crate) value: Option<String>,
}

/// Takes the number at the beginning of a text: digits with the points and commas in them, and a fraction behind.
pub(crate) fn literal(text: &str) -> Option<Literal> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let fraction =
        |at: usize| text[at..].chars().next().and_then(|c| FRACTIONS.iter().find(|(own, _)| *own == c));
    if let Some((sign, part)) = fraction(whole) {
        let before = if whole == 0 { "0" } else { &text[..whole] };
        return Some(Literal { length: whole + sign.len_utf8(), value: Some(format!("{before}{part}")) });
    }
    if whole == 0 {
        return None;
    }
    let mut parts = vec![&text[..whole]];
    let mut length = whole;
    while text[length..].starts_with(['.', ',']) {
        let more = digits(&text[length + 1..]);
        if more == 0 {
            break;
        }
        parts.push(&text[length + 1..=length + more]);
        length += 1 + more;
    }
    let value = match parts[..] {
        [whole] => Some(whole.to_owned()),
        // Three digits behind it may be thousands: `1,000`. `0.125` cannot be.
        [whole, part] if part.len() != 3 || whole == "0" => Some(format!("{whole}.{part}")),
        _ => None,
    };
    Some(Literal { length, value })
}

/// Takes a number from the beginning of a text, `1 1/2` included; returns it with what is left.
fn taken(text: &str) -> Option<(f64, &str)> {
    let Literal { length, value } = literal(text)?;
    let rest = &text[length..];
    let written = |text: &str| {
        let (sign, part) = WRITTEN.iter().find(|(sign, _)| text.starts_with(sign))?;
        let ends =
            !text[sign.len()..].starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '/'));
        ends.then_some((*part, sign.len()))
    };
    if let Some((part, length)) = written(text) {
        return Some((format!("0{part}").parse().ok()?, &text[length..]));
    }
    let value = value?;
    if let Some((part, length)) = rest.strip_prefix(' ').and_then(written).filter(|_| !value.contains('.')) {
        return Some((format!("{value}{part}").parse().ok()?, &rest[1 + length..]));
    }
    Some((value.parse().ok()?, rest))
}

/// Reads a number that is all of a text: `2.5`, `2,5`, `2½`, `2 1/2`; `None` if it is none, or if it can be read in more
/// than one way, as `1.000`.
pub fn typed_number(text: &str) -> Option<f64> {
    taken(text.trim()).filter(|(_, rest)| rest.is_empty()).map(|(number, _)| number)
}

/// Reads a length as it is typed: minutes without a unit (`28`), a clock (`28:30`, `1:05:00`), or numbers with units
/// (`28m`, `1h05`, `1,5 min`, `1 1/2 h`).
///
/// # Errors
/// As [`parse_duration`], whose spelling is read too.
pub fn typed_duration(text: &str) -> Result<Duration, DurationError> {
    let text = text.trim();
    if let Some(clock) = clock(text) {
        return Ok(clock);
    }
    if let Some(minutes) = typed_number(text) {
        return seconds(minutes * 60.0);
    }
    match with_units(text) {
        Some(total) => seconds(total),
        // It says what is wrong; what it would read in part is refused.
        None => parse_duration(text).and_then(|length| {
            let part = text.contains(['.', ',']);
            if part { Err(DurationError::Misplaced(text.to_owned())) } else { Ok(length) }
        }),
    }
}

fn seconds(seconds: f64) -> Result<Duration, DurationError> {
    let fits = (0.0..=366.0 * 86_400.0).contains(&seconds);
    if fits {
        Ok(Duration::from_millis((seconds * 1_000.0).round() as u64))
    } else {
        Err(DurationError::TooLong)
    }
}

/// Reads `28:30` or `1:05:00`.
fn clock(text: &str) -> Option<Duration> {
    let parts: Vec<&str> = text.split(':').collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let small = |part: &&str| part.len() == 2 && **part < *"60";
    let fits = (2..=3).contains(&parts.len()) && parts.iter().all(digits) && parts[1..].iter().all(small);
    let number = |part: &&str| part.parse::<u64>().ok().filter(|number| *number < 1_000);
    let numbers: Vec<u64> = parts.iter().filter(|_| fits).filter_map(number).collect();
    (numbers.len() == parts.len())
        .then(|| Duration::from_secs(numbers.iter().fold(0, |sum, part| sum * 60 + part)))
}

/// Reads numbers with units, each smaller than the one before; the last unit may go without saying, as in `1h05`.
fn with_units(text: &str) -> Option<f64> {
    let low = text.to_lowercase();
    let (mut rest, mut total, mut next) = (low.as_str(), 0.0, 0);
    while !rest.is_empty() {
        let (number, behind) = taken(rest)?;
        let digits = rest.len() - behind.len();
        let behind = behind.trim_start();
        let end = behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len());
        let unit = &behind[..end];
        let at = if unit.is_empty() {
            // `1h05`: two digits, and nothing after them.
            (next > 0 && next < UNITS.len() && digits == 2 && number < 60.0 && behind.is_empty())
                .then_some(next)?
        } else {
            UNITS.iter().position(|(names, _)| names.contains(&unit))?
        };
        if at < next {
            return None;
        }
        total += number * UNITS[at].1 as f64;
        next = at + 1;
        rest = behind[end..].trim_start();
    }
    (next > 0).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_whole_or_not_at_all() {
        for (text, number) in [
            ("2,5", 2.5),
            ("1.5", 1.5),
            ("1 1/2", 1.5),
            ("1½", 1.5),
            ("½", 0.5),
            ("1/2", 0.5),
            ("0.125", 0.125),
        ] {
            assert_eq!(typed_number(text), Some(number), "{text}");
        }
        for text in [
            "1.000", "1,000", "10-12", "1.2.3", "1/2/3", "2,5 kg", "7:36", "", "x", "-1", "1e3", "nan",
            "1 000", "1,", ".5",
        ] {
            assert_eq!(typed_number(text), None, "{text}");
        }
    }

    #[test]
    fn a_length_is_taken_whole_or_not_at_all() {
        for (text, seconds) in [
            ("28", 1_680.0),
            ("28m", 1_680.0),
            ("28 min", 1_680.0),
            ("28:30", 1_710.0),
            ("7:36", 456.0),
            ("1:05:00", 3_900.0),
            ("1h05", 3_900.0),
            ("1h 5m", 3_900.0),
            ("28m30", 1_710.0),
            ("2,5", 150.0),
            ("1.5", 90.0),
            ("1,5 min", 90.0),
            ("1 1/2", 90.0),
            ("1 1/2 h", 5_400.0),
            ("1½h", 5_400.0),
            ("90 sec", 90.0),
            ("2d", 172_800.0),
        ] {
            assert_eq!(typed_duration(text).map(|length| length.as_secs_f64()), Ok(seconds), "{text}");
        }
        for text in [
            "1.000", "1,000m", "1.000 m", "10-12", "10-12m", "2,5 kg", "1h5", "7:6", "1:75", "28:30m",
            "5m1h", "1/2/3 h", "", "m", "-5m", "1.2.3m", "1,5,2 h", "28m 30x",
        ] {
            assert!(typed_duration(text).is_err(), "{text}: {:?}", typed_duration(text));
        }
    }
}
