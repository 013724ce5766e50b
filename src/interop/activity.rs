//! Recordings of a watch or a phone: FIT, GPX and TCX as runs and walks.
//!
//! Start with [`Format::of`], which recognises a file by its first bytes, and [`read`], which reads it to its end as a
//! stream. Its samples are kept in few bytes each, up to those of two days, and judged together at its end (`fold`), so a file
//! of any length takes at most the same memory. The input is untrusted: any bytes at all end in [`Recorded`] or in an
//! [`Unreadable`]. Matching with what is known already is not done here.

pub mod apple;
mod fit;
mod fold;
mod gpx;
mod sport;
pub mod strava;
mod tcx;
#[cfg(test)]
mod tests;
mod xml;

use std::fmt;
use std::io::Read;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::Offset;

pub use crate::plan::arrival::Guess;
use crate::record::Surface;
use crate::word::words;
use fold::{Fold, Totals};
use sport::Sport;

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
    /// Whether it was a walk is told by the way it moved: the file does not say it.
    pub guessed: Option<Guess>,
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

words! {
    /// What the runner wants an activity to be.
    pub Kind("kind of activity") {
        /// A run
        Run = "run",
        /// A walk
        Walk = "walk",
    }
}

/// What is known of a file from elsewhere.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hint {
    /// What it is taken for, whatever it says.
    pub kind: Option<Kind>,
    /// What the export that it comes in calls it.
    pub named: Option<String>,
    /// How long it took without pauses, as the export says.
    pub timer: Option<Duration>,
    /// How far it went, in metres.
    pub metres: Option<f64>,
    /// Beats a minute.
    pub heart: Option<f64>,
    /// How far from Greenwich it was.
    pub offset: Option<Offset>,
}

impl Hint {
    /// Returns the sport of an activity that its file calls so.
    fn sport(&self, own: Sport) -> Sport {
        match (self.kind, &self.named) {
            (Some(Kind::Run), _) => Sport::Run,
            (Some(Kind::Walk), _) => Sport::Walk,
            (None, Some(named)) => match Sport::of(named) {
                // The file may know better than an empty word.
                Sport::Unsaid | Sport::Unclear(_) | Sport::Unknown(_) => own,
                named => named,
            },
            (None, None) => own,
        }
    }
}

/// Something in a file that is not taken over, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// When it began, if that is known.
    pub started: Option<Timestamp>,
    /// It is of another sport: which.
    pub sport: Option<String>,
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
    /// What is known of it from elsewhere.
    hint: Hint,
}

/// Why nothing of a file is imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Reading failed.
    #[error("can't read this: {0}")]
    Io(String),
    /// It is whole, and holds no recording: settings, a route, a plan.
    #[error("{what}\nhint: {hint}")]
    NoRecording {
        /// What it is.
        what: String,
        /// The remedy.
        hint: &'static str,
    },
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

    fn no_recording(what: impl Into<String>) -> Self {
        Self::NoRecording { what: what.into(), hint: BY_HAND }
    }
}

/// Said of a file whose samples are not in the order of time.
const SORTED: &str = "its points are out of order, so they were sorted by time";
/// What to do about a file that was damaged.
const COPY_AGAIN: &str =
    "copy the file from the watch once more, or write the run down: runup log run 28m --date DAY";
/// What to do about an implausible file.
const NO_ACTIVITY: &str = "export it again from where it comes from; it is not how an activity looks";
/// What to do if something is missing.
const BY_HAND: &str = "export it with its times, or write the run down: runup log run 28m --date DAY";

/// Reads a file to its end.
pub fn read(format: Format, file: impl Read, hint: &Hint) -> Result<Recorded, Unreadable> {
    match format {
        Format::Fit => fit::read(file, hint),
        Format::Tcx => tcx::read(file, hint),
        Format::Gpx => gpx::read(file, hint),
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
    fn of(hint: &Hint) -> Self {
        Self { hint: hint.clone(), ..Self::default() }
    }

    fn is_empty(&self) -> bool {
        self.activities.is_empty() && self.left.is_empty() && self.notes.is_empty()
    }

    /// Says once what is odd about the samples of a file: their order, or that they are too many.
    fn note_samples(&mut self, fold: &Fold) {
        let many = format!("an activity has more than {} points; the rest was left", fold::MOST);
        for (is_odd, note) in [(fold.was_shuffled(), SORTED), (fold.was_full(), &many)] {
            if is_odd && !self.notes.iter().any(|known| known == note) {
                self.notes.push(note.to_owned());
            }
        }
    }

    /// Puts what the device says and what its samples come to together; anything but a run or walk is left out.
    fn add(&mut self, device: Device, totals: &Totals) {
        let hint = &self.hint;
        let device = Device {
            sport: hint.sport(device.sport),
            offset: device.offset.or(hint.offset),
            timer: device.timer.or(hint.timer),
            metres: device.metres.or(hint.metres),
            heart: device.heart.or(hint.heart),
            ..device
        };
        let sport = match &device.sport {
            Sport::Other(sport) | Sport::Unknown(sport) => Some(sport.clone()),
            Sport::Run | Sport::Walk | Sport::Unclear(_) | Sport::Unsaid => None,
        };
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
            Err(why) => self.left.push(Left { started, sport, why }),
        }
    }
}

/// Makes an activity, or says why it is not one.
fn whole(device: Device, totals: &Totals) -> Result<Activity, String> {
    let Device { sport, started, ended, offset, timer, metres, heart, cadence, surface } = device;
    match sport {
        Sport::Other(what) => return Err(format!("{what}; only runs and walks are imported")),
        Sport::Unknown(what) => {
            return Err(format!(
                "{what}; only runs and walks are imported, so if it was one, add --as run or --as walk"
            ));
        }
        Sport::Run | Sport::Walk | Sport::Unclear(_) | Sport::Unsaid => {}
    }
    let Some(started) = started.or(totals.first) else { return Err("nothing says when it was".into()) };
    let year = Offset::UTC.to_datetime(started).year();
    if year < FIRST_YEAR {
        return Err(format!("its clock stood at the year {year}, so nobody knows when it was"));
    }
    let named = matches!(sport, Sport::Run | Sport::Walk);
    let steps = totals.cadence.is_some() || cadence.is_some_and(|cadence| cadence > 0.0);
    let way = metres.is_some_and(|metres| metres > 0.0);
    let moved = steps || way || totals.running.is_some() && totals.moving >= SHORTEST;
    // On a treadmill there may be neither steps nor a way; then all of the time counts.
    let moving = timer.unwrap_or(if moved { totals.moving } else { totals.covered });
    if moving < SHORTEST {
        return Err("shorter than a minute".into());
    }
    if moving > LONGEST {
        return Err("longer than a day, so it cannot be a run".into());
    }
    if !moved && !named {
        return Err(
            "no steps and no distance, so nothing says that it was a run; if it was, add --as run".into()
        );
    }
    if let (Sport::Unclear(word), false) = (&sport, steps) {
        return Err(format!(
            "the file calls it `{word}` and has no steps, so it can be any sport; if it was a run, add --as run"
        ));
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
    if !named {
        refuse_ride(metres, moving, totals)?;
    }
    let running = totals.running.filter(|_| moved).map(|running| running.min(moving));
    let ran = running.unwrap_or_default();
    let walk = match sport {
        Sport::Walk => true,
        Sport::Unsaid | Sport::Unclear(_) => {
            ran < SHORTEST || ran.as_secs_f64() < SOME * moving.as_secs_f64()
        }
        Sport::Run | Sport::Other(_) | Sport::Unknown(_) => false,
    };
    let guessed = match sport {
        Sport::Unclear(word) => Some(Guess { named: Some(word), running: ran }),
        Sport::Unsaid => Some(Guess { named: None, running: ran }),
        Sport::Run | Sport::Walk | Sport::Other(_) | Sport::Unknown(_) => None,
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
    let cadence = cadence.map(|count| totals.both_feet(count));
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

/// Refuses what was too fast for a run that no file names so.
fn refuse_ride(metres: Option<f64>, moving: Duration, totals: &Totals) -> Result<(), String> {
    let speed = metres.map(|metres| metres / totals.moving.max(SHORTEST).min(moving).as_secs_f64());
    let too_fast = totals.metres.is_some_and(|metres| metres > FASTEST * moving.as_secs_f64());
    if too_fast || speed.is_some_and(|speed| speed > RIDE) {
        let kmh = totals.metres.or(metres).unwrap_or_default() / moving.as_secs_f64() * 3.6;
        return Err(format!(
            "{kmh:.0} km/h on the whole, which is taken for a ride: nothing in it says that it is a run"
        ));
    }
    Ok(())
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
