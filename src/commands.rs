//! The command line: what each subcommand does, in text.
//!
//! [`main`] is all that the binary calls. Exit codes: 0 done, 1 failed, 2 usage; 128 and the
//! signal's number when a signal ended the program.

mod args;
mod asker;
pub mod check;
mod cues;
mod doctor;
mod edit;
mod export;
mod figure;
mod go;
mod history;
mod host;
mod import;
mod inbox;
mod list;
mod log;
mod new;
mod next;
mod output;
pub mod phrases;
mod plan;
mod preview;
mod profile;
mod render;
mod report;
mod rung;
mod runner;
mod setup;
mod shoes;
mod show;
#[cfg(test)]
mod tests;
mod undo;
mod unsaid;
mod writer;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::rc::Rc;

use clap::{CommandFactory, Parser};

use args::{Args, Command};
use host::Host;
use output::Output;
use setup::Setup;

use crate::app::demo;
use crate::diagnostic::{self, Diagnostic, Look};
use crate::files;
use crate::library::{Library, LibraryError};
use crate::record::lock::Lock;
use crate::record::{At, Gaps};
use crate::routine::schema;
use crate::settings;
use crate::store::Paths;
use crate::store::paths::Given;
use crate::store::{Accepted, here};
use crate::words::{Words, gap};

/// The failure, and what to do next.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A sentence for the runner.
    #[error("{0}")]
    Said(String),
    /// The same for a request that does not fit: exit code 2.
    #[error("{0}")]
    Usage(String),
    /// Something in the system.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// Why it failed.
        source: io::Error,
    },
}

/// Runs the program with its arguments, the program's name first.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            // Help and version go to standard output and are not failures.
            let failed = error.use_stderr();
            let text = error.to_string();
            if text.chars().any(|c| diagnostic::is_hidden(c) && !matches!(c, '\n' | '\t')) {
                // It quotes an argument; the colours of the usage are not worth what that could do.
                let _ = write!(io::stderr().lock(), "{}", diagnostic::printable_lines(&text));
            } else {
                let _ = error.print();
            }
            return ExitCode::from(if failed { 2 } else { 0 });
        }
    };
    if let Err(failure) = host::check_zone(std::env::var_os("TZ").as_deref()) {
        output::remark(&failure);
        return ExitCode::from(2);
    }
    let (mut terminal, mut out) = (asker::Terminal, io::stdout());
    match run(args, &mut Host::of_program(&mut terminal, &mut out)) {
        Ok(code) => code,
        Err(failure) => {
            output::remark(&failure);
            if matches!(failure, Failure::Usage(_)) { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}

/// Does what a command line asks for: the one place that leads to the commands, for the program and for its tests.
#[expect(clippy::too_many_lines, reason = "an arm for each command")]
fn run(args: Args, host: &mut Host<'_>) -> Result<ExitCode, Failure> {
    let Host { paths, at, zone, emergency, words, asker, out } = host;
    let (paths, at, words, out) = (*paths, *at, *words, &mut **out);
    let setup = || Setup::load(args.config.as_deref(), paths()?, (at, zone.clone()), *emergency, words);
    let read_library = || paths().map(|paths| library_in(&paths));
    let library = || read_library().map(Rc::new);
    if args.incomplete_history {
        accept_gaps(&paths()?, at)?;
    }
    let runner = |sore: &[args::Sore]| -> Result<(Rc<Library>, runner::Runner), Failure> {
        let (setup, library) = (setup()?, library()?);
        let runner = runner::Runner::read(&library, &setup, sore);
        Ok((library, runner))
    };
    match args.command {
        None => {
            let setup = setup()?;
            inbox::at_opening(&setup, &library, &mut **asker, out)?;
            go::today(&setup, &args.sore.unwrap_or_default())
        }
        Some(Command::Go(mut go)) => {
            go.sore.extend(args.sore.unwrap_or_default());
            let setup = setup()?;
            inbox::remind(&setup);
            go::go(go, setup)
        }
        Some(Command::Demo { rest_day, no_sound }) => {
            let today = if rest_day { demo::Today::RestDay } else { demo::Today::RunDay };
            go::demo(no_sound, today, &setup()?)
        }
        Some(Command::Preview(asked)) => preview::preview(asked, setup()?),
        Some(Command::New(asked)) => new::new(&asked, &paths()?, &mut **asker, out),
        Some(Command::List { exercises: true, .. }) => print(out, &list::exercises(&read_library()?)),
        Some(Command::List { json, .. }) => {
            let (library, runner) = runner(&[])?;
            print(out, &if json { list::json(&library, &runner) } else { list::routines(&library, &runner) })
        }
        Some(Command::Show { id, figure: true, picture, .. }) => {
            figure::figure(&read_library()?, &id, &picture, colours())
                .and_then(|text| print_styled(out, &text))
        }
        Some(Command::Show { id, markdown, html, .. }) if markdown || html => {
            let (library, runner) = runner(&[])?;
            let on_paper = if html { show::OnPaper::Page } else { show::OnPaper::Markdown };
            show::on_paper(&library, &id, &runner, on_paper).and_then(|text| print(out, &text))
        }
        Some(Command::Show { id, card, .. }) => {
            let (library, runner) = runner(&[])?;
            show::show(&library, &id, card, &runner).and_then(|text| print(out, &text))
        }
        Some(Command::Log { logged }) => {
            log::log(&setup()?, &library()?, &mut **asker, logged).and_then(|text| print(out, &text))
        }
        Some(Command::Plan { planned }) => {
            plan::plan(&setup()?, &library()?, &mut **asker, planned).and_then(|output| answer(out, &output))
        }
        Some(Command::Next { due, json }) => {
            answer(out, &next::next(&setup()?, &library()?, next::NextOptions { due, json })?)
        }
        Some(Command::Rung { routine, rung, load }) => {
            let asked =
                rung::RungOptions { routine: routine.as_deref(), rung: rung.as_deref(), loads: &load };
            rung::rung(&setup()?, &library()?, &asked).and_then(|output| answer(out, &output))
        }
        Some(Command::Profile { set }) => {
            profile::profile(&setup()?, &library()?, set).and_then(|output| answer(out, &output))
        }
        Some(Command::Shoes { json, done }) => {
            shoes::shoes(&setup()?, &library()?, json, done).and_then(|output| answer(out, &output))
        }
        Some(Command::Edit { id, fields, back_to }) => {
            let asked = edit::EditOptions { id: &id, fields: &fields, back_to };
            edit::edit(&setup()?, &library()?, &mut **asker, &asked).and_then(|text| print(out, &text))
        }
        Some(Command::Remove { ids }) => {
            edit::remove(&setup()?, &library()?, &ids).and_then(|text| print(out, &text))
        }
        Some(Command::Inbox { yes }) => {
            inbox::inbox(&setup()?, &library()?, &mut **asker, yes).and_then(|output| answer(out, &output))
        }
        Some(Command::Undo { steps }) => {
            undo::undo(&setup()?, &library()?, steps).and_then(|text| print(out, &text))
        }
        Some(Command::History(asked)) => {
            let setup = setup()?;
            let library = library()?;
            let writer = setup.history(&library);
            let well = writer.log().gaps().is_whole();
            history::history(&writer, &library, &asked, &setup)
                .and_then(|text| answer(out, &Output { text, well }))
        }
        Some(Command::Report(asked)) => answer(out, &report::report(&setup()?, &library()?, &asked)?),
        Some(Command::Import(asked)) => {
            answer(out, &import::import(&setup()?, &library()?, &asked, &mut **asker)?)
        }
        Some(Command::Export(asked)) => {
            export::export(&paths()?, at, out, &asked).and_then(|output| answer(out, &output))
        }
        Some(Command::Completions { shell }) => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "runup", &mut text);
            print(out, &String::from_utf8_lossy(&text))
        }
        Some(Command::Schema { kind }) => print(out, &schema::text(kind, settings::config_shape())),
        Some(Command::Man) => man().and_then(|text| print(out, &text)),
        Some(Command::Cues { id, json, within, hearing, sore }) => {
            let (library, mut runner) = runner(&sore)?;
            runner.hear(hearing);
            let told = cues::cues(&library, &runner, cues::CuesOptions { name: &id, json, within })?;
            told.beside.iter().for_each(|line| eprintln!("runup: {line}"));
            print(out, &told.text)
        }
        Some(Command::Doctor { speak, json }) => {
            answer(out, &doctor::doctor(&setup()?, doctor::DoctorOptions { speak, json })?)
        }
        Some(Command::Render(asked)) => {
            render::render(&library()?, setup()?, asked).and_then(|text| print(out, &text))
        }
        Some(Command::VoicePhrases { peak: Some(file), .. }) => print(out, &phrases::peak(&file)?),
        Some(Command::VoicePhrases { joined: false, .. }) => print(out, &phrases::list(&Library::shipped())),
        Some(Command::VoicePhrases { joined: true, .. }) => print(out, &phrases::joined(&Library::shipped())),
        Some(Command::Check { files, sound }) => {
            let mut library = read_library()?;
            if files.is_empty() {
                library = setup()?.into_library(library);
            }
            let report = check::check(&files, &library, colours());
            print_styled(out, &report.text)?;
            if sound {
                print(out, &unsaid::report(&check::given(&files, &library), &setup()?))?;
            }
            Ok(ExitCode::from(report.exit))
        }
    }
}

/// True if what is printed may have colours.
fn colours() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
}

/// Goes on without what cannot be read of the history, and says what that is.
fn accept_gaps(paths: &Paths, now: At) -> Result<(), Failure> {
    let records = here::read(paths, now).records;
    if records.gaps().is_whole() {
        return Ok(());
    }
    eprintln!("runup: going on without {}", gap::count(records.gaps()));
    Accepted::read(&paths.state, now.date()).add(records.gaps()).map_err(|error| writer::failure(&error))
}

/// Says what could not be read and how to go on; `None` if the history was read whole.
fn unread(words: &dyn Words, gaps: &Gaps) -> Option<String> {
    let locked = words.lock(Lock::Unread).filter(|_| !gaps.is_whole())?;
    let lines: Vec<String> =
        words.missing(gaps).iter().map(|line| format!("\n  {}", diagnostic::printable(line))).collect();
    Some(format!(
        "{locked}\nmissing:{}\nhint: repair or move the file, or go on without that part with --incomplete-history",
        lines.concat()
    ))
}

/// Returns the shipped files and the user's own.
fn read_library() -> Result<Library, Failure> {
    Ok(library_in(&paths()?))
}

fn library_in(paths: &Paths) -> Library {
    let (own, unread) = files::read_tree(&paths.data);
    Library::shipped().with_own(own).with_unread(unread)
}

/// The manual page: the program's own, then one section for each subcommand.
fn man() -> Result<String, Failure> {
    let failed = |source| Failure::Io { what: "cannot write the manual page".into(), source };
    let mut command = Args::command();
    command.build();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page).map_err(failed)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        section(&mut page, "runup", sub).map_err(failed)?;
    }
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// Writes the section of a subcommand, and those of its own.
fn section(page: &mut Vec<u8>, above: &str, sub: &clap::Command) -> io::Result<()> {
    let name = format!("{above} {}", sub.get_name());
    let man = clap_mangen::Man::new(sub.clone().display_name(&name));
    page.extend(format!(".SH {}\n", name.to_uppercase()).into_bytes());
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    // `help` of a subcommand says nothing that is not here.
    let own = sub.get_subcommands().filter(|own| !own.is_hide_set() && own.get_name() != "help");
    own.into_iter().try_for_each(|own| section(page, &name, own))
}

fn paths() -> Result<Paths, Failure> {
    Paths::of(&Given::from_environment()).map_err(|e| Failure::Said(e.to_string()))
}

/// Shows why something is not in the library, problems of the file with their places.
pub(crate) fn library_failure(library: &Library, error: &LibraryError) -> Failure {
    Failure::Said(match error {
        LibraryError::Problems(problems) => library.render(problems, Look::Plain),
        LibraryError::NotFound { .. } => error.to_string(),
    })
}

/// Shows the problems of a file with this text.
pub(crate) fn problems(text: &str, problems: &[Diagnostic]) -> Failure {
    let shown: Vec<String> =
        problems.iter().map(|problem| diagnostic::render(problem, text, Look::Plain)).collect();
    Failure::Said(shown.concat())
}

/// Prints what came of a command, and says by the exit code whether all of it went well.
fn answer(out: &mut dyn Write, output: &Output) -> Result<ExitCode, Failure> {
    print(out, &output.text).map(|done| if output.well { done } else { ExitCode::FAILURE })
}

/// Prints a text; what could steer the terminal, from whatever file it came, is made harmless here at the edge.
fn print(out: &mut dyn Write, text: &str) -> Result<ExitCode, Failure> {
    print_styled(out, &diagnostic::printable_lines(text))
}

/// Prints a text that names colours itself and has nothing of a file in it that was not made harmless.
fn print_styled(out: &mut dyn Write, text: &str) -> Result<ExitCode, Failure> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // A reader that has seen enough, such as `head`, is not a failure.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Io { what: "cannot write".into(), source: error })
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}
