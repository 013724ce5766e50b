//! The sound device and the voices.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use super::{Finding, LIMIT};
use crate::audio::{Audio, AudioConfig, DeviceReport, Notice, probe};
use crate::clock;
use crate::commands::setup::Setup;
use crate::commands::{read_library, unsaid};
use crate::library::Origin;
use crate::score::{Note, Score};
use crate::settings::EngineChoice;
use crate::shell::stderr::Diverted;
use crate::timeline::CueKind;

/// When the line is spoken and the tone played, and when both are over.
const LINE_AT: Duration = Duration::from_millis(800);
const TONE_AT: Duration = Duration::from_millis(3_300);
const OVER_AT: Duration = Duration::from_millis(4_300);
/// How long the words of own routines may take to be said.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn look(setup: &Setup, speak: bool) -> Vec<Finding> {
    // ALSA writes to standard error whatever it does not find.
    let quiet = Diverted::to(Path::new("/dev/null"));
    let device = probe(LIMIT);
    let mut findings = vec![match &device {
        Ok(report) => Finding::fine("sound", words(report)),
        Err(why) => Finding::remark("sound", format!("{why}; routines play silently, with bell and flash"))
            .hint(advice(why)),
    }];
    if speak && device.is_ok() {
        findings.push(play(setup));
    }
    drop(quiet);
    findings.push(media_role());
    findings.extend(engines(setup));
    findings.extend(own_words(setup));
    findings
}

/// Says which words of the runner's own routines are heard as a tone; `None` if there are no such routines.
fn own_words(setup: &Setup) -> Option<Finding> {
    let library = read_library().ok()?;
    let own: Vec<_> =
        library.routines().filter(|(_, origin)| *origin == Origin::Own).map(|(id, _)| id).collect();
    let begun = Instant::now();
    let mut lines = Vec::new();
    for (n, id) in own.iter().enumerate() {
        // An engine that speaks for the first time takes its time.
        if begun.elapsed() > PATIENCE {
            lines.push(format!("{} more not tried; run runup check --sound", own.len() - n));
            break;
        }
        let unsaid = unsaid::of_routine(id, &library, setup);
        lines.extend(unsaid::lines(&unsaid).into_iter().map(|line| format!("{id}: {line}")));
    }
    let fine = || Finding::fine("voice", "every phrase in your own routines can be spoken");
    match (own.is_empty(), lines.is_empty()) {
        (true, _) => None,
        (_, true) => Some(fine()),
        _ => Some(Finding::remark("voice", lines.join("\n"))),
    }
}

fn words(report: &DeviceReport) -> String {
    let DeviceReport { name, rate, channels, block, opening, delay } = report;
    format!(
        "{name}: {rate} Hz, {channels} channels, {block} frames a block\nopened in {} ms; the device \
         reports a delay of {} ms",
        opening.as_millis(),
        delay.as_millis()
    )
}

fn advice(why: &str) -> &'static str {
    match why {
        "built without sound" => {
            "build it with sound: `cargo install --path .`, with the ALSA headers on Linux"
        }
        why if why.contains("another program") => {
            "close the other program, or share the device with PipeWire or PulseAudio"
        }
        why if why.contains("permission") => {
            "on Linux, join the group `audio`, or run PipeWire or PulseAudio"
        }
        why if why.contains("answer") => "restart a stuck sound server: `systemctl --user restart pipewire`",
        _ => "plug in headphones or a speaker; in a container or under WSL, set PULSE_SERVER",
    }
}

/// Says a line and plays a tone; what is heard only the runner knows.
fn play(setup: &Setup) -> Finding {
    let (sender, notices) = channel();
    let (theme, _) = setup.theme();
    let config = AudioConfig::new(&setup.settings.sound, theme, Some(setup.paths.cache.clone()));
    let audio = Audio::start(
        config,
        Box::new(move |notice| {
            // The doctor may have gone on already.
            let _ = sender.send(notice);
        }),
    );
    let now = clock::now();
    let note = |at: Duration, kind, text: Option<&str>| Note {
        at: now + at,
        kind,
        slot: Duration::from_secs(2),
        room: Duration::from_secs(2),
        text: text.map(str::to_owned),
        side: None,
    };
    let line = note(LINE_AT, CueKind::Name, Some("Get ready."));
    audio.play(Score { notes: vec![line, note(TONE_AT, CueKind::Go, None)] });
    let over = now + OVER_AT;
    let left = || over.since(clock::now().min(over)).max(Duration::from_millis(1));
    while clock::now() < over {
        match notices.recv_timeout(left()) {
            Ok(Notice::Lost(why)) => {
                return Finding::remark("sound", format!("can't play the test: {why}"));
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Ok(_) | Err(RecvTimeoutError::Timeout) => {}
        }
    }
    Finding::fine("sound", "played a line and a tone; did you hear both from the start?").hint(
        "if the start was cut off, set a longer `lead` under [sound] (the default is 500ms); if you \
            heard nothing, check the volume",
    )
}

/// Whether a sound server is asked to lower music meanwhile; `audio::device` says why we do not.
fn media_role() -> Finding {
    let given = ["PULSE_PROP", "PIPEWIRE_PROPS"].into_iter().find(|name| env::var_os(name).is_some());
    match given {
        Some(name) => Finding::fine(
            "sound",
            format!("{name} is set; other sound gets quieter during cues if your sound server supports it"),
        ),
        None => Finding::fine("sound", "sound from other programs keeps playing at full volume")
            .hint("set PULSE_PROP=media.role=event in the environment to lower music during cues"),
    }
}

fn engines(setup: &Setup) -> Vec<Finding> {
    let sound = &setup.settings.sound;
    if !sound.voice {
        return vec![Finding::fine("voice", "off in the config")];
    }
    if let EngineChoice::Command(words) = &sound.engine {
        let program = words.first().map_or("", String::as_str);
        return vec![match find(program) {
            Some(path) => Finding::fine("voice", format!("set in the config: {}", path.display())),
            None => Finding::remark("voice", format!("can't find `{program}`, which is set in the config"))
                .hint("give its full path, or set `engine = \"auto\"`"),
        }];
    }
    let program = |choice| match choice {
        EngineChoice::Command(words) => words.into_iter().next().and_then(|name| find(&name)),
        EngineChoice::Auto | EngineChoice::Off => None,
    };
    let found: Vec<String> = crate::audio::voice::engines()
        .into_iter()
        .filter_map(program)
        .map(|path| path.display().to_string())
        .collect();
    let off = if sound.engine == EngineChoice::Off { "; not used, because `engine = \"off\"`" } else { "" };
    if !found.is_empty() {
        return vec![Finding::fine("voice", format!("speech engines: {}{off}", found.join(", ")))];
    }
    if cfg!(windows) {
        return vec![Finding::fine("voice", "Windows speech")];
    }
    vec![
        Finding::remark(
            "voice",
            format!(
                "no speech engine found{off}; Runup's own words are recorded, but \
            words in your own files become tones"
            ),
        )
        .hint("install one; on Debian and Ubuntu: `sudo apt install espeak-ng`"),
    ]
}

/// Finds a program as a shell would.
fn find(program: &str) -> Option<PathBuf> {
    let path = Path::new(program);
    if path.components().count() > 1 {
        return is_program(path).then(|| path.to_owned());
    }
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| is_program(path))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file() || path.with_extension("exe").is_file()
}
