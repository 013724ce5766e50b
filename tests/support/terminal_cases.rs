//! The cases of `tests/terminal.rs`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::pty::{Exit, Launch, PATIENCE, Pty, Signal, quoted};
use super::seasoned::season;

macro_rules! cases {
    ($($name:ident),+ $(,)?) => {
        /// Every case with its name.
        pub(crate) const CASES: &[(&str, fn())] = &[$((stringify!($name), $name)),+];
    };
}

cases![
    leaving_gives_the_terminal_back,
    nothing_is_asked_of_the_terminal,
    a_panic_restores_first_and_can_be_read,
    a_panic_in_another_thread_stays_in_the_log,
    signals_that_end_the_program_restore_and_tell_their_number,
    a_stuck_loop_is_left_after_the_grace,
    a_frozen_terminal_does_not_hold_the_program,
    ctrl_z_gives_the_shell_its_terminal_and_fg_draws_all_anew,
    ctrl_z_without_a_shell_goes_on,
    a_stop_from_outside_is_followed_by_a_full_redraw,
    a_resize_wakes_the_loop,
    a_closed_terminal_ends_the_program,
    a_closed_terminal_ends_a_stuck_program,
    a_closed_terminal_ends_a_program_that_ignores_hang_ups,
    a_killed_program_lets_the_machine_sleep,
    noise_on_standard_error_stays_off_the_screen,
    a_lone_esc_arrives,
    a_burst_of_keys_arrives_whole,
    half_a_sequence_does_not_stop_the_clock,
    clicks_and_pasted_text_arrive,
    each_deadline_wakes_once,
    an_idle_loop_sleeps,
    no_screen_without_a_terminal,
    no_screen_on_a_dumb_terminal,
    plain_takes_lines_and_ctrl_c,
    plain_goes_on_under_nohup,
    plain_asks_what_is_wrong_and_says_what_to_do,
    plain_says_the_door_line_to_those_who_leave,
    plain_asks_for_the_worst_pain,
];

fn demo(which: &str) -> Launch {
    Launch::new(std::env::current_exe().unwrap()).env("RUNUP_DEMO", which)
}

/// Starts the demo and waits for its first picture.
fn on_screen() -> Pty {
    let pty = demo("screen").spawn();
    pty.wait_for_text("demo of 80x24");
    pty
}

#[track_caller]
fn exits_with(pty: &mut Pty, code: u32) {
    assert_eq!(pty.wait_exit(), Exit { code, killed: false });
}

fn leaving_gives_the_terminal_back() {
    let mut pty = on_screen();
    pty.with_screen(|screen| {
        assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::PressRelease);
    });
    assert!(!pty.is_cooked());
    pty.send("q");
    exits_with(&mut pty, 0);
    pty.assert_restored();
    assert_eq!(pty.contents().trim(), "", "nothing is left of the picture");
}

fn nothing_is_asked_of_the_terminal() {
    let mut pty = on_screen();
    pty.send("q");
    exits_with(&mut pty, 0);
    let output = String::from_utf8(pty.output()).unwrap();
    // A title is told, and asks nothing.
    let output = output.replace("\x1b]2;", "");
    for question in
        ["\x1b[c", "\x1b[0c", "\x1b[>", "\x1b[6n", "\x1b[5n", "\x1b]", "\x1bP", "\x1b[?u", "\x1b_"]
    {
        assert!(!output.contains(question), "{question:?} in {output:?}");
    }
    let frames = output.matches("\x1b[?2026h").count();
    assert!(frames >= 1 && output.matches("\x1b[?2026l").count() == frames + 1, "whole frames");
}

fn a_panic_restores_first_and_can_be_read() {
    let mut pty = on_screen();
    pty.send("p");
    exits_with(&mut pty, 101);
    pty.assert_restored();
    assert!(pty.contents().contains("deliberate panic"), "{}", pty.contents());
}

fn a_panic_in_another_thread_stays_in_the_log() {
    let mut pty = on_screen();
    pty.send("t");
    pty.wait_for_text("last=Char('t').");
    assert!(pty.with_screen(vt100::Screen::alternate_screen));
    pty.send("q");
    exits_with(&mut pty, 0);
    assert!(!String::from_utf8(pty.output()).unwrap().contains("panic elsewhere"));
    assert!(log(&pty).contains("panic elsewhere"));
}

fn signals_that_end_the_program_restore_and_tell_their_number() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)] {
        let mut pty = on_screen();
        pty.signal(signal);
        exits_with(&mut pty, code);
        pty.assert_restored();
    }
}

fn a_stuck_loop_is_left_after_the_grace() {
    let mut pty = on_screen();
    pty.send("s");
    pty.wait_for_text("last=Char('s').");
    let start = Instant::now();
    pty.signal(Signal::TERM);
    exits_with(&mut pty, 143);
    assert!(start.elapsed() >= Duration::from_millis(500), "the loop was given its time");
    pty.assert_restored();
}

fn a_frozen_terminal_does_not_hold_the_program() {
    let mut pty = on_screen();
    pty.send("f");
    pty.wait_for_text("last=Char('f').");
    pty.freeze(true);
    pty.signal(Signal::TERM);
    assert_eq!(pty.wait_exit(), Exit { code: 143, killed: false });
}

fn ctrl_z_gives_the_shell_its_terminal_and_fg_draws_all_anew() {
    let exe = std::env::current_exe().unwrap();
    let mut pty = Launch::new("/bin/sh").args(["-i"]).env("PS1", "ready> ").spawn();
    pty.wait_for_text("ready>");
    pty.send(format!("RUNUP_DEMO=screen {}\r", quoted(&exe)));
    pty.wait_for_text("demo of 80x24");
    pty.send("\x1a");
    pty.wait_for("the shell's prompt", |screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready>")
    });
    pty.assert_not_held();
    let before = pty.output().len();
    pty.send("fg\r");
    pty.wait_for_output(before, b"demo of 80x24");
    pty.wait_for("the screen", |screen| screen.alternate_screen() && screen.hide_cursor());
    assert!(!pty.is_cooked());
    pty.send("q");
    pty.wait_for("the shell's prompt", |screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready>")
    });
    pty.send("exit\r");
    exits_with(&mut pty, 0);
}

fn ctrl_z_without_a_shell_goes_on() {
    let mut pty = on_screen();
    let before = pty.output().len();
    pty.send("\x1a");
    pty.wait_for_output(before, b"demo of 80x24");
    pty.wait_for_text("last=Char('z').");
    pty.send("q");
    exits_with(&mut pty, 0);
    pty.assert_restored();
}

fn a_stop_from_outside_is_followed_by_a_full_redraw() {
    let mut pty = on_screen();
    pty.signal(Signal::STOP);
    pty.scribble("\x1b[?1049l\x1b[?25h\x1b[10;1Hscribble");
    pty.wait_for_text("scribble");
    let before = pty.output().len();
    pty.signal(Signal::CONT);
    pty.wait_for_output(before, b"demo of 80x24");
    pty.wait_for_text("resumed=1.");
    pty.with_screen(|screen| {
        assert!(screen.alternate_screen() && screen.hide_cursor());
        assert!(!screen.contents().contains("scribble"));
    });
    pty.send("q");
    exits_with(&mut pty, 0);
    pty.assert_restored();
}

fn a_resize_wakes_the_loop() {
    let mut pty = on_screen();
    pty.scribble("\x1b[10;1Hscribble");
    pty.wait_for_text("scribble");
    pty.resize(50, 12);
    pty.wait_for("a clean picture of the new size", |screen| {
        screen.contents().contains("demo of 50x12") && !screen.contents().contains("scribble")
    });
    pty.resize(100, 40);
    pty.wait_for_text("demo of 100x40");
    pty.send("q");
    exits_with(&mut pty, 0);
}

fn a_closed_terminal_ends_the_program() {
    let mut pty = on_screen();
    let start = Instant::now();
    pty.hang_up();
    exits_with(&mut pty, 129);
    assert!(start.elapsed() < Duration::from_millis(500), "{:?}", start.elapsed());
}

fn a_closed_terminal_ends_a_stuck_program() {
    let mut pty = on_screen();
    pty.send("s");
    pty.wait_for_text("last=Char('s').");
    pty.hang_up();
    exits_with(&mut pty, 129);
}

fn a_closed_terminal_ends_a_program_that_ignores_hang_ups() {
    let exe = std::env::current_exe().unwrap();
    let line = format!("trap '' HUP; exec {}", quoted(&exe));
    let mut pty = Launch::new("/bin/sh").args(["-c", &line]).env("RUNUP_DEMO", "screen").spawn();
    pty.wait_for_text("demo of 80x24");
    pty.hang_up();
    exits_with(&mut pty, 129);
}

fn a_killed_program_lets_the_machine_sleep() {
    let launch = demo("screen").env("RUNUP_DEMO_AWAKE", "1");
    let bin = launch.home().join("bin");
    fs::create_dir(&bin).unwrap();
    let stand_in = bin.join("systemd-inhibit");
    fs::write(&stand_in, "#!/bin/sh\n: > \"$HOME/held\"\ncat\n: > \"$HOME/released\"\n").unwrap();
    fs::set_permissions(&stand_in, fs::Permissions::from_mode(0o700)).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let mut pty = launch.env("PATH", path).spawn();
    pty.wait_for_text("demo of 80x24");
    wait_for_file(&pty.home().join("held"));
    assert!(!pty.home().join("released").exists());
    pty.signal(Signal::KILL);
    assert!(pty.wait_exit().killed);
    wait_for_file(&pty.home().join("released"));
}

#[track_caller]
fn wait_for_file(path: &Path) {
    let start = Instant::now();
    while !path.exists() {
        assert!(start.elapsed() < PATIENCE, "waited in vain for {}", path.display());
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn noise_on_standard_error_stays_off_the_screen() {
    let mut pty = on_screen();
    pty.send("e");
    pty.wait_for_text("last=Char('e').");
    pty.send("q");
    exits_with(&mut pty, 0);
    assert!(!String::from_utf8(pty.output()).unwrap().contains("noise"));
    assert!(log(&pty).contains("noise from the program\nnoise from a child\n"));
}

fn a_lone_esc_arrives() {
    let mut pty = on_screen();
    pty.send("\x1b");
    pty.wait_for_text("last=Esc.");
    pty.send("\x1b[A");
    pty.wait_for_text("last=Up.");
    pty.wait_for_text("keys=2 ");
}

fn a_burst_of_keys_arrives_whole() {
    let mut pty = on_screen();
    pty.send("x".repeat(3_000));
    pty.send("\x1b[A".repeat(500));
    pty.wait_for_text("keys=3500 ");
    pty.wait_for_text("last=Up.");
}

fn half_a_sequence_does_not_stop_the_clock() {
    let mut pty = on_screen();
    pty.send("\x1b[");
    pty.signal(Signal::CONT);
    pty.wait_for_text("resumed=1.");
    pty.send("\x1b[1;5");
    pty.send("m");
    pty.send("q");
    exits_with(&mut pty, 0);
}

fn clicks_and_pasted_text_arrive() {
    let mut pty = on_screen();
    pty.send("\x1b[200~q\x1b[201~");
    pty.wait_for_text("last=Paste(\"q\").");
    pty.send("\x1b[<0;3;4M");
    pty.wait_for_text("Down(Left), column: 2, row: 3");
    pty.wait_for_text("keys=0 other=2.");
}

fn each_deadline_wakes_once() {
    let mut pty = on_screen();
    pty.send("m");
    pty.wait_for_text("quarter=");
    let contents = pty.contents();
    assert!(contents.contains("woke=20 of 20"), "{contents}");
}

fn an_idle_loop_sleeps() {
    let mut pty = on_screen();
    pty.send("x");
    pty.wait_for_text("keys=1 ");
    let turns = |pty: &Pty| -> u32 {
        let contents = pty.contents();
        let count = contents.split("turns=").nth(1).and_then(|rest| rest.split(' ').next());
        count.and_then(|count| count.parse().ok()).expect("it says how often it turned")
    };
    let before = turns(&pty);
    std::thread::sleep(Duration::from_secs(1));
    pty.send("x");
    pty.wait_for_text("keys=2 ");
    // The key is one turn; that a slow terminal has taken the picture may be another.
    let after = turns(&pty);
    assert!(after - before <= 2, "{before}, then {after}");
}

fn no_screen_without_a_terminal() {
    let output = Command::new(std::env::current_exe().unwrap())
        .env("RUNUP_DEMO", "screen")
        .env("RUNUP_HOME", "/nonexistent")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "runup: the output is not a terminal; try runup go --plain\n");
}

fn no_screen_on_a_dumb_terminal() {
    let mut pty = demo("screen").env("TERM", "dumb").spawn();
    exits_with(&mut pty, 1);
    assert!(pty.contents().contains("TERM=dumb"), "{}", pty.contents());
    pty.assert_restored();
}

fn plain_takes_lines_and_ctrl_c() {
    let mut pty = demo("plain").spawn();
    pty.wait_for_text("plain demo");
    pty.wait_for_text("standard error is back");
    assert!(!pty.contents().contains("noise"));
    pty.send("ab\r");
    pty.wait_for_text("key Enter.");
    pty.send("\x03");
    exits_with(&mut pty, 130);
    pty.assert_restored();
}

/// The program itself, in lines of text, for somebody who has run for years.
fn plain(arguments: &str) -> Pty {
    let arguments = format!("go --plain --no-sound {arguments}");
    let launch = Launch::new(env!("CARGO_BIN_EXE_runup")).args(arguments.split(' ')).size(100, 40);
    season(launch.home());
    launch.spawn()
}

fn plain_asks_what_is_wrong_and_says_what_to_do() {
    let mut pty = plain("--sore calf-muscle");
    pty.wait_for_text("Sore now at the calf?");
    pty.send("!\r");
    pty.wait_for_text("3  chest pain");
    pty.send("q\r");
    pty.wait_for_text("Paused. Press p and Enter to resume.");
    pty.send("!\r");
    pty.answer("3\r");
    pty.wait_for_text("are you sure?");
    pty.answer("y\r");
    exits_with(&mut pty, 1);
    assert!(pty.contents().contains("Call your emergency number now."), "{}", pty.contents());
}

fn plain_says_the_door_line_to_those_who_leave() {
    let mut pty = plain("pre-run-5 --sore none");
    pty.wait_for_text("You'll need a wall.");
    pty.send("\r");
    pty.wait_for_text("Go.");
    // Some work, so that there is something to keep.
    std::thread::sleep(Duration::from_millis(20));
    pty.send("q\r");
    pty.wait_for_text("Stop now?");
    pty.send("q\r");
    exits_with(&mut pty, 0);
    assert!(
        pty.contents().contains("Sharp pain, pain above five out of ten, or a limp? Walk home."),
        "{}",
        pty.contents()
    );
}

fn plain_asks_for_the_worst_pain() {
    let mut pty = plain("pre-run-5 --speed 500 --sore tendon-mid=1");
    pty.wait_for_text("Worst pain during the routine?");
    pty.send("10\r");
    exits_with(&mut pty, 0);
    let history = pty.home().join("data/history");
    let files = fs::read_dir(history).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    assert!(files.collect::<String>().contains("\"worst\":10"));
}

fn plain_goes_on_under_nohup() {
    let exe = std::env::current_exe().unwrap();
    let line = format!("trap '' HUP; exec {}", quoted(&exe));
    let mut pty = Launch::new("/bin/sh").args(["-c", &line]).env("RUNUP_DEMO", "plain").spawn();
    pty.wait_for_text("plain demo");
    pty.signal(Signal::HUP);
    pty.signal(Signal::WINCH);
    pty.wait_for_text("wake Resized.");
    assert!(!pty.contents().contains("End"));
    pty.signal(Signal::TERM);
    exits_with(&mut pty, 143);
}

fn log(pty: &Pty) -> String {
    fs::read_to_string(pty.home().join("stderr.log")).unwrap()
}
