//! Fitting to the minutes there are: over all shipped routines, and what it says.

use std::time::Duration;

use proptest::prelude::*;
use runup::day::layout;
use runup::library::{Kind, Library, Origin, SourceFile};
use runup::routine::{Dose, Id, NeedKind, Routine, Sides, Step};
use runup::settings::Settings;
use runup::symptoms::{SoreSite, Soreness};
use runup::timeline::gate::{Outcome, Situation, for_soreness};
use runup::timeline::{Options, Timeline, fit};
use runup::words::{English, Words as _};

const SORE: [&[&str]; 6] = [
    &[],
    &["tendon-mid=2"],
    &["back-heel-bone=1"],
    &["under-heel:left=2"],
    &["calf-muscle=3"],
    &["tendon-mid:right=3", "under-heel=1"],
];

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn made(text: &str) -> Routine {
    let file = SourceFile {
        path: "made.toml".into(),
        kind: Kind::Routine,
        id: Id::new("made").unwrap(),
        origin: Origin::Own,
        bytes: text.to_owned().into_bytes().into(),
    };
    let checked = Library::shipped().parse_file(&file);
    assert_eq!(checked.diagnostics, []);
    checked.value.unwrap()
}

fn length(routine: &Routine) -> Duration {
    Timeline::build(routine, &Options::default()).length()
}

fn fitted(text: &str, seconds: u64) -> (u64, Vec<String>) {
    let fitting = fit::to_length(&made(text), secs(seconds), length).unwrap();
    assert_eq!(fitting.takes, length(&fitting.routine));
    (fitting.takes.as_secs(), English.adaptations(&fitting.changes))
}

/// What a step does: seconds or repetitions of a set, and sets.
fn size(step: &Step) -> (u64, u32) {
    let dose = match &step.dose {
        Dose::Hold(length) | Dose::Time(length) => length.as_millis() as u64,
        Dose::Reps { reps, .. } => u64::from(*reps),
        Dose::Open(open) => open.typical.as_millis() as u64,
    };
    let sets = if step.sides == Sides::Right { step.sets_right } else { step.sets_left.max(step.sets_right) };
    (dose, sets)
}

/// Returns the routine with one step changed.
fn with(routine: &Routine, id: &Id, change: &dyn Fn(&mut Step)) -> Routine {
    fn visit(blocks: &mut [runup::routine::Block], id: &Id, change: &dyn Fn(&mut Step)) {
        for block in blocks {
            match block {
                runup::routine::Block::Step(step) if step.id == *id => change(step),
                runup::routine::Block::Step(_) => {}
                runup::routine::Block::Circuit(circuit) => visit(&mut circuit.blocks, id, change),
            }
        }
    }
    let mut routine = routine.clone();
    visit(&mut routine.blocks, id, change);
    routine
}

/// Returns the step one second, repetition or set larger, as long as that is not more than all of it.
fn larger(step: &Step, full: &Step) -> Vec<Step> {
    let mut all = Vec::new();
    let dose = match (&step.dose, &full.dose) {
        (Dose::Hold(a), Dose::Hold(b)) if a < b => Some(Dose::Hold((*a + secs(1)).min(*b))),
        (Dose::Time(a), Dose::Time(b)) if a < b => Some(Dose::Time((*a + secs(1)).min(*b))),
        (Dose::Reps { reps: a, .. }, Dose::Reps { reps: b, tempo }) if a < b => {
            Some(Dose::Reps { reps: a + 1, tempo: tempo.clone() })
        }
        _ => None,
    };
    all.extend(dose.map(|dose| Step { dose, ..step.clone() }));
    if step.sets_left < full.sets_left || step.sets_right < full.sets_right {
        let sets = step.sets_left.max(step.sets_right) + 1;
        let (sets_left, sets_right) = (full.sets_left.min(sets), full.sets_right.min(sets));
        all.push(Step { sets_left, sets_right, ..step.clone() });
    }
    all
}

/// Returns the smallest form of a step.
fn least(full: &Step) -> Step {
    let mut least = full.clone();
    let Some(change) = &full.least else { return least };
    if let Some(reps) = change.reps
        && let Dose::Reps { reps: own, .. } = &mut least.dose
    {
        *own = reps.min(*own);
    }
    for length in [change.hold, change.time].into_iter().flatten() {
        match &mut least.dose {
            Dose::Hold(own) | Dose::Time(own) => *own = length.min(*own),
            _ => {}
        }
    }
    if let Some(sets) = change.sets {
        (least.sets_left, least.sets_right) = (least.sets_left.min(sets), least.sets_right.min(sets));
    }
    least
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_ends_within_five_seconds_or_as_near_below_as_the_steps_allow(
        number in any::<prop::sample::Index>(),
        budget in 120_u64..=1_800,
        sites in 0_usize..SORE.len(),
    ) {
        let library = Library::shipped();
        let ids: Vec<Id> = library.routines().map(|(id, _)| id.clone()).collect();
        let asked = library.routine(number.get(&ids)).unwrap();
        let sites: Vec<SoreSite> = SORE[sites].iter().map(|site| site.parse().unwrap()).collect();
        let results = NeedKind::ALL.iter().map(|kind| (*kind, u32::MAX)).collect();
        let situation = Situation { soreness: Soreness::Known(sites), results, ..Situation::default() };
        let Outcome::Play { routine: full, .. } = for_soreness(&asked, &situation, &library) else {
            return Ok(());
        };
        let options = Options { sore: situation.sore_side(), ..layout(&full, &Settings::default()) };
        let length = |routine: &Routine| Timeline::build(routine, &options).length();
        let budget = secs(budget);
        let fitting = match fit::to_length(&full, budget, length) {
            Ok(fitting) => fitting,
            Err(short) => {
                prop_assert!(short.least > budget);
                let again = fit::to_length(&full, short.least, length);
                prop_assert_eq!(again.unwrap().takes, short.least);
                return Ok(());
            }
        };
        let end = length(&fitting.routine);
        prop_assert_eq!(end, fitting.takes);
        prop_assert!(end <= budget, "{end:?} of {budget:?}");
        prop_assert_eq!(&fitting, &fit::to_length(&full, budget, length).unwrap());

        for step in fitting.routine.steps() {
            let full = full.steps().find(|s| s.id == step.id).unwrap();
            let (least, now, all) = (size(&least(full)), size(step), size(full));
            prop_assert!(least.0 <= now.0 && now.0 <= all.0 && least.1 <= now.1 && now.1 <= all.1, "{}", step.id);
        }
        for full in full.steps().filter(|step| !step.optional) {
            prop_assert!(fitting.routine.steps().any(|step| step.id == full.id), "{} is not optional", full.id);
        }
        if budget.saturating_sub(end) > secs(5) {
            for full_step in full.steps() {
                if let Some(step) = fitting.routine.steps().find(|s| s.id == full_step.id) {
                    for more in larger(step, full_step) {
                        let longer = with(&fitting.routine, &step.id, &|step| *step = more.clone());
                        prop_assert!(length(&longer) > budget, "{} could be more", step.id);
                    }
                } else {
                    // It would stand where it stood, at its least.
                    let mut back = full.as_ref().clone();
                    let gone = |id: &Id| *id != full_step.id && !fitting.routine.steps().any(|s| s.id == *id);
                    keep(&mut back.blocks, &|id| !gone(id));
                    for step in fitting.routine.steps() {
                        back = with(&back, &step.id, &|own| *own = step.clone());
                    }
                    let small = least(full_step);
                    back = with(&back, &full_step.id, &|own| *own = small.clone());
                    prop_assert!(length(&back) > budget, "{} could come back", full_step.id);
                }
            }
        }
    }
}

fn keep(blocks: &mut Vec<runup::routine::Block>, stays: &dyn Fn(&Id) -> bool) {
    blocks.retain_mut(|block| match block {
        runup::routine::Block::Step(step) => stays(&step.id),
        runup::routine::Block::Circuit(circuit) => {
            keep(&mut circuit.blocks, stays);
            !circuit.blocks.is_empty()
        }
    });
}

const TWO: &str = "name = \"Two\"\nsteps = [\
    { id = \"a\", name = \"Raises\", reps = 12, tempo = \"up 2, down 2\", sets = 3, rest = \"10s\", least = { sets = 1, reps = 8 } }, \
    { id = \"b\", name = \"Hold\", hold = \"60s\", optional = true, least = { hold = \"20s\" } }]";

#[test]
fn a_step_that_went_comes_back_shortened() {
    // The raises take 3 x 48 s and two rests of 10 s, the set-up between 6 s, the hold 60 s.
    assert_eq!(length(&made(TWO)), secs(164 + 6 + 60));
    assert_eq!(fitted(TWO, 230), (230, vec![]));
    assert_eq!(fitted(TWO, 229), (229, vec!["Shorter for time: Hold (59s of 1m).".to_owned()]));
    assert_eq!(fitted(TWO, 190), (190, vec!["Shorter for time: Hold (20s of 1m).".to_owned()]));
    assert_eq!(fitted(TWO, 189), (164, vec!["Skipped for time: Hold.".to_owned()]));
}

#[test]
fn repetitions_and_sets_go_by_one_down_to_the_least() {
    let gone = "Skipped for time: Hold.".to_owned();
    let less = |words: &str| vec![gone.clone(), format!("Shorter for time: Raises ({words}).")];
    assert_eq!(fitted(TWO, 154), (152, less("11 of 12 times")));
    assert_eq!(fitted(TWO, 106), (106, less("2 of 3 sets")));
    assert_eq!(fitted(TWO, 32), (32, less("8 of 12 times, 1 of 3 sets")));
    let short = fit::to_length(&made(TWO), secs(31), length).unwrap_err();
    assert_eq!(short.to_string(), "it takes 32s at least");
}

#[test]
fn only_what_is_free_is_touched() {
    let fitting = fit::as_near(&made(TWO), secs(30), |id| id.as_str() == "b", length);
    assert_eq!((fitting.takes, fitting.changes.len()), (secs(164), 1));
}
