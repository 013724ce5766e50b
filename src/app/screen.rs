//! The screens, as values: what each needs to know beside the app's own state.

use super::about::Paragraph;
use super::keymap::Context;
use crate::record;
use crate::routine::Id;
use crate::symptoms::{Region, Score};

/// The regions of the first start, by their digit from 1.
pub(super) const WELCOME_REGIONS: [Region; 5] =
    [Region::CalfMuscle, Region::TendonMid, Region::BackHeelBone, Region::UnderHeel, Region::Elsewhere];

/// A screen.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a handful of screens exist at a time")]
pub enum Screen {
    /// The first start: a notice and one question.
    Welcome,
    /// What Enter starts, and why.
    Today,
    /// All routines.
    Routines {
        /// The chosen one, by its place in the list.
        chosen: usize,
    },
    /// What can be set.
    Settings {
        /// The chosen one, by its place in the list.
        chosen: usize,
    },
    /// All there is to say about a routine.
    About {
        /// Which.
        id: Id,
        /// What is said.
        paragraphs: Vec<Paragraph>,
        /// The paragraph that stands at the top.
        top: usize,
    },
    /// A routine being played.
    Player,
    /// The end of a routine.
    Summary(Summary),
    /// The end of a run.
    Ran(super::Ran),
    /// A text for the phone to take along.
    Phone {
        /// It.
        text: String,
    },
    /// What the keys do.
    Help,
    /// Something is wrong: the warning signs.
    Signs,
    /// What is locked, and why.
    Locked,
    /// A routine that did not begin, and why.
    Stopped {
        /// Why, and what to do instead.
        reason: String,
    },
}

impl Screen {
    /// Returns where a key is pressed while nothing else is asked on it.
    pub const fn context(&self) -> Context {
        match self {
            Self::Welcome => Context::Welcome,
            Self::Today => Context::Today,
            Self::Routines { .. } => Context::Routines,
            Self::Settings { .. } => Context::Settings,
            Self::About { .. } => Context::About,
            Self::Player => Context::Player,
            Self::Summary(_) => Context::Summary,
            Self::Ran(_) => Context::Ran,
            Self::Phone { .. } => Context::Phone,
            Self::Help => Context::Help,
            Self::Signs => Context::Signs,
            Self::Locked => Context::Locked,
            Self::Stopped { .. } => Context::Stopped,
        }
    }
}

/// The end of a routine.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The record's id.
    pub record: String,
    /// What was kept.
    pub session: record::Session,
    /// What the run should be, and when to walk home.
    pub door: Option<String>,
    /// The answer to "worst pain while doing it".
    pub worst: Option<Score>,
}

impl Summary {
    /// Tells whether the question is asked: not of a person without pain.
    pub fn asks(&self) -> bool {
        !self.session.sore.is_empty()
    }

    /// Goes one up or down the scale, from nothing to 0.
    pub(super) fn step(&mut self, up: bool) {
        let now = self.worst.map(Score::value);
        let next = match (now, up) {
            (None, _) => 0,
            (Some(n), true) => (n + 1).min(10),
            (Some(n), false) => n.saturating_sub(1),
        };
        self.worst = Score::new(next);
    }
}
