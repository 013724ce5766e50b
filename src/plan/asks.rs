//! What should be asked when the program is opened: as little as the engine can live on.
//!
//! Each question can be left for later and none is asked twice. Nobody without a sore site is shown a scale.

use jiff::civil::Date;

use super::diary::{Diary, days_between};
use super::sites::Asking;
use super::state::State;
use crate::record::PlanAction;
use crate::symptoms::Site;

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
}

/// Returns what should be asked on a day, the oldest first.
pub fn asks(state: &State, diary: &Diary, today: Date) -> Vec<Ask> {
    let mut asks = Vec::new();
    asks.extend(away(state, diary, today));
    let last = state.open.as_ref().or(state.judged.as_ref().map(|(open, _)| open)).map(|open| open.date);
    let run = last.filter(|run| (1..=REMEMBERED).contains(&days_between(*run, today)));
    if let Some((run, next)) = run.and_then(|run| Some((run, run.tomorrow().ok()?))) {
        let mut sore = false;
        for site in state.sites.active(next.max(today)) {
            sore = true;
            if site.later(run).is_none() && site.since <= run {
                asks.push(Ask::Later { date: run, site: site.site });
            }
            if site.morning(next).is_none() {
                asks.push(Ask::Morning { date: next, site: site.site });
            }
        }
        if !sore && !state.sites.nothing_on(next) {
            asks.push(Ask::Anything { run });
        }
    }
    for site in state.sites.active(today) {
        let asked = asks
            .iter()
            .any(|ask| matches!(ask, Ask::Morning { date, site: s } if *date == today && *s == site.site));
        let raised = run.is_some_and(|run| {
            run.tomorrow().is_ok_and(|next| {
                site.morning(next).is_some_and(|score| score > site.usual(run).green_morning())
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
