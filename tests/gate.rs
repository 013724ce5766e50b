//! The region gate of EVIDENCE.md 9.13, for the routines that ship.

use std::time::Duration;

use runup::library::Library;
use runup::routine::{Dose, Id};
use runup::symptoms::{Score, SoreSite, Soreness};
use runup::timeline::gate::{Outcome, Situation, for_soreness};

fn sore(site: &str, known_for_hours: Option<u64>) -> Situation {
    let mut site: SoreSite = site.parse().unwrap();
    site.known_for = known_for_hours.map(|h| Duration::from_secs(h * 3600));
    Situation { soreness: Soreness::Known(vec![site]), ..Situation::default() }
}

/// The routine that is played, its steps, and what is said about it; or why it is not.
fn fitted(routine: &str, situation: &Situation) -> Result<(String, Vec<String>, Vec<String>), String> {
    let library = Library::shipped();
    let routine = library.routine(&Id::new(routine).unwrap()).unwrap();
    match for_soreness(&routine, situation, &library) {
        Outcome::Play { routine, changes } => {
            let steps = routine.steps().map(|s| s.exercise.id.clone().unwrap().to_string()).collect();
            Ok((routine.id.to_string(), steps, changes))
        }
        Outcome::Stop { reason } => Err(reason),
    }
}

#[test]
fn nothing_sore_changes_nothing() {
    for id in ["pre-run-5", "pre-run-gentle-heel", "post-run-calf"] {
        let situation = Situation { soreness: Soreness::NOTHING, ..Situation::default() };
        let (played, _, changes) = fitted(id, &situation).unwrap();
        assert_eq!((played.as_str(), changes), (id, vec![]));
    }
}

#[test]
fn a_sore_calf_hops_no_more() {
    let (_, steps, changes) = fitted("pre-run-5", &sore("calf-muscle=1", None)).unwrap();
    assert!(!steps.contains(&"pogo-hops".into()) && steps.len() == 6, "{steps:?}");
    assert!(changes[0].starts_with("Without low pogo hops: sore at the calf (1)."), "{changes:?}");
}

#[test]
fn a_sore_cord_or_sole_hops_again_from_level_ten() {
    for site in ["tendon-mid=1", "under-heel=1"] {
        let (_, steps, _) = fitted("pre-run-5", &sore(site, None)).unwrap();
        assert!(!steps.contains(&"pogo-hops".into()), "{site}");
        let nine = Situation { level: Some("R9".into()), ..sore(site, None) };
        assert!(!fitted("pre-run-5", &nine).unwrap().1.contains(&"pogo-hops".into()), "{site}");
        let ten = Situation { level: Some("R10".into()), ..sore(site, None) };
        assert!(fitted("pre-run-5", &ten).unwrap().1.contains(&"pogo-hops".into()), "{site}");
    }
}

#[test]
fn hops_are_left_out_from_three_on_whatever_the_level() {
    let situation = Situation { level: Some("R12".into()), ..sore("tendon-mid=3", None) };
    assert!(!fitted("pre-run-5", &situation).unwrap().1.contains(&"pogo-hops".into()));
}

#[test]
fn a_sore_back_of_the_heel_takes_the_gentle_routine() {
    let (played, steps, changes) = fitted("pre-run-5", &sore("back-heel-bone=2", None)).unwrap();
    assert_eq!(played, "pre-run-gentle-heel");
    assert!(!steps.contains(&"ankle-rocks".into()) && !steps.contains(&"pogo-hops".into()));
    assert!(
        changes[0].starts_with("Gentle heel warm-up instead of Five minutes before a run"),
        "{changes:?}"
    );
}

#[test]
fn the_gentle_routine_is_fine_for_every_region_but_the_deep_heel_bone() {
    for site in ["calf-muscle=2", "tendon-mid=2", "back-heel-bone=2", "under-heel=2", "elsewhere=2"] {
        let (played, steps, _) = fitted("pre-run-gentle-heel", &sore(site, None)).unwrap();
        assert_eq!((played.as_str(), steps.len()), ("pre-run-gentle-heel", 6), "{site}");
    }
}

#[test]
fn after_the_run_a_sore_back_of_the_heel_stretches_the_sole_only() {
    let (_, steps, _) = fitted("post-run-calf", &sore("back-heel-bone=2", None)).unwrap();
    assert_eq!(steps, ["easy-walk", "sole-stretch"]);
}

#[test]
fn after_the_run_a_sore_calf_waits_three_days_and_then_goes_gently() {
    let reason = fitted("post-run-calf", &sore("calf-muscle=2", Some(71))).unwrap_err();
    assert!(reason.contains("3 days"), "{reason}");
    assert!(fitted("post-run-calf", &sore("calf-muscle=2", None)).is_err(), "nobody knows for how long");
    let (_, steps, changes) = fitted("post-run-calf", &sore("calf-muscle=2", Some(73))).unwrap();
    assert!(steps.contains(&"calf-stretch-straight".into()));
    assert!(changes.iter().any(|c| c.starts_with("Less of calf stretch")), "{changes:?}");
}

#[test]
fn after_the_run_a_sore_cord_holds_shorter() {
    let library = Library::shipped();
    let routine = library.routine(&Id::new("post-run-calf").unwrap()).unwrap();
    let Outcome::Play { routine, .. } = for_soreness(&routine, &sore("tendon-mid=2", None), &library) else {
        panic!("it is played");
    };
    let longest =
        routine.steps().filter_map(|s| if let Dose::Hold(h) = s.dose { Some(h) } else { None }).max();
    assert!(longest.unwrap() < Duration::from_secs(30), "{longest:?}");
}

#[test]
fn the_deep_heel_bone_stops_everything_at_any_score() {
    for id in ["pre-run-5", "pre-run-gentle-heel", "post-run-calf"] {
        for site in ["heel-bone-deep", "heel-bone-deep=1", "heel-bone-deep=9"] {
            let reason = fitted(id, &sore(site, Some(10_000))).unwrap_err();
            assert!(reason.contains("examined"), "{reason}");
        }
    }
}

#[test]
fn six_is_too_much_and_five_is_not() {
    assert!(fitted("pre-run-gentle-heel", &sore("under-heel=5", None)).is_ok());
    assert!(fitted("pre-run-gentle-heel", &sore("under-heel=6", None)).unwrap_err().contains("not today"));
}

#[test]
fn where_nobody_asked_there_is_no_impact_and_no_deep_bend() {
    let (_, _, changes) = fitted("pre-run-5", &Situation::default()).unwrap();
    assert_eq!(changes.len(), 1, "{changes:?}");
    let library = Library::shipped();
    for (id, _) in library.routines() {
        if let Outcome::Play { routine, .. } =
            for_soreness(&library.routine(id).unwrap(), &Situation::default(), &library)
        {
            assert!(routine.steps().all(|s| !s.exercise.impact && !s.exercise.deep_bend), "{id}");
        }
    }
}

#[test]
fn quiet_feet_keep_the_ankle_rocks_and_drop_the_hops() {
    let situation = Situation { soreness: Soreness::NOTHING, quiet_feet: true, ..Situation::default() };
    let (_, steps, _) = fitted("pre-run-5", &situation).unwrap();
    assert!(steps.contains(&"ankle-rocks".into()) && !steps.contains(&"pogo-hops".into()));
    assert_eq!(steps[0], "march");
}

#[test]
fn a_clinicians_limit_outranks_the_programs_own() {
    let library = Library::shipped();
    let mut routine = library.routine(&Id::new("pre-run-gentle-heel").unwrap()).unwrap();
    (routine.set_by_clinician, routine.pain_up_to) = (true, Score::new(4));
    let plays = |site| matches!(for_soreness(&routine, &sore(site, None), &library), Outcome::Play { .. });
    assert!(plays("under-heel=4") && !plays("under-heel=5"));
}
