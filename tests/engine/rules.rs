//! Rules that need the log: gaps, guard, run days, what comes next.

use runup::plan::before_run::Today;
use runup::plan::load::{Origin, PastRun, PastRuns};
use runup::plan::notes::Note;
use runup::plan::place::{Position, Positions};
use runup::plan::recommend;
use runup::plan::recommend::{Due, Why};
use runup::plan::verdict::{Cause, Decision, Verdict};
use runup::plan::weeks::{Weeks, weeks};
use runup::plans::guard;
use runup::record::{Away, PlanAction};
use runup::symptoms::{Region, Site};

use super::plans::*;
use super::walker::*;

fn level(n: usize) -> Position {
    Position::Stage { stage: 3, level: n - 1 }
}

fn week(n: usize) -> Position {
    Position::Run { week: n - 1, run: 0 }
}

#[test]
fn only_a_green_run_of_the_plan_allows_a_tenth_more_and_one_beside_it_allows_nothing() {
    let limit = |origin, verdict: Option<(Decision, Cause)>| {
        let verdict = verdict.map(|(decision, cause)| Verdict { decision, cause, ..Verdict::neutral() });
        let mut past = PastRuns::default();
        past.add(PastRun { date: START, run: minutes(40.0), km: None, origin, limit: None, verdict });
        past.limit(plus(START, 2), minutes(5.0), minutes(60.0))
    };
    let (green, held) = ((Decision::Advance, Cause::Green), (Decision::Hold, Cause::Effort { effort: 8 }));
    assert_eq!(limit(Origin::Planned, Some(green)), minutes(44.0));
    assert_eq!(limit(Origin::Planned, Some(held)), minutes(40.0));
    assert_eq!(limit(Origin::Planned, None), minutes(40.0));
    assert_eq!(limit(Origin::Unplanned, Some(green)), minutes(5.0));
}

// Gaps.

#[test]
fn a_gap_by_weeks_goes_back_as_far_as_the_table_says() {
    let plan = new_runner();
    let gap = |n, days| Positions(&plan).gap(week(n), days);
    for (days, then) in [(6, 8), (7, 7), (13, 7), (14, 6), (27, 6), (28, 4), (55, 4), (56, 1), (400, 1)] {
        assert_eq!(gap(8, days), week(then), "{days} days in week 8");
    }
}

#[test]
fn a_gap_by_levels_goes_back_as_far_as_the_table_says() {
    let plan = comeback();
    let gap = |n, days| Positions(&plan).gap(level(n), days);
    let walks = Position::Stage { stage: 1, level: 0 };
    for (days, then) in [(6, 9), (7, 9), (13, 9), (14, 7), (27, 7), (28, 5), (55, 5)] {
        assert_eq!(gap(9, days), level(then), "{days} days at R9");
    }
    assert_eq!(gap(9, 56), walks);
    assert_eq!(gap(3, 55), level(1), "never below the first run before eight weeks");
    assert_eq!(gap(1, 27), level(1));
}

#[test]
fn one_day_more_away_never_leads_to_a_later_place() {
    for plan in [new_runner(), comeback(), back_7_12()] {
        let mut place = Positions(&plan).first();
        for _ in 0..30 {
            for days in 0..100 {
                let (now, later) = (Positions(&plan).gap(place, days), Positions(&plan).gap(place, days + 1));
                assert!(later <= now, "{}: {place:?} after {days} days {now:?}, then {later:?}", plan.id);
                assert!(now <= place);
            }
            place = Positions(&plan).next(place);
        }
    }
}

#[test]
fn a_run_after_a_gap_of_six_days_is_the_next_one_and_after_seven_the_week_comes_again() {
    let mut walker = Walker::healthy(new_runner());
    for _ in 0..3 {
        walker.run_next();
    }
    // The last run was on Friday; the mornings after it are over on Sunday.
    assert_eq!(walker.ask().place.to_string(), "week 2, run 1");
    let mut six = walker.clone();
    six.sleep(4);
    assert_eq!(six.ask().place.to_string(), "week 2, run 1");
    assert!(!matches!(six.ask().reason.why, Why::Gap { .. }));
    walker.sleep(5);
    assert_eq!(walker.ask().place.to_string(), "week 1, run 1");
    assert_eq!(walker.ask().reason.why, Why::Gap { days: 7, back: true });
    assert_eq!(walker.ask().decision, Decision::Regress);
}

#[test]
fn half_of_the_longest_run_is_the_most_after_thirty_days() {
    let mut walker = Walker::sore_at(comeback(), "R10");
    walker.run_next();
    walker.silence(27);
    walker.wake();
    // 29 days after the 22 minutes: R6 by the gap, and the run still counts.
    assert_eq!(walker.place(), "R6");
    assert_eq!(walker.ask().prescription.unwrap().workout.run(), minutes(14.0));
    walker.silence(2);
    walker.wake();
    // 31 days: R6 by the gap is 14 minutes, half of 22 is 11, and R4 is 10.
    assert_eq!(walker.ask().prescription.unwrap().workout.run(), minutes(10.0));
    assert_eq!(walker.place(), "R4");
}

#[test]
fn a_walk_in_place_of_a_run_does_not_hide_a_gap() {
    let mut walker = Walker::sore_at(comeback(), "R8");
    walker.run_next();
    for _ in 0..4 {
        walker.sleep(3);
        let site = walker.site.unwrap();
        walker.facts().now.insert(site, 3);
        let said = walker.ask();
        if said.due == Due::Today {
            assert_eq!(said.reason.why, Why::SoreToday(Today::TooSore { score: 3, usual: Some(1) }));
            walker.run(&said);
        }
    }
    walker.sleep(2);
    assert!(
        matches!(walker.ask().reason.why, Why::Gap { days: 16, back: true }),
        "{:?}",
        walker.ask().reason.why
    );
    assert_eq!(walker.place(), "R6");
}

// The guard.

#[test]
fn the_guard_allows_a_tenth_or_two_minutes_whichever_is_more() {
    assert_eq!(guard::limit(minutes(8.0)), minutes(10.0));
    assert_eq!(guard::limit(minutes(20.0)), minutes(22.0));
    assert_eq!(guard::limit(minutes(19.0)), minutes(21.0));
    assert_eq!(guard::limit(minutes(30.0)), minutes(33.0));
}

#[test]
fn a_run_beside_the_plan_never_counts_for_the_guard() {
    let mut walker = Walker::sore_at(comeback(), "R1");
    walker.run_next();
    walker.until_due();
    walker.unplanned(20.0);
    let longest = |walker: &Walker| walker.state().past.longest(plus(walker.today, 1)).unwrap();
    assert_eq!(longest(&walker), minutes(5.0), "not before its morning");
    walker.sleep(2);
    assert_eq!(longest(&walker), minutes(5.0), "and not after a good one");
    let limit = walker.state().past.limit(plus(walker.today, 1), minutes(5.0), minutes(60.0));
    assert_eq!(limit, minutes(7.0));
}

#[test]
fn a_run_beyond_the_guard_with_a_bad_morning_never_counts() {
    let mut walker = Walker::sore_at(comeback(), "R1");
    walker.run_next();
    walker.until_due();
    walker.unplanned(20.0);
    walker.felt.morning = Some(3);
    walker.sleep(2);
    assert_eq!(walker.state().past.longest(walker.today), Some(minutes(5.0)));
}

#[test]
fn a_run_beyond_the_guard_without_a_morning_never_counts() {
    let mut walker = Walker::sore_at(comeback(), "R1");
    walker.run_next();
    walker.until_due();
    walker.unplanned(20.0);
    walker.felt.morning = None;
    walker.sleep(2);
    assert_eq!(walker.state().past.longest(walker.today), Some(minutes(5.0)));
}

#[test]
fn a_run_while_the_plan_only_walks_is_no_run_within_its_limit() {
    let mut walker = Walker::sore_at(comeback(), "C1");
    walker.until_due();
    walker.unplanned(60.0);
    walker.felt.morning = Some(3);
    walker.sleep(2);
    assert_eq!(walker.state().past.longest(walker.today), None);
}

#[test]
fn a_plan_begun_in_its_middle_without_a_test_begins_with_its_first_run() {
    let mut action = start_action();
    if let PlanAction::Start { place, .. } = &mut action {
        *place = Some("R8".into());
    }
    let walker = Walker::begin(comeback(), Some(CORD), action);
    assert_eq!(walker.ask().prescription.unwrap().workout.run(), minutes(5.0));
}

#[test]
fn a_tested_start_begins_at_week_three() {
    let mut action = start_action();
    if let PlanAction::Start { place, tested, .. } = &mut action {
        (*place, *tested) = (Some("week 3".into()), true);
    }
    let walker = Walker::begin(new_runner(), None, action);
    assert_eq!(walker.place(), "week 3, run 1");
    assert_eq!(walker.ask().prescription.unwrap().workout.run(), minutes(10.0));
}

#[test]
fn the_first_week_comes_twice_without_sport_this_year() {
    let mut walker = Walker::healthy(new_runner());
    walker.diary.profile.sport_this_year = Some(false);
    let places: Vec<String> = (0..7).map(|_| walker.run_next().place.to_string()).collect();
    let first = ["week 1, run 1", "week 1, run 2", "week 1, run 3"];
    assert_eq!(places[..3], first);
    assert_eq!(places[3..6], first);
    assert_eq!(places[6], "week 2, run 1");
}

// Days.

#[test]
fn no_run_comes_the_day_after_one() {
    let mut walker = Walker::healthy(new_runner());
    let said = walker.until_due();
    walker.run(&said);
    assert_eq!(walker.ask().due, Due::Done(Some(plus(START, 2))));
    walker.sleep(1);
    assert_eq!(walker.ask().due, Due::On(plus(START, 2)));
    walker.sleep(1);
    assert_eq!(walker.ask().due, Due::Today);
}

#[test]
fn after_pain_of_four_two_days_lie_between_whatever_the_weekday() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    walker.felt.during = Some(4);
    let said = walker.until_due();
    assert_eq!(walker.today, START);
    walker.run(&said);
    assert_eq!(walker.ask().due, Due::Done(Some(plus(START, 3))));
    walker.felt = WELL;
    walker.sleep(3);
    assert_eq!(walker.ask().due, Due::Today, "a Thursday");
    assert_eq!(walker.place(), "R5");
}

#[test]
fn a_skipped_run_leaves_the_place_and_waits_for_the_next_run_day() {
    let mut walker = Walker::healthy(new_runner());
    walker.run_next();
    walker.event(PlanAction::Skip { date: walker.today });
    assert_eq!(walker.ask().due, Due::On(plus(START, 4)));
    assert_eq!(walker.place(), "week 1, run 2");
}

#[test]
fn a_moved_run_is_due_on_its_new_day_only() {
    let mut walker = Walker::healthy(new_runner());
    walker.run_next();
    let (from, to) = (walker.today, plus(walker.today, 1));
    walker.event(PlanAction::Move { from, to });
    assert_eq!(walker.ask().due, Due::On(to));
    walker.sleep(1);
    assert_eq!(walker.ask().due, Due::Today, "a Thursday");
}

#[test]
fn a_run_cannot_be_moved_to_the_day_after_one() {
    let mut walker = Walker::healthy(new_runner());
    let said = walker.until_due();
    walker.run(&said);
    walker.event(PlanAction::Move { from: plus(START, 2), to: plus(START, 1) });
    walker.sleep(1);
    assert_ne!(walker.ask().due, Due::Today);
}

#[test]
fn a_week_is_done_again_when_that_is_wanted() {
    let mut walker = Walker::healthy(new_runner());
    walker.run_next();
    walker.event(PlanAction::Repeat { date: walker.today });
    assert_eq!(walker.place(), "week 1, run 1");
    for _ in 0..3 {
        walker.run_next();
    }
    assert_eq!(walker.place(), "week 2, run 1");
    walker.event(PlanAction::Repeat { date: walker.today });
    assert_eq!(walker.place(), "week 1, run 1", "the week that was just done");
}

// Holds, greens.

#[test]
fn a_missing_morning_never_leads_on_and_costs_no_week() {
    let mut walker = Walker::healthy(new_runner());
    walker.felt.morning = None;
    for _ in 0..5 {
        assert_eq!(walker.run_next().place.to_string(), "week 1, run 1");
    }
    assert_eq!(walker.state().course.unwrap().repeated, 0);
    assert!(
        matches!(walker.ask().reason.why, Why::Verdict { verdict, .. } if matches!(verdict.cause, Cause::NoMorning { .. }))
    );
}

#[test]
fn nothing_is_sore_anywhere_counts_as_the_morning() {
    let mut walker = Walker::healthy(new_runner());
    walker.felt.morning = None;
    walker.run_next();
    let day = plus(START, 1);
    walker.diary.day(day).sites = Some(vec![]);
    assert_eq!(walker.place(), "week 1, run 2");
}

#[test]
fn two_greens_of_three_lead_on() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    walker.run_next();
    assert_eq!((walker.place().as_str(), walker.ask().decision), ("R5", Decision::RepeatGreen));
    walker.felt.during = Some(3);
    walker.run_next();
    assert_eq!((walker.place().as_str(), walker.ask().decision), ("R5", Decision::Steady));
    walker.felt = WELL;
    walker.run_next();
    assert_eq!((walker.place().as_str(), walker.ask().decision), ("R6", Decision::Advance));
}

#[test]
fn two_holds_in_a_week_make_it_come_again() {
    let mut walker = Walker::healthy(new_runner());
    walker.run_next();
    walker.felt.effort = 7;
    walker.run_next();
    assert_eq!(walker.place(), "week 1, run 2");
    walker.run_next();
    assert_eq!(walker.place(), "week 1, run 1");
    assert_eq!(walker.state().course.unwrap().repeated, 1);
}

#[test]
fn a_run_cut_short_for_another_reason_is_no_hold_of_the_week() {
    let mut walker = Walker::healthy(new_runner());
    for _ in 0..3 {
        let said = walker.until_due();
        walker.run(&said);
        let run = walker.facts().runs.last_mut().unwrap();
        (run.run, run.cut) = (minutes(3.0), Some(runup::record::CutShort::Other));
        walker.sleep(2);
        assert_eq!(walker.place(), "week 1, run 1");
    }
    assert_eq!(walker.state().course.unwrap().repeated, 0);
}

#[test]
fn what_holds_never_raises_the_next_run() {
    let mut action = start_action();
    if let PlanAction::Start { usual_minutes, last_run, .. } = &mut action {
        (*usual_minutes, *last_run) = (Some(45.0), Some(plus(START, -14)));
    }
    let mut walker = Walker::begin(back_1_2(), None, action);
    for _ in 0..3 {
        walker.run_next();
    }
    let lengths = [36.0, 36.0, 36.0].map(minutes);
    for length in lengths {
        walker.felt.effort = 7;
        assert_eq!(walker.run_next().prescription.unwrap().workout.run(), length);
    }
    walker.felt.effort = 4;
    let grown: Vec<_> = (0..3).map(|_| walker.run_next().prescription.unwrap().workout.run()).collect();
    assert_eq!(grown, [36.0, 36.0, 36.0].map(minutes));
}

#[test]
fn a_step_back_by_shares_is_the_same_run_a_week_before() {
    let mut action = start_action();
    if let PlanAction::Start { usual_minutes, last_run, .. } = &mut action {
        (*usual_minutes, *last_run) = (Some(45.0), Some(plus(START, -14)));
    }
    let mut walker = Walker::begin(back_1_2(), Some(CORD), action);
    for _ in 0..6 {
        walker.run_next();
    }
    let said = walker.until_due();
    assert_eq!(
        (said.place.to_string().as_str(), said.prescription.as_ref().unwrap().workout.run()),
        ("week 3, run 1", minutes(45.0))
    );
    walker.run(&said);
    walker.felt.morning = Some(3);
    walker.sleep(2);
    let back = walker.ask();
    assert_eq!(
        (back.place.to_string().as_str(), back.prescription.unwrap().workout.run()),
        ("week 2, run 1", minutes(36.0))
    );
}

#[test]
fn a_run_that_is_logged_ends_its_gap() {
    let mut walker = Walker::healthy(new_runner());
    walker.run_next();
    walker.silence(14);
    let said = walker.until_due();
    assert!(matches!(said.reason.why, Why::Gap { .. }));
    walker.run(&said);
    assert!(!matches!(walker.ask().reason.why, Why::Gap { .. }));
}

#[test]
fn an_unplanned_run_moves_nothing_and_the_next_one_waits_a_day() {
    let mut walker = Walker::healthy(new_runner());
    walker.run_next();
    walker.unplanned(10.0);
    assert_eq!(walker.ask().due, Due::Done(Some(plus(START, 4))));
    walker.sleep(2);
    assert_eq!((walker.place().as_str(), walker.ask().due), ("week 1, run 2", Due::Today));
}

#[test]
fn two_runs_on_a_day_are_one_that_was_longer() {
    let mut walker = Walker::healthy(new_runner());
    let said = walker.until_due();
    walker.run(&said);
    walker.unplanned(5.0);
    walker.sleep(2);
    assert_eq!(walker.place(), "week 1, run 1");
    assert!(matches!(
        walker.ask().reason.why,
        Why::Verdict { verdict, .. } if verdict.cause == Cause::Longer { planned: minutes(8.0), run: minutes(13.0) }
    ));
}

#[test]
fn a_walk_in_place_of_a_run_is_no_green_run() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    walker.run_next();
    assert_eq!(walker.state().course.unwrap().judged.len(), 1);
    let site = walker.site.unwrap();
    walker.facts().now.insert(site, 3);
    let said = walker.ask();
    assert_eq!(
        (said.reason.why.clone(), said.due),
        (Why::SoreToday(Today::TooSore { score: 3, usual: None }), Due::Today)
    );
    assert!(said.prescription.as_ref().unwrap().workout.is_walk());
    walker.run(&said);
    walker.sleep(2);
    assert_eq!(walker.place(), "R5", "two greens would be R6");
    assert_eq!(walker.state().course.unwrap().judged.len(), 1);
}

#[test]
fn before_its_first_day_a_plan_recommends_nothing() {
    let walker = Walker::healthy(new_runner());
    assert!(recommend(&walker.plan, &walker.diary, plus(START, -1)).is_none());
    assert_eq!(walker.ask().reason.why, Why::Start);
}

// What is proposed.

#[test]
fn who_comes_back_sore_is_told_of_the_plan_by_symptoms() {
    for (why, site, proposed) in [
        (Away::Sore, Some(CORD), true),
        (Away::Sore, Some(Site { region: Region::Elsewhere, side: None }), false),
        (Away::Sore, None, false),
        (Away::Busy, Some(CORD), false),
    ] {
        let mut walker = Walker::healthy(new_runner());
        walker.run_next();
        walker.silence(9);
        let date = walker.today;
        walker.event(PlanAction::Back { date, why, well_since: None });
        let told = walker.ask().notes.contains(&Note::ProposeComeback);
        assert_eq!(told, why == Away::Sore, "where it is sore is asked after it: {why:?}");
        walker.facts().sites = Some(site.into_iter().collect());
        walker.site = site;
        walker.sleep(1);
        assert_eq!(walker.ask().notes.contains(&Note::ProposeComeback), proposed, "{why:?}, {site:?}");
        let place = walker.ask().place.to_string();
        assert!(place.starts_with("week 1"), "nothing is changed: {place}");
    }
}

#[test]
fn a_week_that_came_again_by_wish_says_nothing_against_the_plan() {
    let mut walker = Walker::begin(new_runner(), Some(CORD), start_action());
    for _ in 0..3 {
        walker.event(PlanAction::Repeat { date: walker.today });
        walker.sleep(1);
    }
    assert_eq!(walker.state().course.unwrap().repeated, 0);
    assert!(!walker.ask().notes.contains(&Note::ProposeComeback));
}

// Weeks that routines ask for.

fn weeks_of(walker: &Walker) -> Weeks {
    weeks(&walker.plan, &walker.state(), walker.today).unwrap()
}

#[test]
fn a_week_is_green_when_every_judged_run_of_it_was() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    assert_eq!(weeks_of(&walker).green, 0, "nothing was run");
    let mut counted = Vec::new();
    for n in 0..9 {
        walker.felt.during = Some(if n == 4 { 3 } else { 1 });
        walker.run_next();
        counted.push(weeks_of(&walker).green);
    }
    // Each is asked for two days after its run, so that the fourth reaches into a second week. The fifth is
    // at 3; from seven days after it on the last week is green again.
    assert_eq!(counted, [1, 1, 1, 2, 0, 0, 1, 1, 1]);
}

#[test]
fn a_rest_ends_the_row_of_green_weeks_without_any_run() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    for _ in 0..6 {
        walker.run_next();
    }
    assert_eq!(weeks_of(&walker).green, 2);
    walker.facts().now.insert(CORD, 6);
    assert_eq!(weeks_of(&walker).green, 0);
}

#[test]
fn a_week_without_a_run_is_not_green() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    for _ in 0..3 {
        walker.run_next();
    }
    assert_eq!(weeks_of(&walker).green, 1);
    walker.sleep(8);
    assert_eq!(weeks_of(&walker).green, 0);
}

#[test]
fn weeks_of_a_plan_begin_with_its_first_run() {
    let mut walker = Walker::healthy(new_runner());
    walker.silence(21);
    assert_eq!(weeks_of(&walker), Weeks { running: 0, coming_back: None, green: 0 });
    walker.run_next();
    walker.sleep(11);
    assert_eq!(weeks_of(&walker).running, 1, "thirteen days");
    walker.sleep(1);
    assert_eq!(weeks_of(&walker).running, 2);
    assert_eq!(weeks_of(&walker).coming_back, None, "nobody comes back to a first plan");
    let mut back = Walker::sore_at(comeback(), "R1");
    back.run_next();
    back.sleep(12);
    assert_eq!(weeks_of(&back).coming_back, Some(2));
}
