//! The screens, as values: what each needs to know beside the app's own state.

use super::about::Paragraph;
use super::keymap::Context;
use super::signs::{Question, Then};
use crate::record;
use crate::routine::Id;
use crate::symptoms::signs::Sign;
use crate::symptoms::{Region, Score, Site};

/// The regions of the first start, by their digit from 1.
pub(super) const WELCOME_REGIONS: [Region; 5] =
    [Region::CalfMuscle, Region::TendonMid, Region::BackHeelBone, Region::UnderHeel, Region::Elsewhere];

/// A screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Screen {
    /// The first start: a notice and one question.
    Welcome,
    /// What Enter starts, and why.
    Today,
    /// The plan that runs.
    Plan(super::PlanTab),
    /// Why a day of the plan is as it is.
    Explained {
        /// What is said.
        paragraphs: Vec<Paragraph>,
        /// The paragraph that stands at the top.
        top: usize,
    },
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
    /// What the tests of readiness came to.
    Tested(Box<super::Tested>),
    /// What is sore: one question at a time.
    CheckIn,
    /// A run that was done without the program.
    Outing(super::Outing),
    /// The time that there is, before a routine starts.
    Minutes(super::Minutes),
    /// The start of a plan.
    Placing(Box<super::placing::Placing>),
    /// A text for the phone to take along.
    Phone {
        /// It.
        text: String,
    },
    /// A file that is being written.
    Preview,
    /// What the keys do.
    Help,
    /// Something is wrong: the eight lines.
    Signs,
    /// A question about warning signs, which only an answer ends.
    Asked(Question),
    /// A warning sign that locks nothing: what to do about it.
    Told {
        /// Which.
        sign: &'static Sign,
        /// What goes on then.
        then: Then,
    },
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
            Self::Plan(tab) => tab.context(),
            Self::Explained { .. } => Context::Explained,
            Self::Routines { .. } => Context::Routines,
            Self::Settings { .. } => Context::Settings,
            Self::About { .. } => Context::About,
            Self::Player => Context::Player,
            Self::Summary(_) => Context::Summary,
            Self::Ran(_) => Context::Ran,
            Self::Tested(_) => Context::Tested,
            Self::CheckIn => Context::CheckIn,
            Self::Outing(_) => Context::Outing,
            Self::Minutes(_) => Context::Minutes,
            Self::Placing(_) => Context::Placing,
            Self::Phone { .. } => Context::Phone,
            Self::Preview => Context::Preview,
            Self::Help => Context::Help,
            Self::Signs => Context::Signs,
            Self::Asked(_) => Context::Asked,
            Self::Told { .. } => Context::Told,
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

    /// Returns what is said of a pain above the limit that a clinician set.
    pub fn beyond(&self) -> Option<String> {
        let limit = self.session.clinician?.pain_up_to?;
        let worst = self.worst.filter(|worst| *worst > limit)?;
        Some(format!("{worst} is more than the {limit} that a clinician set: tell them."))
    }

    /// Returns the site and the pain to ask about: above what was said before the routine.
    pub(super) fn rise(&self) -> Option<(Site, Score)> {
        let worst = self.worst?;
        let first = self.session.sore.first()?;
        let before = self.session.sore.iter().filter_map(|sore| sore.score).max();
        before.is_none_or(|before| worst > before).then_some((first.site, worst))
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
