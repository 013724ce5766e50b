//! Recordings that were read wrongly once, each with what is right, through the program's own door.
//!
//! They are invented here: straight lines to the north, so many metres a second, with counts of steps. Each goes into a
//! home of its own.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};
use serde_json::Value;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A point: seconds since the beginning, metres to the north, and steps of one foot a minute if they were counted.
type Point = (i64, f64, Option<u32>);

/// Seven in the morning in Greenwich, so many days ago.
fn morning(days: i32) -> Timestamp {
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let day = today.checked_sub(jiff::Span::new().days(days)).unwrap();
    day.at(7, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap().timestamp()
}

fn gpx(start: Timestamp, kind: &str, points: &[Point]) -> String {
    let kind = if kind.is_empty() { String::new() } else { format!("<type>{kind}</type>") };
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"invented\" \
         xmlns=\"http://www.topografix.com/GPX/1/1\" xmlns:t=\"http://www.garmin.com/xmlschemas/TrackPointExtension/v1\">\
         <trk>{kind}<trkseg>\n"
    );
    for (second, metres, count) in points {
        let (lat, time) = (50.0 + metres / 111_195.0, start + SignedDuration::from_secs(*second));
        let count = count.map_or_else(String::new, |count| {
            format!(
                "<extensions><t:TrackPointExtension><t:hr>140</t:hr><t:cad>{count}</t:cad></t:TrackPointExtension></extensions>"
            )
        });
        let _ = writeln!(
            text,
            "<trkpt lat=\"{lat:.7}\" lon=\"8.0\"><ele>100</ele><time>{time}</time>{count}</trkpt>"
        );
    }
    text + "</trkseg></trk></gpx>\n"
}

fn steady(seconds: i64, speed: f64, count: Option<u32>, step: i64) -> Vec<Point> {
    (0..=seconds / step).map(|i| (i * step, (i * step) as f64 * speed, count)).collect()
}

/// The same, so many seconds later and so many metres on.
fn later(points: &[Point], seconds: i64, metres: f64) -> Vec<Point> {
    points.iter().map(|(second, way, count)| (second + seconds, way + metres, *count)).collect()
}

/// Five minutes of walking, eight times a minute of running and two of walking, four of walking.
fn run_walk(run: u32, walk: u32) -> Vec<Point> {
    let mut parts = vec![(1.4, walk, 300)];
    parts.extend([(2.6, run, 60), (1.4, walk, 120)].repeat(8));
    parts.push((1.4, walk, 240));
    let (mut points, mut second, mut metres) = (Vec::new(), 0, 0.0);
    for (speed, count, length) in parts {
        for _ in 0..length / 5 {
            points.push((second, metres, Some(count)));
            (second, metres) = (second + 5, metres + speed * 5.0);
        }
    }
    points
}

struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A home with a file in it.
    fn with(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let home = Self::new();
        fs::write(home.0.path().join(name), bytes).unwrap();
        home
    }

    fn runup(&self, arguments: &[&str]) -> Output {
        self.fed(arguments, &[])
    }

    fn fed(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_runup"))
            .env("RUNUP_HOME", self.0.path())
            .env("TZ", "UTC")
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .args(arguments)
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().unwrap()
    }

    #[track_caller]
    fn does(&self, arguments: &[&str]) -> String {
        let output = self.runup(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The runs of the history: their days, minutes and minutes of running, rounded to seconds, and kilometres.
    fn runs(&self) -> Vec<(String, f64, Option<f64>, Option<f64>)> {
        let all: Vec<Value> = serde_json::from_str(&self.does(&["history", "--json"])).unwrap();
        let runs = all.iter().filter(|record| record["kind"] == "run");
        let of = |run: &Value| {
            let number = |name: &str| run[name].as_f64();
            (
                run["date"].as_str().unwrap().to_owned(),
                number("minutes").unwrap(),
                number("run-minutes"),
                number("distance-km"),
            )
        };
        runs.map(of).collect()
    }
}

/// Imports a file; returns what was printed, and minutes and minutes of running of the only run.
#[track_caller]
fn read(name: &str, text: &str) -> (String, f64, Option<f64>) {
    let home = Home::with(name, text);
    let told = home.does(&["import", name]);
    let [(_, minutes, running, _)] = &home.runs()[..] else { panic!("{:?}\n{told}", home.runs()) };
    (told, *minutes, *running)
}

#[track_caller]
fn comes_to(name: &str, text: &str, minutes: f64, running: f64) {
    let (told, total, ran) = read(name, text);
    assert_eq!((total, ran), (minutes, Some(running)), "{name}: {told}");
}

#[test]
fn a_gap_without_movement_is_a_pause_with_cadence_or_without() {
    let half = steady(900, 2.8, Some(85), 1);
    let paused = [half.clone(), later(&half, 1_199, 2_520.0)].concat();
    comes_to("pause-299s.gpx", &gpx(morning(3), "running", &paused), 30.0, 30.0);
    let half = steady(900, 2.8, None, 1);
    let paused = [half.clone(), later(&half, 960, 2_520.0)].concat();
    comes_to("pause-60s-no-cadence.gpx", &gpx(morning(3), "running", &paused), 30.0, 30.0);
}

#[test]
fn eight_minutes_of_running_are_eight_of_one_foot_or_both_and_on_any_grid() {
    for (name, run, walk, shift) in
        [("both-feet.gpx", 164, 112, 0), ("one-foot.gpx", 82, 56, 0), ("five-second-grid.gpx", 82, 56, 3)]
    {
        let points = later(&run_walk(run, walk), shift, 0.0);
        let (told, _, ran) = read(name, &gpx(morning(3), "running", &points));
        assert_eq!(ran, Some(8.0), "{name}: {told}");
        assert!(told.contains("125 steps a minute"), "{told}");
    }
}

#[test]
fn a_swim_by_its_number_is_refused_by_name() {
    let home = Home::with("swim-type-16.gpx", gpx(morning(3), "16", &steady(1_800, 0.9, None, 10)));
    let told = home.does(&["import", "swim-type-16.gpx"]);
    assert!(told.contains("a swim; only runs and walks are imported. Skipped."), "{told}");
    assert_eq!(home.runs(), []);
}

#[test]
fn a_guess_says_so_and_how_to_change_it() {
    let home = Home::with("no-type-slow.gpx", gpx(morning(3), "", &steady(1_800, 1.95, Some(78), 5)));
    let told = home.does(&["import", "no-type-slow.gpx"]);
    assert!(
        told.contains(
            "Taken for a run, since the file doesn't say what it was and 30 minutes of it look like running. If it was a \
             walk: runup edit "
        ),
        "{told}"
    );
    assert_eq!(home.runs()[0].2, Some(30.0));
    // The command that it names does what it says, and back again.
    let line = told.split("runup ").find(|part| part.starts_with("edit ")).unwrap();
    let words: Vec<&str> = line.split_whitespace().take(3).collect();
    home.does(&words);
    assert_eq!(home.runs()[0].2, Some(0.0));
    home.does(&["edit", words[1], "kind=run"]);
    assert_eq!(home.runs()[0].2, None);
    // And what was taken for a walk can be told to be a run in advance.
    let slow = gpx(morning(3), "", &steady(1_800, 1.6, None, 5));
    let home = Home::with("slow.gpx", &slow);
    let told = home.does(&["import", "--dry-run", "slow.gpx"]);
    assert!(told.contains("Taken for a walk") && told.contains("If it was a run, add --as run"), "{told}");
    let told = home.does(&["import", "--as", "run", "slow.gpx"]);
    assert!(told.contains("slow.gpx: run ") && !told.contains("Taken for"), "{told}");
}

#[test]
fn a_treadmill_has_steps_and_no_way() {
    let still: Vec<Point> = (0..=360).map(|i| (i * 5, 0.0, Some(84))).collect();
    comes_to("treadmill.gpx", &gpx(morning(3), "running", &still), 30.0, 30.0);
    // If the file names a run, it needs neither.
    let nothing: Vec<Point> = (0..=360).map(|i| (i * 5, 0.0, None)).collect();
    let (_, minutes, ran) = read("treadmill.gpx", &gpx(morning(3), "Laufen", &nothing));
    assert_eq!((minutes, ran), (30.0, None));
}

#[test]
fn no_steps_and_no_way_is_refused_unless_the_file_names_a_run() {
    let still: Vec<Point> = (0..360).map(|i| (i * 10, 0.0, None)).collect();
    let home = Home::with("standing.gpx", gpx(morning(3), "", &still));
    let told = home.does(&["import", "standing.gpx"]);
    assert!(
        told.contains("no steps and no distance, so nothing says that it was a run; if it was, add --as run"),
        "{told}"
    );
    assert_eq!(home.runs(), []);
    home.does(&["import", "--as", "run", "standing.gpx"]);
    assert_eq!((home.runs()[0].1 * 60.0).round() as i64, 3_590);
}

#[test]
fn points_out_of_order_are_sorted_and_told() {
    let steady = steady(1_800, 2.8, Some(85), 5);
    let shuffled: Vec<Point> = (0..steady.len()).map(|i| steady[i * 77 % steady.len()]).collect();
    let home = Home::with("shuffled.gpx", gpx(morning(3), "running", &shuffled));
    let output = home.runup(&["import", "shuffled.gpx"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("its points are out of order, so they were sorted by time"), "{told}");
    let [(_, minutes, running, km)] = home.runs()[..] else { panic!("{:?}", home.runs()) };
    assert_eq!((minutes, running, km), (30.0, Some(30.0), Some(5.04)));
}

#[test]
fn a_clock_1024_weeks_behind_is_told_with_the_likely_day() {
    let likely = morning(3);
    let lost = likely - SignedDuration::from_hours(1_024 * 7 * 24);
    let home = Home::with("week-rollover.gpx", gpx(lost, "running", &steady(1_800, 2.8, Some(85), 5)));
    let told = home.does(&["import", "week-rollover.gpx"]);
    assert!(told.contains("An old GPS clock can be 1,024 weeks behind"), "{told}");
    let line = told.split("runup ").find(|part| part.starts_with("edit ") && part.contains("date=")).unwrap();
    home.does(&line.split_whitespace().take(3).collect::<Vec<_>>());
    let day = |moment: Timestamp| Zoned::new(moment, TimeZone::UTC).date().to_string();
    assert_eq!(home.runs()[0].0, day(likely));
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zipped(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A run of so many days ago.
fn run(days: i32) -> Vec<u8> {
    gpx(morning(days), "running", &run_walk(82, 56)).into_bytes()
}

/// An export of Strava: two runs, one of them packed again, and its tables.
fn strava() -> Vec<u8> {
    let table = "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Activity Gear,Filename\n\
        1,\"x, 7:00:00 AM\",Morning Run,Run,\"Wet, and\nslow\",Blue ones,activities/1.gpx.gz\n\
        2,x,Over the bridge,Run,,,activities/2.gpx\n3,x,Evening Swim,Swim,,,activities/3.gpx\n";
    zipped(&[
        ("activities/1.gpx.gz", gzip(&run(7))),
        ("activities/2.gpx", run(9)),
        ("activities/3.gpx", gpx(morning(11), "", &steady(1_800, 0.9, None, 10)).into_bytes()),
        ("activities.csv", table.as_bytes().to_vec()),
        ("profile.csv", b"invented\n".to_vec()),
        ("media/a.jpg", b"x".to_vec()),
    ])
}

#[test]
fn what_gzip_packed_is_one_run_from_a_file_or_from_standard_input() {
    let home = Home::with("run.gpx.gz", gzip(&run(5)));
    let told = home.does(&["import", "run.gpx.gz"]);
    assert!(told.contains("run.gpx: run ") && told.contains("1 file: 1 run logged."), "{told}");
    let again = home.fed(&["import", "-"], &run(5));
    assert!(String::from_utf8_lossy(&again.stdout).contains("1 already imported"), "{again:?}");
    assert_eq!(home.runs().len(), 1);
    let nothing = home.fed(&["import", "-"], b"30s calf stretch\n");
    assert_eq!(nothing.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("standard input: not a FIT, GPX or TCX file"));
}

#[test]
fn an_export_of_strava_brings_its_runs_their_shoes_and_what_was_said() {
    let home = Home::with("export.zip", strava());
    let told = home.does(&["import", "export.zip"]);
    assert!(told.contains("3 files: 2 runs logged."), "{told}");
    assert!(
        told.contains("Passed over: 1 picture, 1 table.") && told.contains("a swim; only runs"),
        "{told}"
    );
    let history = home.does(&["history", "--json"]);
    assert!(
        history.contains("\"note\": \"Wet, and slow\"") && history.contains("\"note\": \"Over the bridge\""),
        "{history}"
    );
    assert!(home.does(&["shoes"]).contains("Blue ones"));
    // Again, unpacked, and through a pipe it is the same.
    let folder = home.0.path().join("unpacked/activities");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("1.gpx.gz"), gzip(&run(7))).unwrap();
    fs::write(folder.join("2.gpx"), run(9)).unwrap();
    assert!(home.does(&["import", "unpacked"]).contains("2 files: 2 already imported."));
    let piped = home.fed(&["import", "-"], &strava());
    assert!(String::from_utf8_lossy(&piped.stdout).contains("2 already imported"), "{piped:?}");
    assert_eq!(home.runs().len(), 2);
}

#[test]
fn archives_in_an_archive_are_read_as_garmin_packs_them() {
    let inner = zipped(&[
        ("a.gpx", run(7)),
        ("b.gpx.gz", gzip(&run(9))),
        ("route.gpx", b"<gpx><rte/></gpx>".to_vec()),
    ]);
    let outer = zipped(&[
        ("DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip", inner),
        ("DI_CONNECT/DI-Connect-Fitness/x_summarizedActivities.json", b"[]".to_vec()),
    ]);
    let home = Home::with("garmin.zip", &outer);
    let told = home.does(&["import", "garmin.zip"]);
    assert!(told.contains("2 files: 2 runs logged."), "{told}");
    assert!(told.contains("Passed over: 1 GPX file without a recorded run, 1 JSON file."), "{told}");
    // So deep that it is meant to be endless.
    let deep = (0..6).fold(outer, |inner, _| zipped(&[("more.zip", inner)]));
    let home = Home::with("deep.zip", deep);
    let output = home.runup(&["import", "deep.zip"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("more than 4 deep"), "{output:?}");
}

#[test]
fn an_export_of_apple_health_brings_workouts_with_a_way_and_without() {
    let day = |days: i32| Zoned::new(morning(days), TimeZone::UTC).strftime("%Y-%m-%d").to_string();
    let workout = |kind: &str, days: i32, more: &str| {
        let day = day(days);
        format!(
            "<Workout workoutActivityType=\"HKWorkoutActivityType{kind}\" duration=\"33\" durationUnit=\"min\" \
             startDate=\"{day} 07:00:00 +0000\" endDate=\"{day} 07:33:00 +0000\">{more}</Workout>\n"
        )
    };
    let route = "<WorkoutRoute><FileReference path=\"/workout-routes/route_1.gpx\"/></WorkoutRoute>";
    let treadmill = "<WorkoutStatistics type=\"HKQuantityTypeIdentifierDistanceWalkingRunning\" sum=\"4.2\" unit=\"km\"/>";
    let export = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (Record|Workout)*>\n]>\n\
         <HealthData locale=\"de_DE\">\n<Record type=\"x\" value=\"1\"/>\n{}{}{}</HealthData>\n",
        workout("Running", 7, route),
        workout("Running", 9, treadmill),
        workout("Swimming", 10, "")
    );
    let way = String::from_utf8(run(7)).unwrap().replace("<type>running</type>", "<name>Route</name>");
    let zip = zipped(&[
        ("apple_health_export/workout-routes/route_1.gpx", way.into_bytes()),
        ("apple_health_export/export.xml", export.into_bytes()),
        ("apple_health_export/export_cda.xml", b"<ClinicalDocument/>".to_vec()),
    ]);
    let home = Home::with("export.zip", zip);
    let told = home.does(&["import", "export.zip"]);
    assert!(told.contains("2 runs logged.") && told.contains("a swim; only runs"), "{told}");
    assert!(!told.contains("Taken for"), "the export names it: {told}");
    let mut runs: Vec<_> = home.runs().into_iter().map(|(_, minutes, ran, km)| (minutes, ran, km)).collect();
    runs.sort_by(|a, b| a.2.partial_cmp(&b.2).unwrap());
    assert_eq!(runs.len(), 2, "{runs:?}");
    assert_eq!((runs[0].0, runs[0].1), (33.0, Some(8.0)), "the way tells what was run: {runs:?}");
    assert_eq!(runs[1], (33.0, None, Some(4.2)));
}

#[test]
fn bombs_and_damage_keep_only_themselves_out() {
    let mut damaged = gzip(&run(11));
    let half = damaged.len() / 2;
    damaged[half] ^= 0x55;
    let zip = zipped(&[
        ("activities/bomb.gpx", [b"<gpx>".to_vec(), vec![b' '; 300 << 20]].concat()),
        ("activities/bad.gpx.gz", damaged),
        ("activities/good.gpx", run(7)),
    ]);
    let home = Home::with("export.zip", &zip);
    let output = home.runup(&["import", "export.zip"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("activities/bomb.gpx") && told.contains("activities/bad.gpx"), "{told}");
    assert_eq!(home.runs().len(), 1);
    let home = Home::with("cut.zip", &zip[..zip.len() - 30]);
    let output = home.runup(&["import", "cut.zip"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("cut.zip: can't read this archive"),
        "{output:?}"
    );
}

#[test]
fn what_is_not_read_is_refused_by_its_name() {
    for (name, text, what) in [
        ("plan.zwo", "<workout_file></workout_file>", "Zwift"),
        ("old.hrm", "[Params]\nVersion=106\nInterval=5\n", "Polar"),
        ("ride.erg", "[COURSE HEADER]\nVERSION = 2\n", "indoor trainer"),
        ("map.kml", "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document/></kml>", "KML"),
        ("activities.csv", "Activity ID,Activity Date,Filename\n1,x,activities/1.fit\n", "without the files"),
        ("workout.json", "{\"workoutId\":1,\"workoutSegments\":[]}", "Garmin Connect"),
        ("seconds.json", "{\"intervals\":[{\"splitRest\":0}]}", "Seconds"),
        ("openhiit.json", "[{\"workTime\":20,\"restTime\":10,\"colorInt\":1}]", "OpenHIIT"),
    ] {
        let home = Home::with(name, text);
        let output = home.runup(&["import", name]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(told.contains(&format!("{name}: this is ")) && told.contains(what), "{told}");
        assert!(told.contains("hint: "), "{told}");
    }
}

#[test]
fn an_archive_without_a_recording_says_so() {
    let home = Home::with(
        "letter.docx",
        zipped(&[("word/document.xml", b"<w/>".to_vec()), ("map.kml", b"<kml/>".to_vec())]),
    );
    let output = home.runup(&["import", "letter.docx"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        told.contains("no runs or walks found\nPassed over: 1 KML file, 1 XML file. KML is made for maps"),
        "{told}"
    );
}

/// Ctrl-C while an archive is read leaves what was read whole, and the same import again takes the rest.
#[cfg(unix)]
#[test]
fn an_import_shows_how_far_it_is_and_stops_between_two_recordings() {
    use std::io::BufRead as _;

    const ALL: usize = 60;
    let members: Vec<(String, String)> = (0..ALL as i32)
        .map(|i| {
            (format!("activities/{i}.gpx"), gpx(morning(3 + i), "running", &steady(3_600, 2.8, Some(85), 1)))
        })
        .collect();
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in &members {
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(&**name, stored).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let home = Home::with("export.zip", zip.finish().unwrap().into_inner());
    let mut child = Command::new(env!("CARGO_BIN_EXE_runup"))
        .env("RUNUP_HOME", home.0.path())
        .env("TZ", "UTC")
        .current_dir(home.0.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .args(["import", "export.zip"])
        .spawn()
        .unwrap();
    let mut lines = std::io::BufReader::new(child.stderr.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    assert!(first.starts_with("runup: ") && first.contains(" of 60 files read ("), "{first}");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let rest: Vec<String> = lines.map(Result::unwrap).collect();
    assert!(rest.iter().any(|line| line.starts_with("runup: stopped after ")), "{rest:?}");
    assert_eq!(child.wait().unwrap().code(), Some(1));
    let some = home.runs().len();
    assert!((1..ALL).contains(&some), "{some}");
    let again = home.does(&["import", "export.zip"]);
    assert!(
        again.contains(&format!("60 files: {} runs logged, {some} already imported.", ALL - some)),
        "{again}"
    );
    assert_eq!(home.runs().len(), ALL);
}
