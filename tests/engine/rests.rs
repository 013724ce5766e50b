//! Rules that need the log: rests, soreness before a run, illness, sites.

use runup::plan::State;
use runup::plan::place::{Position, Positions};
use runup::plan::recommend::{Due, Why};
use runup::plan::verdict::Decision;
use runup::record::{Away, PlanAction};
use runup::symptoms::{Region, Side, Site};

use super::plans::*;
use super::walker::*;

fn level(n: usize) -> Position {
    Position::Stage { stage: 3, level: n - 1 }
}

// Rests.

#[test]
fn a_rest_lasts_until_two_calm_mornings_and_72_hours() {
    let mut walker = Walker::sore_at(comeback(), "R8");
    walker.felt.during = Some(6);
    let said = walker.until_due();
    walker.run(&said);
    assert_eq!((walker.ask().decision, walker.ask().due), (Decision::Rest, Due::Done(None)));
    walker.felt = WELL;
    for day in 1..3 {
        walker.sleep(1);
        assert_eq!((walker.ask().decision, walker.ask().due), (Decision::Rest, Due::Open), "day {day}");
    }
    walker.sleep(1);
    assert!(walker.state().resting.is_none());
    // Two levels are R6, 14 minutes; 70 % of 18 are 12.6: R5.
    assert_eq!(walker.place(), "R5");
}

#[test]
fn a_rest_goes_on_without_its_mornings() {
    let mut walker = Walker::sore_at(comeback(), "R8");
    let said = walker.until_due();
    walker.felt = Felt { during: Some(6), morning: None, ..WELL };
    walker.run(&said);
    walker.sleep(4);
    assert_eq!(walker.ask().decision, Decision::Rest);
    walker.felt.morning = Some(2);
    walker.sleep(1);
    assert_eq!(walker.ask().decision, Decision::Rest, "one calm morning");
    walker.felt.morning = None;
    walker.sleep(2);
    walker.felt.morning = Some(2);
    walker.sleep(1);
    assert_ne!(walker.ask().decision, Decision::Rest, "what nobody told neither counts nor begins it again");
}

#[test]
fn a_rest_ends_with_a_walk_of_half_an_hour() {
    for (site, most) in [(CORD, 2), (SOLE, 3)] {
        for (score, runs) in [(most, true), (most + 1, false)] {
            let mut action = start_action();
            if let PlanAction::Start { place, site: about, .. } = &mut action {
                (*place, *about) = (Some("R8".into()), Some(site));
            }
            let mut walker = Walker::begin(comeback(), Some(site), action);
            walker.felt.during = Some(6);
            walker.run_next();
            walker.felt = WELL;
            walker.sleep(3);
            let said = walker.ask();
            assert!(
                matches!(said.reason.why, Why::WalksFirst(first) if !first.is_of_sign()),
                "{:?}",
                said.reason.why
            );
            walker.felt.during = Some(score);
            let said = walker.until_due();
            assert_eq!(said.prescription.as_ref().unwrap().workout.total(), minutes(30.0));
            walker.run(&said);
            walker.felt = WELL;
            walker.sleep(2);
            let ran = walker.ask().prescription.is_some_and(|run| !run.workout.is_walk());
            assert_eq!(ran, runs, "{site} at {score}");
        }
    }
}

#[test]
fn a_morning_of_three_ends_no_rest() {
    let mut walker = Walker::sore_at(comeback(), "R8");
    walker.felt.during = Some(6);
    walker.run_next();
    walker.felt.morning = Some(3);
    walker.sleep(1);
    walker.felt.morning = Some(2);
    walker.sleep(1);
    assert_eq!(walker.ask().decision, Decision::Rest);
    walker.sleep(1);
    assert_ne!(walker.ask().decision, Decision::Rest);
}

#[test]
fn any_mornings_score_that_is_high_rests_run_or_no_run() {
    for (score, rests) in [(5, false), (6, true)] {
        let mut walker = Walker::sore_at(comeback(), "R8");
        walker.run_next();
        walker.sleep(1);
        walker.felt.morning = Some(score);
        walker.sleep(1);
        assert_eq!(walker.ask().decision == Decision::Rest, rests, "{score}");
    }
}

#[test]
fn two_rests_within_three_weeks_lead_to_the_calm_stage() {
    for (days, place) in [(10, "C0"), (30, "R1")] {
        let mut walker = Walker::sore_at(comeback(), "R4");
        for _ in 0..2 {
            walker.felt = Felt { during: Some(6), ..WELL };
            walker.run_next();
            walker.felt = WELL;
            if walker.state().setbacks.rests.len() == 1 {
                walker.sleep(days);
            }
        }
        assert_eq!(walker.place(), place, "{days} days between");
    }
}

#[test]
fn a_rest_of_more_than_a_week_leads_to_the_calm_stage() {
    let mut walker = Walker::sore_at(comeback(), "R8");
    walker.felt.during = Some(6);
    walker.run_next();
    walker.felt.morning = Some(3);
    walker.sleep(5);
    assert_eq!(walker.state().course.unwrap().place, level(5), "seven days");
    walker.sleep(1);
    assert_eq!(walker.state().course.unwrap().place, Position::Stage { stage: 0, level: 0 }, "eight");
}

#[test]
fn two_steps_back_in_a_fortnight_make_the_rests_between_longer() {
    let mut walker = Walker::sore_at(comeback(), "R8");
    for level in ["R8", "R7"] {
        let said = walker.until_due();
        assert_eq!(said.place.to_string(), level);
        walker.run(&said);
        walker.felt.morning = Some(3);
        walker.sleep(2);
        walker.felt.morning = Some(1);
        walker.sleep(1);
    }
    let said = walker.until_due();
    walker.run(&said);
    assert_eq!(walker.ask().due, Due::Done(Some(plus(walker.today, 3))));
}

#[test]
fn a_rest_by_weeks_goes_to_the_first_run_of_the_week_before() {
    let mut walker = Walker::healthy(new_runner());
    for _ in 0..4 {
        walker.run_next();
    }
    assert_eq!(walker.place(), "week 2, run 2");
    let said = walker.until_due();
    walker.run(&said);
    walker.facts().runs.last_mut().unwrap().limp = true;
    walker.sleep(3);
    assert_eq!(walker.place(), "week 1, run 1");
}

#[test]
fn a_step_back_by_weeks_is_the_same_run_a_week_before() {
    let plan = new_runner();
    let back = |week, run| Positions(&plan).regress(Position::Run { week, run });
    assert_eq!(back(4, 2), Position::Run { week: 3, run: 2 });
    assert_eq!(back(0, 2), Position::Run { week: 0, run: 0 });
}

// Before the run.

#[test]
fn sore_before_the_run_walks_from_three_and_rests_from_six() {
    for (score, decision, due) in [
        (2, Decision::RepeatGreen, Due::Today),
        (3, Decision::Hold, Due::Today),
        (5, Decision::Hold, Due::Today),
        (6, Decision::Rest, Due::Open),
    ] {
        let mut walker = Walker::sore_at(comeback(), "R5");
        walker.run_next();
        let site = walker.site.unwrap();
        walker.facts().now.insert(site, score);
        let said = walker.ask();
        assert_eq!((said.decision, said.due), (decision, due), "{score}");
        let walks = said.prescription.is_some_and(|p| p.workout.is_walk());
        assert_eq!(walks, (3..6).contains(&score), "{score}");
    }
}

#[test]
fn a_limp_a_stab_or_six_on_any_day_is_a_rest_of_its_own() {
    for what in ["limp", "stab", "six"] {
        let mut walker = Walker::sore_at(comeback(), "R8");
        walker.run_next();
        match what {
            "limp" => walker.facts().limp = true,
            "stab" => walker.facts().sharp = true,
            _ => drop(walker.facts().now.insert(CORD, 6)),
        }
        assert_eq!((walker.ask().decision, walker.ask().due), (Decision::Rest, Due::Open));
        walker.sleep(2);
        assert_eq!(walker.ask().decision, Decision::Rest, "72 h at least");
        walker.sleep(1);
        assert_ne!(walker.ask().decision, Decision::Rest);
        assert_eq!(walker.place(), "R5");
    }
}

// Illness.

#[test]
fn after_an_illness_come_two_days_without_fever_a_week_at_half_and_one_at_three_quarters() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    walker.run_next();
    walker.run_next();
    assert_eq!(walker.place(), "R6");
    let well = walker.today;
    walker.event(PlanAction::Back { date: well, why: Away::Ill, well_since: Some(well) });
    assert_eq!(walker.ask().due, Due::On(plus(well, 2)).min_free());
    let first = walker.until_due();
    assert!(walker.today >= plus(well, 2));
    assert_eq!(first.prescription.as_ref().unwrap().workout.run(), minutes(7.0));
    let day = walker.today;
    for _ in 0..3 {
        let said = walker.until_due();
        assert_eq!((said.place.to_string().as_str(), said.reason.why.clone()), ("R6", Why::AfterIllness));
        walker.run(&said);
        walker.sleep(2);
    }
    while walker.today < plus(day, 8) {
        walker.sleep(1);
    }
    let said = walker.until_due();
    assert_eq!(said.reason.why, Why::AfterIllness);
    assert_eq!(said.prescription.as_ref().unwrap().workout.run(), minutes(10.5));
    walker.run(&said);
    while walker.today < plus(day, 15) {
        if walker.ask().due == Due::Today {
            walker.run(&walker.ask());
        }
        walker.sleep(1);
    }
    let said = walker.until_due();
    assert_ne!(said.reason.why, Why::AfterIllness, "the weeks are over");
    assert_eq!(
        (said.place.to_string().as_str(), said.prescription.unwrap().workout.run()),
        ("R6", minutes(14.0))
    );
}

trait MinFree {
    fn min_free(self) -> Self;
}

impl MinFree for Due {
    /// The first run day from a day on, of Monday, Wednesday and Friday.
    fn min_free(self) -> Self {
        let Due::On(mut date) = self else { return self };
        while !matches!(date.weekday().to_monday_zero_offset(), 0 | 2 | 4) {
            date = plus(date, 1);
        }
        Due::On(date)
    }
}

#[test]
fn ill_without_an_end_asks_for_it_and_runs_nothing() {
    let mut walker = Walker::healthy(new_runner());
    walker.run_next();
    walker.event(PlanAction::Back { date: walker.today, why: Away::Ill, well_since: None });
    assert_eq!(walker.ask().reason.why, Why::Ill(None));
    assert!(walker.ask().asks.iter().any(|ask| matches!(ask, runup::plan::asks::Ask::Fever)));
    let today = walker.today;
    walker.event(PlanAction::Back { date: today, why: Away::Ill, well_since: Some(plus(today, -3)) });
    assert_eq!(walker.ask().reason.why, Why::AfterIllness);
    assert!(!walker.ask().asks.iter().any(|ask| matches!(ask, runup::plan::asks::Ask::Fever)));
}

// Sites.

#[test]
fn the_strictest_site_decides() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    let said = walker.until_due();
    walker.facts().sites = Some(vec![CORD, SOLE]);
    walker.run(&said);
    walker.sleep(1);
    walker.facts().mornings.insert(SOLE, 3);
    walker.sleep(1);
    walker.facts().mornings.insert(SOLE, 3);
    assert_eq!((walker.place().as_str(), walker.ask().decision), ("R4", Decision::Regress));
}

#[test]
fn an_active_site_left_unscored_holds() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    walker.facts().sites = Some(vec![CORD, SOLE]);
    walker.run_next();
    assert_eq!(walker.ask().decision, Decision::Hold);
    let next = plus(START, 1);
    walker.diary.day(next).mornings.insert(SOLE, 1);
    assert_eq!(walker.ask().decision, Decision::RepeatGreen);
}

#[test]
fn a_site_without_a_side_is_the_one_that_is_known() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    let said = walker.until_due();
    walker.run(&said);
    walker.facts().runs.last_mut().unwrap().site = Some(Site { side: None, ..CORD });
    walker.sleep(2);
    assert_eq!(walker.ask().decision, Decision::RepeatGreen);
    assert_eq!(walker.state().sites.active(walker.today).count(), 1);
}

#[test]
fn the_site_of_the_start_counts_from_its_first_day() {
    let mut action = start_action();
    if let PlanAction::Start { site, .. } = &mut action {
        *site = Some(CORD);
    }
    let walker = Walker::begin(comeback(), None, action);
    assert_eq!(walker.state().sites.active(START).map(|site| site.site).collect::<Vec<_>>(), [CORD]);
}

#[test]
fn both_calves_alike_count_two_less_up_to_four() {
    let calf = |side| Site { region: Region::CalfMuscle, side: Some(side) };
    for (left, right, cord, counts) in [(4, 4, 0, 2), (5, 5, 0, 5), (4, 3, 0, 4), (4, 4, 1, 4), (1, 1, 0, 0)]
    {
        let scores = [(calf(Side::Left), left), (calf(Side::Right), right), (CORD, cord)].into();
        let said: std::collections::BTreeMap<_, _> =
            runup::plan::sites::muscles(&scores).into_iter().collect();
        assert_eq!(said[&calf(Side::Left)], counts, "{left} {right} {cord}");
    }
}

#[test]
fn a_site_that_nobody_scored_for_six_weeks_is_not_gone_while_it_was_sore() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    walker.felt.morning = Some(4);
    walker.sleep(1);
    walker.silence(60);
    assert_eq!(walker.state().sites.active(walker.today).count(), 1);
}

#[test]
fn a_site_is_gone_after_six_quiet_weeks() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    walker.sleep(41);
    assert_eq!(walker.state().sites.active(walker.today).count(), 1);
    walker.sleep(1);
    assert_eq!(walker.state().sites.active(walker.today).count(), 0);
    walker.sleep(1);
    assert_eq!(walker.state().sites.active(walker.today).count(), 0, "a score of 1 does not wake it");
}

#[test]
fn base_is_the_median_of_the_free_mornings_of_two_weeks_from_four_on() {
    for (scores, base) in [
        (&[4_u8, 4][..], 1),
        (&[0, 0, 0], 1),
        (&[2, 2, 3], 1),
        (&[2, 2, 3, 3], 2),
        (&[5, 5, 5, 5], 3),
        (&[3, 3, 3, 3, 1, 1, 1], 3),
        (&[3, 3, 3, 3, 3, 2, 2, 2, 2], 3),
        (&[2, 2, 2, 2, 3, 3, 3, 3, 3], 2),
        (&[1, 1, 3, 3], 1),
    ] {
        let mut walker = Walker::sore_at(comeback(), "R5");
        for score in scores {
            walker.felt.morning = Some(*score);
            walker.sleep(1);
        }
        let state = walker.state();
        let site = state.sites.active(walker.today).next().unwrap();
        assert_eq!(site.usual(walker.today).base, base, "{scores:?}");
    }
}

#[test]
fn a_week_is_held_against_the_first_seven_mornings_of_the_plan() {
    let mut walker = Walker::sore_at(comeback(), "R5");
    for n in 0..14 {
        walker.felt.morning = Some(if n < 7 { 1 } else { 3 });
        walker.sleep(1);
        let state = walker.state();
        let usual = state.sites.active(walker.today).next().unwrap().usual(walker.today);
        assert_eq!(usual.first, (n >= 6).then_some(1.0), "{n}");
        assert_eq!(usual.mean.is_some(), n >= 3, "four mornings of a week make a mean: {n}");
        let drift = if n < 6 { None } else { Some(2.0 * f64::from(n - 6) / 7.0) };
        assert!(
            usual.drift().zip(drift).is_none_or(|(is, should)| (is - should).abs() < 1e-9),
            "{n}: {usual:?}"
        );
    }
}

#[test]
fn the_state_of_a_day_is_the_state_of_the_day_before_and_one_step() {
    let mut walker = Walker::sore_at(comeback(), "C0");
    for _ in 0..40 {
        if walker.ask().due == Due::Today {
            let said = walker.ask();
            walker.run(&said);
        }
        let mut before = State::at(&walker.plan, &walker.diary, walker.today);
        walker.sleep(1);
        before.step(&walker.plan, &walker.diary, walker.today);
        assert_eq!(before, walker.state());
    }
}
