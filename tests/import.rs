//! `runup import`, `runup report` and `runup show --markdown` in the real program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use assert_cmd::Command;
use tempfile::TempDir;

/// A home that nobody else uses, and the program in it.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn runup(&self, arguments: &[&str]) -> Output {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_runup"));
        command
            .env("RUNUP_HOME", self.0.path())
            .env("ALSA_CONFIG_PATH", "/nonexistent")
            .env("TZ", "UTC")
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .args(arguments);
        Command::from_std(command).timeout(Duration::from_secs(60)).output().unwrap()
    }

    /// Runs it to a good end, and returns what it printed.
    #[track_caller]
    fn does(&self, arguments: &[&str]) -> String {
        let output = self.runup(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs it to an exit code of 1, and returns what it said.
    #[track_caller]
    fn fails(&self, arguments: &[&str]) -> String {
        let output = self.runup(arguments);
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
        String::from_utf8(output.stderr).unwrap()
    }

    fn routines(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.0.path().join("data/routines")) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn workout(title: &str, seconds: u32) -> String {
    format!(
        r#"{{"title":"{title}","sets":[{{"repetitions":2,"id":"a","exercises":[{{"name":"Plank","id":"b","duration":{seconds}}},{{"name":"Rest","id":"c","duration":5}}]}}],"version":2,"position":0}}"#
    )
}

fn backup(workouts: &[String]) -> String {
    format!(r#"{{"workouts":[{}]}}"#, workouts.join(","))
}

#[test]
fn a_backup_becomes_routines_that_are_checked_and_played() {
    let home = Home::new();
    home.write("Backup.json", backup(&[workout("Früh", 20), workout("Spät", 30)]));
    let told = home.does(&["import", "Backup.json"]);
    assert!(told.contains("frueh  0:50, 1 step") && told.contains("spaet  1:10"), "{told}");
    assert_eq!(home.routines(), ["frueh.toml", "spaet.toml"]);
    home.does(&["check"]);
    let played = home.does(&["go", "spaet", "--plain", "--speed", "1000", "--no-sound"]);
    assert!(played.starts_with("Spät, 1:22\n") && played.contains(" 1:21  Done."), "{played}");
}

#[test]
fn no_file_and_no_shipped_name_is_ever_written_over() {
    let home = Home::new();
    let mine =
        home.write("data/routines/plank.toml", "name = \"Mine\"\n[[steps]]\nname = \"A\"\ntime = \"9s\"\n");
    home.write("a.json", workout("Plank", 20));
    home.write("b.json", workout("calf base", 20));
    home.write("c.json", workout("Today", 20));
    home.does(&["import", "a.json", "b.json", "c.json"]);
    assert_eq!(home.routines(), ["calf-base-2.toml", "plank-2.toml", "plank.toml", "today-2.toml"]);
    assert!(fs::read_to_string(mine).unwrap().contains("Mine"));
    let again = home.does(&["import", "a.json"]);
    assert!(again.contains("plank-2") && again.contains("you already have it"), "{again}");
    assert_eq!(home.routines().len(), 4);
}

#[test]
fn what_is_wrong_keeps_only_that_out() {
    let home = Home::new();
    home.write("b.json", backup(&[workout("Good", 20), workout("Bad", 7200)]));
    let told = home.fails(&["import", "b.json", "nowhere.json"]);
    assert!(told.contains("b.json: workout 2 \"Bad\", set 1, exercise 1 \"Plank\": it takes 2h"), "{told}");
    assert!(told.contains("nowhere.json: can't find this file"), "{told}");
    assert_eq!(home.routines(), ["good.toml"]);
}

#[test]
fn a_dry_run_prints_the_file_and_writes_nothing() {
    let home = Home::new();
    home.write("legs day.txt", "Plank 20s\nrest 10s\n");
    let text = home.does(&["import", "--dry-run", "legs day.txt"]);
    assert!(text.starts_with("# routines/legs-day.toml\n"), "{text}");
    assert_eq!(home.routines(), [""; 0]);
    let file = home.write("legs-day.toml", text);
    home.does(&["check", file.to_str().unwrap()]);
    let named = home.does(&["import", "--name", "Übung", "legs day.txt"]);
    assert!(named.contains("uebung"), "{named}");
}

#[cfg(unix)]
#[test]
fn what_is_too_large_or_no_file_is_refused_before_it_is_read() {
    let home = Home::new();
    let large = fs::File::create(home.0.path().join("large.json")).unwrap();
    large.set_len(100 * 1024 * 1024).unwrap();
    let told = home.fails(&["import", "large.json"]);
    assert!(told.contains("large.json: the file has 104857600 bytes; the limit is 1048576"), "{told}");
    assert!(home.fails(&["import", "/dev/zero"]).contains("isn't a regular file"));
    assert!(home.fails(&["import", "."]).contains("this folder has no FIT, GPX or TCX files"));
}

#[test]
fn hostile_titles_stay_in_their_folder_and_off_the_terminal() {
    let home = Home::new();
    home.write("x.json", workout("../../\\u001b[2Jx\\u202e/etc", 20).replace("Plank", "\\u001b]0;a\\u0007"));
    let told = home.does(&["import", "x.json"]);
    assert!(!told.contains(['\x1b', '\x07', '\u{202e}']), "{told:?}");
    let [name] = &home.routines()[..] else { panic!("{:?}", home.routines()) };
    assert_eq!(name, "2jx-etc.toml");
    let below: Vec<PathBuf> = walk(home.0.path());
    assert_eq!(below.len(), 2, "{below:?}");
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files
}

#[test]
fn a_routine_and_the_weeks_are_printed_as_markdown() {
    let home = Home::new();
    let routine = home.does(&["show", "calf-base", "--markdown"]);
    assert!(routine.starts_with("# Calf and foot base\n") && routine.contains("\n- [ ] **1. "), "{routine}");
    let told = home.fails(&["show", "march", "--markdown"]);
    assert!(told.contains("works for routines only") && told.contains("runup show march"), "{told}");
    home.does(&["log", "run", "28m", "--note", "a|b"]);
    home.does(&["log", "morning", "none"]);
    // Played faster than it can be done, it was not done.
    home.does(&["go", "desk-reset", "--plain", "--speed", "1000", "--no-sound"]);
    let report = home.does(&["report", "--weeks", "2"]);
    assert!(report.contains("| 28 min |") && report.contains("a&#124;b"), "{report}");
    assert!(!report.contains("### Routines"), "{report}");
}

/// A file that a watch wrote.
fn of_a_watch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/activities").join(name)
}

#[test]
fn a_folder_of_a_watch_is_taken_over_once() {
    let home = Home::new();
    for name in ["fenix2-run.fit", "lake-walk.gpx", "truncated.fit"] {
        home.write(&format!("watch/more/{name}"), fs::read(of_a_watch(name)).unwrap());
    }
    home.write("watch/readme.txt", "30s calf stretch\n");
    let told = home.does(&["import", "watch"]);
    assert!(
        told.contains(
            "fenix2-run.fit: run on 15 August 2015 at 16:45, 47 min 12 s, 44 min 24 s of running, 9.01 km, 162 steps a \
             minute, heart rate 154. Logged.\n"
        ),
        "{told}"
    );
    assert!(told.contains("3 files: 1 run logged, 2 walks logged."), "{told}");
    let again = home.does(&["import", "watch"]);
    assert!(again.contains("3 files: 3 already imported."), "{again}");
    let history = home.does(&["history"]);
    assert!(history.contains("2015-08-15  Run: 47 min 12 s, 44 min 24 s of running, 9.01 km"), "{history}");
    home.does(&["undo"]);
    assert!(!home.does(&["history"]).contains("Run:"));
}

#[test]
fn what_is_wrong_with_a_file_of_a_watch_is_told_with_what_to_do() {
    let home = Home::new();
    let mut bytes = fs::read(of_a_watch("fenix2-run.fit")).unwrap();
    bytes[50_000] ^= 1;
    home.write("bad.fit", &bytes);
    home.write("bomb.gpx", "<!DOCTYPE x [<!ENTITY a 'b'>]><gpx>&a;</gpx>");
    home.write("empty.gpx", "<gpx><trk><trkseg><trkpt lat='1' lon='1'/></trkseg></trk></gpx>");
    home.write("good.gpx", fs::read(of_a_watch("lake-walk.gpx")).unwrap());
    let output = home.runup(&["import", "bad.fit", "bomb.gpx", "empty.gpx", "good.gpx"]);
    assert_eq!(output.status.code(), Some(1));
    let (told, out) = (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
    assert!(told.contains("bad.fit: the checksum at byte") && told.contains("hint: copy the file"), "{told}");
    assert!(told.contains("bomb.gpx: byte 30 declares a document type"), "{told}");
    assert!(told.contains("empty.gpx: its points have no times"), "{told}");
    assert!(out.contains("2 walks logged"), "the rest is done: {out}");
}

#[cfg(unix)]
#[test]
fn a_file_beyond_the_limit_is_refused_before_it_is_read() {
    let home = Home::new();
    let large = fs::File::create(home.0.path().join("large.gpx")).unwrap();
    std::io::Write::write_all(&mut &large, b"<gpx>").unwrap();
    large.set_len(201 * 1024 * 1024).unwrap();
    let told = home.fails(&["import", "large.gpx"]);
    assert!(
        told.contains("large.gpx: the file has 210763776 bytes; the limit is 209715200 (200 MiB)"),
        "{told}"
    );
}
