//! The check-in: what is asked, one question at a time, each answered by one key.
//!
//! The same question stands on Today as a line and on the screen in full, so an answer counts in both
//! places. Every answer is a record at once; leaving at any point loses nothing. Which questions there
//! are is for `plan::asks`; here is what follows an answer, and what is written of it.

mod felt;
mod order;
mod side;
mod undo;

use std::rc::Rc;

use jiff::civil::Date;

use super::screen::WELCOME_REGIONS;
use super::{AppView, Screen, Stage, Then, Update};
use crate::app::keymap::Action;
use crate::plan::asks::Ask;
use crate::plan::changes;
use crate::record::lock::Lock;
use crate::record::{Away, Body, CheckIn, Moment, PlanAction, PlanEvent, Recall, Sore};
use crate::session::Now;
use crate::symptoms::limits;
use crate::symptoms::signs::{self, Occasion};
use crate::symptoms::{Region, Score, Site};
use crate::time::days_before;
use undo::{Said, Standing};

/// What is asked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckQuestion {
    /// What is due, or a morning that is told once more.
    Due(Ask),
    /// Where it is sore, when nothing is due and the runner came by.
    Where,
    /// On which side a place that was named is sore.
    Side,
    /// Whether it limps or stabs.
    Gait,
    /// How long it was stiff.
    Stiff,
}

/// An answer that was given in this opening of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What it was about.
    pub label: String,
    /// What was said.
    pub value: String,
    /// The score, where it was one.
    pub score: Option<Score>,
}

/// How far the check-in of this opening has come.
#[derive(Debug, Default)]
pub struct Checking {
    /// What is due, the oldest first.
    due: Rc<[Ask]>,
    /// Which of the questions is asked; the first again after each answer.
    at: usize,
    /// What follows the last answer; it is asked first.
    follow: Vec<CheckQuestion>,
    /// Questions to which there is no answer yet, as a fever that stays.
    open: Vec<Ask>,
    /// What was said.
    answered: Vec<Answered>,
    /// The score that the arrows stand on.
    chosen: Option<Score>,
    /// The check-in that answers about gait and stiffness belong to.
    last: Option<(String, CheckIn)>,
    /// What can be taken back, the last at the end.
    said: Vec<Said>,
    /// How it stood before the answer that is taken now.
    before: Standing,
}

impl CheckQuestion {
    /// Returns the question.
    pub fn words(self, today: Date) -> String {
        match self {
            Self::Due(ask) => ask.words(today),
            Self::Where => "Sore anywhere?".into(),
            Self::Side => "Left, right or both?".into(),
            Self::Gait => "Limping, or a sharp stab?".into(),
            Self::Stiff => "How long was it stiff?".into(),
        }
    }

    /// Returns it in few words, for a line.
    pub fn short(self, today: Date) -> String {
        match self {
            Self::Due(Ask::Away { days }) => format!("{days} days since the last word"),
            Self::Due(Ask::Fever) => "Since when without fever?".into(),
            Self::Due(ask) => match ask.site() {
                Some(site) => format!("{}, {site}?", ask.label(today)),
                None => ask.words(today),
            },
            Self::Where | Self::Side | Self::Gait | Self::Stiff => self.words(today),
        }
    }

    /// Returns the answers by their digits; none where it is a scale, or a place.
    pub const fn answers(self) -> &'static [(char, &'static str)] {
        match self {
            Self::Due(Ask::Away { .. }) => &[('1', "busy"), ('2', "ill"), ('3', "sore"), ('4', "away")],
            Self::Due(Ask::Fever) => {
                &[('0', "today"), ('1', "yesterday"), ('2', "two days or more"), ('f', "still feverish")]
            }
            Self::Side => &[('1', "left"), ('2', "right"), ('3', "both")],
            Self::Gait => &[('1', "neither"), ('2', "limping"), ('3', "a sharp stab"), ('4', "both")],
            Self::Stiff => &[
                ('0', "not at all"),
                ('1', "10 min"),
                ('2', "20 min"),
                ('3', "half an hour or less"),
                ('4', "longer"),
            ],
            Self::Due(Ask::Felt { .. }) => &[('1', "easy"), ('2', "steady"), ('3', "hard")],
            Self::Due(Ask::Anything { .. } | Ask::Later { .. } | Ask::Morning { .. }) | Self::Where => &[],
        }
    }

    /// Tells whether a place answers it, or that nothing is sore.
    pub const fn asks_where(self) -> bool {
        matches!(self, Self::Due(Ask::Anything { .. }) | Self::Where)
    }

    /// Returns the site that a score is asked for.
    pub const fn scale(self) -> Option<Site> {
        match self {
            Self::Due(ask) => ask.site(),
            Self::Where | Self::Side | Self::Gait | Self::Stiff => None,
        }
    }
}

impl Checking {
    /// Returns what is asked now.
    pub fn question(&self) -> Option<CheckQuestion> {
        self.asked().nth(self.at).or_else(|| self.asked().next())
    }

    /// Returns what else is asked, as far as that is known.
    pub fn coming(&self) -> impl Iterator<Item = CheckQuestion> {
        let now = self.question();
        self.asked().filter(move |question| Some(*question) != now)
    }

    /// All questions: what follows the last answer, then what is due.
    fn asked(&self) -> impl Iterator<Item = CheckQuestion> {
        let due = self.due.iter().filter(|ask| !self.open.contains(ask)).copied().map(CheckQuestion::Due);
        self.follow.iter().copied().chain(due)
    }

    /// Returns what was said in this opening.
    pub fn answered(&self) -> &[Answered] {
        &self.answered
    }

    /// Returns the score that the arrows stand on.
    pub const fn chosen(&self) -> Option<Score> {
        self.chosen
    }

    /// Returns the site that this is about: what is asked, else what was said last.
    pub fn site(&self) -> Option<Site> {
        let last =
            || self.last.as_ref().and_then(|(_, check_in)| check_in.sore.first()).map(|sore| sore.site);
        self.question().and_then(CheckQuestion::scale).or_else(last)
    }

    /// Tells whether digits answer on Today too. Places do not: their numbers stand on the screen only.
    pub(super) fn takes_digits(&self) -> bool {
        self.question().is_some_and(|question| !question.asks_where())
    }

    /// Lets what is due be looked for again.
    pub(super) fn forget_due(&mut self) {
        self.due = Rc::default();
    }

    fn say(&mut self, label: String, value: impl Into<String>, score: Option<Score>) {
        self.at = 0;
        self.answered.push(Answered { label, value: value.into(), score });
    }
}

impl Stage {
    /// Returns the check-in.
    pub const fn checking(&self) -> &Checking {
        &self.checking
    }
}

impl Update<'_> {
    /// Opens the check-in; where nothing is due it asks whether anything is sore.
    pub(super) fn open_check_in(&mut self) {
        if self.stage.checking.question().is_none() {
            self.stage.checking.follow.push(CheckQuestion::Where);
        }
        self.open(Screen::CheckIn);
    }

    fn leave_check_in(&mut self) {
        (self.stage.checking.chosen, self.stage.checking.at) = (None, 0);
        self.stage.checking.follow.retain(|question| *question != CheckQuestion::Where);
        self.close();
    }
}

impl<'a> AppView<'a> {
    /// Returns what the answers mean for today, the score that the arrows stand on taken in.
    pub fn meaning(self, now: Now) -> Option<String> {
        let said = self.stage.checking.chosen.zip(self.stage.checking.question());
        let tried = said.and_then(|(score, question)| {
            let CheckQuestion::Due(ask) = question else { return None };
            let body = Body::CheckIn(check_in(ask, Some(score), now.at.date())?);
            self.core.history.supposing([body], now.at).recommend(now.at.date())
        });
        if tried.is_none() && self.stage.checking.answered.is_empty() {
            return None;
        }
        let said = tried.or_else(|| self.core.history.recommend(now.at.date()));
        let reason = said.map(|said| said.reason.clone());
        Some(reason.unwrap_or_else(|| self.today(now).why))
    }
}

impl Update<'_> {
    /// Looks for what is due, where the day or the history is another than before.
    pub(super) fn look_for_asks(&mut self) {
        let today = self.now.at.date();
        if !matches!(self.view().screen(), Screen::Today | Screen::CheckIn) {
            return;
        }
        let due = self.core.history.questions(today);
        if Rc::ptr_eq(&due, &self.stage.checking.due) {
            return;
        }
        (self.stage.checking.due, self.stage.checking.at) = (due, 0);
        self.look_for_choice();
    }

    pub(super) fn on_check_in(&mut self, action: Action) {
        let asked = self.stage.checking.question();
        self.stage.checking.remember();
        match action {
            Action::Close => self.leave_check_in(),
            Action::Accept => match (asked, self.stage.checking.chosen) {
                (Some(CheckQuestion::Due(ask)), Some(score)) => self.say_score(ask, score),
                _ => self.leave_check_in(),
            },
            Action::Undo => self.take_back(),
            Action::Up | Action::Down => self.stage.checking.go(action == Action::Down),
            Action::More | Action::Less => self.step(action == Action::More),
            _ => self.answer_check_in(action),
        }
    }

    /// One up or down the scale; right after a 9, where no scale is asked, it becomes a 10.
    fn step(&mut self, up: bool) {
        let Some(question) = self.stage.checking.question() else { return };
        if question.scale().is_some() {
            let at = self.stage.checking.chosen.map(Score::value);
            let to = match (at, up) {
                (None, _) => 0,
                (Some(n), true) => (n + 1).min(10),
                (Some(n), false) => n.saturating_sub(1),
            };
            self.stage.checking.chosen = Score::new(to);
        } else if up
            && question == CheckQuestion::Gait
            && let Some((id, mut check_in)) = self.stage.checking.last.clone()
            && let Some(sore) = check_in.sore.first_mut().filter(|sore| sore.score == Score::new(9))
        {
            sore.score = Score::new(10);
            let shown = self.stage.checking.answered.last().map(|a| a.label.clone()).unwrap_or_default();
            self.stage.checking.answered.pop();
            self.stage.checking.say(shown, "10", Score::new(10));
            self.say_more(&id, check_in, "10 in place of 9");
        }
    }

    /// Takes an answer, on Today or on the screen; tells whether it was one.
    pub(super) fn answer_check_in(&mut self, action: Action) {
        let Some(question) = self.stage.checking.question() else { return };
        let today = self.now.at.date();
        self.stage.checking.remember();
        match (question, action) {
            (CheckQuestion::Due(Ask::Anything { run }), Action::No) => {
                let date = run.tomorrow().unwrap_or(today);
                self.say_nothing(Moment::Morning, date);
            }
            (CheckQuestion::Where, Action::No) => self.say_nothing(Moment::Sites, today),
            (CheckQuestion::Due(Ask::Anything { run }), Action::Digit(n @ 1..=5)) => {
                self.say_place(n, run.tomorrow().unwrap_or(today));
            }
            (CheckQuestion::Where, Action::Digit(n @ 1..=5)) => self.say_place(n, today),
            (CheckQuestion::Due(Ask::Away { .. }), Action::Digit(n @ 1..=4)) => {
                self.say_away(n);
            }
            (CheckQuestion::Due(Ask::Felt { date }), Action::Digit(n @ 1..=3)) => {
                self.say_felt(date, n);
            }
            (CheckQuestion::Due(Ask::Fever), Action::Digit(n @ 0..=2)) => {
                self.say_well(n);
            }
            (CheckQuestion::Due(ask @ Ask::Fever), Action::Fever) => {
                self.stage.checking.open.push(ask);
                self.stage.checking.say(ask.label(today), "not yet", None);
                self.after_answer();
            }
            (CheckQuestion::Due(ask), Action::Digit(n)) if ask.site().is_some() => {
                if let Some(score) = Score::new(n) {
                    self.say_score(ask, score);
                }
            }
            (CheckQuestion::Side, Action::Digit(n @ 1..=3)) => self.say_side(n),
            (CheckQuestion::Gait, Action::Digit(n @ 1..=4)) => self.say_gait(n),
            (CheckQuestion::Stiff, Action::Digit(n @ 0..=4)) => self.say_stiff(n),
            _ => {}
        }
    }

    fn say_nothing(&mut self, moment: Moment, date: Date) {
        let label = self.stage.checking.question().map_or_else(String::new, |question| match question {
            CheckQuestion::Due(ask) => ask.label(self.now.at.date()),
            _ => "Sore".into(),
        });
        let body = CheckIn {
            moment,
            date,
            sore: Vec::new(),
            stiff_minutes: None,
            limp: false,
            sharp: false,
            recall: recall(date, self.now),
        };
        let id = self.save(Body::CheckIn(body));
        self.stage.checking.say(label, "nothing", None);
        self.stage.checking.follow.clear();
        self.said("nothing is sore", vec![(id, None)]);
        self.after_answer();
    }

    /// A place that is sore; how sore it is follows.
    fn say_place(&mut self, n: u8, date: Date) {
        let region = WELCOME_REGIONS[usize::from(n) - 1];
        let site = Site { region, side: None };
        let new = self.core.is_new(site, self.now);
        let body = CheckIn {
            moment: Moment::Sites,
            date,
            sore: vec![Sore { site, score: None }],
            stiff_minutes: None,
            limp: false,
            sharp: false,
            recall: recall(date, self.now),
        };
        let id = self.save(Body::CheckIn(body.clone()));
        self.stage.checking.say("Sore".into(), site.to_string(), None);
        self.stage.checking.follow.clear();
        self.said(&site.to_string(), vec![(id.clone(), None)]);
        self.look_for_asks();
        if new && region != Region::Elsewhere {
            self.stage.checking.last = Some((id, body));
            self.stage.checking.follow.push(CheckQuestion::Side);
        } else {
            self.ask_how_sore(&[site]);
        }
        let named = Occasion::Site { region, new };
        self.ask_signs(named, Some(site), Then::Below);
    }

    fn say_score(&mut self, ask: Ask, score: Score) {
        let today = self.now.at.date();
        let (Some(body), Some(site)) = (check_in(ask, Some(score), today), ask.site()) else { return };
        let morning = body.moment == Moment::Morning;
        let id = self.save(Body::CheckIn(body.clone()));
        self.stage.checking.last = Some((id.clone(), body));
        self.stage.checking.chosen = None;
        self.stage.checking.follow.clear();
        self.stage.checking.follow.extend((score >= limits::PAIN_ASKED).then_some(CheckQuestion::Gait));
        self.stage
            .checking
            .follow
            .extend((morning && score.value() >= limits::MORNING_ASKS_STIFF).then_some(CheckQuestion::Stiff));
        self.stage.checking.say(ask.label(today), score.to_string(), Some(score));
        let words = format!("{}, {score}", ask.label(today));
        self.said(&words, vec![(id, None)]);
        if score >= limits::PAIN_ASKED {
            self.ask_signs(Occasion::Pain { region: site.region, score }, Some(site), Then::Below);
        }
        self.after_answer();
    }

    fn say_gait(&mut self, n: u8) {
        let Some((id, mut check_in)) = self.stage.checking.last.clone() else { return };
        let (limp, sharp) = (n == 2 || n == 4, n >= 3);
        (check_in.limp, check_in.sharp) = (limp, sharp);
        let site = check_in.sore.first().map(|sore| sore.site);
        let answer = CheckQuestion::Gait.answers()[usize::from(n) - 1].1;
        self.stage.checking.say("Limp or stab".into(), answer, None);
        self.stage.checking.follow.retain(|question| *question != CheckQuestion::Gait);
        self.say_more(&id, check_in, answer);
        for (said, occasion) in [(limp, Occasion::Limp), (sharp, Occasion::Sharp)] {
            if said {
                self.ask_signs(occasion, site, Then::Below);
            }
        }
        self.after_answer();
    }

    fn say_stiff(&mut self, n: u8) {
        let Some((id, mut check_in)) = self.stage.checking.last.clone() else { return };
        check_in.stiff_minutes = Some(limits::STIFF_ANSWERS[usize::from(n)]);
        let answer = CheckQuestion::Stiff.answers()[usize::from(n)].1;
        self.stage.checking.say("Stiff".into(), answer, None);
        self.stage.checking.follow.retain(|question| *question != CheckQuestion::Stiff);
        self.say_more(&id, check_in, &format!("stiff, {answer}"));
        self.after_answer();
    }

    /// Writes more into the check-in of the last score.
    fn say_more(&mut self, id: &str, more: CheckIn, words: &str) {
        let before = self.stage.checking.last.take().map(|(_, before)| Body::CheckIn(before));
        self.revise(id, Body::CheckIn(more.clone()));
        self.stage.checking.last = Some((id.to_owned(), more));
        self.said(words, vec![(id.to_owned(), before)]);
    }

    /// Why nothing was heard for a week or more.
    fn say_away(&mut self, n: u8) {
        let (date, Some(plan)) = (self.now.at.date(), self.core.history.log().plan().cloned()) else {
            return;
        };
        let why = [Away::Busy, Away::Ill, Away::Sore, Away::Travel][usize::from(n) - 1];
        let asked = CheckQuestion::Due(Ask::Away { days: 0 });
        let answer = asked.answers()[usize::from(n) - 1].1;
        let action = PlanAction::Back { date, why, well_since: None };
        let id = self.save(Body::Plan(PlanEvent { plan, action }));
        self.stage.checking.say("Without a word".into(), answer, None);
        self.said(&format!("{answer} until today"), vec![(id, None)]);
        if why == Away::Sore {
            self.stage.checking.follow.push(CheckQuestion::Where);
            self.open(Screen::CheckIn);
        }
        self.after_answer();
    }

    /// Since when there is no fever, so many days ago.
    fn say_well(&mut self, ago: u8) {
        let ill =
            |action: &PlanAction| matches!(action, PlanAction::Back { why: Away::Ill, well_since: None, .. });
        let events = self.core.history.log().plan_events();
        let Some(open) = events.iter().rfind(|entry| ill(&entry.body.action)) else { return };
        let (id, before) = (open.record.id.clone(), open.body.clone());
        let since = Some(days_before(self.now.at.date(), ago));
        let mut after = before.clone();
        if let PlanAction::Back { well_since, .. } = &mut after.action {
            *well_since = since;
        }
        self.revise(&id, Body::Plan(after));
        let answer = CheckQuestion::Due(Ask::Fever).answers()[usize::from(ago)].1;
        self.stage.checking.say("Without fever".into(), answer, None);
        let words = format!("without fever since {answer}");
        self.said(&words, vec![(id, Some(Body::Plan(before)))]);
        self.after_answer();
    }

    /// Notes what was written, with the warning signs that show in it now and that nobody has said.
    pub(super) fn said(&mut self, words: &str, mut entries: Vec<(String, Option<Body>)>) {
        let from = self.core.unsaved().len();
        self.say_shown_signs();
        let signs = self.core.unsaved()[from..].iter().filter(|record| matches!(record.body, Body::Flag(_)));
        entries.extend(signs.map(|record| (record.id.clone(), None)));
        self.stage.checking.note(words.to_owned(), entries);
    }

    /// Says the warning signs that the history shows and that nobody has said.
    pub(super) fn say_shown_signs(&mut self) {
        let plan = self.core.history.plan();
        for shown in changes::unsaid_signs(plan.as_deref(), self.core.history.log(), self.now.at.date()) {
            if let Some(sign) = signs::sign(shown.sign) {
                self.say_sign(sign);
            }
        }
    }

    /// What follows an answer: the next question, or on Today in a line what it means.
    fn after_answer(&mut self) {
        self.look_for_asks();
        let done = self.stage.checking.question().is_none();
        if done && *self.view().screen() == Screen::Today && self.core.lock() == Lock::Open {
            let undo = self.stage.keymap.key_for(super::Context::Today, Action::Undo);
            let undo = undo.map(|key| format!(" {key} takes it back.")).unwrap_or_default();
            if let Some(meaning) = self.view().meaning(self.now) {
                // What Today says already is not said twice.
                let told =
                    if meaning == self.view().today(self.now).why { "Noted." } else { meaning.as_str() };
                self.tell_for_a_while(format!("{told}{undo}"));
            }
        }
    }
}

/// Returns the check-in that answers a question about a site.
fn check_in(ask: Ask, score: Option<Score>, today: Date) -> Option<CheckIn> {
    let (moment, date, site) = match ask {
        Ask::Later { date, site } => (Moment::Later, date, site),
        Ask::Morning { date, site } => (Moment::Morning, date, site),
        Ask::Away { .. } | Ask::Fever | Ask::Felt { .. } | Ask::Anything { .. } => return None,
    };
    let recall = if date == today { Recall::Now } else { Recall::Memory };
    Some(CheckIn {
        moment,
        date,
        sore: vec![Sore { site, score }],
        stiff_minutes: None,
        limp: false,
        sharp: false,
        recall,
    })
}

/// What is not about today was answered from memory.
fn recall(date: Date, now: Now) -> Recall {
    if date == now.at.date() { Recall::Now } else { Recall::Memory }
}
