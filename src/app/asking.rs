//! Dialogs and forms on the screen: which of their keys an action is, and what follows an answer on any screen.

use super::keymap::Context;
use super::signs::AfterSigns;
use super::{Action, AppView, Screen, Update};
use crate::dialog::{Ask, Dialog, Occasions, Press, Reply, Rules};

impl Action {
    /// Returns what it is to a question or a form; `None` if it is none of their keys.
    pub(super) const fn press(self) -> Option<Press> {
        Some(match self {
            Self::Answer(answer) => Press::Answer(answer),
            Self::Digit(n) => Press::Digit(n),
            Self::Less => Press::Less,
            Self::More => Press::More,
            Self::Accept => Press::Accept,
            Self::Type(c) => Press::Type(c),
            Self::Delete => Press::Delete,
            Self::Write => Press::Write,
            Self::Up => Press::Up,
            Self::Down => Press::Down,
            Self::Choose(row) => Press::Row(row),
            Self::Close => Press::Close,
            Self::Yes => Press::Letter('y'),
            Self::No => Press::Letter('n'),
            Self::Fever => Press::Letter('f'),
            Self::Skip => Press::Letter('s'),
            _ => return None,
        })
    }
}

impl AppView<'_> {
    /// Returns the question that a line of text answers.
    pub fn ask(self) -> Option<Ask> {
        let asked = match self.screen() {
            _ if self.context() == Context::Leaving => None,
            Screen::Side(dialog) => dialog.asked(),
            Screen::Asked(question) => question.dialog.asked(),
            Screen::Summary(summary) => summary.dialog.asked(),
            Screen::RunSummary(ran) => ran.dialog.asked(),
            Screen::ManualRun(run) => run.dialog.asked(),
            Screen::PlanSetup(setup) => setup.asked(),
            Screen::Tested(tested) => tested.born.as_ref()?.asked(),
            Screen::Player => match self.stage.noting() {
                Some(noting) => noting.dialog.asked(),
                None => return self.stage.session()?.asks_about().map(|asked| Ask::SoreNow(asked.site)),
            },
            _ => None,
        };
        asked.cloned()
    }
}

impl Update<'_> {
    /// Passes an action on to a dialog; returns the outcome.
    pub(super) fn say_to<R: Rules>(&mut self, dialog: &mut Dialog<R>, action: Action) -> Reply {
        action.press().map_or(Reply::Ignored, |press| dialog.press(press, self.core, self.now))
    }

    /// Asks about the warning signs that go with an answer, after those that show in it.
    pub(super) fn follow_answer(&mut self, occasions: Occasions) {
        // A lock takes the place of every screen: what is asked comes after it.
        self.say_shown_signs();
        self.ask_of(occasions);
    }

    /// Asks about the warning signs that go with an answer.
    pub(super) fn ask_of(&mut self, occasions: Occasions) {
        for (occasion, site) in occasions {
            self.ask_signs(occasion, site, AfterSigns::Below);
        }
    }
}
