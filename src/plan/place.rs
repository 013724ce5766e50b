//! Where one is in a plan, and the ways from there: on, back, down after a rest, down after a gap.
//!
//! A [`Position`] is worth nothing without its plan; [`Positions`] puts the two together. It knows no
//! symptoms and no dates beyond whole days.

use std::fmt;
use std::time::Duration;

use crate::plans::workout::{ROUND, floor};
use crate::plans::{Criterion, Level, Plan, Shape, Stage, SteadyRuns, Strides, Week, Work, Workout};
use crate::symptoms::limits::{
    self, AFTER_REST_SHARE, AFTER_STOP_DIVISOR, GAP_ANEW_DAYS, GAP_BACK, GAP_DAYS, GAP_HALF_DAYS,
    GAP_HALF_DIVISOR, GAP_LEVELS_BACK, GAP_TWO_BACK_DAYS,
};

/// Where one is in a plan; all numbers count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Position {
    /// A run of a week.
    Run {
        /// The week.
        week: usize,
        /// The run in it.
        run: usize,
    },
    /// A level of a stage, or the stage itself where it has none.
    Stage {
        /// The stage.
        stage: usize,
        /// The level in it.
        level: usize,
    },
    /// A rung of the usual minutes.
    Rung {
        /// The rung.
        rung: usize,
    },
    /// After the plan's last run: how many runs ago that was.
    After {
        /// Runs since.
        runs: usize,
    },
}

/// A place, named without its plan. It is shown as records and commands have it, and [`Positions::find`] reads that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedPosition {
    /// A run of a week, both from 1.
    Run {
        /// The week.
        week: usize,
        /// The run.
        run: usize,
    },
    /// A walk of a week, in a plan of walks; it is written as a run is.
    Walk {
        /// The week.
        week: usize,
        /// The walk.
        walk: usize,
    },
    /// A week after the end of the plan, from 1.
    After {
        /// The week.
        week: usize,
    },
    /// A level, or a stage without levels, by its id.
    Level(String),
}

impl NamedPosition {
    /// Tells whether it is a share of the usual run.
    pub fn is_share(&self) -> bool {
        matches!(self, Self::Level(id) if id.ends_with('%'))
    }
}

impl fmt::Display for NamedPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Run { week, run } | Self::Walk { week, walk: run } => write!(f, "week {week}, run {run}"),
            Self::After { week } => write!(f, "week {week} after the plan"),
            Self::Level(id) => f.write_str(id),
        }
    }
}

/// Where a place stands in a plan of stages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageAt {
    /// What the stage is called: "Walk".
    pub name: String,
    /// The stage, from 1.
    pub stage: usize,
    /// Of so many.
    pub of: usize,
    /// The level, from 1; `None` in a stage without.
    pub level: Option<usize>,
}

/// A plan, asked about places in it.
#[derive(Debug, Clone, Copy)]
pub struct Positions<'p>(pub &'p Plan);

impl<'p> Positions<'p> {
    /// Returns where the plan begins.
    pub fn first(self) -> Position {
        match self.0.shape {
            Shape::Stages(_) => Position::Stage { stage: 0, level: 0 },
            Shape::Rungs(_) => Position::Rung { rung: 0 },
            Shape::Weeks(_) | Shape::Shares(_) => Position::Run { week: 0, run: 0 },
        }
    }

    /// Returns the first place at which something is run.
    pub fn first_run(self) -> Position {
        let is_run = |stage: &Stage| matches!(stage.work, Work::Levels(_) | Work::Runs(_));
        match &self.0.shape {
            Shape::Stages(stages) => {
                Position::Stage { stage: stages.iter().position(is_run).unwrap_or(0), level: 0 }
            }
            Shape::Weeks(_) | Shape::Shares(_) | Shape::Rungs(_) => self.first(),
        }
    }

    /// Returns the first place at which something is walked or run.
    pub fn first_outing(self) -> Position {
        let goes_out = |stage: &Stage| matches!(stage.work, Work::Walks(_) | Work::Levels(_) | Work::Runs(_));
        match &self.0.shape {
            Shape::Stages(stages) => {
                Position::Stage { stage: stages.iter().position(goes_out).unwrap_or(0), level: 0 }
            }
            Shape::Weeks(_) | Shape::Shares(_) | Shape::Rungs(_) => self.first(),
        }
    }

    /// Returns the last level of running at or before a place; `None` where running has not begun, or the plan has weeks.
    ///
    /// A stage behind the levels has a name that says nothing of them.
    pub fn level_reached(self, place: Position) -> Option<String> {
        let (Shape::Stages(stages), Position::Stage { stage, level }) = (&self.0.shape, place) else {
            return None;
        };
        let come_to = stages.iter().enumerate().take(stage + 1).rev();
        come_to.filter(|(_, one)| matches!(one.work, Work::Levels(_))).find_map(|(at, one)| {
            let levels = levels(one);
            let reached = if at == stage { levels.get(level) } else { levels.last() };
            reached.map(|level| level.id.clone())
        })
    }

    /// Returns the runs before a place, and all; `None` in a plan of stages.
    pub fn counted(self, place: Position) -> Option<(usize, usize)> {
        if matches!(self.0.shape, Shape::Stages(_) | Shape::Rungs(_)) {
            return None;
        }
        let before = |weeks: usize| (0..weeks).map(|week| self.runs_of(week)).sum::<usize>();
        let all = before(self.weeks());
        let behind = match place {
            Position::Run { week, run } => before(week) + run,
            Position::After { .. } | Position::Stage { .. } | Position::Rung { .. } => all,
        };
        Some((behind, all))
    }

    /// Finds a place by what it is called: `week 3`, `3`, `R5`, `C1`, `75%`.
    pub fn find(self, name: &str) -> Option<Position> {
        let name = name.trim();
        if let Shape::Stages(stages) = &self.0.shape {
            let stage = |s: &Stage| s.id.eq_ignore_ascii_case(name);
            if let Some(stage) = stages.iter().position(stage) {
                return Some(Position::Stage { stage, level: 0 });
            }
            return stages.iter().enumerate().find_map(|(stage, s)| {
                let level = levels(s).iter().position(|l| l.id.eq_ignore_ascii_case(name))?;
                Some(Position::Stage { stage, level })
            });
        }
        if let Shape::Rungs(rungs) = &self.0.shape {
            let rung = rungs.iter().position(|share| percent(*share) == name.replace(' ', ""));
            return rung.map(|rung| Position::Rung { rung });
        }
        let (week, run) = name.split_once(',').map_or((name, None), |(week, run)| (week, Some(run)));
        let number = |text: &str, word: &str| -> Option<usize> {
            text.trim().trim_start_matches(word).trim().parse::<usize>().ok()?.checked_sub(1)
        };
        let week = number(week, "week").filter(|week| *week < self.weeks())?;
        let run = run.map_or(Some(0), |run| number(run, "run")).filter(|run| *run < self.runs_of(week))?;
        Some(Position::Run { week, run })
    }

    /// Returns what a place is called in records and by commands: `week 3, run 2`, `R5`, `C1`, `75%`.
    pub fn name(self, place: Position) -> String {
        self.position(place).to_string()
    }

    /// Returns where a place is, for who does not know the plan.
    pub fn position(self, place: Position) -> NamedPosition {
        match place {
            Position::Run { week, run } if self.0.is_walks() => {
                NamedPosition::Walk { week: week + 1, walk: run + 1 }
            }
            Position::Run { week, run } => NamedPosition::Run { week: week + 1, run: run + 1 },
            Position::After { runs } => NamedPosition::After { week: runs / self.runs_a_week() + 1 },
            Position::Rung { rung } => {
                NamedPosition::Level(self.rungs().get(rung).map_or_else(String::new, |share| percent(*share)))
            }
            Position::Stage { level, .. } => {
                let stage = self.stage(place);
                let level = stage.and_then(|s| levels(s).get(level)).map(|level| &level.id);
                NamedPosition::Level(level.or(stage.map(|s| &s.id)).cloned().unwrap_or_default())
            }
        }
    }

    /// Returns the stage of a place.
    pub fn stage(self, place: Position) -> Option<&'p Stage> {
        match (&self.0.shape, place) {
            (Shape::Stages(stages), Position::Stage { stage, .. }) => stages.get(stage),
            (Shape::Stages(stages), Position::After { .. }) => stages.last(),
            _ => None,
        }
    }

    /// Returns where a place stands among the stages, by its name; `None` in a plan without stages.
    pub fn stage_at(self, name: &str) -> Option<StageAt> {
        let place = self.find(name)?;
        let (Shape::Stages(stages), Position::Stage { stage, level }) = (&self.0.shape, place) else {
            return None;
        };
        let here = stages.get(stage)?;
        let level = (!levels(here).is_empty()).then_some(level + 1);
        Some(StageAt { name: here.name.clone(), stage: stage + 1, of: stages.len(), level })
    }

    /// Returns the shares of a plan of rungs, the lowest first; none in any other.
    pub fn rungs(self) -> &'p [f64] {
        match &self.0.shape {
            Shape::Rungs(rungs) => rungs,
            _ => &[],
        }
    }

    /// Returns the week of a place, in a plan of weeks.
    pub fn week(self, place: Position) -> Option<&'p Week> {
        match (&self.0.shape, place) {
            (Shape::Weeks(weeks), Position::Run { week, .. }) => weeks.get(week),
            _ => None,
        }
    }

    /// Returns how many weeks the plan has; none in a plan of stages.
    pub fn weeks(self) -> usize {
        match &self.0.shape {
            Shape::Weeks(weeks) => weeks.len(),
            Shape::Shares(weeks) => weeks.len(),
            Shape::Stages(_) | Shape::Rungs(_) => 0,
        }
    }

    /// Returns how many runs a week has.
    pub fn runs_of(self, week: usize) -> usize {
        match &self.0.shape {
            Shape::Weeks(weeks) => weeks.get(week).map_or(0, |w| w.runs.len()),
            Shape::Shares(weeks) => weeks.get(week).map_or(0, |w| usize::from(w.runs)),
            Shape::Stages(_) | Shape::Rungs(_) => 0,
        }
    }

    /// Returns how many runs a week has once the plan is done.
    pub fn runs_a_week(self) -> usize {
        match &self.0.shape {
            Shape::Stages(stages) => {
                let last = stages
                    .iter()
                    .rev()
                    .find_map(|s| if let Work::Runs(r) = &s.work { Some(r) } else { None });
                last.map_or(limits::RUNS_A_WEEK, |runs: &SteadyRuns| usize::from(runs.per_week))
            }
            Shape::Rungs(_) => {
                let days = self.0.days.values().filter(|work| work.run).count();
                if days == 0 { limits::RUNS_A_WEEK } else { days }
            }
            _ => self.runs_of(self.weeks().saturating_sub(1)).max(1),
        }
    }

    /// Returns the run or walk of a place, as the plan has it; `None` where there is none, or where it
    /// is a share of what was usual.
    pub fn workout(self, place: Position) -> Option<Workout> {
        match (&self.0.shape, place) {
            (Shape::Weeks(weeks), Position::Run { week, run }) => weeks.get(week)?.runs.get(run).cloned(),
            (Shape::Weeks(weeks), Position::After { .. }) => weeks.last()?.runs.last().cloned(),
            (Shape::Stages(_), Position::Stage { level, .. }) => {
                let stage = self.stage(place)?;
                match &stage.work {
                    Work::Walks(levels) | Work::Levels(levels) => Some(levels.get(level)?.workout.clone()),
                    Work::Runs(runs) => Some(runs.workout.clone()),
                    Work::Routines | Work::Tests(_) => None,
                }
            }
            _ => None,
        }
    }

    /// Returns what is run at a share's place at most: the share of the usual minutes, in whole half minutes.
    pub fn share(self, place: Position, usual: Duration) -> Option<Duration> {
        let Shape::Shares(weeks) = &self.0.shape else { return None };
        let week = match place {
            Position::Run { week, .. } => weeks.get(week)?,
            Position::After { .. } => weeks.last()?,
            Position::Stage { .. } | Position::Rung { .. } => return None,
        };
        Some(floor(usual.mul_f64(week.share), ROUND))
    }

    /// Returns the strides of a place; in a stage, in the week and run given.
    pub fn strides(self, place: Position, week: usize, run_of_week: usize) -> Option<Strides> {
        let weekly = match (&self.0.shape, place) {
            (Shape::Weeks(weeks), Position::Run { week, run }) => weeks.get(week)?.strides.map(|s| (s, run)),
            (Shape::Shares(weeks), Position::Run { week, run }) => weeks.get(week)?.strides.map(|s| (s, run)),
            _ => None,
        };
        if let Some((strides, run)) = weekly {
            return (usize::from(strides.run) == run + 1).then_some(strides.strides);
        }
        let Work::Runs(runs) = &self.stage(place)?.work else { return None };
        let (strides, days) = runs.strides.as_ref()?;
        let count = days.get(week).or_else(|| days.last())?;
        (run_of_week < usize::from(*count)).then_some(*strides)
    }

    /// Returns the next place; after the last one, how many runs ago that was.
    pub fn next(self, place: Position) -> Position {
        match place {
            Position::Run { week, run } if run + 1 < self.runs_of(week) => {
                Position::Run { week, run: run + 1 }
            }
            Position::Run { week, .. } if week + 1 < self.weeks() => Position::Run { week: week + 1, run: 0 },
            Position::Run { .. } => Position::After { runs: 0 },
            Position::After { runs } => Position::After { runs: runs + 1 },
            Position::Rung { rung } => {
                Position::Rung { rung: (rung + 1).min(self.rungs().len().saturating_sub(1)) }
            }
            Position::Stage { stage, level } => {
                let has_more = self.stage(place).is_some_and(|s| level + 1 < levels(s).len());
                if has_more { Position::Stage { stage, level: level + 1 } } else { self.next_stage(place) }
            }
        }
    }

    /// Returns the beginning of the next stage; the last one stays.
    pub fn next_stage(self, place: Position) -> Position {
        match (&self.0.shape, place) {
            (Shape::Stages(stages), Position::Stage { stage, .. }) if stage + 1 < stages.len() => {
                Position::Stage { stage: stage + 1, level: 0 }
            }
            _ => place,
        }
    }

    /// Returns the place before, for the load guard; `None` at the first run.
    pub fn before(self, place: Position) -> Option<Position> {
        match place {
            Position::Run { week: 0, run: 0 } => None,
            Position::Run { week, run: 0 } => {
                Some(Position::Run { week: week - 1, run: self.runs_of(week - 1).saturating_sub(1) })
            }
            Position::Run { week, run } => Some(Position::Run { week, run: run - 1 }),
            Position::Rung { rung } => Some(Position::Rung { rung: rung.checked_sub(1)? }),
            Position::After { .. } if !self.rungs().is_empty() => {
                Some(Position::Rung { rung: self.rungs().len() - 1 })
            }
            Position::After { .. } => {
                let week = self.weeks().checked_sub(1)?;
                Some(Position::Run { week, run: self.runs_of(week).saturating_sub(1) })
            }
            Position::Stage { stage, level } if level > 0 => {
                Some(Position::Stage { stage, level: level - 1 })
            }
            Position::Stage { stage, .. } => {
                let before = Position::Stage { stage: stage.checked_sub(1)?, level: 0 };
                (before >= self.first_run()).then(|| self.last_level(before))
            }
        }
    }

    fn last_level(self, place: Position) -> Position {
        match place {
            Position::Stage { stage, .. } => {
                let count = self.stage(place).map_or(1, |s| levels(s).len().max(1));
                Position::Stage { stage, level: count - 1 }
            }
            other => other,
        }
    }

    /// Returns the place one step back: the same run a week before, or a level lower.
    pub fn regress(self, place: Position) -> Position {
        match place {
            Position::Run { week, run } => match week.checked_sub(1) {
                Some(before) => {
                    Position::Run { week: before, run: run.min(self.runs_of(before).saturating_sub(1)) }
                }
                None => Position::Run { week, run: 0 },
            },
            // Growth has its own way back, and so have the rungs.
            Position::After { .. } | Position::Rung { .. } => place,
            Position::Stage { .. } => {
                let Some(stage) = self.stage(place) else { return place };
                if matches!(stage.work, Work::Routines | Work::Tests(_)) {
                    return place;
                }
                match stage.back.regress_to.as_deref().and_then(|name| self.find(name)) {
                    Some(to) => to,
                    None => self.levels_back(place, usize::from(stage.back.regress.max(1))),
                }
            }
        }
    }

    /// Returns the place after a rest: the first run of the week before, or some levels lower and at most
    /// 70 % of the last run.
    pub fn rest(self, place: Position, last_run: Option<Duration>) -> Position {
        let cap = last_run.map(|run| run.mul_f64(AFTER_REST_SHARE));
        match place {
            Position::Run { week, .. } => Position::Run { week: week.saturating_sub(1), run: 0 },
            Position::After { .. } if self.0.is_walks() => {
                Position::Run { week: self.weeks().saturating_sub(1), run: 0 }
            }
            Position::After { .. } | Position::Rung { .. } => place,
            Position::Stage { .. } => {
                let Some(stage) = self.stage(place) else { return place };
                if let Some(to) = stage.back.rest_to.as_deref().and_then(|name| self.find(name)) {
                    return self.at_most(to.min(place), cap);
                }
                match stage.work {
                    Work::Levels(_) => {
                        self.at_most(self.levels_back(place, usize::from(stage.back.rest.max(1))), cap)
                    }
                    Work::Walks(_) => self.levels_back(place, usize::MAX),
                    Work::Routines | Work::Tests(_) | Work::Runs(_) => place,
                }
            }
        }
    }

    /// Returns the place after a warning sign: the walks of the plan, else that of a rest, at most half of the last
    /// run.
    pub fn after_stop(self, place: Position, last_run: Option<Duration>) -> Position {
        match self.walks() {
            Some(walks) => walks.min(place),
            None => self.at_most(self.rest(place, last_run), last_run.map(|run| run / AFTER_STOP_DIVISOR)),
        }
    }

    /// Goes down, no lower than the first run, until what is run is no more than a length.
    fn at_most(self, place: Position, cap: Option<Duration>) -> Position {
        let Some(cap) = cap else { return place };
        let mut place = place;
        while self.workout(place).is_some_and(|w| w.run() > cap) {
            let Some(before) = self.before(place) else { break };
            place = before;
        }
        place
    }

    /// Goes some levels back within the runs, or within the walks, of the plan.
    fn levels_back(self, place: Position, count: usize) -> Position {
        let walks = matches!(self.stage(place).map(|s| &s.work), Some(Work::Walks(_)));
        if let (true, Position::Stage { stage, level }) = (walks, place) {
            return Position::Stage { stage, level: level.saturating_sub(count) };
        }
        let mut place = place;
        for _ in 0..count.min(crate::plans::MAX_PLACES) {
            let Some(before) = self.before(place) else { break };
            place = before;
        }
        place
    }

    /// Returns the place after so many days without a run (EVIDENCE.md 11.4, as amended).
    ///
    /// By weeks: from 7 days the last week done comes again, from 14 two weeks back, from 28 half of the weeks
    /// done if that is further back still, from 56 the beginning. By levels: the same level, two back, four back but not
    /// below the first, the walks. After the plan the growing runs have their own way back up to 27 days; rungs have one
    /// of their own.
    pub fn gap(self, place: Position, days: i32) -> Position {
        if days < GAP_DAYS {
            return place;
        }
        let week = match place {
            Position::Rung { .. } => return place,
            Position::After { .. } if days < GAP_HALF_DAYS || !self.rungs().is_empty() => return place,
            Position::Run { week, .. } => Some(week),
            Position::After { .. } => Some(self.weeks()),
            Position::Stage { .. } => None,
        };
        if let Some(week) = week {
            let week = match days {
                ..GAP_TWO_BACK_DAYS => week.saturating_sub(1),
                GAP_TWO_BACK_DAYS..GAP_HALF_DAYS => week.saturating_sub(GAP_BACK),
                GAP_HALF_DAYS..GAP_ANEW_DAYS => (week / GAP_HALF_DIVISOR).min(week.saturating_sub(GAP_BACK)),
                _ => 0,
            };
            return Position::Run { week, run: 0 }.min(place);
        }
        let walks = self.walks().unwrap_or_else(|| self.first_run());
        match days {
            GAP_ANEW_DAYS.. => walks.min(place),
            _ if place < self.first_run() => place,
            ..GAP_TWO_BACK_DAYS => place,
            GAP_TWO_BACK_DAYS..GAP_HALF_DAYS => self.levels_back(place, GAP_BACK),
            _ => self.levels_back(place, GAP_LEVELS_BACK),
        }
    }

    /// Returns the place after the plan's last run.
    pub fn after(self) -> Position {
        Position::After { runs: 0 }
    }

    /// Returns the first place of the walking stage.
    pub fn walks(self) -> Option<Position> {
        let Shape::Stages(stages) = &self.0.shape else { return None };
        let stage = stages.iter().position(|s| matches!(s.work, Work::Walks(_)))?;
        Some(Position::Stage { stage, level: 0 })
    }

    /// Returns the first stage of a plan of stages, where nothing is run.
    pub fn calm(self) -> Option<Position> {
        matches!(self.0.shape, Shape::Stages(_)).then(|| self.first())
    }

    /// Returns how many greens lead on from a place.
    pub fn greens(self, place: Position) -> crate::plans::Greens {
        let stage = self.stage(place);
        let own = stage.and_then(|s| {
            s.advance
                .iter()
                .find_map(|c| if let Criterion::Greens(greens) = c { Some(*greens) } else { None })
        });
        let one = crate::plans::Greens { count: 1, of: 1 };
        match (own, stage.map(|s| &s.work)) {
            (Some(greens), _) => greens,
            (None, Some(Work::Walks(_))) => one,
            _ => self.0.greens,
        }
    }
}

/// Returns the levels of a stage.
pub fn levels(stage: &Stage) -> &[Level] {
    match &stage.work {
        Work::Walks(levels) | Work::Levels(levels) => levels,
        Work::Routines | Work::Tests(_) | Work::Runs(_) => &[],
    }
}

/// Returns a share as it is written: `75%`.
fn percent(share: f64) -> String {
    format!("{}%", (share * 100.0).round())
}
