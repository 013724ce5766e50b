//! What holds for sound files: limits, and that no bytes at all do harm.

use proptest::prelude::*;

use super::*;

/// 0.2 s of a 1 kHz sine, made with `sox -n -r 22050 -b 16 x.wav synth 0.2 sine 1000` and
/// `oggenc -q 0`.
const OGG: &[u8] = include_bytes!("../../tests/sounds/sine.ogg");
const FLAC: &[u8] = include_bytes!("../../tests/sounds/sine.flac");

fn wav(rate: u32, channels: u16, frames: u32) -> Vec<u8> {
    let spec = hound::WavSpec {
        channels,
        sample_rate: rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut bytes, spec).unwrap();
    for n in 0..frames {
        let sample = (f64::from(n) * 0.2).sin() * 16_000.0;
        for _ in 0..channels {
            writer.write_sample(sample as i16).unwrap();
        }
    }
    writer.finalize().unwrap();
    bytes.into_inner()
}

fn peak(recording: &Recording) -> f32 {
    recording.samples.iter().fold(0.0, |most, s| s.abs().max(most))
}

#[test]
fn each_format_is_read() {
    let recording = decode("wav", &wav(8_000, 2, 800)).unwrap();
    assert_eq!((recording.rate, recording.samples.len()), (8_000, 800));
    assert!((peak(&recording) - 0.488).abs() < 0.01);
    for (ending, bytes) in [("ogg", OGG), ("flac", FLAC)] {
        let recording = decode(ending, bytes).unwrap();
        assert_eq!((recording.rate, recording.samples.len()), (22_050, 4_410), "{ending}");
        assert!((0.4..0.6).contains(&peak(&recording)), "{ending} {}", peak(&recording));
        let rises = recording.samples.windows(2).filter(|w| w[0] <= 0.0 && w[1] > 0.0).count();
        assert!(rises.abs_diff(200) <= 1, "{ending}: {rises} periods");
    }
}

#[test]
fn what_is_beyond_the_limits_is_refused() {
    assert_eq!(decode("wav", &wav(8_000, 1, 24_001)), Err(Refusal::Long));
    assert!(decode("wav", &wav(8_000, 1, 24_000)).is_ok());
    assert_eq!(decode("wav", &wav(7_999, 1, 80)), Err(Refusal::Rate(7_999)));
    assert_eq!(decode("wav", &wav(96_001, 1, 80)), Err(Refusal::Rate(96_001)));
    assert_eq!(decode("wav", &wav(8_000, 3, 80)), Err(Refusal::Channels(3)));
    assert_eq!(decode("wav", &wav(8_000, 1, 0)), Err(Refusal::Empty));
    assert_eq!(decode("mp3", b"ID3"), Err(Refusal::Ending));
}

#[test]
fn a_cut_file_gives_its_beginning_or_is_refused() {
    let wav = wav(8_000, 1, 100);
    for (ending, whole) in [("wav", wav.as_slice()), ("ogg", OGG), ("flac", FLAC)] {
        for length in 0..whole.len() {
            let _ = decode(ending, &whole[..length]);
        }
    }
}

#[test]
fn a_codebook_that_asks_for_terabytes_is_not_believed() {
    let at = OGG.windows(3).position(|w| w == [0x42, 0x43, 0x56]).unwrap() + 3;
    let mut bytes = OGG.to_vec();
    // 65,535 dimensions of 16,777,215 entries, all of one length, with a lookup of type 1.
    bytes[at..at + 10].copy_from_slice(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x00]);
    assert_eq!(decode("ogg", &crc_mended(bytes)), Err(Refusal::Broken("OGG Vorbis")));
}

/// Gives every page of a stream the checksum that its bytes have (CRC-32, 0x04c11db7).
fn crc_mended(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut at = 0;
    while at + 27 <= bytes.len() && bytes[at..].starts_with(b"OggS") {
        let segments = usize::from(bytes[at + 26]);
        let Some(table) = bytes.get(at + 27..at + 27 + segments) else { break };
        let body: usize = table.iter().map(|b| usize::from(*b)).sum();
        let end = (at + 27 + segments + body).min(bytes.len());
        bytes[at + 22..at + 26].fill(0);
        let crc = bytes[at..end].iter().fold(0_u32, |crc, byte| {
            (0..8).fold(crc ^ (u32::from(*byte) << 24), |crc, _| {
                (crc << 1) ^ if crc >> 31 == 1 { 0x04c1_1db7 } else { 0 }
            })
        });
        bytes[at + 22..at + 26].copy_from_slice(&crc.to_le_bytes());
        at = end;
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for (ending, head) in [("wav", &b"RIFF\xff\xff\xff\xffWAVEfmt "[..]), ("flac", b"fLaC"), ("ogg", b"OggS\0\x02")] {
            let _ = decode(ending, &bytes);
            let _ = decode(ending, &[head, &bytes].concat());
        }
    }

    /// Real files with some bytes changed; the checksums of OGG pages are made right again, so
    /// that the change reaches the decoder.
    #[test]
    fn changed_files_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let wav = wav(8_000, 2, 200);
        for (ending, whole) in [("wav", wav.as_slice()), ("ogg", OGG), ("flac", FLAC)] {
            let mut bytes = whole.to_vec();
            for (place, byte) in &changes {
                let at = place.index(bytes.len());
                bytes[at] = *byte;
            }
            if ending == "ogg" {
                bytes = crc_mended(bytes);
            }
            if let Ok(recording) = decode(ending, &bytes) {
                prop_assert!(recording.samples.iter().all(|s| s.is_finite() && s.abs() <= 1.0));
                prop_assert!(recording.samples.len() <= recording.rate as usize * 3);
            }
        }
    }
}
