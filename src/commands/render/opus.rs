//! A track as Opus in Ogg: small, for a phone.
//!
//! One channel where nothing comes from a side, so that no bits are spent on two that are alike.

use std::fs::File;
use std::io::{self, BufWriter};

use opus_pure::{
    Application, Bandwidth, MAX_PACKET_BYTES, OggOpusWriter, OpusEncoder, OpusHead, OpusTags, RateControl,
};

use crate::audio::Track;

/// Frames of a packet: 20 ms.
const PACKET: usize = 960;
/// Bits a second of one channel. Silence takes next to none of them.
const BITS: i32 = 40_000;
/// Bits a second of two.
const BITS_OF_TWO: i32 = 56_000;
/// The number of the stream in its file: there is only one.
const SERIAL: u32 = 1;

/// Writes a track of `rate` frames a second.
pub(super) fn write(file: File, track: &mut Track, rate: u32) -> io::Result<()> {
    let channels = if track.is_panned() { 2 } else { 1 };
    let mut encoder =
        OpusEncoder::new(rate as i32, channels, Application::Audio).map_err(io::Error::other)?;
    encoder.bitrate_bps = if channels == 2 { BITS_OF_TWO } else { BITS };
    encoder.rate_control = RateControl::Vbr;
    // Left to itself it goes up and down with each word, and an onset is heard to change.
    encoder.force_bandwidth = Some(Bandwidth::Fullband);
    let head = OpusHead::for_encoder(&encoder, rate);
    let delay = usize::from(head.pre_skip);
    let length = track.frames() as usize;
    let sink = BufWriter::with_capacity(1 << 16, file);
    let mut writer =
        OggOpusWriter::with_serial(sink, head, OpusTags::new(), SERIAL).map_err(io::Error::other)?;

    let packets = (length + delay).div_ceil(PACKET);
    let mut packet = vec![0; MAX_PACKET_BYTES];
    for number in 1..=packets {
        // Behind the track comes silence, until what the encoder holds back is out.
        let mut block: Vec<i16> = track.next_frames(PACKET).step_by(3 - channels).collect();
        block.resize(PACKET * channels, 0);
        let size = encoder.encode_s16(&block, PACKET, &mut packet).map_err(io::Error::other)?;
        // The last one says where the track ends.
        let frames = if number == packets { length + delay - (packets - 1) * PACKET } else { PACKET };
        writer.write_packet_with_duration(&packet[..size], frames as u32).map_err(io::Error::other)?;
    }
    let sink = writer.finish().map_err(io::Error::other)?;
    sink.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}
