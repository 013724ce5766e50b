//! Warning signs: what ends exercise for now, and how soon somebody should look at it.
//!
//! The signs are data, in [`SIGNS`]: each is asked as a runner would recognise it, and its text
//! says what to do and how soon, never what it may be. [`LINES`] are the eight plain lines behind
//! `!`, which together lead to all of them. [`asked`] tells which of them to ask when something
//! else was said, such as a new sore site. What an open sign locks is in [`crate::record::lock`].

mod table;

use crate::symptoms::emergency::{self, Number};
use crate::symptoms::limits::PAIN_ASKED;
use crate::symptoms::{Region, Score};

pub use table::{LINES, SIGNS};

/// How soon a sign should be looked at, and what holds until then; the gravest is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// By a clinician within days to two weeks; nothing is locked, and it is said once in four weeks.
    Advise,
    /// By a clinician within days to two weeks; only walking and what does not load until then.
    Pause,
    /// By a clinician before anything is started; everything is locked.
    Gate,
    /// The same day or the next; everything is locked.
    Today,
    /// At once; everything is locked.
    Now,
}

impl Tier {
    /// Tells whether nothing at all is played while such a sign is open.
    pub const fn locks_all(self) -> bool {
        matches!(self, Self::Gate | Self::Today | Self::Now)
    }

    /// Tells whether only walking and what does not load is left while such a sign is open.
    pub const fn pauses(self) -> bool {
        matches!(self, Self::Pause)
    }

    /// Returns how soon, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Advise => "in the next weeks",
            Self::Pause => "in the next days",
            Self::Gate => "before you start",
            Self::Today => "today",
            Self::Now => "now",
        }
    }
}

/// Who may end a sign that locks something; a mistaken answer is corrected by the runner in either case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Release {
    /// Only a clinician who has examined it, whatever the mornings say.
    Clinician,
    /// The runner too, a week later, with two mornings without it.
    Runner,
}

/// A warning sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    /// Its row of EVIDENCE.md 6 or EVIDENCE2.md 3, such as `RF03`.
    pub id: &'static str,
    /// How soon.
    pub tier: Tier,
    /// Who may end it.
    pub release: Release,
    /// What the runner recognises.
    pub ask: &'static str,
    /// What to do: one sentence, or two.
    pub text: &'static str,
    /// The line of `!` that leads to it, from 1.
    pub line: u8,
    /// With what it is asked, beside `!`.
    pub when: &'static [When],
    /// Another sign that is asked about at once when this one was said.
    pub also: Option<&'static str>,
    /// Where the row comes from, as keys of EVIDENCE.md 12 or the sources of EVIDENCE2.md 3; `convention` for ours.
    pub basis: &'static [&'static str],
}

impl Sign {
    /// Returns the first sentence of its text: the one thing to do.
    pub fn first(&self) -> &'static str {
        self.text.split_inclusive('.').next().unwrap_or(self.text)
    }

    /// Returns its text in a line, with the number to call where it is needed at once.
    pub fn told(&self, number: Option<&Number>) -> String {
        match self.tier {
            Tier::Now => format!("{} Emergency: {}.", self.text, emergency::words(number)),
            _ => self.text.to_owned(),
        }
    }

    /// Returns the rest of its text, which may be nothing.
    pub fn rest(&self) -> &'static str {
        self.text[self.first().len()..].trim_start()
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
    /// It stabbed.
    Sharp,
    /// A plan begins.
    Plan,
}

/// Something that was said, with which signs are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// A region was named as sore.
    Site {
        /// Which.
        region: Region,
        /// Whether it was not sore before.
        new: bool,
    },
    /// A score was given for a region.
    Pain {
        /// Which.
        region: Region,
        /// How sore.
        score: Score,
    },
    /// A run was cut short because the body said so.
    CutShort,
    /// The gait changed.
    Limp,
    /// It stabbed.
    Sharp,
    /// A plan begins.
    Plan,
}

impl Occasion {
    fn brings(self, when: When) -> bool {
        match (self, when) {
            (Self::Site { region, new: true }, When::New(at))
            | (Self::Site { region, .. }, When::Named(at)) => at == region,
            (Self::Pain { score, .. }, When::Much) => score >= PAIN_ASKED,
            (Self::Pain { region, score }, When::MuchAt(at)) => at == region && score >= PAIN_ASKED,
            (Self::CutShort, When::CutShort)
            | (Self::Limp, When::Limp)
            | (Self::Sharp, When::Sharp)
            | (Self::Plan, When::Plan) => true,
            _ => false,
        }
    }
}

/// A line of `!`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// What the runner chooses.
    pub ask: &'static str,
    /// What is asked then, where more than one sign belongs to it.
    pub then: &'static str,
}

impl Line {
    /// Returns the signs of the line with this number, from 1.
    pub fn signs(number: u8) -> Vec<&'static Sign> {
        SIGNS.iter().filter(|sign| sign.line == number).collect()
    }
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

/// Tells whether the runner may end a sign of this row without a clinician.
pub fn may_release(id: &str) -> bool {
    sign(id).is_some_and(|sign| sign.release == Release::Runner)
}

/// Tells whether a sign is about bone: the walks after it count only without any pain (EVIDENCE2.md 3).
pub fn is_bone(id: &str) -> bool {
    matches!(id, "RF05" | "RF16")
}

/// Tells whether a sign, once it was said, lets the long run grow more slowly: a bone has been hurt, or may be thin.
pub fn slows_growth(id: &str) -> bool {
    matches!(id, "BH1" | "BH4") || is_bone(id)
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

/// Returns the sign of a row.
pub fn sign(id: &str) -> Option<&'static Sign> {
    SIGNS.iter().find(|sign| sign.id == id)
}

#[cfg(test)]
mod tests;
