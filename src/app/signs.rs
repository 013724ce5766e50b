//! Something is wrong: the lines of `!`, the health page, their questions, the advice, and what is locked.
//!
//! A question about signs ends only with an honest answer: the number of a sign, or that it is none
//! of them. Whatever it interrupted continues after that, as [`AfterSigns`] says. A sign that
//! locks ends the session and replaces the screen.

use super::update::Flow;
use super::{CutOff, Effect, Exit, Screen, Start, Update};
use crate::app::keymap::Action;
use crate::dialog::signs::SignRules;
use crate::dialog::{Ask, Dialog, Reply};
use crate::player::Command;
use crate::record::lock::Lock;
use crate::record::{Body, CheckIn, ClearedBy, Moment, Profile, SignCheck, Sore};
use crate::symptoms::signs::{Occasion, Sign};
use crate::symptoms::{PainScore, Site, SoreSite};
use crate::words::notice::Notice;

/// A question about warning signs, and what continues if none applies.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// What is asked.
    pub dialog: Dialog<SignRules>,
    then: AfterSigns,
}

impl Question {
    /// True if the lines of `!` are shown.
    pub fn is_lines(&self) -> bool {
        self.dialog.asked() == Some(&Ask::Wrong)
    }

    /// Returns the sign that was named, while it is asked whether that is so.
    pub fn named(&self) -> Option<&'static Sign> {
        if let Some(Ask::Sure(sign)) = self.dialog.asked() { Some(sign) } else { None }
    }

    /// Returns the signs to choose from, by their digit from 1.
    pub fn signs(&self) -> &[&'static Sign] {
        if let Some(Ask::Signs { signs, .. }) = self.dialog.asked() { signs } else { &[] }
    }
}

/// What goes on after a question about signs.
#[derive(Debug, Clone, PartialEq)]
pub enum AfterSigns {
    /// The screen below it.
    Below,
    /// The first start: these sites are saved, and the warm-up begins.
    Begin(Vec<Sore>),
    /// Getting ready: the routine is fitted to this score, and runs on if it did.
    SoreNow {
        /// How sore it is now.
        score: PainScore,
        /// Whether the routine ran.
        runs: bool,
    },
    /// The end of a routine is left by this action.
    Leave(Action),
    /// The plan on the screen below it begins.
    BeginPlan,
    /// Today's run begins.
    Run,
}

impl Update<'_> {
    /// Opens the lines of `!`.
    pub(super) fn open_signs(&mut self) {
        self.open_question(SignRules::wrong(), AfterSigns::Below);
    }

    /// Starts today's run; before the first one of a plan comes the health page.
    pub(super) fn begin_run(&mut self) {
        if self.core.lock() == Lock::Open && self.core.asks_health(self.now) {
            return self.open_question(SignRules::health(), AfterSigns::Run);
        }
        self.run_now();
    }

    /// Asks the health page before a plan begins; says whether it did.
    pub(super) fn ask_health(&mut self) -> bool {
        let asks = self.core.history.log().asks_health(self.now.at.date());
        if asks {
            self.open_question(SignRules::health(), AfterSigns::BeginPlan);
        }
        asks
    }

    fn open_question(&mut self, rules: SignRules, then: AfterSigns) {
        let dialog = Dialog::new(rules, self.core, self.now);
        self.open(Screen::Asked(Question { dialog, then }));
    }

    /// Asks about the signs that go with sites that were named when the program was started.
    ///
    /// It is called before they are saved, so that new sites are recognised as new.
    pub fn ask_about(&mut self, sites: &[SoreSite]) {
        let sore = sites.iter().map(|sore| Sore { site: sore.site, score: sore.score }).collect();
        let said = CheckIn::of_day(Moment::Sites, self.now.at.date(), sore);
        let occasions = self.core.occasions_between(None, &Body::CheckIn(said), self.now);
        self.ask_of(occasions);
    }

    /// Asks about the signs that go with something; says whether there were any to ask.
    pub(super) fn ask_signs(&mut self, occasion: Occasion, site: Option<Site>, then: AfterSigns) -> bool {
        let signs = self.core.signs_to_ask(&vec![(occasion, site)], self.now);
        let asks = !signs.is_empty();
        if asks {
            self.open_question(SignRules::about(signs, site), then);
        }
        asks
    }

    pub(super) fn on_asked(&mut self, question: &mut Question, action: Action) {
        if action == Action::Close {
            // Only an answer ends a question; the lines of `!` are left, and a sign that was named by mistake is not.
            if question.is_lines() {
                return self.close();
            }
            if question.named().is_none() || !question.dialog.back(self.core, self.now) {
                return;
            }
        } else if !matches!(self.say_to(&mut question.dialog, action), Reply::Answered(_)) {
            return;
        }
        let Question { dialog, then } = question;
        let locks = |sign: &Sign| Lock::of_sign(sign.id) > Lock::Open;
        let asks = dialog.asked().is_some();
        if let Some((sign, _)) = dialog.rules.said(dialog.steps()).filter(|(sign, _)| locks(sign)) {
            return self.show_sign(sign, asks.then(|| dialog.clone()), then.clone());
        }
        if asks {
            return;
        }
        self.close();
        // What to do is told once all that belongs to it was asked.
        match SignRules::said_last(dialog.steps()).filter(|sign| !locks(sign)) {
            Some(sign) => self.show_sign(sign, None, then.clone()),
            None => self.after_signs(then),
        }
    }

    pub(super) fn on_told(&mut self, then: &AfterSigns, action: Action) {
        if action == Action::Close {
            self.close();
            self.after_signs(then);
        }
    }

    /// Keeps what was said before the question, and goes on with what it came between.
    fn after_signs(&mut self, then: &AfterSigns) {
        self.keep_said(then);
        self.flow(Flow::GoOn(then.clone()));
    }

    /// Shows what to do about a sign that is kept: what is kept as it is shown may bring the same one. `also` asks on.
    pub(super) fn show_sign(
        &mut self,
        sign: &'static Sign,
        also: Option<Dialog<SignRules>>,
        then: AfterSigns,
    ) {
        if Lock::of_sign(sign.id) == Lock::Open {
            return self.open(Screen::Told { sign, then });
        }
        self.flow(Flow::Lock);
        if let Some(dialog) = also {
            self.open(Screen::Asked(Question { dialog, then: AfterSigns::Below }));
        }
    }

    /// Closes all screens for a warning sign that locks. What waited for an answer is not lost, and nothing of it begins.
    pub(super) fn lock(&mut self) {
        for screen in std::mem::take(self.stack) {
            if let Screen::Asked(Question { then, .. }) | Screen::Told { then, .. } = screen {
                self.keep_said(&then);
            }
        }
        self.end_session();
        *self.stack = vec![Screen::Today, Screen::Locked];
    }

    /// Keeps what was said before a question about signs came.
    pub(super) fn keep_said(&mut self, then: &AfterSigns) {
        match then {
            AfterSigns::Begin(sore) => {
                let read = Profile { notice_read: true, ..Profile::default() };
                self.save(Body::Profile(read));
                self.check_in(Moment::Sites, sore.clone());
            }
            AfterSigns::Below
            | AfterSigns::SoreNow { .. }
            | AfterSigns::Leave(_)
            | AfterSigns::BeginPlan
            | AfterSigns::Run => {}
        }
    }

    /// Goes on with what a question about signs came between.
    pub(super) fn go_on(&mut self, then: &AfterSigns) {
        match then {
            AfterSigns::Below => {}
            AfterSigns::Begin(_) => {
                self.show(Screen::Today);
                self.begin(Start { cut_off: CutOff::Asks, ..Start::default() });
            }
            AfterSigns::SoreNow { score, runs } => {
                self.fit_to(*score);
                if *runs {
                    self.command(Command::Resume);
                }
            }
            AfterSigns::Leave(action) => self.leave_summary(*action),
            AfterSigns::Run => self.run_now(),
            AfterSigns::BeginPlan => self.on_top(|screen, update| {
                if let Screen::PlanSetup(placing) = screen {
                    update.begin_plan(placing);
                }
            }),
        }
    }

    pub(super) fn on_locked(&mut self, action: Action) {
        let by = match action {
            Action::Cleared => ClearedBy::Clinician,
            Action::Mistake => ClearedBy::Mistake,
            Action::Anyway => return self.go_on_anyway(),
            Action::Yes | Action::No => return self.say_still_there(action == Action::Yes),
            Action::Quit | Action::Close if self.stage.one_shot => {
                return self.out.push(Effect::Quit(Exit::Refused));
            }
            Action::Quit => return self.out.push(Effect::Quit(Exit::Done)),
            Action::Close => return self.close(),
            _ => return,
        };
        if !self.confirms(action) {
            return;
        }
        // Only what is shown is cleared: another sign was another answer.
        if self.core.locks().is_empty() {
            return;
        }
        let shown = self.core.locks().into_iter().next().map(|(sign, _)| sign);
        let cleared = self.core.history.log().clear(shown.into_iter().collect(), by);
        self.save(Body::Clearance(cleared));
        if self.core.lock() == Lock::Open {
            self.show(Screen::Today);
        }
    }

    /// Goes on without what could not be read, asked twice; what was refused for it begins.
    fn go_on_anyway(&mut self) {
        if self.core.lock() != Lock::Unread {
            return;
        }
        if !self.confirms(Action::Anyway) {
            return;
        }
        self.out.push(Effect::AcceptGaps(self.core.history.change().accept_gaps()));
        self.show(Screen::Today);
        if let Some(start) = self.stage.refused.take() {
            self.begin(start);
        }
    }

    /// The answer of a morning to whether a pausing sign is still there.
    fn say_still_there(&mut self, there: bool) {
        let date = self.now.at.date();
        let Some(sign) = self.core.still_there(date) else { return };
        self.save(Body::SignCheck(SignCheck { date, sign: sign.id.to_owned(), there }));
        self.end_quiet();
        if self.core.lock() == Lock::Open {
            self.show(Screen::Today);
        }
    }

    /// Records the end of signs that a week and two mornings have ended.
    pub(super) fn end_quiet(&mut self) {
        if self.core.end_quiet(self.now) {
            self.stage.tell(self.stage.words().notice(&Notice::SignEnded));
        }
    }
}
