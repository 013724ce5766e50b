//! Ticks for shorter, quicker steps: how many a minute, and where in a piece of running they sound.

use std::time::Duration;

use crate::symptoms::limits;

/// Ticks in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ticks {
    /// Steps a minute, of both feet.
    pub rate: u16,
    /// How long they sound at a time.
    pub bout: Duration,
}

impl Ticks {
    /// Makes the ticks of a runner who takes so many steps a minute, so many days after they began; `None` once the
    /// weeks with them are over.
    pub fn after(own: u16, days: i32) -> Option<Self> {
        let half = (2 * days / limits::STEPS_DAYS).clamp(0, 1);
        let bout = limits::STEPS_BOUTS[usize::from(half == 1)];
        let rate = Self::rate_for(own);
        (0..limits::STEPS_DAYS).contains(&days).then_some(Self { rate, bout })
    }

    /// Returns the rate for a runner who takes so many steps a minute.
    pub fn rate_for(own: u16) -> u16 {
        (f64::from(own) * (1.0 + limits::STEPS_MORE)).round() as u16
    }

    /// Returns when they begin to sound in a piece of running of a length, each time to their end before the piece is over.
    pub fn begin(self, length: Duration) -> impl Iterator<Item = Duration> {
        let all = (0..).map(|n| limits::STEPS_FROM + limits::STEPS_EACH * n);
        all.take_while(move |at| *at + self.bout <= length)
    }

    /// Returns the instants of the ticks of one time, from its beginning.
    pub fn beats(self) -> impl Iterator<Item = Duration> {
        let rate = u32::from(self.rate.max(1));
        let at = move |n: u32| Duration::from_secs(60) * n / rate;
        (0..).map(at).take_while(move |at| *at < self.bout)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_weeks_of_a_minute_and_then_of_two() {
        let bout = |days| Ticks::after(162, days).map(|ticks| (ticks.rate, ticks.bout.as_secs()));
        assert_eq!(
            [-1, 0, 13, 14, 27, 28].map(bout),
            [None, Some((170, 60)), Some((170, 60)), Some((170, 120)), Some((170, 120)), None]
        );
    }

    #[test]
    fn they_begin_a_minute_in_and_each_five_minutes_and_never_run_over() {
        let begin = |days, minutes: u64| {
            let ticks = Ticks::after(160, days).unwrap();
            ticks.begin(Duration::from_secs(minutes * 60)).map(|at| at.as_secs()).collect::<Vec<_>>()
        };
        assert_eq!(begin(0, 20), [60, 360, 660, 960]);
        assert_eq!(begin(0, 2), [60]);
        assert_eq!(begin(14, 2), [0; 0]);
        assert_eq!(begin(14, 8), [60, 360]);
    }

    #[test]
    fn a_minute_has_as_many_ticks_as_its_rate() {
        let ticks = Ticks::after(162, 0).unwrap();
        assert_eq!(ticks.beats().count(), 170);
        assert_eq!(ticks.beats().nth(85), Some(Duration::from_secs(30)));
    }
}
