//! Which plan fits, where it begins, and why: from a handful of answers.
//!
//! Nobody is asked for weight. What is chosen is a proposal; the runner begins it.

use std::time::Duration;

use jiff::civil::Date;

use super::diary::{Diary, TestFact};
use super::results::last;
use crate::plans::TestKind;
use crate::record::StillRunning;
use crate::routine::Id;
use crate::symptoms::limits::{
    self, BREAK_LONG_DAYS, BREAK_MIDDLE_DAYS, BREAK_NO_PLAN_DAYS, BREAK_SHORT_DAYS,
};
use crate::symptoms::{Region, Side, Site};
use crate::time::{days_before, days_between};

/// Where a passed test begins.
const TESTED: &str = "week 3";

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Answers {
    /// The last run; `None` for never, or longer ago than anybody remembers.
    pub last_run: Option<Date>,
    /// Where it is sore, or was the reason for the break.
    pub sore: Option<Site>,
    /// Usual minutes of a run before the break.
    pub usual: Option<Duration>,
    /// Any sport this year.
    pub sport: Option<bool>,
    /// Walks briskly for half an hour.
    pub walks: Option<bool>,
    /// How running is while it is sore, if the runner still runs.
    pub still_running: Option<StillRunning>,
}

/// What is still to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// "Can you walk briskly for 30 minutes?"
    Walks,
    /// "Any sport this year?"
    Sport,
    /// "How long was a usual run?"
    Usual,
}

/// Why a plan is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlacementReason {
    /// Something is sore, or was: this region.
    Sore(Region),
    /// So many days without running, and nothing sore.
    Break {
        /// Days.
        days: i32,
    },
    /// More than three months without running.
    LongBreak,
    /// The runner is new.
    New,
    /// The placement test was passed.
    Tested,
    /// There was no sport this year, so that the first week comes twice.
    NoSport,
    /// The break may have been longer than was said, up to so many days, and is taken for that.
    TakenFor {
        /// Days.
        days: i64,
    },
}

/// Why no plan is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPlan {
    /// The break is shorter than a week.
    ShortBreak,
    /// Walks come first.
    WalkFirst,
    /// The file of the plan has a problem.
    Unreadable(String),
}

/// What fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement {
    /// A plan, where it begins when that is not its first day, and why.
    Plan {
        /// The plan.
        plan: Id,
        /// The week it begins at.
        at: Option<&'static str>,
        /// The placement test was passed.
        tested: bool,
        /// Why.
        why: Vec<PlacementReason>,
    },
    /// Something is still to be asked.
    Ask(Question),
    /// No plan, and why.
    None(NoPlan),
}

/// Chooses a plan. In order: 1. soreness leads to the plan by symptoms; 2. a break of 6 days or less needs none; 3. of
/// 7 to 90 days the table by its length; 4. everything else begins anew, with walks before it where half an
/// hour is not yet easy.
pub fn place(answers: &Answers, diary: &Diary, today: Date) -> Placement {
    if let Some(site) = answers.sore.filter(|site| site.region != Region::Elsewhere) {
        return plan("back-from-heel-pain", vec![PlacementReason::Sore(site.region)]);
    }
    let off = answers.last_run.map(|last| days_between(last, today));
    match off {
        Some(..=BREAK_NO_PLAN_DAYS) => Placement::None(NoPlan::ShortBreak),
        Some(off @ ..=BREAK_LONG_DAYS) => {
            if answers.usual.is_none() {
                return Placement::Ask(Question::Usual);
            }
            let id = if off <= BREAK_SHORT_DAYS {
                "back-1-2-weeks"
            } else if off <= BREAK_MIDDLE_DAYS {
                "back-3-6-weeks"
            } else {
                "back-7-12-weeks"
            };
            plan(id, vec![PlacementReason::Break { days: off }])
        }
        _ => anew(answers, diary, off, today),
    }
}

fn anew(answers: &Answers, diary: &Diary, off: Option<i32>, today: Date) -> Placement {
    match answers.walks {
        None => return Placement::Ask(Question::Walks),
        Some(false) => return Placement::None(NoPlan::WalkFirst),
        Some(true) => {}
    }
    let Some(sport) = answers.sport else { return Placement::Ask(Question::Sport) };
    let mut why = vec![if off.is_some() { PlacementReason::LongBreak } else { PlacementReason::New }];
    if tested(diary, today) {
        why.push(PlacementReason::Tested);
        return Placement::Plan { plan: Id::from_words("new-runner"), at: Some(TESTED), tested: true, why };
    }
    if !sport {
        why.push(PlacementReason::NoSport);
    }
    plan("new-runner", why)
}

fn plan(id: &str, why: Vec<PlacementReason>) -> Placement {
    Placement::Plan { plan: Id::from_words(id), at: None, tested: false, why }
}

/// Tells whether the placement test was passed lately: raises and hops on both sides, and a short run with a calm
/// morning after it (EVIDENCE.md 10.4).
pub fn tested(diary: &Diary, today: Date) -> bool {
    let from = days_before(today, limits::PLACEMENT_DAYS);
    let tests: Vec<TestFact> =
        diary.between(from, today).flat_map(|(_, facts)| facts.tests.clone()).collect();
    let both = |kind, least: f64, pain: Option<u8>| {
        [Side::Left, Side::Right].into_iter().all(|side| {
            last(kind, side, &tests).is_some_and(|test| {
                test.value >= least && pain.is_none_or(|most| test.pain.is_some_and(|pain| pain <= most))
            })
        })
    };
    let run = diary.between(from, today).any(|(date, facts)| {
        let easy = facts.runs.iter().any(|run| {
            run.run >= limits::PLACEMENT_RUN
                && run.effort.is_some_and(|effort| effort <= limits::PLACEMENT_EFFORT)
                && !run.limp
                && !run.sharp
        });
        let next = date.tomorrow().ok().filter(|next| *next <= today).and_then(|next| diary.on(next));
        let calm = next.is_some_and(|facts| {
            facts.nothing
                || (!facts.mornings.is_empty()
                    && facts.mornings.values().all(|score| *score <= limits::PLACEMENT_MORNING))
        });
        easy && calm
    });
    both(TestKind::HeelRaises, limits::PLACEMENT_RAISES, None)
        && both(TestKind::Hops, limits::PLACEMENT_HOPS, Some(limits::HOPS_PAIN))
        && run
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 23);

    fn after(days: i64) -> Answers {
        let last = days_before(TODAY, days);
        Answers { last_run: Some(last), usual: Some(Duration::from_secs(1800)), ..Answers::default() }
    }

    fn chosen(answers: &Answers) -> String {
        match place(answers, &Diary::default(), TODAY) {
            Placement::Plan { plan, .. } => plan.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_length_of_the_break_chooses_the_plan() {
        assert!(chosen(&after(6)).starts_with("None"));
        let table =
            [(7, "back-1-2-weeks"), (14, "back-1-2-weeks"), (15, "back-3-6-weeks"), (42, "back-3-6-weeks")];
        for (days, plan) in table.into_iter().chain([(43, "back-7-12-weeks"), (90, "back-7-12-weeks")]) {
            assert_eq!(chosen(&after(days)), plan, "{days} days");
        }
        assert_eq!(chosen(&after(91)), "Ask(Walks)");
    }

    #[test]
    fn soreness_chooses_the_plan_by_symptoms_whatever_the_break() {
        let site = Site { region: Region::TendonMid, side: Some(Side::Left) };
        assert_eq!(chosen(&Answers { sore: Some(site), ..after(10) }), "back-from-heel-pain");
    }

    #[test]
    fn a_new_runner_is_asked_two_questions_and_never_for_weight() {
        let new = Answers::default();
        assert_eq!(chosen(&new), "Ask(Walks)");
        assert!(chosen(&Answers { walks: Some(false), ..new }) == "None(WalkFirst)");
        assert_eq!(chosen(&Answers { walks: Some(true), ..new }), "Ask(Sport)");
        assert_eq!(chosen(&Answers { walks: Some(true), sport: Some(false), ..new }), "new-runner");
    }
}
