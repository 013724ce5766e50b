//! What a routine's own keys make of it: criteria, sides, the set more of a sore side.

use std::collections::BTreeMap;

use runup::library::{Kind, Library, Origin, SourceFile};
use runup::routine::{Id, NeedKind, Routine, Sides};
use runup::symptoms::{Side, SoreSite, Soreness};
use runup::timeline::gate::{Outcome, Situation, for_soreness};
use runup::timeline::{Options, SegmentKind, Timeline};
use runup::words::{English, Words as _};

fn routine(text: &str) -> Routine {
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

fn sore(sites: &[&str]) -> Situation {
    let sites: Vec<SoreSite> = sites.iter().map(|site| site.parse().unwrap()).collect();
    Situation { soreness: Soreness::Known(sites), ..Situation::default() }
}

fn fitted(text: &str, situation: &Situation) -> (Routine, Vec<String>) {
    match for_soreness(&routine(text), situation, &Library::shipped()) {
        Outcome::Play { routine, changes } => (*routine, English.adaptations(&changes)),
        Outcome::Stop(unfit) => panic!("{unfit:?}"),
    }
}

fn steps(routine: &Routine) -> Vec<String> {
    routine.steps().map(|step| step.id.to_string()).collect()
}

fn noted(results: &[(NeedKind, u32)]) -> Situation {
    let results = results.iter().copied().collect::<BTreeMap<_, _>>();
    Situation { soreness: Soreness::NOTHING, results, ..Situation::default() }
}

/// Work on each side, in the order played.
fn sides(routine: &Routine, options: &Options) -> Vec<Option<Side>> {
    let timeline = Timeline::build(routine, options);
    let work = timeline.segments.iter().filter(|s| s.kind == SegmentKind::Work);
    work.map(|segment| segment.unit.side).collect()
}

const EXTRA: &str = r#"
name = "Extra"
[[steps]]
name = "Towel raises"
loads = ["under-heel", "tendon-mid"]
reps = 8
tempo = "up 2, down 2"
sides = "each"
sets = 2
rest = "10s"
extra-set = "sore"
"#;

#[test]
fn a_mildly_sore_side_does_one_set_more() {
    let (routine, changes) = fitted(EXTRA, &sore(&["under-heel:left=2"]));
    let step = routine.steps().next().unwrap();
    assert_eq!((step.sets_left, step.sets_right), (3, 2));
    assert_eq!(changes, ["One more set of towel raises on your left, the sore side."]);
    let (routine, _) = fitted(EXTRA, &sore(&["under-heel:right=0", "tendon-mid:right=1"]));
    let step = routine.steps().next().unwrap();
    assert_eq!((step.sets_left, step.sets_right), (2, 3));
    let played = sides(&routine, &Options::default());
    assert_eq!(played.iter().filter(|side| **side == Some(Side::Right)).count(), 3);
    assert_eq!(played.len(), 5);
}

#[test]
fn there_is_no_set_more_where_a_rule_does_not_hold() {
    for sites in [
        &["under-heel:left=3"][..],
        &["under-heel:left"],
        &["under-heel=1"],
        &["under-heel:left=1", "under-heel:right=1"],
        &["under-heel:left=1", "tendon-mid:right=1"],
        &["under-heel:left=1", "tendon-mid:left=3"],
        &["under-heel:left=1", "tendon-mid:left"],
        &["calf-muscle:left=1"],
        &[],
    ] {
        let (routine, changes) = fitted(EXTRA, &sore(sites));
        let step = routine.steps().next().unwrap();
        assert_eq!((step.sets_left, step.sets_right), (2, 2), "{sites:?}");
        assert!(changes.is_empty(), "{sites:?}: {changes:?}");
    }
    let (routine, _) = fitted(EXTRA, &Situation::default());
    assert_eq!(routine.steps().next().unwrap().sets_left, 2, "nobody was asked");
}

#[test]
fn a_set_more_never_goes_over_the_most_nor_over_what_a_gate_sets() {
    let (routine, changes) = fitted(&EXTRA.replace("sets = 2", "sets = 20"), &sore(&["under-heel:left=1"]));
    assert_eq!((routine.steps().next().unwrap().sets_left, changes.len()), (20, 0));
    let gated = format!("{EXTRA}for.under-heel = {{ sets = 1 }}\n");
    let (routine, changes) = fitted(&gated, &sore(&["under-heel:left=1"]));
    assert_eq!(routine.steps().next().unwrap().sets_left, 1);
    assert_eq!(changes, ["Less of towel raises: sore at the underside of the heel (1)."]);
    let both = format!("{EXTRA}for.under-heel = {{ sides = \"both\" }}\n");
    let (routine, changes) = fitted(&both, &sore(&["under-heel:left=1"]));
    assert_eq!(sides(&routine, &Options::default()), [None, None]);
    assert_eq!(changes, ["Towel raises with both sides at once: sore at the underside of the heel (1)."]);
}

#[test]
fn the_sore_side_begins_and_the_setting_where_none_or_both_are() {
    let text = EXTRA.replace("extra-set", "first");
    let first = |sites: &[&str], setting| {
        let situation = sore(sites);
        let (routine, _) = fitted(&text, &situation);
        sides(&routine, &Options { first: setting, sore: situation.sore_side(), ..Options::default() })[0]
    };
    for setting in [Side::Left, Side::Right] {
        assert_eq!(first(&["under-heel:right=2"], setting), Some(Side::Right));
        assert_eq!(first(&["under-heel:left=2"], setting), Some(Side::Left));
        assert_eq!(first(&[], setting), Some(setting));
        assert_eq!(first(&["under-heel=2"], setting), Some(setting));
        assert_eq!(first(&["under-heel:left=2", "tendon-mid:right=2"], setting), Some(setting));
    }
}

#[test]
fn a_change_of_sides_takes_the_sets_along() {
    let uneven = EXTRA.replace("sets = 2", "sets-left = 2\nsets-right = 3");
    for (to, played) in [("both", 3), ("alternate", 3), ("each", 5)] {
        let text = format!("{uneven}for.tendon-mid = {{ sides = \"{to}\" }}\n");
        let (routine, _) = fitted(&text, &sore(&["tendon-mid=3"]));
        assert_eq!(sides(&routine, &Options::default()).len(), played, "{to}");
    }
    let text = format!("{uneven}for.tendon-mid = {{ sides = \"both\", sets = 1 }}\n");
    let (routine, _) = fitted(&text, &sore(&["tendon-mid=3"]));
    let step = routine.steps().next().unwrap();
    assert_eq!((step.sides, step.sets_left, step.sets_right), (Sides::Both, 1, 1));
}

#[test]
fn a_routine_that_may_grow_to_each_side_is_measured_so() {
    let text = "name = \"Long\"\nsteps = [{ id = \"a\", name = \"A\", time = \"1h\", sets = 2, rest = \"0s\" }]\n\
                rungs = [{ id = \"r\", set.a = { sides = \"each\" } }]\n";
    let file = SourceFile {
        path: "made.toml".into(),
        kind: Kind::Routine,
        id: Id::new("made").unwrap(),
        origin: Origin::Own,
        bytes: text.as_bytes().into(),
    };
    let problems = Library::shipped().parse_file(&file).diagnostics;
    assert!(
        problems[0].message.starts_with("the changes in `for` and `rungs` can make the routine"),
        "{problems:?}"
    );
}

const NEEDY: &str = r#"
name = "Needy"
needs = { plan-weeks = 2, comeback-weeks = 4 }
[[steps]]
exercise = "march-to-jog"
time = "10s"
[[steps]]
id = "high"
name = "One-leg hops"
impact = true
time = "10s"
needs = { green-weeks = 2 }
[[steps]]
exercise = "pogo-hops"
time = "10s"
"#;

#[test]
fn the_first_weeks_are_soft_and_say_so() {
    let (routine, changes) = fitted(NEEDY, &noted(&[(NeedKind::PlanWeeks, 1)]));
    assert_eq!(steps(&routine), ["march-to-jog"]);
    assert_eq!(routine.steps().next().unwrap().exercise.id, Id::new("march"));
    assert_eq!(
        changes,
        [
            "Without one-leg hops: they need 2 good weeks first.",
            "In the first two weeks: march on the spot instead of march to easy jog, without low pogo hops.",
        ]
    );
}

#[test]
fn coming_back_is_soft_only_where_a_plan_for_it_runs() {
    let seasoned = [(NeedKind::PlanWeeks, 9), (NeedKind::GreenWeeks, 2)];
    let (routine, changes) = fitted(NEEDY, &noted(&seasoned));
    assert_eq!((steps(&routine).len(), changes.len()), (3, 0));
    let back = [&seasoned[..], &[(NeedKind::ComebackWeeks, 3)]].concat();
    let (routine, changes) = fitted(NEEDY, &noted(&back));
    assert_eq!(steps(&routine), ["march-to-jog"]);
    assert!(changes[0].starts_with("In the first four weeks of running again: march on the"), "{changes:?}");
}

#[test]
fn what_is_not_known_of_a_criterion_is_not_met() {
    let strong = NEEDY.replace("plan-weeks = 2, comeback-weeks = 4", "heel-raises = 20");
    let (_, changes) = fitted(&strong, &noted(&[(NeedKind::GreenWeeks, 2)]));
    let begins = "It needs 20 heel raises on each side first, and none are logged: march on the spot instead";
    assert!(changes[0].starts_with(begins), "{changes:?}");
    let (routine, changes) =
        fitted(&strong, &noted(&[(NeedKind::GreenWeeks, 2), (NeedKind::HeelRaises, 20)]));
    assert_eq!((steps(&routine).len(), changes.len()), (3, 0));
}
