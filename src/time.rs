//! Time as values: monotonic instants, durations as text, and how a length is shown.
//!
//! Nothing here looks at a clock. The shell measures `now` and passes it down; a bare number
//! of seconds never crosses a function. Files write durations as text (`"1m30s"`), screens
//! show them as `1:30`.

mod day;
mod hour;
mod minutes;
mod typed;

pub use day::{DayError, coming_day, days_after, days_before, days_between, monday, past_day, set_day};
pub use hour::coming;
pub use minutes::{from_minutes, in_minutes, minutes_to_hundredth, rounded_minutes, started_minutes};
pub(crate) use typed::{Literal, WRITTEN, literal};
pub use typed::{typed_duration, typed_number};

use std::fmt::{self, Write as _};
use std::ops::{Add, Sub};
use std::time::Duration;

/// An instant on a clock that never runs backwards, in nanoseconds from an arbitrary start.
///
/// In the running program the start is that of the system's monotonic clock
/// (`CLOCK_MONOTONIC` on Unix); in a test it is zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct MonoTime(u64);

impl MonoTime {
    /// The start of the clock.
    pub const ZERO: Self = Self(0);

    /// Makes an instant from nanoseconds since the clock's start.
    pub const fn from_nanos(nanos: u64) -> Self {
        Self(nanos)
    }

    /// Returns the nanoseconds since the clock's start.
    pub const fn as_nanos(self) -> u64 {
        self.0
    }

    /// Returns the time since `earlier`, or zero when `earlier` is later.
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Duration> for MonoTime {
    type Output = Self;

    /// Saturates at the end of the clock, 584 years after its start.
    fn add(self, length: Duration) -> Self {
        Self(self.0.saturating_add(nanos(length)))
    }
}

impl Sub<Duration> for MonoTime {
    type Output = Self;

    /// Saturates at the clock's start.
    fn sub(self, length: Duration) -> Self {
        Self(self.0.saturating_sub(nanos(length)))
    }
}

fn nanos(length: Duration) -> u64 {
    u64::try_from(length.as_nanos()).unwrap_or(u64::MAX)
}

/// What is wrong with a duration written as text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DurationError {
    /// Nothing is written.
    #[error("a duration is missing")]
    Empty,
    /// A number stands without its unit.
    #[error("the number {0} has no unit")]
    NoUnit(String),
    /// A unit that is not known.
    #[error("`{0}` is not a unit of time")]
    UnknownUnit(String),
    /// A unit that stands without its number, or twice, or out of order.
    #[error("the unit `{0}` is out of place")]
    Misplaced(String),
    /// A minus sign.
    #[error("a duration cannot be negative")]
    Negative,
    /// More than a year, which no file means.
    #[error("the duration is too long")]
    TooLong,
}

const UNITS: [(&str, u64); 6] =
    [("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

/// Reads a duration such as `"30s"`, `"1m30s"`, `"1.5s"`, `"48h"` or `"6w"`.
///
/// Units are `w`, `d`, `h`, `m`, `s` and `ms`, each at most once and in this order.
/// A fraction counts to the millisecond.
pub fn parse_duration(text: &str) -> Result<Duration, DurationError> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return Err(DurationError::Empty);
    }
    if rest.starts_with('-') {
        return Err(DurationError::Negative);
    }
    let mut total = 0_u64;
    let mut allowed = 0;
    while !rest.is_empty() {
        let split = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
        let (number, tail) = rest.split_at(split);
        let end = tail.find(|c: char| c.is_ascii_digit() || c == '.' || c == ' ').unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(end);
        if unit.is_empty() {
            return Err(DurationError::NoUnit(number.to_owned()));
        }
        let Some(place) = UNITS.iter().position(|(name, _)| *name == unit) else {
            return Err(DurationError::UnknownUnit(unit.to_owned()));
        };
        let value: f64 = number.parse().map_err(|_| DurationError::Misplaced(unit.to_owned()))?;
        if place < allowed {
            return Err(DurationError::Misplaced(unit.to_owned()));
        }
        allowed = place + 1;
        let millis = (value * UNITS[place].1 as f64).round();
        if millis > 366.0 * 86_400_000.0 {
            return Err(DurationError::TooLong);
        }
        total += millis as u64;
        rest = tail.trim_start();
    }
    Ok(Duration::from_millis(total))
}

/// Shows a duration as it is written in files: `1m30s`, `45s`, `500ms`.
pub fn duration_text(length: Duration) -> String {
    let mut millis = length.as_millis() as u64;
    if millis == 0 {
        return "0s".to_owned();
    }
    let mut out = String::new();
    for (unit, size) in UNITS {
        // Weeks and days read worse than the hours that authors write.
        if matches!(unit, "w" | "d") {
            continue;
        }
        let count = millis / size;
        if count > 0 {
            // Writing to a string cannot fail.
            let _ = write!(out, "{count}{unit}");
            millis %= size;
        }
    }
    out
}

/// A length as a clock shows it: `0:45`, `4:29`, `1:02:05`.
///
/// What is left is rounded up to the whole second, so that a countdown reads its full
/// length when it starts and zero only when it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock(pub Duration);

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = ceil_seconds(self.0);
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if hours > 0 {
            write!(f, "{hours}:{minutes:02}:{seconds:02}")
        } else {
            write!(f, "{minutes}:{seconds:02}")
        }
    }
}

/// Returns the whole seconds of a length, a started second counting as one.
pub fn ceil_seconds(length: Duration) -> u64 {
    length.as_secs() + u64::from(length.subsec_nanos() > 0)
}

/// Returns a length in words, as it is read: "12 minutes", "10½ minutes", "47 min 12 s".
pub fn minutes(length: Duration) -> String {
    match (length.as_secs() / 60, length.as_secs() % 60) {
        (0, seconds) => format!("{seconds} seconds"),
        (1, 0) => "1 minute".to_owned(),
        (minutes, 0) => format!("{minutes} minutes"),
        (minutes, 30) => format!("{minutes}½ minutes"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_with_their_units() {
        for (text, millis) in [
            ("30s", 30_000),
            ("1m30s", 90_000),
            ("1m 30s", 90_000),
            ("0.5s", 500),
            ("48h", 172_800_000),
            ("250ms", 250),
        ] {
            assert_eq!(parse_duration(text), Ok(Duration::from_millis(millis)), "{text}");
        }
    }

    #[test]
    fn a_wrong_duration_says_what_is_wrong() {
        assert_eq!(parse_duration(""), Err(DurationError::Empty));
        assert_eq!(parse_duration("30"), Err(DurationError::NoUnit("30".into())));
        assert_eq!(parse_duration("30x"), Err(DurationError::UnknownUnit("x".into())));
        assert_eq!(parse_duration("30s1m"), Err(DurationError::Misplaced("m".into())));
        assert_eq!(parse_duration("s"), Err(DurationError::Misplaced("s".into())));
        assert_eq!(parse_duration("1.2.3s"), Err(DurationError::Misplaced("s".into())));
        assert_eq!(parse_duration("-5s"), Err(DurationError::Negative));
        assert_eq!(parse_duration("99999999999999w"), Err(DurationError::TooLong));
    }

    #[test]
    fn written_durations_read_back() {
        for millis in [0, 1, 999, 1_000, 90_000, 3_600_000, 5_430_250] {
            let length = Duration::from_millis(millis);
            assert_eq!(parse_duration(&duration_text(length)), Ok(length));
        }
    }

    #[test]
    fn a_countdown_reads_its_full_length_at_its_start() {
        assert_eq!(Clock(Duration::from_secs(30)).to_string(), "0:30");
        assert_eq!(Clock(Duration::from_millis(29_001)).to_string(), "0:30");
        assert_eq!(Clock(Duration::from_secs(3_725)).to_string(), "1:02:05");
    }

    #[test]
    fn instants_never_run_backwards() {
        let start = MonoTime::from_nanos(5);
        assert_eq!(start.since(start + Duration::from_secs(1)), Duration::ZERO);
        assert_eq!((start - Duration::from_secs(1)).as_nanos(), 0);
    }
}
