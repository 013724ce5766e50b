//! The bundled voice: recordings that are part of the program, one a phrase.
//!
//! `sounds/voice/en` holds them, each named by its phrase; `sounds/make-voice` makes them.
//! Nothing is decoded before it is asked for, and what was decoded is not kept here.

use std::collections::HashMap;
use std::io::Cursor;
use std::sync::OnceLock;
use std::time::Duration;

use include_dir::{Dir, include_dir};
use lewton::inside_ogg::OggStreamReader;

use crate::audio::voice::clip::Clip;
use crate::audio::voice::phrase;

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/sounds/voice/en");

/// Returns the recordings by name.
fn recordings() -> &'static HashMap<&'static str, &'static [u8]> {
    static RECORDINGS: OnceLock<HashMap<&'static str, &'static [u8]>> = OnceLock::new();
    RECORDINGS.get_or_init(|| {
        let files = FOLDER.files().filter_map(|file| {
            let path = file.path();
            let name = path.file_stem()?.to_str()?;
            path.extension().is_some_and(|e| e == "ogg").then(|| (name, file.contents()))
        });
        files.collect()
    })
}

/// Returns the names of all recordings, in no order.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    recordings().keys().copied()
}

/// Tells whether a text can be said, without decoding anything.
pub(super) fn covers(text: &str) -> bool {
    phrase::compose(text, |name| recordings().contains_key(name)).is_some()
}

/// Returns a text as it is said; `None` when a word of it has no recording.
///
/// Pauses between recordings are half as long where the text is longer than `limit` with whole
/// ones: that is heard less than hurried words.
pub(super) fn say(text: &str, limit: Duration) -> Option<Clip> {
    let clip = join(text, 1)?;
    if clip.length() > limit { join(text, 2) } else { Some(clip) }
}

/// Joins the recordings of a text, the pauses between them divided.
fn join(text: &str, divisor: u32) -> Option<Clip> {
    let pieces = phrase::compose(text, |name| recordings().contains_key(name))?;
    let mut whole = Clip::default();
    for (i, piece) in pieces.iter().enumerate() {
        let clip = decode(&piece.name, recordings().get(piece.name.as_str())?)?;
        if i > 0 {
            whole.rest(pieces[i - 1].pause / divisor);
        } else {
            whole.rate = clip.rate;
        }
        whole.samples.extend(clip.at_rate(whole.rate).samples);
    }
    Some(whole)
}

/// Decodes a recording; one that is broken is as if it were not there.
fn decode(name: &str, bytes: &'static [u8]) -> Option<Clip> {
    let decoded = (|| {
        let mut reader = OggStreamReader::new(Cursor::new(bytes))?;
        let rate = reader.ident_hdr.audio_sample_rate;
        let mut samples = Vec::new();
        while let Some(packet) = reader.read_dec_packet()? {
            samples.extend(packet.first().into_iter().flatten().map(|s| f32::from(*s) / 32_768.0));
        }
        Ok::<_, lewton::VorbisError>(Clip { rate, samples })
    })();
    decoded.inspect_err(|error| tracing::error!(%error, name, "a recording is broken")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::voice::clip::{PEAK, peak};

    #[test]
    fn every_recording_is_16_khz_mono_levelled_and_begins_at_once() {
        assert!(names().count() > 60);
        for (name, bytes) in recordings() {
            let clip = decode(name, bytes).unwrap();
            assert_eq!(clip.rate, 16_000, "{name}");
            let peak = peak(&clip.samples);
            // Vorbis moves a peak by a little.
            assert!((0.3..PEAK + 0.11).contains(&peak), "{name} peaks at {peak}");
            // An aspirate is weak, and the coding changes it a little.
            let onset = clip.samples.iter().position(|s| s.abs() > 0.01 * peak).unwrap();
            assert!(onset < 240, "{name} begins after {onset} samples");
        }
    }

    #[test]
    fn a_composed_text_has_its_parts_and_pauses() {
        let parts = ["halfway", "left"].map(|text| say(text, Duration::MAX).unwrap().samples.len());
        let parts = parts[0] + parts[1];
        let length = |limit| say("Halfway. Left.", limit).unwrap().samples.len();
        assert_eq!(length(Duration::MAX), parts + 16 * 180);
        assert_eq!(length(Duration::from_secs(1)), parts + 16 * 90, "a short slot has short pauses");
        assert!(covers("Halfway, left.") && !covers("Halfway, zyzzyva."));
        assert_eq!(say("Halfway, zyzzyva.", Duration::MAX), None);
    }
}
