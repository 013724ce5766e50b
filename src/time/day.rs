//! Days as people write them: `today`, `yesterday`, `monday`, `2026-11-23`.
//!
//! Which day that is depends on today, which the caller says. [`past_day`] is for what happened,
//! [`coming_day`] for what is planned.

use jiff::Span;
use jiff::civil::{Date, Weekday};

/// What happened longer ago than this is not written down.
const OLDEST_YEARS: i64 = 10;
/// How far ahead a planned day may lie, and what that is called.
const PLANNED: (i64, &str) = (28, "four weeks");
/// How far ahead a day may lie that somebody has set.
const SET: (i64, &str) = (366, "a year");

/// What is wrong with a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// It is not a day.
    #[error("`{0}` isn't a day; write today, yesterday, a weekday such as mon, or a date such as {1}")]
    Unknown(String, Date),
    /// It is still to come.
    #[error("{0} is in the future; name today or an earlier day")]
    Future(Date),
    /// It is too long ago.
    #[error("{0} is more than 10 years ago")]
    Old(Date),
    /// It is over.
    #[error("{0} is past; name today or a later day")]
    Past(Date),
    /// It is too far ahead.
    #[error("{0} is more than {1} ahead")]
    Far(Date, &'static str),
}

/// Reads a day that has been: a weekday is the last one, today included.
pub fn past_day(text: &str, today: Date) -> Result<Date, DayError> {
    let date = match text.trim().to_lowercase().as_str() {
        "yesterday" => Some(days_before(today, 1)),
        word => today_or_date(word, today)
            .or_else(|| weekday(word).map(|day| days_before(today, day.until(today.weekday())))),
    };
    let date = date.ok_or_else(|| DayError::Unknown(text.trim().to_owned(), today))?;
    if date > today {
        return Err(DayError::Future(date));
    }
    let oldest = today.checked_sub(Span::new().years(OLDEST_YEARS)).unwrap_or(Date::MIN);
    if date < oldest { Err(DayError::Old(date)) } else { Ok(date) }
}

/// Reads a day to come, today included: a weekday is the next one, `+2d` the second day after `from`.
pub fn coming_day(text: &str, today: Date, from: Date) -> Result<Date, DayError> {
    ahead(text, today, from, PLANNED)
}

/// Reads a day to come that somebody has set, such as a doctor: up to a year ahead.
pub fn set_day(text: &str, today: Date) -> Result<Date, DayError> {
    ahead(text, today, today, SET)
}

fn ahead(text: &str, today: Date, from: Date, most: (i64, &'static str)) -> Result<Date, DayError> {
    let word = text.trim().to_lowercase();
    let unknown = || DayError::Unknown(text.trim().to_owned(), today);
    let date = if let Some(count) = word.strip_prefix('+') {
        // Digits alone: a number would take a sign of its own.
        let digits = Some(count.trim_end_matches('d')).filter(|d| d.bytes().all(|b| b.is_ascii_digit()));
        let days: Option<u16> = digits.and_then(|digits| digits.parse().ok()).filter(|days| *days <= 366);
        days_after(from, days.ok_or_else(unknown)?)
    } else if word == "tomorrow" {
        days_after(today, 1)
    } else {
        let next =
            |day: Weekday| days_after(today, today.tomorrow().map_or(0, |t| t.weekday().until(day)) + 1);
        today_or_date(&word, today).or_else(|| weekday(&word).map(next)).ok_or_else(unknown)?
    };
    if date < today {
        return Err(DayError::Past(date));
    }
    if date > days_after(today, most.0) { Err(DayError::Far(date, most.1)) } else { Ok(date) }
}

fn today_or_date(word: &str, today: Date) -> Option<Date> {
    if word == "today" {
        return Some(today);
    }
    // A moment reads as a date too, and is not meant.
    word.parse().ok().filter(|_| word.len() == "2026-11-23".len())
}

/// Reads a weekday by its name or its first three letters.
fn weekday(word: &str) -> Option<Weekday> {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let at = NAMES.iter().position(|name| *name == word || name[..3] == *word)?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

/// Returns the day so many days before another, as far as the calendar goes.
pub fn days_before(date: Date, days: impl Into<i64>) -> Date {
    date.saturating_sub(span(days.into()))
}

/// Returns the day so many days after another, as far as the calendar goes.
pub fn days_after(date: Date, days: impl Into<i64>) -> Date {
    date.saturating_add(span(days.into()))
}

/// Returns a span of days; more than the calendar has are as many as it has.
fn span(days: i64) -> Span {
    /// The days from its first to its last.
    const ALL: i64 = 7_304_483;
    Span::new().days(days.clamp(-ALL, ALL))
}

/// Returns the whole days from one date to another, negative when the other is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    day_number(to) - day_number(from)
}

/// Returns the Monday of a day's week.
pub fn monday(day: Date) -> Date {
    days_before(day, day.weekday().to_monday_zero_offset())
}

/// Counts the days of the calendar, from some day before all of them.
///
/// A plan asks for days between dates some twenty times for each day of a log; going through a duration takes ten
/// times as long. Years begin in March here, so that a leap day is the last of its year.
fn day_number(date: Date) -> i32 {
    let (month, day) = (i32::from(date.month()), i32::from(date.day()));
    let year = i32::from(date.year()) + 10_000 - i32::from(month <= 2);
    let days_before = (153 * ((month + 9) % 12) + 2) / 5;
    365 * year + year / 4 - year / 100 + year / 400 + days_before + day
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// A Monday.
    const TODAY: Date = date(2026, 11, 23);

    #[test]
    fn what_has_been_is_read_in_words_and_as_a_date() {
        let days =
            [("today", 23), ("Yesterday", 22), ("mon", 23), ("tuesday", 17), ("sun", 22), ("2026-11-02", 2)];
        for (text, day) in days {
            assert_eq!(past_day(text, TODAY), Ok(date(2026, 11, day)), "{text}");
        }
        assert_eq!(past_day("2024-02-29", TODAY), Ok(date(2024, 2, 29)), "long ago, and said in full");
    }

    #[test]
    fn what_is_to_come_was_not_and_nonsense_is_no_day() {
        assert_eq!(past_day("2026-11-24", TODAY), Err(DayError::Future(date(2026, 11, 24))));
        assert_eq!(past_day("1066-10-14", TODAY), Err(DayError::Old(date(1066, 10, 14))));
        for text in ["", "tomorrow", "m", "2026-02-30", "2026-11-22T07:00", "23.11.", "moonday"] {
            assert!(matches!(past_day(text, TODAY), Err(DayError::Unknown(..))), "{text}");
        }
    }

    #[test]
    fn a_sum_of_days_ends_where_the_calendar_does() {
        for days in [i64::MAX, 99_999_999] {
            assert_eq!((days_after(TODAY, days), days_before(TODAY, -days)), (Date::MAX, Date::MAX));
            assert_eq!((days_before(TODAY, days), days_after(TODAY, -days)), (Date::MIN, Date::MIN));
        }
        for text in ["+-1", "+-99999999", "+ 1", "++1", "+99999999"] {
            assert!(coming_day(text, TODAY, TODAY).is_err(), "{text}");
        }
    }

    #[test]
    fn a_day_to_come_counts_from_today_or_from_what_is_moved() {
        let from = date(2026, 11, 25);
        let day = |text| coming_day(text, TODAY, from);
        assert_eq!(day("today"), Ok(TODAY));
        assert_eq!(day("tomorrow"), Ok(date(2026, 11, 24)));
        assert_eq!(day("+1d"), Ok(date(2026, 11, 26)));
        assert_eq!(day("mon"), Ok(date(2026, 11, 30)), "the next one");
        assert_eq!(day("tue"), Ok(date(2026, 11, 24)));
        assert_eq!(day("2026-11-22"), Err(DayError::Past(date(2026, 11, 22))));
        assert_eq!(day("2027-11-22"), Err(DayError::Far(date(2027, 11, 22), "four weeks")));
        assert_eq!(set_day("2027-11-22", TODAY), Ok(date(2027, 11, 22)), "a doctor's day");
        assert_eq!(set_day("2027-11-25", TODAY), Err(DayError::Far(date(2027, 11, 25), "a year")));
        assert!(matches!(day("+x"), Err(DayError::Unknown(..))));
    }

    #[test]
    fn days_are_counted_as_the_calendar_counts_them() {
        let first = Date::constant(1896, 2, 27);
        for days in (0..80_000).step_by(7).chain(0..3_000) {
            let date = days_after(first, days);
            assert_eq!(i64::from(days_between(first, date)), days, "{date}");
            assert_eq!(i64::from(days_between(date, first)), -days, "{date}");
        }
    }
}
