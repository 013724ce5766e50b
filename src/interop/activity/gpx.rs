//! GPX: tracks of places and times.
//!
//! Each track is an activity; one that lies still for hours is several. Routes and waypoints are not activities. Heart
//! rate, steps and speed are read from the extensions that watches write, by the names of their elements.

use std::io::Read;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::fold::{Fold, Place, Sample};
use super::xml::{Doctype, End, Tag, Visit, walk};
use super::{Device, Hint, Recorded, Sport, Unreadable, ends_early};
use crate::record::At;

/// A gap as long as this, in seconds, lies between two activities. Convention.
const APART: i64 = 4 * 3600;

/// Reads a GPX file.
pub(super) fn read(file: impl Read, hint: &Hint) -> Result<Recorded, Unreadable> {
    let mut tracks = Tracks { recorded: Recorded::of(hint), ..Tracks::default() };
    let end = walk(file, Doctype::Refused, &mut tracks)?;
    if tracks.in_track {
        tracks.finish();
    }
    let Tracks { mut recorded, seen, points, timed, .. } = tracks;
    if let End::Early(at) = end {
        recorded.notes.push(ends_early(at));
    }
    if recorded.activities.is_empty() && timed == 0 {
        return Err(match (seen, points) {
            (0, _) => Unreadable::no_recording("it has no track, so it isn't a recorded run"),
            (_, 0) => Unreadable::no_recording("its track has no points"),
            _ => Unreadable::no_recording(
                "its points have no times, so Runup can't tell when you ran or for how long",
            ),
        });
    }
    if points > timed {
        let without = points - timed;
        let some = if without == 1 { "1 point has".to_owned() } else { format!("{without} points have") };
        recorded.notes.push(format!("{some} no time and will not count"));
    }
    Ok(recorded)
}

/// The tracks as far as they were read.
#[derive(Default)]
struct Tracks {
    recorded: Recorded,
    seen: u64,
    points: u64,
    timed: u64,
    in_track: bool,
    sport: Sport,
    offset: Option<Offset>,
    fold: Fold,
    point: Option<Sample>,
    time: Option<Timestamp>,
}

impl Tracks {
    fn finish(&mut self) {
        self.in_track = false;
        let mut fold = std::mem::take(&mut self.fold);
        if fold.is_empty() {
            return;
        }
        self.recorded.note_samples(&fold);
        let device = Device { sport: self.sport.clone(), offset: self.offset.take(), ..Device::default() };
        self.recorded.add(device, &fold.totals(&[]));
    }

    fn end_point(&mut self) {
        let Some(sample) = self.point.take() else { return };
        self.points += 1;
        let Some(time) = self.time.take() else { return };
        self.timed += 1;
        if self.fold.is_far(time, APART) {
            self.finish();
            self.in_track = true;
        }
        self.fold.sample(time, &sample);
    }
}

impl Visit for Tracks {
    fn open(&mut self, name: &str, tag: &Tag<'_>) {
        match name {
            "trk" => {
                if self.in_track {
                    self.finish();
                }
                self.seen += 1;
                (self.in_track, self.sport) = (true, Sport::Unsaid);
            }
            "trkseg" => self.fold.pause(),
            "trkpt" if self.in_track => {
                let degrees = |name| tag.attribute(name).and_then(|text| number(&text));
                let place = degrees("lat").zip(degrees("lon")).and_then(|(lat, lon)| Place::new(lat, lon));
                self.point = Some(Sample { place, ..Sample::default() });
                self.time = None;
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, text: &str) {
        match (name, &mut self.point) {
            ("trkpt", _) => self.end_point(),
            ("trk", _) if self.in_track => self.finish(),
            ("time", Some(_)) => {
                if let Some((time, offset)) = time(text) {
                    self.time = Some(time);
                    self.offset = offset.or(self.offset);
                }
            }
            ("hr" | "heartrate" | "HeartRate", Some(point)) => point.heart = number(text),
            ("cad" | "cadence" | "Cadence" | "RunCadence", Some(point)) => {
                point.count = number(text);
            }
            ("speed" | "Speed", Some(point)) => point.speed = number(text),
            ("type", None) if self.in_track => self.sport = Sport::of(text),
            _ => {}
        }
    }
}

/// Reads a number that is one.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// Reads a time, and how far from Greenwich it was written; without any zone it is Greenwich's.
pub(super) fn time(text: &str) -> Option<(Timestamp, Option<Offset>)> {
    let text = text.trim();
    if let Ok(time) = text.parse::<Timestamp>() {
        let zulu = text.ends_with(['Z', 'z']);
        let offset = At::try_from(text.to_owned()).ok().map(|at| at.zone().to_offset(time));
        return Some((time, offset.filter(|offset| !zulu && !offset.is_zero())));
    }
    let civil: DateTime = text.parse().ok()?;
    Offset::UTC.to_timestamp(civil).ok().map(|time| (time, None))
}
