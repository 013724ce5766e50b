//! Rejects keys that are not answers: a key that came before the question could be read, a key that is
//! still held, text that came in one piece.
//!
//! [`App::update`](super::App::update) asks it before doing anything. At its end, and when time passes, it tells the
//! guard which question is on the screen. Back, undo, help, warning signs and quit always pass.

use std::time::Duration;

use super::keymap::{Action, Context, Key};
use super::plan_setup::PlanSetupStep;
use super::{AppView, Screen, Update};
use crate::dialog::Ask;
use crate::dialog::check_in::CheckQuestion;
use crate::routine::Id;
use crate::time::MonoTime;
use crate::words::notice::Notice;

/// How long a question is shown before it takes an answer, so that it can be read.
const READING: Duration = Duration::from_millis(400);
/// For how long after its last press the key that brought a question does not answer it: a key that is held repeats,
/// and not every terminal tells its release. X11 begins to repeat after 660 ms unless it is set otherwise.
const HELD: Duration = Duration::from_millis(700);
/// For how long after text in one piece a single key may still be a part of it.
const BURST: Duration = Duration::from_secs(2);

/// A key press, and how it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Press {
    /// What was pressed.
    pub key: Key,
    /// The Latin key at its place, if the terminal reports it.
    pub place: Option<char>,
    /// It came in one piece with other text: pasted, or something that the terminal was asked.
    pub in_a_burst: bool,
}

impl From<Key> for Press {
    fn from(key: Key) -> Self {
        Self { key, place: None, in_a_burst: false }
    }
}

/// What asks for something: a key, or a click and the like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Key(Press),
    Action(Action),
}

impl By {
    /// Returns it without what differs from one press of the same key to the next.
    fn same(self) -> Self {
        let Self::Key(Press { key, .. }) = self else { return self };
        let key = if let Key::Char(c) = key { Key::Char(c.to_ascii_lowercase()) } else { key };
        Self::Key(key.into())
    }
}

/// The question on the screen; another value is another question.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shown {
    Welcome,
    Told(&'static str),
    Asked { ask: Ask, answered: usize },
    Locked { signs: Vec<String>, asked_twice: Option<Action> },
    Check { question: CheckQuestion, answered: usize },
    Plan(Id),
}

/// The moment of the question, and what brought it.
#[derive(Debug, Default)]
pub(super) struct Guard {
    shown: Option<Shown>,
    came: Option<MonoTime>,
    brought: Option<(By, MonoTime)>,
    burst: Option<MonoTime>,
    /// It was said once that a letter of another script does nothing.
    told_layout: bool,
}

impl Guard {
    /// Takes what is asked as asked already: when it is seen, [`Self::ask_from`] says.
    pub(super) fn expect(&mut self, shown: Option<Shown>) {
        self.shown = shown;
    }

    /// Records the moment from which the question can be seen.
    pub(super) const fn ask_from(&mut self, now: MonoTime) {
        self.came = Some(now);
    }

    /// True if an action is not an answer at this moment; `speed` is how much faster than a person's time passes.
    fn refuses(&mut self, asked: Asked, action: Action, by: By, now: MonoTime, speed: f64) -> bool {
        let within = |since: MonoTime, length: Duration| now.since(since) < length.mul_f64(speed);
        let held =
            self.brought.as_mut().filter(|(brought, last)| *brought == by.same() && within(*last, HELD));
        // Each repeat of a key that is held shows that it is held still.
        let held = held.map(|(_, last)| *last = now).is_some();
        let in_a_burst = matches!(by, By::Key(Press { in_a_burst: true, .. }));
        let after = self.burst.is_some_and(|last| within(last, BURST));
        let burst = match by {
            _ if in_a_burst => asked.keeps(action),
            By::Key(Press { key: Key::Char(_), .. }) if after => asked.keeps(action),
            By::Key(Press { key: Key::Enter, .. }) if after => asked.answers(action),
            _ => false,
        };
        if in_a_burst {
            self.burst = Some(now);
        }
        let early = self.came.is_some_and(|came| within(came, READING));
        burst || ((early || held) && asked.answers(action))
    }
}

/// What a key meets: the context, and how its question takes digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Asked {
    context: Context,
    /// Digits make a number, which Enter saves; otherwise each is an answer.
    typed: bool,
}

impl Asked {
    /// True if an action answers the question and may be asked by the key that came before it.
    const fn answers(self, action: Action) -> bool {
        use Action as A;
        if matches!(action, A::Digit(_)) && self.typed {
            return false;
        }
        match self.context {
            Context::Welcome => matches!(action, A::Nothing | A::Digit(_) | A::Accept),
            Context::Today | Context::Due => matches!(action, A::Digit(_) | A::Yes | A::No | A::Fever),
            Context::CheckIn => matches!(action, A::Digit(_) | A::No | A::Fever | A::Accept),
            Context::Asked | Context::ManualRun => matches!(action, A::Digit(_) | A::No | A::Skip),
            Context::RunSummary | Context::Summary | Context::Tested | Context::TestEntry => {
                matches!(action, A::Digit(_) | A::Accept)
            }
            Context::Signs | Context::Player | Context::Run => matches!(action, A::Digit(_)),
            Context::PlanSetup => matches!(action, A::Digit(_) | A::Yes | A::No | A::Accept),
            Context::Sure => matches!(action, A::Yes),
            Context::Told => matches!(action, A::Close),
            Context::Locked => matches!(action, A::Yes | A::No | A::Cleared | A::Mistake | A::Anyway),
            _ => false,
        }
    }

    /// True if an action saves something, which text that came in one piece must not do.
    const fn keeps(self, action: Action) -> bool {
        use {Action as A, Context as C};
        match action {
            A::Digit(_) => !self.typed,
            A::Accept => !matches!(self.context, C::Progress | C::Settings | C::Leaving | C::Preview),
            A::Nothing
            | A::Yes
            | A::No
            | A::Cleared
            | A::Mistake
            | A::Anyway
            | A::Fever
            | A::Undo
            | A::Skip
            | A::MoveRun
            | A::Repeat
            | A::EndPlan
            | A::Retire
            | A::Remove
            | A::Discard
            | A::LogDone
            | A::Home => true,
            _ => self.answers(action),
        }
    }
}

impl AppView<'_> {
    /// Returns the action of a key in the current context, if any.
    pub fn action_of(self, press: Press) -> Option<Action> {
        let (context, Press { key, place, .. }) = (self.context(), press);
        let at_its_place =
            || self.stage.keymap().action(context, key.at(place.filter(|_| key.is_foreign())?));
        self.stage.keymap().action(context, key).or_else(at_its_place)
    }

    pub(super) fn shown_question(self) -> Option<Shown> {
        Some(match self.screen() {
            Screen::Welcome => Shown::Welcome,
            Screen::Told { sign, .. } => Shown::Told(sign.id),
            Screen::PlanSetup(setup) => match &setup.step {
                PlanSetupStep::Found(found) => Shown::Plan(found.choice.plan.id.clone()),
                _ => self.shown_ask()?,
            },
            Screen::Locked => Shown::Locked {
                signs: self.core.locks().into_iter().map(|(sign, _)| sign).collect(),
                asked_twice: self.stage.asked_twice,
            },
            Screen::Today | Screen::CheckIn => match self.stage.checking.question() {
                Some(question) => Shown::Check { question, answered: self.stage.checking.steps() },
                None => Shown::Asked { ask: self.choice()?.clone(), answered: 0 },
            },
            // Whatever else asks does so by a dialog.
            _ => self.shown_ask()?,
        })
    }

    /// Returns the question of the dialog that is shown, and how many came before it.
    fn shown_ask(self) -> Option<Shown> {
        let answered = match self.screen() {
            Screen::Side(dialog) => dialog.steps().len(),
            Screen::Asked(question) => question.dialog.steps().len(),
            Screen::RunSummary(ran) => ran.dialog.steps().len(),
            Screen::ManualRun(run) => run.dialog.steps().len(),
            Screen::PlanSetup(setup) => setup.dialog.steps().len(),
            // Each of these asks a question only once.
            _ => 0,
        };
        Some(Shown::Asked { ask: self.ask()?, answered })
    }
}

impl Update<'_> {
    /// Does what a key asks for; a letter of another script counts by its place, if that is known.
    pub(super) fn press(&mut self, press: Press) {
        if let Some(action) = self.view().action_of(press) {
            return self.obey(action, By::Key(press));
        }
        let key = press.key;
        self.stage.touch(self.now.mono);
        // What does nothing is a part of what it came with all the same.
        let guard = &mut self.stage.guard;
        guard.burst = guard.burst.max(press.in_a_burst.then_some(self.now.mono));
        if key.is_foreign() && !press.in_a_burst && !guard.told_layout {
            guard.told_layout = true;
            self.notify(&Notice::OtherKeyboard);
        }
    }

    /// True if an action is not an answer.
    pub(super) fn refuses(&mut self, action: Action, by: By) -> bool {
        let context = self.view().context();
        let forms = [Context::Weights, Context::Minutes, Context::Entry, Context::Shoes];
        let typed = self.view().ask().is_some_and(|ask| ask.kind().is_typed()) || forms.contains(&context);
        let asked = Asked { context, typed };
        let speed = self.core.speed;
        self.stage.guard.refuses(asked, action, by, self.now.mono, speed)
    }

    /// Records what is asked now, and what brought it if that was a key or a click.
    pub(super) fn note_question(&mut self, by: Option<By>) {
        let shown = self.view().shown_question();
        if shown != self.stage.guard.shown {
            // After the last question there is nothing to guard.
            let asks = shown.is_some();
            self.stage.guard.came = asks.then_some(self.now.mono);
            self.stage.guard.brought = by.filter(|_| asks).map(|by| (by.same(), self.now.mono));
            self.stage.guard.shown = shown;
        }
    }
}
