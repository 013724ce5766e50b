//! Media keys: what other programs see of a routine, and what a key or an earbud's button does.
//!
//! Earbuds send one press as play or pause, two as "next" and three as "previous": that is what most of them do for
//! music. Here one press pauses, two go back a step as the left arrow does, and three go to the next. The runner who
//! presses them is far from the keyboard.

use super::guard::By;
use super::{Action, AppView, Context, Update};
use crate::player::State;

/// What other programs see of the routine that is playing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Playing {
    /// The exercise. It may hold text from files, so its sender cleans it.
    pub exercise: String,
    /// The routine, from a file as well.
    pub routine: String,
    /// The step, by its index.
    pub step: usize,
    /// Whether the clock stands.
    pub paused: bool,
}

/// A media key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaKey {
    /// Pauses, or continues: one press.
    Toggle,
    /// Goes on.
    Play,
    /// Pauses.
    Pause,
    /// "Next": two presses.
    Next,
    /// "Previous": three presses.
    Previous,
}

impl Update<'_> {
    /// Does what a media key asks for. The runner may be away from the keyboard, so a large player stays large.
    pub(super) fn press_media_key(&mut self, key: MediaKey) {
        let paused = match self.view().playing() {
            Some(playing) if self.view().context() == Context::Player => playing.paused,
            _ => return,
        };
        let action = match key {
            MediaKey::Play if !paused => return,
            MediaKey::Pause if paused => return,
            MediaKey::Toggle | MediaKey::Play | MediaKey::Pause => Action::Pause,
            MediaKey::Next => Action::Back,
            MediaKey::Previous => Action::Next,
        };
        let touched = self.stage.touched;
        self.obey(action, By::Action(action));
        self.stage.touch(touched);
    }
}

impl AppView<'_> {
    /// Returns what other programs see; `None` while nothing plays, or if it is private.
    pub fn playing(self) -> Option<Playing> {
        let session = self.stage.session().filter(|_| self.core.settings.media_keys)?;
        let player = session.player();
        Some(Playing {
            exercise: session.step().exercise.name.clone(),
            routine: session.routine().name.clone(),
            step: player.segment().unit.step,
            paused: matches!(player.state(), State::Paused { .. }),
        })
    }
}
