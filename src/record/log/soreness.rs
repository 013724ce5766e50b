//! What is sore, and what was, folded from the check-ins.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;

use crate::record::{CheckIn, Moment};
use crate::symptoms::{Episode, Region, Score, Site, SoreSite, Soreness};
use crate::time::days_between;

/// Up to this score a region counts as quiet.
const QUIET: Score = Score::new(1).expect("one is a score");
/// What flares up later than this after it had eased is a new time of being sore, in days.
const AGAIN: i32 = 14;

/// A region's last time of being sore.
struct Spell {
    began: Date,
    /// The first quiet answer after the last that was not, or the day on which nothing was sore.
    eased: Option<Date>,
    /// Whether a site of it is still named.
    named: bool,
}

/// Folds check-ins, oldest first, to what is sore on a day; the rules stand at `Log::sore_sites`.
pub(super) fn fold<'a>(check_ins: impl Iterator<Item = &'a CheckIn>, today: Date) -> Soreness {
    let mut asked = false;
    let mut sites: BTreeMap<Site, (Date, Option<Score>)> = BTreeMap::new();
    for CheckIn { moment, date, sore, stiff_minutes: _, limp: _, sharp: _, recall: _ } in
        up_to(check_ins, today)
    {
        asked = true;
        if *moment == Moment::Sites && sore.is_empty() {
            sites.clear();
        }
        for answer in sore {
            let Site { region, side } = answer.site;
            if side.is_some() {
                sites.remove(&Site { region, side: None });
            }
            sites.insert(answer.site, (*date, answer.score));
        }
    }
    if !asked {
        return Soreness::Unknown;
    }
    let score = |(date, score): (Date, Option<Score>)| score.filter(|_| date == today);
    Soreness::Known(sites.into_iter().map(|(site, said)| SoreSite { site, score: score(said) }).collect())
}

/// Folds check-ins, oldest first, to the last time that each region was sore; the rules stand at
/// `Log::episodes`.
pub(super) fn episodes<'a>(check_ins: impl Iterator<Item = &'a CheckIn>, today: Date) -> Vec<Episode> {
    let mut spells: BTreeMap<Region, Spell> = BTreeMap::new();
    for CheckIn { moment, date, sore, stiff_minutes: _, limp: _, sharp: _, recall: _ } in
        up_to(check_ins, today)
    {
        if *moment == Moment::Sites && sore.is_empty() {
            for spell in spells.values_mut() {
                spell.eased.get_or_insert(*date);
                spell.named = false;
            }
        }
        for answer in sore {
            let quiet = answer.score.is_some_and(|score| score <= QUIET);
            let spell =
                spells.entry(answer.site.region).or_insert(Spell { began: *date, eased: None, named: true });
            let long_quiet = spell.eased.is_some_and(|eased| days_between(eased, *date) > AGAIN);
            if !spell.named || (long_quiet && !quiet) {
                spell.began = *date;
            }
            spell.named = true;
            if quiet {
                spell.eased.get_or_insert(*date);
            } else {
                spell.eased = None;
            }
        }
    }
    let length =
        |from| Duration::from_secs(u64::try_from(days_between(from, today)).unwrap_or(0) * 24 * 3600);
    spells
        .into_iter()
        .map(|(region, spell)| Episode { region, began: length(spell.began), eased: spell.eased.map(length) })
        .collect()
}

fn up_to<'a>(check_ins: impl Iterator<Item = &'a CheckIn>, today: Date) -> impl Iterator<Item = &'a CheckIn> {
    check_ins.filter(move |check_in| check_in.date <= today && check_in.moment != Moment::Later)
}
