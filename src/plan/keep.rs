//! Running on while a site is sore: the plan `keep-running` (EVIDENCE2.md 1.3 and 1.5).
//!
//! [`entry`] tells whether somebody who still runs may, and with what share of the usual run; else the stages come
//! first. [`Keep`] is where the runner is then: so many minutes, moved by verdicts from rung to rung up to the usual ones.

use std::time::Duration;

use jiff::civil::Date;

use super::setbacks::Setbacks;
use super::sites::most_usual;
use super::verdict::Usual;
use crate::plans::{Blocks, ROUND, Workout, floor};
use crate::record::StillRunning;
use crate::symptoms::{Region, limits};
use crate::time::days_between;

/// What is known of somebody who still runs, on the day on which the plan would begin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// Where it is sore.
    pub region: Region,
    /// What was answered.
    pub said: StillRunning,
    /// Days since the last run.
    pub last_run: i32,
    /// Age in years.
    pub age: Option<i16>,
    /// A warning sign is open.
    pub sign: bool,
}

/// Why somebody does not keep running: one variant for each condition of EVIDENCE2.md 1.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A warning sign is open.
    Sign,
    /// The site is none that running goes on with.
    Site(Region),
    /// Too few runs in the last two weeks.
    Runs(u32),
    /// The last run is too long ago.
    LastRun(i32),
    /// A limp, sharp pain, or pain that rose within a run.
    Gait,
    /// Too much pain in these runs.
    Worst(u8),
    /// The mornings after them do not settle.
    Mornings,
    /// Walking in daily life hurts too much.
    Walking(u8),
    /// The usual morning is too high.
    Base(u8),
    /// It is worse than two weeks ago.
    Worse,
    /// It is new, and sore: first some days without running.
    New,
    /// Under eighteen.
    Age(i16),
    /// At this site with this much pain running waits.
    Careful,
}

/// What somebody begins with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FirstShare {
    /// The share of the usual minutes.
    pub share: f64,
    /// How the run is cut; `None` for one piece.
    pub blocks: Option<Blocks>,
    /// Three days from one run to the next, in place of two.
    pub slow: bool,
}

/// Half of the usual minutes: 2 minutes of running, 1 of walking.
pub const HALF: FirstShare =
    FirstShare { share: limits::KEEP_HALF, blocks: Some(blocks(limits::HALF_BLOCKS)), slow: true };

const fn blocks((run, walk): (Duration, Duration)) -> Blocks {
    Blocks { run, walk }
}

/// Tells with what share of the usual minutes somebody begins to keep running, or why the stages come first.
///
/// The row is that of the worst pain in the runs of 14 days and of the morning by which it had settled; a sore back of
/// the heel takes a row more careful than the others.
pub fn entry(entry: &Entry) -> Result<FirstShare, Refusal> {
    let Entry { region, said, last_run, age, sign } = *entry;
    let most = most_usual(region);
    let sole = region == Region::UnderHeel;
    let base = said.base.max(limits::BASE_LEAST);
    let settles = |morning: u8| morning <= Usual { base, ..Usual::default() }.settled_morning();
    let walking = if sole { limits::KEEP_WALKING_SOLE } else { limits::KEEP_WALKING };
    if sign {
        return Err(Refusal::Sign);
    }
    if !is_run_on(region) {
        return Err(Refusal::Site(region));
    }
    if let Some(age) = age.filter(|age| *age < limits::ADULT) {
        return Err(Refusal::Age(age));
    }
    if said.runs < limits::KEEP_RUNS {
        return Err(Refusal::Runs(said.runs));
    }
    if last_run > limits::KEEP_LAST_DAYS {
        return Err(Refusal::LastRun(last_run));
    }
    if said.gait {
        return Err(Refusal::Gait);
    }
    if said.worst > limits::KEEP_WORST {
        return Err(Refusal::Worst(said.worst));
    }
    let next_morning = settles(said.morning);
    if !next_morning && !said.second_morning.is_some_and(settles) {
        return Err(Refusal::Mornings);
    }
    if said.walking > walking {
        return Err(Refusal::Walking(said.walking));
    }
    if said.base > most {
        return Err(Refusal::Base(said.base));
    }
    if said.worse {
        return Err(Refusal::Worse);
    }
    if said.new {
        return Err(Refusal::New);
    }
    let careful = region == Region::BackHeelBone;
    match said.worst {
        _ if !next_morning && careful => Err(Refusal::Careful),
        _ if !next_morning => Ok(HALF),
        ..=limits::KEEP_WHOLE if careful => {
            Ok(FirstShare { share: limits::KEEP_WHOLE_CAREFUL, blocks: None, slow: false })
        }
        ..=limits::KEEP_WHOLE => Ok(FirstShare { share: 1.0, blocks: None, slow: false }),
        limits::PAIN_NOTICEABLE if careful => {
            let blocks = Some(blocks(limits::KEEP_BLOCKS_CAREFUL));
            Ok(FirstShare { share: limits::KEEP_SHARE_CAREFUL, blocks, slow: false })
        }
        limits::PAIN_NOTICEABLE => Ok(FirstShare { share: limits::KEEP_SHARE, blocks: None, slow: false }),
        _ if careful => Err(Refusal::Careful),
        _ => Ok(HALF),
    }
}

/// Tells whether somebody who is sore there may keep running at all.
pub const fn is_run_on(region: Region) -> bool {
    matches!(region, Region::TendonMid | Region::UnderHeel | Region::BackHeelBone)
}

/// Tells whether a refusal still lets walks begin, without a week of calm before: the walk of half an hour is fine.
pub fn may_walk(region: Region, said: &StillRunning) -> bool {
    let most = if region == Region::UnderHeel { limits::CALM_DAILY_SOLE } else { limits::CALM_DAILY };
    said.walking <= most && !said.gait
}

/// Where somebody who keeps running is.
#[derive(Debug, Clone, PartialEq)]
pub struct Keep {
    /// The usual minutes of a run, before.
    pub usual: Duration,
    /// What is run now.
    pub minutes: Duration,
    /// Since when.
    pub since: Date,
    /// How it is cut; `None` for one piece.
    blocks: Option<Blocks>,
    /// Three days between runs.
    pub slow: bool,
    /// Runs in a row that were steady or green, since the minutes changed.
    steady: u8,
    /// The day on which the usual minutes were reached, and nothing stepped back since.
    reached: Option<Date>,
}

impl Keep {
    /// Begins with a share of the usual minutes.
    pub fn begin(first: FirstShare, usual: Duration, date: Date) -> Self {
        let minutes = floor(usual.mul_f64(first.share), ROUND).max(limits::RUN_LEAST);
        let reached = (minutes >= floor(usual, ROUND)).then_some(date);
        Self { usual, minutes, since: date, blocks: first.blocks, slow: first.slow, steady: 0, reached }
    }

    /// Begins at a rung instead.
    pub fn begin_at(&mut self, rungs: &[f64], rung: usize, date: Date) {
        let minutes = rungs.get(rung).map_or(self.minutes, |share| self.at(*share));
        self.go_to(minutes, date);
    }

    /// Returns the run of so many minutes, cut as it is now.
    pub fn workout(&self, minutes: Duration) -> Workout {
        Workout::blocks(
            minutes,
            self.blocks.map(|cut| cut.run),
            self.blocks.map_or(Duration::ZERO, |cut| cut.walk),
        )
    }

    /// Returns the highest rung that the minutes reach, from 0.
    pub fn rung(&self, rungs: &[f64]) -> usize {
        rungs.iter().rposition(|share| self.at(*share) <= self.minutes).unwrap_or(0)
    }

    /// Returns all of the usual minutes, in half minutes.
    pub fn whole(&self) -> Duration {
        floor(self.usual, ROUND)
    }

    /// Returns half of the usual minutes: what the guard lets a run be without any green one behind it.
    pub fn half(&self) -> Duration {
        floor(self.usual.mul_f64(HALF.share), ROUND)
    }

    fn at(&self, share: f64) -> Duration {
        floor(self.usual.mul_f64(share), ROUND).max(limits::RUN_LEAST)
    }

    /// Goes to the next rung above.
    pub fn up(&mut self, rungs: &[f64], date: Date) {
        let next = rungs.iter().map(|share| self.at(*share)).find(|minutes| *minutes > self.minutes);
        self.go_to(next.unwrap_or(self.minutes), date);
    }

    /// Goes to the next rung below, and never below the first.
    pub fn down(&mut self, rungs: &[f64], date: Date) {
        let below = rungs.iter().map(|share| self.at(*share)).rfind(|minutes| *minutes < self.minutes);
        let lowest = rungs.first().map_or(self.minutes, |share| self.at(*share));
        self.go_to(below.unwrap_or(lowest).min(self.minutes), date);
        self.reached = None;
    }

    /// After a rest: the lowest rung, running and walking in turns.
    pub fn rest(&mut self, rungs: &[f64], date: Date) {
        let lowest = rungs.first().map_or(self.minutes, |share| self.at(*share));
        self.go_to(lowest.min(self.minutes), date);
        (self.blocks, self.slow, self.reached) = (HALF.blocks, true, None);
    }

    /// After so many days without a run: no more than the break leaves.
    pub fn gap(&mut self, days: i32, date: Date) {
        let most = self.after_gap(days);
        if most < self.minutes {
            self.go_to(most, date);
            self.reached = None;
        }
    }

    /// Returns what a break of so many days leaves of the minutes.
    pub fn after_gap(&self, days: i32) -> Duration {
        let share = if days < limits::GAP_DAYS {
            1.0
        } else if days >= limits::GAP_HALF_DAYS {
            HALF.share
        } else {
            super::growth::gap_share(days).0
        };
        floor(self.usual.mul_f64(share), ROUND).min(self.minutes)
    }

    /// Takes in a run that was steady or green; four in a row let the run be two minutes longer than it was asked for,
    /// as long as the mornings stay level. A green one counts too: less pain must never lead to less. Returns how long
    /// the next may be then.
    pub fn steady(&mut self, level: bool, asked: Duration, date: Date) -> Option<Duration> {
        self.steady += 1;
        if self.steady < limits::STEADY_RUNS || !level {
            return None;
        }
        // After a break or an illness less is asked for than the minutes are; the step is one from there.
        let from = floor(asked + ROUND.saturating_sub(Duration::from_nanos(1)), ROUND).min(self.minutes);
        let next = (from + limits::STEADY_STEP).min(self.whole());
        self.steady = 0;
        self.go_to(next.max(self.minutes), date);
        Some(next)
    }

    /// Takes in a run that was neither.
    pub const fn not_steady(&mut self) {
        self.steady = 0;
    }

    /// Tells whether the usual minutes have stood for long enough to grow.
    pub fn may_grow(&self, date: Date) -> bool {
        self.reached.is_some_and(|reached| days_between(reached, date) >= limits::KEEP_STILL_DAYS)
    }

    fn go_to(&mut self, minutes: Duration, date: Date) {
        self.steady = 0;
        if minutes == self.minutes {
            return;
        }
        (self.minutes, self.since, self.blocks, self.slow) = (minutes, date, None, false);
        if minutes <= self.at(HALF.share) {
            self.blocks = HALF.blocks;
        }
        let usual = self.whole();
        self.reached = (minutes >= usual).then(|| self.reached.unwrap_or(date));
    }
}

/// Why it is time for the stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToStages {
    /// Two rests within three weeks.
    TwoRests,
    /// Three rests and steps back within four weeks.
    Setbacks,
    /// The usual morning stays too high.
    Mornings,
    /// Two weeks without a run, and the mornings settled higher than before.
    Rebased,
}

/// Tells whether what went back since the plan was begun leads to the stages.
pub fn to_stages(setbacks: &Setbacks, since: Date, date: Date) -> Option<ToStages> {
    let setbacks = setbacks.since(since);
    if setbacks.two_rests(date) {
        return Some(ToStages::TwoRests);
    }
    (setbacks.within(limits::KEEP_SETBACK_DAYS, date) >= limits::KEEP_SETBACKS).then_some(ToStages::Setbacks)
}

#[cfg(test)]
mod tests;
