//! `runup plan export ics`: the runs of the plan as events of a calendar.
//!
//! An event is named by its plan, by when that was begun, and by the number of the run in it; never by its day. So a
//! run that moves is the same event on another day. Nothing is stored about an earlier export: its version is the
//! moment. Events that the plan no longer asks for are found in the file that is overwritten, and cancelled there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args as ClapArgs;
use jiff::civil::{Date, Time};

use super::super::ends_before;
use super::{WarmUp, locked_or, run_days, write};
use crate::commands::Failure;
use crate::commands::log::LogContext;
use crate::commands::output::free_to_write;
use crate::day::pain_limit;
use crate::diagnostic::printable;
use crate::hash::fnv64;
use crate::interop::ics::{self, Event};
use crate::phrase::{capital, minutes};
use crate::plan::changes::{Running, running};
use crate::plan::chart::waits;
use crate::plan::planned_runs::{PlannedRun, before_its_end, planned_runs};
use crate::plan::strength::before;
use crate::plan::{Diary, recommend};
use crate::plans::Plan;
use crate::record::PlanAction;
use crate::record::log::Log;
use crate::routine::Id;
use crate::speech::walk_home;
use crate::time::{days_between, from_minutes, started_minutes, typed_duration};
use crate::timeline::run_routine;
use crate::words::Words;

/// The assumed length of a run that is not known yet.
const UNKNOWN: Duration = Duration::from_secs(45 * 60);

/// What the calendar is like.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct CalendarArgs {
    /// The file to write; updates an earlier calendar from Runup, any other file needs --force [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite an existing file
    #[arg(long, requires = "output")]
    force: bool,
    /// When the warm-up begins; the run follows it
    #[arg(long, value_name = "HH:MM", default_value = "07:00")]
    at: Time,
    /// How long before the warm-up the alarm rings, such as 30m or 0s; repeat for more alarms [default: 30m]
    #[arg(long, value_name = "TIME", value_parser = alarm)]
    alarm: Vec<Duration>,
    /// Add no alarms
    #[arg(long, conflicts_with = "alarm")]
    no_alarm: bool,
    /// How many weeks ahead [default: all known runs]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(1..=520))]
    weeks: Option<i32>,
}

fn alarm(text: &str) -> Result<Duration, String> {
    let length = typed_duration(text).map_err(|error| format!("{error}; write it as 30m or 1h"))?;
    if length > Duration::from_secs(7 * 24 * 3600) {
        Err("must be no longer than a week".into())
    } else {
        Ok(length)
    }
}

/// A plan, with what is needed to write its runs down.
struct Source {
    plan: Arc<Plan>,
    running: Running,
    planned_runs: Vec<PlannedRun>,
    /// Why the first run to come is what it is, if it is today's.
    reason: Option<String>,
    /// It was ended: what was to come is not.
    ended: bool,
    /// The week, from 1, before which it ends, since that waits for a yes.
    waits: Option<usize>,
    words: &'static dyn Words,
    /// When to walk home.
    home: String,
}

pub(super) fn export(context: &LogContext<'_>, asked: &CalendarArgs) -> Result<String, Failure> {
    let today = context.today();
    let earlier = asked.output.as_deref().map(|path| earlier(path, asked.force)).transpose()?.flatten();
    let source = source(context, &context.diary(), today)?;
    let name = Name::of(&source, context.log());
    let lock = context.log().lock(today);
    let open = |outing: &PlannedRun| {
        let stress = outing.sheet(&source.plan).map(|sheet| run_routine(&sheet).stress);
        outing.done || stress.map_or(lock.allows_running(), |stress| lock.allows(stress))
    };
    let planned_runs: Vec<&PlannedRun> = source.planned_runs.iter().filter(|outing| open(outing)).collect();
    let known: BTreeSet<String> = planned_runs.iter().map(|outing| name.uid(outing.number)).collect();

    let near = |outing: &&PlannedRun| {
        asked.weeks.is_none_or(|weeks| days_between(today, outing.date) < weeks * 7) || outing.done
    };
    let days = run_days(context, &source.plan);
    let before_of = |outing: &PlannedRun| before(&source.plan, &days, outing.date);
    let ids: BTreeSet<&Id> = planned_runs.iter().map(|outing| before_of(outing)).collect();
    let warm_ups: BTreeMap<&Id, WarmUp> = ids.into_iter().map(|id| (id, WarmUp::of(context, id))).collect();
    let bare = WarmUp::default();
    let made = |outing: &PlannedRun| {
        let warm_up = warm_ups.get(before_of(outing)).unwrap_or(&bare);
        event(asked, &source, &name, outing, (warm_up, today))
    };
    let mut events: Vec<Event> = planned_runs.iter().copied().filter(near).map(made).collect();
    // Of what an earlier file had and the plan asks for no more, the past stays as it was in the calendar.
    let mut left = earlier.clone().unwrap_or_default();
    left.retain(|old| !known.contains(&old.uid) && old.start.date() >= today);
    events.extend(left.into_iter().map(|old| Event {
        cancelled: true,
        summary: format!("{CANCELLED}{}", old.summary.trim_start_matches(CANCELLED)),
        ..old
    }));
    let done = planned_runs.iter().filter(|outing| outing.done).count();
    let cancelled = events.iter().filter(|event| event.cancelled).count();
    let coming = events.len() - cancelled - done;
    if coming == 0 && cancelled == 0 {
        return Err(if source.ended { none() } else { locked_or(context, "no upcoming run has a day yet") });
    }
    let text = ics::calendar(&source.plan.name, &events, context.writer.at().moment);
    let Some(path) = &asked.output else { return Ok(text) };
    // An earlier file that is reached by a link is written where it lies.
    let place = earlier.as_ref().and_then(|_| fs::canonicalize(path).ok());
    write(place.as_deref().unwrap_or(path), asked.force || earlier.is_some(), text.as_bytes())?;
    let mut told = format!(
        "{}: {coming} upcoming, {done} done, {cancelled} cancelled\n",
        printable(&path.display().to_string())
    );
    if planned_runs.iter().any(|outing| outing.workout.is_none()) {
        told += "Only your next run is fixed. Your mornings decide the ones after it, so export again after \
            each run.\n";
    }
    if let Some(week) = source.waits {
        told = told + &ends_before(context.words, week) + "\n";
    }
    if let Some(locked) = context.locked() {
        told = told + &locked + "\n";
    }
    Ok(told)
}

/// What stands before an event that does not take place, for calendars that show it all the same.
const CANCELLED: &str = "Cancelled: ";

/// Reads the events of the file that is written over; `None` if there is none, or one that may be lost.
fn earlier(path: &Path, force: bool) -> Result<Option<Vec<Event>>, Failure> {
    let mut bytes = Vec::new();
    let most = ics::MAX_BYTES as u64 + 1;
    // A pipe would be waited for.
    let is_file = fs::metadata(path).is_ok_and(|meta| meta.is_file());
    let read = || File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    let own = is_file.then(read).and_then(Result::ok).and_then(|_| ics::own_events(&bytes));
    if own.is_none() {
        free_to_write(path, force)?;
    }
    Ok(own)
}

/// Returns the running plan, else the one that was ended last, with what was to come as it was on that day.
fn source(context: &LogContext<'_>, diary: &Diary, today: Date) -> Result<Source, Failure> {
    let home = walk_home(pain_limit(diary, today));
    if let Some(running) = running(diary, today) {
        let plan = context.plan_named(&running.plan)?;
        let planned_runs = planned_runs(&plan, diary, today).unwrap_or_default();
        let due = planned_runs.iter().find(|outing| !outing.done).is_some_and(|next| next.date == today);
        let reason =
            recommend(&plan, diary, today).filter(|_| due).map(|now| context.words.reason(&now.reason));
        let waits = waits(&plan, diary, today);
        return Ok(Source {
            plan,
            running,
            planned_runs,
            reason,
            ended: false,
            waits,
            words: context.words,
            home,
        });
    }
    let (before, running, end) = before_its_end(diary, today).ok_or_else(none)?;
    let plan = context.plan_named(&running.plan)?;
    let mut planned_runs = planned_runs(&plan, &before, end).unwrap_or_default();
    planned_runs.retain(|outing| outing.done || outing.date >= today);
    Ok(Source {
        plan,
        running,
        planned_runs,
        reason: None,
        ended: true,
        waits: None,
        words: context.words,
        home,
    })
}

fn none() -> Failure {
    Failure::Said("no plan is running\nhint: start one with runup plan start".into())
}

/// What the events of a plan are named by.
struct Name(String);

impl Name {
    /// The plan's id, its first day, and a few letters of the entry that began it: a calendar may hold two runners' plans.
    fn of(source: &Source, log: &Log) -> Self {
        let Running { plan, since } = &source.running;
        let begun = log.plan_events().into_iter().rev().find(|entry| {
            entry.body.plan == *plan
                && matches!(entry.body.action, PlanAction::Start { date, .. } if date == *since)
        });
        let entry = begun.map_or(0, |entry| fnv64(entry.record.id.bytes())) as u32;
        Self(format!("{plan}-{}-{entry:08x}", since.strftime("%Y%m%d")))
    }

    fn uid(&self, number: usize) -> String {
        format!("{}-{number}@runup", self.0)
    }
}

fn event(
    asked: &CalendarArgs,
    source: &Source,
    name: &Name,
    outing: &PlannedRun,
    (warm_up, today): (&WarmUp, Date),
) -> Event {
    let sheet = outing.sheet(&source.plan);
    // None before a walk, nor for a run that is not known yet.
    let runs = sheet.as_ref().is_some_and(|sheet| !sheet.workout.is_walk());
    let warm_up = Some(warm_up).filter(|_| runs);
    let played = warm_up.and_then(|warm_up| warm_up.played.as_ref());
    let before = played.map_or(Duration::ZERO, |(_, _, length)| *length);
    let run = sheet.as_ref().map_or(UNKNOWN, crate::plans::Sheet::length);
    let cancelled = source.ended && !outing.done;
    let mut lines: Vec<String> = Vec::new();
    if let Some((name, id, length)) = played.filter(|_| !outing.done) {
        lines.push(format!("Warm up first: {name}, {} min (runup go {id}).", started_minutes(*length)));
    }
    // What is sore today may not be on the day.
    let changes = warm_up.map(|warm_up| warm_up.changes.join(" ")).filter(|_| !outing.done);
    if let Some(changes) = changes.filter(|changes| !changes.is_empty()) {
        lines.push(format!("As of {}: {changes}", today.strftime("%-d %B")));
    }
    match &sheet {
        Some(sheet) => {
            lines.push(format!(
                "{} {} in all.",
                source.words.sheet(sheet),
                capital(&minutes(sheet.length()))
            ));
        }
        None => lines.push("Your mornings until then decide what you run: runup plan.".into()),
    }
    if !outing.done {
        lines.extend(why(source, outing));
        let last = source.planned_runs.last().is_some_and(|last| last.number == outing.number);
        lines.extend(source.waits.filter(|_| last).map(|week| ends_before(source.words, week) + "."));
        lines.push(source.home.clone());
    }
    let place = if outing.place.is_empty() { String::new() } else { format!(": {}", outing.place) };
    lines.push(format!("{}{place}.", source.plan.name));
    let kind = match &sheet {
        None => "Run day".to_owned(),
        Some(sheet) => {
            let walks = sheet.workout.is_walk();
            let verb = match (walks, outing.done) {
                (false, false) => "Run",
                (true, false) => "Walk",
                (false, true) => "Ran",
                (true, true) => "Walked",
            };
            format!("{verb} {} min", started_minutes(sheet.length()))
        }
    };
    let alarms = if asked.no_alarm || outing.done {
        Vec::new()
    } else if asked.alarm.is_empty() {
        vec![Duration::from_secs(30 * 60)]
    } else {
        asked.alarm.clone()
    };
    Event {
        uid: name.uid(outing.number),
        start: outing.date.to_datetime(asked.at),
        // Alarms and events go by minutes.
        length: from_minutes(started_minutes(before + run)),
        summary: format!("{}{kind}{place}", if cancelled { CANCELLED } else { "" }),
        description: lines.join("\n"),
        cancelled,
        alarms,
    }
}

/// Says why a run to come is what it is.
fn why(source: &Source, outing: &PlannedRun) -> Option<String> {
    let first = source.planned_runs.iter().find(|outing| !outing.done)?;
    if outing.number == first.number
        && let Some(reason) = &source.reason
    {
        return Some(format!("Why: {reason}"));
    }
    outing.workout.as_ref()?;
    Some("Why: this is your run if every day until then goes well.".into())
}
