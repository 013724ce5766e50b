//! A routine being played: what keys, time and events do to it, up to its record.

use std::time::Duration;

use super::{AfterSigns, AppView, Effect, Exit, FLASH, JournalEffect, Screen, Sound, Stage, Summary, Update};
use crate::app::keymap::Action;
use crate::dialog::review::SessionReview;
use crate::dialog::sore_now::SoreNowRules;
use crate::dialog::{Dialog, Reply};
use crate::player::{Command, Event, EventKind, State};
use crate::record::journal::{self, Boundary};
use crate::record::{Body, Sore};
use crate::score::{Note, Score};
use crate::session::Session;
use crate::symptoms::{PainScore, Side, SoreSite};
use crate::time::{MonoTime, ceil_seconds};
use crate::timeline::{CueKind, SegmentKind};
use crate::words::evidence::{self as why, Why};
use crate::words::notice::Notice;

/// How long the sound device stays open with nothing to play.
pub(super) const KEEP_DEVICE: Duration = Duration::from_secs(10);

/// How long without a key press before the player turns large.
const FAR_AFTER: Duration = Duration::from_secs(10);

/// An answer to "why this step", and the step that it is about.
#[derive(Debug)]
pub(super) struct Asked {
    /// The step's index and its exercise.
    step: (usize, String),
    pub(super) why: Why,
}

impl Stage {
    /// Records that the runner is at the keys: the player shows everything.
    pub fn touch(&mut self, now: MonoTime) {
        self.set_off(now);
        self.touched = now;
    }

    /// Drops the explanation of a step that is over.
    fn drop_why(&mut self) {
        let step = self.session.as_ref().map(asked_of);
        self.why.take_if(|asked| step.as_ref() != Some(&asked.step));
    }
}

impl Update<'_> {
    /// Says why this step is done, or no longer; the timeline goes on as it does.
    fn toggle_why(&mut self) {
        let session = self.stage.session.as_ref().filter(|_| self.stage.why.is_none());
        self.stage.why = session.map(|session| Asked {
            step: asked_of(session),
            why: why::of_step(session.step(), self.core.history.library().sources()),
        });
    }
}

impl AppView<'_> {
    /// True if the player is large, to be read from 3 m.
    ///
    /// It is after 10 s without a key press, while the clock runs and nothing is asked
    /// or being read.
    pub fn is_far(self, now: MonoTime) -> bool {
        self.far_from().is_some_and(|from| from <= now)
    }

    /// When the player turns large; `None` if it does not.
    fn far_from(self) -> Option<MonoTime> {
        let session = self.stage.session.as_ref().filter(|_| self.core.settings.far_view)?;
        let runs = matches!(session.player().state(), State::Running { .. });
        let asked = session.asks_about().is_some() || self.stage.noting().is_some();
        // Without sound the posture of a step is read before its first set.
        let segment = session.player().segment();
        let sets_up =
            matches!(segment.kind, SegmentKind::GetReady | SegmentKind::SetUp) && segment.unit.set == 1;
        let reads_posture = sets_up && self.stage.sound != Sound::On;
        let reads = self.stage.leaving || self.stage.why.is_some() || asked || reads_posture;
        // The clock may run faster than the runner.
        let after = FAR_AFTER.mul_f64(self.core.speed.max(1.0));
        (runs && !reads && *self.screen() == Screen::Player).then(|| self.stage.touched + after)
    }

    /// When the player will turn large, so that it does not wait for the next second.
    pub(super) fn far_wake(self, now: MonoTime) -> Option<MonoTime> {
        self.far_from().filter(|from| *from > now)
    }

    /// When what the player shows changes next: a cue, a boundary, or the next second.
    pub(super) fn player_wake(self, now: MonoTime) -> Option<MonoTime> {
        let player = self.stage.session.as_ref()?.player();
        let deadline = player.deadline()?;
        if player.segment().kind == SegmentKind::Ask {
            // Nothing of it shows the time.
            return Some(deadline);
        }
        let elapsed = player.elapsed(now);
        let tick = if player.is_open() {
            Duration::from_secs(elapsed.as_secs() + 1).saturating_sub(elapsed)
        } else {
            let left = player.segment().length.saturating_sub(elapsed);
            left.saturating_sub(Duration::from_secs(ceil_seconds(left).saturating_sub(1)))
        };
        let next = deadline.min(now + tick);
        Some(self.figure_wake(now).map_or(next, |moves| next.min(moves)))
    }
}

impl Update<'_> {
    pub(super) fn on_player(&mut self, action: Action) {
        if self.stage.leaving {
            self.stage.leaving = false;
            if action == Action::Accept {
                self.command(Command::Leave);
                // If nothing was done there is nothing to look back on.
                if self.stage.one_shot && *self.view().screen() == Screen::Today {
                    self.out.push(Effect::Quit(Exit::Done));
                }
            }
            return;
        }
        if self.stage.noting().is_some() {
            return self.on_noting(action);
        }
        let Some(session) = &self.stage.session else { return self.show(Screen::Today) };
        if session.prescription().is_some() {
            return self.on_run(action);
        }
        let running = matches!(session.player().state(), State::Running { .. });
        let work = session.player().segment().kind == SegmentKind::Work;
        match action {
            Action::Pause if running => self.command(Command::Pause),
            Action::Pause => self.command(Command::Resume),
            Action::Next => self.command(Command::Next),
            Action::Back => self.command(Command::Back),
            Action::Step(step) => self.command(Command::Jump(step.into())),
            Action::MoreTime if work => self.command(Command::MoreTime),
            Action::MoreTime => self.command(Command::NotReady),
            Action::Tap => self.command(Command::Tap),
            Action::Minutes => self.toggle_hurry(),
            Action::Say => self.command(Command::Say),
            Action::Weights => self.open_weight(),
            Action::Mute => self.mute(),
            Action::Why => self.toggle_why(),
            Action::View => self.stage.camera = self.stage.camera.other(),
            Action::Quit => self.stage.leaving = true,
            Action::Digit(_) | Action::Answer(_) => self.sore_now(action),
            _ => {}
        }
    }

    /// Takes the answer to how sore it is now, while getting ready: a high one asks about warning signs first.
    fn sore_now(&mut self, action: Action) {
        let Some(session) = &self.stage.session else { return };
        let Some(SoreSite { site, .. }) = session.asks_about() else { return };
        let runs = matches!(session.player().state(), State::Running { .. });
        let rules = SoreNowRules { sites: vec![Sore { site, score: None }], kept: true };
        let mut dialog = Dialog::new(rules, self.core, self.now);
        let Reply::Answered(occasions) = self.say_to(&mut dialog, action) else { return };
        self.say_shown_signs();
        let [Sore { score: Some(score), .. }] = dialog.rules.said(dialog.steps())[..] else { return };
        for (occasion, site) in occasions {
            if self.ask_signs(occasion, site, AfterSigns::SoreNow { score, runs }) {
                return self.pause();
            }
        }
        self.fit_to(score);
    }

    /// Re-fits what is to come to how sore it is now.
    pub(super) fn fit_to(&mut self, score: PainScore) {
        let Some(session) = &mut self.stage.session else { return };
        match session.answer(score, self.core.history.library(), self.now.mono) {
            Ok(events) => {
                self.notify(&Notice::PainTaken(score));
                self.take(events);
                self.in_time();
            }
            Err(refusal) => {
                self.end_session();
                self.show(Screen::Stopped { reason: self.stage.words.unplayable(&refusal.into()) });
            }
        }
    }

    pub(super) fn mute(&mut self) {
        match self.stage.sound {
            Sound::Muted => {
                self.stage.sound = self.stage.lost.clone().map_or(Sound::On, Sound::Lost);
                if let Some(session) = &self.stage.session {
                    self.out.push(Effect::Play(session.score(self.now.mono)));
                }
            }
            Sound::On | Sound::Lost(_) => {
                self.stage.sound = Sound::Muted;
                self.out.push(Effect::Silence);
            }
            Sound::Off => {}
        }
    }

    pub(super) fn pause(&mut self) {
        self.command(Command::Pause);
    }

    pub(super) fn pause_since_sleep(&mut self, since: MonoTime) {
        let running =
            self.stage.session.as_ref().is_some_and(|s| matches!(s.player().state(), State::Running { .. }));
        if running {
            self.notify(&Notice::Slept);
            self.command(Command::Slept { since });
        }
    }

    pub(super) fn play_on(&mut self) {
        self.play_preview_on();
        if let Some(session) = &mut self.stage.session {
            let events = session.advance(self.now.mono);
            session.set_due(self.now);
            if !events.is_empty() {
                self.take(events);
                self.in_time();
            }
        }
    }

    /// Ends a session before its end, and keeps what was done.
    pub(super) fn end_session(&mut self) {
        self.command(Command::Leave);
    }

    pub(super) fn command(&mut self, command: Command) {
        if let Some(session) = &mut self.stage.session {
            let events = session.handle(command, self.now.mono);
            self.take(events);
            self.in_time();
        }
    }

    /// Turns what happened into what the shell does.
    pub(super) fn take(&mut self, events: Vec<Event>) {
        for event in events {
            self.journal(&event);
            self.note_tests(&event);
            self.say_happened(&event);
            match event.kind {
                EventKind::Cue { segment, cue } => {
                    if matches!(cue.kind, CueKind::Go | CueKind::Switch | CueKind::Rest | CueKind::Done) {
                        self.stage.flash = (self.core.settings.flash).then(|| self.now.mono + FLASH);
                        if matches!(self.stage.sound, Sound::Lost(_)) {
                            self.out.push(Effect::Bell);
                        }
                    }
                    self.out.push(Effect::CueDue { at: event.at, kind: cue.kind, text: cue.text, segment });
                }
                EventKind::Paused => {
                    self.mark_now();
                    self.stage.close_sound = Some(self.now.mono + KEEP_DEVICE);
                    self.out.push(Effect::KeepAwake(false));
                }
                EventKind::Resumed => {
                    self.stage.close_sound = None;
                    self.out.push(Effect::KeepAwake(true));
                }
                EventKind::Replanned => self.replan(),
                EventKind::Finished | EventKind::Left => self.finish(),
                EventKind::Entered { .. } | EventKind::SetEnded(_) | EventKind::Counted(_) => {}
            }
        }
        self.stage.drop_why();
    }

    fn replan(&mut self) {
        let Some(session) = &self.stage.session else { return };
        if matches!(self.stage.sound, Sound::On | Sound::Lost(_)) {
            let score = session.score(self.now.mono);
            self.out.push(if score.notes.is_empty() { Effect::Silence } else { Effect::Play(score) });
        }
    }

    pub(super) fn journal(&mut self, event: &Event) {
        let Some(session) = &self.stage.session else { return };
        let player = session.player();
        let happened = match &event.kind {
            EventKind::Entered { .. } => journal::Event::Entered,
            EventKind::Paused => journal::Event::Paused,
            EventKind::SetEnded(ended) => journal::Event::SetDone(session.set_done(ended)),
            EventKind::Finished => journal::Event::Done,
            EventKind::Left => journal::Event::Left,
            _ => return,
        };
        let timeline = player.timeline();
        let work =
            |unit| timeline.segments.iter().position(|s| s.kind == SegmentKind::Work && s.unit == unit);
        let segment = match &event.kind {
            EventKind::Entered { segment } => *segment,
            // When more than one end was passed at once, the player stands further on already.
            EventKind::SetEnded(ended) => work(ended.unit).unwrap_or_else(|| player.index()),
            _ => player.index(),
        };
        let (unit, worked) = match &event.kind {
            EventKind::SetEnded(ended) => (ended.unit, ended.worked),
            _ => (timeline.segments[segment].unit, Duration::ZERO),
        };
        let step = Some(timeline.steps[unit.step].id.clone());
        let round = timeline.round(&unit);
        let place = journal::Place { segment, step, round, side: unit.side, set: unit.set };
        let line = Boundary { at: self.now.at, place, worked_ms: worked.as_millis() as u64, event: happened };
        self.push(Effect::Journal(JournalEffect::Line(line)));
    }

    /// Keeps the record of a session that is over and shows its summary.
    fn finish(&mut self) {
        let Some(session) = self.stage.session.take() else { return };
        self.stage.leaving = false;
        self.stage.close_sound = Some(self.now.mono + KEEP_DEVICE);
        if session.player().state() == State::Left {
            self.out.push(Effect::Silence);
        }
        self.out.push(Effect::KeepAwake(false));
        let done = session.player().state() != State::Left;
        let side = session.player().segment().unit.side;
        self.stage.walking = None;
        if done {
            self.walk_away(side.unwrap_or(Side::Right), self.now.mono);
        }
        // What was said for a while was said of the player.
        self.stage.notice.take_if(|(_, until)| until.is_some());
        if session.prescription().is_some() {
            return self.finish_run(&session);
        }
        let record = session.record(self.now.at, None, self.stage.words().adaptations(session.changes()));
        if record.worked().is_zero() && !self.stage.has_noted() {
            self.push(Effect::Journal(JournalEffect::Finish));
            return self.show(Screen::Today);
        }
        self.revise(&session.id, Body::Session(record.clone()));
        self.push(Effect::Journal(JournalEffect::Finish));
        if self.finish_tests(&session) {
            return;
        }
        let door = session.request().options.door.clone();
        if let (State::Left, Some(door)) = (session.player().state(), &door) {
            self.say_door(door);
        }
        let review = SessionReview { record: session.id, session: record };
        let dialog = Dialog::new(review, self.core, self.now);
        self.show(Screen::Summary(Summary { dialog, door }));
    }

    /// Says what to remember at the door to a runner who leaves before the end.
    fn say_door(&mut self, door: &str) {
        if matches!(self.stage.sound, Sound::On | Sound::Lost(_)) {
            let slot = crate::timeline::spoken(door);
            let note = Note {
                at: self.now.mono,
                kind: CueKind::Done,
                slot,
                room: Duration::MAX,
                text: Some(door.to_owned()),
                side: None,
            };
            self.out.push(Effect::Play(Score { notes: vec![note] }));
        }
    }
}

/// The step that a question is about.
fn asked_of(session: &Session) -> (usize, String) {
    (session.player().segment().unit.step, session.step().exercise.name.clone())
}
