//! A moment with the offset that held there and then.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};

/// A moment on the wall clock with the offset that held there and then.
///
/// Written as RFC 3339, `2026-11-22T07:31:05+01:00`, which can be read even if the zone is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct At {
    /// The moment itself.
    pub moment: Timestamp,
    /// Seconds east of Greenwich.
    offset_seconds: i32,
}

impl At {
    /// Makes the moment as it reads in a zone.
    pub fn new(moment: Timestamp, zone: &TimeZone) -> Self {
        // RFC 3339 has no seconds in an offset. One that was written rounded would shift the
        // moment when it is read, so it is rounded here.
        let seconds = zone.to_offset(moment).seconds();
        Self { moment, offset_seconds: seconds.div_euclid(60) * 60 }
    }

    /// Returns the date that the runner's calendar showed.
    pub fn date(self) -> Date {
        self.offset().to_datetime(self.moment).date()
    }

    /// Returns the hour that the runner's clock showed, 0 to 23.
    pub fn hour(self) -> i8 {
        self.offset().to_datetime(self.moment).hour()
    }

    /// Returns the date of another moment by the offset that held at this one.
    pub fn date_of(self, moment: Timestamp) -> Date {
        self.offset().to_datetime(moment).date()
    }

    /// Returns the moment so much later, or earlier, by the same offset.
    #[must_use]
    pub fn plus(self, length: jiff::SignedDuration) -> Self {
        let moment = self.moment.checked_add(length).unwrap_or(self.moment);
        Self { moment, ..self }
    }

    /// Returns the same time of day so many days later, or earlier, by the same offset.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        self.plus(jiff::SignedDuration::from_hours(24 * i64::from(days)))
    }

    /// Returns what a clock shows when the moment has come, in minutes: `07:30` for all of the minute before.
    pub fn clock(self) -> String {
        let minute = 60_000_000_000;
        let over = self.moment.as_nanosecond().rem_euclid(minute);
        let up = if over == 0 { 0 } else { minute - over };
        let shown = self.plus(jiff::SignedDuration::from_nanos(up as i64)).moment;
        self.offset().to_datetime(shown).strftime("%H:%M").to_string()
    }

    /// Returns the zone of the offset that holds.
    pub fn zone(self) -> TimeZone {
        TimeZone::fixed(self.offset())
    }

    fn offset(self) -> Offset {
        Offset::from_seconds(self.offset_seconds).unwrap_or(Offset::UTC)
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.moment.display_with_offset(self.offset()).fmt(f)
    }
}

impl From<At> for String {
    fn from(at: At) -> Self {
        at.to_string()
    }
}

impl TryFrom<String> for At {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = |e: jiff::Error| format!("`{text}` must be a time with an offset: {e}");
        let moment: Timestamp = text.parse().map_err(wrong)?;
        let pieces = jiff::fmt::temporal::Pieces::parse(&text).map_err(wrong)?;
        let offset_seconds = pieces.to_numeric_offset().map_or(0, Offset::seconds);
        Ok(Self { moment, offset_seconds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_keeps_its_offset() {
        for text in
            ["2026-11-22T07:31:05+01:00", "2026-03-01T23:59:59.123456789-09:30", "2026-01-01T00:00:00+00:00"]
        {
            let at = At::try_from(text.to_owned()).unwrap();
            assert_eq!(at.to_string(), text);
        }
    }

    #[test]
    fn the_date_is_that_of_the_runners_calendar() {
        let east = At::try_from("2026-11-22T00:30:00+13:00".to_owned()).unwrap();
        let same = At::try_from("2026-11-21T11:30:00Z".to_owned()).unwrap();
        assert_eq!(east.moment, same.moment);
        assert_eq!(east.date(), jiff::civil::date(2026, 11, 22));
        assert_eq!(same.date(), jiff::civil::date(2026, 11, 21));
    }

    #[test]
    fn a_zone_that_is_unknown_here_does_no_harm() {
        let at = At::try_from("2026-11-22T07:31:05+01:00[Nowhere/Lost]".to_owned()).unwrap();
        assert_eq!(at.to_string(), "2026-11-22T07:31:05+01:00");
    }

    #[test]
    fn a_moment_without_an_offset_is_refused() {
        for text in ["2026-11-22T07:31:05", "2026-11-22", "yesterday", ""] {
            assert!(At::try_from(text.to_owned()).is_err(), "{text}");
        }
    }

    #[test]
    fn an_offset_with_seconds_does_not_shift_the_moment() {
        let zone = TimeZone::fixed(Offset::from_seconds(-1_172).unwrap());
        let at = At::new("1890-11-22T07:31:05Z".parse().unwrap(), &zone);
        assert_eq!(At::try_from(at.to_string()), Ok(at));
    }
}
