//! What is checked: files, the config, and the sounds of a theme.

use crate::home::{Home, SHORT, has_all};

#[test]
fn what_is_shipped_has_no_problems() {
    has_all(&Home::new().runup("check").done(), &["files checked, no problems"]);
}

#[test]
fn a_broken_file_is_shown_with_its_place() {
    let home = Home::new();
    home.write("bad.toml", SHORT.replace("time =", "tyme ="));
    let said = home.runup("check bad.toml");
    assert_eq!((said.code, &*said.err), (Some(1), ""));
    has_all(&said.out, &["bad.toml:7:1", "tyme = \"3s\"", "^^^^", "`time`", "1 file checked"]);
    assert!(!said.out.contains('\x1b'), "no colours in a pipe");
    home.runup("go --plain bad.toml").failed(1, &["bad.toml:7:1", "^^^^"]);
}

#[test]
fn a_file_that_is_not_there_is_a_problem() {
    let said = Home::new().runup("check nowhere.toml");
    assert_eq!(said.code, Some(1));
    has_all(&said.out, &["nowhere.toml"]);
}

#[test]
fn a_config_with_a_mistake_is_told_and_the_rest_holds() {
    let home = Home::new();
    home.write("config/config.toml", "[sound]\nvolme = 3\n[cues]\nhalfway = false\n");
    let said = home.runup("cues pre-run-5");
    assert_eq!(said.code, Some(0));
    assert!(!said.out.contains("halfway") && said.out.contains("switch"), "{}", said.out);
    let played = home.runup("go --plain --speed 500 --sore none pre-run-5");
    assert_eq!(played.code, Some(0));
    assert!(played.err.contains("config.toml:2:1: `volme` isn't a key of `sound`; did you mean `volume`?"));
    assert!(!played.out.contains("Halfway"));
    let checked = home.runup("check");
    assert_eq!(checked.code, Some(1));
    has_all(&checked.out, &["config.toml:2:1", "volme = 3", "^^^^^", "1 problem in 1 file"]);
}

#[test]
fn another_config_can_be_named() {
    let home = Home::new();
    home.write("config/config.toml", "[cues]\nsay = false\n");
    home.write("My Config", "[sound]\ncount-from = 5\n");
    assert!(!home.runup("cues pre-run-5").done().contains("say"));
    let mut command = home.std_command();
    let output = command.args(["cues", "pre-run-5", "--config", "My Config"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("say ") && text.contains("  5\n"), "{text}");
    home.runup("--config nowhere.toml cues pre-run-5").failed(1, &["can't find the config nowhere.toml"]);
}

#[test]
fn a_theme_that_is_not_there_is_answered_with_the_nearest() {
    let home = Home::new();
    home.runup("go --theme wod")
        .failed(1, &["the sound theme `wod`", "did you mean `wood`?", "tones, click"]);
    home.write("config/config.toml", "[sound]\ntheme = \"glas\"\n");
    let checked = home.runup("check");
    assert_eq!(checked.code, Some(1));
    has_all(&checked.out, &["config.toml:2:9", "the sound theme `glas`", "did you mean `glass`?"]);
}

#[test]
fn a_broken_sound_of_ones_own_is_told_once_and_a_tone_stands_in() {
    let home = Home::new();
    home.write("data/sounds/birds/go.wav", "no sound");
    let said = home.runup("go --plain --speed 500 --sore none --theme birds pre-run-5");
    assert_eq!(said.code, Some(0));
    assert_eq!(
        said.err.matches("go.wav: it isn't a WAV file, or it is damaged; a tone plays instead").count(),
        1
    );
    assert_eq!(said.err.matches("has no file for name, count").count(), 1, "{}", said.err);
    let checked = home.runup("check");
    assert_eq!(checked.code, Some(1));
    has_all(&checked.out, &["go.wav", "has no file for"]);
}
