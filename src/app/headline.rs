//! The text beside the screen: in the terminal's title, and in its taskbar.
//!
//! It changes with the step and with each whole percent, and never wakes the loop for it.

use super::{AppView, Screen};
use crate::player::State;
use crate::time::MonoTime;

/// What title and taskbar say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// The title. It may hold text from files, so its writer cleans it.
    pub title: String,
    /// How far a routine is.
    pub progress: Progress,
}

/// How far a routine is, in whole percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// None is played.
    None,
    /// It runs.
    Running(u8),
    /// It stands paused.
    Paused(u8),
}

impl AppView<'_> {
    /// Returns the text of title and taskbar.
    pub fn headline(self, now: MonoTime) -> Headline {
        let plays = match self.screen() {
            Screen::Asked(question) => question.is_lines(),
            screen => matches!(screen, Screen::Player | Screen::Help),
        };
        let Some(session) = self.stage.session().filter(|_| plays) else {
            return Headline { title: "runup".to_owned(), progress: Progress::None };
        };
        let player = session.player();
        let step = player.segment().unit.step + 1;
        let steps = player.timeline().steps.len();
        let (name, routine) = (&session.step().exercise.name, &session.routine().name);
        let title = format!("{name} ({step} of {steps}), {routine}");
        let total = player.timeline().length().as_nanos().max(1);
        let left = player.left(now).as_nanos().min(total);
        let percent = ((total - left) * 100 / total) as u8;
        let progress = match player.state() {
            State::Paused { .. } => Progress::Paused(percent),
            _ => Progress::Running(percent),
        };
        Headline { title, progress }
    }
}
