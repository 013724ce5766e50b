use jiff::civil::date;

use super::*;
use crate::plan::verdict::Stressor;
use crate::time::{days_after, in_minutes};

const START: Date = date(2026, 1, 5);

const fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(minutes * 60)
}

/// A runner with three runs a week who does what is asked for.
struct Walk {
    growth: Growth,
    now: Circumstances,
    day: i32,
}

impl Walk {
    fn new(base: u64) -> Self {
        let mut growth = Growth::new(START, minutes(base));
        growth.note(true, START);
        let growing = Some(Growing::Gentle);
        let now = Circumstances { this_week: 0, last_week: None, days: 3, growing, older: false, goal: None };
        Self { growth, now, day: 0 }
    }

    fn date(&self) -> Date {
        days_after(START, self.day)
    }

    fn asked(&self) -> GrowthInputs {
        self.growth.asks(self.date(), &self.now)
    }

    /// Runs what is asked for, and judges it; goes on to the next run day: Monday, Wednesday, Friday.
    fn run(&mut self, decision: Decision, cause: Cause) -> GrowthInputs {
        let asked = self.asked();
        let (date, run) = (self.date(), asked.workout.run());
        let settled = Settled { date, settled: days_after(date, 1), run, total: run, long: asked.long };
        let verdict = Verdict { decision, cause, ..Verdict::neutral() };
        self.growth.judge(verdict, &settled, false);
        self.next();
        asked
    }

    fn next(&mut self) {
        self.now.this_week += 1;
        self.day += if self.now.this_week == 3 { 3 } else { 2 };
        if self.now.this_week == 3 {
            (self.now.last_week, self.now.this_week) = (Some(3), 0);
        }
    }

    fn green(&mut self) -> GrowthInputs {
        self.run(Decision::Advance, Cause::Green)
    }

    /// The long runs of so many weeks, all of them green, in minutes; 0 for a week without.
    fn weeks(&mut self, weeks: usize) -> Vec<f64> {
        let long = |asked: &GrowthInputs| if asked.long { in_minutes(asked.workout.run()) } else { 0.0 };
        (0..weeks).map(|_| (0..3).map(|_| long(&self.green())).fold(0.0, f64::max)).collect()
    }

    /// The next so many runs, all of them green, in minutes.
    fn runs(&mut self, runs: usize) -> Vec<f64> {
        (0..runs).map(|_| in_minutes(self.green().workout.run())).collect()
    }
}

#[test]
fn the_long_run_grows_by_two_to_three_minutes_and_each_fourth_week_has_none() {
    let weeks = Walk::new(30).weeks(25);
    assert_eq!(weeks[..8], [32.0, 34.0, 36.0, 0.0, 38.0, 40.0, 42.0, 0.0]);
    let reached = |most: f64| weeks.iter().position(|run| *run >= most).map(|week| week + 1);
    assert_eq!([reached(40.0), reached(60.0), reached(75.0)], [Some(6), Some(18), Some(25)]);
}

#[test]
fn slow_growth_uses_each_second_week_with_a_long_run() {
    let mut slow = Walk::new(30);
    slow.now.growing = Some(Growing::Slow);
    assert_eq!(slow.weeks(9), [32.0, 32.0, 34.0, 0.0, 34.0, 36.0, 36.0, 0.0, 38.0]);
}

#[test]
fn from_65_on_each_third_week_has_no_long_run() {
    let mut older = Walk::new(30);
    (older.now.growing, older.now.older) = (Some(Growing::Slow), true);
    assert_eq!(older.weeks(6), [32.0, 32.0, 0.0, 34.0, 34.0, 0.0]);
}

#[test]
fn the_other_runs_follow_at_three_quarters_and_never_below_where_it_began() {
    let mut walk = Walk::new(30);
    assert_eq!(walk.runs(6), [30.0, 30.0, 32.0, 30.0, 30.0, 34.0]);
    walk.weeks(7);
    assert_eq!(walk.growth.long(walk.date()), minutes(44));
    assert_eq!(walk.growth.base(), minutes(33));
}

#[test]
fn a_goal_and_two_runs_a_week_end_the_growth() {
    let mut walk = Walk::new(30);
    walk.now.goal = Some(minutes(35));
    assert_eq!(walk.weeks(7), [32.0, 34.0, 35.0, 0.0, 35.0, 35.0, 35.0]);
    let mut two = Growth::new(START, minutes(44));
    two.note(true, START);
    let now = Circumstances { days: 2, this_week: 1, ..Walk::new(44).now };
    assert_eq!(two.asks(START, &now).workout.run(), minutes(45));
}

#[test]
fn after_a_held_long_run_two_greens_come_first_and_then_the_length_before() {
    let mut walk = Walk::new(30);
    walk.weeks(1);
    walk.runs(2);
    assert!(walk.run(Decision::Hold, Cause::During { score: 4 }).long);
    assert_eq!(walk.runs(3), [30.0, 30.0, 32.0], "one step below the one that hurt");
}

#[test]
fn after_a_silent_long_run_a_later_green_one_opens_the_next() {
    let mut walk = Walk::new(30);
    for _ in 0..5 {
        let asked =
            (0..3).map(|_| walk.run(Decision::Hold, Cause::NoMorning { region: None })).last().unwrap();
        assert!(!asked.long || asked.workout.run() == minutes(32), "{asked:?}");
    }
    assert!(walk.runs(3)[..2] == [30.0, 30.0]);
    assert_eq!(walk.growth.base(), minutes(30));
}

#[test]
fn a_steady_long_run_leaves_the_length_and_asks_for_it_again() {
    let mut walk = Walk::new(30);
    walk.weeks(1);
    walk.runs(2);
    walk.run(Decision::Steady, Cause::During { score: 3 });
    assert_eq!(walk.runs(3), [30.0, 30.0, 32.0]);
}

#[test]
fn a_step_back_takes_a_tenth_until_a_green_run_and_the_long_run_for_a_week() {
    let mut walk = Walk::new(40);
    walk.weeks(2);
    walk.run(Decision::Regress, Cause::Twice { before: 4, now: 4 });
    assert_eq!(walk.runs(1), [36.0]);
    assert_eq!(walk.runs(1), [40.0], "no long run within a week");
    let mut sore = Growth::new(START, minutes(40));
    let settled = Settled { date: START, settled: START, run: minutes(40), total: minutes(40), long: false };
    let back = Verdict { decision: Decision::Regress, cause: Cause::Limp, ..Verdict::neutral() };
    sore.judge(back, &settled, true);
    let now = Walk::new(40).now;
    assert_eq!(sore.asks(START, &now).workout.run(), minutes(34));
    sore.judge(back, &settled, true);
    assert!(sore.asks(START, &now).workout.run() < minutes(30), "a second step back goes further down");
}

#[test]
fn after_a_rest_half_of_the_base_comes_back_step_by_step_and_then_six_greens() {
    let mut walk = Walk::new(40);
    walk.weeks(6);
    let base = walk.growth.base();
    walk.run(Decision::Rest, Cause::TooMuchDuring { score: 7 });
    let first = walk.green();
    assert!(first.workout.walk() > Duration::ZERO && first.workout.run() <= base / 2);
    let runs = walk.runs(7);
    let share = |share: f64| in_minutes(floor(base.mul_f64(share), ROUND));
    assert_eq!(runs[1..7], [0.6, 0.6, 0.75, 0.75, 0.85, 0.85].map(share));
    let six: Vec<bool> = (0..6).map(|_| walk.green().long).collect();
    assert!(six.iter().all(|long| !long), "six greens at the base first");
    assert_eq!(walk.growth.long(walk.date()), base);
}

#[test]
fn a_run_beside_the_plan_keeps_the_long_one_away_for_a_week_however_far_it_went() {
    let mut walk = Walk::new(30);
    walk.growth.beside(walk.date());
    assert_eq!(walk.runs(6), [30.0, 30.0, 30.0, 30.0, 30.0, 32.0]);
}

#[test]
fn a_gap_leaves_four_fifths_for_a_week_or_two_thirds_for_two() {
    let asks = |days: i32| {
        let mut walk = Walk::new(40);
        walk.weeks(3);
        walk.growth.gap(days, walk.date());
        (walk.runs(1)[0], in_minutes(walk.growth.long(walk.date())))
    };
    assert_eq!(asks(9), (32.0, 41.0));
    assert_eq!(asks(20), (26.0, 40.0));
}

#[test]
fn the_long_run_says_nothing_any_more_after_thirty_days() {
    let mut walk = Walk::new(40);
    walk.weeks(3);
    let long = walk.growth.long(walk.date());
    assert!(long > minutes(40));
    assert_eq!(walk.growth.long(days_after(walk.date(), 60)), minutes(40));
}

#[test]
fn a_week_with_fewer_than_two_runs_lets_nothing_grow_in_the_next() {
    let mut walk = Walk::new(30);
    walk.weeks(1);
    walk.now.last_week = Some(1);
    assert_eq!(walk.runs(2), [30.0, 30.0]);
    walk.now.last_week = Some(1);
    assert!(!walk.asked().long);
}

#[test]
fn a_day_more_lets_the_long_run_stand_for_two_weeks() {
    let mut walk = Walk::new(40);
    walk.growth.more_days(walk.date());
    walk.now.this_week = 2;
    assert_eq!(walk.asked().workout.run(), minutes(40));
    walk.day += 14;
    assert_eq!(walk.asked().workout.run(), minutes(42));
}

#[test]
fn after_a_fever_the_long_run_begins_again_from_the_others() {
    let mut walk = Walk::new(30);
    walk.growth.long = (walk.date(), minutes(44));
    assert_eq!(walk.growth.long(walk.date()), minutes(44));
    walk.growth.fever(walk.date());
    assert_eq!((walk.growth.long(walk.date()), walk.growth.base()), (minutes(30), minutes(30)));
}

#[test]
fn what_says_nothing_against_a_run_changes_nothing() {
    let mut walk = Walk::new(30);
    let before = walk.growth.clone();
    let settled = Settled { date: START, settled: START, run: minutes(30), total: minutes(30), long: true };
    for cause in [Cause::Unplanned, Cause::OtherReason { share: 0.5 }, Cause::Lighter] {
        walk.growth.judge(Verdict { cause, ..Verdict::neutral() }, &settled, false);
    }
    assert_eq!(walk.growth, before);
    let new = Cause::NewStressor { what: Stressor::Hills };
    walk.growth.judge(Verdict { cause: new, ..Verdict::neutral() }, &settled, false);
    assert_ne!(walk.growth, before, "what is new holds the long run");
}
