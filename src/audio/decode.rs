//! Sound files: bytes of a WAV, FLAC or OGG Vorbis file to samples of one channel.
//!
//! The files are anybody's, so nothing in them is believed: what is too long, too fast or has
//! too many channels is refused while it is read, before memory is taken for it.

mod vorbis;

use std::io::Cursor;
use std::time::Duration;

/// Rates that are taken, in frames a second.
const RATES: std::ops::RangeInclusive<u32> = 8_000..=96_000;
/// Longest sound.
pub(super) const LONGEST: Duration = Duration::from_secs(3);
/// Most channels.
const CHANNELS: u16 = 2;

/// A decoded sound file, its channels mixed to one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Recording {
    /// Frames a second.
    pub(super) rate: u32,
    /// The samples, -1 to 1.
    pub(super) samples: Vec<f32>,
}

/// Why a sound file is not used, in words for the runner.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("it isn't a {0} file, or it is damaged")]
    Broken(&'static str),
    #[error("it has {0} channels; it must have 1 or 2")]
    Channels(u16),
    #[error("it has {0} frames a second; it must have from 8000 to 96000")]
    Rate(u32),
    #[error("it is longer than 3 s")]
    Long,
    #[error("it has no sound")]
    Empty,
    #[error("its name must end in wav, ogg or flac")]
    Ending,
}

/// Decodes a file by its ending.
pub(super) fn decode(ending: &str, bytes: &[u8]) -> Result<Recording, Refusal> {
    match ending {
        "wav" => wav(bytes),
        "flac" => flac(bytes),
        "ogg" => vorbis::decode(bytes),
        _ => Err(Refusal::Ending),
    }
}

/// Takes frames in, as long as they keep to the limits.
struct Intake {
    channels: u16,
    rate: u32,
    most: usize,
    samples: Vec<f32>,
    /// The sum of the frame that is being taken in, and how many of its channels there are.
    frame: (f32, u16),
}

impl Intake {
    fn new(rate: u32, channels: u16) -> Result<Self, Refusal> {
        if !(1..=CHANNELS).contains(&channels) {
            return Err(Refusal::Channels(channels));
        }
        if !RATES.contains(&rate) {
            return Err(Refusal::Rate(rate));
        }
        let most = rate as usize * LONGEST.as_secs() as usize;
        Ok(Self { channels, rate, most, samples: Vec::new(), frame: (0.0, 0) })
    }

    /// Takes the next sample of interleaved channels.
    fn take(&mut self, sample: f32) -> Result<(), Refusal> {
        // What is no number, or far out of range, would spoil the mix of everything else.
        let sample = if sample.is_finite() { sample.clamp(-1.0, 1.0) } else { 0.0 };
        self.frame = (self.frame.0 + sample, self.frame.1 + 1);
        if self.frame.1 == self.channels {
            if self.samples.len() >= self.most {
                return Err(Refusal::Long);
            }
            self.samples.push(self.frame.0 / f32::from(self.channels));
            self.frame = (0.0, 0);
        }
        Ok(())
    }

    fn finish(self) -> Result<Recording, Refusal> {
        if self.samples.is_empty() {
            return Err(Refusal::Empty);
        }
        Ok(Recording { rate: self.rate, samples: self.samples })
    }
}

/// Returns the factor that brings whole numbers of so many bits to -1..1.
fn unit(bits: u32) -> f32 {
    1.0 / 2.0_f32.powi(bits.clamp(1, 32) as i32 - 1)
}

fn wav(bytes: &[u8]) -> Result<Recording, Refusal> {
    let broken = Refusal::Broken("WAV");
    let mut reader = hound::WavReader::new(Cursor::new(bytes)).map_err(|_| broken.clone())?;
    let spec = reader.spec();
    let mut intake = Intake::new(spec.sample_rate, spec.channels)?;
    match spec.sample_format {
        hound::SampleFormat::Float => {
            for sample in reader.samples::<f32>() {
                intake.take(sample.map_err(|_| broken.clone())?)?;
            }
        }
        hound::SampleFormat::Int => {
            let unit = unit(spec.bits_per_sample.into());
            for sample in reader.samples::<i32>() {
                intake.take(sample.map_err(|_| broken.clone())? as f32 * unit)?;
            }
        }
    }
    intake.finish()
}

fn flac(bytes: &[u8]) -> Result<Recording, Refusal> {
    let broken = |_| Refusal::Broken("FLAC");
    let options = claxon::FlacReaderOptions { metadata_only: false, read_vorbis_comment: false };
    let mut reader = claxon::FlacReader::new_ext(Cursor::new(bytes), options).map_err(broken)?;
    let info = reader.streaminfo();
    let mut intake = Intake::new(info.sample_rate, u16::try_from(info.channels).unwrap_or(u16::MAX))?;
    let unit = unit(info.bits_per_sample);
    let mut frames = reader.blocks();
    let mut buffer = Vec::new();
    while let Some(block) = frames.read_next_or_eof(buffer).map_err(broken)? {
        // Each frame says anew how many channels it has.
        if block.channels() != info.channels {
            return Err(Refusal::Broken("FLAC"));
        }
        for n in 0..block.len() {
            for channel in 0..block.channels() {
                intake.take(block.sample(channel, n) as f32 * unit)?;
            }
        }
        buffer = block.into_buffer();
    }
    intake.finish()
}

#[cfg(test)]
#[path = "decode_tests.rs"]
mod tests;
