//! The tones: one short sound for each event, made from sine waves.
//!
//! Pure arithmetic: a kind, a rate and a slot in, samples out. Every tone begins and ends
//! at zero, is no longer than its slot and peaks at the level of its kind, so that the two
//! lanes together stay below full scale. The tones of a tempo fill their slot: who hears one
//! end knows that the next beat is 200 ms away. What needs a recording comes from elsewhere.

use std::f64::consts::{PI, TAU};
use std::time::Duration;

use crate::routine::Beat;
use crate::timeline::CueKind;

/// Peak of the loudest cue, before panning.
pub const CUE_PEAK: f32 = 0.8;
/// Peak of a tempo tone, before panning: 16 dB below a cue, since it sounds for minutes.
pub const TEMPO_PEAK: f32 = 0.125;
/// The longest beat that its tone fills.
pub const LONGEST_BEAT: Duration = Duration::from_secs(60);

/// No tone is longer, except the last.
const LONGEST: Duration = Duration::from_millis(600);
/// The last tone closes the routine and may ring.
const LONGEST_DONE: Duration = Duration::from_millis(1_500);
/// The share of its slot that a tone may fill.
const SLOT_SHARE: f64 = 0.95;
/// Time in which a note swells, in seconds.
const ATTACK: f64 = 0.005;
/// Time in which the tone of a beat swells and dies away, in seconds.
const BEAT_ATTACK: f64 = 0.060;
const BEAT_RELEASE: f64 = 0.090;
/// Length of the click that measures.
const CLICK: f64 = 0.005;

/// The colour of a note: its partials as (multiple of the pitch, strength, decay).
///
/// Decay is how many times faster than the note itself the partial dies away.
type Timbre = &'static [(f64, f64, f64)];

/// Almost a sine.
const SOFT: Timbre = &[(1.0, 1.0, 1.0), (2.0, 0.12, 2.0)];
/// Clear enough to be heard over breath and steps.
const BRIGHT: Timbre = &[(1.0, 1.0, 1.0), (2.0, 0.4, 1.3), (3.0, 0.2, 1.8)];
/// A small bell.
const CHIME: Timbre = &[(1.0, 1.0, 1.0), (2.76, 0.35, 2.2), (5.4, 0.12, 4.0)];
/// A wooden bar.
const WOOD: Timbre = &[(1.0, 1.0, 1.0), (3.93, 0.3, 5.0)];

/// One note of a tone.
struct Strike {
    /// When it begins, in seconds.
    at: f64,
    /// Pitch at its beginning and at its end, in hertz.
    pitch: (f64, f64),
    /// How long it rings, in seconds.
    length: f64,
    /// How often it falls to 1/e while it rings.
    decay: f64,
    timbre: Timbre,
}

const fn strike(at: f64, pitch: f64, length: f64, decay: f64, timbre: Timbre) -> Strike {
    Strike { at, pitch: (pitch, pitch), length, decay, timbre }
}

const COUNT_IN: &[Strike] = &[strike(0.0, 659.3, 0.11, 3.0, WOOD)];
const COUNT_OUT: &[Strike] = &[strike(0.0, 523.3, 0.09, 3.0, SOFT)];
const REP: &[Strike] = &[strike(0.0, 392.0, 0.08, 3.0, WOOD)];
const GO: &[Strike] = &[strike(0.0, 987.8, 0.4, 3.0, BRIGHT), strike(0.0, 1318.5, 0.4, 3.5, BRIGHT)];
const NAME: &[Strike] = &[strike(0.0, 784.0, 0.55, 4.0, CHIME)];
const SAY: &[Strike] = &[strike(0.0, 587.3, 0.25, 3.0, CHIME)];
const HALFWAY: &[Strike] = &[strike(0.0, 740.0, 0.12, 3.0, BRIGHT), strike(0.16, 740.0, 0.2, 3.0, BRIGHT)];
const LAST_SET: &[Strike] = &[
    strike(0.0, 587.3, 0.12, 2.5, CHIME),
    strike(0.13, 740.0, 0.12, 2.5, CHIME),
    strike(0.26, 880.0, 0.3, 3.0, CHIME),
];
const SWITCH: &[Strike] = &[strike(0.0, 880.0, 0.18, 2.5, BRIGHT), strike(0.2, 587.3, 0.3, 3.0, BRIGHT)];
const REST: &[Strike] = &[strike(0.0, 523.3, 0.25, 2.0, SOFT), strike(0.22, 392.0, 0.36, 3.0, SOFT)];
const PAUSE: &[Strike] = &[strike(0.0, 262.0, 0.14, 3.0, SOFT)];
const DONE: &[Strike] = &[
    strike(0.0, 523.3, 0.5, 3.0, CHIME),
    strike(0.16, 659.3, 0.5, 3.0, CHIME),
    strike(0.32, 784.0, 0.5, 3.0, CHIME),
    strike(0.48, 1046.5, 0.95, 4.0, CHIME),
];

/// Returns the notes of a kind and its peak.
const fn tone(kind: CueKind) -> (&'static [Strike], f32) {
    match kind {
        CueKind::CountIn(_) => (COUNT_IN, 0.6),
        CueKind::CountOut(_) => (COUNT_OUT, 0.5),
        CueKind::Rep(_) => (REP, 0.35),
        CueKind::Go => (GO, CUE_PEAK),
        CueKind::Name | CueKind::Next => (NAME, 0.5),
        CueKind::Say | CueKind::Ready | CueKind::Left => (SAY, 0.35),
        CueKind::Halfway => (HALFWAY, 0.6),
        CueKind::LastSet | CueKind::Set => (LAST_SET, 0.6),
        CueKind::Switch => (SWITCH, 0.75),
        CueKind::Rest => (REST, 0.7),
        // The other beats are glides, not notes.
        CueKind::Tempo(_) => (PAUSE, 0.05),
        CueKind::Done => (DONE, CUE_PEAK),
    }
}

/// Renders the tone of `kind` for a slot, one channel at `rate` frames a second.
///
/// A slot that is too short for the tone makes it quicker, never cut off. Up, hold and down
/// fill their slot, up to [`LONGEST_BEAT`].
pub fn render(kind: CueKind, slot: Duration, rate: u32) -> Vec<f32> {
    if let CueKind::Tempo(beat) = kind
        && beat.basic() != Beat::Pause
    {
        return glide(beat.basic(), slot.min(LONGEST_BEAT), rate);
    }
    let (strikes, peak) = tone(kind);
    let longest = if kind == CueKind::Done { LONGEST_DONE } else { LONGEST };
    let natural = strikes.iter().map(|s| s.at + s.length).fold(0.0, f64::max);
    let length = natural.min(longest.as_secs_f64()).min(slot.as_secs_f64() * SLOT_SHARE);
    let pace = length / natural;
    let mut samples = vec![0.0; (length * f64::from(rate)) as usize];
    for strike in strikes {
        add(&mut samples, strike, pace, f64::from(rate));
    }
    level(&mut samples, peak);
    samples
}

/// Renders the tone of a beat: a soft glide over the whole of it, slowly fading.
fn glide(beat: Beat, length: Duration, rate: u32) -> Vec<f32> {
    // A fifth, low enough to be borne for minutes; hold stays where up arrived.
    let (from, to, peak) = match beat {
        Beat::Up => (293.7, 440.0, TEMPO_PEAK),
        Beat::Hold | Beat::Pause => (440.0, 440.0, 0.75 * TEMPO_PEAK),
        _ => (440.0, 293.7, TEMPO_PEAK),
    };
    let (length, rate) = (length.as_secs_f64(), f64::from(rate));
    let (attack, release) = (BEAT_ATTACK.min(length / 4.0), BEAT_RELEASE.min(length / 3.0));
    let mut phase = 0.0_f64;
    let mut samples: Vec<f32> = (0..(length * rate) as usize)
        .map(|n| {
            let time = n as f64 / rate;
            let gone = time / length;
            let value = phase.sin() + 0.1 * (2.0 * phase).sin();
            phase = (phase + TAU * from * (to / from).powf(gone) / rate) % TAU;
            (value * (1.0 - 0.4 * gone) * swell(time / attack) * swell((length - time) / release)) as f32
        })
        .collect();
    level(&mut samples, peak);
    samples
}

/// Renders the click that measures: 5 ms, the same for every kind.
pub fn click(rate: u32) -> Vec<f32> {
    let frames = (CLICK * f64::from(rate)) as usize;
    let mut samples: Vec<f32> = (0..frames)
        .map(|n| {
            let time = n as f64 / f64::from(rate);
            ((TAU * 2_000.0 * time).sin() * (1.0 - time / CLICK).powi(2)) as f32
        })
        .collect();
    level(&mut samples, CUE_PEAK);
    samples
}

fn add(samples: &mut [f32], strike: &Strike, pace: f64, rate: f64) {
    let first = (strike.at * pace * rate) as usize;
    let length = strike.length * pace;
    let attack = ATTACK.min(length / 4.0);
    let release = (length / 4.0).max(attack);
    let mut phase = 0.0_f64;
    for (n, sample) in samples.iter_mut().skip(first).enumerate() {
        let time = n as f64 / rate;
        if time >= length {
            break;
        }
        let gone = time / length;
        let mut value = 0.0;
        for (multiple, strength, quicker) in strike.timbre {
            // A partial above the highest pitch that the rate can hold would fold down.
            if strike.pitch.0.max(strike.pitch.1) * multiple < rate * 0.45 {
                value += strength * (-strike.decay * quicker * gone).exp() * (phase * multiple).sin();
            }
        }
        *sample += (value * swell(time / attack) * swell((length - time) / release)) as f32;
        // Equal steps of pitch to the ear, not of frequency.
        phase += TAU * strike.pitch.0 * (strike.pitch.1 / strike.pitch.0).powf(gone) / rate;
    }
}

/// Rises from 0 to 1 without a corner.
fn swell(share: f64) -> f64 {
    0.5 - 0.5 * (PI * share.clamp(0.0, 1.0)).cos()
}

fn level(samples: &mut [f32], peak: f32) {
    let loudest = samples.iter().fold(0.0_f32, |most, s| most.max(s.abs()));
    if loudest > 0.0 {
        for sample in samples {
            *sample *= peak / loudest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 48_000;
    const KINDS: [CueKind; 15] = [
        CueKind::Name,
        CueKind::CountIn(3),
        CueKind::CountOut(3),
        CueKind::Rep(3),
        CueKind::Go,
        CueKind::Say,
        CueKind::Halfway,
        CueKind::LastSet,
        CueKind::Switch,
        CueKind::Rest,
        CueKind::Tempo(Beat::Up),
        CueKind::Tempo(Beat::Hold),
        CueKind::Tempo(Beat::Down),
        CueKind::Tempo(Beat::Pause),
        CueKind::Done,
    ];

    fn length(samples: &[f32], rate: u32) -> Duration {
        Duration::from_secs_f64(samples.len() as f64 / f64::from(rate))
    }

    fn peak(samples: &[f32]) -> f32 {
        samples.iter().fold(0.0, |most, s| s.abs().max(most))
    }

    #[test]
    fn a_tone_is_shorter_than_its_slot_and_its_limit() {
        for rate in [8_000, 44_100, RATE, 192_000] {
            for kind in KINDS.into_iter().filter(|kind| !is_glide(*kind)) {
                for millis in [0, 1, 10, 40, 150, 300, 600, 1_000, 5_000] {
                    let slot = Duration::from_millis(millis);
                    let sound = length(&render(kind, slot, rate), rate);
                    let longest = if kind == CueKind::Done { LONGEST_DONE } else { LONGEST };
                    assert!(sound <= longest, "{kind} {sound:?}");
                    assert!(sound < slot || slot.is_zero(), "{kind} {sound:?} in {slot:?}");
                }
            }
        }
    }

    fn is_glide(kind: CueKind) -> bool {
        matches!(kind, CueKind::Tempo(Beat::Up | Beat::Hold | Beat::Down))
    }

    #[test]
    fn up_hold_and_down_fill_their_slot_to_the_frame() {
        for kind in KINDS.into_iter().filter(|kind| is_glide(*kind)) {
            for (millis, frames) in [(100, 4_800), (800, 38_400), (2_800, 134_400), (9_800, 470_400)] {
                let samples = render(kind, Duration::from_millis(millis), RATE);
                assert_eq!(samples.len(), frames, "{kind:?}");
                // It is heard to the end, and over at the end.
                let tail = &samples[frames - frames / 8..];
                assert!(peak(&tail[..tail.len() / 4]) > 0.1 * peak(&samples), "{kind:?} {millis}");
                assert!(tail.last().is_some_and(|s| s.abs() < 0.005));
            }
        }
    }

    #[test]
    fn up_rises_and_down_falls_over_the_whole_beat() {
        let crossings = |s: &[f32]| s.windows(2).filter(|w| w[0] <= 0.0 && w[1] > 0.0).count();
        let quarters = |beat| {
            let samples = render(CueKind::Tempo(beat), Duration::from_secs(4), RATE);
            samples.chunks(samples.len() / 4).take(4).map(crossings).collect::<Vec<_>>()
        };
        assert!(quarters(Beat::Up).windows(2).all(|w| w[0] + 10 < w[1]), "{:?}", quarters(Beat::Up));
        assert!(quarters(Beat::Down).windows(2).all(|w| w[0] > w[1] + 10), "{:?}", quarters(Beat::Down));
        assert!(quarters(Beat::Hold).windows(2).all(|w| w[0].abs_diff(w[1]) <= 1));
    }

    #[test]
    fn a_tone_begins_and_ends_near_zero_and_has_no_jump() {
        for kind in KINDS {
            for millis in [60, 300, 2_000] {
                let samples = render(kind, Duration::from_millis(millis), RATE);
                let (first, last) = (samples[0], samples[samples.len() - 1]);
                assert!(first.abs() < 0.005 && last.abs() < 0.005, "{kind} {first} {last}");
                let jump = samples.windows(2).map(|w| (w[1] - w[0]).abs()).fold(0.0, f32::max);
                assert!(jump < 0.45 * CUE_PEAK, "{kind} jumps by {jump}");
            }
        }
    }

    #[test]
    fn no_two_tones_are_alike() {
        let slot = Duration::from_secs(2);
        for (n, one) in KINDS.iter().enumerate() {
            let first = render(*one, slot, RATE);
            for other in &KINDS[n + 1..] {
                let second = render(*other, slot, RATE);
                assert!(likeness(&first, &second) < 0.8, "{one:?} is like {other:?}");
            }
        }
    }

    /// How alike two sounds are, whatever their loudness: 1 is the same.
    fn likeness(one: &[f32], other: &[f32]) -> f32 {
        let dot: f32 = one.iter().zip(other).map(|(a, b)| a * b).sum();
        let power = |s: &[f32]| s.iter().map(|v| v * v).sum::<f32>();
        dot.abs() / (power(one) * power(other)).sqrt()
    }

    #[test]
    fn tempo_tones_are_much_quieter_than_cues() {
        let slot = Duration::from_secs(2);
        for kind in KINDS {
            let loudest = peak(&render(kind, slot, RATE));
            if matches!(kind, CueKind::Tempo(_)) {
                assert!(loudest <= TEMPO_PEAK + 1e-6, "{kind:?} {loudest}");
            } else {
                assert!((2.0 * TEMPO_PEAK..=CUE_PEAK + 1e-6).contains(&loudest), "{kind:?} {loudest}");
            }
        }
    }

    #[test]
    fn the_numbers_of_a_count_sound_the_same() {
        let slot = Duration::from_secs(1);
        assert_eq!(render(CueKind::CountIn(3), slot, RATE), render(CueKind::CountIn(1), slot, RATE));
    }

    #[test]
    fn a_click_is_5_ms_long_and_loud_at_once() {
        let samples = click(RATE);
        assert_eq!(length(&samples, RATE), Duration::from_millis(5));
        assert!(samples[0].abs() < 1e-6);
        assert!(samples.iter().position(|s| s.abs() > 0.1 * CUE_PEAK).is_some_and(|n| n < 3));
    }
}
