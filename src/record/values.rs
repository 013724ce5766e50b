//! How a value of an entry is read, as it is typed on the command line and on a screen: lengths, distances, scores.
//!
//! Each returns the value, or what it may be in a few words. Nothing here knows which entry a value is for.

use std::time::Duration;

use jiff::civil::Date;

use super::Effort;
use super::lifted::Weight;
use crate::diagnostic::is_hidden;
use crate::symptoms::PainScore;
use crate::time::{typed_duration, typed_number};
use crate::word::Word;

/// Longest of anything that is logged.
pub const DAY: Duration = Duration::from_secs(24 * 3600);
/// Longest distance, in kilometres.
const FAR: f64 = 1_000.0;
/// Furthest that a pair of shoes goes, in kilometres.
const WORN: f64 = 20_000.0;
/// The words for an effort.
pub const EFFORTS: [(&str, Effort); 3] =
    [("easy", effort_of(3)), ("steady", effort_of(5)), ("hard", effort_of(8))];
/// The greatest age of a runner, in years.
pub const OLDEST: i16 = 110;
/// The lowest age of a runner, in years.
pub const YOUNGEST: i16 = 10;
/// The fewest steps a minute in running, of both feet.
const STEPS_LEAST: u16 = 120;
/// The most.
const STEPS_MOST: u16 = 220;
/// The longest weight, in characters.
const MAX_LOAD: usize = 40;
/// Kilometres of a mile.
const MILE: f64 = 1.609_344;

/// Reads a length above zero, up to a day.
pub fn length(text: &str) -> Result<Duration, String> {
    let length = within_a_day(text)?;
    if length.is_zero() { Err("must be more than zero".to_owned()) } else { Ok(length) }
}

/// Reads a length of up to a day.
pub fn within_a_day(text: &str) -> Result<Duration, String> {
    let length = typed_duration(text).map_err(|error| format!("{error}; write it as 28m, 28:30 or 1h05"))?;
    if length > DAY { Err("must be no longer than 24 hours".to_owned()) } else { Ok(length) }
}

/// Reads a score of pain.
pub fn score(text: &str) -> Result<PainScore, String> {
    text.parse().ok().and_then(PainScore::new).ok_or_else(|| "must be a whole number from 0 to 10".to_owned())
}

const fn effort_of(value: u8) -> Effort {
    Effort::new(value).expect("an effort goes to 10")
}

/// Reads an effort in a word or as a number.
pub fn effort(text: &str) -> Result<Effort, String> {
    let word = EFFORTS.iter().find(|(word, _)| *word == text).map(|(_, effort)| *effort);
    word.or_else(|| text.parse().ok().and_then(Effort::new))
        .ok_or_else(|| "must be easy, steady, hard, or a number from 0 to 10".to_owned())
}

/// Reads the share that was done.
pub fn share(text: &str) -> Result<f64, String> {
    let number = match text.strip_suffix('%') {
        Some(percent) => typed_number(percent).map(|percent| percent / 100.0),
        None => typed_number(text),
    };
    let range = || "must be from 0 to 1, 1 being all of it".to_owned();
    number.filter(|share| (0.0..=1.0).contains(share)).ok_or_else(range)
}

/// Reads the distance of a run, in kilometres.
pub fn distance(text: &str) -> Result<f64, String> {
    let km = kilometres(text, || "write it as 4.2km or 2.6mi".to_owned())?;
    if km > 0.0 && km <= FAR {
        Ok(km)
    } else {
        Err("must be more than zero and no more than 1000km".to_owned())
    }
}

/// Reads a distance that a pair of shoes has gone or may go, in kilometres.
pub fn worn(text: &str) -> Result<f64, String> {
    let km = kilometres(text, || "write it as 600km or 400mi".to_owned())?;
    if km > 0.0 && km <= WORN {
        Ok(km)
    } else {
        Err("must be more than zero and no more than 20000km".to_owned())
    }
}

fn kilometres(text: &str, form: impl Fn() -> String) -> Result<f64, String> {
    let text = text.trim();
    let (number, unit) = match (text.strip_suffix("km"), text.strip_suffix("mi")) {
        (Some(number), _) => (number, 1.0),
        (None, Some(number)) => (number, MILE),
        (None, None) => return Err(form()),
    };
    // What is written here reads back: three digits behind a point, the last of them no nought, are no thousands.
    let own = number.trim();
    let metres = own.split_once('.').is_some_and(|(_, part)| part.len() == 3 && !part.ends_with('0'));
    let plain = metres && own.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let km = if plain { own.parse().ok() } else { typed_number(own) }.ok_or_else(form)?;
    Ok((km * unit * 1_000.0).round() / 1_000.0)
}

/// Reads a word out of a closed list.
pub fn word<W: Word>(text: &str) -> Result<W, String> {
    W::of_typed(text).ok_or_else(|| format!("must be {}", W::choice()))
}

/// Reads yes or no.
pub fn yes(text: &str) -> Result<bool, String> {
    match text {
        "yes" | "y" | "true" => Ok(true),
        "no" | "n" | "false" => Ok(false),
        _ => Err("must be yes or no".to_owned()),
    }
}

/// Returns minutes of a record as a length; what no run is, as none.
pub fn of_minutes(minutes: f64) -> Duration {
    Duration::try_from_secs_f64((minutes * 60.0).round()).unwrap_or_default().min(DAY)
}

/// Reads a weight: `20kg`, or a few words such as `two bands`.
pub fn load(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > MAX_LOAD || text.chars().any(is_hidden) {
        return Err(format!("the load must have 1 to {MAX_LOAD} characters"));
    }
    Ok(text.parse::<Weight>().map_or_else(|()| text.to_owned(), |weight| weight.to_string()))
}

/// Reads the year in which a runner was born: 10 to 110 years ago.
pub fn birth_year(text: &str, today: Date) -> Option<i16> {
    let year = today.year();
    text.parse().ok().filter(|born| (year - OLDEST..=year - YOUNGEST).contains(born))
}

/// Reads the steps a minute of a runner, of both feet.
pub fn step_rate(text: &str) -> Option<u16> {
    text.parse().ok().filter(|rate| (STEPS_LEAST..=STEPS_MOST).contains(rate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_and_those_out_of_range_are_not() {
        assert_eq!(distance("4.2km"), Ok(4.2));
        assert_eq!(distance("2.6mi"), Ok(4.184));
        assert_eq!(distance("6.437km"), Ok(6.437), "as the program writes it");
        assert_eq!((distance("4,2km"), distance("4 1/2 km")), (Ok(4.2), Ok(4.5)));
        for wrong in [
            "1.000km", "1,000 km", "10-12km", "4.2.1km", "4.2", "0km", "-1km", "km", "nankm", "infkm",
            "5000km",
        ] {
            assert!(distance(wrong).is_err(), "{wrong}");
        }
        assert_eq!((share("0.8"), share("80%"), share("1")), (Ok(0.8), Ok(0.8), Ok(1.0)));
        for wrong in ["1.1", "-0.1", "80", "NaN"] {
            assert!(share(wrong).is_err(), "{wrong}");
        }
        let value = |text| effort(text).map(Effort::value);
        assert_eq!((value("easy"), value("hard"), value("6")), (Ok(3), Ok(8), Ok(6)));
        assert!(effort("11").is_err() && effort("brutal").is_err());
        assert!(length("0s").is_err() && length("25h").is_err() && length("10-12m").is_err());
        assert_eq!(length("28"), length("28m"), "minutes go without saying");
        assert_eq!(length("24h"), Ok(DAY));
        assert_eq!((worn("600km"), worn("400mi")), (Ok(600.0), Ok(643.738)));
        assert!(worn("0km").is_err() && worn("1e300km").is_err());
    }
}
