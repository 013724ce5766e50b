//! Weeks of runs, and weeks as shares of the usual minutes.

use std::ops::{Range, RangeInclusive};
use std::time::Duration;

use super::guard::PlacedWeek;
use super::{Check, Frame, values};
use crate::document::Spanned;
use crate::document::read::{List, Table};
use crate::plans::{MAX_PLACES, MAX_RUNS, ShareWeek, Strides, Week, WeekStrides, Workout};
use crate::routine::raw::plan::{RawWeek, RawWeekStrides, Runs};

/// How long a stride may be: longer ones are fast running.
const STRIDE: RangeInclusive<Duration> = Duration::from_secs(5)..=Duration::from_secs(30);
/// Most strides of a run.
const MAX_STRIDES: u32 = 10;

impl Check<'_, '_> {
    /// Checks weeks of runs, and lets the guard look at each run.
    pub(super) fn weeks(&mut self, raw: Spanned<List<RawWeek>>, frame: &Frame) -> Vec<Week> {
        let before = self.problems.number();
        self.places(raw.value.len(), "week", &raw.span);
        let mut weeks = Vec::new();
        let mut placed = Vec::new();
        for week in raw.value {
            let (week, runs) = self.week(week, frame);
            placed.push(runs);
            weeks.push(week);
        }
        if frame.sound && self.problems.number() == before {
            self.guard_weeks(&placed, frame);
        }
        weeks
    }

    /// Checks weeks as shares, and that the guard lets each share be reached.
    pub(super) fn shares(&mut self, raw: Spanned<List<RawWeek>>, frame: &Frame) -> Vec<ShareWeek> {
        let before = self.problems.number();
        self.places(raw.value.len(), "week", &raw.span);
        let mut places = Vec::new();
        let mut weeks = Vec::new();
        for week in raw.value {
            let place = week.value.share.as_ref().map_or_else(|| week.span.clone(), |s| s.span.clone());
            if let Some(week) = self.share_week(week, frame) {
                weeks.push(week);
                places.push(place);
            }
        }
        if frame.sound && self.problems.number() == before {
            self.guard_shares(&weeks, &places);
        }
        weeks
    }

    /// Checks how many weeks, stages or levels there are.
    pub(super) fn places(&mut self, count: usize, noun: &str, place: &Range<usize>) {
        if count == 0 {
            self.problems.missing(place, format!("a plan needs at least one {noun}"));
        } else if count > MAX_PLACES {
            self.problems.error(place, format!("there are {count} {noun}s; the limit is {MAX_PLACES}"));
        }
    }

    fn week(&mut self, raw: Spanned<RawWeek>, frame: &Frame) -> (Week, PlacedWeek) {
        for (key, at) in raw.value.given() {
            if matches!(key, "share" | "blocks") {
                self.problems
                    .error(&at, format!("`{key}` needs a plan of the shape `share`"))
                    .help("write out each run here: `runs = [\"8x(1m run, 2m walk)\", ..]`");
            }
        }
        let (place, lost) = (raw.span, raw.value.lost(&["runs"]));
        let RawWeek { failed: _, runs, share: _, blocks: _, strides, guard_exempt } = raw.value;
        let mut placed: Vec<(Workout, Range<usize>)> = Vec::new();
        match runs {
            Some(Spanned { value: Runs::Each(list), span, .. }) => {
                self.run_count(list.len(), &span, frame);
                for run in list {
                    if run.value.is_walk() && !frame.walks {
                        self.problems
                            .error(&run.span, "a week must list its runs")
                            .help("a plan of walks must have no runs");
                    }
                    placed.push((run.value, run.span));
                }
            }
            Some(Spanned { value: Runs::Count(_), span, .. }) => {
                self.problems
                    .error(&span, "a week of runs must list them one by one")
                    .help("write `runs = [\"20m run\", \"20m run\"]`; use a number only with `share`");
            }
            None if !lost => {
                self.problems.missing(&place, "a week needs `runs`");
            }
            None => {}
        }
        let strides = strides.and_then(|strides| self.week_strides(strides, placed.len()));
        let exempt = guard_exempt.as_ref().map(|text| text.key.clone());
        if let Some(text) = &guard_exempt
            && !frame.on_request
        {
            self.problems
                .error(&text.key, "a plan with a `guard-exempt` week must be on request only")
                .help("write `on-request = true` in `plan`");
        }
        let guard_exempt = guard_exempt.and_then(|text| self.text(text, "guard-exempt", values::MAX_TEXT));
        let week = Week { runs: placed.iter().map(|(run, _)| run.clone()).collect(), strides, guard_exempt };
        (week, PlacedWeek { runs: placed, exempt })
    }

    fn share_week(&mut self, raw: Spanned<RawWeek>, frame: &Frame) -> Option<ShareWeek> {
        let (place, lost) = (raw.span, raw.value.failed.clone());
        let RawWeek { failed: _, runs, share, blocks, strides, guard_exempt } = raw.value;
        if let Some(text) = guard_exempt {
            self.problems
                .error(&text.key, "a share already limits each run, as does the length limit")
                .help("use `guard-exempt` only in a plan of the shape `weeks`");
        }
        for (key, there) in [("share", share.is_some()), ("runs", runs.is_some())] {
            if !there && !lost.contains(&key) {
                self.problems.missing(&place, format!("a week needs a `{key}`"));
            }
        }
        let runs = match runs {
            Some(Spanned { value: Runs::Count(count), span, key }) => {
                let count = Spanned { value: count, span, key };
                let runs = self.number(&count, "runs", 1..=MAX_RUNS as u32).map(|runs| runs as usize);
                if let Some(runs) = runs {
                    self.run_count(runs, &count.span, frame);
                }
                runs
            }
            Some(Spanned { value: Runs::Each(_), span, .. }) => {
                self.problems
                    .error(&span, "a week with a `share` must say how many runs it has")
                    .help("write `runs = 3`; the share sets their length");
                None
            }
            None => None,
        };
        let strides = strides.and_then(|strides| self.week_strides(strides, runs.unwrap_or(MAX_RUNS)));
        let share = share.and_then(|share| self.percent(&share, "share", 0.05..=1.0));
        let blocks = blocks.and_then(|cut| cut.value.0);
        Some(ShareWeek { share: share?, runs: runs? as u8, blocks, strides })
    }

    /// Checks that a week has a sensible number of runs, and a day for each.
    fn run_count(&mut self, count: usize, place: &Range<usize>, frame: &Frame) {
        let days = frame.run_days.len();
        if count == 0 {
            self.problems.missing(place, "a week must have at least one run");
        } else if count > MAX_RUNS {
            self.problems.error(place, format!("a week can have up to {MAX_RUNS} runs, not {count}"));
        } else if days > 0 && count > days {
            let message = format!("this week has {count} runs, but `days` has {days}");
            self.problems.error(place, message);
        }
    }

    fn week_strides(&mut self, raw: Spanned<RawWeekStrides>, runs: usize) -> Option<WeekStrides> {
        let (place, lost) = (raw.span, !raw.value.failed.is_empty());
        let RawWeekStrides { failed: _, run, times, time } = raw.value;
        if (run.is_none() || times.is_none() || time.is_none()) && !lost {
            self.problems
                .missing(&place, "strides need `run`, `times` and `time`")
                .help("write for example `strides = { run = 3, times = 4, time = \"15s\" }`");
        }
        let run = run.and_then(|run| self.number(&run, "run", 1..=runs.max(1) as u32));
        let strides = self.strides(times.as_ref(), time.as_ref());
        Some(WeekStrides { run: run? as u8, strides: strides? })
    }

    /// Checks how many strides there are and how long.
    pub(super) fn strides(
        &mut self,
        times: Option<&Spanned<i64>>,
        time: Option<&Spanned<Duration>>,
    ) -> Option<Strides> {
        let times = times.and_then(|times| self.number(times, "times", 1..=MAX_STRIDES));
        let time = time.and_then(|time| self.length(time, "time", &STRIDE));
        Some(Strides { times: times? as u8, time: time? })
    }
}
