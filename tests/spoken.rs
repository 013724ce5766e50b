//! Nothing falls silent unsaid: a routine in words of its own is spoken whole by an engine, and what became a tone is
//! listed with its reason.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

const SHEET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sounds/physio.toml");

/// Returns what `runup check --sound` says of the sheet with an engine, as it stands in the config.
fn check(home: &Path, engine: &str) -> String {
    fs::create_dir_all(home.join("config")).unwrap();
    fs::write(home.join("config/config.toml"), format!("[sound]\nengine = {engine}\n")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_runup"))
        .env("RUNUP_HOME", home)
        .args(["check", "--sound", SHEET])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Makes an engine that hums so long for each word, in thousandths of a second.
fn hums(folder: &Path, per_word: u32) -> String {
    let mut bytes = b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    bytes.extend(22_050_u32.to_le_bytes());
    bytes.extend(44_100_u32.to_le_bytes());
    bytes.extend(b"\x02\0\x10\0data\xff\xff\xff\x7f");
    bytes.extend((0..22_050 * 60_i32).flat_map(|n| (((n % 100) as i16 - 50) * 60).to_le_bytes()));
    fs::write(folder.join("hum.wav"), bytes).unwrap();
    let script = folder.join("engine");
    let here = folder.display();
    let body = format!(
        "#!/bin/sh\nn=$(printf '%s' \"$1\" | tr '-' ' ' | wc -w)\nhead -c $((44 + 2 * (22050 * n * {per_word} / 1000))) '{here}/hum.wav' > \"$2\"\n"
    );
    fs::write(&script, body).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    format!("[\"/bin/sh\", \"{}\", \"{{text}}\", \"{{file}}\"]", script.display())
}

#[test]
fn eight_exercises_of_a_sheet_are_spoken_whole_by_a_slow_engine() {
    let home = tempfile::tempdir().unwrap();
    // 150 words a minute.
    let engine = hums(home.path(), 400);
    assert!(check(home.path(), &engine).contains("every phrase can be spoken"));
}

#[test]
fn what_is_far_too_long_is_listed_with_what_it_takes_and_what_there_is() {
    let home = tempfile::tempdir().unwrap();
    let engine = hums(home.path(), 1_500);
    let said = check(home.path(), &engine);
    assert!(said.contains("a tone in place of") && said.contains(" s, but only "), "{said}");
    let home = tempfile::tempdir().unwrap();
    let said = check(home.path(), "\"off\"");
    assert!(said.contains("Clam shells") && said.contains("no speech engine could say it"), "{said}");
}

/// Engines that are not on this machine are not tried.
#[test]
fn the_engines_of_this_machine_lose_nothing() {
    for engine in ["flite", "espeak-ng"] {
        let there = Command::new(engine).arg("--version").output().is_ok();
        if there {
            let home = tempfile::tempdir().unwrap();
            let command = match engine {
                "flite" => r#"["flite", "-voice", "rms", "-t", "{text}", "-o", "{file}"]"#,
                _ => r#"["espeak-ng", "-v", "en-gb", "-s", "160", "-w", "{file}", "{text}"]"#,
            };
            let said = check(home.path(), command);
            assert!(said.contains("every phrase can be spoken"), "{engine}: {said}");
        }
    }
}
