//! Samples of a watch, and what they come to.
//!
//! Nothing is judged before the last sample is in, since three things are judged by all of them: their order, how often
//! the watch writes (so which gap is a pause), and whether it counts the steps of one foot or of both. Samples are kept
//! in 48 bytes each, and no more of them than two days have seconds, so a file of any length takes at most some 40 MB
//! until it is judged.
//!
//! What lies between two samples is a *piece*: running, walking or standing, by its steps if they were counted, else by
//! its speed. It counts as long as it lasted, so the lines between running and walking may lie anywhere (`gait`). Pauses
//! are judged here:
//!
//! 1. The watch or the file says so.
//! 2. A gap of more than five minutes is one, whatever lies between.
//! 3. So is a gap far longer than the usual interval of the file, its median, in which the way is that of somebody who
//!    stands, or unknown. A watch writes each second, each ten, or when something changes; none waits five times as long as usual
//!    while somebody runs, unless it has lost its satellites, and then the way tells. Convention.
//!
//! No value is spread over a gap: of a gap only the way across is known.

mod gait;

use std::time::Duration;

use jiff::Timestamp;

use gait::Gait;

/// Most samples: those of two days, one a second. What took longer than one is no run.
pub(super) const MOST: usize = 2 * 24 * 3600;
/// The longest that is counted: a week.
const WEEK_MS: i64 = 7 * 24 * 3_600_000;
/// A gap as long as this is a pause, whatever lies between.
const PAUSE_MS: i64 = 300_000;
/// A gap is more than so many of the usual intervals of a file.
const FAR_LONGER: i64 = 5;
/// And longer than this: who stands for less is counted as the neighbours are.
const SHORT_MS: i64 = 10_000;
/// A position that jumps faster is wrong, in metres a second: no train, no run.
const JUMP: f64 = 100.0;
/// Radius of the earth, in metres.
const EARTH: f64 = 6_371_000.0;
/// A count that stands for steps: less is a watch that was not moved.
const COUNTED: f64 = 30.0;
/// A count of so many a minute is of both feet: twice as many are nobody's. Convention.
const OF_BOTH: f64 = 120.0;
/// One in so many of the counted time must be like that, so that a slip of the sensor does not decide.
const SOME: f64 = 20.0;
/// Metres a second between which somebody walks, or runs slowly.
const SLOW: std::ops::Range<f64> = 0.8..2.0;
/// Steps a minute that nobody makes at such a speed, or keeps up without one.
const TOO_MANY: f64 = 200.0;
/// A step that is shorter, in metres, nobody makes at such a speed.
const TOO_SHORT: f64 = 0.4;

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
    /// Steps a minute as they were counted, of one foot or of both.
    pub(super) count: Option<f64>,
    /// Beats a minute.
    pub(super) heart: Option<f64>,
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

/// A sample as it is kept; what is not known is not a number.
#[derive(Debug, Clone, Copy)]
struct Point {
    at: i64,
    lat: f64,
    lon: f64,
    along: f64,
    speed: f32,
    count: f32,
    heart: f32,
    /// Which part of the file it is in: between two parts is a pause.
    part: u32,
}

fn known(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}

impl Point {
    fn new(at: i64, part: u32, sample: &Sample) -> Self {
        let Sample { place, along, speed, count, heart } = *sample;
        let or_none = |value: Option<f64>| value.unwrap_or(f64::NAN);
        let (lat, lon) = place.map_or((f64::NAN, f64::NAN), |place| (place.lat, place.lon));
        let [speed, count, heart] = [speed, count, heart].map(|value| or_none(value) as f32);
        Self { at, lat, lon, along: or_none(along), speed, count, heart, part }
    }

    fn place(&self) -> Option<Place> {
        known(self.lat).map(|lat| Place { lat, lon: self.lon })
    }

    fn within(value: f32, range: std::ops::RangeInclusive<f64>) -> Option<f64> {
        known(value.into()).filter(|value| range.contains(value))
    }
}

/// What lies between two samples that follow one another.
#[derive(Debug, Clone, Copy)]
struct Piece {
    end: i64,
    ms: i64,
    /// The way, in metres.
    way: Option<f64>,
    /// Steps a minute, first as they were counted, then of both feet.
    steps: Option<f64>,
    heart: Option<f64>,
}

impl Piece {
    const fn start(&self) -> i64 {
        self.end - self.ms
    }

    /// Metres a second.
    fn speed(&self) -> Option<f64> {
        self.way.map(|way| way * 1_000.0 / self.ms as f64)
    }
}

/// What samples come to.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Totals {
    /// The first moment.
    pub(super) first: Option<Timestamp>,
    /// The time of the last sample.
    pub(super) last: Option<Timestamp>,
    /// The time without pauses.
    pub(super) covered: Duration,
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
    /// How many steps a count stands for; `None` if nothing was counted.
    feet: Option<f64>,
}

impl Totals {
    /// Returns steps of both feet from a count of the same file.
    pub(super) fn both_feet(&self, count: f64) -> f64 {
        count * self.feet.unwrap_or(if count >= OF_BOTH { 1.0 } else { 2.0 })
    }
}

/// Takes in samples one after another.
#[derive(Debug, Default)]
pub(super) struct Fold {
    points: Vec<Point>,
    part: u32,
    /// The earliest moment and the latest.
    reach: Option<(i64, i64)>,
    /// A sample was earlier than the one before it.
    shuffled: bool,
    /// There were more samples than are kept.
    full: bool,
}

impl Fold {
    /// Tells whether a moment lies so far from all that was taken in, in seconds, that it is of another activity.
    pub(super) fn is_far(&self, at: Timestamp, seconds: i64) -> bool {
        let (at, far) = (at.as_millisecond(), seconds * 1_000);
        self.reach
            .is_some_and(|(first, last)| at > last.saturating_add(far) || at < first.saturating_sub(far))
    }

    /// True if nothing was taken in.
    pub(super) const fn is_empty(&self) -> bool {
        self.reach.is_none()
    }

    /// True if the samples were not in the order of time.
    pub(super) const fn was_shuffled(&self) -> bool {
        self.shuffled
    }

    /// True if there were more samples than are kept.
    pub(super) const fn was_full(&self) -> bool {
        self.full
    }

    /// Takes in a sample.
    pub(super) fn sample(&mut self, at: Timestamp, sample: &Sample) {
        let at = at.as_millisecond();
        if self.points.len() >= MOST {
            self.full = true;
            return;
        }
        self.shuffled |= self.points.last().is_some_and(|before| at < before.at);
        let (first, last) = self.reach.unwrap_or((at, at));
        self.reach = Some((first.min(at), last.max(at)));
        self.points.push(Point::new(at, self.part, sample));
    }

    /// Counts nothing until the next sample.
    pub(super) fn pause(&mut self) {
        self.part = self.part.saturating_add(1);
    }

    /// Returns what all samples come to.
    pub(super) fn totals(&mut self, laps: &[Lap]) -> Totals {
        self.settle();
        sum(&self.points, laps)
    }

    /// Returns what the samples from one moment to another come to.
    pub(super) fn between(&mut self, from: Timestamp, to: Timestamp, laps: &[Lap]) -> Totals {
        self.settle();
        let (from, to) = (from.as_millisecond(), to.as_millisecond());
        let begin = self.points.partition_point(|point| point.at < from);
        let end = self.points.partition_point(|point| point.at <= to).max(begin);
        sum(&self.points[begin..end], laps)
    }

    /// Brings the samples in the order of time; of several at one moment the first counts.
    fn settle(&mut self) {
        self.points.sort_by_key(|point| point.at);
        self.points.dedup_by_key(|point| point.at);
        let Some(first) = self.points.first().map(|point| point.at) else { return };
        let week = self.points.partition_point(|point| point.at <= first.saturating_add(WEEK_MS));
        self.points.truncate(week);
        if self.shuffled {
            // Parts that lie in one another say nothing of pauses.
            let changes = self.points.windows(2).filter(|two| two[0].part != two[1].part).count();
            let mut parts: Vec<u32> = self.points.iter().map(|point| point.part).collect();
            parts.sort_unstable();
            parts.dedup();
            if changes >= parts.len() {
                self.points.iter_mut().for_each(|point| point.part = 0);
            }
        }
    }
}

/// Returns how long a gap is at least, in milliseconds: far longer than the file's usual interval.
fn gap(points: &[Point]) -> i64 {
    let of_part = points.windows(2).filter(|two| two[0].part == two[1].part);
    let mut all: Vec<i64> = of_part.map(|two| two[1].at - two[0].at).collect();
    if all.is_empty() {
        return SHORT_MS;
    }
    let middle = all.len() / 2;
    let usual = *all.select_nth_unstable(middle).1;
    usual.saturating_mul(FAR_LONGER).max(SHORT_MS)
}

/// What was known last of the way, since the last pause.
#[derive(Default)]
struct Way {
    place: Option<Place>,
    along: Option<f64>,
    /// Milliseconds since then.
    since: i64,
    /// The first piece since then.
    piece: usize,
}

impl Way {
    fn stand_at(&mut self, point: &Point, piece: usize) {
        if known(point.along).is_some() || point.place().is_some() {
            (self.since, self.piece) = (0, piece);
        }
        self.along = known(point.along).or(self.along);
        self.place = point.place().or(self.place);
    }

    /// Returns the way to a point, in metres.
    fn to(&self, point: &Point) -> Option<f64> {
        let along = self.along.zip(known(point.along)).map(|(before, now)| now - before);
        let across = || self.place.zip(point.place()).map(|(before, now)| before.to(now));
        let way = along.filter(|way| *way >= 0.0).or_else(across)?;
        (0.0..=JUMP * self.since as f64 / 1_000.0).contains(&way).then_some(way)
    }
}

/// Makes pieces of samples that are in order.
fn pieces(points: &[Point]) -> Vec<Piece> {
    let gap = gap(points);
    let mut pieces: Vec<Piece> = Vec::with_capacity(points.len());
    let mut last = Way::default();
    if let Some(first) = points.first() {
        last.stand_at(first, 0);
    }
    for two in points.windows(2) {
        let (before, now) = (&two[0], &two[1]);
        let ms = now.at - before.at;
        last.since += ms;
        let way = last.to(now);
        let wide = ms > gap;
        // What is known of a gap is its way alone, so a gap with little of it is a piece of standing.
        if before.part != now.part || ms > PAUSE_MS || wide && way.is_none() {
            last = Way::default();
            last.stand_at(now, pieces.len());
            continue;
        }
        let of = |value: Option<f64>| value.filter(|_| !wide);
        let steps = of(Point::within(now.count, 0.0..=400.0));
        let heart = of(Point::within(now.heart, 20.0..=250.0));
        pieces.push(Piece { end: now.at, ms, way: None, steps, heart });
        if let Some(way) = way {
            let share = way / last.since.max(1) as f64;
            pieces[last.piece..].iter_mut().for_each(|piece| piece.way = Some(share * piece.ms as f64));
            last = Way { along: last.along.map(|along| along + way), piece: pieces.len(), ..Way::default() };
        } else if let Some(speed) = of(Point::within(now.speed, 0.0..=JUMP)) {
            let metres = speed * ms as f64 / 1_000.0;
            if let Some(piece) = pieces.last_mut() {
                piece.way = Some(metres);
            }
            // What was measured in one way is not measured again in another.
            last =
                Way { along: last.along.map(|along| along + metres), piece: pieces.len(), ..Way::default() };
        }
        last.stand_at(now, pieces.len());
    }
    pieces
}

/// Tells how many steps a count stands for: one if both feet are counted, two if one is. One rule for all samples.
///
/// The formats of watches count one foot of a runner; some programs write both all the same. Both are counted if
///
/// 1. a twentieth of the counts is 120 or more: nobody makes 240 steps a minute,
/// 2. or, where the speed is that of a walk or a slow run, twice the counts were more than 200 steps a minute, or steps
///    of less than 40 cm,
/// 3. or no speed is known, and twice the counts were 200 or more.
///
/// `None` if nothing was counted.
fn feet(pieces: &[Piece]) -> Option<f64> {
    let counted = || pieces.iter().filter_map(|piece| Some((piece, piece.steps.filter(|c| *c >= COUNTED)?)));
    let mut all = (0.0, 0.0);
    let mut slow = (0.0, 0.0, 0.0);
    let (mut high, mut timed) = (0.0, 0.0);
    for (piece, count) in counted() {
        let ms = piece.ms as f64;
        all = (all.0 + ms, all.1 + count * ms);
        high += if count >= OF_BOTH { ms } else { 0.0 };
        if let Some(speed) = piece.speed().filter(|speed| *speed > 0.0) {
            timed += ms;
            if SLOW.contains(&speed) {
                slow = (slow.0 + ms, slow.1 + count * ms, slow.2 + speed * ms);
            }
        }
    }
    if all.0 <= 0.0 {
        return None;
    }
    let twice = |(ms, counts): (f64, f64)| 2.0 * counts / ms;
    // Metres of one of those steps: the way of a minute through the steps of a minute.
    let length = slow.2 * 60.0 / (2.0 * slow.1);
    let slowly = slow.0 * SOME > all.0 && (twice((slow.0, slow.1)) > TOO_MANY || length < TOO_SHORT);
    let unknown = timed * 2.0 < all.0 && twice(all) >= TOO_MANY;
    Some(if high * SOME >= all.0 || slowly || unknown { 1.0 } else { 2.0 })
}

/// Adds samples up that are in order.
fn sum(points: &[Point], laps: &[Lap]) -> Totals {
    let mut pieces = pieces(points);
    let feet = feet(&pieces);
    for piece in &mut pieces {
        piece.steps = piece.steps.map(|count| count * feet.unwrap_or(1.0)).filter(|steps| *steps <= 400.0);
    }
    let gaits = gait::gaits(&pieces, laps);
    let length = |of: fn(Gait) -> bool| {
        let ms: i64 =
            pieces.iter().zip(&gaits).filter(|(_, gait)| of(**gait)).map(|(piece, _)| piece.ms).sum();
        Duration::from_millis(ms.unsigned_abs())
    };
    let mean = |of: &dyn Fn(&Piece, Gait) -> Option<f64>| {
        let (mut sum, mut time) = (0.0, 0.0);
        for (piece, gait) in pieces.iter().zip(&gaits) {
            if let Some(value) = of(piece, *gait) {
                (sum, time) = (sum + value * piece.ms as f64, time + piece.ms as f64);
            }
        }
        (sum > 0.0).then_some(sum / time)
    };
    let known = gaits.iter().any(|gait| *gait != Gait::Unknown);
    let way = pieces.iter().any(|piece| piece.way.is_some());
    let edge = |point: Option<&Point>| point.and_then(|point| Timestamp::from_millisecond(point.at).ok());
    Totals {
        first: edge(points.first()),
        last: edge(points.last()),
        covered: length(|_| true),
        moving: length(|gait| gait != Gait::Stand),
        running: known.then(|| length(|gait| gait == Gait::Run)),
        metres: way.then(|| pieces.iter().filter_map(|piece| piece.way).sum()),
        cadence: mean(&|piece, gait| piece.steps.filter(|_| gait != Gait::Stand)),
        heart: mean(&|piece, _| piece.heart),
        feet,
    }
}

#[cfg(test)]
mod tests;
