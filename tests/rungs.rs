//! `runup rung` with the real program: where one is, another rung set, and taken back.

use std::process::Command;

const RUNUP: &str = env!("CARGO_BIN_EXE_runup");

fn runup(home: &tempfile::TempDir, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(RUNUP).args(arguments).env("RUNUP_HOME", home.path()).output().unwrap();
    let text = if output.status.success() { output.stdout } else { output.stderr };
    (output.status.success(), String::from_utf8(text).unwrap())
}

#[test]
fn a_rung_is_set_played_and_taken_back() {
    let home = tempfile::tempdir().unwrap();
    let told = |arguments: &[&str]| {
        let (well, text) = runup(&home, arguments);
        assert!(well, "{arguments:?}: {text}");
        text
    };
    assert_eq!(told(&["rung"]), "You do all routines as written, and no other version is offered yet.\n");
    assert!(told(&["rung", "calf-base"]).contains("> start"), "as written at first");
    let before = told(&["cues", "calf-base", "--json"]);
    assert!(told(&["rung", "calf-base", "up"]).ends_with("Undo it with runup undo.\n"));
    assert_eq!(told(&["rung"]), "calf-base: fifteen\n");
    assert!(told(&["rung", "calf-base"]).contains("> fifteen"));
    assert!(told(&["show", "calf-base"]).contains("You are here."));
    let after = told(&["cues", "calf-base", "--json"]);
    assert!(after.len() > before.len(), "three repetitions more have their cues");
    assert!(told(&["history"]).contains("calf-base: version fifteen"));
    told(&["undo"]);
    assert!(told(&["rung", "calf-base"]).contains("> start"));
    assert_eq!(told(&["cues", "calf-base", "--json"]), before);
    told(&["rung", "calf-base", "fifteen"]);
    let lifted = told(&["rung", "calf-base", "--load", "raise=20 kg"]);
    assert!(lifted.contains("raise with 20 kg"), "{lifted}");
    assert!(told(&["rung", "calf-base"]).contains("raise with 20 kg"));
    assert_eq!(told(&["rung"]), "calf-base: fifteen\n", "the rung stays");
}

#[test]
fn a_rung_that_is_not_there_says_which_are() {
    let home = tempfile::tempdir().unwrap();
    let (well, text) = runup(&home, &["rung", "calf-base", "fiften"]);
    assert!(!well);
    assert!(text.contains("did you mean `fifteen`?") && text.contains("slow-heavy"), "{text}");
    let (well, text) = runup(&home, &["rung", "readiness"]);
    assert!(!well && text.contains("has no harder or easier versions"), "{text}");
    let (well, text) = runup(&home, &["rung", "calf-base", "--load", "rais=20kg"]);
    assert!(!well && text.contains("has no step `rais`") && text.contains("raise, seated"), "{text}");
}
