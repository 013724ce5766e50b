//! The summary of the forty weeks by kind of runner: every figure that a goal is set for, and what the runs came to.

use std::collections::BTreeMap;

use super::forty::{Fate, Kind, WEEKS};

/// Days that a runner is watched.
const DAYS: f64 = WEEKS as f64 * 7.0;
/// Causes that are named; the rest is little.
const CAUSES: usize = 8;

pub(crate) const HEAD: &str = "\
| 40 weeks | runners | running in week 4, 12, 26, 40 | in each week | at usual by week 4, 6, 40 | weeks to 30 min: median, 95 of 100 | to 60 min | at 60 by week 24, 28 | to the stages | longest stretch without a run, days: median, 95 of 100 | held or more within 3 runs (stepped back) | days with strength due | steps back, rests |
|---|---|---|---|---|---|---|---|---|---|---|---|---|";

/// What became of the runners of a kind, in percent of them if nothing else is said.
pub(crate) struct Summary {
    /// The week whose runners were the fewest.
    pub(crate) each: f64,
    /// Had run their usual minutes by weeks 4, 6 and 40.
    pub(crate) usual: [f64; 3],
    /// Had run 60 minutes within 24 weeks of their first half hour.
    pub(crate) hour_after_half: f64,
    /// Had run half an hour by week 11, ten weeks from the beginning.
    pub(crate) half: f64,
    /// Were sent to the stages.
    pub(crate) stages: f64,
    /// Of those who ran beyond what they can take: held, stepped back or rested within 3 runs.
    pub(crate) caught: Option<f64>,
    /// Healthy runners who turned sore.
    pub(crate) sore: f64,
    line: String,
    causes: String,
}

impl Summary {
    /// Counts.
    pub(crate) fn of(kind: &Kind, fates: &[Fate]) -> Self {
        let share =
            |is: &dyn Fn(&Fate) -> bool| percent(fates.iter().filter(|fate| is(fate)).count(), fates.len());
        let by = |of: fn(&Fate) -> Option<usize>, most: usize| {
            share(&|fate| of(fate).is_some_and(|week| week <= most))
        };
        let running = [4, 12, 26, WEEKS].map(|week| share(&|fate| fate.runs[week - 1] > 0));
        let each = (0..WEEKS).map(|week| share(&|fate| fate.runs[week] > 0)).fold(100.0, f64::min);
        let usual = [4, 6, WEEKS].map(|week| by(|fate| fate.usual, week));
        let stages = share(&|fate| fate.stages.is_some());
        let beyond = fates.iter().filter(|fate| fate.beyond > 0).count();
        let of_beyond = |of: fn(&Fate) -> Option<u32>| {
            let early = fates.iter().filter(|fate| of(fate).is_some_and(|runs| runs <= 3)).count();
            (beyond > 0).then(|| percent(early, beyond))
        };
        let (caught, backed) = (of_beyond(|fate| fate.caught), of_beyond(|fate| fate.backed));
        let hour_after_half =
            share(&|fate| fate.hour.zip(fate.half).is_some_and(|(hour, half)| hour - half <= 24));
        let mean = |of: fn(&Fate) -> u32| {
            fates.iter().map(|fate| f64::from(of(fate))).sum::<f64>() / fates.len() as f64
        };
        let gaps = fates.iter().map(|fate| usize::try_from(fate.longest_gap).ok());
        let line = format!(
            "| {} | {} | {running:.0?} | {each:.0} | {usual:.0?} | {} | {} | {:.0?} | {stages:.1} | {} | {} | {:.0} % | {:.1}, {:.1} |",
            kind.name,
            fates.len(),
            middle_and_most(fates.iter().map(|fate| fate.half)),
            middle_and_most(fates.iter().map(|fate| fate.hour)),
            [24, 28].map(|week| by(|fate| fate.hour, week)),
            middle_and_most(gaps),
            caught
                .zip(backed)
                .map_or("-".to_owned(), |(caught, backed)| format!("{caught:.1} ({backed:.1})")),
            mean(|fate| fate.strength) * 100.0 / DAYS,
            mean(|fate| fate.backs),
            mean(|fate| fate.rests),
        );
        let half = by(|fate| fate.half, 11);
        let sore = share(&|fate| fate.turned_sore);
        Self { each, usual, hour_after_half, half, stages, caught, sore, line, causes: causes(kind, fates) }
    }

    /// Returns its row below [`HEAD`].
    pub(crate) fn line(&self) -> &str {
        &self.line
    }

    /// Returns a line of what the runs came to.
    pub(crate) fn causes(&self) -> &str {
        &self.causes
    }
}

fn percent(count: usize, of: usize) -> f64 {
    count as f64 * 100.0 / of.max(1) as f64
}

/// Returns the median and the value that 95 of 100 reach; whoever never did counts as the last.
fn middle_and_most(values: impl Iterator<Item = Option<usize>>) -> String {
    let mut values: Vec<usize> = values.map(|value| value.unwrap_or(usize::MAX)).collect();
    values.sort_unstable();
    let at = |share: f64| {
        let nth = ((values.len() as f64 * share).ceil() as usize).clamp(1, values.len());
        values.get(nth - 1).filter(|value| **value < usize::MAX).map_or("-".to_owned(), ToString::to_string)
    };
    format!("{}, {}", at(0.5), at(0.95))
}

/// Returns what the judged runs came to, the commonest cause first.
fn causes(kind: &Kind, fates: &[Fate]) -> String {
    let mut all: BTreeMap<&str, u32> = BTreeMap::new();
    for (cause, count) in fates.iter().flat_map(|fate| &fate.causes) {
        *all.entry(cause).or_default() += count;
    }
    let runs: u32 = all.values().sum();
    let mut all: Vec<(&str, u32)> = all.into_iter().collect();
    all.sort_unstable_by_key(|(_, count)| std::cmp::Reverse(*count));
    let named = all.iter().take(CAUSES);
    let named =
        named.map(|(cause, count)| format!("{cause} {:.1} %", percent(*count as usize, runs as usize)));
    format!("{}, what the runs came to: {}", kind.name, named.collect::<Vec<_>>().join(", "))
}
