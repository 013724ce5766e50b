//! `runup plan start`: the plan, its starting place and its run days.
//!
//! Whatever no flag says is asked line by line; without a terminal, an error names the flag. Nothing is
//! written before the last answer.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use clap::Args as ClapArgs;
use clap::builder::{StringValueParser, TypedValueParser};

use super::{Days, check_days, days, usage};
use crate::commands::Failure;
use crate::commands::args::word::{offering, offers, word};
use crate::commands::asker::Asker;
use crate::commands::log::{LogContext, given};
use crate::diagnostic::printable;
use crate::dialog::plan_setup::{Outcome, PlanSetupRules};
use crate::dialog::signs::SignRules;
use crate::dialog::{self, Ask, Dialog, Given, Occasions, Refused};
use crate::plan::beginning::check_place;
use crate::plan::placement::NoPlan;
use crate::plan::recommend;
use crate::plans::Plan;
use crate::record::lock::Lock;
use crate::routine::Id;
use crate::symptoms::signs::Sign;
use crate::symptoms::{Region, Side};
use crate::time::{duration_text, past_day};
use crate::word::words;
use crate::words::Words;

/// How a plan is begun.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct StartArgs {
    /// The plan's id, as `runup list` prints it [default: the one that fits you]
    id: Option<String>,
    /// Start at this week or level, such as 3 or R5
    #[arg(long, value_name = "WEEK|LEVEL", requires = "id")]
    at: Option<String>,
    /// The sore place, or the one that caused the break; `none` if nothing is sore
    #[arg(long, value_name = "REGION|none", value_parser = region())]
    region: Option<Where>,
    /// The side
    #[arg(long, value_parser = word::<Side>(), requires = "region")]
    side: Option<Side>,
    /// Your usual run before the break, such as 30m
    #[arg(long, value_name = "TIME", value_parser = given::length)]
    usual: Option<Duration>,
    /// Your longest run before the break
    #[arg(long, value_name = "TIME", value_parser = given::length)]
    longest: Option<Duration>,
    /// The day of your last run, or `never`
    #[arg(long, value_name = "DAY|never", value_parser = offering([NEVER], StringValueParser::new()), hide_possible_values = true)]
    last_run: Option<String>,
    /// The first day [default: today]
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
    /// Your run days, such as mon,wed,fri [default: the plan's]
    #[arg(long, value_name = "DAYS", value_parser = days(), hide_possible_values = true)]
    days: Option<Days>,
    /// Whether you did any sport this year
    #[arg(long, value_name = "ANSWER", value_parser = word::<Answer>())]
    sport: Option<Answer>,
    /// Whether a brisk 30-minute walk is easy for you
    #[arg(long, value_name = "ANSWER", value_parser = word::<Answer>())]
    walks: Option<Answer>,
    /// How long you can walk briskly, if not 30 minutes yet, such as 10m
    #[arg(long, value_name = "TIME", value_parser = given::within_a_day)]
    brisk: Option<Duration>,
    /// Runs in the last two weeks, if you still run with pain
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=99))]
    runs: Option<u8>,
    /// Your second worst pain in those runs, 0 to 10; your worst if it was 6 or more
    #[arg(long, value_name = "PAIN", value_parser = pain())]
    worst: Option<u8>,
    /// Whether you limped, had sharp pain, or your pain rose by 4 in one of them
    #[arg(long, value_name = "ANSWER", value_parser = word::<Answer>())]
    limp: Option<Answer>,
    /// Pain on your first steps on a usual morning after a day without a run, 0 to 10
    #[arg(long, value_name = "PAIN", value_parser = pain())]
    base: Option<u8>,
    /// Pain on your first steps the morning after a run, 0 to 10
    #[arg(long, value_name = "PAIN", value_parser = pain())]
    morning: Option<u8>,
    /// Pain on your first steps a morning later, if it had not settled
    #[arg(long, value_name = "PAIN", value_parser = pain())]
    second_morning: Option<u8>,
    /// Pain when you walk in daily life, 0 to 10; under the heel, after ten minutes on your feet
    #[arg(long, value_name = "PAIN", value_parser = pain())]
    walking: Option<u8>,
    /// Whether it is worse than two weeks ago
    #[arg(long, value_name = "ANSWER", value_parser = word::<Answer>())]
    worse: Option<Answer>,
    /// Whether it began, or rose to 4 or more, in the last week
    #[arg(long, value_name = "ANSWER", value_parser = word::<Answer>())]
    flared: Option<Answer>,
    /// Say that you have none of the warning signs, no limp and no sharp pain
    #[arg(long)]
    no_signs: bool,
    /// Replace your current plan
    #[arg(long)]
    instead: bool,
}

/// The sore sites.
#[derive(Debug, Clone, Copy)]
enum Where {
    Nothing,
    Region(Region),
}

words! {
    /// Yes or no.
    Answer("answer") {
        Yes = "yes",
        No = "no",
    }
}

fn pain() -> impl TypedValueParser<Value = u8> {
    clap::value_parser!(u8).range(0..=10)
}

fn region() -> impl TypedValueParser<Value = Where> {
    offering(["none".into()].into_iter().chain(offers::<Region>()), |text: &str| {
        if text == "none" { Ok(Where::Nothing) } else { text.parse().map(Where::Region) }
    })
}

impl StartArgs {
    /// Returns the answers that are given in advance.
    fn given(&self) -> Given {
        let side = self.side.map(|side| format!(":{side}")).unwrap_or_default();
        let region = self.region.map(|region| match region {
            Where::Nothing => "none".to_owned(),
            Where::Region(region) => format!("{}{side}", region.id()),
        });
        let days = |Days(days): &Days| days.iter().map(|day| day.id()).collect::<Vec<_>>().join(",");
        let yes = |answer: Option<Answer>| answer.map(|answer| answer.id().to_owned());
        let number = |n: Option<u8>| n.map(|n| n.to_string());
        let all = [
            ("region", region),
            ("usual", self.usual.map(duration_text)),
            ("longest", self.longest.map(duration_text)),
            ("last-run", self.last_run.as_deref().map(|day| if day == NEVER { "n" } else { day }.to_owned())),
            ("days", self.days.as_ref().map(days)),
            ("sport", yes(self.sport)),
            ("walks", yes(self.walks)),
            ("brisk", self.brisk.map(duration_text)),
            ("runs", number(self.runs)),
            ("worst", number(self.worst)),
            ("limp", yes(self.limp)),
            ("base", number(self.base)),
            ("morning", number(self.morning)),
            ("second-morning", number(self.second_morning)),
            ("walking", number(self.walking)),
            ("worse", yes(self.worse)),
            ("flared", yes(self.flared)),
        ];
        let given = all.into_iter().filter_map(|(flag, text)| Some((flag, text?)));
        let given = given.fold(Given::default(), |given, (flag, text)| given.with(flag, text));
        // A limp and sharp pain are warning signs; soreness no worse than two weeks ago has not flared.
        let given = if self.no_signs { given.following("limp", "no") } else { given };
        if self.worse == Some(Answer::No) { given.following("flared", "no") } else { given }
    }
}

/// The last run of a runner who has never run.
const NEVER: &str = "never";

/// Begins a plan.
pub(super) fn start(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    begun: &StartArgs,
) -> Result<String, Failure> {
    if let Some(locked) = context.locked() {
        return Err(Failure::Said(format!("no plan was started\n{locked}")));
    }
    let today = context.today();
    let date = begun.date.as_deref().map_or(Ok(today), |text| past_day(text, today)).map_err(usage)?;
    // A day that cannot be read says why, whatever is asked.
    if let Some(text) = begun.last_run.as_deref().filter(|text| *text != NEVER) {
        past_day(text, date).map_err(usage)?;
    }
    let named = begun.id.as_deref().map(|id| named(context, id)).transpose()?;
    if let Some(plan) = &named {
        check_place(plan, begun.at.as_deref())
            .map_err(|error| Failure::Usage(context.words.no_place(&error)))?;
    }
    let (core, now) = context.writer.core();
    let mut dialog = Dialog::new(PlanSetupRules::new(core, date, begun.at.clone()), core, now);
    if let Some(plan) = &named {
        dialog.choose(&plan.id, core, now);
    }
    let mut occasions = context.answer(&mut dialog, begun.given(), asker)?;
    let (core, now) = context.writer.core();
    let choice = match dialog.outcome(core, now) {
        Outcome::Plan(choice) => choice,
        Outcome::Without(why) => return without(context.words, &why),
        Outcome::Open(question) => {
            return Err(Failure::Usage(context.words.refused(&Refused::Missing(Ask::PlanSetup(question)))));
        }
    };
    if let Some(days) = &begun.days {
        check_days(context.words, &choice.plan, days)?;
    }
    if !replaces(context, asker, &mut dialog, begun.instead)? {
        return Ok("Nothing was changed.\n".into());
    }
    let advice = match signs(context, asker, std::mem::take(&mut occasions), begun.no_signs)? {
        SignAnswer::Go(advice) => advice,
        SignAnswer::Stop(told) => return Ok(told),
    };
    // What was said of the runner's health may leave another plan, or none.
    let (core, now) = context.writer.core();
    let choice = match dialog.outcome(core, now) {
        Outcome::Without(why) => {
            let other = match &why {
                NoPlan::Another { plan, .. } => format!(" Instead: runup plan start {plan}"),
                _ => String::new(),
            };
            return Ok(format!("{advice}{}{other}\nNo plan was started.\n", context.words.no_plan(&why)));
        }
        Outcome::Plan(choice) => choice,
        Outcome::Open(_) => choice,
    };
    let (core, now) = context.writer.core();
    dialog.begin(core, now);
    context.check_written(&mut dialog)?;
    let mut told = advice;
    for why in choice.why {
        let _ = writeln!(told, "{}", context.words.placement_reason(why));
    }
    let _ = writeln!(told, "{}", context.words.plan_begins(&choice.plan.name));
    let shown = context.shown_signs(Some(&choice.plan))?;
    if !shown.is_empty() {
        return Ok(told + &shown);
    }
    if let Some(now) = recommend(&choice.plan, &context.diary(), today) {
        let _ = writeln!(
            told,
            "{}\nSee it with runup plan, or just the next run with runup next.",
            context.words.reason(&now.reason)
        );
    }
    Ok(told)
}

/// Finds a plan by its name.
fn named(context: &LogContext<'_>, name: &str) -> Result<Arc<Plan>, Failure> {
    let id =
        Id::new(name).ok_or_else(|| Failure::Usage(format!("can't find the plan `{}`", printable(name))))?;
    context.plan_named(&id)
}

/// Says why no plan begins: an answer if the runner asked which plan fits, an error if they named one.
fn without(words: &dyn Words, why: &NoPlan) -> Result<String, Failure> {
    let said = words.no_plan(why);
    match why {
        NoPlan::ShortBreak | NoPlan::Unreadable(_) => Ok(said + "\n"),
        NoPlan::NotSore => Err(Failure::Usage(format!(
            "{said}\nhint: add --region REGION, such as tendon-mid or under-heel"
        ))),
        NoPlan::Another { plan, .. } => Err(Failure::Said(format!("{said}\nhint: runup plan start {plan}"))),
    }
}

/// Asks before a plan that runs is left; says whether to go on.
fn replaces(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    dialog: &mut Dialog<PlanSetupRules>,
    instead: bool,
) -> Result<bool, Failure> {
    let (core, now) = context.writer.core();
    let Some(replaces) = dialog.replaces(core, now) else { return Ok(true) };
    let flag = replaces.flag();
    dialog.raise(replaces, core, now);
    let given = if instead { Given::default().with(flag, "yes") } else { Given::default() };
    context.answer(dialog, given, asker)?;
    Ok(dialog.steps().last().is_some_and(|step| step.answer == dialog::Answer::Yes))
}

/// The result of the questions about signs.
enum SignAnswer {
    /// The plan begins; advice to tell first, or nothing.
    Go(String),
    /// It does not, and why.
    Stop(String),
}

/// Asks about the signs of a place that is new, and the health page; `none` says that none of them is there.
fn signs(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    occasions: Occasions,
    none: bool,
) -> Result<SignAnswer, Failure> {
    let mut told = String::new();
    let mut pages = Vec::new();
    for (occasion, site) in occasions {
        let (core, now) = context.writer.core();
        let signs = core.signs_to_ask(&vec![(occasion, site)], now);
        pages.extend((!signs.is_empty()).then(|| SignRules::about(signs, site)));
    }
    pages.extend(context.log().asks_health(context.today()).then(SignRules::health));
    for page in pages {
        let (core, now) = context.writer.core();
        let mut dialog = Dialog::new(page, core, now);
        let given = dialog.asked().filter(|_| none).map(Ask::flag);
        let given = given.map_or_else(Given::default, |flag| Given::default().with(flag, "n"));
        let done = context.answer(&mut dialog, given, asker);
        let said: Vec<&Sign> = SignRules::all_said(dialog.steps()).collect();
        for sign in &said {
            let _ = writeln!(told, "{}", context.words.advice(sign, context.emergency.as_ref()));
        }
        let lock = Lock::of(said.iter().map(|sign| sign.id));
        // Advice stops nothing; a sign counts even if the runner left after it.
        let locked = context.words.lock(lock).map(|words| format!("{words}\n"));
        if locked.is_some() || (done.is_err() && !said.is_empty()) {
            let locked = locked.unwrap_or_default();
            return Ok(SignAnswer::Stop(format!("{told}{locked}No plan was started.\n")));
        }
        done?;
    }
    Ok(SignAnswer::Go(told))
}
