//! Text that a terminal sends by itself, however it is cut and however late, answers no question.
//!
//! Each text goes through the decoder, at virtual moments, into an app that asks a question whose answer is saved.
//! What the app then saves is compared with nothing at all.

use std::time::Duration;

use super::{Decoder, Event, Input};
use crate::app;
use crate::app::{App, Context, Effect, Key, Press, Screen};
use crate::library::Library;
use crate::record::{At, Log, Record};
use crate::session::Now;
use crate::shell::screen_loop::translate;
use crate::support::app;
use crate::time::MonoTime;

/// What terminals answer and report, and what comes as text, each by what it is.
const SAID: &[(&str, &[u8])] = &[
    ("OSC 11, ST", b"\x1b]11;rgb:1616/1818/1d1d\x1b\\"),
    ("OSC 11, BEL", b"\x1b]11;rgb:1111/2222/3333\x07"),
    ("OSC 10, ST", b"\x1b]10;rgb:4141/3131/2121\x1b\\"),
    ("OSC 10, BEL", b"\x1b]10;rgb:4141/3131/2121\x07"),
    ("OSC 4", b"\x1b]4;1;rgb:1313/1111/1212\x1b\\"),
    ("OSC 52", b"\x1b]52;c;bjEyMzQ=\x07"),
    ("DA1", b"\x1b[?62;1;2;4;22c"),
    ("DA2", b"\x1b[>41;354;0c"),
    ("DA3", b"\x1bP!|1112344a\x1b\\"),
    ("XTVERSION", b"\x1bP>|XTerm(353)\x1b\\"),
    ("XTGETTCAP", b"\x1bP1+r544e=787465726d\x1b\\"),
    ("DECRQSS", b"\x1bP1$r0m\x1b\\"),
    ("DECRPM", b"\x1b[?2026;1$y"),
    ("DSR", b"\x1b[0n"),
    ("CPR", b"\x1b[12;31R"),
    ("CPR that looks like F3", b"\x1b[1;2R"),
    ("Kitty's flags", b"\x1b[?1u"),
    ("Kitty's graphics", b"\x1b_Gi=31,p=2;ENOENT:1 n\x1b\\"),
    ("window size", b"\x1b[4;432;1312t"),
    ("focus", b"\x1b[I\x1b[O"),
    ("SGR click", b"\x1b[<0;11;12M\x1b[<0;11;12m"),
    ("SGR wheel", b"\x1b[<64;13;14M"),
    ("X10 click", b"\x1b[M 12\x1b[M#12"),
    ("privacy message", b"\x1b^n12\x1b\\"),
    ("bracketed paste", b"\x1b[200~ssh -p 2112 me@10.0.0.1\r\x1b[201~"),
    ("raw paste", b"ssh -p 2112 me@10.0.0.1"),
    ("raw paste of a line", b"xn 3 y 1\r"),
    ("a late answer from tmux", b"]11;rgb:1616/1818/1d1d\x1b\\"),
];

/// What lies between two pieces, in milliseconds.
const GAPS: [u64; 6] = [0, 20, 100, 300, 1_000, 1_900];
/// The same if what had begun is no longer waited for.
const LONG_GAPS: [u64; 2] = [2_100, 60_000];

const READ: &str = r#"{"v":1,"id":"read","rev":1,"at":"2026-06-01T06:00:00Z","device":"a","kind":"profile","notice-read":true}
{"v":1,"id":"first","rev":1,"at":"2020-01-01T08:00:00Z","device":"a","kind":"run","date":"2020-01-01","minutes":20.0}
{"v":1,"id":"sites","rev":1,"at":"2026-06-08T05:00:00Z","device":"a","kind":"check-in","moment":"sites","date":"2026-06-08","sore":[{"region":"tendon-mid","side":"right","score":2}],"recall":"now"}
{"v":1,"id":"run","rev":1,"at":"2026-06-10T16:00:00Z","device":"a","kind":"run","date":"2026-06-10","minutes":20.0}"#;
const SIGN: &str = r#"
{"v":1,"id":"sign","rev":1,"at":"2026-06-10T18:00:00Z","device":"a","kind":"flag","sign":"RF02"}"#;

/// Where it is said: the past, the keys that lead there, and the context that they lead to.
const PLACES: &[(&str, &str, Context)] = &[
    ("", "", Context::Welcome),
    ("", "41", Context::Asked),
    ("", "!", Context::Signs),
    ("", "!6", Context::Asked),
    ("", "!3", Context::Sure),
    (READ, "", Context::Due),
    (READ, "c", Context::CheckIn),
    ("sign", "\n", Context::Locked),
];

/// A program, what it reads, and what it has saved.
struct Bench {
    app: App,
    decoder: Decoder,
    now: Now,
    last: MonoTime,
    saved: Vec<String>,
    over: bool,
}

impl Bench {
    /// Leads a program to a place, at a person's pace.
    fn at((past, keys, context): (&str, &str, Context), library: &Library) -> Self {
        let past = if past == "sign" { format!("{READ}{SIGN}") } else { past.to_owned() };
        let records = past.lines().flat_map(|line| Record::from_line(line.as_bytes()));
        let app = app(|launch| {
            launch.library = library.clone();
            launch.log = Log::from_records(records);
        });
        let at = At::try_from("2026-06-11T07:30:00+02:00".to_owned()).unwrap();
        let now = Now { mono: MonoTime::ZERO, at };
        let mut bench =
            Self { app, decoder: Decoder::default(), now, last: now.mono, saved: Vec::new(), over: false };
        bench.app.update(app::Input::Opened, now);
        bench.app.update(app::Input::Shown, now);
        for c in keys.chars() {
            bench.wait(1_000);
            bench.press(if c == '\n' { Key::Enter } else { Key::Char(c) }.into());
        }
        bench.wait(10_000);
        assert_eq!(bench.app.view().context(), context);
        assert_eq!(bench.saved, [""; 0], "nothing is kept on the way");
        bench
    }

    /// Lets time pass, as the waiter and the loop do.
    fn wait(&mut self, millis: u64) {
        let until = self.now.mono + Duration::from_millis(millis);
        while let Some(patience) = self.decoder.patience()
            && self.last + patience <= until
        {
            self.now.mono = self.now.mono.max(self.last + patience);
            let mut inputs = Vec::new();
            self.decoder.give_up(&mut inputs);
            self.hear(inputs);
        }
        self.now.mono = until;
        let effects = self.app.advance(self.now);
        self.keep(effects);
    }

    fn piece(&mut self, bytes: &[u8]) {
        let mut inputs = Vec::new();
        self.decoder.feed(bytes, &mut inputs);
        self.last = self.now.mono;
        self.hear(inputs);
    }

    fn hear(&mut self, inputs: Vec<Input>) {
        for Input { event, place, in_a_burst } in inputs {
            // A click that arrives whole is the runner's own.
            let Event::Key(key) = event else { continue };
            if let Some(key) = translate(key) {
                self.press(Press { key, place, in_a_burst });
            }
        }
    }

    fn press(&mut self, press: Press) {
        if !self.over {
            let effects = self.app.update(press, self.now);
            self.keep(effects);
        }
    }

    fn keep(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Save(record) => self.saved.push(format!("{:?}", record.body)),
                Effect::Quit(_) => self.over = true,
                _ => {}
            }
        }
    }

    /// True if it still stands where it was led.
    fn is_at(&self, screen: &Screen) -> bool {
        !self.over && self.app.view().screen() == screen && self.app.stage.session().is_none()
    }
}

/// Runs all cases of one place, and returns how many they were.
fn cases(place: (&str, &str, Context), library: &Library) -> u32 {
    let mut count = 0;
    let mut bench = Bench::at(place, library);
    let screen = bench.app.view().screen().clone();
    let mut case = |what: &str, pieces: &[&[u8]], gap: u64| {
        if !bench.is_at(&screen) {
            bench = Bench::at(place, library);
        }
        for piece in pieces {
            bench.piece(piece);
            bench.wait(gap);
        }
        bench.wait(4_000);
        assert_eq!(bench.saved, [""; 0], "{what} in pieces {pieces:?}, {gap} ms apart, at {:?}", place.2);
        // What was left open is closed, so that the next case begins again.
        bench.decoder = Decoder::default();
        count += 1;
    };
    for (what, said) in SAID {
        let text = !said.starts_with(b"\x1b");
        for cut in 0..said.len() {
            let (head, tail) = said.split_at(cut);
            for gap in GAPS.into_iter().chain(LONG_GAPS) {
                // One key of text by itself is a key, whatever it was meant to be.
                let letters = |bytes: &[u8]| bytes.iter().filter(|byte| **byte >= b' ').count();
                let alone = (letters(head) == 1 && gap > 0) || (letters(tail) < 2 && gap > 2_000);
                if text && alone {
                    continue;
                }
                case(what, &[head, tail], gap);
            }
            // The rest byte by byte, while it is waited for.
            for gap in [20, 300, 1_900].into_iter().filter(|_| !text) {
                let pieces: Vec<&[u8]> = [head].into_iter().chain(tail.chunks(1)).collect();
                case(what, &pieces, gap);
            }
        }
    }
    count
}

#[test]
fn nothing_that_a_terminal_says_is_an_answer() {
    let library = Library::shipped();
    let count: u32 = PLACES.iter().map(|place| cases(*place, &library)).sum();
    println!("{count} cases");
    assert!(count > 30_000, "{count}");
}

#[test]
fn a_key_that_is_held_answers_one_question() {
    let library = Library::shipped();
    let mut count = 0;
    for (place, key) in
        [(0, "1"), (0, "2"), (0, "3"), (0, "4"), (0, "5"), (2, "3"), (2, "6"), (5, "3"), (5, "6"), (6, "4")]
    {
        for (delay, every) in [(250, 30), (300, 300), (500, 33), (560, 90), (30, 30)] {
            let mut bench = Bench::at(PLACES[place], &library);
            for n in 0..60 {
                bench.piece(key.as_bytes());
                bench.wait(if n == 0 { delay } else { every });
            }
            let kept = usize::from(place > 4);
            assert_eq!(bench.saved.len(), kept, "{key} every {every} ms: {:?}", bench.saved);
            assert!(bench.app.core.locks().is_empty());
            count += 1;
        }
    }
    assert_eq!(count, 50);
}

#[test]
fn a_question_takes_no_answer_before_it_could_be_read() {
    let library = Library::shipped();
    for (gap, kept) in [(0, 1), (150, 1), (399, 1), (400, 2)] {
        let mut bench = Bench::at(PLACES[6], &library);
        for key in ["3", "2"] {
            bench.piece(key.as_bytes());
            bench.wait(gap);
        }
        assert_eq!(bench.saved.len(), kept, "{gap} ms apart: {:?}", bench.saved);
    }
    // What leads back passes at once, and so does what is wrong.
    for (key, context) in [("\x1b[27u", Context::Due), ("!", Context::Signs), ("?", Context::Help)] {
        let mut bench = Bench::at(PLACES[6], &library);
        bench.piece(b"3");
        bench.piece(key.as_bytes());
        assert_eq!(bench.app.view().context(), context, "{key}");
    }
}
