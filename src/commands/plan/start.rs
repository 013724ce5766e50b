//! `runup plan start`: which plan, from where, on which days.
//!
//! What is not said by a flag is asked, line by line, and where nobody can be asked the flag is named. Nothing is
//! written before the last answer.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use clap::Args as ClapArgs;
use clap::builder::{StringValueParser, TypedValueParser};
use jiff::civil::Date;

use super::health::{SignAnswer, answered, health};
use super::{Days, check_days, days, usage};
use crate::commands::Failure;
use crate::commands::args::word::{offering, offers, word};
use crate::commands::asker::Asker;
use crate::commands::log::{LogContext, given, rows};
use crate::diagnostic::printable;
use crate::plan::beginning::{self, Beginning, Known, check_place, leads};
use crate::plan::changes;
use crate::plan::placement::{Answers, KEEP, NoPlan, Placement, PlacementReason, Question, Running, place};
use crate::plan::recommend;
use crate::plans::{Plan, Shape};
use crate::record::lock::Lock;
use crate::record::{Body, Flag};
use crate::routine::Id;
use crate::symptoms::signs::Occasion;
use crate::symptoms::{Region, Side, Site, SoreSite};
use crate::time::past_day;
use crate::word::words;
use crate::words::setup;

/// How a plan is begun.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct StartArgs {
    /// The plan, as `runup list` names it; the one that fits when left out
    id: Option<String>,
    /// Begin at this week or level, such as 3 or R5
    #[arg(long, value_name = "WEEK|LEVEL", requires = "id")]
    at: Option<String>,
    /// Where it is sore, or was the reason for the break; `none` where nothing is
    #[arg(long, value_name = "REGION|none", value_parser = region())]
    region: Option<Where>,
    /// On which side
    #[arg(long, value_parser = word::<Side>(), requires = "region")]
    side: Option<Side>,
    /// How long a usual run was before the break, such as 30m
    #[arg(long, value_name = "TIME", value_parser = given::length)]
    usual: Option<Duration>,
    /// How long the longest run was before the break
    #[arg(long, value_name = "TIME", value_parser = given::length)]
    longest: Option<Duration>,
    /// The day of the last run, or `never`
    #[arg(long, value_name = "DAY|never", value_parser = offering(["never"], StringValueParser::new()), hide_possible_values = true)]
    last_run: Option<String>,
    /// The first day: today when left out
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
    /// The run days, such as mon,wed,fri; those of the plan when left out
    #[arg(long, value_name = "DAYS", value_parser = days(), hide_possible_values = true)]
    days: Option<Days>,
    /// Any sport this year
    #[arg(long, value_name = "ANSWER", value_parser = word::<Answer>())]
    sport: Option<Answer>,
    /// A brisk walk of 30 minutes is easy
    #[arg(long, value_name = "ANSWER", value_parser = word::<Answer>())]
    walks: Option<Answer>,
    /// Runs in the last two weeks, if you still run although it is sore
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=99))]
    runs: Option<u8>,
    /// The second worst pain in them, 0 to 10; the worst from 6 on
    #[arg(long, value_name = "PAIN", value_parser = pain())]
    worst: Option<u8>,
    /// A limp, sharp pain, or pain that rose by 4 in one of them
    #[arg(long, value_name = "ANSWER", value_parser = word::<Answer>())]
    limp: Option<Answer>,
    /// First steps on a usual morning without a run the day before, 0 to 10
    #[arg(long, value_name = "PAIN", value_parser = pain())]
    base: Option<u8>,
    /// First steps on the morning after a run, 0 to 10
    #[arg(long, value_name = "PAIN", value_parser = pain())]
    morning: Option<u8>,
    /// First steps on the morning after that, if the first has not settled
    #[arg(long, value_name = "PAIN", value_parser = pain())]
    second_morning: Option<u8>,
    /// Walking in daily life, 0 to 10; under the heel after ten minutes on the feet
    #[arg(long, value_name = "PAIN", value_parser = pain())]
    walking: Option<u8>,
    /// It is worse than two weeks ago
    #[arg(long, value_name = "ANSWER", value_parser = word::<Answer>())]
    worse: Option<Answer>,
    /// It began, or flared to 4 or more, in the last week
    #[arg(long, value_name = "ANSWER", value_parser = word::<Answer>())]
    flared: Option<Answer>,
    /// None of the signs that are asked about before a plan is there
    #[arg(long)]
    no_signs: bool,
    /// Take the place of the plan that runs
    #[arg(long)]
    instead: bool,
}

/// What is sore.
#[derive(Debug, Clone, Copy)]
enum Where {
    Nothing,
    Region(Region),
}

words! {
    /// Yes or no.
    Answer("answer") {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }
}

fn pain() -> impl TypedValueParser<Value = u8> {
    clap::value_parser!(u8).range(0..=10)
}

/// Returns the option that answers a question before a plan.
const fn option(question: Question) -> &'static str {
    match question {
        Question::Walks => "walks",
        Question::Sport => "sport",
        Question::Usual => "usual",
        Question::Runs => "runs",
        Question::Worst => "worst",
        Question::Gait => "limp",
        Question::Base => "base",
        Question::MorningAfter => "morning",
        Question::SecondMorning => "second-morning",
        Question::Walking => "walking",
        Question::Worse => "worse",
        Question::Flared => "flared",
    }
}

fn region() -> impl TypedValueParser<Value = Where> {
    offering(["none".into()].into_iter().chain(offers::<Region>()), |text: &str| {
        if text == "none" { Ok(Where::Nothing) } else { text.parse().map(Where::Region) }
    })
}

/// Begins a plan.
pub(super) fn start(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    begun: StartArgs,
) -> Result<String, Failure> {
    if let Some(locked) = context.locked() {
        return Err(Failure::Said(format!("no plan is begun\n{locked}")));
    }
    let today = context.today();
    let date = begun.date.as_deref().map_or(Ok(today), |text| past_day(text, today)).map_err(usage)?;
    let named = begun.id.as_deref().map(|id| named(context, id)).transpose()?;
    let mut answers = answers(context, asker, &begun, date)?;
    let (plan, at, tested, why) = match named {
        Some(plan) if plan.id.as_str() == KEEP => {
            if answers.sore.is_none() {
                let hint = "hint: --region REGION, such as tendon-mid or under-heel";
                return Err(Failure::Usage(format!("{} is for a place that is sore\n{hint}", plan.name)));
            }
            if answers.last_run.is_none() {
                answers.last_run = last_run(asker, date)?;
            }
            match find(context, asker, &mut answers, date)? {
                PlanChoice::Plan { plan: fits, why, .. } if fits.as_str() == KEEP => {
                    (plan, begun.at.clone(), false, why)
                }
                PlanChoice::Plan { plan: fits, why, .. } => {
                    let why: Vec<String> =
                        why.into_iter().map(|why| context.words.placement_reason(why)).collect();
                    let start = format!("hint: runup plan start {fits}");
                    return Err(Failure::Said(format!("{}\n{start}", why.join(" "))));
                }
                PlanChoice::No(why) => return Ok(context.words.no_plan(&why) + "\n"),
            }
        }
        Some(plan) => {
            if matches!(plan.shape, Shape::Shares(_)) && answers.usual.is_none() {
                answers.usual = Some(usual(asker)?);
            }
            (plan, begun.at.clone(), false, Vec::new())
        }
        None => match find(context, asker, &mut answers, date)? {
            PlanChoice::Plan { plan, at, tested, why } => {
                (context.plan_named(&plan)?, at.map(str::to_owned), tested, why)
            }
            PlanChoice::No(why) => return Ok(context.words.no_plan(&why) + "\n"),
        },
    };
    check_place(&plan, at.as_deref()).map_err(|error| Failure::Usage(error.to_string()))?;
    if let Some(days) = &begun.days {
        check_days(context.words, &plan, days)?;
    }
    if !replaces(context, asker, begun.instead)? {
        return Ok("Nothing is changed.\n".into());
    }
    let new = beginning::new_site(answers.sore, &Known::of(context.log(), date));
    let advice = match signs(context, asker, new, begun.no_signs)? {
        SignAnswer::Go(advice) => advice,
        SignAnswer::Stop(told) => return Ok(told),
    };
    let days = begun.days.map(|Days(days)| days);
    let longest = begun.longest;
    let beginning = Beginning { plan: plan.id.clone(), date, place: at, tested, answers, longest, days };
    for body in beginning.records(context.log(), today) {
        context.writer.keep(body)?;
    }
    let mut told = advice;
    for why in why {
        let _ = writeln!(told, "{}", context.words.placement_reason(why));
    }
    let _ = writeln!(told, "{} begins.", plan.name);
    let shown = context.shown_signs(Some(&plan))?;
    if !shown.is_empty() {
        return Ok(told + &shown);
    }
    if let Some(now) = recommend(&plan, &context.diary(), today) {
        let _ = writeln!(
            told,
            "{}\nrunup plan shows it, runup next the next run in a line.",
            context.words.reason(&now.reason)
        );
    }
    Ok(told)
}

/// Finds a plan by its name.
fn named(context: &LogContext<'_>, name: &str) -> Result<Arc<Plan>, Failure> {
    let id = Id::new(name).ok_or_else(|| Failure::Usage(format!("`{}` is no plan's id", printable(name))))?;
    context.plan_named(&id)
}

/// What there is to choose from.
enum PlanChoice {
    /// A plan.
    Plan { plan: Id, at: Option<&'static str>, tested: bool, why: Vec<PlacementReason> },
    /// None, and why.
    No(NoPlan),
}

/// Chooses the plan that fits, and asks what that needs.
fn find(
    context: &LogContext<'_>,
    asker: &mut dyn Asker,
    answers: &mut Answers,
    date: Date,
) -> Result<PlanChoice, Failure> {
    let diary = context.diary();
    loop {
        match place(answers, &diary, date) {
            Placement::Plan { plan, at, tested, why } => {
                return Ok(PlanChoice::Plan { plan, at, tested, why });
            }
            Placement::None(why) => return Ok(PlanChoice::No(why)),
            Placement::Ask(Question::Walks) => answers.walks = Some(yes(asker, Question::Walks)?),
            Placement::Ask(Question::Sport) => answers.sport = Some(yes(asker, Question::Sport)?),
            Placement::Ask(Question::Usual) => answers.usual = Some(usual(asker)?),
            Placement::Ask(question) => running(asker, &mut answers.still_running, question)?,
        }
    }
}

/// Collects what is known: from the flags, from the log, and where it matters by asking.
fn answers(
    context: &LogContext<'_>,
    asker: &mut dyn Asker,
    begun: &StartArgs,
    date: Date,
) -> Result<Answers, Failure> {
    let known = Known::of(context.log(), date);
    let sore = match begun.region {
        Some(Where::Nothing) => None,
        Some(Where::Region(region)) => Some(Site { region, side: begun.side }),
        None => sore(&known, asker)?,
    };
    let last_run = match begun.last_run.as_deref() {
        Some("never") => None,
        Some(text) => Some(past_day(text, date).map_err(usage)?),
        // Soreness decides by itself, and a plan that is named needs no break.
        None if known.last_run.is_none() && !sore.is_some_and(leads) && begun.id.is_none() => {
            last_run(asker, date)?
        }
        None => known.last_run,
    };
    let said = |answer: Option<Answer>| answer.map(|answer| answer == Answer::Yes);
    Ok(Answers {
        still_running: Running {
            runs: begun.runs.map(u32::from),
            worst: begun.worst,
            gait: said(begun.limp),
            base: begun.base,
            morning: begun.morning,
            second_morning: begun.second_morning,
            walking: begun.walking,
            worse: said(begun.worse),
            new: said(begun.flared),
        },
        last_run,
        sore,
        usual: begun.usual,
        sport: said(begun.sport).or(known.sport),
        walks: said(begun.walks).or(known.walks),
    })
}

/// Asks what is sore, where nobody said and the log does not know.
fn sore(known: &Known, asker: &mut dyn Asker) -> Result<Option<Site>, Failure> {
    if known.said_sore {
        // The plan is about one place; every other one counts with its mornings.
        return Ok(known.sites.first().copied());
    }
    let regions: Vec<&str> = Region::ALL.iter().map(|region| region.id()).collect();
    let question = format!(
        "Anything sore, now or before the break? n, or one of {}, with :left or :right",
        regions.join(", ")
    );
    loop {
        match asker.ask(&question)?.as_deref() {
            None => {
                return Err(Failure::Usage(
                    "is anything sore, now or before the break?\nhint: --region none, or --region REGION"
                        .into(),
                ));
            }
            Some("n" | "no" | "none") => return Ok(None),
            Some(text) => {
                if let Ok(SoreSite { site, .. }) = text.parse() {
                    return Ok(Some(site));
                }
            }
        }
    }
}

fn last_run(asker: &mut dyn Asker, date: Date) -> Result<Option<Date>, Failure> {
    loop {
        match asker.ask(&format!("When was your last run? A date such as {date}, or never"))?.as_deref() {
            None => {
                return Err(Failure::Usage(
                    "when was your last run?\nhint: --last-run DAY, or --last-run never".into(),
                ));
            }
            Some("never" | "n") => return Ok(None),
            Some(text) => {
                if let Ok(date) = past_day(text, date) {
                    return Ok(Some(date));
                }
            }
        }
    }
}

fn usual(asker: &mut dyn Asker) -> Result<Duration, Failure> {
    let question = setup::question(Question::Usual);
    loop {
        let Some(text) = asker.ask(question)? else {
            return Err(Failure::Usage(format!("{question}\nhint: --usual 30m")));
        };
        if let Ok(length) = given::length(&text) {
            return Ok(length);
        }
    }
}

/// Asks how running is while it is sore. Whether it limped or is new is only asked of who answers: without a terminal
/// the conditions that have numbers decide.
fn running(asker: &mut dyn Asker, running: &mut Running, question: Question) -> Result<(), Failure> {
    let (words, flag) = (setup::question(question), option(question));
    if question.is_yes_no() {
        let said = match (yes(asker, question), question) {
            (Err(_), Question::Gait | Question::Flared) => false,
            (said, _) => said?,
        };
        running.take(question, said.into());
        return Ok(());
    }
    let most = if question == Question::Runs { 99 } else { 10 };
    loop {
        let Some(text) = asker.ask(&format!("{words} 0 to {most}"))? else {
            return Err(Failure::Usage(format!("{words}\nhint: --{flag} N, from 0 to {most}")));
        };
        if let Some(n) = text.trim().parse().ok().filter(|n: &u8| *n <= most) {
            running.take(question, n);
            return Ok(());
        }
    }
}

fn yes(asker: &mut dyn Asker, question: Question) -> Result<bool, Failure> {
    let flag = format!("--{}", option(question));
    let question = setup::question(question);
    loop {
        match asker.ask(&format!("{question} y or n"))?.as_deref() {
            None => return Err(Failure::Usage(format!("{question}\nhint: {flag} yes, or {flag} no"))),
            Some("y" | "yes") => return Ok(true),
            Some("n" | "no") => return Ok(false),
            Some(_) => {}
        }
    }
}

/// Asks before a plan that runs is left; tells whether to go on.
fn replaces(context: &LogContext<'_>, asker: &mut dyn Asker, instead: bool) -> Result<bool, Failure> {
    let running = changes::running(&context.diary(), context.today());
    let Some(running) = running.filter(|_| !instead) else { return Ok(true) };
    let now = format!("{} is running since {}", running.plan, running.since);
    match asker.ask(&format!("{now}. Begin another in its place? y or n"))?.as_deref() {
        None => Err(Failure::Usage(format!("{now}\nhint: --instead takes its place"))),
        Some(answer) => Ok(matches!(answer, "y" | "yes")),
    }
}

/// Asks about the signs of a place that is new, and the health page.
fn signs(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    new: Option<Site>,
    none: bool,
) -> Result<SignAnswer, Failure> {
    let site = new.map(|site| Occasion::Site { region: site.region, new: true });
    let occasions: Vec<Occasion> = site.into_iter().chain([Occasion::Plan]).collect();
    let asked = context.signs_of(&occasions);
    if none {
        answered(context)?;
        return Ok(SignAnswer::Go(String::new()));
    }
    if asked.is_empty() {
        return health(context, asker);
    }
    let rows = rows(&asked);
    let first = asked[0].id;
    let question = format!("Is one of these so?\n{rows}n for none, or its row such as {first}:");
    loop {
        let Some(answer) = asker.ask(&question)? else {
            return Err(Failure::Usage(format!(
                "before a plan begins: is one of these so?\n{rows}hint: --no-signs where none is; else runup log flag {first}"
            )));
        };
        if matches!(answer.as_str(), "n" | "no" | "none") {
            return health(context, asker);
        }
        if let Some(sign) = asked.iter().find(|sign| sign.id.eq_ignore_ascii_case(&answer)) {
            context.writer.keep(Body::Flag(Flag::of(sign.id)))?;
            let told = format!("{}\n", sign.told(context.emergency.as_ref()));
            // Advice stops nothing.
            return Ok(match context.words.lock(Lock::of_sign(sign.id)) {
                None => match health(context, asker)? {
                    SignAnswer::Go(more) => SignAnswer::Go(told + &more),
                    SignAnswer::Stop(why) => SignAnswer::Stop(told + &why),
                },
                Some(words) => SignAnswer::Stop(format!("{told}{words}\nNo plan is begun.\n")),
            });
        }
    }
}
