use jiff::civil::date;

use super::*;
use crate::time::days_after;

const START: Date = date(2026, 1, 5);
const RUNGS: [f64; 5] = [0.5, 0.6, 0.75, 0.85, 1.0];

const fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(minutes * 60)
}

/// A steady runner: three half-hours at 2, mornings of 2.
fn steady(region: Region) -> Entry {
    let said = StillRunning { runs: 6, worst: 2, base: 2, morning: 2, walking: 1, ..StillRunning::default() };
    Entry { region, said, last_run: 1, age: None, sign: false }
}

#[test]
fn whoever_still_runs_begins_with_the_share_of_the_row() {
    use Region::{BackHeelBone, TendonMid, UnderHeel};
    let share = |region, worst, morning, second| {
        let mut who = steady(region);
        (who.said.worst, who.said.morning, who.said.second_morning) = (worst, morning, second);
        entry(&who)
            .map(|first| (first.share, first.blocks.is_some(), first.slow))
            .map_err(|why| format!("{why:?}"))
    };
    for region in [TendonMid, UnderHeel] {
        assert_eq!(share(region, 0, 3, None), Ok((1.0, false, false)));
        assert_eq!(share(region, 2, 2, None), Ok((1.0, false, false)));
        assert_eq!(share(region, 3, 2, None), Ok((0.75, false, false)));
        assert_eq!(share(region, 5, 2, None), Ok((0.5, true, true)));
        assert_eq!(share(region, 1, 4, Some(3)), Ok((0.5, true, true)));
    }
    assert_eq!(share(BackHeelBone, 2, 2, None), Ok((0.75, false, false)));
    assert_eq!(share(BackHeelBone, 3, 2, None), Ok((0.6, true, false)));
    assert_eq!(share(BackHeelBone, 4, 2, None), Err("Careful".into()));
    assert_eq!(share(BackHeelBone, 1, 4, Some(3)), Err("Careful".into()));
}

#[test]
fn each_condition_is_refused_by_name() {
    type Change = fn(&mut Entry);
    let refused: [(Change, Refusal); 13] = [
        (|who| who.sign = true, Refusal::Sign),
        (|who| who.region = Region::CalfMuscle, Refusal::Site(Region::CalfMuscle)),
        (|who| who.age = Some(17), Refusal::Age(17)),
        (|who| who.said.runs = 2, Refusal::Runs(2)),
        (|who| who.last_run = 8, Refusal::LastRun(8)),
        (|who| who.said.gait = true, Refusal::Gait),
        (|who| who.said.worst = 6, Refusal::Worst(6)),
        (|who| who.said.morning = 4, Refusal::Mornings),
        (|who| (who.said.morning, who.said.second_morning) = (4, Some(4)), Refusal::Mornings),
        (|who| who.said.walking = 3, Refusal::Walking(3)),
        (|who| (who.said.base, who.said.morning) = (4, 4), Refusal::Base(4)),
        (|who| who.said.worse = true, Refusal::Worse),
        (|who| who.said.new = true, Refusal::New),
    ];
    for (change, why) in refused {
        let mut who = steady(Region::TendonMid);
        change(&mut who);
        assert_eq!(entry(&who), Err(why));
    }
    let mut sole = steady(Region::UnderHeel);
    (sole.said.base, sole.said.morning, sole.said.walking) = (5, 6, 3);
    assert!(entry(&sole).is_ok(), "first steps hurt more under the heel");
}

#[test]
fn rungs_go_up_to_the_usual_minutes_and_never_below_half() {
    let mut keep = Keep::begin(HALF, minutes(30), START);
    assert!(keep.workout(keep.minutes).walk() > Duration::ZERO && keep.slow);
    let mut seen = vec![keep.minutes.as_secs()];
    for day in 0..5 {
        keep.up(&RUNGS, days_after(START, day));
        seen.push(keep.minutes.as_secs());
    }
    assert_eq!(seen, [900, 1080, 1350, 1530, 1800, 1800]);
    assert!(!keep.may_grow(days_after(START, 16)) && keep.may_grow(days_after(START, 17)));
    for _ in 0..9 {
        keep.down(&RUNGS, START);
    }
    assert_eq!(keep.minutes, minutes(15));
    assert!(keep.workout(keep.minutes).walk() > Duration::ZERO && !keep.may_grow(days_after(START, 90)));
}

#[test]
fn four_steady_runs_in_a_row_add_two_minutes_while_the_mornings_stay_level() {
    let mut keep = Keep::begin(FirstShare { share: 0.75, ..HALF }, minutes(30), START);
    let run = |keep: &mut Keep, level: bool| {
        let asked = keep.minutes;
        keep.steady(level, asked, START);
        keep.minutes.as_secs()
    };
    assert_eq!([run(&mut keep, true), run(&mut keep, true), run(&mut keep, true)], [1350; 3]);
    assert_eq!(run(&mut keep, false), 1350, "the mornings rose");
    assert_eq!(run(&mut keep, true), 1470);
    assert_eq!(run(&mut keep, true), 1470, "counted anew");
    keep.not_steady();
    assert_eq!([run(&mut keep, true), run(&mut keep, true), run(&mut keep, true)], [1470; 3]);
    let mut short = keep.clone();
    assert_eq!(short.steady(true, minutes(20), START), Some(minutes(22)), "two minutes more than was asked");
    assert_eq!(short.minutes.as_secs(), 1470);
    keep.up(&RUNGS, START);
    assert_eq!(keep.minutes.as_secs(), 1530, "the next rung is the next above");
    keep.down(&RUNGS, START);
    assert_eq!(keep.minutes.as_secs(), 1350);
}

#[test]
fn a_break_leaves_less_of_the_usual_minutes() {
    let keep = Keep::begin(FirstShare { share: 1.0, blocks: None, slow: false }, minutes(40), START);
    let left = [6, 7, 13, 14, 27, 28, 90].map(|days| keep.after_gap(days).as_secs() / 60);
    assert_eq!(left, [40, 32, 32, 26, 26, 20, 20]);
}

#[test]
fn two_rests_or_three_setbacks_lead_to_the_stages() {
    let with = |rests: &[i32], backs: &[i32]| {
        let mut setbacks = Setbacks::default();
        for day in rests {
            setbacks.rest(days_after(START, *day));
        }
        for day in backs {
            setbacks.back(days_after(START, *day));
        }
        to_stages(&setbacks, START, days_after(START, 30))
    };
    assert_eq!(with(&[12, 30], &[]), Some(ToStages::TwoRests));
    assert_eq!(with(&[8, 30], &[]), None);
    assert_eq!(with(&[8], &[12, 20]), Some(ToStages::Setbacks));
    assert_eq!(with(&[], &[4, 12, 20]), Some(ToStages::Setbacks));
    assert_eq!(with(&[], &[1, 12, 20]), None);
}

#[test]
fn setbacks_are_counted_to_the_last_of_their_days_and_from_the_first_of_the_plan() {
    let mut rests = Setbacks::default();
    rests.rest(START);
    rests.rest(days_after(START, 21));
    let mut backs = Setbacks::default();
    for day in [0, 10, 28] {
        backs.back(days_after(START, day));
    }
    let after = |setbacks: &Setbacks, begun, day| {
        to_stages(setbacks, days_after(START, begun), days_after(START, day))
    };
    assert_eq!([21, 22].map(|day| after(&rests, 0, day)), [Some(ToStages::TwoRests), None]);
    assert_eq!([28, 29].map(|day| after(&backs, 0, day)), [Some(ToStages::Setbacks), None]);
    assert_eq!(after(&rests, 1, 21), None, "what was before the plan says nothing of it");
    assert_eq!(after(&backs, 1, 28), None);
}
