//! `runup import`: runs from the watch.
//!
//! Files are read first, all of them; then what was recorded is matched with the history day by day, oldest first, and
//! written down at once. So each run meets the ones before it, from whichever file they come.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{ImportArgs, ImportContext, Output, shown};
use crate::commands::Failure;
use crate::commands::log::LogContext;
use crate::commands::log::run::next_morning;
use crate::commands::writer::HistoryWriter;
use crate::diagnostic::printable;
use crate::files;
use crate::interop::activity::{self, Activity, Format, HEAD, Left, MAX_BYTES};
use crate::phrase;
use crate::plan::arrival::{self, Arrival, Compared, Fate, Jump};
use crate::plan::beside::{Again, Uncounted, beside};
use crate::plan::changes;
use crate::plan::diary::Diary;
use crate::plan::logged::{self, Answered};
use crate::plan::recommend::Prescription;
use crate::plans::Plan;
use crate::record::dates::FIRST;
use crate::record::lock::Lock;
use crate::record::values::of_minutes;
use crate::record::{At, Body, Log, Recording, Run};
use crate::settings::Settings;
use crate::symptoms::limits;
use crate::time::{days_between, from_minutes, minutes_to_hundredth, rounded_minutes};
use crate::words::date::past_day_words;
use crate::words::entry;

/// Most characters of a file's name that are saved in the history.
const NAME: usize = 120;
/// Days back in which the output says that a run does not count for the plan.
const RECENT: i32 = 7;
/// Most days with more than one run that are listed one by one.
const FEW_DAYS: usize = 3;
/// Half a minute.
const HALF: Duration = Duration::from_secs(30);

/// What was found in the files of one import.
#[derive(Default)]
pub(super) struct Activities {
    found: Vec<(Format, String, Activity)>,
    left: Vec<(String, Left)>,
    files: usize,
}

/// How many came to what.
#[derive(Default)]
struct Count {
    runs: usize,
    walks: usize,
    added: usize,
    known: usize,
    out: usize,
    locked: usize,
    /// How many of those added to were recorded by hand.
    by_hand: usize,
    /// The days, and whether they are walks, of what came beside others of its kind.
    beside: BTreeSet<(Date, bool)>,
}

/// Opens a file; returns its format if a watch wrote it.
pub(super) fn sniff(path: &Path) -> Option<Result<(Format, File), String>> {
    let mut file = files::open_foreign(path, u64::MAX).ok()?;
    let mut head = Vec::new();
    (&mut file).take(HEAD as u64).read_to_end(&mut head).ok()?;
    let format = Format::of(&head)?;
    let opened = files::open_foreign(path, MAX_BYTES).map_err(|problem| problem.to_string());
    Some(opened.map(|file| (format, file)))
}

impl Activities {
    /// Reads a file and reports its problems.
    pub(super) fn take(&mut self, path: &Path, (format, file): (Format, File), done: &mut Output) {
        let name: String =
            path.file_name().unwrap_or_default().to_string_lossy().chars().take(NAME).collect();
        self.files += 1;
        match activity::read(format, file.take(MAX_BYTES)) {
            Ok(recorded) => {
                for note in &recorded.notes {
                    eprintln!("runup: {}: {}", shown(path), printable(note));
                }
                if recorded.activities.is_empty() && recorded.left.is_empty() {
                    done.tell(&format!("{}: no runs found", shown(path)));
                }
                self.found.extend(recorded.activities.into_iter().map(|one| (format, name.clone(), one)));
                self.left.extend(recorded.left.into_iter().map(|left| (name.clone(), left)));
            }
            Err(unreadable) => done.tell(&format!("{}: {}", shown(path), in_lines(&unreadable.to_string()))),
        }
    }

    /// Reads a folder of files.
    pub(super) fn folder(&mut self, path: &Path, done: &mut Output) {
        let (paths, problems) = files::activity_files(path);
        for problem in &problems {
            done.tell(&problem.to_string());
        }
        if paths.is_empty() && problems.is_empty() {
            done.tell(&format!("{}: this folder has no FIT, GPX or TCX files", shown(path)));
        }
        for path in paths {
            match sniff(&path) {
                Some(Ok(opened)) => self.take(&path, opened, done),
                Some(Err(told)) => done.tell(&told),
                None => {
                    done.tell(&format!("{}: not a FIT, GPX or TCX file", shown(&path)));
                }
            }
        }
    }

    /// Matches what was found with the history, writes it down and says what became of it.
    pub(super) fn finish(self, shelf: &mut ImportContext<'_>, done: &mut Output) -> Result<(), Failure> {
        if self.found.is_empty() && self.left.is_empty() {
            return Ok(());
        }
        let mut writer = (shelf.open)(shelf.args.dry_run)?;
        let mut lines: Vec<(Timestamp, String)> = Vec::new();
        for (file, left) in self.left {
            let when = left.started.map(|at| when(at, &writer) + ", ").unwrap_or_default();
            let line = format!("{}: {when}{}. Skipped.", printable(&file), printable(&left.why));
            lines.push((left.started.unwrap_or(Timestamp::MIN), line));
        }
        let mut days = by_day(self.found, &writer, &mut lines);
        let mut context = LogContext {
            writer: &mut writer,
            emergency: shelf.emergency.clone(),
            settings: Settings { units: shelf.units, ..Settings::default() },
            words: shelf.words,
        };
        let mut count = Count::default();
        let mut last = None;
        let mut locked = None;
        let plan = context.plan();
        for (date, formats) in &mut days {
            let mut day = Day { context: &mut context, plan: plan.as_deref(), date: *date, args: shelf.args };
            for arrivals in formats {
                let asked = day.of_plan().map(|asked| asked.length());
                arrival::sort_day(arrivals, day.context.log(), asked);
                for arrival in arrivals.iter() {
                    let (what, new) = day.take(arrival, &mut count)?;
                    let words = words(arrival, shelf.units, day.context.today());
                    lines.push((
                        arrival.recording.started.moment,
                        format!("{}: {words}. {what}", printable(&arrival.file)),
                    ));
                    if new && !arrival.walk {
                        last = Some(*date);
                    }
                }
            }
        }
        if count.locked > 0 {
            locked = context.locked_by_sign();
        }
        // Where two begin at the same time they stay in the order in which they were matched.
        lines.sort_by_key(|(at, _)| *at);
        if shelf.args.dry_run {
            done.text.push_str("Nothing was saved. This is what an import would do:\n");
        }
        for (_, line) in lines {
            done.text += &line;
            done.text.push('\n');
        }
        let _ = writeln!(done.text, "{}", count.words(self.files));
        done.text += &count.to_part(&shelf.args.files);
        done.text += &count.to_join(context.log(), context.today());
        if count.runs + count.walks + count.added > 0 {
            done.text += &context.what_it_means(plan.as_deref())?;
        }
        if let Some(date) = last {
            let today = context.today();
            done.text += &next_morning(&context, date, today);
        }
        if !shelf.args.dry_run {
            context.writer.write_down()?;
        }
        if let Some(locked) = locked {
            done.tell(&format!("runs after a warning sign were not imported\n{locked}"));
        }
        Ok(())
    }
}

/// One day on which something was recorded.
struct Day<'a, 'b> {
    context: &'a mut LogContext<'b>,
    plan: Option<&'a Plan>,
    date: Date,
    args: &'a ImportArgs,
}

impl Day<'_, '_> {
    /// Returns what the plan has that day.
    fn of_plan(&self) -> Option<Prescription> {
        let diary = self.context.writer.diary();
        logged::asked(self.running(&diary)?, &diary, self.date)
    }

    /// Returns the plan, if it was running that day.
    fn running(&self, diary: &Diary) -> Option<&Plan> {
        let since = changes::running(diary, self.context.writer.today())?.since;
        self.plan.filter(|_| since <= self.date)
    }

    /// Says why an arrival of the last days, which is not written down yet, answers nothing of the plan, and how it would.
    fn beside(&self, arrival: &Arrival) -> String {
        let today = self.context.writer.today();
        if days_between(self.date, today) > RECENT {
            return String::new();
        }
        let diary = self.context.writer.diary();
        let Some(plan) = self.running(&diary) else { return String::new() };
        let Some(why) = beside(plan, &diary, self.date, arrival.walk) else { return String::new() };
        let total = Duration::from_secs(arrival.total.as_secs());
        let (walk, date) = (arrival.walk, self.date);
        let run = Uncounted { why, walk, date, today };
        format!(" {}", self.context.words.again(&Again { run, total, night: false, of_watch: true }))
    }

    /// Writes an arrival down, if it is new; returns what became of it, and whether it is a run that is new.
    fn take(&mut self, arrival: &Arrival, count: &mut Count) -> Result<(String, bool), Failure> {
        let words = self.context.words;
        let writer = &mut *self.context.writer;
        let id = match arrival::fate(writer.log(), writer.records(), arrival, self.args.another) {
            Fate::Known => {
                count.known += 1;
                return Ok(("Already imported. Skipped.".into(), false));
            }
            Fate::Adds { id, run, what } => {
                count.added += 1;
                let mut more = String::new();
                if let Some(Body::Run(known)) = writer.log().get(&id).map(|record| &record.body)
                    && known.recorded.is_none()
                {
                    count.by_hand += 1;
                    let run_minutes = arrival.run.map(minutes_to_hundredth);
                    more = words.differences(&arrival::differences(known, run_minutes, &run));
                }
                writer.revise(&id, Body::Run(*run))?;
                let kind = if arrival.walk { "walk" } else { "run" };
                let what: Vec<&str> = what.into_iter().map(|added| words.added(added)).collect();
                let what = phrase::list(&what);
                return Ok((format!("You already logged that {kind}. Added to it: {what}.{more}"), false));
            }
            Fate::TakenOut { .. } if !self.args.again => {
                count.out += 1;
                return Ok((
                    "You deleted it, so it was skipped. Import it anyway with --again.".into(),
                    false,
                ));
            }
            Fate::TakenOut { id } => id,
            Fate::New => Recording::id(arrival.recording.started.moment),
        };
        if locked_since(writer, arrival.walk).is_some_and(|since| arrival.recording.ended.moment > since) {
            count.locked += 1;
            return Ok(("Skipped, because it was after a warning sign.".into(), false));
        }
        let answered = logged::answered(&arrival.written(), self.of_plan().as_ref());
        let run = arrival.to_run(&answered);
        let mut told = outcome(&run, &answered);
        if run.prescription.is_none() {
            told += &self.beside(arrival);
        }
        // Two runs of one file are two: no watch writes one down twice.
        let is_walk = |run: &Run| run.run_minutes == Some(0.0);
        let other = |run: &Run| {
            let file = run.imported.as_deref() != Some(&*arrival.file);
            file && run.date == self.date && is_walk(run) == arrival.walk
        };
        if !self.args.another && self.context.log().runs().iter().any(|entry| other(entry.body)) {
            count.beside.insert((self.date, arrival.walk));
        }
        let writer = &mut *self.context.writer;
        writer.revise(&id, Body::Run(run))?;
        if arrival.walk {
            count.walks += 1;
        } else {
            count.runs += 1;
            told += &self.jump();
        }
        Ok((told, true))
    }

    /// Says that the running of the day was a jump; of days that no longer count for the guard nothing is said.
    fn jump(&self) -> String {
        let today = self.context.writer.today();
        if days_between(self.date, today) > limits::LONGEST_RUN_DAYS {
            return String::new();
        }
        let Some(jump) = arrival::jump(self.plan, &self.context.writer.diary(), self.date) else {
            return String::new();
        };
        let Jump { run, longest, limit } = jump;
        format!(
            " You ran for {}. Your longest run in the 30 days before was {}, so the limit was {} and this \
             was a big jump. See how the next morning feels; your next run stays as planned.",
            about(run),
            about(longest),
            about(limit)
        )
    }
}

/// Returns the moment from which on nothing is recorded; for walks, if walking is locked too.
fn locked_since(writer: &HistoryWriter, walk: bool) -> Option<Timestamp> {
    let open = writer.log().open_signs(writer.today());
    let stops = |sign: &str| {
        let lock = Lock::of_sign(sign);
        open.iter().any(|(open, _)| *open == sign) && (!walk || !lock.allows_walking())
    };
    writer.log().locks().into_iter().filter(|flag| stops(&flag.body.sign)).map(|flag| flag.made).min()
}

/// Puts what was found in days, oldest first, and those by format, the one that knows most first.
///
/// What lies ahead is left out.
fn by_day(
    found: Vec<(Format, String, Activity)>,
    writer: &HistoryWriter,
    lines: &mut Vec<(Timestamp, String)>,
) -> Vec<(Date, Vec<Vec<Arrival>>)> {
    let mut all: Vec<(Format, Arrival)> = Vec::new();
    for (format, file, one) in found {
        let arrival = arrival_of(file, &one, writer.zone());
        if one.started > writer.now() && arrival.date() > writer.today() {
            let at = when(one.started, writer);
            let line = format!(
                "{}: dated {at}, which is in the future. Skipped. Check the clock on your watch.",
                printable(&arrival.file)
            );
            lines.push((one.started, line));
        } else if arrival.date() < FIRST {
            let line =
                format!("{}: dated {}, before 1900. Skipped.", printable(&arrival.file), arrival.date());
            lines.push((one.started, line));
        } else {
            all.push((format, arrival));
        }
    }
    all.sort_by_key(|(format, arrival)| (arrival.date(), *format, arrival.recording.started));
    let mut days: Vec<(Date, Vec<Vec<Arrival>>)> = Vec::new();
    let mut before = None;
    for (format, arrival) in all {
        let date = arrival.date();
        match days.last_mut() {
            Some((day, formats)) if *day == date => match formats.last_mut() {
                Some(arrivals) if before == Some(format) => arrivals.push(arrival),
                _ => formats.push(vec![arrival]),
            },
            _ => days.push((date, vec![vec![arrival]])),
        }
        before = Some(format);
    }
    days
}

fn arrival_of(file: String, one: &Activity, zone: &TimeZone) -> Arrival {
    let own = one.offset.map(TimeZone::fixed);
    let at = |moment| At::new(moment, own.as_ref().unwrap_or(zone));
    Arrival {
        recording: Recording {
            started: at(one.started),
            ended: at(one.ended),
            cadence: one.cadence,
            heart_rate: one.heart_rate,
        },
        walk: one.walk,
        guessed: one.guessed,
        total: one.moving,
        run: one.running,
        distance_km: one.distance_km,
        surface: one.surface,
        file,
    }
}

/// Returns a length in whole minutes: windows of ten seconds tell no more.
fn about(length: Duration) -> String {
    phrase::minutes(from_minutes(rounded_minutes(length)))
}

/// Says what a run that is new came to beside the plan.
fn outcome(run: &Run, answered: &Answered) -> String {
    let place = answered.record.as_deref().and_then(|record| record.split_once(": ")).map(|(place, _)| place);
    let mut told = match (place, arrival::compared(run)) {
        (Some(place), Some(Compared::Done)) => format!("Logged as {place}, as planned."),
        (Some(place), Some(Compared::Over(did, planned))) => {
            format!("Logged as {place}, longer than planned: {} instead of {}.", about(did), about(planned))
        }
        (Some(place), Some(Compared::Under(did, planned))) => {
            format!("Logged as {place}, shorter than planned: {} instead of {}.", about(did), about(planned))
        }
        _ => "Logged.".to_owned(),
    };
    if answered.assumed {
        told += " Running time taken from your plan.";
    }
    told
}

/// Returns an arrival in words: `run on 15 August 2015, 47 min 12 s, 44 min 3 s of running, 9.01 km`.
fn words(arrival: &Arrival, units: crate::units::Units, today: Date) -> String {
    let kind = if arrival.walk { "walk" } else { "run" };
    let at = arrival.recording.started;
    let day = past_day_words(arrival.date(), today);
    // As the history says it, whose minutes have two decimals.
    let whole = |length: Duration| phrase::minutes(of_minutes(minutes_to_hundredth(length)));
    let mut words = format!("{kind} {day} at {}, {}", hour(at), whole(arrival.total));
    if let Some(run) = arrival.run.filter(|run| !arrival.walk && *run + HALF < arrival.total) {
        let _ = write!(words, ", {} of running", whole(run));
    }
    if let Some(km) = arrival.distance_km {
        let _ = write!(words, ", {}", units.words(km));
    }
    words + &entry::recorded(Some(&arrival.recording))
}

/// Returns the time that the clock showed.
fn hour(at: At) -> String {
    at.zone().to_datetime(at.moment).strftime("%H:%M").to_string()
}

/// Returns a day by the calendar of this place.
fn when(at: Timestamp, writer: &HistoryWriter) -> String {
    past_day_words(At::new(at, writer.zone()).date(), writer.today())
}

impl Count {
    fn words(&self, files: usize) -> String {
        let many = |count: usize, one: &str, more: &str| {
            if count == 1 { format!("1 {one}") } else { format!("{count} {more}") }
        };
        let parts = [
            (self.runs, many(self.runs, "run logged", "runs logged")),
            (self.walks, many(self.walks, "walk logged", "walks logged")),
            (self.added, many(self.added, "entry filled in", "entries filled in")),
            (self.known, format!("{} already imported", self.known)),
            (self.out, format!("{} deleted earlier", self.out)),
            (self.locked, format!("{} skipped after a warning sign", self.locked)),
        ];
        let parts: Vec<String> =
            parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
        let what = if parts.is_empty() { "nothing to import".to_owned() } else { parts.join(", ") };
        format!("{}: {what}.", many(files, "file", "files"))
    }

    /// Says how a run that was taken for one by hand becomes one of its own.
    fn to_part(&self, files: &[PathBuf]) -> String {
        let one = match files {
            [file] if !file.is_dir() => quoted(&file.to_string_lossy()),
            _ => "FILE".to_owned(),
        };
        match self.by_hand {
            0 => String::new(),
            1 => format!("If it was a different run: runup undo, then runup import --another {one}\n"),
            many => format!(
                "{many} matched runs that you had logged by hand. If one was a different run: runup undo, \
                 then runup import --another {one}, then the rest again\n"
            ),
        }
    }

    /// Says on which days there is more than one run now, and how one is made of two.
    fn to_join(&self, log: &Log, today: Date) -> String {
        let flag = |date: Date| if date == today { String::new() } else { format!(" --date {date}") };
        if let Some((last, _)) = self.beside.last().filter(|_| self.beside.len() > FEW_DAYS) {
            return format!(
                "{} days have more than one run, most recently {}. If two of them are the same run: runup \
                 log same{}\n",
                self.beside.len(),
                past_day_words(*last, today),
                flag(*last)
            );
        }
        let mut told = String::new();
        for (date, walk) in &self.beside {
            let runs = log.runs();
            let of_day = runs.iter().map(|entry| entry.body);
            let mut of_day: Vec<&Run> =
                of_day.filter(|run| run.date == *date && (run.run_minutes == Some(0.0)) == *walk).collect();
            of_day.sort_by_key(|run| run.recorded.map(|recorded| recorded.started.moment));
            let one = |run: &&Run| {
                let at = run.recorded.map(|recorded| format!(" at {}", hour(recorded.started)));
                phrase::minutes(of_minutes(run.minutes)) + &at.unwrap_or_default()
            };
            let kind = if *walk { "walk" } else { "run" };
            let same = if of_day.len() == 2 { "they are" } else { "two of them are" };
            let _ = writeln!(
                told,
                "You have {} {kind}s {}: {}. If {same} the same {kind}: runup log same{}",
                of_day.len(),
                past_day_words(*date, today),
                phrase::list(&of_day.iter().map(one).collect::<Vec<_>>()),
                flag(*date)
            );
        }
        told
    }
}

/// Returns a path as a shell takes it, safe to print.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+:~".contains(c);
    let path = printable(path);
    if path.chars().all(plain) { path.into_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

/// Makes each line of a message safe.
fn in_lines(text: &str) -> String {
    text.lines().map(|line| printable(line).into_owned()).collect::<Vec<_>>().join("\n")
}
