//! `runup export` and `runup import` of archives and histories in the real program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use assert_cmd::Command;
use tempfile::TempDir;

const V1: &str = include_str!("history/v1.jsonl");
/// How many lines a home that was lived in has: those and a run.
fn lines() -> usize {
    V1.lines().count() + 1
}

const MINE: &str = "name = \"Mine\"\nwhen = [\"desk\"]\nsteps = [{ name = \"Stand\", time = \"10s\", set-up = \"6s\", dose = \"convention\" }]\n";

/// A home that nobody else uses, and the program in it.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// One in which something was done.
    fn lived_in() -> Self {
        let home = Self::new();
        home.write(
            "data/history/0d4c6ad2-1f77-4f59-8f43-3a2fd0a1b0aa.jsonl",
            include_str!("history/v1.jsonl"),
        );
        home.write("data/routines/mine.toml", MINE);
        home.write("data/routines/exercises/my-hold.toml", "name = \"Hold\"\nsay = \"Hold.\"\n");
        home.write("config/config.toml", "flash = false\n");
        home.does(&["log", "run", "28m", "--date", "2026-11-20"]);
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn runup(&self, arguments: &[&str]) -> Output {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_runup"));
        command.env("RUNUP_HOME", self.0.path()).env("TZ", "UTC").current_dir(self.0.path());
        command.stdin(Stdio::null()).args(arguments);
        Command::from_std(command).timeout(Duration::from_secs(60)).output().unwrap()
    }

    /// Runs it to a good end, and returns what it printed.
    #[track_caller]
    fn does(&self, arguments: &[&str]) -> String {
        let output = self.runup(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs it to an exit code of 1, and returns all that it said.
    #[track_caller]
    fn fails(&self, arguments: &[&str]) -> String {
        let output = self.runup(arguments);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        said
    }

    /// All files below the data folder and what is in them.
    fn data(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut all = Vec::new();
        let mut folders = vec![self.path("data")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    all.push((
                        path.strip_prefix(self.0.path()).unwrap().to_owned(),
                        fs::read(&path).unwrap(),
                    ));
                }
            }
        }
        all.sort();
        all
    }
}

fn carried(from: &Home, to: &Home) -> PathBuf {
    let archive = to.path("from.jsonl");
    from.does(&["export", archive.to_str().unwrap()]);
    archive
}

/// Settings and sounds come along where all is asked for, and what runs programs waits for its owner.
#[test]
fn an_archive_of_everything_carries_settings_and_sounds() {
    let (old, new) = (Home::lived_in(), Home::new());
    old.write("data/sounds/birds/go.wav", "RIFF, or nearly");
    old.write("data/sounds/birds/readme.txt", "mine");
    let told = old.does(&["export", "--all", new.path("all.jsonl").to_str().unwrap()]);
    assert!(told.contains("2 files of yours, your settings and 1 sound.\n"), "{told}");
    let told = new.does(&["import", "--dry-run", "all.jsonl"]);
    assert!(
        told.contains("settings: would be new\n") && told.contains("sounds: 1 would be new, 0 al"),
        "{told}"
    );
    assert!(!new.path("config").exists() && !new.path("data/sounds").exists());
    let told = new.does(&["import", "all.jsonl"]);
    assert!(told.contains("settings: new\n") && told.contains("sounds: 1 new, 0 already here"), "{told}");
    assert_eq!(new.read("config/config.toml"), "flash = false\n");
    assert_eq!(new.read("data/sounds/birds/go.wav"), "RIFF, or nearly");
    new.does(&["export", "--all", "again.jsonl"]);
    let lines = |name: &str| new.read(name).lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines("again.jsonl"), lines("all.jsonl"), "nothing is lost on the way");
    let told = new.does(&["import", "all.jsonl"]);
    assert!(told.contains("settings: already here") && told.contains("sounds: 0 new, 1 already"), "{told}");

    new.write("config/config.toml", "flash = true\n");
    new.write("data/sounds/birds/go.wav", "another");
    let told = new.fails(&["import", "all.jsonl"]);
    assert!(told.contains("your own were kept") && told.contains("birds/go.wav: you already have"), "{told}");
    assert_eq!(new.read("config/config.toml"), "flash = true\n");
    assert_eq!(new.read("config/config-imported.toml"), "flash = false\n");
    assert_eq!(new.read("data/sounds/birds/go.wav"), "another");

    let third = Home::new();
    old.write("config/config.toml", "[hooks]\ndone = [\"touch\", \"here\"]\n");
    old.does(&["export", "--all", third.path("all.jsonl").to_str().unwrap()]);
    let told = third.does(&["import", "all.jsonl"]);
    assert!(told.contains("because they run programs"), "{told}");
    assert!(!third.path("config/config.toml").exists() && third.path("config/config-imported.toml").exists());
}

#[test]
fn an_archive_makes_an_empty_home_the_same_and_a_second_time_nothing() {
    let (old, new) = (Home::lived_in(), Home::new());
    let told = old.does(&["export", "all.jsonl"]);
    assert!(
        told.contains(&format!("{} lines of history of 3 devices and 2 files of yours", lines())),
        "{told}"
    );
    let archive = carried(&old, &new);
    let archive = archive.to_str().unwrap();
    let before = new.data();
    let told = new.does(&["import", "--dry-run", archive]);
    assert!(
        told.contains(&format!("history: {} would be new", lines()))
            && told.contains("routine mine: would be new"),
        "{told}"
    );
    assert_eq!(new.data(), before, "nothing is written");
    let told = new.does(&["import", archive]);
    assert!(
        told.contains(&format!("history: {} new, 0 already here", lines()))
            && told.contains("exercise my-hold: new"),
        "{told}"
    );
    assert_eq!(new.does(&["history", "--json"]), old.does(&["history", "--json"]));
    assert_eq!(new.read("data/routines/mine.toml"), MINE);
    assert!(!new.path("config/config.toml").exists(), "settings belong to a computer");
    assert!(told.lines().all(|line| !line.contains("settings")), "{told}");
    let before = new.data();
    let told = new.does(&["import", archive]);
    assert!(
        told.contains(&format!("history: 0 new, {} already here", lines()))
            && told.contains("mine: already here"),
        "{told}"
    );
    assert_eq!(new.data(), before);
    // Both go on, and both ways they agree.
    new.does(&["log", "run", "20m", "--date", "2026-11-22"]);
    old.does(&["import", carried(&new, &old).to_str().unwrap()]);
    assert_eq!(new.does(&["history", "--json"]), old.does(&["history", "--json"]));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(archive).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_file_that_is_another_here_stays_and_the_new_one_lies_beside_it() {
    let (old, new) = (Home::lived_in(), Home::new());
    let other = MINE.replace("Mine", "Another");
    new.write("data/routines/mine.toml", &other);
    let archive = carried(&old, &new);
    for what in ["new", "already here"] {
        let told = new.does(&["import", archive.to_str().unwrap()]);
        assert!(told.contains(&format!("routine mine-2: {what}; your own mine was kept")), "{told}");
        assert_eq!(
            (new.read("data/routines/mine.toml"), new.read("data/routines/mine-2.toml")),
            (other.clone(), MINE.to_owned())
        );
    }
}

#[test]
fn the_history_of_another_device_and_its_folder_are_taken_over_too() {
    let (old, new) = (Home::lived_in(), Home::new());
    let file = old.path("data/history/0d4c6ad2-1f77-4f59-8f43-3a2fd0a1b0aa.jsonl");
    let told = new.does(&["import", file.to_str().unwrap()]);
    assert!(told.contains(&format!("a history of Runup\n  history: {} new", lines() - 1)), "{told}");
    let told = new.does(&["import", old.path("data").to_str().unwrap()]);
    assert!(
        told.contains("1 new, 0 already here")
            && told.contains(&format!("0 new, {} already here", lines() - 1)),
        "{told}"
    );
    assert_eq!(new.does(&["history", "--json"]), old.does(&["history", "--json"]));
}

#[test]
fn an_archive_is_written_over_only_when_that_is_wanted() {
    let home = Home::lived_in();
    home.write("all.jsonl", "keep me");
    let said = home.fails(&["export", "all.jsonl"]);
    assert!(said.contains("all.jsonl already exists\nhint: overwrite it with --force"), "{said}");
    assert_eq!(home.read("all.jsonl"), "keep me");
    home.does(&["export", "--force", "all.jsonl"]);
    assert!(home.read("all.jsonl").starts_with("{\"runup\":\"archive\",\"v\":1,"));
    let printed = home.does(&["export", "-"]);
    assert_eq!(
        printed.lines().skip(1).collect::<Vec<_>>(),
        home.read("all.jsonl").lines().skip(1).collect::<Vec<_>>()
    );
    assert!(home.fails(&["export", "no/where.jsonl"]).contains("can't write no/where.jsonl"));
    assert!(home.fails(&["export", "data"]).contains("data is a folder"));
}

#[test]
fn what_is_newer_cut_off_or_damaged_is_told_and_the_rest_taken_over() {
    let (old, new) = (Home::lived_in(), Home::new());
    let archive = carried(&old, &new);
    let text = fs::read_to_string(&archive).unwrap();
    let newer = "{\"runup\":\"sounds\",\"v\":3,\"theme\":\"sea\"}\n";
    fs::write(&archive, text.replacen("\"v\":1", "\"v\":2", 1) + newer).unwrap();
    let said = new.fails(&["import", archive.to_str().unwrap()]);
    assert!(
        said.contains("an archive of a newer Runup") && said.contains(&format!("{} new", lines())),
        "{said}"
    );
    assert!(said.contains("skipped a part from a newer Runup"), "{said}");
    let cut = Home::new();
    let half: String = text.split_inclusive('\n').take(11).collect();
    cut.write("half.jsonl", &(half + "{\"v\":1,\"id\":\"01"));
    let said = cut.fails(&["import", "half.jsonl"]);
    assert!(
        said.contains("10 new")
            && said.contains(&format!("the file is cut off and {} lines are missing", lines() + 2 - 11)),
        "{said}"
    );
    assert!(said.contains("half.jsonl, line 12: can't be read, so it was skipped"), "{said}");
}

/// Lines that want to get out of the data folder, or to mislead.
const HOSTILE: &str = r#"{"runup":"archive","v":1,"made":"2026-11-28T09:00:00Z","entries":4,"files":6}
{"runup":"file","kind":"routine","id":"../../outside","text":"out"}
{"runup":"file","kind":"routine","id":"/tmp/outside","text":"out"}
{"runup":"file","kind":"config","id":"config","text":"[hooks]\nstart = [\"touch\", \"outside\"]\n"}
{"runup":"file","kind":"routine","id":"con","text":"out"}
{"runup":"file","kind":"plan","id":"linked","text":"out"}
{"runup":"file","kind":"sources","id":"evil","text":"out"}
{"v":1,"id":"a","rev":1,"at":"2026-11-20T09:00:00Z","device":"../../outside","kind":"flag","sign":"RF08"}
{"v":1,"id":"b","rev":1,"at":"2026-11-20T09:00:00Z","device":"con","kind":"run","date":"2026-11-20","minutes":10.0}
{"v":1,"id":"c","rev":1,"at":"2026-11-20T09:00:00Z","device":"linked","kind":"run","date":"2026-11-20","minutes":10.0}
{"v":1,"id":"d","rev":4294967295,"at":"2026-11-20T09:00:00Z","device":"\u001b[2J","kind":"run","date":"2026-11-20","minutes":10.0}
"#;

#[cfg(unix)]
#[test]
fn nothing_of_an_archive_leaves_the_data_folder_or_goes_through_a_link() {
    use std::os::unix::fs::symlink;
    let home = Home::new();
    home.write("outside/keep.txt", "keep me");
    home.write("data/history/x.txt", "");
    home.write("data/routines/sources.toml", "# mine\n");
    symlink(home.path("outside"), home.path("data/routines/plans")).unwrap();
    symlink(home.path("outside/keep.txt"), home.path("data/history/linked.jsonl")).unwrap();
    home.write("evil.jsonl", HOSTILE);
    let said = home.fails(&["import", "evil.jsonl"]);
    assert!(said.contains("it is a link, and imports don't follow links"), "{said}");
    assert!(said.contains("this Runup doesn't know files of kind `config`"), "{said}");
    assert!(said.contains("the sources sources: you already have a different one, which was kept"), "{said}");
    assert!(!said.contains('\u{1b}'), "{said:?}");
    assert_eq!(home.read("outside/keep.txt"), "keep me");
    assert_eq!(fs::read_dir(home.path("outside")).unwrap().count(), 1);
    let made: Vec<_> = home.data().into_iter().map(|(path, _)| path.to_string_lossy().into_owned()).collect();
    let ours = ["data/history/imported.jsonl", "data/history/linked.jsonl", "data/history/x.txt"];
    assert_eq!(made[..3], ours);
    assert!(
        made[3..].iter().all(|path| Path::new(path).ends_with("keep.txt") || path.ends_with("sources.toml")),
        "{made:?}"
    );
    assert_eq!(home.read("data/history/imported.jsonl").lines().count(), 3);
}
