//! Days, as they are called from another day.

use jiff::civil::Date;

use crate::phrase::capital;
use crate::plans::Day;
use crate::time::days_between;

/// Returns a day that is today or to come in words: `today`, `tomorrow`, `on Friday`, `on 3 December`.
pub fn day_words(date: Date, today: Date) -> String {
    match days_between(today, date) {
        0 => "today".into(),
        1 => "tomorrow".into(),
        2..7 => format!("on {}", Day::from(date.weekday()).name()),
        _ => format!("on {}", date.strftime("%-d %B")),
    }
}

/// Returns a day that has been in words: `today`, `yesterday`, `on Friday`, `on 3 November`, `on 3 November 2024`.
pub fn past_day_words(date: Date, today: Date) -> String {
    match days_between(date, today) {
        0 => "today".into(),
        1 => "yesterday".into(),
        2..7 => format!("on {}", Day::from(date.weekday()).name()),
        _ if date.year() == today.year() => format!("on {}", date.strftime("%-d %B")),
        _ => format!("on {}", date.strftime("%-d %B %Y")),
    }
}

/// Returns the morning of a day that is today or past: `This morning`, `Friday morning`, `The morning of 3 December`.
pub fn morning_words(date: Date, today: Date) -> String {
    match days_between(date, today) {
        0 => "This morning".into(),
        1..7 => format!("{} morning", capital(&past_day(date, today))),
        _ => format!("The morning of {}", past_day(date, today)),
    }
}

/// Returns a day that is today or past in words, as it stands before a noun: `yesterday`, `Friday`, `3 December`.
pub fn past_day(date: Date, today: Date) -> String {
    match days_between(date, today) {
        1 => "yesterday".into(),
        2..7 => Day::from(date.weekday()).name().into(),
        _ => date.strftime("%-d %B").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_morning_is_called_by_its_day() {
        let today = date(2026, 11, 30);
        for (day, words) in [
            (today, "This morning"),
            (date(2026, 11, 29), "Yesterday morning"),
            (date(2026, 11, 24), "Tuesday morning"),
            (date(2026, 11, 23), "The morning of 23 November"),
        ] {
            assert_eq!(morning_words(day, today), words);
        }
    }
}
