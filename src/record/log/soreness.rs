//! What is sore, folded from the check-ins.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;

use crate::record::{CheckIn, Moment};
use crate::symptoms::{Region, Score, Site, SoreSite, Soreness};

/// Folds check-ins, oldest first, to what is sore on a day; the rules stand at `Log::sore_sites`.
pub(super) fn fold<'a>(check_ins: impl Iterator<Item = &'a CheckIn>, today: Date) -> Soreness {
    let mut asked = false;
    let mut sites: BTreeMap<Site, (Date, Option<Score>)> = BTreeMap::new();
    let mut since: BTreeMap<Region, Date> = BTreeMap::new();
    let past = check_ins.filter(|c| c.date <= today && c.moment != Moment::Later);
    for CheckIn { moment, date, sore, stiff_minutes: _, recall: _ } in past {
        asked = true;
        if *moment == Moment::Sites && sore.is_empty() {
            sites.clear();
            since.clear();
        }
        for answer in sore {
            let Site { region, side } = answer.site;
            since.entry(region).or_insert(*date);
            if side.is_some() {
                sites.remove(&Site { region, side: None });
            }
            sites.insert(answer.site, (*date, answer.score));
        }
    }
    if !asked {
        return Soreness::Unknown;
    }
    let known = sites.into_iter().map(|(site, (date, score))| SoreSite {
        site,
        score: score.filter(|_| date == today),
        known_for: since.get(&site.region).map(|first| days_between(*first, today)),
    });
    Soreness::Known(known.collect())
}

fn days_between(first: Date, last: Date) -> Duration {
    let days = u64::try_from(last.duration_since(first).as_hours() / 24).unwrap_or(0);
    Duration::from_secs(days * 24 * 3600)
}
