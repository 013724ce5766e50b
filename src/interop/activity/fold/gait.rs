//! What a piece of a recording is: running, walking or standing.
//!
//! That people change from a walk to a run near 2 m/s is known from treadmills; the borders here are convention: 140
//! steps a minute or 2 m/s is running, below 0.5 m/s without steps is standing. A watch counts steps over some seconds,
//! but the way between two places is noisy, so the speed of a piece is that of the ten seconds up to it or from it on,
//! whichever of the two is steadier: that takes the noise away and leaves the edges of an interval where they are, to
//! the second. What then differs from both sides for no more than ten seconds is as they are.

use super::{Lap, Piece};

/// The time by which a piece is judged.
const SIDE_MS: i64 = 10_000;
/// The longest that is too short to count.
const SHORT_MS: i64 = 10_000;
/// Steps a minute from which on it is running.
const RUN_STEPS: f64 = 140.0;
/// The fewest steps a minute that count as walking.
const FEW_STEPS: f64 = 60.0;
/// Metres a second from which on it is running.
const RUN_SPEED: f64 = 2.0;
/// Metres a second below which it is standing.
const STAND_SPEED: f64 = 0.5;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gait {
    Stand,
    Walk,
    Run,
    Unknown,
}

impl Gait {
    fn of(speed: Option<f64>, steps: Option<f64>) -> Self {
        let few = steps.is_none_or(|steps| steps < FEW_STEPS);
        let by = |fast: bool| if fast { Self::Run } else { Self::Walk };
        match (speed, steps) {
            (Some(speed), _) if few && speed < STAND_SPEED => Self::Stand,
            (None, Some(_)) if few => Self::Stand,
            (_, Some(steps)) if !few => by(steps >= RUN_STEPS),
            (Some(speed), _) => by(speed >= RUN_SPEED),
            (None, _) => Self::Unknown,
        }
    }
}

/// Returns what each piece is.
pub(super) fn gaits(pieces: &[Piece], laps: &[Lap]) -> Vec<Gait> {
    let sides = Sides::of(pieces, true);
    let speeds = steady(pieces, &sides, Piece::speed);
    // Beside samples with steps there may be some without.
    let near = steady(pieces, &sides, |piece| piece.steps);
    let steps = pieces.iter().zip(near).map(|(piece, near)| piece.steps.or(near));
    let laps = Laps::new(laps);
    let alone: Vec<Gait> = pieces
        .iter()
        .zip(speeds.into_iter().zip(steps))
        .map(|(piece, (speed, steps))| match Gait::of(speed, steps) {
            Gait::Unknown => laps.gait(piece.start()),
            gait => gait,
        })
        .collect();
    smooth(pieces, &alone)
}

/// For each piece the first and the last one that are judged with it; none beyond a pause.
struct Sides {
    first: Vec<usize>,
    last: Vec<usize>,
}

impl Sides {
    /// Finds what lies within the time on each side: that by which a piece is judged, its own with it, or the short one.
    fn of(pieces: &[Piece], own: bool) -> Self {
        let room = |piece: &Piece| if own { SIDE_MS } else { SHORT_MS + piece.ms };
        let near = |i: usize, first: usize, last: usize| {
            pieces[last].end - pieces[first].start() <= room(&pieces[i])
        };
        let apart = |i: usize| pieces[i - 1].end != pieces[i].start();
        let mut first = Vec::with_capacity(pieces.len());
        let mut from = 0;
        for i in 0..pieces.len() {
            if i > 0 && apart(i) {
                from = i;
            }
            while from < i && !near(i, from, i) {
                from += 1;
            }
            first.push(from);
        }
        let mut last = Vec::with_capacity(pieces.len());
        let mut to = pieces.len().saturating_sub(1);
        for i in (0..pieces.len()).rev() {
            if i + 1 < pieces.len() && apart(i + 1) {
                to = i;
            }
            while to > i && !near(i, i, to) {
                to -= 1;
            }
            last.push(to);
        }
        last.reverse();
        Self { first, last }
    }
}

/// Sums of a value over the pieces before each.
struct Sums(Vec<(f64, f64, f64, f64)>);

impl Sums {
    fn of(pieces: &[Piece], value: impl Fn(&Piece) -> Option<f64>) -> Self {
        let mut sums = vec![(0.0, 0.0, 0.0, 0.0)];
        let mut sum = (0.0, 0.0, 0.0, 0.0);
        for piece in pieces {
            let ms = piece.ms as f64;
            sum.0 += ms;
            if let Some(value) = value(piece) {
                sum = (sum.0, sum.1 + ms, sum.2 + value * ms, sum.3 + value * value * ms);
            }
            sums.push(sum);
        }
        Self(sums)
    }

    /// Returns mean and variance from one piece to another; `None` if less than half of the time has a value.
    fn between(&self, first: usize, last: usize) -> Option<(f64, f64)> {
        let ((all, time, sum, squares), (b_all, b_time, b_sum, b_squares)) =
            (self.0[last + 1], self.0[first]);
        let (all, time) = (all - b_all, time - b_time);
        if time <= 0.0 || time * 2.0 < all {
            return None;
        }
        let mean = (sum - b_sum) / time;
        Some((mean, (squares - b_squares) / time - mean * mean))
    }
}

/// Returns a value of each piece as it is over the steadier of its two sides.
fn steady(pieces: &[Piece], sides: &Sides, value: impl Fn(&Piece) -> Option<f64>) -> Vec<Option<f64>> {
    let sums = Sums::of(pieces, value);
    let of = |i: usize| {
        let (before, after) = (sums.between(sides.first[i], i), sums.between(i, sides.last[i]));
        match (before, after) {
            (Some(before), Some(after)) => Some(if after.1 <= before.1 { after.0 } else { before.0 }),
            (one, other) => one.or(other).map(|(mean, _)| mean),
        }
    };
    (0..pieces.len()).map(of).collect()
}

/// Makes what differs from both sides for a short time as they are: walking and running alone, not standing.
fn smooth(pieces: &[Piece], alone: &[Gait]) -> Vec<Gait> {
    let sides = Sides::of(pieces, false);
    let time = |gait: Gait| {
        let mut sums = vec![0_i64];
        let mut sum = 0;
        for (piece, own) in pieces.iter().zip(alone) {
            sum += if *own == gait { piece.ms } else { 0 };
            sums.push(sum);
        }
        sums
    };
    let (run, walk) = (time(Gait::Run), time(Gait::Walk));
    let of = |i: usize| {
        let within = |sums: &[i64]| sums[sides.last[i] + 1] - sums[sides.first[i]];
        match (alone[i], within(&run), within(&walk)) {
            (Gait::Run, run, walk) if walk > run => Gait::Walk,
            (Gait::Walk, run, walk) if run > walk => Gait::Run,
            (gait, ..) => gait,
        }
    };
    (0..alone.len()).map(of).collect()
}

/// The laps of which one is for rest, in the order of time; none if no lap says what it is for.
struct Laps(Vec<Lap>);

impl Laps {
    fn new(laps: &[Lap]) -> Self {
        let told = laps.iter().any(|lap| lap.resting);
        let mut laps = if told { laps.to_vec() } else { Vec::new() };
        laps.sort_by_key(|lap| lap.from);
        Self(laps)
    }

    /// Returns what a lap says of a moment: what is not for rest is run.
    fn gait(&self, at: i64) -> Gait {
        let next = self.0.partition_point(|lap| lap.from.as_millisecond() <= at);
        let lap = next.checked_sub(1).map(|last| self.0[last]).filter(|lap| at < lap.to.as_millisecond());
        lap.map_or(Gait::Unknown, |lap| if lap.resting { Gait::Walk } else { Gait::Run })
    }
}
