//! Numbers of the rules as they stand in a sentence: counts, lengths in days and weeks, shares.
//!
//! The numbers themselves stand once, in [`limits`](crate::symptoms::limits); a sentence takes them from there.

use crate::speech;

/// Days of a week.
const WEEK: i32 = 7;
/// Up to so many a label says a count in words.
const FEW: u32 = 12;

/// Returns a count: "two", "twelve"; from a hundred on in digits.
pub fn count(count: impl TryInto<u32>) -> String {
    speech::number(count.try_into().unwrap_or_default())
}

/// Returns so many of a thing: "one day", "three runs".
pub fn of(number: impl TryInto<u32>, thing: &str) -> String {
    let number = number.try_into().unwrap_or_default();
    format!("{} {thing}{}", speech::number(number), if number == 1 { "" } else { "s" })
}

/// Returns a count as a label has it: "two", "twelve", "26".
pub fn few(count: impl TryInto<u32>) -> String {
    let count = count.try_into().unwrap_or_default();
    if count > FEW { count.to_string() } else { speech::number(count) }
}

/// Returns so many of a thing as a label has it: "one week", "26 weeks".
pub fn few_of(number: impl TryInto<u32>, thing: &str) -> String {
    let number = number.try_into().unwrap_or_default();
    format!("{} {thing}{}", few(number), if number == 1 { "" } else { "s" })
}

/// Returns days as a person says them: "three days", and whole weeks from two on: "three weeks".
pub fn days(days: i32) -> String {
    if days > WEEK && days % WEEK == 0 { of(days / WEEK, "week") } else { of(days, "day") }
}

/// Returns days in hours: "48 h".
pub fn hours(days: impl Into<i64>) -> String {
    format!("{} h", days.into() * 24)
}

/// Returns a share in percent, to a tenth: "90%", "12.5%".
pub fn percent(share: f64) -> String {
    format!("{}%", (share * 1000.0).round() / 10.0)
}

/// Returns one of so many parts: "a tenth".
pub fn part(of: u32) -> String {
    match of {
        2 => "half".to_owned(),
        4 => "a quarter".to_owned(),
        5 => "a fifth".to_owned(),
        10 => "a tenth".to_owned(),
        of => percent(1.0 / f64::from(of)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_as_a_person_says_them() {
        assert_eq!(
            (count(2_u8), count(12_usize), of(1_u8, "run"), of(3_i64, "run")),
            ("two".into(), "twelve".into(), "one run".into(), "three runs".into())
        );
        let said = [1, 3, 7, 14, 21, 30].map(days);
        assert_eq!(said, ["one day", "three days", "seven days", "two weeks", "three weeks", "thirty days"]);
        assert_eq!(
            (hours(2), hours(3_u8), percent(0.9), part(10), part(8)),
            ("48 h".into(), "72 h".into(), "90%".into(), "a tenth".into(), "12.5%".into())
        );
    }
}
