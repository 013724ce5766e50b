//! Something is wrong, and the health page: which warning sign it is, asked again before it counts.
//!
//! A sign is written the moment it is said for the second time. The caller decides what it locks, and what to show
//! then. The health page asks on after each sign until it is said that nothing else is so, or that it is not for now.

use jiff::civil::Date;

use super::{Answer, Ask, Refused, Rules, Step, Taken, WhichSigns};
use crate::day::Core;
use crate::history::Write;
use crate::record::{Body, Flag, Lock, Profile};
use crate::session::Now;
use crate::symptoms::Site;
use crate::symptoms::signs::{self, HEALTH_LINE, Place, Sign};

/// The questions about warning signs.
#[derive(Debug, Clone, PartialEq)]
pub struct SignRules {
    first: Ask,
    /// The site that it is about.
    site: Option<Site>,
    /// The day on which it ends, if one was given.
    until: Option<Date>,
}

impl SignRules {
    /// Asks what is wrong, by the lines of `!`.
    pub const fn wrong() -> Self {
        Self { first: Ask::Wrong, site: None, until: None }
    }

    /// Asks about the runner's health, by one page of lines.
    pub const fn health() -> Self {
        Self { first: Ask::Health, site: None, until: None }
    }

    /// Asks whether one of these is there, at a site.
    pub const fn about(signs: Vec<&'static Sign>, site: Option<Site>) -> Self {
        Self { first: Ask::Signs { which: WhichSigns::Now, signs }, site, until: None }
    }

    /// Asks whether a sign is there that was named by its row, and until when if that is known.
    pub const fn named(sign: &'static Sign, until: Option<Date>) -> Self {
        Self { first: Ask::Sure(sign), site: None, until }
    }

    /// Returns the sign that the last of these steps says, and the site; `None` if it says none.
    pub fn said(&self, steps: &[Step]) -> Option<(&'static Sign, Option<Site>)> {
        Some((said_by(steps.last()?)?, self.site))
    }

    /// Returns the sign that was said last in all of these steps.
    pub fn said_last(steps: &[Step]) -> Option<&'static Sign> {
        steps.iter().rev().find_map(said_by)
    }

    /// Returns the signs that these steps say.
    pub fn all_said(steps: &[Step]) -> impl Iterator<Item = &'static Sign> {
        steps.iter().filter_map(said_by)
    }

    /// Returns what is asked when nothing of a list was so: the list before it, in which another line may fit.
    fn list_before(&self, steps: &[Step]) -> Option<Ask> {
        let said = steps.iter().any(|step| said_by(step).is_some());
        let health = steps.iter().rev().find(|step| matches!(step.ask, Ask::Wrong | Ask::Health));
        match &self.first {
            Ask::Health if !steps.iter().filter_map(said_by).any(locks) => Some(Ask::Health),
            // Once a sign was said, one that it led to was denied.
            Ask::Wrong if !said => health.map(|step| step.ask.clone()),
            _ => None,
        }
    }
}

/// True if a sign locks something that is played or run.
fn locks(sign: &Sign) -> bool {
    Lock::of_sign(sign.id) > Lock::Open
}

/// Returns the sign that a step says.
fn said_by(step: &Step) -> Option<&'static Sign> {
    match step {
        Step { ask: Ask::Sure(sign), answer: Answer::Yes, .. } => Some(sign),
        _ => None,
    }
}

/// Returns what is asked behind a line: which of its signs, or whether its only one is there.
fn behind(place: Place) -> Option<Ask> {
    match signs::behind(place)[..] {
        [] => None,
        [only] => Some(Ask::Sure(only)),
        ref several => Some(Ask::Signs { which: WhichSigns::Line, signs: several.to_vec() }),
    }
}

impl Rules for SignRules {
    fn due(&self, steps: &[Step], _core: &Core, _now: Now) -> Vec<Ask> {
        if steps.is_empty() { vec![self.first.clone()] } else { Vec::new() }
    }

    fn take(&self, ask: &Ask, answer: Answer, steps: &[Step], _core: &Core, _now: Now) -> Taken {
        let number = |c: char| c.to_digit(10).and_then(|n| u8::try_from(n).ok());
        let at = |c: char| number(c).and_then(|n| usize::from(n).checked_sub(1));
        let then = |ask: Option<Ask>| Taken { then: ask.into_iter().collect(), ..Taken::default() };
        match (ask, answer) {
            (Ask::Wrong, Answer::Choice(c)) => then(number(c).and_then(|line| {
                if line == HEALTH_LINE { Some(Ask::Health) } else { behind(Place::Line(line)) }
            })),
            (Ask::Health, Answer::Choice(c)) => then(number(c).and_then(|line| behind(Place::Health(line)))),
            (Ask::Signs { signs, .. }, Answer::Choice(c)) => {
                if let Some(sign) = at(c).and_then(|at| signs.get(at)) {
                    then(Some(Ask::Sure(sign)))
                } else {
                    let denied = signs.iter().map(|sign| sign.id).collect();
                    Taken { denied, ..then(self.list_before(steps)) }
                }
            }
            (Ask::Sure(sign), Answer::Yes) => {
                let flag = Flag { site: self.site, until: self.until, ..Flag::of(sign.id) };
                let known = |also: &&Sign| !steps.iter().filter_map(said_by).any(|said| said.id == also.id);
                let also: Vec<&Sign> = sign.also().filter(known).collect();
                let also = (!also.is_empty()).then_some(Ask::Signs { which: WhichSigns::Too, signs: also });
                // What locks ends the page: it is asked again before a run, once that is over.
                let open = steps.iter().filter_map(said_by).chain([*sign]).all(|said| !locks(said));
                let next = also.or_else(|| (self.first == Ask::Health && open).then_some(Ask::Health));
                Taken { writes: vec![Write::New(Body::Flag(flag))], ..then(next) }
            }
            (Ask::Sure(_), _) => then(steps.last().map(|step| step.ask.clone())),
            _ => Taken::default(),
        }
    }

    fn stays_said(&self, _why: &Refused) -> bool {
        true
    }

    fn end(&mut self, steps: &[Step], _core: &Core, now: Now) -> Vec<Write> {
        let answered =
            steps.last().is_some_and(|step| step.ask == Ask::Health && step.answer == Answer::Choice('n'));
        if !answered {
            return Vec::new();
        }
        let health = Some(now.at.date());
        vec![Write::New(Body::Profile(Profile { health, ..Profile::default() }))]
    }
}
