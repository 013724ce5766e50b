//! Which plan fits, where it begins, and why: from a handful of answers.
//!
//! Nobody is asked for weight. What is chosen is a proposal; the runner begins it.

use std::time::Duration;

use jiff::civil::Date;

use super::diary::{Diary, TestFact};
use super::keep::{self, Entry, Refusal};
use super::results::last;
use super::signs;
use super::verdict::Usual;
use crate::plans::TestKind;
use crate::record::StillRunning;
use crate::routine::Id;
use crate::symptoms::limits::{
    self, BREAK_LONG_DAYS, BREAK_MIDDLE_DAYS, BREAK_NO_PLAN_DAYS, BREAK_SHORT_DAYS,
};
use crate::symptoms::{Region, Side, Site};
use crate::time::{days_before, days_between};

/// The plan of who runs on while sore.
pub const KEEP: &str = "keep-running";
/// The plan of who walks first.
const STAGES: &str = "back-from-heel-pain";
/// The plan of who cannot walk for half an hour yet.
pub const WALK: &str = "walk-to-30";
/// Its weeks.
const WEEKS: [&str; limits::WALK_MINUTES.len()] =
    ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
/// The stage of walks of the other.
const WALKS: &str = "C1";
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
    /// How long a brisk walk may be now, where half an hour is too much.
    pub brisk: Option<Duration>,
    /// How running is while it is sore, as far as it was said, if the runner still runs.
    pub still_running: Running,
}

/// How running is for somebody who still runs although a site is sore, as far as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Running {
    /// Runs in the last 14 days.
    pub runs: Option<u32>,
    /// The second worst pain in them; the worst from 6 on.
    pub worst: Option<u8>,
    /// A limp, sharp pain, or pain that rose by 4 within a run.
    pub gait: Option<bool>,
    /// First steps on a usual morning, without a run the day before.
    pub base: Option<u8>,
    /// First steps on the morning after a run.
    pub morning: Option<u8>,
    /// First steps on the morning after that.
    pub second_morning: Option<u8>,
    /// Walking in daily life; under the heel after the first ten minutes.
    pub walking: Option<u8>,
    /// It is worse than two weeks ago.
    pub worse: Option<bool>,
    /// It began or flared within the last seven days, at 4 or more.
    pub new: Option<bool>,
}

impl Running {
    /// Returns it with the quietest answer for what was not said.
    pub fn quiet(self) -> StillRunning {
        let base = self.base.unwrap_or(limits::BASE_LEAST);
        StillRunning {
            runs: self.runs.unwrap_or(limits::KEEP_RUNS),
            worst: self.worst.unwrap_or(0),
            gait: self.gait.unwrap_or(false),
            base,
            morning: self.morning.unwrap_or(0),
            second_morning: self.second_morning.or_else(|| self.has_not_settled().then_some(base)),
            walking: self.walking.unwrap_or(0),
            worse: self.worse.unwrap_or(false),
            new: self.new.unwrap_or(false),
        }
    }

    /// Tells whether the morning after a run is known, and above what settles.
    fn has_not_settled(self) -> bool {
        let base = self.base.unwrap_or(limits::BASE_LEAST).max(limits::BASE_LEAST);
        self.morning.is_some_and(|morning| morning > Usual { base, ..Usual::default() }.settled_morning())
    }

    /// Takes in an answer: a number, or 1 for yes and 0 for no.
    pub fn take(&mut self, question: Question, n: u8) {
        let yes = Some(n > 0);
        match question {
            Question::Runs => self.runs = Some(n.into()),
            Question::Worst => self.worst = Some(n),
            Question::Gait => self.gait = yes,
            Question::Base => self.base = Some(n),
            Question::MorningAfter => self.morning = Some(n),
            Question::SecondMorning => self.second_morning = Some(n),
            Question::Walking => self.walking = Some(n),
            Question::Worse => self.worse = yes,
            Question::Flared => self.new = yes,
            Question::Walks | Question::Brisk | Question::Sport | Question::Usual => {}
        }
    }

    /// Returns what is still to be asked, in order; `None` if all is known.
    pub fn missing(self) -> Option<Question> {
        let open = [
            (self.runs.is_none(), Question::Runs),
            (self.worst.is_none(), Question::Worst),
            (self.gait.is_none(), Question::Gait),
            (self.base.is_none(), Question::Base),
            (self.morning.is_none(), Question::MorningAfter),
            (self.has_not_settled() && self.second_morning.is_none(), Question::SecondMorning),
            (self.walking.is_none(), Question::Walking),
            (self.worse.is_none(), Question::Worse),
            (self.new.is_none(), Question::Flared),
        ];
        open.into_iter().find(|(open, _)| *open).map(|(_, question)| question)
    }
}

/// What is still to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// How many runs there were in the last two weeks.
    Runs,
    /// How sore it was in them.
    Worst,
    /// Whether there was a limp, or sharp pain, or pain that rose.
    Gait,
    /// How a usual morning is.
    Base,
    /// How the morning after a run is.
    MorningAfter,
    /// How the morning after that is.
    SecondMorning,
    /// How walking is.
    Walking,
    /// Whether it is worse than two weeks ago.
    Worse,
    /// Whether it is new, or flared, this week.
    Flared,
    /// "Can you walk briskly for 30 minutes?"
    Walks,
    /// "How many minutes can you walk briskly?"
    Brisk,
    /// "Any sport this year?"
    Sport,
    /// "How long was a usual run?"
    Usual,
}

impl Question {
    /// Tells whether it is answered by yes or no.
    pub const fn is_yes_no(self) -> bool {
        matches!(self, Self::Walks | Self::Sport | Self::Gait | Self::Worse | Self::Flared)
    }
}

/// Why a plan is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlacementReason {
    /// Something is sore, or was: this region.
    Sore(Region),
    /// The runner still runs, and may: with so many percent of the usual run.
    KeepRunning {
        /// Percent.
        percent: u8,
    },
    /// The runner still runs, and walks come first: why.
    NotRunning(Refusal),
    /// So many days without running, and nothing sore.
    Break {
        /// Days.
        days: i32,
    },
    /// More than three months without running.
    LongBreak,
    /// The runner is new.
    New,
    /// Half an hour of brisk walking is too much yet.
    Walks,
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
    /// The plan that was chosen is for who is sore, and nothing is.
    NotSore,
    /// The plan that was chosen is not for now, and another one is: why.
    Another {
        /// The plan that is.
        plan: Id,
        /// Why.
        why: Vec<PlacementReason>,
    },
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
    let off = answers.last_run.map(|last| days_between(last, today));
    if let Some(site) = answers.sore.filter(|site| site.region != Region::Elsewhere) {
        return sore(answers, site, off, diary, today);
    }
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

/// Chooses between running on and the stages, for who is sore: who has run within a week is asked how that is, until it
/// is clear.
fn sore(answers: &Answers, site: Site, off: Option<i32>, diary: &Diary, today: Date) -> Placement {
    let why = PlacementReason::Sore(site.region);
    let Some(last_run) = off.filter(|off| (0..=limits::KEEP_LAST_DAYS).contains(off)) else {
        return plan(STAGES, vec![why]);
    };
    let minor = signs::is_minor(diary, today).then_some(limits::ADULT - 1);
    let age = diary.profile.born.map(|born| today.year().saturating_sub(born)).or(minor);
    let said = answers.still_running.quiet();
    let entry = Entry { region: site.region, said, last_run, age, sign: false };
    let missing = answers.still_running.missing();
    match (keep::entry(&entry), missing) {
        (Err(refusal), _) => {
            // Walks may begin at once if they are known to be fine; else a calm week comes first.
            let walks = answers.still_running.walking.is_some() && keep::may_walk(site.region, &said);
            let why = vec![why, PlacementReason::NotRunning(refusal)];
            Placement::Plan { plan: Id::from_words(STAGES), at: walks.then_some(WALKS), tested: false, why }
        }
        (Ok(_), Some(question)) => Placement::Ask(question),
        (Ok(_), None) if answers.usual.is_none() => Placement::Ask(Question::Usual),
        (Ok(first), None) => {
            let percent = (first.share * 100.0).round() as u8;
            plan(KEEP, vec![PlacementReason::KeepRunning { percent }])
        }
    }
}

fn anew(answers: &Answers, diary: &Diary, off: Option<i32>, today: Date) -> Placement {
    match answers.walks {
        None => return Placement::Ask(Question::Walks),
        Some(false) => {
            let Some(brisk) = answers.brisk else { return Placement::Ask(Question::Brisk) };
            let (plan, why) = (Id::from_words(WALK), vec![PlacementReason::Walks]);
            return Placement::Plan { plan, at: walk_week(brisk), tested: false, why };
        }
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

/// Returns the week of the walks whose brisk minutes are managed already; `None` for the first.
pub fn walk_week(brisk: Duration) -> Option<&'static str> {
    let managed = |minutes: &u8| Duration::from_secs(60 * u64::from(*minutes)) <= brisk;
    let week = limits::WALK_MINUTES.iter().rposition(managed).filter(|week| *week > 0)?;
    WEEKS.get(week).copied()
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
    use crate::time::from_minutes;

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
        assert_eq!(chosen(&Answers { walks: Some(false), ..new }), "Ask(Brisk)");
        let brisk = |minutes| Answers { walks: Some(false), brisk: Some(from_minutes(minutes)), ..new };
        assert_eq!(chosen(&brisk(10)), "walk-to-30");
        let week = |minutes| walk_week(from_minutes(minutes));
        assert_eq!((week(0), week(5), week(10), week(15)), (None, None, Some("3"), Some("6")));
        assert_eq!((week(29), week(45)), (Some("11"), Some("12")));
        assert_eq!(chosen(&Answers { walks: Some(true), ..new }), "Ask(Sport)");
        assert_eq!(chosen(&Answers { walks: Some(true), sport: Some(false), ..new }), "new-runner");
    }

    #[test]
    fn a_morning_that_has_not_settled_asks_for_the_one_after_it() {
        let site = Site { region: Region::TendonMid, side: Some(Side::Left) };
        let said = Running {
            runs: Some(6),
            worst: Some(2),
            gait: Some(false),
            base: Some(2),
            morning: Some(4),
            second_morning: None,
            walking: Some(1),
            worse: Some(false),
            new: Some(false),
        };
        let with = |second_morning| {
            let still_running = Running { second_morning, ..said };
            chosen(&Answers { sore: Some(site), still_running, ..after(1) })
        };
        assert_eq!(with(None), "Ask(SecondMorning)");
        assert_eq!(with(Some(3)), "keep-running");
        assert_eq!(with(Some(4)), "back-from-heel-pain");
    }
}
