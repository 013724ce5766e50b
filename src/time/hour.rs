//! Times of day: the moment at which a clock shows one next.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// How far into the next day a time of day is looked for.
const NEXT_DAY: SignedDuration = SignedDuration::from_hours(3);

/// Returns the next moment at which a clock of a zone shows a time of day; `None` where it is over for today.
///
/// Late in the evening, 00:10 is soon: the next three hours count, whatever their date. Where the clock is put back, a
/// time that comes twice is the first of both that is still to come; where it is put forward, a time that is left out
/// is that of the clock before.
pub fn coming(time: Time, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let today = zone.to_datetime(now).date();
    let on = |date: jiff::civil::Date| {
        let both = zone.to_ambiguous_timestamp(date.to_datetime(time));
        [both.compatible(), both.later()].into_iter().flatten().find(|at| *at >= now)
    };
    on(today).or_else(|| {
        let next = today.tomorrow().ok().and_then(on)?;
        (next.duration_since(now) <= NEXT_DAY).then_some(next)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the seconds from a moment in Berlin to a time of day.
    fn wait(now: &str, time: &str) -> Option<i64> {
        let now: jiff::Zoned = format!("{now}[Europe/Berlin]").parse().unwrap();
        let at = coming(time.parse().unwrap(), now.timestamp(), now.time_zone())?;
        Some(at.duration_since(now.timestamp()).as_secs())
    }

    #[test]
    fn a_time_of_day_is_todays_or_that_of_the_next_hours() {
        assert_eq!(wait("2026-11-22T07:20:00+01:00", "07:30"), Some(600));
        assert_eq!(wait("2026-11-22T07:30:00+01:00", "07:30"), Some(0));
        assert_eq!(wait("2026-11-22T07:31:00+01:00", "07:30"), None, "it is over");
        assert_eq!(wait("2026-11-22T23:55:00+01:00", "00:05"), Some(600));
        assert_eq!(wait("2026-11-22T19:00:00+01:00", "00:05"), None);
    }

    #[test]
    fn where_the_clock_changes_it_is_the_time_that_the_clock_shows() {
        // Put forward at 02:00: 03:10 is twenty minutes after 01:50.
        assert_eq!(wait("2026-03-29T01:50:00+01:00", "03:10"), Some(20 * 60));
        // Put back at 03:00: from 02:50 the first time, 03:10 is eighty minutes away.
        assert_eq!(wait("2026-10-25T02:50:00+02:00", "03:10"), Some(80 * 60));
        // What first week twice is the next of both.
        assert_eq!(wait("2026-10-25T02:20:00+02:00", "02:30"), Some(10 * 60));
        assert_eq!(wait("2026-10-25T02:50:00+02:00", "02:30"), Some(40 * 60));
        assert_eq!(wait("2026-10-25T02:20:00+01:00", "02:30"), Some(10 * 60));
    }
}
