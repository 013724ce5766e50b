//! A run that was done without the program: how long it was, in the fewest keys.
//!
//! Where the plan has a run today, one key says that it was done as asked. What is asked then is
//! what is asked after a run that was played, on the same screen.

use std::time::Duration;

use super::{Ran, Screen, Update};
use crate::app::keymap::Action;
use crate::phrase;
use crate::plan::arrival;
use crate::plan::beside::{Again, NIGHT, beside};
use crate::plan::changes;
use crate::plan::logged::{self, Written};
use crate::plan::recommend::Prescription;
use crate::record::lock::Lock;
use crate::record::{self, Body};
use crate::time::{from_minutes, minutes_to_hundredth};

/// No run is said to be longer, in minutes.
const MOST: u32 = 999;
/// From this share on it was all of it: nobody stops the clock to the second.
const WHOLE: f64 = 0.98;

/// A run that is being said.
#[derive(Debug, Clone, PartialEq)]
pub struct Outing {
    /// The run or walk that the plan has for today.
    pub asked: Option<Prescription>,
    /// The minutes typed so far; 0 while there are none.
    pub minutes: u32,
    /// The pair of shoes, by its id.
    pub shoe: Option<String>,
}

impl Outing {
    /// Returns how long it was; `None` while that is not said.
    pub fn length(&self) -> Option<Duration> {
        match (self.minutes, &self.asked) {
            (0, asked) => asked.as_ref().map(Prescription::length),
            (minutes, _) => Some(from_minutes(minutes.into())),
        }
    }

    /// Returns whether a walk is said.
    pub fn is_walk(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.workout.is_walk())
    }
}

impl Update<'_> {
    /// Opens the screen on which a run is said; not while a warning sign is open.
    pub(super) fn open_outing(&mut self) {
        if matches!(self.core.lock(), Lock::Open | Lock::Unread) {
            let shoe = self.core.usual_pair(self.now.at.date(), self.now);
            self.open(Screen::Outing(Outing { asked: self.core.run_due(self.now), minutes: 0, shoe }));
        } else {
            self.open(Screen::Locked);
        }
    }

    pub(super) fn on_outing(&mut self, outing: &mut Outing, action: Action) {
        let minutes = match action {
            Action::Digit(n) => outing.minutes * 10 + u32::from(n),
            Action::Less => outing.minutes / 10,
            Action::Accept => return self.keep_outing(outing),
            Action::Wear => {
                outing.shoe = self.core.pair_after(outing.shoe.as_deref(), self.now.at.date(), self.now);
                return;
            }
            Action::Close => return self.close(),
            _ => return,
        };
        if minutes <= MOST {
            outing.minutes = minutes;
        }
    }

    fn keep_outing(&mut self, outing: &Outing) {
        let Some(total) = outing.length() else { return };
        let date = self.now.at.date();
        let walk = outing.is_walk();
        let whole = (outing.minutes == 0).then_some(1.0);
        let written = Written { total, run: None, completed: whole.filter(|_| !walk), walk };
        let answered = logged::answered(&written, outing.asked.as_ref());
        let planned = outing.asked.as_ref().map(|asked| {
            let did = if walk { total } else { answered.run.unwrap_or(total) };
            let of = if walk { asked.workout.total() } else { asked.workout.run() };
            did.as_secs_f64() / of.as_secs_f64().max(1.0)
        });
        let share = planned.map(|share| if share >= WHOLE { 1.0 } else { (share * 100.0).round() / 100.0 });
        let site = logged::sore_sites(&self.core.history.diary(date), date).first().copied();
        let run = record::Run {
            run_minutes: answered.run.map(minutes_to_hundredth),
            assumed: !walk && answered.run.is_some(),
            prescription: answered.record,
            site,
            completed: whole.or(share),
            shoe: outing.shoe.clone(),
            ..record::Run::new(date, minutes_to_hundredth(total))
        };
        let first = changes::walks_first(&self.core.history.diary(date), date).is_some();
        let of_watch = arrival::of_watch(self.core.history.log(), &run);
        let beside = self.core.history.plan().and_then(|plan| {
            let without =
                of_watch.as_ref().map(|(id, _)| arrival::diary_without(self.core.history.log(), id));
            let why = beside(&plan, without.as_ref().unwrap_or(&self.core.history.diary(date)), date, walk)?;
            let night = self.now.at.hour() < NIGHT;
            Some(Again { walk, total, date, today: date, night, of_watch: false }.words(why))
        });
        let others = self.core.history.log().runs().iter().any(|entry| entry.body.date == date);
        let mut before = None;
        let (id, run) = if let Some((id, measured)) = of_watch {
            // What the watch recorded is this run: one entry, with what it measured.
            let one = arrival::joined(&measured, &run);
            let differences = arrival::differences(&run, measured.run_minutes, &one);
            before = self.core.history.log().get(&id).map(|record| record.body.clone());
            self.revise(&id, Body::Run(one.clone()));
            self.stage
                .tell(format!("This is the run that your watch recorded, so it is one entry.{differences}"));
            (id, one)
        } else {
            if others {
                self.stage
                    .tell("You already have a run today. If this is the same one: runup log same".to_owned());
            }
            (self.save(Body::Run(run.clone())), run)
        };
        let what = if walk { "the walk" } else { "the run" };
        let words = format!("{what} of {}", phrase::minutes(total));
        self.stage.checking.note_change(words, id.clone(), before);
        let ran = Ran::of(id, run, site.map(|site| site.region), true).after_sign(first);
        self.show(Screen::Ran(Ran { beside, ..ran }));
    }
}
