//! Stages: what is done in each, what leads on, what leads back, and when to ask a clinician.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};
use std::time::Duration;

use super::{Check, Frame, unknown_place};
use crate::document::Spanned;
use crate::document::read::{Entries, Line, List, OneOf, Table, word};
use crate::plans::{Back, Criterion, Level, MAX_RUNS, Refer, Stage, SteadyRuns, Strides, Work, Workout};
use crate::routine::check::values;
use crate::routine::raw::plan::{
    LevelsOrPlace, RawAdvance, RawBack, RawLevel, RawPasses, RawRefer, RawStage, RawStrides, RawWalks,
    StageKind,
};
use crate::routine::{Id, Word};
use crate::symptoms::Region;

/// How long a walk may be.
const WALK: RangeInclusive<Duration> = Duration::from_secs(60)..=Duration::from_secs(3 * 3600);

/// How much of the stronger side's heel raises the weaker one may be asked for.
const SIDE: RangeInclusive<f64> = 0.5..=1.0;

/// The names of all stages and levels, in order, each with the stage that it is in.
#[derive(Debug, Default)]
struct Names(Vec<(String, usize)>);

impl Names {
    /// Returns the stage that a name is in.
    fn stage(&self, name: &str) -> Option<usize> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, stage)| *stage)
    }
}

/// A stage, and what of it names other places.
struct Placed {
    stage: Stage,
    /// Where its runs stand, for the guard.
    runs: Vec<Range<usize>>,
    back: Vec<Spanned<String>>,
    refer: Option<Spanned<String>>,
}

impl Check<'_, '_> {
    /// Checks stages, that what they name is there, and lets the guard look at each level.
    pub(super) fn stages(&mut self, raw: Spanned<List<RawStage>>, frame: &Frame) -> Vec<Stage> {
        let before = self.problems.number();
        self.places(raw.value.len(), "stage", &raw.span);
        let (last, mut names) = (raw.value.len(), Names::default());
        let mut placed = Vec::new();
        for (i, stage) in raw.value.into_iter().enumerate() {
            placed.extend(self.stage(stage, i, i + 1 == last, &mut names));
        }
        let sound = frame.sound && self.problems.number() == before;
        for (i, stage) in placed.iter().enumerate() {
            for name in &stage.back {
                match names.stage(&name.value) {
                    None => unknown_place(&mut self.problems, name, names.0.iter().map(|(name, _)| &**name)),
                    Some(stage) if stage > i => {
                        let message = format!(
                            "`{}` comes after this stage, but `back` must name an earlier one",
                            name.value
                        );
                        self.problems.error(&name.span, message);
                    }
                    Some(_) => {}
                }
            }
            if let Some(name) = &stage.refer
                && names.stage(&name.value).is_none()
            {
                unknown_place(&mut self.problems, name, names.0.iter().map(|(name, _)| &**name));
            }
        }
        let places: Vec<_> = placed.iter().map(|stage| stage.runs.clone()).collect();
        let stages: Vec<Stage> = placed.into_iter().map(|placed| placed.stage).collect();
        if sound {
            self.guard_stages(&stages, &places, frame);
        }
        stages
    }

    fn stage(
        &mut self,
        raw: Spanned<RawStage>,
        number: usize,
        last: bool,
        names: &mut Names,
    ) -> Option<Placed> {
        let (place, lost) = (raw.span, raw.value.failed.clone());
        let given = raw.value.given();
        let RawStage {
            failed: _,
            id,
            name,
            kind,
            levels,
            tests,
            runs,
            per_week,
            weeks,
            strides,
            hills,
            grow,
            advance,
            back,
            refer,
            with,
        } = raw.value;
        for (key, there) in [("id", id.is_some()), ("kind", kind.is_some())] {
            if !there && !lost.contains(&key) {
                self.problems.missing(&place, format!("a stage needs a `{key}`"));
            }
        }
        let id = self.place_id(id, "stage", number, names);
        let levels = levels.map(|levels| self.levels(levels, kind.as_ref(), number, names));
        let with = with.map_or_else(BTreeMap::new, |with| self.with(with.value));
        let back = back.map(|back| self.back(back.value));
        let refer = refer.and_then(|refer| self.refer(refer));
        let kind = kind?;
        let (word, kind) = (kind.value.0.word(), kind.value.0);
        for (key, at) in &given {
            if !belongs(key, kind) {
                self.problems.error(at, format!("`{key}` can't be used in a stage of the kind `{word}`"));
            }
        }
        if let Some(key) = needed(kind)
            && !given.iter().any(|(known, _)| *known == key)
            && !lost.contains(&key)
        {
            self.problems.missing(&place, format!("a stage of the kind `{word}` needs a `{key}`"));
        }
        let mut places = Vec::new();
        let steady = runs.and_then(|runs| self.steady(&runs, &mut places));
        let per_week = per_week.and_then(|n| self.number(&n, "per-week", 1..=MAX_RUNS as u32)).unwrap_or(3);
        let strides = strides.and_then(|strides| self.stage_strides(strides, per_week));
        let hills = hills.and_then(|hills| self.percent(&hills, "hills", 0.01..=1.0)).unwrap_or(0.0);
        let grow = grow.map(|grow| grow.value.0);
        let weeks = weeks.and_then(|weeks| self.number(&weeks, "weeks", 1..=52));
        let unread = lost.iter().any(|key| ["advance", "weeks"].contains(key));
        let criteria = self.criteria(&place, kind, weeks, advance, !last && !unread);
        let (levels, level_places) = levels.unwrap_or_default();
        let work = match kind {
            StageKind::Routines => Work::Routines,
            StageKind::Walks => Work::Walks(levels),
            StageKind::Tests => Work::Tests(tests.map_or_else(Vec::new, |tests| self.words(tests))),
            StageKind::Levels => {
                places = level_places;
                Work::Levels(levels)
            }
            StageKind::Runs => {
                Work::Runs(SteadyRuns { workout: steady?, per_week: per_week as u8, strides, hills, grow })
            }
        };
        let (back, named) = back.unwrap_or((Back { regress: 1, rest: 2, ..Back::default() }, Vec::new()));
        let (refer, level) = refer.unzip();
        let name = name.and_then(|name| self.text(name, "name", values::MAX_LABEL));
        let stage = Stage {
            id: id.unwrap_or_default(),
            name: name.unwrap_or_else(|| usual_name(kind).to_owned()),
            work,
            advance: criteria,
            back,
            refer,
            with,
        };
        Some(Placed { stage, runs: places, back: named, refer: level.flatten() })
    }

    /// Checks how a stage is left, which all but the last need.
    fn criteria(
        &mut self,
        place: &Range<usize>,
        kind: StageKind,
        weeks: Option<u32>,
        advance: Option<Spanned<RawAdvance>>,
        bound: bool,
    ) -> Vec<Criterion> {
        if bound && advance.is_none() && weeks.is_none() && kind != StageKind::Levels {
            self.problems.missing(place, "this stage has no way to the next one").help(
                "write `advance`, with `days`, `morning-max`, `walks`, `passes`, `green` or `green-weeks`",
            );
        }
        let mut criteria: Vec<Criterion> =
            weeks.map(|weeks| Criterion::Days(7 * weeks)).into_iter().collect();
        if kind == StageKind::Levels {
            criteria.push(Criterion::Levels);
        }
        if let Some(advance) = advance {
            criteria.extend(self.advance(advance, kind));
        }
        criteria
    }

    /// Checks the id of a stage or level, which nothing else may have.
    fn place_id(
        &mut self,
        id: Option<Spanned<Line>>,
        noun: &str,
        stage: usize,
        names: &mut Names,
    ) -> Option<String> {
        let id = self.place_name(id?, noun)?;
        if names.stage(&id.value).is_some() {
            let message = format!("there is already a stage or level with the id `{}`", id.value);
            self.problems.error(&id.span, message);
        } else {
            names.0.push((id.value.clone(), stage));
        }
        Some(id.value)
    }

    fn levels(
        &mut self,
        raw: Spanned<List<RawLevel>>,
        kind: Option<&Spanned<OneOf<StageKind>>>,
        stage: usize,
        names: &mut Names,
    ) -> (Vec<Level>, Vec<Range<usize>>) {
        self.places(raw.value.len(), "level", &raw.span);
        let walks = kind.is_some_and(|kind| kind.value.0 == StageKind::Walks);
        let (key, other) = if walks { ("walk", "run") } else { ("run", "walk") };
        let (mut levels, mut places) = (Vec::new(), Vec::new());
        for level in raw.value {
            let (place, lost) = (level.span, level.value.failed.clone());
            let RawLevel { failed: _, id, run, walk } = level.value;
            if id.is_none() && !lost.contains(&"id") {
                self.problems.missing(&place, "a level needs an `id`");
            }
            let id = self.place_id(id, "level", stage, names);
            let (workout, wrong) = if walks { (walk, run) } else { (run, walk) };
            if let Some(wrong) = wrong {
                self.problems.error(&wrong.key, format!("a level here has a `{key}`, not a `{other}`"));
                continue;
            }
            if workout.is_none() && !lost.contains(&key) {
                self.problems.missing(&place, format!("a level needs a `{key}`"));
            }
            let (Some(id), Some(workout)) = (id, workout) else { continue };
            if workout.value.is_walk() != walks {
                let what =
                    if walks { "a walk must not contain running" } else { "this stage has no running" };
                self.problems.error(&workout.span, what);
            }
            levels.push(Level { id, workout: workout.value });
            places.push(workout.span);
        }
        (levels, places)
    }

    /// Checks the one run of a stage.
    fn steady(&mut self, runs: &Spanned<List<Workout>>, places: &mut Vec<Range<usize>>) -> Option<Workout> {
        let [run] = &runs.value[..] else {
            self.problems
                .error(&runs.span, "a stage of the kind `runs` must have just one run")
                .help("write `runs = [\"30m run\"]`; use levels for runs that grow");
            return None;
        };
        if run.value.is_walk() {
            self.problems.error(&run.span, "this stage has no running");
        }
        places.push(run.span.clone());
        Some(run.value.clone())
    }

    fn stage_strides(&mut self, raw: Spanned<RawStrides>, per_week: u32) -> Option<(Strides, Vec<u8>)> {
        let (place, lost) = (raw.span, !raw.value.failed.is_empty());
        let RawStrides { failed: _, times, time, runs } = raw.value;
        if (times.is_none() || time.is_none()) && !lost {
            self.problems
                .missing(&place, "strides need `times` and `time`")
                .help("write for example `strides = { times = 4, time = \"15s\", runs = [1, 2] }`");
        }
        let mut weeks = Vec::new();
        for week in runs.map(|runs| runs.value).unwrap_or_default().into_iter().take(52) {
            weeks.extend(self.number(&week, "runs", 0..=per_week).map(|runs| runs as u8));
        }
        if weeks.is_empty() {
            weeks.push(per_week as u8);
        }
        Some((self.strides(times.as_ref(), time.as_ref())?, weeks))
    }

    fn advance(&mut self, raw: Spanned<RawAdvance>, kind: StageKind) -> Vec<Criterion> {
        for (key, at) in raw.value.given() {
            let fits = match key {
                "walks" => kind == StageKind::Walks,
                "passes" => kind == StageKind::Tests,
                "green" | "of" | "green-weeks" | "raises-side" => kind == StageKind::Runs,
                _ => true,
            };
            if !fits {
                let message = format!("`{key}` can't be met in a stage of the kind `{}`", kind.word());
                self.problems.error(&at, message);
            }
        }
        let empty = raw.value.given().is_empty() && raw.value.failed.is_empty();
        if empty {
            self.problems.missing(&raw.span, "`advance` needs at least one condition");
        }
        let no_green = raw.value.green.is_none() && !raw.value.lost(&["green"]);
        let RawAdvance { failed: _, days, morning_max, walks, passes, green, of, green_weeks, raises_side } =
            raw.value;
        let mut criteria = Vec::new();
        let days = days.and_then(|days| self.number(&days, "days", 1..=365));
        criteria.extend(days.map(Criterion::Days));
        let morning = morning_max.and_then(|score| self.number(&score, "morning-max", 0..=5));
        criteria.extend(morning.map(|score| Criterion::MorningMax(score as u8)));
        criteria.extend(walks.and_then(|walks| self.walks(walks)));
        criteria.extend(passes.and_then(|passes| self.passes(passes)));
        if let Some(of) = &of
            && no_green
        {
            self.problems.missing(&of.key, "`of` needs `green`");
        }
        if green.is_some() {
            criteria.push(Criterion::Greens(self.greens(green.as_ref(), of.as_ref(), ["green", "of"])));
        }
        let weeks = green_weeks.and_then(|weeks| self.number(&weeks, "green-weeks", 1..=52));
        criteria.extend(weeks.map(|weeks| Criterion::GreenWeeks(weeks as u8)));
        let side = raises_side.and_then(|share| self.percent(&share, "raises-side", SIDE));
        criteria.extend(side.map(Criterion::RaisesSide));
        criteria
    }

    fn walks(&mut self, raw: Spanned<RawWalks>) -> Option<Criterion> {
        let lost = !raw.value.failed.is_empty();
        let RawWalks { failed: _, green, least } = raw.value;
        if (green.is_none() || least.is_none()) && !lost {
            self.problems
                .missing(&raw.span, "`walks` needs `green` (how many) and `least` (how long)")
                .help("write `walks = { green = 2, least = \"30m\" }`");
        }
        let count = green.and_then(|green| self.number(&green, "green", 1..=20));
        let length = least.and_then(|least| self.length(&least, "least", &WALK));
        Some(Criterion::Walks { count: count? as u8, length: length? })
    }

    fn passes(&mut self, raw: Spanned<RawPasses>) -> Option<Criterion> {
        let lost = !raw.value.failed.is_empty();
        let RawPasses { failed: _, times, apart } = raw.value;
        if times.is_none() && !lost {
            self.problems.missing(&raw.span, "`passes` needs `times`");
        }
        let count = times.and_then(|times| self.number(&times, "times", 1..=10));
        let apart = match apart {
            Some(apart) => self.days(&apart, "apart", 1..=14)?,
            None => 2,
        };
        Some(Criterion::Passes { count: count? as u8, days_apart: apart })
    }

    /// Checks what leads back; the places that it names are looked for later.
    fn back(&mut self, raw: RawBack) -> (Back, Vec<Spanned<String>>) {
        let RawBack { failed: _, regress, regress_days, rest } = raw;
        let mut named = Vec::new();
        let mut one = |check: &mut Self, key: &str, usual: u8, value: Option<Spanned<LevelsOrPlace>>| {
            let Some(Spanned { value, span, key: at }) = value else { return (usual, None) };
            match value {
                LevelsOrPlace::Levels(number) => {
                    let number = Spanned { value: number, span, key: at };
                    let levels = check.number(&number, key, 1..=20);
                    (levels.map_or(usual, |levels| levels as u8), None)
                }
                LevelsOrPlace::Place(name) => {
                    named.push(Spanned { value: name.clone(), span, key: at });
                    (usual, Some(name))
                }
            }
        };
        let (regress, regress_to) = one(self, "regress", 1, regress);
        let (rest, rest_to) = one(self, "rest", 2, rest);
        if let Some(days) = &regress_days
            && regress_to.is_none()
        {
            self.problems
                .error(&days.key, "`regress-days` needs a `regress` that names a stage")
                .help("write for example `back = { regress = \"C4\", regress-days = 7 }`");
        }
        let regress_days = regress_days.and_then(|days| self.number(&days, "regress-days", 1..=90));
        (Back { regress, rest, rest_to, regress_to, regress_days }, named)
    }

    /// Checks when to ask a clinician; the level that it names is looked for later.
    fn refer(&mut self, raw: Spanned<RawRefer>) -> Option<(Refer, Option<Spanned<String>>)> {
        let lost = !raw.value.failed.is_empty();
        let RawRefer { failed: _, days, level, weeks } = raw.value;
        match (days, level, weeks) {
            (Some(days), None, None) => {
                let days = self.number(&days, "days", 1..=365)?;
                Some((Refer::Days(days), None))
            }
            (None, Some(level), Some(weeks)) => {
                let weeks = self.number(&weeks, "weeks", 1..=104)?;
                let level = level.map(|Line(name)| name);
                Some((Refer::Level { level: level.value.clone(), weeks }, Some(level)))
            }
            _ if lost => None,
            _ => {
                self.problems
                    .error(&raw.span, "`refer` needs either `days`, or `level` and `weeks`")
                    .help("write `refer = { days = 14 }`, or `refer = { level = \"R6\", weeks = 12 }`");
                None
            }
        }
    }

    pub(super) fn with(&mut self, raw: Entries<List<Id>, OneOf<Region>>) -> BTreeMap<Region, Vec<Id>> {
        let mut with = BTreeMap::new();
        for (region, routines) in raw.0 {
            let region = word::<Region>(&region, &routines.key, &mut self.problems);
            if routines.value.is_empty() {
                self.problems.error(&routines.span, "this region is empty").help("leave it out");
            }
            let mut ids: Vec<Id> = Vec::new();
            for id in routines.value {
                self.named("routine", &id, self.exercises.routine_names());
                if ids.contains(&id.value) {
                    self.problems.error(&id.span, format!("`{}` is in this list twice", id.value));
                } else {
                    ids.push(id.value);
                }
            }
            with.extend(region.map(|region| (region, ids)));
        }
        with
    }
}

/// Returns the key that a kind of stage needs.
const fn needed(kind: StageKind) -> Option<&'static str> {
    match kind {
        StageKind::Routines => None,
        StageKind::Walks | StageKind::Levels => Some("levels"),
        StageKind::Tests => Some("tests"),
        StageKind::Runs => Some("runs"),
    }
}

/// True if a key goes with a kind of stage.
fn belongs(key: &str, kind: StageKind) -> bool {
    match key {
        "levels" => matches!(kind, StageKind::Walks | StageKind::Levels),
        "tests" => kind == StageKind::Tests,
        "runs" | "per-week" | "weeks" | "strides" | "hills" | "grow" => kind == StageKind::Runs,
        "back" => matches!(kind, StageKind::Walks | StageKind::Levels | StageKind::Runs),
        _ => true,
    }
}

/// Returns what a stage is called that has no name.
const fn usual_name(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Routines => "Strength and daily life",
        StageKind::Walks => "Walk",
        StageKind::Tests => "Ready check",
        StageKind::Levels => "Run and walk",
        StageKind::Runs => "Run",
    }
}
