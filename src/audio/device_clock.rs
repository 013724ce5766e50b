//! When a frame is heard: the device's sample clock, mapped to the monotonic clock.
//!
//! Each block brings one observation, "this frame will be heard at that instant". Single
//! observations jitter, mostly to the late side (a callback that had to wait for the
//! processor), so a window of them is judged by its lower quartile, and a loop of second
//! order follows phase and rate. A slip that a whole window agrees on is taken over at once.
//!
//! Frames are never stretched: only the placing of notes that have not begun follows the
//! mapping. A constant delay that the device does not report stays in, the same for every
//! note.

use std::time::Duration;

use crate::time::MonoTime;

/// Observations that are judged together, about a sixth of a second.
const WINDOW: usize = 8;
/// Share of a window's error that is taken over at once.
const PHASE_GAIN: f64 = 0.2;
/// Share of a window's error, over the window's length, by which the rate is corrected.
const RATE_GAIN: f64 = 0.01;
/// No crystal is further off than this.
const RATE_LIMIT: f64 = 2e-3;
/// A new stream is believed when so many observations in a row agree.
const AGREEING: usize = 4;
/// How far agreeing observations may lie apart, in nanoseconds.
const AGREEMENT: f64 = 3e6;
/// An observation this far off says that the stream stood still, in nanoseconds.
const JUMP: f64 = 25e6;
/// A window that agrees within itself on an error above this, in nanoseconds, saw the stream
/// slip: a server that fell behind moves it by some milliseconds without a word.
const SLIP: f64 = 1e6;
/// A stream whose observations never agree is believed after so many.
const PATIENCE: usize = 48;

/// The mapping between frames of one stream and monotonic time.
#[derive(Debug, Clone)]
pub struct DeviceClock {
    rate: f64,
    /// A frame and the instant, in nanoseconds, at which it is heard.
    anchor: (f64, f64),
    /// How much longer than nominal a frame lasts, as a share.
    skew: f64,
    state: State,
    /// Errors of the last observations against the mapping, in nanoseconds.
    errors: [f64; WINDOW],
    count: usize,
    tries: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// The stream has just begun or stood still: the mapping is not to be used.
    Seeking,
    /// The mapping holds and is followed.
    Locked,
}

impl DeviceClock {
    /// Makes the clock of a stream that has not been observed yet.
    pub fn new(rate: u32) -> Self {
        Self {
            rate: f64::from(rate),
            anchor: (0.0, 0.0),
            skew: 0.0,
            state: State::Seeking,
            errors: [0.0; WINDOW],
            count: 0,
            tries: 0,
        }
    }

    /// Makes the clock of a rendering whose frame 0 is at `start`, exact and without a device.
    pub fn exact(rate: u32, start: MonoTime) -> Self {
        Self { anchor: (0.0, start.as_nanos() as f64), state: State::Locked, ..Self::new(rate) }
    }

    /// Returns whether the mapping can be used.
    pub fn is_locked(&self) -> bool {
        self.state == State::Locked
    }

    /// Forgets the mapping, because the stream stood still or moved to another device.
    ///
    /// The rate stays, since mostly it is the same device that goes on.
    pub fn unlock(&mut self) {
        self.state = State::Seeking;
        self.count = 0;
        self.tries = 0;
    }

    /// Takes in that `frame` will be heard at `heard`, as far as the device can tell.
    pub fn observe(&mut self, frame: u64, heard: MonoTime) {
        let (frame, heard) = (frame as f64, heard.as_nanos() as f64);
        match self.state {
            State::Seeking => self.seek(frame, heard),
            State::Locked => self.follow(frame, heard),
        }
    }

    /// Returns the frame that is heard at `at`; negative when that was before the first.
    pub fn frame_at(&self, at: MonoTime) -> i64 {
        let (frame, heard) = self.anchor;
        (frame + (at.as_nanos() as f64 - heard) / self.frame_nanos()).round() as i64
    }

    /// Returns the instant at which `frame` is heard.
    pub fn heard_at(&self, frame: u64) -> MonoTime {
        MonoTime::ZERO + Duration::from_nanos(self.predict(frame as f64).max(0.0) as u64)
    }

    fn frame_nanos(&self) -> f64 {
        1e9 / self.rate * (1.0 + self.skew)
    }

    fn predict(&self, frame: f64) -> f64 {
        self.anchor.1 + (frame - self.anchor.0) * self.frame_nanos()
    }

    /// Waits for agreement: while the first buffers fill, and while a server wakes its
    /// device, the stream does not advance, and what it says of its delay is not yet true.
    fn seek(&mut self, frame: f64, heard: f64) {
        if self.tries == 0 {
            self.anchor = (frame, heard);
        }
        self.tries += 1;
        let error = heard - self.predict(frame);
        let (low, high) = range(&self.errors[..self.count], error);
        if self.count > 0 && high - low > AGREEMENT {
            self.count = 0;
        }
        self.errors[self.count] = error;
        self.count += 1;
        if self.count >= AGREEING || self.tries >= PATIENCE {
            let (low, _) = range(&self.errors[..self.count], error);
            self.anchor = (frame, self.predict(frame) + low);
            self.state = State::Locked;
            self.count = 0;
        }
    }

    fn follow(&mut self, frame: f64, heard: f64) {
        let error = heard - self.predict(frame);
        self.errors[self.count] = error;
        self.count += 1;
        // Three in a row that are far off on one side are no jitter.
        if self.count >= 3 {
            let last = &self.errors[self.count - 3..self.count];
            if last.iter().all(|e| *e > JUMP) || last.iter().all(|e| *e < -JUMP) {
                self.unlock();
                return;
            }
        }
        if self.count == WINDOW {
            self.count = 0;
            self.errors.sort_unstable_by(f64::total_cmp);
            let (low, high) = (self.errors[WINDOW / 4], self.errors[WINDOW * 3 / 4]);
            if low.abs() > SLIP && high - low < low.abs() / 2.0 {
                self.anchor = (frame, self.predict(frame) + low);
            } else {
                self.correct(frame, low.clamp(-SLIP, SLIP));
            }
        }
    }

    fn correct(&mut self, frame: f64, error: f64) {
        let here = self.predict(frame);
        let length = here - self.anchor.1;
        self.anchor = (frame, here + PHASE_GAIN * error);
        if length > 0.0 {
            self.skew = (self.skew + RATE_GAIN * error / length).clamp(-RATE_LIMIT, RATE_LIMIT);
        }
    }
}

fn range(errors: &[f64], first: f64) -> (f64, f64) {
    errors.iter().fold((first, first), |(low, high), e| (low.min(*e), high.max(*e)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 48_000;
    const BLOCK: u64 = 1024;

    /// A device whose crystal is `ppm` slow, seen through callbacks that come late.
    fn worst_error_ms(ppm: f64, minutes: u64, mut late_ms: impl FnMut(u64) -> f64) -> f64 {
        let mut clock = DeviceClock::new(RATE);
        let frame_nanos = 1e9 / f64::from(RATE) * (1.0 + ppm * 1e-6);
        let truth = |frame: u64| 5e9 + frame as f64 * frame_nanos;
        let mut worst = 0.0_f64;
        for block in 0..minutes * 60 * u64::from(RATE) / BLOCK {
            let frame = block * BLOCK;
            let heard = truth(frame) + late_ms(block) * 1e6;
            clock.observe(frame, MonoTime::from_nanos(heard as u64));
            if clock.is_locked() {
                worst = worst.max((clock.predict(frame as f64) - truth(frame)).abs() / 1e6);
            }
        }
        assert!(clock.is_locked());
        worst
    }

    /// Numbers that look random and are the same in every run.
    fn noise(seed: u64) -> f64 {
        let mixed = seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        (mixed >> 40) as f64 / f64::from(1 << 24)
    }

    #[test]
    fn a_crystal_200_ppm_off_does_not_add_up() {
        assert!(worst_error_ms(200.0, 10, |_| 0.0) < 0.5);
        assert!(worst_error_ms(-200.0, 10, |_| 0.0) < 0.5);
    }

    #[test]
    fn the_rate_of_the_crystal_is_learnt() {
        let mut clock = DeviceClock::new(RATE);
        let block_nanos = BLOCK as f64 * 1e9 / f64::from(RATE) * (1.0 + 200e-6);
        for n in 0..3_000_u64 {
            clock.observe(n * BLOCK, MonoTime::from_nanos((n as f64 * block_nanos) as u64));
        }
        assert!((clock.skew - 200e-6).abs() < 2e-6, "{}", clock.skew);
    }

    #[test]
    fn late_callbacks_do_not_move_the_mapping() {
        let jitter =
            |block| if noise(block) > 0.7 { noise(block + 77_777) * 12.0 } else { noise(block) * 0.3 };
        let worst = worst_error_ms(200.0, 10, jitter);
        assert!(worst < 1.0, "{worst} ms");
    }

    #[test]
    fn a_stream_that_stood_still_is_found_again() {
        let mut clock = DeviceClock::new(RATE);
        let mut heard = MonoTime::from_nanos(1_000_000_000);
        for block in 0..100 {
            if block == 50 {
                heard = heard + Duration::from_millis(500);
            }
            clock.observe(block * BLOCK, heard);
            heard = heard + Duration::from_nanos(BLOCK * 1_000_000_000 / u64::from(RATE));
        }
        assert!(clock.is_locked());
        let frame = clock.frame_at(heard);
        assert!((frame - 100 * BLOCK as i64).abs() < 48, "{frame}");
    }

    #[test]
    fn a_slip_of_some_milliseconds_is_taken_over_within_two_windows() {
        let mut clock = DeviceClock::new(RATE);
        let block = Duration::from_nanos(BLOCK * 1_000_000_000 / u64::from(RATE));
        let mut heard = MonoTime::from_nanos(1_000_000_000);
        for n in 0..100 {
            if n == 83 {
                heard = heard + Duration::from_millis(9);
            }
            clock.observe(n * BLOCK, heard);
            heard = heard + block;
        }
        let error = clock.frame_at(heard) - 100 * BLOCK as i64;
        assert!(error.abs() < 48, "{error} frames");
    }

    #[test]
    fn the_mapping_waits_for_a_stream_that_starts_late() {
        let mut clock = DeviceClock::new(RATE);
        let start = MonoTime::from_nanos(1_000_000_000);
        let block = Duration::from_nanos(BLOCK * 1_000_000_000 / u64::from(RATE));
        clock.observe(0, start);
        clock.observe(BLOCK, start + block);
        clock.observe(2 * BLOCK, start + block * 2);
        assert!(!clock.is_locked());
        // Only now the device runs, half a second later than it said.
        for n in 3..7 {
            clock.observe(n * BLOCK, start + Duration::from_millis(500) + block * n as u32);
        }
        assert!(clock.is_locked());
        let second = clock.heard_at(u64::from(RATE)).since(start);
        assert!((second.as_secs_f64() - 1.5).abs() < 0.001, "{second:?}");
    }

    #[test]
    fn an_exact_clock_is_exact() {
        let clock = DeviceClock::exact(RATE, MonoTime::ZERO);
        assert_eq!(clock.frame_at(MonoTime::from_nanos(3_600_000_000_000)), 3600 * 48_000);
        assert_eq!(clock.heard_at(48_000).as_nanos(), 1_000_000_000);
    }
}
