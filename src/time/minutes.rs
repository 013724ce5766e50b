//! A length in minutes: exact, as records have it, whole.

use std::time::Duration;

/// Returns a length of whole minutes.
pub const fn from_minutes(count: u64) -> Duration {
    Duration::from_secs(60 * count)
}

/// Returns a length in minutes and their parts.
pub fn in_minutes(length: Duration) -> f64 {
    length.as_secs_f64() / 60.0
}

/// Returns a length in minutes to two decimals, as records of what was measured have it.
pub fn minutes_to_hundredth(length: Duration) -> f64 {
    (in_minutes(length) * 100.0).round() / 100.0
}

/// Returns a length in whole minutes, rounded.
pub const fn rounded_minutes(length: Duration) -> u64 {
    length.as_secs().saturating_add(30) / 60
}

/// Returns a length in whole minutes, a started one counted.
pub const fn started_minutes(length: Duration) -> u64 {
    length.as_secs().div_ceil(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_minute_is_rounded_up_and_a_second_starts_one() {
        let length = Duration::from_secs;
        assert_eq!((rounded_minutes(length(89)), rounded_minutes(length(90))), (1, 2));
        assert_eq!((started_minutes(length(60)), started_minutes(length(61))), (1, 2));
        assert!((minutes_to_hundredth(length(100)) - 1.67).abs() < 1e-9);
        assert_eq!(from_minutes(2), length(120));
    }
}
