//! The shipped plans hold what the evidence sheet's tables say: every run, its minutes, every criterion.

use std::time::Duration;

use runup::library::{Kind, Library};
use runup::plans::guard::limit;
use runup::plans::{
    AfterPlan, Back, Criterion, Day, Greens, Growing, Level, Plan, Refer, Shape, ShareWeek, Stage, TestKind,
    Work, Workout, floor,
};
use runup::routine::Id;
use runup::symptoms::{Region, limits};

fn plan(id: &str) -> Plan {
    (*Library::shipped().plan(&Id::new(id).unwrap()).expect("shipped plans are valid")).clone()
}

const fn half_minutes(count: u64) -> Duration {
    Duration::from_secs(30 * count)
}

/// Reads `8:00` as a length.
fn clock(text: &str) -> Duration {
    let (minutes, seconds) = text.split_once(':').unwrap();
    Duration::from_secs(60 * minutes.parse::<u64>().unwrap() + seconds.parse::<u64>().unwrap())
}

fn weeks(id: &str) -> Vec<Vec<Workout>> {
    let Shape::Weeks(weeks) = plan(id).shape else { panic!("{id} has weeks") };
    weeks.into_iter().map(|week| week.runs).collect()
}

fn shares(id: &str) -> Vec<ShareWeek> {
    let Shape::Shares(weeks) = plan(id).shape else { panic!("{id} has shares") };
    weeks
}

fn stages() -> Vec<Stage> {
    let Shape::Stages(stages) = plan("back-from-heel-pain").shape else { panic!("it has stages") };
    stages
}

/// EVIDENCE.md 10.2: minutes run in each of three runs, and in the week, in half minutes.
const NEW_RUNNER: [([&str; 3], u64); 10] = [
    (["8:00", "8:00", "9:00"], 50),
    (["9:00", "9:00", "10:30"], 57),
    (["10:00", "10:00", "12:00"], 64),
    (["12:00", "12:00", "13:30"], 75),
    (["12:00", "13:30", "15:00"], 81),
    (["14:00", "15:00", "16:00"], 90),
    (["17:00", "18:00", "19:00"], 108),
    (["20:00", "21:00", "20:00"], 122),
    (["22:00", "23:00", "25:00"], 140),
    (["26:00", "28:00", "30:00"], 168),
];

#[test]
fn a_new_runner_runs_the_minutes_of_the_table() {
    let weeks = weeks("new-runner");
    assert_eq!(weeks.len(), NEW_RUNNER.len());
    for (i, (week, (runs, total))) in weeks.iter().zip(NEW_RUNNER).enumerate() {
        let minutes: Vec<Duration> = week.iter().map(Workout::run).collect();
        assert_eq!(minutes, runs.map(clock), "week {}", i + 1);
        assert_eq!(minutes.iter().sum::<Duration>(), half_minutes(total), "week {}", i + 1);
    }
    // The walks too, where the table writes them out.
    let text = |week: usize, run: usize| weeks[week - 1][run - 1].to_string();
    assert_eq!(text(1, 1), "8x(1m run, 2m walk)");
    assert_eq!(text(1, 3), "9x(1m run, 1m30s walk)");
    assert_eq!(text(4, 3), "4x(3m run, 2m walk), 1m30s run, 1m walk");
    assert_eq!(text(5, 3), "3x(5m run, 2m30s walk)");
    assert_eq!(text(7, 1), "2x(8m30s run, 2m30s walk)");
    assert_eq!(text(7, 3), "10m run, 2m walk, 9m run");
    assert_eq!(text(8, 2), "15m run, 1m30s walk, 6m run");
}

/// EVIDENCE.md 7.3: minutes run, and minutes of the main set where the table has them.
const NINE_WEEKS: [[(&str, &str); 3]; 9] = [
    [("8:00", "20:00"); 3],
    [("9:00", "21:00"); 3],
    [("9:00", "18:00"); 3],
    [("16:00", "21:30"); 3],
    [("15:00", "21:00"), ("16:00", "21:00"), ("20:00", "20:00")],
    [("18:00", "24:00"), ("20:00", "23:00"), ("25:00", "25:00")],
    [("25:00", "25:00"); 3],
    [("28:00", "28:00"); 3],
    [("30:00", "30:00"); 3],
];

#[test]
fn the_nine_weeks_are_those_of_the_public_plan_and_four_ask_first() {
    let weeks = weeks("nine-week-run-walk");
    assert_eq!(weeks.len(), 9);
    for (i, (week, runs)) in weeks.iter().zip(NINE_WEEKS).enumerate() {
        let found: Vec<_> = week.iter().map(|run| (run.run(), run.total())).collect();
        let expected: Vec<_> = runs.iter().map(|(run, total)| (clock(run), clock(total))).collect();
        assert_eq!(found, expected, "week {}", i + 1);
    }
    let plan = plan("nine-week-run-walk");
    assert!(plan.on_request);
    let Shape::Weeks(weeks) = plan.shape else { panic!("it has weeks") };
    let exempt: Vec<usize> = (1..=9).filter(|week| weeks[week - 1].guard_exempt.is_some()).collect();
    assert_eq!(exempt, [4, 5, 6, 8]);
}

/// EVIDENCE.md 10.4: the share, the block in minutes (0 for one piece), and the last run of the week for 30 and
/// for 45 usual minutes. The table rounds up where the program rounds down.
type ShareRow = (u32, u64, &'static str, &'static str);
const AFTER_WEEKS: [(&str, &[ShareRow]); 3] = [
    ("back-1-2-weeks", &[(65, 9, "19:30", "29:00"), (80, 0, "24:00", "36:00"), (100, 0, "30:00", "45:00")]),
    (
        "back-3-6-weeks",
        &[
            (35, 2, "10:30", "15:30"),
            (45, 4, "13:30", "20:00"),
            (55, 9, "16:30", "25:00"),
            (70, 0, "21:00", "31:30"),
            (85, 0, "25:30", "38:00"),
            (100, 0, "30:00", "45:00"),
        ],
    ),
    (
        "back-7-12-weeks",
        &[
            (25, 1, "7:30", "11:00"),
            (30, 1, "9:00", "13:30"),
            (36, 2, "11:00", "16:00"),
            (44, 3, "13:00", "20:00"),
            (53, 4, "16:00", "24:00"),
            (63, 9, "19:00", "28:30"),
            (75, 0, "22:30", "34:00"),
            (85, 0, "25:30", "38:00"),
            (95, 0, "28:30", "43:00"),
            (100, 0, "30:00", "45:00"),
        ],
    ),
];

#[test]
fn shares_are_those_of_the_tables_and_every_one_can_be_reached() {
    for (id, rows) in AFTER_WEEKS {
        let weeks = shares(id);
        assert_eq!(weeks.len(), rows.len(), "{id}");
        let mut longest = [Duration::ZERO; 2];
        for (i, (week, (share, block, thirty, forty_five))) in weeks.iter().zip(rows).enumerate() {
            assert_eq!((week.share * 100.0).round() as u32, *share, "{id}, week {}", i + 1);
            assert_eq!(week.runs, 3);
            let cut = week.blocks.map_or(0, |blocks| blocks.run.as_secs() / 60);
            assert_eq!(cut, *block, "{id}, week {}", i + 1);
            assert!(week.blocks.is_none_or(|blocks| blocks.walk == half_minutes(2)));
            for (usual, (expected, longest)) in
                [60, 90].into_iter().zip([thirty, forty_five].into_iter().zip(&mut longest))
            {
                let cap = week.cap(half_minutes(usual));
                let mut last = cap;
                for _ in 0..3 {
                    if !longest.is_zero() {
                        last = cap.min(floor(limit(*longest), half_minutes(1)));
                    }
                    *longest = last.max(*longest);
                }
                assert_eq!(last, cap, "{id}, week {}: the share is reached", i + 1);
                let off = clock(expected).abs_diff(last);
                assert!(off <= half_minutes(1), "{id}, week {}: {last:?}, the table has {expected}", i + 1);
            }
        }
    }
}

#[test]
fn one_day_more_off_is_no_cliff() {
    let points = |id: &str| -> Vec<(u32, u32)> {
        plan(id).start.iter().map(|p| (p.days_off, (p.share * 100.0).round() as u32)).collect()
    };
    assert_eq!(points("back-1-2-weeks"), [(7, 80), (10, 80), (14, 65)]);
    assert_eq!(points("back-3-6-weeks"), [(15, 62), (20, 55), (42, 35)]);
    assert_eq!(points("back-7-12-weeks"), [(43, 35), (56, 30), (90, 25)]);
    let off: Vec<_> = AFTER_WEEKS.iter().map(|(id, _)| plan(id).days_off).collect();
    assert_eq!(off, [Some((7, 14)), Some((15, 42)), Some((43, 90))]);
}

/// EVIDENCE.md 10.5: the level, minutes run, minutes of the main set.
const LEVELS: [(&str, &str, &str); 14] = [
    ("R1", "5:00", "15:00"),
    ("R2", "7:00", "21:00"),
    ("R3", "9:00", "18:00"),
    ("R4", "10:00", "17:30"),
    ("R5", "12:00", "20:00"),
    ("R6", "14:00", "20:00"),
    ("R7", "16:00", "20:00"),
    ("R8", "18:00", "21:00"),
    ("R9", "20:00", "22:00"),
    ("R10", "22:00", "23:00"),
    ("R11", "24:00", "24:00"),
    ("R12", "26:00", "26:00"),
    ("R13", "28:00", "28:00"),
    ("R14", "30:00", "30:00"),
];

#[test]
fn the_fourteen_levels_are_those_of_the_table() {
    let stages = stages();
    let Work::Levels(levels) = &stages[3].work else { panic!("C3 has levels") };
    let row = |level: &Level| (level.id.clone(), level.workout.run(), level.workout.total());
    let found: Vec<_> = levels.iter().map(row).collect();
    let expected: Vec<_> =
        LEVELS.iter().map(|(id, run, total)| ((*id).to_owned(), clock(run), clock(total))).collect();
    assert_eq!(found, expected);
}

#[test]
fn stages_are_left_and_led_back_to_as_the_table_says() {
    let plan = plan("back-from-heel-pain");
    assert_eq!((plan.greens, plan.gap_days, plan.gap_days_after_pain), (Greens { count: 2, of: 3 }, 2, 3));
    assert!(plan.days.is_empty(), "every second or third day, without weekdays");
    let stages = stages();
    let ids: Vec<&str> = stages.iter().map(|stage| stage.id.as_str()).collect();
    assert_eq!(ids, ["C0", "C1", "C2", "C3", "C4", "C5", "C6"]);
    let back = |regress, rest, regress_to: Option<&str>, rest_to: Option<&str>| Back {
        regress,
        rest,
        rest_to: rest_to.map(Into::into),
        regress_to: regress_to.map(Into::into),
        regress_days: regress_to.map(|_| 7),
    };
    let walks = Criterion::Walks { count: 2, length: half_minutes(60) };
    let six = Greens { count: 6, of: 7 };
    assert_eq!(stages[0].advance, [Criterion::Days(7), Criterion::MorningMax(2)]);
    assert_eq!(stages[0].refer, Some(Refer::Days(14)));
    assert_eq!(stages[1].advance, [walks]);
    assert_eq!(stages[2].advance, [Criterion::Passes { count: 1, days_apart: 2 }]);
    assert_eq!(stages[2].work, Work::Tests(vec![TestKind::HeelRaises, TestKind::Hops]));
    assert_eq!(stages[3].advance, [Criterion::Levels]);
    assert_eq!(stages[3].back, back(1, 2, None, None));
    assert_eq!(stages[3].refer, Some(Refer::Level { level: "R6".into(), weeks: 12 }));
    assert_eq!(stages[4].advance, [Criterion::Days(14), Criterion::Greens(six), Criterion::RaisesSide(0.75)]);
    assert_eq!(stages[4].back, back(1, 2, None, Some("R11")));
    assert_eq!(stages[5].advance, [Criterion::GreenWeeks(3)]);
    assert_eq!(stages[5].back, back(1, 2, Some("C4"), Some("R11")));
    assert_eq!(stages[6].advance, []);
    let Work::Walks(walks) = &stages[1].work else { panic!("C1 has walks") };
    assert_eq!(walks.iter().map(|w| w.workout.walk()).collect::<Vec<_>>(), [40, 60, 80].map(half_minutes));
    for stage in &stages[4..] {
        let Work::Runs(steady) = &stage.work else { panic!("{} has runs", stage.id) };
        assert_eq!((steady.workout.run(), steady.per_week), (half_minutes(60), 3));
        let strides = steady.strides.as_ref().map(|(s, runs)| (s.times, s.time.as_secs(), runs.clone()));
        assert_eq!(strides, (stage.id == "C5").then(|| (4, 15, vec![1, 2])));
        assert_eq!(steady.hills > 0.0, stage.id == "C6");
        assert!(steady.hills <= 0.1);
    }
}

#[test]
fn strength_goes_with_each_stage_by_region() {
    let stages = stages();
    let with = |stage: usize, region: Region| -> Vec<String> {
        stages[stage].with[&region].iter().map(ToString::to_string).collect()
    };
    for stage in 0..3 {
        assert_eq!(with(stage, Region::BackHeelBone), ["floor-calf"]);
        assert_eq!(with(stage, Region::UnderHeel), ["first-steps", "foot-core"]);
        assert_eq!(with(stage, Region::CalfMuscle), ["floor-calf"]);
    }
    assert_eq!(with(0, Region::TendonMid), ["calf-base"]);
    assert_eq!(with(2, Region::TendonMid), ["calf-slow-heavy"]);
    assert_eq!(with(3, Region::TendonMid), ["calf-slow-heavy"]);
    assert_eq!(with(3, Region::UnderHeel), ["plantar-load", "first-steps"]);
    assert_eq!(with(3, Region::CalfMuscle), ["calf-base"]);
    for stage in 4..7 {
        assert_eq!(with(stage, Region::TendonMid), ["calf-slow-heavy", "spring-builder"]);
        assert_eq!(with(stage, Region::UnderHeel), ["plantar-load", "foot-core"]);
        assert_eq!(with(stage, Region::CalfMuscle), ["calf-slow-heavy"]);
    }
    assert!(stages.iter().all(|stage| !stage.with.contains_key(&Region::HeelBoneDeep)));
}

#[test]
fn a_name_promises_no_duration_and_what_follows_is_said() {
    let library = Library::shipped();
    let ids: Vec<&Id> = library.ids(Kind::Plan).map(|(id, _)| id).collect();
    assert_eq!(ids.len(), 8);
    for id in ids {
        let plan = library.plan(id).unwrap();
        assert!(!plan.name.contains("week") && !plan.name.contains("month"), "{}", plan.name);
        assert_eq!(plan.gap_days, if plan.is_walks() { 1 } else { 2 }, "{id}");
        let follows = match plan.shape {
            _ if plan.is_walks() => vec![],
            Shape::Weeks(_) => vec![AfterPlan::Grow { growing: Growing::Gentle, to_longest: false }],
            Shape::Shares(_) => vec![AfterPlan::Grow { growing: Growing::Gentle, to_longest: true }],
            Shape::Rungs(_) => vec![AfterPlan::Grow { growing: Growing::Slow, to_longest: false }],
            Shape::Stages(_) => vec![],
        };
        assert_eq!(plan.then, follows, "{id}");
        let days: Vec<Day> = plan.days.iter().filter(|(_, work)| work.run).map(|(day, _)| *day).collect();
        assert!(days.is_empty() || days == [Day::Mon, Day::Wed, Day::Fri], "{id}");
    }
}

#[test]
fn the_walks_grow_from_five_brisk_minutes_to_thirty_and_nothing_is_run() {
    let plan = plan("walk-to-30");
    assert!(plan.is_walks() && plan.then.is_empty());
    let Shape::Weeks(weeks) = &plan.shape else { panic!("{:?}", plan.shape) };
    let minutes: Vec<u64> = limits::WALK_MINUTES.iter().map(|minutes| u64::from(*minutes)).collect();
    assert_eq!(weeks.len(), minutes.len());
    for (week, minutes) in weeks.iter().zip(minutes) {
        assert_eq!(week.runs.len(), 3);
        for walk in &week.runs {
            assert_eq!(walk.to_string(), format!("5m walk, {minutes}m brisk, 5m walk"));
        }
    }
    assert!(Plan::is_walks(&plan) && !self::plan("new-runner").is_walks());
}
