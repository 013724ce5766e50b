//! Beginning a plan: what the log knows before anybody is asked, where a plan may begin, and what is written down.
//!
//! The command line and the screen ask in ways of their own. What need not be asked and what is kept is the same
//! for both, and stands here. Which plan fits is for [`super::placement`].

use std::time::Duration;

use jiff::civil::Date;

use super::diary::Diary;
use super::logged::sore_sites;
use super::place::{Position, Positions};
use super::placement::{Answers, KEEP};
use crate::plans::{Day, Plan, Shape};
use crate::record::{Body, CheckIn, Log, Moment, PlanAction, PlanEvent, Profile, Sore};
use crate::routine::Id;
use crate::symptoms::{Region, Site};
use crate::time::in_minutes;

/// What need not be asked, since the log says it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Known {
    /// The last run before the day.
    pub last_run: Option<Date>,
    /// What is sore, first what a plan could be about.
    pub sites: Vec<Site>,
    /// Whether it was said at all what is sore, be it nothing.
    pub said_sore: bool,
    /// Any sport this year.
    pub sport: Option<bool>,
    /// Walks briskly for half an hour. That it did not some time ago is no answer for today.
    pub walks: Option<bool>,
}

impl Known {
    /// Reads it from the log, for a plan that begins on a day.
    pub fn of(log: &Log, date: Date) -> Self {
        let profile = log.profile();
        let runs = log.runs();
        let mut ran = runs.iter().filter(|run| run.body.run_minutes != Some(0.0)).map(|run| run.body.date);
        let mut sites = sore_sites(&Diary::as_of(log, date), date);
        sites.sort_by_key(|site| !leads(*site));
        Self {
            last_run: ran.rfind(|day| *day < date),
            said_sore: !sites.is_empty() || !log.sore_sites(date).is_unknown(),
            sites,
            sport: profile.sport_this_year,
            walks: profile.walks_30_minutes.filter(|walks| *walks),
        }
    }
}

/// Tells whether a sore site chooses the plan by itself, whatever the break.
pub fn leads(site: Site) -> bool {
    site.region != Region::Elsewhere
}

/// Returns the site of the answers, where nothing was sore in its region: then its signs are asked about.
pub fn new_site(sore: Option<Site>, known: &Known) -> Option<Site> {
    sore.filter(|site| known.sites.iter().all(|known| known.region != site.region))
}

/// A place that a plan does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPlace {
    /// The plan, by its name.
    pub plan: String,
    /// The place that was asked for.
    pub place: String,
    /// The places that it has.
    pub has: Places,
}

/// The places that a plan has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Places {
    /// Stages, by their ids.
    Stages(Vec<String>),
    /// Rungs, by their names.
    Rungs(Vec<String>),
    /// So many weeks.
    Weeks(usize),
}

/// Checks that a plan has a week, stage or level.
pub fn check_place(plan: &Plan, at: Option<&str>) -> Result<(), NoPlace> {
    let Some(at) = at.filter(|at| Positions(plan).find(at).is_none()) else { return Ok(()) };
    let has = match &plan.shape {
        Shape::Stages(stages) => Places::Stages(stages.iter().map(|stage| stage.id.clone()).collect()),
        Shape::Rungs(_) => {
            let rungs = 0..Positions(plan).rungs().len();
            Places::Rungs(rungs.map(|rung| Positions(plan).name(Position::Rung { rung })).collect())
        }
        Shape::Weeks(_) | Shape::Shares(_) => Places::Weeks(Positions(plan).weeks()),
    };
    Err(NoPlace { plan: plan.name.clone(), place: at.to_owned(), has })
}

/// A plan that is begun.
#[derive(Debug, Clone, PartialEq)]
pub struct Beginning {
    /// Which.
    pub plan: Id,
    /// The first day.
    pub date: Date,
    /// The week, stage or level where that is not its first.
    pub place: Option<String>,
    /// The placement test was passed.
    pub tested: bool,
    /// What was answered.
    pub answers: Answers,
    /// The longest run before the break, where it was said.
    pub longest: Option<Duration>,
    /// The run days; `None` for those of the plan.
    pub days: Option<Vec<Day>>,
}

impl Beginning {
    /// Returns what is written down on a day, in order.
    ///
    /// 1. What was said about the runner, where it is new.
    /// 2. A site that nobody has named before, which is asked about each morning from now on.
    /// 3. The plan.
    pub fn records(&self, log: &Log, today: Date) -> Vec<Body> {
        let Self { plan, date, place, tested, answers, longest, days } = self;
        let site = new_site(answers.sore, &Known::of(log, *date)).map(|site| {
            let sore = vec![Sore { site, score: None }];
            Body::CheckIn(CheckIn::new(Moment::Sites, *date, sore, today))
        });
        let action = PlanAction::Start {
            date: *date,
            place: place.clone(),
            site: answers.sore,
            usual_minutes: answers.usual.map(in_minutes),
            longest_minutes: longest.map(in_minutes),
            last_run: answers.last_run,
            days: days.clone(),
            tested: *tested,
            still_running: (plan.as_str() == KEEP).then(|| answers.still_running.quiet()),
        };
        let event = Body::Plan(PlanEvent { plan: plan.clone(), action });
        self.about_the_runner(log).into_iter().chain(site).chain([event]).collect()
    }

    fn about_the_runner(&self, log: &Log) -> Option<Body> {
        let known = log.profile();
        let (sport, walks) = (self.answers.sport, self.answers.walks);
        let new = |said: Option<bool>, known| said.is_some() && said != known;
        let any = new(sport, known.sport_this_year) || new(walks, known.walks_30_minutes);
        any.then(|| {
            let said = Profile { sport_this_year: sport, walks_30_minutes: walks, ..Profile::default() };
            Body::Profile(said)
        })
    }
}
