//! What should be said beside today's run: when to show it to somebody, and which plan would fit better.
//!
//! A note changes nothing. Another plan is proposed, never begun.

use jiff::civil::Date;

use super::course::Course;
use super::diary::Diary;
use super::place::{Place, Places, levels};
use super::shoes::new_and_more;
use super::sites::SiteHistory;
use super::stages::uneven;
use super::state::State;
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
    /// Weeks without reaching a level.
    Slow {
        /// Weeks.
        weeks: u32,
    },
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
    /// The plan is done; what follows is a choice.
    PlanDone,
}

impl Note {
    /// Returns how much it matters to the runner's leg: the gravest first, what is only offered last.
    const fn rank(self) -> u8 {
        match self {
            Self::LongRest => 0,
            Self::TwoRests => 1,
            Self::NoBetter => 2,
            Self::Slow { .. } => 3,
            Self::TwoStepsBack => 4,
            Self::ProposeComeback => 5,
            Self::UnevenRaises => 6,
            Self::NewShoes => 7,
            Self::BeyondGuard { .. } => 8,
            Self::ProposeGentler => 9,
            Self::PlanDone => 10,
        }
    }
}

/// Returns the notes of a day, the gravest first.
pub fn notes(state: &State, plan: &Plan, diary: &Diary, today: Date) -> Vec<Note> {
    let Some(course) = &state.course else { return Vec::new() };
    let places = Places(plan);
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
    if !staged && (back && sore || came_sore(state, course, today)) {
        notes.push(Note::ProposeComeback);
    }
    notes.extend(uneven(state, places, course.place).then_some(Note::UnevenRaises));
    notes.extend(new_and_more(diary, today).then_some(Note::NewShoes));
    notes.extend(state.sites.active(today).any(|site| is_no_better(site, today)).then_some(Note::NoBetter));
    notes.extend(refer(places, course.place, course.entered, today));
    let exempt = |place: Place| places.week(place).filter(|week| week.guard_exempt.is_some());
    if let (Place::Run { week, run: 0 }, Some(_)) = (course.place, exempt(course.place))
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
    if matches!(course.place, Place::After { .. }) && course.afterwards.is_none() {
        notes.push(Note::PlanDone);
    }
    notes.sort_by_key(|note| note.rank());
    notes
}

/// Tells whether the runner came back sore in a place that the plan by symptoms knows, and still is.
fn came_sore(state: &State, course: &Course, today: Date) -> bool {
    let Some(since) = course.came_sore else { return false };
    let mut sites = state.sites.active(today).peekable();
    // Where it is sore is asked next, and may be left for later.
    if sites.peek().is_none() { since == today } else { sites.any(|s| s.site.region != Region::Elsewhere) }
}

/// Tells whether a site's mornings have been high for two weeks and do not fall.
fn is_no_better(site: &SiteHistory, today: Date) -> bool {
    let sole = site.site.region == Region::UnderHeel;
    let high = if sole { limits::NO_BETTER_MEAN_SOLE } else { limits::NO_BETTER_MEAN };
    let (now, before) = (site.mean(today), site.mean(days_before(today, 7)));
    now.zip(before).is_some_and(|(now, before)| now >= high && before >= high && now >= before)
}

fn refer(places: Places<'_>, place: Place, entered: Date, today: Date) -> Option<Note> {
    let stage = places.stage(place)?;
    match stage.refer.as_ref()? {
        // Two weeks without getting better are told in every stage.
        Refer::Days(_) => None,
        Refer::Level { level, weeks } => {
            let at = levels(stage).iter().position(|l: &Level| l.id == *level)?;
            let Place::Stage { level: now, .. } = place else { return None };
            let long = i64::from(days_between(entered, today)) >= i64::from(*weeks) * 7;
            let runs = matches!(stage.work, Work::Levels(_));
            (runs && long && now < at).then_some(Note::Slow { weeks: *weeks })
        }
    }
}
