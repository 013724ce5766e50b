//! TCX: activities of laps, tracks and points.
//!
//! The laps say how long the watch's clock ran and how far it went; the points tell what of it was running. Between two
//! tracks of one lap the clock was stopped.

use std::io::Read;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::Offset;

use super::fold::{Fold, Lap, Place, Sample};
use super::gpx::{number, time};
use super::xml::{Doctype, End, Tag, Visit, walk};
use super::{Device, Hint, Recorded, Sport, Unreadable, ends_early, later};

/// Most laps whose kind is remembered.
const MOST_LAPS: usize = 10_000;
/// Seconds that the laps may be longer than the time between the first point and the last.
const SLACK: f64 = 60.0;

/// Reads a TCX file.
pub(super) fn read(file: impl Read, hint: &Hint) -> Result<Recorded, Unreadable> {
    let mut activities = Activities { recorded: Recorded::of(hint), ..Activities::default() };
    let end = walk(file, Doctype::Refused, &mut activities)?;
    if activities.inside {
        activities.finish();
    }
    let Activities { mut recorded, seen, .. } = activities;
    if let End::Early(at) = end {
        recorded.notes.push(ends_early(at));
    }
    if seen == 0 {
        let what = "it has no activity; a course or a planned workout isn't a recorded run";
        return Err(Unreadable::no_recording(what));
    }
    Ok(recorded)
}

/// The activities as far as they were read.
#[derive(Default)]
struct Activities {
    recorded: Recorded,
    seen: u64,
    inside: bool,
    sport: Sport,
    started: Option<Timestamp>,
    offset: Option<Offset>,
    fold: Fold,
    laps: Vec<Lap>,
    lap: Option<OneLap>,
    seconds: f64,
    metres: f64,
    point: Option<Sample>,
    lat: Option<f64>,
    time: Option<Timestamp>,
    /// The value that comes is a heart rate of the point.
    heart: bool,
}

/// A lap that is being read.
#[derive(Default)]
struct OneLap {
    from: Option<Timestamp>,
    seconds: Option<f64>,
    metres: Option<f64>,
    resting: bool,
    tracks: u32,
}

impl Activities {
    fn end_lap(&mut self) {
        let Some(lap) = self.lap.take() else { return };
        let seconds = lap.seconds.filter(|seconds| (0.0..1e6).contains(seconds)).unwrap_or_default();
        self.seconds += seconds;
        self.metres += lap.metres.filter(|metres| (0.0..1e7).contains(metres)).unwrap_or_default();
        if let Some(from) = lap.from.filter(|_| self.laps.len() < MOST_LAPS) {
            let to = later(from, Duration::from_secs_f64(seconds));
            self.laps.push(Lap { from, to, resting: lap.resting });
        }
    }

    fn finish(&mut self) {
        self.end_lap();
        self.inside = false;
        let mut fold = std::mem::take(&mut self.fold);
        self.recorded.note_samples(&fold);
        let laps = std::mem::take(&mut self.laps);
        let totals = fold.totals(&laps);
        let (seconds, metres) = (std::mem::take(&mut self.seconds), std::mem::take(&mut self.metres));
        // Laps longer than the points reach cannot serve as a clock; without points they are all there is.
        let span =
            totals.first.zip(totals.last).map(|(first, last)| last.duration_since(first).as_secs_f64());
        let timer = (seconds > 0.0 && span.is_none_or(|span| seconds <= span + SLACK)).then_some(seconds);
        let started = self.started.take().or_else(|| laps.first().map(|lap| lap.from)).or(totals.first);
        self.recorded.add(
            Device {
                sport: std::mem::take(&mut self.sport),
                started,
                offset: self.offset.take(),
                timer: timer.map(Duration::from_secs_f64),
                metres: (metres > 0.0).then_some(metres),
                ..Device::default()
            },
            &totals,
        );
    }

    fn end_point(&mut self) {
        let (Some(sample), Some(time)) = (self.point.take(), self.time.take()) else { return };
        self.fold.sample(time, &sample);
    }

    fn time_of(&mut self, text: &str) -> Option<Timestamp> {
        let (time, offset) = time(text)?;
        self.offset = offset.or(self.offset);
        Some(time)
    }
}

impl Visit for Activities {
    fn open(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "Activity" => {
                if self.inside {
                    self.finish();
                }
                self.seen += 1;
                self.inside = true;
                self.sport = tag.attribute("Sport").map(|sport| Sport::of(&sport)).unwrap_or_default();
            }
            "Lap" if self.inside => {
                self.end_lap();
                let from = tag.attribute("StartTime").and_then(|text| self.time_of(&text));
                self.started = self.started.or(from);
                self.lap = Some(OneLap { from, ..OneLap::default() });
            }
            "Track" => {
                if let Some(lap) = &mut self.lap {
                    lap.tracks += 1;
                    if lap.tracks > 1 {
                        self.fold.pause();
                    }
                }
            }
            "Trackpoint" if self.lap.is_some() => {
                (self.point, self.time, self.lat) = (Some(Sample::default()), None, None);
            }
            "HeartRateBpm" => self.heart = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str, text: &str) {
        if let Some(point) = &mut self.point {
            match name {
                "Trackpoint" => self.end_point(),
                "Time" => self.time = self.time_of(text),
                "LatitudeDegrees" => self.lat = number(text),
                "LongitudeDegrees" => {
                    point.place = self.lat.zip(number(text)).and_then(|(lat, lon)| Place::new(lat, lon));
                }
                "DistanceMeters" => point.along = number(text),
                "Value" if self.heart => point.heart = number(text),
                "HeartRateBpm" => self.heart = false,
                "Cadence" | "RunCadence" => point.count = number(text),
                "Speed" => point.speed = number(text),
                _ => {}
            }
            return;
        }
        match (name, &mut self.lap) {
            ("TotalTimeSeconds", Some(lap)) => lap.seconds = number(text),
            ("DistanceMeters", Some(lap)) => lap.metres = number(text),
            ("Intensity", Some(lap)) => lap.resting = text.eq_ignore_ascii_case("Resting"),
            ("Lap", _) => self.end_lap(),
            ("Activity", _) if self.inside => self.finish(),
            _ => {}
        }
    }
}
