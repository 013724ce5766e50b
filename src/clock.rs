//! The clock on the wall of the machine: the one place that reads monotonic time.
//!
//! The shell measures `now` here and passes it down; the audio callback measures with the
//! same clock, so that a cue's due time means the same instant to both. Nothing below the
//! shell and the audio actor calls it.

use crate::time::MonoTime;

/// Returns the present instant.
///
/// On Unix this is `CLOCK_MONOTONIC`; on Linux it stands still while the machine sleeps.
#[cfg(unix)]
pub fn now() -> MonoTime {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    MonoTime::from_nanos(time.tv_sec.unsigned_abs() * 1_000_000_000 + time.tv_nsec.unsigned_abs())
}

/// Returns the present instant of the clock that counts the time asleep too; `None` if the system has none.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub fn with_sleep() -> Option<MonoTime> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Some(MonoTime::from_nanos(time.tv_sec.unsigned_abs() * 1_000_000_000 + time.tv_nsec.unsigned_abs()))
}

/// Returns the present instant of the clock that counts the time asleep too; `None` if the system has none.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub fn with_sleep() -> Option<MonoTime> {
    None
}

/// Returns the present instant, counted from the first call in this process.
#[cfg(not(unix))]
pub fn now() -> MonoTime {
    use std::sync::OnceLock;
    use std::time::Instant;

    static START: OnceLock<Instant> = OnceLock::new();
    MonoTime::ZERO + START.get_or_init(Instant::now).elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_never_runs_backwards() {
        let first = now();
        assert!(now() >= first);
    }
}
