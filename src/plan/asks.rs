//! What should be asked when the program is opened: as little as the engine can live on.
//!
//! Each question can be left for later and none is asked twice. Nobody without a sore site is shown a scale.

use jiff::civil::Date;

use super::before_run::Today;
use super::diary::Diary;
use super::recommend::Why;
use super::sites::{Asking, Sites};
use super::state::State;
use crate::record::PlanAction;
use crate::symptoms::{Region, Site, limits};
use crate::time::days_between;

/// Days without a word after which one key is asked for.
const AWAY: i32 = 7;
/// Days in which a run's mornings are still remembered.
const REMEMBERED: i32 = 3;

/// A question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Why nothing was heard for so many days.
    Away {
        /// Days.
        days: i32,
    },
    /// How a run felt that a watch recorded.
    Felt {
        /// Its day.
        date: Date,
    },
    /// Whether the run of a day was run, on which the plan had one and nobody said anything.
    Ran {
        /// The day.
        date: Date,
    },
    /// Since which day there is no fever, after an illness whose end is not known.
    Fever,
    /// Whether anything is sore since a run; for who has no sore site.
    Anything {
        /// The day of the run.
        run: Date,
    },
    /// The worst later on the day of a run.
    Later {
        /// The day.
        date: Date,
        /// Where.
        site: Site,
    },
    /// The first steps of a morning.
    Morning {
        /// The day.
        date: Date,
        /// Where.
        site: Site,
    },
    /// How it is after ten minutes on the feet, before a run.
    OnFeet {
        /// The day.
        date: Date,
        /// Where.
        site: Site,
    },
}

impl Ask {
    /// Returns the site that it asks about.
    pub const fn site(self) -> Option<Site> {
        match self {
            Self::Later { site, .. } | Self::Morning { site, .. } | Self::OnFeet { site, .. } => Some(site),
            Self::Away { .. }
            | Self::Ran { .. }
            | Self::Fever
            | Self::Felt { .. }
            | Self::Anything { .. } => None,
        }
    }
}

/// Returns what should be asked on a day, the oldest first.
pub fn asks(state: &State, diary: &Diary, why: &Why, silent: &[Date], today: Date) -> Vec<Ask> {
    let mut asks = Vec::new();
    asks.extend(away(state, diary, today));
    if asks.is_empty() {
        asks.extend(silent.iter().map(|date| Ask::Ran { date: *date }));
    }
    if state.ill.is_some_and(|ill| ill.from.is_none()) {
        asks.push(Ask::Fever);
    }
    asks.extend(felt(diary, today));
    let last = state.open.as_ref().or(state.judged.as_ref().map(|(open, _)| open)).map(|open| open.date);
    asks.extend(of_sites(&state.sites, last, today));
    // Where all is walked nobody is asked about each walk.
    if state.course.as_ref().is_some_and(|course| course.walks) {
        asks.retain(|ask| !matches!(ask, Ask::Anything { .. }));
    }
    if matches!(why, Why::SoreToday(Today::OnFeetFirst)) {
        let soles = state.sites.active(today).filter(|site| site.site.region == Region::UnderHeel);
        let sore =
            soles.filter(|site| site.morning(today).is_some_and(|score| score >= limits::ON_FEET_ASKED));
        asks.extend(sore.map(|site| Ask::OnFeet { date: today, site: site.site }));
    }
    asks
}

/// Returns what should be asked of a runner without a plan: what is sore, each morning and after a run.
pub fn without_plan(diary: &Diary, today: Date) -> Vec<Ask> {
    let runs = diary.first().into_iter().flat_map(|first| diary.between(first, today));
    let ran = runs.filter(|(date, facts)| *date <= today && facts.runs.iter().any(|run| !run.is_walk()));
    let mut asks = of_sites(&Sites::at(diary, today), ran.map(|(date, _)| date).next_back(), today);
    asks.extend(felt(diary, today));
    asks
}

/// Asks how the last run felt, if only a watch told of it.
fn felt(diary: &Diary, today: Date) -> Option<Ask> {
    let mut runs = diary.between(diary.first()?, today);
    let (date, facts) = runs.rfind(|(_, facts)| facts.runs.iter().any(|run| !run.is_walk()))?;
    let open = facts.runs.iter().any(|run| run.of_watch && !run.is_walk());
    (open && days_between(date, today) <= REMEMBERED).then_some(Ask::Felt { date })
}

/// Returns what should be asked about what is sore, after the last run and this morning.
fn of_sites(sites: &Sites, last: Option<Date>, today: Date) -> Vec<Ask> {
    let mut asks = Vec::new();
    let run = last.filter(|run| (1..=REMEMBERED).contains(&days_between(*run, today)));
    if let Some((run, next)) = run.and_then(|run| Some((run, run.tomorrow().ok()?))) {
        let mut sore = false;
        for site in sites.active(next.max(today)) {
            sore = true;
            if site.later(run).is_none() && site.since <= run {
                asks.push(Ask::Later { date: run, site: site.site });
            }
            if site.morning(next).is_none() {
                asks.push(Ask::Morning { date: next, site: site.site });
            }
        }
        if !sore && sites.quiet_morning(next).is_none() {
            asks.push(Ask::Anything { run });
        }
    }
    for site in sites.active(today) {
        let asked = asks
            .iter()
            .any(|ask| matches!(ask, Ask::Morning { date, site: s } if *date == today && *s == site.site));
        let raised = run.is_some_and(|run| {
            run.tomorrow().is_ok_and(|next| {
                site.morning(next).is_some_and(|score| score > site.usual(run).settled_morning())
            })
        });
        let due = site.asking(today) == Asking::Daily || raised;
        if due && !asked && site.morning(today).is_none() {
            asks.push(Ask::Morning { date: today, site: site.site });
        }
    }
    asks
}

fn away(state: &State, diary: &Diary, today: Date) -> Option<Ask> {
    state.course.as_ref()?;
    let answered = |facts: &super::diary::Facts| {
        facts
            .events
            .iter()
            .any(|event| matches!(event.action, PlanAction::Back { .. } | PlanAction::Start { .. }))
    };
    if diary.on(today).is_some_and(answered) {
        return None;
    }
    let heard = diary.between(diary.first()?, today.yesterday().ok()?).next_back()?.0;
    let days = days_between(heard, today);
    (days >= AWAY).then_some(Ask::Away { days })
}
