//! Plans: weeks, shares or stages of runs that lead back to running, and what today's run is.
//!
//! What a plan is lies in [`plans`](crate::plans), which knows no log. Everything else is the engine: a pure function of a plan,
//! the log and the day.

pub mod arrival;
pub mod asks;
pub mod before_run;
pub mod beginning;
pub mod beside;
pub mod calendar;
pub mod changes;
pub mod chart;
pub mod course;
pub mod diary;
pub mod dose;
pub mod goal;
pub mod growth;
pub mod keep;
pub mod load;
pub mod logged;
pub mod notes;
pub mod outline;
pub mod place;
pub mod placement;
pub mod planned_runs;
pub mod progress;
pub mod readiness;
pub mod reason;
pub mod recommend;
pub mod results;
pub mod review;
pub mod rungs;
pub mod setbacks;
pub mod shoes;
pub mod signs;
pub mod silence;
pub mod sites;
pub mod stages;
pub mod state;
pub mod steps;
pub mod strength;
pub mod verdict;
pub mod walks_first;
pub mod weeks;

pub use diary::Diary;
pub use recommend::{Decided, Recommendation, decide, recommend};
pub use state::State;
