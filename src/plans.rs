//! What a checked plan is: weeks of runs, weeks of shares, or stages with levels.
//!
//! A plan says what would come next if all goes well. What really comes next is decided by the
//! plan's engine from the log; if a plan's file and the engine's load guard disagree, the
//! guard wins. Everything here came through the checks of a plan's file, so every list that must not be
//! empty has something in it, and every number is in range.

pub mod guard;
pub mod sheet;
mod ticks;
pub mod workout;

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Weekday;

use crate::id::Id;
use crate::symptoms::Region;
use crate::word::words;
pub use sheet::{Part, Piece, Sheet};
pub use ticks::Ticks;
pub use workout::{Interval, Pace, ROUND, Workout, WorkoutError, floor};

/// Most weeks, stages, or levels of a stage.
pub const MAX_PLACES: usize = 60;
/// Most runs of a week.
pub const MAX_RUNS: usize = 4;

/// A programme of runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its id: the file's stem.
    pub id: Id,
    /// Its name; promises no duration.
    pub name: String,
    /// What it is, and for whom, in a sentence or two.
    pub summary: String,
    /// Offered only when it is asked for by name.
    pub on_request: bool,
    /// What is run.
    pub shape: Shape,
    /// How many green runs at a place lead to the next.
    pub greens: Greens,
    /// Whole calendar days from one run to the next, at least 2: 48 h; from one walk to the next, at least 1.
    pub gap_days: u8,
    /// The same after pain of 4 or 5, and after a step back: 72 h.
    pub gap_days_after_pain: u8,
    /// The brisk walk before the run.
    pub walk_in: Duration,
    /// The easy walk after it.
    pub walk_out: Duration,
    /// The warm-up before it.
    pub before: Id,
    /// What belongs to which weekday; empty if the plan counts days instead.
    pub days: BTreeMap<Day, DayWork>,
    /// The strength that goes with it, by sore region, in a plan of rungs.
    pub with: BTreeMap<Region, Vec<Id>>,
    /// Days without running that it is for, both included.
    pub days_off: Option<(u32, u32)>,
    /// Where it begins, by days off; straight lines lie between the points, in order.
    pub start: Vec<StartPoint>,
    /// Whether the readiness tests come first when the break was for soreness.
    pub needs_readiness: bool,
    /// What follows when it is done.
    pub then: Vec<AfterPlan>,
    /// What the evidence shows about it, and what is convention.
    pub evidence: Option<String>,
    /// The papers and rules it rests on.
    pub sources: Vec<String>,
}

impl Plan {
    /// True if nothing is ever run in it.
    pub fn is_walks(&self) -> bool {
        let Shape::Weeks(weeks) = &self.shape else { return false };
        !weeks.is_empty() && weeks.iter().flat_map(|week| &week.runs).all(Workout::is_walk)
    }
}

words! {
    /// A weekday, Monday first.
    pub Day("weekday") in records {
        /// Monday.
        Mon = "mon",
        /// Tuesday.
        Tue = "tue",
        /// Wednesday.
        Wed = "wed",
        /// Thursday.
        Thu = "thu",
        /// Friday.
        Fri = "fri",
        /// Saturday.
        Sat = "sat",
        /// Sunday.
        Sun = "sun",
    }
}

impl Day {
    /// Returns the day's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mon => "Monday",
            Self::Tue => "Tuesday",
            Self::Wed => "Wednesday",
            Self::Thu => "Thursday",
            Self::Fri => "Friday",
            Self::Sat => "Saturday",
            Self::Sun => "Sunday",
        }
    }
}

impl From<Weekday> for Day {
    fn from(day: Weekday) -> Self {
        Self::ALL[usize::try_from(day.to_monday_zero_offset()).unwrap_or(0) % 7]
    }
}

/// What belongs to a weekday.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayWork {
    /// Whether it is a run day.
    pub run: bool,
    /// The warm-up before its run, in place of the plan's own.
    pub before: Option<Id>,
    /// Routines, in order; they come after the run.
    pub routines: Vec<Id>,
}

/// How many green runs lead on: `count` of the last `of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Greens {
    /// How many are green, at least 1.
    pub count: u8,
    /// Of how many, at least `count`.
    pub of: u8,
}

/// What a plan is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Weeks of runs.
    Weeks(Vec<Week>),
    /// Weeks as shares of the usual minutes.
    Shares(Vec<ShareWeek>),
    /// Stages that are left by criteria.
    Stages(Vec<Stage>),
    /// Shares of the usual minutes, from the lowest up, for a runner who runs on while sore.
    Rungs(Vec<f64>),
}

/// A week of runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// Its runs, in order.
    pub runs: Vec<Workout>,
    /// Strides in one of them.
    pub strides: Option<WeekStrides>,
    /// Where the week may go beyond the load guard: the warning that has to be answered with yes.
    pub guard_exempt: Option<String>,
}

/// A week as a share of the usual minutes.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareWeek {
    /// The share of the usual minutes of a run, above 0, up to 1. A cap.
    pub share: f64,
    /// How many runs.
    pub runs: u8,
    /// The longest running block, and the walks between; `None` for one piece.
    pub blocks: Option<Blocks>,
    /// Strides in one of the runs.
    pub strides: Option<WeekStrides>,
}

impl ShareWeek {
    /// Returns the most that a run of this week has, for so many usual minutes, in whole half minutes.
    pub fn cap(&self, usual: Duration) -> Duration {
        // `mul_f64` rounds to the nanosecond, so that 70 % of 30 min are not a hair below 21.
        floor(usual.mul_f64(self.share), ROUND)
    }
}

/// How a run is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blocks {
    /// The longest running block.
    pub run: Duration,
    /// The walk between blocks.
    pub walk: Duration,
}

/// Strides in one run of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekStrides {
    /// The run of the week, from 1.
    pub run: u8,
    /// The strides.
    pub strides: Strides,
}

/// Short faster pieces at the end of a run, never sprints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strides {
    /// The number of strides.
    pub times: u8,
    /// The length of each.
    pub time: Duration,
}

/// Where a plan begins after so many days off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StartPoint {
    /// Days since the last run.
    pub days_off: u32,
    /// The share of the usual minutes then.
    pub share: f64,
}

/// A stage of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Its id, such as `C3`.
    pub id: String,
    /// What it is called: "Walk", "Run and walk".
    pub name: String,
    /// What is done in it.
    pub work: Work,
    /// When the next stage comes.
    pub advance: Vec<Criterion>,
    /// What leads back, beside the engine's own rules.
    pub back: Back,
    /// When to ask a clinician.
    pub refer: Option<Refer>,
    /// The strength that goes with it, by region; what takes turns stands beside each other.
    pub with: BTreeMap<Region, Vec<Id>>,
}

/// What is done in a stage.
#[derive(Debug, Clone, PartialEq)]
pub enum Work {
    /// Routines and daily life, no running.
    Routines,
    /// Walks, from level to level.
    Walks(Vec<Level>),
    /// The readiness tests.
    Tests(Vec<TestKind>),
    /// Runs, from level to level.
    Levels(Vec<Level>),
    /// The same run, some times a week.
    Runs(SteadyRuns),
}

/// A level of a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Its id, such as `R5`.
    pub id: String,
    /// The run or walk.
    pub workout: Workout,
}

/// The same run, some times a week.
#[derive(Debug, Clone, PartialEq)]
pub struct SteadyRuns {
    /// The run.
    pub workout: Workout,
    /// How often a week.
    pub per_week: u8,
    /// Strides, and in how many runs of each week, week by week; the last entry continues.
    pub strides: Option<(Strides, Vec<u8>)>,
    /// The share of the run that may be hilly, 0 for flat.
    pub hills: f64,
    /// How fast the long run of the week grows; `None` if it does not.
    pub grow: Option<Growing>,
}

words! {
    /// How fast the long run of a week grows once a plan is done.
    pub Growing("speed of growth") {
        /// By 5 % a week, 2 to 3 minutes.
        Gentle = "gentle",
        /// As much, each second week.
        Slow = "slow",
    }
}

words! {
    /// A test of readiness, in the order in which they are done.
    pub TestKind("test of readiness") {
        /// Knee to the wall, in centimetres.
        KneeToWall = "knee-to-wall",
        /// Single-leg heel raises at 30 a minute.
        HeelRaises = "heel-raises",
        /// Hops on one leg, in place.
        Hops = "hops",
    }
}

/// A criterion for the next stage; all of a stage must be met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Criterion {
    /// At least so many days in the stage.
    Days(u32),
    /// None of the last seven logged mornings above this, and they do not rise.
    MorningMax(u8),
    /// So many green walks of at least this length.
    Walks {
        /// The number.
        count: u8,
        /// How long each.
        length: Duration,
    },
    /// All tests passed so many times, this many days apart at least.
    Passes {
        /// The number of times.
        count: u8,
        /// Days between.
        days_apart: u8,
    },
    /// All levels done.
    Levels,
    /// So many green runs of the last so many.
    Greens(Greens),
    /// So many weeks in a row with green runs only.
    GreenWeeks(u8),
    /// The weaker side did at least this share of the stronger one's heel raises, if both were noted.
    RaisesSide(f64),
}

/// What leads back from a stage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Back {
    /// Levels back on a step back, at least 1.
    pub regress: u8,
    /// Levels back on a rest, at least 1.
    pub rest: u8,
    /// The level or stage that a rest leads to, in place of levels back.
    pub rest_to: Option<String>,
    /// The stage that a step back leads to.
    pub regress_to: Option<String>,
    /// Green days there after which this stage comes again; without a number, as that stage asks.
    pub regress_days: Option<u32>,
}

/// When to ask a clinician.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refer {
    /// After so many days in the stage without getting better, while mornings are at a mean of 3 or more.
    Days(u32),
    /// After so many weeks without reaching this level.
    Level {
        /// The level.
        level: String,
        /// Weeks from the first run of the stage.
        weeks: u32,
    },
}

/// What follows a finished plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AfterPlan {
    /// The last run stays for so many weeks.
    Keep {
        /// Weeks.
        weeks: u8,
    },
    /// The long run of each week grows, up to the longest before the break if that is wanted and known.
    Grow {
        /// The pace of growth.
        growing: Growing,
        /// Only up to the longest run before the break.
        to_longest: bool,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_a_cap_in_whole_half_minutes() {
        let cap = |share, minutes: u64| {
            let week = ShareWeek { share, runs: 3, blocks: None, strides: None };
            week.cap(Duration::from_secs(60 * minutes)).as_secs()
        };
        assert_eq!(cap(0.7, 30), 21 * 60);
        assert_eq!(cap(0.55, 30), 16 * 60 + 30);
        assert_eq!(cap(0.63, 30), 18 * 60 + 30);
        assert_eq!(cap(0.35, 45), 15 * 60 + 30);
    }
}
