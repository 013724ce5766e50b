//! Which side a place is on that was named without one.
//!
//! "The Achilles" and "the Achilles, left" are one place as soon as the side is known, so
//! that its mornings are one line. Entries stay as they were written; code that folds them to sites asks here.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Body, Log, Moment, PlanAction};
use crate::symptoms::{Region, Side, Site};

/// The day that an entry is about, and when it was made.
type When = (Date, Timestamp);

/// The sides that were named, by region.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sides {
    named: BTreeMap<Region, Vec<(When, Side)>>,
    /// When it was said that nothing is sore any more.
    over: Vec<When>,
}

impl Sides {
    /// Collects the sides that a log names.
    pub fn of(log: &Log) -> Self {
        let mut sides = Self::default();
        for entry in log.entries() {
            match entry.body {
                Body::CheckIn(said) => {
                    let when = (said.date, entry.made);
                    said.sore.iter().for_each(|sore| sides.name(when, sore.site));
                    if said.moment == Moment::Sites && said.sore.is_empty() {
                        sides.over.push(when);
                    }
                }
                Body::Run(run) => run.site.iter().for_each(|site| sides.name((run.date, entry.made), *site)),
                Body::Plan(event) => {
                    if let PlanAction::Start { date, site: Some(site), .. } = &event.action {
                        sides.name((*date, entry.made), *site);
                    }
                }
                _ => {}
            }
        }
        sides.named.values_mut().for_each(|named| named.sort());
        sides.over.sort_unstable();
        sides
    }

    fn name(&mut self, when: When, site: Site) {
        if let Some(side) = site.side {
            self.named.entry(site.region).or_default().push((when, side));
        }
    }

    /// Returns the site that an entry means which is about a day and was made at a moment. The first that fits:
    ///
    /// 1. The side that it names.
    /// 2. The side of its region that was named last before it, since nothing was sore any more.
    /// 3. The side that was named first after it, until nothing was sore any more.
    /// 4. The side that was named last before it at any time, else first after it.
    /// 5. None, if no side of the region was ever named.
    ///
    /// With one side known all belongs to that. Where both are, an entry without a side goes with the one that
    /// was named last: it is counted once, and on the side that was being talked about.
    pub fn place(&self, site: Site, date: Date, made: Timestamp) -> Site {
        let (None, Some(named)) = (site.side, self.named.get(&site.region)) else { return site };
        let at = (date, made);
        let since = self.over.iter().rev().find(|over| **over <= at);
        let until = self.over.iter().find(|over| **over > at);
        let next = named.partition_point(|(when, _)| *when <= at);
        let (before, after) = (named[..next].last(), named.get(next));
        let same = |known: &&(When, Side)| {
            since.is_none_or(|since| known.0 > *since) && until.is_none_or(|until| known.0 <= *until)
        };
        let known = before.filter(same).or(after.filter(same)).or(before).or(after);
        Site { side: known.map(|(_, side)| *side), ..site }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;
    use crate::record::{At, Record, VERSION};

    fn moment(n: i8) -> Timestamp {
        date(2026, 11, n).at(8, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp()
    }

    /// Check-ins of days of November; `None` is that nothing is sore.
    #[expect(clippy::option_option, reason = "nothing sore, or a place with its side or without")]
    fn sides(said: &[(i8, Option<Option<Side>>)]) -> Sides {
        let record = |(n, place): &(i8, Option<Option<Side>>)| {
            let sore = match place {
                None => json!([]),
                Some(None) => json!([{ "region": "tendon-mid", "score": 2 }]),
                Some(Some(side)) => json!([{ "region": "tendon-mid", "side": side.id() }]),
            };
            let day = date(2026, 11, *n);
            let body =
                json!({ "kind": "check-in", "moment": "sites", "date": day, "sore": sore, "recall": "now" });
            Record {
                v: VERSION,
                id: format!("id-{n}"),
                rev: 1,
                at: At::new(moment(*n), &jiff::tz::TimeZone::UTC),
                zone: None,
                device: "here".into(),
                body: serde_json::from_value(body).unwrap(),
            }
        };
        Sides::of(&Log::from_records(said.iter().map(record)))
    }

    #[test]
    fn a_place_without_a_side_is_the_side_that_is_known() {
        let (left, right) = (Some(Side::Left), Some(Side::Right));
        // What was said on which days, and what an entry of a day without a side means.
        for (said, n, side) in [
            (&[(1, Some(None))][..], 1, None),
            (&[(1, Some(None)), (5, Some(left))], 1, left),
            (&[(1, Some(left))], 5, left),
            (&[(2, Some(left)), (6, Some(right))], 1, left),
            (&[(2, Some(left)), (6, Some(right))], 4, left),
            (&[(2, Some(left)), (6, Some(right))], 9, right),
            (&[(1, Some(left)), (4, None), (9, Some(right))], 6, right),
            (&[(1, Some(left)), (4, None), (9, Some(right))], 2, left),
            (&[(1, Some(left)), (4, None)], 6, left),
        ] {
            let site = Site { region: Region::TendonMid, side: None };
            let place = sides(said).place(site, date(2026, 11, n), moment(n));
            assert_eq!(place, Site { side, ..site }, "{said:?} on {n}");
            let other = Site { region: Region::UnderHeel, side: None };
            assert_eq!(sides(said).place(other, date(2026, 11, n), moment(n)), other);
        }
    }

    #[test]
    fn a_side_that_was_said_stays() {
        let site = Site { region: Region::TendonMid, side: Some(Side::Right) };
        assert_eq!(sides(&[(1, Some(Some(Side::Left)))]).place(site, date(2026, 11, 3), moment(3)), site);
    }
}
