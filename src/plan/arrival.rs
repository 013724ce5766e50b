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
use crate::time::{days_after, days_before, days_between, minutes_to_hundredth};

/// Minutes that a length which was typed may differ from one that was measured, and still be it: people round to five.
const NEAR_MINUTES: f64 = 5.0;
/// Share of the measured length by which it may, too: the walks there and back are counted or not.
const NEAR_SHARE: f64 = 0.2;
/// Share of the measured length that is always too much, so that a few minutes are not any others. All three are convention.
const FAR_SHARE: f64 = 0.5;
/// Weeks after which those of GPS begin again.
const GPS_WEEKS: i32 = 1_024;
/// Days within which a recording is imported, if its date is to be doubted. Convention.
const ROLLED_DAYS: i32 = 60;
/// Minutes from which on a difference in the time of running is told.
const TOLD_MINUTES: f64 = 1.0;

/// A run or walk as a watch recorded it.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// When, and what else was measured.
    pub recording: Recording,
    /// It was a walk.
    pub walk: bool,
    /// Whether it was a walk is told by the way it moved; `None` if the file says it.
    pub guessed: Option<Guess>,
    /// The time it took, pauses taken away.
    pub total: Duration,
    /// The time of running in it; `None` where nothing tells.
    pub run: Option<Duration>,
    /// Kilometres.
    pub distance_km: Option<f64>,
    /// What it was on.
    pub surface: Option<Surface>,
    /// What the runner wrote about it where it comes from.
    pub note: Option<String>,
    /// The shoes, by their name there.
    pub gear: Option<String>,
    /// The file it comes from.
    pub file: String,
}

/// Why something was taken for a run or a walk that its file does not name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// What the file calls it, if that can be anything.
    pub named: Option<String>,
    /// The time of it that looks like running.
    pub running: Duration,
}

/// What an arrival adds to an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// Another length.
    Length,
    /// The time that was run.
    RunTime,
    /// The distance.
    Distance,
    /// The cadence.
    Cadence,
    /// The heart rate.
    HeartRate,
    /// The time of day.
    TimeOfDay,
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
        /// What was added.
        what: Vec<Added>,
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
            run_minutes: answered.run.map(minutes_to_hundredth),
            assumed: !self.walk && self.run.is_none() && answered.run.is_some(),
            distance_km: self.distance_km,
            prescription: answered.record.clone(),
            surface: self.surface,
            note: self.note.clone(),
            imported: Some(self.file.clone()),
            recorded: Some(self.recording),
            ..Run::new(self.date(), minutes_to_hundredth(self.total))
        }
    }

    /// Tells whether a run that was written down by hand may be this one; returns by how many minutes they differ.
    fn by_hand(&self, run: &Run) -> Option<f64> {
        let kind = self.guessed.is_some() || is_walk(run) == self.walk;
        let fits = run.date == self.date() && run.recorded.is_none() && kind;
        let run_minutes = self.run.map(minutes_to_hundredth);
        fits.then(|| apart(run.minutes, minutes_to_hundredth(self.total), run_minutes, &self.recording))
            .flatten()
    }

    /// True if it measured more than the recording of a run that nobody has touched since it was imported.
    ///
    /// The runner's own words stay, so only such a run is measured anew.
    fn is_richer(&self, run: &Run, rev: u32) -> bool {
        let measured = |recording: &Recording| {
            u8::from(recording.cadence.is_some()) + u8::from(recording.heart_rate.is_some())
        };
        let kind = is_walk(run) == self.walk || run.prescription.is_none();
        let known = run.recorded.as_ref().map_or(0, measured);
        rev == 1 && run.is_of_watch() && kind && measured(&self.recording) > known
    }

    /// Returns a run as the richer of two files has it, with what only the other one has.
    fn measured_anew(&self, run: &Run) -> (Run, Vec<Added>) {
        let (mut more, mut what) = self.added_to(run);
        more.minutes = minutes_to_hundredth(self.total);
        more.run_minutes = match (self.walk, self.run) {
            (true, _) => Some(0.0),
            (false, Some(run)) => Some(minutes_to_hundredth(run)),
            (false, None) => run.run_minutes.filter(|_| !is_walk(run)),
        };
        more.distance_km = self.distance_km.or(run.distance_km);
        more.surface = self.surface.or(run.surface);
        more.imported = Some(self.file.clone());
        more.assumed = run.assumed && self.run.is_none();
        let known = more.recorded.unwrap_or(self.recording);
        let (cadence, heart_rate) = (known.cadence, known.heart_rate);
        more.recorded = Some(Recording { cadence, heart_rate, ..self.recording });
        if more.prescription.is_some() {
            more.measure();
        }
        let changed = [
            (more.minutes.to_bits() != run.minutes.to_bits(), Added::Length),
            (more.run_minutes != run.run_minutes, Added::RunTime),
            (more.distance_km != run.distance_km, Added::Distance),
        ];
        for (_, added) in changed.into_iter().filter(|(changed, _)| *changed) {
            if !what.contains(&added) {
                what.push(added);
            }
        }
        (more, what)
    }

    /// Returns a run with what this knows more; what the runner said stays.
    fn added_to(&self, run: &Run) -> (Run, Vec<Added>) {
        let mut more = run.clone();
        let mut what = Vec::new();
        let recorded = *more.recorded.get_or_insert(self.recording);
        let known = run.recorded;
        // What was measured takes the place of what was assumed.
        if let Some(measured) =
            self.run.map(minutes_to_hundredth).filter(|_| known.is_none() && !self.walk && run.is_assumed())
        {
            let whole = run.completed.is_some() && {
                let mut again = run.clone();
                again.measure();
                again.completed == run.completed
            };
            more.minutes = length(run, measured, minutes_to_hundredth(self.total));
            if more.minutes > run.minutes {
                what.push(Added::Length);
            }
            if more.run_minutes.replace(measured) != Some(measured) {
                what.push(Added::RunTime);
            }
            more.assumed = false;
            if whole {
                more.measure();
            }
        }
        more.told |= known.is_none();
        let mut add = |there: bool, comes: bool, added| {
            if !there && comes {
                what.push(added);
            }
        };
        add(run.distance_km.is_some(), self.distance_km.is_some(), Added::Distance);
        add(known.is_some_and(|r| r.cadence.is_some()), self.recording.cadence.is_some(), Added::Cadence);
        add(
            known.is_some_and(|r| r.heart_rate.is_some()),
            self.recording.heart_rate.is_some(),
            Added::HeartRate,
        );
        add(known.is_some(), true, Added::TimeOfDay);
        more.distance_km = run.distance_km.or(self.distance_km);
        more.recorded = Some(Recording {
            cadence: recorded.cadence.or(self.recording.cadence),
            heart_rate: recorded.heart_rate.or(self.recording.heart_rate),
            ..recorded
        });
        more.surface = run.surface.or(self.surface);
        more.note = run.note.clone().or_else(|| self.note.clone());
        more.imported = run.imported.clone().or_else(|| Some(self.file.clone()));
        (more, what)
    }
}

/// Tells what becomes of an arrival. The first that fits:
///
/// 1. A run that was recorded at the same time is the same one. The file that measured more has the last word, whichever
///    came first.
/// 2. So is one that was taken out, which stays out.
/// 3. A run or walk that was written down by hand for that day, or played, is the same one if its length agrees with what
///    was measured, as `apart` has it. Of several the nearest. None is, if the runner says that this was `another` one.
/// 4. Else it is new.
pub fn fate(log: &Log, records: &[Record], arrival: &Arrival, another: bool) -> Fate {
    let recording = &arrival.recording;
    let same = |run: &Run| run.recorded.is_some_and(|known| known.is_same(recording));
    let runs = log.runs();
    if let Some(known) = runs.iter().find(|entry| same(entry.body)) {
        let richer = arrival.is_richer(known.body, known.record.rev);
        return adds(&known.record.id, known.body, arrival, richer);
    }
    let gone = records
        .iter()
        .find(|record| matches!(&record.body, Body::Run(run) if same(run)) && log.get(&record.id).is_none());
    if let Some(gone) = gone {
        return Fate::TakenOut { id: gone.id.clone() };
    }
    let by_hand = runs.iter().filter(|_| !another);
    let by_hand = by_hand.filter_map(|entry| Some((arrival.by_hand(entry.body)?, entry)));
    match by_hand.min_by(|a, b| a.0.total_cmp(&b.0)) {
        Some((_, entry)) => adds(&entry.record.id, entry.body, arrival, false),
        None => Fate::New,
    }
}

fn adds(id: &str, run: &Run, arrival: &Arrival, richer: bool) -> Fate {
    let (more, what) = if richer { arrival.measured_anew(run) } else { arrival.added_to(run) };
    if what.is_empty() { Fate::Known } else { Fate::Adds { id: id.to_owned(), run: Box::new(more), what } }
}

fn is_walk(run: &Run) -> bool {
    run.run_minutes == Some(0.0)
}

/// Returns by how many minutes a length that was typed, in minutes, is off what was measured; `None` if it is another.
///
/// People type the whole, pauses and all, the time that they moved, or the running alone: the nearest of them counts. It
/// may be off by five minutes or a fifth, and by no more than half of it.
fn apart(typed: f64, total: f64, run: Option<f64>, recording: &Recording) -> Option<f64> {
    let whole = recording.ended.moment.duration_since(recording.started.moment).as_secs_f64() / 60.0;
    let measured = [Some(total), run, Some(whole)].into_iter().flatten();
    let off = measured.filter_map(|measured| {
        let off = (typed - measured).abs();
        let most = NEAR_MINUTES.max(NEAR_SHARE * measured).min(FAR_SHARE * measured);
        (off <= most).then_some(off)
    });
    off.min_by(f64::total_cmp)
}

/// Returns the minutes of a run whose length was typed: that length, unless the measured running alone took longer.
fn length(typed: &Run, run: f64, total: f64) -> f64 {
    if run > typed.minutes { total } else { typed.minutes }
}

/// Finds the run of a watch that a run is which is written down now, as the watch told it: of that day, nothing said about
/// it yet, and of a length that agrees, as in [`fate`]. Of several the nearest.
pub fn of_watch(log: &Log, said: &Run) -> Option<(String, Run)> {
    let off = |run: &Run| {
        let fits = run.is_of_watch() && run.date == said.date && is_walk(run) == is_walk(said);
        let recording = run.recorded.filter(|_| fits)?;
        apart(said.minutes, run.minutes, run.run_minutes, &recording)
    };
    let runs = log.runs();
    let found = runs.iter().filter_map(|entry| Some((off(entry.body)?, entry)));
    let (_, nearest) = found.min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some((nearest.record.id.clone(), nearest.body.clone()))
}

/// Returns the history without an entry: what the plan had before it was written down.
pub fn diary_without(log: &Log, id: &str) -> Diary {
    let mut log = log.clone();
    if let Some(record) = log.get(id).cloned() {
        log.insert(Record { rev: log.next_rev(id), body: Body::Removed, ..record });
    }
    Diary::new(&log)
}

/// Where the one entry differs from what was typed, or from what was measured.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Differences {
    /// The minutes that were typed and those of the entry, if running alone took longer than was typed.
    pub longer: Option<(f64, f64)>,
    /// The minutes of running that the entry keeps, and those that were measured.
    pub kept: Option<(f64, f64)>,
}

/// Returns the likely day of a recording whose clock lost the 1,024 weeks after which the weeks of GPS begin again.
///
/// Old receivers do that. It is likely if the day is such a time before the last weeks: what is imported was recorded not
/// long ago.
pub fn rolled_over(date: Date, today: Date) -> Option<Date> {
    let likely = days_after(date, GPS_WEEKS * 7);
    (0..=ROLLED_DAYS).contains(&days_between(likely, today)).then_some(likely)
}

/// Finds where the one entry differs from what was typed or from what was measured; `run` are the measured minutes of
/// running.
pub fn differences(typed: &Run, run: Option<f64>, one: &Run) -> Differences {
    Differences {
        longer: (one.minutes > typed.minutes).then_some((typed.minutes, one.minutes)),
        kept: one.run_minutes.zip(run).filter(|(kept, run)| (kept - run).abs() >= TOLD_MINUTES),
    }
}

/// Makes one run of two entries that are the same one: what was said, and for the rest what was measured.
pub fn joined(measured: &Run, said: &Run) -> Run {
    let own = !said.is_assumed();
    let run_minutes = if own { said.run_minutes } else { measured.run_minutes };
    let minutes = length(said, run_minutes.unwrap_or_default(), measured.minutes);
    let (limp, sharp) = (said.limp || measured.limp, said.sharp || measured.sharp);
    let mut one = Run {
        date: said.date,
        minutes,
        run_minutes,
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
    let planned = |arrival: &Arrival| {
        asked.map_or(0.0, |asked| (minutes_to_hundredth(arrival.total) - minutes_to_hundredth(asked)).abs())
    };
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
    let from = days_before(date, limits::LONGEST_RUN_DAYS);
    let green = plan.and_then(|plan| State::at(plan, diary, date).past.longest(date));
    let all = diary.between(from, date.yesterday().ok()?).map(|(day, _)| ran(day));
    let longest = green.or_else(|| all.max().filter(|longest| !longest.is_zero()))?;
    let (run, limit) = (ran(date), guard::limit(longest));
    (run > limit).then_some(Jump { run, longest, limit })
}

#[cfg(test)]
mod tests;
