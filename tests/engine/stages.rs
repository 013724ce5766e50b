//! The stages of the plan by symptoms, plans of shares, weeks beyond the guard, and warning signs.

use std::time::Duration;

use runup::plan::course::start_share;
use runup::plan::diary::SignSpell;
use runup::plan::notes::Note;
use runup::plan::place::Position;
use runup::plan::recommend::{Due, Why};
use runup::plan::results::{Grade, raises_needed, result};
use runup::plan::verdict::Decision;
use runup::plans::{Criterion, Plan, Shape, TestKind};
use runup::record::{ClearedBy, PlanAction};
use runup::routine::Id;
use runup::symptoms::{Region, Side, Site};

use super::plans::*;
use super::walker::*;

// C0.

#[test]
fn the_calm_stage_is_left_after_seven_calm_mornings() {
    // A usual morning of 3 is calm at 3 and 4, and one of 5 in a tendon is not.
    for (score, place) in [(2, "W1"), (3, "W1"), (5, "C0")] {
        let mut walker = Walker::sore_at(comeback(), "C0");
        walker.felt.morning = Some(score);
        walker.wake();
        walker.sleep(6);
        assert_eq!(walker.place(), "C0", "six days");
        walker.sleep(1);
        assert_eq!(walker.place(), place, "seven days at {score}");
    }
}

#[test]
fn a_morning_that_is_missing_keeps_the_calm_stage() {
    let mut walker = Walker::sore_at(comeback(), "C0");
    walker.sleep(3);
    walker.silence(1);
    walker.sleep(3);
    assert_eq!(walker.place(), "C0", "six mornings in seven days");
    walker.sleep(1);
    assert_eq!(walker.place(), "W1");
}

#[test]
fn a_sore_evening_keeps_the_calm_stage() {
    let mut walker = Walker::sore_at(comeback(), "C0");
    walker.sleep(5);
    walker.facts().later.insert(CORD, 3);
    walker.sleep(3);
    assert_eq!(walker.place(), "C0");
    walker.sleep(6);
    assert_eq!(walker.place(), "W1");
}

#[test]
fn two_weeks_with_a_mean_of_three_and_no_better_are_told() {
    for (score, days, said) in [(3, 21, true), (3, 13, false), (2, 21, false)] {
        let mut walker = Walker::sore_at(comeback(), "C0");
        walker.sleep(1);
        walker.facts().later.insert(CORD, 3);
        walker.felt.morning = Some(score);
        walker.sleep(days - 2);
        walker.facts().later.insert(CORD, 3);
        walker.sleep(1);
        assert_eq!(walker.ask().notes.contains(&Note::NoBetter), said, "{score} for {days} days");
    }
}

// C1.

#[test]
fn two_walks_of_thirty_minutes_lead_to_the_tests() {
    let mut walker = Walker::sore_at(comeback(), "C1");
    let walks: Vec<String> = (0..3).map(|_| walker.run_next().place.to_string()).collect();
    assert_eq!(walks, ["W1", "W2", "W3"]);
    assert_eq!(walker.place(), "C2");
}

#[test]
fn a_walk_at_three_comes_again_and_at_four_steps_back() {
    for (score, place) in [(2, "W3"), (3, "W2"), (4, "W1")] {
        let mut walker = Walker::sore_at(comeback(), "C1");
        walker.run_next();
        walker.felt.during = Some(score);
        walker.felt.after = Some(0);
        assert_eq!(walker.run_next().place.to_string(), "W2");
        assert_eq!(walker.place(), place, "{score}");
    }
}

// C2.

#[test]
fn the_raises_that_are_enough_go_by_age() {
    let rows = [
        (None, (20.0, 8.0)),
        (Some(49), (20.0, 8.0)),
        (Some(50), (15.0, 6.0)),
        (Some(59), (15.0, 6.0)),
        (Some(60), (12.0, 5.0)),
        (Some(69), (12.0, 5.0)),
        (Some(70), (10.0, 4.0)),
    ];
    for (age, needed) in rows {
        assert_eq!(raises_needed(age), needed, "{age:?}");
    }
}

#[test]
fn raises_are_enough_or_enough_to_begin_and_hops_are_enough_or_not() {
    use Grade::{Amber, Green, Red};
    let mut walker = Walker::sore_at(comeback(), "C2");
    for (raises, hops, grades) in [
        ((20.0, 20.0), (10.0, 2), [Green, Green]),
        ((19.0, 20.0), (10.0, 2), [Amber, Green]),
        ((8.0, 8.0), (10.0, 2), [Amber, Green]),
        ((7.0, 8.0), (10.0, 2), [Red, Green]),
        ((27.0, 33.0), (10.0, 2), [Green, Green]),
        ((27.0, 36.0), (10.0, 2), [Green, Green]),
        ((26.0, 36.0), (10.0, 2), [Amber, Green]),
        ((36.0, 26.0), (10.0, 2), [Amber, Green]),
        ((25.0, 25.0), (9.0, 0), [Green, Red]),
        ((25.0, 25.0), (10.0, 3), [Green, Red]),
    ] {
        walker.facts().tests.clear();
        walker.test(raises, hops);
        let tests = walker.facts().tests.clone();
        let both = [TestKind::HeelRaises, TestKind::Hops].map(|kind| result(kind, &tests, None));
        assert_eq!(both, grades.map(Some), "{raises:?} {hops:?}");
    }
}

#[test]
fn one_side_alone_is_no_result() {
    let mut walker = Walker::sore_at(comeback(), "C2");
    walker.test((25.0, 25.0), (15.0, 0));
    let mut tests = walker.facts().tests.clone();
    tests.retain(|test| test.side == Some(Side::Left));
    assert_eq!(result(TestKind::Hops, &tests, None), None);
}

#[test]
fn tests_that_are_passed_open_the_first_level_the_same_day() {
    let mut walker = Walker::sore_at(comeback(), "C2");
    walker.test((25.0, 25.0), (15.0, 1));
    assert_eq!((walker.place().as_str(), walker.state().amber), ("R1", None));
}

#[test]
fn raises_that_are_enough_to_begin_open_it_too_and_keep_the_runs_short() {
    let mut walker = Walker::sore_at(comeback(), "C2");
    walker.test((16.0, 16.0), (15.0, 1));
    assert_eq!((walker.place().as_str(), walker.state().amber), ("R1", Some(START)));
    for _ in 0..20 {
        let said = walker.run_next();
        assert!(said.prescription.unwrap().workout.run() <= minutes(14.0));
    }
    let ran = walker.diary.between(START, walker.today).filter(|(_, facts)| !facts.runs.is_empty());
    let ran: Vec<_> = ran.map(|(day, _)| day).collect();
    let apart: Vec<i32> = ran.windows(2).map(|pair| runup::time::days_between(pair[0], pair[1])).collect();
    assert_eq!(apart[..7], [3; 7], "three days apart up to R4");
    assert_eq!(apart.last(), Some(&2));
    assert_eq!(walker.place(), "R6");
    walker.test((20.0, 20.0), (15.0, 1));
    walker.run_next();
    walker.run_next();
    assert_eq!((walker.state().amber, walker.place().as_str()), (None, "R7"));
}

#[test]
fn six_weeks_of_strength_open_the_rest_too() {
    for (sessions, open) in [(2, true), (1, false)] {
        let mut walker = Walker::sore_at(comeback(), "C2");
        walker.plan.with.insert(Region::TendonMid, vec![Id::from_words("calf-base")]);
        walker.test((16.0, 16.0), (15.0, 1));
        for day in 1..=43 {
            walker.sleep(1);
            if day % 7 < sessions {
                walker.facts().sessions.push(Id::from_words("calf-base"));
            }
        }
        assert_eq!(walker.state().amber.is_none(), open, "{sessions} a week");
    }
}

#[test]
fn raises_that_are_not_enough_wait_four_weeks() {
    let mut walker = Walker::sore_at(comeback(), "C2");
    walker.test((7.0, 20.0), (15.0, 1));
    assert!(matches!(walker.ask().reason.why, Why::Tests { wait: Some(day), .. } if day == plus(START, 28)));
}

/// The stages, with tests that have to be passed twice, as a file may ask for.
fn twice_tested() -> Plan {
    let mut plan = comeback();
    let Shape::Stages(stages) = &mut plan.shape else { panic!("stages") };
    for criterion in stages.iter_mut().flat_map(|stage| &mut stage.advance) {
        if let Criterion::Passes { count, .. } = criterion {
            *count = 2;
        }
    }
    plan
}

#[test]
fn a_test_that_was_left_out_is_not_failed_and_one_that_failed_begins_again() {
    for (raises, passed) in [(None, 1), (Some(5.0), 0)] {
        let mut walker = Walker::sore_at(twice_tested(), "C2");
        walker.test((25.0, 25.0), (15.0, 1));
        walker.sleep(2);
        walker.test((raises.unwrap_or(25.0), 25.0), (15.0, 1));
        if raises.is_none() {
            walker.facts().tests.retain(|test| test.kind == TestKind::Hops);
        }
        assert_eq!(walker.state().passes.len(), passed, "{raises:?}");
    }
}

#[test]
fn hops_that_hurt_wait_two_weeks() {
    let mut walker = Walker::sore_at(twice_tested(), "C2");
    walker.test((25.0, 25.0), (15.0, 3));
    assert!(matches!(walker.ask().reason.why, Why::Tests { wait: Some(day), .. } if day == plus(START, 14)));
    walker.sleep(13);
    walker.test((25.0, 25.0), (15.0, 0));
    assert!(walker.state().passes.is_empty(), "13 days");
    walker.sleep(1);
    walker.test((25.0, 25.0), (15.0, 0));
    assert_eq!(walker.state().passes.len(), 1);
}

#[test]
fn a_rest_begins_the_tests_again() {
    let mut walker = Walker::sore_at(twice_tested(), "C2");
    walker.test((25.0, 25.0), (15.0, 1));
    walker.sleep(1);
    walker.felt.morning = Some(6);
    walker.sleep(1);
    walker.felt.morning = Some(1);
    walker.sleep(5);
    assert_eq!((walker.place().as_str(), walker.state().passes.len()), ("C2", 0));
}

// C4 and C5.

#[test]
fn six_green_runs_of_seven_lead_on_from_thirty_minutes() {
    let mut walker = Walker::sore_at(comeback(), "C4");
    for n in 0..7 {
        assert_eq!(walker.state().course.unwrap().place, Position::Stage { stage: 4, level: 0 }, "run {n}");
        walker.felt.effort = if n == 3 { 7 } else { 5 };
        walker.run_next();
    }
    assert_eq!(walker.place(), "C5");
}

#[test]
fn two_holds_in_seven_stay_at_thirty_minutes() {
    let mut walker = Walker::sore_at(comeback(), "C4");
    for n in 0..8 {
        walker.felt.effort = if n == 2 || n == 4 { 7 } else { 5 };
        walker.run_next();
    }
    assert_eq!(walker.place(), "C4");
    for _ in 0..2 {
        walker.run_next();
    }
    assert_eq!(walker.place(), "C5");
}

#[test]
fn a_rest_from_thirty_minutes_obeys_both_limits() {
    let mut walker = Walker::sore_at(comeback(), "C4");
    walker.felt.during = Some(6);
    walker.run_next();
    // R11 is 24 minutes, 70 % of 30 are 21: R9.
    assert_eq!(walker.place(), "R9");
}

#[test]
fn a_step_back_in_the_stage_of_strides_leads_to_the_stage_before() {
    let mut walker = Walker::sore_at(comeback(), "C5");
    walker.felt.during = Some(5);
    walker.wake();
    walker.run_next();
    assert_eq!(walker.place(), "C4", "from 1 to 5 within the run");
}

/// A walker of the stage of strides who stepped back from it: from 1 to 5 within a run, fine by the morning.
fn back_from_strides() -> Walker {
    let mut walker = Walker::sore_at(comeback(), "C5");
    walker.felt.during = Some(5);
    walker.wake();
    walker.run_next();
    assert_eq!(walker.place(), "C4");
    walker.felt.during = Some(1);
    walker
}

#[test]
fn a_step_back_from_strides_is_over_after_seven_green_days() {
    let mut walker = back_from_strides();
    // It is judged on the second day after that run; two runs lie in the seven days from there.
    let since = walker.state().course.unwrap().entered;
    while walker.place() == "C4" {
        if walker.ask().due == Due::Today {
            walker.run(&walker.ask());
        }
        walker.sleep(1);
    }
    assert_eq!((walker.place().as_str(), walker.today), ("C5", plus(since, 7)));
}

#[test]
fn days_without_a_run_do_not_end_a_step_back_from_strides() {
    let mut walker = back_from_strides();
    walker.sleep(6);
    assert_eq!(walker.place(), "C4");
    walker.sleep(5);
    assert_eq!(walker.place(), "C4", "a gap leads nowhere");
}

#[test]
fn a_hold_within_them_makes_the_days_after_a_step_back_longer() {
    let mut walker = back_from_strides();
    let since = walker.state().course.unwrap().entered;
    walker.felt.effort = 7;
    walker.run_next();
    walker.felt.effort = 5;
    while walker.today < plus(since, 8) {
        if walker.ask().due == Due::Today {
            walker.run(&walker.ask());
        }
        walker.sleep(1);
    }
    assert_eq!(walker.place(), "C4", "a run of these seven days was held");
}

#[test]
fn a_rest_from_the_stage_before_strides_forgets_where_it_came_from() {
    let mut walker = back_from_strides();
    walker.felt.during = Some(6);
    walker.run_next();
    assert_eq!(walker.place(), "R9");
    assert_eq!(walker.state().course.unwrap().returns, None);
}

#[test]
fn raises_that_are_not_even_stay_at_thirty_minutes() {
    for (right, place) in [(22.0, "C5"), (20.0, "C4")] {
        let mut walker = Walker::sore_at(comeback(), "C4");
        walker.test((28.0, right), (12.0, 1));
        for _ in 0..8 {
            walker.run_next();
        }
        assert_eq!(walker.place(), place, "28 and {right}");
        assert_eq!(walker.ask().notes.contains(&Note::UnevenRaises), place == "C4");
        // The next test that is closer lets it go on.
        walker.test((28.0, 23.0), (12.0, 1));
        walker.sleep(1);
        assert_eq!(walker.place(), "C5", "28 and 23");
    }
}

#[test]
fn raises_that_grew_uneven_take_strides_and_hills_away() {
    for (place, test) in [("C5", false), ("C6", false), ("C5", true), ("C6", true)] {
        let mut walker = Walker::sore_at(comeback(), place);
        if test {
            walker.test((20.0, 12.0), (12.0, 1));
        }
        let run = walker.until_due().prescription.unwrap();
        let faster = run.strides.is_some() || run.hills > 0.0;
        assert_eq!(faster, !test, "{place}");
    }
}

#[test]
fn three_green_weeks_lead_to_hills_and_a_hold_does_not() {
    for (effort, place) in [(5, "C6"), (7, "C5")] {
        let mut walker = Walker::sore_at(comeback(), "C5");
        for n in 0..9 {
            walker.felt.effort = if n == 4 { effort } else { 5 };
            walker.run_next();
        }
        assert_eq!(walker.place(), "C5", "twenty days");
        walker.sleep(1);
        assert_eq!(walker.place(), place, "effort {effort}");
    }
}

#[test]
fn no_more_runs_a_week_than_the_stage_has() {
    let mut walker = Walker::sore_at(comeback(), "C4");
    let days: Vec<_> = (0..6)
        .map(|_| {
            walker.run_next();
            plus(walker.today, -2)
        })
        .collect();
    for day in &days {
        assert!(days.iter().filter(|other| **other <= *day && plus(**other, 6) >= *day).count() <= 3);
    }
}

// Shares.

fn back_after(plan: Plan, days: i64, usual: f64) -> Walker {
    let mut action = start_action();
    if let PlanAction::Start { usual_minutes, longest_minutes, last_run, .. } = &mut action {
        *usual_minutes = Some(usual);
        *longest_minutes = Some(usual * 1.5);
        *last_run = Some(plus(START, -days));
    }
    Walker::begin(plan, None, action)
}

/// The runs of a plan up to the first that is as long as usual, as `19:30`.
fn whole_plan(plan: Plan, days: i64, usual: f64) -> Vec<String> {
    let mut walker = back_after(plan, days, usual);
    let mut runs = Vec::new();
    while runs.len() < 40 {
        let said = walker.run_next();
        let run = said.prescription.unwrap().workout.run();
        runs.push(format!("{}:{:02}", run.as_secs() / 60, run.as_secs() % 60));
        if run >= minutes(usual) {
            break;
        }
    }
    runs
}

const B2_30: &str = "
    10:30 10:30 10:30  12:20 13:20 13:20  15:00 16:30 16:30
    18:30 20:30 21:00  23:00 25:00 25:30  28:00 30:00";
const B2_45: &str = "
    15:20 15:20 15:20  16:40 18:20 20:00  22:00 24:00 24:30
    26:30 29:00 31:30  34:30 37:30 38:00  41:30 45:00";
const B3_30: &str = "
    7:20 7:20 7:20  9:00 9:00 9:00  10:30 10:30 10:30
    12:30 12:55 12:55  14:20 15:20 15:20  17:00 18:30 18:30
    20:30 22:30 22:30  24:30 25:30 25:30  28:00 28:30 28:30
    30:00";
const B3_45: &str = "
    11:00 11:00 11:00  13:00 12:50 12:50  14:00 16:00 16:00
    18:00 19:15 19:15  21:00 23:00 23:30  25:30 28:00 28:00
    30:30 33:30 33:30  36:30 38:00 38:00  41:30 42:30 42:30
    45:00";

#[test]
fn a_plan_of_shares_begins_by_days_off_and_rises_by_a_tenth_or_two_minutes() {
    // The tables of EVIDENCE.md 10.4, from the week at which so many days off begin. Within thirty days of the last
    // usual run the way back to it takes no steps (EVIDENCE2.md 2).
    assert_eq!(
        whole_plan(back_1_2(), 14, 30.0),
        ["19:30", "19:30", "19:30", "24:00", "24:00", "24:00", "30:00"]
    );
    assert_eq!(
        whole_plan(back_1_2(), 14, 45.0),
        ["29:00", "29:00", "29:00", "36:00", "36:00", "36:00", "45:00"]
    );
    // Where a share is cut into blocks it may come to a little less than the table has, and the step from it
    // begins lower: 12:30 in four equal blocks, down to 5 s, are 12:20.
    assert_eq!(whole_plan(back_3_6(), 42, 30.0), B2_30.split_whitespace().collect::<Vec<_>>());
    assert_eq!(whole_plan(back_3_6(), 42, 45.0), B2_45.split_whitespace().collect::<Vec<_>>());
    assert_eq!(whole_plan(back_7_12(), 90, 30.0), B3_30.split_whitespace().collect::<Vec<_>>());
    assert_eq!(whole_plan(back_7_12(), 90, 45.0), B3_45.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn one_day_more_off_never_makes_the_first_run_longer_nor_much_shorter() {
    for usual in [30.0, 45.0, 60.0] {
        let first = |days: i64| {
            let plan = match days {
                ..15 => back_1_2(),
                15..43 => back_3_6(),
                _ => back_7_12(),
            };
            back_after(plan, days, usual).until_due().prescription.unwrap().workout.run()
        };
        let mut before = first(7);
        for days in 8..=90 {
            let now = first(days);
            // Another number of blocks may round 5 s a block otherwise.
            assert!(now <= before + minutes(0.5), "{usual}: {days} days off, {before:?} then {now:?}");
            assert!(now.as_secs_f64() >= before.as_secs_f64() * 0.9, "{usual}: {days}, {before:?}, {now:?}");
            before = now;
        }
    }
}

#[test]
fn the_share_of_the_start_lies_on_straight_lines() {
    let points = back_1_2().start;
    for (days, share) in [
        (0, 0.8),
        (7, 0.8),
        (14, 0.65),
        (17, 0.6),
        (20, 0.55),
        (31, 0.45),
        (42, 0.35),
        (66, 0.3),
        (90, 0.25),
        (500, 0.25),
    ] {
        assert!((start_share(&points, days).unwrap() - share).abs() < 1e-9, "{days}");
    }
    assert_eq!(start_share(&[], 10), None);
}

#[test]
fn a_share_is_cut_into_equal_blocks_with_no_walk_after_the_last() {
    let mut walker = back_after(back_3_6(), 42, 30.0);
    let said = walker.until_due().prescription.unwrap();
    assert_eq!(said.workout.to_string(), "5x(1m45s run, 1m walk), 1m45s run");
}

/// What is asked for some days after a run beside the plan that was felt so, and where that is.
fn beside(walker: &mut Walker, days: i64, change: impl Fn(&mut Felt)) -> (String, Duration) {
    let well = walker.felt;
    change(&mut walker.felt);
    walker.unplanned(30.0);
    walker.sleep(days);
    walker.felt = well;
    let said = walker.ask();
    (said.place.to_string(), said.prescription.unwrap().workout.run())
}

#[test]
fn a_week_of_shares_that_comes_again_asks_for_no_more_than_where_it_was_left() {
    let mut walker = back_after(back_3_6(), 42, 30.0);
    for _ in 0..4 {
        walker.run_next();
    }
    let hard = |felt: &mut Felt| felt.effort = 8;
    // As long as the last run at most, in half minutes: 12:20 is 12:00 in blocks of 4:00.
    assert_eq!(beside(&mut walker, 2, hard), ("week 2, run 2".to_owned(), minutes(12.0)));
    // The first run of the week has its own cap of 12:30, in four blocks of 3:05.
    assert_eq!(beside(&mut walker, 2, hard), ("week 2, run 1".to_owned(), minutes(12.0)));
}

#[test]
fn a_step_back_by_shares_asks_for_no_more_in_other_blocks() {
    let mut walker = back_after(back_7_12(), 90, 30.0);
    (walker.site, walker.facts().sites) = (Some(CORD), Some(vec![CORD]));
    for _ in 0..12 {
        walker.run_next();
    }
    // 12:30 in four blocks, down to 5 s, are 12:20.
    let sore = |felt: &mut Felt| felt.after = Some(4);
    let (place, held) = beside(&mut walker, 2, sore);
    assert_eq!((place.as_str(), held), ("week 5, run 1", Duration::from_secs(12 * 60 + 20)));
    // In the five blocks of the week before they are 12:30.
    let (place, back) = beside(&mut walker, 1, |felt| felt.during = Some(5));
    assert_eq!(place, "week 4, run 1");
    assert_eq!(back, minutes(12.0), "and no more than {held:?}, in half minutes");
}

#[test]
fn after_a_break_the_first_share_is_asked_for_again_and_no_less() {
    let mut walker = back_after(back_3_6(), 42, 60.0);
    let first = walker.run_next().prescription.unwrap().workout.run();
    assert_eq!(first, Duration::from_secs(20 * 60 + 10), "35 % of 60, in equal blocks");
    walker.sleep(60);
    let said = walker.until_due();
    assert_eq!(
        (said.place.to_string().as_str(), said.prescription.unwrap().workout.run()),
        ("week 1, run 1", first)
    );
}

// Weeks beyond the guard.

#[test]
fn a_week_beyond_the_guard_waits_for_a_yes() {
    let mut walker = Walker::healthy(nine_weeks());
    for _ in 0..9 {
        walker.run_next();
    }
    assert!(walker.ask().notes.contains(&Note::BeyondGuard { week: 4 }));
    assert_eq!(walker.place(), "week 3, run 3", "the guard's answer without a yes");
    walker.event(PlanAction::Warned { date: walker.today, week: 4 });
    assert!(!walker.ask().notes.contains(&Note::BeyondGuard { week: 4 }));
    let said = walker.until_due();
    assert_eq!(
        (said.place.to_string().as_str(), said.prescription.unwrap().workout.run()),
        ("week 4, run 1", minutes(16.0))
    );
}

#[test]
fn a_week_beyond_the_guard_needs_a_green_week_before() {
    let mut walker = Walker::healthy(nine_weeks());
    for n in 0..10 {
        walker.felt.effort = if n == 7 { 7 } else { 4 };
        walker.run_next();
    }
    walker.event(PlanAction::Warned { date: walker.today, week: 4 });
    assert_eq!(walker.ask().prescription.unwrap().workout.run(), minutes(9.0));
}

// Warning signs.

fn sign(walker: &mut Walker, sign: &str, until: Option<(i64, ClearedBy)>) {
    let from = walker.today;
    let until = until.map(|(days, by)| (plus(from, days), by));
    walker.diary.add_sign(SignSpell { sign: sign.into(), from, until });
}

#[test]
fn a_grave_sign_locks_and_a_lesser_one_pauses() {
    for (id, decision) in
        [("RF01", Decision::StopLock), ("RF03", Decision::StopLock), ("RF08", Decision::PauseAndRefer)]
    {
        let mut walker = Walker::sore_at(comeback(), "R5");
        sign(&mut walker, id, None);
        walker.sleep(20);
        let said = walker.ask();
        assert_eq!((said.decision, said.due, said.prescription), (decision, Due::Open, None), "{id}");
    }
}

#[test]
fn what_was_paused_goes_on_with_walks() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    walker.run_next();
    sign(&mut walker, "RF08", Some((8, ClearedBy::Quiet)));
    walker.sleep(7);
    assert_eq!(walker.ask().decision, Decision::PauseAndRefer);
    walker.sleep(1);
    assert_eq!(walker.place(), "W1");
}

#[test]
fn deep_heel_bone_pain_in_a_run_locks() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    let said = walker.until_due();
    walker.run(&said);
    let deep = Site { region: Region::HeelBoneDeep, side: Some(Side::Left) };
    let run = walker.facts().runs.last_mut().unwrap();
    (run.site, run.during, run.after) = (Some(deep), Some(1), Some(0));
    assert_eq!(walker.ask().decision, Decision::StopLock);
    walker.sleep(30);
    assert_eq!(walker.ask().decision, Decision::StopLock);
}

#[test]
fn a_limp_that_is_there_two_days_later_pauses() {
    for (days, pauses) in [(1, false), (2, true), (7, true), (8, false)] {
        let mut walker = Walker::sore_at(comeback(), "R5");
        walker.run_next();
        walker.facts().limp = true;
        walker.sleep(days);
        walker.facts().limp = true;
        assert_eq!(walker.ask().decision == Decision::PauseAndRefer, pauses, "{days} days later");
    }
}

#[test]
fn stiffness_beyond_half_an_hour_on_three_days_is_a_sign_that_stops_nothing_alone() {
    for (long, days, shown) in [(31, 3, true), (30, 3, false), (31, 2, false)] {
        let mut walker = Walker::sore_at(comeback(), "R5");
        for _ in 0..days {
            walker.sleep(1);
            walker.facts().stiff_minutes = Some(long);
        }
        assert_ne!(walker.ask().decision, Decision::PauseAndRefer, "{long} minutes on {days} days");
        let derived = walker.state().derived.iter().map(|shown| shown.sign).collect::<Vec<_>>();
        assert_eq!(derived == ["RF07a"], shown, "{long} minutes on {days} days");
    }
}

#[test]
fn twelve_weeks_without_the_sixth_level_are_told() {
    let mut walker = Walker::sore_at(comeback(), "R1");
    walker.felt.effort = 7;
    while walker.today < plus(START, 82) {
        walker.run_next();
    }
    assert!(!walker.ask().notes.contains(&Note::Slow { weeks: 12 }));
    walker.sleep(2);
    assert!(walker.ask().notes.contains(&Note::Slow { weeks: 12 }));
}

#[test]
fn the_long_run_of_the_last_stage_grows_each_second_week_and_not_after_a_hold() {
    let mut walker = Walker::sore_at(comeback(), "C6");
    let week = |walker: &mut Walker| -> Vec<_> {
        (0..3).map(|_| walker.run_next().prescription.unwrap().workout.run()).collect()
    };
    assert_eq!(week(&mut walker), [30.0, 30.0, 32.0].map(minutes));
    assert_eq!(week(&mut walker), [30.0, 30.0, 32.0].map(minutes));
    assert_eq!(week(&mut walker), [30.0, 30.0, 34.0].map(minutes));
    walker.felt.effort = 7;
    assert_eq!(week(&mut walker)[2], minutes(30.0));
}
