//! A plan for somebody who chooses one: whom it is for, how it goes on, what to know before.

use std::time::Duration;

use jiff::civil::Date;

use super::place::{Position, Positions};
use super::placement::Answers;
use crate::plans::{Plan, Shape, Stage, Work, Workout};
use crate::symptoms::Region;
use crate::time::days_between;

/// Whom a plan is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// For so many days without running, at least and at most, and nothing sore.
    DaysOff(u32, u32),
    /// What it says of itself.
    Summary(String),
}

/// How a plan goes on.
#[derive(Debug, Clone, PartialEq)]
pub enum Progression {
    /// By weeks.
    Weeks {
        /// How many weeks.
        weeks: usize,
        /// How many runs each has.
        runs: usize,
        /// What is run in them.
        load: WeekLoad,
    },
    /// By minutes: part of the usual run or all of it, so many times a week.
    Rungs {
        /// Runs in each week.
        runs: usize,
    },
    /// By stages, each left when the mornings are calm: its name, and how many levels it has.
    Stages(Vec<(String, Option<usize>)>),
}

/// What is run in the weeks of a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WeekLoad {
    /// From a time to another.
    Times {
        /// In the first run.
        first: Duration,
        /// In the last run.
        last: Duration,
        /// The last run has no walks in it.
        whole: bool,
    },
    /// Walks, from a time of brisk walking to another.
    Walks {
        /// In the first walk.
        first: Duration,
        /// In the last.
        last: Duration,
    },
    /// The usual run, whole.
    Usual,
    /// From a share of the usual run to another.
    Shares {
        /// In the first week.
        first: f64,
        /// In the last week.
        last: f64,
        /// The times of both, if the usual run is known.
        times: Option<(Duration, Duration)>,
    },
}

/// What to know before a plan is begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caution {
    /// The answers fit another plan better, of this name.
    Better(String),
    /// It is made for other days off.
    DaysOff {
        /// At least.
        least: u32,
        /// At most.
        most: u32,
        /// Those of the runner; `None` for who has not run yet.
        yours: Option<i32>,
    },
    /// Something is sore that no plan is about.
    SoreElsewhere,
    /// These weeks, from 1, go further than the load guard allows.
    BeyondGuard(Vec<usize>),
}

/// Returns whom a plan is for: the days off it is made for, else the first sentence that it says of itself.
pub fn for_whom(plan: &Plan) -> Whom {
    match plan.days_off {
        Some((least, most)) => Whom::DaysOff(least, most),
        None => Whom::Summary(first_sentence(&plan.summary).to_owned()),
    }
}

/// Returns a text up to its first full stop.
fn first_sentence(text: &str) -> &str {
    text.split_inclusive(". ").next().unwrap_or(text).trim_end()
}

/// Returns how a plan goes on from a place: its weeks from the first run to the last, or its stages.
pub fn goes_on(plan: &Plan, from: Position, usual: Option<Duration>) -> Progression {
    let places = Positions(plan);
    let week = if let Position::Run { week, .. } = from { week } else { 0 };
    let load = match &plan.shape {
        Shape::Weeks(all) if plan.is_walks() => WeekLoad::Walks {
            first: places.workout(from).map_or(Duration::ZERO, |walk| walk.brisk()),
            last: all.last().and_then(|week| week.runs.last()).map_or(Duration::ZERO, Workout::brisk),
        },
        Shape::Weeks(all) => {
            let last = all.last().and_then(|week| week.runs.last());
            WeekLoad::Times {
                first: places.workout(from).map_or(Duration::ZERO, |run| run.run()),
                last: last.map_or(Duration::ZERO, Workout::run),
                whole: last.is_some_and(|run| run.walk().is_zero()),
            }
        }
        Shape::Shares(all) => {
            let share = |at: usize| all.get(at).map_or(1.0, |week| week.share);
            let (first, last) = (share(week), share(all.len().saturating_sub(1)));
            let times = usual.and_then(|usual| {
                let cap = |week: usize| all.get(week).map(|week| week.cap(usual));
                Some((cap(week)?, cap(all.len() - 1)?))
            });
            if first >= last { WeekLoad::Usual } else { WeekLoad::Shares { first, last, times } }
        }
        Shape::Rungs(_) => return Progression::Rungs { runs: places.runs_a_week() },
        Shape::Stages(stages) => {
            let stage = |stage: &Stage| match &stage.work {
                Work::Levels(levels) => (stage.name.clone(), Some(levels.len())),
                _ => (stage.name.clone(), None),
            };
            return Progression::Stages(stages.iter().map(stage).collect());
        }
    };
    Progression::Weeks { weeks: places.weeks().saturating_sub(week), runs: places.runs_of(week), load }
}

/// Returns what to know before a plan is begun.
///
/// 1. The days off are not those that it is made for.
/// 2. Something is sore that no plan is about.
/// 3. It has weeks that go further than the load guard.
pub fn cautions(plan: &Plan, answers: &Answers, date: Date) -> Vec<Caution> {
    let yours = answers.last_run.map(|last| days_between(last, date));
    let unlike = plan.days_off.filter(|(least, most)| {
        yours.is_none_or(|off| u32::try_from(off).is_ok_and(|off| !(*least..=*most).contains(&off)))
    });
    let unlike = unlike.map(|(least, most)| Caution::DaysOff { least, most, yours });
    let elsewhere = answers.sore.is_some_and(|site| site.region == Region::Elsewhere);
    let exempt = exempt_weeks(plan);
    let exempt = (!exempt.is_empty()).then_some(Caution::BeyondGuard(exempt));
    [unlike, elsewhere.then_some(Caution::SoreElsewhere), exempt].into_iter().flatten().collect()
}

/// The weeks that may go beyond the guard, from 1.
fn exempt_weeks(plan: &Plan) -> Vec<usize> {
    let Shape::Weeks(weeks) = &plan.shape else { return Vec::new() };
    let exempt = weeks.iter().enumerate().filter(|(_, week)| week.guard_exempt.is_some());
    exempt.map(|(i, _)| i + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use crate::routine::Id;
    use crate::symptoms::Site;
    use crate::words::{English, Words};

    fn plan(id: &str) -> Plan {
        (*Library::shipped().plan(&Id::from_words(id)).unwrap()).clone()
    }

    #[test]
    fn each_plan_says_whom_it_is_for_and_how_it_goes_on() {
        let goes_on = |id: &str, week: Option<usize>| {
            let plan = plan(id);
            let from = week.map_or_else(|| Positions(&plan).first(), |week| Position::Run { week, run: 0 });
            English.progression(&super::goes_on(&plan, from, Some(Duration::from_secs(30 * 60))))
        };
        assert_eq!(
            goes_on("new-runner", Some(2)),
            "8 weeks with 3 runs in each: from 10 minutes of running to 30 minutes without a break."
        );
        assert_eq!(goes_on("back-1-2-weeks", Some(2)), "1 week with 3 runs in each: your usual run again.");
        assert!(goes_on("back-from-heel-pain", None).contains("run and walk, 14 levels; half-hour"));
        let for_whom = |plan: &Plan| English.whom(&super::for_whom(plan));
        assert_eq!(for_whom(&plan("back-3-6-weeks")), "For 15 to 42 days without running, and nothing sore.");
        assert!(for_whom(&plan("new-runner")).ends_with("three days a week."));
    }

    #[test]
    fn what_does_not_fit_is_said_before() {
        let date = jiff::civil::date(2026, 6, 11);
        let said = |id: &str, answers: &Answers| -> Vec<String> {
            let said = cautions(&plan(id), answers, date);
            said.iter().map(|caution| English.caution(caution)).collect()
        };
        let ran = |day| Answers { last_run: Some(jiff::civil::date(2026, 6, day)), ..Answers::default() };
        assert!(said("back-1-2-weeks", &ran(1)).is_empty());
        assert!(said("back-1-2-weeks", &ran(8))[0].contains("yours are 3"));
        assert!(said("back-1-2-weeks", &Answers::default())[0].contains("not run yet"));
        assert!(said("nine-week-run-walk", &ran(1))[0].starts_with("Weeks 4, 5, 6 and 8 go beyond"));
        let knee = Site { region: Region::Elsewhere, side: None };
        assert!(
            said("new-runner", &Answers { sore: Some(knee), ..ran(1) })[0].contains("sore somewhere else")
        );
    }
}
