//! What one run and the mornings after it say: stop, rest, step back, hold, the same again or go on.
//!
//! [`judge`] is the table of EVIDENCE2.md 1.5: conditions in order, the first that fits decides. It knows no plan and
//! no calendar; it gets what was felt at one site, and what was usual there. If several sites are sore it is asked
//! for each, and the strictest answer counts ([`Verdict::stricter`]).

use std::time::Duration;

use crate::record::CutShort;
use crate::symptoms::Region;
use crate::symptoms::limits::{
    BASE_LEAST, DRIFT_BACK, DRIFT_HOLD, EFFORT_HARD, MORNING_GREEN_MOST, MORNING_REST, MORNING_RISE_BACK,
    MORNING_RISE_GREEN, MORNING_RISE_REST, MORNINGS_SUM_BACK, MORNINGS_SUM_REST, PAIN_LONGER_REST,
    PAIN_NOTICEABLE, PAIN_RISE, PAIN_TOO_MUCH, SHARE_DONE, SHARE_LONGER, WALK_PAIN_BACK,
};

/// What is decided, in order: the first that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// Everything is locked until a clinician has looked at it.
    StopLock,
    /// No running until it was shown to somebody.
    PauseAndRefer,
    /// No runs until two calm mornings and a walk, then lower.
    Rest,
    /// One step back.
    Regress,
    /// The same run again, and never a long one.
    Hold,
    /// The same run again: pain of 3, which is tolerated.
    Steady,
    /// Green, and the same run again until there are enough.
    RepeatGreen,
    /// The next run.
    Advance,
}

impl Decision {
    /// All, strictest first.
    pub const ALL: [Self; 8] = [
        Self::StopLock,
        Self::PauseAndRefer,
        Self::Rest,
        Self::Regress,
        Self::Hold,
        Self::Steady,
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
            Self::Steady => "steady",
            Self::RepeatGreen => "repeat-green",
            Self::Advance => "advance",
        }
    }
}

/// How the mornings of a site usually are, on the morning of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usual {
    /// The usual morning, `b`: 1 to 3, under the heel to 5.
    pub base: u8,
    /// The median of the mornings without a run the day before, of 14 days; `None` if there are fewer than four.
    pub raw: Option<u8>,
    /// The mean of the mornings of the last seven days; `None` if there are fewer than four.
    pub mean: Option<f64>,
    /// The same a week ago.
    pub mean_before: Option<f64>,
    /// The mean of the first seven mornings of the plan.
    pub first: Option<f64>,
}

impl Default for Usual {
    fn default() -> Self {
        Self { base: BASE_LEAST, raw: None, mean: None, mean_before: None, first: None }
    }
}

impl Usual {
    /// A morning from here on rests.
    pub const fn rest_morning(&self) -> u8 {
        let high = self.base + MORNING_RISE_REST;
        if high > MORNING_REST { high } else { MORNING_REST }
    }

    /// A morning from here on is raised.
    pub const fn raised_morning(&self) -> u8 {
        self.base + MORNING_RISE_BACK
    }

    /// A morning up to here has settled: it is green, or at a usual morning of 5 steady.
    pub const fn settled_morning(&self) -> u8 {
        self.base + MORNING_RISE_GREEN
    }

    /// Returns how far the week's mean has risen above that of the plan's first mornings; `None` if too little is known.
    pub fn drift(&self) -> Option<f64> {
        Some(self.mean? - self.first?)
    }

    /// Tells whether the week's mean has risen by no more than a step that nobody notices, over the week before it and
    /// over the first mornings; if too little is known it has not.
    pub fn is_level(&self) -> bool {
        let (Some(mean), Some(before), Some(first)) = (self.mean, self.mean_before, self.first) else {
            return false;
        };
        mean <= before.min(first) + crate::symptoms::limits::MEAN_STEADY
    }
}

/// What was felt at one site around one run; `None` is what was not said.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Symptoms {
    /// The site's region; `None` if nothing is sore anywhere.
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
    /// How it usually is.
    pub usual: Usual,
}

/// What is known about the run itself, and the ones before it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is an answer, or an event, of its own")]
pub struct Performance {
    /// The gait changed.
    pub limp: bool,
    /// The pain was sharp.
    pub sharp: bool,
    /// Effort, 0 to 10.
    pub effort: u8,
    /// The share done of what was planned.
    pub share: f64,
    /// Why it was cut short, if it was.
    pub cut: Option<CutShort>,
    /// What was planned to be run; `None` for an unplanned run.
    pub planned: Option<Duration>,
    /// What was run.
    pub run: Duration,
    /// Pain of the run before this one, if it was 4 or 5 and nothing has stepped back since.
    pub sore_before: Option<u8>,
    /// One of the two runs before was followed by a raised morning, and nothing has stepped back since.
    pub raised_before: bool,
    /// Something stepped back or rested within the ten days before, so that drift does not count.
    pub drift_muted: bool,
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
    /// Ticks for shorter, quicker steps.
    Steps,
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
    /// The pain was sharp, run or no run.
    SharpThatDay,
    /// Too much at any time of a day.
    TooMuchThatDay { score: u8 },
    /// The pain was sharp.
    Sharp,
    /// Too much during the run.
    TooMuchDuring { score: u8 },
    /// Too much after the run.
    TooMuchAfter { score: u8 },
    /// A morning far above the usual.
    HighMorning { score: u8, usual: u8 },
    /// Two mornings above the usual that did not settle.
    StillHigh { first: u8, second: u8, usual: u8 },
    /// A morning above the usual, and the next one too high or not known.
    MorningUp { first: u8, second: Option<u8>, usual: u8 },
    /// A morning above the usual a second time in three runs.
    MorningUpAgain { score: u8, usual: u8 },
    /// Pain rose within the run.
    Rose { from: u8, to: u8 },
    /// Pain of 4 or 5 in two runs in a row.
    Twice { before: u8, now: u8 },
    /// The week's mean rose far above the first.
    DriftBack { rise: f64 },
    /// Pain of 3 (steady), or of 4 or 5 (hold), during the run.
    During { score: u8 },
    /// The same after it.
    After { score: u8 },
    /// A morning above the usual that had settled the day after (hold), or one at the border (steady).
    Morning { score: u8, usual: u8 },
    /// The week's mean rose above the first.
    DriftHold { rise: f64 },
    /// An easy run that felt hard.
    Effort { effort: u8 },
    /// Cut short because of the body.
    CutShort { share: f64 },
    /// Longer than planned.
    Longer { planned: Duration, run: Duration },
    /// The morning after is not known; at which site, if any is sore.
    NoMorning { region: Option<Region> },
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
    /// Pain of 4 or 5 in the run or the day after, so that the next one waits longer; which it was.
    pub sore: Option<u8>,
    /// The morning after was raised.
    pub raised: bool,
}

impl Verdict {
    const fn new(decision: Decision, cause: Cause) -> Self {
        Self { decision, cause, sore: None, raised: false }
    }

    /// A verdict that moves nothing.
    pub const fn neutral() -> Self {
        Self::new(Decision::Hold, Cause::Unplanned)
    }

    /// Returns the stricter of two; the first if they are equal.
    #[must_use]
    pub fn stricter(self, other: Self) -> Self {
        let (sore, raised) = (self.sore.max(other.sore), self.raised || other.raised);
        let stricter = if other.decision < self.decision { other } else { self };
        Self { sore, raised, ..stricter }
    }

    /// Tells whether the run was neither green nor held against: it is simply done again.
    pub const fn is_neutral(&self) -> bool {
        matches!(self.cause, Cause::OtherReason { .. } | Cause::Unplanned | Cause::Lighter)
    }

    /// Returns it for a walk, whose rule is stricter if its pain was said: 3 repeats, 4 steps back.
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
        matches!(self.cause, Cause::NoMorning { .. } | Cause::NoScore { .. })
    }
}

/// Judges a run by what was felt at one site.
///
/// In order: 1. deep heel-bone pain locks; 2. limp, sharp pain, 6 and more, and high mornings rest; 3. raised mornings
/// that have not settled or came twice, a rise within the run, 4 or 5 twice, and drift step back; 4. pain of 4 or 5, a
/// raised morning, drift, what was hard, cut short, longer than planned or not said holds; 5. pain of 3 is steady;
/// 6. the rest is green.
pub fn judge(felt: &Symptoms, done: &Performance) -> Verdict {
    let verdict = stop(felt)
        .or_else(|| rest(felt, done))
        .or_else(|| back(felt, done))
        .or_else(|| hold(felt, done))
        .or_else(|| steady(felt))
        .unwrap_or_else(|| Verdict::new(Decision::Advance, Cause::Green));
    let sore = felt.during.max(felt.after).filter(|score| *score >= PAIN_LONGER_REST);
    Verdict { sore, raised: raised(felt).is_some(), ..verdict }
}

/// The morning after the run, if it was raised.
fn raised(felt: &Symptoms) -> Option<u8> {
    felt.morning.filter(|score| *score >= felt.usual.raised_morning())
}

fn stop(felt: &Symptoms) -> Option<Verdict> {
    let deep = felt.region.is_some_and(Region::stops_loading);
    let score = felt.during.max(felt.after).filter(|score| deep && *score > 0)?;
    Some(Verdict::new(Decision::StopLock, Cause::DeepHeel { score }))
}

fn rest(felt: &Symptoms, done: &Performance) -> Option<Verdict> {
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
        let first = raised(felt)?;
        let high = |second: &u8| {
            *second >= felt.usual.raised_morning() && first + second >= 2 * usual + MORNINGS_SUM_REST
        };
        let second = felt.second_morning.filter(high)?;
        Cause::StillHigh { first, second, usual }
    };
    Some(Verdict::new(Decision::Rest, cause))
}

fn back(felt: &Symptoms, done: &Performance) -> Option<Verdict> {
    let usual = felt.usual.base;
    let unsettled =
        |first: &u8| felt.second_morning.is_none_or(|second| first + second >= 2 * usual + MORNINGS_SUM_BACK);
    let rose = |to: &u8| felt.before.is_some_and(|before| *to >= before.saturating_add(PAIN_RISE));
    let sore = felt.during.max(felt.after).filter(|score| *score >= PAIN_LONGER_REST);
    let drift = felt.usual.drift().filter(|rise| !done.drift_muted && *rise >= DRIFT_BACK);
    let up = raised(felt).filter(unsettled);
    let up = up.map(|first| Cause::MorningUp { first, second: felt.second_morning, usual });
    let cause = if let Some(up) = up.filter(|_| felt.second_morning.is_some()) {
        up
    } else if let Some(score) = raised(felt).filter(|_| done.raised_before) {
        Cause::MorningUpAgain { score, usual }
    } else if let (Some(from), Some(to)) = (felt.before, felt.during.filter(rose)) {
        Cause::Rose { from, to }
    } else if let (Some(before), Some(now)) = (done.sore_before, sore) {
        Cause::Twice { before, now }
    } else if let Some(rise) = drift {
        Cause::DriftBack { rise }
    } else {
        // What tomorrow's morning may still settle is the cause only if nothing else is.
        up?
    };
    Some(Verdict::new(Decision::Regress, cause))
}

fn hold(felt: &Symptoms, done: &Performance) -> Option<Verdict> {
    let usual = felt.usual.base;
    let sore = |score: Option<u8>| score.filter(|score| *score >= PAIN_LONGER_REST);
    let longer = done.planned.filter(|planned| done.run.as_secs_f64() > planned.as_secs_f64() * SHARE_LONGER);
    let unscored = felt.region.filter(|_| felt.during.is_none() || felt.after.is_none());
    let drift = felt.usual.drift().filter(|rise| !done.drift_muted && *rise >= DRIFT_HOLD);
    let cause = if let Some(score) = sore(felt.during) {
        Cause::During { score }
    } else if let Some(score) = sore(felt.after) {
        Cause::After { score }
    } else if let Some(score) = raised(felt) {
        Cause::Morning { score, usual }
    } else if let Some(rise) = drift {
        Cause::DriftHold { rise }
    } else if done.effort >= EFFORT_HARD {
        Cause::Effort { effort: done.effort }
    } else if done.cut == Some(CutShort::Body) || (done.share < SHARE_DONE && done.cut.is_none()) {
        Cause::CutShort { share: done.share }
    } else if let Some(planned) = longer {
        Cause::Longer { planned, run: done.run }
    } else if let Some(region) = unscored {
        Cause::NoScore { region }
    } else if felt.morning.is_none() {
        Cause::NoMorning { region: felt.region }
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

/// Pain of 3 in or after the run, or a morning that only a usual one of 5 lets pass: tolerated, and nothing more.
fn steady(felt: &Symptoms) -> Option<Verdict> {
    let noticeable = |score: Option<u8>| score.filter(|score| *score >= PAIN_NOTICEABLE);
    let border = felt.morning.filter(|score| *score > MORNING_GREEN_MOST);
    let cause = if let Some(score) = noticeable(felt.during) {
        Cause::During { score }
    } else if let Some(score) = noticeable(felt.after) {
        Cause::After { score }
    } else {
        Cause::Morning { score: border?, usual: felt.usual.base }
    };
    Some(Verdict::new(Decision::Steady, cause))
}
