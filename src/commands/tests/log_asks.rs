//! What `runup log` asks if the runner answers: the questions of the screens, each with its line.

use super::Bench;
use crate::record::{Body, CheckIn, Effort};
use crate::symptoms::PainScore;

fn check_ins(bench: &Bench) -> Vec<CheckIn> {
    let check_in = |body| if let Body::CheckIn(check_in) = body { Some(check_in) } else { None };
    bench.bodies().into_iter().filter_map(check_in).collect()
}

#[test]
fn a_run_asks_what_is_asked_after_any_run() {
    let mut bench = Bench::begun("new-runner");
    let (said, asked) = bench.asked("log run 15m", &["2", "1"]);
    let said = said.unwrap();
    assert!(asked[0].starts_with("Shorter than planned. Why did you stop early?"), "{asked:?} {said}");
    assert!(asked[1].starts_with("How hard was the run?"), "{asked:?}");
    let [run] = &bench.runs()[..] else { panic!("{said}") };
    assert_eq!((run.effort, run.cut_short), (Effort::new(3), Some(crate::record::CutShort::Other)));
    // What is said with it is not asked, and without anybody to ask it stays open.
    let mut bench = Bench::begun("new-runner");
    let (_, asked) = bench.asked("log run 15m --effort hard --cut-short body", &["1", "n"]);
    assert!(asked[0].starts_with("Limping") && asked[1].starts_with("Do you have any of these"), "{asked:?}");
    assert_eq!(asked.len(), 2);
    let mut bench = Bench::begun("new-runner");
    let (_, asked) = bench.asked("log run 15m --effort hard --cut-short other", &["1"]);
    assert!(asked.is_empty(), "{asked:?}");
    let mut bench = Bench::begun("new-runner");
    bench.does("log run 15m");
    assert_eq!(bench.runs()[0].effort, None);
}

#[test]
fn a_second_run_is_another_or_the_same() {
    for (answer, entries) in [("1", 2), ("2", 1)] {
        let mut bench = Bench::new();
        bench.does("log run 30m --effort easy");
        let (said, asked) = bench.asked("log run 28m --effort easy", &[answer]);
        assert!(asked[0].contains("Is this another one, or the same?"), "{asked:?}");
        assert_eq!(bench.runs().len(), entries, "{said:?}");
        let said = said.unwrap();
        assert!(!said.contains("You already have"), "{said}");
    }
    let mut bench = Bench::new();
    bench.does("log run 30m");
    let said = bench.does("log run 28m");
    assert!(said.contains("You already have a run of 30 minutes today"), "{said}");
}

#[test]
fn a_run_in_the_first_hours_may_be_last_nights() {
    let mut bench = Bench::new();
    bench.moment = "2026-11-03T00:30:00Z".parse().unwrap();
    let (said, asked) = bench.asked("log run 30m --effort easy", &["1"]);
    assert!(asked[0].starts_with("Was it last night's run?"), "{asked:?} {said:?}");
    assert_eq!(bench.runs()[0].date.to_string(), "2026-11-02");
    // A day that is named is not asked about.
    let (_, asked) = bench.asked("log run 30m --effort easy --date today", &["1"]);
    assert!(asked.is_empty(), "{asked:?}");
}

#[test]
fn a_sore_morning_asks_about_gait_and_stiffness_and_takes_any_length() {
    let mut bench = Bench::new();
    let (said, asked) = bench.asked("log morning 5 --region tendon-mid --side left", &["1", "25m", "n", "n"]);
    assert!(asked[0].starts_with("Limping, or a sharp stab?"), "{asked:?} {said:?}");
    assert!(asked[1].starts_with("How long was it stiff?"), "{asked:?}");
    assert!(asked[2].starts_with("Do you have any of these right now?"), "{asked:?}");
    let [check_in] = &check_ins(&bench)[..] else { panic!("{said:?}") };
    assert_eq!((check_in.stiff_minutes, check_in.limp), (Some(25), false));
    assert_eq!(check_in.sore[0].score, PainScore::new(5));
    // Said with it, nothing of it is asked.
    let mut bench = Bench::new();
    let line = "log morning 5 --region tendon-mid --side left --limp --stiff 12m --walking 3";
    let (said, asked) = bench.asked(line, &["n", "n", "n"]);
    assert!(asked.iter().all(|ask| ask.starts_with("Do you have any of these")), "{asked:?}");
    let [check_in, on_feet] = &check_ins(&bench)[..] else { panic!("{said:?}") };
    assert_eq!((check_in.stiff_minutes, check_in.limp), (Some(12), true));
    assert_eq!((on_feet.moment, on_feet.limp), (crate::record::Moment::OnFeet, false));
}

#[test]
fn a_sign_that_leads_to_others_asks_about_them() {
    let leads = crate::symptoms::signs::SIGNS.iter().find(|sign| sign.also().count() > 1).unwrap();
    let mut bench = Bench::new();
    let (said, asked) = bench.asked(&format!("log flag {}", leads.id), &["1", "y", "n"]);
    assert!(asked[0].contains("Is this there too?"), "{asked:?}");
    let flags = bench.bodies().into_iter().filter(|body| matches!(body, Body::Flag(_))).count();
    assert_eq!(flags, 2, "{said:?}");
    let mut bench = Bench::new();
    let said = bench.does(&format!("log flag {}", leads.id));
    assert!(said.contains("too? If so: runup log flag"), "{said}");
}
