//! How sore it is on the day of a run, and what that leaves of it (EVIDENCE2.md 1.4).

use jiff::civil::Date;

use super::diary::Facts;
use super::sites::{SiteHistory, Sites, muscles};
use super::verdict::Usual;
use crate::symptoms::{Region, limits};

/// What today's soreness leaves of a run, the strictest site's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Today {
    /// The run as it is asked for.
    Run,
    /// The run, once ten minutes on the feet have shown how the sole is.
    OnFeetFirst,
    /// A walk in place of it, or a bike.
    Sore {
        /// How sore.
        score: u8,
    },
    /// The same: it is well above the usual morning, and two such days in a row step down.
    TooSore {
        /// How sore.
        score: u8,
        /// The usual morning, once one is known.
        usual: Option<u8>,
    },
    /// A bike or a pool: the sole still hurts after ten minutes on the feet.
    OffFeet {
        /// How sore it is then.
        score: u8,
    },
    /// No run for some days.
    Rest {
        /// How sore.
        score: u8,
        /// The usual morning, if it is one that is too high.
        usual: Option<u8>,
    },
}

/// Returns what today's soreness leaves of a run.
///
/// Both calves equally sore, and nothing else, count less ([`muscles`]). Without `mornings`, as on the two days after a
/// run, which are judged with it, only what was said beside them counts.
pub fn today(sites: &Sites, facts: &Facts, mornings: bool, date: Date) -> Today {
    let now = muscles(&facts.now);
    let of_now = |site: &SiteHistory| {
        now.iter().filter(|(at, _)| at.region == site.site.region).map(|(_, score)| *score).max()
    };
    let ahead = facts.ahead.map_or(Today::Run, |score| match score {
        limits::PAIN_TOO_MUCH.. => Today::Rest { score, usual: None },
        limits::PAIN_NOTICEABLE.. => Today::Sore { score },
        _ => Today::Run,
    });
    let of_site = |site: &SiteHistory| at(site, of_now(site), facts, mornings, date);
    sites.active(date).map(of_site).max().unwrap_or(Today::Run).max(ahead)
}

fn at(site: &SiteHistory, now: Option<u8>, facts: &Facts, mornings: bool, date: Date) -> Today {
    let sole = site.site.region == Region::UnderHeel;
    let on_feet =
        facts.on_feet.iter().filter(|(at, _)| at.region == site.site.region).map(|(_, score)| *score).max();
    // What the sole says before a run is said on the feet.
    let on_feet = if sole { on_feet.max(now) } else { None };
    if let Some(score) = on_feet.filter(|score| *score >= limits::PAIN_TOO_MUCH) {
        return Today::Rest { score, usual: None };
    }
    if let Some(score) = on_feet.filter(|score| *score >= limits::ON_FEET_NO_RUN) {
        return Today::OffFeet { score };
    }
    let morning = site.morning(date).filter(|_| mornings);
    let Some(score) = (if sole { morning } else { now.max(morning) }) else { return Today::Run };
    // Below this nothing is raised at any usual morning, and what is usual takes a while to find.
    if score < Usual::default().raised_morning() {
        return Today::Run;
    }
    let usual = site.usual(date);
    if score >= usual.rest_morning() {
        Today::Rest { score, usual: (morning == Some(score)).then_some(usual.base) }
    } else if score >= usual.raised_morning() {
        Today::TooSore { score, usual: site.has_usual(date).then_some(usual.base) }
    } else if !sole && score >= limits::PAIN_LONGER_REST {
        Today::Sore { score }
    } else if sole && score >= limits::ON_FEET_ASKED && on_feet.is_none() {
        Today::OnFeetFirst
    } else {
        Today::Run
    }
}
