//! `runup log morning`, `later`, `sore` and `test`.

use std::time::Duration;

use clap::Args as ClapArgs;
use clap::builder::TypedValueParser;
use jiff::civil::Date;

use super::LogContext;
use super::given::{self, When, Where, recall};
use crate::commands::Failure;
use crate::commands::args::word::{offering, word};
use crate::commands::args::{Sore as SoreArg, sore as said_sore};
use crate::commands::asker::{Asker, Nobody};
use crate::dialog::check_in::ScoreRules;
use crate::dialog::readiness::TestRules;
use crate::dialog::sore_now::SoreNowRules;
use crate::dialog::{Dialog, Given, Occasions};
use crate::phrase::{self, capital};
use crate::plan::asks::Ask as Due;
use crate::plan::logged;
use crate::plan::readiness::{self, Meaning, Standing};
use crate::plans::TestKind;
use crate::record::{Body, CheckIn, Moment, Sore};
use crate::symptoms::{PainScore, Region, Side, Site};
use crate::time::{duration_text, started_minutes, typed_number};
use crate::words::date::{morning_words, past_day_words};

/// Most of any test: raises, hops, centimetres.
const MOST: f64 = 200.0;

/// A score of a morning, or of later on a day.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct ScoreArgs {
    /// Pain, 0 to 10, or `none`
    #[arg(value_name = "N|none", value_parser = level(), hide_possible_values = true)]
    score: Level,
    #[command(flatten)]
    place: Where,
    /// How long you were stiff, such as 10m
    #[arg(long, value_name = "TIME", value_parser = given::within_a_day)]
    stiff: Option<Duration>,
    /// You are limping
    #[arg(long)]
    limp: bool,
    /// You have sharp pain
    #[arg(long)]
    sharp: bool,
    /// Pain after ten minutes on your feet, 0 to 10
    #[arg(long, value_name = "N", value_parser = given::score)]
    walking: Option<PainScore>,
    #[command(flatten)]
    when: When,
}

/// How sore.
#[derive(Debug, Clone, Copy)]
enum Level {
    /// Nothing is.
    Nothing,
    /// So much.
    Score(PainScore),
}

fn level() -> impl TypedValueParser<Value = Level> {
    offering(
        ["none"],
        |text: &str| {
            if text == "none" { Ok(Level::Nothing) } else { given::score(text).map(Level::Score) }
        },
    )
}

/// What is sore.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct SoreArgs {
    /// Each sore place, such as `tendon-mid`, `tendon-mid=3` or `tendon-mid:left=3`; or `none`
    #[arg(value_name = "none|REGION", required = true, value_parser = said_sore(), hide_possible_values = true)]
    sites: Vec<SoreArg>,
    /// You are limping
    #[arg(long)]
    limp: bool,
    /// You have sharp pain
    #[arg(long)]
    sharp: bool,
    #[command(flatten)]
    when: When,
}

/// A test of strength or range.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct TestArgs {
    /// The test
    #[arg(value_parser = word::<TestKind>())]
    test: TestKind,
    /// The result: how many, or centimetres for knee-to-wall
    #[arg(value_name = "N", value_parser = result)]
    value: f64,
    /// The side
    #[arg(long, value_parser = word::<Side>())]
    side: Side,
    /// Worst pain during the test, 0 to 10
    #[arg(long, value_name = "N", value_parser = given::score)]
    pain: Option<PainScore>,
}

fn result(text: &str) -> Result<f64, String> {
    typed_number(text).filter(|n| (0.0..=MOST).contains(n)).ok_or_else(|| "must be from 0 to 200".to_owned())
}

pub(super) fn morning(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    felt: &ScoreArgs,
) -> Result<String, Failure> {
    score(context, asker, felt, Moment::Morning)
}

pub(super) fn later(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    felt: &ScoreArgs,
) -> Result<String, Failure> {
    if felt.stiff.is_some() {
        return Err(Failure::Usage("--stiff works with `runup log morning` only".into()));
    }
    if felt.walking.is_some() {
        return Err(Failure::Usage("--walking works with `runup log morning` only".into()));
    }
    score(context, asker, felt, Moment::Later)
}

fn score(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    felt: &ScoreArgs,
    moment: Moment,
) -> Result<String, Failure> {
    let today = context.today();
    let date = felt.when.day(today)?;
    let known = logged::sore_sites(&context.diary(), date);
    let meant = logged::meant_sites(&context.diary(), date);
    let sore = match felt.score {
        Level::Nothing if felt.place.region.is_some() => {
            return Err(Failure::Usage("`none` means nothing is sore anywhere; log 0 for one place".into()));
        }
        Level::Nothing => Vec::new(),
        // Of several that are quiet, a 0 is about them all.
        Level::Score(PainScore::NONE)
            if known.is_empty() && felt.place.region.is_none() && meant.len() > 1 =>
        {
            Vec::new()
        }
        Level::Score(score) => match felt.place.of(&meant)? {
            Some(site) => vec![Sore { site, score: Some(score) }],
            None if score == PainScore::NONE => Vec::new(),
            None => {
                let command = if moment == Moment::Later { "later" } else { "morning" };
                let places: Vec<&str> = Region::ALL.iter().map(|region| region.id()).collect();
                return Err(Failure::Usage(format!(
                    "where is it sore? You haven't logged a sore place yet\nhint: add the place, as in \
                     runup log {command} {score} --region tendon-mid --side left; places are {}",
                    phrase::list(&places)
                )));
            }
        },
    };
    let when = if moment == Moment::Later {
        format!("Later {}", past_day_words(date, today))
    } else {
        morning_words(date, today)
    };
    let told = format!("{when}: {}.\n", context.words.sore(&sore));
    if let [Sore { site, score: Some(score) }] = sore[..] {
        let occasions = told_score(context, asker, felt, moment, (date, site, score))?;
        return tell(context, asker, told, &occasions);
    }
    if felt.walking.is_some() {
        return Err(Failure::Usage("--walking needs a sore place".into()));
    }
    let stiff_minutes = felt.stiff.map(|stiff| u32::try_from(started_minutes(stiff)).unwrap_or(u32::MAX));
    let (limp, sharp, recall) = (felt.limp, felt.sharp, recall(date, today));
    let check_in = CheckIn { moment, date, sore, stiff_minutes, limp, sharp, recall };
    let occasions = context.keep_said(Body::CheckIn(check_in))?;
    tell(context, asker, told, &occasions)
}

/// Records how sore a place was, by the rules of the check-in; whether it limped, and how long it was stiff, is asked
/// as there, unless it was said.
fn told_score(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    felt: &ScoreArgs,
    moment: Moment,
    (date, site, score): (Date, Site, PainScore),
) -> Result<Occasions, Failure> {
    let of_day =
        if moment == Moment::Later { Due::Later { date, site } } else { Due::Morning { date, site } };
    let walking = felt.walking.map(|walking| (Due::OnFeet { date, site }, walking));
    let mut given =
        Given::default().with(if moment == Moment::Later { "later" } else { "morning" }, score.to_string());
    if let Some((_, walking)) = walking {
        given = given.with("on-feet", walking.to_string());
    }
    if let Some(gait) = gait(felt.limp, felt.sharp) {
        given = given.with("gait", gait);
    }
    if let Some(stiff) = felt.stiff {
        given = given.with("stiff", duration_text(stiff));
    }
    let (core, now) = context.writer.core();
    let scores = [Some(of_day), walking.map(|(ask, _)| ask)].into_iter().flatten();
    let mut dialog = Dialog::new(ScoreRules::new(scores, now.at.date()), core, now);
    context.answer(&mut dialog, given, asker)
}

/// Returns the answer that says how the gait was; `None` if nothing is said of it.
const fn gait(limp: bool, sharp: bool) -> Option<&'static str> {
    match (limp, sharp) {
        (true, true) => Some("4"),
        (false, true) => Some("3"),
        (true, false) => Some("2"),
        (false, false) => None,
    }
}

pub(super) fn sore(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    said: &SoreArgs,
) -> Result<String, Failure> {
    let today = context.today();
    let date = said.when.day(today)?;
    let mut sore = Vec::new();
    for site in &said.sites {
        match site {
            SoreArg::Nothing if said.sites.len() > 1 => {
                return Err(Failure::Usage("`none` can't be combined with other places".into()));
            }
            SoreArg::Nothing => {}
            SoreArg::Site(site) => sore.push(Sore { site: site.site, score: site.score }),
        }
    }
    let (core, now) = context.writer.core();
    let mut dialog = Dialog::new(SoreNowRules { sites: sore, kept: false }, core, now);
    context.answer(&mut dialog, Given::default(), asker)?;
    let sore = dialog.rules.said(dialog.steps());
    let told = format!("{}: {}.\n", capital(&past_day_words(date, today)), context.words.sore(&sore));
    let (limp, sharp, recall) = (said.limp, said.sharp, recall(date, today));
    let check_in = CheckIn { moment: Moment::Sites, date, sore, stiff_minutes: None, limp, sharp, recall };
    let occasions = context.keep_said(Body::CheckIn(check_in))?;
    tell(context, asker, told, &occasions)
}

pub(super) fn test(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    tested: &TestArgs,
) -> Result<String, Failure> {
    let TestArgs { test: kind, value, side, pain } = *tested;
    if kind != TestKind::KneeToWall && value.fract() != 0.0 {
        return Err(Failure::Usage("raises and hops are counted in whole numbers".into()));
    }
    let before = context.tests();
    let (core, now) = context.writer.core();
    let rules = TestRules { kind, side, counted: None, kept: true };
    let mut dialog = Dialog::new(rules, core, now);
    let mut given = Given::default().with("result", value.to_string());
    if let Some(pain) = pain {
        given = given.with("pain", pain.to_string());
    }
    let occasions = context.answer(&mut dialog, given, &mut Nobody)?;
    let test = dialog.rules.said(dialog.steps());
    let mut told =
        test.map(|test| format!("Test today: {}.\n", context.words.test_entry(&test))).unwrap_or_default();
    told += &good_enough(context, before.as_ref());
    let plan = context.plan();
    told += &context.what_it_means(plan.as_deref())?;
    told += &context.ask_signs(asker, &occasions)?;
    Ok(told)
}

/// Says how many raises open longer runs, if today's tests are only good enough to begin.
fn good_enough(context: &LogContext<'_>, before: Option<&Standing>) -> String {
    let (today, diary) = (context.today(), context.diary());
    let Some(facts) = diary.on(today).filter(|_| before.is_some()) else { return String::new() };
    let age = diary.profile.born.map(|born| today.year().saturating_sub(born));
    let rows = readiness::rows(&facts.tests, age);
    match readiness::meaning(&rows, age, before, context.tests().as_ref()) {
        meaning @ Meaning::GoodEnough { .. } => context.words.test_meaning(meaning, today) + "\n",
        _ => String::new(),
    }
}

/// Says what comes of a check-in that was recorded.
fn tell(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    mut told: String,
    occasions: &Occasions,
) -> Result<String, Failure> {
    let plan = context.plan();
    told += &context.what_it_means(plan.as_deref())?;
    told += &context.ask_signs(asker, occasions)?;
    Ok(told)
}
