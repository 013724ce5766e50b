//! What holds for every routine and exercise that ships: doses, order, wording, sources.

use std::collections::BTreeSet;
use std::time::Duration;

use runup::library::{Kind, Library};
use runup::routine::{Block, Dose, Evidence, Exercise, Id, NeedKind, Routine, Sides, Step, Stress, When};
use runup::symptoms::Soreness;
use runup::timeline::gate::{Outcome, Situation, for_soreness};
use runup::timeline::{Options, Timeline};

/// The totals of EVIDENCE.md 9, in seconds, by its own model of time: 6 s before a step, 4 s to change sides.
const TOTALS: [(&str, u64); 12] = [
    ("first-steps", 372),
    ("pre-run-5", 292),
    ("pre-run-10", 555),
    ("pre-run-gentle-heel", 330),
    ("post-run-calf", 428),
    ("calf-base", 849),
    ("calf-slow-heavy", 1080),
    ("floor-calf", 924),
    ("plantar-load", 634),
    ("foot-core", 410),
    ("spring-builder", 449),
    ("desk-reset", 165),
];

/// Keys that EVIDENCE.md 12 marks as known from memory only: no dose may rest on them.
const FROM_MEMORY: [&str; 13] = [
    "ACSM11",
    "Bishop03",
    "McGowan15",
    "Ingram24",
    "Alfredson98",
    "Magnusson10",
    "Thomee97",
    "PF23",
    "Warden14",
    "Daniels14",
    "Gollwitzer06",
    "Wulf13",
    "Henry99",
];

/// What the plan's rules were weighed against, though no number of the program rests on it alone.
///
/// Each is a row of EVIDENCE2.md 1, 2, 4 or 5 that supports a rule, limits it or speaks against it.
const WEIGHED: [&str; 20] = [
    "10kPlans",
    "AU25",
    "Buist08",
    "CPG18",
    "Cadence5",
    "Chan18",
    "DeepWater",
    "Desai23",
    "Esculier18",
    "Goom-RTR",
    "HEALTHY21",
    "LIFTIT24",
    "LongShare",
    "Malisoux16",
    "Masters",
    "Nielsen14",
    "Riel23",
    "SV25",
    "Toresdahl20",
    "Wu24",
];

/// The keys between grave accents in the lines of `limits.rs` that name a source.
fn behind_a_limit() -> BTreeSet<String> {
    let limits = include_str!("../src/symptoms/limits.rs");
    let lines = limits.lines().filter(|line| line.contains("Source: `"));
    lines.flat_map(|line| line.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

fn routines() -> Vec<Routine> {
    let library = Library::shipped();
    let ids: Vec<Id> = library.routines().map(|(id, _)| id.clone()).collect();
    ids.iter().map(|id| library.routine(id).expect("shipped routines are valid")).collect()
}

fn exercises() -> Vec<Exercise> {
    let library = Library::shipped();
    let ids: Vec<Id> = library.ids(Kind::Exercise).map(|(id, _)| id.clone()).collect();
    ids.iter().map(|id| library.exercise(id).expect("shipped exercises are valid")).collect()
}

fn name(exercise: &Exercise) -> &str {
    exercise.id.as_ref().expect("shipped exercises have files").as_str()
}

/// The length of a step as EVIDENCE.md 9 counts it.
fn counted(step: &Step) -> Duration {
    let (sides, switches) = if step.sides == Sides::Each { (2, 1) } else { (1, 0) };
    let set = step.dose.length() * sides + Duration::from_secs(4) * switches;
    Duration::from_secs(6) + set * step.sets_left + step.rest * (step.sets_left - 1)
}

#[test]
fn totals_are_those_of_the_evidence_sheet() {
    let library = Library::shipped();
    for (id, seconds) in TOTALS {
        let routine = library.routine(&Id::new(id).unwrap()).unwrap();
        let total: Duration = routine.steps().map(counted).sum();
        assert_eq!(total.as_secs(), seconds, "{id}");
    }
    assert_eq!(routines().len(), TOTALS.len() + 5, "five more than the sheet's twelve");
}

#[test]
fn an_exercise_says_all_there_is_to_say() {
    let all = exercises();
    assert!(all.len() >= 45, "only {}", all.len());
    for exercise in &all {
        let id = name(exercise);
        let Exercise { say, brief, how, mistake, targets, .. } = exercise;
        assert!(say.is_some() && how.is_some() && mistake.is_some(), "{id}");
        assert!(!targets.is_empty(), "{id} works something");
        let brief = brief.as_deref().unwrap_or_else(|| panic!("{id} has no brief"));
        assert!(rows(brief, 36) <= 3, "{id}: the brief takes {} rows of 36", rows(brief, 36));
        // The voice is an imperative: it ends like a sentence and has no more than two of them.
        let say = say.as_deref().unwrap();
        assert!(say.ends_with('.') && say.matches('.').count() <= 2, "{id}: {say}");
        // So is how to get into position; what is heard on later sets is one thing to mind.
        let Exercise { ready: Some(ready), also_say, .. } = exercise else {
            panic!("{id} does not say how to get into position");
        };
        assert!(ready.ends_with('.') && ready.matches('.').count() <= 2, "{id}: {ready}");
        assert!(also_say.as_ref().is_none_or(|also| also.ends_with('.')), "{id}: {also_say:?}");
        let used = routines().iter().any(|routine| {
            let mut changes = routine.rungs.iter().flat_map(|rung| rung.set.values());
            routine.steps().any(|step| {
                std::iter::once(&step.exercise).chain(&step.or).any(|e| e.id == exercise.id)
                    || step.gate.values().any(|gate| {
                        let other = gate.change.as_ref().and_then(|change| change.exercise.as_ref());
                        other.is_some_and(|e| e.id == exercise.id)
                    })
            }) || changes.any(|change| change.exercise.as_ref().is_some_and(|e| e.id == exercise.id))
        });
        let neighbour = all.iter().any(|e| e.easier == exercise.id || e.harder == exercise.id);
        assert!(used || neighbour, "{id} is used nowhere");
    }
}

/// Rows that a text takes in a column of this width.
fn rows(text: &str, width: usize) -> usize {
    let (mut rows, mut column) = (1, 0);
    for word in text.split_whitespace() {
        let wide = word.chars().count();
        if column > 0 && column + 1 + wide > width {
            (rows, column) = (rows + 1, wide);
        } else {
            column += wide + usize::from(column > 0);
        }
    }
    rows
}

#[test]
fn easier_and_harder_lead_somewhere_and_back_to_less_load() {
    let all = exercises();
    for exercise in &all {
        for (other, easier) in [(&exercise.easier, true), (&exercise.harder, false)] {
            let Some(other) = other else { continue };
            let other = all.iter().find(|e| e.id.as_ref() == Some(other)).unwrap();
            let (low, high) = if easier { (other, exercise) } else { (exercise, other) };
            assert!(!low.impact || high.impact, "{} is no easier than {}", name(low), name(high));
        }
        // Nobody goes round in circles.
        let mut seen = BTreeSet::new();
        let mut at = Some(exercise);
        while let Some(one) = at {
            assert!(seen.insert(name(one)), "{} gets easier in a circle", name(one));
            at = one.easier.as_ref().and_then(|id| all.iter().find(|e| e.id.as_ref() == Some(id)));
        }
    }
}

#[test]
fn what_takes_turns_loads_alike() {
    for routine in routines() {
        for step in routine.steps() {
            for or in &step.or {
                let own = &step.exercise;
                assert_eq!(
                    (or.impact, or.deep_bend),
                    (own.impact, own.deep_bend),
                    "{}: {}",
                    routine.id,
                    name(or)
                );
            }
        }
    }
    // Whoever's turn it is, a routine takes about as long.
    let library = Library::shipped();
    for routine in routines() {
        let length = |turn| {
            let results = NeedKind::ALL.iter().map(|kind| (*kind, u32::MAX)).collect();
            let situation = Situation { soreness: Soreness::NOTHING, results, turn, ..Situation::default() };
            match for_soreness(&routine, &situation, &library) {
                Outcome::Play { routine, .. } => Timeline::build(&routine, &Options::default()).length(),
                Outcome::Stop(unfit) => panic!("{}: {unfit:?}", routine.id),
            }
        };
        for turn in 1..6 {
            let apart = length(0).abs_diff(length(turn));
            assert!(apart < Duration::from_secs(10), "{}: {apart:?} apart", routine.id);
        }
    }
    let turns =
        routines().iter().flat_map(|r| r.steps().map(|s| s.or.len()).collect::<Vec<_>>()).sum::<usize>();
    assert!(turns >= 10, "only {turns}");
}

#[test]
fn every_dose_says_where_it_comes_from() {
    let library = Library::shipped();
    let known: Vec<&str> = library.sources().iter().map(|source| source.key.as_str()).collect();
    let mut used = BTreeSet::from(["convention".to_owned()]);
    for routine in routines() {
        assert!(routine.evidence.is_some() && !routine.sources.is_empty(), "{}", routine.id);
        used.extend(routine.sources.iter().cloned());
        for step in routine.steps() {
            if let Evidence::Sources(keys) = &step.evidence {
                for key in keys {
                    assert!(known.contains(&key.as_str()), "{}: {key}", routine.id);
                    assert!(!FROM_MEMORY.contains(&key.as_str()), "{}: {key} was never read", routine.id);
                    assert!(routine.sources.contains(key), "{} does not list {key}", routine.id);
                }
            }
        }
        // A paper that the text leans on is listed, so that it can be looked up.
        let text = routine.evidence.as_deref().unwrap_or_default();
        for key in known.iter().filter(|key| **key != "convention" && text.contains(**key)) {
            assert!(
                routine.sources.iter().any(|s| s == key),
                "{} names {key} and does not list it",
                routine.id
            );
        }
    }
    used.extend(exercises().into_iter().flat_map(|exercise| exercise.sources));
    for (id, _) in library.ids(Kind::Plan) {
        let plan = library.plan(id).expect("shipped plans are valid");
        let memory = plan.sources.iter().find(|key| FROM_MEMORY.contains(&key.as_str()));
        assert!(plan.evidence.is_some() && !plan.sources.is_empty() && memory.is_none(), "{id}: {memory:?}");
        used.extend(plan.sources.clone());
    }
    // What the engine names in an explanation can be looked up too.
    for key in runup::plan::reason::SOURCES {
        assert!(known.contains(&key), "{key}");
        used.insert(key.to_owned());
    }
    used.extend(behind_a_limit());
    for key in WEIGHED {
        assert!(known.contains(&key), "{key}");
        used.insert(key.to_owned());
    }
    for key in known {
        assert!(used.contains(key), "{key} is used nowhere");
    }
}

#[test]
fn a_source_says_what_it_shows_in_whom_and_what_not() {
    for source in Library::shipped().sources().iter().filter(|source| source.key != "convention") {
        let key = &source.key;
        assert!(source.authors.is_some() && source.place.is_some() && source.grade.is_some(), "{key}");
        assert!(source.shows.is_some() && source.not_shown.is_some() && source.whom.is_some(), "{key}");
        let sentence = source.graded();
        assert!(sentence.contains(": ") && sentence.matches('.').count() >= 2, "{key}: {sentence}");
    }
}

#[test]
fn before_a_run_no_muscle_is_held_longer_than_30_seconds_and_movement_follows() {
    for routine in routines().iter().filter(|routine| routine.when.contains(&When::BeforeRun)) {
        let steps: Vec<&Step> = routine.steps().collect();
        let stretch = |step: &Step| {
            let still = matches!(step.dose, Dose::Hold(_));
            still && name(&step.exercise).contains("stretch")
        };
        let held = |part: &str| -> u64 {
            let parts = steps.iter().filter(|s| stretch(s) && name(&s.exercise).starts_with(part));
            parts.map(|s| s.dose.length().as_secs() * u64::from(s.sets_left)).sum()
        };
        // Both calf stretches pull at the calf, whichever knee is bent.
        for part in ["calf", "thigh", "hamstring"] {
            assert!(held(part) <= 30, "{}: {part} is held for {} s", routine.id, held(part));
        }
        if let Some(last) = steps.iter().rposition(|step| stretch(step)) {
            let sides = |step: &Step| if step.sides == Sides::Each { 2 } else { 1 };
            let after: Duration =
                steps[last + 1..].iter().map(|s| s.dose.length() * sides(s) * s.sets_left).sum();
            assert!(after >= Duration::from_secs(120), "{}: {after:?} of movement", routine.id);
            let shorter = steps[last + 1..].iter().any(|step| step.optional || step.least.is_some());
            assert!(!shorter, "{}: the movement after a stretch must not be cut", routine.id);
        }
    }
}

#[test]
fn the_first_two_weeks_have_no_impact_before_a_run() {
    let library = Library::shipped();
    let newcomer = Situation { soreness: Soreness::NOTHING, ..Situation::default() };
    for routine in routines() {
        let Outcome::Play { routine: fitted, .. } = for_soreness(&routine, &newcomer, &library) else {
            continue;
        };
        // Hops that are a test come only once the raises before them were enough.
        let tested = |step: &&Step| step.test.is_none() || !step.needs.contains_key(&NeedKind::HeelRaises);
        let impact: Vec<&str> =
            fitted.steps().filter(tested).filter(|s| s.exercise.impact).map(|s| name(&s.exercise)).collect();
        assert!(impact.is_empty(), "{}: {impact:?}", routine.id);
    }
}

#[test]
fn where_sides_take_turns_the_sore_one_begins() {
    for routine in routines() {
        for step in routine.steps().filter(|step| step.sides == Sides::Each) {
            assert_eq!(step.first, Some(runup::routine::First::Sore), "{}: {}", routine.id, step.id);
        }
        // One leg's strength work gives the sore leg a set more.
        let extra = routine.steps().any(|step| step.extra_set);
        let one_leg = ["calf-slow-heavy", "plantar-load"].contains(&routine.id.as_str());
        assert_eq!(extra, one_leg, "{}", routine.id);
    }
}

#[test]
fn what_is_short_of_time_has_something_to_give() {
    for routine in routines() {
        let gives = routine.steps().filter(|step| step.optional || step.least.is_some()).count();
        assert!(gives > 0, "{}", routine.id);
    }
}

#[test]
fn strength_and_hops_say_how_often_and_how_to_grow() {
    for routine in routines() {
        // Tests come when a plan asks for them, and do not grow.
        let tests = routine.steps().any(|step| step.test.is_some());
        if matches!(routine.stress, Stress::Strength | Stress::Hops) && !tests {
            assert!(routine.every.is_some() && !routine.rungs.is_empty(), "{}", routine.id);
        }
        assert!(!routine.caution.is_empty() && routine.summary.is_some(), "{}", routine.id);
        assert!(routine.blocks.iter().all(|block| matches!(block, Block::Step(_))), "{}", routine.id);
    }
}

#[test]
fn first_steps_can_be_learned_by_heart() {
    let card = Library::shipped().routine(&Id::new("first-steps").unwrap()).unwrap().card;
    assert!((4..=10).contains(&card.len()));
    assert!(card.iter().any(|line| line.contains("Ten times")), "{card:?}");
}
