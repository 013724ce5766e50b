//! The contents of the history: one type for each kind of entry, and the journal of a running session.
//!
//! A record is never changed in place. An edit, a removal or an undo is a new revision with the same id. Of the
//! revisions of an id the one with the highest (rev, at, device) counts, which [`Log`] works out. So records may
//! arrive in any order, split or repeated. Reading and writing files is the store's work; this module knows the shape,
//! and how a record reads as one line of JSON ([`Record::from_line`], [`Record::to_line`]).
//!
//! A reader skips fields that it does not know, so a new optional field needs no new version;
//! a change that an older program would misread raises [`VERSION`].

pub mod archive;
pub mod dates;
pub mod edit;
pub mod entry;
pub mod gaps;
pub mod journal;
pub mod kind;
pub mod lifted;
pub mod lock;
pub mod log;
pub mod shoes;
pub mod sides;
pub mod undo;
pub mod values;

mod at;
mod effort;
mod plan;
mod read;
mod recording;
mod run_record;
mod session;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::routine::Id;
use crate::symptoms::{PainScore, Side, Site};
use crate::word::words;

pub use at::At;
pub use effort::Effort;
pub use gaps::{Cause, Gap, Gaps, Records};
pub use lock::Lock;
pub use log::Log;
pub use plan::{Afterwards, Away, Goal, PlanAction, PlanEvent, StillRunning};
pub use read::Unread;
pub use recording::Recording;
pub use session::{Clinician, Outcome, Session, SetDone};
pub use shoes::Shoe;

/// The version of the record format that this program writes.
pub const VERSION: u32 = 1;

/// One entry of the history, in one revision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Record {
    /// The version of the format it was written in.
    pub v: u32,
    /// Names the entry; all its revisions share it.
    pub id: String,
    /// Counts the revisions, from 1.
    pub rev: u32,
    /// When this revision was written.
    pub at: At,
    /// The time zone's name there, if it was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The device that wrote it.
    pub device: String,
    /// The contents.
    #[serde(flatten)]
    pub body: Body,
}

/// Returns a name for a new entry, which no other device gives: by moment, device and count.
pub fn new_id(at: At, device: &str, count: u32) -> String {
    let device: String = device.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    format!("{:x}-{device}-{count:x}", at.moment.as_microsecond())
}

impl Record {
    /// True if this revision stands over another of the same id.
    pub fn outranks(&self, other: &Self) -> bool {
        (self.rev, self.at.moment, &self.device) > (other.rev, other.at.moment, &other.device)
    }

    /// True if another device changed the same entry at the same time, and that change stands and says something else.
    pub fn lost_to(&self, standing: &Self) -> bool {
        let at_once = self.id == standing.id && self.rev == standing.rev && self.rev > 1;
        at_once && self.device != standing.device && self.body != standing.body
    }

    /// True if it is the same revision, whatever it says: of the same entry, moment and device.
    pub fn is_same_revision(&self, other: &Self) -> bool {
        self.id == other.id && !self.outranks(other) && !other.outranks(self)
    }
}

/// What a record says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Body {
    /// A routine that was played.
    Session(Session),
    /// A run.
    Run(Run),
    /// Another sport than running.
    CrossTraining(CrossTraining),
    /// How sore it is.
    CheckIn(CheckIn),
    /// A warning sign that was said.
    Flag(Flag),
    /// A clinician's all-clear, or a mistaken answer taken back.
    Clearance(Clearance),
    /// Whether a warning sign is still there, on a morning after.
    SignCheck(SignCheck),
    /// What was said about the runner.
    Profile(Profile),
    /// Something done to a plan.
    Plan(PlanEvent),
    /// A test of strength or range.
    Test(Test),
    /// A rung that was taken.
    Rung(RungTaken),
    /// A pair of shoes.
    Shoe(Shoe),
    /// The entry is removed.
    Removed,
}

/// A sore site and its score, as said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Sore {
    /// The sore site.
    #[serde(flatten)]
    pub site: Site,
    /// How sore, if it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<PainScore>,
}

/// How an answer came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recall {
    /// Given at the time.
    Now,
    /// Given later, from memory.
    Memory,
}

/// What a check-in asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// Whether anything is sore at all.
    Sites,
    /// Right now, before a routine or run.
    Now,
    /// The first steps in the morning.
    Morning,
    /// After the first ten minutes on the feet.
    OnFeet,
    /// The worst later on the day of a run.
    Later,
}

/// How sore it is, or that nothing is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct CheckIn {
    /// What was asked.
    pub moment: Moment,
    /// The day it is about.
    pub date: Date,
    /// The sites; none when nothing is sore.
    pub sore: Vec<Sore>,
    /// Minutes until stiffness was gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stiff_minutes: Option<u32>,
    /// The gait is changed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub limp: bool,
    /// The pain was sharp.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sharp: bool,
    /// Whether it was answered at the time.
    pub recall: Recall,
}

impl CheckIn {
    /// Returns how sore places were on a day, answered on another; nothing else is said.
    pub fn new(moment: Moment, date: Date, sore: Vec<Sore>, answered: Date) -> Self {
        let recall = if date == answered { Recall::Now } else { Recall::Memory };
        Self { moment, date, sore, stiff_minutes: None, limp: false, sharp: false, recall }
    }

    /// Returns how sore places are on the day of the answer.
    pub fn of_day(moment: Moment, date: Date, sore: Vec<Sore>) -> Self {
        Self::new(moment, date, sore, date)
    }
}

words! {
    /// Why a run was cut short.
    pub CutShort("reason to cut a run short") in records {
        /// Pain or tiredness.
        Body = "body",
        /// Something else; the plan ignores it.
        Other = "other",
    }
}

words! {
    /// What a run was run on.
    pub Surface("surface") in records {
        /// Road or pavement.
        Road = "road",
        /// Paths and trails.
        Trail = "trail",
        /// Grass.
        Grass = "grass",
        /// A running track.
        Track = "track",
        /// A treadmill.
        Treadmill = "treadmill",
        /// Sand.
        Sand = "sand",
    }
}

/// One run, or one walk of a plan, which has no minutes of running.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own, as the record writes it")]
pub struct Run {
    /// The day.
    pub date: Date,
    /// Minutes in all.
    pub minutes: f64,
    /// Minutes of running in them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run_minutes: Option<f64>,
    /// The minutes of running were worked out, neither said nor measured.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub assumed: bool,
    /// Kilometres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<f64>,
    /// The prescription it answered, as the plan wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prescription: Option<String>,
    /// Where it was sore.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<Site>,
    /// Pain before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<PainScore>,
    /// Worst pain during.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub during: Option<PainScore>,
    /// Worst pain after, until bedtime.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<PainScore>,
    /// Effort, 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Effort>,
    /// The share that was done, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<f64>,
    /// Why it was cut short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut_short: Option<CutShort>,
    /// The gait changed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub limp: bool,
    /// The pain was sharp.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sharp: bool,
    /// The rest was walked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub walked_home: bool,
    /// It went over hills.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hills: bool,
    /// What it was run on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub surface: Option<Surface>,
    /// The shoe's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shoe: Option<String>,
    /// Free text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The file it was imported from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported: Option<String>,
    /// What a watch recorded of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<Recording>,
    /// The runner wrote it down too, so a run that is recorded later is another one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub told: bool,
}

words! {
    /// A sport in place of running, or beside it.
    pub Sport("sport") in records {
        /// On a bike.
        Bike = "bike",
        /// Swimming.
        Swim = "swim",
        /// Running in deep water.
        Pool = "pool",
        /// Any other.
        Other = "other",
    }
}

/// A sport other than running. It is not a run: it counts neither for the guard nor for growth, and ends no gap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct CrossTraining {
    /// The day.
    pub date: Date,
    /// The sport.
    pub sport: Sport,
    /// Minutes in all.
    pub minutes: f64,
    /// Effort, 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<Effort>,
    /// Worst pain while doing it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worst: Option<PainScore>,
    /// Free text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A warning sign, by its row of EVIDENCE.md 6.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Flag {
    /// Such as `RF08`.
    pub sign: String,
    /// The site, if one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<Site>,
    /// The day on which it ends, if one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Flag {
    /// Makes the flag of a sign, without a place or a day on which it ends.
    pub fn of(sign: &str) -> Self {
        Self { sign: sign.to_owned(), site: None, until: None }
    }
}

words! {
    /// Why a lock ends.
    pub ClearedBy("reason to end a lock") in records {
        /// A clinician looked at it.
        Clinician = "clinician",
        /// The answer was a mistake.
        Mistake = "mistake",
        /// The runner says that it is over, as far as that is the runner's to say.
        Me = "me",
        /// It was gone for long enough, by the runner's answers on the mornings of these days.
        Quiet = "quiet",
        /// The day came on which it ends.
        Day = "day",
    }
}

/// The end of a lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Clearance {
    /// The signs it ends; empty for all.
    pub signs: Vec<String>,
    /// Who or what ended it.
    pub by: ClearedBy,
    /// The ids of the flags it ends. Empty in what an older program wrote: then it ends those said before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<String>,
}

impl Clearance {
    /// True if it is about a sign: one that it names, or any if it names none.
    pub fn names(&self, sign: &str) -> bool {
        self.signs.is_empty() || self.signs.iter().any(|named| named == sign)
    }
}

/// The answer to whether a warning sign is still there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SignCheck {
    /// The day it is about.
    pub date: Date,
    /// The sign.
    pub sign: String,
    /// Whether it is still there.
    pub there: bool,
}

/// What was said about the runner.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own, as the record writes it")]
pub struct Profile {
    /// The notice of the first start was read.
    #[serde(default)]
    pub notice_read: bool,
    /// Year of birth, for the norms of tests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<i16>,
    /// The year of birth was asked for and not given.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub born_unsaid: bool,
    /// The year of birth that was given before is not to be used any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub born_cleared: bool,
    /// Any sport this year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sport_this_year: Option<bool>,
    /// Walks briskly for 30 minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub walks_30_minutes: Option<bool>,
    /// A plan was offered and is not wanted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_plan: bool,
    /// The day on which the health page was answered to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub health: Option<Date>,
    /// When the runner last looked back, and the warm-up that was chosen then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked_back: Option<LookedBack>,
    /// What was said last about ticks for shorter, quicker steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub steps: Option<StepRate>,
}

/// What was said about ticks for shorter, quicker steps: that they begin, or that they are not wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct StepRate {
    /// The day on which it was said.
    pub date: Date,
    /// The runner's own steps a minute, of both feet; none if ticks are not wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<u16>,
}

/// What was chosen after four, eight or twelve weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct LookedBack {
    /// The day.
    pub date: Date,
    /// The week: 4, 8 or 12.
    pub week: u32,
    /// The warm-up from then on.
    pub warm_up: WarmUp,
}

/// Which warm-up is the usual one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarmUp {
    /// The one that it has always been.
    Usual,
    /// The short one.
    Short,
    /// The long one.
    Long,
}

/// A test of strength or range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Test {
    /// Which, such as `heel-raises`, `hops`, `knee-to-wall`.
    pub test: String,
    /// The side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The result, in the test's own unit (repetitions, centimetres).
    pub value: f64,
    /// Pain while doing it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain: Option<PainScore>,
}

/// A rung that the runner took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct RungTaken {
    /// The routine.
    pub routine: Id,
    /// The rung.
    pub rung: Id,
    /// Loads by step, as written.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub loads: BTreeMap<Id, String>,
}
