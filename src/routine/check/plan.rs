//! Plans: the head, the days of the week, what follows; weeks and stages are in modules of their own.
//!
//! The load guard, which every run must keep to, is checked here too: a runner who does each run and is always well
//! goes through the whole plan ([`guard`]).

mod guard;
mod stages;
mod weeks;

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};
use std::time::Duration;

use super::{Check, Exercises, unknown_text, values};
use crate::document::read::{Line, List, OneOf, Table};
use crate::document::source::SourceFile;
use crate::document::{Checked, Problems, Spanned, WHOLE_FILE};
use crate::plans::{AfterPlan, Day, DayWork, Greens, Plan, Shape, StartPoint};
use crate::routine::raw::plan::{
    Percent, PlanShape, RawDays, RawPlan, RawPlanFile, RawStage, RawStart, RawThen, RawWeek, Runs,
};
use crate::routine::{Id, When, Word};
use crate::symptoms::limits;
use crate::time::duration_text;

const DAY: Duration = Duration::from_secs(86_400);
const WEEK: Duration = Duration::from_secs(7 * 86_400);
/// The warm-up before a run, if a plan names none.
const BEFORE: &str = "pre-run-5";
/// How long a walk before or after the run may be.
const WALK: RangeInclusive<Duration> = Duration::ZERO..=Duration::from_secs(30 * 60);
/// The walk before a run, if a plan says nothing.
const WALK_IN: Duration = Duration::from_secs(4 * 60);
/// The walk after it.
const WALK_OUT: Duration = Duration::from_secs(5 * 60);
/// How low and how high a rung may be.
const RUNG: RangeInclusive<f64> = 0.2..=1.0;

/// Reads and checks a plan's file, and that what it refers to is there.
pub fn plan(source: &SourceFile, exercises: &dyn Exercises) -> Checked<Plan> {
    let mut check = Check::new(source, exercises);
    let value = check.root::<RawPlanFile>().map(|raw| check.plan_file(raw));
    check.problems.finish(value)
}

/// What weeks and stages need to know of the plan's head.
struct Frame {
    greens: Greens,
    gap_days: u8,
    /// The weekdays on which there is a run; none if days are counted.
    run_days: Vec<Day>,
    on_request: bool,
    /// Whether all weeks are walks.
    walks: bool,
    /// Whether all that the guard looks at could be read.
    sound: bool,
}

/// True if weeks are all of walks, without any run.
fn are_walks(weeks: &[Spanned<RawWeek>]) -> bool {
    let walks = |week: &Spanned<RawWeek>| match &week.value.runs {
        Some(Spanned { value: Runs::Each(list), .. }) => {
            !list.is_empty() && list.iter().all(|run| run.value.is_walk())
        }
        _ => false,
    };
    !weeks.is_empty() && weeks.iter().all(walks)
}

/// What a plan is made of, as written.
struct Content {
    weeks: Option<Spanned<List<RawWeek>>>,
    stages: Option<Spanned<List<RawStage>>>,
    rungs: Option<Spanned<List<Percent>>>,
}

impl Check<'_, '_> {
    fn plan_file(&mut self, raw: RawPlanFile) -> Plan {
        let sound = !self.problems.has_errors();
        let no_plan = raw.lost(&["plan"]);
        let RawPlanFile { failed, format, plan, weeks, stages, then } = raw;
        self.format(format, "plan-1");
        if plan.is_none() && !no_plan {
            self.problems
                .missing(&WHOLE_FILE, "a plan needs a table `plan`")
                .help("write `[plan]` at the top, and below it `name`, `summary` and `shape`");
        }
        let place = plan.as_ref().map_or(WHOLE_FILE, |plan| plan.key.clone());
        let read = plan.is_some();
        let head = plan.map_or_else(blank, |plan| plan.value);
        let lost = head.failed.clone();
        let needed = |check: &mut Self, key: &'static str, there: bool| {
            if read && !there && !lost.contains(&key) {
                check.problems.missing(&place, format!("a plan needs its `{key}`"));
            }
        };
        needed(self, "name", head.name.is_some());
        needed(self, "summary", head.summary.is_some());
        needed(self, "shape", head.shape.is_some());
        let shape = self.shape(head.shape.as_ref(), weeks.as_ref(), stages.as_ref());
        let RawPlan {
            failed: _,
            name,
            summary,
            shape: _,
            rungs,
            with,
            on_request,
            greens,
            greens_of,
            gap,
            gap_after_pain,
            walk_in,
            walk_out,
            before,
            days,
            days_off,
            start,
            needs,
            evidence,
            sources,
        } = head;
        let greens = self.greens(greens.as_ref(), greens_of.as_ref(), ["greens", "greens-of"]);
        let walks = weeks.as_ref().is_some_and(|weeks| are_walks(&weeks.value));
        let least = if walks { limits::BETWEEN_WALKS_DAYS } else { limits::BETWEEN_RUNS_DAYS };
        let gap_days =
            gap.and_then(|gap| self.days(&gap, "gap", least..=7)).unwrap_or(limits::BETWEEN_RUNS_DAYS);
        let after_pain = gap_after_pain
            .and_then(|gap| self.days(&gap, "gap-after-pain", gap_days..=14))
            .unwrap_or(limits::AFTER_PAIN_DAYS);
        let days = days.map_or_else(BTreeMap::new, |days| self.weekdays(days, gap_days));
        let days_off = days_off.and_then(|days| self.days_off(&days));
        let start = start.map_or_else(Vec::new, |start| self.start(start, shape, days_off));
        let frame = Frame {
            greens,
            gap_days,
            run_days: days.iter().filter(|(_, work)| work.run).map(|(day, _)| *day).collect(),
            on_request: on_request.is_some_and(|on| on.value),
            walks,
            sound,
        };
        if shape != PlanShape::Rungs
            && let Some(key) = rungs.as_ref().map(|r| &r.key).or(with.as_ref().map(|with| &with.key))
        {
            self.problems.error(key, "`rungs` and `with` need the shape `rungs` here");
        }
        let with = with.map_or_else(BTreeMap::new, |with| self.with(with.value));
        let content = Content { weeks, stages, rungs };
        let shape = self.content(shape, content, (&failed, &place, &lost), &frame);
        Plan {
            id: self.problems.source().id.clone(),
            name: name.and_then(|name| self.name(name)).unwrap_or_default(),
            summary: summary
                .and_then(|text| self.text(text, "summary", values::MAX_TEXT))
                .unwrap_or_default(),
            on_request: frame.on_request,
            shape,
            greens,
            gap_days,
            gap_days_after_pain: after_pain.max(gap_days),
            walk_in: walk_in.and_then(|walk| self.length(&walk, "walk-in", &WALK)).unwrap_or(WALK_IN),
            walk_out: walk_out.and_then(|walk| self.length(&walk, "walk-out", &WALK)).unwrap_or(WALK_OUT),
            before: before.map_or_else(|| Id::from_words(BEFORE), |before| self.before(before)),
            days,
            with,
            days_off,
            start,
            needs_readiness: needs.is_some(),
            then: then.map_or_else(Vec::new, |then| self.then(then.value)),
            evidence: evidence.and_then(|text| self.text(text, "evidence", values::MAX_LONG)),
            sources: sources.map_or_else(Vec::new, |keys| self.source_keys(keys.value)),
        }
    }

    /// Says of which shape a plan is; if the key is missing, what else there is tells.
    fn shape(
        &mut self,
        shape: Option<&Spanned<OneOf<PlanShape>>>,
        weeks: Option<&Spanned<List<RawWeek>>>,
        stages: Option<&Spanned<List<RawStage>>>,
    ) -> PlanShape {
        let shares = || weeks.is_some_and(|weeks| weeks.value.iter().any(|week| week.value.share.is_some()));
        let shape = match shape {
            Some(shape) => shape.value.0,
            None if weeks.is_none() && stages.is_some() => PlanShape::Stages,
            None if shares() => PlanShape::Share,
            None => PlanShape::Weeks,
        };
        let other = match shape {
            PlanShape::Stages => weeks.map(|weeks| ("weeks", &weeks.key)),
            PlanShape::Rungs if weeks.is_some() => weeks.map(|weeks| ("weeks", &weeks.key)),
            _ => stages.map(|stages| ("stages", &stages.key)),
        };
        if let Some((key, place)) = other {
            let message = format!("`{key}` can't be used with the shape `{}`", shape.word());
            self.problems.error(place, message);
        }
        shape
    }

    /// Checks the weeks, the stages or the rungs, and the guard.
    fn content(
        &mut self,
        shape: PlanShape,
        content: Content,
        (failed, head, lost): (&[&str], &Range<usize>, &[&str]),
        frame: &Frame,
    ) -> Shape {
        let Content { weeks, stages, rungs } = content;
        if shape == PlanShape::Rungs {
            if rungs.is_none() && !lost.contains(&"rungs") {
                self.problems
                    .missing(head, "this plan needs its `rungs`")
                    .help("write `rungs = [\"50%\", \"75%\", \"100%\"]`, lowest first");
            }
            return Shape::Rungs(rungs.map_or_else(Vec::new, |rungs| self.plan_rungs(&rungs)));
        }
        let (key, there) = match shape {
            PlanShape::Stages => ("stages", stages.is_some()),
            _ => ("weeks", weeks.is_some()),
        };
        if !there && !failed.contains(&key) {
            let one = key.trim_end_matches('s');
            self.problems
                .missing(&WHOLE_FILE, format!("this plan needs its `{key}`"))
                .help(format!("write `[[{key}]]` above each {one}"));
        }
        match shape {
            PlanShape::Share => Shape::Shares(weeks.map_or_else(Vec::new, |weeks| self.shares(weeks, frame))),
            PlanShape::Stages => {
                Shape::Stages(stages.map_or_else(Vec::new, |stages| self.stages(stages, frame)))
            }
            _ => Shape::Weeks(weeks.map_or_else(Vec::new, |weeks| self.weeks(weeks, frame))),
        }
    }

    /// Checks that rungs go up, to all of the usual minutes.
    fn plan_rungs(&mut self, raw: &Spanned<List<Percent>>) -> Vec<f64> {
        let mut rungs: Vec<f64> = Vec::new();
        for share in &raw.value {
            let Some(value) = self.percent(share, "rungs", RUNG) else { continue };
            if rungs.last().is_some_and(|last| *last >= value) {
                self.problems.error(&share.span, "rungs must go up, lowest first");
            }
            rungs.push(value);
        }
        if !(2..=10).contains(&raw.value.len()) {
            self.problems.error(&raw.span, "a plan must have 2 to 10 rungs");
        } else if rungs.last().is_some_and(|last| *last < 1.0) {
            self.problems.error(&raw.span, "the last rung must be the usual run: `100%`");
        }
        rungs
    }

    /// Checks how many of the last runs are green.
    fn greens(&mut self, count: Option<&Spanned<i64>>, of: Option<&Spanned<i64>>, keys: [&str; 2]) -> Greens {
        let small = |check: &mut Self, number: Option<&Spanned<i64>>, key: &str| {
            number.and_then(|n| check.number(n, key, 1..=20)).map(|n| n as u8)
        };
        let green = small(self, count, keys[0]).unwrap_or(1);
        let among = small(self, of, keys[1]).unwrap_or(green);
        if let Some(of) = of
            && among < green
        {
            let message = format!("there can't be {green} green runs among the last {among}");
            self.problems.error(&of.span, message);
        }
        Greens { count: green, of: among.max(green) }
    }

    /// Checks a length of whole days.
    fn days(&mut self, length: &Spanned<Duration>, key: &str, range: RangeInclusive<u8>) -> Option<u8> {
        let whole = length.value.as_millis().is_multiple_of(DAY.as_millis());
        let days = u8::try_from(length.value.as_secs() / DAY.as_secs()).ok();
        let days = days.filter(|days| whole && range.contains(days));
        if days.is_none() {
            let (least, most) = (u32::from(*range.start()) * 24, u32::from(*range.end()) * 24);
            let message = format!(
                "`{key}` must be from {least}h to {most}h in whole days, not {}",
                duration_text(length.value)
            );
            let error = self.problems.error(&length.span, message);
            if key == "gap" {
                error.help("a full day between two runs is 48h");
            }
        }
        days
    }

    /// Checks a share's range.
    fn percent(&mut self, share: &Spanned<Percent>, key: &str, range: RangeInclusive<f64>) -> Option<f64> {
        let Percent(value) = share.value;
        if range.contains(&value) {
            return Some(value);
        }
        let text = |share: f64| format!("{}%", (share * 10_000.0).round() / 100.0);
        let (least, most) = (text(*range.start()), text(*range.end()));
        self.problems
            .error(&share.span, format!("`{key}` must be from {least} to {most}, not {}", text(value)));
        None
    }

    /// Checks what belongs to which weekday, and that run days are far enough apart.
    fn weekdays(&mut self, raw: Spanned<RawDays>, gap: u8) -> BTreeMap<Day, DayWork> {
        let place = raw.key;
        let RawDays { failed, mon, tue, wed, thu, fri, sat, sun } = raw.value;
        let mut days = BTreeMap::new();
        let mut runs: Vec<(usize, Range<usize>)> = Vec::new();
        for (i, list) in [mon, tue, wed, thu, fri, sat, sun].into_iter().enumerate() {
            let Some(list) = list else { continue };
            if list.value.is_empty() {
                self.problems.error(&list.span, "this day is empty").help("leave out the day");
            }
            let (work, run) = self.day(list.value);
            runs.extend(run.map(|place| (i, place)));
            days.insert(Day::ALL[i], work);
        }
        if runs.is_empty() && failed.is_empty() {
            self.problems
                .error(&place, "none of these days has a `run`")
                .help("write for example `mon = [\"run\"]`, or leave out `days` to count days instead");
        }
        for (one, (later, place)) in runs.iter().enumerate() {
            // The week goes round: what comes before the first run day is the last one.
            let earlier = runs[(one + runs.len() - 1) % runs.len()].0;
            let apart = (later + 7 - earlier) % 7;
            if runs.len() > 1 && apart < usize::from(gap) {
                let (earlier, later) = (Day::ALL[earlier].name(), Day::ALL[*later].name());
                let hours = u32::from(gap) * 24;
                let message = format!("a run on {later} is less than {hours} h after the one on {earlier}");
                self.problems.error(place, message).help(format!(
                    "{} between two runs",
                    if gap == 2 {
                        "leave one full day".to_owned()
                    } else {
                        format!("leave {} full days", gap - 1)
                    }
                ));
            }
        }
        days
    }

    /// Checks one day; returns where its run is.
    fn day(&mut self, list: List<Id>) -> (DayWork, Option<Range<usize>>) {
        let mut work = DayWork::default();
        let mut run = None;
        let mut place = WHOLE_FILE;
        for id in list {
            let run_too = id.value.as_str() == "run";
            let twice = work.routines.contains(&id.value) || work.before.as_ref() == Some(&id.value);
            if (run_too && work.run) || twice {
                self.problems.error(&id.span, format!("`{}` is in this list twice", id.value));
            } else if run_too {
                match &work.routines[..] {
                    [] => {}
                    [warm_up] => {
                        self.stands_before(warm_up, &place);
                        work.before = work.routines.pop();
                    }
                    _ => {
                        self.problems
                            .error(&id.span, "a day can have only one warm-up before its run")
                            .help("list anything you do after the run behind it");
                    }
                }
                work.run = true;
                run = Some(id.span);
            } else {
                self.named("routine", &id, self.exercises.routine_names());
                place = id.span;
                work.routines.push(id.value);
            }
        }
        (work, run)
    }

    /// Checks that the warm-up is there, and one that stands before a run.
    fn before(&mut self, before: Spanned<Id>) -> Id {
        self.named("routine", &before, self.exercises.routine_names());
        self.stands_before(&before.value, &before.span);
        before.value
    }

    /// Checks that a routine is one for before a run.
    fn stands_before(&mut self, id: &Id, place: &Range<usize>) {
        if let Some(routine) = self.exercises.routine(id)
            && !routine.when.contains(&When::BeforeRun)
        {
            let message = format!("`{id}` isn't a routine for before a run");
            self.problems.error(place, message).help("add `before-run` to its `when`");
        }
    }

    fn days_off(&mut self, days: &Spanned<List<i64>>) -> Option<(u32, u32)> {
        let numbers: Option<Vec<u32>> =
            days.value.iter().map(|day| self.number(day, "days-off", 0..=3650)).collect();
        match numbers?[..] {
            [least, most] if least <= most => Some((least, most)),
            _ => {
                self.problems
                    .error(&days.span, "`days-off` must be the fewest and the most days without running")
                    .help("write for example `days-off = [15, 42]`");
                None
            }
        }
    }

    fn start(
        &mut self,
        raw: Spanned<List<RawStart>>,
        shape: PlanShape,
        days_off: Option<(u32, u32)>,
    ) -> Vec<StartPoint> {
        if shape != PlanShape::Share {
            self.problems.error(&raw.key, "`start` needs the shape `share`");
        }
        if raw.value.len() > 20 {
            self.problems.error(&raw.span, "a plan can have up to 20 starting points");
        }
        let mut points: Vec<StartPoint> = Vec::new();
        for point in raw.value {
            let lost = !point.value.failed.is_empty();
            let RawStart { failed: _, days_off: days, share } = point.value;
            if (days.is_none() || share.is_none()) && !lost {
                self.problems.missing(&point.span, "a starting point needs its `days-off` and its `share`");
            }
            let place = days.as_ref().map_or_else(|| point.span.clone(), |days| days.span.clone());
            let days = days.and_then(|days| self.number(&days, "days-off", 0..=3650));
            let share = share.and_then(|share| self.percent(&share, "share", 0.05..=1.0));
            let (Some(days), Some(share)) = (days, share) else { continue };
            if let Some((least, most)) = days_off
                && !(least..=most).contains(&days)
            {
                let message = format!("this plan is for {least} to {most} days off, not {days}");
                self.problems.error(&place, message);
            }
            if let Some(last) = points.last() {
                if last.days_off >= days {
                    self.problems.error(&place, "starting points must go by days off, fewest first");
                } else if last.share < share {
                    self.problems.error(&point.span, "the share must not be larger after more days off");
                }
            }
            points.push(StartPoint { days_off: days, share });
        }
        points
    }

    fn then(&mut self, raw: List<RawThen>) -> Vec<AfterPlan> {
        let mut then = Vec::new();
        for entry in raw {
            let (place, lost) = (entry.span, !entry.value.failed.is_empty());
            let RawThen { failed: _, keep, grow, to } = entry.value;
            if let Some(to) = &to
                && grow.is_none()
                && !lost
            {
                self.problems.missing(&to.key, "`to` needs `grow`");
            }
            match (keep, grow) {
                (Some(keep), None) => then.extend(self.keep(&keep)),
                (None, Some(grow)) => {
                    then.push(AfterPlan::Grow { growing: grow.value.0, to_longest: to.is_some() });
                }
                (None, None) if lost => {}
                _ => {
                    self.problems.error(&place, "each part of `then` must be `keep` or `grow`").help(
                        "write `then = [{ keep = \"2w\" }, { grow = \"gentle\" }]`, one after the other",
                    );
                }
            }
        }
        then
    }

    fn keep(&mut self, keep: &Spanned<Duration>) -> Option<AfterPlan> {
        let weeks = keep.value.as_secs() / WEEK.as_secs();
        let whole = keep.value.as_millis().is_multiple_of(WEEK.as_millis());
        if !whole || !(1..=52).contains(&weeks) {
            self.problems
                .error(&keep.span, "`keep` must be from 1w to 52w, in whole weeks")
                .help("write for example `keep = \"2w\"`");
            return None;
        }
        Some(AfterPlan::Keep { weeks: weeks as u8 })
    }

    /// Checks a name of a stage or level: a few letters, digits and hyphens.
    fn place_name(&mut self, name: Spanned<Line>, noun: &str) -> Option<Spanned<String>> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if name.value.0.len() > 20 || !name.value.0.chars().all(plain) {
            let message = format!("this can't be the id of a {noun}");
            self.problems
                .error(&name.span, message)
                .help("use up to 20 letters, digits and hyphens, such as `C3`");
            return None;
        }
        Some(name.map(|Line(text)| text))
    }
}

/// Adds the error that no stage or level has this name.
fn unknown_place<'n>(
    problems: &mut Problems<'_>,
    name: &Spanned<String>,
    known: impl Iterator<Item = &'n str>,
) {
    unknown_text(problems, "stage or level", &name.value, &name.span, known);
}

/// A head in which nothing is said.
fn blank() -> RawPlan {
    RawPlan {
        failed: Vec::new(),
        name: None,
        summary: None,
        shape: None,
        rungs: None,
        with: None,
        on_request: None,
        greens: None,
        greens_of: None,
        gap: None,
        gap_after_pain: None,
        walk_in: None,
        walk_out: None,
        before: None,
        days: None,
        days_off: None,
        start: None,
        needs: None,
        evidence: None,
        sources: None,
    }
}
