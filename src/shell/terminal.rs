//! The screen: taken, drawn on, and given back exactly as it was found.
//!
//! [`Screen`] is the only thing that draws. Everything that it changes is undone by
//! [`restore_all`], which may run any number of times and from anywhere: dropping the screen,
//! a panic, the signal thread. Nothing here waits for a terminal's answer: one that gives none
//! would hang the start. What is asked once is in [`answer`](super::answer).

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::{Mutex, Once, TryLockError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

use super::encoder::Encoder;
use super::title::Titles;
use super::wait::Waker;
use super::{output, stderr, tty};
use crate::app::Headline;

const BEGIN_FRAME: &[u8] = b"\x1b[?2026h";
const END_FRAME: &[u8] = b"\x1b[?2026l";
/// Alternate screen, bracketed paste, no cursor.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l";
/// Buttons and the wheel in SGR form. Not movement: a mouse pushed across the window would
/// wake the program hundreds of times for nothing.
const ENTER_MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const LEAVE_MOUSE: &[u8] = b"\x1b[?1006l\x1b[?1000l";
/// Kitty's form of keys: all of them, each with what is at its place on a Latin keyboard and with its text
/// (1 + 4 + 8 + 16). A terminal that does not know it skips it.
const ENTER_KEYS: &[u8] = b"\x1b[>29u";
/// The same if it was entered before, and a shell may have changed it since.
const SET_KEYS: &[u8] = b"\x1b[=29u";
/// Each of a terminal's two screens remembers its own, so this comes before the screen is left.
const LEAVE_KEYS: &[u8] = b"\x1b[?2026l\x1b[<u";
const CLEAR: &[u8] = b"\x1b[0m\x1b[2J";
/// Opens with the end of a frame: one may have been cut off half-way.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[0m\x1b[?1049l\x1b[?25h";
/// How long a terminal that takes no bytes may hold up the way out.
const LEAVE_LIMIT: Duration = Duration::from_millis(200);

/// Why there is no screen.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    /// Standard output is a file or a pipe.
    #[error("the output is not a terminal; try runup go --plain")]
    NotATerminal,
    /// `TERM=dumb`: the terminal says that it cannot move its cursor.
    #[error("this terminal (TERM=dumb) can't show a screen; try runup go --plain")]
    Dumb,
    /// The terminal does not let itself be set up.
    #[error("can't set up the terminal: {0}; try runup go --plain")]
    Setup(#[source] io::Error),
}

/// What the screen takes beside the picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScreenOptions {
    /// Whether clicks and the wheel are reported; the terminal's own selection then needs Shift.
    pub mouse: bool,
    /// Whether the terminal is set to report where a key lies, which counts where letters are not Latin.
    pub places: bool,
    /// Whether the terminal's title and its taskbar say what is going on.
    pub title: bool,
    /// What of that the terminal knows.
    pub titles: Titles,
    /// Where standard error goes while the screen is up, when it would go to a terminal.
    pub log: Option<PathBuf>,
}

/// The terminal in our hands: raw, on the alternate screen, drawn in whole frames.
#[derive(Debug)]
pub struct Screen {
    options: ScreenOptions,
    terminal: Terminal<Encoder>,
    /// What is sent before the next frame.
    first: &'static [u8],
    size: (u16, u16),
    /// What title and taskbar say, if they say anything of ours.
    told: Option<Headline>,
}

impl Screen {
    /// Takes the terminal, or says why it cannot.
    ///
    /// The caller's thread becomes the one whose panic restores the terminal; a panic in
    /// another thread goes to the log and leaves the picture alone. A frame that the terminal did not take in time is
    /// not drawn; `waker` then wakes the loop when there is room for the next.
    pub fn try_enter(options: ScreenOptions, waker: Waker) -> Result<Self, ScreenError> {
        if !io::stdout().is_terminal() {
            return Err(ScreenError::NotATerminal);
        }
        if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
            return Err(ScreenError::Dumb);
        }
        restore_on_panic();
        output::wake_by(waker);
        output::open();
        let size = tty::size();
        let terminal = terminal(size).map_err(ScreenError::Setup)?;
        let mut screen = Self { options, terminal, first: b"", size, told: None };
        screen.resume().map_err(ScreenError::Setup)?;
        Ok(screen)
    }

    /// Returns the columns and rows that are drawn on.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Draws one frame and sends it in one piece, with what the terminal's title and taskbar say of it.
    ///
    /// An unchanged picture is not sent; nor is one while the terminal has not taken the frame before. So a terminal
    /// that takes nothing holds up nothing, and the next picture has all changes since. An error means that the
    /// terminal is gone: leave, as after a hang-up.
    pub fn draw(&mut self, headline: &Headline, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        if !output::is_free()? {
            // The frame before is not out yet; the loop is woken when it is.
            return Ok(());
        }
        self.terminal.draw(render)?;
        // A title that waited for the frame to be out would wake the loop, which would draw the next one at once.
        let title = self.title(headline);
        let frame = self.terminal.backend_mut().take();
        let first = std::mem::take(&mut self.first);
        if first.is_empty() && frame.is_empty() {
            return if title.is_empty() { Ok(()) } else { output::send(&title) };
        }
        output::send(&[&title, BEGIN_FRAME, first, &frame, END_FRAME].concat())
    }

    /// Returns what tells the terminal what is going on; nothing if it says it, or is not to.
    fn title(&mut self, headline: &Headline) -> Vec<u8> {
        if !self.options.title || self.told.as_ref() == Some(headline) {
            return Vec::new();
        }
        let bytes = self.options.titles.show(headline, self.told.as_ref());
        self.told = Some(headline.clone());
        bytes
    }

    /// Lets clicks and the wheel be reported, or no longer.
    pub fn take_mouse(&mut self, on: bool) -> io::Result<()> {
        if self.options.mouse == on {
            return Ok(());
        }
        self.options.mouse = on;
        output::send(if on { ENTER_MOUSE } else { LEAVE_MOUSE })
    }

    /// Takes the terminal's title and taskbar, or gives them back.
    pub fn take_title(&mut self, on: bool) -> io::Result<()> {
        if self.options.title == on {
            return Ok(());
        }
        self.options.title = on;
        self.told = None;
        let bytes = if on { self.options.titles.begin() } else { self.options.titles.end() };
        if let Some(entered) = &mut *ENTERED.lock().unwrap_or_else(std::sync::PoisonError::into_inner) {
            entered.leave = leave(&self.options);
        }
        output::send(bytes)
    }

    /// Rings the terminal's bell; one that takes nothing at the moment would ring it too late.
    pub fn bell(&self) -> io::Result<()> {
        if output::is_free()? { output::send(b"\x07") } else { Ok(()) }
    }

    /// Takes over the terminal's size after it has changed; the next frame is drawn in full.
    ///
    /// Returns the new columns and rows.
    pub fn resized(&mut self) -> io::Result<(u16, u16)> {
        self.redraw()?;
        Ok(self.size)
    }

    /// Makes the next frame a full one, for when the picture may have been damaged.
    pub fn redraw(&mut self) -> io::Result<()> {
        self.size = tty::size();
        // A new terminal knows an empty picture, as the cleared screen is. Ratatui's own
        // `clear` and `resize` would ask the terminal where its cursor is, or start `tput`.
        self.terminal = terminal(self.size)?;
        self.first = CLEAR;
        Ok(())
    }

    /// Gives the terminal back and stops the program, as Ctrl-Z should; returns when continued.
    ///
    /// Where no shell could continue it (a window that runs only this program) it does not
    /// stop, and the screen is only drawn again. The next frame is a full one either way.
    pub fn suspend(&mut self) -> io::Result<()> {
        restore_all();
        tty::stop()?;
        self.resume()
    }

    /// Takes the terminal again: after a suspend, a stop from outside, another program.
    ///
    /// It may be called at any time. The next frame is a full one.
    pub fn resume(&mut self) -> io::Result<()> {
        enter(&self.options)?;
        self.told = None;
        self.redraw()
    }

    /// Gives the terminal back while `program` runs (an editor, a pager), then takes it again.
    pub fn outside<T>(&mut self, program: impl FnOnce() -> T) -> io::Result<T> {
        restore_all();
        let result = program();
        self.resume()?;
        Ok(result)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore_all();
    }
}

/// Gives the terminal back as it was found: modes, mouse, paste, cursor, colours, the other
/// screen, standard error.
///
/// It does nothing when there is nothing to undo, and it never waits for long: not for a
/// terminal that takes no bytes, nor for a thread that is just entering.
pub fn restore_all() {
    if let Some(Entered { raw, leave }) = taken() {
        // What is left of a picture that is not taken is of no use any more.
        let _ = output::settle(LEAVE_LIMIT / 2);
        // Modes last: what is typed meanwhile would be echoed into the picture.
        let _ = output::send(&leave).and_then(|()| output::settle(LEAVE_LIMIT));
        raw.leave();
    }
    stderr::restore();
}

/// The terminal's modes from before. It belongs to the process, as the terminal does: the
/// panic hook and the signal thread must reach it without a handle.
static ENTERED: Mutex<Option<Entered>> = Mutex::new(None);

/// What is undone at the end.
#[derive(Debug)]
struct Entered {
    raw: tty::Raw,
    /// What is written for that.
    leave: Vec<u8>,
}

/// Returns what is written to undo everything that these options do.
fn leave(options: &ScreenOptions) -> Vec<u8> {
    // The end of a frame first: inside one, a terminal may hold the rest back.
    let title = if options.title { options.titles.end() } else { b"" };
    let keys = if options.places { LEAVE_KEYS } else { b"" };
    [keys, LEAVE, title].concat()
}

fn taken() -> Option<Entered> {
    const TRIES: u32 = 20;
    for _ in 0..TRIES {
        match ENTERED.try_lock() {
            Ok(mut entered) => return entered.take(),
            Err(TryLockError::Poisoned(error)) => return error.into_inner().take(),
            Err(TryLockError::WouldBlock) => thread::sleep(LEAVE_LIMIT / TRIES),
        }
    }
    None
}

fn enter(options: &ScreenOptions) -> io::Result<()> {
    let mut entered = ENTERED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    // The title from before is kept once: after a stop from outside it is still ours.
    let (mut title, mut keys): (&[u8], _) = (b"", SET_KEYS);
    if let Some(entered) = &*entered {
        entered.raw.again()?;
    } else {
        keys = ENTER_KEYS;
        *entered = Some(Entered { raw: tty::Raw::enter()?, leave: leave(options) });
        if options.title {
            title = options.titles.begin();
        }
    }
    drop(entered);
    let mouse = if options.mouse { ENTER_MOUSE } else { b"" };
    let keys = if options.places { keys } else { b"" };
    let written = output::send(&[ENTER, keys, mouse, title].concat());
    if written.is_err() {
        restore_all();
        return written;
    }
    if let Some(log) = &options.log
        && io::stderr().is_terminal()
    {
        // Without a log the worst is a stray line on the screen; no reason not to start.
        let _ = stderr::divert(log);
    }
    Ok(())
}

/// Makes a panic of this thread give the terminal back before its message is printed.
fn restore_on_panic() {
    static HOOKED: Once = Once::new();
    static OWNER: Mutex<Option<ThreadId>> = Mutex::new(None);
    *OWNER.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(thread::current().id());
    HOOKED.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let owner = *OWNER.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if owner == Some(thread::current().id()) {
                restore_all();
            }
            before(panic);
        }));
    });
}

fn terminal(size: (u16, u16)) -> io::Result<Terminal<Encoder>> {
    let area = Rect::new(0, 0, size.0, size.1);
    // Fixed, or every frame would measure the terminal again.
    let options = TerminalOptions { viewport: Viewport::Fixed(area) };
    let encoder = Encoder::new(size.0, size.1);
    // xterm lets blocks of its font stand out over their cell, and leaves that there.
    let overhangs = std::env::var_os("XTERM_VERSION").is_some();
    Terminal::with_options(if overhangs { encoder.with_what_touches() } else { encoder }, options)
}
