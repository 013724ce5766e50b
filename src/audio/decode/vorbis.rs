//! OGG Vorbis: the headers are looked through before the decoder sees them.
//!
//! lewton takes memory for whatever a header announces: a comment count or a codebook of a few
//! bytes can ask for terabytes. So its own reader of whole files is not used: the comment
//! header is skipped, and [`is_modest`] walks the codebooks first.

use std::io::Cursor;

use lewton::audio::{PreviousWindowRight, read_audio_packet_generic};
use lewton::header::{read_header_ident, read_header_setup};
use lewton::samples::InterleavedSamples;
use ogg::reading::PacketReader;

use super::{Intake, Recording, Refusal};

/// Most values of one codebook; real ones have some thousands.
const MOST_VALUES: u64 = 1 << 19;

pub(super) fn decode(bytes: &[u8]) -> Result<Recording, Refusal> {
    let broken = || Refusal::Broken("OGG Vorbis");
    let mut packets = PacketReader::new(Cursor::new(bytes));
    let mut next = || packets.read_packet().ok().flatten();
    let first = next().ok_or_else(broken)?;
    let stream = first.stream_serial();
    let identity = read_header_ident(&first.data).map_err(|_| broken())?;
    let mut intake = Intake::new(identity.audio_sample_rate, identity.audio_channels.into())?;
    let mut ours = || loop {
        let packet = next()?;
        if packet.stream_serial() == stream {
            return Some(packet);
        }
    };
    let _comments = ours().ok_or_else(broken)?;
    let packet = ours().ok_or_else(broken)?;
    if !is_modest(&packet.data) {
        return Err(broken());
    }
    let blocks = (identity.blocksize_0, identity.blocksize_1);
    let setup = read_header_setup(&packet.data, identity.audio_channels, blocks).map_err(|_| broken())?;
    let mut window = PreviousWindowRight::new();
    // Frames so far, to cut the last block where the file says that it ends.
    let mut frames = 0_u64;
    while let Some(packet) = ours() {
        let decoded: InterleavedSamples<f32> =
            read_audio_packet_generic(&identity, &setup, &packet.data, &mut window).map_err(|_| broken())?;
        let mut count = (decoded.samples.len() / decoded.channel_count.max(1)) as u64;
        if packet.last_in_stream() {
            count = count.min(packet.absgp_page().saturating_sub(frames));
        }
        frames += count;
        for sample in decoded.samples.iter().take(count as usize * decoded.channel_count) {
            intake.take(*sample)?;
        }
    }
    intake.finish()
}

/// Walks the codebooks of a setup header (Vorbis I, 3.2.1) and tells whether none is larger
/// than a real one can be.
fn is_modest(header: &[u8]) -> bool {
    let Some(body) = header.strip_prefix(b"\x05vorbis") else { return false };
    let mut bits = Bits { bytes: body, at: 0 };
    bits.codebooks().is_some()
}

/// Reads bits as Vorbis packs them: the lowest of each byte first.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn read(&mut self, count: u32) -> Option<u64> {
        let mut value = 0;
        for n in 0..count {
            let byte = self.bytes.get(self.at / 8)?;
            value |= u64::from(byte >> (self.at % 8) & 1) << n;
            self.at += 1;
        }
        Some(value)
    }

    fn skip(&mut self, count: u64) -> Option<()> {
        let end = self.at as u64 + count;
        (end <= self.bytes.len() as u64 * 8).then(|| self.at = end as usize)
    }

    fn codebooks(&mut self) -> Option<()> {
        for _ in 0..=self.read(8)? {
            self.codebook()?;
        }
        Some(())
    }

    fn codebook(&mut self) -> Option<()> {
        if self.read(24)? != 0x56_4342 {
            return None;
        }
        let (dimensions, entries) = (self.read(16)?, self.read(24)?);
        if dimensions == 0 || entries == 0 || dimensions * entries > MOST_VALUES {
            return None;
        }
        let ordered = self.read(1)? == 1;
        if ordered {
            // How many entries have each length.
            self.skip(5)?;
            let mut entry = 0;
            while entry < entries {
                entry += self.read(u64::BITS - (entries - entry).leading_zeros())?;
                if entry > entries {
                    return None;
                }
            }
        } else {
            let sparse = self.read(1)? == 1;
            for _ in 0..entries {
                if !sparse || self.read(1)? == 1 {
                    self.skip(5)?;
                }
            }
        }
        let values = match self.read(4)? {
            0 => return Some(()),
            1 => root(entries, dimensions),
            2 => entries * dimensions,
            _ => return None,
        };
        self.skip(64)?;
        let width = self.read(4)? + 1;
        self.skip(1)?;
        self.skip(values * width)
    }
}

/// Returns the largest number whose `dimensions`-th power is at most `entries`.
fn root(entries: u64, dimensions: u64) -> u64 {
    let power = |base: u64| (0..dimensions).try_fold(1_u64, |p, _| Some(p * base).filter(|p| *p <= entries));
    (1..=entries).take_while(|base| power(*base).is_some()).last().unwrap_or(0)
}
