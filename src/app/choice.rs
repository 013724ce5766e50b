//! What Today lets the runner choose now and then, in a line: what follows a plan that is done, and after 4, 8 and
//! 12 weeks the warm-up from then on.
//!
//! A digit answers, once; the answer is an entry of the history and can be taken back. What is due comes first: a
//! choice waits while a question about the body is open.

use super::{AppView, Context, Update};
use crate::app::keymap::Action;
use crate::plan::notes::Note;
use crate::plan::review::{self, Change, Review};
use crate::record::lock::Lock;
use crate::record::{Afterwards, Body, LookedBack, PlanAction, Profile, WarmUp};

/// Something to choose.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// What follows the plan.
    Afterwards,
    /// After some weeks, which warm-up it is from now on.
    Review(Review),
}

impl Choice {
    /// Returns what is asked.
    pub fn heading(&self) -> String {
        match self {
            Self::Afterwards => "Your plan is done. What now?".to_owned(),
            Self::Review(review) => format!("{} weeks, by your own log:", review.week),
        }
    }

    /// Returns what the log says of it, a line each.
    pub fn lines(&self) -> &[Change] {
        match self {
            Self::Afterwards => &[],
            Self::Review(review) => &review.lines,
        }
    }

    /// Returns the answers; their digits count from 1.
    pub const fn answers(&self) -> &'static [&'static str] {
        match self {
            Self::Afterwards => &["stay at this run", "go longer", "hills", "only warm-ups"],
            Self::Review(_) => &["usual warm-up", "short", "long"],
        }
    }
}

impl<'a> AppView<'a> {
    /// Returns what Today lets the runner choose.
    pub fn choice(self) -> Option<&'a Choice> {
        let free = || {
            self.stage.checking.question().is_none() && self.core.lock() == Lock::Open && !self.offers_plan()
        };
        self.stage.choice.as_ref().filter(|_| free())
    }
}

impl Update<'_> {
    /// Looks for a choice, where the day or the history is another than before.
    pub(super) fn look_for_choice(&mut self) {
        let done = self
            .core
            .history
            .recommend(self.now.at.date())
            .is_some_and(|said| said.notes.contains(&Note::PlanDone));
        let review = || review::due(self.core.history.log(), self.now.at.date()).map(Choice::Review);
        self.stage.choice = if done { Some(Choice::Afterwards) } else { review() };
    }

    /// Takes the answer on Today; a digit that is none changes nothing.
    pub(super) fn choose(&mut self, n: u8) {
        let Some(choice) = self.view().choice().cloned() else { return };
        if n == 0 || usize::from(n) > choice.answers().len() {
            return;
        }
        match choice {
            Choice::Afterwards => self.follow_with(n),
            Choice::Review(review) => {
                let warm_up = [WarmUp::Usual, WarmUp::Short, WarmUp::Long][usize::from(n) - 1];
                let looked_back = Some(LookedBack { date: self.now.at.date(), week: review.week, warm_up });
                let said = Profile { looked_back, ..Profile::default() };
                let id = self.save(Body::Profile(said));
                self.stage.checking.note_run("the warm-up that you chose".to_owned(), id);
                let key = self.stage.keymap.key_for(Context::Today, Action::Undo);
                let key = key.map(|key| format!(" {key} takes it back.")).unwrap_or_default();
                self.tell_for_a_while(format!("It is noted.{key}"));
            }
        }
    }

    /// Notes what follows the plan.
    pub(super) fn follow_with(&mut self, n: u8) {
        let all = [Afterwards::Keep, Afterwards::Longer, Afterwards::Hills, Afterwards::WarmUps];
        let Some(choice) = usize::from(n).checked_sub(1).and_then(|i| all.get(i)) else { return };
        let action = PlanAction::Then { date: self.now.at.date(), choice: *choice, goal: None };
        self.act("what follows the plan", "It is noted.", action);
    }
}
