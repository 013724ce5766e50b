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
pub mod inhibit;
#[cfg(unix)]
mod input;
pub mod media;
mod perform;
mod plain;
pub mod probe;
mod screen_loop;
pub mod signals;
pub mod stderr;
pub mod terminal;
pub mod title;
mod tty;
pub mod wait;

use std::fs::File;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use jiff::tz::TimeZone;

use crate::app::{App, Beginning, Shelf, Start};
use crate::audio::{AudioConfig, Theme};
use crate::diagnostic::printable;
use crate::library::Library;
use crate::record::At;
use crate::record::log::Log;
use crate::routine::Id;
use crate::session::Now;
use crate::settings::Settings;
use crate::store::paths::Given;
use crate::store::{History, Opened, Paths, device, journal};
use crate::symptoms::Soreness;

use clock::Clock;
use perform::{Means, Performer, Themes};
use plain::PlainLoop;
use screen_loop::{Left, ScreenLoop};
use signals::Signals;
use stderr::Diverted;
use terminal::{Screen, ScreenError, ScreenOptions};
use title::Titles;
use wait::Waiter;

/// How a routine is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// On the whole screen.
    Screen,
    /// As lines of text.
    Plain,
}

/// Makes the sounds of a theme ready, and says what is wrong with it, a line each.
pub type LoadTheme = Box<dyn Fn(&Id) -> (Theme, Vec<String>)>;

/// What the program was started for.
pub struct Launch {
    /// Routines and exercises.
    pub library: Library,
    /// A routine to play at once; `None` opens Today.
    pub start: Option<Start>,
    /// Look and sound.
    pub settings: Settings,
    /// The sounds of the theme.
    pub theme: Theme,
    /// The names of all themes.
    pub themes: Vec<String>,
    /// Makes the sounds of another theme ready, and says what is wrong with it.
    pub load_theme: LoadTheme,
    /// The config that changed settings are written to.
    pub config: PathBuf,
    /// What is wrong with settings and theme, a line each.
    pub remarks: Vec<String>,
    /// What was said to be sore; `None` when nothing was said.
    pub soreness: Option<Soreness>,
    /// Screen or lines.
    pub manner: Manner,
    /// How fast routines are played.
    pub speed: f64,
    /// Whether sound is wanted.
    pub sound: bool,
    /// Where each cue that came due is written.
    pub events: Option<File>,
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
    #[error("the terminal cannot be used: {0}")]
    Io(#[from] std::io::Error),
}

/// Runs the program until the runner leaves it.
///
/// Returns 0; 1 when it could not be played; or 128 and the number of the signal that ended it.
pub fn run(launch: Launch) -> Result<ExitCode, ShellError> {
    let Launch { library, start, settings, theme, themes, load_theme, config, .. } = launch;
    let Launch { mut remarks, soreness, manner, speed, sound, events, .. } = launch;
    let paths = Paths::of(&Given::from_environment())?;
    let log_file = paths.state.join("runup.log");
    // Whatever ends the program from here on finds someone who restores the terminal.
    let (mut waiter, waker) = Waiter::new()?;
    let signals = Signals::listen(waker.clone())?;
    // The terminal comes first: what follows may print, and that belongs into the log.
    let screen = match manner {
        Manner::Screen => {
            let titles = Titles::of(|name| std::env::var_os(name));
            let log = Some(log_file.clone());
            let options = ScreenOptions { mouse: settings.mouse, title: settings.title, titles, log };
            let screen = Screen::try_enter(options)?;
            waiter.read_keys()?;
            Some(screen)
        }
        Manner::Plain => {
            waiter.read_lines()?;
            for remark in remarks.drain(..) {
                eprintln!("runup: {}", printable(&remark));
            }
            None
        }
    };
    // Asked now and heard below: the terminal answers while the files are read.
    let abilities = answer::abilities(|name| std::env::var_os(name));
    let asked = std::time::Instant::now();
    let asks = screen.is_some() && answer::ask(settings.screen, abilities)?;
    let diverted = screen.is_none().then(|| Diverted::to(&log_file)).and_then(Result::ok);
    // What the program notes goes where standard error goes: to the log, while it is diverted.
    // Another subscriber can only be there in a test.
    let _ = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_max_level(tracing::Level::INFO)
        .try_init();
    let zone = TimeZone::system();
    let clock = Clock::start(speed);
    for remark in &remarks {
        tracing::warn!("{remark}");
    }
    let wants = Wants {
        library,
        settings,
        theme,
        themes,
        load_theme,
        config,
        remarks,
        sound,
        speed,
        events,
        clock,
        waker,
    };
    let (mut app, mut performer) = open(&paths, &zone, wants);
    let now = Now { mono: clock.now(), at: At::new(clock.wall(), &zone) };
    if screen.is_some() {
        app.show_figures();
    }
    let mut first = app.settle(now);
    if let Some(soreness) = soreness {
        first.extend(app.say_sore(soreness.sites(), now));
    }
    if let Some(start) = start {
        app.begin(start, now, &mut first);
    }
    let left = if let Some(screen) = screen {
        let (app, performer) = (&mut app, &mut performer);
        let early = if asks { answer::hear(&mut waiter, asked)? } else { wait::Woken::default() };
        let to_write = Vec::new();
        ScreenLoop { app, performer, clock, zone, abilities, early, screen, waiter, signals, to_write }
            .run(first)
    } else {
        let reads = std::io::stdin().is_terminal();
        let start = now.mono;
        PlainLoop { app: &mut app, performer: &mut performer, clock, zone, start, waiter, reads, signals }
            .run(first)?
    };
    drop(diverted);
    if let Err(error) = performer.retry() {
        let hint = error.hint().map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
        eprintln!("runup: {error}{hint}");
        return Ok(ExitCode::FAILURE);
    }
    Ok(match left {
        Left::Done => ExitCode::SUCCESS,
        Left::Refused => ExitCode::FAILURE,
        Left::Ended(ending) => ExitCode::from(ending.exit_code()),
    })
}

/// What one start asks for.
struct Wants {
    library: Library,
    settings: Settings,
    theme: Theme,
    themes: Vec<String>,
    load_theme: LoadTheme,
    config: PathBuf,
    /// What is wrong with them.
    remarks: Vec<String>,
    sound: bool,
    speed: f64,
    events: Option<File>,
    clock: Clock,
    waker: wait::Waker,
}

/// Opens the runner's files; what cannot be read is told and stops nothing.
fn open(paths: &Paths, zone: &TimeZone, wants: Wants) -> (App, Performer) {
    let Wants { library, settings, theme, themes, load_theme, config, remarks, .. } = wants;
    let Wants { sound, speed, events, clock, waker, .. } = wants;
    let audio = AudioConfig::new(&settings.sound, theme, Some(paths.cache.clone()));
    let load = Themes { name: settings.sound.theme.clone(), load: load_theme };
    let mut troubles = remarks;
    let device = device::id(&paths.state).unwrap_or_else(|error| {
        troubles.push(format!("{error}. What you do now may not be kept."));
        device::random()
    });
    let Opened { history, records, troubles: unread } = History::open(&paths.history(), &device);
    troubles.extend(unread.iter().map(ToString::to_string));
    let (found, unread) = journal::find(&paths.sessions());
    troubles.extend(unread.iter().map(ToString::to_string));
    let mut interrupted = Vec::new();
    let mut held = Vec::new();
    for found in found {
        held.push((found.interrupted.header.session.clone(), found.journal));
        interrupted.push(found.interrupted);
    }
    troubles.extend(library.unread().iter().map(ToString::to_string));
    let mut app = App::new(Beginning {
        library,
        log: Log::from_records(records),
        settings,
        interrupted,
        device,
        zone: zone.iana_name().map(ToOwned::to_owned),
        sound,
        speed,
        troubles,
    });
    let sessions = paths.sessions();
    app.take_shelf(Shelf { themes, file: Some(config.display().to_string()) });
    let means = Means {
        history,
        sessions,
        held,
        sound: audio,
        themes: load,
        config: Some(config),
        events,
        clock,
        waker,
    };
    (app, Performer::new(means))
}
