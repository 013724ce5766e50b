//! `runup render`: a whole routine as one track of sound.
//!
//! The score is that of `runup cues`, so what `runup go` would play now; the mixer is that of the player. The file appears whole or
//! not at all.

mod opus;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use super::Failure;
use super::args::{Render, Switch};
use super::output::{free_to_write, put};
use super::runner::Runner;
use super::setup::Setup;
use super::unsaid;
use crate::audio::{AudioConfig, Track};
use crate::diagnostic::printable;
use crate::library::Library;
use crate::routine::Dose;
use crate::score::Score;
use crate::session::Session;
use crate::symptoms::Soreness;
use crate::time::{Clock, MonoTime, duration_text};
use crate::timeline::{SegmentKind, Timeline};
use flacenc::component::BitRepr;
use flacenc::error::{SourceError, Verify};
use flacenc::source::{Fill, Source};

/// Frames a second of what is written.
const RATE: u32 = 48_000;
/// Frames that are mixed and written at once.
const BLOCK: usize = 4_096;

/// Writes the track; returns the line that says what was written.
pub(super) fn render(library: &Rc<Library>, mut setup: Setup, asked: Render) -> Result<String, Failure> {
    let Render { id, output, force, theme, lead, volume, voice, within, sore } = asked;
    if let Some(theme) = &theme {
        setup.use_theme(theme)?;
    }
    let sound = &mut setup.settings.sound;
    sound.lead = lead.unwrap_or(sound.lead);
    sound.volume = volume.unwrap_or(sound.volume);
    sound.voice = voice.map_or(sound.voice, |voice| voice == Switch::On);
    // The destination is checked before any work is done.
    let folder = output.is_dir();
    if !folder {
        free_to_write(&output, force)?;
    }
    let runner = Runner::read(library, &setup, &sore);
    let session = runner.session(library, &id, within)?;
    let output = if folder { output.join(fitted_name(&session, within)) } else { output };
    if folder {
        free_to_write(&output, force)?;
    }
    let timeline = session.player().timeline();

    let (theme, problems) = setup.theme();
    let mut err = io::stderr().lock();
    for line in setup.lines().into_iter().chain(problems).chain(open_steps(timeline)) {
        // A caller that closed standard error does not want to know.
        let _ = writeln!(err, "runup: {line}");
    }
    let config = AudioConfig::new(&setup.settings.sound, theme, Some(setup.paths.cache.clone()));
    let length = timeline.segments.iter().map(|segment| segment.typical).sum();
    let mut track = Track::new(&Score::of(timeline, MonoTime::ZERO), length, &config, RATE);
    for line in unsaid::lines(track.unsaid()) {
        let _ = writeln!(err, "runup: {line}");
    }
    // As long as `go` tells it; the last sound may fade a moment longer.
    let seconds = Clock(timeline.whole());
    write(&output, force, &mut track)?;

    let changes = setup.words.adaptations(session.changes());
    let mut said: Vec<String> = changes.iter().map(|change| format!("# {change}")).collect();
    let size = fs::metadata(&output).map_or(0, |meta| meta.len()) as f64 / 1e6;
    let path = output.display();
    said.push(format!("{path}: {}, {seconds}, {size:.1} MB", session.routine().name));
    Ok(said.iter().fold(String::new(), |all, line| all + &printable(line) + "\n"))
}

/// Returns the name of a track that says what it was fitted to: `pre-run-5-in-4m-tendon-mid-3.opus`.
fn fitted_name(session: &Session, within: Option<Duration>) -> String {
    let mut name = session.routine().id.to_string();
    if let Some(within) = within {
        let _ = write!(name, "-in-{}", duration_text(within));
    }
    if let Soreness::Known(sites) = &session.request().situation.soreness {
        for sore in sites {
            let side = sore.site.side.map(|side| format!("-{side}")).unwrap_or_default();
            let score = sore.score.map(|score| format!("-{score}")).unwrap_or_default();
            let _ = write!(name, "-{}{side}{score}", sore.site.region.id());
        }
    }
    name + ".opus"
}

/// Says of each step that waits for a key how long it is here.
fn open_steps(timeline: &Timeline) -> Vec<String> {
    let mut lines = Vec::new();
    for step in &timeline.steps {
        if let Dose::Open(open) = &step.dose {
            let length = duration_text(open.typical);
            let line =
                format!("\"{}\" waits for a key; here it lasts its usual {length}", step.exercise.name);
            if !lines.contains(&line) && timeline.segments.iter().any(|s| s.kind == SegmentKind::Work) {
                lines.push(line);
            }
        }
    }
    lines
}

fn write(path: &Path, force: bool, track: &mut Track) -> Result<(), Failure> {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    put(path, force, |file| match ending.to_str() {
        Some("flac") => write_flac(file, track),
        Some("opus") => opus::write(file, track, RATE),
        _ => write_wav(file, track),
    })
}

/// Writes it in one channel if nothing comes from a side: a long run takes half of the space.
fn write_wav(file: File, track: &mut Track) -> io::Result<()> {
    let channels = if track.is_panned() { 2 } else { 1 };
    let spec = hound::WavSpec {
        channels,
        sample_rate: RATE,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let told = |error| match error {
        hound::Error::IoError(error) => error,
        other => io::Error::other(other),
    };
    let mut out = BufWriter::with_capacity(1 << 18, file);
    let mut writer = hound::WavWriter::new(&mut out, spec).map_err(told)?;
    while track.left() > 0 {
        let frames = track.left().min(BLOCK as u64) as usize;
        let mut block = writer.get_i16_writer(frames as u32 * u32::from(channels));
        // The first of each pair, or both.
        for sample in track.next_frames(frames).step_by(usize::from(3 - channels)) {
            block.write_sample(sample);
        }
        block.flush().map_err(told)?;
    }
    writer.finalize().map_err(told)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

fn write_flac(file: File, track: &mut Track) -> io::Result<()> {
    // Linear prediction takes most of the time and saves little on tones between silences.
    let mut config = flacenc::config::Encoder::default();
    config.subframe_coding.use_lpc = false;
    let config = config.into_verified().map_err(|(_, error)| io::Error::other(error))?;
    let stream = flacenc::encode_with_fixed_block_size(&config, Pull(track), BLOCK)
        .map_err(|error| io::Error::other(error.to_string()))?;
    let mut sink = flacenc::bitsink::ByteSink::new();
    stream.write(&mut sink).map_err(|error| io::Error::other(error.to_string()))?;
    let mut file = file;
    file.write_all(sink.as_slice())?;
    file.sync_all()
}

/// The track, as the encoder pulls it.
struct Pull<'a>(&'a mut Track);

impl Source for Pull<'_> {
    fn channels(&self) -> usize {
        2
    }

    fn bits_per_sample(&self) -> usize {
        16
    }

    fn sample_rate(&self) -> usize {
        RATE as usize
    }

    fn read_samples<F: Fill>(&mut self, block_size: usize, dest: &mut F) -> Result<usize, SourceError> {
        let samples: Vec<i32> = self.0.next_frames(block_size).map(i32::from).collect();
        dest.fill_interleaved(&samples)?;
        Ok(samples.len() / 2)
    }

    fn len_hint(&self) -> Option<usize> {
        usize::try_from(self.0.frames()).ok()
    }
}
