//! FIT: the meaning of a watch's messages.
//!
//! Records are samples, sessions say what the watch made of them; a file of several sessions holds several activities.
//! A file without one, as a watch leaves it whose battery died, is made out of its records. Fields are named by their
//! numbers in Garmin's profile, since that is what the file has.

mod messages;

use std::io::Read;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::Offset;

use self::messages::{Broken, Message, Messages, Next};
use super::fold::{Fold, Lap, Place, Sample};
use super::{COPY_AGAIN, Device, Hint, Recorded, Sport, Unreadable, ends_early};
use crate::record::Surface;

/// The instant from which FIT counts its seconds: the end of 1989.
const EPOCH: i64 = 631_065_600;
/// Times below this are seconds since the watch was switched on.
const LEAST_TIME: u32 = 0x1000_0000;
/// Most sessions and laps of a file.
const MOST_SESSIONS: usize = 200;
const MOST_LAPS: usize = 10_000;
/// Degrees of the unit in which FIT writes them.
const SEMICIRCLE: f64 = 180.0 / 2_147_483_648.0;
/// Furthest from Greenwich, in seconds, and what offsets are whole numbers of.
const FURTHEST: i64 = 14 * 3600;
const QUARTER: i64 = 900;

/// Reads a FIT file, and those that are chained to it.
pub(super) fn read(file: impl Read, hint: &Hint) -> Result<Recorded, Unreadable> {
    let mut messages = Messages::new(file);
    let mut recorded = Recorded::of(hint);
    let mut one = One::default();
    let mut kinds = Vec::new();
    loop {
        match messages.next() {
            Ok(Next::Message) => one.take(&messages.message),
            Ok(Next::FileEnd) => {
                kinds.extend(std::mem::take(&mut one).finish(&mut recorded));
            }
            Ok(Next::End) => break,
            // After a file without a length, the bytes that follow are not a message.
            Err(Broken::Early | Broken::Undefined) if messages.open_end => {
                recorded.notes.push(ends_early(messages.position));
                kinds.extend(one.finish(&mut recorded));
                break;
            }
            Err(Broken::Early) if messages.position > 14 => {
                recorded.notes.push(ends_early(messages.position));
                kinds.extend(one.finish(&mut recorded));
                break;
            }
            Err(broken) => return stopped(broken, messages.position, recorded),
        }
    }
    match kinds.first() {
        Some(kind) if recorded.is_empty() => {
            Err(Unreadable::no_recording(format!("this FIT file is {kind}, not a recorded run")))
        }
        _ => Ok(recorded),
    }
}

/// Says why the reading stopped; bytes after a whole file that are not a file are only reported.
fn stopped(broken: Broken, at: u64, mut recorded: Recorded) -> Result<Recorded, Unreadable> {
    let what = match broken {
        Broken::Io(error) => return Err(Unreadable::Io(error.to_string())),
        Broken::Header if !recorded.activities.is_empty() => {
            recorded.notes.push(format!("the data from byte {at} isn't FIT and was skipped"));
            return Ok(recorded);
        }
        Broken::Header => format!("the FIT header is missing at byte {at}"),
        Broken::Early => format!("it ends at byte {at} and has no data"),
        Broken::Checksum => {
            format!("the checksum at byte {at} is wrong: the file was changed or damaged")
        }
        Broken::Undefined => format!("the message at byte {at} is not defined"),
    };
    Err(Unreadable::broken(what, COPY_AGAIN))
}

/// One file of the chain.
#[derive(Default)]
struct One {
    /// What kind of file it says that it is.
    kind: Option<i64>,
    fold: Fold,
    laps: Vec<Lap>,
    sessions: Vec<Session>,
    sport: Option<i64>,
    sub_sport: Option<i64>,
    offset: Option<Offset>,
}

/// What the watch made of an activity.
struct Session {
    sport: Option<i64>,
    sub_sport: Option<i64>,
    from: Option<Timestamp>,
    elapsed: Option<Duration>,
    timer: Option<Duration>,
    metres: Option<f64>,
    heart: Option<f64>,
    cadence: Option<f64>,
}

impl One {
    fn take(&mut self, message: &Message) {
        match message.number {
            0 => self.kind = message.get(0).or(self.kind),
            12 => (self.sport, self.sub_sport) = (message.get(0), message.get(1)),
            18 if self.sessions.len() < MOST_SESSIONS => self.sessions.push(Session::of(message)),
            19 if self.laps.len() < MOST_LAPS => self.laps.extend(lap(message)),
            20 => self.record(message),
            // The clock of the watch stopped; it continues with the next record.
            21 if message.get(0) == Some(0) && matches!(message.get(1), Some(1 | 4 | 8 | 9)) => {
                self.fold.pause();
            }
            34 => self.offset = offset(message).or(self.offset),
            _ => {}
        }
    }

    fn record(&mut self, message: &Message) {
        let Some(time) = message.time.and_then(moment) else { return };
        let degrees = |field| message.get(field).map(|value| value as f64 * SEMICIRCLE);
        let scaled = |field, scale: f64| message.get(field).map(|value| value as f64 / scale);
        let steps = message.get(4).map(|steps| steps as f64 + scaled(53, 128.0).unwrap_or_default());
        let sample = Sample {
            place: degrees(0).zip(degrees(1)).and_then(|(lat, lon)| Place::new(lat, lon)),
            along: scaled(5, 100.0),
            speed: scaled(73, 1_000.0).or_else(|| scaled(6, 1_000.0)),
            count: steps,
            heart: scaled(3, 1.0),
        };
        self.fold.sample(time, &sample);
    }

    /// Puts what was in the file among what was recorded; returns the kind of a file that holds no activity.
    fn finish(mut self, recorded: &mut Recorded) -> Option<&'static str> {
        if let Some(kind) = self.kind.and_then(other_kind) {
            return Some(kind);
        }
        recorded.note_samples(&self.fold);
        self.sessions.sort_by_key(|session| session.from);
        let sessions = std::mem::take(&mut self.sessions);
        let offset = self.offset;
        match &sessions[..] {
            [] if self.fold.is_empty() => return Some("without any records"),
            [] => {
                let device = Device {
                    sport: Sport::of_fit(self.sport, self.sub_sport),
                    surface: surface(self.sub_sport),
                    offset,
                    ..Device::default()
                };
                recorded.add(device, &self.fold.totals(&self.laps));
            }
            [only] => recorded.add(only.device(offset), &self.fold.totals(&self.laps)),
            several => {
                for (i, session) in several.iter().enumerate() {
                    let from = session.from.unwrap_or(Timestamp::MIN);
                    let to = several.get(i + 1).and_then(|next| next.from).unwrap_or(Timestamp::MAX);
                    recorded.add(session.device(offset), &self.fold.between(from, to, &self.laps));
                }
            }
        }
        None
    }
}

impl Session {
    fn of(message: &Message) -> Self {
        let seconds = |field| {
            let millis = message.get(field).and_then(|value| u64::try_from(value).ok())?;
            Some(Duration::from_millis(millis))
        };
        let scaled = |field, scale: f64| message.get(field).map(|value| value as f64 / scale);
        let part = scaled(92, 128.0).unwrap_or_default();
        Self {
            sport: message.get(5),
            sub_sport: message.get(6),
            from: message.get(2).and_then(|time| u32::try_from(time).ok()).and_then(moment),
            elapsed: seconds(7),
            timer: seconds(8),
            metres: scaled(9, 100.0),
            heart: scaled(16, 1.0),
            cadence: message.get(18).map(|cadence| cadence as f64 + part),
        }
    }

    fn device(&self, offset: Option<Offset>) -> Device {
        // A timer that ran longer than the activity lasted is ignored.
        let timer = self.timer.filter(|timer| {
            !timer.is_zero() && self.elapsed.is_none_or(|elapsed| *timer <= elapsed + Duration::from_secs(60))
        });
        Device {
            sport: Sport::of_fit(self.sport, self.sub_sport),
            started: self.from,
            ended: self.from.zip(self.elapsed).map(|(from, elapsed)| super::later(from, elapsed)),
            offset,
            timer,
            metres: self.metres,
            heart: self.heart,
            cadence: self.cadence,
            surface: surface(self.sub_sport),
        }
    }
}

/// Reads a lap: when it was, and whether it was for rest.
fn lap(message: &Message) -> Option<Lap> {
    let time = |field| message.get(field).and_then(|time| u32::try_from(time).ok()).and_then(moment);
    let (from, to) = (time(2)?, message.time.and_then(moment)?);
    // Rest, warm-up, cool-down and recovery; a warm-up that is run has steps that tell it.
    Some(Lap { from, to, resting: matches!(message.get(23), Some(1..=4)) })
}

/// Returns how far from Greenwich the watch was: it writes the same moment in both times.
fn offset(message: &Message) -> Option<Offset> {
    let local = message.get(5).filter(|local| *local >= i64::from(LEAST_TIME))?;
    let east = local - i64::from(message.time?);
    let rounded = (east + QUARTER / 2).div_euclid(QUARTER) * QUARTER;
    (rounded.abs() <= FURTHEST).then(|| Offset::from_seconds(rounded as i32).ok())?
}

fn moment(seconds: u32) -> Option<Timestamp> {
    (seconds >= LEAST_TIME).then(|| Timestamp::from_second(EPOCH + i64::from(seconds)).ok())?
}

fn surface(sub_sport: Option<i64>) -> Option<Surface> {
    match sub_sport? {
        1 | 45 => Some(Surface::Treadmill),
        2 => Some(Surface::Road),
        3 => Some(Surface::Trail),
        4 => Some(Surface::Track),
        _ => None,
    }
}

/// Names the kinds of file that hold no activity.
const fn other_kind(kind: i64) -> Option<&'static str> {
    match kind {
        4 => None,
        1 => Some("a description of the watch"),
        2 | 3 => Some("settings"),
        5 => Some("a planned workout"),
        6 => Some("a course"),
        7 => Some("a schedule"),
        9 => Some("a weight"),
        15 | 32 | 28 => Some("a day's step count"),
        _ => Some("another kind of file"),
    }
}
