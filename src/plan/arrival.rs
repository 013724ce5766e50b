//! Runs that come from a watch: which of them are known already, which of the plan's runs they answer, and what is a jump.
//!
//! An [`Arrival`] is what the history gets to know of an activity. [`fate`] tells whether it is new: nothing is counted
//! twice, whichever file it comes from, and a run that was written down by hand is the same run. Pure: who reads files
//! and who writes records is for the command.

use std::time::Duration;

use jiff::civil::Date;

use super::diary::Diary;
use super::logged::{Answered, Written};
use super::state::State;
use crate::plans::{Plan, Workout, guard};
use crate::record::{Body, Log, Record, Recording, Run, Surface};
use crate::symptoms::limits;

/// Minutes that a run may differ from what was written down by hand, and still be it.
const NEAR_MINUTES: f64 = 10.0;
/// Share of the longer of the two by which it may, too. Both are convention.
const NEAR_SHARE: f64 = 0.5;

/// A run or walk as a watch recorded it.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// When, and what else was measured.
    pub recording: Recording,
    /// It was a walk.
    pub walk: bool,
    /// Whether it was a walk is told by its speed alone.
    pub guessed: bool,
    /// The time it took, pauses taken away.
    pub total: Duration,
    /// The time of running in it; `None` where nothing tells.
    pub run: Option<Duration>,
    /// Kilometres.
    pub distance_km: Option<f64>,
    /// What it was on.
    pub surface: Option<Surface>,
    /// The file it comes from.
    pub file: String,
}

/// What becomes of an arrival.
#[derive(Debug, Clone, PartialEq)]
pub enum Fate {
    /// It is a run that nobody has written down.
    New,
    /// It is one that is known, of which it knows more.
    Adds {
        /// The entry.
        id: String,
        /// What the entry says then.
        run: Box<Run>,
        /// What was added, in words.
        what: Vec<&'static str>,
    },
    /// It is one that is known, and knows no more.
    Known,
    /// It was known, and the runner took it out.
    TakenOut {
        /// The entry.
        id: String,
    },
}

impl Arrival {
    /// Returns the day, by the calendar of where it was.
    pub fn date(&self) -> Date {
        self.recording.started.date()
    }

    /// Returns it as what is said of a run.
    pub const fn written(&self) -> Written {
        Written { total: self.total, run: self.run, completed: None, walk: self.walk }
    }

    /// Makes the record of it.
    pub fn to_run(&self, answered: &Answered) -> Run {
        Run {
            run_minutes: answered.run.map(minutes),
            distance_km: self.distance_km,
            prescription: answered.record.clone(),
            surface: self.surface,
            imported: Some(self.file.clone()),
            recorded: Some(self.recording),
            ..Run::new(self.date(), minutes(self.total))
        }
    }

    /// Tells whether a run that was written down by hand may be this one; returns by how many minutes they differ.
    fn by_hand(&self, run: &Run) -> Option<f64> {
        let kind = self.guessed || (run.run_minutes == Some(0.0)) == self.walk;
        let (own, theirs) = (minutes(self.total), run.minutes);
        let off = (own - theirs).abs();
        let near = off <= NEAR_MINUTES.max(NEAR_SHARE * own.max(theirs));
        (run.date == self.date() && run.recorded.is_none() && kind && near).then_some(off)
    }

    /// Returns a run with what this knows more; what the runner said stays.
    fn added_to(&self, run: &Run) -> (Run, Vec<&'static str>) {
        let mut more = run.clone();
        let mut what = Vec::new();
        let recorded = *more.recorded.get_or_insert(self.recording);
        let known = run.recorded;
        // What was measured takes the place of what was assumed.
        if let Some(measured) =
            self.run.map(minutes).filter(|_| known.is_none() && !self.walk && run.is_assumed())
        {
            let whole = run.completed.is_some() && {
                let mut again = run.clone();
                again.measure();
                again.completed == run.completed
            };
            let measured = measured.min(run.minutes);
            if more.run_minutes.replace(measured) != Some(measured) {
                what.push("time run");
            }
            more.assumed = false;
            if whole {
                more.measure();
            }
        }
        more.told |= known.is_none();
        let mut add = |there: bool, comes: bool, word| {
            if !there && comes {
                what.push(word);
            }
        };
        add(run.distance_km.is_some(), self.distance_km.is_some(), "distance");
        add(known.is_some_and(|r| r.cadence.is_some()), self.recording.cadence.is_some(), "cadence");
        add(known.is_some_and(|r| r.heart_rate.is_some()), self.recording.heart_rate.is_some(), "heart rate");
        add(known.is_some(), true, "time of day");
        more.distance_km = run.distance_km.or(self.distance_km);
        more.recorded = Some(Recording {
            cadence: recorded.cadence.or(self.recording.cadence),
            heart_rate: recorded.heart_rate.or(self.recording.heart_rate),
            ..recorded
        });
        more.surface = run.surface.or(self.surface);
        more.imported = run.imported.clone().or_else(|| Some(self.file.clone()));
        (more, what)
    }
}

/// Tells what becomes of an arrival. The first that fits:
///
/// 1. A run that was recorded at the same time is the same one.
/// 2. So is one that was taken out, which stays out.
/// 3. A run or walk that was written down by hand for that day, or played, is the same one where it is about as long:
///    within ten minutes or half of the longer. Of several the nearest.
/// 4. Else it is new.
pub fn fate(log: &Log, records: &[Record], arrival: &Arrival) -> Fate {
    let recording = &arrival.recording;
    let same = |run: &Run| run.recorded.is_some_and(|known| known.is_same(recording));
    let runs = log.runs();
    if let Some(known) = runs.iter().find(|entry| same(entry.body)) {
        return adds(&known.record.id, known.body, arrival);
    }
    let gone = records
        .iter()
        .find(|record| matches!(&record.body, Body::Run(run) if same(run)) && log.get(&record.id).is_none());
    if let Some(gone) = gone {
        return Fate::TakenOut { id: gone.id.clone() };
    }
    let by_hand = runs.iter().filter_map(|entry| Some((arrival.by_hand(entry.body)?, entry)));
    match by_hand.min_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((_, entry)) => adds(&entry.record.id, entry.body, arrival),
        None => Fate::New,
    }
}

fn adds(id: &str, run: &Run, arrival: &Arrival) -> Fate {
    let (more, what) = arrival.added_to(run);
    if what.is_empty() { Fate::Known } else { Fate::Adds { id: id.to_owned(), run: Box::new(more), what } }
}

/// Finds the run of a watch that a run is which is written down now: of that day, nothing said about it yet, and about as
/// long, as in [`fate`]. Of several the nearest.
pub fn of_watch(log: &Log, said: &Run) -> Option<(String, Run)> {
    let walk = |run: &Run| run.run_minutes == Some(0.0);
    let off = |run: &Run| (run.minutes - said.minutes).abs();
    let near = |run: &Run| off(run) <= NEAR_MINUTES.max(NEAR_SHARE * run.minutes.max(said.minutes));
    let fits = |run: &Run| run.is_of_watch() && run.date == said.date && walk(run) == walk(said) && near(run);
    let runs = log.runs();
    let found = runs.iter().filter(|entry| fits(entry.body));
    let nearest = found.min_by(|a, b| off(a.body).total_cmp(&off(b.body)))?;
    Some((nearest.record.id.clone(), joined(nearest.body, said)))
}

/// Makes one run of two entries that are the same one: what was said, and for the rest what was measured.
pub fn joined(measured: &Run, said: &Run) -> Run {
    let own = !said.is_assumed();
    let run_minutes = if own { said.run_minutes } else { measured.run_minutes };
    let (limp, sharp) = (said.limp || measured.limp, said.sharp || measured.sharp);
    let mut one = Run {
        date: said.date,
        minutes: said.minutes,
        run_minutes: run_minutes.map(|run| run.min(said.minutes)),
        assumed: measured.assumed && !own,
        distance_km: said.distance_km.or(measured.distance_km),
        prescription: measured.prescription.clone().or_else(|| said.prescription.clone()),
        site: said.site.or(measured.site),
        before: said.before.or(measured.before),
        during: said.during.or(measured.during),
        after: said.after.or(measured.after),
        effort: said.effort.or(measured.effort),
        completed: said.completed.or(measured.completed),
        cut_short: said.cut_short.or(measured.cut_short),
        limp,
        sharp,
        walked_home: said.walked_home || measured.walked_home,
        hills: said.hills || measured.hills,
        surface: said.surface.or(measured.surface),
        shoe: said.shoe.clone().or_else(|| measured.shoe.clone()),
        note: said.note.clone().or_else(|| measured.note.clone()),
        imported: measured.imported.clone().or_else(|| said.imported.clone()),
        recorded: measured.recorded.or(said.recorded),
        told: true,
    };
    if !own && one.completed.is_some() {
        one.measure();
    }
    one
}

/// Puts arrivals of one day in the order in which they look for what they are: those that are most like a run that was
/// written down first, then those that are most like what the plan has.
pub fn sort_day(day: &mut [Arrival], log: &Log, asked: Option<Duration>) {
    let runs = log.runs();
    let hand = |arrival: &Arrival| {
        let off = runs.iter().filter_map(|entry| arrival.by_hand(entry.body));
        off.min_by(f64::total_cmp).unwrap_or(f64::INFINITY)
    };
    let planned =
        |arrival: &Arrival| asked.map_or(0.0, |asked| (minutes(arrival.total) - minutes(asked)).abs());
    day.sort_by(|a, b| {
        let by_hand = hand(a).total_cmp(&hand(b));
        by_hand.then(planned(a).total_cmp(&planned(b))).then(a.recording.started.cmp(&b.recording.started))
    });
}

/// How a run compares with what the plan had.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Compared {
    /// As planned.
    Done,
    /// More than a tenth over.
    Over(Duration, Duration),
    /// Less than nine tenths.
    Under(Duration, Duration),
}

/// Compares a run with what it answers, in time run, or walked where it is a walk; `None` where it answers nothing.
pub fn compared(run: &Run) -> Option<Compared> {
    let workout: Workout = run.prescription.as_ref()?.split_once(": ")?.1.parse().ok()?;
    let length = |minutes: f64| Duration::try_from_secs_f64(minutes * 60.0).unwrap_or_default();
    let (did, planned) = if workout.is_walk() {
        (length(run.minutes), workout.total())
    } else {
        (length(run.run_minutes.unwrap_or(run.minutes)), workout.run())
    };
    let share = did.as_secs_f64() / planned.as_secs_f64().max(1.0);
    Some(match share {
        _ if share < limits::SHARE_DONE => Compared::Under(did, planned),
        _ if share > limits::SHARE_LONGER => Compared::Over(did, planned),
        _ => Compared::Done,
    })
}

/// A day with more running than the guard would have asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jump {
    /// What was run that day.
    pub run: Duration,
    /// The longest that counts, of the thirty days before.
    pub longest: Duration,
    /// The most that a plan would have asked for.
    pub limit: Duration,
}

/// Tells whether the running of a day was a jump beyond the load guard.
///
/// With a plan the longest green run of it in the thirty days before counts, as the engine has it; without one the
/// longest of all, since nothing says how it was tolerated. Where there was none, nothing is a jump.
pub fn jump(plan: Option<&Plan>, diary: &Diary, date: Date) -> Option<Jump> {
    let ran = |date: Date| -> Duration {
        diary.on(date).map(|facts| facts.runs.iter().map(|run| run.run).sum()).unwrap_or_default()
    };
    let from = date.checked_sub(jiff::Span::new().days(limits::LONGEST_RUN_DAYS)).ok()?;
    let green = plan.and_then(|plan| State::at(plan, diary, date).past.longest(date));
    let all = diary.between(from, date.yesterday().ok()?).map(|(day, _)| ran(day));
    let longest = green.or_else(|| all.max().filter(|longest| !longest.is_zero()))?;
    let (run, limit) = (ran(date), guard::limit(longest));
    (run > limit).then_some(Jump { run, longest, limit })
}

/// Returns a length as a record of what a watch measured has it: minutes to two decimals.
pub fn minutes(length: Duration) -> f64 {
    (length.as_secs_f64() / 60.0 * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests;
