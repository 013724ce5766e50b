//! WAV files: what an engine wrote, and what the cache keeps.
//!
//! Read with distrust: engines lie about lengths (`espeak-ng --stdout` claims 13 hours), so what
//! is really there counts, and no more than ten seconds of it.

use crate::audio::voice::clip::Clip;

/// Most seconds that are read.
const LONGEST: usize = 10;

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum WavError {
    #[error("it isn't a WAV file")]
    NoWav,
    #[error("Runup doesn't know its sample format")]
    Format,
    #[error("its rate must be from 8 to 48 kHz")]
    Rate,
    #[error("it has no samples")]
    Empty,
}

/// How one sample is written.
#[derive(Debug, Clone, Copy)]
enum Kind {
    U8,
    I16,
    I24,
    I32,
    F32,
}

/// Reads a file's bytes; two channels become one.
pub(super) fn read(bytes: &[u8]) -> Result<Clip, WavError> {
    if bytes.get(..4) != Some(b"RIFF") || bytes.get(8..12) != Some(b"WAVE") {
        return Err(WavError::NoWav);
    }
    let mut format = None;
    let mut at = 12;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let body = &bytes[at + 8..];
        let body = &body[..length.min(body.len())];
        match &head[..4] {
            b"fmt " => format = Some(read_format(body)?),
            b"data" => {
                let (kind, channels, rate) = format.ok_or(WavError::NoWav)?;
                return samples(body, kind, channels, rate);
            }
            _ => {}
        }
        // Chunks begin at even places.
        at = at.saturating_add(8).saturating_add(length).saturating_add(length % 2);
    }
    Err(if format.is_some() { WavError::Empty } else { WavError::NoWav })
}

fn read_format(body: &[u8]) -> Result<(Kind, usize, u32), WavError> {
    let word = |at: usize| body.get(at..at + 2).map(|b| u16::from_le_bytes([b[0], b[1]]));
    let tag = match word(0) {
        // The extensible format names its kind further on.
        Some(0xfffe) => word(24),
        tag => tag,
    };
    let kind = match (tag, word(14)) {
        (Some(1), Some(8)) => Kind::U8,
        (Some(1), Some(16)) => Kind::I16,
        (Some(1), Some(24)) => Kind::I24,
        (Some(1), Some(32)) => Kind::I32,
        (Some(3), Some(32)) => Kind::F32,
        _ => return Err(WavError::Format),
    };
    let channels = word(2).filter(|channels| (1..=2).contains(channels)).ok_or(WavError::Format)?;
    let rate = body.get(4..8).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    if !(8_000..=48_000).contains(&rate) {
        return Err(WavError::Rate);
    }
    Ok((kind, usize::from(channels), rate))
}

fn samples(body: &[u8], kind: Kind, channels: usize, rate: u32) -> Result<Clip, WavError> {
    let width = match kind {
        Kind::U8 => 1,
        Kind::I16 => 2,
        Kind::I24 => 3,
        Kind::I32 | Kind::F32 => 4,
    };
    let frames = body.chunks_exact(width * channels).take(LONGEST * rate as usize);
    let samples: Vec<f32> = frames
        .map(|frame| frame.chunks_exact(width).map(|b| sample(b, kind)).sum::<f32>() / channels as f32)
        .collect();
    if samples.is_empty() { Err(WavError::Empty) } else { Ok(Clip { rate, samples }) }
}

fn sample(b: &[u8], kind: Kind) -> f32 {
    match kind {
        Kind::U8 => (f32::from(b[0]) - 128.0) / 128.0,
        Kind::I16 => f32::from(i16::from_le_bytes([b[0], b[1]])) / 32_768.0,
        Kind::I24 => i32::from_le_bytes([0, b[0], b[1], b[2]]) as f32 / 2_147_483_648.0,
        Kind::I32 => i32::from_le_bytes([b[0], b[1], b[2], b[3]]) as f32 / 2_147_483_648.0,
        Kind::F32 => {
            let value = f32::from_le_bytes([b[0], b[1], b[2], b[3]]);
            if value.is_finite() { value.clamp(-1.0, 1.0) } else { 0.0 }
        }
    }
}

/// Writes a clip with 16 bits a sample.
pub(super) fn write(clip: &Clip) -> Vec<u8> {
    let length = (clip.samples.len() * 2) as u32;
    let mut out = Vec::with_capacity(44 + clip.samples.len() * 2);
    out.extend(b"RIFF");
    out.extend((36 + length).to_le_bytes());
    out.extend(b"WAVEfmt ");
    out.extend(16_u32.to_le_bytes());
    for word in [1_u16, 1] {
        out.extend(word.to_le_bytes());
    }
    out.extend(clip.rate.to_le_bytes());
    out.extend((clip.rate * 2).to_le_bytes());
    for word in [2_u16, 16] {
        out.extend(word.to_le_bytes());
    }
    out.extend(b"data");
    out.extend(length.to_le_bytes());
    out.extend(clip.samples.iter().flat_map(|s| ((s * 32_767.0).round() as i16).to_le_bytes()));
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn clip() -> Clip {
        Clip { rate: 16_000, samples: (0..400).map(|n| ((n % 40) as f32 - 20.0) / 32.0).collect() }
    }

    #[test]
    fn what_was_written_is_read() {
        let back = read(&write(&clip())).unwrap();
        assert_eq!(back.rate, 16_000);
        assert_eq!(back.samples.len(), 400);
        assert!(back.samples.iter().zip(&clip().samples).all(|(a, b)| (a - b).abs() < 1e-3));
    }

    #[test]
    fn a_length_that_lies_is_not_believed() {
        for lie in [u32::MAX, 0x7fff_f000, 1_000_000] {
            let mut bytes = write(&clip());
            bytes[4..8].copy_from_slice(&lie.to_le_bytes());
            bytes[40..44].copy_from_slice(&lie.to_le_bytes());
            assert_eq!(read(&bytes).unwrap().samples.len(), 400);
        }
    }

    #[test]
    fn two_channels_become_one_and_more_are_refused() {
        let mut bytes = write(&clip());
        bytes[22] = 2;
        assert_eq!(read(&bytes).unwrap().samples.len(), 200);
        bytes[22] = 6;
        assert_eq!(read(&bytes), Err(WavError::Format));
    }

    #[test]
    fn no_more_than_ten_seconds_are_read() {
        let long = Clip { rate: 8_000, samples: vec![0.1; 100_000] };
        assert_eq!(read(&write(&long)).unwrap().samples.len(), 80_000);
    }

    #[test]
    fn rubbish_is_refused() {
        let good = write(&clip());
        assert_eq!(read(b"Segmentation fault"), Err(WavError::NoWav));
        assert_eq!(read(b""), Err(WavError::NoWav));
        assert_eq!(read(&good[..36]), Err(WavError::Empty));
        assert_eq!(read(&good[..44]), Err(WavError::Empty));
        let mut slow = good.clone();
        slow[24..28].copy_from_slice(&100_u32.to_le_bytes());
        assert_eq!(read(&slow), Err(WavError::Rate));
        let mut coded = good;
        coded[20] = 7;
        assert_eq!(read(&coded), Err(WavError::Format));
    }

    proptest! {
        /// Whatever is in a file, reading it ends.
        #[test]
        fn no_bytes_upset_it(mut bytes in prop::collection::vec(any::<u8>(), 0..300), header in any::<bool>()) {
            if header {
                let good = write(&clip());
                bytes.splice(0..0, good[..20].iter().copied());
            }
            if let Ok(clip) = read(&bytes) {
                prop_assert!(clip.samples.iter().all(|s| (-1.0..=1.0).contains(s)));
            }
        }
    }
}
