//! Apple Health's `export.xml`: its workouts, however large the file around them is.
//!
//! Each pulse and each step of years is in it, in elements that are passed over as they come. A workout says what it was,
//! how long it took and how far it went; the way itself is in a GPX file of its own, if there was one, named by
//! [`Workout::route`]. The file begins with a document type, which is not read: no entity is ever expanded.

use std::io::Read;
use std::time::Duration;

use jiff::fmt::strtime;
use jiff::tz::Offset;
use jiff::{Timestamp, Zoned};

use super::fold::Totals;
use super::gpx::number;
use super::xml::{Doctype, End, Tag, Visit, walk};
use super::{Device, Hint, Recorded, Sport, Unreadable, ends_early};
use crate::record::Surface;

/// Most workouts of a file.
const MOST: usize = 100_000;
/// What the names of sports begin with.
const PREFIX: &str = "HKWorkoutActivityType";

/// A workout of the export.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Workout {
    /// What it is called, as in `Running`.
    pub named: String,
    /// The GPX file of its way, by its place in the export.
    pub route: Option<String>,
    started: Option<Timestamp>,
    ended: Option<Timestamp>,
    offset: Option<Offset>,
    timer: Option<Duration>,
    metres: Option<f64>,
    heart: Option<f64>,
    indoors: bool,
}

/// The workouts of an export.
#[derive(Debug, Default)]
pub struct Export {
    /// In the order of the file.
    pub workouts: Vec<Workout>,
    /// What else should be known.
    pub notes: Vec<String>,
}

/// Tells whether a file is such an export, by its first bytes.
pub fn is_export(head: &[u8]) -> bool {
    let holds = |word: &[u8]| head.windows(word.len()).any(|part| part == word);
    head.trim_ascii_start().starts_with(b"<") && (holds(b"<!DOCTYPE HealthData") || holds(b"<HealthData"))
}

/// Reads an export to its end.
pub fn read(file: impl Read) -> Result<Export, Unreadable> {
    let mut reading = Reading::default();
    let end = walk(file, Doctype::PassedOver, &mut reading)?;
    let mut export = reading.export;
    if let End::Early(at) = end {
        export.notes.push(ends_early(at));
    }
    Ok(export)
}

impl Workout {
    /// Returns what the file of its way does not know.
    pub fn hint(&self, hint: &Hint) -> Hint {
        Hint {
            named: Some(self.named.clone()),
            timer: self.timer,
            metres: self.metres,
            heart: self.heart,
            offset: self.offset,
            ..hint.clone()
        }
    }

    /// Returns the workout as an activity, for want of a way.
    pub fn recorded(&self, hint: &Hint) -> Recorded {
        let sport = Sport::of(&self.named);
        let treadmill = self.indoors && sport == Sport::Run;
        let device = Device {
            sport,
            started: self.started,
            ended: self.ended,
            offset: self.offset,
            timer: self.timer,
            metres: self.metres,
            heart: self.heart,
            surface: treadmill.then_some(Surface::Treadmill),
            ..Device::default()
        };
        let mut recorded = Recorded::of(hint);
        recorded.add(device, &Totals::default());
        recorded
    }
}

#[derive(Default)]
struct Reading {
    export: Export,
    workout: Option<Workout>,
}

impl Visit for Reading {
    fn open(&mut self, name: &str, tag: &Tag<'_>) {
        match (name, &mut self.workout) {
            ("Workout", _) if self.export.workouts.len() < MOST => self.workout = Some(workout(tag)),
            ("WorkoutStatistics", Some(workout)) => statistics(workout, tag),
            ("FileReference", Some(workout)) => {
                workout.route =
                    tag.attribute("path").filter(|path| path.to_ascii_lowercase().ends_with(".gpx"));
            }
            ("MetadataEntry", Some(workout))
                if tag.attribute("key").as_deref() == Some("HKIndoorWorkout") =>
            {
                workout.indoors = tag.attribute("value").as_deref() == Some("1");
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, _text: &str) {
        if name == "Workout" {
            self.export.workouts.extend(self.workout.take());
        }
    }
}

fn workout(tag: &Tag<'_>) -> Workout {
    let value = |name| tag.attribute(name).and_then(|text| number(&text));
    let unit = |name| tag.attribute(name).unwrap_or_default();
    let start = tag.attribute("startDate").and_then(|text| moment(&text));
    let named = tag.attribute("workoutActivityType").unwrap_or_default();
    let seconds = value("duration").map(|length| match &*unit("durationUnit") {
        "s" | "sec" => length,
        "hr" | "h" => length * 3_600.0,
        _ => length * 60.0,
    });
    Workout {
        named: named.strip_prefix(PREFIX).unwrap_or(&named).to_owned(),
        started: start.as_ref().map(Zoned::timestamp),
        ended: tag.attribute("endDate").and_then(|text| moment(&text)).map(|end| end.timestamp()),
        offset: start.map(|start| start.offset()),
        timer: seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
        metres: value("totalDistance").map(|length| metres(length, &unit("totalDistanceUnit"))),
        ..Workout::default()
    }
}

fn statistics(workout: &mut Workout, tag: &Tag<'_>) {
    let value = |name| tag.attribute(name).and_then(|text| number(&text));
    match tag.attribute("type").as_deref() {
        Some("HKQuantityTypeIdentifierDistanceWalkingRunning") => {
            let unit = tag.attribute("unit").unwrap_or_default();
            workout.metres = value("sum").map(|length| metres(length, &unit)).or(workout.metres);
        }
        Some("HKQuantityTypeIdentifierHeartRate") => workout.heart = value("average").or(workout.heart),
        _ => {}
    }
}

fn metres(length: f64, unit: &str) -> f64 {
    match unit {
        "m" => length,
        "mi" => length * 1_609.344,
        _ => length * 1_000.0,
    }
}

/// Reads `2026-11-25 07:00:00 +0100`.
fn moment(text: &str) -> Option<Zoned> {
    strtime::parse("%Y-%m-%d %H:%M:%S %z", text).ok()?.to_zoned().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [ <!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)> <!ENTITY a "b"> ]>
<HealthData locale="de_DE">
 <Record type="HKQuantityTypeIdentifierStepCount" unit="count" startDate="2026-11-25 07:00:00 +0100" value="120"/>
 <Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="30.5" durationUnit="min" startDate="2026-11-25 07:00:00 +0100" endDate="2026-11-25 07:33:00 +0100">
  <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="142.4" unit="count/min"/>
  <WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="5.1" unit="km"/>
  <WorkoutRoute><FileReference path="/workout-routes/route_2026-11-25_7.00am.gpx"/></WorkoutRoute>
 </Workout>
 <Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="0.5" durationUnit="hr" totalDistance="1.5" totalDistanceUnit="mi" startDate="2026-11-26 07:00:00 -0500" endDate="2026-11-26 07:30:00 -0500"/>
 <Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="25" durationUnit="min" totalDistance="0" startDate="2026-11-27 07:00:00 +0100" endDate="2026-11-27 07:25:00 +0100"><MetadataEntry key="HKIndoorWorkout" value="1"/></Workout>
 <Workout workoutActivityType="HKWorkoutActivityTypeYoga" duration="25" durationUnit="min" startDate="2026-11-28 07:00:00 +0100" endDate="2026-11-28 07:25:00 +0100"/>
</HealthData>"#;

    #[test]
    fn workouts_are_read_with_and_without_a_way() {
        assert!(
            is_export(EXPORT.as_bytes()) && !is_export(b"HealthData <HealthData") && !is_export(b"<gpx>")
        );
        let export = read(EXPORT.as_bytes()).unwrap();
        let [run, walk, indoors, yoga] = &export.workouts[..] else { panic!("{export:?}") };
        assert_eq!(run.route.as_deref(), Some("/workout-routes/route_2026-11-25_7.00am.gpx"));
        assert_eq!(
            (run.metres, run.heart, run.timer),
            (Some(5_100.0), Some(142.4), Some(Duration::from_secs(1_830)))
        );
        let of = |workout: &Workout| workout.recorded(&Hint::default()).activities.remove(0);
        let walk = of(walk);
        assert_eq!((walk.walk, walk.distance_km, walk.moving.as_secs()), (true, Some(2.414), 1_800));
        assert_eq!(walk.started, "2026-11-26T12:00:00Z".parse().unwrap());
        let indoors = of(indoors);
        assert_eq!(
            (indoors.running, indoors.surface, indoors.distance_km),
            (None, Some(Surface::Treadmill), None)
        );
        let left = yoga.recorded(&Hint::default()).left.remove(0);
        assert_eq!(left.sport.as_deref(), Some("training other than running"));
    }

    #[test]
    fn an_export_that_ends_early_is_told() {
        let cut = EXPORT.find("<Workout workoutActivityType=\"HKWorkoutActivityTypeYoga").unwrap();
        let export = read(&EXPORT.as_bytes()[..cut + 20]).unwrap();
        assert!(export.workouts.len() == 3 && export.notes[0].contains("ends early"), "{export:?}");
    }
}
