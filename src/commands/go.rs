//! `runup` and `runup go`: from the command line to a running app.

use std::path::Path;
use std::process::ExitCode;

use super::args::{Go, Sore};
use super::setup::Setup;
use super::{Failure, library_failure, problems};
use crate::app::{self, CutOff, Start, demo};
use crate::diagnostic::nearest;
use crate::files;
use crate::library::{Kind, Library};
use crate::record::{At, Log};
use crate::routine::{Id, Routine};
use crate::session::Within;
use crate::shell::events::Target;
use crate::shell::{self, Launch, Manner, Memory};
use crate::symptoms::Soreness;
use crate::time;
use crate::timeline::Place;

/// What is played by this name is today's run.
pub(super) const RUN: &str = "today";
/// Above this speed a session is silent.
const SILENT_ABOVE: f64 = 4.0;

/// Opens Today.
pub(super) fn today(setup: &Setup, sore: &[Sore]) -> Result<ExitCode, Failure> {
    run(launch(super::read_library()?, None, setup, soreness(sore)))
}

/// Plays a routine.
pub(super) fn go(go: Go, mut setup: Setup) -> Result<ExitCode, Failure> {
    let Go {
        routine, within, leave_at, plain, from, speed, no_sound, theme, voice, sore, events, guest, ..
    } = go;
    let library = super::read_library()?;
    if let Some(theme) = &theme {
        setup.use_theme(theme)?;
    }
    let sound = &mut setup.settings.sound;
    sound.voice = voice.map_or(sound.voice, |voice| voice == super::args::Switch::On);
    let mut start = Start { one_shot: true, budget: within.map(Within::Length), ..Start::default() };
    start.cut_off = match (go.resume, go.fresh) {
        (true, _) => CutOff::Resumes,
        (_, true) => CutOff::Ends,
        _ => CutOff::Asks,
    };
    if let Some(time) = leave_at {
        start.budget = Some(Within::Leave(leave(time, &jiff::Zoned::now())?));
    }
    start.run = routine.as_deref() == Some(RUN);
    if start.run && (start.budget.is_some() || from.is_some()) {
        return Err(Failure::Said(
            "a planned run can't be changed: leave out --in, --leave-at and --from".into(),
        ));
    }
    let value = match &routine {
        _ if start.run => None,
        None => Some(find(&library, crate::day::DEFAULT)?.0),
        Some(name) => {
            let (routine, text) = find(&library, name)?;
            match text {
                Some(text) => start.file = Some((Box::new(routine.clone()), text)),
                None => start.routine = Some(routine.id.clone()),
            }
            Some(routine)
        }
    };
    if let (Some(value), Some(from)) = (value, from) {
        start.from = Some(place(&value, &from)?);
    }
    let events = events
        .map(|path| {
            if path == Path::new("-") && plain.is_none() {
                return Err(Failure::Usage("--events - needs --plain".into()));
            }
            Target::open(&path)
                .map_err(|source| Failure::Io { what: format!("cannot write {}", path.display()), source })
        })
        .transpose()?;
    let manner = plain.map_or(Manner::Screen, Manner::Plain);
    let mut launch = Launch { manner, events, ..launch(library, Some(start), &setup, soreness(&sore)) };
    let speed = speed.unwrap_or(1.0);
    (launch.app.speed, launch.app.sound) = (speed, !no_sound && speed <= SILENT_ABOVE);
    if guest {
        // A past in which nothing happened but that the first screen was seen.
        let log = Log::from_records([demo::seen(&jiff::Zoned::now())]);
        forget(&mut launch, log, "Guest: nothing is added to your history.");
    }
    run(launch)
}

/// Opens Today with an invented past and a routine of forty seconds.
pub(super) fn demo(no_sound: bool, today: demo::Today, setup: &Setup) -> Result<ExitCode, Failure> {
    let library = Library::shipped().with_own([demo::routine()]);
    let log = demo::past(&library, &jiff::Zoned::now(), today);
    let why = "Ten heel raises on both feet, with sound. Stand up and follow.".to_owned();
    let mut launch = launch(library, None, setup, None);
    (launch.app.offer, launch.app.sound) = (Some((demo::routine().id, why)), !no_sound);
    forget(&mut launch, log, "Demo: invented runner, nothing saved.");
    run(launch)
}

/// Starts from another past, keeps nothing, and says so on every screen.
fn forget(launch: &mut Launch, log: Log, line: &str) {
    launch.memory = Memory::Forgotten;
    (launch.app.log, launch.app.standing) = (log, Some(line.to_owned()));
}

pub(super) fn launch(
    library: Library,
    start: Option<Start>,
    setup: &Setup,
    soreness: Option<Soreness>,
) -> Launch {
    let (theme, remarks) = setup.theme();
    let mut app = app::Launch::new(library, setup.settings.clone());
    app.choices.themes = setup.themes.names();
    app.words = setup.words;
    app.troubles = setup.lines().into_iter().chain(remarks).collect();
    Launch {
        app,
        start,
        preview: None,
        soreness,
        memory: Memory::Kept,
        manner: Manner::Screen,
        theme,
        load_theme: setup.theme_loader(),
        config: setup.config_path.clone(),
        events: None,
    }
}

pub(super) fn run(launch: Launch) -> Result<ExitCode, Failure> {
    shell::run(launch).map_err(|error| Failure::Said(error.to_string()))
}

/// Finds a routine by its id, or in a file; a file that is not in the library gives its text.
pub(super) fn find(library: &Library, name: &str) -> Result<(Routine, Option<String>), Failure> {
    let path = Path::new(name);
    let looks_like_file =
        path.extension().is_some_and(|ending| ending == "toml") || path.components().count() > 1;
    if looks_like_file {
        let file = files::read_file(path).map_err(|problem| problems("", &[problem]))?;
        let checked = library.parse_file(&file);
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        return match checked.value {
            Some(routine) => Ok((routine, Some(text))),
            None => Err(problems(&text, &checked.diagnostics)),
        };
    }
    let Some(id) = Id::new(name) else {
        let known: Vec<&str> = library.routines().map(|(id, _)| id.as_str()).collect();
        let near = nearest(name, known.iter().copied())
            .map(|n| format!("; did you mean `{n}`?"))
            .unwrap_or_default();
        return Err(Failure::Said(format!(
            "can't find the routine `{}`{near}",
            crate::diagnostic::printable(name)
        )));
    };
    if library.source(Kind::Routine, &id).is_none() && library.source(Kind::Exercise, &id).is_some() {
        return Err(Failure::Said(format!("`{id}` is an exercise; see `runup show {id}`")));
    }
    library.routine(&id).map(|routine| (routine, None)).map_err(|error| library_failure(library, &error))
}

/// Returns what `--sore` says; `None` if it was not given.
pub(super) fn soreness(sore: &[Sore]) -> Option<Soreness> {
    let sites = sore.iter().filter_map(|sore| if let Sore::Site(site) = sore { Some(*site) } else { None });
    (!sore.is_empty()).then(|| Soreness::Known(sites.collect()))
}

/// Finds a step by its id or its number from 1.
fn place(routine: &Routine, from: &str) -> Result<Place, Failure> {
    let steps: Vec<&Id> = routine.steps().map(|step| &step.id).collect();
    let number = from.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let step = number
        .and_then(|n| steps.get(n).copied())
        .or_else(|| steps.iter().copied().find(|id| id.as_str() == from));
    step.map(|step| Place::start_of(step.clone())).ok_or_else(|| {
        let near = nearest(from, steps.iter().map(|id| id.as_str()));
        let near = near.map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
        let known: Vec<&str> = steps.iter().map(|id| id.as_str()).collect();
        Failure::Said(format!(
            "{} has no step `{}`{near}\nhint: its steps are {}",
            routine.id,
            crate::diagnostic::printable(from),
            known.join(", ")
        ))
    })
}

/// Returns the moment at which a clock here shows a time of day next.
fn leave(time: jiff::civil::Time, now: &jiff::Zoned) -> Result<At, Failure> {
    time::coming(time, now.timestamp(), now.time_zone())
        .map(|moment| At::new(moment, now.time_zone()))
        .ok_or_else(|| Failure::Said(format!("{} is over for today", time.strftime("%H:%M"))))
}
