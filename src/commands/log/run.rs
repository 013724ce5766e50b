//! `runup log run` and `runup log walk`.

use std::fmt::Write as _;
use std::time::Duration;

use clap::Args as ClapArgs;
use clap::builder::TypedValueParser;
use jiff::civil::Date;

use super::LogContext;
use super::given::{self, When, Where};
use crate::commands::args::word::{offering, word};
use crate::commands::asker::Asker;
use crate::commands::{Failure, shoes, unread};
use crate::diagnostic::printable;
use crate::dialog::by_hand::{ByHand, RunFacts, Which};
use crate::dialog::review::RunReview;
use crate::dialog::{Answer, Ask, Dialog, Given, Occasions};
use crate::phrase;
use crate::plan::arrival;
use crate::plan::beside::Uncounted;
use crate::plan::changes::walks_first;
use crate::plan::diary::RunFact;
use crate::plan::logged;
use crate::plan::walks_first::Refusal;
use crate::record::shoes::{Pair, ShoeTally};
use crate::record::values::{EFFORTS, of_minutes};
use crate::record::{At, Body, CutShort, Effort, Run, Surface};
use crate::symptoms::{PainScore, Site};
use crate::time::{days_between, duration_text};
use crate::words::Words;
use crate::words::date::past_day_words;

/// Days in which the morning after a run is asked for.
const REMEMBERED: i32 = 3;

/// What there is to say about a run or a walk.
#[derive(Debug, ClapArgs)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line, and any go together")]
pub(in crate::commands) struct ActivityArgs {
    /// Total time, such as 28m; you can include the walks before and after
    #[arg(value_name = "TIME", value_parser = given::length)]
    total: Duration,
    /// Distance, such as 4.2km or 2.6mi
    #[arg(long, value_name = "DISTANCE", value_parser = given::distance)]
    distance: Option<f64>,
    /// Pain before, 0 to 10
    #[arg(long, value_name = "N", value_parser = given::score)]
    before: Option<PainScore>,
    /// Worst pain during, 0 to 10
    #[arg(long, value_name = "N", value_parser = given::score)]
    during: Option<PainScore>,
    /// Worst pain since, 0 to 10
    #[arg(long, value_name = "N", value_parser = given::score)]
    after: Option<PainScore>,
    /// Effort: easy, steady, hard, or 0 to 10
    #[arg(long, value_name = "EFFORT", value_parser = effort(), hide_possible_values = true)]
    effort: Option<Effort>,
    /// Share of the planned run that you did, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = given::share)]
    completed: Option<f64>,
    /// You stopped early: why
    #[arg(long, value_name = "REASON", value_parser = word::<CutShort>())]
    cut_short: Option<CutShort>,
    /// You were limping
    #[arg(long)]
    limp: bool,
    /// You had sharp pain
    #[arg(long)]
    sharp: bool,
    /// You walked the rest home
    #[arg(long)]
    walked_home: bool,
    #[command(flatten)]
    place: Where,
    /// The surface
    #[arg(long, value_parser = word::<Surface>())]
    surface: Option<Surface>,
    /// The run had hills
    #[arg(long)]
    hills: bool,
    /// The pair of shoes, or `none` [default: your last run's pair]
    #[arg(long, value_name = "NAME")]
    shoe: Option<String>,
    #[command(flatten)]
    when: When,
    /// A note
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Not part of your plan, even if a run was planned that day
    #[arg(long)]
    unplanned: bool,
    /// A different run or walk from the one your watch recorded that day
    #[arg(long)]
    another: bool,
    /// Your plan's next run, though it was planned for another day
    #[arg(long, conflicts_with = "unplanned")]
    planned: bool,
}

pub(super) fn effort() -> impl TypedValueParser<Value = Effort> {
    offering(EFFORTS.map(|(word, _)| word), given::effort)
}

/// A run.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct RunArgs {
    #[command(flatten)]
    outing: ActivityArgs,
    /// How much of the time you ran [default: worked out from your plan]
    #[arg(long, value_name = "TIME", value_parser = given::length)]
    run: Option<Duration>,
}

/// Log a walk.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct WalkArgs {
    #[command(flatten)]
    outing: ActivityArgs,
}

pub(super) fn run(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    ran: &RunArgs,
) -> Result<String, Failure> {
    if ran.run.is_some_and(|run| run > ran.outing.total) {
        let all = phrase::minutes(ran.outing.total);
        return Err(Failure::Usage(format!("--run must be no longer than the whole {all}")));
    }
    outing(context, asker, &ran.outing, ran.run, false)
}

pub(super) fn walk(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    walked: &WalkArgs,
) -> Result<String, Failure> {
    outing(context, asker, &walked.outing, None, true)
}

/// Saves a run or walk by the rules of the screen; missing answers are asked for if possible.
fn outing(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    said: &ActivityArgs,
    run: Option<Duration>,
    walk: bool,
) -> Result<String, Failure> {
    let today = context.today();
    let date = said.when.day(today)?;
    let sore = logged::sore_sites(&context.diary(), date);
    let scored = [said.before, said.during, said.after].iter().any(Option::is_some);
    let site = if scored || said.place.region.is_some() { said.place.of(&sore)? } else { None };
    // After a warning sign a walk is one of two, or nothing of the plan.
    let first = walks_first(&context.diary(), date).filter(|_| walk && context.locked_by_sign().is_none());
    let rack = context.writer.history().rack(date);
    let pair = pair(said, &rack, date)?;
    let worn = pair.map(|pair| pair.id.clone());
    let known = said.known(run, walk, said.when.date.as_ref().map(|_| date), site);
    let (core, now) = context.writer.core();
    let rules = ByHand::of(known, worn.clone(), core, now);
    if said.planned {
        let offered = rules.offered(said.total, core, now);
        is_offered(context, offered)?;
    }
    let (core, now) = context.writer.core();
    let mut dialog = Dialog::new(rules, core, now);
    let mut occasions = dialog.answer(Answer::Length(said.total), core, now);
    occasions.extend(context.answer(&mut dialog, Given::default(), asker)?);
    let Some((id, _)) = dialog.wrote().first().cloned() else { return Ok(String::new()) };
    occasions.extend(review(context, asker, &id, first.is_some()));
    let kept = |context: &LogContext<'_>| match context.log().get(&id).map(|record| &record.body) {
        Some(Body::Run(run)) => run.clone(),
        _ => Run::new(date, 0.0),
    };
    let mut run = kept(context);
    let refused = first.and_then(|first| first.refuses(&RunFact::of(&run), run.date));
    if refused.is_some() && run.prescription.take().is_some() {
        context.writer.revise(&id, Body::Run(run.clone()))?;
    }
    let record = run.prescription.as_deref().filter(|_| first.is_none());
    let place = record.and_then(|record| record.split_once(": ")).map(|(place, _)| place);
    let place = place.map(|name| context.plan().map_or(name.to_owned(), |plan| context.place(&plan, name)));
    // A walk in place of a run is no share of it.
    let share = record.is_some_and(|record| record.split_once(": ").is_some_and(|(at, _)| at.ends_with('%')));
    let place = place.filter(|_| !(share && run.run_minutes == Some(0.0)));
    let mut told = first_line(&run, place.as_deref(), today);
    if dialog.rules.told.guessed {
        told += "Running time taken from your plan. If that's wrong: runup undo, then log it again with \
            --run.\n";
    }
    told += &which(context, &dialog, &run, said.another || asker.is_there());
    if let Some(beside) = &dialog.rules.told.beside {
        told += &context.words.again(beside);
        told.push('\n');
    }
    if let Some(refused) = refused {
        told += &not_counted(context.words, refused, said, (date, today));
    }
    if let Some(pair) = pair {
        let usual = if said.shoe.is_none() { ", as you named no other pair" } else { "" };
        let _ = writeln!(told, "In {}{usual}.", printable(&pair.shoe.name));
    }
    let plan = context.plan();
    told += &context.what_it_means(plan.as_deref())?;
    told += &shoes::beside(context, worn.as_deref());
    if !walk {
        if run.after.is_none() {
            told += &later_that_day(context, run.date, today);
        }
        told += &next_morning(context, run.date, today);
    }
    told += &context.ask_signs(asker, &occasions)?;
    Ok(told)
}

impl ActivityArgs {
    /// Returns what is known of the run, so that nothing of it is asked.
    fn known(&self, run: Option<Duration>, walk: bool, date: Option<Date>, site: Option<Site>) -> RunFacts {
        let which = [(self.planned, Which::Planned), (self.unplanned, Which::Unplanned)];
        RunFacts {
            run,
            completed: self.completed,
            date,
            walk: Some(walk),
            which: which.into_iter().find(|(said, _)| *said).map(|(_, which)| which),
            another: self.another,
            more: Some(Box::new(Run {
                distance_km: self.distance,
                site,
                before: self.before,
                during: self.during,
                after: self.after,
                effort: self.effort,
                cut_short: self.cut_short,
                limp: self.limp,
                sharp: self.sharp,
                walked_home: self.walked_home,
                hills: self.hills,
                surface: self.surface,
                note: self.note.clone(),
                ..Run::new(date.unwrap_or(Date::MIN), 0.0)
            })),
        }
    }
}

/// Says that the plan has no run that this one could be.
fn is_offered(context: &LogContext<'_>, offered: Result<(), Uncounted>) -> Result<(), Failure> {
    if context.plan().is_none() {
        return Err(Failure::Said("no plan is running\nhint: start one with runup plan start".into()));
    }
    offered.map_err(|uncounted| {
        let words = context.words.uncounted(&uncounted);
        Failure::Said(format!("{words}\nhint: leave out --planned to log it anyway"))
    })
}

/// Asks the unanswered questions that follow any run; a runner who leaves has said enough.
fn review(context: &mut LogContext<'_>, asker: &mut dyn Asker, id: &str, needs_score: bool) -> Occasions {
    let (core, now) = context.writer.core();
    let Some(Body::Run(run)) = core.log().get(id).map(|record| record.body.clone()) else {
        return Occasions::new();
    };
    // A run of another day is remembered, and what it was like is said in advance or not at all.
    if run.date != now.at.date() && !needs_score {
        return Occasions::new();
    }
    let region =
        logged::sore_sites(&core.history().diary(run.date), run.date).first().map(|site| site.region);
    let rules = RunReview { record: id.to_owned(), run, region, needs_score, kept: true };
    let mut dialog = Dialog::new(rules, core, now);
    context.answer(&mut dialog, Given::default(), asker).unwrap_or_default()
}

/// Says why a walk after a warning sign does not count, and how to log its score if that is missing.
fn not_counted(
    words: &dyn Words,
    refused: Refusal,
    said: &ActivityArgs,
    (date, today): (Date, Date),
) -> String {
    let words = words.walk_refused(refused);
    if !matches!(refused, Refusal::Unsaid { .. }) {
        return words + "\n";
    }
    let flag = if date == today { String::new() } else { format!(" --date {date}") };
    let total = duration_text(said.total);
    format!("{words} To add it: runup undo, then runup log walk {total} --during N{flag}, 0 to 10.\n")
}

/// Says how to log the worst pain after a run later that day, if something is sore.
fn later_that_day(context: &LogContext<'_>, date: Date, today: Date) -> String {
    let sites = logged::sore_sites(&context.diary(), date);
    if sites.is_empty() || context.locked_by_sign().is_some() {
        return String::new();
    }
    let when = if date == today { "This evening" } else { "Later that day" };
    format!(
        "{when}: {}, N being your worst pain after the run, 0 to 10.\n",
        later_command(&sites, date, today)
    )
}

/// Returns the command that tells the worst later on a day.
pub(in crate::commands) fn later_command(sites: &[Site], date: Date, today: Date) -> String {
    let region = if sites.len() > 1 { " --region REGION" } else { "" };
    let flag = if date == today { String::new() } else { format!(" --date {date}") };
    format!("runup log later N{region}{flag}")
}

/// Says which run it is, if that is not clear: one with what a watch recorded, the same as one that is there, or one more.
fn which(context: &LogContext<'_>, dialog: &Dialog<ByHand>, run: &Run, settled: bool) -> String {
    let walk = run.run_minutes == Some(0.0);
    let same = dialog
        .steps()
        .iter()
        .any(|step| matches!(step.ask, Ask::Another(_)) && step.answer == Answer::Choice('2'));
    if same {
        return "Merged with the entry you already had.\n".into();
    }
    if let Some(joined) = &dialog.rules.told.joined {
        return one_run(run, walk, &context.words.differences(joined));
    }
    let id = dialog.wrote().first().map_or("", |(id, _)| id);
    if settled { String::new() } else { others(context, run, id) }
}

/// Says that the run is one that a watch recorded, and how to make two of them.
fn one_run(run: &Run, walk: bool, differences: &str) -> String {
    let kind = if walk { "walk" } else { "run" };
    let at = run.recorded.map(|recorded| format!(" at {}", hour(recorded.started))).unwrap_or_default();
    format!(
        "This is the {kind} your watch recorded{at}, so it is one entry.{differences} If it was a different \
         one: runup undo, then log it with --another.\n"
    )
}

/// Says which other runs there are that day, and how to make one of two.
fn others(context: &LogContext<'_>, run: &Run, id: &str) -> String {
    let (runs, today) = (context.log().runs(), context.today());
    let walk = run.run_minutes == Some(0.0);
    let same = |other: &Run| other.date == run.date && (other.run_minutes == Some(0.0)) == walk;
    let mut others = runs.iter().filter(|entry| entry.record.id != id).map(|entry| entry.body);
    let Some(other) = others.rfind(|other| same(other)) else {
        return String::new();
    };
    let kind = if walk { "walk" } else { "run" };
    let day = past_day_words(run.date, today);
    let from = match other.recorded {
        Some(recorded) => format!(", from your watch at {}", hour(recorded.started)),
        None => String::new(),
    };
    let flag = if run.date == today { String::new() } else { format!(" --date {}", run.date) };
    format!(
        "You already have a {kind} of {} {day}{from}. If this is the same {kind}: runup log same{flag}\n",
        phrase::minutes(of_minutes(other.minutes))
    )
}

/// Returns the time that the clock showed.
fn hour(at: At) -> String {
    at.zone().to_datetime(at.moment).strftime("%H:%M").to_string()
}

/// Two entries that are the same run or walk.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct SameArgs {
    /// The ids of both, or the first characters of them; needed if you have more than two that day
    #[arg(value_name = "ID", num_args = 2)]
    ids: Vec<String>,
    #[command(flatten)]
    when: When,
}

/// Makes one run of two entries: the one that was measured lives on, with what was said of the other.
pub(super) fn same(context: &mut LogContext<'_>, said: &SameArgs) -> Result<String, Failure> {
    let today = context.today();
    let date = said.when.day(today)?;
    let runs: Vec<(String, Run)> = {
        let log = context.log();
        let all = log.runs().into_iter().map(|entry| (entry.record.id.clone(), entry.body.clone()));
        match &said.ids[..] {
            [] => all.filter(|(_, run)| run.date == date).collect(),
            ids => all.filter(|(id, _)| ids.iter().any(|begin| id.starts_with(&**begin))).collect(),
        }
    };
    // A run and two walks: the two that may be the same are meant.
    let of_kind = |walk: bool| {
        let kind = |run: &Run| (run.run_minutes == Some(0.0)) == walk;
        runs.iter().filter(|(_, run)| kind(run)).cloned().collect::<Vec<_>>()
    };
    let two = [false, true].map(of_kind).into_iter().find(|of_kind| of_kind.len() == 2);
    let runs = if said.ids.is_empty() && runs.len() > 2 { two.unwrap_or(runs) } else { runs };
    let day = past_day_words(date, today);
    let [first, second] = &runs[..] else {
        let listed =
            runs.iter().map(|(id, run)| format!("\n  {}  {}", printable(id), context.entry_words().run(run)));
        let unread = unread(context.words, context.log().gaps()).filter(|_| runs.len() < 2);
        let why = match runs.len() {
            _ if unread.is_some() => format!("some of your runs {day} can't be read"),
            0 | 1 if said.ids.is_empty() => format!("you don't have two runs {day}"),
            0 | 1 => "those ids must belong to two runs".to_owned(),
            many => format!("there are {many}; say which two with runup log same ID ID"),
        };
        let unread = unread.map(|unread| format!("\n{unread}")).unwrap_or_default();
        return Err(Failure::Said(why + &listed.collect::<String>() + &unread));
    };
    if first.1.date != second.1.date {
        return Err(Failure::Said("those runs are on different days, so they can't be the same".to_owned()));
    }
    // A recording that knows more is the one that was measured; of two alike the first.
    let (kept, gone) = if second.1.recorded.is_some() && first.1.recorded.is_none() {
        (second, first)
    } else {
        (first, second)
    };
    let one = arrival::joined(&kept.1, &gone.1);
    let told =
        format!("Merged into one run: {}.\nUndo it with runup undo.\n", context.entry_words().run(&one));
    for (id, body) in [(&kept.0, Body::Run(one)), (&gone.0, Body::Removed)] {
        context.writer.revise(id, body)?;
    }
    Ok(told)
}

/// Returns the pair that it was in: the one that was named, else that of the last run.
fn pair<'r>(said: &ActivityArgs, rack: &'r ShoeTally, date: Date) -> Result<Option<&'r Pair>, Failure> {
    match said.shoe.as_deref() {
        Some("none") if rack.find("none").is_err() => Ok(None),
        Some(name) => rack.find(name).map(Some).map_err(|error| Failure::Said(error.to_string())),
        None => Ok(rack.usual(date)),
    }
}

/// Says what was saved and what was assumed, and which place of the plan it was.
fn first_line(run: &Run, place: Option<&str>, today: Date) -> String {
    let walk = run.run_minutes == Some(0.0) && !run.assumed;
    let (what, total) = (if walk { "Walk" } else { "Run" }, of_minutes(run.minutes));
    let mut line = format!("{what} {}: {}", past_day_words(run.date, today), phrase::minutes(total));
    match run.run_minutes.map(of_minutes).filter(|run| !walk && *run != total) {
        Some(run) if run.is_zero() => line += ", none of it running",
        Some(run) => {
            let _ = write!(line, ", {} of running", phrase::minutes(run));
        }
        None => {}
    }
    let _ = place.map(|place| write!(line, " ({place})"));
    line += ".\n";
    line
}

/// Says how to log the morning after, if it is not known yet.
pub(in crate::commands) fn next_morning(context: &LogContext<'_>, date: Date, today: Date) -> String {
    let Ok(next) = date.tomorrow() else { return String::new() };
    let diary = context.diary();
    let known = diary.on(next).is_some_and(|facts| facts.nothing || !facts.mornings.is_empty());
    let ago = days_between(next, today);
    if known || ago > REMEMBERED {
        return String::new();
    }
    let (when, flag) = match ago {
        ..0 => ("Tomorrow morning", String::new()),
        0 => ("This morning", String::new()),
        _ => ("The morning after", format!(" --date {next}")),
    };
    let command = match &logged::sore_sites(&diary, next)[..] {
        [] => format!("runup log morning none{flag}, if nothing is sore"),
        [_] => format!("runup log morning N{flag}, N being how sore your first steps are, 0 to 10"),
        _ => format!("runup log morning N --region REGION{flag}, for each sore place"),
    };
    format!("{when}: {command}.\n")
}
