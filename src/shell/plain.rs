//! The player as lines of text: for screen readers, pipes and logs.
//!
//! It plays the same session from the same app; each cue is a line. Where standard input is a
//! terminal it takes the player's keys, each followed by Enter.

use std::io::{self, IsTerminal};
use std::time::Duration;

use jiff::tz::TimeZone;
use ratatui::crossterm::event::{Event, KeyCode, KeyEventKind};

use super::Detail;
use super::clock::{Clock, Look, SleepWatch};
use super::output;
use super::perform::Performer;
use super::screen_loop::Left;
use super::signals::{Ending, Signals};
use super::wait::{Input, Waiter, Wake};
use crate::app;
use crate::app::{Action, App, Effect, Exit, Key, Screen, SessionEvent, Sound, Summary, keymap};
use crate::diagnostic::printable;
use crate::phrase::capital;
use crate::plan::diary::TestFact;
use crate::plan::readiness::{Row, norm};
use crate::plans::TestKind;
use crate::record::{At, Outcome};
use crate::routine::Dose;
use crate::session::Now;
use crate::symptoms::signs;
use crate::time::{Clock as Shown, MonoTime, duration_text};
use crate::timeline::{self, CueKind, Segment, SegmentKind};
use crate::words::Words;
use crate::words::choice::keyed;
use crate::words::notice::Notice;

/// How long the end waits for a reader that takes nothing, and how long if a signal ended it.
const LAST_LINES: Duration = Duration::from_secs(2);
const LAST_LINES_ENDED: Duration = Duration::from_millis(200);

pub(super) struct PlainLoop<'a> {
    pub(super) app: &'a mut App,
    pub(super) performer: &'a mut Performer,
    pub(super) clock: Clock,
    pub(super) zone: TimeZone,
    /// When the routine began; lines are timed from here.
    pub(super) start: MonoTime,
    /// What was said to be changed in it when it began; `None` until it has.
    pub(super) opened: Option<Vec<String>>,
    /// A line that comes before all else.
    pub(super) first: Option<String>,
    /// How much is said.
    pub(super) detail: Detail,
    pub(super) waiter: Waiter,
    /// Whether lines are read from standard input.
    pub(super) reads: bool,
    /// Held so that signals are listened to.
    pub(super) signals: Signals,
}

impl PlainLoop<'_> {
    /// Plays until the routine is over, the program is ended or the reader is gone.
    pub(super) fn run(mut self, first: Vec<Effect>) -> io::Result<Left> {
        let played = self.play(first);
        self.performer.let_go();
        // A signal means that it should end.
        let patience = if matches!(played, Ok(Left::Ended(_))) { LAST_LINES_ENDED } else { LAST_LINES };
        let played = played.and_then(|left| output::settle(patience).map(|()| left));
        drop(self.signals);
        match played {
            // A reader that has seen enough, such as `head`, is not a failure.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Left::Ended(Ending::PIPE)),
            played => played,
        }
    }

    fn play(&mut self, first: Vec<Effect>) -> io::Result<Left> {
        if let Some(first) = self.first.take() {
            line(&first)?;
        }
        let mut watch = SleepWatch::start(Look::now());
        let mut said = LastLines::default();
        let mut left = self.perform(first)?;
        while left.is_none() {
            let effects = self.app.advance(self.now());
            left = self.perform(effects)?;
            let question = self.question();
            self.tell(&mut said, question.as_deref())?;
            if left.is_none() && self.app.stage.noting().is_some() && !self.reads {
                left = self.leave_out()?;
                continue;
            }
            if left.is_some() || (question.is_none() && *self.app.view().screen() != Screen::Player) {
                break;
            }
            // While it plays only what is due wakes it: there is no display to keep.
            let due = self.app.stage.session().and_then(|s| s.player().deadline());
            let due = due.into_iter().chain(self.app.stage.mark_due()).min();
            let due = due.or_else(|| self.app.next_wake(self.clock.now()));
            watch.waits(Look::now(), due.map(|at| self.clock.real_at(at)));
            let woken = self.waiter.wait(due.map(|at| self.clock.until(at)))?;
            if let Some(slept) = watch.woke(Look::now()) {
                left = self.update(app::Input::Slept(self.clock.virtual_at(slept.since)))?;
            }
            for wake in woken.wakes {
                match wake {
                    Wake::End(ending) => left = Some(Left::Ended(ending)),
                    Wake::Poke => {
                        // A reader that went away is met here, also while nothing is said.
                        output::is_free()?;
                        left = left.or(self.perform(Vec::new())?);
                    }
                    Wake::Resized | Wake::Continued => {}
                }
            }
            if woken.hung_up {
                left = Some(Left::Ended(Ending::HANG_UP));
            }
            left = left.or(self.keys(&woken.events)?);
        }
        self.closing()?;
        // What was said last is heard out, up to its usual length.
        if left.is_none() && matches!(self.app.stage.sound(), Sound::On) {
            let said = match self.app.view().screen() {
                Screen::Summary(Summary { door: Some(door), .. }) => timeline::spoken(door),
                _ => Duration::ZERO,
            };
            if matches!(
                self.app.view().screen(),
                Screen::Summary(_) | Screen::RunSummary(_) | Screen::Tested(_)
            ) {
                self.waiter.wait(Some(Duration::from_millis(1_500) + said))?;
            }
        }
        let refused = matches!(self.app.view().screen(), Screen::Stopped { .. } | Screen::Locked);
        Ok(left.unwrap_or(if refused { Left::Refused } else { Left::Done }))
    }

    fn now(&self) -> Now {
        Now { mono: self.clock.now(), at: At::new(self.clock.wall(), &self.zone) }
    }

    /// Says what is played, and returns what was said to be changed in it.
    fn opening(&self) -> io::Result<Vec<String>> {
        let Some(session) = self.app.stage.session() else { return Ok(Vec::new()) };
        let length = Shown(session.player().timeline().whole());
        line(&format!("{}, {length}", session.routine().name))?;
        if let Some(out) = self.app.stage.out_at(self.now().mono) {
            line(&format!("Out at {out}."))?;
        }
        let changes = self.app.stage.words().adaptations(session.changes());
        for change in &changes {
            line(change)?;
        }
        Ok(changes)
    }

    /// Says what is new: that there is no sound, a passing line, a change, a question.
    fn tell(&self, said: &mut LastLines, question: Option<&str>) -> io::Result<()> {
        let why = if let Sound::Lost(why) = self.app.stage.sound() { Some(why.as_str()) } else { None };
        if let Some(why) = said.sound.news(why) {
            line(&format!("No sound: {why}. The routine continues in text."))?;
        }
        if let Some(notice) = said.notice.news(self.app.stage.notice()) {
            line(notice)?;
        }
        if let Some(session) = self.app.stage.session() {
            if !said.begun {
                said.changes = self.opened.clone().unwrap_or_default();
            }
            // What was left out for the time to leave stands in the passing line already.
            let told =
                |change: &String| self.app.stage.notice().is_some_and(|notice| notice.contains(change));
            let new = |change: &&String| !said.changes.contains(change) && !told(change);
            let changes = self.app.stage.words().adaptations(session.changes());
            for change in changes.iter().filter(new) {
                line(change)?;
            }
            said.changes = changes;
            // Once it has begun, so that what was said at the opening is not said twice.
            let out = self.app.stage.out_at(self.now().mono).map(|out| format!("Out at {out}."));
            if said.out.news(out.as_deref()).is_some_and(|_| said.begun) {
                line(&out.unwrap_or_default())?;
            }
            said.begun = true;
        }
        if let Some(question) = said.question.news(question) {
            line(question)?;
        }
        Ok(())
    }

    /// Returns the question for the runner, if output has a reader.
    fn question(&self) -> Option<String> {
        if !self.reads {
            return None;
        }
        if let Some(ask) = self.app.view().ask() {
            return Some(self.app.stage.words().lines(&ask));
        }
        match self.app.view().screen() {
            Screen::Today => {
                self.app.view().which(self.now()).map(|told| self.app.stage.words().notice(&told))
            }
            Screen::Player if self.app.view().context() == keymap::Context::Leaving => {
                Some("Stop now? Press q and Enter to stop, or n and Enter to go on.".to_owned())
            }
            Screen::Told { sign, .. } => {
                Some(format!("{}\nPress Enter to go on.", self.app.stage.words().sign(sign).text))
            }
            _ => None,
        }
    }

    fn keys(&mut self, events: &[Input]) -> io::Result<Option<Left>> {
        let pressed = |input: &Input| match &input.event {
            Event::Key(key) if key.kind == KeyEventKind::Press => Some(key.code),
            _ => None,
        };
        let codes: Vec<KeyCode> = events.iter().filter_map(pressed).collect();
        for keys in codes.split_inclusive(|code| *code == KeyCode::Enter) {
            let left = self.line_of_keys(keys)?;
            if left.is_some() {
                return Ok(left);
            }
        }
        Ok(None)
    }

    /// Takes a line: an answer to what is asked, else each of its letters as a key.
    fn line_of_keys(&mut self, codes: &[KeyCode]) -> io::Result<Option<Left>> {
        let letter = |code: &KeyCode| if let KeyCode::Char(c) = code { Some(*c) } else { None };
        let text: String = codes.iter().filter_map(letter).collect();
        // The Enter that sends a letter is not a key of its own.
        let typed = !text.is_empty();
        if let Some(ask) = self.app.view().ask().filter(|_| typed) {
            let words = self.app.stage.words();
            match ask.kind().read(&keyed(&ask, &text, words)) {
                Some(answer) => return self.obey(Action::Answer(answer)),
                // A number that is not an answer is not taken apart; the question is asked again.
                None if text.parse::<u32>().is_ok() => {
                    return line(&words.lines(&ask)).map(|()| None);
                }
                None => {}
            }
        }
        let noting = self.app.stage.noting().is_some();
        // The one number of two digits.
        let ten = codes.starts_with(&[KeyCode::Char('1'), KeyCode::Char('0')]);
        for code in codes.iter().skip(usize::from(ten)) {
            let key = match *code {
                KeyCode::Char(c) => Key::Char(c),
                KeyCode::Enter if !typed => Key::Enter,
                _ => continue,
            };
            let action = match self.app.stage.keymap().action(self.app.view().context(), key) {
                None | Some(Action::Suspend | Action::Help) => continue,
                // Of Today there is only the question which routine to play.
                Some(action) if self.app.view().asks_which() && !answers_which(action) => continue,
                Some(Action::Digit(0)) if ten => Action::Digit(10),
                Some(action) => action,
            };
            if let Some(left) = self.obey(action)? {
                return Ok(Some(left));
            }
            if *self.app.view().screen() == Screen::Locked {
                return Ok(None);
            }
            if matches!(action, Action::Pause | Action::Close)
                && !noting
                && *self.app.view().screen() == Screen::Player
            {
                line(if self.is_paused() { "Paused. Press p and Enter to resume." } else { "Resumed." })?;
            }
        }
        Ok(None)
    }

    /// Does what a key or a line asks for.
    fn obey(&mut self, action: Action) -> io::Result<Option<Left>> {
        // A sign that another program wrote stops what is played, as on the screen.
        if let Some(news) = self.performer.news(self.app.history()) {
            self.update(app::Input::News(news))?;
            if *self.app.view().screen() == Screen::Locked {
                return Ok(None);
            }
        }
        let now = self.now();
        let mut effects = self.app.update(action, now);
        if action == Action::Why {
            self.say_why()?;
            // In lines of text nothing stays open that a second key would close.
            effects.extend(self.app.update(action, now));
        }
        self.perform(effects)
    }

    /// Says why this step is done.
    fn say_why(&self) -> io::Result<()> {
        let parts = self.app.stage.why().map(|why| &why.parts[..]).unwrap_or_default();
        parts.iter().try_for_each(|part| line(&format!("Why: {}", part.text())))
    }

    /// Continues after an unanswered test, and says how to log its result.
    fn leave_out(&mut self) -> io::Result<Option<Left>> {
        if let Some(noting) = self.app.stage.noting() {
            let (test, side) = (noting.dialog.rules.kind.id(), noting.dialog.rules.side);
            let pain = if noting.dialog.rules.kind == TestKind::KneeToWall { "" } else { " --pain N" };
            line(&format!("To log the result: runup log test {test} N --side {side}{pain}"))?;
        }
        let effects = self.app.update(Action::Close, self.now());
        self.perform(effects)
    }

    fn is_paused(&self) -> bool {
        let state = self.app.stage.session().map(|s| s.player().state());
        matches!(state, Some(crate::player::State::Paused { .. }))
    }

    /// Sends the app an input, and performs the effects.
    fn update(&mut self, input: impl Into<app::Input>) -> io::Result<Option<Left>> {
        let effects = self.app.update(input, self.now());
        self.perform(effects)
    }

    fn perform(&mut self, mut effects: Vec<Effect>) -> io::Result<Option<Left>> {
        effects.sort_by_key(Effect::turn);
        let begun = |effect: &Effect| match effect {
            Effect::SessionEvent { at, what: SessionEvent::Begun { .. } } => Some(*at),
            _ => None,
        };
        if let Some(at) = effects.iter().find_map(begun) {
            self.start = at;
            self.opened = Some(self.opening()?);
        }
        let mut left = None;
        for effect in effects {
            match self.performer.perform(effect) {
                Some(Effect::CueDue { at, kind, text, segment }) => {
                    if self.detail == Detail::Full || !counts(kind, text.as_deref()) {
                        let words = text.clone().unwrap_or_else(|| tone(kind));
                        // Elapsed time is given in whole seconds, unlike the time left.
                        let passed = Shown(Duration::from_secs(at.since(self.start).as_secs()));
                        line(&format!("{:>5}  {words}", passed.to_string()))?;
                    }
                    if kind == CueKind::Name {
                        self.explain(segment, text.as_deref())?;
                    }
                }
                Some(Effect::Bell) if io::stdout().is_terminal() => {
                    output::say("\x07")?;
                }
                Some(Effect::Quit(Exit::Done)) => left = Some(Left::Done),
                Some(Effect::Quit(Exit::Refused)) => left = Some(Left::Refused),
                Some(Effect::Quit(Exit::Interrupted)) => left = Some(Left::Ended(Ending::INTERRUPT)),
                _ => {}
            }
        }
        for news in self.performer.news_for_app() {
            left = left.or(self.update(news)?);
        }
        Ok(left)
    }

    /// The dose and the instruction, behind the name of what comes; each line says what it is.
    fn explain(&self, segment: usize, name: Option<&str>) -> io::Result<()> {
        let Some(session) = self.app.stage.session() else { return Ok(()) };
        let timeline = session.player().timeline();
        let leads = |segment: &&Segment| matches!(segment.kind, SegmentKind::GetReady | SegmentKind::SetUp);
        let Some(segment) = timeline.segments.get(segment).filter(leads).filter(|_| !timeline.is_run())
        else {
            return Ok(());
        };
        // At the start the equipment is named before the exercise.
        let last = segment.cues.iter().rfind(|cue| cue.kind == CueKind::Name);
        if last.and_then(|cue| cue.text.as_deref()) != name {
            return Ok(());
        }
        let step = timeline.step_of(segment);
        let dose = match &step.dose {
            Dose::Hold(length) => format!("hold {}", duration_text(*length)),
            Dose::Time(length) => duration_text(*length),
            Dose::Reps { reps, tempo } => format!("{reps} reps, {tempo}"),
            Dose::Open(_) => "until you press Enter".to_owned(),
        };
        let sets =
            if segment.unit.sets > 1 { format!(", {} sets", segment.unit.sets) } else { String::new() };
        let load = step.load.as_ref().map(|load| format!(", {load}")).unwrap_or_default();
        line(&format!("Dose: {dose}{sets}{load}"))?;
        if let Some(words) = crate::words::routine::not_read(step) {
            line(&words)?;
        }
        if let Some(last) = session.last_times.get(&step.id) {
            line(&format!("Last time: {last}"))?;
        }
        if let Some(brief) = &step.exercise.brief {
            line(&format!("In short: {brief}"))?;
        }
        Ok(())
    }

    /// Says whether what was done is in the history.
    fn kept(&self) -> &'static str {
        match self.performer.has_kept_all() {
            Some(true) => "Saved in your history.",
            Some(false) => "Not saved yet. Runup tries again when you next start it.",
            None => "Not saved.",
        }
    }

    fn closing(&self) -> io::Result<()> {
        match self.app.view().screen() {
            Screen::Summary(summary) => {
                let end = if summary.session().outcome == Outcome::Done { "Done" } else { "Left" };
                line(&format!("{end}: {}. {}", summary.session().tally(), self.kept()))?;
                if let Some(offer) = self.app.core.rung_offer(&summary.session().routine, self.now()) {
                    let words = self.app.stage.words().rung_offer(&offer, self.app.library());
                    line(&format!("{words} To do so: runup rung {} {}.", offer.routine.id, offer.rung_id()))?;
                }
                // At the end of a routine it was said with the last cue.
                match &summary.door {
                    Some(door) if summary.session().outcome == Outcome::Left => line(door),
                    _ => Ok(()),
                }
            }
            Screen::Tested(tested) => {
                for row in &tested.rows {
                    let words = self.app.stage.words();
                    line(&row_words(words, row))?;
                    line(&format!("  {}", words.norm(norm(row.kind, tested.age))))?;
                }
                if let Some(without) = &tested.without {
                    line(without)?;
                }
                line(&tested.meaning)?;
                if tested.kept { line(self.kept()) } else { Ok(()) }
            }
            Screen::RunSummary(ran) if !ran.is_kept() => line(&format!(
                "{}. {}",
                capital(&self.app.stage.words().run_tally(&ran.run())),
                self.app.stage.words().notice(&Notice::OtherSpeed)
            )),
            Screen::RunSummary(ran) => {
                line(&format!("{}. {}", capital(&self.app.stage.words().run_tally(&ran.run())), self.kept()))
            }
            // A session without any work leaves no summary.
            Screen::Today if self.opened.is_none() => line("Nothing started."),
            Screen::Today => line("Stopped before the first exercise, so there is nothing to save."),
            Screen::Stopped { reason } => line(reason),
            Screen::Locked if self.app.core.locks().is_empty() => {
                line(self.app.stage.words().lock(self.app.core.lock()).unwrap_or_default())?;
                self.app
                    .stage
                    .words()
                    .missing(self.app.log().gaps())
                    .iter()
                    .try_for_each(|missing| line(&format!("  {missing}")))?;
                line("Repair or move the file, or add --incomplete-history to continue without that part.")
            }
            Screen::Locked => {
                for (sign, _) in self.app.core.locks() {
                    if let Some(sign) = signs::sign(&sign) {
                        let said = self.app.stage.words().logged_sign(sign, self.app.core.emergency());
                        said.lines().try_for_each(&mut line)?;
                    }
                }
                if let Some(words) = self.app.stage.words().lock(self.app.core.lock()) {
                    line(words)?;
                }
                line("Once it has been cleared: runup log cleared, or press ! on Today.")
            }
            _ => Ok(()),
        }
    }
}

/// Returns a row of results in words: `Heel raises: left 24, right 21, 13 % apart, pain 2`.
fn row_words(words: &dyn Words, row: &Row) -> String {
    let side = |side: &str, test: Option<TestFact>| {
        test.map_or_else(
            || format!("{side} not logged"),
            |test| format!("{side} {}", words.test_result(row.kind, test.value)),
        )
    };
    let apart = row.apart().map(|apart| format!(", {} apart", words.apart(apart))).unwrap_or_default();
    let pain = row.pain().map(|pain| format!(", pain {pain}")).unwrap_or_default();
    format!("{}: {}, {}{apart}{pain}", words.test(row.kind), side("left", row.left), side("right", row.right))
}

/// True if a key says which of two routines to play, or neither.
const fn answers_which(action: Action) -> bool {
    matches!(action, Action::Accept | Action::Discard | Action::Quit)
}

/// What was said last, so that it is said once.
#[derive(Debug, Default)]
struct LastLines {
    sound: Last,
    notice: Last,
    question: Last,
    /// When the runner is out.
    out: Last,
    begun: bool,
    changes: Vec<String>,
}

/// A line that is said when it changes.
#[derive(Debug, Default)]
struct Last(Option<String>);

impl Last {
    /// Returns the line when it is not the one before.
    fn news<'a>(&mut self, now: Option<&'a str>) -> Option<&'a str> {
        let new = now.filter(|now| self.0.as_deref() != Some(*now));
        if self.0.as_deref() != now {
            self.0 = now.map(ToOwned::to_owned);
        }
        new
    }
}

/// The words for a cue that is a bare tone.
fn tone(kind: CueKind) -> String {
    match kind {
        CueKind::Tempo(beat) => beat.id().to_owned(),
        CueKind::Step => "step".to_owned(),
        CueKind::CountIn(n) => format!("in {n}"),
        CueKind::CountOut(n) => format!("{n} left"),
        _ => kind.id().to_owned(),
    }
}

/// True if a cue only counts or beats time, which a reader may do without.
fn counts(kind: CueKind, text: Option<&str>) -> bool {
    match kind {
        CueKind::CountIn(_) | CueKind::CountOut(_) | CueKind::Tempo(_) | CueKind::Step => true,
        CueKind::Rep(_) => text.is_none_or(|text| text.parse::<u32>().is_ok()),
        _ => false,
    }
}

/// Puts a line or more down to be written; what could steer the terminal is made harmless.
fn line(text: &str) -> io::Result<()> {
    let lines = text.lines().map(|line| format!("{}\n", printable(line)));
    output::say(&lines.collect::<String>())
}
