//! Warning signs: what ends exercise for now, and how soon to have it checked.
//!
//! The signs are data, in [`SIGNS`]; how each is asked and what to do about it is said in `words`. The [`LINES`] behind
//! `!`, the lines of the [health page](HEALTH) and the signs themselves lead to every sign. [`asked`] returns the signs to ask about after another
//! answer, such as a new sore site. What an open sign locks is in [`crate::record::lock`], what it does to a plan in
//! [`stops_growth`], [`slows_growth`] and [`walks_come_first`].

mod former;
mod health;
mod table;

use crate::symptoms::limits::{COUNTED, PAIN_ASKED};
use crate::symptoms::{PainScore, Region};

pub use health::HEALTH;
pub use table::{HEALTH_LINE, LINES};

/// Every sign: those of the lines, those of the health page, and those that only older logs have.
pub static SIGNS: [Sign; table::SIGNS.len() + health::SIGNS.len() + former::SIGNS.len()] = all();

const fn all<const N: usize>() -> [Sign; N] {
    const HEALTH: usize = table::SIGNS.len();
    const FORMER: usize = HEALTH + health::SIGNS.len();
    let mut all = [table::SIGNS[0]; N];
    let mut at = 0;
    while at < N {
        all[at] = match at {
            0..HEALTH => table::SIGNS[at],
            HEALTH..FORMER => health::SIGNS[at - HEALTH],
            _ => former::SIGNS[at - FORMER],
        };
        at += 1;
    }
    all
}

/// How soon a sign should be looked at; the gravest is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// By a clinician within weeks.
    Advise,
    /// By a clinician within days.
    Pause,
    /// By a clinician before anything is started.
    Gate,
    /// The same day.
    Today,
    /// At once.
    Now,
}

/// What an open sign holds back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Locks {
    /// It holds back nothing.
    Nothing,
    /// The plan's growth: no run gets longer.
    Growth,
    /// Runs and hops; strength is fine.
    Runs,
    /// Runs and whatever loads: walking and routines without stress are left.
    Loading,
    /// All but walking.
    AllButWalking,
    /// Every routine, run and test.
    All,
}

/// Who may end a sign; a mistaken answer is corrected by the runner in either case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// Only a clinician who has examined it, whatever the mornings say.
    Clinician,
    /// A clinician who has seen it, without having to clear it.
    Seen,
    /// The runner too, after these days without it.
    Runner(Without),
    /// A day: the one that a clinician gave, else one of [`limits`](super::limits).
    Day(Day),
}

/// For how long the runner must have been without a sign to end it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Without {
    /// Days since it was last there.
    pub days: i32,
    /// Days of these on which it was answered that it is gone.
    pub answers: usize,
}

/// On which day a sign ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Days after it was said, if no day was given.
    pub days: i32,
    /// The same for soreness under the heel.
    pub under_heel: i32,
    /// Behind that day the runner must also have said that it is gone.
    pub asked: bool,
}

/// A warning sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    /// Its row of EVIDENCE.md 6 or EVIDENCE2.md 3, such as `RF03a`.
    pub id: &'static str,
    /// How soon.
    pub tier: Tier,
    /// What it holds back until it ends.
    pub locks: Locks,
    /// Who may end it.
    pub release: Release,
    /// Which list leads to it.
    pub place: Place,
    /// With what it is asked, beside `!`.
    pub when: &'static [When],
    /// Other signs that are asked about at once when this one was said.
    pub also: &'static [&'static str],
    /// Where the row comes from, as keys of EVIDENCE.md 12 or the sources of EVIDENCE2.md 3; `convention` for ours.
    pub basis: &'static [&'static str],
}

/// Which list leads to a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A line of `!`, from 1.
    Line(u8),
    /// A line of the health page, from 1.
    Health(u8),
    /// None: another sign leads to it.
    Behind,
    /// None: it is only read in the logs of older versions.
    Former,
}

impl Sign {
    /// True if the runner should call for help now, and not only be seen today.
    pub fn calls_for_help(&self) -> bool {
        matches!(self.id, "RF15" | "RF18") || self.is_only_a_call()
    }

    /// True if all that there is to do is to call the emergency number.
    pub fn is_only_a_call(&self) -> bool {
        matches!(self.id, "RF04" | "RF14a")
    }

    /// True if it is nothing but advice, which is not repeated for four weeks.
    ///
    /// A sign that leads to others is more than advice: the calf that is swollen again is asked about again.
    pub fn is_mere_advice(&self) -> bool {
        self.tier == Tier::Advise && self.locks == Locks::Nothing && self.also.is_empty()
    }

    /// Returns the other signs that are asked about when it was said.
    pub fn also(&self) -> impl Iterator<Item = &'static Self> {
        self.also.iter().filter_map(|also| sign(also))
    }
}

/// With what a sign is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A site of this region is sore that was not before.
    New(Region),
    /// This region was named as sore, whether new or not.
    Named(Region),
    /// A site is as sore as [`PAIN_ASKED`], or more.
    Much,
    /// A site of this region is as sore as that.
    MuchAt(Region),
    /// A run was cut short because the body said so.
    CutShort,
    /// The gait changed.
    Limp,
    /// The pain was sharp.
    Sharp,
}

/// Something that was said, with which signs are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// A region was named as sore.
    Site {
        /// The region.
        region: Region,
        /// Whether it was not sore before.
        new: bool,
    },
    /// A score was given for a region.
    Pain {
        /// The region.
        region: Region,
        /// How sore.
        score: PainScore,
    },
    /// A run was cut short because the body said so.
    CutShort,
    /// The gait changed.
    Limp,
    /// The pain was sharp.
    Sharp,
}

impl Occasion {
    fn brings(self, when: When) -> bool {
        match (self, when) {
            (Self::Site { region, new: true }, When::New(at))
            | (Self::Site { region, .. }, When::Named(at)) => at == region,
            (Self::Pain { score, .. }, When::Much) => score >= PAIN_ASKED,
            (Self::Pain { region, score }, When::MuchAt(at)) => at == region && score >= PAIN_ASKED,
            (Self::CutShort, When::CutShort) | (Self::Limp, When::Limp) | (Self::Sharp, When::Sharp) => true,
            _ => false,
        }
    }
}

/// Returns the signs that a list leads to.
pub fn behind(place: Place) -> Vec<&'static Sign> {
    SIGNS.iter().filter(|sign| sign.place == place).collect()
}

/// Returns the signs to ask about when something was said, in the order of the table.
///
/// What is open already, or was advised lately, is for the caller to leave out.
pub fn asked(occasion: Occasion) -> Vec<&'static Sign> {
    SIGNS.iter().filter(|sign| sign.when.iter().any(|when| occasion.brings(*when))).collect()
}

/// Returns how soon a sign of this row should be looked at.
///
/// A row that this version does not know, from another device, counts as the gravest.
pub fn tier(id: &str) -> Tier {
    sign(id).map_or(Tier::Now, |sign| sign.tier)
}

/// Returns what a sign of this row holds back; one that this version does not know holds back everything.
pub fn locks(id: &str) -> Locks {
    sign(id).map_or(Locks::All, |sign| sign.locks)
}

/// Returns who may end a sign of this row; one that this version does not know is for a clinician.
pub fn release(id: &str) -> Release {
    sign(id).map_or(Release::Clinician, |sign| sign.release)
}

/// True if the runner may end a sign of this row without a clinician.
pub fn may_release(id: &str) -> bool {
    matches!(release(id), Release::Runner(_))
}

/// True if a sign is about bone: the walks after it count only without any pain (EVIDENCE2.md 3).
pub fn is_bone(id: &str) -> bool {
    matches!(id, "RF05" | "RF16" | "RF16a" | "RF16b" | "BH1b" | "BH4b")
}

/// True if two walks come before running when a sign of this row has ended: after every lock but advice.
pub fn walks_come_first(id: &str) -> bool {
    locks(id) > Locks::Growth && tier(id) > Tier::Advise
}

/// True if a plan grows at the slow pace after such a sign was said: bones that broke once, whether it has ended
/// or not (EVIDENCE2.md 2, `slow`).
pub fn slows_growth(id: &str) -> bool {
    is_bone(id) || matches!(id, "BH1" | "BH4")
}

/// True if no run may get longer while these signs are open.
///
/// 1. One of them holds back growth, or more than that.
/// 2. Two or more of them count together ([`counts`]), though none does anything alone.
pub fn stops_growth<'a>(open: impl IntoIterator<Item = &'a str>) -> bool {
    let mut counted = std::collections::BTreeSet::new();
    open.into_iter().any(|id| {
        if counts(id) {
            counted.insert(id);
        }
        locks(id) >= Locks::Growth || counted.len() >= COUNTED
    })
}

/// True if a sign says something only together with another of its kind: `RF07a`, b, d and e.
pub fn counts(id: &str) -> bool {
    matches!(id, "RF07a" | "RF07b" | "RF07d" | "RF07e")
}

/// True if it says that the runner is no adult.
pub fn is_of_age(id: &str) -> bool {
    matches!(id, "AGE" | "AGEb" | "AGEc")
}

/// Returns the sign that soreness in a region brings by itself.
pub const fn brought_by(region: Region) -> Option<&'static str> {
    match region {
        Region::HeelBoneDeep => Some("RF05"),
        Region::CalfMuscle
        | Region::TendonMid
        | Region::BackHeelBone
        | Region::UnderHeel
        | Region::Elsewhere => None,
    }
}

/// Returns the region that was sore if this sign was said, so that hops wait for six weeks after it.
pub fn makes_sore(id: &str) -> Option<Region> {
    (id == "RF19").then_some(Region::CalfMuscle)
}

/// Returns the sign of a row.
pub fn sign(id: &str) -> Option<&'static Sign> {
    SIGNS.iter().find(|sign| sign.id == id)
}

#[cfg(test)]
mod tests;
