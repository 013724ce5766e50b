//! The questions before a plan: how each is answered, and its flag.

use jiff::civil::Date;

use crate::dialog::ask::numbered;
use crate::dialog::check_in::PLACES;
use crate::dialog::kind::{Kind, RunDays};
use crate::plan::placement::Question;
use crate::routine::Id;
use crate::symptoms::{Site, limits};

/// The answers to when the last run was, and the most days that each may mean; the last one, the fewest.
///
/// The plan counts with these: a break that is taken for longer than it was begins lower, never higher.
pub(super) const BREAKS: [(char, i32); 5] = [
    ('1', limits::BREAK_NO_PLAN_DAYS),
    ('2', limits::BREAK_SHORT_DAYS),
    ('3', limits::BREAK_MIDDLE_DAYS),
    ('4', limits::BREAK_LONG_DAYS),
    ('5', limits::BREAK_LONG_DAYS + 1),
];
/// The answer of a runner who has never run.
const NEVER: char = 'n';
/// Left, right, and both or neither.
const SIDES: usize = 3;
/// No more runs are said of two weeks.
const MOST_RUNS: u32 = 99;

/// A question before a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanSetupQuestion {
    /// When the last run was, for a plan that begins on this day.
    LastRun(Date),
    /// What is sore: these places by their digits.
    Sore(WhySore, Vec<Site>),
    /// The side.
    Side(Site),
    /// What placement asks: sport, walks, a usual run, how running is while it is sore.
    Placement(Question),
    /// How long the longest run was.
    Longest,
    /// Which of these plans.
    Which {
        /// The plans.
        plans: Vec<Id>,
        /// The one that is chosen first, by its row.
        first: usize,
    },
    /// On which days the runs are; these are chosen first.
    Days(RunDays),
    /// Whether it takes the place of the running plan.
    Replace {
        /// The name of that plan.
        running: String,
        /// The day on which it began.
        since: Date,
    },
    /// Whether it begins.
    Begin,
}

/// Why soreness is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhySore {
    /// It is not known, and there was no break.
    Unknown,
    /// It is not known, and there was a break.
    Break,
    /// Nothing is sore now, but it may have led to the break.
    Reason,
    /// Several places are, and a plan is about one.
    Which,
}

impl PlanSetupQuestion {
    /// Asks what is sore: of several places that are known to be, which; else all places, those first.
    pub(super) fn sore(why: WhySore, known: &[Site]) -> Self {
        let others = PLACES.into_iter().map(|region| Site { region, side: None });
        let others = others.filter(|site| known.iter().all(|known| known.region != site.region));
        let others = others.filter(|_| why != WhySore::Which);
        Self::Sore(why, known.iter().copied().chain(others).collect())
    }

    /// Returns the flag that answers it in advance.
    pub(in crate::dialog) const fn flag(&self) -> &'static str {
        match self {
            Self::LastRun(_) => "last-run",
            Self::Sore(..) => "region",
            Self::Side(_) => "side",
            Self::Longest => "longest",
            Self::Placement(question) => placement_flag(*question),
            Self::Which { .. } => "plan",
            Self::Days(_) => "days",
            Self::Replace { .. } => "instead",
            Self::Begin => "begin",
        }
    }

    /// True if it may be left open: the longest run of a month is not known to everybody, nor is a side to each
    /// place.
    pub(in crate::dialog) const fn may_stay_open(&self) -> bool {
        matches!(self, Self::Longest | Self::Side(_))
    }

    /// Returns the kind of its answer.
    pub(in crate::dialog) fn kind(&self) -> Kind {
        match self {
            Self::LastRun(date) => {
                let choices = BREAKS.iter().map(|(key, _)| *key).chain([NEVER]).collect();
                Kind::Day { choices, today: *date }
            }
            Self::Sore(why, places) => Kind::Site { places: places.clone(), nothing: *why != WhySore::Which },
            Self::Side(_) => Kind::Choice(numbered(SIDES)),
            Self::Longest | Self::Placement(Question::Usual | Question::Brisk) => Kind::Length,
            Self::Placement(Question::Runs) => Kind::Count { most: MOST_RUNS },
            Self::Placement(question) if question.is_yes_no() => Kind::YesNo,
            Self::Placement(_) => Kind::Scale,
            Self::Which { plans, first } => {
                Kind::Row { rows: plans.iter().map(ToString::to_string).collect(), first: *first }
            }
            Self::Days(first) => Kind::Days(*first),
            Self::Replace { .. } | Self::Begin => Kind::YesNo,
        }
    }

    /// True if all places answer it, by the digits that stand at the leg.
    pub const fn asks_where(&self) -> bool {
        matches!(self, Self::Sore(why, _) if !matches!(why, WhySore::Which))
    }
}

const fn placement_flag(question: Question) -> &'static str {
    match question {
        Question::Walks => "walks",
        Question::Brisk => "brisk",
        Question::Sport => "sport",
        Question::Usual => "usual",
        Question::Runs => "runs",
        Question::Worst => "worst",
        Question::Gait => "limp",
        Question::Base => "base",
        Question::MorningAfter => "morning",
        Question::SecondMorning => "second-morning",
        Question::Walking => "walking",
        Question::Worse => "worse",
        Question::Flared => "flared",
    }
}

/// Returns whatever may be asked for a plan that begins on a day.
pub(super) fn all(date: Date, known: &[Site]) -> Vec<PlanSetupQuestion> {
    let placement = [
        Question::Usual,
        Question::Walks,
        Question::Brisk,
        Question::Sport,
        Question::Runs,
        Question::Worst,
        Question::Gait,
        Question::Base,
        Question::MorningAfter,
        Question::SecondMorning,
        Question::Walking,
        Question::Worse,
        Question::Flared,
    ];
    let others = [
        PlanSetupQuestion::LastRun(date),
        PlanSetupQuestion::sore(WhySore::Unknown, known),
        PlanSetupQuestion::Longest,
        PlanSetupQuestion::Days(RunDays::default()),
    ];
    others.into_iter().chain(placement.map(PlanSetupQuestion::Placement)).collect()
}
