//! What one run and the mornings after it say: stop, rest, step back, hold, repeat or go on.
//!
//! [`judge`] is the table of EVIDENCE.md 11.2 as DESIGN.md 7 amends it: conditions in order, the
//! first that fits decides. It knows no plan and no calendar; it gets what was felt at one site,
//! and what was usual there. Where several sites are sore it is asked for each, and the strictest
//! answer counts ([`Verdict::stricter`]).

use std::time::Duration;

use crate::record::CutShort;
use crate::symptoms::Region;
use crate::symptoms::limits::{
    BASE_LEAST, EFFORT_HARD, MORNING_CALM, MORNING_REST, MORNING_RISE_BACK, MORNING_RISE_REST,
    PAIN_LONGER_REST, PAIN_NOTICEABLE, PAIN_RISE, PAIN_TOO_MUCH, SHARE_DONE, SHARE_LONGER, TREND_BACK,
    TREND_HOLD, TREND_MEAN, WALK_PAIN_BACK,
};

/// What is decided, in order: the first that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// Everything is locked until a clinician has looked at it.
    StopLock,
    /// No running until it was shown to somebody.
    PauseAndRefer,
    /// No runs until two calm mornings, then lower.
    Rest,
    /// One step back.
    Regress,
    /// The same run again.
    Hold,
    /// Green, and the same run again until there are enough.
    RepeatGreen,
    /// The next run.
    Advance,
}

impl Decision {
    /// All, strictest first.
    pub const ALL: [Self; 7] = [
        Self::StopLock,
        Self::PauseAndRefer,
        Self::Rest,
        Self::Regress,
        Self::Hold,
        Self::RepeatGreen,
        Self::Advance,
    ];

    /// Returns the word used in `explain` and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::StopLock => "stop-lock",
            Self::PauseAndRefer => "pause-and-refer",
            Self::Rest => "rest",
            Self::Regress => "regress",
            Self::Hold => "hold",
            Self::RepeatGreen => "repeat-green",
            Self::Advance => "advance",
        }
    }
}

/// How soreness at a site has been, before the run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usual {
    /// The usual morning, 1 to 3.
    pub base: u8,
    /// How much the mean of seven days rose over the seven before; 0 where too little is known.
    pub trend: f64,
    /// The mean of the last seven days.
    pub mean: f64,
}

impl Default for Usual {
    fn default() -> Self {
        Self { base: BASE_LEAST, trend: 0.0, mean: 0.0 }
    }
}

impl Usual {
    /// A morning from here on rests.
    pub const fn rest_morning(&self) -> u8 {
        let high = self.base + MORNING_RISE_REST;
        if high > MORNING_REST { high } else { MORNING_REST }
    }

    /// A morning up to here is green.
    pub const fn green_morning(&self) -> u8 {
        if self.base > MORNING_CALM { self.base } else { MORNING_CALM }
    }
}

/// What was felt at one site around one run; `None` is what was not said.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Felt {
    /// Where; `None` when nothing is sore anywhere.
    pub region: Option<Region>,
    /// Before the run.
    pub before: Option<u8>,
    /// Worst during the run.
    pub during: Option<u8>,
    /// Worst after it, until bedtime.
    pub after: Option<u8>,
    /// First steps the next morning.
    pub morning: Option<u8>,
    /// First steps the morning after that.
    pub second_morning: Option<u8>,
    /// Worst during the run before this one.
    pub during_before: Option<u8>,
    /// How it usually is.
    pub usual: Usual,
}

/// What is known about the run itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Done {
    /// The gait changed.
    pub limp: bool,
    /// It stabbed.
    pub sharp: bool,
    /// Effort, 0 to 10.
    pub effort: u8,
    /// The share done of what was planned.
    pub share: f64,
    /// Why it was cut short, where it was.
    pub cut: Option<CutShort>,
    /// What was planned to be run; `None` for an unplanned run.
    pub planned: Option<Duration>,
    /// What was run.
    pub run: Duration,
    /// Something stepped back within the ten days before, so that the trend does not count.
    pub trend_muted: bool,
    /// Something else was new in the seven days before.
    pub new_stressor: Option<Stressor>,
}

/// What can be new, one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stressor {
    /// Hills.
    Hills,
    /// Another pair of shoes.
    Shoes,
}

/// Why something was decided: one variant for each condition, with its numbers.
#[expect(
    missing_docs,
    reason = "the fields are what each variant's sentence names: scores, usual mornings, lengths"
)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cause {
    /// Deep in the heel bone, in or after a run.
    DeepHeel { score: u8 },
    /// The gait changed.
    Limp,
    /// The gait was changed, run or no run.
    LimpThatDay,
    /// It stabbed, run or no run.
    SharpThatDay,
    /// Too much at any time of a day.
    TooMuchThatDay { score: u8 },
    /// It stabbed.
    Sharp,
    /// Too much during the run.
    TooMuchDuring { score: u8 },
    /// Too much after the run.
    TooMuchAfter { score: u8 },
    /// A morning far above the usual.
    HighMorning { score: u8, usual: u8 },
    /// A morning above the usual that did not settle in another day.
    StillHigh { first: u8, second: u8, usual: u8 },
    /// A morning above the usual, less the day after.
    MorningUp { first: u8, second: Option<u8>, usual: u8 },
    /// Pain rose within the run.
    Rose { from: u8, to: u8 },
    /// Pain of 4 or 5 in two runs in a row.
    Twice { before: u8, now: u8 },
    /// The week's mean rose.
    TrendBack { rise: f64 },
    /// Some pain during the run.
    During { score: u8 },
    /// Some pain after it.
    After { score: u8 },
    /// A morning a little above the usual.
    Morning { score: u8, usual: u8 },
    /// The week's mean rose a little.
    TrendHold { rise: f64 },
    /// An easy run that felt hard.
    Effort { effort: u8 },
    /// Cut short because of the body.
    CutShort { share: f64 },
    /// Longer than planned.
    Longer { planned: Duration, run: Duration },
    /// The morning after is not known.
    NoMorning,
    /// A sore site was not scored.
    NoScore { region: Region },
    /// Sore in a place that the plan knows nothing about.
    Elsewhere,
    /// Something else is new this week.
    NewStressor { what: Stressor },
    /// Cut short for a reason that is no fault of the body.
    OtherReason { share: f64 },
    /// It was no run of the plan.
    Unplanned,
    /// Green, and less than the place asks for was due that day: a walk, or half after an illness.
    Lighter,
    /// Everything was well.
    Green,
}

/// What was decided and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// What; never [`Decision::RepeatGreen`]: whether greens are enough is for the plan to say.
    pub decision: Decision,
    /// Why.
    pub cause: Cause,
    /// Pain of 4 or 5 in the run or the day after, so that the next one waits longer.
    pub much: bool,
}

impl Verdict {
    fn new(decision: Decision, cause: Cause) -> Self {
        Self { decision, cause, much: false }
    }

    /// Returns the stricter of two; the first where they are equal.
    #[must_use]
    pub fn stricter(self, other: Self) -> Self {
        let much = self.much || other.much;
        let stricter = if other.decision < self.decision { other } else { self };
        Self { much, ..stricter }
    }

    /// Tells whether the run was neither green nor held against: it is simply done again.
    pub const fn is_neutral(&self) -> bool {
        matches!(self.cause, Cause::OtherReason { .. } | Cause::Unplanned | Cause::Lighter)
    }

    /// Returns it for a walk, whose rule is stricter where its pain was said: 3 repeats, 4 steps back.
    #[must_use]
    pub const fn of_walk(self, said: bool) -> Self {
        match self.cause {
            Cause::During { score } if said && score >= WALK_PAIN_BACK && score < PAIN_TOO_MUCH => {
                Self { decision: Decision::Regress, ..self }
            }
            _ => self,
        }
    }

    /// Tells whether it holds only because something was not said.
    pub const fn is_unsaid(&self) -> bool {
        matches!(self.cause, Cause::NoMorning | Cause::NoScore { .. })
    }
}

/// Judges a run by what was felt at one site.
///
/// In order: 1. deep heel-bone pain locks; 2. limp, stabbing, 6 and more, and high mornings rest;
/// 3. a raised morning that has not settled, a rise within the run, 4 or 5 twice, and a rising week
/// step back; 4. what is noticeable, hard, cut short, longer than planned or not said holds; 5. the
/// rest is green.
pub fn judge(felt: &Felt, done: &Done) -> Verdict {
    let verdict = stop(felt)
        .or_else(|| rest(felt, done))
        .or_else(|| back(felt, done))
        .or_else(|| hold(felt, done))
        .unwrap_or_else(|| Verdict::new(Decision::Advance, Cause::Green));
    let much = [felt.during, felt.after].into_iter().flatten().any(|score| score >= PAIN_LONGER_REST)
        || felt.morning.is_some_and(|score| score >= PAIN_LONGER_REST);
    Verdict { much, ..verdict }
}

fn stop(felt: &Felt) -> Option<Verdict> {
    let deep = felt.region.is_some_and(Region::stops_loading);
    let score = felt.during.max(felt.after).filter(|score| deep && *score > 0)?;
    Some(Verdict::new(Decision::StopLock, Cause::DeepHeel { score }))
}

fn rest(felt: &Felt, done: &Done) -> Option<Verdict> {
    let usual = felt.usual.base;
    let cause = if done.sharp {
        Cause::Sharp
    } else if done.limp {
        Cause::Limp
    } else if let Some(score) = felt.during.filter(|score| *score >= PAIN_TOO_MUCH) {
        Cause::TooMuchDuring { score }
    } else if let Some(score) = felt.after.filter(|score| *score >= PAIN_TOO_MUCH) {
        Cause::TooMuchAfter { score }
    } else if let Some(score) = felt.morning.filter(|score| *score >= felt.usual.rest_morning()) {
        Cause::HighMorning { score, usual }
    } else {
        let first = felt.morning.filter(|score| *score >= usual + MORNING_RISE_BACK)?;
        let second = felt.second_morning.filter(|score| *score >= usual + MORNING_RISE_BACK)?;
        Cause::StillHigh { first, second, usual }
    };
    Some(Verdict::new(Decision::Rest, cause))
}

fn back(felt: &Felt, done: &Done) -> Option<Verdict> {
    let usual = felt.usual.base;
    let raised = felt.morning.filter(|score| *score >= usual + MORNING_RISE_BACK);
    let cause = if let Some(first) = raised.filter(|_| felt.second_morning.is_none_or(|s| s > usual)) {
        Cause::MorningUp { first, second: felt.second_morning, usual }
    } else if let (Some(from), Some(to)) = (felt.before, felt.during.filter(|to| rose(felt.before, *to))) {
        Cause::Rose { from, to }
    } else if let (Some(before), Some(now)) = (
        felt.during_before.filter(|s| *s >= PAIN_LONGER_REST),
        felt.during.filter(|s| *s >= PAIN_LONGER_REST),
    ) {
        Cause::Twice { before, now }
    } else if !done.trend_muted && felt.usual.mean >= TREND_MEAN && felt.usual.trend >= TREND_BACK {
        Cause::TrendBack { rise: felt.usual.trend }
    } else {
        return None;
    };
    Some(Verdict::new(Decision::Regress, cause))
}

fn rose(before: Option<u8>, during: u8) -> bool {
    before.is_some_and(|before| during >= before.saturating_add(PAIN_RISE))
}

fn hold(felt: &Felt, done: &Done) -> Option<Verdict> {
    let usual = felt.usual.base;
    let noticeable = |score: Option<u8>| score.filter(|score| *score >= PAIN_NOTICEABLE);
    let longer = done.planned.filter(|planned| done.run.as_secs_f64() > planned.as_secs_f64() * SHARE_LONGER);
    let unscored = felt.region.filter(|_| felt.during.is_none() || felt.after.is_none());
    let cause = if let Some(score) = noticeable(felt.during) {
        Cause::During { score }
    } else if let Some(score) = noticeable(felt.after) {
        Cause::After { score }
    } else if let Some(score) = felt.morning.filter(|score| *score > felt.usual.green_morning()) {
        Cause::Morning { score, usual }
    } else if !done.trend_muted && felt.usual.mean >= TREND_MEAN && felt.usual.trend >= TREND_HOLD {
        Cause::TrendHold { rise: felt.usual.trend }
    } else if done.effort >= EFFORT_HARD {
        Cause::Effort { effort: done.effort }
    } else if done.cut == Some(CutShort::Body) || (done.share < SHARE_DONE && done.cut.is_none()) {
        Cause::CutShort { share: done.share }
    } else if let Some(planned) = longer {
        Cause::Longer { planned, run: done.run }
    } else if let Some(region) = unscored {
        Cause::NoScore { region }
    } else if felt.morning.is_none() {
        Cause::NoMorning
    } else if felt.region == Some(Region::Elsewhere) {
        Cause::Elsewhere
    } else if done.planned.is_none() {
        Cause::Unplanned
    } else if let Some(what) = done.new_stressor {
        Cause::NewStressor { what }
    } else if done.share < SHARE_DONE {
        Cause::OtherReason { share: done.share }
    } else {
        return None;
    };
    Some(Verdict::new(Decision::Hold, cause))
}
