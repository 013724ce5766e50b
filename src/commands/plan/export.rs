//! `runup plan export`: runs of the plan for the calendar, for a watch, as text and as a card.
//!
//! The runs to come are those of the Plan tab. A locked run is not exported, since it would be run
//! away from the screen. The calendar has its own module, [`calendar`]; here one run is found and written.

mod calendar;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args as ClapArgs, Subcommand};
use jiff::civil::Date;

use super::{current, ends_before, usage};
use crate::commands::Failure;
use crate::commands::log::LogContext;
use crate::commands::output::{free_to_write, put};
use crate::commands::runner::Runner;
use crate::day::{pain_limit, run_of};
use crate::diagnostic::printable;
use crate::hash::fnv64;
use crate::interop::card::Card;
use crate::interop::{fit_workout, intervals};
use crate::phrase::{self, capital};
use crate::plan::chart::{self, Mark, chart};
use crate::plan::place::Positions;
use crate::plan::strength::before;
use crate::plan::{Diary, recommend};
use crate::plans::{Day, Plan, Sheet};
use crate::routine::Id;
use crate::speech::walk_home;
use crate::time::{coming_day, started_minutes};
use crate::timeline::run_routine;

/// How runs are taken along.
#[derive(Debug, Subcommand)]
pub(in crate::commands) enum Form {
    /// All runs as a calendar; exporting again updates its events
    Ics(calendar::CalendarArgs),
    /// One run as a Garmin FIT workout, for a watch
    Fit {
        #[command(flatten)]
        run: ExportedRunArgs,
        /// The file to write, such as run.fit
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
        /// Overwrite an existing file
        #[arg(long)]
        force: bool,
    },
    /// One run as text for the workout builder of intervals.icu
    Text {
        #[command(flatten)]
        run: ExportedRunArgs,
        #[command(flatten)]
        to: TargetArgs,
    },
    /// One run as a card, for paper or a phone
    Card {
        #[command(flatten)]
        run: ExportedRunArgs,
        #[command(flatten)]
        to: TargetArgs,
    },
}

/// Which run.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct ExportedRunArgs {
    /// `today`, `next`, a day such as tomorrow, or a place in the plan such as "week 3, run 2" or R5 [default: today]
    #[arg(value_name = "RUN", conflicts_with = "date")]
    run: Option<String>,
    /// The run of a day: today, tomorrow, a weekday (the next one), or a date
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
}

/// Where a text goes.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct TargetArgs {
    /// The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite an existing file
    #[arg(long, requires = "output")]
    force: bool,
}

/// A run that was found.
struct Found {
    sheet: Sheet,
    date: Option<Date>,
}

pub(super) fn export(context: &LogContext<'_>, form: Form) -> Result<String, Failure> {
    match form {
        Form::Ics(asked) => calendar::export(context, &asked),
        Form::Fit { run, output, force } => {
            free_to_write(&output, force)?;
            let (_, diary, found) = find(context, &run)?;
            let home = walk_home(pain_limit(&diary, context.today()));
            let sheet = &found.sheet;
            let name = capital(&sheet.place).replace(" after the plan", " after");
            let serial = fnv64(sheet.place.bytes().chain(sheet.words().bytes()));
            let made = context.writer.at().moment;
            let bytes = fit_workout::fit_workout(sheet, (&name, &home), serial as u32, made)
                .map_err(|error| Failure::Said(error.to_string()))?;
            write(&output, force, &bytes)?;
            Ok(format!(
                "{}: {} ({} in all)\n",
                printable(&output.display().to_string()),
                sheet.words().trim_end_matches('.'),
                phrase::minutes(sheet.length())
            ))
        }
        Form::Text { run, to } => {
            let (_, _, found) = find(context, &run)?;
            hand_over(intervals::intervals_text(&found.sheet), to)
        }
        Form::Card { run, to } => {
            let (plan, diary, found) = find(context, &run)?;
            let home = walk_home(pain_limit(&diary, context.today()));
            let walk = found.sheet.workout.is_walk();
            let WarmUp { played, changes } = if walk {
                WarmUp::default()
            } else {
                WarmUp::of(context, warm_up_id(context, &plan, found.date))
            };
            let warm_up = played.as_ref().map(|(name, _, length)| (name.as_str(), started_minutes(*length)));
            let (sheet, plan) = (&found.sheet, plan.name.as_str());
            let card = Card { sheet, plan, date: found.date, warm_up, home: &home, changes: &changes };
            // A plan's name is the text of a file.
            hand_over(card.text().lines().map(|line| printable(line).into_owned() + "\n").collect(), to)
        }
    }
}

/// Prints a text, or writes it into the file that was named.
fn hand_over(text: String, to: TargetArgs) -> Result<String, Failure> {
    let Some(output) = to.output else { return Ok(text) };
    free_to_write(&output, to.force)?;
    write(&output, to.force, text.as_bytes())?;
    Ok(format!("Saved {}.\n", printable(&output.display().to_string())))
}

fn write(output: &std::path::Path, force: bool, bytes: &[u8]) -> Result<(), Failure> {
    let fill = |mut file: std::fs::File| -> io::Result<()> {
        file.write_all(bytes)?;
        file.sync_all()
    };
    put(output, force, fill)
}

/// Finds the run that was asked for, which nothing locks.
fn find(context: &LogContext<'_>, asked: &ExportedRunArgs) -> Result<(Arc<Plan>, Rc<Diary>, Found), Failure> {
    let (plan, _, diary) = current(context)?;
    let today = context.today();
    let found = match (asked.run.as_deref(), asked.date.as_deref()) {
        (None | Some("today"), None) => {
            let run = run_of(recommend(&plan, &diary, today).as_ref())
                .map_err(|why| locked_or(context, &context.words.no_run(&why)))?;
            Found { sheet: run.sheet(), date: Some(today) }
        }
        (Some("next"), _) => {
            let first = to_come(&plan, &diary, today).into_iter().next();
            first.ok_or_else(|| locked_or(context, "no upcoming run has a day yet"))?
        }
        (Some(place), _) if Positions(&plan).find(place).is_some() => at_place(&plan, &diary, today, place)?,
        (Some(day), _) if coming_day(day, today, today).is_err() => return Err(unknown(&plan, day)),
        (Some(day), _) | (None, Some(day)) => on_day(context, &plan, &diary, day)?,
    };
    if !context.log().lock(today).allows(run_routine(&found.sheet).stress) {
        return Err(locked_or(context, "it is locked"));
    }
    Ok((plan, diary, found))
}

/// Says what is locked; otherwise, why there is no run.
fn locked_or(context: &LogContext<'_>, why: &str) -> Failure {
    let hint = "hint: name a run with `next`, --date DAY, or its place in the plan, such as `week 3, run 2`";
    Failure::Said(context.locked().unwrap_or_else(|| format!("{why}\n{hint}")))
}

/// The runs to come whose day and content are known.
fn to_come(plan: &Plan, diary: &Diary, today: Date) -> Vec<Found> {
    let all = crate::plan::planned_runs::planned_runs(plan, diary, today).unwrap_or_default();
    let coming = all.into_iter().filter(|outing| !outing.done);
    coming.filter_map(|outing| Some(Found { sheet: outing.sheet(plan)?, date: Some(outing.date) })).collect()
}

fn on_day(context: &LogContext<'_>, plan: &Plan, diary: &Diary, day: &str) -> Result<Found, Failure> {
    let today = context.today();
    // A date in full may lie further ahead than the days of a move.
    let date = day.parse::<Date>().ok().filter(|date| *date >= today && day.len() == 10);
    let date = date.map_or_else(|| coming_day(day, today, today), Ok).map_err(usage)?;
    let mut runs = to_come(plan, diary, today);
    if let Some(at) = runs.iter().position(|run| run.date == Some(date)) {
        return Ok(runs.swap_remove(at));
    }
    let next: Vec<String> = runs.iter().filter_map(|run| run.date).take(4).map(|d| d.to_string()).collect();
    if next.is_empty() {
        return Err(locked_or(context, "no upcoming run has a day yet"));
    }
    let waits = chart::waits(plan, diary, today).filter(|_| runs.iter().all(|run| run.date < Some(date)));
    let waits = waits.map(|week| format!("\n{}", ends_before(context.words, week))).unwrap_or_default();
    Err(Failure::Said(format!("no run on {date}; your next runs are on {}{waits}", phrase::list(&next))))
}

/// Says that a name is not a run of a plan.
fn unknown(plan: &Plan, name: &str) -> Failure {
    let places = Positions(plan);
    let first = places.name(places.first_run());
    Failure::Usage(format!(
        "`{}` isn't a run in {}\nhint: use today, next, a day such as tomorrow, or a place such as `{first}`",
        printable(name),
        plan.name
    ))
}

/// Finds a place of the plan as it is shown: the next time that it comes, else as it was or would be.
fn at_place(plan: &Plan, diary: &Diary, today: Date, name: &str) -> Result<Found, Failure> {
    let places = Positions(plan);
    let place = places.find(name).ok_or_else(|| unknown(plan, name))?;
    let sessions = chart(plan, diary, today).map(|chart| chart.sessions).unwrap_or_default();
    let is_it = |found: &str| places.find(found) == Some(place);
    let coming = |mark: Mark| matches!(mark, Mark::Today | Mark::Next | Mark::Coming);
    let shown = sessions
        .iter()
        .find(|s| coming(s.mark) && is_it(&s.place))
        .or_else(|| sessions.iter().rev().find(|s| is_it(&s.place)));
    let date = shown.filter(|s| coming(s.mark)).and_then(|s| s.date);
    // Where the day is known, so is what the engine asks for then, and what that is called.
    if let Some(run) = to_come(plan, diary, today).into_iter().find(|run| run.date == date && date.is_some())
    {
        return Ok(run);
    }
    let workout = shown.and_then(|s| s.workout.clone()).or_else(|| places.workout(place));
    let sheet = Sheet {
        place: places.name(place),
        workout: workout.ok_or_else(|| {
            let place = places.name(place);
            Failure::Said(format!(
                "{place} comes before the point where you started, so Runup can't work it out"
            ))
        })?,
        walk_in: plan.walk_in,
        walk_out: plan.walk_out,
        strides: shown.and_then(|s| s.strides),
    };
    Ok(Found { sheet, date: None })
}

/// Returns the warm-up before the run of a day, or of no day that is known.
fn warm_up_id<'p>(context: &LogContext<'_>, plan: &'p Plan, date: Option<Date>) -> &'p Id {
    let Some(date) = date else { return &plan.before };
    before(plan, &run_days(context, plan), date)
}

/// Returns the runner's own run days.
fn run_days(context: &LogContext<'_>, plan: &Plan) -> Vec<Day> {
    chart(plan, &context.diary(), context.today()).map(|chart| chart.days).unwrap_or_default()
}

/// The warm-up before the runs of a plan, as `runup go` would play it now.
#[derive(Debug, Default)]
struct WarmUp {
    /// Its name, id and length; `None` if none can be played.
    played: Option<(String, Id, Duration)>,
    /// What was changed, or why there is none, one per line.
    changes: Vec<String>,
}

impl WarmUp {
    /// Fits it to what is known now.
    fn of(context: &LogContext<'_>, before: &Id) -> Self {
        let LogContext { writer, settings, .. } = context;
        let runner = Runner::of(writer.history().clone(), writer.at(), settings, context.words);
        match runner.warm_up(before) {
            Some(Ok(session)) => {
                let (name, id) = (session.routine().name.clone(), session.routine().id.clone());
                let played = Some((name, id, session.player().timeline().whole()));
                Self { played, changes: context.words.adaptations(session.changes()) }
            }
            Some(Err(why)) => Self {
                played: None,
                changes: vec![format!("No warm-up: {}", context.words.unplayable(&why))],
            },
            None => Self::default(),
        }
    }
}
