//! What reaches the built program on its first start without a key being pressed answers nothing.
//!
//! The decoder and the app are tried against tens of thousands of cuts in `shell::input`; here a few go through a real
//! terminal, to see that the pieces are joined up.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

#[path = "support/pty.rs"]
mod pty;

use pty::{Launch, Pty};

const RUNUP: &str = env!("CARGO_BIN_EXE_runup");

fn start() -> Pty {
    let pty = Launch::new(RUNUP).spawn();
    pty.wait_for_text("Sore anywhere?");
    pause(600);
    pty
}

fn pause(millis: u64) {
    thread::sleep(Duration::from_millis(millis));
}

/// Returns every line of the histories below a folder.
fn kept(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let below = entries.flat_map(|entry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => kept(&entry.path()),
        _ if entry.path().extension().is_some_and(|ext| ext == "jsonl") => {
            fs::read_to_string(entry.path()).unwrap_or_default().lines().map(str::to_owned).collect()
        }
        _ => Vec::new(),
    });
    below.collect()
}

/// Says pieces to a program that was just started, so many milliseconds apart.
fn says(pieces: &[&[u8]], gap: u64) -> Vec<String> {
    let mut pty = start();
    for piece in pieces {
        pty.send(piece);
        pause(gap);
    }
    pause(500);
    pty.send("\x03");
    pty.wait_exit();
    kept(pty.home())
}

#[test]
fn no_key_pressed_no_record() {
    let cases: [(&[&[u8]], u64); 12] = [
        (&[b"\x1b]11;rgb:1", b"616/1818/1d1d\x1b\\"], 300),
        (&[b"\x1b]1", b"1;rgb:1616/1818/1d1d\x1b\\"], 300),
        (&[b"\x1b]11;rgb:1616/1", b"818/1d1d\x07"], 1_900),
        (&[b"\x1b]1", b"1;rgb:1616/1818/1d1d\x1b\\"], 2_500),
        (&[b"\x1b", b"]11;rgb:1616/1818/1d1d\x1b\\"], 60),
        (&[b"\x1b[<0;1", b"1;12M\x1b[<0;11;12m"], 300),
        (&[b"\x1b[?62;", b"4;1c"], 300),
        (&[b"\x1bP>|XTerm(", b"311)\x1b\\"], 300),
        (&[b"ssh -p 2112 me@10.0.0.1"], 300),
        (&[b"ssh -p 2", b"112 me@10.0.0.", b"1"], 300),
        (&[b"\x1b[200~ssh -p 2", b"112 me@10.0.0.1\r\x1b[201~"], 2_500),
        (&[b"]11;rgb:1616/1818/1d1d\x1b\\"], 300),
    ];
    let tries = cases.map(|(pieces, gap)| (pieces, thread::spawn(move || says(pieces, gap))));
    for (pieces, tried) in tries {
        let pieces: Vec<_> = pieces.iter().map(|piece| String::from_utf8_lossy(piece)).collect();
        assert_eq!(tried.join().unwrap(), [""; 0], "{pieces:?}");
    }
}

#[test]
fn a_key_pressed_twice_or_held_answers_one_question() {
    let held: Vec<&[u8]> = vec![b"1"; 40];
    let tries = [(vec![&b"1"[..], b"1"], 150), (vec![b"4", b"4"], 290), (held, 33)];
    let tries = tries.map(|(keys, gap)| thread::spawn(move || says(&keys, gap)));
    for tried in tries {
        assert_eq!(tried.join().unwrap(), [""; 0], "the question about signs is open");
    }
}

#[test]
fn a_sign_is_named_by_a_digit_and_a_yes() {
    let mut pty = start();
    pty.send("!");
    pty.wait_for_text("Something is wrong");
    pty.answer("3");
    pty.wait_for_text("Are you sure?");
    assert_eq!(kept(pty.home()), [""; 0]);
    pty.send("n");
    pty.wait_for_text("Something is wrong");
    pty.answer("3");
    pty.wait_for_text("Are you sure?");
    pty.answer("y");
    pty.wait_for_text("Locked: nothing is played");
    pty.send("\x03");
    pty.wait_exit();
    assert!(kept(pty.home()).iter().any(|line| line.contains(r#""kind":"flag""#)));
}

#[test]
fn an_arrow_in_two_pieces_leaves_the_program_open() {
    let mut pty = start();
    pty.answer("n");
    pty.wait_for_text("get ready");
    pty.send("qq");
    pty.wait_for_text("Routines");
    pty.send("\x1b");
    pause(40);
    pty.send("[B");
    pause(400);
    pty.send("r");
    pty.wait_for_text("Gentle heel warm-up");
}

#[test]
fn letters_count_in_either_case_and_by_their_place() {
    let mut pty = start();
    // Caps Lock.
    pty.answer("N");
    pty.wait_for_text("get ready");
    pty.send("QQ");
    pty.wait_for_text("Routines");
    // The letter on the place of r, told by Kitty's form.
    pty.send("\x1b[1082::114;;1082u");
    pty.wait_for_text("Gentle heel warm-up");
}

#[test]
fn a_letter_of_another_script_that_does_nothing_says_why() {
    let mut pty = start();
    pty.send("к");
    pty.wait_for_text("isn't on a Latin keyboard");
    pty.send("\x03");
    pty.wait_exit();
    pty.assert_restored();
    let output = String::from_utf8_lossy(&pty.output()).into_owned();
    assert!(
        output.contains("\x1b[>29u") && output.contains("\x1b[<u"),
        "the keys' form is taken and given back"
    );
}
