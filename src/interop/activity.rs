//! Recordings of a watch or a phone: FIT, GPX and TCX as runs and walks.
//!
//! Start with [`Format::of`], which recognises a file by its first bytes, and [`read`], which reads it to its end as a
//! stream. Samples are folded into windows of about ten seconds as they come (`fold`) and never stored, so a file of
//! any length takes the same memory. The input is untrusted: any bytes at all end in [`Recorded`] or in an
//! [`Unreadable`]. Matching with what is known already is not done here.

mod fit;
mod fold;
mod gpx;
mod tcx;
#[cfg(test)]
mod tests;
mod xml;

use std::fmt;
use std::io::Read;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::record::Surface;
use fold::Totals;

/// Most bytes of a file that is read.
pub const MAX_BYTES: u64 = 200 * 1024 * 1024;
/// The number of first bytes that identify a file.
pub const HEAD: usize = 16 * 1024;
/// Most activities of one file.
const MOST: usize = 1_000;
/// Shortest that counts: what is shorter is a slip of a thumb. Convention.
const SHORTEST: Duration = Duration::from_secs(60);
/// Longest of anything in the history.
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// From this year on a watch can have been right.
const FIRST_YEAR: i16 = 2000;
/// Farthest, in metres.
const FARTHEST: f64 = 1_000_000.0;
/// The fastest plausible run, in metres a second.
const FASTEST: f64 = 12.0;
/// An activity that averages more, in metres a second, is a run only if the file says so. Convention.
const RIDE: f64 = 5.5;
/// Share of the time that must be running if the file does not name the sport. Convention.
const SOME: f64 = 0.1;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Garmin's binary format, which most watches write: it knows most.
    Fit,
    /// Garmin's older XML.
    Tcx,
    /// Tracks as XML: places and times.
    Gpx,
}

impl Format {
    /// Returns the format of a file by its first bytes; [`HEAD`] bytes are enough.
    pub fn of(head: &[u8]) -> Option<Self> {
        if head.get(8..12) == Some(b".FIT") {
            return Some(Self::Fit);
        }
        let head = &head[..head.len().min(HEAD)];
        let begins = head.iter().find(|byte| !byte.is_ascii_whitespace() && byte.is_ascii());
        if begins != Some(&b'<') {
            return None;
        }
        let holds = |word: &[u8]| head.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
        if holds(b"<TrainingCenterDatabase") {
            Some(Self::Tcx)
        } else if holds(b"<gpx") || holds(b":gpx") {
            Some(Self::Gpx)
        } else {
            None
        }
    }

    /// Returns its kind, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Fit => "FIT",
            Self::Tcx => "TCX",
            Self::Gpx => "GPX",
        }
    }
}

/// A run or a walk.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// When it began.
    pub started: Timestamp,
    /// When it ended, pauses included.
    pub ended: Timestamp,
    /// How far from Greenwich the watch was, if the file knows it.
    pub offset: Option<Offset>,
    /// It was a walk.
    pub walk: bool,
    /// Its pace says whether it was a walk: the file does not.
    pub guessed: bool,
    /// The time it took, pauses taken away.
    pub moving: Duration,
    /// The time of running in it; `None` if nothing tells.
    pub running: Option<Duration>,
    /// How far, in kilometres.
    pub distance_km: Option<f64>,
    /// Steps a minute on average.
    pub cadence: Option<u16>,
    /// Beats a minute on average.
    pub heart_rate: Option<u16>,
    /// What it was on, if the file says it.
    pub surface: Option<Surface>,
}

/// Something in a file that is not taken over, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// When it began, if that is known.
    pub started: Option<Timestamp>,
    /// The reason.
    pub why: String,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Recorded {
    /// Its runs and walks, in the order of the file.
    pub activities: Vec<Activity>,
    /// What else was in it.
    pub left: Vec<Left>,
    /// What else should be known about the file.
    pub notes: Vec<String>,
}

/// Why nothing of a file is imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Reading failed.
    #[error("can't read this: {0}")]
    Io(String),
    /// It is not what it begins as.
    #[error("{what}\nhint: {hint}")]
    Broken {
        /// What is wrong, and where.
        what: String,
        /// The remedy.
        hint: &'static str,
    },
}

impl Unreadable {
    fn broken(what: impl Into<String>, hint: &'static str) -> Self {
        Self::Broken { what: what.into(), hint }
    }
}

/// What to do about a file that was damaged.
const COPY_AGAIN: &str =
    "copy the file from the watch once more, or write the run down: runup log run 28m --date DAY";
/// What to do about an implausible file.
const NO_ACTIVITY: &str = "export it again from where it comes from; it is not how an activity looks";
/// What to do if something is missing.
const BY_HAND: &str = "export it with its times, or write the run down: runup log run 28m --date DAY";

/// Reads a file to its end.
pub fn read(format: Format, file: impl Read) -> Result<Recorded, Unreadable> {
    match format {
        Format::Fit => fit::read(file),
        Format::Tcx => tcx::read(file),
        Format::Gpx => gpx::read(file),
    }
}

/// What an activity is, as the file names it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Sport {
    Run,
    Walk,
    /// Something else, in words.
    Other(String),
    /// The file does not say.
    #[default]
    Unsaid,
}

impl Sport {
    /// Reads a sport as XML names it, or as the number that one service writes.
    fn of(text: &str) -> Self {
        let word: String = text
            .trim()
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(40)
            .collect::<String>()
            .to_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
        match word.as_str() {
            "" | "other" | "generic" | "track" | "activity" | "workout" => Self::Unsaid,
            "9" => Self::Run,
            "10" | "4" => Self::Walk,
            _ if has(&["walk", "hik"]) => Self::Walk,
            _ if has(&["run", "jog", "treadmill"]) => Self::Run,
            _ if has(&["bik", "cycl", "ride"]) => Self::Other("a ride".into()),
            _ if has(&["swim"]) => Self::Other("a swim".into()),
            "1" => Self::Other("a ride".into()),
            other if other.chars().all(|c| c.is_ascii_digit()) => Self::Unsaid,
            other => Self::Other(format!("`{other}`")),
        }
    }
}

/// What the device itself says of an activity.
#[derive(Debug, Clone, Default)]
struct Device {
    sport: Sport,
    started: Option<Timestamp>,
    ended: Option<Timestamp>,
    offset: Option<Offset>,
    /// The time that its clock ran, pauses taken away.
    timer: Option<Duration>,
    metres: Option<f64>,
    heart: Option<f64>,
    cadence: Option<f64>,
    surface: Option<Surface>,
}

impl Recorded {
    /// Puts what the device says and what its samples come to together; anything but a run or walk is left out.
    fn add(&mut self, device: Device, totals: &Totals) {
        let started = device.started.or(totals.first);
        if self.activities.len() + self.left.len() >= MOST {
            let note = format!("there are more than {MOST} activities in it; the rest is left");
            if self.notes.last() != Some(&note) {
                self.notes.push(note);
            }
            return;
        }
        match whole(device, totals) {
            Ok(activity) => self.activities.push(activity),
            Err(why) => self.left.push(Left { started, why }),
        }
    }
}

/// Makes an activity, or says why it is not one.
fn whole(device: Device, totals: &Totals) -> Result<Activity, String> {
    let Device { sport, started, ended, offset, timer, metres, heart, cadence, surface } = device;
    if let Sport::Other(what) = sport {
        return Err(format!("{what}; only runs and walks are imported"));
    }
    let Some(started) = started.or(totals.first) else { return Err("nothing says when it was".into()) };
    let year = Offset::UTC.to_datetime(started).year();
    if year < FIRST_YEAR {
        return Err(format!("its clock stood at the year {year}, so nobody knows when it was"));
    }
    let moving = timer.unwrap_or(totals.moving);
    if moving < SHORTEST {
        return Err("shorter than a minute".into());
    }
    if moving > LONGEST {
        return Err("longer than a day, so it cannot be a run".into());
    }
    let ended = ended.or(totals.last).unwrap_or(started);
    let ended = ended.max(later(started, moving));
    // A watch that was left on for days was not moved for days.
    let ended =
        if ended.duration_since(started).unsigned_abs() > LONGEST { later(started, moving) } else { ended };
    let sane = |metres: &f64| {
        metres.is_finite()
            && *metres > 0.0
            && *metres <= FARTHEST
            && *metres <= FASTEST * moving.as_secs_f64()
    };
    let metres = metres.filter(sane).or(totals.metres.filter(sane));
    let guessed = sport == Sport::Unsaid;
    let speed = metres.map(|metres| metres / totals.moving.max(SHORTEST).min(moving).as_secs_f64());
    let too_fast = totals.metres.is_some_and(|metres| metres > FASTEST * moving.as_secs_f64());
    if guessed && (too_fast || speed.is_some_and(|speed| speed > RIDE)) {
        let kmh = totals.metres.or(metres).unwrap_or_default() / moving.as_secs_f64() * 3.6;
        return Err(format!(
            "{kmh:.0} km/h on the whole, which is taken for a ride: nothing in it says that it is a run"
        ));
    }
    let running = totals.running.map(|running| running.min(moving));
    let ran = running.unwrap_or_default();
    let walk = match sport {
        Sport::Walk => true,
        Sport::Unsaid => ran < SHORTEST || ran.as_secs_f64() < SOME * moving.as_secs_f64(),
        Sport::Run | Sport::Other(_) => false,
    };
    let running = match (walk, running) {
        (true, _) => Some(Duration::ZERO),
        // It is called a run but does not look like one: a limit cannot say how slow a run may be.
        (false, Some(running)) if running < SHORTEST / 2 => None,
        (false, running) => running,
    };
    let rate = |value: Option<f64>, least: f64, most: f64| {
        value.filter(|value| (least..=most).contains(value)).map(|value| value.round() as u16)
    };
    Ok(Activity {
        started,
        ended,
        offset,
        walk,
        guessed,
        moving,
        running,
        distance_km: metres.map(|metres| metres.round() / 1_000.0),
        cadence: rate(cadence, 20.0, 300.0).or(rate(totals.cadence, 20.0, 300.0)),
        heart_rate: rate(heart, 20.0, 250.0).or(rate(totals.heart, 20.0, 250.0)),
        surface,
    })
}

/// Returns a moment so much later, as far as there is one.
fn later(moment: Timestamp, length: Duration) -> Timestamp {
    moment.checked_add(length).unwrap_or(moment)
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// Says that a file ends before its end; what is whole in it is taken all the same.
fn ends_early(at: u64) -> String {
    format!("the file ends early, at byte {at}; what is in it up to there is taken")
}
