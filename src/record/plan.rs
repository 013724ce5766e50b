//! Changes to a plan: begun, moved, paused, resumed, ended.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::plans::Day;
use crate::routine::Id;
use crate::symptoms::Site;
use crate::word::words;

/// Why nothing was heard for a week or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Away {
    /// Other things to do.
    Busy,
    /// Ill.
    Ill,
    /// Sore.
    Sore,
    /// On a journey.
    Travel,
}

words! {
    /// What follows when a plan is done.
    pub Afterwards("end of a plan") in records {
        /// The last run stays.
        Keep = "keep",
        /// The longest run of the week grows.
        Longer = "longer",
        /// The last run stays, over hills.
        Hills = "hills",
        /// Only the warm-ups.
        WarmUps = "warm-ups",
    }
}

/// How far the long run of a week may grow.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Goal {
    /// So many minutes of running.
    Minutes(f64),
    /// So many kilometres.
    Km(f64),
}

/// How running is for a runner who still runs although a site is sore; pain from 0 to 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct StillRunning {
    /// Runs in the last 14 days.
    pub runs: u32,
    /// The second worst pain in them; the worst from 6 on.
    pub worst: u8,
    /// A limp, sharp pain, or pain that rose by 4 within a run.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gait: bool,
    /// First steps on a usual morning, without a run the day before.
    pub base: u8,
    /// First steps on the morning after a run.
    pub morning: u8,
    /// First steps on the morning after that, if the first had not settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_morning: Option<u8>,
    /// Walking in daily life; under the heel after the first ten minutes.
    pub walking: u8,
    /// It is worse than two weeks ago.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub worse: bool,
    /// It began or flared within the last seven days, at 4 or more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub new: bool,
}

/// Something done to a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct PlanEvent {
    /// The plan's id.
    pub plan: Id,
    /// What was done.
    #[serde(flatten)]
    pub action: PlanAction,
}

/// What was done to a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum PlanAction {
    /// Begun.
    Start {
        /// The first day.
        date: Date,
        /// The week or level it began at.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<String>,
        /// The site that it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        site: Option<Site>,
        /// Usual minutes of running before the break.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        usual_minutes: Option<f64>,
        /// The longest run before the break, in minutes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        longest_minutes: Option<f64>,
        /// The last run before the break.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_run: Option<Date>,
        /// The run days; those of the plan when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        days: Option<Vec<Day>>,
        /// Whether the placement test was passed, so that the place is where running begins.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        tested: bool,
        /// How running is while it is sore, if the runner still runs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        still_running: Option<StillRunning>,
    },
    /// The run days from a day on.
    Days {
        /// The first day.
        date: Date,
        /// The weekdays.
        days: Vec<Day>,
    },
    /// Back after a week or more without opening.
    Back {
        /// The day.
        date: Date,
        /// Why it was so long.
        why: Away,
        /// The first day without fever, after an illness.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        well_since: Option<Date>,
    },
    /// A week that goes beyond the load guard is wanted, its warning read.
    Warned {
        /// The day.
        date: Date,
        /// The week, from 1.
        week: u32,
    },
    /// What follows when the plan is done.
    Then {
        /// The day.
        date: Date,
        /// The runner's choice.
        choice: Afterwards,
        /// How far the long run may grow; without an end if there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        goal: Option<Goal>,
    },
    /// A run moved to another day.
    Move {
        /// The day it is moved from.
        from: Date,
        /// The day it is moved to.
        to: Date,
    },
    /// A run left out.
    Skip {
        /// Its day.
        date: Date,
    },
    /// A week done again.
    Repeat {
        /// The first day of it.
        date: Date,
    },
    /// Ended before its end.
    Stop {
        /// The last day.
        date: Date,
    },
}

impl PlanAction {
    /// Returns the day from which it holds; `None` for a moved or skipped run, which holds from the day it was
    /// entered: the days after are known at once.
    pub const fn date(&self) -> Option<Date> {
        match self {
            Self::Start { date, .. }
            | Self::Days { date, .. }
            | Self::Back { date, .. }
            | Self::Warned { date, .. }
            | Self::Then { date, .. }
            | Self::Repeat { date }
            | Self::Stop { date } => Some(*date),
            Self::Move { .. } | Self::Skip { .. } => None,
        }
    }
}
