use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

fn counted(count: f64) -> Sample {
    Sample { count: Some(count), ..Sample::default() }
}

/// A sample so many metres along, with a count of steps.
fn along(metres: f64, count: f64) -> Sample {
    Sample { along: Some(metres), ..counted(count) }
}

fn seconds(length: Option<Duration>) -> u64 {
    length.unwrap().as_secs()
}

/// Steps of both feet.
const RUN: f64 = 160.0;
const WALK: f64 = 100.0;

/// Parts, each so many seconds at a speed with a count of steps, a sample every `step` seconds from `first` on.
fn parts(parts: &[(i64, f64, f64)], step: i64, first: i64) -> Fold {
    let mut fold = Fold::default();
    let (mut second, mut metres) = (first, 0.0);
    for (length, speed, count) in parts {
        for _ in 0..length / step {
            fold.sample(at(second), &along(metres, *count));
            (second, metres) = (second + step, metres + speed * step as f64);
        }
    }
    fold
}

/// A walk, eight minutes of running with walks between them, a walk; steps of one foot times `feet`.
fn intervals(feet: f64, step: i64, first: i64) -> Fold {
    let mut all = vec![(300, 1.4, 56.0 * feet)];
    all.extend([(60, 2.6, 82.0 * feet), (120, 1.4, 56.0 * feet)].repeat(8));
    all.push((240, 1.4, 56.0 * feet));
    parts(&all, step, first)
}

#[test]
fn more_than_a_week_is_not_kept() {
    let mut fold = Fold::default();
    for tens in 0..=7 * 24 * 360 + 100 {
        fold.sample(at(10 * tens), &counted(RUN));
    }
    assert_eq!(fold.totals(&[]).moving, Duration::from_secs(7 * 24 * 3600));
    let mut fold = Fold::default();
    for second in 0..=MOST as i64 + 100 {
        fold.sample(at(second), &counted(RUN));
    }
    assert!(fold.points.len() == MOST && fold.was_full());
}

#[test]
fn eight_minutes_are_eight_minutes_on_any_grid_and_of_one_foot_or_both() {
    for step in [1, 2, 3, 4, 5, 10, 15] {
        for first in [0, 1, 3, 7] {
            for feet in [1.0, 2.0] {
                let totals = intervals(feet, step, first).totals(&[]);
                assert_eq!(seconds(totals.running), 480, "every {step} s from {first}, {feet} feet");
                assert!((124.0..126.0).contains(&totals.cadence.unwrap()) || step > 1, "{totals:?}");
            }
        }
    }
}

#[test]
fn a_gap_far_longer_than_usual_with_little_way_is_standing() {
    let of = |step: i64, gap: i64, metres: f64| {
        let mut fold = Fold::default();
        for i in 0..=60 {
            fold.sample(at(i * step), &along((i * step) as f64 * 2.8, 84.0));
        }
        let (end, far) = (60 * step, 60.0 * step as f64 * 2.8 + metres);
        for i in 0..=60 {
            fold.sample(at(end + gap + i * step), &along(far + (i * step) as f64 * 2.8, 84.0));
        }
        let totals = fold.totals(&[]);
        (totals.moving.as_secs() - 120 * step as u64, seconds(totals.running) - 120 * step as u64)
    };
    // With cadence on both sides of it, as long as one likes.
    for gap in [11, 60, 299, 301, 3_000] {
        assert_eq!(of(1, gap, 0.0), (0, 0), "{gap} s");
        assert_eq!(of(1, gap, 0.4 * gap as f64), (0, 0), "{gap} s, drifting");
    }
    // Satellites that were lost while somebody ran on; and how somebody moved who went slower.
    assert_eq!((of(1, 60, 160.0), of(1, 60, 80.0)), ((60, 60), (60, 0)));
    // Ten seconds are as usual where a watch writes every ten.
    assert_eq!((of(10, 40, 10.0), of(10, 60, 10.0)), ((40, 40), (0, 0)));
}

#[test]
fn nothing_is_spread_over_a_gap() {
    let mut fold = Fold::default();
    let sample = |metres: f64, heart: f64| Sample {
        heart: Some(heart),
        speed: Some(9.0),
        ..along(metres, if heart > 150.0 { 110.0 } else { 84.0 })
    };
    for second in 0..=60 {
        fold.sample(at(second), &sample(second as f64 * 2.8, 140.0));
    }
    // Three minutes without satellites; the first beat after them stands for itself.
    fold.sample(at(240), &sample(672.0, 200.0));
    for second in 241..=300 {
        fold.sample(at(second), &sample(second as f64 * 2.8, 140.0));
    }
    let totals = fold.totals(&[]);
    assert_eq!((totals.heart, totals.cadence), (Some(140.0), Some(168.0)));
    assert_eq!((totals.moving.as_secs(), totals.metres.map(f64::round)), (300, Some(840.0)));
}

#[test]
fn hearts_are_weighted_by_their_time() {
    let mut fold = Fold::default();
    for second in 0..=100 {
        fold.sample(at(second), &Sample { heart: Some(120.0), ..counted(84.0) });
    }
    for tens in 1..=10 {
        fold.sample(at(100 + 10 * tens), &Sample { heart: Some(160.0), ..counted(84.0) });
    }
    assert_eq!(fold.totals(&[]).heart, Some(140.0));
}

#[test]
fn one_rule_says_whether_a_file_counts_one_foot_or_both() {
    let cadence = |all: &[(i64, f64, f64)]| parts(all, 1, 0).totals(&[]).cadence.unwrap().round() as u32;
    // One foot: walks, slow runs, fast ones.
    assert_eq!(cadence(&[(600, 1.4, 56.0)]), 112);
    assert_eq!(cadence(&[(600, 1.3, 80.0)]), 160);
    assert_eq!(cadence(&[(600, 5.0, 96.0)]), 192);
    // Both: nobody makes 224 steps at 1.4 m/s, nor steps of 30 cm.
    assert_eq!(cadence(&[(600, 1.4, 112.0)]), 112);
    assert_eq!(cadence(&[(600, 0.9, 90.0)]), 90);
    assert_eq!(cadence(&[(600, 2.6, 164.0)]), 164);
    // A walk of both feet counts so because of the running beside it, and a slip of the sensor does not decide.
    assert_eq!(cadence(&[(500, 0.0, 112.0), (100, 0.0, 164.0)]), 121);
    assert_eq!(cadence(&[(600, 2.6, 82.0), (10, 2.6, 190.0)]), 168);
    // Without a speed.
    let mut fold = Fold::default();
    (0..600).for_each(|second| fold.sample(at(second), &counted(112.0)));
    assert_eq!(fold.totals(&[]).cadence, Some(112.0));
}

#[test]
fn samples_in_any_order_come_to_the_same() {
    let in_order = parts(&[(600, 2.8, 85.0)], 5, 0).totals(&[]);
    let mut fold = Fold::default();
    for i in 0..120 {
        let i = (i * 77) % 120;
        fold.sample(at(i * 5), &along(i as f64 * 14.0, 85.0));
    }
    assert!(fold.was_shuffled());
    assert_eq!(fold.totals(&[]), in_order);
    // Parts in the wrong order keep their pause; parts in one another say nothing of one.
    let of = |first: std::ops::Range<i64>, second: std::ops::Range<i64>, step: usize| {
        let mut fold = Fold::default();
        for part in [first, second] {
            fold.pause();
            part.step_by(step).for_each(|i| fold.sample(at(i), &along(i as f64 * 3.0, 85.0)));
        }
        fold.totals(&[]).moving.as_secs()
    };
    assert_eq!((of(100..200, 0..100, 1), of(0..200, 1..200, 2)), (198, 199));
}

#[test]
fn a_pause_is_a_window_of_its_own_however_short() {
    let of = |paused: bool| {
        let mut fold = Fold::default();
        for second in 0..=90 {
            let odd = (41..=50).contains(&second);
            fold.sample(at(second), &counted(if odd { WALK } else { RUN }));
            if paused && matches!(second, 40 | 50) {
                fold.pause();
            }
        }
        seconds(fold.totals(&[]).running)
    };
    assert_eq!(of(false), 90, "ten seconds of other steps do not decide");
    assert_eq!(of(true), 40 + 39, "what was done between two pauses is its own");
}

#[test]
fn a_place_that_jumps_counts_for_nothing() {
    let mut fold = Fold::default();
    let place = |lat: f64| Sample { place: Place::new(lat, 14.0), ..Sample::default() };
    for second in 0..=60 {
        // Three metres a second apart, but for one that is a hundred kilometres off.
        let lat = if second == 30 { 46.0 } else { 45.0 + f64::from(second) * 3.0 / 111_194.93 };
        fold.sample(at(second.into()), &place(lat));
    }
    let metres = fold.totals(&[]).metres.unwrap();
    assert!((120.0..=181.0).contains(&metres), "{metres}");
}
