//! Present and past soreness, folded from the check-ins.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Entry, Log};
use crate::record::sides::Sides;
use crate::record::{CheckIn, ClearedBy, Flag, Moment};
use crate::symptoms::{Episode, PainScore, Region, Site, SoreSite, Soreness};
use crate::symptoms::{limits, signs};
use crate::time::days_between;

/// A region's last time of being sore.
struct Spell {
    began: Date,
    /// The first quiet answer after the last that was not, or the day on which nothing was sore.
    eased: Option<Date>,
    /// Whether a site of it is still named.
    named: bool,
    /// When the last answer was given.
    made: Timestamp,
}

/// An answer about a site.
struct LastScore {
    date: Date,
    score: Option<PainScore>,
    made: Timestamp,
}

/// Folds the check-ins of a log to what is sore on a day; the rules stand at `Log::sore_sites`.
pub(super) fn fold(log: &Log, today: Date) -> Soreness {
    let sides = Sides::of(log);
    let mut asked = false;
    let mut sites: BTreeMap<Site, LastScore> = BTreeMap::new();
    for Entry { made, body, record: _ } in up_to(log, today) {
        let CheckIn { moment, date, sore, stiff_minutes: _, limp: _, sharp: _, recall: _ } = body;
        asked = true;
        if *moment == Moment::Sites && sore.is_empty() {
            sites.clear();
        }
        for answer in sore {
            let site = sides.place(answer.site, *date, made);
            sites.insert(site, LastScore { date: *date, score: answer.score, made });
        }
    }
    if !asked {
        return Soreness::Unknown;
    }
    for end in log.region_ends().into_iter().filter(|end| end.date <= today) {
        sites.retain(|site, said| site.region != end.region || said.made > end.made);
    }
    let score = |said: LastScore| said.score.filter(|_| said.date == today);
    Soreness::Known(sites.into_iter().map(|(site, said)| SoreSite { site, score: score(said) }).collect())
}

/// Folds the check-ins of a log to the last time that each region was sore; the rules stand at `Log::episodes`.
pub(super) fn episodes(log: &Log, today: Date) -> Vec<Episode> {
    let mut spells: BTreeMap<Region, Spell> = BTreeMap::new();
    for Entry { made, body, record: _ } in up_to(log, today) {
        let CheckIn { moment, date, sore, stiff_minutes: _, limp: _, sharp: _, recall: _ } = body;
        if *moment == Moment::Sites && sore.is_empty() {
            for spell in spells.values_mut() {
                spell.eased.get_or_insert(*date);
                spell.named = false;
            }
        }
        for answer in sore {
            let quiet = answer.score.is_some_and(|score| score.value() <= limits::QUIET);
            let first = Spell { began: *date, eased: None, named: true, made };
            let spell = spells.entry(answer.site.region).or_insert(first);
            let long_quiet = spell.eased.is_some_and(|eased| days_between(eased, *date) > limits::EASED_DAYS);
            if !spell.named || (long_quiet && !quiet) {
                spell.began = *date;
            }
            (spell.named, spell.made) = (true, made);
            if quiet {
                spell.eased.get_or_insert(*date);
            } else {
                spell.eased = None;
            }
        }
    }
    for end in log.region_ends().into_iter().filter(|end| end.date <= today) {
        if let Some(spell) = spells.get_mut(&end.region).filter(|spell| spell.made < end.made) {
            spell.eased.get_or_insert(end.date);
        }
    }
    for (region, date, made) in said_by_signs(log, today) {
        let eased = Some(date);
        let spell = spells.entry(region).or_insert(Spell { began: date, eased, named: false, made });
        spell.eased = spell.eased.map(|before| before.max(date));
    }
    let length =
        |from| Duration::from_secs(u64::try_from(days_between(from, today)).unwrap_or(0) * 24 * 3600);
    spells
        .into_iter()
        .map(|(region, spell)| Episode { region, began: length(spell.began), eased: spell.eased.map(length) })
        .collect()
}

/// Returns the regions that a sign says were sore, and when; a mistake says nothing.
fn said_by_signs(log: &Log, today: Date) -> Vec<(Region, Date, Timestamp)> {
    let ends = log.clearances();
    let mistaken = |flag: &Entry<'_, Flag>| {
        ends.iter().any(|end| end.body.by == ClearedBy::Mistake && super::ends(end, flag))
    };
    let flags = log.flags().into_iter().filter(|flag| flag.date() <= today && !mistaken(flag));
    flags.filter_map(|flag| Some((signs::makes_sore(&flag.body.sign)?, flag.date(), flag.made))).collect()
}

fn up_to(log: &Log, today: Date) -> impl Iterator<Item = Entry<'_, CheckIn>> {
    let check_ins = log.check_ins().into_iter();
    check_ins.filter(move |entry| entry.body.date <= today && entry.body.moment != Moment::Later)
}
