//! A routine that is being written, played: by a key from the step that is shown, and again at each save from the first
//! step that changed. It is heard on request, and nothing is saved.

use std::time::Duration;

use super::{Pace, Preview, Sheet};
use crate::app::{Effect, Sound, Update};
use crate::player::{Command, EventKind, Player, State};
use crate::time::{Clock, MonoTime, ceil_seconds};
use crate::timeline::{Options, SegmentKind, Timeline};
use crate::words::Words;

/// Time before the first set-up: the author is already at the screen.
const BEFORE: Duration = Duration::from_secs(1);

impl Sheet {
    /// Returns the first step that is not as it was.
    pub(super) fn first_change(&self, before: &Self) -> Option<usize> {
        (0..self.steps.len()).find(|i| before.steps.get(*i) != Some(&self.steps[*i]))
    }
}

impl Preview {
    /// True if the routine is played.
    pub const fn plays(&self) -> bool {
        self.playing.is_some()
    }

    /// Returns what of the routine is played, with the time that is left of it: "work left 0:12".
    pub fn playing_words(&self, now: MonoTime) -> Option<String> {
        let player = self.playing.as_ref()?;
        let segment = player.segment();
        let side = segment.unit.side.map(|side| format!(" {side}")).unwrap_or_default();
        let left = segment.length.saturating_sub(player.elapsed(now));
        let left = Clock(Duration::from_secs(ceil_seconds(left)));
        let paused = if matches!(player.state(), State::Paused { .. }) { ", paused" } else { "" };
        Some(format!("{}{side} {left}{paused}", segment.kind.word()))
    }

    /// Says why the routine is not played; `None` if nothing locks it.
    fn locked_words(&self, words: &dyn Words) -> Option<&'static str> {
        let (routine, _) = self.sheet.as_ref()?.laid.as_deref()?;
        words.lock(self.lock).filter(|_| !self.lock.allows(routine.stress))
    }

    /// Makes a player that begins with a step; `None` without such a step.
    fn player(&self, step: usize, now: MonoTime) -> Option<Player> {
        let (routine, options) = self.sheet.as_ref()?.laid.as_deref()?;
        let whole = Timeline::build(routine, options);
        let work = whole.segments.iter().find(|s| s.kind == SegmentKind::Work && s.unit.step == step)?;
        let options = Options { from: work.unit.ordinal, get_ready: BEFORE, ..options.clone() };
        let mut player = Player::new(Timeline::build(routine, &options));
        player.handle(Command::Start, now);
        Some(player)
    }

    /// When what is shown of what plays changes next.
    pub(super) fn play_wake(&self, now: MonoTime) -> Option<MonoTime> {
        let player = self.playing.as_ref()?;
        let left = player.segment().length.saturating_sub(player.elapsed(now));
        let tick = left.saturating_sub(Duration::from_secs(ceil_seconds(left).saturating_sub(1)));
        Some(player.deadline()?.min(now + tick))
    }
}

impl Update<'_> {
    /// Plays the previewed routine from a step, in the place of what was played of it.
    pub(super) fn play_preview(&mut self, step: usize) {
        let Some(preview) = &mut self.stage.previewed else { return };
        if let Some(words) = preview.locked_words(self.stage.words) {
            self.stop_preview();
            return self.tell_for_a_while(words);
        }
        preview.playing = preview.player(step, self.now.mono);
        self.hear_preview();
    }

    /// Ends what is played of the previewed routine.
    pub(super) fn stop_preview(&mut self) {
        if self.stage.previewed.as_mut().is_some_and(|preview| preview.playing.take().is_some()) {
            self.out.push(Effect::Silence);
        }
    }

    /// Stops the clock of what plays, or lets it run on.
    pub(super) fn pause_preview(&mut self) {
        let Some(player) = self.stage.previewed.as_mut().and_then(|preview| preview.playing.as_mut()) else {
            return;
        };
        let running = matches!(player.state(), State::Running { .. });
        player.handle(if running { Command::Pause } else { Command::Resume }, self.now.mono);
        self.hear_preview();
    }

    /// Gives the sound the score from now on.
    pub(super) fn hear_preview(&mut self) {
        let Some(player) = self.stage.previewed.as_ref().and_then(|preview| preview.playing.as_ref()) else {
            return;
        };
        let score = player.score(self.now.mono);
        if matches!(self.stage.sound, Sound::On | Sound::Lost(_)) {
            self.out.push(if score.notes.is_empty() { Effect::Silence } else { Effect::Play(score) });
        }
    }

    /// Lets what plays go on to now; the step that is played is the one that is shown.
    pub(in crate::app) fn play_preview_on(&mut self) {
        let Some(preview) = &mut self.stage.previewed else { return };
        let Some(player) = &mut preview.playing else { return };
        let events = player.advance(self.now.mono);
        let over = player.is_over();
        for event in events {
            if let EventKind::Entered { segment } = event.kind {
                preview.chosen = player.timeline().segments[segment].unit.step;
                if matches!(preview.pace, Pace::Moving(_)) {
                    preview.pace = Pace::Moving(event.at);
                }
            }
        }
        if over {
            preview.playing = None;
        }
    }
}
