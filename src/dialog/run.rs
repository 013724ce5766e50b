//! The driver for lines of text, with answers given in advance: the command line, and the player as text.
//!
//! Lines are flags with nothing given. What goes wrong is data: the words are for who tells it.

use std::collections::BTreeMap;

use super::{Answer, Ask, Dialog, Kind, Occasions, Rules};
use crate::day::Core;
use crate::session::Now;

/// Answers given in advance, by their flag.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given(BTreeMap<&'static str, String>);

impl Given {
    /// Gives an answer in advance.
    #[must_use]
    pub fn with(mut self, flag: &'static str, text: impl Into<String>) -> Self {
        self.0.insert(flag, text.into());
        self
    }
}

/// Why a dialog did not come to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// Nobody answered a question that cannot stay open.
    Missing(&'static str, Ask),
    /// What was given is no answer to its question.
    Wrong(&'static str, Kind, String),
    /// A question was answered in advance that is not asked.
    NotAsked(&'static str),
    /// Something keeps the whole topic from being answered.
    Locked,
}

/// Goes through a dialog: each question takes what was given for it, else what `line` reads; `None` ends the lines.
///
/// Returns what warning signs are asked about with the answers.
///
/// # Errors
///
/// Says what is missing, wrong, not asked or locked. What was answered before is undone.
pub fn run<R: Rules>(
    dialog: &mut Dialog<R>,
    core: &mut Core,
    now: Now,
    given: Given,
    line: &mut dyn FnMut(&Ask) -> Option<String>,
) -> Result<Occasions, Refused> {
    let Given(mut given) = given;
    let answered = answer_all(dialog, core, now, &mut given, line);
    let left = given.into_keys().next().map_or(Ok(()), |flag| Err(Refused::NotAsked(flag)));
    let done = answered.and_then(|occasions| left.map(|()| occasions));
    if done.is_err() {
        while dialog.back(core, now) {}
    }
    done
}

fn answer_all<R: Rules>(
    dialog: &mut Dialog<R>,
    core: &mut Core,
    now: Now,
    given: &mut BTreeMap<&'static str, String>,
    line: &mut dyn FnMut(&Ask) -> Option<String>,
) -> Result<Occasions, Refused> {
    if dialog.rules.is_locked(core) {
        return Err(Refused::Locked);
    }
    let mut occasions = Vec::new();
    while let Some(ask) = dialog.asked().cloned() {
        let (form, kind) = (ask.form(), ask.kind());
        let told = given.remove(form.flag);
        let open = |answer: &Answer| *answer != Answer::Open || form.may_stay_open;
        let answer = match told {
            Some(text) => match kind.read(&text).filter(open) {
                Some(answer) => answer,
                None => return Err(Refused::Wrong(form.flag, kind, text)),
            },
            None => match line(&ask) {
                // What is no answer is asked again.
                Some(text) => match kind.read(&text).filter(open) {
                    Some(answer) => answer,
                    None => continue,
                },
                None if form.may_stay_open => Answer::Open,
                None => return Err(Refused::Missing(form.flag, ask)),
            },
        };
        occasions.extend(dialog.answer(answer, core, now));
    }
    Ok(occasions)
}
