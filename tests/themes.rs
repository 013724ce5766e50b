//! The sound themes that ship, `sounds/wood` and `sounds/glass`: made here, by arithmetic.
//!
//! `RUNUP_BLESS=1 cargo test --test themes` writes the files anew; without it the test holds
//! that they are what is made here. They are nobody else's work, so they ship under the
//! licence of the rest.

use std::f64::consts::{PI, TAU};
use std::fs;
use std::path::{Path, PathBuf};

use flacenc::component::BitRepr;
use flacenc::error::Verify;

const RATE: u32 = 24_000;

/// A struck body: its partials as (multiple, strength, seconds until it fell to 1/e).
struct Body {
    name: &'static str,
    partials: &'static [(f64, f64, f64)],
    /// Strength of the knock of the mallet, a burst of noise of 4 ms.
    knock: f64,
    /// Everything is this much higher than written.
    shift: f64,
}

/// A bar of wood, its overtones those of a marimba.
const WOOD: Body = Body {
    name: "wood",
    partials: &[(1.0, 1.0, 0.085), (3.93, 0.35, 0.030), (7.90, 0.16, 0.012)],
    knock: 0.25,
    shift: 1.0,
};

/// A glass bowl that is touched with a small mallet.
const GLASS: Body = Body {
    name: "glass",
    partials: &[(1.0, 1.0, 0.15), (2.32, 0.45, 0.09), (4.25, 0.22, 0.05), (6.63, 0.10, 0.03)],
    knock: 0.05,
    shift: 1.25,
};

/// One note: when, in seconds, its pitch in hertz, and how strong.
type Note = (f64, f64, f64);

/// What each event sounds like, in notes, and its peak.
const EVENTS: [(&str, f64, &[Note]); 11] = [
    ("name", 0.60, &[(0.0, 587.3, 1.0), (0.12, 784.0, 0.8)]),
    ("count-in", 0.75, &[(0.0, 659.3, 1.0)]),
    ("count-out", 0.60, &[(0.0, 523.3, 1.0)]),
    ("count-rep", 0.40, &[(0.0, 440.0, 1.0)]),
    ("go", 1.00, &[(0.0, 987.8, 1.0), (0.0, 1318.5, 0.7)]),
    ("say", 0.45, &[(0.0, 587.3, 1.0)]),
    ("halfway", 0.75, &[(0.0, 740.0, 1.0), (0.15, 740.0, 1.0)]),
    ("last-set", 0.75, &[(0.0, 587.3, 0.8), (0.12, 740.0, 0.9), (0.24, 880.0, 1.0)]),
    ("switch", 0.95, &[(0.0, 880.0, 1.0), (0.18, 587.3, 1.0)]),
    ("rest", 0.85, &[(0.0, 523.3, 1.0), (0.20, 392.0, 1.0)]),
    ("done", 1.00, &[(0.0, 523.3, 0.8), (0.16, 659.3, 0.9), (0.32, 784.0, 0.9), (0.48, 1046.5, 1.0)]),
];

fn made(body: &Body, peak: f64, notes: &[Note]) -> Vec<i32> {
    let rate = f64::from(RATE);
    let ring = body.partials.iter().map(|p| p.2).fold(0.0, f64::max) * 4.0;
    let last = notes.iter().map(|n| n.0).fold(0.0, f64::max);
    let frames = ((last + ring) * rate) as usize;
    let mut samples = vec![0.0_f64; frames];
    let mut noise = 0x2545_F491_4F6C_DD1D_u64;
    for (at, pitch, strength) in notes {
        for (n, sample) in samples.iter_mut().skip((at * rate) as usize).enumerate() {
            let time = n as f64 / rate;
            // What is left at the end of the ring is taken to zero without a step.
            let close = 0.5 + 0.5 * (PI * ((time - 0.8 * ring) / (0.2 * ring)).clamp(0.0, 1.0)).cos();
            let attack = (time / 0.0015).min(1.0);
            let tone: f64 = body
                .partials
                .iter()
                .map(|(multiple, weight, fall)| {
                    weight * (-time / fall).exp() * (TAU * pitch * body.shift * multiple * time).sin()
                })
                .sum();
            noise ^= noise << 13;
            noise ^= noise >> 7;
            noise ^= noise << 17;
            let white = (noise >> 40) as f64 / f64::from(1 << 23) - 1.0;
            let knock = body.knock * white * (1.0 - time / 0.004).max(0.0);
            *sample += strength * attack * close * (tone + knock);
        }
    }
    let loudest = samples.iter().fold(0.0_f64, |most, s| most.max(s.abs()));
    samples.iter().map(|s| (s / loudest * peak * 32_000.0).round() as i32).collect()
}

fn flac(samples: &[i32]) -> Vec<u8> {
    let config = flacenc::config::Encoder::default().into_verified().unwrap();
    let source = flacenc::source::MemSource::from_samples(samples, 1, 16, RATE as usize);
    let stream = flacenc::encode_with_fixed_block_size(&config, source, config.block_size).unwrap();
    let mut sink = flacenc::bitsink::ByteSink::new();
    stream.write(&mut sink).unwrap();
    sink.as_slice().to_vec()
}

fn path(body: &Body, event: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sounds").join(body.name).join(format!("{event}.flac"))
}

#[test]
fn the_shipped_themes_are_what_is_made_here() {
    let bless = std::env::var_os("RUNUP_BLESS").is_some();
    for body in [WOOD, GLASS] {
        for (event, peak, notes) in EVENTS {
            let samples = made(&body, peak, notes);
            let path = path(&body, event);
            if bless {
                fs::write(&path, flac(&samples)).unwrap();
            }
            let mut reader = claxon::FlacReader::open(&path)
                .unwrap_or_else(|e| panic!("{}: {e}; RUNUP_BLESS=1 writes it", path.display()));
            assert_eq!(reader.streaminfo().sample_rate, RATE);
            let found: Vec<i32> = reader.samples().map(Result::unwrap).collect();
            assert_eq!(found.len(), samples.len(), "{}", path.display());
            // Another machine's sine may round the last digit in another way.
            let worst = found.iter().zip(&samples).map(|(a, b)| (a - b).abs()).max();
            assert!(worst.is_some_and(|worst| worst <= 2), "{}: {worst:?}", path.display());
        }
    }
}
