//! The audio actor against a real ALSA: a device that writes to a file, and no device.
//!
//! ALSA reads its configuration from the environment, which only a new process can have, so
//! each test runs this binary again with one of the ignored tests below.
#![cfg(all(feature = "audio", target_os = "linux"))]

use std::path::Path;
use std::process::{Command, Output};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use runup::audio::{Audio, AudioConfig, Notice, Theme};
use runup::clock;
use runup::score::{Note, Score};
use runup::timeline::CueKind;

/// Runs one of the ignored tests with an ALSA configuration of its own.
fn run(test: &str, config: &Path) -> Output {
    let this = std::env::current_exe().unwrap();
    Command::new(this)
        .args(["--exact", test, "--ignored", "--nocapture"])
        .env("ALSA_CONFIG_PATH", config)
        .env("XDG_RUNTIME_DIR", "/nonexistent")
        .output()
        .unwrap()
}

fn click_in(wait: Duration) -> Score {
    let at = clock::now() + wait;
    let slot = Duration::from_millis(300);
    Score { notes: vec![Note { at, kind: CueKind::Go, slot, room: slot, text: None, side: None }] }
}

#[test]
fn one_note_reaches_the_device_once() {
    if !Path::new("/usr/share/alsa/alsa.conf").exists() {
        eprintln!("skipped: the files of the ALSA library are not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (config, sound) = (folder.path().join("alsa.conf"), folder.path().join("out.raw"));
    // Nothing is included: the system's own configuration would send the default elsewhere.
    let device = format!("pcm {{ type file slave.pcm {{ type null }} file {sound:?} format raw }}");
    let text =
        format!("pcm.!default {{ type plug slave {{ {device} format S16_LE rate 48000 channels 2 }} }}\n");
    std::fs::write(&config, text).unwrap();

    let output = run("child_plays_one_click", &config);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));

    let bytes = std::fs::read(&sound).unwrap();
    let left = bytes.chunks_exact(4).map(|frame| i16::from_le_bytes([frame[0], frame[1]]));
    let mut onsets = 0;
    let mut quiet = 48_000;
    for sample in left {
        if sample.unsigned_abs() > 1_000 {
            onsets += usize::from(quiet > 4_800);
            quiet = 0;
        } else {
            quiet += 1;
        }
    }
    assert_eq!(onsets, 1);
}

#[test]
#[ignore = "run by one_note_reaches_the_device_once"]
fn child_plays_one_click() {
    let (sender, notices) = channel();
    let audio = Audio::start(
        AudioConfig { theme: Theme::Click, ..AudioConfig::default() },
        Box::new(move |notice| sender.send(notice).unwrap()),
    );
    audio.play(click_in(Duration::from_millis(150)));
    let first = notices.recv_timeout(Duration::from_secs(5)).unwrap();
    assert!(matches!(first, Notice::Opened { rate: 48_000, channels: 2, .. }), "{first:?}");
    // This device plays faster than real time; the note comes at its time all the same.
    assert!(notices.recv_timeout(Duration::from_millis(250)).is_err(), "nothing else to tell");
    let start = Instant::now();
    drop(audio);
    assert!(start.elapsed() < Duration::from_millis(300));
}

#[test]
fn a_machine_without_sound_says_so_once_and_prints_nothing_of_ours() {
    let output = run("child_finds_no_device", Path::new("/nonexistent/alsa.conf"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    // What the C library writes is for the shell to redirect.
    let ours = String::from_utf8_lossy(&output.stderr);
    assert!(ours.lines().all(|line| line.is_empty() || line.starts_with("ALSA lib")), "{ours}");
}

#[test]
#[ignore = "run by a_machine_without_sound_says_so_once_and_prints_nothing_of_ours"]
fn child_finds_no_device() {
    let (sender, notices) = channel();
    let audio = Audio::start(AudioConfig::default(), Box::new(move |notice| sender.send(notice).unwrap()));
    audio.play(click_in(Duration::from_millis(100)));
    let first = notices.recv_timeout(Duration::from_secs(5)).unwrap();
    assert_eq!(first, Notice::Lost("no sound device".to_owned()));
    assert!(notices.recv_timeout(Duration::from_millis(700)).is_err(), "a second attempt is not told");
    let start = Instant::now();
    drop(audio);
    assert!(start.elapsed() < Duration::from_millis(300));
}
