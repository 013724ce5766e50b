//! A run that was done without the program: how long it was, in the fewest keys, and which run it was.
//!
//! If the plan has a run today, one key says that it was done as asked. The questions that follow are those after a
//! played run, on the same screen.

use super::{RunSummary, Screen, Update};
use crate::app::keymap::Action;
use crate::dialog::by_hand::ByHand;
use crate::dialog::review::RunReview;
use crate::dialog::{Ask, Dialog, Reply, Rules};
use crate::record::{Body, CrossTraining, Sport};
use crate::words::done::Done;

/// A run that is being said.
#[derive(Debug, Clone, PartialEq)]
pub struct ManualRun {
    /// The questions about it.
    pub dialog: Dialog<ByHand>,
    /// It was another sport, of which only the minutes are said.
    pub sport: Option<Sport>,
}

impl ManualRun {
    /// Returns the question which run it was, if that is asked now: its length is said.
    pub fn which(&self) -> Option<&Ask> {
        self.dialog.asked().filter(|ask| !matches!(ask, Ask::Length(_)))
    }
}

impl Update<'_> {
    /// Opens the screen on which a run is said; not while a warning sign is open.
    pub(super) fn open_manual_run(&mut self) {
        let rules = ByHand::new(self.core, self.now);
        if rules.is_locked(self.core) {
            self.open(Screen::Locked);
        } else {
            self.open(Screen::ManualRun(ManualRun {
                dialog: Dialog::new(rules, self.core, self.now),
                sport: None,
            }));
        }
    }

    pub(super) fn on_manual_run(&mut self, outing: &mut ManualRun, action: Action) {
        let ManualRun { dialog, sport } = outing;
        match action {
            Action::Sport if dialog.asked().is_some_and(|ask| matches!(ask, Ask::Length(_))) => {
                *sport = next_sport(*sport);
            }
            Action::Accept if sport.is_some() => self.keep_sport(*sport, dialog.draft()),
            Action::Wear => {
                let rules = &mut dialog.rules;
                rules.shoe = self.core.pair_after(rules.shoe.as_deref(), self.now.at.date(), self.now);
            }
            Action::Close | Action::Less if dialog.back(self.core, self.now) => {}
            Action::Close => self.close(),
            _ => {
                let reply = self.say_to(dialog, action);
                if matches!(reply, Reply::Answered(_)) && dialog.asked().is_none() {
                    self.review_outing(dialog);
                }
            }
        }
    }

    /// Keeps another sport, once its minutes are typed.
    fn keep_sport(&mut self, sport: Option<Sport>, typed: Option<u32>) {
        let (Some(sport), Some(minutes)) = (sport, typed.filter(|minutes| *minutes > 0)) else { return };
        let date = self.now.at.date();
        let minutes = f64::from(minutes);
        let done = CrossTraining { date, sport, minutes, effort: None, worst: None, note: None };
        let id = self.save(Body::CrossTraining(done));
        self.stage.checking.note_run(Done::OtherSport(sport), id);
        self.tell_what_was_done(&Done::OtherSport(sport));
        self.close();
    }

    /// Says what became of a run just saved, and asks the questions that follow any run.
    fn review_outing(&mut self, dialog: &Dialog<ByHand>) {
        let Some((id, before)) = dialog.wrote().first().cloned() else { return self.close() };
        let Some(Body::Run(run)) = self.core.history.log().get(&id).map(|record| record.body.clone()) else {
            return self.close();
        };
        let told = dialog.rules.told.clone();
        if let Some(joined) = told.joined {
            self.stage.tell(self.stage.words.joined(&joined));
        }
        let first = told.walks_first;
        let done = Done::Outing { walk: told.walk, total: told.total };
        self.stage.checking.note_change(done, id.clone(), before);
        let region = run.site.map(|site| site.region);
        let review = RunReview { record: id, run, region, needs_score: false, kept: true };
        let ran = RunSummary::of(review, first, self.core, self.now);
        self.show(Screen::RunSummary(RunSummary { beside: told.beside, ..ran }));
    }
}

/// Returns what comes after a sport: each of them, then the run again.
fn next_sport(sport: Option<Sport>) -> Option<Sport> {
    let next = sport.map_or(0, |sport| sport as usize + 1);
    Sport::ALL.get(next).copied()
}
