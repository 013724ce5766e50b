//! `runup log flag`: a warning sign, or its end.

use std::fmt::Write as _;

use clap::Args as ClapArgs;
use clap::builder::{StringValueParser, TypedValueParser};
use jiff::civil::Date;

use super::LogContext;
use crate::commands::args::word::{offering, word_of};
use crate::commands::asker::Asker;
use crate::commands::writer::HistoryWriter;
use crate::commands::{Failure, unread};
use crate::diagnostic::printable;
use crate::dialog::cleared::ClearedRules;
use crate::dialog::signs::SignRules;
use crate::dialog::{Answer, Dialog, Given, WhichSigns};
use crate::plan;
use crate::plan::changes;
use crate::plans::Plan;
use crate::record::{Body, ClearedBy, Flag};
use crate::symptoms::signs::{self, Place, Release, SIGNS, Sign};
use crate::time::set_day;
use crate::words::Words;

/// A warning sign.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct FlagArgs {
    /// The sign, such as `RF03a`; or `cleared`, as `runup log cleared`
    #[arg(value_name = "SIGN|cleared", value_parser = row(Some("cleared")), hide_possible_values = true)]
    sign: String,
    /// With `cleared`: who cleared it
    #[arg(long, value_name = "WHO", value_parser = word_of(WHO))]
    by: Option<ClearedBy>,
    /// With `cleared`: which sign
    #[arg(long = "sign", value_name = "SIGN", id = "which", value_parser = row(None), hide_possible_values = true)]
    which: Option<String>,
    /// The day on which it ends, if you were given one
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
}

/// The end of a warning sign.
#[derive(Debug, ClapArgs)]
pub(in crate::commands) struct ClearedArgs {
    /// Which sign, if more than one is open
    #[arg(value_name = "SIGN", value_parser = row(None), hide_possible_values = true)]
    sign: Option<String>,
    /// Who cleared it [default: asks]
    #[arg(long, value_name = "WHO", value_parser = word_of(WHO))]
    by: Option<ClearedBy>,
    /// The day on which it ends, if you were given one
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
}

/// What a sign means that holds back no run.
pub(super) const GROWTH: &str = "You can run, but until it is cleared your plan's runs won't get \
    longer.\nhint: once it has been cleared, run `runup log cleared`\n";

/// The person who ends a sign on the command line.
const WHO: &[ClearedBy] = &[ClearedBy::Clinician, ClearedBy::Me, ClearedBy::Mistake];

/// Reads the row of a sign, or one more word.
fn row(more: Option<&'static str>) -> impl TypedValueParser<Value = String> {
    let asked = SIGNS.iter().filter(|sign| sign.place != Place::Former);
    offering(more.into_iter().chain(asked.map(|sign| sign.id)), StringValueParser::new())
}

/// Records that something is wrong, or that it is over.
pub(super) fn sign(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    flagged: FlagArgs,
) -> Result<String, Failure> {
    match flagged {
        FlagArgs { sign, by, which, until } if sign == "cleared" => {
            cleared(context, asker, &ClearedArgs { sign: which, by, until })
        }
        FlagArgs { by: Some(_), .. } | FlagArgs { which: Some(_), .. } => {
            Err(Failure::Said("--by and --sign work with `runup log flag cleared` only".into()))
        }
        FlagArgs { sign, until, .. } => {
            let until = until.as_deref().map(|text| day(context, text)).transpose()?;
            flag(context, asker, known(context.words, &sign)?, until)
        }
    }
}

/// Records that a sign is over, or on which day it will be.
pub(super) fn cleared(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    cleared: &ClearedArgs,
) -> Result<String, Failure> {
    let ClearedArgs { sign, by, until } = cleared;
    let which = sign.as_deref().map(|sign| known(context.words, sign)).transpose()?;
    let until = until.as_deref().map(|text| day(context, text)).transpose()?;
    clear(context, asker, *by, which, until)
}

/// Reads a day that is still to come.
fn day(context: &LogContext<'_>, text: &str) -> Result<Date, Failure> {
    set_day(text, context.today()).map_err(|error| Failure::Usage(format!("--until: {error}")))
}

/// Finds a sign by its row, in any case of letters.
fn known(words: &dyn Words, name: &str) -> Result<&'static Sign, Failure> {
    SIGNS.iter().find(|sign| sign.id.eq_ignore_ascii_case(name)).ok_or_else(|| {
        // The nearest number would be another sign, not what was meant.
        let mut said = format!("can't find the warning sign `{}`\nhint: the signs are", printable(name));
        for sign in SIGNS.iter().filter(|sign| sign.place != Place::Former) {
            let _ = write!(said, "\n  {:<5}  {}", sign.id, words.sign(sign).ask);
        }
        Failure::Said(said)
    })
}

fn flag(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    sign: &'static Sign,
    until: Option<Date>,
) -> Result<String, Failure> {
    let (core, now) = context.writer.core();
    let mut dialog = Dialog::new(SignRules::named(sign, until), core, now);
    // Its row was typed out: no key may have been the wrong one.
    dialog.answer(Answer::Yes, core, now);
    context.check_written(&mut dialog)?;
    if asker.is_there() {
        // The sign counts even if the runner leaves.
        let _ = context.answer(&mut dialog, Given::default(), asker);
        return Ok(context.said_signs(&dialog));
    }
    let said = context.words.logged_sign(sign, context.emergency.as_ref());
    let also: Vec<&Sign> = sign.also().collect();
    Ok(said + &context.words.signs_asked(WhichSigns::Too, &also) + &context.consequence(&[sign]))
}

/// Records that a sign is over.
fn clear(
    context: &mut LogContext<'_>,
    asker: &mut dyn Asker,
    by: Option<ClearedBy>,
    which: Option<&Sign>,
    until: Option<Date>,
) -> Result<String, Failure> {
    let plan = context.plan();
    let Some(sign) = one_open(context, plan.as_deref(), which)? else {
        return Ok("You have no open warning signs, so nothing is locked.\n".into());
    };
    let by = match by {
        Some(by) => by,
        None => ask_who(context, asker, &sign)?,
    };
    let writer = &mut *context.writer;
    if let Some(day) = until {
        return ends_on(writer, &sign, by, day);
    }
    let today = writer.today();
    writer.log().may_end(&sign, by, today).map_err(|refused| {
        let hint = "hint: add --by clinician, or --by mistake if you logged it by mistake";
        Failure::Said(format!("{sign} is not cleared: {}\n{hint}", context.words.not_cleared(refused)))
    })?;
    writer.keep(Body::Clearance(writer.log().clear(vec![sign.clone()], by)))?;
    let growth = if signs::stops_growth(writer.log().holding_signs(today)) { GROWTH } else { "" };
    Ok(match context.words.lock(writer.log().lock(today)) {
        None => format!(
            "{sign} is cleared. Nothing is locked.\n{growth}{}",
            before_running(context, plan.as_deref())
        ),
        Some(words) => format!("{sign} is cleared. {words}\n"),
    })
}

/// Finds the sign that is cleared: the one that is named, or the only one; `None` if none is open.
fn one_open(
    context: &LogContext<'_>,
    plan: Option<&Plan>,
    which: Option<&Sign>,
) -> Result<Option<String>, Failure> {
    let (writer, today) = (&*context.writer, context.today());
    let mut open: Vec<String> = writer.log().holding_signs(today).into_iter().map(str::to_owned).collect();
    // What the log shows and you never said stops the plan too, and ends in the same way.
    let shown = changes::unsaid_signs(plan, &writer.diary(), writer.log(), today);
    open.extend(shown.into_iter().map(|shown| shown.sign.to_owned()));
    match (&open[..], which) {
        ([], _) => match unread(context.words, writer.log().gaps()) {
            Some(unread) => Err(Failure::Said(format!(
                "Runup can't tell whether you have an open warning sign\n{unread}"
            ))),
            None => Ok(None),
        },
        ([only], None) => Ok(Some(only.clone())),
        (several, None) => {
            let mut said = "you have more than one open sign; say which with --sign".to_owned();
            for sign in several {
                let _ = write!(said, "\n  {sign:<5}  {}", context.words.said_sign(sign));
            }
            Err(Failure::Said(said))
        }
        (open, Some(which)) if open.iter().any(|sign| sign == which.id) => Ok(Some(which.id.to_owned())),
        (_, Some(which)) => Err(Failure::Said(format!("{} is not open", which.id))),
    }
}

/// Records the day on which a sign ends, as it was given.
fn ends_on(writer: &mut HistoryWriter, sign: &str, by: ClearedBy, day: Date) -> Result<String, Failure> {
    let theirs = matches!(signs::release(sign), Release::Day(_));
    let refused = match by {
        ClearedBy::Clinician => None,
        ClearedBy::Me if theirs => None,
        ClearedBy::Mistake => Some("a mistake is cleared at once; leave out --until"),
        _ => Some("only a doctor or physio can set a day"),
    };
    if let Some(refused) = refused {
        return Err(Failure::Said(format!("{sign} is not cleared: {refused}")));
    }
    let open = writer.log().locks().into_iter().filter(|flag| flag.body.sign == sign);
    let open: Vec<(String, Flag)> =
        open.map(|flag| (flag.record.id.clone(), Flag { until: Some(day), ..flag.body.clone() })).collect();
    // What the log shows was never said.
    if open.is_empty() {
        writer.keep(Body::Flag(Flag { until: Some(day), ..Flag::of(sign) }))?;
    }
    for (id, flag) in open {
        writer.revise(&id, Body::Flag(flag))?;
    }
    Ok(format!("{sign} ends on {day}. It stays locked until then.\n"))
}

/// Says what comes before the next run, if something does.
fn before_running(context: &LogContext<'_>, plan: Option<&Plan>) -> String {
    let (diary, today) = (context.diary(), context.today());
    if let Some(now) = plan.and_then(|plan| plan::recommend(plan, &diary, today)) {
        return context.words.reason(&now.reason) + "\n";
    }
    changes::walks_first(&diary, today)
        .map(|first| context.words.walks_first(first) + "\n")
        .unwrap_or_default()
}

/// Asks who cleared a sign, and once more whether that is meant.
fn ask_who(context: &mut LogContext<'_>, asker: &mut dyn Asker, sign: &str) -> Result<ClearedBy, Failure> {
    let (core, now) = context.writer.core();
    let mut dialog = Dialog::new(ClearedRules { sign: sign.to_owned() }, core, now);
    context.answer(&mut dialog, Given::default(), asker)?;
    ClearedRules::said(dialog.steps()).ok_or_else(|| Failure::Said("nothing was cleared".into()))
}
