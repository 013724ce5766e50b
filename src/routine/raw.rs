//! The tables of routine, exercise and source files, as written: every key once.
//!
//! One declaration gives each table its struct of optional values with their places, its
//! reader, which refuses unknown keys, and its shape for a schema. Nothing here knows which
//! values go together; that is for `check`.

use std::ops::Range;
use std::time::Duration;

use toml::de::DeTable;

use super::dose::Tempo;
use super::model::{BlockKind, Equipment, First, Id, Level, NeedKind, Posture, Sides, Stress, Tissue, When};
use crate::document::read::{
    Entries, KeyShape, Line, List, OneOf, OneOrMany, Prose, Read, Table, TableShape, unknown_key,
};
use crate::document::tables;
use crate::document::{Node, Problems, Spanned};
use crate::plans::TestKind;
use crate::symptoms::{PainScore, Region};

tables! {
    /// A routine file.
    RawRoutine("a routine") {
        /// The format of the file; the newest when it is left out.
        "format" format: Line,
        /// What the routine is called.
        "name" name: Line,
        /// One or two sentences about it.
        "summary" summary: Line,
        /// When it is meant to be done.
        "when" when: List<OneOf<When>>,
        /// For whom it is.
        "level" level: OneOf<Level>,
        /// How hard it is on tendon and bone.
        "stress" stress: OneOf<Stress>,
        /// What it works.
        "targets" targets: List<OneOf<Tissue>>,
        /// How often it is due.
        "every" every: RawEvery,
        /// Entry criteria, by name.
        "needs" needs: Entries<i64, OneOf<NeedKind>>,
        /// Who should leave it, and when to stop.
        "caution" caution: List<Line>,
        /// What to learn by heart and do without a screen: 12 lines at most.
        "card" card: List<Line>,
        /// What the evidence shows, and what not.
        "evidence" evidence: Line,
        /// Keys of `routines/sources.toml`.
        "sources" sources: List<Line>,
        /// What changes for a sore region, by region.
        "for" gate: Entries<RawGate, OneOf<Region>>,
        /// The steps, in order.
        "steps" steps: List<RawStep>,
        /// Ways up.
        "rungs" rungs: List<RawRung>,
        /// Set to `clinician` when a clinician set it.
        "set-by" set_by: Line,
        /// The clinician's pain limit.
        "pain-up-to" pain_up_to: PainScore,
    }

    /// How often a routine is due.
    RawEvery("`every`") {
        /// Times a week.
        "per-week" per_week: i64,
        /// Once in so many days.
        "days" days: i64,
        /// Times a day.
        "per-day" per_day: i64,
        /// Least time from one to the next.
        "gap" gap: Duration,
    }

    /// What a routine does about a sore region.
    RawGate("a routine's `for`") {
        /// The routine that is played instead.
        "use" instead: Id,
        /// The steps that are left out.
        "skip" skip: List<Id>,
        /// The routine is not played.
        "stop" stop: bool,
        /// Until this level of the plan is reached.
        "until-level" until_level: Line,
        /// Until so many green weeks have passed.
        "green-weeks" green_weeks: i64,
        /// Until so long after it began to be sore, whether it still is or not.
        "after" after: Duration,
        /// Until it has been at 1 or less, or gone, for so long.
        "clear-for" clear_for: Duration,
        /// Why.
        "why" why: Line,
    }

    /// A step, or a circuit of steps.
    RawStep("a step") {
        /// A name for gates and rungs; made from the exercise when left out.
        "id" id: Id,
        /// The exercise, by its file's name.
        "exercise" exercise: Id,
        /// What the step is called.
        "name" name: Line,
        /// How to get into position, as it is heard before the clock starts: 14 words at most.
        "ready" ready: Line,
        /// How to do it, as it is heard: 12 words at most.
        "say" say: Line,
        /// What is heard in place of it on later sets, 12 words at most.
        "also-say" also_say: Line,
        /// What the player shows, 108 characters at most.
        "brief" brief: Line,
        /// The long text.
        "how" how: Prose,
        /// The common mistake.
        "mistake" mistake: Line,
        /// What a step in place works.
        "targets" targets: List<OneOf<Tissue>>,
        /// Which regions a step in place loads.
        "loads" loads: List<OneOf<Region>>,
        /// The picture of a step in place.
        "figure" figure: RawFigure,
        /// A step in place with hops, skips or jogging.
        "impact" impact: bool,
        /// A step in place that bends the ankle to the end of its range.
        "deep-bend" deep_bend: bool,
        /// What a step in place needs.
        "equipment" equipment: List<OneOf<Equipment>>,
        /// How the body is placed in a step in place.
        "posture" posture: OneOf<Posture>,
        /// Held still for this long.
        "hold" hold: Duration,
        /// Moved for this long.
        "time" time: Duration,
        /// Counted, so many times.
        "reps" reps: i64,
        /// The parts of one repetition, in seconds.
        "tempo" tempo: Tempo,
        /// Set to `key`: until a key is pressed.
        "until" until: Line,
        /// Each press counts a repetition.
        "count" count: bool,
        /// Repetitions a minute, heard as a beat.
        "pace" pace: i64,
        /// How long it takes as a rule.
        "typical" typical: Duration,
        /// When it ends by itself.
        "at-most" at_most: Duration,
        /// The test of readiness that it is: its result is asked for behind each set.
        "test" test: OneOf<TestKind>,
        /// Which sides take part.
        "sides" sides: OneOf<Sides>,
        /// Which side begins.
        "first" first: OneOf<First>,
        /// Sets, on each side.
        "sets" sets: i64,
        /// Sets on the left.
        "sets-left" sets_left: i64,
        /// Sets on the right.
        "sets-right" sets_right: i64,
        /// Set to `sore`: one set more on the side that is sore, while it is 2 at most.
        "extra-set" extra_set: Line,
        /// Rest between sets, or between the rounds of a circuit.
        "rest" rest: Duration,
        /// Time to change sides.
        "switch" switch: Duration,
        /// Time to get in position.
        "set-up" set_up: Duration,
        /// Rest after the last set.
        "rest-after" rest_after: Duration,
        /// The weight.
        "load" load: Line,
        /// What the sheet that it was made of says about it and was not read.
        "not-read" not_read: Line,
        /// May be left out when time is short.
        "optional" optional: bool,
        /// The smallest goes first when time is short.
        "priority" priority: i64,
        /// The least that still counts.
        "least" least: RawChange,
        /// Which part of a warm-up it is.
        "block" block: OneOf<BlockKind>,
        /// Where the dose comes from: `convention`, or keys of `routines/sources.toml`.
        "dose" dose: OneOrMany<Line>,
        /// Left out from this pain score on, in a region that the exercise loads.
        "skip-from-pain" skip_from_pain: PainScore,
        /// What changes for a sore region, by region.
        "for" gate: Entries<RawStepGate, OneOf<Region>>,
        /// Entry criteria, by name; the step is left out while one is not met.
        "needs" needs: Entries<i64, OneOf<NeedKind>>,
        /// Exercises of equal load that may take a turn.
        "or" or: List<Id>,
        /// Rounds of a circuit.
        "rounds" rounds: i64,
        /// The steps of a circuit.
        "steps" steps: List<RawStep>,
    }

    /// Changes to a step.
    RawChange("a change to a step") {
        /// Another exercise.
        "exercise" exercise: Id,
        /// Held still for this long.
        "hold" hold: Duration,
        /// Moved for this long.
        "time" time: Duration,
        /// Counted, so many times.
        "reps" reps: i64,
        /// The parts of one repetition, in seconds.
        "tempo" tempo: Tempo,
        /// Sets, on each side.
        "sets" sets: i64,
        /// Rest between sets.
        "rest" rest: Duration,
        /// The weight.
        "load" load: Line,
        /// Which sides take part: `both`, `each` or `alternate`.
        "sides" sides: OneOf<Sides>,
    }

    /// What a step does about a sore region.
    RawStepGate("a step's `for`") {
        /// The step is left out.
        "skip" skip: bool,
        /// Another exercise.
        "exercise" exercise: Id,
        /// Held still for this long.
        "hold" hold: Duration,
        /// Moved for this long.
        "time" time: Duration,
        /// Counted, so many times.
        "reps" reps: i64,
        /// The parts of one repetition, in seconds.
        "tempo" tempo: Tempo,
        /// Sets, on each side.
        "sets" sets: i64,
        /// Rest between sets.
        "rest" rest: Duration,
        /// The weight.
        "load" load: Line,
        /// Which sides take part: `both`, `each` or `alternate`.
        "sides" sides: OneOf<Sides>,
        /// Until this level of the plan is reached.
        "until-level" until_level: Line,
        /// Until so many green weeks have passed.
        "green-weeks" green_weeks: i64,
        /// Until so long after it began to be sore, whether it still is or not.
        "after" after: Duration,
        /// Until it has been at 1 or less, or gone, for so long.
        "clear-for" clear_for: Duration,
        /// Why.
        "why" why: Line,
    }

    /// A next step up.
    RawRung("a rung") {
        /// A name, unique in the routine.
        "id" id: Id,
        /// What changes, by step.
        "set" set: Entries<RawChange>,
        /// The routine to go on with.
        "use" instead: Id,
        /// What is said when it is proposed.
        "says" says: Line,
        /// When it is proposed.
        "when" when: RawRungWhen,
    }

    /// When a rung is proposed.
    RawRungWhen("a rung's `when`") {
        /// Sessions in a row that were done in full.
        "sessions" sessions: i64,
        /// Worst pain in them.
        "pain-max" pain_max: PainScore,
        /// Set to `base`: the next morning was no worse than usual.
        "morning" morning: Line,
    }

    /// An exercise file.
    RawExercise("an exercise") {
        /// The format of the file; the newest when it is left out.
        "format" format: Line,
        /// What it is called.
        "name" name: Line,
        /// Other names that it goes by; `runup new --from-text` knows them.
        "also" also: List<Line>,
        /// How to get into position, as it is heard before the clock starts: 14 words at most.
        "ready" ready: Line,
        /// How to do it, as it is heard: 12 words at most.
        "say" say: Line,
        /// What is heard in place of it on later sets, 12 words at most.
        "also-say" also_say: Line,
        /// What the player shows, 108 characters at most.
        "brief" brief: Line,
        /// How to stand, as it is read from 3 m before the clock starts: 56 characters at most, in short sentences.
        "far" far: Line,
        /// The long text.
        "how" how: Prose,
        /// The common mistake.
        "mistake" mistake: Line,
        /// What it works.
        "targets" targets: List<OneOf<Tissue>>,
        /// Which regions it loads.
        "loads" loads: List<OneOf<Region>>,
        /// Its picture.
        "figure" figure: RawFigure,
        /// Hops, skips, jogging on the spot.
        "impact" impact: bool,
        /// Bends the ankle to the end of its range.
        "deep-bend" deep_bend: bool,
        /// What it needs.
        "equipment" equipment: List<OneOf<Equipment>>,
        /// How the body is placed; standing when left out.
        "posture" posture: OneOf<Posture>,
        /// What to do instead when this is too much.
        "easier" easier: Id,
        /// What comes after this.
        "harder" harder: Id,
        /// Keys of `routines/sources.toml`.
        "sources" sources: List<Line>,
    }

    /// The picture of an exercise.
    RawFigure("a figure") {
        /// The figure's file.
        "id" id: Id,
        /// The camera.
        "view" view: Line,
        /// A pose shown without movement.
        "still" still: Line,
    }

    /// A paper that a dose comes from.
    RawSource("a source") {
        /// Who wrote it.
        "authors" authors: Line,
        /// The year it came out.
        "year" year: i64,
        /// Title, journal, link.
        "where" place_of: Line,
        /// What it found.
        "finding" finding: Line,
        /// How sure that is, A to E.
        "grade" grade: Line,
        /// What the grade is about, in a few words: `does not harm speed`.
        "shows" shows: Line,
        /// In whom it was found.
        "whom" whom: Line,
        /// For whom it does not speak.
        "not-whom" not_whom: Line,
        /// What it does not show, such as `Nothing on injury`.
        "not-shown" not_shown: Line,
    }
}

// Below the macro that it is written in.
pub(crate) mod figure;
pub(crate) mod plan;

/// Keys that only a routine has at its top.
pub(crate) const ROUTINE_ONLY: &[&str] = &["steps", "rungs", "every", "when", "needs"];
/// Keys that only an exercise has at its top.
pub(crate) const EXERCISE_ONLY: &[&str] = &[
    "ready", "say", "also-say", "brief", "far", "how", "mistake", "figure", "loads", "easier", "harder",
    "posture",
];
/// Keys that only a plan has at its top.
pub(crate) const PLAN_ONLY: &[&str] = &["plan", "weeks", "stages"];
/// Keys that only a figure has at its top.
pub(crate) const FIGURE_ONLY: &[&str] = &["pose", "cycle", "shows", "props", "gait"];

/// Returns what a routine file looks like, key by key.
pub fn routine_shape() -> TableShape {
    RawRoutine::table_shape()
}

/// Returns what an exercise file looks like, key by key.
pub fn exercise_shape() -> TableShape {
    RawExercise::table_shape()
}

/// Returns what one table of `sources.toml` looks like, key by key.
pub fn source_shape() -> TableShape {
    RawSource::table_shape()
}

/// Returns what a figure's file looks like, key by key.
pub fn figure_shape() -> TableShape {
    figure::RawFigureFile::table_shape()
}

/// Returns what a plan's file looks like, key by key.
pub fn plan_shape() -> TableShape {
    plan::RawPlanFile::table_shape()
}
