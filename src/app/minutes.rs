//! The available minutes, or the time to leave, entered before a routine starts.
//!
//! One or two digits are minutes from now, get-ready and the last words counted; four are a time of day. At each digit
//! the routine is fitted as it would be played.

use std::time::Duration;

use jiff::SignedDuration;
use jiff::civil::Time;

use super::{Screen, Start, Update};
use crate::app::keymap::Action;
use crate::day::Core;
use crate::day::Offer;
use crate::day::fitted::Unplayable;
use crate::dialog::{Line, Typed};
use crate::record::At;
use crate::routine::Id;
use crate::session::{Now, Refusal, Within};
use crate::time::{self, ceil_seconds};
use crate::words::Words;
use crate::words::notice::{Leave, Notice};

/// Digits of a time of day.
const MOST: usize = 4;

/// The time that is being named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Minutes {
    /// The routine's id.
    pub routine: Id,
    /// The routine's name.
    pub name: String,
    /// The digits so far.
    pub line: Line,
    /// The outcome.
    pub fits: Fits,
}

/// The result of the time that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fits {
    /// It starts so.
    Yes {
        /// How long it takes, from the key to the door.
        length: Duration,
        /// What goes or changes, one per line.
        changes: Vec<String>,
        /// When one is out, as a clock shows it.
        out: String,
    },
    /// It does not, and why.
    No(String),
}

/// What was typed.
enum Named {
    /// All of the routine.
    All,
    Leave(At),
    /// What is missing or wrong.
    Wrong(Leave),
}

impl Update<'_> {
    /// Opens the screen on which the minutes are named for what Enter starts.
    pub(super) fn open_minutes(&mut self) {
        let today = self.view().today(self.now);
        let chosen = today.day.chosen().cloned();
        let id = match (chosen.filter(|_| self.stage.thing > 0), today.offer) {
            (Some(id), _) | (None, Offer::Routine { id }) => id,
            (None, Offer::Locked) => return self.open(Screen::Locked),
            (None, Offer::Run) => {
                return self.notify(&Notice::Leave(Leave::RunIsWhole));
            }
            (None, Offer::Resume { .. }) => {
                return self.notify(&Notice::Leave(Leave::KeepsIts));
            }
        };
        let Ok(routine) = self.core.history.library().routine(&id) else { return };
        if self.core.history.is_locked(&routine) {
            return self.open(Screen::Locked);
        }
        let mut minutes = Minutes {
            routine: id,
            name: routine.name,
            line: Line::new("", MOST),
            fits: Fits::No(String::new()),
        };
        self.core.name(self.stage.words(), &mut minutes, self.now);
        self.open(Screen::Minutes(minutes));
    }

    pub(super) fn on_minutes(&mut self, minutes: &mut Minutes, action: Action) {
        let Some(press) = action.press() else { return };
        match minutes.line.press(press) {
            Typed::Goes => {}
            Typed::Ends => {
                // The seconds that were spent on reading are gone.
                self.core.name(self.stage.words(), minutes, self.now);
                if let Fits::Yes { .. } = minutes.fits {
                    let budget = match self.core.meant(&minutes.line.text, self.now) {
                        Named::Leave(at) => Some(Within::Leave(at)),
                        Named::All | Named::Wrong(_) => None,
                    };
                    let start = Start { routine: Some(minutes.routine.clone()), budget, ..Start::default() };
                    return self.begin(start);
                }
            }
            Typed::Left => return self.close(),
        }
        self.core.name(self.stage.words(), minutes, self.now);
    }
}

impl Core {
    /// Works out what comes of what was typed.
    fn name(&self, words: &dyn Words, minutes: &mut Minutes, now: Now) {
        minutes.fits = match self.meant(&minutes.line.text, now) {
            Named::Wrong(why) => Fits::No(words.notice(&Notice::Leave(why))),
            Named::All => self.fits(words, &minutes.routine, None, now),
            Named::Leave(at) => self.fits(words, &minutes.routine, Some(at), now),
        };
    }

    /// Says what a routine becomes with a time to leave, or as it is.
    fn fits(&self, words: &dyn Words, id: &Id, leave: Option<At>, now: Now) -> Fits {
        let routine = match self.history.library().routine(id) {
            Ok(routine) => routine,
            Err(error) => return Fits::No(error.to_string()),
        };
        match self.fitted(routine, leave.map(Within::Leave), now) {
            Ok(session) => {
                let length = session.player().timeline().whole();
                let out = now.at.plus(SignedDuration::try_from(length).unwrap_or_default());
                Fits::Yes { length, changes: words.adaptations(session.changes()), out: out.clock() }
            }
            Err(Unplayable::Refused(Refusal::TooLate { least, extra, out, .. })) => {
                let least = ceil_seconds(least + extra).div_ceil(60);
                Fits::No(words.notice(&Notice::Leave(Leave::TakesLonger { least, out })))
            }
            Err(refusal) => Fits::No(words.unplayable(&refusal)),
        }
    }

    fn meant(&self, typed: &str, now: Now) -> Named {
        let number: u32 = typed.parse().unwrap_or_default();
        let zone = || self.wall.clone().unwrap_or_else(|| now.at.zone());
        match typed.len() {
            0..=2 if number == 0 => Named::All,
            0..=2 => {
                let moment = now.at.plus(SignedDuration::from_mins(number.into())).moment;
                Named::Leave(At::new(moment, &zone()))
            }
            3 => Named::Wrong(Leave::FourDigits),
            _ => {
                let time = Time::new((number / 100) as i8, (number % 100) as i8, 0, 0);
                let Ok(time) = time else {
                    return Named::Wrong(Leave::NoSuchTime);
                };
                match time::coming(time, now.at.moment, &zone()) {
                    Some(moment) => Named::Leave(At::new(moment, &zone())),
                    None => Named::Wrong(Leave::IsPast(time)),
                }
            }
        }
    }
}
