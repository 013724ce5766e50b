//! `runup plan`: the runner's place in the plan, and changes to it.
//!
//! The engine, [`crate::plan`], decides the outcome; here it is asked and the answers are recorded.

mod explain;
mod export;
mod start;

use std::fmt::Write as _;
use std::rc::Rc;
use std::sync::Arc;

use clap::Subcommand;
use clap::builder::TypedValueParser;
use jiff::civil::Date;

use super::Failure;
use super::args::word::{offering, offers, word};
use super::asker::Asker;
use super::log::LogContext;
use super::output::Output;
use super::setup::Setup;
use super::unread;
use crate::diagnostic::{nearest, printable};
use crate::dialog::agree::AgreeRules;
use crate::dialog::{Dialog, Given};
use crate::library::Library;
use crate::phrase::{self, capital};
use crate::plan::asks::Ask;
use crate::plan::calendar;
use crate::plan::changes::{self, Running};
use crate::plan::chart::chart;
use crate::plan::goal::{self, Far};
use crate::plan::notes::Note;
use crate::plan::reason::Activity;
use crate::plan::recommend::Due;
use crate::plan::{Diary, Recommendation, recommend};
use crate::plans::{Day, Plan};
use crate::record::{Afterwards, Away, Body, PlanAction, PlanEvent};
use crate::time::{DayError, coming_day, past_day};
use crate::word::{Word, words};
use crate::words::Words;
use crate::words::date::{day_words, past_day_words};
use crate::words::plan as told;

/// Days that are shown ahead.
const AHEAD: i32 = 14;

/// What is done to a plan; nothing shows where one is.
#[derive(Debug, Subcommand)]
pub(super) enum PlanCommand {
    /// Start a plan [default: the one that fits you]
    Start(start::StartArgs),
    /// Explain a day's run: rule, inputs, result and sources
    Explain {
        /// The day: yesterday, a weekday (the last one) or a date [default: today]
        #[arg(value_name = "DAY")]
        date: Option<String>,
        /// Print JSON: {date, decision, place, prescription, reason, rule, inputs, sources}
        #[arg(long)]
        json: bool,
    },
    /// Skip a run [default: the next one]
    Skip {
        /// The day: today, tomorrow, a weekday (the next one) or a date; or a past day you logged nothing for
        #[arg(value_name = "DAY")]
        date: Option<String>,
    },
    /// Move the next run, at least 48 hours after the last one
    Move {
        /// The day: today, tomorrow, a weekday (the next one), a date, or +1d for one day later
        #[arg(value_name = "DAY")]
        to: String,
    },
    /// Repeat the week
    Repeat,
    /// Stop the plan; your entries stay
    Stop,
    /// Set your run days, such as mon,wed,sat
    Days {
        /// Weekdays with at least one day between any two
        #[arg(value_name = "DAYS", value_parser = days(), hide_possible_values = true)]
        days: Days,
    },
    /// Say why you haven't logged anything for a while
    Back {
        /// The reason
        #[arg(value_parser = word::<Why>())]
        why: Why,
        /// Your first day without fever
        #[arg(long, value_name = "DAY")]
        well_since: Option<String>,
    },
    /// Agree to a week that goes beyond the length limit
    Agree {
        /// The week, from 1
        week: u32,
        /// Agree without being asked; read the warning first
        #[arg(long)]
        yes: bool,
    },
    /// Export runs to a calendar, a watch, as text or as a card
    Export {
        #[command(subcommand)]
        form: export::Form,
    },
    /// Choose what to do after the plan
    Then {
        /// What comes next
        #[arg(value_parser = word::<Following>())]
        choice: Following,
        /// The goal, with `goal`
        #[arg(value_name = "GOAL", value_parser = word::<Far>())]
        far: Option<Far>,
    },
}

words! {
    /// What follows when the plan is done, as it is typed.
    pub(super) Following("end of a plan") {
        /// The last run stays.
        Keep = "keep",
        /// The longest run of the week grows.
        Longer = "longer",
        /// It grows as far as a goal.
        Goal = "goal",
        /// The last run stays, over hills.
        Hills = "hills",
        /// Only the warm-ups.
        WarmUps = "warm-ups",
    }
}

/// Weekdays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Days(pub(super) Vec<Day>);

words! {
    /// Why it was quiet.
    pub(super) Why("reason") {
        /// Other things to do.
        Busy = "busy",
        /// Ill.
        Ill = "ill",
        /// Sore.
        Sore = "sore",
        /// On a journey.
        Away = "away",
    }
}

/// Reads weekdays: `mon,wed,sat`.
fn days() -> impl TypedValueParser<Value = Days> {
    offering(offers::<Day>(), weekdays)
}

fn weekdays(text: &str) -> Result<Days, String> {
    let day = |word: &str| {
        let word = word.trim().to_lowercase();
        let found = Day::ALL.into_iter().find(|day| day.id() == word || day.name().to_lowercase() == word);
        found.ok_or_else(|| {
            let near = nearest(&word, Day::ALL.iter().map(|day| day.id()));
            let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            format!("`{}` isn't a weekday{near}", printable(&word))
        })
    };
    let mut days = text.split(',').map(day).collect::<Result<Vec<_>, _>>()?;
    days.sort_unstable();
    days.dedup();
    Ok(Days(days))
}

/// Does what was asked for; returns what to tell about it, and whether the history was read whole for it.
pub(super) fn plan(
    setup: &Setup,
    library: &Rc<Library>,
    asker: &mut dyn Asker,
    planned: Option<PlanCommand>,
) -> Result<Output, Failure> {
    let mut writer = match planned {
        None | Some(PlanCommand::Explain { .. } | PlanCommand::Export { .. }) => setup.history(library),
        Some(_) => setup.writer(library)?,
    };
    let well = writer.log().gaps().is_whole();
    writer
        .writes(|writer| act(&mut LogContext::of(writer, setup), asker, planned))
        .map(|text| Output { text, well })
}

/// The same with everything from outside at hand.
pub(super) fn act(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    planned: Option<PlanCommand>,
) -> Result<String, Failure> {
    let today = context.today();
    let eases = matches!(
        planned,
        None | Some(PlanCommand::Explain { .. } | PlanCommand::Stop | PlanCommand::Skip { .. })
    );
    if let Some(unread) = unread(context.words, context.log().gaps()).filter(|_| !eases) {
        return Err(Failure::Said(unread));
    }
    match planned {
        None => status(context),
        Some(PlanCommand::Start(begun)) => start::start(context, asker, &begun),
        Some(PlanCommand::Explain { date, json }) => {
            let date = date.as_deref().map_or(Ok(today), |text| past_day(text, today)).map_err(usage)?;
            explain::explain(context, date, json)
        }
        Some(PlanCommand::Export { form }) => export::export(context, form),
        Some(PlanCommand::Skip { date }) => skip(context, date.as_deref()),
        Some(PlanCommand::Move { to }) => move_run(context, &to),
        Some(PlanCommand::Repeat) => {
            write(context, |_| Ok(PlanAction::Repeat { date: today }))?;
            Ok(format!("You start it again from the beginning. {}", after(context)?))
        }
        Some(PlanCommand::Stop) => {
            let plan = write(context, |_| Ok(PlanAction::Stop { date: today }))?;
            Ok(format!("{} has ended. Your runs stay in the history. Undo it with runup undo.\n", plan.name))
        }
        Some(PlanCommand::Days { days }) => {
            let words = context.words;
            write(context, |plan| {
                check_days(words, plan, &days)?;
                Ok(PlanAction::Days { date: today, days: days.0.clone() })
            })?;
            Ok(format!("Run days: {}. {}", context.words.days(&days.0), after(context)?))
        }
        Some(PlanCommand::Back { why, well_since }) => back(context, why, well_since.as_deref()),
        Some(PlanCommand::Agree { week, yes }) => agree(context, asker, week, yes),
        Some(PlanCommand::Then { choice, far }) => follow(context, choice, far),
    }
}

/// Chooses what follows the plan, and how far its long run may grow.
fn follow(context: &mut LogContext<'_>, choice: Following, far: Option<Far>) -> Result<String, Failure> {
    let date = context.today();
    let (choice, goal) = match (choice, far) {
        (Following::Goal, Some(far)) => (Afterwards::Longer, Some(far.goal())),
        (Following::Goal, None) => {
            let hint = format!("runup plan then goal {}", Far::choice());
            return Err(Failure::Usage(format!("this goal needs a length\nhint: {hint}")));
        }
        (_, Some(far)) => {
            let hint = format!("runup plan then goal {}", far.word());
            return Err(Failure::Usage(format!("{} doesn't take a length\nhint: {hint}", choice.word())));
        }
        (Following::Keep, None) => (Afterwards::Keep, None),
        (Following::Longer, None) => (Afterwards::Longer, None),
        (Following::Hills, None) => (Afterwards::Hills, None),
        (Following::WarmUps, None) => (Afterwards::WarmUps, None),
    };
    write(context, |plan| {
        if plan.is_walks() && matches!(choice, Afterwards::Longer | Afterwards::Hills) {
            let hint = "hint: once 30 minutes feel easy, runup plan start new-runner --instead";
            return Err(Failure::Said(format!(
                "{} has only walks, so it can't have a running goal\n{hint}",
                plan.name
            )));
        }
        Ok(PlanAction::Then { date, choice, goal })
    })?;
    let (plan, _, diary) = current(context)?;
    let chosen = goal::chosen(&plan, &diary, date);
    let said = chosen.map_or("Saved for the end of the plan.".to_owned(), |goal| context.words.goal(&goal));
    Ok(format!("{said} {}", after(context)?))
}

#[expect(clippy::needless_pass_by_value, reason = "map_err passes a value")]
fn usage(error: DayError) -> Failure {
    Failure::Usage(error.to_string())
}

/// Returns the running plan, or says how one is begun.
fn current(context: &LogContext<'_>) -> Result<(Arc<Plan>, Running, Rc<Diary>), Failure> {
    let diary = context.diary();
    let running = changes::running(&diary, context.today());
    if running.is_none() {
        unread(context.words, context.log().gaps()).map_or(Ok(()), |unread| Err(Failure::Said(unread)))?;
    }
    let running = running
        .ok_or_else(|| Failure::Said("no plan is running\nhint: start one with runup plan start".into()))?;
    Ok((context.plan_named(&running.plan)?, running, diary))
}

/// Records what is done to the running plan.
fn write(
    context: &mut LogContext<'_>,
    action: impl FnOnce(&Plan) -> Result<PlanAction, Failure>,
) -> Result<Arc<Plan>, Failure> {
    let (plan, ..) = current(context)?;
    let action = action(&plan)?;
    context.writer.keep(Body::Plan(PlanEvent { plan: plan.id.clone(), action }))?;
    Ok(plan)
}

/// Says what today's run is, after something was changed.
fn after(context: &LogContext<'_>) -> Result<String, Failure> {
    let (plan, _, diary) = current(context)?;
    let now = recommend(&plan, &diary, context.today());
    Ok(now.map(|now| format!("{}\n", context.words.reason(&now.reason))).unwrap_or_default())
}

fn status(context: &LogContext<'_>) -> Result<String, Failure> {
    if let Some(unread) = unread(context.words, context.log().gaps()) {
        return Ok(format!("Runup can't tell what your plan's next run is.\n{unread}\n"));
    }
    let today = context.today();
    let diary = context.diary();
    let Some(running) = changes::running(&diary, today) else {
        return Ok(
            "No plan is running.\nFind one that fits you with runup plan start, or list them all with runup \
             list.\n"
                .into(),
        );
    };
    let plan = context.plan_named(&running.plan)?;
    let Some(now) = recommend(&plan, &diary, today) else {
        return Ok(format!("{} hasn't started.\n", plan.name));
    };
    let place = context.place(&plan, &now.place.to_string());
    let mut out = format!("{}, since {}: {place}\n", plan.name, running.since);
    if let Some(run) = &now.prescription {
        let when = match now.due {
            Due::Today => "Today".to_owned(),
            Due::On(date) | Due::Done(Some(date)) => capital(&day_words(date, today)),
            Due::Done(None) | Due::Open => "Next".to_owned(),
        };
        let _ = writeln!(out, "\n{when}: {}", context.words.whole_run(run));
    }
    let _ = writeln!(
        out,
        "{}{}",
        if now.prescription.is_some() { "" } else { "\n" },
        context.words.reason(&now.reason)
    );
    out += &context.missing(&now);
    out += &silent(context.words, &now, today);
    if let Some(goal) = goal::chosen(&plan, &diary, today) {
        let _ = writeln!(out, "\n{}", context.words.goal(&goal));
    }
    // What follows the plan is asked on days with a run: each day would be too often.
    let asked = |note: &&Note| **note != Note::PlanDone || now.due == Due::Today;
    for note in now.notes.iter().filter(asked) {
        let _ = writeln!(out, "\n{}", note_words(context.words, *note, &plan));
    }
    let (waits, last) = known(&plan, &diary, today);
    let ahead: Vec<(Date, Activity)> = changes::days_ahead(&plan, &diary, today, AHEAD)
        .into_iter()
        .filter(|(date, _)| waits.is_none() || last.is_none_or(|last| *date <= last))
        .collect();
    for (what, days) in [(Activity::Walk, "Walk days"), (Activity::Run, "Run days")] {
        let ahead = ahead.iter().filter(|(_, due)| *due == what);
        let ahead: Vec<String> = ahead.map(|(date, _)| date.strftime("%a %-d %b").to_string()).collect();
        if !ahead.is_empty() {
            let _ = writeln!(out, "\n{days}, if all goes well: {}", ahead.join(", "));
        }
    }
    if let Some(week) = waits {
        let _ = writeln!(out, "{}", ends_before(context.words, week));
    }
    if let Some(locked) = context.locked() {
        let _ = writeln!(out, "\n{locked}");
    }
    Ok(out)
}

/// Asks why it was quiet, or about the days on which a run was due and nothing is known of it, with the commands that
/// answer.
fn silent(words: &dyn Words, now: &Recommendation, today: Date) -> String {
    let mut out = String::new();
    for ask in &now.asks {
        let answer = match ask {
            Ask::Ran { date } => format!("runup log run TIME --date {date}, or runup plan skip {date}"),
            Ask::Away { .. } => format!("runup plan back {}", Why::choice()),
            _ => continue,
        };
        let _ = writeln!(out, "{} {answer}", words.question(*ask, today));
    }
    out
}

/// Returns the week that waits for a yes, and the last day whose run is known.
fn known(plan: &Plan, diary: &Diary, today: Date) -> (Option<usize>, Option<Date>) {
    let Some(chart) = chart(plan, diary, today) else { return (None, None) };
    (chart.waits, chart.sessions.iter().filter_map(|session| session.date).max())
}

/// Says where what is to come ends, and how the yes is said.
fn ends_before(words: &dyn Words, week: usize) -> String {
    format!("{}: runup plan agree {week}", words.ends_before(week))
}

/// Returns a note, and the command that follows it up.
fn note_words(words: &dyn Words, note: Note, plan: &Plan) -> String {
    let command = match note {
        Note::ProposeComeback | Note::StagesNext => {
            "runup plan start back-from-heel-pain --instead".to_owned()
        }
        Note::TurnedSore | Note::MayKeepRunning => "runup plan start keep-running --instead".to_owned(),
        Note::ProposeGentler | Note::WalksDone => "runup plan start new-runner --instead".to_owned(),
        Note::BeyondGuard { week } => {
            let warning = told::warning(plan, week).unwrap_or_default();
            return format!("{} {warning} If so: runup plan agree {week}", words.note(note));
        }
        Note::PlanDone => "runup plan then keep, longer, goal 60m, hills or warm-ups".to_owned(),
        Note::QuickerSteps { own } => {
            return format!("{} Then: runup profile steps {}", words.note(note), own.unwrap_or(160));
        }
        Note::NothingLonger { .. } => {
            return format!("{} Then: runup log flag cleared --by clinician", words.note(note));
        }
        Note::TwoRests
        | Note::LongRest
        | Note::TwoStepsBack
        | Note::NoBetter
        | Note::Slow { .. }
        | Note::StillSore { .. }
        | Note::StandsStill { .. }
        | Note::LowRaises { .. }
        | Note::SoreElsewhere
        | Note::LessStrength
        | Note::UnevenRaises
        | Note::HeelLift
        | Note::NewShoes => {
            return words.note(note);
        }
    };
    format!(
        "{} {}: {command}",
        words.note(note),
        if note == Note::PlanDone { "Choose" } else { "To begin it" }
    )
}

fn skip(context: &mut LogContext<'_>, date: Option<&str>) -> Result<String, Failure> {
    let today = context.today();
    let (plan, _, diary) = current(context)?;
    let due = changes::run_days(&plan, &diary, today, 29);
    let first = *due.first().ok_or_else(|| Failure::Said("no upcoming run has a day yet".into()))?;
    let silent = |ask: &Ask| if let Ask::Ran { date } = ask { Some(*date) } else { None };
    let silent =
        recommend(&plan, &diary, today).into_iter().flat_map(|now| now.asks).filter_map(|ask| silent(&ask));
    let silent: Vec<Date> = silent.collect();
    if let Some(date) = date.and_then(|text| past_day(text, today).ok()).filter(|date| silent.contains(date))
    {
        write(context, |_| Ok(PlanAction::Skip { date }))?;
        return Ok(format!(
            "You had already skipped the run {}, and that's fine. {}",
            past_day_words(date, today),
            after(context)?
        ));
    }
    let date = date.map_or(Ok(first), |text| coming_day(text, today, first)).map_err(usage)?;
    if !due.contains(&date) {
        let days: Vec<String> = due.iter().take(4).map(Date::to_string).collect();
        return Err(Failure::Said(format!(
            "no run on {date}; your next runs are on {}",
            phrase::list(&days)
        )));
    }
    write(context, |_| Ok(PlanAction::Skip { date }))?;
    Ok(format!("You skipped the run {}, and that's fine. {}", day_words(date, today), after(context)?))
}

fn move_run(context: &mut LogContext<'_>, to: &str) -> Result<String, Failure> {
    let today = context.today();
    let (plan, _, diary) = current(context)?;
    let from = changes::next_run(&plan, &diary, today).unwrap_or(today);
    let to = coming_day(to, today, from).map_err(usage)?;
    let from = changes::check_move(&plan, &diary, today, to)
        .map_err(|error| Failure::Said(context.words.not_moved(error, today)))?;
    write(context, |_| Ok(PlanAction::Move { from, to }))?;
    Ok(format!("Run moved from {from} to {to}. {}", after(context)?))
}

/// Refuses run days that lie too close.
fn check_days(words: &dyn Words, plan: &Plan, Days(days): &Days) -> Result<(), Failure> {
    calendar::too_close(plan, days).map(|close| words.too_close(close)).map_or(Ok(()), |why| {
        Err(Failure::Usage(format!("{why}\nhint: write days as mon,wed,fri or tue,thu,sat")))
    })
}

fn back(context: &mut LogContext<'_>, why: Why, well_since: Option<&str>) -> Result<String, Failure> {
    let today = context.today();
    let well_since = well_since.map(|text| past_day(text, today)).transpose().map_err(usage)?;
    if well_since.is_some() && why != Why::Ill {
        return Err(Failure::Usage("--well-since works with `runup plan back ill` only".into()));
    }
    let away = match why {
        Why::Busy => Away::Busy,
        Why::Ill => Away::Ill,
        Why::Sore => Away::Sore,
        Why::Away => Away::Travel,
    };
    write(context, |_| Ok(PlanAction::Back { date: today, why: away, well_since }))?;
    let feverish = why == Why::Ill && well_since.is_none();
    let back = if feverish { "" } else { "Good to have you back. " };
    let mut told = format!("{back}{}", after(context)?);
    if feverish {
        told += "Once the fever is gone: runup plan back ill --well-since DAY\n";
    }
    if why == Why::Sore {
        told += "Log where it's sore: runup log sore REGION. For a plan that follows how each morning \
            feels: runup plan start back-from-heel-pain --instead\n";
    }
    Ok(told)
}

fn agree(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    week: u32,
    yes: bool,
) -> Result<String, Failure> {
    let (plan, ..) = current(context)?;
    let warning = told::warning(&plan, week as usize)
        .ok_or_else(|| Failure::Said(format!("week {week} of {} doesn't ask you to agree", plan.name)))?;
    let rules = AgreeRules { plan: plan.id.clone(), week, warning: warning.to_owned() };
    let given = if yes { Given::default().with("yes", "yes") } else { Given::default() };
    let (core, now) = context.writer.core();
    let mut dialog = Dialog::new(rules, core, now);
    context.answer(&mut dialog, given, asker)?;
    if dialog.wrote().is_empty() {
        return Ok("The plan stays within its length limit.\n".into());
    }
    Ok(format!("You'll do week {week} as planned. {}", after(context)?))
}

/// Returns what a plan says for a day, and its name.
fn said(context: &LogContext<'_>, date: Date) -> Result<(Arc<Plan>, Recommendation), Failure> {
    let diary = context.diary();
    let running = changes::running(&diary, date);
    let running = running.ok_or_else(|| {
        Failure::Said(match unread(context.words, context.log().gaps()) {
            Some(unread) => format!("Runup can't tell whether a plan was running on {date}\n{unread}"),
            None => format!("no plan was running on {date}\nhint: start one with runup plan start"),
        })
    })?;
    let plan = context.plan_named(&running.plan)?;
    let now = recommend(&plan, &diary, date);
    let now = now.ok_or_else(|| Failure::Said(format!("no plan was running on {date}")))?;
    Ok((plan, now))
}
