//! How a value of the command line is read: lengths, scores, places, distances.

use std::fmt::Write as _;
use std::time::Duration;

use clap::{Args as ClapArgs, ValueEnum};
use jiff::civil::Date;

use crate::commands::Failure;
use crate::record::{CutShort, Recall, Surface};
use crate::symptoms::{Region, Score, Side, Site, SoreSiteError};
use crate::time::{parse_duration, past_day};

/// Longest of anything that is logged.
const DAY: Duration = Duration::from_secs(24 * 3600);
/// Longest distance, in kilometres.
const FAR: f64 = 1_000.0;
/// Kilometres of a mile.
const MILE: f64 = 1.609_344;

/// Where it was sore.
#[derive(Debug, Clone, Copy, ClapArgs)]
pub(in crate::commands) struct Where {
    /// Where it is sore: calf-muscle, tendon-mid, back-heel-bone, under-heel, heel-bone-deep or elsewhere
    #[arg(long, value_name = "REGION", value_parser = region)]
    pub(in crate::commands) region: Option<Region>,
    /// On which side
    #[arg(long, value_name = "left|right", value_parser = side, requires = "region")]
    pub(in crate::commands) side: Option<Side>,
}

impl Where {
    /// Returns the site that a score is about: the one that was named, else the only one that is sore.
    ///
    /// A region that is sore on one side, named without it, is that one.
    pub(in crate::commands) fn of(self, sore: &[Site]) -> Result<Option<Site>, Failure> {
        let Some(region) = self.region else {
            return match sore {
                [] => Ok(None),
                [only] => Ok(Some(*only)),
                several => Err(Failure::Usage(which(several, "more than one place is sore"))),
            };
        };
        let there: Vec<Site> = sore.iter().copied().filter(|site| site.region == region).collect();
        match (self.side, &there[..]) {
            (None, [only]) => Ok(Some(*only)),
            (None, [_, _, ..]) => Err(Failure::Usage(which(&there, "it is sore on both sides"))),
            (side, _) => Ok(Some(Site { region, side })),
        }
    }
}

/// Names sites as they are written on the command line.
fn which(sites: &[Site], why: &str) -> String {
    let mut said = format!("{why}; say which");
    for site in sites {
        let side = site.side.map(|side| format!(" --side {side}")).unwrap_or_default();
        let _ = write!(said, "\n  --region {}{side}", site.region);
    }
    said
}

/// On which day it was.
#[derive(Debug, Clone, ClapArgs)]
pub(in crate::commands) struct When {
    /// The day: today (when left out), yesterday, a weekday (the last one), or a date such as 2026-11-23
    #[arg(long, value_name = "DAY")]
    pub(in crate::commands) date: Option<String>,
}

impl When {
    /// Returns the day.
    pub(in crate::commands) fn day(&self, today: Date) -> Result<Date, Failure> {
        let day = self.date.as_deref().map_or(Ok(today), |text| past_day(text, today));
        day.map_err(|error| Failure::Usage(error.to_string()))
    }
}

/// Tells whether what is said about a day was known at the time.
pub(in crate::commands) fn recall(date: Date, today: Date) -> Recall {
    if date == today { Recall::Now } else { Recall::Memory }
}

/// Why a run was cut short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::commands) enum Cut {
    /// The body said so.
    Body,
    /// Anything else, which is not held against it.
    Other,
}

impl From<Cut> for CutShort {
    fn from(cut: Cut) -> Self {
        match cut {
            Cut::Body => Self::Body,
            Cut::Other => Self::Other,
        }
    }
}

pub(in crate::commands) fn region(text: &str) -> Result<Region, String> {
    text.parse().map_err(|error: SoreSiteError| error.to_string())
}

pub(in crate::commands) fn side(text: &str) -> Result<Side, String> {
    let known = [Side::Left, Side::Right].into_iter().find(|side| side.id() == text);
    known.ok_or_else(|| "it is left or right".to_owned())
}

/// Reads a length of more than nothing, of a day at most.
pub(in crate::commands) fn length(text: &str) -> Result<Duration, String> {
    let length = within_a_day(text)?;
    if length.is_zero() { Err("it is more than no time".to_owned()) } else { Ok(length) }
}

/// Reads a length of a day at most.
pub(in crate::commands) fn within_a_day(text: &str) -> Result<Duration, String> {
    let length = parse_duration(text).map_err(|error| format!("{error}; write it as 28m or 1h10m"))?;
    if length > DAY { Err("it is 24 hours at most".to_owned()) } else { Ok(length) }
}

pub(in crate::commands) fn score(text: &str) -> Result<Score, String> {
    text.parse().ok().and_then(Score::new).ok_or_else(|| "it goes from 0 to 10, in whole numbers".to_owned())
}

/// Reads an effort in a word or as a number.
pub(super) fn effort(text: &str) -> Result<Score, String> {
    let number = match text {
        "easy" => "3",
        "steady" => "5",
        "hard" => "8",
        number => number,
    };
    score(number).map_err(|_| "it is easy, steady, hard, or a number from 0 to 10".to_owned())
}

/// Reads the share that was done.
pub(super) fn share(text: &str) -> Result<f64, String> {
    let number = match text.strip_suffix('%') {
        Some(percent) => percent.trim().parse().map(|percent: f64| percent / 100.0),
        None => text.parse(),
    };
    let range = || "it goes from 0 to 1, 1 being all of it".to_owned();
    number.ok().filter(|share| (0.0..=1.0).contains(share)).ok_or_else(range)
}

/// Reads a distance, in kilometres.
pub(super) fn distance(text: &str) -> Result<f64, String> {
    let form = || "write it as 4.2km or 2.6mi".to_owned();
    let (number, unit) = match (text.strip_suffix("km"), text.strip_suffix("mi")) {
        (Some(number), _) => (number, 1.0),
        (None, Some(number)) => (number, MILE),
        (None, None) => return Err(form()),
    };
    let km: f64 = number.trim().parse().map_err(|_| form())?;
    let km = (km * unit * 1_000.0).round() / 1_000.0;
    if km > 0.0 && km <= FAR { Ok(km) } else { Err("it is more than nothing, and 1000km at most".to_owned()) }
}

pub(super) fn surface(text: &str) -> Result<Surface, String> {
    Ok(match text {
        "road" => Surface::Road,
        "trail" => Surface::Trail,
        "grass" => Surface::Grass,
        "track" => Surface::Track,
        "treadmill" => Surface::Treadmill,
        "sand" => Surface::Sand,
        _ => return Err("it is road, trail, grass, track, treadmill or sand".to_owned()),
    })
}

/// Returns a length as minutes of a record.
pub(in crate::commands) fn minutes(length: Duration) -> f64 {
    length.as_secs_f64() / 60.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_and_those_out_of_range_are_not() {
        assert_eq!(distance("4.2km"), Ok(4.2));
        assert_eq!(distance("2.6mi"), Ok(4.184));
        for wrong in ["4.2", "0km", "-1km", "km", "nankm", "5000km"] {
            assert!(distance(wrong).is_err(), "{wrong}");
        }
        assert_eq!((share("0.8"), share("80%"), share("1")), (Ok(0.8), Ok(0.8), Ok(1.0)));
        for wrong in ["1.1", "-0.1", "80", "NaN"] {
            assert!(share(wrong).is_err(), "{wrong}");
        }
        let value = |text| effort(text).map(Score::value);
        assert_eq!((value("easy"), value("hard"), value("6")), (Ok(3), Ok(8), Ok(6)));
        assert!(effort("11").is_err() && effort("brutal").is_err());
        assert!(length("0s").is_err() && length("25h").is_err() && length("28").is_err());
        assert_eq!(length("24h"), Ok(DAY));
    }

    #[test]
    fn one_sore_place_is_meant_and_of_several_one_is_named() {
        let site = |region, side| Site { region, side: Some(side) };
        let left = site(Region::TendonMid, Side::Left);
        let right = site(Region::TendonMid, Side::Right);
        let heel = site(Region::UnderHeel, Side::Left);
        let nowhere = Where { region: None, side: None };
        let tendon = Where { region: Some(Region::TendonMid), side: None };
        assert_eq!(nowhere.of(&[]).unwrap(), None);
        assert_eq!(nowhere.of(&[left]).unwrap(), Some(left));
        assert_eq!(tendon.of(&[left, heel]).unwrap(), Some(left));
        let said = nowhere.of(&[left, heel]).unwrap_err().to_string();
        assert!(said.contains("--region tendon-mid --side left") && said.contains("under-heel"), "{said}");
        assert!(tendon.of(&[left, right]).is_err());
        assert_eq!(Where { side: Some(Side::Right), ..tendon }.of(&[left]).unwrap(), Some(right));
    }
}
