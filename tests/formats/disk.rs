//! Odd things in a folder: each is told, none is followed, none stops the program.

#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;

use super::table::report;
use super::*;

#[test]
fn odd_things_on_disk_are_told_and_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("routines");
    fs::create_dir_all(root.join("x.toml")).unwrap();
    fs::create_dir_all(root.join("exercises/a/b/c/d")).unwrap();
    fs::create_dir_all(root.join("more")).unwrap();
    for name in ["fine.toml", "more/fine.toml", "Bad Name.toml", "notes.txt", ".hidden.toml"] {
        fs::write(root.join(name), "name = \"Fine\"\n").unwrap();
    }
    fs::write(root.join(OsStr::from_bytes(b"\xff.toml")), "").unwrap();
    fs::write(root.join("esc\u{1b}[2J.toml"), "").unwrap();
    fs::write(folder.path().join("secret.toml"), "name = \"Secret\"\n").unwrap();
    symlink("../secret.toml", root.join("outside.toml")).unwrap();
    symlink("round.toml", root.join("round.toml")).unwrap();
    symlink(".", root.join("again")).unwrap();
    symlink("gone.toml", root.join("dangling.toml")).unwrap();
    symlink("fine.toml", root.join("other-name.toml")).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        root.join("pipe.toml"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
        0,
    )
    .unwrap();

    let start = Instant::now();
    let (files, problems) = read_tree(&root);
    assert!(start.elapsed() < LIMIT);
    let names: Vec<_> = files.iter().map(|file| (file.kind, file.id.to_string())).collect();
    assert_eq!(names, [(Kind::Routine, "fine".to_owned()), (Kind::Routine, "other-name".to_owned())]);
    let prefix = format!("{}/", root.display());
    let mut told: Vec<_> = problems.iter().map(|p| p.to_string().replace(&prefix, "")).collect();
    told.sort();
    insta::assert_snapshot!(told.join("\n"));

    for (name, said) in [
        ("x.toml", "this is a folder, not a file"),
        ("pipe.toml", "this isn't a regular file"),
        ("round.toml", "this link points back to itself"),
        ("Bad Name.toml", "`bad-name.toml`"),
        ("notes.txt", "end in `.toml`"),
        // Given by its path, a file may be anywhere.
        ("outside.toml", "a routine needs `steps`"),
    ] {
        let text = report(&root.join(name)).text;
        assert!(text.contains(said), "{text}");
    }
    assert!(report(Path::new("/dev/zero")).text.contains("this isn't a regular file"));
    assert_eq!(read_tree(&root.join("nowhere")), (vec![], vec![]));
}
