//! `runup doctor`: what it says of a machine, and that nothing makes it hang.
#![cfg(unix)]

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use serde_json::Value;
use tempfile::TempDir;

/// All that the doctor may take when everything hangs.
const PATIENCE: Duration = Duration::from_secs(12);

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn command(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_runup"));
    command
        .env("RUNUP_HOME", home)
        .env("ALSA_CONFIG_PATH", "/nonexistent")
        .env("XDG_RUNTIME_DIR", "/nonexistent")
        .env("LC_ALL", "C.UTF-8")
        .env_remove("PULSE_PROP")
        .env_remove("PIPEWIRE_PROPS")
        .current_dir(home)
        .stdin(Stdio::null());
    command
}

#[track_caller]
fn doctor(command: &mut Command) -> (i32, String) {
    let start = Instant::now();
    let Output { status, stdout, stderr } = command.arg("doctor").output().unwrap();
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    assert_eq!(String::from_utf8_lossy(&stderr), "", "nothing of a library reaches the terminal");
    (status.code().unwrap(), String::from_utf8(stdout).unwrap())
}

#[track_caller]
fn has_all(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

#[test]
fn a_machine_without_sound_is_well() {
    let home = home();
    let (code, text) = doctor(&mut command(home.path()));
    assert_eq!(code, 0, "{text}");
    has_all(
        &text,
        &[
            "routines play silently",
            " shipped",
            "tones; available: ",
            "all lines readable",
            "PULSE_PROP=media.role=event",
        ],
    );
    assert!(fs::read_dir(home.path()).unwrap().next().is_none(), "it leaves nothing behind");
}

#[test]
fn what_cannot_be_written_is_wrong() {
    let home = home();
    fs::write(home.path().join("data"), "a file in its place").unwrap();
    let (code, text) = doctor(&mut command(home.path()));
    assert_eq!(code, 1, "{text}");
    has_all(&text, &["wrong   data: ", "not a folder", "hint: make it writable"]);
}

#[test]
fn each_thing_that_is_amiss_is_told_and_stops_nothing() {
    let home = home();
    let write = |path: &str, text: &str| {
        let path = home.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "config/config.toml",
        "[sound]\nvolume = 300\nengine = [\"no-such-voice\", \"{text}\", \"{file}\"]\n",
    );
    write("data/history/here.jsonl", "{\"v\":1,\n");
    write("data/routines/bad.toml", "nam = 3\n");
    write("data/sounds/birds/go.flac", "no sound");
    let (code, text) = doctor(command(home.path()).env("PATH", "/nonexistent"));
    // A damaged history locks what loads; all else is a remark.
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("history   wrong"), "{text}");
    has_all(
        &text,
        &[
            "config.toml:2:10",
            "^^^",
            "`volume` must be from 0 to 100, not 300",
            "1 can't be read",
            "problems in",
            "run `runup check` to see each",
            "go.flac: it isn't a FLAC file",
            "can't find `no-such-voice`",
        ],
    );
}

#[test]
fn json_has_exactly_its_keys() {
    let home = home();
    let output = command(home.path()).args(["doctor", "--json"]).output().unwrap();
    let findings: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert!(findings.len() > 10);
    for finding in &findings {
        let mut keys: Vec<&str> = finding.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["about", "hint", "state", "what"]);
        assert!(["ok", "remark", "wrong"].contains(&finding["state"].as_str().unwrap()));
    }
    let about: Vec<&str> = findings.iter().filter_map(|finding| finding["about"].as_str()).collect();
    for area in ["program", "paths", "history", "config", "routines", "themes", "sound", "voice", "terminal"]
    {
        assert!(about.contains(&area), "{area}");
    }
}

/// Writes an ALSA configuration whose only device is a file, and returns its path.
#[cfg(all(feature = "audio", target_os = "linux"))]
fn alsa(home: &Path, file: &Path) -> std::path::PathBuf {
    let config = home.join("alsa.conf");
    let device =
        format!("pcm {{ type file slave.pcm {{ type null }} file \"{}\" format raw }}", file.display());
    let text =
        format!("pcm.!default {{ type plug slave {{ {device} format S16_LE rate 48000 channels 2 }} }}\n");
    fs::write(&config, text).unwrap();
    config
}

#[cfg(all(feature = "audio", target_os = "linux"))]
#[test]
fn a_device_is_named_with_its_rate_and_a_test_is_played_on_it() {
    if !Path::new("/usr/share/alsa/alsa.conf").exists() {
        eprintln!("skipped: the files of the ALSA library are not installed");
        return;
    }
    let home = home();
    let sound = home.path().join("out.raw");
    let config = alsa(home.path(), &sound);
    let (code, text) = doctor(command(home.path()).env("ALSA_CONFIG_PATH", &config));
    assert_eq!(code, 0, "{text}");
    has_all(&text, &["48000 Hz, 2 channels", "opened in", "the device reports a delay of "]);
    assert!(fs::read(&sound).unwrap().iter().all(|byte| *byte == 0), "nothing was played yet");

    let mut loud = command(home.path());
    loud.env("ALSA_CONFIG_PATH", &config).args(["doctor", "--speak"]);
    let output = loud.output().unwrap();
    has_all(&String::from_utf8_lossy(&output.stdout), &["played a line and a tone"]);
    assert!(fs::read(&sound).unwrap().iter().any(|byte| *byte != 0));
}

#[cfg(all(feature = "audio", target_os = "linux"))]
#[test]
fn a_device_that_hangs_is_given_up() {
    let home = home();
    let pipe = home.path().join("pipe");
    // Nobody reads from it, so whoever opens it to write waits without end.
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let config = alsa(home.path(), &pipe);
    let (code, text) = doctor(command(home.path()).env("ALSA_CONFIG_PATH", &config));
    assert_eq!(code, 0, "{text}");
    has_all(&text, &["the sound device doesn't answer"]);
}

/// Runs the doctor in a terminal; `width` is what that says of each letter, if it answers.
fn in_terminal(width: Option<u16>) -> String {
    let home = home();
    let pair = native_pty_system().openpty(PtySize { rows: 30, cols: 100, ..PtySize::default() }).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_runup"));
    command.arg("doctor");
    command.cwd(home.path());
    for (name, value) in [
        ("RUNUP_HOME", home.path().to_str().unwrap()),
        ("ALSA_CONFIG_PATH", "/nonexistent"),
        ("XDG_RUNTIME_DIR", "/nonexistent"),
        ("TERM", "xterm-256color"),
        ("COLORTERM", "truecolor"),
        ("LC_ALL", "C.UTF-8"),
    ] {
        command.env(name, value);
    }
    command.env_remove("NO_COLOR");
    let start = Instant::now();
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    let mut seen = Vec::new();
    let mut asked = 0;
    let mut buffer = [0; 4096];
    // The end of a terminal is an error on Linux.
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        seen.extend_from_slice(&buffer[..count]);
        let questions = seen.windows(4).filter(|w| *w == b"\x1b[6n").count();
        while asked < questions {
            asked += 1;
            if let Some(width) = width {
                writer.write_all(format!("\x1b[1;{}R", width + 1).as_bytes()).unwrap();
            }
        }
    }
    assert!(child.wait().unwrap().success());
    assert!(start.elapsed() < PATIENCE);
    String::from_utf8_lossy(&seen).into_owned()
}

#[test]
fn a_terminal_is_asked_how_wide_its_letters_are() {
    let text = in_terminal(Some(1));
    has_all(
        &text,
        &["xterm-256color", "100 columns, 30 rows", "colours: 24 bits", "characters are the right width"],
    );
    has_all(&in_terminal(Some(2)), &["characters wider", "█ takes 2"]);
}

#[test]
fn a_terminal_that_never_answers_is_given_up() {
    has_all(&in_terminal(None), &["it doesn't report how wide characters are"]);
}
