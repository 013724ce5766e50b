//! What a key comes to while a plan is started: an answer, a part of it, a choice, or back.

use jiff::civil::Date;

use super::ask::{self, PlanSetupQuestion, Said};
use super::{Offered, PlanSetup, PlanSetupStep, own_days};
use crate::app::keymap::Action;
use crate::plan::beginning::new_site;
use crate::plans::Day;
use crate::symptoms::Site;

/// No run is said to be longer, in minutes.
const MOST: u32 = 999;

/// What a key came to.
pub(super) enum Turn {
    /// Nothing.
    Nothing,
    /// What is shown is another.
    Shown,
    /// An answer was given.
    Said,
    /// What is to be shown follows from what was said.
    Back,
    /// It is left.
    Leave,
}

impl PlanSetup {
    /// Takes a key that needs nothing but what is shown.
    pub(super) fn press(&mut self, action: Action) -> Turn {
        if action == Action::Quit {
            return Turn::Leave;
        }
        let turn = match &mut self.step {
            PlanSetupStep::Ask(question) => {
                let question = *question;
                self.answer(question, action)
            }
            PlanSetupStep::Days(found, days) => match action {
                Action::Digit(n @ 1..=7) => {
                    let day = Day::ALL[usize::from(n) - 1];
                    match days.iter().position(|known| *known == day) {
                        Some(at) => drop(days.remove(at)),
                        None => days.push(day),
                    }
                    days.sort_unstable();
                    Turn::Shown
                }
                Action::Accept | Action::RunDays if Self::is_fine(&found.plan, days) => {
                    self.days = Some(days.clone()).filter(|days| *days != own_days(&found.plan));
                    Turn::Back
                }
                _ => Turn::Nothing,
            },
            PlanSetupStep::Found(found) if action == Action::RunDays => {
                let days = found.days.clone();
                self.step = PlanSetupStep::Days(found.clone(), days);
                Turn::Shown
            }
            PlanSetupStep::Others(plans, chosen) => match action {
                Action::Up | Action::Down | Action::Choose(_) => {
                    let to = match action {
                        Action::Up => chosen.saturating_sub(1),
                        Action::Choose(row) => row.into(),
                        _ => *chosen + 1,
                    };
                    *chosen = to.min(plans.len().saturating_sub(1));
                    Turn::Shown
                }
                Action::Accept if *chosen < plans.len() => {
                    let offered = plans[*chosen].clone();
                    self.pick(&offered);
                    Turn::Back
                }
                _ => Turn::Nothing,
            },
            PlanSetupStep::Replace(..) if action == Action::No => return self.back(),
            PlanSetupStep::Found(_)
            | PlanSetupStep::Without(_)
            | PlanSetupStep::Locked(_)
            | PlanSetupStep::Replace(..) => Turn::Nothing,
        };
        match (turn, action) {
            (Turn::Nothing, Action::Close) => self.back(),
            (Turn::Nothing, Action::Less) if self.can_go_back() => self.back(),
            (turn, _) => turn,
        }
    }

    /// Takes a key as the answer to a question, or as a part of it.
    fn answer(&mut self, question: PlanSetupQuestion, action: Action) -> Turn {
        let key = match (question, action) {
            (_, Action::Digit(n)) if question.takes_minutes() => {
                self.typed =
                    Some(self.typed * 10 + u32::from(n)).filter(|n| *n <= MOST).unwrap_or(self.typed);
                return Turn::Shown;
            }
            (_, Action::Less) if self.typed > 0 => {
                self.typed /= 10;
                return Turn::Shown;
            }
            (PlanSetupQuestion::Usual, Action::Accept) if self.typed > 0 => {
                return self.say(Said::Usual(self.typed));
            }
            (PlanSetupQuestion::Longest, Action::Accept) => {
                let typed = Some(self.typed).filter(|typed| *typed > 0);
                return self.say(Said::Longest(typed));
            }
            (_, Action::Digit(n @ 0..=9)) => char::from(b'0' + n),
            (_, Action::Yes) => 'y',
            (_, Action::No) => 'n',
            _ => return Turn::Nothing,
        };
        ask::answer(question, key, &self.known).map_or(Turn::Nothing, |said| self.say(said))
    }

    fn say(&mut self, said: Said) -> Turn {
        self.said.push(said);
        self.typed = 0;
        Turn::Said
    }

    /// Returns a place that was named just now and is new, once its side is said.
    pub(super) fn named(&self, date: Date) -> Option<Site> {
        let open = matches!(ask::first(&self.known, &self.said, date), Some(PlanSetupQuestion::Side(_)));
        let about = matches!(self.said.last(), Some(Said::Sore(_) | Said::Side(..)));
        let (answers, _) = ask::answers(&self.known, &self.said, date);
        new_site(answers.sore, &self.known).filter(|_| about && !open)
    }

    /// Goes back: from a choice to the plan, from a plan or a question to the question before.
    fn back(&mut self) -> Turn {
        self.typed = 0;
        match self.step {
            PlanSetupStep::Locked(_) => return Turn::Leave,
            PlanSetupStep::Days(..) | PlanSetupStep::Others(..) | PlanSetupStep::Replace(..) => {
                return Turn::Back;
            }
            PlanSetupStep::Ask(_) | PlanSetupStep::Found(_) | PlanSetupStep::Without(_) => {}
        }
        self.days = None;
        match self.picked {
            Some((_, before)) if self.said.len() <= before => self.picked = None,
            _ if self.said.pop().is_none() => return Turn::Leave,
            _ => {}
        }
        Turn::Back
    }

    /// Takes a plan from the list; the one that fits is no choice by hand.
    fn pick(&mut self, offered: &Offered) {
        self.days = None;
        if let Some((_, before)) = self.picked {
            self.said.truncate(before);
        }
        self.picked = (!offered.fits).then(|| (offered.id.clone(), self.said.len()));
    }
}
