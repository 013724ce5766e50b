//! Faster speech at the same pitch: waveform-similarity overlap-add.
//!
//! Short windows are taken from the input at wider steps than they are laid down, each moved a
//! little to where it best continues the one before. Good for the few per cent that are needed
//! here, not for more.

use crate::audio::voice::clip::{self, Clip};

/// Length of a window, as a part of a second: two to five periods of a voice.
const WINDOWS: u32 = 40;
/// How far a window may be moved, as a part of a second.
const MOVES: u32 = 125;
/// Steps in which a window is moved, as a part of a second.
const STEPS: u32 = 8_000;

/// Returns the clip `factor` times as fast, 1 or more.
pub(super) fn faster(clip: &Clip, factor: f64) -> Clip {
    let input = &clip.samples;
    let half = ((clip.rate / WINDOWS / 2) as usize).max(1);
    let length = (input.len() as f64 / factor).ceil() as usize;
    if factor <= 1.0 || input.len() < 4 * half {
        return clip.clone();
    }
    let moves = (clip.rate / MOVES) as isize;
    let stride = (clip.rate / STEPS).max(1) as usize;
    let mut samples = vec![0.0; length + 2 * half];
    // The first half window is as it was, so that the onset stays sharp.
    samples[..half].copy_from_slice(&input[..half]);
    let mut place = 0;
    let mut start = 0;
    loop {
        add(&mut samples[start..], input, place, half, start == 0);
        start += half;
        if start >= length {
            break;
        }
        let wanted = (start as f64 * factor) as isize;
        let next = place + half;
        place = (-moves..=moves)
            .step_by(stride)
            .filter_map(|by| usize::try_from(wanted + by).ok())
            .map(|at| (at, likeness(input, next, at, 2 * half)))
            .max_by(|(_, one), (_, other)| one.total_cmp(other))
            .map_or(next, |(at, _)| at);
    }
    samples.truncate(length);
    Clip { rate: clip.rate, samples }
}

/// Adds one window; its first half too, unless that stands there already.
fn add(out: &mut [f32], input: &[f32], place: usize, half: usize, only_second: bool) {
    let window = input.get(place..).unwrap_or_default().iter().take(2 * half).enumerate();
    for (n, sample) in window.skip(if only_second { half } else { 0 }) {
        let gain = 0.5 - 0.5 * (std::f32::consts::PI * (n as f32 + 0.5) / half as f32).cos();
        out[n] += sample * gain;
    }
}

/// How much the input at `other` is like that at `one`.
fn likeness(input: &[f32], one: usize, other: usize, length: usize) -> f32 {
    let from = |at: usize| &input[at.min(input.len())..(at + length).min(input.len())];
    let (one, other) = (from(one), from(other));
    let both = one.len().min(other.len());
    clip::dot(&one[..both], &other[..both]) / (clip::dot(other, other) + 1e-9).sqrt()
}

#[cfg(test)]
mod tests {
    use std::f32::consts::TAU;

    use super::*;

    const RATE: u32 = 16_000;

    fn hum(seconds: f32) -> Clip {
        let samples = (0..(seconds * RATE as f32) as usize)
            .map(|n| {
                let t = n as f32 / RATE as f32;
                0.3 * (TAU * 120.0 * t).sin() + 0.2 * (TAU * 240.0 * t).sin()
            })
            .collect();
        Clip { rate: RATE, samples }
    }

    /// Rising zero crossings of the ground tone a second, by counting its loudest likeness.
    fn pitch(clip: &Clip) -> f32 {
        let middle = &clip.samples[RATE as usize / 5..RATE as usize * 3 / 5];
        let lag = (80..200)
            .max_by(|a, b| {
                let value = |lag: usize| middle.iter().zip(&middle[lag..]).map(|(x, y)| x * y).sum::<f32>();
                value(*a).total_cmp(&value(*b))
            })
            .unwrap();
        RATE as f32 / lag as f32
    }

    #[test]
    fn it_is_shorter_by_the_factor_and_no_higher() {
        let clip = hum(1.0);
        for factor in [1.03, 1.08, 1.15] {
            let out = faster(&clip, factor);
            assert!((out.samples.len() as f64 * factor - 16_000.0).abs() < 2.0, "{factor}");
            assert!((pitch(&out) / pitch(&clip) - 1.0).abs() < 0.02, "{factor}: {}", pitch(&out));
        }
    }

    #[test]
    fn the_level_stays_and_nothing_clicks() {
        let out = faster(&hum(1.0), 1.15);
        let jump = out.samples.windows(2).map(|w| (w[1] - w[0]).abs()).fold(0.0, f32::max);
        assert!(jump < 0.08, "jumps by {jump}");
        for part in out.samples[400..13_000].chunks(800) {
            let rms = (part.iter().map(|s| s * s).sum::<f32>() / part.len() as f32).sqrt();
            assert!((0.2..0.31).contains(&rms), "{rms}");
        }
    }

    #[test]
    fn the_onset_stays_where_it_was() {
        let mut clip = hum(0.6);
        clip.samples.splice(0..0, vec![0.0; 160]);
        assert_eq!(faster(&clip, 1.15).samples[..200], clip.samples[..200]);
    }

    #[test]
    fn a_clip_that_is_very_short_or_not_hurried_is_left_alone() {
        let clip = Clip { rate: RATE, samples: vec![0.1; 100] };
        assert_eq!(faster(&clip, 1.15), clip);
        assert_eq!(faster(&hum(0.5), 1.0), hum(0.5));
        assert_eq!(faster(&Clip::default(), 1.1), Clip::default());
    }
}
