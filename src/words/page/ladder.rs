//! The rungs of a routine in full: what each changes, when it is proposed, and on which one the runner stands.

use super::{Paper, change_words, routine_name};
use crate::day::RungOffer;
use crate::library::Library;
use crate::phrase;
use crate::plan::rungs::Proposal;
use crate::routine::{Routine, Rung, RungWhen};

/// Where the runner stands among the rungs of a routine.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ladder<'r> {
    /// The rung that was taken; `None` for the routine as written.
    pub at: Option<usize>,
    /// What the log proposes.
    pub proposed: Option<Proposal<'r>>,
}

/// Writes the rungs from below, the one that holds marked.
pub(super) fn ways_up(paper: &mut Paper, routine: &Routine, library: &Library, ladder: Ladder<'_>) {
    paper.heading("Harder versions: Runup offers them, and you decide");
    let note = |at: Option<usize>, rung: Option<&Rung>| {
        if ladder.at == at {
            return "  You are here.";
        }
        match ladder.proposed {
            Some(proposed) if proposed.rung().map(|rung| &rung.id) == rung.map(|rung| &rung.id) => {
                "  Offered now."
            }
            _ => "",
        }
    };
    paper.text(format!("0. As written.{}", note(None, None)));
    for (i, rung) in routine.rungs.iter().enumerate() {
        let words = rung_words(rung, routine, library);
        paper.text(format!("{}. {words}.{}", i + 1, note(Some(i), Some(rung))));
        if let Some(says) = &rung.says {
            paper.note(says.clone());
        }
        let when = when_words(&rung.when);
        if !when.is_empty() {
            paper.note(format!("After {when}."));
        }
    }
}

/// Offers a rung at the end of a routine.
pub fn rung_offer(offer: &RungOffer, library: &Library) -> String {
    let words = offer
        .rung
        .as_ref()
        .map_or_else(|| "as written".to_owned(), |rung| rung_words(rung, &offer.routine, library));
    if offer.up {
        format!("Ready for a harder version? {words}")
    } else {
        format!("That was a lot. Try the easier version next time? {words}")
    }
}

/// Returns what a rung changes: "Heel raise: 15 reps".
pub fn rung_words(rung: &Rung, routine: &Routine, library: &Library) -> String {
    // Steps that change alike are named together, in the order in which they are done.
    let mut alike: Vec<(String, Vec<&str>)> = Vec::new();
    for step in routine.steps() {
        let Some(change) = rung.set.get(&step.id) else { continue };
        let name = change.exercise.as_ref().map_or(&step.exercise.name, |other| &other.name);
        let change = change_words(change);
        match alike.iter_mut().find(|(words, _)| *words == change) {
            Some((_, names)) => names.push(name),
            None => alike.push((change, vec![name])),
        }
    }
    let mut parts: Vec<String> = alike
        .into_iter()
        .map(|(change, names)| match change.as_str() {
            "" => phrase::list(&names),
            change => format!("{}: {change}", phrase::list(&names)),
        })
        .collect();
    parts.extend(rung.instead.iter().map(|id| format!("on to {}", routine_name(library, id))));
    parts.join("; ")
}

/// Returns what must have been before a rung is proposed; empty if nothing is asked.
fn when_words(when: &RungWhen) -> String {
    let RungWhen { sessions, pain_max, morning_base } = when;
    let when = [
        sessions
            .map(|n| if n == 1 { "1 session in full".to_owned() } else { format!("{n} sessions in full") }),
        pain_max.map(|score| format!("pain of {score} or less")),
        morning_base.then(|| "usual mornings after it".to_owned()),
    ];
    phrase::list(&when.into_iter().flatten().collect::<Vec<_>>())
}
