//! The check-in: one question at a time, each answered by one key.
//!
//! The same question stands on Today as a line and on the screen in full, so an answer counts in both places.
//! `dialog::check_in` decides what is asked and written. Here is what a key does, what is shown, and how to undo it
//! together with everything else done since the program was opened.

mod undo;

use std::rc::Rc;

use super::{AfterSigns, AppView, RunSummary, Screen, Stage, Update};
use crate::app::keymap::Action;
use crate::day::Core;
use crate::day::writing::Batch;
use crate::dialog::check_in::{CheckInRules, CheckQuestion, of_score};
use crate::dialog::review::RunReview;
use crate::dialog::{Answer, Ask, Dialog, Occasions, Reply};
use crate::history::Write;
use crate::plan::asks;
use crate::plan::logged;
use crate::record::lock::Lock;
use crate::record::{Body, Run};
use crate::session::Now;
use crate::symptoms::{PainScore, Site};
use crate::words::Words;
use crate::words::check_in::Answered;
use crate::words::done::Done;
use undo::UndoStep;

/// How far the check-in of this opening has come.
#[derive(Debug, Default)]
pub struct Checking {
    dialog: Dialog<CheckInRules>,
    /// What was due when it was looked for.
    due: Rc<[asks::Ask]>,
    /// Actions that can be undone, the last at the end.
    said: Vec<UndoStep>,
}

impl Checking {
    /// Returns the current question.
    pub const fn question(&self) -> Option<CheckQuestion> {
        if let Some(Ask::CheckIn(question, _)) = self.dialog.asked() { Some(*question) } else { None }
    }

    /// Returns the other questions, as far as they are known.
    pub fn coming(&self, core: &Core, now: Now) -> Vec<CheckQuestion> {
        let coming = self.dialog.coming(core, now).into_iter().filter(|ask| Some(ask) != self.dialog.asked());
        coming
            .filter_map(|ask| if let Ask::CheckIn(question, _) = ask { Some(question) } else { None })
            .collect()
    }

    /// Returns the answers since the program was opened.
    pub fn answered(&self, words: &dyn Words) -> Vec<Answered> {
        words.answered(self.dialog.steps())
    }

    /// Returns how many answers were given.
    pub(super) fn steps(&self) -> usize {
        self.dialog.steps().len()
    }

    /// Returns the score that the arrows stand on.
    pub fn chosen(&self) -> Option<PainScore> {
        self.dialog.draft().and_then(|n| PainScore::new(u8::try_from(n).ok()?))
    }

    /// Returns the site that this is about: what is asked, else what was said last.
    pub fn site(&self) -> Option<Site> {
        let last = || CheckInRules::site(self.dialog.steps());
        self.question().and_then(CheckQuestion::scale).or_else(last)
    }

    /// True if there is another question to go to.
    pub fn can_move(&self, core: &Core, now: Now) -> bool {
        self.dialog.can_move(core, now)
    }

    /// True if digits answer on Today too. Places do not: their numbers stand on the screen only.
    pub(super) fn takes_digits(&self) -> bool {
        self.question().is_some_and(|question| !question.asks_where())
    }

    /// Makes the next check look again for due questions.
    pub(super) fn forget_due(&mut self) {
        self.due = Rc::default();
    }

    /// True if a 9 was said last that may have been a 10: its gait is asked, on no scale.
    fn is_nine(&self) -> bool {
        let nine = PainScore::new(9);
        self.question() == Some(CheckQuestion::Gait) && CheckInRules::last_score(self.dialog.steps()) == nine
    }

    /// Asks no longer where it is sore: that is asked on its screen only.
    fn leave_where(&mut self, core: &Core, now: Now) {
        self.dialog.let_go(|ask| matches!(ask, Ask::CheckIn(CheckQuestion::Where, _)), core, now);
    }
}

impl Stage {
    /// Returns the check-in.
    pub const fn checking(&self) -> &Checking {
        &self.checking
    }
}

impl AppView<'_> {
    /// Returns what the answers mean for today, the score that the arrows stand on taken in.
    pub fn meaning(self, now: Now) -> Option<String> {
        let checking = self.stage.checking();
        let said = checking.chosen().zip(checking.question());
        let tried = said.and_then(|(score, question)| {
            let CheckQuestion::Due(ask) = question else { return None };
            let body = Body::CheckIn(of_score(ask, score, now.at.date())?);
            self.core.history.supposing([Write::New(body)], now.at).recommend(now.at.date())
        });
        if tried.is_none() && checking.answered(self.stage.words()).is_empty() {
            return None;
        }
        let said = tried.or_else(|| self.core.history.recommend(now.at.date()));
        let words = self.stage.words();
        let reason = said.map(|said| words.reason(&said.reason));
        Some(reason.unwrap_or_else(|| words.today_why(&self.today(now).why)))
    }
}

impl Update<'_> {
    /// Opens the check-in; if nothing is due it asks whether anything is sore.
    pub(super) fn open_check_in(&mut self) {
        if self.stage.checking.question().is_none() {
            let ask = Ask::CheckIn(CheckQuestion::Where, self.now.at.date());
            self.stage.checking.dialog.raise(ask, self.core, self.now);
        }
        self.open(Screen::CheckIn);
    }

    fn leave_check_in(&mut self) {
        self.stage.checking.leave_where(self.core, self.now);
        self.close();
    }

    /// Looks for what is due if the day or the history has changed.
    pub(super) fn look_for_asks(&mut self) {
        if !matches!(self.view().screen(), Screen::Today | Screen::CheckIn) {
            return;
        }
        let due = self.core.history.questions(self.now.at.date());
        if Rc::ptr_eq(&due, &self.stage.checking.due) {
            return;
        }
        self.stage.checking.due = due;
        self.stage.checking.dialog.look(self.core, self.now);
        self.look_for_choice();
    }

    pub(super) fn on_check_in(&mut self, action: Action) {
        match action {
            Action::Accept if self.stage.checking.chosen().is_some() => self.answer_question(action),
            Action::Close | Action::Accept => self.leave_check_in(),
            Action::Undo => self.take_back(),
            Action::Up | Action::Down => {
                self.stage.checking.dialog.go(action == Action::Down, self.core, self.now);
            }
            Action::More if self.stage.checking.is_nine() => self.say_ten(),
            Action::More | Action::Less => self.answer_question(action),
            _ => self.answer_check_in(action),
        }
    }

    /// Takes an answer, on Today or on the screen.
    pub(super) fn answer_check_in(&mut self, action: Action) {
        if matches!(action, Action::Digit(_) | Action::Yes | Action::No | Action::Fever) {
            self.answer_question(action);
        }
    }

    fn answer_question(&mut self, action: Action) {
        let (Some(question), Some(press)) = (self.stage.checking.question(), action.press()) else { return };
        if let Reply::Answered(occasions) = self.stage.checking.dialog.press(press, self.core, self.now) {
            self.follow(question, occasions);
        }
    }

    /// The last score was 10, which no digit says.
    fn say_ten(&mut self) {
        let ask = Ask::CheckIn(CheckQuestion::Ten, self.now.at.date());
        let occasions = self.stage.checking.dialog.answer_to(ask, Answer::Yes, self.core, self.now);
        self.follow(CheckQuestion::Ten, occasions);
    }

    /// The steps after an answer. It can be undone, with the warning signs that it shows. Signs are asked about then,
    /// and then comes the next question or, on Today, a line about what the answers mean.
    fn follow(&mut self, question: CheckQuestion, occasions: Occasions) {
        if !self.stage.checking.dialog.wrote().is_empty() {
            let words = self
                .stage
                .checking
                .answered(self.stage.words)
                .pop()
                .map(|said| said.words)
                .unwrap_or_default();
            let from = self.core.unsaved().len();
            self.say_shown_signs();
            let signs =
                self.core.unsaved()[from..].iter().filter(|record| matches!(record.body, Body::Flag(_)));
            let signs = Batch::of_new(signs.map(|record| record.id.clone()));
            self.stage.checking.dialog.also_wrote(signs);
            self.stage.checking.note_answer(words);
        }
        if self.stage.checking.question() == Some(CheckQuestion::Where) && question != CheckQuestion::Where {
            self.open(Screen::CheckIn);
        }
        self.ask_of(occasions);
        self.after_answer();
        if let Some((id, run)) = CheckInRules::felt(self.stage.checking.dialog.steps(), self.core) {
            self.review_felt(id, run);
        }
    }

    /// If a place is sore, what is asked after any run follows how one felt that a watch recorded.
    fn review_felt(&mut self, id: String, run: Run) {
        let sites = logged::sore_sites(&self.core.history.diary(run.date), run.date);
        let region = sites.first().map(|site| site.region);
        let review = RunReview { record: id, run, region, needs_score: false, kept: true };
        let ran = RunSummary::of(review, false, self.core, self.now);
        if ran.dialog.asked().is_some() {
            self.open(Screen::RunSummary(ran));
        }
    }

    /// Reports the warning signs that the history shows but the runner has not.
    pub(super) fn say_shown_signs(&mut self) {
        for sign in self.core.say_shown_signs(self.now) {
            self.show_sign(sign, None, AfterSigns::Below);
        }
    }

    /// What follows an answer: the next question, or on Today in a line what it means.
    fn after_answer(&mut self) {
        self.look_for_asks();
        let done = self.stage.checking.question().is_none();
        if done
            && *self.view().screen() == Screen::Today
            && self.core.lock() == Lock::Open
            && let Some(meaning) = self.view().meaning(self.now)
        {
            // What Today says already is not said twice.
            let why = self.stage.words().today_why(&self.view().today(self.now).why);
            let noted = || self.stage.words().done(&Done::Answered(String::new()), self.now.at.date());
            let told = if meaning == why { noted() } else { meaning };
            self.tell_with_undo(told, super::Context::Today);
        }
    }
}
