//! How sore it is now: asked for each known place during get-ready, and for a place named without a number.

use super::{Answer, Ask, Rules, Step, Taken};
use crate::day::Core;
use crate::history::Write;
use crate::record::{Body, CheckIn, Moment, Sore};
use crate::session::Now;

/// How sore some places are now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoreNowRules {
    /// The places; asked are those without a score.
    pub sites: Vec<Sore>,
    /// Whether each answer is an entry of its own. Otherwise all places are one entry, which the caller writes.
    pub kept: bool,
}

impl SoreNowRules {
    /// Returns the places with what these steps say of them.
    pub fn said(&self, steps: &[Step]) -> Vec<Sore> {
        let answered = |site| {
            steps.iter().rev().find_map(|step| match (&step.ask, step.answer) {
                (Ask::SoreNow(of), Answer::Score(score)) if *of == site => Some(score),
                _ => None,
            })
        };
        let said = |sore: &Sore| Sore { score: sore.score.or_else(|| answered(sore.site)), ..*sore };
        self.sites.iter().map(said).collect()
    }
}

impl Rules for SoreNowRules {
    fn due(&self, steps: &[Step], _core: &Core, _now: Now) -> Vec<Ask> {
        let open = self.sites.iter().filter(|sore| sore.score.is_none());
        let asks = open.map(|sore| Ask::SoreNow(sore.site));
        asks.filter(|ask| steps.iter().all(|step| step.ask != *ask)).collect()
    }

    fn take(&self, ask: &Ask, answer: Answer, _steps: &[Step], _core: &Core, now: Now) -> Taken {
        let (Ask::SoreNow(site), Answer::Score(score), true) = (ask, answer, self.kept) else {
            return Taken::default();
        };
        let check_in =
            CheckIn::of_day(Moment::Now, now.at.date(), vec![Sore { site: *site, score: Some(score) }]);
        Taken { writes: vec![Write::New(Body::CheckIn(check_in))], ..Taken::default() }
    }
}
