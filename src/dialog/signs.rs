//! Something is wrong: which warning sign it is, asked once more before it counts.
//!
//! A sign is written the moment it is said for the second time. What it locks, and what is told then, is for who asks.

use super::{Answer, Ask, Rules, Step, Taken};
use crate::day::Core;
use crate::history::Write;
use crate::record::{Body, Flag};
use crate::session::Now;
use crate::symptoms::Site;
use crate::symptoms::signs::{self, LINES, Line, Sign};

/// The questions about warning signs.
#[derive(Debug, Clone, PartialEq)]
pub struct SignRules {
    first: Ask,
    /// The site that it is about.
    site: Option<Site>,
}

impl SignRules {
    /// Asks what is wrong, by the eight lines.
    pub const fn wrong() -> Self {
        Self { first: Ask::Wrong, site: None }
    }

    /// Asks whether one of these is there, at a site.
    pub const fn about(ask: &'static str, signs: Vec<&'static Sign>, site: Option<Site>) -> Self {
        Self { first: Ask::Signs { ask, signs }, site }
    }

    /// Returns the sign that these steps say, and the site; `None` if they end with none.
    pub fn said(&self, steps: &[Step]) -> Option<(&'static Sign, Option<Site>)> {
        match steps.last()? {
            Step { ask: Ask::Sure(sign), answer: Answer::Yes, .. } => Some((sign, self.site)),
            _ => None,
        }
    }
}

impl Rules for SignRules {
    fn due(&self, steps: &[Step], _core: &Core, _now: Now) -> Vec<Ask> {
        if steps.is_empty() { vec![self.first.clone()] } else { Vec::new() }
    }

    fn take(&self, ask: &Ask, answer: Answer, steps: &[Step], _core: &Core, _now: Now) -> Taken {
        let at = |c: char| c.to_digit(10).and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
        let then = |ask: Ask| Taken { then: vec![ask], ..Taken::default() };
        match (ask, answer) {
            (Ask::Wrong, Answer::Choice(c)) => {
                let Some((line, number)) =
                    at(c).and_then(|at| Some((LINES.get(at)?, u8::try_from(at).ok()? + 1)))
                else {
                    return Taken::default();
                };
                match Line::signs(number)[..] {
                    [only] => then(Ask::Sure(only)),
                    ref several => then(Ask::Signs { ask: line.then, signs: several.to_vec() }),
                }
            }
            (Ask::Signs { signs, .. }, Answer::Choice(c)) => {
                if let Some(sign) = at(c).and_then(|at| signs.get(at)) {
                    then(Ask::Sure(sign))
                } else {
                    let denied = signs.iter().map(|sign| sign.id).collect();
                    // Behind the eight lines another of them may fit.
                    let none_yet = steps.iter().all(|step| step.answer != Answer::Yes);
                    let then = (self.first == Ask::Wrong && none_yet).then_some(Ask::Wrong);
                    Taken { denied, then: then.into_iter().collect(), ..Taken::default() }
                }
            }
            (Ask::Sure(sign), Answer::Yes) => {
                let flag = Flag { sign: sign.id.to_owned(), site: self.site };
                let also = sign.also.and_then(signs::sign);
                let also = also.map(|also| Ask::Signs { ask: "Is this there too?", signs: vec![also] });
                Taken {
                    writes: vec![Write::New(Body::Flag(flag))],
                    then: also.into_iter().collect(),
                    ..Taken::default()
                }
            }
            (Ask::Sure(_), _) => {
                let before = steps.last().map(|step| step.ask.clone());
                Taken { then: before.into_iter().collect(), ..Taken::default() }
            }
            _ => Taken::default(),
        }
    }
}
