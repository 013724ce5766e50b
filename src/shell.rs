//! The outermost layer: the one place that owns the terminal, the clock, signals and files.
//!
//! Everything below it takes `now` and returns values; the shell measures, waits, draws and
//! performs. Start at [`run`]. [`wait::Waiter`] is what the loop sleeps on and
//! [`terminal::Screen`] what it draws on. Each piece works alone, so that `--plain` can
//! take signals, waiting and the quiet standard error without ever touching a screen.
//!
//! The order of a start: [`wait::Waiter::new`], [`signals::Signals::listen`] with its waker,
//! [`terminal::Screen::try_enter`], [`wait::Waiter::read_keys`]. The signals are dropped last.

pub mod answer;
pub mod clock;
mod config;
mod encoder;
pub mod events;
mod hooks;
pub mod inhibit;
#[cfg(unix)]
mod input;
pub mod media;
mod output;
mod perform;
pub mod place;
mod plain;
pub mod probe;
mod recorder;
mod screen_loop;
pub mod signals;
pub mod stderr;
pub mod terminal;
pub mod title;
mod tty;
pub mod wait;
mod watch;
pub(crate) mod zone;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::app::preview::Viewing;
use crate::app::{self, App, CutOff, Effect, Input, Start};
use crate::audio::{AudioConfig, Theme};
use crate::diagnostic::printable;
use crate::record::At;
use crate::record::log::Log;
use crate::routine::Id;
use crate::session::Now;
use crate::settings::Settings;
use crate::store::paths::Given;
use crate::store::{self, Accepted, HistoryFiles, Opened, Paths, Trouble, device, history, journal};
use crate::symptoms::Soreness;
use crate::word::words;

use clock::Clock;
use perform::{Kept, Machine, Performer, Sounds};
use plain::PlainLoop;
use recorder::Recorder;
use screen_loop::{Left, ScreenLoop};
use signals::Signals;
use stderr::Diverted;
use terminal::{Screen, ScreenError, ScreenOptions};
use title::Titles;
use wait::{Waiter, Waker};
use watch::Watch;

/// Where the log goes when nothing is to be written.
const NOWHERE: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// How a routine is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// On the whole screen.
    Screen,
    /// As lines of text.
    Plain(Detail),
}

words! {
    /// How much is said in lines of text.
    pub Detail("way of lines") {
        /// Everything that is heard.
        Full = "full",
        /// The same without counts and beats.
        Brief = "brief",
    }
}

/// What is remembered, and whether what happens is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// The runner's own history, journal and config.
    Kept,
    /// Nothing is read and nothing is written; the past is what the app is started with.
    Forgotten,
}

/// Makes the sounds of a theme ready, and says what is wrong with it, one per line.
pub type LoadTheme = Box<dyn Fn(&Id) -> (Theme, Vec<String>)>;

/// What the program was started for.
pub struct Launch {
    /// What the app is started with, but for what is read on this machine.
    pub app: app::Launch,
    /// A routine to play at once; `None` opens Today.
    pub start: Option<Start>,
    /// A file that is being written, to be shown in place of all else, and how.
    pub preview: Option<(PathBuf, Viewing)>,
    /// What was said to be sore; `None` when nothing was said.
    pub soreness: Option<Soreness>,
    /// What is remembered.
    pub memory: Memory,
    /// Screen or lines.
    pub manner: Manner,
    /// The sounds of the theme.
    pub theme: Theme,
    /// Makes the sounds of another theme ready, and says what is wrong with it.
    pub load_theme: LoadTheme,
    /// The config that changed settings are written to.
    pub config: PathBuf,
    /// Where each cue that came due is written.
    pub events: Option<events::Target>,
}

/// Why the program could not run.
#[derive(Debug, thiserror::Error)]
pub enum ShellError {
    /// No folder to keep things in.
    #[error(transparent)]
    NoHome(#[from] crate::store::paths::NoHome),
    /// No screen to draw on.
    #[error("{0}")]
    NoScreen(#[from] ScreenError),
    /// The system refused something that the loop cannot do without.
    #[error("can't use the terminal: {0}")]
    Io(#[from] std::io::Error),
}

/// Runs the program until the runner leaves it.
///
/// Returns 0; 1 when it could not be played; or 128 and the number of the signal that ended it.
pub fn run(launch: Launch) -> Result<ExitCode, ShellError> {
    let Launch { mut app, start, preview, soreness, memory, manner, theme, load_theme, config, events } =
        launch;
    let paths = Paths::of(&Given::from_environment())?;
    let log_file = match memory {
        Memory::Kept => paths.state.join("runup.log"),
        Memory::Forgotten => PathBuf::from(NOWHERE),
    };
    // From here on the terminal is restored however the program ends.
    let (mut waiter, waker) = Waiter::new()?;
    let signals = Signals::listen(waker.clone())?;
    // The terminal comes first: what follows may print, and that belongs into the log.
    let screen = enter(manner, &mut app, log_file.clone(), &mut waiter, &waker)?;
    // Asked now and heard below: the terminal answers while the files are read.
    let abilities = answer::abilities(|name| std::env::var_os(name));
    let colours = answer::tells_colours(|name| std::env::var_os(name));
    let asked = std::time::Instant::now();
    let asks = screen.is_some() && answer::ask(app.settings.screen, abilities, colours)?;
    let diverted = screen.is_none().then(|| Diverted::to(&log_file)).and_then(Result::ok);
    note_to_stderr();
    let zone = zone::system();
    let clock = Clock::start(app.speed);
    for remark in &app.troubles {
        tracing::warn!("{remark}");
    }
    let kept = match memory {
        Memory::Kept => {
            let recorder = read(&paths, At::new(clock.wall(), &zone), &mut app);
            app.choices.file = Some(config.display().to_string());
            Some(Kept { recorder, config, hooks: app.settings.hooks.clone() })
        }
        Memory::Forgotten => {
            app.device = device::random();
            None
        }
    };
    app.troubles.extend(app.library.unread().iter().map(ToString::to_string));
    (app.count, app.zone) = (device::random_count(), Some(zone.clone()));
    app.emergency = place::emergency(|name| std::env::var_os(name));
    let cache = kept.is_some().then(|| paths.cache.clone());
    let audio = AudioConfig::new(&app.settings.sound, theme, cache);
    let sounds = Sounds { audio, theme: app.settings.sound.theme.clone(), load: load_theme };
    let mut performer = Performer::new(kept, sounds, events, Machine { clock, zone: zone.clone(), waker });
    let mut app = App::new(app);
    let now = Now { mono: clock.now(), at: At::new(clock.wall(), &zone) };
    if screen.is_some() {
        let _ = app.update(Input::ShowFigures, now);
    }
    let locks = preview.is_some().then(|| paths.clone());
    let watch = preview.map(|(path, viewing)| {
        let _ = app.update(Input::Preview(viewing), now);
        Watch::new(path)
    });
    let mut first = app.update(Input::Opened, now);
    if let Some(soreness) = soreness {
        tell_sore(&mut app, &soreness, start.is_some(), now, &mut first);
    }
    let reads = std::io::stdin().is_terminal();
    let line = start.and_then(|start| begin(&mut app, start, screen.is_some() || reads, now, &mut first));
    let left = if let Some(screen) = screen {
        let (app, performer) = (&mut app, &mut performer);
        let early = if asks { answer::hear(&mut waiter, asked)? } else { wait::Woken::default() };
        ScreenLoop { app, performer, watch, locks, clock, zone, abilities, early, screen, waiter, signals }
            .run(first)
    } else {
        let (app, performer, start) = (&mut app, &mut performer, now.mono);
        let opened = None;
        let detail = if let Manner::Plain(detail) = manner { detail } else { Detail::Full };
        PlainLoop { app, performer, clock, zone, start, opened, first: line, detail, waiter, reads, signals }
            .run(first)?
    };
    drop(diverted);
    Ok(close(&mut performer, left))
}

/// Enters the terminal as it was asked for: as a screen with keys, or as lines.
fn enter(
    manner: Manner,
    app: &mut app::Launch,
    log: PathBuf,
    waiter: &mut Waiter,
    waker: &Waker,
) -> Result<Option<Screen>, ShellError> {
    if let Manner::Plain(_) = manner {
        output::wake_by(waker.clone());
        waiter.read_lines()?;
        for remark in app.troubles.drain(..) {
            eprintln!("runup: {}", printable(&remark));
        }
        return Ok(None);
    }
    let screen = Screen::try_enter(screen_options(&app.settings, log), waker.clone())?;
    waiter.read_keys(wait::esc_patience(|name| std::env::var_os(name)))?;
    Ok(Some(screen))
}

/// Sends what the program notes where standard error goes: to the log, while it is diverted.
fn note_to_stderr() {
    // Another subscriber can only be there in a test.
    let _ = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_max_level(tracing::Level::INFO)
        .try_init();
}

/// Saves what could not be saved before, and returns how the program ends.
fn close(performer: &mut Performer, left: Left) -> ExitCode {
    if let Err(error) = performer.retry() {
        let hint = error.hint().map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
        eprintln!("runup: {error}{hint}");
        return ExitCode::FAILURE;
    }
    match left {
        Left::Done => ExitCode::SUCCESS,
        Left::Refused => ExitCode::FAILURE,
        Left::Ended(ending) => ExitCode::from(ending.exit_code()),
    }
}

/// Tells the app what was said to be sore. A session that plays at once starts without questions.
fn tell_sore(app: &mut App, soreness: &Soreness, plays: bool, now: Now, effects: &mut Vec<Effect>) {
    if !plays {
        effects.extend(app.update(Input::AskAbout(soreness.sites().to_vec()), now));
    }
    effects.extend(app.update(Input::Sore(soreness.sites().to_vec()), now));
}

/// Begins what the program was started for. If a routine was cut off and the runner cannot be asked about it, returns
/// how to go on with it.
fn begin(app: &mut App, mut start: Start, asks: bool, now: Now, effects: &mut Vec<Effect>) -> Option<String> {
    let mut line = None;
    if !asks && start.cut_off == CutOff::Asks {
        line = app.view().cut_off_words(now);
        start.cut_off = CutOff::Waits;
    }
    effects.extend(app.update(start, now));
    line
}

/// Returns what the screen takes beside the picture, by what is set and what the environment tells of the terminal.
fn screen_options(settings: &Settings, log: PathBuf) -> ScreenOptions {
    let variable = |name: &str| std::env::var_os(name);
    let (titles, places) = (Titles::of(variable), answer::tells_places(variable));
    ScreenOptions { mouse: settings.mouse, places, title: settings.title, titles, log: Some(log) }
}

/// Reads the runner's files for the start of the app; unreadable ones are reported and stop nothing.
fn read(paths: &Paths, now: At, app: &mut app::Launch) -> Recorder {
    let (device, opened) = store::here::open_screen(paths, now).unwrap_or_else(|error| {
        app.troubles.push(format!("{error}. What you do now may not be saved."));
        let device = device::random();
        let mut opened = HistoryFiles::open(&paths.history(), &device);
        let (told, _) = store::here::pass_over_dates(&mut opened.records, now.date());
        opened.troubles.extend(told);
        Accepted::read(&paths.state, now.date()).apply(opened.records.gaps_mut());
        (device, opened)
    });
    let Opened { history, records, troubles: unread, follow, .. } = opened;
    let newer = unread.iter().filter_map(|trouble| match trouble {
        Trouble::Newer { file, .. } => Some(history::reading::newer_ids(file)),
        _ => None,
    });
    app.newer.extend(newer.flatten());
    app.troubles.extend(unread.iter().map(ToString::to_string));
    let (found, unread) = journal::find(&paths.sessions());
    app.troubles.extend(unread.iter().map(ToString::to_string));
    let mut held = Vec::new();
    for found in found {
        held.push((found.interrupted.header.session.clone(), found.journal));
        app.interrupted.push(found.interrupted);
    }
    (app.device, app.log) = (device, Log::of(records));
    let accepted = Accepted::read(&paths.state, now.date());
    Recorder::new(history, paths.sessions(), held).following(follow, accepted)
}
