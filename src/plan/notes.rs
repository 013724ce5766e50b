//! What should be said beside today's run: when to show it to somebody, and which plan would fit better.
//!
//! A note changes nothing. Another plan is proposed, never begun.

use jiff::civil::Date;

use super::course::Course;
use super::diary::{Diary, Facts};
use super::place::{Position, Positions, levels};
use super::shoes::new_and_more;
use super::signs;
use super::sites::SiteHistory;
use super::stages::uneven;
use super::state::State;
use super::steps;
use super::verdict::Decision;
use crate::plans::{Level, Plan, Refer, Shape, Work};
use crate::symptoms::Region;
use crate::symptoms::limits;
use crate::time::{days_before, days_between};

/// Something to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Two rests within three weeks.
    TwoRests,
    /// A rest of more than a week.
    LongRest,
    /// Two steps back within two weeks: longer rests between runs.
    TwoStepsBack,
    /// Two weeks without getting better.
    NoBetter,
    /// Weeks of strength, and it is still as sore.
    StillSore {
        /// Weeks.
        weeks: u32,
    },
    /// Weeks below the usual minutes without a change.
    StandsStill {
        /// Weeks.
        weeks: u32,
    },
    /// Weeks with too few heel raises to begin with.
    LowRaises {
        /// Weeks.
        weeks: u32,
    },
    /// Sore for two weeks in a place that the plan knows nothing about.
    SoreElsewhere,
    /// A healthy runner turns sore: running on, or the plan by symptoms, is offered.
    TurnedSore,
    /// Runs by stages go well, and it may be asked again whether the usual ones can.
    MayKeepRunning,
    /// Less strength for a while, after a step back.
    LessStrength,
    /// Weeks without reaching a level.
    Slow {
        /// Weeks.
        weeks: u32,
    },
    /// Running on while sore has ended: the plan by symptoms comes next.
    StagesNext,
    /// Three weeks of the plan came again, or the runner came back to it sore: the plan by symptoms would fit.
    ProposeComeback,
    /// One side does clearly fewer heel raises than the other: no strides and no hills yet.
    UnevenRaises,
    /// Shoes are new this week, and there is more running too.
    NewShoes,
    /// Two holds in a row in a plan with jumps: the gentler one would fit.
    ProposeGentler,
    /// The next week goes beyond the guard, and waits for a yes.
    BeyondGuard {
        /// The week, from 1.
        week: usize,
    },
    /// No run gets longer while a warning sign is open.
    NothingLonger {
        /// Its row.
        sign: &'static str,
    },
    /// The back of the heel is sore: a lift in both shoes is worth trying, as this week's one new thing.
    HeelLift,
    /// Ticks for shorter, quicker steps are worth trying, as this week's one new thing.
    QuickerSteps {
        /// Steps a minute that a watch recorded.
        own: Option<u16>,
    },
    /// The plan is done; what follows is a choice.
    PlanDone,
    /// The walks are done: running may begin.
    WalksDone,
}

impl Note {
    /// Tells whether it offers more than the day's run: what follows a plan, quicker steps.
    pub(super) const fn asks_for_more(self) -> bool {
        matches!(self, Self::PlanDone | Self::QuickerSteps { .. })
    }

    /// True if it is a choice, which Today asks in a line of its own.
    pub const fn is_choice(self) -> bool {
        matches!(self, Self::PlanDone | Self::WalksDone | Self::QuickerSteps { .. })
    }

    /// Returns how much it matters to the runner's leg: the gravest first, what is only offered last.
    const fn rank(self) -> u8 {
        match self {
            Self::LongRest => 0,
            Self::TwoRests => 1,
            Self::NoBetter => 2,
            Self::SoreElsewhere => 3,
            Self::StillSore { .. } => 4,
            Self::StandsStill { .. } | Self::LowRaises { .. } | Self::Slow { .. } => 5,
            Self::TwoStepsBack | Self::NothingLonger { .. } => 6,
            Self::TurnedSore => 7,
            Self::ProposeComeback | Self::StagesNext => 8,
            Self::LessStrength => 9,
            Self::MayKeepRunning => 10,
            Self::UnevenRaises => 11,
            Self::NewShoes => 12,
            Self::HeelLift | Self::QuickerSteps { .. } => 13,
            Self::BeyondGuard { .. } => 14,
            Self::ProposeGentler => 15,
            Self::PlanDone | Self::WalksDone => 16,
        }
    }
}

/// Returns the notes of a day, the gravest first.
pub fn notes(state: &State, plan: &Plan, diary: &Diary, today: Date) -> Vec<Note> {
    let Some(course) = &state.course else { return Vec::new() };
    let places = Positions(plan);
    let staged = matches!(plan.shape, Shape::Stages(_));
    let sore = state.sites.active(today).next().is_some();
    let mut notes = Vec::new();
    if state.setbacks.two_rests(today) {
        notes.push(Note::TwoRests);
    }
    if state.resting.is_some_and(|resting| days_between(resting.since, today) > limits::REST_LONG_DAYS) {
        notes.push(Note::LongRest);
    }
    if state.setbacks.slow(today) {
        notes.push(Note::TwoStepsBack);
    }
    let back = notes.contains(&Note::TwoRests) || course.repeated >= limits::REPEATED_WEEKS;
    let keeps = matches!(plan.shape, Shape::Rungs(_));
    if keeps && state.to_stages.is_some() {
        notes.push(Note::StagesNext);
    } else if !staged && (!keeps && back && sore || came_sore(state, course, today)) {
        notes.push(Note::ProposeComeback);
    }
    notes.extend(uneven(state, places, course.place).then_some(Note::UnevenRaises));
    notes.extend(new_and_more(diary, today).then_some(Note::NewShoes));
    notes.extend(turned_sore(state, plan, diary, course, today).then_some(Note::TurnedSore));
    notes.extend(for_a_clinician(state, places, course, today));
    notes.extend(may_keep_running(places, course, today).then_some(Note::MayKeepRunning));
    let held = signs::that_hold(diary, today).filter(|_| state.still && state.stop.is_none());
    notes.extend(held.map(|sign| Note::NothingLonger { sign }));
    notes.extend(less_strength(state, today).then_some(Note::LessStrength));
    notes.extend(may_lift(state, course, diary, today).then_some(Note::HeelLift));
    let lift = notes.contains(&Note::HeelLift);
    if !lift && steps::is_offered(state, plan, diary, today) {
        notes.push(Note::QuickerSteps { own: steps::of_watch(diary, today) });
    }
    let exempt = |place: Position| places.week(place).filter(|week| week.guard_exempt.is_some());
    if let (Position::Run { week, run: 0 }, Some(_)) = (course.place, exempt(course.place))
        && course.clean_week
        && !course.warned.contains(&week)
    {
        notes.push(Note::BeyondGuard { week: week + 1 });
    }
    let has_exempt =
        matches!(&plan.shape, Shape::Weeks(weeks) if weeks.iter().any(|w| w.guard_exempt.is_some()));
    if has_exempt && course.repeated > 0 {
        notes.push(Note::ProposeGentler);
    }
    let done = days_between(course.entered, today) < limits::DONE_TOLD_DAYS;
    // After walks the first run is what comes next, however long ago they were done.
    if matches!(course.place, Position::After { .. }) && course.afterwards.is_none() && (done || course.walks)
    {
        notes.push(if course.walks { Note::WalksDone } else { Note::PlanDone });
    }
    notes.sort_by_key(|note| note.rank());
    notes
}

/// Tells whether a heel lift is this week's new thing: in the second week of a plan for who is sore at the back of the
/// heel, as long as nothing else is new.
fn may_lift(state: &State, course: &Course, diary: &Diary, today: Date) -> bool {
    let week = days_between(course.start.date, today) / 7 == limits::HEEL_LIFT_WEEK;
    let heel = state.sites.active(today).any(|site| site.site.region == Region::BackHeelBone);
    week && heel && !new_and_more(diary, today) && state.new_stressor(today).is_none()
}

/// Tells whether the runner came back sore in a place that the plan by symptoms knows, and still is.
fn came_sore(state: &State, course: &Course, today: Date) -> bool {
    let Some(since) = course.came_sore else { return false };
    let mut sites = state.sites.active(today).peekable();
    // Where it is sore is asked next, and may be left for later.
    if sites.peek().is_none() { since == today } else { sites.any(|s| s.site.region != Region::Elsewhere) }
}

/// Tells whether a runner in a plan for the healthy turns sore: two of the last three runs said so.
fn turned_sore(state: &State, plan: &Plan, diary: &Diary, course: &Course, today: Date) -> bool {
    if !matches!(plan.shape, Shape::Weeks(_) | Shape::Shares(_)) || state.sites.active(today).next().is_none()
    {
        return false;
    }
    let (least, last) = limits::TURNED_SORE_RUNS;
    let runs = diary
        .between(course.start.date, today)
        .rev()
        .filter(|(_, facts)| facts.runs.iter().any(|run| !run.is_walk()));
    let worst = |facts: &Facts| {
        let ran = facts.runs.iter().flat_map(|run| [run.during, run.after]).flatten();
        ran.chain(facts.later.values().copied()).max()
    };
    let sore = runs.take(last).filter(|(_, facts)| worst(facts) >= Some(limits::TURNED_SORE));
    sore.count() >= least
}

/// Returns what a physio or a doctor should see.
fn for_a_clinician(state: &State, places: Positions<'_>, course: &Course, today: Date) -> Vec<Note> {
    let mut notes = Vec::new();
    let site = |is: &dyn Fn(&SiteHistory) -> bool| state.sites.active(today).any(is);
    notes.extend(state.no_better.filter(|since| is_told(*since, 0, today)).map(|_| Note::NoBetter));
    // Said for a week of four: each day would be too often.
    let weeks = |from: Date, least: u32| {
        let weeks = u32::try_from(days_between(from, today) / 7).unwrap_or(0);
        let told = is_told(from, i32::try_from(7 * least).unwrap_or(i32::MAX), today);
        (weeks >= least && told).then_some(weeks)
    };
    if let Some(weeks) = weeks(course.start.date, limits::LOADED_WEEKS)
        && site(&|site| is_still_sore(site, today))
    {
        notes.push(Note::StillSore { weeks });
    }
    let stands = course.keep.as_ref().filter(|keep| keep.minutes < keep.whole() && state.to_stages.is_none());
    if let Some(weeks) = stands.and_then(|keep| weeks(keep.since, limits::STANDSTILL_WEEKS)) {
        notes.push(Note::StandsStill { weeks });
    }
    if let Some(weeks) = state.red.and_then(|red| weeks(red, limits::RED_RAISES_WEEKS)) {
        notes.push(Note::LowRaises { weeks });
    }
    let long = |site: &SiteHistory| {
        site.site.region == Region::Elsewhere && is_told(site.since, limits::ELSEWHERE_DAYS, today)
    };
    notes.extend(site(&long).then_some(Note::SoreElsewhere));
    notes.extend(refer(places, course.place, course.entered, today));
    notes
}

/// Tells whether a site has been sore for long on a day and gets no better: for so many days as the plan's file says,
/// if it says any.
pub fn is_no_better_anywhere(state: &State, plan: &Plan, today: Date) -> bool {
    let Some(course) = &state.course else { return false };
    let days = match Positions(plan).stage(course.place).and_then(|stage| stage.refer.as_ref()) {
        Some(Refer::Days(days)) => i32::try_from(*days).unwrap_or(i32::MAX),
        _ => limits::NO_BETTER_DAYS,
    };
    let long = |site: &SiteHistory| days_between(site.since, today) >= days;
    state.sites.active(today).any(|site| long(site) && is_no_better(site, days, today))
}

/// Tells whether something that is so for a clinician from so many days on is said on a day: for a week of each four.
fn is_told(since: Date, from: i32, today: Date) -> bool {
    let days = days_between(since, today) - from;
    days >= 0 && days % limits::ADVICE_DAYS < limits::ADVICE_SAID_DAYS
}

/// Tells whether a site's mornings have been high for so many days and do not fall.
fn is_no_better(site: &SiteHistory, days: i32, today: Date) -> bool {
    let sole = site.site.region == Region::UnderHeel;
    let high = if sole { limits::NO_BETTER_MEAN_SOLE } else { limits::NO_BETTER_MEAN };
    let weeks: Option<Vec<f64>> = (0..(days / 7).max(limits::NO_BETTER_WEEKS))
        .map(|week| site.mean(days_before(today, i64::from(week) * 7)))
        .collect();
    weeks.is_some_and(|weeks| weeks.iter().all(|mean| *mean >= high) && weeks.first() >= weeks.last())
}

/// Tells whether a site is as sore as when the plan began, or little less.
fn is_still_sore(site: &SiteHistory, today: Date) -> bool {
    let sole = site.site.region == Region::UnderHeel;
    let (most, fall) = if sole { limits::STILL_SORE_SOLE } else { limits::STILL_SORE };
    let usual = site.usual(today);
    usual.mean.zip(usual.first).is_some_and(|(now, first)| now >= most && first - now < fall)
}

/// Tells whether somebody who runs by stages may ask again to keep running: the sixth level lies behind, and the usual
/// run of before not too far.
fn may_keep_running(places: Positions<'_>, course: &Course, today: Date) -> bool {
    let Some(stage) = places.stage(course.place) else { return false };
    let usual = course.start.usual.and(course.start.last_run);
    let recent = usual.is_some_and(|last| days_between(last, today) <= limits::KEEP_AGAIN_DAYS);
    let Position::Stage { level, .. } = course.place else { return false };
    let sixth = levels(stage).iter().position(|level| level.id == "R6");
    recent && (sixth.is_some_and(|sixth| level > sixth) || matches!(stage.work, Work::Runs(_)))
}

/// Tells whether the strength is a fifth less: a sore runner stepped back, and no good run has come since.
fn less_strength(state: &State, today: Date) -> bool {
    let back = state.judged.as_ref().is_some_and(|(_, verdict)| verdict.decision == Decision::Regress);
    back && state.sites.active(today).next().is_some()
}

fn refer(places: Positions<'_>, place: Position, entered: Date, today: Date) -> Option<Note> {
    let stage = places.stage(place)?;
    match stage.refer.as_ref()? {
        // Two weeks without getting better are told in every stage.
        Refer::Days(_) => None,
        Refer::Level { level, weeks } => {
            let at = levels(stage).iter().position(|l: &Level| l.id == *level)?;
            let Position::Stage { level: now, .. } = place else { return None };
            let long = i64::from(days_between(entered, today)) >= i64::from(*weeks) * 7;
            let runs = matches!(stage.work, Work::Levels(_));
            (runs && long && now < at).then_some(Note::Slow { weeks: *weeks })
        }
    }
}
