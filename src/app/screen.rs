//! The screens, as values: the data of each beside the app's own state.

use super::keymap::Context;
use super::signs::{AfterSigns, Question};
use crate::dialog::Dialog;
use crate::dialog::first_start::FirstStart;
use crate::routine::Id;
use crate::symptoms::signs::Sign;
use crate::words::page::Paragraph;

/// The regions of the first start, by their digit from 1.
pub(super) use crate::dialog::check_in::PLACES as WELCOME_REGIONS;

/// A screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Screen {
    /// The first start: a notice and one question.
    Welcome,
    /// The first start: on which side it is sore.
    Side(Dialog<FirstStart>),
    /// What Enter starts, and why.
    Today,
    /// The plan that runs.
    Plan(super::PlanTab),
    /// The Progress tab.
    Progress(super::ProgressTab),
    /// The pairs of shoes.
    Shoes(super::Shoes),
    /// The list of entries.
    Entries(super::Entries),
    /// Why a day of the plan is as it is.
    Explained {
        /// The text of the page.
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
        /// The routine's id.
        id: Id,
        /// The text of the page.
        paragraphs: Vec<Paragraph>,
        /// The paragraph that stands at the top.
        top: usize,
    },
    /// A routine being played.
    Player,
    /// The end of a routine.
    Summary(super::Summary),
    /// The end of a run.
    RunSummary(super::RunSummary),
    /// What the tests of readiness came to.
    Tested(Box<super::Tested>),
    /// What is sore: one question at a time.
    CheckIn,
    /// A run that was done without the program.
    ManualRun(super::ManualRun),
    /// The time that there is, before a routine starts.
    Minutes(super::Minutes),
    /// The weights of a routine.
    Weights(super::WeightsForm),
    /// The start of a plan.
    PlanSetup(Box<super::plan_setup::PlanSetup>),
    /// A text for the phone to take along.
    Phone {
        /// The text.
        text: String,
    },
    /// A file that is being written.
    Preview,
    /// What the keys do.
    Help,
    /// Something is wrong: the lines of `!`, and questions about warning signs, which only an answer ends.
    Asked(Question),
    /// A warning sign that locks nothing, with its advice.
    Told {
        /// The warning sign.
        sign: &'static Sign,
        /// What continues afterwards.
        then: AfterSigns,
    },
    /// What is locked, and why.
    Locked,
    /// A routine that did not begin, and why.
    Stopped {
        /// The reason, and what to do instead.
        reason: String,
    },
}

impl Screen {
    /// Returns the context of a key press while nothing else is asked on it.
    pub fn context(&self) -> Context {
        match self {
            Self::Welcome | Self::Side(_) => Context::Welcome,
            Self::Today => Context::Today,
            Self::Plan(tab) => tab.context(),
            Self::Progress(_) => Context::Progress,
            Self::Shoes(shoes) => shoes.context(),
            Self::Entries(entries) => entries.context(),
            Self::Explained { .. } => Context::Explained,
            Self::Routines { .. } => Context::Routines,
            Self::Settings { .. } => Context::Settings,
            Self::About { .. } => Context::About,
            Self::Player => Context::Player,
            Self::Summary(_) => Context::Summary,
            Self::RunSummary(_) => Context::RunSummary,
            Self::Tested(_) => Context::Tested,
            Self::CheckIn => Context::CheckIn,
            Self::ManualRun(_) => Context::ManualRun,
            Self::Minutes(_) => Context::Minutes,
            Self::Weights(_) => Context::Weights,
            Self::PlanSetup(_) => Context::PlanSetup,
            Self::Phone { .. } => Context::Phone,
            Self::Preview => Context::Preview,
            Self::Help => Context::Help,
            Self::Asked(question) if question.is_lines() => Context::Signs,
            Self::Asked(question) if question.named().is_some() => Context::Sure,
            Self::Asked(_) => Context::Asked,
            Self::Told { .. } => Context::Told,
            Self::Locked => Context::Locked,
            Self::Stopped { .. } => Context::Stopped,
        }
    }
}
