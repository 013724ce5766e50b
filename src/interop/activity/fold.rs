//! Samples of a watch, folded into windows as they come, and the totals of the windows.
//!
//! A window is about ten seconds long: long enough that a jump of the position or a missed step does not decide, short
//! enough for half a minute of running. Each is running, walking or standing, by its steps if they were counted,
//! else by its speed. That people change from a walk to a run near 2 m/s is known from treadmills; the borders here
//! are convention: 140 steps a minute or 2 m/s is running, below 0.5 m/s without steps is standing. A single window
//! that differs from both beside it is as they are.

use std::time::Duration;

use jiff::Timestamp;

/// Length of a window.
const WINDOW_MS: i64 = 10_000;
/// Most windows: a week.
const MOST: usize = 7 * 24 * 360;
/// A gap as long as this is a pause, whatever lies between.
const PAUSE_MS: i64 = 300_000;
/// Steps a minute from which on it is running.
const RUN_STEPS: f64 = 140.0;
/// The fewest steps a minute that count as walking.
const FEW_STEPS: f64 = 60.0;
/// Metres a second from which on it is running.
const RUN_SPEED: f64 = 2.0;
/// Metres a second below which it is standing.
const STAND_SPEED: f64 = 0.5;
/// A position that jumps faster is wrong, in metres a second: no train, no run.
const JUMP: f64 = 100.0;
/// Radius of the earth, in metres.
const EARTH: f64 = 6_371_000.0;

/// A place on the earth, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    lat: f64,
    lon: f64,
}

impl Place {
    /// Makes a place; `None` if out of range, or zero, which a watch writes without a fix.
    pub(super) fn new(lat: f64, lon: f64) -> Option<Self> {
        let sane = lat.abs() <= 90.0 && lon.abs() <= 180.0 && (lat != 0.0 || lon != 0.0);
        sane.then_some(Self { lat, lon })
    }

    /// Returns the way to another place along the ground, in metres.
    fn to(self, other: Self) -> f64 {
        let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
        let across = self.lat.to_radians().cos() * other.lat.to_radians().cos() * half(self.lon, other.lon);
        2.0 * EARTH * (half(self.lat, other.lat) + across).clamp(0.0, 1.0).sqrt().asin()
    }
}

/// What was measured at a moment.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sample {
    /// Its place on the map.
    pub(super) place: Option<Place>,
    /// Metres since the beginning.
    pub(super) along: Option<f64>,
    /// Metres a second.
    pub(super) speed: Option<f64>,
    /// Steps a minute, of both feet.
    pub(super) steps: Option<f64>,
    /// Beats a minute.
    pub(super) heart: Option<f64>,
}

/// Returns steps of both feet from what a watch counts, which for running is one foot.
///
/// What would be more than anybody's steps was counted with both already.
pub(super) fn both_feet(count: f64) -> f64 {
    if count >= 128.0 { count } else { 2.0 * count }
}

/// A part of a lap that says what it was for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lap {
    /// When it began.
    pub(super) from: Timestamp,
    /// When it ended.
    pub(super) to: Timestamp,
    /// For rest or recovery: walked.
    pub(super) resting: bool,
}

/// About ten seconds.
#[derive(Debug, Clone, Copy, Default)]
struct Window {
    start: i64,
    end: i64,
    ms: i64,
    /// Of these the way is known.
    way_ms: i64,
    metres: f64,
    steps_ms: i64,
    steps: f64,
    heart_ms: i64,
    heart: f64,
}

/// What a window is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gait {
    Stand,
    Walk,
    Run,
    Unknown,
}

impl Window {
    fn gait(&self) -> Gait {
        let mean = |sum: f64, ms: i64| (ms * 2 >= self.ms && ms > 0).then(|| sum / ms as f64);
        let speed = mean(self.metres * 1_000.0, self.way_ms);
        let steps = mean(self.steps, self.steps_ms);
        let few = steps.is_none_or(|steps| steps < FEW_STEPS);
        match (speed, steps) {
            (Some(speed), _) if few && speed < STAND_SPEED => Gait::Stand,
            (None, Some(_)) if few => Gait::Stand,
            (_, Some(steps)) if !few => {
                if steps >= RUN_STEPS {
                    Gait::Run
                } else {
                    Gait::Walk
                }
            }
            (Some(speed), _) => {
                if speed >= RUN_SPEED {
                    Gait::Run
                } else {
                    Gait::Walk
                }
            }
            (None, _) => Gait::Unknown,
        }
    }
}

/// What samples come to.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Totals {
    /// The first moment.
    pub(super) first: Option<Timestamp>,
    /// The time of the last sample.
    pub(super) last: Option<Timestamp>,
    /// The time without pauses and standing.
    pub(super) moving: Duration,
    /// The time of running; `None` if nothing tells.
    pub(super) running: Option<Duration>,
    /// The way, in metres.
    pub(super) metres: Option<f64>,
    /// Steps a minute, if there were any.
    pub(super) cadence: Option<f64>,
    /// Beats a minute.
    pub(super) heart: Option<f64>,
}

/// Takes in samples one after another.
#[derive(Debug, Default)]
pub(super) struct Fold {
    windows: Vec<Window>,
    open: Window,
    /// The first moment and the last.
    first: Option<i64>,
    last: Option<i64>,
    /// What comes goes on from what was last: nothing was paused.
    goes_on: bool,
    /// The place and the way that were known last, since the last pause.
    place: Option<Place>,
    along: Option<f64>,
    /// Milliseconds since then.
    since: i64,
}

impl Fold {
    /// Returns the last moment that was taken in.
    pub(super) fn last(&self) -> Option<Timestamp> {
        self.last.and_then(moment)
    }

    /// True if nothing was taken in.
    pub(super) const fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// Takes in a sample; one that is not later than the last is left out.
    pub(super) fn sample(&mut self, at: Timestamp, sample: &Sample) {
        let now = at.as_millisecond();
        let ms = self.last.map_or(0, |last| now.saturating_sub(last));
        if ms <= 0 && self.last.is_some() {
            return;
        }
        let last = self.last.replace(now).unwrap_or(now);
        self.first.get_or_insert(now);
        if ms > PAUSE_MS {
            self.pause();
        }
        if !std::mem::replace(&mut self.goes_on, true) {
            return self.stand_at(sample);
        }
        if ms > WINDOW_MS {
            self.close();
        }
        if self.open.ms == 0 {
            self.open.start = last;
        }
        self.open.end = now;
        self.open.ms += ms;
        self.since += ms;
        let way = self.way(sample, ms).filter(|way| (0.0..=JUMP * self.since as f64 / 1_000.0).contains(way));
        if let Some(metres) = way {
            self.open.metres += metres;
            self.open.way_ms = (self.open.way_ms + self.since).min(self.open.ms);
            self.since = 0;
            // What was measured in one way is not measured again in another.
            self.along = self.along.map(|along| along + metres);
            self.place = None;
        }
        self.stand_at(sample);
        if let Some(steps) = sample.steps.filter(|steps| (0.0..=400.0).contains(steps)) {
            self.open.steps += steps * ms as f64;
            self.open.steps_ms += ms;
        }
        if let Some(heart) = sample.heart.filter(|heart| (20.0..=250.0).contains(heart)) {
            self.open.heart += heart * ms as f64;
            self.open.heart_ms += ms;
        }
        if self.open.ms >= WINDOW_MS {
            self.close();
        }
    }

    /// Counts nothing until the next sample.
    pub(super) fn pause(&mut self) {
        self.close();
        (self.goes_on, self.place, self.along, self.since) = (false, None, None, 0);
    }

    /// Returns the way since a place or a way was known last.
    fn way(&self, sample: &Sample, ms: i64) -> Option<f64> {
        let along = self.along.zip(sample.along).map(|(before, now)| now - before).filter(|way| *way >= 0.0);
        let across = || self.place.zip(sample.place).map(|(before, now)| before.to(now));
        let by_speed = || sample.speed.map(|speed| speed * ms as f64 / 1_000.0);
        along.or_else(across).or_else(by_speed)
    }

    fn stand_at(&mut self, sample: &Sample) {
        if sample.along.is_some() || sample.place.is_some() {
            self.since = 0;
        }
        self.along = sample.along.or(self.along);
        self.place = sample.place.or(self.place);
    }

    fn close(&mut self) {
        let window = std::mem::take(&mut self.open);
        if window.ms > 0 && self.windows.len() < MOST {
            self.windows.push(window);
        }
    }

    /// Returns what all samples come to.
    pub(super) fn totals(&mut self, laps: &[Lap]) -> Totals {
        self.close();
        let (first, last) = (self.first.and_then(moment), self.last.and_then(moment));
        Totals { first, last, ..sum(&self.windows, laps) }
    }

    /// Returns what the samples from one moment to before another come to.
    pub(super) fn between(&mut self, from: Timestamp, to: Timestamp, laps: &[Lap]) -> Totals {
        self.close();
        let (from, to) = (from.as_millisecond(), to.as_millisecond());
        // A pause may have put a later window before an earlier one in no file that a watch writes.
        let begin = self.windows.partition_point(|window| window.start < from);
        let end = self.windows.partition_point(|window| window.start < to).max(begin);
        let windows = &self.windows[begin..end];
        let edge = |window: Option<&Window>, of: fn(&Window) -> i64| window.map(of).and_then(moment);
        Totals {
            first: edge(windows.first(), |window| window.start),
            last: edge(windows.last(), |window| window.end),
            ..sum(windows, laps)
        }
    }
}

/// Adds windows up.
fn sum(windows: &[Window], laps: &[Lap]) -> Totals {
    let gaits = gaits(windows, laps);
    let length = |of: fn(Gait) -> bool| {
        let ms: i64 = windows.iter().zip(&gaits).filter(|(_, gait)| of(**gait)).map(|(w, _)| w.ms).sum();
        Duration::from_millis(ms.unsigned_abs())
    };
    let known = gaits.iter().any(|gait| *gait != Gait::Unknown);
    let moved = || windows.iter().zip(&gaits).filter(|(_, gait)| **gait != Gait::Stand).map(|(w, _)| w);
    let way = windows.iter().any(|window| window.way_ms > 0);
    let mean = |sum: f64, ms: i64| (ms > 0 && sum > 0.0).then(|| sum / ms as f64);
    Totals {
        first: None,
        last: None,
        moving: length(|gait| gait != Gait::Stand),
        running: known.then(|| length(|gait| gait == Gait::Run)),
        metres: way.then(|| windows.iter().map(|window| window.metres).sum()),
        cadence: mean(moved().map(|w| w.steps).sum(), moved().map(|w| w.steps_ms).sum()),
        heart: mean(windows.iter().map(|w| w.heart).sum(), windows.iter().map(|w| w.heart_ms).sum()),
    }
}

/// Returns what each window is, one that differs from both beside it as they are.
fn gaits(windows: &[Window], laps: &[Lap]) -> Vec<Gait> {
    let of_lap = |window: &Window| {
        let lap = laps
            .iter()
            .find(|lap| (lap.from.as_millisecond()..lap.to.as_millisecond()).contains(&window.start));
        lap.map_or(Gait::Unknown, |lap| if lap.resting { Gait::Walk } else { Gait::Run })
    };
    let told = laps.iter().any(|lap| lap.resting);
    let alone = |window: &Window| match window.gait() {
        Gait::Unknown if told => of_lap(window),
        gait => gait,
    };
    let alone: Vec<Gait> = windows.iter().map(alone).collect();
    let next_to = |i: usize| {
        let [before, this, after] = &windows[i - 1..=i + 1] else { return false };
        before.end == this.start && this.end == after.start
    };
    let smooth = |i: usize| {
        let gait = alone[i];
        let inner = i > 0 && i + 1 < alone.len() && next_to(i);
        let odd = inner && alone[i - 1] == alone[i + 1] && alone[i - 1] != gait;
        let steps = matches!(gait, Gait::Walk | Gait::Run);
        if odd && steps && matches!(alone[i - 1], Gait::Walk | Gait::Run) { alone[i - 1] } else { gait }
    };
    (0..alone.len()).map(smooth).collect()
}

fn moment(ms: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(ms).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_795_000_000 + second).unwrap()
    }

    fn steps(steps: f64) -> Sample {
        Sample { steps: Some(steps), ..Sample::default() }
    }

    const RUN: f64 = 160.0;
    const WALK: f64 = 100.0;

    #[test]
    fn more_than_a_week_is_not_kept() {
        let mut fold = Fold::default();
        for window in 0..=MOST as i64 + 100 {
            fold.sample(at(10 * window), &steps(RUN));
        }
        assert_eq!(fold.totals(&[]).moving, Duration::from_secs(7 * 24 * 3600));
    }

    #[test]
    fn a_gap_is_a_window_of_its_own_and_a_long_one_is_a_pause() {
        let of = |gap: i64| {
            let mut fold = Fold::default();
            for second in 0..=5 {
                fold.sample(at(second), &steps(RUN));
            }
            fold.sample(at(5 + gap), &steps(0.0));
            let totals = fold.totals(&[]);
            (totals.moving.as_secs(), totals.running.map(|running| running.as_secs()))
        };
        assert_eq!((of(60), of(301)), ((5, Some(5)), (5, Some(5))));
        // What stands in a window with steps is a part of it.
        assert_eq!(of(4), (9, Some(0)));
    }

    #[test]
    fn a_window_is_smoothed_only_between_those_that_lie_at_it() {
        let of = |paused: bool| {
            let mut fold = Fold::default();
            for second in 0..=90 {
                let odd = (41..=50).contains(&second);
                fold.sample(at(second), &steps(if odd { WALK } else { RUN }));
                if paused && matches!(second, 40 | 50) {
                    fold.pause();
                }
            }
            fold.totals(&[]).running.unwrap().as_secs()
        };
        assert_eq!(of(false), 90, "ten seconds of other steps do not decide");
        assert_eq!(of(true), 40 + 39, "what was done between two pauses is its own");
    }

    #[test]
    fn a_place_that_jumps_counts_for_nothing() {
        let mut fold = Fold::default();
        let place = |lat: f64| Sample { place: Place::new(lat, 14.0), ..Sample::default() };
        for second in 0..=60 {
            // Ten metres a second apart, but for one that is a hundred kilometres off.
            let lat = if second == 30 { 46.0 } else { 45.0 + f64::from(second) * 3.0 / 111_194.93 };
            fold.sample(at(second.into()), &place(lat));
        }
        let metres = fold.totals(&[]).metres.unwrap();
        assert!((120.0..=181.0).contains(&metres), "{metres}");
    }
}
