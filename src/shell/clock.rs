//! The clock that the whole program is run by, and the watch that notices lost time.
//!
//! [`Clock`] is read once per turn of the loop; everything below gets that one `now`. It may run faster than the world
//! (`--speed`). [`SleepWatch`] compares the expected time with the real one, so that a routine stops where the lid was
//! closed and does not run on without its runner. The rule itself is [`lost`], a pure function.

use std::time::Duration;

use jiff::Timestamp;

pub use crate::clock::now as monotonic;
use crate::time::MonoTime;

/// More than this must be lost before it counts as sleep.
pub const GAP: Duration = Duration::from_secs(5);

/// A clock that may run faster or slower than the world.
///
/// *Virtual* time is what routines, screens and scores are made of, *real* time what the
/// system waits and plays sound by. They meet at the clock's start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clock {
    start: MonoTime,
    speed: f64,
}

impl Clock {
    /// Starts a clock now. A speed that is not a number above zero counts as 1.
    pub fn start(speed: f64) -> Self {
        Self::starting_at(monotonic(), speed)
    }

    /// Makes a clock that starts at a given real instant.
    pub fn starting_at(start: MonoTime, speed: f64) -> Self {
        let speed = if speed.is_finite() && speed > 0.0 { speed } else { 1.0 };
        Self { start, speed }
    }

    /// Returns how many virtual seconds pass in one real second.
    pub fn speed(&self) -> f64 {
        self.speed
    }

    /// Returns the virtual instant now.
    pub fn now(&self) -> MonoTime {
        self.virtual_at(monotonic())
    }

    /// Returns the virtual instant at a real one.
    pub fn virtual_at(&self, real: MonoTime) -> MonoTime {
        scaled(self.start, real, self.speed)
    }

    /// Returns the first real instant at which a virtual one has come.
    pub fn real_at(&self, instant: MonoTime) -> MonoTime {
        let mut real = scaled(self.start, instant, self.speed.recip());
        // Rounding may have landed just before it; waking there would mean waking twice.
        while self.virtual_at(real) < instant && real < END {
            real = real + Duration::from_nanos(1 + real.since(self.start).as_nanos() as u64 / (1 << 52));
        }
        real
    }

    /// Returns how long to wait, in real time from now, for a virtual instant.
    pub fn until(&self, deadline: MonoTime) -> Duration {
        self.real_at(deadline).since(monotonic())
    }

    /// Returns the time of day. It does not follow the speed.
    pub fn wall(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The end of the clock, which stands for never.
const END: MonoTime = MonoTime::from_nanos(u64::MAX);

fn scaled(start: MonoTime, instant: MonoTime, factor: f64) -> MonoTime {
    // At the usual speed nothing is rounded, and instants before the start stay what they are.
    if (factor - 1.0).abs() < f64::EPSILON || instant <= start {
        return instant;
    }
    start + Duration::from_nanos((instant.since(start).as_nanos() as f64 * factor) as u64)
}

/// Both clocks, read together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The real monotonic instant.
    pub mono: MonoTime,
    /// The time of day.
    pub wall: Timestamp,
    /// The monotonic instant with the time asleep counted, if the system tells it: Linux does (`CLOCK_BOOTTIME`).
    pub boot: Option<MonoTime>,
}

impl Look {
    /// Reads both clocks.
    pub fn now() -> Self {
        Self { mono: monotonic(), wall: Timestamp::now(), boot: crate::clock::with_sleep() }
    }
}

/// Time has been lost: the computer slept, or the program was not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slept {
    /// The last real instant at which the program is known to have been awake.
    pub since: MonoTime,
}

/// Notices a gap between two turns of the loop.
#[derive(Debug, Clone)]
pub struct SleepWatch {
    awake: Look,
    waiting: Look,
    due: Option<MonoTime>,
}

impl SleepWatch {
    /// Starts watching.
    pub fn start(look: Look) -> Self {
        Self { awake: look, waiting: look, due: None }
    }

    /// Notes that the loop now waits, until the real instant `due` if it has one.
    ///
    /// Only the wait is held to its deadline: while a frozen terminal holds up a frame, sound
    /// and runner go on, and that is no sleep.
    pub fn waits(&mut self, look: Look, due: Option<MonoTime>) {
        self.waiting = look;
        self.due = due;
    }

    /// Notes that the wait is over, and says whether time has been lost.
    pub fn woke(&mut self, look: Look) -> Option<Slept> {
        let slept = lost(self.awake, self.waiting, self.due, look);
        *self = Self::start(look);
        slept
    }
}

/// The rule: says whether time was lost between the last turn of the loop and this one.
///
/// 1. The clock that counts sleep ran ahead of the monotonic one by more than [`GAP`] since the loop was last `awake`:
///    the computer slept (Linux stops the monotonic clock meanwhile). A wall clock that was set is nothing. Where no
///    clock counts sleep, the wall clock stands in for it: someone who sets it forward looks the same there; the
///    routine then pauses once, which a key undoes. A clock set back is nothing.
/// 2. The wait that began at `waiting` ended more than [`GAP`] after it was `due`: the program
///    was stopped, or the computer slept on a system whose monotonic clock runs on (macOS).
pub fn lost(awake: Look, waiting: Look, due: Option<MonoTime>, now: Look) -> Option<Slept> {
    let wall = || Duration::try_from(now.wall.duration_since(awake.wall)).unwrap_or_default();
    let passed = awake.boot.zip(now.boot).map_or_else(wall, |(then, now)| now.since(then));
    if passed.saturating_sub(now.mono.since(awake.mono)) > GAP {
        return Some(Slept { since: awake.mono });
    }
    let late = due.is_some_and(|due| now.mono.since(due.max(waiting.mono)) > GAP);
    late.then_some(Slept { since: waiting.mono })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn look(mono_seconds: u64, wall_seconds: i64) -> Look {
        Look {
            mono: MonoTime::from_nanos(mono_seconds * 1_000_000_000),
            wall: Timestamp::from_second(1_000_000 + wall_seconds).unwrap(),
            boot: None,
        }
    }

    /// The same on Linux, where a third clock counts the time asleep.
    fn linux(mono_seconds: u64, wall_seconds: i64, boot_seconds: u64) -> Look {
        Look { boot: Some(second(boot_seconds)), ..look(mono_seconds, wall_seconds) }
    }

    fn second(seconds: u64) -> MonoTime {
        MonoTime::from_nanos(seconds * 1_000_000_000)
    }

    #[test]
    fn an_ordinary_wait_loses_nothing() {
        let mut watch = SleepWatch::start(look(10, 0));
        watch.waits(look(10, 0), Some(second(40)));
        assert_eq!(watch.woke(look(40, 30)), None);
        watch.waits(look(40, 30), None);
        assert_eq!(watch.woke(look(9_000, 8_990)), None);
    }

    #[test]
    fn a_wall_clock_that_ran_ahead_means_sleep_since_the_last_turn() {
        let mut watch = SleepWatch::start(look(10, 0));
        watch.waits(look(10, 0), Some(second(11)));
        assert_eq!(watch.woke(look(11, 3_600)), Some(Slept { since: second(10) }));
        watch.waits(look(11, 3_600), Some(second(12)));
        assert_eq!(watch.woke(look(12, 3_601)), None, "a gap is told once");
    }

    #[test]
    fn a_clock_that_is_set_is_no_sleep_where_sleep_is_counted() {
        for set in [3_600, -7_200, 9 * 365 * 86_400] {
            let mut watch = SleepWatch::start(linux(10, 0, 500));
            watch.waits(linux(10, 0, 500), Some(second(11)));
            assert_eq!(watch.woke(linux(11, set, 501)), None, "{set}");
        }
    }

    #[test]
    fn sleep_is_what_the_clock_that_counts_it_says_whatever_the_wall_clock_shows() {
        for set in [1, -7_200] {
            let mut watch = SleepWatch::start(linux(10, 0, 500));
            watch.waits(linux(10, 0, 500), Some(second(11)));
            assert_eq!(watch.woke(linux(11, set, 4_100)), Some(Slept { since: second(10) }), "{set}");
        }
    }

    #[test]
    fn a_wait_that_ends_long_after_it_was_due_means_sleep() {
        let mut watch = SleepWatch::start(look(10, 0));
        watch.waits(look(12, 2), Some(second(13)));
        assert_eq!(watch.woke(look(19, 9)), Some(Slept { since: second(12) }));
    }

    #[test]
    fn five_seconds_are_not_yet_a_gap() {
        assert_eq!(lost(look(10, 0), look(10, 0), Some(second(11)), look(16, 6)), None);
        assert_eq!(lost(look(10, 0), look(10, 0), Some(second(11)), look(11, 6)), None);
    }

    #[test]
    fn a_clock_set_back_is_nothing() {
        assert_eq!(lost(look(10, 0), look(10, 0), Some(second(11)), look(11, -7_200)), None);
    }

    #[test]
    fn a_frame_that_took_long_is_not_sleep() {
        let mut watch = SleepWatch::start(look(10, 0));
        watch.waits(look(30, 20), Some(second(12)));
        assert_eq!(watch.woke(look(30, 20)), None);
    }

    #[test]
    fn the_usual_speed_changes_no_instant() {
        let clock = Clock::starting_at(second(7), 1.0);
        let instant = MonoTime::from_nanos(u64::MAX - 3);
        assert_eq!(clock.virtual_at(instant), instant);
        assert_eq!(clock.real_at(instant), instant);
    }

    #[test]
    fn a_fast_clock_passes_a_minute_in_six_seconds() {
        let clock = Clock::starting_at(second(100), 10.0);
        assert_eq!(clock.virtual_at(second(106)), second(160));
        assert_eq!(clock.real_at(second(160)), second(106));
    }

    #[test]
    fn never_stays_never_at_every_speed() {
        assert_eq!(Clock::starting_at(second(100), 0.5).real_at(END), END);
        assert!(Clock::starting_at(second(100), 4.0).real_at(END) > second(1_000_000_000));
    }

    #[test]
    fn the_monotonic_clock_runs() {
        let clock = Clock::start(1.0);
        let before = clock.now();
        assert!(clock.now() >= before);
        assert_eq!(clock.until(before), Duration::ZERO);
    }

    proptest! {
        #[test]
        fn at_the_real_instant_the_virtual_one_has_come(
            start in 0_u64..1 << 60, ahead in 0_u64..1 << 50, speed in 0.01_f64..100.0,
        ) {
            let clock = Clock::starting_at(MonoTime::from_nanos(start), speed);
            let due = MonoTime::from_nanos(start + ahead);
            let real = clock.real_at(due);
            prop_assert!(clock.virtual_at(real) >= due);
            let early = clock.virtual_at(real - Duration::from_micros(1));
            prop_assert!(early <= due, "no more than a microsecond late");
        }
    }
}
