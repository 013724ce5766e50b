//! The guard, week by week: a runner who does each run and is always well goes through the plan.
//!
//! What is measured is the time of running, against the longest run of the 30 days before. The
//! first run of all is the plan's own starting dose, which the guard has nothing to hold against.

use std::ops::Range;
use std::time::Duration;

use super::{Check, Frame};
use crate::plans::guard::limit;
use crate::plans::{Criterion, Day, ROUND, ShareWeek, Stage, Work, Workout, floor};
use crate::symptoms::limits::{GROWTH_DIVISOR, GROWTH_LEAST, LONGEST_RUN_DAYS};
use crate::time::{duration_text, from_minutes};

/// Usual minutes of a run that a plan of shares is tried with.
const USUAL: [u64; 4] = [20, 30, 45, 60];

/// A week's runs with their places.
pub(super) struct PlacedWeek {
    /// Its runs.
    pub(super) runs: Vec<(Workout, Range<usize>)>,
    /// The place of its `guard-exempt`, if it has one.
    pub(super) exempt: Option<Range<usize>>,
}

/// The runs of a runner who does them all.
#[derive(Debug, Default)]
struct Runner {
    /// On which day, from 0, and how long.
    runs: Vec<(u32, Duration)>,
}

impl Runner {
    /// Returns the longest run of the 30 days before.
    fn longest(&self, day: u32) -> Option<Duration> {
        let recent = self.runs.iter().filter(|(ran, _)| day - ran <= LONGEST_RUN_DAYS.unsigned_abs());
        recent.map(|(_, length)| *length).max()
    }

    /// Runs; returns the longest run before where this one is more than the guard allows after it.
    fn run(&mut self, day: u32, length: Duration) -> Option<Duration> {
        let longest = self.longest(day);
        self.runs.push((day, length));
        longest.filter(|longest| length > limit(*longest))
    }
}

impl Check<'_, '_> {
    /// Reports each run of a plan of weeks that is longer than the guard allows.
    pub(super) fn guard_weeks(&mut self, weeks: &[PlacedWeek], frame: &Frame) {
        let mut runner = Runner::default();
        for (i, week) in weeks.iter().enumerate() {
            let mut beyond = false;
            for (j, (run, place)) in week.runs.iter().enumerate() {
                let day = 7 * i as u32 + day_of_week(j, frame);
                let Some(longest) = runner.run(day, run.run()) else { continue };
                beyond = true;
                if week.exempt.is_none() {
                    let name = format!("run {} of week {}", j + 1, i + 1);
                    self.beyond(&name, run.run(), longest, place).help(
                        "make it shorter, or give the week a `guard-exempt` with a warning to agree to",
                    );
                }
            }
            if let Some(exempt) = &week.exempt
                && !beyond
            {
                self.problems
                    .warning(exempt, format!("no run in week {} is over the length limit", i + 1))
                    .help("leave out `guard-exempt`");
            }
        }
    }

    /// Reports each week whose share no legal growth reaches by its last run.
    pub(super) fn guard_shares(&mut self, weeks: &[ShareWeek], places: &[Range<usize>]) {
        let mut told: Vec<usize> = Vec::new();
        for minutes in USUAL {
            let mut longest: Option<Duration> = None;
            for (i, week) in weeks.iter().enumerate() {
                let cap = week.cap(from_minutes(minutes));
                let mut last = cap;
                for _ in 0..week.runs {
                    last = longest.map_or(cap, |longest| cap.min(floor(limit(longest), ROUND)));
                    longest = longest.max(Some(last));
                }
                if last < cap && !told.contains(&i) {
                    told.push(i);
                    let message = format!(
                        "week {} can't reach its share: the length limit is {}",
                        i + 1,
                        duration_text(last)
                    );
                    self.problems
                        .error(&places[i], message)
                        .label(format!("{} with {minutes} usual minutes", duration_text(cap)))
                        .help(
                            "add a week in between: a run can be a tenth or 2m longer than the longest so \
                             far",
                        );
                }
                // A runner who falls behind is reported once; later runs are measured against the plan.
                longest = longest.max(Some(cap));
            }
        }
    }

    /// Reports each level and each steady run that is longer than the guard allows.
    pub(super) fn guard_stages(&mut self, stages: &[Stage], places: &[Vec<Range<usize>>], frame: &Frame) {
        let mut runner = Runner::default();
        let mut day = 0;
        for (stage, places) in stages.iter().zip(places) {
            match &stage.work {
                Work::Levels(levels) => {
                    for (level, place) in levels.iter().zip(places) {
                        let length = level.workout.run();
                        if let Some(longest) = runner.run(day, length) {
                            self.beyond(&format!("level {}", level.id), length, longest, place)
                                .help("make it shorter, or add a level in between");
                        }
                        for _ in 0..frame.greens.count {
                            day += u32::from(frame.gap_days);
                            runner.runs.push((day, length));
                        }
                        day += u32::from(frame.gap_days);
                    }
                }
                Work::Runs(steady) => {
                    let length = steady.workout.run();
                    if let (Some(longest), Some(place)) = (runner.run(day, length), places.first()) {
                        self.beyond(&format!("the run of stage {}", stage.id), length, longest, place)
                            .help("make it shorter, or add a level before it");
                    }
                    day += lasting(stage, frame);
                }
                Work::Routines | Work::Walks(_) | Work::Tests(_) => day += lasting(stage, frame),
            }
        }
    }

    fn beyond(
        &mut self,
        name: &str,
        length: Duration,
        longest: Duration,
        place: &Range<usize>,
    ) -> &mut crate::diagnostic::Diagnostic {
        let most = limit(longest);
        let by = if longest / GROWTH_DIVISOR > GROWTH_LEAST { "a tenth" } else { "2m" };
        let message = format!(
            "{name} has {} of running; the length limit is {}",
            duration_text(length),
            duration_text(most)
        );
        self.problems
            .error(place, message)
            .label(format!("{} too long", duration_text(length.saturating_sub(most))))
            .help(format!(
                "the longest run in the {LONGEST_RUN_DAYS} days before is {}; you can add {by}",
                duration_text(longest)
            ))
    }
}

/// Returns the day of the week, from 0, of a week's run.
fn day_of_week(run: usize, frame: &Frame) -> u32 {
    match frame.run_days.get(run) {
        Some(day) => Day::ALL.iter().position(|other| other == day).unwrap_or(0) as u32,
        None => run as u32 * u32::from(frame.gap_days),
    }
}

/// Returns the fewest days that a stage lasts for a runner who is always well.
fn lasting(stage: &Stage, frame: &Frame) -> u32 {
    let gap = u32::from(frame.gap_days);
    let least = stage.advance.iter().map(|criterion| match criterion {
        Criterion::Days(days) => *days,
        Criterion::MorningMax(_) | Criterion::Levels | Criterion::RaisesSide(_) => 0,
        Criterion::Walks { count, .. } => u32::from(*count) * gap,
        Criterion::Passes { count, days_apart } => u32::from(*count) * u32::from(*days_apart),
        Criterion::Greens(greens) => u32::from(greens.count) * gap,
        Criterion::GreenWeeks(weeks) => 7 * u32::from(*weeks),
    });
    least.max().unwrap_or(0).max(gap)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::from_minutes as minutes;

    #[test]
    fn the_first_run_of_all_has_nothing_to_be_held_against() {
        assert_eq!(Runner::default().run(0, minutes(40)), None);
    }

    #[test]
    fn a_run_at_the_limit_is_allowed_and_a_second_more_is_not() {
        let second = Duration::from_secs(1);
        for (longest, most) in [(8, minutes(10)), (20, minutes(22)), (30, minutes(33))] {
            let mut runner = Runner { runs: vec![(0, minutes(longest))] };
            assert_eq!(runner.run(2, most), None, "{longest}");
            let mut runner = Runner { runs: vec![(0, minutes(longest))] };
            assert_eq!(runner.run(2, most + second), Some(minutes(longest)));
        }
    }

    #[test]
    fn thirty_days_count_and_the_thirty_first_does_not() {
        let runner = Runner { runs: vec![(0, minutes(30)), (3, minutes(10))] };
        assert_eq!(runner.longest(30), Some(minutes(30)));
        assert_eq!(runner.longest(31), Some(minutes(10)));
        assert_eq!(runner.longest(34), None);
    }
}
