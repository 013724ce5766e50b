//! A terminal for tests: a program in a pseudo-terminal, and a screen that can be looked at.
//!
//! Start with [`Launch::new`], wait with [`Pty::wait_for`], type with [`Pty::send`]. Every wait
//! ends as soon as what it waits for is there; [`PATIENCE`] only bounds a failure. A failed wait
//! shows the screen. The program gets an empty home in a temporary folder and no environment
//! but what is set here. Include it with `#[path = "support/pty.rs"] mod pty;`.

// Not `expect`: which part is used depends on the test program that includes it.
#![allow(dead_code, reason = "each test program uses a part of it")]

use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
pub(crate) use rustix::process::Signal;
use rustix::process::{Pid, kill_process};
use rustix::termios::{OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use tempfile::TempDir;

/// How long a test waits for something that must come, on the slowest machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// What to start, and in what terminal.
#[derive(Debug)]
pub(crate) struct Launch {
    command: CommandBuilder,
    size: (u16, u16),
    home: TempDir,
}

impl Launch {
    /// Prepares a program in a terminal of 80 columns and 24 rows.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("HOME", home.path());
        command.env("RUNUP_HOME", home.path());
        command.cwd(home.path());
        Self { command, size: (80, 24), home }
    }

    /// Adds arguments.
    pub(crate) fn args<T: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = T>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sets the terminal's columns and rows.
    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    /// Returns the folder that is the program's home, to put files into it first.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Starts the program.
    pub(crate) fn spawn(self) -> Pty {
        let pair = native_pty_system().openpty(pty_size(self.size)).unwrap();
        let tty = pair.master.tty_name().unwrap();
        let before = modes(&tty);
        let writer = pair.master.take_writer().unwrap();
        let reader = pair.master.try_clone_reader().unwrap();
        let child = pair.slave.spawn_command(self.command).unwrap();
        drop(pair.slave);
        let shared = Arc::new(Shared::new(self.size));
        let reading = thread::spawn({
            let shared = Arc::clone(&shared);
            move || shared.read(reader)
        });
        let line = Line { master: pair.master, writer, reading };
        Pty { line: Some(line), child, exit: None, shared, tty, before, home: self.home }
    }
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exit {
    /// The exit code; 1 when a signal killed it.
    pub(crate) code: u32,
    /// Whether a signal killed it.
    pub(crate) killed: bool,
}

/// A running program and its terminal. Dropping it kills the program.
pub(crate) struct Pty {
    line: Option<Line>,
    child: Box<dyn Child + Send + Sync>,
    exit: Option<Exit>,
    shared: Arc<Shared>,
    tty: PathBuf,
    before: Modes,
    home: TempDir,
}

/// Our end of the terminal.
struct Line {
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    reading: JoinHandle<()>,
}

impl Pty {
    /// Returns the program's home folder.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Returns the program's process id.
    pub(crate) fn pid(&self) -> Pid {
        let id = self.child.process_id().unwrap();
        Pid::from_raw(i32::try_from(id).unwrap()).unwrap()
    }

    /// Types bytes.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let line = self.line.as_mut().expect("the terminal is still there");
        line.writer.write_all(bytes.as_ref()).unwrap();
        line.writer.flush().unwrap();
    }

    /// Answers what is asked on the screen, as a person does who has read it.
    ///
    /// A question takes no answer before it could be read, so this waits on the real clock.
    pub(crate) fn answer(&mut self, key: &str) {
        thread::sleep(Duration::from_millis(750));
        self.send(key);
    }

    /// Types keys one after another, as fingers do: what comes in one piece is no answer.
    pub(crate) fn type_keys(&mut self, keys: &str) {
        for key in keys.chars() {
            thread::sleep(Duration::from_millis(100));
            self.send(key.to_string());
        }
    }

    /// Gives the terminal a new size; the program gets SIGWINCH.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        let line = self.line.as_ref().expect("the terminal is still there");
        let (rows, columns) = (NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap());
        self.shared.lock().parser.set_size(rows, columns);
        line.master.resize(pty_size((columns.get(), rows.get()))).unwrap();
    }

    /// Writes onto the screen from the side, as another program does.
    pub(crate) fn scribble(&self, text: &str) {
        open(&self.tty).write_all(text.as_bytes()).unwrap();
    }

    /// Stops reading, and writes from the side until the terminal takes not one byte more.
    pub(crate) fn fill(&self) {
        self.freeze(true);
        let flags = rustix::fs::OFlags::NOCTTY | rustix::fs::OFlags::NONBLOCK;
        let flags = i32::try_from(flags.bits()).unwrap();
        let mut tty = File::options().write(true).custom_flags(flags).open(&self.tty).unwrap();
        // The reader takes one piece more, where it sits in a read.
        for _ in 0..3 {
            while tty.write(&[b'~'; 512]).is_ok() {}
            while tty.write(b"~").is_ok() {}
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Waits until the screen fulfils a condition.
    #[track_caller]
    pub(crate) fn wait_for(&self, what: &str, condition: impl Fn(&vt100::Screen) -> bool) {
        self.wait_seen(what, |seen| condition(seen.parser.screen()));
    }

    /// Waits until a text stands on the screen, in one line or broken between words.
    #[track_caller]
    pub(crate) fn wait_for_text(&self, text: &str) {
        let words = in_one_line(text);
        self.wait_for(text, |screen| in_one_line(&screen.contents()).contains(&words));
    }

    /// Waits until the program's output, counted from `from`, contains these bytes.
    #[track_caller]
    pub(crate) fn wait_for_output(&self, from: usize, bytes: &[u8]) {
        let what = String::from_utf8_lossy(bytes);
        self.wait_seen(&what, |seen| contains(&seen.output[from.min(seen.output.len())..], bytes));
    }

    #[track_caller]
    fn wait_seen(&self, what: &str, condition: impl Fn(&Seen) -> bool) {
        let start = Instant::now();
        let mut seen = self.shared.lock();
        while !condition(&seen) {
            let left = PATIENCE.saturating_sub(start.elapsed());
            assert!(
                !left.is_zero() && !seen.ended,
                "waited in vain for {what:?}; the screen is\n{}",
                seen.parser.screen().contents()
            );
            seen = self.shared.news.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Returns the text on the screen.
    pub(crate) fn contents(&self) -> String {
        self.with_screen(vt100::Screen::contents)
    }

    /// Looks at the screen.
    pub(crate) fn with_screen<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.shared.lock().parser.screen())
    }

    /// Returns everything that the program has written so far.
    pub(crate) fn output(&self) -> Vec<u8> {
        self.shared.lock().output.clone()
    }

    /// Tells whether the terminal's modes are what they were before the program started.
    pub(crate) fn is_cooked(&self) -> bool {
        modes(&self.tty) == self.before
    }

    /// Checks that the terminal is as it was: first screen, cursor, mouse, paste, colours, modes.
    #[track_caller]
    pub(crate) fn assert_restored(&self) {
        self.assert_not_held();
        assert!(self.is_cooked(), "the terminal's modes are back");
    }

    /// Checks that the picture is given back; the modes are a shell's that may edit its line.
    #[track_caller]
    pub(crate) fn assert_not_held(&self) {
        self.with_screen(|screen| {
            assert!(!screen.alternate_screen(), "the alternate screen is left");
            assert!(!screen.hide_cursor(), "the cursor is shown");
            assert!(!screen.bracketed_paste(), "bracketed paste is off");
            assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
            assert_eq!(screen.mouse_protocol_encoding(), vt100::MouseProtocolEncoding::Default);
            assert_eq!((screen.fgcolor(), screen.bgcolor()), (vt100::Color::Default, vt100::Color::Default));
        });
    }

    /// Stops reading what the program writes, as a frozen terminal does; or reads on.
    pub(crate) fn freeze(&self, frozen: bool) {
        self.shared.frozen.store(frozen, Ordering::SeqCst);
    }

    /// Closes the terminal, as closing its window does.
    pub(crate) fn hang_up(&mut self) {
        let Some(Line { master, writer, reading }) = self.line.take() else { return };
        self.shared.closing.store(true, Ordering::SeqCst);
        let slave = open(&self.tty);
        // The writer would type an end of input when it is dropped, which no window does.
        let mut modes = tcgetattr(&slave).unwrap();
        modes.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&slave, OptionalActions::Now, &modes).unwrap();
        drop(writer);
        // Our reader sits in a read; a byte from the other end brings it back.
        (&slave).write_all(&[0]).unwrap();
        drop(slave);
        reading.join().unwrap();
        drop(master);
    }

    /// Waits until the program has ended and all that it wrote is on the screen.
    #[track_caller]
    pub(crate) fn wait_exit(&mut self) -> Exit {
        let start = Instant::now();
        while self.exit.is_none() {
            self.exit = self
                .child
                .try_wait()
                .unwrap()
                .map(|status| Exit { code: status.exit_code(), killed: status.signal().is_some() });
            assert!(
                start.elapsed() < PATIENCE,
                "the program does not end; the screen is\n{}",
                self.contents()
            );
            thread::sleep(Duration::from_millis(1));
        }
        if self.line.is_some() && !self.shared.frozen.load(Ordering::SeqCst) {
            let mut seen = self.shared.lock();
            while !seen.ended && start.elapsed() < PATIENCE {
                seen = self.shared.news.wait_timeout(seen, PATIENCE).unwrap().0;
            }
        }
        self.exit.expect("it has ended")
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if self.exit.is_none() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// What the reader thread and the test share.
struct Shared {
    seen: Mutex<Seen>,
    news: Condvar,
    frozen: AtomicBool,
    closing: AtomicBool,
}

/// What the terminal has got so far.
struct Seen {
    parser: vt100::Parser,
    output: Vec<u8>,
    /// No program holds the terminal any more.
    ended: bool,
}

impl Shared {
    fn new((columns, rows): (u16, u16)) -> Self {
        let (rows, columns) = (NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap());
        let seen = Seen { parser: vt100::Parser::new(rows, columns, 0), output: Vec::new(), ended: false };
        Self {
            seen: Mutex::new(seen),
            news: Condvar::new(),
            frozen: AtomicBool::new(false),
            closing: AtomicBool::new(false),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn read(&self, mut reader: Box<dyn Read + Send>) {
        let mut bytes = [0; 4096];
        while !self.closing.load(Ordering::SeqCst) {
            if self.frozen.load(Ordering::SeqCst) {
                thread::sleep(Duration::from_millis(1));
                continue;
            }
            let count = reader.read(&mut bytes).unwrap_or(0);
            let mut seen = self.lock();
            seen.parser.process(&bytes[..count]);
            seen.output.extend_from_slice(&bytes[..count]);
            seen.ended = count == 0;
            self.news.notify_all();
            if seen.ended {
                break;
            }
        }
    }
}

/// The modes of a terminal, in a form that compares.
type Modes = (String, String);

fn modes(tty: &Path) -> Modes {
    let modes: Termios = tcgetattr(open(tty)).unwrap();
    let flags = format!(
        "{:?} {:?} {:?} {:?}",
        modes.input_modes, modes.output_modes, modes.control_modes, modes.local_modes
    );
    (flags, format!("{:?}", modes.special_codes))
}

/// Opens a terminal without making it ours.
fn open(tty: &Path) -> File {
    let no_control = i32::try_from(rustix::fs::OFlags::NOCTTY.bits()).unwrap();
    File::options().read(true).write(true).custom_flags(no_control).open(tty).unwrap()
}

fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Returns a path as a word for a shell.
pub(crate) fn quoted(path: &Path) -> String {
    format!("'{}'", path.to_str().unwrap().replace('\'', r"'\''"))
}

/// Returns a text with one space wherever it has several or ends a line.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
