//! How a value of the command line is read: lengths, scores, places, distances.

use std::fmt::Write as _;

use clap::Args as ClapArgs;
use jiff::civil::Date;

use crate::commands::Failure;
use crate::commands::args::word::word;
use crate::record::Recall;
pub(in crate::commands) use crate::record::values::{distance, effort, length, score, share, within_a_day};
use crate::symptoms::{Region, Side, Site};
use crate::time::past_day;

/// Where it was sore.
#[derive(Debug, Clone, Copy, ClapArgs)]
pub(in crate::commands) struct Where {
    /// The sore place
    #[arg(long, value_parser = word::<Region>())]
    pub(in crate::commands) region: Option<Region>,
    /// The side
    #[arg(long, value_parser = word::<Side>(), requires = "region")]
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
                several => Err(Failure::Usage(which(several, "you have more than one sore place"))),
            };
        };
        let there: Vec<Site> = sore.iter().copied().filter(|site| site.region == region).collect();
        match (self.side, &there[..]) {
            (None, [only]) => Ok(Some(*only)),
            (None, [_, _, ..]) => Err(Failure::Usage(which(&there, "both sides are sore"))),
            (side, _) => Ok(Some(Site { region, side })),
        }
    }
}

/// Names sites as they are written on the command line.
fn which(sites: &[Site], why: &str) -> String {
    let mut said = format!("{why}; say which one");
    for site in sites {
        let side = site.side.map(|side| format!(" --side {side}")).unwrap_or_default();
        let _ = write!(said, "\n  --region {}{side}", site.region);
    }
    said
}

/// On which day it was.
#[derive(Debug, Clone, ClapArgs)]
pub(in crate::commands) struct When {
    /// The day: yesterday, a weekday (the last one) or a date such as 2026-11-23 [default: today]
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

#[cfg(test)]
mod tests {
    use super::*;

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
