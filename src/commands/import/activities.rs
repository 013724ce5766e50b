//! `runup import`: runs from the watch.
//!
//! Files are read first, all of them; then what was recorded is matched with the history day by day, oldest first, and
//! written down at once. So each run meets the ones before it, from whichever file they come.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::count::Count;
use super::lines::{Line, MANY, in_lines_of};
use super::progress::Watch;
use super::{ImportArgs, ImportContext, Output};
use crate::commands::Failure;
use crate::commands::log::LogContext;
use crate::commands::log::run::next_morning;
use crate::commands::writer::HistoryWriter;
use crate::diagnostic::{is_hidden, printable};
use crate::hash::fnv64;
use crate::interop::activity::{self, Activity, Format, Hint, Kind, Left, Recorded, Unreadable};
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
use crate::record::{At, Body, Recording, Run, Shoe, shoes};
use crate::settings::Settings;
use crate::symptoms::limits;
use crate::time::{days_between, from_minutes, minutes_to_hundredth, rounded_minutes};
use crate::words::date::past_day_words;
use crate::words::entry;
use crate::words::import::{self as import_words, Correction};

/// Longest note, in characters, as one may be typed.
const NOTE: usize = 500;
/// Most characters of a file's name that are saved in the history.
const NAME: usize = 120;
/// Days back in which the output says that a run does not count for the plan.
const RECENT: i32 = 7;
/// Half a minute.
const HALF: Duration = Duration::from_secs(30);

/// What was found in the files of one import.
#[derive(Default)]
pub(super) struct Activities {
    found: Vec<FoundActivity>,
    left: Vec<(String, Left)>,
    files: usize,
    hint: Hint,
    /// What was passed over, by its kind.
    passed: BTreeMap<String, usize>,
}

/// An activity, and where it comes from.
struct FoundActivity {
    format: Format,
    file: String,
    activity: Activity,
    context: Context,
}

/// What an export says of a file beside the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    /// What the runner wrote about it.
    pub(super) note: Option<String>,
    /// The shoes, by their name.
    pub(super) gear: Option<String>,
    /// What it is; else what is known of every file.
    pub(super) hint: Option<Hint>,
}

impl Activities {
    pub(super) fn new(kind: Option<Kind>) -> Self {
        Self { hint: Hint { kind, ..Hint::default() }, ..Self::default() }
    }

    /// Returns what is known of every file.
    pub(super) const fn hint(&self) -> &Hint {
        &self.hint
    }

    /// Counts a file that was read.
    pub(super) const fn count_file(&mut self) {
        self.files += 1;
    }

    /// Counts what is passed over.
    pub(super) fn pass(&mut self, kind: &str) {
        *self.passed.entry(kind.to_owned()).or_default() += 1;
    }

    /// Reads a recording; returns what should be known about its file.
    pub(super) fn read(
        &mut self,
        format: Format,
        name: &str,
        file: &mut dyn Read,
        context: &Context,
    ) -> Result<Vec<String>, Unreadable> {
        let mut recorded = activity::read(format, file, context.hint.as_ref().unwrap_or(&self.hint))?;
        if recorded.activities.is_empty() && recorded.left.is_empty() {
            let hint = "export it again from where it comes from";
            return Err(Unreadable::NoRecording { what: "no runs found".into(), hint });
        }
        let notes = std::mem::take(&mut recorded.notes);
        self.count_file();
        self.keep(format, name, recorded, context);
        Ok(notes)
    }

    /// Keeps what was read of a file.
    pub(super) fn keep(&mut self, format: Format, name: &str, recorded: Recorded, context: &Context) {
        let name: String = name.rsplit(['/', '\\']).next().unwrap_or(name).chars().take(NAME).collect();
        self.found.extend(recorded.activities.into_iter().map(|activity| FoundActivity {
            format,
            file: name.clone(),
            activity,
            context: context.clone(),
        }));
        self.left.extend(recorded.left.into_iter().map(|left| (name.clone(), left)));
    }

    /// Matches what was found with the history, writes it down and says what became of it.
    pub(super) fn finish(
        self,
        shelf: &mut ImportContext<'_>,
        watch: &Watch,
        done: &mut Output,
    ) -> Result<(), Failure> {
        let passed = import_words::passed_over(&self.passed);
        if self.found.is_empty() && self.left.is_empty() {
            if watch.is_over() {
                done.tell(&import_words::stopped(watch.files(), shelf.args.dry_run));
            } else if !passed.is_empty() {
                done.tell(&format!("{}\n{passed}", import_words::nothing_found()));
            }
            return Ok(());
        }
        let mut writer = (shelf.open)(shelf.args.dry_run)?;
        let many = self.found.len() + self.left.len() > MANY;
        let mut lines: Vec<Line> = Vec::new();
        let mut skipped: BTreeMap<String, usize> = BTreeMap::new();
        for (file, left) in self.left {
            let when = left.started.map(|at| when(at, &writer) + ", ").unwrap_or_default();
            let text = format!("{}: {when}{}. Skipped.", printable(&file), printable(&left.why));
            *skipped.entry(left.sport.unwrap_or(left.why)).or_default() += 1;
            lines.push(Line { at: left.started.unwrap_or(Timestamp::MIN), text, notable: false });
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
                    let Became { told, new, notable } = day.take(arrival, &mut count)?;
                    let words = in_words(arrival, shelf.units, day.context.today());
                    let text = format!("{}: {words}. {told}", printable(&arrival.file));
                    lines.push(Line { at: arrival.recording.started.moment, text, notable });
                    if new && !arrival.walk {
                        last = Some(*date);
                    }
                }
            }
        }
        if count.locked > 0 {
            locked = context.locked_by_sign();
        }
        if shelf.args.dry_run {
            done.text.push_str("Nothing was saved. This is what an import would do:\n");
        }
        done.text += &in_lines_of(lines, many);
        if many && !skipped.is_empty() {
            let _ = writeln!(done.text, "{}", import_words::skipped(&skipped));
        }
        if !passed.is_empty() {
            let _ = writeln!(done.text, "{passed}");
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
        if watch.is_over() {
            done.tell(&import_words::stopped(watch.files(), shelf.args.dry_run));
        }
        if let Some(locked) = locked {
            done.tell(&format!("runs after a warning sign were not imported\n{locked}"));
        }
        Ok(())
    }
}

/// What became of an arrival.
struct Became {
    told: String,
    /// It is new.
    new: bool,
    /// There is more to say than that it was taken.
    notable: bool,
}

impl Became {
    fn skipped(told: &str, notable: bool) -> Self {
        Self { told: told.to_owned(), new: false, notable }
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

    /// Writes an arrival down, if it is new; returns what became of it.
    fn take(&mut self, arrival: &Arrival, count: &mut Count) -> Result<Became, Failure> {
        let words = self.context.words;
        let writer = &mut *self.context.writer;
        let id = match arrival::fate(writer.log(), writer.records(), arrival, self.args.another) {
            Fate::Known => {
                count.known += 1;
                return Ok(Became::skipped("Already imported. Skipped.", false));
            }
            Fate::Adds { id, mut run, what } => {
                count.added += 1;
                if let (None, Some(gear)) = (&run.shoe, &arrival.gear) {
                    run.shoe = self.pair(gear)?;
                }
                let writer = &mut *self.context.writer;
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
                let told = format!("You already logged that {kind}. Added to it: {what}.{more}");
                return Ok(Became::skipped(&told, true));
            }
            Fate::TakenOut { .. } if !self.args.again => {
                count.out += 1;
                let told = "You deleted it, so it was skipped. Import it anyway with --again.";
                return Ok(Became::skipped(told, false));
            }
            Fate::TakenOut { id } => id,
            Fate::New => Recording::id(arrival.recording.started.moment),
        };
        if locked_since(writer, arrival.walk).is_some_and(|since| arrival.recording.ended.moment > since) {
            count.locked += 1;
            return Ok(Became::skipped("Skipped, because it was after a warning sign.", false));
        }
        let answered = logged::answered(&arrival.written(), self.of_plan().as_ref());
        let mut run = arrival.to_run(&answered);
        if let Some(gear) = &arrival.gear {
            run.shoe = self.pair(gear)?;
        }
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
        let today = writer.today();
        if let Some(guess) = &arrival.guessed {
            let way = if self.args.dry_run { Correction::Again } else { Correction::Edit(&id) };
            told += &import_words::guess(guess, arrival.walk, way);
        }
        if let Some(likely) = arrival::rolled_over(self.date, today) {
            told += &import_words::rolled_over(self.date, likely, today, (!self.args.dry_run).then_some(&id));
        }
        writer.revise(&id, Body::Run(run))?;
        if arrival.walk {
            count.walks += 1;
        } else {
            count.runs += 1;
            told += &self.jump();
        }
        Ok(Became { notable: told != "Logged.", told, new: true })
    }

    /// Returns the id of the pair with this name, which is added if there is none.
    fn pair(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let Ok(name) = shoes::name(&name.chars().take(shoes::NAME).collect::<String>()) else {
            return Ok(None);
        };
        let writer = &mut *self.context.writer;
        if let Some(pair) = writer.rack().pairs.iter().find(|pair| pair.shoe.name.eq_ignore_ascii_case(&name))
        {
            return Ok(Some(pair.id.clone()));
        }
        // The same on every device that imports the same export.
        let id = format!("{:x}-gear", fnv64(name.to_lowercase().as_bytes()));
        if writer.log().get(&id).is_none() {
            let shoe = Shoe { name, since: self.date, retired: None, remind_km: None, before_km: None };
            writer.revise(&id, Body::Shoe(shoe))?;
        }
        Ok(Some(id))
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
    found: Vec<FoundActivity>,
    writer: &HistoryWriter,
    lines: &mut Vec<Line>,
) -> Vec<(Date, Vec<Vec<Arrival>>)> {
    let mut all: Vec<(Format, Arrival)> = Vec::new();
    for FoundActivity { format, file, activity: one, context } in found {
        let arrival = arrival_of(file, &one, context, writer.zone());
        if one.started > writer.now() && arrival.date() > writer.today() {
            let at = when(one.started, writer);
            let text = format!(
                "{}: dated {at}, which is in the future. Skipped. Check the clock on your watch.",
                printable(&arrival.file)
            );
            lines.push(Line { at: one.started, text, notable: true });
        } else if arrival.date() < FIRST {
            let text =
                format!("{}: dated {}, before 1900. Skipped.", printable(&arrival.file), arrival.date());
            lines.push(Line { at: one.started, text, notable: true });
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

fn arrival_of(file: String, one: &Activity, context: Context, zone: &TimeZone) -> Arrival {
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
        guessed: one.guessed.clone(),
        total: one.moving,
        run: one.running,
        distance_km: one.distance_km,
        surface: one.surface,
        note: context.note.map(|note| clean_note(&note)).filter(|note| !note.is_empty()),
        gear: context.gear,
        file,
    }
}

/// Returns a note as one may be typed: on one line, without what cannot be read, and not too long.
fn clean_note(note: &str) -> String {
    let words = note.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().filter(|c| !is_hidden(*c)).take(NOTE).collect()
}

/// Returns a length in whole minutes: a watch that writes every ten seconds tells no more.
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

/// Returns an arrival in words: `run on 15 August 2015, 47 min 12 s, 44 min 24 s of running, 9.01 km`.
fn in_words(arrival: &Arrival, units: crate::units::Units, today: Date) -> String {
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
pub(super) fn hour(at: At) -> String {
    at.zone().to_datetime(at.moment).strftime("%H:%M").to_string()
}

/// Returns a day by the calendar of this place.
fn when(at: Timestamp, writer: &HistoryWriter) -> String {
    past_day_words(At::new(at, writer.zone()).date(), writer.today())
}

/// Returns a path as a shell takes it, safe to print.
pub(super) fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+:~".contains(c);
    let path = printable(path);
    if path.chars().all(plain) { path.into_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
