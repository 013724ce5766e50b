//! A run: what is due today, how it begins, what of it is kept, and what is asked when it is over.
//!
//! Nothing is asked while somebody runs. What was run is in the history the moment it ends; the
//! answers that follow, one key each, change that record.

use std::time::Duration;

use super::{Effect, Exit, JournalEffect, Screen, Stage, Then, Update};
use crate::app::keymap::Action;
use crate::day::fitted::Unplayable;
use crate::phrase::minutes;
use crate::plan::changes;
use crate::player::{Command, State};
use crate::record::journal::{self, Header, Source};
use crate::record::{self, Body, CutShort};
use crate::session::Session;
use crate::symptoms::limits;
use crate::symptoms::signs::Occasion;
use crate::symptoms::{Region, Score};
use crate::time::MonoTime;

/// How often what was run so far is kept, for a program that is ended from outside.
const MARK: Duration = Duration::from_secs(60);

/// The end of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Ran {
    /// The record's id.
    pub record: String,
    /// What was kept.
    pub run: record::Run,
    /// Where it is sore, where that is asked about.
    pub region: Option<Region>,
    /// It counts only with a score, whether anything is sore or not: a walk after a warning sign.
    pub needs_score: bool,
    /// What is asked now; `None` when everything is.
    pub question: Option<RunQuestion>,
    /// Whether it is in the history: not at another speed.
    pub kept: bool,
    /// That it does not count for the plan, and how it would; `None` where it counts.
    pub beside: Option<String>,
}

/// What is asked after a run, one key each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunQuestion {
    /// How sore it was at worst.
    Pain,
    /// Why it was cut short.
    Cut,
    /// Whether it limped or stabbed.
    Gait,
    /// How hard it was.
    Effort,
}

impl RunQuestion {
    /// Returns the answers by their digit from 1; none where it is a scale.
    pub const fn answers(self) -> &'static [&'static str] {
        match self {
            Self::Pain => &[],
            Self::Cut => &["the body said so", "something else", "I walked the rest home"],
            Self::Gait => &["neither", "limping", "a sharp stab", "both"],
            Self::Effort => &["easy", "steady", "hard"],
        }
    }

    /// Returns the question, about a region where it needs one.
    pub fn words(self, region: Option<Region>) -> String {
        match self {
            Self::Pain => {
                let place = region.map(|region| format!(" {}", region.at_words())).unwrap_or_default();
                format!("Worst during the run{place}?")
            }
            Self::Cut => "Shorter than planned. What ended it?".into(),
            Self::Gait => "Limping, or a sharp stab?".into(),
            Self::Effort => "How was it?".into(),
        }
    }
}

impl Ran {
    pub(super) fn of(record: String, run: record::Run, region: Option<Region>, kept: bool) -> Self {
        let mut ran = Self { record, run, region, needs_score: false, question: None, kept, beside: None };
        ran.question = ran.behind(None).filter(|_| kept);
        ran
    }

    /// Asks for its score too where it is one of the walks that come before running.
    #[must_use]
    pub(super) fn after_sign(mut self, first: bool) -> Self {
        self.needs_score = first && self.run.run_minutes == Some(0.0);
        self.question = self.behind(None).filter(|_| self.kept);
        self
    }

    /// Returns the next question behind one.
    fn behind(&self, asked: Option<RunQuestion>) -> Option<RunQuestion> {
        let all = [RunQuestion::Pain, RunQuestion::Cut, RunQuestion::Gait, RunQuestion::Effort];
        let from = asked.and_then(|asked| all.iter().position(|q| *q == asked)).map_or(0, |at| at + 1);
        all[from..].iter().copied().find(|question| match question {
            RunQuestion::Pain => self.region.is_some() || self.needs_score,
            RunQuestion::Cut => self.run.is_cut(),
            RunQuestion::Gait => {
                self.run.during.is_some_and(|score| score >= limits::PAIN_ASKED)
                    || self.run.cut_short == Some(CutShort::Body)
            }
            RunQuestion::Effort => self.run.effort.is_none(),
        })
    }

    /// Takes an answer; `false` where the digit is none.
    fn answer(&mut self, digit: u8) -> bool {
        let run = &mut self.run;
        match (self.question, digit) {
            (Some(RunQuestion::Pain), n) => match Score::new(n) {
                Some(score) => run.during = Some(score),
                None => return false,
            },
            (Some(RunQuestion::Cut), 1) => run.cut_short = Some(CutShort::Body),
            (Some(RunQuestion::Cut), 2) => run.cut_short = Some(CutShort::Other),
            (Some(RunQuestion::Cut), 3) => run.walk_home(),
            (Some(RunQuestion::Gait), n @ 1..=4) => (run.limp, run.sharp) = (n == 2 || n == 4, n >= 3),
            (Some(RunQuestion::Effort), n @ 1..=3) => {
                run.effort = Score::new(limits::EFFORT_ANSWERS[usize::from(n) - 1]);
            }
            _ => return false,
        }
        true
    }

    /// Returns what was done, in words: "12 minutes of running, 30 in all"; of a run of which only the whole is known, that.
    pub fn tally(&self) -> String {
        let of = |number: f64| Duration::from_secs((number * 60.0).round() as u64);
        let all = of(self.run.minutes);
        match self.run.run_minutes.map(of) {
            None => format!("{} in all", minutes(all)),
            Some(Duration::ZERO) => format!("{} of walking", minutes(all)),
            Some(run) => format!("{} of running, {} in all", minutes(run), minutes(all)),
        }
    }
}

impl Stage {
    /// When what was run so far is kept next; `None` while nobody runs.
    pub fn mark_due(&self) -> Option<MonoTime> {
        let session = self.session.as_ref().filter(|s| s.prescription().is_some())?;
        matches!(session.player().state(), State::Running { .. }).then(|| self.marked + MARK)
    }
}

impl Update<'_> {
    /// Starts today's run.
    pub(super) fn begin_run(&mut self) {
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
        let ran = Ran::of(session.id.clone(), run, region, kept);
        let ran = ran.after_sign(
            changes::walks_first(&self.core.history.diary(self.now.at.date()), self.now.at.date()).is_some(),
        );
        self.show(Screen::Ran(ran));
    }

    /// What keys do after a run: an answer is kept at once, and the next question follows.
    pub(super) fn on_ran(&mut self, ran: &mut Ran, action: Action) {
        let asked = ran.question;
        let before = ran.run.clone();
        match action {
            Action::Digit(n) if asked.is_some() => {
                if !ran.answer(n) {
                    return;
                }
                ran.question = ran.behind(asked);
            }
            Action::More | Action::Less if asked == Some(RunQuestion::Pain) => {
                let now = ran.run.during.map_or(0, Score::value);
                let by = if action == Action::More { now + 1 } else { now.saturating_sub(1) };
                ran.run.during = Score::new(by.min(10));
            }
            Action::Wear if ran.kept => {
                ran.run.shoe = self.core.pair_after(ran.run.shoe.as_deref(), ran.run.date, self.now);
            }
            Action::Accept if asked.is_some() => ran.question = ran.behind(asked),
            Action::Accept if !self.stage.one_shot => return self.show(Screen::Today),
            Action::Accept | Action::Quit => return self.out.push(Effect::Quit(Exit::Done)),
            _ => return,
        }
        if ran.run != before {
            self.revise(&ran.record, Body::Run(ran.run.clone()));
        }
        let (run, site, region) = (ran.run.clone(), ran.run.site, ran.region);
        if matches!(action, Action::Digit(_)) {
            // A lock takes the place of every screen: what is asked comes after it.
            self.say_shown_signs();
            for occasion in occasions(asked, &run, region) {
                self.ask_signs(occasion, site, Then::Below);
            }
        }
    }

    /// Keeps a run that was cut off with the program, and says so.
    pub(super) fn record_cut_off(&mut self, id: &str, run: record::Run) {
        if run.minutes > 0.0 {
            let run = record::Run { shoe: self.core.usual_pair(run.date, self.now), ..run };
            self.revise(id, Body::Run(run.clone()));
            let ran = Ran::of(id.to_owned(), run, None, true);
            self.stage.tell(format!("Your run was cut off. What was done is kept: {}.", ran.tally()));
        }
    }
}

/// What an answer was about that warning signs go with.
fn occasions(asked: Option<RunQuestion>, run: &record::Run, region: Option<Region>) -> Vec<Occasion> {
    let when = |holds: bool, occasion| holds.then_some(occasion);
    match asked {
        Some(RunQuestion::Pain) => {
            let pain = run.during.zip(region).map(|(score, region)| Occasion::Pain { region, score });
            pain.into_iter().collect()
        }
        Some(RunQuestion::Cut) => {
            when(run.cut_short == Some(CutShort::Body), Occasion::CutShort).into_iter().collect()
        }
        Some(RunQuestion::Gait) => {
            [when(run.limp, Occasion::Limp), when(run.sharp, Occasion::Sharp)].into_iter().flatten().collect()
        }
        Some(RunQuestion::Effort) | None => Vec::new(),
    }
}
