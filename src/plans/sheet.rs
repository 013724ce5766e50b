//! A run as it is played and said: its walk there, its intervals, its strides, its walk home.
//!
//! The plan's engine prescribes; what of it the player and the voice need is a [`Sheet`]. [`Sheet::pieces`]
//! lays it out one after another, [`Sheet::words`] says it in a sentence.

use std::time::Duration;

use super::{Interval, Pace, Strides, Workout};
use crate::symptoms::limits;
use crate::word::Word as _;

/// Numbers that are written as words.
const FEW: [&str; 9] = ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"];

/// A run as it is played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The name of the place in the plan.
    pub place: String,
    /// The run or walk.
    pub workout: Workout,
    /// The brisk walk before it; none before a walk.
    pub walk_in: Duration,
    /// The easy walk after it; none after a walk.
    pub walk_out: Duration,
    /// Strides at its end.
    pub strides: Option<Strides>,
}

/// What a piece of a run is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The brisk walk before.
    WalkIn,
    /// An interval of the run.
    Main,
    /// Easy time before a stride.
    Easy,
    /// A stride.
    Stride,
    /// The easy walk after.
    WalkOut,
}

/// One piece of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// The part of the run.
    pub part: Part,
    /// How one moves.
    pub pace: Pace,
    /// For how long, more than zero.
    pub length: Duration,
}

impl Piece {
    /// Returns the word that names it in records: unlike for another part, the same for its like.
    pub const fn word(&self) -> &'static str {
        match (self.part, self.pace) {
            (Part::WalkIn, _) => "walk-in",
            (Part::WalkOut, _) => "walk-out",
            (Part::Easy, _) => "easy",
            (Part::Main | Part::Stride, pace) => pace.id(),
        }
    }

    /// True if a piece with this word is running.
    pub fn runs(word: &str) -> bool {
        Pace::of_word(word).is_some_and(Pace::runs)
    }

    /// True if it belongs to what was prescribed, unlike the walks before and after.
    pub const fn is_main(&self) -> bool {
        !matches!(self.part, Part::WalkIn | Part::WalkOut)
    }
}

impl Sheet {
    /// Returns the pieces, in order; at least one.
    pub fn pieces(&self) -> Vec<Piece> {
        self.blocks().into_iter().flat_map(|(times, set)| (0..times).flat_map(move |_| set.clone())).collect()
    }

    /// Returns the same with sets that come again written once: how often, and what they are made of.
    ///
    /// The walk before, each set of the run, the strides and the walk after are blocks of their own; none is empty.
    pub fn blocks(&self) -> Vec<(u32, Vec<Piece>)> {
        let walk = self.workout.is_walk();
        let piece = |part, pace, length| Piece { part, pace, length };
        let mut blocks = Vec::new();
        if !walk {
            blocks.push((1, vec![piece(Part::WalkIn, Pace::Brisk, self.walk_in)]));
        }
        for (times, set) in self.workout.sets() {
            blocks.push((*times, set.iter().map(|i| piece(Part::Main, i.pace, i.length)).collect()));
        }
        if let Some(strides) = self.strides.filter(|_| !walk) {
            let easy = piece(Part::Easy, Pace::Walk, strides.time * limits::EASY_FOR_EACH_STRIDE);
            blocks.push((strides.times.into(), vec![easy, piece(Part::Stride, Pace::Stride, strides.time)]));
        }
        if !walk {
            blocks.push((1, vec![piece(Part::WalkOut, Pace::Walk, self.walk_out)]));
        }
        for (_, set) in &mut blocks {
            set.retain(|piece: &Piece| !piece.length.is_zero());
        }
        blocks.retain(|(times, set)| *times > 0 && !set.is_empty());
        blocks
    }

    /// Returns how long all of it takes.
    pub fn length(&self) -> Duration {
        self.blocks()
            .iter()
            .map(|(times, set)| set.iter().map(|piece| piece.length).sum::<Duration>() * *times)
            .sum()
    }

    /// Returns it in a sentence: "Run 3 minutes, walk 2, four times."
    pub fn words(&self) -> String {
        let mut parts: Vec<String> = self.workout.sets().iter().map(|(n, set)| set_words(*n, set)).collect();
        if let Some(strides) = self.strides.filter(|_| !self.workout.is_walk()) {
            let strides_words = match strides.times {
                1 => "one stride".to_owned(),
                2 => "two strides".to_owned(),
                times => times_words(times.into()).replace("times", "strides"),
            };
            parts.push(format!("{strides_words} of {}", spoken(strides.time)));
        }
        let mut words = parts.join(", then ") + ".";
        words[..1].make_ascii_uppercase();
        words
    }
}

/// Returns a length in words, as it is said aloud: "12 minutes", "10 minutes 30".
fn spoken(length: Duration) -> String {
    match (length.as_secs() / 60, length.as_secs() % 60) {
        (0, seconds) => format!("{seconds} seconds"),
        (1, 0) => "1 minute".to_owned(),
        (minutes, 0) => format!("{minutes} minutes"),
        (1, seconds) => format!("1 minute {seconds}"),
        (minutes, seconds) => format!("{minutes} minutes {seconds}"),
    }
}

/// Says a set: "run 3 minutes, walk 2, four times".
///
/// The unit is said once if the lengths that follow are whole minutes too.
fn set_words(times: u32, set: &[Interval]) -> String {
    let mut before: Option<u64> = None;
    let mut words = Vec::new();
    for interval in set {
        let whole = interval.length.as_secs() / 60;
        let plural = (whole > 1 && interval.length.as_secs().is_multiple_of(60)).then_some(whole);
        let verb = match interval.pace {
            Pace::Run => "run",
            Pace::Walk => "walk",
            Pace::Brisk => "walk briskly",
            Pace::Stride => "stride",
        };
        let length = match plural {
            Some(whole) if before.is_some() => whole.to_string(),
            _ => spoken(interval.length),
        };
        before = plural;
        words.push(format!("{verb} {length}"));
    }
    if times > 1 {
        words.push(times_words(times));
    }
    words.join(", ")
}

/// Returns "twice", "four times", "13 times".
fn times_words(times: u32) -> String {
    match times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        3..=11 => format!("{} times", FEW[times as usize - 3]),
        _ => format!("{times} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn sheet(workout: &str) -> Sheet {
        Sheet {
            place: "Week 4".into(),
            workout: workout.parse().unwrap(),
            walk_in: 4 * MINUTE,
            walk_out: 5 * MINUTE,
            strides: None,
        }
    }

    #[test]
    fn a_run_is_said_in_a_sentence() {
        for (workout, words) in [
            ("4x(3m run, 2m walk)", "Run 3 minutes, walk 2, four times."),
            ("8x(1m run, 2m walk)", "Run 1 minute, walk 2 minutes, eight times."),
            ("9x(1m run, 1m30s walk)", "Run 1 minute, walk 1 minute 30, nine times."),
            ("2x(7m30s run, 3m walk)", "Run 7 minutes 30, walk 3 minutes, twice."),
            ("20m run", "Run 20 minutes."),
            ("15m run, 90s walk, 6m run", "Run 15 minutes, walk 1 minute 30, run 6 minutes."),
            ("4x(3m run, 2m walk), 90s run", "Run 3 minutes, walk 2, four times, then run 1 minute 30."),
            ("30m brisk", "Walk briskly 30 minutes."),
            ("12x(45s run, 15s walk)", "Run 45 seconds, walk 15 seconds, 12 times."),
        ] {
            assert_eq!(sheet(workout).words(), words);
        }
    }

    #[test]
    fn strides_come_with_easy_time_between_before_the_walk_home() {
        let strides = Strides { times: 4, time: Duration::from_secs(15) };
        let sheet = Sheet { strides: Some(strides), ..sheet("20m run") };
        let words: Vec<&str> = sheet.pieces().iter().map(Piece::word).collect();
        let strides = ["easy", "stride"].repeat(4);
        assert_eq!(words, [&["walk-in", "run"][..], &strides, &["walk-out"]].concat());
        let length: Duration = sheet.pieces().iter().map(|piece| piece.length).sum();
        assert_eq!(length, 33 * MINUTE);
        assert_eq!(sheet.words(), "Run 20 minutes, then four strides of 15 seconds.");
    }

    #[test]
    fn what_comes_again_is_a_block_and_the_blocks_are_the_pieces() {
        let strides = Some(Strides { times: 4, time: Duration::from_secs(15) });
        let sheet = Sheet { strides, walk_out: Duration::ZERO, ..sheet("4x(3m run, 2m walk), 90s run") };
        let blocks = sheet.blocks();
        let shape: Vec<(u32, usize)> = blocks.iter().map(|(times, set)| (*times, set.len())).collect();
        assert_eq!(shape, [(1, 1), (4, 2), (1, 1), (4, 2)], "without the walk home, which takes no time");
        assert_eq!(sheet.pieces().len(), 1 + 8 + 1 + 8);
        assert_eq!(sheet.length(), sheet.pieces().iter().map(|piece| piece.length).sum());
    }

    #[test]
    fn a_walk_has_no_walk_before_it() {
        let pieces = sheet("30m brisk").pieces();
        assert_eq!((pieces.len(), pieces[0].word()), (1, "brisk"));
        assert!(!Piece::runs("brisk") && !Piece::runs("walk-in") && Piece::runs("stride"));
    }
}
