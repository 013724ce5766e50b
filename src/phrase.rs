//! Pieces of sentences: lists, names inside a sentence, long waits, what is needed.
//!
//! For all who write lines that people read or hear; nothing here knows where they go.

use std::time::Duration;

use crate::routine::Exercise;
pub use crate::time::minutes;

/// Returns things as they are listed in a sentence: "a wall, a chair and a towel".
pub fn list<T: AsRef<str>>(things: &[T]) -> String {
    let Some((last, before)) = things.split_last() else { return String::new() };
    if before.is_empty() {
        return last.as_ref().to_owned();
    }
    let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
    format!("{} and {}", before.join(", "), last.as_ref())
}

/// Returns a name as it stands within a sentence; what begins like `A-skip` keeps its capital.
pub fn low(name: &str) -> String {
    let mut chars = name.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => name.to_owned(),
    }
}

/// Returns words as they begin a sentence.
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Returns how many of a thing: "1 week", "3 weeks".
pub fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

/// Returns a wait of days in words: "3 days", "6 weeks".
pub fn days(wait: Duration) -> String {
    let days = wait.as_secs() / 86_400;
    match (days, days % 7) {
        (14.., 0) => format!("{} weeks", days / 7),
        _ => counted(days as usize, "day"),
    }
}

/// Returns what exercises need, each thing once: "a wall and a chair"; `None` for nothing.
pub fn needed<'e>(exercises: impl IntoIterator<Item = &'e Exercise>) -> Option<String> {
    let mut things: Vec<&str> = Vec::new();
    for thing in exercises.into_iter().flat_map(|exercise| &exercise.equipment) {
        if !things.contains(&thing.words()) {
            things.push(thing.words());
        }
    }
    (!things.is_empty()).then(|| list(&things))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_listed_with_one_and() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["a wall"]), "a wall");
        assert_eq!(list(&["a wall", "a chair", "a towel"]), "a wall, a chair and a towel");
    }

    #[test]
    fn a_name_is_lowered_and_an_initial_stays() {
        assert_eq!(low("Ankle rocks"), "ankle rocks");
        assert_eq!(low("A-skip"), "A-skip");
        assert_eq!(capital("before a run"), "Before a run");
    }

    #[test]
    fn lengths_are_minutes_and_the_rest_in_seconds() {
        let words = |seconds| minutes(Duration::from_secs(seconds));
        assert_eq!(
            (words(45), words(60), words(630), words(2832)),
            ("45 seconds".into(), "1 minute".into(), "10½ minutes".into(), "47 min 12 s".into())
        );
    }

    #[test]
    fn long_waits_are_weeks() {
        let day = Duration::from_secs(86_400);
        assert_eq!((days(day).as_str(), days(3 * day).as_str()), ("1 day", "3 days"));
        assert_eq!((days(42 * day).as_str(), days(45 * day).as_str()), ("6 weeks", "45 days"));
    }
}
