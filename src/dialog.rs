//! A dialog: questions one after another, and the records that each answer writes.
//!
//! Start with [`Dialog`]. Its [`Rules`] decide the questions, the records of an answer and what follows: one type for
//! each topic, such as [`review::RunReview`]. All questions, and how each is answered, are in one place, [`Ask`]. Two
//! drivers answer: keys on a screen ([`Dialog::press`]), and lines of text with flags given in advance ([`run()`]).
//! Existing values are edited in a [`form::Form`]: several rows at once, which take the same keys. Nothing here draws,
//! prints or waits.

pub mod agree;
mod ask;
pub mod by_hand;
pub mod check_in;
pub mod cleared;
pub mod entry;
pub mod first_start;
pub mod form;
mod kind;
mod line;
pub mod plan_setup;
pub mod readiness;
pub mod review;
mod run;
pub mod shoes;
pub mod signs;
pub mod sore_now;
#[cfg(test)]
mod tests;
pub mod todays_choice;
pub mod weights;

pub use ask::{Ask, KnownRun, Length, ThePlans, WhichSigns};
pub use kind::{Answer, Hundredths, Kind, Press, Pressed, RunDays};
pub use line::{Line, Typed};
pub use run::{Given, Refused, run};

pub use crate::day::occasions::Occasions;

use crate::day::Core;
use crate::day::writing::Batch;
use crate::history::Write;
use crate::record::Body;
use crate::session::Now;

/// Questions that follow from one another, and the answers given so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dialog<R> {
    /// What is asked and written.
    pub rules: R,
    steps: Vec<Step>,
    /// What is typed or chosen and not answered yet.
    draft: Option<u32>,
    /// What is asked now; `None` if all was answered. It is looked for once after each answer: what the end wrote makes
    /// nothing due again.
    asked: Option<Ask>,
    /// What is asked because the runner came by, though it is not due.
    raised: Vec<Ask>,
}

/// A question that was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The question.
    pub ask: Ask,
    /// The answer.
    pub answer: Answer,
    /// The questions that it led to.
    then: Vec<Ask>,
    /// It was asked because the runner came by.
    raised: bool,
    /// What it wrote; `None` if nothing.
    batch: Option<Batch>,
}

/// The outcome of an answer.
#[derive(Debug, Default)]
pub struct Taken {
    /// What is written.
    pub writes: Vec<Write>,
    /// The questions that follow, before all that is due.
    pub then: Vec<Ask>,
    /// What warning signs are asked about with it beside those that follow from what is written, and where.
    pub occasions: Occasions,
    /// The warning signs that it says are not there.
    pub denied: Vec<&'static str>,
}

/// The questions of a topic.
pub trait Rules {
    /// Returns what is asked after these steps, the first of them now; none if all was asked.
    ///
    /// What was answered must not be due again, or the dialog never ends.
    fn due(&self, steps: &[Step], core: &Core, now: Now) -> Vec<Ask>;

    /// Returns what comes of an answer. The history is read as it stands before it.
    fn take(&self, ask: &Ask, answer: Answer, steps: &[Step], core: &Core, now: Now) -> Taken;

    /// Returns the records to write when all was answered.
    fn end(&mut self, _steps: &[Step], _core: &Core, _now: Now) -> Vec<Write> {
        Vec::new()
    }

    /// Returns what is not asked, or not yet, and may be said in advance all the same.
    fn extra(&self, _steps: &[Step]) -> Vec<Ask> {
        Vec::new()
    }

    /// True if what was answered stays said if the rest is not: a warning sign does, and what is asked of an entry
    /// that is there already, once the runner leaves.
    fn stays_said(&self, _why: &Refused) -> bool {
        false
    }

    /// True if something keeps the whole topic from being answered, such as a warning sign.
    fn is_locked(&self, _core: &Core) -> bool {
        false
    }
}

impl<R: Rules> Dialog<R> {
    /// Begins a dialog.
    pub fn new(rules: R, core: &Core, now: Now) -> Self {
        let mut dialog = Self { rules, steps: Vec::new(), draft: None, asked: None, raised: Vec::new() };
        dialog.look(core, now);
        dialog
    }

    /// Looks for the current question: the first again.
    pub fn look(&mut self, core: &Core, now: Now) {
        self.asked = self.coming(core, now).into_iter().next();
    }

    /// Returns the current question.
    pub const fn asked(&self) -> Option<&Ask> {
        self.asked.as_ref()
    }

    /// Returns what is asked now and then, as far as it is known: what follows an answer, what was raised, what is due.
    pub fn coming(&self, core: &Core, now: Now) -> Vec<Ask> {
        let mut coming = self.following();
        for ask in self.raised.iter().cloned().chain(self.rules.due(&self.steps, core, now)) {
            if !coming.contains(&ask) {
                coming.push(ask);
            }
        }
        coming
    }

    /// Returns what follows the answers that were given.
    fn following(&self) -> Vec<Ask> {
        let mut following: Vec<Ask> = Vec::new();
        for step in &self.steps {
            following.retain(|ask| *ask != step.ask);
            following.splice(0..0, step.then.iter().cloned());
        }
        following
    }

    /// Asks a question though it is not due.
    pub fn raise(&mut self, ask: Ask, core: &Core, now: Now) {
        self.raised.push(ask);
        self.look(core, now);
    }

    /// Asks such questions no longer, whether they were raised or followed an answer.
    pub fn let_go(&mut self, which: impl Fn(&Ask) -> bool, core: &Core, now: Now) {
        self.raised.retain(|raised| !which(raised));
        for step in &mut self.steps {
            step.then.retain(|then| !which(then));
        }
        (self.draft, self.asked) = (None, None);
        self.look(core, now);
    }

    /// True if there is another question to go to: what follows an answer comes before all others.
    pub fn can_move(&self, core: &Core, now: Now) -> bool {
        self.following().is_empty() && self.raised.is_empty() && self.coming(core, now).len() > 1
    }

    /// Goes to the question before or after; the one that is left stays due.
    pub fn go(&mut self, on: bool, core: &Core, now: Now) {
        if !self.can_move(core, now) {
            return;
        }
        let coming = self.coming(core, now);
        let at = coming.iter().position(|ask| Some(ask) == self.asked.as_ref()).unwrap_or_default();
        let to = if on { (at + 1).min(coming.len() - 1) } else { at.saturating_sub(1) };
        (self.draft, self.asked) = (None, coming.into_iter().nth(to));
    }

    /// Takes the answer to a question that is not asked now.
    pub fn answer_to(&mut self, ask: Ask, answer: Answer, core: &mut Core, now: Now) -> Occasions {
        self.asked = Some(ask);
        self.answer(answer, core, now)
    }

    /// Takes in what was written because of the last answer, so that going back takes it back too.
    pub fn also_wrote(&mut self, entries: Batch) {
        if let Some(last) = self.steps.last_mut() {
            last.batch.get_or_insert_default().extend(entries);
        }
    }

    /// Returns the questions that were answered.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Returns the entries that the last answer wrote or changed, and what stood there before.
    pub fn wrote(&self) -> &[(String, Option<Body>)] {
        self.steps.last().and_then(|step| step.batch.as_ref()).map(Batch::entries).unwrap_or_default()
    }

    /// Returns what is typed or chosen and not answered yet.
    pub const fn draft(&self) -> Option<u32> {
        self.draft
    }

    /// Takes a key; returns the outcome.
    pub fn press(&mut self, press: Press, core: &mut Core, now: Now) -> Reply {
        let Some(ask) = &self.asked else { return Reply::Ignored };
        match ask.kind().press(press, self.draft) {
            Pressed::Answer(answer) if answer != Answer::Open || ask.may_stay_open() => {
                Reply::Answered(self.answer(answer, core, now))
            }
            Pressed::Draft(draft) => {
                self.draft = draft;
                Reply::Drafted
            }
            Pressed::Answer(_) | Pressed::Nothing => Reply::Ignored,
        }
    }

    /// Takes the answer to what is asked now; returns what warning signs are asked about with it.
    pub fn answer(&mut self, answer: Answer, core: &mut Core, now: Now) -> Occasions {
        let Some(ask) = self.asked.take() else { return Vec::new() };
        self.draft = None;
        let taken = self.rules.take(&ask, answer, &self.steps, core, now);
        let Taken { writes, then, mut occasions, denied } = taken;
        occasions.extend(writes.iter().flat_map(|write| core.occasions(write, now)));
        let batch = core.keep(writes, now);
        if !denied.is_empty() {
            core.deny(denied, now);
        }
        let raised = self.raised.iter().position(|raised| *raised == ask);
        let raised = raised.map(|at| self.raised.remove(at)).is_some();
        self.steps.push(Step { ask, answer, then, raised, batch });
        self.look(core, now);
        if self.asked.is_none() {
            let end = self.rules.end(&self.steps, core, now);
            occasions.extend(end.iter().flat_map(|write| core.occasions(write, now)));
            if let (Some(end), Some(last)) = (core.keep(end, now), self.steps.last_mut()) {
                last.batch.get_or_insert_default().extend(end);
            }
        }
        occasions
    }

    /// Takes another answer to the question that was answered last.
    pub fn answer_again(&mut self, answer: Answer, core: &mut Core, now: Now) -> Occasions {
        let Some(step) = self.steps.pop() else { return self.answer(answer, core, now) };
        self.asked = Some(step.ask);
        let occasions = self.answer(answer, core, now);
        if let (Some(last), Some(before)) = (self.steps.last_mut(), step.batch) {
            last.batch.get_or_insert_default().comes_after(before);
        }
        occasions
    }

    /// Goes back to the question before: what its answer wrote is as it was. `false` at the first one.
    pub fn back(&mut self, core: &mut Core, now: Now) -> bool {
        let Some(step) = self.steps.pop() else { return false };
        self.draft = None;
        if let Some(batch) = step.batch {
            core.undo(batch, now);
        }
        if step.raised {
            self.raised.push(step.ask.clone());
        }
        // What was answered out of turn is not asked.
        self.asked = Some(step.ask).filter(|ask| self.coming(core, now).contains(ask));
        if self.asked.is_none() {
            self.look(core, now);
        }
        true
    }
}

/// The result of a key.
#[derive(Debug, PartialEq)]
pub enum Reply {
    /// It answered; the warning signs that are asked about with it.
    Answered(Occasions),
    /// It changed what is typed or chosen.
    Drafted,
    /// It does not belong to this question.
    Ignored,
}
