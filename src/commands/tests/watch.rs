//! `runup import` of what a watch recorded, beside plans, runs by hand, locks and itself.

use std::fmt::Write as _;

use super::*;
use crate::record::{Effort, Run};
use crate::symptoms::PainScore;

/// A track of parts, each so many seconds at a speed in metres a second, from a time on.
fn gpx(start: &str, parts: &[(u32, f64)]) -> String {
    let mut text = "<gpx><trk><type>running</type><trkseg>".to_owned();
    let mut time: Timestamp = start.parse().unwrap();
    let mut metres = 0.0;
    let mut point = |time: Timestamp, metres: f64| {
        let lat = 45.0 + metres / 111_194.93;
        let _ = write!(text, "<trkpt lat='{lat:.7}' lon='14'><time>{time}</time></trkpt>");
    };
    point(time, metres);
    for (seconds, speed) in parts {
        for _ in 0..*seconds {
            (time, metres) = (time + SignedDuration::from_secs(1), metres + speed);
            point(time, metres);
        }
    }
    text + "</trkseg></trk></gpx>"
}

/// The same as the laps of a TCX file, with hearts.
fn tcx(start: &str, seconds: u32, metres: u32) -> String {
    let begin: Timestamp = start.parse().unwrap();
    let mut text = format!(
        "<TrainingCenterDatabase><Activities><Activity Sport='Running'><Lap StartTime='{start}'>\
         <TotalTimeSeconds>{seconds}</TotalTimeSeconds><DistanceMeters>{metres}</DistanceMeters><Track>"
    );
    for second in 0..=seconds {
        let along = f64::from(metres) * f64::from(second) / f64::from(seconds);
        let _ = write!(
            text,
            "<Trackpoint><Time>{}</Time><DistanceMeters>{along}</DistanceMeters><HeartRateBpm><Value>150</Value>\
             </HeartRateBpm></Trackpoint>",
            begin + SignedDuration::from_secs(second.into())
        );
    }
    text + "</Track></Lap></Activity></Activities></TrainingCenterDatabase>"
}

/// The first run of the plan for new runners, with its walks, as a watch records it.
fn first_run(start: &str) -> String {
    let mut parts = vec![(240, 1.5)];
    parts.extend([(60, 2.6), (120, 1.4)].repeat(8));
    parts.push((300, 1.4));
    gpx(start, &parts)
}

impl Bench {
    /// Puts a file down; returns its path.
    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub(super) fn runs(&self) -> Vec<Run> {
        self.bodies()
            .iter()
            .filter_map(|body| if let Body::Run(run) = body { Some(run.clone()) } else { None })
            .collect()
    }

    fn imports(&mut self, path: &str) -> String {
        self.does(&format!("import {path}"))
    }
}

#[test]
fn the_plans_run_is_answered_and_what_it_means_is_told() {
    let mut bench = Bench::begun("new-runner");
    let path = bench.file("run.gpx", &first_run("2026-11-02T06:00:00Z"));
    let told = bench.imports(&path);
    insta::assert_snapshot!(told);
    let run = &bench.runs()[0];
    assert_eq!(run.prescription.as_deref(), Some("week 1, run 1: 8x(1m run, 2m walk)"));
    assert_eq!((run.minutes, run.run_minutes.map(f64::round)), (33.0, Some(8.0)));
    assert_eq!(bench.runs().len(), 1);
}

#[test]
fn more_and_less_than_planned_are_told() {
    for (parts, word) in [
        (&[(240, 1.5), (600, 2.6)][..], "longer than planned: 10 minutes instead of 8 minutes"),
        (&[(240, 1.5), (240, 2.6), (300, 1.4)][..], "shorter than planned: 4 minutes instead of 8 minutes"),
    ] {
        let mut bench = Bench::begun("new-runner");
        let path = bench.file("run.gpx", &gpx("2026-11-02T06:00:00Z", parts));
        let told = bench.imports(&path);
        assert!(told.contains(word), "{told}");
    }
}

#[test]
fn nothing_is_counted_twice() {
    let mut bench = Bench::new();
    let gpx = bench.file("a/run.gpx", &gpx("2026-11-02T06:00:00Z", &[(1_200, 2.6)]));
    bench.file("a/b/run.TCX", &tcx("2026-11-02T06:00:02Z", 1_198, 3_100));
    bench.file("a/notes.txt", "not for runup");
    let folder = bench.folder.path().join("a").to_str().unwrap().to_owned();
    let told = bench.imports(&folder);
    assert!(told.contains("2 files: 1 run logged, 1 already imported."), "{told}");
    assert_eq!(bench.runs().len(), 1);
    assert_eq!(bench.runs()[0].recorded.unwrap().heart_rate, Some(150), "what knows most comes first");
    let before = bench.writer().records().len();
    let again = bench.imports(&folder);
    assert!(again.contains("2 files: 2 already imported."), "{again}");
    assert_eq!(bench.writer().records().len(), before, "nothing is written");
    assert!(bench.imports(&gpx).contains("Already imported"));
}

#[test]
fn a_run_that_was_written_down_by_hand_is_completed() {
    let mut bench = Bench::begun("new-runner");
    bench.does("log run 30m --during 1 --note rain");
    let path = bench.file("run.tcx", &tcx("2026-11-02T06:00:00Z", 1_800, 4_000));
    let told = bench.imports(&path);
    assert!(
        told.contains(
            "You already logged that run. Added to it: running time, distance, heart rate and time of day."
        ),
        "{told}"
    );
    let [run] = &bench.runs()[..] else { panic!() };
    assert_eq!((run.distance_km, run.note.as_deref(), run.minutes), (Some(4.0), Some("rain"), 30.0));
    assert_eq!(run.recorded.unwrap().heart_rate, Some(150));
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let mut bench = Bench::begun("new-runner");
    let path = bench.file("run.gpx", &first_run("2026-11-02T06:00:00Z"));
    let before = bench.writer().records().to_vec();
    let dry = bench.does(&format!("import --dry-run {path}"));
    assert_eq!(bench.writer().records(), before);
    let told = bench.imports(&path);
    assert_eq!(dry, format!("Nothing was saved. This is what an import would do:\n{told}"));
}

#[test]
fn one_undo_takes_an_import_back_and_it_stays_out_until_it_is_asked_for() {
    let mut bench = Bench::new();
    let path = bench.file("run.gpx", &gpx("2026-11-02T06:00:00Z", &[(1_200, 2.6)]));
    bench.imports(&path);
    bench.does("undo");
    assert_eq!(bench.runs().len(), 0);
    let told = bench.imports(&path);
    assert!(told.contains("You deleted it") && told.contains("1 deleted earlier"), "{told}");
    assert_eq!(bench.runs().len(), 0);
    bench.does(&format!("import --again {path}"));
    assert_eq!(bench.runs().len(), 1);
}

#[test]
fn a_leap_is_told_calmly_and_an_old_one_is_not() {
    let mut bench = Bench::new();
    bench.days(20);
    bench.file("a/1.gpx", &gpx("2026-11-10T06:00:00Z", &[(1_200, 2.6)]));
    bench.file("a/2.gpx", &gpx("2026-11-20T06:00:00Z", &[(1_800, 2.6)]));
    bench.file("a/0.gpx", &gpx("2026-09-20T06:00:00Z", &[(2_400, 2.6)]));
    bench.file("a/00.gpx", &gpx("2026-09-10T06:00:00Z", &[(600, 2.6)]));
    let folder = bench.folder.path().join("a").to_str().unwrap().to_owned();
    let told = bench.imports(&folder);
    let leaps: Vec<&str> = told.lines().filter(|line| line.contains("big jump")).collect();
    let [leap] = &leaps[..] else { panic!("{told}") };
    assert!(leap.starts_with("2.gpx: run on Friday at 06:00"), "{told}");
    assert!(
        leap.contains(
            "You ran for 30 minutes. Your longest run in the 30 days before was 20 minutes, so the limit was 22 \
             minutes and this was a big jump."
        ),
        "{told}"
    );
}

#[test]
fn what_was_run_before_a_lock_is_kept_and_what_came_after_is_not() {
    let mut bench = Bench::new();
    bench.file("a/before.gpx", &gpx("2026-11-01T06:00:00Z", &[(1_200, 2.6)]));
    bench.does("log flag RF08");
    bench.days(2);
    bench.file("a/after.gpx", &gpx("2026-11-03T06:00:00Z", &[(1_200, 2.6)]));
    let folder = bench.folder.path().join("a").to_str().unwrap().to_owned();
    let told = bench.imports(&folder);
    assert!(told.contains("1 run logged, 1 skipped after a warning sign."), "{told}");
    assert_eq!(bench.runs()[0].date, jiff::civil::date(2026, 11, 1));
    bench.does("log flag cleared --by clinician");
    assert!(bench.imports(&folder).contains("1 run logged, 1 already imported."));
}

#[test]
fn what_is_still_to_come_is_left() {
    let mut bench = Bench::new();
    let path = bench.file("run.gpx", &gpx("9998-11-02T06:00:00Z", &[(1_200, 2.6)]));
    let told = bench.imports(&path);
    assert!(told.contains("in the future") && told.contains("nothing to import"), "{told}");
    assert_eq!(bench.bodies().len(), 0);
}

#[test]
fn a_walk_of_the_watch_is_a_walk() {
    let mut bench = Bench::new();
    let text = gpx("2026-11-02T06:00:00Z", &[(1_800, 1.4)]).replace("running", "hiking");
    let path = bench.file("walk.gpx", &text);
    assert!(bench.imports(&path).contains("walk today at 06:00, 30 minutes, 2.52 km. Logged."));
    assert_eq!(bench.runs()[0].run_minutes, Some(0.0));
}

/// A run of twenty minutes running and ten walking, as a watch records it.
fn run_and_walk() -> String {
    gpx("2026-11-02T06:00:00Z", &[(600, 1.4), (1_120, 2.6), (80, 1.4)])
}

#[test]
fn by_hand_first_what_the_watch_measured_takes_the_place_of_what_was_assumed() {
    let mut bench = Bench::begun("new-runner");
    bench.does("log run 33m --during 1 --effort easy --note rain");
    assert_eq!(bench.runs()[0].run_minutes, Some(8.0), "worked out from the plan");
    let path = bench.file("run.gpx", &run_and_walk());
    let told = bench.imports(&path);
    assert!(told.contains("Added to it: running time, distance"), "{told}");
    let [run] = &bench.runs()[..] else { panic!() };
    assert_eq!((run.minutes, run.run_minutes.map(f64::round)), (33.0, Some(19.0)));
    assert_eq!((run.during.map(PainScore::value), run.effort.map(Effort::value)), (Some(1), Some(3)));
    assert_eq!((run.note.as_deref(), run.assumed), (Some("rain"), false));
    // What was said stays.
    let mut bench = Bench::begun("new-runner");
    bench.does("log run 33m --run 12m");
    let path = bench.file("run.gpx", &run_and_walk());
    bench.imports(&path);
    assert_eq!(bench.runs()[0].run_minutes, Some(12.0));
}

#[test]
fn watch_first_what_is_written_down_by_hand_is_the_same_run() {
    for file in ["run.gpx", "run.tcx"] {
        let mut bench = Bench::begun("new-runner");
        let text = if file == "run.gpx" { run_and_walk() } else { tcx("2026-11-02T06:00:00Z", 1_800, 4_000) };
        let path = bench.file(file, &text);
        bench.imports(&path);
        let alone = bench.runs();
        let told = bench.does("log run 33m --during 1 --effort easy --note rain");
        assert!(told.contains("This is the run your watch recorded at 06:00, so it is one entry."), "{told}");
        let [run] = &bench.runs()[..] else { panic!("{told}") };
        assert_eq!((run.minutes, run.run_minutes), (33.0, alone[0].run_minutes), "{file}");
        assert_eq!((run.during.map(PainScore::value), run.note.as_deref()), (Some(1), Some("rain")));
        assert!(
            run.recorded.is_some() && run.distance_km.is_some() && run.prescription == alone[0].prescription
        );
        // The same file again is known, and one undo gives back what the watch alone told.
        assert!(bench.imports(&path).contains("1 already imported"));
        bench.does("undo");
        assert_eq!(bench.runs(), alone);
    }
}

#[test]
fn both_orders_come_to_the_same_run() {
    let told = |watch_first: bool| {
        let mut bench = Bench::begun("new-runner");
        let path = bench.file("run.gpx", &run_and_walk());
        if watch_first {
            bench.imports(&path);
        }
        bench.does("log run 33m --during 1 --effort easy --note rain");
        if !watch_first {
            bench.imports(&path);
        }
        bench.runs()
    };
    assert_eq!(told(true), told(false));
}

#[test]
fn a_second_run_of_a_day_is_told_and_one_command_makes_one_of_two() {
    let mut bench = Bench::new();
    let path = bench.file("run.gpx", &gpx("2026-11-02T06:00:00Z", &[(1_200, 2.6)]));
    bench.imports(&path);
    // Written down once, the watch's run is told; what comes then is another one.
    bench.does("log run 20m --effort easy");
    let told = bench.does("log run 25m --note evening");
    assert!(told.contains("You already have a run of 20 minutes today, from your watch at 06:00."), "{told}");
    assert!(told.contains("If this is the same run: runup log same"), "{told}");
    assert_eq!(bench.runs().len(), 2);
    let one = bench.does("log same");
    assert!(one.starts_with("Merged into one run: Run: 25 minutes"), "{one}");
    let [run] = &bench.runs()[..] else { panic!("{one}") };
    assert_eq!((run.note.as_deref(), run.effort.map(Effort::value)), (Some("evening"), Some(3)));
    assert!(run.recorded.is_some());
    assert!(bench.imports(&path).contains("1 already imported"));
    bench.does("undo");
    assert_eq!(bench.runs().len(), 2, "undo makes two of it again");
    bench.refuses("log same --date 2026-11-01", &["you don't have two runs"]);
    // Or it was another run from the beginning.
    let mut bench = Bench::new();
    let path = bench.file("run.gpx", &gpx("2026-11-02T06:00:00Z", &[(1_200, 2.6)]));
    bench.imports(&path);
    bench.does("log run 20m --another");
    assert_eq!(bench.runs().len(), 2);
    bench.does("log run 60m --note three");
    bench.refuses("log same", &["there are 3; say which two with runup log same ID ID", "Run: 20 minutes"]);
}

#[test]
fn a_fit_file_and_a_run_by_hand_are_one_run_in_either_order() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/activities/fenix2-run.fit");
    let told = |watch_first: bool| {
        let mut bench = Bench::new();
        bench.moment = "2015-08-15T20:00:00Z".parse().unwrap();
        let mut lines = [format!("import {file}"), "log run 47m --during 2 --note by_hand".to_owned()];
        if !watch_first {
            lines.reverse();
        }
        for line in lines {
            bench.does(&line);
        }
        bench.runs()
    };
    let runs = told(true);
    let [run] = &runs[..] else { panic!("{runs:?}") };
    assert_eq!((run.minutes, run.run_minutes.map(f64::round)), (47.0, Some(44.0)), "what was measured");
    assert_eq!((run.during.map(PainScore::value), run.distance_km), (Some(2), Some(9.008)));
    assert_eq!(told(false), runs);
}

/// A run of 27 minutes 55, of which 18 minutes 30 were running, between two walks.
fn measured(start: &str) -> String {
    gpx(start, &[(283, 1.4), (1_110, 2.6), (282, 1.4)])
}

#[test]
fn by_hand_and_recorded_are_one_run_only_if_their_lengths_agree() {
    for (typed, entries) in
        [(10, 2), (12, 2), (15, 1), (18, 1), (20, 1), (28, 1), (33, 1), (35, 2), (40, 2), (50, 2), (60, 2)]
    {
        let mut by_hand = Bench::new();
        let path = by_hand.file("run.gpx", &measured("2026-11-02T06:00:00Z"));
        by_hand.does(&format!("log run {typed}m --note club"));
        let told = by_hand.imports(&path);
        assert_eq!(by_hand.runs().len(), entries, "{typed}: {told}");
        assert_eq!(told.contains("runup log same\n"), entries == 2, "{typed}: {told}");
        let mut watch_first = Bench::new();
        let path = watch_first.file("run.gpx", &measured("2026-11-02T06:00:00Z"));
        watch_first.imports(&path);
        let told = watch_first.does(&format!("log run {typed}m --note club"));
        assert_eq!(watch_first.runs().len(), entries, "{typed}: {told}");
        if entries == 2 {
            assert!(watch_first.does("log same").starts_with("Merged into one run"));
            by_hand.does("log same");
        }
        assert_eq!(by_hand.runs().len(), 1);
        assert_eq!(by_hand.runs(), watch_first.runs(), "{typed}");
    }
}

#[test]
fn a_wrong_join_is_parted_as_it_is_told() {
    let mut bench = Bench::new();
    let path = bench.file("run.gpx", &measured("2026-11-02T06:00:00Z"));
    bench.does("log run 30m --note evening");
    let told = bench.imports(&path);
    let way = format!("If it was a different run: runup undo, then runup import --another {path}");
    assert!(told.contains("Added to it") && told.contains(&way), "{told}");
    bench.does("undo");
    let told = bench.does(&format!("import --another {path}"));
    assert!(told.contains("1 run logged"), "{told}");
    assert!(!told.contains("log same"), "that was said already: {told}");
    let minutes: Vec<f64> = bench.runs().iter().map(|run| run.minutes).collect();
    assert_eq!(minutes, [30.0, 27.92]);
    assert!(bench.imports(&path).contains("1 already imported"));
}

#[test]
fn a_second_run_of_a_day_is_told_once_by_import() {
    let mut bench = Bench::new();
    bench.moment = "2026-11-02T20:00:00Z".parse().unwrap();
    for (name, start) in [("a/1.gpx", "2026-11-02T07:00:00Z"), ("a/2.gpx", "2026-11-02T09:00:00Z")] {
        bench.file(name, &measured(start));
    }
    let folder = bench.folder.path().join("a").to_str().unwrap().to_owned();
    let told = bench.imports(&folder);
    let line = "You have 2 runs today: 27 min 55 s at 07:00 and 27 min 55 s at 09:00. If they are the same run: \
                runup log same\n";
    assert!(told.contains(line), "{told}");
    assert!(!bench.imports(&folder).contains("log same"), "nothing came, so nothing is told");
    bench.does("log same");
    assert_eq!(bench.runs().len(), 1);
    // Days of many files are counted.
    let mut bench = Bench::new();
    bench.days(60);
    for day in 3..23 {
        for hour in ["07", "17"] {
            let start = format!("2026-11-{day:02}T{hour}:00:00Z");
            bench.file(&format!("a/{day}-{hour}.gpx"), &gpx(&start, &[(600, 2.6)]));
        }
    }
    let folder = bench.folder.path().join("a").to_str().unwrap().to_owned();
    let told = bench.imports(&folder);
    assert_eq!(told.matches("log same").count(), 1, "{told}");
    assert!(told.contains("20 days have more than one run, most recently on 22 November"), "{told}");
    assert!(told.contains("runup log same --date 2026-11-22\n"), "{told}");
}

#[test]
fn what_was_measured_is_never_cut_to_a_length_that_was_typed() {
    for typed in [15, 18] {
        let mut bench = Bench::begun("new-runner");
        let path = bench.file("run.gpx", &measured("2026-11-02T06:00:00Z"));
        bench.does(&format!("log run {typed}m"));
        let told = bench.imports(&path);
        let [run] = &bench.runs()[..] else { panic!("{told}") };
        assert_eq!((run.minutes, run.run_minutes.map(f64::round)), (27.92, Some(19.0)), "{told}");
        let line = format!(
            "The running alone took longer than the {typed} minutes you gave, so the entry now has the measured length, \
             27 min 55 s."
        );
        assert!(told.contains("length, running time") && told.contains(&line), "{told}");
        // The other way round it is the same.
        let mut bench = Bench::begun("new-runner");
        let path = bench.file("run.gpx", &measured("2026-11-02T06:00:00Z"));
        bench.imports(&path);
        let told = bench.does(&format!("log run {typed}m"));
        assert!((bench.runs()[0].minutes - 27.92).abs() < 1e-9);
        assert!(told.contains(&line), "{told}");
    }
}

/// A plan whose first run is tomorrow, and a run of a watch of today.
fn a_day_early() -> (Bench, String) {
    let mut bench = Bench::new();
    bench.does("plan start new-runner --region none --no-signs --days tue,thu,sat");
    let path = bench.file("run.gpx", &measured("2026-11-02T06:00:00Z"));
    (bench, path)
}

#[test]
fn a_recorded_run_that_answers_nothing_of_the_plan_says_so_and_how_it_would() {
    let (mut bench, path) = a_day_early();
    let told = bench.imports(&path);
    let words = "This run doesn't count for your plan: its next run is tomorrow.";
    let way = "If it was that run: runup log run 27m55s --planned";
    assert!(told.contains(words) && told.contains(way), "{told}");
    assert_eq!(bench.runs()[0].prescription, None);
    let told = bench.does("log run 27m55s --planned");
    let [run] = &bench.runs()[..] else { panic!("{told}") };
    assert_eq!(run.prescription.as_deref(), Some("week 1, run 1: 8x(1m run, 2m walk)"), "{told}");
    assert_eq!(run.run_minutes.map(f64::round), Some(19.0), "{told}");
    // Typed without it, it is told again, and undo and --planned do it all the same.
    let (mut bench, path) = a_day_early();
    bench.imports(&path);
    let told = bench.does("log run 28m");
    assert!(told.contains(words) && told.contains("runup undo, then runup log run 28m --planned"), "{told}");
    bench.does("undo");
    bench.does("log run 28m --planned");
    let [run] = &bench.runs()[..] else { panic!("{told}") };
    assert!(run.prescription.is_some() && run.recorded.is_some());
    // Of a day that is past, the way has its date; of one long past nothing is said.
    let (mut bench, path) = a_day_early();
    bench.days(1);
    let told = bench.imports(&path);
    assert!(told.contains("runup log run 27m55s --planned --date 2026-11-02"), "{told}");
    let (mut bench, path) = a_day_early();
    bench.days(9);
    let told = bench.imports(&path);
    assert!(!told.contains("does not count"), "{told}");
}

#[test]
fn running_that_was_typed_stands_and_the_measured_is_told() {
    let mut bench = Bench::new();
    let path = bench.file("run.gpx", &measured("2026-11-02T06:00:00Z"));
    bench.does("log run 28m --run 8m");
    let told = bench.imports(&path);
    let line = "Your entry keeps its 8 minutes of running, although your watch measured 18½ minutes.";
    assert!(told.contains(line), "{told}");
    assert_eq!(bench.runs()[0].run_minutes, Some(8.0));
    let mut bench = Bench::new();
    let path = bench.file("run.gpx", &measured("2026-11-02T06:00:00Z"));
    bench.imports(&path);
    let told = bench.does("log run 28m --run 8m");
    assert!(told.contains(line), "{told}");
}
