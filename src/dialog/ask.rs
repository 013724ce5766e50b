//! The questions: how each is answered, its flag, and whether it may stay open. Their words are in `words::ask`.

use std::time::Duration;

use jiff::civil::Date;

use super::check_in::CheckQuestion;
use super::kind::{Answer, Hundredths, Kind};
use super::plan_setup::PlanSetupQuestion;
use crate::day::choice::Choice;
use crate::plans::TestKind;
use crate::record::ClearedBy;
use crate::symptoms::signs::{HEALTH, LINES, Sign};
use crate::symptoms::{Region, Side, Site};

/// Why some warning signs are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhichSigns {
    /// A line was chosen that leads to them.
    Line,
    /// They go with another that was said.
    Too,
    /// They go with something else that was said.
    Now,
}

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// How sore it was at worst during a run.
    RunPain(Option<Region>),
    /// Why a run was cut short.
    RunCut,
    /// Whether it limped or stabbed during a run.
    RunGait,
    /// How hard a run was.
    RunEffort,
    /// How sore it was at worst during a routine.
    SessionPain,
    /// How sore a place is now.
    SoreNow(Site),
    /// How long a run or walk was that was done without the program.
    Length(Length),
    /// Whether a run that is recorded in the first hours of a day is that of the night before.
    LastNight {
        /// It was a walk.
        walk: bool,
    },
    /// Whether a run is the one that the plan has the day before or the day after.
    ThePlans(ThePlans),
    /// Whether a run is one that is in the history already.
    Another(KnownRun),
    /// What is wrong: the lines of `!`.
    Wrong,
    /// What there is to know of the runner's health: the lines of that page.
    Health,
    /// Which of these warning signs is there.
    Signs {
        /// Why they are asked about.
        which: WhichSigns,
        /// The signs, by their digit from 1.
        signs: Vec<&'static Sign>,
    },
    /// A question of the check-in, and the day on which it is asked.
    CheckIn(CheckQuestion, Date),
    /// Whether the sign that was named is there: one key may have been the wrong one.
    Sure(&'static Sign),
    /// Who cleared a warning sign.
    WhoCleared {
        /// Its id.
        sign: String,
    },
    /// Whether that is meant: one key may have been the wrong one.
    SureCleared(ClearedBy),
    /// Whether a week of a plan comes that goes beyond the guard.
    Agree {
        /// What the plan warns of.
        warning: String,
    },
    /// What a day offers.
    TodaysChoice(Choice),
    /// A question before a plan.
    PlanSetup(PlanSetupQuestion),
    /// The result of a test.
    TestResult {
        /// The kind of test.
        kind: TestKind,
        /// The side.
        side: Side,
        /// What was counted; `None` if nothing was.
        counted: Option<Hundredths>,
    },
    /// The worst pain of a test.
    TestPain {
        /// The kind of test.
        kind: TestKind,
        /// The side.
        side: Side,
    },
    /// The year of birth.
    Born {
        /// The first that is taken.
        least: i16,
        /// The last that is taken.
        most: i16,
    },
}

/// A run whose length is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// How long the plan's run of the day is; `None` if it has none. Then the length must be said.
    pub planned: Option<Duration>,
}

/// A run of the plan that another run may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThePlans {
    /// It is a walk.
    pub walk: bool,
    /// The day for which the plan has it.
    pub due: Date,
    /// The day on which it is asked.
    pub today: Date,
}

/// A run that is in the history already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRun {
    /// The entry.
    pub id: String,
    /// It was a walk.
    pub walk: bool,
    /// How long it was in all.
    pub total: Duration,
    /// Its day.
    pub date: Date,
    /// The day on which it is asked.
    pub today: Date,
}

/// The answer that none of it is there, behind the numbered ones.
const NONE: char = 'n';
/// The answer that the health page is for another day.
const LATER: char = 's';

impl Ask {
    /// Returns the flag that answers it in advance.
    pub const fn flag(&self) -> &'static str {
        match self {
            Self::RunPain(_) => "during",
            Self::RunCut => "cut-short",
            Self::RunGait => "gait",
            Self::RunEffort => "effort",
            Self::SessionPain => "worst",
            Self::SoreNow(_) => "now",
            Self::Length(_) => "length",
            Self::LastNight { .. } => "last-night",
            Self::ThePlans(_) => "planned",
            Self::Another(_) => "another",
            Self::Wrong => "wrong",
            Self::Health => "health",
            Self::Signs { .. } => "sign",
            Self::CheckIn(question, _) => question.flag(),
            Self::Sure(_) | Self::SureCleared(_) => "sure",
            Self::Agree { .. } => "yes",
            Self::WhoCleared { .. } => "by",
            Self::TodaysChoice(choice) => choice.flag(),
            Self::PlanSetup(question) => question.flag(),
            Self::TestResult { .. } => "result",
            Self::TestPain { .. } => "pain",
            Self::Born { .. } => "born",
        }
    }

    /// True if it may be left open.
    pub const fn may_stay_open(&self) -> bool {
        match self {
            Self::Length(Length { planned }) => planned.is_some(),
            Self::PlanSetup(question) => question.may_stay_open(),
            Self::RunPain(_)
            | Self::RunCut
            | Self::RunGait
            | Self::RunEffort
            | Self::SessionPain
            | Self::SoreNow(_)
            | Self::CheckIn(..)
            | Self::TestPain { .. }
            | Self::Born { .. } => true,
            Self::LastNight { .. }
            | Self::ThePlans(_)
            | Self::Another(_)
            | Self::Wrong
            | Self::Health
            | Self::Signs { .. }
            | Self::Sure(_)
            | Self::Agree { .. }
            | Self::TodaysChoice(_)
            | Self::WhoCleared { .. }
            | Self::SureCleared(_)
            | Self::TestResult { .. } => false,
        }
    }

    /// Returns the default if the runner cannot be asked; `None` if an answer is required.
    pub const fn unasked(&self) -> Option<Answer> {
        match self {
            Self::LastNight { .. } | Self::ThePlans(_) => Some(Answer::Choice('2')),
            Self::Another(_) => Some(Answer::Choice('1')),
            _ if self.may_stay_open() => Some(Answer::Open),
            _ => None,
        }
    }

    /// Returns the kind of its answer.
    pub fn kind(&self) -> Kind {
        let of = |most: usize| Kind::Choice(numbered(most));
        match self {
            Self::RunPain(_) | Self::SessionPain | Self::SoreNow(_) | Self::TestPain { .. } => Kind::Scale,
            Self::TestResult { kind, counted, .. } => {
                Kind::Result { counted: *counted, halves: *kind == TestKind::KneeToWall }
            }
            Self::Born { least, most } => Kind::Year { least: *least, most: *most },
            Self::Length(_) => Kind::Length,
            Self::RunCut | Self::RunEffort => of(3),
            Self::RunGait => of(4),
            Self::LastNight { .. } | Self::ThePlans(_) | Self::Another(_) => of(2),
            Self::Wrong => Kind::Choice(signs(LINES.into())),
            Self::Health => Kind::Choice([signs(HEALTH.into()), vec![LATER]].concat()),
            Self::Signs { signs: all, .. } => Kind::Choice(signs(all.len())),
            Self::CheckIn(question, _) => question.kind(),
            Self::Sure(_) | Self::Agree { .. } | Self::SureCleared(_) => Kind::YesNo,
            Self::WhoCleared { .. } => Kind::Choice(vec!['c', 'i', 'm']),
            Self::TodaysChoice(choice) => of(choice.answers()),
            Self::PlanSetup(question) => question.kind(),
        }
    }

    /// Returns the digits of the answers to choose from, in their order; none for other questions.
    pub fn digits(&self) -> Vec<char> {
        let (Kind::Choice(mut choices) | Kind::Span(mut choices)) = self.kind() else { return Vec::new() };
        choices.retain(char::is_ascii_digit);
        choices
    }
}

/// Returns the digits from 1 of so many answers; there are never more than nine.
pub(super) fn numbered(many: usize) -> Vec<char> {
    ('1'..='9').take(many).collect()
}

/// Returns the keys of so many signs to choose from, or none of them.
fn signs(many: usize) -> Vec<char> {
    numbered(many).into_iter().chain([NONE]).collect()
}
