//! Choices that a day offers now and then: what follows a finished plan, ticks for quicker steps, and after 4, 8 and
//! 12 weeks the warm-up from then on.

use jiff::civil::Date;

use super::Core;
use crate::plan::goal::Far;
use crate::plan::notes::Note;
use crate::plan::review::{self, Change, Review};

/// How far the long run may grow, in the order of its digits: without an end, or as far as a goal.
pub const FARS: [Option<Far>; 5] =
    [None, Some(Far::Minutes45), Some(Far::Minutes60), Some(Far::Km5), Some(Far::Km10)];
/// Steps a minute of both feet to choose from, in the order of their digits.
pub const STEP_RATES: [u16; 6] = [150, 155, 160, 165, 170, 175];
/// What follows a plan that is done.
const AFTER_PLAN: usize = 4;
/// Running, or walking on.
const AFTER_WALKS: usize = 2;
/// The ticks at the steps that a watch recorded, or none.
const STEPS_OF_WATCH: usize = 2;
/// The lengths of the warm-up.
const WARM_UPS: usize = 3;

/// Something to choose.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// What follows the plan.
    Afterwards,
    /// What follows the walks.
    AfterWalks,
    /// How far the long run is to grow.
    HowFar,
    /// Whether ticks for quicker steps begin.
    Steps {
        /// Steps a minute that a watch recorded.
        own: Option<u16>,
    },
    /// After some weeks, which warm-up it is from now on.
    Review(Review),
}

impl Choice {
    /// Returns the log's facts about it, one per line.
    pub fn lines(&self) -> &[Change] {
        match self {
            Self::Afterwards | Self::AfterWalks | Self::HowFar | Self::Steps { .. } => &[],
            Self::Review(review) => &review.lines,
        }
    }

    /// Returns the field of the log that keeps its answer.
    pub const fn flag(&self) -> &'static str {
        match self {
            Self::Afterwards | Self::AfterWalks => "then",
            Self::HowFar => "goal",
            Self::Steps { .. } => "steps",
            Self::Review(_) => "warm-up",
        }
    }

    /// Returns the number of its answers, each of which has a digit from 1.
    pub const fn answers(&self) -> usize {
        match self {
            Self::Afterwards => AFTER_PLAN,
            Self::AfterWalks => AFTER_WALKS,
            Self::HowFar => FARS.len(),
            Self::Steps { own: Some(_) } => STEPS_OF_WATCH,
            // None of the rates stands behind them all.
            Self::Steps { own: None } => STEP_RATES.len() + 1,
            Self::Review(_) => WARM_UPS,
        }
    }
}

impl Core {
    /// Returns what a day lets the runner choose; what follows the plan comes first.
    pub fn choice(&self, today: Date) -> Option<Choice> {
        let said = self.history.recommend(today);
        let notes = said.as_ref().map_or(&[][..], |said| &said.notes);
        let after = notes.iter().find_map(|note| match note {
            Note::PlanDone => Some(Choice::Afterwards),
            Note::WalksDone => Some(Choice::AfterWalks),
            _ => None,
        });
        let steps = notes.iter().find_map(|note| match note {
            Note::QuickerSteps { own } => Some(Choice::Steps { own: *own }),
            _ => None,
        });
        let review = || review::due(self.history.log(), today).map(Choice::Review);
        after.or_else(review).or(steps)
    }
}
