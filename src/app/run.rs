//! A run: today's run, its start, the saved record, and the questions when it is over.
//!
//! Nothing is asked during a run. It is in the history the moment it ends; the answers that follow, one key each,
//! change that record.

use std::time::Duration;

use super::{Effect, Exit, JournalEffect, Screen, Stage, Update};
use crate::app::keymap::Action;
use crate::day::Core;
use crate::day::fitted::Unplayable;
use crate::dialog::review::RunReview;
use crate::dialog::{Dialog, Reply};
use crate::plan::beside::Again;
use crate::plan::changes;
use crate::player::{Command, State};
use crate::record::journal::{self, Header, Source};
use crate::record::{self, Body};
use crate::session::{Now, Session};
use crate::symptoms::PainScore;
use crate::time::MonoTime;
use crate::words::notice::Notice;

/// How often a run is saved while it lasts, in case the program is ended from outside.
const MARK: Duration = Duration::from_secs(60);

/// The end of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct RunSummary {
    /// The questions about it.
    pub dialog: Dialog<RunReview>,
    /// That it does not count for the plan, and how it would; `None` if it counts.
    pub beside: Option<Again>,
}

impl RunSummary {
    /// Begins the review of a run, after a warning sign if it is one of the walks that come before running.
    pub(super) fn of(mut review: RunReview, after_sign: bool, core: &Core, now: Now) -> Self {
        review.needs_score = after_sign && review.run.run_minutes == Some(0.0);
        Self { dialog: Dialog::new(review, core, now), beside: None }
    }

    /// Returns the run, with what was said of it.
    pub fn run(&self) -> record::Run {
        self.dialog.rules.said(self.dialog.steps())
    }

    /// True if it is in the history: not at another speed.
    pub const fn is_kept(&self) -> bool {
        self.dialog.rules.kept
    }

    /// Returns the score that was said or is chosen.
    pub fn pain(&self) -> Option<PainScore> {
        self.dialog.draft().and_then(|n| PainScore::new(u8::try_from(n).ok()?)).or(self.run().during)
    }
}

impl Stage {
    /// When the run so far is saved next; `None` outside a run.
    pub fn mark_due(&self) -> Option<MonoTime> {
        let session = self.session.as_ref().filter(|s| s.prescription().is_some())?;
        matches!(session.player().state(), State::Running { .. }).then(|| self.marked + MARK)
    }
}

impl Update<'_> {
    /// Starts today's run at once.
    pub(super) fn run_now(&mut self) {
        let id = self.core.new_id(self.now);
        let session = match self.core.run_today(id, self.now) {
            Ok(session) => session,
            Err(Unplayable::Locked) => return self.open(Screen::Locked),
            Err(why) => return self.show(Screen::Stopped { reason: self.stage.words().unplayable(&why) }),
        };
        let header = Header {
            v: journal::VERSION,
            session: session.id.clone(),
            routine: session.routine().id.clone(),
            name: session.routine().name.clone(),
            hash: session.hash.clone(),
            source: Source::Shipped,
            started: session.started(),
            speed: self.core.speed,
            sore: session.sore(),
            changes: Vec::new(),
            prescription: session.prescription().map(ToOwned::to_owned),
            clinician: None,
            leave_at: None,
            budget_ms: None,
            device: self.core.history.device().to_owned(),
        };
        self.stage.marked = self.now.mono;
        self.play(session, JournalEffect::Begin(Box::new(header)));
    }

    /// What keys do while a run is played.
    pub(super) fn on_run(&mut self, action: Action) {
        let Some(session) = &self.stage.session else { return self.show(Screen::Today) };
        match action {
            Action::Pause if matches!(session.player().state(), State::Running { .. }) => {
                self.command(Command::Pause);
            }
            Action::Pause => self.command(Command::Resume),
            Action::Next => self.command(Command::Next),
            Action::Home => self.command(Command::Home),
            Action::Mute => self.mute(),
            Action::Quit => self.stage.leaving = true,
            _ => {}
        }
    }

    /// Keeps what was run so far once a minute: a program that is killed loses no more.
    pub(super) fn mark(&mut self) {
        if self.stage.mark_due().is_some_and(|due| due <= self.now.mono) {
            self.mark_now();
        }
    }

    pub(super) fn mark_now(&mut self) {
        self.stage.marked = self.now.mono;
        let Some(session) = self.stage.session.as_ref().filter(|s| s.prescription().is_some()) else {
            return;
        };
        if let Some(set) = session.under_way(self.now.mono) {
            let place = journal::Place { segment: session.player().index(), ..journal::Place::default() };
            let worked_ms = set.worked_ms;
            let line =
                journal::Boundary { at: self.now.at, place, worked_ms, event: journal::Event::SetDone(set) };
            self.push(Effect::Journal(JournalEffect::Line(line)));
        }
    }

    /// Keeps the record of a run that is over, and asks what only the runner knows.
    pub(super) fn finish_run(&mut self, session: &Session) {
        let run = session.run_record().filter(|run| run.minutes > 0.0);
        let Some(mut run) = run else {
            self.push(Effect::Journal(JournalEffect::Finish));
            return self.show(Screen::Today);
        };
        run.shoe = self.core.usual_pair(run.date, self.now);
        let kept = (session.request().speed - 1.0).abs() < f64::EPSILON;
        if kept {
            self.revise(&session.id, Body::Run(run.clone()));
        }
        self.push(Effect::Journal(JournalEffect::Finish));
        let region = session.sore().first().map(|sore| sore.site.region);
        let first = changes::walks_first(&self.core.history.diary(self.now.at.date()), self.now.at.date());
        let review = RunReview { record: session.id.clone(), run, region, needs_score: false, kept };
        self.show(Screen::RunSummary(RunSummary::of(review, first.is_some(), self.core, self.now)));
    }

    /// What keys do after a run: an answer is saved at once, and the next question follows.
    pub(super) fn on_ran(&mut self, ran: &mut RunSummary, action: Action) {
        match action {
            Action::Wear if ran.is_kept() => {
                let run = ran.run();
                let shoe = self.core.pair_after(run.shoe.as_deref(), run.date, self.now);
                ran.dialog.rules.run.shoe = shoe;
                self.revise(&ran.dialog.rules.record, Body::Run(ran.run()));
            }
            Action::Accept if ran.dialog.asked().is_none() && !self.stage.one_shot => {
                self.show(Screen::Today);
            }
            Action::Accept if ran.dialog.asked().is_none() => self.out.push(Effect::Quit(Exit::Done)),
            Action::Quit => {
                // The value that the arrows stand on is saved.
                if ran.dialog.draft().is_some() {
                    self.say_to(&mut ran.dialog, Action::Accept);
                }
                self.out.push(Effect::Quit(Exit::Done));
            }
            _ => {
                if let Reply::Answered(occasions) = self.say_to(&mut ran.dialog, action) {
                    self.follow_answer(occasions);
                }
            }
        }
    }

    /// Keeps a run that was cut off with the program, and says so.
    pub(super) fn record_cut_off(&mut self, id: &str, run: record::Run) {
        if run.minutes > 0.0 {
            let run = record::Run { shoe: self.core.usual_pair(run.date, self.now), ..run };
            self.revise(id, Body::Run(run.clone()));
            self.stage.tell(self.stage.words().notice(&Notice::RunCutOff(run)));
        }
    }
}
