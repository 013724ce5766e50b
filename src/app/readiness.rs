//! The tests of readiness: the result after each set, and the page that sums them up.
//!
//! After a set of a test the player waits in a segment of its own, until the result is entered or skipped. Each result
//! is a record at once, the same as from `runup log test`; its pain is the next revision.

use std::collections::BTreeMap;

use super::{AppView, Effect, Exit, Screen, Stage, Update};
use crate::app::keymap::Action;
use crate::dialog::readiness::{BornRules, TestRules};
use crate::dialog::{Ask, Dialog, Hundredths, Reply};
use crate::plan::diary::TestFact;
use crate::plan::readiness::{self, Row, Standing};
use crate::plans::TestKind;
use crate::player::{Command, Event, EventKind, SetEnded};
use crate::record::{Body, Test};
use crate::routine::NeedKind;
use crate::session::{Now, Session};
use crate::symptoms::limits;
use crate::symptoms::{PainScore, Side};
use crate::timeline::SegmentKind;
use crate::timeline::gate::measured_by;
use crate::word::Word as _;
use crate::words::notice::Notice;

/// A result that is being entered.
#[derive(Debug, Clone, PartialEq)]
pub struct TestEntry {
    /// The questions about it.
    pub dialog: Dialog<TestRules>,
    /// The set that it is about.
    ended: SetEnded,
    /// The saved result, by its place among the results.
    kept: Option<usize>,
}

/// The results of a session.
#[derive(Debug, Clone, Default)]
pub(super) struct Readiness {
    /// The result being entered.
    now: Option<TestEntry>,
    /// The set that ended last.
    ended: Option<SetEnded>,
    /// The results, each with its record's id if saved.
    noted: Vec<(Option<String>, Test)>,
    /// What was left out of the session for what they showed.
    without: Option<String>,
    /// Where the plan stood before the session.
    before: Option<Standing>,
}

/// The results of the tests.
#[derive(Debug, Clone, PartialEq)]
pub struct Tested {
    /// The tests of the day.
    pub rows: Vec<Row>,
    /// How old the runner is, if that is known.
    pub age: Option<i16>,
    /// What it means, in a sentence or two.
    pub meaning: String,
    /// What was left out for what they showed, in a line.
    pub without: Option<String>,
    /// Whether it is in the history: not at another speed.
    pub kept: bool,
    /// The year of birth, if it is asked for.
    pub born: Option<Dialog<BornRules>>,
    /// Whether it was undone.
    pub taken_back: bool,
    /// The records.
    records: Vec<(String, Test)>,
    /// Where the plan stood before.
    before: Option<Standing>,
    noted: Vec<TestFact>,
}

impl TestEntry {
    /// Returns the result shown: the counted, typed or saved one.
    pub fn value(&self) -> Option<f64> {
        let TestEntry { dialog, .. } = self;
        let said = dialog.rules.said(dialog.steps()).map(|test| test.value);
        let shown = || dialog.asked()?.kind().result(dialog.draft()).map(Hundredths::value);
        said.or_else(shown)
    }

    /// True if pain is asked next: the result is saved.
    pub fn asks_pain(&self) -> bool {
        matches!(self.dialog.asked(), Some(Ask::TestPain { .. }))
    }

    /// Returns how much it hurt, as the arrows stand.
    pub fn pain(&self) -> Option<PainScore> {
        self.dialog.draft().filter(|_| self.asks_pain()).and_then(|n| PainScore::new(u8::try_from(n).ok()?))
    }
}

impl Tested {
    /// Returns the year of birth as typed so far, while it is asked for.
    pub fn year(&self) -> Option<u32> {
        let born = self.born.as_ref().filter(|born| born.asked().is_some());
        born.map(|born| born.draft().unwrap_or(0))
    }
}

impl Stage {
    /// Returns the result that is being entered.
    pub fn noting(&self) -> Option<&TestEntry> {
        self.readiness.now.as_ref()
    }

    /// True if a result was entered in this session.
    pub(super) fn has_noted(&self) -> bool {
        !self.readiness.noted.is_empty()
    }

    /// True if the session counts: not at another speed.
    fn plays_true(&self) -> bool {
        self.session.as_ref().is_some_and(Session::is_true)
    }
}

impl AppView<'_> {
    /// What entry criteria may ask for: what the log says, and what this session has shown on both sides.
    fn results_so_far(self, now: Now) -> BTreeMap<NeedKind, u32> {
        let mut results =
            self.core.history.situation(self.core.history.soreness(now.at.date()), now.at.date()).results;
        for kind in TestKind::ALL {
            let on = |side| {
                let test = self.stage.readiness.noted.iter().rev().map(|(_, test)| test);
                test.clone().find(|test| test.test == kind.id() && test.side == Some(side))
            };
            if let (Some(need), Some(left), Some(right)) =
                (measured_by(kind), on(Side::Left), on(Side::Right))
            {
                let hurts = left.pain.max(right.pain).is_some_and(|pain| pain.value() > limits::RAISES_PAIN);
                results.insert(need, if hurts { 0 } else { left.value.min(right.value) as u32 });
            }
        }
        results
    }
}

impl Update<'_> {
    /// Records what happened in the session: a set that ended, and that its result is asked for.
    pub(super) fn note_tests(&mut self, event: &Event) {
        match &event.kind {
            EventKind::SetEnded(ended) => self.stage.readiness.ended = Some(*ended),
            EventKind::Entered { segment } => {
                self.stage.readiness.now = None;
                let Some(session) = &self.stage.session else { return };
                let timeline = session.player().timeline();
                let segment = &timeline.segments[*segment];
                if segment.kind == SegmentKind::GetReady {
                    let tests = timeline.steps.iter().any(|step| step.test.is_some());
                    let before = if tests { self.core.tests_standing(self.now) } else { None };
                    self.stage.readiness = Readiness { before, ..Readiness::default() };
                    return;
                }
                let ended = self.stage.readiness.ended.filter(|ended| ended.unit == segment.unit);
                let asked = timeline.step_of(segment).test.zip(segment.unit.side).zip(ended);
                let Some(((kind, side), ended)) = asked.filter(|_| segment.kind == SegmentKind::Ask) else {
                    return;
                };
                let counted = ended.reps.filter(|_| kind != TestKind::KneeToWall).map(f64::from);
                let counted = counted.map(Hundredths::of);
                let rules = TestRules { kind, side, counted, kept: self.stage.plays_true() };
                let dialog = Dialog::new(rules, self.core, self.now);
                self.stage.readiness.now = Some(TestEntry { dialog, ended, kept: None });
            }
            _ => {}
        }
    }

    /// What keys do while a result is entered.
    pub(super) fn on_noting(&mut self, action: Action) {
        match action {
            Action::Quit => self.stage.leaving = true,
            Action::Close => self.leave_noting(),
            _ => {
                let Some(mut noting) = self.stage.readiness.now.take() else { return };
                if let Reply::Answered(_) = self.say_to(&mut noting.dialog, action) {
                    return self.note_answer(noting);
                }
                self.stage.readiness.now = Some(noting);
            }
        }
    }

    /// Takes in an answer: a result, then its pain.
    fn note_answer(&mut self, noting: TestEntry) {
        let dialog = &noting.dialog;
        let Some(test) = dialog.rules.said(dialog.steps()) else { return };
        let noted = &mut self.stage.readiness.noted;
        if let Some((_, kept)) = noting.kept.and_then(|at| noted.get_mut(at)) {
            *kept = test;
            return self.leave_noting();
        }
        let (id, reps) = (dialog.wrote().first().map(|(id, _)| id.clone()), test.value as u32);
        noted.push((id, test));
        if dialog.asked().is_none() {
            return self.leave_noting();
        }
        let kept = Some(noted.len() - 1);
        self.recount(noting.ended, reps);
        self.stage.readiness.now = Some(TestEntry { kept, ..noting });
    }

    /// Puts the number of a set right, in the session and in its journal.
    fn recount(&mut self, ended: SetEnded, reps: u32) {
        let ended = SetEnded { reps: Some(reps), ..ended };
        if let Some(session) = &mut self.stage.session {
            session.recount(&ended);
        }
        self.journal(&Event { at: self.now.mono, kind: EventKind::SetEnded(ended) });
    }

    /// Goes on behind a test: what asks for more than was shown is left out.
    fn leave_noting(&mut self) {
        self.stage.readiness.now = None;
        let results = self.view().results_so_far(self.now);
        let raises =
            self.stage.readiness.noted.iter().filter(|(_, test)| test.test == TestKind::HeelRaises.id());
        let hurt = raises.filter_map(|(_, test)| test.pain).any(|pain| pain.value() > limits::RAISES_PAIN);
        let Some(session) = &mut self.stage.session else { return };
        let (next, without) = session.pass_over(&results, hurt);
        if let Some(without) = without {
            let line = self.stage.words().adaptation(&without);
            self.tell_for_a_while(line.clone());
            self.stage.readiness.without = Some(line);
        }
        self.command(Command::Pass(next));
    }

    /// Shows the results of the tests; `false` if there are none.
    pub(super) fn finish_tests(&mut self, session: &Session) -> bool {
        let Readiness { noted, before, without, .. } = std::mem::take(&mut self.stage.readiness);
        if noted.is_empty() {
            return false;
        }
        let worst = noted.iter().map(|(_, test)| test).max_by_key(|test| test.pain).cloned();
        let raises = noted.iter().any(|(_, test)| test.test == TestKind::HeelRaises.id());
        let profile = self.core.history.log().profile();
        let kept = session.is_true();
        let asks = kept && raises && profile.born.is_none() && !profile.born_unsaid;
        let facts = noted.iter().filter_map(|(_, test)| fact(test)).collect();
        let records = noted.into_iter().filter_map(|(id, test)| Some((id?, test))).collect();
        let mut tested = Tested {
            rows: Vec::new(),
            age: None,
            meaning: String::new(),
            without,
            kept,
            born: asks.then(|| Dialog::new(BornRules, self.core, self.now)),
            taken_back: false,
            records,
            before,
            noted: facts,
        };
        self.put_together(&mut tested);
        self.show(Screen::Tested(Box::new(tested)));
        // They are asked once, at the end of all of them.
        if let Some(worst) = worst.filter(|_| kept) {
            let occasions = self.core.occasions_between(None, &Body::Test(worst), self.now);
            self.ask_of(occasions);
        }
        true
    }

    /// Puts the page together as the log stands now.
    fn put_together(&self, tested: &mut Tested) {
        let today = self.now.at.date();
        let diary = self.core.history.diary(today);
        tested.age = diary.profile.born.map(|born| today.year().saturating_sub(born));
        // Results entered earlier today count too.
        let facts = diary.on(today).map(|facts| facts.tests.clone()).unwrap_or_default();
        let facts = if tested.kept { facts } else { tested.noted.clone() };
        tested.rows = readiness::rows(&facts, tested.age);
        let after = self.core.tests_standing(self.now);
        let before = tested.before.as_ref().filter(|_| tested.kept);
        tested.meaning = match (tested.kept, tested.taken_back) {
            (false, _) => self.stage.words().notice(&Notice::OtherSpeed),
            (true, true) => self.stage.words().notice(&Notice::TestsUndone),
            (true, false) => {
                let meaning = readiness::meaning(&tested.rows, tested.age, before, after.as_ref());
                let said = self.stage.words.test_meaning(meaning, today);
                let goes_on = before.is_some() && after.is_none();
                let next = self
                    .core
                    .history
                    .recommend(self.now.at.date())
                    .filter(|_| goes_on)
                    .map(|next| self.stage.words.reason(&next.reason));
                next.map_or(said.clone(), |next| format!("{said} {next}"))
            }
        };
    }

    /// What keys do on the page of results.
    pub(super) fn on_tested(&mut self, tested: &mut Tested, action: Action) {
        if let Some(born) =
            tested.born.as_mut().filter(|born| born.asked().is_some() && action != Action::Quit)
        {
            let reply = self.say_to(born, action);
            if reply == Reply::Ignored && action == Action::Accept {
                self.notify(&Notice::NoYear);
            }
            return self.put_together(tested);
        }
        match action {
            Action::Quit => return self.out.push(Effect::Quit(Exit::Done)),
            Action::Accept if self.stage.one_shot => return self.out.push(Effect::Quit(Exit::Done)),
            Action::Accept => return self.show(Screen::Today),
            Action::Undo if tested.kept => {
                tested.taken_back = !tested.taken_back;
                for (id, test) in &tested.records {
                    let body = if tested.taken_back { Body::Removed } else { Body::Test(test.clone()) };
                    self.revise(id, body);
                }
            }
            _ => return,
        }
        self.put_together(tested);
    }
}

fn fact(test: &Test) -> Option<TestFact> {
    let kind = TestKind::of_word(&test.test)?;
    Some(TestFact { kind, side: test.side, value: test.value, pain: test.pain.map(PainScore::value) })
}
