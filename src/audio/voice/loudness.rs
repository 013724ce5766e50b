//! Loudness as it is heard: ITU-R BS.1770.
//!
//! A filter weighs the samples as an ear does, blocks of 400 ms are judged, and those in which
//! nobody speaks do not count. What is shorter than a block is judged by its mean.

use std::f64::consts::PI;

use crate::audio::voice::clip::Clip;

/// How loud all speech is, in LUFS, while somebody speaks.
pub(crate) const LOUDNESS: f64 = -16.0;
/// Blocks quieter than this are silence.
const SILENCE: f64 = -70.0;
/// Blocks so much quieter than the mean of the rest are pauses.
const PAUSE: f64 = -10.0;
/// What the standard adds, so that a sine of 997 Hz has the level of its peak less 3.01 dB.
const OFFSET: f64 = -0.691;

/// Returns the loudness of a clip in LUFS; far below silence when nothing can be heard.
pub(crate) fn loudness(clip: &Clip) -> f64 {
    let rate = f64::from(clip.rate.max(1));
    let powers = weighted(&clip.samples, rate);
    let (block, step) = ((0.4 * rate) as usize, ((0.1 * rate) as usize).max(1));
    let blocks: Vec<f64> = if powers.len() <= block {
        vec![mean(&powers)]
    } else {
        powers.windows(block).step_by(step).map(mean).collect()
    };
    let above = |floor: f64| {
        let heard: Vec<f64> = blocks.iter().copied().filter(|block| level(*block) > floor).collect();
        level(mean(&heard))
    };
    above(SILENCE.max(above(SILENCE) + PAUSE))
}

fn level(power: f64) -> f64 {
    OFFSET + 10.0 * (power + 1e-20).log10()
}

fn mean(powers: &[f64]) -> f64 {
    powers.iter().sum::<f64>() / powers.len().max(1) as f64
}

/// Returns the powers of the samples as the K filter weighs them.
fn weighted(samples: &[f32], rate: f64) -> Vec<f64> {
    let (mut shelf, mut pass) = (Filter::shelf(rate), Filter::high_pass(rate));
    samples.iter().map(|sample| pass.next(shelf.next(f64::from(*sample))).powi(2)).collect()
}

/// A filter of the second order.
struct Filter {
    /// What new samples count for, the newest first.
    b: [f64; 3],
    /// What earlier results count for.
    a: [f64; 2],
    /// What is left of the samples before.
    left: [f64; 2],
}

impl Filter {
    /// The head's: 4 dB more above 1.7 kHz. The numbers are the standard's, made for any rate.
    fn shelf(rate: f64) -> Self {
        let (k, quality) = ((PI * 1_681.974_450_955_533 / rate).tan(), 0.707_175_236_955_419_6);
        let high = 10_f64.powf(3.999_843_853_973_347 / 20.0);
        let band = high.powf(0.499_666_774_154_541_6);
        Self::new(
            [high + band * k / quality + k * k, 2.0 * (k * k - high), high - band * k / quality + k * k],
            k,
            quality,
        )
    }

    /// The ear's: less and less below 38 Hz.
    fn high_pass(rate: f64) -> Self {
        let (k, quality) = ((PI * 38.135_470_876_024_44 / rate).tan(), 0.500_327_037_323_877_3);
        let whole = 1.0 + k / quality + k * k;
        Self::new([whole, -2.0 * whole, whole], k, quality)
    }

    fn new(b: [f64; 3], k: f64, quality: f64) -> Self {
        let whole = 1.0 + k / quality + k * k;
        let a = [2.0 * (k * k - 1.0) / whole, (1.0 - k / quality + k * k) / whole];
        Self { b: b.map(|b| b / whole), a, left: [0.0; 2] }
    }

    fn next(&mut self, sample: f64) -> f64 {
        let out = self.b[0] * sample + self.left[0];
        self.left =
            [self.b[1] * sample - self.a[0] * out + self.left[1], self.b[2] * sample - self.a[1] * out];
        out
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;

    use super::*;

    fn sine(pitch: f64, rate: u32, seconds: f64, level: f64) -> Clip {
        let count = (seconds * f64::from(rate)) as usize;
        let samples =
            (0..count).map(|n| (level * (TAU * pitch * n as f64 / f64::from(rate)).sin()) as f32).collect();
        Clip { rate, samples }
    }

    #[test]
    fn a_sine_of_997_hz_at_full_scale_has_the_standards_loudness_at_every_rate() {
        for rate in [8_000, 16_000, 24_000, 44_100, 48_000] {
            let found = loudness(&sine(997.0, rate, 2.0, 1.0));
            assert!((found + 3.01).abs() < 0.05, "{rate}: {found}");
        }
    }

    #[test]
    fn bass_counts_less_and_brightness_more() {
        let at = |pitch| loudness(&sine(pitch, 48_000, 2.0, 0.1));
        assert!((at(997.0) + 23.01).abs() < 0.05);
        assert!(at(30.0) < at(997.0) - 5.0, "{}", at(30.0));
        assert!((at(8_000.0) - at(997.0) - 3.3).abs() < 0.3, "{}", at(8_000.0));
    }

    #[test]
    fn pauses_do_not_count_and_a_short_word_is_judged_whole() {
        let mut paused = sine(997.0, 24_000, 2.0, 0.1);
        paused.samples.extend(vec![0.0; 48_000]);
        assert!((loudness(&paused) + 23.01).abs() < 0.5, "{}", loudness(&paused));
        let short = loudness(&sine(997.0, 24_000, 0.2, 0.1));
        assert!((short + 23.01).abs() < 0.2, "{short}");
        assert!(loudness(&Clip { rate: 24_000, samples: vec![0.0; 100] }) < -100.0);
        assert!(loudness(&Clip::default()) < -100.0);
    }
}
