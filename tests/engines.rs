//! Speech engines that misbehave: each costs its phrase, and nothing else.
//!
//! The engines are small shell scripts. They note the numbers of their processes, so that a test
//! can see that nobody is left; a zombie counts as gone, because who takes notice of it is for
//! the system to say.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use runup::audio::{Balance, DeviceClock, EngineChoice, Mixer, Part, Sounds, Theme, Voice};
use runup::score::{Note, Score};
use runup::time::MonoTime;
use runup::timeline::CueKind;

/// What a well-behaved engine does: it notes itself, takes the recording that lies beside it and
/// hands it out as its own.
const SAYS: &str = "cat \"$HERE/speech\" > \"$2\"";

/// A folder with an engine, its cache and its notes.
struct Bench {
    folder: tempfile::TempDir,
    script: PathBuf,
}

impl Bench {
    fn new(body: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("engine");
        let here = folder.path().display();
        let text = format!(
            "#!/bin/sh\nHERE='{here}'\necho $$ >> \"$HERE/pids\"\necho x >> \"$HERE/calls\"\n{body}\n"
        );
        fs::write(&script, text).unwrap();
        fs::write(folder.path().join("speech"), speech()).unwrap();
        Self { folder, script }
    }

    fn voice(&self) -> Voice {
        // Through `sh`, because a file that was just written may still be open in the fork of
        // another test, and could not be started then.
        let command = ["/bin/sh", self.script.to_str().unwrap(), "{text}", "{file}"].map(str::to_owned);
        Voice {
            engine: EngineChoice::Command(command.to_vec()),
            cache: Some(self.folder.path().join("cache")),
            ..Voice::default()
        }
    }

    /// Has texts said, and returns which of them were, and how long that took.
    fn say(&self, texts: &[&str]) -> (Vec<bool>, Duration) {
        let start = Instant::now();
        let mut sounds = Sounds::new(Theme::Tones, 48_000).with_voice(self.voice());
        let notes: Vec<Note> = texts.iter().map(|text| note(text)).collect();
        sounds.wait_for_words(&Score { notes: notes.clone() });
        let said = notes.iter().map(|note| sounds.of(note).worded).collect();
        drop(sounds);
        (said, start.elapsed())
    }

    fn calls(&self) -> usize {
        fs::read_to_string(self.folder.path().join("calls")).unwrap_or_default().lines().count()
    }

    /// Asserts that none of the noted processes runs, and no working folder is left.
    fn assert_clean(&self) {
        let pids = fs::read_to_string(self.folder.path().join("pids")).unwrap();
        assert!(!pids.is_empty());
        let alive = || {
            pids.lines().find(|pid| {
                let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
                stat.rsplit(')')
                    .next()
                    .is_some_and(|rest| !rest.trim_start().starts_with('Z') && !rest.is_empty())
            })
        };
        // A process that was killed may take a moment to go.
        let start = Instant::now();
        while alive().is_some() && start.elapsed() < Duration::from_secs(2) {
            std::thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(alive(), None, "a process is left");
        let cache = self.folder.path().join("cache/voice");
        for entry in fs::read_dir(cache).into_iter().flatten().flatten() {
            assert!(entry.path().is_file(), "{} is left", entry.path().display());
        }
    }
}

fn note(text: &str) -> Note {
    let slot = Duration::from_secs(5);
    Note { at: MonoTime::ZERO, kind: CueKind::Say, slot, room: slot, text: Some(text.to_owned()), side: None }
}

/// A second of a hum between two stretches of silence, with a header that claims 13 hours.
fn speech() -> Vec<u8> {
    let mut bytes = b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    bytes.extend(22_050_u32.to_le_bytes());
    bytes.extend(44_100_u32.to_le_bytes());
    bytes.extend(b"\x02\0\x10\0data\xff\xff\xff\x7f");
    for n in 0..44_100_u32 {
        let hum = if (11_025..33_075).contains(&n) { ((n % 100) as i16 - 50) * 60 } else { 0 };
        bytes.extend(hum.to_le_bytes());
    }
    bytes
}

/// Asserts that an engine costs one phrase, within the limit, and leaves nobody behind.
fn costs_its_phrase(body: &str) {
    let bench = Bench::new(body);
    let (said, took) = bench.say(&["An unheard-of sentence."]);
    assert_eq!(said, [false]);
    assert!(took < Duration::from_millis(9_500), "{took:?}");
    assert_eq!(bench.calls(), 1, "it is not tried again");
    bench.assert_clean();
}

#[test]
fn an_engine_that_behaves_is_heard_and_kept() {
    let bench = Bench::new(SAYS);
    let (said, _) = bench.say(&["An unheard-of sentence.", "Another one, just as new.", "Halfway."]);
    assert_eq!(said, [true, true, true]);
    assert_eq!(bench.calls(), 2, "what is recorded is not asked for");
    // The next session asks nobody.
    let (said, _) = bench.say(&["An unheard-of sentence."]);
    assert_eq!((said, bench.calls()), (vec![true], 2));
    bench.assert_clean();
    let kept = fs::read_dir(bench.folder.path().join("cache/voice")).unwrap().map(|e| e.unwrap().path());
    let kept: Vec<PathBuf> = kept.collect();
    assert_eq!(kept.len(), 2);
    for clip in kept {
        let meta = fs::metadata(&clip).unwrap();
        assert_eq!(meta.permissions().mode() & 0o777, 0o600);
        // A second and its margins, not the two that it came with.
        assert!((44_000..47_000).contains(&meta.len()), "{} bytes", meta.len());
    }
}

#[test]
fn every_engine_of_this_machine_is_heard() {
    // flite, espeak-ng and pico2wave, as far as they are installed.
    for engine in runup::audio::voice::engines() {
        let folder = tempfile::tempdir().unwrap();
        let voice =
            Voice { engine: engine.clone(), cache: Some(folder.path().to_owned()), ..Voice::default() };
        let mut sounds = Sounds::new(Theme::Tones, 48_000).with_voice(voice);
        let note = note("--Ankle circles, zyzzyva; -o x.");
        sounds.wait_for_words(&Score { notes: vec![note.clone()] });
        let sound = sounds.of(&note);
        assert!(sound.worded, "{engine:?}");
        assert!((48_000..48_000 * 4).contains(&sound.samples.len()), "{engine:?}: {}", sound.samples.len());
    }
}

#[test]
fn an_engine_that_hangs() {
    costs_its_phrase("sleep 1000");
}

#[test]
fn an_engine_that_ignores_being_asked_to_end() {
    costs_its_phrase("trap '' TERM INT HUP QUIT\nwhile :; do sleep 1; done");
}

#[test]
fn an_engine_that_computes_without_end() {
    costs_its_phrase("while :; do :; done");
}

#[test]
fn an_engine_that_crashes() {
    costs_its_phrase(&format!("{SAYS}\nkill -SEGV $$"));
}

#[test]
fn an_engine_that_says_that_it_failed() {
    costs_its_phrase(&format!("{SAYS}\nexit 3"));
}

#[test]
fn an_engine_that_writes_nothing() {
    costs_its_phrase("exit 0");
}

#[test]
fn an_engine_that_writes_a_text() {
    costs_its_phrase("echo 'no such voice: rms' > \"$2\"");
}

#[test]
fn an_engine_that_writes_noise() {
    costs_its_phrase("head -c 100000 /dev/urandom > \"$2\"");
}

#[test]
fn an_engine_that_writes_without_end() {
    costs_its_phrase("cat \"$HERE/speech\" /dev/zero > \"$2\"");
}

#[test]
fn an_engine_that_writes_much_beside_its_file_is_ended_at_once() {
    let bench = Bench::new("for n in 1 2 3 4 5 6 7 8 9; do head -c 3000000 /dev/zero > $n; done\nsleep 60");
    let (said, took) = bench.say(&["An unheard-of sentence."]);
    assert_eq!(said, [false]);
    assert!(took < Duration::from_millis(2_500), "{took:?}");
    bench.assert_clean();
}

#[test]
fn an_engine_that_makes_a_pipe_of_its_file() {
    costs_its_phrase("mkfifo \"$2\"");
}

#[test]
fn an_engine_that_links_to_something_else() {
    costs_its_phrase("ln -s /dev/zero \"$2\"");
}

#[test]
fn an_engine_that_writes_silence() {
    costs_its_phrase("head -c 44 \"$HERE/speech\" > \"$2\"; head -c 40000 /dev/zero >> \"$2\"");
}

#[test]
fn an_engine_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let voice = Voice {
        engine: EngineChoice::Command(vec!["/nonexistent/engine".into(), "{text}".into()]),
        cache: Some(folder.path().to_owned()),
        ..Voice::default()
    };
    let mut sounds = Sounds::new(Theme::Tones, 48_000).with_voice(voice);
    let note = note("An unheard-of sentence.");
    sounds.wait_for_words(&Score { notes: vec![note.clone()] });
    assert!(!sounds.of(&note).worded);
}

#[test]
fn a_child_that_outlives_its_engine_is_ended_and_the_phrase_is_heard() {
    let bench = Bench::new(&format!("sleep 60 & echo $! >> \"$HERE/pids\"\n{SAYS}"));
    let (said, took) = bench.say(&["An unheard-of sentence."]);
    assert_eq!(said, [true]);
    assert!(took < Duration::from_secs(3), "{took:?}");
    bench.assert_clean();
}

#[test]
fn an_engine_that_hangs_goes_with_its_children() {
    costs_its_phrase(
        "sleep 60 & echo $! >> \"$HERE/pids\"\n(sleep 61 & echo $! >> \"$HERE/pids\"; wait)\nwait",
    );
}

#[test]
fn one_failure_does_not_stop_the_engine_but_three_in_a_row_do() {
    let bench = Bench::new(&format!("case \"$1\" in bad*) exit 1;; esac\n{SAYS}"));
    let texts = [
        "bad zero",
        "good zero",
        "bad one",
        "bad two",
        "good two",
        "bad three",
        "bad four",
        "bad five",
        "good six",
    ];
    let (said, _) = bench.say(&texts);
    assert_eq!(said, [false, true, false, false, true, false, false, false, false]);
    assert_eq!(bench.calls(), 8);
    bench.assert_clean();
}

#[test]
fn a_text_is_an_argument_and_never_a_command_or_an_option() {
    let bench = Bench::new(&format!("printf '%s\\n' \"$1\" >> \"$HERE/heard\"\n{SAYS}"));
    bench.say(&["$(touch /tmp/x); `id` > {file}", "--version", "-o/tmp/x \u{1b}[2J\n again"]);
    let heard = fs::read_to_string(bench.folder.path().join("heard")).unwrap();
    assert_eq!(heard, "$(touch /tmp/x); `id` > {file}\nversion\no/tmp/x [2J again\n");
}

#[test]
fn dropping_the_voice_ends_a_hanging_engine_at_once() {
    let bench = Bench::new("sleep 1000");
    let mut sounds = Sounds::new(Theme::Tones, 48_000).with_voice(bench.voice());
    sounds.of(&note("An unheard-of sentence."));
    let start = Instant::now();
    while bench.calls() == 0 && start.elapsed() < Duration::from_secs(2) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let start = Instant::now();
    drop(sounds);
    assert!(start.elapsed() < Duration::from_millis(500), "{:?}", start.elapsed());
    bench.assert_clean();
}

#[test]
fn a_phrase_that_arrives_late_is_said_from_then_on_and_what_sounds_goes_on() {
    const RATE: u32 = 48_000;
    let at = |millis| MonoTime::from_nanos(millis * 1_000_000);
    let bench = Bench::new(SAYS);
    let score = Score {
        notes: vec![
            Note { at: at(0), ..note("Halfway, well done, halfway.") },
            Note { at: at(2_000), ..note("An unheard-of sentence.") },
        ],
    };
    let run = |late: bool| {
        let mut sounds = Sounds::new(Theme::Tones, RATE).with_voice(bench.voice());
        let mut mixer = Mixer::new(RATE, DeviceClock::exact(RATE, MonoTime::ZERO));
        if !late {
            sounds.wait_for_words(&score);
        }
        let mut out = vec![0.0; RATE as usize * 2 * 4];
        let (first, second) = out.split_at_mut(RATE as usize);
        let part = Part::new(&score, &mut sounds, Balance::default(), MonoTime::ZERO);
        mixer.replace(Box::new(part));
        mixer.fill(at(0), first);
        sounds.wait_for_words(&score);
        let part = Part::new(&score, &mut sounds, Balance::default(), MonoTime::ZERO);
        mixer.replace(Box::new(part));
        for (n, block) in second.chunks_mut(RATE as usize / 50).enumerate() {
            mixer.fill(at(500 + 10 * n as u64), block);
        }
        out
    };
    let (early, late) = (run(false), run(true));
    // The cache keeps 16 bits.
    assert!(early.iter().zip(&late).all(|(a, b)| (a - b).abs() < 1e-3));
    let last = late.iter().rposition(|s| s.abs() > 0.01).unwrap() / 2;
    assert!(last > RATE as usize * 28 / 10, "the sentence lasts a second, its tone a quarter");
}

/// Runs one of the ignored tests alone, with nothing captured.
#[test]
fn nothing_of_what_an_engine_prints_is_seen() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_with_a_loud_engine", "--ignored", "--nocapture"])
        .output()
        .unwrap();
    let seen = [output.stdout, output.stderr].concat();
    let seen = String::from_utf8_lossy(&seen);
    assert!(output.status.success(), "{seen}");
    assert!(!seen.contains("LOUD"), "{seen}");
}

#[test]
#[ignore = "run by nothing_of_what_an_engine_prints_is_seen"]
fn child_with_a_loud_engine() {
    let bench = Bench::new(&format!("echo LOUD\necho LOUD >&2\n{SAYS}"));
    assert_eq!(bench.say(&["An unheard-of sentence."]).0, [true]);
    assert!(Path::new("/proc/self").exists());
}
