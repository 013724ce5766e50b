//! The tables of a plan's file, as written, and how its shares, runs and blocks are read.

use std::ops::Range;
use std::time::Duration;

use toml::de::{DeTable, DeValue};

use super::{Entries, KeyShape, Line, List, Node, OneOf, Problems, Read, Spanned, Table, unknown_key};
use crate::document::quoted;
use crate::document::read::Shape;
use crate::document::tables;
use crate::plans::{Blocks, Growing, Pace, TestKind, Workout, WorkoutError};
use crate::routine::model::Id;
use crate::symptoms::Region;
use crate::word::words;

tables! {
    /// A plan's file.
    RawPlanFile("a plan's file") {
        /// The format of the file; the newest when it is left out.
        "format" format: Line,
        /// What holds for the whole plan.
        "plan" plan: RawPlan,
        /// The weeks of a plan of the shape `weeks` or `share`.
        "weeks" weeks: List<RawWeek>,
        /// The stages of a plan of the shape `stages`.
        "stages" stages: List<RawStage>,
        /// What follows when it is done.
        "then" then: List<RawThen>,
    }

    /// What holds for the whole plan.
    RawPlan("`plan`") {
        /// What it is called; promises no duration.
        "name" name: Line,
        /// What it is and for whom, in a sentence or two.
        "summary" summary: Line,
        /// What it is made of: `weeks` of runs, weeks as a `share` of the usual minutes, `stages`, or `rungs`.
        "shape" shape: OneOf<PlanShape>,
        /// The rungs of a plan of the shape `rungs`: shares of the usual minutes, the lowest first.
        "rungs" rungs: List<Percent>,
        /// The strength that goes with a plan of the shape `rungs`, by sore region.
        "with" with: Entries<List<Id>, OneOf<Region>>,
        /// Offered only when it is asked for by name.
        "on-request" on_request: bool,
        /// How many green runs lead on; 1 when left out.
        "greens" greens: i64,
        /// Of how many runs; as many as `greens` when left out.
        "greens-of" greens_of: i64,
        /// From one run to the next, in whole days; `48h` when left out, and at least.
        "gap" gap: Duration,
        /// The same after pain of 4 or 5, and after a step back; `72h` when left out.
        "gap-after-pain" gap_after_pain: Duration,
        /// The brisk walk before the run; `4m` when left out.
        "walk-in" walk_in: Duration,
        /// The easy walk after it; `5m` when left out.
        "walk-out" walk_out: Duration,
        /// The warm-up before it; `pre-run-5` when left out.
        "before" before: Id,
        /// What belongs to which weekday: `run`, and routines that come after it.
        "days" days: RawDays,
        /// Days without running that it is for, the fewest and the most.
        "days-off" days_off: List<i64>,
        /// Where it begins, by days off; straight lines lie between the points.
        "start" start: List<RawStart>,
        /// Set to `ready-to-run`: the readiness tests come first when the break was for soreness.
        "needs" needs: OneOf<PlanNeed>,
        /// What the evidence shows, and what is convention.
        "evidence" evidence: Line,
        /// Keys of `routines/sources.toml`.
        "sources" sources: List<Line>,
    }

    /// What belongs to which weekday.
    RawDays("`days`") {
        /// Monday.
        "mon" mon: List<Id>,
        /// Tuesday.
        "tue" tue: List<Id>,
        /// Wednesday.
        "wed" wed: List<Id>,
        /// Thursday.
        "thu" thu: List<Id>,
        /// Friday.
        "fri" fri: List<Id>,
        /// Saturday.
        "sat" sat: List<Id>,
        /// Sunday.
        "sun" sun: List<Id>,
    }

    /// Where a plan begins after so many days off.
    RawStart("a starting point") {
        /// Days since the last run.
        "days-off" days_off: i64,
        /// The share of the usual minutes then.
        "share" share: Percent,
    }

    /// A week.
    RawWeek("a week") {
        /// Its runs, one by one; how many, where it is a share of the usual minutes.
        "runs" runs: Runs,
        /// The share of the usual minutes of a run: the most of each.
        "share" share: Percent,
        /// The longest running block and the walk between two, or `run` for one piece.
        "blocks" blocks: Cut,
        /// Strides at the end of one run, within its minutes.
        "strides" strides: RawWeekStrides,
        /// The week goes beyond the load guard: the warning that has to be answered with yes.
        "guard-exempt" guard_exempt: Line,
    }

    /// Strides in one run of a week.
    RawWeekStrides("a week's `strides`") {
        /// Which run of the week, from 1.
        "run" run: i64,
        /// How many.
        "times" times: i64,
        /// How long each lasts.
        "time" time: Duration,
    }

    /// A stage.
    RawStage("a stage") {
        /// Its id, such as `C3`.
        "id" id: Line,
        /// What it is called; after its kind when left out.
        "name" name: Line,
        /// What is done in it.
        "kind" kind: OneOf<StageKind>,
        /// The levels of walks or runs, in order.
        "levels" levels: List<RawLevel>,
        /// The tests of readiness.
        "tests" tests: List<OneOf<TestKind>>,
        /// The one run that is done again and again.
        "runs" runs: List<Workout>,
        /// How often a week.
        "per-week" per_week: i64,
        /// The least weeks that the stage lasts.
        "weeks" weeks: i64,
        /// Strides at the end of some runs, within their minutes.
        "strides" strides: RawStrides,
        /// The most of a run that may be hilly; flat when left out.
        "hills" hills: Percent,
        /// How fast the long run of a week grows: `gentle` or `slow`; not at all when left out.
        "grow" grow: Speed,
        /// What leads to the next stage; all of it must be met.
        "advance" advance: RawAdvance,
        /// What leads back.
        "back" back: RawBack,
        /// When to ask a clinician.
        "refer" refer: RawRefer,
        /// The routines that go with it, by sore region.
        "with" with: Entries<List<Id>, OneOf<Region>>,
    }

    /// A level.
    RawLevel("a level") {
        /// Its id, such as `R5`.
        "id" id: Line,
        /// The run.
        "run" run: Workout,
        /// The walk.
        "walk" walk: Workout,
    }

    /// Strides in the runs of a stage.
    RawStrides("a stage's `strides`") {
        /// How many.
        "times" times: i64,
        /// How long each lasts.
        "time" time: Duration,
        /// In how many runs, week by week; the last number goes on. Every run when left out.
        "runs" runs: List<i64>,
    }

    /// What leads to the next stage.
    RawAdvance("`advance`") {
        /// At least so many days in the stage.
        "days" days: i64,
        /// None of the last seven mornings above this, and they do not rise.
        "morning-max" morning_max: i64,
        /// Green walks.
        "walks" walks: RawWalks,
        /// All tests passed.
        "passes" passes: RawPasses,
        /// So many green runs.
        "green" green: i64,
        /// Of the last so many; as many as `green` when left out.
        "of" of: i64,
        /// So many weeks in a row with green runs only.
        "green-weeks" green_weeks: i64,
        /// The weaker side does at least this share of the stronger one's heel raises, where both were noted.
        "raises-side" raises_side: Percent,
    }

    /// Green walks.
    RawWalks("`walks`") {
        /// How many.
        "green" green: i64,
        /// How long each is at least.
        "least" least: Duration,
    }

    /// All tests passed.
    RawPasses("`passes`") {
        /// How often.
        "times" times: i64,
        /// From one time to the next, in whole days; `48h` when left out.
        "apart" apart: Duration,
    }

    /// What leads back from a stage.
    RawBack("`back`") {
        /// On a step back: so many levels, or to this level or stage; 1 when left out.
        "regress" regress: LevelsOrPlace,
        /// So many green days there, and this stage comes again; as that stage asks when left out.
        "regress-days" regress_days: i64,
        /// On a rest: so many levels, or to this level or stage; 2 when left out.
        "rest" rest: LevelsOrPlace,
    }

    /// When to ask a clinician.
    RawRefer("`refer`") {
        /// After so many days in the stage without getting better.
        "days" days: i64,
        /// When this level is not reached ..
        "level" level: Line,
        /// .. within so many weeks from the first run of the stage.
        "weeks" weeks: i64,
    }

    /// What follows when a plan is done.
    RawThen("`then`") {
        /// The last run stays for so long, in whole weeks.
        "keep" keep: Duration,
        /// How fast the long run of each week grows: `gentle` or `slow`.
        "grow" grow: Speed,
        /// Set to `longest-before`: only up to the longest run before the break.
        "to" to: OneOf<GrowTo>,
    }
}

words! {
    /// What a plan is made of.
    pub(crate) PlanShape("shape of a plan") {
        /// Weeks of runs.
        Weeks = "weeks",
        /// Weeks as shares of the usual minutes.
        Share = "share",
        /// Stages that are left by criteria.
        Stages = "stages",
        /// Shares of the usual minutes, for somebody who runs on while sore.
        Rungs = "rungs",
    }
}

words! {
    /// What is done in a stage.
    pub(crate) StageKind("kind of stage") {
        /// Routines and daily life.
        Routines = "routines",
        /// Walks, from level to level.
        Walks = "walks",
        /// Tests of readiness.
        Tests = "tests",
        /// Runs, from level to level.
        Levels = "levels",
        /// The same run again and again.
        Runs = "runs",
    }
}

words! {
    /// What comes before a plan.
    pub(crate) PlanNeed("entry criterion of a plan") {
        /// The readiness tests.
        ReadyToRun = "ready-to-run",
    }
}

words! {
    /// Up to what a run grows.
    pub(crate) GrowTo("end of growth") {
        /// The longest run before the break.
        LongestBefore = "longest-before",
    }
}

/// A share, written `"35%"`, as a part of one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Percent(pub(crate) f64);

/// Most that a share may say, in percent.
const MOST: f64 = 1000.0;

impl Read for Percent {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let DeValue::String(text) = node.get() else {
            let error = node.mistyped("a share in percent", problems);
            error.help(format!("write for example `{} = \"35%\"`", node.name));
            return None;
        };
        let number = text.trim().strip_suffix('%').map(str::trim);
        let plain = |text: &&str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.');
        let value = number.filter(plain).and_then(|text| text.parse::<f64>().ok());
        let value = value.filter(|value| (0.0..=MOST).contains(value));
        if value.is_none() {
            let message = format!("{} isn't a share", quoted(text));
            problems
                .error(&node.span(), message)
                .help(format!("write a number and a percent sign, as in `{} = \"35%\"`", node.name));
        }
        value.map(|value| Self(value / 100.0))
    }

    fn shape() -> Shape {
        Shape::Percent
    }
}

/// How fast the long run of a week grows. A share, as files of before had it, is the gentle speed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Speed(pub(crate) Growing);

impl Read for Speed {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        match node.get() {
            DeValue::String(text) if text.trim_end().ends_with('%') => {
                Percent::read(node, problems).map(|_| Self(Growing::Gentle))
            }
            _ => OneOf::<Growing>::read(node, problems).map(|OneOf(growing)| Self(growing)),
        }
    }

    fn shape() -> Shape {
        Shape::Either(vec![OneOf::<Growing>::shape(), Shape::Percent])
    }
}

/// Reads a run as it is written, or adds what is wrong with it.
fn workout(text: &str, node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Workout> {
    let error = match text.parse() {
        Ok(workout) => return Some(workout),
        Err(error) => error,
    };
    let words: Vec<&str> = Pace::ALL.iter().map(|pace| pace.id()).collect();
    let message = match &error {
        WorkoutError::Interval(part) => format!("{} isn't an interval of a run", quoted(part)),
        WorkoutError::Times(part) if part.is_empty() => "a bracket needs a number of sets".to_owned(),
        WorkoutError::Times(part) => format!("{} isn't a number of sets", quoted(part)),
        WorkoutError::Length(error) => format!("an interval's length: {error}"),
        WorkoutError::Empty => "an interval is missing".to_owned(),
        WorkoutError::Bracket => "a bracket is missing its other half".to_owned(),
        WorkoutError::Zero | WorkoutError::TooLong => error.to_string(),
    };
    let problem = problems.error(&node.span(), message);
    match &error {
        WorkoutError::Interval(_) | WorkoutError::Length(_) => {
            problem.help(format!("write a length and one of {}, such as `1m30s run`", words.join(", ")));
        }
        WorkoutError::Times(_) | WorkoutError::Empty | WorkoutError::Bracket => {
            problem.help("write for example `8x(1m run, 2m walk)`, `10m run, 2m walk, 9m run` or `20m run`");
        }
        WorkoutError::Zero | WorkoutError::TooLong => {}
    }
    None
}

impl Read for Workout {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        if let DeValue::String(text) = node.get() {
            return workout(text, node, problems);
        }
        let error = node.mistyped("a run in quotes", problems);
        error.help("write for example `8x(1m run, 2m walk)` or `20m run`");
        None
    }

    fn shape() -> Shape {
        Shape::Workout
    }
}

/// The runs of a week: each, or how many.
#[derive(Debug, Clone)]
pub(crate) enum Runs {
    /// Each.
    Each(List<Workout>),
    /// How many, and where the file says so.
    Count(i64),
}

impl Read for Runs {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        match node.get() {
            DeValue::Array(_) => List::<Workout>::read(node, problems).map(Self::Each),
            DeValue::Integer(_) => i64::read(node, problems).map(Self::Count),
            _ => {
                let error = node.mistyped("a list of runs, or their number", problems);
                error.help("write `runs = [\"20m run\", ..]`; with a `share`, `runs = 3`");
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::Either(vec![List::<Workout>::shape(), Shape::Number])
    }
}

/// How a run is cut: `2m run, 1m walk`, or `run` for one piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut(pub(crate) Option<Blocks>);

impl Read for Cut {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        let help = "write `blocks = \"2m run, 1m walk\"`, or `blocks = \"run\"` for one piece";
        let DeValue::String(text) = node.get() else {
            node.mistyped("a run and a walk in quotes", problems).help(help);
            return None;
        };
        if text.trim() == "run" {
            return Some(Self(None));
        }
        let intervals: Vec<_> = workout(text, node, problems)?.intervals().take(3).collect();
        if let [run, walk] = intervals[..]
            && run.pace == Pace::Run
            && walk.pace == Pace::Walk
        {
            return Some(Self(Some(Blocks { run: run.length, walk: walk.length })));
        }
        problems.error(&node.span(), "a block must be one `run` and one `walk`").help(help);
        None
    }

    fn shape() -> Shape {
        Shape::Workout
    }
}

/// So many levels, or the name of a level or stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LevelsOrPlace {
    /// So many levels.
    Levels(i64),
    /// The name of a level or stage.
    Place(String),
}

impl Read for LevelsOrPlace {
    fn read(node: &Node<'_, '_>, problems: &mut Problems<'_>) -> Option<Self> {
        match node.get() {
            DeValue::Integer(_) => i64::read(node, problems).map(Self::Levels),
            DeValue::String(_) => Line::read(node, problems).map(|line| Self::Place(line.0)),
            _ => {
                node.mistyped("a number of levels, or a level or stage in quotes", problems);
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::Either(vec![Shape::Number, Shape::Line])
    }
}
