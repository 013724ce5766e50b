//! New shoes and more running in one week: one new thing at a time.
//!
//! Whether a run in new shoes counts is decided in `state`; here stands what is said of it, with a plan or without one.

use std::time::Duration;

use jiff::civil::Date;

use super::diary::{Diary, RunFact};
use crate::symptoms::limits;
use crate::time::{days_before, days_between};

/// Tells whether shoes are new this week, up to a day, and there is more running in it too.
///
/// 1. New is a pair that was run in first in these seven days; or was not yet, and is there since then. One that was
///    run in before the log began is not new.
/// 2. More is a longer sum than in the seven days before, where there was any; or a run longer than every run of the
///    thirty days before that was taken well.
///
/// One new thing in seven days is what those who bring runners back go by (Runmate); it is convention.
pub fn new_and_more(diary: &Diary, today: Date) -> bool {
    let fresh = |day: Date| (0..limits::NEW_DAYS).contains(&days_between(day, today));
    let new = diary.pairs().any(|pair| fresh(pair.first.unwrap_or(pair.since)));
    new && more(diary, today)
}

fn more(diary: &Diary, today: Date) -> bool {
    let from = days_before(today, limits::NEW_DAYS + limits::LONGEST_RUN_DAYS);
    let (mut week, mut before) = (Duration::ZERO, Duration::ZERO);
    let (mut longest, mut taken_well) = (Duration::ZERO, None);
    for (date, facts) in diary.between(from, today) {
        let run: Duration = facts.runs.iter().map(|run| run.run).sum();
        let ago = days_between(date, today);
        if ago < limits::NEW_DAYS {
            week += run;
            longest = longest.max(run);
            continue;
        }
        if ago < limits::NEW_DAYS + limits::NEW_DAYS {
            before += run;
        }
        if !run.is_zero() && facts.runs.iter().all(went_well) {
            taken_well = taken_well.max(Some(run));
        }
    }
    !before.is_zero() && week > before || taken_well.is_some_and(|well| longest > well)
}

fn went_well(run: &RunFact) -> bool {
    run.during.max(run.after).is_none_or(|pain| pain < limits::PAIN_NOTICEABLE) && !run.limp && !run.sharp
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::record::{At, Body, Log, Record, Run, Shoe, VERSION};
    use crate::symptoms::PainScore;

    const TODAY: Date = date(2026, 11, 28);

    fn record(id: String, body: Body) -> Record {
        let at = At::try_from("2026-11-01T08:00:00Z".to_owned()).unwrap();
        Record { v: VERSION, id, rev: 1, at, zone: None, device: "here".into(), body }
    }

    fn shoe(since: Date, before_km: Option<f64>) -> Body {
        Body::Shoe(Shoe { name: "Ghost".into(), since, retired: None, remind_km: None, before_km })
    }

    /// Runs as day of November and minutes, the last of them in the pair.
    fn told(shoe: Body, runs: &[(i8, f64)]) -> bool {
        let mut records = vec![record("a".into(), shoe)];
        for (i, (day, minutes)) in runs.iter().enumerate() {
            let worn = (i + 1 == runs.len()).then(|| "a".to_owned());
            let run = Run { shoe: worn, ..Run::new(date(2026, 11, *day), *minutes) };
            records.push(record(format!("r{i}"), Body::Run(run)));
        }
        new_and_more(&Diary::new(&Log::from_records(records)), TODAY)
    }

    #[test]
    fn new_shoes_and_a_longer_week_are_told() {
        let new = || shoe(date(2026, 11, 25), None);
        assert!(told(new(), &[(17, 20.0), (19, 20.0), (24, 20.0), (26, 21.0)]));
        assert!(!told(new(), &[(17, 20.0), (19, 20.0), (24, 20.0), (26, 20.0)]), "as much as before");
        assert!(!told(new(), &[(26, 30.0)]), "who begins has nothing to compare with");
    }

    #[test]
    fn a_longer_run_than_any_that_was_taken_well_is_more_in_a_shorter_week_too() {
        let new = || shoe(date(2026, 11, 25), None);
        assert!(told(new(), &[(17, 20.0), (19, 20.0), (26, 25.0)]));
        assert!(!told(new(), &[(1, 26.0), (17, 20.0), (19, 20.0), (26, 25.0)]));
    }

    #[test]
    fn shoes_that_were_run_in_are_not_new() {
        let more = [(17, 20.0), (24, 20.0), (26, 21.0)];
        assert!(told(shoe(date(2026, 8, 1), None), &more), "bought in August, first run in this week");
        assert!(!told(shoe(date(2026, 11, 25), Some(120.0)), &more));
        assert!(!told(shoe(date(2026, 11, 1), None), &[(9, 20.0)]), "nothing was run in it lately");
    }

    #[test]
    fn a_run_that_hurt_is_no_measure() {
        let mut records = vec![record("a".into(), shoe(date(2026, 11, 25), None))];
        for (i, (day, minutes, during)) in
            [(12, 40.0, 5), (15, 20.0, 1), (26, 22.0, 1)].into_iter().enumerate()
        {
            let run = Run { during: PainScore::new(during), ..Run::new(date(2026, 11, day), minutes) };
            records.push(record(format!("r{i}"), Body::Run(run)));
        }
        assert!(new_and_more(&Diary::new(&Log::from_records(records)), TODAY));
    }
}
