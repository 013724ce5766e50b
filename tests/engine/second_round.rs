//! The rules of the second round that stand beside the table of verdicts: silent days, soreness that comes to the
//! healthy, a place that was chosen, and when to show it to somebody.

use runup::library::Library;
use runup::plan::asks::Ask;
use runup::plan::diary::{RunFact, SignSpell};
use runup::plan::notes::Note;
use runup::plan::recommend::{Due, Why};
use runup::plans::{Plan, Refer, Shape};
use runup::record::{Away, ClearedBy, PlanAction, StillRunning};
use runup::routine::Id;
use runup::symptoms::{Region, Site};

use super::plans::*;
use super::walker::*;

fn shipped(id: &str) -> Plan {
    (*Library::shipped().plan(&Id::from_words(id)).unwrap()).clone()
}

fn keep_running(usual: f64, base: u8, worst: u8) -> Walker {
    let mut action = start_action();
    if let PlanAction::Start { site, usual_minutes, last_run, still_running, .. } = &mut action {
        let said =
            StillRunning { runs: 6, worst, base, morning: base, walking: 1, ..StillRunning::default() };
        (*site, *usual_minutes, *still_running) = (Some(CORD), Some(usual), Some(said));
        *last_run = Some(plus(START, -2));
    }
    Walker::begin(shipped("keep-running"), Some(CORD), action)
}

fn notes(walker: &Walker) -> Vec<Note> {
    walker.ask().notes
}

fn ran(walker: &Walker) -> Vec<Ask> {
    walker.ask().asks.into_iter().filter(|ask| matches!(ask, Ask::Ran { .. })).collect()
}

// Late loggers.

#[test]
fn each_planned_day_that_passed_in_silence_is_asked_about_until_it_is_answered() {
    let mut walker = Walker::healthy(new_runner());
    walker.run_next();
    // Wednesday and Friday pass without a word, Monday comes.
    walker.sleep(5);
    let (wednesday, friday) = (plus(START, 2), plus(START, 4));
    assert_eq!(ran(&walker), [Ask::Ran { date: wednesday }, Ask::Ran { date: friday }]);
    walker.event(PlanAction::Skip { date: wednesday });
    assert_eq!(ran(&walker), [Ask::Ran { date: friday }]);
    walker.event(PlanAction::Back { date: walker.today, why: Away::Busy, well_since: None });
    assert_eq!(ran(&walker), [], "who says why it was quiet has answered for all of it");
}

#[test]
fn a_day_that_was_run_moved_or_too_sore_is_not_asked_about() {
    let mut walker = Walker::healthy(new_runner());
    walker.run_next();
    assert_eq!(ran(&walker), []);
    walker.sleep(1);
    walker.unplanned(10.0);
    walker.sleep(1);
    assert_eq!(ran(&walker), [], "it was run a day late");
    let mut sore = keep_running(30.0, 1, 1);
    sore.run_next();
    let mut well = sore.clone();
    well.sleep(1);
    assert_eq!(ran(&well), [Ask::Ran { date: sore.today }]);
    sore.facts().now.insert(CORD, 4);
    sore.sleep(1);
    assert_eq!(ran(&sore), [], "the day was too sore for a run");
}

#[test]
fn a_silent_day_keeps_the_next_run_two_days_away_until_somebody_says_it_was_left_out() {
    // In the shipped plan of stages no weekday keeps the runs apart.
    let mut walker = Walker::sore_at(shipped("back-from-heel-pain"), "R5");
    walker.run_next();
    assert_eq!(walker.ask().due, Due::Today);
    walker.sleep(1);
    let silent = plus(walker.today, -1);
    assert_eq!(
        (walker.ask().due, ran(&walker)),
        (Due::On(plus(walker.today, 1)), vec![Ask::Ran { date: silent }])
    );
    let place = walker.place();
    let mut later = walker.clone();
    later.sleep(1);
    assert_eq!((later.ask().due, later.place()), (Due::Today, place), "no run for growth");
    walker.event(PlanAction::Skip { date: silent });
    assert_eq!((ran(&walker), walker.ask().due), (vec![], Due::Today));
}

// Soreness that comes to the healthy.

#[test]
fn a_healthy_runner_who_turns_sore_is_offered_to_run_on_that_day() {
    for (during, offered) in [([2, 0, 2], true), ([0, 2, 2], true), ([1, 1, 2], false), ([1, 1, 1], false)] {
        let mut walker = Walker::healthy(new_runner());
        walker.site = Some(CORD);
        walker.facts().unscored.push(CORD);
        for during in during {
            (walker.felt.during, walker.felt.after) = (Some(during), Some(0));
            walker.run_next();
        }
        assert_eq!(notes(&walker).contains(&Note::TurnedSore), offered, "{during:?}");
    }
}

#[test]
fn a_rest_is_never_all_that_a_healthy_runner_who_turns_sore_is_told() {
    let mut walker = Walker::healthy(new_runner());
    walker.site = Some(CORD);
    walker.facts().unscored.push(CORD);
    (walker.felt.during, walker.felt.after) = (Some(2), Some(2));
    walker.run_next();
    walker.felt.during = Some(6);
    let said = walker.until_due();
    walker.run(&said);
    assert!(matches!(walker.ask().reason.why, Why::Resting(..)));
    assert!(notes(&walker).contains(&Note::TurnedSore), "on the day itself");
    let mut staged = Walker::sore_at(comeback(), "R5");
    staged.felt.during = Some(2);
    for _ in 0..3 {
        staged.run_next();
    }
    assert!(!notes(&staged).contains(&Note::TurnedSore), "that plan goes by soreness already");
}

// On the feet.

#[test]
fn a_sole_at_four_is_asked_about_on_the_feet_before_a_run_only() {
    let mut walker = keep_running(30.0, 4, 2);
    walker.diary = runup::plan::Diary::default();
    let mut action = start_action();
    if let PlanAction::Start { site, usual_minutes, still_running, .. } = &mut action {
        let said =
            StillRunning { runs: 6, worst: 2, base: 4, morning: 4, walking: 2, ..StillRunning::default() };
        (*site, *usual_minutes, *still_running) = (Some(SOLE), Some(30.0), Some(said));
    }
    let mut walker = Walker::begin(walker.plan, Some(SOLE), action);
    let ask = Ask::OnFeet { date: walker.today, site: SOLE };
    walker.felt.morning = Some(4);
    walker.wake();
    assert!(walker.ask().asks.contains(&ask), "{:?}", walker.ask());
    let mut sore = walker.clone();
    sore.facts().on_feet.insert(SOLE, 4);
    assert_eq!((sore.ask().prescription, sore.ask().asks.contains(&ask)), (None, false));
    walker.facts().on_feet.insert(SOLE, 3);
    assert_eq!((walker.ask().due, walker.ask().asks.contains(&ask)), (Due::Today, false));
    walker.run_next();
    walker.sleep(0);
    let tomorrow = walker.ask().asks;
    assert!(walker.ask().due == Due::Today || tomorrow.iter().all(|ask| !matches!(ask, Ask::OnFeet { .. })));
    walker.felt.morning = Some(3);
    walker.sleep(7);
    assert!(walker.ask().asks.iter().all(|ask| !matches!(ask, Ask::OnFeet { .. })), "3 is below it");
}

// A place that was chosen.

#[test]
fn a_place_that_was_chosen_without_any_run_is_kept_and_its_run_is_shorter() {
    let mut action = start_action();
    if let PlanAction::Start { place, .. } = &mut action {
        *place = Some("R3".into());
    }
    let mut walker = Walker::begin(comeback(), Some(CORD), action);
    walker.wake();
    let said = walker.ask();
    assert_eq!((said.place.to_string(), said.reason.why), ("R3".into(), Why::Chosen));
    // Nothing is known: no more than the first level, which is five minutes.
    assert_eq!(said.prescription.unwrap().workout.run(), minutes(5.0));
    let mut asked = Vec::new();
    for _ in 0..3 {
        let said = walker.run_next();
        asked.push((said.place.to_string(), said.prescription.unwrap().workout.run()));
    }
    assert_eq!(asked[0], ("R3".into(), minutes(5.0)));
    assert!(asked.windows(2).all(|pair| pair[1].1 <= pair[0].1 + minutes(2.0)), "{asked:?}");
}

// When to show it to somebody.

#[test]
fn two_weeks_that_do_not_fall_are_told_or_as_many_days_as_the_file_says() {
    for (days, after, told) in [(None, 14, true), (Some(28), 21, false), (Some(28), 28, true)] {
        let mut plan = comeback();
        if let (Shape::Stages(stages), Some(days)) = (&mut plan.shape, days) {
            stages[0].refer = Some(Refer::Days(days));
        }
        let mut walker = Walker::sore_at(plan, "C0");
        walker.felt.morning = Some(5);
        walker.sleep(after);
        assert_eq!(walker.place(), "C0");
        assert_eq!(notes(&walker).contains(&Note::NoBetter), told, "{days:?}, {after}");
    }
    let mut keeps = keep_running(30.0, 3, 2);
    keeps.felt.morning = Some(3);
    keeps.sleep(14);
    assert!(notes(&keeps).contains(&Note::NoBetter));
}

#[test]
fn twelve_weeks_of_strength_without_a_change_are_told() {
    for (morning, later, told) in [(2, 2, true), (3, 2, true), (2, 1, false), (4, 2, false)] {
        let mut walker = keep_running(30.0, 3, 2);
        walker.felt.morning = Some(morning);
        walker.sleep(8);
        walker.felt.morning = Some(later);
        walker.sleep(75);
        assert!(!notes(&walker).iter().any(|note| matches!(note, Note::StillSore { .. })), "11 weeks");
        walker.sleep(1);
        assert_eq!(notes(&walker).contains(&Note::StillSore { weeks: 12 }), told, "{morning} to {later}");
    }
}

#[test]
fn six_weeks_below_the_usual_minutes_without_a_change_are_told() {
    let mut walker = keep_running(30.0, 2, 3);
    walker.felt = Felt { morning: Some(2), during: Some(4), after: Some(2), effort: 4 };
    let told = |walker: &Walker| notes(walker).iter().any(|note| matches!(note, Note::StandsStill { .. }));
    assert!(!told(&walker));
    let since = |walker: &Walker| walker.state().course.and_then(|course| course.keep).unwrap().since;
    walker.sleep(41);
    assert_eq!((since(&walker), told(&walker)), (START, false));
    walker.sleep(1);
    assert!(told(&walker));
    let mut whole = keep_running(30.0, 2, 2);
    whole.sleep(60);
    assert!(!told(&whole), "at the usual minutes nothing stands still");
}

#[test]
fn soreness_elsewhere_is_told_after_two_weeks_at_any_score() {
    let mut walker = Walker::healthy(new_runner());
    let knee = Site { region: Region::Elsewhere, side: None };
    walker.site = Some(knee);
    walker.facts().mornings.insert(knee, 1);
    walker.sleep(13);
    assert!(!notes(&walker).contains(&Note::SoreElsewhere));
    walker.sleep(1);
    assert!(notes(&walker).contains(&Note::SoreElsewhere));
}

#[test]
fn too_few_raises_for_twelve_weeks_are_told() {
    let mut walker = Walker::sore_at(comeback(), "C2");
    walker.test((5.0, 5.0), (12.0, 1));
    walker.sleep(83);
    assert!(!notes(&walker).contains(&Note::LowRaises { weeks: 12 }));
    walker.sleep(1);
    assert!(notes(&walker).contains(&Note::LowRaises { weeks: 12 }));
    walker.test((12.0, 12.0), (12.0, 1));
    assert!(!notes(&walker).iter().any(|note| matches!(note, Note::LowRaises { .. })));
}

#[test]
fn a_step_back_asks_for_less_strength_until_a_good_run() {
    let mut walker = keep_running(30.0, 2, 2);
    walker.felt.morning = Some(2);
    walker.run_next();
    assert!(!notes(&walker).contains(&Note::LessStrength));
    let said = walker.until_due();
    walker.run(&said);
    walker.felt.morning = Some(4);
    walker.sleep(2);
    walker.felt.morning = Some(2);
    assert!(notes(&walker).contains(&Note::LessStrength));
    walker.run_next();
    assert!(!notes(&walker).contains(&Note::LessStrength));
}

// From the stages back to the usual runs.

#[test]
fn after_the_sixth_level_it_may_be_asked_again_whether_the_usual_runs_can_be_run() {
    let begin = |usual: bool, days: i64| {
        let mut action = start_action();
        if let PlanAction::Start { place, usual_minutes, last_run, tested, .. } = &mut action {
            (*place, *tested) = (Some("R6".into()), true);
            *usual_minutes = usual.then_some(30.0);
            *last_run = Some(plus(START, -days));
        }
        Walker::begin(comeback(), Some(CORD), action)
    };
    for (usual, days, told) in [(true, 20, true), (true, 58, false), (false, 20, false)] {
        let mut walker = begin(usual, days);
        assert!(!notes(&walker).contains(&Note::MayKeepRunning), "R6 is not behind yet");
        while walker.place() == "R6" {
            walker.run_next();
        }
        assert_eq!(notes(&walker).contains(&Note::MayKeepRunning), told, "{usual} {days}");
    }
}

// What is said, and how often.

#[test]
fn what_a_clinician_should_see_is_said_for_a_week_of_each_four_and_not_before_two_weeks() {
    let mut keeps = keep_running(30.0, 3, 3);
    keeps.felt = Felt { morning: Some(3), during: Some(3), after: Some(2), effort: 4 };
    let mut said = Vec::new();
    for day in 1..=60 {
        keeps.sleep(1);
        if notes(&keeps).contains(&Note::NoBetter) {
            said.push(day);
        }
    }
    assert_eq!(said, (14..21).chain(42..49).collect::<Vec<i64>>());
}

#[test]
fn whoever_walked_in_place_of_a_run_reads_why_for_the_rest_of_the_day() {
    let mut walker = keep_running(30.0, 2, 2);
    walker.felt.morning = Some(2);
    walker.run_next();
    walker.sleep(1);
    walker.felt.morning = Some(4);
    walker.until_due();
    let said = walker.ask();
    assert!(matches!(said.reason.why, Why::SoreToday(_)) && !said.reason.done, "{said:?}");
    walker.run(&said);
    let said = walker.ask();
    assert!(matches!(said.reason.why, Why::SoreToday(_)) && said.reason.done, "{:?}", said.reason);
}

#[test]
fn a_day_on_which_a_warning_sign_forbade_running_is_not_asked_about() {
    // Monday's run; a sign from Wednesday to the Wednesday after it, and a walk on each of the two days behind.
    let mut walker = keep_running(30.0, 2, 2);
    walker.run_next();
    let until = Some((plus(START, 9), ClearedBy::Clinician));
    walker.diary.add_sign(SignSpell { sign: "RF08b".into(), from: plus(START, 2), until });
    for day in [10, 11] {
        let walk = RunFact { total: minutes(30.0), during: Some(0), ..RunFact::default() };
        walker.diary.day(plus(START, day)).runs.push(walk);
    }
    walker.sleep(10);
    assert!(matches!(walker.ask().reason.why, Why::Gap { .. }), "{:?}", walker.ask().reason);
    assert_eq!(ran(&walker), []);
}

#[test]
fn nothing_more_is_offered_with_the_first_runs_after_a_gap_or_a_warning_sign() {
    let mut walker = keep_running(30.0, 1, 1);
    for _ in 0..6 {
        walker.run_next();
    }
    walker.until_due();
    let steps =
        |walker: &Walker| runup::plan::steps::may_begin_on(Some(&walker.plan), &walker.diary, walker.today);
    assert_eq!(steps(&walker), Ok(()));
    let mut sign = walker.clone();
    let (from, until) = (plus(walker.today, -10), (plus(walker.today, -9), ClearedBy::Clinician));
    sign.diary.add_sign(SignSpell { sign: "RF08b".into(), from, until: Some(until) });
    assert_eq!(steps(&sign), Err(runup::plan::steps::NoTicks::Setback));
    walker.sleep(8);
    assert!(matches!(walker.ask().reason.why, Why::Gap { .. }));
    assert_eq!(steps(&walker), Err(runup::plan::steps::NoTicks::Setback));
}

#[test]
fn running_on_does_not_reach_its_end_while_a_warning_sign_is_open() {
    let mut walker = keep_running(30.0, 1, 1);
    for _ in 0..3 {
        walker.run_next();
    }
    let mut free = walker.clone();
    walker.diary.add_sign(SignSpell { sign: "RF08b".into(), from: walker.today, until: None });
    for each in [&mut walker, &mut free] {
        each.sleep(10);
    }
    assert_eq!((walker.place().as_str(), free.place().as_str()), ("100%", "week 1 after the plan"));
}

#[test]
fn four_steady_runs_let_no_long_run_be_more_than_two_minutes_longer() {
    let mut walker = Walker::sore_at(shipped("back-from-heel-pain"), "C6");
    for _ in 0..9 {
        walker.run_next();
    }
    walker.felt.during = Some(3);
    let mut asked = Vec::new();
    for _ in 0..12 {
        let said = walker.run_next();
        asked.push(said.prescription.unwrap().workout.run());
    }
    assert!(asked.windows(2).all(|pair| pair[1] <= pair[0] + minutes(2.0)), "{asked:?}");
}
