//! A clip: a stretch of speech, and what is done to it before it is mixed.
//!
//! Pure arithmetic on samples: trimming, levelling, joining, another rate. All clips are brought
//! to one loudness, because speech engines lie up to 13 dB apart.

use std::f64::consts::PI;
use std::time::Duration;

use crate::audio::voice::loudness::{LOUDNESS, loudness};

/// No sample of a clip is louder: -1 dBFS.
pub(crate) const PEAK: f32 = 0.89;
/// Below this share of the peak it counts as silence.
const SILENCE: f32 = 0.02;
/// Quiet that is kept before and after the words.
const MARGIN: Duration = Duration::from_millis(10);
/// The longest pause of a text from an engine: some wait half a second at a comma.
const LONGEST_PAUSE: Duration = Duration::from_millis(150);

/// Samples of the resampling filter on each side, at the lower rate.
const HALF: f64 = 16.0;
/// Where the filter cuts off, as a share of what the lower rate can hold.
const CUTOFF: f64 = 0.95;
/// Most positions between two samples that the filter tells apart.
const PHASES: u64 = 1024;

/// Speech at a rate, one channel.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Clip {
    pub(crate) rate: u32,
    pub(crate) samples: Vec<f32>,
}

impl Clip {
    /// Returns how long it is.
    pub(crate) fn length(&self) -> Duration {
        Duration::from_secs_f64(self.samples.len() as f64 / f64::from(self.rate.max(1)))
    }

    /// Cuts off the silence at both ends and brings the words to their loudness.
    ///
    /// `None` when nothing can be heard.
    pub(crate) fn trimmed_and_levelled(mut self) -> Option<Self> {
        let peak = peak(&self.samples);
        if peak < 1e-3 {
            return None;
        }
        let heard = |s: &f32| s.abs() > SILENCE * peak;
        let first = self.samples.iter().position(heard)?;
        let last = self.samples.iter().rposition(heard)?;
        let margin = frames(MARGIN, self.rate);
        self.samples.truncate((last + margin + 1).min(self.samples.len()));
        self.samples.drain(..first.saturating_sub(margin));
        let louder = 10_f64.powf((LOUDNESS - loudness(&self)) / 20.0) as f32;
        let gain = louder.min(PEAK / peak);
        self.scale(gain);
        Some(self)
    }

    /// Shortens the pauses within it, so that it is likelier to fit.
    pub(crate) fn with_short_pauses(mut self) -> Self {
        let limit = SILENCE * peak(&self.samples);
        let longest = frames(LONGEST_PAUSE, self.rate);
        let mut quiet = 0;
        // What goes is the middle of a pause: the sound before it dies away and the next begins.
        let mut kept = Vec::with_capacity(self.samples.len());
        for sample in self.samples {
            quiet = if sample.abs() > limit { 0 } else { quiet + 1 };
            kept.push(sample);
            if quiet > longest {
                kept.remove(kept.len() - longest / 2);
            }
        }
        self.samples = kept;
        self
    }

    /// Makes it louder or quieter.
    pub(crate) fn scale(&mut self, gain: f32) {
        for sample in &mut self.samples {
            *sample *= gain;
        }
    }

    /// Appends quiet.
    pub(crate) fn rest(&mut self, length: Duration) {
        self.samples.resize(self.samples.len() + frames(length, self.rate), 0.0);
    }

    /// Returns it at another rate.
    pub(crate) fn at_rate(self, rate: u32) -> Self {
        if rate == self.rate || self.samples.is_empty() || rate == 0 {
            return self;
        }
        Self { samples: resample(&self.samples, self.rate, rate), rate }
    }
}

/// Returns how many frames a length has.
pub(crate) fn frames(length: Duration, rate: u32) -> usize {
    (length.as_secs_f64() * f64::from(rate)).round() as usize
}

/// Returns the loudest sample.
pub(crate) fn peak(samples: &[f32]) -> f32 {
    samples.iter().fold(0.0, |most, s| s.abs().max(most))
}

/// Returns the sum of the products. Eight sums side by side are what a processor does at once.
pub(super) fn dot(one: &[f32], other: &[f32]) -> f32 {
    let (ones, others) = (one.chunks_exact(8), other.chunks_exact(8));
    let rest: f32 = ones.remainder().iter().zip(others.remainder()).map(|(a, b)| a * b).sum();
    let mut sums = [0.0; 8];
    for (a, b) in ones.zip(others) {
        for (n, sum) in sums.iter_mut().enumerate() {
            *sum += a[n] * b[n];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// Resamples with a windowed sinc whose filters, one for each position between two samples, are
/// worked out once.
fn resample(samples: &[f32], from: u32, to: u32) -> Vec<f32> {
    let (from, to) = (u64::from(from), u64::from(to));
    let phases = (to / gcd(from, to)).min(PHASES);
    let narrow = (to as f64 / from as f64).min(1.0);
    let half = (HALF / narrow).ceil() as usize;
    let taps = 2 * half;
    let mut filters = Vec::with_capacity(phases as usize * taps);
    for phase in 0..phases {
        let part = phase as f64 / phases as f64;
        let filter = filters.len();
        filters.extend((0..taps).map(|tap| {
            let distance = tap as f64 - (half as f64 - 1.0) - part;
            (sinc(distance * narrow * CUTOFF) * window(distance / half as f64)) as f32
        }));
        // Every filter passes a constant unchanged, so that none of them hums.
        let sum: f32 = filters[filter..].iter().sum();
        for tap in &mut filters[filter..] {
            *tap /= sum;
        }
    }
    let mut padded = vec![0.0; half - 1];
    padded.extend_from_slice(samples);
    padded.resize(padded.len() + half + 1, 0.0);
    let length = (samples.len() as u64 * to).div_ceil(from);
    (0..length)
        .map(|n| {
            let (place, rest) = ((n * from / to) as usize, n * from % to);
            let filter = (rest * phases / to) as usize * taps;
            dot(&padded[place..place + taps], &filters[filter..filter + taps])
        })
        .collect()
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

fn sinc(x: f64) -> f64 {
    if x.abs() < 1e-9 { 1.0 } else { (PI * x).sin() / (PI * x) }
}

/// Blackman's window from -1 to 1.
fn window(x: f64) -> f64 {
    if x.abs() >= 1.0 { 0.0 } else { 0.42 + 0.5 * (PI * x).cos() + 0.08 * (2.0 * PI * x).cos() }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;

    use super::*;

    fn sine(pitch: f64, rate: u32, seconds: f64, level: f32) -> Vec<f32> {
        let count = (seconds * f64::from(rate)) as usize;
        (0..count).map(|n| level * (TAU * pitch * n as f64 / f64::from(rate)).sin() as f32).collect()
    }

    fn rms(samples: &[f32]) -> f32 {
        (samples.iter().map(|s| s * s).sum::<f32>() / samples.len() as f32).sqrt()
    }

    #[test]
    fn silence_is_cut_to_10_ms_and_the_level_is_the_same_for_all() {
        for level in [0.02, 0.9] {
            let mut samples = vec![0.0; 8_000];
            samples.extend(sine(300.0, 16_000, 0.5, level));
            samples.extend(vec![0.0; 4_000]);
            let clip = Clip { rate: 16_000, samples }.trimmed_and_levelled().unwrap();
            assert!((clip.length().as_millis() as i64 - 520).abs() <= 1, "{:?}", clip.length());
            assert!((loudness(&clip) - LOUDNESS).abs() < 0.1, "{}", loudness(&clip));
            assert!(clip.samples.iter().position(|s| s.abs() > 0.02 * PEAK).unwrap() < 240, "within 15 ms");
        }
    }

    #[test]
    fn a_clip_with_sharp_peaks_stays_below_full_scale() {
        let mut samples = sine(300.0, 16_000, 0.5, 0.05);
        samples[2_000] = 1.0;
        let clip = Clip { rate: 16_000, samples }.trimmed_and_levelled().unwrap();
        assert!((peak(&clip.samples) - PEAK).abs() < 1e-3);
    }

    #[test]
    fn long_pauses_become_short_and_short_ones_stay() {
        let hum = || sine(300.0, 16_000, 0.2, 0.5);
        for (pause, left) in [(8_000, 2_400), (1_600, 1_600)] {
            let samples = [hum(), vec![0.0; pause], hum()].concat();
            let clip = Clip { rate: 16_000, samples }.with_short_pauses();
            assert!((clip.samples.len() as i64 - 6_400 - left).abs() < 8, "{}", clip.samples.len());
            let end = clip.samples.len() - 3_000;
            assert_eq!(clip.samples[..3_000], hum()[..3_000]);
            assert_eq!(clip.samples[end..], hum()[200..]);
        }
    }

    #[test]
    fn what_cannot_be_heard_is_no_clip() {
        assert_eq!(Clip { rate: 16_000, samples: vec![0.0; 1_000] }.trimmed_and_levelled(), None);
        assert_eq!(Clip::default().trimmed_and_levelled(), None);
    }

    #[test]
    fn another_rate_keeps_length_pitch_and_level() {
        for (from, to) in
            [(16_000, 48_000), (16_000, 44_100), (22_050, 48_000), (48_000, 8_000), (11_025, 96_001)]
        {
            let clip = Clip { rate: from, samples: sine(440.0, from, 0.5, 0.5) };
            let out = clip.at_rate(to);
            assert!((out.length().as_secs_f64() - 0.5).abs() < 1e-3, "{from} to {to}");
            let expected = sine(440.0, to, 0.5, 0.5);
            let middle = to as usize / 10..to as usize * 4 / 10;
            let worst = middle.map(|n| (out.samples[n] - expected[n]).abs()).fold(0.0, f32::max);
            assert!(worst < 0.005, "{from} to {to}: {worst}");
        }
    }

    #[test]
    fn what_a_lower_rate_cannot_hold_is_taken_out() {
        let clip = Clip { rate: 48_000, samples: sine(6_000.0, 48_000, 0.5, 0.5) };
        let out = clip.at_rate(8_000);
        assert!(rms(&out.samples[400..3_600]) < 0.003);
    }
}
