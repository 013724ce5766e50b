//! The first start: where it is sore, and on which side.
//!
//! Nothing is written before the questions about a place's warning signs are answered: the caller that asks them saves
//! the answers.

use super::check_in::{CheckQuestion, place, sides};
use super::{Answer, Ask, Rules, Step, Taken};
use crate::day::Core;
use crate::record::Sore;
use crate::session::Now;
use crate::symptoms::{Region, Site};

/// The questions of the first start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FirstStart;

impl FirstStart {
    /// Returns what is sore by these steps, no score said; none if nothing is.
    pub fn sore(steps: &[Step]) -> Vec<Sore> {
        let choice = |step: &Step| if let Answer::Choice(c) = step.answer { Some(c) } else { None };
        let Some(Site { region, .. }) = steps.first().and_then(choice).and_then(place) else {
            return Vec::new();
        };
        let said = steps.get(1).and_then(choice).map(sides).unwrap_or_default();
        let sites = match said {
            [] => vec![Site { region, side: None }],
            sides => sides.iter().map(|side| Site { region, side: Some(*side) }).collect(),
        };
        sites.into_iter().map(|site| Sore { site, score: None }).collect()
    }
}

impl Rules for FirstStart {
    fn due(&self, steps: &[Step], _core: &Core, now: Now) -> Vec<Ask> {
        let first = Ask::CheckIn(CheckQuestion::Where, now.at.date());
        if steps.is_empty() { vec![first] } else { Vec::new() }
    }

    fn take(&self, ask: &Ask, answer: Answer, _steps: &[Step], _core: &Core, now: Now) -> Taken {
        let site = match (ask, answer) {
            (Ask::CheckIn(CheckQuestion::Where, _), Answer::Choice(c)) => place(c),
            _ => None,
        };
        let side = site.filter(|site| site.region != Region::Elsewhere);
        let side = side.map(|_| Ask::CheckIn(CheckQuestion::Side, now.at.date()));
        Taken { then: side.into_iter().collect(), ..Taken::default() }
    }
}
