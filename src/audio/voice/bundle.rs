//! The bundled voices: recordings that are part of the program, one a phrase and speaker.
//!
//! `sounds/voice/en` holds them, a folder for each speaker, each named by its phrase;
//! `sounds/make-voice` makes them. Nothing is decoded before it is asked for, and what was decoded
//! is not kept here.

use std::collections::HashMap;
use std::sync::OnceLock;
use std::time::Duration;

use include_dir::{Dir, include_dir};
use opus_pure::{MAX_PACKET_SAMPLES, OggOpusReader, Trim};

use crate::audio::voice::clip::Clip;
use crate::settings::SpeakerChoice;
use crate::speech::phrase;

static WOMAN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/sounds/voice/en/woman");
static MAN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/sounds/voice/en/man");

/// Frames a second of the recordings.
const RATE: u32 = 24_000;

/// Recordings by name.
type Recordings = HashMap<&'static str, &'static [u8]>;

/// Returns the recordings of a speaker.
fn recordings(speaker: SpeakerChoice) -> &'static Recordings {
    static OF_WOMAN: OnceLock<Recordings> = OnceLock::new();
    static OF_MAN: OnceLock<Recordings> = OnceLock::new();
    let (recordings, folder) = match speaker {
        SpeakerChoice::Woman => (&OF_WOMAN, &WOMAN),
        SpeakerChoice::Man => (&OF_MAN, &MAN),
    };
    recordings.get_or_init(|| {
        let files = folder.files().filter_map(|file| {
            let path = file.path();
            let name = path.file_stem()?.to_str()?;
            path.extension().is_some_and(|e| e == "opus").then(|| (name, file.contents()))
        });
        files.collect()
    })
}

/// Returns the names of a speaker's recordings, in no order.
pub(super) fn names(speaker: SpeakerChoice) -> impl Iterator<Item = &'static str> {
    recordings(speaker).keys().copied()
}

/// Tells whether a speaker can say a text, without decoding anything.
pub(super) fn covers(speaker: SpeakerChoice, text: &str) -> bool {
    phrase::compose(text, |name| recordings(speaker).contains_key(name)).is_some()
}

/// Returns a text as a speaker says it; `None` when a word of it has no recording.
///
/// Pauses between recordings are half as long where the text is longer than `limit` with whole
/// ones: that is heard less than hurried words.
pub(super) fn say(speaker: SpeakerChoice, text: &str, limit: Duration) -> Option<Clip> {
    let clip = join(recordings(speaker), text, 1)?;
    if clip.length() > limit { join(recordings(speaker), text, 2) } else { Some(clip) }
}

/// Joins the recordings of a text, the pauses between them divided.
fn join(recordings: &Recordings, text: &str, divisor: u32) -> Option<Clip> {
    let pieces = phrase::compose(text, |name| recordings.contains_key(name))?;
    let mut whole = Clip { rate: RATE, samples: Vec::new() };
    for (i, piece) in pieces.iter().enumerate() {
        let clip = decode(&piece.name, recordings.get(piece.name.as_str())?)?;
        if i > 0 {
            whole.rest(pieces[i - 1].pause / divisor);
        }
        whole.samples.extend(clip.samples);
    }
    Some(whole)
}

/// Decodes a recording; one that is broken is as if it were not there.
pub(super) fn decode(name: &str, bytes: &[u8]) -> Option<Clip> {
    let decoded = (|| {
        let mut reader = OggOpusReader::new(bytes)?;
        let mut decoder = reader.head().decoder(RATE as i32)?;
        let mut trim = Trim::new(reader.head(), RATE as i32, 1)?;
        let mut block = vec![0.0; MAX_PACKET_SAMPLES];
        let mut samples = Vec::new();
        for packet in reader.packets() {
            let packet = packet?;
            let count = decoder.decode(&packet.data, MAX_PACKET_SAMPLES, &mut block)?;
            samples.extend_from_slice(trim.keep(&packet, &block[..count]));
        }
        Ok::<_, opus_pure::Error>(Clip { rate: RATE, samples })
    })();
    decoded.inspect_err(|error| tracing::error!(%error, name, "a recording is broken")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::voice::clip::peak;
    use crate::audio::voice::loudness::{LOUDNESS, loudness};

    /// True peaks are below -1 dB of full scale as libopus decodes them; this decoder adds 0.2 dB to some.
    const HIGHEST: f32 = 0.912;

    #[test]
    fn every_recording_is_levelled_begins_at_once_and_lasts_as_long_as_is_listed() {
        let mut longest: HashMap<&str, Duration> = HashMap::new();
        let mut wrong = Vec::new();
        for speaker in SpeakerChoice::ALL {
            assert!(names(speaker).count() > 60);
            for (name, bytes) in recordings(speaker) {
                let clip = decode(name, bytes).unwrap();
                let peak = peak(&clip.samples);
                if peak > HIGHEST {
                    wrong.push(format!("{speaker}, {name}: peaks at {peak}"));
                    continue;
                }
                let off = loudness(&clip) - LOUDNESS;
                if off.abs() > 1.0 {
                    wrong.push(format!("{speaker}, {name}: {off:+.2} LU"));
                }
                // An aspirate is weak, and the coding changes it a little.
                let onset = clip.samples.iter().position(|s| s.abs() > 0.01 * peak).unwrap();
                if onset >= 480 {
                    wrong.push(format!("{speaker}, {name}: begins after {onset} samples"));
                }
                let length = longest.entry(name).or_default();
                *length = clip.length().max(*length);
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        for (name, length) in longest {
            let listed = crate::speech::spoken(&name.replace('-', " "));
            let rounded = Duration::from_millis(52);
            assert!(length <= listed && listed < length + rounded, "{name}: {length:?}, listed {listed:?}");
        }
    }

    #[test]
    fn a_composed_text_has_its_parts_and_pauses() {
        let say = |text, limit| say(SpeakerChoice::Woman, text, limit);
        let parts = ["halfway", "left"].map(|text| say(text, Duration::MAX).unwrap().samples.len());
        let parts = parts[0] + parts[1];
        let length = |limit| say("Halfway. Left.", limit).unwrap().samples.len();
        assert_eq!(length(Duration::MAX), parts + 24 * 180);
        assert_eq!(length(Duration::from_secs(1)), parts + 24 * 90, "a short slot has short pauses");
        let covers = |text| covers(SpeakerChoice::Man, text);
        assert!(covers("Halfway, left.") && !covers("Halfway, zyzzyva."));
        assert_eq!(say("Halfway, zyzzyva.", Duration::MAX), None);
    }
}
