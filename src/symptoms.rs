//! Where it is sore and how much: regions, sides, scores.
//!
//! A region is a place that a runner can point at, never a diagnosis. What a routine does
//! about a sore region is data in its file (`for.REGION`); that `heel-bone-deep` stops all
//! loading is code, in [`Region::stops_loading`].

pub mod emergency;
pub mod limits;
pub mod signs;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::word::{Word as _, words};

words! {
    /// A place that can be sore, as the runner points at it (EVIDENCE.md 0.2).
    ///
    /// The names of everyday speech are those of the nearest place.
    pub Region("region") in records {
        /// The calf muscle.
        CalfMuscle = "calf-muscle" | "calf",
        /// The Achilles, 2 to 6 cm above the heel.
        TendonMid = "tendon-mid" | "achilles",
        /// The back of the heel, where the shoe may rub.
        BackHeelBone = "back-heel-bone" | "heel",
        /// Under the heel or along the arch.
        UnderHeel = "under-heel" | "plantar-fascia" | "arch",
        /// Deep in the heel bone, sore when squeezed from both sides.
        HeelBoneDeep = "heel-bone-deep",
        /// Anywhere else.
        Elsewhere = "elsewhere",
    }
}

impl Region {
    /// Returns the words that a runner reads.
    pub const fn words(self) -> &'static str {
        match self {
            Self::CalfMuscle => "the calf",
            Self::TendonMid => "the Achilles",
            Self::BackHeelBone => "the back of the heel",
            Self::UnderHeel => "the underside of the heel",
            Self::HeelBoneDeep => "deep in the heel bone",
            Self::Elsewhere => "somewhere else",
        }
    }

    /// Returns the words that fit after "sore": "at the calf", "somewhere else".
    pub fn at_words(self) -> String {
        match self {
            Self::HeelBoneDeep | Self::Elsewhere => self.words().to_owned(),
            _ => format!("at {}", self.words()),
        }
    }

    /// True if soreness here ends all loading, whatever a file says.
    pub const fn stops_loading(self) -> bool {
        matches!(self, Self::HeelBoneDeep)
    }
}

words! {
    /// A side of the body.
    pub Side("side") in records {
        /// The left side.
        Left = "left",
        /// The right side.
        Right = "right",
    }
}

impl Side {
    /// Returns the other side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// Pain from 0 (none) to 10 (the worst imaginable).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct PainScore(u8);

impl PainScore {
    /// No pain.
    pub const NONE: Self = Self(0);

    /// Makes a score; `None` above 10.
    pub const fn new(value: u8) -> Option<Self> {
        if value <= 10 { Some(Self(value)) } else { None }
    }

    /// Returns the number, 0 to 10.
    pub const fn value(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for PainScore {
    type Error = String;

    fn try_from(value: u8) -> Result<Self, String> {
        Self::new(value).ok_or_else(|| format!("a pain score must be from 0 to 10, not {value}"))
    }
}

impl From<PainScore> for u8 {
    fn from(score: PainScore) -> Self {
        score.0
    }
}

impl fmt::Display for PainScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A sore region on one side, or on a side that was not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Site {
    /// The region.
    pub region: Region,
    /// Which side; `None` when it was not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
}

impl Site {
    /// Returns the words that fit after "sore": "at the left Achilles", "somewhere else, left".
    pub fn at_words(self) -> String {
        match (self.region, self.side) {
            (_, None) => self.region.at_words(),
            (Region::HeelBoneDeep | Region::Elsewhere, _) => self.to_string(),
            _ => format!("at the {self}"),
        }
    }
}

/// As a label: "left Achilles", "back of the left heel"; "the Achilles" if the side is unknown.
impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(side) = self.side else { return f.write_str(self.region.words()) };
        match self.region {
            Region::CalfMuscle => write!(f, "{side} calf"),
            Region::TendonMid => write!(f, "{side} Achilles"),
            Region::BackHeelBone => write!(f, "back of the {side} heel"),
            Region::UnderHeel => write!(f, "underside of the {side} heel"),
            Region::HeelBoneDeep => write!(f, "deep in the {side} heel bone"),
            Region::Elsewhere => write!(f, "somewhere else, {side}"),
        }
    }
}

/// A sore site and how sore it is today, if that was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoreSite {
    /// The site.
    pub site: Site,
    /// How sore now; `None` if it was not asked or not answered.
    pub score: Option<PainScore>,
}

/// The last time that a region was sore, which may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Episode {
    /// The region.
    pub region: Region,
    /// How long ago it began, in whole days.
    pub began: std::time::Duration,
    /// For how long it has been at 1 or less, or gone, in whole days; `None` while it is not.
    pub eased: Option<std::time::Duration>,
}

/// What is known about soreness when a routine is fitted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Soreness {
    /// Soreness was not asked about: no impact and no deep ankle bend.
    #[default]
    Unknown,
    /// These sites; an empty list means that nothing is sore.
    Known(Vec<SoreSite>),
}

impl Soreness {
    /// Nothing is sore, as the runner said.
    pub const NOTHING: Self = Self::Known(Vec::new());

    /// Returns the sore sites, none when unknown.
    pub fn sites(&self) -> &[SoreSite] {
        match self {
            Self::Unknown => &[],
            Self::Known(sites) => sites,
        }
    }

    /// True if soreness is not known.
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

/// What is wrong with a soreness written as `REGION[:SIDE][=N]`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SoreSiteError {
    /// A region that does not exist.
    #[error("`{0}` isn't a region; regions are {words}", words = Region::ALL.map(Region::id).join(", "))]
    Region(String),
    /// A side that does not exist.
    #[error("`{0}` isn't a side; write left or right")]
    Side(String),
    /// A score that is not a whole number from 0 to 10.
    #[error("`{0}` isn't a score; write a whole number from 0 to 10")]
    Score(String),
}

impl FromStr for Region {
    type Err = SoreSiteError;

    fn from_str(text: &str) -> Result<Self, SoreSiteError> {
        Self::of_typed(text).ok_or_else(|| SoreSiteError::Region(text.to_owned()))
    }
}

impl FromStr for SoreSite {
    type Err = SoreSiteError;

    /// Reads `tendon-mid`, `tendon-mid=3` or `tendon-mid:left=3`.
    fn from_str(text: &str) -> Result<Self, SoreSiteError> {
        let (place, score) = match text.split_once('=') {
            Some((place, score)) => (place, Some(score)),
            None => (text, None),
        };
        let (region, side) = match place.split_once(':') {
            Some((region, side)) => (region, Some(side)),
            None => (place, None),
        };
        let known = |side: &str| Side::of_typed(side).ok_or_else(|| SoreSiteError::Side(side.to_owned()));
        let side = side.map(known).transpose()?;
        let score = match score {
            None => None,
            Some(digits) => Some(
                digits
                    .parse()
                    .ok()
                    .and_then(PainScore::new)
                    .ok_or_else(|| SoreSiteError::Score(digits.to_owned()))?,
            ),
        };
        Ok(Self { site: Site { region: region.parse()?, side }, score })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_read_with_side_and_score() {
        let sore: SoreSite = "tendon-mid:left=3".parse().unwrap();
        assert_eq!(sore.site, Site { region: Region::TendonMid, side: Some(Side::Left) });
        assert_eq!(sore.score, PainScore::new(3));
        assert_eq!("under-heel".parse::<SoreSite>().unwrap().score, None);
    }

    #[test]
    fn the_names_of_everyday_speech_are_understood() {
        let names = [
            ("achilles", Region::TendonMid),
            ("heel", Region::BackHeelBone),
            ("plantar-fascia", Region::UnderHeel),
            ("arch", Region::UnderHeel),
            ("calf", Region::CalfMuscle),
        ];
        for (name, region) in names {
            assert_eq!(format!("{name}:right=2").parse::<SoreSite>().unwrap().site.region, region, "{name}");
        }
    }

    #[test]
    fn a_wrong_site_says_which_part_is_wrong() {
        assert_eq!("knee=3".parse::<SoreSite>(), Err(SoreSiteError::Region("knee".into())));
        assert_eq!("calf-muscle:up=3".parse::<SoreSite>(), Err(SoreSiteError::Side("up".into())));
        assert_eq!("calf-muscle=11".parse::<SoreSite>(), Err(SoreSiteError::Score("11".into())));
        assert_eq!("calf-muscle=".parse::<SoreSite>(), Err(SoreSiteError::Score(String::new())));
    }
}
