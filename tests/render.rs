//! `runup render`: what is written is what `runup cues` says, to the sample.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const RATE: f64 = 48_000.0;

/// Slow raises with a tempo, and a step that waits for a key.
const ROUTINE: &str = r#"
name = "Test"
when = ["desk"]
steps = [
  { name = "Raise", reps = 5, tempo = "up 1.5, down 1.3", sides = "each" },
  { name = "Limit", say = "Press when you stop.", until = "key", count = true, pace = 30, typical = "9s", at-most = "1m" },
  { name = "Lean", hold = "20s" },
]
"#;

fn runup(home: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_runup"));
    command.env("RUNUP_HOME", home).env("ALSA_CONFIG_PATH", "/nonexistent").current_dir(home);
    command.args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Renders and returns what was said on standard error.
#[track_caller]
fn render(home: &Path, arguments: &str) -> String {
    let arguments: Vec<&str> = ["render"].into_iter().chain(arguments.split_whitespace()).collect();
    let output = runup(home, &arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stderr)
}

/// Reads a track as frames of two samples, those of one channel twice.
fn wav(path: &Path) -> Vec<[i16; 2]> {
    let mut reader = hound::WavReader::open(path).unwrap();
    let spec = reader.spec();
    assert_eq!((spec.sample_rate, spec.bits_per_sample), (48_000, 16));
    let channels = usize::from(spec.channels);
    let samples: Vec<i16> = reader.samples().map(Result::unwrap).collect();
    samples.chunks_exact(channels).map(|frame| [frame[0], frame[channels - 1]]).collect()
}

fn cues(home: &Path, routine: &str) -> Vec<Value> {
    let output = runup(home, &["cues", routine, "--json"]);
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The frames at which a click begins: one sample that is not silent after 20 ms that are.
fn onsets(frames: &[[i16; 2]]) -> Vec<usize> {
    let mut silent = 10_000;
    let mut found = Vec::new();
    for (n, frame) in frames.iter().enumerate() {
        if *frame == [0, 0] {
            silent += 1;
        } else {
            if silent >= 960 {
                found.push(n);
            }
            silent = 0;
        }
    }
    found
}

#[test]
fn every_cue_begins_on_its_sample() {
    let home = tempfile::tempdir().unwrap();
    render(home.path(), "pre-run-5 -o a.wav --theme click --lead 0s");
    let frames = wav(&home.path().join("a.wav"));
    let expected: BTreeSet<usize> = cues(home.path(), "pre-run-5")
        .iter()
        .map(|cue| (cue["at"].as_f64().unwrap() * RATE).round() as usize)
        // The first sample of a click is zero, so it is seen one frame later.
        .map(|frame| frame + 1)
        .collect();
    assert!(expected.len() > 40);
    assert_eq!(onsets(&frames), expected.into_iter().collect::<Vec<_>>());
}

#[test]
fn a_step_that_waits_has_its_usual_length_and_that_is_said() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("test.toml"), ROUTINE).unwrap();
    let said = render(home.path(), "test.toml -o test.wav --theme click --lead 0s");
    assert_eq!(said, "runup: \"Limit\" waits for a key; here it lasts its usual 9s\n");
    let frames = wav(&home.path().join("test.wav"));
    let cues = cues(home.path(), "test.toml");
    // Beats that would outlast the step are not there.
    let limit = cues.iter().find(|cue| cue["step"] == "limit" && cue["kind"] == "go").unwrap();
    let end = limit["at"].as_f64().unwrap() + 9.0;
    let beyond = |cue: &&Value| {
        cue["step"] == "limit" && cue["kind"] == "tempo" && cue["at"].as_f64().unwrap() + 0.8 > end
    };
    let at = |cue: &Value| (cue["at"].as_f64().unwrap() * RATE).round() as usize + 1;
    let left: BTreeSet<usize> = cues.iter().filter(|cue| !beyond(cue)).map(at).collect();
    assert_eq!(onsets(&frames), left.into_iter().collect::<Vec<_>>());
    let done = at(cues.last().unwrap());
    assert!((done + 14_000..done + 16_000).contains(&frames.len()), "{} {done}", frames.len());
}

#[test]
fn a_flac_holds_the_same_samples() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("test.toml"), ROUTINE).unwrap();
    render(home.path(), "test.toml -o a.wav --theme wood");
    render(home.path(), "test.toml -o a.flac --theme wood");
    let wav = wav(&home.path().join("a.wav"));
    let mut flac = claxon::FlacReader::open(home.path().join("a.flac")).unwrap();
    assert_eq!(flac.streaminfo().samples, Some(wav.len() as u64));
    let samples: Vec<i32> = flac.samples().map(Result::unwrap).collect();
    assert!(samples.chunks_exact(2).zip(&wav).all(|(a, b)| a == [i32::from(b[0]), i32::from(b[1])]));
    assert_eq!(samples.len(), wav.len() * 2);
}

/// Decodes an Opus file, and returns its channels and its frames, those of one channel twice.
fn opus(path: &Path) -> (usize, Vec<[f32; 2]>) {
    let bytes = fs::read(path).unwrap();
    let mut reader = opus_pure::OggOpusReader::new(&bytes[..]).unwrap();
    let channels = usize::from(reader.head().channel_count);
    let mut decoder = reader.head().decoder(48_000).unwrap();
    let mut trim = opus_pure::Trim::new(reader.head(), 48_000, channels).unwrap();
    let mut block = vec![0.0; opus_pure::MAX_PACKET_SAMPLES * channels];
    let mut samples = Vec::new();
    for packet in reader.packets() {
        let packet = packet.unwrap();
        let count = decoder.decode(&packet.data, opus_pure::MAX_PACKET_SAMPLES, &mut block).unwrap();
        samples.extend_from_slice(trim.keep(&packet, &block[..count * channels]));
    }
    (channels, samples.chunks_exact(channels).map(|frame| [frame[0], frame[channels - 1]]).collect())
}

#[test]
fn an_opus_has_the_same_length_sounds_at_the_same_instants_and_is_small() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("test.toml"), ROUTINE).unwrap();
    fs::write(home.path().join("one.toml"), ROUTINE.replace(", sides = \"each\"", "")).unwrap();
    for (name, channels, share) in [("test", 2, 20), ("one", 1, 20)] {
        render(home.path(), &format!("{name}.toml -o {name}.wav --theme wood"));
        render(home.path(), &format!("{name}.toml -o {name}.opus --theme wood"));
        let wav = wav(&home.path().join(format!("{name}.wav")));
        let (there, frames) = opus(&home.path().join(format!("{name}.opus")));
        assert_eq!((there, frames.len()), (channels, wav.len()), "{name}");
        let spec = hound::WavReader::open(home.path().join(format!("{name}.wav"))).unwrap().spec();
        assert_eq!(usize::from(spec.channels), channels, "{name}");
        // In each tenth of a second it is as loud on each side, but for what is next to silence.
        let level = |sum: f32| (sum / 4_800.0).sqrt();
        for (place, (a, b)) in wav.chunks_exact(4_800).zip(frames.chunks_exact(4_800)).enumerate() {
            for side in 0..2 {
                let before = level(a.iter().map(|f| (f32::from(f[side]) / 32_768.0).powi(2)).sum());
                let after = level(b.iter().map(|f| f[side].powi(2)).sum());
                let near = (before - after).abs() < 0.004 + 0.25 * before;
                assert!(near, "{name}, side {side}, at {place}/10 s: {before} became {after}");
            }
        }
        let size = |ending| fs::metadata(home.path().join(format!("{name}.{ending}"))).unwrap().len();
        assert!(size("opus") * share < size("wav"), "{name}: {} of {}", size("opus"), size("wav"));
    }
}

#[test]
fn volume_and_lead_change_how_it_sounds_and_not_when() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("test.toml"), ROUTINE).unwrap();
    render(home.path(), "test.toml -o loud.wav --lead 0s");
    render(home.path(), "test.toml -o soft.wav --volume 50 --lead 0s");
    render(home.path(), "test.toml -o lead.wav --lead 0.5s");
    let read = |name: &str| wav(&home.path().join(name));
    let (loud, soft, lead) = (read("loud.wav"), read("soft.wav"), read("lead.wav"));
    let peak = |f: &[[i16; 2]]| f.iter().flatten().map(|s| f64::from(s.unsigned_abs())).fold(0.0, f64::max);
    assert!((peak(&soft) / peak(&loud) - 0.25).abs() < 0.01);
    assert_eq!(lead.len(), loud.len());
    let changed = loud.iter().zip(&lead).filter(|(a, b)| a != b).count();
    assert!(changed > 20_000, "{changed}");
    assert!(loud.iter().zip(&lead).all(|(a, b)| a == b || (*a == [0, 0] && b[0].unsigned_abs() < 40)));
}

#[test]
fn a_file_that_is_there_stays_unless_forced_and_nothing_is_left_of_a_failure() {
    let home = tempfile::tempdir().unwrap();
    let fails = |arguments: &str, code: i32, part: &str| {
        let arguments: Vec<&str> = ["render"].into_iter().chain(arguments.split_whitespace()).collect();
        let output = runup(home.path(), &arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(text(&output.stderr).contains(part), "{arguments:?}: {}", text(&output.stderr));
    };
    fs::write(home.path().join("a.wav"), "mine").unwrap();
    fs::create_dir(home.path().join("tracks")).unwrap();
    fails("pre-run-5 -o a.wav", 1, "overwrite it with --force");
    assert_eq!(fs::read(home.path().join("a.wav")).unwrap(), b"mine");
    fails("pre-run-5 -o no/where.wav", 1, "can't write no/where.wav");
    fails("post-run-cal -o c.wav", 1, "did you mean `post-run-calf`?");
    fails("pre-run-5 -o c.wav --theme wod", 1, "did you mean `wood`?");
    fails("pre-run-5 -o c.mp3", 2, "write a .opus");
    fails("pre-run-5 -o c", 2, ".opus, .flac or .wav");
    fails("pre-run-5 -o c.wav --in 30s", 1, "at least");
    fails("pre-run-5 -o c.wav --sore heel-bone-deep=3", 1, "");
    fs::write(home.path().join("test.toml"), ROUTINE).unwrap();
    render(home.path(), "test.toml -o a.wav --force --theme click --lead 0s");
    assert!(wav(&home.path().join("a.wav")).len() > 1_000_000);
    fs::remove_file(home.path().join("test.toml")).unwrap();
    let names: BTreeSet<String> = fs::read_dir(home.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        // What a speech engine of this machine has said.
        .filter(|name| name != "cache")
        .collect();
    assert_eq!(names, ["a.wav", "tracks"].map(str::to_owned).into());
}

#[test]
fn in_a_folder_a_track_is_named_by_what_it_was_fitted_to() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("tracks")).unwrap();
    render(home.path(), "pre-run-5 -o tracks --in 4m --sore tendon-mid=2 --theme click");
    let names: Vec<_> =
        fs::read_dir(home.path().join("tracks")).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert_eq!(names, ["pre-run-5-in-4m-tendon-mid-2.opus"]);
}
