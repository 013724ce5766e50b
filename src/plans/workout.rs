//! What a run is made of: intervals of running and walking, as written in a plan.
//!
//! `8x(1m run, 2m walk)` is eight sets; a set includes its last walk. `10m run, 2m walk, 9m run`
//! is three intervals, and `4x(3m run, 2m walk) + 90s run` both in a row.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::time::{DurationError, duration_text, parse_duration};
use crate::word::{Word as _, words};

/// Most intervals of one run.
pub const MAX_INTERVALS: usize = 200;
/// Longest run, with its walks.
pub const MAX_WORKOUT: Duration = Duration::from_secs(6 * 3600);
/// Run times are rounded down to this.
pub const ROUND: Duration = Duration::from_secs(30);
/// The equal blocks of a run are rounded down to this.
const BLOCK_ROUND: Duration = Duration::from_secs(5);

words! {
    /// How one moves in an interval.
    pub Pace("pace") {
        /// Running at a pace that leaves breath to talk.
        Run = "run",
        /// Walking.
        Walk = "walk",
        /// Walking briskly.
        Brisk = "brisk",
        /// Running fast and relaxed, never a sprint.
        Stride = "stride",
    }
}

impl Pace {
    /// True if it is running.
    pub const fn runs(self) -> bool {
        matches!(self, Self::Run | Self::Stride)
    }
}

/// A stretch of a run at one pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// How one moves.
    pub pace: Pace,
    /// For how long, more than zero.
    pub length: Duration,
}

/// The intervals of a run, at least one, without the walks before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workout {
    /// Sets and how often each is done.
    sets: Vec<(u32, Vec<Interval>)>,
}

/// What is wrong with a workout written as text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorkoutError {
    /// An interval is missing.
    #[error("an interval is missing; write such as `8x(1m run, 2m walk)` or `20m run`")]
    Empty,
    /// A bracket without its other half.
    #[error("a bracket is missing its other half")]
    Bracket,
    /// The text before `x(` is not a whole number from 1 to 100.
    #[error("`{0}` is no number of sets; write a whole number from 1 to 100")]
    Times(String),
    /// An interval that is not a length and a pace.
    #[error("`{0}` is no interval; write a length and one of run, walk, brisk, stride")]
    Interval(String),
    /// A length that cannot be read.
    #[error(transparent)]
    Length(#[from] DurationError),
    /// A length of zero.
    #[error("an interval cannot last no time")]
    Zero,
    /// More than anybody runs.
    #[error("a run has at most {MAX_INTERVALS} intervals and lasts at most 6 hours")]
    TooLong,
}

impl Workout {
    /// Makes a run in one piece.
    pub fn whole(pace: Pace, length: Duration) -> Self {
        Self { sets: vec![(1, vec![Interval { pace, length }])] }
    }

    /// Cuts a time of running into equal blocks with walks between them, and none after the last.
    ///
    /// The number of blocks is the least for which none is longer than `block`; their length is
    /// rounded down to 5 s. Without `block` it is one piece.
    pub fn blocks(run: Duration, block: Option<Duration>, walk: Duration) -> Self {
        let Some(block) = block.filter(|block| *block < run) else {
            return Self::whole(Pace::Run, run);
        };
        let count = run.as_millis().div_ceil(block.as_millis().max(1)).max(1);
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let running = Interval { pace: Pace::Run, length: floor(run / count, BLOCK_ROUND) };
        let walking = Interval { pace: Pace::Walk, length: walk };
        let mut sets = Vec::new();
        if count > 1 {
            sets.push((count - 1, vec![running, walking]));
        }
        sets.push((1, vec![running]));
        Self { sets }
    }

    /// Returns the intervals, one after another.
    pub fn intervals(&self) -> impl Iterator<Item = Interval> {
        self.sets.iter().flat_map(|(times, set)| (0..*times).flat_map(|_| set.iter().copied()))
    }

    /// Returns the sets and how often each is done, as written.
    pub fn sets(&self) -> &[(u32, Vec<Interval>)] {
        &self.sets
    }

    /// Returns the time that is run.
    pub fn run(&self) -> Duration {
        self.of(Pace::runs)
    }

    /// Returns the time that is walked.
    pub fn walk(&self) -> Duration {
        self.of(|pace| !pace.runs())
    }

    /// Returns the time that is walked briskly.
    pub fn brisk(&self) -> Duration {
        self.of(|pace| pace == Pace::Brisk)
    }

    /// Returns the time of all intervals.
    pub fn total(&self) -> Duration {
        self.of(|_| true)
    }

    /// True if nothing of it is run.
    pub fn is_walk(&self) -> bool {
        self.run().is_zero()
    }

    fn of(&self, which: impl Fn(Pace) -> bool) -> Duration {
        self.sets
            .iter()
            .map(|(times, set)| {
                set.iter().filter(|i| which(i.pace)).map(|i| i.length).sum::<Duration>() * *times
            })
            .sum()
    }

    /// Shortens the running to at most `cap`: whole sets go first, from the end, then the last
    /// running interval shrinks to a whole half minute. Without room for half a minute it is a walk.
    #[must_use]
    pub fn within(&self, cap: Duration) -> Self {
        if self.run() <= cap {
            return self.clone();
        }
        let mut kept: Vec<(u32, Vec<Interval>)> = Vec::new();
        let mut left = cap;
        'sets: for (times, set) in &self.sets {
            let run: Duration = set.iter().filter(|i| i.pace.runs()).map(|i| i.length).sum();
            let fits = if run.is_zero() { *times } else { times_in(left, run).min(*times) };
            if fits > 0 {
                kept.push((fits, set.clone()));
                left = left.saturating_sub(run * fits);
            }
            if fits < *times {
                let mut part = Vec::new();
                for interval in set {
                    if !interval.pace.runs() || interval.length <= left {
                        left = left.saturating_sub(if interval.pace.runs() {
                            interval.length
                        } else {
                            Duration::ZERO
                        });
                        part.push(*interval);
                        continue;
                    }
                    let length = floor(left, ROUND);
                    if !length.is_zero() {
                        part.push(Interval { length, ..*interval });
                    }
                    break;
                }
                while part.last().is_some_and(|i| !i.pace.runs()) {
                    part.pop();
                }
                if !part.is_empty() {
                    kept.push((1, part));
                }
                break 'sets;
            }
        }
        if kept.is_empty() {
            return Self::whole(Pace::Walk, self.total());
        }
        Self { sets: kept }
    }
}

/// Returns how often a time fits into another.
fn times_in(room: Duration, length: Duration) -> u32 {
    u32::try_from(room.as_millis() / length.as_millis().max(1)).unwrap_or(u32::MAX)
}

/// Rounds a length down to a whole multiple of another.
pub fn floor(length: Duration, step: Duration) -> Duration {
    let step = step.as_millis().max(1);
    Duration::from_millis(u64::try_from(length.as_millis() / step * step).unwrap_or(u64::MAX))
}

impl FromStr for Workout {
    type Err = WorkoutError;

    /// Reads parts that are separated by commas or plus signs; a part is an interval, or a number,
    /// an `x` and intervals in brackets.
    fn from_str(text: &str) -> Result<Self, WorkoutError> {
        let mut sets: Vec<(u32, Vec<Interval>)> = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let cut = rest.find([',', '+', '(', ')']).unwrap_or(rest.len());
            let (head, tail) = (rest[..cut].trim(), &rest[cut..]);
            let after;
            if tail.starts_with('(') {
                let close = tail.find(')').ok_or(WorkoutError::Bracket)?;
                let set: Result<Vec<_>, _> = tail[1..close].split([',', '+']).map(interval).collect();
                sets.push((times(head)?, set?));
                after = tail[close + 1..].trim_start();
                if !(after.is_empty() || after.starts_with([',', '+'])) {
                    return Err(WorkoutError::Interval(after.to_owned()));
                }
            } else if tail.starts_with(')') {
                return Err(WorkoutError::Bracket);
            } else {
                let interval = interval(head)?;
                match sets.last_mut() {
                    Some((1, set)) => set.push(interval),
                    _ => sets.push((1, vec![interval])),
                }
                after = tail;
            }
            let Some(next) = after.strip_prefix([',', '+']) else { break };
            rest = next.trim_start();
            if rest.is_empty() {
                return Err(WorkoutError::Empty);
            }
        }
        let workout = Self { sets };
        let count: u64 = workout.sets.iter().map(|(times, set)| u64::from(*times) * set.len() as u64).sum();
        match count {
            0 => Err(WorkoutError::Empty),
            n if n > MAX_INTERVALS as u64 || workout.total() > MAX_WORKOUT => Err(WorkoutError::TooLong),
            _ => Ok(workout),
        }
    }
}

fn times(text: &str) -> Result<u32, WorkoutError> {
    let wrong = || WorkoutError::Times(text.to_owned());
    let number = text.strip_suffix(['x', 'X', '\u{d7}']).ok_or_else(wrong)?.trim();
    number.parse().ok().filter(|n| (1..=100).contains(n)).ok_or_else(wrong)
}

fn interval(text: &str) -> Result<Interval, WorkoutError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(WorkoutError::Empty);
    }
    let wrong = || WorkoutError::Interval(text.to_owned());
    let (length, word) = text.rsplit_once(' ').ok_or_else(wrong)?;
    let pace = Pace::of_word(word).ok_or_else(wrong)?;
    let length = parse_duration(length)?;
    if length.is_zero() {
        return Err(WorkoutError::Zero);
    }
    if length > MAX_WORKOUT {
        return Err(WorkoutError::TooLong);
    }
    Ok(Interval { pace, length })
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", duration_text(self.length), self.pace.id())
    }
}

impl fmt::Display for Workout {
    /// Writes what [`Workout::from_str`] reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (times, set)) in self.sets.iter().enumerate() {
            if i > 0 {
                f.write_str(", ")?;
            }
            if *times > 1 {
                write!(f, "{times}x(")?;
            }
            for (j, interval) in set.iter().enumerate() {
                write!(f, "{}{interval}", if j > 0 { ", " } else { "" })?;
            }
            if *times > 1 {
                f.write_str(")")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn workout(text: &str) -> Workout {
        text.parse().unwrap()
    }

    #[test]
    fn a_set_includes_its_last_walk() {
        let eight = workout("8x(1m run, 1m30s walk)");
        assert_eq!((eight.run(), eight.total()), (8 * MINUTE, 20 * MINUTE));
    }

    #[test]
    fn what_is_written_is_read_again() {
        for text in
            ["8x(1m run, 2m walk)", "10m run, 2m walk, 9m run", "4x(3m run, 2m walk), 1m30s run", "30m brisk"]
        {
            assert_eq!(workout(text).to_string(), text);
        }
        assert_eq!(workout("4x(3m run, 2m walk) + 90s run").to_string(), "4x(3m run, 2m walk), 1m30s run");
    }

    #[test]
    fn what_cannot_be_read_says_which_part() {
        let wrong = |text: &str| text.parse::<Workout>().unwrap_err();
        assert_eq!(wrong(""), WorkoutError::Empty);
        assert_eq!(wrong("20m run,"), WorkoutError::Empty);
        assert_eq!(wrong("8x(1m run"), WorkoutError::Bracket);
        assert_eq!(wrong("1m run)"), WorkoutError::Bracket);
        assert_eq!(wrong("0x(1m run)"), WorkoutError::Times("0x".into()));
        assert_eq!(wrong("(1m run)"), WorkoutError::Times(String::new()));
        assert_eq!(wrong("20m jog"), WorkoutError::Interval("20m jog".into()));
        assert_eq!(wrong("0s run"), WorkoutError::Zero);
        assert_eq!(wrong("100x(1m run, 1m walk, 1m run)"), WorkoutError::TooLong);
        assert!(matches!(wrong("20 run"), WorkoutError::Length(_)));
    }

    #[test]
    fn a_share_is_cut_into_equal_blocks_without_a_walk_after_the_last() {
        let blocks = Workout::blocks(Duration::from_secs(630), Some(2 * MINUTE), MINUTE);
        assert_eq!(blocks.to_string(), "5x(1m45s run, 1m walk), 1m45s run");
        assert_eq!(blocks.run(), Duration::from_secs(630));
        assert_eq!(Workout::blocks(20 * MINUTE, None, MINUTE).to_string(), "20m run");
        let odd = Workout::blocks(Duration::from_secs(690), Some(2 * MINUTE), MINUTE);
        assert_eq!(odd.to_string(), "5x(1m55s run, 1m walk), 1m55s run");
    }

    #[test]
    fn a_cap_takes_whole_sets_first_and_never_leaves_a_walk_at_the_end() {
        let levels = workout("4x(3m run, 2m walk)");
        assert_eq!(levels.within(12 * MINUTE), levels);
        assert_eq!(levels.within(7 * MINUTE).to_string(), "2x(3m run, 2m walk), 1m run");
        assert_eq!(levels.within(6 * MINUTE + MINUTE / 3).to_string(), "2x(3m run, 2m walk)");
        assert_eq!(
            workout("10m run, 2m walk, 9m run").within(12 * MINUTE).to_string(),
            "10m run, 2m walk, 2m run"
        );
        assert_eq!(workout("10m run, 2m walk, 9m run").within(10 * MINUTE).to_string(), "10m run");
        assert!(levels.within(Duration::from_secs(20)).is_walk());
    }
}
