//! The end of a routine: how it was, and what is offered then.

use super::keymap::Action;
use super::signs::AfterSigns;
use super::{Effect, Exit, Screen, Update};
use crate::dialog::review::SessionReview;
use crate::dialog::{Answer, Dialog};
use crate::record::{self, Body};
use crate::symptoms::PainScore;
use crate::words::notice::Notice;

/// The end of a routine.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The questions about it.
    pub dialog: Dialog<SessionReview>,
    /// What the run should be, and when to walk home.
    pub door: Option<String>,
}

impl Summary {
    /// Returns the saved record.
    pub const fn session(&self) -> &record::Session {
        &self.dialog.rules.session
    }

    /// True if the question is asked: not of a person without pain.
    pub fn asks(&self) -> bool {
        self.dialog.rules.asks()
    }

    /// Returns the answer to "worst pain while doing it".
    pub fn worst(&self) -> Option<PainScore> {
        self.dialog.rules.said(self.dialog.steps())
    }

    /// Returns what is told of pain above a clinician's limit.
    pub fn beyond(&self) -> Option<Notice> {
        let limit = self.session().clinician?.pain_up_to?;
        let worst = self.worst().filter(|worst| *worst > limit)?;
        Some(Notice::AboveLimit { worst, limit })
    }
}

impl Update<'_> {
    /// What keys do at the end of a routine: an answer is saved at once, and may be changed until the screen is left.
    pub(super) fn on_summary(&mut self, summary: &mut Summary, action: Action) {
        let at = summary.worst().map(PainScore::value);
        let worst = match action {
            Action::Phone => {
                if let Some(text) = summary.door.clone() {
                    self.open(Screen::Phone { text });
                }
                return;
            }
            Action::Yes => return self.take_offer(summary),
            Action::Undo => return self.take_back(),
            Action::Accept | Action::Quit => {
                let before = summary.session().clone();
                let after = record::Session { worst: at.and_then(PainScore::new), ..before.clone() };
                let (before, after) = (Body::Session(before), Body::Session(after));
                for (pain, site) in self.core.occasions_between(Some(&before), &after, self.now) {
                    if self.ask_signs(pain, site, AfterSigns::Leave(action)) {
                        return;
                    }
                }
                return self.leave_summary(action);
            }
            Action::Answer(Answer::Score(worst)) => worst.value(),
            Action::Digit(n) => n,
            Action::Less | Action::More if at.is_none() => 0,
            Action::More => at.map_or(0, |n| (n + 1).min(10)),
            Action::Less => at.map_or(0, |n| n.saturating_sub(1)),
            _ => return,
        };
        if let Some(worst) = PainScore::new(worst).filter(|_| summary.asks() && at != Some(worst)) {
            summary.dialog.answer_again(Answer::Score(worst), self.core, self.now);
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
