//! The last two weeks: on which days something was done, and how sore the mornings were.

use jiff::civil::Date;

use crate::day::Core;
use crate::record::Moment;
use crate::symptoms::{PainScore, Site};

/// How many days the rows of the past show.
pub const DAYS: usize = 14;

/// How long it has been going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Streak {
    /// Weeks that were kept; any other is a pause and takes nothing away. The rule stands at [`kept`](crate::plan::progress::kept).
    pub weeks: usize,
    /// Whether something was done on each of the last days, today last.
    pub days: [bool; DAYS],
}

/// How sore it was in the morning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mornings {
    /// The score of each of the last days, today last; `None` if not known.
    pub days: [Option<PainScore>; DAYS],
    /// The place, if all of them are of one.
    pub site: Option<Site>,
}

impl Mornings {
    /// Returns the latest score, and the first of these days if that is another day.
    pub fn now_and_before(&self) -> Option<(PainScore, Option<PainScore>)> {
        let mut said = self.days.iter().flatten();
        let first = said.next()?;
        Some(said.next_back().map_or((*first, None), |last| (*last, Some(*first))))
    }
}

/// Returns the weeks that were kept up to a day, and the last days.
///
/// `None` if the last days are empty: a pause is not shown as a row of nothing.
pub(super) fn streak(core: &Core, today: Date) -> Option<Streak> {
    let tally = core.history.tally(today);
    let days = last_days(today).map(|day| tally.is_active(day));
    days.contains(&true).then(|| Streak { weeks: tally.weeks_kept(), days })
}

/// Returns the worst score of each morning; of a day without one, the worst that was said for now.
pub(super) fn mornings(core: &Core, today: Date) -> Option<Mornings> {
    let check_ins = core.history.log().check_ins();
    let worst = |date: Date, moment: Moment| {
        let there = check_ins.iter().filter(|e| e.body.date == date && e.body.moment == moment);
        there.flat_map(|e| e.body.sore.iter().filter_map(|sore| sore.score)).max()
    };
    let days = last_days(today).map(|day| worst(day, Moment::Morning).or_else(|| worst(day, Moment::Now)));
    let first = last_days(today)[0];
    let said = check_ins.iter().filter(|e| (first..=today).contains(&e.body.date));
    let mut sites: Vec<Site> = said
        .flat_map(|e| e.body.sore.iter().filter(|sore| sore.score.is_some()).map(|sore| sore.site))
        .collect();
    sites.sort_unstable();
    sites.dedup();
    let site = if sites.len() == 1 { sites.pop() } else { None };
    days.iter().any(Option::is_some).then_some(Mornings { days, site })
}

/// The last days, today last.
fn last_days(today: Date) -> [Date; DAYS] {
    let mut days = [today; DAYS];
    for i in (1..DAYS).rev() {
        days[i - 1] = days[i].yesterday().unwrap_or(days[i]);
    }
    days
}
