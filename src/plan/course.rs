//! A plan that was begun: where one is in it, and how each verdict moves that.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;

use super::growth::Growth;
use super::keep::{self, Entry, Keep};
use super::place::{Position, Positions};
use super::verdict::{Cause, Decision, Verdict};
use crate::plans::workout::MAX_WORKOUT;
use crate::plans::{AfterPlan, Day, Greens, Growing, Plan, Shape, StartPoint, Work};
use crate::record::{Afterwards, Away, Goal, PlanAction};
use crate::symptoms::Region;
use crate::symptoms::limits;
use crate::time::days_between;

/// Verdicts that are kept at a place.
const KEPT: usize = 14;

/// What was said when the plan was begun.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// The first day.
    pub date: Date,
    /// Where.
    pub place: Position,
    /// Where it was sore then.
    pub region: Option<Region>,
    /// The placement test was passed.
    pub tested: bool,
    /// Usual minutes of a run before the break.
    pub usual: Option<Duration>,
    /// The longest run before the break.
    pub longest: Option<Duration>,
    /// The last run before the break.
    pub last_run: Option<Date>,
    /// What the first week is at most, by days off.
    pub share: Option<f64>,
}

/// A verdict at the place where one is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// The day of the run.
    pub date: Date,
    /// What came of it.
    pub decision: Decision,
    /// How long it was, with walks.
    pub total: Duration,
}

/// A plan that was begun.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each holds for itself: none follows from another")]
pub struct Course {
    /// How it was begun.
    pub start: Start,
    /// Where one is: the next run that would be due.
    pub place: Position,
    /// The day that the place's stage or week was come to.
    pub entered: Date,
    /// What came of the runs at this place, oldest first.
    pub judged: Vec<Judged>,
    /// The run days.
    pub days: Vec<Day>,
    /// The first run in this plan.
    pub first_run: Option<Date>,
    /// What was run last in it.
    pub last: Option<(Date, Duration)>,
    /// The last green run at each place of a week: what the next place rises from.
    pub green_at: BTreeMap<Position, Duration>,
    /// What was asked for last, in time to run.
    pub asked: Option<Duration>,
    /// Everything since was green, so that more may be asked for.
    pub may_rise: bool,
    /// What four steady runs in a row let the next one be, though not all of them were green.
    pub permitted: Option<Duration>,
    /// The first week comes twice.
    pub twice: bool,
    /// Holds in this week of the plan.
    pub holds: u8,
    /// Weeks that came again because of how they went.
    pub repeated: u8,
    /// All of the week before was green.
    pub clean_week: bool,
    /// All of this week so far was green.
    pub clean: bool,
    /// Weeks beyond the guard that were agreed to, from 0.
    pub warned: Vec<usize>,
    /// What was chosen for afterwards.
    pub afterwards: Option<Afterwards>,
    /// How far the long run may grow then, if that was chosen.
    pub goal: Option<Goal>,
    /// The day the runner came back to it sore after a week or more.
    pub came_sore: Option<Date>,
    /// A step back that is over after some days: where it leads to, and after how many.
    pub returns: Option<(Position, u32)>,
    /// The long run and the others, once the plan is done and they grow.
    pub growth: Option<Growth>,
    /// Steady runs in a row, green ones between them left out.
    pub steady: u8,
    /// The minutes of somebody who runs on while sore.
    pub keep: Option<Keep>,
    /// Nothing is ever run in the plan.
    pub walks: bool,
    /// The places that were left for lower ones since the last run of the plan, the highest first.
    pub fallen: Vec<Position>,
}

impl Course {
    /// Begins a plan; `None` when the action is no start.
    pub fn begin(plan: &Plan, action: &PlanAction, sport_this_year: Option<bool>) -> Option<Self> {
        let PlanAction::Start {
            date,
            place,
            site,
            usual_minutes,
            longest_minutes,
            last_run,
            days,
            tested,
            still_running,
        } = action
        else {
            return None;
        };
        let minutes = |m: f64| Duration::try_from_secs_f64(m * 60.0).unwrap_or_default().min(MAX_WORKOUT);
        let places = Positions(plan);
        let off = last_run.map(|last| days_between(last, *date).max(0));
        let share = off.and_then(|off| start_share(&plan.start, u32::try_from(off).unwrap_or(0)));
        let placed = place.as_deref().and_then(|name| places.find(name));
        let placed = placed.or_else(|| share.and_then(|share| first_week(&plan.shape, share)));
        let start = Start {
            date: *date,
            place: placed.unwrap_or_else(|| places.first()),
            region: site.map(|site| site.region),
            tested: *tested,
            usual: usual_minutes.map(minutes),
            longest: longest_minutes.map(minutes),
            last_run: *last_run,
            share,
        };
        let keep = matches!(plan.shape, Shape::Rungs(_)).then(|| {
            let usual = start.usual.unwrap_or(limits::USUAL_RUN);
            let said = still_running.unwrap_or_default();
            let region = start.region.unwrap_or(Region::BackHeelBone);
            let last_run = off.unwrap_or_default();
            let first = keep::entry(&Entry { region, said, last_run, age: None, sign: false });
            let mut keep = Keep::begin(first.unwrap_or(keep::HALF), usual, *date);
            if let Some(Position::Rung { rung }) = placed {
                keep.begin_at(Positions(plan).rungs(), rung, *date);
            }
            keep
        });
        let own = || plan.days.iter().filter(|(_, work)| work.run).map(|(day, _)| *day).collect();
        let place = match &keep {
            Some(keep) => Position::Rung { rung: keep.rung(places.rungs()) },
            None => start.place,
        };
        Some(Self {
            place,
            entered: start.date,
            judged: Vec::new(),
            days: days.clone().unwrap_or_else(own),
            first_run: None,
            last: None,
            green_at: BTreeMap::new(),
            asked: None,
            may_rise: true,
            permitted: None,
            twice: sport_this_year == Some(false)
                && matches!(plan.shape, Shape::Weeks(_))
                && !plan.is_walks(),
            holds: 0,
            repeated: 0,
            clean_week: false,
            clean: true,
            warned: Vec::new(),
            afterwards: None,
            goal: None,
            came_sore: None,
            returns: None,
            growth: None,
            steady: 0,
            keep,
            walks: plan.is_walks(),
            fallen: Vec::new(),
            start,
        })
    }

    /// Goes to a place; what came of the runs before stays with the place before.
    pub fn go_to(&mut self, place: Position, date: Date) {
        if place == self.place {
            return;
        }
        let week = |place: Position| match place {
            Position::Run { week, .. } => week,
            Position::Stage { stage, .. } => stage,
            Position::Rung { rung } => rung,
            Position::After { .. } => usize::MAX,
        };
        if week(place) != week(self.place) {
            self.entered = date;
            self.holds = 0;
            self.clean_week = std::mem::replace(&mut self.clean, true);
        }
        self.fallen.push(self.place);
        self.fallen.retain(|from| *from > place);
        self.place = place;
        self.returns = None;
        self.steady = 0;
        self.judged.clear();
    }

    /// Takes in what came of a run of the plan, and moves; `sore` if a site is open, `level` if its mornings have not
    /// risen.
    pub fn settle(&mut self, plan: &Plan, verdict: Verdict, run: &Settled, (sore, level): (bool, bool)) {
        self.may_rise = match (verdict.decision, verdict.cause) {
            (Decision::Advance, _) | (_, Cause::Lighter) => true,
            _ => verdict.is_neutral() && self.may_rise,
        };
        self.clean &= verdict.decision == Decision::Advance || verdict.is_neutral();
        if let Some(growth) = &mut self.growth {
            growth.judge(verdict, run, sore);
        }
        match (self.place, &mut self.keep) {
            (Position::After { .. }, _) => self.settle_after(plan, verdict, run),
            (Position::Rung { .. }, Some(_)) => self.settle_rung(plan, verdict, run, level),
            _ => self.settle_place(plan, verdict, run, level),
        }
    }

    /// After the plan the growing runs move themselves; here only how many there were is counted.
    fn settle_after(&mut self, plan: &Plan, verdict: Verdict, run: &Settled) {
        if !verdict.is_neutral() {
            self.judge(verdict, run);
            self.go_to(Positions(plan).next(self.place), run.settled);
        }
    }

    fn settle_rung(&mut self, plan: &Plan, verdict: Verdict, run: &Settled, level: bool) {
        let rungs = Positions(plan).rungs();
        let Some(keep) = &mut self.keep else { return };
        let before = keep.minutes;
        if verdict.is_neutral() {
            return;
        }
        match verdict.decision {
            Decision::StopLock | Decision::PauseAndRefer | Decision::Rest => keep.rest(rungs, run.settled),
            Decision::Regress => keep.down(rungs, run.settled),
            Decision::Hold => keep.not_steady(),
            Decision::Steady | Decision::RepeatGreen | Decision::Advance => {}
        }
        self.judge(verdict, run);
        let needed = Positions(plan).greens(self.place);
        if let (Decision::Advance, Some(keep)) = (verdict.decision, &mut self.keep)
            && greens(&self.judged, needed)
        {
            keep.up(rungs, run.settled);
        } else if let Some(keep) = self.keep.as_mut().filter(|_| verdict.decision >= Decision::Steady) {
            self.permitted = keep.steady(level, self.asked.unwrap_or(before), run.settled);
        }
        self.follow_keep(plan, before, run.settled);
    }

    /// Moves the minutes of somebody who runs on while sore, and goes to their rung; tells whether the runner is on one.
    fn move_keep(&mut self, plan: &Plan, date: Date, change: impl FnOnce(&mut Keep, &[f64])) -> bool {
        let (Position::Rung { .. }, Some(keep)) = (self.place, &mut self.keep) else { return false };
        let before = keep.minutes;
        change(keep, Positions(plan).rungs());
        self.follow_keep(plan, before, date);
        true
    }

    /// Goes to the rung of the minutes; what came of the runs before stays behind if these have changed.
    fn follow_keep(&mut self, plan: &Plan, before: Duration, date: Date) {
        let Some(keep) = &self.keep else { return };
        let (rung, moved) = (keep.rung(Positions(plan).rungs()), keep.minutes != before);
        let judged = std::mem::take(&mut self.judged);
        self.go_to(Position::Rung { rung }, date);
        if !moved {
            self.judged = judged;
        }
    }

    fn settle_place(&mut self, plan: &Plan, verdict: Verdict, run: &Settled, level: bool) {
        let places = Positions(plan);
        if verdict.decision < Decision::Steady && !verdict.is_neutral() {
            self.steady = 0;
        }
        match verdict.decision {
            Decision::StopLock | Decision::PauseAndRefer | Decision::Rest => {
                self.go_to(places.rest(self.place, Some(run.run)), run.settled);
                self.judged.clear();
            }
            Decision::Regress => {
                let from = self.place;
                self.go_to(places.regress(from), run.settled);
                self.judged.clear();
                let days = places.stage(from).and_then(|stage| stage.back.regress_days);
                self.returns = days.map(|days| (from, days));
            }
            _ if verdict.is_neutral() => {}
            Decision::Hold => {
                self.judge(verdict, run);
                if let (Position::Run { week, .. }, false) = (self.place, verdict.is_unsaid()) {
                    self.holds += 1;
                    if self.holds >= limits::HOLDS_REPEAT {
                        self.repeated = self.repeated.saturating_add(1);
                        self.again(week, run.settled);
                    }
                }
            }
            // Tolerated, and nothing against the week: the same run again. Four in a row count as one green run of a
            // stage, whose levels lie two minutes apart at most.
            Decision::Steady => {
                // What was shorter than its place, as after an illness, says nothing of a longer one.
                let asked = places.workout(self.place).map(|asked| asked.run().mul_f64(limits::SHARE_DONE));
                self.steady += u8::from(asked.is_some_and(|asked| run.run >= asked));
                let small = matches!(self.place, Position::Stage { .. });
                let counts = small && self.steady >= limits::STEADY_RUNS && level;
                let decision = if counts { Decision::Advance } else { Decision::Steady };
                self.judge(Verdict { decision, ..verdict }, run);
                if counts {
                    // A long run that grows lies further from the others than two minutes: it waits for a green one.
                    (self.steady, self.may_rise) = (0, self.growth.is_none());
                    if greens(&self.judged, places.greens(self.place)) {
                        self.advance(plan, run.settled);
                    }
                }
            }
            Decision::RepeatGreen | Decision::Advance => {
                self.judge(verdict, run);
                if matches!(self.place, Position::Run { .. }) {
                    self.green_at.insert(self.place, run.run);
                }
                if greens(&self.judged, places.greens(self.place)) {
                    self.advance(plan, run.settled);
                }
            }
        }
    }

    /// Begins a rest: lower, and as low as the first stage if it is the second one within three weeks.
    pub fn rest(&mut self, plan: &Plan, last_run: Option<Duration>, calm: bool, date: Date) {
        let places = Positions(plan);
        if let Some(growth) = &mut self.growth {
            growth.rest(date);
        }
        if !self.move_keep(plan, date, |keep, rungs| keep.rest(rungs, date)) {
            let calm = places.calm().filter(|_| calm);
            self.go_to(calm.unwrap_or_else(|| places.rest(self.place, last_run)), date);
        }
        self.judged.clear();
        self.steady = 0;
        self.clean = false;
        self.may_rise = false;
    }

    /// After a warning sign: lower, from what is run at half an hour's walk on.
    pub fn after_stop(&mut self, plan: &Plan, last_run: Option<Duration>, date: Date) {
        let places = Positions(plan);
        if let Some(growth) = &mut self.growth {
            growth.rest(date);
        }
        if !self.move_keep(plan, date, |keep, rungs| keep.rest(rungs, date)) {
            self.go_to(places.after_stop(self.place, last_run), date);
        }
        self.judged.clear();
    }

    /// After a gap of so many days, once the first run after it was run.
    pub fn gap(&mut self, plan: &Plan, days: i32, date: Date) {
        if let Some(growth) = &mut self.growth {
            growth.gap(days, date);
        }
        self.move_keep(plan, date, |keep, _| keep.gap(days, date));
    }

    /// One step down without a run that was judged, as after two days too sore to run.
    pub fn step_down(&mut self, plan: &Plan, date: Date) {
        if self.move_keep(plan, date, |keep, rungs| keep.down(rungs, date)) {
            return;
        }
        self.go_to(Positions(plan).regress(self.place), date);
        self.judged.clear();
        self.may_rise = false;
    }

    /// Begins to grow, or stops, as the place asks for it.
    pub fn grow(&mut self, plan: &Plan, date: Date) {
        let places = Positions(plan);
        let growing = self.growing(places).is_some();
        if self.walks || !growing && !matches!(self.place, Position::After { .. }) {
            self.growth = None;
            return;
        }
        if self.growth.is_none() {
            let usual = || places.share(self.place, self.start.usual.unwrap_or(limits::USUAL_RUN));
            let base = self.keep.as_ref().map(Keep::whole);
            let base = base.or_else(|| places.workout(self.place).map(|run| run.run())).or_else(usual);
            self.growth = base.map(|base| Growth::new(date, base));
        }
        if let Some(growth) = &mut self.growth {
            growth.note(growing, date);
        }
    }

    /// Returns how fast the long run grows where one is, if it does.
    pub fn growing(&self, places: Positions<'_>) -> Option<Growing> {
        if self.walks {
            return None;
        }
        if let Position::Stage { .. } = self.place {
            return match &places.stage(self.place)?.work {
                Work::Runs(runs) => runs.grow,
                _ => None,
            };
        }
        let Position::After { runs } = self.place else { return None };
        let kept =
            |then: &AfterPlan| if let AfterPlan::Keep { weeks } = then { usize::from(*weeks) } else { 0 };
        let kept: usize = places.0.then.iter().map(kept).sum();
        let own = places.0.then.iter().find_map(|then| match then {
            AfterPlan::Grow { growing, .. } => Some(*growing),
            AfterPlan::Keep { .. } => None,
        });
        match self.afterwards {
            Some(Afterwards::Longer) => Some(own.unwrap_or(Growing::Gentle)),
            Some(_) => None,
            None => own.filter(|_| runs >= kept * places.runs_a_week()),
        }
    }

    /// After an illness with a fever.
    pub fn fever(&mut self, date: Date) {
        self.growth.iter_mut().for_each(|growth| growth.fever(date));
    }

    /// Notes why the runner was away.
    pub fn back(&mut self, why: Away, date: Date) {
        self.came_sore = (why == Away::Sore).then_some(date);
    }

    /// Notes a run of the plan, and what was asked for.
    pub fn ran(&mut self, date: Date, run: Duration, asked: Duration) {
        self.first_run = self.first_run.or(Some(date));
        self.last = Some((date, run));
        self.asked = Some(asked);
        (self.may_rise, self.permitted) = (false, None);
        self.fallen.clear();
    }

    fn judge(&mut self, verdict: Verdict, run: &Settled) {
        self.judged.push(Judged { date: run.date, decision: verdict.decision, total: run.total });
        if self.judged.len() > KEPT {
            self.judged.remove(0);
        }
    }

    /// Returns the green run that a place rises from: the one at the nearest place before it.
    pub fn rises_from(&self, place: Position) -> Option<Duration> {
        self.green_at.range(..place).next_back().map(|(_, run)| *run)
    }

    /// Does a week of the plan again; by wish, that says nothing against the plan.
    pub fn again(&mut self, week: usize, date: Date) {
        self.go_to(Position::Run { week, run: 0 }, date);
        self.judged.clear();
        self.holds = 0;
    }

    /// Tells whether a week of walks goes on: who walks on more days than it lists walks the last one again on those.
    fn stays_in_week(&self, places: Positions<'_>) -> bool {
        let Position::Run { week, run } = self.place else { return false };
        let walks = places.runs_of(week);
        run + 1 == walks && self.judged.len() <= self.days.len().saturating_sub(walks)
    }

    /// Goes on after enough green runs.
    fn advance(&mut self, plan: &Plan, date: Date) {
        let places = Positions(plan);
        if self.walks && self.stays_in_week(places) {
            return;
        }
        if self.twice && places.next(self.place) == (Position::Run { week: 1, run: 0 }) {
            self.twice = false;
            self.go_to(Position::Run { week: 0, run: 0 }, date);
            return;
        }
        match places.stage(self.place).map(|stage| &stage.work) {
            // A stage that is left by criteria: the fold looks at them each day.
            Some(Work::Runs(_) | Work::Routines | Work::Tests(_)) => {}
            Some(Work::Walks(levels)) => {
                if let Position::Stage { stage, level } = self.place {
                    // The greens of a walk are kept over its levels, since the stage counts them.
                    let level = (level + 1).min(levels.len().saturating_sub(1));
                    self.place = Position::Stage { stage, level };
                }
            }
            Some(Work::Levels(_)) | None => self.go_to(places.next(self.place), date),
        }
    }
}

/// A run whose verdict is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settled {
    /// The day of the run.
    pub date: Date,
    /// The day on which the verdict became final.
    pub settled: Date,
    /// What was run.
    pub run: Duration,
    /// How long it was, with walks.
    pub total: Duration,
    /// It was asked for as the week's long run.
    pub long: bool,
}

/// Tells whether enough of the last verdicts are green, the last among them.
pub fn greens(judged: &[Judged], needed: Greens) -> bool {
    let green = |j: &Judged| j.decision == Decision::Advance;
    let last = judged.iter().rev().take(usize::from(needed.of));
    judged.last().is_some_and(green) && last.filter(|j| green(j)).count() >= usize::from(needed.count)
}

/// Returns the share of the usual minutes after so many days off, on straight lines between the points.
pub fn start_share(points: &[StartPoint], days: u32) -> Option<f64> {
    let first = points.first()?;
    if days <= first.days_off {
        return Some(first.share);
    }
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if days <= to.days_off {
            let part = f64::from(days - from.days_off) / f64::from((to.days_off - from.days_off).max(1));
            return Some(from.share + (to.share - from.share) * part);
        }
    }
    points.last().map(|point| point.share)
}

/// Returns the first week whose share is not below this one.
fn first_week(shape: &Shape, share: f64) -> Option<Position> {
    let Shape::Shares(weeks) = shape else { return None };
    // A share that was worked out from points may lie a hair above the week it means.
    let week =
        weeks.iter().position(|week| week.share >= share - 1e-9).unwrap_or(weeks.len().saturating_sub(1));
    Some(Position::Run { week, run: 0 })
}
