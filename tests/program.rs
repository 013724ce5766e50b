//! The real program in a real terminal: what a runner sees, and what is left when it ends.
//!
//! Each test has a home of its own and no sound device. Nothing is waited for longer than it
//! takes; the few seconds that are counted are what the test is about.

#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;
#[path = "support/seasoned.rs"]
mod seasoned;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use pty::{Exit, Launch, PATIENCE, Pty, Signal, quoted};
use runup::record::{Body, Outcome, Record, Session};
use runup::store::journal;
use tempfile::TempDir;

const RUNUP: &str = env!("CARGO_BIN_EXE_runup");

/// A routine whose work is one long hold.
const HOLD: &str = "name = \"Long stand\"\nwhen = [\"rest-day\"]\n\n[[steps]]\nname = \"Stand\"\nhold = \"2m\"\nset-up = \"1s\"\ndose = \"convention\"\n";

/// A home that several starts share.
struct Home(TempDir);

impl Home {
    /// Makes a home in which nobody has been yet.
    fn fresh() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Makes a home whose runner has run for years and has said that nothing is sore.
    fn known() -> Self {
        let home = Self::fresh();
        seasoned::season(home.path());
        let mut pty = home.start(&[]);
        pty.wait_for_text("Sore anywhere?");
        pty.answer("n");
        pty.wait_for_text("Five minutes before a run");
        pty.send("qq");
        pty.wait_for_text("Routines");
        pty.send("q");
        assert_eq!(pty.wait_exit(), Exit { code: 0, killed: false });
        home
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn launch(&self, program: &str, arguments: &[&str]) -> Launch {
        Launch::new(program)
            .args(arguments)
            .env("RUNUP_HOME", self.path())
            .env("ALSA_CONFIG_PATH", "/nonexistent")
            .env("TZ", "UTC")
    }

    /// Starts the program in a terminal of 80 columns and 24 rows.
    fn start(&self, arguments: &[&str]) -> Pty {
        self.launch(RUNUP, arguments).spawn()
    }

    /// Plays a routine from a file and goes to its first work.
    fn at_work(&self) -> Pty {
        let file = self.path().join("hold.toml");
        fs::write(&file, HOLD).unwrap();
        let mut pty = self.start(&["go", file.to_str().unwrap()]);
        pty.wait_for_text("get ready");
        pty.send("\r");
        pty.wait_for_text("hold");
        pty
    }

    /// Runs the program without a terminal.
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(RUNUP)
            .args(arguments)
            .env("RUNUP_HOME", self.path())
            .env("ALSA_CONFIG_PATH", "/nonexistent")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    }

    fn sessions(&self) -> Vec<Session> {
        let Ok(entries) = fs::read_dir(self.path().join("data/history")) else { return Vec::new() };
        let bytes: Vec<u8> = entries.flat_map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect();
        let records = bytes.split(|byte| *byte == b'\n').filter_map(|line| Record::from_line(line).ok());
        records
            .filter_map(|r| if let Body::Session(session) = r.body { Some(session) } else { None })
            .collect()
    }

    /// Returns the step at which each session that was cut off goes on.
    fn cut_off(&self) -> Vec<String> {
        let (found, troubles) = journal::find(&self.path().join("state/session"));
        assert!(troubles.is_empty(), "{troubles:?}");
        found.into_iter().filter_map(|f| f.interrupted.resume.step).map(|step| step.to_string()).collect()
    }
}

/// Returns the seconds of "5:13 left", or of "5:13" alone where there is little room.
fn left(screen: &vt100::Screen) -> Option<u64> {
    let contents = screen.contents();
    let first = contents.lines().next()?.trim_end();
    let time = first.strip_suffix(" left").unwrap_or(first).split_whitespace().last()?;
    let (minutes, seconds) = time.split_once(':')?;
    Some(minutes.parse::<u64>().ok()? * 60 + seconds.parse::<u64>().ok()?)
}

/// Waits until the routine's time can be read and returns it.
#[track_caller]
fn time_left(pty: &Pty) -> u64 {
    // Looked at once: the next picture may be half drawn.
    let seen = std::cell::Cell::new(None);
    pty.wait_for("the time left", |screen| {
        seen.set(left(screen));
        seen.get().is_some()
    });
    seen.get().unwrap()
}

#[track_caller]
fn wait_left(pty: &Pty, seconds: u64) {
    pty.wait_for(&format!("{seconds} s left"), |screen| left(screen).is_some_and(|left| left <= seconds));
}

#[track_caller]
fn exits_with(pty: &mut Pty, code: u32) {
    assert_eq!(pty.wait_exit(), Exit { code, killed: false }, "{}", pty.contents());
}

/// Waits until the routine stands, and returns its time, which then stays.
#[track_caller]
fn wait_paused(pty: &Pty) -> u64 {
    pty.wait_for_text("go on");
    time_left(pty)
}

// --- starting and playing ---

#[test]
fn the_first_start_asks_one_thing_and_its_key_starts() {
    let home = Home::fresh();
    let mut pty = home.start(&[]);
    pty.wait_for_text("Sore anywhere?");
    pty.wait_for_text("See a doctor");
    pty.answer("n");
    pty.wait_for_text("get ready");
    // Whether it grows into a jog is for those who have run for a while.
    pty.wait_for_text("March ");
    assert!(time_left(&pty) > 240);
}

#[test]
fn a_sore_spot_fits_the_first_warm_up() {
    let home = Home::fresh();
    let mut pty = home.start(&[]);
    pty.wait_for_text("3  back of the heel");
    pty.answer("3");
    pty.wait_for_text("Left, right or both?");
    pty.answer("1");
    pty.wait_for_text("Do you have any of these right now?");
    pty.send("\r\x1b[A");
    pty.answer("n");
    pty.wait_for_text("Gentle heel warm-up");
    pty.wait_for_text("get ready");
}

#[test]
fn two_keys_to_the_first_cue_and_a_second_is_counted() {
    let home = Home::known();
    let mut pty = home.start(&[]);
    pty.wait_for_text("Five minutes before a run");
    assert!(!pty.contents().contains("Sore anywhere?"), "it is asked once");
    pty.send("\r");
    let (begin, start) = (time_left(&pty), Instant::now());
    wait_left(&pty, begin - 2);
    let took = start.elapsed();
    assert!((Duration::from_millis(900)..Duration::from_millis(2_900)).contains(&took), "{took:?}");
}

#[test]
fn a_pause_freezes_the_time_left() {
    let home = Home::fresh();
    let mut pty = home.at_work();
    pty.send(" ");
    let stands = wait_paused(&pty);
    std::thread::sleep(Duration::from_millis(1_300));
    assert_eq!(time_left(&pty), stands);
    pty.send(" ");
    pty.wait_for_text("space pause");
    wait_left(&pty, stands - 1);
    assert!(time_left(&pty) + 3 > stands);
}

#[test]
fn a_resize_in_a_hold_keeps_the_time() {
    let home = Home::fresh();
    let mut pty = home.at_work();
    let (begin, start) = (time_left(&pty), Instant::now());
    for (columns, rows) in [(120, 40), (40, 12), (200, 60), (60, 15), (80, 24)] {
        pty.resize(columns, rows);
        pty.wait_for("the routine", |screen| left(screen).is_some_and(|left| left + 10 > begin));
    }
    wait_left(&pty, begin - 2);
    let took = start.elapsed();
    assert!((Duration::from_millis(900)..Duration::from_millis(2_900)).contains(&took), "{took:?}");
}

#[test]
fn forty_by_twelve_is_enough_and_less_says_so() {
    let home = Home::fresh();
    let mut pty = home.launch(RUNUP, &[]).size(40, 12).spawn();
    pty.wait_for_text("Sore anywhere?");
    pty.resize(39, 11);
    pty.wait_for_text("40 by 12 at least; this is 39 by 11");
    pty.resize(40, 12);
    pty.wait_for_text("Sore anywhere?");
    pty.answer("n");
    pty.wait_for_text("March ");
    pty.resize(39, 11);
    pty.wait_for("the exercise and why there is no more", |screen| {
        let contents = screen.contents();
        contents.contains("get ready") && contents.contains("40 by 12 at least")
    });
    pty.resize(12, 2);
    pty.resize(1, 1);
    pty.resize(80, 24);
    pty.wait_for("the whole player", |screen| screen.contents().contains(" left") && left(screen).is_some());
}

#[test]
fn help_is_there_and_back() {
    let home = Home::known();
    let mut pty = home.start(&[]);
    pty.wait_for_text("? help");
    let today = flat(&pty);
    pty.send("?");
    pty.wait_for_text("all routines");
    pty.send("\x1b");
    pty.wait_for("Today as it was", |screen| words_of(&screen.contents()) == today);
}

#[test]
fn routines_are_listed_and_started() {
    let home = Home::known();
    let mut pty = home.start(&[]);
    pty.wait_for_text("Five minutes before a run");
    pty.send("r");
    for name in ["Gentle heel warm-up", "Calf and sole after", "› Five minutes before"] {
        pty.wait_for_text(name);
    }
    // All about the next one, and from there to its start.
    pty.send("jw");
    pty.wait_for_text("(pre-run-gentle-heel)");
    pty.send("\x1b");
    pty.wait_for_text("› Gentle heel warm-up");
    pty.send("w\r");
    pty.wait_for_text("get ready");
    pty.wait_for_text("Gentle heel warm-up");
}

#[test]
fn leaving_the_player_asks_once_and_keeps_what_was_done() {
    let home = Home::fresh();
    let mut pty = home.at_work();
    let begin = time_left(&pty);
    wait_left(&pty, begin - 1);
    pty.send("q");
    pty.wait_for_text("Stop now? What you did is saved.");
    pty.send("n");
    pty.wait_for_text("space pause");
    pty.send("qq");
    pty.wait_for_text("stopped early");
    pty.send("q");
    exits_with(&mut pty, 0);
    pty.assert_restored();
    let sessions = home.sessions();
    assert_eq!((sessions.len(), sessions[0].outcome, sessions[0].sets.len()), (1, Outcome::Left, 1));
    assert!(sessions[0].counts() && sessions[0].sets[0].worked_ms >= 900 && !sessions[0].sets[0].complete);
    assert_eq!(home.cut_off(), [""; 0]);
}

#[test]
fn a_routine_to_its_end_is_told_and_kept() {
    let home = Home::fresh();
    let mut pty = home.start(&["go", "--speed", "250", "--sore", "none"]);
    pty.wait_for_text("done");
    pty.wait_for_text("Sharp pain, pain above five out of ten, or a limp? Walk home.");
    pty.send("\r");
    exits_with(&mut pty, 0);
    pty.assert_restored();
    assert_eq!((home.sessions().len(), home.sessions()[0].outcome), (1, Outcome::Done));
}

#[test]
fn releases_and_repeats_of_keys_are_no_presses() {
    let home = Home::fresh();
    let mut pty = home.at_work();
    // As the kitty protocol tells them: space, q, right.
    pty.send("\x1b[32;1:3u\x1b[32;1:2u\x1b[113;1:3u\x1b[1;1:3C");
    pty.send("?");
    pty.wait_for_text("pause or resume");
    pty.send("\x1b[63;1:3u\x1b");
    pty.wait_for_text("space pause");
    assert!(!pty.contents().contains("Stop now?"));
    pty.send("\x1b[32;1:1u");
    pty.wait_for_text("go on");
}

#[test]
fn no_sound_is_one_line_and_nothing_of_the_library() {
    let home = Home::fresh();
    let mut pty = home.at_work();
    pty.wait_for_text("no sound device");
    assert_eq!(pty.contents().matches("no sound").count(), 1);
    pty.send("\x03");
    exits_with(&mut pty, 130);
    let output = String::from_utf8_lossy(&pty.output()).to_lowercase();
    for noise in ["alsa", "snd_", "libasound", "cannot find card", "pcm"] {
        assert!(!output.contains(noise), "{noise} is on the screen");
    }
}

// --- stopping and ending ---

#[test]
fn ctrl_z_pauses_and_fg_draws_all_anew() {
    let home = Home::fresh();
    let file = home.path().join("hold.toml");
    fs::write(&file, HOLD).unwrap();
    let mut pty = home.launch("/bin/sh", &["-i"]).env("PS1", "ready> ").spawn();
    let prompt = |screen: &vt100::Screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready>")
    };
    pty.wait_for("the prompt", prompt);
    pty.send(format!("{} go {}\r", quoted(Path::new(RUNUP)), quoted(&file)));
    pty.wait_for_text("get ready");
    pty.send("\x1a");
    pty.wait_for("the prompt", prompt);
    pty.assert_not_held();
    let before = pty.output().len();
    pty.send("fg\r");
    pty.wait_for_output(before, b"Long stand");
    pty.wait_for("the screen", vt100::Screen::alternate_screen);
    let stands = wait_paused(&pty);
    assert!(stands > 125, "the routine stood: {stands}");
    pty.send(" ");
    pty.wait_for_text("space pause");
    pty.send("\x03");
    pty.wait_for("the prompt", prompt);
}

#[test]
fn a_stop_from_outside_is_followed_by_a_full_redraw() {
    let home = Home::fresh();
    let pty = home.at_work();
    pty.signal(Signal::STOP);
    pty.scribble("\x1b[2J\x1b[5;5Hscribble");
    pty.wait_for_text("scribble");
    pty.signal(Signal::CONT);
    pty.wait_for("a clean picture", |screen| {
        screen.contents().contains("Long stand") && !screen.contents().contains("scribble")
    });
}

#[test]
fn signals_restore_the_terminal_and_keep_the_journal() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let home = Home::fresh();
        let mut pty = home.at_work();
        pty.signal(signal);
        exits_with(&mut pty, code);
        pty.assert_restored();
        assert_eq!(home.cut_off(), ["stand"], "{code}");
    }
}

#[test]
fn a_closed_terminal_ends_it_at_once_and_leaves_nobody_behind() {
    let home = Home::fresh();
    let mut pty = home.at_work();
    let start = Instant::now();
    pty.hang_up();
    exits_with(&mut pty, 129);
    assert!(start.elapsed() < Duration::from_millis(500), "{:?}", start.elapsed());
    assert_eq!(home.cut_off(), ["stand"]);
    while let Some(orphan) = process_of(home.path()) {
        assert!(start.elapsed() < PATIENCE, "{orphan} is left behind");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Returns a process that has this home; `None` where there is none, or where nobody can tell.
fn process_of(home: &Path) -> Option<String> {
    let part = format!("RUNUP_HOME={}\0", home.display());
    let entries = fs::read_dir("/proc").ok()?.flatten();
    let has = |bytes: &[u8]| bytes.windows(part.len()).any(|window| window == part.as_bytes());
    let mut ours = entries.filter(|entry| fs::read(entry.path().join("environ")).is_ok_and(|env| has(&env)));
    ours.next().map(|entry| fs::read_to_string(entry.path().join("cmdline")).unwrap_or_default())
}

#[test]
fn after_ctrl_c_the_next_start_offers_to_go_on() {
    let home = Home::known();
    let mut pty = home.start(&["go"]);
    pty.wait_for_text("get ready");
    // To the second step.
    pty.send("\r\r\r");
    pty.wait_for_text("2 of 7");
    pty.send("\x03");
    exits_with(&mut pty, 130);
    pty.assert_restored();
    assert_eq!(home.cut_off(), ["ankle-rocks"]);

    let mut pty = home.start(&[]);
    pty.wait_for_text("You stopped");
    assert!(flat(&pty).contains("You stopped at Ankle rocks, knee to wall, left"), "{}", pty.contents());
    pty.send("\r");
    pty.wait_for_text("get ready");
    pty.wait_for_text("2 of 7");
    pty.send("\x03");
    exits_with(&mut pty, 130);

    // Let go, it is kept as it stands and is not offered again.
    let mut pty = home.start(&[]);
    pty.wait_for_text("Enter picks up");
    pty.send("x");
    pty.wait_for("Today", |screen| !screen.contents().contains("You stopped"));
    pty.send("q");
    exits_with(&mut pty, 0);
    let sessions = home.sessions();
    assert_eq!((sessions.len(), sessions[0].outcome), (1, Outcome::Interrupted));
    assert_eq!(home.cut_off(), [""; 0]);
}

/// Returns the screen's words with single spaces between them, without what figures are made of.
fn flat(pty: &Pty) -> String {
    words_of(&pty.contents())
}

fn words_of(contents: &str) -> String {
    let drawn = |c: char| ('\u{2580}'..='\u{259f}').contains(&c);
    contents.replace(drawn, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn q_leaves_today_with_0() {
    let home = Home::known();
    let mut pty = home.start(&[]);
    pty.wait_for_text("Five minutes before a run");
    pty.send("q");
    exits_with(&mut pty, 0);
    pty.assert_restored();
    assert_eq!(pty.contents().trim(), "", "nothing is left of the picture");
}

#[test]
fn a_warning_sign_locks_until_it_is_cleared_twice() {
    let home = Home::known();
    let mut pty = home.start(&[]);
    pty.wait_for_text("Five minutes before a run");
    pty.send("!");
    pty.wait_for_text("Something's wrong");
    pty.answer("3");
    pty.wait_for_text("Are you sure?");
    pty.answer("y");
    pty.wait_for_text("what you feel, and when it began");
    pty.send("\x1b");
    pty.wait_for_text("enter why");
    pty.send("q");
    exits_with(&mut pty, 0);

    let (code, said) = home.run(&["go", "--plain", "--speed", "500"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("Call your emergency number now.") && !said.contains("Go."), "{said}");
    let mut pty = home.start(&["go"]);
    pty.wait_for_text("a doctor or physio has cleared me");
    pty.send("q");
    exits_with(&mut pty, 1);

    let mut pty = home.start(&[]);
    pty.wait_for_text("enter why");
    pty.send("\r");
    pty.wait_for_text("a doctor or physio has cleared me");
    pty.answer("c");
    pty.wait_for_text("Press c again if a doctor or physio has cleared you.");
    pty.answer("m");
    pty.wait_for_text("Press m again if it was a mistake.");
    pty.answer("m");
    pty.wait_for_text("Five minutes before a run");
    pty.send("\r");
    pty.wait_for_text("get ready");
}

#[test]
fn who_cleared_a_sign_is_asked_and_asked_once_more() {
    let home = Home::known();
    assert_eq!(home.run(&["log", "flag", "RF08"]).0, Some(0));
    for (second, code) in [("n", 1), ("y", 0)] {
        let mut pty = home.start(&["log", "flag", "cleared"]);
        pty.wait_for_text("Who cleared it?");
        pty.send("c\r");
        pty.wait_for_text("Are you sure a doctor or physio has cleared you?");
        pty.send(format!("{second}\r"));
        exits_with(&mut pty, code);
    }
    assert_eq!(
        home.run(&["log", "flag", "cleared"]).1,
        "You have no open warning signs, so nothing is locked.\n"
    );
}

#[test]
fn a_sign_that_leaves_walking_offers_no_warm_up() {
    let home = Home::known();
    let mut pty = home.start(&[]);
    pty.wait_for_text("Five minutes before a run");
    pty.send("!");
    pty.wait_for_text("Something's wrong");
    pty.answer("6");
    pty.wait_for_text("Which of these?");
    pty.answer("5");
    pty.wait_for_text("Are you sure?");
    pty.answer("y");
    pty.wait_for_text("a doctor or physio has cleared me");
    pty.send("\x1b");
    pty.wait_for_text("No warm-up today");
    pty.send("\r");
    pty.wait_for_text("a doctor or physio has cleared me");
}

// --- what the terminal can do ---

/// Tells whether a colour is set anywhere in some output.
fn has_colour(output: &[u8]) -> bool {
    let text = String::from_utf8_lossy(output);
    let sequences = text.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        rest[end..].starts_with('m').then(|| &rest[..end])
    });
    let sets = |code: u32| matches!(code, 30..=38 | 40..=48 | 58 | 90..=97 | 100..=107);
    sequences.flat_map(|codes| codes.split([';', ':'])).any(|code| code.parse().is_ok_and(sets))
}

#[test]
fn no_color_is_obeyed() {
    let home = Home::known();
    for (value, coloured) in [("", true), ("1", false)] {
        let mut pty = home.launch(RUNUP, &[]).env("NO_COLOR", value).spawn();
        pty.wait_for_text("Five minutes before a run");
        pty.send("r");
        pty.wait_for_text("Gentle heel warm-up");
        pty.send("1\r");
        pty.wait_for_text("get ready");
        pty.send("\r");
        pty.wait_for_text("work");
        pty.send("!");
        pty.wait_for_text("Something's wrong");
        pty.send("\x03");
        exits_with(&mut pty, 130);
        assert_eq!(has_colour(&pty.output()), coloured, "NO_COLOR={value}");
        // What was interrupted would be offered by the next start.
        let _ = fs::remove_dir_all(home.path().join("state/session"));
    }
}

/// Teal of 24 bits, for a dark and a light background.
const TEAL: [&str; 2] = ["38;2;108;195;186", "38;2;27;122;116"];
const QUESTION: &str = "\x1b]11;?";

fn output(pty: &Pty) -> String {
    String::from_utf8_lossy(&pty.output()).into_owned()
}

#[test]
fn the_terminals_background_makes_the_colours_and_takes_no_key() {
    let home = Home::known();
    for (answer, teal) in [("rgb:1616/1818/1d1d\x1b\\", TEAL[0]), ("rgb:ffff/ffff/f6f6\x07", TEAL[1])] {
        let mut pty = home.launch(RUNUP, &[]).env("COLORTERM", "truecolor").spawn();
        pty.wait_for_output(0, QUESTION.as_bytes());
        // A key typed before the answer, one after it, and what ends the answer.
        pty.send(format!("r\x1b]11;{answer}j\x1b[?62c"));
        pty.wait_for_text("choose");
        pty.wait_for_output(0, teal.as_bytes());
        assert!(!pty.contents().contains("rgb"), "{}", pty.contents());
        pty.send("q");
        exits_with(&mut pty, 0);
    }
}

#[test]
fn a_terminal_that_does_not_answer_gets_the_sixteen_colours_and_one_that_is_slow_its_own() {
    let home = Home::known();
    let mut pty = home.launch(RUNUP, &[]).env("COLORTERM", "truecolor").spawn();
    pty.wait_for_text("Five minutes before a run");
    let before = output(&pty);
    assert!(has_colour(before.as_bytes()) && !before.contains("38;2;"), "{before:?}");
    pty.send("\x1b]11;rgb:fafa/f9f9/f6f6\x1b\\");
    pty.wait_for_output(0, TEAL[1].as_bytes());
    pty.send("q");
    exits_with(&mut pty, 0);
}

#[test]
fn a_terminal_that_tells_no_colours_in_its_name_is_asked_for_them() {
    let home = Home::known();
    let mut pty = home.launch(RUNUP, &[]).env("COLORTERM", "").env("TERM", "xterm").spawn();
    pty.wait_for_output(0, b"\x1bP+q524742\x1b\\");
    pty.send("\x1bP1+r524742=38\x1b\\\x1b]11;rgb:1616/1818/1d1d\x1b\\\x1b[?62c");
    pty.wait_for_output(0, TEAL[0].as_bytes());
    pty.send("q");
    exits_with(&mut pty, 0);
}

#[test]
fn the_terminal_is_not_asked_where_its_background_means_nothing() {
    let home = Home::known();
    for (name, value) in [("COLORTERM", ""), ("NO_COLOR", "1"), ("TERM", "linux")] {
        let mut pty = home
            .launch(RUNUP, &[])
            .env("COLORTERM", "truecolor")
            .env("TERM", "vt220")
            .env(name, value)
            .spawn();
        pty.wait_for_text("Five minutes before a run");
        pty.send("q");
        exits_with(&mut pty, 0);
        assert!(!output(&pty).contains(QUESTION), "{name}");
    }
    let config = home.path().join("config");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("config.toml"), "[screen]\ncolours = \"full\"\nbackground = \"light\"\n").unwrap();
    let mut pty = home.start(&[]);
    pty.wait_for_output(0, TEAL[1].as_bytes());
    pty.send("q");
    exits_with(&mut pty, 0);
    assert!(!output(&pty).contains(QUESTION));
}

#[test]
fn a_setting_is_changed_on_the_screen_and_in_the_file() {
    let home = Home::known();
    let file = home.path().join("config/config.toml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "# mine\n[screen] # how it looks\nmotion = false # calm\n").unwrap();
    let mut pty = home.start(&[]);
    pty.wait_for_text("Five minutes before a run");
    pty.send(",");
    pty.wait_for_text("as many as the terminal shows");
    // Colours: auto, full, 256, 16, none.
    pty.send("llll");
    pty.wait_for_text("none");
    pty.send("jj ");
    pty.wait_for_text("move the figures");
    pty.send("q");
    exits_with(&mut pty, 0);
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(text, "# mine\n[screen] # how it looks\nmotion = true # calm\ncolours = \"none\"\n");

    fs::write(&file, "[screen]\ncolour = 16\n").unwrap();
    let mut pty = home.start(&[]);
    pty.wait_for_text("did you mean `colours`?");
    pty.send(",l");
    pty.wait_for_text("not saved; correct the file first");
    pty.send("q");
    exits_with(&mut pty, 0);
    assert_eq!(fs::read_to_string(&file).unwrap(), "[screen]\ncolour = 16\n");
}

#[test]
fn check_uses_colours_on_a_terminal_only_when_they_are_wanted() {
    let home = Home::fresh();
    let file = home.path().join("bad.toml");
    fs::write(&file, "name = 5\n").unwrap();
    for (value, coloured) in [("", true), ("1", false)] {
        let mut pty = home.launch(RUNUP, &["check", file.to_str().unwrap()]).env("NO_COLOR", value).spawn();
        exits_with(&mut pty, 1);
        assert!(pty.contents().contains("bad.toml:1:"), "{}", pty.contents());
        assert_eq!(has_colour(&pty.output()), coloured, "NO_COLOR={value}");
    }
}

#[test]
fn a_dumb_terminal_is_told_of_plain() {
    let mut pty = Home::fresh().launch(RUNUP, &["go"]).env("TERM", "dumb").spawn();
    exits_with(&mut pty, 1);
    assert!(
        flat(&pty).contains("(TERM=dumb) can't show a screen; try runup go --plain"),
        "{}",
        pty.contents()
    );
}

#[test]
fn output_that_is_no_terminal_is_told_of_plain() {
    let home = Home::fresh();
    let mut pty = home.launch("/bin/sh", &["-c", &format!("{} > out", quoted(Path::new(RUNUP)))]).spawn();
    exits_with(&mut pty, 1);
    assert!(flat(&pty).contains("the output is not a terminal; try runup go --plain"), "{}", pty.contents());
}

#[test]
fn plain_takes_keys_followed_by_enter() {
    let home = Home::fresh();
    let file = home.path().join("hold.toml");
    fs::write(&file, HOLD).unwrap();
    let mut pty = home.start(&["go", "--plain", file.to_str().unwrap()]);
    pty.wait_for_text("0:00  Stand.");
    pty.send("w\r");
    pty.wait_for_text("Coaches usually use this dose; no trial has tested it.");
    pty.send("p\r");
    pty.wait_for_text("Paused.");
    pty.send("p\r");
    pty.wait_for_text("Resumed.");
    pty.send("\r");
    pty.wait_for_text("Go.");
    // Some work, so that there is something to keep.
    thread::sleep(Duration::from_millis(20));
    pty.send("q\r");
    pty.wait_for_text("Stop now?");
    pty.send("q\r");
    exits_with(&mut pty, 0);
    assert!(
        pty.contents().contains("Left: 0 sets, 1 cut short. Saved in your history."),
        "{}",
        pty.contents()
    );
    pty.assert_restored();
}

/// Every file and folder below a folder.
fn everything_below(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(everything_below(&path));
        }
        all.push(path);
    }
    all.sort();
    all
}

#[test]
fn the_demo_shows_a_past_and_writes_nothing() {
    let home = Home::fresh();
    let before = everything_below(home.path());
    let mut pty = home.start(&["demo"]);
    pty.wait_for_text("Forty seconds to try it");
    pty.wait_for_text("active weeks");
    pty.send("\r");
    pty.wait_for_text("get ready");
    pty.send("\r");
    pty.wait_for_text("of 10 reps");
    thread::sleep(Duration::from_millis(50));
    pty.send("q");
    pty.wait_for_text("Stop now?");
    pty.send("q");
    pty.wait_for_text("stopped early");
    // A question takes no answer before it can be read.
    thread::sleep(Duration::from_millis(500));
    pty.send("\r");
    pty.wait_for_text("active weeks");
    // A setting that is changed holds, and is not kept either.
    pty.send(",");
    pty.wait_for_text("nothing is saved");
    pty.send("lq");
    exits_with(&mut pty, 0);
    assert_eq!(everything_below(home.path()), before);
}

#[test]
fn the_demo_and_a_guest_need_no_home_and_make_none() {
    let home = Home::fresh();
    let none = home.path().join("none");
    for (arguments, at_work) in [(&["demo"][..], "of 10 reps"), (&["go", "--guest"], "work")] {
        let mut pty = home.launch(RUNUP, arguments).env("RUNUP_HOME", &none).spawn();
        pty.wait_for_text(if arguments[0] == "demo" { "Demo: invented runner" } else { "Guest:" });
        if arguments[0] == "demo" {
            pty.send("\r");
        }
        pty.send("\r");
        pty.wait_for_text(at_work);
        pty.send("\x03");
        exits_with(&mut pty, 130);
        pty.assert_restored();
        assert!(!none.exists(), "{arguments:?}");
    }
}

#[test]
fn a_guest_leaves_no_trace_and_is_told() {
    let home = Home::known();
    let before = everything_below(home.path());
    let mut pty = home.start(&["go", "--guest"]);
    pty.wait_for_text("Guest: nothing is added to your history");
    pty.send("\r");
    pty.wait_for_text("work");
    thread::sleep(Duration::from_millis(50));
    pty.send("qq");
    pty.wait_for_text("stopped early");
    pty.send("q");
    exits_with(&mut pty, 0);
    let mut pty = home.start(&["go", "--guest", "--plain"]);
    pty.wait_for_text("Guest: nothing is added to your history");
    pty.send("\r");
    pty.wait_for_text("Go.");
    thread::sleep(Duration::from_millis(50));
    pty.send("q\rq\r");
    exits_with(&mut pty, 0);
    assert!(flat(&pty).contains("Not saved."), "{}", pty.contents());
    assert_eq!(everything_below(home.path()), before);
}
