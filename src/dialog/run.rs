//! The driver for lines of text, with answers given in advance: the command line, and the player as text.
//!
//! Lines are flags with nothing given. What goes wrong is data: its words are for the caller.

use std::collections::BTreeMap;

use super::{Answer, Ask, Dialog, Occasions, Rules};
use crate::day::Core;
use crate::session::Now;

/// Answers given in advance, by their flag.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given(BTreeMap<&'static str, InAdvance>);

/// An answer given in advance.
#[derive(Debug, Clone, PartialEq, Eq)]
struct InAdvance {
    text: String,
    /// It follows from another answer, so that nothing is wrong if its question is not asked.
    follows: bool,
}

impl Given {
    /// Gives an answer in advance.
    #[must_use]
    pub fn with(mut self, flag: &'static str, text: impl Into<String>) -> Self {
        self.0.insert(flag, InAdvance { text: text.into(), follows: false });
        self
    }

    /// Gives an answer that follows from another one: its question may be asked or not.
    #[must_use]
    pub fn following(mut self, flag: &'static str, text: impl Into<String>) -> Self {
        self.0.entry(flag).or_insert_with(|| InAdvance { text: text.into(), follows: true });
        self
    }
}

/// Why a dialog did not come to its end.
#[derive(Debug, Clone, PartialEq)]
pub enum Refused {
    /// A question that cannot stay open has no answer.
    Missing(Ask),
    /// A given value is not an answer to its question.
    Wrong(Ask, String),
    /// A question was answered in advance that is not asked.
    NotAsked(&'static str),
    /// Something keeps the whole topic from being answered.
    Locked,
    /// The runner left.
    Left,
}

/// The source of answers by line, if any.
pub(super) type Answers<'a> = dyn FnMut(&Ask) -> Result<Option<String>, Refused> + 'a;

/// Goes through a dialog: each question takes what was given for it, else what `line` reads; `None` ends the lines.
///
/// What was given for a question that is not asked, or not yet, is taken before the next line ([`Rules::extra`]).
///
/// Returns what warning signs are asked about with the answers.
///
/// # Errors
///
/// Says what is missing, wrong, not asked or locked. What was answered before is undone, unless it stays said.
pub fn run<R: Rules>(
    dialog: &mut Dialog<R>,
    core: &mut Core,
    now: Now,
    given: Given,
    line: &mut Answers<'_>,
) -> Result<Occasions, Refused> {
    let Given(mut given) = given;
    let answered = answer_all(dialog, core, now, &mut given, line);
    let left = given.into_iter().find(|(_, told)| !told.follows);
    let left = left.map_or(Ok(()), |(flag, _)| Err(Refused::NotAsked(flag)));
    let done = answered.and_then(|occasions| left.map(|()| occasions));
    if done.as_ref().is_err_and(|why| !dialog.rules.stays_said(why)) {
        while dialog.back(core, now) {}
    }
    done
}

fn answer_all<R: Rules>(
    dialog: &mut Dialog<R>,
    core: &mut Core,
    now: Now,
    given: &mut BTreeMap<&'static str, InAdvance>,
    line: &mut Answers<'_>,
) -> Result<Occasions, Refused> {
    if dialog.rules.is_locked(core) {
        return Err(Refused::Locked);
    }
    let mut occasions = Vec::new();
    while let Some(ask) = next(dialog, given) {
        let kind = ask.kind();
        let told = given.remove(ask.flag());
        let open = |answer: &Answer| *answer != Answer::Open || ask.may_stay_open();
        let answer = match told {
            Some(InAdvance { text, .. }) => match kind.read(&text).filter(open) {
                Some(answer) => answer,
                None => return Err(Refused::Wrong(ask, text)),
            },
            None => match line(&ask)? {
                // After an invalid answer the question is asked again.
                Some(text) => match kind.read(&text).filter(open) {
                    Some(answer) => answer,
                    None => continue,
                },
                None => match ask.unasked() {
                    Some(answer) => answer,
                    None => return Err(Refused::Missing(ask)),
                },
            },
        };
        occasions.extend(dialog.answer_to(ask, answer, core, now));
    }
    Ok(occasions)
}

/// Returns what is answered next: what is asked, unless something else was given that may be said in advance.
fn next<R: Rules>(dialog: &Dialog<R>, given: &BTreeMap<&'static str, InAdvance>) -> Option<Ask> {
    let is_given = |ask: &&Ask| given.contains_key(ask.flag());
    let asked = dialog.asked();
    if let Some(ask) = asked.filter(is_given) {
        return Some(ask.clone());
    }
    let extra = dialog.rules.extra(dialog.steps());
    extra.into_iter().find(|ask| is_given(&ask)).or_else(|| asked.cloned())
}
