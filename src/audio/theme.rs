//! A sound theme made of files: decoded once, by the event that each is for.
//!
//! A file that cannot be used is told, and the built-in tone stands in for its event. Where a
//! theme has no file for a beat of the tempo the built-in tone plays too, and nobody is told:
//! that one is made to the length of the beat, which no recording is.

use std::collections::BTreeMap;
use std::f64::consts::PI;
use std::sync::Arc;

use crate::audio::decode::{self, Recording};
use crate::diagnostic::nearest;
use crate::library::themes::ThemeFile;
use crate::routine::Beat;
use crate::timeline::CueKind;

/// What a file can be for. `count` is for all counts that have no file of their own.
pub const EVENTS: [&str; 17] = [
    "name",
    "count",
    "count-in",
    "count-out",
    "count-rep",
    "go",
    "say",
    "halfway",
    "last-set",
    "switch",
    "rest",
    "tempo-up",
    "tempo-hold",
    "tempo-down",
    "tempo-pause",
    "step",
    "done",
];
/// The events of which a theme is told that it lacks them.
const EXPECTED: [&str; 9] = ["name", "count", "go", "say", "halfway", "last-set", "switch", "rest", "done"];
/// Length of the sinc that resamples, to each side, in zero crossings.
const CROSSINGS: f64 = 16.0;

/// A set of sounds.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Theme {
    /// A tone of its own for each event.
    #[default]
    Tones,
    /// One click of 5 ms for every cue, for measuring.
    Click,
    /// Recordings, and tones where there is none.
    Files(Arc<ThemeSounds>),
}

/// The recordings of a theme.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ThemeSounds {
    recordings: BTreeMap<&'static str, Recording>,
}

impl ThemeSounds {
    /// Decodes the files of a theme; says what is wrong with it, a line each.
    pub fn decode(name: &str, files: &[ThemeFile]) -> (Self, Vec<String>) {
        let mut recordings = BTreeMap::new();
        let mut problems = Vec::new();
        for file in files {
            let Some(event) = EVENTS.into_iter().find(|event| *event == file.stem) else {
                let meant = nearest(&file.stem, EVENTS).map(|m| format!("; did you mean `{m}`?"));
                let meant = meant.unwrap_or_default();
                problems.push(format!("{}: can't find a sound called `{}`{meant}", file.path, file.stem));
                continue;
            };
            let read = file.bytes.as_ref().map_err(Clone::clone);
            let decoded =
                read.and_then(|b| decode::decode(&file.ending, b).map_err(|error| error.to_string()));
            match decoded {
                Ok(_) if recordings.contains_key(event) => {
                    problems
                        .push(format!("{}: not used, because another file for `{event}` plays", file.path));
                }
                Ok(recording) => {
                    recordings.insert(event, recording);
                }
                Err(why) => problems.push(format!("{}: {why}; a tone plays instead", file.path)),
            }
        }
        let counts = ["count-in", "count-out", "count-rep"];
        let has = |event: &str| {
            files.iter().any(|file| file.stem == event)
                || event == "count" && counts.iter().all(|c| recordings.contains_key(c))
        };
        let lacks: Vec<&str> = EXPECTED.into_iter().filter(|event| !has(event)).collect();
        if !lacks.is_empty() {
            problems.push(format!(
                "the sound theme `{name}` has no file for {}; tones play instead",
                lacks.join(", ")
            ));
        }
        (Self { recordings }, problems)
    }

    /// Returns the samples for a kind of cue at a rate; `None` where a tone plays.
    pub(super) fn samples(&self, kind: CueKind, rate: u32) -> Option<Vec<f32>> {
        let recording = events(kind).iter().find_map(|event| self.recordings.get(event))?;
        Some(resample(recording, rate))
    }
}

/// Returns the events of a kind of cue, the most particular first.
const fn events(kind: CueKind) -> &'static [&'static str] {
    match kind {
        CueKind::Name | CueKind::Next => &["name"],
        CueKind::CountIn(_) => &["count-in", "count"],
        CueKind::CountOut(_) => &["count-out", "count"],
        CueKind::Rep(_) => &["count-rep", "count"],
        CueKind::Go => &["go"],
        CueKind::Say | CueKind::Ready | CueKind::Left => &["say"],
        CueKind::Halfway => &["halfway"],
        CueKind::LastSet | CueKind::Set => &["last-set"],
        CueKind::Switch => &["switch"],
        CueKind::Rest => &["rest"],
        CueKind::Step => &["step"],
        CueKind::Tempo(beat) => match beat.basic() {
            Beat::Up => &["tempo-up"],
            Beat::Hold => &["tempo-hold"],
            Beat::Pause => &["tempo-pause"],
            _ => &["tempo-down"],
        },
        CueKind::Done => &["done"],
    }
}

/// Brings a recording to another rate: a sinc under a Hann window.
///
/// The rates share a divisor, so the same few offsets between old and new frames come again
/// and again: the window of each is worked out once.
fn resample(recording: &Recording, rate: u32) -> Vec<f32> {
    let Recording { rate: from, samples } = recording;
    if *from == rate {
        return samples.clone();
    }
    let shared = u64::from(divisor(*from, rate));
    let (from, to) = (u64::from(*from) / shared, u64::from(rate) / shared);
    // Downwards, what the new rate cannot hold is filtered out.
    let cutoff = (to as f64 / from as f64).min(1.0);
    let reach = (CROSSINGS / cutoff).ceil() as i64;
    let mut windows: Vec<Vec<f32>> = vec![Vec::new(); to as usize];
    let length = (samples.len() as u64 * to).div_ceil(from);
    let value = |n: u64| {
        let (whole, offset) = ((n * from / to) as i64, n * from % to);
        let window = &mut windows[offset as usize];
        if window.is_empty() {
            *window =
                (-reach..=reach).map(|k| weight(k as f64 - offset as f64 / to as f64, cutoff)).collect();
        }
        // Before the first frame and behind the last there is silence.
        let first = whole - reach;
        let skipped = usize::try_from(-first).unwrap_or(0);
        let frames = samples.iter().skip(usize::try_from(first).unwrap_or(0));
        frames.zip(&window[skipped..]).map(|(sample, weight)| sample * weight).sum()
    };
    (0..length).map(value).collect()
}

/// Returns the weight of a frame that lies so far from the place of the new one.
fn weight(away: f64, cutoff: f64) -> f32 {
    let (x, reach) = (PI * away * cutoff, CROSSINGS / cutoff);
    if away.abs() >= reach {
        return 0.0;
    }
    let sinc = if x.abs() < 1e-9 { 1.0 } else { x.sin() / x };
    (cutoff * sinc * (0.5 + 0.5 * (PI * away / reach).cos())) as f32
}

/// Returns the greatest common divisor.
const fn divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wav(samples: &[i16], rate: u32) -> Vec<u8> {
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: rate,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut bytes = std::io::Cursor::new(Vec::new());
        let mut writer = hound::WavWriter::new(&mut bytes, spec).unwrap();
        for sample in samples {
            writer.write_sample(*sample).unwrap();
        }
        writer.finalize().unwrap();
        bytes.into_inner()
    }

    fn file(stem: &str, bytes: Result<Vec<u8>, String>) -> ThemeFile {
        let path = format!("birds/{stem}.wav");
        ThemeFile { path, stem: stem.into(), ending: "wav".into(), bytes: bytes.map(Into::into) }
    }

    #[test]
    fn what_cannot_be_used_is_told_and_the_rest_plays() {
        let sound = wav(&[1_000; 480], 48_000);
        let files = [
            file("go", Ok(sound.clone())),
            file("rest", Ok(b"RIFFrubbish".to_vec())),
            file("switch", Err("it is larger than 2 MB".into())),
            file("swich", Ok(sound.clone())),
            file("count", Ok(sound)),
        ];
        let (theme, problems) = ThemeSounds::decode("birds", &files);
        assert_eq!(
            problems,
            [
                "birds/rest.wav: it isn't a WAV file, or it is damaged; a tone plays instead",
                "birds/switch.wav: it is larger than 2 MB; a tone plays instead",
                "birds/swich.wav: can't find a sound called `swich`; did you mean `switch`?",
                "the sound theme `birds` has no file for name, say, halfway, last-set, done; tones play instead",
            ]
        );
        assert!(theme.samples(CueKind::Go, 48_000).is_some_and(|s| s.len() == 480));
        assert!(theme.samples(CueKind::CountOut(2), 48_000).is_some());
        assert!(theme.samples(CueKind::Rest, 48_000).is_none());
    }

    #[test]
    fn another_rate_changes_neither_pitch_nor_loudness() {
        for (from, to) in
            [(44_100, 48_000), (48_000, 44_100), (22_050, 48_000), (96_000, 8_000), (47_999, 48_000)]
        {
            let sine = |rate: u32, n: usize| (n as f64 * 440.0 * 2.0 * PI / f64::from(rate)).sin() as f32;
            let samples = (0..from as usize).map(|n| sine(from, n)).collect();
            let out = resample(&Recording { rate: from, samples }, to);
            assert!(out.len().abs_diff(to as usize) <= 1, "{}", out.len());
            let middle = out.len() / 4..out.len() * 3 / 4;
            let worst = middle.map(|n| (out[n] - sine(to, n)).abs()).fold(0.0, f32::max);
            assert!(worst < 0.01, "{worst} from {from} to {to}");
        }
    }
}
