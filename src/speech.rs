//! Cue words: the sentences that are heard while something is played, and how long they take.
//!
//! The timeline lays them out; nothing here knows when they are due. Numbers are words up to a hundred, as they are
//! spoken, so that what is printed reads as it is heard.

pub mod phrase;
mod recorded;

use std::time::Duration;

use crate::phrase::{list, low};
use crate::routine::{Beat, Dose, Equipment, Exercise, Posture, Sides, Step, Tempo};
use crate::symptoms::Side;

/// What any words take that have no recording, and what each word takes.
const ONSET: Duration = Duration::from_millis(250);
const WORD: Duration = Duration::from_millis(350);
/// Quiet between two sentences of one text.
const SENTENCE: Duration = Duration::from_millis(200);

/// Numbers below twenty, in words.
pub const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
/// The tens from twenty on, in words.
pub const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Returns how long words take to be said: as long as the recordings of the slower speaker, else what an engine needs by
/// estimate.
pub fn spoken(text: &str) -> Duration {
    recorded::length(text).unwrap_or_else(|| estimated(text))
}

/// Returns how long words take that have no recording, before an engine has answered.
///
/// A word with hyphens takes as long as its parts, and a number from 13 on is said like two.
fn estimated(text: &str) -> Duration {
    let parts = text.split(|c: char| c.is_whitespace() || c == '-').filter(|part| !part.is_empty());
    let long = |part: &str| {
        let word = part.trim_matches(|c: char| !c.is_alphanumeric());
        word.parse::<u32>().is_ok_and(|number| number > 12) || word.to_ascii_lowercase().ends_with("teen")
    };
    let words: u32 = parts.map(|part| if long(part) { 2 } else { 1 }).sum();
    let inner = text.trim_end().trim_end_matches(['.', '?']).matches(['.', '?']).count();
    ONSET + WORD * words + SENTENCE * inner as u32
}

/// Returns a number as it is spoken; from a hundred on in digits.
pub fn number(number: u32) -> String {
    match number {
        0..20 => UNITS[number as usize].to_owned(),
        20..100 => {
            let ten = TENS[number as usize / 10 - 2];
            match number % 10 {
                0 => ten.to_owned(),
                unit => format!("{ten}-{}", UNITS[unit as usize]),
            }
        }
        _ => number.to_string(),
    }
}

/// Returns a length as it is spoken: "forty-five seconds", "one minute", "ten minutes thirty".
pub fn length(length: Duration) -> String {
    let seconds = u32::try_from(length.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX);
    let of =
        |count: u32, thing: &str| format!("{} {thing}{}", number(count), if count == 1 { "" } else { "s" });
    match (seconds / 60, seconds % 60) {
        (0, seconds) => of(seconds, "second"),
        (minutes, 0) => of(minutes, "minute"),
        (minutes, seconds) => format!("{} {}", of(minutes, "minute"), number(seconds)),
    }
}

/// Returns how often, as it follows a length: "twice", "three times".
fn times(count: u32) -> String {
    if count == 2 { "twice".to_owned() } else { format!("{} times", number(count)) }
}

/// Returns an exercise and its side as they begin a sentence: "Ankle rocks, left".
pub fn title(exercise: &Exercise, side: Option<Side>) -> String {
    let name = exercise.name.trim_end_matches('.');
    side.map_or_else(|| name.to_owned(), |side| format!("{name}, {side}"))
}

/// Returns how much is done of a step on one side: "Eight.", "Three sets of twelve.", "Thirty seconds, twice."
pub fn amount(step: &Step, sets: u32) -> String {
    let turns = if step.sides == Sides::Alternate { ", changing sides" } else { "" };
    let held = |length_: Duration| match sets {
        0 | 1 => length(length_),
        _ => format!("{}, {}", length(length_), times(sets)),
    };
    let amount = match &step.dose {
        Dose::Hold(length) | Dose::Time(length) => held(*length),
        Dose::Reps { reps, tempo } if sets <= 1 && held_only(tempo).is_some() => {
            format!("{} holds of {}", number(*reps), length(held_only(tempo).unwrap_or_default()))
        }
        Dose::Reps { reps, .. } if sets > 1 => format!("{} sets of {}", number(sets), number(*reps)),
        Dose::Reps { reps, .. } => number(*reps),
        Dose::Open(open) if open.count || open.pace.is_some() => "as many as you can".to_owned(),
        Dose::Open(_) => "press Enter when you're done".to_owned(),
    };
    sentence(&format!("{amount}{turns}"))
}

/// Returns how long each repetition is held, where holding is all there is to it.
fn held_only(tempo: &Tempo) -> Option<Duration> {
    let still = tempo.0.iter().all(|(beat, _)| matches!(beat, Beat::Hold | Beat::Pause));
    tempo.0.iter().find(|(beat, _)| still && *beat == Beat::Hold).map(|(_, length)| *length)
}

/// Returns two or three words on where to go for an exercise; `None` where nothing changes.
pub fn place(before: Option<&Exercise>, exercise: &Exercise) -> Option<&'static str> {
    let had = |thing: &Equipment| before.is_some_and(|before| before.equipment.contains(thing));
    let moved = before.is_some_and(|before| before.posture != exercise.posture);
    let new = exercise.equipment.iter().find(|thing| !had(thing));
    let posture = match exercise.posture {
        Posture::Standing => "stand up",
        Posture::Seated => "sit down",
        Posture::Lying => "lie down",
        Posture::Hands => "hands to the floor",
    };
    let Some(new) = new else { return moved.then_some(posture) };
    Some(match new {
        Equipment::Wall => "to the wall",
        Equipment::Step => "to the step",
        Equipment::Chair | Equipment::Seat if exercise.posture == Posture::Seated => posture,
        Equipment::Chair | Equipment::Seat => "to the chair",
        Equipment::Towel => "with the towel",
        Equipment::Backpack => "with the backpack",
        Equipment::Strap => "with the strap",
        Equipment::Mat => "on the mat",
        Equipment::Ball => "with the ball",
        Equipment::Hall => "find some room",
    })
}

/// Returns what is needed, as a sentence: "You'll need a wall and a chair."
pub fn needed(things: &[&str]) -> String {
    format!("You'll need {}.", list(things))
}

/// Adds where to go to a title that does not name the thing itself: "Ankle rocks, left: to the wall".
pub fn placed(title: &str, place: Option<&str>) -> String {
    let says = |place: &str| place.rsplit(' ').next().is_some_and(|thing| title.contains(thing));
    match place {
        Some(place) if !says(place) => format!("{title}: {place}"),
        _ => title.to_owned(),
    }
}

/// Returns the step that comes next, in its words and where it is done: "Next, ankle rocks, left: to the wall."
pub fn next(title: &str, place: Option<&str>) -> String {
    format!("Next, {}.", placed(&low(title), place))
}

/// Returns what a rest is called: "Rest, forty-five seconds."
pub fn rest(length_: Duration) -> String {
    format!("Rest, {}.", length(length_))
}

/// Returns how much of a rest is left: "Thirty seconds left."
pub fn left(left: Duration) -> String {
    sentence(&format!("{} left", length(left)))
}

/// Returns which set comes: "Set two of three, left.", "Last set."
pub fn set(set: u32, sets: u32, side: Option<Side>) -> String {
    let side = side.map(|side| format!(", {side}")).unwrap_or_default();
    if set == sets {
        format!("Last set{side}.")
    } else {
        format!("Set {} of {}{side}.", number(set), number(sets))
    }
}

/// Returns what is to be minded on later sets: the exercise's own words, else its common mistake.
pub fn reminder(exercise: &Exercise) -> Option<String> {
    let avoid = |mistake: &String| {
        let short = mistake.split(':').next().unwrap_or_default().trim_end_matches('.');
        format!("Avoid {}.", low(short))
    };
    exercise.also_say.clone().or_else(|| exercise.mistake.as_ref().map(avoid))
}

/// Names what ends a run or walk, by the limit of the runner.
fn ending(limit: u8) -> String {
    match limit {
        0 => "Any pain, or a limp".to_owned(),
        _ => format!("Sharp pain, pain above {} out of ten, or a limp", number(limit.into())),
    }
}

/// What is said at the door where no plan says what the run is.
pub const EASY: &str = "Easy enough to talk.";

/// Returns when a run or walk is over for today, as it is said at the door.
pub fn walk_home(limit: u8) -> String {
    format!("{}? Walk home.", ending(limit))
}

/// Returns the same while it goes on; to who walks already, walking is no advice.
///
/// It is no question: whoever reads it as a line of text would look for where to answer.
pub fn stop(limit: u8, walks: bool) -> String {
    let comma = if limit == 0 { "," } else { "" };
    format!("{}{comma} means stop{}.", ending(limit), if walks { "" } else { " and walk" })
}

/// Returns the number of words of a text.
pub fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Returns words as a sentence of their own.
pub fn sentence(words: &str) -> String {
    format!("{}.", crate::phrase::capital(words.trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_lengths_are_words() {
        let all = [1, 12, 19, 20, 45, 99, 100].map(number);
        assert_eq!(all, ["one", "twelve", "nineteen", "twenty", "forty-five", "ninety-nine", "100"]);
        let lengths = [1, 45, 60, 120, 630].map(|seconds| length(Duration::from_secs(seconds)));
        assert_eq!(
            lengths,
            ["one second", "forty-five seconds", "one minute", "two minutes", "ten minutes thirty"]
        );
    }

    #[test]
    fn words_take_longer_the_more_there_are_and_sentences_have_quiet_between_them() {
        let ms = |text| estimated(text).as_millis();
        assert_eq!((ms("Go."), ms("Forty-five."), ms("45"), ms("Go. Left.")), (600, 950, 950, 1_150));
        assert_eq!((ms("Fifteen seconds."), ms("Ten seconds.")), (1_300, 950));
    }

    #[test]
    fn the_last_set_is_called_so_and_the_others_are_numbered() {
        assert_eq!(set(2, 3, Some(Side::Left)), "Set two of three, left.");
        assert_eq!(set(3, 3, None), "Last set.");
        assert_eq!(next("A-skip", None), "Next, A-skip.");
        assert_eq!(next("Knee to the wall, left", Some("to the wall")), "Next, knee to the wall, left.");
        assert_eq!(next("Ankle rocks, left", Some("to the wall")), "Next, ankle rocks, left: to the wall.");
    }
}
