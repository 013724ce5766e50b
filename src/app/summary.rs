//! The end of a routine: how it was, and what is offered then.

use super::keymap::Action;
use super::signs::Then;
use super::{Effect, Exit, Screen, Update};
use crate::record::{self, Body};
use crate::symptoms::signs::Occasion;
use crate::symptoms::{Score, Site};

/// The end of a routine.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The record's id.
    pub record: String,
    /// What was kept.
    pub session: record::Session,
    /// What the run should be, and when to walk home.
    pub door: Option<String>,
    /// The answer to "worst pain while doing it".
    pub worst: Option<Score>,
}

impl Summary {
    /// Tells whether the question is asked: not of a person without pain.
    pub fn asks(&self) -> bool {
        !self.session.sore.is_empty()
    }

    /// Returns what is said of a pain above the limit that a clinician set.
    pub fn beyond(&self) -> Option<String> {
        let limit = self.session.clinician?.pain_up_to?;
        let worst = self.worst.filter(|worst| *worst > limit)?;
        Some(format!("{worst} is more than the {limit} that a clinician set: tell them."))
    }

    /// Returns the site and the pain to ask about: above what was said before the routine.
    pub(super) fn rise(&self) -> Option<(Site, Score)> {
        let worst = self.worst?;
        let first = self.session.sore.first()?;
        let before = self.session.sore.iter().filter_map(|sore| sore.score).max();
        before.is_none_or(|before| worst > before).then_some((first.site, worst))
    }

    /// Goes one up or down the scale, from nothing to 0.
    pub(super) fn step(&mut self, up: bool) {
        let now = self.worst.map(Score::value);
        let next = match (now, up) {
            (None, _) => 0,
            (Some(n), true) => (n + 1).min(10),
            (Some(n), false) => n.saturating_sub(1),
        };
        self.worst = Score::new(next);
    }
}

impl Update<'_> {
    pub(super) fn on_summary(&mut self, summary: &mut Summary, action: Action) {
        let before = summary.worst;
        match action {
            Action::Phone => {
                if let Some(text) = summary.door.clone() {
                    self.open(Screen::Phone { text });
                }
                return;
            }
            Action::Yes => return self.take_offer(summary),
            Action::Undo => return self.take_back(),
            Action::Digit(n) if summary.asks() => summary.worst = Score::new(n),
            Action::Less | Action::More if summary.asks() => summary.step(action == Action::More),
            Action::Accept | Action::Quit => {}
            _ => return,
        }
        if summary.worst != before {
            let mut session = summary.session.clone();
            session.worst = summary.worst;
            self.revise(&summary.record, Body::Session(session.clone()));
            summary.session = session;
        }
        let asked = summary.rise();
        if !matches!(action, Action::Accept | Action::Quit) {
            return;
        }
        let asks = asked.is_some_and(|(site, score)| {
            let pain = Occasion::Pain { region: site.region, score };
            self.ask_signs(pain, Some(site), Then::Leave(action))
        });
        if !asks {
            self.leave_summary(action);
        }
    }

    /// Leaves the end of a routine: to Today, or the program.
    pub(super) fn leave_summary(&mut self, action: Action) {
        if action == Action::Accept && !self.stage.one_shot {
            self.show(Screen::Today);
        } else {
            self.out.push(Effect::Quit(Exit::Done));
        }
    }
}
